//! 发布概况: what was published in the year, by 公开渠道 and month, of all and of each unit.
//!
//! In: publications, one row after another. Out: their numbers, joined into the ledger. What else becomes of a row is
//! left to others.

use std::collections::{BTreeMap, BTreeSet};

use super::super::merge::Told;
use super::super::rows::{ItemGlance, Part};
use super::super::{Items, Ledger, Terms, Work};
use crate::entry::{self, Category, Publication, Upshot};

/// What was published in the year, by channel and month, of all and of each unit.
#[derive(Default)]
pub(super) struct Overview {
    items: Items,
    items_of: BTreeMap<entry::Unit, Items>,
}

impl Overview {
    /// Adds a row of a part, of which that is told.
    pub(super) fn add(&mut self, part: &Part, at: u32, (item, terms): (&ItemGlance<'_>, &Terms)) {
        let listed = item.category == Some(Category::Other) || item.channel.is_some();
        let listed = listed && item.upshot == Upshot::Made;
        let day = item
            .published
            .or(item.dated)
            .filter(|span| listed && terms.year.holds_all(*span));
        let Some(span) = day.filter(|_| !item.troubled || part.fault(at).is_none()) else {
            return;
        };
        let month = (span.from.month() == span.to.month()).then_some(span.to.month());
        let month = month.and_then(|m| usize::try_from(m).ok()).unwrap_or(0);
        let channel = item.channel.unwrap_or_default();
        let count = u64::from(item.count);
        if let Some(unit) = part.unit(at) {
            if !self.items_of.contains_key(unit) {
                self.items_of
                    .insert(entry::Unit::clone(unit), Items::default());
            }
            if let Some(items) = self.items_of.get_mut(unit) {
                add(items, channel, month, count);
            }
        }
        add(&mut self.items, channel, month, count);
    }

    /// Adds all to what a ledger lists.
    pub(super) fn join(self, ledger: &mut Ledger) {
        let join = |into: &mut Items, items: Items| {
            for (channel, months) in items {
                let counts = months
                    .into_iter()
                    .enumerate()
                    .filter(|(_, count)| *count > 0);
                counts.for_each(|(month, count)| add(into, &channel, month, count));
            }
        };
        join(&mut ledger.items, self.items);
        for (unit, items) in self.items_of {
            join(ledger.items_of.entry(unit).or_default(), items);
        }
    }
}

fn add(items: &mut Items, channel: &str, month: usize, count: u64) {
    if !items.contains_key(channel) {
        items.insert(channel.into(), [0; 13]);
    }
    if let Some(known) = items.get_mut(channel).and_then(|m| m.get_mut(month)) {
        *known += count;
    }
}

/// Adds a document to the overview: its rows count once for each channel.
pub(super) fn list_document(rows: &[Publication], work: &mut Work<'_>) {
    let mut told: BTreeSet<Option<&str>> = BTreeSet::new();
    let mut overview = Overview::default();
    for row in rows {
        let id = work.ledger.rows.find(row.at());
        let day = row.published.or(row.dated);
        let counts = row.channel.is_some()
            && day.is_some_and(|span| work.terms.year.holds_all(span))
            && row.record.fault().is_none();
        if let Some(id) = id.filter(|_| counts && told.insert(row.channel.as_deref())) {
            let (part, at) = work.ledger.rows.place(id);
            if let Some(item) = part.item(at) {
                overview.add(part, at, (&item, work.terms));
            }
        }
    }
    overview.join(&mut work.ledger);
}
