//! What a ledger can tell of: a line of section 二, applications, reviews, lawsuits.

use crate::column::{Kind, Table};
use crate::entry::{self, Category, Path};

/// What a ledger can tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A line of section 二.
    Publications(Category),
    /// Section 三.
    Requests,
    /// 行政复议
    Reviews,
    /// 行政诉讼
    Suits,
}

impl Subject {
    /// The word used in `none` and in messages.
    pub fn word(self) -> &'static str {
        match self {
            Subject::Publications(category) => category.word(),
            Subject::Requests => "依申请公开",
            Subject::Reviews => "行政复议",
            Subject::Suits => "行政诉讼",
        }
    }

    pub(super) fn of_path(path: Path) -> Self {
        match path {
            Path::Review => Subject::Reviews,
            Path::Suit | Path::SuitAfterReview => Subject::Suits,
        }
    }
}

/// The subjects that a table tells of by its kind and names, with rows or without.
pub(super) fn subjects_of(table: &Table) -> Vec<Subject> {
    match table.kind {
        Kind::Applications => vec![Subject::Requests],
        Kind::Publications => entry::category_of(table)
            .map(Subject::Publications)
            .into_iter()
            .collect(),
        Kind::Disputes => match entry::path_of(table) {
            Some(Some(Path::Review)) => vec![Subject::Reviews],
            Some(_) => vec![Subject::Suits],
            None => vec![Subject::Reviews, Subject::Suits],
        },
    }
}
