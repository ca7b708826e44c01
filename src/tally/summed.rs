//! 汇总表: lines of which some sheet holds figures, and which no ledger and no figure by hand feeds.
//!
//! In: the figures, and what sheets without a ledger hold. Out: one error that names the lines: they would become 0.

use std::collections::BTreeMap;

use super::{Figure, From, names_of, rules, subject};
use crate::column::{Summed, Work};
use crate::entry::Decision;
use crate::finding::{Finding, Place};
use crate::form::{Feed, Form, Slot};
use crate::ledger::{Ledger, Year};
use crate::settings::Settings;

/// Tells of them.
pub(super) fn told(
    figures: &[Figure],
    ledger: &Ledger,
    form: &Form,
    settings: &Settings,
    year: Year,
) -> Option<Finding> {
    let of_year = |summed: &&Summed| {
        let mut period = summed.period.into_iter();
        period.all(|p| p.from <= year.end && year.start <= p.to)
    };
    let mut sheets: BTreeMap<Work, Vec<&Summed>> = BTreeMap::new();
    for summed in ledger.summed.iter().filter(of_year) {
        sheets.entry(summed.work).or_default().push(summed);
    }
    let slots = form.slots.iter().zip(figures);
    let empty = slots.filter(|(slot, figure)| is_empty(slot, figure, ledger, settings));
    let lost: Vec<(&Slot, &Vec<&Summed>)> = empty
        .filter_map(|(slot, _)| Some((slot, sheets.get(&work(&slot.feed)?)?)))
        .collect();
    let mut places = lost
        .iter()
        .flat_map(|(_, sheets)| sheets.iter().map(|s| s.at));
    let first = places.next()?;
    let lines: Vec<&str> = lost.iter().filter_map(|(slot, _)| word(slot)).collect();
    let message = format!(
        "这里有{}的汇总数，而没有登记它们的台账，也没有手工数字，有关的行次会填成 0",
        lines.join("、")
    );
    let given = lost.iter().map(|(slot, _)| by_hand(slot));
    let help = format!(
        "有台账的，请放进数据文件夹；只有汇总数的，请在 gknb.toml 中填写全年的数：\n{}\n本年确实没有的，写 none = [{}]；说的不是本单位本年的，请把这张表移出数据文件夹（工作表可以隐藏，隐藏的不读取）",
        given.collect::<Vec<_>>().join("\n"),
        lines
            .iter()
            .map(|line| format!("\"{line}\""))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let finding = Finding::new(&rules::SUMMED, Place::Cell(first), message).help(help);
    Some(places.fold(finding, |finding, at| {
        finding.related(Place::Cell(at), "也有汇总数")
    }))
}

/// Whether nothing feeds a slot, and the office does not say that there is none.
fn is_empty(slot: &Slot, figure: &Figure, ledger: &Ledger, settings: &Settings) -> bool {
    let hollow = subject(&slot.feed).is_some_and(|subject| ledger.hollow.holds(subject));
    let fed = match figure.from {
        From::Nothing => false,
        From::Rows(0) => !hollow,
        _ => true,
    };
    let names = names_of(slot);
    !fed && !settings.none.iter().any(|name| names.contains(name))
}

/// The work that a slot counts.
fn work(feed: &Feed) -> Option<Work> {
    match feed {
        Feed::Decided(Decision::Licence) => Some(Work::Licence),
        Feed::Decided(Decision::Penalty) => Some(Work::Penalty),
        Feed::Decided(Decision::Coercion) => Some(Work::Coercion),
        Feed::Charged => Some(Work::Fee),
        _ => None,
    }
}

/// The word of a slot's line.
fn word(slot: &Slot) -> Option<&'static str> {
    subject(&slot.feed).map(|subject| subject.word())
}

/// The lines of settings that give a figure.
fn by_hand(slot: &Slot) -> String {
    format!(
        "[[figure]]\nslot = \"{}\"\nvalue = 0 # 请改成全年的数\nsource = \"汇总表\"",
        slot.id
    )
}
