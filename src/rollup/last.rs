//! 上次汇总: what is kept from one roll-up to the next, and what has changed since.
//!
//! 汇总清单 keeps of every report in the sum its unit, file, hash and figures, and the hashes of the working
//! papers beside it, so that a child's trace can be proved through the parent without any row of it. Of a
//! report that was replaced the one before is kept too, for the parent may have published by that one.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::rules::{CAME_AND_WENT, CHANGED, LAST_UNREADABLE};
use super::sums::{Sums, amounts, listed};
use super::{Rollup, number};
use crate::finding::{Finding, Place};
use crate::form::Form;
use crate::job::Origin;
use crate::text::quote;
use crate::write::in_file_name;
use crate::write::json::decimal;

/// What has changed since the last roll-up.
#[derive(Debug, Default)]
pub struct Last {
    /// By report: the one before it.
    pub earlier: BTreeMap<usize, Earlier>,
    /// Reports of units that were not in the last sum.
    pub came: Vec<usize>,
    /// Units of the last sum that are not in this one.
    pub went: Vec<Gone>,
    /// Reports that came under another unit's name last time.
    pub renamed: Vec<(String, usize)>,
}

/// The report that one has replaced.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// SHA-256 of its file.
    pub sha256: String,
    /// What it added to each slot.
    pub amounts: Sums,
    /// It has been replaced since the last roll-up, not before.
    pub fresh: bool,
}

/// A report that is no longer in the sum.
#[derive(Debug, Clone)]
pub struct Gone {
    /// Its unit.
    pub unit: String,
    /// Its file.
    pub file: String,
    /// SHA-256 of its file.
    pub sha256: String,
    /// What it added to each slot.
    pub amounts: Sums,
}

/// A report as the list has it.
struct Kept {
    gone: Gone,
    before: Option<(String, Sums)>,
}

/// A list larger than this is none of ours.
const LARGEST: u64 = 256 << 20;

/// Holds the reports against those of the last roll-up.
pub(super) fn compare(rollup: &mut Rollup, lists: &[Origin]) {
    let name = list_name(&rollup.agency, rollup.year);
    let Some(origin) = lists.iter().find(|o| o.file == name) else {
        return;
    };
    match read(origin, rollup) {
        Ok(kept) => {
            let last = between(rollup, kept);
            tell(rollup, &last);
            rollup.last = Some(last);
        }
        Err(why) => {
            let message = format!("{}：{why}", origin.file);
            let finding = Finding::new(&LAST_UNREADABLE, Place::Run, message);
            rollup.findings.push(finding);
        }
    }
}

fn between(rollup: &Rollup, kept: Vec<Kept>) -> Last {
    let mut last = Last::default();
    let mut by_unit: BTreeMap<String, Vec<Kept>> = BTreeMap::new();
    for one in kept.into_iter().rev() {
        by_unit.entry(one.gone.unit.clone()).or_default().push(one);
    }
    for report in in_sum(rollup) {
        let it = &rollup.reports[report];
        // a unit with several reports meets them in the order in which it did
        let then = by_unit.get_mut(rollup.unit_of(report)).and_then(Vec::pop);
        let Some(then) = then else {
            last.came.push(report);
            continue;
        };
        let earlier = match then.gone.sha256 == it.sha256 {
            true => then.before.map(|(sha256, amounts)| Earlier {
                sha256,
                amounts,
                fresh: false,
            }),
            false => Some(Earlier {
                sha256: then.gone.sha256,
                amounts: then.gone.amounts,
                fresh: true,
            }),
        };
        last.earlier.extend(earlier.map(|e| (report, e)));
    }
    let went = by_unit.into_values().flatten().map(|kept| kept.gone);
    for gone in went {
        let same = |r: &usize| rollup.reports[*r].sha256 == gone.sha256;
        match last.came.iter().position(same) {
            Some(at) => {
                let report = last.came.remove(at);
                last.renamed.push((gone.unit, report));
            }
            None => last.went.push(gone),
        }
    }
    last
}

/// Reports of this sum, in the order of their units.
fn in_sum(rollup: &Rollup) -> impl Iterator<Item = usize> + '_ {
    let all = rollup.units.iter().flat_map(|u| u.reports.iter().copied());
    all.filter(|r| !rollup.reports[*r].fate.is_out())
}

fn tell(rollup: &mut Rollup, last: &Last) {
    for (report, earlier) in last.earlier.iter().filter(|(_, e)| e.fresh) {
        let changes = changes(
            rollup.form,
            earlier,
            &amounts(rollup.form, &rollup.reports[*report]),
        );
        let what: Vec<String> = changes
            .iter()
            .map(|(slot, then, now)| format!("{} {then} → {now}", rollup.form.slots[*slot].id))
            .collect();
        let what = match what.is_empty() {
            true => "各指标格的数没有变".to_owned(),
            false => listed(&what, "格"),
        };
        let message = format!("{}换了报告：{what}", quote(rollup.unit_of(*report)));
        rollup.findings.push(Finding::new(
            &CHANGED,
            Place::File(number(*report)),
            message,
        ));
    }
    let mut say = |message: String| {
        rollup
            .findings
            .push(Finding::new(&CAME_AND_WENT, Place::Run, message));
    };
    let names = |names: Vec<&str>| {
        let unique: BTreeSet<&str> = names.into_iter().collect();
        listed(&unique.into_iter().map(quote).collect::<Vec<_>>(), "个单位")
    };
    if !last.went.is_empty() {
        let went = last.went.iter().map(|g| g.unit.as_str()).collect();
        say(format!("上次计入、这次没有计入的单位：{}", names(went)));
    }
    for (was, report) in &last.renamed {
        let unit = rollup.reports[*report].unit;
        let now = unit.map_or("", |u| rollup.units[u].path.as_str());
        let message = format!(
            "上次的{}与这次的{}报告文件相同，可能改了名",
            quote(was),
            quote(now)
        );
        rollup
            .findings
            .push(Finding::new(&CAME_AND_WENT, Place::Run, message));
    }
    if !last.came.is_empty() {
        let came: Vec<&str> = last.came.iter().map(|r| rollup.unit_of(*r)).collect();
        let message = format!("上次没有、这次计入的单位：{}", names(came));
        rollup
            .findings
            .push(Finding::new(&CAME_AND_WENT, Place::Run, message));
    }
}

/// The slots that differ from the report before: then and now.
pub(super) fn changes(
    form: &Form,
    earlier: &Earlier,
    now: &[Decimal],
) -> Vec<(usize, Decimal, Decimal)> {
    let then = |slot: usize| earlier.amounts.get(slot).copied().unwrap_or_default();
    (0..form.slots.len())
        .filter(|s| then(*s) != now[*s])
        .map(|s| (s, then(s).normalize(), now[s].normalize()))
        .collect()
}

/// The file name of 汇总清单.
pub fn list_name(agency: &str, year: i16) -> String {
    format!("{}{year}年汇总清单.json", in_file_name(agency))
}

/// 汇总清单 of this roll-up: one report a line.
pub fn manifest(rollup: &Rollup) -> String {
    let form = rollup.form;
    let slots = |amounts: &[Decimal]| -> Value {
        let nonzero = form.slots.iter().zip(amounts).filter(|(_, a)| !a.is_zero());
        Value::Object(
            nonzero
                .map(|(slot, amount)| (slot.id.clone(), Value::Number(decimal(*amount))))
                .collect(),
        )
    };
    let lines: Vec<String> = in_sum(rollup)
        .map(|report| {
            let it = &rollup.reports[report];
            let before = rollup.last.as_ref().and_then(|l| l.earlier.get(&report));
            let papers = it.papers.iter();
            let papers: Vec<Value> = papers
                .map(|(file, sha256)| json!({"file": file, "sha256": sha256}))
                .collect();
            json!({
                "unit": rollup.unit_of(report),
                "file": it.file,
                "sha256": it.sha256,
                "slots": slots(&amounts(form, it)),
                "papers": papers,
                "before": before.map(|e| json!({"sha256": e.sha256, "slots": slots(&e.amounts)})),
            })
            .to_string()
        })
        .collect();
    let head = json!({
        "version": 1,
        "list": LIST,
        "agency": rollup.agency,
        "year": rollup.year,
        "edition": form.id,
    })
    .to_string();
    let head = head.trim_end_matches('}');
    format!("{head},\"reports\":[\n{}\n]}}\n", lines.join(",\n"))
}

/// What says that a JSON is such a list.
const LIST: &str = "汇总清单（内部资料 不得公开）";

fn read(origin: &Origin, rollup: &Rollup) -> Result<Vec<Kept>, String> {
    let input = (origin.open)().map_err(|e| format!("文件打不开（{e}）"))?;
    let mut bytes = Vec::new();
    input
        .take(LARGEST)
        .read_to_end(&mut bytes)
        .map_err(|e| format!("读到一半出错（{e}）"))?;
    let list: Value =
        serde_json::from_slice(&bytes).map_err(|e| format!("不是完整的 JSON（{e}）"))?;
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    if text(&list, "list").as_deref() != Some(LIST) {
        return Err("不是汇总清单".to_owned());
    }
    let year = list.get("year").and_then(Value::as_i64);
    if year != Some(rollup.year.into()) || text(&list, "edition") != Some(rollup.form.id.clone()) {
        return Err("不是同一年度的".to_owned());
    }
    let one = |value: &Value| {
        let sums = |value: &Value| sums(rollup.form, value.get("slots")?);
        let before = value.get("before").filter(|b| !b.is_null());
        Some(Kept {
            gone: Gone {
                unit: text(value, "unit")?,
                file: text(value, "file")?,
                sha256: text(value, "sha256")?,
                amounts: sums(value)?,
            },
            before: match before {
                Some(before) => Some((text(before, "sha256")?, sums(before)?)),
                None => None,
            },
        })
    };
    let reports = list.get("reports").and_then(Value::as_array);
    let kept = reports.and_then(|all| all.iter().map(one).collect::<Option<Vec<_>>>());
    kept.ok_or_else(|| "内容被改动过，读不出来".to_owned())
}

fn sums(form: &Form, slots: &Value) -> Option<Sums> {
    let mut sums = vec![Decimal::ZERO; form.slots.len()];
    for (id, value) in slots.as_object()? {
        let slot = form.slot(id)?;
        let Value::Number(number) = value else {
            return None;
        };
        sums[slot] = crate::number::written(&number.to_string())?;
    }
    Some(sums)
}
