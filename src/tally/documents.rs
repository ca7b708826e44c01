//! Which documents make the difference between last year's number in force and this year's ledger.

use jiff::ToSpan as _;
use rust_decimal::Decimal;

use crate::finding::{Finding, Place};
use crate::ledger::{Paper, Year};

/// Documents named in a finding, at most.
const NAMED: usize = 20;

/// Adds the documents whose dates stand so near to the turn of the year that they would mend `surplus`, the
/// ledger's number less the reckoned one: those that make exactly the difference, else the likeliest.
pub(super) fn named(
    papers: &[&Paper],
    year: Year,
    surplus: Decimal,
    mut finding: Finding,
) -> Finding {
    let month_before = year.start.saturating_sub(31.days());
    let month_after = year.start.saturating_add(31.days());
    let those = |holds: &dyn Fn(&Paper) -> bool| -> Vec<&Paper> {
        papers.iter().copied().filter(|p| holds(p)).collect()
    };
    let kinds: Vec<(&str, Vec<&Paper>)> = if surplus > Decimal::ZERO {
        vec![
            (
                "在上年最后一个月制发，上年报告可能没有计入",
                those(&|p| p.older && p.dated.to >= month_before && (p.in_force || p.repealed)),
            ),
            (
                "在本年第一个月废止，上年报告可能已经减去",
                those(&|p| p.older && p.repealed && p.ended.is_some_and(|e| e.to < month_after)),
            ),
            (
                "在本年以前制发，其中有上年报告没有计入的，或已经废止没有登记的",
                those(&|p| p.older && p.in_force),
            ),
        ]
    } else {
        vec![
            (
                "在上年最后一个月废止，上年报告可能仍计为有效",
                those(&|p| {
                    p.ended
                        .is_some_and(|e| (month_before..year.start).contains(&e.to))
                }),
            ),
            (
                "在本年第一个月制发，上年报告可能已经计入",
                those(&|p| p.issued && p.dated.from < month_after),
            ),
        ]
    };
    let difference = surplus.abs();
    let kinds: Vec<_> = kinds.into_iter().filter(|(_, p)| !p.is_empty()).collect();
    let exact = kinds
        .iter()
        .find(|(_, papers)| Decimal::from(papers.len()) == difference);
    let Some((why, papers)) = exact.or(kinds.first()) else {
        finding
            .message
            .push_str("；台账里没有对得上的文件，可能有早年的文件没有登记在台账里");
        return finding;
    };
    let fits = if exact.is_some() {
        format!("，正好等于差额 {}", difference.normalize())
    } else {
        String::new()
    };
    finding
        .message
        .push_str(&format!("；有 {} 件{why}{fits}", papers.len()));
    for paper in papers.iter().take(NAMED) {
        let ended = paper
            .ended
            .map(|e| format!("，废止日期 {}", e.to))
            .unwrap_or_default();
        finding = finding.related(
            Place::Cell(paper.rows[0]),
            format!("成文日期 {}{ended}", paper.dated.from),
        );
    }
    finding
}
