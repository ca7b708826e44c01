//! 复核: what was handed over, proved again by other code.
//!
//! In: the files of a report folder (publishable workbook, its JSON, working paper) and those of the data
//! folder. Out: one [`Check`] a question, each with what does not hold and where; then the same as words
//! ([`human`]) or for programs ([`json`]). A roll-up is proved by the reports that it added up: [`prove_sum`].
//!
//! **Other code.** A plain second implementation over the rows that the working paper lists. It uses the
//! readers of files, and the form for the places of its cells; none of the stages that recognise, settle and
//! count, and none of the form's equations: those of the mandated tables are written out here once more.
//! What others made, reports of units and of last year and rosters, is read as the roll-up reads it, by
//! [`crate::verify::report`] and `rollup::roster`.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

mod added;
mod asides;
mod closed;
mod decided;
mod emptied;
mod figures;
mod last;
mod named;
mod proof;
mod reread;
mod rows;
mod units;

pub use self::added::{HandedSum, prove_sum};
use self::figures::is_total;
use self::last::Figures;
pub use self::proof::{Check, Fault, Proof, human, json};
use self::reread::Reread;
pub use self::units::Units;
use crate::form::SlotName;
use crate::handover::{self, Detail, PAPER, Paper, RowAt, Shown, Source, TABLES, Unreadable};
use crate::job::Origin;
use crate::settings::Settings;

/// What was handed over, and what it was made from.
pub struct Handed<'a> {
    /// The working paper.
    pub paper: &'a Origin,
    /// The files of its folder, by their names.
    pub beside: &'a [Origin],
    /// The files of the data folder, by their paths in it.
    pub sources: &'a [Origin],
    /// What the office decided: where its figures by hand and its openings stand.
    pub settings: &'a Settings,
    /// Last year's report.
    pub previous: Option<&'a Origin>,
    /// What was handed over of single units.
    pub units: Units<'a>,
}

/// Everything that is held against each other.
struct Case<'a> {
    paper: &'a Paper,
    handed: &'a Handed<'a>,
    /// The publishable workbook that goes with it.
    tables: Published<'a>,
    /// The JSON that goes with it.
    json: Result<&'a Origin, Fault>,
    /// The files of the data folder by name.
    sources: BTreeMap<&'a str, Reread>,
    /// Other rows of the same thing, by the position of the detail.
    merged: Vec<Vec<Result<RowAt, String>>>,
    /// The present name of each name of the roster.
    names: BTreeMap<String, String>,
    /// What was carried over from last year; none where no report tells it.
    last: Option<Figures>,
}

/// The publishable workbook of a folder, with its name; a fault where there is none or it cannot be read.
type Published<'a> = Result<(&'a str, Shown), Fault>;

/// A file that goes with a working paper: among those of its folder, by the paper's name up to `ends`, and its own
/// ending. With so many errors it was not to be written.
fn beside<'a>(
    folder: &'a [Origin],
    (paper, ends): (&str, &str),
    ending: &str,
    errors: usize,
) -> Result<&'a Origin, Fault> {
    let stem = paper.strip_suffix(ends).unwrap_or_default();
    let name = format!("{stem}{ending}");
    let found = folder.iter().find(|o| o.file == name);
    found.ok_or_else(|| {
        let message = match errors {
            0 => "报告文件夹里没有这个文件".to_owned(),
            n => format!("没有这个文件：「问题清单」里有 {n} 个错误，改正以前不写出"),
        };
        Fault::file(&name, message)
    })
}

/// Reads the publishable workbook, once for all that ask of it.
fn published(tables: Result<&Origin, Fault>) -> Published<'_> {
    let origin = tables?;
    let shown = handover::tables(origin).map_err(unreadable)?;
    Ok((&origin.file, shown))
}

fn unreadable(why: Unreadable) -> Fault {
    Fault::file(&why.file, why.why)
}

/// Proves what was handed over.
///
/// What does not hold becomes a fault; an error means that there is nothing to prove: the working paper
/// cannot be read.
pub fn prove(handed: &Handed<'_>) -> Result<Proof, Unreadable> {
    let paper = handover::paper(handed.paper, handed.beside)?;
    let files = paper.files();
    let merged: Vec<Vec<Result<RowAt, String>>> = paper
        .details
        .lines
        .iter()
        .map(|d| d.merged_rows(files.iter().copied()))
        .collect();
    let listed = paper.details.lines.iter().filter_map(|d| d.at.as_ref());
    let wanted: BTreeSet<RowAt> = listed
        .chain(merged.iter().flatten().flatten())
        .cloned()
        .collect();
    let sources = handed.sources.iter();
    let errors = paper.findings.lines.iter();
    let errors = errors.filter(|f| f.severity == "错误").count();
    let goes = |ending: &str| beside(handed.beside, (&paper.file, PAPER), ending, errors);
    let tables = published(goes(TABLES));
    let sought = tables.iter().flat_map(|(_, shown)| named::parts(shown));
    let sought = sought.collect();
    let mut case = Case {
        paper: &paper,
        handed,
        tables,
        json: goes(&TABLES.replace(".xlsx", ".json")),
        sources: sources
            .map(|origin| (origin.file.as_str(), reread::read(origin, &wanted, &sought)))
            .collect(),
        merged,
        names: units::names(&handed.units),
        last: None,
    };
    case.last = case.of_last_year();
    let heading = paper.shown.heading.as_ref();
    Ok(Proof {
        agency: heading.map_or(String::new(), |h| h.agency.clone()),
        year: heading.map(|h| h.year),
        checks: [
            case.sources(),
            case.tables(),
            case.closed(),
            case.json(),
            case.formulas(),
            case.identities(),
            case.sums(),
            case.given(),
            case.once(),
            case.balance(),
            case.placed(),
            case.rows(),
            case.fates(),
            case.said(),
            case.overview(),
            case.equations(),
            case.carried(),
        ]
        .into_iter()
        .chain(case.units())
        .collect(),
    })
}

impl Case<'_> {
    /// Each file is the one that was compiled, none is missing, none was added.
    fn sources(&self) -> Check {
        let mut check = Check::new("sources", "源文件与「数据源」一致", "个文件");
        let list = &self.paper.sources;
        let mut told: BTreeMap<&str, &Source> = BTreeMap::new();
        for source in &list.lines {
            if let Some(first) = told.get(source.file.as_str()) {
                if (&first.sha256, first.size) != (&source.sha256, source.size) {
                    let message = format!("与第 {} 行写的 SHA-256 或大小不同", first.line);
                    check.faults.push(Fault::line(list, source.line, message));
                }
                continue;
            }
            told.insert(&source.file, source);
            let found = self.sources.get(source.file.as_str());
            check.hold(found.is_some(), || {
                let message = format!("数据文件夹里没有 {}", source.file);
                Fault::line(list, source.line, message)
            });
            let changed = found.and_then(|found| changed(source, found));
            check
                .faults
                .extend(changed.map(|message| Fault::file(&source.file, message)));
        }
        self.decided(&mut check);
        for file in self.sources.keys().filter(|f| !told.contains_key(**f)) {
            check.hold(false, || {
                Fault::file(file, "是汇编以后增加的文件，「数据源」里没有")
            });
        }
        check
    }

    /// The publishable workbook shows the figures of the working paper.
    fn tables(&self) -> Check {
        let mut check = Check::new("tables", "统计表与底稿逐格一致", "格");
        match &self.tables {
            Ok((file, shown)) => figures::alike(&mut check, (file, shown), &self.paper.shown),
            Err(fault) => check.faults.push(fault.clone()),
        }
        check
    }

    /// The publishable workbook holds nothing else, and hides nothing.
    fn closed(&self) -> Check {
        let mut check = Check::new("closed", closed::TITLE, "个工作表");
        match &self.tables {
            Ok((file, shown)) => closed::tables(&mut check, file, shown, &closed::of_months),
            Err(_) => check.skipped = true,
        }
        check
    }

    /// The JSON says the figures of the working paper.
    fn json(&self) -> Check {
        let mut check = Check::new("json", "统计表的 JSON 与底稿逐格一致", "格");
        let read = self.json.clone();
        match read.and_then(|o| Ok((o, handover::json(o).map_err(unreadable)?))) {
            Ok((origin, json)) => {
                figures::json(&mut check, (&origin.file, &json), &self.paper.shown, "底稿");
            }
            Err(fault) => check.faults.push(fault),
        }
        check
    }

    /// Every total is a live sum that gives what it shows.
    fn formulas(&self) -> Check {
        let mut check = Check::new("formulas", "合计格的公式重新计算后不变", "个公式");
        let tables = self.tables.iter().map(|(file, shown)| (*file, shown));
        let both = [(self.paper.file.as_str(), &self.paper.shown)];
        let both = both.into_iter().chain(tables);
        for (file, shown) in both {
            figures::formulas(&mut check, file, shown);
        }
        check
    }

    /// The equations of the mandated tables.
    fn identities(&self) -> Check {
        let mut check = Check::new("identities", "勾稽关系与各项总计成立", "个等式");
        figures::identities(&mut check, &self.paper.file, &self.paper.shown);
        self.in_force(&mut check);
        check
    }

    /// What is in force by last year's number is that number with what this year's tables issue and repeal.
    fn in_force(&self, check: &mut Check) {
        let figures = &self.paper.shown.figures;
        for detail in &self.paper.details.lines {
            let opens = matches!(detail.file.as_str(), "[opening]" | "上年报告");
            let line = detail.slot.strip_suffix("/现行有效件数");
            let Some(line) = line.filter(|_| opens && detail.at.is_none()) else {
                continue;
            };
            let value = |head: &str| figures.get(&format!("{line}/{head}"))?.seen();
            let change = || Some(value("本年制发件数")? - value("本年废止件数")?);
            let due = detail.count.and_then(|before| Some(before + change()?));
            let Some(figure) = figures.get(&detail.slot) else {
                continue;
            };
            check.hold(same(figure.seen(), due), || {
                let message = format!(
                    "{}：表上是 {}，上年 {} ＋ 制发 － 废止 ＝ {}",
                    detail.slot,
                    show(figure.seen()),
                    show(detail.count),
                    show(due)
                );
                Fault::figure(&self.paper.file, &detail.slot, figure, message)
            });
        }
    }

    /// Each figure is the sum of the rows listed behind it.
    fn sums(&self) -> Check {
        let mut check = Check::new("sums", "各指标等于所列明细之和", "格");
        let shown = &self.paper.shown;
        let list = &self.paper.details;
        let mut sums: BTreeMap<&str, Decimal> = BTreeMap::new();
        for detail in &list.lines {
            if !shown.figures.contains_key(&detail.slot) {
                let message = format!("「{}」不是报表的指标格", detail.slot);
                check.faults.push(Fault::line(list, detail.line, message));
            } else if let Some(count) = detail.count {
                *sums.entry(&detail.slot).or_default() += count;
            } else {
                let fault = Fault::line(list, detail.line, "「计数」不是数");
                check.faults.push(fault.of_slot(&detail.slot));
            }
        }
        // a list of one line a row has no lines of totals: their equations are another check
        let told = |slot: &str| list.sheet.is_some() || !is_total(slot);
        for (slot, figure) in shown.figures.iter().filter(|(slot, _)| told(slot)) {
            let listed = sums.get(slot.as_str()).copied().unwrap_or_default();
            check.hold(same(figure.seen(), Some(listed)), || {
                let message = format!(
                    "{slot}：表上是 {}，「{}」所列各行合计 {}",
                    show(figure.seen()),
                    handover::DETAILS,
                    listed.normalize()
                );
                Fault::figure(&self.paper.file, slot, figure, message)
            });
        }
        check
    }

    /// What comes from no row stands in the settings or in last year's report.
    fn given(&self) -> Check {
        let title = "手工数字和期初数在设定或上年报告中有出处";
        let mut check = Check::new("given", title, "处");
        let list = &self.paper.details;
        for detail in list.lines.iter().filter(|d| d.at.is_none()) {
            // a total repeats what its parts have
            if is_total(&detail.slot) {
                continue;
            }
            let (where_, value) = match detail.file.as_str() {
                "gknb.toml" => {
                    let value = given_in(detail, &|slot| self.by_hand(slot));
                    ("gknb.toml 的 [[figure]]", value)
                }
                "各单位" => {
                    let value = given_in(detail, &|slot| self.of_units(slot));
                    ("gknb.toml 的 [unit]", value)
                }
                "[opening]" => ("gknb.toml 的 [opening]", self.opening(&detail.slot)),
                "上年报告" => match &self.last {
                    Some(last) => ("上年报告", last.get(&detail.slot).copied()),
                    None => ("上年报告（没有用 --previous 写明）", None),
                },
                _ => ("", None),
            };
            check.hold(same(value, detail.count), || {
                let message = match where_ {
                    "" => format!("「{}」：没有写明是哪一行", detail.file),
                    _ => format!(
                        "列的是 {}，{where_} 中{}",
                        show(detail.count),
                        value.map_or("没有这一格".to_owned(), |v| format!(
                            "是 {}",
                            v.normalize()
                        ))
                    ),
                };
                Fault::line(list, detail.line, message).of_slot(&detail.slot)
            });
        }
        self.given_and_unused(&mut check);
        check
    }

    /// What the settings give by hand stands behind a figure; of a 0 nobody can see that.
    fn given_and_unused(&self, check: &mut Check) {
        let lines = self.paper.details.lines.iter();
        let used = lines.filter(|d| d.at.is_none() && d.file == "gknb.toml");
        let used: BTreeSet<&str> = used.map(|d| d.slot.as_str()).collect();
        let figures = self.handed.settings.figures.iter();
        for given in figures.filter(|given| !given.value.is_zero()) {
            check.hold(used.contains(given.slot.as_str()), || {
                let message = format!(
                    "[[figure]] {} 写的是 {}，「{}」里没有这个手工数字，是汇编以后写的",
                    given.slot,
                    given.value.normalize(),
                    handover::DETAILS
                );
                Fault::file("gknb.toml", message).of_slot(&given.slot)
            });
        }
    }

    fn by_hand(&self, slot: &str) -> Option<Decimal> {
        let mut figures = self.handed.settings.figures.iter();
        Some(figures.find(|f| f.slot == slot)?.value)
    }

    /// What is given by hand for single units, together.
    fn of_units(&self, slot: &str) -> Option<Decimal> {
        let units = self.handed.settings.units.values();
        let figures = units.filter_map(|u| Some(u.figures.iter().find(|f| f.slot == slot)?.value));
        sum(figures)
    }

    /// What `[opening]` tells, of the whole or of all units.
    fn opening(&self, slot: &str) -> Option<Decimal> {
        self.opening_of_whole(slot)
            .or_else(|| self.opening_of_units(slot))
    }

    fn opening_of_whole(&self, slot: &str) -> Option<Decimal> {
        told_opening(&self.handed.settings.opening, slot)
    }

    fn opening_of_units(&self, slot: &str) -> Option<Decimal> {
        let units = self.handed.settings.units.values();
        sum(units.filter_map(|own| told_opening(&own.opening, slot)))
    }

    /// What was carried over: as the whole's `[opening]` tells it, else the reports of last year, else the openings of all
    /// units.
    fn carried_over(&self, slot: &str) -> Option<Decimal> {
        let last = || self.last.as_ref()?.get(slot).copied();
        let told = self.opening_of_whole(slot).or_else(last);
        told.or_else(|| self.opening_of_units(slot))
    }
}

/// `2.规章/现行有效件数` may stand as such or by its line alone.
fn told_opening(opening: &BTreeMap<String, Decimal>, slot: &str) -> Option<Decimal> {
    let line = SlotName::of(slot)?.subject();
    let told = opening.get(line).or_else(|| opening.get(slot));
    told.copied()
}

/// What a line that comes from no row should say: what is given for its slot, or, where that is what is in force,
/// what is given of the documents issued, or less those repealed.
fn given_in(detail: &Detail, given: &dyn Fn(&str) -> Option<Decimal>) -> Option<Decimal> {
    given(&detail.slot).or_else(|| {
        let line = detail.slot.strip_suffix("/现行有效件数")?;
        match detail.count?.is_sign_negative() {
            true => given(&format!("{line}/本年废止件数")).map(|value| -value),
            false => given(&format!("{line}/本年制发件数")),
        }
    })
}

/// The sum of what there is; none of nothing.
fn sum(values: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    values.reduce(|a, b| a + b)
}

/// How a source differs from what was compiled.
fn changed(source: &Source, found: &Reread) -> Option<String> {
    let trouble = found.trouble.as_ref();
    let trouble = trouble.map_or(String::new(), |t| format!("；现在{t}"));
    if found.sha256 != source.sha256 {
        Some(format!(
            "文件已改动：SHA-256 现为 {}，汇编时为 {}{trouble}",
            found.sha256, source.sha256
        ))
    } else if source.size.is_some_and(|size| size != found.size) {
        Some(format!(
            "大小是 {} 字节，与「数据源」第 {} 行不同",
            found.size, source.line
        ))
    } else {
        None
    }
}

/// The columns of section 三 that are added up.
const COLUMNS: [&str; 6] = [
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
];

/// The columns of section 四 that are added up.
const VERDICTS: [&str; 4] = ["结果维持", "结果纠正", "其他结果", "尚未审结"];

fn same(a: Option<Decimal>, b: Option<Decimal>) -> bool {
    a.zip(b).is_some_and(|(a, b)| alike(a, b))
}

/// Whether two numbers are the same as far as a workbook can tell, which holds no more than 15 digits of each.
fn alike(a: Decimal, b: Decimal) -> bool {
    const KEPT: i128 = 10_i128.pow(15);
    const APART: i64 = 10_i64.pow(14);
    let long = |number: Decimal| number.normalize().mantissa().abs() >= KEPT;
    let near = || {
        let apart = (a - b).abs().checked_mul(Decimal::from(APART));
        apart.is_some_and(|apart| apart <= a.abs().max(b.abs()))
    };
    a == b || (long(a) || long(b)) && near()
}

fn show(value: Option<Decimal>) -> String {
    value.map_or("空".to_owned(), |v| v.normalize().to_string())
}
