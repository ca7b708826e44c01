//! 与公布数核对: the parent's own published report against the sum, and which units could explain what differs.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::rules::{DIFFERS, NOT_HELD, PARENT_FAULTY};
use super::sums::{Sums, amounts};
use super::sums::{digest, with_totals};
use super::{Fate, Rollup, number};
use crate::finding::{Finding, Place};
use crate::form::Form;
use crate::job::Origin;
use crate::text::quote;
use crate::verify::report;
use crate::{digest, previous};

/// The sum against what was published.
#[derive(Debug)]
pub struct Held {
    /// The published report's file.
    pub file: String,
    /// SHA-256 of it.
    pub sha256: String,
    /// How many slots are equal.
    pub equal: usize,
    /// The slots that are not.
    pub differences: Vec<Difference>,
    /// Causes that alone, or two together, explain every difference and nothing else.
    pub whole: Vec<Vec<Cause>>,
}

/// A slot in which the published report differs.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The slot.
    pub slot: usize,
    /// What was published; none where it is no number.
    pub published: Option<Decimal>,
    /// The sum.
    pub sum: Decimal,
    /// What could explain it, the likeliest first.
    pub causes: Vec<Cause>,
    /// How many more could.
    pub more: usize,
}

/// Something that would make the published figure of the sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The unit.
    pub unit: String,
    /// What about it.
    pub why: Why,
    /// How many of the slots that differ it explains.
    pub explains: usize,
    /// How many slots it would change otherwise than was published.
    pub contradicts: usize,
}

/// What could have been otherwise when the parent published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It went by the report that the unit has replaced since.
    Earlier,
    /// It went by the other of the unit's reports.
    OtherReport,
    /// It counted a report that is left out here.
    LeftOut,
    /// It counted a unit that is here no more.
    Gone,
    /// It did not count this unit.
    Omitted,
    /// It counted this unit twice.
    Doubled,
}

impl Why {
    /// In words, after the unit's name.
    pub fn words(self) -> &'static str {
        match self {
            Why::Earlier => "公布时用的可能是它以前的报告",
            Why::OtherReport => "公布时用的可能是它的另一份报告",
            Why::LeftOut => "公布时可能计入了它，这次没有计入",
            Why::Gone => "公布时可能计入了它，这次没有这个单位",
            Why::Omitted => "公布时可能漏计了它",
            Why::Doubled => "公布时可能把它计了两次",
        }
    }

    /// The word of the public JSON.
    pub fn key(self) -> &'static str {
        match self {
            Why::Earlier => "earlier_report",
            Why::OtherReport => "other_report",
            Why::LeftOut => "left_out_here",
            Why::Gone => "gone",
            Why::Omitted => "omitted",
            Why::Doubled => "counted_twice",
        }
    }
}

/// Causes named for a slot.
const NAMED: usize = 5;

/// Holds the sum against the parent's report: the one told, else its own that lies in the folder.
pub(super) fn hold(rollup: &mut Rollup, parent: Option<&Origin>) {
    let own = rollup.reports.iter();
    let own = own.clone().position(|r| r.fate == Fate::Published);
    let file = number(rollup.names.files.len());
    let published = match (parent, own) {
        (Some(origin), _) => {
            rollup.names.files.push(super::name_of(origin));
            read(rollup, origin, file)
        }
        (None, Some(own)) => {
            let it = &rollup.reports[own];
            Some((it.file.clone(), it.sha256.clone(), it.slots.clone()))
        }
        (None, None) => None,
    };
    if let Some((file, sha256, slots)) = published {
        let mut held = Held {
            file,
            sha256,
            equal: 0,
            differences: Vec::new(),
            whole: Vec::new(),
        };
        against(rollup, &slots, &mut held);
        tell(rollup, &held);
        rollup.held = Some(held);
    }
}

type Published = (String, String, Vec<Option<Decimal>>);

/// Reads the parent's report; none, with a finding, where it cannot be held.
fn read(rollup: &mut Rollup, origin: &Origin, file: u32) -> Option<Published> {
    let mut found = |rule, message: String| {
        let finding = Finding::new(rule, Place::File(file), message);
        rollup.findings.push(finding);
    };
    let bytes = match previous::bytes(origin) {
        Ok(bytes) => bytes,
        Err(closed) => {
            found(&NOT_HELD, closed.why);
            return None;
        }
    };
    let report = report::read(&origin.file, &bytes);
    let errors = report.findings.iter();
    let errors: Vec<&Finding> = errors.filter(|f| f.rule.is_error()).collect();
    let first = errors.first().map_or("", |f| f.message.as_str());
    if report.cells.is_empty() {
        found(&NOT_HELD, format!("没有核对：{first}"));
        return None;
    }
    let year = report.year.filter(|y| *y != rollup.year);
    if let Some(year) = year {
        let message = format!(
            "这是 {year} 年度的报告，汇总的是 {} 年度，没有核对",
            rollup.year
        );
        found(&NOT_HELD, message);
        return None;
    }
    if let Some(part) = &report.part {
        found(&NOT_HELD, format!("这是{part}的报告，不是全年的，没有核对"));
        return None;
    }
    let form = rollup.form;
    if report.edition != Some(form.edition) {
        let message = format!("公布的报告用的不是 {} 版格式，没有核对", form.id);
        found(&NOT_HELD, message);
        return None;
    }
    if !errors.is_empty() {
        let message = format!("公布的报告自己有 {} 处错误：{first}", errors.len());
        found(&PARENT_FAULTY, message);
    }
    let value = |id: &str| report.slots.get(id).copied().flatten();
    let slots = form.slots.iter().map(|s| value(&s.id)).collect();
    Some((origin.file.clone(), digest::of_bytes(&bytes), slots))
}

/// Compares slot by slot, and looks for what could explain the differences.
fn against(rollup: &Rollup, published: &[Option<Decimal>], held: &mut Held) {
    let form = rollup.form;
    // a slot that is no number in the published report has no difference to be explained
    let mut due: Vec<Option<Decimal>> = Vec::new();
    for slot in 0..form.slots.len() {
        let sum = rollup.value(slot);
        let value = published.get(slot).copied().flatten();
        due.push(value.map(|v| v - sum));
        if value == Some(sum) {
            held.equal += 1;
        } else {
            held.differences.push(Difference {
                slot,
                published: value.map(|v| v.normalize()),
                sum,
                causes: Vec::new(),
                more: 0,
            });
        }
    }
    if held.differences.is_empty() {
        return;
    }
    let mut alone: BTreeMap<[u8; 32], (String, Why)> = BTreeMap::new();
    let leaves = |delta: &[Decimal]| -> Sums {
        (0..form.slots.len())
            .filter(|s| due[*s].is_some())
            .map(|s| delta[s])
            .collect()
    };
    let mut causes: BTreeMap<usize, Vec<Cause>> = BTreeMap::new();
    each_cause(rollup, &mut |unit, why, delta| {
        let changed = || (0..delta.len()).filter(|s| !delta[*s].is_zero());
        let fits: Vec<usize> = changed().filter(|s| due[*s] == Some(delta[*s])).collect();
        let told = changed().filter(|s| due[*s].is_some()).count();
        let cause = Cause {
            unit: unit.to_owned(),
            why,
            explains: fits.len(),
            contradicts: told - fits.len(),
        };
        for slot in fits {
            causes.entry(slot).or_default().push(cause.clone());
        }
        alone
            .entry(digest(&leaves(delta)))
            .or_insert_with(|| (unit.to_owned(), why));
    });
    let all = due.iter().flatten().filter(|d| !d.is_zero()).count();
    for difference in &mut held.differences {
        let mut found = causes.remove(&difference.slot).unwrap_or_default();
        found.sort_by(|a, b| {
            let key = |c: &Cause| {
                (
                    c.contradicts > 0,
                    std::cmp::Reverse(c.explains),
                    c.contradicts,
                    c.why,
                )
            };
            key(a).cmp(&key(b)).then_with(|| a.unit.cmp(&b.unit))
        });
        for cause in &found {
            let whole = cause.contradicts == 0 && cause.explains == all;
            if whole && !held.whole.iter().any(|w| w[0] == *cause) {
                held.whole.push(vec![cause.clone()]);
            }
        }
        difference.more = found.len().saturating_sub(NAMED);
        found.truncate(NAMED);
        difference.causes = found;
    }
    if held.whole.is_empty() {
        let due: Sums = due.iter().flatten().copied().collect();
        held.whole = pairs(rollup, &due, &leaves, &alone, all);
    }
}

/// Two causes that together explain all differences and nothing else.
fn pairs(
    rollup: &Rollup,
    due: &Sums,
    leaves: &dyn Fn(&[Decimal]) -> Sums,
    alone: &BTreeMap<[u8; 32], (String, Why)>,
    all: usize,
) -> Vec<Vec<Cause>> {
    const FOUND: usize = 3;
    let mut pairs: Vec<Vec<Cause>> = Vec::new();
    each_cause(rollup, &mut |unit, why, delta| {
        let delta = leaves(delta);
        let rest: Sums = due.iter().zip(&delta).map(|(d, c)| d - c).collect();
        let Some((other, other_why)) = alone.get(&digest(&rest)) else {
            return;
        };
        let cause = |unit: &str, why| Cause {
            unit: unit.to_owned(),
            why,
            explains: all,
            contradicts: 0,
        };
        let mut pair = vec![cause(unit, why), cause(other, *other_why)];
        pair.sort_by(|a, b| (a.why, &a.unit).cmp(&(b.why, &b.unit)));
        if unit != other && pairs.len() < FOUND && !pairs.contains(&pair) {
            pairs.push(pair);
        }
    });
    pairs
}

/// Tells each possible cause: the unit, what about it, and by how much it would have changed each slot.
fn each_cause(rollup: &Rollup, tell: &mut dyn FnMut(&str, Why, &[Decimal])) {
    let form = rollup.form;
    let whole = |sums: Sums| -> Sums { with_totals(form, sums).iter().map(|f| f.value).collect() };
    let less =
        |one: &Sums, other: &Sums| -> Sums { one.iter().zip(other).map(|(a, b)| a - b).collect() };
    let mut found = |unit: &str, why: Why, sums: Sums| {
        if sums.iter().any(|s| !s.is_zero()) {
            tell(unit, why, &whole(sums));
        }
    };
    for (at, report) in rollup.reports.iter().enumerate() {
        if report.edition != Some(form.edition) {
            continue;
        }
        let unit = rollup.unit_of(at).to_owned();
        let now = amounts(form, report);
        match report.fate {
            Fate::Counted => {
                found(&unit, Why::Omitted, now.iter().map(|v| -v).collect());
                found(&unit, Why::Doubled, now.clone());
            }
            Fate::Twice(taken) => {
                let taken = &rollup.reports[taken];
                if taken.fate == Fate::Counted {
                    let change = less(&now, &amounts(form, taken));
                    found(&unit, Why::OtherReport, change);
                }
            }
            Fate::Published | Fate::NoTables => {}
            _ => found(&unit, Why::LeftOut, now.clone()),
        }
        let last = rollup.last.as_ref();
        let earlier = last.and_then(|l| l.earlier.get(&at));
        if let (Some(earlier), Fate::Counted) = (earlier, report.fate) {
            found(&unit, Why::Earlier, less(&earlier.amounts, &now));
        }
    }
    for gone in rollup.last.iter().flat_map(|l| &l.went) {
        found(&gone.unit, Why::Gone, gone.amounts.clone());
    }
}

/// In words: `「民政局」公布时可能漏计了它`.
pub(super) fn words(cause: &Cause) -> String {
    format!("{}：{}", quote(&cause.unit), cause.why.words())
}

fn tell(rollup: &mut Rollup, held: &Held) {
    let form: &Form = rollup.form;
    let whole: Vec<String> = held
        .whole
        .iter()
        .map(|causes| causes.iter().map(words).collect::<Vec<_>>().join("；"))
        .collect();
    for difference in &held.differences {
        let slot = &form.slots[difference.slot];
        let published = match difference.published {
            Some(value) => format!("公布 {value}，汇总 {}", difference.sum),
            None => format!("公布的报告没有数字，汇总 {}", difference.sum),
        };
        let apart = difference.published.map_or(String::new(), |value| {
            format!("，公布比汇总{}", apart(value - difference.sum))
        });
        let place = Place::Slot(slot.id.clone());
        let mut finding = Finding::new(&DIFFERS, place, format!("{published}{apart}"));
        finding.value = difference.published.map(|v| v.to_string());
        // one next step for all, where one cause explains all
        let finding = match (whole.first(), explanation(difference)) {
            (Some(whole), _) => finding.help(format!("正好能解释全部差额的：{whole}。请向它核实")),
            (None, Some(causes)) => finding.help(format!("正好能解释的：{causes}。请核实")),
            (None, None) => finding,
        };
        rollup.findings.push(finding);
    }
}

/// The causes of a difference in words: those that agree with every other slot alone, where there are such.
fn explanation(difference: &Difference) -> Option<String> {
    let clean = difference.causes.iter().filter(|c| c.contradicts == 0);
    let clean: Vec<String> = clean.map(words).collect();
    if !clean.is_empty() {
        return Some(clean.join("，"));
    }
    let all: Vec<String> = difference.causes.iter().map(words).collect();
    match (all.is_empty(), difference.more) {
        (true, _) => None,
        (false, 0) => Some(all.join("，")),
        (false, more) => Some(format!("{}（另有 {more} 个）", all.join("，"))),
    }
}

fn apart(difference: Decimal) -> String {
    let size = difference.abs().normalize();
    match difference.is_sign_negative() {
        true => format!("少 {size}"),
        false => format!("多 {size}"),
    }
}
