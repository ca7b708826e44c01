//! 第二部分: lines and heads of the tables of section 二.

use std::collections::BTreeMap;

use super::super::label::{SAME, key, likeness};
use super::{Spot, View};
use crate::form::Form;
use crate::number::Money;

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
    heads: Vec<(String, u16, u16, Option<Money>)>,
}

pub(super) fn read(rows: &[View<'_>], form: &Form) -> BTreeMap<String, Spot> {
    let lines = form_lines(form);
    let all: Vec<&String> = lines.iter().flat_map(|l| &l.heads).collect();
    let width = form.tables.first().map_or(0, |t| t.columns);
    let mut spots = BTreeMap::new();
    let mut heads: Option<Heads> = None;
    for (at, row) in rows.iter().enumerate() {
        let mut found: Vec<(String, u16, u16, Option<Money>)> = Vec::new();
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
                found.push((name, own.first, own.last, Money::within(own.text)));
            }
        }
        if !found.is_empty() {
            heads = Some(Heads {
                row: at,
                grid: row.grid,
                heads: found,
            });
            continue;
        }
        let Some(heads) = &heads else { continue };
        if at - heads.row > 8 || row.grid > heads.grid + 1 {
            continue;
        }
        let Some(line) = line_of(row, &lines) else {
            continue;
        };
        read_line(row, line, heads, width, &mut spots);
    }
    spots
}

fn line_of<'l, 'f>(row: &View<'_>, lines: &'l [FormLine<'f>]) -> Option<&'l FormLine<'f>> {
    let labels = row.own.iter().take(2).filter(|o| !o.carried);
    let name = labels.map(|o| key(o.text)).find(|k| !k.is_empty())?;
    lines
        .iter()
        .map(|line| (likeness(&line.key, &name), line))
        .filter(|(alike, _)| *alike >= SAME)
        .max_by_key(|(alike, _)| *alike)
        .map(|(_, line)| line)
}

fn read_line(
    row: &View<'_>,
    line: &FormLine<'_>,
    heads: &Heads,
    width: u16,
    spots: &mut BTreeMap<String, Spot>,
) {
    let columns: Vec<(u16, u16)> = heads.heads.iter().map(|h| (h.1, h.2)).collect();
    let by_order = row.tells_blanks && row.own.len() == columns.len() + 1;
    let reach = row.row.cells.last().map_or(0, |c| c.column + 1);
    let as_printed = heads.heads.len() == line.figures.len()
        && heads
            .heads
            .last()
            .is_some_and(|h| h.2 + 1 == width || reach == width);
    for (n, (name, first, last, unit)) in heads.heads.iter().enumerate() {
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
        let (column, text) = if by_order {
            let own = row.own[n + 1];
            (own.first, own.text)
        } else {
            let printed = if as_printed {
                row.at(*from, *to)
            } else {
                (*first, "")
            };
            match printed.1 {
                "" => row.at(*first, *last),
                _ => printed,
            }
        };
        spots
            .entry((*slot).to_owned())
            .or_insert_with(|| row.spot(column, text, *unit));
    }
}
