//! 登记条目: table rows → typed entries.
//!
//! In: a [`Table`] and one of its rows. Out: a [`Request`], a [`Publication`] or a [`Dispute`], each with
//! what is wrong in its cells. An entry keeps its troubles to itself: whether they matter is known only when
//! its year is settled, in [`crate::ledger`]. Words are understood through [`Words`].

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::address::Address;
use crate::book::Row;
use crate::column::{Field, Kind, Table};
use crate::finding::Finding;
use crate::period::Period;

mod cell;
mod choices;
mod dictionary;
mod dispute;
mod elsewhere;
mod ended;
mod flag;
mod offer;
mod outcome;
pub(crate) mod plain;
mod publication;
mod remark;
mod repeal;
mod request;
mod rules;
mod span;
mod ticked;
mod title;
mod unit;
mod upshot;
mod words;

pub(crate) use publication::is_number;
pub use rules::RULES;
pub(crate) use rules::{FORMULA_ERROR, NOT_MADE};
pub use span::Days;
pub(crate) use unit::misses_unit;
pub use unit::{Unit, Units, filled_in_by};
pub use upshot::Upshot;
pub use words::Words;

/// One row of a ledger, understood.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A row of an 依申请公开台账.
    Request(Request),
    /// A row of a 主动公开台账.
    Publication(Publication),
    /// A row of a 行政复议、行政诉讼台账.
    Dispute(Dispute),
}

impl Entry {
    /// What every entry has.
    pub fn record(&self) -> &Record {
        match self {
            Entry::Request(request) => &request.record,
            Entry::Publication(publication) => &publication.record,
            Entry::Dispute(dispute) => &dispute.record,
        }
    }

    /// What every entry has, to be added to.
    pub fn record_mut(&mut self) -> &mut Record {
        match self {
            Entry::Request(request) => &mut request.record,
            Entry::Publication(publication) => &mut publication.record,
            Entry::Dispute(dispute) => &mut dispute.record,
        }
    }
}

/// What every entry has.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its row.
    pub at: Address,
    /// Its table.
    pub table: Arc<Table>,
    /// What is wrong in its cells; an error keeps it from counting.
    pub troubles: Vec<Finding>,
    /// Words understood by their usual reading, and that reading.
    pub assumed: Vec<Assumed>,
    /// 承办单位; none where units are not told apart, or where it cannot be told.
    pub unit: Option<Unit>,
}

impl Record {
    /// The code of the first error among its troubles.
    pub fn fault(&self) -> Option<&'static str> {
        self.troubles
            .iter()
            .find(|t| t.rule.is_error())
            .map(|t| t.rule.code)
    }

    /// Whether an error came among its troubles after the first `count` of them.
    fn errors_since(&self, count: usize) -> bool {
        self.troubles[count..].iter().any(|t| t.rule.is_error())
    }

    /// The address of a field's cell in this row.
    pub fn cell(&self, field: Field) -> Address {
        self.table.address(self.at.row, field)
    }
}

/// A word understood by its usual reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumed {
    /// The field it stood in.
    pub field: Field,
    /// As written.
    pub word: String,
    /// The line it went to, in words.
    pub meaning: String,
    /// Its cell.
    pub at: Address,
}

/// 办理结果 as one row tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Nothing written.
    Blank,
    /// A word that says where the work stands.
    Pending,
    /// It ended so.
    Ended(Outcome),
    /// Something that is not understood; a trouble says so.
    Unclear,
}

/// 依申请公开: one row.
#[derive(Debug, Clone)]
pub struct Request {
    /// Where it stands and what is wrong with it.
    pub record: Record,
    /// 申请编号, squeezed.
    pub number: Option<Box<str>>,
    /// 申请编号 as written, where that is something else.
    pub written: Option<Box<str>>,
    /// The values of the fields that the office's `key` names, squeezed; empty without a `key`.
    pub key: Vec<Box<str>>,
    /// 收到日期
    pub received: Option<Date>,
    /// 申请人类型
    pub class: Option<Applicant>,
    /// 办理结果
    pub answer: Answer,
    /// 办理结果 as written.
    pub wrote: Option<Box<str>>,
    /// 答复日期
    pub replied: Option<Date>,
    /// 是否延期
    pub extended: bool,
    /// 补正日期
    pub corrected: Option<Date>,
    /// 数量; none where none is given, so that it stands for one unless another row of the same application tells.
    pub count: Option<u32>,
    /// 申请人, squeezed.
    pub applicant: Option<Box<str>>,
    /// 申请内容, squeezed.
    pub content: Option<Box<str>>,
    /// 申请方式, as written.
    pub way: Option<Box<str>>,
}

/// 主动公开: one row.
#[derive(Debug, Clone)]
pub struct Publication {
    /// Where it stands and what is wrong with it.
    pub record: Record,
    /// 类别; none when it cannot be told (a trouble says so).
    pub category: Option<Category>,
    /// 标题, squeezed.
    pub title: Option<Box<str>>,
    /// 文号, squeezed.
    pub number: Option<Box<str>>,
    /// 文号 as written, where that is something else.
    pub written: Option<Box<str>>,
    /// The date that decides its year: 成文日期 of a document, 决定日期 of a decision, 收费日期 of a fee, 公开日期
    /// of anything else; the file's own period where the row has none (never for a document).
    pub dated: Option<Period>,
    /// 公开日期, for the overview.
    pub published: Option<Period>,
    /// 废止日期
    pub repealed: Option<Period>,
    /// 有效性
    pub validity: Option<Validity>,
    /// 公开渠道, as written.
    pub channel: Option<Box<str>>,
    /// Whether a decision was made, a fee taken.
    pub upshot: Upshot,
    /// 数量; 1 where none is given.
    pub count: u32,
    /// 金额 in 万元.
    pub amount: Option<Decimal>,
}

/// 行政复议、行政诉讼: one row.
#[derive(Debug, Clone)]
pub struct Dispute {
    /// Where it stands and what is wrong with it.
    pub record: Record,
    /// 案号, squeezed.
    pub number: Option<Box<str>>,
    /// 案号 as written, where that is something else.
    pub written: Option<Box<str>>,
    /// 案件类型 and 起诉方式.
    pub path: Option<Path>,
    /// 被告 or 被申请人 as written, where the ledger has such a column.
    pub against: Option<Box<str>>,
    /// Whether it was heard on appeal, where the ledger has a column that tells: 一审, 二审, 再审.
    pub appeal: Option<bool>,
    /// 受理日期
    pub accepted: Option<Date>,
    /// 结案日期
    pub concluded: Option<Date>,
    /// 结果: none for a blank cell, `Pending` for a word that says so.
    pub verdict: Option<Verdict>,
    /// 结果 as written.
    pub wrote: Option<Box<str>>,
}

/// What the reading of rows goes by.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Words and their meanings.
    pub words: &'a Words,
    /// The fields of the office's `key`.
    pub key: &'a [Field],
    /// The units to be told apart; none where all rows are of one.
    pub units: Option<&'a Units>,
    /// The office whose own documents count, as compared; none where those of others may count too.
    pub office: Option<&'a str>,
}

/// Reads one row of a table; `shifted` is what was found where its cells stand beside their headings.
pub fn read(
    reading: &Reading<'_>,
    table: &Arc<Table>,
    row: &Row,
    shifted: Option<Box<Finding>>,
) -> Entry {
    let mut entry = of_kind(reading, table, row);
    if let Some(units) = reading.units {
        unit::tell(units, row, entry.record_mut());
    }
    if let Some(shifted) = shifted {
        // what its cells hold belongs to other headings: one finding says it all
        let record = entry.record_mut();
        record.troubles = vec![*shifted];
        record.assumed.clear();
    }
    entry
}

fn of_kind(reading: &Reading<'_>, table: &Arc<Table>, row: &Row) -> Entry {
    match table.kind {
        Kind::Applications => Entry::Request(request::read(reading, table, row)),
        Kind::Publications => Entry::Publication(publication::read(reading, table, row)),
        Kind::Disputes => Entry::Dispute(dispute::read(reading, table, row)),
    }
}

/// The category that a table's names tell of all its rows.
pub fn category_of(table: &Table) -> Option<Category> {
    publication::of_names(table)
}

/// Whether a table lists by its name what was published of decisions, and not the decisions.
pub fn is_of_published(table: &Table) -> bool {
    publication::publishes(table)
}

/// The categories that rows of a table of publications may be of: the one that its names tell, else those that
/// its columns are for; all where 类别 alone decides, none where nothing of it is counted.
pub fn categories_of(table: &Table) -> Vec<Category> {
    publication::of_names(table).map_or_else(|| publication::of_columns(table), |one| vec![one])
}

/// The name by which all documents of a table are repealed, where no column tells it of each.
pub fn repealed_by_name(table: &Table) -> Option<&str> {
    let by_name = repeal::of_names(table).filter(|_| !table.has(Field::Validity));
    by_name.map(|repealed| repealed.name)
}

/// What a table's names tell of all its cases: a path, or a suit of a way not told.
pub fn path_of(table: &Table) -> Option<Option<Path>> {
    dispute::of_names(table)
}

/// The days that a table's rows name in full, for the year that files agree on.
pub fn days(table: &Table, row: &Row) -> Vec<Date> {
    let fields: &[Field] = match table.kind {
        Kind::Applications => &[Field::Received, Field::Replied],
        Kind::Publications => &[Field::Decided, Field::Charged, Field::Published],
        Kind::Disputes => &[Field::Accepted, Field::Concluded],
    };
    fields
        .iter()
        .filter_map(|f| cell::full_day(table, row, *f))
        .collect()
}

/// 申请人类型: the six columns of table 三, in the form's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicant {
    /// 自然人
    Person,
    /// 商业企业
    Business,
    /// 科研机构
    Research,
    /// 社会公益组织
    Charity,
    /// 法律服务机构
    LawFirm,
    /// 其他
    OtherBody,
}

/// 办理结果: the result lines of table 三, in the form's order. Edition 2019 has one line for the three
/// `Otherwise`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// （一）予以公开
    Granted,
    /// （二）部分公开
    PartlyGranted,
    /// （三）不予公开, items 1–8.
    Denied(u8),
    /// （四）无法提供, items 1–3.
    Unavailable(u8),
    /// （五）不予处理, items 1–5.
    Declined(u8),
    /// （六）其他处理, items 1–3.
    Otherwise(u8),
}

/// What section 二 counts by issue and repeal: 第二十条第（一）项.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Document {
    /// 规章
    Regulation,
    /// 行政规范性文件
    NormativeDocument,
}

/// What section 二 counts by decision: 第二十条第（五）、（六）项.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// 行政许可
    Licence,
    /// 行政处罚
    Penalty,
    /// 行政强制
    Coercion,
}

/// 救济途径: the three blocks of table 四.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// 行政复议
    Review,
    /// 行政诉讼，未经复议直接起诉
    Suit,
    /// 行政诉讼，复议后起诉
    SuitAfterReview,
}

/// 案件结果: the columns of each block of table 四.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// 结果维持
    Upheld,
    /// 结果纠正
    Corrected,
    /// 其他结果
    Other,
    /// 尚未审结
    Pending,
}

impl Applicant {
    /// All six, in the form's order.
    pub const ALL: [Applicant; 6] = [
        Applicant::Person,
        Applicant::Business,
        Applicant::Research,
        Applicant::Charity,
        Applicant::LawFirm,
        Applicant::OtherBody,
    ];

    /// 法人或其他组织: the five that are no person.
    pub const BODIES: [Applicant; 5] = [
        Applicant::Business,
        Applicant::Research,
        Applicant::Charity,
        Applicant::LawFirm,
        Applicant::OtherBody,
    ];

    /// The form's word.
    pub fn word(self) -> &'static str {
        match self {
            Applicant::Person => "自然人",
            Applicant::Business => "商业企业",
            Applicant::Research => "科研机构",
            Applicant::Charity => "社会公益组织",
            Applicant::LawFirm => "法律服务机构",
            Applicant::OtherBody => "其他",
        }
    }

    /// The class of the form's word; none for any other.
    pub fn of(word: &str) -> Option<Self> {
        Applicant::ALL.into_iter().find(|a| a.word() == word)
    }
}

impl Outcome {
    /// All outcomes, in the form's order.
    pub fn all() -> impl Iterator<Item = Outcome> {
        [Outcome::Granted, Outcome::PartlyGranted]
            .into_iter()
            .chain((1..=8).map(Outcome::Denied))
            .chain((1..=3).map(Outcome::Unavailable))
            .chain((1..=5).map(Outcome::Declined))
            .chain((1..=3).map(Outcome::Otherwise))
    }

    /// The line of edition 2021, also its name in settings: `3.3.3.6`.
    pub fn line(self) -> String {
        match self {
            Outcome::Granted => "3.3.1".to_owned(),
            Outcome::PartlyGranted => "3.3.2".to_owned(),
            Outcome::Denied(n) => format!("3.3.3.{n}"),
            Outcome::Unavailable(n) => format!("3.3.4.{n}"),
            Outcome::Declined(n) => format!("3.3.5.{n}"),
            Outcome::Otherwise(n) => format!("3.3.6.{n}"),
        }
    }

    /// The outcome of a line of edition 2021.
    pub fn of_line(line: &str) -> Option<Self> {
        Outcome::all().find(|o| o.line() == line)
    }

    /// The form's words for it.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Granted => "（一）予以公开",
            Outcome::PartlyGranted => "（二）部分公开",
            Outcome::Denied(1) => "（三）不予公开—1.属于国家秘密",
            Outcome::Denied(2) => "（三）不予公开—2.其他法律行政法规禁止公开",
            Outcome::Denied(3) => "（三）不予公开—3.危及“三安全一稳定”",
            Outcome::Denied(4) => "（三）不予公开—4.保护第三方合法权益",
            Outcome::Denied(5) => "（三）不予公开—5.属于三类内部事务信息",
            Outcome::Denied(6) => "（三）不予公开—6.属于四类过程性信息",
            Outcome::Denied(7) => "（三）不予公开—7.属于行政执法案卷",
            Outcome::Denied(_) => "（三）不予公开—8.属于行政查询事项",
            Outcome::Unavailable(1) => "（四）无法提供—1.本机关不掌握相关政府信息",
            Outcome::Unavailable(2) => "（四）无法提供—2.没有现成信息需要另行制作",
            Outcome::Unavailable(_) => "（四）无法提供—3.补正后申请内容仍不明确",
            Outcome::Declined(1) => "（五）不予处理—1.信访举报投诉类申请",
            Outcome::Declined(2) => "（五）不予处理—2.重复申请",
            Outcome::Declined(3) => "（五）不予处理—3.要求提供公开出版物",
            Outcome::Declined(4) => "（五）不予处理—4.无正当理由大量反复申请",
            Outcome::Declined(_) => "（五）不予处理—5.要求行政机关确认或重新出具已获取信息",
            Outcome::Otherwise(1) => "（六）其他处理—1.申请人无正当理由逾期不补正",
            Outcome::Otherwise(2) => "（六）其他处理—2.申请人逾期未按收费通知要求缴纳费用",
            Outcome::Otherwise(_) => "（六）其他处理—3.其他",
        }
    }
}

/// 类别: what section 二 does with a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Counted by issue and repeal.
    Document(Document),
    /// Counted by decision.
    Decision(Decision),
    /// 行政事业性收费
    Fee,
    /// A publication that no line counts.
    Other,
}

impl Category {
    /// Decisions and fees, which count by their own date.
    pub fn counts_by_date(self) -> bool {
        matches!(self, Category::Decision(_) | Category::Fee)
    }

    /// The form's word.
    pub fn word(self) -> &'static str {
        match self {
            Category::Document(Document::Regulation) => "规章",
            Category::Document(Document::NormativeDocument) => "行政规范性文件",
            Category::Decision(Decision::Licence) => "行政许可",
            Category::Decision(Decision::Penalty) => "行政处罚",
            Category::Decision(Decision::Coercion) => "行政强制",
            Category::Fee => "行政事业性收费",
            Category::Other => "其他信息",
        }
    }

    /// All that a line counts, in the form's order.
    pub const COUNTED: [Category; 6] = [
        Category::Document(Document::Regulation),
        Category::Document(Document::NormativeDocument),
        Category::Decision(Decision::Licence),
        Category::Decision(Decision::Penalty),
        Category::Decision(Decision::Coercion),
        Category::Fee,
    ];

    /// The category of the form's word, or 其他信息.
    pub fn of(word: &str) -> Option<Self> {
        Category::COUNTED
            .into_iter()
            .chain([Category::Other])
            .find(|c| c.word() == word)
    }
}

/// 有效性.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Validity {
    /// 有效
    Valid,
    /// 失效、废止
    Void,
    /// 已修改: still in force.
    Amended,
    /// 尚未生效
    NotYet,
}

impl Validity {
    /// Its word in `words.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Validity::Valid => "有效",
            Validity::Void => "失效",
            Validity::Amended => "已修改",
            Validity::NotYet => "尚未生效",
        }
    }

    /// The validity of a word of `words.toml`.
    pub fn of(word: &str) -> Option<Self> {
        [
            Validity::Valid,
            Validity::Void,
            Validity::Amended,
            Validity::NotYet,
        ]
        .into_iter()
        .find(|v| v.word() == word)
    }
}

impl Path {
    /// The form's word.
    pub fn word(self) -> &'static str {
        match self {
            Path::Review => "行政复议",
            Path::Suit => "未经复议直接起诉",
            Path::SuitAfterReview => "复议后起诉",
        }
    }

    /// The path of the form's word.
    pub fn of(word: &str) -> Option<Self> {
        [Path::Review, Path::Suit, Path::SuitAfterReview]
            .into_iter()
            .find(|p| p.word() == word)
    }
}

impl Verdict {
    /// The form's word.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Upheld => "结果维持",
            Verdict::Corrected => "结果纠正",
            Verdict::Other => "其他结果",
            Verdict::Pending => "尚未审结",
        }
    }

    /// The verdict of the form's word.
    pub fn of(word: &str) -> Option<Self> {
        [
            Verdict::Upheld,
            Verdict::Corrected,
            Verdict::Other,
            Verdict::Pending,
        ]
        .into_iter()
        .find(|v| v.word() == word)
    }
}
