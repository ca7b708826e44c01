//! 比较: two working papers of one unit and year.
//!
//! In: two [`Paper`]s, the older first. Out: each figure that changed, the rows that came, went or moved from
//! one slot to another, the files and the findings that came or went; then the same as words ([`human`]) or
//! for programs ([`json`]). Why a row is counted where it is, the papers tell themselves.
//!
//! **The same row.** A row keeps its identity when a line is inserted above it, when its file is renamed, and
//! when a later export takes over from it: rows are paired by number and content first, then by number, then
//! by the other rows that the later paper merges into one, then by content, and by file, sheet and row last.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Number;

use crate::form::Feed;
use crate::handover::{Detail, Noted, Paper, RowAt, Words};
use crate::write::json::decimal;

/// What changed from one paper to the next.
#[derive(Debug, Default)]
pub struct Difference {
    /// 报送单位 of the later paper.
    pub agency: String,
    /// The report year.
    pub year: Option<i16>,
    /// What makes the comparison doubtful: another unit, another scope.
    pub warnings: Vec<String>,
    /// Figures that changed, in the order of the form.
    pub figures: Vec<Changed>,
    /// Rows that changed a figure, in the order of their places in the later paper, gone ones last.
    pub moves: Vec<Move>,
    /// Files that came, went or changed, by name.
    pub files: Vec<(String, FileChange)>,
    /// Findings that came.
    pub found: Vec<Noted>,
    /// Findings that went.
    pub settled: Vec<Noted>,
}

/// A figure that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
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
    /// The part of the change that no row explains: figures by hand, openings.
    pub other: Decimal,
}

/// A row that changed a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Where it stood; none when it came.
    pub old: Option<RowAt>,
    /// Where it stands; none when it went.
    pub new: Option<RowAt>,
    /// What the row says, in the later paper where it is in both.
    pub words: Words,
    /// What it added to which slots before.
    pub was: BTreeMap<String, Decimal>,
    /// What it adds now.
    pub now: BTreeMap<String, Decimal>,
    /// For a row that came or went: what the other paper says of its place.
    pub elsewhere: String,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileChange {
    /// Only in the later paper.
    Came,
    /// Only in the earlier one.
    Went,
    /// Other bytes.
    Edited,
    /// The same bytes under another name before.
    Renamed(String),
}

/// Why two papers cannot be compared, in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Incomparable(String);

/// Compares two papers, the older first.
pub fn between(old: &Paper, new: &Paper) -> Result<Difference, Incomparable> {
    let warnings = comparable(old, new)?;
    let files = files(old, new);
    let moves = moves(old, new, &files);
    let heading = new.shown.heading.as_ref();
    Ok(Difference {
        agency: heading.map_or(String::new(), |h| h.agency.clone()),
        year: heading.map(|h| h.year),
        warnings,
        figures: figures(old, new, &moves),
        moves,
        found: without(&new.findings.lines, &old.findings.lines),
        settled: without(&old.findings.lines, &new.findings.lines),
        files,
    })
}

/// Whether it makes sense; what is doubtful about it.
fn comparable(old: &Paper, new: &Paper) -> Result<Vec<String>, Incomparable> {
    if old.shown.form.edition != new.shown.form.edition {
        return Err(Incomparable(format!(
            "两份底稿的报表版本不同：前一份是 {} 版，后一份是 {} 版",
            old.shown.form.id, new.shown.form.id
        )));
    }
    let (Some(a), Some(b)) = (&old.shown.heading, &new.shown.heading) else {
        return Ok(vec![
            "底稿上没有写明单位和年度，无法确认是不是同一单位、同一年度".to_owned(),
        ]);
    };
    if a.year != b.year {
        return Err(Incomparable(format!(
            "两份底稿的年度不同：前一份是 {} 年，后一份是 {} 年",
            a.year, b.year
        )));
    }
    let mut warnings = Vec::new();
    let mut differ = |what: &str, a: String, b: String| {
        if a != b {
            warnings.push(format!(
                "两份底稿的{what}不同：前一份是「{a}」，后一份是「{b}」"
            ));
        }
    };
    let until = |h: &crate::write::publishable::Heading| match h.until {
        Some(day) => day.to_string(),
        None => "全年".to_owned(),
    };
    differ("单位", a.agency.clone(), b.agency.clone());
    differ(
        "统计范围",
        a.scope.word().to_owned(),
        b.scope.word().to_owned(),
    );
    differ("截至日期", until(a), until(b));
    Ok(warnings)
}

fn files(old: &Paper, new: &Paper) -> Vec<(String, FileChange)> {
    let hashes = |paper: &Paper| -> BTreeMap<String, String> {
        let lines = paper.sources.lines.iter();
        lines.map(|s| (s.file.clone(), s.sha256.clone())).collect()
    };
    let (before, now) = (hashes(old), hashes(new));
    let mut gone: BTreeMap<&String, &String> = before
        .iter()
        .filter(|(f, _)| !now.contains_key(*f))
        .collect();
    let mut changes = Vec::new();
    for (file, hash) in &now {
        let change = match before.get(file) {
            Some(same) if same == hash => continue,
            Some(_) => FileChange::Edited,
            None => match gone.iter().find(|(_, h)| **h == hash).map(|(f, _)| *f) {
                Some(name) => {
                    gone.remove(name);
                    FileChange::Renamed(name.clone())
                }
                None => FileChange::Came,
            },
        };
        changes.push((file.clone(), change));
    }
    changes.extend(gone.keys().map(|file| ((*file).clone(), FileChange::Went)));
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    changes
}

/// A counted row with everything it adds.
#[derive(Debug)]
struct Thing {
    at: RowAt,
    /// The file's name in the later paper.
    file: String,
    words: Words,
    merged: Vec<RowAt>,
    adds: BTreeMap<String, Decimal>,
}

impl Thing {
    /// Numbers are told apart within a section: 2, 3, 4.
    fn section(&self) -> Option<char> {
        self.adds.keys().next()?.chars().next()
    }

    fn content(&self) -> [&str; 4] {
        let w = &self.words;
        [&w.received, &w.closed, &w.class, &w.wrote]
    }
}

fn things(paper: &Paper, renamed: &BTreeMap<&str, &str>) -> Vec<Thing> {
    let names = paper.files();
    let slots = paper.shown.form.slots.iter();
    let totals = slots.filter(|s| matches!(s.feed, Feed::Sum(_)));
    let totals: BTreeSet<&str> = totals.map(|s| s.id.as_str()).collect();
    let mut things: BTreeMap<&RowAt, Thing> = BTreeMap::new();
    let counted = paper.details.lines.iter();
    for detail in counted.filter(|d| !totals.contains(d.slot.as_str())) {
        let Some(at) = &detail.at else { continue };
        let thing = things
            .entry(at)
            .or_insert_with(|| thing(detail, at, &names, renamed));
        *thing.adds.entry(detail.slot.clone()).or_default() += detail.count.unwrap_or_default();
    }
    things.into_values().collect()
}

fn thing(
    detail: &Detail,
    at: &RowAt,
    names: &BTreeSet<&str>,
    renamed: &BTreeMap<&str, &str>,
) -> Thing {
    let merged = detail.merged_rows(names.iter().copied());
    Thing {
        at: at.clone(),
        file: renamed
            .get(at.file.as_str())
            .map_or_else(|| at.file.clone(), |new| (*new).to_owned()),
        words: Words {
            counted_in: String::new(),
            ..detail.words.clone()
        },
        merged: merged.into_iter().flatten().collect(),
        adds: BTreeMap::new(),
    }
}

fn moves(old: &Paper, new: &Paper, files: &[(String, FileChange)]) -> Vec<Move> {
    let renamed: BTreeMap<&str, &str> = files
        .iter()
        .filter_map(|(new, change)| match change {
            FileChange::Renamed(old) => Some((old.as_str(), new.as_str())),
            _ => None,
        })
        .collect();
    let before = things(old, &renamed);
    let now = things(new, &BTreeMap::new());
    let mut pairs = Pairs::new(before.len(), now.len());
    let numbered = |t: &Thing| !t.words.number.is_empty();
    pairs.pair(&before, &now, |t| {
        numbered(t).then(|| (&t.file, &t.at.sheet, &t.words.number, t.content()))
    });
    pairs.pair(&before, &now, |t| {
        numbered(t).then_some((&t.file, &t.at.sheet, &t.words.number))
    });
    pairs.pair(&before, &now, |t| {
        numbered(t).then(|| (t.section(), &t.words.number))
    });
    pairs.pair(&before, &now, |t| {
        (!numbered(t)).then(|| (&t.file, &t.at.sheet, t.section(), t.content()))
    });
    pairs.pair_merged(&before, &now);
    pairs.pair(&before, &now, |t| {
        Some((&t.file, &t.at.sheet, t.at.row, t.section()))
    });
    pairs.pair(&before, &now, |t| {
        (!numbered(t)).then(|| (t.section(), t.content()))
    });
    pairs.moves(before, now, &Elsewhere::new(old, new, files))
}

/// Which row of the earlier paper is which of the later one.
struct Pairs {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
}

impl Pairs {
    fn new(old: usize, new: usize) -> Self {
        Pairs {
            old: vec![None; old],
            new: vec![None; new],
        }
    }

    /// Pairs rows, not yet paired, whose keys agree: first with first, second with second.
    fn pair<'t, K: Ord>(
        &mut self,
        before: &'t [Thing],
        now: &'t [Thing],
        key: impl Fn(&'t Thing) -> Option<K>,
    ) {
        let mut waiting: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (at, thing) in now.iter().enumerate().rev() {
            if let (None, Some(key)) = (self.new[at], key(thing)) {
                waiting.entry(key).or_default().push(at);
            }
        }
        for (at, thing) in before.iter().enumerate() {
            if let (None, Some(key)) = (self.old[at], key(thing))
                && let Some(partner) = waiting.get_mut(&key).and_then(Vec::pop)
            {
                self.join(at, partner);
            }
        }
    }

    /// Pairs a row with the one that it is merged into now.
    fn pair_merged(&mut self, before: &[Thing], now: &[Thing]) {
        let free = now
            .iter()
            .enumerate()
            .filter(|(at, _)| self.new[*at].is_none());
        let into: BTreeMap<(&str, &str, u32), usize> = free
            .flat_map(|(at, t)| {
                let rows = t.merged.iter();
                rows.map(move |r| ((r.file.as_str(), r.sheet.as_str(), r.row), at))
            })
            .collect();
        for (at, thing) in before.iter().enumerate() {
            let place = (thing.file.as_str(), thing.at.sheet.as_str(), thing.at.row);
            if let (None, Some(&partner)) = (self.old[at], into.get(&place))
                && self.new[partner].is_none()
            {
                self.join(at, partner);
            }
        }
    }

    fn join(&mut self, old: usize, new: usize) {
        self.old[old] = Some(new);
        self.new[new] = Some(old);
    }

    fn moves(self, before: Vec<Thing>, now: Vec<Thing>, elsewhere: &Elsewhere<'_>) -> Vec<Move> {
        let mut moves = Vec::new();
        for (at, thing) in now.into_iter().enumerate() {
            let partner = self.new[at].map(|old| &before[old]);
            if partner.is_some_and(|old| old.adds == thing.adds) {
                continue;
            }
            moves.push(Move {
                old: partner.map(|old| old.at.clone()),
                was: partner.map_or_else(BTreeMap::new, |old| old.adds.clone()),
                elsewhere: match partner {
                    Some(_) => String::new(),
                    None => elsewhere.before(&thing.at),
                },
                new: Some(thing.at),
                words: thing.words,
                now: thing.adds,
            });
        }
        let gone = before
            .into_iter()
            .zip(self.old)
            .filter(|(_, p)| p.is_none());
        moves.extend(gone.map(|(thing, _)| Move {
            elsewhere: elsewhere.now(&thing),
            old: Some(thing.at),
            new: None,
            words: thing.words,
            was: thing.adds,
            now: BTreeMap::new(),
        }));
        moves
    }
}

/// What the other paper says of a row's place.
struct Elsewhere<'a> {
    before: BTreeMap<&'a RowAt, String>,
    now: BTreeMap<&'a RowAt, String>,
    files: BTreeMap<&'a str, &'a FileChange>,
}

impl<'a> Elsewhere<'a> {
    fn new(old: &'a Paper, new: &'a Paper, files: &'a [(String, FileChange)]) -> Self {
        let fates = |paper: &'a Paper| -> BTreeMap<&'a RowAt, String> {
            let uncounted = paper.fates.lines.iter().filter(|f| f.fate != "计入");
            uncounted
                .filter_map(|f| {
                    let why = match f.why.is_empty() {
                        true => f.fate.clone(),
                        false => format!("{}（{}）", f.fate, f.why),
                    };
                    Some((f.at.as_ref()?, why))
                })
                .collect()
        };
        Elsewhere {
            before: fates(old),
            now: fates(new),
            files: files.iter().map(|(f, c)| (f.as_str(), c)).collect(),
        }
    }

    fn before(&self, at: &RowAt) -> String {
        let (change, old) = match self.files.get(at.file.as_str()) {
            Some(FileChange::Came) => return "新增的文件".to_owned(),
            Some(FileChange::Renamed(old)) => ("", old.as_str()),
            Some(_) => ("文件已改动；", at.file.as_str()),
            None => ("", at.file.as_str()),
        };
        let place = RowAt {
            file: old.to_owned(),
            ..at.clone()
        };
        match self.before.get(&place) {
            Some(fate) => format!("{change}上次的第 {} 行：{fate}", at.row),
            None => format!("{change}上次没有计入"),
        }
    }

    fn now(&self, thing: &Thing) -> String {
        let change = match self.files.get(thing.at.file.as_str()) {
            Some(FileChange::Went) => return "文件已移除".to_owned(),
            Some(_) => "文件已改动；",
            None => "",
        };
        let place = RowAt {
            file: thing.file.clone(),
            ..thing.at.clone()
        };
        match self.now.get(&place) {
            Some(fate) => format!("{change}现在的第 {} 行：{fate}", place.row),
            None => format!("{change}现在没有计入"),
        }
    }
}

fn figures(old: &Paper, new: &Paper, moves: &[Move]) -> Vec<Changed> {
    let mut by_rows: BTreeMap<&str, Decimal> = BTreeMap::new();
    for m in moves {
        for (slot, count) in &m.now {
            *by_rows.entry(slot).or_default() += count;
        }
        for (slot, count) in &m.was {
            *by_rows.entry(slot).or_default() -= count;
        }
    }
    let value = |paper: &Paper, slot: &str| {
        let figure = paper.shown.figures.get(slot);
        figure.and_then(|f| f.value).unwrap_or_default().normalize()
    };
    let changed = new.shown.form.slots.iter().filter_map(|slot| {
        let (a, b) = (value(old, &slot.id), value(new, &slot.id));
        let total = matches!(slot.feed, Feed::Sum(_));
        let rows = by_rows.get(slot.id.as_str()).copied().unwrap_or_default();
        (a != b).then(|| Changed {
            slot: slot.id.clone(),
            words: format!("{}，{}", slot.line, slot.head),
            total,
            old: a,
            new: b,
            other: match total {
                true => Decimal::ZERO,
                false => (b - a - rows).normalize(),
            },
        })
    });
    changed.collect()
}

/// What is in the one list and not in the other. A finding is the same when its code and its words are; the
/// place may have shifted.
fn without(these: &[Noted], those: &[Noted]) -> Vec<Noted> {
    let mut left: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for noted in those {
        *left.entry((&noted.code, &noted.message)).or_default() += 1;
    }
    let mut only = Vec::new();
    for noted in these {
        match left.get_mut(&(noted.code.as_str(), noted.message.as_str())) {
            Some(count) if *count > 0 => *count -= 1,
            _ => only.push(noted.clone()),
        }
    }
    only
}

/// The difference in words.
pub fn human(difference: &Difference) -> String {
    let d = difference;
    let mut text = String::new();
    if let Some(year) = d.year {
        text.push_str(&format!("{} {year} 年\n", d.agency));
    }
    for warning in &d.warnings {
        text.push_str(&format!("注意：{warning}\n"));
    }
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
        text.push_str(&format!("\n{}\n", change_line(figure)));
        rows_of(figure, &d.moves, &mut text);
    }
    if !totals.is_empty() {
        text.push_str("\n合计\n");
        for total in totals {
            text.push_str(&format!("  {}\n", change_line(total)));
        }
    }
    rest(d, &mut text);
    text
}

fn change_line(changed: &Changed) -> String {
    format!(
        "{}  {} → {}（{}）  {}",
        changed.slot,
        changed.old,
        changed.new,
        signed(changed.new - changed.old),
        changed.words
    )
}

fn signed(change: Decimal) -> String {
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
        text.push_str(&format!("  {change}  {at}  {}\n", says(&m.words)));
        text.push_str(&format!("      {}\n", story(m, slot)));
    }
    if rows.len() > SHOWN {
        let more = rows.len() - SHOWN;
        text.push_str(&format!("  另有 {more} 行，用 --json 查看全部\n"));
    }
    if !figure.other.is_zero() {
        text.push_str(&format!(
            "  {}  不来自台账的行：手工填写的数字、期初数\n",
            signed(figure.other)
        ));
    }
}

/// What a row says, in one line.
fn says(words: &Words) -> String {
    let dated = |label: &str, date: &str| match date.is_empty() {
        true => String::new(),
        false => format!("{label} {date}"),
    };
    [
        dated("编号", &words.number),
        dated("收到", &words.received),
        dated("办结", &words.closed),
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
        let line = match change {
            FileChange::Came => format!("新增 {file}"),
            FileChange::Went => format!("移除 {file}"),
            FileChange::Edited => format!("改动 {file}"),
            FileChange::Renamed(old) => format!("改名 {old} → {file}"),
        };
        text.push_str(&format!("  {line}\n"));
    }
    for (title, findings) in [("新出现的问题", &d.found), ("已消除的问题", &d.settled)]
    {
        if !findings.is_empty() {
            text.push_str(&format!("\n{title}\n"));
        }
        for f in findings {
            let words = [&f.severity, &f.code, &f.place, &f.message];
            let words: Vec<&str> = words.into_iter().map(|w| w.as_str()).collect();
            text.push_str(&format!("  {}\n", words.join(" ").trim()));
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    agency: &'a str,
    year: Option<i16>,
    warnings: &'a [String],
    figures: Vec<PublicFigure<'a>>,
    rows: Vec<PublicRow<'a>>,
    files: Vec<PublicFile<'a>>,
    findings: PublicFindings<'a>,
}

#[derive(Serialize)]
struct PublicFigure<'a> {
    slot: &'a str,
    total: bool,
    old: Number,
    new: Number,
    change: Number,
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
struct PublicFile<'a> {
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
        slot: &f.slot,
        total: f.total,
        old: decimal(f.old),
        new: decimal(f.new),
        change: decimal(f.new - f.old),
        other: decimal(f.other),
    });
    let document = Document {
        version: 1,
        agency: &d.agency,
        year: d.year,
        warnings: &d.warnings,
        figures: figures.collect(),
        rows: d.moves.iter().map(public_row).collect(),
        files: d.files.iter().map(public_file).collect(),
        findings: PublicFindings {
            came: d.found.iter().map(public_noted).collect(),
            went: d.settled.iter().map(public_noted).collect(),
        },
    };
    let mut text = serde_json::to_string_pretty(&document).expect("strings and numbers only");
    text.push('\n');
    text
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

fn public_file((file, change): &(String, FileChange)) -> PublicFile<'_> {
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
