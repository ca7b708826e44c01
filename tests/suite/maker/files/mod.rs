//! Sheets → the bytes of a file, in each of the formats that offices hand in.

mod html;
mod inline;
mod ods;
mod spreadsheetml;
mod text;
mod xlsx;

use super::table::{Ability, Grid};

/// What a file really is, and what it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Xlsx,
    /// As report engines write it: texts in the cells, characters as references, cells unnamed.
    XlsxInline,
    /// An xlsx under the name of an `.xls`.
    XlsxAsXls,
    CsvUtf8,
    CsvBom,
    CsvGb18030,
    /// Tabs, GB18030.
    Tsv,
    /// What Excel calls Unicode text: UTF-16 with tabs.
    TxtUtf16,
    /// Commas, GB18030, under the name of an `.xls`.
    CsvAsXls,
    HtmlUtf8,
    HtmlGb2312,
    SpreadsheetMl,
    Ods,
}

/// All of them.
pub(crate) const FORMATS: [Format; 13] = [
    Format::Xlsx,
    Format::XlsxInline,
    Format::XlsxAsXls,
    Format::CsvUtf8,
    Format::CsvBom,
    Format::CsvGb18030,
    Format::Tsv,
    Format::TxtUtf16,
    Format::CsvAsXls,
    Format::HtmlUtf8,
    Format::HtmlGb2312,
    Format::SpreadsheetMl,
    Format::Ods,
];

impl Format {
    /// The ending of the file's name.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Format::Xlsx | Format::XlsxInline => "xlsx",
            Format::CsvUtf8 | Format::CsvBom | Format::CsvGb18030 => "csv",
            Format::Tsv => "tsv",
            Format::TxtUtf16 => "txt",
            Format::XlsxAsXls
            | Format::CsvAsXls
            | Format::HtmlUtf8
            | Format::HtmlGb2312
            | Format::SpreadsheetMl => "xls",
            Format::Ods => "ods",
        }
    }

    /// Whether a file holds several sheets.
    pub(crate) fn sheets(self) -> bool {
        matches!(
            self,
            Format::Xlsx
                | Format::XlsxInline
                | Format::XlsxAsXls
                | Format::SpreadsheetMl
                | Format::Ods
        )
    }

    /// What its sheets can show.
    pub(crate) fn ability(self) -> Ability {
        Ability {
            merges: self.sheets() || matches!(self, Format::HtmlUtf8 | Format::HtmlGb2312),
            hides: self.sheets(),
        }
    }

    /// The file's bytes.
    pub(crate) fn bytes(self, grids: &[Grid]) -> Vec<u8> {
        match self {
            Format::Xlsx | Format::XlsxAsXls => xlsx::bytes(grids),
            Format::XlsxInline => inline::bytes(grids),
            Format::CsvUtf8 => text::comma(&grids[0]).into_bytes(),
            Format::CsvBom => ["\u{feff}", &text::comma(&grids[0])].concat().into_bytes(),
            Format::CsvGb18030 | Format::CsvAsXls => text::gb18030(&text::comma(&grids[0])),
            Format::Tsv => text::gb18030(&text::tab(&grids[0])),
            Format::TxtUtf16 => text::utf16(&text::tab(&grids[0])),
            Format::HtmlUtf8 => html::page(&grids[0], "utf-8").into_bytes(),
            Format::HtmlGb2312 => text::gb18030(&html::page(&grids[0], "gb2312")),
            Format::SpreadsheetMl => spreadsheetml::bytes(grids),
            Format::Ods => ods::bytes(grids),
        }
    }
}

/// Text inside XML and HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The merged area that begins at a cell, as rows and columns spanned.
fn span(grid: &Grid, row: usize, column: usize) -> Option<(usize, usize)> {
    grid.merges
        .iter()
        .find(|&&(r, c, _, _)| (r, c) == (row, column))
        .map(|&(r0, c0, r1, c1)| (r1 - r0 + 1, c1 - c0 + 1))
}

/// Whether a cell lies in a merged area that begins at another cell.
fn covered(grid: &Grid, row: usize, column: usize) -> bool {
    grid.merges.iter().any(|&(r0, c0, r1, c1)| {
        (r0..=r1).contains(&row) && (c0..=c1).contains(&column) && (r0, c0) != (row, column)
    })
}
