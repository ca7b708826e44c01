//! `gknb` (公开年报) compiles the quarterly exports of an office into the mandated tables of sections 二, 三,
//! 四 of the 政府信息公开工作年度报告, and keeps for every number the rows it came from.
//!
//! The folders are the pipeline, in the order of their names:
//!
//! - [`book`] 工作簿: bytes → rows of addressed cells, whatever the file really is
//! - [`mod@column`] 列: rows → a table: header found, each column given its field
//! - [`entry`] 登记条目: table rows → typed entries, words understood in four grades
//! - [`form`] 法定报表: the mandated form of an edition, as data
//! - [`ledger`] 台账: entries → one unit's year: exports merged, every row's fate
//! - [`tally`] 汇总: ledger × form → figures, each with the rows behind it
//! - [`verify`] 校验: figures held against the form and against last year
//! - [`write`](mod@write) 输出: figures → workbook, JSON, and findings for people
//!
//! A folder uses only the folders before it and the ground: [`address`], [`finding`], [`text`], [`date`], [`number`],
//! [`period`], `office`, `packed`, [`settings`] and `syntax`, [`folder`], [`refusal`], [`digest`]; what they make is a `compilation`,
//! which `write` shows. On top stand `job`, `exports` and `footing`, `previous` and [`explain`], [`trace`], [`units`],
//! [`rollup`] and [`reports`], [`handover`], [`diff`] and [`audit`]. This file calls the stages in order: see [`compile`].
//! The library touches no disk, no terminal, no clock.

use std::collections::BTreeSet;
use std::sync::Arc;

pub mod address;
pub mod audit;
pub mod book;
pub mod column;
pub mod date;
pub mod diff;
pub mod digest;
pub mod entry;
pub mod explain;
pub mod finding;
pub mod folder;
pub mod form;
pub mod handover;
pub mod ledger;
pub mod number;
pub mod period;
pub mod refusal;
pub mod reports;
pub mod rollup;
pub mod settings;
mod syntax;
pub mod tally;
pub mod text;
pub mod trace;
pub mod units;
pub mod verify;
pub mod write;

mod compilation;
mod exports;
mod footing;
mod job;
mod office;
mod packed;
mod previous;

pub use compilation::{Compilation, Source, SourceSheet};
pub use job::{Job, Origin, Stop};

use finding::Finding;

/// All rules, in the order of the pipeline.
pub fn rules() -> Vec<&'static finding::Rule> {
    [
        folder::RULES,
        book::RULES,
        column::RULES,
        entry::RULES,
        ledger::RULES,
        tally::RULES,
        verify::RULES,
        verify::report::RULES,
        footing::RULES,
        explain::RULES,
        units::RULES,
        rollup::RULES,
    ]
    .concat()
}

/// Compiles: reads the files, settles the year, counts, holds the figures against the form and last year.
///
/// What is wrong in the user's data becomes findings of the compilation; a [`Stop`] means that there is
/// nothing to compile by (settings that cannot be followed, no report year).
pub fn compile(job: &Job) -> Result<Compilation, Stop> {
    compile_by_unit(job, &units::UnitFiles::default())
}

/// Compiles as [`compile`] does, with the files that tell of units (roster, last year's reports), where the settings ask
/// for each unit's figures as well.
pub fn compile_by_unit(job: &Job, files: &units::UnitFiles) -> Result<Compilation, Stop> {
    let mut findings = Vec::new();
    let (terms, mut roster) = terms(job, files, &mut findings)?;
    let year = footing::report_year(job, &terms, &mut findings)?;
    let form = footing::form_of(year, job)?;
    let span = ledger::Year::new(year, job.settings.until);
    let mut exports = exports::read(job, &terms, Some(year), form, &mut findings);
    exports.names.files.append(&mut roster.files);
    let settling = settling(job, &terms, form, span);
    let mut ledger = ledger::settle(exports.rows, &exports.tables, &settling, &mut findings);
    ledger.summed = exports.summed;
    reread(job, &terms, (year, form), &ledger, &mut findings);
    let agency = footing::agency(job, &exports.units, &mut findings);
    let mut previous = job
        .previous
        .as_ref()
        .and_then(|origin| previous::read(origin, &mut findings));
    let ground = units::Ground {
        settings: &job.settings,
        form,
        year,
        span,
        ledger: &ledger,
        roster: &roster,
    };
    let mut settings = job.settings.clone();
    let mut division = None;
    if terms.units.is_some() {
        let (mut divided, whole) = units::divide(&ground, files, &agency, &mut findings)?;
        (settings, previous) = divided.whole(&ground, previous.or(whole));
        division = Some(divided);
    }
    let tally = tally::count(
        &ledger,
        form,
        &settings,
        previous.as_ref(),
        span,
        &mut findings,
    );
    let held = verify::Year {
        agency: &agency,
        year,
        form,
        tally: &tally,
        ledger: &ledger,
        previous: previous.as_ref(),
        settings: &settings,
    };
    verify::verify(&held, &mut findings);
    footing::nothing_found(job, &exports.tables, &ledger, span, &mut findings);
    if !ledger.cases.is_empty() || tells_by_hand(job, "4.") {
        findings.retain(|finding| finding.rule.code != column::FOLLOWED.code);
    }
    let mut asides = exports.asides;
    asides.sort_unstable();
    let whole = units::Whole {
        form,
        tally: &tally,
        ledger: &ledger,
        tables: &exports.tables,
        known: &roster.known,
    };
    let mut units = division.map_or(Vec::new(), |d| d.close(&whole, &mut findings));
    explain::answer(
        &mut findings,
        &job.settings.explains,
        &rules(),
        &exports.names,
    );
    finding::sort(&mut findings);
    whole.weigh(&mut units, &findings);
    Ok(Compilation {
        agency,
        year,
        scope: settings.scope.unwrap_or_default(),
        until: job.settings.until,
        form,
        tally,
        rows: count(&asides, &ledger),
        asides,
        ledger,
        tables: exports.tables,
        previous,
        settings,
        sources: exports.sources,
        names: exports.names,
        findings,
        units,
    })
}

/// What the settings say of reading, with the units where each unit's figures are asked for.
fn terms(
    job: &Job,
    files: &units::UnitFiles,
    findings: &mut Vec<Finding>,
) -> Result<(exports::Terms, units::Roster), Stop> {
    let mut terms =
        exports::Terms::of(&job.settings).map_err(|stop| footing::and_of_form(stop, job))?;
    let mut roster = units::Roster::default();
    if let Some(units) = &mut terms.units {
        roster = units::roster(files, job.files.len(), findings);
        *units = Arc::clone(&roster.known);
    }
    Ok((terms, roster))
}

/// What the year is settled by.
fn settling(
    job: &Job,
    terms: &exports::Terms,
    form: &form::Form,
    year: ledger::Year,
) -> ledger::Terms {
    ledger::Terms {
        year,
        distinct: job.settings.distinct,
        lines: ledger::Lines::of(form),
        by_unit: terms.units.is_some(),
        own_numbers: terms.own_numbers,
        key: terms.key.clone(),
    }
}

/// How many rows met which fate.
fn count(asides: &[(address::Address, column::Why)], ledger: &ledger::Ledger) -> ledger::RowCount {
    let asides = asides
        .iter()
        .map(|(_, why)| ledger::Reason::Aside(*why).into());
    ledger::RowCount::of(asides).and(ledger::RowCount::of_ledger(ledger))
}

/// Who applied for what, by row. Read once more from the files, since a compilation keeps no names; for the
/// working paper of an office that asks for them.
pub fn people(job: &Job, year: i16) -> Result<write::private::People, Stop> {
    let terms = exports::Terms::of(&job.settings)?;
    let form = footing::form_of(year, job)?;
    let person = |entry: entry::Entry, written: &dyn Fn(column::Field) -> Option<String>| {
        let entry::Entry::Request(request) = entry else {
            return None;
        };
        let person = write::private::Person {
            applicant: written(column::Field::Applicant).unwrap_or_default(),
            content: written(column::Field::Content).unwrap_or_default(),
        };
        let told = !(person.applicant.is_empty() && person.content.is_empty());
        told.then_some((request.record.at.row(), person))
    };
    let people = exports::entries(job, &terms, (year, form), &|_| true, &person);
    Ok(people.into_iter().collect())
}

/// Reads again what two rows of one application may tell differently, and says so where they do.
fn reread(
    job: &Job,
    terms: &exports::Terms,
    of: (i16, &form::Form),
    ledger: &ledger::Ledger,
    findings: &mut Vec<Finding>,
) {
    let asked = ledger.questions.iter().flat_map(|q| [q.was, q.is]);
    let asked: BTreeSet<address::Address> = asked.collect();
    if asked.is_empty() {
        return;
    }
    let told = exports::requests(job, terms, of, &asked);
    let says = |row: address::Address, field: column::Field| {
        let request = told.get(&row)?;
        let text = match field {
            column::Field::Applicant => &request.applicant,
            _ => &request.content,
        };
        text.as_deref().map(str::to_owned)
    };
    ledger::answer(ledger, &says, findings);
}

/// Whether the office gives figures of a section by hand.
fn tells_by_hand(job: &Job, section: &str) -> bool {
    let mut figures = job.settings.figures.iter();
    figures.any(|figure| figure.slot.starts_with(section))
}
