//! 来历: what the rows behind the figures say, read again from the sources.
//!
//! In: a [`Compilation`] and the way to its files. Out: for each wanted record the cells that decided how it
//! was counted, as written. Cells of persons are left out, see [`super::mask`].

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::evidence::Said;
use super::mask;
use super::show::Headers;
use crate::address::Address;
use crate::book::{self, Event, Input, Row};
use crate::column::{Field, Table};
use crate::compilation::Compilation;
use crate::ledger::Thing;
use crate::period::Period;

/// The fields that are shown of a record, in this order; the first one that a record has names it.
pub const FIELDS: [Field; 25] = [
    Field::Number,
    Field::CaseNumber,
    Field::DocumentNumber,
    Field::Title,
    Field::Category,
    Field::CaseKind,
    Field::SuitPath,
    Field::Received,
    Field::Accepted,
    Field::Issued,
    Field::Decided,
    Field::Charged,
    Field::Published,
    Field::Class,
    Field::BodyKind,
    Field::Result,
    Field::Detail,
    Field::Verdict,
    Field::Replied,
    Field::Concluded,
    Field::Extended,
    Field::Corrected,
    Field::Repealed,
    Field::Validity,
    Field::Count,
];

/// Money, after [`FIELDS`].
pub const MONEY: [Field; 2] = [Field::Amount, Field::AmountUnit];

/// What one record says: fields with their cells as written.
pub type Cells = Vec<(Field, String)>;

/// The tables of a compilation by file and sheet, downwards.
#[derive(Debug)]
pub struct Tables<'c>(BTreeMap<(u32, u16), Vec<&'c Table>>);

impl<'c> Tables<'c> {
    /// Of a compilation.
    pub fn of(compilation: &'c Compilation) -> Self {
        let mut tables: BTreeMap<_, Vec<&Table>> = BTreeMap::new();
        for table in &compilation.tables {
            let place = (table.at.file, table.at.sheet);
            tables.entry(place).or_default().push(table);
        }
        for tables in tables.values_mut() {
            tables.sort_by_key(|t| t.at.row);
        }
        Tables(tables)
    }

    /// The table that a row belongs to: the last one that begins at it or above it.
    pub fn at(&self, at: Address) -> Option<&'c Table> {
        let tables = self.0.get(&(at.file, at.sheet))?;
        let below = tables.partition_point(|t| t.at.row <= at.row);
        tables[..below].last().copied()
    }

    /// The last row of headings of each table, by file and sheet.
    pub fn headers(&self) -> Headers {
        let rows = |tables: &Vec<&Table>| tables.iter().map(|t| t.last_header_row).collect();
        self.0.iter().map(|(at, all)| (*at, rows(all))).collect()
    }
}

/// Reads the wanted rows again, one pass a file. A file that cannot be opened again tells nothing.
pub fn cells(
    compilation: &Compilation,
    tables: &Tables<'_>,
    wanted: &BTreeSet<Address>,
    open: &(dyn Fn(u32) -> Option<Box<dyn Input>> + Sync),
) -> BTreeMap<Address, Cells> {
    let files: BTreeSet<u32> = wanted.iter().map(|at| at.file).collect();
    let files: Vec<u32> = files.into_iter().collect();
    // A document's title names no applicant; that of a decision or of a fee may.
    let papers = compilation.ledger.papers.iter();
    let titled: BTreeSet<Address> = papers.flat_map(|p| p.rows.iter().copied()).collect();
    let parts: Vec<BTreeMap<Address, Cells>> = files
        .par_iter()
        .map(|&file| {
            let mut found = BTreeMap::new();
            let Some(name) = compilation.names.files.get(file as usize) else {
                return found;
            };
            let Some(mut input) = open(file) else {
                return found;
            };
            let mut sheet = 0;
            // What is wrong with the file was found when it was read for its figures.
            let mut known = Vec::new();
            let mut see = |event: Event<'_>| match event {
                Event::Sheet(told) => sheet = told.index,
                Event::Row(row) => {
                    let at = Address {
                        file,
                        sheet,
                        row: row.number,
                        column: None,
                    };
                    if let Some(table) = tables.at(at).filter(|_| wanted.contains(&at)) {
                        found.insert(at, record(table, row, titled.contains(&at)));
                    }
                }
            };
            book::read(file, &name.file, input.as_mut(), &mut known, &mut see);
            found
        })
        .collect();
    parts.into_iter().flatten().collect()
}

/// What the ledger keeps of the wanted records that count.
pub fn of_ledger(
    compilation: &Compilation,
    wanted: &BTreeSet<Address>,
) -> BTreeMap<Address, Cells> {
    let told = wanted.iter().filter_map(|at| {
        let thing = compilation.ledger.thing(*at)?;
        let said = Said::of(&thing);
        let (number, received, closed, class, wrote) = match &thing {
            Thing::Application(_) => (
                Field::Number,
                Field::Received,
                Field::Replied,
                Field::Class,
                Field::Result,
            ),
            Thing::Case(_) => (
                Field::CaseNumber,
                Field::Accepted,
                Field::Concluded,
                Field::CaseKind,
                Field::Verdict,
            ),
            Thing::Paper(_) | Thing::Act(_) | Thing::Charge(_) => (
                Field::DocumentNumber,
                Field::Issued,
                Field::Decided,
                Field::Category,
                Field::Title,
            ),
        };
        let day = |span: Option<Period>| match span {
            Some(span) if span.from == span.to => span.to.to_string(),
            Some(span) => span.to_string(),
            None => String::new(),
        };
        let cells = [
            (number, said.number.to_owned()),
            (received, day(said.received)),
            (closed, day(said.closed)),
            (class, said.class.to_owned()),
            (wrote, mask::numbers(said.wrote).into_owned()),
        ];
        let cells = cells.into_iter().filter(|(_, text)| !text.is_empty());
        Some((*at, cells.collect()))
    });
    told.collect()
}

fn record(table: &Table, row: &Row, titled: bool) -> Cells {
    let fields = FIELDS.iter().chain(&MONEY);
    fields
        .filter(|field| mask::shown(**field) || (titled && **field == Field::Title))
        .filter_map(|field| {
            let text = table.cell(row, *field)?.value.text().trim().to_owned();
            (!text.is_empty()).then(|| (*field, mask::numbers(&cut(&text)).into_owned()))
        })
        .collect()
}

/// A text as long as a list bears.
fn cut(text: &str) -> String {
    const LONGEST: usize = 120;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
