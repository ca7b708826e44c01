//! 下文: what the rows below a header and the columns together tell of its kind of ledger, beyond their headings.
//!
//! In: columns, each with what its heading names, and the rows below. Out: the score of [`super::score`], or another.

use super::super::{Field, Kind, content, field};
use super::around::Around;
use super::columns::counted_by_month;
use super::path::{Headed, TICKED};
use super::score;
use crate::book::{Cell, Row, Value};

/// How well columns fit a kind of ledger in view of what stands below: a case that ends with a penalty is none of a
/// court's, and a total of each month is how many there were.
pub(super) fn score(
    kind: Kind,
    (columns, paths): (&[Headed], &[(u16, Vec<String>)]),
    around: &Around,
    below: &[Row],
) -> Option<usize> {
    let hinted = around.hinted.contains(&kind);
    match (kind, score::score(kind, columns, around)) {
        (Kind::Disputes, Some(_)) if !hinted && lists_decisions(columns, below) => {
            Some(score::as_foreign(kind, columns, around))
        }
        (Kind::Publications, None) if hinted => {
            let column = total_by_month(columns, paths)?;
            let mut columns = columns.to_vec();
            for (_, _, named) in columns.iter_mut().filter(|(at, ..)| *at == column) {
                let (field, rank) = (Field::Count, TICKED);
                *named = Some(field::Named { field, rank });
            }
            score::score(kind, &columns, around)
        }
        (_, score) => score,
    }
}

/// Whether what looks like cases lists the decisions of the office: a heading names such a decision, none speaks of a
/// court, and no cell holds a word of reviews and suits.
fn lists_decisions(columns: &[Headed], below: &[Row]) -> bool {
    const DECISIONS: [&str; 6] = [
        "处罚决定",
        "罚款",
        "没收",
        "许可决定",
        "强制决定",
        "强制措施",
    ];
    const ENDS: [&str; 3] = ["维持", "驳回", "撤诉"];
    let texts = || columns.iter().map(|(_, text, _)| text.as_str());
    let decision = |text: &str| DECISIONS.iter().any(|word| text.contains(word));
    let of_court = |cell: &Cell| match &cell.value {
        Value::Text(written) => {
            content::is_word_of(Kind::Disputes, Field::CaseKind, written)
                || ENDS.iter().any(|end| written.starts_with(end))
        }
        _ => false,
    };
    texts().any(decision)
        && !score::speaks_of_court(texts())
        && !below.iter().flat_map(|row| &row.cells).any(of_court)
}

/// The column of a total where the rows are months and nothing else is told but what the total is made of, none of which
/// is a kind of work of its own or what came in.
fn total_by_month(columns: &[Headed], paths: &[(u16, Vec<String>)]) -> Option<u16> {
    const OTHERS: [&str; 8] = [
        "许可",
        "处罚",
        "强制",
        "收费",
        "受理",
        "申请",
        "收件",
        "规范性文件",
    ];
    let named = || columns.iter().filter_map(|(.., named)| *named);
    let has = |field: Field| named().any(|named| named.field == field);
    let charged = columns
        .iter()
        .find(|(.., named)| named.is_some_and(|named| named.field == Field::Charged));
    let texts: Vec<(u16, String)> = (paths.iter())
        .map(|(column, path)| (*column, path.join("/")))
        .collect();
    let months = charged.map(|(_, heading, _)| heading.as_str());
    let (column, _) = counted_by_month((columns, &texts), months, &has)?;
    let other = |(_, text): &(u16, String)| OTHERS.iter().any(|word| text.contains(word));
    (!texts.iter().any(other)).then_some(column)
}
