//! 校验: rules over the figures of a year, over two years that must connect, and over its time limits.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::entry::Applicant;
use crate::finding::{Finding, Place};
use crate::form::{Feed, Form};
use crate::ledger::Ledger;
use crate::settings::Settings;
use crate::tally::{Previous, Tally};
use crate::text::same_name;

mod agency;
mod calendar;
mod defendants;
mod evidence;
mod jumps;
mod limits;
pub mod report;
mod rules;

pub use rules::{PREVIOUS_UNREADABLE, RULES};

/// What is held against what.
#[derive(Debug)]
pub struct Year<'a> {
    /// 报送单位.
    pub agency: &'a str,
    /// The report year.
    pub year: i16,
    /// The form.
    pub form: &'a Form,
    /// Its figures.
    pub tally: &'a Tally,
    /// What they were counted from.
    pub ledger: &'a Ledger,
    /// Last year's report.
    pub previous: Option<&'a Previous>,
    /// For `[opening]`.
    pub settings: &'a Settings,
}

/// Holds a year against the form and against last year.
pub fn verify(year: &Year<'_>, findings: &mut Vec<Finding>) {
    limits::limits(year, findings);
    figures(year, findings);
}

/// The same, without the time limits of single applications.
pub fn figures(year: &Year<'_>, findings: &mut Vec<Finding>) {
    identities(year, findings);
    agency::lines(year, findings);
    defendants::others(year, findings);
    if let Some(previous) = year.previous {
        if let Some(other) = previous.year.filter(|y| *y != year.year - 1) {
            let message = format!(
                "{} 是 {other} 年度的报告，编制 {} 年度需要 {} 年度的",
                previous.file,
                year.year,
                year.year - 1
            );
            findings.push(
                Finding::new(
                    &rules::NOT_LAST_YEAR,
                    Place::Setting("previous".to_owned()),
                    message,
                )
                .value(other.to_string()),
            );
            return;
        }
        let other = |agency: &&str| !same_name(agency, year.agency);
        if let Some(agency) = previous.agency.as_deref().filter(other) {
            let message = format!(
                "{} 的单位是「{agency}」，本次是「{}」",
                previous.file, year.agency
            );
            findings.push(
                Finding::new(
                    &rules::OTHER_AGENCY,
                    Place::Setting("previous".to_owned()),
                    message,
                )
                .value(agency),
            );
        }
        jumps::from_last_year(year, previous, findings);
    }
    carry_over(year, findings);
}

/// The equations of the form.
fn identities(year: &Year<'_>, findings: &mut Vec<Finding>) {
    let value = |slots: &[usize]| {
        slots
            .iter()
            .map(|s| year.tally.figures[*s].value)
            .sum::<Decimal>()
    };
    for identity in &year.form.identities {
        let (left, right) = (value(&identity.left), value(&identity.right));
        if left != right {
            let terms = |slots: &[usize]| {
                let terms: Vec<String> = slots
                    .iter()
                    .map(|s| {
                        format!(
                            "{} {}",
                            year.form.slots[*s].id,
                            year.tally.figures[*s].value.normalize()
                        )
                    })
                    .collect();
                terms.join(" ＋ ")
            };
            let message = format!(
                "{}：{} ＝ {}，{} ＝ {}，相差 {}",
                identity.name,
                terms(&identity.left),
                left.normalize(),
                terms(&identity.right),
                right.normalize(),
                (left - right).normalize()
            );
            let at = identity
                .left
                .first()
                .map_or(Place::Run, |s| Place::Slot(year.form.slots[*s].id.clone()));
            let mut finding = Finding::new(&rules::IDENTITY, at, message);
            for slot in identity.left.iter().skip(1).chain(&identity.right) {
                finding = finding.related(
                    Place::Slot(year.form.slots[*slot].id.clone()),
                    "等式中的另一格",
                );
            }
            let sides = (identity.left.as_slice(), identity.right.as_slice());
            findings.push(evidence::of_identity(year, sides, left - right, finding));
        }
    }
}

/// 上年结转 must be last year's 结转下年度继续办理, column by column.
fn carry_over(year: &Year<'_>, findings: &mut Vec<Finding>) {
    let by_hand: BTreeMap<&str, Decimal> = year
        .settings
        .opening
        .iter()
        .map(|(slot, value)| (slot.as_str(), *value))
        .collect();
    let mut differences: Vec<(Applicant, usize, Decimal, &str)> = Vec::new();
    let mut all = [Decimal::ZERO; 2];
    for class in Applicant::ALL {
        let Some(slot) = year
            .form
            .slots
            .iter()
            .position(|s| s.feed == Feed::CarriedIn(class))
        else {
            continue;
        };
        let id = format!("3.4/{}", class.word());
        let (last, source) = match (by_hand.get(id.as_str()), year.previous) {
            (Some(value), _) => (*value, "[opening]"),
            (None, Some(previous)) => match previous.slots.get(&id) {
                Some(value) => (*value, previous.file.as_str()),
                None => continue,
            },
            (None, None) => continue,
        };
        let now = year.tally.figures[slot].value;
        all = [all[0] + now, all[1] + last];
        if last != now {
            differences.push((class, slot, last, source));
        }
    }
    let missing: Vec<(Applicant, Decimal)> = differences
        .iter()
        .map(|(class, slot, last, _)| (*class, last - year.tally.figures[*slot].value))
        .collect();
    for (class, slot, last, source) in differences {
        let now = year.tally.figures[slot].value;
        let this = &year.form.slots[slot];
        let message = format!(
            "「{}」本年上年结转 {}，{} 年度结转下年度继续办理 {}（{source}），相差 {}",
            class.word(),
            now.normalize(),
            year.year - 1,
            last.normalize(),
            (now - last).normalize()
        );
        let message = format!("{message}{}", of_all(all, missing.len()));
        let mut finding = Finding::new(&rules::CARRY_OVER, Place::Slot(this.id.clone()), message)
            .value(now.normalize().to_string());
        let mut count = 0;
        let mut carried = Vec::new();
        for application in year.ledger.applications() {
            if application.class == class && application.carried_in {
                count += 1;
                carried.extend((count <= LISTED).then_some(application));
            }
        }
        let help = if now > last {
            "请逐件核对下列台账中的申请：上年报告没有计入，可能上年漏报、收到日期写错，或上年已经办结"
        } else if carried.is_empty() {
            "台账里没有一件上年收到、上年未办结的申请：请检查是否漏了结转的申请，或它们的收到日期写成了本年"
        } else {
            "台账里只有下列申请是上年结转的：请查出缺少的申请，看是否漏了导出，或收到日期写成了本年"
        };
        finding = evidence::of_carry_over(year, class, last - now, &missing, finding.help(help));
        for application in &carried {
            let row = Place::Cell(application.row);
            if finding.related.iter().any(|(place, _)| *place == row) {
                continue;
            }
            let number = application
                .number
                .map(|n| format!("编号 {n}，"))
                .unwrap_or_default();
            finding = finding.related(row, format!("{number}收到日期 {}", application.received));
        }
        if count > LISTED {
            finding.message = format!("{}；列出前 {LISTED} 件，共 {count} 件", finding.message);
        }
        findings.push(finding);
    }
}

/// What the columns that differ come to together: the same in both years where only classes were told differently.
fn of_all([now, last]: [Decimal; 2], columns: usize) -> String {
    let (now, last) = (now.normalize(), last.normalize());
    match (columns, now == last) {
        (..=1, _) => String::new(),
        (_, true) => format!("；各栏合计两年都是 {now}，相差的几栏可能只是类型写得不同"),
        (_, false) => format!(
            "；各栏合计本年 {now}、上年 {last}，相差 {}",
            (now - last).normalize()
        ),
    }
}

/// Applications named one by one in a finding, at most.
const LISTED: usize = 50;
