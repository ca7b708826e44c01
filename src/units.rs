//! 分单位: one ledger of many units → each unit's figures beside those of the whole.
//!
//! In: the settled year of the whole, of whose rows each says its unit, what the settings say of single units,
//! and their reports of last year. Out: [`OfUnit`]s: figures, rows, whether the unit's tables may be
//! published; and what is wrong with single units, as findings that name them.
//!
//! Nothing is settled twice: a thing counts for the unit of the row that stands for it in the whole, so that
//! what ledgers give adds up by itself. Figures and openings by hand need not: each slot is added up and
//! held against the whole, and a difference is said.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::address::{Address, SourceName};
use crate::compilation::Compilation;
pub use crate::compilation::OfUnit;
use crate::entry::{Unit, Units};
use crate::finding::{Finding, Place};
use crate::form::{Feed, Form};
use crate::job::{Origin, Stop};
use crate::ledger::{Ledger, RowCount, Subject, Year};
use crate::rollup::roster;
use crate::settings::{HandFigure, Scope, Settings, UnitSettings};
use crate::tally::{self, Previous};
use crate::verify;
use crate::write::publishable::Statement;

mod advice;
mod carried;
mod differs;
mod last;
mod lone;
pub mod matrix;
mod roll;
mod rules;
mod whole;

pub use self::last::LastOf;
pub(crate) use self::rules::RULES;
pub(crate) use self::whole::Whole;

/// Files that tell of units, beside the ledgers.
#[derive(Default)]
pub struct UnitFiles {
    /// 单位名录.
    pub roster: Option<Origin>,
    /// Reports of last year.
    pub previous: Vec<LastOf>,
}

impl OfUnit {
    /// What it publishes.
    pub fn statement<'a>(&'a self, of: &Compilation) -> Statement<'a> {
        Statement {
            agency: &self.name,
            year: of.year,
            scope: Scope::Own,
            until: of.until,
            form: of.form,
            tally: &self.tally,
        }
    }
}

/// Units in the making.
pub(crate) struct Division {
    units: Vec<OfUnit>,
    findings: Vec<Finding>,
    /// What the settings say of each of them.
    decided: BTreeMap<Unit, UnitSettings>,
    /// Their reports of last year.
    last: BTreeMap<Unit, Previous>,
    /// The slots of this year for which the whole carries over what its units do.
    summed: BTreeSet<String>,
}

/// What all units have in common.
pub(crate) struct Ground<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) form: &'static Form,
    pub(crate) year: i16,
    pub(crate) span: Year,
    pub(crate) ledger: &'a Ledger,
    pub(crate) roster: &'a Roster,
}

/// 单位名录 as far as it is needed here.
#[derive(Default)]
pub(crate) struct Roster {
    /// Its units in their order, with their former names and the cell of the name.
    lines: Vec<(String, Vec<String>, Option<Address>)>,
    /// Its file, which stands after the ledgers.
    pub(crate) files: Vec<SourceName>,
    /// The units that rows may be of.
    pub(crate) known: Arc<Units>,
}

/// Reads the roster, where there is one, as the file after `ledgers` others.
pub(crate) fn roster(files: &UnitFiles, ledgers: usize, findings: &mut Vec<Finding>) -> Roster {
    let Some(origin) = &files.roster else {
        return Roster::default();
    };
    let mut names = Vec::new();
    let file = u32::try_from(ledgers).unwrap_or(u32::MAX);
    let lines = roster::read(origin, file, &mut names, findings);
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| (line.unit, line.former, line.at))
        .collect();
    let listed = lines.iter().map(|l| (l.0.as_str(), l.1.as_slice()));
    Roster {
        known: Arc::new(Units::listed(listed)),
        lines,
        files: names,
    }
}

/// Counts for each unit. What of the settings concerns single units and cannot be followed stops all.
pub(crate) fn divide(
    ground: &Ground<'_>,
    files: &UnitFiles,
    agency: &str,
    findings: &mut Vec<Finding>,
) -> Result<(Division, Option<Previous>), Stop> {
    let decided = roll::decided(ground)?;
    let ledgers = ground.ledger.by_unit();
    let seen = ground.ledger.units();
    let order = roll::order(ground, agency, &ledgers, &decided, &seen);
    if !ground.roster.known.are_listed() {
        lone::told(&seen, &order, findings);
    }
    roll::idle(&order, &seen, ground, findings);
    let (last, whole) = last::last_year(files, ground, agency, &order, findings);
    let mut division = Division {
        units: Vec::new(),
        findings: Vec::new(),
        decided,
        last,
        summed: BTreeSet::new(),
    };
    let nothing = UnitSettings::default();
    // what is decided for all, without what concerns single units or answers to doubts
    let common = Settings {
        units: BTreeMap::new(),
        explains: Vec::new(),
        marks: BTreeMap::new(),
        ..ground.settings.clone()
    };
    let mut ledgers = ledgers;
    for name in order {
        let mut ledger = ledgers
            .remove(&name)
            .unwrap_or_else(|| ground.ledger.of_no_row());
        let own = division.decided.get(&name).unwrap_or(&nothing);
        let settings = settings_of(&name, own, &common);
        feed(&mut ledger, &settings, ground);
        let unit = one(
            ground,
            &name,
            &ledger,
            &settings,
            division.last.get(&name),
            &mut division.findings,
        );
        division.units.push(unit);
    }
    Ok((division, whole))
}

/// The settings by which a unit's figures are counted.
fn settings_of(name: &str, own: &UnitSettings, all: &Settings) -> Settings {
    let mut none = all.none.clone();
    none.extend(own.none.iter().cloned());
    Settings {
        agency: Some(name.to_owned()),
        scope: Some(Scope::Own),
        none,
        opening: own.opening.clone(),
        figures: own.figures.clone(),
        previous: own.previous.clone(),
        ..all.clone()
    }
}

/// A unit is fed by all that the exports tell of, but for what is given for it by hand.
fn feed(ledger: &mut Ledger, settings: &Settings, ground: &Ground<'_>) {
    let by_hand = |subject: &Subject| {
        let mut slots = ground.form.slots.iter();
        slots.any(|slot| {
            tally::names_of(slot).iter().any(|n| n == subject.word())
                && settings.figures.iter().any(|f| f.slot == slot.id)
        })
    };
    let fed = ground.ledger.fed.iter().filter(|subject| !by_hand(subject));
    ledger.fed.extend(fed);
    ledger.hollow = ground.ledger.hollow.clone();
}

/// One unit's figures, and what is to be said of them.
fn one(
    ground: &Ground<'_>,
    name: &Unit,
    ledger: &Ledger,
    settings: &Settings,
    last: Option<&Previous>,
    findings: &mut Vec<Finding>,
) -> OfUnit {
    let mut found = Vec::new();
    let (form, span) = (ground.form, ground.span);
    let tally = tally::count(ledger, form, settings, last, span, &mut found);
    let held = verify::Year {
        agency: name,
        year: ground.year,
        form,
        tally: &tally,
        ledger,
        previous: last,
        settings,
    };
    verify::figures(&held, &mut found);
    // what is wrong with a row is said of the whole
    found.retain(is_of_figures);
    for mut finding in found {
        finding.unit = Some(Unit::clone(name));
        match &mut finding.at {
            // a report of a folder is named by no setting
            Place::Setting(setting) if setting == "previous" && settings.previous.is_none() => {}
            Place::Setting(setting) => *setting = format!("{}{setting}", under(name)),
            Place::Run | Place::File(_) | Place::Sheet(..) | Place::Cell(_) | Place::Slot(_) => {}
        }
        findings.push(finding);
    }
    OfUnit {
        name: Unit::clone(name),
        tally,
        rows: RowCount::of_ledger(ledger),
        errors: 0,
        common: 0,
        doubts: 0,
    }
}

/// What stands before a setting of a unit.
fn under(name: &str) -> String {
    format!("[unit.\"{name}\"] ")
}

/// Whether a finding is about figures and not about rows.
fn is_of_figures(finding: &Finding) -> bool {
    matches!(finding.at, Place::Slot(_) | Place::Setting(_) | Place::Run)
}

impl Division {
    /// The settings and last year's report of the whole: with the figures that are given for units added up, and what
    /// they carry over where every unit that has any tells it.
    pub(crate) fn whole(
        &mut self,
        ground: &Ground<'_>,
        previous: Option<Previous>,
    ) -> (Settings, Option<Previous>) {
        let mut settings = ground.settings.clone();
        settings.scope = settings.scope.or(Some(Scope::Whole));
        for slot in &ground.form.slots {
            let mut sum = Decimal::ZERO;
            let mut told = Vec::new();
            for (unit, own) in self.own() {
                if let Some(figure) = own.figures.iter().find(|f| f.slot == slot.id) {
                    sum += figure.value;
                    told.push(format!("{} {}", unit.name, figure.value.normalize()));
                }
            }
            if !told.is_empty() && !settings.figures.iter().any(|f| f.slot == slot.id) {
                settings.of_units.push(HandFigure {
                    slot: slot.id.clone(),
                    value: sum,
                    source: format!("各单位手工数字之和：{}", told.join("、")),
                });
            }
        }
        let previous = self.carried(ground, &mut settings, previous);
        (settings, previous)
    }

    /// Each unit with what the settings say of it.
    fn own(&self) -> impl Iterator<Item = (&OfUnit, &UnitSettings)> {
        let units = self.units.iter();
        units.filter_map(|unit| Some((unit, self.decided.get(&unit.name)?)))
    }

    /// Holds the sum of the units against the whole, gives each finding the unit that it concerns, and counts
    /// what keeps each unit from being published.
    pub(crate) fn close(mut self, whole: &Whole<'_>, findings: &mut Vec<Finding>) -> Vec<OfUnit> {
        // what is added up differs where a unit does, of which that is said
        findings.retain(|f| match &f.at {
            Place::Slot(slot) if verify::is_of_carry_over(f) => !self.summed.contains(slot),
            _ => true,
        });
        for (at, slot) in whole.form.slots.iter().enumerate() {
            let sum = self.units.iter().map(|u| u.tally.figures[at].value).sum();
            let figure = &whole.tally.figures[at];
            let of_parts = matches!(slot.feed, Feed::Sum(_));
            if figure.value != sum && !of_parts && !self.is_unsound(slot, findings) {
                findings.push(self.differs(whole, at, sum));
            }
        }
        let said: BTreeSet<(&str, Place, String)> = findings
            .iter()
            .filter(|f| is_of_figures(f))
            .map(|f| (f.rule.code, f.at.clone(), f.message.clone()))
            .collect();
        let words = |f: &Finding| (f.rule.code, f.at.clone(), f.message.clone());
        // what is said of the whole in the same words is said once
        let all = std::mem::take(&mut self.findings).into_iter();
        let (again, own): (Vec<Finding>, Vec<Finding>) =
            all.partition(|f| said.contains(&words(f)));
        let mut sayers: BTreeMap<(&str, Place, String), BTreeSet<Unit>> = BTreeMap::new();
        for finding in &again {
            let of_words = sayers.entry(words(finding)).or_default();
            of_words.extend(finding.unit.clone());
        }
        for finding in findings.iter_mut() {
            let units = match is_of_figures(finding) {
                true => sayers.get(&words(finding)).cloned().unwrap_or_default(),
                false => whole.units_at(finding),
            };
            finding.unit = one_of(&units);
            if is_of_figures(finding) || finding.unit.is_some() {
                finding.help = advice::of_units(&finding.help, &units);
            }
        }
        for mut finding in own {
            let unit = finding.unit.clone().unwrap_or_default();
            finding.help = advice::of_unit(&finding.help, &unit);
            let moved = match &finding.at {
                Place::Slot(slot) if verify::is_of_carry_over(&finding) => {
                    self.transferred(whole.form, slot, &unit)
                }
                _ => None,
            };
            if let Some(step) = moved {
                finding.help = format!("{step}\n不是转办的：{}", finding.help);
            }
            findings.push(finding);
        }
        self.units
    }
}

fn one_of(units: &BTreeSet<Unit>) -> Option<Unit> {
    match units.len() {
        1 => units.first().cloned(),
        _ => None,
    }
}
