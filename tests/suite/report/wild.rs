//! Reports in the forms in which offices publish them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Workbook};

/// A table cell by cell.
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) columns: u16,
    pub(super) header_rows: u16,
    pub(super) cells: Vec<Cell>,
}

/// One cell, where it begins.
pub(super) struct Cell {
    pub(super) row: u16,
    pub(super) column: u16,
    pub(super) rowspan: u16,
    pub(super) colspan: u16,
    pub(super) figure: bool,
    pub(super) text: String,
}

impl Sheet {
    fn rows(&self) -> u16 {
        self.cells
            .iter()
            .map(|c| c.row + c.rowspan)
            .max()
            .unwrap_or(0)
    }

    /// The cell that covers a place.
    fn at(&self, row: u16, column: u16) -> Option<&Cell> {
        self.cells.iter().find(|c| {
            (c.row..c.row + c.rowspan).contains(&row)
                && (c.column..c.column + c.colspan).contains(&column)
        })
    }
}

/// A label as it is met outside.
fn careless(cell: &Cell) -> String {
    if cell.figure {
        return cell.text.clone();
    }
    cell.text
        .replace('（', "(")
        .replace('）', ")")
        .replace("1.", "1、")
        .replace("2.其他法律行政法规禁止公开", "2.其他法律行政止公开")
        .replace("行政规范性文件", "规范性文件")
        .replace(['“', '”'], "\"")
}

/// A workbook: a sheet a table, or all below each other with figures as text.
pub(super) fn workbook(title: &str, tables: &[Sheet], one: bool) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let format = Format::new();
    let mut top = 0u32;
    if one {
        workbook.add_worksheet().write(0, 0, title).expect("a cell");
        top = 2;
    }
    for table in tables {
        if !one {
            let sheet = workbook.add_worksheet();
            sheet.write(0, 0, title).expect("a cell");
            top = 1;
        }
        let index = workbook.worksheets().len() - 1;
        let sheet = workbook.worksheet_from_index(index).expect("a sheet");
        sheet.write(top, 0, &table.title).expect("a cell");
        for cell in &table.cells {
            let (row, column) = (top + 1 + u32::from(cell.row), cell.column);
            let text = if one {
                careless(cell)
            } else {
                cell.text.clone()
            };
            let last = (row + u32::from(cell.rowspan) - 1, column + cell.colspan - 1);
            if (row, column) != last {
                sheet
                    .merge_range(row, column, last.0, last.1, "", &format)
                    .expect("free");
            }
            match text.parse::<f64>() {
                Ok(number) if cell.figure && !one => sheet.write(row, column, number),
                _ => sheet.write(row, column, text),
            }
            .expect("a cell");
        }
        top += u32::from(table.rows()) + 3;
    }
    workbook.save_to_buffer().expect("a workbook in memory")
}

/// A Word document; table 三 may be broken in two, with its heads repeated.
pub(super) fn word(title: &str, tables: &[Sheet], broken: bool) -> Vec<u8> {
    let mut body = String::new();
    let paragraph = |text: &str| {
        format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(text)
        )
    };
    body.push_str(&paragraph(title));
    body.push_str(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>本年新收999件</w:t></w:r></w:p>\
         </w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>999</w:t></w:r></w:p>\
         </w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    );
    for table in tables {
        body.push_str(&paragraph(&table.title));
        let cut = table.rows() * 2 / 3;
        if broken && table.rows() > 20 {
            body.push_str(&word_rows(table, &[(0, cut)]));
            body.push_str(&paragraph(""));
            body.push_str(&word_rows(
                table,
                &[(0, table.header_rows), (cut, table.rows())],
            ));
        } else {
            body.push_str(&word_rows(table, &[(0, table.rows())]));
        }
    }
    document(&body)
}

/// A Word document in which everything stands in text boxes, written once for Word and once for others; the
/// last box is anchored in a cell and of the old kind.
pub(super) fn boxed(title: &str, tables: &[Sheet], sentence: &str) -> Vec<u8> {
    let line = |text: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(text));
    let both = |content: &str| {
        format!(
            "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:wsp><wps:txbx>\
             <w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>\
             <v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>\
             </mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>"
        )
    };
    let mut body = line(title);
    for table in tables {
        let rows = word_rows(table, &[(0, table.rows())]);
        body.push_str(&both(&(line(&table.title) + &rows)));
    }
    body.push_str(&both(&both(&line(sentence))));
    let old = format!(
        "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>",
        line(sentence)
    );
    body.push_str(&format!(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t>{old}</w:r></w:p></w:tc></w:tr></w:tbl>"
    ));
    document(&body)
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"m\" xmlns:wps=\"s\" xmlns:v=\"v\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        (
            "[Content_Types].xml",
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        ("word/document.xml", xml.as_str()),
    ] {
        zip.start_file(name, options).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// The same with twice as many columns in the grid, and the heads of table 三 half a column aside.
pub(super) fn wavering(title: &str, tables: &[Sheet]) -> Vec<u8> {
    let doubled: Vec<Sheet> = tables
        .iter()
        .map(|table| Sheet {
            title: table.title.clone(),
            columns: table.columns * 2,
            header_rows: table.header_rows,
            cells: table
                .cells
                .iter()
                .map(|cell| {
                    // what stands below the heads begins one column early, but for the labels
                    let low = table.columns == 10 && cell.row >= table.header_rows;
                    let early = |column: u16| match (low, column) {
                        (true, 3..10) => column * 2 - 1,
                        _ => column * 2,
                    };
                    let (first, end) = (early(cell.column), early(cell.column + cell.colspan));
                    Cell {
                        row: cell.row,
                        column: first,
                        rowspan: cell.rowspan,
                        colspan: end - first,
                        figure: cell.figure,
                        text: cell.text.clone(),
                    }
                })
                .collect(),
        })
        .collect();
    word(title, &doubled, false)
}

fn word_rows(table: &Sheet, parts: &[(u16, u16)]) -> String {
    let mut xml = String::from("<w:tbl><w:tblPr/>");
    for &(from, to) in parts {
        for row in from..to {
            xml.push_str("<w:tr>");
            let mut column = 0;
            while column < table.columns {
                let Some(cell) = table.at(row, column) else {
                    break;
                };
                let span = match cell.colspan {
                    1 => String::new(),
                    n => format!("<w:gridSpan w:val=\"{n}\"/>"),
                };
                let merge = match (cell.rowspan, row == cell.row || row == from) {
                    (1, _) => "",
                    (_, true) => "<w:vMerge w:val=\"restart\"/>",
                    (_, false) => "<w:vMerge/>",
                };
                let text = if row == cell.row || row == from {
                    cell.text.as_str()
                } else {
                    ""
                };
                // a label is torn over runs and paragraphs; nobody sees the hidden digit before it
                let half = text.chars().count() / 2;
                let (one, two): (String, String) = (
                    text.chars().take(half).collect(),
                    text.chars().skip(half).collect(),
                );
                let joint = if cell.figure || half < 3 {
                    "</w:t></w:r><w:r><w:t>"
                } else {
                    "</w:t></w:r></w:p><w:p><w:r><w:t>"
                };
                let _ = write!(
                    xml,
                    "<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>\
                     <w:r><w:rPr><w:vanish/></w:rPr><w:t>8</w:t></w:r>\
                     <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>{}{joint}{}</w:t></w:r></w:p></w:tc>",
                    escaped(&one),
                    escaped(&two)
                );
                column = cell.column + cell.colspan;
            }
            xml.push_str("</w:tr>");
        }
    }
    xml.push_str("</w:tbl>");
    // a mark of a note is a raised digit
    let mark = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t></w:r>";
    xml.replace("¹</w:t></w:r>", &format!("</w:t></w:r>{mark}"))
}

/// A web page as content systems write it.
pub(super) fn page(title: &str, tables: &[Sheet], careless_labels: bool) -> String {
    let mut page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{title}_某某网</title><script>var a = '<table>';</script></head><body>\
         <table width=\"100%\"><tr><td><div style=\"display:none\">本年新收 7 件</div>首页 &gt; 年报</td></tr><tr><td>\
         <div id=\"zoom\"><p align=\"center\"><b>{title}</b></p>\n"
    );
    for table in tables {
        let _ = write!(
            page,
            "<p><strong>{}</strong></p>\n<div><table border=\"1\"><tbody>",
            table.title
        );
        for row in 0..table.rows() {
            page.push_str("\n<tr>");
            for cell in table.cells.iter().filter(|c| c.row == row) {
                let mut spans = String::new();
                if cell.rowspan > 1 {
                    let _ = write!(spans, " rowspan=\"{}\"", cell.rowspan);
                }
                if cell.colspan > 1 {
                    let _ = write!(spans, " colspan=\"{}\"", cell.colspan);
                }
                let text = if careless_labels {
                    careless(cell)
                } else {
                    cell.text.clone()
                };
                let _ = write!(page, "<td{spans}>{}</td>", torn(&text, cell.figure));
            }
            page.push_str("</tr>");
        }
        page.push_str("</tbody></table></div>\n");
    }
    page.push_str("</div></td></tr><tr><td>版权所有</td></tr></table></body></html>");
    page.replace('¹', "<sup>1</sup>")
}

fn torn(text: &str, figure: bool) -> String {
    if figure {
        return format!("<p><span>&nbsp;{}&nbsp;</span></p>", escaped(text));
    }
    let chars: Vec<char> = text.chars().collect();
    let (one, rest) = chars.split_at(chars.len() / 3);
    let (two, three) = rest.split_at(rest.len() / 2);
    let part = |part: &[char]| escaped(&part.iter().collect::<String>()).replace('\n', "<br>");
    format!(
        "<p><span>{}</span><span>&nbsp;</span>\n  <span>{}</span></p><p>{}<br/></p>",
        part(one),
        part(two),
        part(three)
    )
}

/// Markdown; what a merged cell covers is blank or repeats its text.
pub(super) fn markdown(title: &str, tables: &[Sheet], repeated: bool) -> String {
    let mut text = format!("# {title}\n\n");
    for table in tables {
        let _ = writeln!(text, "## {}\n", table.title);
        for row in 0..table.rows() {
            for column in 0..table.columns {
                let cell = table.at(row, column).expect("the grid is full");
                let own = (cell.row, cell.column) == (row, column);
                let shown = if own || repeated {
                    cell.text.replace('\n', "<br>")
                } else {
                    String::new()
                };
                let _ = write!(text, "| {shown} ");
            }
            text.push_str("|\n");
            if row == 0 {
                text.push_str(&"| --- ".repeat(usize::from(table.columns)));
                text.push_str("|\n");
            }
        }
        text.push('\n');
    }
    text
}

/// Markdown as hands and models copy it out: each cell once, whatever it is merged over, no line under the heads, and no
/// pipes at the ends of a row where `ends` is false.
pub(super) fn bars(title: &str, tables: &[Sheet], ends: bool) -> String {
    let mut text = format!("# {title}\n\n");
    for table in tables {
        let _ = writeln!(text, "## {}\n", table.title);
        for row in 0..table.rows() {
            let own = table.cells.iter().filter(|cell| cell.row == row);
            let own: Vec<String> = own.map(|cell| cell.text.replace('\n', "<br>")).collect();
            let _ = match ends {
                true => writeln!(text, "| {} |", own.join(" | ")),
                false => writeln!(text, "{}", own.join(" | ")),
            };
        }
        text.push('\n');
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
