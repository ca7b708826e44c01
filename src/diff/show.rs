//! The difference as words and for programs.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Number;

use super::{Changed, Difference, FileChange, Move};
use crate::handover::{Noted, RowAt, Words};
use crate::write::json::{self, decimal};
use crate::write::show::line;

/// The difference in words.
pub fn human(difference: &Difference) -> String {
    let d = difference;
    let mut text = opening(&d.agency, d.year, "", &d.warnings);
    let change = |f: &Changed| change_line(&f.slot, f.old, f.new, &f.words);
    let (totals, figures): (Vec<&Changed>, Vec<&Changed>) = d.figures.iter().partition(|f| f.total);
    match d.figures.is_empty() {
        true => text.push_str("各指标格的数都没有变化。\n"),
        false => text.push_str(&format!(
            "{} 个指标格的数有变化，{} 个合计随之变化；涉及 {} 行。\n",
            figures.len(),
            totals.len(),
            d.moves.len()
        )),
    }
    for figure in figures {
        text.push_str(&format!("\n{}\n", change(figure)));
        rows_of(figure, &d.moves, &mut text);
    }
    if !totals.is_empty() {
        text.push_str("\n合计\n");
        for total in totals {
            text.push_str(&format!("  {}\n", change(total)));
        }
    }
    rest(d, &mut text);
    text
}

/// Whose figures are compared, and what is to be minded.
pub(super) fn opening(agency: &str, year: Option<i16>, what: &str, warnings: &[String]) -> String {
    let mut text = String::new();
    if let Some(year) = year {
        text.push_str(&format!("{} {year} 年{what}\n", line(agency)));
    }
    for warning in warnings {
        text.push_str(&format!("注意：{}\n", line(warning)));
    }
    text
}

/// A figure that changed: its slot, both values, its words.
pub(super) fn change_line(slot: &str, old: Decimal, new: Decimal, words: &str) -> String {
    let change = signed(new - old);
    line(&format!("{slot}  {old} → {new}（{change}）  {words}"))
}

pub(super) fn signed(change: Decimal) -> String {
    let change = change.normalize();
    match change.is_sign_negative() {
        true => change.to_string(),
        false => format!("+{change}"),
    }
}

/// The rows that changed a figure; only the first of very many.
fn rows_of(figure: &Changed, moves: &[Move], text: &mut String) {
    const SHOWN: usize = 30;
    let slot = &figure.slot;
    let add = |adds: &BTreeMap<String, Decimal>| adds.get(slot).copied().unwrap_or_default();
    let rows = moves.iter().filter(|m| add(&m.was) != add(&m.now));
    let rows: Vec<&Move> = rows.collect();
    for m in rows.iter().take(SHOWN) {
        let change = signed(add(&m.now) - add(&m.was));
        let at = m.new.as_ref().or(m.old.as_ref());
        let at = at.map_or_else(String::new, RowAt::show);
        let says = says(&m.words, slot);
        text.push_str(&format!("  {change}  {}  {}\n", line(&at), line(&says)));
        text.push_str(&format!("      {}\n", line(&story(m, slot))));
    }
    if rows.len() > SHOWN {
        let more = rows.len() - SHOWN;
        text.push_str(&format!("  另有 {more} 行，用 --json 查看全部\n"));
    }
    let mut left = figure.other;
    for (from, change) in &figure.given {
        left -= change;
        text.push_str(&format!("  {}  {}\n", signed(*change), line(given(from))));
    }
    if !left.is_zero() {
        text.push_str(&format!(
            "  {}  不来自台账的行：手工数字 [[figure]]、期初数 [opening]\n",
            signed(left)
        ));
    }
}

/// Where a figure is given that comes from no row.
fn given(from: &str) -> &str {
    match from {
        "[opening]" => "gknb.toml 的 [opening]：期初数（上年现行有效、上年结转）改了",
        "上年报告" => "上年报告：期初数（上年现行有效、上年结转）改了",
        "gknb.toml" => "gknb.toml 的 [[figure]]：手工数字改了",
        "各单位" => "gknb.toml 的 [unit]：各单位的手工数字改了",
        other => other,
    }
}

/// What a row says, in one line; `slot` tells what its days are.
fn says(words: &Words, slot: &str) -> String {
    let (first, last) = match (slot.chars().next(), words.class.as_str()) {
        (Some('2'), "规章" | "行政规范性文件") => ("成文", "废止"),
        (Some('2'), _) => ("", "日期"),
        (Some('4'), _) => ("受理", "结案"),
        _ => ("收到", "办结"),
    };
    let dated = |label: &str, date: &str| match date.is_empty() {
        true => String::new(),
        false => format!("{label} {date}"),
    };
    [
        dated("编号", &words.number),
        dated(first, &words.received),
        dated(last, &words.closed),
        words.class.clone(),
        words.wrote.clone(),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join("，")
}

/// What happened to a row, seen from one of its slots.
fn story(m: &Move, slot: &str) -> String {
    let others = |adds: &BTreeMap<String, Decimal>, those: &BTreeMap<String, Decimal>| {
        let slots = adds
            .keys()
            .filter(|s| *s != slot && !those.contains_key(*s));
        slots.cloned().collect::<Vec<_>>().join("、")
    };
    let (from, to) = (others(&m.was, &m.now), others(&m.now, &m.was));
    match (&m.old, &m.new) {
        (None, _) => format!("新计入：{}", m.elsewhere),
        (_, None) => format!("不再计入：{}", m.elsewhere),
        (Some(old), Some(new)) => {
            let place = match old == new {
                true => String::new(),
                false => format!("（上次是 {}）", old.show()),
            };
            match (m.was.contains_key(slot), m.now.contains_key(slot)) {
                (false, true) if !from.is_empty() => format!("从 {from} 移来{place}"),
                (true, false) if !to.is_empty() => format!("移到 {to}{place}"),
                (true, true) => format!("行内的数量变了{place}"),
                _ => format!("同一行的其他格没有变{place}"),
            }
        }
    }
}

/// Files and findings.
fn rest(d: &Difference, text: &mut String) {
    if !d.files.is_empty() {
        text.push_str("\n文件\n");
    }
    for (file, change) in &d.files {
        text.push_str(&format!("  {}\n", file_line(file, change)));
    }
    for (title, findings) in [("新出现的问题", &d.found), ("已消除的问题", &d.settled)]
    {
        if !findings.is_empty() {
            text.push_str(&format!("\n{title}\n"));
        }
        for f in findings {
            let words = [&f.severity, &f.code, &f.place, &f.message];
            let words: Vec<&str> = words.into_iter().map(|w| w.as_str()).collect();
            text.push_str(&format!("  {}\n", line(words.join(" ").trim())));
        }
    }
}

/// What became of a file, in words.
pub(super) fn file_line(file: &str, change: &FileChange) -> String {
    line(&match change {
        FileChange::Came => format!("新增 {file}"),
        FileChange::Went => format!("移除 {file}"),
        FileChange::Edited => format!("改动 {file}"),
        FileChange::Renamed(old) => format!("改名 {old} → {file}"),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    head: PublicHead<'a>,
    figures: Vec<PublicFigure<'a>>,
    rows: Vec<PublicRow<'a>>,
    files: Vec<PublicFile<'a>>,
    findings: PublicFindings<'a>,
}

/// What every difference begins with.
#[derive(Serialize)]
pub(super) struct PublicHead<'a> {
    version: u8,
    agency: &'a str,
    year: Option<i16>,
    warnings: &'a [String],
}

impl<'a> PublicHead<'a> {
    /// The head of a difference, version 1.
    pub(super) fn of(agency: &'a str, year: Option<i16>, warnings: &'a [String]) -> Self {
        PublicHead {
            version: 1,
            agency,
            year,
            warnings,
        }
    }
}

/// How a figure changed, before what it changed by.
#[derive(Serialize)]
pub(super) struct PublicChange<'a> {
    slot: &'a str,
    total: bool,
    old: Number,
    new: Number,
    change: Number,
}

impl<'a> PublicChange<'a> {
    /// The change of a slot, a 总计 or not, from what it was to what it is.
    pub(super) fn of(slot: &'a str, total: bool, (old, new): (Decimal, Decimal)) -> Self {
        PublicChange {
            slot,
            total,
            old: decimal(old),
            new: decimal(new),
            change: decimal(new - old),
        }
    }
}

#[derive(Serialize)]
struct PublicFigure<'a> {
    #[serde(flatten)]
    change: PublicChange<'a>,
    /// The part of the change that comes from no row.
    other: Number,
}

#[derive(Serialize)]
struct PublicRow<'a> {
    change: &'static str,
    old: Option<PublicPlace<'a>>,
    new: Option<PublicPlace<'a>>,
    number: Option<&'a str>,
    was: BTreeMap<&'a str, Number>,
    now: BTreeMap<&'a str, Number>,
    elsewhere: &'a str,
}

#[derive(Serialize)]
struct PublicPlace<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    row: u32,
}

#[derive(Serialize)]
pub(super) struct PublicFile<'a> {
    change: &'static str,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
}

#[derive(Serialize)]
struct PublicFindings<'a> {
    came: Vec<PublicNoted<'a>>,
    went: Vec<PublicNoted<'a>>,
}

#[derive(Serialize)]
struct PublicNoted<'a> {
    code: &'a str,
    place: &'a str,
    message: &'a str,
}

/// The difference for programs, version 1.
pub fn json(difference: &Difference) -> String {
    let d = difference;
    let figures = d.figures.iter().map(|f| PublicFigure {
        change: PublicChange::of(&f.slot, f.total, (f.old, f.new)),
        other: decimal(f.other),
    });
    let document = Document {
        head: PublicHead::of(&d.agency, d.year, &d.warnings),
        figures: figures.collect(),
        rows: d.moves.iter().map(public_row).collect(),
        files: d.files.iter().map(public_file).collect(),
        findings: PublicFindings {
            came: d.found.iter().map(public_noted).collect(),
            went: d.settled.iter().map(public_noted).collect(),
        },
    };
    json::text(&document)
}

fn public_row(m: &Move) -> PublicRow<'_> {
    PublicRow {
        change: match (&m.old, &m.new) {
            (None, _) => "came",
            (_, None) => "went",
            _ => "moved",
        },
        old: m.old.as_ref().map(public_place),
        new: m.new.as_ref().map(public_place),
        number: Some(m.words.number.as_str()).filter(|n| !n.is_empty()),
        was: public_adds(&m.was),
        now: public_adds(&m.now),
        elsewhere: &m.elsewhere,
    }
}

fn public_adds(adds: &BTreeMap<String, Decimal>) -> BTreeMap<&str, Number> {
    adds.iter()
        .map(|(s, n)| (s.as_str(), decimal(*n)))
        .collect()
}

fn public_place(at: &RowAt) -> PublicPlace<'_> {
    PublicPlace {
        file: &at.file,
        sheet: Some(at.sheet.as_str()).filter(|s| !s.is_empty()),
        row: at.row,
    }
}

pub(super) fn public_file((file, change): &(String, FileChange)) -> PublicFile<'_> {
    let (change, was) = match change {
        FileChange::Came => ("came", None),
        FileChange::Went => ("went", None),
        FileChange::Edited => ("edited", None),
        FileChange::Renamed(old) => ("renamed", Some(old.as_str())),
    };
    PublicFile { change, file, was }
}

fn public_noted(noted: &Noted) -> PublicNoted<'_> {
    PublicNoted {
        code: &noted.code,
        place: &noted.place,
        message: &noted.message,
    }
}
