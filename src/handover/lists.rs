//! The lists of a working paper, read by their heads.

use std::collections::BTreeMap;

use super::{Detail, Fated, List, Noted, RowAt, Source, Unreadable, Words, bytes, sheets};
use crate::Origin;
use crate::book::Row;

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

    /// The list in full: that of the text file, where a head of the sheet names one.
    pub(super) fn list(
        self,
        paper: &Origin,
        sheet: &str,
        beside: &[Origin],
    ) -> Result<List<T>, Unreadable> {
        let missing = |file: &str, what: &str| {
            let why = format!("{what}没有表头 {}", T::NEEDED.join("、"));
            Unreadable::new(file, why)
        };
        let Some(heads) = self.heads else {
            return Err(missing(&paper.file, &format!("工作表「{sheet}」")));
        };
        let names = |file: &str| {
            file.ends_with(".csv") && heads.columns.keys().any(|head| head.contains(file))
        };
        let Some(origin) = beside.iter().find(|o| names(&o.file)) else {
            return Ok(List {
                file: paper.file.clone(),
                sheet: Some(sheet.to_owned()),
                lines: self.lines,
                shown: Vec::new(),
            });
        };
        let mut whole = Lines::default();
        sheets(&origin.file, &bytes(origin)?, &mut |_, row| {
            whole.take(row, true);
        })?;
        if whole.heads.is_none() {
            return Err(missing(&origin.file, ""));
        }
        Ok(List {
            file: origin.file.clone(),
            sheet: None,
            lines: whole.lines,
            shown: self.lines,
        })
    }
}

/// The heads of a list and their columns.
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

    /// What stands under a head; empty where nothing does.
    fn text(&self, row: &Row, head: &str) -> String {
        let column = self.columns.get(head);
        let cell = column.and_then(|c| row.cells.iter().find(|cell| cell.column == *c));
        let text = cell.map_or(String::new(), |cell| cell.value.text().trim().to_owned());
        match text.strip_prefix('\'') {
            Some(guarded) if self.guarded && guarded.starts_with(['=', '+', '-', '@']) => {
                guarded.to_owned()
            }
            _ => text,
        }
    }

    fn row_at(&self, row: &Row) -> Option<RowAt> {
        Some(RowAt {
            file: self.text(row, "文件"),
            sheet: self.text(row, "工作表"),
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
            file: heads.text(row, "文件"),
            size: heads.text(row, "大小（字节）").parse().ok(),
            sha256: heads.text(row, "SHA-256").to_lowercase(),
            sheet: heads.text(row, "工作表"),
            read: heads.text(row, "读取的行").parse().ok(),
        };
        (!source.file.is_empty() && !source.sha256.is_empty()).then_some(source)
    }
}
