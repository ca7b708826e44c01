//! 校验: rules over the figures of a year, over two years that must connect, and over its time limits.

use rust_decimal::Decimal;

use crate::finding::{Finding, Place};
use crate::form::Form;
use crate::ledger::Ledger;
use crate::settings::Settings;
use crate::tally::{Previous, Tally};
use crate::text::same_name;

mod agency;
mod calendar;
mod carry_over;
mod defendants;
mod evidence;
mod given;
mod jumps;
mod limits;
mod opening;
pub mod report;
mod rules;

pub use rules::{PREVIOUS_UNREADABLE, RULES};

/// Whether a finding is that 上年结转 is not what last year's report leaves.
pub(crate) fn is_of_carry_over(finding: &Finding) -> bool {
    finding.rule.code == rules::CARRY_OVER.code
}

/// Whether a finding is that a report is not last year's, or cannot be read.
pub(crate) fn is_without_last_year(finding: &Finding) -> bool {
    [&rules::NOT_LAST_YEAR, &PREVIOUS_UNREADABLE].contains(&finding.rule)
}

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
    given::hold(year, findings);
    figures(year, findings);
}

/// Holds a year's figures against the form and against last year: what asks for no single row. The time limits of
/// applications and the settings (figures by hand that are another year's) are left to [`verify`].
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
    opening::hold(year, findings);
    carry_over::hold(year, findings);
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
