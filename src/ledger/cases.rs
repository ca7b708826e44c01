//! Cases: rows of several exports made one, and placed in the year.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::exports::Trail;
use super::merge::{self, Told};
use super::rows::Id;
use super::{Case, Fate, Work, rules, spelling};
use crate::address::Address;
use crate::column::{Field, Kind, Table};
use crate::entry::{Dispute, Path, Record, Verdict};
use crate::finding::{Finding, Place, Rule};
use crate::text::quote;

impl Told for Dispute {
    fn record(&self) -> &Record {
        &self.record
    }

    fn called(&self) -> Option<String> {
        let number = self.written.as_deref().or(self.number.as_deref())?;
        Some(format!("案号 {number}"))
    }

    fn closed(&self) -> Option<Date> {
        self.concluded
    }
}

pub(super) fn settle(work: &mut Work<'_>) {
    let rows = &work.ledger.rows;
    let all = rows.of_kind(Kind::Disputes).into_iter().flatten();
    let all = all.filter_map(|id| Some((id, rows.dispute(id)?)));
    let (ids, disputes): (Vec<Id>, Vec<Dispute>) = all.unzip();
    let doubtful = doubtful(&disputes, work);
    let heard: BTreeSet<(u32, u16)> = (disputes.iter())
        .filter(|d| d.appeal == Some(false))
        .map(Told::export)
        .collect();
    let own_numbers = work.terms.own_numbers;
    let unit = |d: &Dispute| own_numbers.then(|| d.record.unit.clone()).flatten();
    let (spelled, doubts) = spelling::others(
        &disputes,
        |d| d.number.as_deref(),
        |d| Some((d.accepted?, d.path?, unit(d))),
        (Field::CaseNumber, |d| d.written.as_deref()),
    );
    work.findings.extend(doubts);
    let number = |d: &Dispute| Some(spelled.of(d.number.as_ref()?));
    lost((&ids, &disputes), &number, work);
    for mut rows in merge::group(disputes, |d| Some((number(d)?, unit(d), register(d)))) {
        merge::sort(&mut rows);
        merge::as_of(&mut rows, work.terms.year, |row| {
            (row.verdict, row.concluded) = (None, None);
        });
        let appealed = appealed(&rows, &heard);
        let counted = work.ledger.cases.len();
        case(rows, &doubtful, work);
        if work.ledger.cases.len() > counted {
            work.findings.extend(appealed);
        }
    }
}

/// Whether a case is a suit, where its number is but its place in a list: reviews and suits are each counted from 1.
fn register(case: &Dispute) -> Option<bool> {
    const LONGEST: usize = 4;
    let number = case.number.as_deref()?;
    let place = number.len() <= LONGEST && number.bytes().all(|b| b.is_ascii_digit());
    case.path.filter(|_| place).map(|path| path != Path::Review)
}

/// A doubt where a case was heard on appeal, and its sheet registers what was heard before as cases of their own.
fn appealed(rows: &[Dispute], heard: &BTreeSet<(u32, u16)>) -> Option<Finding> {
    let last = rows.last()?;
    let before = rows.iter().any(|row| row.appeal == Some(false));
    (last.appeal == Some(true) && !before && heard.contains(&last.export())).then(|| {
        let message = "这一行是二审（再审），它的一审如果另有一行，同一案件就计成了几件";
        Finding::new(&rules::ON_APPEAL, Place::Cell(last.at()), message)
    })
}

/// Doubts where a case is lost while it is pending; `number` is the spelling that all of a 案号 go by.
fn lost(
    (ids, disputes): (&[Id], &[Dispute]),
    number: &dyn Fn(&Dispute) -> Option<Box<str>>,
    work: &mut Work<'_>,
) {
    let end = work.terms.year.end;
    let own_numbers = work.terms.own_numbers;
    let mut trails: BTreeMap<_, Trail> = BTreeMap::new();
    for (id, case) in ids.iter().zip(disputes) {
        let Some(number) = number(case) else {
            continue;
        };
        let ended = case.concluded.is_some()
            || case.verdict.is_some_and(|v| v != Verdict::Pending)
            || case.accepted.is_none_or(|day| day > end)
            || case.record.fault().is_some();
        let unit = case.record.unit.as_deref().filter(|_| own_numbers);
        let trail = trails.entry((number, unit, register(case))).or_default();
        trail.see(*id, case.record.table.period, ended);
    }
    let rows = &work.ledger.rows;
    let lost = trails.values().filter_map(|t| t.lost(rows, &work.ends));
    work.findings.extend(lost);
}

/// Rows without a 案号 that may be the same case as a row of another export.
fn doubtful(disputes: &[Dispute], work: &mut Work<'_>) -> BTreeSet<Address> {
    let mut rows = BTreeSet::new();
    if work.terms.distinct {
        return rows;
    }
    let year = work.terms.year;
    let relevant = disputes.iter().filter(|d| {
        d.accepted.is_none_or(|day| day <= year.end)
            && d.concluded.is_none_or(|day| day >= year.start)
    });
    let relevant: Vec<&Dispute> = relevant.collect();
    let pairs = merge::maybe_same(
        &relevant,
        |d| Some((d.accepted?, d.path?)),
        |_| [None::<()>; 2],
        |d| [d.number.is_some(), false],
        |d| d.export(),
    );
    for (earlier, later) in pairs {
        let day = later.accepted.map(|d| d.to_string()).unwrap_or_default();
        let path = later.path.map_or("", Path::word);
        let message = format!(
            "没有案号，与另一份导出中的一行受理日期（{day}）、类型（{path}）都相同，无法判定是不是同一案件"
        );
        work.find(
            Finding::new(
                &rules::MAYBE_SAME,
                Place::Cell(later.record.cell(Field::Accepted)),
                message,
            )
            .help("请补上案号；确实不是同一案件的，在 gknb.toml 中写 duplicates = \"distinct\"")
            .value(day)
            .related(
                Place::Cell(earlier.record.cell(Field::Accepted)),
                "另一份导出中的一行",
            ),
        );
        rows.insert(later.at());
    }
    rows
}

/// The rows of one case, the last one prevailing.
fn case(rows: Vec<Dispute>, doubtful: &BTreeSet<Address>, work: &mut Work<'_>) {
    let year = work.terms.year;
    let accepted = rows.iter().rev().find_map(|r| r.accepted);
    let concluded = rows.iter().rev().find_map(|r| r.concluded);
    let outside = year.leaves_out(accepted, concluded);
    let days = || {
        rows.iter()
            .flat_map(|r| [r.accepted, r.concluded])
            .flatten()
    };
    if outside && (days().all(|d| d > year.end) || days().all(|d| d < year.start)) {
        work.fates(&rows, Fate::Excluded(year.outside(accepted)));
        return;
    }
    let mut fault = work.troubles(&rows);
    if rows.iter().any(|row| doubtful.contains(&row.at())) {
        fault = fault.or(Some(rules::MAYBE_SAME.code));
    }
    fault = fault.or(compare(&rows, work));
    fault = fault.or(work.units(&rows));
    let settled = match fault {
        None if outside => Ok(None),
        None => place(&rows, work).map(Some),
        Some(code) => Err(code),
    };
    match settled {
        Ok(Some(told)) => count(&rows, told, work),
        Ok(None) => work.fates(&rows, Fate::Excluded(year.outside(accepted))),
        Err(code) => work.fates(&rows, Fate::Faulty(code)),
    }
}

/// The case counts: its last row stands for it, and the others lead there.
fn count(rows: &[Dispute], (path, verdict): (Path, Verdict), work: &mut Work<'_>) {
    let Some((last, others)) = rows.split_last() else {
        return;
    };
    work.fates(others, Fate::Merged(last.at()));
    work.fate(last.at(), Fate::Counted);
    work.stand(last.at(), work.ledger.cases.len());
    let concluded = rows.iter().rev().find_map(|r| r.concluded);
    let deciding = rows.iter().rev().find(|r| r.verdict.is_some());
    work.ledger.cases.push(Case {
        number: rows.iter().rev().find_map(|r| r.number.clone()),
        written: last.written.clone(),
        path,
        against: rows.iter().rev().find_map(|r| r.against.clone()),
        accepted: rows.iter().rev().find_map(|r| r.accepted),
        concluded: concluded.filter(|_| verdict != Verdict::Pending),
        verdict,
        wrote: deciding.and_then(|r| r.wrote.clone()),
        rows: rows.iter().rev().map(Told::at).collect(),
    });
}

/// What rows of one case tell differently; the code of the first error.
fn compare(rows: &[Dispute], work: &mut Work<'_>) -> Option<&'static str> {
    let accepted = (&rules::CHANGED_RECEIPT, Field::Accepted);
    let mut changes = merge::otherwise(rows, accepted, |r| r.accepted.map(|day| day.to_string()));
    let path = (&rules::CHANGED_CLASS, Field::CaseKind);
    changes.extend(merge::otherwise(rows, path, |r| {
        r.path.map(|path| path.word().to_owned())
    }));
    for (was, is) in merge::changes(rows, |r| r.verdict) {
        if was.verdict != Some(Verdict::Pending) {
            let rule = merge::changed_result(was, is);
            let wrote = |r: &Dispute| r.wrote.as_deref().unwrap_or_default().to_owned();
            changes.push((rule, Field::Verdict, was, is, wrote(was), wrote(is)));
        }
    }
    let concluded = (&rules::CHANGED_RESULT, Field::Concluded);
    changes.extend(merge::otherwise(rows, concluded, |r| {
        r.concluded.map(|day| day.to_string())
    }));
    merge::tell(changes, work)
}

/// The next step where a case lacks something, in the words of its sheet.
fn to_fill(table: &Table, missed: Field) -> String {
    let heading = |field: Field| table.heading(field);
    let fill = format!("请补填「{}」", heading(missed));
    match missed {
        Field::Verdict => format!(
            "{fill}；还没有审结的，请清空「{}」",
            heading(Field::Concluded)
        ),
        Field::Concluded => format!(
            "{fill}；还没有审结的，请清空「{}」或写“审理中”",
            heading(Field::Verdict)
        ),
        _ => fill,
    }
}

/// How a case went, as its rows tell it together.
struct Course<'r> {
    rows: &'r [Dispute],
    /// 受理日期
    accepted: Option<Date>,
    /// 结案日期, and the last row that tells one.
    concluded: Option<(&'r Dispute, Date)>,
    /// The last row that tells a result.
    deciding: Option<&'r Dispute>,
    /// The result, where it says that the case was concluded.
    verdict: Option<Verdict>,
}

impl<'r> Course<'r> {
    fn of(rows: &'r [Dispute]) -> Self {
        let deciding = rows.iter().rev().find(|r| r.verdict.is_some());
        let verdict = deciding.and_then(|r| r.verdict);
        Course {
            rows,
            accepted: rows.iter().rev().find_map(|r| r.accepted),
            concluded: rows.iter().rev().find_map(|r| Some((r, r.concluded?))),
            deciding,
            verdict: verdict.filter(|v| *v != Verdict::Pending),
        }
    }

    /// The result of a case that was concluded by the end of the year.
    fn closed(&self, end: Date) -> Option<Verdict> {
        let (_, day) = self.concluded?;
        self.verdict.filter(|_| day <= end)
    }

    /// An error where a value is missed: in the row `near` that tells more of it, or the last one that can tell it.
    fn miss(
        &self,
        (rule, field): (&'static Rule, Field),
        near: Option<&Dispute>,
        message: String,
        work: &mut Work<'_>,
    ) -> Option<&'static str> {
        let near = near.filter(|r| r.record.table.has(field));
        let row = near.or_else(|| merge::last_with(self.rows, field));
        let in_cell = row.map(|row| {
            let place = Place::Cell(row.record.cell(field));
            let help = to_fill(&row.record.table, field);
            let mut finding = Finding::new(rule, place, message).help(help);
            if field == Field::Verdict {
                finding.value = row.wrote.as_deref().map(str::to_owned);
            }
            finding
        });
        let last = self.rows.last()?;
        Some(work.miss((&last.record.table, field), in_cell))
    }

    /// A result without its day, or a day without its result.
    fn half_ended(&self, work: &mut Work<'_>) -> Option<&'static str> {
        match (self.verdict, self.concluded) {
            (Some(verdict), None) => {
                let message = format!(
                    "结果是“{}”，但没有结案日期，无法判定是哪一年审结的",
                    verdict.word()
                );
                let missed = (&rules::NO_REPLY_DATE, Field::Concluded);
                self.miss(missed, self.deciding, message, work)
            }
            (None, Some((concluding, day))) if day <= work.terms.year.end => {
                let message = match self.deciding.and_then(|r| r.wrote.as_deref()) {
                    Some(wrote) => format!(
                        "结案日期是 {day}，而结果{}说明还没有审结，无法判定是哪一种",
                        quote(wrote)
                    ),
                    None => format!("结案日期是 {day}，但没有结果，无法判定是维持、纠正还是其他"),
                };
                let missed = (&rules::NO_RESULT, Field::Verdict);
                self.miss(missed, Some(concluding), message, work)
            }
            (None, None) => {
                // a ledger that cannot tell results cannot tell that there is none yet
                let fields = [Field::Verdict, Field::Concluded].into_iter();
                let untold = fields.filter(|f| merge::last_with(self.rows, *f).is_none());
                let demanded = untold
                    .map(|field| self.miss((&rules::NO_RESULT, field), None, String::new(), work));
                demanded.fold(None, Option::or)
            }
            _ => None,
        }
    }

    /// A pending case without its 受理日期.
    fn not_begun(&self, work: &mut Work<'_>) -> Option<&'static str> {
        if self.accepted.is_some() || self.closed(work.terms.year.end).is_some() {
            return None;
        }
        let message = "尚未审结的案件没有受理日期，无法判定是不是本年及以前受理的".to_owned();
        let missed = (&rules::NO_RECEIPT_DATE, Field::Accepted);
        self.miss(missed, None, message, work)
    }

    /// A case that was concluded before it was accepted.
    fn backwards(&self, work: &mut Work<'_>) -> Option<&'static str> {
        let (accepted, (row, concluded)) = self.accepted.zip(self.concluded)?;
        (concluded < accepted).then(|| {
            work.find(merge::ends_before(
                (&row.record, Field::Concluded, concluded),
                (&row.record, Field::Accepted, accepted),
            ));
            rules::REPLY_BEFORE_RECEIPT.code
        })
    }
}

/// How the case stood at the end of the year, by what kind; the code of the first error otherwise.
fn place(rows: &[Dispute], work: &mut Work<'_>) -> Result<(Path, Verdict), &'static str> {
    let course = Course::of(rows);
    let faults = [
        course.half_ended(work),
        course.not_begun(work),
        course.backwards(work),
    ];
    let path = rows.iter().rev().find_map(|r| r.path);
    match (faults.into_iter().flatten().next(), path) {
        (None, Some(path)) => {
            let closed = course.closed(work.terms.year.end);
            Ok((path, closed.unwrap_or(Verdict::Pending)))
        }
        (fault, _) => Err(fault.unwrap_or(rules::NO_RESULT.code)),
    }
}
