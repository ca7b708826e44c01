//! 统计范围: whether a unit's report contains its inferiors already.

use rust_decimal::Decimal;

use super::Standing;
use super::rules::{CONTAINS, LESS_THAN_PARTS, SCOPE_ASSUMED, SCOPE_UNTOLD};
use super::sums::{Sums, amounts, listed};
use super::{Fate, Rollup, Told};
use crate::form::Form;
use crate::office::Level;
use crate::settings::Scope;
use crate::text::quote;

/// From the last unit to the first: whether a unit's report contains its inferiors already.
pub(super) fn contain(rollup: &mut Rollup) {
    let mut sums: Vec<Option<Sums>> = rollup.units.iter().map(|_| None).collect();
    for at in (0..rollup.units.len()).rev() {
        let own = own_sum(rollup, at);
        let below = inferiors(rollup, at);
        let reporting = below.iter().copied().filter(|u| sums[*u].is_some());
        let inferiors: Vec<usize> = reporting.collect();
        let total = |units: &[usize]| {
            let mut total = None;
            for unit in units {
                add(&mut total, sums[*unit].as_ref());
            }
            total
        };
        let mut sum = own.clone();
        let mut added = inferiors.clone();
        let whole = at > 0 && scope(rollup, at) == Some(Scope::Whole);
        if let Some(own) = &own
            && !(if whole { &below } else { &inferiors }).is_empty()
        {
            let held = Below {
                own,
                inferiors: &inferiors,
                total: &total,
            };
            let contained = held.contained(rollup, at);
            if at == 0 && !contained.is_empty() {
                // what the parent has published is what is to be found out here
                for report in rollup.units[0].reports.clone() {
                    if rollup.reports[report].fate == Fate::Counted {
                        rollup.reports[report].fate = Fate::Published;
                    }
                }
                sum = None;
            } else {
                added.retain(|u| !contained.contains(u));
                if !contained.is_empty() {
                    less_than_parts(rollup, at, own, total(&contained));
                }
                // who has not reported is in it as well
                let marked = if whole { &below } else { &contained };
                if !marked.is_empty() {
                    mark_contained(rollup, at, marked);
                }
            }
        }
        add(&mut sum, total(&added).as_ref());
        for inferior in inferiors {
            sums[inferior] = None;
        }
        sums[at] = sum;
    }
}

/// The units right below a unit.
pub(super) fn inferiors(rollup: &Rollup, unit: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = unit + 1;
    while at < rollup.units[unit].end {
        found.push(at);
        at = rollup.units[at].end;
    }
    found
}

fn own_sum(rollup: &Rollup, unit: usize) -> Option<Sums> {
    let mut sum = None;
    for report in &rollup.units[unit].reports {
        let report = &rollup.reports[*report];
        if report.fate == Fate::Counted {
            add(&mut sum, Some(&amounts(rollup.form, report)));
        }
    }
    sum
}

fn add(sum: &mut Option<Sums>, more: Option<&Sums>) {
    match (sum, more) {
        (Some(sum), Some(more)) => {
            for (to, value) in sum.iter_mut().zip(more) {
                *to = to.saturating_add(*value);
            }
        }
        (sum @ None, Some(more)) => *sum = Some(more.clone()),
        (_, None) => {}
    }
}

/// A unit's own figures, its inferiors that report, and what some of them come to.
struct Below<'s> {
    own: &'s Sums,
    inferiors: &'s [usize],
    total: &'s dyn Fn(&[usize]) -> Option<Sums>,
}

impl Below<'_> {
    /// The inferiors that a unit's own report contains.
    fn contained(&self, rollup: &mut Rollup, unit: usize) -> Vec<usize> {
        match scope(rollup, unit) {
            Some(Scope::Own) => Vec::new(),
            Some(Scope::Whole) => self.inferiors.to_vec(),
            Some(Scope::Government) => self.of_government(rollup, unit),
            None => self.untold(rollup, unit),
        }
    }

    /// Of a government: its departments are in its report, governments below are not. What an inferior is that
    /// does not say its scope is told by its name, else by its figures, else a person must say it.
    fn of_government(&self, rollup: &mut Rollup, unit: usize) -> Vec<usize> {
        let (mut contained, mut added, mut unclear) = (Vec::new(), Vec::new(), Vec::new());
        let mut assumed: [Vec<String>; 3] = Default::default();
        for &inferior in self.inferiors {
            let name = quote(&rollup.units[inferior].name);
            match (scope(rollup, inferior), level(rollup, inferior)) {
                (Some(Scope::Own), _) => contained.push(inferior),
                (Some(Scope::Government | Scope::Whole), _) => {}
                (None, Some(Level::Department)) => {
                    assumed[0].push(name);
                    contained.push(inferior);
                }
                (None, Some(Level::Government)) => {
                    assumed[1].push(name);
                    added.push(inferior);
                }
                (None, None) if holds(self.own, (self.total)(&[inferior])) => {
                    unclear.push((inferior, name))
                }
                (None, None) => {
                    assumed[2].push(name);
                    added.push(inferior);
                }
            }
        }
        for inferior in &contained {
            if scope(rollup, *inferior).is_none() {
                rollup.units[*inferior].assumed = Some(Scope::Own);
            }
        }
        for inferior in added {
            rollup.units[inferior].assumed = Some(Scope::Government);
        }
        let words = [
            "从名称看是部门，按已含计",
            "从名称看是下级政府，另加",
            "比它的报告大，另加",
        ];
        let told: Vec<String> = (assumed.iter().zip(words))
            .filter(|(names, _)| !names.is_empty())
            .map(|(names, words)| format!("{}{words}", listed(names, "个单位")))
            .collect();
        let path = quote(&rollup.units[unit].path);
        if !told.is_empty() {
            let message = format!(
                "{path}的报告是本级政府的，下级没有写明统计范围：{}",
                told.join("；")
            );
            rollup.of_unit(&SCOPE_ASSUMED, unit, message);
        }
        if !unclear.is_empty() {
            let (which, names): (Vec<usize>, Vec<String>) = unclear.into_iter().unzip();
            let message = format!(
                "{path}的报告是本级政府的，看不出已含下级中的{}没有（它们没有写明统计范围），暂按已含计",
                listed(&names, "个单位")
            );
            rollup.of_unit_helped(&SCOPE_UNTOLD, unit, message, OF_GOVERNMENT);
            contained.extend(which);
            contained.sort_unstable();
        }
        contained
    }

    /// Of a unit that does not say its scope: what is far from the sum of its inferiors holds none of them.
    fn untold(&self, rollup: &mut Rollup, unit: usize) -> Vec<usize> {
        let Some(parts) =
            (self.total)(self.inferiors).filter(|parts| parts.iter().any(|p| !p.is_zero()))
        else {
            return Vec::new();
        };
        let less = less(rollup.form, self.own, &parts);
        let path = quote(&rollup.units[unit].path);
        let equal = *self.own == parts;
        if holds(self.own, Some(parts)) {
            let how = match less.as_slice() {
                [] if equal => "各格都正好是下级之和，像是汇总数".to_owned(),
                [] => "各数都不小于下级之和，看不出已含下级没有".to_owned(),
                less => format!(
                    "只有少数格比下级之和小（{}），看不出是不含下级，还是已含下级而这几格有误",
                    listed(less, "格")
                ),
            };
            let message = format!("{path}的报告没有写明统计范围，{how}，暂按已含计");
            rollup.of_its_report(&SCOPE_UNTOLD, unit, message);
            return self.inferiors.to_vec();
        }
        rollup.units[unit].assumed = Some(Scope::Own);
        let message = format!(
            "{path}的报告没有写明统计范围，比下级之和小得多，按本机关计，与下级相加：{}",
            listed(&less, "格")
        );
        rollup.of_its_report(&SCOPE_ASSUMED, unit, message);
        Vec::new()
    }
}

/// The next step where inferiors of a government do not say what they are.
const OF_GOVERNMENT: &str = "请在单位名录（单位名录.xlsx，写全各单位，列 单位、上级单位、统计范围）里写明所列单位的统计范围：是本级部门、已含在上级报告里的写 本机关，是下级政府、应当另加的写 本级政府 或 汇总。";

/// What a unit is to the government above it, by its name or that in its report; a folder that only groups is
/// what all in it are.
fn level(rollup: &Rollup, unit: usize) -> Option<Level> {
    let of_one = |unit: usize| {
        let it = &rollup.units[unit];
        let reports = it.reports.iter().map(|r| &rollup.reports[*r]);
        let mut agencies = reports.filter_map(|r| r.agency.as_deref());
        Level::of(&it.name).or_else(|| agencies.find_map(Level::of))
    };
    let it = &rollup.units[unit];
    if !it.reports.is_empty() || it.end == unit + 1 {
        return of_one(unit);
    }
    let mut all = inferiors(rollup, unit).into_iter().map(of_one);
    let first = all.next()?;
    first.filter(|_| all.all(|level| level == first))
}

/// 统计范围 of a unit's report: the roster's word before the report's own. A unit without inferiors and
/// without a word has none.
fn scope(rollup: &Rollup, unit: usize) -> Option<Scope> {
    let it = &rollup.units[unit];
    let reports = it.reports.iter().map(|r| &rollup.reports[*r]);
    let mut counted = reports.filter(|r| r.fate == Fate::Counted);
    it.scope.or_else(|| counted.find_map(|r| r.scope))
}

/// Whether figures can be a sum that holds others, be it with slips: where the others have figures, it has two
/// thirds of them on the average. Others that are all 0 tell nothing.
fn holds(own: &Sums, parts: Option<Sums>) -> bool {
    let Some(parts) = parts else { return false };
    let told = own
        .iter()
        .zip(&parts)
        .filter(|(_, part)| **part > Decimal::ZERO);
    let (mut count, mut covered) = (Decimal::ZERO, Decimal::ZERO);
    for (own, part) in told {
        count += Decimal::ONE;
        covered += (*own).clamp(Decimal::ZERO, *part) / part;
    }
    !count.is_zero() && covered * Decimal::from(3) >= count * Decimal::TWO
}

/// The slots in which a report is less than its inferiors together, each in words.
fn less(form: &Form, own: &Sums, parts: &Sums) -> Vec<String> {
    let less = (0..own.len()).filter(|s| own[*s] < parts[*s]);
    less.map(|s| {
        format!(
            "{} {}，下级相加 {}",
            form.slots[s].id,
            own[s].normalize(),
            parts[s].normalize()
        )
    })
    .collect()
}

/// A sum that is less than what it holds.
fn less_than_parts(rollup: &mut Rollup, unit: usize, own: &Sums, parts: Option<Sums>) {
    let Some(parts) = parts else { return };
    let less = less(rollup.form, own, &parts);
    if !less.is_empty() {
        let message = format!(
            "{}的报告已含下级，却比它们之和小：{}",
            quote(&rollup.units[unit].path),
            listed(&less, "格")
        );
        rollup.of_unit(&LESS_THAN_PARTS, unit, message);
    }
}

fn mark_contained(rollup: &mut Rollup, unit: usize, contained: &[usize]) {
    let mut count = 0;
    for inferior in contained {
        for below in *inferior..rollup.units[*inferior].end {
            for report in rollup.units[below].reports.clone() {
                if !rollup.reports[report].fate.is_out() {
                    rollup.reports[report].fate = Fate::Contained(unit);
                    count += 1;
                }
            }
            if rollup.units[below].told != Told::StaysOut {
                rollup.units[below].standing = Standing::Contained(unit);
            }
        }
    }
    let word = scope(rollup, unit).map_or("没有写明统计范围", Scope::word);
    let message = format!(
        "{}的报告（{word}）已含下级 {count} 份报告，不再相加",
        quote(&rollup.units[unit].path)
    );
    rollup.of_unit(&CONTAINS, unit, message);
}
