//! The header of a table: where it is, how many rows it has, what its columns hold.
//!
//! In: rows in which a header is sought, and the names around them. Out: the best one, [`Found`]; its columns with
//! their fields; whether a row below is a header again. What stands in the rows below is left to
//! [`super::content`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Field, Headings, Kind, squeezed};
use crate::address::Address;
use crate::book::{Cell, Row, Value};
use crate::date;
use path::{Headed, TICKED};

mod again;
mod apart;
mod around;
mod below;
mod choices;
mod columns;
mod days;
mod kinds;
mod path;
mod score;
mod sums;
mod unread;

pub(super) use again::{
    Again, Marks, again, begins_another, heads_days, is_no_heading, names_day, unknown,
};
use around::Around;
pub(super) use around::{LETTERS, hints};
pub(super) use columns::{assign, instead};
pub(super) use kinds::lines_beside;
pub(super) use path::{named, paths};
pub(super) use score::is_core;
pub(super) use sums::sums_beside;
pub(super) use unread::{beside, is_of_another_day, unused};

/// A header among rows.
#[derive(Debug)]
pub(super) struct Found {
    /// Position of its first row among the rows looked at.
    pub(super) first: usize,
    /// Position of its last row.
    pub(super) last: usize,
    /// What ledger it heads.
    pub(super) kind: Kind,
    /// Every column with a heading: column, heading as written, what it names.
    columns: Vec<Headed>,
    /// Every heading seen, by column.
    pub(super) headings: Vec<(u16, String)>,
    /// The row in which a column's last heading stands.
    rows: BTreeMap<u16, u32>,
    /// The first column of each small table of sums that stood beside the ledger, and its heading.
    sums: Vec<(u16, String)>,
    score: usize,
    /// The names say that it lists the office's own work.
    of_work: bool,
    /// The names say that it lists documents.
    of_documents: bool,
}

/// Rows of headings that stand above one another, at most.
const DEPTH: usize = 4;

/// Cells of a row of headings, at most; a wider row is no header.
const WIDTH: usize = 1_000;

/// The best header among the rows.
pub(super) fn find(rows: &[Row], names: &[String], headings: &Headings) -> Option<Found> {
    let mut best: Option<Found> = None;
    let mut around = Around::default();
    names.iter().for_each(|name| around.hear(name));
    for first in 0..rows.len() {
        if let Some(above) = first.checked_sub(1) {
            for title in super::aside::title_texts(&rows[above]) {
                around.hear(&title);
            }
        }
        if !may_begin(&rows[first], headings) {
            continue;
        }
        // what follows the first header is another table's
        if best.as_ref().is_some_and(|b| first > b.last) {
            break;
        }
        for last in first..rows.len().min(first + DEPTH) {
            if !may_be_header(&rows[last]) || rows[last].number > rows[first].number + 5 {
                break;
            }
            let mut paths = paths(&rows[first..=last]);
            if last > first {
                path::spread_choices(&rows[first], &mut paths, headings);
            }
            // a row without a heading ends the header: it is data, or the title of what follows
            let headed = |row: &Row| has_heading(row, &paths, headings) || days::stand_in(row);
            if last > first && !headed(&rows[last]) {
                break;
            }
            // what stands beside a heading that stretches further down belongs to the header
            if last + 1 < rows.len() && stretches_into(&rows[first..=last], &rows[last + 1]) {
                continue;
            }
            for kind in Kind::ALL {
                let below = &rows[last + 1..];
                let mut columns = columns(kind, &paths, headings);
                let Some(mut score) = below::score(kind, (&columns, &paths), &around, below) else {
                    continue;
                };
                let mut paths = Cow::Borrowed(&paths);
                if let Some(headed) = choices::headed(kind, &paths, &columns, below) {
                    columns = self::columns(kind, &headed, headings);
                    let told = (columns.as_slice(), headed.as_slice());
                    score = below::score(kind, told, &around, below).unwrap_or(score);
                    paths = Cow::Owned(headed);
                }
                // of equal headers the one with fewer rows: a title above is none of it
                let better = |b: &Found| {
                    score > b.score || score == b.score && last - first < b.last - b.first
                };
                if best.as_ref().is_none_or(better) {
                    let seen = paths.iter().map(|(c, path)| (*c, path.join("/"))).collect();
                    best = Some(Found {
                        first,
                        last,
                        kind,
                        columns,
                        headings: seen,
                        rows: heading_rows(&rows[first..=last]),
                        sums: Vec::new(),
                        score,
                        of_work: around.is_of_work(),
                        of_documents: around.documents,
                    });
                }
            }
        }
    }
    if let Some(found) = &mut best {
        found.leave_out_sums(rows, headings);
        found.leave_out_ledgers(rows, headings);
        found.prefer_lines(&rows[(found.last + 1).min(rows.len())..]);
    }
    best
}

/// Whether a header may begin with a row.
fn may_begin(row: &Row, headings: &Headings) -> bool {
    // one text alone is a title, or 「单位：万元」, unless it is a heading itself
    let mut own = row
        .cells
        .iter()
        .filter(|c| c.anchor.is_none() && squeezed(c).is_some());
    if let (Some(only), None) = (own.next(), own.next())
        && !headings.known(&only.value.text())
    {
        return false;
    }
    // a heading that stretches down from the row above: the header begins there
    let stretches = |c: &Cell| c.is_from_above(row.number) && headings.known(&c.value.text());
    !distinct(row).any(stretches)
}

/// Whether some cell of a row is a heading, by itself or together with those above it.
fn has_heading(row: &Row, paths: &[(u16, Vec<String>)], headings: &Headings) -> bool {
    row.cells.iter().any(|cell| {
        let path = paths.iter().find(|(column, _)| *column == cell.column);
        path.is_some_and(|(_, path)| {
            let mut readings = path::readings(path).into_iter();
            readings.any(|text| headings.known(&text)) || path::is_any_choice(path, headings)
        })
    })
}

/// What each column holds in a kind of ledger.
fn columns(kind: Kind, paths: &[(u16, Vec<String>)], headings: &Headings) -> Vec<Headed> {
    let each = paths.iter();
    let mut columns: Vec<_> = each
        .map(|(column, path)| named(kind, *column, path, headings))
        .collect();
    path::drop_no_choices(kind, &mut columns, (paths, headings));
    days::join(kind, &mut columns, (paths, headings));
    columns
}

/// The cells of a row, of those that a merged area fills the first alone.
pub(super) fn distinct(row: &Row) -> impl Iterator<Item = &Cell> {
    let mut last = None;
    row.cells.iter().filter(move |cell| {
        let same = cell.anchor.is_some() && cell.anchor == last;
        last = cell.anchor;
        !same
    })
}

/// A header holds texts: no dates, hardly a number.
pub(super) fn may_be_header(row: &Row) -> bool {
    if row.cells.len() > WIDTH {
        return false;
    }
    let numbers = row
        .cells
        .iter()
        .filter(|c| matches!(c.value, Value::Number(_)))
        .count();
    let texts = row
        .cells
        .iter()
        .filter(|c| matches!(c.value, Value::Text(_)))
        .count();
    texts > 0
        && numbers <= 1
        && !row.cells.iter().any(|c| match &c.value {
            Value::Date(_) | Value::Error(_) => true,
            Value::Text(written) => {
                c.anchor.is_none() && matches!(date::parse(written, false), Ok(date::Seen::Day(_)))
            }
            _ => false,
        })
}

/// For each column the row of its last heading; of a merged one the row in which it begins.
fn heading_rows(rows: &[Row]) -> BTreeMap<u16, u32> {
    let mut found = BTreeMap::new();
    for row in rows {
        for cell in row
            .cells
            .iter()
            .filter(|c| !c.value.text().trim().is_empty())
        {
            let at = cell.anchor.map_or(row.number, |(anchor, _)| anchor);
            found.insert(cell.column, at.max(rows[0].number));
        }
    }
    found
}

/// Whether a heading of the rows of a header is merged down into the row below them, which holds only texts.
fn stretches_into(header: &[Row], below: &Row) -> bool {
    let (Some(first), Some(last)) = (header.first(), header.last()) else {
        return false;
    };
    let header = first.number..=last.number;
    let inside = |c: &Cell| c.anchor.is_some_and(|(row, _)| header.contains(&row));
    let own = below
        .cells
        .iter()
        .any(|c| c.anchor.is_none() && squeezed(c).is_some());
    may_be_header(below) && own && below.cells.iter().any(inside)
}

impl Found {
    /// The columns that are ticked: column, word, field.
    pub(super) fn ticked(&self) -> impl Iterator<Item = (u16, String, Field)> {
        let columns = self.columns.iter();
        columns.filter_map(|(column, word, named)| {
            let named = named.filter(|n| n.rank == TICKED)?;
            Some((*column, word.clone(), named.field))
        })
    }

    /// The columns of each day that stands in three.
    pub(super) fn days(&self) -> Vec<[u16; 3]> {
        days::of(&self.columns)
    }

    /// The heading above a column that is ticked.
    fn parent(&self, column: u16) -> &str {
        let path = self.headings.iter().find(|(at, _)| *at == column);
        path.map_or("", |(_, path)| path.split('/').next().unwrap_or(path))
    }

    /// The cell of a column's heading.
    fn cell(&self, at: Address, column: u16) -> Address {
        let row = self.rows.get(&column).copied().unwrap_or(at.row);
        Address { row, ..at }.at(column)
    }
}
