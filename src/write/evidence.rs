//! 依据: the rows behind every figure and the fate of every row, in words.
//!
//! In: a [`Compilation`]. Out: for a slot what is [`Behind`] it, a total taken apart down to rows; for a row
//! what it [`Said`], where it counts, what was merged into it and, in words, what became of it. Nothing is
//! counted here; the working paper and `explain` show what this finds.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::address::{Address, cell_name};
use crate::compilation::Compilation;
use crate::entry::Category;
use crate::finding::Place;
use crate::form::Feed;
use crate::ledger::{Fate, Thing};
use crate::period::Period;
use crate::tally::{self, From, Places, Previous};

/// What can be asked of a compilation's rows.
pub struct Evidence<'a> {
    compilation: &'a Compilation,
    places: Places,
    /// The cell of the error that keeps a row from counting, by row and code.
    faults: BTreeMap<(Address, &'static str), Address>,
    /// Titles of rules by their codes.
    titles: BTreeMap<&'static str, &'static str>,
}

/// What is behind a figure, as far as it is listed.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// How many things there are behind it.
    pub all: usize,
    /// What all of them add.
    pub sum: Decimal,
    /// The first of them, in the order of addresses.
    pub first: Vec<Behind>,
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
    /// Figures given by hand for single units, added.
    Units,
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

impl Listed {
    /// One more thing, after all others.
    fn add(&mut self, behind: Behind, most: usize) {
        self.all += 1;
        self.sum += behind.count;
        if self.first.len() < most {
            self.first.push(behind);
        }
    }

    /// Those that come after all others.
    fn join(&mut self, more: Listed, most: usize) {
        self.all += more.all;
        self.sum += more.sum;
        let room = most - self.first.len().min(most);
        self.first.extend(more.first.into_iter().take(room));
    }
}

impl Whence {
    /// The word that stands where the file of a row stands.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Whence::Hand(_) => Some("gknb.toml"),
            Whence::Opening => Some("[opening]"),
            Whence::Previous => Some("上年报告"),
            Whence::Units => Some("各单位"),
            Whence::Row(_) => None,
        }
    }
}

impl Whence {
    /// The row, where it is one.
    pub fn row(self) -> Option<Address> {
        match self {
            Whence::Row(row) => Some(row),
            Whence::Hand(_) | Whence::Opening | Whence::Previous | Whence::Units => None,
        }
    }
}

impl<'a> Evidence<'a> {
    /// Of a compilation.
    pub fn of(compilation: &'a Compilation) -> Self {
        Evidence {
            places: Places::of(compilation.form, &compilation.tally.figures),
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
        let mut parts = BTreeSet::new();
        self.parts(slot, &mut parts);
        let mut listed = self.list(usize::MAX, &|part| parts.contains(&part));
        let mut behind: Vec<Behind> = parts
            .iter()
            .flat_map(|part| std::mem::take(&mut listed[*part].first))
            .collect();
        behind.sort_by_key(|b| b.whence);
        behind
    }

    /// What adds up to each figure, slot by slot, in the order of addresses: at most `most` for each.
    pub fn behind_each(&self, most: usize) -> Vec<Listed> {
        let of_parts = self.list(most, &|_| true);
        let slots = 0..self.compilation.form.slots.len();
        slots
            .map(|slot| {
                let mut parts = BTreeSet::new();
                self.parts(slot, &mut parts);
                let mut listed = Listed::default();
                for part in parts {
                    listed.all += of_parts[part].all;
                    listed.sum += of_parts[part].sum;
                    listed.first.extend(&of_parts[part].first);
                }
                listed.first.sort_by_key(|b| b.whence);
                listed.first.truncate(most);
                listed
            })
            .collect()
    }

    /// How many lines the lists of all slots have together.
    pub fn lines(&self) -> usize {
        let c = self.compilation;
        let of_slot = |slot: usize| match &c.tally.figures[slot].from {
            From::Rows(rows) => usize::try_from(*rows).unwrap_or(usize::MAX),
            From::Hand(_) => 1,
            // the figures by hand, and at most a line of each row
            From::Units(_) => 1 + c.ledger.records(),
            // the opening, what is given by hand, and at most two lines of each document
            From::Opening(_) => 3 + 2 * c.ledger.papers.len(),
            From::Nothing | From::Slots(_) => 0,
        };
        let slots = 0..c.form.slots.len();
        let lines = slots.map(|slot| {
            let mut parts = BTreeSet::new();
            self.parts(slot, &mut parts);
            parts.into_iter().map(of_slot).sum::<usize>()
        });
        lines.sum()
    }

    /// The slots that a slot sums in the end; itself where it is no total.
    fn parts(&self, slot: usize, parts: &mut BTreeSet<usize>) {
        match &self.compilation.tally.figures[slot].from {
            From::Slots(of) => {
                for part in of {
                    self.parts(*part, parts);
                }
            }
            From::Nothing | From::Rows(_) | From::Hand(_) | From::Opening(_) | From::Units(_) => {
                parts.insert(slot);
            }
        }
    }

    /// What is behind each slot that is wanted and no total.
    fn list(&self, most: usize, wanted: &(dyn Fn(usize) -> bool + Sync)) -> Vec<Listed> {
        let c = self.compilation;
        let none = || vec![Listed::default(); c.form.slots.len()];
        let mut lists = none();
        let mut add = |slot: usize, whence: Whence, count: Decimal| {
            if wanted(slot) && !count.is_zero() {
                lists[slot].add(Behind { whence, count }, most);
            }
        };
        for (slot, figure) in c.tally.figures.iter().enumerate() {
            match &figure.from {
                From::Hand(at) => add(slot, Whence::Hand(*at), figure.value),
                From::Opening(opening) => {
                    add(slot, self.opening(slot), *opening);
                    for (whence, count) in self.given(slot) {
                        add(slot, whence, count);
                    }
                }
                From::Units(by_hand) => add(slot, Whence::Units, *by_hand),
                From::Nothing | From::Rows(_) | From::Slots(_) => {}
            }
        }
        c.ledger.pieces_joined(
            |piece| {
                let mut lists = none();
                for thing in piece.things() {
                    let whence = Whence::Row(thing.row());
                    self.places.adds(&thing, &mut |slot, count| {
                        if wanted(slot) {
                            lists[slot].add(Behind { whence, count }, most);
                        }
                    });
                }
                lists
            },
            |of_piece| {
                for (list, more) in lists.iter_mut().zip(of_piece) {
                    list.join(more, most);
                }
            },
        );
        lists
    }

    /// What is given by hand of the figures that change one reckoned from an opening.
    fn given(&self, slot: usize) -> impl Iterator<Item = (Whence, Decimal)> {
        let c = self.compilation;
        let changes = match &c.form.slots[slot].feed {
            Feed::InForce(document) => tally::changes(c.form, *document),
            _ => None,
        };
        let changes = changes.into_iter();
        let signed = changes.flat_map(|(issued, repealed)| {
            [(issued, Decimal::ONE), (repealed, Decimal::NEGATIVE_ONE)]
        });
        signed.filter_map(|(slot, sign)| {
            let figure = &c.tally.figures[slot];
            match &figure.from {
                From::Hand(nth) => Some((Whence::Hand(*nth), sign * figure.value)),
                From::Units(by_hand) => Some((Whence::Units, sign * by_hand)),
                From::Nothing | From::Rows(_) | From::Slots(_) | From::Opening(_) => None,
            }
        })
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
    pub fn counts_in(&self, row: Address) -> Vec<(usize, Decimal)> {
        let thing = self.compilation.ledger.thing(row.row());
        thing.map_or(Vec::new(), |thing| self.counts(&thing))
    }

    /// The slots that a thing adds to, in the form's order, totals aside, and what it adds.
    pub fn counts(&self, thing: &Thing<'_>) -> Vec<(usize, Decimal)> {
        let mut counts = Vec::new();
        self.places
            .adds(thing, &mut |slot, count| counts.push((slot, count)));
        counts.sort_unstable_by_key(|(slot, _)| *slot);
        counts
    }

    /// The rows merged into a row, in the order of addresses.
    pub fn merged_into(&self, row: Address) -> impl Iterator<Item = Address> + '_ {
        self.compilation.ledger.merged_into(row.row())
    }

    /// What a row says; nothing for one that stands for nothing.
    pub fn said(&self, row: Address) -> Said<'a> {
        let thing = self.compilation.ledger.thing(row.row());
        thing.map_or(Said::default(), |thing| Said::of(&thing))
    }

    /// The line that a row went to, in words: the last one it counts in, which is that of its result; for a
    /// document all heads.
    pub fn line(&self, row: Address) -> String {
        let slots = self.counts_in(row).into_iter();
        let slots: Vec<_> = slots.map(|c| &self.compilation.form.slots[c.0]).collect();
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
                let ids = self.counts_in(row).into_iter();
                let ids: Vec<&str> = ids.map(|s| c.form.slots[s.0].id.as_str()).collect();
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
}

impl<'a> Said<'a> {
    /// What a thing says.
    pub fn of(thing: &Thing<'a>) -> Self {
        /// As written, which is kept only where it is not as squeezed.
        fn number<'a>(written: &'a Option<Box<str>>, squeezed: &'a Option<Box<str>>) -> &'a str {
            let number = written.as_deref().or(squeezed.as_deref());
            number.unwrap_or_default()
        }
        match thing {
            Thing::Application(a) => Said {
                number: a.number.unwrap_or_default(),
                received: Some(Period::day(a.received)),
                closed: a.replied.map(Period::day),
                class: a.class.word(),
                wrote: a.wrote.unwrap_or_default(),
            },
            Thing::Paper(p) => Said {
                number: number(&p.written, &p.number),
                received: Some(p.dated),
                closed: p.ended,
                class: Category::Document(p.kind).word(),
                wrote: "",
            },
            Thing::Act(a) => Said {
                number: a.number.unwrap_or_default(),
                closed: a.dated,
                class: Category::Decision(a.kind).word(),
                ..Said::default()
            },
            Thing::Charge(c) => Said {
                number: c.number.unwrap_or_default(),
                closed: c.dated,
                class: Category::Fee.word(),
                ..Said::default()
            },
            Thing::Case(c) => Said {
                number: number(&c.written, &c.number),
                received: c.accepted.map(Period::day),
                closed: c.concluded.map(Period::day),
                class: c.path.word(),
                wrote: c.wrote.as_deref().unwrap_or_default(),
            },
        }
    }
}

/// The first error of each code that names a row, as its place or as a related one.
fn faults(compilation: &Compilation) -> BTreeMap<(Address, &'static str), Address> {
    let mut faults = BTreeMap::new();
    let errors = compilation.findings.iter();
    for finding in errors.filter(|f| f.rule.is_error()) {
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
