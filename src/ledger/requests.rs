//! Applications: rows of several exports made one, and placed in the year.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;
use jiff::civil::Date;

use super::alike::Hashes;
use super::exports::Trail;
use super::merge::{self, Told};
use super::rows::{Glance, Id, Part, Plain, Rows, Together};
use super::small::number;
use super::spelling::{self, Pair};
use super::{Beside, Fate, Ledger, Question, Reason, Terms, Work, rules};
use crate::address::Address;
use crate::column::{Field, Kind};
use crate::entry::{Answer, Applicant, Record, Request};
use crate::finding::{Finding, Place, Rule};
use crate::text::{self, quote};

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
    let doubtful = doubtful(work);
    let mut spelled = Vec::new();
    let own_numbers = work.terms.own_numbers;
    let earlier = group(&mut work.ledger.rows, own_numbers, &mut spelled);
    work.findings.extend(spelling::doubts(spelled));
    let terms = work.terms;
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
    for (last, settled) in left.into_iter().flatten() {
        if settled {
            lost(&[last], work);
            continue;
        }
        let ids = work.ledger.rows.chain(last);
        lost(&ids, work);
        application(&ids, &doubtful, work);
    }
}

/// Some of the rows.
struct Marked(Vec<u64>);

impl Marked {
    fn none(rows: Id) -> Self {
        Marked(vec![0; rows.div_ceil(64) as usize])
    }

    fn add(&mut self, id: Id) {
        self.0[(id / 64) as usize] |= 1 << (id % 64);
    }

    fn has(&self, id: Id) -> bool {
        self.0[(id / 64) as usize] & (1 << (id % 64)) != 0
    }
}

/// Links the rows of each application; those that are not the last one of theirs.
fn group(rows: &mut Rows, own_numbers: bool, spelled: &mut Vec<Pair>) -> Marked {
    let hasher = DefaultHashBuilder::default();
    let hashes = Hashes::of(rows, |part, at| {
        let identity = part.identity(at)?;
        let unit = own_numbers.then(|| part.unit(at)).flatten();
        let told = match number(identity) {
            Some(number) => spelling::hash(&hasher, &text::key(number)),
            None => hasher.hash_one(identity),
        };
        Some(hasher.hash_one((told, unit)))
    });
    let mut earlier = Marked::none(rows.len());
    hashes.each_alike(|alike| {
        let alike = alike.iter().map(|(_, id)| *id);
        link(rows, own_numbers, alike, (&mut earlier, spelled));
    });
    earlier
}

/// Links those of a few rows that are of one application, in the order of addresses.
fn link(
    rows: &mut Rows,
    own_numbers: bool,
    alike: impl Iterator<Item = Id>,
    (earlier, spelled): (&mut Marked, &mut Vec<Pair>),
) {
    let unit = |rows: &Rows, id: Id| own_numbers.then(|| rows.unit(id).cloned()).flatten();
    let same = |rows: &Rows, one: Id, other: Id| {
        let [first, second] = [one, other].map(|id| rows.identity(id).unwrap_or_default());
        (first == second || squeezed(first) == squeezed(second))
            && unit(rows, one) == unit(rows, other)
    };
    let mut lasts: Vec<Id> = Vec::new();
    for id in alike {
        if let Some(last) = lasts.iter_mut().find(|last| same(rows, **last, id)) {
            rows.link(id, *last);
            earlier.add(*last);
            *last = id;
            continue;
        }
        let of_unit = |last: &&mut Id| unit(rows, **last) == unit(rows, id);
        let others = lasts.iter_mut().take(spelling::MOST).filter(of_unit);
        let spelled_so =
            others.filter_map(|last| Some((spelled_otherwise(rows, *last, id)?, last)));
        match spelled_so.min_by_key(|(pair, _)| !pair.one) {
            Some((pair, last)) if pair.one => {
                spelled.push(pair);
                rows.link(id, *last);
                earlier.add(*last);
                *last = id;
            }
            pair => {
                spelled.extend(pair.map(|(pair, _)| pair));
                lasts.push(id);
            }
        }
    }
}

/// A row of an application before that has the number of a row in another spelling, in another export, and nothing by
/// which the two are not the same.
fn spelled_otherwise(rows: &Rows, last: Id, id: Id) -> Option<Pair> {
    let is = rows.glance(id)?;
    let number = is.number()?;
    let marks = |r: &Glance<'_>| [r.applicant, r.content];
    let each = std::iter::successors(Some(last), |id| rows.into(*id));
    let each = each.take(spelling::MOST);
    let each = each.filter_map(|id| rows.glance(id)).filter_map(|was| {
        let pairs = marks(&was).into_iter().zip(marks(&is));
        let told = || pairs.clone().filter(|(a, b)| a.is_told() && b.is_told());
        let near = was.export() != is.export()
            && is.received.is_some()
            && (was.received, was.class) == (is.received, is.class)
            && told().all(|(a, b)| a == b)
            && spelling::is_one(was.number()?, number);
        // who asked for what on that day, or how it ended
        let ended = (was.replied, was.answer) == (is.replied, is.answer) && is.replied.is_some();
        let one = was.count == is.count && (told().count() == 2 || ended);
        let place = |r: &Glance<'_>| Some((r.cell(Field::Number), r.number()?.to_owned()));
        near.then_some(Pair {
            was: place(&was)?,
            is: place(&is)?,
            one,
        })
    });
    each.min_by_key(|pair| !pair.one)
}

/// What tells an application, by which rows are compared: a number as written in any width and case.
fn squeezed(identity: &str) -> Cow<'_, str> {
    match number(identity) {
        Some(number) => text::key(number),
        None => Cow::Borrowed(identity),
    }
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
        return (!contradicted).then_some((Plain::Excluded(Reason::OutsideYear), false));
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

/// Rows without a number that may be the same application as a row of another export.
fn doubtful(work: &mut Work<'_>) -> BTreeSet<Id> {
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

/// The rows of one application, the last one prevailing.
fn application(ids: &[Id], doubtful: &BTreeSet<Id>, work: &mut Work<'_>) {
    let all = ids.iter().filter_map(|id| work.ledger.rows.request(*id));
    let mut rows: Vec<Request> = all.collect();
    merge::sort(&mut rows);
    let doubtful = ids.iter().any(|id| doubtful.contains(id));
    let year = work.terms.year;
    let received = rows.iter().rev().find_map(|r| r.received);
    let replied = rows.iter().rev().find_map(|r| r.replied);
    let outside = year.leaves_out(received, replied);
    let days = || rows.iter().flat_map(|r| [r.received, r.replied]).flatten();
    // outside the year nothing else about it matters, unless something in it speaks for the year
    if outside && (days().all(|d| d > year.end) || days().all(|d| d < year.start)) {
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
        work.assume(&row.record);
        fault = fault.or(row.record.fault());
    }
    if doubtful {
        fault = fault.or(Some(rules::MAYBE_SAME.code));
    }
    fault = fault.or(compare(&rows, work));
    fault = fault.or(work.units(&rows));
    ask(&rows, work);
    let settled = match fault {
        None if outside => Ok(None),
        None => place(&rows, work).map(Some),
        Some(code) => Err(code),
    };
    match settled {
        Ok(Some(told)) => count(&rows, told, work),
        Ok(None) => {
            for row in &rows {
                work.fate(row.at(), Fate::Excluded(Reason::OutsideYear));
            }
        }
        Err(code) => {
            for row in &rows {
                work.fate(row.at(), Fate::Faulty(code));
            }
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

/// Names and contents that rows of one numbered application tell differently are to be read again.
fn ask(rows: &[Request], work: &mut Work<'_>) {
    if rows.len() < 2 || rows[0].number.is_none() {
        return;
    }
    let ledger = &mut work.ledger;
    let marks = |row: &Request| ledger.rows.find(row.at()).map(|id| ledger.rows.marks(id));
    let told: Vec<_> = rows
        .iter()
        .filter_map(|r| Some((r.at(), marks(r)?)))
        .collect();
    for (nth, field) in [Field::Applicant, Field::Content].into_iter().enumerate() {
        let mark =
            |told: &(Address, [super::small::Mark; 2])| Some(told.1[nth]).filter(|m| m.is_told());
        for (was, is) in merge::changes(&told, mark) {
            let (was, is) = (was.0, is.0);
            ledger.questions.push(Question { was, is, field });
        }
    }
}

/// A doubt where what two rows of one number tell of a name or a content is clearly not the same.
pub(super) fn other_application(
    ledger: &Ledger,
    question: Question,
    before: &str,
    now: &str,
) -> Option<Finding> {
    let later = ledger.rows.request(ledger.rows.find(question.is)?)?;
    let earlier = ledger.rows.request(ledger.rows.find(question.was)?)?;
    clearly_other(before, now).then(|| {
        let change = (
            &rules::OTHER_APPLICATION,
            question.field,
            &earlier,
            &later,
            quote(before),
            quote(now),
        );
        merge::changed(change)
    })
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

/// What rows of one application tell differently: what may not change, and what changed at all. The code of
/// the first error.
fn compare(rows: &[Request], work: &mut Work<'_>) -> Option<&'static str> {
    let received = (&rules::CHANGED_RECEIPT, Field::Received);
    let mut changes = merge::otherwise(rows, received, |r| r.received.map(|day| day.to_string()));
    let class = (&rules::CHANGED_CLASS, Field::Class);
    changes.extend(merge::otherwise(rows, class, |r| {
        r.class.map(|class| class.word().to_owned())
    }));
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
    let replied = (&rules::CHANGED_RESULT, Field::Replied);
    changes.extend(merge::otherwise(rows, replied, |r| {
        r.replied.map(|day| day.to_string())
    }));
    let count = (&rules::CHANGED_COUNT, Field::Count);
    changes.extend(merge::otherwise(rows, count, |r| {
        r.count.map(|count| count.to_string())
    }));
    merge::tell(changes, work)
}

/// 数量 as the last row says that has it.
fn count_of(rows: &[Request]) -> Option<u32> {
    rows.iter().rev().find_map(|r| r.count)
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
fn place<'r>(rows: &'r [Request], work: &mut Work<'_>) -> Result<Together<'r>, &'static str> {
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
    match (fault, received, class) {
        (None, Some(_), Some(_)) => Ok(Together {
            received,
            class,
            answer: outcome.map_or(Answer::Pending, Answer::Ended),
            wrote: answered.and_then(|r| r.wrote.as_deref()),
            replied: replied.filter(|_| closed),
            corrected: rows.iter().rev().find_map(|r| r.corrected),
            extended: rows.iter().any(|r| r.extended),
            count: count_of(rows),
            way: rows.iter().rev().find_map(|r| r.way.as_deref()),
        }),
        (fault, ..) => Err(fault.unwrap_or(rules::NO_CLASS.code)),
    }
}
