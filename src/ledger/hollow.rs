//! Ledgers without a row: sheets that have the headings of a ledger and nothing below them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Subject;
use super::rows::{Part, Rows};
use super::subject::subjects_of;
use crate::column::{Kind, Table};
use crate::entry;

/// What sheets without a row leave untold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hollow {
    /// The sheets, file and position, each with the subjects that it might tell of and no row tells of.
    pub sheets: BTreeMap<(u32, u16), BTreeSet<Subject>>,
}

impl Hollow {
    /// Whether some sheet might tell of a subject.
    pub fn holds(&self, subject: Subject) -> bool {
        self.sheets.values().any(|s| s.contains(&subject))
    }
}

/// The sheets of which no table has a row, as far as the rows of others do not tell of the same.
pub(super) fn hollow(rows: &Rows, tables: &[Arc<Table>]) -> Hollow {
    let sheet = |table: &Table| (table.at.file, table.at.sheet);
    let parts = || rows.parts().filter(|part| !part.is_empty());
    let filled: BTreeSet<(u32, u16)> = parts().map(|part| sheet(&part.table)).collect();
    let mut told = BTreeSet::new();
    rows.tell_subjects(&mut |subject| {
        told.insert(subject);
    });
    let lists = parts().any(|part: &Part| part.table.kind == Kind::Publications);
    let mut hollow = Hollow::default();
    for table in tables
        .iter()
        .filter(|table| !filled.contains(&sheet(table)))
    {
        let subjects = might_tell(table, lists).into_iter();
        let untold: Vec<Subject> = subjects.filter(|s| !told.contains(s)).collect();
        if !untold.is_empty() {
            let of_sheet = hollow.sheets.entry(sheet(table)).or_default();
            of_sheet.extend(untold);
        }
    }
    hollow
}

/// The subjects that rows of a table would tell of. A list of publications of any category tells nothing of
/// those that are lacking where other `lists` have rows.
fn might_tell(table: &Table, lists: bool) -> Vec<Subject> {
    match table.kind {
        Kind::Applications | Kind::Disputes => subjects_of(table),
        Kind::Publications => {
            let categories = entry::categories_of(table);
            let any = categories.len() == entry::Category::COUNTED.len();
            let categories = categories.into_iter().filter(|_| !(any && lists));
            categories.map(Subject::Publications).collect()
        }
    }
}
