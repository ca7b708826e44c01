//! 依据: the rows behind every figure and the fate of every row, in words.
//!
//! In: a [`Compilation`]. Out: for a slot what is [`Behind`] it, a total taken apart down to rows; for a row
//! what it [`Said`], where it counts, what was merged into it and, in words, what became of it. Nothing is
//! counted here; the working paper and `explain` show what this finds.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::Compilation;
use crate::address::{Address, cell_name};
use crate::finding::{Place, Severity};
use crate::form::Feed;
use crate::ledger::{Act, Application, Case, Charge, Fate, Paper};
use crate::period::Period;
use crate::tally::{From, Previous};

/// What can be asked of a compilation's rows.
pub struct Evidence<'a> {
    compilation: &'a Compilation,
    /// What the row says that stands for an application, a document, a decision, a fee or a case.
    told: Vec<(Address, Told<'a>)>,
    /// What each row adds to which slot, totals aside.
    counts: Vec<(Address, usize, Decimal)>,
    /// Rows merged, by the row they went into.
    merged: Vec<(Address, Address)>,
    /// The cell of the error that keeps a row from counting, by row and code.
    faults: BTreeMap<(Address, &'static str), Address>,
    /// Titles of rules by their codes.
    titles: BTreeMap<&'static str, &'static str>,
}

/// One thing that adds to a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Behind {
    /// Where it comes from.
    pub whence: Whence,
    /// What it adds, in the slot's unit.
    pub count: Decimal,
}

/// Where something behind a figure comes from; in the order in which it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whence {
    /// A figure given by hand: its position in the settings.
    Hand(usize),
    /// Last year's closing number, from `[opening]` of the settings.
    Opening,
    /// Last year's closing number, from last year's report.
    Previous,
    /// A row of a ledger.
    Row(Address),
}

/// What a counted row says of what it stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said<'a> {
    /// 申请编号, 文号 or 案号, as written.
    pub number: &'a str,
    /// 收到日期, 成文日期 or 受理日期.
    pub received: Option<Period>,
    /// 答复日期, 废止日期, 决定日期, 收费日期 or 结案日期.
    pub closed: Option<Period>,
    /// 申请人类型, 类别 or 案件类型, in the form's word.
    pub class: &'static str,
    /// The result as written.
    pub wrote: &'a str,
}

#[derive(Clone, Copy)]
enum Told<'a> {
    Application(&'a Application),
    Paper(&'a Paper),
    Act(&'a Act),
    Charge(&'a Charge),
    Case(&'a Case),
}

impl Whence {
    /// The word that stands where the file of a row stands.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Whence::Hand(_) => Some("gknb.toml"),
            Whence::Opening => Some("[opening]"),
            Whence::Previous => Some("上年报告"),
            Whence::Row(_) => None,
        }
    }
}

impl<'a> Evidence<'a> {
    /// Looks a compilation through once.
    pub fn of(compilation: &'a Compilation) -> Self {
        let mut counts = Vec::new();
        for (slot, figure) in compilation.tally.figures.iter().enumerate() {
            if let From::Rows(rows) | From::Opening(_, rows) = &figure.from {
                counts.extend(rows.iter().map(|(row, count)| (row.row(), slot, *count)));
            }
        }
        counts.sort_unstable_by_key(|(row, slot, _)| (*row, *slot));
        let merged = compilation
            .fates
            .iter()
            .filter_map(|(row, fate)| match fate {
                Fate::Merged(into) => Some((into.row(), *row)),
                Fate::Counted | Fate::Excluded(_) | Fate::Faulty(_) => None,
            });
        let mut merged: Vec<_> = merged.collect();
        merged.sort_unstable();
        Evidence {
            told: told(compilation),
            counts,
            merged,
            faults: faults(compilation),
            titles: compilation
                .findings
                .iter()
                .map(|f| (f.rule.code, f.rule.title))
                .collect(),
            compilation,
        }
    }

    /// What adds up to a figure, in the order of addresses; a total has all that its parts have.
    pub fn behind(&self, slot: usize) -> Vec<Behind> {
        let mut behind = Vec::new();
        self.collect(slot, &mut behind);
        behind.sort_by_key(|b| b.whence);
        behind
    }

    fn collect(&self, slot: usize, behind: &mut Vec<Behind>) {
        let figure = &self.compilation.tally.figures[slot];
        let rows = |rows: &[(Address, Decimal)], behind: &mut Vec<Behind>| {
            behind.extend(rows.iter().map(|(row, count)| Behind {
                whence: Whence::Row(row.row()),
                count: *count,
            }));
        };
        match &figure.from {
            From::Nothing => {}
            From::Rows(of) => rows(of, behind),
            From::Hand(at) => behind.push(Behind {
                whence: Whence::Hand(*at),
                count: figure.value,
            }),
            From::Slots(parts) => {
                for part in parts {
                    self.collect(*part, behind);
                }
            }
            From::Opening(opening, of) => {
                behind.push(Behind {
                    whence: self.opening(slot),
                    count: *opening,
                });
                rows(of, behind);
            }
        }
        behind.retain(|b| !b.count.is_zero() || matches!(b.whence, Whence::Row(_)));
    }

    /// Whether an opening was given by hand or read from last year's report.
    fn opening(&self, slot: usize) -> Whence {
        let c = self.compilation;
        match c.form.slots[slot].feed {
            Feed::InForce(document) if Previous::opening(None, &c.settings, document).is_some() => {
                Whence::Opening
            }
            _ => Whence::Previous,
        }
    }

    /// The slots that a row adds to, in the form's order, totals aside, and what it adds.
    pub fn counts_in(&self, row: Address) -> &[(Address, usize, Decimal)] {
        equal(&self.counts, row.row(), |c| c.0)
    }

    /// The rows merged into a row, in the order of addresses.
    pub fn merged_into(&self, row: Address) -> impl Iterator<Item = Address> + '_ {
        equal(&self.merged, row.row(), |m| m.0).iter().map(|m| m.1)
    }

    /// What a row says; nothing for one that stands for nothing.
    pub fn said(&self, row: Address) -> Said<'a> {
        match equal(&self.told, row.row(), |t| t.0).first() {
            Some((_, told)) => told.said(),
            None => Said::default(),
        }
    }

    /// The line that a row went to, in words: the last one it counts in, which is that of its result; for a
    /// document all heads.
    pub fn line(&self, row: Address) -> String {
        let slots = self.counts_in(row).iter();
        let slots: Vec<_> = slots.map(|c| &self.compilation.form.slots[c.1]).collect();
        let Some(last) = slots.last() else {
            return String::new();
        };
        match last.id.as_bytes().first() {
            Some(b'3') => last.line.clone(),
            Some(b'4') => format!("{}—{}", last.line, last.head),
            _ => {
                let mut heads: Vec<&str> = slots.iter().map(|s| s.head.as_str()).collect();
                heads.dedup();
                format!("{}—{}", last.line, heads.join("、"))
            }
        }
    }

    /// What became of a row: 计入, 合并, 排除 or 有误, and why or where.
    pub fn fate(&self, row: Address, fate: Fate) -> (&'static str, String) {
        let c = self.compilation;
        match fate {
            Fate::Counted => {
                let ids = self.counts_in(row).iter();
                let ids: Vec<&str> = ids.map(|s| c.form.slots[s.1].id.as_str()).collect();
                let why = match ids.is_empty() {
                    // only what was in force already adds to no slot of its own
                    true => "上年已计入现行有效件数，本年仍有效".to_owned(),
                    false => ids.join("、"),
                };
                ("计入", why)
            }
            Fate::Merged(into) => ("合并", format!("并入 {}", c.names.show(into.row()))),
            Fate::Excluded(reason) => ("排除", reason.word().to_owned()),
            Fate::Faulty(code) => {
                let title = self.titles.get(code).copied().unwrap_or_default();
                let at = self.faults.get(&(row.row(), code));
                let at = at.map(|at| match at.row() == row.row() {
                    true if at.column.is_some() => format!("（{}）", cell_name(*at)),
                    true => String::new(),
                    false => format!("（见 {}）", c.names.show(*at)),
                });
                ("有误", format!("{code} {title}{}", at.unwrap_or_default()))
            }
        }
    }

    /// The fate of a row; none for a row that holds nothing or stands on no sheet that was read.
    pub fn fate_of(&self, row: Address) -> Option<Fate> {
        let fates = &self.compilation.fates;
        equal(fates, row.row(), |f| f.0).first().map(|f| f.1)
    }
}

impl<'a> Told<'a> {
    fn said(self) -> Said<'a> {
        fn text(text: &Option<Box<str>>) -> &str {
            text.as_deref().unwrap_or_default()
        }
        /// As written, which is kept only where it is not as squeezed.
        fn number<'a>(written: &'a Option<Box<str>>, squeezed: &'a Option<Box<str>>) -> &'a str {
            text(if written.is_some() { written } else { squeezed })
        }
        match self {
            Told::Application(a) => Said {
                number: number(&a.written, &a.number),
                received: Some(Period::day(a.received)),
                closed: a.replied.map(Period::day),
                class: a.class.word(),
                wrote: text(&a.wrote),
            },
            Told::Paper(p) => Said {
                number: number(&p.written, &p.number),
                received: Some(p.dated),
                closed: p.ended,
                class: crate::entry::Category::Document(p.kind).word(),
                wrote: "",
            },
            Told::Act(a) => Said {
                number: number(&a.written, &a.number),
                closed: a.dated,
                class: crate::entry::Category::Decision(a.kind).word(),
                ..Said::default()
            },
            Told::Charge(c) => Said {
                number: number(&c.written, &c.number),
                closed: c.dated,
                class: crate::entry::Category::Fee.word(),
                ..Said::default()
            },
            Told::Case(c) => Said {
                number: number(&c.written, &c.number),
                received: c.accepted.map(Period::day),
                closed: c.concluded.map(Period::day),
                class: c.path.word(),
                wrote: text(&c.wrote),
            },
        }
    }
}

fn told(compilation: &Compilation) -> Vec<(Address, Told<'_>)> {
    let ledger = &compilation.ledger;
    let mut told: Vec<(Address, Told<'_>)> = Vec::new();
    let first = |rows: &[Address]| rows.first().map(|r| r.row());
    told.extend(
        (ledger.applications.iter()).filter_map(|a| Some((first(&a.rows)?, Told::Application(a)))),
    );
    told.extend((ledger.papers.iter()).filter_map(|p| Some((first(&p.rows)?, Told::Paper(p)))));
    told.extend(ledger.acts.iter().map(|a| (a.row.row(), Told::Act(a))));
    told.extend(
        ledger
            .charges
            .iter()
            .map(|c| (c.row.row(), Told::Charge(c))),
    );
    told.extend((ledger.cases.iter()).filter_map(|c| Some((first(&c.rows)?, Told::Case(c)))));
    told.sort_by_key(|(row, _)| *row);
    told
}

/// The first error of each code that names a row, as its place or as a related one.
fn faults(compilation: &Compilation) -> BTreeMap<(Address, &'static str), Address> {
    let mut faults = BTreeMap::new();
    let errors = compilation.findings.iter();
    for finding in errors.filter(|f| f.rule.severity == Severity::Error) {
        let Place::Cell(at) = finding.at else {
            continue;
        };
        faults.insert((at.row(), finding.rule.code), at);
        for (place, _) in &finding.related {
            if let Place::Cell(other) = place {
                faults.entry((other.row(), finding.rule.code)).or_insert(at);
            }
        }
    }
    faults
}

/// The items of a row among items sorted by rows.
fn equal<T>(items: &[T], row: Address, of: impl Fn(&T) -> Address) -> &[T] {
    let first = items.partition_point(|item| of(item) < row);
    let count = items[first..].partition_point(|item| of(item) <= row);
    &items[first..first + count]
}
