//! What happened → the exports of its periods, each a ledger in an office's own words.
//!
//! Applications, cases and documents overlap: one that is pending stands in the next export again, and
//! one that has ended may. Decisions, fees and other publications stand in one export each.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::facts::{Case, Decision, Document, Facts, Fee, Item, Request, later};
use super::period::{Period, Scheme};
use super::random::Random;
use super::table::{Column, Table, Value};
use super::words::{
    BLANKS, CHANNELS, CLASS_WORDS, DECISIONS, DOCUMENTS, FEES, LINES, STATES, VERDICT_WORDS, Words,
    headings,
};

/// One ledger of one period.
#[derive(Debug, Clone)]
pub(crate) struct Export {
    /// What a file or a sheet of it is called.
    pub(crate) label: String,
    pub(crate) period: Period,
    pub(crate) table: Table,
}

/// How the exports are made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// Words and styles that the tool reads with a warning.
    pub(crate) assumed: bool,
    /// Ledgers of applications without 申请编号.
    pub(crate) unnumbered: bool,
    /// Whether label and category may be left to the name of the file or the sheet.
    pub(crate) named: bool,
}

/// All exports, in the order of ledgers and periods.
pub(crate) fn export(facts: &Facts, year: i16, manner: Manner, random: &Random) -> Vec<Export> {
    let mut list = Vec::new();
    requests(facts, year, manner, random.fork("requests"), &mut list);
    documents(facts, year, manner, random.fork("documents"), &mut list);
    decisions(facts, year, manner, random.fork("decisions"), &mut list);
    fees(facts, year, manner, random.fork("fees"), &mut list);
    items(facts, year, manner, random.fork("items"), &mut list);
    cases(facts, year, manner, random.fork("cases"), &mut list);
    list
}

/// How a column of dates is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DateStyle {
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
}

const DATE_STYLES: [DateStyle; 13] = [
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

fn date_style(random: &mut Random) -> DateStyle {
    if random.chance(30) { DateStyle::Cell } else { random.choose(&DATE_STYLES) }
}

/// A date in a style; one sheet in seven mixes them.
fn written(date: Date, style: DateStyle, random: &mut Random) -> Value {
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
    })
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０'))
                .expect("a full-width digit"),
            other => other,
        })
        .collect()
}

/// A count as people write it.
fn number(count: u64, unit: &str, style: u64) -> Value {
    match style {
        0 => Value::text(count.to_string()),
        1 => Value::text(format!("{count}{unit}")),
        2 => Value::text(full_width(&count.to_string())),
        3 => Value::text(thousands(&count.to_string())),
        _ => Value::Number(count.into()),
    }
}

/// `1234567.5` → `1,234,567.5`.
fn thousands(number: &str) -> String {
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
fn heading(words: &[&str], random: &mut Random) -> String {
    let word = random.pick(words);
    typed(word, random)
}

fn typed(word: &str, random: &mut Random) -> String {
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

fn column(heading: String, group: Option<&'static str>, mergeable: bool) -> Column {
    Column {
        heading,
        group,
        mergeable,
    }
}

/// A column under construction: its heading and how a record fills it.
struct Filled<'a, T> {
    column: Column,
    fill: Box<dyn FnMut(&T, &mut Random) -> Value + 'a>,
}

fn filled<'a, T>(
    column: Column,
    fill: impl FnMut(&T, &mut Random) -> Value + 'a,
) -> Filled<'a, T> {
    Filled {
        column,
        fill: Box::new(fill),
    }
}

fn tabulate<T>(mut columns: Vec<Filled<'_, T>>, records: &[T], random: &mut Random) -> Table {
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
fn serials<T>(columns: &mut Vec<Filled<'_, T>>, random: &mut Random) {
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
fn extras<T>(columns: &mut Vec<Filled<'_, T>>, random: &mut Random) {
    if random.chance(40) {
        let at = random.index(columns.len() + 1);
        columns.insert(
            at,
            filled(column("承办科室".to_owned(), None, true), |_, random| {
                Value::text(random.pick(&["办公室", "法规科", "财务科"]))
            }),
        );
    }
    if random.chance(40) {
        columns.push(filled(column("备注".to_owned(), None, false), |_, random| {
            Value::text(random.pick(&["", "", "", "见附件", "已电话沟通\n另行寄送", "=关于A1", "转办,“急”"]))
        }));
    }
}

/// The lines between title and header.
fn lines(period: Period, random: &mut Random) -> Vec<String> {
    let mut lines = Vec::new();
    if random.chance(30) {
        lines.push("填表单位：示例单位".to_owned());
    }
    if random.chance(25) {
        let (year, first, last) = (period.year, period.first, period.last);
        lines.push(format!("统计期：{year}年{first}-{last}月"));
    }
    lines
}

/// An application as it stood when a period's export was made.
#[derive(Clone)]
struct Seen<'a> {
    request: &'a Request,
    answered: Option<(Date, usize)>,
    /// Repeated later with what was known before left out.
    faded: bool,
}

fn requests(
    facts: &Facts,
    year: i16,
    manner: Manner,
    mut random: Random,
    list: &mut Vec<Export>,
) {
    if facts.requests.is_empty() {
        return;
    }
    let scheme = random.choose(&[Scheme::Quarters, Scheme::Quarters, Scheme::Cumulative, Scheme::Halves]);
    let label = random
        .pick(&["依申请公开台账", "政府信息公开申请登记表", "依申请公开办理情况"])
        .to_owned();
    let numbers = random.below(4);
    let periods = scheme.periods(year);
    // The year's last export is made in January when it shows what ended by then.
    let late = random.chance(50);
    let again = random.choose(&[0, 0, 10, 30]);
    let template = random.next();
    for (position, period) in periods.iter().copied().enumerate() {
        let begins = if position == 0 { Date::MIN } else { period.begins() };
        let is_last = position + 1 == periods.len();
        let cut = if is_last && late { later(period.ends(), 20) } else { period.ends() };
        let mut seen = Vec::new();
        for request in &facts.requests {
            let pending = request.answered.is_none_or(|(date, _)| date >= begins);
            let repeated = !pending && (scheme == Scheme::Cumulative || random.chance(again));
            let visible = request.received <= cut || is_last;
            if !visible || !(pending || repeated) {
                continue;
            }
            let answered = request
                .answered
                .filter(|(date, _)| *date <= cut || (is_last && *date <= period.ends()));
            seen.push(Seen {
                request,
                answered,
                faded: repeated && random.chance(4),
            });
        }
        let mut sheet = if random.chance(75) {
            Random::new(template)
        } else {
            random.fork(&format!("template {position}"))
        };
        let mut table = request_table(&seen, numbers, year, manner, &mut sheet, &mut random);
        table.title = format!("{}年{}-{}月政府信息公开申请台账", year, period.first, period.last);
        table.lines = lines(period, &mut random);
        list.push(Export {
            label: label.clone(),
            period,
            table,
        });
    }
}

fn request_table(
    seen: &[Seen<'_>],
    numbers: u64,
    year: i16,
    manner: Manner,
    sheet: &mut Random,
    random: &mut Random,
) -> Table {
    let draw = |words: &[&str], sheet: &mut Random| heading(words, sheet);
    let asked = Some("申请信息");
    let replied = Some(sheet.pick(&["答复信息", "处理信息"]));
    let (received_style, answered_style) = (date_style(sheet), date_style(sheet));
    let mixed = sheet.chance(15);
    let assumed = manner.assumed;
    let blank = sheet.pick(BLANKS);
    let states = sheet.chance(50);
    let quantity_style = sheet.below(6);
    let by_pair = sheet.chance(35);
    let by_organisation = sheet.chance(35);
    let quantities = seen.iter().any(|seen| seen.request.quantity > 1);
    let same_words = sheet.chance(40);

    let style = move |style: DateStyle, random: &mut Random| {
        if mixed { random.choose(&DATE_STYLES) } else { style }
    };
    let say = move |words: &Words, random: &mut Random| {
        if same_words { words.sure[0] } else { words.draw(random, assumed) }
    };

    let mut columns: Vec<Filled<'_, Seen<'_>>> = Vec::new();
    if !manner.unnumbered {
        columns.push(filled(
            column(draw(headings::NUMBER, sheet), None, false),
            move |seen: &Seen<'_>, _| {
                let serial = seen.request.serial;
                match numbers {
                    0 => Value::text(format!("依申请〔{year}〕{serial}号")),
                    1 => Value::text(format!("YSQ-{year}-{serial:04}")),
                    2 => Value::text(format!("{year}{serial:06}")),
                    _ => Value::Number((i64::from(year) * 1_000_000 + serial as i64).into()),
                }
            },
        ));
    }
    columns.push(filled(
        column(draw(headings::RECEIVED, sheet), asked, false),
        move |seen: &Seen<'_>, random| {
            let style = style(received_style, random);
            written(seen.request.received, style, random)
        },
    ));
    if manner.unnumbered || sheet.chance(70) {
        columns.push(filled(
            column(draw(headings::APPLICANT, sheet), asked, false),
            |seen: &Seen<'_>, _| Value::text(person(seen.request)),
        ));
    }
    let class_column = column(draw(headings::CLASS, sheet), asked, true);
    if by_organisation {
        let umbrella = sheet.pick(&["法人或其他组织", "法人", "单位"]);
        columns.push(filled(class_column, move |seen: &Seen<'_>, random| {
            Value::text(if seen.faded {
                blank
            } else if seen.request.class == 0 {
                say(&CLASS_WORDS[0], random)
            } else {
                umbrella
            })
        }));
        columns.push(filled(
            column(draw(headings::ORGANISATION, sheet), asked, false),
            move |seen: &Seen<'_>, random| {
                Value::text(if seen.request.class == 0 || seen.faded {
                    blank
                } else {
                    say(&CLASS_WORDS[seen.request.class], random)
                })
            },
        ));
    } else {
        columns.push(filled(class_column, move |seen: &Seen<'_>, random| {
            Value::text(if seen.faded { blank } else { say(&CLASS_WORDS[seen.request.class], random) })
        }));
    }
    if sheet.chance(50) {
        columns.push(filled(
            column(draw(headings::PHONE, sheet), asked, false),
            |seen: &Seen<'_>, _| Value::text(format!("1380000{:04}", seen.request.serial % 10_000)),
        ));
    }
    if manner.unnumbered || sheet.chance(60) {
        columns.push(filled(
            column(draw(headings::CONTENT, sheet), asked, false),
            |seen: &Seen<'_>, _| Value::text(content(seen.request)),
        ));
    }
    if sheet.chance(30) {
        columns.push(filled(
            column("申请方式".to_owned(), asked, true),
            |seen: &Seen<'_>, _| {
                Value::text(["网络申请", "当面申请", "信函申请"][seen.request.serial % 3])
            },
        ));
    }
    if quantities {
        columns.push(filled(
            column(draw(headings::QUANTITY, sheet), None, false),
            move |seen: &Seen<'_>, _| {
                number(u64::from(seen.request.quantity), "件", quantity_style)
            },
        ));
    }
    if sheet.chance(30) {
        let (yes, no) = sheet.choose(&[("是", "否"), ("Y", "N"), ("1", "0"), ("√", "×")]);
        columns.push(filled(
            column(draw(headings::EXTENDED, sheet), replied, false),
            move |seen: &Seen<'_>, _| {
                let long = seen
                    .answered
                    .is_some_and(|(date, _)| (date - seen.request.received).get_days() > 26);
                Value::text(if long { yes } else { no })
            },
        ));
    }
    let answered = filled(
        column(draw(headings::ANSWERED, sheet), replied, false),
        move |seen: &Seen<'_>, random: &mut Random| match seen.answered {
            Some((date, _)) if !seen.faded => {
                let style = style(answered_style, random);
                written(date, style, random)
            }
            _ => Value::text(blank),
        },
    );
    let state = move |random: &mut Random| {
        Value::text(if states { random.pick(STATES) } else { blank })
    };
    let result_heading = draw(headings::RESULT, sheet);
    let result = filled(
        column(result_heading, replied, false),
        move |seen: &Seen<'_>, random: &mut Random| match seen.answered {
            _ if seen.faded => Value::text(blank),
            Some((_, line)) => match LINES[line].main.filter(|_| by_pair) {
                Some(main) => Value::text(main),
                None => Value::text(say(&LINES[line].words, random)),
            },
            None => state(random),
        },
    );
    if sheet.chance(50) {
        columns.extend([answered, result]);
    } else {
        columns.extend([result, answered]);
    }
    if by_pair {
        columns.push(filled(
            column(draw(headings::DETAIL, sheet), replied, false),
            move |seen: &Seen<'_>, random| {
                let line = seen.answered.filter(|_| !seen.faded).map(|(_, line)| &LINES[line]);
                Value::text(match line.filter(|line| line.main.is_some()) {
                    Some(line) if line.id == "3.3.6.3" && random.chance(30) => "其他",
                    Some(line) => say(&line.words, random),
                    None => blank,
                })
            },
        ));
    }
    serials(&mut columns, sheet);
    extras(&mut columns, sheet);
    let applications: u64 = seen.iter().map(|seen| u64::from(seen.request.quantity)).sum();
    let quantity = columns.iter().position(|c| {
        headings::QUANTITY.contains(&c.column.heading.split_whitespace().collect::<String>().as_str())
    });
    let mut table = tabulate(columns, seen, random);
    table.total = match quantity {
        Some(column) if column > 0 => Some((column, Value::Number(applications.into()))),
        _ => Some((1, Value::text(format!("{applications}件")))),
    };
    table
}

/// An invented applicant, the same in every export.
fn person(request: &Request) -> String {
    const SURNAMES: [&str; 8] = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王"];
    match request.class {
        0 => format!("{}某{}", SURNAMES[request.serial % 8], request.serial),
        _ => format!("示例单位{}", request.serial),
    }
}

/// An invented request, the same in every export.
fn content(request: &Request) -> String {
    let serial = request.serial;
    match serial % 5 {
        0 => format!("申请公开第{serial}号地块征收补偿方案,附“红线图”"),
        1 => format!("申请公开{serial}号文件\n及其附件"),
        2 => format!("=申请公开\"第{serial}号\"批复"),
        3 => format!("-第{serial}项行政处罚情况（不予公开部分除外）"),
        _ => format!("第{serial}号信息"),
    }
}

/// A document as it stood when an export was made.
#[derive(Clone)]
struct Shelf<'a> {
    document: &'a Document,
    repealed: Option<Date>,
}

fn documents(
    facts: &Facts,
    year: i16,
    manner: Manner,
    mut random: Random,
    list: &mut Vec<Export>,
) {
    if facts.documents.is_empty() {
        return;
    }
    let label = random.pick(&["文件台账", "制发文件目录", "规范性文件清单"]).to_owned();
    let scheme = random.choose(&[Scheme::Year, Scheme::Quarters]);
    let periods = scheme.periods(year);
    for (position, period) in periods.iter().copied().enumerate() {
        let (begins, ends) = (period.begins(), period.ends());
        let (is_first, is_last) = (position == 0, position + 1 == periods.len());
        let cut = if is_last { Date::MAX } else { ends };
        let mut shelf = Vec::new();
        for document in &facts.documents {
            let new = document.issued >= begins || is_first;
            let ended = document.repealed.is_some_and(|date| date >= begins);
            if document.issued <= cut && (new || (ended && document.repealed.is_some_and(|d| d <= cut))) {
                shelf.push(Shelf {
                    document,
                    repealed: document.repealed.filter(|date| *date <= cut),
                });
            }
        }
        let mut table = document_table(&shelf, year, &mut random);
        table.title = format!("{}年{}-{}月规章、规范性文件台账", year, period.first, period.last);
        table.lines = lines(period, &mut random);
        let _ = manner;
        list.push(Export {
            label: label.clone(),
            period,
            table,
        });
    }
}

fn document_table(shelf: &[Shelf<'_>], year: i16, random: &mut Random) -> Table {
    let mut sheet = random.fork("document sheet");
    let sheet = &mut sheet;
    let (issued, repealed) = (date_style(sheet), date_style(sheet));
    let blank = sheet.pick(BLANKS);
    let (valid, gone) = sheet.choose(&[("有效", "废止"), ("现行有效", "已废止"), ("有效", "失效")]);
    let mut columns: Vec<Filled<'_, Shelf<'_>>> = vec![
        filled(
            column(heading(headings::CATEGORY, sheet), None, true),
            |shelf: &Shelf<'_>, random| Value::text(random.pick(DOCUMENTS[shelf.document.kind])),
        ),
        filled(
            column(heading(headings::TITLE, sheet), None, false),
            |shelf: &Shelf<'_>, _| Value::text(format!("关于第{}项工作的办法", shelf.document.serial)),
        ),
        filled(
            column(heading(headings::DOCUMENT_NUMBER, sheet), None, false),
            |shelf: &Shelf<'_>, _| {
                let Document { serial, issued, .. } = shelf.document;
                Value::text(format!("示例规〔{}〕{serial}号", issued.year()))
            },
        ),
        filled(
            column(heading(headings::ISSUED, sheet), None, false),
            move |shelf: &Shelf<'_>, random| written(shelf.document.issued, issued, random),
        ),
        filled(
            column(heading(headings::REPEALED, sheet), None, false),
            move |shelf: &Shelf<'_>, random| match shelf.repealed {
                Some(date) => written(date, repealed, random),
                None => Value::text(blank),
            },
        ),
    ];
    if sheet.chance(60) {
        columns.push(filled(
            column(heading(headings::VALIDITY, sheet), None, false),
            move |shelf: &Shelf<'_>, _| {
                // Repealed after the year: still in force on the day of the export.
                let ended = shelf.repealed.is_some_and(|date| date.year() <= year);
                let future = shelf.document.issued.year() > year;
                Value::text(if ended {
                    gone
                } else if future {
                    "尚未生效"
                } else {
                    valid
                })
            },
        ));
    }
    if sheet.chance(40) {
        columns.push(filled(
            column(heading(headings::CHANNEL, sheet), None, true),
            |_: &Shelf<'_>, random| Value::text(random.pick(CHANNELS)),
        ));
    }
    serials(&mut columns, sheet);
    extras(&mut columns, sheet);
    tabulate(columns, shelf, random)
}

/// The part of a list that a period's export holds; the first and the last also what lies outside.
fn share<T: Clone>(list: &[T], date: impl Fn(&T) -> Date, periods: &[Period], at: usize) -> Vec<T> {
    list.iter()
        .filter(|record| {
            let date = date(record);
            (at == 0 || date >= periods[at].begins())
                && (at + 1 == periods.len() || date <= periods[at].ends())
        })
        .cloned()
        .collect()
}

fn decisions(
    facts: &Facts,
    year: i16,
    manner: Manner,
    mut random: Random,
    list: &mut Vec<Export>,
) {
    let scheme = random.choose(&[Scheme::Quarters, Scheme::Halves, Scheme::Year]);
    let periods = scheme.periods(year);
    let by_name = manner.named && random.chance(50);
    for kind in 0..3 {
        let of_kind: Vec<Decision> = facts
            .decisions
            .iter()
            .filter(|decision| by_name && decision.kind == kind || !by_name && kind == 0)
            .cloned()
            .collect();
        if of_kind.is_empty() {
            continue;
        }
        let label = if by_name {
            format!("{}{}", DECISIONS[kind][0], random.pick(&["台账", "决定统计表"]))
        } else {
            "处理决定台账".to_owned()
        };
        for at in 0..periods.len() {
            let part = share(&of_kind, |decision| decision.date, &periods, at);
            let period = periods[at];
            let mut table = decision_table(&part, period, by_name, manner, &mut random);
            table.title = format!("{}年{}-{}月{label}", year, period.first, period.last);
            table.lines = lines(period, &mut random);
            list.push(Export {
                label: label.clone(),
                period,
                table,
            });
        }
    }
}

fn decision_table(
    part: &[Decision],
    period: Period,
    by_name: bool,
    manner: Manner,
    random: &mut Random,
) -> Table {
    let mut sheet = random.fork("decision sheet");
    let sheet = &mut sheet;
    let style = date_style(sheet);
    let quantity_style = sheet.below(6);
    // Where name or title tell the period, some rows are not dated at all.
    let dateless = manner.named && sheet.chance(20);
    let singles = part.iter().any(|decision| decision.single);
    let mut columns: Vec<Filled<'_, Decision>> = Vec::new();
    if !by_name {
        columns.push(filled(
            column(heading(headings::CATEGORY, sheet), None, true),
            |decision: &Decision, random| Value::text(random.pick(DECISIONS[decision.kind])),
        ));
    }
    if singles {
        columns.push(filled(
            column(heading(headings::DECISION_NUMBER, sheet), None, false),
            |decision: &Decision, _| {
                let (year, serial) = (decision.date.year(), decision.serial);
                Value::text(if decision.single { format!("示例决〔{year}〕{serial}号") } else { String::new() })
            },
        ));
    }
    columns.push(filled(
        column(heading(headings::DECIDED, sheet), None, false),
        move |decision: &Decision, random| {
            let inside = period.begins() <= decision.date && decision.date <= period.ends();
            if dateless && inside && random.chance(50) {
                return Value::Blank;
            }
            written(decision.date, style, random)
        },
    ));
    let uncounted = part.iter().all(|decision| decision.single) && sheet.chance(50);
    if !uncounted {
        columns.push(filled(
            column(heading(headings::DECISIONS, sheet), None, false),
            move |decision: &Decision, _| number(decision.quantity, "件", quantity_style),
        ));
    }
    let last = columns.len() - 1;
    serials(&mut columns, sheet);
    let at = last + usize::from(columns[0].column.heading == "序号");
    if sheet.chance(30) {
        columns.push(filled(column("备注".to_owned(), None, false), |_, _| Value::Blank));
    }
    let mut table = tabulate(columns, part, random);
    if !uncounted && at > 0 {
        let sum: u64 = part.iter().map(|decision| decision.quantity).sum();
        table.total = Some((at, Value::Number(sum.into())));
    }
    table
}

fn fees(facts: &Facts, year: i16, manner: Manner, mut random: Random, list: &mut Vec<Export>) {
    if facts.fees.is_empty() {
        return;
    }
    let scheme = random.choose(&[Scheme::Quarters, Scheme::Year]);
    let periods = scheme.periods(year);
    let by_name = manner.named && random.chance(50);
    let label = if by_name { "行政事业性收费台账" } else { "收费情况统计表" };
    for at in 0..periods.len() {
        let period = periods[at];
        let part = share(&facts.fees, |fee| fee.date, &periods, at);
        let mut table = fee_table(&part, by_name, &mut random);
        table.title = format!("{}年{}-{}月{label}", year, period.first, period.last);
        let mut above = lines(period, &mut random);
        above.append(&mut table.lines);
        table.lines = above;
        list.push(Export {
            label: label.to_owned(),
            period,
            table,
        });
    }
}

fn fee_table(part: &[Fee], by_name: bool, random: &mut Random) -> Table {
    let mut sheet = random.fork("fee sheet");
    let sheet = &mut sheet;
    let style = date_style(sheet);
    let myriad = sheet.chance(50);
    let unit = if myriad { "万元" } else { "元" };
    let place = sheet.below(3);
    let as_text = sheet.chance(30);
    let amount = move |yuan: Decimal| {
        let value = if myriad { yuan / Decimal::from(10_000) } else { yuan }.normalize();
        if as_text { Value::text(thousands(&value.to_string())) } else { Value::Number(value) }
    };
    let amount_heading = match place {
        0 => {
            let brackets = sheet.choose(&[("（", "）"), ("(", ")"), ("（单位：", "）"), ("\n（", "）")]);
            format!("{}{}{unit}{}", sheet.pick(headings::AMOUNT), brackets.0, brackets.1)
        }
        _ => sheet.pick(headings::AMOUNT).to_owned(),
    };
    let mut columns: Vec<Filled<'_, Fee>> = Vec::new();
    if !by_name {
        columns.push(filled(
            column(heading(headings::CATEGORY, sheet), None, true),
            |_: &Fee, random| Value::text(random.pick(FEES)),
        ));
    }
    columns.push(filled(
        column("收费项目".to_owned(), None, false),
        |_: &Fee, random| Value::text(random.pick(&["不动产登记费", "污水处理费", "考试考务费"])),
    ));
    columns.push(filled(
        column(heading(headings::CHARGED, sheet), None, false),
        move |fee: &Fee, random| written(fee.date, style, random),
    ));
    columns.push(filled(
        column(amount_heading, None, false),
        move |fee: &Fee, _| amount(fee.yuan),
    ));
    let mut at = columns.len() - 1;
    if place == 1 {
        columns.push(filled(column("单位".to_owned(), None, true), move |_: &Fee, _| {
            Value::text(unit)
        }));
    }
    serials(&mut columns, sheet);
    at += usize::from(columns[0].column.heading == "序号");
    let mut table = tabulate(columns, part, random);
    if place == 2 {
        table.lines.push(format!("单位：{unit}"));
    }
    table.total = Some((at, amount(part.iter().map(|fee| fee.yuan).sum())));
    table
}

fn items(facts: &Facts, year: i16, manner: Manner, mut random: Random, list: &mut Vec<Export>) {
    let _ = manner;
    let periods = Scheme::Quarters.periods(year);
    for at in 0..periods.len() {
        let period = periods[at];
        let part = share(&facts.items, |item| item.date, &periods, at);
        if part.is_empty() {
            continue;
        }
        let mut table = item_table(&part, &mut random);
        table.title = format!("{}年{}-{}月主动公开台账", year, period.first, period.last);
        table.lines = lines(period, &mut random);
        list.push(Export {
            label: "主动公开台账".to_owned(),
            period,
            table,
        });
    }
}

fn item_table(part: &[Item], random: &mut Random) -> Table {
    let mut sheet = random.fork("item sheet");
    let sheet = &mut sheet;
    let style = date_style(sheet);
    let quantity_style = sheet.below(6);
    let mut columns: Vec<Filled<'_, Item>> = vec![
        filled(
            column(heading(headings::CATEGORY, sheet), None, true),
            |item: &Item, _| Value::text(item.category),
        ),
        filled(
            column(heading(headings::PUBLISHED, sheet), None, false),
            move |item: &Item, random| written(item.date, style, random),
        ),
        filled(
            column(heading(headings::CHANNEL, sheet), None, true),
            |item: &Item, _| Value::text(item.channel),
        ),
        filled(
            column(heading(headings::QUANTITY, sheet), None, false),
            move |item: &Item, _| number(item.quantity, "条", quantity_style),
        ),
    ];
    serials(&mut columns, sheet);
    let at = columns.len() - 1;
    let mut table = tabulate(columns, part, random);
    let sum: u64 = part.iter().map(|item| item.quantity).sum();
    table.total = Some((at, Value::Number(sum.into())));
    table
}

/// A case as it stood when an export was made.
#[derive(Clone)]
struct Docket<'a> {
    case: &'a Case,
    concluded: Option<(Date, usize)>,
}

fn cases(facts: &Facts, year: i16, manner: Manner, mut random: Random, list: &mut Vec<Export>) {
    if facts.cases.is_empty() {
        return;
    }
    let label = random.pick(&["行政复议诉讼台账", "复议应诉案件登记表"]).to_owned();
    let scheme = random.choose(&[Scheme::Quarters, Scheme::Halves, Scheme::Cumulative]);
    let periods = scheme.periods(year);
    let again = random.choose(&[0, 20]);
    for (position, period) in periods.iter().copied().enumerate() {
        let begins = if position == 0 { Date::MIN } else { period.begins() };
        let is_last = position + 1 == periods.len();
        let cut = if is_last { later(period.ends(), 20) } else { period.ends() };
        let mut docket = Vec::new();
        for case in &facts.cases {
            let pending = case.concluded.is_none_or(|(date, _)| date >= begins);
            let repeated = !pending && (scheme == Scheme::Cumulative || random.chance(again));
            if case.received <= cut && (pending || repeated) {
                docket.push(Docket {
                    case,
                    concluded: case.concluded.filter(|(date, _)| *date <= cut),
                });
            }
        }
        let mut table = case_table(&docket, manner, &mut random);
        table.title = format!("{}年{}-{}月行政复议、行政诉讼台账", year, period.first, period.last);
        table.lines = lines(period, &mut random);
        list.push(Export {
            label: label.clone(),
            period,
            table,
        });
    }
}

fn case_table(docket: &[Docket<'_>], manner: Manner, random: &mut Random) -> Table {
    let mut sheet = random.fork("case sheet");
    let sheet = &mut sheet;
    let (received, concluded) = (date_style(sheet), date_style(sheet));
    let blank = sheet.pick(BLANKS);
    let asks = sheet.chance(50);
    let assumed = manner.assumed;
    let way = if asks { headings::BY_REVIEW } else { headings::WAY_TO_COURT };
    let mut columns: Vec<Filled<'_, Docket<'_>>> = vec![
        filled(
            column(heading(headings::CASE, sheet), None, false),
            |docket: &Docket<'_>, _| {
                let (year, serial) = (docket.case.received.year(), docket.case.serial);
                Value::text(format!("（{year}）示01行初{serial}号"))
            },
        ),
        filled(
            column(heading(headings::CASE_KIND, sheet), None, true),
            |docket: &Docket<'_>, _| {
                Value::text(if docket.case.path == 0 { "行政复议" } else { "行政诉讼" })
            },
        ),
        filled(
            column(heading(way, sheet), None, false),
            move |docket: &Docket<'_>, random| {
                Value::text(match (docket.case.path, asks) {
                    (0, _) => blank,
                    (1, true) => "否",
                    (_, true) => "是",
                    (1, false) => random.pick(&["直接起诉", "未经复议直接起诉"]),
                    (_, false) => random.pick(&["复议后起诉", "经复议"]),
                })
            },
        ),
        filled(
            column(heading(headings::ACCEPTED, sheet), None, false),
            move |docket: &Docket<'_>, random| written(docket.case.received, received, random),
        ),
        filled(
            column(heading(headings::CONCLUDED, sheet), None, false),
            move |docket: &Docket<'_>, random| match docket.concluded {
                Some((date, _)) => written(date, concluded, random),
                None => Value::text(blank),
            },
        ),
        filled(
            column(heading(headings::OUTCOME, sheet), None, false),
            move |docket: &Docket<'_>, random| {
                let verdict = docket.concluded.map_or(3, |(_, verdict)| verdict);
                Value::text(VERDICT_WORDS[verdict].draw(random, assumed))
            },
        ),
    ];
    serials(&mut columns, sheet);
    extras(&mut columns, sheet);
    tabulate(columns, docket, random)
}
