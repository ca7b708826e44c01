//! 重读: the rows of the sources, read again, and whether they say what a list says of them.
//!
//! In: the files of the data folder, and the rows that are wanted. Out: for each file its hash, the rows that
//! have a value, and the values of the wanted ones; then, value by value, whether a text or a day stands in a
//! row. Values are compared plainly: letters and digits for a text, the numbers of a date for a day. What a
//! word means is asked nowhere, and nothing is shared with the code that recognises and counts.

use std::collections::{BTreeMap, BTreeSet};
use std::io::SeekFrom;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rust_decimal::Decimal;

use crate::book::{self, Cell, Event, Input, Row, Value};
use crate::digest;
use crate::handover::RowAt;
use crate::job::Origin;

/// A source file, read again.
#[derive(Debug, Default)]
pub(super) struct Reread {
    /// Bytes.
    pub(super) size: u64,
    /// SHA-256, hexadecimal.
    pub(super) sha256: String,
    /// Rows with a value, ascending, by sheet; the sheet of a text file has an empty name.
    pub(super) rows: BTreeMap<String, Vec<u32>>,
    /// The values of the rows that were wanted, by sheet and row.
    pub(super) values: BTreeMap<(String, u32), Vec<Value>>,
    /// The columns of the first of these values, one each; what is made of several cells stands behind.
    pub(super) columns: BTreeMap<(String, u32), Vec<u16>>,
    /// Which of the texts that are sought stand in it.
    pub(super) said: BTreeSet<String>,
    /// Why it could not be read, or not to its end.
    pub(super) trouble: Option<String>,
}

/// Reads a source file and keeps the values of the wanted rows, and which of the sought texts stand in any of its cells.
pub(super) fn read(origin: &Origin, wanted: &BTreeSet<RowAt>, sought: &BTreeSet<String>) -> Reread {
    let mut reread = Reread::default();
    let mut input = match (origin.open)() {
        Ok(input) => input,
        Err(error) => {
            reread.trouble = Some(format!("文件打不开（{error}）"));
            return reread;
        }
    };
    if let Err(error) = reread.hash(&mut *input) {
        reread.trouble = Some(format!("读到一半出错（{error}）"));
        return reread;
    }
    let mut findings = Vec::new();
    let mut heads = Heads::default();
    let mut at = RowAt {
        file: origin.file.clone(),
        sheet: String::new(),
        row: 0,
    };
    book::read(
        0,
        &origin.file,
        &mut *input,
        &mut findings,
        &mut |event| match event {
            Event::Sheet(sheet) => {
                at.sheet = sheet.name.unwrap_or_default();
                heads = Heads::default();
                reread.rows.entry(at.sheet.clone()).or_default();
            }
            Event::Row(row) => {
                at.row = row.number;
                seek(row, sought, &mut reread.said);
                if let Some(rows) = reread.rows.get_mut(&at.sheet) {
                    rows.push(row.number);
                }
                if wanted.contains(&at) {
                    let values = row.cells.iter().map(|cell| cell.value.clone());
                    let key = (at.sheet.clone(), at.row);
                    let columns = row.cells.iter().map(|cell| cell.column);
                    reread.columns.insert(key.clone(), columns.collect());
                    let values =
                        values.chain(heads.ticked(row).map(|text| Value::Text(text.into())));
                    let of_row = reread.values.entry(key).or_default();
                    of_row.extend(values);
                    let days = heads.parted(row).into_iter();
                    of_row.extend(days.map(|day| Value::Text(day.into())));
                }
                heads.hear(row);
            }
        },
    );
    let error = findings.into_iter().find(|f| f.rule.is_error());
    reread.trouble = error.map(|f| f.message);
    reread
}

/// Keeps the sought texts that stand in a cell of a row, whatever stands around and between their words.
fn seek(row: &Row, sought: &BTreeSet<String>, said: &mut BTreeSet<String>) {
    for text in sought {
        let first = text.chars().next();
        let stands = |cell: &Cell| match (&cell.value, first) {
            (Value::Text(found), Some(first)) => {
                // most cells are passed over by a single character
                (first.is_ascii() || found.contains(first)) && holds(found, text)
            }
            _ => false,
        };
        if !said.contains(text) && row.cells.iter().any(stands) {
            said.insert(text.clone());
        }
    }
}

/// Whether the words of one text stand in another in their order.
fn holds(found: &str, text: &str) -> bool {
    let found = bare(found);
    let mut rest = found.as_str();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.all(|word| match rest.split_once(&bare(word)) {
        Some((_, behind)) => {
            rest = behind;
            true
        }
        None => false,
    })
}

/// The texts in the first rows of a sheet, by column: a row that is ticked says what stands above the tick.
#[derive(Debug, Default)]
struct Heads {
    rows: usize,
    texts: BTreeMap<u16, BTreeSet<String>>,
}

impl Heads {
    /// Rows that may hold headings.
    const ROWS: usize = 60;

    fn hear(&mut self, row: &Row) {
        self.rows += 1;
        if self.rows > Heads::ROWS {
            return;
        }
        for cell in &row.cells {
            if let Value::Text(text) = &cell.value {
                let of_column = self.texts.entry(cell.column).or_default();
                of_column.insert(text.to_string());
            }
        }
    }

    /// The texts above the cells of a row that hold nothing but a mark.
    fn ticked<'h>(&'h self, row: &'h Row) -> impl Iterator<Item = &'h str> + 'h {
        let marked = row.cells.iter().filter(|cell| {
            let text = cell.value.text();
            let mut chars = text.trim().chars();
            let one = chars.next().filter(|_| chars.next().is_none());
            one.is_some_and(|c| !c.is_alphanumeric() || "1VvYy是有".contains(c))
        });
        let above = marked.filter_map(|cell| self.texts.get(&cell.column));
        above.flatten().map(String::as_str)
    }

    /// The days whose year, month and day stand side by side below 年, 月 and 日.
    fn parted(&self, row: &Row) -> Vec<String> {
        let below = |cell: &Cell, head: &str| {
            let texts = self.texts.get(&cell.column);
            texts.is_some_and(|texts| texts.iter().any(|text| text.trim() == head))
        };
        let three = row.cells.windows(3).filter(|three| {
            let mut parts = three.iter().zip(["年", "月", "日"]);
            parts.all(|(cell, head)| below(cell, head))
        });
        let joined = three.map(|three| {
            let parts: Vec<_> = three.iter().map(|cell| cell.value.text()).collect();
            parts.join("-")
        });
        joined.collect()
    }
}

impl Reread {
    fn hash(&mut self, input: &mut dyn Input) -> std::io::Result<()> {
        (self.sha256, self.size) = digest::of_input(input)?;
        input.seek(SeekFrom::Start(0)).map(|_| ())
    }
}

/// Whether a text stands in a cell of the row: letters, digits and Chinese characters are compared, width,
/// case, spaces and punctuation are not. Where the list masks a part with `*`, the rest is compared.
pub(super) fn has_text(row: &[Value], listed: &str) -> bool {
    let wanted = bare(listed);
    row.iter().any(|value| {
        let found = bare(&value.text());
        match wanted.contains('*') {
            true => masked(&found, &wanted),
            false => found == wanted,
        }
    })
}

/// Half width, small letters, nothing but letters, digits and `*`.
fn bare(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            c => c,
        })
        .filter(|c| c.is_alphanumeric() || *c == '*')
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether what is left of a masked text stands in the found one, in this order.
fn masked(found: &str, pattern: &str) -> bool {
    let mut rest = found;
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(after) = rest.strip_prefix(first) else {
        return false;
    };
    rest = after;
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else {
        return rest.is_empty();
    };
    for piece in middle {
        match rest.split_once(piece) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Whether a number that is not less than 0 stands in a cell of the row, whatever its sign and its unit: `1,200.50元`,
/// `(80)`, `十二件`.
pub(super) fn has_number(row: &[Value], wanted: Decimal) -> bool {
    row.iter().any(|value| {
        let text = value.text();
        let joined: String = text
            .chars()
            .filter(|c| !matches!(c, ',' | '，') && !c.is_whitespace())
            .map(|c| match c {
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
                c => c,
            })
            .collect();
        let runs = joined.split(|c: char| !c.is_ascii_digit() && c != '.');
        let decimals = runs.filter_map(|run| run.parse::<Decimal>().ok());
        let whole = numbers(&joined).into_iter();
        let whole = whole.filter_map(|number| number.parse::<Decimal>().ok());
        decimals
            .chain(whole)
            .any(|found| super::alike(found, wanted))
    })
}

/// Whether a day stands in a cell of the row, however it is written: a date, a serial number, a moment, year, month
/// and day in this order or the other way round, or month and day where the cell tells no year.
pub(super) fn has_day(row: &[Value], day: Date) -> bool {
    row.iter().any(|value| match value {
        Value::Date(at) => at.date() == day,
        Value::Number(_) | Value::Text(_) => text_is_day(&value.text(), day),
        Value::Bool(_) | Value::Error(_) => false,
    })
}

fn text_is_day(text: &str, day: Date) -> bool {
    // the first month has a name of its own
    let numbers = numbers(&text.replace("元月", "1月"));
    let (year, month, date) = (
        i64::from(day.year()),
        i64::from(day.month()),
        i64::from(day.day()),
    );
    let values: Vec<i64> = numbers.iter().filter_map(|n| n.parse().ok()).collect();
    let in_order = match values.as_slice() {
        [y, m, d, ..] if *y > 31 => [*y, *m, *d] == [year, month, date],
        // 29-4月-2022
        [d, m, y, ..] if *y > 31 && text.contains('月') => [*y, *m, *d] == [year, month, date],
        [m, d] => [*m, *d] == [month, date],
        _ => false,
    };
    let joined = format!("{year:04}{month:02}{date:02}");
    in_order
        || is_moment(text.trim(), day)
        || numbers.first().is_some_and(|n| {
            (n.len() == 8 || n.len() == 14) && n.starts_with(&joined)
                || n.len() == 5 && n.parse().is_ok_and(|days| is_serial(days, day))
        })
}

/// Whether a text tells a moment of the day in Beijing, by its zone or in milliseconds since 1970.
fn is_moment(text: &str, day: Date) -> bool {
    const BEIJING: Offset = Offset::constant(8);
    let milliseconds = || text.parse().ok().filter(|_| text.len() == 13);
    let counted = || Timestamp::from_millisecond(milliseconds()?).ok();
    let moment: Option<Timestamp> = text.parse().ok().or_else(counted);
    moment.is_some_and(|moment| BEIJING.to_datetime(moment).date() == day)
}

/// Whether Excel means the day by the number, counting from 1900 or from 1904.
fn is_serial(days: i32, day: Date) -> bool {
    let from = |year, month, date| {
        let origin = Date::new(year, month, date).ok()?;
        let span = day.since(origin).ok()?;
        Some(span.get_days())
    };
    from(1899, 12, 30) == Some(days) || from(1904, 1, 1) == Some(days)
}

/// The whole numbers in a text, Chinese numerals among them: `二〇二二年四月二十九日` gives 2022, 4, 29.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    let mut run = String::new();
    let mut chinese = false;
    for c in text.chars().chain(['\n']) {
        let digit = match c {
            '0'..='9' => Some(c),
            '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xfee0),
            _ => None,
        };
        let numeral = "〇一二三四五六七八九十零○".contains(c);
        if !run.is_empty() && (chinese != numeral || digit.is_none() && !numeral) {
            let number = std::mem::take(&mut run);
            numbers.push(if chinese { plain(&number) } else { number });
        }
        chinese = numeral;
        run.extend(digit.or(numeral.then_some(c)));
    }
    numbers
}

/// A Chinese numeral below 100, or one of single digits, in digits.
fn plain(numeral: &str) -> String {
    let digit = |c: char| match c {
        '零' | '○' => Some(0),
        c => "〇一二三四五六七八九".chars().position(|d| d == c),
    };
    match numeral.split_once('十') {
        Some((tens, ones)) => {
            let tens = tens.chars().next().map_or(Some(1), digit);
            let ones = ones.chars().next().map_or(Some(0), digit);
            match (tens, ones) {
                (Some(tens), Some(ones)) => (tens * 10 + ones).to_string(),
                _ => String::new(),
            }
        }
        None => {
            let digits = numeral.chars().filter_map(digit);
            digits.map(|d| d.to_string()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Vec<Value> {
        vec![Value::Text(text.into())]
    }

    #[test]
    fn a_day_is_found_however_it_is_written() {
        let day = Date::constant(2022, 4, 29);
        for written in [
            "2022-04-29",
            "2022/4/29 10:30",
            "2022.4.29",
            "2022年4月29日",
            "２０２２年４月２９日",
            "二〇二二年四月二十九日",
            "20220429",
            "20220429103000",
            "4月29日",
            "44680",
            "44680.4375",
            "43218",
            "29-4月-2022",
            "29-四月-2022 10.22.31 上午",
            "1651161600000",
            "2022-04-28T16:00:00.000Z",
            "2022-04-28T16:00:00.000+0000",
        ] {
            assert!(has_day(&text(written), day), "{written}");
        }
        assert!(has_day(&text("2022年元月5日"), Date::constant(2022, 1, 5)));
        for written in [
            "2022-04-28",
            "2021-04-29",
            "4月28日",
            "44681",
            "28-4月-2022",
            "1651161599999",
            "2022年4月",
            "",
            "甲",
        ] {
            assert!(!has_day(&text(written), day), "{written}");
        }
        assert!(has_day(&[Value::Number(44680.0)], day));
        assert!(has_day(&[Value::Date(day.at(9, 0, 0, 0))], day));
    }

    #[test]
    fn a_text_is_found_but_for_width_case_spaces_and_punctuation() {
        assert!(has_text(&text("Ａ〔2022〕 1号"), "a(2022)1号"));
        assert!(has_text(&[Value::Number(20_220_001.0)], "20220001"));
        assert!(!has_text(&text("2022-001"), "2022-002"));
        assert!(!has_text(&text("2022-0011"), "2022-001"));
        assert!(has_text(&text("王小明"), "王*明"));
        assert!(has_text(&text("13812345678"), "138****5678"));
        assert!(!has_text(&text("13812345679"), "138****5678"));
    }
}
