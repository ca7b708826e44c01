//! The ledgers of applications.

use jiff::civil::Date;

use super::cells::{
    DATE_STYLES, DateStyle, Filled, bracketed, column, date_style, extras, filled, heading, number,
    serials, tabulate, written,
};
use super::{Export, Ledger, Manner, Numbering, lines};
use crate::maker::facts::{Facts, Request, later};
use crate::maker::period::Scheme;
use crate::maker::random::Random;
use crate::maker::table::{Table, Value};
use crate::maker::words::{
    BLANKS, CLASS_WORDS, LINES, OWN_CLASSES, OWN_LINES, OWN_RECEIVED, STATES, Words, headings,
};

/// An application as it stood when a period's export was made.
#[derive(Clone)]
struct Seen<'a> {
    request: &'a Request,
    answered: Option<(Date, usize)>,
    /// Repeated later with what was known before left out.
    faded: bool,
}

/// Overlapping exports: one pending stands in the next again, one that has ended may.
pub(super) fn requests(
    facts: &Facts,
    year: i16,
    manner: Manner,
    mut random: Random,
) -> Vec<Export> {
    let mut list = Vec::new();
    if facts.requests.is_empty() {
        return list;
    }
    let drawn = random.choose(&[
        Scheme::Quarters,
        Scheme::Quarters,
        Scheme::Cumulative,
        Scheme::Halves,
    ]);
    let scheme = match manner.numbering {
        Numbering::Once => Scheme::Year,
        Numbering::Numbered | Numbering::Keyed => drawn,
    };
    let label = random
        .pick(&[
            "依申请公开台账",
            "政府信息公开申请登记表",
            "依申请公开办理情况",
        ])
        .to_owned();
    let numbers = random.below(7);
    let periods = scheme.periods(year);
    // The year's last export is made in January when it shows what ended by then.
    let late = random.chance(50);
    let again = random.choose(&[0, 0, 10, 30]);
    let template = random.next();
    for (position, period) in periods.iter().copied().enumerate() {
        let begins = if position == 0 {
            Date::MIN
        } else {
            period.begins()
        };
        let is_last = position + 1 == periods.len();
        let cut = if is_last && late {
            later(period.ends(), 20)
        } else {
            period.ends()
        };
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
        table.title = format!(
            "{}年{}-{}月政府信息公开申请台账",
            year, period.first, period.last
        );
        table.lines = lines(period, &mut random);
        table.records = seen.iter().map(|seen| seen.request.serial).collect();
        list.push(Export {
            ledger: Ledger::Requests,
            path: None,
            label: label.clone(),
            period,
            table,
        });
    }
    list
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
    // What an office calls its own way, it calls by one word.
    let by_pair = sheet.chance(35) && !manner.own;
    let by_organisation = sheet.chance(35) && !manner.own;
    let quantities = seen.iter().any(|seen| seen.request.quantity > 1);
    let same_words = sheet.chance(40);

    let yearless = assumed && manner.named && sheet.chance(30);
    let own = manner.own;

    let style = move |style: DateStyle, date: Date, random: &mut Random| {
        if yearless && date.year() == year && random.chance(50) {
            DateStyle::NoYear
        } else if mixed {
            random.choose(&DATE_STYLES)
        } else {
            style
        }
    };
    let say = move |words: &'static Words, own_word: &'static str, random: &mut Random| {
        if own {
            own_word
        } else if same_words {
            words.sure[0]
        } else {
            words.draw(random, assumed)
        }
    };
    let class_word = move |class: usize, random: &mut Random| {
        say(&CLASS_WORDS[class], OWN_CLASSES[class], random)
    };
    let line_word =
        move |line: usize, random: &mut Random| say(&LINES[line].words, OWN_LINES[line], random);

    let mut columns: Vec<Filled<'_, Seen<'_>>> = Vec::new();
    if manner.numbering == Numbering::Numbered {
        columns.push(filled(
            column(draw(headings::NUMBER, sheet), None, false),
            move |seen: &Seen<'_>, random| {
                let serial = seen.request.serial;
                let year = seen.request.received.year();
                let digits = format!("{year}{serial:06}");
                let as_number = || Value::Number(digits.parse().expect("digits"));
                match numbers {
                    0 => Value::text(format!("依申请〔{year}〕{serial}号")),
                    1 => Value::text(bracketed(&format!("依申请〔{year}〕{serial}号"), random)),
                    2 => Value::text(format!("YSQ-{year}-{serial:04}")),
                    3 => Value::text(digits),
                    4 => as_number(),
                    5 if random.chance(50) => as_number(),
                    5 => Value::text(digits),
                    // A tab keeps Excel from making a number of it.
                    _ => Value::text(format!("{digits}\t")),
                }
            },
        ));
    }
    columns.push(filled(
        column(
            if own {
                OWN_RECEIVED.to_owned()
            } else {
                draw(headings::RECEIVED, sheet)
            },
            asked,
            false,
        ),
        move |seen: &Seen<'_>, random| {
            let style = style(received_style, seen.request.received, random);
            written(seen.request.received, style, random)
        },
    ));
    if manner.numbering == Numbering::Keyed || sheet.chance(70) {
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
                class_word(0, random)
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
                    class_word(seen.request.class, random)
                })
            },
        ));
    } else {
        columns.push(filled(class_column, move |seen: &Seen<'_>, random| {
            Value::text(if seen.faded {
                blank
            } else {
                class_word(seen.request.class, random)
            })
        }));
    }
    if sheet.chance(50) {
        columns.push(filled(
            column(draw(headings::PHONE, sheet), asked, false),
            |seen: &Seen<'_>, _| Value::text(format!("1380000{:04}", seen.request.serial % 10_000)),
        ));
    }
    if manner.numbering == Numbering::Keyed || sheet.chance(60) {
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
        // 数量 beside a number of its own may be that of things
        let names = match manner.numbering {
            Numbering::Numbered => &headings::QUANTITY[1..],
            _ => headings::QUANTITY,
        };
        columns.push(filled(
            column(draw(names, sheet), None, false),
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
                let style = style(answered_style, date, random);
                written(date, style, random)
            }
            _ => Value::text(blank),
        },
    );
    let state =
        move |random: &mut Random| Value::text(if states { random.pick(STATES) } else { blank });
    let result_heading = draw(headings::RESULT, sheet);
    let result = filled(
        column(result_heading, replied, false),
        move |seen: &Seen<'_>, random: &mut Random| match seen.answered {
            _ if seen.faded => Value::text(blank),
            Some((_, line)) => Value::text(match LINES[line].main.filter(|_| by_pair) {
                Some(main) => main,
                None => line_word(line, random),
            }),
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
                let line = seen.answered.filter(|_| !seen.faded).map(|(_, line)| line);
                Value::text(match line.filter(|line| LINES[*line].main.is_some()) {
                    Some(20) if !own && random.chance(30) => "其他",
                    Some(line) => line_word(line, random),
                    None => blank,
                })
            },
        ));
    }
    serials(&mut columns, sheet);
    extras(&mut columns, sheet);
    let applications: u64 = seen
        .iter()
        .map(|seen| u64::from(seen.request.quantity))
        .sum();
    let quantity = columns.iter().position(|c| {
        headings::QUANTITY.contains(
            &c.column
                .heading
                .split_whitespace()
                .collect::<String>()
                .as_str(),
        )
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
