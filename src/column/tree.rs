//! 层级: rows of sums that stand above the rows that they are made of, by their item numbers (一、 above （一）) or by the
//! codes beside them (1030427 above 103042701).
//!
//! In: the records of a table that adds up quantities or amounts and has no days. Out: a doubt where a row is exactly what
//! the rows one level below it are together.

use rust_decimal::Decimal;

use super::{Field, Kind, Table, cell_at, rules};
use crate::address::Address;
use crate::book::Row;
use crate::finding::{Finding, Place};
use crate::number;
use crate::text::{item_level, squeeze};

/// The rows of a table from the last one up to that of the highest level above it, and what was found.
#[derive(Debug, Default)]
pub(super) struct Tree {
    columns: Option<Columns>,
    open: Vec<Node>,
    /// Rows that are what those below them are together, and how many these are.
    found: Vec<(u32, u32)>,
}

/// Where a table has what is looked at.
#[derive(Debug, Clone, Copy)]
struct Columns {
    worth: u16,
    title: Option<u16>,
    code: Option<u16>,
}

/// A row, and the rows one level below it so far.
#[derive(Debug)]
struct Node {
    row: u32,
    rank: Rank,
    worth: Decimal,
    parts: u32,
    /// None where it is beyond reckoning.
    sum: Option<Decimal>,
}

/// What tells the level of a row.
#[derive(Debug, PartialEq, Eq)]
enum Rank {
    Code(String),
    Item(u8),
    /// Nothing: numbered rows below it may be its parts.
    Bare,
}

impl Rank {
    fn is_above(&self, other: &Rank) -> bool {
        match (self, other) {
            (Rank::Code(one), Rank::Code(other)) => {
                one.len() < other.len() && other.starts_with(one.as_str())
            }
            (Rank::Item(one), Rank::Item(other)) => one < other,
            (Rank::Bare, Rank::Item(_)) => true,
            _ => false,
        }
    }
}

/// Digits of a code, at least: fewer are a running number.
const SHORTEST: usize = 3;

impl Tree {
    /// Of a table whose rows are sums.
    pub(super) fn of(table: &Table) -> Self {
        const DAYS: [Field; 4] = [
            Field::Decided,
            Field::Issued,
            Field::Published,
            Field::DocumentNumber,
        ];
        let charged = table.heading(Field::Charged);
        let single = DAYS.iter().any(|field| table.has(*field))
            || table.has(Field::Charged)
                && ["日期", "时间"].iter().any(|word| charged.contains(word));
        let worth = table.column(Field::Amount).or(table.column(Field::Count));
        let sums = table.kind == Kind::Publications && !single;
        let is_code = |(column, heading): &&(u16, String)| {
            let key = squeeze(heading);
            !table.reads(*column) && ["编码", "代码"].iter().any(|end| key.ends_with(end))
        };
        let code = table.headings.iter().find(is_code);
        Tree {
            columns: worth.filter(|_| sums).map(|worth| Columns {
                worth,
                title: table.column(Field::Title),
                code: code.map(|(column, _)| *column),
            }),
            ..Tree::default()
        }
    }

    /// A record was read.
    pub(super) fn see(&mut self, row: &Row) {
        let Some(columns) = self.columns else { return };
        let written = |column: u16| cell_at(row, column).map(|cell| cell.value.text());
        let code = columns.code.and_then(written).map(|code| squeeze(&code));
        let code = code.filter(|c| c.len() >= SHORTEST && c.bytes().all(|b| b.is_ascii_digit()));
        let item = || item_level(&columns.title.and_then(written)?);
        let rank = match code {
            Some(code) => Rank::Code(code),
            None => item().map_or(Rank::Bare, Rank::Item),
        };
        while self
            .open
            .last()
            .is_some_and(|above| !above.rank.is_above(&rank))
        {
            self.close();
        }
        let worth = written(columns.worth).and_then(|worth| number::parse(&worth));
        let Some(worth) = worth.map(|read| read.value) else {
            return;
        };
        if let Some(above) = self.open.last_mut() {
            above.parts += 1;
            above.sum = above.sum.and_then(|sum| sum.checked_add(worth));
        }
        self.open.push(Node {
            row: row.number,
            rank,
            worth,
            parts: 0,
            sum: Some(Decimal::ZERO),
        });
    }

    fn close(&mut self) {
        let Some(node) = self.open.pop() else { return };
        if node.parts >= 2 && node.sum == Some(node.worth) && !node.worth.is_zero() {
            self.found.push((node.row, node.parts));
        }
    }

    /// The table ends.
    pub(super) fn tell(&mut self, table: &Table) -> Vec<Finding> {
        while !self.open.is_empty() {
            self.close();
        }
        let Tree {
            columns, mut found, ..
        } = std::mem::take(self);
        found.sort_unstable();
        let tell = |(row, parts): (u32, u32)| {
            let at = Address { row, ..table.at };
            let at = columns.map_or(at, |columns| at.at(columns.worth));
            let message =
                format!("这一行的数正好是下面 {parts} 行之和，像是它们的上一级，各行都照计");
            Finding::new(&rules::PARENT_ROW, Place::Cell(at), message)
        };
        found.into_iter().map(tell).collect()
    }
}
