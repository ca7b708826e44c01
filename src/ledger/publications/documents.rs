//! 同一文件: which rows are one document.
//!
//! In: the documents of one kind. Out: each document's rows, the last one prevailing, handed to [`super::document`];
//! doubts where a title and a date alone say that rows are one.

use std::collections::HashMap;

use super::super::merge::{self, Told};
use super::super::{Work, rules, spelling};
use super::document;
use crate::address::Address;
use crate::column::Field;
use crate::entry::{self, Document, Publication};
use crate::finding::{Finding, Place};
use crate::period::Period;
use crate::text::quote;

/// What makes rows one document.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Which {
    /// Their 文号.
    Number(Box<str>),
    /// Nothing but that they are taken for what this row tells of.
    Row(Address),
}

/// Documents of one kind: rows of one 文号 are one document; without it, rows of different exports with the
/// same title and date.
pub(super) fn settle(kind: Document, publications: Vec<Publication>, work: &mut Work<'_>) {
    let joined = joined(&publications, work);
    let own = work.terms.own_numbers;
    let (spelled, doubts) = spelling::others(
        &publications,
        |p| p.number.as_deref(),
        |p| Some((p.title.as_deref()?, unit_told(p, own))),
        (Field::DocumentNumber, |p| p.written.as_deref()),
    );
    work.findings.extend(doubts);
    work.findings.extend(otherwise_numbered(&publications, own));
    let which = |p: &Publication| {
        let own = p.number.clone().map(Which::Number);
        let which = own.or_else(|| joined.get(&p.at()).cloned());
        match which {
            Some(Which::Number(number)) => Which::Number(spelled.of(&number)),
            Some(row) => row,
            None => Which::Row(p.at()),
        }
    };
    for mut rows in merge::group(publications, |p| Some((which(p), unit_told(p, own)))) {
        merge::sort(&mut rows);
        document::settle(kind, &rows, work);
    }
}

/// A doubt for each document whose title and day another export has beside another 文号, which is none of another spelling:
/// one of the two may be written beside a number of its registration.
fn otherwise_numbered(publications: &[Publication], own_numbers: bool) -> Vec<Finding> {
    let mut known: HashMap<Title, &Publication> = HashMap::new();
    let mut doubts = Vec::new();
    for publication in publications.iter().filter(|p| p.number.is_some()) {
        let Some(title) = publication.title.clone().zip(publication.dated) else {
            continue;
        };
        let title = (title.0, title.1, unit_told(publication, own_numbers));
        let first = *known.entry(title).or_insert(publication);
        let numbers = first.number.as_deref().zip(publication.number.as_deref());
        let other = numbers.is_some_and(|(first, number)| !spelling::is_one(first, number));
        if first.export() == publication.export() || !other {
            continue;
        }
        let written = |row: &Publication| {
            let written = row.written.as_deref().or(row.number.as_deref());
            quote(written.unwrap_or_default())
        };
        let message = format!(
            "文号{}的标题和成文日期与另一份导出中文号为{}的一行相同，按两件计",
            written(publication),
            written(first)
        );
        let place = |row: &Publication| Place::Cell(row.record.cell(Field::DocumentNumber));
        doubts.push(
            Finding::new(&rules::SAME_ROW, place(publication), message)
                .help("是同一件的，请把两处的文号改成一样的写法（只写文号，统一登记号另列）；确是两件的，可用 [[explain]] 说明")
                .related(place(first), "另一份导出中的一行"),
        );
    }
    doubts
}

/// The unit of a row where units number for themselves.
fn unit_told(row: &Publication, own_numbers: bool) -> Option<entry::Unit> {
    row.record.unit.clone().filter(|_| own_numbers)
}

/// What rows have in common that are taken for one: 标题, date, and their unit where it tells them apart.
type Title = (Box<str>, Period, Option<entry::Unit>);

/// Rows of one title and date, one of which has no 文号.
#[derive(Default)]
struct Titled<'p> {
    /// The first one that has no 文号.
    unnumbered: Option<&'p Publication>,
    /// The first one of each export that has one.
    numbered: Vec<&'p Publication>,
}

/// Rows without a 文号 that are taken for what a row of another export tells of, by their title and date; a doubt
/// each.
fn joined(publications: &[Publication], work: &mut Work<'_>) -> HashMap<Address, Which> {
    let own = work.terms.own_numbers;
    let known = |p: &Publication| Some((p.title.clone()?, p.dated?, unit_told(p, own)));
    let unnumbered = || publications.iter().filter(|p| p.number.is_none());
    let mut titled: HashMap<Title, Titled<'_>> = HashMap::new();
    for publication in unnumbered() {
        if let Some(key) = known(publication) {
            let rows = titled.entry(key).or_default();
            rows.unnumbered.get_or_insert(publication);
        }
    }
    if titled.is_empty() {
        return HashMap::new();
    }
    for publication in publications.iter().filter(|p| p.number.is_some()) {
        if let Some(rows) = known(publication).and_then(|key| titled.get_mut(&key)) {
            let last = rows.numbered.last().map(|p| p.export());
            if last != Some(publication.export()) {
                rows.numbered.push(publication);
            }
        }
    }
    let mut joined = HashMap::new();
    for row in unnumbered() {
        let Some(rows) = known(row).and_then(|key| titled.get(&key)) else {
            continue;
        };
        let numbered = &rows.numbered;
        // a sheet that tells of both tells them apart
        let beside = numbered.binary_search_by_key(&row.export(), |p| p.export());
        let of_another = numbered.first().filter(|_| beside.is_err());
        let (first, place, message) = match (of_another, rows.unnumbered) {
            (Some(first), _) => {
                let number = first.written.as_deref().or(first.number.as_deref());
                let message = format!(
                    "没有文号，标题和成文日期与另一份导出中文号为{}的一行相同，按同一件计一次",
                    quote(number.unwrap_or_default())
                );
                (*first, row.record.cell(Field::DocumentNumber), message)
            }
            (None, Some(first)) if first.export() != row.export() => {
                let message =
                    "没有文号，标题和成文日期与另一份导出中的一行相同，按同一件计一次".to_owned();
                (first, row.at(), message)
            }
            _ => continue,
        };
        work.find(
            Finding::new(&rules::SAME_ROW, Place::Cell(place), message)
                .help(
                    "是同一件的，请补上文号或删去一行；确是两件的，请补上各自的文号，没有文号的把标题写全",
                )
                .related(Place::Cell(first.at()), "另一份导出中的一行"),
        );
        let which = match &first.number {
            Some(number) => Which::Number(number.clone()),
            None => Which::Row(first.at()),
        };
        joined.insert(row.at(), which);
    }
    joined
}
