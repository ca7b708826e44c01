//! Pages → an xlsx workbook.
//!
//! In: a finished [`Document`]. Out: bytes, the same for the same document: no clock, no machine in them.
//! This is the one place where a figure becomes a binary number.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

use super::page::{Area, Cell, Content, Document, Page, Role};
use crate::address::column_name;

/// Writes a workbook. Fails only when the document is beyond what xlsx can hold (too many rows, an
/// impossible sheet name).
pub fn bytes(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = document.date;
    let created = ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or(1900),
        u8::try_from(date.month()).unwrap_or(1),
        u8::try_from(date.day()).unwrap_or(1),
    )?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&document.title)
            .set_creation_datetime(&created),
    );
    let mut looks = Looks::default();
    for page in &document.pages {
        sheet(workbook.add_worksheet(), page, &mut looks)?;
    }
    let mut bytes = workbook.save_to_buffer()?;
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
    sheet.set_print_fit_to_pages(1, u16::from(page.one_sheet));
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.45, 0.45, 0.5, 0.5, 0.3, 0.3);
    if page.repeated > 0 {
        sheet.set_repeat_rows(0, page.repeated - 1)?;
    }
    if page.frozen > 0 {
        sheet.set_freeze_panes(page.frozen, 0)?;
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
    match &cell.content {
        Content::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
        Content::Number(value) => {
            sheet.write_number_with_format(row, column, number(*value), format)?
        }
        Content::Sum(areas, value) => {
            let sum = Formula::new(formula(areas)).set_result(value.to_string());
            sheet.write_formula_with_format(row, column, sum, format)?
        }
    };
    Ok(())
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

/// The nearest binary number; the very number as long as it has at most 15 digits. What has more, reading
/// back will tell.
fn number(value: Decimal) -> f64 {
    value
        .to_string()
        .parse()
        .expect("a decimal in digits is a number")
}

/// Formats made so far: by role, decimals, and whether a text needs to be marked as text.
#[derive(Default)]
struct Looks(BTreeMap<(Role, u32, bool), Format>);

impl Looks {
    fn of(&mut self, cell: &Cell) -> &Format {
        let (decimals, marked) = match &cell.content {
            // Someone who edits the cell and leaves it again must not get a formula.
            Content::Text(text) => (0, text.starts_with(['=', '+', '-', '@'])),
            Content::Number(value) | Content::Sum(_, value) => (value.scale(), false),
        };
        self.0
            .entry((cell.role, decimals, marked))
            .or_insert_with(|| look(cell.role, decimals, marked))
    }
}

fn look(role: Role, decimals: u32, marked: bool) -> Format {
    let half_points = i64::from(role.size());
    let mut format = Format::new()
        .set_font_name(if role == Role::Title {
            "黑体"
        } else {
            "宋体"
        })
        .set_font_charset(134) // GB2312
        .set_font_size(number(Decimal::new(half_points * 5, 1)))
        .set_align(FormatAlign::VerticalCenter)
        .set_align(match role {
            Role::Remark | Role::Label => FormatAlign::Left,
            Role::Title | Role::Head | Role::Figure | Role::Total => FormatAlign::Center,
        });
    if matches!(role, Role::Head | Role::Total) {
        format = format.set_bold();
    }
    if role.bordered() {
        format = format.set_border(FormatBorder::Thin);
    }
    if role == Role::Label {
        format = format.set_indent(1);
    }
    if marked {
        format = format.set_quote_prefix();
    }
    if matches!(role, Role::Figure | Role::Total) {
        // Smaller rather than ###, however narrow someone makes the column.
        let decimals = "0".repeat(usize::try_from(decimals).unwrap_or(0));
        let point = if decimals.is_empty() { "" } else { "." };
        format
            .set_num_format(format!("0{point}{decimals}"))
            .set_shrink()
    } else {
        format.set_text_wrap()
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
