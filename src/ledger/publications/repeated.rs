//! 重复登记: decisions and fees that stand in several rows.
//!
//! In: all rows of ledgers of publications. Out: of each row that is surely told again the row before, and doubts where
//! rows may be one. Rows of one sheet without a number are left to [`super::super::exports`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

use super::super::alike::Hashes;
use super::super::rows::{Id, ItemGlance};
use super::super::spelling::{self, Pair};
use super::super::{Work, rules};
use super::DATES;
use crate::column::Field;
use crate::entry::{self, Category, Upshot};
use crate::finding::{Finding, Place};
use crate::period::Period;
use crate::text::{self, quote};

/// What a decision or a fee says beside its 类别 and 文号: 标题, date, 数量, 金额.
pub(super) type Says = (u32, Period, u32, Option<rust_decimal::Decimal>);

fn says(item: &ItemGlance<'_>) -> Option<Says> {
    Some((item.title, item.dated?, item.count, item.amount))
}

/// What decisions or fees have in common: their 文号, or where they have none all that they say.
#[derive(PartialEq, Eq, Hash)]
enum Known<'r> {
    Number(Category, Cow<'r, str>),
    Saying(Category, Says),
}

fn known<'r>(item: &ItemGlance<'r>) -> Option<Known<'r>> {
    match item.number() {
        Some(number) => {
            let (category, _) = made(item)?;
            Some(Known::Number(category, text::key(number)))
        }
        None => saying(item).map(|(category, says)| Known::Saying(category, says)),
    }
}

/// What a decision that was made or a fee that was taken says, by its category.
fn made(item: &ItemGlance<'_>) -> Option<(Category, Says)> {
    let made = item.upshot == Upshot::Made;
    let category = item.category.filter(|c| made && c.counts_by_date())?;
    Some((category, says(item)?))
}

/// The same of one that says enough to be known by it: a title and a date of its own.
pub(super) fn saying(item: &ItemGlance<'_>) -> Option<(Category, Says)> {
    made(item).filter(|(_, says)| item.title != 0 && is_of_a_month(says.1))
}

/// Whether a date is one, not a period that stands in for it.
fn is_of_a_month(dated: Period) -> bool {
    dated.from.first_of_month() == dated.to.first_of_month()
}

/// Decisions and fees that are known by the same and say the same (see [`says`]) as an earlier row: of another export
/// they are the same where they have a number, and a doubt where they have none; of the same sheet they are a doubt where they have one
/// (see [`super::super::exports`] for those that have none). The row again → the row before. Those of one number that
/// say something else in another export are a doubt.
pub(super) fn repeated(work: &mut Work<'_>) -> HashMap<Id, Id> {
    let mut same = HashMap::new();
    let mut doubts = Vec::new();
    let rows = &work.ledger.rows;
    let hasher = DefaultHashBuilder::default();
    let own_numbers = work.terms.own_numbers;
    let hashes = Hashes::of(rows, |part, at| {
        let unit = own_numbers.then(|| part.unit(at)).flatten();
        let item = part.item(at)?;
        let told = match known(&item)? {
            Known::Number(category, number) => {
                hasher.hash_one((category, spelling::hash(&hasher, &number)))
            }
            saying @ Known::Saying(..) => hasher.hash_one(saying),
        };
        Some(hasher.hash_one((told, unit)))
    });
    let mut spelled = Vec::new();
    hashes.each_alike(|alike| {
        let unit = |id: Id| own_numbers.then(|| rows.unit(id)).flatten();
        let known = |id: Id| Some((rows.item(id).as_ref().and_then(known)?, unit(id)));
        let mut left: Vec<Id> = alike.iter().map(|(_, id)| *id).collect();
        let mut before: Vec<Id> = Vec::new();
        // what is not the same may have the same hash
        while let Some(first) = left.first().map(|id| known(*id)) {
            let (of_one, others): (Vec<Id>, Vec<Id>) =
                left.into_iter().partition(|id| known(*id) == first);
            let firsts = again(&of_one, work, &mut same, &mut doubts);
            other_saying(&firsts, work, &mut doubts);
            let (now, units) = (&firsts, &unit);
            spelled_otherwise(work, (&before, now), units, (&mut same, &mut spelled));
            before.extend(firsts);
            left = others;
        }
    });
    doubts.extend(spelling::doubts(spelled));
    // in the order of rows, not of hashes
    doubts.sort_by(|one, other| one.at.cmp(&other.at));
    work.findings.extend(doubts);
    same
}

/// Decisions or fees whose number stands in another export in another spelling: the same where every other field
/// agrees, and a doubt where but the date or the title does.
fn spelled_otherwise<'r>(
    work: &'r Work<'_>,
    (before, now): (&[Id], &[Id]),
    unit: &dyn Fn(Id) -> Option<&'r entry::Unit>,
    (same, spelled): (&mut HashMap<Id, Id>, &mut Vec<Pair>),
) {
    let rows = &work.ledger.rows;
    for id in now {
        let Some(is) = rows.item(*id) else { continue };
        let pairs = before.iter().take(spelling::MOST).filter_map(|was_id| {
            let was = rows.item(*was_id)?;
            let (saying, said) = (says(&is)?, says(&was)?);
            let like = said.1 == saying.1 || said.0 == saying.0 && said.0 != 0;
            let near = was.export() != is.export()
                && was.category == is.category
                && unit(*was_id) == unit(*id)
                && is_of_a_month(said.1)
                && work.terms.year.holds_all(saying.1)
                && like
                && spelling::is_one(was.number()?, is.number()?);
            let place = |item: &ItemGlance<'_>| {
                let at = item.table.address(item.row, Field::DocumentNumber);
                Some((at, item.number()?.to_owned()))
            };
            let pair = Pair {
                was: place(&was)?,
                is: place(&is)?,
                one: said == saying,
            };
            near.then_some((pair, *was_id))
        });
        let Some((pair, was)) = pairs.min_by_key(|(pair, _)| !pair.one) else {
            continue;
        };
        if pair.one {
            same.insert(*id, same.get(&was).copied().unwrap_or(was));
        }
        spelled.push(pair);
    }
}

/// Rows of what is known by one thing that say the same as an earlier one; the others.
fn again(
    of_one: &[Id],
    work: &Work<'_>,
    same: &mut HashMap<Id, Id>,
    doubts: &mut Vec<Finding>,
) -> Vec<Id> {
    let rows = &work.ledger.rows;
    let mut firsts: HashMap<Says, Id> = HashMap::new();
    let mut others = Vec::new();
    for id in of_one {
        let item = rows.item(*id);
        let Some((item, told)) = item.and_then(|item| Some((item, says(&item)?))) else {
            continue;
        };
        let before = *firsts.entry(told).or_insert(*id);
        let Some(first) = rows.item(before).filter(|_| before != *id) else {
            others.push(*id);
            continue;
        };
        let elsewhere = first.export() != item.export();
        let (rule, message, related) = match (elsewhere, item.number()) {
            (elsewhere, _) if !is_of_a_month(told.1) => {
                others.extend(elsewhere.then_some(*id));
                continue;
            }
            (true, Some(_)) => {
                same.insert(*id, before);
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
        if work.terms.year.holds_all(told.1) && !work.terms.distinct {
            let finding = Finding::new(rule, Place::Cell(item.at()), message);
            doubts.push(finding.related(Place::Cell(first.at()), related));
        }
    }
    others
}

/// A doubt for each export that says something else of a number than one before it: one decision told twice, or
/// several of one number. Where a sheet has several of one number by itself, as of a law or of a case with several
/// parties, only for what is of one month, or of one title and near.
fn other_saying(of_one: &[Id], work: &Work<'_>, doubts: &mut Vec<Finding>) {
    let rows = &work.ledger.rows;
    let year = work.terms.year;
    let told = || {
        let each = of_one.iter().filter_map(|id| Some((*id, rows.item(*id)?)));
        each.filter_map(|(id, item)| Some((rows.unit(id), item, says(&item)?)))
    };
    let mut exports = told().map(|(_, item, _)| item.export());
    let Some(mut last) = exports.next() else {
        return;
    };
    let several = exports.any(|export| std::mem::replace(&mut last, export) == export);
    // units may number what they decide each for itself
    let mut firsts: HashMap<Option<&entry::Unit>, ItemGlance<'_>> = HashMap::new();
    let mut by_month: HashMap<_, ItemGlance<'_>> = HashMap::new();
    let mut by_title: HashMap<_, (ItemGlance<'_>, bool)> = HashMap::new();
    let mut found: Vec<(ItemGlance<'_>, ItemGlance<'_>, usize)> = Vec::new();
    for (unit, item, (title, dated, count, amount)) in told() {
        // what lies outside the year may be the same as what lies in it, but for its date
        let inside = dated.from <= year.end && dated.to >= year.start;
        let of_another = |before: &&ItemGlance<'_>| before.export() != item.export();
        let of_title = by_title
            .entry((unit, title, count, amount))
            .or_insert((item, inside));
        let like = match inside && of_title.1 {
            true => !several || are_near(&item, &of_title.0),
            false => (inside || of_title.1) && are_near(&item, &of_title.0),
        };
        let like = (title != 0 && like).then_some(&of_title.0);
        let mut before = like.filter(of_another).copied();
        if inside {
            let of_month = by_month
                .entry((unit, dated.from.first_of_month()))
                .or_insert(item);
            let of_any = firsts.entry(unit).or_insert(item);
            before = before.or(Some(&*of_month).filter(of_another).copied());
            before = before.or(Some(&*of_any)
                .filter(|_| !several)
                .filter(of_another)
                .copied());
        }
        let Some(before) = before else { continue };
        match found
            .last_mut()
            .filter(|(told, ..)| told.export() == item.export())
        {
            Some((.., times)) => *times += 1,
            None => found.push((item, before, 1)),
        }
    }
    doubts.extend(found.into_iter().map(told_otherwise));
}

/// Whether days are so near that one may be a slip for the other: a month apart, or the same of two years.
fn are_near(one: &ItemGlance<'_>, other: &ItemGlance<'_>) -> bool {
    let days = one.dated.zip(other.dated);
    days.is_some_and(|(one, other)| {
        let apart = one.from.since(other.from);
        let of_year = |day: jiff::civil::Date| (day.month(), day.day());
        apart.is_ok_and(|apart| apart.get_days().abs() <= 31)
            || of_year(one.from) == of_year(other.from)
    })
}

/// A row of a number, one of another export that says something else, and how many such rows its sheet has.
fn told_otherwise((item, before, times): (ItemGlance<'_>, ItemGlance<'_>, usize)) -> Finding {
    let date = DATES.into_iter().find(|field| item.table.has(*field));
    let told = [
        (item.title != before.title, Some(Field::Title), "标题"),
        (item.dated != before.dated, date, "日期"),
        (item.count != before.count, Some(Field::Count), "数量"),
        (item.amount != before.amount, Some(Field::Amount), "金额"),
    ];
    let other = || told.iter().filter(|(differs, ..)| *differs);
    let words: Vec<&str> = other().map(|(.., word)| *word).collect();
    let how = match words[..] {
        [] => "没有写明日期".to_owned(),
        _ => format!("{}不同", words.join("、")),
    };
    let number = item.number().unwrap_or_default();
    let message = match times {
        1 => format!("文号{}在另一份导出中也有，{how}，分别计数", quote(number)),
        _ => format!(
            "文号{}在另一份导出中也有，{how}；这样的登记本表有 {times} 行，都分别计数",
            quote(number)
        ),
    };
    let fields = other().filter_map(|(_, field, _)| *field);
    let field = fields.into_iter().find(|field| item.table.has(*field));
    let place = |item: &ItemGlance<'_>| {
        let field = field.unwrap_or(Field::DocumentNumber);
        Place::Cell(item.table.address(item.row, field))
    };
    Finding::new(&rules::SAME_NUMBER, place(&item), message)
        .value(number)
        .help("是同一件的，请把各项改成一致（各项都相同的只计一次）或删去一行；不是同一件的，请改正文号；一个文号确有几件的，可用 [[explain]] 说明")
        .related(place(&before), "另一份导出中的一行")
}
