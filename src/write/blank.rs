//! 空白台账: a data folder to start from.
//!
//! In: nothing but what the office already knows of itself. Out: the text of a commented `gknb.toml`, and
//! blank ledgers as workbooks with headings, drop-down lists of the form's words, checked dates and a guide.
//! What is filled in as the guide says compiles without a finding. Where the files go is left to the program.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::form::{Edition, Form};
use crate::settings::Scope;

mod ledgers;
mod workbook;

pub use ledgers::blanks;
pub use workbook::bytes;

/// A workbook of blank ledgers.
#[derive(Debug, Clone)]
pub struct Blank {
    /// Its file name.
    pub file: &'static str,
    /// Its ledgers; the guide is added when it is written.
    pub sheets: Vec<Sheet>,
}

/// One blank ledger.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// Its columns from A.
    pub columns: Vec<Column>,
    /// Records already in it; none in a blank.
    pub rows: Vec<Vec<Value>>,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// Whether a record needs it.
    pub need: Need,
    /// What may stand in it.
    pub fill: Fill,
    /// How to fill it in, for the guide and the hint at the cell.
    pub hint: &'static str,
    width: u16,
}

/// Whether a record needs a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// 必填
    Always,
    /// 有则必填: needed where the matter has come so far.
    Then,
    /// 选填
    Free,
}

/// What may stand in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// Any text; long numbers stay as typed.
    Text,
    /// A date.
    Date,
    /// A positive whole number.
    Count,
    /// An amount of money.
    Money,
    /// One of these words and no other.
    OneOf(Vec<String>),
    /// These words are offered.
    Offered(&'static [&'static str]),
}

/// What a record says in one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A date.
    Date(Date),
    /// A number.
    Number(Decimal),
}

/// A figure by hand, as an example.
const FIGURE: &str = "# slot 是统计表上的哪一格；行政事业性收费以万元为单位。
# [[figure]]
# slot = \"2.行政事业性收费/本年收费金额\"
# value = 12.5
# source = \"财务科收费年报\"
";

/// A figure by hand of edition 2019, whose second table asks for what no ledger tells.
const FIGURE_OF_2019: &str = "# slot 是统计表上的哪一格；政府集中采购以元为单位。
# [[figure]]
# slot = \"2.政府集中采购/采购总金额\"
# value = 125000
# source = \"财务科采购年报\"
";

/// What was in force at the end of last year, as an example.
const OPENING: &str =
    "# 上年末现行有效的件数。有 previous 的不用写；台账里已经登记了历年文件的也不用写。
# [opening]
# 规章 = 0
# 行政规范性文件 = 12

";

/// The text of a `gknb.toml` to start from; what is known already is written in.
pub fn settings(year: Option<i16>, agency: Option<&str>, scope: Option<Scope>) -> String {
    let this = year.unwrap_or(2025);
    let year = match year {
        Some(year) => format!("year = {year}"),
        None => format!("# year = {this}"),
    };
    let agency = match agency {
        Some(agency) => format!("agency = {}", toml::Value::from(agency)),
        None => "# agency = \"某某市某某局\"".to_owned(),
    };
    let scope = scope.unwrap_or_default().word();
    // of another edition, or of a year without a form, the example of the present one would be refused
    let edition = Form::for_year(this).map_or(Edition::E2021, |form| form.edition);
    let (figure, opening) = match edition {
        Edition::E2021 => (FIGURE, OPENING),
        Edition::E2019 => (FIGURE_OF_2019, ""),
    };
    include_str!("blank.toml")
        .replace("{figure}", figure)
        .replace("{opening}", opening)
        .replace("{year}", &year)
        .replace("{this}", &this.to_string())
        .replace("{last}", &(this - 1).to_string())
        .replace("{agency}", &agency)
        .replace("{scope}", scope)
}
