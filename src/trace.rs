//! 追溯: why a figure is what it is, and what became of a row.
//!
//! In: a job, its compilation, and what was asked: of the whole or of a single unit a slot (`3.3.1/自然人`) or a row (`一季度/申请.xlsx!台账!7`).
//! Out: an [`Explained`], as words for people or as JSON for programs. For a slot, besides the rows behind it,
//! the rows that nearly counted: they would count by what they say themselves, or if the year were a week
//! longer. For those the files are read once more, since a compilation keeps only what it counted.

use std::collections::BTreeSet;

use jiff::ToSpan;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::address::{Address, parse_cell};
use crate::compilation::Compilation;
use crate::entry::{Answer, Category, Entry, Publication, Verdict};
use crate::exports;
use crate::finding::{Finding, Place};
use crate::form::Feed;
use crate::job::{Job, Stop};
use crate::ledger::{Fate, Year};
use crate::period::Period;
use crate::settings::UnitSettings;
use crate::tally::{self, From};
use crate::text::{half_width, nearest, quote, same_name};
use crate::units::OfUnit;
use crate::write::evidence::{Behind, Evidence, Whence};
use crate::write::json::{self, decimal, findings};
use crate::write::show;

/// What was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A slot, by its position in the form.
    Slot(usize),
    /// A row.
    Row(Address),
}

/// Something was asked that this compilation does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unknown {
    /// What is not there.
    pub message: String,
    /// The next step.
    pub help: String,
}

/// The answer.
pub struct Explained<'a> {
    compilation: &'a Compilation,
    evidence: Evidence<'a>,
    /// The unit whose figure was asked for; none for the whole.
    unit: Option<&'a OfUnit>,
    what: What,
}

enum What {
    Slot {
        slot: usize,
        behind: Vec<Behind>,
        near: Vec<Near>,
    },
    Row {
        row: Address,
        fate: Fate,
        /// What the row says, for a row of a ledger.
        says: Option<String>,
    },
}

/// A row that nearly counted.
struct Near {
    row: Address,
    says: String,
    why: String,
}

/// Rows that nearly counted that are told, the nearest first.
const NEAR: usize = 50;

/// Rows behind a figure that are told to people.
const ROWS: usize = 500;

/// Days outside the year that are near.
const DAYS: i64 = 7;

/// Whether the text asks about a row or a slot, rather than about the code of a rule.
pub fn is_place(what: &str) -> bool {
    let what: String = what.chars().map(half_width).collect();
    what.contains(['!', '/']) || what.starts_with(|c: char| c.is_ascii_digit())
}

/// What the text asks about.
pub fn asked(what: &str, compilation: &Compilation) -> Result<Asked, Unknown> {
    // the sign that Chinese keyboards give
    let what = what.trim().replace('！', "!").replace('／', "/");
    match what.contains('!') {
        true => row(&what, compilation).map(Asked::Row),
        false => slot(&what, compilation).map(Asked::Slot),
    }
}

fn slot(what: &str, compilation: &Compilation) -> Result<usize, Unknown> {
    let form = compilation.form;
    if let Some(slot) = form.slot(what) {
        return Ok(slot);
    }
    let files = || {
        compilation
            .names
            .files
            .iter()
            .map(|name| name.file.as_str())
    };
    if let Some(file) = files().find(|file| what.replace('\\', "/").ends_with(file)) {
        return Err(Unknown {
            message: format!("{file} 是一个文件，没有写明是哪一行"),
            help: "问一行去了哪里，写作 文件!工作表!行，例如 一季度/申请.xlsx!台账!7；文本文件写 文件!行"
                .to_owned(),
        });
    }
    let ids = || form.slots.iter().map(|s| s.id.as_str());
    let line = format!("{}/", what.trim_end_matches('/'));
    let mut near: Vec<&str> = ids().filter(|id| id.starts_with(&line)).collect();
    if near.is_empty() {
        near = nearest(what, ids());
    }
    Err(Unknown {
        message: format!("{}版报表没有指标格 {what}", form.id),
        help: match near.is_empty() {
            true => "指标格写作 3.3.1/自然人 这样；全部指标格见统计表的 .json 文件".to_owned(),
            false => format!("可以写：{}", near.join("、")),
        },
    })
}

fn row(what: &str, compilation: &Compilation) -> Result<Address, Unknown> {
    let path = what.replace('\\', "/");
    let files = || (0u32..).zip(&compilation.names.files);
    let named = files().filter_map(|(at, name)| {
        // a path from further up leads to the same file
        let start = path.find(&format!("{}!", name.file))?;
        let begins = start == 0 || path[..start].ends_with('/');
        begins.then(|| (at, name, &path[start + name.file.len() + 1..]))
    });
    let Some((file, name, rest)) = named.max_by_key(|(_, name, _)| name.file.len()) else {
        let typed = path.split('!').next().unwrap_or_default();
        let near = nearest(typed, files().map(|(_, n)| n.file.as_str()));
        return Err(Unknown {
            message: format!("没有读过名为 {typed} 的文件"),
            help: match near.is_empty() {
                true => "写法：文件!工作表!行，例如 一季度/申请.xlsx!台账!7；文本文件写 文件!行"
                    .to_owned(),
                false => format!("是不是想写 {}？", near.join("、")),
            },
        });
    };
    let (sheet, cell) = match rest.rsplit_once('!') {
        Some((sheet, cell)) => (Some(sheet), cell),
        None => (None, rest),
    };
    let position = match sheet {
        // a single sheet need not be named
        None if name.sheets.len() <= 1 => Some(0),
        None => None,
        Some(sheet) => name.sheets.iter().position(|s| s.as_deref() == Some(sheet)),
    };
    let sheets: Vec<&str> = name.sheets.iter().flatten().map(String::as_str).collect();
    let Some(position) = position.and_then(|p| u16::try_from(p).ok()) else {
        let message = match sheet {
            Some(sheet) => format!("{} 没有工作表「{sheet}」", name.file),
            None => format!(
                "{} 有 {} 张工作表，没有写明是哪一张",
                name.file,
                sheets.len()
            ),
        };
        return Err(Unknown {
            message,
            help: format!("它的工作表是：{}；写法：文件!工作表!行", sheets.join("、")),
        });
    };
    let bare = cell.trim().trim_start_matches('第').trim_end_matches('行');
    let number = bare
        .parse()
        .ok()
        .or_else(|| parse_cell(bare).map(|(row, _)| row));
    number
        .map(|row| Address {
            file,
            sheet: position,
            row,
            column: None,
        })
        .ok_or_else(|| Unknown {
            message: format!("「{cell}」不是行号或单元格"),
            help: "行写作 7，单元格写作 D7".to_owned(),
        })
}

/// The unit of a name, where a single one's figure is asked for.
pub fn unit<'a>(name: &str, compilation: &'a Compilation) -> Result<&'a OfUnit, Unknown> {
    let units = &compilation.units;
    let found = units.iter().find(|u| same_name(&u.name, name));
    found.ok_or_else(|| {
        let near = nearest(name, units.iter().map(|u| &*u.name));
        Unknown {
            message: format!("这次汇编没有单位{}", quote(name)),
            help: match near.is_empty() {
                true => "单位名称以台账和单位名录为准，见「分单位核对表」".to_owned(),
                false => format!("是不是想写 {}？", near.join("、")),
            },
        }
    })
}

/// Answers; for a unit, only what concerns its figure.
pub fn explain<'a>(
    asked: Asked,
    unit: Option<&'a OfUnit>,
    job: &Job,
    compilation: &'a Compilation,
) -> Result<Explained<'a>, ExplainError> {
    let evidence = Evidence::of(compilation);
    let mut entries = entries(job, compilation)?;
    if let Some(unit) = unit {
        let of = |entry: &Entry| compilation.ledger.unit(entry.record().at);
        entries.retain(|entry| of(entry) == Some(&unit.name));
    }
    let what = match asked {
        Asked::Slot(slot) => {
            let behind = match unit {
                None => evidence.behind(slot),
                Some(unit) => behind_unit(slot, unit, &evidence, compilation),
            };
            let near = near(slot, &behind, &entries, &evidence, compilation);
            What::Slot { slot, behind, near }
        }
        Asked::Row(_) if unit.is_some() => {
            return Err(ExplainError::Unknown(Unknown {
                message: "一行的去向与单位无关".to_owned(),
                help: "问一行的去向时不写 --unit".to_owned(),
            }));
        }
        Asked::Row(row) => {
            let fate = compilation.fate(row).ok_or_else(|| Unknown {
                message: format!("{} 是空行，或者没有这一行", compilation.names.show(row)),
                help: "空行不读取，也没有去向".to_owned(),
            })?;
            let entry = entries.iter().find(|e| e.record().at.row() == row.row());
            What::Row {
                row,
                fate,
                says: entry.map(says),
            }
        }
    };
    Ok(Explained {
        compilation,
        evidence,
        unit,
        what,
    })
}

/// What is behind a figure of a unit: what is given for it, and the rows of its name. Rows that count for the
/// unit but not for the whole, which has an opening where the unit has none, are not listed.
fn behind_unit(
    slot: usize,
    unit: &OfUnit,
    evidence: &Evidence<'_>,
    compilation: &Compilation,
) -> Vec<Behind> {
    let form = compilation.form;
    let of_unit = |slot: usize| {
        let rows = evidence.behind(slot).into_iter();
        rows.filter(|b| {
            let row = b.whence.row();
            row.and_then(|row| compilation.ledger.unit_counted(row)) == Some(&unit.name)
        })
    };
    let figure = &unit.tally.figures[slot];
    let mut behind: Vec<Behind> = Vec::new();
    match (&figure.from, &form.slots[slot].feed) {
        (_, Feed::Sum(parts)) => {
            let parts = parts.iter();
            behind.extend(parts.flat_map(|p| behind_unit(*p, unit, evidence, compilation)));
        }
        (From::Hand(nth), _) => behind.push(Behind {
            whence: Whence::Hand(*nth),
            count: figure.value,
        }),
        (From::Opening(opening), _) => {
            let own = settings_of(unit, compilation);
            let told = own.is_some_and(|own| !own.opening.is_empty());
            behind.push(Behind {
                whence: match told {
                    true => Whence::Opening,
                    false => Whence::Previous,
                },
                count: *opening,
            });
            let changes = match &form.slots[slot].feed {
                Feed::InForce(document) => tally::changes(form, *document),
                _ => None,
            };
            if let Some((issued, repealed)) = changes {
                behind.extend(behind_unit(issued, unit, evidence, compilation));
                let gone = behind_unit(repealed, unit, evidence, compilation).into_iter();
                behind.extend(gone.map(|b| Behind {
                    count: -b.count,
                    ..b
                }));
            }
        }
        _ => behind.extend(of_unit(slot)),
    }
    behind.sort_by_key(|b| b.whence);
    behind
}

fn settings_of<'c>(unit: &OfUnit, compilation: &'c Compilation) -> Option<&'c UnitSettings> {
    let mut units = compilation.settings.units.iter();
    let of = |name: &str| same_name(name, &unit.name);
    units.find(|(name, _)| of(name)).map(|(_, own)| own)
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// The settings cannot be followed.
    #[error(transparent)]
    Stop(#[from] Stop),
    /// There is no such thing.
    #[error(transparent)]
    Unknown(#[from] Unknown),
}

/// All records of all files, read once more.
fn entries(job: &Job, compilation: &Compilation) -> Result<Vec<Entry>, Stop> {
    let terms = exports::Terms::of(&job.settings)?;
    let of = (compilation.year, compilation.form);
    Ok(exports::entries(job, &terms, of, &|_| true, &|entry, _| {
        Some(entry)
    }))
}

/// What a row says by itself, without names.
fn says(entry: &Entry) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut tell = |name: &str, value: Option<String>| {
        words.extend(value.map(|v| format!("{name} {}", show::line(&v))));
    };
    let text = |t: &Option<Box<str>>| {
        t.as_deref()
            .map(|t| crate::write::mask::numbers(t).into_owned())
    };
    match entry {
        Entry::Request(r) => {
            tell(
                "编号",
                r.written
                    .as_deref()
                    .or(r.number.as_deref())
                    .map(str::to_owned),
            );
            tell("收到", r.received.map(|d| d.to_string()));
            tell("类型", r.class.map(|c| c.word().to_owned()));
            tell("结果", text(&r.wrote));
            tell("答复", r.replied.map(|d| d.to_string()));
        }
        Entry::Publication(p) => {
            tell("类别", p.category.map(|c| c.word().to_owned()));
            tell(
                "文号",
                p.written
                    .as_deref()
                    .or(p.number.as_deref())
                    .map(str::to_owned),
            );
            tell("日期", p.dated.map(day));
            tell("废止", p.repealed.map(day));
            tell("数量", (p.count != 1).then(|| p.count.to_string()));
            tell("金额", p.amount.map(|a| format!("{} 万元", a.normalize())));
        }
        Entry::Dispute(d) => {
            tell(
                "案号",
                d.written
                    .as_deref()
                    .or(d.number.as_deref())
                    .map(str::to_owned),
            );
            tell("类型", d.path.map(|p| p.word().to_owned()));
            tell("受理", d.accepted.map(|d| d.to_string()));
            tell("结果", text(&d.wrote));
            tell("结案", d.concluded.map(|d| d.to_string()));
        }
    }
    words.join("，")
}

fn day(span: Period) -> String {
    match span.from == span.to {
        true => span.to.to_string(),
        false => span.to_string(),
    }
}

/// The rows that nearly counted in a slot.
fn near(
    slot: usize,
    behind: &[Behind],
    entries: &[Entry],
    evidence: &Evidence<'_>,
    compilation: &Compilation,
) -> Vec<Near> {
    let counted: BTreeSet<Address> = behind.iter().filter_map(|b| b.whence.row()).collect();
    let feeds = feeds(slot, compilation);
    let in_force = feeds.iter().any(|feed| matches!(feed, Feed::InForce(_)));
    let year = Year::new(compilation.year, compilation.until);
    let longer = [
        Year {
            start: year.start.saturating_sub(DAYS.days()),
            ..year
        },
        Year {
            end: year.end.saturating_add(DAYS.days()),
            ..year
        },
    ];
    let counts = |entry: &Entry, year: Year| feeds.iter().any(|feed| would(entry, feed, year));
    let mut near = Vec::new();
    for entry in entries {
        let row = entry.record().at.row();
        let Some(fate) = compilation.fate(row) else {
            continue;
        };
        let stands_for = match fate {
            Fate::Merged(into) => into.row(),
            Fate::Counted | Fate::Excluded(_) | Fate::Faulty(_) => row,
        };
        // what was in force already is in last year's number, which is listed
        let in_opening = || in_force && fate == Fate::Counted && evidence.counts_in(row).is_empty();
        if counted.contains(&stands_for) || in_opening() {
            continue;
        }
        let (word, why) = evidence.fate(row, fate);
        let mut became = format!("{word}：{why}");
        if let Fate::Merged(into) = fate {
            let (_, elsewhere) = evidence.fate(into.row(), Fate::Counted);
            became.push_str(&format!("，那里计入 {elsewhere}"));
        }
        let why = if counts(entry, year) {
            let but = match fate {
                Fate::Counted => "但这一件计入的是",
                Fate::Merged(_) | Fate::Excluded(_) | Fate::Faulty(_) => "但",
            };
            let became = became.strip_prefix("计入：").unwrap_or(&became);
            format!("按这一行自己的写法应当计入，{but}{became}")
        } else if longer.iter().any(|year| counts(entry, *year)) {
            format!(
                "日期在 {} 至 {} 之外不超过 {DAYS} 天（{became}）",
                year.start, year.end
            )
        } else if matches!(fate, Fate::Faulty(_)) && feeds.iter().any(|feed| alike(entry, feed)) {
            format!("类别、结果相符，但{became}")
        } else {
            continue;
        };
        near.push(Near {
            row,
            says: says(entry),
            why,
        });
    }
    near
}

/// What feeds a slot, a total taken apart.
fn feeds(slot: usize, compilation: &Compilation) -> Vec<&Feed> {
    match &compilation.form.slots[slot].feed {
        Feed::Sum(parts) => parts.iter().flat_map(|p| feeds(*p, compilation)).collect(),
        feed => vec![feed],
    }
}

/// Whether a row would count in a slot if nothing else were told of its matter.
fn would(entry: &Entry, feed: &Feed, year: Year) -> bool {
    match entry {
        Entry::Request(r) => {
            let Some(received) = r.received.filter(|d| *d <= year.end) else {
                return false;
            };
            if r.replied.is_some_and(|d| d < year.start) {
                return false;
            }
            let closed = r.replied.is_some_and(|d| d <= year.end);
            match feed {
                Feed::Received(class) => r.class == Some(*class) && received >= year.start,
                Feed::CarriedIn(class) => r.class == Some(*class) && received < year.start,
                Feed::Closed(outcomes, class) => {
                    let ended = matches!(r.answer, Answer::Ended(o) if outcomes.contains(&o));
                    r.class == Some(*class) && closed && ended
                }
                Feed::CarriedOut(class) => r.class == Some(*class) && !closed,
                _ => false,
            }
        }
        Entry::Publication(p) => publication(p, feed, year),
        Entry::Dispute(d) => {
            let Feed::Case(path, verdict) = feed else {
                return false;
            };
            let concluded = d.concluded.filter(|day| *day <= year.end);
            d.path == Some(*path)
                && match verdict {
                    Verdict::Pending => {
                        concluded.is_none() && d.accepted.is_some_and(|day| day <= year.end)
                    }
                    verdict => {
                        d.verdict == Some(*verdict) && concluded.is_some_and(|day| year.holds(day))
                    }
                }
        }
    }
}

/// Whether a row tells of the same line and column, whenever that was.
fn alike(entry: &Entry, feed: &Feed) -> bool {
    match (entry, feed) {
        (Entry::Request(r), Feed::Closed(outcomes, class)) => {
            let ended = matches!(r.answer, Answer::Ended(o) if outcomes.contains(&o));
            r.class.is_none_or(|c| c == *class) && ended
        }
        (Entry::Request(r), Feed::Received(class)) => r.class == Some(*class),
        (Entry::Publication(p), feed) => {
            let category = match feed {
                Feed::Issued(kind) | Feed::InForce(kind) => Category::Document(*kind),
                Feed::Decided(kind) => Category::Decision(*kind),
                Feed::Charged => Category::Fee,
                _ => return false,
            };
            p.category == Some(category)
        }
        (Entry::Dispute(d), Feed::Case(path, verdict)) => {
            d.path == Some(*path) && d.verdict == Some(*verdict)
        }
        _ => false,
    }
}

fn publication(p: &Publication, feed: &Feed, year: Year) -> bool {
    let within = |span: Option<Period>| span.is_some_and(|s| year.holds_all(s));
    let is = |category: Category| p.category == Some(category);
    match feed {
        Feed::Issued(kind) => is(Category::Document(*kind)) && within(p.dated),
        Feed::Repealed(kind) => is(Category::Document(*kind)) && within(p.repealed),
        Feed::InForce(kind) => {
            is(Category::Document(*kind))
                && p.dated.is_some_and(|d| d.to <= year.end)
                && p.repealed.is_none_or(|r| r.to > year.end)
        }
        Feed::Decided(kind) => is(Category::Decision(*kind)) && within(p.dated),
        Feed::Charged => is(Category::Fee) && within(p.dated),
        _ => false,
    }
}

impl Explained<'_> {
    /// For people.
    pub fn text(&self) -> String {
        match &self.what {
            What::Slot { slot, behind, near } => self.slot_text(*slot, behind, near),
            What::Row { row, fate, says } => self.row_text(*row, *fate, says.as_deref()),
        }
    }

    /// For programs: one document, version 1.
    pub fn json(&self) -> String {
        let document = match &self.what {
            What::Slot { slot, behind, near } => self.slot_json(*slot, behind, near),
            What::Row { row, fate, .. } => self.row_json(*row, *fate),
        };
        json::text(&document)
    }

    fn slot_text(&self, at: usize, behind: &[Behind], near: &[Near]) -> String {
        let c = self.compilation;
        let slot = &c.form.slots[at];
        let value = self.value(at);
        let of = self
            .unit
            .map_or(String::new(), |unit| format!("{}：", unit.name));
        let mut out = format!(
            "{of}{} ＝ {value} {}\n{}，{}\n",
            slot.id, slot.unit, slot.line, slot.head
        );
        match (behind.len(), &slot.feed) {
            (0, _) if value.is_zero() => out.push_str("\n没有一行计入。\n"),
            (0, _) => {}
            (n, Feed::Sum(parts)) => {
                let parts = parts.iter().map(|p| (p, self.value(*p)));
                let parts: Vec<String> = parts
                    .filter(|(_, value)| !value.is_zero())
                    .map(|(part, value)| format!("{} {value}", c.form.slots[*part].id))
                    .collect();
                let parts = parts.join(" ＋ ");
                out.push_str(&format!("＝ {parts}\n\n由 {n} 行组成：\n"));
            }
            (n, _) => out.push_str(&format!("\n由 {n} 行组成：\n")),
        }
        for behind in behind.iter().take(ROWS) {
            out.push_str(&self.behind_text(behind));
        }
        if behind.len() > ROWS {
            let more = behind.len() - ROWS;
            out.push_str(&format!("  …另有 {more} 行，见核对底稿的「来源明细」\n"));
        }
        let listed: Decimal = behind.iter().map(|b| b.count).sum();
        if self.unit.is_some() && listed != value {
            let more = (value - listed).normalize();
            out.push_str(&format!(
                "  {more}  往年制发、现行有效的文件：全部单位另有期初数，没有逐行列出\n"
            ));
        }
        out.push_str(&self.in_opening_text(at));
        if !near.is_empty() {
            out.push_str(&format!("\n差一点计入的 {} 行：\n", near.len()));
        }
        for near in near.iter().take(NEAR) {
            out.push_str(&format!(
                "  {}  {}\n      {}\n",
                c.names.show(near.row),
                near.says,
                near.why
            ));
        }
        if near.len() > NEAR {
            out.push_str(&format!("  …另有 {} 行\n", near.len() - NEAR));
        }
        out
    }

    /// How many documents of the ledger are in last year's number and add nothing of their own.
    fn in_opening_text(&self, at: usize) -> String {
        let c = self.compilation;
        let (Feed::InForce(kind), From::Opening(_), None) =
            (&c.form.slots[at].feed, &c.tally.figures[at].from, self.unit)
        else {
            return String::new();
        };
        let papers = c.ledger.papers.iter();
        match papers
            .filter(|p| p.kind == *kind && p.older && p.in_force)
            .count()
        {
            0 => String::new(),
            n => format!("\n台账中往年制发、现行有效的 {n} 件已含在上年的数里，不逐行相加。\n"),
        }
    }

    /// A figure of what was asked for.
    fn value(&self, slot: usize) -> Decimal {
        let tally = self
            .unit
            .map_or(&self.compilation.tally, |unit| &unit.tally);
        tally.figures[slot].value.normalize()
    }

    /// A setting in words; of a unit, its own.
    fn setting(&self, name: &str) -> String {
        match self.unit {
            Some(unit) => format!("[unit.\"{}\"] {name}", unit.name),
            None => name.to_owned(),
        }
    }

    fn behind_text(&self, behind: &Behind) -> String {
        let c = self.compilation;
        let count = behind.count.normalize();
        let sign = if behind.count.is_sign_negative() {
            ""
        } else {
            "+"
        };
        let row = match behind.whence {
            Whence::Row(row) => row,
            Whence::Hand(nth) => {
                let figures = match self.unit {
                    Some(unit) => settings_of(unit, c).map_or(&[][..], |own| &own.figures),
                    None => &c.settings.figures,
                };
                let source = figures.get(nth).map_or("", |f| f.source.as_str());
                return format!(
                    "  {sign}{count}  gknb.toml {} {}（{source}）\n",
                    self.setting("[[figure]]"),
                    nth + 1
                );
            }
            Whence::Units => {
                return format!("  {sign}{count}  gknb.toml [unit]（各单位的手工数字）\n");
            }
            Whence::Opening | Whence::Previous => {
                let word = behind.whence.word().unwrap_or_default();
                return format!("  {sign}{count}  上年现行有效（{word}）\n");
            }
        };
        let mut out = format!("  {sign}{count}  {}", c.names.show(row));
        let said = self.evidence.said(row);
        for (name, value) in [
            ("编号", said.number.to_owned()),
            ("收到", said.received.map(day).unwrap_or_default()),
            ("办结", said.closed.map(day).unwrap_or_default()),
            ("类型", said.class.to_owned()),
            ("原文", crate::write::mask::numbers(said.wrote).into_owned()),
        ] {
            if !value.is_empty() {
                out.push_str(&format!("  {name} {}", show::line(&value)));
            }
        }
        out.push('\n');
        for other in self.evidence.merged_into(row) {
            out.push_str(&format!("      合并了 {}\n", c.names.show(other)));
        }
        out
    }

    fn row_text(&self, row: Address, fate: Fate, says: Option<&str>) -> String {
        let c = self.compilation;
        let (word, why) = self.evidence.fate(row, fate);
        let mut out = format!("{}\n{word}：{why}\n", c.names.show(row.row()));
        if let Some(says) = says.filter(|s| !s.is_empty()) {
            out.push_str(&format!("这一行写的是：{says}\n"));
        }
        let stands_for = match fate {
            Fate::Merged(into) => into.row(),
            Fate::Counted | Fate::Excluded(_) | Fate::Faulty(_) => row.row(),
        };
        let counts = self.evidence.counts_in(stands_for);
        if !counts.is_empty() {
            let of = match stands_for == row.row() {
                true => "计入的指标格".to_owned(),
                false => format!("{} 计入的指标格", c.names.show(stands_for)),
            };
            out.push_str(&format!("{of}：\n"));
        }
        for (slot, count) in counts {
            let slot = &c.form.slots[slot];
            let sign = if count.is_sign_negative() { "" } else { "+" };
            let count = count.normalize();
            out.push_str(&format!(
                "  {sign}{count}  {}（{}，{}）\n",
                slot.id, slot.line, slot.head
            ));
        }
        for other in self.evidence.merged_into(row) {
            out.push_str(&format!("合并了 {}\n", c.names.show(other)));
        }
        let findings = self.findings(row);
        if !findings.is_empty() {
            out.push_str(&format!(
                "有关的问题：\n{}",
                show::short(&findings, &c.names).trim_end()
            ));
            out.push('\n');
        }
        out
    }

    /// Findings at a row or related to it.
    fn findings(&self, row: Address) -> Vec<Finding> {
        let here = |place: &Place| matches!(place, Place::Cell(at) if at.row() == row.row());
        let found = self.compilation.findings.iter();
        found
            .filter(|f| here(&f.at) || f.related.iter().any(|(place, _)| here(place)))
            .cloned()
            .collect()
    }

    fn at(&self, row: Address) -> Value {
        let names = &self.compilation.names;
        json!({"file": names.file(row), "sheet": names.sheet(row), "row": row.row})
    }

    fn slot_json(&self, at: usize, behind: &[Behind], near: &[Near]) -> Value {
        let c = self.compilation;
        let slot = &c.form.slots[at];
        let dated = |span: Option<Period>| span.map(day);
        let rows: Vec<Value> = behind
            .iter()
            .map(|b| match b.whence {
                Whence::Row(row) => {
                    let said = self.evidence.said(row);
                    let merged: Vec<Value> =
                        self.evidence.merged_into(row).map(|r| self.at(r)).collect();
                    json!({
                        "at": self.at(row),
                        "count": decimal(b.count),
                        "number": said.number,
                        "received": dated(said.received),
                        "closed": dated(said.closed),
                        "class": said.class,
                        "wrote": crate::write::mask::numbers(said.wrote),
                        "merged": merged,
                    })
                }
                Whence::Hand(nth) => json!({
                    "at": {"file": "gknb.toml", "setting": format!("{} {}", self.setting("[[figure]]"), nth + 1)},
                    "count": decimal(b.count),
                }),
                Whence::Units => json!({
                    "at": {"file": "gknb.toml", "setting": "[unit]"},
                    "count": decimal(b.count),
                }),
                Whence::Opening => json!({
                    "at": {"file": "gknb.toml", "setting": self.setting("[opening]")},
                    "count": decimal(b.count),
                }),
                Whence::Previous => json!({
                    "at": {"file": c.previous.as_ref().map(|p| &p.file), "slot": slot.id},
                    "count": decimal(b.count),
                }),
            })
            .collect();
        let near: Vec<Value> = near
            .iter()
            .map(|n| json!({"at": self.at(n.row), "says": n.says, "why": n.why}))
            .collect();
        json!({
            "version": 1,
            "slot": slot.id,
            "line": slot.line,
            "head": slot.head,
            "unit": slot.unit,
            "agency": self.unit.map_or(c.agency.as_str(), |u| &u.name),
            "value": decimal(self.value(at)),
            "rows": rows,
            "near": near,
        })
    }

    fn row_json(&self, row: Address, fate: Fate) -> Value {
        let c = self.compilation;
        let (_, why) = self.evidence.fate(row, fate);
        let (key, into, code) = match fate {
            Fate::Counted => ("counted", None, None),
            Fate::Merged(into) => ("merged", Some(self.at(into)), None),
            Fate::Excluded(_) => ("excluded", None, None),
            Fate::Faulty(code) => ("faulty", None, Some(code)),
        };
        let slots: Vec<Value> = (self.evidence.counts_in(row).iter())
            .map(|(slot, count)| json!({"slot": c.form.slots[*slot].id, "count": decimal(*count)}))
            .collect();
        let merged: Vec<Value> = self.evidence.merged_into(row).map(|r| self.at(r)).collect();
        let found = self.findings(row);
        json!({
            "version": 1,
            "at": self.at(row),
            "fate": key,
            "why": why,
            "code": code,
            "into": into,
            "slots": slots,
            "merged": merged,
            "findings": findings(&found, &c.names),
        })
    }
}
