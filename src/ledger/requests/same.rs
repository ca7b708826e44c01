//! 同件: rows that are of one application, by their number or the office's `key`, linked.
//!
//! In: all rows. Out: each row linked to the one of the same application before it, doubts where a number is spelled
//! in two ways. Rows without a number are left to [`super::doubtful`].

use std::borrow::Cow;
use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

use super::super::alike::Hashes;
use super::super::rows::{Glance, Id, Rows};
use super::super::small::number;
use super::super::spelling::{self, Pair};
use crate::column::Field;
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

/// Links the rows of each application; those that are not the last one of theirs.
pub(super) fn group(rows: &mut Rows, own_numbers: bool, spelled: &mut Vec<Pair>) -> Marked {
    let hasher = DefaultHashBuilder::default();
    let hashes = Hashes::of(rows, |part, at| {
        let identity = part.identity(at)?;
        let unit = own_numbers.then(|| part.unit(at)).flatten();
        let told = match number(identity) {
            Some(number) => spelling::hash(&hasher, &text::key(number)),
            None => hasher.hash_one(identity),
        };
        Some(hasher.hash_one((told, unit)))
    });
    let mut earlier = Marked::none(rows.len());
    hashes.each_alike(|alike| {
        let alike = alike.iter().map(|(_, id)| *id);
        link(rows, own_numbers, alike, (&mut earlier, spelled));
    });
    earlier
}

/// Links those of a few rows that are of one application, in the order of addresses.
fn link(
    rows: &mut Rows,
    own_numbers: bool,
    alike: impl Iterator<Item = Id>,
    (earlier, spelled): (&mut Marked, &mut Vec<Pair>),
) {
    let unit = |rows: &Rows, id: Id| own_numbers.then(|| rows.unit(id).cloned()).flatten();
    let same = |rows: &Rows, one: Id, other: Id| {
        let [first, second] = [one, other].map(|id| rows.identity(id).unwrap_or_default());
        (first == second || squeezed(first) == squeezed(second))
            && unit(rows, one) == unit(rows, other)
    };
    let mut lasts: Vec<Id> = Vec::new();
    for id in alike {
        if let Some(last) = lasts.iter_mut().find(|last| same(rows, **last, id)) {
            rows.link(id, *last);
            earlier.add(*last);
            *last = id;
            continue;
        }
        let of_unit = |last: &&mut Id| unit(rows, **last) == unit(rows, id);
        let others = lasts.iter_mut().take(spelling::MOST).filter(of_unit);
        let spelled_so =
            others.filter_map(|last| Some((spelled_otherwise(rows, *last, id)?, last)));
        match spelled_so.min_by_key(|(pair, _)| !pair.one) {
            Some((pair, last)) if pair.one => {
                spelled.push(pair);
                rows.link(id, *last);
                earlier.add(*last);
                *last = id;
            }
            pair => {
                spelled.extend(pair.map(|(pair, _)| pair));
                lasts.push(id);
            }
        }
    }
}

/// A row of an application before that has the number of a row in another spelling, in another export, and nothing by
/// which the two are not the same.
fn spelled_otherwise(rows: &Rows, last: Id, id: Id) -> Option<Pair> {
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
            && spelling::is_one(was.number()?, number);
        // who asked for what on that day, or how it ended
        let ended = (was.replied, was.answer) == (is.replied, is.answer) && is.replied.is_some();
        let one = was.count == is.count && (told().count() == 2 || ended);
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
