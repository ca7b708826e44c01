//! 台账: entries → one unit's year: exports merged, carry-over settled, every row's fate.
//!
//! In: the entries of all files. Out: applications, documents, decisions, fees and cases, each once, with
//! the rows it was told in; and for every row its [`Fate`]. The same application stands in several quarterly
//! exports; the later period prevails, a later blank never erases. Which line counts what is left to
//! [`crate::tally`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use crate::address::Address;
use crate::column::{Field, Kind, Table, Why};
use crate::entry::{
    self, Applicant, Assumed, Category, Decision, Document, Entry, Outcome, Path, Publication,
    Verdict,
};
use crate::finding::{Finding, Place};
use crate::period::Period;

mod cases;
mod exports;
mod merge;
mod publications;
mod requests;
mod rules;

pub use rules::RULES;

/// The span that a report covers: the report year, or the part of it up to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

    /// Whether the whole span lies in it.
    pub fn holds_all(self, span: Period) -> bool {
        self.holds(span.from) && self.holds(span.to)
    }
}

/// One unit's year.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Applications that the year counts.
    pub applications: Vec<Application>,
    /// 规章 and 行政规范性文件 issued by the end of the year.
    pub papers: Vec<Paper>,
    /// Decisions of the year.
    pub acts: Vec<Act>,
    /// Fees of the year.
    pub charges: Vec<Charge>,
    /// Cases that the year counts.
    pub cases: Vec<Case>,
    /// Publications of the year, for the overview.
    pub items: Vec<Item>,
    /// The subjects that some ledger tells of, even if only of other years.
    pub fed: BTreeSet<Subject>,
    /// Applications that the year does not count, though they came near.
    pub beside: Vec<Beside>,
    /// What became of each record, by its row.
    pub fates: Vec<(Address, Fate)>,
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

    fn of(entry: &Entry) -> Option<Self> {
        match entry {
            Entry::Request(_) => Some(Subject::Requests),
            Entry::Publication(publication) => publication.category.map(Subject::Publications),
            Entry::Dispute(dispute) => match dispute.path? {
                Path::Review => Some(Subject::Reviews),
                Path::Suit | Path::SuitAfterReview => Some(Subject::Suits),
            },
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
}

impl Reason {
    /// The words people read, also the reason in the public JSON.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Aside(why) => why.word(),
            Reason::OutsideYear => "不在报告年度",
            Reason::NoLine => "表中无对应行次",
            Reason::ByHand => "本版表二手工填列",
        }
    }
}

/// One application for information.
#[derive(Debug, Clone)]
pub struct Application {
    /// The rows it was told in, the one that prevails first.
    pub rows: Vec<Address>,
    /// 申请编号, squeezed.
    pub number: Option<Box<str>>,
    /// 申请编号 as written, where that is something else.
    pub written: Option<Box<str>>,
    /// 收到日期
    pub received: Date,
    /// 申请人类型
    pub class: Applicant,
    /// 办理结果, when it was concluded in the year.
    pub outcome: Option<Outcome>,
    /// 办理结果 as written.
    pub wrote: Option<Box<str>>,
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
    pub way: Option<Box<str>>,
    /// The cell of the date of reply, for doubts about it.
    pub replied_at: Address,
    /// The cell of the date of receipt.
    pub received_at: Address,
    /// The cell of the date of the correction, where there is one.
    pub corrected_at: Option<Address>,
}

impl Application {
    /// 申请编号 as written, for people.
    pub fn as_told(&self) -> Option<&str> {
        self.written.as_deref().or(self.number.as_deref())
    }
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
    /// 申请编号, squeezed.
    pub number: Option<Box<str>>,
    /// 申请编号 as written, where that is something else.
    pub written: Option<Box<str>>,
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
#[derive(Debug, Clone)]
pub struct Act {
    /// Its row.
    pub row: Address,
    /// 文号, squeezed.
    pub number: Option<Box<str>>,
    /// 文号 as written, where that is something else.
    pub written: Option<Box<str>>,
    /// 行政许可, 行政处罚 or 行政强制.
    pub kind: Decision,
    /// 决定日期, or its file's period.
    pub dated: Option<Period>,
    /// 数量
    pub count: u32,
}

/// One row of fees.
#[derive(Debug, Clone)]
pub struct Charge {
    /// Its row.
    pub row: Address,
    /// 文号, squeezed.
    pub number: Option<Box<str>>,
    /// 文号 as written, where that is something else.
    pub written: Option<Box<str>>,
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
    /// 受理日期
    pub accepted: Option<Date>,
    /// 结案日期, when it was concluded in the year.
    pub concluded: Option<Date>,
    /// How it stood at the end of the year.
    pub verdict: Verdict,
    /// 结果 as written.
    pub wrote: Option<Box<str>>,
}

/// Publications of one row, for the overview.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its row.
    pub row: Address,
    /// 公开渠道, as written.
    pub channel: Option<Box<str>>,
    /// 1–12, when the date tells it.
    pub month: Option<i8>,
    /// How many.
    pub count: u32,
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
    pub fn of<'a>(fates: impl IntoIterator<Item = &'a Fate>) -> Self {
        let mut rows = RowCount::default();
        for fate in fates {
            rows.read += 1;
            match fate {
                Fate::Counted => rows.counted += 1,
                Fate::Merged(_) => rows.merged += 1,
                Fate::Excluded(reason) => {
                    *rows.excluded.entry(reason.word().to_owned()).or_default() += 1
                }
                Fate::Faulty(_) => rows.faulty += 1,
            }
        }
        rows
    }
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
}

/// Settles a year. `tables` are all tables found, those without rows too.
pub fn settle(
    mut entries: Vec<Entry>,
    tables: &[Arc<Table>],
    terms: &Terms,
    findings: &mut Vec<Finding>,
) -> Ledger {
    let year = Period {
        from: terms.year.start,
        to: terms.year.end,
    };
    entry::compare_fees(&mut entries, year);
    exports::judge(&mut entries, tables, terms, findings);
    let mut fed: BTreeSet<Subject> = entries.iter().filter_map(Subject::of).collect();
    for table in tables {
        match table.kind {
            Kind::Applications => fed.extend([Subject::Requests]),
            Kind::Publications => fed.extend(entry::category_of(table).map(Subject::Publications)),
            Kind::Disputes => match entry::path_of(table) {
                Some(Some(Path::Review)) => fed.extend([Subject::Reviews]),
                Some(_) => fed.extend([Subject::Suits]),
                None => fed.extend([Subject::Reviews, Subject::Suits]),
            },
        }
    }
    let mut requests = Vec::new();
    let mut publications: Vec<Publication> = Vec::new();
    let mut disputes = Vec::new();
    for entry in entries {
        match entry {
            Entry::Request(request) => requests.push(request),
            Entry::Publication(publication) => publications.push(publication),
            Entry::Dispute(dispute) => disputes.push(dispute),
        }
    }
    let ledger = Ledger {
        fed,
        ..Ledger::default()
    };
    let mut work = Work {
        terms,
        findings,
        ledger,
        assumed: BTreeMap::new(),
        demanded: BTreeMap::new(),
    };
    requests::settle(requests, &mut work);
    publications::settle(publications, &mut work);
    cases::settle(disputes, &mut work);
    work.tell_assumed();
    work.tell_demanded();
    let mut ledger = work.ledger;
    ledger.fates.sort_by_key(|(at, _)| *at);
    ledger
}

/// A year in the making.
struct Work<'a> {
    terms: &'a Terms,
    findings: &'a mut Vec<Finding>,
    ledger: Ledger,
    assumed: BTreeMap<(Field, String, String), Vec<Address>>,
    demanded: BTreeMap<(Address, Field), (Arc<Table>, u64)>,
}

impl Work<'_> {
    fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    fn fate(&mut self, row: Address, fate: Fate) {
        self.ledger.fates.push((row.row(), fate));
    }

    fn assume(&mut self, words: &[Assumed]) {
        for word in words {
            let key = (word.field, word.word.clone(), word.meaning.clone());
            self.assumed.entry(key).or_default().push(word.at);
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
        for ((field, word, meaning), mut places) in std::mem::take(&mut self.assumed) {
            places.sort_unstable();
            places.dedup();
            let Some(first) = places.first().copied() else {
                continue;
            };
            let message = format!(
                "「{}」中的{}按通常含义计入“{meaning}”，共 {} 处",
                field.word(),
                crate::text::quote(&word),
                places.len()
            );
            let mut finding =
                Finding::new(&rules::ASSUMED_WORD, Place::Cell(first), message).value(word);
            for place in places.iter().skip(1).take(4) {
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
                "请重新导出带有该列的台账；如果是另一个名称的列，请在 gknb.toml 中写：\n[headings]\n\"{example}\" = \"{}\"",
                field.word()
            );
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

fn near_heading_or(table: &Table, field: Field) -> String {
    crate::column::nearest_headings(table, field)
        .first()
        .cloned()
        .unwrap_or_else(|| "该列的表头".to_owned())
}
