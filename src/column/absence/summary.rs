//! 汇总数: figures of decisions or fees in a sheet that has no ledger.
//!
//! In: the rows of a sheet, one by one. Out: the kinds of work of which a heading, a label or a name says that numbers
//! stand there, each with the first such cell.

use std::collections::BTreeMap;

use super::super::brief::telling;
use super::super::header::distinct;
use super::super::work::{ABOUT, Work, counts, labels};
use crate::book::{Cell, Row, Value};
use crate::number;
use crate::text::{in_toml, squeeze};

/// A cell: its row and its column.
type At = (u32, u16);

/// A kind of work, and the first cell with a number of it.
pub(super) type Figure = (Work, At);

/// What was seen of figures.
#[derive(Debug, Default)]
pub(super) struct Summary {
    /// Columns whose headings name a kind of work.
    columns: BTreeMap<u16, Work>,
    /// Columns of amounts or of numbers of decisions, whatever they are of, with their headings.
    measures: BTreeMap<u16, (Measure, String)>,
    /// The first cell with a number of each kind.
    told: BTreeMap<Work, At>,
    /// The first number in a column of amounts, and in one of decisions.
    measured: [Option<At>; 2],
    /// Texts that stand alone above the numbers.
    titles: Vec<String>,
}

impl Summary {
    /// Sees a row in which there is no header.
    pub(super) fn see(&mut self, row: &Row) {
        let mut label = None;
        let mut texts = 0;
        let heads = distinct(row).filter_map(key).nth(1).is_some();
        let mut first = None;
        for cell in &row.cells {
            if let Some(number) = figure(cell) {
                if number {
                    first = first.or(Some((row.number, cell.column)));
                    self.measure((row.number, cell.column));
                }
                continue;
            }
            let Some(key) = key(cell) else { continue };
            texts += 1;
            if let Some(work) = labels(&key) {
                self.columns.insert(cell.column, work);
                label = label.or(Some(work));
            } else if let Some(measure) = measures(&key).filter(|_| heads) {
                self.measures.insert(cell.column, (measure, key));
            }
        }
        if let (Some(work), Some(at)) = (label, first) {
            self.told.entry(work).or_insert(at);
        }
        if first.is_none() && texts > 0 {
            self.entitle(row);
        }
    }

    /// Sees a number that is not 0.
    fn measure(&mut self, at: At) {
        if let Some(work) = self.columns.get(&at.1) {
            self.told.entry(*work).or_insert(at);
        }
        if let Some((measure, _)) = self.measures.get(&at.1) {
            self.measured[*measure as usize].get_or_insert(at);
        }
    }

    /// Keeps the only text of a row.
    fn entitle(&mut self, row: &Row) {
        const MOST: usize = 4;
        let mut cells = distinct(row).filter_map(key);
        if let (Some(title), None) = (cells.next(), cells.next())
            && self.titles.len() < MOST
        {
            self.titles.push(title);
        }
    }

    /// The titles, the nearest first.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        self.titles.iter().rev().map(String::as_str)
    }

    /// The kinds of work of which figures stand here, each with its first cell. `names` are those of the sheet and the
    /// file; what they say to be about the work, and none of it, has none.
    pub(super) fn figures(&self, names: &[String]) -> Vec<Figure> {
        let names = || {
            self.titles()
                .chain(names.iter().take(2).map(String::as_str))
        };
        let about = |name: &str| {
            ABOUT
                .iter()
                .any(|word| *word != "汇总" && name.contains(word))
        };
        if names().any(about) {
            return Vec::new();
        }
        if !self.told.is_empty() {
            return self.told.iter().map(|(work, at)| (*work, *at)).collect();
        }
        let named = names().find_map(|name| Work::of_name(&squeeze(name)));
        let figure = named.and_then(|work| {
            let at = self.measured[Measure::of(work) as usize]?;
            Some((work, at))
        });
        figure.into_iter().collect()
    }

    /// A line of settings that makes the first column of amounts that of a ledger of fees, where the figures are fees.
    pub(super) fn amount(&self, names: &[String]) -> Option<String> {
        let figures = self.figures(names);
        let (_, (_, column)) = figures.iter().find(|(work, _)| *work == Work::Fee)?;
        let (_, heading) = self.measures.get(column)?;
        Some(format!("\"{}\" = \"金额\"", in_toml(heading)))
    }
}

/// What a column measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Amount,
    Number,
}

impl Measure {
    fn of(work: Work) -> Self {
        match work {
            Work::Fee => Measure::Amount,
            Work::Licence | Work::Penalty | Work::Coercion => Measure::Number,
        }
    }
}

/// What a heading measures: 「本月收入」, 「征收金额」, 「办结数量」; nothing where it is of what is due, or of other years.
fn measures(key: &str) -> Option<Measure> {
    const OTHERS: [&str; 14] = [
        "标准", "应收", "应缴", "减免", "退", "预算", "计划", "任务", "上年", "去年", "同期", "比",
        "率", "天数",
    ];
    const AMOUNTS: [&str; 6] = ["收入", "金额", "收费额", "实收", "入库", "征收"];
    const NUMBERS: [&str; 5] = ["数量", "件数", "办结数", "决定数", "发证数"];
    let any = |words: &[&str]| words.iter().any(|word| key.contains(word));
    match (any(&OTHERS), any(&AMOUNTS), any(&NUMBERS)) {
        (true, ..) => None,
        (_, true, _) => Some(Measure::Amount),
        (_, _, true) => Some(Measure::Number),
        _ => counts(key).map(|_| Measure::Number),
    }
}

/// Whether the number of a cell is something else than 0; none where there is no number.
fn figure(cell: &Cell) -> Option<bool> {
    const LONGEST: usize = 24;
    match &cell.value {
        Value::Number(number) => Some(*number != 0.0),
        Value::Text(written) if written.len() <= LONGEST => {
            let read = number::parse(written)?;
            Some(!read.value.is_zero())
        }
        _ => None,
    }
}

/// The squeezed form of a short text.
fn key(cell: &Cell) -> Option<String> {
    let written = match &cell.value {
        Value::Text(_) if cell.anchor.is_none() => telling(cell)?.into_owned(),
        // a heading that is merged to the right is that of each column
        Value::Text(written) if written.len() <= super::super::brief::TELLING => squeeze(written),
        _ => return None,
    };
    (!written.is_empty()).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_what_they_measure() {
        for (heading, measure) in [
            ("本月收入", Some(Measure::Amount)),
            ("征收金额(元)", Some(Measure::Amount)),
            ("办结件数", Some(Measure::Number)),
            ("许可数量", Some(Measure::Number)),
            ("收费标准", None),
            ("上年同期收入", None),
            ("承诺天数", None),
        ] {
            assert_eq!(measures(heading), measure, "{heading}");
        }
    }
}
