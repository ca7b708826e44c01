//! 文件: one regulation or normative document, placed in the year.
//!
//! In: its rows, the last one prevailing. Out: the document with whether it was issued, repealed and in force, or the
//! errors that keep it from counting.

use super::super::merge::{self, Told};
use super::super::{Fate, Paper, Work, Year, rules};
use super::{overview, repeal};
use crate::address::Address;
use crate::column::Field;
use crate::entry::{Document, Publication};
use crate::finding::{Finding, Place};
use crate::period::Period;
use crate::text::quote;

/// What the rows of a document tell of its course.
struct Course<'r> {
    rows: &'r [Publication],
    /// A row tells the day of issue: days of publication are other days and give way to it.
    issued: bool,
    /// When it was issued, and the last row that tells it.
    told: Option<(&'r Publication, Period)>,
    /// When it was issued, or else the year that its 文号 names.
    dated: Option<Period>,
    /// When it was repealed, and the last row that tells it.
    repealed: Option<(&'r Publication, Period)>,
}

impl<'r> Course<'r> {
    fn of(rows: &'r [Publication]) -> Self {
        let is_issued = |r: &Publication| r.dated.is_some() && !is_of_publishing(r);
        let mut course = Course {
            rows,
            issued: rows.iter().any(is_issued),
            told: None,
            dated: None,
            repealed: rows.iter().rev().find_map(|r| Some((r, r.repealed?))),
        };
        course.told = rows.iter().rev().find_map(|r| Some((r, course.day(r)?)));
        let told = course.told.map(|(_, span)| span);
        course.dated = told.or_else(|| rows.iter().rev().find_map(year_of_number));
        course
    }

    /// When a row says that it was issued.
    fn day(&self, row: &Publication) -> Option<Period> {
        row.dated.filter(|_| !self.issued || !is_of_publishing(row))
    }

    /// Whether it was issued after the year, and no row tells of a day before.
    fn is_after(&self, year: Year) -> bool {
        let after = |span: Period| span.from > year.end;
        let mut days = self.rows.iter().flat_map(|r| [r.dated, r.repealed]);
        self.dated.is_some_and(after) && days.all(|day| day.is_none_or(after))
    }

    /// A doubt for each title that is not the beginning of another.
    fn other_title(&self, work: &mut Work<'_>) {
        for (was, is) in merge::changes(self.rows, |r| r.title.as_deref()) {
            let [before, now] = [was, is].map(|row| row.title.as_deref().unwrap_or_default());
            if before.starts_with(now) || now.starts_with(before) {
                continue;
            }
            let message = format!(
                "同一文号有两个标题：{}和{}，按同一件计一次",
                quote(before),
                quote(now)
            );
            let place = |row: &Publication| Place::Cell(row.record.cell(Field::Title));
            let finding = Finding::new(&rules::SAME_NUMBER, place(is), message).value(now);
            work.find(finding.related(place(was), "另一个标题"));
        }
    }

    /// An error for each day of issue that is another one.
    fn other_day(&self, work: &mut Work<'_>) -> Option<&'static str> {
        let mut fault = None;
        for (was, is) in merge::changes(self.rows, |r| self.day(r)) {
            let [before, now] =
                [was, is].map(|row| row.dated.map(|d| d.to_string()).unwrap_or_default());
            let message = format!("同一文号的成文日期前面写 {before}，这里写 {now}");
            let place = |row: &Publication| Place::Cell(row.record.cell(Field::Issued));
            let finding = Finding::new(&rules::CHANGED_RECEIPT, place(is), message)
                .value(now)
                .help("请核对：是同一件就改成一致；不是同一件就改正文号")
                .related(place(was), "另一个日期");
            work.find(finding);
            fault = Some(rules::CHANGED_RECEIPT.code);
        }
        fault
    }

    /// A note where the 文号 alone tells when it was issued.
    fn by_number(&self, work: &mut Work<'_>) {
        if let (None, Some(year), Some(last)) = (self.told, self.dated, self.rows.last()) {
            let message = format!("没有成文日期，按文号中的年份（{year}）计");
            let place = Place::Cell(last.record.cell(Field::DocumentNumber));
            work.find(Finding::new(&rules::YEAR_OF_NUMBER, place, message));
        }
    }

    /// An error where nothing tells when it was issued.
    fn undated(&self, work: &mut Work<'_>) -> Option<&'static str> {
        if self.dated.is_some() {
            return None;
        }
        let fields = [Field::Issued, Field::Published];
        let mut told = self.rows.iter().rev().filter_map(|row| {
            let field = fields.into_iter().find(|f| row.record.table.has(*f))?;
            Some(row.record.cell(field))
        });
        let in_cell = told.next().map(|at| {
            let message = "没有成文日期，无法判定是不是本年制发的";
            let finding = Finding::new(&rules::NO_DATE, Place::Cell(at), message);
            finding.help("请补填成文日期；写到年月也可以")
        });
        let last = self.rows.last()?;
        Some(work.miss((&last.record.table, Field::Issued), in_cell))
    }

    /// An error where it was repealed before it was issued.
    fn backwards(&self, work: &mut Work<'_>) -> Option<&'static str> {
        let (dated, (row, ended)) = self.dated.zip(self.repealed)?;
        (ended.to < dated.from).then(|| {
            work.find(merge::ends_before(
                (&row.record, Field::Repealed, ended),
                (&row.record, Field::Issued, dated),
            ));
            rules::REPLY_BEFORE_RECEIPT.code
        })
    }

    /// Errors where a span does not tell whether it was issued or repealed in the year.
    fn straddling(&self, work: &mut Work<'_>) -> Option<&'static str> {
        let year = work.terms.year;
        let issuing = self.told.map(|(row, _)| row).or(self.rows.last())?;
        let issued = self.dated.map(|span| (span, issued_in(issuing), "制发"));
        let repealed = self
            .repealed
            .filter(|_| work.terms.lines.standing)
            .map(|(row, span)| (span, row.record.cell(Field::Repealed), "废止"));
        let mut fault = None;
        for (span, at, what) in [issued, repealed].into_iter().flatten() {
            if is_open(span, year) {
                work.find(open(span, at, (what, year)));
                fault = Some(rules::PERIOD_STRADDLES.code);
            }
        }
        fault
    }

    /// The document, issued then.
    fn paper(&self, kind: Document, dated: Period, year: Year) -> Paper {
        let rows = self.rows;
        let named = rows.iter().rev().find(|r| r.number.is_some());
        let repealed = self.repealed.map(|(_, span)| span);
        Paper {
            rows: rows.iter().rev().map(Told::at).collect(),
            number: named.and_then(|r| r.number.clone()),
            written: named.and_then(|r| r.written.clone()),
            kind,
            dated,
            ended: repealed,
            issued: year.holds_all(dated),
            repealed: repealed.is_some_and(|span| year.holds_all(span)),
            in_force: dated.from <= year.end && repealed.is_none_or(|span| span.to > year.end),
            older: dated.to < year.start,
        }
    }
}

/// Settles the rows of one document.
pub(super) fn settle(kind: Document, rows: &[Publication], work: &mut Work<'_>) {
    overview::list_document(rows, work);
    let course = Course::of(rows);
    if course.is_after(work.terms.year) {
        let began = course.dated.map(|span| span.from);
        work.fates(rows, Fate::Excluded(work.terms.year.outside(began)));
        return;
    }
    let mut fault = work.troubles(rows);
    course.other_title(work);
    fault = fault.or(course.other_day(work));
    let standing = work.terms.lines.standing;
    if standing {
        fault = fault.or(repeal::changed(rows, work));
    }
    fault = fault.or(work.units(rows));
    course.by_number(work);
    fault = fault.or_else(|| course.undated(work));
    if standing {
        fault = fault.or_else(|| repeal::undated(rows, work));
        fault = fault.or(course.backwards(work));
        repeal::contradicted(rows, work);
    }
    fault = fault.or_else(|| course.straddling(work));
    match (course.dated, fault) {
        (Some(dated), None) => place(course.paper(kind, dated, work.terms.year), work),
        (_, fault) => work.fates(rows, Fate::Faulty(fault.unwrap_or(rules::NO_DATE.code))),
    }
}

/// Places a document in the year: where it counts its last row stands for it, and the others lead there.
fn place(paper: Paper, work: &mut Work<'_>) {
    let standing = work.terms.lines.standing;
    let counts = paper.issued || standing && (paper.repealed || paper.in_force);
    let prevailing = paper.rows[0];
    for at in &paper.rows {
        let fate = match counts {
            true if *at == prevailing => Fate::Counted,
            true => Fate::Merged(prevailing),
            false => Fate::Excluded(work.terms.year.outside(Some(paper.dated.from))),
        };
        work.fate(*at, fate);
    }
    if counts {
        work.stand(prevailing, work.ledger.papers.len());
    }
    work.ledger.papers.push(paper);
}

/// The cell that tells when a document was issued: its day, the day of its publication, or the year of its 文号.
fn issued_in(row: &Publication) -> Address {
    let table = &row.record.table;
    let fields = [Field::Issued, Field::Published, Field::DocumentNumber];
    let field = fields.into_iter().find(|field| table.has(*field));
    row.record.cell(field.unwrap_or(Field::Issued))
}

/// Whether a span lies partly in the year, so that it does not tell whether what happened in it is of the year.
fn is_open(span: Period, year: Year) -> bool {
    let within = |day| (span.from..=span.to).contains(&day);
    within(year.start) && span.from < year.start || within(year.end) && span.to > year.end
}

/// An error where a document was issued or repealed in such a span.
fn open(span: Period, at: Address, (what, year): (&str, Year)) -> Finding {
    let Year { start, end } = year;
    let message = format!(
        "{what}的日期只写到 {span}，不全在 {start} 至 {end} 内，无法判定是不是这一段时间{what}的"
    );
    Finding::new(&rules::PERIOD_STRADDLES, Place::Cell(at), message)
        .value(span.to_string())
        .help(format!("请把{what}的日期写到日"))
}

/// Whether the day of a document is that of its publication: 发布日期, 公布时间.
fn is_of_publishing(row: &Publication) -> bool {
    let table = &row.record.table;
    let heading = table.heading(Field::Issued);
    !table.has(Field::Issued) || heading.contains("发布") || heading.contains("公布")
}

/// The year that the 文号 of a document names, 「规〔2015〕3号」, where its table has no dates: as a list of repealed ones.
fn year_of_number(row: &Publication) -> Option<Period> {
    let (_, behind) = row.number.as_deref()?.split_once('(')?;
    let (year, _) = behind.split_once(')')?;
    let year: i16 = year.trim_end_matches('年').parse().ok()?;
    let undated = !row.record.table.has(Field::Issued);
    undated.then(|| Period::months(year, 1, 12)).flatten()
}
