//! 公开清单: a list of the decisions that were published, 行政处罚信息公开台账, beside the ledger of the decisions themselves.
//!
//! In: what the tables of publications register one by one. Out: a doubt for a list beside which another table registers
//! decisions of its kind at the same time; a list that tells numbers is held against the ledger by them.

use jiff::ToSpan as _;

use super::super::super::rules;
use super::Sums;
use crate::entry::{Category, is_of_published};
use crate::finding::{Finding, Place};

/// Judges the tables.
pub(super) fn judge(tables: &[Sums<'_>], findings: &mut Vec<Finding>) {
    let lists: Vec<bool> = tables
        .iter()
        .map(|told| is_of_published(told.table))
        .collect();
    let listed = tables.iter().zip(&lists).filter(|(_, list)| **list);
    for (told, _) in listed {
        let others = tables.iter().zip(&lists).filter(|(_, list)| !**list);
        let others = others.map(|(other, _)| other);
        findings.extend(beside(told, others));
    }
}

/// Days within which a decision is published, at most.
const DELAY: i32 = 31;

/// A doubt where one of the others registers decisions of a kind and time that a list tells.
fn beside<'s>(list: &Sums<'_>, mut others: impl Iterator<Item = &'s Sums<'s>>) -> Option<Finding> {
    let decisions = list.singles.iter();
    let decisions = decisions.filter(|(category, _)| matches!(category, Category::Decision(_)));
    let told: Vec<_> = decisions.collect();
    let (category, other) = others.find_map(|other| {
        let mut same = told.iter();
        let (category, _) = same.find(|(category, (first, last))| {
            let of_other = other.singles.get(category);
            of_other
                .is_some_and(|(from, to)| from <= last && to.saturating_add(DELAY.days()) >= *first)
        })?;
        Some((*category, other))
    })?;
    let message = format!(
        "这张表按名称是{word}信息公开的清单，另一张表又登记了同期的{word}，相加可能重复",
        word = category.word()
    );
    let place = |told: &Sums<'_>| Place::Sheet(told.table.at.file, told.table.at.sheet);
    let finding = Finding::new(&rules::CUMULATIVE, place(list), message);
    let finding = finding
        .help("两张表登记的是同样的决定的，请只留一张；确是不同的决定的，可用 [[explain]] 说明");
    Some(finding.related(place(other), "登记决定的表"))
}
