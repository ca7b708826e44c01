//! What a counted row stands for: an application, a document, decisions, a fee, a case.
//!
//! In: the rows of a settled ledger, and the documents and cases that rows stand for. Out: each with what all its rows
//! tell of it together. Which line counts it is left to [`crate::tally`].

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::rows::Part;
use super::{Fate, Ledger};
use crate::address::Address;
use crate::entry::{Answer, Applicant, Category, Decision, Document, Outcome, Path, Verdict};
use crate::period::Period;

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

impl Ledger {
    pub(super) fn thing_of<'l>(&'l self, part: &'l Part, at: u32) -> Option<Thing<'l>> {
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
        let (row, number, dated) = (item.at(), item.written(), item.dated);
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

    pub(super) fn application<'l>(&'l self, part: &'l Part, at: u32) -> Option<Application<'l>> {
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
