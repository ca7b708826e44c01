//! Applications: rows of several exports made one, and placed in the year.

use std::collections::BTreeSet;

use super::merge::{self, Told};
use super::{Application, Beside, Fate, Reason, Work, rules};
use crate::address::Address;
use crate::column::Field;
use crate::entry::{Answer, Record, Request};
use crate::finding::{Finding, Place, Rule};
use crate::text::quote;

impl Told for Request {
    fn record(&self) -> &Record {
        &self.record
    }

    fn called(&self) -> Option<String> {
        let number = self.written.as_deref().or(self.number.as_deref())?;
        Some(format!("编号 {number}"))
    }

    fn closed(&self) -> Option<jiff::civil::Date> {
        self.replied
    }
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Number(Box<str>),
    Fields(Vec<Box<str>>),
}

fn key(request: &Request) -> Option<Key> {
    match &request.number {
        Some(number) => Some(Key::Number(number.clone())),
        None if request.key.iter().any(|k| !k.is_empty()) => Some(Key::Fields(request.key.clone())),
        None => None,
    }
}

pub(super) fn settle(requests: Vec<Request>, work: &mut Work<'_>) {
    let doubtful = doubtful(&requests, work);
    for mut rows in merge::group(requests, key) {
        merge::sort(&mut rows);
        application(rows, &doubtful, work);
    }
}

/// Rows without a number that may be the same application as a row of another export.
fn doubtful(requests: &[Request], work: &mut Work<'_>) -> BTreeSet<Address> {
    let mut rows = BTreeSet::new();
    if work.terms.distinct {
        return rows;
    }
    let year = work.terms.year;
    let relevant = requests.iter().filter(|r| {
        (r.number.is_some() || key(r).is_none())
            && r.received.is_none_or(|d| d <= year.end)
            && r.replied.is_none_or(|d| d >= year.start)
    });
    let pairs = merge::maybe_same(
        relevant,
        |r| Some((r.received?, r.class?)),
        |r| [r.applicant.as_deref(), r.content.as_deref()],
        |r| r.number.is_some(),
    );
    for (earlier, later) in pairs {
        let day = later.received.map(|d| d.to_string()).unwrap_or_default();
        let class = later.class.map_or("", |c| c.word());
        let message = format!(
            "没有申请编号，与另一份导出中的一行收到日期（{day}）、类型（{class}）等都相同，无法判定是不是同一件申请"
        );
        work.find(
            Finding::new(
                &rules::MAYBE_SAME,
                Place::Cell(later.record.cell(Field::Received)),
                message,
            )
            .value(day)
            .help(key_help(&earlier.record, &later.record))
            .related(
                Place::Cell(earlier.record.cell(Field::Received)),
                "另一份导出中的一行",
            ),
        );
        rows.insert(later.at());
    }
    rows
}

/// What an office can do about rows that may be one application: by the fields that both sheets have.
fn key_help(earlier: &Record, later: &Record) -> String {
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

/// The rows of one application, the last one prevailing.
fn application(rows: Vec<Request>, doubtful: &BTreeSet<Address>, work: &mut Work<'_>) {
    let year = work.terms.year;
    let received = rows.iter().rev().find_map(|r| r.received);
    let replied = rows.iter().rev().find_map(|r| r.replied);
    // outside the year nothing else about it matters
    if received.is_some_and(|d| d > year.end)
        || replied.is_some_and(|d| d < year.start && received.is_none_or(|r| r <= d))
    {
        for row in &rows {
            work.fate(row.at(), Fate::Excluded(Reason::OutsideYear));
        }
        // concluded so shortly before the year that its date may be off
        let last_month = year.start.saturating_sub(jiff::Span::new().days(31));
        if replied.is_some_and(|d| (last_month..year.start).contains(&d)) {
            let fate = Fate::Excluded(Reason::OutsideYear);
            work.ledger.beside.push(beside(&rows, fate));
        }
        return;
    }
    let mut fault: Option<&'static str> = None;
    for row in &rows {
        work.findings.extend(row.record.troubles.iter().cloned());
        work.assume(&row.record.assumed);
        fault = fault.or(row.record.fault());
        if doubtful.contains(&row.at()) {
            fault = fault.or(Some(rules::MAYBE_SAME.code));
        }
    }
    fault = fault.or(compare(&rows, work));
    let settled = if fault.is_none() {
        place(&rows, work)
    } else {
        Err(fault.unwrap_or(rules::NO_CLASS.code))
    };
    let prevailing = rows[rows.len() - 1].at();
    match settled {
        Ok(application) => {
            for row in &rows[..rows.len() - 1] {
                work.fate(row.at(), Fate::Merged(prevailing));
            }
            work.fate(prevailing, Fate::Counted);
            work.ledger.applications.push(application);
        }
        Err(code) => {
            for row in &rows {
                work.fate(row.at(), Fate::Faulty(code));
            }
            work.ledger.beside.push(beside(&rows, Fate::Faulty(code)));
        }
    }
}

/// What the rows of an application that is not counted tell of it.
fn beside(rows: &[Request], fate: Fate) -> Beside {
    let last = &rows[rows.len() - 1];
    Beside {
        row: last.at(),
        number: last.number.clone(),
        written: last.written.clone(),
        received: rows.iter().rev().find_map(|r| r.received),
        class: rows.iter().rev().find_map(|r| r.class),
        replied: rows.iter().rev().find_map(|r| r.replied),
        count: last.count,
        fate,
    }
}

/// What rows of one application tell differently: what may not change, and what changed at all. The code of
/// the first error.
fn compare(rows: &[Request], work: &mut Work<'_>) -> Option<&'static str> {
    let mut changes: Vec<merge::Change<'_, Request>> = Vec::new();
    for (was, is) in merge::changes(rows, |r| r.received) {
        changes.push((
            &rules::CHANGED_RECEIPT,
            Field::Received,
            was,
            is,
            show(was.received),
            show(is.received),
        ));
    }
    for (was, is) in merge::changes(rows, |r| r.class) {
        let word = |r: &Request| r.class.map_or(String::new(), |c| c.word().to_owned());
        changes.push((
            &rules::CHANGED_CLASS,
            Field::Class,
            was,
            is,
            word(was),
            word(is),
        ));
    }
    let told = |r: &Request| match r.answer {
        Answer::Ended(outcome) => Some(Some(outcome)),
        Answer::Pending => Some(None),
        Answer::Blank | Answer::Unclear => None,
    };
    for (was, is) in merge::changes(rows, told) {
        // pending before it ended is how it should be
        if let Answer::Ended(_) = was.answer {
            let rule = merge::changed_result(was, is);
            let wrote = |r: &Request| quote(r.wrote.as_deref().unwrap_or_default());
            changes.push((rule, Field::Result, was, is, wrote(was), wrote(is)));
        }
    }
    for (was, is) in merge::changes(rows, |r| r.replied) {
        changes.push((
            &rules::CHANGED_RESULT,
            Field::Replied,
            was,
            is,
            show(was.replied),
            show(is.replied),
        ));
    }
    for (was, is) in merge::changes(rows, |r| Some(r.count)) {
        changes.push((
            &rules::CHANGED_COUNT,
            Field::Count,
            was,
            is,
            was.count.to_string(),
            is.count.to_string(),
        ));
    }
    for (field, text) in [
        (Field::Applicant, applicant as fn(&Request) -> Option<&str>),
        (Field::Content, content),
    ] {
        for (was, is) in merge::changes(rows, text) {
            let (before, now) = (text(was).unwrap_or_default(), text(is).unwrap_or_default());
            if is.number.is_some() && clearly_other(before, now) {
                changes.push((
                    &rules::OTHER_APPLICATION,
                    field,
                    was,
                    is,
                    quote(before),
                    quote(now),
                ));
            }
        }
    }
    merge::tell(changes, work)
}

fn show(day: Option<jiff::civil::Date>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}

fn applicant(request: &Request) -> Option<&str> {
    request.applicant.as_deref()
}

fn content(request: &Request) -> Option<&str> {
    request.content.as_deref()
}

/// Two texts that are not the same cut short or masked (张三 and 张*, a title and its beginning).
fn clearly_other(a: &str, b: &str) -> bool {
    let plain = |t: &str| -> String {
        t.chars()
            .filter(|c| !matches!(c, '*' | '某' | 'x' | '.' | '…'))
            .collect()
    };
    let masked = |t: &str| t.contains(['*', '某']) || t.contains("xx") || t.ends_with(['…', '.']);
    let (short, long) = (plain(a), plain(b));
    if masked(a) || masked(b) {
        return !(short.chars().all(|c| long.contains(c))
            || long.chars().all(|c| short.contains(c)));
    }
    !(a.starts_with(b) || b.starts_with(a))
}

/// The application as its rows tell it together, placed in the year; the code of the first error otherwise.
fn place(rows: &[Request], work: &mut Work<'_>) -> Result<Application, &'static str> {
    let year = work.terms.year;
    let last = &rows[rows.len() - 1];
    let cell = |row: &Request, field: Field| Place::Cell(row.record.cell(field));
    // the row that a missing value is missed in: the last one whose table has the column
    let missed = |field: Field| rows.iter().rev().find(|r| r.record.table.has(field));
    let mut fault = None;
    let mut miss =
        |rule: &'static Rule, field: Field, message: String, work: &mut Work<'_>| match missed(
            field,
        ) {
            Some(row) => {
                work.find(Finding::new(rule, cell(row, field), message));
                fault = fault.or(Some(rule.code));
            }
            None => {
                work.demand(&last.record.table, field);
                fault = fault.or(Some(crate::column::MISSING.code));
            }
        };
    let received = rows.iter().rev().find_map(|r| r.received);
    let class = rows.iter().rev().find_map(|r| r.class);
    let answered = rows.iter().rev().find(|r| r.answer != Answer::Blank);
    let answer = answered.map_or(Answer::Blank, |r| r.answer);
    let replying = rows.iter().rev().find(|r| r.replied.is_some());
    let replied = replying.and_then(|r| r.replied);
    if received.is_none() {
        miss(
            &rules::NO_RECEIPT_DATE,
            Field::Received,
            "没有收到日期，无法判定是本年新收还是上年结转".to_owned(),
            work,
        );
    }
    if class.is_none() {
        let field = if missed(Field::Class).is_none() && missed(Field::BodyKind).is_some() {
            Field::BodyKind
        } else {
            Field::Class
        };
        miss(
            &rules::NO_CLASS,
            field,
            "没有申请人类型，无法判定填入哪一栏".to_owned(),
            work,
        );
    }
    let closed = replied.is_some_and(|d| d <= year.end);
    let mut outcome = None;
    match (answer, replied) {
        (Answer::Ended(ended), Some(_)) => outcome = closed.then_some(ended),
        (Answer::Ended(ended), None) => {
            let message = format!(
                "办理结果是“{}”，但没有答复日期，无法判定是哪一年办结的",
                ended.word()
            );
            // where the result stands, the date is missed
            let row = answered
                .filter(|r| r.record.table.has(Field::Replied))
                .or_else(|| missed(Field::Replied));
            match row {
                Some(row) => {
                    let mut finding =
                        Finding::new(&rules::NO_REPLY_DATE, cell(row, Field::Replied), message);
                    if let Some(answered) = answered {
                        finding = finding.related(cell(answered, Field::Result), "办理结果");
                    }
                    work.find(finding);
                    fault = fault.or(Some(rules::NO_REPLY_DATE.code));
                }
                None => {
                    work.demand(&last.record.table, Field::Replied);
                    fault = fault.or(Some(crate::column::MISSING.code));
                }
            }
        }
        // answered after the end: how does not matter this year
        (_, Some(day)) if day > year.end => {}
        (Answer::Blank | Answer::Pending | Answer::Unclear, Some(day)) => {
            // a word that says something else than a result is what is wrong; a blank is missed beside the date
            let row = answered
                .or(replying)
                .filter(|r| r.record.table.has(Field::Result))
                .or_else(|| missed(Field::Result));
            match row {
                Some(row) => {
                    let found = row
                        .wrote
                        .as_deref()
                        .map_or("是空的".to_owned(), |w| format!("写的是{}", quote(w)));
                    let message =
                        format!("答复日期是 {day}，但办理结果{found}，无法判定填入哪一行");
                    let mut finding =
                        Finding::new(&rules::NO_RESULT, cell(row, Field::Result), message);
                    finding.value = row.wrote.as_deref().map(str::to_owned);
                    if let Some(replying) = replying {
                        finding = finding.related(cell(replying, Field::Replied), "答复日期");
                    }
                    work.find(finding);
                    fault = fault.or(Some(rules::NO_RESULT.code));
                }
                None => {
                    work.demand(&last.record.table, Field::Result);
                    fault = fault.or(Some(crate::column::MISSING.code));
                }
            }
        }
        (Answer::Blank | Answer::Pending | Answer::Unclear, None) => {
            // a ledger that cannot tell results cannot tell that one is pending
            for field in [Field::Result, Field::Replied] {
                if missed(field).is_none()
                    && !(field == Field::Result && missed(Field::Detail).is_some())
                {
                    work.demand(&last.record.table, field);
                    fault = fault.or(Some(crate::column::MISSING.code));
                }
            }
        }
    }
    if let (Some(received), Some(replied), Some(row)) = (received, replied, replying)
        && replied < received
    {
        let message = format!("答复日期 {replied} 早于收到日期 {received}");
        let mut finding = Finding::new(
            &rules::REPLY_BEFORE_RECEIPT,
            cell(row, Field::Replied),
            message,
        )
        .value(replied.to_string());
        if let Some(receiving) = rows.iter().rev().find(|r| r.received.is_some()) {
            finding = finding.related(
                cell(receiving, Field::Received),
                format!("收到日期 {received}"),
            );
        }
        work.find(finding);
        fault = fault.or(Some(rules::REPLY_BEFORE_RECEIPT.code));
    }
    let told = |tells: fn(&Request) -> bool| rows.iter().rev().find(|r| tells(r)).unwrap_or(last);
    match (fault, received, class) {
        (None, Some(received), Some(class)) => Ok(Application {
            rows: rows.iter().rev().map(Told::at).collect(),
            number: last.number.clone(),
            written: last.written.clone(),
            received,
            class,
            outcome,
            wrote: answered.and_then(|r| r.wrote.clone()),
            replied: replied.filter(|_| closed),
            corrected: rows.iter().rev().find_map(|r| r.corrected),
            extended: rows.iter().any(|r| r.extended),
            carried_in: received < year.start,
            count: last.count,
            way: rows.iter().rev().find_map(|r| r.way.clone()),
            replied_at: replying.unwrap_or(last).record.cell(Field::Replied),
            received_at: told(|r| r.received.is_some()).record.cell(Field::Received),
            corrected_at: rows
                .iter()
                .rev()
                .find(|r| r.corrected.is_some())
                .map(|r| r.record.cell(Field::Corrected)),
        }),
        (fault, ..) => Err(fault.unwrap_or(rules::NO_CLASS.code)),
    }
}
