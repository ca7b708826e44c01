//! Our own reader against calamine: the same rows, values and findings of the same bytes.

use std::io::Cursor;

use proptest::prelude::*;

use super::super::sink::Sink;
use super::super::testing::{Read, codes, package, read, read_by};
use super::{Halt, Rest, by_bytes, library};
use crate::book::Kind;

/// What calamine's path alone tells.
fn by_library(bytes: &[u8]) -> Read {
    read_by(|findings, visit| {
        let mut sink = Sink::new(0, findings, visit);
        sink.recognise(Kind::Xlsx, None);
        if let Err(fault) = library::read(&mut Cursor::new(bytes), &mut sink, &Rest::default()) {
            sink.fault(fault);
        }
        sink.recognised.clone()
    })
}

/// Whether our own reader reads the bytes to their end.
fn is_known(bytes: &[u8]) -> bool {
    let mut known = false;
    read_by(|findings, visit| {
        let mut sink = Sink::new(0, findings, visit);
        let outcome = by_bytes(&mut Cursor::new(bytes), &mut sink, &mut Rest::default());
        known = !matches!(outcome, Err(Halt::Strange));
        None
    });
    known
}

fn same(name: &str, bytes: &[u8]) {
    let ours = read("a.xlsx", bytes);
    let theirs = by_library(bytes);
    assert_eq!(ours.sheets, theirs.sheets, "{name}");
    assert_eq!(ours.rows, theirs.rows, "{name}");
    assert_eq!(codes(&ours), codes(&theirs), "{name}");
}

const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr DATE/><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const STYLES: &str = r#"<styleSheet><fonts><font/><font><strike/></font></fonts><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="46"/><xf numFmtId="2"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<sst count="1"><si><t>自然人</t></si><si><t xml:space="preserve"> 张三 </t></si><si><t> 李四	</t></si><si><r><t>甲</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 乙</t></r><rPh sb="0" eb="1"><t>yi</t></rPh><phoneticPr fontId="1"/></si><si/><si><t/></si><si><t>a&amp;b&#30003;_x000D_
_x005F_x0041_</t></si></sst>"#;

fn workbook(sheet: &str, date1904: bool) -> Vec<u8> {
    let date = if date1904 { r#"date1904="1""# } else { "" };
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", &WORKBOOK.replace("DATE", date)),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn sheet(data: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/><sheetData>{data}</sheetData><mergeCells count="2"><mergeCell ref="A1:B3"/><mergeCell ref="D2:D9"/></mergeCells></worksheet>"#
    );
    workbook(&sheet, false)
}

/// What spreadsheet programs write in a cell.
const PLAIN: &[&str] = &[
    r#"<c/>"#,
    r#"<c s="1"/>"#,
    r#"<c s="1"></c>"#,
    r#"<c><v>12</v></c>"#,
    r#"<c s="0" t="n"><v>-0.5</v></c>"#,
    r#"<c><v>72701.257800000007</v></c>"#,
    r#"<c><v>1.0000000000000001E-5</v></c>"#,
    r#"<c><v>20220000000000123</v></c>"#,
    r#"<c><v>00012</v></c>"#,
    r#"<c s="1"><v>44680</v></c>"#,
    r#"<c s="1"><v>44680.4375</v></c>"#,
    r#"<c s="2"><v>59</v></c>"#,
    r#"<c s="1"><v>0.25</v></c>"#,
    r#"<c s="1"><v>-3</v></c>"#,
    r#"<c s="3"><v>1.5</v></c>"#,
    r#"<c s="77"><v>1.5</v></c>"#,
    r#"<c t="s"><v>0</v></c>"#,
    r#"<c t="s" s="4"><v>1</v></c>"#,
    r#"<c t="s" s="5"><v>1</v></c>"#,
    r#"<c s="5"><v>12</v></c>"#,
    r#"<c s="5"/>"#,
    r#"<c t="s"><v>2</v></c>"#,
    r#"<c t="s"><v>3</v></c>"#,
    r#"<c t="s"><v>4</v></c>"#,
    r#"<c t="s"><v>5</v></c>"#,
    r#"<c t="s"><v>6</v></c>"#,
    r#"<c t="s"><v></v></c>"#,
    r#"<c t="b"><v>1</v></c>"#,
    r#"<c t="b"><v>0</v></c>"#,
    r##"<c t="e"><v>#N/A</v></c>"##,
    r##"<c t="e"><f>X()</f><v>#SPILL!</v></c>"##,
    r#"<c t="str"><f>"a"&amp;"b"</f><v> a &lt; &#30003;_x000D_ </v></c>"#,
    r#"<c t="str"><f t="shared" ref="A1:A2" si="0">"a"</f><v></v></c>"#,
    r#"<c t="str"><f t="shared" si="0"/><v/></c>"#,
    r#"<c><f>A1*2</f></c>"#,
    r#"<c><f>A1*2</f><v></v></c>"#,
    r#"<c><f>A1*2</f><v>4</v></c>"#,
    r#"<c t="d" s="1"><v>2022-04-29T10:30:00</v></c>"#,
    r#"<c t="d"><v>明天</v></c>"#,
    r#"<c t="inlineStr"><is><t>&#30003;&#35831;&#x4eba;</t></is></c>"#,
    r#"<c t="inlineStr"><is><r><t xml:space="preserve"> 张</t></r><r><t> 三 </t></r></is></c>"#,
    r#"<c t="inlineStr"><is/></c>"#,
    r#"<c t="inlineStr" cm="1"><is><t>  </t></is></c>"#,
    "<c t='s'\n s='1' >\n <v>0</v>\n</c>",
];

/// What none of them writes, and a file from somewhere may hold all the same.
const STRANGE: &[&str] = &[
    r#"<c t="s"><v>99</v></c>"#,
    r#"<c t="s"><v> 0</v></c>"#,
    r#"<c t="x"><v>1</v></c>"#,
    r#"<c t="x"><v></v></c>"#,
    r#"<c t="b"><v>true</v></c>"#,
    r#"<c t="b"><v>7</v></c>"#,
    r#"<c t="e"><v>错误</v></c>"#,
    r#"<c><v>12 </v></c>"#,
    r#"<c><v>inf</v></c>"#,
    r#"<c><v>+1.</v></c>"#,
    r#"<c><v>1e</v></c>"#,
    r#"<c t="n"><v>一</v></c>"#,
    r#"<c><v>一</v></c>"#,
    r#"<c><v>&#49;</v></c>"#,
    r#"<c><v>1</v><f>A1</f></c>"#,
    r#"<c><v>1</v><v>2</v></c>"#,
    r#"<c><v>1</v><extLst><ext/></extLst></c>"#,
    r#"<c t="str"><v><![CDATA[a]]></v></c>"#,
    r#"<c t="str"><v>&nbsp;</v></c>"#,
    r#"<c t="inlineStr"><is><t><![CDATA[<a>]]></t></is></c>"#,
    r#"<c t="inlineStr"><v>1</v><is><t>a</t></is></c>"#,
    r#"<c t="inlineStr"><is><t>a<!-- b --></t></is></c>"#,
    r#"<!-- a --><c><v>1</v></c>"#,
    r#"<c r="A9"><v>1</v></c>"#,
    r#"<c r="a1"><v>1</v></c>"#,
    r#"<c r="$A$1"><v>1</v></c>"#,
    r#"<c r="XFE1"><v>1</v></c>"#,
    r#"<c r="1"><v>1</v></c>"#,
    r#"<c s="x"><v>1</v></c>"#,
];

#[test]
fn cells_as_programs_write_them_are_read_by_us_and_as_calamine_reads_them() {
    for cell in PLAIN {
        let bytes = sheet(&format!(r#"<row r="1"><c r="A1"><v>1</v></c>{cell}</row>"#));
        assert!(is_known(&bytes), "{cell}");
        same(cell, &bytes);
    }
}

#[test]
fn strange_cells_are_read_as_calamine_reads_them() {
    for cell in STRANGE {
        let data = format!(
            r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="C2"><v>2</v></c>{cell}<c r="E2" t="s"><v>0</v></c></row><row r="4" hidden="1"><c><v>3</v></c></row><row r="5" ht="0" customHeight="1"><c><v>4</v></c></row>"#
        );
        same(cell, &sheet(&data));
    }
}

#[test]
fn whole_sheets_of_every_kind_are_read_as_calamine_reads_them() {
    let prefixed = r#"<x:worksheet xmlns:x="a"><x:sheetData><x:row r="2"><x:c r="B2" t="s"><x:v>3</x:v></x:c><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="B2:B4"/></x:mergeCells></x:worksheet>"#;
    assert!(is_known(&workbook(prefixed, false)));
    for (known, sheet) in [
        (true, prefixed),
        (
            true,
            "\u{feff}<worksheet><!-- a --><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
        ),
        (true, "<worksheet><sheetData/></worksheet>"),
        (
            true,
            r#"<worksheet><sheetData><row r="1"><c s="5" t="s"><v>0</v></c><c s="5"><v>1.5</v></c><c/></row><row r="3"><c s="5"><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>"#,
        ),
        (
            true,
            "<worksheet><sheetData></sheetData><!-- <mergeCell/> --></worksheet>",
        ),
        (
            true,
            r#"<worksheet><sheetData><row r="1" hidden="true"/><row r="2" spans="1:3" x14ac:dyDescent="0.2" hidden="1"><c r="C2"><v>1</v></c><c r="A2"><v>2</v></c><c r="C2"><v>3</v></c></row><row/><row><c><v>5</v></c></row></sheetData></worksheet>"#,
        ),
        (
            true,
            r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="3" hidden="1"/></sheetData><mergeCells><mergeCell ref="A1:B4"/><mergeCell ref="C1"/><mergeCell ref="x"/></mergeCells></worksheet>"#,
        ),
        (false, "<worksheet/>"),
        (false, "<worksheet><sheetPr/></worksheet>"),
        (
            false,
            r#"<worksheet><sheetData><row r="3"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row><row r="3"><c><v>2</v></c></row></sheetData></worksheet>"#,
        ),
        (
            false,
            r#"<worksheet><sheetData><row r="03"><c><v>1</v></c></row></sheetData></worksheet>"#,
        ),
        (
            false,
            r#"<worksheet><sheetData><row r="x"><c><v>1</v></c></row></sheetData></worksheet>"#,
        ),
        (
            false,
            r#"<worksheet><sheetData><row r="1048577"><c><v>1</v></c></row></sheetData></worksheet>"#,
        ),
        (
            false,
            r#"<worksheet><sheetData><row r="1"><c><v>1</v></c></row><!-- a --></sheetData></worksheet>"#,
        ),
        (
            false,
            r#"<worksheet><sheetData>a<row r="1"><c><v>1</v></c></row></sheetData></worksheet>"#,
        ),
        (
            false,
            r#"<worksheet><sheetData><row r="1"><c><v>1</v></c></row>"#,
        ),
        (
            false,
            r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"#,
        ),
    ] {
        for date1904 in [false, true] {
            let bytes = workbook(sheet, date1904);
            assert_eq!(is_known(&bytes), known, "{sheet}");
            same(sheet, &bytes);
        }
    }
}

/// Rows that are more than what is held at once, and then `last`.
fn long(last: &str) -> Vec<u8> {
    let rows: String = (1..80_000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c><c r="B{row}"><v>{row}</v></c></row>"#))
        .collect();
    sheet(&(rows + last))
}

#[test]
fn calamine_takes_over_behind_the_last_row_that_was_told() {
    let plain = long("");
    assert!(is_known(&plain));
    same("a long sheet", &plain);
    for strange in [
        r#"<c r="B80000" t="b"><v>true</v></c>"#,
        r#"<c t="s"><v>99</v></c>"#,
    ] {
        let bytes = long(&format!(
            r#"<row r="80000"><c r="A80000"><v>1</v></c>{strange}</row>"#
        ));
        assert!(!is_known(&bytes));
        same(strange, &bytes);
    }
    // Where that would tell rows in a wrong order, it says what is lost.
    let bytes = long(r#"<row r="80000"><c r="A7"><v>1</v></c></row>"#);
    let read = read("a.xlsx", &bytes);
    assert_eq!(codes(&read), ["B005 79999"]);
    assert_eq!(read.rows.len(), 79_999);
}

#[test]
fn a_wrong_checksum_is_told_and_the_rows_as_well() {
    let mut bytes = sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    // The last part's entry in the directory: its checksum stands at byte 16 of 46 before the name.
    let name = b"xl/worksheets/sheet1.xml";
    let at = memchr::memmem::rfind(&bytes, name).expect("the directory");
    bytes[at - 30] ^= 1;
    let read = read("a.xlsx", &bytes);
    assert_eq!(codes(&read), ["B005 1"]);
    assert_eq!(read.rows.len(), 3);
}

/// Files as spreadsheet programs and libraries wrote them.
#[test]
fn files_of_other_programs_are_read_by_us_and_as_calamine_reads_them() {
    let folder = format!("{}/tests/files/book/xlsx", env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the fixtures are there") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a file");
        assert!(is_known(&bytes), "{}", path.display());
        same(&path.display().to_string(), &bytes);
        count += 1;
    }
    assert!(count >= 6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_sheet_is_read_as_calamine_reads_it(
        rows in prop::collection::vec(
            (
                1u32..4,
                any::<bool>(),
                any::<bool>(),
                prop::collection::vec((any::<bool>(), 0usize..PLAIN.len() * 20 + STRANGE.len()), 0..6),
            ),
            0..12,
        ),
        date1904: bool,
        merged in prop::collection::vec((0usize..4, 1u32..9, 0usize..3, 0u32..5), 0..3),
    ) {
        let mut data = String::new();
        let mut number = 0;
        for (gap, numbered, hidden, cells) in rows {
            number += if numbered { gap } else { 1 };
            let reference = if numbered { format!(r#" r="{number}""#) } else { String::new() };
            let hidden = if hidden { r#" hidden="1""# } else { "" };
            data.push_str(&format!("<row{reference}{hidden}>"));
            // Behind a cell that it cannot read calamine loses count of the columns.
            let mut lost = false;
            for (at, (numbered, cell)) in cells.into_iter().enumerate() {
                let cell = match cell.checked_sub(PLAIN.len() * 20) {
                    Some(strange) => STRANGE[strange].to_owned(),
                    None => PLAIN[cell / 20].to_owned(),
                };
                let column = char::from(b'A' + at as u8);
                let placed = format!(r#"<c r="{column}{number}""#);
                let plain = !cell.contains(" r=") && cell.starts_with("<c");
                let cell = if (numbered || lost) && plain {
                    cell.replacen("<c", &placed, 1)
                } else {
                    cell
                };
                lost |= cell.contains("#SPILL!") || !PLAIN.iter().any(|known| cell.ends_with(&known[2..]));
                data.push_str(&cell);
            }
            data.push_str("</row>");
        }
        let merged: String = merged
            .into_iter()
            .map(|(left, top, width, height)| {
                let (from, to) = (char::from(b'A' + left as u8), char::from(b'A' + (left + width) as u8));
                format!(r#"<mergeCell ref="{from}{top}:{to}{}"/>"#, top + height)
            })
            .collect();
        let sheet = format!("<worksheet><sheetData>{data}</sheetData><mergeCells>{merged}</mergeCells></worksheet>");
        same(&sheet, &workbook(&sheet, date1904));
    }
}
