//! 工作簿: bytes → rows of addressed cells, whatever the file really is.
//!
//! In: one file's bytes and its name. Out: for each sheet its [`Sheet`] and then its rows in ascending
//! order, through a visitor, so that no stage holds a whole sheet. Rows without any value are not
//! reported. What a cell *means* is left to [`crate::column`] and [`crate::entry`].
//!
//! What a file is, its content tells (`sniff`), never its name. Each format has a file of its own here;
//! all of them report to one `sink::Sink`, which spreads merged cells and keeps the bounds of
//! [`limits`].
//!
//! **Merged cells.** The value of the top left cell holds for the whole area: it stands in every cell of
//! the area, with [`Cell::anchor`] naming where it came from. Rows of the area that have no value of their
//! own are told as well, up to [`limits::FILLED_ROWS`] in a sheet. A row *all* of whose cells have an
//! anchor in a row above it has nothing of its own.
//!
//! **Formulas** give the value that the program which wrote the file computed. Where it wrote none
//! (files made by programs that do not compute), the cell is [`Value::Error`]`("公式未计算")`.
//!
//! **Panics** of a library on damaged bytes become a finding (B001). The message that Rust prints for a
//! panic goes to stderr all the same unless the binary sets a hook.

mod decode;
pub(crate) mod html;
pub mod limits;
mod merge;
mod number;
mod ods;
mod ole;
mod package;
pub(crate) mod paper;
pub(crate) mod pdf;
mod relay;
mod sink;
mod sniff;
mod spreadsheetml;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod value;
mod word;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::io::{Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use jiff::civil::DateTime;

pub use self::number::number_text;
pub(crate) use self::number::whole;
pub use self::relay::read_ahead;
use self::sink::Sink;
pub(crate) use self::value::NOT_COMPUTED;
pub use self::word::Word;
pub(crate) use self::xlsx::{Beside, beside};
use crate::finding::{Finding, Grade, Place, Rule, Severity};

/// What can be read from: a file, or bytes in memory.
pub trait Input: Read + Seek + Send {}
impl<T: Read + Seek + Send> Input for T {}

/// What the file really is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// xlsx, xlsm.
    Xlsx,
    /// xlsb.
    Xlsb,
    /// xls of Excel 97–2003 and WPS et.
    Xls,
    /// ods.
    Ods,
    /// An HTML page with tables, under whatever name.
    Html,
    /// XML Spreadsheet 2003.
    SpreadsheetMl,
    /// Delimited text: csv, tsv, txt.
    Text,
}

/// How a text file was decoded; said in the working paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decoding {
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-8, strictly valid.
    Utf8,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// GB18030 (GBK, GB2312).
    Gb18030,
}

/// One sheet, told before its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Position among the worksheets that are told, from 0; chart and macro sheets are left out and do not
    /// count. It is the [`crate::address::Address::sheet`] of the sheet's cells.
    pub index: u16,
    /// Its name; none for a text file.
    pub name: Option<String>,
    /// Hidden or very hidden in the program that wrote it.
    pub hidden: bool,
    /// Bare numbers in date columns count from 1904 instead of 1900.
    pub date1904: bool,
}

/// One row that has at least one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// As Excel counts, from 1; the record's number for a text file, blank records included.
    pub number: u32,
    /// Hidden by the user or a filter; it counts all the same.
    pub hidden: bool,
    /// Every cell of its own is crossed out (删除线); it counts all the same.
    pub struck: bool,
    /// Cells with a value, by ascending column.
    pub cells: Vec<Cell>,
}

/// One cell that has a value, its own or that of the merged area it lies in.
#[derive(Debug, Clone)]
pub struct Cell {
    /// From 0 (A).
    pub column: u16,
    /// What it holds.
    pub value: Value,
    /// The number of its text, where the reader tells one.
    pub word: Option<Word>,
    /// The top left cell (row from 1, column from 0) of the merged area whose value this is, when that
    /// is another cell than this one.
    pub anchor: Option<(u32, u16)>,
}

impl Cell {
    /// Whether it stands in a row, from 1, below the first one of the merged area whose value it has.
    pub(crate) fn is_from_above(&self, row: u32) -> bool {
        self.anchor.is_some_and(|(first, _)| first < row)
    }
}

/// By what they hold; words are the reader's own.
impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        (self.column, &self.value, self.anchor) == (other.column, &other.value, other.anchor)
    }
}

/// The text of a cell. Up to 24 bytes (eight Chinese characters) stand in the value itself: most cells hold no
/// more, and a row that is lent again and again then allocates nothing.
pub type Text = compact_str::CompactString;

/// A cell's value as the file has it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text as written, never empty (may be white space).
    Text(Text),
    /// A number not shown as a date, exactly as stored. A time of day without a date and a duration are
    /// numbers too, in days. For decimals see [`number_text`].
    Number(f64),
    /// A number that the file shows as a date, or a date of its own type. A count in a cell that happens to
    /// be formatted as a date is one as well: 12 is then 1900-01-12.
    Date(DateTime),
    /// TRUE or FALSE.
    Bool(bool),
    /// `#N/A`, `#VALUE!` …, as Excel writes them; `公式未计算` for a formula without a stored result.
    Error(Text),
}

/// What a reader tells, in this order: a sheet, its rows, the next sheet.
pub enum Event<'r> {
    /// A sheet begins.
    Sheet(Sheet),
    /// A row of the sheet last named, lent: whoever keeps it makes a copy, or takes its cells.
    Row(&'r mut Row),
}

/// What was learned of the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// What it really is.
    pub kind: Kind,
    /// For text, HTML and XML Spreadsheet 2003: how it was decoded.
    pub decoding: Option<Decoding>,
}

/// Why a file cannot be read at all, or not further. It becomes a finding.
#[derive(Debug)]
struct Fault {
    rule: &'static Rule,
    message: String,
    help: Option<String>,
}

impl Fault {
    fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Fault {
            rule,
            message: message.into(),
            help: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Damaged inside; `detail` is what the library said, for whoever is asked for help.
    fn damaged(detail: impl std::fmt::Display) -> Self {
        Fault::new(
            &UNREADABLE,
            format!("文件内部有损坏，无法读取（技术信息：{detail}）"),
        )
    }
}

/// Reads a file. What is wrong with it (cannot be read, wrong name, unclosed quote, decoding losses)
/// becomes findings, at the cell where there is one; what could be read before a fault is still told.
/// `file` is the file's position in the sources, `name` its name (for its ending only). Never panics: a
/// panic of a library becomes a finding; one of `visit` is passed on. None when it is not known what the
/// file is (no table, encrypted in an OLE container, a package cut short); there is a finding then.
pub fn read(
    file: u32,
    name: &str,
    input: &mut dyn Input,
    findings: &mut Vec<Finding>,
    visit: &mut dyn FnMut(Event<'_>),
) -> Option<Recognised> {
    let mut sink = Sink::new(file, findings, visit);
    let outcome = catch_unwind(AssertUnwindSafe(|| dispatch(input, &mut sink)));
    match outcome {
        Ok(Ok(())) => {}
        Ok(Err(fault)) => sink.fault(fault),
        Err(panic) if sink.visiting => resume_unwind(panic),
        Err(_) => sink.fault(Fault::damaged("读取程序遇到意外内容")),
    }
    let recognised = sink.recognised?;
    if let Some(message) = sniff::contradiction(name, recognised.kind) {
        findings.push(Finding::new(&MISNAMED, Place::File(file), message));
    }
    Some(recognised)
}

impl Value {
    /// The value as a person sees it: a date as `2022-04-29` (with its time when it has one), a number with
    /// Excel's 15 digits.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Value::Text(text) | Value::Error(text) => text.as_str().into(),
            Value::Number(number) => number_text(*number).into(),
            Value::Date(at) if at.time() == jiff::civil::Time::midnight() => {
                at.date().to_string().into()
            }
            Value::Date(at) => format!("{} {}", at.date(), at.time().strftime("%H:%M:%S")).into(),
            Value::Bool(true) => "TRUE".into(),
            Value::Bool(false) => "FALSE".into(),
        }
    }
}

/// Finds out what the file is and hands it to the reader of that format.
fn dispatch(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    use sniff::Nature;
    match sniff::sniff(input)? {
        Nature::Zip => match package::nature(input)? {
            Kind::Xlsb => xlsb::read(input, sink),
            Kind::Ods => ods::read(input, sink),
            _ => xlsx::read(input, sink),
        },
        Nature::Ole => xls::read(input, sink),
        Nature::Html => html::read(input, sink),
        Nature::SpreadsheetMl => spreadsheetml::read(input, sink),
        Nature::Text => text::read(input, sink),
        Nature::Empty => Err(Fault::new(&EMPTY, "文件是空的，一个字节也没有")),
        Nature::Other(seems, help) => {
            Err(Fault::new(&NO_TABLE, format!("文件不是表格，看上去是{seems}")).help(help))
        }
    }
}

/// The rules of this stage.
pub const RULES: &[&Rule] = &[
    &UNREADABLE,
    &LOCKED,
    &NO_TABLE,
    &EMPTY,
    &LOST,
    &MISNAMED,
    &UNCLOSED_QUOTE,
    &UNDECODED,
    &OVERSIZED,
    &ENTITIES,
    &CUT,
    &BAD_CELL,
    &CROSSED_OUT,
    &SCALED,
];

/// 文件无法读取: nothing of it can be trusted, or the library gave up.
pub const UNREADABLE: Rule = Rule {
    code: "B001",
    severity: Severity::Error,
    title: "文件无法读取",
    checks: "文件能否打开：压缩包是否完整、内部结构是否正确。",
    basis: "损坏的文件无法保证数据完整，不得带入统计",
    grade: Grade::Data,
    example: "一季度.xlsx 从邮件下载时中断，只有前一半",
    remedy: "请用 Excel 或 WPS 打开原文件，另存为 xlsx 后重新放入；打不开的，请向提供单位重新索取",
};

/// 文件有密码: encrypted workbooks of every kind.
pub const LOCKED: Rule = Rule {
    code: "B002",
    severity: Severity::Error,
    title: "文件有密码",
    checks: "文件是否设有打开密码。",
    basis: "加密的文件没有密码无法读取",
    grade: Grade::Data,
    example: "申请台账.xlsx 打开时要求输入密码",
    remedy: "请在 Excel 或 WPS 中输入密码打开，另存为不带密码的副本后重新放入",
};

/// 不是表格文件: a picture, a PDF, a Word document under a table's name.
pub const NO_TABLE: Rule = Rule {
    code: "B003",
    severity: Severity::Error,
    title: "不是表格文件",
    checks: "文件内容是否为可读取的表格（xlsx、xls、et、xlsb、ods、csv、网页表格等），以内容为准，不看扩展名。",
    basis: "只有表格才能读出登记数据",
    grade: Grade::Data,
    example: "台账.xlsx 其实是一张截图（PNG 图片）改了名",
    remedy: "请放入表格原件；不属于本次统计的文件请移出数据文件夹",
};

/// 文件是空的.
pub const EMPTY: Rule = Rule {
    code: "B004",
    severity: Severity::Error,
    title: "文件是空的",
    checks: "文件是否有内容。",
    basis: "空文件多为复制或下载失败，不能当作没有数据",
    grade: Grade::Data,
    example: "二季度.csv 大小为 0 字节",
    remedy: "请重新导出或复制该文件；确无数据的，请删除该文件",
};

/// 后面的内容已丢失: reading stopped within the file.
pub const LOST: Rule = Rule {
    code: "B005",
    severity: Severity::Error,
    title: "文件中途损坏",
    checks: "工作表能否一直读到末尾。",
    basis: "损坏处之后的行没有读到，统计会少数",
    grade: Grade::Data,
    example: "台账第 120 行之后的内容损坏",
    remedy: "请用 Excel 或 WPS 打开并修复，核对行数后另存为 xlsx 重新放入；不能修复的，请重新导出",
};

/// 扩展名与内容不符: read as what it is.
pub const MISNAMED: Rule = Rule {
    code: "B006",
    severity: Severity::Note,
    title: "扩展名与内容不符",
    checks: "文件的扩展名与内容是否一致；不一致时按内容读取。",
    basis: "业务系统导出的“.xls”常常是网页或文本",
    grade: Grade::Data,
    example: "导出.xls 其实是网页表格（HTML）",
    remedy: "已按实际内容读取，不影响统计；如需规范，可在 Excel 中另存为 xlsx",
};

/// 引号没有成对: an opening quote that nothing closes.
pub const UNCLOSED_QUOTE: Rule = Rule {
    code: "B007",
    severity: Severity::Error,
    title: "引号没有成对",
    checks: "文本文件（csv 等）中，单元格开头的英文双引号是否有对应的结束引号。",
    basis: "缺少结束引号时，后面的许多行会被并入这一格而丢失",
    grade: Grade::Data,
    example: "1,\"关于某某的申请,2022-01-05（“关于”前的引号没有结束）",
    remedy: "请在该单元格补上或删去英文双引号，或在业务系统中改为导出 xlsx",
};

/// 有字符无法辨认: bytes that are no character in the file's encoding.
pub const UNDECODED: Rule = Rule {
    code: "B008",
    severity: Severity::Warning,
    title: "有字符无法辨认",
    checks: "文本按其编码（UTF-8、GB18030 等）能否逐字还原；不能还原的字显示为“\u{fffd}”。",
    basis: "无法辨认的字可能影响姓名、单位或办理结果的识别",
    grade: Grade::Data,
    example: "申请人一格显示为“张\u{fffd}”",
    remedy: "请对照原始系统改正该单元格，或重新导出为 xlsx、UTF-8 编码的 csv",
};

/// 超出处理范围: beyond what any ledger needs, refused to protect the machine.
pub const OVERSIZED: Rule = Rule {
    code: "B009",
    severity: Severity::Error,
    title: "文件过大",
    checks: "文件（解压后）的大小、压缩比、工作表范围是否在处理上限之内。",
    basis: "异常的大小多为损坏或恶意构造，读取会耗尽内存",
    grade: Grade::Data,
    example: "500 KB 的 xlsx 解压后超过 500 MB",
    remedy: "请在 Excel 中删去多余的空白行列和工作表，另存为新的 xlsx；确实很大的，请按季度拆分",
};

/// 含有不允许的声明: a document type declaration in the XML.
pub const ENTITIES: Rule = Rule {
    code: "B010",
    severity: Severity::Error,
    title: "文件含有不允许的声明",
    checks: "表格的 XML 中是否有文档类型声明（DTD）。Excel、WPS 从不写入这种声明。",
    basis: "这种声明可用于攻击读取程序，一律拒绝",
    grade: Grade::Data,
    example: "工作表的 XML 以 <!DOCTYPE 开头",
    remedy: "请用 Excel 或 WPS 打开后另存为新的 xlsx；来源不明的，请勿使用",
};

/// 内容超出上限而截去.
pub const CUT: Rule = Rule {
    code: "B011",
    severity: Severity::Warning,
    title: "内容超出上限，已截去",
    checks: "单元格文字长度、列数、合并区域是否在处理上限之内。",
    basis: "超出上限的部分没有读入",
    grade: Grade::Data,
    example: "一个单元格中有十万字以上",
    remedy: "请检查该处是否误粘贴了内容；与统计有关的，请缩短后重新放入",
};

/// 单元格无法读取: one cell's content makes no sense.
pub const BAD_CELL: Rule = Rule {
    code: "B012",
    severity: Severity::Error,
    title: "单元格无法读取",
    checks: "每个单元格的内容能否按其类型读出。",
    basis: "读不出的单元格可能是统计所需的数据",
    grade: Grade::Data,
    example: "单元格引用了文件中不存在的文字",
    remedy: "请用 Excel 或 WPS 打开，检查并重新填写该行，另存为 xlsx 后重新放入",
};

/// 数缩小显示: a number format divides what stands in the cell.
pub const SCALED: Rule = Rule {
    code: "B014",
    severity: Severity::Warning,
    title: "数字格式把数缩小了显示",
    checks: "xlsx 单元格的数字格式是不是把数除以千、万再显示（格里是 8000，看到的是 0.8）。按看到的数读取，不四舍五入。",
    basis: "填表的人看到的是显示的数，表头写的单位（万元）一般就是它的单位，是本软件的推断；格里实际的数要大一千倍、一万倍。",
    grade: Grade::Inference,
    example: "表头写“金额（万元）”，格里是 8000，格式是“0!.0,”，显示 0.8：读作 0.8 万元。",
    remedy: "请核对表头的单位是不是显示的数的单位；格里的数才对的，请把单元格改成“常规”格式。",
};

/// 划去的文字没有读: a part of a cell's text is crossed out.
pub const CROSSED_OUT: Rule = Rule {
    code: "B013",
    severity: Severity::Warning,
    title: "划去的文字没有读",
    checks: "单元格里是不是只有一部分文字划了删除线。划去的一般是改正前的写法，不读；整格都划去的照读，整行划去的另有说明（C119）。",
    basis: "改正时划去原来的写法、在后面写上新的，是常见的做法；没有划去的才是现在的内容，是本软件的理解。",
    grade: Grade::Inference,
    example: "数量一格里“13”划了删除线，后面写着 15：读作 15。",
    remedy: "请核对；划去的文字不再需要的，请从单元格中删去。",
};
