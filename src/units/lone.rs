//! Units of a single row whose name looks like another's.
//!
//! Names are many, so that they are not held against each other one by one: those that differ in a single character
//! meet under what is left of both without it, and a name that is another cut short is looked for among the longer
//! names that have its rarest character.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::LONE_UNIT;
use crate::address::Address;
use crate::entry::Unit;
use crate::finding::{Finding, Place};
use crate::text::{quote, squeeze};

/// Tells them.
pub(super) fn told(
    seen: &BTreeMap<Unit, (u64, Address)>,
    order: &[Unit],
    findings: &mut Vec<Finding>,
) {
    let names = Names::of(order);
    let positions = order.iter().enumerate();
    let positions: BTreeMap<&str, usize> = positions.map(|(at, unit)| (&**unit, at)).collect();
    for (unit, (rows, first)) in seen {
        if *rows > 1 {
            continue;
        }
        let Some(own) = positions.get(&**unit) else {
            continue;
        };
        let near: Vec<&str> = names.near(*own).into_iter().map(|at| &*order[at]).collect();
        if near.is_empty() {
            continue;
        }
        let message = format!(
            "单位{}只有一行，名称与{}相近，按另一个单位计",
            quote(unit),
            near.join("、")
        );
        let mut finding = Finding::new(&LONE_UNIT, Place::Cell(*first), message).value(&**unit);
        for other in near {
            if let Some((_, at)) = seen.get(other) {
                finding = finding.related(Place::Cell(*at), format!("「{other}」的第一行"));
            }
        }
        findings.push(finding);
    }
}

/// Names as they are compared, and which of them may be one.
struct Names {
    names: Vec<Vec<char>>,
    /// The names that are left as a text when one character, or none, is taken out.
    without: BTreeMap<Vec<char>, Vec<usize>>,
    /// By name those that it is cut short of, and those that are cut short of it.
    cut: Vec<Vec<usize>>,
}

/// Characters of a name that a slip may have changed, and of one cut short, at least.
const CHANGED: usize = 3;
const CUT: usize = 2;

impl Names {
    fn of(units: &[Unit]) -> Self {
        let names = units.iter().map(|unit| squeeze(unit).chars().collect());
        let names: Vec<Vec<char>> = names.collect();
        let mut without: BTreeMap<Vec<char>, Vec<usize>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            for left in left_of(name) {
                without.entry(left).or_default().push(at);
            }
        }
        Names {
            cut: cut(&names),
            names,
            without,
        }
    }

    /// The other names that may be one with a name, in their order: one is the other cut short, or they differ in a
    /// single character.
    fn near(&self, own: usize) -> BTreeSet<usize> {
        let name = &self.names[own];
        let mut near: BTreeSet<usize> = self.cut[own].iter().copied().collect();
        for left in left_of(name) {
            let others = self.without.get(&left).into_iter().flatten();
            near.extend(others.filter(|other| are_one(name, &self.names[**other])));
        }
        near.remove(&own);
        near
    }
}

/// By name the longer ones of which it is cut short, and the shorter ones that are cut short of it.
fn cut(names: &[Vec<char>]) -> Vec<Vec<usize>> {
    // the names that have a character, the shorter first
    let mut having: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| names[*at].len());
    for at in order {
        for c in names[at].iter().collect::<BTreeSet<_>>() {
            having.entry(*c).or_default().push(at);
        }
    }
    let mut cut = vec![Vec::new(); names.len()];
    for (at, name) in names
        .iter()
        .enumerate()
        .filter(|(_, name)| name.len() >= CUT)
    {
        let longer = |having: &'_ Vec<usize>| {
            having.partition_point(|other| names[*other].len() <= name.len())
        };
        let rarest = name.iter().filter_map(|c| having.get(c));
        let rarest = rarest.map(|having| &having[longer(having)..]);
        for other in rarest.min_by_key(|names| names.len()).unwrap_or_default() {
            if is_cut(name, &names[*other]) {
                cut[at].push(*other);
                cut[*other].push(at);
            }
        }
    }
    cut
}

/// What is left of a name without each of its characters, and the name itself.
fn left_of(name: &[char]) -> BTreeSet<Vec<char>> {
    let without = |at: usize| [&name[..at], &name[at + 1..]].concat();
    let left = (0..name.len()).map(without);
    left.chain([name.to_vec()]).collect()
}

/// Whether a name is another without some of its characters.
fn is_cut(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|c| rest.any(|other| other == c))
}

/// Whether two names are the same, or differ in a single character or in the order of two that stand together.
fn are_one(one: &[char], other: &[char]) -> bool {
    let shorter = one.len().min(other.len());
    one == other && shorter >= CUT
        || shorter >= CHANGED && strsim::generic_damerau_levenshtein(one, other) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The other names that may be one with each, looked for one by one.
    fn one_by_one(names: &[Vec<char>], own: usize) -> BTreeSet<usize> {
        let others = (0..names.len()).filter(|other| *other != own);
        let alike = others.filter(|other| {
            let (a, b) = (&names[own], &names[*other]);
            let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
            short.len() >= CUT && is_cut(short, long) || are_one(a, b)
        });
        alike.collect()
    }

    #[test]
    fn names_that_may_be_one_are_found_as_if_held_against_each_other() {
        let written = [
            "市财政局",
            "财政局",
            "财局",
            "市才政局",
            "政财局",
            "市审计局",
            "审计局",
            "市公安局",
            "局",
            "市",
            "市公安",
            "区公安局",
            "市公局安",
            "某市公安局交警支队",
            "交警支队",
            "市 财政局",
            "A局",
            "a局",
            "计审局",
        ];
        let units: Vec<Unit> = written.iter().map(|name| Unit::from(*name)).collect();
        let names = Names::of(&units);
        for (own, unit) in units.iter().enumerate() {
            assert_eq!(names.near(own), one_by_one(&names.names, own), "{}", unit);
        }
    }
}
