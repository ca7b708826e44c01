//! 各单位: which units there are and in which order, and those of which no row tells.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::IDLE_UNIT;
use super::{Ground, settings_of};
use crate::address::Address;
use crate::entry::Unit;
use crate::finding::{Finding, Place};
use crate::job::Stop;
use crate::ledger::Ledger;
use crate::settings::{Item, Settings, Unfit, UnitSettings};
use crate::tally;
use crate::text::{self, same_name};

/// What is decided for each unit, by its present name; a unit that the roster does not have stops all.
pub(super) fn decided(ground: &Ground<'_>) -> Result<BTreeMap<Unit, UnitSettings>, Stop> {
    let mut found: BTreeMap<Unit, UnitSettings> = BTreeMap::new();
    let mut problems = Vec::new();
    for (written, own) in &ground.settings.units {
        let Some(unit) = ground.roster.known.named(written) else {
            let near = ground.roster.known.nearest(written);
            let near = text::near_or(&near, || "写单位名录里的名称，或把它加进名录".to_owned());
            problems.push(Unfit::new(Item::Unit, "单位名录里没有这个单位", near).of_unit(written));
            continue;
        };
        let alone = settings_of(&unit, own, &Settings::default());
        let wrong = tally::problems(&alone, ground.form).into_iter();
        problems.extend(wrong.map(|p| p.of_unit(written)));
        if found.insert(unit, own.clone()).is_some() {
            let help = "合并到一个 [unit.\"…\"] 标题下";
            problems.push(Unfit::new(Item::Unit, "同一个单位写了两次", help).of_unit(written));
        }
    }
    match problems.is_empty() {
        true => Ok(found),
        false => Err(Stop::Unfit(problems)),
    }
}

/// The units in the order in which they are shown: that of the roster, else that of their first rows; then
/// those that only the settings name.
pub(super) fn order(
    ground: &Ground<'_>,
    agency: &str,
    ledgers: &BTreeMap<Unit, Ledger>,
    decided: &BTreeMap<Unit, UnitSettings>,
    seen: &BTreeMap<Unit, (u64, Address)>,
) -> Vec<Unit> {
    let mut order: Vec<Unit> = Vec::new();
    let known = &ground.roster.known;
    for (name, ..) in &ground.roster.lines {
        let Some(unit) = known.named(name) else {
            continue;
        };
        let idle = !ledgers.contains_key(&unit) && !decided.contains_key(&unit);
        // the parent has its row only where it is the unit of some
        if !(idle && same_name(agency, name)) {
            order.push(unit);
        }
    }
    let mut others: Vec<(&Unit, &(u64, Address))> = seen.iter().collect();
    others.sort_by_key(|(_, (_, first))| *first);
    order.extend(others.into_iter().map(|(unit, _)| Unit::clone(unit)));
    order.extend(decided.keys().map(Unit::clone));
    let mut told = BTreeSet::new();
    order.retain(|unit| told.insert(Unit::clone(unit)));
    order
}

/// Units of the roster of which no row tells.
pub(super) fn idle(
    order: &[Unit],
    seen: &BTreeMap<Unit, (u64, Address)>,
    ground: &Ground<'_>,
    findings: &mut Vec<Finding>,
) {
    let idle = order.iter().filter(|unit| !seen.contains_key(*unit));
    let idle: Vec<&str> = idle.map(|unit| &**unit).collect();
    if idle.is_empty() {
        return;
    }
    let message = format!(
        "{} 个单位在台账里没有一行登记：{}",
        idle.len(),
        idle.join("、")
    );
    let at = ground.roster.lines.iter().find_map(|(name, _, at)| {
        let unit = ground.roster.known.named(name)?;
        (*unit == *idle[0]).then_some((*at)?)
    });
    let place = at.map_or(Place::Setting("unit".to_owned()), Place::Cell);
    findings.push(Finding::new(&IDLE_UNIT, place, message));
}
