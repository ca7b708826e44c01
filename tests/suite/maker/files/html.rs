//! The HTML page that many systems call an `.xls`.

use super::super::table::{Grid, Value};
use super::{covered, escaped, span};

/// A page with one table, as systems write it: unclosed paragraphs of style, `&nbsp;` in empty cells.
pub(super) fn page(grid: &Grid, charset: &str) -> String {
    let mut page = format!(
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n<head>\r\n\
         <meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\">\r\n\
         <style>td {{mso-number-format:\"\\@\"; white-space:nowrap;}}</style>\r\n</head>\r\n\
         <body>\r\n<table border=1 cellspacing=0>\r\n"
    );
    for (at, row) in grid.rows.iter().enumerate() {
        page.push_str("<tr>");
        for (column, value) in row.iter().enumerate() {
            if covered(grid, at, column) {
                continue;
            }
            let spans = match span(grid, at, column) {
                Some((1, columns)) => format!(" colspan={columns}"),
                Some((rows, 1)) => format!(" rowspan=\"{rows}\""),
                Some((rows, columns)) => format!(" rowspan=\"{rows}\" colspan=\"{columns}\""),
                None => String::new(),
            };
            page.push_str(&format!("<td{spans}>{}</td>", inside(value)));
        }
        page.push_str("</tr>\r\n");
    }
    page.push_str("</table>\r\n</body>\r\n</html>\r\n");
    page
}

fn inside(value: &Value) -> String {
    match value {
        Value::Blank => "&nbsp;".to_owned(),
        value => escaped(&value.shown()).replace('\n', "<br>"),
    }
}
