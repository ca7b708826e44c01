//! xlsx, xlsm: rows read by their bytes; what is strange in a workbook is left to calamine.
//!
//! A real XML parser takes ten times as long as the rest of a compilation needs. The reader here knows what
//! spreadsheet programs write and nothing else; at anything else it stops, and the `library` takes over at
//! the row behind the last that was told. Both tell the same rows: a test holds them against one another.

mod beside;
#[cfg(test)]
mod differential;
mod library;
mod markup;
mod outline;
mod rows;
mod scan;
mod shown;
mod strings;
mod styles;
mod survey;
mod window;

use std::cell::Cell;

pub(crate) use self::beside::{Beside, beside};
use self::outline::{Outline, Outlined};
use self::rows::{Rows, Shared};
use self::strings::Strings;
use self::survey::Survey;
use self::window::Window;
use super::package::Package;
use super::sink::Sink;
use super::{EMPTY, Fault, Input, Kind, UNREADABLE, limits};

/// Why our own reader stops.
#[derive(Debug)]
enum Halt {
    /// At something it does not know, or at damage, which calamine will meet as well.
    Strange,
    /// At a fault of the file that calamine must not meet.
    Fault(Fault),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        if fault.rule.code == UNREADABLE.code {
            Halt::Strange
        } else {
            Halt::Fault(fault)
        }
    }
}

/// What is left for calamine.
#[derive(Debug, Default)]
struct Rest {
    /// Worksheets that were told to their end.
    sheets: usize,
    /// The last row told of the next one; none when it was not begun.
    told: Option<u32>,
    /// The names of all of them.
    names: Vec<String>,
}

impl Rest {
    /// All rows were told; what is wrong stands behind them.
    fn is_none(&self) -> bool {
        !self.names.is_empty() && self.sheets == self.names.len()
    }

    /// Names the worksheets that were not begun.
    fn named(&self, mut fault: Fault) -> Fault {
        let begun = self.sheets + usize::from(self.told.is_some());
        let lost = self.names.get(begun..).unwrap_or_default();
        if begun > 0 && !lost.is_empty() {
            fault.message = format!("{}；工作表“{}”没有读取", fault.message, lost.join("”、“"));
        }
        fault
    }
}

/// Reads a workbook.
pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    sink.recognise(Kind::Xlsx, None);
    let mut rest = Rest::default();
    match by_bytes(input, sink, &mut rest) {
        Ok(()) => Ok(()),
        Err(Halt::Strange) if rest.is_none() => {
            sink.of_file(
                &UNREADABLE,
                "文件中的文字表（sharedStrings）损坏，校验不符，读到的文字可能有误",
                "请从原系统重新导出，或用表格软件打开后另存为新的 xlsx 文件",
            );
            Ok(())
        }
        Err(Halt::Fault(fault)) => Err(rest.named(fault)),
        Err(Halt::Strange) => library::read(input, sink, &rest).map_err(|fault| rest.named(fault)),
    }
}

/// Reads a workbook by its bytes; `rest` says how far when that does not succeed.
fn by_bytes(input: &mut dyn Input, sink: &mut Sink<'_>, rest: &mut Rest) -> Result<(), Halt> {
    let mut package = Package::open(input).map_err(Halt::Fault)?;
    let outline = outline::outline(&mut package).map_err(Halt::Fault)?;
    if outline.sheets.is_empty() {
        return Err(Fault::new(&EMPTY, "文件中没有工作表").into());
    }
    let lost = |sheet: &&Outlined| package.position(&sheet.path).is_none();
    if let Some(sheet) = outline.sheets.iter().find(lost) {
        return Err(Halt::Fault(missing(&sheet.name)));
    }
    if outline.strange {
        return Err(Halt::Strange);
    }
    rest.names = outline.sheets.iter().map(|s| s.name.clone()).collect();
    let mut buffer = BUFFER.take();
    let shared = shared(&mut package, &outline)?;
    let mut parts = (package.beside(), [package.beside(), package.beside()]);
    let mut strings = strings(&mut parts, &outline.strings, &mut buffer)?;
    for sheet in &outline.sheets {
        let told = (&mut *sink, &mut *rest);
        one_sheet(
            &mut package,
            sheet,
            (&shared, &mut strings),
            &mut buffer,
            told,
        )?;
        rest.sheets += 1;
        rest.told = None;
    }
    strings.end()?;
    if buffer.len() <= KEPT {
        BUFFER.set(buffer);
    }
    Ok(())
}

thread_local! {
    /// The window of the last file that this thread read: an upper office opens thousands.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Bytes of a window that is kept for the next file.
const KEPT: usize = 1 << 20;

/// What all sheets refer to.
fn shared(package: &mut Package<'_>, outline: &Outline) -> Result<Shared, Halt> {
    let mut shared = Shared {
        date1904: outline.date1904,
        ..Shared::default()
    };
    if let Some(styles) = package.text(&outline.styles, limits::STYLES)? {
        shared.styles = styles::styles(&styles).map_err(|_| Halt::Strange)?;
    }
    Ok(shared)
}

/// The texts that all sheets refer to, read as a whole or as far as cells will ask.
fn strings<'p>(
    (first, others): &'p mut (Package<'_>, [Package<'_>; strings::AGAIN]),
    part: &'p str,
    buffer: &mut Vec<u8>,
) -> Result<Strings<'p>, Halt> {
    let Some(size) = first.promised(part) else {
        return Ok(Strings::default());
    };
    let opened = first.bare_part(part)?.ok_or(Halt::Strange)?;
    if !Strings::is_small(size) {
        let again = others.each_mut().map(|package| -> strings::Open<'p> {
            Box::new(move || {
                let part = package.bare_part(part)?;
                Ok(part.map(|part| Box::new(part) as strings::Part<'p>))
            })
        });
        return Strings::as_asked(Box::new(opened), again);
    }
    let window = Window::new(opened, std::mem::take(buffer), limits::SHARED_STRINGS);
    let (strings, used) = Strings::whole(window)?;
    *buffer = used;
    Ok(strings)
}

/// Surveys a sheet, tells it and its rows.
fn one_sheet(
    package: &mut Package<'_>,
    sheet: &Outlined,
    shared: (&Shared, &mut Strings<'_>),
    buffer: &mut Vec<u8>,
    (sink, rest): (&mut Sink<'_>, &mut Rest),
) -> Result<(), Halt> {
    let part = package.bare_part(&sheet.path)?.ok_or(Halt::Strange)?;
    let mut window = Window::new(part, std::mem::take(buffer), limits::DECOMPRESSED);
    let held = window.hold()?;
    let survey = survey::survey(&mut window)?;
    if held {
        window.rewind();
    } else {
        let again = window.read;
        let used = window.into_buffer();
        package.allow_again(again);
        let part = package.bare_part(&sheet.path)?.ok_or(Halt::Strange)?;
        window = Window::new(part, used, limits::DECOMPRESSED);
    }
    sink.sheet(Some(sheet.name.clone()), sheet.hidden, shared.0.date1904)?;
    rest.told = Some(0);
    for &area in &survey.merges {
        sink.merge(area);
    }
    tell(&mut window, &survey, (shared, held), (sink, rest))?;
    sink.end_sheet();
    *buffer = window.into_buffer();
    Ok(())
}

fn tell<R: std::io::Read>(
    window: &mut Window<R>,
    survey: &Survey,
    ((shared, strings), held): ((&Shared, &mut Strings<'_>), bool),
    (sink, rest): (&mut Sink<'_>, &mut Rest),
) -> Result<(), Halt> {
    if !survey.rows {
        return Ok(());
    }
    survey::head(window, &mut Vec::new())?;
    let mut rows = Rows::new(shared, strings, &survey.prefix, held);
    let read = rows.read(window, sink);
    rest.told = Some(rows.told());
    read
}

fn missing(sheet: &str) -> Fault {
    Fault::new(
        &UNREADABLE,
        format!("文件不完整：工作表“{sheet}”的内容不在文件中"),
    )
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
        package(&parts(sheet))
    }

    /// A workbook of one sheet with shared strings, from the XML of both.
    fn with_strings(sheet: &str, strings: &str) -> Vec<u8> {
        package(&[&parts(sheet)[..], &[("xl/sharedStrings.xml", strings)]].concat())
    }

    fn parts(sheet: &str) -> [(&str, &str); 5] {
        [
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", RELS),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
            ("xl/worksheets/sheet1.xml", sheet),
        ]
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
    fn of_a_text_that_is_crossed_out_in_part_the_rest_is_read_and_it_is_said() {
        let bytes = written(|workbook| {
            let sheet = workbook.add_worksheet();
            let struck = Format::new().set_font_strikethrough();
            let plain = Format::new();
            let mixed = [(&struck, "13"), (&plain, "15")];
            sheet.write_rich_string(0, 0, &mixed).expect("text");
            // crossed out as a whole, run by run
            let bold = struck.clone().set_bold();
            let whole = [(&struck, "作"), (&bold, "废")];
            sheet.write_rich_string(0, 1, &whole).expect("text");
            let colour = [(&plain, "予以"), (&Format::new().set_bold(), "公开")];
            sheet.write_rich_string(0, 2, &colour).expect("text");
        });
        let told = read("a.xlsx", &bytes);
        assert_eq!(rows(&told), "[Sheet1]\n1: A=15 B=作废 C=予以公开\n");
        assert_eq!(codes(&told), ["B013 A1"]);
        let told = sheet(
            "<row r=\"1\"><c r=\"B1\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>13</t></r><r><rPr><strike val=\"0\"/></rPr><t>15</t></r></is></c></row>",
        );
        assert_eq!(rows(&told), "[台账]\n1: B=15\n");
        assert_eq!(codes(&told), ["B013 B1"]);
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
    fn a_table_of_strings_that_promises_too_many_takes_no_memory() {
        let with = |data: &str| {
            let sheet = format!("<worksheet><sheetData>{data}</sheetData></worksheet>");
            let bytes = with_strings(&sheet, "<sst uniqueCount=\"40000000000\"></sst>");
            codes(&read("a.xlsx", &bytes))
        };
        assert!(with("").is_empty());
        // What calamine would have to read is refused before it makes room for so many.
        assert_eq!(with("<!-- -->"), ["B001 sheet"]);
    }

    #[test]
    fn damage_behind_the_texts_is_told_however_they_are_read() {
        let texts = |count: usize| -> String {
            (0..count)
                .map(|n| format!("<si><t>文字{n}</t></si>"))
                .collect()
        };
        let cells = |count: usize| -> String {
            (1..=count)
                .map(|n| {
                    format!(
                        "<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>{}</v></c></row>",
                        n - 1
                    )
                })
                .collect()
        };
        for (count, end) in [(3, ""), (400, ""), (3, "</sst>"), (400, "</sst>")] {
            let sheet = format!(
                "<worksheet><sheetData>{}</sheetData></worksheet>",
                cells(count)
            );
            let strings = format!("<sst>{}{end}", texts(count));
            let mut bytes = with_strings(&sheet, &strings);
            if !end.is_empty() {
                assert_eq!(codes(&read("a.xlsx", &bytes)), [""; 0]);
                damage_checksum(&mut bytes, b"xl/sharedStrings.xml");
            }
            let read = read("a.xlsx", &bytes);
            let found = codes(&read);
            assert!(
                found.len() == 1 && found[0].starts_with("B001"),
                "{count} {end}: {found:?}"
            );
        }
    }

    /// Makes the checksum of a part wrong in both places where it stands.
    fn damage_checksum(zip: &mut [u8], name: &[u8]) {
        for at in 0..zip.len() - name.len() {
            if &zip[at..at + name.len()] != name {
                continue;
            }
            for (head, checksum) in [(30, 14), (46, 16)] {
                let begins = at.checked_sub(head).map(|from| &zip[from..from + 2]);
                if begins == Some(b"PK") {
                    zip[at - head + checksum] ^= 1;
                }
            }
        }
    }

    #[test]
    fn a_reference_to_a_text_that_is_no_number_is_a_finding_at_its_cell() {
        for (reference, shown) in [
            ("0", "A=是"),
            ("1", "A=否"),
            (" 1 ", ""),
            ("-1", ""),
            ("abc", ""),
            ("1.0", ""),
            ("9999999999", ""),
        ] {
            let sheet = format!(
                "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>{reference}</v></c><c r=\"B1\"><v>5</v></c></row></sheetData></worksheet>"
            );
            let bytes = with_strings(&sheet, "<sst><si><t>是</t></si><si><t>否</t></si></sst>");
            let read = read("a.xlsx", &bytes);
            let shown = [shown, "B=5#"].join(" ");
            assert_eq!(
                rows(&read),
                format!("[台账]\n1: {}\n", shown.trim()),
                "{reference}"
            );
            let expected: &[&str] = if shown.starts_with("A=") {
                &[]
            } else {
                &["B012 A1"]
            };
            assert_eq!(codes(&read), expected, "{reference}");
        }
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
    fn of_more_cells_than_a_row_has_places_for_the_last_ones_hold() {
        let cells: String = (0..20_000)
            .map(|n| format!("<c r=\"A1\"><v>{n}</v></c>"))
            .collect();
        let read = sheet(&format!("<row r=\"1\">{cells}</row>"));
        assert_eq!(rows(&read), "[台账]\n1: A=19999#\n");
    }

    #[test]
    fn an_encrypted_file_says_so() {
        let read = fixture("locked.xlsx");
        assert_eq!(codes(&read), ["B002"]);
        assert!(read.findings[0].help.contains("不带密码的副本"));
    }
}
