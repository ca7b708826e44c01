//! 第三部分: rows of the table of section 三 laid beside the lines of the form, its columns known by their heads.

use super::super::label::{Likeness, SAME, by_steps, item, key, likeness};
use super::{Found, Own, View, begins_another, is_figure};
use crate::address::Address;
use crate::form::{Edition, Form, GridCell};

/// A line of section 三 of either edition.
struct Line {
    id: String,
    /// Its label, and the shorter words that messages use.
    keys: Vec<String>,
    group: String,
    /// Both of them, where one cell has them together: 「（六）其他处理3.其他」.
    joined: String,
    item: Option<u32>,
}

/// The lines of both editions in one order.
fn lines() -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for edition in Edition::ALL.into_iter().rev() {
        let mut after = 0;
        for line in lines_of(Form::of(edition)) {
            match lines.iter().position(|l| l.id == line.id) {
                Some(known) => after = known + 1,
                None => {
                    lines.insert(after, line);
                    after += 1;
                }
            }
        }
    }
    lines
}

fn lines_of(form: &Form) -> Vec<Line> {
    let mut lines = Vec::new();
    for table in form.tables.iter().filter(|t| t.section == 3) {
        let places = table.places();
        for number in table.header_rows.. {
            let labels: Vec<&GridCell> = places
                .iter()
                .filter(|(row, _, c)| {
                    c.slot.is_none()
                        && *row >= table.header_rows
                        && *row <= number
                        && number < row + c.rowspan
                })
                .map(|(_, _, c)| *c)
                .collect();
            let slot = places
                .iter()
                .find(|(row, _, c)| *row == number && c.slot.is_some());
            let Some(slot) = slot.and_then(|(_, _, c)| form.slots.get(c.slot?)) else {
                break;
            };
            let Some((leaf, above)) = labels.split_last() else {
                break;
            };
            let mut keys = vec![key(&leaf.text)];
            keys.extend(slot.line.rsplit('—').next().map(key));
            keys.dedup();
            lines.push(Line {
                id: slot.id.split('/').next().unwrap_or_default().to_owned(),
                keys,
                group: above.last().map(|c| key(&c.text)).unwrap_or_default(),
                joined: (above.last())
                    .map(|c| key(&format!("{}{}", c.text, leaf.text)))
                    .unwrap_or_default(),
                item: item(&leaf.text),
            });
        }
    }
    lines
}

/// A row below the heads of section 三.
struct Entry<'v, 'p> {
    view: &'v View<'p>,
    label: String,
    group: String,
    item: Option<u32>,
    figures: Vec<(u16, &'v str)>,
    /// So many cells more than heads; negative where there are fewer.
    odd: i32,
    /// Heads of these figures.
    heads: usize,
}

/// The heads of section 三 as a row has them: class, columns.
struct Classes {
    names: Vec<String>,
    columns: Vec<(u16, u16)>,
    /// The last cell of the row is a head.
    end: bool,
    /// The last column of the row.
    last: u16,
    grid: usize,
    /// Where the row stands.
    address: Address,
}

impl Classes {
    /// Where the first head stands, if the heads stand in another order than the form's.
    fn out_of_order(&self, form: &[&str]) -> Option<Address> {
        let mut heads: Vec<(u16, usize)> = (self.columns.iter().zip(&self.names))
            .filter_map(|(column, name)| Some((column.0, form.iter().position(|f| f == name)?)))
            .collect();
        heads.sort_by_key(|head| head.0);
        let first = heads.first()?.0;
        (!heads.is_sorted_by_key(|head| head.1)).then(|| self.address.at(first))
    }
}

pub(super) fn read(rows: &[View<'_>], found: &mut Found) {
    let form = Form::of(Edition::E2021);
    let names: Vec<&str> = form
        .slots
        .iter()
        .filter(|s| s.id.starts_with("3.1/"))
        .map(|s| s.head.as_str())
        .collect();
    let known = lines();
    let mut heads: Vec<Classes> = Vec::new();
    let mut entries: Vec<Entry<'_, '_>> = Vec::new();
    let mut group = String::new();
    let mut within = false;
    for (at, row) in rows.iter().enumerate() {
        if let Some(classes) = classes(rows, at, &names) {
            heads.push(classes);
            within = true;
            continue;
        }
        within &= !begins_another(row);
        if !within {
            continue;
        }
        let Some(classes) = heads.last() else {
            continue;
        };
        if row.grid > classes.grid + 2 || entries.len() > 2_000 {
            continue;
        }
        let (mut labels, mut figures) = row.figures(&classes.columns, classes.end);
        let mut odd = odd(row, labels, classes, &known);
        if odd != 0 && row.own.last().is_some_and(|o| o.last == classes.last) {
            // as wide as the heads are: one of these is not known, or one figure stands under several
            (labels, figures) = row.under(&classes.columns);
            odd = 0;
        }
        let labels = match usize::try_from(odd) {
            Ok(more) => labels.saturating_sub(more),
            Err(_) => row.own.len() - figures_in(row, &known),
        };
        let labels = &row.own[..labels];
        let leaf = labels.iter().rev().find(|o| !o.text.is_empty());
        let leaf = leaf.filter(|o| !o.carried).map_or("", |o| o.text);
        let above = labels
            .iter()
            .filter(|o| !o.text.is_empty() && o.text != leaf);
        let above = above.map(|o| key(o.text)).next_back();
        match above {
            Some(above) => group = above,
            // a label of the second order without one above begins anew
            None if !leaf.is_empty() && !leaf.starts_with(|c: char| c.is_ascii_digit()) => {
                group.clear();
            }
            None => {}
        }
        entries.push(Entry {
            view: row,
            label: leaf.to_owned(),
            group: group.clone(),
            item: item(leaf),
            figures,
            odd,
            heads: heads.len() - 1,
        });
    }
    if let Some(at) = heads.iter().find_map(|heads| heads.out_of_order(&names)) {
        let message = "第三部分各栏的次序与法定格式不同，已按表头的文字读取".to_owned();
        found.reordered.push((at, message));
    }
    let lines = known;
    let matched = align(&entries, &lines, found);
    let divided = matched
        .iter()
        .flatten()
        .any(|&l| lines[l].id.starts_with("3.3.6."));
    let mut taken: Vec<String> = Vec::new();
    let (mut odd, mut again) = (Vec::new(), Vec::new());
    for (entry, line) in entries.iter().zip(&matched) {
        let line = line
            .map(|l| &lines[l])
            .filter(|l| !(divided && l.id == "3.3.6"));
        let classes = &heads[entry.heads];
        let Some(line) = line else {
            if leftover(entry, classes, &lines, found) {
                again.push(entry);
            }
            continue;
        };
        taken.push(line.id.clone());
        if entry.odd != 0 {
            odd.push(entry);
            continue;
        }
        for (name, (column, text)) in classes.names.iter().zip(&entry.figures) {
            if !found.heads.contains(name) {
                found.heads.push(name.clone());
            }
            found.spots.insert(
                format!("{}/{name}", line.id),
                entry.view.spot(*column, text, None),
            );
        }
    }
    // one cause has many rows
    match odd.as_slice() {
        few if few.len() < 3 => found.unsure.extend(
            few.iter()
                .map(|e| (e.view.address, e.odd_words(&heads[e.heads], ""))),
        ),
        many => {
            let more = format!("等 {} 行", many.len());
            found.unsure.extend(
                many.first()
                    .map(|e| (e.view.address, e.odd_words(&heads[e.heads], &more))),
            );
        }
    }
    // a few rows that come again are rows; many are a table
    match again.as_slice() {
        few if few.len() < 3 => found.unsure.extend(few.iter().map(|entry| {
            let label = crate::text::quote(&entry.label);
            let message = format!("第三部分的表中{label}一行出现两次，只读取了前面的一行");
            (entry.view.address, message)
        })),
        many => found.again.extend(many.iter().map(|e| e.view.address)),
    }
    found.sections[1] = taken.len() >= 3;
    if taken.len() < 3 {
        found.spots.retain(|id, _| !id.starts_with("3."));
        taken.clear();
    }
    found.lines = taken;
}

/// A row that is no line: worth a word when it holds figures. Whether it is a line that was read already.
fn leftover(entry: &Entry<'_, '_>, classes: &Classes, lines: &[Line], found: &mut Found) -> bool {
    let numbers = entry.figures.iter().filter(|f| is_figure(f.1)).count();
    let told = found.unsure.iter().any(|u| u.0 == entry.view.address);
    if numbers < 3 || entry.view.grid != classes.grid || told {
        return false;
    }
    let name = key(&entry.label);
    let known = lines.iter().any(|l| l.keys.contains(&name)) && !name.is_empty();
    if known && name != "其他处理" {
        return true;
    }
    found.extra.push((entry.view.address, entry.label.clone()));
    false
}

impl Entry<'_, '_> {
    /// What is odd about the number of its cells.
    fn odd_words(&self, classes: &Classes, more: &str) -> String {
        let heads = classes.columns.len();
        let (what, by) = match self.odd {
            more @ 1.. => ("多", more),
            fewer => ("少", -fewer),
        };
        format!(
            "第三部分的表中{}一行{more}的格数不对：表头有 {heads} 栏，这一行{what} {by} 格，认不清各格属于哪一栏，没有读取",
            crate::text::quote(&self.label)
        )
    }
}

/// A number, or what stands for none, and nothing else.
fn is_count(text: &str) -> bool {
    let text = crate::text::squeeze(text);
    let sign = |c: char| matches!(c, '.' | ',' | '-' | '/' | '—');
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || sign(c))
}

/// The cells of a row after the last one that is a label.
fn figures_in(row: &View<'_>, lines: &[Line]) -> usize {
    let label = |own: &&Own<'_>| {
        let name = key(own.text);
        let known = |line: &Line| line.keys.iter().any(|k| likeness(k, &name) >= SAME);
        !is_count(own.text) && lines.iter().any(known)
    };
    row.own.iter().rev().take_while(|own| !label(own)).count()
}

/// How many cells of figures a row has more than there are heads, where each cell of it is told: a figure among
/// its labels is one too many, a label among its figures one too few.
fn odd(row: &View<'_>, labels: usize, classes: &Classes, lines: &[Line]) -> i32 {
    /// More cells than this are no slip of a hand.
    const MOST: usize = 12;
    let heads = classes.columns.len();
    if !row.tells_blanks || !classes.end || row.own.len() > heads + MOST {
        return 0;
    }
    let more = match row.own.len() > heads {
        true => row.own[..labels]
            .iter()
            .rev()
            .take_while(|o| !o.carried && is_count(o.text))
            .count(),
        false => 0,
    };
    let figures = figures_in(row, lines);
    let odd = match (more > 0 && more < labels, figures < heads) {
        (true, _) => i32::try_from(more),
        (false, true) if figures > 0 && figures < row.own.len() => {
            i32::try_from(heads - figures).map(|fewer| -fewer)
        }
        _ => Ok(0),
    };
    odd.unwrap_or(0)
}

/// The heads that a row holds, with those of the rows above where its own cell says nothing.
fn classes(rows: &[View<'_>], at: usize, names: &[&str]) -> Option<Classes> {
    let row = &rows[at];
    let class = |text: &str| {
        let name = key(text);
        names
            .iter()
            .map(|n| (likeness(n, &name), *n))
            .filter(|(alike, _)| *alike >= 700)
            .max_by_key(|(alike, _)| *alike)
            .map(|(_, n)| n)
    };
    let mut classes = Classes {
        names: Vec::new(),
        columns: Vec::new(),
        end: false,
        last: row.own.last().map_or(0, |o| o.last),
        grid: row.grid,
        address: row.address,
    };
    let mut own = 0;
    for cell in &row.own {
        let here = class(cell.text);
        own += usize::from(here.is_some_and(|n| n != "总计") && !cell.carried);
        let name = here.or_else(|| {
            let above = rows[at.saturating_sub(3)..at].iter().rev();
            let above = above.filter(|r| r.grid == row.grid);
            above
                .flat_map(|r| r.own.iter())
                .filter(|o| o.first <= cell.first && o.last >= cell.last && cell.text.is_empty())
                .find_map(|o| class(o.text))
        });
        classes.end = name.is_some();
        if let Some(name) = name
            && !classes.names.iter().any(|n| n == name)
        {
            classes.names.push(name.to_owned());
            classes.columns.push((cell.first, cell.last));
        }
    }
    if own < 3 {
        return None;
    }
    // A workbook tells no blank cell: heads above that end there.
    if !row.tells_blanks {
        for above in rows[at.saturating_sub(3)..at]
            .iter()
            .filter(|r| r.grid == row.grid)
        {
            for cell in &above.own {
                if let Some(name) = class(cell.text)
                    && !classes.names.iter().any(|n| n == name)
                {
                    classes.names.push(name.to_owned());
                    classes.columns.push((cell.first, cell.last));
                }
            }
        }
    }
    Some(classes)
}

/// Lays rows beside lines: for each row the line it is, in order, so that labels agree best. Rows whose labels
/// are plainly those of other lines stand in another order, and are those lines.
fn align(entries: &[Entry<'_, '_>], lines: &[Line], found: &mut Found) -> Vec<Option<usize>> {
    let names: Vec<String> = entries.iter().map(|entry| key(&entry.label)).collect();
    let scores: Vec<Vec<Likeness>> = entries
        .iter()
        .zip(&names)
        .map(|(entry, name)| lines.iter().map(|line| score(entry, name, line)).collect())
        .collect();
    let mut matched = in_order(&scores, lines.len());
    let bests: Vec<Option<Best>> = entries
        .iter()
        .zip(&names)
        .map(|(entry, name)| best(entry, name, lines))
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
    let label = crate::text::quote(&entries[first].label);
    let message = format!("第三部分各行的次序与法定格式不同（{label}一行起），已按各行的名目读取");
    found.reordered.push((entries[first].view.address, message));
    for (at, name) in names.iter().enumerate() {
        if name.is_empty() && matched[at].take().is_some() {
            let message =
                "第三部分的表中这一行没有名目，各行又不按法定的次序，认不清是哪一行，没有读取";
            found
                .unsure
                .push((entries[at].view.address, message.to_owned()));
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

fn best(entry: &Entry<'_, '_>, name: &str, lines: &[Line]) -> Option<Best> {
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
        let (one, other) = (entry.group.as_str(), line.group.as_str());
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
    /// The same label but for a slip.
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
fn score(entry: &Entry<'_, '_>, name: &str, line: &Line) -> Likeness {
    let figures = entry.figures.iter().filter(|f| is_figure(f.1)).count();
    if name.is_empty() {
        // a label that got lost: its place in the order tells
        return if figures >= 3 && entry.label.is_empty() {
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
    let group = match (entry.group.as_str(), line.group.as_str()) {
        ("", _) | (_, "") => 0,
        (one, other) if likeness(one, other) >= SAME => 150,
        _ => -150,
    };
    let item = match (entry.item, line.item) {
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
