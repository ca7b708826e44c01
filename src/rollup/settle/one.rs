//! 一份: whether the one report of a unit counts, and what is told of it.

use crate::finding::{Finding, Place, Rule};
use crate::form::{Feed, Form};
use crate::office::{is_one, is_same};
use crate::rollup::names::elsewhere;
use crate::rollup::rules::{
    CAME_TWICE, FAULTY, FAULTY_COUNTED, NOT_COUNTED_SLOTS, ONE_LINE_COUNTED, OTHER_EDITION,
    OTHER_NAME, RENAMED, YEAR_UNTOLD,
};
use crate::rollup::sums::listed;
use crate::rollup::{Fate, Fault, Rollup, Submitted, number};
use crate::text::quote;

/// The one report of a unit (or of one of its former names).
pub(super) fn one(rollup: &mut Rollup, unit: usize, report: usize) {
    let form = rollup.form;
    let (it, name) = (&rollup.reports[report], &rollup.units[unit]);
    let other_edition = it.edition.is_some_and(|e| e != form.edition);
    let counts = it.errors == 0 || (rollup.include_faulty && it.edition.is_some());
    let fate = match (other_edition, counts) {
        (true, _) => Fate::OtherEdition,
        (false, true) => Fate::Counted,
        (false, false) => Fate::Faulty,
    };
    let mut found: Vec<(&'static Rule, String)> = Vec::new();
    match fate {
        Fate::OtherEdition => {
            let used = it.edition.map_or("?", |e| Form::of(e).id.as_str());
            let message = format!(
                "{}用的是 {used} 版格式，{} 年度应用 {} 版，没有计入",
                quote(&name.path),
                rollup.year,
                form.id
            );
            found.push((&OTHER_EDITION, message));
        }
        Fate::Faulty => found.push((&FAULTY, faults(rollup, report, "没有计入"))),
        _ if it.errors > 0 => {
            found.push((
                &FAULTY_COUNTED,
                faults(rollup, report, "按 --include-faulty 计入"),
            ));
            found.extend(incomplete(rollup, report));
        }
        _ => {}
    }
    if fate == Fate::Counted && it.year.is_none() {
        let message = format!(
            "{}的报告没有写明年度，按 {} 年度计入",
            quote(&name.path),
            rollup.year
        );
        found.push((&YEAR_UNTOLD, message));
    }
    found.extend(named_otherwise(rollup, unit, it));
    rollup.reports[report].fate = fate;
    for (rule, message) in found {
        let mut finding = Finding::new(rule, Place::File(number(report)), message);
        if fate == Fate::Faulty && rollup.reports[report].edition.is_none() {
            finding = finding.help("没有读到法定表格，无数可加。请向该单位索取能读取的报告（Word 的 docx、工作簿、发布的网页或由原稿另存的 PDF），放在同一文件夹。");
        }
        if std::ptr::eq(rule, &FAULTY) || std::ptr::eq(rule, &FAULTY_COUNTED) {
            let file = Place::File(number(report));
            let it = &rollup.reports[report];
            let faults = it.faults.iter().filter(|f| f.at != file);
            let named = match faults.clone().count() {
                few @ 0..=NAMED => few,
                _ => NAMED - 1,
            };
            for fault in faults.take(named) {
                let words = format!("{} {}", fault.code, fault.message);
                finding = finding.related(fault.at.clone(), words);
            }
            if named == NAMED - 1 && it.errors > NAMED {
                let rest = it.errors - named;
                let words = format!("其余 {rest} 处见汇总底稿的「报告错误」");
                finding = finding.related(file, words);
            }
        }
        rollup.findings.push(finding);
    }
    if fate == Fate::Counted {
        another(rollup, report);
    }
}

/// A file with two sets of tables, whose figures are others: the first counts, and a person must decide.
fn another(rollup: &mut Rollup, report: usize) {
    let it = &rollup.reports[report];
    let Some(another) = &it.another else { return };
    let unit = it.agency.as_deref().unwrap_or_default();
    let others = another
        .agency
        .as_deref()
        .filter(|agency| !is_one(agency, unit));
    let whose = others.map_or(String::new(), |agency| {
        format!("，另一套写着{}", quote(agency))
    });
    let message = format!(
        "{}的文件里有几套数字不同的表{whose}：{}。暂计前面的一套",
        quote(rollup.unit_of(report)),
        listed(&another.differ, "格")
    );
    let place = Place::Cell(another.at);
    let finding = Finding::new(&CAME_TWICE, Place::File(number(report)), message)
        .related(place, "另一套表从这里开始")
        .help(ONE_SET);
    rollup.findings.push(finding);
}

/// The next step where a file holds several sets of tables.
const ONE_SET: &str = "是同一单位的，请核实以哪一套为准，把另一套从文件里删去；是几个单位的，请一个单位另存为一个文件，各放各的文件夹。";

/// Errors of a report that stand beside the finding about it; all are in 报告错误 and in the JSON.
const NAMED: usize = 5;

/// The errors of a report in one sentence.
fn faults(rollup: &Rollup, report: usize, what: &str) -> String {
    let it = &rollup.reports[report];
    let first = it.faults.first().map_or("", |f: &Fault| f.message.as_str());
    let unit = quote(rollup.unit_of(report));
    let more = match it.errors {
        1 => String::new(),
        n => format!("；错误共 {n} 处"),
    };
    format!("{unit}的报告有错误，{what}：{first}{more}")
}

/// What a counted report with errors cannot give.
fn incomplete(rollup: &Rollup, report: usize) -> Vec<(&'static Rule, String)> {
    let (it, form) = (&rollup.reports[report], rollup.form);
    let unit = quote(rollup.unit_of(report));
    let mut found = Vec::new();
    let lost: Vec<String> = (0..form.slots.len())
        .filter(|s| !matches!(form.slots[*s].feed, Feed::Sum(_)))
        .filter(|s| it.amount(form, *s).is_none())
        .map(|s| form.slots[s].id.clone())
        .collect();
    if !lost.is_empty() {
        let message = format!(
            "{unit}的报告这些格没有数字，没有可加的：{}",
            listed(&lost, "格")
        );
        found.push((&NOT_COUNTED_SLOTS, message));
    }
    let whole: Vec<String> = it
        .undivided
        .iter()
        .filter(|(_, value)| !value.is_zero())
        .map(|(head, value)| format!("{head} {}", value.normalize()))
        .collect();
    if !whole.is_empty() {
        let message = format!(
            "{unit}的报告（六）其他处理只有一行，记在 3.3.6.3：{}",
            listed(&whole, "格")
        );
        found.push((&ONE_LINE_COUNTED, message));
    }
    found
}

/// A report under another name than its unit's, or under that of another place's office.
fn named_otherwise(
    rollup: &Rollup,
    unit: usize,
    report: &Submitted,
) -> Option<(&'static Rule, String)> {
    let agency = report.agency.as_deref()?;
    let it = &rollup.units[unit];
    let same = || is_same(agency, &it.name) && elsewhere(&rollup.units, unit, agency).is_none();
    if it.superior.is_none() || same() {
        return None;
    }
    let message = format!("报告上的单位是{}，这里是{}", quote(agency), quote(&it.path));
    match it.former.iter().any(|f| is_same(agency, f)) {
        true => Some((&RENAMED, message)),
        false => Some((&OTHER_NAME, message)),
    }
}
