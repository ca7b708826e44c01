//! 结转: what units carry over from last year, added up where nothing tells it of the whole.
//!
//! In: the units' openings and reports of last year. Out: openings of the whole, and where reports tell some of it, a
//! report of last year of what they come to.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Division, Ground, OfUnit};
use crate::entry::{Category, Unit};
use crate::form::{Feed, Form, Slot};
use crate::settings::Settings;
use crate::tally::{self, Previous};
use crate::text::in_toml;

/// Something that is carried over from last year.
pub(super) struct Carried {
    /// The slot of last year's report.
    slot: String,
    /// The key of `[opening]` that tells it.
    key: String,
}

impl Carried {
    /// What a slot carries over, where it does.
    pub(super) fn of(slot: &Slot) -> Option<Self> {
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
            let opened = |unit: &OfUnit| self.opened(unit, &carried);
            let closed = |unit: &OfUnit| {
                let closed = self.closed(unit, &carried);
                closed.filter(|_| previous.is_none())
            };
            let told = |unit: &OfUnit| opened(unit).or_else(|| closed(unit));
            let none = |unit: &OfUnit| unit.tally.figures[at].value.is_zero();
            let complete = (self.units.iter()).all(|unit| none(unit) || told(unit).is_some());
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

    /// What a unit's `[opening]` tells of it.
    pub(super) fn opened(&self, unit: &OfUnit, carried: &Carried) -> Option<Decimal> {
        carried.told_by(&self.decided.get(&unit.name)?.opening)
    }

    /// What a unit's report of last year tells of it.
    fn closed(&self, unit: &OfUnit, carried: &Carried) -> Option<Decimal> {
        let last = self.last.get(&unit.name)?;
        last.slots.get(&carried.slot).copied()
    }

    /// The next step where a unit carries in another number than last year's, and together all carry in what they carried
    /// out: one has as many fewer as others have more, as where an application was transferred over the turn of the year.
    pub(super) fn transferred(&self, form: &Form, slot: &str, unit: &str) -> Option<String> {
        let at = form.slot(slot)?;
        let carried = Carried::of(&form.slots[at])?;
        let of_unit = |unit: &OfUnit| {
            let now = unit.tally.figures[at].value;
            let told = self.opened(unit, &carried);
            let last = told.or_else(|| self.closed(unit, &carried));
            // of one that carries in nothing nothing need be told
            let last = last.or_else(|| Some(Decimal::ZERO).filter(|_| now.is_zero()))?;
            Some((Unit::clone(&unit.name), now - last, now))
        };
        let all: Option<Vec<_>> = self.units.iter().map(of_unit).collect();
        let apart: Vec<_> = all?.into_iter().filter(|u| !u.1.is_zero()).collect();
        let sum: Decimal = apart.iter().map(|(_, more, _)| more).sum();
        let (_, _, now) = apart.iter().find(|(name, ..)| **name == *unit)?;
        if !sum.is_zero() {
            return None;
        }
        let words = apart.iter().map(|(name, more, _)| {
            let how = match more.is_sign_negative() {
                true => "少",
                false => "多",
            };
            format!("{name}{how} {} 件", more.abs().normalize())
        });
        let words: Vec<String> = words.take(NAMED).collect();
        Some(format!(
            "各单位合计两年相等，与上年相比{}，可能是跨年转办。确是转办的，请在 gknb.toml 写明转办以后各单位的上年结转件数，与上年报告的差别（V109）再用 [[explain]] 说明：\n[unit.\"{}\".opening]\n\"{}\" = {}",
            words.join("、"),
            in_toml(unit),
            carried.key,
            now.normalize()
        ))
    }
}

/// Units that are named, at most.
const NAMED: usize = 20;
