//! Bytes → records and their fields.
//!
//! A field that begins with a quote goes on to the closing one, delimiters and line ends included; a quote
//! within a field is plain. A quote that is never closed, or closed by the opening quote of a later field,
//! would swallow the lines between; it is found, told, and read as a plain character, so that those lines
//! are rows again.

use memchr::{memchr, memchr_iter, memchr3};

use super::blocks::{Blocks, LONGEST};
use crate::book::sink::Sink;
use crate::book::{Fault, OVERSIZED, UNCLOSED_QUOTE};

/// Bytes that may be gone through again for unclosed quotes, in a small file.
const REREAD: u64 = 64 << 20;

/// A quoted field of more lines than this is doubted.
const LONG_FIELD: usize = 20;

/// One field of a record: where its bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// As they stand in the text.
    Plain(usize, usize),
    /// In the record's own buffer, its quotes taken off.
    Unquoted(usize, usize),
}

/// A record.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) fields: Vec<Field>,
    /// Fields without their quotes.
    unquoted: Vec<u8>,
    /// Opening quotes that nothing closes: the field, and where it is.
    unclosed: Vec<(usize, usize)>,
    /// Bytes gone over in search of what would close them.
    searched: usize,
    /// Where the next record begins.
    end: usize,
}

impl Record {
    /// A field's bytes.
    pub(super) fn bytes<'b>(&'b self, text: &'b [u8], field: Field) -> &'b [u8] {
        match field {
            Field::Plain(from, to) => &text[from..to],
            Field::Unquoted(from, to) => &self.unquoted[from..to],
        }
    }
}

/// The records of a text, one after the other.
pub(super) struct Records<'i> {
    pub(super) blocks: Blocks<'i>,
    delimiter: u8,
    /// The row of the last record.
    pub(super) row: u32,
    /// Fields of the widest record so far.
    columns: usize,
    /// Bytes that were gone through for quotes that turned out unclosed.
    reread: u64,
    /// Bytes of the last record, which are at hand until the next one.
    used: usize,
}

/// The bytes at hand end within the record.
struct More;

impl<'i> Records<'i> {
    pub(super) fn new(blocks: Blocks<'i>, delimiter: u8) -> Self {
        Records {
            blocks,
            delimiter,
            row: 0,
            columns: 0,
            reread: 0,
            used: 0,
        }
    }

    /// Goes over the first line, which is no data.
    pub(super) fn skip_line(&mut self) -> Result<(), Fault> {
        loop {
            let bytes = self.blocks.bytes();
            let found = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            match found {
                Some(at) => match line_end(&bytes[at..], self.blocks.is_all()) {
                    Ok(length) => {
                        self.row = 1;
                        self.blocks.consume(at + length);
                        return Ok(());
                    }
                    Err(More) => self.blocks.fill()?,
                },
                None if self.blocks.is_all() => {
                    self.row = 1;
                    let all = bytes.len();
                    self.blocks.consume(all);
                    return Ok(());
                }
                None => self.blocks.fill()?,
            }
        }
    }

    /// The next record that is no blank line; its row is `self.row`. Its bytes begin where those at hand do.
    pub(super) fn next(&mut self, record: &mut Record, sink: &mut Sink<'_>) -> Result<bool, Fault> {
        self.blocks.consume(self.used);
        self.used = 0;
        loop {
            let bytes = self.blocks.bytes();
            let all = self.blocks.is_all();
            match bytes.first() {
                None if all => return Ok(false),
                Some(b'\n' | b'\r') => {
                    if let Ok(length) = line_end(bytes, all) {
                        self.blocks.consume(length);
                        self.row = self.row.saturating_add(1);
                        continue;
                    }
                }
                Some(_) => {
                    if split(bytes, all, self.delimiter, self.columns, record).is_ok() {
                        break;
                    }
                    if all {
                        return Err(Fault::new(
                            &OVERSIZED,
                            format!("一行文字超过处理上限（{} MB）", LONGEST >> 20),
                        ));
                    }
                }
                None => {}
            }
            self.blocks.fill()?;
        }
        self.row = self.row.saturating_add(1);
        self.used = record.end;
        self.columns = self.columns.max(record.fields.len());
        if !record.unclosed.is_empty() {
            self.tell_unclosed(record, sink)?;
        }
        Ok(true)
    }

    fn tell_unclosed(&mut self, record: &Record, sink: &mut Sink<'_>) -> Result<(), Fault> {
        let bytes = self.blocks.bytes();
        for (number, &(field, at)) in record.unclosed.iter().enumerate() {
            let line = bytes[at..]
                .iter()
                .take(120)
                .position(|byte| matches!(byte, b'\n' | b'\r'));
            let line = &bytes[at..line.map_or(bytes.len().min(at + 120), |end| at + end)];
            let (line, _) = self.blocks.encoding.decode_without_bom_handling(line);
            let shown: String = line.chars().take(30).collect();
            let also = if number > 0 {
                "同一行还有一处："
            } else {
                ""
            };
            let message = format!(
                "{also}单元格开头的英文双引号没有对应的结束引号（{shown}）；已把它当作普通字符读取，\
                 请核对此行及其后各行"
            );
            sink.at_cell(
                &UNCLOSED_QUOTE,
                self.row,
                u16::try_from(field).ok(),
                message,
            );
        }
        self.reread = self.reread.saturating_add(record.searched as u64);
        if self.reread > REREAD.max(self.blocks.read.saturating_mul(8)) {
            return Err(Fault::new(
                &UNCLOSED_QUOTE,
                "没有成对的英文双引号太多，无法继续读取",
            ));
        }
        Ok(())
    }
}

/// Splits the record that `bytes` begin with; `all` when nothing comes behind them. Strays of a quote are
/// sought among them only.
fn split(
    bytes: &[u8],
    all: bool,
    delimiter: u8,
    columns: usize,
    record: &mut Record,
) -> Result<(), More> {
    record.fields.clear();
    record.unquoted.clear();
    record.unclosed.clear();
    record.searched = 0;
    let mut at = 0;
    loop {
        let from = at;
        let quoted = bytes.get(at) == Some(&b'"') && {
            match quoted(&bytes[at..], all, delimiter, columns)? {
                Quoted::Closed(length) => {
                    at += length;
                    true
                }
                Quoted::Unclosed(searched) => {
                    record.unclosed.push((record.fields.len(), at));
                    record.searched += searched;
                    false
                }
            }
        };
        let length = match memchr3(delimiter, b'\n', b'\r', &bytes[at..]) {
            Some(length) => length,
            // The text may end within a line, a record longer than allowed may not.
            None if all && bytes.len() < LONGEST => bytes.len() - at,
            None => return Err(More),
        };
        let end = at + length;
        record.fields.push(if quoted {
            let start = record.unquoted.len();
            unquote(&bytes[from + 1..at - 1], &mut record.unquoted);
            record.unquoted.extend_from_slice(&bytes[at..end]);
            Field::Unquoted(start, record.unquoted.len())
        } else {
            Field::Plain(from, end)
        });
        match bytes.get(end) {
            Some(&byte) if byte == delimiter => at = end + 1,
            Some(_) => {
                record.end = end + line_end(&bytes[end..], all)?;
                return Ok(());
            }
            None => {
                record.end = end;
                return Ok(());
            }
        }
    }
}

/// What an opening quote turns out to be.
enum Quoted {
    /// Closed: the length with both quotes.
    Closed(usize),
    /// Not closed as it should be: how far that was looked for.
    Unclosed(usize),
}

/// Looks for the quote that closes the one that `bytes` begin with. It counts as unclosed when the text ends
/// within it, when it holds delimiters or lines and something else than a delimiter follows its closing
/// quote, or when most of its many lines look like records of `columns` fields themselves.
fn quoted(bytes: &[u8], all: bool, delimiter: u8, columns: usize) -> Result<Quoted, More> {
    let Some(close) = closing_quote(bytes, all)? else {
        return Ok(Quoted::Unclosed(bytes.len()));
    };
    let inner = &bytes[1..close];
    let after = close + 1;
    let several = inner.iter().any(|&byte| byte == b'\n' || byte == b'\r');
    let wide = several || inner.contains(&delimiter);
    let unclosed = wide && !closes_cleanly(&bytes[after..], all, delimiter)?
        || several && looks_like_records(inner, delimiter, columns);
    Ok(if unclosed {
        Quoted::Unclosed(after)
    } else {
        Quoted::Closed(after)
    })
}

/// The closing quote; none if there is none to the end.
fn closing_quote(bytes: &[u8], all: bool) -> Result<Option<usize>, More> {
    let mut at = 1;
    while let Some(found) = memchr(b'"', &bytes[at..]) {
        let quote = at + found;
        match bytes.get(quote + 1) {
            Some(b'"') => at = quote + 2,
            None if !all => return Err(More),
            _ => return Ok(Some(quote)),
        }
    }
    if all { Ok(None) } else { Err(More) }
}

/// After a closing quote comes a delimiter or the end of the line; spaces before it do no harm.
fn closes_cleanly(after: &[u8], all: bool, delimiter: u8) -> Result<bool, More> {
    match after.iter().find(|&&byte| byte != b' ') {
        None if all => Ok(true),
        None => Err(More),
        Some(&byte) => Ok(byte == delimiter || byte == b'\n' || byte == b'\r'),
    }
}

fn looks_like_records(inner: &[u8], delimiter: u8, columns: usize) -> bool {
    if columns < 3 {
        return false;
    }
    let lines: Vec<&[u8]> = inner
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .collect();
    let alike = lines
        .iter()
        .filter(|line| memchr_iter(delimiter, line).count() == columns - 1)
        .count();
    lines.len() > LONG_FIELD && alike * 2 > lines.len()
}

/// Adds what stands between quotes, each doubled one once.
pub(super) fn unquote(inner: &[u8], out: &mut Vec<u8>) {
    let mut rest = inner;
    while let Some(at) = memchr(b'"', rest) {
        out.extend_from_slice(&rest[..=at]);
        rest = &rest[(at + 2).min(rest.len())..];
    }
    out.extend_from_slice(rest);
}

/// The length of the line ending that `bytes` begin with.
fn line_end(bytes: &[u8], all: bool) -> Result<usize, More> {
    match bytes {
        [b'\r', b'\n', ..] => Ok(2),
        [b'\r'] if !all => Err(More),
        _ => Ok(1),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields(bytes: &[u8], all: bool) -> Option<(Vec<Vec<u8>>, usize)> {
        let mut record = Record::default();
        split(bytes, all, b',', 0, &mut record).ok()?;
        assert!(record.unclosed.is_empty());
        let fields = record.fields.iter();
        let fields = fields.map(|&field| record.bytes(bytes, field).to_vec());
        Some((fields.collect(), record.end))
    }

    proptest! {
        #[test]
        fn records_are_those_of_the_csv_crate(
            rows in prop::collection::vec(prop::collection::vec("[a甲 \",\n\r]{0,6}", 1..5), 1..6),
            ending in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        ) {
            let quote = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
            let rows: Vec<String> = rows
                .iter()
                .map(|row| row.iter().map(quote).collect::<Vec<_>>().join(","))
                .collect();
            let text = rows.join(ending) + ending;
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let mut at = 0;
            for record in reader.byte_records() {
                let record: Vec<Vec<u8>> = record.expect("memory").iter().map(<[u8]>::to_vec).collect();
                let (found, end) = fields(&text.as_bytes()[at..], true).expect("a record");
                prop_assert_eq!(found, record);
                // The same where the bytes at hand end right behind it, and more is asked for before.
                if ending != "\r" {
                    prop_assert!(fields(&text.as_bytes()[at..at + end], false).is_some());
                }
                for cut in 0..end - ending.len() {
                    prop_assert!(fields(&text.as_bytes()[at..at + cut], false).is_none());
                }
                at += end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
