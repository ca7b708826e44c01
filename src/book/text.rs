//! csv, tsv, txt: records of delimited text, in blocks; never the whole file at once.
//!
//! Rows are numbered as Excel would: a record is a row however many lines it has, a blank line is a row.

use std::borrow::Cow;

mod blocks;
mod fields;
mod records;

use self::blocks::Blocks;
use self::fields::Fields;
use self::records::{Record, Records};
use super::sink::{Shown, Sink};
use super::{CUT, Cell, Fault, Input, Kind, UNDECODED, limits};

/// Lines that are looked at to find the delimiter.
const SAMPLE: usize = 100;

/// Reads delimited text.
pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    let look = blocks::look(input)?;
    sink.recognise(Kind::Text, Some(look.decoding));
    sink.sheet(None, false, false)?;
    if look.nearly_utf8 {
        sink.of_file(
            &UNDECODED,
            "文件几乎全是 UTF-8 文字，但夹有不是 UTF-8 的字节，因此按 GB18030 读取，汉字会成为乱码",
            "请在业务系统中重新导出；或用记事本打开，改正乱码处，另存为 UTF-8 编码",
        );
    }
    let declared = declared_delimiter(&look.sample);
    let delimiter = declared.unwrap_or_else(|| find_delimiter(&look.sample));
    let blocks = Blocks::open(input, &look, delimiter)?;
    let mut fields = Fields::new(blocks.encoding, look.replaced);
    let mut records = Records::new(blocks, delimiter);
    if declared.is_some() {
        records.skip_line()?;
    }
    let mut record = Record::default();
    let mut cells = Vec::new();
    while records.next(&mut record, sink)? {
        let text = records.blocks.bytes();
        tell((records.row, text), &record, &mut fields, &mut cells, sink);
    }
    sink.end_sheet();
    Ok(())
}

fn tell(
    (row, text): (u32, &[u8]),
    record: &Record,
    fields: &mut Fields,
    cells: &mut Vec<Cell>,
    sink: &mut Sink<'_>,
) {
    for (column, &field) in (0u32..).zip(&record.fields) {
        let column = match u16::try_from(column) {
            Ok(column) if u32::from(column) < limits::COLUMNS => column,
            _ => {
                let message = format!("此行超过 {} 列，后面的已截去", limits::COLUMNS);
                sink.at_cell(&CUT, row, None, message);
                break;
            }
        };
        let raw = record.bytes(text, field);
        if raw.is_empty() {
            continue;
        }
        match protected(raw) {
            Some(inner) => fields.add(column, &inner, cells),
            None => fields.add(column, raw, cells),
        }
        if fields.lost {
            let value = cells.last().filter(|cell| cell.column == column);
            let value = value.map_or(Cow::Borrowed(""), |cell| cell.value.text());
            sink.undecoded(row, column, &value);
        }
    }
    sink.row(row, Shown::default(), cells);
}

/// `="0012"`, which systems write so that Excel keeps the zeros, is `0012`; all else is as written.
fn protected(raw: &[u8]) -> Option<Vec<u8>> {
    let inner = raw.strip_prefix(b"=\"")?.strip_suffix(b"\"")?;
    let mut plain = Vec::with_capacity(inner.len());
    records::unquote(inner, &mut plain);
    Some(plain)
}

/// `sep=;` in the first line, as Excel understands it.
fn declared_delimiter(text: &str) -> Option<u8> {
    let line = text.lines().next()?;
    let rest = line.trim_matches('"').strip_prefix("sep=")?;
    let &[delimiter] = rest.as_bytes() else {
        return None;
    };
    Some(delimiter)
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
    fn a_wrong_byte_that_turns_a_file_into_another_encoding_is_told() {
        let mut bytes = "申请编号,收到日期,申请人类型\n1,2022-01-05,自然人\n"
            .repeat(3)
            .into_bytes();
        bytes.extend(b"2,\xFF\n");
        let read = read("a.csv", &bytes);
        assert_eq!(read.decoding(), Some(Decoding::Gb18030));
        assert_eq!(codes(&read).first().map(String::as_str), Some("B008"));
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

    #[test]
    fn gb18030_is_read_whatever_byte_the_delimiter_is() {
        // The second byte of 亅 is that of `|`, those of 㐀 are digits.
        for delimiter in [",", "\t", ";", "|"] {
            let content = "编号,亅申请,㐀\n1,\"张\n三\",丄\n2,亅,x\n".replace(',', delimiter);
            let (bytes, _, _) = encoding_rs::GB18030.encode(&content);
            let read = read("a.csv", &bytes);
            assert_eq!(
                rows(&read),
                "1: A=编号 B=亅申请 C=㐀\n2: A=1 B=张⏎三 C=丄\n3: A=2 B=亅 C=x\n",
                "{delimiter}"
            );
            assert!(read.findings.is_empty());
        }
    }

    #[test]
    fn records_are_the_same_wherever_a_block_ends() {
        let line = |n: usize| format!("{n},\"甲,{}\r\n乙\",丙\r\n", "丁".repeat(n % 97));
        let content: String = (0..9_000).map(line).collect();
        let read = text(&content);
        assert!(read.findings.is_empty());
        assert_eq!(read.rows.len(), 9_000);
        for (n, row) in read.rows.iter().enumerate() {
            assert_eq!(row.cells.len(), 3);
            assert_eq!(row.cells[0].value.text(), n.to_string());
            let inner = format!("甲,{}\r\n乙", "丁".repeat(n % 97));
            assert_eq!(row.cells[1].value.text(), inner);
        }
    }

    #[test]
    fn a_line_without_end_is_refused_in_bounded_memory() {
        let mut content = "a,b\n1,2\n".to_owned();
        content.push_str(&"x".repeat(5 << 20));
        let read = text(&content);
        assert_eq!(codes(&read), ["B009 2"]);
        assert_eq!(row_numbers(&read), [1, 2]);
        // A quote that is not closed within as much is not closed at all.
        let read = text(&format!("a,b\n\"1,2\n{}", "3,4\n".repeat(2 << 20)));
        assert_eq!(codes(&read), ["B007 A2"]);
        assert_eq!(read.rows.len(), 2 + (2 << 20));
    }
}
