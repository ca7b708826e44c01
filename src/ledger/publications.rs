//! Documents, decisions, fees and other publications, placed in the year.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

use super::alike::Hashes;
use super::merge::{self, Told};
use super::rows::{Id, ItemGlance, Part, Plain, Rows};
use super::{Fate, Items, Ledger, Paper, Reason, Terms, Work, rules};
use crate::address::Address;
use crate::column::{Field, Kind};
use crate::entry::{self, Category, Document, Fee, Publication, Record, Validity};
use crate::finding::{Finding, Place};
use crate::period::Period;
use crate::text::{self, quote};

impl Told for Publication {
    fn record(&self) -> &Record {
        &self.record
    }

    fn closed(&self) -> Option<jiff::civil::Date> {
        self.repealed.map(|r| r.to)
    }
}

/// Doubts about the order of magnitude of fees, each with its row.
pub(super) fn fees(rows: &Rows, terms: &Terms) -> Vec<(Id, Finding)> {
    let year = terms.year;
    let fees = rows.of_parts(|part| {
        let fees = (0..part.len()).filter_map(|at| {
            let item = part.item(at)?;
            // what another year charged decides nothing, and nothing is said of its rows
            let inside = item
                .dated
                .is_none_or(|dated| dated.from <= year.end && dated.to >= year.start);
            let amount = item.amount.filter(|a| !a.is_zero() && a.is_sign_positive());
            (item.category == Some(Category::Fee) && inside).then_some(Fee {
                id: part.first + at,
                table: item.table,
                row: item.row,
                amount: amount?,
            })
        });
        fees.collect::<Vec<_>>()
    });
    entry::compare_fees(&fees.concat())
}

pub(super) fn settle(work: &mut Work<'_>) {
    let all = work.ledger.rows.of_kind(Kind::Publications);
    let all = || all.iter().cloned().flatten();
    if work.terms.section_two {
        for kind in [Document::Regulation, Document::NormativeDocument] {
            let rows = &work.ledger.rows;
            let of_kind = all().filter(|id| rows.document(*id) == Some(kind));
            let of_kind = of_kind.filter_map(|id| rows.publication(id)).collect();
            papers(kind, of_kind, work);
        }
    }
    let repeated = repeated(work);
    let terms = work.terms;
    let told = work.ledger.rows.each_part(Kind::Publications, |part| {
        let mut overview = Overview::default();
        let mut left = Vec::new();
        for at in 0..part.len() {
            let Some(item) = part.item(at) else { continue };
            let document = matches!(item.category, Some(Category::Document(_)));
            if document && terms.section_two {
                continue;
            }
            overview.add(part, at, (&item, terms));
            let id = part.first + at;
            match plain(&item, terms) {
                Some(Plain::Counted) if repeated.contains_key(&id) => left.push((id, true)),
                Some(plain) => part.tell(at, plain),
                None => left.push((id, false)),
            }
        }
        (overview, left)
    });
    for (overview, left) in told {
        overview.join(&mut work.ledger);
        for (id, is_plain) in left {
            let before = repeated.get(&id).copied();
            if let Some(before) = before.filter(|_| is_plain) {
                work.moved(before, id);
                work.ledger.rows.merge(id, before);
            } else if let Some(publication) = work.ledger.rows.publication(id) {
                other(publication, before, work);
            }
        }
    }
}

/// What was published in the year, by channel and month, of all and of each unit.
#[derive(Default)]
struct Overview {
    items: Items,
    items_of: BTreeMap<entry::Unit, Items>,
}

impl Overview {
    /// Adds a row of a part, of which that is told.
    fn add(&mut self, part: &Part, at: u32, (item, terms): (&ItemGlance<'_>, &Terms)) {
        let listed = item.category == Some(Category::Other) || item.channel.is_some();
        let day = item
            .published
            .or(item.dated)
            .filter(|span| listed && terms.year.holds_all(*span));
        let Some(span) = day.filter(|_| !item.troubled || part.fault(at).is_none()) else {
            return;
        };
        let month = (span.from.month() == span.to.month()).then_some(span.to.month());
        let month = month.and_then(|m| usize::try_from(m).ok()).unwrap_or(0);
        let channel = item.channel.unwrap_or_default();
        let count = u64::from(item.count);
        if let Some(unit) = part.unit(at) {
            if !self.items_of.contains_key(unit) {
                self.items_of
                    .insert(entry::Unit::clone(unit), Items::default());
            }
            if let Some(items) = self.items_of.get_mut(unit) {
                add(items, channel, month, count);
            }
        }
        add(&mut self.items, channel, month, count);
    }

    /// Adds all to what a ledger lists.
    fn join(self, ledger: &mut Ledger) {
        let join = |into: &mut Items, items: Items| {
            for (channel, months) in items {
                let counts = months
                    .into_iter()
                    .enumerate()
                    .filter(|(_, count)| *count > 0);
                counts.for_each(|(month, count)| add(into, &channel, month, count));
            }
        };
        join(&mut ledger.items, self.items);
        for (unit, items) in self.items_of {
            join(ledger.items_of.entry(unit).or_default(), items);
        }
    }
}

fn add(items: &mut Items, channel: &str, month: usize, count: u64) {
    if !items.contains_key(channel) {
        items.insert(channel.into(), [0; 13]);
    }
    if let Some(known) = items.get_mut(channel).and_then(|m| m.get_mut(month)) {
        *known += count;
    }
}

/// The same for a document, whose rows count once for each channel.
fn list_paper(rows: &[Publication], work: &mut Work<'_>) {
    let mut told: BTreeSet<Option<&str>> = BTreeSet::new();
    let mut overview = Overview::default();
    for row in rows {
        let id = work.ledger.rows.find(row.at());
        let day = row.published.or(row.dated);
        let counts = row.channel.is_some()
            && day.is_some_and(|span| work.terms.year.holds_all(span))
            && row.record.fault().is_none();
        if let Some(id) = id.filter(|_| counts && told.insert(row.channel.as_deref())) {
            let (part, at) = work.ledger.rows.place(id);
            if let Some(item) = part.item(at) {
                overview.add(part, at, (&item, work.terms));
            }
        }
    }
    overview.join(&mut work.ledger);
}

/// What becomes of a row in which nothing is amiss, as far as no other row tells the same; none where something is.
fn plain(item: &ItemGlance<'_>, terms: &Terms) -> Option<Plain> {
    let year = terms.year;
    match (item.category, item.dated) {
        (_, Some(span)) if span.from > year.end || span.to < year.start => {
            Some(Plain::Excluded(Reason::OutsideYear))
        }
        _ if item.troubled || item.assumed || terms.by_unit && !item.placed => None,
        (Some(Category::Other), _) => Some(Plain::Excluded(Reason::NoLine)),
        (Some(_), _) if !terms.section_two => Some(Plain::Excluded(Reason::ByHand)),
        (Some(Category::Decision(_) | Category::Fee), Some(span)) if year.holds_all(span) => {
            Some(Plain::Counted)
        }
        _ => None,
    }
}

/// Documents of one kind: rows of one 文号 are one document; without it, rows of different exports with the
/// same title and date.
fn papers(kind: Document, publications: Vec<Publication>, work: &mut Work<'_>) {
    let mut titled: HashMap<(Box<str>, Period), (u32, u16)> = HashMap::new();
    let mut by_title: Vec<(Address, Address)> = Vec::new();
    let mut firsts: HashMap<(Box<str>, Period), Address> = HashMap::new();
    for publication in publications.iter().filter(|p| p.number.is_none()) {
        let (Some(title), Some(dated)) = (publication.title.clone(), publication.dated) else {
            continue;
        };
        let key = (title, dated);
        match titled.get(&key) {
            Some(export) if *export != publication.export() => {
                by_title.push((firsts[&key], publication.at()))
            }
            Some(_) => {}
            None => {
                titled.insert(key.clone(), publication.export());
                firsts.insert(key, publication.at());
            }
        }
    }
    for (first, again) in &by_title {
        let message = "没有文号，标题和成文日期与另一份导出中的一行相同，按同一件计一次";
        work.find(
            Finding::new(&rules::SAME_ROW, Place::Cell(*again), message)
                .related(Place::Cell(*first), "另一份导出中的一行"),
        );
    }
    let joined: HashMap<Address, Address> = by_title
        .into_iter()
        .map(|(first, again)| (again, first))
        .collect();
    let key = |p: &Publication| match &p.number {
        Some(number) => Some((Some(number.clone()), p.at(), true)),
        None => Some((None, joined.get(&p.at()).copied().unwrap_or(p.at()), false)),
    };
    // an address keeps rows without a number apart; it plays no part for those with one
    let nowhere = Address {
        file: u32::MAX,
        sheet: 0,
        row: 0,
        column: None,
    };
    let key = |p: &Publication| {
        key(p).map(|(number, at, numbered)| (number, if numbered { nowhere } else { at }))
    };
    for mut rows in merge::group(publications, key) {
        merge::sort(&mut rows);
        paper(kind, rows, work);
    }
}

/// The rows of one document.
fn paper(kind: Document, rows: Vec<Publication>, work: &mut Work<'_>) {
    list_paper(&rows, work);
    let year = work.terms.year;
    let told = rows.iter().rev().find_map(|r| r.dated);
    let dated = told.or_else(|| rows.iter().rev().find_map(year_of_number));
    if dated.is_some_and(|d| d.from > year.end) {
        for row in &rows {
            work.fate(row.at(), Fate::Excluded(Reason::OutsideYear));
        }
        return;
    }
    let mut fault: Option<&'static str> = None;
    for row in &rows {
        work.findings.extend(row.record.troubles.iter().cloned());
        work.assume(&row.record);
        fault = fault.or(row.record.fault());
    }
    for (was, is) in merge::changes(&rows, |r| r.title.as_deref()) {
        let (before, now) = (
            was.title.as_deref().unwrap_or_default(),
            is.title.as_deref().unwrap_or_default(),
        );
        if !before.starts_with(now) && !now.starts_with(before) {
            let message = format!(
                "同一文号有两个标题：{}和{}，按同一件计一次",
                quote(before),
                quote(now)
            );
            let finding = Finding::new(
                &rules::SAME_NUMBER,
                Place::Cell(is.record.cell(Field::Title)),
                message,
            )
            .value(now)
            .related(Place::Cell(was.record.cell(Field::Title)), "另一个标题");
            work.find(finding);
        }
    }
    for (was, is) in merge::changes(&rows, |r| r.dated) {
        let show = |p: &Publication| p.dated.map(|d| d.to_string()).unwrap_or_default();
        let message = format!(
            "同一文号的成文日期前面写 {}，这里写 {}",
            show(was),
            show(is)
        );
        let finding = Finding::new(
            &rules::CHANGED_RECEIPT,
            Place::Cell(is.record.cell(Field::Issued)),
            message,
        )
        .value(show(is))
        .help("请核对：是同一件就改成一致；不是同一件就改正文号")
        .related(Place::Cell(was.record.cell(Field::Issued)), "另一个日期");
        work.find(finding);
        fault = fault.or(Some(rules::CHANGED_RECEIPT.code));
    }
    fault = fault.or(work.units(&rows));
    let last = &rows[rows.len() - 1];
    if let (None, Some(year)) = (told, dated) {
        let message = format!("没有成文日期，按文号中的年份（{year}）计");
        let place = Place::Cell(last.record.cell(Field::DocumentNumber));
        work.find(Finding::new(&rules::YEAR_OF_NUMBER, place, message));
    }
    if dated.is_none() && fault.is_none() {
        match rows
            .iter()
            .rev()
            .find(|r| r.record.table.has(Field::Issued) || r.record.table.has(Field::Published))
        {
            Some(row) => {
                let field = if row.record.table.has(Field::Issued) {
                    Field::Issued
                } else {
                    Field::Published
                };
                let message = "没有成文日期，无法判定是不是本年制发的";
                let place = Place::Cell(row.record.cell(field));
                let finding = Finding::new(&rules::NO_DATE, place, message);
                work.find(finding.help("请补填成文日期；写到年月也可以"));
                fault = Some(rules::NO_DATE.code);
            }
            None => {
                work.demand(&last.record.table, Field::Issued);
                fault = Some(crate::column::MISSING.code);
            }
        }
    }
    let repealed = rows.iter().rev().find_map(|r| r.repealed);
    let validity = rows.iter().rev().find_map(|r| r.validity);
    if validity == Some(Validity::Void) && repealed.is_none() && fault.is_none() {
        match rows
            .iter()
            .rev()
            .find(|r| r.record.table.has(Field::Repealed))
        {
            Some(row) => {
                let message = "标为已废止，但没有废止日期，无法判定是不是本年废止的";
                work.find(
                    Finding::new(
                        &rules::REPEALED_WITHOUT_DATE,
                        Place::Cell(row.record.cell(Field::Repealed)),
                        message,
                    )
                    .related(Place::Cell(row.record.cell(Field::Validity)), "有效性"),
                );
                fault = Some(rules::REPEALED_WITHOUT_DATE.code);
            }
            None => {
                let message = "标为已废止，但台账没有废止日期列，无法判定是不是本年废止的";
                work.find(Finding::new(
                    &rules::REPEALED_WITHOUT_DATE,
                    Place::Cell(last.record.cell(Field::Validity)),
                    message,
                ));
                fault = Some(rules::REPEALED_WITHOUT_DATE.code);
            }
        }
    }
    for row in &rows {
        // 有效 of a row is how it stood at the end of that row's own period
        let until = row.period().map_or(year.end, |p| p.to.min(year.end));
        if let (Some(Validity::Valid), Some(span)) = (row.validity, row.repealed)
            && span.to <= until
        {
            let message = format!("有效性写有效，废止日期写 {}，按废止日期计", span.to);
            let at = Place::Cell(row.record.cell(Field::Repealed));
            work.find(
                Finding::new(&rules::REPEAL_CONTRADICTS, at, message)
                    .value(span.to.to_string())
                    .related(Place::Cell(row.record.cell(Field::Validity)), "有效性"),
            );
        }
    }
    let prevailing = last.at();
    let (Some(dated), None) = (dated, fault) else {
        let code = fault.unwrap_or(rules::NO_DATE.code);
        for row in &rows {
            work.fate(row.at(), Fate::Faulty(code));
        }
        return;
    };
    let paper = Paper {
        rows: rows.iter().rev().map(Told::at).collect(),
        number: last.number.clone(),
        written: last.written.clone(),
        kind,
        dated,
        ended: repealed,
        issued: year.holds_all(dated),
        repealed: repealed.is_some_and(|span| year.holds_all(span)),
        in_force: repealed.is_none_or(|span| span.to > year.end),
        older: dated.to < year.start,
    };
    let counts = paper.issued || paper.repealed || paper.in_force;
    for row in &rows[..rows.len() - 1] {
        work.fate(
            row.at(),
            if counts {
                Fate::Merged(prevailing)
            } else {
                Fate::Excluded(Reason::OutsideYear)
            },
        );
    }
    work.fate(
        prevailing,
        if counts {
            Fate::Counted
        } else {
            Fate::Excluded(Reason::OutsideYear)
        },
    );
    if counts {
        work.stand(prevailing, work.ledger.papers.len());
    }
    work.ledger.papers.push(paper);
}

/// The year that the 文号 of a document names, 「规〔2015〕3号」, where its table has no dates: as a list of repealed ones.
fn year_of_number(row: &Publication) -> Option<Period> {
    const YEARS: std::ops::RangeInclusive<i16> = 1949..=2100;
    let (_, behind) = row.number.as_deref()?.split_once('(')?;
    let (year, _) = behind.split_once(')')?;
    let year: i16 = year.trim_end_matches('年').parse().ok()?;
    let told = YEARS.contains(&year) && !row.record.table.has(Field::Issued);
    told.then(|| Period::months(year, 1, 12)).flatten()
}

/// All that a decision or a fee of one day or month says: 类别, 文号, 标题, date, 数量, 金额.
type Again<'r> = (
    Option<Category>,
    Option<Cow<'r, str>>,
    u32,
    Period,
    u32,
    Option<rust_decimal::Decimal>,
);

fn again<'r>(item: &ItemGlance<'r>) -> Option<Again<'r>> {
    let counted = item.category.is_some_and(Category::counts_by_date);
    let told = item.number().is_some() || item.title != 0;
    let within_a_month = |d: &Period| d.from.first_of_month() == d.to.first_of_month();
    let dated = item
        .dated
        .filter(|d| within_a_month(d) && counted && told)?;
    let number = item.number().map(text::key);
    Some((
        item.category,
        number,
        item.title,
        dated,
        item.count,
        item.amount,
    ))
}

/// Decisions and fees of which every field agrees with an earlier row: of another export they are the same where
/// they have a number, and a doubt where they have none; of the same sheet they are a doubt where they have one
/// (see [`super::exports`] for those that have none). The row again → the row before.
fn repeated(work: &mut Work<'_>) -> HashMap<Id, Id> {
    let mut same = HashMap::new();
    let mut doubts = Vec::new();
    let rows = &work.ledger.rows;
    let hasher = DefaultHashBuilder::default();
    let hashes = Hashes::of(rows, |part, at| {
        Some(hasher.hash_one(again(&part.item(at)?)?))
    });
    hashes.each_alike(|alike| {
        let mut firsts: Vec<(ItemGlance<'_>, Id)> = Vec::new();
        for (_, id) in alike {
            let Some(item) = rows.item(*id) else { continue };
            let told = again(&item);
            let first = firsts.iter().find(|(first, _)| again(first) == told);
            let Some((first, before)) = first else {
                firsts.push((item, *id));
                continue;
            };
            let inside = item.dated.is_some_and(|d| work.terms.year.holds_all(d));
            let elsewhere = first.export() != item.export();
            let (rule, message, related) = match (elsewhere, item.number()) {
                (true, Some(_)) => {
                    same.insert(*id, *before);
                    continue;
                }
                (true, None) => (
                    &rules::SAME_ROW,
                    "与另一份导出中的一行类别、标题、日期、数量和金额都相同，没有文号，分别计数",
                    "另一份导出中的一行",
                ),
                (false, Some(_)) => (
                    &rules::SAME_TWICE,
                    "与同一张表上面的一行文号、标题、日期、数量和金额都相同，两行分别计数",
                    "上面的一行",
                ),
                (false, None) => continue,
            };
            if inside && !work.terms.distinct {
                let finding = Finding::new(rule, Place::Cell(item.at()), message);
                doubts.push(finding.related(Place::Cell(first.at()), related));
            }
        }
    });
    // in the order of rows, not of hashes
    doubts.sort_by(|one, other| one.at.cmp(&other.at));
    work.findings.extend(doubts);
    same
}

/// A decision, a fee, or a publication that no line counts.
fn other(publication: Publication, before: Option<Id>, work: &mut Work<'_>) {
    let year = work.terms.year;
    let at = publication.at();
    if publication
        .dated
        .is_some_and(|d| d.from > year.end || d.to < year.start)
    {
        work.fate(at, Fate::Excluded(Reason::OutsideYear));
        return;
    }
    let feeds = !matches!(publication.category, Some(Category::Other));
    if feeds && !work.terms.section_two {
        work.fate(at, Fate::Excluded(Reason::ByHand));
        return;
    }
    work.findings
        .extend(publication.record.troubles.iter().cloned());
    work.assume(&publication.record);
    let mut fault = publication.record.fault();
    fault = fault.or(work.units(std::slice::from_ref(&publication)));
    if feeds && fault.is_none() {
        match publication.dated {
            None => {
                let fields = [
                    Field::Decided,
                    Field::Charged,
                    Field::Issued,
                    Field::Published,
                ];
                match fields
                    .into_iter()
                    .find(|f| publication.record.table.has(*f))
                {
                    Some(field) => {
                        let message =
                            "没有日期，从文件、工作表和标题也看不出统计期，无法判定是哪一年的";
                        work.find(Finding::new(
                            &rules::NO_DATE,
                            Place::Cell(publication.record.cell(field)),
                            message,
                        ));
                        fault = Some(rules::NO_DATE.code);
                    }
                    None => {
                        let field = if publication.category == Some(Category::Fee) {
                            Field::Charged
                        } else {
                            Field::Decided
                        };
                        work.demand(&publication.record.table, field);
                        fault = Some(crate::column::MISSING.code);
                    }
                }
            }
            Some(span) if !year.holds_all(span) => {
                let message = format!(
                    "没有具体日期，所属的统计期（{span}）不全在 {} 至 {} 内，无法判定",
                    year.start, year.end
                );
                work.find(Finding::new(
                    &rules::PERIOD_STRADDLES,
                    Place::Cell(at),
                    message,
                ));
                fault = Some(rules::PERIOD_STRADDLES.code);
            }
            Some(_) => {}
        }
    }
    if let Some(code) = fault {
        work.fate(at, Fate::Faulty(code));
        return;
    }
    if let Some(before) = before {
        if let Some(id) = work.ledger.rows.find(at) {
            work.moved(before, id);
        }
        let before = work.ledger.rows.address(before);
        work.fate(at, Fate::Merged(before));
        return;
    }
    let fate = match publication.category {
        Some(Category::Decision(_) | Category::Fee) => Fate::Counted,
        _ => Fate::Excluded(Reason::NoLine),
    };
    work.fate(at, fate);
}
