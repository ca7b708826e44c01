//! 上年: a report against that of the year before.

use rust_decimal::Decimal;

use super::rules::{IN_FORCE, NOT_CONNECTED, NOT_HELD};
use super::{Report, words};
use crate::finding::{Finding, Place};
use crate::form::{Feed, Form, Slot};
use crate::office;
use crate::verify::PREVIOUS_UNREADABLE;
use crate::verify::jumps::many_thousand;
use crate::verify::rules::JUMP;

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
    if let Some(message) = unlike(report, previous) {
        return vec![Finding::new(&NOT_HELD, Place::File(0), message)];
    }
    let Some(form) = report.form() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    findings.extend(lost(form, previous));
    for slot in &form.slots {
        if let Some(head) = slot.id.strip_prefix("3.2/") {
            findings.extend(carried(report, previous, slot, head));
        }
        if let Some(line) = slot.id.strip_suffix("/现行有效件数") {
            findings.extend(in_force(report, previous, slot, line));
        }
        if slot.feed == Feed::Charged {
            findings.extend(charged(report, previous, slot));
        }
    }
    findings
}

/// Why the other report is not that of the year before, if it is not.
fn unlike(report: &Report, previous: &Report) -> Option<String> {
    let file = &previous.file;
    if let Some(part) = &previous.part {
        return Some(format!("{file} 是{part}的，不是全年的，没有核对"));
    }
    if let (Some(year), Some(last)) = (report.year, previous.year)
        && last != year - 1
    {
        return Some(format!(
            "{file} 是 {last} 年度的，这份报告是 {year} 年度的，没有核对"
        ));
    }
    if let (Some(agency), Some(other)) = (&report.agency, &previous.agency)
        && !office::is_same(agency, other)
    {
        return Some(format!(
            "{file} 的单位是「{other}」，这份报告是「{agency}」，没有核对"
        ));
    }
    None
}

fn value(report: &Report, id: &str) -> Option<Decimal> {
    report.slots.get(id).copied().flatten()
}

/// What the other report does not tell of 结转下年度继续办理.
fn lost(form: &Form, previous: &Report) -> Option<Finding> {
    let carried = form.slots.iter().filter(|s| s.name().is_carried_out());
    let carried: Vec<&str> = carried.map(|s| s.id.as_str()).collect();
    let lost = carried.iter().copied();
    let lost: Vec<&str> = lost.filter(|id| value(previous, id).is_none()).collect();
    if lost.is_empty() {
        return None;
    }
    let which = match lost.len() == carried.len() {
        true => "“结转下年度继续办理”一行".to_owned(),
        false => lost.join("、"),
    };
    let message = format!(
        "上年报告 {} 的{which}读不出数字，上年结转没有核对",
        previous.file
    );
    Some(Finding::new(&PREVIOUS_UNREADABLE, Place::File(0), message))
}

/// 上年结转 against last year's 结转下年度继续办理 of the same column.
fn carried(report: &Report, previous: &Report, slot: &Slot, head: &str) -> Option<Finding> {
    let carried = format!("3.4/{head}");
    let (now, then) = (value(report, &slot.id)?, value(previous, &carried)?);
    if now == then {
        return None;
    }
    let message = format!(
        "{} {}，上年报告 {carried} {}（{}），相差 {}",
        words(slot),
        now.normalize(),
        then.normalize(),
        previous.file,
        (now - then).abs().normalize()
    );
    let place = report.place(&slot.id);
    Some(Finding::new(&NOT_CONNECTED, place, message).value(now.normalize().to_string()))
}

/// 现行有效 against last year's and what changed it.
fn in_force(report: &Report, previous: &Report, slot: &Slot, line: &str) -> Option<Finding> {
    let part = |head: &str| value(report, &format!("{line}/{head}"));
    let (now, then) = (value(report, &slot.id)?, value(previous, &slot.id)?);
    let (issued, repealed) = (part("本年制发件数")?, part("本年废止件数")?);
    let due = then + issued - repealed;
    if due == now {
        return None;
    }
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
    Some(Finding::new(&IN_FORCE, place, message).value(now.normalize().to_string()))
}

/// Fees that are some ten thousand times last year's, or as small a part of them.
fn charged(report: &Report, previous: &Report, slot: &Slot) -> Option<Finding> {
    let (now, then) = (value(report, &slot.id)?, value(previous, &slot.id)?);
    let some = !now.is_zero() && !then.is_zero();
    if !some || !(many_thousand(now, then) || many_thousand(then, now)) {
        return None;
    }
    let message = format!(
        "{} {}，上年 {}（{}），相差约一万倍，可能是元与万元混用",
        words(slot),
        now.normalize(),
        then.normalize(),
        previous.file
    );
    let finding = Finding::new(&JUMP, report.place(&slot.id), message);
    let help = "请核对两年的收费金额是元还是万元，按万元填写；确是如此的，不必理会";
    Some(finding.help(help).value(now.normalize().to_string()))
}
