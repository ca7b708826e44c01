//! The copy of one file, sheet by sheet as it is read.
//!
//! In: the events of reading it, and its marks. Out: the bytes of a workbook, or why there is none.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::MARKER;
use super::marks::Marks;
use super::sheet::OpenSheet;
use crate::book::{self, Event};
use crate::compilation::Compilation;
use crate::write::xlsx::on_one_system;

/// Cells of a file beyond which no copy is made.
const CELLS: u64 = 3_000_000;

/// Writes what is read.
pub(super) struct Copier<'m> {
    marks: &'m Marks,
    title: &'m str,
    workbook: Workbook,
    /// Names of sheets so far, in lower case.
    names: Vec<String>,
    open: Option<OpenSheet<'m>>,
    /// The first sheet that is not hidden, and whether it has marks: the one that is shown first.
    visible: Option<(usize, bool)>,
    cells: u64,
    trouble: Option<String>,
}

impl<'m> Copier<'m> {
    pub(super) fn new(title: &'m str, marks: &'m Marks) -> Self {
        Copier {
            marks,
            title,
            workbook: Workbook::new(),
            names: Vec::new(),
            open: None,
            visible: None,
            cells: 0,
            trouble: None,
        }
    }

    pub(super) fn see(&mut self, event: Event<'_>) {
        if self.trouble.is_some() {
            return;
        }
        let done = match event {
            Event::Sheet(sheet) => self.end_sheet().and_then(|()| self.begin(&sheet)),
            Event::Row(row) => {
                self.cells += row.cells.len() as u64;
                if self.cells > CELLS {
                    self.trouble = Some(format!("超过 {CELLS} 个单元格的文件不做批注副本"));
                }
                match &mut self.open {
                    Some(open) => open.row(row),
                    None => Ok(()),
                }
            }
        };
        if let Err(error) = done {
            self.trouble = Some(beyond(&error));
        }
    }

    fn begin(&mut self, told: &book::Sheet) -> Result<(), XlsxError> {
        let mut sheet = Worksheet::new();
        let name = self.sheet_name(told.name.as_deref());
        sheet.set_name(&name)?;
        sheet.set_hidden(told.hidden);
        let marks = self.marks.get(&told.index);
        let number = self.names.len();
        self.names.push(name.to_lowercase());
        if !told.hidden
            && self
                .visible
                .is_none_or(|(_, marked)| !marked && marks.is_some())
        {
            self.visible = Some((number, marks.is_some()));
        }
        self.open = Some(OpenSheet::new(sheet, marks));
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), XlsxError> {
        if let Some(open) = self.open.take() {
            self.workbook.push_worksheet(open.finish()?);
        }
        Ok(())
    }

    pub(super) fn finish(mut self, compilation: &Compilation) -> Result<Vec<u8>, String> {
        if self.trouble.is_none() {
            self.trouble = self.end_sheet().err().map(|error| beyond(&error));
        }
        if let Some(trouble) = self.trouble {
            return Err(trouble);
        }
        self.bytes(compilation).map_err(|error| beyond(&error))
    }

    fn bytes(&mut self, compilation: &Compilation) -> Result<Vec<u8>, XlsxError> {
        // A workbook must show a sheet; one whose sheets are all hidden cannot come from a program.
        let shown = self.visible.map_or(0, |(number, _)| number);
        if !self.names.is_empty() {
            let sheet = self.workbook.worksheet_from_index(shown)?;
            sheet.set_hidden(false).set_active(true);
        }
        let year = u16::try_from(compilation.year).unwrap_or(1900);
        let created = ExcelDateTime::from_ymd(year, 12, 31)?;
        self.workbook.set_properties(
            &DocProperties::new()
                .set_title(format!("批注副本：{}", self.title))
                .set_category(MARKER)
                .set_comment("内部资料，不得公开。请改原来的台账，改在这里不起作用。")
                .set_creation_datetime(&created),
        );
        let mut bytes = self.workbook.save_to_buffer()?;
        on_one_system(&mut bytes);
        Ok(bytes)
    }

    /// A name that xlsx allows; a text file's only sheet is called by the file.
    fn sheet_name(&self, told: Option<&str>) -> String {
        let file = self.title.rsplit('/').next().unwrap_or(self.title);
        let wanted = told.unwrap_or(file);
        let allowed: String = wanted
            .chars()
            .map(|c| match c {
                '*' | '?' | ':' | '[' | ']' | '\\' | '/' => '_',
                c if c.is_control() => '_',
                c => c,
            })
            .collect();
        let allowed = allowed.trim_matches('\'');
        let allowed = if allowed.is_empty() { "_" } else { allowed };
        let cut = |room: usize| -> String {
            let mut taken = 0;
            let fits = |c: &char| {
                taken += c.len_utf16();
                taken <= room
            };
            allowed.chars().take_while(fits).collect()
        };
        let name = cut(31);
        let numbered = (2..).map(|n| format!("{}({n})", cut(24)));
        std::iter::once(name)
            .chain(numbered)
            .find(|n| !self.names.contains(&n.to_lowercase()))
            .expect("there is always another number")
    }
}

/// Why the library would not write it.
fn beyond(error: &XlsxError) -> String {
    match error {
        XlsxError::RowColumnLimitError => "行数或列数超出 xlsx 的上限".to_owned(),
        other => format!("内容放不进 xlsx（技术信息：{other}）"),
    }
}
