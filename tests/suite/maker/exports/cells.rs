//! Cells, headings and columns in the ways that people type them.

use jiff::civil::Date;

use crate::maker::random::Random;
use crate::maker::table::{Column, Table, Value};

/// How a column of dates is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateStyle {
    Cell,
    Serial,
    Iso,
    IsoShort,
    Slash,
    Dot,
    Chinese,
    Compact,
    WithTime,
    WithT,
    Spaced,
    FullWidth,
    SerialText,
    /// Without the year, which a reader takes from the file's period.
    NoYear,
}

pub(super) const DATE_STYLES: [DateStyle; 13] = [
    DateStyle::Cell,
    DateStyle::Serial,
    DateStyle::Iso,
    DateStyle::IsoShort,
    DateStyle::Slash,
    DateStyle::Dot,
    DateStyle::Chinese,
    DateStyle::Compact,
    DateStyle::WithTime,
    DateStyle::WithT,
    DateStyle::Spaced,
    DateStyle::FullWidth,
    DateStyle::SerialText,
];

pub(super) fn date_style(random: &mut Random) -> DateStyle {
    if random.chance(30) {
        DateStyle::Cell
    } else {
        random.choose(&DATE_STYLES)
    }
}

/// A date in a style; one sheet in seven mixes them.
pub(super) fn written(date: Date, style: DateStyle, random: &mut Random) -> Value {
    let (y, m, d) = (date.year(), date.month(), date.day());
    let serial = || {
        let epoch = Date::constant(1899, 12, 30);
        (date - epoch).get_days()
    };
    Value::text(match style {
        DateStyle::Cell => return Value::Date(date),
        DateStyle::Serial => return Value::Number(serial().into()),
        DateStyle::Iso => format!("{y}-{m:02}-{d:02}"),
        DateStyle::IsoShort => format!("{y}-{m}-{d}"),
        DateStyle::Slash => format!("{y}/{m}/{d}"),
        DateStyle::Dot => format!("{y}.{m}.{d}"),
        DateStyle::Chinese => format!("{y}年{m}月{d}日"),
        DateStyle::Compact => format!("{y}{m:02}{d:02}"),
        DateStyle::WithTime => format!(
            "{y}-{m:02}-{d:02} {:02}:{:02}:00",
            8 + random.below(10),
            random.below(60)
        ),
        DateStyle::WithT => format!("{y}-{m:02}-{d:02}T{:02}:30:00.63", 8 + random.below(10)),
        DateStyle::Spaced => format!("{y}- {m:02}- {d:02} 14: 58: 15"),
        DateStyle::FullWidth => full_width(&format!("{y}年{m}月{d}日")),
        DateStyle::SerialText => serial().to_string(),
        DateStyle::NoYear => format!("{m}月{d}日"),
    })
}

pub(super) fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０'))
                .expect("a full-width digit"),
            other => other,
        })
        .collect()
}

/// The brackets of a number as one typist or another has them.
pub(super) fn bracketed(text: &str, random: &mut Random) -> String {
    let (open, close) = random.choose(&[
        ("〔", "〕"),
        ("[", "]"),
        ("（", "）"),
        ("(", ")"),
        ("【", "】"),
    ]);
    text.replace(['〔', '（'], open)
        .replace(['〕', '）'], close)
}

/// A count as people write it.
pub(super) fn number(count: u64, unit: &str, style: u64) -> Value {
    match style {
        0 => Value::text(count.to_string()),
        1 => Value::text(format!("{count}{unit}")),
        2 => Value::text(full_width(&count.to_string())),
        3 => Value::text(thousands(&count.to_string())),
        _ => Value::Number(count.into()),
    }
}

/// `1234567.5` → `1,234,567.5`.
pub(super) fn thousands(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut text = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

/// A heading as typed: sometimes with a line break or a space inside.
pub(super) fn heading(words: &[&str], random: &mut Random) -> String {
    let word = random.pick(words);
    typed(word, random)
}

pub(super) fn typed(word: &str, random: &mut Random) -> String {
    let middle = word.char_indices().nth(2).map(|(at, _)| at);
    match (random.below(12), middle) {
        (0, Some(at)) => format!("{}\n{}", &word[..at], &word[at..]),
        (1, _) if word.chars().count() == 2 => {
            word.chars().map(String::from).collect::<Vec<_>>().join(" ")
        }
        (2, _) => format!(" {word}"),
        _ => word.to_owned(),
    }
}

pub(super) fn column(heading: String, group: Option<&'static str>, mergeable: bool) -> Column {
    Column {
        heading,
        group,
        mergeable,
    }
}

/// What a record's cell says.
type Fill<'a, T> = Box<dyn FnMut(&T, &mut Random) -> Value + 'a>;

/// A column under construction: its heading and how a record fills it.
pub(super) struct Filled<'a, T> {
    pub(super) column: Column,
    fill: Fill<'a, T>,
}

pub(super) fn filled<'a, T>(
    column: Column,
    fill: impl FnMut(&T, &mut Random) -> Value + 'a,
) -> Filled<'a, T> {
    Filled {
        column,
        fill: Box::new(fill),
    }
}

pub(super) fn tabulate<T>(
    mut columns: Vec<Filled<'_, T>>,
    records: &[T],
    random: &mut Random,
) -> Table {
    Table {
        rows: records
            .iter()
            .map(|record| {
                columns
                    .iter_mut()
                    .map(|column| (column.fill)(record, random))
                    .collect()
            })
            .collect(),
        columns: columns.into_iter().map(|column| column.column).collect(),
        ..Table::default()
    }
}

/// 序号, when an office numbers its rows.
pub(super) fn serials<T>(columns: &mut Vec<Filled<'_, T>>, random: &mut Random) {
    if random.chance(60) {
        let mut serial = 0u64;
        columns.insert(
            0,
            filled(column("序号".to_owned(), None, false), move |_, _| {
                serial += 1;
                Value::Number(serial.into())
            }),
        );
    }
}

/// Columns that no one counts, anywhere.
pub(super) fn extras<T>(columns: &mut Vec<Filled<'_, T>>, random: &mut Random) {
    if random.chance(40) {
        let at = random.index(columns.len() + 1);
        columns.insert(
            at,
            filled(
                column("承办科室".to_owned(), None, true),
                |_, random| Value::text(random.pick(&["办公室", "法规科", "财务科"])),
            ),
        );
    }
    if random.chance(40) {
        columns.push(filled(
            column("备注".to_owned(), None, false),
            |_, random| {
                Value::text(random.pick(&[
                    "",
                    "",
                    "",
                    "见附件",
                    "已电话沟通\n另行寄送",
                    "=关于A1",
                    "转办,“急”",
                ]))
            },
        ));
    }
}
