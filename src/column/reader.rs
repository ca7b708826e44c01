//! 逐行读取: a sheet row by row: a header is sought, below it each row is a record or none, until another begins.
//!
//! In: the rows of a sheet. Out: [`Line`]s, and findings. What a header, a record, a total or a note is, is left to the
//! modules beside it; here is what waits until that can be told: the rows before a header, the first row of what may be
//! another table, a text that may be a title.

use std::sync::Arc;

use super::held::Held;
use super::lines::Lines;
use super::nearest::is_read;
use super::work::Work;
use super::{
    Columns, Field, GUIDE, Headings, Line, Names, Summed, Table, Why, absence, aside, brief,
    content, header, joint, lone, rules, sight, squeezed, tick, total,
};
use crate::address::Address;
use crate::book::{Row, Sheet};
use crate::finding::{Finding, Place, Severity};
use crate::number::Money;

/// Where a sheet stands, and what may name its period.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// The file's position in the sources.
    pub file: u32,
    /// The file's path relative to the data folder, with `/`.
    pub path: &'a str,
    /// The name of the data folder, where that is a period.
    pub folder: Option<&'a str>,
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
    sights: sight::Sights,
    ticks: tick::Ticks,
    kept: Kept,
}

/// What is kept of the rows told so far, of one table but for the watch, which goes through the sheet.
#[derive(Default)]
struct Kept {
    lines: Lines,
    joint: joint::Joint,
    lone: lone::Lone,
    watch: content::Watch,
    /// The row that heads a small table of sums, while its rows follow.
    small: Option<Row>,
}

impl Kept {
    /// With what is kept of the table that rows stand below; `year` is the report year.
    fn below<'r>(
        &'r mut self,
        year: Option<i16>,
        totals: &'r mut total::Totals,
        findings: &'r mut Vec<Finding>,
    ) -> Below<'r> {
        Below {
            year,
            totals,
            kept: self,
            findings,
        }
    }
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

/// The rows below a header as they are told, and what is kept of them.
struct Below<'r> {
    /// The report year.
    year: Option<i16>,
    totals: &'r mut total::Totals,
    kept: &'r mut Kept,
    findings: &'r mut Vec<Finding>,
}

impl Below<'_> {
    /// Tells a record, of which it was `seen` what some cells look like; or a total, where it says no more than the sums
    /// of those above. Whether it is a record.
    fn record(
        &mut self,
        table: &Table,
        row: &Row,
        seen: &[Option<Option<content::Look>>],
        out: &mut dyn FnMut(Line<'_>),
    ) -> bool {
        if let Some(unnamed) = self.totals.add(table, row) {
            self.findings.push(unnamed);
            self.kept.lines = Lines::default();
            self.kept.small = None;
            out(Line::Aside(row.number, Why::Total));
            return false;
        }
        self.findings.extend(self.kept.joint.told(table, row));
        let shifted = self.kept.watch.see(table, row, seen);
        out(Line::Record(row, shifted.map(Box::new)));
        true
    }

    /// Tells a lone text that was kept back, as what it is beside the row that follows it: the title of what follows in
    /// the same columns, a remark, a record.
    fn release(
        &mut self,
        table: &mut Arc<Table>,
        held: Option<Row>,
        next: Option<&Row>,
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
            Some(why) => self.aside(&row, why, out),
            None if aside::is_remark(table, &row) || aside::closes(&row) => {
                self.aside(&row, Why::Footer, out);
            }
            None => self.alone(table, &row, next, out),
        }
    }

    /// Tells a row of a single cell, as what it is beside the rows around it.
    fn alone(
        &mut self,
        table: &Table,
        row: &Row,
        next: Option<&Row>,
        out: &mut dyn FnMut(Line<'_>),
    ) {
        let doubt = match self.kept.lone.stands(table, row, next) {
            lone::Stands::Note => return self.aside(row, Why::Footer, out),
            lone::Stands::Heading => return self.aside(row, Why::Title, out),
            lone::Stands::Foreign(finding) => {
                self.findings.push(finding);
                return self.aside(row, Why::Footer, out);
            }
            lone::Stands::Doubted(finding) => Some(finding),
            lone::Stands::Record => None,
        };
        self.kept.lines.told(table, row, false);
        if self.record(table, row, &[], out) {
            self.findings.extend(doubt);
        }
    }

    /// Tells that a row is no record.
    fn aside(&mut self, row: &Row, why: Why, out: &mut dyn FnMut(Line<'_>)) {
        match why {
            Why::Part => {
                self.kept.watch.part(row.number);
                self.kept.lines.parts = true;
            }
            Why::Blank => {}
            _ => self.kept.lines = Lines::default(),
        }
        if why == Why::Footer {
            self.kept.lone.noted();
        }
        out(Line::Aside(row.number, why));
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
            sights: sight::Sights::default(),
            ticks: tick::Ticks::default(),
            kept: Kept::default(),
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
        self.release(None, findings, out);
        if let State::In { table, .. } = &self.state {
            self.kept.watch.tell(table, findings);
        }
        self.kept
            .watch
            .end(self.setting.file, self.sheet.index, findings);
        match self.found {
            true => findings.extend(self.absence.above(
                (self.setting.file, self.sheet.index),
                &hints(&self.names()),
                self.sheet.name.is_some(),
            )),
            false if !self.guide => {
                self.no_table(findings);
                self.sums(findings, out);
            }
            false => {}
        }
    }

    /// Tells the row that is held, if one is, as what it is before the next one.
    fn release(
        &mut self,
        next: Option<&Row>,
        findings: &mut Vec<Finding>,
        out: &mut dyn FnMut(Line<'_>),
    ) {
        if let State::In {
            table,
            totals,
            held,
        } = &mut self.state
        {
            let mut below = self.kept.below(self.setting.year, totals, findings);
            below.release(table, held.take(), next, out);
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
        findings.push(self.absence.explain(
            (self.setting.file, self.sheet.index),
            (&hints(&self.names()), self.sheet.name.is_some()),
            self.setting.headings,
        ));
    }

    /// Tells of figures in a sheet without a table, unless an error tells of it already.
    fn sums(&self, findings: &[Finding], out: &mut dyn FnMut(Line<'_>)) {
        let told = findings.last().map(|finding| finding.rule.severity);
        if self.sheet.hidden || told == Some(Severity::Error) {
            return;
        }
        let names = self.names();
        let figures = self.absence.summed(&hints(&names));
        let period = names.under(self.absence.titles()).period(self.setting.year);
        for (work, (row, column)) in figures {
            let at = Address {
                file: self.setting.file,
                sheet: self.sheet.index,
                row,
                column: Some(column),
            };
            out(Line::Summed(Summed { at, work, period }));
        }
    }

    /// Looks for a header in the rows kept, and passes them on as what they turn out to be.
    fn settle(&mut self, findings: &mut Vec<Finding>, out: &mut dyn FnMut(Line<'_>)) {
        let State::Seeking { rows, above } = &mut self.state else {
            return;
        };
        let (mut rows, above) = (std::mem::take(rows), above.take());
        let hints = hints(&self.names());
        let found = header::find(&rows, &hints, self.setting.headings);
        let mut before: Option<(Arc<Table>, total::Totals)> = None;
        if let Some(above) = above {
            // what does not begin with the row that seemed to begins further down, or nowhere
            let of_above = found.as_ref().map_or(rows.len(), |found| found.first);
            if of_above > above.header {
                self.go_on(above, (&mut rows, of_above), findings, out);
                return;
            }
            self.kept.watch.tell(&above.table, findings);
            before = Some((above.table, above.totals));
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
        let before = before.filter(|(above, _)| above.has_same_columns(&table));
        let totals = before.map(|(_, totals)| total::Totals::below(totals));
        let table = Arc::new(table);
        self.ticks = ticks;
        for row in above {
            out(Line::Aside(row.number, absence::above(row)));
        }
        for row in &rows[found.first..=found.last] {
            out(Line::Aside(row.number, Why::Header));
        }
        self.kept.watch.begin(&table);
        let names = self.names();
        let around: Vec<&str> = names.around().collect();
        self.kept.watch.named(self.sheet.name.as_deref(), &around);
        self.sights.begin(&table);
        self.kept.small = None;
        self.kept.lines = Lines::default();
        self.kept.lone = lone::Lone::default();
        out(Line::Table(Arc::clone(&table)));
        self.state = State::In {
            table,
            totals: totals.unwrap_or_default(),
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
        let table = Arc::clone(&above.table);
        self.state = State::In {
            table: above.table,
            totals: above.totals,
            held: None,
        };
        let (own, below) = rows.split_at_mut(own);
        for (at, row) in own.iter().enumerate() {
            if at == above.header && header::heads_days(&table, row) {
                self.release(Some(row), findings, out);
                findings.push(header::unknown(&table, row));
                out(Line::Aside(row.number, Why::Header));
                continue;
            }
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
        let fees = names.around().find_map(Work::of_name) == Some(Work::Fee);
        let columns = header::assign(at, (found, fees), findings);
        let ticks = tick::Ticks::of(found, &columns);
        let kind = columns.get(&Field::Category).map(|(column, _)| *column);
        let below = &rows[(found.last + 1).min(rows.len())..];
        findings.extend(header::lines_beside(at, found, kind, below));
        findings.extend(header::beside(at, found, self.setting.headings));
        findings.extend(header::sums_beside(at, found));
        let has = |field| columns.contains_key(&field);
        findings.extend(header::unused(at, found, &has));
        // 收费金额（元） over 本季
        let headed = |at: u16| found.headings.iter().find(|(column, _)| *column == at);
        let in_heading = columns.get(&Field::Amount).and_then(|(at, heading)| {
            let above = || headed(*at).and_then(|(_, path)| Money::within(path));
            Money::within(heading).or_else(above)
        });
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
        let unread = found.headings.iter().map(|(column, _)| *column);
        let unread = unread.filter(|at| !is_read(&columns, *at));
        let held = Held::below(found.kind, unread, &rows[found.last + 1..]);
        let table = Table {
            at,
            kind: found.kind,
            last_header_row: rows[found.last].number,
            columns: Columns::from_iter(columns).with(header::instead(found)),
            ticked: ticks.columns().collect(),
            headings: found.headings.clone(),
            period: names.period(self.setting.year),
            year: self.setting.year,
            names,
            money,
            date1904: self.sheet.date1904,
            held,
        };
        (table, ticks)
    }

    fn names(&self) -> Names {
        Names::new(
            self.sheet.name.as_deref(),
            self.setting.path,
            self.setting.folder,
        )
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

    /// A row below a header, as it is written, and as it is told without ticks.
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
        let plain = !self.kept.lines.parts
            && self.kept.small.is_none()
            && !aside::may_prescribe(table, told);
        if plain && self.sights.is_record(table, told, self.setting.headings) {
            debug_assert!(is_record(table, told, self.setting.headings), "{row:?}");
            let mut below = self.kept.below(self.setting.year, totals, findings);
            below.release(table, held.take(), Some(told), out);
            below.kept.lines.told(table, told, false);
            below.kept.lone.told(true);
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
        let mut below = self.kept.below(self.setting.year, totals, findings);
        below.release(table, held.take(), Some(row), out);
        if let Some(cell) = total::small::heads(table, row) {
            below
                .findings
                .push(total::small::doubt(table, row, (cell, true)));
            below.kept.small = Some(row.clone());
            below.aside(row, Why::Total, out);
            return;
        }
        if let Some(heads) = &below.kept.small {
            if total::small::goes_on(heads, row) {
                below.aside(row, Why::Total, out);
                return;
            }
            below.kept.small = None;
        }
        let alone = aside::why(table, row);
        if let Some(why) = below.kept.lines.why(table, row, alone) {
            // below a table, 「单位：万元」 or a text in a column of no field may stand above the next one
            if may_be_title(row, why) {
                *held = Some(row.clone());
                return;
            }
            if why == Why::Total
                && !below.totals.compare(table, row, below.findings)
                && aside::may_be_record(table, row)
            {
                below.findings.push(total::may_be_record(table, row));
            }
            if why == Why::Continued {
                let doubt = below.kept.joint.of_another_class(table, row);
                below.findings.extend(doubt);
            }
            below.aside(row, why, out);
        } else if let Some(cell) = total::small::of_one(table, row) {
            below
                .findings
                .push(total::small::doubt(table, row, (cell, false)));
            below.aside(row, Why::Total, out);
        } else if aside::is_alone(row) {
            *held = Some(row.clone());
        } else if alone.is_none() && lone::is_value_alone(row) {
            below.alone(table, row, None, out);
        } else {
            below.kept.lines.told(table, row, alone.is_some());
            below.kept.lone.told(lone::is_of_several(row));
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
        && total::small::heads(table, row).is_none()
        && total::small::of_one(table, row).is_none()
        && !aside::is_alone(row)
}
