//! 法定报表: the mandated form of an edition: tables, lines, heads, slots, identities.
//!
//! A form is data (`2019.toml`, `2021.toml`), each value with its source; a new circular is a new file.
//! What such a file says in trees of labels, `data.rs` lays out as grids, slots and equations. What a figure
//! *is* in a given year is left to [`crate::tally`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::entry::{Applicant, Decision, Document, Outcome, Path, Verdict};

mod data;
mod name;

pub use name::SlotName;

/// An edition of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// 国办公开办函〔2019〕60号（试行）, report years 2019–2020.
    E2019,
    /// 国办公开办函〔2021〕30号, report years 2021 to date.
    E2021,
}

/// The form of one edition.
#[derive(Debug)]
pub struct Form {
    /// Which edition this is.
    pub edition: Edition,
    /// Its id as public data names it: `2021`.
    pub id: String,
    /// The circular that fixes it.
    pub circular: String,
    /// First and last report year; no last one while the edition is in force.
    pub years: (i16, Option<i16>),
    /// Tables of sections 二, 三, 四.
    pub tables: Vec<Table>,
    /// Every slot of the edition, in the form's order (table by table, row by row).
    pub slots: Vec<Slot>,
    /// Equations that hold between slots, beyond what `Feed::Sum` says.
    pub identities: Vec<Identity>,
    /// The position of each slot by its id.
    at: BTreeMap<String, usize>,
}

/// One mandated table.
#[derive(Debug)]
pub struct Table {
    /// 2, 3 or 4.
    pub section: u8,
    /// Name of its sheet: `三、依申请公开`.
    pub sheet: String,
    /// Title of the section as printed.
    pub title: String,
    /// Columns of the physical grid.
    pub columns: u16,
    /// How many grid rows are header, repeated in print.
    pub header_rows: u16,
    /// Rows of cells as in HTML: a cell that spans appears once, where it begins.
    pub rows: Vec<Vec<GridCell>>,
}

/// One cell of a table's grid.
#[derive(Debug)]
pub struct GridCell {
    /// The label as the circular prints it (line breaks as `\n`); empty for a slot.
    pub text: String,
    /// Rows it spans, at least 1.
    pub rowspan: u16,
    /// Columns it spans, at least 1.
    pub colspan: u16,
    /// Position in [`Form::slots`] of the figure it holds.
    pub slot: Option<usize>,
}

/// 指标格: one figure of the form.
#[derive(Debug)]
pub struct Slot {
    /// `3.3.3.6/自然人`: line and head, see [`SlotName`].
    pub id: String,
    /// The line in words, for people: `三、（三）不予公开—6.属于四类过程性信息`.
    pub line: String,
    /// The head in words: `自然人`.
    pub head: String,
    /// What it is counted in: `件`, `万元`, `元` …
    pub unit: String,
    /// What feeds it.
    pub feed: Feed,
}

impl Slot {
    /// Its id taken apart.
    ///
    /// # Panics
    /// Where it is that of no form: those built in are checked by tests.
    pub fn name(&self) -> SlotName<'_> {
        SlotName::of(&self.id).expect("a form gives each slot a line and a head")
    }
}

/// What feeds a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feed {
    /// 本年制发件数
    Issued(Document),
    /// 本年废止件数
    Repealed(Document),
    /// 现行有效件数
    InForce(Document),
    /// 本年处理决定数量
    Decided(Decision),
    /// 本年收费金额, in 万元
    Charged,
    /// 本年新收
    Received(Applicant),
    /// 上年结转
    CarriedIn(Applicant),
    /// A result line (edition 2019 counts several outcomes in one)
    Closed(Vec<Outcome>, Applicant),
    /// 结转下年度继续办理
    CarriedOut(Applicant),
    /// A column of table 四
    Case(Path, Verdict),
    /// No ledger gives it: `[[figure]]` in the settings.
    ByHand,
    /// 总计: the sum of these slots (positions in [`Form::slots`]).
    Sum(Vec<usize>),
}

/// 勾稽关系: both sides are sums of slots that must be equal.
#[derive(Debug)]
pub struct Identity {
    /// A few words: `自然人：一＋二＝三（七）＋四`.
    pub name: String,
    /// The line of the circular or the form that says so.
    pub basis: String,
    /// Slots added on the left.
    pub left: Vec<usize>,
    /// Slots added on the right.
    pub right: Vec<usize>,
}

impl Form {
    /// The form of an edition, from the data built in.
    pub fn of(edition: Edition) -> &'static Form {
        static E2019: LazyLock<Form> =
            LazyLock::new(|| built_in(Edition::E2019, include_str!("2019.toml")));
        static E2021: LazyLock<Form> =
            LazyLock::new(|| built_in(Edition::E2021, include_str!("2021.toml")));
        match edition {
            Edition::E2019 => &E2019,
            Edition::E2021 => &E2021,
        }
    }

    /// The form that the law fixes for a report year; for years before 2019 what is to be said of them.
    pub fn for_year(year: i16) -> Result<&'static Form, String> {
        let of_year =
            |form: &&Form| form.years.0 <= year && form.years.1.is_none_or(|last| year <= last);
        let form = Edition::ALL.into_iter().map(Form::of).find(of_year);
        form.ok_or_else(|| {
            format!(
                "没有 {year} 年度的报表：现行格式自 2019 年度起（国办公开办函〔2019〕60号、〔2021〕30号）。请核对报告年度"
            )
        })
    }

    /// The position of a slot by its id.
    pub fn slot(&self, id: &str) -> Option<usize> {
        self.at.get(id).copied()
    }
}

impl Edition {
    /// All editions, oldest first.
    pub const ALL: [Edition; 2] = [Edition::E2019, Edition::E2021];

    /// The edition of its public id (`2021`), none for an unknown one.
    pub fn of(id: &str) -> Option<Self> {
        Edition::ALL.into_iter().find(|&e| Form::of(e).id == id)
    }
}

impl Table {
    /// Every cell with its place in the physical grid: row and column of its top left corner, from 0.
    pub fn places(&self) -> Vec<(u16, u16, &GridCell)> {
        let columns = usize::from(self.columns);
        let mut covered_until = vec![0; columns];
        let mut places = Vec::new();
        for (row, cells) in (0u16..).zip(&self.rows) {
            let mut cells = cells.iter();
            let mut column = 0;
            while column < columns {
                if covered_until[column] > row {
                    column += 1;
                    continue;
                }
                let Some(cell) = cells.next() else { break };
                places.push((row, u16::try_from(column).unwrap_or(u16::MAX), cell));
                let end = columns.min(column + usize::from(cell.colspan.max(1)));
                covered_until[column..end].fill(row + cell.rowspan);
                column = end;
            }
        }
        places
    }
}

fn built_in(edition: Edition, text: &str) -> Form {
    data::form(edition, text).expect("the forms built in are checked by tests")
}
