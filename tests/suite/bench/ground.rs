//! Where faults are planted: the ledgers of a clean folder, before they become files.

use gknb::address::column_name;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::maker::exports::Ledger;
use crate::maker::facts::Request;
use crate::maker::pack::Laid;
use crate::maker::random::Random;
use crate::maker::table::{Table, Value};
use crate::maker::words::{BLANKS, headings};
use crate::maker::{Draft, Made};

/// A folder in the making, and the chance by which faults are planted.
pub(super) struct Ground {
    pub(super) draft: Draft,
    pub(super) random: Random,
    /// Files beside the ledgers.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// What is done to the finished folder.
    #[allow(clippy::type_complexity)]
    pub(super) last: Option<Box<dyn FnOnce(&mut Made, &[Laid])>>,
}

/// A row of an export.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) export: usize,
    pub(super) row: usize,
    /// Which of the facts it tells.
    pub(super) serial: usize,
}

/// Where the finding must point.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Spot {
    /// A cell of a row: export, row, column.
    Cell(usize, usize, usize),
    /// The heading of a column: export, column.
    Heading(usize, usize),
    /// The first heading of the header.
    Header(usize),
    /// A row as a whole.
    Row(usize, usize),
    /// The first cell of a row that is not blank.
    First(usize, usize),
    /// A cell of the 合计 row.
    Total(usize, usize),
    /// The sheet of an export.
    Sheet(usize),
    /// The file of an export.
    FileOf(usize),
    /// A place as it is shown.
    Shown(String),
    /// Any of several, where the rule may choose.
    Any(Vec<Spot>),
}

/// What was planted.
#[derive(Debug, Clone)]
pub(super) struct Planted {
    pub(super) spot: Spot,
    /// What stands there now, for reading it back.
    pub(super) value: Option<String>,
}

pub(super) fn planted(spot: Spot) -> Option<Planted> {
    Some(Planted { spot, value: None })
}

pub(super) fn shown(place: impl Into<String>) -> Option<Planted> {
    planted(Spot::Shown(place.into()))
}

/// The places of a spot in the finished folder, as they are shown to people; any of them will do.
pub(super) fn places(spot: &Spot, sheets: &[Laid]) -> Vec<String> {
    match spot {
        Spot::Any(spots) => spots.iter().flat_map(|s| places(s, sheets)).collect(),
        one => vec![place(one, sheets)],
    }
}

fn place(spot: &Spot, sheets: &[Laid]) -> String {
    let within = |export: usize, inner: Option<String>| {
        let laid = &sheets[export];
        let mut parts = vec![laid.path.clone()];
        if laid.format.sheets() {
            parts.push(laid.grid.name.clone());
        } else if laid.format.ability().merges {
            // a page of one table is a sheet without a name of its own
            parts.push("Sheet1".to_owned());
        }
        parts.extend(inner);
        parts.join("!")
    };
    let cell = |export: usize, row: usize, column: usize| {
        let column = column_name(u16::try_from(column).expect("a small sheet"));
        within(export, Some(format!("{column}{}", row + 1)))
    };
    match spot {
        Spot::Cell(export, row, column) => {
            let grid = &sheets[*export].grid;
            cell(*export, grid.row_of[*row], grid.column_of[*column])
        }
        Spot::Heading(export, column) => {
            let grid = &sheets[*export].grid;
            cell(*export, grid.heading_row[*column], grid.column_of[*column])
        }
        Spot::Header(export) => {
            let grid = &sheets[*export].grid;
            cell(*export, grid.header, grid.column_of[0])
        }
        Spot::Row(export, row) => {
            let row = sheets[*export].grid.row_of[*row] + 1;
            within(*export, Some(row.to_string()))
        }
        Spot::First(export, row) => {
            let grid = &sheets[*export].grid;
            let row = grid.row_of[*row];
            let first = grid.rows[row].iter().position(|v| !is_blank(v));
            cell(*export, row, first.unwrap_or(0))
        }
        Spot::Total(export, column) => {
            let grid = &sheets[*export].grid;
            let row = grid.total_row.expect("a row that is there for certain");
            cell(*export, row, grid.column_of[*column])
        }
        Spot::Sheet(export) => within(*export, None),
        Spot::FileOf(export) => sheets[*export].path.clone(),
        Spot::Shown(place) => place.clone(),
        Spot::Any(spots) => spots.first().map_or_else(String::new, |s| place(s, sheets)),
    }
}

pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Blank => true,
        Value::Text(text) => BLANKS.contains(&text.as_str()),
        _ => false,
    }
}

/// Headings that mean the same, of what decides a figure.
const MEANINGS: [&[&str]; 17] = [
    headings::NUMBER,
    headings::RECEIVED,
    headings::CLASS,
    headings::ORGANISATION,
    headings::ANSWERED,
    headings::RESULT,
    headings::DETAIL,
    headings::APPLICANT,
    headings::CONTENT,
    headings::QUANTITY,
    headings::CATEGORY,
    headings::TITLE,
    headings::DOCUMENT_NUMBER,
    headings::ISSUED,
    headings::REPEALED,
    headings::VALIDITY,
    headings::EXTENDED,
];

/// A day as anyone reads it.
pub(super) fn iso(day: Date) -> Value {
    Value::text(day.to_string())
}

impl Ground {
    pub(super) fn year(&self) -> i16 {
        self.draft.published.year
    }

    pub(super) fn table(&mut self, export: usize) -> &mut Table {
        &mut self.draft.exports[export].table
    }

    /// The exports of a ledger that have rows.
    pub(super) fn exports(&self, ledger: Ledger) -> Vec<usize> {
        let exports = self.draft.exports.iter().enumerate();
        exports
            .filter(|(_, e)| e.ledger == ledger && !e.table.rows.is_empty())
            .map(|(at, _)| at)
            .collect()
    }

    /// One of the exports of a ledger that have rows.
    pub(super) fn export(&mut self, ledger: Ledger) -> Option<usize> {
        let exports = self.exports(ledger);
        self.one(&exports)
    }

    /// One of several by chance.
    pub(super) fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.random.index(of.len())])
    }

    /// The column under one of the headings, however it was typed.
    pub(super) fn column(&self, export: usize, headings: &[&str]) -> Option<usize> {
        let table = &self.draft.exports[export].table;
        table.columns.iter().position(|column| {
            let heading: String = column.heading.split_whitespace().collect();
            let bare = heading.split(['（', '(']).next().unwrap_or_default();
            headings.contains(&heading.as_str()) || headings.contains(&bare)
        })
    }

    pub(super) fn value(&self, at: At, column: usize) -> &Value {
        &self.draft.exports[at.export].table.rows[at.row][column]
    }

    pub(super) fn request(&self, serial: usize) -> &Request {
        &self.draft.facts.requests[serial - 1]
    }

    /// All rows of a ledger.
    pub(super) fn rows(&self, ledger: Ledger) -> Vec<At> {
        let mut rows = Vec::new();
        for export in self.exports(ledger) {
            let table = &self.draft.exports[export].table;
            for row in 0..table.rows.len() {
                let serial = table.records.get(row).copied().unwrap_or(0);
                rows.push(At {
                    export,
                    row,
                    serial,
                });
            }
        }
        rows
    }

    /// How many rows of a ledger tell of one of the facts.
    pub(super) fn times(&self, ledger: Ledger, serial: usize) -> usize {
        let rows = self.rows(ledger);
        rows.iter().filter(|at| at.serial == serial).count()
    }

    /// A row by chance among those that will do.
    pub(super) fn row(&mut self, ledger: Ledger, fits: impl Fn(&Ground, At) -> bool) -> Option<At> {
        let rows = self.rows(ledger);
        let fit: Vec<At> = rows.into_iter().filter(|at| fits(self, *at)).collect();
        self.one(&fit)
    }

    /// A row of an application received and answered in the year, that says so.
    pub(super) fn answered(&mut self, fits: impl Fn(&Ground, At) -> bool) -> Option<At> {
        self.row(Ledger::Requests, |ground, at| {
            let year = ground.year();
            let request = ground.request(at.serial);
            let told = ground
                .column(at.export, headings::ANSWERED)
                .is_some_and(|column| !is_blank(ground.value(at, column)));
            let this = request.received.year() == year;
            told && this
                && request.answered.is_some_and(|(day, _)| day.year() == year)
                && fits(ground, at)
        })
    }

    /// The same, of an application that stands in one row only.
    pub(super) fn answered_once(&mut self, fits: impl Fn(&Ground, At) -> bool) -> Option<At> {
        self.answered(|ground, at| {
            ground.times(Ledger::Requests, at.serial) == 1 && fits(ground, at)
        })
    }

    /// Whether nothing but one cell tells the result.
    pub(super) fn result_alone(&self, at: At) -> bool {
        match self.column(at.export, headings::DETAIL) {
            Some(detail) => is_blank(self.value(at, detail)),
            None => true,
        }
    }

    /// Whether nothing but one cell tells the class.
    pub(super) fn class_alone(&self, at: At) -> bool {
        self.column(at.export, headings::ORGANISATION).is_none()
    }

    /// Writes into a row, under one of the headings.
    pub(super) fn write(&mut self, at: At, headings: &[&str], value: Value) -> Option<Planted> {
        let column = self.column(at.export, headings)?;
        let table = self.table(at.export);
        table.rows[at.row][column] = value.clone();
        let text = value.shown();
        Some(Planted {
            spot: Spot::Cell(at.export, at.row, column),
            value: (!text.is_empty()).then_some(text),
        })
    }

    /// The same text in one of several ways.
    pub(super) fn write_one(
        &mut self,
        at: At,
        headings: &[&str],
        texts: &[&str],
    ) -> Option<Planted> {
        let text = self.random.pick(texts).to_owned();
        self.write(at, headings, Value::text(text))
    }

    /// An export whose period nothing tells, and which no other file name tells either.
    pub(super) fn unname(&mut self, export: usize, title: &str) {
        let path = format!("导出{export:02}");
        let export = &mut self.draft.exports[export];
        export.path = Some(path);
        export.table.title = title.to_owned();
        export
            .table
            .lines
            .retain(|line| !line.starts_with("统计期"));
    }

    /// Repeats a row in another export of the same ledger, cell by cell under headings that mean the same;
    /// none where the other has no column for something that the row says.
    pub(super) fn repeat(&mut self, at: At, export: usize) -> Option<At> {
        let meaning = |heading: &str| -> String {
            let heading: String = heading.split_whitespace().collect();
            let known = MEANINGS.iter().find(|m| m.contains(&heading.as_str()));
            known.map_or(heading, |m| m[0].to_owned())
        };
        let from = &self.draft.exports[at.export].table;
        let mut said: Vec<(String, Value)> = from
            .columns
            .iter()
            .zip(&from.rows[at.row])
            .map(|(column, value)| (meaning(&column.heading), value.clone()))
            .collect();
        let mut row = Vec::new();
        for column in &self.draft.exports[export].table.columns {
            let meaning = meaning(&column.heading);
            let found = said.iter().position(|(m, _)| *m == meaning);
            row.push(found.map_or(Value::Blank, |at| said.remove(at).1));
        }
        let decides = |meaning: &str| MEANINGS.iter().any(|m| m[0] == meaning);
        if said.iter().any(|(m, value)| decides(m) && !is_blank(value)) {
            return None;
        }
        let table = self.table(export);
        table.rows.push(row);
        table.records.push(at.serial);
        table.total = None;
        let row = table.rows.len() - 1;
        Some(At { export, row, ..at })
    }

    /// A row of an application told in one export, and the same row in a later export.
    pub(super) fn repeated(&mut self, fits: impl Fn(&Ground, At) -> bool) -> Option<(At, At)> {
        let last = *self.exports(Ledger::Requests).last()?;
        let first = self.answered_once(|ground, at| at.export < last && fits(ground, at))?;
        let later: Vec<usize> = self
            .exports(Ledger::Requests)
            .into_iter()
            .filter(|export| *export > first.export)
            .collect();
        let export = self.one(&later)?;
        Some((first, self.repeat(first, export)?))
    }

    /// Fees in one table, about as large as one another: so many rows at least, in 元 or 万元 as its heading
    /// says.
    pub(super) fn even_fees(
        &mut self,
        export: usize,
        amounts: (i64, i64),
        scale: u32,
    ) -> Option<usize> {
        let column = self.column(export, headings::AMOUNT)?;
        let mut random = self.random.fork(&format!("fees {export}"));
        let table = self.table(export);
        for row in &mut table.rows {
            row[column] = Value::Number(Decimal::new(random.within(amounts.0, amounts.1), scale));
        }
        table.total = None;
        Some(column)
    }
}
