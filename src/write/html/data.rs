//! The block of data that the script reads: slots, rows, and what each row became.
//!
//! In: what the page is made of. Out: texts, numbers and positions, ready for JSON. Cells come as they may be shown.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::markup::{clean, number};
use super::{GROUPS, Work, most};
use crate::address::Address;
use crate::column::Field;
use crate::finding::Place;
use crate::form::Form;
use crate::ledger::Fate;
use crate::tally::From;
use crate::write::quoted;

/// The block of data that the script reads.
#[derive(Serialize)]
pub(super) struct Data {
    /// Names of fields.
    fields: Vec<&'static str>,
    /// Files and the names of their sheets.
    files: Vec<(String, Vec<Option<String>>)>,
    /// Findings in a few words, numbered as the page shows them, from 0.
    findings: Vec<String>,
    slots: Vec<SlotData>,
    rows: Vec<RowData>,
    /// Rows of all sheets, listed or not.
    all: u64,
}

#[derive(Serialize)]
struct SlotData {
    id: String,
    line: String,
    head: String,
    unit: String,
    value: String,
    /// Where it comes from, if not from rows alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
    /// The slots that it adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<Vec<usize>>,
    /// Positions in the rows, and what each adds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<(usize, String)>,
    /// Rows that are not listed.
    #[serde(skip_serializing_if = "is_zero")]
    more: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<usize>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// File, sheet, row number, fate, fields with their cells, findings.
#[derive(Serialize)]
struct RowData(
    u32,
    u16,
    u32,
    (&'static str, Told),
    Vec<(usize, String)>,
    Vec<usize>,
);

/// What is told of a fate beside its name.
#[derive(Serialize)]
#[serde(untagged)]
enum Told {
    Nothing,
    Row(usize),
    Words(String),
}

impl Work<'_> {
    pub(super) fn data(&self) -> Data {
        let c = self.compilation;
        // which findings speak of a row or of a figure
        let mut of_rows: BTreeMap<Address, BTreeSet<usize>> = BTreeMap::new();
        let mut of_slots: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (number, group) in self.groups.iter().enumerate().take(GROUPS) {
            for finding in std::iter::once(&group.first).chain(&group.others) {
                match &finding.at {
                    Place::Cell(at) => {
                        of_rows.entry(at.row()).or_default().insert(number);
                    }
                    Place::Slot(id) => {
                        of_slots.entry(id).or_default().insert(number);
                    }
                    _ => {}
                }
            }
        }
        let fields: Vec<Field> = quoted::FIELDS.into_iter().chain(quoted::MONEY).collect();
        let files = c.names.files.iter();
        let findings = self.groups.iter().take(GROUPS);
        Data {
            fields: fields.iter().map(|f| f.word()).collect(),
            files: files
                .map(|f| {
                    (
                        clean(&f.file),
                        f.sheets.iter().map(|s| s.as_deref().map(clean)).collect(),
                    )
                })
                .collect(),
            findings: findings
                .map(|g| format!("{} {}", g.first.rule.code, g.first.rule.title))
                .collect(),
            slots: (0..c.form.slots.len())
                .map(|slot| self.slot(slot, c.form, &of_slots))
                .collect(),
            rows: self
                .listed
                .iter()
                .map(|at| self.row(*at, &fields, &of_rows))
                .collect(),
            all: c.rows.read,
        }
    }

    fn index(&self, at: Address) -> Option<usize> {
        self.listed.binary_search(&at.row()).ok()
    }

    fn slot(&self, at: usize, form: &Form, findings: &BTreeMap<&str, BTreeSet<usize>>) -> SlotData {
        let c = self.compilation;
        let slot = &form.slots[at];
        let figure = &c.tally.figures[at];
        let mut data = SlotData {
            id: slot.id.clone(),
            line: slot.line.clone(),
            head: slot.head.clone(),
            unit: slot.unit.clone(),
            value: number(figure.value),
            said: None,
            parts: None,
            rows: Vec::new(),
            more: 0,
            findings: findings
                .get(slot.id.as_str())
                .map(|n| n.iter().copied().collect())
                .unwrap_or_default(),
        };
        match &figure.from {
            From::Nothing => data.said = Some("未见台账，也没有手工填列，按 0 填列。".to_owned()),
            From::Hand(nth) => {
                let source = c.settings.figures.get(*nth).map_or("", |f| &f.source);
                data.said = Some(clean(&format!(
                    "由 gknb.toml 第 {} 个 [[figure]] 给出，出处：{source}",
                    nth + 1
                )));
            }
            From::Slots(parts) => data.parts = Some(parts.clone()),
            From::Rows(_) => {}
            From::Units(by_hand) => {
                data.said = Some(format!(
                    "其中 {} 由 gknb.toml 为各单位给出的手工数字相加，其余来自台账。",
                    number(*by_hand)
                ));
            }
            From::Opening(opening) => {
                data.said = Some(format!(
                    "上年末 {} ＋ 本年制发 － 本年废止 ＝ {}",
                    number(*opening),
                    data.value
                ));
            }
        }
        if let From::Rows(_) | From::Opening(_) | From::Units(_) = &figure.from {
            let behind = &self.behind[at];
            let opening = behind.first.iter().filter(|b| b.whence.row().is_none());
            let rows = behind.all - opening.count();
            for behind in behind.first.iter().take(most(self.compilation)) {
                if let Some(index) = behind.whence.row().and_then(|row| self.index(row)) {
                    data.rows.push((index, number(behind.count)));
                }
            }
            data.more = rows - data.rows.len();
        }
        data
    }

    fn row(
        &self,
        at: Address,
        fields: &[Field],
        findings: &BTreeMap<Address, BTreeSet<usize>>,
    ) -> RowData {
        let fate = match self.compilation.fate(at) {
            Some(Fate::Counted) => ("counted", Told::Nothing),
            Some(Fate::Merged(into)) => match self.index(into) {
                Some(row) => ("merged", Told::Row(row)),
                None => {
                    let row = self.compilation.names.show(into.row());
                    ("merged", Told::Words(clean(&row)))
                }
            },
            Some(Fate::Excluded(why)) => ("excluded", Told::Words(why.word().to_owned())),
            Some(Fate::Faulty(code)) => ("faulty", Told::Words(code.to_owned())),
            None => ("excluded", Told::Words("不在统计之列".to_owned())),
        };
        let cells = self.cells.get(&at).into_iter().flatten();
        let cells = cells.filter_map(|(field, text)| {
            Some((fields.iter().position(|f| f == field)?, clean(text)))
        });
        let findings = findings.get(&at).into_iter().flatten();
        RowData(
            at.file,
            at.sheet,
            at.row,
            fate,
            cells.collect(),
            findings.copied().collect(),
        )
    }
}
