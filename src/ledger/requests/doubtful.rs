//! 疑似同件: rows without a number that may be the same application as a row of another export.
//!
//! In: all rows. Out: an error each, and the rows, which count nowhere before the office has said what they are.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::rows::{Glance, Id, Part};
use super::super::{Work, merge, rules};
use crate::column::Field;
use crate::entry::Applicant;
use crate::finding::{Finding, Place};

/// Rows without a number that may be the same application as a row of another export.
pub(super) fn doubtful(work: &mut Work<'_>) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    if work.terms.distinct {
        return found;
    }
    let year = work.terms.year;
    let rows = &work.ledger.rows;
    let relevant = |part| {
        let all = Part::glances(part);
        all.filter(|r| {
            (r.is_numbered() || r.identity.is_none())
                && r.received.is_none_or(|d| d <= year.end)
                && r.replied.is_none_or(|d| d >= year.start)
        })
    };
    let key = |r: &Glance<'_>| r.received.zip(r.class);
    // a row may be taken for another only where one of the two has no number
    let unnumbered = rows.of_parts(|part| {
        let rows = relevant(part).filter(|r| !r.is_numbered());
        rows.filter_map(|r| key(&r)).collect::<BTreeSet<_>>()
    });
    let unnumbered: BTreeSet<(Date, Applicant)> = unnumbered.into_iter().flatten().collect();
    if unnumbered.is_empty() {
        return found;
    }
    let candidates: Vec<Glance<'_>> = rows
        .parts()
        .flat_map(relevant)
        .filter(|r| key(r).is_some_and(|key| unnumbered.contains(&key)))
        .collect();
    let pairs = merge::maybe_same(
        &candidates,
        key,
        |r| [r.applicant, r.content].map(|m| m.is_told().then_some(m)),
        Glance::is_numbered,
        Glance::export,
    );
    for (earlier, later) in pairs {
        let day = later.received.map(|d| d.to_string()).unwrap_or_default();
        let class = later.class.map_or("", |c| c.word());
        let message = format!(
            "没有申请编号，与另一份导出中的一行收到日期（{day}）、类型（{class}）等都相同，无法判定是不是同一件申请"
        );
        work.findings.push(
            Finding::new(
                &rules::MAYBE_SAME,
                Place::Cell(later.cell(Field::Received)),
                message,
            )
            .value(day)
            .help(key_help(earlier, later))
            .related(
                Place::Cell(earlier.cell(Field::Received)),
                "另一份导出中的一行",
            ),
        );
        found.insert(later.id);
    }
    found
}

/// What an office can do about rows that may be one application: by the fields that both sheets have.
fn key_help(earlier: &Glance<'_>, later: &Glance<'_>) -> String {
    let both = |f: &Field| earlier.table.has(*f) && later.table.has(*f);
    let telling: Vec<Field> = [Field::Applicant, Field::Content]
        .into_iter()
        .filter(both)
        .collect();
    let distinct = "都不是同一件的，在 gknb.toml 中写：\nduplicates = \"distinct\"";
    if telling.is_empty() {
        return format!("请在台账中补上申请编号（或申请人、申请内容）；{distinct}");
    }
    let fields: Vec<String> = std::iter::once(Field::Received)
        .chain(telling)
        .map(|f| format!("\"{}\"", f.word()))
        .collect();
    format!(
        "请在台账中补上申请编号；或在 gknb.toml 中写明由哪些字段认定同一件：\nkey = [{}]\n{distinct}",
        fields.join(", ")
    )
}
