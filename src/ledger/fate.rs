//! 去向: what became of a row, and how many rows met which fate.
//!
//! In: fates, as the settling tells them. Out: the words for them, and their counts. Who settles them are
//! [`super::requests`], [`super::publications`] and [`super::cases`].

use std::collections::BTreeMap;

use super::Ledger;
use crate::address::Address;
use crate::column::{Kind, Why};

/// 去向: what became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands behind a figure.
    Counted,
    /// It tells of the same application, case or document as that row, which is counted.
    Merged(Address),
    /// No figure counts it.
    Excluded(Reason),
    /// An error of this code keeps it from counting.
    Faulty(&'static str),
}

/// Why no figure counts a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// No record.
    Aside(Why),
    /// 不在报告年度
    OutsideYear,
    /// 在截至日期以后: of the report year, but after the day that the tables stand at.
    AfterDay,
    /// 表中无对应行次: a publication that section 二 does not count.
    NoLine,
    /// 本版由手工填列: the edition's section 二 is filled by hand.
    ByHand,
    /// 不是决定或收费: a licence, a penalty, a measure or a fee that did not come about, or not yet.
    NotMade,
}

impl From<Reason> for Fate {
    fn from(reason: Reason) -> Self {
        Fate::Excluded(reason)
    }
}

impl Reason {
    /// The words people read, also the reason in the public JSON.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Aside(why) => why.word(),
            Reason::OutsideYear => "不在报告年度",
            Reason::AfterDay => "在截至日期以后",
            Reason::NoLine => "表中无对应行次",
            Reason::ByHand => "本版表二手工填列",
            Reason::NotMade => "不是决定或收费",
        }
    }
}

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

impl RowCount {
    /// Counts fates.
    pub fn of(fates: impl IntoIterator<Item = Fate>) -> Self {
        let mut rows = RowCount::default();
        let mut excluded: BTreeMap<Reason, u64> = BTreeMap::new();
        for fate in fates {
            rows.read += 1;
            match fate {
                Fate::Counted => rows.counted += 1,
                Fate::Merged(_) => rows.merged += 1,
                Fate::Excluded(reason) => *excluded.entry(reason).or_default() += 1,
                Fate::Faulty(_) => rows.faulty += 1,
            }
        }
        for (reason, count) in excluded {
            *rows.excluded.entry(reason.word().to_owned()).or_default() += count;
        }
        rows
    }

    /// Of the records of a ledger.
    pub fn of_ledger(ledger: &Ledger) -> Self {
        let of_pieces = ledger.pieces(|piece| RowCount::of(piece.fates()));
        of_pieces
            .into_iter()
            .fold(RowCount::default(), RowCount::and)
    }

    /// Together with other rows.
    #[must_use]
    pub fn and(mut self, other: RowCount) -> Self {
        self.read += other.read;
        self.counted += other.counted;
        self.merged += other.merged;
        self.faulty += other.faulty;
        for (reason, count) in other.excluded {
            *self.excluded.entry(reason).or_default() += count;
        }
        self
    }
}

/// How many records of a kind of ledger lie outside the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutsideYear {
    /// The kind.
    pub kind: Kind,
    /// Records of all years.
    pub records: u64,
    /// Those that the year does not count.
    pub outside: u64,
}
