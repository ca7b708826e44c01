//! 办理: how an application went, as its rows tell it together, and where the year places it.
//!
//! In: its rows without an error, the last one prevailing. Out: what they tell together, or the errors that keep it
//! from counting.

use jiff::civil::Date;

use super::super::merge;
use super::super::rows::Together;
use super::super::{Work, rules};
use super::count_of;
use crate::column::Field;
use crate::entry::{Answer, Applicant, Outcome, Request};
use crate::finding::{Finding, Place, Rule};
use crate::text::quote;

/// What the rows of an application tell of its course.
struct Course<'r> {
    rows: &'r [Request],
    /// 收到日期
    received: Option<Date>,
    /// 申请人类型
    class: Option<Applicant>,
    /// The last row that tells a result, or that there is none yet.
    answered: Option<&'r Request>,
    answer: Answer,
    /// 答复日期, and the last row that tells one.
    replied: Option<(&'r Request, Date)>,
}

/// The next step where a row may go on with the one above.
const TO_JOIN: &str = "这一行没有编号、收到日期和申请人类型，可能是上一行的续行（同一件的另一项内容或另一个答复）：是的，请把它并入上一行，几种结果写在同一格、用分号隔开，再删去这一行；确是另一件申请的";

/// The place of a field in a row.
fn cell(row: &Request, field: Field) -> Place {
    Place::Cell(row.record.cell(field))
}

impl<'r> Course<'r> {
    fn of(rows: &'r [Request]) -> Self {
        let answered = rows.iter().rev().find(|r| r.answer != Answer::Blank);
        Course {
            rows,
            received: rows.iter().rev().find_map(|r| r.received),
            class: rows.iter().rev().find_map(|r| r.class),
            answered,
            answer: answered.map_or(Answer::Blank, |r| r.answer),
            replied: rows.iter().rev().find_map(|r| Some((r, r.replied?))),
        }
    }

    /// The row that a missing value is missed in: the last one whose table has the column.
    fn last_with(&self, field: Field) -> Option<&'r Request> {
        merge::last_with(self.rows, field)
    }

    /// An error in the cell where a value is missed, or where no table has its column, that.
    fn miss(
        &self,
        field: Field,
        in_cell: Option<Finding>,
        work: &mut Work<'_>,
    ) -> Option<&'static str> {
        let last = self.rows.last()?;
        Some(work.miss((&last.record.table, field), in_cell))
    }

    /// An error in the row that a value is missed in.
    fn miss_in_last(
        &self,
        (rule, field): (&'static Rule, Field),
        message: &str,
        work: &mut Work<'_>,
    ) -> Option<&'static str> {
        let row = self.last_with(field);
        let in_cell = row.map(|row| {
            let finding = Finding::new(rule, cell(row, field), message);
            match self.goes_on() {
                true => finding.help(format!("{TO_JOIN}，{}", rule.remedy)),
                false => finding,
            }
        });
        self.miss(field, in_cell, work)
    }

    /// Whether it is one row that has nothing by which an application is told from the one above it.
    fn goes_on(&self) -> bool {
        let nothing = self.received.is_none() && self.class.is_none();
        let row = match self.rows {
            [only] if nothing => Some(only),
            _ => None,
        };
        row.is_some_and(|row| row.number.is_none() && row.record.fault().is_none())
    }

    fn without_receipt(&self, work: &mut Work<'_>) -> Option<&'static str> {
        if self.received.is_some() {
            return None;
        }
        let missed = (&rules::NO_RECEIPT_DATE, Field::Received);
        let message = "没有收到日期，无法判定是本年新收还是上年结转";
        self.miss_in_last(missed, message, work)
    }

    fn without_class(&self, work: &mut Work<'_>) -> Option<&'static str> {
        if self.class.is_some() {
            return None;
        }
        let by_body =
            self.last_with(Field::Class).is_none() && self.last_with(Field::BodyKind).is_some();
        let field = match by_body {
            true => Field::BodyKind,
            false => Field::Class,
        };
        let message = "没有申请人类型，无法判定填入哪一栏";
        self.miss_in_last((&rules::NO_CLASS, field), message, work)
    }

    /// A result without its day, a day without its result, or no column for them.
    fn half_ended(&self, work: &mut Work<'_>) -> Option<&'static str> {
        match (self.answer, self.replied) {
            (Answer::Ended(_), Some(_)) => {
                work.registers.answered(self.rows);
                None
            }
            (Answer::Ended(outcome), None) => self.without_day(outcome, work),
            // answered after the end: how does not matter this year
            (_, Some((_, day))) if day > work.terms.year.end => None,
            (Answer::Blank | Answer::Pending | Answer::Unclear, Some(replied)) => {
                self.without_result(replied, work)
            }
            (Answer::Blank | Answer::Pending | Answer::Unclear, None) => {
                // a ledger that cannot tell results cannot tell that one is pending, unless another tells of its others
                if let Some(row) = work.registers.pending(self.rows) {
                    work.registers.tell(row);
                    return None;
                }
                let mut fault = None;
                for field in [Field::Result, Field::Replied] {
                    let detailed =
                        field == Field::Result && self.last_with(Field::Detail).is_some();
                    if self.last_with(field).is_none() && !detailed {
                        fault = fault.or(self.miss(field, None, work));
                    }
                }
                fault
            }
        }
    }

    fn without_day(&self, outcome: Outcome, work: &mut Work<'_>) -> Option<&'static str> {
        let message = format!(
            "办理结果是“{}”，但没有答复日期，无法判定是哪一年办结的",
            outcome.word()
        );
        // where the result stands, the date is missed
        let row = self
            .answered
            .filter(|r| r.record.table.has(Field::Replied))
            .or_else(|| self.last_with(Field::Replied));
        let in_cell = row.map(|row| {
            let place = cell(row, Field::Replied);
            let finding = Finding::new(&rules::NO_REPLY_DATE, place, message);
            match self.answered {
                Some(answered) => finding.related(cell(answered, Field::Result), "办理结果"),
                None => finding,
            }
        });
        self.miss(Field::Replied, in_cell, work)
    }

    fn without_result(
        &self,
        (replying, day): (&Request, Date),
        work: &mut Work<'_>,
    ) -> Option<&'static str> {
        // a word that says something else than a result is what is wrong; a blank is missed beside the date
        let row = Some(self.answered.unwrap_or(replying))
            .filter(|r| r.record.table.has(Field::Result))
            .or_else(|| self.last_with(Field::Result));
        let in_cell = row.map(|row| {
            let wrote = row.wrote.as_deref();
            let found = wrote.map_or("是空的".to_owned(), |w| format!("写的是{}", quote(w)));
            let message = format!("答复日期是 {day}，但办理结果{found}，无法判定填入哪一行");
            let place = cell(row, Field::Result);
            let mut finding = Finding::new(&rules::NO_RESULT, place, message);
            finding.value = wrote.map(str::to_owned);
            finding.related(cell(replying, Field::Replied), "答复日期")
        });
        self.miss(Field::Result, in_cell, work)
    }

    /// An application that was answered before it came.
    fn backwards(&self, work: &mut Work<'_>) -> Option<&'static str> {
        let receiving = self.rows.iter().rev();
        let mut receiving =
            receiving.filter_map(|r| Some((&r.record, Field::Received, r.received?)));
        let (received, (replying, replied)) = (receiving.next()?, self.replied?);
        (replied < received.2).then(|| {
            let ended = (&replying.record, Field::Replied, replied);
            work.find(merge::ends_before(ended, received));
            rules::REPLY_BEFORE_RECEIPT.code
        })
    }

    /// What all rows tell together by the end of a year.
    fn together(&self, end: Date) -> Together<'r> {
        let rows = self.rows;
        let replied = self.replied.map(|(_, day)| day).filter(|day| *day <= end);
        Together {
            received: self.received,
            class: self.class,
            answer: match self.answer {
                Answer::Ended(outcome) if replied.is_some() => Answer::Ended(outcome),
                _ => Answer::Pending,
            },
            wrote: self.answered.and_then(|r| r.wrote.as_deref()),
            replied,
            corrected: rows.iter().rev().find_map(|r| r.corrected),
            extended: rows.iter().any(|r| r.extended),
            count: count_of(rows),
            way: rows.iter().rev().find_map(|r| r.way.as_deref()),
        }
    }
}

/// The application as its rows tell it together, placed in the year; the code of the first error otherwise.
pub(super) fn place<'r>(
    rows: &'r [Request],
    work: &mut Work<'_>,
) -> Result<Together<'r>, &'static str> {
    let course = Course::of(rows);
    let faults = [
        course.without_receipt(work),
        course.without_class(work),
        course.half_ended(work),
        course.backwards(work),
    ];
    match faults.into_iter().flatten().next() {
        None => Ok(course.together(work.terms.year.end)),
        Some(code) => Err(code),
    }
}
