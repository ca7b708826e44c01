//! 版式文件: a report as printed, made into grids and paragraphs.
//!
//! In: the pages of a PDF as glyphs and lines. Out: a [`Paper`] counted as a document is, 表1, 表2 …, and the
//! page of each of its places. Tables are the cells that ruling lines enclose (`ruled`); without lines nothing
//! tells for certain which cell a figure is in, and no table is made. One that goes on over the page is one
//! table (`joined`). What stands on every page's edge is no part of the text (`lines`).

mod joined;
mod lines;
mod ruled;

use std::collections::BTreeMap;

use self::lines::Line;
use self::ruled::Frame;
use super::grid::Paper;
use crate::book::pdf::{Area, Glyph, Leaf, Length, Way};

/// Why there is nothing to read in a PDF that opens.
pub(super) enum Unread {
    /// Its pages are pictures.
    Scan,
    /// Its fonts do not tell what their glyphs are.
    Mute,
    /// There is nothing on its pages, or what is there was drawn as shapes.
    Blank,
}

/// Characters below which a document has no text: a stamp, a page number.
const TEXT: usize = 30;

/// Reads the pages.
pub(super) fn read(file: u32, leaves: Vec<Leaf>) -> Result<Paper, Unread> {
    let glyphs = leaves.iter().flat_map(|l| &l.glyphs);
    let (mut told, mut mute) = (0, 0);
    for glyph in glyphs {
        match glyph.text.trim() {
            "" if glyph.text.is_empty() => mute += 1,
            "" => {}
            _ => told += 1,
        }
    }
    if told < TEXT || told < mute {
        let pictures = leaves.iter().any(|l| l.pictures > 0);
        return Err(match (mute > TEXT, pictures) {
            (true, _) => Unread::Mute,
            (false, true) => Unread::Scan,
            (false, false) => Unread::Blank,
        });
    }
    let leaves: Vec<Leaf> = leaves.into_iter().map(upright).collect();
    let frames: Vec<Vec<Frame>> = leaves.iter().map(|l| ruled::frames(&l.strokes)).collect();
    let around = leaves.iter().zip(&frames).map(|(leaf, frames)| {
        let free = |g: &&Glyph| !frames.iter().any(|f| holds(&f.area, g.area.middle()));
        let glyphs: Vec<&Glyph> = leaf.glyphs.iter().filter(free).collect();
        (leaf.height, lines::lines(&glyphs))
    });
    let furniture = lines::furniture(&around.collect::<Vec<_>>());
    let pages = leaves.into_iter().zip(frames).zip(furniture);
    let mut sheets: Vec<Sheet> = pages
        .map(|((mut leaf, frames), furniture)| {
            leaf.glyphs
                .retain(|g| !furniture.iter().any(|f| holds(f, g.area.middle())));
            sheet(leaf, frames)
        })
        .collect();
    let pictured = sheets.iter().filter(|s| s.is_picture()).map(|s| s.number);
    let pictured = pictured.collect();
    let tables = joined::tables(&mut sheets);
    let mut paper = Paper::document();
    paper.pictured = pictured;
    paper.unruled = tables.is_empty();
    let begun = lines::paragraphs(file, &sheets, &mut paper);
    for table in tables {
        let number = u16::try_from(paper.sheets.len()).unwrap_or(u16::MAX);
        let pages: BTreeMap<(u16, u32), u32> = (1u32..)
            .zip(&table.pages)
            .map(|(row, page)| ((number, row), *page))
            .collect();
        let after = begun.iter().filter(|begun| **begun < table.begins).count();
        paper.table_below(after, table.laid);
        paper.pages.extend(pages);
    }
    Ok(paper)
}

/// One page, its tables taken out of its text.
struct Sheet {
    number: u32,
    pictures: u32,
    /// By their place downwards.
    tables: Vec<Piece>,
    /// What is not in a table, downwards.
    lines: Vec<Line>,
}

impl Sheet {
    fn is_picture(&self) -> bool {
        let text: usize = self.lines.iter().map(|l| l.text.chars().count()).sum();
        self.pictures > 0 && self.tables.is_empty() && text < TEXT
    }
}

/// A table of a page, or the part of one that stands on it.
#[derive(Debug)]
struct Piece {
    area: Area,
    cells: Vec<Printed>,
}

/// A cell as printed.
#[derive(Debug)]
struct Printed {
    area: Area,
    text: String,
}

fn sheet(leaf: Leaf, mut frames: Vec<Frame>) -> Sheet {
    // the innermost frame around a glyph holds it
    frames.sort_by_key(|f| i128::from(f.area.width()) * i128::from(f.area.height()));
    let mut held: BTreeMap<(usize, usize), Vec<&Glyph>> = BTreeMap::new();
    let mut outside: Vec<&Glyph> = Vec::new();
    for glyph in &leaf.glyphs {
        let middle = glyph.area.middle();
        let cell = frames
            .iter()
            .enumerate()
            .filter(|(_, f)| holds(&f.area, middle))
            .find_map(|(at, f)| {
                let cell = f.cells.iter().position(|c| holds(c, middle))?;
                Some((at, cell))
            });
        match cell {
            Some(place) => held.entry(place).or_default().push(glyph),
            None => outside.push(glyph),
        }
    }
    overflowing(&frames, &mut outside, &mut held);
    let mut tables: Vec<Piece> = Vec::new();
    for (at, frame) in frames.iter().enumerate() {
        let cells = frame.cells.iter().enumerate().map(|(cell, area)| {
            let glyphs = held.get(&(at, cell)).map_or(&[][..], Vec::as_slice);
            Printed {
                area: *area,
                text: lines::cell_text(glyphs, area),
            }
        });
        tables.push(Piece {
            area: frame.area,
            cells: cells.collect(),
        });
    }
    let lines = lines::lines(&outside);
    tables.retain(|t| t.cells.iter().any(|c| !c.text.is_empty()));
    tables.sort_by_key(|t| (t.area.top, t.area.left));
    Sheet {
        number: leaf.number,
        pictures: leaf.pictures,
        tables,
        lines,
    }
}

/// Where the page's end cuts a table, the text of its last cells goes on below its lines.
fn overflowing<'g>(
    frames: &[Frame],
    outside: &mut Vec<&'g Glyph>,
    held: &mut BTreeMap<(usize, usize), Vec<&'g Glyph>>,
) {
    for (at, frame) in frames
        .iter()
        .enumerate()
        .filter(|(_, f)| !f.open.is_empty())
    {
        let end = frame
            .open
            .iter()
            .map(|c| frame.cells[*c].bottom)
            .max()
            .unwrap_or(0);
        let mut reach: Vec<(usize, Area)> =
            frame.open.iter().map(|c| (*c, frame.cells[*c])).collect();
        outside.sort_by_key(|g| g.area.top);
        outside.retain(|glyph| {
            let (x, y) = glyph.area.middle();
            let below = reach.iter_mut().find(|(_, area)| {
                area.left <= x
                    && x <= area.right
                    && y > end
                    && 2 * (glyph.area.top - area.bottom) <= 5 * glyph.area.height()
            });
            if let Some((cell, area)) = below {
                area.bottom = area.bottom.max(glyph.area.bottom);
                held.entry((at, *cell)).or_default().push(glyph);
                return false;
            }
            true
        });
    }
}

fn holds(area: &Area, (x, y): (Length, Length)) -> bool {
    area.left <= x && x <= area.right && area.top <= y && y <= area.bottom
}

/// The page turned so that most of its text runs to the right: a table printed across a page that is upright.
fn upright(mut leaf: Leaf) -> Leaf {
    let mut ways: BTreeMap<Way, usize> = BTreeMap::new();
    for glyph in leaf.glyphs.iter().filter(|g| !g.text.trim().is_empty()) {
        *ways.entry(glyph.way).or_default() += 1;
    }
    let most = ways
        .iter()
        .max_by_key(|(way, count)| (**count, **way == Way::Right));
    let way = most.map_or(Way::Right, |(way, _)| *way);
    let (width, height) = (leaf.width, leaf.height);
    let turned = |a: Area| match way {
        Way::Right => a,
        Way::Left => Area {
            left: width - a.right,
            top: height - a.bottom,
            right: width - a.left,
            bottom: height - a.top,
        },
        Way::Up => Area {
            left: height - a.bottom,
            top: a.left,
            right: height - a.top,
            bottom: a.right,
        },
        Way::Down => Area {
            left: a.top,
            top: width - a.right,
            right: a.bottom,
            bottom: width - a.left,
        },
    };
    if way == Way::Right {
        return leaf;
    }
    for glyph in &mut leaf.glyphs {
        glyph.area = turned(glyph.area);
        glyph.way = from(way, glyph.way);
    }
    for stroke in &mut leaf.strokes {
        stroke.area = turned(stroke.area);
    }
    if way != Way::Left {
        (leaf.width, leaf.height) = (height, width);
    }
    leaf
}

/// A way as it is when another has become the way to the right.
fn from(right: Way, way: Way) -> Way {
    let turns = |way: Way| match way {
        Way::Right => 0,
        Way::Down => 1,
        Way::Left => 2,
        Way::Up => 3,
    };
    match (turns(way) + 4 - turns(right)) % 4 {
        0 => Way::Right,
        1 => Way::Down,
        2 => Way::Left,
        _ => Way::Up,
    }
}
