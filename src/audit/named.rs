//! 名称: what 一、总体情况数据 calls channels and ways of filing stands in the sources.
//!
//! A name may be a part of what a cell says, or be made of several such parts; what a row without one is put under is ours.

use std::collections::BTreeSet;

use super::Case;
use super::proof::{Check, Fault};
use crate::handover::{self, OVERVIEW, PlainPage, Shown};
use crate::text::quote;

/// Names that no source need have.
const OURS: [&str; 10] = [
    "（无记录）",
    "其他渠道",
    "未注明渠道",
    "其他方式",
    "未注明方式",
    "网络",
    "信函",
    "传真",
    "当面",
    "口头",
];

/// The parts of the names in a workbook that a source must have.
pub(super) fn parts(shown: &Shown) -> BTreeSet<String> {
    let page = shown.asides.pages.get(OVERVIEW);
    let names = page.map_or_else(Vec::new, names).into_iter();
    names.flat_map(|(_, name)| parts_of(&name)).collect()
}

impl Case<'_> {
    /// Each name in a workbook stands in a source.
    pub(super) fn named(&self, check: &mut Check, file: &str, shown: &Shown) {
        let page = shown.asides.pages.get(OVERVIEW);
        for (row, name) in page.map_or_else(Vec::new, names) {
            let stands = |part: &String| self.sources.values().any(|s| s.said.contains(part));
            check.hold(parts_of(&name).iter().all(stands), || {
                let message = format!("{}在各源文件中都没有", quote(&name));
                Fault::cell(file, OVERVIEW, handover::cell(row, 0), message)
            });
        }
    }
}

/// The names in the first column of both blocks, with their rows.
fn names(page: &PlainPage) -> Vec<(u32, String)> {
    let mut names = Vec::new();
    let mut within = false;
    for row in page.rows() {
        let name = page.text(row, 0);
        match name.as_str() {
            "公开渠道" | "申请方式" => within = true,
            "合计" => within = false,
            _ if within && !name.is_empty() => names.push((row, name)),
            _ => {}
        }
    }
    names
}

fn parts_of(name: &str) -> Vec<String> {
    let parts = name.split('、').map(str::trim);
    let parts = parts.filter(|part| !part.is_empty() && !OURS.contains(part));
    parts.map(str::to_owned).collect()
}
