//! XML Spreadsheet 2003, which offices name `.xls`.

use super::super::table::{Grid, Value};
use super::{covered, escaped, span};

/// A workbook.
pub(super) fn bytes(grids: &[Grid]) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<?mso-application progid=\"Excel.Sheet\"?>\r\n\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\r\n\
         <Styles><Style ss:ID=\"d\"><NumberFormat ss:Format=\"yyyy\\-mm\\-dd\"/></Style></Styles>\r\n",
    );
    for grid in grids {
        xml.push_str(&format!(
            "<Worksheet ss:Name=\"{}\"><Table>\r\n",
            escaped(&grid.name)
        ));
        sheet(grid, &mut xml);
        xml.push_str("</Table>");
        if grid.hidden {
            xml.push_str(
                "<WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\">\
                 <Visible>SheetHidden</Visible></WorksheetOptions>",
            );
        }
        xml.push_str("</Worksheet>\r\n");
    }
    xml.push_str("</Workbook>\r\n");
    xml.into_bytes()
}

/// Blank rows and cells are left out; the next one tells its index.
fn sheet(grid: &Grid, xml: &mut String) {
    let mut next_row = 0;
    for (at, row) in grid.rows.iter().enumerate() {
        if row.iter().all(|value| *value == Value::Blank) {
            continue;
        }
        let index = if at == next_row {
            String::new()
        } else {
            format!(" ss:Index=\"{}\"", at + 1)
        };
        let hidden = if grid.hidden_rows.contains(&at) {
            " ss:Hidden=\"1\""
        } else {
            ""
        };
        xml.push_str(&format!("<Row{index}{hidden}>"));
        let mut next = 0;
        for (column, value) in row.iter().enumerate() {
            if *value == Value::Blank || covered(grid, at, column) {
                continue;
            }
            let mut attributes = String::new();
            if column != next {
                attributes.push_str(&format!(" ss:Index=\"{}\"", column + 1));
            }
            let (rows, columns) = span(grid, at, column).unwrap_or((1, 1));
            if columns > 1 {
                attributes.push_str(&format!(" ss:MergeAcross=\"{}\"", columns - 1));
            }
            if rows > 1 {
                attributes.push_str(&format!(" ss:MergeDown=\"{}\"", rows - 1));
            }
            next = column + columns;
            let (kind, text) = match value {
                Value::Number(number) => ("Number", number.to_string()),
                Value::Date(date) => {
                    attributes.push_str(" ss:StyleID=\"d\"");
                    ("DateTime", format!("{date}T00:00:00.000"))
                }
                value => ("String", escaped(&value.shown()).replace('\n', "&#10;")),
            };
            xml.push_str(&format!(
                "<Cell{attributes}><Data ss:Type=\"{kind}\">{text}</Data></Cell>"
            ));
        }
        xml.push_str("</Row>\r\n");
        next_row = at + 1;
    }
}
