//! 跨页的表: pieces of tables on pages, joined where a table goes on, and laid out as grids.

use super::ruled::{SAME, edges};
use super::{Area, Length, Piece, Sheet};
use crate::form::{Edition, Form};
use crate::verify::report::grid::Laid;
use crate::verify::report::label;

/// A whole table.
pub(super) struct Table {
    pub(super) laid: Laid,
    /// The page of each row.
    pub(super) pages: Vec<u32>,
    /// The page and the place downwards where it begins.
    pub(super) begins: (u32, Length),
}

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
    let mut begins: Vec<(u32, Length)> = Vec::new();
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
                Some((area, page, before))
                    if goes_on
                        && *page + 1 == sheet.number
                        && (area.left - piece.area.left).abs() <= 2 * SAME
                        && (area.right - piece.area.right).abs() <= 2 * SAME =>
                {
                    *page = sheet.number;
                    without_cut_rows(before, &mut rows);
                    mend(before, &mut rows);
                    before.append(&mut rows);
                }
                _ => {
                    begins.push((sheet.number, piece.area.top));
                    whole.push((piece.area, sheet.number, rows));
                }
            }
        }
        // a table goes on over the page only where nothing stands below it
        let last = pieces.iter().map(|p| p.area.bottom).max();
        free = last.is_some_and(|end| sheet.lines.iter().all(|l| l.area.top < end));
        // the text is put in order around the tables later
        sheet.tables = pieces;
    }
    let tables = whole.into_iter().zip(begins);
    tables
        .map(|((_, _, rows), begins)| laid(&rows, begins))
        .collect()
}

fn rows(page: u32, piece: &Piece) -> Vec<Row> {
    let tops = edges(piece.cells.iter().map(|c| c.area.top));
    let at = |y: Length| tops.iter().take_while(|t| **t <= y + SAME).count();
    let mut rows: Vec<Row> = tops
        .iter()
        .map(|_| Row {
            page,
            cells: Vec::new(),
        })
        .collect();
    for cell in &piece.cells {
        let (from, to) = (
            at(cell.area.top),
            at(cell.area.bottom - 2 * SAME).max(at(cell.area.top)),
        );
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
        && after
            .first()
            .is_some_and(|r| is_blank(r) && r.cells.iter().all(|c| c.rows == 1))
    {
        after.remove(0);
    }
}

/// A row that the page's end cut in two is one again: the rest of its labels stands on the next page, and its
/// figures stand on one of them. Whether a label was cut, the form's own labels tell.
fn mend(before: &mut [Row], after: &mut Vec<Row>) {
    let Some(rest) = after.first_mut() else {
        return;
    };
    // the cells that reach down to the page's end
    let end = before.len();
    let cells = before.iter_mut().enumerate();
    let mut ends: Vec<&mut Laying> = cells
        .flat_map(|(at, row)| row.cells.iter_mut().filter(move |c| at + c.rows >= end))
        .collect();
    let pairs: Vec<(usize, usize)> = rest
        .cells
        .iter()
        .enumerate()
        .filter(|(_, c)| !c.text.is_empty())
        .filter_map(|(at, cell)| Some((ends.iter().position(|c| is_under(c, cell))?, at)))
        .collect();
    let is_cut = |&(one, other): &(usize, usize)| cut(&ends[one].text, &rest.cells[other].text);
    let labels: Vec<(usize, usize)> = pairs.iter().copied().filter(is_cut).collect();
    if labels.is_empty() {
        return;
    }
    // figures come along where they stand on one side alone
    let figures = |&(one, other): &(usize, usize)| {
        ends[one].text.is_empty() && is_figure(&rest.cells[other].text)
    };
    let figures: Vec<(usize, usize)> = pairs.iter().copied().filter(figures).collect();
    for (one, other) in figures.into_iter().chain(labels) {
        let text = std::mem::take(&mut rest.cells[other].text);
        ends[one].text.push_str(&text);
    }
    if rest.cells.iter().all(|c| c.text.is_empty()) {
        // what hung from it over rows below hangs from the rows before
        for cell in rest.cells.iter().filter(|c| c.rows > 1) {
            if let Some(same) = ends.iter_mut().find(|c| is_under(c, cell)) {
                same.rows += cell.rows - 1;
            }
        }
        after.remove(0);
    }
}

/// Whether two texts are the pieces of one label of the form.
fn cut(one: &str, other: &str) -> bool {
    const LONG: usize = 1_000;
    if one.is_empty() || is_figure(one) || is_figure(other) || one.len() + other.len() > LONG {
        return false;
    }
    let labels = labels();
    let best = |text: &str| {
        let key = label::key(text);
        let alike = labels.iter().map(|l| label::likeness(l, &key));
        alike.max().unwrap_or(0)
    };
    let whole = best(&format!("{one}{other}"));
    let (one, other) = (best(one), best(other));
    // a piece may hold a whole short label; a label with a typo is less alike when it is whole
    const TYPO: label::Likeness = 100;
    whole >= label::SAME
        && ((other < label::SAME && whole + TYPO >= one) || (whole >= one && whole >= other))
}

/// The labels of both editions.
fn labels() -> Vec<String> {
    let tables = Edition::ALL.into_iter().flat_map(|e| &Form::of(e).tables);
    let cells = tables.flat_map(|t| t.rows.iter().flatten());
    let mut labels: Vec<String> = cells.map(|c| label::key(&c.text)).collect();
    labels.retain(|l| !l.is_empty());
    labels.sort();
    labels.dedup();
    labels
}

fn is_figure(text: &str) -> bool {
    let mut digit = false;
    let all = text.chars().map(crate::text::half_width).all(|c| {
        digit |= c.is_ascii_digit();
        c.is_ascii_digit() || "., -+/%".contains(c)
    });
    // 3. is the beginning of a label
    all && digit && !text.ends_with(['.', '．', ','])
}

/// Whether two cells stand in the same columns.
fn is_under(one: &Laying, other: &Laying) -> bool {
    (one.left - other.left).abs() <= SAME && (one.right - other.right).abs() <= SAME
}

fn laid(rows: &[Row], begins: (u32, Length)) -> Table {
    let cells = || rows.iter().flat_map(|r| &r.cells);
    let columns = edges(cells().map(|c| c.left).chain(cells().map(|c| c.right)));
    let at = |x: Length| {
        let near = columns
            .iter()
            .enumerate()
            .min_by_key(|(_, c)| (**c - x).abs());
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
        begins,
    }
}
