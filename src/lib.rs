//! `gknb` (公开年报) compiles the quarterly exports of an office into the mandated tables of the
//! 政府信息公开工作年度报告.

use std::io;

pub mod address;
pub mod book;
pub mod column;
pub mod date;
pub mod entry;
pub mod finding;
pub mod form;
pub mod ledger;
pub mod number;
pub mod period;
pub mod settings;
mod syntax;
pub mod tally;
pub mod text;
pub mod write;

use finding::Finding;
use settings::{Scope, Settings};

/// A file to be read: its name and the way to its bytes. The library itself touches no disk.
pub struct Origin {
    /// Path relative to the data folder, with `/`.
    pub file: String,
    /// Opens it; may be called more than once.
    #[allow(clippy::type_complexity)]
    pub open: Box<dyn Fn() -> io::Result<Box<dyn book::Input>> + Send + Sync>,
}

/// What a compilation has to go by.
pub struct Job {
    /// What the office decided; arguments of the command line already laid over `gknb.toml`.
    pub settings: Settings,
    /// The files, in any order; compiled in the order of their names.
    pub files: Vec<Origin>,
    /// Last year's report, if there is one.
    pub previous: Option<Origin>,
    /// Threads to read with; 0 for all cores. Changes nothing but the time.
    pub jobs: usize,
}

/// A compiled year.
pub struct Compilation {
    /// 报送单位.
    pub agency: String,
    /// The report year.
    pub year: i16,
    /// 统计范围.
    pub scope: Scope,
    /// 截至: the tables as they stood on that day.
    pub until: Option<jiff::civil::Date>,
    /// The form of that year's edition.
    pub form: &'static form::Form,
    /// The figures, one a slot, and section 一.
    pub tally: tally::Tally,
    /// What became of the rows.
    pub rows: ledger::RowCount,
    /// The files that were read.
    pub sources: Vec<Source>,
    /// Names for addresses.
    pub names: address::Sources,
    /// Everything found, sorted: errors first.
    pub findings: Vec<Finding>,
}

impl Compilation {
    /// Whether the publishable files may be written: no finding is an error.
    pub fn publishable(&self) -> bool {
        self.findings
            .iter()
            .all(|f| f.rule.severity != finding::Severity::Error)
    }
}

/// One file as it was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path relative to the data folder.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// What it really is; none when it could not be read.
    pub kind: Option<book::Kind>,
    /// How its text was decoded.
    pub decoding: Option<book::Decoding>,
    /// Its sheets.
    pub sheets: Vec<SourceSheet>,
}

/// One sheet as it was read.
#[derive(Debug, Clone)]
pub struct SourceSheet {
    /// None for a text file.
    pub name: Option<String>,
    /// What ledger it is; none when it is none.
    pub ledger: Option<column::Kind>,
    /// The period it covers as shown: `2022Q1`, `2022-01..2022-06`.
    pub period: Option<String>,
    /// Rows of records in it.
    pub rows: u64,
}

/// Why a compilation cannot be made at all. Everything else is a finding.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// Settings or arguments that cannot be followed, with the next step.
    #[error("{0}")]
    Settings(String),
}

/// All rules, in the order of the pipeline.
pub fn rules() -> Vec<&'static finding::Rule> {
    [
        book::RULES,
        column::RULES,
        form::RULES,
        ledger::RULES,
        tally::RULES,
    ]
    .concat()
}

/// Compiles.
pub fn compile(job: &Job) -> Result<Compilation, Stop> {
    let _ = job;
    Err(Stop::Settings(String::new()))
}
