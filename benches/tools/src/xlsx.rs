//! A workbook as Excel saves it: texts shared in the order of their first use, days as numbers with a format,
//! `spans` and `r` on every row and cell, empty cells of the grid kept for their borders.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Seek, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::{Cell, Ledger};

/// Bytes of a part that are handed on at once.
const BLOCK: usize = 1 << 18;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;

const SHEET: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="13.5"/><sheetData>"#;

/// The table of shared strings while it grows: known texts by number, and its XML.
#[derive(Default)]
struct Shared {
    words: HashMap<&'static str, u32>,
    texts: HashMap<String, u32>,
    xml: String,
    unique: u32,
    uses: u64,
}

impl Shared {
    fn add(&mut self, text: &str) -> u32 {
        self.xml.push_str(if text.contains('\n') {
            "<si><t xml:space=\"preserve\">"
        } else {
            "<si><t>"
        });
        escape(&mut self.xml, text);
        self.xml
            .push_str("</t><phoneticPr fontId=\"1\" type=\"noConversion\"/></si>");
        self.unique += 1;
        self.unique - 1
    }

    fn word(&mut self, word: &'static str) -> u32 {
        self.uses += 1;
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let id = self.add(word);
        self.words.insert(word, id);
        id
    }

    fn text(&mut self, text: &str) -> u32 {
        self.uses += 1;
        if let Some(&known) = self.texts.get(text) {
            return known;
        }
        let id = self.add(text);
        self.texts.insert(text.to_owned(), id);
        id
    }

    fn once(&mut self, text: &str) -> u32 {
        self.uses += 1;
        self.add(text)
    }
}

fn escape(xml: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            c => xml.push(c),
        }
    }
}

fn letter(column: usize) -> char {
    char::from(b'A' + u8::try_from(column).expect("a made ledger has less than 26 columns"))
}

/// Writes a ledger as a workbook of one sheet.
pub fn write(ledger: &mut dyn Ledger, out: impl Write + Seek) -> io::Result<()> {
    let mut zip = ZipWriter::new(out);
    let options = SimpleFileOptions::default()
        .compression_level(Some(6))
        .last_modified_time(zip::DateTime::default())
        .large_file(false);
    let part = |zip: &mut ZipWriter<_>, name: &str, text: &str| -> io::Result<()> {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())
    };
    part(&mut zip, "[Content_Types].xml", TYPES)?;
    part(&mut zip, "_rels/.rels", RELATIONS)?;
    let book = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr defaultThemeVersion="166925"/><sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ledger.sheet()
    );
    part(&mut zip, "xl/workbook.xml", &book)?;
    part(&mut zip, "xl/_rels/workbook.xml.rels", BOOK_RELATIONS)?;
    part(&mut zip, "xl/styles.xml", STYLES)?;

    zip.start_file("xl/worksheets/sheet1.xml", options)?;
    let mut shared = Shared::default();
    sheet(ledger, &mut shared, &mut zip)?;

    zip.start_file("xl/sharedStrings.xml", options)?;
    write!(
        zip,
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="{}" uniqueCount="{}">"#,
        shared.uses, shared.unique
    )?;
    zip.write_all(shared.xml.as_bytes())?;
    zip.write_all(b"</sst>")?;
    zip.finish()?.flush()
}

fn sheet(ledger: &mut dyn Ledger, shared: &mut Shared, out: &mut impl Write) -> io::Result<()> {
    let width = ledger.headings().len();
    let last = letter(width - 1);
    let mut xml = String::from(SHEET);
    let title = shared.once(&ledger.title());
    let line = shared.once(&ledger.line());
    let _ = write!(
        xml,
        r#"<row r="1" spans="1:{width}"><c r="A1" s="3" t="s"><v>{title}</v></c></row>"#
    );
    let _ = write!(
        xml,
        r#"<row r="2" spans="1:{width}"><c r="A2" t="s"><v>{line}</v></c></row>"#
    );
    let _ = write!(xml, r#"<row r="3" spans="1:{width}">"#);
    for (column, heading) in ledger.headings().iter().enumerate() {
        let id = shared.word(heading);
        let _ = write!(
            xml,
            r#"<c r="{}3" s="1" t="s"><v>{id}</v></c>"#,
            letter(column)
        );
    }
    xml.push_str("</row>");

    let mut row = Vec::new();
    let mut number = 3_u64;
    while ledger.next(&mut row) {
        number += 1;
        let _ = write!(xml, r#"<row r="{number}" spans="1:{width}">"#);
        for (column, cell) in row.iter().enumerate() {
            push(&mut xml, shared, cell, letter(column), number);
        }
        xml.push_str("</row>");
        if xml.len() > BLOCK {
            out.write_all(xml.as_bytes())?;
            xml.clear();
        }
    }
    let _ = write!(
        xml,
        r#"</sheetData><mergeCells count="2"><mergeCell ref="A1:{last}1"/><mergeCell ref="A2:{last}2"/></mergeCells><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>"#
    );
    out.write_all(xml.as_bytes())
}

fn push(xml: &mut String, shared: &mut Shared, cell: &Cell, column: char, row: u64) {
    let id = match cell {
        Cell::Word(word) => shared.word(word),
        Cell::Text(text) => shared.text(text),
        Cell::Once(text) => shared.once(text),
        Cell::Number(number) => {
            let _ = write!(xml, r#"<c r="{column}{row}" s="1"><v>{number}</v></c>"#);
            return;
        }
        Cell::Day(day) => {
            let _ = write!(xml, r#"<c r="{column}{row}" s="2"><v>{}</v></c>"#, day.0);
            return;
        }
        Cell::Blank => {
            let _ = write!(xml, r#"<c r="{column}{row}" s="1"/>"#);
            return;
        }
    };
    let _ = write!(xml, r#"<c r="{column}{row}" s="1" t="s"><v>{id}</v></c>"#);
}
