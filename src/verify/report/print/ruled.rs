//! 有线的表: the cells that ruling lines enclose.
//!
//! Lines that touch belong to one frame. Its columns and rows are where lines run; two neighbouring places
//! without a line between them are one cell. What cells hold is left to others.

use crate::book::pdf::{Area, Length, POINT, Stroke};

/// Lines that touch, and the cells between them.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) area: Area,
    pub(super) cells: Vec<Area>,
    /// Those of its last cells that no line closes below: the page's end cuts them.
    pub(super) open: Vec<usize>,
}

/// Lines this near to one another are one: borders drawn twice, or cell by cell.
pub(super) const SAME: Length = 3 * POINT;

/// Ends this near to a line touch it; a dashed line has gaps no wider.
const TOUCH: Length = 3 * POINT;

/// A shorter line is a dash, a dot or an underlined character.
const SHORT: Length = 5 * POINT;

/// Lines of a page beyond which they are a drawing, and places of a frame.
const LINES: usize = 4_000;
const PLACES: usize = 4_000;

/// A line along the page: where it runs, and from where to where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    at: Length,
    from: Length,
    to: Length,
}

/// The frames of a page that have several cells.
pub(super) fn frames(strokes: &[Stroke]) -> Vec<Frame> {
    let across = |a: &Area| a.width() > a.height();
    let level = strokes.iter().filter(|s| across(&s.area)).map(|s| Run {
        at: s.area.middle().1,
        from: s.area.left,
        to: s.area.right,
    });
    let upright = strokes.iter().filter(|s| !across(&s.area)).map(|s| Run {
        at: s.area.middle().0,
        from: s.area.top,
        to: s.area.bottom,
    });
    let (level, upright) = (joined(level.collect()), joined(upright.collect()));
    if level.len() + upright.len() > LINES {
        return Vec::new();
    }
    let mut frames = Vec::new();
    for (level, upright) in touching(&level, &upright) {
        frames.extend(frame(&level, &upright));
    }
    frames
}

/// Pieces of the same line as one.
fn joined(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_unstable();
    let mut whole: Vec<Run> = Vec::new();
    let mut start = 0;
    while start < runs.len() {
        let at = runs[start].at;
        let end = start + runs[start..].partition_point(|r| r.at - at <= POINT);
        let mut same: Vec<Run> = runs[start..end].to_vec();
        same.sort_unstable_by_key(|r| (r.from, r.to));
        let first = whole.len();
        for run in same {
            match whole[first..].last_mut() {
                Some(last) if run.from - last.to <= TOUCH => last.to = last.to.max(run.to),
                _ => whole.push(Run { at, ..run }),
            }
        }
        start = end;
    }
    whole.retain(|r| r.to - r.from >= SHORT);
    whole
}

/// Groups of lines that touch one another, those across and those down.
fn touching(level: &[Run], upright: &[Run]) -> Vec<(Vec<Run>, Vec<Run>)> {
    let mut group: Vec<usize> = (0..level.len() + upright.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    for (i, l) in level.iter().enumerate() {
        for (j, u) in upright.iter().enumerate() {
            let meets = u.at >= l.from - TOUCH
                && u.at <= l.to + TOUCH
                && l.at >= u.from - TOUCH
                && l.at <= u.to + TOUCH;
            if meets {
                let (one, other) = (root(&mut group, i), root(&mut group, level.len() + j));
                group[one.max(other)] = one.min(other);
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Run>, Vec<Run>)> = Default::default();
    for (i, l) in level.iter().enumerate() {
        groups.entry(root(&mut group, i)).or_default().0.push(*l);
    }
    for (j, u) in upright.iter().enumerate() {
        let at = root(&mut group, level.len() + j);
        groups.entry(at).or_default().1.push(*u);
    }
    let (lone, mut groups): (Vec<_>, Vec<_>) = groups.into_values().partition(|g| g.0.is_empty());
    for run in lone.into_iter().flat_map(|g| g.1) {
        side(run, &mut groups);
    }
    groups
}

/// A line down that touches none across: the side of a cell that reaches over the whole page.
fn side(run: Run, groups: &mut [(Vec<Run>, Vec<Run>)]) {
    let reach = |(level, _): &(Vec<Run>, Vec<Run>)| {
        let top = level.iter().map(|l| l.at).min()?;
        let bottom = level.iter().map(|l| l.at).max()?;
        let left = level.iter().map(|l| l.from).min()?;
        let right = level.iter().map(|l| l.to).max()?;
        let shared = run.to.min(bottom) - run.from.max(top);
        let away = (left - run.at).max(run.at - right).max(0);
        (2 * shared > bottom - top && bottom > top).then_some(away)
    };
    let near = groups
        .iter()
        .enumerate()
        .filter_map(|(at, g)| Some((reach(g)?, at)));
    if let Some((_, at)) = near.min() {
        groups[at].1.push(run);
    }
}

/// Where lines run, those near to one another as one.
pub(super) fn edges(places: impl Iterator<Item = Length>) -> Vec<Length> {
    let mut places: Vec<Length> = places.collect();
    places.sort_unstable();
    let mut edges: Vec<Length> = Vec::new();
    for place in places {
        if edges.last().is_none_or(|last| place - last > SAME) {
            edges.push(place);
        }
    }
    edges
}

fn frame(level: &[Run], upright: &[Run]) -> Option<Frame> {
    let area = Area {
        left: level
            .iter()
            .map(|l| l.from)
            .chain(upright.iter().map(|u| u.at))
            .min()?,
        right: level
            .iter()
            .map(|l| l.to)
            .chain(upright.iter().map(|u| u.at))
            .max()?,
        top: upright
            .iter()
            .map(|u| u.from)
            .chain(level.iter().map(|l| l.at))
            .min()?,
        bottom: upright
            .iter()
            .map(|u| u.to)
            .chain(level.iter().map(|l| l.at))
            .max()?,
    };
    // a table may be open at its sides
    let ends = |runs: &[Run], first: Length, last: Length| {
        edges(runs.iter().map(|r| r.at).chain([first, last]))
    };
    let columns = ends(upright, area.left, area.right);
    let rows = ends(level, area.top, area.bottom);
    let (wide, high) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    // of a table that the page cuts, a single row may be left
    if wide < 1 || high < 1 || wide.checked_mul(high)? > PLACES {
        return None;
    }
    // whether a line runs left of a place, and above it
    let barred = |runs: &[Run], lines: &[Length], steps: &[Length]| {
        let mut barred = vec![vec![false; steps.len() - 1]; lines.len()];
        for run in runs {
            let nearest = nearest(lines, run.at);
            for (step, ends) in steps.windows(2).enumerate() {
                let shared = run.to.min(ends[1]) - run.from.max(ends[0]);
                barred[nearest][step] |= 5 * shared >= 3 * (ends[1] - ends[0]);
            }
        }
        barred
    };
    let left_of = barred(upright, &columns, &rows);
    let above = barred(level, &rows, &columns);
    let mut taken = vec![vec![false; wide]; high];
    let mut cells = Vec::new();
    let mut open = Vec::new();
    for row in 0..high {
        for column in 0..wide {
            if taken[row][column] {
                continue;
            }
            let mut to = column + 1;
            while to < wide && !left_of[to][row] && !taken[row][to] {
                to += 1;
            }
            // downwards as long as nothing bars the whole width, and both sides go on
            let mut down = row + 1;
            while down < high
                && (column..to).all(|c| !above[down][c] && !taken[down][c])
                && (column + 1..to).all(|c| !left_of[c][down])
                && (column == 0 || left_of[column][down])
                && (to == wide || left_of[to][down])
            {
                down += 1;
            }
            for line in &mut taken[row..down] {
                line[column..to].fill(true);
            }
            if down == high && (column..to).any(|c| !above[high][c]) {
                open.push(cells.len());
            }
            cells.push(Area {
                left: columns[column],
                right: columns[to],
                top: rows[row],
                bottom: rows[down],
            });
        }
    }
    (cells.len() > 1).then_some(Frame { area, cells, open })
}

fn nearest(lines: &[Length], at: Length) -> usize {
    let near = lines
        .iter()
        .enumerate()
        .min_by_key(|(_, l)| (*l - at).abs());
    near.map_or(0, |(place, _)| place)
}
