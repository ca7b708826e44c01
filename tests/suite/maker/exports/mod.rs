//! What happened → the exports of its periods, each a ledger in an office's own words.
//!
//! Applications, cases and documents overlap: one that is pending stands in the next export again, and
//! one that has ended may. Decisions, fees and other publications stand in one export each.

mod cases;
mod cells;
mod publications;
mod requests;

use super::facts::Facts;
use super::period::Period;
use super::random::Random;
use super::table::Table;

/// What a ledger tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ledger {
    Requests,
    Documents,
    Decisions,
    Fees,
    Items,
    Cases,
}

/// One ledger of one period.
#[derive(Debug, Clone)]
pub(crate) struct Export {
    pub(crate) ledger: Ledger,
    /// The file it stands in, without ending, where the arrangement does not decide it.
    pub(crate) path: Option<String>,
    /// What a file or a sheet of it is called.
    pub(crate) label: String,
    pub(crate) period: Period,
    pub(crate) table: Table,
}

/// How applications are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// By 申请编号.
    Numbered,
    /// By the fields that the settings name as their `key`.
    Keyed,
    /// Not at all: each stands in one export, that of the whole year.
    Once,
}

/// How the exports are made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// Words and styles that the tool reads with a warning.
    pub(crate) assumed: bool,
    /// How applications are told apart.
    pub(crate) numbering: Numbering,
    /// The office's own words and headings, which its settings explain.
    pub(crate) own: bool,
    /// Whether label and category may be left to the name of the file or the sheet.
    pub(crate) named: bool,
}

/// All exports, in the order of ledgers and periods.
pub(crate) fn export(facts: &Facts, year: i16, manner: Manner, random: &Random) -> Vec<Export> {
    [
        requests::requests(facts, year, manner, random.fork("requests")),
        publications::documents(facts, year, random.fork("documents")),
        publications::decisions(facts, year, manner, random.fork("decisions")),
        publications::fees(facts, year, manner, random.fork("fees")),
        publications::items(facts, year, random.fork("items")),
        cases::cases(facts, year, manner, random.fork("cases")),
    ]
    .concat()
}

/// The lines between title and header.
fn lines(period: Period, random: &mut Random) -> Vec<String> {
    let mut lines = Vec::new();
    if random.chance(30) {
        lines.push("填表单位：示例单位".to_owned());
    }
    if random.chance(25) {
        let (year, first, last) = (period.year, period.first, period.last);
        lines.push(format!("统计期：{year}年{first}-{last}月"));
    }
    lines
}
