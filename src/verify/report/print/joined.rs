//! 跨页的表: pieces of tables on pages, joined where a table goes on, and laid out as grids.

use super::{Area, Length, Piece, Sheet};
use crate::book::pdf::POINT;
use crate::text;
use crate::verify::report::grid::Laid;

/// A whole table.
pub(super) struct Table {
    pub(super) laid: Laid,
    /// The page of each row.
    pub(super) pages: Vec<u32>,
}

/// Edges this near to one another are one.
const SAME: Length = 3 * POINT;

/// A row of a piece: its cells from left to right, each with the rows that it covers.
struct Row {
    page: u32,
    cells: Vec<Laying>,
}

struct Laying {
    left: Length,
    right: Length,
    rows: usize,
    text: String,
}

/// The tables of all pages, in order.
pub(super) fn tables(sheets: &mut [Sheet]) -> Vec<Table> {
    let mut whole: Vec<(Area, u32, Vec<Row>)> = Vec::new();
    let mut free = true;
    for sheet in sheets {
        let pieces = std::mem::take(&mut sheet.tables);
        let mut first = true;
        for piece in &pieces {
            let above = sheet.lines.iter().any(|l| l.area.bottom <= piece.area.top);
            let mut rows = rows(sheet.number, piece);
            let goes_on = first && !above && free;
            first = false;
            match whole.last_mut() {
                Some((area, page, before)) if goes_on
                    && *page + 1 == sheet.number
                    && (area.left - piece.area.left).abs() <= 2 * SAME
                    && (area.right - piece.area.right).abs() <= 2 * SAME =>
                {
                    *page = sheet.number;
                    without_cut_rows(before, &mut rows);
                    mend(before, &mut rows);
                    before.append(&mut rows);
                }
                _ => whole.push((piece.area, sheet.number, rows)),
            }
        }
        // a table goes on over the page only where nothing stands below it
        let last = pieces.iter().map(|p| p.area.bottom).max();
        free = last.is_some_and(|end| sheet.lines.iter().all(|l| l.area.top < end));
        // the text is put in order around the tables later
        sheet.tables = pieces;
    }
    whole.into_iter().map(|(_, _, rows)| laid(&rows)).collect()
}

fn rows(page: u32, piece: &Piece) -> Vec<Row> {
    let tops = edges(piece.cells.iter().map(|c| c.area.top));
    let at = |y: Length| tops.iter().take_while(|t| **t <= y + SAME).count();
    let mut rows: Vec<Row> = tops.iter().map(|_| Row { page, cells: Vec::new() }).collect();
    for cell in &piece.cells {
        let (from, to) = (at(cell.area.top), at(cell.area.bottom - 2 * SAME).max(at(cell.area.top)));
        if let Some(row) = from.checked_sub(1).and_then(|row| rows.get_mut(row)) {
            row.cells.push(Laying {
                left: cell.area.left,
                right: cell.area.right,
                rows: to + 1 - from,
                text: cell.text.clone(),
            });
        }
    }
    for row in &mut rows {
        row.cells.sort_by_key(|c| c.left);
    }
    rows
}

fn edges(places: impl Iterator<Item = Length>) -> Vec<Length> {
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

/// Rows without any text on both sides of the page's end are pieces of rows that have theirs on the other.
fn without_cut_rows(before: &mut Vec<Row>, after: &mut Vec<Row>) {
    let is_blank = |row: &Row| row.cells.iter().all(|c| c.text.is_empty());
    while before.len() > 1 && before.last().is_some_and(is_blank) {
        before.pop();
        let rows = before.len();
        for (at, row) in before.iter_mut().enumerate() {
            for cell in &mut row.cells {
                cell.rows = cell.rows.min(rows - at);
            }
        }
    }
    while after.len() > 1
        && after.first().is_some_and(|r| is_blank(r) && r.cells.iter().all(|c| c.rows == 1))
    {
        after.remove(0);
    }
}

/// A row that the page's end cut in two is one again: the rest of its label stands on the next page while its
/// figures stand on one of them.
fn mend(before: &mut [Row], after: &mut Vec<Row>) {
    let (Some(last), Some(rest)) = (before.last_mut(), after.first()) else {
        return;
    };
    let figures = |row: &Row| row.cells.iter().filter(|c| is_figure(&c.text)).count();
    let (one, other) = (figures(last), figures(rest));
    let under = |cell: &Laying, row: &Row, blank: bool| {
        row.cells.iter().any(|c| c.text.is_empty() == blank && is_under(c, cell))
    };
    let told = |row: &Row| row.cells.iter().filter(|c| !c.text.is_empty()).count();
    let label = rest.cells.iter().rev().find(|c| !c.text.is_empty() && !is_figure(&c.text));
    let begins = label.is_none_or(|label| {
        let label = text::squeeze(&label.text);
        text::without_item_number(&label).len() < label.len()
    });
    let cut = match (one, other) {
        (3.., 0) => !begins && figured_over(last, |c| under(c, rest, true)),
        (0, 3..) => !begins && figured_over(rest, |c| under(c, last, true)),
        // heads that were cut
        (0, 0) => {
            told(rest) > 0
                && rest.cells.iter().all(|c| c.text.is_empty() || under(c, last, false))
        }
        _ => false,
    };
    if !cut {
        return;
    }
    let rest = after.remove(0);
    for cell in rest.cells.into_iter().filter(|c| !c.text.is_empty()) {
        if let Some(same) = last.cells.iter_mut().find(|c| is_under(c, &cell)) {
            same.text.push_str(&cell.text);
        }
    }
}

/// Whether something holds for all cells with figures.
fn figured_over(row: &Row, holds: impl Fn(&Laying) -> bool) -> bool {
    row.cells.iter().filter(|c| is_figure(&c.text)).all(holds)
}

fn is_figure(text: &str) -> bool {
    let mut digit = false;
    let all = text.chars().map(crate::text::half_width).all(|c| {
        digit |= c.is_ascii_digit();
        c.is_ascii_digit() || "., -+/%".contains(c)
    });
    all && digit
}

/// Whether two cells stand in the same columns.
fn is_under(one: &Laying, other: &Laying) -> bool {
    (one.left - other.left).abs() <= SAME && (one.right - other.right).abs() <= SAME
}

fn laid(rows: &[Row]) -> Table {
    let cells = || rows.iter().flat_map(|r| &r.cells);
    let columns = edges(cells().map(|c| c.left).chain(cells().map(|c| c.right)));
    let at = |x: Length| {
        let near = columns.iter().enumerate().min_by_key(|(_, c)| (**c - x).abs());
        near.map_or(0, |(place, _)| u16::try_from(place).unwrap_or(u16::MAX))
    };
    let mut laid = Laid::default();
    for row in rows {
        laid.row();
        for cell in &row.cells {
            let (from, to) = (at(cell.left), at(cell.right));
            while laid.column() < from {
                let before = laid.column();
                laid.cell("", 1, from - before);
                if laid.column() == before {
                    break;
                }
            }
            let down = u32::try_from(cell.rows).unwrap_or(1);
            laid.cell(&cell.text, down, to.saturating_sub(from).max(1));
        }
    }
    Table {
        laid,
        pages: rows.iter().map(|r| r.page).collect(),
    }
}
