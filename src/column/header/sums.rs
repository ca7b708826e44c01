//! 旁表: small tables of sums that stand to the right of a ledger, and lists of what may be chosen elsewhere.
//!
//! In: a header that was found, and the rows below it. Out: the same header without what is none of its ledger's.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::super::field::Named;
use super::super::{Field, Headings, Kind, aside, brief, cell_at, rules, squeezed};
use super::Found;
use super::around::Around;
use super::path::{self, Headed};
use super::score::score;
use crate::address::Address;
use crate::book::{Cell, Row, Value};
use crate::finding::{Finding, Place};
use crate::number;
use crate::text::{self, quote};

/// What headings beside those of a ledger are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Those of a table of sums.
    Sums,
    /// Perhaps the ledger's, perhaps not.
    Doubted,
}

impl Found {
    /// Leaves out the headings of a small table of sums that stands to the right of the ledger:
    /// 「结果、件数」 over 「予以公开 12、总计 12」.
    pub(super) fn leave_out_sums(&mut self, rows: &[Row], headings: &Headings) {
        let below = &rows[(self.last + 1).min(rows.len())..];
        let stretches = self.stretches(&rows[self.first..]);
        let named = |stretch: &[u16]| {
            let columns = self.columns.iter();
            let of = columns.filter(|(at, _, named)| stretch.contains(at) && named.is_some());
            of.count()
        };
        let mut main: Option<&Vec<u16>> = None;
        for stretch in &stretches {
            if main.is_none_or(|main| named(stretch) > named(main)) {
                main = Some(stretch);
            }
        }
        let Some(main) = main else { return };
        let right = stretches.iter().filter(|stretch| stretch[0] > main[0]);
        let beside: Vec<(Vec<u16>, Beside)> = right
            .filter_map(|stretch| {
                let beside = self.beside_of((main, stretch), below, headings)?;
                Some((stretch.clone(), beside))
            })
            .collect();
        let tail = (self.tail_of_sums(main, below)).map(|tail| (tail, Beside::Sums));
        for (stretch, beside) in beside.into_iter().chain(tail) {
            match beside {
                Beside::Sums => {
                    let mut headings = self.headings.iter();
                    let first = headings.find(|(at, _)| stretch.contains(at));
                    self.sums.extend(first.cloned());
                    self.columns.retain(|(at, ..)| !stretch.contains(at));
                    self.headings.retain(|(at, _)| !stretch.contains(at));
                    self.rows.retain(|at, _| !stretch.contains(at));
                }
                Beside::Doubted => {
                    let columns = self.columns.iter_mut();
                    let of = columns.filter(|(at, ..)| stretch.contains(at));
                    of.for_each(|(.., named)| *named = None);
                }
            }
        }
    }

    /// Whether the rows below list what may be chosen elsewhere: texts without a digit, under headings that ask for one
    /// of several words; where no name says so, each word of a column once, and the columns of different lengths.
    pub(in crate::column) fn lists_options(&self, below: &[Row], named: bool) -> bool {
        let chosen = |field: Field| {
            matches!(
                field,
                Field::Class
                    | Field::BodyKind
                    | Field::Result
                    | Field::Detail
                    | Field::State
                    | Field::Extended
                    | Field::Way
                    | Field::Category
                    | Field::Channel
                    | Field::Validity
                    | Field::CaseKind
                    | Field::SuitPath
                    | Field::Verdict
                    | Field::Unit
            )
        };
        let mut fields = self.columns.iter().filter_map(|(.., named)| *named);
        let plain = |cell: &Cell| match &cell.value {
            Value::Text(written) => !written
                .chars()
                .any(|c| text::half_width(c).is_ascii_digit()),
            _ => false,
        };
        let own = || {
            let cells = below.iter().flat_map(|row| &row.cells);
            cells.filter(|cell| squeezed(cell).is_some())
        };
        if !fields.all(|named| chosen(named.field)) || !own().all(plain) {
            return false;
        }
        let mut lists: BTreeMap<u16, Vec<Cow<'_, str>>> = BTreeMap::new();
        for cell in own() {
            let list = lists.entry(cell.column).or_default();
            list.extend(squeezed(cell));
        }
        let once =
            |list: &Vec<Cow<'_, str>>| list.iter().collect::<BTreeSet<_>>().len() == list.len();
        let lengths: BTreeSet<usize> = lists.values().map(Vec::len).collect();
        named || lists.len() >= 2 && lengths.len() >= 2 && lists.values().all(once)
    }

    /// The columns with a heading, parted where nothing stands between them in any row.
    pub(super) fn stretches(&self, rows: &[Row]) -> Vec<Vec<u16>> {
        let stands = |between: std::ops::Range<u16>| {
            let mut cells = rows.iter().flat_map(|row| &row.cells);
            cells.any(|cell| between.contains(&cell.column) && squeezed(cell).is_some())
        };
        let mut stretches: Vec<Vec<u16>> = Vec::new();
        for (column, _) in &self.headings {
            match stretches.last_mut() {
                Some(stretch)
                    if stretch
                        .last()
                        .is_some_and(|last| last + 1 == *column || stands(last + 1..*column)) =>
                {
                    stretch.push(*column);
                }
                _ => stretches.push(vec![*column]),
            }
        }
        stretches
    }

    /// The last columns of a ledger, where they are a table of sums that stands beside it without an empty column
    /// between.
    fn tail_of_sums(&self, main: &[u16], below: &[Row]) -> Option<Vec<u16>> {
        const LEAST: usize = 3;
        let mut tails = [2, 3].into_iter().filter_map(|count| {
            let (rest, tail) = main.split_at_checked(main.len().checked_sub(count)?)?;
            (rest.len() >= LEAST).then_some((rest, tail))
        });
        let tail = tails.find(|(rest, tail)| self.sums_up((rest, tail), below))?;
        Some(tail.1.to_vec())
    }

    /// Whether columns beside those of a ledger sum it up, whatever their labels are called: few rows one below another,
    /// each with a label and a number, of which the last is a total of the others.
    fn sums_up(&self, (main, beside): (&[u16], &[u16]), below: &[Row]) -> bool {
        let ([label, .., last], false) = (beside, main.is_empty()) else {
            return false;
        };
        let quantity = self.columns.iter().any(|(at, _, named)| {
            let named = named.filter(|named| named.rank != 0);
            at == last && named.is_some_and(|n| matches!(n.field, Field::Count | Field::Amount))
        });
        if !quantity {
            return false;
        }
        let stands = |row: &Row, columns: &[u16]| {
            let mut cells = row.cells.iter();
            cells.any(|cell| columns.contains(&cell.column) && squeezed(cell).is_some())
        };
        let ledger = below.iter().filter(|row| stands(row, main)).count();
        let told = below.iter().filter(|row| stands(row, beside));
        let told: Vec<&Row> = told.take(ledger / 2 + 1).collect();
        let follow = (told.windows(2)).all(|two| two[0].number + 1 == two[1].number);
        let (Some((total, others)), true) = (told.split_last(), follow) else {
            return false;
        };
        let number = |row: &Row| {
            let cell = cell_at(row, *last)?;
            number::parse(&cell.value.text()).map(|read| read.value)
        };
        let sum = others.iter().try_fold(Decimal::ZERO, |sum, row| {
            let labelled = cell_at(row, *label).is_some();
            sum.checked_add(number(row).filter(|_| labelled)?)
        });
        !others.is_empty()
            && told.len() * 2 <= ledger
            && cell_at(total, *label).is_some_and(aside::is_total_cell)
            && sum.is_some()
            && sum == number(total)
    }

    /// What a stretch of headings beside those of the ledger is, where it may be none of its.
    fn beside_of(
        &self,
        (main, stretch): (&[u16], &[u16]),
        below: &[Row],
        headings: &Headings,
    ) -> Option<Beside> {
        let of = |columns: &[u16]| -> Vec<&Headed> {
            let all = self.columns.iter();
            all.filter(|(at, ..)| columns.contains(at)).collect()
        };
        let own = |row: &Row, columns: &[u16]| {
            let mut cells = row.cells.iter();
            cells.any(|cell| columns.contains(&cell.column) && squeezed(cell).is_some())
        };
        let known: Vec<Field> = (of(main).iter())
            .filter_map(|(.., named)| named.map(|named| named.field))
            .collect();
        let sums = |field: Field| matches!(field, Field::Count | Field::Amount);
        let foreign =
            |named: &Named| named.rank != 0 && (sums(named.field) || known.contains(&named.field));
        // whatever their heading names, parts of a year are labels, and so are those of an office
        let of_unit = |at: u16| {
            let mut columns = self.columns.iter();
            columns.any(|(column, _, named)| {
                *column == at && named.is_some_and(|named| named.field == Field::Unit)
            })
        };
        let label = stretch.first();
        let label = label.filter(|at| are_spans(below, **at) || of_unit(**at));
        let columns = of(stretch).into_iter().filter(|(at, ..)| Some(at) != label);
        let named: Vec<Named> = columns.filter_map(|(.., named)| *named).collect();
        if self.sums_up((main, stretch), below) {
            return Some(Beside::Sums);
        }
        let ledger = below.iter().filter(|row| own(row, main)).count();
        let told: Vec<&Row> = below.iter().filter(|row| own(row, stretch)).collect();
        if named.is_empty() || !named.iter().all(foreign) {
            return None;
        }
        if let [only] = stretch {
            // a quantity far to the right that hardly a row has
            let far = main.iter().all(|at| at + 2 < *only);
            let rare = told.len() * 5 <= ledger;
            return (far && rare && sums(named[0].field)).then_some(Beside::Doubted);
        }
        let within = |row: &&Row| {
            let mut cells = row.cells.iter();
            cells.any(|cell| stretch.contains(&cell.column) && aside::is_total_cell(cell))
        };
        if told.iter().any(within) {
            return Some(Beside::Sums);
        }
        // without a total: a few labels below one another, each with its number to the right
        let labelled = |row: &Row| {
            let label = row.cells.iter().find(|cell| cell.column == stretch[0]);
            label.is_some_and(|cell| matches!(cell.value, Value::Text(_)))
        };
        let follow = told
            .windows(2)
            .all(|two| two[0].number + 1 == two[1].number);
        let labels = told.iter().filter_map(|row| cell_at(row, stretch[0]));
        let labels: Vec<_> = labels.filter_map(squeezed).collect();
        let each_once = labels.iter().collect::<BTreeSet<_>>().len() == told.len();
        // a list of another length than the ledger, each label once
        let several = told.len() >= 2;
        // an application is one, whatever stands beside it
        let of_applications = self.kind == Kind::Applications && each_once;
        let few = several && (told.len() * 2 <= ledger || of_applications && told.len() != ledger);
        let others = Kind::ALL.into_iter().filter(|kind| *kind != self.kind);
        let mut another = others.filter(|kind| {
            let columns: Vec<_> = (of(stretch).iter())
                .map(|(at, text, _)| path::named(*kind, *at, std::slice::from_ref(text), headings))
                .collect();
            score(*kind, &columns, &Around::default()).is_some()
        });
        if !follow || !told.iter().all(|row| labelled(row)) || another.next().is_some() {
            return None;
        }
        let asked = several && of_applications;
        match (few, asked) {
            (true, _) => Some(Beside::Sums),
            (false, true) => Some(Beside::Doubted),
            (false, false) => None,
        }
    }
}

/// A note of each small table of sums beside the ledger.
pub(in crate::column) fn sums_beside(at: Address, found: &Found) -> Vec<Finding> {
    let tables = found.sums.iter().map(|(column, heading)| {
        let message = format!("台账右边从{}起像是另列的汇总小表，没有读取", quote(heading));
        let place = Place::Cell(found.cell(at, *column));
        Finding::new(&rules::SUMS_BESIDE, place, message).value(heading.as_str())
    });
    tables.collect()
}

/// Whether what stands in a column are parts of a year: 「3月」, 「一季度」.
fn are_spans(below: &[Row], column: u16) -> bool {
    let cells = below.iter().filter_map(|row| cell_at(row, column));
    let mut told = cells.filter_map(squeezed).peekable();
    told.peek().is_some() && told.all(|key| brief::is_span(&key))
}
