//! Exports held against one another and against the periods they name, before their rows are merged.
//!
//! In: all entries and tables. Out: doubts: days after an export's period, exports of another period than
//! they name, a quarter missing between others, a pending row that the next export lost, the same row twice.

mod again;
mod order;
mod sums;
mod years;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::rows::{Glance, Id, Part, Rows};
use super::small::Span;
use super::{Terms, rules};
use again::Again;
use jiff::civil::Date;

use crate::address::Address;
use crate::column::{Field, Kind, Table};
use crate::entry::{self, Category};
use crate::finding::{Finding, Place};
use crate::period::Period;

pub(super) fn judge(
    rows: &mut Rows,
    tables: &[Arc<Table>],
    terms: &Terms,
    findings: &mut Vec<Finding>,
) {
    periods(rows, terms, findings);
    gaps(tables, terms, findings);
    cumulative(rows, tables, terms, findings);
    sums::judge(rows, terms, findings);
    years::judge(rows, terms, findings);
    twice(rows, terms, findings);
}

/// Rows of a table that lie in the period it names, and outside.
struct Share<'r> {
    table: &'r Table,
    rows: usize,
    outside: usize,
    /// The first rows outside.
    named: Vec<Id>,
    /// Single days after it.
    late: Vec<(Id, Finding)>,
    /// Single days after it in rows that the year does not count.
    astray: Vec<Finding>,
}

/// Rows outside that are named, at most.
const NAMED: usize = 3;

impl<'r> Share<'r> {
    /// Of the rows of a part.
    fn of(part: &'r Part, terms: &Terms) -> Self {
        let mut share = Share {
            table: &part.table,
            rows: 0,
            outside: 0,
            named: Vec::new(),
            late: Vec::new(),
            astray: Vec::new(),
        };
        let Some(period) = part.table.period else {
            return share;
        };
        let year = terms.year.span();
        let plainly = Span::common(period, year);
        let runs_on = runs_on(period, year);
        for at in 0..part.len() {
            if plainly.is_some_and(|span| part.lies_in(at, span)) {
                share.rows += 1;
                continue;
            }
            let days = part.days(at);
            let id = part.id(at);
            let within = match days.within() {
                // rows of other years stand in exports of any period, and no figure depends on where
                Some(within) if days.touches(year.from, year.to) => {
                    let late = days.after_period(period.to);
                    share.late.extend(late.map(|finding| (id, finding)));
                    within
                }
                told => {
                    let before = share.astray.len();
                    let astray = runs_on.map(|last| days.after_period(last));
                    share.astray.extend(astray.into_iter().flatten());
                    if told.is_none() || share.astray.len() == before {
                        continue;
                    }
                    false
                }
            };
            share.rows += 1;
            if !within {
                share.outside += 1;
                if share.named.len() < NAMED {
                    share.named.push(id);
                }
            }
        }
        share
    }

    /// Together with what comes after it.
    fn add(&mut self, after: Share<'_>) {
        self.rows += after.rows;
        self.outside += after.outside;
        let room = NAMED - self.named.len();
        self.named.extend(after.named.into_iter().take(room));
        self.late.extend(after.late);
        self.astray.extend(after.astray);
    }
}

/// The last day of what an export of a period may hold of the time after the year; none where no figure depends on
/// the export. One that is drawn after the year has ended may go on for some time; one of a period before has no
/// reason to.
fn runs_on(period: Period, year: Period) -> Option<Date> {
    let counts = period.from <= year.to && period.to >= year.from;
    let last = if period.to < year.to {
        year.to
    } else {
        period.to.saturating_add(jiff::Span::new().years(1))
    };
    counts.then_some(last)
}

/// Tables whose rows lie outside the period they name; elsewhere single days after it.
fn periods(rows: &mut Rows, terms: &Terms, findings: &mut Vec<Finding>) {
    let mut shares: Vec<Share<'_>> = Vec::new();
    for share in rows.of_parts(|part| Share::of(part, terms)) {
        match shares.last_mut().filter(|s| s.table.at == share.table.at) {
            Some(before) => before.add(share),
            None => shares.push(share),
        }
    }
    let exports = again::Exports::of(rows);
    let mut late: Vec<(Id, Finding)> = Vec::new();
    for share in shares {
        // a few rows of other years stand in many an export; a cumulative export of the last quarter holds a
        // quarter of its own rows at the least
        if share.outside >= 3 && share.outside * 10 >= share.rows * 9 {
            findings.extend(outside_period((rows, &exports), &share, terms));
            continue;
        }
        late.extend(share.late);
        findings.extend(share.astray);
    }
    for (id, finding) in late {
        rows.trouble(id, finding);
    }
}

fn outside_period(
    (rows, exports): (&Rows, &again::Exports<'_>),
    share: &Share<'_>,
    terms: &Terms,
) -> Option<Finding> {
    let period = share.table.period?;
    let whole = terms.year.span();
    // of another year altogether: no figure of this one depends on it
    if period.to < whole.from || period.from > whole.to {
        return None;
    }
    let copy = match exports.again(share.table) {
        Some(Again::Several) => return None,
        Some(Again::Copy(other, at)) => Some((other, at)),
        None => None,
    };
    let same = copy.map(|(other, _)| format!("，与 {other} 那份导出里的是同样几件"));
    let message = format!(
        "从名称看统计期是 {period}，{} 行有日期的登记中有 {} 行不在这一期内{}",
        share.rows,
        share.outside,
        same.unwrap_or_default()
    );
    let place = |at: Address| Place::Sheet(at.file, at.sheet);
    let finding = Finding::new(&rules::OUTSIDE_PERIOD, place(share.table.at), message);
    let mut finding = finding.value(period.to_string());
    if let Some((_, at)) = copy {
        finding = finding
            .help("放错了文件的，请换成这一期的导出；是累计的导出、这一期没有新收和办结的，可用 [[explain]] 说明")
            .related(place(at), "同样几件");
    }
    for id in &share.named {
        finding = finding.related(Place::Cell(rows.address(*id)), "不在这一期内");
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

/// What a table without numbers tells of a period: a category, as a whole or by its rows.
struct Telling<'t> {
    table: &'t Table,
    category: Category,
    period: Period,
    /// Its rows are of the whole period, of which nothing in them tells a part.
    whole: bool,
}

/// What the rows of a part tell so, that have a category of their own.
fn tellings(part: &Part) -> Vec<Telling<'_>> {
    let table = &*part.table;
    let Some(period) = table.period.filter(|_| repeats(table)) else {
        return Vec::new();
    };
    let mut found: BTreeMap<Category, bool> = BTreeMap::new();
    for at in 0..part.len() {
        let Some(item) = part.item(at) else { continue };
        if let Some(category) = item.category.filter(|c| c.counts_by_date()) {
            *found.entry(category).or_default() |= item.dated == Some(period);
        }
    }
    let found = found.into_iter();
    let found = found.map(|(category, whole)| Telling {
        table,
        category,
        period,
        whole,
    });
    found.collect()
}

/// Whether rows of a table have nothing by which they are known again.
fn repeats(table: &Table) -> bool {
    table.kind == Kind::Publications && !table.has(Field::DocumentNumber)
}

/// Ledgers whose rows have nothing to be known by again, that tell once more what earlier ones told.
fn cumulative(rows: &Rows, tables: &[Arc<Table>], terms: &Terms, findings: &mut Vec<Finding>) {
    let named = tables.iter().filter(|table| repeats(table));
    let named = named.filter_map(|table| {
        let category = entry::category_of(table)?;
        Some(Telling {
            table,
            category,
            period: table.period?,
            whole: false,
        })
    });
    let named = named.filter(|t| t.category.counts_by_date() || t.category == Category::Other);
    let by_row = rows.of_parts(tellings).into_iter().flatten();
    let mut of_period: Vec<Telling<'_>> = Vec::new();
    let asked = |t: &Telling<'_>| t.category == Category::Other || terms.lines.feed(t.category);
    for told in named.chain(by_row).filter(asked) {
        let known =
            |t: &&mut Telling<'_>| t.table.at == told.table.at && t.category == told.category;
        match of_period.iter_mut().find(known) {
            Some(known) => known.whole |= told.whole,
            None => of_period.push(told),
        }
    }
    let mut said: BTreeSet<Address> = BTreeSet::new();
    for Telling {
        table,
        category,
        period,
        whole,
    } in &of_period
    {
        let named = table.names.iter().any(|name| name.contains("累计")) || is_of_all_so_far(table);
        let from_january =
            period.from.month() == 1 && (period.to.month() < 12 || *whole && sums_up(table));
        let contains = |other: &Period| match named {
            true => other.to <= period.to,
            false => from_january && other.within(*period) && other != period,
        };
        let same = |other: &&Telling<'_>| {
            other.table.at != table.at && other.category == *category && contains(&other.period)
        };
        let Some(other) = of_period.iter().find(same) else {
            continue;
        };
        if !said.insert(table.at) {
            continue;
        }
        let (word, earlier) = (category.word(), other.period);
        let message = match named {
            true => format!(
                "{word}台账写着“累计”，另一份同类台账（{earlier}）可能已包含在内，逐行相加会重复"
            ),
            false => format!(
                "{word}台账的统计期 {period} 包含另一份同类台账的 {earlier}，逐行相加可能重复"
            ),
        };
        let place = |at: Address| Place::Sheet(at.file, at.sheet);
        let finding = Finding::new(&rules::CUMULATIVE, place(table.at), message);
        findings.push(finding.related(place(other.table.at), format!("另一份台账（{earlier}）")));
    }
}

/// Whether a table tells by its headings what there was in all so far: 累计收费金额.
fn is_of_all_so_far(table: &Table) -> bool {
    let told = [Field::Count, Field::Amount].into_iter();
    told.filter(|field| table.has(*field))
        .any(|field| table.heading(field).contains("累计"))
}

/// Whether a table has numbers or amounts, and no days by which its rows would be placed.
fn sums_up(table: &Table) -> bool {
    const DAYS: [Field; 4] = [
        Field::Decided,
        Field::Charged,
        Field::Issued,
        Field::Published,
    ];
    let sums = [Field::Count, Field::Amount];
    sums.iter().any(|field| table.has(*field)) && !DAYS.iter().any(|field| table.has(*field))
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

/// The last export of each kind, by its period.
pub(super) type Ends = [(Kind, Option<(Period, Address)>); 3];

/// See [`Ends`].
pub(super) fn ends(tables: &[Arc<Table>], terms: &Terms) -> Ends {
    Kind::ALL.map(|kind| {
        let of_kind = tables.iter().filter(|t| t.kind == kind);
        let latest = of_kind
            .filter_map(|t| Some((t.period?, t.at)))
            .filter(|(p, _)| p.from <= terms.year.end)
            .max();
        (kind, latest)
    })
}

/// One application or case as its exports tell it, in their order.
#[derive(Default)]
pub(super) struct Trail {
    /// The row of its latest export.
    last: Option<Id>,
    period: Option<Period>,
    ended: bool,
}

impl Trail {
    /// The next row of it, and whether that row tells that it ended.
    pub(super) fn see(&mut self, id: Id, period: Option<Period>, ended: bool) {
        self.ended |= ended;
        let first = self.last.is_none();
        // without a period nothing tells that a later export lacks it
        if first || period.is_none() || period > self.period && self.period.is_some() {
            self.period = period;
            self.last = Some(id);
        }
    }

    /// A doubt where it is still pending in the last export that tells of it, though a later one exists.
    pub(super) fn lost(&self, rows: &Rows, ends: &Ends) -> Option<Finding> {
        let last = self.last.filter(|_| !self.ended)?;
        let (period, table) = (self.period?, rows.table(last));
        let (_, end) = ends.iter().find(|(kind, _)| *kind == table.kind)?;
        let (later, at) = (*end)?;
        if later.to <= period.to {
            return None;
        }
        let (what, field, closing, open) = match table.kind {
            Kind::Disputes => ("案件", Field::CaseNumber, "结案", "审结"),
            Kind::Applications | Kind::Publications => ("申请", Field::Number, "答复", "办结"),
        };
        let field = if table.has(field) {
            field
        } else {
            Field::Received
        };
        let message = format!(
            "这件{what}在 {period} 的导出里还没有{closing}，以后的导出（最后一期 {later}）里却没有它，按尚未{open}计"
        );
        let place = Place::Cell(table.address(rows.address(last).row, field));
        let finding = Finding::new(&rules::LOST_PENDING, place, message)
            .value(period.to_string())
            .related(Place::Sheet(at.file, at.sheet), "没有这一件的后一期导出");
        Some(match table.kind {
            Kind::Disputes => finding.help(
                "请查明它是否已经审结：已审结的，在台账中补填结案日期和结果；仍未审结的，可用 [[explain]] 说明。",
            ),
            Kind::Applications | Kind::Publications => finding,
        })
    }
}

/// What rows of one sheet without a number may say alike.
#[derive(PartialEq, Eq, Hash)]
enum Same<'r> {
    Request(Saying<'r>),
    Document(Option<Category>, Box<str>, Option<Period>),
}

/// A request but for its place.
#[derive(PartialEq, Eq, Hash)]
struct Saying<'r> {
    days: [Option<Date>; 2],
    class: Option<crate::entry::Applicant>,
    wrote: Option<&'r str>,
    marks: [super::small::Mark; 2],
    count: u32,
}

/// Rows without a number that say the same in one sheet.
fn twice(rows: &Rows, terms: &Terms, findings: &mut Vec<Finding>) {
    if terms.distinct {
        return;
    }
    let mut seen: HashMap<((u32, u16), Same<'_>), Address> = HashMap::new();
    let told = rows.of_parts(|part| {
        let sheet = (part.table.at.file, part.table.at.sheet);
        let each = (0..part.len()).filter_map(|at| Some((at, same(rows, part, at, terms)?)));
        let told = each.map(|(at, same)| (part.address(at), (sheet, same)));
        told.collect::<Vec<_>>()
    });
    for (at, same) in told.into_iter().flatten() {
        let first = *seen.entry(same).or_insert(at);
        if first != at {
            let message = "没有编号，与同一张表上面的一行内容完全相同，两行分别计数";
            findings.push(
                Finding::new(&rules::SAME_TWICE, Place::Cell(at), message)
                    .related(Place::Cell(first), "上面的一行"),
            );
        }
    }
}

/// What a row says without a number; none for one that has a number or tells too little.
fn same<'r>(rows: &'r Rows, part: &'r Part, at: u32, terms: &Terms) -> Option<Same<'r>> {
    let year = terms.year;
    if part.identity(at).is_some() {
        return None;
    }
    if let Some(told) = part.glance(at) {
        return of_request(&told, year).map(Same::Request);
    }
    let Some(Category::Document(_)) = part.item(at)?.category else {
        return None;
    };
    let document = rows.publication(part.id(at))?;
    let dated = document.dated.filter(|d| d.from <= year.end)?;
    match document.number {
        Some(_) => None,
        None => Some(Same::Document(
            document.category,
            document.title?,
            Some(dated),
        )),
    }
}

fn of_request<'r>(told: &Glance<'r>, year: super::Year) -> Option<Saying<'r>> {
    let inside = told.received.is_some_and(|d| d <= year.end)
        && told.replied.is_none_or(|d| d >= year.start);
    let marks = [told.applicant, told.content];
    (told.identity.is_none() && inside && marks.iter().all(|m| m.is_told())).then_some(Saying {
        days: [told.received, told.replied],
        class: told.class,
        wrote: told.wrote,
        marks,
        count: told.count,
    })
}
