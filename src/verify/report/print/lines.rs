//! 文字行: glyphs as lines, lines as the text of a cell or as paragraphs.

use std::collections::BTreeMap;

use super::{Paper, Sheet};
use crate::book::pdf::{Area, Glyph, Length, POINT, Way};

/// A line of text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) area: Area,
    pub(super) text: String,
    /// Its words with their places, as gaps part them.
    pub(super) words: Vec<(Area, String)>,
    /// Which column of the page it stands in.
    pub(super) column: usize,
}

impl Line {
    /// How high its characters are.
    fn size(&self) -> Length {
        self.area.height().max(1)
    }
}

/// The lines that glyphs make, downwards. Turned glyphs among upright ones are left out: they are marks on
/// the page's edge.
pub(super) fn lines(glyphs: &[&Glyph]) -> Vec<Line> {
    let upright: Vec<&Glyph> = glyphs
        .iter()
        .copied()
        .filter(|g| g.way == Way::Right)
        .collect();
    let rows = rows(&upright);
    let parts = rows.iter().map(|row| apart(row));
    let parts = parts.map(|row| row.iter().filter_map(|part| line(part)).collect());
    columns(parts.collect())
}

/// A row's parts where wide gaps are between them: columns of a page, a menu beside the text.
fn apart<'g>(row: &[&'g Glyph]) -> Vec<Vec<&'g Glyph>> {
    let mut parts: Vec<Vec<&Glyph>> = Vec::new();
    let mut end = None;
    for glyph in row.iter().filter(|g| !g.text.trim().is_empty()) {
        let gap = end.map_or(0, |end| glyph.area.left - end);
        end = end.max(Some(glyph.area.right));
        match parts.last_mut() {
            Some(part) if gap <= 3 * glyph.area.height() => part.push(glyph),
            _ => parts.push(vec![glyph]),
        }
    }
    parts
}

/// Rows of several parts from which on a page has columns; fewer are a line of details.
const COLUMNS: usize = 3;

/// Columns of a page; what has more is no text.
const COLUMNS_OF_A_PAGE: usize = 12;

/// Lines that stand below one another together, column by column where the page has several.
fn columns(rows: Vec<Vec<Line>>) -> Vec<Line> {
    let mut columns: Vec<Area> = Vec::new();
    let most = |columns: &[Area], line: &Line| {
        let shared = |c: &Area| c.right.min(line.area.right) - c.left.max(line.area.left);
        let most = (0..columns.len()).max_by_key(|c| shared(&columns[*c]))?;
        (shared(&columns[most]) > 0).then_some(most)
    };
    let several = || rows.iter().filter(|row| row.len() > 1);
    if several().count() >= COLUMNS {
        for line in several().flatten() {
            match most(&columns, line) {
                Some(column) => {
                    let wide = &mut columns[column];
                    wide.left = wide.left.min(line.area.left);
                    wide.right = wide.right.max(line.area.right);
                }
                None if columns.len() < COLUMNS_OF_A_PAGE => columns.push(line.area),
                None => {}
            }
        }
        columns.sort_by_key(|c| c.left);
    }
    let mut lines: Vec<Line> = rows.into_iter().flatten().collect();
    for line in &mut lines {
        line.column = most(&columns, line).unwrap_or(0);
    }
    lines.sort_by_key(|l| l.column);
    lines
}

/// The text of a cell, its lines each on its own; one that fills the cell goes on in the next.
pub(super) fn cell_text(glyphs: &[&Glyph], cell: &Area) -> String {
    let told: Vec<&Glyph> = glyphs
        .iter()
        .copied()
        .filter(|g| !g.text.trim().is_empty())
        .collect();
    let turned = told.iter().filter(|g| g.way != Way::Right).count();
    if turned * 2 > told.len() {
        return vertical(&told);
    }
    let rows = rows(&told);
    let lines: Vec<Line> = rows.iter().filter_map(|row| line(row)).collect();
    let padding = lines
        .iter()
        .map(|l| l.area.left - cell.left)
        .min()
        .unwrap_or(0);
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        text.push_str(&line.text);
        let Some(next) = lines.get(at + 1) else { break };
        let first = next.words.first().map_or(0, |w| {
            w.0.width() / Length::try_from(w.1.chars().count().max(1)).unwrap_or(1)
        });
        let room = cell.width() - 2 * padding.max(0) - line.area.width();
        if room >= first + line.size() / 4 {
            text.push('\n');
        }
    }
    text
}

/// Text written downwards, or turned: column by column.
fn vertical(glyphs: &[&Glyph]) -> String {
    let up = glyphs.iter().filter(|g| g.way == Way::Up).count() * 2 > glyphs.len();
    let mut glyphs = glyphs.to_vec();
    glyphs.sort_by_key(|g| if up { g.area.left } else { -g.area.right });
    let mut columns: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in glyphs {
        let x = glyph.area.middle().0;
        match columns.last_mut() {
            Some(column) if column[0].area.left <= x && x <= column[0].area.right => {
                column.push(glyph);
            }
            _ => columns.push(vec![glyph]),
        }
    }
    let mut text = String::new();
    for column in &mut columns {
        column.sort_by_key(|g| if up { -g.area.bottom } else { g.area.top });
        text.extend(column.iter().map(|g| g.text.as_str()));
    }
    text
}

/// Glyphs by the line they stand on, each line from left to right.
fn rows<'g>(glyphs: &[&'g Glyph]) -> Vec<Vec<&'g Glyph>> {
    let mut glyphs = glyphs.to_vec();
    glyphs.sort_by_key(|g| (g.area.middle().1, g.area.left));
    let mut rows: Vec<Vec<&Glyph>> = Vec::new();
    // the middle of the open line, by its highest glyph
    let mut open: Option<Area> = None;
    for glyph in glyphs {
        let middle = glyph.area.middle().1;
        let same = open.is_some_and(|o| {
            let size = o.height().max(glyph.area.height());
            2 * (middle - o.middle().1).abs() <= size
        });
        if let (true, Some(row)) = (same, rows.last_mut()) {
            row.push(glyph);
            if open.is_some_and(|o| glyph.area.height() > o.height()) {
                open = Some(glyph.area);
            }
        } else {
            rows.push(vec![glyph]);
            open = Some(glyph.area);
        }
    }
    for row in &mut rows {
        row.sort_by_key(|g| (g.area.left, g.area.top));
    }
    rows
}

/// One line; none when it holds nothing. Text printed twice to look bold stands once.
fn line(row: &[&Glyph]) -> Option<Line> {
    let mut words: Vec<(Area, String)> = Vec::new();
    let mut last: Option<&Glyph> = None;
    for glyph in row.iter().filter(|g| !g.text.trim().is_empty()) {
        let near = |one: &Glyph| {
            let shift =
                (one.area.left - glyph.area.left).abs() + (one.area.top - glyph.area.top).abs();
            one.text == glyph.text && 10 * shift < 3 * glyph.area.width()
        };
        if last.is_some_and(near) {
            continue;
        }
        let gap = last.map_or(0, |l| glyph.area.left - l.area.right);
        last = Some(glyph);
        match words.last_mut() {
            Some((area, word)) if 4 * gap <= glyph.area.height() => {
                word.push_str(&glyph.text);
                area.right = area.right.max(glyph.area.right);
                area.top = area.top.min(glyph.area.top);
                area.bottom = area.bottom.max(glyph.area.bottom);
            }
            _ => words.push((glyph.area, glyph.text.clone())),
        }
    }
    let area = Area {
        left: words.iter().map(|w| w.0.left).min()?,
        top: words.iter().map(|w| w.0.top).min()?,
        right: words.iter().map(|w| w.0.right).max()?,
        bottom: words.iter().map(|w| w.0.bottom).max()?,
    };
    let text: Vec<&str> = words.iter().map(|w| w.1.as_str()).collect();
    Some(Line {
        area,
        text: text.join(" "),
        words,
        column: 0,
    })
}

/// What stands on the upper and lower edges of pages, page by page: numbers, and lines that come again.
pub(super) fn furniture(pages: &[(Length, Vec<Line>)]) -> Vec<Vec<Area>> {
    let mut again: BTreeMap<String, usize> = BTreeMap::new();
    for (height, lines) in pages {
        for line in lines.iter().filter(|l| is_edge(*height, l)) {
            *again.entry(without_digits(&line.text)).or_default() += 1;
        }
    }
    let many = (pages.len() / 2).max(2);
    let is_furniture = |height: Length, line: &Line| {
        let bare = without_digits(&line.text);
        let number = bare.chars().all(|c| "第页共/- —－–·.".contains(c));
        is_edge(height, line) && (number || again.get(&bare).is_some_and(|n| *n >= many))
    };
    let of = |(height, lines): &(Length, Vec<Line>)| {
        let found = lines.iter().filter(|line| is_furniture(*height, line));
        found.map(|line| line.area).collect()
    };
    pages.iter().map(of).collect()
}

/// Within a tenth of the page's height from its upper or lower end.
fn is_edge(height: Length, line: &Line) -> bool {
    let tenth = height / 10;
    line.area.bottom < tenth || line.area.top > height - tenth
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Where most lines of some length begin: those that go on a paragraph, or else all that begin one.
fn margin<'l>(lines: impl Iterator<Item = &'l Line>) -> Length {
    const SHORT: usize = 8;
    let mut lefts: BTreeMap<Length, usize> = BTreeMap::new();
    for line in lines.filter(|l| l.text.chars().count() >= SHORT) {
        *lefts.entry(line.area.left / (3 * POINT)).or_default() += 1;
    }
    let most = lefts.iter().max_by_key(|(left, count)| (**count, -**left));
    most.map_or(0, |(left, _)| left * 3 * POINT)
}

/// The paragraphs that the lines of all pages make; the page and the place downwards where each begins.
pub(super) fn paragraphs(file: u32, sheets: &[Sheet], paper: &mut Paper) -> Vec<(u32, Length)> {
    let mut places = Vec::new();
    let mut number = 0;
    let mut text = String::new();
    let mut begun = 0;
    let mut before: Option<(&Line, Length, u32)> = None;
    for sheet in sheets {
        let ends = |column: usize| {
            let same = || sheet.lines.iter().filter(|l| l.column == column);
            let right = same().map(|l| l.area.right).max();
            (margin(same()), right.unwrap_or(0))
        };
        let margins: Vec<(Length, Length)> = (0..COLUMNS_OF_A_PAGE).map(ends).collect();
        for line in &sheet.lines {
            let (left, right) = margins[line.column];
            let goes_on = before.is_some_and(|(last, end, page)| {
                let full = last.area.right >= end - 4 * last.size();
                let apart = page == sheet.number
                    && (line.area.top - last.area.bottom > 2 * last.size()
                        || sheet.tables.iter().any(|t| {
                            t.area.top > last.area.top && t.area.bottom < line.area.bottom
                        }));
                let begins = line.area.left >= left + line.size() * 3 / 2;
                let ended = last.text.ends_with(['。', '；', '！', '？', '：'])
                    && last.area.right < end - last.size() * 3 / 2;
                let alike = 4 * (line.size() - last.size()).abs() <= last.size();
                let beside = page == sheet.number && last.column != line.column;
                full && !apart && !beside && !begins && !ended && alike
            });
            if !goes_on && !text.is_empty() {
                number += 1;
                paper.paragraph(file, number, &std::mem::take(&mut text));
                paper.pages.insert((0, number), begun);
            }
            if text.is_empty() {
                begun = sheet.number;
                places.push((begun, line.area.top));
            }
            text.push_str(&line.text);
            before = Some((line, right, sheet.number));
        }
    }
    if !text.is_empty() {
        number += 1;
        paper.paragraph(file, number, &text);
        paper.pages.insert((0, number), begun);
    }
    places
}
