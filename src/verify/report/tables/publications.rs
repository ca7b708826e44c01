//! 第二部分: lines and heads of the tables of section 二.

use std::collections::BTreeMap;

use super::super::label::{Likeness, SAME, key, likeness};
use super::{Own, Spot, Told, View};
use crate::address::Address;
use crate::form::Form;

/// A line of section 二 of the form.
struct FormLine<'f> {
    key: String,
    heads: Vec<String>,
    /// Slot, first and last column of its figure.
    figures: Vec<(&'f str, u16, u16)>,
}

fn form_lines(form: &Form) -> Vec<FormLine<'_>> {
    let mut lines: Vec<FormLine<'_>> = Vec::new();
    let mut heads: Vec<String> = Vec::new();
    for table in form.tables.iter().filter(|t| t.section == 2) {
        let places = table.places();
        for (number, row) in (0u16..).zip(&table.rows) {
            if row.iter().all(|c| c.slot.is_none()) {
                heads = row.iter().skip(1).map(|c| key(&c.text)).collect();
                continue;
            }
            let figures = places.iter().filter(|p| p.0 == number);
            let figures = figures.filter_map(|(_, column, cell)| {
                let slot = form.slots.get(cell.slot?)?;
                Some((slot.id.as_str(), *column, column + cell.colspan - 1))
            });
            lines.push(FormLine {
                key: row.first().map(|c| key(&c.text)).unwrap_or_default(),
                heads: heads.clone(),
                figures: figures.collect(),
            });
        }
    }
    lines
}

/// Heads of a block of section 二 as a report has them.
struct Heads {
    row: usize,
    grid: usize,
    heads: Vec<(String, u16, u16, Option<Told>)>,
    /// The unit of money that a line above them names.
    above: Option<Told>,
}

/// What was found of section 二.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) spots: BTreeMap<String, Spot>,
    /// Figures that stand under several heads or beside several lines, why, and the slots that they may be of.
    pub(super) unsure: Vec<(Address, String, Vec<String>)>,
    /// Heads or lines that stand in another order than the form's.
    pub(super) reordered: Vec<(Address, String)>,
}

pub(super) fn read(rows: &[View<'_>], form: &Form) -> Read {
    let lines = form_lines(form);
    let all: Vec<&String> = lines.iter().flat_map(|l| &l.heads).collect();
    let width = form.tables.first().map_or(0, |t| t.columns);
    let mut read = Read::default();
    let mut heads: Option<Heads> = None;
    let mut reached = 0;
    for (at, row) in rows.iter().enumerate() {
        let mut found: Vec<(String, u16, u16, Option<Told>)> = Vec::new();
        for own in row.own.iter().skip(1) {
            let name = key(own.text);
            let known = all.iter().any(|h| likeness(h, &name) >= SAME);
            let again = found.last().is_some_and(|f| f.0 == name);
            if known && again {
                // Markdown repeats the text of a merged cell.
                if let Some(last) = found.last_mut() {
                    last.2 = own.last;
                }
            } else if known {
                found.push((name, own.first, own.last, Told::by_head(own.text)));
            }
        }
        if !found.is_empty() {
            heads = Some(Heads {
                row: at,
                grid: row.grid,
                heads: found,
                above: row.above,
            });
            continue;
        }
        let Some(heads) = &heads else { continue };
        if at - heads.row > 8 || row.grid > heads.grid + 1 {
            continue;
        }
        let Some(place) = line_of(row, &lines) else {
            continue;
        };
        let before = read.spots.len();
        read_line(row, &lines[place], heads, width, &mut read);
        if read.spots.len() == before {
            continue;
        }
        let head = &rows[heads.row];
        let column = heads.heads.first().map_or(0, |h| h.1);
        if read.reordered.is_empty() && out_of_order(&lines[place], heads) {
            let message = "第二部分各栏的次序与法定格式不同，已按表头的文字读取".to_owned();
            read.reordered.push((head.address.at(column), message));
        }
        if read.reordered.is_empty() && place < reached {
            let label = row.own.iter().find(|o| !o.carried && !o.text.is_empty());
            let label = crate::text::quote(label.map_or("", |o| o.text));
            let message =
                format!("第二部分各行的次序与法定格式不同（{label}一行起），已按各行的名目读取");
            read.reordered.push((row.address, message));
        }
        reached = reached.max(place);
    }
    read
}

/// Whether the heads of a line, each plainly one of the form's, stand in another order than there.
fn out_of_order(line: &FormLine<'_>, heads: &Heads) -> bool {
    /// A name that differs by no more than a slip.
    const SURE: Likeness = 800;
    let place = |name: &str| {
        let alike = line.heads.iter().map(|head| likeness(head, name));
        let best = alike.enumerate().max_by_key(|(_, alike)| *alike);
        best.filter(|(_, alike)| *alike >= SURE).map(|(at, _)| at)
    };
    let places: Option<Vec<usize>> = heads.heads.iter().map(|h| place(&h.0)).collect();
    places.is_some_and(|places| !places.is_sorted())
}

/// The position of the line that a row is.
fn line_of(row: &View<'_>, lines: &[FormLine<'_>]) -> Option<usize> {
    let name = key(label_of(row)?.text);
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| (likeness(&line.key, &name), at))
        .filter(|(alike, _)| *alike >= SAME)
        .max_by_key(|(alike, _)| *alike)
        .map(|(_, at)| at)
}

/// The label of a row.
fn label_of<'r, 'p>(row: &'r View<'p>) -> Option<&'r Own<'p>> {
    let mut labels = row.own.iter().take(2).filter(|o| !o.carried);
    labels.find(|o| !key(o.text).is_empty())
}

fn read_line(row: &View<'_>, line: &FormLine<'_>, heads: &Heads, width: u16, read: &mut Read) {
    let columns: Vec<(u16, u16)> = heads.heads.iter().map(|h| (h.1, h.2)).collect();
    let by_order = row.tells_blanks && row.own.len() == columns.len() + 1;
    let reach = row.row.cells.last().map_or(0, |c| c.column + 1);
    let as_printed = !out_of_order(line, heads)
        && heads.heads.len() == line.figures.len()
        && heads
            .heads
            .last()
            .is_some_and(|h| h.2 + 1 == width || reach == width);
    let label = label_of(row).and_then(|label| Told::by_label(label.text));
    let mut taken: Vec<Taken<'_, '_>> = Vec::new();
    for (n, (name, first, last, head)) in heads.heads.iter().enumerate() {
        let matched = line
            .heads
            .iter()
            .zip(&line.figures)
            .map(|(head, figure)| (likeness(head, name), figure))
            .filter(|(alike, _)| *alike >= SAME)
            .max_by_key(|(alike, _)| *alike);
        let Some((_, (slot, from, to))) = matched else {
            continue;
        };
        let own = if by_order {
            row.own.get(n + 1)
        } else {
            let printed = row.own_at(*from, *to).filter(|_| as_printed);
            printed.or_else(|| row.own_at(*first, *last))
        };
        let column = match (own, by_order) {
            (Some(own), true) => own.first,
            (Some(own), false) if as_printed && own.last >= *from => own.first.max(*from),
            (Some(own), false) => own.first.max(*first),
            (None, _) => *first,
        };
        taken.push(Taken {
            slot,
            own,
            column,
            head: *head,
        });
    }
    for one in &taken {
        let text = one.own.map_or("", |o| o.text);
        let whole = |own: &Own<'_>| {
            let here = taken.iter().filter(|t| {
                let same = t.own.filter(|o| o.first == own.first);
                same.is_some()
            });
            let slots: Vec<String> = here.map(|t| t.slot.to_owned()).collect();
            slots
        };
        let own = one.own.filter(|_| counts(text));
        let slots = own.map(whole).unwrap_or_default();
        let at = row.address.at(one.column);
        let (why, mut slots) = match own {
            Some(own) if own.carried => {
                let above = read.take_above(row, own);
                ("上下几行", [above, slots].concat())
            }
            Some(_) if slots.len() > 1 => ("几栏", slots),
            _ => {
                let units = [one.head, label, heads.above].into_iter().flatten();
                read.spots
                    .entry(one.slot.to_owned())
                    .or_insert_with(|| Spot {
                        units: units.collect(),
                        ..row.spot(one.column, text)
                    });
                continue;
            }
        };
        slots.retain(|slot| !read.spots.contains_key(slot));
        read.tell_merged(at, text, why, slots);
    }
}

/// A cell taken for a slot.
struct Taken<'r, 'p> {
    slot: &'r str,
    own: Option<&'r Own<'p>>,
    column: u16,
    head: Option<Told>,
}

/// Whether a text holds a number other than 0, which is the same under each of several heads.
fn counts(text: &str) -> bool {
    let digit = |c: char| crate::text::half_width(c).is_ascii_digit() && !matches!(c, '0' | '０');
    text.chars().any(digit)
}

impl Read {
    /// How many slots it tells of.
    pub(super) fn told(&self) -> usize {
        let merged = self.unsure.iter().map(|u| u.2.len());
        self.spots.len() + merged.sum::<usize>()
    }

    /// The slots read of the cell from which another hangs down; they are not that one's alone.
    fn take_above(&mut self, row: &View<'_>, own: &Own<'_>) -> Vec<String> {
        let cell = row.row.cells.iter().find(|c| c.column == own.first);
        let Some((number, first)) = cell.and_then(|c| c.anchor) else {
            return Vec::new();
        };
        let there = |spot: &Spot| {
            let column = spot
                .at
                .column
                .is_some_and(|c| (first..=own.last).contains(&c));
            (spot.at.sheet, spot.at.row) == (row.address.sheet, number) && column
        };
        let slots: Vec<String> = (self.spots.iter())
            .filter(|(_, spot)| there(spot))
            .map(|(slot, _)| slot.clone())
            .collect();
        for slot in &slots {
            self.spots.remove(slot);
        }
        slots
    }

    /// Says once of a merged cell that it is under several heads or lines.
    fn tell_merged(&mut self, at: Address, text: &str, why: &str, slots: Vec<String>) {
        let slots: Vec<String> = (slots.into_iter())
            .filter(|slot| !self.unsure.iter().any(|u| u.2.contains(slot)))
            .collect();
        if slots.is_empty() {
            return;
        }
        let message = format!(
            "第二部分的表中{}写在合并了{why}的一格里，认不清是 {} 中哪一格的数，没有读取",
            crate::text::quote(text),
            slots.join("、")
        );
        self.unsure.push((at, message, slots));
    }
}
