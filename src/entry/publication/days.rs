//! 日期: when a document was issued, a decision made, a fee charged, by the columns that may tell it.

use std::sync::Arc;

use super::super::{Category, cell::Cells, rules, upshot};
use crate::column::{Field, Table};
use crate::period::Period;

/// The fields of the date that decides the year, the first one that is not empty counting.
pub(in crate::entry) fn dates_of(category: Option<Category>) -> &'static [Field] {
    match category {
        Some(Category::Fee) => &[
            Field::Charged,
            Field::Decided,
            Field::Issued,
            Field::Published,
        ],
        Some(Category::Other) => &[
            Field::Published,
            Field::Issued,
            Field::Decided,
            Field::Charged,
        ],
        Some(Category::Decision(_)) => &[
            Field::Decided,
            Field::Issued,
            Field::Published,
            Field::Charged,
        ],
        Some(Category::Document(_)) => &[Field::Issued, Field::Published],
        None => &[],
    }
}

/// A doubt where a decision or a fee takes the period of its file though its table has days, or numbers as well, of
/// which one would show that it was made; a row of so many has neither. Where nothing tells a period either, only what
/// a column of states says is told, beside the error that it is of no year.
pub(super) fn undated(cells: &mut Cells<'_>, category: Option<Category>, period: Option<Period>) {
    if !needs_day(&cells.record.table, category) || cells.remark(Field::Count).is_some() {
        return;
    }
    let table = Arc::clone(&cells.record.table);
    let fields = dates_of(category);
    if let Some(field) = fields.iter().find(|field| table.has(**field)) {
        let number = match table.has(Field::DocumentNumber) {
            true => "，也没有文号",
            false => "",
        };
        let state = upshot::state_in_settings(cells);
        let counted = match (period, &state) {
            (Some(period), _) => format!("，按本表的统计期（{period}）计入"),
            (None, Some(_)) => String::new(),
            (None, None) => return,
        };
        let told = state
            .as_ref()
            .map_or(String::new(), |(told, _)| format!("；{told}"));
        let message = format!("「{}」空着{number}{counted}{told}", table.heading(*field));
        let finding = cells.trouble(&rules::NO_DAY, *field, message);
        if let Some((_, line)) = state {
            finding.help = format!(
                "请补填日期或文号；还没有作出决定的，请在 gknb.toml 中写：\n{line}\n或从台账中去掉这一行"
            );
        }
    }
}

/// Whether a field in which a row has its date is that of its publication, and stands in for an empty one of its own.
pub(in crate::entry) fn stands_in(table: &Table, category: Option<Category>, field: Field) -> bool {
    let of_publishing = || match field {
        Field::Published => true,
        Field::Issued => {
            let heading = table.heading(field);
            ["发布", "公布", "公开", "公示"]
                .iter()
                .any(|word| heading.contains(word))
        }
        _ => false,
    };
    let mut before = dates_of(category).iter().take_while(|own| **own != field);
    category != Some(Category::Other) && before.any(|own| table.has(*own)) && of_publishing()
}

/// A doubt where the day of publication stands in for that of issue or decision, unless the number names that year.
pub(super) fn stood_in(
    cells: &mut Cells<'_>,
    category: Option<Category>,
    (field, span): (Field, Period),
    number: Option<&str>,
) {
    let table = Arc::clone(&cells.record.table);
    let year = format!("({})", span.from.year());
    if !stands_in(&table, category, field) || number.is_some_and(|n| n.contains(&year)) {
        return;
    }
    let mut fields = dates_of(category).iter();
    if let Some(own) = fields.find(|own| table.has(**own)) {
        let message = format!(
            "「{}」空着，按「{}」（{span}）计",
            table.heading(*own),
            table.heading(field)
        );
        cells.trouble(&rules::NO_DAY, *own, message).help = format!(
            "请补填「{}」；确是同一年的，可用 [[explain]] 说明",
            table.heading(*own)
        );
    }
}

/// Whether rows of a category in a table should have a day, or a number instead where it has them.
pub(in crate::entry) fn needs_day(table: &Table, category: Option<Category>) -> bool {
    let counted = category.is_some_and(Category::counts_by_date);
    counted && dates_of(category).iter().any(|field| table.has(*field))
}

/// The first of the fields that is not empty; an unreadable one is a trouble and ends the search.
pub(super) fn first_span(cells: &mut Cells<'_>, fields: &[Field]) -> Option<(Field, Period)> {
    let faults = cells.record.troubles.len();
    fields.iter().find_map(|field| match cells.span(*field) {
        Some(span) => Some(Some((*field, span))),
        None if cells.record.errors_since(faults) => Some(None),
        None => None,
    })?
}
