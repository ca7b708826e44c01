//! What a compilation stands on: its year and its agency, told or taken from the ledgers, and ledgers that tell of
//! them at all.
//!
//! In: a job and what its files say. Out: the year, the form, the agency; a [`Stop`] where there is nothing to compile
//! by. What the entries come to is left to the stages.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::address::Address;
use crate::column::Table;
use crate::finding::{Finding, Grade, Place, Rule, Severity};
use crate::form::Form;
use crate::job::{Job, Stop};
use crate::ledger::{Ledger, Year};
use crate::period::Period;
use crate::settings::{self, Settings};
use crate::{exports, tally};

/// What can be wrong with it.
pub(crate) const RULES: &[&Rule] = &[&NO_LEDGERS, &NOTHING_IN_YEAR, &YEAR_TAKEN, &AGENCY_TAKEN];

/// The report year: told, or the one that periods and dates agree on.
pub(crate) fn report_year(
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
pub(crate) fn and_of_form(stop: Stop, job: &Job) -> Stop {
    let form = job.settings.year.and_then(|year| Form::for_year(year).ok());
    match (stop, form) {
        (Stop::Unfit(mut unfit), Some(form)) => {
            unfit.extend(tally::problems(&job.settings, form));
            Stop::Unfit(unfit)
        }
        (stop, _) => stop,
    }
}

/// The form of the year, with everything in the settings that it does not have.
pub(crate) fn form_of(year: i16, job: &Job) -> Result<&'static Form, Stop> {
    let form = Form::for_year(year).map_err(Stop::Settings)?;
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
pub(crate) fn agency(job: &Job, units: &BTreeSet<String>, findings: &mut Vec<Finding>) -> String {
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

/// No ledger at all, or none that tells of the year.
pub(crate) fn nothing_found(
    job: &Job,
    tables: &[Arc<Table>],
    ledger: &Ledger,
    year: Year,
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
fn of_another_year(tables: &[Arc<Table>], ledger: &Ledger, year: Year) -> Vec<Finding> {
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
        // where only some tell a period, the rows of the others may be of the year
        let all = of_kind.clone().all(|t| t.period.is_some());
        if !all && k.records >= 2 * k.outside {
            return None;
        }
        // 「2023年1月导出」 of the year before, whose rows it has
        let exported = |name: &str| ["导出", "下载", "打印"].iter().any(|w| name.contains(w));
        let mut tables = of_kind.clone();
        if k.records > k.outside && tables.all(|t| t.names.iter().any(exported)) {
            return None;
        }
        let named: Vec<_> = of_kind.filter_map(|t| Some((t.at, t.period?))).collect();
        // what begins after the day that the tables stand at is of the year all the same
        let of_year = |day: Date| day.year() <= year.start.year();
        let within = |period: Period| period.to >= year.start && of_year(period.from);
        if named.is_empty() || named.iter().any(|(_, period)| within(*period)) {
            return None;
        }
        let message = format!("{word}的名称、标题写的统计期没有一个在 {span} 内");
        Some(named_elsewhere(message, &named))
    });
    found.collect()
}

/// Names the first sheets with the periods that they tell.
fn named_elsewhere(message: String, named: &[(Address, Period)]) -> Finding {
    const NAMED: usize = 5;
    let finding = Finding::new(&NOTHING_IN_YEAR, Place::Run, message);
    let sheets = named.iter().take(NAMED);
    sheets.fold(finding, |finding, (at, period)| {
        finding.related(Place::Sheet(at.file, at.sheet), period.to_string())
    })
}

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
