//! xlsx, xlsm: cells streamed by calamine, after a scan of our own for what it does not say.

mod outline;
mod scan;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use self::scan::SheetScan;
use super::package::{self, Package, Part};
use super::sink::Sink;
use super::value::{NOT_COMPUTED, from_ref};
use super::{Cell, EMPTY, Fault, Input, Kind, LOCKED, UNREADABLE, Value, limits};

/// Reads a workbook.
pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    sink.recognise(Kind::Xlsx, None);
    let scans = examine(input)?;
    let mut workbook = Xlsx::new(input).map_err(open_fault)?;
    let date1904 = workbook.has_1904_epoch();
    let sheets = workbook.sheets_metadata().to_vec();
    let mut told = false;
    for sheet in sheets {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let Some((_, scan)) = scans.iter().find(|(name, _)| *name == sheet.name) else {
            continue;
        };
        told = true;
        let hidden = sheet.visible != SheetVisible::Visible;
        sink.sheet(Some(sheet.name.clone()), hidden, date1904)?;
        sink.hide(scan.hidden.clone());
        for &area in &scan.merges {
            sink.merge(area);
        }
        read_sheet(&mut workbook, &sheet.name, scan, sink);
        sink.end_sheet();
    }
    if told {
        Ok(())
    } else {
        Err(Fault::new(&EMPTY, "文件中没有工作表"))
    }
}

/// Everything that calamine will inflate is inflated here first, within bounds; each sheet is scanned.
fn examine(input: &mut dyn Input) -> Result<Vec<(String, SheetScan)>, Fault> {
    let mut package = Package::open(input)?;
    let outline = outline::outline(&mut package)?;
    for name in package.names() {
        let lower = name.to_ascii_lowercase();
        let small = lower.ends_with(".rels")
            || lower.ends_with("workbook.xml")
            || lower.ends_with("styles.xml")
            || lower.contains("theme/");
        if small {
            package.measure(&name, limits::DECOMPRESSED)?;
        } else if lower.ends_with("sharedstrings.xml") {
            let head = package.measure(&name, limits::SHARED_STRINGS)?;
            shared_strings_are_plausible(&mut package, &name, &head.unwrap_or_default())?;
        }
    }
    let mut scans = Vec::new();
    for sheet in outline {
        let part = package.part(&sheet.path)?.ok_or_else(|| {
            Fault::new(
                &UNREADABLE,
                format!("文件不完整：工作表“{}”的内容不在文件中", sheet.name),
            )
        })?;
        scans.push((sheet.name, scan_part(part)?));
    }
    Ok(scans)
}

fn scan_part(mut part: Part<'_>) -> Result<SheetScan, Fault> {
    let scanned = scan::scan(&mut part);
    match scanned.refused {
        Some(error) => Err(error),
        None => Ok(scanned),
    }
}

/// The table of shared strings says how many it holds, and calamine makes room for as many at once.
fn shared_strings_are_plausible(
    package: &mut Package<'_>,
    name: &str,
    head: &str,
) -> Result<(), Fault> {
    let promised: u64 = head
        .split_once("uniqueCount=")
        .and_then(|(_, rest)| {
            let digits: String = rest
                .chars()
                .skip(1)
                .take_while(char::is_ascii_digit)
                .collect();
            digits.parse().ok()
        })
        .unwrap_or(0);
    if promised < 1_000_000 {
        return Ok(());
    }
    // `<si/>` is the shortest.
    let length = match package.part(name)? {
        Some(part) => length(part)?,
        None => 0,
    };
    if promised > length / 5 {
        return Err(Fault::damaged("共享字符串表的数目与内容不符"));
    }
    Ok(())
}

fn length(mut part: Part<'_>) -> Result<u64, Fault> {
    std::io::copy(&mut part, &mut std::io::sink()).map_err(package::read_fault)
}

fn open_fault(error: XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::new(&LOCKED, "文件已加密，没有密码无法读取"),
        other => Fault::damaged(other),
    }
}

/// A sheet's rows. A fault within is told and ends the sheet, not the file.
fn read_sheet(
    workbook: &mut Xlsx<&mut dyn Input>,
    name: &str,
    scan: &SheetScan,
    sink: &mut Sink<'_>,
) {
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // An empty `<sheetData/>` or none at all.
        Err(XlsxError::NotAWorksheet(_)) if scan.cells == 0 => return,
        Err(error) => return sink.lost(error),
    };
    let mut rows = Rows::new(scan);
    loop {
        match cells.next_cell() {
            Ok(Some(cell)) => {
                let (row, column) = cell.get_position();
                rows.cell((row + 1, column), cell.get_value().clone(), sink);
                if rows.disordered {
                    return sink.lost("单元格的顺序错乱");
                }
            }
            Ok(None) => break,
            Err(error) if ends_the_sheet(&error, scan) => {
                // The row that was being read is not whole: it is not told.
                rows.tell_collected(sink);
                return sink.lost(error);
            }
            Err(error) => rows.bad_cell(error, sink),
        }
    }
    rows.finish(sink);
}

/// After these errors calamine does not know where it is; after any other one it does not count the cell,
/// so that those which do not say where they are would get the place of their left neighbour.
fn ends_the_sheet(error: &XlsxError, scan: &SheetScan) -> bool {
    scan.unplaced
        || matches!(
            error,
            XlsxError::Io(_) | XlsxError::Zip(_) | XlsxError::Xml(_) | XlsxError::XmlEof(_)
        )
}

/// Cells → rows: one at a time where the sheet is in order, else all of them first.
struct Rows<'s> {
    scan: &'s SheetScan,
    number: u32,
    cells: Vec<Cell>,
    /// Cells of a sheet that is not in order.
    collected: Vec<(u32, Cell)>,
    unknown_errors: std::slice::Iter<'s, (u32, u16, String)>,
    uncomputed: std::iter::Peekable<std::slice::Iter<'s, (u32, u16)>>,
    position: (u32, u16),
    /// Cells come in another order than the scan saw.
    disordered: bool,
}

impl<'s> Rows<'s> {
    fn new(scan: &'s SheetScan) -> Self {
        Rows {
            scan,
            number: 0,
            cells: Vec::new(),
            collected: Vec::new(),
            unknown_errors: scan.unknown_errors.iter(),
            uncomputed: scan.uncomputed.iter().peekable(),
            position: (0, 0),
            disordered: false,
        }
    }

    fn cell(&mut self, (row, column): (u32, u32), data: DataRef<'_>, sink: &mut Sink<'_>) {
        let within = row <= limits::ROWS && column < limits::COLUMNS;
        let Ok(column) = u16::try_from(column) else {
            return sink.bad_cell(row, None, "单元格的列号超出 Excel 的范围".to_owned());
        };
        if !within {
            return sink.bad_cell(
                row,
                Some(column),
                "单元格的位置超出 Excel 的范围".to_owned(),
            );
        }
        let value = match from_ref(data) {
            Some(value) => value,
            None if self.is_uncomputed(row, column) => Value::Error(NOT_COMPUTED.into()),
            None => return,
        };
        self.put(row, column, value, sink);
    }

    /// Both the scan and calamine go through the file in its order.
    fn is_uncomputed(&mut self, row: u32, column: u16) -> bool {
        self.uncomputed
            .next_if(|&&place| place == (row, column))
            .is_some()
    }

    fn put(&mut self, row: u32, column: u16, value: Value, sink: &mut Sink<'_>) {
        let cell = Cell {
            column,
            value,
            anchor: None,
        };
        // what is no XML the scan and calamine may read differently
        self.disordered |= self.scan.ordered && (row, column) <= self.position;
        self.position = (row, column);
        if self.disordered {
            return;
        }
        if !self.scan.ordered {
            self.collected.push((row, cell));
            return;
        }
        if row != self.number {
            self.tell(sink);
            self.number = row;
        }
        self.cells.push(cell);
    }

    /// calamine knows seven error words; newer ones (`#SPILL!`) are in the scan with their places.
    fn bad_cell(&mut self, error: XlsxError, sink: &mut Sink<'_>) {
        if let XlsxError::CellError(_) = error
            && let Some((row, column, word)) = self.unknown_errors.next()
        {
            return self.put(*row, *column, Value::Error(word.as_str().into()), sink);
        }
        let (row, column) = self.position;
        let message = if row == 0 {
            format!("工作表开头有一个单元格无法读取（技术信息：{error}）")
        } else {
            format!("此单元格之后的一个单元格无法读取（技术信息：{error}）")
        };
        sink.bad_cell(row.max(1), Some(column), message);
    }

    fn tell(&mut self, sink: &mut Sink<'_>) {
        if !self.cells.is_empty() {
            sink.row(self.number, false, &mut self.cells);
        }
    }

    /// Cells that came out of order, in order; of two in one place the later holds.
    fn tell_collected(&mut self, sink: &mut Sink<'_>) {
        let mut collected = std::mem::take(&mut self.collected);
        collected.sort_by_key(|(row, cell)| (*row, cell.column));
        self.cells.clear();
        self.number = 0;
        for (row, cell) in collected {
            if row != self.number {
                self.tell(sink);
                self.number = row;
            }
            match self.cells.last_mut() {
                Some(last) if last.column == cell.column => *last = cell,
                _ => self.cells.push(cell),
            }
        }
        self.tell(sink);
    }

    fn finish(&mut self, sink: &mut Sink<'_>) {
        self.tell(sink);
        if !self.collected.is_empty() {
            self.tell_collected(sink);
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

    use crate::book::testing::{Read, codes, fixture, package, read, row_numbers, rows};
    use crate::book::{Kind, Value};

    const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const WORKBOOK_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

    /// A workbook of one sheet, from the XML of the sheet.
    fn by_hand(sheet: &str) -> Vec<u8> {
        package(&[
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", RELS),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
            ("xl/worksheets/sheet1.xml", sheet),
        ])
    }

    fn sheet(data: &str) -> Read {
        read(
            "a.xlsx",
            &by_hand(&format!(
                "<worksheet><sheetData>{data}</sheetData></worksheet>"
            )),
        )
    }

    fn written(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
        let mut workbook = Workbook::new();
        fill(&mut workbook);
        workbook.save_to_buffer().expect("it is written")
    }

    #[test]
    fn every_type_of_value_is_read() {
        let bytes = written(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.set_name("台账").expect("a name");
            let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
            let chinese = Format::new().set_num_format_index(31);
            let day = ExcelDateTime::from_ymd(2022, 4, 29).expect("a date");
            sheet.write(0, 0, "申请人").expect("text");
            sheet.write(0, 1, 72701.2578).expect("number");
            sheet.write_with_format(0, 2, &day, &date).expect("date");
            sheet.write_with_format(0, 3, &day, &chinese).expect("date");
            sheet.write(0, 4, true).expect("truth");
            sheet
                .write_formula(0, 5, Formula::new("=NA()").set_result("#N/A"))
                .expect("error");
            sheet
                .write_formula(0, 6, Formula::new("=1+1").set_result("2"))
                .expect("formula");
            sheet.write(0, 8, "  带 空格\n换行 ").expect("text");
        });
        let read = read("a.xlsx", &bytes);
        assert_eq!(
            rows(&read),
            "[台账]\n1: A=申请人 B=72701.2578# C=@2022-04-29T00:00:00 D=@2022-04-29T00:00:00 E=true? F=!#N/A G=2# I=  带 空格⏎换行 \n"
        );
        assert_eq!(read.kind(), Some(Kind::Xlsx));
        assert!(read.findings.is_empty());
    }

    #[test]
    fn merged_cells_hold_their_value_in_every_row_and_hidden_rows_are_marked() {
        let bytes = written(|workbook| {
            let sheet = workbook.add_worksheet();
            let plain = Format::new();
            sheet
                .merge_range(0, 0, 0, 2, "标题", &plain)
                .expect("title");
            sheet.merge_range(1, 0, 3, 0, "甲", &plain).expect("merged");
            sheet.write(1, 1, "一").expect("text");
            sheet.write(2, 1, "二").expect("text");
            sheet.write(4, 1, "四").expect("text");
            sheet.set_row_hidden(2).expect("hidden");
            sheet.set_row_hidden(4).expect("hidden");
        });
        assert_eq!(
            rows(&read("a.xlsx", &bytes)),
            "[Sheet1]\n1: A=标题 B=标题^A1 C=标题^A1\n2: A=甲 B=一\n3*: A=甲^A2 B=二\n4: A=甲^A2\n5*: B=四\n"
        );
    }

    #[test]
    fn a_merged_area_of_the_whole_sheet_fills_only_what_is_bounded() {
        let read = read(
            "a.xlsx",
            &by_hand(
                r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>
                <mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>"#,
            ),
        );
        assert_eq!(codes(&read), ["B011 sheet"]);
        assert_eq!(read.rows.len(), 10_001 + 1);
        assert_eq!(read.rows.last().map(|row| row.number), Some(1_048_576));
    }

    #[test]
    fn hidden_sheets_are_read_and_said_to_be_hidden() {
        let bytes = written(|workbook| {
            workbook.add_worksheet().write(0, 0, 1).expect("number");
            let sheet = workbook.add_worksheet();
            sheet.set_hidden(true);
            sheet.write(0, 0, 2).expect("number");
            let sheet = workbook.add_worksheet();
            sheet.set_very_hidden(true);
        });
        assert_eq!(
            rows(&read("a.xlsx", &bytes)),
            "[Sheet1]\n1: A=1#\n[Sheet2] (hidden)\n1: A=2#\n[Sheet3] (hidden)\n"
        );
    }

    #[test]
    fn a_cell_at_the_far_end_costs_nothing() {
        let bytes = written(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write(0, 0, 1).expect("number");
            sheet.write(1_048_575, 16_383, 2).expect("number");
        });
        assert_eq!(
            rows(&read("a.xlsx", &bytes)),
            "[Sheet1]\n1: A=1#\n1048576: XFD=2#\n"
        );
    }

    #[test]
    fn inline_strings_with_character_references_are_read() {
        let read = sheet(
            r#"<row r="1"><c r="A1" t="inlineStr"><is><t>&#30003;&#35831;&#20154;</t></is></c><c r="B1" t="inlineStr"><is><r><t>张</t></r><r><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></is></c><c r="C1" t="str"><f>"x"</f><v>a &amp; b</v></c></row>"#,
        );
        assert_eq!(rows(&read), "[台账]\n1: A=申请人 B=张 三 C=a & b\n");
    }

    #[test]
    fn cells_without_references_take_their_place_in_order() {
        let read =
            sheet("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>");
        assert_eq!(rows(&read), "[台账]\n1: A=1# C=3#\n3: A=4#\n");
    }

    #[test]
    fn rows_and_cells_out_of_order_are_told_in_order() {
        let read = sheet(
            r#"<row r="3"><c r="B3"><v>6</v></c><c r="A3"><v>5</v></c></row><row r="1" hidden="1"><c r="A1"><v>1</v></c></row>"#,
        );
        assert_eq!(rows(&read), "[台账]\n1*: A=1#\n3: A=5# B=6#\n");
    }

    #[test]
    fn formulas_that_were_never_computed_are_no_blanks() {
        let read = sheet(
            r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f></c><c r="C1" t="str"><f>""</f><v></v></c><c r="D1" t="e"><f>X()</f><v>#SPILL!</v></c></row>"#,
        );
        assert_eq!(rows(&read), "[台账]\n1: A=1# B=!公式未计算 D=!#SPILL!\n");
        assert!(read.findings.is_empty());
    }

    #[test]
    fn one_bad_cell_is_told_and_the_others_are_read() {
        let read = sheet(
            r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>99</v></c><c r="C1"><v>3</v></c></row><row r="2"><c r="A2"><v>4</v></c></row>"#,
        );
        assert_eq!(codes(&read), ["B012 A1"]);
        assert_eq!(rows(&read), "[台账]\n1: A=1# C=3#\n2: A=4#\n");
    }

    #[test]
    fn what_stands_before_the_damage_is_told_with_the_place_where_it_is_lost() {
        let whole = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c>";
        let read = read("a.xlsx", &by_hand(whole));
        assert_eq!(rows(&read), "[台账]\n1: A=1#\n");
        assert_eq!(codes(&read), ["B005 1"]);
        assert!(read.findings[0].message.contains("第 1 行之后"));
    }

    #[test]
    fn a_truncated_file_is_one_error() {
        let bytes = written(|workbook| {
            workbook.add_worksheet().write(0, 0, 1).expect("number");
        });
        let read = read("a.xlsx", &bytes[..bytes.len() / 2]);
        assert_eq!(codes(&read), ["B001"]);
        assert!(read.rows.is_empty());
    }

    #[test]
    fn a_file_that_swells_is_refused() {
        let swollen = format!(
            "<worksheet><sheetData/>{}</worksheet>",
            " ".repeat(80 << 20)
        );
        let read = read("a.xlsx", &by_hand(&swollen));
        assert_eq!(codes(&read), ["B009"]);
    }

    #[test]
    fn a_table_of_strings_that_promises_too_many_is_refused() {
        let bytes = package(&[
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", RELS),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
            (
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData/></worksheet>",
            ),
            (
                "xl/sharedStrings.xml",
                "<sst uniqueCount=\"40000000000\"></sst>",
            ),
        ]);
        assert_eq!(codes(&read("a.xlsx", &bytes)), ["B001"]);
    }

    #[test]
    fn a_document_type_is_refused() {
        let read = read(
            "a.xlsx",
            &by_hand("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet><sheetData/></worksheet>"),
        );
        assert_eq!(codes(&read), ["B010"]);
    }

    #[test]
    fn other_packages_are_named() {
        let docx = package(&[("[Content_Types].xml", ""), ("word/document.xml", "")]);
        let found = read("a.xlsx", &docx);
        assert_eq!(codes(&found), ["B003"]);
        assert!(found.findings[0].message.contains("Word"));
        assert_eq!(found.kind(), None);
        let zip = package(&[("一季度.csv", "a,b")]);
        assert_eq!(codes(&read("a.zip", &zip)), ["B003"]);
    }

    #[test]
    fn dates_from_1904_are_converted_and_the_sheet_says_so() {
        let workbook = WORKBOOK.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
        let bytes = package(&[
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", RELS),
            ("xl/workbook.xml", &workbook),
            ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
            (
                "xl/styles.xml",
                "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
            ),
            (
                "xl/worksheets/sheet1.xml",
                r#"<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>43218</v></c><c r="B1"><v>43218</v></c></row></sheetData></worksheet>"#,
            ),
        ]);
        let read = read("a.xlsx", &bytes);
        assert_eq!(rows(&read), "[台账]\n1: A=@2022-04-29T00:00:00 B=43218#\n");
        assert!(read.sheets[0].date1904);
    }

    #[test]
    fn a_long_number_keeps_its_exact_value() {
        let read = sheet(r#"<row r="1"><c r="A1"><v>20220000000000123</v></c></row>"#);
        assert_eq!(
            read.rows[0].cells[0].value,
            Value::Number(20_220_000_000_000_123.0)
        );
        assert_eq!(row_numbers(&read), [1]);
    }

    #[test]
    fn a_file_of_openpyxl_with_lxml_is_read() {
        assert_eq!(
            rows(&fixture("openpyxl.xlsx")),
            "[Sheet]\n1: A=编号 B=申请人\n2: A=1# B=张三 C=!公式未计算\n"
        );
    }

    #[test]
    fn an_encrypted_file_says_so() {
        let read = fixture("locked.xlsx");
        assert_eq!(codes(&read), ["B002"]);
        assert!(read.findings[0].help.contains("不带密码的副本"));
    }
}
