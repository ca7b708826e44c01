//! Exports held against one another and against the periods they name, before their rows are merged.
//!
//! In: all entries and tables. Out: doubts: days after an export's period, exports of another period than
//! they name, a quarter missing between others, a pending row that the next export lost, the same row twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Terms, rules};
use jiff::civil::Date;

use crate::address::Address;
use crate::column::{Field, Kind, Table};
use crate::entry::{self, Answer, Category, Entry, Verdict};
use crate::finding::{Finding, Place};
use crate::period::Period;

pub(super) fn judge(
    entries: &mut [Entry],
    tables: &[Arc<Table>],
    terms: &Terms,
    findings: &mut Vec<Finding>,
) {
    periods(entries, terms, findings);
    gaps(tables, terms, findings);
    lost(entries, tables, terms, findings);
    twice(entries, terms, findings);
}

/// Rows of a table that lie in the period it names, and outside.
#[derive(Default)]
struct Share {
    rows: Vec<usize>,
    outside: Vec<usize>,
}

/// Tables whose rows lie outside the period they name; elsewhere single days after it.
fn periods(entries: &mut [Entry], terms: &Terms, findings: &mut Vec<Finding>) {
    let mut tables: BTreeMap<Address, Share> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        // rows of other years stand in exports of any period, and no figure depends on where
        if let Some(within) = entry::within(entry).filter(|_| touches(entry, terms)) {
            let share = tables.entry(entry.record().table.at).or_default();
            share.rows.push(at);
            if !within {
                share.outside.push(at);
            }
        }
    }
    for share in tables.values() {
        let (rows, outside) = (share.rows.len(), share.outside.len());
        // a few rows of other years stand in many an export
        let touching = share
            .outside
            .iter()
            .filter(|at| entry::touches(&entries[**at], terms.year.start, terms.year.end))
            .count();
        // a cumulative export of the last quarter holds a quarter of its own rows at the least
        if (touching >= 3 || outside >= 6) && outside * 10 >= rows * 9 {
            findings.extend(outside_period(entries, share, terms));
            continue;
        }
        for at in &share.rows {
            let late = entry::after_period(&entries[*at]);
            entries[*at].record_mut().troubles.extend(late);
        }
    }
}

/// Whether a date of the entry lies in the year.
fn touches(entry: &Entry, terms: &Terms) -> bool {
    let holds = |day: Option<Date>| day.is_some_and(|d| terms.year.holds(d));
    match entry {
        Entry::Request(request) => holds(request.received) || holds(request.replied),
        Entry::Publication(publication) => holds(publication.dated.map(|p| p.to)),
        Entry::Dispute(dispute) => holds(dispute.accepted) || holds(dispute.concluded),
    }
}

fn outside_period(entries: &[Entry], share: &Share, terms: &Terms) -> Option<Finding> {
    let first = entries[*share.outside.first()?].record();
    let period = first.table.period?;
    let whole = Period {
        from: terms.year.start,
        to: terms.year.end,
    };
    // of another year altogether: no figure of this one depends on it
    if period.to < whole.from || period.from > whole.to {
        return None;
    }
    let message = format!(
        "从名称看统计期是 {period}，{} 行有日期的登记中有 {} 行不在这一期内",
        share.rows.len(),
        share.outside.len()
    );
    let mut finding = Finding::new(
        &rules::OUTSIDE_PERIOD,
        Place::Sheet(first.at.file, first.at.sheet),
        message,
    )
    .value(period.to_string());
    for at in share.outside.iter().take(3) {
        finding = finding.related(Place::Cell(entries[*at].record().at), "不在这一期内");
    }
    Some(finding)
}

/// Months of the year that no export covers, or none of applications, between others that do.
fn gaps(tables: &[Arc<Table>], terms: &Terms, findings: &mut Vec<Finding>) {
    let year = terms.year.start.year();
    // a quarter without a decision or a case has no export of its own; one without an application may have
    // none, but pending ones stand in it again
    for kind in [None, Some(Kind::Applications)] {
        let mut named: Vec<(Period, Address)> = tables
            .iter()
            .filter(|t| kind.is_none_or(|k| t.kind == k))
            .filter_map(|t| Some((t.period?, t.at)))
            .filter(|(p, _)| p.from.year() == year && p.to.year() == year)
            .collect();
        named.sort_unstable();
        let covered: BTreeSet<i8> = named
            .iter()
            .flat_map(|(p, _)| p.from.month()..=p.to.month())
            .collect();
        let (Some(first), Some(last)) = (covered.first(), covered.last()) else {
            continue;
        };
        let missing: Vec<i8> = (*first..*last).filter(|m| !covered.contains(m)).collect();
        let Some(from) = missing.first() else {
            continue;
        };
        let before = named.iter().rfind(|(p, _)| p.to.month() < *from);
        let Some((_, after)) = named.iter().find(|(p, _)| p.from.month() > *from) else {
            continue;
        };
        let message = format!(
            "{}有 {} 的导出，缺少 {year} 年{}",
            kind.map_or("全部台账", Kind::word),
            shown(&named),
            months(&missing)
        );
        let mut finding = Finding::new(
            &rules::PERIOD_MISSING,
            Place::Sheet(after.file, after.sheet),
            message,
        )
        .value(months(&missing));
        if let Some((period, at)) = before {
            finding = finding.related(
                Place::Sheet(at.file, at.sheet),
                format!("前一份导出（{period}）"),
            );
        }
        findings.push(finding);
        // once for all ledgers says it for each
        return;
    }
}

fn shown(named: &[(Period, Address)]) -> String {
    let mut periods: Vec<String> = named.iter().map(|(p, _)| p.to_string()).collect();
    periods.dedup();
    periods.join("、")
}

/// 「第三季度」 for whole quarters, else 「7、8月」.
fn months(missing: &[i8]) -> String {
    let quarters: Vec<&str> = ["第一季度", "第二季度", "第三季度", "第四季度"]
        .into_iter()
        .zip([1i8, 4, 7, 10])
        .filter(|(_, first)| (*first..first + 3).all(|m| missing.contains(&m)))
        .map(|(word, _)| word)
        .collect();
    if quarters.len() * 3 == missing.len() {
        return quarters.join("、");
    }
    let months: Vec<String> = missing.iter().map(i8::to_string).collect();
    format!("{}月", months.join("、"))
}

/// One application or case as its exports tell it.
struct Trail {
    /// The entry of its latest export.
    last: usize,
    period: Option<Period>,
    ended: bool,
}

/// Applications and cases still pending in the last export that tells of them, though a later one exists.
fn lost(entries: &[Entry], tables: &[Arc<Table>], terms: &Terms, findings: &mut Vec<Finding>) {
    let latest = |kind: Kind| {
        tables
            .iter()
            .filter(|t| t.kind == kind)
            .filter_map(|t| Some((t.period?, t.at)))
            .filter(|(p, _)| p.from <= terms.year.end)
            .max()
    };
    let ends = Kind::ALL.map(|kind| (kind, latest(kind)));
    let mut trails: Vec<Trail> = Vec::new();
    let mut known: HashMap<(Kind, Vec<&str>), usize> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let (kind, key, ended) = match entry {
            Entry::Request(r) => {
                let key: Vec<&str> = match &r.number {
                    Some(number) => vec![number],
                    None => r.key.iter().map(|k| &**k).collect(),
                };
                let ended = r.replied.is_some()
                    || matches!(r.answer, Answer::Ended(_) | Answer::Unclear)
                    || r.received.is_none_or(|d| d > terms.year.end);
                (Kind::Applications, key, ended)
            }
            Entry::Dispute(d) => {
                let ended = d.concluded.is_some()
                    || d.verdict.is_some_and(|v| v != Verdict::Pending)
                    || d.accepted.is_none_or(|day| day > terms.year.end);
                let key = d.number.as_deref().into_iter().collect();
                (Kind::Disputes, key, ended)
            }
            Entry::Publication(_) => continue,
        };
        let record = entry.record();
        if key.iter().all(|k| k.is_empty()) {
            continue;
        }
        let ended = ended || record.fault().is_some();
        let period = record.table.period;
        let place = *known.entry((kind, key)).or_insert_with(|| {
            trails.push(Trail {
                last: at,
                period,
                ended,
            });
            trails.len() - 1
        });
        let trail = &mut trails[place];
        trail.ended |= ended;
        // without a period nothing tells that a later export lacks it
        if period.is_none() || period > trail.period && trail.period.is_some() {
            trail.period = period;
            trail.last = at;
        }
    }
    for trail in trails.iter().filter(|t| !t.ended) {
        let record = entries[trail.last].record();
        let end = ends
            .iter()
            .find(|(kind, _)| *kind == record.table.kind)
            .and_then(|(_, end)| *end);
        let (Some(period), Some((later, at))) = (trail.period, end) else {
            continue;
        };
        if later.to <= period.to {
            continue;
        }
        let (what, field, closing) = match record.table.kind {
            Kind::Disputes => ("案件", Field::CaseNumber, "结案"),
            _ => ("申请", Field::Number, "答复"),
        };
        let field = if record.table.has(field) {
            field
        } else {
            Field::Received
        };
        let message = format!(
            "这件{what}在 {period} 的导出里还没有{closing}，以后的导出（最后一期 {later}）里却没有它，按尚未办结计"
        );
        findings.push(
            Finding::new(
                &rules::LOST_PENDING,
                Place::Cell(record.cell(field)),
                message,
            )
            .value(period.to_string())
            .related(Place::Sheet(at.file, at.sheet), "没有这一件的后一期导出"),
        );
    }
}

/// Rows without a number that say the same in one sheet.
fn twice(entries: &[Entry], terms: &Terms, findings: &mut Vec<Finding>) {
    if terms.distinct {
        return;
    }
    let year = terms.year;
    let mut seen: HashMap<(u32, u16, String), Address> = HashMap::new();
    for entry in entries {
        let key = match entry {
            Entry::Request(r) if r.number.is_none() && r.key.iter().all(|k| k.is_empty()) => {
                let told = r.applicant.is_some() && r.content.is_some();
                let inside = r.received.is_some_and(|d| d <= year.end)
                    && r.replied.is_none_or(|d| d >= year.start);
                (told && inside).then(|| {
                    format!(
                        "{:?}\u{1f}{:?}\u{1f}{:?}\u{1f}{:?}\u{1f}{:?}\u{1f}{:?}\u{1f}{}",
                        r.received, r.class, r.replied, r.wrote, r.applicant, r.content, r.count
                    )
                })
            }
            Entry::Publication(p) if matches!(p.category, Some(Category::Document(_))) => {
                let dated = p.dated.filter(|d| d.from <= year.end);
                (p.number.is_none() && p.title.is_some() && dated.is_some())
                    .then(|| format!("{:?}\u{1f}{:?}\u{1f}{:?}", p.category, p.title, p.dated))
            }
            _ => None,
        };
        let Some(key) = key else { continue };
        let at = entry.record().at;
        match seen.get(&(at.file, at.sheet, key.clone())) {
            Some(first) => {
                let message = "没有编号，与同一张表上面的一行内容完全相同，两行分别计数";
                findings.push(
                    Finding::new(&rules::SAME_TWICE, Place::Cell(at), message)
                        .related(Place::Cell(*first), "上面的一行"),
                );
            }
            None => {
                seen.insert((at.file, at.sheet, key), at);
            }
        }
    }
}
