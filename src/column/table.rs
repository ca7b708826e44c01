//! 数据表: a header and what its columns hold, and where a row of it holds a field.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::held::Held;
use super::{Field, Names};
use crate::address::Address;
use crate::book::{Cell, Row};
use crate::number::Money;
use crate::period::Period;
use crate::text;

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
    /// All kinds.
    pub const ALL: [Kind; 3] = [Kind::Applications, Kind::Publications, Kind::Disputes];

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

/// 数据表: a header and what its columns hold.
#[derive(Debug, Clone)]
pub struct Table {
    /// The first header row.
    pub at: Address,
    /// What ledger it is.
    pub kind: Kind,
    /// Last header row.
    pub last_header_row: u32,
    /// The recognised columns.
    pub columns: Columns,
    /// Columns of which one is ticked, each with its field; the first of a field stands in `columns`.
    pub ticked: Vec<(u16, Field)>,
    /// All headings seen, recognised or not, by column.
    pub headings: Vec<(u16, String)>,
    /// The texts that may name its period and its category.
    pub names: Names,
    /// 统计期, where a name tells one; parts of a year are completed with the report year.
    pub period: Option<Period>,
    /// The report year, where it is known: that of months and quarters in cells that name none.
    pub year: Option<i16>,
    /// The unit of money that the heading of 金额 or a line above the table names.
    pub money: Option<Money>,
    /// Numbers in date columns count from 1904.
    pub date1904: bool,
    /// What the first rows hold below each heading that is not read.
    pub held: Vec<(u16, Held)>,
}

impl Table {
    /// Whether a row has so few cells beside the headings that it may be none of the records: of a small table below them, or
    /// what signs them.
    pub(super) fn is_sparse(&self, own: usize) -> bool {
        const MOST: usize = 4;
        (2..=MOST).contains(&own) && own * 2 <= self.headings.len()
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<u16> {
        self.columns.places[field as usize]
    }

    /// Whether it has a column of the field.
    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    /// Whether another table has the same columns in the same unit.
    pub(super) fn has_same_columns(&self, other: &Table) -> bool {
        let fields = |table: &Table| table.columns.places;
        self.kind == other.kind && self.money == other.money && fields(self) == fields(other)
    }

    /// The field that a column is read as.
    pub(super) fn field_of(&self, column: u16) -> Option<Field> {
        let mut fields = self.columns.iter();
        fields.find_map(|(field, (at, _))| (*at == column).then_some(*field))
    }

    /// Whether it asks what a record is about, or whom it concerns.
    pub(super) fn describes(&self) -> bool {
        let fields = [
            Field::Title,
            Field::Content,
            Field::Applicant,
            Field::Private,
        ];
        fields.iter().any(|field| self.has(*field))
    }

    /// Whether what stands in a column is read as its field, or as a choice that is ticked.
    pub fn reads(&self, column: u16) -> bool {
        let mut fields = self.columns.iter();
        let ticked = || self.ticked.iter().any(|(at, _)| *at == column);
        let instead = || self.columns.instead.iter().any(|(_, at)| *at == column);
        fields.any(|(field, (at, _))| *at == column && *field != Field::Upshot)
            || ticked()
            || instead()
    }

    /// The heading of a column as written; none where it has none.
    pub fn heading_of_column(&self, column: u16) -> Option<&str> {
        let found = self.headings.iter().find(|(at, _)| *at == column);
        found.map(|(_, heading)| heading.as_str())
    }

    /// The heading of a field as written, or the field's name where the table has none.
    pub fn heading(&self, field: Field) -> &str {
        self.columns
            .get(&field)
            .map_or(field.word(), |(_, heading)| heading.as_str())
    }

    /// The cell of a row that holds a field: that of its column, or where it is empty the first of the columns that may
    /// hold it instead that is not.
    pub fn cell<'r>(&self, row: &'r Row, field: Field) -> Option<&'r Cell> {
        let cell = cell_at(row, self.column(field)?);
        if self.columns.instead.is_empty() {
            return cell;
        }
        let filled = |cell: &&Cell| !text::is_empty(&cell.value.text());
        let instead = self.columns.instead.iter().filter(|(of, _)| *of == field);
        let mut others = instead.filter_map(|(_, column)| cell_at(row, *column).filter(filled));
        cell.filter(filled).or_else(|| others.next()).or(cell)
    }

    /// The address of a field in a row of this table; the row itself where the table has no such column.
    pub fn address(&self, row: u32, field: Field) -> Address {
        Address {
            row,
            column: self.column(field),
            ..self.at
        }
    }
}

/// The recognised columns of a table: field, column, heading as written.
#[derive(Debug, Clone)]
pub struct Columns {
    by_field: BTreeMap<Field, (u16, String)>,
    /// Each column by the position of its field, since each row asks for them.
    places: [Option<u16>; Field::COUNT],
    /// Columns that hold a field where its own column is empty: 法人名称 beside 申请人姓名.
    instead: Vec<(Field, u16)>,
}

impl Columns {
    /// These columns, and those that hold a field where its own is empty.
    pub(super) fn with(mut self, instead: Vec<(Field, u16)>) -> Self {
        self.instead = instead;
        self
    }
}

impl FromIterator<(Field, (u16, String))> for Columns {
    fn from_iter<I: IntoIterator<Item = (Field, (u16, String))>>(columns: I) -> Self {
        let by_field: BTreeMap<Field, (u16, String)> = columns.into_iter().collect();
        let mut places = [None; Field::COUNT];
        for (field, (column, _)) in &by_field {
            places[*field as usize] = Some(*column);
        }
        Columns {
            by_field,
            places,
            instead: Vec::new(),
        }
    }
}

impl Deref for Columns {
    type Target = BTreeMap<Field, (u16, String)>;

    fn deref(&self) -> &Self::Target {
        &self.by_field
    }
}

/// The cell of a column, unless it only repeats its left neighbour's merged value.
pub(crate) fn cell_at(row: &Row, column: u16) -> Option<&Cell> {
    // few cells are empty, so it is hardly more to the left than its column says
    let before = row.cells.len().min(usize::from(column) + 1);
    let cell = match row.cells[..before]
        .iter()
        .rev()
        .take(8)
        .find(|c| c.column <= column)
    {
        Some(cell) if cell.column == column => cell,
        Some(_) => return None,
        None => {
            let at = row.cells.binary_search_by_key(&column, |c| c.column).ok()?;
            &row.cells[at]
        }
    };
    match cell.anchor {
        Some((_, anchor)) if anchor != column => None,
        _ => Some(cell),
    }
}

/// Whether a table of applications sums up others: it has numbers, and nothing that tells one application from another.
pub fn is_summary(table: &Table) -> bool {
    let single = [
        Field::Number,
        Field::Received,
        Field::Replied,
        Field::Applicant,
        Field::Content,
    ];
    table.kind == Kind::Applications
        && table.has(Field::Count)
        && !single.iter().any(|field| table.has(*field))
}
