//! The grid around a cell: as many columns as the terminal bears, the cell marked.
//!
//! Lines are drawn with ASCII alone, since Chinese consoles disagree on the width of everything else.

use std::fmt::Write as _;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::View;
use super::line::{cut, line};
use crate::address::{Address, column_name};

/// The grid: column letters, the row of headings, the row above, the row, the mark, the row below.
pub(super) fn draw(out: &mut String, at: Address, view: View<'_>, style: Style) {
    let sheet = (at.file, at.sheet);
    let Some(rows) = view.context.rows.get(&sheet) else {
        return;
    };
    let mut numbers: Vec<u32> = view.context.header(at).into_iter().collect();
    numbers.extend(at.row.saturating_sub(1)..=at.row + 1);
    numbers.dedup();
    numbers.retain(|n| *n == at.row || rows.contains_key(n));
    let cell = |number: u32, column: u16| -> String {
        let cells = rows.get(&number).map_or(&[][..], Vec::as_slice);
        let found = cells.binary_search_by_key(&column, |c| c.0);
        line(found.map_or("", |i| cells[i].1.as_str()))
    };
    let gutter = (at.row + 1).to_string().len();
    let room = view.width.saturating_sub(gutter + 6).max(24);
    let columns = columns_shown(at, &numbers, &cell, room);

    let dim = Style::new().dimmed();
    let _ = write!(out, "  {:gutter$}   {dim}", "");
    for &(column, width) in &columns {
        let _ = write!(out, "| {} ", padded(&column_name(column), width));
    }
    let _ = writeln!(out, "|{dim:#}");
    for &number in &numbers {
        let here = number == at.row;
        let pointer = if here { '>' } else { ' ' };
        let _ = write!(out, "  {pointer} {number:>gutter$} ");
        for &(column, width) in &columns {
            let text = padded(&cell(number, column), width);
            match here && at.column == Some(column) {
                true => {
                    let _ = write!(out, "| {style}{text}{style:#} ");
                }
                false => {
                    let _ = write!(out, "| {text} ");
                }
            }
        }
        out.push_str("|\n");
        if here && at.column.is_some() {
            let before: usize = columns
                .iter()
                .take_while(|c| Some(c.0) != at.column)
                .map(|c| c.1 + 3)
                .sum();
            let width = columns.iter().find(|c| Some(c.0) == at.column);
            let marks = "^".repeat(width.map_or(1, |c| c.1));
            let _ = writeln!(
                out,
                "  {:1$}{style}{marks}{style:#}",
                "",
                gutter + 5 + before
            );
        }
    }
}

/// The columns that fit, with their widths: the marked one, then its neighbours by turns.
fn columns_shown(
    at: Address,
    numbers: &[u32],
    cell: &dyn Fn(u32, u16) -> String,
    room: usize,
) -> Vec<(u16, usize)> {
    const WIDEST: usize = 16;
    const WIDEST_MARKED: usize = 40;
    let measure = |column: u16| {
        let widest = numbers.iter().map(|&n| cell(n, column).width()).max();
        let cap = if at.column == Some(column) {
            WIDEST_MARKED
        } else {
            WIDEST
        };
        let letters = column_name(column).len();
        widest.unwrap_or(0).min(cap.min(room - 3)).max(letters)
    };
    let used = |column: u16| numbers.iter().any(|&n| !cell(n, column).is_empty());
    let middle = at.column.unwrap_or(0);
    let mut shown = vec![(middle, measure(middle))];
    let mut left = (0..middle).rev().filter(|&c| used(c)).peekable();
    let mut right = (middle + 1..=middle.saturating_add(256))
        .filter(|&c| used(c))
        .peekable();
    let mut taken = shown[0].1 + 3;
    let mut to_left = true;
    while left.peek().is_some() || right.peek().is_some() {
        let next = match (to_left, left.peek().is_some(), right.peek().is_some()) {
            (true, true, _) | (false, true, false) => left.next(),
            _ => right.next(),
        };
        to_left = !to_left;
        let Some(column) = next else { break };
        let width = measure(column);
        if taken + width + 3 > room {
            break;
        }
        taken += width + 3;
        shown.push((column, width));
    }
    shown.sort_unstable();
    shown
}

fn padded(text: &str, width: usize) -> String {
    let text = cut(text, width);
    let rest = width.saturating_sub(text.width());
    text + &" ".repeat(rest)
}
