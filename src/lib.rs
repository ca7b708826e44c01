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
//! [`period`], `packed`, [`settings`] and `syntax`, [`folder`], [`refusal`], [`digest`]; what they make is a `compilation`,
//! which `write` shows. On top stand `job` and `exports`, `previous` and [`explain`], [`trace`], [`units`], [`rollup`] and
//! [`reports`], [`handover`], [`diff`] and [`audit`]. This file calls the stages in order: see [`compile`]. The library
//! touches no disk, no terminal, no clock.

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
mod job;
mod packed;
mod previous;

pub use compilation::{Compilation, Source, SourceSheet};
pub use job::{Job, Origin, Stop};

use finding::{Finding, Grade, Place, Rule, Severity};
use settings::Settings;

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
        RULES,
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

/// The same, with what tells of units where the settings ask for each unit's figures as well.
pub fn compile_by_unit(job: &Job, files: &units::UnitFiles) -> Result<Compilation, Stop> {
    let mut terms = exports::Terms::of(&job.settings).map_err(|stop| and_of_form(stop, job))?;
    let mut findings = Vec::new();
    let mut roster = units::Roster::default();
    if let Some(units) = &mut terms.units {
        roster = units::roster(files, job.files.len(), &mut findings);
        *units = Arc::clone(&roster.known);
    }
    let terms = terms;
    let year = report_year(job, &terms, &mut findings)?;
    let form = form_of(year, job)?;
    let span = ledger::Year::new(year, job.settings.until);
    let mut exports = exports::read(job, &terms, Some(year), form, &mut findings);
    exports.names.files.append(&mut roster.files);
    let settling = ledger::Terms {
        year: span,
        distinct: job.settings.distinct,
        lines: ledger::Lines::of(form),
        by_unit: terms.units.is_some(),
        own_numbers: terms.own_numbers,
    };
    let ledger = ledger::settle(exports.rows, &exports.tables, &settling, &mut findings);
    reread(job, &terms, (year, form), &ledger, &mut findings);
    let agency = agency(job, &exports.units, &mut findings);
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
        let (divided, whole) = units::divide(&ground, files, &agency, &mut findings)?;
        previous = previous.or(whole);
        settings = divided.whole(&ground, previous.as_ref());
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
    nothing_found(job, &exports.tables, &ledger, span, &mut findings);
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
    let form = form_of(year, job)?;
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

/// The report year: told, or the one that periods and dates agree on.
fn report_year(
    job: &Job,
    terms: &exports::Terms,
    findings: &mut Vec<Finding>,
) -> Result<i16, Stop> {
    if let Some(year) = job.settings.year {
        return Ok(year);
    }
    let help = "请在命令后写 --year 2022，或在 gknb.toml 中写 year = 2022（换成实际年度）";
    let seen = exports::survey(job, terms);
    let told: Vec<i16> = seen.periods.iter().copied().collect();
    let dated: Vec<i16> = seen.days.iter().copied().collect();
    let agreed = match (told.as_slice(), dated.as_slice()) {
        ([year], days) if days.is_empty() || days.contains(year) => Some(*year),
        ([], [year]) => Some(*year),
        _ => None,
    };
    match agreed {
        Some(year) => {
            let message = format!("没有指定报告年度，按各文件的统计期和日期取 {year} 年");
            findings.push(Finding::new(&YEAR_TAKEN, Place::Run, message));
            Ok(year)
        }
        None if job.files.is_empty() => Err(Stop::Settings(format!(
            "没有可读的台账文件，也没有指定报告年度。请把各季度导出的 xlsx、xls、csv 等文件放进数据文件夹；{help}"
        ))),
        None if told.is_empty() && dated.is_empty() && seen.tables > 0 => {
            Err(Stop::Settings(format!(
                "没有指定报告年度，{} 张台账里也没有登记日期可以看出是哪一年。{help}",
                seen.tables
            )))
        }
        None if told.is_empty() && dated.is_empty() => Err(Stop::Settings(format!(
            "没有指定报告年度，{} 个文件里也没有认得的台账或日期。{help}",
            job.files.len()
        ))),
        None => {
            let list = |years: &[i16]| {
                years
                    .iter()
                    .map(|y| format!("{y}年"))
                    .collect::<Vec<_>>()
                    .join("、")
            };
            let told = if told.is_empty() {
                "没有写明".to_owned()
            } else {
                list(&told)
            };
            Err(Stop::Settings(format!(
                "没有指定报告年度，各文件也不一致：统计期{told}，登记日期 {}。{help}",
                list(&dated)
            )))
        }
    }
}

/// With entries that name no field or meaning those that the form of the year, where it is told, does not have.
fn and_of_form(stop: Stop, job: &Job) -> Stop {
    let form = job
        .settings
        .year
        .and_then(|year| form::Form::for_year(year).ok());
    match (stop, form) {
        (Stop::Unfit(mut unfit), Some(form)) => {
            unfit.extend(tally::problems(&job.settings, form));
            Stop::Unfit(unfit)
        }
        (stop, _) => stop,
    }
}

/// The form of the year, with everything in the settings that it does not have.
fn form_of(year: i16, job: &Job) -> Result<&'static form::Form, Stop> {
    let form = form::Form::for_year(year).map_err(Stop::Settings)?;
    if let Some(problem) = settings::until_outside(&Settings {
        year: Some(year),
        ..job.settings.clone()
    }) {
        return Err(Stop::Settings(problem));
    }
    let problems = tally::problems(&job.settings, form);
    if problems.is_empty() {
        Ok(form)
    } else {
        Err(Stop::Unfit(problems))
    }
}

/// 报送单位: told, or the one that the exports name.
fn agency(job: &Job, units: &BTreeSet<String>, findings: &mut Vec<Finding>) -> String {
    if let Some(agency) = &job.settings.agency {
        return agency.clone();
    }
    let named: Vec<&String> = units.iter().collect();
    let (agency, message) = match named.as_slice() {
        [one] => (
            (*one).clone(),
            format!("没有指定单位名称，按台账上的填报单位取「{one}」"),
        ),
        _ => (
            "本单位".to_owned(),
            "没有指定单位名称，表上暂写「本单位」".to_owned(),
        ),
    };
    findings.push(Finding::new(&AGENCY_TAKEN, Place::Run, message));
    agency
}

/// Whether the office gives figures of a section by hand.
fn tells_by_hand(job: &Job, section: &str) -> bool {
    let mut figures = job.settings.figures.iter();
    figures.any(|figure| figure.slot.starts_with(section))
}

/// No ledger at all, or none that tells of the year.
fn nothing_found(
    job: &Job,
    tables: &[Arc<column::Table>],
    ledger: &ledger::Ledger,
    year: ledger::Year,
    findings: &mut Vec<Finding>,
) {
    let by_hand = !job.settings.figures.is_empty() || !job.settings.none.is_empty();
    if tables.is_empty() && !by_hand {
        let message = if job.files.is_empty() {
            "没有找到任何台账文件".to_owned()
        } else {
            format!("{} 个文件里没有一张认得的台账", job.files.len())
        };
        findings.push(Finding::new(&NO_LEDGERS, Place::Run, message));
    }
    findings.extend(of_another_year(tables, ledger, year));
}

/// Doubts whether the ledgers are of the year: of a kind no row lies in it, or its names all tell another one.
fn of_another_year(
    tables: &[Arc<column::Table>],
    ledger: &ledger::Ledger,
    year: ledger::Year,
) -> Vec<Finding> {
    /// Rows of a kind at the least: one or two may well be of another year.
    const FEW: u64 = 3;
    let span = format!("{} 至 {}", year.start, year.end);
    let kinds = ledger.outside_year();
    let outside: u64 = kinds.iter().map(|k| k.outside).sum();
    if outside > 0 && kinds.iter().all(|k| k.outside == k.records) {
        let message = format!("台账里的 {outside} 行登记没有一行在 {span} 内，各数都是 0");
        return vec![Finding::new(&NOTHING_IN_YEAR, Place::Run, message)];
    }
    let found = kinds.iter().filter_map(|k| {
        let word = k.kind.word();
        if k.records >= FEW && k.outside == k.records {
            let message = format!("{word}的 {} 行登记没有一行在 {span} 内", k.records);
            return Some(Finding::new(&NOTHING_IN_YEAR, Place::Run, message));
        }
        let of_kind = tables.iter().filter(|t| t.kind == k.kind);
        let named: Vec<_> = of_kind.filter_map(|t| Some((t.at, t.period?))).collect();
        let within = |period: period::Period| period.to >= year.start && period.from <= year.end;
        if named.is_empty() || named.iter().any(|(_, period)| within(*period)) {
            return None;
        }
        let message = format!("{word}的名称、标题写的统计期没有一个在 {span} 内");
        Some(named_elsewhere(message, &named))
    });
    found.collect()
}

/// Names the first sheets with the periods that they tell.
fn named_elsewhere(message: String, named: &[(address::Address, period::Period)]) -> Finding {
    const NAMED: usize = 5;
    let finding = Finding::new(&NOTHING_IN_YEAR, Place::Run, message);
    let sheets = named.iter().take(NAMED);
    sheets.fold(finding, |finding, (at, period)| {
        finding.related(Place::Sheet(at.file, at.sheet), period.to_string())
    })
}

const RULES: &[&Rule] = &[&NO_LEDGERS, &NOTHING_IN_YEAR, &YEAR_TAKEN, &AGENCY_TAKEN];

/// G101
const NO_LEDGERS: Rule = Rule {
    code: "G101",
    severity: Severity::Error,
    title: "没有台账",
    checks: "数据文件夹里有没有至少一张认得的台账，或手工填写的数字。",
    basis: "没有台账就没有可以汇编的数字。",
    grade: Grade::Data,
    example: "数据文件夹是空的，或里面只有图片。",
    remedy: "请把各季度导出的台账（xlsx、xls、et、ods、csv 等）放进数据文件夹；全年确实什么都没有的，请在 gknb.toml 中用 none 逐项确认。",
};

/// G102
const NOTHING_IN_YEAR: Rule = Rule {
    code: "G102",
    severity: Severity::Warning,
    title: "报告年度内没有登记",
    checks: "各类台账（主动公开、依申请公开、复议诉讼）里有没有报告年度内的登记；台账的名称、标题写有统计期的，有没有一个在报告年度内。",
    basis: "年度写错时，登记会落在年度之外，只有现行有效的文件、跨年的申请还会计入。",
    grade: Grade::Inference,
    example: "台账是 2022 年的，年度写成了 2021。",
    remedy: "请核对报告年度（--year 或 gknb.toml 的 year）和台账的年份。",
};

/// G103
const YEAR_TAKEN: Rule = Rule {
    code: "G103",
    severity: Severity::Note,
    title: "报告年度取自台账",
    checks: "没有指定报告年度时，各文件的统计期和日期是否只指向一个年份。",
    basis: "年度由单位指定；没有指定时按台账推断，从不取自系统时间。",
    grade: Grade::Inference,
    example: "四个文件都写 2022 年的某个季度。",
    remedy: "请在 gknb.toml 中写明 year。",
};

/// G104
const AGENCY_TAKEN: Rule = Rule {
    code: "G104",
    severity: Severity::Warning,
    title: "没有指定单位名称",
    checks: "报送单位是否已指定。",
    basis: "统计表要印单位名称。",
    grade: Grade::Practice,
    example: "gknb.toml 里没有 agency。",
    remedy: "请在 gknb.toml 中写 agency = \"单位全称\"，或在命令后写 --agency 单位全称。",
};
