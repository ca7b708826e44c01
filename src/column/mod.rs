//! 列: rows → a table: header found, each column given its field.

use crate::finding::Rule;

/// 台账种类.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 依申请公开台账
    Applications,
    /// 主动公开台账
    Publications,
    /// 行政复议、行政诉讼台账
    Disputes,
}

impl Kind {
    /// The word of the public JSON.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Applications => "applications",
            Kind::Publications => "publications",
            Kind::Disputes => "disputes",
        }
    }

    /// The word people read.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Applications => "依申请公开台账",
            Kind::Publications => "主动公开台账",
            Kind::Disputes => "行政复议、行政诉讼台账",
        }
    }
}

/// The rules of this stage.
pub const RULES: &[&Rule] = &[];
