//! A row of a 主动公开台账.
//!
//! In: the cells of a row. Out: a [`Publication`], with what is wrong in it. What its columns tell is found out by the
//! files beside this one: its category, days, number, force, quantity and amount.

use std::sync::Arc;

use super::words::Words;
use super::{Category, Publication, Reading, Upshot, Validity, cell::Cells, rules, upshot};
use crate::book::Row;
use crate::column::{Field, Table};
use crate::period::Period;
use crate::text::squeeze;

mod about;
mod amount;
mod category;
mod count;
mod days;
mod force;
mod issuer;
mod lapse;
mod numbers;

pub(super) use about::publishes;
use amount::amount;
use category::category;
pub(super) use category::{may_be_of_document, of_columns, of_names};
use count::{several, uncounted};
pub(super) use days::{dates_of, needs_day, stands_in};
use days::{first_span, stood_in, undated};
use force::{is_void, remarks_of_repeal, repealed, validity};
use numbers::is_at_notice;
pub(crate) use numbers::is_number;
pub(super) use numbers::{counted_one_by_one, is_of_notice, names_several, number_in_title};

pub(super) fn read(reading: &Reading<'_>, table: &Arc<Table>, row: &Row) -> Publication {
    let mut cells = Cells::new(table, row);
    let category = category(reading.words, &mut cells);
    let document = matches!(category, Some(Category::Document(_)));
    let faults = cells.record.troubles.len();
    let first = first_span(&mut cells, dates_of(category));
    let mut dated = first.map(|(_, span)| span);
    let own = dated;
    let titled = cells.remark(Field::Title);
    let of_title = titled.as_deref().filter(|_| counted_one_by_one(category));
    let of_title = of_title.and_then(|title| number_in_title(table, title));
    let number = cells.remark(Field::DocumentNumber);
    let number = number.filter(|written| document || is_number(written));
    let number = number.map(|written| squeeze(&written).into());
    let number: Option<Box<str>> = number.or_else(|| Some(squeeze(of_title?).into()));
    if let Some((field, span)) = first {
        stood_in(&mut cells, category, (field, span), number.as_deref());
    }
    if own.is_some() && number.is_none() && !document {
        numbers::signed(&mut cells);
    }
    let upshot = upshot_of(reading.words, &mut cells, category, (own, number.is_some()));
    let made = upshot == Upshot::Made;
    if made && dated.is_none() && !document && !cells.record.errors_since(faults) {
        dated = cells.whole_year();
        if !cells.record.errors_since(faults) {
            dated = dated.or(table.period);
        }
        if number.is_none() && !cells.record.errors_since(faults) {
            undated(&mut cells, category, dated);
        }
    }
    let published =
        cells
            .span_if_readable(Field::Published)
            .or(if category == Some(Category::Other) {
                dated
            } else {
                None
            });
    let (validity, repealed) = match document {
        true => of_document(reading, &mut cells),
        false => (None, None),
    };
    // of a void one it tells what takes it back
    let charged = made || upshot == Upshot::Void;
    let amount = if charged && category == Some(Category::Fee) {
        amount(&mut cells)
    } else {
        None
    };
    let counts = made && matches!(category, Some(Category::Decision(_) | Category::Other));
    let count = match counts {
        true => count_of(&mut cells, category, number.as_deref(), own),
        false => 1,
    };
    if !made {
        // whatever else is wrong with it changes nothing
        let told = rules::NOT_MADE.code;
        cells.record.troubles.retain(|t| t.rule.code == told);
        cells.record.assumed.clear();
    }
    Publication {
        upshot,
        category,
        title: cells.squeezed(Field::Title),
        written: match (of_title, &number) {
            (Some(written), _) => Some(written.into()),
            (None, Some(number)) => cells.written(Field::DocumentNumber, Some(number)),
            // what is no number is told as it stands
            (None, None) => cells.remark(Field::DocumentNumber),
        },
        number,
        dated,
        published,
        repealed,
        validity,
        channel: cells.remark(Field::Channel),
        count,
        amount,
        record: cells.record,
    }
}

/// Whether a document is in force and since when it is not; doubts about what else is said of it.
fn of_document(reading: &Reading<'_>, cells: &mut Cells<'_>) -> (Option<Validity>, Option<Period>) {
    let validity = validity(reading.words, cells);
    let repealed = repealed(cells, validity);
    if validity.is_none() && repealed.is_none() {
        remarks_of_repeal(cells);
    }
    upshot::uncounted(reading.words, cells);
    upshot::title(cells);
    if let Some(own) = reading.office {
        issuer::of_others(cells, own);
    }
    (validity, repealed)
}

/// How many a row counts, of its number and the day of its own.
fn count_of(
    cells: &mut Cells<'_>,
    category: Option<Category>,
    number: Option<&str>,
    own: Option<Period>,
) -> u32 {
    let decision = category != Some(Category::Other);
    if number.is_none() && decision {
        uncounted(cells, own);
        cells.doubt_merged();
    }
    if decision && number.is_some_and(names_several) {
        several(cells);
    }
    if decision && cells.of_things(number.is_some()) {
        return 1;
    }
    let count = cells.count().unwrap_or(1);
    let single = number.is_some_and(|n| !names_several(n));
    if single && decision {
        cells.doubt_several(count, "文号");
    }
    count
}

/// Whether the decision of a row was made, its fee taken.
fn upshot_of(
    words: &Words,
    cells: &mut Cells<'_>,
    category: Option<Category>,
    (own, numbered): (Option<Period>, bool),
) -> Upshot {
    let Some(category) = category.filter(|c| c.counts_by_date()) else {
        return Upshot::Made;
    };
    let upshot = upshot::of_row(words, cells, category, (own.is_some(), numbered));
    if category == Category::Fee {
        return match upshot == Upshot::Made && is_void(words, cells) {
            true => Upshot::Void,
            false => upshot,
        };
    }
    // 「2月 无」: what is of one day or has a number took place
    let of_span = own.is_none_or(|span| span.from != span.to) && !numbered;
    let none = of_span && cells.counts_none();
    match upshot == Upshot::Made && is_at_notice(cells, category, own.is_some()) || none {
        true => Upshot::NotMade,
        false => upshot,
    }
}
