//! 汇编结果: a compiled year, of all and of each unit.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::address::{Address, Sources};
use crate::book::{self, Decoding};
use crate::column::{self, Table, Why};
use crate::entry::Unit;
use crate::finding::{self, Finding};
use crate::form::Form;
use crate::ledger::{Fate, FatedRow, Ledger, Reason, RowCount};
use crate::settings::{Scope, Settings};
use crate::tally::{Previous, Tally};

/// A compiled year.
pub struct Compilation {
    /// 报送单位.
    pub agency: String,
    /// The report year.
    pub year: i16,
    /// 统计范围.
    pub scope: Scope,
    /// 截至: the tables as they stood on that day.
    pub until: Option<jiff::civil::Date>,
    /// The form of that year's edition.
    pub form: &'static Form,
    /// The figures, one a slot, and section 一.
    pub tally: Tally,
    /// What became of the rows, counted.
    pub rows: RowCount,
    /// Rows that are no records, in the order of addresses, and why.
    pub asides: Vec<(Address, Why)>,
    /// The settled year: what each counted row says, and what became of each record.
    pub ledger: Ledger,
    /// The tables found, by their first header row.
    pub tables: Vec<Arc<Table>>,
    /// Last year's report, where it was given.
    pub previous: Option<Previous>,
    /// What the office decided.
    pub settings: Settings,
    /// The files that were read.
    pub sources: Vec<Source>,
    /// Names for addresses.
    pub names: Sources,
    /// Everything found, sorted: errors first.
    pub findings: Vec<Finding>,
    /// The units, where they are told apart.
    pub units: Vec<OfUnit>,
}

impl Compilation {
    /// Whether the publishable files may be written: no finding is an error, nor a doubt where these do not pass.
    pub fn publishable(&self) -> bool {
        finding::pass(&self.findings, self.settings.strict)
    }

    /// What became of each row of every sheet, in the order of addresses.
    pub fn fates(&self) -> impl Iterator<Item = (Address, Fate)> {
        in_order(
            &self.asides,
            self.ledger.fates(),
            |(at, _)| *at,
            |at, why| (at, why),
        )
    }

    /// What became of some of the rows, by their positions in the order of addresses, and what each counted row stands for.
    pub fn rows_told(&self, positions: Range<usize>) -> impl Iterator<Item = FatedRow<'_>> {
        let (from, to) = (self.split(positions.start), self.split(positions.end));
        let aside = |at, why| (at, why, None);
        let records = self.ledger.rows_told(from.0..to.0);
        in_order(&self.asides[from.1..to.1], records, |(at, ..)| *at, aside)
    }

    /// How many rows of each sheet were read, by file and sheet: that is the order in which [`Self::fates`] tells
    /// of them.
    pub fn rows_of_sheets(&self) -> BTreeMap<(u32, u16), usize> {
        let mut rows = self.ledger.records_of_sheets();
        for (at, _) in &self.asides {
            *rows.entry((at.file, at.sheet)).or_default() += 1;
        }
        rows
    }

    /// How many records and how many other rows stand before a position in the order of addresses.
    fn split(&self, position: usize) -> (usize, usize) {
        let place = |record: usize| {
            let at = self.ledger.address(record);
            record + self.asides.partition_point(|(aside, _)| *aside < at)
        };
        let (mut from, mut to) = (0, self.ledger.records());
        while from < to {
            let middle = usize::midpoint(from, to);
            if place(middle) < position {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        (from, (position - from).min(self.asides.len()))
    }

    /// What became of a row; none for one that holds nothing or stands on no sheet that was read.
    pub fn fate(&self, row: Address) -> Option<Fate> {
        let aside = self.asides.binary_search_by_key(&row.row(), |(at, _)| *at);
        match aside {
            Ok(at) => Some(Reason::Aside(self.asides[at].1).into()),
            Err(_) => self.ledger.fate(row),
        }
    }
}

/// Rows that are no records and rows that are, in the order of addresses.
fn in_order<'a, T: 'a>(
    asides: &'a [(Address, Why)],
    records: impl Iterator<Item = T> + 'a,
    place: impl Fn(&T) -> Address + 'a,
    aside: impl Fn(Address, Fate) -> T + 'a,
) -> impl Iterator<Item = T> + 'a {
    let mut asides = asides.iter().peekable();
    let mut records = records.peekable();
    std::iter::from_fn(move || {
        let next = records.peek().map(&place);
        match asides.next_if(|(at, _)| next.is_none_or(|next| *at < next)) {
            Some((at, why)) => Some(aside(*at, Reason::Aside(*why).into())),
            None => records.next(),
        }
    })
}

/// One file as it was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path relative to the data folder.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// What it really is; none when it could not be read.
    pub kind: Option<book::Kind>,
    /// How its text was decoded.
    pub decoding: Option<Decoding>,
    /// Its sheets.
    pub sheets: Vec<SourceSheet>,
}

/// One sheet as it was read.
#[derive(Debug, Clone)]
pub struct SourceSheet {
    /// None for a text file.
    pub name: Option<String>,
    /// What ledger it is; none when it is none.
    pub ledger: Option<column::Kind>,
    /// The period it covers as shown: `2022Q1`, `2022-01..2022-06`.
    pub period: Option<String>,
    /// Rows of records in it.
    pub rows: u64,
}

/// One unit of many.
#[derive(Debug, Clone)]
pub struct OfUnit {
    /// Its name.
    pub name: Unit,
    /// Its figures.
    pub tally: Tally,
    /// Its rows.
    pub rows: RowCount,
    /// Errors about it.
    pub errors: usize,
    /// Errors of which nobody can tell whose figures they touch; they keep every unit's tables back.
    pub common: usize,
    /// Doubts about it that are not explained.
    pub doubts: usize,
}

impl OfUnit {
    /// Whether its tables may be published; with `strict`, a doubt keeps them back.
    pub fn publishable(&self, strict: bool) -> bool {
        self.errors + self.common == 0 && !(strict && self.doubts > 0)
    }
}
