//! Web pages: data tables and the text around them.
//!
//! A table that only lays out other tables is gone through for those. A label torn over several elements is
//! one text; hidden elements, scripts and the page's head are no part of the report.

use scraper::{ElementRef, Html, Node, Selector};

use super::grid::{Laid, Paper};
use crate::book::html::{crosses_out, holds_data, is_hidden, is_inline, own};
use crate::text::{crossed_out, raised};

/// Elements within elements; what is deeper is taken as plain text.
const DEPTH: u32 = 200;

/// Reads a page.
pub(super) fn read(file: u32, page: &str) -> Paper {
    let mut reading = Reading::new(file);
    let document = Html::parse_document(page);
    if let Some(title) = document.select(&selector("title")).next() {
        let title: String = title.text().collect();
        reading.paper.paragraph(file, 0, &squeezed(&title));
    }
    reading.element(document.root_element(), 0);
    reading.end_paragraph();
    reading.paper
}

/// Reads tables of a piece of a page into a paper that exists.
pub(super) fn read_into(paper: Paper, file: u32, piece: &str) -> Paper {
    let mut reading = Reading::new(file);
    reading.paper = paper;
    for table in Html::parse_fragment(piece).select(&selector("table")) {
        if holds_data(table) {
            reading.table(table);
        }
    }
    reading.paper
}

struct Reading {
    file: u32,
    paper: Paper,
    number: u32,
    line: String,
}

impl Reading {
    fn new(file: u32) -> Self {
        Reading {
            file,
            paper: Paper::document(),
            number: 0,
            line: String::new(),
        }
    }

    fn element(&mut self, element: ElementRef<'_>, depth: u32) {
        let name = element.value().name();
        if is_silent(name) || is_hidden(element) {
            return;
        }
        if name == "table" && holds_data(element) {
            self.end_paragraph();
            self.table(element);
            return;
        }
        let block = !is_inline(name);
        if block || name == "br" {
            self.end_paragraph();
        }
        if depth >= DEPTH {
            self.line.extend(element.text());
        } else {
            for child in element.children() {
                if let Node::Text(text) = child.value() {
                    match name {
                        "sup" => self.line.push_str(&raised(text)),
                        _ => self.line.push_str(text),
                    }
                } else if let Some(child) = ElementRef::wrap(child) {
                    self.element(child, depth + 1);
                }
            }
        }
        if block {
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        let line = squeezed(&std::mem::take(&mut self.line));
        if !line.is_empty() {
            self.number = self.number.saturating_add(1);
            self.paper.paragraph(self.file, self.number, &line);
        }
    }

    fn table(&mut self, table: ElementRef<'_>) {
        let mut laid = Laid::default();
        for row in own(table, &selector("tr")) {
            if is_hidden(row) {
                continue;
            }
            laid.row();
            for cell in row.children().filter_map(ElementRef::wrap) {
                if matches!(cell.value().name(), "td" | "th") && !is_hidden(cell) {
                    let span = |name: &str| {
                        let span = cell.attr(name).and_then(|v| v.trim().parse::<u32>().ok());
                        span.unwrap_or(1).max(1)
                    };
                    let wide = u16::try_from(span("colspan")).unwrap_or(u16::MAX);
                    laid.cell(&cell_text(cell), span("rowspan"), wide);
                }
            }
        }
        self.paper.table(laid);
    }
}

fn selector(name: &str) -> Selector {
    Selector::parse(name).expect("an element's name is a selector")
}

fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "head" | "template" | "xml" | "noscript" | "select"
    )
}

/// A cell's text: lines where elements or `<br>` begin new ones, runs of white space as one space.
fn cell_text(cell: ElementRef<'_>) -> String {
    let mut text = String::new();
    gather(cell, &mut text, 0);
    if crosses_out(cell) {
        text = crossed_out(&text);
    }
    let lines: Vec<String> = text.split('\n').map(squeezed).collect();
    let lines: Vec<&str> = lines
        .iter()
        .map(String::as_str)
        .filter(|l| !l.is_empty())
        .collect();
    lines.join("\n")
}

fn gather(element: ElementRef<'_>, text: &mut String, depth: u32) {
    for child in element.children() {
        if let Node::Text(piece) = child.value() {
            let piece = piece.replace('\n', " ");
            match element.value().name() {
                "sup" => text.push_str(&raised(&piece)),
                _ => text.push_str(&piece),
            }
        }
        let Some(child) = ElementRef::wrap(child) else {
            continue;
        };
        let name = child.value().name();
        if is_silent(name) || is_hidden(child) || depth >= DEPTH {
            continue;
        }
        let breaks = name == "br" || !is_inline(name);
        if breaks {
            text.push('\n');
        }
        let begins = text.len();
        gather(child, text, depth + 1);
        if crosses_out(child) {
            let within = crossed_out(&text[begins..]);
            text.truncate(begins);
            text.push_str(&within);
        }
        if breaks {
            text.push('\n');
        }
    }
}

/// Runs of white space, with the fillers of web pages, as one space.
fn squeezed(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '\u{a0}' | '\u{200b}' | '\u{feff}'))
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_crossed_out_is_joined_to_nothing() {
        let page = "<table><tr><td><s>7531</s>7532</td><td><span style='text-decoration:line-through'> 5 </span> 6</td><td style='text-decoration: line-through'>7</td><td><del></del>8</td></tr></table>";
        let paper = read(0, page);
        let cells = paper.grids.iter().flat_map(|grid| &grid.rows);
        let cells = cells.flat_map(|row| &row.cells);
        let texts: Vec<&str> = cells.map(|cell| &*cell.text).collect();
        assert_eq!(texts, ["~~7531~~7532", "~~5~~ 6", "~~7~~", "8"]);
    }
}
