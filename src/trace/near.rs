//! Rows that a slot almost counts.
//!
//! In: the entries of the files read once more, one by one. Out: those that add nothing to the slot, each with what is
//! between.

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::says::says;
use crate::address::Address;
use crate::compilation::Compilation;
use crate::entry::{Answer, Category, Entry, Publication, Verdict};
use crate::form::Feed;
use crate::ledger::{Fate, Year};
use crate::period::Period;
use crate::write::evidence::{Behind, Evidence};

/// A row that nearly counted.
pub(super) struct Near {
    pub(super) row: Address,
    pub(super) says: String,
    pub(super) why: String,
}

/// Days outside the year that are near.
const DAYS: i64 = 7;

/// What a row is held against to tell whether it nearly counted in a slot.
pub(super) struct Nearly<'a> {
    /// The rows that count in it.
    counted: BTreeSet<Address>,
    feeds: Vec<&'a Feed>,
    in_force: bool,
    year: Year,
    /// The year with some days before it, and with some behind it.
    longer: [Year; 2],
    evidence: &'a Evidence<'a>,
    compilation: &'a Compilation,
}

impl<'a> Nearly<'a> {
    pub(super) fn of(
        slot: usize,
        behind: &[Behind],
        evidence: &'a Evidence<'a>,
        compilation: &'a Compilation,
    ) -> Self {
        let feeds = feeds(slot, compilation);
        let year = Year::new(compilation.year, compilation.until);
        Nearly {
            counted: behind.iter().filter_map(|b| b.whence.row()).collect(),
            in_force: feeds.iter().any(|feed| matches!(feed, Feed::InForce(_))),
            feeds,
            year,
            longer: [
                Year {
                    start: year.start.saturating_sub(DAYS.days()),
                    ..year
                },
                Year {
                    end: year.end.saturating_add(DAYS.days()),
                    ..year
                },
            ],
            evidence,
            compilation,
        }
    }

    fn counts(&self, entry: &Entry, year: Year) -> bool {
        self.feeds.iter().any(|feed| would(entry, feed, year))
    }

    /// The row, where it nearly counted.
    pub(super) fn row(&self, entry: &Entry) -> Option<Near> {
        let (evidence, year) = (self.evidence, self.year);
        let row = entry.record().at.row();
        let fate = self.compilation.fate(row)?;
        let stands_for = match fate {
            Fate::Merged(into) => into.row(),
            Fate::Counted | Fate::Excluded(_) | Fate::Faulty(_) => row,
        };
        // what was in force already is in last year's number, which is listed
        let in_opening =
            || self.in_force && fate == Fate::Counted && evidence.counts_in(row).is_empty();
        if self.counted.contains(&stands_for) || in_opening() {
            return None;
        }
        let became = || {
            let (word, why) = evidence.fate(row, fate);
            let mut became = format!("{word}：{why}");
            if let Fate::Merged(into) = fate {
                let (_, elsewhere) = evidence.fate(into.row(), Fate::Counted);
                became.push_str(&format!("，那里计入 {elsewhere}"));
            }
            became
        };
        let why = if self.counts(entry, year) {
            let but = match fate {
                Fate::Counted => "但这一件计入的是",
                Fate::Merged(_) | Fate::Excluded(_) | Fate::Faulty(_) => "但",
            };
            let became = became();
            let became = became.strip_prefix("计入：").unwrap_or(&became);
            format!("按这一行自己的写法应当计入，{but}{became}")
        } else if self.longer.iter().any(|year| self.counts(entry, *year)) {
            format!(
                "日期在 {} 至 {} 之外不超过 {DAYS} 天（{}）",
                year.start,
                year.end,
                became()
            )
        } else if matches!(fate, Fate::Faulty(_))
            && self.feeds.iter().any(|feed| alike(entry, feed))
        {
            format!("类别、结果相符，但{}", became())
        } else {
            return None;
        };
        Some(Near {
            row,
            says: says(entry),
            why,
        })
    }
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
