//! 结转: what units carry over from last year, added up where nothing tells it of the whole.
//!
//! In: the units' openings and reports of last year. Out: openings of the whole, and where reports tell some of it, a
//! report of last year of what they come to.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Division, Ground, OfUnit};
use crate::entry::Category;
use crate::form::{Feed, Slot};
use crate::settings::Settings;
use crate::tally::{self, Previous};

/// Something that is carried over from last year.
struct Carried {
    /// The slot of last year's report.
    slot: String,
    /// The key of `[opening]` that tells it.
    key: String,
}

impl Carried {
    /// What a slot carries over, where it does.
    fn of(slot: &Slot) -> Option<Self> {
        match slot.feed {
            Feed::InForce(kind) => {
                let line = Category::Document(kind).word();
                let (slot, key) = (tally::opening_slot(line), line.to_owned());
                Some(Carried { slot, key })
            }
            Feed::CarriedIn(class) => {
                let slot = format!("3.4/{}", class.word());
                let key = slot.clone();
                Some(Carried { slot, key })
            }
            _ => None,
        }
    }

    fn told_by(&self, opening: &BTreeMap<String, Decimal>) -> Option<Decimal> {
        let told = opening.get(&self.key);
        told.or_else(|| opening.get(&self.slot)).copied()
    }
}

impl Division {
    /// Adds up what the whole carries over: for what neither its settings nor its report tell, where each unit tells it or
    /// has none of it this year. What the settings of units tell becomes an opening; where there is no report of the whole,
    /// what their reports tell as well becomes one.
    pub(super) fn carried(
        &mut self,
        ground: &Ground<'_>,
        settings: &mut Settings,
        previous: Option<Previous>,
    ) -> Option<Previous> {
        let slots = ground.form.slots.iter().enumerate();
        let (mut reported, mut by_hand) = (BTreeMap::new(), false);
        let mut summed = BTreeSet::new();
        for (at, carried) in slots.filter_map(|(at, slot)| Some((at, Carried::of(slot)?))) {
            let by_report = |p: &Previous| p.slots.contains_key(&carried.slot);
            if carried.told_by(&settings.opening).is_some()
                || previous.as_ref().is_some_and(by_report)
            {
                continue;
            }
            let opened = |unit: &OfUnit| {
                let own = self.decided.get(&unit.name)?;
                carried.told_by(&own.opening)
            };
            let closed = |unit: &OfUnit| {
                let last = self.last.get(&unit.name).filter(|_| previous.is_none())?;
                last.slots.get(&carried.slot).copied()
            };
            let told = |unit: &OfUnit| opened(unit).or_else(|| closed(unit));
            let needed = |unit: &&OfUnit| !unit.tally.figures[at].value.is_zero();
            let untold = self.units.iter().filter(needed);
            let complete = untold.clone().all(|unit| told(unit).is_some());
            let all: Vec<Decimal> = self.units.iter().filter_map(told).collect();
            if !complete || all.is_empty() {
                continue;
            }
            let sum = all.into_iter().sum();
            summed.insert(ground.form.slots[at].id.clone());
            let some_opened = self.units.iter().any(|unit| opened(unit).is_some());
            let of_reports = |unit: &OfUnit| opened(unit).is_none() && closed(unit).is_some();
            if self.units.iter().any(of_reports) {
                by_hand |= some_opened;
                reported.insert(carried.slot, sum);
            } else {
                settings.opening.insert(carried.key, sum);
            }
        }
        self.summed = summed;
        let file = match by_hand {
            true => "各单位的上年报告和期初数",
            false => "各单位的上年报告",
        };
        let of_units = Previous {
            file: file.to_owned(),
            agency: None,
            year: Some(ground.year - 1),
            slots: reported,
        };
        previous.or(Some(of_units).filter(|p| !p.slots.is_empty()))
    }
}
