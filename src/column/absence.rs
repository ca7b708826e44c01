//! 无表: why a sheet has no table: nearly one, data without a header, figures that sum up, something else, or nothing;
//! and the same of rows above its first table.
//!
//! In: rows in which there is no header. Out: what they look like, [`Absence`], and the finding that says so.

use super::aside::Why;
use super::header::{Found, distinct};
use super::{Headings, squeezed};
use crate::book::Row;
use clump::Clump;
use garbled::Garbled;
use list::List;
use looks::{
    holds_figures, is_day, is_finished_report, is_of_figures, is_of_form, is_of_paper, is_pair,
    is_worded, looks_like_data, names_options, says_something, speaks_of_counted, title_of_ledger,
};
use near::Near;
use summary::{Figure, Summary};
use work::Work;

mod advice;
mod clump;
mod explain;
mod garbled;
mod list;
mod looks;
mod matter;
mod near;
mod summary;
mod work;

pub(super) use looks::is_lost;

/// What the rows of a sheet outside of tables looked like.
#[derive(Debug, Default)]
pub(super) struct Absence {
    /// A finished statistics table, not a ledger.
    report: bool,
    /// A sheet of our own working paper.
    paper: bool,
    /// Lists of options, of which the names say so or not.
    options: Option<bool>,
    /// The first row with dates in it, its cells for the finding, and its position.
    stray: Option<(Row, usize)>,
    /// The first row with dates in it that no title or note above a table looks like, its position, and how many there are.
    lost: Option<(Row, usize, usize)>,
    /// What stands above the first row with a date, where the office's own work may be registered.
    work: Option<Work>,
    /// The first row of figures, and how many there are.
    figures: Option<(u32, usize)>,
    /// The first row of nothing but figures, and whether a row below it holds something else.
    bare: Option<(u32, bool)>,
    /// A text speaks of something that the form counts.
    counts: bool,
    nearest: Option<Near>,
    /// The first row below the nearest one that says something, its position, and how many there are.
    below: Option<(Row, usize, usize)>,
    /// The first row of no more than a day and something else, wherever it stands, its position, and how many there are.
    pairs: Option<(Row, usize, usize)>,
    /// A cell holds a word that only ledgers have: 自然人, 予以公开.
    worded: bool,
    /// The first row of headings, and the rows below it.
    list: Option<List>,
    /// A title above the data that calls them a ledger.
    title: Option<String>,
    /// The first row whose headings all stand in one cell.
    clump: Option<Clump>,
    /// The first row of garbled texts, and the rows below it.
    garbled: Option<Garbled>,
    /// Figures of the form's own lines.
    summary: Summary,
}

impl Absence {
    /// Looks at rows in which there is no header; `own` are the names that tell whether there should be one.
    pub(super) fn see(&mut self, rows: &[Row], own: &[String], headings: &Headings) {
        let near = near::nearest(rows, headings);
        if near.as_ref().map(|n| n.fields.len()) > self.nearest.as_ref().map(|n| n.fields.len()) {
            self.nearest = near;
            self.below = None;
        }
        let near = self.nearest.as_ref();
        let near = near.map(|near| (near.row, near.headings.len().min(2)));
        for (at, row) in rows.iter().enumerate() {
            self.report |= is_finished_report(row);
            self.summary.see(row);
            self.paper |= is_of_paper(row);
            self.counts |= speaks_of_counted(row);
            self.worded |= is_worded(row);
            if near.is_some_and(|(head, least)| row.number > head && says_something(row, least)) {
                count(&mut self.below, row, at);
            }
            if is_pair(row) {
                count(&mut self.pairs, row, at);
            }
            let bare = is_of_figures(row);
            if let Some((_, others)) = &mut self.bare {
                *others |= !bare && distinct(row).filter_map(squeezed).count() >= 3;
            } else if bare {
                self.bare = Some((row.number, false));
            }
            if bare || holds_figures(row) {
                let (first, rows) = self.figures.unwrap_or((row.number, 0));
                self.figures = Some((first, rows + 1));
            }
            if self.stray.is_none() && self.title.is_none() {
                self.title = title_of_ledger(row);
            }
            if self.stray.is_none() && looks_like_data(row, own, headings) {
                self.stray = Some((row.clone(), at));
            }
            if is_lost(row) {
                count(&mut self.lost, row, at);
            }
            match &mut self.garbled {
                None => self.garbled = Garbled::of(row),
                Some(garbled) => garbled.see(),
            }
            match &mut self.clump {
                None => self.clump = Clump::of(row, headings),
                Some(clump) => clump.see(row),
            }
            match &mut self.list {
                None => self.list = List::under(row),
                Some(list) => list.see(row),
            }
            if self.work.is_none() && distinct(row).any(|cell| is_day(&cell.value)) {
                self.work = Work::above(&rows[..at], row, headings);
            }
        }
    }

    /// The kinds of work of which figures stand in a sheet that is no report, each with the first.
    pub(super) fn summed(&self, names: &[String]) -> Vec<Figure> {
        let other = self.report || self.paper || self.options.is_some() || self.garbled.is_some();
        match other || explain::is_called_manual(names) {
            true => Vec::new(),
            false => self.summary.figures(names),
        }
    }

    /// The titles above such figures, the nearest first.
    pub(super) fn titles(&self) -> Vec<String> {
        self.summary.titles().map(str::to_owned).collect()
    }

    /// Whether what looks like a header in rows heads no ledger: that of a mandated table, of our own working paper, of
    /// lists of options.
    pub(super) fn is_no_ledger(&mut self, (rows, found): (&[Row], &Found), own: &[String]) -> bool {
        let (head, below) = rows.split_at(found.last + 1);
        self.report |= head.iter().any(is_of_form);
        self.paper |= head.iter().any(is_of_paper);
        if self.report || self.paper {
            return true;
        }
        let named = own.iter().any(|name| names_options(name));
        if found.lists_options(below, named) {
            self.options = Some(named);
        }
        self.options.is_some()
    }
}

/// Counts a row of a kind, of which the first is kept with its position.
fn count(found: &mut Option<(Row, usize, usize)>, row: &Row, at: usize) {
    let (first, at, rows) = found.take().unwrap_or((row.clone(), at, 0));
    *found = Some((first, at, rows + 1));
}

/// What a row above the first header is.
pub(super) fn above(row: &Row) -> Why {
    match is_lost(row) {
        true => Why::NoLedger,
        false => Why::Title,
    }
}
