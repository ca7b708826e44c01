//! 一表之行: the rows of one table, or of a piece of a very long one.
//!
//! In: [`Entry`]s of the table, one by one; later the word that tells what became of each. Out: the same, unpacked on
//! demand, and each at a glance. Where a part stands among the others is told by [`super::Rows`].

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::super::small::{Day, Mark, Sayings, Span, Text, Texts, index, near, position};
use super::super::{Reason, Subject};
use super::Id;
use super::publications::{self, ItemGlance, PublicationRow, PublicationSaying, amount};
use super::requests::{self, Glance, RequestRow, RequestSaying, Together};
use super::understood::{self, Understood};
use super::word::{AFTER_DAY, COUNTED, FAULTS, OUTSIDE_YEAR, UNTOLD, excluded};
use crate::address::Address;
use crate::column::{Kind, Table};
use crate::entry::plain::{PlainPublication, PlainRequest};
use crate::entry::{Category, Days, Dispute, Entry, Publication, Record, Request, Unit};
use crate::finding::Finding;

/// The records of one table, or of a piece of a very long one.
#[derive(Debug)]
pub(crate) struct Part {
    /// The table.
    pub(crate) table: Arc<Table>,
    /// Positions of the rows above it in all parts.
    pub(in crate::ledger) first: Id,
    kept: Kept,
    /// Numbers and keys, one behind the other.
    texts: Texts,
    /// What is wrong in cells, by the position in the part.
    troubles: BTreeMap<u32, Vec<Finding>>,
    /// Of each row the word that links it or tells its fate; none before all parts are joined.
    words: Vec<u32>,
}

#[derive(Debug)]
enum Kept {
    Requests(Vec<RequestRow>, Sayings<RequestSaying>),
    Publications(
        Vec<PublicationRow>,
        Sayings<PublicationSaying>,
        Vec<Decimal>,
    ),
    /// Cases are few: they are kept as they are.
    Disputes(Vec<Dispute>),
}

impl Kept {
    fn len(&self) -> usize {
        match self {
            Kept::Requests(rows, _) => rows.len(),
            Kept::Publications(rows, ..) => rows.len(),
            Kept::Disputes(rows) => rows.len(),
        }
    }
}

/// What rows of a part say alike, known by the first of them; of a publication its category.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Alike(u32, Option<Category>);

impl Alike {
    /// 类别
    pub(crate) fn category(self) -> Option<Category> {
        self.1
    }
}

/// Rows of a part, at most: positions in it have two bytes, those in its texts four, and what grows with it is never moved in
/// large pieces. So few where debugging is on that the tests go over several parts.
const LONGEST: usize = if cfg!(debug_assertions) {
    50
} else {
    (1 << 16) - 1
};

/// A row of a part in whose cells nothing is out of the ordinary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ledger) enum Plain {
    Counted,
    Excluded(Reason),
}

impl Part {
    /// No rows of a table yet.
    pub(crate) fn new(table: Arc<Table>) -> Self {
        let kept = match table.kind {
            Kind::Applications => Kept::Requests(Vec::new(), Sayings::default()),
            Kind::Publications => Kept::Publications(Vec::new(), Sayings::default(), Vec::new()),
            Kind::Disputes => Kept::Disputes(Vec::new()),
        };
        Part {
            table,
            first: 0,
            kept,
            texts: Texts::default(),
            troubles: BTreeMap::new(),
            words: Vec::new(),
        }
    }

    /// Whether another part should take the rows to come.
    pub(crate) fn is_full(&self) -> bool {
        self.kept.len() >= LONGEST || self.texts.0.len() >= 1 << 30
    }

    /// Takes the next row of the table. Where nothing is amiss in it, what it says alike with other rows, for
    /// [`Part::add_request`] and [`Part::add_publication`].
    pub(crate) fn add(&mut self, entry: Entry) -> Option<Alike> {
        let at = self.len();
        let (record, alike) = match (&mut self.kept, entry) {
            (Kept::Requests(rows, sayings), Entry::Request(request)) => {
                let (row, record) = requests::pack(request, sayings, &mut self.texts);
                rows.push(row);
                (record, Some(Alike(row.saying, None)))
            }
            (Kept::Publications(rows, sayings, amounts), Entry::Publication(publication)) => {
                let category = publication.category;
                let (row, record) =
                    publications::pack(publication, sayings, amounts, &mut self.texts);
                rows.push(row);
                (record, Some(Alike(row.saying.into(), category)))
            }
            (Kept::Disputes(rows), Entry::Dispute(mut dispute)) => {
                let troubles = std::mem::take(&mut dispute.record.troubles);
                let record = dispute.record.clone();
                rows.push(dispute);
                (Record { troubles, ..record }, None)
            }
            (Kept::Requests(..) | Kept::Publications(..) | Kept::Disputes(_), _) => {
                unreachable!("a table's rows are of its kind")
            }
        };
        if record.troubles.is_empty() {
            return alike;
        }
        self.troubles.insert(at, record.troubles);
        None
    }

    /// Takes the next row, which says what an earlier one said.
    pub(crate) fn add_request(&mut self, plain: PlainRequest<'_>, alike: Alike) {
        let Kept::Requests(rows, _) = &mut self.kept else {
            return;
        };
        let texts = &mut self.texts;
        rows.push(RequestRow::of(plain, alike.0, texts));
    }

    /// Takes the next row, which says what an earlier one said.
    pub(crate) fn add_publication(&mut self, plain: PlainPublication<'_>, alike: Alike) {
        let Kept::Publications(rows, _, amounts) = &mut self.kept else {
            return;
        };
        let texts = &mut self.texts;
        rows.push(PublicationRow::of(plain, alike.0, (texts, amounts)));
    }

    /// Whether the last row is what an entry would have become, with nothing amiss: the short way to read a row and the
    /// long one are held together by it.
    pub(crate) fn ends_with(&self, entry: Entry) -> bool {
        let mut long = Part::new(Arc::clone(&self.table));
        if long.add(entry).is_none() {
            return false;
        }
        let number =
            |part: &Part, text: Option<Text>| text.map(|text| part.texts.get(text).to_owned());
        match (&self.kept, &long.kept) {
            (Kept::Requests(here, said), Kept::Requests(there, told)) => {
                let alike = |(here, there): (&RequestRow, &RequestRow)| {
                    said.told[index(here.saying)] == told.told[index(there.saying)]
                        && number(self, here.number) == number(&long, there.number)
                        && (here.received, here.replied) == (there.received, there.replied)
                        && (here.applicant, here.content) == (there.applicant, there.content)
                };
                here.last().zip(there.last()).is_some_and(alike)
            }
            (Kept::Publications(here, said, sums), Kept::Publications(there, told, amounts)) => {
                let alike = |(here, there): (&PublicationRow, &PublicationRow)| {
                    said.told[index(here.saying)] == told.told[index(there.saying)]
                        && number(self, here.number) == number(&long, there.number)
                        && (here.dated, here.published) == (there.dated, there.published)
                        && here.title == there.title
                        && amount(*here, sums) == amount(*there, amounts)
                };
                here.last().zip(there.last()).is_some_and(alike)
            }
            _ => false,
        }
    }

    /// No more rows come: it keeps no more room than they take.
    pub(crate) fn end(&mut self) {
        match &mut self.kept {
            Kept::Requests(rows, sayings) => {
                rows.shrink_to_fit();
                sayings.shrink();
            }
            Kept::Publications(rows, sayings, amounts) => {
                rows.shrink_to_fit();
                sayings.shrink();
                amounts.shrink_to_fit();
            }
            Kept::Disputes(rows) => rows.shrink_to_fit(),
        }
        self.texts.0.shrink_to_fit();
    }

    /// Whether it has no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.kept.len() == 0
    }

    pub(in crate::ledger) fn len(&self) -> Id {
        position(self.kept.len())
    }

    /// The position of a row among all, by that in the part.
    pub(in crate::ledger) fn id(&self, at: u32) -> Id {
        self.first + at
    }

    fn row(&self, at: u32) -> u32 {
        let at = index(at);
        match &self.kept {
            Kept::Requests(rows, _) => rows[at].row,
            Kept::Publications(rows, ..) => rows[at].row,
            Kept::Disputes(rows) => rows[at].record.at.row,
        }
    }

    pub(in crate::ledger) fn address(&self, at: u32) -> Address {
        Address {
            row: self.row(at),
            column: None,
            ..self.table.at
        }
    }

    fn record(&self, at: u32, assumed: &[Understood], unit: Option<&Unit>) -> Record {
        let place = self.address(at);
        Record {
            at: place,
            table: Arc::clone(&self.table),
            troubles: self.troubles.get(&at).cloned().unwrap_or_default(),
            assumed: understood::assumed(assumed, place),
            unit: unit.cloned(),
        }
    }

    /// The code of the first error in a row's cells.
    pub(in crate::ledger) fn fault(&self, at: u32) -> Option<&'static str> {
        let troubles = self.troubles.get(&at)?;
        troubles
            .iter()
            .find(|t| t.rule.is_error())
            .map(|t| t.rule.code)
    }

    /// Whether no row of the same thing comes before a row, as far as they are linked.
    pub(in crate::ledger) fn is_alone(&self, at: u32) -> bool {
        self.words[index(at)] >= FAULTS
    }

    /// Tells what became of a row.
    pub(in crate::ledger) fn tell(&mut self, at: u32, plain: Plain) {
        self.words[index(at)] = match plain {
            Plain::Counted => COUNTED,
            Plain::Excluded(reason) => excluded(reason),
        };
    }

    /// The unit of a row; none where units are not told apart.
    pub(in crate::ledger) fn unit(&self, at: u32) -> Option<&Unit> {
        let at = index(at);
        match &self.kept {
            Kept::Requests(rows, sayings) => sayings.told[index(rows[at].saying)].unit.as_ref(),
            Kept::Publications(rows, sayings, _) => {
                sayings.told[index(rows[at].saying)].unit.as_ref()
            }
            Kept::Disputes(rows) => rows[at].record.unit.as_ref(),
        }
    }

    /// Rows that lie outside the year, or in what is cut off from it.
    pub(in crate::ledger) fn outside_year(&self) -> u64 {
        let words = self.words.iter();
        let outside = words.filter(|word| matches!(**word, OUTSIDE_YEAR | AFTER_DAY));
        outside.count() as u64
    }

    pub(in crate::ledger) fn is_counted(&self, at: u32) -> bool {
        self.words[index(at)] == COUNTED
    }

    /// What tells which application a request is, not squeezed.
    pub(in crate::ledger) fn identity(&self, at: u32) -> Option<&str> {
        match &self.kept {
            Kept::Requests(rows, _) => rows[index(at)].number.map(|text| self.texts.get(text)),
            Kept::Publications(..) | Kept::Disputes(_) => None,
        }
    }

    /// The days of a row that an export of a period tells of.
    pub(in crate::ledger) fn days(&self, at: u32) -> Days<'_> {
        let table = &*self.table;
        match &self.kept {
            Kept::Requests(rows, _) => {
                let row = rows[index(at)];
                Days::of_request(table, row.row, row.received.day(), row.replied.day())
            }
            Kept::Publications(rows, sayings, _) => {
                let row = rows[index(at)];
                let category = sayings.told[index(row.saying)].category;
                Days::of_publication(table, row.row, category, row.dated.period())
            }
            Kept::Disputes(rows) => {
                let case = &rows[index(at)];
                Days::of_dispute(table, case.record.at.row, case.accepted, case.concluded)
            }
        }
    }

    /// Whether a row is a request that came in a span of days and, if it was answered, was answered in it.
    pub(in crate::ledger) fn lies_in(&self, at: u32, span: Span) -> bool {
        match &self.kept {
            Kept::Requests(rows, _) => {
                let row = rows[index(at)];
                let answered = row.replied != Day::default();
                span.holds(row.received) && (!answered || span.holds(row.replied))
            }
            Kept::Publications(..) | Kept::Disputes(_) => false,
        }
    }

    /// A request as far as it needs no text of its own.
    pub(in crate::ledger) fn glance(&self, at: u32) -> Option<Glance<'_>> {
        let Kept::Requests(rows, sayings) = &self.kept else {
            return None;
        };
        let row = rows[index(at)];
        let said = &sayings.told[index(row.saying)];
        Some(Glance {
            id: self.first + at,
            table: &self.table,
            row: row.row,
            identity: row.number.map(|text| self.texts.get(text)),
            received: row.received.day(),
            replied: row.replied.day(),
            class: said.class,
            answer: said.answer,
            wrote: said.wrote.as_deref(),
            way: said.way.as_deref(),
            extended: said.extended,
            corrected: said.corrected,
            count: said.count.unwrap_or(1),
            assumed: !said.assumed.is_empty(),
            placed: said.unit.is_some(),
            troubled: self.troubles.contains_key(&at),
            applicant: row.applicant,
            content: row.content,
        })
    }

    /// All its requests at a glance.
    pub(in crate::ledger) fn glances(&self) -> impl Iterator<Item = Glance<'_>> {
        (0..self.len()).filter_map(|at| self.glance(at))
    }

    /// A publication as far as it needs no text of its own.
    pub(in crate::ledger) fn item(&self, at: u32) -> Option<ItemGlance<'_>> {
        let Kept::Publications(rows, sayings, amounts) = &self.kept else {
            return None;
        };
        let row = rows[index(at)];
        let said = &sayings.told[index(row.saying)];
        Some(ItemGlance {
            table: &self.table,
            row: row.row,
            number: row.number.map(|text| self.texts.get(text)),
            category: said.category,
            upshot: said.upshot,
            title: row.title,
            dated: row.dated.period(),
            published: row.published.period(),
            channel: said.channel.as_deref(),
            count: said.count,
            amount: amount(row, amounts),
            assumed: !said.assumed.is_empty(),
            placed: said.unit.is_some(),
            troubled: self.troubles.contains_key(&at),
        })
    }

    /// The position in the part of the row with a number; none where no record stands.
    pub(in crate::ledger) fn find(&self, row: u32) -> Option<u32> {
        let found = match &self.kept {
            Kept::Requests(rows, _) => rows.binary_search_by_key(&row, |r| r.row),
            Kept::Publications(rows, ..) => rows.binary_search_by_key(&row, |r| r.row),
            Kept::Disputes(rows) => rows.binary_search_by_key(&row, |r| r.record.at.row),
        };
        found.ok().map(position)
    }

    /// Room for the words of its rows, now that all are known, and its place among the others.
    pub(in crate::ledger) fn begin_at(&mut self, first: Id) {
        self.first = first;
        self.words = vec![UNTOLD; self.kept.len()];
    }

    /// The word of a row.
    #[inline]
    pub(in crate::ledger) fn word(&self, at: u32) -> u32 {
        self.words[index(at)]
    }

    #[inline]
    pub(in crate::ledger) fn set_word(&mut self, at: u32, word: u32) {
        self.words[index(at)] = word;
    }

    /// The first row of which nothing is told.
    pub(in crate::ledger) fn untold(&self) -> Option<Address> {
        let at = self.words.iter().position(|word| *word == UNTOLD)?;
        Some(self.address(position(at)))
    }

    /// The positions of rows that went into another, among all, each with that.
    pub(in crate::ledger) fn merged(&self) -> impl Iterator<Item = (Id, Id)> {
        let words = (self.first..).zip(&self.words);
        let merged = words.filter(|(_, word)| **word < FAULTS);
        merged.map(|(id, into)| (*into, id))
    }

    /// Adds a trouble to a row.
    pub(in crate::ledger) fn trouble(&mut self, at: u32, finding: Finding) {
        self.troubles.entry(at).or_default().push(finding);
    }

    /// A request as its row tells it; for names and contents see [`Part::marks`].
    pub(in crate::ledger) fn request(&self, at: u32) -> Option<Request> {
        let Kept::Requests(rows, sayings) = &self.kept else {
            return None;
        };
        let row = rows[index(at)];
        let said = &sayings.told[index(row.saying)];
        let record = self.record(at, &said.assumed, said.unit.as_ref());
        Some(row.unpack(said, record, &self.texts))
    }

    /// The marks of 申请人 and 申请内容.
    pub(in crate::ledger) fn marks(&self, at: u32) -> [Mark; 2] {
        match &self.kept {
            Kept::Requests(rows, _) => [rows[index(at)].applicant, rows[index(at)].content],
            Kept::Publications(..) | Kept::Disputes(_) => [Mark::default(); 2],
        }
    }

    /// Writes to a row what all rows of its application tell together.
    pub(in crate::ledger) fn settle_request(&mut self, at: u32, told: Together<'_>) {
        let Kept::Requests(rows, sayings) = &mut self.kept else {
            return;
        };
        let row = &mut rows[index(at)];
        row.received = Day::of(told.received);
        row.replied = Day::of(told.replied);
        let said = &sayings.told[index(row.saying)];
        let together = RequestSaying {
            class: told.class,
            answer: told.answer,
            wrote: told.wrote.map(Into::into),
            way: told.way.map(Into::into),
            extended: told.extended,
            corrected: told.corrected,
            count: told.count,
            assumed: said.assumed.clone(),
            unit: said.unit.clone(),
        };
        row.saying = sayings.put(together);
    }

    /// Writes to a row of which unit it is.
    pub(in crate::ledger) fn place(&mut self, at: u32, unit: &Unit) {
        let (at, unit) = (index(at), Some(Unit::clone(unit)));
        match &mut self.kept {
            Kept::Requests(rows, sayings) => {
                let said = sayings.told[index(rows[at].saying)].clone();
                rows[at].saying = sayings.put(RequestSaying { unit, ..said });
            }
            Kept::Publications(rows, sayings, _) => {
                let said = sayings.told[index(rows[at].saying)].clone();
                rows[at].saying = near(sayings.put(PublicationSaying { unit, ..said }));
            }
            Kept::Disputes(rows) => rows[at].record.unit = unit,
        }
    }

    /// A publication as its row tells it; the title of one that is no document is kept as a mark only.
    pub(in crate::ledger) fn publication(&self, at: u32) -> Option<Publication> {
        let Kept::Publications(rows, sayings, amounts) = &self.kept else {
            return None;
        };
        let row = rows[index(at)];
        let said = &sayings.told[index(row.saying)];
        let record = self.record(at, &said.assumed, said.unit.as_ref());
        Some(row.unpack(said, record, (&self.texts, amounts)))
    }

    /// A case.
    pub(in crate::ledger) fn dispute(&self, at: u32) -> Option<Dispute> {
        let Kept::Disputes(rows) = &self.kept else {
            return None;
        };
        let mut dispute = rows[index(at)].clone();
        dispute.record.troubles = self.troubles.get(&at).cloned().unwrap_or_default();
        Some(dispute)
    }

    /// What a row tells of; none where it cannot be told.
    pub(in crate::ledger) fn subject(&self, at: u32) -> Option<Subject> {
        let at = index(at);
        match &self.kept {
            Kept::Requests(..) => Some(Subject::Requests),
            Kept::Publications(rows, sayings, _) => sayings.told[index(rows[at].saying)]
                .category
                .map(Subject::Publications),
            Kept::Disputes(rows) => rows[at].path.map(Subject::of_path),
        }
    }

    /// Tells each subject that some row is of.
    pub(in crate::ledger) fn tell_subjects(&self, tell: &mut dyn FnMut(Subject)) {
        match &self.kept {
            Kept::Requests(..) => tell(Subject::Requests),
            Kept::Publications(_, sayings, _) => sayings
                .told
                .iter()
                .filter_map(|s| s.category)
                .for_each(|category| tell(Subject::Publications(category))),
            Kept::Disputes(rows) => rows
                .iter()
                .filter_map(|d| d.path)
                .for_each(|path| tell(Subject::of_path(path))),
        }
    }
}
