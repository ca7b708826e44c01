//! 另列的小表: rows of a small table of sums that stands below the records without a word for a total:
//! 「部门、件数」 over 「一中队、3」.
//!
//! In: a row below a header. Out: whether it says but a label and numbers, where its table asks for texts or for a running
//! number, and the doubt that tells so.

use super::super::{Field, Table, brief, has_own, is_of_serials, rules, squeezed};
use crate::address::Address;
use crate::book::{Cell, Row, Value};
use crate::finding::{Finding, Place};
use crate::number;
use crate::text::{quote, squeeze};

/// Cells of a row that heads such a table, at most.
const MOST: usize = 4;

/// The first number of a row that says but a label and numbers, or but headings of such, of which one stands where no
/// number is looked for, or the label where one is.
pub(in crate::column) fn of_one<'r>(table: &Table, row: &'r Row) -> Option<&'r Cell> {
    let own: Vec<&Cell> = row.cells.iter().filter(|cell| has_own(cell)).collect();
    let ([label, said @ ..], true) = (own.as_slice(), table.is_sparse(own.len())) else {
        return None;
    };
    let follow = own.windows(2).all(|two| two[0].column + 1 == two[1].column);
    let merged = row.cells.iter().any(|cell| cell.anchor.is_some());
    let sums = said.iter().all(|cell| is_number(cell)) || said.iter().all(|cell| is_heading(cell));
    let misplaced = || said.iter().any(|cell| asks_for_text(table, cell.column));
    let astray = misplaced() || is_no_serial(table, label);
    let of_one = follow && !merged && is_label(label) && sums && astray;
    of_one.then_some(said[0])
}

/// The first heading of numbers in a row that heads a small table: a label, 「件数」, 「占比」, and nothing else.
pub(in crate::column) fn heads<'r>(table: &Table, row: &'r Row) -> Option<&'r Cell> {
    let own: Vec<&Cell> = row.cells.iter().filter(|cell| has_own(cell)).collect();
    let ([label, said @ ..], true) = (own.as_slice(), (2..=MOST).contains(&own.len())) else {
        return None;
    };
    let follow = own.windows(2).all(|two| two[0].column + 1 == two[1].column);
    let own_heading = |cell: &&Cell| {
        let heading = table.heading_of_column(cell.column);
        heading.is_some_and(|heading| squeezed(cell).is_some_and(|key| squeeze(heading) == *key))
    };
    // where the table itself asks for them, another page of it may be headed so
    let asked = |cell: &Cell| {
        let amount = squeezed(cell).is_some_and(|key| key.starts_with("金额"));
        amount && table.has(Field::Amount) || table.field_of(cell.column) == Some(Field::Count)
    };
    let said_of = |cell: &&Cell| may_head(cell) && !asked(cell);
    let heads = follow && is_label(label) && said.iter().all(said_of);
    (heads && !own.iter().any(own_heading)).then(|| said[0])
}

/// Whether a row goes on with a small table that such a row heads: a label and numbers in its columns.
pub(in crate::column) fn goes_on(heads: &Row, row: &Row) -> bool {
    let within = |cell: &Cell| {
        let mut headings = heads.cells.iter().filter(|cell| has_own(cell));
        headings.any(|heading| heading.column == cell.column)
    };
    let own: Vec<&Cell> = row.cells.iter().filter(|cell| has_own(cell)).collect();
    let [label, said @ ..] = own.as_slice() else {
        return false;
    };
    own.iter().all(|cell| within(cell))
        && matches!(label.value, Value::Text(_))
        && !said.is_empty()
        && said.iter().all(|cell| is_number(cell))
}

/// Whether a text may head the numbers of a small table.
pub(in crate::column) fn may_head(cell: &Cell) -> bool {
    const LONGEST: usize = 24;
    // what all of them begin with, which hardly any cell does
    let may = |written: &str| {
        let first = written.trim_start().chars().next();
        first.is_some_and(|c| "件数个宗人户次金总合小占比百".contains(c))
    };
    matches!(&cell.value, Value::Text(written) if written.len() <= LONGEST && may(written))
        && squeezed(cell).is_some_and(|key| {
            let bare = key.split('(').next().unwrap_or_default();
            WORDS.contains(&bare)
        })
}

/// The doubt that such a row is told by; that of one that heads a small table tells of the rows below as well.
pub(in crate::column) fn doubt(table: &Table, row: &Row, (cell, heads): (&Cell, bool)) -> Finding {
    let at = Address {
        row: row.number,
        ..table.at
    };
    let heading = table.heading_of_column(cell.column).unwrap_or_default();
    let written = cell.value.text();
    let also = if heads {
        "，它和下面的各行都"
    } else {
        "，"
    };
    let message = format!(
        "这一行只有{}，「{heading}」里写着{}，像是登记下面另列的汇总小表{also}没有计入",
        quote(&texts(row)),
        quote(&written)
    );
    let place = Place::Cell(at.at(cell.column));
    let finding = Finding::new(&rules::UNNAMED_TOTAL, place, message).value(written.as_ref());
    finding.help("是登记的，请补填日期、文号等其余各格；是小表的，可用 [[explain]] 说明")
}

fn texts(row: &Row) -> String {
    let own = row.cells.iter().filter(|cell| has_own(cell));
    let texts: Vec<_> = own.map(|cell| cell.value.text()).collect();
    texts.join("、")
}

/// Whether a text is no number of a record: without digits, or a part of a year.
fn is_label(cell: &Cell) -> bool {
    let written = matches!(cell.value, Value::Text(_));
    let key = squeezed(cell).filter(|_| written);
    key.is_some_and(|key| !key.chars().any(|c| c.is_ascii_digit()) || brief::is_span(&key))
}

/// Whether a text stands where the running numbers of records do.
fn is_no_serial(table: &Table, cell: &Cell) -> bool {
    let heading = table.heading_of_column(cell.column);
    let numeral = |c: char| "一二三四五六七八九十百甲乙丙丁".contains(c) || !c.is_alphabetic();
    let word = squeezed(cell).is_some_and(|key| !key.chars().all(numeral));
    word && heading.is_some_and(is_of_serials)
}

fn is_number(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(_) => true,
        Value::Text(written) => number::parse(written.trim_end_matches(['%', '％'])).is_some(),
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
    }
}

/// What heads the numbers of a small table.
const WORDS: [&str; 14] = [
    "件数",
    "数量",
    "个数",
    "宗数",
    "人数",
    "户数",
    "次数",
    "金额",
    "总数",
    "合计",
    "小计",
    "占比",
    "比例",
    "百分比",
];

fn is_heading(cell: &Cell) -> bool {
    squeezed(cell).is_some_and(|key| WORDS.iter().any(|word| key.starts_with(word)))
}

/// Whether what is written in a column is a text by itself: a title, a name, what was asked for.
fn asks_for_text(table: &Table, column: u16) -> bool {
    let field = table.field_of(column);
    field.is_some_and(|field| {
        matches!(
            field,
            Field::Title | Field::Applicant | Field::Private | Field::Content | Field::Unit
        )
    })
}
