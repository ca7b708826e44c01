//! 汇总: figures of the form's own lines that stand in a sheet of which no row is read.

use super::work::Work;
use crate::address::Address;
use crate::period::Period;

/// That figures of a kind of work stand in a sheet that has no ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summed {
    /// The first cell that holds one.
    pub at: Address,
    /// What they are of.
    pub work: Work,
    /// The time that names and titles tell, if they do.
    pub period: Option<Period>,
}
