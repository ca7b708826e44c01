//! A ledger as an office sees it, and the sheet that it makes of it: titles, headers of several merged
//! rows, blank rows and columns, total rows, footers.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::random::Random;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Nothing.
    Blank,
    /// Text as typed.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A real date where the format has them.
    Date(Date),
}

impl Value {
    /// Text; nothing for the empty text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Value::Blank
        } else {
            Value::Text(text)
        }
    }

    /// As a format without types has it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Value::Blank => String::new(),
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
        }
    }
}

/// One column of a ledger.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its heading.
    pub(crate) heading: String,
    /// The heading above it that it shares with its neighbours.
    pub(crate) group: Option<&'static str>,
    /// Whether equal values in a run of rows may be merged into one cell.
    pub(crate) mergeable: bool,
}

/// A ledger: headings and rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) title: String,
    /// Lines between title and header: 填表单位, 统计期, 单位.
    pub(crate) lines: Vec<String>,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Value>>,
    /// Where the 合计 row says something: column and value.
    pub(crate) total: Option<(usize, Value)>,
    /// Which of the facts each row tells, by its serial number.
    pub(crate) records: Vec<usize>,
    /// A 合计 row for certain, not by chance.
    pub(crate) summed: bool,
    /// Rows and a column that are one merged cell: first row, last row, column.
    pub(crate) merged: Vec<(usize, usize, usize)>,
    /// Without a blank column or blank rows inside.
    pub(crate) tight: bool,
    /// Without its header.
    pub(crate) headless: bool,
    /// On a hidden sheet.
    pub(crate) hidden: bool,
    /// Rows that are hidden for certain.
    pub(crate) hidden_rows: Vec<usize>,
}

/// What a format can show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ability {
    /// Merged cells.
    pub(crate) merges: bool,
    /// Hidden rows.
    pub(crate) hides: bool,
}

/// A sheet with everything in its place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    /// Row by row; rows may have different lengths.
    pub(crate) rows: Vec<Vec<Value>>,
    /// Merged areas: first row, first column, last row, last column.
    pub(crate) merges: Vec<(usize, usize, usize, usize)>,
    pub(crate) hidden_rows: Vec<usize>,
    /// Where the table's own rows stand.
    pub(crate) row_of: Vec<usize>,
    /// Where its columns stand.
    pub(crate) column_of: Vec<usize>,
    /// Where each column's heading stands, and the first row of the header.
    pub(crate) heading_row: Vec<usize>,
    pub(crate) header: usize,
    /// Where the 合计 row stands.
    pub(crate) total_row: Option<usize>,
}

/// Lays a table out as a person would.
pub(crate) fn lay_out(
    table: &Table,
    name: &str,
    title: bool,
    ability: Ability,
    random: &mut Random,
) -> Grid {
    let mut grid = Grid {
        name: name.to_owned(),
        hidden: table.hidden,
        ..Grid::default()
    };
    let left = if random.chance(15) {
        random.index(2) + 1
    } else {
        0
    };
    // One column without heading and values somewhere inside.
    let gap = random
        .chance(15)
        .then(|| random.index(table.columns.len() + 1))
        .filter(|_| !table.tight);
    let place = |column: usize| left + column + usize::from(gap.is_some_and(|gap| gap <= column));
    let width = place(table.columns.len() - 1) + 1;
    let blank = vec![Value::Blank; width];

    if random.chance(15) {
        grid.rows
            .extend((0..=random.index(2)).map(|_| blank.clone()));
    }
    if title || random.chance(50) {
        let row = grid.rows.len();
        let mut cells = blank.clone();
        cells[left] = Value::text(table.title.clone());
        grid.rows.push(cells);
        if ability.merges && width > left + 1 {
            grid.merges.push((row, left, row, width - 1));
        }
    }
    for line in &table.lines {
        let mut cells = blank.clone();
        cells[left] = Value::text(line.clone());
        grid.rows.push(cells);
    }
    if random.chance(10) {
        grid.rows.push(blank.clone());
    }
    grid.header = grid.rows.len();
    grid.column_of = (0..table.columns.len()).map(place).collect();
    grid.heading_row = vec![grid.header; table.columns.len()];
    if !table.headless {
        header(table, ability, random, &mut grid, &blank, &place);
    }

    let first = grid.rows.len();
    let every = if random.chance(15) {
        random.index(8) + 2
    } else {
        usize::MAX
    };
    let mut subtotal = Subtotal::of(table);
    for (at, row) in table.rows.iter().enumerate() {
        if random.chance(3) && !table.tight {
            grid.rows.push(blank.clone());
        }
        let mut cells = blank.clone();
        for (column, value) in row.iter().enumerate() {
            cells[place(column)] = value.clone();
        }
        let hidden = random.chance(4) || table.hidden_rows.contains(&at);
        if ability.hides && hidden {
            grid.hidden_rows.push(grid.rows.len());
        }
        grid.row_of.push(grid.rows.len());
        grid.rows.push(cells);
        if let Some(subtotal) = &mut subtotal {
            subtotal.sum += subtotal.amount(row);
            if (at + 1) % every == 0 {
                let mut cells = blank.clone();
                cells[left] = Value::text("小计");
                cells[place(subtotal.column)] = Value::Number(subtotal.sum);
                subtotal.sum = Decimal::ZERO;
                grid.rows.push(cells);
            }
        }
    }
    if ability.merges && random.chance(35) {
        for (column, heading) in table.columns.iter().enumerate() {
            if heading.mergeable && random.chance(60) {
                merge_runs(&mut grid, first, place(column));
            }
        }
    }
    for &(first, last, column) in &table.merged {
        if ability.merges {
            let column = place(column);
            let area = (grid.row_of[first], column, grid.row_of[last], column);
            grid.merges.push(area);
        }
    }
    if let Some((column, value)) = &table.total
        && (random.chance(60) || table.summed)
    {
        let row = grid.rows.len();
        let mut cells = blank.clone();
        cells[left] = Value::text(random.pick(&["合计", "合 计", "总计", "合计："]));
        if *column > 0 {
            cells[place(*column)] = value.clone();
            if ability.merges && place(*column) > left + 1 && random.chance(40) {
                grid.merges.push((row, left, row, place(*column) - 1));
            }
        }
        grid.total_row = Some(row);
        grid.rows.push(cells);
    }
    footer(&mut grid, random, &blank, left);
    grid
}

/// What a 小计 says: the sum of a column of numbers since the last one.
struct Subtotal {
    column: usize,
    sum: Decimal,
}

impl Subtotal {
    /// Where the total adds up numbers, and not in the first column, which says what the row is.
    fn of(table: &Table) -> Option<Self> {
        let Some((column, Value::Number(_))) = table.total else {
            return None;
        };
        let numbers = |row: &Vec<Value>| matches!(row[column], Value::Number(_));
        (column > 0 && table.rows.iter().all(numbers)).then_some(Subtotal {
            column,
            sum: Decimal::ZERO,
        })
    }

    fn amount(&self, row: &[Value]) -> Decimal {
        match row[self.column] {
            Value::Number(number) => number,
            _ => Decimal::ZERO,
        }
    }
}

/// The header: one row, or groups above it; headings without a group span both.
fn header(
    table: &Table,
    ability: Ability,
    random: &mut Random,
    grid: &mut Grid,
    blank: &[Value],
    place: &dyn Fn(usize) -> usize,
) {
    let grouped = table.columns.iter().any(|column| column.group.is_some()) && random.chance(45);
    let levels = match (grouped, ability.merges) {
        (false, _) => 1,
        (true, true) if random.chance(20) => 3,
        (true, _) => 2,
    };
    let top = grid.rows.len();
    let mut rows = vec![blank.to_vec(); levels];
    let last = levels - 1;
    let mut column = 0;
    while column < table.columns.len() {
        let group = table.columns[column].group.filter(|_| levels > 1);
        let mut end = column;
        while group.is_some()
            && end + 1 < table.columns.len()
            && table.columns[end + 1].group == group
            && place(end + 1) == place(end) + 1
        {
            end += 1;
        }
        match group {
            Some(group) => {
                rows[0][place(column)] = Value::text(group);
                let (from, to) = (place(column), place(end));
                if ability.merges && (last > 1 || to > from) {
                    grid.merges.push((top, from, top + last - 1, to));
                }
                for inside in column..=end {
                    grid.heading_row[inside] = top + last;
                    rows[last][place(inside)] = Value::text(table.columns[inside].heading.clone());
                }
            }
            None => {
                // A merged heading stands in its first row; without merges people type it in either.
                let at = if ability.merges || random.chance(50) {
                    0
                } else {
                    last
                };
                rows[at][place(column)] = Value::text(table.columns[column].heading.clone());
                grid.heading_row[column] = top + at;
                if ability.merges && last > 0 {
                    grid.merges
                        .push((top, place(column), top + last, place(column)));
                }
            }
        }
        column = end + 1;
    }
    grid.rows.extend(rows);
}

/// Runs of equal values in a column become one merged cell.
fn merge_runs(grid: &mut Grid, first: usize, column: usize) {
    let mut start = first;
    while start < grid.rows.len() {
        let value = grid.rows[start][column].clone();
        let mut end = start;
        while value != Value::Blank
            && end + 1 < grid.rows.len()
            && grid.rows[end + 1][column] == value
        {
            end += 1;
        }
        if end > start {
            for row in &mut grid.rows[start + 1..=end] {
                row[column] = Value::Blank;
            }
            grid.merges.push((start, column, end, column));
        }
        start = end + 1;
    }
}

fn footer(grid: &mut Grid, random: &mut Random, blank: &[Value], left: usize) {
    if random.chance(20) {
        grid.rows.push(blank.to_vec());
    }
    if random.chance(30) {
        let mut cells = blank.to_vec();
        cells[left] = Value::text(random.pick(&[
            "注：本表由各科室报送，办公室汇总。",
            "说明：跨季度办理的事项可以再次出现。",
            "注:数据截至期末最后一日",
        ]));
        grid.rows.push(cells);
    }
    if random.chance(45) {
        let mut cells = blank.to_vec();
        cells[left] = Value::text("填表人：张三（示例）");
        if cells.len() > left + 3 {
            cells[left + 3] = Value::text("审核人：李四（示例）");
        }
        grid.rows.push(cells);
    }
}
