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
use crate::column::{Field, Table};
use crate::compilation::Compilation;
pub use crate::compilation::OfUnit;
use crate::entry::{Category, Document, Unit, Units};
use crate::finding::{Finding, Grade, Place, Rule, Severity};
use crate::form::{Feed, Form};
use crate::job::{Origin, Stop};
use crate::ledger::{Ledger, RowCount, Subject, Year};
use crate::previous::Refused;
use crate::rollup::roster;
use crate::settings::{HandFigure, Item, Scope, Settings, Unfit, UnitSettings};
use crate::tally::{self, From, Previous, Tally};
use crate::text::{self, quote, same_name};
use crate::write::publishable::Statement;
use crate::{previous, verify};

mod lone;
pub mod matrix;

/// Files that tell of units, beside the ledgers.
#[derive(Default)]
pub struct UnitFiles {
    /// 单位名录.
    pub roster: Option<Origin>,
    /// Reports of last year.
    pub previous: Vec<LastOf>,
}

/// A unit's report of last year.
pub struct LastOf {
    /// The unit as the settings name it; none where the report itself tells.
    pub unit: Option<String>,
    /// The report.
    pub report: Origin,
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
    let decided = decided(ground)?;
    let ledgers = ground.ledger.by_unit();
    let seen = ground.ledger.units();
    let order = order(ground, agency, &ledgers, &decided, &seen);
    if !ground.roster.known.are_listed() {
        lone::told(&seen, &order, findings);
    }
    idle(&order, &seen, ground, findings);
    let (mut last, whole) = last_year(files, ground, agency, &order, findings);
    let mut division = Division {
        units: Vec::new(),
        findings: Vec::new(),
        decided,
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
            last.remove(&name),
            &mut division.findings,
        );
        division.units.push(unit);
    }
    Ok((division, whole))
}

/// What is decided for each unit, by its present name; a unit that the roster does not have stops all.
fn decided(ground: &Ground<'_>) -> Result<BTreeMap<Unit, UnitSettings>, Stop> {
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
fn order(
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
fn idle(
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

/// Last year's figures by unit, and those of the whole.
fn last_year(
    files: &UnitFiles,
    ground: &Ground<'_>,
    agency: &str,
    order: &[Unit],
    findings: &mut Vec<Finding>,
) -> (BTreeMap<Unit, Previous>, Option<Previous>) {
    let mut last: BTreeMap<Unit, Previous> = BTreeMap::new();
    let mut whole = None;
    for LastOf { unit, report } in &files.previous {
        let mut read = match previous::figures(report, findings) {
            Ok(read) => read,
            // a folder of reports may hold some of half a year
            Err(Refused::Part(message, year)) if unit.is_none() => {
                if year.is_none_or(|year| year == ground.year - 1) {
                    let place = Place::Setting("previous".to_owned());
                    let finding = Finding::new(&LAST_UNMATCHED, place, message);
                    findings.push(finding.value(&*report.file));
                }
                continue;
            }
            Err(Refused::Unreadable(message) | Refused::Part(message, _)) => {
                findings.push(previous::unreadable(message));
                continue;
            }
        };
        if unit.is_none() && read.year.is_some_and(|year| year != ground.year - 1) {
            // a folder of reports may hold those of other years
            continue;
        }
        let told = unit.clone().or_else(|| read.agency.clone());
        let named = told
            .as_deref()
            .and_then(|told| ground.roster.known.named(told));
        let known = named.filter(|named| order.contains(named));
        let mut say = |message: String| {
            let place = Place::Setting("previous".to_owned());
            findings.push(Finding::new(&LAST_UNMATCHED, place, message).value(&*report.file));
        };
        match (known, told) {
            (Some(unit), _) => {
                // under the name that the unit bears now
                read.agency = read.agency.map(|_| unit.to_string());
                if let Some(other) = last.get(&unit) {
                    say(format!(
                        "{} 和 {} 都是{unit}的上年报告，取用前者",
                        other.file, read.file
                    ));
                } else {
                    last.insert(unit, read);
                }
            }
            (None, Some(told)) if same_name(&told, agency) => {
                whole = whole.or(Some(read));
            }
            (None, told) => say(format!(
                "上年报告 {} 的单位{}不是本次的任何一个单位，没有用到",
                read.file,
                told.map_or("没有写明，".to_owned(), |t| quote(&t))
            )),
        }
    }
    (last, whole)
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
    last: Option<Previous>,
    findings: &mut Vec<Finding>,
) -> OfUnit {
    let mut found = Vec::new();
    let (form, span) = (ground.form, ground.span);
    let tally = tally::count(ledger, form, settings, last.as_ref(), span, &mut found);
    let held = verify::Year {
        agency: name,
        year: ground.year,
        form,
        tally: &tally,
        ledger,
        previous: last.as_ref(),
        settings,
    };
    verify::figures(&held, &mut found);
    // what is wrong with a row is said of the whole
    found.retain(is_of_figures);
    for mut finding in found {
        finding.unit = Some(Unit::clone(name));
        if let Place::Setting(setting) = &mut finding.at {
            *setting = format!("{}{setting}", under(name));
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

/// The place in the whole of what is said at a place of a unit.
fn of_whole(at: &Place, unit: Option<&str>) -> Place {
    match (at, unit) {
        (Place::Setting(setting), Some(unit)) => {
            let of_whole = setting.strip_prefix(&under(unit)).unwrap_or(setting);
            Place::Setting(of_whole.to_owned())
        }
        _ => at.clone(),
    }
}

/// Whether a finding is about figures and not about rows.
fn is_of_figures(finding: &Finding) -> bool {
    matches!(finding.at, Place::Slot(_) | Place::Setting(_) | Place::Run)
}

impl Division {
    /// The settings of the whole: with the figures that are given for units added up, and the openings where
    /// every unit that has documents has one.
    pub(crate) fn whole(&self, ground: &Ground<'_>, previous: Option<&Previous>) -> Settings {
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
        for kind in [Document::Regulation, Document::NormativeDocument] {
            let line = Category::Document(kind).word();
            let openings = self.own().map(|(_, own)| {
                let slot = format!("2.{line}/现行有效件数");
                let opening = own.opening.get(line).or_else(|| own.opening.get(&slot));
                opening.copied()
            });
            let openings: Vec<Option<Decimal>> = openings.collect();
            let needed = self.units.iter().zip(&openings).all(|(unit, opening)| {
                opening.is_some() || in_force(unit, ground.form, kind).is_zero()
            });
            let told: Vec<Decimal> = openings.into_iter().flatten().collect();
            if needed && !told.is_empty() && Previous::opening(previous, &settings, kind).is_none()
            {
                let sum = told.into_iter().sum();
                settings.opening.insert(line.to_owned(), sum);
            }
        }
        settings
    }

    /// Each unit with what the settings say of it.
    fn own(&self) -> impl Iterator<Item = (&OfUnit, &UnitSettings)> {
        let units = self.units.iter();
        units.filter_map(|unit| Some((unit, self.decided.get(&unit.name)?)))
    }

    /// Holds the sum of the units against the whole, gives each finding the unit that it concerns, and counts
    /// what keeps each unit from being published.
    pub(crate) fn close(self, whole: &Whole<'_>, findings: &mut Vec<Finding>) -> Vec<OfUnit> {
        for (at, slot) in whole.form.slots.iter().enumerate() {
            let sum = self.units.iter().map(|u| u.tally.figures[at].value).sum();
            let figure = &whole.tally.figures[at];
            let of_parts = matches!(slot.feed, Feed::Sum(_));
            if figure.value != sum && !of_parts {
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
        let (again, own): (Vec<Finding>, Vec<Finding>) =
            (self.findings.into_iter()).partition(|f| said.contains(&words(f)));
        for finding in findings.iter_mut() {
            let units = match is_of_figures(finding) {
                true => {
                    let same = again.iter().filter(|f| words(f) == words(finding));
                    same.filter_map(|f| f.unit.clone()).collect()
                }
                false => whole.units_at(finding),
            };
            finding.unit = one_of(&units);
        }
        findings.extend(own);
        self.units
    }

    /// A slot of which the units do not add up to the whole.
    fn differs(&self, whole: &Whole<'_>, at: usize, sum: Decimal) -> Finding {
        let slot = &whole.form.slots[at];
        let figure = &whole.tally.figures[at];
        let difference = (figure.value - sum).normalize();
        let source = match &figure.from {
            From::Hand(_) => "，全部的数是手工数字",
            From::Opening(_) => "，全部的数由上年现行有效件数推算",
            _ => "",
        };
        let message = format!(
            "「{}」：各单位之和是 {}，全部是 {}{source}，相差 {difference}",
            slot.id,
            sum.normalize(),
            figure.value.normalize()
        );
        let mut finding = Finding::new(&SUM_DIFFERS, Place::Slot(slot.id.clone()), message)
            .value(difference.to_string());
        if let From::Hand(nth) = &figure.from {
            let setting = format!("[[figure]] {}", nth + 1);
            finding = finding.related(Place::Setting(setting), "全部的手工数字");
        }
        for unit in &self.units {
            let theirs = &unit.tally.figures[at];
            let how = match &theirs.from {
                From::Hand(_) => "手工数字",
                From::Opening(_) => "由期初数推算",
                _ => continue,
            };
            let setting = format!("[unit.\"{}\"]", unit.name);
            let words = format!("{} {how}，计 {}", unit.name, theirs.value.normalize());
            finding = finding.related(Place::Setting(setting), words);
        }
        // rows that stand behind the whole's figure and behind no unit's
        let places = tally::Places::of(whole.form, &whole.tally.figures);
        let rows = places.rows(whole.ledger, at);
        let rows = rows.filter(|(row, _)| whole.ledger.unit_counted(*row).is_none());
        for (row, _) in rows.take(NAMED) {
            finding = finding.related(Place::Cell(row), "没有计在任何单位的一行");
        }
        finding
    }
}

/// Rows that a finding names, at most.
const NAMED: usize = 20;

/// Documents in force of a unit.
fn in_force(unit: &OfUnit, form: &Form, kind: Document) -> Decimal {
    let slots = form.slots.iter().zip(&unit.tally.figures);
    let of_kind = slots.filter(|(slot, _)| slot.feed == Feed::InForce(kind));
    of_kind.map(|(_, figure)| figure.value).sum()
}

fn one_of(units: &BTreeSet<Unit>) -> Option<Unit> {
    match units.len() {
        1 => units.first().cloned(),
        _ => None,
    }
}

/// The whole, as far as findings are given their units.
pub(crate) struct Whole<'a> {
    pub(crate) form: &'static Form,
    pub(crate) tally: &'a Tally,
    pub(crate) ledger: &'a Ledger,
    pub(crate) tables: &'a [Arc<Table>],
    pub(crate) known: &'a Units,
}

impl Whole<'_> {
    /// The units whose rows a finding names; none where it names no row of any, so that it may touch all.
    fn units_at(&self, finding: &Finding) -> BTreeSet<Unit> {
        let related = finding.related.iter().map(|(place, _)| place);
        let places = std::iter::once(&finding.at).chain(related);
        places.filter_map(|place| self.unit_at(place)).collect()
    }

    fn unit_at(&self, place: &Place) -> Option<Unit> {
        let (file, sheet) = match place {
            Place::Cell(at) => {
                if let Some(unit) = self.ledger.unit(*at) {
                    return Some(Unit::clone(unit));
                }
                (at.file, at.sheet)
            }
            Place::Sheet(file, sheet) => (*file, *sheet),
            Place::Run | Place::Setting(_) | Place::File(_) | Place::Slot(_) => return None,
        };
        // a sheet that is one unit's
        let on_sheet = || {
            let tables = self.tables.iter();
            tables.filter(move |t| (t.at.file, t.at.sheet) == (file, sheet))
        };
        let units = on_sheet().map(|table| match table.has(Field::Unit) {
            true => None,
            false => self.known.of_table(table),
        });
        let units: BTreeSet<Option<Unit>> = units.collect();
        match units.len() {
            1 => units.into_iter().next().flatten(),
            _ => None,
        }
    }

    /// Counts for each unit the errors that keep it from being published, and its doubts. An error that
    /// names rows of several units touches each of them, one that names none touches all; so does one about a
    /// figure of the whole, but where units have an error of their own about theirs.
    pub(crate) fn weigh(&self, units: &mut [OfUnit], findings: &[Finding]) {
        let of_units = findings.iter().filter(|f| f.unit.is_some());
        let of_units: BTreeSet<_> = of_units
            .map(|f| (f.rule.code, of_whole(&f.at, f.unit.as_deref())))
            .collect();
        let positions = units.iter().enumerate();
        let positions: BTreeMap<Unit, usize> = positions
            .map(|(at, unit)| (Unit::clone(&unit.name), at))
            .collect();
        let mut common = 0;
        for finding in findings.iter().filter(|f| f.explained.is_none()) {
            let touched = match &finding.unit {
                Some(unit) => BTreeSet::from([Unit::clone(unit)]),
                None if !is_of_figures(finding) => self.units_at(finding),
                None if of_units.contains(&(finding.rule.code, finding.at.clone())) => continue,
                None => BTreeSet::new(),
            };
            let severity = finding.rule.severity;
            common += usize::from(severity == Severity::Error && touched.is_empty());
            for at in touched.iter().filter_map(|unit| positions.get(unit)) {
                match severity {
                    Severity::Error => units[*at].errors += 1,
                    Severity::Warning => units[*at].doubts += 1,
                    Severity::Note => {}
                }
            }
        }
        for unit in units {
            unit.common += common;
        }
    }
}

/// The rules of this file.
pub(crate) const RULES: &[&Rule] = &[&SUM_DIFFERS, &LONE_UNIT, &IDLE_UNIT, &LAST_UNMATCHED];

/// G109
const SUM_DIFFERS: Rule = Rule {
    code: "G109",
    severity: Severity::Warning,
    title: "各单位之和不等于全部",
    checks: "分单位汇编时，每个指标格各单位之和是否等于全部的数。",
    basis: "全部由各单位组成；上级的数与下级之和不一致，是审核中常被退回的问题。",
    grade: Grade::Practice,
    example: "全部的行政许可用 [[figure]] 给出 120，各单位之和是 118。",
    remedy: "手工数字请在 [unit.\"单位\"] 下逐个单位给出，全部由它们相加；期初数也一样。确有本级单独的数的，可用 [[explain]] 说明。",
};

/// G110
const LONE_UNIT: Rule = Rule {
    code: "G110",
    severity: Severity::Warning,
    title: "单位名称可能写错",
    checks: "没有单位名录时，只有一行登记的单位，名称是否与另一个单位相近（缺几个字，或只差一个字）。",
    basis: "同一单位写成两个名称，就分成两个单位；相近的界限是本软件的推断。",
    grade: Grade::Inference,
    example: "“市财政局”有 20 行，“财政局”有 1 行。",
    remedy: "是同一单位的，请改成一致，或用单位名录（--roster）写明曾用名；确是两个单位的，可用 [[explain]] 说明。",
};

/// G111
const IDLE_UNIT: Rule = Rule {
    code: "G111",
    severity: Severity::Note,
    title: "单位没有登记",
    checks: "单位名录和 gknb.toml 里的单位，在台账里有没有登记。",
    basis: "没有登记的单位，各数都是 0，也照样写出统计表。",
    grade: Grade::Data,
    example: "名录里有市气象局，台账里一行也没有。",
    remedy: "请核对是确实没有，还是漏了导出，或台账里用了别的名称。",
};

/// G112
const LAST_UNMATCHED: Rule = Rule {
    code: "G112",
    severity: Severity::Warning,
    title: "上年报告对不上单位",
    checks: "上年报告文件夹里的每一份报告，是不是本次某一个单位（或全部）的，是不是全年的。",
    basis: "按报告上的单位名称和单位名录的曾用名认定。",
    grade: Grade::Inference,
    example: "上年报告写“市国土资源局”，今年的单位是“市自然资源局”，名录没有写曾用名。",
    remedy: "请在单位名录里写明曾用名，或在 gknb.toml 的 [unit.\"单位\"] 下用 previous 指明。",
};
