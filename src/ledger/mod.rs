//! 台账: entries → one unit's year: exports merged, carry-over settled, every row's fate.
//!
//! In: the entries of all files, kept small in [`Rows`]. Out: applications, documents, decisions, fees and
//! cases, each once, with the rows it was told in; and for every row its [`Fate`]. The same application stands
//! in several quarterly exports; the later period prevails, a later blank never erases. Which line counts what
//! is left to [`crate::tally`].
//!
//! Nothing is kept twice: an application is a row that counts, to which what its other rows tell is added, and
//! [`Ledger::applications`] reads it from there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::{Date, date};
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::address::Address;
use crate::column::{Field, Kind, Table, Why};
use crate::entry::{
    self, Answer, Applicant, Assumed, Category, Decision, Document, Outcome, Path, Record, Unit,
    Verdict,
};
use crate::finding::{Finding, Place};
use crate::period::Period;

mod alike;
mod cases;
mod exports;
mod fees;
mod hollow;
mod merge;
mod publications;
mod requests;
mod rows;
mod rules;
mod small;
mod spelling;

pub use hollow::Hollow;
pub use rows::{Alike, Part, Rows};
use rows::{Id, Shared};
pub use rules::RULES;

/// The span that a report covers: the report year, or the part of it up to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Year {
    /// 1 January.
    pub start: Date,
    /// 31 December, or the day of `until`.
    pub end: Date,
}

impl Year {
    /// The report year, cut at a day of it.
    pub fn new(year: i16, until: Option<Date>) -> Self {
        Year {
            start: date(year, 1, 1),
            end: until.unwrap_or(date(year, 12, 31)),
        }
    }

    /// Whether the day lies in it.
    pub fn holds(self, day: Date) -> bool {
        (self.start..=self.end).contains(&day)
    }

    /// From its first day to its last.
    pub fn span(self) -> Period {
        Period {
            from: self.start,
            to: self.end,
        }
    }

    /// Whether what began and ended on these days is none of its: it began after it and did not end before that,
    /// or it ended before it and did not begin after that.
    fn leaves_out(self, began: Option<Date>, ended: Option<Date>) -> bool {
        let after = began.is_some_and(|day| day > self.end);
        let before = ended.is_some_and(|day| day < self.start);
        after && ended.is_none_or(|day| day > self.end)
            || before && began.is_none_or(|day| Some(day) <= ended)
    }

    /// Whether the whole span lies in it.
    pub fn holds_all(self, span: Period) -> bool {
        self.holds(span.from) && self.holds(span.to)
    }
}

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
    /// The same of each unit, where units are told apart.
    items_of: BTreeMap<Unit, Items>,
    /// The subjects that some ledger tells of, even if only of other years.
    pub fed: BTreeSet<Subject>,
    /// Ledgers without a row.
    pub hollow: Hollow,
    /// Applications that the year does not count, though they came near.
    pub beside: Vec<Beside>,
    /// Texts to be read again, since two rows of one application may tell them differently.
    pub questions: Vec<Question>,
    /// The position among papers or cases of the row that stands for it.
    standing: BTreeMap<Id, usize>,
    /// Rows merged, by the row they went into.
    merged: Vec<(Id, Id)>,
    /// Cells of an application that are not in the row that stands for it.
    elsewhere: BTreeMap<(Id, Field), Address>,
}

/// Publications by 公开渠道 as written and by month.
pub type Items = BTreeMap<Box<str>, [u64; 13]>;

/// What a counted row stands for.
#[derive(Debug, Clone)]
pub enum Thing<'l> {
    /// An application for information.
    Application(Application<'l>),
    /// A document.
    Paper(&'l Paper),
    /// Decisions.
    Act(Act<'l>),
    /// A fee.
    Charge(Charge<'l>),
    /// A review or a lawsuit.
    Case(&'l Case),
}

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

    /// The same of some of the records, by their positions in that order, and what each counted row stands for.
    pub fn rows_told(&self, positions: Range<usize>) -> impl Iterator<Item = Told<'_>> {
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

    /// The same, by their positions among its rows.
    fn each_of(&self, positions: Range<usize>) -> impl Iterator<Item = (&Part, u32)> {
        let only = self.only.as_deref();
        let all = only.is_none().then(|| self.rows.each_of(positions.clone()));
        let only = only.unwrap_or_default().get(positions).unwrap_or_default();
        let only = only.iter().map(|id| self.rows.place(*id));
        all.into_iter().flatten().chain(only)
    }

    /// Its rows in pieces, for work on several cores: what is worked out of each is joined in their order.
    pub fn pieces<'l, T: Send>(&'l self, of: impl Fn(Piece<'l>) -> T + Sync + Send) -> Vec<T> {
        let mut all = Vec::new();
        self.pieces_joined(of, |of_piece| all.push(of_piece));
        all
    }

    /// The same for what is large: of a few pieces at a time, handed over in their order.
    pub fn pieces_joined<'l, T: Send>(
        &'l self,
        of: impl Fn(Piece<'l>) -> T + Sync + Send,
        mut join: impl FnMut(T),
    ) {
        const ROWS: usize = 1 << 15;
        let pieces = self.records().div_ceil(ROWS);
        let piece = |nth: usize| {
            of(Piece {
                ledger: self,
                positions: nth * ROWS..((nth + 1) * ROWS).min(self.records()),
            })
        };
        let together = 8 * rayon::current_num_threads();
        for first in (0..pieces).step_by(together) {
            let some = first..pieces.min(first + together);
            let made: Vec<T> = some.into_par_iter().map(piece).collect();
            made.into_iter().for_each(&mut join);
        }
    }

    fn ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.each().map(|(part, at)| part.first + at)
    }

    /// 承办单位 of a record; none where units are not told apart.
    pub fn unit(&self, row: Address) -> Option<&Unit> {
        self.rows.unit(self.rows.find(row.row())?)
    }

    /// The unit that a record counts for: that of the row it was merged into.
    pub fn unit_counted(&self, row: Address) -> Option<&Unit> {
        self.unit_of(self.rows.find(row.row())?)
    }

    fn unit_of(&self, id: Id) -> Option<&Unit> {
        let rows: &Rows = &self.rows;
        rows.unit(rows.into(id).unwrap_or(id))
    }

    /// The units that rows name, in the order of names: how many rows each has, and the cell that names it first.
    pub fn units(&self) -> BTreeMap<Unit, (u64, Address)> {
        let mut found: BTreeMap<Unit, (u64, Address)> = BTreeMap::new();
        for id in self.ids() {
            let Some(unit) = self.rows.unit(id) else {
                continue;
            };
            match found.get_mut(unit) {
                Some(known) => known.0 += 1,
                None => {
                    let row = self.rows.address(id).row;
                    let first = self.rows.table(id).address(row, Field::Unit);
                    found.insert(Unit::clone(unit), (1, first));
                }
            }
        }
        found
    }

    /// The ledger of each unit: what is counted for it, and its rows that are not counted. A thing that stands
    /// with two units is counted for the one of the row that prevails. Rows are shared, not copied.
    pub fn by_unit(&self) -> BTreeMap<Unit, Ledger> {
        let mut of: BTreeMap<Unit, Ledger> = BTreeMap::new();
        for (unit, items) in &self.items_of {
            of.entry(Unit::clone(unit)).or_default().items = items.clone();
        }
        for id in self.ids() {
            let Some(unit) = self.unit_of(id) else {
                continue;
            };
            if !of.contains_key(unit) {
                of.insert(Unit::clone(unit), Ledger::default());
            }
            let Some(ledger) = of.get_mut(unit) else {
                continue;
            };
            ledger.only.get_or_insert_default().push(id);
            ledger.fed.extend(self.rows.subject(id));
            if let Some(at) = self.standing.get(&id) {
                ledger.stand_as(self, id, *at);
            }
        }
        let of_row = |row: Address| self.unit_of(self.rows.find(row)?);
        for paper in self.papers.iter().filter(|p| !self.stands(p)) {
            if let Some(ledger) = of_row(paper.rows[0]).and_then(|unit| of.get_mut(unit)) {
                ledger.papers.push(paper.clone());
            }
        }
        for beside in &self.beside {
            if let Some(ledger) = of_row(beside.row).and_then(|unit| of.get_mut(unit)) {
                ledger.beside.push(beside.clone());
            }
        }
        for (into, merged) in &self.merged {
            if let Some(ledger) = self.unit_of(*into).and_then(|unit| of.get_mut(unit)) {
                ledger.merged.push((*into, *merged));
            }
        }
        for ((id, field), at) in &self.elsewhere {
            if let Some(ledger) = self.unit_of(*id).and_then(|unit| of.get_mut(unit)) {
                ledger.elsewhere.insert((*id, *field), *at);
            }
        }
        for ledger in of.values_mut() {
            ledger.rows = self.rows.clone();
            ledger.year = self.year;
            ledger.only.get_or_insert_default();
        }
        of
    }

    /// A ledger without a row, of a unit that no row names, beside these.
    pub fn of_no_row(&self) -> Ledger {
        Ledger {
            rows: self.rows.clone(),
            only: Some(Vec::new()),
            year: self.year,
            ..Ledger::default()
        }
    }

    /// Whether a row stands for a paper.
    fn stands(&self, paper: &Paper) -> bool {
        let id = self.rows.find(paper.rows[0]);
        id.is_some_and(|id| self.standing.contains_key(&id))
    }

    /// Takes over what stands at a position of the ledger of all.
    fn stand_as(&mut self, all: &Ledger, id: Id, at: usize) {
        let position = match all.rows.document(id) {
            Some(_) => {
                self.papers.extend(all.papers.get(at).cloned());
                self.papers.len() - 1
            }
            None => {
                self.cases.extend(all.cases.get(at).cloned());
                self.cases.len() - 1
            }
        };
        self.standing.insert(id, position);
    }

    fn thing_of<'l>(&'l self, part: &'l Part, at: u32) -> Option<Thing<'l>> {
        if !part.is_counted(at) {
            return None;
        }
        if let Some(application) = self.application(part, at) {
            return Some(Thing::Application(application));
        }
        let standing = || self.standing.get(&(part.first + at)).copied();
        let Some(item) = part.item(at) else {
            return Some(Thing::Case(self.cases.get(standing()?)?));
        };
        let (row, number, dated) = (item.at(), item.number(), item.dated);
        match item.category? {
            Category::Document(_) => Some(Thing::Paper(self.papers.get(standing()?)?)),
            Category::Decision(kind) => Some(Thing::Act(Act {
                row,
                number,
                kind,
                dated,
                count: item.count,
            })),
            Category::Fee => Some(Thing::Charge(Charge {
                row,
                number,
                dated,
                amount: item.amount.unwrap_or_default(),
            })),
            Category::Other => None,
        }
    }

    fn application<'l>(&'l self, part: &'l Part, at: u32) -> Option<Application<'l>> {
        if !part.is_counted(at) {
            return None;
        }
        let told = part.glance(at)?;
        let received = told.received?;
        Some(Application {
            row: told.at(),
            number: told.number(),
            received,
            class: told.class?,
            outcome: match told.answer {
                Answer::Ended(outcome) => Some(outcome),
                Answer::Blank | Answer::Pending | Answer::Unclear => None,
            },
            wrote: told.wrote,
            replied: told.replied,
            corrected: told.corrected,
            extended: told.extended,
            carried_in: received < self.year.start,
            count: told.count,
            way: told.way,
        })
    }
}

/// Some of a ledger's rows, one behind the other.
#[derive(Debug, Clone)]
pub struct Piece<'l> {
    ledger: &'l Ledger,
    positions: Range<usize>,
}

impl<'l> Piece<'l> {
    /// What every counted row of it stands for, in the order of rows.
    pub fn things(&self) -> impl Iterator<Item = Thing<'l>> {
        let ledger = self.ledger;
        let each = ledger.each_of(self.positions.clone());
        each.filter_map(|(part, at)| ledger.thing_of(part, at))
    }

    /// What became of each of them.
    pub fn fates(&self) -> impl Iterator<Item = Fate> {
        let ledger = self.ledger;
        let each = ledger.each_of(self.positions.clone());
        each.map(|(part, at)| ledger.rows.fate_in(part, at))
    }

    /// Its applications that the year counts.
    pub fn applications(&self) -> impl Iterator<Item = Application<'l>> {
        let ledger = self.ledger;
        let each = ledger.each_of(self.positions.clone());
        each.filter_map(|(part, at)| ledger.application(part, at))
    }
}

/// A row, what became of it, and what it stands for where it counts.
pub type Told<'l> = (Address, Fate, Option<Thing<'l>>);

impl Thing<'_> {
    /// The row that stands for it.
    pub fn row(&self) -> Address {
        match self {
            Thing::Application(application) => application.row,
            Thing::Paper(paper) => paper.rows[0].row(),
            Thing::Act(act) => act.row,
            Thing::Charge(charge) => charge.row,
            Thing::Case(case) => case.rows[0].row(),
        }
    }
}

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

/// What a ledger can tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A line of section 二.
    Publications(Category),
    /// Section 三.
    Requests,
    /// 行政复议
    Reviews,
    /// 行政诉讼
    Suits,
}

impl Subject {
    /// The word used in `none` and in messages.
    pub fn word(self) -> &'static str {
        match self {
            Subject::Publications(category) => category.word(),
            Subject::Requests => "依申请公开",
            Subject::Reviews => "行政复议",
            Subject::Suits => "行政诉讼",
        }
    }

    fn of_path(path: Path) -> Self {
        match path {
            Path::Review => Subject::Reviews,
            Path::Suit | Path::SuitAfterReview => Subject::Suits,
        }
    }
}

/// 去向: what became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands behind a figure.
    Counted,
    /// It tells of the same application, case or document as that row, which is counted.
    Merged(Address),
    /// No figure counts it.
    Excluded(Reason),
    /// An error of this code keeps it from counting.
    Faulty(&'static str),
}

/// Why no figure counts a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// No record.
    Aside(Why),
    /// 不在报告年度
    OutsideYear,
    /// 表中无对应行次: a publication that section 二 does not count.
    NoLine,
    /// 本版由手工填列: the edition's section 二 is filled by hand.
    ByHand,
    /// 不是决定或收费: a licence, a penalty, a measure or a fee that did not come about, or not yet.
    NotMade,
}

impl From<Reason> for Fate {
    fn from(reason: Reason) -> Self {
        Fate::Excluded(reason)
    }
}

impl Reason {
    /// The words people read, also the reason in the public JSON.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Aside(why) => why.word(),
            Reason::OutsideYear => "不在报告年度",
            Reason::NoLine => "表中无对应行次",
            Reason::ByHand => "本版表二手工填列",
            Reason::NotMade => "不是决定或收费",
        }
    }
}

/// One application for information, as all its rows tell it together.
#[derive(Debug, Clone, Copy)]
pub struct Application<'l> {
    /// The row that stands for it: the one that prevails.
    pub row: Address,
    /// 申请编号, as written.
    pub number: Option<&'l str>,
    /// 收到日期
    pub received: Date,
    /// 申请人类型
    pub class: Applicant,
    /// 办理结果, when it was concluded in the year.
    pub outcome: Option<Outcome>,
    /// 办理结果 as written.
    pub wrote: Option<&'l str>,
    /// 答复日期, when it was concluded in the year.
    pub replied: Option<Date>,
    /// 补正日期
    pub corrected: Option<Date>,
    /// 是否延期
    pub extended: bool,
    /// Received before the year: 上年结转.
    pub carried_in: bool,
    /// How many it stands for.
    pub count: u32,
    /// 申请方式, as written.
    pub way: Option<&'l str>,
}

/// One regulation or normative document, issued by the end of the year.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The rows it was told in, the one that prevails first.
    pub rows: Vec<Address>,
    /// 文号, squeezed.
    pub number: Option<Box<str>>,
    /// 文号 as written, where that is something else.
    pub written: Option<Box<str>>,
    /// 规章 or 行政规范性文件.
    pub kind: Document,
    /// 成文日期
    pub dated: Period,
    /// 废止日期, whenever it is.
    pub ended: Option<Period>,
    /// Issued in the year.
    pub issued: bool,
    /// Repealed in the year.
    pub repealed: bool,
    /// Not repealed by the end of the year.
    pub in_force: bool,
    /// Issued before the year.
    pub older: bool,
}

/// An application that the year does not count, though it came near: what may make the difference where
/// last year's report and this year's ledger disagree.
#[derive(Debug, Clone)]
pub struct Beside {
    /// Its row that prevails.
    pub row: Address,
    /// 申请编号, as written.
    pub number: Option<Box<str>>,
    /// 收到日期
    pub received: Option<Date>,
    /// 申请人类型
    pub class: Option<Applicant>,
    /// 答复日期
    pub replied: Option<Date>,
    /// How many it stands for.
    pub count: u32,
    /// Excluded, or faulty.
    pub fate: Fate,
}

/// One row of decisions.
#[derive(Debug, Clone, Copy)]
pub struct Act<'l> {
    /// Its row.
    pub row: Address,
    /// 文号, as written.
    pub number: Option<&'l str>,
    /// 行政许可, 行政处罚 or 行政强制.
    pub kind: Decision,
    /// 决定日期, or its file's period.
    pub dated: Option<Period>,
    /// 数量
    pub count: u32,
}

/// One row of fees.
#[derive(Debug, Clone, Copy)]
pub struct Charge<'l> {
    /// Its row.
    pub row: Address,
    /// 文号, as written.
    pub number: Option<&'l str>,
    /// 收费日期, or its file's period.
    pub dated: Option<Period>,
    /// In 万元, exactly.
    pub amount: Decimal,
}

/// One review or lawsuit.
#[derive(Debug, Clone)]
pub struct Case {
    /// The rows it was told in, the one that prevails first.
    pub rows: Vec<Address>,
    /// 案号, squeezed.
    pub number: Option<Box<str>>,
    /// 案号 as written, where that is something else.
    pub written: Option<Box<str>>,
    /// 行政复议, 未经复议直接起诉 or 复议后起诉.
    pub path: Path,
    /// 被告 or 被申请人 as written.
    pub against: Option<Box<str>>,
    /// 受理日期
    pub accepted: Option<Date>,
    /// 结案日期, when it was concluded in the year.
    pub concluded: Option<Date>,
    /// How it stood at the end of the year.
    pub verdict: Verdict,
    /// 结果 as written.
    pub wrote: Option<Box<str>>,
}

/// How many rows met which fate; `read = counted + merged + Σ excluded + faulty`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowCount {
    /// Rows with a value on sheets that were read.
    pub read: u64,
    /// Rows that stand behind a figure.
    pub counted: u64,
    /// Rows merged into another row of the same application, case or document.
    pub merged: u64,
    /// Rows that no figure counts, by reason (`合计行`, `不在报告年度` …).
    pub excluded: BTreeMap<String, u64>,
    /// Rows that an error keeps from counting.
    pub faulty: u64,
}

impl RowCount {
    /// Counts fates.
    pub fn of(fates: impl IntoIterator<Item = Fate>) -> Self {
        let mut rows = RowCount::default();
        let mut excluded: BTreeMap<Reason, u64> = BTreeMap::new();
        for fate in fates {
            rows.read += 1;
            match fate {
                Fate::Counted => rows.counted += 1,
                Fate::Merged(_) => rows.merged += 1,
                Fate::Excluded(reason) => *excluded.entry(reason).or_default() += 1,
                Fate::Faulty(_) => rows.faulty += 1,
            }
        }
        for (reason, count) in excluded {
            *rows.excluded.entry(reason.word().to_owned()).or_default() += count;
        }
        rows
    }

    /// Of the records of a ledger.
    pub fn of_ledger(ledger: &Ledger) -> Self {
        let of_pieces = ledger.pieces(|piece| RowCount::of(piece.fates()));
        of_pieces
            .into_iter()
            .fold(RowCount::default(), RowCount::and)
    }

    /// Together with other rows.
    #[must_use]
    pub fn and(mut self, other: RowCount) -> Self {
        self.read += other.read;
        self.counted += other.counted;
        self.merged += other.merged;
        self.faulty += other.faulty;
        for (reason, count) in other.excluded {
            *self.excluded.entry(reason).or_default() += count;
        }
        self
    }
}

/// How many records of a kind of ledger lie outside the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutsideYear {
    /// The kind.
    pub kind: Kind,
    /// Records of all years.
    pub records: u64,
    /// Those that the year does not count.
    pub outside: u64,
}

/// What the settling of a year goes by.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The span of the report.
    pub year: Year,
    /// `duplicates = "distinct"`: rows without a number that agree are different.
    pub distinct: bool,
    /// Whether ledgers feed section 二 in this edition.
    pub section_two: bool,
    /// Whether each row is to be of a unit.
    pub by_unit: bool,
    /// Whether units number what they register each for itself.
    pub own_numbers: bool,
}

/// Settles a year. `tables` are all tables found, those without rows too.
pub fn settle(
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
    fed.extend(tables.iter().flat_map(|table| subjects_of(table)));
    let hollow = hollow::hollow(&rows, tables);
    exports::judge(&mut rows, tables, terms, findings);
    let mut work = Work {
        terms,
        findings,
        ledger: Ledger {
            rows: Shared::new(rows),
            year: terms.year,
            fed,
            hollow,
            ..Ledger::default()
        },
        ends: exports::ends(tables, terms),
        assumed: BTreeMap::new(),
        demanded: BTreeMap::new(),
    };
    requests::settle(&mut work);
    publications::settle(&mut work);
    cases::settle(&mut work);
    work.tell_assumed();
    work.tell_demanded();
    let mut ledger = work.ledger;
    ledger.merged = ledger.rows.merged();
    ledger.merged.sort_unstable();
    ledger
}

/// The subjects that a table tells of by its kind and names, with rows or without.
fn subjects_of(table: &Table) -> Vec<Subject> {
    match table.kind {
        Kind::Applications => vec![Subject::Requests],
        Kind::Publications => entry::category_of(table)
            .map(Subject::Publications)
            .into_iter()
            .collect(),
        Kind::Disputes => match entry::path_of(table) {
            Some(Some(Path::Review)) => vec![Subject::Reviews],
            Some(_) => vec![Subject::Suits],
            None => vec![Subject::Reviews, Subject::Suits],
        },
    }
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

/// A year in the making.
struct Work<'a> {
    terms: &'a Terms,
    findings: &'a mut Vec<Finding>,
    ledger: Ledger,
    /// The last export of each kind.
    ends: exports::Ends,
    assumed: BTreeMap<(Field, String, String), Places>,
    demanded: BTreeMap<(Address, Field), (Arc<Table>, u64)>,
}

/// Where a word stands: the first places and how many there are.
#[derive(Default)]
struct Places {
    first: BTreeSet<Address>,
    /// The heading over the first one.
    heading: String,
    count: usize,
}

/// Places of a word that are named, at most.
const NAMED: usize = 5;

impl Places {
    fn add(&mut self, row: Address, at: Address, heading: &str) {
        if self.first.first().is_none_or(|first| at < *first) {
            heading.clone_into(&mut self.heading);
        }
        // the rows that a merged cell covers repeat its word
        self.count += usize::from(row.row() == at.row());
        self.first.insert(at);
        if self.first.len() > NAMED {
            self.first.pop_last();
        }
    }
}

impl Work<'_> {
    fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// What the rows of one thing, the last of which prevails, say of their units; the code of an error.
    fn units<T: merge::Told>(&mut self, rows: &[T]) -> Option<&'static str> {
        if !self.terms.by_unit {
            return None;
        }
        for (was, is) in merge::changes(rows, |r| r.record().unit.as_ref()) {
            let finding = transferred(
                was.record(),
                is.record(),
                is.called(),
                rows.last()?.record(),
            );
            self.find(finding);
        }
        let unplaced = |r: &&T| {
            let record = r.record();
            record.unit.is_none() && !record.table.has(Field::Unit)
        };
        let table = Arc::clone(&rows.iter().find(unplaced)?.record().table);
        self.demand(&table, Field::Unit);
        Some(crate::column::MISSING.code)
    }

    /// The same of two rows of one decision or fee, of which the first is counted.
    fn moved(&mut self, first: Id, again: Id) {
        let rows = &self.ledger.rows;
        let both = rows.publication(first).zip(rows.publication(again));
        let Some((first, again)) = both.filter(|_| self.terms.by_unit) else {
            return;
        };
        let (first, again) = (first.record, again.record);
        if again.unit.is_some() && first.unit.is_some() && again.unit != first.unit {
            self.find(transferred(&first, &again, None, &first));
        }
    }

    fn fate(&mut self, row: Address, fate: Fate) {
        if let Some(id) = self.ledger.rows.find(row) {
            self.ledger.rows.settle(id, fate);
        }
    }

    /// A row stands for the paper or the case of that position.
    fn stand(&mut self, row: Address, position: usize) {
        let id = self.ledger.rows.find(row);
        self.ledger.standing.extend(id.map(|id| (id, position)));
    }

    fn assume(&mut self, record: &Record) {
        for Assumed {
            field,
            word,
            meaning,
            at,
        } in &record.assumed
        {
            let places = self
                .assumed
                .entry((*field, word.clone(), meaning.clone()))
                .or_default();
            places.add(record.at, *at, record.table.heading(*field));
        }
    }

    /// A column is needed that a table does not have.
    fn demand(&mut self, table: &Arc<Table>, field: Field) {
        self.demanded
            .entry((table.at, field))
            .or_insert_with(|| (Arc::clone(table), 0))
            .1 += 1;
    }

    /// Each word understood by its usual reading, once.
    fn tell_assumed(&mut self) {
        for ((field, word, meaning), places) in std::mem::take(&mut self.assumed) {
            let Some(first) = places.first.first().copied() else {
                continue;
            };
            let message = format!(
                "「{}」中的{}按通常含义计入“{meaning}”，共 {} 处",
                places.heading,
                crate::text::quote(&word),
                places.count.max(places.first.len())
            );
            let mut finding =
                Finding::new(&rules::ASSUMED_WORD, Place::Cell(first), message).value(word);
            if field == Field::DocumentNumber {
                finding = finding.help("不是规范性文件的，请加一列「类别」写明，如“其他信息”");
            }
            for place in places.first.iter().skip(1) {
                finding = finding.related(Place::Cell(*place), "同一用词");
            }
            self.find(finding);
        }
    }

    /// Each missing column, once a table, with the headings seen.
    fn tell_demanded(&mut self) {
        for ((at, field), (table, rows)) in std::mem::take(&mut self.demanded) {
            let seen: Vec<&str> = table.headings.iter().map(|(_, h)| h.as_str()).collect();
            let near = crate::column::nearest_headings(&table, field);
            let near = if near.is_empty() {
                String::new()
            } else {
                format!("；最接近的是{}", near.join("、"))
            };
            let message = format!(
                "{}缺少「{}」列，{rows} 行登记无法计入；见到的表头是：{}{near}",
                table.kind.word(),
                field.word(),
                seen.join("、")
            );
            let example = near_heading_or(&table, field);
            let help = format!(
                "请重新导出带有该列的台账；如果是另一个名称的列，请在 gknb.toml 中写：\n[headings]\n\"{}\" = \"{}\"",
                crate::text::in_toml(&example),
                field.word()
            );
            let help = match crate::column::is_summary(&table) {
                true => "这张表没有编号和日期，像是汇总表：明细已登记在别的台账里的，请删去这张工作表，或把文件移出数据文件夹；没有明细的，请在 gknb.toml 中用 [[figure]] 逐格填写".to_owned(),
                false if field == Field::Charged && table.has(Field::Amount) => {
                    format!("{help}\n如果这是汇总表，明细已登记在别的台账里，请删去这张工作表，或把文件移出数据文件夹")
                }
                // whose rows they are may be told once for all of them
                false if field == Field::Unit => {
                    format!("整张表是一个单位的，可在表头上方写“填报单位：单位名称”；或者在数据文件夹里放一份「单位名录」，文件夹、文件、工作表以名录里的单位命名，如“县教育局2022年台账”。否则{help}")
                }
                false => help,
            };
            self.find(
                Finding::new(
                    &crate::column::MISSING,
                    Place::Cell(at.at(table.headings.first().map_or(0, |(c, _)| *c))),
                    message,
                )
                .help(help),
            );
        }
    }
}

/// One thing that stands with two units.
fn transferred(was: &Record, is: &Record, called: Option<String>, counted: &Record) -> Finding {
    let name = |record: &Record| record.unit.as_deref().unwrap_or_default().to_owned();
    let called = called.map(|c| format!("{c}：")).unwrap_or_default();
    let (before, now) = (name(was), name(is));
    let message = format!(
        "{called}同一件既在「{before}」又在「{now}」，全部中计一次，计在「{}」",
        name(counted)
    );
    Finding::new(
        &rules::TRANSFERRED,
        Place::Cell(is.cell(Field::Unit)),
        message,
    )
    .value(now)
    .related(
        Place::Cell(was.cell(Field::Unit)),
        format!("「{before}」的一行"),
    )
}

fn near_heading_or(table: &Table, field: Field) -> String {
    crate::column::nearest_headings(table, field)
        .first()
        .cloned()
        .unwrap_or_else(|| "该列的表头".to_owned())
}
