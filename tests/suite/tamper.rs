//! Hands that change a finished workbook: one cell, one row, in the XML itself.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A workbook with one member changed.
fn with_member(bytes: &[u8], member: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    for at in 0..from.len() {
        let mut file = from.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == member {
            content = change(String::from_utf8(content).unwrap()).into_bytes();
            changed = true;
        }
        to.start_file(name, SimpleFileOptions::default()).unwrap();
        to.write_all(&content).unwrap();
    }
    assert!(changed, "{member} is in the workbook");
    to.finish().unwrap().into_inner()
}

fn member(bytes: &[u8], name: &str) -> String {
    let mut from = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = from.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

/// The member that holds a sheet; writers of ours number them in the order of the sheets.
fn sheet_member(bytes: &[u8], sheet: &str) -> String {
    let workbook = member(bytes, "xl/workbook.xml");
    let sheets = workbook.split("<sheet ").skip(1);
    let at = sheets
        .into_iter()
        .position(|s| s.contains(&format!("name=\"{sheet}\"")));
    format!(
        "xl/worksheets/sheet{}.xml",
        at.expect("a sheet of that name") + 1
    )
}

/// A workbook with another value in a cell: a number where it is one, else text. The formula of the cell, if
/// it has one, stays.
pub(crate) fn cell(bytes: &[u8], sheet: &str, cell: &str, value: &str) -> Vec<u8> {
    with_member(bytes, &sheet_member(bytes, sheet), |xml| {
        let begin = xml
            .find(&format!("<c r=\"{cell}\""))
            .expect("the cell is there");
        let inside = &xml[begin..];
        let open = inside.find('>').unwrap();
        let end = match inside[..=open].ends_with("/>") {
            true => open + 1,
            false => inside.find("</c>").unwrap() + "</c>".len(),
        };
        let old = &inside[..end];
        let attribute = |name: &str| {
            let rest = old.split_once(&format!(" {name}=\""))?.1;
            Some(format!(" {name}=\"{}\"", rest.split_once('"')?.0))
        };
        let style = attribute("s").unwrap_or_default();
        let formula = match (old.find("<f>"), old.find("</f>")) {
            (Some(from), Some(to)) => &old[from..to + "</f>".len()],
            _ => "",
        };
        let new = match value.parse::<f64>() {
            Ok(_) => format!("<c r=\"{cell}\"{style}>{formula}<v>{value}</v></c>"),
            Err(_) => {
                format!("<c r=\"{cell}\"{style} t=\"inlineStr\"><is><t>{value}</t></is></c>")
            }
        };
        [&xml[..begin], &new, &inside[end..]].concat()
    })
}

/// A workbook without a row; the rows below keep their places.
pub(crate) fn without_row(bytes: &[u8], sheet: &str, row: u32) -> Vec<u8> {
    with_member(bytes, &sheet_member(bytes, sheet), |xml| {
        let (begin, end) = row_span(&xml, row);
        [&xml[..begin], &xml[end..]].concat()
    })
}

/// A workbook with a row once more, below all others.
pub(crate) fn row_again(bytes: &[u8], sheet: &str, row: u32) -> Vec<u8> {
    with_member(bytes, &sheet_member(bytes, sheet), |xml| {
        let (begin, end) = row_span(&xml, row);
        let last = 1_000_000.to_string();
        let mut copy = xml[begin..end].to_owned();
        copy = copy.replacen(&format!("r=\"{row}\""), &format!("r=\"{last}\""), 1);
        for column in 'A'..='Z' {
            copy = copy.replace(
                &format!("r=\"{column}{row}\""),
                &format!("r=\"{column}{last}\""),
            );
        }
        xml.replacen("</sheetData>", &format!("{copy}</sheetData>"), 1)
    })
}

fn row_span(xml: &str, row: u32) -> (usize, usize) {
    let begin = xml
        .find(&format!("<row r=\"{row}\""))
        .expect("the row is there");
    let end = begin + xml[begin..].find("</row>").unwrap() + "</row>".len();
    (begin, end)
}

/// A workbook whose formulas have no results, as tools leave it that do not compute.
pub(crate) fn without_results(bytes: &[u8], sheet: &str) -> Vec<u8> {
    with_member(bytes, &sheet_member(bytes, sheet), |xml| {
        let mut out = String::new();
        let mut rest = xml.as_str();
        while let Some((before, after)) = rest.split_once("</f><v>") {
            let (_, behind) = after.split_once("</v>").expect("a result ends");
            out.push_str(before);
            out.push_str("</f>");
            rest = behind;
        }
        out + rest
    })
}

/// A workbook with a text in a new row, below all others of a sheet.
pub(crate) fn added_row(bytes: &[u8], sheet: &str, row: u32, text: &str) -> Vec<u8> {
    with_member(bytes, &sheet_member(bytes, sheet), |xml| {
        let cell = format!("<c r=\"B{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let row = format!("<row r=\"{row}\">{cell}</row></sheetData>");
        xml.replacen("</sheetData>", &row, 1)
    })
}

/// A workbook with a row that is hidden.
pub(crate) fn hidden_row(bytes: &[u8], sheet: &str, row: u32) -> Vec<u8> {
    with_member(bytes, &sheet_member(bytes, sheet), |xml| {
        let begin = format!("<row r=\"{row}\"");
        assert!(xml.contains(&begin), "the row is there");
        xml.replacen(&begin, &format!("{begin} hidden=\"1\""), 1)
    })
}

/// A workbook with a sheet that is hidden.
pub(crate) fn hidden_sheet(bytes: &[u8], sheet: &str) -> Vec<u8> {
    with_member(bytes, "xl/workbook.xml", |xml| {
        let begin = format!("<sheet name=\"{sheet}\"");
        assert!(xml.contains(&begin), "the sheet is there: {xml}");
        xml.replacen(&begin, &format!("{begin} state=\"hidden\""), 1)
    })
}

/// A workbook with a row that has no height.
pub(crate) fn flat_row(bytes: &[u8], sheet: &str, row: u32) -> Vec<u8> {
    with_member(bytes, &sheet_member(bytes, sheet), |xml| {
        let (begin, end) = row_span(&xml, row);
        let (_, rest) = xml[begin..end].split_once('>').expect("a row");
        let flat = format!("<row r=\"{row}\" ht=\"0\" customHeight=\"1\">{rest}");
        [&xml[..begin], &flat, &xml[end..]].concat()
    })
}

/// A workbook with a column, from 1, that is hidden or has another attribute that hides it.
pub(crate) fn hidden_column(bytes: &[u8], sheet: &str, column: u16, how: &str) -> Vec<u8> {
    with_member(bytes, &sheet_member(bytes, sheet), |xml| {
        let hidden = format!("<cols><col min=\"{column}\" max=\"{column}\" {how}/></cols>");
        let (before, rest) = xml.split_once("<cols>").expect("columns have widths");
        let (_, behind) = rest.split_once("</cols>").expect("they end");
        [before, &hidden, behind].concat()
    })
}

/// A workbook with something in a sheet's XML behind its rows.
pub(crate) fn behind_rows(bytes: &[u8], sheet: &str, element: &str) -> Vec<u8> {
    with_member(bytes, &sheet_member(bytes, sheet), |xml| {
        xml.replacen("</worksheet>", &format!("{element}</worksheet>"), 1)
    })
}

/// A workbook with a comment on a cell.
pub(crate) fn commented(bytes: &[u8], sheet: &str, cell: &str, words: &str) -> Vec<u8> {
    let part = sheet_member(bytes, sheet);
    let name = part.rsplit('/').next().expect("a name");
    let rels = format!("xl/worksheets/_rels/{name}.rels");
    let relation = "<Relationships><Relationship Id=\"rId9\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"../comments9.xml\"/></Relationships>";
    let comment = format!(
        "<comments><authors><author>a</author></authors><commentList><comment ref=\"{cell}\" authorId=\"0\"><text><r><t>{words}</t></r></text></comment></commentList></comments>"
    );
    with_added(bytes, &[(&rels, relation), ("xl/comments9.xml", &comment)])
}

/// A workbook with members that it did not have.
fn with_added(bytes: &[u8], members: &[(&str, &str)]) -> Vec<u8> {
    let mut to = ZipWriter::new_append(Cursor::new(bytes.to_vec())).unwrap();
    for (name, content) in members {
        to.start_file(*name, SimpleFileOptions::default()).unwrap();
        to.write_all(content.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}
