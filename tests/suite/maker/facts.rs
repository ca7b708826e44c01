//! What happened in an invented office so that its report says what was published.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::published::Published;
use super::random::Random;
use super::words::{CHANNELS, ITEMS};

/// Everything an office would have in its ledgers.
pub(crate) struct Facts {
    pub(crate) requests: Vec<Request>,
    pub(crate) documents: Vec<Document>,
    pub(crate) decisions: Vec<Decision>,
    pub(crate) fees: Vec<Fee>,
    pub(crate) items: Vec<Item>,
    pub(crate) cases: Vec<Case>,
}

/// An application; `quantity` alike in one row.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) serial: usize,
    pub(crate) class: usize,
    pub(crate) received: Date,
    pub(crate) answered: Option<(Date, usize)>,
    pub(crate) quantity: u32,
}

/// A 规章 (0) or a 行政规范性文件 (1).
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) kind: usize,
    pub(crate) serial: usize,
    pub(crate) issued: Date,
    pub(crate) repealed: Option<Date>,
}

/// Decisions of one kind; a single one has a number.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub(crate) kind: usize,
    pub(crate) serial: usize,
    pub(crate) date: Date,
    pub(crate) quantity: u64,
    pub(crate) single: bool,
}

/// Money charged, in 元.
#[derive(Debug, Clone)]
pub(crate) struct Fee {
    pub(crate) date: Date,
    pub(crate) yuan: Decimal,
}

/// A publication that table 二 does not count.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) category: &'static str,
    pub(crate) channel: &'static str,
    pub(crate) date: Date,
    pub(crate) quantity: u64,
}

/// A review or a lawsuit.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) serial: usize,
    pub(crate) path: usize,
    pub(crate) received: Date,
    pub(crate) concluded: Option<(Date, usize)>,
}

/// Invents what happened. `noise` adds what other years count; `bundles` lets one row stand for several
/// applications; `only_this_year` leaves out documents older than the year and kept in force; `timely` has
/// every application answered within the limit of the 条例.
pub(crate) fn invent(
    published: &Published,
    random: &Random,
    noise: bool,
    bundles: bool,
    only_this_year: bool,
    timely: bool,
) -> Facts {
    Facts {
        requests: requests(published, random.fork("requests"), noise, bundles, timely),
        documents: documents(published, random.fork("documents"), noise, only_this_year),
        decisions: decisions(published, random.fork("decisions"), noise),
        fees: fees(published, random.fork("fees"), noise),
        items: items(published.year, random.fork("items")),
        cases: cases(published, random.fork("cases"), noise),
    }
}

/// A day of a year.
pub(crate) fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).expect("a day of the calendar")
}

/// So many days later.
pub(crate) fn later(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::Span::new().days(days))
}

/// A day between two, both included.
fn between(random: &mut Random, first: Date, last: Date) -> Date {
    let days = (last - first).get_days();
    later(first, random.within(0, i64::from(days)))
}

fn requests(
    published: &Published,
    mut random: Random,
    noise: bool,
    bundles: bool,
    timely: bool,
) -> Vec<Request> {
    let year = published.year;
    let mut list = Vec::new();
    for class in 0..6 {
        let mut fates: Vec<Option<usize>> = Vec::new();
        for (line, figures) in published.closed.iter().enumerate() {
            for _ in 0..figures[class] {
                // Edition 2019 has one line for what later became three.
                let line = if published.trial && line >= 18 {
                    18 + random.index(3)
                } else {
                    line
                };
                fates.push(Some(line));
            }
        }
        fates.extend((0..published.carried_out[class]).map(|_| None));
        random.shuffle(&mut fates);
        for (position, fate) in fates.into_iter().enumerate() {
            let carried = position < published.carried_in[class] as usize;
            list.push(request(&mut random, year, class, carried, fate));
        }
    }
    if timely {
        list.iter_mut().for_each(|request| hasten(request, year));
    }
    if noise {
        for _ in 0..random.within(1, 6) {
            list.push(foreign_request(&mut random, year));
        }
    }
    if bundles {
        list = bundled(list);
    }
    random.shuffle(&mut list);
    list.sort_by_key(|request| request.received);
    for (position, request) in list.iter_mut().enumerate() {
        request.serial = position + 1;
    }
    list
}

/// An application of the year, carried in from the year before or not, with its result line or pending at
/// the end of the year.
fn request(
    random: &mut Random,
    year: i16,
    class: usize,
    carried: bool,
    line: Option<usize>,
) -> Request {
    let (first, last) = (day(year, 1, 1), day(year, 12, 31));
    let received = match (carried, line) {
        (true, _) => between(random, day(year - 1, 11, 20), day(year - 1, 12, 31)),
        (false, Some(_)) => between(random, first, last),
        (false, None) if random.chance(85) => between(random, day(year, 12, 1), last),
        (false, None) => between(random, first, last),
    };
    let answered = match line {
        Some(line) => {
            let earliest = received.max(first);
            let date = later(earliest, random.within(0, 28)).min(last);
            Some((date, line))
        }
        // Pending on 31 December, though perhaps answered in January.
        None if random.chance(40) => {
            let date = later(day(year + 1, 1, 1), random.within(0, 19));
            Some((date, random.index(21)))
        }
        None => None,
    };
    Request {
        serial: 0,
        class,
        received,
        answered,
        quantity: 1,
    }
}

/// Received so late, or answered so soon, that no limit is passed: 22 days never hold more than 20 working
/// days.
fn hasten(request: &mut Request, year: i16) {
    let first = day(year, 1, 1);
    match &mut request.answered {
        Some((date, _)) if date.year() == year => {
            if request.received < first {
                request.received = request.received.max(day(year - 1, 12, 20));
            }
            *date = (*date).min(later(request.received, 22)).max(first);
        }
        _ => request.received = request.received.max(day(year, 12, 12)),
    }
}

/// An application of another year: concluded before this one, or received after it.
fn foreign_request(random: &mut Random, year: i16) -> Request {
    let class = random.index(6);
    let (received, answered) = if random.chance(60) {
        let received = between(random, day(year - 1, 2, 1), day(year - 1, 12, 10));
        (
            received,
            Some((later(received, random.within(0, 20)), random.index(21))),
        )
    } else {
        (
            between(random, day(year + 1, 1, 1), day(year + 1, 1, 20)),
            None,
        )
    };
    Request {
        serial: 0,
        class,
        received,
        answered,
        quantity: 1,
    }
}

/// Pairs of applications of one class and one result become one row: the second takes the first's dates.
fn bundled(list: Vec<Request>) -> Vec<Request> {
    let mut kept: Vec<Request> = Vec::new();
    for request in list {
        let line = |r: &Request| r.answered.map(|(date, line)| (date.year(), line));
        match kept.last_mut() {
            Some(last)
                if last.class == request.class
                    && last.received.year() == request.received.year()
                    && line(last) == line(&request)
                    && last.quantity < 4 =>
            {
                last.quantity += 1;
            }
            _ => kept.push(request),
        }
    }
    kept
}

fn documents(
    published: &Published,
    mut random: Random,
    noise: bool,
    only_this_year: bool,
) -> Vec<Document> {
    if published.trial {
        return Vec::new();
    }
    let year = published.year;
    let mut list = Vec::new();
    for kind in 0..2 {
        let [issued, repealed, _] = published.documents[kind];
        let old = published.in_force_before(kind);
        let document = |issued: Date| Document {
            kind,
            serial: 0,
            issued,
            repealed: None,
        };
        let mut of_kind: Vec<Document> = (0..old)
            .map(|_| {
                document(between(
                    &mut random,
                    day(year - 15, 1, 1),
                    day(year - 1, 12, 31),
                ))
            })
            .collect();
        of_kind.extend(
            (0..issued).map(|_| document(between(&mut random, day(year, 1, 1), day(year, 12, 31)))),
        );
        // Mostly older ones are repealed, sometimes one of this very year.
        if random.chance(70) {
            let (older, newer) = of_kind.split_at_mut(old as usize);
            random.shuffle(older);
            random.shuffle(newer);
        } else {
            random.shuffle(&mut of_kind);
        }
        for document in of_kind.iter_mut().take(repealed as usize) {
            let from = later(document.issued, 1).max(day(year, 1, 1));
            document.repealed = Some(between(
                &mut random,
                from.min(day(year, 12, 31)),
                day(year, 12, 31),
            ));
        }
        // Repealed after the year: in force when it ended.
        if noise {
            for document in of_kind.iter_mut().skip(repealed as usize).take(1) {
                if random.chance(50) {
                    document.repealed = Some(day(year + 1, 1, 10));
                }
            }
        }
        if only_this_year {
            of_kind.retain(|d| {
                d.issued.year() == year || d.repealed.is_some_and(|r| r.year() == year)
            });
        }
        let feeds = issued + repealed + old > 0;
        if noise && feeds && !only_this_year {
            // Gone before the year began, and not yet there when it ended.
            let gone = between(&mut random, day(year - 15, 1, 1), day(year - 2, 12, 31));
            of_kind.push(Document {
                repealed: Some(between(
                    &mut random,
                    day(year - 1, 1, 1),
                    day(year - 1, 12, 31),
                )),
                ..document(gone)
            });
            of_kind.push(document(between(
                &mut random,
                day(year + 1, 1, 1),
                day(year + 1, 1, 20),
            )));
        }
        list.extend(of_kind);
    }
    list.sort_by_key(|document| (document.kind, document.issued));
    for (position, document) in list.iter_mut().enumerate() {
        document.serial = position + 1;
    }
    list
}

fn decisions(published: &Published, mut random: Random, noise: bool) -> Vec<Decision> {
    let year = published.year;
    let mut list = Vec::new();
    for (kind, total) in published.decisions.into_iter().enumerate() {
        let total = u64::from(total);
        let single = total <= 60 && random.chance(60);
        let parts = if single {
            total
        } else {
            total.min(12 + random.below(30))
        };
        let amounts = if single {
            vec![1; usize::try_from(total).expect("at most 60")]
        } else {
            random.split(total, parts)
        };
        for quantity in amounts.into_iter().filter(|quantity| *quantity > 0) {
            list.push(Decision {
                kind,
                serial: 0,
                date: between(&mut random, day(year, 1, 1), day(year, 12, 31)),
                quantity,
                single,
            });
        }
        if noise && total > 0 {
            for date in [day(year - 1, 12, 31), day(year + 1, 1, 1)] {
                list.push(Decision {
                    kind,
                    serial: 0,
                    date,
                    quantity: if single { 1 } else { 1 + random.below(500) },
                    single,
                });
            }
        }
    }
    list.sort_by_key(|decision| (decision.kind, decision.date));
    for (position, decision) in list.iter_mut().enumerate() {
        decision.serial = position + 1;
    }
    list
}

fn fees(published: &Published, mut random: Random, noise: bool) -> Vec<Fee> {
    let year = published.year;
    let yuan = (published.charged * Decimal::from(10_000)).normalize();
    if yuan.is_zero() {
        return Vec::new();
    }
    // Split in the smallest coin that the total needs, at least 分.
    let scale = yuan.scale().max(2);
    let mut coins = yuan;
    coins.rescale(scale);
    let coins = u64::try_from(coins.mantissa()).expect("a positive amount");
    let parts = 4 + random.below(20);
    let mut list: Vec<Fee> = random
        .split(coins, parts)
        .into_iter()
        .map(|part| Fee {
            date: between(&mut random, day(year, 1, 1), day(year, 12, 31)),
            yuan: Decimal::new(i64::try_from(part).expect("an amount"), scale).normalize(),
        })
        .collect();
    if noise {
        for date in [day(year - 1, 12, 30), day(year + 1, 1, 2)] {
            let yuan = Decimal::new(random.within(1, 9_999_999), 2);
            list.push(Fee { date, yuan });
        }
    }
    list.sort_by_key(|fee| fee.date);
    list
}

fn items(year: i16, mut random: Random) -> Vec<Item> {
    let mut list: Vec<Item> = (0..random.within(3, 40))
        .map(|_| Item {
            category: random.pick(ITEMS),
            channel: random.pick(CHANNELS),
            date: between(&mut random, day(year, 1, 1), day(year, 12, 31)),
            quantity: 1 + random.below(30),
        })
        .collect();
    list.sort_by_key(|item| item.date);
    list
}

fn cases(published: &Published, mut random: Random, noise: bool) -> Vec<Case> {
    let year = published.year;
    let (first, last) = (day(year, 1, 1), day(year, 12, 31));
    let mut list = Vec::new();
    for (path, verdicts) in published.cases.into_iter().enumerate() {
        for (verdict, number) in verdicts.into_iter().enumerate() {
            for _ in 0..number {
                let (received, concluded) = if verdict == 3 {
                    let received = between(&mut random, day(year, 6, 1), last);
                    let concluded = random
                        .chance(40)
                        .then(|| (later(last, random.within(1, 19)), random.index(3)));
                    (received, concluded)
                } else {
                    let concluded = between(&mut random, first, last);
                    (
                        later(concluded, -random.within(1, 120)),
                        Some((concluded, verdict)),
                    )
                };
                list.push(Case {
                    serial: 0,
                    path,
                    received,
                    concluded,
                });
            }
        }
    }
    if noise && !list.is_empty() {
        let path = random.index(3);
        let received = between(&mut random, day(year - 1, 1, 1), day(year - 1, 9, 30));
        let concluded = Some((later(received, random.within(1, 90)), random.index(3)));
        list.push(Case {
            serial: 0,
            path,
            received,
            concluded,
        });
        list.push(Case {
            serial: 0,
            path,
            received: day(year + 1, 1, 5),
            concluded: None,
        });
    }
    random.shuffle(&mut list);
    list.sort_by_key(|case| case.received);
    for (position, case) in list.iter_mut().enumerate() {
        case.serial = position + 1;
    }
    list
}
