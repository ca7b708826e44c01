//! 台账: entries → one unit's year: exports merged, carry-over settled, every row's fate.

use std::collections::BTreeMap;

use crate::finding::Rule;

/// How many rows met which fate; `read = counted + merged + Σ excluded + faulty`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowCount {
    /// Rows with a value on sheets that were read.
    pub read: u64,
    /// Rows that stand behind a figure.
    pub counted: u64,
    /// Rows merged into another row of the same application, case or document.
    pub merged: u64,
    /// Rows that no figure counts, by reason (`合计行`, `不在报告年度` …).
    pub excluded: BTreeMap<String, u64>,
    /// Rows that an error keeps from counting.
    pub faulty: u64,
}

/// The rules of this stage.
pub const RULES: &[&Rule] = &[];
