//! 汇总的比较: two working papers of roll-ups of one parent and year.
//!
//! In: two [`Rolled`], the older first. Out: each figure that changed with the units whose reports changed it,
//! the units that count now or no more, the reports that came, went or were replaced; then the same as words or
//! for programs.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Number;

use super::show::{
    PublicChange, PublicFile, PublicHead, change_line, file_line, opening, public_file, signed,
};
use super::{FileChange, Incomparable, changed_files, comparable};
use crate::form::Feed;
use crate::handover::Rolled;
use crate::write::json::{self, decimal};
use crate::write::show;

/// What changed from one roll-up to the next.
#[derive(Debug, Default)]
pub struct SumDifference {
    /// The parent of the later one.
    pub agency: String,
    /// The report year.
    pub year: Option<i16>,
    /// What makes the comparison doubtful.
    pub warnings: Vec<String>,
    /// Figures that changed, in the order of the form.
    pub figures: Vec<SumChanged>,
    /// Units that count now and did not.
    pub came: Vec<String>,
    /// Units that counted and do no more.
    pub went: Vec<String>,
    /// Reports that came, went or changed, by name.
    pub files: Vec<(String, FileChange)>,
}

/// A figure of the sum that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct SumChanged {
    /// Its slot.
    pub slot: String,
    /// The slot in words.
    pub words: String,
    /// 总计: it changed with its parts.
    pub total: bool,
    /// Before.
    pub old: Decimal,
    /// Now.
    pub new: Decimal,
    /// The units whose figure is another, with the figures; none where the unit does not count.
    pub units: Vec<(String, Option<Decimal>, Option<Decimal>)>,
}

/// Figures of the units that count, by slot.
type ByUnit<'p> = BTreeMap<&'p str, BTreeMap<&'p str, Decimal>>;

/// Compares two roll-ups, the older first.
pub fn between_sums(old: &Rolled, new: &Rolled) -> Result<SumDifference, Incomparable> {
    let warnings = comparable(&old.shown, &new.shown)?;
    let (before, now) = (counted(old), counted(new));
    let heading = new.shown.heading.as_ref();
    let only = |these: &ByUnit<'_>, those: &ByUnit<'_>| {
        let units = these.keys().filter(|unit| !those.contains_key(*unit));
        units.map(|unit| (*unit).to_owned()).collect()
    };
    Ok(SumDifference {
        agency: heading.map_or(String::new(), |h| h.agency.clone()),
        year: heading.map(|h| h.year),
        warnings,
        figures: figures((old, &before), (new, &now)),
        came: only(&now, &before),
        went: only(&before, &now),
        files: changed_files(&hashes(old), &hashes(new)),
    })
}

fn hashes(paper: &Rolled) -> BTreeMap<String, String> {
    let reports = paper.proofs.lines.iter();
    let reports = reports.filter(|p| !matches!(p.what.as_str(), "以前的报告" | "核对底稿"));
    reports
        .map(|p| (p.file.clone(), p.sha256.clone()))
        .collect()
}

fn counted(paper: &Rolled) -> ByUnit<'_> {
    let mut units = ByUnit::new();
    for matrix in &paper.matrices {
        let lines = matrix
            .lines
            .iter()
            .filter(|l| l.standing.starts_with("计入"));
        for line in lines {
            let figures = units.entry(line.unit.as_str()).or_default();
            let slots = matrix.columns.iter().zip(&line.figures);
            figures.extend(slots.filter_map(|((_, slot), value)| Some((slot.as_str(), (*value)?))));
        }
    }
    units
}

fn figures(
    (old, before): (&Rolled, &ByUnit<'_>),
    (new, now): (&Rolled, &ByUnit<'_>),
) -> Vec<SumChanged> {
    let value = |paper: &Rolled, slot: &str| {
        let figure = paper.shown.figures.get(slot);
        figure
            .and_then(|f| f.seen())
            .unwrap_or_default()
            .normalize()
    };
    let names: BTreeSet<&str> = before.keys().chain(now.keys()).copied().collect();
    let changed = new.shown.form.slots.iter().filter_map(|slot| {
        let id = slot.id.as_str();
        let (a, b) = (value(old, id), value(new, id));
        let of = |units: &ByUnit<'_>, unit: &str| {
            let figure = units.get(unit)?.get(id)?;
            Some(figure.normalize())
        };
        let units = names.iter().filter_map(|unit| {
            let (then, here) = (of(before, unit), of(now, unit));
            let changed = then.unwrap_or_default() != here.unwrap_or_default();
            changed.then(|| ((*unit).to_owned(), then, here))
        });
        let units: Vec<_> = units.collect();
        // what one unit has more another may have less; units that came and went are told by themselves
        let moved = (units.iter()).any(|(_, then, here)| then.is_some() && here.is_some());
        (a != b || moved).then(|| SumChanged {
            slot: slot.id.clone(),
            words: format!("{}，{}", slot.line, slot.head),
            total: matches!(slot.feed, Feed::Sum(_)),
            old: a,
            new: b,
            units,
        })
    });
    changed.collect()
}

/// The difference in words.
pub fn human(difference: &SumDifference) -> String {
    /// Units that are named for a figure.
    const SHOWN: usize = 30;
    let d = difference;
    let mut text = opening(&d.agency, d.year, "（汇总）", &d.warnings);
    let (totals, figures): (Vec<&SumChanged>, Vec<&SumChanged>) =
        d.figures.iter().partition(|f| f.total);
    match d.figures.is_empty() {
        true if d.came.is_empty() && d.went.is_empty() => {
            text.push_str("汇总数和各单位的数都没有变化。\n");
        }
        true => text.push_str("汇总数没有变化，计入的单位有变化。\n"),
        false => text.push_str(&format!(
            "{} 个指标格有变化，{} 个合计随之变化。\n",
            figures.len(),
            totals.len()
        )),
    }
    let line = |f: &SumChanged| match f.old == f.new {
        true => show::line(&format!("{}  {}，合计没有变  {}", f.slot, f.new, f.words)),
        false => change_line(&f.slot, f.old, f.new, &f.words),
    };
    let shown =
        |value: &Option<Decimal>| value.map_or("没有计入".to_owned(), |v| v.to_string());
    for figure in figures {
        text.push_str(&format!("\n{}\n", line(figure)));
        for (unit, old, new) in figure.units.iter().take(SHOWN) {
            let change = signed(new.unwrap_or_default() - old.unwrap_or_default());
            let (old, new) = (shown(old), shown(new));
            let unit = show::line(unit);
            text.push_str(&format!("  {change}  {unit}  {old} → {new}\n"));
        }
        if figure.units.len() > SHOWN {
            let more = figure.units.len() - SHOWN;
            text.push_str(&format!("  另有 {more} 个单位，用 --json 查看全部\n"));
        }
    }
    if !totals.is_empty() {
        text.push_str("\n合计\n");
    }
    for total in totals {
        text.push_str(&format!("  {}\n", line(total)));
    }
    for (title, units) in [("新计入的单位", &d.came), ("不再计入的单位", &d.went)] {
        if !units.is_empty() {
            text.push_str(&format!("\n{title}\n  {}\n", show::line(&units.join("、"))));
        }
    }
    if !d.files.is_empty() {
        text.push_str("\n报告\n");
    }
    for (file, change) in &d.files {
        text.push_str(&format!("  {}\n", file_line(file, change)));
    }
    text
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    head: PublicHead<'a>,
    figures: Vec<PublicFigure<'a>>,
    units: PublicUnits<'a>,
    files: Vec<PublicFile<'a>>,
}

#[derive(Serialize)]
struct PublicFigure<'a> {
    #[serde(flatten)]
    change: PublicChange<'a>,
    units: Vec<PublicUnit<'a>>,
}

#[derive(Serialize)]
struct PublicUnit<'a> {
    unit: &'a str,
    old: Option<Number>,
    new: Option<Number>,
}

#[derive(Serialize)]
struct PublicUnits<'a> {
    came: &'a [String],
    went: &'a [String],
}

/// The difference for programs, version 1.
pub fn json(difference: &SumDifference) -> String {
    let d = difference;
    let figures = d.figures.iter().map(|f| PublicFigure {
        change: PublicChange::of(&f.slot, f.total, (f.old, f.new)),
        units: f
            .units
            .iter()
            .map(|(unit, old, new)| PublicUnit {
                unit,
                old: old.map(decimal),
                new: new.map(decimal),
            })
            .collect(),
    });
    let document = Document {
        head: PublicHead::of(&d.agency, d.year, &d.warnings),
        figures: figures.collect(),
        units: PublicUnits {
            came: &d.came,
            went: &d.went,
        },
        files: d.files.iter().map(public_file).collect(),
    };
    json::text(&document)
}
