//! ods: `content.xml`, streamed. calamine gives neither merged cells nor hidden rows for it, and lays a
//! sheet out as a rectangle; repeated rows and cells are where an ods would make that rectangle huge.
//!
//! A value that is repeated over columns or rows stands in each of them, within the bounds of a sheet;
//! empty repetitions only move the position.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::BytesStart;

use super::merge::Area;
use super::package::Package;
use super::sink::{Crossing, Shown, Sink};
use super::value::{NOT_COMPUTED, from_number, from_text, iso_date};
use super::xml::{Elements, attribute, walk};
use super::{CUT, Cell, Fault, Input, Kind, LOCKED, UNREADABLE, Value, limits};

/// Cells with a value that the repetitions of one sheet may stand for.
const REPEATED: u32 = 1_000_000;

/// The manifest is small.
const MANIFEST: u64 = 16 << 20;

/// Reads an OpenDocument spreadsheet.
pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    sink.recognise(Kind::Ods, None);
    let mut package = Package::open(input)?;
    let manifest = package.text("META-INF/manifest.xml", MANIFEST)?;
    if manifest.is_some_and(|text| text.contains("encryption-data")) {
        return Err(Fault::new(&LOCKED, "文件已加密，没有密码无法读取"));
    }
    let Some(part) = package.part("content.xml")? else {
        return Err(Fault::new(&UNREADABLE, "文件不完整：缺少部件 content.xml"));
    };
    let mut content = Content {
        hidden_styles: BTreeSet::new(),
        struck_styles: BTreeSet::new(),
        style: String::new(),
        sheets: 0,
        table: None,
        tables: 0,
        text: None,
        silent: 0,
    };
    walk(Reader::from_reader(part), "content.xml", &mut content, sink)
}

/// Where in the document the reader is.
struct Content {
    /// Table styles whose sheets are not shown.
    hidden_styles: BTreeSet<String>,
    /// Cell styles that cross out.
    struck_styles: BTreeSet<String>,
    /// The style that is being defined.
    style: String,
    sheets: usize,
    table: Option<Table>,
    /// Tables within tables: only the outermost is a sheet.
    tables: u32,
    /// Text of the cell that is being read.
    text: Option<Paragraphs>,
    /// Elements whose text is not the cell's (notes, drawings) that are open.
    silent: u32,
}

/// The sheet that is being read.
struct Table {
    name: String,
    hidden: bool,
    /// Told to the sink already; tables of external files (`table:table-source`) never are.
    told: bool,
    external: bool,
    /// Row groups that are not shown.
    hidden_groups: Vec<bool>,
    /// The row that is being read, from 1.
    number: u32,
    row: Option<OpenRow>,
    cell: Option<OpenCell>,
    copies: Copies,
}

/// What the repetitions of a sheet may still stand for.
struct Copies {
    cells: u32,
    /// Bytes of their text.
    text: usize,
}

impl Copies {
    /// How many copies of so many cells and so much text there may be.
    fn most(&self, cells: u32, text: usize) -> u32 {
        let of_text = self.text.checked_div(text).unwrap_or(usize::MAX);
        let of_cells = self.cells / cells.max(1);
        u32::try_from(of_text).unwrap_or(u32::MAX).min(of_cells)
    }

    fn spend(&mut self, copies: u32, cells: u32, text: usize) {
        self.cells = self.cells.saturating_sub(copies.saturating_mul(cells));
        let copies = usize::try_from(copies).unwrap_or(usize::MAX);
        self.text = self.text.saturating_sub(copies.saturating_mul(text));
    }
}

struct OpenRow {
    repeated: u32,
    hidden: bool,
    crossing: Crossing,
    column: u32,
    cells: Vec<Cell>,
    areas: Vec<Area>,
}

struct OpenCell {
    repeated: u32,
    covered: bool,
    columns: u32,
    rows: u32,
    kind: Option<String>,
    value: Option<String>,
    error: bool,
    formula: bool,
    struck: bool,
}

#[derive(Default)]
struct Paragraphs {
    text: String,
    count: u32,
}

impl Elements for Content {
    fn open(&mut self, tag: &BytesStart<'_>, sink: &mut Sink<'_>) -> Result<(), Fault> {
        let local = tag.local_name();
        match local.as_ref() {
            "style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "table-properties" => {
                if attribute(tag, "display").as_deref() == Some("false") {
                    self.hidden_styles.insert(self.style.clone());
                }
            }
            "text-properties" => {
                let line = ["text-line-through-style", "text-line-through-type"]
                    .iter()
                    .any(|name| attribute(tag, name).is_some_and(|line| line != "none"));
                if line && !self.style.is_empty() {
                    self.struck_styles.insert(self.style.clone());
                }
            }
            "table" => {
                self.tables += 1;
                if self.tables == 1 {
                    let style = attribute(tag, "style-name").unwrap_or_default();
                    self.table = Some(Table {
                        name: attribute(tag, "name").unwrap_or_default(),
                        hidden: self.hidden_styles.contains(&style),
                        told: false,
                        external: false,
                        hidden_groups: Vec::new(),
                        number: 1,
                        row: None,
                        cell: None,
                        copies: Copies {
                            cells: REPEATED,
                            text: limits::FILLED_TEXT,
                        },
                    });
                }
            }
            "annotation" | "shapes" | "frame" | "custom-shape" | "tracked-changes" => {
                self.silent += 1;
            }
            _ if self.tables != 1 || self.silent > 0 => {}
            "p" | "h" => {
                if let Some(text) = &mut self.text {
                    if text.count > 0 {
                        text.text.push('\n');
                    }
                    text.count += 1;
                }
            }
            "s" => {
                let count = number_attribute(tag, "c").unwrap_or(1).min(1_000);
                self.push(&" ".repeat(count as usize));
            }
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            name => {
                if let Some(table) = &mut self.table {
                    let opened = table.open(name, tag, &self.struck_styles, sink)?;
                    if opened {
                        self.sheets += 1;
                    }
                    if table.cell.is_some() && self.text.is_none() {
                        self.text = Some(Paragraphs::default());
                    }
                }
            }
        }
        Ok(())
    }

    fn close(&mut self, name: &str, sink: &mut Sink<'_>) -> Result<(), Fault> {
        match name {
            "table" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0
                    && let Some(mut table) = self.table.take()
                {
                    if table.tell(sink)? {
                        self.sheets += 1;
                    }
                    if !table.external {
                        sink.end_sheet();
                    }
                }
            }
            "annotation" | "shapes" | "frame" | "custom-shape" | "tracked-changes" => {
                self.silent = self.silent.saturating_sub(1);
            }
            _ if self.tables != 1 || self.silent > 0 => {}
            name => {
                if let Some(table) = &mut self.table {
                    match name {
                        "table-cell" | "covered-table-cell" => {
                            let text = self.text.take().unwrap_or_default();
                            table.close_cell(text.text, sink);
                        }
                        "table-row" => table.close_row(sink),
                        "table-row-group" => {
                            table.hidden_groups.pop();
                        }
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    fn push(&mut self, piece: &str) {
        if self.silent > 0 || self.tables != 1 {
            return;
        }
        if let Some(text) = &mut self.text
            && text.count > 0
            && text.text.len() <= limits::TEXT * 4
        {
            text.text.push_str(piece);
        }
    }

    fn sheets(&self) -> usize {
        self.sheets
    }

    fn is_within(&self) -> bool {
        self.table.is_some()
    }
}

impl Table {
    /// Opens a part of the table. True when the sheet was told just now.
    fn open(
        &mut self,
        name: &str,
        tag: &BytesStart<'_>,
        struck_styles: &BTreeSet<String>,
        sink: &mut Sink<'_>,
    ) -> Result<bool, Fault> {
        match name {
            "table-source" => self.external = true,
            "table-row-group" => {
                let shown = attribute(tag, "display").as_deref() != Some("false");
                self.hidden_groups.push(!shown);
            }
            "table-row" => {
                let hidden = matches!(
                    attribute(tag, "visibility").as_deref(),
                    Some("collapse" | "filter")
                );
                self.row = Some(OpenRow {
                    repeated: number_attribute(tag, "number-rows-repeated")
                        .unwrap_or(1)
                        .max(1),
                    hidden: hidden || self.hidden_groups.contains(&true),
                    crossing: Crossing::default(),
                    column: 0,
                    cells: Vec::new(),
                    areas: Vec::new(),
                });
                return self.tell(sink);
            }
            "table-cell" | "covered-table-cell" => {
                let covered = name == "covered-table-cell";
                self.cell = Some(open_cell(tag, covered, struck_styles));
            }
            _ => {}
        }
        Ok(false)
    }

    /// Tells the sheet, once. True when it was told just now.
    fn tell(&mut self, sink: &mut Sink<'_>) -> Result<bool, Fault> {
        if self.told || self.external {
            return Ok(false);
        }
        self.told = true;
        sink.sheet(Some(self.name.clone()), self.hidden, false)?;
        Ok(true)
    }

    fn close_cell(&mut self, text: String, sink: &mut Sink<'_>) {
        let (Some(cell), Some(row)) = (self.cell.take(), &mut self.row) else {
            return;
        };
        let first = row.column;
        row.column = row.column.saturating_add(cell.repeated);
        let value = if cell.covered {
            None
        } else {
            cell_value(&cell, text)
        };
        let Some(value) = value else {
            return;
        };
        row.crossing.cell(cell.struck);
        let length = value.text_length();
        let most = first
            .saturating_add(1)
            .saturating_add(self.copies.most(1, length));
        let end = row.column.min(limits::COLUMNS).min(most);
        if row.column > end {
            let message = format!("此行的内容重复超过 {} 列，后面的已截去", limits::COLUMNS);
            sink.at_cell(&CUT, self.number.min(limits::ROWS), None, message);
        }
        self.copies.spend(end.saturating_sub(first + 1), 1, length);
        for column in first..end {
            let Ok(column) = u16::try_from(column) else {
                return;
            };
            if cell.columns > 1 || cell.rows > 1 {
                row.areas.push(Area {
                    top: self.number,
                    left: column,
                    bottom: self.number.saturating_add(cell.rows - 1),
                    right: column
                        .saturating_add(u16::try_from(cell.columns - 1).unwrap_or(u16::MAX)),
                });
            }
            row.cells.push(Cell {
                column,
                value: value.clone(),
                word: None,
                anchor: None,
            });
        }
    }

    fn close_row(&mut self, sink: &mut Sink<'_>) {
        let Some(mut row) = self.row.take() else {
            return;
        };
        let first = self.number;
        self.number = self.number.saturating_add(row.repeated);
        if self.external {
            return;
        }
        for area in row.areas {
            sink.merge(area);
        }
        let shown = Shown {
            hidden: row.hidden,
            struck: row.crossing.is_whole(),
        };
        if row.cells.is_empty() {
            // Hidden or not, only merged areas can give these rows a value; the sink asks for them.
            if row.repeated == 1 {
                sink.row(first, shown, &mut Vec::new());
            }
            return;
        }
        let width = u32::try_from(row.cells.len()).unwrap_or(u32::MAX);
        let length = row.cells.iter().map(|c| c.value.text_length()).sum();
        if first > limits::ROWS {
            return sink.at_cell(
                &CUT,
                limits::ROWS,
                None,
                format!("超过 {} 行，后面的已截去", limits::ROWS),
            );
        }
        let again = (row.repeated - 1)
            .min(limits::ROWS - first)
            .min(self.copies.most(width, length));
        self.copies.spend(again, width, length);
        let told = again + 1;
        if told < row.repeated {
            let message = format!("同样的一行重复了 {} 次，只读取了 {told} 次", row.repeated);
            sink.at_cell(&CUT, first, None, message);
        }
        for number in first..first.saturating_add(told - 1) {
            sink.row(number, shown, &mut row.cells.clone());
        }
        sink.row(first.saturating_add(told - 1), shown, &mut row.cells);
    }
}

fn open_cell(tag: &BytesStart<'_>, covered: bool, struck_styles: &BTreeSet<String>) -> OpenCell {
    let kinds = attributes(tag, "value-type");
    let value = [
        "value",
        "date-value",
        "time-value",
        "boolean-value",
        "string-value",
    ]
    .iter()
    .find_map(|name| attribute(tag, name));
    OpenCell {
        repeated: number_attribute(tag, "number-columns-repeated")
            .unwrap_or(1)
            .max(1),
        covered,
        columns: number_attribute(tag, "number-columns-spanned")
            .unwrap_or(1)
            .max(1),
        rows: number_attribute(tag, "number-rows-spanned")
            .unwrap_or(1)
            .max(1),
        // `office:value-type`, and LibreOffice's own `calcext:value-type` beside it.
        error: kinds.iter().any(|kind| kind == "error"),
        kind: kinds.into_iter().find(|kind| kind != "error"),
        value,
        formula: attribute(tag, "formula").is_some(),
        struck: attribute(tag, "style-name").is_some_and(|style| struck_styles.contains(&style)),
    }
}

fn cell_value(cell: &OpenCell, text: String) -> Option<Value> {
    if cell.error || cell.formula && ERRORS.contains(&text.as_str()) {
        return Some(Value::Error(text.into()));
    }
    let stored = cell.value.as_deref().unwrap_or_default();
    match cell.kind.as_deref() {
        Some("float" | "percentage" | "currency") => match stored.trim().parse() {
            Ok(number) => from_number(number),
            Err(_) => from_text(text),
        },
        Some("date") => match iso_date(stored) {
            Some(date) => Some(Value::Date(date)),
            None => from_text(if text.is_empty() {
                stored.to_owned()
            } else {
                text
            }),
        },
        Some("boolean") => Some(Value::Bool(stored == "true")),
        Some("string") if cell.value.is_some() && text.is_empty() => from_text(stored),
        None if cell.formula && text.is_empty() => Some(Value::Error(NOT_COMPUTED.into())),
        _ => from_text(text),
    }
}

/// What programs other than LibreOffice write as plain text for a formula that failed.
const ERRORS: &[&str] = &[
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
];

fn attributes(tag: &BytesStart<'_>, name: &str) -> Vec<String> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .filter(|attribute| attribute.key.local_name().into_inner() == name)
        .map(|attribute| attribute.value.into_owned())
        .collect()
}

fn number_attribute(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::testing::{Read, codes, fixture, package, read, row_numbers, rows};

    fn content(tables: &str) -> String {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
        )
    }

    fn ods(tables: &str) -> Read {
        let bytes = package(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", &content(tables)),
        ]);
        read("a.ods", &bytes)
    }

    #[test]
    fn a_file_of_libreoffice_is_read() {
        let read = fixture("libreoffice.ods");
        assert_eq!(
            rows(&read),
            "[台账]\n\
             1: A=依申请公开台账 B=依申请公开台账^A1 C=依申请公开台账^A1 D=依申请公开台账^A1\n\
             3: A=编号 B=申请人 C=收到日期 D=金额\n\
             4: A=0001 B=张三 C=@2022-04-29T00:00:00 D=72701.2578#\n\
             5: A=0002 B=张三^B4 C=@2022-04-30T00:00:00 D=12#\n\
             7*: A=0003 B=李四 D=!#DIV/0! E=1#\n\
             8: A=0004 B=李四⏎二 D=2#\n\
             [隐藏] (hidden)\n\
             2: B=x\n"
        );
        assert_eq!(read.kind(), Some(Kind::Ods));
        assert!(read.findings.is_empty());
    }

    #[test]
    fn repetitions_move_the_position_and_never_blow_up() {
        let read = ods(
            r#"<table:table table:name="S"><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row><table:table-cell table:number-columns-repeated="3"/><table:table-cell office:value-type="string"><text:p>末</text:p></table:table-cell></table:table-row></table:table>"#,
        );
        assert_eq!(
            rows(&read),
            "[S]\n1: A=1# B=1#\n2: A=1# B=1#\n1048003: D=末\n"
        );
    }

    #[test]
    fn a_value_repeated_a_million_times_is_cut_and_said() {
        let read = ods(
            r#"<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="4294967295"/></table:table-row></table:table>"#,
        );
        assert_eq!(codes(&read), ["B011 1", "B011 1"]);
        assert_eq!(read.rows.len(), 61);
    }

    #[test]
    fn text_is_put_together_and_notes_are_left_out() {
        let read = ods(
            r#"<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p>张<text:span>三</text:span><text:s text:c="2"/>&amp;&#26446;</text:p><text:p>二<text:line-break/>三</text:p></table:table-cell></table:table-row></table:table>"#,
        );
        assert_eq!(rows(&read), "[S]\n1: A=张三  &李⏎二⏎三\n");
    }

    #[test]
    fn merged_cells_spread_and_covered_cells_give_way() {
        let read = ods(
            r#"<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="2" table:number-columns-spanned="2"><text:p>甲</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
            <table:table-row><table:covered-table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>旧</text:p></table:covered-table-cell><table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell></table:table-row></table:table>"#,
        );
        assert_eq!(
            rows(&read),
            "[S]\n1: A=甲 B=甲^A1\n2: A=甲^A1 B=甲^A1 C=0.5#\n"
        );
    }

    #[test]
    fn an_area_merged_beyond_the_last_row_ends_with_it() {
        let blank = r#"<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>"#;
        let merged = r#"<table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="5"><text:p>甲</text:p></table:table-cell></table:table-row>"#;
        let read = ods(&format!(
            r#"<table:table table:name="S">{blank}{merged}</table:table>"#
        ));
        assert_eq!(row_numbers(&read), [limits::ROWS - 1, limits::ROWS]);
    }

    #[test]
    fn what_is_cut_behind_the_last_row_is_told_in_it() {
        let blank = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>"#;
        let wide = r#"<table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="20000"><text:p>a</text:p></table:table-cell></table:table-row>"#;
        let read = ods(&format!(
            r#"<table:table table:name="S">{blank}{wide}</table:table>"#
        ));
        let rows = read.findings.iter().filter_map(|f| match f.at {
            crate::finding::Place::Cell(at) => Some(at.row),
            _ => None,
        });
        assert_eq!(rows.collect::<Vec<_>>(), [limits::ROWS, limits::ROWS]);
    }

    #[test]
    fn hidden_rows_groups_and_sheets_are_marked() {
        let read = ods(
            r#"<table:table table:name="S" table:style-name="ta2"><table:table-row table:visibility="filter"><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>
            <table:table-row-group table:display="false"><table:table-row><table:table-cell office:value-type="date" office:date-value="2022-04-29T10:30:00"/></table:table-row></table:table-row-group>
            <table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row></table:table>
            <table:table table:name="'file:///x'#$S"><table:table-source/><table:table-row><table:table-cell office:value-type="float" office:value="9"/></table:table-row></table:table>"#,
        );
        assert_eq!(
            rows(&read),
            "[S] (hidden)\n1*: A=true?\n2*: A=@2022-04-29T10:30:00\n3: A=!公式未计算\n"
        );
    }

    #[test]
    fn an_encrypted_ods_says_so() {
        let bytes = package(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
            ("content.xml", "\u{1}\u{2}"),
        ]);
        assert_eq!(codes(&read("a.ods", &bytes)), ["B002"]);
    }

    #[test]
    fn damage_in_the_middle_is_told_with_its_place() {
        let read = ods(
            r#"<table:table table:name="S"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row><table:table-row><table:table-cell office:value="<"#,
        );
        assert_eq!(rows(&read), "[S]\n1: A=1#\n");
        assert_eq!(codes(&read), ["B005 1"]);
    }
}
