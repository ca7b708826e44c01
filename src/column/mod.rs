//! 列: rows → a table: header found, each column given its field.
//!
//! In: the rows of one sheet, one by one. Out: [`Line`]s, one for each row: a table begins, a record of it,
//! or a row that is no record and why. Titles above the header, several header rows, merged headings,
//! 合计 rows, footers, a second table below the first are settled here. What a record *says* is left to
//! [`crate::entry`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::address::Address;
use crate::book::{Cell, Row, Sheet, Value};
use crate::finding::{Finding, Place};
use crate::number::Money;
use crate::period::Period;
use crate::text;

mod absence;
mod aside;
mod brief;
mod content;
mod fee;
mod field;
mod header;
mod names;
mod nil;
mod rules;
mod sight;
mod tick;
mod total;
mod work;

pub use aside::Why;
pub(crate) use field::is_of_serials;
pub use field::{Field, Headings};
pub use names::Names;
pub use rules::{FOLLOWED, MISSING, RULES};
pub use work::OTHER_WORK;

/// How the guide of a blank ledger of ours begins; such a sheet needs no note that it is no ledger.
pub const GUIDE: &str = "gknb 填表说明";

/// 台账种类.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 依申请公开台账
    Applications,
    /// 主动公开台账
    Publications,
    /// 行政复议、行政诉讼台账
    Disputes,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 3] = [Kind::Applications, Kind::Publications, Kind::Disputes];

    /// The word of the public JSON.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Applications => "applications",
            Kind::Publications => "publications",
            Kind::Disputes => "disputes",
        }
    }

    /// The word people read.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Applications => "依申请公开台账",
            Kind::Publications => "主动公开台账",
            Kind::Disputes => "行政复议、行政诉讼台账",
        }
    }
}

/// 数据表: a header and what its columns hold.
#[derive(Debug, Clone)]
pub struct Table {
    /// The first header row.
    pub at: Address,
    /// What ledger it is.
    pub kind: Kind,
    /// Last header row.
    pub last_header_row: u32,
    /// The recognised columns.
    pub columns: Columns,
    /// Columns of which one is ticked, each with its field; the first of a field stands in `columns`.
    pub ticked: Vec<(u16, Field)>,
    /// All headings seen, recognised or not, by column.
    pub headings: Vec<(u16, String)>,
    /// The texts that may name its period and its category.
    pub names: Names,
    /// 统计期, where a name tells one; parts of a year are completed with the report year.
    pub period: Option<Period>,
    /// The unit of money that the heading of 金额 or a line above the table names.
    pub money: Option<Money>,
    /// Numbers in date columns count from 1904.
    pub date1904: bool,
}

/// The recognised columns of a table: field, column, heading as written.
#[derive(Debug, Clone)]
pub struct Columns {
    by_field: BTreeMap<Field, (u16, String)>,
    /// The same columns by the position of their field, since each row asks for them.
    places: [Option<u16>; Field::COUNT],
}

impl FromIterator<(Field, (u16, String))> for Columns {
    fn from_iter<I: IntoIterator<Item = (Field, (u16, String))>>(columns: I) -> Self {
        let by_field: BTreeMap<Field, (u16, String)> = columns.into_iter().collect();
        let mut places = [None; Field::COUNT];
        for (field, (column, _)) in &by_field {
            places[*field as usize] = Some(*column);
        }
        Columns { by_field, places }
    }
}

impl Deref for Columns {
    type Target = BTreeMap<Field, (u16, String)>;

    fn deref(&self) -> &Self::Target {
        &self.by_field
    }
}

impl Table {
    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<u16> {
        self.columns.places[field as usize]
    }

    /// Whether it has a column of the field.
    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    /// Whether what stands in a column is read as its field, or as a choice that is ticked.
    pub fn reads(&self, column: u16) -> bool {
        let mut fields = self.columns.iter();
        let ticked = || self.ticked.iter().any(|(at, _)| *at == column);
        fields.any(|(field, (at, _))| *at == column && *field != Field::Upshot) || ticked()
    }

    /// The heading of a column as written; none where it has none.
    pub fn heading_of_column(&self, column: u16) -> Option<&str> {
        let found = self.headings.iter().find(|(at, _)| *at == column);
        found.map(|(_, heading)| heading.as_str())
    }

    /// The heading of a field as written, or the field's name where the table has none.
    pub fn heading(&self, field: Field) -> &str {
        self.columns
            .get(&field)
            .map_or(field.word(), |(_, heading)| heading.as_str())
    }

    /// The cell of a row that holds a field.
    pub fn cell<'r>(&self, row: &'r Row, field: Field) -> Option<&'r Cell> {
        let column = self.column(field)?;
        cell_at(row, column)
    }

    /// The address of a field in a row of this table; the row itself where the table has no such column.
    pub fn address(&self, row: u32, field: Field) -> Address {
        Address {
            row,
            column: self.column(field),
            ..self.at
        }
    }
}

/// The cell of a column, unless it only repeats its left neighbour's merged value.
pub(crate) fn cell_at(row: &Row, column: u16) -> Option<&Cell> {
    // few cells are empty, so it is hardly more to the left than its column says
    let before = row.cells.len().min(usize::from(column) + 1);
    let cell = match row.cells[..before]
        .iter()
        .rev()
        .take(8)
        .find(|c| c.column <= column)
    {
        Some(cell) if cell.column == column => cell,
        Some(_) => return None,
        None => {
            let at = row.cells.binary_search_by_key(&column, |c| c.column).ok()?;
            &row.cells[at]
        }
    };
    match cell.anchor {
        Some((_, anchor)) if anchor != column => None,
        _ => Some(cell),
    }
}

/// What a row of a sheet is.
#[derive(Debug)]
pub enum Line<'r> {
    /// A table begins; the records that follow are its.
    Table(Arc<Table>),
    /// A record of the table last begun, lent; a finding where its cells stand one column beside their headings.
    Record(&'r Row, Option<Box<Finding>>),
    /// No record: its number, and why.
    Aside(u32, Why),
}

/// Where a sheet stands, and what may name its period.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// The file's position in the sources.
    pub file: u32,
    /// The file's path relative to the data folder, with `/`.
    pub path: &'a str,
    /// The report year, if it is known; completes periods without a year.
    pub year: Option<i16>,
    /// Words for columns.
    pub headings: &'a Headings,
}

/// Reads one sheet row by row.
pub struct Reader<'a> {
    setting: Setting<'a>,
    sheet: Sheet,
    state: State,
    found: bool,
    /// The guide of a blank ledger.
    guide: bool,
    absence: absence::Absence,
    watch: content::Watch,
    sights: sight::Sights,
    ticks: tick::Ticks,
    lines: Lines,
}

/// A table below which another may begin.
struct Above {
    table: Arc<Table>,
    totals: total::Totals,
    /// The position of the row that looked like the header of another.
    header: usize,
}

enum State {
    /// Before a header: rows kept until one is found or there are too many.
    Seeking {
        rows: Vec<Row>,
        /// The table above, to which the rows belong if they turn out to begin no other.
        above: Option<Above>,
    },
    /// Below a header.
    In {
        table: Arc<Table>,
        totals: total::Totals,
        held: Option<Row>,
    },
    /// A hidden sheet.
    Hidden,
}

/// What the lines just above were.
#[derive(Debug, Default)]
struct Lines {
    /// The last one that is no part of another was a record.
    record: bool,
    /// The column in which it has its running number.
    serial: Option<u16>,
    /// Parts of what it counts follow it.
    parts: bool,
    /// Its 类别, as written.
    kind: String,
}

impl Lines {
    /// A record was read; a part of nothing counts as one, and has no parts.
    fn told(&mut self, table: &Table, row: &Row, part: bool) {
        const LONGEST: usize = 5;
        let first = row.cells.iter().find(|cell| has_own(cell));
        let serial = |cell: &&Cell| match &cell.value {
            Value::Number(_) => true,
            Value::Text(text) => text.len() <= LONGEST && text.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        self.record = !part;
        self.serial = first.filter(serial).map(|cell| cell.column);
        self.parts = false;
        // each row tells it: the place is used again
        self.kind.clear();
        if let Some(Value::Text(kind)) = table.cell(row, Field::Category).map(|cell| &cell.value) {
            self.kind.push_str(kind);
        }
    }

    /// Whether a row is a part of the record above because its 类别 says so of the same kind: 「其中：行政许可」.
    fn names_part(&self, table: &Table, row: &Row) -> bool {
        let cell = table.cell(row, Field::Category);
        self.record && cell.is_some_and(|cell| aside::is_part_of(cell, &self.kind))
    }

    /// Whether a row without a running number goes on with the parts above it.
    fn goes_on(&self, table: &Table, row: &Row) -> bool {
        let has = |column: u16| row.cells.iter().any(|cell| cell.column == column);
        self.parts
            && self.serial.is_some_and(|serial| !has(serial))
            && !table.column(Field::Category).is_some_and(has)
    }

    /// What a row is beside them, by what it is by itself.
    fn why(&self, table: &Table, row: &Row, alone: Option<Why>) -> Option<Why> {
        match alone {
            // what nothing above counts is no part of it, and counts nothing that others are parts of
            Some(Why::Part) if !self.record => None,
            None if self.goes_on(table, row) || self.names_part(table, row) => Some(Why::Part),
            why => why,
        }
    }
}

/// What is kept of a table's rows as they are told.
struct Below<'r> {
    /// The report year.
    year: Option<i16>,
    totals: &'r mut total::Totals,
    lines: &'r mut Lines,
    watch: &'r mut content::Watch,
}

impl Below<'_> {
    /// Tells a record, of which it was `seen` what some cells look like.
    fn record(
        &mut self,
        table: &Table,
        row: &Row,
        seen: &[Option<Option<content::Look>>],
        out: &mut dyn FnMut(Line<'_>),
    ) {
        self.totals.add(table, row);
        let shifted = self.watch.see(table, row, seen);
        out(Line::Record(row, shifted.map(Box::new)));
    }

    /// Tells a lone text that was kept back, as what it is: the title of what follows in the same columns, a remark,
    /// a record.
    fn release(
        &mut self,
        table: &mut Arc<Table>,
        held: Option<Row>,
        out: &mut dyn FnMut(Line<'_>),
    ) {
        let Some(row) = held else { return };
        if let Some(title) = aside::section(table, &row) {
            let mut section = Table::clone(table);
            section.names = table.names.under([title]);
            section.period = section.names.period(self.year);
            *table = Arc::new(section);
            out(Line::Aside(row.number, Why::Title));
            out(Line::Table(Arc::clone(table)));
            return;
        }
        match aside::why(table, &row) {
            Some(why) => out(Line::Aside(row.number, why)),
            None if aside::is_remark(table, &row) => out(Line::Aside(row.number, Why::Footer)),
            None => {
                self.lines.told(table, &row, false);
                self.record(table, &row, &[], out);
            }
        }
    }
}

/// Rows looked at together when a header is sought.
const WINDOW: usize = 60;

impl<'a> Reader<'a> {
    /// A reader of a sheet.
    pub fn new(setting: Setting<'a>, sheet: Sheet) -> Self {
        let state = if sheet.hidden {
            State::Hidden
        } else {
            State::Seeking {
                rows: Vec::new(),
                above: None,
            }
        };
        Reader {
            setting,
            sheet,
            state,
            found: false,
            guide: false,
            absence: absence::Absence::default(),
            watch: content::Watch::default(),
            sights: sight::Sights::default(),
            ticks: tick::Ticks::default(),
            lines: Lines::default(),
        }
    }

    /// Takes the next row; the cells of one that is kept until a header is found are taken out of it.
    pub fn row(
        &mut self,
        row: &mut Row,
        findings: &mut Vec<Finding>,
        out: &mut dyn FnMut(Line<'_>),
    ) {
        match &mut self.state {
            State::Hidden => out(Line::Aside(row.number, Why::HiddenSheet)),
            State::Seeking { rows, .. } => {
                let first = row.cells.first().map(|c| c.value.text());
                self.guide |= !self.found && first.is_some_and(|text| text.starts_with(GUIDE));
                rows.push(Row {
                    cells: std::mem::take(&mut row.cells),
                    ..*row
                });
                if rows.len() >= WINDOW {
                    self.settle(findings, out);
                }
            }
            State::In { .. } => self.below(row, findings, out),
        }
    }

    /// The sheet ends.
    pub fn end(&mut self, findings: &mut Vec<Finding>, out: &mut dyn FnMut(Line<'_>)) {
        // each pass settles one table, and a table below it waits its turn
        while let State::Seeking { rows, .. } = &self.state
            && !rows.is_empty()
        {
            self.settle(findings, out);
        }
        if let State::In {
            table,
            totals,
            held,
        } = &mut self.state
        {
            let mut below = Below {
                year: self.setting.year,
                totals,
                lines: &mut self.lines,
                watch: &mut self.watch,
            };
            below.release(table, held.take(), out);
            self.watch.tell(table, findings);
        }
        self.watch
            .end(self.setting.file, self.sheet.index, findings);
        match self.found {
            true => findings.extend(self.absence.above(
                (self.setting.file, self.sheet.index),
                &hints(&self.names()),
                self.sheet.name.is_some(),
            )),
            false if !self.guide => self.no_table(findings),
            false => {}
        }
    }

    fn no_table(&self, findings: &mut Vec<Finding>) {
        let place = Place::Sheet(self.setting.file, self.sheet.index);
        if self.sheet.hidden {
            findings.push(Finding::new(
                &rules::HIDDEN_SHEET,
                place,
                "工作表已隐藏，未读取",
            ));
            return;
        }
        findings.extend(self.absence.explain(
            (self.setting.file, self.sheet.index),
            &hints(&self.names()),
            self.sheet.name.is_some(),
        ));
    }

    /// Looks for a header in the rows kept, and passes them on as what they turn out to be.
    fn settle(&mut self, findings: &mut Vec<Finding>, out: &mut dyn FnMut(Line<'_>)) {
        let State::Seeking { rows, above } = &mut self.state else {
            return;
        };
        let (mut rows, above) = (std::mem::take(rows), above.take());
        let hints = hints(&self.names());
        let found = header::find(&rows, &hints, self.setting.headings);
        if let Some(above) = above {
            // what does not begin with the row that seemed to begins further down, or nowhere
            let of_above = found.as_ref().map_or(rows.len(), |found| found.first);
            if of_above > above.header {
                self.go_on(above, (&mut rows, of_above), findings, out);
                return;
            }
            self.watch.tell(&above.table, findings);
        }
        let own = self.sheet.name.as_ref().map_or(hints.len(), |_| 1);
        let above = &rows[..found.as_ref().map_or(rows.len(), |found| found.first)];
        // of what stands above a header nothing is told but what is lost
        if !self.found && (found.is_none() || above.iter().any(absence::is_lost)) {
            self.absence
                .see(above, &hints[..own], self.setting.headings);
        }
        let Some(found) = found else {
            for row in &rows {
                out(Line::Aside(row.number, aside::outside(row)));
            }
            return;
        };
        if !self.found && self.absence.is_no_ledger((&rows, &found), &hints[..own]) {
            for row in &rows {
                out(Line::Aside(row.number, aside::outside(row)));
            }
            return;
        }
        self.found = true;
        let names = self
            .names()
            .under(above.iter().rev().flat_map(aside::title_texts));
        let (table, ticks) = self.table(&rows, &found, names, findings);
        let table = Arc::new(table);
        self.ticks = ticks;
        for row in above {
            out(Line::Aside(row.number, absence::above(row)));
        }
        for row in &rows[found.first..=found.last] {
            out(Line::Aside(row.number, Why::Header));
        }
        self.watch.begin(&table);
        if (self.sheet.name.as_deref()).is_some_and(content::names_example) {
            self.watch.of_example();
        }
        self.sights.begin(&table);
        self.lines = Lines::default();
        out(Line::Table(Arc::clone(&table)));
        self.state = State::In {
            table,
            totals: total::Totals::default(),
            held: None,
        };
        for row in rows.iter_mut().skip(found.last + 1) {
            self.row(row, findings, out);
        }
    }

    /// Goes on with the table above: of the rows, the first that looked like another header begins none, and so many
    /// are its own.
    fn go_on(
        &mut self,
        above: Above,
        (rows, own): (&mut [Row], usize),
        findings: &mut Vec<Finding>,
        out: &mut dyn FnMut(Line<'_>),
    ) {
        self.state = State::In {
            table: above.table,
            totals: above.totals,
            held: None,
        };
        let (own, below) = rows.split_at_mut(own);
        for row in own {
            match self.ticks.is_empty() {
                true => self.record(row, findings, out),
                false => self.record(&self.ticks.read(row), findings, out),
            }
        }
        for row in below {
            self.row(row, findings, out);
        }
    }

    fn table(
        &self,
        rows: &[Row],
        found: &header::Found,
        names: Names,
        findings: &mut Vec<Finding>,
    ) -> (Table, tick::Ticks) {
        let at = Address {
            file: self.setting.file,
            sheet: self.sheet.index,
            row: rows[found.first].number,
            column: None,
        };
        let columns = header::assign(at, found, findings);
        let ticks = tick::Ticks::of(found, &columns);
        findings.extend(header::beside(at, found, self.setting.headings));
        let has = |field| columns.contains_key(&field);
        findings.extend(header::unused(at, found, &has));
        let in_heading = columns
            .get(&Field::Amount)
            .and_then(|(_, heading)| Money::within(heading));
        let above = names.above().find_map(Money::within);
        if let (Some(heading), Some(line), Some((column, written))) =
            (in_heading, above, columns.get(&Field::Amount))
            && heading != line
        {
            let message = format!(
                "表头写的是{}，表上方的单位写的是{}，按表头计",
                heading.word(),
                line.word()
            );
            let place = Place::Cell(
                Address {
                    row: rows[found.last].number,
                    ..at
                }
                .at(*column),
            );
            findings
                .push(Finding::new(&rules::UNITS_DISAGREE, place, message).value(written.as_str()));
        }
        let money = in_heading.or(above);
        let table = Table {
            at,
            kind: found.kind,
            last_header_row: rows[found.last].number,
            columns: columns.into_iter().collect(),
            ticked: ticks.columns().collect(),
            headings: found.headings.clone(),
            period: names.period(self.setting.year),
            names,
            money,
            date1904: self.sheet.date1904,
        };
        (table, ticks)
    }

    fn names(&self) -> Names {
        Names::new(self.sheet.name.as_deref(), self.setting.path)
    }

    /// A row below a header.
    fn below(&mut self, row: &Row, findings: &mut Vec<Finding>, out: &mut dyn FnMut(Line<'_>)) {
        match self.ticks.is_empty() {
            true => self.below_told((row, row), findings, out),
            false => {
                let told = self.ticks.read(row);
                self.below_told((row, &told), findings, out);
            }
        }
    }

    /// The same: the row as it is written, and as it is told without ticks.
    fn below_told(
        &mut self,
        (row, told): (&Row, &Row),
        findings: &mut Vec<Finding>,
        out: &mut dyn FnMut(Line<'_>),
    ) {
        let State::In {
            table,
            totals,
            held,
        } = &mut self.state
        else {
            return;
        };
        if !self.lines.parts && self.sights.is_record(table, told, self.setting.headings) {
            debug_assert!(is_record(table, told, self.setting.headings), "{row:?}");
            let mut below = Below {
                year: self.setting.year,
                totals,
                lines: &mut self.lines,
                watch: &mut self.watch,
            };
            below.release(table, held.take(), out);
            below.lines.told(table, told, false);
            below.record(table, told, &self.sights.looks, out);
            return;
        }
        // under a title of its own the same header begins another table, not another page
        let again = header::again(table, row, self.setting.headings);
        if again == header::Again::Same && held.is_none() {
            out(Line::Aside(row.number, Why::RepeatedHeader));
            return;
        }
        if again != header::Again::No || header::begins_another(table, row, self.setting.headings) {
            let mut rows: Vec<Row> = held.take().into_iter().collect();
            rows.push(row.clone());
            let above = Some(Above {
                table: Arc::clone(table),
                totals: std::mem::take(totals),
                header: rows.len() - 1,
            });
            self.state = State::Seeking { rows, above };
            return;
        }
        self.record(told, findings, out);
    }

    /// A row below a header that is neither a header nor a part of one.
    fn record(&mut self, row: &Row, findings: &mut Vec<Finding>, out: &mut dyn FnMut(Line<'_>)) {
        let State::In {
            table,
            totals,
            held,
        } = &mut self.state
        else {
            return;
        };
        let mut below = Below {
            year: self.setting.year,
            totals,
            lines: &mut self.lines,
            watch: &mut self.watch,
        };
        below.release(table, held.take(), out);
        let alone = aside::why(table, row);
        if let Some(why) = below.lines.why(table, row, alone) {
            // below a table, 「单位：万元」 or a text in a column of no field may stand above the next one
            if may_be_title(row, why) {
                *held = Some(row.clone());
                return;
            }
            if why == Why::Total
                && !below.totals.compare(table, row, findings)
                && aside::may_be_record(table, row)
            {
                findings.push(total::may_be_record(table, row));
            }
            match why {
                Why::Part => {
                    below.watch.part(row.number);
                    below.lines.parts = true;
                }
                Why::Blank => {}
                _ => *below.lines = Lines::default(),
            }
            out(Line::Aside(row.number, why));
        } else if aside::is_alone(row) {
            *held = Some(row.clone());
        } else {
            below.lines.told(table, row, alone.is_some());
            below.record(table, row, &[], out);
        }
    }
}

/// What may tell of a ledger before a row is read: sheet name, file name, folders.
fn hints(names: &Names) -> Vec<String> {
    names.around().map(str::to_owned).collect()
}

/// Whether a row that is no record may be the title of a table below it.
fn may_be_title(row: &Row, why: Why) -> bool {
    let mut texts = row.cells.iter().filter_map(squeezed);
    match why {
        Why::Blank => aside::is_alone(row) && !texts.any(|text| brief::is_numeral(&text)),
        Why::Footer => {
            aside::is_unit_line(row)
                || aside::is_alone(row) && texts.any(|text| Money::within(&text).is_some())
        }
        _ => false,
    }
}

/// Whether a row below a header is a record, by a look at every cell.
fn is_record(table: &Table, row: &Row, headings: &Headings) -> bool {
    header::again(table, row, headings) == header::Again::No
        && !header::begins_another(table, row, headings)
        && aside::why(table, row).is_none()
        && !aside::is_alone(row)
}

/// Text of a cell that is not empty, in squeezed form.
fn squeezed(cell: &Cell) -> Option<Cow<'_, str>> {
    match &cell.value {
        _ if !has_own(cell) => None,
        Value::Text(written) => Some(text::key(written)),
        other => Some(other.text()),
    }
}

/// Whether a cell has something of its own.
fn has_own(cell: &Cell) -> bool {
    cell.anchor.is_none()
        && match &cell.value {
            Value::Text(written) => !text::is_empty(written),
            Value::Number(_) | Value::Date(_) | Value::Bool(_) | Value::Error(_) => true,
        }
}

/// The headings of a table that come nearest to those of a field, the nearest first: what is a day for a day, and
/// what was paid before what is due.
pub fn nearest_headings(table: &Table, field: Field) -> Vec<String> {
    let known = field::of_field(table.kind, field);
    // a state may be the result where no other column is
    let read = table
        .columns
        .iter()
        .filter(|(field, _)| **field != Field::State);
    let taken: Vec<u16> = read.map(|(_, (column, _))| *column).collect();
    let unread = table.headings.iter().filter(|(at, _)| !taken.contains(at));
    let fits = |heading: &str| {
        let day = heading.contains(['日', '期']) || heading.contains("时间");
        (day || !content::holds_dates(field))
            && !header::is_before(field, heading)
            && !text::nearest(heading, known.iter().copied()).is_empty()
    };
    let near = unread.filter(|(_, heading)| fits(heading));
    let mut near: Vec<(bool, usize, &str)> = near
        .map(|(_, heading)| {
            (
                heading.starts_with('应'),
                strangeness(heading, &known),
                heading.as_str(),
            )
        })
        .collect();
    near.sort_by_key(|(due, strange, _)| (*due, *strange));
    near.into_iter().map(|(.., h)| h.to_owned()).collect()
}

/// Whether a table of applications sums up others: it has numbers, and nothing that tells one application from another.
pub fn is_summary(table: &Table) -> bool {
    let single = [
        Field::Number,
        Field::Received,
        Field::Replied,
        Field::Applicant,
        Field::Content,
    ];
    table.kind == Kind::Applications
        && table.has(Field::Count)
        && !single.iter().any(|field| table.has(*field))
}

/// How many in a thousand of the pairs of characters in a heading stand in none of those that are known.
fn strangeness(heading: &str, known: &[&str]) -> usize {
    let chars: Vec<char> = text::key(heading).chars().collect();
    let pairs = chars.windows(2).map(|pair| pair.iter().collect::<String>());
    let strange = pairs.filter(|pair| !known.iter().any(|k| k.contains(pair.as_str())));
    strange.count() * 1000 / chars.len().saturating_sub(1).max(1)
}
