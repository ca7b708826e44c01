//! The lists of a working paper, read by their heads.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Detail, Fated, List, Noted, RowAt, Source, Unreadable, Words, bytes, sheets};
use crate::book::Row;
use crate::form::Form;
use crate::job::Origin;

/// What a line of a list says.
pub(super) trait Said: Sized {
    /// Heads without which a row is no header.
    const NEEDED: &'static [&'static str];
    /// The line; none when the row has nothing of one.
    fn of(heads: &Heads, row: &Row) -> Option<Self>;
}

/// A list being read.
pub(super) struct Lines<T> {
    heads: Option<Heads>,
    lines: Vec<T>,
}

impl<T> Default for Lines<T> {
    fn default() -> Self {
        Lines {
            heads: None,
            lines: Vec::new(),
        }
    }
}

impl<T: Said> Lines<T> {
    pub(super) fn take(&mut self, row: &Row, guarded: bool) {
        match &self.heads {
            Some(heads) => self.lines.extend(T::of(heads, row)),
            None => self.heads = Heads::of(row, T::NEEDED, guarded),
        }
    }

    /// The list of a sheet.
    pub(super) fn list(self, paper: &Origin, sheet: &str) -> Result<List<T>, Unreadable> {
        let Some(heads) = &self.heads else {
            let why = format!("工作表「{sheet}」没有表头 {}", T::NEEDED.join("、"));
            return Err(Unreadable::new(&paper.file, why));
        };
        let last = heads.columns.iter().max_by_key(|(_, column)| **column);
        Ok(List {
            note: last.map_or(String::new(), |(head, _)| head.clone()),
            file: paper.file.clone(),
            sheet: Some(sheet.to_owned()),
            lines: self.lines,
            shown: Vec::new(),
            heads: heads.columns.clone(),
        })
    }

    /// The text files that hold the list in full, where a head of the sheet names them, in their order.
    pub(super) fn texts<'o>(&self, beside: &'o [Origin]) -> Result<Vec<&'o Origin>, Unreadable> {
        let heads = self.heads.iter().flat_map(|h| h.columns.keys());
        let Some((stem, last)) = heads.filter_map(|head| named(head)).next() else {
            return Ok(Vec::new());
        };
        (1..=last)
            .map(|nth| {
                let name = format!("{stem}{nth}.csv");
                let found = beside.iter().find(|o| o.file == name);
                let missing = "底稿写明有这个文件，报告文件夹里没有";
                found.ok_or_else(|| Unreadable::new(&name, missing))
            })
            .collect()
    }
}

/// 「…全部见同一文件夹的 某局2022年核对底稿-每行去向-1.csv 至 某局2022年核对底稿-每行去向-3.csv」: the names but for their
/// numbers, and the last number.
fn named(head: &str) -> Option<(String, u32)> {
    let (_, names) = head.split_once("全部见同一文件夹的 ")?;
    let number = |name: &str| {
        let (stem, nth) = name.trim().strip_suffix(".csv")?.rsplit_once('-')?;
        Some((format!("{stem}-"), nth.parse().ok()?))
    };
    match names.rsplit_once(" 至 ") {
        Some((_, last)) => number(last),
        None => number(names),
    }
}

/// Both lists as text files tell them, one line a row.
#[derive(Default)]
pub(super) struct Texts {
    heads: Option<Heads>,
    pub(super) fates: Vec<Fated>,
    pub(super) details: Vec<Detail>,
    /// Rows merged into a row, as written there.
    merged: BTreeMap<String, Vec<String>>,
    /// Lines in the files before.
    above: u32,
}

impl Texts {
    /// Reads the next file; lines are counted on.
    pub(super) fn read(&mut self, origin: &Origin, form: &Form) -> Result<(), Unreadable> {
        self.heads = None;
        let mut last = 0;
        sheets(&origin.file, &bytes(origin)?, &mut |_, row| {
            last = row.number;
            match &self.heads {
                Some(heads) => {
                    let heads = heads.clone();
                    self.take(&heads, row, form);
                }
                None => self.heads = Heads::of(row, Fated::NEEDED, true),
            }
        })?;
        self.above += last;
        match self.heads {
            Some(_) => Ok(()),
            None => {
                let why = format!("没有表头 {}", Fated::NEEDED.join("、"));
                Err(Unreadable::new(&origin.file, why))
            }
        }
    }

    fn take(&mut self, heads: &Heads, row: &Row, form: &Form) {
        let Some(mut fated) = Fated::of(heads, row) else {
            return;
        };
        fated.line += self.above;
        let text = |head| heads.text(row, head);
        let counts: Vec<Option<Decimal>> = text("计数").split('、').map(super::number).collect();
        if fated.fate == "计入" && counts != [None] {
            for (nth, slot) in fated.why.split('、').enumerate() {
                let line = form.slot(slot).map(|at| &form.slots[at]);
                self.details.push(Detail {
                    line: fated.line,
                    slot: slot.to_owned(),
                    // one number stands for all of them
                    count: *counts.get(nth).unwrap_or(&counts[0]),
                    file: text("文件"),
                    at: fated.at.clone(),
                    words: Words {
                        number: text("编号"),
                        received: text("收到日期"),
                        closed: text("办结日期"),
                        class: text("类型"),
                        wrote: text("原文"),
                        counted_in: line.map_or(String::new(), |line| line.line.clone()),
                    },
                    merged: String::new(),
                    unit: text("承办单位"),
                });
            }
        }
        if let (Some(into), Some(at)) = (fated.why.strip_prefix("并入 "), &fated.at) {
            let rows = self.merged.entry(into.to_owned()).or_default();
            rows.push(at.show());
        }
        self.fates.push(fated);
    }

    /// Tells each row of the details which others went into it.
    pub(super) fn join(&mut self) {
        for detail in &mut self.details {
            let merged = detail
                .at
                .as_ref()
                .and_then(|at| self.merged.get(&at.show()));
            detail.merged = merged.map_or(String::new(), |rows| rows.join("；"));
        }
    }
}

/// The heads of a list and their columns.
#[derive(Clone)]
pub(super) struct Heads {
    columns: BTreeMap<String, u16>,
    /// In a text file: `'` stands before what a spreadsheet would take for a formula.
    guarded: bool,
}

impl Heads {
    fn of(row: &Row, needed: &[&str], guarded: bool) -> Option<Self> {
        let columns: BTreeMap<String, u16> = row
            .cells
            .iter()
            .map(|cell| (cell.value.text().trim().to_owned(), cell.column))
            .collect();
        let all = needed.iter().all(|n| columns.contains_key(*n));
        all.then_some(Heads { columns, guarded })
    }

    /// What stands under a head, without outer spaces; empty where nothing does.
    pub(super) fn text(&self, row: &Row, head: &str) -> String {
        self.name(row, head).trim().to_owned()
    }

    /// What stands under a head as it stands there: the name of a file or a sheet may begin or end with a space.
    pub(super) fn name(&self, row: &Row, head: &str) -> String {
        let column = self.columns.get(head);
        let cell = column.and_then(|c| row.cells.iter().find(|cell| cell.column == *c));
        let text = cell.map_or(String::new(), |cell| cell.value.text().into_owned());
        match text.strip_prefix('\'') {
            Some(guarded) if self.guarded && guarded.starts_with(['=', '+', '-', '@']) => {
                guarded.to_owned()
            }
            _ => text,
        }
    }

    fn row_at(&self, row: &Row) -> Option<RowAt> {
        Some(RowAt {
            file: self.name(row, "文件"),
            sheet: self.name(row, "工作表"),
            row: self.text(row, "行").parse().ok()?,
        })
    }
}

impl Said for Detail {
    const NEEDED: &'static [&'static str] = &["指标格", "计数", "文件", "行"];

    fn of(heads: &Heads, row: &Row) -> Option<Self> {
        let text = |head| heads.text(row, head);
        let (slot, file) = (text("指标格"), text("文件"));
        (!slot.is_empty() || !file.is_empty()).then(|| Detail {
            line: row.number,
            slot,
            count: text("计数").parse().ok(),
            file,
            at: heads.row_at(row),
            words: Words {
                number: text("编号"),
                received: text("收到日期"),
                closed: text("办结日期"),
                class: text("类型"),
                wrote: text("原文"),
                counted_in: text("计入行次"),
            },
            merged: text("合并的其他行"),
            unit: text("承办单位"),
        })
    }
}

impl Said for Fated {
    const NEEDED: &'static [&'static str] = &["文件", "行", "去向"];

    fn of(heads: &Heads, row: &Row) -> Option<Self> {
        let fate = heads.text(row, "去向");
        let at = heads.row_at(row);
        (at.is_some() || !fate.is_empty()).then(|| Fated {
            line: row.number,
            at,
            fate,
            why: heads.text(row, "说明"),
            unit: heads.text(row, "承办单位"),
        })
    }
}

impl Said for Noted {
    const NEEDED: &'static [&'static str] = &["代码"];

    fn of(heads: &Heads, row: &Row) -> Option<Self> {
        let noted = Noted {
            code: heads.text(row, "代码"),
            place: heads.text(row, "位置"),
            message: heads.text(row, "问题"),
            severity: heads.text(row, "严重程度"),
        };
        (!noted.code.is_empty()).then_some(noted)
    }
}

impl Said for Source {
    const NEEDED: &'static [&'static str] = &["文件", "SHA-256"];

    fn of(heads: &Heads, row: &Row) -> Option<Self> {
        let source = Source {
            line: row.number,
            file: heads.name(row, "文件"),
            size: heads.text(row, "大小（字节）").parse().ok(),
            sha256: heads.text(row, "SHA-256").to_lowercase(),
            sheet: heads.name(row, "工作表"),
            read: heads.text(row, "读取的行").parse().ok(),
        };
        (!source.file.is_empty() && !source.sha256.is_empty()).then_some(source)
    }
}
