//! 一行像什么: what a row in which there is no header looks like: data, figures, a part of a finished report.

use jiff::civil::Date;

use super::super::aside::{self, COUNTED};
use super::super::header::{distinct, hints};
use super::super::{Field, Headings, Kind, content, nil, squeezed};
use crate::book::{Cell, Row, Value};
use crate::date::{self, Seen};
use crate::number;
use crate::text::{self, squeeze};

/// Whether a row below headings says something in so many cells, a number or a day among them, and is no note: what
/// may be chosen elsewhere is listed in words.
pub(super) fn says_something(row: &Row, least: usize) -> bool {
    let own = || distinct(row).filter(|cell| squeezed(cell).is_some());
    let digit = |c: char| text::half_width(c).is_ascii_digit();
    own().count() >= least
        && own().any(|cell| cell.value.text().contains(digit))
        && !aside::heads_note(row)
        && !own().any(|cell| squeezed(cell).is_some_and(|key| aside::is_label(&key)))
        && !own().any(nil::says_nothing)
}

/// Whether a row is a day and something else beside it, or one text that holds them: 「甲，2022-01-05，罚款」.
pub(super) fn is_pair(row: &Row) -> bool {
    let own = || distinct(row).filter(|cell| squeezed(cell).is_some());
    let day = |text: &str| is_day(&Value::Text(text.into()));
    let packed = |cell: &Cell| match &cell.value {
        Value::Text(text) => text.matches('，').count() >= 2 && text.split('，').any(day),
        _ => false,
    };
    match own().count() {
        1 => own().any(packed),
        2 => own().any(|cell| is_day(&cell.value)) && says_something(row, 2),
        _ => false,
    }
}

/// Whether a cell holds a word that tells a class, a result or a kind of work in a ledger.
pub(super) fn is_worded(row: &Row) -> bool {
    const FIELDS: [(Kind, Field); 4] = [
        (Kind::Applications, Field::Class),
        (Kind::Applications, Field::Result),
        (Kind::Publications, Field::Category),
        (Kind::Disputes, Field::CaseKind),
    ];
    distinct(row).any(|cell| match &cell.value {
        Value::Text(text) => FIELDS
            .iter()
            .any(|(kind, field)| content::is_word_of(*kind, *field, text)),
        _ => false,
    })
}

/// Whether a row looks like a record: a date in one cell and something in two others; where the names say
/// that it is a ledger, three cells with something will do, if none of them is a heading: the ledger of a
/// quarter without a record has nothing but its header.
pub(super) fn looks_like_data(row: &Row, names: &[String], headings: &Headings) -> bool {
    let own = row.cells.iter().filter(|c| squeezed(c).is_some()).count();
    own >= 3
        && (hinted(names) && !distinct(row).any(|c| headings.known(&c.value.text()))
            || distinct(row).any(|c| is_day(&c.value)))
}

/// The column of the first cell of a row that is not empty.
pub(super) fn first_column(row: &Row) -> u16 {
    let own = row.cells.iter().find(|cell| squeezed(cell).is_some());
    own.map_or(0, |cell| cell.column)
}

/// Whether a row above a header is a record and no title, note, example or line of labels and values: 「填报人：张三」
/// beside 「填报日期：」 and a date.
pub(in crate::column) fn is_lost(row: &Row) -> bool {
    let own = || distinct(row).filter(|cell| squeezed(cell).is_some());
    own().count() >= 3
        && own().any(|cell| is_day(&cell.value))
        && !aside::heads_note(row)
        && !own().any(|cell| squeezed(cell).is_some_and(|key| aside::is_label(&key)))
}

/// Whether a cell holds a day, 「11月3日」 as well: of numbers like 12.5 nobody knows.
pub(super) fn is_day(value: &Value) -> bool {
    when(value).is_some()
}

/// The year, as far as it is told, the month and the day that a cell holds.
pub(super) fn when(value: &Value) -> Option<(i16, i8, i8)> {
    let of = |day: Date| (day.year(), day.month(), day.day());
    match value {
        Value::Date(day) => Some(of(day.date())),
        Value::Text(written) => match date::parse(written, false) {
            Ok(Seen::Day(day)) => Some(of(day)),
            Ok(Seen::MonthDay(month, day)) if written.contains('月') => Some((0, month, day)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a row has a label that only the mandated tables have.
pub(super) fn is_finished_report(row: &Row) -> bool {
    const LABELS: [&str; 5] = [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "一、本年新收政府信息公开申请数量",
        "结转下年度继续办理",
    ];
    distinct(row).any(|cell| match &cell.value {
        Value::Text(written) => {
            let key = squeeze(written);
            LABELS.iter().any(|label| key.contains(&squeeze(label)))
        }
        _ => false,
    })
}

/// Whether a row stands in one of the mandated tables, at its head.
pub(super) fn is_of_form(row: &Row) -> bool {
    const OF_CASES: [&str; 4] = ["结果维持", "结果纠正", "其他结果", "尚未审结"];
    let keys: Vec<String> = (distinct(row).filter_map(squeezed))
        .map(|key| squeeze(&key))
        .collect();
    let item = |key: &String| key.starts_with("第二十条第(") && key.ends_with(")项");
    let has = |label: &str| keys.iter().any(|key| key == label);
    keys.iter()
        .any(|key| item(key) || key.contains("本列数据的勾稽关系"))
        // a ledger may have these words as columns to tick, too
        || OF_CASES.iter().all(|label| has(label)) && has("总计")
}

/// Whether a row stands at the head of a sheet of our own working paper.
pub(super) fn is_of_paper(row: &Row) -> bool {
    const MARK: &str = "内部资料不得公开";
    const TITLES: [&str; 4] = ["问题清单", "勾稽核对", "结转清单", "数据源"];
    let keys: Vec<String> = (distinct(row).filter_map(squeezed))
        .map(|key| squeeze(&key))
        .collect();
    let titled = |key: &String| {
        let mut titles = TITLES.iter();
        titles.any(|title| key.starts_with(title)) && key.contains(MARK)
    };
    let listed = || {
        let first = keys.first().map(String::as_str);
        matches!(first, Some("指标格" | "文件")) && keys.iter().any(|key| key == MARK)
    };
    keys.iter().any(titled) || listed()
}

/// Whether the name of a sheet says that it lists what may be chosen elsewhere.
pub(super) fn names_options(name: &str) -> bool {
    [
        "字典",
        "下拉",
        "选项",
        "代码表",
        "码表",
        "枚举",
        "参数",
        "dict",
    ]
    .iter()
    .any(|word| squeeze(name).contains(word))
}

/// Whether a text speaks of something that the form counts.
pub(super) fn counted(text: &str) -> bool {
    let key = squeeze(text);
    COUNTED.iter().any(|word| key.contains(word)) || key.contains("依申请公开")
}

/// Whether a text of a row does.
pub(super) fn speaks_of_counted(row: &Row) -> bool {
    distinct(row).any(|cell| match &cell.value {
        Value::Text(written) => counted(written),
        _ => false,
    })
}

/// Whether a cell holds a number without a unit.
fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Text(written) => {
            const LONGEST: usize = 24;
            let read = (written.len() <= LONGEST)
                .then(|| number::parse(written))
                .flatten();
            read.is_some_and(|n| n.unit.is_empty())
        }
        _ => false,
    }
}

/// Whether a row holds some numbers and nothing else, and they are not those of its columns.
pub(super) fn is_of_figures(row: &Row) -> bool {
    const LEAST: usize = 3;
    let own = || distinct(row).filter(|cell| squeezed(cell).is_some());
    let counts_on = || {
        let mut numbers = own().zip(1u32..);
        numbers.all(|(cell, at)| squeezed(cell).is_some_and(|key| *key == *at.to_string()))
    };
    own().count() >= LEAST && own().all(|cell| is_number(&cell.value)) && !counts_on()
}

/// Whether a row has a label and figures, as a table that sums up has.
pub(super) fn holds_figures(row: &Row) -> bool {
    // the first number may be a running one
    let first = distinct(row).position(|cell| is_number(&cell.value));
    let own = || {
        let cells = distinct(row).enumerate();
        let cells =
            cells.filter(|(at, cell)| !(*at == 0 && first == Some(0)) && squeezed(cell).is_some());
        cells.map(|(_, cell)| cell)
    };
    let labels = own().filter(|cell| !is_number(&cell.value)).count();
    let numbers = own().filter(|cell| is_number(&cell.value)).count();
    (1..=3).contains(&labels) && numbers >= 1
}

/// The only text of a row, where it calls what stands below it a ledger: 「2022年三季度行政许可台账」.
pub(super) fn title_of_ledger(row: &Row) -> Option<String> {
    const ENDS: [&str; 3] = ["台账", "登记簿", "登记表"];
    let mut texts = distinct(row).filter_map(squeezed);
    let title = texts.next().filter(|_| texts.next().is_none())?;
    let (plain, _) = title.split_once('(').unwrap_or((&title, ""));
    let called = ENDS.iter().any(|end| plain.ends_with(end));
    (called && hinted(&[plain.to_owned()])).then(|| plain.to_owned())
}

/// Whether a name says that there is a ledger of some kind.
pub(super) fn hinted(names: &[String]) -> bool {
    let told = |hint: &str| names.iter().any(|n| squeeze(n).contains(hint));
    Kind::ALL
        .iter()
        .any(|kind| hints(*kind).iter().any(|h| told(h)))
}
