//! The mandated tables found in a report: which cell is which slot.
//!
//! Tables are known by their labels. Lines of section 三 are known by label and order together: the rows
//! below the heads are laid beside the lines of the form so that the labels agree best while the order
//! is kept, which leaves out rows that the form does not have; rows whose labels say that they stand in another
//! order are taken at their word. Columns are known by the heads. Where labels contradict each other it is told,
//! and nothing is guessed.

use std::collections::BTreeMap;

use super::grid::{Cell, Grid, Paper, Row};
use super::label::{Likeness, SAME, by_steps, item, key, likeness};
use crate::address::Address;
use crate::form::{Edition, Form, GridCell};
use crate::number::Money;

/// The cell of a slot.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) at: Address,
    pub(super) text: String,
    /// The unit of money that its head names.
    pub(super) unit: Option<Money>,
}

/// What was found in a report.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The edition whose labels the tables have; none where they do not tell.
    pub(super) edition: Option<Edition>,
    /// By slot of section 二 in each edition; only those of the edition found are of use.
    two: BTreeMap<Edition, BTreeMap<String, Spot>>,
    /// Sections 三 and 四 by slot id; （六）其他处理 in one line is `3.3.6`.
    pub(super) spots: BTreeMap<String, Spot>,
    /// Lines of section 三 that were found, and heads.
    pub(super) lines: Vec<String>,
    pub(super) heads: Vec<String>,
    /// Whether the tables of sections 二, 三, 四 were found.
    pub(super) sections: [bool; 3],
    /// Rows with figures that are no line of the form.
    pub(super) extra: Vec<(Address, String)>,
    /// Figures of a table that stands there twice.
    pub(super) again: Vec<Address>,
    /// Rows or heads that stand in another order than the form's; they are read by their labels.
    pub(super) reordered: Vec<(Address, String)>,
    /// Figures of which it cannot be told whose they are, and why; they are not read.
    pub(super) unsure: Vec<(Address, String)>,
    /// Section 四 has heads that contradict each other: its slots are told by these.
    pub(super) disputes_unsure: bool,
}

/// Finds the tables.
pub(super) fn find(file: u32, paper: &Paper) -> Found {
    let mut found = Found::default();
    let rows = views(file, &paper.grids);
    for edition in Edition::ALL {
        let spots = publications(&rows, Form::of(edition));
        found.two.insert(edition, spots);
    }
    requests(&rows, &mut found);
    disputes(&rows, &mut found);
    let best = found
        .two
        .iter()
        .rev()
        .max_by_key(|(edition, spots)| (spots.len(), **edition));
    let two = best.filter(|(_, spots)| !spots.is_empty()).map(|b| *b.0);
    found.sections[0] = two.is_some();
    let divided = found.lines.iter().any(|l| l.starts_with("3.3.6."));
    let whole = found.lines.iter().any(|l| l == "3.3.6");
    found.edition = two.or(match (divided, whole) {
        (true, _) => Some(Edition::E2021),
        (false, true) => Some(Edition::E2019),
        (false, false) => None,
    });
    if let Some(spots) = two.and_then(|e| found.two.remove(&e)) {
        found.spots.extend(spots);
    }
    found
}

/// A row with its cells as they were typed: a merged cell once.
struct View<'p> {
    grid: usize,
    tells_blanks: bool,
    row: &'p Row,
    own: Vec<Own<'p>>,
    address: Address,
}

#[derive(Clone, Copy)]
struct Own<'p> {
    first: u16,
    last: u16,
    text: &'p str,
    /// It begins in a row above.
    carried: bool,
}

fn views<'p>(file: u32, grids: &'p [Grid]) -> Vec<View<'p>> {
    let mut views = Vec::new();
    for (at, grid) in grids.iter().enumerate() {
        for row in &grid.rows {
            views.push(View {
                grid: at,
                tells_blanks: grid.tells_blanks,
                row,
                own: own(row),
                address: Address {
                    file,
                    sheet: grid.sheet,
                    row: row.number,
                    column: None,
                },
            });
        }
    }
    views
}

fn own(row: &Row) -> Vec<Own<'_>> {
    let mut own: Vec<(Own<'_>, (u32, u16))> = Vec::new();
    for Cell {
        column,
        text,
        anchor,
    } in &row.cells
    {
        let place = anchor.unwrap_or((row.number, *column));
        match own.last_mut() {
            Some((last, same)) if *same == place => last.last = *column,
            _ => own.push((
                Own {
                    first: *column,
                    last: *column,
                    text,
                    carried: place.0 < row.number,
                },
                place,
            )),
        }
    }
    own.into_iter().map(|o| o.0).collect()
}

impl View<'_> {
    /// What stands at one of the columns: the first text there, and the column.
    fn at(&self, first: u16, last: u16) -> (u16, &str) {
        self.own
            .iter()
            .filter(|o| o.first <= last && o.last >= first)
            .find(|o| !o.text.is_empty())
            .map_or((first, ""), |o| (o.first.max(first), o.text))
    }

    fn spot(&self, column: u16, text: &str, unit: Option<Money>) -> Spot {
        Spot {
            at: self.address.at(column),
            text: text.to_owned(),
            unit,
        }
    }

    /// The figures under heads of these columns, one each, and where the labels end. Cells that are told one
    /// by one are counted; else the columns decide, since Word and web pages shift them.
    fn figures(&self, heads: &[(u16, u16)], heads_end: bool) -> (usize, Vec<(u16, &str)>) {
        let count = heads.len();
        if self.tells_blanks && heads_end && self.own.len() > count {
            let labels = self.own.len() - count;
            let figures = self.own[labels..].iter().map(|o| (o.first, o.text));
            return (labels, figures.collect());
        }
        self.under(heads)
    }

    /// The same by the columns alone.
    fn under(&self, heads: &[(u16, u16)]) -> (usize, Vec<(u16, &str)>) {
        let start = heads.iter().map(|h| h.0).min().unwrap_or(0);
        let labels = self.own.iter().take_while(|o| o.first < start).count();
        let figures = heads.iter().map(|&(first, last)| self.at(first, last));
        (labels, figures.collect())
    }
}

/// Whether a text is a figure, or what stands for none.
fn is_figure(text: &str) -> bool {
    text.chars().next().is_some_and(|c| {
        crate::text::half_width(c).is_ascii_digit() || matches!(c, '-' | '/' | '—' | '－' | '／')
    })
}

// ---------------------------------------------------------------------------------------------- section 二

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

fn publications(rows: &[View<'_>], form: &Form) -> BTreeMap<String, Spot> {
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

// ---------------------------------------------------------------------------------------------- section 三

/// A line of section 三 of either edition.
struct Line {
    id: String,
    /// Its label, and the shorter words that messages use.
    keys: Vec<String>,
    group: String,
    /// Both of them, where one cell has them together: 「（六）其他处理3.其他」.
    joined: String,
    item: Option<u32>,
}

/// The lines of both editions in one order.
fn lines() -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for edition in Edition::ALL.into_iter().rev() {
        let mut after = 0;
        for line in lines_of(Form::of(edition)) {
            match lines.iter().position(|l| l.id == line.id) {
                Some(known) => after = known + 1,
                None => {
                    lines.insert(after, line);
                    after += 1;
                }
            }
        }
    }
    lines
}

fn lines_of(form: &Form) -> Vec<Line> {
    let mut lines = Vec::new();
    for table in form.tables.iter().filter(|t| t.section == 3) {
        let places = table.places();
        for number in table.header_rows.. {
            let labels: Vec<&GridCell> = places
                .iter()
                .filter(|(row, _, c)| {
                    c.slot.is_none()
                        && *row >= table.header_rows
                        && *row <= number
                        && number < row + c.rowspan
                })
                .map(|(_, _, c)| *c)
                .collect();
            let slot = places
                .iter()
                .find(|(row, _, c)| *row == number && c.slot.is_some());
            let Some(slot) = slot.and_then(|(_, _, c)| form.slots.get(c.slot?)) else {
                break;
            };
            let Some((leaf, above)) = labels.split_last() else {
                break;
            };
            let mut keys = vec![key(&leaf.text)];
            keys.extend(slot.line.rsplit('—').next().map(key));
            keys.dedup();
            lines.push(Line {
                id: slot.id.split('/').next().unwrap_or_default().to_owned(),
                keys,
                group: above.last().map(|c| key(&c.text)).unwrap_or_default(),
                joined: (above.last())
                    .map(|c| key(&format!("{}{}", c.text, leaf.text)))
                    .unwrap_or_default(),
                item: item(&leaf.text),
            });
        }
    }
    lines
}

/// A row below the heads of section 三.
struct Entry<'v, 'p> {
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

/// The heads of section 三 as a row has them: class, columns.
struct Classes {
    names: Vec<String>,
    columns: Vec<(u16, u16)>,
    /// The last cell of the row is a head.
    end: bool,
    /// The last column of the row.
    last: u16,
    grid: usize,
}

fn requests(rows: &[View<'_>], found: &mut Found) {
    let form = Form::of(Edition::E2021);
    let names: Vec<&str> = form
        .slots
        .iter()
        .filter(|s| s.id.starts_with("3.1/"))
        .map(|s| s.head.as_str())
        .collect();
    let known = lines();
    let mut heads: Vec<Classes> = Vec::new();
    let mut entries: Vec<Entry<'_, '_>> = Vec::new();
    let mut group = String::new();
    let mut within = false;
    for (at, row) in rows.iter().enumerate() {
        if let Some(classes) = classes(rows, at, &names) {
            heads.push(classes);
            within = true;
            continue;
        }
        within &= !begins_another(row);
        if !within {
            continue;
        }
        let Some(classes) = heads.last() else {
            continue;
        };
        if row.grid > classes.grid + 2 || entries.len() > 2_000 {
            continue;
        }
        let (mut labels, mut figures) = row.figures(&classes.columns, classes.end);
        let mut odd = odd(row, labels, classes, &known);
        if odd != 0 && row.own.last().is_some_and(|o| o.last == classes.last) {
            // as wide as the heads are: one of these is not known, or one figure stands under several
            (labels, figures) = row.under(&classes.columns);
            odd = 0;
        }
        let labels = match usize::try_from(odd) {
            Ok(more) => labels.saturating_sub(more),
            Err(_) => row.own.len() - figures_in(row, &known),
        };
        let labels = &row.own[..labels];
        let leaf = labels.iter().rev().find(|o| !o.text.is_empty());
        let leaf = leaf.filter(|o| !o.carried).map_or("", |o| o.text);
        let above = labels
            .iter()
            .filter(|o| !o.text.is_empty() && o.text != leaf);
        let above = above.map(|o| key(o.text)).next_back();
        match above {
            Some(above) => group = above,
            // a label of the second order without one above begins anew
            None if !leaf.is_empty() && !leaf.starts_with(|c: char| c.is_ascii_digit()) => {
                group.clear();
            }
            None => {}
        }
        entries.push(Entry {
            view: row,
            label: leaf.to_owned(),
            group: group.clone(),
            item: item(leaf),
            figures,
            odd,
            heads: heads.len() - 1,
        });
    }
    let lines = known;
    let matched = align(&entries, &lines, found);
    let divided = matched
        .iter()
        .flatten()
        .any(|&l| lines[l].id.starts_with("3.3.6."));
    let mut taken: Vec<String> = Vec::new();
    let (mut odd, mut again) = (Vec::new(), Vec::new());
    for (entry, line) in entries.iter().zip(&matched) {
        let line = line
            .map(|l| &lines[l])
            .filter(|l| !(divided && l.id == "3.3.6"));
        let classes = &heads[entry.heads];
        let Some(line) = line else {
            if leftover(entry, classes, &lines, found) {
                again.push(entry);
            }
            continue;
        };
        taken.push(line.id.clone());
        if entry.odd != 0 {
            odd.push(entry);
            continue;
        }
        for (name, (column, text)) in classes.names.iter().zip(&entry.figures) {
            if !found.heads.contains(name) {
                found.heads.push(name.clone());
            }
            found.spots.insert(
                format!("{}/{name}", line.id),
                entry.view.spot(*column, text, None),
            );
        }
    }
    // one cause has many rows
    match odd.as_slice() {
        few if few.len() < 3 => found.unsure.extend(
            few.iter()
                .map(|e| (e.view.address, e.odd_words(&heads[e.heads], ""))),
        ),
        many => {
            let more = format!("等 {} 行", many.len());
            found.unsure.extend(
                many.first()
                    .map(|e| (e.view.address, e.odd_words(&heads[e.heads], &more))),
            );
        }
    }
    // a few rows that come again are rows; many are a table
    match again.as_slice() {
        few if few.len() < 3 => found.unsure.extend(few.iter().map(|entry| {
            let label = crate::text::quote(&entry.label);
            let message = format!("第三部分的表中{label}一行出现两次，只读取了前面的一行");
            (entry.view.address, message)
        })),
        many => found.again.extend(many.iter().map(|e| e.view.address)),
    }
    found.sections[1] = taken.len() >= 3;
    if taken.len() < 3 {
        found.spots.retain(|id, _| !id.starts_with("3."));
        taken.clear();
    }
    found.lines = taken;
}

/// The heads of section 二 or 四.
fn begins_another(row: &View<'_>) -> bool {
    const HEADS: [&str; 6] = [
        "信息内容",
        "行政复议",
        "行政诉讼",
        "结果维持",
        "结果纠正",
        "尚未审结",
    ];
    row.own
        .iter()
        .any(|o| HEADS.contains(&key(o.text).as_str()))
}

/// A row that is no line: worth a word when it holds figures. Whether it is a line that was read already.
fn leftover(entry: &Entry<'_, '_>, classes: &Classes, lines: &[Line], found: &mut Found) -> bool {
    let numbers = entry.figures.iter().filter(|f| is_figure(f.1)).count();
    let told = found.unsure.iter().any(|u| u.0 == entry.view.address);
    if numbers < 3 || entry.view.grid != classes.grid || told {
        return false;
    }
    let name = key(&entry.label);
    let known = lines.iter().any(|l| l.keys.contains(&name)) && !name.is_empty();
    if known && name != "其他处理" {
        return true;
    }
    found.extra.push((entry.view.address, entry.label.clone()));
    false
}

impl Entry<'_, '_> {
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

/// The heads that a row holds, with those of the rows above where its own cell says nothing.
fn classes(rows: &[View<'_>], at: usize, names: &[&str]) -> Option<Classes> {
    let row = &rows[at];
    let class = |text: &str| {
        let name = key(text);
        names
            .iter()
            .map(|n| (likeness(n, &name), *n))
            .filter(|(alike, _)| *alike >= 700)
            .max_by_key(|(alike, _)| *alike)
            .map(|(_, n)| n)
    };
    let mut classes = Classes {
        names: Vec::new(),
        columns: Vec::new(),
        end: false,
        last: row.own.last().map_or(0, |o| o.last),
        grid: row.grid,
    };
    let mut own = 0;
    for cell in &row.own {
        let here = class(cell.text);
        own += usize::from(here.is_some_and(|n| n != "总计") && !cell.carried);
        let name = here.or_else(|| {
            let above = rows[at.saturating_sub(3)..at].iter().rev();
            let above = above.filter(|r| r.grid == row.grid);
            above
                .flat_map(|r| r.own.iter())
                .filter(|o| o.first <= cell.first && o.last >= cell.last && cell.text.is_empty())
                .find_map(|o| class(o.text))
        });
        classes.end = name.is_some();
        if let Some(name) = name
            && !classes.names.iter().any(|n| n == name)
        {
            classes.names.push(name.to_owned());
            classes.columns.push((cell.first, cell.last));
        }
    }
    if own < 3 {
        return None;
    }
    // A workbook tells no blank cell: heads above that end there.
    if !row.tells_blanks {
        for above in rows[at.saturating_sub(3)..at]
            .iter()
            .filter(|r| r.grid == row.grid)
        {
            for cell in &above.own {
                if let Some(name) = class(cell.text)
                    && !classes.names.iter().any(|n| n == name)
                {
                    classes.names.push(name.to_owned());
                    classes.columns.push((cell.first, cell.last));
                }
            }
        }
    }
    Some(classes)
}

/// Lays rows beside lines: for each row the line it is, in order, so that labels agree best. Rows whose labels
/// are plainly those of other lines stand in another order, and are those lines.
fn align(entries: &[Entry<'_, '_>], lines: &[Line], found: &mut Found) -> Vec<Option<usize>> {
    let names: Vec<String> = entries.iter().map(|entry| key(&entry.label)).collect();
    let scores: Vec<Vec<Likeness>> = entries
        .iter()
        .zip(&names)
        .map(|(entry, name)| lines.iter().map(|line| score(entry, name, line)).collect())
        .collect();
    let mut matched = in_order(&scores, lines.len());
    let bests: Vec<Option<Best>> = entries
        .iter()
        .zip(&names)
        .map(|(entry, name)| best(entry, name, lines))
        .collect();
    claim(&bests, &scores, lines.len(), &mut matched);
    let mut reached = None;
    let mut first = None;
    for (at, line) in matched.iter().enumerate() {
        if line.is_some() && *line < reached {
            first = first.or(Some(at));
        }
        reached = reached.max(*line);
    }
    let Some(first) = first else {
        return matched;
    };
    let label = crate::text::quote(&entries[first].label);
    let message = format!("第三部分各行的次序与法定格式不同（{label}一行起），已按各行的名目读取");
    found.reordered.push((entries[first].view.address, message));
    for (at, name) in names.iter().enumerate() {
        if name.is_empty() && matched[at].take().is_some() {
            let message =
                "第三部分的表中这一行没有名目，各行又不按法定的次序，认不清是哪一行，没有读取";
            found
                .unsure
                .push((entries[at].view.address, message.to_owned()));
        }
    }
    matched
}

/// The line whose label a row's is the most like.
struct Best {
    line: usize,
    /// How much, step by step.
    alike: Likeness,
    /// The next best.
    next: Likeness,
}

fn best(entry: &Entry<'_, '_>, name: &str, lines: &[Line]) -> Option<Best> {
    if name.is_empty() {
        return None;
    }
    let alike = |line: &Line| {
        let keys = line.keys.iter().map(|k| by_steps(k, name));
        match line.joined == name {
            true => 1000,
            false => keys.max().unwrap_or(0),
        }
    };
    let group = |line: &Line| {
        let (one, other) = (entry.group.as_str(), line.group.as_str());
        one.is_empty() || other.is_empty() || likeness(one, other) >= SAME
    };
    let mut ranked: Vec<(Likeness, usize)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| group(line))
        .map(|(at, line)| (alike(line), at))
        .collect();
    ranked.sort_by_key(|(alike, _)| std::cmp::Reverse(*alike));
    let next = ranked.get(1).map_or(0, |r| r.0);
    let (alike, line) = *ranked.first()?;
    (alike > next && alike >= 500).then_some(Best { line, alike, next })
}

/// Gives lines to the rows that have their labels, where rows in the form's order have them not.
fn claim(
    bests: &[Option<Best>],
    scores: &[Vec<Likeness>],
    lines: usize,
    matched: &mut [Option<usize>],
) {
    /// The same label but for a slip.
    const SURE: Likeness = 800;
    /// So much more alike than another line.
    const PLAINLY: Likeness = 100;
    let best = |at: usize| bests[at].as_ref();
    let is = |at: usize, line: usize| best(at).is_some_and(|b| b.line == line && b.alike >= SURE);
    // where a label comes again another table may begin, whose rows claim nothing
    let mut seen = vec![false; lines];
    let end = bests.iter().position(|b| {
        let sure = b.as_ref().filter(|b| b.alike >= SURE);
        sure.is_some_and(|b| std::mem::replace(&mut seen[b.line], true))
    });
    let end = end.unwrap_or(bests.len());
    for line in 0..lines {
        let holder = matched.iter().position(|m| *m == Some(line));
        if holder.is_some_and(|h| is(h, line)) {
            continue;
        }
        let claimant = (0..end).find(|&at| {
            let Some(best) = best(at).filter(|b| b.line == line) else {
                return false;
            };
            match matched[at] {
                Some(other) => {
                    best.alike >= SURE && scores[at][line] >= scores[at][other] + PLAINLY
                }
                None => {
                    let plainly = best.alike >= best.next + PLAINLY;
                    best.alike >= SURE || (holder.is_none() && plainly)
                }
            }
        });
        if let Some(claimant) = claimant {
            if let Some(holder) = holder {
                matched[holder] = None;
            }
            matched[claimant] = Some(line);
        }
    }
    // a row with the very label of a line that another row is cannot be a line that is merely like it
    for at in 0..bests.len() {
        let Some(best) = best(at).filter(|b| b.alike == 1000) else {
            continue;
        };
        let other = matched[at].is_some_and(|line| line != best.line);
        if other && (0..bests.len()).any(|a| matched[a] == Some(best.line) && is(a, best.line)) {
            matched[at] = None;
        }
    }
}

/// How well a row is a line; 0 when it is not.
fn score(entry: &Entry<'_, '_>, name: &str, line: &Line) -> Likeness {
    let figures = entry.figures.iter().filter(|f| is_figure(f.1)).count();
    if name.is_empty() {
        // a label that got lost: its place in the order tells
        return if figures >= 3 && entry.label.is_empty() {
            250
        } else {
            0
        };
    }
    if line.joined == name {
        // as sure as a label with its group and its number
        return 1250;
    }
    let keys = line.keys.iter().map(|k| likeness(k, name));
    let alike = keys.max().unwrap_or(0);
    let group = match (entry.group.as_str(), line.group.as_str()) {
        ("", _) | (_, "") => 0,
        (one, other) if likeness(one, other) >= SAME => 150,
        _ => -150,
    };
    let item = match (entry.item, line.item) {
        (Some(one), Some(other)) if one == other => 100,
        _ => 0,
    };
    let all = alike + group + item;
    if alike >= 350 && all >= SAME { all } else { 0 }
}

// ---------------------------------------------------------------------------------------------- section 四

/// A slot of section 四 by its keys.
struct Case<'f> {
    id: &'f str,
    verdict: String,
}

/// 结果维持, 结果纠正, 其他结果, 尚未审结, 总计.
const VERDICTS: usize = 5;

/// Which of the three paths a head names; 行政诉讼 alone leaves two of them open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Path {
    Sure(usize),
    Suit,
}

impl Path {
    fn of(text: &str) -> Option<Path> {
        const LONGEST: usize = 20;
        let name = key(text);
        if name.chars().count() > LONGEST {
            return None;
        }
        let has = |word: &str| name.contains(word);
        let alike = |word: &str| likeness(word, &name) >= SAME;
        if has("直接起诉") || has("未经复议") || alike("未经复议直接起诉") {
            Some(Path::Sure(1))
        } else if has("复议后") || alike("复议后起诉") {
            Some(Path::Sure(2))
        } else if has("诉讼") && !has("复议") {
            Some(Path::Suit)
        } else if name == "复议" || name == "行政复议" {
            Some(Path::Sure(0))
        } else {
            None
        }
    }
}

fn disputes(rows: &[View<'_>], found: &mut Found) {
    let form = Form::of(Edition::E2021);
    let slots: Vec<Case<'_>> = form
        .slots
        .iter()
        .filter(|s| s.id.starts_with("4."))
        .map(|s| Case {
            id: &s.id,
            verdict: key(&s.head),
        })
        .collect();
    let verdict = |text: &str| {
        let name = key(text);
        slots
            .iter()
            .take(VERDICTS)
            .map(|s| likeness(&s.verdict, &name))
            .enumerate()
            .filter(|(_, alike)| *alike >= 700)
            .max_by_key(|(_, alike)| *alike)
            .map(|(verdict, _)| verdict)
    };
    // asked once for each cell: a file may have many
    let verdicts: Vec<Vec<(&Own<'_>, usize)>> = rows
        .iter()
        .map(|row| {
            let heads = row.own.iter();
            heads.filter_map(|o| Some((o, verdict(o.text)?))).collect()
        })
        .collect();
    let mut unsure: Vec<(Address, String)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let is_head = |at: usize| {
            let row_at = rows.get(at).filter(|r| r.grid == row.grid);
            row_at.is_some() && verdicts[at].len() >= 3
        };
        if !is_head(at) || is_head(at + 1) {
            continue;
        }
        // the heads of the rows above that no head of the next covers are heads there, too
        let mut heads: Vec<(&Own<'_>, usize)> = Vec::new();
        for above in (0..=at).rev().take(3).take_while(|above| is_head(*above)) {
            for (own, verdict) in &verdicts[above] {
                let under = |h: &(&Own<'_>, usize)| h.0.first <= own.last && h.0.last >= own.first;
                if !heads.iter().any(under) {
                    heads.push((own, *verdict));
                }
            }
        }
        heads.sort_by_key(|h| h.0.first);
        let sure = heads.iter().filter(|h| h.1 + 1 < VERDICTS).count();
        if sure < 3 {
            continue;
        }
        if lying(&rows[at + 1..], row, &heads, &slots, found) {
            continue;
        }
        let next = (at + 1..rows.len()).take(6).find(|next| {
            let heads = !verdicts[*next].is_empty() || begins_another(&rows[*next]);
            !heads && rows[*next].grid == row.grid
        });
        let Some(next) = next.map(|next| &rows[next]) else {
            continue;
        };
        found.sections[2] = true;
        // a row of as many cells as the table has slots needs no heads, which a page's end may have torn
        let whole = next.tells_blanks && next.own.len() == slots.len();
        let columns = match columns(rows, at, &heads) {
            Ok(columns) if whole && columns.len() < slots.len() => match columns.is_sorted() {
                true => (0..slots.len()).collect(),
                false => {
                    let message = format!(
                        "第四部分的表头只认出 {} 栏，次序又与法定格式不同，认不清各栏的数字，没有读取",
                        columns.len()
                    );
                    unsure.push((heads_at(row, &heads), message));
                    continue;
                }
            },
            Ok(columns) => columns,
            Err(message) => {
                unsure.push((heads_at(row, &heads), message));
                continue;
            }
        };
        let own = whole || (next.tells_blanks && next.own.len() == heads.len());
        let end = heads.last().map(|h| h.0.last);
        if next.tells_blanks && !own && next.own.last().map(|o| o.last) != end {
            let message = format!(
                "第四部分的表头有 {} 栏，下面这一行有 {} 格，认不清各格属于哪一栏，没有读取",
                heads.len(),
                next.own.len()
            );
            unsure.push((next.address, message));
            continue;
        }
        if !columns.is_sorted() {
            let message = "第四部分各栏的次序与法定格式不同，已按表头的文字读取".to_owned();
            found.reordered.push((heads_at(row, &heads), message));
        }
        let figures: Vec<(u16, &str)> = if own {
            next.own.iter().map(|o| (o.first, o.text)).collect()
        } else {
            heads.iter().map(|h| next.at(h.0.first, h.0.last)).collect()
        };
        let mut again = false;
        for (slot, (column, text)) in columns.iter().zip(figures) {
            let id = slots[*slot].id;
            if let Some(known) = found.spots.get(id) {
                again |= known.at.row() != next.address;
            } else {
                found
                    .spots
                    .insert(id.to_owned(), next.spot(column, text, None));
            }
        }
        if again {
            found.again.push(next.address);
        }
    }
    // beside a table that could be read it is another, as a working paper of ours has them
    match found.spots.keys().any(|id| id.starts_with("4.")) {
        true => found.again.extend(unsure.into_iter().map(|u| u.0)),
        false => {
            found.disputes_unsure = !unsure.is_empty();
            found.unsure.extend(unsure);
        }
    }
}

/// Reads a table 四 that lies on its side: one column for each verdict, one row for each path. Whether it does.
fn lying(
    below: &[View<'_>],
    row: &View<'_>,
    heads: &[(&Own<'_>, usize)],
    slots: &[Case<'_>],
    found: &mut Found,
) -> bool {
    if heads.len() > VERDICTS {
        return false;
    }
    let start = heads.first().map_or(0, |h| h.0.first);
    let path = |next: &View<'_>| {
        let labels = next.own.iter().take_while(|o| o.first < start);
        labels
            .filter_map(|o| Path::of(o.text))
            .find(|p| *p != Path::Suit)
    };
    let paths = below
        .iter()
        .take(6)
        .take_while(|next| next.grid == row.grid)
        .filter_map(|next| match path(next)? {
            Path::Sure(path) => Some((path, next)),
            Path::Suit => None,
        });
    let paths: Vec<(usize, &View<'_>)> = paths.collect();
    for (path, next) in &paths {
        let mut again = false;
        for (head, verdict) in heads {
            let (column, text) = next.at(head.first, head.last);
            let id = slots[path * VERDICTS + verdict].id;
            match found.spots.get(id) {
                Some(known) => again |= known.at.row() != next.address,
                None => {
                    let spot = next.spot(column, text, None);
                    found.spots.insert(id.to_owned(), spot);
                }
            }
        }
        if again {
            found.again.push(next.address);
        }
    }
    if !paths.is_empty() {
        found.sections[2] = true;
        let message = "第四部分的表横竖与法定格式相反，已按名目读取".to_owned();
        found.reordered.push((heads_at(row, heads), message));
    }
    !paths.is_empty()
}

fn heads_at(row: &View<'_>, heads: &[(&Own<'_>, usize)]) -> Address {
    heads
        .first()
        .map_or(row.address, |h| row.address.at(h.0.first))
}

/// Which slot each head of section 四 is: by the path above it and its verdict; by the order where no path can
/// be read. An error in words where the heads contradict each other.
fn columns(
    rows: &[View<'_>],
    at: usize,
    heads: &[(&Own<'_>, usize)],
) -> Result<Vec<usize>, String> {
    const NAMES: [&str; 3] = ["行政复议", "未经复议直接起诉", "复议后起诉"];
    let path = |head: &Own<'_>| {
        let above = rows[at.saturating_sub(3)..at].iter().rev();
        let above = above.filter(|r| r.grid == rows[at].grid);
        let over: Vec<Path> = above
            .flat_map(|r| r.own.iter())
            .filter(|o| o.first <= head.first && o.last >= head.first)
            .filter_map(|o| Path::of(o.text))
            .collect();
        let sure = over.iter().find(|path| **path != Path::Suit);
        sure.or(over.first()).copied()
    };
    let paths: Vec<Option<Path>> = heads.iter().map(|h| path(h.0)).collect();
    let verdicts: Vec<usize> = heads.iter().map(|h| h.1).collect();
    let blocks = blocks(&verdicts, &paths);
    if blocks.len() > NAMES.len() {
        return Err(format!(
            "第四部分的表头有 {} 组审理结果，法定格式是 3 组，认不清各栏的数字，没有读取",
            blocks.len()
        ));
    }
    let named: Vec<Option<Path>> = blocks
        .iter()
        .map(|block| most(&paths[block.clone()]))
        .collect();
    let mut taken: Vec<Option<usize>> = vec![None; blocks.len()];
    for (place, path) in named.iter().enumerate() {
        let Some(Path::Sure(path)) = path else {
            continue;
        };
        if taken.contains(&Some(*path)) {
            return Err(format!(
                "第四部分的表头中「{}」有两组，认不清各栏的数字，没有读取",
                NAMES[*path]
            ));
        }
        taken[place] = Some(*path);
    }
    let unnamed = named.iter().any(Option::is_none);
    let in_place = (0..).zip(&taken).all(|(at, t)| t.is_none_or(|t| t == at));
    if unnamed && blocks.len() == NAMES.len() && !in_place {
        return Err(
            "第四部分的表头有的没有写明是复议还是诉讼，写明的又不按法定的次序，认不清各栏的数字，没有读取"
                .to_owned(),
        );
    }
    for place in 0..blocks.len() {
        if taken[place].is_some() {
            continue;
        }
        let least = usize::from(named[place] == Some(Path::Suit));
        let free = (least..NAMES.len()).find(|path| !taken.contains(&Some(*path)));
        if free.is_none() {
            return Err(
                "第四部分的表头中行政诉讼的组数多于法定格式，认不清各栏的数字，没有读取".to_owned(),
            );
        }
        taken[place] = free;
    }
    let mut columns = Vec::new();
    for (block, path) in blocks.into_iter().zip(taken) {
        columns.extend(block.map(|head| path.unwrap_or_default() * VERDICTS + verdicts[head]));
    }
    Ok(columns)
}

/// Heads side by side that belong to one path: a verdict that comes again begins another, and where these are
/// not whole, another path does as well.
fn blocks(verdicts: &[usize], paths: &[Option<Path>]) -> Vec<std::ops::Range<usize>> {
    let cut = |by_path: bool| {
        let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
        for (at, verdict) in verdicts.iter().enumerate() {
            let joins = blocks.last().is_some_and(|block| {
                let here = paths[block.clone()].iter().flatten().next();
                let another = by_path && paths[at].is_some_and(|p| here.is_some_and(|h| *h != p));
                !another && !verdicts[block.clone()].contains(verdict)
            });
            match blocks.last_mut() {
                Some(block) if joins => block.end = at + 1,
                _ => blocks.push(at..at + 1),
            }
        }
        blocks
    };
    let plain = cut(false);
    match plain.iter().all(|block| block.len() == VERDICTS) {
        true => plain,
        false => cut(true),
    }
}

/// The path that most of a block's heads have above them.
fn most(paths: &[Option<Path>]) -> Option<Path> {
    let known: Vec<Path> = paths.iter().flatten().copied().collect();
    let count = |path: &Path| known.iter().filter(|k| *k == path).count();
    known.iter().rev().max_by_key(|path| count(path)).copied()
}

/// Pairs rows of scores with positions, ascending, so that the sum is the greatest.
fn in_order(scores: &[Vec<Likeness>], width: usize) -> Vec<Option<usize>> {
    // best[i][j]: of the rows from i and the positions from j
    let mut best = vec![vec![0; width + 1]; scores.len() + 1];
    for i in (0..scores.len()).rev() {
        for j in (0..width).rev() {
            let with = match scores[i][j] {
                0 => 0,
                score => score + best[i + 1][j + 1],
            };
            best[i][j] = with.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let mut paired = vec![None; scores.len()];
    let (mut i, mut j) = (0, 0);
    while i < scores.len() && j < width {
        if scores[i][j] > 0 && best[i][j] == scores[i][j] + best[i + 1][j + 1] {
            paired[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i][j + 1] {
            j += 1;
        } else {
            i += 1;
        }
    }
    paired
}
