//! 空白台账: a data folder to start from.
//!
//! In: nothing but what the office already knows of itself. Out: the text of a commented `gknb.toml`, and
//! blank ledgers as workbooks with headings, drop-down lists of the form's words, checked dates and a guide.
//! What is filled in as the guide says compiles without a finding. Where the files go is left to the program.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::xlsx::on_one_system;
use crate::address::column_name;
use crate::column::GUIDE;
use crate::entry::{Applicant, Category, Decision, Document, Outcome, Path, Verdict};
use crate::settings::Scope;

/// A workbook of blank ledgers.
#[derive(Debug, Clone)]
pub struct Blank {
    /// Its file name.
    pub file: &'static str,
    /// Its ledgers; the guide is added when it is written.
    pub sheets: Vec<Sheet>,
}

/// One blank ledger.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// Its columns from A.
    pub columns: Vec<Column>,
    /// Records already in it; none in a blank.
    pub rows: Vec<Vec<Value>>,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// Whether a record needs it.
    pub need: Need,
    /// What may stand in it.
    pub fill: Fill,
    /// How to fill it in, for the guide and the hint at the cell.
    pub hint: &'static str,
    width: u16,
}

/// Whether a record needs a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// 必填
    Always,
    /// 有则必填: needed where the matter has come so far.
    Then,
    /// 选填
    Free,
}

/// What may stand in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// Any text; long numbers stay as typed.
    Text,
    /// A date.
    Date,
    /// A positive whole number.
    Count,
    /// An amount of money.
    Money,
    /// One of these words and no other.
    OneOf(Vec<String>),
    /// These words are offered.
    Offered(&'static [&'static str]),
}

/// What a record says in one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A date.
    Date(Date),
    /// A number.
    Number(Decimal),
}

/// Rows that are prepared for records.
const PREPARED: u32 = 5000;

/// The blank ledgers, one workbook a kind.
pub fn blanks() -> Vec<Blank> {
    vec![applications(), publications(), disputes()]
}

fn column(heading: &'static str, width: u16, need: Need, fill: Fill, hint: &'static str) -> Column {
    Column {
        heading,
        need,
        fill,
        hint,
        width,
    }
}

fn words<const N: usize>(words: [&str; N]) -> Fill {
    Fill::OneOf(words.map(str::to_owned).into())
}

fn remark() -> Column {
    column("备注", 20, Need::Free, Fill::Text, "不参加统计。")
}

fn sheet(name: &'static str, columns: Vec<Column>) -> Sheet {
    Sheet {
        name,
        columns,
        rows: Vec::new(),
    }
}

fn applications() -> Blank {
    use Need::{Always, Free, Then};
    let classes = Applicant::ALL.map(|class| class.word().to_owned());
    let pending = ["办理中", "补正中", "延期办理"].map(str::to_owned);
    let results = Outcome::all()
        .map(|outcome| outcome.word().to_owned())
        .chain(pending)
        .collect();
    let columns = vec![
        column(
            "申请编号",
            20,
            Always,
            Fill::Text,
            "一件申请一个编号，各季度不变；同一编号的几行认作一件申请。",
        ),
        column(
            "收到日期",
            13,
            Always,
            Fill::Date,
            "当面提交的当日；邮寄的，签收之日；网络、传真的，双方确认之日（条例第三十一条）。",
        ),
        column(
            "申请人",
            16,
            Free,
            Fill::Text,
            "姓名或单位名称；不会写进统计表。",
        ),
        column(
            "申请人类型",
            15,
            Always,
            Fill::OneOf(classes.into()),
            "自然人，或者法人、其他组织的五类之一。",
        ),
        column("申请内容", 40, Free, Fill::Text, "不会写进统计表。"),
        column(
            "申请方式",
            13,
            Free,
            Fill::Offered(&["网络申请", "当面申请", "信函申请", "传真申请"]),
            "可以填下拉列表以外的方式。",
        ),
        column(
            "补正日期",
            13,
            Then,
            Fill::Date,
            "收到补正材料之日，期限从这一天重新计算（条例第三十条）；没有补正的不填。",
        ),
        column(
            "是否延期",
            10,
            Then,
            words(["是", "否"]),
            "经负责人同意延长答复期限的填“是”。",
        ),
        column(
            "答复日期",
            13,
            Then,
            Fill::Date,
            "办结以后填；没有办结的空着。",
        ),
        column(
            "办理结果",
            44,
            Then,
            Fill::OneOf(results),
            "办结以后从下拉列表选；没有办结的空着，或填办理中、补正中、延期办理。一件只有一个结果，区分处理的填部分公开。",
        ),
        remark(),
    ];
    Blank {
        file: "依申请公开台账.xlsx",
        sheets: vec![sheet("依申请公开台账", columns)],
    }
}

const CHANNELS: &[&str] = &["政府网站", "政务新媒体", "政府公报", "新闻发布会", "公告栏"];

fn publications() -> Blank {
    use Need::{Always, Free, Then};
    let documents = [Document::Regulation, Document::NormativeDocument];
    let documents = documents.map(|d| Category::Document(d).word());
    let decisions = [Decision::Licence, Decision::Penalty, Decision::Coercion];
    let decisions = decisions.map(|d| Category::Decision(d).word());
    let papers = vec![
        column(
            "类别",
            17,
            Always,
            words(documents),
            "规章，或者行政规范性文件。",
        ),
        column("标题", 44, Always, Fill::Text, "文件的全称。"),
        column(
            "文号",
            22,
            Always,
            Fill::Text,
            "发文字号；同一文号的几行认作一件。",
        ),
        column(
            "成文日期",
            13,
            Always,
            Fill::Date,
            "决定是哪一年制发的。历年制发、仍然有效的文件也要登记，才能算出现行有效件数。",
        ),
        column("公开日期", 13, Free, Fill::Date, "在网站等处公开之日。"),
        column(
            "废止日期",
            13,
            Then,
            Fill::Date,
            "已经废止、失效的填，否则空着。",
        ),
        column(
            "有效性",
            11,
            Free,
            words(["有效", "已废止", "已修改", "尚未生效"]),
            "填“已废止”的要填废止日期。",
        ),
        column(
            "公开渠道",
            14,
            Free,
            Fill::Offered(CHANNELS),
            "可以填下拉列表以外的渠道。",
        ),
        remark(),
    ];
    let acts = vec![
        column(
            "类别",
            13,
            Always,
            words(decisions),
            "行政许可、行政处罚或行政强制。",
        ),
        column("决定书文号", 24, Free, Fill::Text, "一行登记一件时填。"),
        column("事项名称", 36, Free, Fill::Text, "不会写进统计表。"),
        column(
            "决定日期",
            13,
            Always,
            Fill::Date,
            "作出决定之日；不论公开与否都要登记。",
        ),
        column(
            "件数",
            9,
            Free,
            Fill::Count,
            "一行代表几件；空着就是 1 件。扣押的物品、采伐的株数等不填在这里。",
        ),
        remark(),
    ];
    let charges = vec![
        column("收费项目", 30, Free, Fill::Text, "行政事业性收费的项目。"),
        column(
            "收费日期",
            13,
            Always,
            Fill::Date,
            "收费或入库之日；按月汇总的填当月任何一天。",
        ),
        column(
            "收费金额（元）",
            18,
            Always,
            Fill::Money,
            "以元为单位的数字，统计表上自动折成万元。",
        ),
        remark(),
    ];
    let others = vec![
        column(
            "信息类别",
            15,
            Always,
            Fill::Offered(&[
                "通知公告",
                "政策解读",
                "工作动态",
                "财政预决算",
                "人事信息",
                "机构职能",
                "规划计划",
            ]),
            "表二不统计的其他信息，只用于总体情况；可以填下拉列表以外的类别。",
        ),
        column("标题", 44, Free, Fill::Text, "不会写进统计表。"),
        column("公开日期", 13, Always, Fill::Date, "在网站等处公开之日。"),
        column(
            "公开渠道",
            14,
            Free,
            Fill::Offered(CHANNELS),
            "可以填下拉列表以外的渠道。",
        ),
        column(
            "数量",
            9,
            Free,
            Fill::Count,
            "一行代表几条；空着就是 1 条。",
        ),
        remark(),
    ];
    Blank {
        file: "主动公开台账.xlsx",
        sheets: vec![
            sheet("规章和规范性文件", papers),
            sheet("行政处理决定", acts),
            sheet("行政事业性收费", charges),
            sheet("其他主动公开信息", others),
        ],
    }
}

fn disputes() -> Blank {
    use Need::{Always, Then};
    let paths = [Path::Suit, Path::SuitAfterReview].map(Path::word);
    let verdicts = [
        Verdict::Upheld,
        Verdict::Corrected,
        Verdict::Other,
        Verdict::Pending,
    ];
    let columns = vec![
        column(
            "案号",
            28,
            Always,
            Fill::Text,
            "一个案件一个案号；同一案号的几行认作一件。",
        ),
        column(
            "案件类型",
            13,
            Always,
            words([Path::Review.word(), "行政诉讼"]),
            "行政复议，或者行政诉讼。",
        ),
        column(
            "起诉方式",
            20,
            Then,
            words(paths),
            "行政诉讼必填，行政复议空着。",
        ),
        column(
            "受理日期",
            13,
            Always,
            Fill::Date,
            "复议机关受理、法院立案之日。",
        ),
        column(
            "结案日期",
            13,
            Then,
            Fill::Date,
            "审结以后填。作为共同被告的案件由原行政行为机关统计。",
        ),
        column(
            "结果",
            13,
            Then,
            words(verdicts.map(Verdict::word)),
            "维持、驳回填结果维持；撤销、变更、确认违法、责令履行填结果纠正；撤回、终止、调解填其他结果；没有审结的空着，或填尚未审结。",
        ),
        remark(),
    ];
    Blank {
        file: "行政复议诉讼台账.xlsx",
        sheets: vec![sheet("行政复议诉讼台账", columns)],
    }
}

/// Writes a workbook. Fails only when its records are beyond what xlsx can hold.
pub fn bytes(blank: &Blank) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // No clock here: the day on which the 条例 came into force.
    let made = ExcelDateTime::from_ymd(2019, 5, 15)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for ledger in &blank.sheets {
        write_ledger(workbook.add_worksheet(), ledger)?;
    }
    write_guide(workbook.add_worksheet(), blank)?;
    let mut bytes = workbook.save_to_buffer()?;
    on_one_system(&mut bytes);
    Ok(bytes)
}

/// The common look of a cell.
fn plain() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_charset(134)
        .set_font_size(11)
        .set_align(FormatAlign::VerticalCenter)
}

const NEEDED: Color = Color::RGB(0xFF_F2_CC);
const OPTIONAL: Color = Color::RGB(0xE7_E6_E6);

fn head(need: Need) -> Format {
    let colour = if need == Need::Always {
        NEEDED
    } else {
        OPTIONAL
    };
    plain()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_border(FormatBorder::Thin)
        .set_background_color(colour)
        .set_text_wrap()
}

fn look(fill: &Fill) -> Format {
    match fill {
        Fill::Text => plain().set_num_format("@").set_text_wrap(),
        Fill::Date => plain()
            .set_num_format("yyyy-mm-dd")
            .set_align(FormatAlign::Center),
        Fill::Count => plain().set_num_format("0"),
        Fill::Money => plain().set_num_format("#,##0.00"),
        Fill::OneOf(_) | Fill::Offered(_) => plain(),
    }
}

fn write_ledger(page: &mut Worksheet, ledger: &Sheet) -> Result<(), XlsxError> {
    page.set_name(ledger.name)?;
    page.set_paper_size(9);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(0, 0)?;
    page.set_freeze_panes(1, 0)?;
    page.set_row_height(0, 24)?;
    for (at, column) in (0u16..).zip(&ledger.columns) {
        let format = look(&column.fill);
        page.set_column_width(at, column.width)?;
        page.set_column_format(at, &format)?;
        page.write_string_with_format(0, at, column.heading, &head(column.need))?;
        page.add_data_validation(1, at, PREPARED, at, &check(column)?)?;
        for (row, record) in (1u32..).zip(&ledger.rows) {
            match record.get(usize::from(at)) {
                None | Some(Value::Empty) => {}
                Some(Value::Text(text)) => {
                    page.write_string_with_format(row, at, text, &format)?;
                }
                Some(Value::Date(date)) => {
                    page.write_datetime_with_format(row, at, &excel_date(*date)?, &format)?;
                }
                Some(Value::Number(number)) => {
                    let number = super::xlsx::number(*number);
                    page.write_number_with_format(row, at, number, &format)?;
                }
            }
        }
    }
    Ok(())
}

fn excel_date(date: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or(1900),
        u8::try_from(date.month()).unwrap_or(1),
        u8::try_from(date.day()).unwrap_or(1),
    )
}

/// What the program in which the ledger is filled in lets through, and what it says.
fn check(column: &Column) -> Result<DataValidation, XlsxError> {
    let check = DataValidation::new();
    let (check, message) = match &column.fill {
        Fill::Text => (check.allow_any_value(), ""),
        Fill::Date => (
            check.allow_date(DataValidationRule::Between(
                ExcelDateTime::from_ymd(1949, 10, 1)?,
                ExcelDateTime::from_ymd(2099, 12, 31)?,
            )),
            "请填日期，如 2022-04-29。",
        ),
        Fill::Count => (
            check.allow_whole_number(DataValidationRule::Between(1, 100_000_000)),
            "请填正整数；一行代表一件时可以空着。",
        ),
        Fill::Money => (
            check.allow_decimal_number(DataValidationRule::Between(-1e13, 1e13)),
            "请填数字，以元为单位。",
        ),
        Fill::OneOf(options) => (list(check, options)?, "请从下拉列表中选择。"),
        Fill::Offered(options) => {
            let check = check.allow_list_strings(options)?;
            (check.show_error_message(false), "")
        }
    };
    let check = check
        .set_input_title(column.heading)?
        .set_input_message(hint(column))?;
    if message.is_empty() {
        return Ok(check);
    }
    check
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("填法不对")?
        .set_error_message(message)
}

fn hint(column: &Column) -> String {
    let need = need(column.need);
    format!("【{need}】{}", column.hint)
}

fn need(need: Need) -> &'static str {
    match need {
        Need::Always => "必填",
        Need::Then => "有则必填",
        Need::Free => "选填",
    }
}

/// A list within the cell's own rule, or, where Excel finds it too long for that, as a range of the guide.
fn list(check: DataValidation, options: &[String]) -> Result<DataValidation, XlsxError> {
    if fits_inline(options) {
        return check.allow_list_strings(options);
    }
    let column = column_name(OPTIONS_AT);
    let last = OPTIONS_FROM as usize + options.len();
    let range = format!(
        "={GUIDE_NAME}!${column}${}:${column}${last}",
        OPTIONS_FROM + 1
    );
    Ok(check.allow_list_formula(Formula::new(range)))
}

/// Excel's limit for a list inside a rule.
fn fits_inline(options: &[String]) -> bool {
    let letters: usize = options.iter().map(|o| o.chars().count() + 1).sum();
    letters <= 255
}

const GUIDE_NAME: &str = "填表说明";
/// Where the guide lists the words of a list too long for a cell's rule: column and first row, from 0.
const OPTIONS_AT: u16 = 5;
const OPTIONS_FROM: u32 = 6;
/// Chinese characters that a line of the guide's hints holds.
const HINT_LETTERS: usize = 39;

fn write_guide(page: &mut Worksheet, blank: &Blank) -> Result<(), XlsxError> {
    page.set_name(GUIDE_NAME)?;
    page.set_paper_size(9);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    for (at, width) in [20u16, 18, 12, 86, 3, 48].into_iter().enumerate() {
        page.set_column_width(u16::try_from(at).unwrap_or(0), width)?;
    }
    let title = plain().set_font_name("黑体").set_font_size(16);
    page.write_string_with_format(0, 0, format!("{GUIDE}（{}）", blank.file), &title)?;
    for (row, line) in (1u32..).zip([
        "一行登记一件，从第 2 行往下填；表头不要改，不用的列可以空着。可以全年用一份，也可以每季度复制一份，放在“一季度”“二季度”等文件夹里。",
        "黄色表头的列必填。有下拉列表的从列表中选；日期写成 2022-04-29 的样子。没有的内容空着，不必写“无”或“/”。",
        "填好以后保存，运行 gknb；有问题时会指出是哪个文件、哪张工作表、哪个单元格。本页汇编时不读。",
    ]) {
        page.write_string_with_format(row, 0, line, &plain())?;
    }
    let (cell, label) = (
        plain().set_border(FormatBorder::Thin).set_text_wrap(),
        head(Need::Free),
    );
    for (at, text) in (0u16..).zip(["所在工作表", "列名", "填不填", "怎么填"]) {
        page.write_string_with_format(OPTIONS_FROM - 1, at, text, &label)?;
    }
    let mut row = OPTIONS_FROM;
    for ledger in &blank.sheets {
        for column in &ledger.columns {
            let texts = [ledger.name, column.heading, need(column.need), column.hint];
            for (at, text) in (0u16..).zip(texts) {
                page.write_string_with_format(row, at, text, &cell)?;
            }
            let lines = column.hint.chars().count().div_ceil(HINT_LETTERS);
            page.set_row_height(row, 16 * u32::try_from(lines).unwrap_or(1))?;
            row += 1;
        }
    }
    let columns = blank.sheets.iter().flat_map(|ledger| &ledger.columns);
    for column in columns {
        let Fill::OneOf(options) = &column.fill else {
            continue;
        };
        if fits_inline(options) {
            continue;
        }
        let heading = format!("“{}”的选项", column.heading);
        page.write_string_with_format(OPTIONS_FROM - 1, OPTIONS_AT, heading, &label)?;
        for (at, option) in (OPTIONS_FROM..).zip(options) {
            page.write_string_with_format(at, OPTIONS_AT, option, &cell)?;
        }
    }
    Ok(())
}

/// The text of a `gknb.toml` to start from; what is known already is written in.
pub fn settings(year: Option<i16>, agency: Option<&str>, scope: Option<Scope>) -> String {
    let this = year.unwrap_or(2025);
    let year = match year {
        Some(year) => format!("year = {year}"),
        None => format!("# year = {this}"),
    };
    let agency = match agency {
        Some(agency) => format!("agency = {}", toml::Value::from(agency)),
        None => "# agency = \"某某市某某局\"".to_owned(),
    };
    let scope = scope.unwrap_or_default().word();
    include_str!("blank.toml")
        .replace("{year}", &year)
        .replace("{this}", &this.to_string())
        .replace("{last}", &(this - 1).to_string())
        .replace("{agency}", &agency)
        .replace("{scope}", scope)
}
