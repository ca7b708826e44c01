//! 勾稽关系: every equation of the form in every column of a report.
//!
//! An equation that does not hold is one finding with both sides and the difference. Where the change of one
//! single cell would mend it, and every other equation that the cell stands in, the finding points at that
//! cell; else at the total, or at the first term where there is none.

use rust_decimal::Decimal;

use super::rules::UNBALANCED;
use super::{Report, words};
use crate::finding::Finding;
use crate::form::{Feed, Form, Slot};

/// 左 ＝ 右, by positions of slots.
struct Equation<'f> {
    name: String,
    left: Vec<usize>,
    right: Vec<usize>,
    /// Where it is found wrong when no cell can be named.
    home: usize,
    basis: Option<&'f str>,
}

/// Checks all equations whose figures are all there.
pub(super) fn check(report: &mut Report, form: &Form) {
    let values = values(report, form);
    let equations = equations(form);
    let mut findings = Vec::new();
    for equation in &equations {
        let Some(difference) = equation.difference(&values).filter(|d| !d.is_zero()) else {
            continue;
        };
        findings.push(finding(
            report, form, &values, &equations, equation, difference,
        ));
    }
    report.findings.extend(findings);
}

/// The figures by slot; （六）其他处理 in one line stands at its last item.
pub(super) fn values(report: &Report, form: &Form) -> Vec<Option<Decimal>> {
    let value = |slot: &Slot| {
        let known = report.slots.get(&slot.id).copied().flatten();
        let (line, head) = slot.id.split_once('/')?;
        match report.undivided.get(head) {
            Some(whole) if line == "3.3.6.3" => Some(*whole),
            Some(_) if line.starts_with("3.3.6.") => Some(Decimal::ZERO),
            _ => known,
        }
    };
    form.slots.iter().map(value).collect()
}

fn equations(form: &Form) -> Vec<Equation<'_>> {
    let mut equations = Vec::new();
    for (at, slot) in form.slots.iter().enumerate() {
        if let Feed::Sum(parts) = &slot.feed {
            equations.push(Equation {
                name: format!("{}＝各项之和", words(slot)),
                left: parts.clone(),
                right: vec![at],
                home: at,
                basis: None,
            });
        }
    }
    for identity in &form.identities {
        let home = match identity.right.as_slice() {
            [one] => Some(one),
            _ => identity.left.first(),
        };
        equations.extend(home.map(|home| Equation {
            name: identity.name.clone(),
            left: identity.left.clone(),
            right: identity.right.clone(),
            home: *home,
            basis: Some(&identity.basis),
        }));
    }
    equations
}

impl Equation<'_> {
    /// Left less right; none when a figure is missing.
    fn difference(&self, values: &[Option<Decimal>]) -> Option<Decimal> {
        Some(sum(&self.left, values)? - sum(&self.right, values)?)
    }

    fn slots(&self) -> impl Iterator<Item = usize> {
        self.left.iter().chain(&self.right).copied()
    }
}

fn sum(slots: &[usize], values: &[Option<Decimal>]) -> Option<Decimal> {
    slots
        .iter()
        .try_fold(Decimal::ZERO, |sum, s| Some(sum + values[*s]?))
}

fn finding(
    report: &Report,
    form: &Form,
    values: &[Option<Decimal>],
    equations: &[Equation<'_>],
    equation: &Equation<'_>,
    difference: Decimal,
) -> Finding {
    let mends = mends(values, equations, equation, difference);
    let home = match mends.as_slice() {
        [(slot, _)] => *slot,
        _ => equation.home,
    };
    let side = |slots: &[usize]| {
        let value = sum(slots, values).unwrap_or_default().normalize();
        match slots {
            [one] => format!("{} {value}", form.slots[*one].id),
            many => {
                let terms: Vec<String> = many
                    .iter()
                    .filter_map(|s| values[*s].map(|v| (s, v)))
                    .filter(|(_, v)| !v.is_zero())
                    .map(|(s, v)| format!("{} {}", name(report, &form.slots[*s]), v.normalize()))
                    .collect();
                match terms.is_empty() {
                    true => format!("各项都是 0，合计 {value}"),
                    false => format!("{} ＝ {value}", terms.join(" ＋ ")),
                }
            }
        }
    };
    let mut message = format!(
        "{}不平：{}；{}；相差 {}",
        equation.name,
        side(&equation.left),
        side(&equation.right),
        difference.abs().normalize()
    );
    if let [(slot, value)] = mends.as_slice() {
        message.push_str(&format!(
            "。只改一格即可平的是 {}：{} 改为 {}",
            name(report, &form.slots[*slot]),
            values[*slot].unwrap_or_default().normalize(),
            value.normalize()
        ));
    }
    let place = report.place(&form.slots[home].id);
    let mut finding = Finding::new(&UNBALANCED, place, message);
    finding.value = values[home].map(|v| v.normalize().to_string());
    if let Some(basis) = equation.basis {
        finding.help = format!("{}（{basis}）", finding.rule.remedy);
    }
    for slot in equation.slots().filter(|s| *s != home) {
        if values[slot].is_some_and(|v| !v.is_zero()) || equation.right.contains(&slot) {
            let words = format!("等式中的另一格 {}", form.slots[slot].id);
            finding = finding.related(report.place(&form.slots[slot].id), words);
        }
    }
    finding
}

/// A slot as the message names it.
fn name(report: &Report, slot: &Slot) -> String {
    let whole = slot
        .id
        .strip_prefix("3.3.6.3/")
        .filter(|h| report.undivided.contains_key(*h));
    match whole {
        Some(head) => format!("（六）其他处理（一行）/{head}"),
        None => slot.id.clone(),
    }
}

/// Cells whose change alone would mend the equation and break none they stand in, each with the value that
/// it would have.
fn mends(
    values: &[Option<Decimal>],
    equations: &[Equation<'_>],
    broken: &Equation<'_>,
    difference: Decimal,
) -> Vec<(usize, Decimal)> {
    let mut mends = Vec::new();
    for slot in broken.slots() {
        let Some(now) = values[slot] else { continue };
        let then = if broken.left.contains(&slot) {
            now - difference
        } else {
            now + difference
        };
        if then < Decimal::ZERO {
            continue;
        }
        let mut changed = values.to_vec();
        changed[slot] = Some(then);
        let holds = equations
            .iter()
            .filter(|e| e.slots().any(|s| s == slot))
            .all(|e| e.difference(&changed).is_none_or(|d| d.is_zero()));
        if holds {
            mends.push((slot, then));
        }
    }
    mends
}
