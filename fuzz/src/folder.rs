//! A data folder out of one input.

use gknb::settings::{self, Settings};

use crate::{package, parts};

/// What a compilation is made from.
pub struct Folder {
    pub settings: Settings,
    pub files: Vec<(String, Vec<u8>)>,
    pub previous: Option<(String, Vec<u8>)>,
}

/// The parts of an input as files: `gknb.toml`, `上年.md` as last year's report, everything else a ledger.
/// The lines of a part whose name ends in `xlsx` become the rows of a sheet; other parts are taken as they
/// are.
pub fn folder(input: &[u8]) -> Folder {
    let mut folder = Folder {
        settings: Settings {
            year: Some(2022),
            agency: Some("某局".to_owned()),
            ..Settings::default()
        },
        files: Vec::new(),
        previous: None,
    };
    for (name, content) in parts(input) {
        match name.as_str() {
            "" => {}
            "gknb.toml" => {
                if let Ok(read) = settings::read(content) {
                    folder.settings = Settings {
                        year: read.year.or(folder.settings.year),
                        agency: read.agency.clone().or(folder.settings.agency.take()),
                        ..read
                    };
                }
            }
            "上年.md" => folder.previous = Some((name, content.to_vec())),
            _ if folder.files.iter().any(|(there, _)| *there == name) => {}
            _ if name.ends_with(".xlsx") => {
                let bytes = workbook(&String::from_utf8_lossy(content));
                folder.files.push((name, bytes));
            }
            _ => folder.files.push((name, content.to_vec())),
        }
    }
    // the terms of a job are for the command line to keep
    if settings::until_outside(&folder.settings).is_some() {
        folder.settings.until = None;
    }
    folder
}

/// Cells between tabs: `#1.5` a number, `@44680` a date, `!#N/A` an error, else text. A line `%A1:B2` merges.
fn workbook(text: &str) -> Vec<u8> {
    let mut rows = String::new();
    let mut merges = String::new();
    for (number, line) in (1..).zip(text.lines().take(200)) {
        if let Some(area) = line.strip_prefix('%') {
            merges.push_str(&format!("<mergeCell ref=\"{}\"/>", escaped(area)));
            continue;
        }
        rows.push_str(&format!("<row r=\"{number}\">"));
        for cell in line.split('\t') {
            let first = cell.chars().next();
            let rest = escaped(
                cell.get(first.map_or(0, char::len_utf8)..)
                    .unwrap_or_default(),
            );
            rows.push_str(&match first {
                None => "<c/>".to_owned(),
                Some('#') => format!("<c><v>{rest}</v></c>"),
                Some('@') => format!("<c s=\"1\"><v>{rest}</v></c>"),
                Some('!') => format!("<c t=\"e\"><v>{rest}</v></c>"),
                Some(_) => format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(cell)),
            });
        }
        rows.push_str("</row>");
    }
    let sheet = format!(
        "<worksheet><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    );
    let content = sheet.as_bytes();
    package(&[("xl/worksheets/sheet1.xml".to_owned(), content)], USUAL)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

const USUAL: &[(&str, &str)] = &[
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
    ),
    ("[Content_Types].xml", "<Types/>"),
];
