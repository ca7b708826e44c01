//! 核对底稿: the working paper, from which an auditor can prove every figure without this program.
//!
//! In: a [`Compilation`]. Out: a [`Paper`]: a document of sheets in this order, and lists too long for a sheet
//! as text files.
//!
//! - `表二` `表三` `表四`: the form as published, its grid at A3; each figure leads to its rows
//! - `来源明细`: what is behind each figure, slot by slot in the form's order, totals included; the sum of 计数
//!   of a slot is its value
//! - `每行去向`: the fate of every row that was read
//! - `问题清单`: findings, `勾稽核对`: equations as live formulas over the other sheets, `结转清单`: the very
//!   applications carried in and out, `数据源`: files, settings, versions
//!
//! 来源明细 and 每行去向 have their heads in row 1, so that programs read them as they are; the other sheets
//! have a title above. Where one of them would have more than [`MOST`] lines, both keep the first lines of each
//! figure and of each sheet here, and go whole into text files of one line a row, [`TextList`].

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::evidence::{Evidence, Listed};
use super::page::{Cell, Content, Document, Link, Page, Role, Row, width};
use super::{private, publishable, working_paper_name};
use crate::address::{Address, cell_name};
use crate::book;
use crate::compilation::Compilation;
use crate::date;
use crate::period::Period;

mod carried;
mod checks;
mod found;
mod lists;
mod sources;
mod tables;

pub use lists::TextList;

/// What every sheet says.
pub const MARK: &str = "内部资料 不得公开";

/// Lines of a list that a sheet holds; a longer one goes into a text file.
pub const MOST: usize = 8_000;

/// The sheet with what is behind the figures.
pub const DETAILS: &str = "来源明细";
/// The sheet with what became of each row.
pub const FATES: &str = "每行去向";
/// The sheet of findings.
pub const FINDINGS: &str = "问题清单";
/// The sheet of equations.
pub const CHECKS: &str = "勾稽核对";
/// The sheet of applications carried over.
pub const CARRIED: &str = "结转清单";
/// The sheet of files and settings.
pub const SOURCES: &str = "数据源";

/// The working paper, not yet a file.
pub struct Paper<'a> {
    /// Its sheets.
    pub document: Document,
    /// Text files of lists that are too long for a sheet.
    pub lists: Vec<TextList<'a>>,
}

/// What stands around the paper.
#[derive(Clone, Copy)]
pub struct Beside<'b, 'a> {
    /// The path from the paper to a source file, with `/`; none where it cannot be told from anywhere else
    /// than this machine.
    pub source: &'b dyn Fn(&str) -> Option<String>,
    /// The path from the paper to the annotated copy of a source file, where there is one.
    pub copy: &'b dyn Fn(&str) -> Option<String>,
    /// Whether 申请人 and 申请内容 are shown, and what they are by row.
    pub people: Option<&'a private::People>,
    /// Lines of a list that a sheet holds: [`MOST`].
    pub most: usize,
}

/// The name of a text file of the list of all rows, from 1.
pub fn list_name(compilation: &Compilation, nth: usize) -> String {
    let stem = working_paper_name(compilation);
    format!("{stem}-{FATES}-{nth}.csv")
}

/// Whether a file of this name is such a text file.
pub fn is_list_of(compilation: &Compilation, name: &str) -> bool {
    let stem = format!("{}-{FATES}-", working_paper_name(compilation));
    let nth = name
        .strip_prefix(&stem)
        .and_then(|rest| rest.strip_suffix(".csv"));
    nth.is_some_and(|nth| !nth.is_empty() && nth.bytes().all(|b| b.is_ascii_digit()))
}

/// Things behind each figure that the paper lists, where a list of it may have so many lines.
pub fn most(compilation: &Compilation, evidence: &Evidence<'_>, lines: usize) -> usize {
    let whole = lists::are_whole(compilation, evidence, lines);
    lists::kept(compilation, whole, lines)
}

/// The working paper of a compilation.
pub fn paper<'a>(compilation: &'a Compilation, beside: Beside<'_, 'a>) -> Paper<'a> {
    let evidence = Evidence::of(compilation);
    let behind = evidence.behind_each(most(compilation, &evidence, beside.most));
    Paper {
        document: document(compilation, &behind, beside),
        lists: lists(compilation, beside.people, beside.most),
    }
}

/// The sheets alone, for who knows what is behind each figure already, at least [`most`] of it.
pub fn document<'a>(
    compilation: &'a Compilation,
    behind: &[Listed],
    beside: Beside<'_, 'a>,
) -> Document {
    let evidence = Evidence::of(compilation);
    let whole = lists::are_whole(compilation, &evidence, beside.most);
    let desk = Desk {
        whole,
        compilation,
        evidence,
        at: tables::places(compilation.form),
        beside,
    };
    let details = lists::details(&desk, behind);
    let fates = lists::fates(&desk);
    let mut pages = tables::pages(&desk, &details.first);
    let (sources, read) = sources::page(&desk);
    let found = found::page(&desk);
    let checks = checks::page(&desk, (&details, behind), &fates, read);
    let carried = carried::page(&desk);
    pages.extend([details.page, fates.page, found, checks, carried, sources]);
    for page in &mut pages {
        page.mark = Some(MARK.to_owned());
    }
    let year_end = Date::new(compilation.year, 12, 31).unwrap_or(Date::MAX);
    Document {
        title: working_paper_name(compilation),
        date: compilation.until.unwrap_or(year_end),
        pages,
    }
}

/// The text files alone, where a list that a sheet holds may have `most` lines: none where all have room.
pub fn lists<'a>(
    compilation: &'a Compilation,
    people: Option<&'a private::People>,
    most: usize,
) -> Vec<TextList<'a>> {
    match lists::are_whole(compilation, &Evidence::of(compilation), most) {
        true => Vec::new(),
        false => lists::texts(compilation, people),
    }
}

/// What all sheets are made from.
struct Desk<'a> {
    compilation: &'a Compilation,
    evidence: Evidence<'a>,
    /// Where each slot stands: its sheet, row and column from 0.
    at: Vec<(&'static str, (u32, u16))>,
    beside: Beside<'a, 'a>,
    /// All rows have room on the sheets of lists.
    whole: bool,
}

impl Desk<'_> {
    /// The figure of a slot in a formula: `'表三'!C5`.
    fn figure(&self, slot: usize) -> String {
        let (sheet, (row, column)) = self.at[slot];
        let name = crate::address::column_name(column);
        format!("'{sheet}'!{name}{}", row + 1)
    }

    /// A link to a slot's figure.
    fn to_figure(&self, slot: usize) -> Link {
        let (sheet, at) = self.at[slot];
        Link::Inside(sheet.to_owned(), at)
    }

    /// A link to a row or cell of a source file, where the file is beside the paper.
    fn to_source(&self, at: Address) -> Option<Link> {
        let path = self.way(at.file, self.beside.source)?;
        Some(Link::Outside(path + &self.place_in(at)))
    }

    /// A link to a cell of the annotated copy of a source file, or of the file itself.
    fn to_copy(&self, at: Address) -> Option<Link> {
        let copy = self.way(at.file, self.beside.copy);
        let path = copy.or_else(|| self.way(at.file, self.beside.source))?;
        Some(Link::Outside(path + &self.place_in(at)))
    }

    /// A link to a source file as a whole.
    fn to_file(&self, file: u32) -> Option<Link> {
        self.way(file, self.beside.source).map(Link::Outside)
    }

    /// `#'台账'!D7`; nothing where a file has no sheets of its own.
    fn place_in(&self, at: Address) -> String {
        let c = self.compilation;
        let source = c.sources.get(at.file as usize);
        match (source.and_then(|s| s.kind), c.names.sheet(at)) {
            (None | Some(book::Kind::Html | book::Kind::Text), _) | (_, None) => String::new(),
            (Some(_), Some(sheet)) => {
                let cell = match at.column {
                    Some(_) => cell_name(at),
                    None => format!("A{}", at.row),
                };
                format!("#'{}'!{cell}", sheet.replace('\'', "''"))
            }
        }
    }

    fn way(&self, file: u32, way: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        // longer ones are refused by Excel
        const LONGEST: usize = 1000;
        let name = self.compilation.names.files.get(file as usize)?;
        let path = way(&name.file)?;
        (!path.contains('#') && path.len() <= LONGEST).then_some(path)
    }
}

/// Text as a sheet can hold it: no control characters but line breaks, and not too long.
pub(crate) fn text(text: &str) -> Content {
    const LONGEST: usize = 10_000;
    let plain = |c: char| c.is_control() && c != '\n';
    if text.len() <= LONGEST && !text.contains(plain) {
        return Content::Text(text.to_owned());
    }
    let mut out: String = text.chars().take(LONGEST).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    Content::Text(out.replace(plain, " "))
}

/// Says in a page's title that it is internal.
pub(crate) fn mark_title(page: &mut Page) {
    let title = page.rows.first_mut().and_then(|r| r.cells.first_mut());
    if let Some(Content::Text(title)) = title.map(|c| &mut c.content) {
        title.push_str(&format!("（{MARK}）"));
    }
}

pub(crate) fn number(value: impl Into<Decimal>) -> Content {
    Content::Number(value.into().normalize())
}

pub(crate) fn nothing() -> Content {
    Content::Text(String::new())
}

/// A day as a date; a longer span as its words.
fn day(span: Option<Period>) -> Content {
    match span {
        None => nothing(),
        // what reads back as another day stays text
        Some(span) if span.from == span.to && date::is_of_records(span.to) => Content::Day(span.to),
        Some(span) if span.from == span.to => Content::Text(span.to.to_string()),
        Some(span) => Content::Text(span.to_string()),
    }
}

/// A sheet with a title and the line that says what it speaks of.
fn titled(name: &str, columns: &[u16], desk: &Desk<'_>) -> Page {
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    let c = desk.compilation;
    let heading = publishable::Heading::of(c, "").show();
    let heading = heading.split_once("　计量单位").map_or("", |h| h.0);
    let line = |height, role, text: String| Row {
        height,
        cells: vec![Cell::text(0, role, text).spanning(1, last)],
    };
    Page {
        name: name.to_owned(),
        columns: columns.to_vec(),
        rows: vec![
            line(34, Role::Title, format!("{name}（{MARK}）")),
            line(22, Role::Remark, heading.to_owned()),
        ],
        landscape: true,
        ..Page::default()
    }
}

/// A row of heads.
pub(crate) fn heads(heads: &[&str]) -> Row {
    let cells = (0u16..).zip(heads);
    Row {
        height: 24,
        cells: cells
            .map(|(column, head)| Cell::text(column, Role::Head, *head))
            .collect(),
    }
}

/// A row of a list.
pub(crate) fn line(contents: Vec<Content>) -> Row {
    let cells = (0u16..).zip(contents);
    Row {
        height: 20,
        cells: cells
            .map(|(column, content)| {
                let role = match content {
                    Content::Text(_) => Role::Label,
                    _ => Role::Figure,
                };
                Cell::new(column, role, content)
            })
            .collect(),
    }
}

/// Columns as wide as their texts want, within bounds: at least as wide as the head, at most as told.
fn widths(rows: &[Row], most: &[u16]) -> Vec<u16> {
    let mut widths: Vec<u16> = vec![6; most.len()];
    for cell in rows.iter().flat_map(|r| &r.cells) {
        let wanted = match &cell.content {
            Content::Text(text) => text.split('\n').map(width).max().unwrap_or(0) + 4,
            Content::Day(_) => 12,
            Content::Number(value) | Content::Sum(_, value) => width(&value.to_string()) + 3,
            Content::Formula(..) => 10,
        };
        if let Some(width) = widths.get_mut(usize::from(cell.column)) {
            *width = wanted.max(*width);
        }
    }
    widths.iter().zip(most).map(|(w, m)| *w.min(m)).collect()
}
