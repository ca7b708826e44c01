//! The mandated tables found in a report: which cell is which slot.
//!
//! Tables are known by their labels. Lines of section 三 are known by label and order together: the rows
//! below the heads are laid beside the lines of the form so that the labels agree best while the order
//! is kept, which leaves out rows that the form does not have; rows whose labels say that they stand in another
//! order are taken at their word. Columns are known by the heads. Where labels contradict each other it is told,
//! and nothing is guessed.

mod disputes;
mod publications;
mod requests;
mod units;

use std::collections::BTreeMap;

use self::units::Above;
pub(super) use self::units::Told;
use super::grid::{Cell, Paper, Row};
use super::label::key;
use crate::address::Address;
use crate::form::{Edition, Form};

/// The cell of a slot.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) at: Address,
    pub(super) text: String,
    /// The units of money that are told of it, the nearest first.
    pub(super) units: Vec<Told>,
}

/// What was found in a report.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The edition whose labels the tables have; none where they do not tell.
    pub(super) edition: Option<Edition>,
    /// By slot of section 二 in each edition; only those of the edition found are of use.
    two: BTreeMap<Edition, publications::Read>,
    /// Sections 三 and 四 by slot id; （六）其他处理 in one line is `3.3.6`.
    pub(super) spots: BTreeMap<String, Spot>,
    /// Lines of section 三 that were found, and heads.
    pub(super) lines: Vec<String>,
    pub(super) heads: Vec<String>,
    /// Whether the tables of sections 二, 三, 四 were found.
    pub(super) sections: [bool; 3],
    /// Rows with figures that are no line of the form.
    pub(super) extra: Vec<(Address, String)>,
    /// Figures of a table that stands there twice.
    pub(super) again: Vec<Address>,
    /// Rows or heads that stand in another order than the form's; they are read by their labels.
    pub(super) reordered: Vec<(Address, String)>,
    /// Figures of which it cannot be told whose they are, and why; they are not read.
    pub(super) unsure: Vec<(Address, String)>,
    /// Slots of section 二 whose figure stands in a cell merged over several: these are told by that.
    pub(super) merged: Vec<String>,
    /// Section 四 has heads that contradict each other: its slots are told by these.
    pub(super) disputes_unsure: bool,
}

/// Finds the tables.
pub(super) fn find(file: u32, paper: &Paper) -> Found {
    let mut found = Found::default();
    let rows = views(file, paper);
    for edition in Edition::ALL {
        let read = publications::read(&rows, Form::of(edition));
        found.two.insert(edition, read);
    }
    requests::read(&rows, &mut found);
    disputes::read(&rows, &mut found);
    let best = found
        .two
        .iter()
        .rev()
        .map(|(edition, read)| (read.told(), *edition))
        .max();
    let two = best.filter(|(told, _)| *told > 0).map(|b| b.1);
    found.sections[0] = two.is_some();
    let divided = found.lines.iter().any(|l| l.starts_with("3.3.6."));
    let whole = found.lines.iter().any(|l| l == "3.3.6");
    found.edition = two.or(match (divided, whole) {
        (true, _) => Some(Edition::E2021),
        (false, true) => Some(Edition::E2019),
        (false, false) => None,
    });
    if let Some(read) = two.and_then(|e| found.two.remove(&e)) {
        found.spots.extend(read.spots);
        found.reordered.extend(read.reordered);
        for (at, message, slots) in read.unsure {
            found.unsure.push((at, message));
            found.merged.extend(slots);
        }
    }
    found
}

/// A row with its cells as they were typed: a merged cell once.
struct View<'p> {
    grid: usize,
    tells_blanks: bool,
    row: &'p Row,
    own: Vec<Own<'p>>,
    address: Address,
    /// The unit of money that a line above it names.
    above: Option<Told>,
}

#[derive(Clone, Copy)]
struct Own<'p> {
    first: u16,
    last: u16,
    text: &'p str,
    /// It begins in a row above.
    carried: bool,
}

fn views(file: u32, paper: &Paper) -> Vec<View<'_>> {
    let mut views = Vec::new();
    let mut above = Above::default();
    for (at, grid) in paper.grids.iter().enumerate() {
        above.begin(grid, paper);
        for row in &grid.rows {
            views.push(View {
                grid: at,
                tells_blanks: grid.tells_blanks,
                row,
                own: own(row),
                address: Address {
                    file,
                    sheet: grid.sheet,
                    row: row.number,
                    column: None,
                },
                above: above.pass(row),
            });
        }
    }
    views
}

fn own(row: &Row) -> Vec<Own<'_>> {
    let mut own: Vec<(Own<'_>, (u32, u16))> = Vec::new();
    for Cell {
        column,
        text,
        anchor,
    } in &row.cells
    {
        let place = anchor.unwrap_or((row.number, *column));
        match own.last_mut() {
            Some((last, same)) if *same == place => last.last = *column,
            _ => own.push((
                Own {
                    first: *column,
                    last: *column,
                    text,
                    carried: place.0 < row.number,
                },
                place,
            )),
        }
    }
    own.into_iter().map(|o| o.0).collect()
}

impl View<'_> {
    /// What stands at one of the columns: the first text there, and the column.
    fn at(&self, first: u16, last: u16) -> (u16, &str) {
        self.own_at(first, last)
            .map_or((first, ""), |o| (o.first.max(first), o.text))
    }

    /// The first cell with a text at one of the columns.
    fn own_at(&self, first: u16, last: u16) -> Option<&Own<'_>> {
        self.own
            .iter()
            .filter(|o| o.first <= last && o.last >= first)
            .find(|o| !o.text.is_empty())
    }

    fn spot(&self, column: u16, text: &str) -> Spot {
        Spot {
            at: self.address.at(column),
            text: text.to_owned(),
            units: Vec::new(),
        }
    }

    /// The figures under heads of these columns, one each, and where the labels end. Cells that are told one
    /// by one are counted; else the columns decide, since Word and web pages shift them.
    fn figures(&self, heads: &[(u16, u16)], heads_end: bool) -> (usize, Vec<(u16, &str)>) {
        let count = heads.len();
        if self.tells_blanks && heads_end && self.own.len() > count {
            let labels = self.own.len() - count;
            let figures = self.own[labels..].iter().map(|o| (o.first, o.text));
            return (labels, figures.collect());
        }
        self.under(heads)
    }

    /// The figures under heads of these columns by the columns alone, and where the labels end.
    fn under(&self, heads: &[(u16, u16)]) -> (usize, Vec<(u16, &str)>) {
        let start = heads.iter().map(|h| h.0).min().unwrap_or(0);
        let labels = self.own.iter().take_while(|o| o.first < start).count();
        let figures = heads.iter().map(|&(first, last)| self.at(first, last));
        (labels, figures.collect())
    }
}

/// Whether a text is a figure, or what stands for none.
fn is_figure(text: &str) -> bool {
    text.chars().next().is_some_and(|c| {
        crate::text::half_width(c).is_ascii_digit() || matches!(c, '-' | '/' | '—' | '－' | '／')
    })
}

/// The heads of section 二 or 四.
fn begins_another(row: &View<'_>) -> bool {
    const HEADS: [&str; 6] = [
        "信息内容",
        "行政复议",
        "行政诉讼",
        "结果维持",
        "结果纠正",
        "尚未审结",
    ];
    row.own
        .iter()
        .any(|o| HEADS.contains(&key(o.text).as_str()))
}
