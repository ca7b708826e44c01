//! The rows that a grid needs, read once more from the files.
//!
//! In: findings, what is known of rows of headings, and the way to the files. Out: a [`Context`]. What is wrong with a
//! file was found when it was read for its figures.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::cause::groups;
use crate::address::{Address, Sources};
use crate::book::{self, Event, Input};
use crate::finding::{Finding, Place, Severity};

/// Rows as text by number; cells by ascending column.
pub type Rows = BTreeMap<u32, Vec<(u16, String)>>;

/// The rows of the sources that a grid needs.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// By file and sheet.
    pub rows: BTreeMap<(u32, u16), Rows>,
    /// The rows that hold headings, by file and sheet.
    pub headers: Headers,
}

/// Rows of headings by file and sheet, downwards.
pub type Headers = BTreeMap<(u32, u16), Vec<u32>>;

impl Context {
    /// The row of headings that stands above a row, that of the last table before it.
    pub fn header(&self, at: Address) -> Option<u32> {
        header(self.headers.get(&(at.file, at.sheet))?, at.row)
    }
}

/// The last of ascending rows of headings above a row.
fn header(headers: &[u32], row: u32) -> Option<u32> {
    let above = headers.partition_point(|&header| header < row);
    headers[..above].last().copied()
}

/// Reads again the files that [`super::human`] shows cells of, one pass a file, and keeps the rows it needs.
///
/// `open` opens the file at a position of `names`; a file that cannot be opened again shows no grid.
/// `headers` are the rows of headings where they are known; elsewhere the likeliest row is taken.
pub fn context(
    findings: &[Finding],
    names: &Sources,
    headers: &Headers,
    open: &(dyn Fn(u32) -> Option<Box<dyn Input>> + Sync),
) -> Context {
    let mut wanted: BTreeMap<u32, BTreeMap<u16, BTreeSet<u32>>> = BTreeMap::new();
    for group in groups(findings) {
        if let Some(at) = drawn(group.first) {
            let rows = wanted.entry(at.file).or_default();
            rows.entry(at.sheet).or_default().insert(at.row);
        }
    }
    let wanted: Vec<_> = wanted.into_iter().collect();
    let parts: Vec<Context> = wanted
        .par_iter()
        .map(
            |(file, sheets)| match (open(*file), names.files.get(*file as usize)) {
                (Some(mut input), Some(name)) => {
                    rows_of(*file, &name.file, input.as_mut(), sheets, headers)
                }
                _ => Context::default(),
            },
        )
        .collect();
    let mut all = Context::default();
    for part in parts {
        all.rows.extend(part.rows);
        all.headers.extend(part.headers);
    }
    all
}

/// The wanted rows of one file, their neighbours, and the rows of headings.
fn rows_of(
    file: u32,
    name: &str,
    input: &mut dyn Input,
    sheets: &BTreeMap<u16, BTreeSet<u32>>,
    headers: &Headers,
) -> Context {
    let mut keeper = Keeper {
        file,
        sheets,
        headers,
        sheet: 0,
        found: Context::default(),
    };
    // What is wrong with the file was found when it was read for its figures.
    let mut findings = Vec::new();
    book::read(file, name, input, &mut findings, &mut |event| {
        keeper.see(event);
    });
    keeper.finish()
}

/// Keeps of a file's rows those that a grid needs.
struct Keeper<'a> {
    file: u32,
    sheets: &'a BTreeMap<u16, BTreeSet<u32>>,
    headers: &'a Headers,
    sheet: u16,
    found: Context,
}

impl Keeper<'_> {
    fn see(&mut self, event: Event<'_>) {
        /// Headings are looked for down to this row.
        const HEAD: u32 = 40;
        let row = match event {
            Event::Sheet(sheet) => return self.sheet = sheet.index,
            Event::Row(row) => row,
        };
        let place = (self.file, self.sheet);
        let Some(wanted) = self.sheets.get(&self.sheet) else {
            return;
        };
        let near = [row.number.saturating_sub(1), row.number, row.number + 1];
        let near = near.iter().any(|n| wanted.contains(n));
        let head = match self.headers.get(&place) {
            Some(known) => wanted.iter().any(|&w| header(known, w) == Some(row.number)),
            None => row.number <= HEAD,
        };
        if near || head {
            let cells = row.cells.iter();
            let cells = cells.map(|c| (c.column, c.value.text().into_owned()));
            let sheet = self.found.rows.entry(place).or_default();
            sheet.insert(row.number, cells.collect());
        }
    }

    fn finish(mut self) -> Context {
        for (place, rows) in &self.found.rows {
            let wanted = self.sheets.get(&place.1);
            let above = wanted.and_then(BTreeSet::last).copied().unwrap_or(0);
            let headers = match self.headers.get(place) {
                Some(known) => known.clone(),
                None => likely(rows, above).into_iter().collect(),
            };
            self.found.headers.insert(*place, headers);
        }
        self.found
    }
}

/// The row that has the most cells of words, the first of those.
fn likely(rows: &Rows, above: u32) -> Option<u32> {
    let words = |cells: &[(u16, String)]| {
        let mut texts: Vec<&str> = cells
            .iter()
            .map(|c| c.1.trim())
            .filter(|t| !t.is_empty() && !t.contains(|c: char| c.is_ascii_digit()))
            .collect();
        texts.sort_unstable();
        texts.dedup();
        texts.len()
    };
    rows.range(..above)
        .map(|(&number, cells)| (words(cells), number))
        .filter(|&(count, _)| count >= 2)
        .max_by_key(|&(count, number)| (count, std::cmp::Reverse(number)))
        .map(|(_, number)| number)
}

/// The row that a grid is drawn of.
pub(super) fn drawn(finding: &Finding) -> Option<Address> {
    match finding.at {
        Place::Cell(address) if finding.rule.severity != Severity::Note => Some(address),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Cell, Row, Value};

    #[test]
    fn the_rows_around_are_kept_and_the_likeliest_headings() {
        let kept = kept(&Headers::new());
        assert_eq!(kept.headers[&(0, 0)], [3], "the row with the most words");
        let numbers: Vec<u32> = kept.rows[&(0, 0)].keys().copied().collect();
        assert_eq!(numbers, [1, 3, 44, 45, 46]);
        assert_eq!(kept.rows[&(0, 0)][&45][3].1, "2022.13.1");
    }

    #[test]
    fn the_headings_of_the_last_table_above_a_row_are_its_where_tables_are_known() {
        let kept = kept(&Headers::from([((0, 0), vec![1, 43, 46])]));
        let at = |row| Address {
            file: 0,
            sheet: 0,
            row,
            column: None,
        };
        assert_eq!(kept.header(at(45)), Some(43));
        assert_eq!(kept.header(at(43)), Some(1));
        assert_eq!(kept.header(at(1)), None);
        let numbers: Vec<u32> = kept.rows[&(0, 0)].keys().copied().collect();
        assert_eq!(numbers, [43, 44, 45, 46]);
    }

    /// What is kept of a sheet of which the 45th row is wanted.
    fn kept(headers: &Headers) -> Context {
        let lines = [
            "依申请公开台账",
            "申请编号,收到日期,申请人类型,答复日期",
            "1,2022-01-05,自然人,2022-01-20",
            "2,2022-01-06,自然人,2022-01-20",
            "3,2022-02-01,商业企业,2022.13.1",
            "4,2022-02-02,自然人,2022-02-03",
            "5,2022-02-02,自然人,2022-02-03",
        ];
        let sheets = BTreeMap::from([(0, BTreeSet::from([45]))]);
        let mut keeper = Keeper {
            file: 0,
            sheets: &sheets,
            headers,
            sheet: 0,
            found: Context::default(),
        };
        for (number, line) in [1, 3, 43, 44, 45, 46, 47].into_iter().zip(lines) {
            let cells = (0u16..).zip(line.split(',')).map(|(column, text)| Cell {
                column,
                value: Value::Text(text.into()),
                word: None,
                anchor: None,
            });
            keeper.see(Event::Row(&mut Row {
                number,
                hidden: false,
                struck: false,
                cells: cells.collect(),
            }));
        }
        keeper.finish()
    }
}
