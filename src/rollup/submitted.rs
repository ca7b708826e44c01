//! Reports read, and what is kept of them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Fault, Job, Submitted, name_of, names};
use crate::address::{Address, SourceName};
use crate::finding::{Finding, Place, Severity};
use crate::form::{Form, Table};
use crate::job::Origin;
use crate::verify::report::{self, Report};
use crate::write::publishable::ABOVE;
use crate::{digest, previous};

/// Errors and doubts of a report that are kept; the rest is only counted.
const FAULTS: usize = 200;

/// Reads all reports, in the order of their names, each with the working papers beside it. Only the files
/// that are being read are held in memory.
pub(super) fn read(job: &Job, done: &(dyn Fn() + Sync)) -> (Vec<Submitted>, Vec<SourceName>) {
    let mut origins: Vec<&Origin> = job.reports.iter().collect();
    origins.sort_by_cached_key(|o| crate::text::order_of_name(&o.file));
    let each = |origin: &&Origin| {
        let read = one(origin);
        done();
        read
    };
    let papers = |origin: &Origin| (origin.file.clone(), hash_of(origin));
    let all = || {
        let reports: Vec<_> = origins.par_iter().map(each).collect();
        let papers: Vec<_> = job.papers.par_iter().map(papers).collect();
        (reports, papers)
    };
    let (read, papers) = match rayon::ThreadPoolBuilder::new()
        .num_threads(job.jobs)
        .build()
    {
        Ok(pool) => pool.install(all),
        Err(_) => (
            origins.iter().map(each).collect(),
            job.papers.iter().map(papers).collect(),
        ),
    };
    let mut of_folder: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
    for (file, hash) in &papers {
        if let Some(hash) = hash {
            let beside = of_folder.entry(folder(file)).or_default();
            beside.push((file.clone(), hash.clone()));
        }
    }
    let (mut reports, mut names) = (Vec::new(), Vec::new());
    for (mut report, mut name) in read {
        if let Some(papers) = of_folder.get(folder(&report.file)) {
            report.papers.clone_from(papers);
            report.papers.sort();
        }
        move_to(&mut report, super::number(names.len()));
        name.file.clone_from(&report.file);
        reports.push(report);
        names.push(name);
    }
    (reports, names)
}

/// The folder that a file lies in.
pub(super) fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Addresses of a report read alone are of file 0.
fn move_to(report: &mut Submitted, file: u32) {
    for fault in report.faults.iter_mut().chain(&mut report.doubtful) {
        match &mut fault.at {
            Place::File(at) | Place::Sheet(at, _) => *at = file,
            Place::Cell(at) => at.file = file,
            Place::Run | Place::Setting(_) | Place::Slot(_) => {}
        }
    }
    if let Some(another) = &mut report.another {
        another.at.file = file;
    }
}

fn one(origin: &Origin) -> (Submitted, SourceName) {
    match previous::bytes(origin) {
        Ok(bytes) => {
            let report = report::read(&origin.file, &bytes);
            kept(report, &bytes)
        }
        Err(closed) => {
            let mut report = report::read(&origin.file, b"");
            report.findings = vec![closed.finding()];
            let mut read = kept(report, b"");
            read.0.sha256 = hash_of(origin).unwrap_or_default();
            read.1 = name_of(origin);
            read
        }
    }
}

/// What is kept of a report.
fn kept(mut report: Report, bytes: &[u8]) -> (Submitted, SourceName) {
    let form = report.form().filter(|_| !report.cells.is_empty());
    let slots = form.map_or_else(Vec::new, |form| {
        let value = |id: &str| report.slots.get(id).copied().flatten();
        form.slots.iter().map(|s| value(&s.id)).collect()
    });
    let count = |severity| {
        let of = report.findings.iter();
        of.filter(|f| f.rule.severity == severity).count()
    };
    let faults = |severity| {
        let of = report.findings.iter();
        let of = of.filter(|f| f.rule.severity == severity).take(FAULTS);
        let fault = |f: &Finding| Fault {
            code: f.rule.code,
            at: f.at.clone(),
            slot: slot(&report, f),
            message: f.message.clone(),
        };
        of.map(fault).collect()
    };
    let submitted = Submitted {
        size: bytes.len() as u64,
        sha256: digest::of_bytes(bytes),
        year: report.year,
        edition: form.map(|f| f.edition),
        scope: report.scope,
        ours: form.is_some_and(|form| is_ours(&report, form)),
        slots,
        faults: faults(Severity::Error),
        doubtful: faults(Severity::Warning),
        another: report.another.clone(),
        errors: count(Severity::Error),
        doubts: count(Severity::Warning),
        called: names::called(&report.file),
        file: std::mem::take(&mut report.file),
        agency: report.agency.take(),
        part: report.part.take(),
        undivided: std::mem::take(&mut report.undivided),
        ..Submitted::default()
    };
    let name = report.names.files.pop().unwrap_or_default();
    (submitted, name)
}

fn slot(report: &Report, finding: &Finding) -> Option<String> {
    match &finding.at {
        Place::Cell(at) => report.slot_at(*at).map(str::to_owned),
        Place::Slot(slot) => Some(slot.clone()),
        _ => None,
    }
}

/// Whether every figure stands in the cell where gknb writes it.
fn is_ours(report: &Report, form: &Form) -> bool {
    let sheets = &report.names.files.first().map_or(&[][..], |f| &f.sheets);
    let stands = |table: &Table| {
        let sheet = sheets
            .iter()
            .position(|s| s.as_deref() == Some(&table.sheet));
        table.places().into_iter().all(|(row, column, cell)| {
            let Some(slot) = cell.slot else { return true };
            let at = report.cells.get(&form.slots[slot].id);
            let due = |at: &Address| {
                at.row == u32::from(row + ABOVE) + 1
                    && at.column == Some(column)
                    && Some(usize::from(at.sheet)) == sheet
            };
            at.is_some_and(due)
        })
    };
    !report.document && form.tables.iter().all(stands)
}

/// SHA-256 of a file, read in pieces; none where it cannot be read.
fn hash_of(origin: &Origin) -> Option<String> {
    let mut input = (origin.open)().ok()?;
    Some(digest::of_input(&mut *input).ok()?.0)
}
