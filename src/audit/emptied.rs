//! 清空: what the list leaves empty although the row says it.
//!
//! Where a row's number stands is told by the other rows of its sheet: the column that holds the number of each of them.
//! A result counts by the words that it is written in, so a row with a result has 原文.

use std::collections::{BTreeMap, BTreeSet};

use super::proof::{Check, Fault};
use super::{Case, reread};
use crate::book::Value;
use crate::form::SlotName;
use crate::handover::{self, Detail, RowAt};
use crate::text::quote;

/// The columns of a sheet that hold the numbers of all its rows that have one.
type Numbered<'d> = BTreeMap<(&'d str, &'d str), BTreeSet<u16>>;

impl Case<'_> {
    /// No number and no words of a result are left out of the list.
    pub(super) fn emptied(&self, check: &mut Check) {
        let numbered = self.numbered();
        let lines = self.paper.details.lines.iter();
        let results: BTreeSet<&RowAt> = lines
            .filter(|detail| is_result(&detail.slot))
            .filter_map(|detail| detail.at.as_ref())
            .collect();
        for detail in &self.paper.details.lines {
            let Some(at) = &detail.at else { continue };
            let columns = numbered.get(&(at.file.as_str(), at.sheet.as_str()));
            if let (true, Some(columns)) = (detail.words.number.is_empty(), columns)
                && let Some(number) = self.number_in(at, columns)
            {
                let message = format!("{}：编号是空的，该行写的是{}", at.show(), quote(&number));
                self.tell_emptied(detail, "编号", message, check);
            }
            if detail.words.wrote.is_empty() && results.contains(at) {
                let message = format!("{}：原文是空的，办理结果、审理结果总有写法", at.show());
                self.tell_emptied(detail, "原文", message, check);
            }
        }
    }

    fn tell_emptied(&self, detail: &Detail, head: &str, message: String, check: &mut Check) {
        let list = &self.paper.details;
        let mut fault = Fault::line(list, detail.line, message).of_slot(&detail.slot);
        if let Some(column) = list.heads.get(head) {
            fault.cell = Some(handover::cell(detail.line, *column));
        }
        check.faults.push(fault);
    }

    /// Where the numbers stand, sheet by sheet.
    fn numbered(&self) -> Numbered<'_> {
        let mut numbered = Numbered::new();
        let lines = self.paper.details.lines.iter();
        for detail in lines.filter(|detail| !detail.words.number.is_empty()) {
            let Some(at) = &detail.at else { continue };
            let number = detail.words.number.as_str();
            let cells = self.cells(at);
            let holds = |value: &Value| reread::has_text(std::slice::from_ref(value), number);
            let here: BTreeSet<u16> = cells
                .filter(|(_, value)| holds(value))
                .map(|(column, _)| column)
                .collect();
            // the number may be that of another row of the same thing
            if here.is_empty() {
                continue;
            }
            numbered
                .entry((at.file.as_str(), at.sheet.as_str()))
                .and_modify(|columns| columns.retain(|column| here.contains(column)))
                .or_insert(here);
        }
        numbered
    }

    /// What a row has where numbers stand, if it is one: `无` is none, nor is what a spreadsheet has rounded.
    fn number_in(&self, at: &RowAt, columns: &BTreeSet<u16>) -> Option<String> {
        let cells = self
            .cells(at)
            .filter(|(column, _)| columns.contains(column));
        let mut texts = cells.filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.trim().to_owned()),
            _ => None,
        });
        let digits = |text: &String| text.chars().filter(char::is_ascii_digit).count();
        texts.find(|text| digits(text) > 1 || digits(text) > 0 && text.chars().count() > 2)
    }
}

/// Whether a slot is of a result that is told in words.
fn is_result(slot: &str) -> bool {
    SlotName::of(slot).is_some_and(|name| {
        let verdict = name.section() == 4 && !matches!(name.head, "尚未审结" | "总计");
        name.is_result() || verdict
    })
}
