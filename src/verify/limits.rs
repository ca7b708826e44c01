//! 答复期限: applications answered, or still pending, later than the 条例 allows.
//!
//! The limit runs from receipt, or anew from receipt of the correction; 20 working days, 40 when extended. It is
//! a doubt and no more: time spent consulting others does not count, and ledgers rarely tell it.

use jiff::civil::{Date, date};

use super::{Year, calendar};
use crate::address::Address;
use crate::column::Field;
use crate::entry::Outcome;
use crate::finding::{Finding, Grade, Place, Rule, Severity};
use crate::ledger::Application;

/// 条例第三十三条: working days, and as many again when extended.
const LIMIT: u32 = 20;

/// What is left out when applications are named one by one.
const LISTED: usize = 5;

/// Holds every application of the year against its limit.
pub(super) fn limits(year: &Year<'_>, findings: &mut Vec<Finding>) {
    let end = year.settings.until.unwrap_or(date(year.year, 12, 31));
    let cell = |application: &Application<'_>, field| year.ledger.cell(application.row, field);
    let held = year.ledger.pieces(|piece| {
        // whether it was answered is what the doubt about it is of
        let known = piece
            .applications()
            .filter(|application| !year.ledger.is_doubted(application.row));
        hold(known, end, &cell)
    });
    findings.extend(told(held));
}

/// What some applications are found to be.
#[derive(Default)]
struct Held {
    late: Vec<Finding>,
    /// Of which it is not known, and the year that is missing.
    unknown: Vec<(Address, i16)>,
}

/// The findings of applications that were held against their limits in pieces.
fn told(held: Vec<Held>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut unknown = Vec::new();
    for piece in held {
        findings.extend(piece.late);
        unknown.extend(piece.unknown);
    }
    findings.extend(not_checked(&unknown));
    findings
}

/// The cell that tells a date of an application.
type CellOf<'c> = &'c dyn Fn(&Application<'_>, Field) -> Address;

fn hold<'l>(
    applications: impl Iterator<Item = Application<'l>>,
    end: Date,
    cell: CellOf<'_>,
) -> Held {
    let mut held = Held::default();
    for application in applications {
        let Some(term) = Term::of(&application) else {
            continue;
        };
        let by = application.replied.unwrap_or(end);
        let taken = calendar::working_days(term.from, by);
        let rested = application.replied.is_some() && is_past(&term, by, taken);
        if taken.most <= term.days && !rested {
            continue;
        }
        match taken.missing {
            Some(missing) if taken.least <= term.days => {
                let at = cell(&application, Field::Replied);
                held.unknown.push((at, missing));
            }
            _ => held.late.push(late(&application, &term, (by, taken), cell)),
        }
    }
    held
}

/// Whether a day is behind the last one of the limit though no working day lies between: a Saturday after a Friday.
fn is_past(term: &Term, day: Date, taken: calendar::Count) -> bool {
    taken.missing.is_none()
        && taken.most == term.days
        && calendar::after(term.from, term.days).is_some_and(|due| day > due)
}

/// The limit of one application.
struct Term {
    from: Date,
    /// What `from` is: 收到日期 or 补正日期.
    field: Field,
    days: u32,
}

impl Term {
    /// None where the ledger cannot tell it.
    fn of(application: &Application<'_>) -> Option<Self> {
        match application.outcome {
            // closed without an answer: the day of closing says nothing of a limit
            Some(Outcome::Otherwise(_)) => return None,
            // there was a correction; without its date the limit is not known
            Some(Outcome::Unavailable(3)) if application.corrected.is_none() => return None,
            _ => {}
        }
        let corrected = application.corrected;
        let corrected = corrected.filter(|day| *day >= application.received);
        let (from, field) = match corrected {
            Some(day) => (day, Field::Corrected),
            None => (application.received, Field::Received),
        };
        let days = if application.extended {
            2 * LIMIT
        } else {
            LIMIT
        };
        Some(Term { from, field, days })
    }

    /// What begins it, in words.
    fn what(&self) -> &'static str {
        match self.field {
            Field::Corrected => "收到补正",
            _ => "收到申请",
        }
    }
}

fn late(
    application: &Application<'_>,
    term: &Term,
    (by, taken): (Date, calendar::Count),
    cell: CellOf<'_>,
) -> Finding {
    let number = application
        .number
        .map(|n| format!("编号 {n}："))
        .unwrap_or_default();
    let over = taken.least - term.days;
    let over = match taken.missing {
        None if over == 0 => "在期限之后的休息日".to_owned(),
        Some(missing) => {
            format!("超过至少 {over} 个工作日（没有收录 {missing} 年的放假安排，那以后的没有算入）")
        }
        None => format!("超过 {over} 个工作日"),
    };
    let days = term.days;
    let due = calendar::after(term.from, days)
        .map(|day| format!("，应不迟于 {day}"))
        .unwrap_or_default();
    let extended = if application.extended {
        "（已延期）"
    } else {
        ""
    };
    let since = format!(
        "{} {}，期限 {days} 个工作日{extended}{due}",
        term.what(),
        term.from
    );
    let (rule, message) = match application.replied {
        Some(replied) => (
            &LATE_REPLY,
            format!("{number}{since}；答复日期 {replied}，{over}"),
        ),
        None => (
            &LATE_PENDING,
            format!("{number}{since}；截至 {by} 没有答复，已{over}"),
        ),
    };
    let begun = Place::Cell(cell(application, term.field));
    let replied = Place::Cell(cell(application, Field::Replied));
    let mut finding = Finding::new(rule, replied, message)
        .related(begun, format!("{} {}", term.what(), term.from));
    if let Some(replied) = application.replied {
        finding = finding.value(replied.to_string());
    }
    finding
}

/// One note for all that could not be checked.
fn not_checked(unknown: &[(Address, i16)]) -> Option<Finding> {
    let ((first, missing), rest) = unknown.split_first()?;
    let (from, to) = calendar::known();
    let message = format!(
        "{} 件申请的答复期限要用到 {missing} 年的放假安排；本软件只收录了 {from} 至 {to} 年的，没有核对这些申请",
        unknown.len()
    );
    let mut finding = Finding::new(&NOT_CHECKED, Place::Cell(*first), message);
    for (at, _) in rest.iter().take(LISTED - 1) {
        finding = finding.related(Place::Cell(*at), "同样没有核对");
    }
    Some(finding)
}

/// V201
pub(super) const LATE_REPLY: Rule = Rule {
    code: "V201",
    severity: Severity::Warning,
    title: "答复可能逾期",
    checks: "答复日期是否在收到申请（有补正的，收到补正）之后 20 个工作日内，延期的 40 个工作日内。工作日按国务院办公厅历年放假和调休安排计算，收到当日不计。撤回、逾期不补正、逾期不缴费等没有答复的不核对；补正后仍不明确而没有补正日期的不核对。2019年5月15日以前收到的申请也按 20 个工作日核对（当时的期限是 15 个）。",
    basis: "条例第三十条（补正）、第三十一条（收到之日）、第三十三条（20个工作日，延长不超过20个工作日，征求意见所需时间不计入）。按台账的日期推算是本软件的推断：台账里没有征求第三方、其他机关意见所用的时间。",
    grade: Grade::Inference,
    example: "2022-03-01 收到，没有延期，2022-04-08 答复：期限到 2022-03-29，超过 7 个工作日。",
    remedy: "请核对两个日期；有补正的填“补正日期”，延期的在“是否延期”填“是”；征求意见的时间可以扣除，确有这种情形的可在 gknb.toml 用 [[explain]] 说明。",
};

/// V202
pub(super) const LATE_PENDING: Rule = Rule {
    code: "V202",
    severity: Severity::Warning,
    title: "截至期末可能已超期未答复",
    checks: "结转下年度的申请，到 12 月 31 日（或 --until 那一天）是否已经超过 20 个工作日（延期的 40 个工作日）。工作日的算法同 V201。",
    basis: "条例第三十条、第三十一条、第三十三条。台账里没有征求意见所用的时间，也可能漏填了答复日期，所以只是疑点。",
    grade: Grade::Inference,
    example: "2022-10-10 收到，年底还没有答复。",
    remedy: "请核对是不是已经答复而没有登记答复日期和办理结果；正在补正、征求意见的，可在 gknb.toml 用 [[explain]] 说明。",
};

/// V203
pub(super) const NOT_CHECKED: Rule = Rule {
    code: "V203",
    severity: Severity::Note,
    title: "放假安排没有收录，没有核对期限",
    checks: "核对答复期限要用到的年份，本软件是否收录了国务院办公厅的放假安排。",
    basis: "放假和调休每年由国务院办公厅另行通知，不能推算。",
    grade: Grade::Data,
    example: "2026-12-15 收到，2027-01-20 答复，而 2027 年的放假安排没有收录。",
    remedy: "请自行核对这些申请的期限，或换用收录了该年安排的新版本。",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Applicant;

    const AT: Address = Address {
        file: 0,
        sheet: 0,
        row: 7,
        column: Some(3),
    };

    fn application(received: &str, replied: &str) -> Application<'static> {
        let day = |written: &str| written.parse().ok();
        Application {
            row: AT.row(),
            number: Some("2022007"),
            received: day(received).expect("a day"),
            class: Applicant::Person,
            outcome: day(replied).map(|_| Outcome::Granted),
            wrote: None,
            replied: day(replied),
            corrected: None,
            extended: false,
            carried_in: false,
            count: 1,
            way: None,
        }
    }

    /// The finding's code and message at the end of a year.
    fn verdict(application: Application<'_>, year: i16) -> Option<(&'static str, String)> {
        let cell = |_: &Application<'_>, field| match field {
            Field::Replied => AT,
            _ => AT.at(1),
        };
        let held = hold(std::iter::once(application), date(year, 12, 31), &cell);
        let mut findings = told(vec![held]);
        assert!(findings.len() <= 1);
        let found = findings.pop()?;
        assert_eq!(found.at, Place::Cell(AT));
        Some((found.rule.code, found.message))
    }

    #[test]
    fn a_reply_is_late_on_the_day_after_the_twentieth_working_day() {
        // 清明 2022: 2 April worked, 4 and 5 off
        assert_eq!(verdict(application("2022-03-09", "2022-04-07"), 2022), None);
        let late = verdict(application("2022-03-09", "2022-04-08"), 2022);
        let (code, message) = late.expect("a doubt");
        assert_eq!(code, "V201");
        assert_eq!(
            message,
            "编号 2022007：收到申请 2022-03-09，期限 20 个工作日，应不迟于 2022-04-07；答复日期 2022-04-08，超过 1 个工作日"
        );
    }

    #[test]
    fn a_reply_on_the_rest_day_behind_the_limit_is_late() {
        // the limit ends on Friday, 11 February
        let late = verdict(application("2022-01-11", "2022-02-12"), 2022);
        let (code, message) = late.expect("a doubt");
        assert_eq!(code, "V201");
        assert!(
            message.ends_with("应不迟于 2022-02-11；答复日期 2022-02-12，在期限之后的休息日"),
            "{message}"
        );
        assert_eq!(verdict(application("2022-01-11", "2022-02-11"), 2022), None);
    }

    #[test]
    fn extension_and_correction_move_the_limit() {
        let plain = || application("2022-03-01", "2022-04-29");
        assert!(verdict(plain(), 2022).is_some());
        let extended = Application {
            extended: true,
            ..plain()
        };
        // 42 working days, 40 allowed
        let (_, message) = verdict(extended, 2022).expect("a doubt");
        assert!(
            message.contains("（已延期）") && message.contains("超过 3 个工作日"),
            "{message}"
        );
        let corrected = Application {
            corrected: Some(date(2022, 4, 1)),
            ..plain()
        };
        assert_eq!(verdict(corrected, 2022), None);
    }

    #[test]
    fn what_ended_without_an_answer_has_no_limit() {
        for outcome in [
            Outcome::Otherwise(1),
            Outcome::Otherwise(3),
            Outcome::Unavailable(3),
        ] {
            let application = Application {
                outcome: Some(outcome),
                ..application("2022-03-01", "2022-08-01")
            };
            assert_eq!(verdict(application, 2022), None, "{outcome:?}");
        }
    }

    #[test]
    fn a_pending_application_is_late_at_the_end_of_the_year() {
        let (code, message) = verdict(application("2022-12-01", ""), 2022).expect("a doubt");
        assert_eq!(code, "V202");
        assert!(
            message.contains("应不迟于 2022-12-29；截至 2022-12-31 没有答复，已超过 1 个工作日"),
            "{message}"
        );
        assert_eq!(verdict(application("2022-12-02", ""), 2022), None);
    }

    #[test]
    fn a_year_without_a_calendar_is_said_and_what_is_certain_still_told() {
        let (code, _) = verdict(application("2026-12-10", "2027-01-12"), 2027).expect("a note");
        assert_eq!(code, "V203");
        assert_eq!(verdict(application("2026-12-28", "2027-01-08"), 2027), None);
        let (code, message) =
            verdict(application("2026-06-01", "2027-01-12"), 2027).expect("a doubt");
        assert_eq!(code, "V201");
        assert!(message.contains("至少"), "{message}");
    }
}
