//! Ledgers by seed, as a city's systems export them: one row after another, no row kept.
//!
//! What is written depends on the seed and the number of rows alone. The words are those of real ledgers, every
//! row is consistent, so that the program has all its work to do and next to nothing to complain about.

pub mod applications;
pub mod day;
pub mod publications;
pub mod random;
pub mod text;
pub mod xlsx;

/// What stands in one cell.
pub enum Cell {
    /// One of few words: shared by all cells that say the same.
    Word(&'static str),
    /// A text that few rows share.
    Text(String),
    /// A text that no other cell holds.
    Once(String),
    /// A number as typed.
    Number(String),
    /// A day, kept as Excel keeps it.
    Day(day::Day),
    /// Nothing.
    Blank,
}

/// A ledger: what stands above its rows, and the rows.
pub trait Ledger {
    /// The title line above the headings.
    fn title(&self) -> String;
    /// The line of unit and period below the title.
    fn line(&self) -> String;
    /// The headings.
    fn headings(&self) -> &'static [&'static str];
    /// The name of the sheet.
    fn sheet(&self) -> &'static str;
    /// The next row, or none after the last; `row` is emptied first.
    fn next(&mut self, row: &mut Vec<Cell>) -> bool;
}

/// The unit that all made ledgers are of.
pub const AGENCY: &str = "江河市人民政府";

/// The report year of all made ledgers.
pub const YEAR: i32 = 2022;
