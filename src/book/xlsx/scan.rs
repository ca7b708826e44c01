//! A pass over a sheet's XML for what calamine does not say: hidden rows, merged areas, whether cells are
//! in order, formulas that were never computed, error words it does not know.
//!
//! Tags are found by their brackets and read without a parser: the pass costs little more than inflating.
//! calamine reads the same bytes with a real parser afterwards; whatever is wrong with them it will find.

use std::io::{BufRead, Read};

use super::styles::Styles;
use crate::address::parse_cell;
use crate::book::merge::Area;
use crate::book::package::read_fault;
use crate::book::sink::{Strikes, push_row};
use crate::book::xml::doctype;
use crate::book::{Fault, OVERSIZED, limits};

/// What the pass learns of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetScan {
    /// Merged areas, as in the file.
    pub(super) merges: Vec<Area>,
    /// Hidden rows as ascending ranges.
    pub(super) hidden: Vec<(u32, u32)>,
    /// Rows all of whose cells are crossed out, likewise.
    pub(super) struck: Vec<(u32, u32)>,
    strikes: Strikes,
    /// Rows and cells come in ascending order, each once.
    pub(super) ordered: bool,
    /// Some cells do not say where they are.
    pub(super) unplaced: bool,
    /// Formulas without a stored result, in the order of the file.
    pub(super) uncomputed: Vec<(u32, u16)>,
    /// Errors that calamine has no word for, in the order of the file.
    pub(super) unknown_errors: Vec<(u32, u16, String)>,
    /// Cells that refer to a shared text by something else than a number, in the order of the file.
    pub(super) misreferred: Vec<(u32, u16, String)>,
    /// Cells, with a value or not.
    pub(super) cells: u64,
    /// Why the part cannot be read to its end.
    pub(super) damaged: Option<String>,
    /// Why the sheet must not be read at all.
    pub(super) refused: Option<Fault>,
    row: u32,
    column: u32,
    last: Option<(u32, u32)>,
    cell: Option<Open>,
}

/// The cell that is being read.
#[derive(Debug)]
struct Open {
    error: bool,
    shared: bool,
    text: bool,
    formula: bool,
    value: bool,
}

const KNOWN_ERRORS: &[&str] = &[
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
];

/// Scans a sheet to its end, or to where it cannot be read further.
pub(super) fn scan(part: &mut dyn BufRead, styles: &Styles) -> SheetScan {
    let mut scan = SheetScan {
        ordered: true,
        ..SheetScan::default()
    };
    if let Err(fault) = scan.run(part, styles) {
        // Damage is for calamine to meet again, after the rows before it; what exceeds the bounds is not.
        if fault.rule.code == super::UNREADABLE.code {
            scan.damaged = Some(fault.message);
        } else {
            scan.refused = Some(fault);
        }
    }
    scan.hidden.sort_unstable();
    scan.struck = std::mem::take(&mut scan.strikes).ranges();
    scan
}

impl SheetScan {
    fn run(&mut self, part: &mut dyn BufRead, styles: &Styles) -> Result<(), Fault> {
        let mut tag = Vec::with_capacity(256);
        let mut text = Vec::new();
        loop {
            part.skip_until(b'<').map_err(read_fault)?;
            tag.clear();
            read_tag(part, &mut tag)?;
            if tag.is_empty() {
                return Ok(());
            }
            if tag.starts_with(b"!DOCTYPE") {
                return Err(doctype());
            }
            let name = local_name(&tag);
            match name {
                b"c" => self.open_cell(&tag, styles),
                b"/c" => self.close_cell(),
                b"f" => self.in_cell(|cell| cell.formula = true),
                b"is" => self.in_cell(|cell| cell.value = true),
                b"v" => {
                    // An empty result is text; other types without one were not computed (openpyxl).
                    let empty = tag.ends_with(b"/")
                        || part.fill_buf().map_err(read_fault)?.first() == Some(&b'<');
                    self.in_cell(|cell| cell.value = cell.text || !empty);
                    let kind = self.cell.as_ref().map(|cell| (cell.error, cell.shared));
                    text.clear();
                    if let Some((true, _) | (_, true)) = kind.filter(|_| !empty) {
                        read_text(part, &mut text)?;
                    }
                    match kind {
                        Some((true, _)) => self.error_word(&text),
                        Some((_, true)) if !empty => self.reference(&text),
                        _ => {}
                    }
                }
                b"row" => self.open_row(&tag),
                b"/row" => self.close_row(),
                b"mergeCell" => self.merge_cell(&tag),
                _ => {}
            }
        }
    }

    fn open_row(&mut self, tag: &[u8]) {
        if let Some(number) = attribute(tag, b"r").and_then(digits) {
            self.row = number.saturating_sub(1);
        }
        self.column = 0;
        let hidden = matches!(attribute(tag, b"hidden"), Some(b"1" | b"true"));
        if hidden || attribute(tag, b"ht").is_some_and(is_nothing) {
            push_row(&mut self.hidden, self.row + 1);
        }
        if tag.ends_with(b"/") {
            self.close_row();
        }
    }

    fn close_row(&mut self) {
        self.row = self.row.saturating_add(1).min(limits::ROWS * 2);
        self.column = 0;
    }

    fn open_cell(&mut self, tag: &[u8], styles: &Styles) {
        self.cells += 1;
        let place = attribute(tag, b"r").and_then(reference);
        self.unplaced |= place.is_none();
        let (row, column) = place.unwrap_or((self.row, self.column));
        self.column = column;
        if self.last.is_some_and(|last| last >= (row, column)) {
            self.ordered = false;
        }
        self.last = Some((row, column));
        let kind = attribute(tag, b"t");
        self.cell = Some(Open {
            error: kind == Some(b"e"),
            shared: kind == Some(b"s"),
            text: kind == Some(b"str"),
            formula: false,
            value: false,
        });
        if tag.ends_with(b"/") {
            self.close_cell();
        } else {
            let style = attribute(tag, b"s").and_then(digits);
            let struck = style.is_some_and(|style| styles.strikes(style));
            self.strikes.cell(row.saturating_add(1), struck);
        }
    }

    fn close_cell(&mut self) {
        self.column = self.column.saturating_add(1).min(limits::COLUMNS * 2);
        let Some(cell) = self.cell.take() else {
            return;
        };
        if cell.formula
            && !cell.value
            && let Some(place) = self.place()
        {
            self.uncomputed.push(place);
        }
    }

    fn in_cell(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(cell) = &mut self.cell {
            change(cell);
        }
    }

    /// calamine takes what is no number for the first text.
    fn reference(&mut self, text: &[u8]) {
        const LONGEST: usize = 9;
        let number = text.iter().all(u8::is_ascii_digit) && text.len() <= LONGEST;
        if let (false, Some((row, column))) = (number, self.place()) {
            let text = String::from_utf8_lossy(text).chars().take(40).collect();
            self.misreferred.push((row, column, text));
        }
    }

    fn error_word(&mut self, text: &[u8]) {
        let word = String::from_utf8_lossy(text);
        if KNOWN_ERRORS.contains(&word.as_ref()) {
            return;
        }
        if let Some((row, column)) = self.place() {
            self.unknown_errors.push((row, column, word.into_owned()));
        }
    }

    /// Where the last cell is: row from 1, column from 0.
    fn place(&self) -> Option<(u32, u16)> {
        let (row, column) = self.last?;
        Some((row + 1, u16::try_from(column).ok()?))
    }

    fn merge_cell(&mut self, tag: &[u8]) {
        let Some(reference) = attribute(tag, b"ref") else {
            return;
        };
        if let Some(area) = area(&String::from_utf8_lossy(reference))
            && self.merges.len() <= limits::MERGED_AREAS
        {
            self.merges.push(area);
        }
    }
}

/// `B2:C5`.
pub(super) fn area(reference: &str) -> Option<Area> {
    let (from, to) = reference.split_once(':')?;
    let (top, left) = parse_cell(from)?;
    let (bottom, right) = parse_cell(to)?;
    Some(Area {
        top,
        left,
        bottom,
        right,
    })
}

/// Reads up to `>`; a comment or CDATA up to its own end.
fn read_tag(part: &mut dyn BufRead, tag: &mut Vec<u8>) -> Result<(), Fault> {
    loop {
        let limit = limits::TAG.saturating_sub(tag.len() as u64);
        let read = (&mut *part)
            .take(limit)
            .read_until(b'>', tag)
            .map_err(read_fault)?;
        let closed = tag.last() == Some(&b'>');
        if read == 0 || !closed {
            if tag.len() as u64 >= limits::TAG {
                return Err(Fault::new(&OVERSIZED, "文件的 XML 标记异常地长"));
            }
            // The end of the part, within a tag or not.
            tag.clear();
            return Ok(());
        }
        let whole = if tag.starts_with(b"!--") {
            tag.ends_with(b"-->") && tag.len() >= 6
        } else if tag.starts_with(b"![CDATA[") {
            tag.ends_with(b"]]>")
        } else {
            true
        };
        if whole {
            tag.pop();
            return Ok(());
        }
    }
}

/// Reads the text before the next tag, without its `<`.
fn read_text(part: &mut dyn BufRead, text: &mut Vec<u8>) -> Result<(), Fault> {
    loop {
        let buffer = part.fill_buf().map_err(read_fault)?;
        if buffer.is_empty() || text.len() > 1000 {
            return Ok(());
        }
        let end = buffer.iter().position(|&byte| byte == b'<');
        let taken = end.unwrap_or(buffer.len());
        text.extend_from_slice(&buffer[..taken]);
        part.consume(taken);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// The name of a tag without its prefix, with the `/` of an end tag.
fn local_name(tag: &[u8]) -> &[u8] {
    let end = tag
        .iter()
        .position(|byte| byte.is_ascii_whitespace())
        .unwrap_or(tag.len());
    let name = tag[..end].strip_suffix(b"/").unwrap_or(&tag[..end]);
    let Some(colon) = name.iter().position(|&byte| byte == b':') else {
        return name;
    };
    match name[colon + 1..] {
        // Of prefixed end tags only these matter.
        [b'c'] if name[0] == b'/' => b"/c",
        [b'r', b'o', b'w'] if name[0] == b'/' => b"/row",
        _ => &name[colon + 1..],
    }
}

/// Whether a height is none: a row of it is seen by nobody.
pub(super) fn is_nothing(height: &[u8]) -> bool {
    !height.is_empty() && height.iter().all(|b| matches!(b, b'0' | b'.'))
}

/// An attribute's raw value.
fn attribute<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let start = tag.iter().position(|byte| byte.is_ascii_whitespace())?;
    let mut rest = &tag[start..];
    loop {
        rest = rest.trim_ascii_start();
        let equals = rest.iter().position(|&byte| byte == b'=')?;
        let key = rest[..equals].trim_ascii_end();
        rest = rest[equals + 1..].trim_ascii_start();
        let (&quote, after) = rest.split_first()?;
        if quote != b'"' && quote != b'\'' {
            return None;
        }
        let end = after.iter().position(|&byte| byte == quote)?;
        if key == name {
            return Some(&after[..end]);
        }
        rest = &after[end + 1..];
    }
}

/// `D7` → row and column from 0, without allocating: this runs for every cell.
fn reference(name: &[u8]) -> Option<(u32, u32)> {
    let mut column = 0u32;
    let mut row = 0u32;
    for &byte in name {
        if byte.is_ascii_alphabetic() {
            let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
            column = column.checked_mul(26)?.checked_add(letter)?;
        } else if byte.is_ascii_digit() {
            row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
        } else {
            return None;
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

pub(super) fn digits(text: &[u8]) -> Option<u32> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(xml: &str) -> SheetScan {
        scan(&mut xml.as_bytes(), &Styles::default())
    }

    #[test]
    fn hidden_rows_and_merged_areas_are_found() {
        let scan = scanned(
            r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>
            <row r="3" hidden="1"/><row r='4' ht="3" hidden='true'><c r="B4"/></row><row><c/></row><row r="6" ht="0.0" customHeight="1"/></sheetData>
            <!-- <row r="9" hidden="1"> --><mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells></worksheet>"#,
        );
        assert_eq!(scan.hidden, [(3, 4), (6, 6)]);
        assert_eq!(
            scan.merges,
            [Area {
                top: 1,
                left: 0,
                bottom: 2,
                right: 2
            }]
        );
        assert!(scan.ordered);
        assert_eq!(scan.cells, 3);
    }

    #[test]
    fn cells_out_of_order_are_noticed() {
        assert!(!scanned(r#"<row r="2"><c r="A2"/></row><row r="1"><c r="A1"/></row>"#).ordered);
        assert!(!scanned(r#"<row r="2"><c r="B2"/><c r="A2"/></row>"#).ordered);
        assert!(!scanned(r#"<row r="2"><c r="B2"/><c r="B2"/></row>"#).ordered);
        assert!(scanned(r#"<x:row r="2"><x:c r="B2"/></x:row><x:row><x:c/></x:row>"#).ordered);
    }

    #[test]
    fn formulas_without_a_result_are_told_from_empty_ones() {
        let scan = scanned(
            r#"<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c>
            <c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f t="shared" si="0"/></c><c r="E1" s="1"/><c r="F1"><f>1</f><v/></c><c r="G1"><f>1</f><v></v></c></row>"#,
        );
        assert_eq!(scan.uncomputed, [(1, 0), (1, 3), (1, 5), (1, 6)]);
    }

    #[test]
    fn a_document_type_is_refused() {
        let scan = scanned("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>");
        assert!(scan.refused.is_some());
    }

    #[test]
    fn a_sheet_that_breaks_off_is_scanned_as_far_as_it_goes() {
        let scan =
            scanned(r#"<sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="#);
        assert_eq!(scan.hidden, [(1, 1)]);
    }
}
