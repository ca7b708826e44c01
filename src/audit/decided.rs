//! 设定: what the office decides now, held against what 数据源 says that the paper was compiled by.

use std::collections::BTreeMap;

use super::Case;
use super::proof::{Check, Fault};
use crate::handover::SOURCES;
use crate::text::quote;

/// Figures and openings by hand: another check holds them, one by one.
const ANOTHER: [&str; 2] = ["期初数 [opening]", "手工数字 [[figure]]"];

/// What else the lines above the files say.
const FACTS: [&str; 3] = ["软件", "报表", "上年报告"];

impl Case<'_> {
    /// The settings decide what they decided.
    pub(super) fn decided(&self, check: &mut Check) {
        let Some(page) = self.paper.asides.pages.get(SOURCES) else {
            return;
        };
        let rows = page.rows().into_iter().filter(|row| *row > 2);
        let rows = rows.take_while(|row| page.text(*row, 0) != "文件");
        let then: BTreeMap<String, (u32, String)> = rows
            .map(|row| (page.text(row, 0), (row, page.text(row, 1))))
            .collect();
        let now: BTreeMap<&str, String> = self.handed.settings.decided().into_iter().collect();
        let names = then.keys().map(String::as_str).chain(now.keys().copied());
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        names.dedup();
        names.retain(|name| !ANOTHER.contains(name) && !FACTS.contains(name));
        for name in names {
            let (row, was) = match then.get(name) {
                Some((row, was)) => (Some(*row), was.as_str()),
                None => (None, ""),
            };
            let is = now.get(name).map_or("", String::as_str);
            if is_said(was, is) {
                continue;
            }
            let message = format!(
                "{name}：汇编时是{}，gknb.toml 现在是{}",
                or_none(was),
                or_none(is)
            );
            let file = self.paper.file.as_str();
            check.faults.push(match row {
                Some(row) => Fault::cell(file, SOURCES, format!("B{row}"), message),
                None => Fault::sheet(file, SOURCES, message),
            });
        }
    }
}

fn or_none(value: &str) -> String {
    match value {
        "" => "没有".to_owned(),
        value => quote(value),
    }
}

/// Whether a cell says a value: a long one is cut in it, and it holds no tabs.
fn is_said(cell: &str, value: &str) -> bool {
    let plain = |text: &str| -> String {
        let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
        plain.collect::<String>().trim().to_owned()
    };
    let (cell, value) = (plain(cell), plain(value));
    let cut = cell
        .strip_suffix('…')
        .filter(|cell| cell.chars().count() >= 1_000);
    cell == value || cut.is_some_and(|cut| value.starts_with(cut))
}
