//! Documents, decisions, fees and other publications, placed in the year.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

use super::alike::Hashes;
use super::merge::{self, Told};
use super::rows::{Id, ItemGlance, Part, Plain};
use super::spelling::{self, Pair};
use super::{Fate, Items, Ledger, Paper, Reason, Terms, Work, Year, fees, rules};
use crate::address::Address;
use crate::column::{Field, Kind};
use crate::entry::{self, Category, Document, Publication, Record, Upshot, Validity};
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
    let (reversals, doubts) = match terms.section_two {
        true => fees::reversals(&work.ledger.rows),
        false => Default::default(),
    };
    work.findings.extend(doubts);
    let told = work.ledger.rows.each_part(Kind::Publications, |part| {
        let mut overview = Overview::default();
        let mut left = Vec::new();
        for at in 0..part.len() {
            let Some(item) = part.item(at) else { continue };
            let document = matches!(item.category, Some(Category::Document(_)));
            if document && terms.section_two {
                continue;
            }
            let id = part.first + at;
            if reversals.contains(&id) {
                part.tell(at, Plain::Excluded(Reason::NotMade));
                continue;
            }
            overview.add(part, at, (&item, terms));
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
        let listed = listed && item.upshot == Upshot::Made;
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
        _ if item.upshot != Upshot::Made => Some(Plain::Excluded(Reason::NotMade)),
        (Some(Category::Fee), _) if item.amount.is_none() => None,
        (Some(Category::Decision(_) | Category::Fee), Some(span)) if year.holds_all(span) => {
            Some(Plain::Counted)
        }
        _ => None,
    }
}

/// What makes rows one document.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Which {
    /// Their 文号.
    Number(Box<str>),
    /// Nothing but that they are taken for what this row tells of.
    Row(Address),
}

/// Documents of one kind: rows of one 文号 are one document; without it, rows of different exports with the
/// same title and date.
fn papers(kind: Document, publications: Vec<Publication>, work: &mut Work<'_>) {
    let joined = joined(&publications, work);
    let own = work.terms.own_numbers;
    let (spelled, doubts) = spelling::others(
        &publications,
        |p| p.number.as_deref(),
        |p| Some((p.title.as_deref()?, unit_told(p, own))),
        (Field::DocumentNumber, |p| p.written.as_deref()),
    );
    work.findings.extend(doubts);
    let which = |p: &Publication| match &p.number {
        Some(number) => Which::Number(spelled.of(number)),
        None => {
            let joined = joined.get(&p.at()).cloned();
            joined.unwrap_or(Which::Row(p.at()))
        }
    };
    for mut rows in merge::group(publications, |p| Some((which(p), unit_told(p, own)))) {
        merge::sort(&mut rows);
        paper(kind, rows, work);
    }
}

/// The unit of a row where units number for themselves.
fn unit_told(row: &Publication, own_numbers: bool) -> Option<entry::Unit> {
    row.record.unit.clone().filter(|_| own_numbers)
}

/// What rows have in common that are taken for one: 标题, date, and their unit where it tells them apart.
type Title = (Box<str>, Period, Option<entry::Unit>);

/// Rows of one title and date, one of which has no 文号.
#[derive(Default)]
struct Titled<'p> {
    /// The first one that has no 文号.
    unnumbered: Option<&'p Publication>,
    /// The first one of each export that has one.
    numbered: Vec<&'p Publication>,
}

/// Rows without a 文号 that are taken for what a row of another export tells of, by their title and date; a doubt
/// each.
fn joined(publications: &[Publication], work: &mut Work<'_>) -> HashMap<Address, Which> {
    let own = work.terms.own_numbers;
    let known = |p: &Publication| Some((p.title.clone()?, p.dated?, unit_told(p, own)));
    let unnumbered = || publications.iter().filter(|p| p.number.is_none());
    let mut titled: HashMap<Title, Titled<'_>> = HashMap::new();
    for publication in unnumbered() {
        if let Some(key) = known(publication) {
            let rows = titled.entry(key).or_default();
            rows.unnumbered.get_or_insert(publication);
        }
    }
    if titled.is_empty() {
        return HashMap::new();
    }
    for publication in publications.iter().filter(|p| p.number.is_some()) {
        if let Some(rows) = known(publication).and_then(|key| titled.get_mut(&key)) {
            let last = rows.numbered.last().map(|p| p.export());
            if last != Some(publication.export()) {
                rows.numbered.push(publication);
            }
        }
    }
    let mut joined = HashMap::new();
    for row in unnumbered() {
        let Some(rows) = known(row).and_then(|key| titled.get(&key)) else {
            continue;
        };
        let numbered = &rows.numbered;
        // a sheet that tells of both tells them apart
        let beside = numbered.binary_search_by_key(&row.export(), |p| p.export());
        let of_another = numbered.first().filter(|_| beside.is_err());
        let (first, place, message) = match (of_another, rows.unnumbered) {
            (Some(first), _) => {
                let number = first.written.as_deref().or(first.number.as_deref());
                let message = format!(
                    "没有文号，标题和成文日期与另一份导出中文号为{}的一行相同，按同一件计一次",
                    quote(number.unwrap_or_default())
                );
                (*first, row.record.cell(Field::DocumentNumber), message)
            }
            (None, Some(first)) if first.export() != row.export() => {
                let message =
                    "没有文号，标题和成文日期与另一份导出中的一行相同，按同一件计一次".to_owned();
                (first, row.at(), message)
            }
            _ => continue,
        };
        work.find(
            Finding::new(&rules::SAME_ROW, Place::Cell(place), message)
                .help(
                    "是同一件的，请补上文号或删去一行；确是两件的，请补上各自的文号，没有文号的把标题写全",
                )
                .related(Place::Cell(first.at()), "另一份导出中的一行"),
        );
        let which = match &first.number {
            Some(number) => Which::Number(number.clone()),
            None => Which::Row(first.at()),
        };
        joined.insert(row.at(), which);
    }
    joined
}

/// The rows of one document.
fn paper(kind: Document, rows: Vec<Publication>, work: &mut Work<'_>) {
    list_paper(&rows, work);
    let year = work.terms.year;
    // a day of publication is another day than that of issue, and gives way to it
    let is_issued = |r: &&Publication| r.dated.is_some() && !is_of_publishing(r);
    let issued = rows.iter().any(|r| is_issued(&r));
    let day = |r: &Publication| r.dated.filter(|_| !issued || !is_of_publishing(r));
    let told = rows.iter().rev().find_map(day);
    let dated = told.or_else(|| rows.iter().rev().find_map(year_of_number));
    let after = |span: Period| span.from > year.end;
    let mut days = rows.iter().flat_map(|r| [r.dated, r.repealed]).flatten();
    if dated.is_some_and(after) && days.all(after) {
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
    for (was, is) in merge::changes(&rows, day) {
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
    fault = fault.or(changed(&rows, work));
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
        work.find(repealed_without_date(&rows, last));
        fault = Some(rules::REPEALED_WITHOUT_DATE.code);
    }
    if let (Some(dated), Some(ended)) = (dated, repealed)
        && ended.to < dated.from
    {
        let repealing = rows.iter().rev().find(|r| r.repealed.is_some());
        let record = &repealing.unwrap_or(last).record;
        let message = format!("废止日期 {ended} 早于成文日期 {dated}");
        let place = Place::Cell(record.cell(Field::Repealed));
        let finding = Finding::new(&rules::REPLY_BEFORE_RECEIPT, place, message);
        let issued = Place::Cell(record.cell(Field::Issued));
        work.find(
            finding
                .value(ended.to_string())
                .related(issued, format!("成文日期 {dated}")),
        );
        fault = fault.or(Some(rules::REPLY_BEFORE_RECEIPT.code));
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
    if fault.is_none() {
        let issuing = rows.iter().rev().find(|r| day(r).is_some());
        let repealing = rows.iter().rev().find(|r| r.repealed.is_some());
        let spans = [
            dated.map(|span| (span, issued_in(issuing.unwrap_or(last)), "制发")),
            repealed.map(|span| {
                (
                    span,
                    repealing.unwrap_or(last).record.cell(Field::Repealed),
                    "废止",
                )
            }),
        ];
        for (span, at, what) in spans.into_iter().flatten() {
            if is_open(span, year) {
                work.find(open(span, at, (what, year)));
                fault = Some(rules::PERIOD_STRADDLES.code);
            }
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
    let named = rows.iter().rev().find(|r| r.number.is_some());
    let paper = Paper {
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

/// What rows of one document tell differently of its repeal; the code of the first error.
fn changed(rows: &[Publication], work: &mut Work<'_>) -> Option<&'static str> {
    let mut changes: Vec<merge::Change<'_, Publication>> = Vec::new();
    for (was, is) in merge::changes(rows, |r| r.repealed) {
        // 「2022年6月」 and a day of it say the same
        let within = |a: Period, b: Period| a.from >= b.from && a.to <= b.to;
        let same = was.repealed.zip(is.repealed);
        if same.is_none_or(|(a, b)| within(a, b) || within(b, a)) {
            continue;
        }
        let show = |p: &Publication| p.repealed.map_or(String::new(), |span| span.to_string());
        let rule = &rules::CHANGED_RESULT;
        changes.push((rule, Field::Repealed, was, is, show(was), show(is)));
    }
    for (was, is) in merge::changes(rows, |r| r.validity) {
        let rule = merge::changed_result(was, is);
        let repealed = |p: &Publication| p.validity == Some(Validity::Void);
        // in force before it was repealed is how it should be
        let ordinary = repealed(is) && rule.code == rules::CHANGED_RESULT.code;
        if ordinary || !repealed(was) && !repealed(is) {
            continue;
        }
        let show = |p: &Publication| p.validity.map_or("", Validity::word).to_owned();
        changes.push((rule, Field::Validity, was, is, show(was), show(is)));
    }
    merge::tell(changes, work)
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

/// A document that is repealed, of which nothing tells when.
fn repealed_without_date(rows: &[Publication], last: &Publication) -> Finding {
    let rule = &rules::REPEALED_WITHOUT_DATE;
    let void = rows.iter().rev().find(|r| r.validity.is_some());
    let table = &void.unwrap_or(last).record.table;
    if let Some(name) = entry::repealed_by_name(table) {
        let at = void.unwrap_or(last);
        let field = match table.has(Field::Repealed) {
            true => Field::Repealed,
            false => Field::Title,
        };
        let message = format!(
            "{}写明是废止的文件，但没有写是哪一天废止的，无法判定是不是本年废止的",
            quote(name)
        );
        let finding = Finding::new(rule, Place::Cell(at.record.cell(field)), message);
        return finding.help("请加一列「废止日期」填上日期（写到年月也可以）；都是同一年废止的，也可以在工作表名或小标题中把年份写在「废止」前面，如「2022年废止」。其实仍然有效的，请加一列「有效性」写明");
    }
    match rows
        .iter()
        .rev()
        .find(|r| r.record.table.has(Field::Repealed))
    {
        Some(row) => {
            let message = "标为已废止，但没有废止日期，无法判定是不是本年废止的";
            Finding::new(rule, Place::Cell(row.record.cell(Field::Repealed)), message)
                .related(Place::Cell(row.record.cell(Field::Validity)), "有效性")
        }
        None => {
            let message = "标为已废止，但台账没有废止日期列，无法判定是不是本年废止的";
            // 有效性 says it, or 类别 (已废止规范性文件)
            let fields = [Field::Validity, Field::Category];
            let field = fields.into_iter().find(|field| table.has(*field));
            let at = last.record.cell(field.unwrap_or(Field::Validity));
            let finding = Finding::new(rule, Place::Cell(at), message);
            match field {
                Some(Field::Category) => finding.help("请加一列「废止日期」填上日期；这一行是宣布废止的通知、不是被废止的文件的，请在 gknb.toml 的 [words.类别] 中把这个词写为 \"其他信息\""),
                _ => finding,
            }
        }
    }
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

/// What a decision or a fee says beside its 类别 and 文号: 标题, date, 数量, 金额.
type Says = (u32, Period, u32, Option<rust_decimal::Decimal>);

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
    let made = item.upshot == Upshot::Made;
    let category = item.category.filter(|c| made && c.counts_by_date())?;
    let says = says(item)?;
    match item.number() {
        Some(number) => Some(Known::Number(category, text::key(number))),
        None => (item.title != 0 && is_of_a_month(says.1)).then_some(Known::Saying(category, says)),
    }
}

/// Whether a date is one, not a period that stands in for it.
fn is_of_a_month(dated: Period) -> bool {
    dated.from.first_of_month() == dated.to.first_of_month()
}

/// Decisions and fees that are known by the same and say the same (see [`says`]) as an earlier row: of another export
/// they are the same where they have a number, and a doubt where they have none; of the same sheet they are a doubt where they have one
/// (see [`super::exports`] for those that have none). The row again → the row before. Those of one number that
/// say something else in another export are a doubt.
fn repeated(work: &mut Work<'_>) -> HashMap<Id, Id> {
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
    let dates = [
        Field::Decided,
        Field::Charged,
        Field::Issued,
        Field::Published,
    ];
    let date = dates.into_iter().find(|field| item.table.has(*field));
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
    if publication.upshot != Upshot::Made && fault.is_none() {
        work.fate(at, Fate::Excluded(Reason::NotMade));
        return;
    }
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
    let charged = publication.category == Some(Category::Fee);
    if charged && publication.amount.is_none() && fault.is_none() {
        work.demand(&publication.record.table, Field::Amount);
        fault = Some(crate::column::MISSING.code);
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
