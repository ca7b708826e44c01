//! 勾选: columns under one heading of which one is ticked, read as the word above the tick.
//!
//! Many registers print the choices into their header (「申请人类型」 over 「自然人」, 「商业企业」, …) and tick
//! one of them in each row. Such a row says what it would say with the word in one column. So does a row whose day is
//! written in three.

use std::collections::BTreeMap;

use super::header::Found;
use super::{Field, parted};
use crate::book::{Cell, Row, Value};
use crate::text::{self, yes_no};

/// The columns of a table that are ticked, and those of days in parts.
#[derive(Debug, Default)]
pub(super) struct Ticks {
    choices: Vec<Choices>,
    days: Vec<[u16; 3]>,
}

/// The columns of one field and their words; the first of them stands for all.
#[derive(Debug)]
struct Choices(Field, Vec<(u16, String)>);

impl Ticks {
    /// Those of a header.
    pub(super) fn of(found: &Found, columns: &BTreeMap<Field, (u16, String)>) -> Self {
        let mut choices: BTreeMap<Field, Vec<(u16, String)>> = BTreeMap::new();
        for (column, word, field) in found.ticked() {
            choices.entry(field).or_default().push((column, word));
        }
        let ticked = choices.into_iter().filter(|(field, choices)| {
            let column = columns.get(field).map(|(column, _)| *column);
            column == choices.first().map(|(column, _)| *column)
        });
        Ticks {
            choices: ticked
                .map(|(field, choices)| Choices(field, choices))
                .collect(),
            days: found.days(),
        }
    }

    /// Each column, and the field that its words are of.
    pub(super) fn columns(&self) -> impl Iterator<Item = (u16, Field)> {
        let columns = |Choices(field, choices): &Choices| {
            let field = *field;
            let columns: Vec<u16> = choices.iter().map(|(column, _)| *column).collect();
            columns.into_iter().map(move |column| (column, field))
        };
        self.choices.iter().flat_map(columns)
    }

    /// Whether nothing is ticked, and no day in parts.
    pub(super) fn is_empty(&self) -> bool {
        self.choices.is_empty() && self.days.is_empty()
    }

    /// A row as it would stand without ticks, each day in one cell.
    pub(super) fn read(&self, row: &Row) -> Row {
        let mut row = row.clone();
        for day in &self.days {
            parted::join(&mut row, *day);
        }
        for Choices(_, choices) in &self.choices {
            let said = said(choices, &row);
            let chosen = |column: u16| choices.iter().any(|(at, _)| *at == column);
            row.cells.retain(|cell| !chosen(cell.column));
            if let (Some(text), Some((column, _))) = (said, choices.first()) {
                let at = row.cells.partition_point(|cell| cell.column < *column);
                let cell = Cell {
                    column: *column,
                    value: Value::Text(text.into()),
                    word: None,
                    anchor: None,
                };
                row.cells.insert(at, cell);
            }
        }
        row
    }
}

/// What a mark says that is none by itself: letters, as the ticks and crosses of Wingdings and Wingdings 2 are to others, a
/// tick set twice, a 1 with its decimals.
fn drawn(text: &str) -> Option<bool> {
    match text.trim() {
        "P" | "R" | "ü" | "þ" | "√√" | "1.0" => Some(true),
        "O" | "Q" | "û" | "ý" => Some(false),
        _ => None,
    }
}

/// What the cells of a row say under their words: the words ticked, or what is written there instead.
fn said(choices: &[(u16, String)], row: &Row) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    let mut written: Option<String> = None;
    // a mark that is merged down holds for each row
    let stands = |cell: &&Cell| cell.anchor.is_none_or(|(_, column)| column == cell.column);
    let told = |cell: &&Cell| !text::is_empty(&cell.value.text());
    for cell in row.cells.iter().filter(stands).filter(told) {
        let Some((_, word)) = choices.iter().find(|(at, _)| *at == cell.column) else {
            continue;
        };
        let text = cell.value.text();
        match yes_no(&text).or_else(|| drawn(&text)) {
            Some(true) => words.push(word),
            Some(false) => {}
            None => written = written.or(Some(text.into_owned())),
        }
    }
    match words.is_empty() {
        true => written,
        false => Some(words.join("；")),
    }
}
