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

mod show;
pub mod sums;

pub use self::show::{human, json};
use crate::form::Feed;
use crate::handover::{Detail, Noted, Paper, RowAt, Shown, Words};

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
    /// What of that comes from where, as 来源明细 names it: `gknb.toml`, `[opening]`, `上年报告`, `各单位`.
    pub given: BTreeMap<String, Decimal>,
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
    /// Its bytes stood under another name before.
    Renamed(String),
}

/// Why two papers cannot be compared, in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Incomparable(String);

/// Compares two papers, the older first.
pub fn between(old: &Paper, new: &Paper) -> Result<Difference, Incomparable> {
    let warnings = comparable(&old.shown, &new.shown)?;
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
fn comparable(old: &Shown, new: &Shown) -> Result<Vec<String>, Incomparable> {
    if old.form.edition != new.form.edition {
        return Err(Incomparable(format!(
            "两份底稿的报表版本不同：前一份是 {} 版，后一份是 {} 版",
            old.form.id, new.form.id
        )));
    }
    let (Some(a), Some(b)) = (&old.heading, &new.heading) else {
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
    changed_files(&hashes(old), &hashes(new))
}

/// What became of files, by their names and hashes.
fn changed_files(
    before: &BTreeMap<String, String>,
    now: &BTreeMap<String, String>,
) -> Vec<(String, FileChange)> {
    let mut gone: BTreeMap<&String, &String> = before
        .iter()
        .filter(|(f, _)| !now.contains_key(*f))
        .collect();
    let mut changes = Vec::new();
    for (file, hash) in now {
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
            Some(FileChange::Came) => return "来自新增的文件".to_owned(),
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
    let given = given(old, new);
    let value = |paper: &Paper, slot: &str| {
        let figure = paper.shown.figures.get(slot);
        figure
            .and_then(|f| f.seen())
            .unwrap_or_default()
            .normalize()
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
            given: match total {
                true => BTreeMap::new(),
                false => given.get(slot.id.as_str()).cloned().unwrap_or_default(),
            },
        })
    });
    changed.collect()
}

/// What changed of each slot in what comes from no row, by where it comes from.
fn given<'p>(old: &'p Paper, new: &'p Paper) -> BTreeMap<&'p str, BTreeMap<String, Decimal>> {
    let mut given: BTreeMap<&str, BTreeMap<String, Decimal>> = BTreeMap::new();
    for (paper, sign) in [(old, -Decimal::ONE), (new, Decimal::ONE)] {
        for detail in paper.details.lines.iter().filter(|d| d.at.is_none()) {
            let of_slot = given.entry(&detail.slot).or_default();
            let change = of_slot.entry(detail.file.clone()).or_default();
            *change += sign * detail.count.unwrap_or_default();
        }
    }
    for of_slot in given.values_mut() {
        of_slot.retain(|_, change| !change.is_zero());
    }
    given
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
