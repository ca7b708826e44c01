//! Documents, decisions, fees and other publications, placed in the year.
//!
//! In: the rows of ledgers of publications. Out: the fate of each, documents, and what was published by channel and
//! month. Documents are told in several rows and settled by them together; of decisions and fees each row counts by
//! itself, unless an earlier one says the same.

use super::merge::Told;
use super::rows::{Id, ItemGlance, Plain};
use super::{Fate, Reason, Terms, Work, fees, rules};
use crate::column::{Field, Kind};
use crate::entry::{Category, Document, Publication, Record, Upshot};
use crate::finding::{Finding, Place};
use crate::period::Period;

mod document;
mod documents;
mod overview;
mod repeal;
mod repeated;
mod unnumbered;

/// The columns that may tell when a decision was made or a fee was charged.
const DATES: [Field; 4] = [
    Field::Decided,
    Field::Charged,
    Field::Issued,
    Field::Published,
];

impl Told for Publication {
    fn record(&self) -> &Record {
        &self.record
    }

    fn closed(&self) -> Option<jiff::civil::Date> {
        self.repealed.map(|r| r.to)
    }
}

pub(super) fn settle(work: &mut Work<'_>) {
    let all = work.ledger.rows.of_kind(Kind::Publications);
    let all = || all.iter().cloned().flatten();
    for kind in [Document::Regulation, Document::NormativeDocument] {
        if work.terms.lines.feed(Category::Document(kind)) {
            let rows = &work.ledger.rows;
            let of_kind = all().filter(|id| rows.document(*id) == Some(kind));
            let of_kind = of_kind.filter_map(|id| rows.publication(id)).collect();
            documents::settle(kind, of_kind, work);
        }
    }
    let repeated = repeated::repeated(work);
    work.findings.extend(unnumbered::doubts(work));
    let terms = work.terms;
    let (reversals, doubts) = match terms.lines.feed(Category::Fee) {
        true => fees::reversals(&work.ledger.rows),
        false => Default::default(),
    };
    work.findings.extend(doubts);
    let told = work.ledger.rows.each_part(Kind::Publications, |part| {
        let mut overview = overview::Overview::default();
        let mut left = Vec::new();
        for at in 0..part.len() {
            let Some(item) = part.item(at) else { continue };
            let document = (item.category).filter(|c| matches!(c, Category::Document(_)));
            if document.is_some_and(|category| terms.lines.feed(category)) {
                continue;
            }
            let id = part.first + at;
            if reversals.contains(&id) {
                part.tell(at, Plain::Excluded(Reason::NotMade));
                continue;
            }
            if !repeated.contains_key(&id) {
                overview.add(part, at, (&item, terms));
            }
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
                other(&publication, before, work);
            }
        }
    }
}

/// What becomes of a row in which nothing is amiss, as far as no other row tells the same; none where something is.
fn plain(item: &ItemGlance<'_>, terms: &Terms) -> Option<Plain> {
    let year = terms.year;
    match (item.category, item.dated) {
        (_, Some(span)) if span.from > year.end || span.to < year.start => {
            Some(Plain::Excluded(year.outside(Some(span.from))))
        }
        _ if item.troubled || item.assumed || terms.by_unit && !item.placed => None,
        (Some(Category::Other), _) => Some(Plain::Excluded(Reason::NoLine)),
        (Some(category), _) if !terms.lines.feed(category) => Some(Plain::Excluded(Reason::ByHand)),
        _ if item.upshot != Upshot::Made => Some(Plain::Excluded(Reason::NotMade)),
        (Some(Category::Fee), _) if item.amount.is_none() => None,
        (Some(Category::Decision(_) | Category::Fee), Some(span)) if year.holds_all(span) => {
            Some(Plain::Counted)
        }
        _ => None,
    }
}

/// A decision, a fee, or a publication that no line counts.
fn other(publication: &Publication, before: Option<Id>, work: &mut Work<'_>) {
    let year = work.terms.year;
    let at = publication.at();
    let outside = |span: Period| span.from > year.end || span.to < year.start;
    if let Some(span) = publication.dated.filter(|span| outside(*span)) {
        work.fate(at, Fate::Excluded(year.outside(Some(span.from))));
        return;
    }
    let of_line = publication.category.filter(|c| *c != Category::Other);
    if of_line.is_some_and(|category| !work.terms.lines.feed(category)) {
        work.fate(at, Fate::Excluded(Reason::ByHand));
        return;
    }
    let feeds = !matches!(publication.category, Some(Category::Other));
    let row = std::slice::from_ref(publication);
    let mut fault = work.troubles(row);
    fault = fault.or(work.units(row));
    if publication.upshot != Upshot::Made && fault.is_none() {
        work.fate(at, Fate::Excluded(Reason::NotMade));
        return;
    }
    if feeds {
        fault = fault.or_else(|| undated(publication, work));
    }
    let fee = publication.category == Some(Category::Fee);
    if fee && publication.amount.is_none() {
        let table = &publication.record.table;
        fault = fault.or_else(|| Some(work.miss((table, Field::Amount), None)));
    }
    let fate = match (fault, before, publication.category) {
        (Some(code), ..) => Fate::Faulty(code),
        (None, Some(before), _) => {
            if let Some(id) = work.ledger.rows.find(at) {
                work.moved(before, id);
            }
            Fate::Merged(work.ledger.rows.address(before))
        }
        (None, None, Some(Category::Decision(_) | Category::Fee)) => Fate::Counted,
        (None, None, _) => Fate::Excluded(Reason::NoLine),
    };
    work.fate(at, fate);
}

/// An error where nothing tells whether a decision or a fee is of the year.
fn undated(publication: &Publication, work: &mut Work<'_>) -> Option<&'static str> {
    let year = work.terms.year;
    let record = &publication.record;
    match publication.dated {
        Some(span) if year.holds_all(span) => None,
        Some(span) => {
            let message = format!(
                "没有具体日期，所属的统计期（{span}）不全在 {} 至 {} 内，无法判定",
                year.start, year.end
            );
            let place = Place::Cell(record.at);
            work.find(Finding::new(&rules::PERIOD_STRADDLES, place, message));
            Some(rules::PERIOD_STRADDLES.code)
        }
        None => {
            let field = DATES.into_iter().find(|f| record.table.has(*f));
            let in_cell = field.map(|field| {
                let message = "没有日期，从文件、工作表和标题也看不出统计期，无法判定是哪一年的";
                Finding::new(&rules::NO_DATE, Place::Cell(record.cell(field)), message)
            });
            let lacking = match publication.category {
                Some(Category::Fee) => Field::Charged,
                _ => Field::Decided,
            };
            Some(work.miss((&record.table, lacking), in_cell))
        }
    }
}
