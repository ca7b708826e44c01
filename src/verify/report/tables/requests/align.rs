//! Rows of section 三 laid beside the lines of the form.
//!
//! In: rows with their labels, and the lines. Out: for each row the line it is, if any. What a row holds is left to
//! the one who reads it.

use super::TableRow;
use super::lines::Line;
use crate::verify::report::label::{Likeness, SAME, by_steps, key, likeness};
use crate::verify::report::tables::{Found, is_figure};

/// Lays rows beside lines: for each row the line it is, in order, so that labels agree best. Rows whose labels
/// are plainly those of other lines stand in another order, and are those lines.
pub(super) fn align(
    rows: &[TableRow<'_, '_>],
    lines: &[Line],
    found: &mut Found,
) -> Vec<Option<usize>> {
    let names: Vec<String> = rows.iter().map(|row| key(&row.label)).collect();
    let scores: Vec<Vec<Likeness>> = rows
        .iter()
        .zip(&names)
        .map(|(row, name)| lines.iter().map(|line| score(row, name, line)).collect())
        .collect();
    let mut matched = in_order(&scores, lines.len());
    let bests: Vec<Option<Best>> = rows
        .iter()
        .zip(&names)
        .map(|(row, name)| best(row, name, lines))
        .collect();
    claim(&bests, &scores, lines.len(), &mut matched);
    let mut reached = None;
    let mut first = None;
    for (at, line) in matched.iter().enumerate() {
        if line.is_some() && *line < reached {
            first = first.or(Some(at));
        }
        reached = reached.max(*line);
    }
    let Some(first) = first else {
        return matched;
    };
    let label = crate::text::quote(&rows[first].label);
    let message = format!("第三部分各行的次序与法定格式不同（{label}一行起），已按各行的名目读取");
    found.reordered.push((rows[first].view.address, message));
    for (at, name) in names.iter().enumerate() {
        if name.is_empty() && matched[at].take().is_some() {
            let message =
                "第三部分的表中这一行没有名目，各行又不按法定的次序，认不清是哪一行，没有读取";
            found
                .unsure
                .push((rows[at].view.address, message.to_owned()));
        }
    }
    matched
}

/// The line whose label a row's is the most like.
struct Best {
    line: usize,
    /// How much, step by step.
    alike: Likeness,
    /// The next best.
    next: Likeness,
}

fn best(row: &TableRow<'_, '_>, name: &str, lines: &[Line]) -> Option<Best> {
    if name.is_empty() {
        return None;
    }
    let alike = |line: &Line| {
        let keys = line.keys.iter().map(|k| by_steps(k, name));
        match line.joined == name {
            true => 1000,
            false => keys.max().unwrap_or(0),
        }
    };
    let group = |line: &Line| {
        let (one, other) = (row.group.as_str(), line.group.as_str());
        one.is_empty() || other.is_empty() || likeness(one, other) >= SAME
    };
    let mut ranked: Vec<(Likeness, usize)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| group(line))
        .map(|(at, line)| (alike(line), at))
        .collect();
    ranked.sort_by_key(|(alike, _)| std::cmp::Reverse(*alike));
    let next = ranked.get(1).map_or(0, |r| r.0);
    let (alike, line) = *ranked.first()?;
    (alike > next && alike >= 500).then_some(Best { line, alike, next })
}

/// Gives lines to the rows that have their labels, where rows in the form's order have them not.
fn claim(
    bests: &[Option<Best>],
    scores: &[Vec<Likeness>],
    lines: usize,
    matched: &mut [Option<usize>],
) {
    /// A label that differs by no more than a slip.
    const SURE: Likeness = 800;
    /// So much more alike than another line.
    const PLAINLY: Likeness = 100;
    let best = |at: usize| bests[at].as_ref();
    let is = |at: usize, line: usize| best(at).is_some_and(|b| b.line == line && b.alike >= SURE);
    // where a label comes again another table may begin, whose rows claim nothing
    let mut seen = vec![false; lines];
    let end = bests.iter().position(|b| {
        let sure = b.as_ref().filter(|b| b.alike >= SURE);
        sure.is_some_and(|b| std::mem::replace(&mut seen[b.line], true))
    });
    let end = end.unwrap_or(bests.len());
    for line in 0..lines {
        let holder = matched.iter().position(|m| *m == Some(line));
        if holder.is_some_and(|h| is(h, line)) {
            continue;
        }
        let claimant = (0..end).find(|&at| {
            let Some(best) = best(at).filter(|b| b.line == line) else {
                return false;
            };
            match matched[at] {
                Some(other) => {
                    best.alike >= SURE && scores[at][line] >= scores[at][other] + PLAINLY
                }
                None => {
                    let plainly = best.alike >= best.next + PLAINLY;
                    best.alike >= SURE || (holder.is_none() && plainly)
                }
            }
        });
        if let Some(claimant) = claimant {
            if let Some(holder) = holder {
                matched[holder] = None;
            }
            matched[claimant] = Some(line);
        }
    }
    // a row with the very label of a line that another row is cannot be a line that is merely like it
    for at in 0..bests.len() {
        let Some(best) = best(at).filter(|b| b.alike == 1000) else {
            continue;
        };
        let other = matched[at].is_some_and(|line| line != best.line);
        if other && (0..bests.len()).any(|a| matched[a] == Some(best.line) && is(a, best.line)) {
            matched[at] = None;
        }
    }
}

/// How well a row is a line; 0 when it is not.
fn score(row: &TableRow<'_, '_>, name: &str, line: &Line) -> Likeness {
    let figures = row.figures.iter().filter(|f| is_figure(f.1)).count();
    if name.is_empty() {
        // a label that got lost: its place in the order tells
        return if figures >= 3 && row.label.is_empty() {
            250
        } else {
            0
        };
    }
    if line.joined == name {
        // as sure as a label with its group and its number
        return 1250;
    }
    let keys = line.keys.iter().map(|k| likeness(k, name));
    let alike = keys.max().unwrap_or(0);
    let group = match (row.group.as_str(), line.group.as_str()) {
        ("", _) | (_, "") => 0,
        (one, other) if likeness(one, other) >= SAME => 150,
        _ => -150,
    };
    let item = match (row.item, line.item) {
        (Some(one), Some(other)) if one == other => 100,
        _ => 0,
    };
    let all = alike + group + item;
    if alike >= 350 && all >= SAME { all } else { 0 }
}

/// Pairs rows of scores with positions, ascending, so that the sum is the greatest.
fn in_order(scores: &[Vec<Likeness>], width: usize) -> Vec<Option<usize>> {
    // best[i][j]: of the rows from i and the positions from j
    let mut best = vec![vec![0; width + 1]; scores.len() + 1];
    for i in (0..scores.len()).rev() {
        for j in (0..width).rev() {
            let with = match scores[i][j] {
                0 => 0,
                score => score + best[i + 1][j + 1],
            };
            best[i][j] = with.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let mut paired = vec![None; scores.len()];
    let (mut i, mut j) = (0, 0);
    while i < scores.len() && j < width {
        if scores[i][j] > 0 && best[i][j] == scores[i][j] + best[i + 1][j + 1] {
            paired[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i][j + 1] {
            j += 1;
        } else {
            i += 1;
        }
    }
    paired
}
