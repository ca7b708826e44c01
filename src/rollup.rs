//! 逐级汇总: the finished reports of many units → the tables of their parent, each figure with the reports it
//! came from.
//!
//! In: a [`Job`]: files that may be reports, the folders they lie in, and where there are such the roster, the
//! parent's own published report and what was kept of the last roll-up. Out: a [`Rollup`].
//!
//! How it flows, and who knows what:
//!
//! 1. `submitted` reads each report by [`crate::verify::report`], on all threads, and keeps of it the figures,
//!    what it says of itself, its hash, its errors. The file itself is let go at once, so that memory holds
//!    figures and no files.
//! 2. `units` knows who is whose inferior: by the `roster`, else by the folders and by the places in names. It gives
//!    each report its unit; `names` tells when two names are one office.
//! 3. `settle` knows what counts: which of several reports of a unit, what is faulty or of another year; by
//!    `contain`, whose report contains its inferiors already; and it adds up. Every report that came has its
//!    [`Fate`].
//! 4. `last` holds the reports against those of the last roll-up, `held` the sum against what the parent has
//!    published.
//! 5. `paper` lays the working paper out, `json` says the same to programs. The publishable tables are those
//!    of [`crate::write::publishable`], the same that a compilation fills.
//!
//! Units stand in one list, each before its inferiors, so that the inferiors of a unit are a range and sums
//! go from the end to the beginning without recursion. Totals are worked out from what was added, never
//! added themselves. A rule's letter is R here, for roll-up: V is taken by what [`crate::verify`] finds in a
//! single report, which stands behind R205 with its own code.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::address::{Address, SourceName, Sources};
use crate::finding;
use crate::finding::{Finding, Place};
use crate::form::{Edition, Form};
use crate::job::{Origin, Stop};
use crate::office;
use crate::settings::Scope;
use crate::tally::Tally;
use crate::text;
use crate::verify::report::Another;
use crate::write::publishable::Statement;

mod contain;
mod held;
mod json;
mod last;
mod names;
pub(crate) mod paper;
pub(crate) mod roster;
mod rules;
mod settle;
mod submitted;
mod sums;
mod units;

pub use held::{Cause, Difference, Held, Why};
pub use json::json;
pub use last::{Last, list_name, manifest};
pub use paper::{Ways, document, overview, units_words};
pub use roster::is_roster;
pub use rules::RULES;
pub use units::{FolderRole, folder_role};

/// What is to be added up.
pub struct Job {
    /// The folder's own name, for want of another name of the parent.
    pub folder: String,
    /// Files that may be reports; names relative to the folder, with `/`.
    pub reports: Vec<Origin>,
    /// Working papers that lie among them; only their hashes are kept.
    pub papers: Vec<Origin>,
    /// The folders below, relative, whether anything lies in them or not.
    pub folders: Vec<String>,
    /// Files passed over.
    pub passed: Vec<String>,
    /// What could not be entered or opened, with a few words.
    pub closed: Vec<String>,
    /// 单位名录.
    pub roster: Option<Origin>,
    /// The parent's own published report, to be held against the sum.
    pub parent: Option<Origin>,
    /// 汇总清单 of earlier roll-ups; the one of the parent's name and year is that of the last.
    pub last: Vec<Origin>,
    /// The report year.
    pub year: Option<i16>,
    /// The parent's name.
    pub agency: Option<String>,
    /// Reports with errors count as well.
    pub include_faulty: bool,
    /// Doubts keep the tables back as errors do.
    pub strict: bool,
    /// Threads to read with; 0 for all cores. Changes nothing but the time.
    pub jobs: usize,
}

/// Many reports, added up.
pub struct Rollup {
    /// The parent.
    pub agency: String,
    /// The report year.
    pub year: i16,
    /// The form of that year's edition.
    pub form: &'static Form,
    /// The units, the parent first, each before its inferiors.
    pub units: Vec<Unit>,
    /// Every report that came, by the name of its file.
    pub reports: Vec<Submitted>,
    /// The parent's figures; what they came from is in [`Rollup::counted`].
    pub tally: Tally,
    /// The units are those of a roster.
    pub by_roster: bool,
    /// Reports with errors were to count as well.
    pub include_faulty: bool,
    /// Doubts keep the tables back as errors do.
    pub strict: bool,
    /// What was kept of the last roll-up.
    pub last: Option<Last>,
    /// The sum against what the parent has published.
    pub held: Option<Held>,
    /// Names of files: the reports in their order, then the roster, then the parent's report.
    pub names: Sources,
    /// Everything found, sorted: errors first.
    pub findings: Vec<Finding>,
}

/// 报送单位.
#[derive(Debug, Clone, Default)]
pub struct Unit {
    /// Its name: that of the roster or the folder.
    pub name: String,
    /// Its name with those of its superiors below the parent: `示例县/教育局`; the name alone for the parent.
    pub path: String,
    /// Its superior; none for the parent.
    pub superior: Option<usize>,
    /// How far below the parent.
    pub depth: u16,
    /// The position after its last inferior at any depth.
    pub end: usize,
    /// 曾用名.
    pub former: Vec<String>,
    /// 统计范围 of its report, where the roster tells it.
    pub scope: Option<Scope>,
    /// 统计范围 that is assumed, where neither the roster nor the report tells it and it decides what counts.
    pub assumed: Option<Scope>,
    /// What the roster says of its report.
    pub told: Told,
    /// Its line of the roster.
    pub at: Option<Address>,
    /// The reports that came from it.
    pub reports: Vec<usize>,
    /// How it stands.
    pub standing: Standing,
}

/// What the roster says of a unit's report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Told {
    /// Nothing: the report is found by its name or place.
    #[default]
    Nothing,
    /// Its file.
    File(String),
    /// 不报送: it hands in none this year.
    StaysOut,
}

/// How a unit stands in the roll-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Its report counts.
    Counted,
    /// A superior's report contains it.
    Contained(usize),
    /// Its report came and does not count.
    LeftOut,
    /// No report came.
    #[default]
    Missing,
    /// It has inferiors and no report of its own.
    Group,
    /// 不报送.
    StaysOut,
}

impl Standing {
    /// The word that people read.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Counted => "计入",
            Standing::Contained(_) => "已含在上级的报告中",
            Standing::LeftOut => "没有计入",
            Standing::Missing => "没有报告",
            Standing::Group => "没有自己的报告，只加下级",
            Standing::StaysOut => "不报送",
        }
    }

    /// The word of the public JSON.
    pub fn key(self) -> &'static str {
        match self {
            Standing::Counted => "counted",
            Standing::Contained(_) => "contained",
            Standing::LeftOut => "left_out",
            Standing::Missing => "missing",
            Standing::Group => "group",
            Standing::StaysOut => "stays_out",
        }
    }
}

/// A report that came, without its file.
#[derive(Debug, Clone, Default)]
pub struct Submitted {
    /// Its file, relative to the folder.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// 报送单位, where it tells it.
    pub agency: Option<String>,
    /// The unit that its file is called after, where it is called after one.
    pub called: Option<String>,
    /// Its year, where it tells it.
    pub year: Option<i16>,
    /// The part of the year that it is of, in words, where it tells one.
    pub part: Option<String>,
    /// The edition whose labels its tables have; none where it has no tables.
    pub edition: Option<Edition>,
    /// 统计范围, where it tells it.
    pub scope: Option<Scope>,
    /// One for each slot of its edition, in the form's order; none where it is no number.
    pub slots: Vec<Option<Decimal>>,
    /// （六）其他处理 in one line, by head.
    pub undivided: BTreeMap<String, Decimal>,
    /// Its tables stand where gknb writes them, so that a slot's cell is known.
    pub ours: bool,
    /// Its errors, the first of them.
    pub faults: Vec<Fault>,
    /// Its doubts, the first of them.
    pub doubtful: Vec<Fault>,
    /// Other tables that its file holds, with other figures.
    pub another: Option<Another>,
    /// How many errors it has.
    pub errors: usize,
    /// How many doubts.
    pub doubts: usize,
    /// Whose it is.
    pub unit: Option<usize>,
    /// What became of it.
    pub fate: Fate,
    /// Working papers beside it: name and SHA-256.
    pub papers: Vec<(String, String)>,
}

/// An error or a doubt in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The rule's code.
    pub code: &'static str,
    /// Where.
    pub at: Place,
    /// The slot it is about.
    pub slot: Option<String>,
    /// What was found.
    pub message: String,
}

/// 去向 of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fate {
    /// It is added.
    Counted,
    /// This unit's report contains it.
    Contained(usize),
    /// It has errors.
    #[default]
    Faulty,
    /// It is of another year.
    OtherYear,
    /// It is of a part of the year.
    PartOfYear,
    /// It has the tables of another edition.
    OtherEdition,
    /// This report of the same unit counts.
    Twice(usize),
    /// It is under a former name, and one under the present name came.
    Merged,
    /// It is this other unit's.
    Misplaced(usize),
    /// It is nobody's on the roster.
    Stranger,
    /// It is the same file as this report of another unit.
    SameFile(usize),
    /// 不报送.
    StaysOut,
    /// It has no tables, and another report lies beside it.
    NoTables,
    /// It is the parent's published sum.
    Published,
}

impl Fate {
    /// The word of the public JSON.
    pub fn key(self) -> &'static str {
        match self {
            Fate::Counted => "counted",
            Fate::Contained(_) => "contained",
            Fate::Faulty => "faulty",
            Fate::OtherYear => "other_year",
            Fate::PartOfYear => "part_of_year",
            Fate::OtherEdition => "other_edition",
            Fate::Twice(_) => "twice",
            Fate::Merged => "merged",
            Fate::Misplaced(_) => "misplaced",
            Fate::Stranger => "not_on_roster",
            Fate::SameFile(_) => "same_file",
            Fate::StaysOut => "stays_out",
            Fate::NoTables => "no_tables",
            Fate::Published => "published",
        }
    }

    /// Whether the report stands in no sum, neither of the parent nor of a superior.
    pub fn is_out(self) -> bool {
        !matches!(self, Fate::Counted | Fate::Contained(_))
    }
}

impl Submitted {
    /// The name of its unit as it tells it itself, or else its file.
    pub(crate) fn name(&self) -> Option<&str> {
        self.agency.as_deref().or(self.called.as_deref())
    }

    /// What it adds to a slot of its form; none where it has no number there.
    pub fn amount(&self, form: &Form, slot: usize) -> Option<Decimal> {
        if !self.undivided.is_empty()
            && let name = form.slots.get(slot)?.name()
            && let Some(whole) = self.undivided.get(name.head)
        {
            match name.line {
                // the last item, where the equations still hold
                "3.3.6.3" => return Some(*whole),
                "3.3.6.1" | "3.3.6.2" => return Some(Decimal::ZERO),
                _ => {}
            }
        }
        self.slots.get(slot).copied().flatten()
    }
}

impl Rollup {
    /// Whether the publishable files may be written: no finding is an error, nor a doubt where these do not pass.
    pub fn publishable(&self) -> bool {
        finding::pass(&self.findings, self.strict)
    }

    /// What is published.
    pub fn statement(&self) -> Statement<'_> {
        Statement {
            agency: &self.agency,
            year: self.year,
            scope: Scope::Whole,
            until: None,
            form: self.form,
            tally: &self.tally,
        }
    }

    /// The reports that count, in the order of their units.
    pub fn counted(&self) -> impl Iterator<Item = usize> + '_ {
        let all = self.units.iter().flat_map(|u| u.reports.iter().copied());
        all.filter(|r| self.reports[*r].fate == Fate::Counted)
    }

    /// The value of a slot of the sum.
    pub fn value(&self, slot: usize) -> Decimal {
        self.tally
            .figures
            .get(slot)
            .map_or(Decimal::ZERO, |f| f.value.normalize())
    }

    /// A report's unit in words; the name in the report where it has none.
    pub fn unit_of(&self, report: usize) -> &str {
        let report = &self.reports[report];
        match report.unit {
            Some(unit) => &self.units[unit].path,
            None => report.agency.as_deref().unwrap_or("单位不明"),
        }
    }

    /// 统计范围 of a report in words: that of the roster, its own, or what was assumed.
    pub fn scope_words(&self, report: usize) -> String {
        let it = &self.reports[report];
        let unit = it.unit.map(|unit| &self.units[unit]);
        let of =
            |scope: Option<Scope>, whence: &str| scope.map(|s| format!("{}{whence}", s.word()));
        of(unit.and_then(|u| u.scope), "（名录）")
            .or_else(|| of(it.scope, ""))
            .or_else(|| of(unit?.assumed.filter(|_| !it.fate.is_out()), "（认定）"))
            .unwrap_or_default()
    }

    /// What became of a report, in words.
    pub fn fate_words(&self, report: usize) -> String {
        let name = |unit: usize| self.units[unit].path.as_str();
        let file = |report: usize| self.reports[report].file.as_str();
        let it = &self.reports[report];
        match it.fate {
            Fate::Counted if it.errors > 0 => {
                format!("计入（有错误 {} 处，按 --include-faulty）", it.errors)
            }
            Fate::Counted => "计入".to_owned(),
            Fate::Contained(unit) => format!("已含在「{}」的报告中，不再相加", name(unit)),
            Fate::Faulty => format!("没有计入：报告有错误 {} 处", it.errors),
            Fate::OtherYear => match it.year {
                Some(year) => format!("没有计入：是 {year} 年度的"),
                None => "没有计入：年度不明".to_owned(),
            },
            Fate::PartOfYear => {
                let part = it.part.as_deref().unwrap_or_default();
                format!("没有计入：是{part}的，不是全年的")
            }
            Fate::OtherEdition => "没有计入：格式版本不同".to_owned(),
            Fate::Twice(other) => format!("没有计入：同一单位已计 {}", file(other)),
            Fate::Merged => "没有计入：用的是曾用名，现名的报告已计入".to_owned(),
            Fate::Misplaced(unit) => format!("没有计入：报告上的单位是「{}」", name(unit)),
            Fate::Stranger => "没有计入：名录上没有这个单位".to_owned(),
            Fate::SameFile(other) => format!("没有计入：与 {} 是同一个文件", file(other)),
            Fate::StaysOut => "没有计入：名录写明不报送".to_owned(),
            Fate::NoTables => "没有计入：没有法定表格".to_owned(),
            Fate::Published => "没有计入：是汇总单位公布的汇总数，用来核对".to_owned(),
        }
    }
}

/// Adds up. `done` is told of each report that has been read.
pub fn roll_up(job: &Job, done: &(dyn Fn() + Sync)) -> Result<Rollup, Stop> {
    let mut findings = Vec::new();
    let (mut reports, mut files) = submitted::read(job, done);
    let roster = job
        .roster
        .as_ref()
        .map(|origin| roster::read(origin, number(files.len()), &mut files, &mut findings));
    let by_roster = roster.is_some();
    let year = year(job, &reports, &mut findings)?;
    let form = Form::for_year(year).map_err(Stop::Settings)?;
    let mut units = units::units(job, roster, &mut reports, &mut findings);
    let agency = units::agency(job, by_roster, &units, &reports, &mut findings);
    units[0].name.clone_from(&agency);
    units[0].path.clone_from(&agency);
    let mut rollup = Rollup {
        agency,
        year,
        form,
        units,
        reports,
        tally: Tally::default(),
        by_roster,
        include_faulty: job.include_faulty,
        strict: job.strict,
        last: None,
        held: None,
        names: Sources { files },
        findings,
    };
    settle::settle(&mut rollup);
    asides(job, &mut rollup.findings);
    like_reports(job, &mut rollup);
    last::compare(&mut rollup, &job.last);
    held::hold(&mut rollup, job.parent.as_ref());
    finding::sort(&mut rollup.findings);
    Ok(rollup)
}

/// Positions in lists that no folder fills.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn name_of(origin: &Origin) -> SourceName {
    SourceName {
        file: origin.file.clone(),
        sheets: Vec::new(),
    }
}

/// The report year: told, or the one that all reports tell.
fn year(job: &Job, reports: &[Submitted], findings: &mut Vec<Finding>) -> Result<i16, Stop> {
    if let Some(year) = job.year {
        return Ok(year);
    }
    const HELP: &str = "请在命令后写 --year 2024（换成实际年度）";
    let mut years: BTreeMap<i16, Vec<&str>> = BTreeMap::new();
    for report in reports.iter().filter(|r| r.edition.is_some()) {
        if let Some(year) = report.year {
            years.entry(year).or_default().push(&report.file);
        }
    }
    let mut told = years.iter();
    match (told.next(), told.next()) {
        (Some((year, _)), None) => {
            let message = format!("没有指定年度，各报告都是 {year} 年度的，按 {year} 年度汇总");
            findings.push(Finding::new(&rules::YEAR_TAKEN, Place::Run, message));
            Ok(*year)
        }
        (None, _) if reports.is_empty() => Err(Stop::Settings(
            "没有找到成文的报告。请把各单位的报告（xlsx、xls、et、ods、docx、网页、Markdown、有文字的 PDF）放进各自的文件夹".to_owned(),
        )),
        (None, _) => Err(Stop::Settings(format!(
            "没有指定年度，{} 个文件里也没有写明年度的报告。{HELP}",
            reports.len()
        ))),
        _ => {
            let each = years.iter().map(|(year, files)| match files.as_slice() {
                [one] => format!("{year} 年度 1 份（{one}）"),
                many => format!("{year} 年度 {} 份", many.len()),
            });
            let each: Vec<String> = each.collect();
            Err(Stop::Settings(format!(
                "没有指定年度，各报告的年度也不一致：{}。{HELP}",
                each.join("，")
            )))
        }
    }
}

/// Files passed over that are called after a unit of which no report came.
fn like_reports(job: &Job, rollup: &mut Rollup) {
    const PACKED: [&str; 10] = [
        "zip", "rar", "7z", "jpg", "jpeg", "png", "tif", "tiff", "bmp", "ofd",
    ];
    let is_report = |file: &str| {
        let ending = file.rsplit_once('.').map_or("", |file| file.1);
        let packed = PACKED.iter().any(|e| e.eq_ignore_ascii_case(ending));
        packed
            && ["报告", "年报", "信息公开"]
                .iter()
                .any(|word| file.contains(word))
    };
    for file in job.passed.iter().filter(|file| is_report(file)) {
        let Some(name) = names::called(file) else {
            continue;
        };
        let came = |report: &Submitted| {
            let unit = report.unit.map(|unit| &*rollup.units[unit].name);
            let names = [report.name(), unit].into_iter().flatten();
            names.into_iter().any(|other| office::is_same(&name, other))
        };
        if rollup.reports.iter().any(came) {
            continue;
        }
        let message = format!(
            "{file} 像是{}的报告，这种文件不能读取；没有它的别的报告",
            text::quote(&name)
        );
        let finding = Finding::new(&rules::LIKE_A_REPORT, Place::Run, message);
        rollup.findings.push(finding.value(file.as_str()));
    }
}

/// What was passed over and what could not be entered.
fn asides(job: &Job, findings: &mut Vec<Finding>) {
    const NAMED: usize = 20;
    if !job.passed.is_empty() {
        let named: Vec<&str> = job.passed.iter().take(NAMED).map(String::as_str).collect();
        let more = match job.passed.len().saturating_sub(NAMED) {
            0 => String::new(),
            n => format!("等，另有 {n} 个"),
        };
        let message = format!(
            "没有读取 {} 个文件或文件夹：{}{more}",
            job.passed.len(),
            named.join("、")
        );
        findings.push(Finding::new(&rules::PASSED_OVER, Place::Run, message));
    }
    for closed in &job.closed {
        findings.push(
            Finding::new(&rules::CANNOT_ENTER, Place::Run, closed.as_str()).value(closed.as_str()),
        );
    }
}
