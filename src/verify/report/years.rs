//! 上年: a report against that of the year before.

use rust_decimal::Decimal;

use super::rules::{IN_FORCE, NOT_CONNECTED, NOT_HELD};
use super::{Report, words};
use crate::finding::{Finding, Place};
use crate::verify::PREVIOUS_UNREADABLE;

/// Holds a report against last year's: 上年结转 against 结转下年度, and 现行有效.
pub fn connect(report: &mut Report, previous: &Report) {
    let mut findings = found(report, previous);
    for finding in &mut findings {
        report.tell_page(finding);
    }
    report.findings.extend(findings);
    crate::finding::sort(&mut report.findings);
}

fn found(report: &Report, previous: &Report) -> Vec<Finding> {
    let not_held = |message: String| vec![Finding::new(&NOT_HELD, Place::File(0), message)];
    if let Some(part) = &previous.part {
        return not_held(format!(
            "{} 是{part}的，不是全年的，没有核对",
            previous.file
        ));
    }
    if let (Some(year), Some(last)) = (report.year, previous.year)
        && last != year - 1
    {
        return not_held(format!(
            "{} 是 {last} 年度的，这份报告是 {year} 年度的，没有核对",
            previous.file
        ));
    }
    if let (Some(agency), Some(other)) = (&report.agency, &previous.agency)
        && !is_same(agency, other)
    {
        return not_held(format!(
            "{} 的单位是「{other}」，这份报告是「{agency}」，没有核对",
            previous.file
        ));
    }
    let Some(form) = report.form() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let now = |id: &str| report.slots.get(id).copied().flatten();
    let last = |id: &str| previous.slots.get(id).copied().flatten();
    let carried = form.slots.iter().map(|s| s.id.as_str());
    let carried: Vec<&str> = carried.filter(|id| id.starts_with("3.4/")).collect();
    let lost: Vec<&str> = carried
        .iter()
        .copied()
        .filter(|id| last(id).is_none())
        .collect();
    if !lost.is_empty() {
        let which = match lost.len() == carried.len() {
            true => "“结转下年度继续办理”一行".to_owned(),
            false => lost.join("、"),
        };
        let message = format!(
            "上年报告 {} 的{which}读不出数字，上年结转没有核对",
            previous.file
        );
        findings.push(Finding::new(&PREVIOUS_UNREADABLE, Place::File(0), message));
    }
    for slot in &form.slots {
        if let Some(head) = slot.id.strip_prefix("3.2/") {
            let carried = format!("3.4/{head}");
            if let (Some(now), Some(then)) = (now(&slot.id), last(&carried))
                && now != then
            {
                let message = format!(
                    "{} {}，上年报告 {carried} {}（{}），相差 {}",
                    words(slot),
                    now.normalize(),
                    then.normalize(),
                    previous.file,
                    (now - then).abs().normalize()
                );
                let place = report.place(&slot.id);
                findings.push(
                    Finding::new(&NOT_CONNECTED, place, message).value(now.normalize().to_string()),
                );
            }
        }
        if let Some(line) = slot.id.strip_suffix("/现行有效件数") {
            let part = |head: &str| now(&format!("{line}/{head}"));
            let terms = (
                now(&slot.id),
                last(&slot.id),
                part("本年制发件数"),
                part("本年废止件数"),
            );
            if let (Some(now), Some(then), Some(issued), Some(repealed)) = terms {
                let due: Decimal = then + issued - repealed;
                if due != now {
                    let message = format!(
                        "{} {}；上年 {} ＋ 制发 {} － 废止 {} ＝ {}（{}），相差 {}",
                        words(slot),
                        now.normalize(),
                        then.normalize(),
                        issued.normalize(),
                        repealed.normalize(),
                        due.normalize(),
                        previous.file,
                        (now - due).abs().normalize()
                    );
                    let place = report.place(&slot.id);
                    findings.push(
                        Finding::new(&IN_FORCE, place, message).value(now.normalize().to_string()),
                    );
                }
            }
        }
    }
    findings
}

/// The same office, whether its name says 人民政府 or not.
fn is_same(one: &str, other: &str) -> bool {
    let bare = |name: &str| {
        let name = crate::text::squeeze(name);
        name.trim_end_matches("人民政府").to_owned()
    };
    let (one, other) = (bare(one), bare(other));
    one == other || one.contains(&other) || other.contains(&one)
}
