//! 第三部分: rows of the table of section 三 laid beside the lines of the form, its columns known by their heads.

use super::super::label::{SAME, item, key, likeness};
use super::{Found, Own, View, begins_another, is_figure};
use crate::form::{Edition, Form, SlotName};

mod align;
mod heads;
mod lines;

use align::align;
use heads::{Classes, classes};
use lines::{Line, lines};

pub(super) fn read(rows: &[View<'_>], found: &mut Found) {
    let form = Form::of(Edition::E2021);
    let names: Vec<&str> = form
        .slots
        .iter()
        .filter(|s| s.name().is_new())
        .map(|s| s.head.as_str())
        .collect();
    let lines = lines();
    let section = Section::of(rows, &names, &lines);
    let mut heads = section.heads.iter();
    if let Some(at) = heads.find_map(|heads| heads.out_of_order(&names)) {
        let message = "第三部分各栏的次序与法定格式不同，已按表头的文字读取".to_owned();
        found.reordered.push((at, message));
    }
    let matched = align(&section.rows, &lines, found);
    let mut taken = section.take(&lines, &matched, found);
    found.sections[1] = taken.len() >= 3;
    if taken.len() < 3 {
        found.spots.retain(|id, _| SlotName::section_of(id) != 3);
        taken.clear();
    }
    found.lines = taken;
}

/// The table of section 三 as a report has it, on however many pages.
struct Section<'v, 'p> {
    heads: Vec<Classes>,
    rows: Vec<TableRow<'v, 'p>>,
}

/// A row below the heads of section 三.
struct TableRow<'v, 'p> {
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

impl<'v, 'p> Section<'v, 'p> {
    /// The heads that rows hold, and the rows below them.
    fn of(rows: &'v [View<'p>], names: &[&str], lines: &[Line]) -> Self {
        /// Rows of one table at the most.
        const MOST: usize = 2_000;
        let mut section = Section {
            heads: Vec::new(),
            rows: Vec::new(),
        };
        let mut group = String::new();
        let mut within = false;
        for (at, view) in rows.iter().enumerate() {
            if let Some(classes) = classes(rows, at, names) {
                section.heads.push(classes);
                within = true;
                continue;
            }
            within &= !begins_another(view);
            let Some(classes) = section.heads.last().filter(|_| within) else {
                continue;
            };
            if view.grid > classes.grid + 2 || section.rows.len() > MOST {
                continue;
            }
            let (labels, figures, odd) = divide(view, classes, lines);
            let label = leaf(labels, &mut group);
            section.rows.push(TableRow {
                view,
                label: label.to_owned(),
                group: group.clone(),
                item: item(label),
                figures,
                odd,
                heads: section.heads.len() - 1,
            });
        }
        section
    }

    /// Takes the figures of the rows that are lines, and tells of those that are none. Which lines were found.
    fn take(&self, lines: &[Line], matched: &[Option<usize>], found: &mut Found) -> Vec<String> {
        let mut of_lines = matched.iter().flatten();
        let divided = of_lines.any(|&l| lines[l].id.starts_with("3.3.6."));
        let mut taken: Vec<String> = Vec::new();
        let (mut odd, mut again) = (Vec::new(), Vec::new());
        for (row, line) in self.rows.iter().zip(matched) {
            let line = line
                .map(|l| &lines[l])
                .filter(|l| !(divided && l.id == "3.3.6"));
            let classes = &self.heads[row.heads];
            let Some(line) = line else {
                if leftover(row, classes, lines, found) {
                    again.push(row);
                }
                continue;
            };
            taken.push(line.id.clone());
            for name in &classes.names {
                if !found.heads.contains(name) {
                    found.heads.push(name.clone());
                }
            }
            if row.odd != 0 {
                odd.push(row);
                continue;
            }
            for (name, (column, text)) in classes.names.iter().zip(&row.figures) {
                let id = format!("{}/{name}", line.id);
                found.spots.insert(id, row.view.spot(*column, text));
            }
        }
        self.tell_odd(&odd, found);
        tell_again(&again, found);
        taken
    }

    /// Rows whose figures are not read for the number of their cells: one cause has many of them.
    fn tell_odd(&self, odd: &[&TableRow<'_, '_>], found: &mut Found) {
        let (told, more) = match odd {
            few if few.len() < 3 => (few, String::new()),
            many => (&many[..1], format!("等 {} 行", many.len())),
        };
        let told = told.iter().map(|row| {
            let words = row.odd_words(&self.heads[row.heads], &more);
            (row.view.address, words)
        });
        found.unsure.extend(told);
    }
}

/// A few rows that come again are rows; many are a table.
fn tell_again(again: &[&TableRow<'_, '_>], found: &mut Found) {
    match again {
        few if few.len() < 3 => found.unsure.extend(few.iter().map(|row| {
            let label = crate::text::quote(&row.label);
            let message = format!("第三部分的表中{label}一行出现两次，只读取了前面的一行");
            (row.view.address, message)
        })),
        many => found.again.extend(many.iter().map(|row| row.view.address)),
    }
}

/// The labels of a row, its figures, and how many more cells it has than heads.
fn divide<'v, 'p>(
    row: &'v View<'p>,
    classes: &Classes,
    lines: &[Line],
) -> (&'v [Own<'p>], Vec<(u16, &'v str)>, i32) {
    let (mut labels, mut figures) = row.figures(&classes.columns, classes.end);
    let mut odd = odd(row, labels, classes, lines);
    if odd != 0 && row.own.last().is_some_and(|o| o.last == classes.last) {
        // as wide as the heads are: one of these is not known, or one figure stands under several
        (labels, figures) = row.under(&classes.columns);
        odd = 0;
    }
    let labels = match usize::try_from(odd) {
        Ok(more) => labels.saturating_sub(more),
        Err(_) => row.own.len() - figures_in(row, lines),
    };
    (&row.own[..labels], figures, odd)
}

/// The last label of a row; the one above it becomes the group, which goes on to the rows below.
fn leaf<'p>(labels: &[Own<'p>], group: &mut String) -> &'p str {
    let leaf = labels.iter().rev().find(|o| !o.text.is_empty());
    let leaf = leaf.filter(|o| !o.carried).map_or("", |o| o.text);
    let above = labels
        .iter()
        .filter(|o| !o.text.is_empty() && o.text != leaf);
    match above.map(|o| key(o.text)).next_back() {
        Some(above) => *group = above,
        // a label of the second order without one above begins anew
        None if !leaf.is_empty() && !leaf.starts_with(|c: char| c.is_ascii_digit()) => {
            group.clear();
        }
        None => {}
    }
    leaf
}

/// A row that is no line: worth a word when it holds figures. Whether it is a line that was read already.
fn leftover(row: &TableRow<'_, '_>, classes: &Classes, lines: &[Line], found: &mut Found) -> bool {
    let numbers = row.figures.iter().filter(|f| is_figure(f.1)).count();
    let told = found.unsure.iter().any(|u| u.0 == row.view.address);
    if numbers < 3 || row.view.grid != classes.grid || told {
        return false;
    }
    let name = key(&row.label);
    let known = lines.iter().any(|l| l.keys.contains(&name)) && !name.is_empty();
    if known && name != "其他处理" {
        return true;
    }
    found.extra.push((row.view.address, row.label.clone()));
    false
}

impl TableRow<'_, '_> {
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
