//! Applications: rows of several exports made one, and placed in the year.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::exports::Trail;
use super::merge::{self, Told};
use super::rows::{Id, Part, Plain, Rows, Together};
use super::{Beside, Fate, Reason, Terms, Work, registers, rules, spelling};
use crate::column::{Field, Kind};
use crate::entry::{Answer, Record, Request};

mod changes;
mod course;
mod doubtful;
mod same;

pub(super) use changes::other_application;

impl Told for Request {
    fn record(&self) -> &Record {
        &self.record
    }

    fn called(&self) -> Option<String> {
        let number = self.written.as_deref().or(self.number.as_deref())?;
        Some(format!("编号 {number}"))
    }

    fn closed(&self) -> Option<Date> {
        self.replied
    }
}

pub(super) fn settle(work: &mut Work<'_>) {
    let terms = work.terms;
    let same::Grouped {
        earlier,
        spelled,
        unsure,
    } = same::group(&mut work.ledger.rows, terms);
    work.findings.extend(spelling::doubts(spelled));
    let doubtful::Doubts { doubtful, named } = doubtful::doubtful(unsure, work);
    let left = work.ledger.rows.each_part(Kind::Applications, |part| {
        let mut left = Vec::new();
        for at in 0..part.len() {
            let id = part.first + at;
            if earlier.has(id) {
                continue;
            }
            let alone = part.is_alone(at) && !doubtful.contains(&id);
            match alone.then(|| plain(part, at, terms)).flatten() {
                Some((plain, pending)) => {
                    part.tell(at, plain);
                    left.extend(pending.then_some((id, true)));
                }
                None => left.push((id, false)),
            }
        }
        left
    });
    let mut untold = Vec::new();
    for (last, settled) in left.into_iter().flatten() {
        if settled {
            if !named.contains(&last) {
                lost(&[last], work);
            }
            continue;
        }
        let ids = work.ledger.rows.chain(last);
        if !ids.iter().any(|id| named.contains(id)) {
            lost(&ids, work);
        }
        match tells_results(&ids, work) {
            true => application(&ids, &doubtful, work),
            false => untold.push(ids),
        }
    }
    // whether they are pending is known by what became of the others
    for ids in untold {
        application(&ids, &doubtful, work);
    }
    let rows: &Rows = &work.ledger.rows;
    let stand = |id: Id| rows.address(rows.into(id).unwrap_or(id));
    work.ledger.doubted = named.into_iter().map(stand).collect();
    let doubts = std::mem::take(&mut work.registers).doubts();
    work.findings.extend(doubts);
}

/// Whether some row of an application stands in a table that tells results.
fn tells_results(ids: &[Id], work: &Work<'_>) -> bool {
    let mut tables = ids.iter().map(|id| work.ledger.rows.table(*id));
    tables.any(|table| !registers::is_register(table))
}

/// A doubt where an application is lost while it is pending.
fn lost(ids: &[Id], work: &mut Work<'_>) {
    let end = work.terms.year.end;
    let rows = &work.ledger.rows;
    let mut trail = Trail::default();
    for told in ids.iter().filter_map(|id| rows.glance(*id)) {
        if told.identity.is_none() {
            return;
        }
        let ended = told.replied.is_some()
            || matches!(told.answer, Answer::Ended(_) | Answer::Unclear)
            || told.received.is_none_or(|d| d > end)
            || told.troubled && rows.fault(told.id).is_some();
        trail.see(told.id, told.table.period, ended);
    }
    let lost = trail.lost(rows, &work.ends);
    work.findings.extend(lost);
}

/// What becomes of an application of one row in which nothing is amiss, and whether it is pending; none where it
/// is no such one.
fn plain(part: &Part, at: u32, terms: &Terms) -> Option<(Plain, bool)> {
    let year = terms.year;
    let told = part.glance(at)?;
    if told.received.is_some_and(|day| day > year.end) {
        let contradicted = told.replied.is_some_and(|day| day <= year.end);
        return (!contradicted).then_some((Plain::Excluded(year.outside(told.received)), false));
    }
    if terms.by_unit && !told.placed {
        return None;
    }
    let (received, false, false) = (told.received?, told.troubled, told.assumed) else {
        return None;
    };
    told.class?;
    match (told.answer, told.replied) {
        (Answer::Ended(_), Some(replied))
            if (received..=year.end).contains(&replied) && replied >= year.start =>
        {
            Some((Plain::Counted, false))
        }
        (Answer::Blank | Answer::Pending, None)
            if told.table.has(Field::Result) && told.table.has(Field::Replied) =>
        {
            Some((Plain::Counted, true))
        }
        _ => None,
    }
}

/// The rows of one application, the last one prevailing.
fn application(ids: &[Id], doubtful: &BTreeSet<Id>, work: &mut Work<'_>) {
    let all = ids.iter().filter_map(|id| work.ledger.rows.request(*id));
    let mut rows: Vec<Request> = all.collect();
    merge::sort(&mut rows);
    merge::as_of(&mut rows, work.terms.year, |row| {
        (row.answer, row.replied, row.wrote) = (Answer::Blank, None, None);
    });
    let doubtful = ids.iter().any(|id| doubtful.contains(id));
    let year = work.terms.year;
    let received = rows.iter().rev().find_map(|r| r.received);
    let replied = rows.iter().rev().find_map(|r| r.replied);
    let outside = year.leaves_out(received, replied);
    let days = || rows.iter().flat_map(|r| [r.received, r.replied]).flatten();
    // outside the year nothing else about it matters, unless something in it speaks for the year
    if outside && (days().all(|d| d > year.end) || days().all(|d| d < year.start)) {
        work.fates(&rows, Fate::Excluded(year.outside(received)));
        // concluded so shortly before the year that its date may be off
        let last_month = year.start.saturating_sub(jiff::Span::new().days(31));
        if replied.is_some_and(|d| (last_month..year.start).contains(&d)) {
            let fate = Fate::Excluded(Reason::OutsideYear);
            work.ledger.beside.push(beside(&rows, fate));
        }
        return;
    }
    let mut fault = work.troubles(&rows);
    if doubtful {
        fault = fault.or(Some(rules::MAYBE_SAME.code));
    }
    fault = fault.or(changes::compare(&rows, work));
    fault = fault.or(work.units(&rows));
    changes::ask(&rows, work);
    let settled = match fault {
        None if outside => Ok(None),
        None => course::place(&rows, work).map(Some),
        Some(code) => Err(code),
    };
    match settled {
        Ok(Some(told)) => count(&rows, told, work),
        Ok(None) => work.fates(&rows, Fate::Excluded(year.outside(received))),
        Err(code) => {
            work.fates(&rows, Fate::Faulty(code));
            work.ledger.beside.push(beside(&rows, Fate::Faulty(code)));
        }
    }
}

/// Writes to the row that prevails what all rows tell, and leads the others to it.
fn count(rows: &[Request], told: Together<'_>, work: &mut Work<'_>) {
    let ledger = &mut work.ledger;
    let last = &rows[rows.len() - 1];
    let Some(into) = ledger.rows.find(last.at()) else {
        return;
    };
    for other in &rows[..rows.len() - 1] {
        if let Some(id) = ledger.rows.find(other.at()) {
            ledger.rows.merge(id, into);
        }
    }
    for field in [Field::Received, Field::Replied, Field::Corrected] {
        let tells = |row: &&Request| match field {
            Field::Received => row.received.is_some(),
            Field::Replied => row.replied.is_some(),
            _ => row.corrected.is_some(),
        };
        let telling = rows.iter().rev().find(tells);
        if let Some(row) = telling.filter(|r| r.at() != last.at()) {
            ledger
                .elsewhere
                .insert((into, field), row.record.cell(field));
        }
    }
    ledger.rows.settle_request(into, told);
    ledger.rows.settle(into, Fate::Counted);
}

/// What the rows of an application that is not counted tell of it.
fn beside(rows: &[Request], fate: Fate) -> Beside {
    let last = &rows[rows.len() - 1];
    Beside {
        row: last.at(),
        number: last.written.clone().or(last.number.clone()),
        received: rows.iter().rev().find_map(|r| r.received),
        class: rows.iter().rev().find_map(|r| r.class),
        replied: rows.iter().rev().find_map(|r| r.replied),
        count: count_of(rows).unwrap_or(1),
        fate,
    }
}

/// 数量 as the last row says that has it.
fn count_of(rows: &[Request]) -> Option<u32> {
    rows.iter().rev().find_map(|r| r.count)
}
