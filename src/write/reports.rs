//! Finished reports for programs and for people: the document of `verify --json`, and the words of a report.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Number;

use super::json::{self, PublicFinding, decimal};
use super::show::Counts;
use crate::address::{Address, cell_name};
use crate::finding::{Finding, Place, Severity};
use crate::verify::report::Report;

/// What stands before the first report in the document of `verify --json`.
pub const JSON_BEGINS: &str = "{\n  \"version\": 1,\n  \"reports\": [";

#[derive(Serialize)]
struct PublicReport<'a> {
    file: &'a str,
    agency: Option<&'a str>,
    year: Option<i16>,
    edition: Option<&'a str>,
    slots: BTreeMap<&'a str, Option<Number>>,
    findings: Vec<PublicFinding<'a, At<'a>>>,
}

/// A place in the file, and the slot when it is a figure's.
#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    cell: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slot: Option<&'a str>,
}

/// One report of that document, the first or a later one.
pub fn json_of(one: &Report, first: bool) -> String {
    let text = serde_json::to_string_pretty(&report(one)).expect("strings and numbers only");
    let comma = if first { "" } else { "," };
    // a new line within a text is written as `\n`
    format!("{comma}\n    {}", text.replace('\n', "\n    "))
}

/// What stands after so many reports.
pub fn json_ends(count: usize) -> &'static str {
    match count {
        0 => "]\n}\n",
        _ => "\n  ]\n}\n",
    }
}

/// The document of `verify --json`.
pub fn json(reports: &[Report]) -> String {
    let mut text = JSON_BEGINS.to_owned();
    for (nth, one) in reports.iter().enumerate() {
        text.push_str(&json_of(one, nth == 0));
    }
    text + json_ends(reports.len())
}

fn report(report: &Report) -> PublicReport<'_> {
    let slots = report.slots.iter();
    PublicReport {
        file: &report.file,
        agency: report.agency.as_deref(),
        year: report.year,
        edition: report.form().map(|f| f.id.as_str()),
        slots: slots.map(|(s, v)| (s.as_str(), v.map(decimal))).collect(),
        findings: report.findings.iter().map(|f| finding(report, f)).collect(),
    }
}

fn finding<'a>(report: &'a Report, finding: &'a Finding) -> PublicFinding<'a, At<'a>> {
    let mut public = json::finding(finding, |place| at(report, place));
    public.at.slot = slot(report, finding);
    public
}

/// The slot that a finding is about: that of its cell; of a sentence, the first that it states.
fn slot<'a>(report: &'a Report, finding: &'a Finding) -> Option<&'a str> {
    let of = |place: &'a Place| match place {
        Place::Cell(address) => report.slot_at(*address),
        Place::Slot(slot) => Some(slot.as_str()),
        _ => None,
    };
    of(&finding.at).or_else(|| {
        let related = finding.related.first()?;
        of(&related.0)
    })
}

fn at<'a>(report: &'a Report, place: &'a Place) -> At<'a> {
    let whole = At {
        file: &report.file,
        sheet: None,
        cell: None,
        slot: None,
    };
    match place {
        Place::Run | Place::Setting(_) | Place::File(_) => whole,
        Place::Sheet(file, sheet) => At {
            sheet: report.names.sheet(Address {
                file: *file,
                sheet: *sheet,
                row: 0,
                column: None,
            }),
            ..whole
        },
        Place::Cell(address) => At {
            sheet: report.names.sheet(*address),
            cell: Some(cell_name(*address)),
            slot: report.slot_at(*address),
            ..whole
        },
        Place::Slot(slot) => At {
            slot: Some(slot),
            ..whole
        },
    }
}

/// Whether a report has an error; with `strict`, a doubt is enough.
pub fn fails(report: &Report, strict: bool) -> bool {
    report
        .findings
        .iter()
        .any(|f| f.rule.is_error() || (strict && f.rule.severity == Severity::Warning))
}

/// One line on a report: `某局2023.docx：某局 2023 年度，2021 版，错误 2 处`.
pub fn words(report: &Report) -> String {
    let agency = report.agency.as_deref().unwrap_or("单位不明");
    let year = match report.year {
        Some(year) => format!("{year} 年度"),
        None => "年度不明".to_owned(),
    };
    let edition = match report.form() {
        Some(form) => format!("{} 版", form.id),
        None => "版本不明".to_owned(),
    };
    let counts = Counts::of(&report.findings).words();
    format!("{}：{agency} {year}，{edition}，{counts}", report.file)
}
