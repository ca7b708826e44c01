//! A worksheet's XML → rows, its bytes gone over once.
//!
//! Known is what spreadsheet programs write: rows that ascend, cells of their row with or without a
//! reference, a formula before its value. All else is strange and left to calamine.

use std::io::Read;

use super::Halt;
use super::markup::{Cursor, Odd, decode, unescape};
use super::scan;
use super::strings::{Strings, Written, string};
use super::styles::Styles;
use super::window::Window;
use crate::book::sink::{Crossing, Shown, Sink};
use crate::book::value::{NOT_COMPUTED, from_number, from_serial, from_text, iso_date};
use crate::book::word::{LONGEST as LONGEST_WORD, Word};
use crate::book::{Cell, Value, limits};

/// What the cells of a workbook refer to, beside its texts.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) styles: Styles,
    pub(super) date1904: bool,
}

/// The rows of one sheet as they come.
pub(super) struct Rows<'w, 'p> {
    shared: &'w Shared,
    strings: &'w mut Strings<'p>,
    /// The prefix of tags, with the colon.
    prefix: &'w [u8],
    /// The row that is read or was read last, 0 before the first.
    pub(super) number: u32,
    /// Its number as it stands in the references of its cells.
    digits: Vec<u8>,
    hidden: bool,
    /// A row's start tag was read and its end tag not yet.
    within: bool,
    /// The column of a cell without a reference.
    column: u16,
    crossing: Crossing,
    /// Bytes of the row's texts so far.
    text: usize,
    /// The word of the cell being read.
    word: Option<Word>,
    ascending: bool,
    cells: Vec<Cell>,
    /// Rows kept back until all of a small sheet is known; none where they are told as they come.
    kept: Option<Vec<(u32, Shown, Vec<Cell>)>>,
    scratch: String,
    inline: Written,
    /// What is crossed out in cells of the row of which the rest is not.
    crossed: Vec<(u16, Box<str>)>,
    /// What is crossed out in the cell being read.
    crossed_out: Option<Box<str>>,
    /// Numbers of the row that are shown smaller than they are, as shown.
    scaled_cells: Vec<(u16, Box<str>)>,
    /// The number being read is.
    scaled: bool,
    known_dates: Dates,
}

impl<'w, 'p> Rows<'w, 'p> {
    /// The rows of a sheet; with `keep` none is told before the last was read.
    pub(super) fn new(
        shared: &'w Shared,
        strings: &'w mut Strings<'p>,
        prefix: &'w [u8],
        keep: bool,
    ) -> Self {
        Rows {
            shared,
            strings,
            prefix,
            number: 0,
            digits: Vec::new(),
            hidden: false,
            within: false,
            column: 0,
            crossing: Crossing::default(),
            text: 0,
            word: None,
            ascending: true,
            cells: Vec::new(),
            kept: keep.then(Vec::new),
            scratch: String::new(),
            inline: Written::default(),
            crossed: Vec::new(),
            crossed_out: None,
            scaled_cells: Vec::new(),
            scaled: false,
            known_dates: Dates::default(),
        }
    }

    /// The last row that was told to the sink, as far as it has values.
    pub(super) fn told(&self) -> u32 {
        if self.kept.is_some() {
            0
        } else if self.within {
            self.number.saturating_sub(1)
        } else {
            self.number
        }
    }

    /// Tells all rows, from behind `<sheetData>` to its end tag.
    pub(super) fn read<R: Read>(
        &mut self,
        window: &mut Window<R>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Halt> {
        loop {
            let mut cursor = Cursor::new(window.bytes());
            let mut used = 0;
            let odd = loop {
                match self.next(&mut cursor, sink) {
                    Ok(false) => used = cursor.at,
                    Ok(true) => break None,
                    Err(odd) => break Some(odd),
                }
            };
            window.consume(used);
            match odd {
                None => {
                    for (number, shown, mut cells) in self.kept.take().into_iter().flatten() {
                        sink.row(number, shown, &mut cells);
                    }
                    return Ok(());
                }
                Some(Odd::More) if window.fill()? => {}
                Some(_) => return Err(self.strings.halt().unwrap_or(Halt::Strange)),
            }
        }
    }

    /// Reads a row's tag or a cell; true at the end of the rows. Nothing has changed when it is not whole.
    #[inline]
    fn next(&mut self, cursor: &mut Cursor<'_>, sink: &mut Sink<'_>) -> Result<bool, Odd> {
        cursor.space()?;
        cursor.expect(b"<")?;
        let end = cursor.take(b"/")?;
        cursor.prefix(self.prefix)?;
        match (end, self.within) {
            (false, true) => {
                cursor.expect(b"c")?;
                if !self.plain_cell(cursor) {
                    self.cell(cursor)?;
                }
            }
            (true, true) => {
                cursor.expect(b"row>")?;
                self.close_row(sink);
            }
            (false, false) => {
                cursor.expect(b"row")?;
                self.open_row(cursor)?;
                if !self.within {
                    self.close_row(sink);
                }
            }
            (true, false) => {
                cursor.expect(b"sheetData>")?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `<row` was read.
    fn open_row(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Odd> {
        let mut reference = None;
        let mut hidden = false;
        if !matches!(cursor.peek()?, b' ' | b'>' | b'/' | b'\n' | b'\r' | b'\t') {
            return Err(Odd::Strange);
        }
        while let Some((name, value)) = cursor.attribute()? {
            match name {
                [b'r'] => reference = Some(value),
                [b'h', rest @ ..] if rest == b"idden" => {
                    hidden |= matches!(value, b"1" | b"true");
                }
                [b'h', b't'] => hidden |= scan::is_nothing(value),
                _ => {}
            }
        }
        let closed = cursor.tag_end()?;
        let number = match reference {
            Some(digits) => integer(digits).ok_or(Odd::Strange)?,
            None => self.number + 1,
        };
        let padded = reference.is_some_and(|digits| digits[0] == b'0');
        if padded || number <= self.number || number > limits::ROWS {
            return Err(Odd::Strange);
        }
        self.digits.clear();
        match reference {
            Some(digits) => self.digits.extend_from_slice(digits),
            None => self.digits.extend_from_slice(number.to_string().as_bytes()),
        }
        self.number = number;
        self.hidden = hidden;
        self.within = !closed;
        self.column = 0;
        self.crossing = Crossing::default();
        self.text = 0;
        Ok(())
    }

    fn close_row(&mut self, sink: &mut Sink<'_>) {
        self.within = false;
        for (column, shown) in self.scaled_cells.drain(..) {
            sink.scaled((self.number, column), &shown);
        }
        for (column, crossed) in self.crossed.drain(..) {
            sink.crossed_out((self.number, column), &crossed);
        }
        if !self.ascending {
            in_order(&mut self.cells);
            self.ascending = true;
        }
        // A hidden row without values may get some from a merged area.
        if !self.hidden && self.cells.is_empty() {
            return;
        }
        let shown = Shown {
            hidden: self.hidden,
            struck: self.crossing.is_whole(),
        };
        if let Some(kept) = &mut self.kept {
            kept.push((self.number, shown, std::mem::take(&mut self.cells)));
        } else {
            sink.row(self.number, shown, &mut self.cells);
        }
    }

    /// Reads a cell as programs write nearly all of them: `<c r="B7" s="2" t="s"><v>38</v></c>`, a shared text or
    /// a whole number. False for any other, of which nothing was read then.
    #[inline]
    fn plain_cell(&mut self, cursor: &mut Cursor<'_>) -> bool {
        if !self.prefix.is_empty() || self.cells.len() >= MOST_CELLS {
            return false;
        }
        let Some(plain) = Plain::of(&cursor.bytes[cursor.at..], &self.digits) else {
            return false;
        };
        let value = if plain.shared {
            let number = plain.number as usize;
            let Some(text) = self.strings.get(number) else {
                return false;
            };
            if text.is_empty() || self.text + text.len() > limits::ROW_TEXT {
                return false;
            }
            self.word = Word::at(number).filter(|_| text.len() <= LONGEST_WORD);
            self.text += text.len();
            Value::Text(text.into())
        } else {
            let styles = &self.shared.styles;
            if plain
                .style
                .is_some_and(|style| styles.shown(style).is_some())
            {
                return false;
            }
            let date = plain.style.is_some_and(|style| styles.date(style));
            self.word = None;
            match (date, f64::from(plain.number)) {
                (true, serial) => self.known_dates.of(serial, self.shared.date1904),
                (false, number) => Value::Number(number),
            }
        };
        cursor.at += plain.length;
        if plain.shared
            && let Some(crossed) = self.strings.crossed(plain.number as usize)
        {
            self.crossed.push((plain.column, crossed.into()));
        }
        self.strike(plain.style);
        self.column = plain.column + 1;
        self.ascending &= self
            .cells
            .last()
            .is_none_or(|last| last.column < plain.column);
        self.cells.push(Cell {
            column: plain.column,
            value,
            word: self.word,
            anchor: None,
        });
        true
    }

    /// `<c` was read.
    #[inline]
    fn cell(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Odd> {
        let mut column = self.column;
        let mut style = None;
        let mut kind = None;
        if !matches!(cursor.peek()?, b' ' | b'>' | b'/' | b'\n' | b'\r' | b'\t') {
            return Err(Odd::Strange);
        }
        while let Some((name, value)) = cursor.attribute()? {
            match name {
                [b'r'] => column = self.column_of(value)?,
                [b's'] => style = Some(value),
                [b't'] => kind = Some(Kind::of(value)),
                _ => {}
            }
        }
        if u32::from(column) >= limits::COLUMNS || self.cells.len() >= MOST_CELLS {
            return Err(Odd::Strange);
        }
        self.word = None;
        self.crossed_out = None;
        self.scaled = false;
        let empty = cursor.tag_end()?;
        let value = match empty {
            true => None,
            false => self.content(cursor, style, kind)?,
        };
        let text = self.text + value.as_ref().map_or(0, Value::text_length);
        if text > limits::ROW_TEXT {
            return Err(Odd::Strange);
        }
        self.text = text;
        self.column = column + 1;
        if !empty {
            self.strike(style.and_then(integer));
        }
        if let Some(crossed) = self.crossed_out.take() {
            self.crossed.push((column, crossed));
        }
        if let Some(value) = value {
            if self.scaled {
                self.scaled_cells.push((column, value.text().into()));
            }
            self.ascending &= self.cells.last().is_none_or(|last| last.column < column);
            self.cells.push(Cell {
                column,
                value,
                word: self.word,
                anchor: None,
            });
        }
        Ok(())
    }

    /// A cell in which something stands is of a style.
    #[inline]
    fn strike(&mut self, style: Option<u32>) {
        let styles = &self.shared.styles;
        let struck = style.is_some_and(|style| styles.strikes(style));
        self.crossing.cell(struck);
    }

    /// The column of a reference, which must be one of this row.
    #[inline]
    fn column_of(&self, reference: &[u8]) -> Result<u16, Odd> {
        let mut column = 0;
        let mut at = 0;
        while let Some(letter @ b'A'..=b'Z') = reference.get(at) {
            if at == 3 {
                return Err(Odd::Strange);
            }
            column = column * 26 + u16::from(letter - b'A') + 1;
            at += 1;
        }
        if at == 0 || !same(&reference[at..], &self.digits) {
            return Err(Odd::Strange);
        }
        Ok(column - 1)
    }

    /// What stands in a cell, up to its end tag.
    #[inline]
    fn content(
        &mut self,
        cursor: &mut Cursor<'_>,
        style: Option<&[u8]>,
        kind: Option<Kind>,
    ) -> Result<Option<Value>, Odd> {
        let mut formula = false;
        let mut computed = false;
        let mut found = None;
        let mut seen = false;
        loop {
            cursor.space()?;
            cursor.expect(b"<")?;
            if cursor.take(b"/")? {
                cursor.prefix(self.prefix)?;
                cursor.expect(b"c>")?;
                break;
            }
            cursor.prefix(self.prefix)?;
            if seen {
                return Err(Odd::Strange);
            }
            if cursor.take(b"v")? {
                let raw = self.element(cursor, b"v>")?.unwrap_or_default();
                found = self.value(raw, style, kind)?;
                // An empty result is text; other types without one were not computed (openpyxl).
                computed = kind == Some(Kind::Formula) || !raw.is_empty();
                seen = true;
            } else if cursor.take(b"f")? {
                self.element(cursor, b"f>")?;
                if formula {
                    return Err(Odd::Strange);
                }
                formula = true;
            } else {
                cursor.expect(b"is")?;
                self.inline.clear();
                if !cursor.tag_end()? {
                    string(cursor, self.prefix, b"is", &mut self.inline)?;
                }
                found = from_text(self.inline.text.as_str());
                let crossed = Some(self.inline.crossed.as_str());
                self.crossed_out = crossed.filter(|text| !text.is_empty()).map(Into::into);
                computed = true;
                seen = true;
            }
        }
        if formula && !computed {
            return Ok(Some(Value::Error(NOT_COMPUTED.into())));
        }
        Ok(found)
    }

    /// The raw text of an element whose name was read, to behind its end tag; none of `<…/>`.
    #[inline]
    fn element<'b>(
        &self,
        cursor: &mut Cursor<'b>,
        closing: &[u8; 2],
    ) -> Result<Option<&'b [u8]>, Odd> {
        if cursor.peek()? != b'>' {
            if !matches!(cursor.peek()?, b' ' | b'/' | b'\n' | b'\r' | b'\t') {
                return Err(Odd::Strange);
            }
            while cursor.attribute()?.is_some() {}
        }
        if cursor.tag_end()? {
            return Ok(None);
        }
        let raw = cursor.until(b'<')?;
        cursor.expect(b"</")?;
        cursor.prefix(self.prefix)?;
        cursor.expect(closing)?;
        Ok(Some(raw))
    }

    /// The value that `<v>` holds.
    #[inline]
    fn value(
        &mut self,
        raw: &[u8],
        style: Option<&[u8]>,
        kind: Option<Kind>,
    ) -> Result<Option<Value>, Odd> {
        if raw.is_empty() && !matches!(kind, Some(Kind::Inline | Kind::Other)) {
            return Ok(None);
        }
        match kind {
            Some(Kind::Shared) => {
                let number = integer(raw).ok_or(Odd::Strange)?;
                let number = number as usize;
                let text = self.strings.get(number).ok_or(Odd::Strange)?;
                if text.len() <= LONGEST_WORD {
                    self.word = Word::at(number);
                }
                let value = from_text(text);
                self.crossed_out = self.strings.crossed(number).map(Into::into);
                Ok(value)
            }
            None | Some(Kind::Number) => self.number(raw, style),
            Some(Kind::Formula) => {
                self.scratch.clear();
                decode(raw, &mut self.scratch)?;
                unescape(&mut self.scratch, 0);
                Ok(from_text(self.scratch.as_str()))
            }
            Some(Kind::Bool) => match raw {
                [b'0'] => Ok(Some(Value::Bool(false))),
                [b'1'] => Ok(Some(Value::Bool(true))),
                _ => Err(Odd::Strange),
            },
            Some(Kind::Error) => match std::str::from_utf8(raw) {
                Ok(word) if raw[0] == b'#' && raw.is_ascii() && !raw.contains(&b'&') => {
                    Ok(Some(Value::Error(word.into())))
                }
                _ => Err(Odd::Strange),
            },
            Some(Kind::Date) => {
                self.scratch.clear();
                decode(raw, &mut self.scratch)?;
                Ok(match iso_date(&self.scratch) {
                    Some(date) => Some(Value::Date(date)),
                    None => from_text(self.scratch.as_str()),
                })
            }
            Some(Kind::Inline | Kind::Other) => Err(Odd::Strange),
        }
    }

    #[inline]
    fn number(&mut self, raw: &[u8], style: Option<&[u8]>) -> Result<Option<Value>, Odd> {
        let number = number(raw).ok_or(Odd::Strange)?;
        let Some(style) = style else {
            return Ok(from_number(number));
        };
        let style = integer(style).ok_or(Odd::Strange)?;
        if self.shared.styles.date(style) {
            return Ok(Some(self.known_dates.of(number, self.shared.date1904)));
        }
        let shown = self.shared.styles.shown(style);
        if let Some((shown, value)) = shown.and_then(|shown| Some((shown, shown.value(number)?))) {
            self.scaled = shown.scales();
            return Ok(Some(value));
        }
        Ok(from_number(number))
    }
}

/// Cells of one row, at most: more stand in some column twice.
const MOST_CELLS: usize = limits::COLUMNS as usize;

/// A cell as nearly all are written, read from behind its `<c`.
struct Plain {
    column: u16,
    style: Option<u32>,
    /// A text's number, not a number of its own.
    shared: bool,
    number: u32,
    /// Bytes to behind its end tag.
    length: usize,
}

impl Plain {
    #[inline]
    fn of(bytes: &[u8], row: &[u8]) -> Option<Self> {
        let mut at = begins(bytes, 0, b" r=\"")?;
        let letters = at;
        let mut column = 0u32;
        while let Some(letter @ b'A'..=b'Z') = bytes.get(at) {
            if at == letters + 3 {
                return None;
            }
            column = column * 26 + u32::from(letter - b'A') + 1;
            at += 1;
        }
        if at == letters || column > limits::COLUMNS {
            return None;
        }
        let after = at + row.len();
        if !same(bytes.get(at..after)?, row) {
            return None;
        }
        at = begins(bytes, after, b"\"")?;
        let mut style = None;
        if let Some(behind) = begins(bytes, at, b" s=\"") {
            let (number, end) = digits(bytes, behind)?;
            style = Some(number);
            at = begins(bytes, end, b"\"")?;
        }
        let shared = begins(bytes, at, b" t=\"s\"");
        at = begins(bytes, shared.unwrap_or(at), b"><v>")?;
        let (number, end) = digits(bytes, at)?;
        let length = begins(bytes, end, b"</v></c>")?;
        Some(Plain {
            column: u16::try_from(column - 1).ok()?,
            style,
            shared: shared.is_some(),
            number,
            length,
        })
    }
}

/// Where the bytes behind `wanted` begin, if it stands at a place.
#[inline]
fn begins<const N: usize>(bytes: &[u8], at: usize, wanted: &[u8; N]) -> Option<usize> {
    let found = bytes.get(at..)?.first_chunk::<N>()?;
    (found == wanted).then_some(at + N)
}

/// The whole number of at most nine digits at a place, and where it ends.
#[inline]
fn digits(bytes: &[u8], from: usize) -> Option<(u32, usize)> {
    let mut at = from;
    let mut number = 0;
    while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
        if at == from + 9 {
            return None;
        }
        number = number * 10 + u32::from(digit - b'0');
        at += 1;
    }
    (at > from).then_some((number, at))
}

/// What a cell's `t` says of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Shared,
    Number,
    /// The text that a formula gave.
    Formula,
    Bool,
    Error,
    Date,
    Inline,
    Other,
}

impl Kind {
    /// By single bytes, as all that is done for each cell.
    #[inline]
    fn of(word: &[u8]) -> Self {
        match word {
            [b's'] => Kind::Shared,
            [b'n'] => Kind::Number,
            [b's', b't', b'r'] => Kind::Formula,
            [b'b'] => Kind::Bool,
            [b'e'] => Kind::Error,
            [b'd'] => Kind::Date,
            [b'i', b's'] => Kind::Inline,
            [b'i', rest @ ..] if rest == b"nlineStr" => Kind::Inline,
            _ => Kind::Other,
        }
    }
}

/// Whether two short texts are the same, without a call.
#[inline]
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a == b)
}

/// Cells by ascending column; of two in one place the later holds.
fn in_order(cells: &mut Vec<Cell>) {
    cells.reverse();
    cells.sort_by_key(|cell| cell.column);
    cells.dedup_by_key(|cell| cell.column);
}

/// A plain whole number of at most nine digits.
#[inline]
fn integer(raw: &[u8]) -> Option<u32> {
    if raw.is_empty() || raw.len() > 9 {
        return None;
    }
    let mut number = 0;
    for byte in raw {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u32::from(byte - b'0');
    }
    Some(number)
}

/// A decimal number, rounded as every reader of decimals rounds.
#[inline]
fn number(raw: &[u8]) -> Option<f64> {
    match integer(raw) {
        Some(number) => Some(f64::from(number)),
        // `inf` and `nan` are words, whatever Rust reads.
        None if raw
            .iter()
            .all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E')) =>
        {
            std::str::from_utf8(raw).ok()?.parse().ok()
        }
        None => None,
    }
}

/// Dates by their serial: a column of dates has few distinct ones, and the calendar is slow.
#[derive(Default)]
struct Dates {
    /// The bits of a serial and its date, by the serial's last bits.
    known: Vec<Option<(u64, Value)>>,
}

impl Dates {
    const SLOTS: usize = 1024;

    fn of(&mut self, serial: f64, date1904: bool) -> Value {
        if self.known.is_empty() {
            self.known.resize(Self::SLOTS, None);
        }
        let bits = serial.to_bits();
        // Days differ in the bits behind the leading ones of the fraction.
        let slot = (bits >> 37 ^ bits >> 27 ^ bits) as usize % Self::SLOTS;
        match &self.known[slot] {
            Some((known, date)) if *known == bits => date.clone(),
            _ => {
                let date = from_serial(serial, date1904);
                self.known[slot] = Some((bits, date.clone()));
                date
            }
        }
    }
}
