//! 登记行: the records of all exports, kept small.
//!
//! A city's year has millions of rows, so of each is kept what decides its fate and no more: a [`Part`] for each
//! table holds its rows in a few words each, numbers as written one behind the other, and what many rows
//! say alike (class, result, channel …) once. Names and contents are kept as marks, which tell whether two
//! are the same; what they say is read again where a finding needs it. Rows are known by their position, `Id`,
//! which is the order of addresses.
//!
//! In: [`Entry`]s, one by one. Out: the same, unpacked on demand; and for every row one word, which first links
//! it to the row of the same thing before it and then holds its [`Fate`].

use std::sync::Arc;

use rayon::prelude::*;

use super::small::{Mark, index, position};
use super::{Fate, Subject};
use crate::address::Address;
use crate::column::{Kind, Table};
use crate::entry::{Category, Dispute, Document, Publication, Request, Unit};
use crate::finding::Finding;

mod part;
mod publications;
mod requests;
mod understood;
mod word;

pub(super) use part::Plain;
pub(crate) use part::{Alike, Part};
pub(super) use publications::ItemGlance;
pub(super) use requests::{Glance, Together};
use word::{COUNTED, FAULTS, UNTOLD, excluded};

/// The position of a row among all rows.
pub(super) type Id = u32;

/// All rows of all exports.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// In the order of addresses.
    parts: Vec<Part>,
    /// Codes of the errors that keep rows from counting.
    codes: Vec<&'static str>,
}

impl Rows {
    /// Joins the rows of tables that are given in the order of addresses.
    pub(crate) fn of(parts: Vec<Part>) -> Self {
        let mut parts: Vec<Part> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let mut first = 0;
        for part in &mut parts {
            part.begin_at(first);
            first += part.len();
        }
        assert!(first < FAULTS, "files of more rows are not read");
        Rows {
            parts,
            codes: Vec::new(),
        }
    }

    /// How many.
    pub(super) fn len(&self) -> Id {
        self.parts.last().map_or(0, |p| p.first + p.len())
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter()
    }

    /// Works through the parts of ledgers of a kind, several at once; what is worked out of each, in their order.
    pub(super) fn each_part<T: Send>(
        &mut self,
        kind: Kind,
        of: impl Fn(&mut Part) -> T + Sync + Send,
    ) -> Vec<T> {
        let parts = self.parts.par_iter_mut();
        parts.filter(|p| p.table.kind == kind).map(of).collect()
    }

    /// Looks through the parts of ledgers of all kinds, several at once; what is worked out of each, in their order.
    pub(super) fn of_parts<'r, T: Send>(
        &'r self,
        of: impl Fn(&'r Part) -> T + Sync + Send,
    ) -> Vec<T> {
        self.parts.par_iter().map(of).collect()
    }

    /// The rows of ledgers of a kind, in the order of addresses.
    pub(super) fn of_kind(&self, kind: Kind) -> Vec<std::ops::Range<Id>> {
        let parts = self.parts().filter(|p| p.table.kind == kind);
        parts.map(Rows::ids).collect()
    }

    /// Each part and the positions in it, of the rows at these positions among all.
    pub(super) fn each_of(
        &self,
        positions: std::ops::Range<usize>,
    ) -> impl Iterator<Item = (&Part, u32)> {
        let (from, to) = (position(positions.start), position(positions.end));
        let of = move |part: &'_ Part| {
            let ids = Rows::ids(part);
            (ids.start.max(from), ids.end.min(to))
        };
        let begin = (self.parts).partition_point(|part| Rows::ids(part).end <= from);
        let parts = self.parts[begin..].iter();
        let parts = parts.take_while(move |part| part.first < to);
        parts.flat_map(move |part| {
            let (from, to) = of(part);
            (from..to).map(move |id| (part, id - part.first))
        })
    }

    /// Rows that went into another, with that.
    pub(super) fn merged(&self) -> Vec<(Id, Id)> {
        let of_parts = self.of_parts(|part| part.merged().collect::<Vec<_>>());
        of_parts.into_iter().flatten().collect()
    }

    /// The positions of a part's rows.
    pub(super) fn ids(part: &Part) -> std::ops::Range<Id> {
        part.first..part.first + part.len()
    }

    pub(super) fn place(&self, id: Id) -> (&Part, u32) {
        let at = self.parts.partition_point(|p| p.first <= id) - 1;
        let part = &self.parts[at];
        (part, id - part.first)
    }

    fn place_mut(&mut self, id: Id) -> (&mut Part, u32) {
        let at = self.parts.partition_point(|p| p.first <= id) - 1;
        let part = &mut self.parts[at];
        let first = part.first;
        (part, id - first)
    }

    /// Where a row is.
    pub(super) fn address(&self, id: Id) -> Address {
        let (part, at) = self.place(id);
        part.address(at)
    }

    /// The table of a row.
    pub(super) fn table(&self, id: Id) -> &Arc<Table> {
        &self.place(id).0.table
    }

    /// The row at an address; none where no record stands.
    pub(super) fn find(&self, row: Address) -> Option<Id> {
        let after = self.parts.partition_point(|p| p.address(0) <= row.row());
        let part = self.parts[..after].last()?;
        if (part.table.at.file, part.table.at.sheet) != (row.file, row.sheet) {
            return None;
        }
        part.find(row.row).map(|at| part.first + at)
    }

    /// The word of a row.
    pub(super) fn word(&self, id: Id) -> u32 {
        let (part, at) = self.place(id);
        part.word(at)
    }

    fn set_word(&mut self, id: Id, word: u32) {
        let (part, at) = self.place_mut(id);
        part.set_word(at, word);
    }

    /// Links a row to the one of the same thing before it.
    pub(super) fn link(&mut self, id: Id, before: Id) {
        self.set_word(id, before);
    }

    /// The rows of one thing in the order of addresses, from its last one by their links.
    pub(super) fn chain(&self, last: Id) -> Vec<Id> {
        let mut chain = vec![last];
        let mut at = last;
        loop {
            at = self.word(at);
            if at >= FAULTS {
                break;
            }
            chain.push(at);
        }
        chain.sort_unstable();
        chain
    }

    /// The row of one thing that is linked to none before it, from any one by their links.
    pub(super) fn head(&self, id: Id) -> Id {
        let mut at = id;
        while let Some(before) = self.into(at) {
            at = before;
        }
        at
    }

    /// Tells what became of a row; nothing is told of one that went into a row that is not there.
    pub(super) fn settle(&mut self, id: Id, fate: Fate) {
        let word = match fate {
            Fate::Counted => COUNTED,
            Fate::Merged(into) => self.find(into).unwrap_or(UNTOLD),
            Fate::Excluded(reason) => excluded(reason),
            Fate::Faulty(code) => {
                let known = self.codes.iter().position(|c| *c == code);
                let at = known.unwrap_or_else(|| {
                    self.codes.push(code);
                    self.codes.len() - 1
                });
                FAULTS + position(at)
            }
        };
        self.set_word(id, word);
    }

    /// Tells that a row went into another.
    pub(super) fn merge(&mut self, id: Id, into: Id) {
        self.set_word(id, into);
    }

    /// The first row of which nothing is told; once all are settled there is none.
    pub(super) fn untold(&self) -> Option<Address> {
        let mut of_parts = self.of_parts(Part::untold).into_iter().flatten();
        of_parts.next()
    }

    fn fate_of_word(&self, word: u32) -> Fate {
        match word {
            UNTOLD => unreachable!("what became of a row is asked when all are settled"),
            COUNTED => Fate::Counted,
            into if into < FAULTS => Fate::Merged(self.address(into)),
            word => match word::reason(word) {
                Some(reason) => Fate::Excluded(reason),
                None => Fate::Faulty(self.codes[index(word - FAULTS)]),
            },
        }
    }

    /// What became of a row.
    pub(super) fn fate(&self, id: Id) -> Fate {
        self.fate_of_word(self.word(id))
    }

    /// What became of a row of a part, by its position there.
    pub(super) fn fate_in(&self, part: &Part, at: u32) -> Fate {
        self.fate_of_word(part.word(at))
    }

    /// The row that a row went into.
    pub(super) fn into(&self, id: Id) -> Option<Id> {
        Some(self.word(id)).filter(|word| *word < FAULTS)
    }

    /// Tells each subject that some row is of.
    pub(super) fn tell_subjects(&self, tell: &mut dyn FnMut(Subject)) {
        let parts = self.parts.iter().filter(|part| !part.is_empty());
        parts.for_each(|part| part.tell_subjects(tell));
    }

    /// Adds a trouble to a row.
    pub(super) fn trouble(&mut self, id: Id, finding: Finding) {
        let (part, at) = self.place_mut(id);
        part.trouble(at, finding);
    }

    /// The code of the first error in a row's cells.
    pub(super) fn fault(&self, id: Id) -> Option<&'static str> {
        let (part, at) = self.place(id);
        part.fault(at)
    }

    /// A request as its row tells it; for names and contents see [`Rows::marks`].
    pub(super) fn request(&self, id: Id) -> Option<Request> {
        let (part, at) = self.place(id);
        part.request(at)
    }

    /// A request as far as it needs no text of its own.
    pub(super) fn glance(&self, id: Id) -> Option<Glance<'_>> {
        let (part, at) = self.place(id);
        part.glance(at)
    }

    /// What tells which application a row is, not squeezed.
    pub(super) fn identity(&self, id: Id) -> Option<&str> {
        let (part, at) = self.place(id);
        part.identity(at)
    }

    /// The marks of 申请人 and 申请内容.
    pub(super) fn marks(&self, id: Id) -> [Mark; 2] {
        let (part, at) = self.place(id);
        part.marks(at)
    }

    /// Writes to a row what all rows of its application tell together.
    pub(super) fn settle_request(&mut self, id: Id, told: Together<'_>) {
        let (part, at) = self.place_mut(id);
        part.settle_request(at, told);
    }

    /// A publication as its row tells it; the title of one that is no document is kept as a mark only.
    pub(super) fn publication(&self, id: Id) -> Option<Publication> {
        let (part, at) = self.place(id);
        part.publication(at)
    }

    /// A publication as far as it needs no text of its own.
    pub(super) fn item(&self, id: Id) -> Option<ItemGlance<'_>> {
        let (part, at) = self.place(id);
        part.item(at)
    }

    /// A case.
    pub(super) fn dispute(&self, id: Id) -> Option<Dispute> {
        let (part, at) = self.place(id);
        part.dispute(at)
    }

    /// Writes to a row of which unit it is.
    pub(super) fn set_unit(&mut self, id: Id, unit: &Unit) {
        let (part, at) = self.place_mut(id);
        part.place(at, unit);
    }

    /// 承办单位 of a row.
    pub(super) fn unit(&self, id: Id) -> Option<&Unit> {
        let (part, at) = self.place(id);
        part.unit(at)
    }

    /// What a row tells of; none where it cannot be told.
    pub(super) fn subject(&self, id: Id) -> Option<Subject> {
        let (part, at) = self.place(id);
        part.subject(at)
    }

    /// What kind of document a row tells of.
    pub(super) fn document(&self, id: Id) -> Option<Document> {
        match self.item(id)?.category {
            Some(Category::Document(kind)) => Some(kind),
            _ => None,
        }
    }
}

/// Rows that several ledgers look at: that of the whole and those of its units. They are settled before a
/// second one does.
#[derive(Debug, Default, Clone)]
pub(super) struct Shared(Arc<Rows>);

impl Shared {
    pub(super) fn new(rows: Rows) -> Self {
        Shared(Arc::new(rows))
    }
}

impl std::ops::Deref for Shared {
    type Target = Rows;

    fn deref(&self) -> &Rows {
        &self.0
    }
}

impl std::ops::DerefMut for Shared {
    fn deref_mut(&mut self) -> &mut Rows {
        Arc::get_mut(&mut self.0).expect("rows are settled before others look at them")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Names;
    use crate::entry::{Entry, Record};

    fn rows_of_cases(count: u32) -> Rows {
        let row = |row| Address {
            file: 0,
            sheet: 0,
            row,
            column: None,
        };
        let table = Arc::new(Table {
            at: row(1),
            kind: Kind::Disputes,
            last_header_row: 1,
            columns: std::iter::empty().collect(),
            ticked: Vec::new(),
            headings: Vec::new(),
            names: Names::default(),
            period: None,
            year: None,
            money: None,
            date1904: false,
            held: Vec::new(),
        });
        let mut part = Part::new(Arc::clone(&table));
        for at in 0..count {
            part.add(Entry::Dispute(Dispute {
                record: Record {
                    at: row(2 + at),
                    table: Arc::clone(&table),
                    troubles: Vec::new(),
                    assumed: Vec::new(),
                    unit: None,
                },
                number: None,
                written: None,
                path: None,
                against: None,
                appeal: None,
                accepted: None,
                concluded: None,
                verdict: None,
                wrote: None,
            }));
        }
        Rows::of(vec![part])
    }

    #[test]
    fn a_row_of_which_nothing_is_told_does_not_count() {
        let mut rows = rows_of_cases(3);
        assert_eq!(rows.untold(), Some(rows.address(0)));
        rows.settle(0, Fate::Counted);
        rows.settle(2, Fate::Excluded(super::super::Reason::OutsideYear));
        assert_eq!(rows.untold(), Some(rows.address(1)));
        // it went into a row that is not there
        let nowhere = Address {
            row: 99,
            ..rows.address(1)
        };
        rows.settle(1, Fate::Merged(nowhere));
        assert_eq!(rows.untold(), Some(rows.address(1)));
        let into = rows.address(0);
        rows.settle(1, Fate::Merged(into));
        assert_eq!(rows.untold(), None);
        assert_eq!(rows.fate(1), Fate::Merged(into));
    }
}
