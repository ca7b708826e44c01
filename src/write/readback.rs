//! 回读: a written workbook, read again.
//!
//! In: the bytes of a workbook. Out: what differs from what was meant ([`differences`], empty before a run
//! may say that it succeeded), or the figures of a statistics workbook of ours ([`read`]), re-saved by
//! another program or not. Reports in other forms are left to `verify`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader, Xlsx};
use memchr::memmem;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use zip::ZipArchive;

use super::page::{Answer, Body, Cell, Content, Document, Page, Row};
use super::publishable::{ABOVE, Heading, Statement};
use super::xlsx::formula;
use crate::address::column_name;
use crate::compilation::Compilation;
use crate::date;
use crate::form::{Edition, Form, Table};

/// A statistics workbook as it reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The edition whose labels it has.
    pub edition: Edition,
    /// What its sheets say of themselves.
    pub heading: Heading,
    /// Every slot whose cell holds a number.
    pub slots: BTreeMap<String, Decimal>,
}

/// Reads a workbook that [`super::publishable`] laid out; `None` when its labels are those of no edition or
/// its second row was changed: then it is another kind of report.
pub fn read(bytes: &[u8]) -> Option<Report> {
    let mut book = Written::open(bytes)?;
    let edition = Edition::ALL
        .into_iter()
        .rev()
        .find(|&edition| book.has_labels(Form::of(edition)))?;
    let form = Form::of(edition);
    let mut slots = BTreeMap::new();
    let mut heading = None;
    for table in &form.tables {
        let sheet = book.sheet(&table.sheet, end_of(table))?;
        heading = heading.or(sheet.text(1, 0).and_then(Heading::parse));
        for (row, column, cell) in table.places() {
            let Some(slot) = cell.slot else { continue };
            if let Some(value) = sheet.number(u32::from(row + ABOVE), column) {
                slots.insert(form.slots[slot].id.clone(), value);
            }
        }
    }
    Some(Report {
        edition,
        heading: heading?,
        slots,
    })
}

/// What the written statistics workbook says otherwise than the compilation and its document: labels, spans,
/// figures, formulas, cached totals. One sentence each.
pub fn differences(bytes: &[u8], document: &Document, compilation: &Compilation) -> Vec<String> {
    stated(bytes, document, &Statement::of(compilation))
}

/// What a written statistics workbook says otherwise than a statement and its document, for figures that no compilation
/// made: labels, spans, figures, formulas, cached totals. One sentence each.
pub fn stated(bytes: &[u8], document: &Document, statement: &Statement<'_>) -> Vec<String> {
    let mut differences = pages(bytes, document);
    let Some(report) = read(bytes) else {
        differences.push("写出的统计表不能按法定报表读回".to_owned());
        return differences;
    };
    let form = statement.form;
    if report.edition != form.edition {
        differences.push(format!("版本应为 {}", form.id));
    }
    let heading = &report.heading;
    if (
        heading.agency.as_str(),
        heading.year,
        heading.scope,
        heading.until,
    ) != (
        statement.agency,
        statement.year,
        statement.scope,
        statement.until,
    ) {
        differences.push(format!("表头读回为「{}」", heading.show()));
    }
    for (slot, figure) in form.slots.iter().zip(&statement.tally.figures) {
        match report.slots.get(&slot.id) {
            Some(value) if is_as_near(*value, figure.value) => {}
            Some(value) => differences.push(format!(
                "{}：应为 {}，写出后读回为 {}",
                slot.id,
                figure.value.normalize(),
                value.normalize()
            )),
            None => differences.push(format!("{}：写出后读回为空", slot.id)),
        }
    }
    differences
}

/// What the written workbook says otherwise than the document it was written from, cell by cell. One
/// sentence each, with the cell.
pub fn pages(bytes: &[u8], document: &Document) -> Vec<String> {
    let Some(mut book) = Written::open(bytes) else {
        return vec!["写出的工作簿无法读回".to_owned()];
    };
    let mut differences = Vec::new();
    let names: Vec<&str> = document.pages.iter().map(|p| p.name.as_str()).collect();
    if book.workbook.sheet_names() != names {
        differences.push(format!("工作表应为 {}", names.join("、")));
    }
    let mut package = ZipArchive::new(Cursor::new(bytes)).ok();
    for (nth, page) in (1..).zip(&document.pages) {
        let has = Has::of(package.as_mut(), nth);
        if book.page(page, has, &mut differences).is_none() {
            differences.push(format!("工作表「{}」无法读回", page.name));
        }
    }
    differences
}

/// What a sheet may have; the bytes of its part tell that sooner than its cells.
#[derive(Clone, Copy)]
struct Has {
    formulas: bool,
    merges: bool,
}

impl Has {
    /// The sheet of a number, as the writer numbers them.
    fn of(package: Option<&mut ZipArchive<Cursor<&[u8]>>>, nth: usize) -> Self {
        let name = format!("xl/worksheets/sheet{nth}.xml");
        let part = package.and_then(|package| {
            let mut part = Vec::new();
            package.by_name(&name).ok()?.read_to_end(&mut part).ok()?;
            Some(part)
        });
        // what cannot be looked at may have anything
        let has = |tag: &str| {
            let find = |part: &Vec<u8>| memmem::find(part, tag.as_bytes()).is_some();
            part.as_ref().is_none_or(find)
        };
        Has {
            formulas: has("<f"),
            merges: has("<mergeCell"),
        }
    }
}

fn compare(page: &Page, sheet: &WrittenSheet, differences: &mut Vec<String>) {
    let mut meant_merges = Vec::new();
    for (number, row) in (0u32..).zip(&page.rows) {
        for cell in &row.cells {
            let place = (number, cell.column);
            if cell.rowspan > 1 || cell.colspan > 1 {
                meant_merges.push(area(number, cell));
            }
            let mut differs = |what: Option<String>| {
                differences.extend(what.map(|what| at(page, place, &what)));
            };
            differs(of_value(cell, sheet.cells.get(&place)));
            differs(of_formula(cell, sheet.formulas.get(&place)));
        }
    }
    if let Some(body) = &page.body {
        let first = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        for (number, row) in (first..).zip(body.rows()) {
            let wide = row.cells.iter().filter(|c| c.colspan > 1);
            meant_merges.extend(wide.map(|c| area(number, c)));
        }
    }
    meant_merges.sort_unstable();
    if meant_merges != sheet.merges {
        differences.push(format!("{}：合并单元格与报表不一致", page.name));
    }
}

type Place = (u32, u16);

fn area(row: u32, cell: &Cell) -> (Place, Place) {
    let last = (
        row + u32::from(cell.rowspan) - 1,
        cell.column + cell.colspan - 1,
    );
    ((row, cell.column), last)
}

fn at(page: &Page, (row, column): Place, what: &str) -> String {
    format!("{}!{}{}：{what}", page.name, column_name(column), row + 1)
}

/// What a cell holds otherwise than was meant.
fn of_value(cell: &Cell, read: Option<&Value>) -> Option<String> {
    match &cell.content {
        Content::Text(text) | Content::Formula(_, Answer::Text(text)) => {
            let read = match read {
                Some(Value::Text(read)) => read,
                _ => "",
            };
            (read != text).then(|| format!("应为「{text}」，读回为「{read}」"))
        }
        Content::Day(day) => {
            let read = match read {
                Some(Value::Number(number)) => number.to_i64(),
                _ => None,
            };
            let read = read.and_then(|serial| date::of_serial(serial, false));
            (read != Some(*day)).then(|| format!("应为 {day}，读回为 {read:?}"))
        }
        Content::Number(value)
        | Content::Sum(_, value)
        | Content::Formula(_, Answer::Number(value)) => {
            let same = matches!(read, Some(Value::Number(number)) if is_as_near(*number, *value));
            (!same).then(|| format!("应为 {}，读回为 {read:?}", value.normalize()))
        }
    }
}

/// Whether two numbers are the same in a workbook, which holds the nearest binary ones, and nothing that is paid is lost:
/// half a 分 in 万元.
fn is_as_near(read: Decimal, meant: Decimal) -> bool {
    let bits = |value: Decimal| super::xlsx::number(value).to_bits();
    let lost = Decimal::new(5, 7);
    read == meant || bits(read) == bits(meant) && (read - meant).abs() < lost
}

/// The formula that was meant, `=` first.
fn meant_formula(cell: &Cell) -> Option<String> {
    match &cell.content {
        Content::Sum(areas, _) => Some(formula(areas)),
        Content::Formula(formula, _) => Some(formula.clone()),
        Content::Text(_) | Content::Number(_) | Content::Day(_) => None,
    }
}

/// The formula that a cell has otherwise than was meant.
fn of_formula(cell: &Cell, read: Option<&String>) -> Option<String> {
    let meant = meant_formula(cell);
    let same = read.map(|f| format!("={f}")) == meant;
    (!same).then(|| format!("公式应为 {meant:?}，读回为 {read:?}"))
}

/// The cells of a body that hold something, in the order in which they are written, beside those that are
/// read.
struct Beside<'p, M> {
    page: &'p Page,
    meant: M,
    next: Option<(Place, Cow<'p, Cell>)>,
}

impl<'p, M: Iterator<Item = (Place, Cow<'p, Cell>)>> Beside<'p, M> {
    fn new(page: &'p Page, mut meant: M) -> Self {
        let next = meant.next();
        Beside { page, meant, next }
    }

    /// Takes a cell as it was read; none after the last one.
    fn read<T>(
        &mut self,
        read: Option<(Place, T)>,
        differs: impl Fn(&Cell, Option<&T>) -> Option<String>,
        differences: &mut Vec<String>,
    ) {
        while let Some((place, cell)) = &self.next {
            let found = match &read {
                Some((here, _)) if here < place => break,
                Some((here, value)) if here == place => Some(value),
                _ => None,
            };
            let (place, done) = (*place, found.is_some());
            let what = differs(cell, found);
            differences.extend(what.map(|what| at(self.page, place, &what)));
            self.next = self.meant.next();
            if done {
                return;
            }
        }
        if let Some((place, _)) = read {
            differences.push(at(self.page, place, "多出一格"));
        }
    }
}

/// The first cell that is not kept, however far a file reaches: row and column.
type End = Place;

fn end_of(table: &Table) -> End {
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    (rows.saturating_add(ABOVE.into()), table.columns)
}

/// Gives what a cell holds.
type Held<'c> = &'c dyn Fn() -> Option<Value>;

struct Written<'a> {
    workbook: Xlsx<Cursor<&'a [u8]>>,
}

#[derive(Default)]
struct WrittenSheet {
    cells: BTreeMap<(u32, u16), Value>,
    formulas: BTreeMap<(u32, u16), String>,
    merges: Vec<((u32, u16), (u32, u16))>,
}

#[derive(Debug, PartialEq)]
enum Value {
    Text(String),
    Number(Decimal),
}

impl<'a> Written<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        Xlsx::new(Cursor::new(bytes))
            .ok()
            .map(|workbook| Written { workbook })
    }

    /// Whether the labels stand where the form has them; white space and line breaks may differ.
    fn has_labels(&mut self, form: &Form) -> bool {
        form.tables.iter().all(|table| {
            self.sheet(&table.sheet, end_of(table))
                .is_some_and(|sheet| sheet.has_labels(table))
        })
    }

    fn sheet(&mut self, name: &str, end: End) -> Option<WrittenSheet> {
        let mut sheet = WrittenSheet::default();
        self.values(name, &mut |at, value| {
            let value = place(at, end).and_then(|place| Some((place, value()?)));
            sheet.cells.extend(value);
        })?;
        self.formulas(name, &mut |at, formula| {
            let place = place(at, end);
            sheet
                .formulas
                .extend(place.map(|p| (p, formula.to_owned())));
        })?;
        sheet.merges = self.merges(name, end)?;
        Some(sheet)
    }

    /// Holds a page against its sheet; of its body neither rows nor cells are held.
    fn page(&mut self, page: &Page, has: Has, differences: &mut Vec<String>) -> Option<()> {
        let first = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        let columns = u16::try_from(page.columns.len()).unwrap_or(u16::MAX);
        let own = |at| place(at, (first, columns));
        let in_body = |at| {
            let place = place(at, (u32::MAX, columns));
            place.filter(|(row, _)| page.body.is_some() && *row >= first)
        };
        let cells = || {
            let rows = page.body.iter().flat_map(Body::rows);
            (first..).zip(rows).flat_map(|(row, it)| {
                let cells = cells_of(it).into_iter();
                cells.map(move |cell| ((row, cell.column), cell))
            })
        };
        let blank = |cell: &Cell| matches!(&cell.content, Content::Text(t) if t.is_empty());
        let mut sheet = WrittenSheet::default();
        let mut of_body = Vec::new();
        let mut beside = Beside::new(page, cells().filter(|c| !blank(&c.1)));
        self.values(&page.name, &mut |at, value| {
            if let Some(place) = own(at) {
                sheet.cells.extend(value().map(|value| (place, value)));
            } else if let Some(place) = in_body(at) {
                let read = value().map(|value| (place, value));
                if read.is_some() {
                    beside.read(read, of_value, &mut of_body);
                }
            }
        })?;
        beside.read(None, of_value, &mut of_body);
        let mut beside = Beside::new(page, cells().filter(|c| meant_formula(&c.1).is_some()));
        if has.formulas {
            self.formulas(&page.name, &mut |at, formula| {
                if let Some(place) = own(at) {
                    sheet.formulas.insert(place, formula.to_owned());
                } else if let Some(place) = in_body(at) {
                    beside.read(Some((place, formula.to_owned())), of_formula, &mut of_body);
                }
            })?;
        }
        beside.read(None, of_formula, &mut of_body);
        if has.merges {
            sheet.merges = self.merges(&page.name, (u32::MAX, columns))?;
        }
        compare(page, &sheet, differences);
        differences.extend(of_body);
        Some(())
    }

    /// Every cell of a sheet and, where it is asked for, what it holds.
    fn values(&mut self, name: &str, see: &mut dyn FnMut((u32, u32), Held<'_>)) -> Option<()> {
        let mut reader = self.workbook.worksheet_cells_reader(name).ok()?;
        while let Some(cell) = reader.next_cell().ok()? {
            see(cell.get_position(), &|| value(cell.get_value()));
        }
        Some(())
    }

    /// Every formula of a sheet, without its `=`.
    fn formulas(&mut self, name: &str, see: &mut dyn FnMut((u32, u32), &str)) -> Option<()> {
        let mut reader = self.workbook.worksheet_cells_reader(name).ok()?;
        while let Some(cell) = reader.next_formula().ok()? {
            // Cells without a formula are told too, with an empty one.
            if !cell.get_value().is_empty() {
                see(cell.get_position(), cell.get_value());
            }
        }
        Some(())
    }

    fn merges(&mut self, name: &str, end: End) -> Option<Vec<(Place, Place)>> {
        let end = (u32::MAX, end.1);
        let merges = self.workbook.merge_cells_by_sheet_name(name).ok()?;
        let mut merges: Vec<(Place, Place)> = merges
            .iter()
            .filter_map(|m| Some((place(m.start, end)?, place(m.end, end)?)))
            .collect();
        merges.sort_unstable();
        Some(merges)
    }
}

fn cells_of(row: Cow<'_, Row>) -> Vec<Cow<'_, Cell>> {
    match row {
        Cow::Borrowed(row) => row.cells.iter().map(Cow::Borrowed).collect(),
        Cow::Owned(row) => row.cells.into_iter().map(Cow::Owned).collect(),
    }
}

fn place((row, column): (u32, u32), end: End) -> Option<(u32, u16)> {
    let column = u16::try_from(column).ok()?;
    (row < end.0 && column < end.1).then_some((row, column))
}

fn value(value: &DataRef<'_>) -> Option<Value> {
    Some(match value {
        // The shortest digits that mean this binary number are the digits that were written.
        DataRef::Float(number) => Value::Number(number.to_string().parse().ok()?),
        DataRef::DateTime(day) => Value::Number(day.as_f64().to_string().parse().ok()?),
        DataRef::Int(number) => Value::Number(Decimal::from(*number)),
        DataRef::String(text) => Value::Text(text.clone()),
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        _ => return None,
    })
}

impl WrittenSheet {
    fn text(&self, row: u32, column: u16) -> Option<&str> {
        match self.cells.get(&(row, column)) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn number(&self, row: u32, column: u16) -> Option<Decimal> {
        match self.cells.get(&(row, column)) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    fn has_labels(&self, table: &Table) -> bool {
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        table
            .places()
            .into_iter()
            .filter(|(_, _, cell)| cell.slot.is_none())
            .all(|(row, column, cell)| {
                self.text(u32::from(row + ABOVE), column)
                    .is_some_and(|text| bare(text) == bare(&cell.text))
            })
    }
}
