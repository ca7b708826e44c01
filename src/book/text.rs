//! csv, tsv, txt: records of delimited text.
//!
//! Rows are numbered as Excel would: a record is a row however many lines it has, a blank line is a row.
//! A quote that is never closed, or closed by the opening quote of a later field, would swallow the lines
//! between; it is found, told, and read as a plain character, so that those lines are rows again.

use csv::{Reader, ReaderBuilder, StringRecord};

use super::sink::Sink;
use super::value::from_text;
use super::{CUT, Cell, Fault, Input, Kind, Text, UNCLOSED_QUOTE, decode, limits};

/// Lines that are looked at to find the delimiter.
const SAMPLE: usize = 100;

/// Bytes that may be gone through again for unclosed quotes, in a small file.
const REREAD: usize = 64 << 20;

/// A quoted field of more lines than this is doubted.
const LONG_FIELD: usize = 20;

/// Reads delimited text.
pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    let bytes = decode::read_whole(input, limits::WHOLE_FILE)?;
    let (text, decoding) = decode::decode(bytes);
    sink.recognise(Kind::Text, Some(decoding));
    sink.sheet(None, false, false)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (delimiter, header) = match declared_delimiter(text) {
        Some((delimiter, length)) => (delimiter, length),
        None => (find_delimiter(text), 0),
    };
    let mut records = Records::new(text, delimiter, header);
    let mut record = StringRecord::new();
    let mut cells = Vec::new();
    while records.next(&mut record, sink)? {
        tell(records.row, &record, &mut cells, sink);
    }
    sink.end_sheet();
    Ok(())
}

fn tell(row: u32, record: &StringRecord, cells: &mut Vec<Cell>, sink: &mut Sink<'_>) {
    for (column, field) in record.iter().enumerate() {
        let column = match u16::try_from(column) {
            Ok(column) if u32::from(column) < limits::COLUMNS => column,
            _ => {
                let message = format!("此行超过 {} 列，后面的已截去", limits::COLUMNS);
                sink.at_cell(&CUT, row, None, message);
                break;
            }
        };
        if field.contains('\u{fffd}') {
            sink.undecoded(row, column, field);
        }
        if let Some(value) = from_text(plain(field)) {
            cells.push(Cell {
                column,
                value,
                anchor: None,
            });
        }
    }
    sink.row(row, false, cells);
}

/// `="0012"`, which systems write so that Excel keeps the zeros, is `0012`; all else is as written.
fn plain(field: &str) -> Text {
    match field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(inner) => inner.replace("\"\"", "\"").into(),
        None => field.into(),
    }
}

/// `sep=;` in the first line, as Excel understands it: the delimiter and where the next line begins.
fn declared_delimiter(text: &str) -> Option<(u8, usize)> {
    let line = text.lines().next()?;
    let rest = line.trim_matches('"').strip_prefix("sep=")?;
    let &[delimiter] = rest.as_bytes() else {
        return None;
    };
    let after = &text[line.len()..];
    let ending = if after.starts_with("\r\n") { 2 } else { 1 };
    Some((delimiter, line.len() + ending.min(after.len())))
}

/// The delimiter that most lines have in the same number; of equals the one that is there more often.
fn find_delimiter(text: &str) -> u8 {
    let mut best = (0, 0, b',');
    for delimiter in [b',', b'\t', b';', b'|'] {
        let counts = counts(text, delimiter);
        for &count in counts.iter().filter(|&&count| count > 0) {
            let lines = counts.iter().filter(|&&other| other == count).count();
            if (lines, count) > (best.0, best.1) {
                best = (lines, count, delimiter);
            }
        }
    }
    best.2
}

/// How often a delimiter stands outside quotes in each of the first records.
fn counts(text: &str, delimiter: u8) -> Vec<usize> {
    let mut counts = Vec::new();
    let mut count = 0;
    let mut quoted = false;
    for byte in text.bytes().take(64 * 1024) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                counts.push(std::mem::take(&mut count));
                if counts.len() == SAMPLE {
                    return counts;
                }
            }
            _ if byte == delimiter && !quoted => count += 1,
            _ => {}
        }
    }
    counts.push(count);
    counts
}

/// The records of a text, one after the other.
struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    reader: Reader<&'t [u8]>,
    /// Where the reader's own counting began.
    base: usize,
    /// The row of the last record.
    row: u32,
    /// Fields of the widest record so far.
    columns: usize,
    /// Bytes that were gone through for quotes that turned out unclosed.
    reread: usize,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, delimiter: u8, at: usize) -> Self {
        Records {
            text,
            delimiter,
            reader: reader(&text.as_bytes()[at..], delimiter),
            base: at,
            row: u32::from(at > 0),
            columns: 0,
            reread: 0,
        }
    }

    /// The next record that is no blank line; its row is `self.row`.
    fn next(&mut self, record: &mut StringRecord, sink: &mut Sink<'_>) -> Result<bool, Fault> {
        let before = self.at();
        if !self.reader.read_record(record).map_err(Fault::damaged)? {
            return Ok(false);
        }
        let end = self.at();
        let start = self.skip_blank_lines(before);
        self.row = self.row.saturating_add(1);
        if self.text[start..end].contains('"') {
            self.examine(start, record, sink)?;
        }
        self.columns = self.columns.max(record.len());
        Ok(true)
    }

    /// How far the reader has come.
    fn at(&self) -> usize {
        let read = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        self.base.saturating_add(read).min(self.text.len())
    }

    /// Blank lines are rows without cells; the csv crate skips them in silence.
    fn skip_blank_lines(&mut self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        // The other half of the last record's line ending.
        if at > 0 && bytes.get(at) == Some(&b'\n') && bytes[at - 1] == b'\r' {
            at += 1;
        }
        while matches!(bytes.get(at), Some(b'\n' | b'\r')) {
            at += line_ending(&bytes[at..]);
            self.row = self.row.saturating_add(1);
        }
        at
    }

    /// Is one of the record's quotes unclosed? Each turn of the loop takes one such quote for a plain
    /// character.
    fn examine(
        &mut self,
        start: usize,
        record: &mut StringRecord,
        sink: &mut Sink<'_>,
    ) -> Result<(), Fault> {
        let mut patched: Option<String> = None;
        loop {
            let source = patched.as_deref().unwrap_or(&self.text[start..]);
            let found = scan_record(source, self.delimiter, self.columns);
            let Some(quote) = found.unclosed else {
                if patched.is_some() {
                    let mut once = reader(&source.as_bytes()[..found.end], self.delimiter);
                    once.read_record(record).map_err(Fault::damaged)?;
                    // A patch changes nothing after the line of its quote.
                    self.base = self.text.len() - (source.len() - found.next);
                    self.reader = reader(&self.text.as_bytes()[self.base..], self.delimiter);
                }
                return Ok(());
            };
            // Patching copies the rest of the text.
            self.reread += source.len();
            self.tell_unclosed(&quote, source, patched.is_some(), sink);
            patched = Some(take_literally(source, &quote, self.delimiter));
            if self.reread > REREAD.max(self.text.len().saturating_mul(8)) {
                return Err(Fault::new(
                    &UNCLOSED_QUOTE,
                    "没有成对的英文双引号太多，无法继续读取",
                ));
            }
        }
    }

    fn tell_unclosed(&self, quote: &Quote, source: &str, again: bool, sink: &mut Sink<'_>) {
        let shown: String = source[quote.at..]
            .chars()
            .take_while(|&c| c != '\n' && c != '\r')
            .take(30)
            .collect();
        let column = u16::try_from(quote.field).ok();
        let also = if again {
            "同一行还有一处："
        } else {
            ""
        };
        let message = format!(
            "{also}单元格开头的英文双引号没有对应的结束引号（{shown}）；已把它当作普通字符读取，\
             请核对此行及其后各行"
        );
        sink.at_cell(&UNCLOSED_QUOTE, self.row, column, message);
    }
}

fn reader(bytes: &[u8], delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(bytes)
}

/// The length of the line ending that `bytes` begin with.
fn line_ending(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\r\n") { 2 } else { 1 }
}

/// What going through one record finds.
struct Scanned {
    /// Where its last character ends.
    end: usize,
    /// Where the next line begins.
    next: usize,
    /// The opening quote that is not closed as it should be.
    unclosed: Option<Quote>,
}

/// An opening quote: where it is, and in which field of its record.
struct Quote {
    at: usize,
    field: usize,
}

/// Finds the end of the record that `text` begins with. A quote counts as unclosed when the text ends
/// within it, when it holds delimiters or lines and something else than a delimiter follows its closing
/// quote, or when most of its many lines look like records of `columns` fields themselves.
fn scan_record(text: &str, delimiter: u8, columns: usize) -> Scanned {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut field = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            let close = closing_quote(bytes, at + 1);
            let inner = &bytes[at + 1..close.min(bytes.len())];
            let after = close + 1;
            let several = inner.iter().any(|&byte| byte == b'\n' || byte == b'\r');
            let wide = several || inner.contains(&delimiter);
            let unclosed = close >= bytes.len()
                || wide && !closes_cleanly(&bytes[after..], delimiter)
                || several && looks_like_records(inner, delimiter, columns);
            if unclosed {
                return Scanned {
                    end: bytes.len(),
                    next: close.min(bytes.len()),
                    unclosed: Some(Quote { at, field }),
                };
            }
            at = after;
        }
        // The rest of the field: quotes within are plain.
        while bytes
            .get(at)
            .is_some_and(|&byte| byte != delimiter && byte != b'\n' && byte != b'\r')
        {
            at += 1;
        }
        match bytes.get(at) {
            Some(&byte) if byte == delimiter => {
                at += 1;
                field += 1;
            }
            Some(_) => {
                return Scanned {
                    end: at,
                    next: at + line_ending(&bytes[at..]),
                    unclosed: None,
                };
            }
            None => {
                return Scanned {
                    end: at,
                    next: at,
                    unclosed: None,
                };
            }
        }
    }
}

/// The quote that closes a field whose content begins at `from`, past the end if there is none.
fn closing_quote(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() {
        if bytes[at] == b'"' {
            if bytes.get(at + 1) != Some(&b'"') {
                return at;
            }
            at += 1;
        }
        at += 1;
    }
    bytes.len()
}

/// After a closing quote comes a delimiter or the end of the line; spaces before it do no harm.
fn closes_cleanly(after: &[u8], delimiter: u8) -> bool {
    match after.iter().find(|&&byte| byte != b' ') {
        None => true,
        Some(&byte) => byte == delimiter || byte == b'\n' || byte == b'\r',
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
        .filter(|line| line.iter().filter(|&&byte| byte == delimiter).count() == columns - 1)
        .count();
    lines.len() > LONG_FIELD && alike * 2 > lines.len()
}

/// The text with that quote, and the rest of its field on its line, as plain characters.
fn take_literally(text: &str, quote: &Quote, delimiter: u8) -> String {
    let bytes = text.as_bytes();
    let end = (quote.at + 1..bytes.len())
        .find(|&at| bytes[at] == delimiter || bytes[at] == b'\n' || bytes[at] == b'\r')
        .unwrap_or(bytes.len());
    let field = text[quote.at..end].replace('"', "\"\"");
    format!("{}\"{field}\"{}", &text[..quote.at], &text[end..])
}

#[cfg(test)]
mod tests {
    use crate::book::testing::{Read, codes, read, row_numbers, rows};
    use crate::book::{Decoding, Kind};

    fn text(content: &str) -> Read {
        read("a.csv", content.as_bytes())
    }

    #[test]
    fn records_are_rows_and_empty_fields_no_cells() {
        let read = text("序号,申请人,收到日期\r\n1,,2022-01-05\r\n");
        assert_eq!(
            rows(&read),
            "1: A=序号 B=申请人 C=收到日期\n2: A=1 C=2022-01-05\n"
        );
        assert_eq!(read.kind(), Some(Kind::Text));
        assert_eq!(read.decoding(), Some(Decoding::Utf8));
        assert!(read.findings.is_empty());
    }

    #[test]
    fn blank_lines_count_and_a_record_of_several_lines_is_one_row() {
        let read = text("a,b\n\n\"1\n2\",x\n\n,\n3,y");
        assert_eq!(row_numbers(&read), [1, 3, 6]);
        let read = text("\r\n\r\na,b\r\n\r\nc,d\r\n");
        assert_eq!(row_numbers(&read), [3, 5]);
    }

    #[test]
    fn the_delimiter_is_the_one_that_lines_agree_on() {
        for content in [
            "标题\na\tb,c\td\n1\t2\t3\n",
            "a;b;c\n1;2;3\n",
            "a|b|c\n1|2|3\n",
            "a,b,c\n\"x\ty\tz\",2,3\n1,2,\"x;y\"\n",
        ] {
            let read = text(content);
            let widest = read.rows.iter().map(|row| row.cells.len()).max();
            assert_eq!(widest, Some(3), "{content}");
        }
    }

    #[test]
    fn a_line_that_declares_the_delimiter_is_no_data() {
        let read = text("sep=;\na;b,c\n");
        assert_eq!(rows(&read), "2: A=a B=b,c\n");
    }

    #[test]
    fn numbers_that_systems_protect_as_text_are_that_text() {
        let read = text("编号,x\n=\"0012\",\"=\"\"0034\"\"\"\n");
        assert_eq!(rows(&read), "1: A=编号 B=x\n2: A=0012 B=0034\n");
    }

    #[test]
    fn a_quote_that_nothing_closes_swallows_no_row() {
        let read =
            text("编号,内容,日期\n1,\"关于甲,2022-01-05\n2,乙,2022-01-06\n3,丙,2022-01-07\n");
        assert_eq!(codes(&read), ["B007 B2"]);
        assert_eq!(
            rows(&read),
            "1: A=编号 B=内容 C=日期\n2: A=1 B=\"关于甲 C=2022-01-05\n3: A=2 B=乙 C=2022-01-06\n4: A=3 B=丙 C=2022-01-07\n"
        );
    }

    #[test]
    fn a_quote_that_a_later_field_closes_swallows_no_row() {
        let read = text("编号,内容\n1,\"甲\n2,\"乙\"\n3,\"丙,丁\"\n");
        assert_eq!(codes(&read), ["B007 B2"]);
        assert_eq!(row_numbers(&read), [1, 2, 3, 4]);
        assert!(rows(&read).contains("4: A=3 B=丙,丁"));
    }

    #[test]
    fn two_unclosed_quotes_in_one_row_are_both_told() {
        let read = text("a,b,c\n\"x,\"y,1\n2,3,4\n");
        assert_eq!(codes(&read), ["B007 A2", "B007 B2"]);
        assert_eq!(
            rows(&read),
            "1: A=a B=b C=c\n2: A=\"x B=\"y C=1\n3: A=2 B=3 C=4\n"
        );
    }

    #[test]
    fn quotes_inside_a_field_are_plain() {
        let read = text("a,b\n1\"2,\"x \"\"y\"\" z\"\n\"ab\"c,d\n");
        assert_eq!(codes(&read), [""; 0]);
        assert_eq!(
            rows(&read),
            "1: A=a B=b\n2: A=1\"2 B=x \"y\" z\n3: A=abc B=d\n"
        );
    }

    #[test]
    fn a_long_quoted_text_over_lines_is_one_cell() {
        let long = "第一行\n第二行，没有分隔\n".repeat(30);
        let read = text(&format!("a,b,c\n1,\"{long}\",3\n4,5,6\n"));
        assert_eq!(codes(&read), [""; 0]);
        assert_eq!(row_numbers(&read), [1, 2, 3]);
    }

    #[test]
    fn gbk_is_read_and_lost_characters_are_told_at_their_cell() {
        let mut bytes = encoding_rs::GBK
            .encode("编号,申请人\n1,张三\n2,")
            .0
            .into_owned();
        let whole = read("a.csv", &bytes);
        assert_eq!(whole.decoding(), Some(Decoding::Gb18030));
        assert!(rows(&whole).starts_with("1: A=编号 B=申请人\n2: A=1 B=张三\n"));
        bytes.extend(b"\xD5\xFF\n3,x\n");
        let lossy = read("a.csv", &bytes);
        assert_eq!(codes(&lossy), ["B008 B3"]);
        assert_eq!(row_numbers(&lossy), [1, 2, 3, 4]);
    }

    #[test]
    fn utf16_with_a_mark_is_read() {
        let bytes: Vec<u8> = "\u{feff}编号\t申请人\r\n1\t张三\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let read = read("a.txt", &bytes);
        assert_eq!(read.decoding(), Some(Decoding::Utf16));
        assert_eq!(rows(&read), "1: A=编号 B=申请人\n2: A=1 B=张三\n");
    }

    #[test]
    fn a_file_of_nothing_but_quotes_ends() {
        let read = text(&"\"x,\n".repeat(5_000));
        assert!(!read.findings.is_empty());
    }
}
