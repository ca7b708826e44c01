//! 前后不一: what rows of one application tell differently.
//!
//! In: its rows, the last one prevailing. Out: findings; for names and contents, of which marks alone are kept, the
//! places that are to be read again, and what they say judged then.

use super::super::merge::{self, Told};
use super::super::small::Mark;
use super::super::{Ledger, Question, Work, rules};
use crate::address::Address;
use crate::column::Field;
use crate::entry::{Answer, Request};
use crate::finding::Finding;

/// What rows of one application tell differently: what may not change, and what changed at all. The code of
/// the first error.
pub(super) fn compare(rows: &[Request], work: &mut Work<'_>) -> Option<&'static str> {
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
            let wrote = |r: &Request| r.wrote.as_deref().unwrap_or_default().to_owned();
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

/// Names and contents that rows of one numbered application tell differently are to be read again.
pub(super) fn ask(rows: &[Request], work: &mut Work<'_>) {
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
        let mark = |told: &(Address, [Mark; 2])| Some(told.1[nth]).filter(|m| m.is_told());
        for (was, is) in merge::changes(&told, mark) {
            let (was, is) = (was.0, is.0);
            ledger.questions.push(Question { was, is, field });
        }
    }
}

/// A doubt where what two rows of one number tell of a name or a content is clearly not the same.
pub(in crate::ledger) fn other_application(
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
            before.to_owned(),
            now.to_owned(),
        );
        merge::changed(change)
    })
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
