//! 相近的表头: which heading of a table may be that of a field that it lacks, by its words and by what stands below it.

use std::collections::BTreeMap;

use super::held::WORDED;
use super::{Field, Table, brackets, content, field, header};
use crate::text;

/// The headings of a table that come nearest to those of a field it lacks.
#[derive(Debug)]
pub struct Near {
    /// As written, the nearest first.
    pub headings: Vec<String>,
    /// The one that may well be it; none where all are too far.
    pub offered: Option<String>,
}

/// Whether a column has a field; a state may be the result where no other column is.
pub(super) fn is_read(columns: &BTreeMap<Field, (u16, String)>, at: u16) -> bool {
    let fields = columns.iter().filter(|(field, _)| **field != Field::State);
    fields.into_iter().any(|(_, (column, _))| *column == at)
}

/// How near a heading comes to a field, the nearest the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// It is of an amount that is still to come.
    due: bool,
    /// What stands below it does not prove it.
    open: bool,
    /// Pairs of its characters in a thousand that are strange.
    strange: usize,
    /// Changes to the nearest heading of the field.
    changes: usize,
}

/// Those of each of the fields that a table lacks; a heading that comes near to several is named for the one to which it
/// comes nearest.
pub fn nearest_headings(table: &Table, fields: &[Field]) -> Vec<Near> {
    let mut near: Vec<Vec<(Score, &str)>> = fields.iter().map(|f| scored(table, *f)).collect();
    let mut best: BTreeMap<&str, (Score, usize)> = BTreeMap::new();
    for (at, scored) in near.iter().enumerate() {
        for (score, heading) in scored {
            let told = best.entry(heading).or_insert((*score, at));
            *told = (*told).min((*score, at));
        }
    }
    for (at, scored) in near.iter_mut().enumerate() {
        scored.retain(|(_, heading)| best[heading].1 == at);
    }
    let each = fields.iter().zip(near);
    each.map(|(field, scored)| Near::of(*field, &scored))
        .collect()
}

impl Near {
    /// Of the headings that come near to a field, the nearest first.
    fn of(field: Field, scored: &[(Score, &str)]) -> Self {
        /// Pairs of characters in a thousand that may be strange in a heading that is offered, and in one of days.
        const FAR: usize = 600;
        const FAR_OF_DAYS: usize = 700;
        let well = |(score, heading): &&(Score, &str)| {
            let proved = WORDED.contains(&field)
                || field == Field::Amount && is_of_money(heading)
                || content::holds_dates(field) && score.strange <= FAR_OF_DAYS;
            !score.due && (score.strange <= FAR || !score.open && proved)
        };
        Near {
            headings: scored.iter().map(|(_, h)| (*h).to_owned()).collect(),
            offered: scored.iter().find(well).map(|(_, h)| (*h).to_owned()),
        }
    }
}

/// The headings of a table that come near to a field, the nearest first: what is a day for a day, numbers for an amount,
/// and what was paid before what is due.
fn scored(table: &Table, field: Field) -> Vec<(Score, &str)> {
    let known = field::of_field(table.kind, field);
    let unread = table.headings.iter();
    let unread = unread.filter(|(at, _)| !is_read(&table.columns, *at));
    let held = |column: u16| {
        let mut held = table.held.iter().filter(|(at, _)| *at == column);
        held.next().and_then(|(_, held)| held.fits(field))
    };
    let near = unread.filter(|(_, heading)| {
        sounds_like(field, heading, &known) || field == Field::Amount && sums_columns(heading)
    });
    let mut scored: Vec<(Score, &str)> = near
        .filter_map(|(column, heading)| {
            let fits = held(*column);
            let score = Score {
                due: is_due(heading),
                open: fits != Some(true),
                strange: strangeness(heading, &known),
                changes: changes(heading, &known),
            };
            (fits != Some(false)).then_some((score, heading.as_str()))
        })
        .collect();
    scored.sort_by_key(|(score, _)| *score);
    scored
}

/// The headings of a table that are words of a field it lacks, where there are several: its choices, each with a column.
pub fn choices_in_headings(table: &Table, field: Field) -> Vec<&str> {
    let headings = table.headings.iter().map(|(_, heading)| heading.as_str());
    let choices: Vec<&str> = headings
        .filter(|heading| content::heads_choice(table.kind, field, heading))
        .collect();
    match choices.len() {
        0 | 1 => Vec::new(),
        _ => choices,
    }
}

/// Whether a heading is near to those that are known, and of no other day than the one that is asked for.
fn sounds_like(field: Field, heading: &str, known: &[&str]) -> bool {
    let of_day = content::holds_dates(field);
    let day = heading.contains(['日', '期']) || heading.contains("时间");
    let limits = ["截止", "期限", "时限", "到期", "承诺", "预计"];
    let limit = of_day && limits.iter().any(|word| heading.contains(word));
    (day || !of_day)
        && !limit
        && !brackets::makes_another(field, &text::squeeze(heading))
        && !header::is_of_another_day(field, heading)
        && !text::nearest(&bare(heading), known.iter().copied()).is_empty()
}

/// Whether a heading is that of an amount that is still to come, or of one that is not taken.
fn is_due(heading: &str) -> bool {
    heading.starts_with(['应', '剩', '欠', '未', '待', '减', '免', '退'])
}

/// Whether a heading is that of the sum of the columns beside it.
fn sums_columns(heading: &str) -> bool {
    matches!(bare(heading).as_str(), "合计" | "小计" | "总计" | "共计")
}

/// Whether a heading ends as that of an amount does.
fn is_of_money(heading: &str) -> bool {
    const ENDS: [&str; 6] = ["额", "收入", "实收", "费", "款", "合计"];
    let bare = bare(heading);
    sums_columns(heading) || ENDS.iter().any(|end| bare.ends_with(end))
}

/// A heading as compared, without its unit in brackets.
fn bare(heading: &str) -> String {
    let key = text::squeeze(heading);
    match key.split_once('(') {
        Some((before, _)) if !before.is_empty() => before.to_owned(),
        _ => key,
    }
}

/// How many characters are to be changed until a heading is one of those that are known.
fn changes(heading: &str, known: &[&str]) -> usize {
    let bare = bare(heading);
    let each = known.iter().map(|k| strsim::damerau_levenshtein(&bare, k));
    each.min().unwrap_or(usize::MAX)
}

/// How many in a thousand of the pairs of characters in a heading stand in none of those that are known.
fn strangeness(heading: &str, known: &[&str]) -> usize {
    let chars: Vec<char> = bare(heading).chars().collect();
    let pairs = chars.windows(2).map(|pair| pair.iter().collect::<String>());
    let strange = pairs.filter(|pair| !known.iter().any(|k| k.contains(pair.as_str())));
    strange.count() * 1000 / chars.len().saturating_sub(1).max(1)
}
