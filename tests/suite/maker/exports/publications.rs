//! The ledgers of what is published: documents, decisions, fees, and everything else.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::cells::{
    Filled, bracketed, column, date_style, extras, filled, heading, number, serials, tabulate,
    thousands, written,
};
use super::{Export, Ledger, Manner, lines};
use crate::maker::facts::{Decision, Document, Facts, Fee, Item};
use crate::maker::period::{Period, Scheme};
use crate::maker::random::Random;
use crate::maker::table::{Table, Value};
use crate::maker::words::{BLANKS, CHANNELS, DECISIONS, DOCUMENTS, FEES, headings};

/// A document as it stood when an export was made.
#[derive(Clone)]
struct Shelf<'a> {
    document: &'a Document,
    repealed: Option<Date>,
}

/// Rules and normative documents; one repealed later stands in that later export again.
pub(super) fn documents(facts: &Facts, year: i16, mut random: Random) -> Vec<Export> {
    let mut list = Vec::new();
    if facts.documents.is_empty() {
        return list;
    }
    let label = random
        .pick(&["文件台账", "制发文件目录", "规范性文件清单"])
        .to_owned();
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
            if document.issued <= cut
                && (new || (ended && document.repealed.is_some_and(|d| d <= cut)))
            {
                shelf.push(Shelf {
                    document,
                    repealed: document.repealed.filter(|date| *date <= cut),
                });
            }
        }
        let mut table = document_table(&shelf, year, &mut random);
        table.records = shelf.iter().map(|shelf| shelf.document.serial).collect();
        table.title = format!(
            "{}年{}-{}月规章、规范性文件台账",
            year, period.first, period.last
        );
        table.lines = lines(period, &mut random);
        list.push(Export {
            ledger: Ledger::Documents,
            path: None,
            label: label.clone(),
            period,
            table,
        });
    }
    list
}

fn document_table(shelf: &[Shelf<'_>], year: i16, random: &mut Random) -> Table {
    let mut sheet = random.fork("document sheet");
    let sheet = &mut sheet;
    let (issued, repealed) = (date_style(sheet), date_style(sheet));
    let blank = sheet.pick(BLANKS);
    let careless = sheet.chance(30);
    let (valid, gone) = sheet.choose(&[("有效", "废止"), ("现行有效", "已废止"), ("有效", "失效")]);
    let mut columns: Vec<Filled<'_, Shelf<'_>>> = vec![
        filled(
            column(heading(headings::CATEGORY, sheet), None, true),
            |shelf: &Shelf<'_>, random| Value::text(random.pick(DOCUMENTS[shelf.document.kind])),
        ),
        filled(
            column(heading(headings::TITLE, sheet), None, false),
            |shelf: &Shelf<'_>, _| {
                Value::text(format!("关于第{}项工作的办法", shelf.document.serial))
            },
        ),
        filled(
            column(heading(headings::DOCUMENT_NUMBER, sheet), None, false),
            move |shelf: &Shelf<'_>, random| {
                let Document { serial, issued, .. } = shelf.document;
                let number = format!("示例规〔{}〕{serial}号", issued.year());
                Value::text(if careless {
                    bracketed(&number, random)
                } else {
                    number
                })
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

/// Decisions: large numbers as rows that count many, small ones one by one.
pub(super) fn decisions(
    facts: &Facts,
    year: i16,
    manner: Manner,
    mut random: Random,
) -> Vec<Export> {
    let mut list = Vec::new();
    let scheme = random.choose(&[Scheme::Quarters, Scheme::Halves, Scheme::Year]);
    let periods = scheme.periods(year);
    let by_name = manner.named && random.chance(50);
    for (kind, names) in DECISIONS.iter().enumerate() {
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
            format!("{}{}", names[0], random.pick(&["台账", "决定统计表"]))
        } else {
            "处理决定台账".to_owned()
        };
        for at in 0..periods.len() {
            let part = share(&of_kind, |decision| decision.date, &periods, at);
            let period = periods[at];
            let mut table = decision_table(&part, period, by_name, manner, &mut random);
            table.records = part.iter().map(|decision| decision.serial).collect();
            table.title = format!("{}年{}-{}月{label}", year, period.first, period.last);
            table.lines = lines(period, &mut random);
            list.push(Export {
                ledger: Ledger::Decisions,
                path: None,
                label: label.clone(),
                period,
                table,
            });
        }
    }
    list
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
    // A row of nothing but its quantity is not told from an unnamed sum by anybody, should it be that of others.
    let mut quantities: Vec<u64> = part.iter().map(|decision| decision.quantity).collect();
    quantities.sort_unstable();
    let (least, whole): (u64, u64) = (quantities.iter().take(2).sum(), quantities.iter().sum());
    let alone = by_name && !singles;
    let may_be_sum = move |quantity: u64| alone && quantity >= least && quantity * 2 <= whole;
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
                Value::text(if decision.single {
                    format!("示例决〔{year}〕{serial}号")
                } else {
                    String::new()
                })
            },
        ));
    }
    columns.push(filled(
        column(heading(headings::DECIDED, sheet), None, false),
        move |decision: &Decision, random| {
            let inside = period.begins() <= decision.date && decision.date <= period.ends();
            if dateless && inside && random.chance(50) && !may_be_sum(decision.quantity) {
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
        columns.push(filled(column("备注".to_owned(), None, false), |_, _| {
            Value::Blank
        }));
    }
    let mut table = tabulate(columns, part, random);
    if !uncounted && at > 0 {
        let sum: u64 = part.iter().map(|decision| decision.quantity).sum();
        table.total = Some((at, Value::Number(sum.into())));
    }
    table
}

/// Money charged, in 元 or 万元.
pub(super) fn fees(facts: &Facts, year: i16, manner: Manner, mut random: Random) -> Vec<Export> {
    let mut list = Vec::new();
    if facts.fees.is_empty() {
        return list;
    }
    let scheme = random.choose(&[Scheme::Quarters, Scheme::Year]);
    let periods = scheme.periods(year);
    let by_name = manner.named && random.chance(50);
    let label = if by_name {
        "行政事业性收费台账"
    } else {
        "收费情况统计表"
    };
    for at in 0..periods.len() {
        let period = periods[at];
        let part = share(&facts.fees, |fee| fee.date, &periods, at);
        let mut table = fee_table(&part, by_name, &mut random);
        table.title = format!("{}年{}-{}月{label}", year, period.first, period.last);
        let mut above = lines(period, &mut random);
        above.append(&mut table.lines);
        table.lines = above;
        list.push(Export {
            ledger: Ledger::Fees,
            path: None,
            label: label.to_owned(),
            period,
            table,
        });
    }
    list
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
        let value = if myriad {
            yuan / Decimal::from(10_000)
        } else {
            yuan
        }
        .normalize();
        if as_text {
            Value::text(thousands(&value.to_string()))
        } else {
            Value::Number(value)
        }
    };
    let amount_heading = match place {
        0 => {
            let brackets =
                sheet.choose(&[("（", "）"), ("(", ")"), ("（单位：", "）"), ("\n（", "）")]);
            format!(
                "{}{}{unit}{}",
                sheet.pick(headings::AMOUNT),
                brackets.0,
                brackets.1
            )
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
        columns.push(filled(
            column("单位".to_owned(), None, true),
            move |_: &Fee, _| Value::text(unit),
        ));
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

/// What no line of table 二 counts.
pub(super) fn items(facts: &Facts, year: i16, mut random: Random) -> Vec<Export> {
    let mut list = Vec::new();
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
            ledger: Ledger::Items,
            path: None,
            label: "主动公开台账".to_owned(),
            period,
            table,
        });
    }
    list
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
