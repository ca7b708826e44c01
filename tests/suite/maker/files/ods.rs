//! An OpenDocument spreadsheet, written by hand.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::super::table::{Grid, Value};
use super::{covered, escaped, span};

/// A workbook.
pub(super) fn bytes(grids: &[Grid]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let deflated =
        SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let mut part = |name: &str, text: &str, options: SimpleFileOptions| {
        zip.start_file(name, options).expect("writing to memory");
        zip.write_all(text.as_bytes()).expect("writing to memory");
    };
    part(
        "mimetype",
        "application/vnd.oasis.opendocument.spreadsheet",
        stored,
    );
    part(
        "META-INF/manifest.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.2\">\
         <manifest:file-entry manifest:full-path=\"/\" \
         manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
         </manifest:manifest>",
        deflated,
    );
    part("content.xml", &content(grids), deflated);
    zip.finish().expect("writing to memory").into_inner()
}

fn content(grids: &[Grid]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" office:version=\"1.2\">\
         <office:automatic-styles>\
         <number:date-style style:name=\"N1\"><number:year number:style=\"long\"/><number:text>-</number:text>\
         <number:month number:style=\"long\"/><number:text>-</number:text>\
         <number:day number:style=\"long\"/></number:date-style>\
         <style:style style:name=\"d\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>\
         <style:style style:name=\"shown\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>\
         <style:style style:name=\"hidden\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>",
    );
    for grid in grids {
        let style = if grid.hidden { "hidden" } else { "shown" };
        xml.push_str(&format!(
            "<table:table table:name=\"{}\" table:style-name=\"{style}\">",
            escaped(&grid.name)
        ));
        let width = grid.rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
        xml.push_str(&format!(
            "<table:table-column table:number-columns-repeated=\"{width}\"/>"
        ));
        for (at, row) in grid.rows.iter().enumerate() {
            let hidden = grid.hidden_rows.contains(&at);
            let visibility = if hidden {
                " table:visibility=\"collapse\""
            } else {
                ""
            };
            xml.push_str(&format!("<table:table-row{visibility}>"));
            cells(grid, at, row, &mut xml);
            xml.push_str("</table:table-row>");
        }
        // What LibreOffice leaves below and beside the data.
        xml.push_str(
            "<table:table-row table:number-rows-repeated=\"1048000\">\
             <table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row></table:table>",
        );
    }
    xml.push_str("</office:spreadsheet></office:body></office:document-content>");
    xml
}

fn cells(grid: &Grid, at: usize, row: &[Value], xml: &mut String) {
    let mut column = 0;
    while column < row.len() {
        if covered(grid, at, column) {
            xml.push_str("<table:covered-table-cell/>");
            column += 1;
            continue;
        }
        let spans = span(grid, at, column).map_or_else(String::new, |(rows, columns)| {
            format!(
                " table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\""
            )
        });
        match &row[column] {
            Value::Blank => {
                let mut repeated = 1;
                while spans.is_empty()
                    && column + repeated < row.len()
                    && row[column + repeated] == Value::Blank
                    && !covered(grid, at, column + repeated)
                    && span(grid, at, column + repeated).is_none()
                {
                    repeated += 1;
                }
                let repeat = if repeated > 1 {
                    format!(" table:number-columns-repeated=\"{repeated}\"")
                } else {
                    String::new()
                };
                xml.push_str(&format!("<table:table-cell{spans}{repeat}/>"));
                column += repeated;
                continue;
            }
            Value::Text(text) => {
                let paragraphs: String = text
                    .split('\n')
                    .map(|line| format!("<text:p>{}</text:p>", escaped(line)))
                    .collect();
                xml.push_str(&format!(
                    "<table:table-cell{spans} office:value-type=\"string\">{paragraphs}</table:table-cell>"
                ));
            }
            Value::Number(number) => xml.push_str(&format!(
                "<table:table-cell{spans} office:value-type=\"float\" office:value=\"{number}\">\
                 <text:p>{number}</text:p></table:table-cell>"
            )),
            Value::Date(date) => xml.push_str(&format!(
                "<table:table-cell{spans} table:style-name=\"d\" office:value-type=\"date\" \
                 office:date-value=\"{date}\"><text:p>{date}</text:p></table:table-cell>"
            )),
        }
        column += 1;
    }
}
