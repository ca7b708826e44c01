//! 表: mandated tables held against what they should show, against themselves and against the JSON beside them.
//!
//! Each function adds to a check, so that one check may speak of many files.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::proof::{Check, Fault};
use super::{COLUMNS, VERDICTS, same, show};
use crate::form::{Slot, SlotName};
use crate::handover::{self, Json, Shown};
use crate::job::Origin;
use crate::verify::report;

/// The figures of a report in whatever form, as far as they can be read.
pub(super) fn of_report(origin: &Origin, bytes: &[u8]) -> BTreeMap<String, Decimal> {
    // a workbook of ours: its very cells
    if let Ok(shown) = handover::tables(origin) {
        let figures = shown.figures.into_iter();
        return figures
            .filter_map(|(slot, f)| Some((slot, f.seen()?)))
            .collect();
    }
    let read = report::read(&origin.file, bytes);
    let slots = read.slots.into_iter();
    let mut figures: BTreeMap<String, Decimal> = slots
        .filter_map(|(slot, value)| Some((slot, value?)))
        .collect();
    // one line where the form has three stands in the last of them
    for (head, whole) in read.undivided {
        figures.insert(format!("3.3.6.1/{head}"), Decimal::ZERO);
        figures.insert(format!("3.3.6.2/{head}"), Decimal::ZERO);
        figures.insert(format!("3.3.6.3/{head}"), whole);
    }
    figures
}

/// A file's tables are those of the paper: unit, year, scope and every figure.
pub(super) fn alike(check: &mut Check, (file, shown): (&str, &Shown), paper: &Shown) {
    let who = |s: &Shown| {
        let h = s.heading.as_ref();
        h.map(|h| (h.agency.clone(), h.year, h.scope, h.until))
    };
    check.hold(who(shown) == who(paper), || {
        let words = |s: &Shown| s.heading.as_ref().map_or(String::new(), |h| h.show());
        let message = format!("表头是「{}」，底稿是「{}」", words(shown), words(paper));
        Fault::file(file, message)
    });
    for (slot, meant) in &paper.figures {
        match shown.figures.get(slot) {
            Some(figure) => check.hold(same(figure.seen(), meant.seen()), || {
                let message = format!(
                    "{slot}：统计表是 {}，底稿是 {}",
                    show(figure.seen()),
                    show(meant.seen())
                );
                Fault::figure(file, slot, figure, message)
            }),
            None => check.hold(false, || {
                Fault::file(file, format!("{slot}：统计表里没有这一格")).of_slot(slot)
            }),
        }
    }
}

/// The JSON says what tables show; `words` is what they are called.
pub(super) fn json(check: &mut Check, (file, json): (&str, &Json), shown: &Shown, words: &str) {
    if let Some(heading) = &shown.heading {
        let says = (json.agency.as_deref(), json.year);
        let meant = (Some(heading.agency.as_str()), Some(heading.year.into()));
        check.hold(says == meant, || {
            let (agency, year) = says;
            let year = year.map_or(String::new(), |y| y.to_string());
            let agency = agency.unwrap_or_default();
            let message = format!("写的是 {agency} {year} 年，与{words}的单位、年度不同");
            Fault::file(file, message)
        });
        let until = heading.until.map(|day| day.to_string());
        let meant = (Some(heading.scope.word()), until.as_deref());
        check.hold(
            (json.scope.as_deref(), json.until.as_deref()) == meant,
            || {
                let said = |(scope, until): (Option<&str>, Option<&str>)| {
                    let until = until.map_or(String::new(), |day| format!("，截至 {day}"));
                    format!("{}{until}", scope.unwrap_or("（没有写）"))
                };
                let found = said((json.scope.as_deref(), json.until.as_deref()));
                let message = format!("统计范围写的是 {found}，{words}是 {}", said(meant));
                Fault::file(file, message)
            },
        );
    }
    for name in &json.twice {
        check.hold(false, || {
            Fault::file(file, format!("「{name}」写了两次，各程序读到的可能不同"))
        });
    }
    for name in &json.others {
        check.hold(false, || Fault::file(file, format!("多出的内容「{name}」")));
    }
    check.hold(
        (json.publishable, json.version) == (Some(true), Some(1)),
        || Fault::file(file, "publishable 应为 true，version 应为 1"),
    );
    check.hold(json.edition.as_ref() == Some(&shown.form.id), || {
        Fault::file(file, format!("edition 应为 {}", shown.form.id))
    });
    for (slot, meant) in &shown.figures {
        let value = json.slots.get(slot).copied().flatten();
        check.hold(same(value, meant.seen()), || {
            let message = format!(
                "{slot}：JSON 是 {}，{words}是 {}",
                show(value),
                show(meant.seen())
            );
            Fault::file(file, message).of_slot(slot)
        });
    }
    for slot in json.slots.keys() {
        check.hold(shown.figures.contains_key(slot), || {
            Fault::file(file, format!("{slot}：报表里没有这一格")).of_slot(slot)
        });
    }
}

/// Every total is a live sum that gives what it shows.
pub(super) fn formulas(check: &mut Check, file: &str, shown: &Shown) {
    let mut bare = 0;
    for (slot, figure) in &shown.figures {
        let total = is_total(slot);
        match (&figure.formula, figure.computed) {
            (Some(_), Some(_)) if figure.value.is_none() => bare += 1,
            (None, _) if total => check.hold(false, || {
                let message = format!("{slot}：合计格里没有公式");
                Fault::figure(file, slot, figure, message)
            }),
            (Some(_), Some(computed)) => {
                check.hold(same(Some(computed), figure.value), || {
                    let message = format!(
                        "{slot}：公式算得 {}，格里存的是 {}",
                        computed.normalize(),
                        show(figure.value)
                    );
                    Fault::figure(file, slot, figure, message)
                });
            }
            (Some(formula), None) if total => check.hold(false, || {
                let message = format!("{slot}：公式「{formula}」不是求和，无法复核");
                Fault::figure(file, slot, figure, message)
            }),
            _ => {}
        }
    }
    if bare > 0 {
        check.hold(false, || {
            let message = format!(
                "{bare} 格公式没有存结果（用不计算公式的软件保存过），请用 Excel 或 WPS 打开后再保存一次"
            );
            Fault::file(file, message)
        });
    }
}

/// The equations of the mandated tables.
pub(super) fn identities(check: &mut Check, file: &str, shown: &Shown) {
    let sum = |slots: &[String]| -> Decimal {
        let values = slots.iter().filter_map(|s| shown.figures.get(s)?.seen());
        values.sum()
    };
    let mut equal = |slot: &str, left: &[String], right: &[String]| {
        let (a, b) = (sum(left), sum(right));
        check.hold(a == b, || {
            let message = format!(
                "{} ＝ {}，{} ＝ {}，两边应当相等",
                joined(left),
                a.normalize(),
                joined(right),
                b.normalize()
            );
            match shown.figures.get(slot) {
                Some(figure) => Fault::figure(file, slot, figure, message),
                None => Fault::file(file, message),
            }
        });
    };
    for slot in shown.figures.keys() {
        if let Some(parts) = parts(slot, shown) {
            equal(slot, std::slice::from_ref(slot), &parts);
        }
    }
    for column in COLUMNS.into_iter().chain(["总计"]) {
        let at = |line: &str| format!("{line}/{column}");
        equal(
            &at("3.4"),
            &[at("3.1"), at("3.2")],
            &[at("3.3.7"), at("3.4")],
        );
    }
    let all = "3.3.7/总计";
    let across: Vec<String> = COLUMNS.iter().map(|c| format!("3.3.7/{c}")).collect();
    equal(all, &[all.to_owned()], &across);
    let slots = shown.form.slots.iter();
    let slots: BTreeMap<&str, &Slot> = slots.map(|s| (s.id.as_str(), s)).collect();
    for (slot, figure) in &shown.figures {
        let of = slots.get(slot.as_str());
        let money = of.is_some_and(|s| s.unit.contains('元'));
        // what was added less what was taken away
        let change = of.is_some_and(|s| s.head.contains("增/减"));
        let holds = figure
            .seen()
            .is_some_and(|v| (money || v.fract().is_zero()) && (change || v >= Decimal::ZERO));
        check.hold(holds, || {
            let message = match figure.seen() {
                Some(value) if money => format!("{slot}：{value} 不是金额"),
                Some(value) => format!("{slot}：{value} 不是件数"),
                None => format!("{slot}：这一格没有数"),
            };
            Fault::figure(file, slot, figure, message)
        });
    }
}

/// The slots that a total adds up; none for a slot that is no total. 总计 adds its line, （七）总计 the results
/// of its column.
fn parts(slot: &str, shown: &Shown) -> Option<Vec<String>> {
    let name = SlotName::of(slot).filter(|name| name.is_total())?;
    let of = |columns: &[&str]| {
        let each = columns.iter().map(|c| format!("{}/{c}", name.line));
        each.collect()
    };
    if name.is_all_results() {
        let result = |s: &&String| {
            SlotName::of(s).is_some_and(|other| other.is_result() && other.head == name.head)
        };
        return Some(shown.figures.keys().filter(result).cloned().collect());
    }
    Some(match name.section() {
        3 => of(&COLUMNS),
        _ => of(&VERDICTS),
    })
}

/// Whether a slot is a total.
pub(super) fn is_total(slot: &str) -> bool {
    SlotName::of(slot).is_some_and(SlotName::is_total)
}

/// The slots of one side of an equation, the first few of many.
fn joined(slots: &[String]) -> String {
    const SHOWN: usize = 6;
    let more = if slots.len() > SHOWN { "＋…" } else { "" };
    let slots: Vec<&str> = slots.iter().take(SHOWN).map(String::as_str).collect();
    format!("{}{more}", slots.join("＋"))
}
