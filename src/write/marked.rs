//! 批注: copies of the user's own workbooks, the cells in question coloured and with a note.
//!
//! In: a [`Compilation`] and the way to its files. Out: for each file with findings at cells an xlsx of the
//! same sheets and values at the same addresses; nothing is inserted, so a place named anywhere else is the
//! same place here. A file is read once more, row by row; the source itself is never touched.
//!
//! Values stay what they are (text is text, whatever it begins with; numbers, dates, truth values); errors
//! become their text. A merged area is merged again, and what is found in any of its cells is marked at its
//! first one, the only one that programs show. Formats and formulas of the original are not carried over.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use rayon::prelude::*;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatBorder, Note, ObjectMovement, Workbook, Worksheet,
    XlsxError,
};

use super::page::width;
use super::show;
use crate::address::{Address, cell_name};
use crate::book::{self, Event, Input, Row, Value};
use crate::compilation::Compilation;
use crate::finding::{Finding, Place, Severity};

/// The folder of the copies, beside the other files written.
pub const FOLDER: &str = "批注";

/// Rows of a file beyond which no copy is made: the program that should show it would not.
pub const ROWS: usize = 200_000;

/// Bytes of a file up to which a copy is made: the library that writes it holds all texts.
const BYTES: u64 = 24 << 20;

/// Cells of a file beyond which no copy is made.
const CELLS: u64 = 3_000_000;

/// Notes on one sheet; cells beyond are coloured only, and the last note says so.
const NOTES: usize = 5_000;

/// What tells a copy of ours from any other file.
const MARKER: &str = "gknb 批注副本";

/// The copies of one compilation.
#[derive(Debug, Default)]
pub struct Copies {
    /// Path below [`FOLDER`] with `/`, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The source file of each of these.
    pub sources: Vec<String>,
    /// Source files of which no copy could be made, and why.
    pub skipped: Vec<(String, String)>,
}

/// Makes the copies: of each file that a finding points into, and of each that an error or a doubt elsewhere
/// is related to.
///
/// `open` opens the file at a position of the compilation's names.
pub fn copies(
    compilation: &Compilation,
    open: &(dyn Fn(u32) -> Option<Box<dyn Input>> + Sync),
) -> Copies {
    let marks: Vec<_> = marks(compilation).into_iter().collect();
    let made: Vec<_> = marks
        .par_iter()
        .map(|(file, marks)| (*file, copy(compilation, *file, marks, open)))
        .collect();
    let mut copies = Copies::default();
    for (file, made) in made {
        let source = name_of(compilation, file);
        match made {
            Ok(bytes) => {
                let name = free_name(&copy_name(source), &copies.files);
                copies.files.push((name, bytes));
                copies.sources.push(source.to_owned());
            }
            Err(why) => copies.skipped.push((source.to_owned(), why)),
        }
    }
    copies
}

/// Whether the bytes are a copy that was made here and that no other program has saved since: such a file
/// may be replaced or removed.
pub fn untouched(bytes: &[u8]) -> bool {
    let core = || -> Option<String> {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let member = package.by_name("docProps/core.xml").ok()?;
        let mut text = String::new();
        member
            .take(1 << 16)
            .read_to_string(&mut text)
            .ok()
            .map(|_| text)
    };
    let Some(core) = core() else { return false };
    let between = |tag: &str| {
        let (_, rest) = core.split_once(&format!("<{tag}"))?;
        let (_, rest) = rest.split_once('>')?;
        Some(rest.split_once('<')?.0)
    };
    between("cp:category") == Some(MARKER)
        && between("dcterms:created").is_some()
        && between("dcterms:created") == between("dcterms:modified")
        && between("cp:lastModifiedBy").is_none_or(str::is_empty)
}

/// `一季度/申请.csv.xlsx`; a file that is called xlsx keeps its name.
fn copy_name(source: &str) -> String {
    let safe: Vec<&str> = source
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .collect();
    let safe = safe.join("/");
    match safe.to_lowercase().ends_with(".xlsx") {
        true => safe,
        false => format!("{safe}.xlsx"),
    }
}

/// The name, or one with a number where a file that differs at most in case has it.
fn free_name(name: &str, taken: &[(String, Vec<u8>)]) -> String {
    let free = |name: &str| {
        let lower = name.to_lowercase();
        !taken.iter().any(|(t, _)| t.to_lowercase() == lower)
    };
    let stem = name.strip_suffix(".xlsx").unwrap_or(name);
    let numbered = (2..).map(|n| format!("{stem}({n}).xlsx"));
    std::iter::once(name.to_owned())
        .chain(numbered)
        .find(|n| free(n))
        .expect("there is always another number")
}

fn name_of(compilation: &Compilation, file: u32) -> &str {
    let files = &compilation.names.files;
    files.get(file as usize).map_or("?", |f| f.file.as_str())
}

/// What is to be said at a place.
#[derive(Debug, Clone, Default)]
struct Mark {
    /// The gravest of the findings here; none where other findings only refer to the place.
    severity: Option<Severity>,
    words: Vec<String>,
}

impl Mark {
    fn add(&mut self, severity: Option<Severity>, words: String) {
        // the graver severity is the lesser one; none is the least grave
        self.severity = match (self.severity, severity) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if !self.words.contains(&words) {
            self.words.push(words);
        }
    }
}

/// Marks of a sheet by row and column; a mark without a column is for the row.
type SheetMarks = BTreeMap<u32, BTreeMap<Option<u16>, Mark>>;

/// Marks of a file by sheet.
type Marks = BTreeMap<u16, SheetMarks>;

/// All marks by file; files with nothing but places that notes refer to are left out.
fn marks(compilation: &Compilation) -> BTreeMap<u32, Marks> {
    let mut marks: BTreeMap<u32, Marks> = BTreeMap::new();
    let mut wanted = std::collections::BTreeSet::new();
    let mut put = |at: &Address, severity, words: String| {
        let rows = marks.entry(at.file).or_default();
        let row = rows.entry(at.sheet).or_default().entry(at.row).or_default();
        row.entry(at.column).or_default().add(severity, words);
    };
    for finding in &compilation.findings {
        let Finding { rule, related, .. } = finding;
        if let Place::Cell(at) = &finding.at {
            wanted.insert(at.file);
            let severity = match finding.explained {
                Some(_) => Severity::Note,
                None => rule.severity,
            };
            put(at, Some(severity), said(finding));
        }
        for (place, words) in related {
            let Place::Cell(at) = place else { continue };
            if rule.severity != Severity::Note {
                wanted.insert(at.file);
            }
            let from = show::place(&finding.at, &compilation.names, Some(compilation.form));
            let words = format!(
                "相关：{} {} {}\n{words}\n详见 {from}",
                finding.word(),
                rule.code,
                rule.title
            );
            put(at, None, words);
        }
    }
    marks.retain(|file, _| wanted.contains(file));
    marks
}

/// A finding as its note says it.
fn said(finding: &Finding) -> String {
    let rule = finding.rule;
    let mut words = format!(
        "{} {} {}\n{}",
        finding.word(),
        rule.code,
        rule.title,
        finding.message
    );
    if let Some(reason) = &finding.explained {
        words.push_str(&format!("\n说明：{reason}"));
        return words;
    }
    if !finding.help.is_empty() {
        words.push_str("\n下一步：");
        words.push_str(&finding.help);
    }
    words
}

/// The copy of one file, or why there is none.
fn copy(
    compilation: &Compilation,
    file: u32,
    marks: &Marks,
    open: &(dyn Fn(u32) -> Option<Box<dyn Input>> + Sync),
) -> Result<Vec<u8>, String> {
    let rows = compilation.fates();
    let rows = rows
        .skip_while(|(at, _)| at.file < file)
        .take_while(|(at, _)| at.file == file)
        .count();
    if rows > ROWS {
        return Err(format!("共 {rows} 行，超过 {ROWS} 行的文件不做批注副本"));
    }
    let size = compilation.sources.get(file as usize).map_or(0, |s| s.size);
    if size > BYTES {
        let megabytes = size >> 20;
        return Err(format!(
            "文件有 {megabytes} MB，超过 {} MB 的不做批注副本",
            BYTES >> 20
        ));
    }
    let name = name_of(compilation, file);
    let mut input = open(file).ok_or("文件已打不开")?;
    let mut copier = Copier {
        marks,
        title: name,
        workbook: Workbook::new(),
        names: Vec::new(),
        open: None,
        visible: None,
        cells: 0,
        trouble: None,
    };
    // What is wrong with the file was found when it was read for its figures.
    let mut known = Vec::new();
    book::read(file, name, input.as_mut(), &mut known, &mut |event| {
        copier.see(event);
    });
    copier.finish(compilation)
}

/// Writes what is read.
struct Copier<'m> {
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
    fn see(&mut self, event: Event<'_>) {
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

    fn finish(mut self, compilation: &Compilation) -> Result<Vec<u8>, String> {
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
        super::xlsx::on_one_system(&mut bytes);
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

/// Where something stands on a sheet: row from 1, column from 0.
type Spot = (u32, u16);

/// A merged area: its last cell so far, and its value.
struct Area {
    last: Spot,
    value: Value,
}

/// A sheet being written.
struct OpenSheet<'m> {
    sheet: Worksheet,
    marks: Option<&'m SheetMarks>,
    /// Rows of marks that were read.
    read: std::collections::BTreeSet<u32>,
    areas: BTreeMap<Spot, Area>,
    /// What is to be coloured in the end, with its value.
    coloured: BTreeMap<Spot, (Option<Value>, Mark)>,
    /// The widest texts of each column with their rows.
    widths: Vec<Vec<(u16, u32)>>,
    looks: Looks,
}

impl<'m> OpenSheet<'m> {
    fn new(sheet: Worksheet, marks: Option<&'m SheetMarks>) -> Self {
        OpenSheet {
            sheet,
            marks,
            read: std::collections::BTreeSet::new(),
            areas: BTreeMap::new(),
            coloured: BTreeMap::new(),
            widths: Vec::new(),
            looks: Looks::default(),
        }
    }

    fn row(&mut self, row: &Row) -> Result<(), XlsxError> {
        for cell in &row.cells {
            match cell.anchor {
                None => {
                    self.measure(row.number, cell.column, &cell.value);
                    let spot = (row.number, cell.column);
                    put(
                        &mut self.sheet,
                        spot,
                        &cell.value,
                        Shade::None,
                        &mut self.looks,
                    )?;
                }
                Some(anchor) => {
                    let area = self.areas.entry(anchor).or_insert_with(|| Area {
                        last: anchor,
                        value: cell.value.clone(),
                    });
                    area.last = (area.last.0.max(row.number), area.last.1.max(cell.column));
                }
            }
        }
        let marks = self.marks.and_then(|m| m.get(&row.number));
        let Some(marks) = marks else {
            if row.hidden {
                self.sheet.set_row_hidden(row.number - 1)?;
            }
            return Ok(());
        };
        self.read.insert(row.number);
        let first = row.cells.first().map_or(0, |c| c.column);
        for (column, mark) in marks {
            let column = column.unwrap_or(first);
            let cell = row.cells.iter().find(|c| c.column == column);
            let spot = cell.and_then(|c| c.anchor).unwrap_or((row.number, column));
            self.colour((row.number, column), spot, cell.map(|c| &c.value), mark);
        }
        Ok(())
    }

    /// Remembers a mark for a cell; what is found inside a merged area says where.
    fn colour(&mut self, found: Spot, spot: Spot, value: Option<&Value>, mark: &Mark) {
        let (_, here) = self
            .coloured
            .entry(spot)
            .or_insert_with(|| (value.cloned(), Mark::default()));
        for words in &mark.words {
            let words = match found == spot {
                true => words.clone(),
                false => format!("（{}）{words}", name(found)),
            };
            here.add(mark.severity, words);
        }
    }

    fn measure(&mut self, row: u32, column: u16, value: &Value) {
        /// Rows that decide how wide columns are.
        const MEASURED: u32 = 2_000;
        /// Texts of a column that may be titles.
        const KEPT: usize = 6;
        let column = usize::from(column);
        if row > MEASURED || column > 200 {
            return;
        }
        if self.widths.len() <= column {
            self.widths.resize(column + 1, Vec::new());
        }
        let longest = value.text().lines().map(width).max().unwrap_or(0);
        let widest = &mut self.widths[column];
        let after = widest.partition_point(|(w, _)| *w >= longest);
        if after < KEPT {
            widest.insert(after, (longest, row));
            widest.truncate(KEPT);
        }
    }

    /// As wide as the widest text of the column; a title over several columns has room enough.
    fn width_of(&self, column: u16) -> u16 {
        let spreads = |row: u32| {
            let area = self.areas.get(&(row, column));
            area.is_some_and(|area| area.last.1 > column)
        };
        let mut widest = self.widths[usize::from(column)].iter();
        let widest = widest.find(|(_, row)| !spreads(*row));
        widest
            .map_or(0, |(width, _)| *width)
            .saturating_add(2)
            .clamp(8, 36)
    }

    fn finish(mut self) -> Result<Worksheet, XlsxError> {
        for (row, marks) in self.marks.into_iter().flatten() {
            if self.read.contains(row) {
                continue;
            }
            for (column, mark) in marks {
                let spot = (*row, column.unwrap_or(0));
                self.colour(spot, spot, None, mark);
            }
        }
        for (column, _) in (0u16..).zip(&self.widths) {
            let width = self.width_of(column);
            self.sheet.set_column_width(column, width)?;
        }
        self.merge()?;
        self.mark()?;
        Ok(self.sheet)
    }

    /// Merges what was merged. Areas that overlap or are beyond all measure come from damaged files and
    /// stay single cells.
    fn merge(&mut self) -> Result<(), XlsxError> {
        const LARGEST: u64 = 20_000;
        let plain = Format::new();
        let mut done: Vec<(Spot, Spot)> = Vec::new();
        for (&first, Area { last, value }) in &self.areas {
            let size = (u64::from(last.0 - first.0) + 1) * (u64::from(last.1 - first.1) + 1);
            let overlaps =
                done.iter().rev().take(2_000).any(|(f, l)| {
                    f.0 <= last.0 && first.0 <= l.0 && f.1 <= last.1 && first.1 <= l.1
                });
            if !(2..=LARGEST).contains(&size) || overlaps {
                continue;
            }
            let merged =
                self.sheet
                    .merge_range(first.0 - 1, first.1, last.0 - 1, last.1, "", &plain);
            if merged.is_ok() {
                done.push((first, *last));
            }
            put(&mut self.sheet, first, value, Shade::None, &mut self.looks)?;
        }
        Ok(())
    }

    fn mark(&mut self) -> Result<(), XlsxError> {
        let total = self.coloured.len();
        let mut gravest: Option<Severity> = None;
        for (nth, (&spot, (value, mark))) in self.coloured.iter().enumerate() {
            let shade = Shade::of(mark.severity);
            let (row, column) = (spot.0 - 1, spot.1);
            match value {
                Some(value) => put(&mut self.sheet, spot, value, shade, &mut self.looks)?,
                None => {
                    let look = self.looks.of(Kind::General, shade);
                    self.sheet.write_blank(row, column, look)?;
                }
            }
            gravest = match (gravest, mark.severity) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            if nth < NOTES {
                let mut words = mark.words.join("\n\n");
                if nth + 1 == NOTES && total > NOTES {
                    words.push_str(&format!(
                        "\n\n本表另有 {} 处只标颜色，不再加批注",
                        total - NOTES
                    ));
                }
                self.sheet.insert_note(row, column, &note(&words, shade))?;
            }
        }
        if let Some((&(row, column), _)) = self.coloured.iter().next() {
            self.sheet.set_selection(row - 1, column, row - 1, column)?;
            self.sheet.set_top_left_cell(row.saturating_sub(8), 0)?;
            self.sheet.set_tab_color(Shade::of(gravest).ink());
        }
        Ok(())
    }
}

fn name((row, column): Spot) -> String {
    cell_name(Address {
        file: 0,
        sheet: 0,
        row,
        column: Some(column),
    })
}

fn note(words: &str, shade: Shade) -> Note {
    const LONGEST: usize = 8_000;
    let words: String = words.chars().take(LONGEST).collect();
    let lines: usize = words
        .lines()
        .map(|line| usize::from(width(line)).div_ceil(48).max(1))
        .sum();
    let lines = u32::try_from(lines).unwrap_or(u32::MAX).min(24);
    Note::new(words)
        .set_author("公开年报")
        .add_author_prefix(false)
        .set_font_name("宋体")
        .set_font_size(10)
        .set_width(340)
        .set_height(lines * 18 + 14)
        .set_background_color(shade.paper())
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells)
}

/// How a cell is marked; borders tell it without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shade {
    None,
    Error,
    Warning,
    Note,
    /// A finding elsewhere refers to it.
    Related,
}

impl Shade {
    fn of(severity: Option<Severity>) -> Self {
        match severity {
            Some(Severity::Error) => Shade::Error,
            Some(Severity::Warning) => Shade::Warning,
            Some(Severity::Note) => Shade::Note,
            None => Shade::Related,
        }
    }

    /// The cell's colour.
    fn paper(self) -> u32 {
        match self {
            Shade::None => 0x00FF_FFFF,
            Shade::Error => 0x00FF_C7CE,
            Shade::Warning => 0x00FF_EB9C,
            Shade::Note => 0x00E4_E4E4,
            Shade::Related => 0x00E3_EEF8,
        }
    }

    /// The colour of its border and of the sheet's tab.
    fn ink(self) -> u32 {
        match self {
            Shade::None => 0x0000_0000,
            Shade::Error => 0x00C0_0000,
            Shade::Warning => 0x00BF_8F00,
            Shade::Note => 0x0080_8080,
            Shade::Related => 0x005B_9BD5,
        }
    }

    fn border(self) -> FormatBorder {
        match self {
            Shade::None => FormatBorder::None,
            Shade::Error => FormatBorder::Medium,
            Shade::Warning => FormatBorder::MediumDashed,
            Shade::Note => FormatBorder::Thin,
            Shade::Related => FormatBorder::Dotted,
        }
    }
}

/// How a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    General,
    /// Text that someone who edits the cell and leaves it again must not turn into a formula.
    Marked,
    Day,
    Time,
}

/// Formats made so far.
#[derive(Default)]
struct Looks(BTreeMap<(Kind, Shade), Format>);

impl Looks {
    fn of(&mut self, kind: Kind, shade: Shade) -> &Format {
        self.0
            .entry((kind, shade))
            .or_insert_with(|| look(kind, shade))
    }
}

fn look(kind: Kind, shade: Shade) -> Format {
    let format = match kind {
        Kind::General => Format::new(),
        Kind::Marked => Format::new().set_quote_prefix(),
        Kind::Day => Format::new().set_num_format("yyyy-mm-dd"),
        Kind::Time => Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
    };
    match shade {
        Shade::None => format,
        shade => format
            .set_background_color(shade.paper())
            .set_border(shade.border())
            .set_border_color(shade.ink()),
    }
}

/// Writes a value as what it is.
fn put(
    sheet: &mut Worksheet,
    (row, column): Spot,
    value: &Value,
    shade: Shade,
    looks: &mut Looks,
) -> Result<(), XlsxError> {
    let row = row - 1;
    match value {
        Value::Text(text) | Value::Error(text) => {
            /// The longest text that xlsx holds, in UTF-16 units.
            const LONGEST: usize = 32_767;
            let mut taken = 0;
            let end = text.char_indices().find_map(|(at, c)| {
                taken += c.len_utf16();
                (taken > LONGEST).then_some(at)
            });
            let text = &text[..end.unwrap_or(text.len())];
            let marked = text.starts_with(['=', '+', '-', '@']);
            let kind = if marked { Kind::Marked } else { Kind::General };
            sheet.write_string_with_format(row, column, text, looks.of(kind, shade))?;
        }
        Value::Number(number) => {
            sheet.write_number_with_format(row, column, *number, looks.of(Kind::General, shade))?;
        }
        Value::Bool(truth) => {
            sheet.write_boolean_with_format(row, column, *truth, looks.of(Kind::General, shade))?;
        }
        Value::Date(at) => match excel_date(at) {
            Ok(date) => {
                let midnight = at.time() == jiff::civil::Time::midnight();
                let kind = if midnight { Kind::Day } else { Kind::Time };
                sheet.write_datetime_with_format(row, column, &date, looks.of(kind, shade))?;
            }
            // before 1900
            Err(_) => {
                let look = looks.of(Kind::General, shade);
                sheet.write_string_with_format(row, column, value.text(), look)?;
            }
        },
    }
    Ok(())
}

fn excel_date(at: &jiff::civil::DateTime) -> Result<ExcelDateTime, XlsxError> {
    let number = |n: i8| u8::try_from(n).unwrap_or_default();
    ExcelDateTime::from_ymd(
        u16::try_from(at.year()).unwrap_or_default(),
        number(at.month()),
        number(at.day()),
    )?
    .and_hms_milli(
        u16::from(number(at.hour())),
        number(at.minute()),
        number(at.second()),
        u16::try_from(at.millisecond()).unwrap_or_default(),
    )
}
