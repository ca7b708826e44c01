//! 同件: rows that are of one application, by their number or the office's `key`, linked.
//!
//! In: all rows. Out: each row linked to another of the same application, numbers that are spelled in two ways, and rows
//! that may be of several applications. Rows that nothing tells are left to [`super::doubtful`].

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

use super::super::Terms;
use super::super::alike::Hashes;
use super::super::rows::{Glance, Id, Rows};
use super::super::small::{fields, key, number};
use super::super::spelling::{self, Pair};
use crate::column::Field;
use crate::entry::Answer;
use crate::text;

/// Some of the rows.
pub(super) struct Marked(Vec<u64>);

impl Marked {
    fn none(rows: Id) -> Self {
        Marked(vec![0; rows.div_ceil(64) as usize])
    }

    fn add(&mut self, id: Id) {
        self.0[(id / 64) as usize] |= 1 << (id % 64);
    }

    pub(super) fn has(&self, id: Id) -> bool {
        self.0[(id / 64) as usize] & (1 << (id % 64)) != 0
    }
}

/// What rows are of one application.
pub(super) struct Grouped {
    /// Rows that are not the last one of their application.
    pub(super) earlier: Marked,
    /// Numbers that are spelled in two ways.
    pub(super) spelled: Vec<Pair>,
    /// Rows that may be of several applications.
    pub(super) unsure: Vec<Unsure>,
}

/// A row that may be of several applications, by what the office says makes one.
pub(super) struct Unsure {
    pub(super) row: Id,
    /// A row of each of them.
    pub(super) of: Vec<Id>,
}

/// Links the rows of each application.
pub(super) fn group(rows: &mut Rows, terms: &Terms) -> Grouped {
    let hasher = DefaultHashBuilder::default();
    let hashes = Hashes::of(rows, |part, at| {
        let identity = part.identity(at)?;
        let unit = terms.own_numbers.then(|| part.unit(at)).flatten();
        let told = match number(identity) {
            Some(number) => spelling::hash(&hasher, &text::key(number)),
            None => hasher.hash_one(identity),
        };
        Some(hasher.hash_one((told, unit)))
    });
    let mut grouped = Grouped {
        earlier: Marked::none(rows.len()),
        spelled: Vec::new(),
        unsure: Vec::new(),
    };
    hashes.each_alike(|alike| {
        let mut alike: Vec<Id> = alike.iter().map(|(_, id)| *id).collect();
        if terms.numbers_begin_again() {
            // a row that lacks a part of the key is held against those that do not
            alike.sort_by_key(|id| lacks_some(rows, *id));
        }
        link(rows, terms, &alike, &mut grouped);
    });
    if !terms.key.is_empty() && !terms.numbers_begin_again() {
        join(rows, &hasher, &mut grouped);
    }
    grouped
}

/// Links those of a few rows that are of one application.
fn link(rows: &mut Rows, terms: &Terms, alike: &[Id], grouped: &mut Grouped) {
    let unit = |rows: &Rows, id: Id| {
        let unit = terms.own_numbers.then(|| rows.unit(id));
        unit.flatten().cloned()
    };
    let same = |rows: &Rows, one: Id, other: Id| {
        let [first, second] = [one, other].map(|id| rows.identity(id).unwrap_or_default());
        (first == second || squeezed(first) == squeezed(second))
            && unit(rows, one) == unit(rows, other)
            && (!terms.numbers_begin_again() || agree(first, second))
    };
    // a row that lacks a part of the key may be of several
    let most = if terms.numbers_begin_again() { 2 } else { 1 };
    // of each application its first row and the last one so far
    let mut chains: Vec<[Id; 2]> = Vec::new();
    for id in alike.iter().copied() {
        let found = (0..chains.len()).filter(|at| same(rows, chains[*at][0], id));
        let found: Vec<usize> = found.take(most).collect();
        match found.as_slice() {
            [] => {}
            [at] => {
                add(rows, &mut chains[*at], id, grouped);
                continue;
            }
            several => {
                let of = several.iter().map(|at| chains[*at][1]).collect();
                grouped.unsure.push(Unsure { row: id, of });
                continue;
            }
        }
        let of_unit = |chain: &&mut [Id; 2]| unit(rows, chain[1]) == unit(rows, id);
        let others = chains.iter_mut().take(spelling::MOST).filter(of_unit);
        let spelled_so = others
            .filter_map(|chain| Some((spelled_otherwise(rows, terms, (chain[1], id))?, chain)));
        match spelled_so.min_by_key(|(pair, _)| !pair.one) {
            Some((pair, chain)) if pair.one => {
                grouped.spelled.push(pair);
                add(rows, chain, id, grouped);
            }
            pair => {
                grouped.spelled.extend(pair.map(|(pair, _)| pair));
                chains.push([id, id]);
            }
        }
    }
}

/// Links a row to the last one of an application.
fn add(rows: &mut Rows, chain: &mut [Id; 2], id: Id, grouped: &mut Grouped) {
    rows.link(id, chain[1]);
    grouped.earlier.add(chain[1]);
    chain[1] = id;
}

/// Whether a row lacks a part of its key.
fn lacks_some(rows: &Rows, id: Id) -> bool {
    let key = rows.identity(id).and_then(key).unwrap_or_default();
    fields(key).any(str::is_empty)
}

/// Whether the keys of two numbered rows are the same as far as both tell them.
fn agree(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|identity| key(identity).unwrap_or_default());
    fields(one)
        .zip(fields(other))
        .all(|(one, other)| one == other || one.is_empty() || other.is_empty())
}

/// Links applications without a number to the numbered one that has their key.
fn join(rows: &mut Rows, hasher: &DefaultHashBuilder, grouped: &mut Grouped) {
    let hashes = Hashes::of(rows, |part, at| {
        Some(hasher.hash_one(key(part.identity(at)?)?))
    });
    hashes.each_alike(|alike| {
        let mut left: Vec<Id> = alike.iter().map(|(_, id)| *id).collect();
        while let Some(first) = left.first().copied() {
            let key_of = |id: Id| rows.identity(id).and_then(key);
            let (these, others): (Vec<Id>, Vec<Id>) =
                left.iter().partition(|id| key_of(**id) == key_of(first));
            left = others;
            join_of_key(rows, &these, grouped);
        }
    });
}

/// Links the rows of one key that have no number to those that have one.
fn join_of_key(rows: &mut Rows, these: &[Id], grouped: &mut Grouped) {
    let numbered = |id: &&Id| {
        rows.identity(**id)
            .is_some_and(|told| number(told).is_some())
    };
    let (with, without): (Vec<&Id>, Vec<&Id>) = these.iter().partition(numbered);
    let heads: BTreeSet<Id> = with.into_iter().map(|id| rows.head(*id)).collect();
    let last = without.into_iter().find(|id| !grouped.earlier.has(**id));
    let Some(last) = last.copied() else {
        return;
    };
    let mut heads = heads.into_iter();
    match (heads.next(), heads.next()) {
        (None, _) => {}
        (Some(head), None) => {
            rows.link(head, last);
            grouped.earlier.add(last);
        }
        (Some(one), Some(other)) => {
            let of = [one, other].into_iter().chain(heads).collect();
            grouped.unsure.push(Unsure { row: last, of });
        }
    }
}

/// A row of an application before that has the number of a row in another spelling, in another export, and nothing by
/// which the two are not the same.
fn spelled_otherwise(rows: &Rows, terms: &Terms, (last, id): (Id, Id)) -> Option<Pair> {
    let own_key = terms.numbers_begin_again();
    let is = rows.glance(id)?;
    let number = is.number()?;
    let marks = |r: &Glance<'_>| [r.applicant, r.content];
    let each = std::iter::successors(Some(last), |id| rows.into(*id));
    let each = each.take(spelling::MOST);
    let each = each.filter_map(|id| rows.glance(id)).filter_map(|was| {
        let pairs = marks(&was).into_iter().zip(marks(&is));
        let told = || pairs.clone().filter(|(a, b)| a.is_told() && b.is_told());
        let near = was.export() != is.export()
            && is.received.is_some()
            && (was.received, was.class) == (is.received, is.class)
            && told().all(|(a, b)| a == b)
            && (!own_key || agree(was.identity?, is.identity?))
            && spelling::is_one(was.number()?, number);
        // who asked for what on that day, or how it ended
        let ended = (was.replied, was.answer) == (is.replied, is.answer) && is.replied.is_some();
        // or what was pending in one of them was answered in the other
        let pending = |r: &Glance<'_>| r.replied.is_none() && !matches!(r.answer, Answer::Ended(_));
        let went_on = pending(&was) != pending(&is);
        let one = was.count == is.count && (told().count() == 2 || ended || went_on);
        let place = |r: &Glance<'_>| Some((r.cell(Field::Number), r.number()?.to_owned()));
        near.then_some(Pair {
            was: place(&was)?,
            is: place(&is)?,
            one,
        })
    });
    each.min_by_key(|pair| !pair.one)
}

/// What tells an application, by which rows are compared: a number as written in any width and case.
fn squeezed(identity: &str) -> Cow<'_, str> {
    match number(identity) {
        Some(number) => text::key(number),
        None => Cow::Borrowed(identity),
    }
}
