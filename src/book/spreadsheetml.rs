//! XML Spreadsheet 2003: one XML file with `Workbook`, `Worksheet`, `Row`, `Cell`, often named xls.
//!
//! Rows and cells carry their position only where it jumps (`ss:Index`). Whether a sheet is hidden stands
//! after its rows, so the file is gone through twice.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::merge::Area;
use super::sink::{Crossing, Shown, Sink};
use super::value::{NOT_COMPUTED, from_number, from_text, iso_date};
use super::xml::{Elements, attribute, walk};
use super::{CUT, Cell, Fault, Input, Kind, Value, decode, limits};

/// Reads a workbook.
pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    let bytes = decode::read_whole(input, limits::WHOLE_FILE)?;
    let (text, decoding) = decode::decode(bytes);
    sink.recognise(Kind::SpreadsheetMl, Some(decoding));
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let outline = outline(text);
    let mut workbook = Workbook {
        outline,
        sheets: 0,
        in_sheet: false,
        row: 0,
        in_row: false,
        hidden: false,
        span: 0,
        column: 0,
        cells: Vec::new(),
        crossing: Crossing::default(),
        cell: None,
        comments: 0,
    };
    walk(Reader::from_str(text), "XML", &mut workbook, sink)
}

/// What stands behind the rows that it concerns.
#[derive(Default)]
struct Outline {
    /// Whether each worksheet is hidden.
    hidden: Vec<bool>,
    date1904: bool,
    /// Styles that cross out.
    struck: BTreeSet<String>,
}

fn outline(text: &str) -> Outline {
    let mut outline = Outline::default();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut visible = false;
    let mut style = String::new();
    // What is wrong with the XML, the reading of the rows will tell.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "Worksheet" => outline.hidden.push(false),
                "Date1904" => outline.date1904 = true,
                "Style" => style = attribute(&tag, "ID").unwrap_or_default(),
                "Font" if attribute(&tag, "StrikeThrough").as_deref() == Some("1") => {
                    outline.struck.insert(style.clone());
                }
                "Visible" => visible = true,
                _ => {}
            },
            Event::Text(text) if visible => {
                let shown = text.trim() == "SheetVisible";
                if let (false, Some(last)) = (shown, outline.hidden.last_mut()) {
                    *last = true;
                }
                visible = false;
            }
            _ => visible = false,
        }
    }
    outline
}

/// Where in the workbook the reader is.
struct Workbook {
    outline: Outline,
    sheets: usize,
    in_sheet: bool,
    /// The row that is being read, from 1; 0 before the first.
    row: u32,
    in_row: bool,
    hidden: bool,
    /// Rows that the current one stands for besides itself, all blank.
    span: u32,
    /// Where the next cell goes.
    column: u32,
    cells: Vec<Cell>,
    crossing: Crossing,
    cell: Option<OpenCell>,
    /// Comments hold `Data` too.
    comments: u32,
}

#[derive(Default)]
struct OpenCell {
    column: u32,
    across: u32,
    down: u32,
    formula: bool,
    struck: bool,
    /// The type of its data, once that begins.
    kind: Option<String>,
    reading: bool,
    text: String,
}

impl Elements for Workbook {
    fn open(&mut self, tag: &BytesStart<'_>, sink: &mut Sink<'_>) -> Result<(), Fault> {
        match tag.local_name().as_ref() {
            "Worksheet" if self.in_row || self.cell.is_some() => {
                return Err(Fault::damaged("工作表在一行之内中断"));
            }
            "Worksheet" => {
                let hidden = self.outline.hidden.get(self.sheets).copied();
                let name = attribute(tag, "Name").unwrap_or_default();
                sink.sheet(Some(name), hidden.unwrap_or(false), self.outline.date1904)?;
                self.sheets += 1;
                self.in_sheet = true;
                self.row = 0;
                self.in_row = false;
                self.span = 0;
            }
            // what a sheet told is at its end: rows behind it would come out of order
            "Row" if !self.in_sheet && self.sheets > 0 => {
                return Err(Fault::damaged("有行不在任何工作表之内"));
            }
            // what it holds so far would be lost
            "Row" if self.in_row || self.cell.is_some() => {
                return Err(Fault::damaged("有行在另一行之内开始"));
            }
            "Row" if self.in_sheet => {
                let next = self.row.saturating_add(1).saturating_add(self.span);
                self.row = number(tag, "Index").unwrap_or(next);
                if self.row < next || self.row > limits::ROWS {
                    return Err(Fault::damaged("行号不是递增的"));
                }
                self.span = number(tag, "Span").unwrap_or(0).min(limits::ROWS);
                self.hidden = attribute(tag, "Hidden").as_deref() == Some("1");
                self.column = 0;
                self.in_row = true;
                self.crossing = Crossing::default();
                self.cells.clear();
            }
            "Cell" if !self.in_row => {
                return Err(Fault::damaged("有单元格不在任何一行之内"));
            }
            "Cell" if self.cell.is_some() => {
                return Err(Fault::damaged("有单元格在另一单元格之内开始"));
            }
            "Cell" => {
                let column = number(tag, "Index")
                    .and_then(|index| index.checked_sub(1))
                    .unwrap_or(self.column);
                let across = number(tag, "MergeAcross").unwrap_or(0).min(limits::COLUMNS);
                self.column = column.saturating_add(1).saturating_add(across);
                self.cell = Some(OpenCell {
                    column,
                    across,
                    down: number(tag, "MergeDown").unwrap_or(0).min(limits::ROWS),
                    formula: attribute(tag, "Formula").is_some(),
                    struck: attribute(tag, "StyleID")
                        .is_some_and(|style| self.outline.struck.contains(&style)),
                    ..OpenCell::default()
                });
            }
            "Comment" => self.comments += 1,
            "Data" if self.comments == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = Some(attribute(tag, "Type").unwrap_or_default());
                    cell.reading = true;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, piece: &str) {
        if let Some(cell) = &mut self.cell
            && cell.reading
            && cell.text.len() <= limits::TEXT * 4
        {
            cell.text.push_str(piece);
        }
    }

    fn sheets(&self) -> usize {
        self.sheets
    }

    fn is_within(&self) -> bool {
        self.in_sheet
    }

    fn close(&mut self, name: &str, sink: &mut Sink<'_>) -> Result<(), Fault> {
        match name {
            "Comment" => self.comments = self.comments.saturating_sub(1),
            "Data" if self.comments == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.reading = false;
                }
            }
            "Cell" => self.close_cell(sink),
            "Row" if self.in_row => {
                self.in_row = false;
                self.cells.sort_by_key(|cell| cell.column);
                self.cells.dedup_by_key(|cell| cell.column);
                let shown = Shown {
                    hidden: self.hidden,
                    struck: self.crossing.is_whole(),
                };
                sink.row(self.row, shown, &mut self.cells);
            }
            "Worksheet" if self.in_row => {
                return Err(Fault::damaged("工作表在一行之内结束"));
            }
            "Worksheet" if self.in_sheet => {
                self.in_sheet = false;
                sink.end_sheet();
            }
            _ => {}
        }
        Ok(())
    }
}

impl Workbook {
    fn close_cell(&mut self, sink: &mut Sink<'_>) {
        let Some(cell) = self.cell.take() else {
            return;
        };
        let column = match u16::try_from(cell.column) {
            Ok(column) if cell.column < limits::COLUMNS => column,
            _ => {
                let message = format!("此行超过 {} 列，后面的已截去", limits::COLUMNS);
                return sink.at_cell(&CUT, self.row, None, message);
            }
        };
        let right = cell.column.saturating_add(cell.across);
        let bottom = self.row.saturating_add(cell.down);
        let struck = cell.struck;
        let Some(value) = cell_value(cell) else {
            return;
        };
        if let Value::Text(text) = &value
            && decode::has_lost(text.as_bytes())
        {
            sink.undecoded(self.row, column, text);
        }
        sink.merge(Area {
            top: self.row,
            left: column,
            bottom,
            right: u16::try_from(right).unwrap_or(u16::MAX),
        });
        self.crossing.cell(struck);
        self.cells.push(Cell {
            column,
            value,
            word: None,
            anchor: None,
        });
    }
}

fn cell_value(cell: OpenCell) -> Option<Value> {
    match cell.kind.as_deref() {
        None if cell.formula => Some(Value::Error(NOT_COMPUTED.into())),
        None => None,
        Some("Number") => match cell.text.trim().parse() {
            Ok(number) => from_number(number),
            Err(_) => from_text(cell.text),
        },
        Some("DateTime") => match iso_date(&cell.text) {
            Some(date) => Some(Value::Date(date)),
            None => from_text(cell.text),
        },
        Some("Boolean") => Some(Value::Bool(matches!(cell.text.trim(), "1" | "true"))),
        Some("Error") => Some(Value::Error(cell.text.into())),
        Some(_) => from_text(cell.text),
    }
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::book::testing::{codes, read, rows};
    use crate::book::{Decoding, Kind};

    fn workbook(sheets: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">{sheets}</Workbook>"
        )
    }

    #[test]
    fn every_type_of_value_is_read_at_its_place() {
        let xml = workbook(
            r#"<Worksheet ss:Name="台账 &amp; 表"><Table><Row ss:Index="2"><Cell><Data ss:Type="String">张&#19977;&#10;二</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">72701.2578</Data></Cell><Cell><Data ss:Type="DateTime">2022-04-29T10:30:00.000</Data><Comment><ss:Data><B>注</B>批注</ss:Data></Comment></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell ss:Formula="=1+1"/><Cell/><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>粗</B>体</ss:Data></Cell></Row></Table></Worksheet>"#,
        );
        let read = read("导出.xls", xml.as_bytes());
        assert_eq!(
            rows(&read),
            "[台账 & 表]\n2: A=张三⏎二 C=72701.2578# D=@2022-04-29T10:30:00 E=true? F=!#N/A G=!公式未计算 I=粗体\n"
        );
        assert_eq!(read.kind(), Some(Kind::SpreadsheetMl));
        assert_eq!(codes(&read), ["B006"]);
    }

    #[test]
    fn rows_that_are_crossed_out_are_marked() {
        let styles = r#"<Styles><Style ss:ID="Default"><Font/></Style><Style ss:ID="s21"><Font ss:StrikeThrough="1"/></Style></Styles>"#;
        let sheet = r#"<Worksheet ss:Name="S"><Table><Row><Cell ss:StyleID="s21"><Data ss:Type="String">a</Data></Cell><Cell/></Row><Row><Cell ss:StyleID="s21"><Data ss:Type="Number">1</Data></Cell><Cell ss:StyleID="Default"><Data ss:Type="Number">2</Data></Cell></Row></Table></Worksheet>"#;
        let read = read("a.xls", workbook(&format!("{styles}{sheet}")).as_bytes());
        assert_eq!(rows(&read), "[S]\n1~: A=a\n2: A=1# B=2#\n");
    }

    #[test]
    fn merged_cells_hidden_rows_and_hidden_sheets_are_told() {
        let xml = workbook(
            r#"<ExcelWorkbook><x:Date1904/></ExcelWorkbook><Worksheet ss:Name="S"><Table><Row ss:Span="1" ss:Hidden="1"/><Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">甲</Data></Cell><Cell><Data ss:Type="String">一</Data></Cell></Row><Row ss:Hidden="1"><Cell ss:Index="3"><Data ss:Type="String">二</Data></Cell></Row></Table><WorksheetOptions><x:Visible>SheetHidden</x:Visible></WorksheetOptions></Worksheet>"#,
        );
        let read = read("a.xml", xml.as_bytes());
        assert_eq!(
            rows(&read),
            "[S] (hidden)\n3: A=甲 B=甲^A3 C=一\n4*: A=甲^A3 B=甲^A3 C=二\n"
        );
        assert!(read.sheets[0].date1904);
        assert!(read.findings.is_empty());
    }

    #[test]
    fn gb2312_is_read() {
        let xml = workbook(
            r#"<Worksheet ss:Name="台账"><Table><Row><Cell><Data ss:Type="String">办结</Data></Cell></Row></Table></Worksheet>"#,
        )
        .replace("version=\"1.0\"", "version=\"1.0\" encoding=\"GB2312\"");
        let read = read("a.xml", &encoding_rs::GBK.encode(&xml).0);
        assert_eq!(rows(&read), "[台账]\n1: A=办结\n");
        assert_eq!(read.decoding(), Some(Decoding::Gb18030));
    }

    #[test]
    fn damage_and_declarations_are_told() {
        let xml = workbook(
            r#"<Worksheet ss:Name="S"><Table><Row><Cell><Data ss:Type="Number">1</Data></Cell></Row><Row><Cell>"#,
        );
        let cut = read("a.xml", &xml.as_bytes()[..xml.len() - "</Workbook>".len()]);
        assert_eq!(rows(&cut), "[S]\n1: A=1#\n");
        assert_eq!(codes(&cut), ["B005 1"]);
        let xml = xml.replace("<Workbook", "<!DOCTYPE a [<!ENTITY b \"c\">]><Workbook");
        assert_eq!(codes(&read("a.xml", xml.as_bytes())), ["B010"]);
    }
}
