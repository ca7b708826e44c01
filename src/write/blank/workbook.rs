//! A blank ledger as a workbook: headings, checked and prepared columns, and a guide.
//!
//! In: a [`Blank`]. Out: its bytes, the same for the same blank.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::{Blank, Column, Fill, Need, Sheet, Value};
use crate::address::column_name;
use crate::column::GUIDE;
use crate::write::xlsx::{self, on_one_system};

/// Rows that are prepared for records.
const PREPARED: u32 = 5000;

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
                    let number = xlsx::number(*number);
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
