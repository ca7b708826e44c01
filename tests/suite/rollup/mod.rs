//! Many reports added up: the law of the split, and everything that can be wrong with what came.

mod contain;
mod held;
mod program;
mod proved;
mod roster;
mod split;
mod units;

use std::collections::BTreeMap;
use std::sync::Mutex;

use gknb::Origin;
use gknb::form::{Edition, Form};
use gknb::rollup::{Job, Rollup, Standing, roll_up};
use gknb::settings::{HandFigure, Scope, Settings};
use gknb::write::{publishable, xlsx};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::maker::origin;
use crate::maker::published::Published;

/// A folder in memory.
#[derive(Default, Clone)]
pub(crate) struct Folder {
    /// Reports by path.
    pub(crate) reports: BTreeMap<String, Vec<u8>>,
    /// Working papers by path.
    pub(crate) papers: BTreeMap<String, Vec<u8>>,
    /// Folders with nothing in them.
    pub(crate) empty: Vec<String>,
    /// 单位名录.
    pub(crate) roster: Option<(String, Vec<u8>)>,
    /// The parent's published report.
    pub(crate) parent: Option<(String, Vec<u8>)>,
    /// 汇总清单.
    pub(crate) last: Option<Vec<u8>>,
    /// `--include-faulty`
    pub(crate) include_faulty: bool,
    /// `--year`
    pub(crate) year: Option<i16>,
}

pub(crate) const AGENCY: &str = "示例市人民政府";
pub(crate) const YEAR: i16 = 2024;

impl Folder {
    pub(crate) fn put(&mut self, path: &str, report: Vec<u8>) {
        self.reports.insert(path.to_owned(), report);
    }

    pub(crate) fn job(&self, jobs: usize) -> Job {
        let origins = |files: &BTreeMap<String, Vec<u8>>| {
            let files = files.iter();
            files.map(|(name, bytes)| origin(name, bytes)).collect()
        };
        let one = |file: &Option<(String, Vec<u8>)>| -> Option<Origin> {
            file.as_ref().map(|(name, bytes)| origin(name, bytes))
        };
        let list = gknb::rollup::list_name(AGENCY, YEAR);
        Job {
            folder: "各单位".to_owned(),
            reports: origins(&self.reports),
            papers: origins(&self.papers),
            folders: self.empty.clone(),
            passed: Vec::new(),
            closed: Vec::new(),
            roster: one(&self.roster),
            parent: one(&self.parent),
            last: self.last.iter().map(|bytes| origin(&list, bytes)).collect(),
            year: self.year,
            agency: Some(AGENCY.to_owned()),
            include_faulty: self.include_faulty,
            strict: false,
            jobs,
        }
    }

    pub(crate) fn rolled(&self) -> Rollup {
        roll_up(&self.job(1), &|| {}).unwrap_or_else(|e| panic!("{e}"))
    }
}

/// The report of a unit in which these slots have these values and all others are 0.
pub(crate) fn report(agency: &str, slots: &[(&str, u32)]) -> Vec<u8> {
    scoped(agency, Scope::Own, slots)
}

pub(crate) fn scoped(agency: &str, scope: Scope, slots: &[(&str, u32)]) -> Vec<u8> {
    of_year(agency, YEAR, scope, slots)
}

pub(crate) fn of_year(agency: &str, year: i16, scope: Scope, slots: &[(&str, u32)]) -> Vec<u8> {
    until(agency, year, None, scope, slots)
}

/// The statistics as they stood on a day of the year.
pub(crate) fn until(
    agency: &str,
    year: i16,
    until: Option<Date>,
    scope: Scope,
    slots: &[(&str, u32)],
) -> Vec<u8> {
    let form = Form::for_year(year).expect("a form");
    for (slot, _) in slots {
        assert!(form.slot(slot).is_some(), "{slot}");
    }
    let base = form
        .slots
        .iter()
        .filter(|s| !matches!(s.feed, gknb::form::Feed::Sum(_)));
    let given = |id: &str| slots.iter().find(|s| s.0 == id).map_or(0, |s| s.1);
    let figures = base.map(|slot| HandFigure {
        slot: slot.id.clone(),
        value: given(&slot.id).into(),
        source: "示例".to_owned(),
    });
    let settings = Settings {
        year: Some(year),
        agency: Some(agency.to_owned()),
        scope: Some(scope),
        until,
        figures: figures.collect(),
        ..Settings::default()
    };
    let job = gknb::Job {
        settings,
        files: Vec::new(),
        previous: None,
        jobs: 1,
    };
    let compilation = gknb::compile(&job).expect("figures by hand need no files");
    xlsx::bytes(&publishable::document(&compilation)).expect("a workbook in memory")
}

/// So many applications of natural persons received and granted, and a licence for each.
pub(crate) fn simple(agency: &str, count: u32) -> Vec<u8> {
    report(agency, &simple_slots(count))
}

pub(crate) fn simple_slots(count: u32) -> [(&'static str, u32); 3] {
    [
        ("3.1/自然人", count),
        ("3.3.1/自然人", count),
        ("2.行政许可/本年处理决定数量", count),
    ]
}

/// The same report as a page, whatever is written in its cells.
pub(crate) fn page(title: &str, change: &[(&str, &str)]) -> Vec<u8> {
    let form = Form::of(Edition::E2021);
    let mut html = format!("<html><body><h1>{title}</h1>");
    for table in &form.tables {
        html.push_str(&format!("<p>{}</p><table>", table.title));
        let mut row_now = None;
        for (row, _, cell) in table.places() {
            if row_now != Some(row) {
                html.push_str("<tr>");
                row_now = Some(row);
            }
            let text = match cell.slot {
                Some(slot) => {
                    let id = form.slots[slot].id.as_str();
                    change.iter().find(|c| c.0 == id).map_or("0", |c| c.1)
                }
                None => &cell.text,
            };
            html.push_str(&format!(
                "<td rowspan={} colspan={}>{text}</td>",
                cell.rowspan, cell.colspan
            ));
        }
        html.push_str("</table>");
    }
    html.into_bytes()
}

/// The publishable workbook of an invented unit.
pub(crate) fn invented(agency: &str, seed: u64, size: u64) -> (Published, Vec<u8>) {
    type Made = BTreeMap<(String, u64, u64), (Published, Vec<u8>)>;
    // the same units serve many tests
    static MADE: Mutex<Made> = Mutex::new(BTreeMap::new());
    let made = || {
        let mut published = Published::invented(seed, size);
        agency.clone_into(&mut published.agency);
        published.year = YEAR;
        let bytes = crate::maker::previous::workbook(&published);
        (published, bytes)
    };
    let mut all = MADE.lock().expect("no test panics while making");
    let key = (agency.to_owned(), seed, size);
    all.entry(key).or_insert_with(made).clone()
}

/// A parent and two of its offices; each has another power of ten.
pub(crate) fn three() -> Folder {
    let mut folder = Folder::default();
    folder.put("报告.xlsx", simple("示例市人民政府办公室", 1));
    folder.put("教育局/报告.xlsx", simple("示例市教育局", 20));
    folder.put("民政局/报告.xlsx", simple("示例市民政局", 300));
    folder
}

/// What was received from natural persons.
pub(crate) fn received(rollup: &Rollup) -> i64 {
    value(rollup, "3.1/自然人").try_into().expect("a count")
}

pub(crate) fn standing(rollup: &Rollup, unit: &str) -> Standing {
    let found = rollup.units.iter().find(|u| u.path == unit);
    found.unwrap_or_else(|| panic!("{unit}")).standing
}

/// The codes found, each once, sorted.
pub(crate) fn codes(rollup: &Rollup) -> Vec<&'static str> {
    let mut codes: Vec<&str> = rollup.findings.iter().map(|f| f.rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

pub(crate) fn value(rollup: &Rollup, slot: &str) -> Decimal {
    rollup.value(rollup.form.slot(slot).expect("a slot"))
}

/// The fate of each report by its file.
pub(crate) fn fates(rollup: &Rollup) -> BTreeMap<&str, &'static str> {
    let reports = rollup.reports.iter();
    reports.map(|r| (r.file.as_str(), r.fate.key())).collect()
}
