//! 台账: entries → one unit's year: exports merged, carry-over settled, every row's fate.
//!
//! In: the entries of all files, kept small in `Rows`. Out: applications, documents, decisions, fees and
//! cases, each once, with the rows it was told in; and for every row its [`Fate`]. The same application stands
//! in several quarterly exports; the later period prevails, a later blank never erases. Which line counts what
//! is left to [`crate::tally`].
//!
//! Nothing is kept twice: an application is a row that counts, to which what its other rows tell is added, and
//! [`Ledger::applications`] reads it from there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::address::Address;
use crate::column::{Field, Kind, Summed, Table};
use crate::entry::Unit;
use crate::finding::Finding;

mod alike;
mod by_unit;
mod cases;
mod exports;
mod fate;
mod fees;
mod hollow;
mod lines;
mod merge;
mod piece;
mod publications;
mod registers;
mod requests;
mod rows;
mod rules;
mod small;
mod spelling;
mod subject;
mod thing;
mod work;
mod year;

pub use fate::{Fate, OutsideYear, Reason, RowCount};
pub use hollow::Hollow;
pub use lines::Lines;
pub use piece::Piece;
pub(crate) use rows::{Alike, Part, Rows};
use rows::{Id, Shared};
pub use rules::RULES;
pub use subject::Subject;
pub use thing::{Act, Application, Beside, Case, Charge, Paper, Thing};
use work::Work;
pub use year::Year;

/// One unit's year.
#[derive(Debug, Default)]
pub struct Ledger {
    rows: Shared,
    /// The rows of one unit; none where it is the ledger of all.
    only: Option<Vec<Id>>,
    year: Year,
    /// 规章 and 行政规范性文件 issued by the end of the year.
    pub papers: Vec<Paper>,
    /// Cases that the year counts.
    pub cases: Vec<Case>,
    /// Publications of the year, for the overview: how many by 公开渠道 as written, empty for none, and by month:
    /// 1–12, or 0 where the date does not tell it.
    pub items: Items,
    /// Publications of the year for the overview of each unit, where units are told apart.
    items_of: BTreeMap<Unit, Items>,
    /// The subjects that some ledger tells of, even if only of other years.
    pub fed: BTreeSet<Subject>,
    /// Ledgers without a row.
    pub hollow: Hollow,
    /// Figures of the form's own lines in sheets without a ledger.
    pub summed: Vec<Summed>,
    /// Applications that the year does not count, though they came near.
    pub beside: Vec<Beside>,
    /// Texts to be read again, since two rows of one application may tell them differently.
    pub questions: Vec<Question>,
    /// The position among papers or cases of the row that stands for it.
    standing: BTreeMap<Id, usize>,
    /// Rows of which nobody can tell whether they are one application with another.
    doubted: BTreeSet<Address>,
    /// Rows merged, by the row they went into.
    merged: Vec<(Id, Id)>,
    /// Cells of an application that are not in the row that stands for it.
    elsewhere: BTreeMap<(Id, Field), Address>,
}

/// Publications by 公开渠道 as written and by month.
pub type Items = BTreeMap<Box<str>, [u64; 13]>;

impl Ledger {
    /// Applications that the year counts, in the order of their rows.
    pub fn applications(&self) -> impl Iterator<Item = Application<'_>> {
        let each = self.each();
        each.filter_map(|(part, at)| self.application(part, at))
    }

    /// What every counted row stands for, in the order of rows.
    pub fn things(&self) -> impl Iterator<Item = Thing<'_>> {
        let each = self.each();
        each.filter_map(|(part, at)| self.thing_of(part, at))
    }

    /// What a row stands for; nothing for one that does not count.
    pub fn thing(&self, row: Address) -> Option<Thing<'_>> {
        let (part, at) = self.rows.place(self.rows.find(row)?);
        self.thing_of(part, at)
    }

    /// How many records each kind of ledger has, and how many of them lie outside the year.
    pub fn outside_year(&self) -> Vec<OutsideYear> {
        let of_parts = self.rows.of_parts(|part| {
            let counts = [part.len().into(), part.outside_year()];
            (part.table.kind, counts)
        });
        let of_kind = |kind: Kind| {
            let parts = of_parts.iter().filter(|(of, _)| *of == kind);
            parts.fold([0, 0], |sum, (_, more)| {
                [sum[0] + more[0], sum[1] + more[1]]
            })
        };
        let kinds = Kind::ALL.into_iter().map(|kind| {
            let [records, outside] = of_kind(kind);
            OutsideYear {
                kind,
                records,
                outside,
            }
        });
        kinds.filter(|k| k.records > 0).collect()
    }

    /// How many records stand on each sheet that has some: by file and sheet.
    pub fn records_of_sheets(&self) -> BTreeMap<(u32, u16), usize> {
        let mut found = BTreeMap::new();
        let mut add = |part: &Part, rows: usize| {
            let at = part.table.at;
            *found.entry((at.file, at.sheet)).or_default() += rows;
        };
        match self.only {
            None => (self.rows.parts()).for_each(|part| add(part, Rows::ids(part).len())),
            Some(_) => self.each().for_each(|(part, _)| add(part, 1)),
        }
        found
    }

    /// The cell that tells a date of the application that a row stands for; it may lie in another of its rows.
    pub fn cell(&self, row: Address, field: Field) -> Address {
        let Some(id) = self.rows.find(row.row()) else {
            return row;
        };
        let told = || self.rows.table(id).address(row.row, field);
        self.elsewhere
            .get(&(id, field))
            .copied()
            .unwrap_or_else(told)
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.only.as_ref().map_or_else(
            || usize::try_from(self.rows.len()).unwrap_or(usize::MAX),
            Vec::len,
        )
    }

    /// What became of each record, in the order of rows.
    pub fn fates(&self) -> impl Iterator<Item = (Address, Fate)> {
        let each = self.each();
        each.map(|(part, at)| (part.address(at), self.rows.fate_in(part, at)))
    }

    /// What became of some of the records, by their positions in the order of rows, and what each counted row stands for.
    pub fn rows_told(&self, positions: Range<usize>) -> impl Iterator<Item = FatedRow<'_>> {
        let each = self.each_of(positions);
        each.map(|(part, at)| {
            let fate = self.rows.fate_in(part, at);
            (part.address(at), fate, self.thing_of(part, at))
        })
    }

    /// The row of a record, by its position among the records.
    pub fn address(&self, position: usize) -> Address {
        match &self.only {
            Some(only) => self.rows.address(only[position]),
            None => self.rows.address(small::position(position)),
        }
    }

    /// What became of a record; none where no record stands.
    pub fn fate(&self, row: Address) -> Option<Fate> {
        Some(self.rows.fate(self.rows.find(row)?))
    }

    /// Whether a row may be one application with another, so that it is not known how it went.
    pub fn is_doubted(&self, row: Address) -> bool {
        self.doubted.contains(&row)
    }

    /// The rows merged into a row, in the order of addresses.
    pub fn merged_into(&self, row: Address) -> impl Iterator<Item = Address> {
        let into = self.rows.find(row);
        let first = into.map_or(0, |into| self.merged.partition_point(|m| m.0 < into));
        self.merged[first..]
            .iter()
            .take_while(move |m| Some(m.0) == into)
            .map(|m| self.rows.address(m.1))
    }

    /// The rows that it tells of, in the order of addresses.
    fn each(&self) -> impl Iterator<Item = (&Part, u32)> {
        self.each_of(0..self.records())
    }

    /// Some of the rows that it tells of, by their positions in the order of addresses.
    fn each_of(&self, positions: Range<usize>) -> impl Iterator<Item = (&Part, u32)> {
        let only = self.only.as_deref();
        let all = only.is_none().then(|| self.rows.each_of(positions.clone()));
        let only = only.unwrap_or_default().get(positions).unwrap_or_default();
        let only = only.iter().map(|id| self.rows.place(*id));
        all.into_iter().flatten().chain(only)
    }

    fn ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.each().map(|(part, at)| part.first + at)
    }
}

/// A row, what became of it, and what it stands for where it counts.
pub type FatedRow<'l> = (Address, Fate, Option<Thing<'l>>);

/// Two rows of one application that tell a text differently; what they tell is to be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The earlier row.
    pub was: Address,
    /// The later row.
    pub is: Address,
    /// 申请人 or 申请内容.
    pub field: Field,
}

/// What the settling of a year goes by.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The span of the report.
    pub year: Year,
    /// `duplicates = "distinct"`: rows without a number that agree are different.
    pub distinct: bool,
    /// What of section 二 ledgers feed in this edition.
    pub lines: Lines,
    /// Whether each row is to be of a unit.
    pub by_unit: bool,
    /// Whether units number what they register each for itself.
    pub own_numbers: bool,
    /// The fields of the office's `key`; none where a number alone tells an application.
    pub key: Vec<Field>,
}

impl Terms {
    /// Whether a number tells an application only together with other fields, since numbers begin again.
    fn numbers_begin_again(&self) -> bool {
        self.key.contains(&Field::Number)
    }
}

/// Settles a year. `tables` are all tables found, those without rows too.
pub(crate) fn settle(
    mut rows: Rows,
    tables: &[Arc<Table>],
    terms: &Terms,
    findings: &mut Vec<Finding>,
) -> Ledger {
    let doubts = fees::judge(&rows, terms);
    for (id, doubt) in doubts {
        rows.trouble(id, doubt);
    }
    let mut fed = BTreeSet::new();
    rows.tell_subjects(&mut |subject| {
        fed.insert(subject);
    });
    fed.extend(tables.iter().flat_map(|table| subject::subjects_of(table)));
    let hollow = hollow::hollow(&rows, tables);
    exports::judge(&mut rows, tables, terms, findings);
    let ledger = Ledger {
        rows: Shared::new(rows),
        year: terms.year,
        fed,
        hollow,
        ..Ledger::default()
    };
    let mut work = Work::new(terms, findings, ledger, exports::ends(tables, terms));
    requests::settle(&mut work);
    publications::settle(&mut work);
    cases::settle(&mut work);
    let mut ledger = work.end();
    // a row that was forgotten would be told as counted and stand behind no figure
    assert_eq!(ledger.rows.untold(), None, "every row has a fate");
    ledger.merged = ledger.rows.merged();
    ledger.merged.sort_unstable();
    let counts = |id: Id| ledger.rows.fate(id) == Fate::Counted;
    debug_assert!(
        ledger.merged.iter().all(|(into, _)| counts(*into)),
        "rows go into rows that count"
    );
    ledger
}

/// What rows tell differently, now that it was read again: `told` is what a row says of a field.
pub fn answer(
    ledger: &Ledger,
    told: &dyn Fn(Address, Field) -> Option<String>,
    findings: &mut Vec<Finding>,
) {
    for question in &ledger.questions {
        let texts = told(question.was, question.field).zip(told(question.is, question.field));
        if let Some((before, now)) = texts {
            findings.extend(requests::other_application(
                ledger, *question, &before, &now,
            ));
        }
    }
}
