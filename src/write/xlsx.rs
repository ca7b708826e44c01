//! Pages → an xlsx workbook.
//!
//! In: a finished [`Document`]. Out: bytes, the same for the same document: no clock, no machine in them.
//! This is the one place where a figure becomes a binary number.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Formula,
    IgnoreError, Workbook, Worksheet, XlsxError,
};

mod body;

use super::page::{Answer, Area, Cell, Content, Document, Link, Page, Role};
use crate::address::column_name;

/// Writes a workbook. Fails only when the document is beyond what xlsx can hold (too many rows, an
/// impossible sheet name).
pub fn bytes(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&document.title)
            .set_creation_datetime(&date(document.date)?),
    );
    let mut looks = Looks::default();
    let mut patterns = Vec::new();
    for page in &document.pages {
        let to = workbook.add_worksheet();
        sheet(to, page, &mut looks)?;
        patterns.push(body::pattern(to, page, &mut looks)?);
    }
    let mut bytes = workbook.save_to_buffer()?;
    drop(workbook);
    if patterns.iter().any(Option::is_some) {
        bytes = body::put(&bytes, document, &patterns)?;
    }
    on_one_system(&mut bytes);
    Ok(bytes)
}

/// Names Unix as the system that packed the workbook. The packing library names the one it runs on, the only
/// byte of an entry that differs from machine to machine (APPNOTE 4.3.12, «version made by»).
pub(super) fn on_one_system(zip: &mut [u8]) {
    const UNIX: u8 = 3;
    let number = |zip: &[u8], at: usize, bytes: usize| -> Option<usize> {
        let digits = zip.get(at..at + bytes)?.iter().rev();
        Some(digits.fold(0, |n, &digit| n << 8 | usize::from(digit)))
    };
    // The directory's end is the last record, 22 bytes without a comment; it says where the directory begins.
    let end = zip.len().saturating_sub(22);
    let mut at = number(zip, end + 16, 4).unwrap_or(end);
    while zip.get(at..at + 4) == Some(b"PK\x01\x02") {
        zip[at + 5] = UNIX;
        let lengths = [28, 30, 32].map(|field| number(zip, at + field, 2).unwrap_or(0));
        at += 46 + lengths.iter().sum::<usize>();
    }
}

fn sheet(sheet: &mut Worksheet, page: &Page, looks: &mut Looks) -> Result<(), XlsxError> {
    sheet.set_name(&page.name)?;
    sheet.set_paper_size(9); // A4
    if page.landscape {
        sheet.set_landscape();
    }
    match &page.across {
        None => {
            sheet.set_print_fit_to_pages(1, u16::from(page.one_sheet));
        }
        Some(across) => {
            let breaks: Vec<u32> = across.breaks.iter().copied().map(u32::from).collect();
            sheet.set_print_scale(across.scale);
            sheet.set_vertical_page_breaks(&breaks)?;
            if let Some(last) = across.repeated.checked_sub(1) {
                sheet.set_repeat_columns(0, last)?;
            }
        }
    }
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.45, 0.45, 0.5, 0.5, 0.3, 0.3);
    if page.repeated > 0 {
        sheet.set_repeat_rows(0, page.repeated - 1)?;
    }
    let frozen = page.across.as_ref().map_or(0, |across| across.repeated);
    if page.frozen > 0 || frozen > 0 {
        sheet.set_freeze_panes(page.frozen, frozen)?;
    }
    if let Some(mark) = &page.mark {
        sheet.set_header(format!("&C&\"黑体\"{mark}"));
        sheet.set_footer(format!("&L&A&C{mark}&R第 &P 页，共 &N 页"));
        sheet.set_tab_color(RED);
    }
    if let (Some(heads), Some(last)) = (page.filtered, page.columns.len().checked_sub(1)) {
        let bottom = u32::try_from(page.count()).unwrap_or(u32::MAX);
        let last = u16::try_from(last).unwrap_or(u16::MAX);
        let bottom = bottom.saturating_sub(1).max(heads);
        sheet.autofilter(heads, 0, bottom, last)?;
        // numbers of applications are texts, and no mistake
        sheet.ignore_error_range(heads, 0, bottom, last, IgnoreError::NumberStoredAsText)?;
    }
    for (column, &width) in (0u16..).zip(&page.columns) {
        sheet.set_column_width(column, width)?;
    }
    for (number, row) in (0u32..).zip(&page.rows) {
        sheet.set_row_height(number, row.height)?;
        for c in &row.cells {
            cell(sheet, number, c, looks)?;
        }
    }
    Ok(())
}

fn cell(sheet: &mut Worksheet, row: u32, cell: &Cell, looks: &mut Looks) -> Result<(), XlsxError> {
    let column = cell.column;
    let format = looks.of(cell);
    if cell.rowspan > 1 || cell.colspan > 1 {
        // Every cell below the merge has the format too: borders are drawn cell by cell.
        let last = (row + u32::from(cell.rowspan) - 1, column + cell.colspan - 1);
        sheet.merge_range(row, column, last.0, last.1, "", format)?;
    }
    if let Some(link) = &cell.link {
        // The library writes a text with each link; the content below takes its place.
        let link = address(link);
        sheet.write_url_with_options(row, column, link.as_str(), "→", "", Some(format))?;
    }
    match &cell.content {
        Content::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
        Content::Number(value) => {
            sheet.write_number_with_format(row, column, number(*value), format)?
        }
        Content::Sum(areas, value) => {
            let sum = Formula::new(formula(areas)).set_result(value.to_string());
            sheet.write_formula_with_format(row, column, sum, format)?
        }
        Content::Day(day) => sheet.write_datetime_with_format(row, column, date(*day)?, format)?,
        Content::Formula(formula, answer) => {
            let formula = Formula::new(formula).set_result(match answer {
                Answer::Text(text) => text.clone(),
                Answer::Number(value) => value.to_string(),
            });
            sheet.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

fn date(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        u8::try_from(day.month()).unwrap_or(1),
        u8::try_from(day.day()).unwrap_or(1),
    )
}

fn address(link: &Link) -> String {
    match link {
        Link::Inside(page, (row, column)) => format!(
            "internal:'{}'!{}{}",
            page.replace('\'', "''"),
            column_name(*column),
            row + 1
        ),
        Link::Outside(path) => format!("file:///{path}"),
    }
}

/// `=SUM(D6:I6)`.
pub(super) fn formula(areas: &[Area]) -> String {
    let name = |(row, column): (u32, u16)| format!("{}{}", column_name(column), row + 1);
    let areas: Vec<String> = areas
        .iter()
        .map(|area| {
            if area.first == area.last {
                name(area.first)
            } else {
                format!("{}:{}", name(area.first), name(area.last))
            }
        })
        .collect();
    format!("=SUM({})", areas.join(","))
}

/// The nearest binary number; the very number as long as it has at most 15 digits. Of what has more the JSON has all.
pub(super) fn number(value: Decimal) -> f64 {
    value
        .to_string()
        .parse()
        .expect("a decimal in digits is a number")
}

/// Formats made so far.
#[derive(Default)]
struct Looks(BTreeMap<Look, Format>);

/// What decides how a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    role: Role,
    kind: Kind,
    linked: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Marked as text where someone who edits the cell and leaves it again would get a formula.
    Text(bool),
    /// With so many decimals.
    Number(u32),
    Day,
}

impl Looks {
    fn of(&mut self, cell: &Cell) -> &Format {
        self.format(Look::of(cell))
    }

    fn format(&mut self, look: Look) -> &Format {
        self.0.entry(look).or_insert_with(|| format(look))
    }
}

impl Look {
    fn of(cell: &Cell) -> Self {
        Look {
            role: cell.role,
            kind: match &cell.content {
                Content::Text(text) => Kind::Text(text.starts_with(['=', '+', '-', '@'])),
                Content::Formula(_, Answer::Text(_)) => Kind::Text(false),
                Content::Number(value)
                | Content::Sum(_, value)
                | Content::Formula(_, Answer::Number(value)) => Kind::Number(value.scale()),
                Content::Day(_) => Kind::Day,
            },
            linked: cell.link.is_some(),
        }
    }
}

const RED: u32 = 0xC0_00_00;

const BLUE: u32 = 0x05_63_C1;

fn format(look: Look) -> Format {
    let role = look.role;
    let half_points = i64::from(role.size());
    let left = matches!(role, Role::Remark | Role::Label) && !matches!(look.kind, Kind::Day);
    let mut format = Format::new()
        .set_font_name(if role == Role::Title {
            "黑体"
        } else {
            "宋体"
        })
        .set_font_charset(134) // GB2312
        .set_font_size(number(Decimal::new(half_points * 5, 1)))
        .set_align(FormatAlign::VerticalCenter)
        .set_align(if left {
            FormatAlign::Left
        } else {
            FormatAlign::Center
        });
    if matches!(role, Role::Head | Role::Total | Role::Alarm) {
        format = format.set_bold();
    }
    if role.bordered() {
        format = format.set_border(FormatBorder::Thin);
    }
    if left && role == Role::Label {
        format = format.set_indent(1);
    }
    if look.linked {
        format = format
            .set_font_color(BLUE)
            .set_underline(FormatUnderline::Single);
    }
    if role == Role::Alarm {
        format = format.set_font_color(RED);
    }
    match look.kind {
        Kind::Text(marked) if marked => format.set_text_wrap().set_quote_prefix(),
        Kind::Text(_) => format.set_text_wrap(),
        // Smaller rather than ###, however narrow someone makes the column.
        Kind::Number(decimals) => {
            let decimals = "0".repeat(usize::try_from(decimals).unwrap_or(0));
            let point = if decimals.is_empty() { "" } else { "." };
            format
                .set_num_format(format!("0{point}{decimals}"))
                .set_shrink()
        }
        Kind::Day => format.set_num_format("yyyy-mm-dd").set_shrink(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_does_not_tell_on_which_system_it_was_packed() {
        let document = Document {
            title: String::new(),
            date: jiff::civil::date(2022, 12, 31),
            pages: Vec::new(),
        };
        let expected = bytes(&document).expect("an empty workbook can be written");
        let mut elsewhere = expected.clone();
        let entries: Vec<usize> = expected
            .windows(4)
            .enumerate()
            .filter(|(_, four)| four == b"PK\x01\x02")
            .map(|(at, _)| at)
            .collect();
        assert!(entries.len() > 5);
        for at in entries {
            elsewhere[at + 5] = 0;
        }
        assert_ne!(elsewhere, expected);
        on_one_system(&mut elsewhere);
        assert_eq!(elsewhere, expected);
    }
}
