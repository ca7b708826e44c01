//! 任务: what a compilation has to go by, and why there may be none.

use std::io;

use crate::book::Input;
use crate::settings::{Settings, Unfit};

/// A file to be read: its name and the way to its bytes. The library itself touches no disk.
pub struct Origin {
    /// Path relative to the data folder, with `/`.
    pub file: String,
    /// Opens it; may be called more than once.
    #[allow(clippy::type_complexity)]
    pub open: Box<dyn Fn() -> io::Result<Box<dyn Input>> + Send + Sync>,
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

/// Why a compilation cannot be made at all. Everything else is a finding.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// Settings or arguments that cannot be followed, with the next step.
    #[error("{0}")]
    Settings(String),
    /// Entries of `gknb.toml` that ask for what does not exist.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Unfit(Vec<Unfit>),
}
