//! Which one is wrong? The smallest set of rows or slots whose change would mend a difference, the best
//! evidence first.
//!
//! A suspect has a place, a few words and a weight; suspects of one kind of evidence stand together. Of all
//! kinds the one that makes exactly the difference is named; where none does, the strongest there is.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use rust_decimal::Decimal;

use super::Year;
use crate::address::Address;
use crate::entry::Applicant;
use crate::finding::{Finding, Place};
use crate::form::Feed;
use crate::ledger::{Application, Fate};
use crate::tally::From;

/// Suspects of one kind of evidence.
struct Suspects {
    /// What they have in common, said after their number: 「件编号写的是上年」.
    why: String,
    /// Row, words, weight.
    rows: Vec<(Address, String, u32)>,
}

impl Suspects {
    fn weight(&self) -> Decimal {
        self.rows.iter().map(|(.., n)| Decimal::from(*n)).sum()
    }
}

/// Rows named in a finding, at most.
const NAMED: usize = 20;

/// Adds to a carry-over that differs by `missing` (last year's number less this year's) the applications
/// that would mend it; `others` are the differences of the other classes, as `missing` is.
pub(super) fn of_carry_over(
    year: &Year<'_>,
    class: Applicant,
    missing: Decimal,
    others: &[(Applicant, Decimal)],
    mut finding: Finding,
) -> Finding {
    if let Some((other, _)) = others.iter().find(|(_, d)| *d == -missing) {
        finding.message.push_str(&format!(
            "；「{}」正好相反，相差 {}：可能有 {} 件的申请人类型两年填得不同",
            other.word(),
            missing.normalize(),
            missing.abs().normalize()
        ));
        let slot = year
            .form
            .slots
            .iter()
            .find(|s| s.feed == Feed::CarriedIn(*other));
        if let Some(slot) = slot {
            finding = finding.related(Place::Slot(slot.id.clone()), "差额正好相反");
        }
        return finding;
    }
    let kinds = if missing > Decimal::ZERO {
        lacking(year, class)
    } else {
        surplus(year, class)
    };
    name(kinds, missing.abs(), finding)
}

/// Names the suspects that make exactly the difference, else the first kind there is.
fn name(kinds: Vec<Suspects>, difference: Decimal, mut finding: Finding) -> Finding {
    let kinds: Vec<Suspects> = kinds.into_iter().filter(|k| !k.rows.is_empty()).collect();
    let exact = kinds.iter().find(|k| k.weight() == difference);
    let Some(kind) = exact.or(kinds.first()) else {
        return finding;
    };
    let fits = if exact.is_some() {
        format!("，正好等于差额 {}", difference.normalize())
    } else {
        String::new()
    };
    let message = format!("；有 {} 件{}{fits}", kind.weight().normalize(), kind.why);
    finding.message.push_str(&message);
    for (row, words, _) in kind.rows.iter().take(NAMED) {
        finding = finding.related(Place::Cell(*row), words.clone());
    }
    finding
}

/// The year that a number of an application names, where it names only this one or the last.
fn numbered(number: Option<&str>, year: i16) -> Option<i16> {
    let number = crate::text::squeeze(number?);
    let names = |y: i16| number.contains(&y.to_string());
    match (names(year), names(year - 1)) {
        (true, false) => Some(year),
        (false, true) => Some(year - 1),
        _ => None,
    }
}

fn told(application: &Application<'_>) -> String {
    let number = application
        .number
        .map(|n| format!("编号 {n}，"))
        .unwrap_or_default();
    let replied = application
        .replied
        .map(|d| format!("，答复日期 {d}"))
        .unwrap_or_default();
    format!("{number}收到日期 {}{replied}", application.received)
}

/// Applications of a class that a condition holds for.
fn those(
    year: &Year<'_>,
    class: Applicant,
    why: impl Into<String>,
    holds: impl Fn(&Application<'_>) -> bool,
) -> Suspects {
    let rows = year
        .ledger
        .applications()
        .filter(|a| a.class == class && holds(a))
        .map(|a| (a.row, told(&a), a.count))
        .collect();
    Suspects {
        why: why.into(),
        rows,
    }
}

/// Last year left more than the ledger brings: rows that may belong to what was carried in.
fn lacking(year: &Year<'_>, class: Applicant) -> Vec<Suspects> {
    let start = jiff::civil::date(year.year, 1, 1);
    let first_month = start.saturating_add(31.days());
    let mut kinds = vec![those(
        year,
        class,
        format!("编号写的是 {} 年，收到日期却在本年", year.year - 1),
        |a| !a.carried_in && numbered(a.number, year.year) == Some(year.year - 1),
    )];
    let beside = |why: String, holds: &dyn Fn(&crate::ledger::Beside) -> bool| Suspects {
        why,
        rows: year
            .ledger
            .beside
            .iter()
            .filter(|b| b.class.is_none_or(|c| c == class) && holds(b))
            .map(|b| {
                let day = |what: &str, d: Option<jiff::civil::Date>| {
                    d.map_or(format!("{what}为空"), |d| format!("{what} {d}"))
                };
                let words = format!(
                    "{}，{}",
                    day("收到日期", b.received),
                    day("答复日期", b.replied)
                );
                (b.row, words, b.count)
            })
            .collect(),
    };
    // faulty rows by what is wrong with them
    let codes: BTreeSet<&str> = year
        .ledger
        .beside
        .iter()
        .filter_map(|b| match b.fate {
            Fate::Faulty(code) => Some(code),
            _ => None,
        })
        .collect();
    for code in &codes {
        kinds.push(beside(
            format!("有错误 {code}，还没有计入"),
            &|b| {
                matches!(b.fate, Fate::Faulty(c) if c == *code)
                    && b.received.is_none_or(|d| d < start)
            },
        ));
    }
    kinds.push(beside(
        format!(
            "答复日期在 {} 年最后一个月，按上年已办结排除",
            year.year - 1
        ),
        &|b| matches!(b.fate, Fate::Excluded(_)),
    ));
    kinds.push(those(
        year,
        class,
        "在本年第一个月收到，按本年新收计".to_owned(),
        |a| !a.carried_in && a.received < first_month,
    ));
    kinds
}

/// The ledger brings more than last year left: rows that may not belong to what was carried in.
fn surplus(year: &Year<'_>, class: Applicant) -> Vec<Suspects> {
    let start = jiff::civil::date(year.year, 1, 1);
    let last_year = jiff::civil::date(year.year - 1, 1, 1);
    let last_month = start.saturating_sub(31.days());
    let first_days = start.saturating_add(10.days());
    vec![
        those(
            year,
            class,
            format!("编号写的是 {} 年，收到日期却在以前", year.year),
            |a| a.carried_in && numbered(a.number, year.year) == Some(year.year),
        ),
        those(
            year,
            class,
            format!("收到日期早于 {} 年，年份可能写错", year.year - 1),
            |a| a.received < last_year,
        ),
        those(
            year,
            class,
            "在本年最初十天答复，可能上年已经办结".to_owned(),
            |a| a.carried_in && a.replied.is_some_and(|d| d < first_days),
        ),
        those(
            year,
            class,
            "在上年最后一个月收到，上年报告可能没有计入".to_owned(),
            |a| a.carried_in && a.received >= last_month,
        ),
        those(
            year,
            class,
            "是上年结转的，其中有上年报告没有计入的",
            |a| a.carried_in,
        ),
    ]
}

/// How strongly a slot is suspected to break an equation; the smaller the stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// Nobody gave it, and it would take the difference.
    NotGiven,
    /// Its digits in another order, or with one digit more or less, mend it.
    Digits,
    /// Without it the equation holds.
    Surplus,
    /// Another class's figure in its line is off by as much the other way.
    Neighbour,
    /// The only one given by hand.
    Only,
}

/// Adds to an equation that fails the slots whose change alone would mend it.
pub(super) fn of_identity(
    year: &Year<'_>,
    (left, right): (&[usize], &[usize]),
    difference: Decimal,
    mut finding: Finding,
) -> Finding {
    let mut leaves: Vec<(usize, bool)> = Vec::new();
    for slot in left {
        spread(year, *slot, true, &mut leaves);
    }
    for slot in right {
        spread(year, *slot, false, &mut leaves);
    }
    let by_hand = |slot: usize| matches!(year.tally.figures[slot].from, From::Hand(_));
    let only = leaves.iter().filter(|(slot, _)| by_hand(*slot)).count() == 1;
    let mut suspects: Vec<(Mark, usize, Decimal)> = Vec::new();
    for (slot, is_left) in &leaves {
        let figure = &year.tally.figures[*slot];
        let mended = if *is_left {
            figure.value - difference
        } else {
            figure.value + difference
        };
        if mended < Decimal::ZERO {
            continue;
        }
        let mark = match figure.from {
            From::Nothing => Some(Mark::NotGiven),
            From::Hand(_) if alike(figure.value, mended) => Some(Mark::Digits),
            From::Hand(_) if mended.is_zero() => Some(Mark::Surplus),
            From::Hand(_) if exchanged(year, *slot, difference, *is_left) => Some(Mark::Neighbour),
            From::Hand(_) if only => Some(Mark::Only),
            _ => None,
        };
        suspects.extend(mark.map(|mark| (mark, *slot, mended)));
    }
    suspects.sort_unstable();
    // where many slots would do, none of them is evidence
    let marks: Vec<Mark> = suspects.iter().map(|(mark, ..)| *mark).collect();
    let few = |mark: &Mark| marks.iter().filter(|m| *m == mark).count() <= 3;
    let Some(best) = marks.iter().copied().find(|mark| few(mark)) else {
        return finding;
    };
    let named: Vec<_> = suspects.iter().filter(|(mark, ..)| *mark == best).collect();
    let mut sentences = Vec::new();
    for (mark, slot, mended) in named {
        let id = &year.form.slots[*slot].id;
        let now = year.tally.figures[*slot].value.normalize();
        let mended = mended.normalize();
        let sentence = match mark {
            Mark::NotGiven => format!("「{id}」没有填，填 {mended} 正好平"),
            Mark::Digits => format!("「{id}」把 {now} 改为 {mended} 正好平，可能写错了数字"),
            Mark::Surplus => format!("「{id}」的 {now} 正好等于差额，可能多填"),
            Mark::Neighbour => {
                format!(
                    "「{id}」由 {now} 改为 {mended} 正好平，另一类申请人的同一行差额正好相反，可能填错了栏"
                )
            }
            Mark::Only => format!("只有「{id}」是手工填写的，改为 {mended} 正好平"),
        };
        sentences.push(sentence);
        finding = finding.related(Place::Slot(id.clone()), format!("改为 {mended} 正好平"));
    }
    finding.message = format!("{}。{}", finding.message, sentences.join("；"));
    finding
}

/// A slot, or the slots that it sums.
fn spread(year: &Year<'_>, slot: usize, is_left: bool, leaves: &mut Vec<(usize, bool)>) {
    match &year.form.slots[slot].feed {
        Feed::Sum(parts) => {
            for part in parts {
                spread(year, *part, is_left, leaves);
            }
        }
        _ => leaves.push((slot, is_left)),
    }
}

/// Two numbers of which one is a slip of the other: digits in another order, one left out or typed twice.
fn alike(a: Decimal, b: Decimal) -> bool {
    let digits = |d: Decimal| d.normalize().to_string();
    let (a, b) = (digits(a), digits(b));
    if a.len().max(b.len()) < 2 {
        return false;
    }
    let sorted = |t: &str| {
        let mut bytes = t.as_bytes().to_vec();
        bytes.sort_unstable();
        bytes
    };
    a.len() == b.len() && sorted(&a) == sorted(&b)
        || a.len() != b.len() && a.len().min(b.len()) >= 1 && strsim::levenshtein(&a, &b) == 1
}

/// Whether the same line of another class would mend another equation by the same number the other way.
fn exchanged(year: &Year<'_>, slot: usize, difference: Decimal, is_left: bool) -> bool {
    let Some((line, _)) = year.form.slots[slot].id.split_once('/') else {
        return false;
    };
    year.form.identities.iter().any(|identity| {
        let sum = |slots: &[usize]| {
            slots
                .iter()
                .map(|s| year.tally.figures[*s].value)
                .sum::<Decimal>()
        };
        let side = if is_left {
            &identity.left
        } else {
            &identity.right
        };
        let mut leaves = Vec::new();
        for part in side {
            spread(year, *part, is_left, &mut leaves);
        }
        sum(&identity.left) - sum(&identity.right) == -difference
            && leaves.iter().any(|(other, _)| {
                *other != slot
                    && matches!(year.tally.figures[*other].from, From::Hand(_))
                    && year.form.slots[*other]
                        .id
                        .split_once('/')
                        .is_some_and(|(l, _)| l == line)
            })
    })
}
