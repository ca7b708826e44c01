//! HTML pages with tables, as business systems export them under the name of an xls.
//!
//! Excel opens such a page as one sheet on which everything stands one below the other; row numbers are
//! those. Text outside of tables takes a row in column A. A table that only lays out other tables is gone
//! through for those; its own text takes rows as well. Cells are text as shown, with `<br>` as a new line
//! and runs of white space as one space; a number that Excel keeps beside the text shown (`x:num`) prevails.

pub(super) mod nesting;

use scraper::{ElementRef, Html, Node, Selector};

use super::merge::Area;
use super::sink::{Crossing, Shown, Sink};
use super::value::{from_number, from_text};
use super::{CUT, Cell, Fault, Input, Kind, NO_TABLE, OVERSIZED, Value, decode, limits};

/// Spans as HTML bounds them.
const COLUMN_SPAN: u32 = 1_000;
const ROW_SPAN: u32 = 65_534;

/// Elements within elements; what is deeper is taken as plain text.
const DEPTH: u32 = 200;

/// Reads a page.
pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    let bytes = decode::read_whole(input, limits::HTML_FILE)?;
    let (text, decoding) = decode::decode(bytes);
    if nesting::is_too_deep(&text) {
        return Err(Fault::new(
            &OVERSIZED,
            "网页的标签层层嵌套，或打开了没有结束，异常地多",
        ));
    }
    let page = Html::parse_document(&text);
    if page.select(&selector("table")).next().is_none() {
        return Err(no_table(&page));
    }
    sink.recognise(Kind::Html, Some(decoding));
    let name = worksheet_name(&text).unwrap_or_else(|| "Sheet1".to_owned());
    sink.sheet(Some(name), false, false)?;
    let mut stack = Stack {
        sink,
        row: 0,
        line: String::new(),
    };
    stack.element(page.root_element(), false, 0);
    stack.flush(false);
    stack.sink.end_sheet();
    Ok(())
}

fn no_table(page: &Html) -> Fault {
    let fault = Fault::new(&NO_TABLE, "文件是网页，其中没有表格");
    if page.select(&selector("frameset")).next().is_some() {
        return fault.help(
            "这是由多个文件组成的网页，表格在同名的“.files”文件夹中；请用 Excel 打开它，另存为 xlsx 后重新放入",
        );
    }
    fault
}

fn selector(name: &str) -> Selector {
    Selector::parse(name).expect("an element's name is a selector")
}

/// The name that Excel wrote for the sheet.
fn worksheet_name(text: &str) -> Option<String> {
    let (_, after) = text.split_once("<x:Name>")?;
    let (name, _) = after.split_once("</x:Name>")?;
    let name = quick_xml::escape::unescape(name.trim()).ok()?;
    (!name.is_empty() && name.len() < 200).then(|| name.into_owned())
}

/// The sheet that grows downwards.
struct Stack<'s, 'a> {
    sink: &'s mut Sink<'a>,
    /// The last row written.
    row: u32,
    /// Text outside of tables, not yet a row.
    line: String,
}

impl Stack<'_, '_> {
    fn element(&mut self, element: ElementRef<'_>, hidden: bool, depth: u32) {
        let name = element.value().name();
        if matches!(
            name,
            "script" | "style" | "head" | "template" | "xml" | "noscript"
        ) {
            return;
        }
        let hidden = hidden || is_hidden(element);
        if name == "table" && holds_data(element) {
            self.flush(hidden);
            self.table(element, hidden);
            return;
        }
        let block = !is_inline(name);
        if block || name == "br" {
            self.flush(hidden);
        }
        if depth >= DEPTH {
            self.line.push_str(&cell_text(element));
        } else {
            for child in element.children() {
                match child.value() {
                    Node::Text(text) => self.line.push_str(text),
                    Node::Element(_) => {
                        if let Some(child) = ElementRef::wrap(child) {
                            self.element(child, hidden, depth + 1);
                        }
                    }
                    _ => {}
                }
            }
        }
        if block {
            self.flush(hidden);
        }
    }

    /// Text outside of tables becomes a row.
    fn flush(&mut self, hidden: bool) {
        let line = std::mem::take(&mut self.line);
        let mut text = Collapsed::default();
        text.push(&line);
        if let Some(value) = from_text(text.finish()) {
            self.row = self.row.saturating_add(1);
            let cell = Cell {
                column: 0,
                value,
                word: None,
                anchor: None,
            };
            let shown = Shown {
                hidden,
                ..Shown::default()
            };
            self.sink.row(self.row, shown, &mut vec![cell]);
        }
    }

    fn table(&mut self, table: ElementRef<'_>, hidden: bool) {
        let caption = selector("caption");
        for caption in own(table, &caption) {
            self.line.push_str(&cell_text(caption));
            self.flush(hidden);
        }
        let rows = own(table, &selector("tr"));
        let last = self
            .row
            .saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        // Rows that a cell above still covers, by column.
        let mut covered: Vec<u32> = Vec::new();
        for row in rows {
            self.row = self.row.saturating_add(1);
            let hidden = hidden || is_hidden(row) || parent_hidden(row);
            let mut crossing = Crossing::default();
            let mut cells = Vec::new();
            let mut column = 0u32;
            for cell in row.children().filter_map(ElementRef::wrap) {
                if !matches!(cell.value().name(), "td" | "th") {
                    continue;
                }
                while covered.get(column as usize).is_some_and(|&rows| rows > 0) {
                    column += 1;
                }
                if column >= limits::COLUMNS {
                    let message = format!("此行超过 {} 列，后面的已截去", limits::COLUMNS);
                    self.sink.at_cell(&CUT, self.row, None, message);
                    break;
                }
                let before = cells.len();
                self.cell(cell, column, last, &mut cells);
                if cells.len() > before {
                    crossing.cell(is_struck(cell));
                }
                let wide = span(cell, "colspan", COLUMN_SPAN);
                let high = span(cell, "rowspan", ROW_SPAN);
                let end = (column + wide).min(limits::COLUMNS);
                if covered.len() < end as usize {
                    covered.resize(end as usize, 0);
                }
                for rows in &mut covered[column as usize..end as usize] {
                    *rows = high.max(*rows);
                }
                column = end;
            }
            for rows in &mut covered {
                *rows = rows.saturating_sub(1);
            }
            let shown = Shown {
                hidden,
                struck: crossing.is_whole(),
            };
            self.sink.row(self.row, shown, &mut cells);
        }
    }

    fn cell(&mut self, cell: ElementRef<'_>, column: u32, last: u32, cells: &mut Vec<Cell>) {
        let crossed = crossed_in_part(cell);
        let value = match &crossed {
            Some((rest, _)) => from_text(rest.as_str()),
            None => cell_value(cell),
        };
        let (Some(value), Ok(column)) = (value, u16::try_from(column)) else {
            return;
        };
        if let Some((_, crossed)) = &crossed {
            self.sink.crossed_out((self.row, column), crossed);
        }
        if let Value::Text(text) = &value
            && decode::has_lost(text.as_bytes())
        {
            self.sink.undecoded(self.row, column, text);
        }
        let wide = span(cell, "colspan", COLUMN_SPAN) - 1;
        let high = span(cell, "rowspan", ROW_SPAN) - 1;
        self.sink.merge(Area {
            top: self.row,
            left: column,
            bottom: self.row.saturating_add(high).min(last),
            right: column.saturating_add(u16::try_from(wide).unwrap_or(u16::MAX)),
        });
        cells.push(Cell {
            column,
            value,
            word: None,
            anchor: None,
        });
    }
}

/// Whether a table holds data itself, rather than lay out tables that do: it holds none, or more cells
/// with text of their own than there are cells in the tables within.
pub(crate) fn holds_data(table: ElementRef<'_>) -> bool {
    let tables = selector("table");
    if table.select(&tables).next().is_none() {
        return true;
    }
    let cells = selector("td, th");
    let all = table.select(&cells).count();
    let own = own(table, &cells);
    let inner = all - own.len();
    let with_text = own
        .iter()
        .filter(|cell| cell.select(&tables).next().is_none())
        .filter(|cell| cell.text().any(|text| !text.trim().is_empty()))
        .count();
    with_text > inner
}

/// Elements of the table that belong to no table within it.
pub(crate) fn own<'t>(table: ElementRef<'t>, selector: &Selector) -> Vec<ElementRef<'t>> {
    table
        .select(selector)
        .filter(|element| {
            element
                .ancestors()
                .filter_map(ElementRef::wrap)
                .find(|ancestor| ancestor.value().name() == "table")
                .is_some_and(|nearest| nearest.id() == table.id())
        })
        .collect()
}

pub(crate) fn is_hidden(element: ElementRef<'_>) -> bool {
    element.attr("hidden").is_some() || has_style(element, "display:none")
}

/// Whether an element's own style says so; `wanted` in small letters, without spaces.
fn has_style(element: ElementRef<'_>, wanted: &str) -> bool {
    element.attr("style").is_some_and(|style| {
        let style = style.chars().filter(|c| !c.is_whitespace());
        let style: String = style.collect();
        style.to_ascii_lowercase().contains(wanted)
    })
}

/// Whether all that stands in a cell is crossed out: each text by what holds it, up to the row.
fn is_struck(cell: ElementRef<'_>) -> bool {
    let texts = cell.descendants().filter(|node| match node.value() {
        Node::Text(text) => !text.trim().is_empty(),
        _ => false,
    });
    texts.into_iter().all(|text| {
        let holders = text.ancestors().filter_map(ElementRef::wrap);
        let within = holders.take_while(|holder| holder.value().name() != "table");
        within.into_iter().any(crosses_out)
    })
}

/// Whether what an element holds is crossed out.
pub(crate) fn crosses_out(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "s" | "strike" | "del") || has_style(element, "line-through")
}

/// The text of a cell without what is crossed out in it, and what is, where only a part of it is.
fn crossed_in_part(cell: ElementRef<'_>) -> Option<(String, String)> {
    let mut within = cell.descendants().filter_map(ElementRef::wrap);
    if !within.any(|element| element.id() != cell.id() && crosses_out(element)) || is_struck(cell) {
        return None;
    }
    let mut rest = Collapsed::default();
    let mut crossed = String::new();
    gather(cell, &mut rest, 0, &mut Some(&mut crossed));
    Some((rest.finish(), crossed))
}

/// Whether the row's `tbody` or `thead` is hidden.
fn parent_hidden(row: ElementRef<'_>) -> bool {
    row.parent()
        .and_then(ElementRef::wrap)
        .is_some_and(is_hidden)
}

/// Whether an element goes on in the line of what stands before it.
pub(crate) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "em"
            | "font"
            | "i"
            | "input"
            | "label"
            | "mark"
            | "o:p"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "tt"
            | "u"
            | "var"
            | "img"
    )
}

fn span(cell: ElementRef<'_>, name: &str, most: u32) -> u32 {
    cell.attr(name)
        .and_then(|value| value.trim().parse().ok())
        .unwrap_or(1)
        .clamp(1, most)
}

fn cell_value(cell: ElementRef<'_>) -> Option<Value> {
    let text = cell_text(cell);
    if cell.attr("x:err").is_some() && !text.is_empty() {
        return Some(Value::Error(text.into()));
    }
    // Shown as 72,701.26, kept as 72701.2578; where a date is shown the number is its serial.
    let shown_as_number = text.replace(',', "").parse::<f64>().is_ok();
    if shown_as_number
        && let Some(number) = cell.attr("x:num").and_then(|kept| kept.trim().parse().ok())
    {
        return from_number(number);
    }
    from_text(text)
}

/// The text of an element as it is shown.
fn cell_text(element: ElementRef<'_>) -> String {
    let mut text = Collapsed::default();
    gather(element, &mut text, 0, &mut None);
    text.finish()
}

/// Gathers the text of an element; what is crossed out apart, where it is asked for.
fn gather(
    element: ElementRef<'_>,
    text: &mut Collapsed,
    depth: u32,
    crossed: &mut Option<&mut String>,
) {
    if depth >= DEPTH {
        for piece in element.text() {
            text.push(piece);
        }
        return;
    }
    for child in element.children() {
        if let Node::Text(piece) = child.value() {
            text.push(piece);
        }
        let Some(child) = ElementRef::wrap(child) else {
            continue;
        };
        if let Some(apart) = crossed
            && crosses_out(child)
        {
            apart.push_str(&cell_text(child));
            continue;
        }
        match child.value().name() {
            "br" => text.line(true),
            "script" | "style" => {}
            name if is_inline(name) => gather(child, text, depth + 1, crossed),
            _ => {
                text.line(false);
                gather(child, text, depth + 1, crossed);
                text.line(false);
            }
        }
    }
}

/// Text with its runs of white space made one space, as a browser shows it.
#[derive(Default)]
struct Collapsed {
    text: String,
    space: bool,
}

impl Collapsed {
    fn push(&mut self, piece: &str) {
        for c in piece.chars() {
            if c.is_ascii_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.space = false;
            self.text.push(if c == '\u{a0}' { ' ' } else { c });
        }
    }

    /// A new line; one that only a block begins is not doubled.
    fn line(&mut self, forced: bool) {
        self.space = false;
        if forced || !(self.text.is_empty() || self.text.ends_with('\n')) {
            self.text.push('\n');
        }
    }

    fn finish(self) -> String {
        self.text.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::book::testing::{codes, read, rows};
    use crate::book::{Decoding, Kind};

    #[test]
    fn of_a_cell_that_is_crossed_out_in_part_the_rest_is_read_and_it_is_said() {
        let page = "<table><tr><td>数量</td><td>号</td></tr><tr><td><s>13</s>15</td><td><del>1</del></td></tr><tr><td><span style='text-decoration: line-through'>7</span><b>8</b></td><td>2</td></tr></table>";
        let told = read("a.html", page.as_bytes());
        let table = "1: A=数量 B=号\n2: A=15 B=1\n3: A=8 B=2\n";
        assert!(rows(&told).ends_with(table), "{}", rows(&told));
        assert_eq!(codes(&told), ["B013 A2", "B013 A3"]);
    }

    #[test]
    fn a_page_in_gb2312_under_the_name_of_an_xls_is_read() {
        let page = "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><title>x</title></head>\
            <body><table border=1><tr><th>编号<th>申请人<th>金额</tr><tr><td style='mso-number-format:\"\\@\"'>0012</td><td>张三&nbsp;</td><td x:num=\"72701.2578\">72,701.26</td></tr></table></body></html>";
        let bytes = encoding_rs::GBK.encode(page).0.into_owned();
        let read = read("导出.xls", &bytes);
        assert_eq!(
            rows(&read),
            "[Sheet1]\n1: A=编号 B=申请人 C=金额\n2: A=0012 B=张三 C=72701.2578#\n"
        );
        assert_eq!(read.kind(), Some(Kind::Html));
        assert_eq!(read.decoding(), Some(Decoding::Gb18030));
        assert_eq!(codes(&read), ["B006"]);
    }

    #[test]
    fn spans_are_merged_cells() {
        let read = read(
            "a.html",
            "<table><tr><td colspan=2>标题<tr><td rowspan=2>甲<td>一<tr><td>二<tr><td rowspan=9 colspan=1>乙<td></table>".as_bytes(),
        );
        assert_eq!(
            rows(&read),
            "[Sheet1]\n1: A=标题 B=标题^A1\n2: A=甲 B=一\n3: A=甲^A2 B=二\n4: A=乙\n"
        );
    }

    #[test]
    fn tables_stand_one_below_the_other_and_text_takes_rows() {
        let read = read(
            "a.html",
            "<x:Name>台账</x:Name><h1>依申请<b>公开</b>台账</h1><p>单位：某局<br>2022年</p><table><tr><td>a<td>b</table><table><tr><td><table><caption>题</caption><tr><td>c<td>d</table></table><div>填表人：李四</div>".as_bytes(),
        );
        assert_eq!(
            rows(&read),
            "[台账]\n1: A=台账\n2: A=依申请公开台账\n3: A=单位：某局\n4: A=2022年\n5: A=a B=b\n6: A=题\n7: A=c B=d\n8: A=填表人：李四\n"
        );
    }

    #[test]
    fn a_small_table_in_a_cell_of_data_is_text() {
        let read = read(
            "a.html",
            "<table><tr><td>1<td>甲<td><table><tr><td>x</table><tr><td>2<td>乙<td>y</table>"
                .as_bytes(),
        );
        assert_eq!(rows(&read), "[Sheet1]\n1: A=1 B=甲 C=x\n2: A=2 B=乙 C=y\n");
    }

    #[test]
    fn hidden_rows_are_marked_and_lines_are_kept() {
        let read = read(
            "a.html",
            "<table><tr style='DISPLAY: none'><td>1</td></tr><tbody hidden><tr><td>2</td></tr></tbody><tr><td> 一\n 二<br/>三<div>四</div>五 </td><td x:err>#N/A</td></tr></table>".as_bytes(),
        );
        assert_eq!(
            rows(&read),
            "[Sheet1]\n1*: A=1\n2*: A=2\n3: A=一 二⏎三⏎四⏎五 B=!#N/A\n"
        );
    }

    #[test]
    fn a_page_without_a_table_says_so() {
        let found = read("a.xls", b"<html><body><p>x</p></body></html>");
        assert_eq!(codes(&found), ["B003"]);
        let frames = read(
            "a.xls",
            b"<html><frameset><frame src=\"a.files/sheet001.htm\"></frameset></html>",
        );
        assert!(frames.findings[0].help.contains("另存为"));
    }

    #[test]
    fn a_deeply_nested_page_is_read_and_an_abysmal_one_refused() {
        let page = |depth| format!("<table><tr><td>{}x", "<div>".repeat(depth));
        let deep = read("a.html", page(1_000).as_bytes());
        assert_eq!(rows(&deep), "[Sheet1]\n1: A=x\n");
        assert_eq!(codes(&read("a.html", page(1_000_000).as_bytes())), ["B009"]);
    }
}
