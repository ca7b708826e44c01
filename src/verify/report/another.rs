//! 另一套表: the tables of a form that stand in a file once more, with other figures.

use super::figure::{self, Reading};
use super::grid::{Grid, Paper};
use super::tables::{self, Found};
use super::{Report, title};
use crate::address::Address;
use crate::form::{Feed, Form};

/// Tables beside those that were read.
#[derive(Debug, Clone)]
pub struct Another {
    /// The first of their figures.
    pub at: Address,
    /// 报送单位, where the sheet that they stand on tells it.
    pub agency: Option<String>,
    /// The slots in which they differ, each in words.
    pub differ: Vec<String>,
}

/// Finds tables behind those that were read, whose figures are others and not all 0.
pub(super) fn find(report: &Report, found: &Found, paper: &Paper, form: &Form) -> Option<Another> {
    let rest = behind(found, paper);
    let second = tables::find(0, &rest);
    let shown = |value: rust_decimal::Decimal| value.normalize().to_string();
    let (mut at, mut differ, mut counts): (Option<Address>, Vec<String>, bool) =
        (None, Vec::new(), false);
    for slot in &form.slots {
        if matches!(slot.feed, Feed::Sum(_)) {
            continue;
        }
        let Some(spot) = second.spots.get(&slot.id) else {
            continue;
        };
        let value = match figure::read(&spot.text, slot, &spot.units) {
            Reading::Figure(value) | Reading::Annotated(value, _) => value,
            Reading::Blank | Reading::NotComputed | Reading::Unreadable(_) => continue,
        };
        at = Some(at.map_or(spot.at, |at| at.min(spot.at)));
        counts |= !value.is_zero();
        let first = report.slots.get(&slot.id).copied().flatten();
        if first.is_some_and(|first| first != value) {
            let first = first.map(shown).unwrap_or_default();
            differ.push(format!("{} {first} 与 {}", slot.id, shown(value)));
        }
    }
    let at = at.filter(|_| counts && !differ.is_empty())?;
    Some(Another {
        at,
        agency: told(paper, at),
        differ,
    })
}

/// The tables of a report without those that were read and what stands above their last rows.
fn behind(found: &Found, paper: &Paper) -> Paper {
    let last = |sheet: u16| {
        let spots = found.spots.values().filter(|spot| spot.at.sheet == sheet);
        spots.map(|spot| spot.at.row).max().unwrap_or(0)
    };
    let grids = paper.grids.iter().map(|grid| {
        let read = last(grid.sheet);
        Grid {
            sheet: grid.sheet,
            tells_blanks: grid.tells_blanks,
            after: grid.after,
            rows: grid
                .rows
                .iter()
                .filter(|row| row.number > read)
                .cloned()
                .collect(),
        }
    });
    // the paragraphs tell units of money
    Paper::of(grids.collect(), paper.paragraphs.clone())
}

/// The unit that a sheet tells of itself.
fn told(paper: &Paper, at: Address) -> Option<String> {
    let lines = paper
        .paragraphs
        .iter()
        .filter(|line| line.at.sheet == at.sheet);
    let lines = lines.filter(|_| !paper.is_document).cloned();
    title::title("", &Paper::of(Vec::new(), lines.collect())).agency
}
