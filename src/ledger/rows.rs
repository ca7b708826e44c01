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

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rust_decimal::Decimal;

use super::small::{Day, Mark, Sayings, Span, Text, Texts, index, near, number, position};
use super::{Fate, Reason, Subject};
use crate::address::Address;
use crate::column::{Field, Kind, Table};
use crate::entry::plain::{PlainPublication, PlainRequest};
use crate::entry::{
    Answer, Applicant, Assumed, Category, Days, Dispute, Document, Entry, Publication, Record,
    Request, Unit, Upshot, Validity,
};
use crate::finding::Finding;
use crate::period::Period;

/// The position of a row among all rows.
pub(super) type Id = u32;

/// The records of one table, or of a piece of a very long one.
#[derive(Debug)]
pub struct Part {
    /// The table.
    pub table: Arc<Table>,
    /// Positions of the rows above it in all parts.
    pub(super) first: Id,
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

/// A request in 24 bytes.
#[derive(Debug, Clone, Copy)]
struct RequestRow {
    row: u32,
    /// 申请编号 as written, or the fields of the office's `key`.
    number: Option<Text>,
    saying: u32,
    received: Day,
    replied: Day,
    applicant: Mark,
    content: Mark,
}

/// What many requests say alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct RequestSaying {
    class: Option<Applicant>,
    answer: Answer,
    wrote: Option<Box<str>>,
    way: Option<Box<str>>,
    extended: bool,
    corrected: Option<Date>,
    count: Option<u32>,
    assumed: Vec<Understood>,
    unit: Option<Unit>,
}

/// A publication in 24 bytes.
#[derive(Debug, Clone, Copy)]
struct PublicationRow {
    row: u32,
    number: Option<Text>,
    saying: u16,
    /// Of a document its title, of anything else its mark.
    title: u32,
    /// The position of the amount among the part's, from 1.
    amount: u16,
    dated: Span,
    published: Span,
}

/// What many publications say alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct PublicationSaying {
    category: Option<Category>,
    upshot: Upshot,
    validity: Option<Validity>,
    repealed: Option<Period>,
    channel: Option<Box<str>>,
    count: u32,
    assumed: Vec<Understood>,
    unit: Option<Unit>,
}

/// A word understood by its usual reading; of rows that say it alike only the column is told.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Understood {
    field: Field,
    word: Box<str>,
    meaning: Box<str>,
    /// The cell, where it is not in the row itself.
    elsewhere: Option<Address>,
    column: Option<u16>,
}

/// What rows of a part say alike, known by the first of them; of a publication its category.
#[derive(Debug, Clone, Copy)]
pub struct Alike(u32, Option<Category>);

impl Alike {
    /// 类别
    pub fn category(self) -> Option<Category> {
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

impl Part {
    /// No rows of a table yet.
    pub fn new(table: Arc<Table>) -> Self {
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
    pub fn is_full(&self) -> bool {
        self.kept.len() >= LONGEST || self.texts.0.len() >= 1 << 30
    }

    /// Takes the next row of the table. Where nothing is amiss in it, what it says alike with other rows, for
    /// [`Part::add_request`] and [`Part::add_publication`].
    pub fn add(&mut self, entry: Entry) -> Option<Alike> {
        let at = self.len();
        let (record, alike) = match (&mut self.kept, entry) {
            (Kept::Requests(rows, sayings), Entry::Request(request)) => {
                let (row, record) = pack_request(request, sayings, &mut self.texts);
                rows.push(row);
                (record, Some(Alike(row.saying, None)))
            }
            (Kept::Publications(rows, sayings, amounts), Entry::Publication(publication)) => {
                let category = publication.category;
                let (row, record) =
                    pack_publication(publication, sayings, amounts, &mut self.texts);
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
    pub fn add_request(&mut self, plain: PlainRequest<'_>, alike: Alike) {
        let Kept::Requests(rows, _) = &mut self.kept else {
            return;
        };
        let texts = &mut self.texts;
        rows.push(RequestRow {
            row: plain.row,
            number: plain.number.map(|number| texts.put_number(&number)),
            saying: alike.0,
            received: Day::of(plain.received),
            replied: Day::of(plain.replied),
            applicant: Mark::of(plain.applicant.as_deref()),
            content: Mark::of(plain.content.as_deref()),
        });
    }

    /// Takes the next row, which says what an earlier one said.
    pub fn add_publication(&mut self, plain: PlainPublication<'_>, alike: Alike) {
        let Kept::Publications(rows, _, amounts) = &mut self.kept else {
            return;
        };
        let texts = &mut self.texts;
        rows.push(PublicationRow {
            row: plain.row,
            number: plain.number.map(|number| texts.put_number(&number)),
            saying: near(alike.0),
            title: Mark::of(plain.title.as_deref()).0,
            amount: plain.amount.map_or(0, |amount| {
                amounts.push(amount);
                near(position(amounts.len()))
            }),
            dated: Span::of(plain.dated),
            published: Span::of(plain.published),
        });
    }

    /// Whether the last row is what an entry would have become, with nothing amiss: the short way to read a row and the
    /// long one are held together by it.
    pub fn ends_with(&self, entry: Entry) -> bool {
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
    pub fn end(&mut self) {
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
    pub fn is_empty(&self) -> bool {
        self.kept.len() == 0
    }

    pub(super) fn len(&self) -> Id {
        position(self.kept.len())
    }

    /// The position of a row among all, by that in the part.
    pub(super) fn id(&self, at: u32) -> Id {
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

    pub(super) fn address(&self, at: u32) -> Address {
        Address {
            row: self.row(at),
            column: None,
            ..self.table.at
        }
    }

    fn record(&self, at: u32, assumed: &[Understood], unit: Option<&Unit>) -> Record {
        let place = self.address(at);
        let assumed = assumed.iter().map(|word| Assumed {
            field: word.field,
            word: word.word.to_string(),
            meaning: word.meaning.to_string(),
            at: word.elsewhere.unwrap_or(Address {
                column: word.column,
                ..place
            }),
        });
        Record {
            at: place,
            table: Arc::clone(&self.table),
            troubles: self.troubles.get(&at).cloned().unwrap_or_default(),
            assumed: assumed.collect(),
            unit: unit.cloned(),
        }
    }

    fn number(&self, text: Option<Text>) -> Option<&str> {
        number(self.texts.get(text?))
    }

    /// The code of the first error in a row's cells.
    pub(super) fn fault(&self, at: u32) -> Option<&'static str> {
        let troubles = self.troubles.get(&at)?;
        troubles
            .iter()
            .find(|t| t.rule.is_error())
            .map(|t| t.rule.code)
    }

    /// Whether no row of the same thing comes before a row, as far as they are linked.
    pub(super) fn is_alone(&self, at: u32) -> bool {
        self.words[index(at)] >= FAULTS
    }

    /// Tells what became of a row.
    pub(super) fn tell(&mut self, at: u32, plain: Plain) {
        self.words[index(at)] = match plain {
            Plain::Counted => COUNTED,
            Plain::Excluded(reason) => excluded(reason),
        };
    }

    /// The unit of a row; none where units are not told apart.
    pub(super) fn unit(&self, at: u32) -> Option<&Unit> {
        let at = index(at);
        match &self.kept {
            Kept::Requests(rows, sayings) => sayings.told[index(rows[at].saying)].unit.as_ref(),
            Kept::Publications(rows, sayings, _) => {
                sayings.told[index(rows[at].saying)].unit.as_ref()
            }
            Kept::Disputes(rows) => rows[at].record.unit.as_ref(),
        }
    }

    /// Rows that lie outside the year.
    pub(super) fn outside_year(&self) -> u64 {
        let outside = self.words.iter().filter(|word| **word == OUTSIDE_YEAR);
        outside.count() as u64
    }

    pub(super) fn is_counted(&self, at: u32) -> bool {
        self.words[index(at)] == COUNTED
    }

    /// What tells which application a request is, not squeezed.
    pub(super) fn identity(&self, at: u32) -> Option<&str> {
        match &self.kept {
            Kept::Requests(rows, _) => rows[index(at)].number.map(|text| self.texts.get(text)),
            Kept::Publications(..) | Kept::Disputes(_) => None,
        }
    }

    /// The days of a row that an export of a period tells of.
    pub(super) fn days(&self, at: u32) -> Days<'_> {
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
    pub(super) fn lies_in(&self, at: u32, span: Span) -> bool {
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
    pub(super) fn glance(&self, at: u32) -> Option<Glance<'_>> {
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
    pub(super) fn glances(&self) -> impl Iterator<Item = Glance<'_>> {
        (0..self.len()).filter_map(|at| self.glance(at))
    }

    /// A publication as far as it needs no text of its own.
    pub(super) fn item(&self, at: u32) -> Option<ItemGlance<'_>> {
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

    fn key(&self, text: Option<Text>) -> Vec<Box<str>> {
        text.map_or(Vec::new(), |text| self.texts.key(text))
    }
}

fn pack_request(
    request: Request,
    sayings: &mut Sayings<RequestSaying>,
    texts: &mut Texts,
) -> (RequestRow, Record) {
    let number = match request.written.as_deref().or(request.number.as_deref()) {
        Some(number) => Some(texts.put_number(number)),
        None if request.key.iter().any(|k| !k.is_empty()) => Some(texts.put_key(&request.key)),
        None => None,
    };
    let mut record = request.record;
    let row = RequestRow {
        row: record.at.row,
        number,
        saying: sayings.put(RequestSaying {
            class: request.class,
            answer: request.answer,
            wrote: request.wrote,
            way: request.way,
            extended: request.extended,
            corrected: request.corrected,
            count: request.count,
            assumed: understood(&mut record),
            unit: record.unit.take(),
        }),
        received: Day::of(request.received),
        replied: Day::of(request.replied),
        applicant: Mark::of(request.applicant.as_deref()),
        content: Mark::of(request.content.as_deref()),
    };
    (row, record)
}

fn pack_publication(
    publication: Publication,
    sayings: &mut Sayings<PublicationSaying>,
    amounts: &mut Vec<Decimal>,
    texts: &mut Texts,
) -> (PublicationRow, Record) {
    let written = publication.written.as_deref();
    let number = written
        .or(publication.number.as_deref())
        .map(|number| texts.put_number(number));
    let title = publication.title.as_deref();
    let title = match (publication.category, title) {
        (Some(Category::Document(_)), Some(title)) => texts.put(title).get(),
        (_, title) => Mark::of(title).0,
    };
    let amount = publication.amount.map_or(0, |amount| {
        amounts.push(amount);
        near(position(amounts.len()))
    });
    let mut record = publication.record;
    let row = PublicationRow {
        row: record.at.row,
        number,
        saying: near(sayings.put(PublicationSaying {
            category: publication.category,
            upshot: publication.upshot,
            validity: publication.validity,
            repealed: publication.repealed,
            channel: publication.channel,
            count: publication.count,
            assumed: understood(&mut record),
            unit: record.unit.take(),
        })),
        title,
        amount,
        dated: Span::of(publication.dated),
        published: Span::of(publication.published),
    };
    (row, record)
}

/// The words understood by their usual reading, with their places told as far as they differ between rows.
fn understood(record: &mut Record) -> Vec<Understood> {
    let row = record.at;
    std::mem::take(&mut record.assumed)
        .into_iter()
        .map(|assumed| Understood {
            field: assumed.field,
            word: assumed.word.into(),
            meaning: assumed.meaning.into(),
            elsewhere: (assumed.at.row() != row.row()).then_some(assumed.at),
            column: assumed.at.column,
        })
        .collect()
}

/// All rows of all exports.
#[derive(Debug, Default)]
pub struct Rows {
    /// In the order of addresses.
    parts: Vec<Part>,
    /// Codes of the errors that keep rows from counting.
    codes: Vec<&'static str>,
}

/// The word of a row that nothing is told of yet.
const UNTOLD: u32 = u32::MAX;
const COUNTED: u32 = u32::MAX - 1;
const OUTSIDE_YEAR: u32 = u32::MAX - 2;
const NO_LINE: u32 = u32::MAX - 3;
const BY_HAND: u32 = u32::MAX - 4;
const NOT_MADE: u32 = u32::MAX - 5;
/// And the codes of errors above it; below it stand positions.
const FAULTS: u32 = u32::MAX - 0xffff;

/// The word of a row that is excluded.
fn excluded(reason: Reason) -> u32 {
    match reason {
        Reason::NoLine => NO_LINE,
        Reason::ByHand => BY_HAND,
        Reason::NotMade => NOT_MADE,
        Reason::OutsideYear | Reason::Aside(_) => OUTSIDE_YEAR,
    }
}

/// A row of a part in whose cells nothing is out of the ordinary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    Counted,
    Excluded(Reason),
}

impl Rows {
    /// Joins the rows of tables that are given in the order of addresses.
    pub fn of(parts: Vec<Part>) -> Self {
        let mut parts: Vec<Part> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let mut first = 0;
        for part in &mut parts {
            part.first = first;
            first += part.len();
            part.words = vec![UNTOLD; part.kept.len()];
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

    /// The same without changing them, of all kinds.
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
        let of_parts = self.of_parts(|part| {
            let words = (part.first..).zip(&part.words);
            let merged = words.filter(|(_, word)| **word < FAULTS);
            merged.map(|(id, into)| (*into, id)).collect::<Vec<_>>()
        });
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
        let found = match &part.kept {
            Kept::Requests(rows, _) => rows.binary_search_by_key(&row.row, |r| r.row),
            Kept::Publications(rows, ..) => rows.binary_search_by_key(&row.row, |r| r.row),
            Kept::Disputes(rows) => rows.binary_search_by_key(&row.row, |r| r.record.at.row),
        };
        found.ok().map(|at| part.first + position(at))
    }

    /// The word of a row.
    pub(super) fn word(&self, id: Id) -> u32 {
        let (part, at) = self.place(id);
        part.words[index(at)]
    }

    fn set_word(&mut self, id: Id, word: u32) {
        let (part, at) = self.place_mut(id);
        part.words[index(at)] = word;
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
        chain.reverse();
        chain
    }

    /// Tells what became of a row.
    pub(super) fn settle(&mut self, id: Id, fate: Fate) {
        let word = match fate {
            Fate::Counted => COUNTED,
            Fate::Merged(into) => self.find(into).unwrap_or(COUNTED),
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

    fn fate_of_word(&self, word: u32) -> Fate {
        match word {
            COUNTED | UNTOLD => Fate::Counted,
            OUTSIDE_YEAR => Fate::Excluded(Reason::OutsideYear),
            NO_LINE => Fate::Excluded(Reason::NoLine),
            BY_HAND => Fate::Excluded(Reason::ByHand),
            NOT_MADE => Fate::Excluded(Reason::NotMade),
            FAULTS.. => Fate::Faulty(self.codes[index(word - FAULTS)]),
            into => Fate::Merged(self.address(into)),
        }
    }

    /// What became of a row.
    pub(super) fn fate(&self, id: Id) -> Fate {
        self.fate_of_word(self.word(id))
    }

    /// The same of a row of a part.
    pub(super) fn fate_in(&self, part: &Part, at: u32) -> Fate {
        self.fate_of_word(part.words[index(at)])
    }

    /// The row that a row went into.
    pub(super) fn into(&self, id: Id) -> Option<Id> {
        Some(self.word(id)).filter(|word| *word < FAULTS)
    }

    /// Tells each subject that some row is of.
    pub(super) fn tell_subjects(&self, tell: &mut dyn FnMut(Subject)) {
        for part in self.parts.iter().filter(|part| !part.is_empty()) {
            match &part.kept {
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

    /// Adds a trouble to a row.
    pub(super) fn trouble(&mut self, id: Id, finding: Finding) {
        let (part, at) = self.place_mut(id);
        part.troubles.entry(at).or_default().push(finding);
    }

    /// The code of the first error in a row's cells.
    pub(super) fn fault(&self, id: Id) -> Option<&'static str> {
        let (part, at) = self.place(id);
        part.fault(at)
    }

    /// A request as its row tells it; for names and contents see [`Rows::marks`].
    pub(super) fn request(&self, id: Id) -> Option<Request> {
        let (part, at) = self.place(id);
        let Kept::Requests(rows, sayings) = &part.kept else {
            return None;
        };
        let row = rows[index(at)];
        let said = &sayings.told[index(row.saying)];
        let written = part.number(row.number);
        let squeezed = written.map(crate::text::squeeze);
        Some(Request {
            record: part.record(at, &said.assumed, said.unit.as_ref()),
            key: part.key(row.number),
            written: written
                .filter(|w| Some(*w) != squeezed.as_deref())
                .map(Into::into),
            number: squeezed.map(Into::into),
            received: row.received.day(),
            class: said.class,
            answer: said.answer,
            wrote: said.wrote.clone(),
            replied: row.replied.day(),
            extended: said.extended,
            corrected: said.corrected,
            count: said.count,
            applicant: None,
            content: None,
            way: said.way.clone(),
        })
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
        match &part.kept {
            Kept::Requests(rows, _) => [rows[index(at)].applicant, rows[index(at)].content],
            Kept::Publications(..) | Kept::Disputes(_) => [Mark(0); 2],
        }
    }

    /// Writes to a row what all rows of its application tell together.
    pub(super) fn settle_request(&mut self, id: Id, told: Together<'_>) {
        let (part, at) = self.place_mut(id);
        let Kept::Requests(rows, sayings) = &mut part.kept else {
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

    /// A publication as its row tells it; the title of one that is no document is kept as a mark only.
    pub(super) fn publication(&self, id: Id) -> Option<Publication> {
        let (part, at) = self.place(id);
        let Kept::Publications(rows, sayings, amounts) = &part.kept else {
            return None;
        };
        let row = rows[index(at)];
        let said = &sayings.told[index(row.saying)];
        let written = part.number(row.number);
        let squeezed = written.map(crate::text::squeeze);
        let document = matches!(said.category, Some(Category::Document(_)));
        let title = Text::new(row.title).filter(|_| document);
        Some(Publication {
            record: part.record(at, &said.assumed, said.unit.as_ref()),
            category: said.category,
            upshot: said.upshot,
            title: title.map(|t| part.texts.get(t).into()),
            written: written
                .filter(|w| Some(*w) != squeezed.as_deref())
                .map(Into::into),
            number: squeezed.map(Into::into),
            dated: row.dated.period(),
            published: row.published.period(),
            repealed: said.repealed,
            validity: said.validity,
            channel: said.channel.clone(),
            count: said.count,
            amount: amount(row, amounts),
        })
    }

    /// A publication as far as it needs no text of its own.
    pub(super) fn item(&self, id: Id) -> Option<ItemGlance<'_>> {
        let (part, at) = self.place(id);
        part.item(at)
    }

    /// A case.
    pub(super) fn dispute(&self, id: Id) -> Option<Dispute> {
        let (part, at) = self.place(id);
        let Kept::Disputes(rows) = &part.kept else {
            return None;
        };
        let mut dispute = rows[index(at)].clone();
        dispute.record.troubles = part.troubles.get(&at).cloned().unwrap_or_default();
        Some(dispute)
    }

    /// 承办单位 of a row.
    pub(super) fn unit(&self, id: Id) -> Option<&Unit> {
        let (part, at) = self.place(id);
        part.unit(at)
    }

    /// What a row tells of; none where it cannot be told.
    pub(super) fn subject(&self, id: Id) -> Option<Subject> {
        let (part, at) = self.place(id);
        let at = index(at);
        match &part.kept {
            Kept::Requests(..) => Some(Subject::Requests),
            Kept::Publications(rows, sayings, _) => sayings.told[index(rows[at].saying)]
                .category
                .map(Subject::Publications),
            Kept::Disputes(rows) => rows[at].path.map(Subject::of_path),
        }
    }

    /// What kind of document a row tells of.
    pub(super) fn document(&self, id: Id) -> Option<Document> {
        match self.item(id)?.category {
            Some(Category::Document(kind)) => Some(kind),
            _ => None,
        }
    }
}

fn amount(row: PublicationRow, amounts: &[Decimal]) -> Option<Decimal> {
    amounts.get(index(row.amount.checked_sub(1)?)).copied()
}

/// A request at a glance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glance<'r> {
    pub(super) id: Id,
    pub(super) table: &'r Arc<Table>,
    pub(super) row: u32,
    /// What tells which application it is, not squeezed.
    pub(super) identity: Option<&'r str>,
    pub(super) received: Option<Date>,
    pub(super) replied: Option<Date>,
    pub(super) class: Option<Applicant>,
    pub(super) answer: Answer,
    pub(super) wrote: Option<&'r str>,
    pub(super) way: Option<&'r str>,
    pub(super) extended: bool,
    pub(super) corrected: Option<Date>,
    /// How many applications it stands for.
    pub(super) count: u32,
    pub(super) assumed: bool,
    /// Its unit is told.
    pub(super) placed: bool,
    pub(super) troubled: bool,
    pub(super) applicant: Mark,
    pub(super) content: Mark,
}

impl<'r> Glance<'r> {
    /// 申请编号, as written.
    pub(super) fn number(&self) -> Option<&'r str> {
        number(self.identity?)
    }

    pub(super) fn is_numbered(&self) -> bool {
        self.number().is_some()
    }

    pub(super) fn at(&self) -> Address {
        Address {
            row: self.row,
            column: None,
            ..self.table.at
        }
    }

    pub(super) fn cell(&self, field: Field) -> Address {
        self.table.address(self.row, field)
    }

    /// File and sheet: one export.
    pub(super) fn export(&self) -> (u32, u16) {
        (self.table.at.file, self.table.at.sheet)
    }
}

/// What the rows of one application tell together, beside what its last one tells by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Together<'a> {
    pub(super) received: Option<Date>,
    pub(super) replied: Option<Date>,
    pub(super) class: Option<Applicant>,
    pub(super) answer: Answer,
    pub(super) wrote: Option<&'a str>,
    pub(super) way: Option<&'a str>,
    pub(super) extended: bool,
    pub(super) corrected: Option<Date>,
    pub(super) count: Option<u32>,
}

/// A publication at a glance.
#[derive(Debug, Clone, Copy)]
pub(super) struct ItemGlance<'r> {
    pub(super) table: &'r Arc<Table>,
    pub(super) row: u32,
    number: Option<&'r str>,
    pub(super) category: Option<Category>,
    pub(super) upshot: Upshot,
    /// What tells whether two titles are the same; 0 for none. For a document it tells nothing more.
    pub(super) title: u32,
    pub(super) dated: Option<Period>,
    pub(super) published: Option<Period>,
    pub(super) channel: Option<&'r str>,
    pub(super) count: u32,
    pub(super) amount: Option<Decimal>,
    pub(super) assumed: bool,
    /// Its unit is told.
    pub(super) placed: bool,
    pub(super) troubled: bool,
}

impl<'r> ItemGlance<'r> {
    /// 文号, as written.
    pub(super) fn number(&self) -> Option<&'r str> {
        number(self.number?)
    }

    pub(super) fn at(&self) -> Address {
        Address {
            row: self.row,
            column: None,
            ..self.table.at
        }
    }

    pub(super) fn export(&self) -> (u32, u16) {
        (self.table.at.file, self.table.at.sheet)
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
