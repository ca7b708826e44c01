//! 版面: a format-free page of grids.
//!
//! In: cells with a role, spans and column widths. Out: the same with row heights. A writer (xlsx, html,
//! docx) needs nothing but a [`Document`]; what a figure means is left behind here.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

/// What becomes one file.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its title, as file properties show it.
    pub title: String,
    /// The day it speaks of; writers that must say when a file was made say this day.
    pub date: Date,
    /// Its pages: the sheets of a workbook.
    pub pages: Vec<Page>,
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The sheet's name.
    pub name: String,
    /// Column widths in Latin letters of [`BODY`]; a Chinese character takes two.
    pub columns: Vec<u16>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// More rows below these.
    pub body: Option<Body>,
    /// Printed on A4 lying on its side.
    pub landscape: bool,
    /// Printed on a single sheet of paper; otherwise one sheet wide.
    pub one_sheet: bool,
    /// Rows from the top that every printed sheet repeats.
    pub repeated: u32,
    /// Rows from the top that stay on the screen.
    pub frozen: u32,
    /// What every printed sheet of it says at its head and foot; its tab is red then.
    pub mark: Option<String>,
    /// The row of heads, from 0, by which the rows below can be filtered.
    pub filtered: Option<u32>,
    /// How it goes on to the right, where it is wider than a sheet of paper.
    pub across: Option<Across>,
}

/// Rows of which a writer holds no more than one at a time.
#[derive(Clone)]
pub enum Body {
    /// Made when they are asked for, however often, so that very many need not be held.
    Made {
        /// How many.
        count: usize,
        /// Gives each, the same every time.
        make: Arc<dyn Fn(usize) -> Row + Send + Sync>,
    },
    /// Made already, as they are dear to make.
    Held(Vec<Row>),
}

/// A page several sheets of paper wide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Across {
    /// Columns from the left that stay on the screen and that every printed sheet repeats.
    pub repeated: u16,
    /// Columns that begin a new printed sheet.
    pub breaks: Vec<u16>,
    /// Percent of its size that it is printed at, so that what lies between two breaks fits.
    pub scale: u16,
}

/// One row of a page.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// In points; at least this before [`Page::fit_heights`], final after it.
    pub height: u16,
    /// Its cells by ascending column, a spanning one where it begins.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its first column, from 0.
    pub column: u16,
    /// Rows it spans, at least 1.
    pub rowspan: u16,
    /// Columns it spans, at least 1.
    pub colspan: u16,
    /// What it holds.
    pub content: Content,
    /// What it is for.
    pub role: Role,
    /// Where a click on it leads.
    pub link: Option<Box<Link>>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// To a cell of the same document: the page's name, row and column from 0.
    Inside(String, (u32, u16)),
    /// To another file: its path from this one with `/`, then `#` and the place in it, where there is one.
    Outside(String),
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Text; never a formula, whatever it begins with.
    Text(String),
    /// An exact number, shown with the decimals it has.
    Number(Decimal),
    /// The sum of other cells of the page: a live formula where the format has such.
    Sum(Vec<Area>, Decimal),
    /// A day of the years that records can have.
    Day(Date),
    /// A formula as spreadsheets have it, `=` first, and its result.
    Formula(String, Answer),
}

/// The result of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Text.
    Text(String),
    /// A number.
    Number(Decimal),
}

/// A rectangle of cells: first and last row and column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Row and column of the top left cell.
    pub first: (u32, u16),
    /// Row and column of the bottom right cell.
    pub last: (u32, u16),
}

/// What a cell is for; decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The title of a page.
    Title,
    /// A line of words beside the grid.
    Remark,
    /// A head of columns or of a group of lines.
    Head,
    /// A line's label, or text in the grid; a little indented.
    Label,
    /// A figure.
    Figure,
    /// A total.
    Total,
    /// Text in the grid that must be seen: a warning, a sum that does not come out.
    Alarm,
}

/// Half points of the text in grids: 五号, so that a Latin letter is one unit of column width wide.
pub const BODY: u16 = 21;

impl Role {
    /// The size of its text in half points.
    pub fn size(self) -> u16 {
        match self {
            Role::Title => 32,
            Role::Remark | Role::Head | Role::Label | Role::Figure | Role::Total | Role::Alarm => {
                BODY
            }
        }
    }

    /// Whether it belongs to a grid and has borders.
    pub fn bordered(self) -> bool {
        !matches!(self, Role::Title | Role::Remark)
    }
}

impl Cell {
    /// A cell of text that spans nothing.
    pub fn text(column: u16, role: Role, text: impl Into<String>) -> Self {
        Cell::new(column, role, Content::Text(text.into()))
    }

    /// A cell that spans nothing.
    pub fn new(column: u16, role: Role, content: Content) -> Self {
        Cell {
            column,
            rowspan: 1,
            colspan: 1,
            content,
            role,
            link: None,
        }
    }

    /// This cell with a link.
    #[must_use]
    pub fn linked(mut self, link: Option<Link>) -> Self {
        self.link = link.map(Box::new);
        self
    }

    /// This cell over so many rows and columns.
    #[must_use]
    pub fn spanning(mut self, rows: u16, columns: u16) -> Self {
        self.rowspan = rows;
        self.colspan = columns;
        self
    }
}

impl Body {
    /// So many rows; `make` gives each, the same every time, for columns of these widths. A cell may span
    /// columns, not rows.
    pub fn made(
        count: usize,
        columns: Vec<u16>,
        make: impl Fn(usize) -> Row + Send + Sync + 'static,
    ) -> Self {
        let fitted = move |nth| {
            let mut row = make(nth);
            row.fit(&columns);
            row
        };
        Body::Made {
            count,
            make: Arc::new(fitted),
        }
    }

    /// These rows, for columns of these widths. A cell may span columns, not rows.
    pub fn held(mut rows: Vec<Row>, columns: &[u16]) -> Self {
        for row in &mut rows {
            row.fit(columns);
        }
        Body::Held(rows)
    }

    /// How many rows.
    pub fn count(&self) -> usize {
        match self {
            Body::Made { count, .. } => *count,
            Body::Held(rows) => rows.len(),
        }
    }

    /// The rows, one after the other.
    pub fn rows(&self) -> impl Iterator<Item = Cow<'_, Row>> + '_ {
        (0..self.count()).map(|nth| match self {
            Body::Made { make, .. } => Cow::Owned(make(nth)),
            Body::Held(rows) => Cow::Borrowed(&rows[nth]),
        })
    }
}

impl Row {
    /// Makes it high enough for its wrapped texts, none of which spans rows.
    fn fit(&mut self, columns: &[u16]) {
        let needed = self.cells.iter().map(|c| height_needed(c, columns));
        self.height = self.height.max(needed.max().unwrap_or(0));
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rows()).finish()
    }
}

impl Page {
    /// How many rows, those made when they are asked for as well.
    pub fn count(&self) -> usize {
        self.rows.len() + self.body.as_ref().map_or(0, Body::count)
    }

    /// All rows from the first one.
    pub fn every_row(&self) -> impl Iterator<Item = Cow<'_, Row>> + '_ {
        let body = self.body.iter().flat_map(Body::rows);
        self.rows.iter().map(Cow::Borrowed).chain(body)
    }

    /// Makes rows high enough for their wrapped texts, a text over several rows included.
    pub fn fit_heights(&mut self) {
        let mut spanning = Vec::new();
        for number in 0..self.rows.len() {
            for cell in &self.rows[number].cells {
                let needed = height_needed(cell, &self.columns);
                if cell.rowspan > 1 {
                    spanning.push((number, cell.rowspan, needed));
                }
            }
            let needed = self.rows[number].cells.iter();
            let needed = needed
                .filter(|c| c.rowspan == 1)
                .map(|c| height_needed(c, &self.columns))
                .max();
            let row = &mut self.rows[number];
            row.height = row.height.max(needed.unwrap_or(0));
        }
        for (number, span, needed) in spanning {
            let last = self.rows.len().min(number + usize::from(span));
            let rows = &mut self.rows[number..last];
            let missing = needed.saturating_sub(rows.iter().map(|r| r.height).sum());
            let each = missing.div_ceil(span);
            for row in rows {
                row.height += each;
            }
        }
    }
}

/// Points that a cell's text takes, wrapped to the width of its columns.
fn height_needed(cell: &Cell, columns: &[u16]) -> u16 {
    let Content::Text(text) = &cell.content else {
        return line_height(cell.role);
    };
    let first = usize::from(cell.column);
    let last = columns.len().min(first + usize::from(cell.colspan));
    let width: u16 = columns[first..last].iter().sum();
    let lines = lines(text, width, cell.role);
    lines
        .saturating_mul(line_height(cell.role))
        .saturating_add(4)
        .min(HIGHEST)
}

/// Points that a row of a sheet may be high, as in Excel.
const HIGHEST: u16 = 409;

/// Letters of [`BODY`] that a text is wide; a Chinese character is two.
pub fn width(text: &str) -> u16 {
    let width = text.chars().map(|c| if c.is_ascii() { 1u16 } else { 2 });
    width.fold(0, u16::saturating_add)
}

/// Points from line to line, for fonts that stand high.
fn line_height(role: Role) -> u16 {
    (role.size() * 3).div_ceil(4)
}

/// Lines a text takes when it may break anywhere but one letter early, as programs that keep punctuation off
/// the beginning of a line do.
fn lines(text: &str, width: u16, role: Role) -> u16 {
    // In quarters of a point: a letter of BODY, one unit of column width, is 5.25 points wide. A cell keeps
    // about 5 points of its width free, an indented one 7 more.
    let size = u32::from(role.size());
    let free = 20 + size + if role == Role::Label { 28 } else { 0 };
    let room = (u32::from(width) * u32::from(BODY)).saturating_sub(free);
    let mut lines = 0u16;
    for paragraph in text.split('\n') {
        let mut used = 0;
        lines = lines.saturating_add(1);
        for c in paragraph.chars() {
            let wide = size * if c.is_ascii() { 1 } else { 2 };
            if used > 0 && used + wide > room {
                lines = lines.saturating_add(1);
                used = 0;
            }
            used += wide;
        }
    }
    lines
}
