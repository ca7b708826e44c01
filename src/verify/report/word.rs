//! Word documents: tables and paragraphs of `word/document.xml`.
//!
//! Cells span by `gridSpan` and `vMerge`. A table within a cell is a table of its own. A text box floats over the
//! page wherever it is anchored: its paragraphs and tables are the report's, and no part of the paragraph or the
//! cell that holds the anchor. Word writes it twice, for itself and for programs that know no such boxes; one of the
//! two counts. Notes and deleted text are no part of the report's text.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::grid::{Laid, Paper};
use crate::text::{crossed_out, raised};

/// Tables within tables, and boxes within boxes, that are followed.
const DEPTH: usize = 16;

/// Reads the XML of a document; what comes after damage is lost, and that is said in the error.
pub(super) fn read(file: u32, xml: &str) -> (Paper, Option<String>) {
    let mut body = Body {
        file,
        paper: Paper::document(),
        number: 0,
        line: String::new(),
        tables: Vec::new(),
        boxes: Vec::new(),
        choices: Vec::new(),
        told: 0,
        silent: 0,
        in_text: false,
        run: None,
        raised: false,
        struck: false,
    };
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let lost = loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => body.open(&tag),
            Ok(Event::Empty(tag)) => {
                body.open(&tag);
                body.close(tag.local_name().into_inner());
            }
            Ok(Event::End(tag)) => body.close(tag.local_name().into_inner()),
            Ok(Event::Text(text)) => body.text(&text.xml10_content()),
            Ok(Event::CData(text)) => body.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => {
                        quick_xml::escape::resolve_predefined_entity(&reference).map(str::to_owned)
                    }
                };
                body.text(&resolved.unwrap_or_default());
            }
            Ok(Event::Eof) => break None,
            Ok(_) => {}
            Err(error) => break Some(error.to_string()),
        }
    };
    while !body.boxes.is_empty() {
        body.end_box();
    }
    body.end_tables();
    body.end_paragraph();
    (body.paper, lost)
}

/// What is being read.
struct Body {
    file: u32,
    paper: Paper,
    /// Paragraphs so far, blank ones included.
    number: u32,
    line: String,
    /// Open tables, the innermost last.
    tables: Vec<Open>,
    /// What each open text box has interrupted, the innermost last.
    boxes: Vec<Interrupted>,
    /// For each open choice between two ways to write the same, how many boxes there were before.
    choices: Vec<u32>,
    /// Text boxes so far.
    told: u32,
    /// Open elements whose text is not the report's.
    silent: u32,
    in_text: bool,
    /// The run that is open.
    run: Option<Run>,
    /// Its text is raised, as marks of notes are.
    raised: bool,
    /// Its text is crossed out.
    struck: bool,
}

/// Where a text box is anchored.
struct Interrupted {
    line: String,
    tables: Vec<Open>,
}

#[derive(Default)]
struct Open {
    laid: Laid,
    text: String,
    in_cell: bool,
    span: u16,
    merge: Merge,
}

/// Whether the text of a run is seen: hidden text is on nobody's page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Shown,
    Hidden,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Merge {
    #[default]
    None,
    Continue,
}

impl Body {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let local = tag.local_name();
        match local.into_inner() {
            "Fallback" if self.silent > 0 || self.is_told() => self.silent += 1,
            "txbxContent" if self.silent > 0 || self.boxes.len() >= DEPTH => self.silent += 1,
            // what was moved away stands where it was moved to
            "moveFrom" => self.silent += 1,
            _ if self.silent > 0 => {}
            "AlternateContent" => self.choices.push(self.told),
            "txbxContent" => self.begin_box(),
            "tbl" if self.tables.len() < DEPTH => {
                self.end_paragraph();
                self.tables.push(Open::default());
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.laid.row();
                }
            }
            "gridBefore" => {
                let count = value(tag).and_then(|v| v.parse().ok()).unwrap_or(0u16);
                if let Some(table) = self.tables.last_mut()
                    && !table.in_cell
                    && count > 0
                {
                    table.laid.cell("", 1, count);
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_cell = true;
                    table.text.clear();
                    table.span = 1;
                    table.merge = Merge::None;
                }
            }
            "gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = value(tag).and_then(|v| v.parse().ok()).unwrap_or(1);
                }
            }
            "vMerge" => {
                if let Some(table) = self.tables.last_mut()
                    && value(tag).as_deref() != Some("restart")
                {
                    table.merge = Merge::Continue;
                }
            }
            "r" => {
                self.run = Some(Run::Shown);
                self.raised = false;
                self.struck = false;
            }
            // of a run; that of a paragraph's end mark hides no text
            "vanish" if self.run.is_some() => {
                self.run = Some(match is_on(tag) {
                    true => Run::Hidden,
                    false => Run::Shown,
                });
            }
            "strike" | "dstrike" if self.run.is_some() => self.struck |= is_on(tag),
            "vertAlign" if self.run.is_some() => {
                self.raised = value(tag).as_deref() == Some("superscript");
            }
            "t" => self.in_text = self.run != Some(Run::Hidden),
            "tab" => self.push(" "),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            _ => {}
        }
    }

    fn close(&mut self, local: &str) {
        match local {
            "txbxContent" | "Fallback" | "moveFrom" if self.silent > 0 => self.silent -= 1,
            _ if self.silent > 0 => {}
            "AlternateContent" => {
                self.choices.pop();
            }
            "txbxContent" => self.end_box(),
            "t" => self.in_text = false,
            "r" => {
                self.run = None;
                self.raised = false;
            }
            "p" => match self.tables.last_mut() {
                Some(table) if table.in_cell => {
                    if !table.text.is_empty() {
                        table.text.push('\n');
                    }
                }
                _ => self.end_paragraph(),
            },
            "tc" => {
                if let Some(table) = self.tables.last_mut()
                    && table.in_cell
                {
                    table.in_cell = false;
                    let text = std::mem::take(&mut table.text);
                    match table.merge {
                        Merge::None => table.laid.cell(text.trim(), 1, table.span),
                        Merge::Continue => table.laid.continued(table.span),
                    }
                }
            }
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.paper.table(table.laid);
                }
            }
            _ => {}
        }
    }

    /// Whether the first of two ways to write the same has told a box.
    fn is_told(&self) -> bool {
        self.choices
            .last()
            .is_some_and(|before| *before < self.told)
    }

    fn begin_box(&mut self) {
        self.told += 1;
        self.boxes.push(Interrupted {
            line: std::mem::take(&mut self.line),
            tables: std::mem::take(&mut self.tables),
        });
    }

    fn end_box(&mut self) {
        let Some(interrupted) = self.boxes.pop() else {
            return;
        };
        self.end_tables();
        if !self.line.is_empty() {
            self.end_paragraph();
        }
        self.line = interrupted.line;
        self.tables = interrupted.tables;
    }

    fn end_tables(&mut self) {
        while !self.tables.is_empty() {
            self.close("tbl");
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.silent == 0 {
            match (self.raised, self.struck) {
                (_, true) => self.push(&crossed_out(text)),
                (true, false) => self.push(&raised(text)),
                (false, false) => self.push(text),
            }
        }
    }

    fn push(&mut self, text: &str) {
        if self.silent > 0 {
            return;
        }
        match self.tables.last_mut() {
            Some(table) if table.in_cell => table.text.push_str(text),
            Some(_) => {}
            None => self.line.push_str(text),
        }
    }

    fn end_paragraph(&mut self) {
        if self.tables.is_empty() {
            self.number = self.number.saturating_add(1);
            let line = std::mem::take(&mut self.line);
            self.paper.paragraph(self.file, self.number, &line);
        }
    }
}

/// Whether a property of a run that is there is on: it may be there to say that it is off.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(value(tag).as_deref(), Some("0" | "false" | "off"))
}

fn value(tag: &BytesStart<'_>) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().into_inner() == "val")
        .map(|a| a.value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_crossed_out_or_moved_away_is_joined_to_nothing() {
        let xml = "<w:document><w:body><w:tbl><w:tr>\
            <w:tc><w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>7531</w:t></w:r><w:r><w:rPr><w:strike w:val=\"0\"/></w:rPr><w:t>7532</w:t></w:r></w:p></w:tc>\
            <w:tc><w:p><w:pPr><w:rPr><w:moveFrom w:id=\"1\"/></w:rPr></w:pPr><w:moveFrom><w:r><w:t>7531</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>0</w:t></w:r></w:ins></w:p></w:tc>\
            <w:tc><w:p><w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:moveTo><w:r><w:t>6</w:t></w:r></w:moveTo></w:p></w:tc>\
            </w:tr></w:tbl></w:body></w:document>";
        let (paper, lost) = read(0, xml);
        assert_eq!(lost, None);
        let cells = paper.grids.iter().flat_map(|grid| &grid.rows);
        let cells = cells.flat_map(|row| &row.cells);
        let texts: Vec<&str> = cells.map(|cell| &*cell.text).collect();
        assert_eq!(texts, ["~~7531~~7532", "0", "6"]);
    }
}
