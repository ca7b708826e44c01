//! Lines that nothing feeds: 0 with a note, unless the office confirms them; what only a hand can give is an error
//! where it is missing.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Figure, From, names_of, rules, subject};
use crate::finding::{Finding, Place};
use crate::form::{Feed, Form, Slot};
use crate::ledger::{Ledger, Subject};
use crate::settings::Settings;

/// Tells of them.
pub(super) fn told(
    figures: &[Figure],
    ledger: &Ledger,
    form: &Form,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) {
    let mut unfed = Unfed::default();
    let given = given(figures, form);
    let by_hand = by_hand(form);
    for (slot, figure) in form.slots.iter().zip(figures) {
        let names = names_of(slot);
        match settings.none.iter().find(|n| names.contains(n)) {
            Some(name) => unfed.confirmed(name, &slot.feed, figure),
            None if figure.from == From::Nothing && by_hand.contains(slot.line.as_str()) => {
                unfed.missing.push(&slot.id);
            }
            None => unfed.unconfirmed(slot, figure, ledger, &given),
        }
    }
    findings.extend(unfed.contradicted.iter().map(contradiction));
    findings.extend(missing(&unfed.missing, form));
    findings.extend(unfed.without_ledger());
    findings.extend(without_rows(ledger, &unfed.hollow));
}

/// The lines some of whose figures only a hand can give: where there is no ledger either, the whole line is.
fn by_hand(form: &Form) -> BTreeSet<&str> {
    let slots = form.slots.iter().filter(|slot| slot.feed == Feed::ByHand);
    slots.map(|slot| slot.line.as_str()).collect()
}

/// What nothing feeds.
#[derive(Default)]
struct Unfed<'f> {
    /// Lines of which there is no ledger.
    lines: Vec<&'f str>,
    /// Of documents the heads that nothing feeds, where something feeds others of their line.
    heads: BTreeMap<Subject, Vec<&'f str>>,
    /// What the ledgers that have no row are about.
    hollow: BTreeSet<Subject>,
    /// Slots of such lines as only a hand can fill.
    missing: Vec<&'f str>,
    /// Lines that the office says to be 0, with what tells otherwise and how much, by the sides of a balance.
    contradicted: BTreeMap<&'f str, BTreeMap<&'static str, BTreeMap<Side, Decimal>>>,
}

/// What is counted together: an application that came in is told once more where it is closed or carried out, a document
/// where it is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    In,
    Out,
    Held,
}

impl Side {
    fn of(feed: &Feed) -> Self {
        match feed {
            Feed::Closed(..) | Feed::CarriedOut(_) | Feed::Repealed(_) => Side::Out,
            Feed::InForce(_) => Side::Held,
            Feed::Received(_)
            | Feed::CarriedIn(_)
            | Feed::Issued(_)
            | Feed::Decided(_)
            | Feed::Charged
            | Feed::Case(..)
            | Feed::ByHand
            | Feed::Sum(_) => Side::In,
        }
    }
}

impl<'f> Unfed<'f> {
    /// Sees a figure of a line that the office confirms to be 0.
    fn confirmed(&mut self, name: &'f str, feed: &Feed, figure: &Figure) {
        let from = &figure.from;
        if !matches!(from, From::Nothing | From::Slots(_)) && !figure.value.is_zero() {
            let told = self.contradicted.entry(name).or_default();
            let sides = told.entry(told_by(from)).or_default();
            *sides.entry(Side::of(feed)).or_default() += figure.value;
        }
    }

    /// Sees a figure of any other line.
    fn unconfirmed(
        &mut self,
        slot: &'f Slot,
        figure: &Figure,
        ledger: &Ledger,
        given: &BTreeSet<Subject>,
    ) {
        let (Some(subject), From::Nothing | From::Rows(0)) = (subject(&slot.feed), &figure.from)
        else {
            return;
        };
        let hollow = ledger.hollow.holds(subject);
        let no_ledger = !ledger.fed.contains(&subject);
        if given.contains(&subject) && (hollow || no_ledger) {
            if let Feed::Issued(_) | Feed::Repealed(_) = slot.feed {
                self.heads.entry(subject).or_default().push(&slot.head);
            }
        } else if hollow {
            self.hollow.insert(subject);
        } else if no_ledger && !self.lines.contains(&subject.word()) {
            self.lines.push(subject.word());
        }
    }

    /// The note of lines and heads without a ledger.
    fn without_ledger(&self) -> Option<Finding> {
        let parts = self.heads.iter();
        let parts: Vec<String> = parts
            .map(|(subject, heads)| format!("{}（{}）", subject.word(), heads.join("、")))
            .collect();
        if self.lines.is_empty() && parts.is_empty() {
            return None;
        }
        let all = self.lines.iter().map(|line| (*line).to_owned());
        let all: Vec<String> = all.chain(parts.iter().cloned()).collect();
        let message = format!("未见台账，按0填列：{}", all.join("、"));
        let mut steps = Vec::new();
        if !self.lines.is_empty() {
            steps.push(confirm(&self.lines));
        }
        if !parts.is_empty() {
            let rest = parts.join("、");
            steps.push(format!(
                "{rest}确实没有的，不用写进 none；要确认的，用 [[figure]] 写 value = 0"
            ));
        }
        let help = format!("{}；有的，请补交台账", steps.join("。"));
        Some(Finding::new(&rules::NOT_FED, Place::Run, message).help(help))
    }
}

/// The error of a line that the office says to be 0.
fn contradiction(
    (name, told): (&&str, &BTreeMap<&'static str, BTreeMap<Side, Decimal>>),
) -> Finding {
    let values = told.iter().map(|(by, sides)| {
        let most = sides.values().max().copied().unwrap_or_default();
        format!("{by}有（{}）", most.normalize())
    });
    let values: Vec<String> = values.collect();
    let message = format!(
        "gknb.toml 的 none 写明「{name}」没有，但{}",
        values.join("、")
    );
    let place = Place::Setting("none".to_owned());
    let finding = Finding::new(&rules::NONE_CONTRADICTS, place, message).value(*name);
    match told.keys().all(|by| *by == BY_OPENING) {
        true => finding.help(format!(
            "本年没有制发、废止的，不用写进 none：请从 none 中删去「{name}」，没有台账的格按 0 填列；现行有效件数不对的，请核对上年的件数和本年的废止"
        )),
        false => finding,
    }
}

/// The error of slots that only a hand can give.
fn missing(slots: &[&str], form: &Form) -> Option<Finding> {
    let (first, others) = slots.split_first()?;
    let message = format!(
        "{}版报表的 {} 个指标格须手工填列，还没有填：{}",
        form.id,
        slots.len(),
        slots.join("、")
    );
    let help = format!(
        "请在 gknb.toml 中逐格写明，例如：\n[[figure]]\nslot = \"{first}\"\nvalue = 0\nsource = \"数字的来源\""
    );
    let place = Place::Slot((*first).to_owned());
    let finding = Finding::new(&rules::BY_HAND_MISSING, place, message).help(help);
    Some(others.iter().fold(finding, |finding, slot| {
        finding.related(Place::Slot((*slot).to_owned()), "也没有填")
    }))
}

/// Of what some figure is given by hand or reckoned from last year's.
fn given(figures: &[Figure], form: &Form) -> BTreeSet<Subject> {
    let slots = form.slots.iter().zip(figures);
    let given = slots.filter(|(_, figure)| {
        matches!(
            figure.from,
            From::Hand(_) | From::Units(_) | From::Opening(_)
        )
    });
    given.filter_map(|(slot, _)| subject(&slot.feed)).collect()
}

/// What tells a figure that comes from an opening.
const BY_OPENING: &str = "按上年现行有效件数推算";

/// What tells a figure that is not 0.
fn told_by(from: &From) -> &'static str {
    match from {
        From::Hand(_) | From::Units(_) => "手工数字里",
        From::Opening(_) => BY_OPENING,
        From::Rows(_) | From::Slots(_) | From::Nothing => "台账里",
    }
}

/// The note of ledgers that have no row, and the lines that become 0 for it.
fn without_rows(ledger: &Ledger, subjects: &BTreeSet<Subject>) -> Option<Finding> {
    let sheets = ledger.hollow.sheets.iter();
    let mut sheets = sheets
        .filter(|(_, of_sheet)| !of_sheet.is_disjoint(subjects))
        .map(|((file, sheet), _)| Place::Sheet(*file, *sheet));
    let first = sheets.next()?;
    let lines: Vec<&str> = subjects.iter().map(|s| s.word()).collect();
    let message = format!("台账里没有一行登记，按0填列：{}", lines.join("、"));
    let help = format!("{}；有的，请在台账中登记", confirm(&lines));
    let finding = Finding::new(&rules::NO_ROWS, first, message).help(help);
    Some(sheets.fold(finding, |finding, sheet| {
        finding.related(sheet, "也没有一行登记")
    }))
}

/// How lines are confirmed to be 0.
fn confirm(lines: &[&str]) -> String {
    let quoted: Vec<String> = lines.iter().map(|l| format!("\"{l}\"")).collect();
    let quoted = quoted.join(", ");
    format!("确实没有的，请在 gknb.toml 中写 none = [{quoted}]")
}
