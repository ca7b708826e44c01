//! 合计 rows held against the rows that they sum.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::aside::COUNTED;
use super::{Field, Table, aside, cell_at, has_own, rules, squeezed};
use crate::address::Address;
use crate::book::{self, Cell, Row, Value};
use crate::finding::{Finding, Place};
use crate::number::{self, Money};
use crate::text::{self, quote};

pub(super) mod small;
mod unnamed;

/// Sums since the table began and since the last 小计.
#[derive(Debug, Default)]
pub(super) struct Totals {
    since_start: Sums,
    since_subtotal: Sums,
    /// Since the sheet began, as far as its tables have the same columns: a total may go on from month to month.
    of_sheet: Sums,
    /// Since the last total of each kind of work that a 类别 names.
    of_kinds: Kinds,
}

/// Sums of the rows of each kind of work.
#[derive(Debug, Default)]
struct Kinds {
    sums: BTreeMap<&'static str, Sums>,
    /// The 类别 of the last row, and its kind: rows of one follow one another.
    last: (String, Option<&'static str>),
    /// A row is of no kind that a total would name.
    open: bool,
}

impl Kinds {
    /// The sums of the kind of a row.
    fn of(&mut self, table: &Table, row: &Row) -> Option<&mut Sums> {
        let cell = table.cell(row, Field::Category)?;
        let Value::Text(category) = &cell.value else {
            self.open = true;
            return None;
        };
        if self.last.0 != *category.as_str() {
            self.last = (category.to_string(), kind_within(category));
        }
        self.open |= self.last.1.is_none();
        Some(self.sums.entry(self.last.1?).or_default())
    }

    /// Those that a total of a kind sums up, which begin again; none where it names none, or others may be meant.
    fn take(&mut self, words: &str) -> Option<Sums> {
        let told = !self.open && self.last.1.is_some();
        let kind = kind_within(words).filter(|_| told)?;
        Some(self.sums.remove(kind).unwrap_or_default())
    }
}

/// The one kind of work that a text names.
fn kind_within(text: &str) -> Option<&'static str> {
    let mut kinds = COUNTED.into_iter().filter(|kind| text.contains(kind));
    kinds.next().filter(|_| kinds.next().is_none())
}

#[derive(Debug, Clone)]
struct Sums {
    rows: u32,
    /// Rows that say no more than a sum does, where nothing asks what they are about: beside them one that says no more
    /// either is as good a record.
    bare: u32,
    count: Decimal,
    /// As the cells have it, whatever its unit.
    amount: Decimal,
    /// The amounts in 万元; none where the unit of some is not known.
    worth: Option<Decimal>,
    /// Some cells name a unit of their own.
    own_units: bool,
    /// Rows without a 数量, which stand for one each.
    uncounted: u32,
    unreadable: bool,
}

impl Default for Sums {
    fn default() -> Self {
        Sums {
            rows: 0,
            bare: 0,
            count: Decimal::ZERO,
            amount: Decimal::ZERO,
            worth: Some(Decimal::ZERO),
            own_units: false,
            uncounted: 0,
            unreadable: false,
        }
    }
}

impl Sums {
    /// Adds an amount with the unit that its cell names.
    fn add_amount(&mut self, told: &Told, table: &Table) {
        match self.amount.checked_add(told.value) {
            Some(added) => self.amount = added,
            None => self.unreadable = true,
        }
        let worth = told.worth(table);
        let sum = self.worth.zip(worth);
        self.worth = sum.and_then(|(sum, more)| sum.checked_add(more));
        self.own_units |= told.own_unit;
    }

    /// Whether a row tells them: those of several rows, of which not all are nothing.
    fn are_told(&self, told: &Quantities, table: &Table) -> bool {
        if self.rows < 2 || self.bare > 0 || self.unreadable {
            return false;
        }
        let mut some = false;
        let mut all = true;
        match told.count {
            Some(Said::This(count)) => {
                some |= !count.is_zero();
                all &= count == self.count || count == self.counted();
            }
            Some(Said::Unreadable) => all = false,
            Some(Said::Nothing) | None => {}
        }
        match &told.amount {
            Some(Said::This(amount)) => {
                some |= !amount.value.is_zero();
                let (told, sum, _) = self.beside(amount, table);
                all &= told.is_some() && told == sum;
            }
            Some(Said::Unreadable) => all = false,
            Some(Said::Nothing) | None => {}
        }
        some && all
    }

    /// How many there are where a row without a 数量 is one, and not nothing as to a formula of Excel's.
    fn counted(&self) -> Decimal {
        self.count + Decimal::from(self.uncounted)
    }

    /// An amount that a row tells and the sum of those above, both in one unit, and what they are.
    fn beside(
        &self,
        told: &Told,
        table: &Table,
    ) -> (Option<Decimal>, Option<Decimal>, &'static str) {
        match self.own_units || told.own_unit {
            false => (Some(told.value), Some(self.amount), "金额"),
            true => (told.worth(table), self.worth, "金额（折合万元）"),
        }
    }
}

/// What a cell tells of an amount.
#[derive(Debug, Clone, Copy)]
struct Told {
    value: Decimal,
    /// The cell names a unit, known or not.
    own_unit: bool,
    unit: Option<Money>,
}

impl Told {
    fn of(value: &Value) -> Option<Self> {
        let Value::Text(written) = value else {
            return Some(Told {
                value: decimal(value)?,
                own_unit: false,
                unit: None,
            });
        };
        let read = number::parse(written)?;
        Some(Told {
            value: read.value,
            own_unit: !read.unit.is_empty(),
            unit: Money::of(&read.unit),
        })
    }

    /// What a total says whose word names a unit that is not the table's: 「合计（万元）」.
    fn named_by(self, row: &Row, table: &Table) -> Self {
        let first = row
            .cells
            .iter()
            .find(|cell| has_own(cell))
            .and_then(squeezed);
        let unit = first.and_then(|word| Money::within(&word));
        match unit {
            Some(unit) if !self.own_unit && table.money != Some(unit) => Told {
                own_unit: true,
                unit: Some(unit),
                ..self
            },
            _ => self,
        }
    }

    /// In 万元, by its own unit or that of the table.
    fn worth(&self, table: &Table) -> Option<Decimal> {
        let unit = match self.own_unit {
            true => self.unit,
            false => table.money,
        };
        unit?.in_ten_thousands(self.value)
    }
}

/// What a cell of a row says of a quantity.
#[derive(Debug, Clone, Copy)]
enum Said<T> {
    Nothing,
    This(T),
    Unreadable,
}

impl<T> Said<T> {
    fn of(cell: Option<&Cell>, read: impl Fn(&Value) -> Option<T>) -> Self {
        let Some(cell) = cell else {
            return Said::Nothing;
        };
        match read(&cell.value) {
            Some(told) => Said::This(told),
            None if text::is_empty(&cell.value.text()) => Said::Nothing,
            None => Said::Unreadable,
        }
    }
}

/// What a row says of 数量 and 金额; none where its table has no such column.
#[derive(Debug)]
struct Quantities {
    count: Option<Said<Decimal>>,
    amount: Option<Said<Told>>,
}

impl Quantities {
    fn of(table: &Table, row: &Row) -> Self {
        let cell = |column| cell_at(row, column);
        let count = table.column(Field::Count);
        let amount = table.column(Field::Amount);
        Quantities {
            count: count.map(|column| Said::of(cell(column), decimal)),
            amount: amount.map(|column| Said::of(cell(column), Told::of)),
        }
    }
}

impl Totals {
    /// Those of a table that stands below another with the same columns.
    pub(super) fn below(above: Totals) -> Self {
        Totals {
            of_sheet: above.of_sheet,
            ..Totals::default()
        }
    }

    /// A row was read that nothing tells to be no record: it is added, or else it is a total that nobody names, of
    /// which a doubt is told.
    pub(super) fn add(&mut self, table: &Table, row: &Row) -> Option<Finding> {
        let told = Quantities::of(table, row);
        if let Some(summed) = self.summed(&told, table)
            && unnamed::is_bare(table, row)
        {
            let finding = unnamed::doubt(table, row, summed);
            self.since_subtotal = Sums::default();
            return Some(finding);
        }
        let adds = told.count.is_some() || told.amount.is_some();
        let bare = adds && !table.describes() && unnamed::is_bare(table, row);
        let of_kind = self.of_kinds.of(table, row);
        let (start, subtotal) = (&mut self.since_start, &mut self.since_subtotal);
        let each = [
            Some(start),
            Some(subtotal),
            Some(&mut self.of_sheet),
            of_kind,
        ];
        for sums in each.into_iter().flatten() {
            sums.rows += 1;
            sums.bare += u32::from(bare);
            match told.count {
                Some(Said::This(value)) => match sums.count.checked_add(value) {
                    Some(added) => sums.count = added,
                    None => sums.unreadable = true,
                },
                Some(Said::Nothing) => sums.uncounted += 1,
                Some(Said::Unreadable) => sums.unreadable = true,
                None => {}
            }
            match &told.amount {
                Some(Said::This(told)) => sums.add_amount(told, table),
                Some(Said::Unreadable) => sums.unreadable = true,
                Some(Said::Nothing) | None => {}
            }
        }
        None
    }

    /// How many rows there are of which a row says the sums, and nothing else of 数量 and 金额.
    fn summed(&self, told: &Quantities, table: &Table) -> Option<u32> {
        let all = [&self.since_subtotal, &self.since_start];
        let sums = all.into_iter().find(|sums| sums.are_told(told, table))?;
        Some(sums.rows)
    }

    /// A total row was read: what it says of 数量, 金额 or the number of rows must be their sum, or that of all rows so
    /// far. Whether it says anything that could be held against the rows.
    pub(super) fn compare(
        &mut self,
        table: &Table,
        row: &Row,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let words: String = row.cells.iter().filter_map(squeezed).collect();
        if aside::turns_page(&words) {
            return true;
        }
        let running = words.contains("累计");
        let sub = words.contains("小计");
        let of_kind = self.of_kinds.take(&words);
        let single = of_kind.is_some();
        let sums = match of_kind {
            Some(sums) => sums,
            None if sub => self.since_subtotal.clone(),
            None => self.since_start.clone(),
        };
        self.since_subtotal = Sums::default();
        if !sub && !single {
            self.since_start = Sums::default();
            self.of_kinds = Kinds::default();
        }
        if running || sums.rows == 0 || sums.unreadable {
            return false;
        }
        let mut compared = false;
        let each = [&sums, &self.of_sheet];
        let told = |field| {
            let column = table.column(field)?;
            Some((column, cell_at(row, column)?))
        };
        if let Some((column, cell)) = told(Field::Count)
            && let Some(told) = decimal(&cell.value)
        {
            compared = true;
            if !each
                .iter()
                .any(|sums| [sums.count, sums.counted()].contains(&told))
            {
                let all = (told, sums.count, "数量");
                findings.push(differs(table, row, column, all, sums.rows));
            }
        }
        if let Some((column, cell)) = told(Field::Amount)
            && let Some(said) = Told::of(&cell.value).map(|told| told.named_by(row, table))
        {
            let (told, sum, what) = sums.beside(&said, table);
            let both = told.zip(sum);
            compared |= both.is_some();
            let fits = |sums: &&Sums| {
                let (told, sum, _) = sums.beside(&said, table);
                told.zip(sum).is_some_and(|(told, sum)| told == sum)
            };
            if let Some((told, sum)) = both.filter(|_| !each.iter().any(fits)) {
                let all = (told, sum, what);
                findings.push(differs(table, row, column, all, sums.rows));
            }
        }
        if table.has(Field::Count) || table.has(Field::Amount) {
            return compared;
        }
        // no column to add up: 「合计 12件」 counts rows; a bare number in a column of its own, such as 罚款,
        // sums that
        let of_its_own = |column: u16| {
            let mut fields = table.columns.values();
            table.headings.iter().any(|(at, _)| *at == column)
                && !fields.any(|(at, _)| *at == column)
        };
        // what stands before the word is the row's place in the list, what stands beyond the headings another matter
        let word = row.cells.iter().find(|cell| aside::names_total(cell));
        let of_total = |cell: &&Cell| {
            let behind = word.is_none_or(|word| {
                cell.column >= word.column
                    && (aside::is_beyond(table, word) == aside::is_beyond(table, cell))
            });
            cell.anchor.is_none() && behind
        };
        let numbers: Vec<(u16, Decimal)> = row
            .cells
            .iter()
            .filter(of_total)
            .filter_map(|c| {
                let text = c.value.text();
                let digits = text
                    .find(|ch: char| ch.is_ascii_digit())
                    .map(|at| text[at..].to_owned())?;
                number::parse(&digits)
                    .filter(|n| match &*n.unit {
                        "" => !of_its_own(c.column),
                        unit => matches!(unit, "件" | "条" | "项" | "行" | "宗" | "份"),
                    })
                    .map(|n| (c.column, n.value))
            })
            .collect();
        if let [(column, told)] = numbers.as_slice()
            && each.iter().all(|sums| *told != Decimal::from(sums.rows))
        {
            let all = (*told, Decimal::from(sums.rows), "行数");
            findings.push(differs(table, row, *column, all, sums.rows));
        }
        numbers.len() == 1
    }
}

/// A doubt where a row that was left out as a total may be a record.
pub(super) fn may_be_record(table: &Table, row: &Row) -> Finding {
    let word = row.cells.iter().find(|cell| aside::is_total_cell(cell));
    let word = word.or(row.cells.first());
    let at = Address {
        row: row.number,
        column: word.map(|cell| cell.column),
        ..table.at
    };
    let written = word.map(|cell| cell.value.text().into_owned());
    let message = format!(
        "这一行写着{}，按合计行没有计入，但有日期等登记内容",
        quote(written.as_deref().unwrap_or_default())
    );
    let mut finding = Finding::new(&rules::TOTAL_WITH_FACTS, Place::Cell(at), message);
    finding.value = written;
    finding
}

fn differs(
    table: &Table,
    row: &Row,
    column: u16,
    (told, sum, what): (Decimal, Decimal, &str),
    rows: u32,
) -> Finding {
    let (told, sum) = (told.normalize(), sum.normalize());
    let message = if what == "行数" {
        format!(
            "合计写 {told}，上面共有 {rows} 行登记，相差 {}",
            (told - sum).normalize()
        )
    } else {
        format!(
            "合计行的{what}写 {told}，上面 {rows} 行之和为 {sum}，相差 {}",
            (told - sum).normalize()
        )
    };
    let at = Address {
        row: row.number,
        ..table.at
    }
    .at(column);
    Finding::new(&rules::TOTAL_DIFFERS, Place::Cell(at), message).value(told.to_string())
}

/// The number in a cell, exactly.
fn decimal(value: &Value) -> Option<Decimal> {
    if let Value::Number(number) = value
        && let Some(whole) = book::whole(*number)
    {
        return Some(whole.into());
    }
    match value {
        Value::Number(_) | Value::Text(_) => number::parse(&value.text()).map(|n| n.value),
        _ => None,
    }
}
