//! The public JSON of a roll-up, version 1.

use serde::Serialize;
use serde_json::Number;

use super::{Cause, Rollup, Submitted, settle, sums};
use crate::finding::Place;
use crate::settings::Scope;
use crate::write::json::{self, At, PublicFinding, decimal};

#[derive(Serialize)]
struct Document<'a, S: Serialize> {
    version: u8,
    agency: &'a str,
    year: i16,
    edition: &'a str,
    scope: &'static str,
    publishable: bool,
    slots: S,
    units: Vec<Unit<'a>>,
    unplaced: Vec<Report<'a>>,
    last: Option<Last<'a>>,
    held: Option<Held<'a>>,
    findings: Vec<PublicFinding<'a, At<'a>>>,
}

#[derive(Serialize)]
struct Unit<'a> {
    unit: &'a str,
    superior: Option<&'a str>,
    depth: u16,
    former: &'a [String],
    standing: &'static str,
    reports: Vec<Report<'a>>,
}

#[derive(Serialize)]
struct Report<'a> {
    file: &'a str,
    sha256: &'a str,
    fate: &'static str,
    agency: Option<&'a str>,
    year: Option<i16>,
    edition: Option<&'a str>,
    scope: Option<&'static str>,
    papers: Vec<Paper<'a>>,
    slots: Amounts<'a>,
    errors: usize,
    findings: Vec<Fault<'a>>,
}

#[derive(Serialize)]
struct Paper<'a> {
    file: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Fault<'a> {
    code: &'a str,
    message: &'a str,
    place: String,
    slot: Option<&'a str>,
}

/// A report's own figures, whole; null where it has none.
struct Amounts<'a>(&'a Submitted);

impl Serialize for Amounts<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = self.0.edition.map(crate::form::Form::of);
        let slots = form.map_or(&[][..], |f| &f.slots);
        let values = self.0.slots.iter();
        serializer.collect_map(
            slots
                .iter()
                .zip(values)
                .map(|(slot, value)| (&slot.id, value.map(decimal))),
        )
    }
}

#[derive(Serialize)]
struct Last<'a> {
    changed: Vec<Changed<'a>>,
    came: Vec<&'a str>,
    went: Vec<&'a str>,
    renamed: Vec<Renamed<'a>>,
}

#[derive(Serialize)]
struct Changed<'a> {
    unit: &'a str,
    file: &'a str,
    sha256: &'a str,
    before: &'a str,
    since_last: bool,
    slots: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    slot: &'a str,
    before: Number,
    now: Number,
}

#[derive(Serialize)]
struct Renamed<'a> {
    was: &'a str,
    now: &'a str,
}

#[derive(Serialize)]
struct Held<'a> {
    file: &'a str,
    sha256: &'a str,
    equal: usize,
    differences: Vec<Difference<'a>>,
    whole: Vec<Vec<PublicCause<'a>>>,
}

#[derive(Serialize)]
struct Difference<'a> {
    slot: &'a str,
    published: Option<Number>,
    sum: Number,
    causes: Vec<PublicCause<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct PublicCause<'a> {
    unit: &'a str,
    why: &'static str,
    explains: usize,
    contradicts: usize,
}

/// The document of `rollup --json`.
pub fn json(rollup: &Rollup) -> String {
    let form = rollup.form;
    let units = rollup.units.iter().map(|unit| Unit {
        unit: &unit.path,
        superior: unit.superior.map(|s| rollup.units[s].path.as_str()),
        depth: unit.depth,
        former: &unit.former,
        standing: unit.standing.key(),
        reports: unit.reports.iter().map(|r| report(rollup, *r)).collect(),
    });
    let unplaced = (0..rollup.reports.len()).filter(|r| rollup.reports[*r].unit.is_none());
    let document = Document {
        version: 1,
        agency: &rollup.agency,
        year: rollup.year,
        edition: &form.id,
        scope: Scope::Whole.word(),
        publishable: rollup.publishable(),
        slots: json::slots(form, &rollup.tally),
        units: units.collect(),
        unplaced: unplaced.map(|r| report(rollup, r)).collect(),
        last: rollup.last.as_ref().map(|l| last(rollup, l)),
        held: rollup.held.as_ref().map(|h| held(rollup, h)),
        findings: json::findings(&rollup.findings, &rollup.names),
    };
    json::text(&document)
}

fn report(rollup: &Rollup, at: usize) -> Report<'_> {
    let it = &rollup.reports[at];
    let papers = it.papers.iter();
    let faults = it.faults.iter();
    Report {
        file: &it.file,
        sha256: &it.sha256,
        fate: it.fate.key(),
        agency: it.agency.as_deref(),
        year: it.year,
        edition: it.edition.map(|e| crate::form::Form::of(e).id.as_str()),
        scope: it.scope.map(Scope::word),
        papers: papers
            .map(|(file, sha256)| Paper { file, sha256 })
            .collect(),
        slots: Amounts(it),
        errors: it.errors,
        findings: faults
            .map(|fault| Fault {
                code: fault.code,
                message: &fault.message,
                place: match fault.at {
                    Place::Slot(_) => String::new(),
                    _ => settle::place(rollup, fault),
                },
                slot: fault.slot.as_deref(),
            })
            .collect(),
    }
}

fn last<'a>(rollup: &'a Rollup, last: &'a super::Last) -> Last<'a> {
    let form = rollup.form;
    let changed = last.earlier.iter().map(|(report, earlier)| {
        let it = &rollup.reports[*report];
        let slots = super::last::changes(form, earlier, &sums::amounts(form, it));
        Changed {
            unit: rollup.unit_of(*report),
            file: &it.file,
            sha256: &it.sha256,
            before: &earlier.sha256,
            since_last: earlier.fresh,
            slots: slots
                .into_iter()
                .map(|(slot, before, now)| Change {
                    slot: &form.slots[slot].id,
                    before: decimal(before),
                    now: decimal(now),
                })
                .collect(),
        }
    });
    Last {
        changed: changed.collect(),
        came: last.came.iter().map(|r| rollup.unit_of(*r)).collect(),
        went: last.went.iter().map(|g| g.unit.as_str()).collect(),
        renamed: last
            .renamed
            .iter()
            .map(|(was, report)| Renamed {
                was,
                now: rollup.unit_of(*report),
            })
            .collect(),
    }
}

fn held<'a>(rollup: &'a Rollup, held: &'a super::Held) -> Held<'a> {
    let causes = |causes: &'a [Cause]| {
        causes
            .iter()
            .map(|c| PublicCause {
                unit: &c.unit,
                why: c.why.key(),
                explains: c.explains,
                contradicts: c.contradicts,
            })
            .collect::<Vec<_>>()
    };
    Held {
        file: &held.file,
        sha256: &held.sha256,
        equal: held.equal,
        differences: held
            .differences
            .iter()
            .map(|d| Difference {
                slot: &rollup.form.slots[d.slot].id,
                published: d.published.map(decimal),
                sum: decimal(d.sum),
                causes: causes(&d.causes),
                more: d.more,
            })
            .collect(),
        whole: held.whole.iter().map(|w| causes(w)).collect(),
    }
}
