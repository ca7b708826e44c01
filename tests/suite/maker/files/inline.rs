//! Excel workbooks as report engines stream them: texts inside the cells, Chinese as references, cells
//! without names where nothing is left out before them, some numbers as formulas with their results.

use std::io::{Cursor, Write};

use gknb::address::column_name;
use jiff::civil::Date;
use zip::write::SimpleFileOptions;

use super::super::table::{Grid, Value};
use super::{covered, escaped};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A workbook.
pub(super) fn bytes(grids: &[Grid]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("writing to memory");
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        zip.write_all([head, text].concat().as_bytes())
            .expect("writing to memory");
    };
    let (mut types, mut sheets, mut relations) = (String::new(), String::new(), String::new());
    for (number, grid) in (1..).zip(grids) {
        let state = if grid.hidden { " state=\"hidden\"" } else { "" };
        let name = escaped(&grid.name);
        types.push_str(&format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" \
             ContentType=\"{CONTENT}.worksheet+xml\"/>"
        ));
        sheets.push_str(&format!(
            "<sheet name=\"{name}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>"
        ));
        relations.push_str(&format!(
            "<Relationship Id=\"rId{number}\" Type=\"{RELATION}/worksheet\" \
             Target=\"worksheets/sheet{number}.xml\"/>"
        ));
        part(&format!("xl/worksheets/sheet{number}.xml"), &sheet(grid));
    }
    part(
        "[Content_Types].xml",
        &format!(
            "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{CONTENT}.sheet.main+xml\"/>\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"{CONTENT}.styles+xml\"/>{types}</Types>"
        ),
    );
    part(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
             Type=\"{RELATION}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    part(
        "xl/workbook.xml",
        &format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATION}\"><sheets>{sheets}</sheets></workbook>"
        ),
    );
    part(
        "xl/_rels/workbook.xml.rels",
        &format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}<Relationship Id=\"rIdS\" \
             Type=\"{RELATION}/styles\" Target=\"styles.xml\"/></Relationships>"
        ),
    );
    part("xl/styles.xml", &styles());
    zip.finish().expect("writing to memory").into_inner()
}

/// Style 1 is a date as offices like it best.
fn styles() -> String {
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"176\" \
         formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/></numFmts>\
         <fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>\
         <fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills>\
         <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
         <cellXfs count=\"2\"><xf xfId=\"0\"/>\
         <xf numFmtId=\"176\" applyNumberFormat=\"1\" xfId=\"0\"/></cellXfs></styleSheet>"
    )
}

fn letters(column: usize) -> String {
    column_name(u16::try_from(column).expect("a small sheet"))
}

fn sheet(grid: &Grid) -> String {
    let mut xml = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for (at, row) in grid.rows.iter().enumerate() {
        let hidden = if grid.hidden_rows.contains(&at) {
            " hidden=\"1\""
        } else {
            ""
        };
        xml.push_str(&format!("<row r=\"{}\"{hidden}>", at + 1));
        let mut next = 0;
        for (column, value) in row.iter().enumerate() {
            if *value == Value::Blank || covered(grid, at, column) {
                continue;
            }
            let name = if column == next {
                String::new()
            } else {
                format!(" r=\"{}{}\"", letters(column), at + 1)
            };
            next = column + 1;
            xml.push_str(&cell(&name, value, at % 7 == 0));
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData>");
    if !grid.merges.is_empty() {
        xml.push_str(&format!("<mergeCells count=\"{}\">", grid.merges.len()));
        for &(r0, c0, r1, c1) in &grid.merges {
            let (from, to) = (letters(c0), letters(c1));
            let (top, bottom) = (r0 + 1, r1 + 1);
            xml.push_str(&format!("<mergeCell ref=\"{from}{top}:{to}{bottom}\"/>"));
        }
        xml.push_str("</mergeCells>");
    }
    xml.push_str("</worksheet>");
    xml
}

fn cell(name: &str, value: &Value, formula: bool) -> String {
    match value {
        Value::Number(number) if formula => {
            format!("<c{name}><f>0+{number}</f><v>{number}</v></c>")
        }
        Value::Number(number) => format!("<c{name}><v>{number}</v></c>"),
        Value::Date(date) => {
            let serial = (*date - Date::constant(1899, 12, 30)).get_days();
            format!("<c{name} s=\"1\"><v>{serial}</v></c>")
        }
        value => format!(
            "<c{name} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            referenced(&value.shown())
        ),
    }
}

/// Every character beyond ASCII as a reference, as some libraries write them.
fn referenced(text: &str) -> String {
    escaped(text)
        .chars()
        .map(|c| match c.is_ascii() {
            true => c.to_string(),
            false => format!("&#{};", u32::from(c)),
        })
        .collect()
}
