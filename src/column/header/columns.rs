//! 各列: each column of a header given its field.
//!
//! In: a header that was found. Out: the column of each field, and findings where two columns may be one field's, or
//! a list goes on in a second half beside the first.

use std::collections::BTreeMap;

use super::super::{Field, Kind, rules};
use super::Found;
use super::path::{Headed, TICKED};
use super::score::is_core;
use super::unread::is_of_other_day;
use crate::address::{Address, cell_name, column_name};
use crate::finding::{Finding, Place};
use crate::text::{self, quote, squeeze};

/// A column that may be a field's: how well its heading fits, the column, the heading.
type Candidate<'f> = (usize, u16, &'f str);

/// Gives each column its field. Two columns of one field: the same heading is an error, other headings a
/// doubt, where the field decides something. What stands in all by the month is an amount where the names tell of fees.
pub(in crate::column) fn assign(
    at: Address,
    (found, fees): (&Found, bool),
    findings: &mut Vec<Finding>,
) -> BTreeMap<Field, (u16, String)> {
    let again = again_beside(found);
    findings.extend(again.map(|column| halves(at, found, column)));
    let mut columns = BTreeMap::new();
    for (field, mut candidates) in by_field(found) {
        candidates.retain(|(_, column, _)| again.is_none_or(|again| *column < again));
        candidates.sort_unstable();
        let Some((rank, column, heading)) = candidates.first().copied() else {
            continue;
        };
        if rank == TICKED {
            // the heading above the choices
            columns.insert(field, (column, found.parent(column).to_owned()));
            continue;
        }
        columns.insert(field, (column, heading.to_owned()));
        if decides(found.kind, field) {
            candidates.retain(|(rank, ..)| *rank != TICKED);
            let others = candidates[1..].iter();
            findings.extend(others.filter_map(|other| {
                let taken = (rank, column, heading);
                another(found, at, field, (taken, *other))
            }));
        }
    }
    if found.kind == Kind::Publications {
        let charged = columns.get(&Field::Charged);
        let months = charged.map(|(_, heading)| heading.as_str());
        let has = |field| columns.contains_key(&field);
        let counted = counted_by_month((&found.columns, &found.headings), months, &has);
        let field = match fees {
            true => Field::Amount,
            false => Field::Count,
        };
        columns.extend(counted.map(|counted| (field, counted)));
        findings.extend(decided_twice(at, found, &columns));
        findings.extend(of_items(at, found, &columns));
    }
    columns
}

/// Columns that hold a field where its own is empty: the name of a body beside that of a person. Where the office says which
/// column has the applicant, only those of which it says so.
pub(in crate::column) fn instead(found: &Found) -> Vec<(Field, u16)> {
    let again = again_beside(found);
    let mut named: Vec<(usize, u16)> = found
        .columns
        .iter()
        .filter_map(|(column, _, named)| {
            let named = (*named).filter(|named| named.field == Field::Applicant)?;
            let first = again.is_none_or(|again| *column < again);
            (first && named.rank != TICKED).then_some((named.rank, *column))
        })
        .collect();
    named.sort_unstable();
    let said = named.first().is_some_and(|(rank, _)| *rank == 0);
    let others = named.into_iter().skip(1);
    let others = others.filter(|(rank, _)| !said || *rank == 0);
    others
        .map(|(_, column)| (Field::Applicant, column))
        .collect()
}

/// A doubt where another column has the amounts of single items, 「明细金额」 beside 「开票金额」: that of a whole receipt may
/// stand in the row of each of its items.
fn of_items(
    at: Address,
    found: &Found,
    columns: &BTreeMap<Field, (u16, String)>,
) -> Option<Finding> {
    const ITEMS: [&str; 6] = ["明细", "项目", "单项", "分项", "子项", "品目"];
    const OTHERS: [&str; 6] = ["应", "减", "免", "退", "标准", "投资"];
    let (column, heading) = columns.get(&Field::Amount)?;
    let any = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let of_item = |text: &str| {
        let key = squeeze(text);
        let bare = key.split('(').next().unwrap_or_default();
        bare.ends_with("金额") && any(bare, &ITEMS) && !any(bare, &OTHERS)
    };
    let mut named = found
        .columns
        .iter()
        .filter_map(|(at, _, named)| Some((at, (*named)?)));
    let (_, taken) = named.find(|(at, _)| *at == column)?;
    let mut unread = found.columns.iter().filter(|(.., named)| named.is_none());
    let (other, written, _) = unread.find(|(_, text, _)| of_item(text))?;
    let taken = (taken.rank, *column, heading.as_str());
    another(
        found,
        at,
        Field::Amount,
        (taken, (usize::MAX, *other, written)),
    )
}

/// The columns that may be each field's.
fn by_field(found: &Found) -> BTreeMap<Field, Vec<Candidate<'_>>> {
    let mut by_field: BTreeMap<Field, Vec<Candidate<'_>>> = BTreeMap::new();
    for (column, heading, named) in &found.columns {
        if let Some(named) = named {
            let candidates = by_field.entry(named.field).or_default();
            candidates.push((named.rank, *column, heading));
        }
    }
    // 日期 under 立案 and under 结案, beside the day of the decision
    let bare = |candidates: &Vec<Candidate<'_>>| {
        let mut headings = candidates.iter().map(|(.., heading)| squeeze(heading));
        candidates.len() > 1 && headings.all(|heading| matches!(&*heading, "日期" | "时间"))
    };
    if by_field.contains_key(&Field::Decided) && by_field.get(&Field::Issued).is_some_and(bare) {
        by_field.remove(&Field::Issued);
    }
    publish_apart(&mut by_field);
    by_field
}

/// 发布日期 beside 成文日期 is the day of publication; alone it stands for both.
fn publish_apart(by_field: &mut BTreeMap<Field, Vec<Candidate<'_>>>) {
    if by_field.contains_key(&Field::Published) {
        return;
    }
    let publishes = |(rank, _, heading): &Candidate<'_>| *rank != 0 && heading.contains("布日期");
    let issues = |candidate: &Candidate<'_>| {
        !publishes(candidate) && !matches!(&*squeeze(candidate.2), "日期" | "时间")
    };
    let Some(issued) = by_field.get_mut(&Field::Issued) else {
        return;
    };
    if issued.iter().any(issues) {
        let published: Vec<_> = issued.extract_if(.., |day| publishes(day)).collect();
        if !published.is_empty() {
            by_field.insert(Field::Published, published);
        }
    }
}

/// Another column that may be a field's beside the one that is taken: an error where nothing tells which, a doubt where
/// its heading fits as well.
fn another(
    found: &Found,
    at: Address,
    field: Field,
    ((rank, column, heading), (other_rank, other, other_heading)): (Candidate<'_>, Candidate<'_>),
) -> Option<Finding> {
    // of which another finding tells
    if is_of_another_measure(heading, other_heading) {
        return None;
    }
    let [taken, beside] = [column, other].map(|column| found.cell(at, column));
    let same = squeeze(other_heading) == squeeze(heading);
    if same || rank == 0 && other_rank == 0 {
        let cells = format!("（{}、{}）", cell_name(taken), cell_name(beside));
        let which = format!("无法判定以哪一列为「{}」", field.word());
        let message = match same {
            true => format!("表头{}出现两次{cells}，{which}", quote(heading)),
            false => format!(
                "[headings] 写明{}和{}是同一字段{cells}，{which}",
                quote(heading),
                quote(other_heading)
            ),
        };
        let finding = Finding::new(&rules::TWICE, Place::Cell(beside), message);
        let finding = finding.value(other_heading);
        return Some(finding.related(Place::Cell(taken), "先出现的一列"));
    }
    let of_decision = |heading: &str| heading.contains("决定");
    // nor is the day of a signature that of the decision where there is one
    let apart = |heading: &str| !of_decision(heading) || heading.contains("签发");
    let plainly = field == Field::Decided && of_decision(heading) && apart(other_heading);
    if rank == 0 || plainly {
        return None;
    }
    let message = format!(
        "{}与{}都可以是「{}」，取用{}（{}列）",
        quote(heading),
        quote(other_heading),
        field.word(),
        quote(heading),
        column_name(column)
    );
    let help = format!(
        "如应以另一列为准，请在 gknb.toml 中写：\n[headings]\n\"{}\" = \"{}\"",
        text::in_toml(other_heading),
        field.word()
    );
    let finding = Finding::new(&rules::SEVERAL, Place::Cell(beside), message);
    let finding = finding.help(help).value(other_heading);
    Some(finding.related(Place::Cell(taken), "取用的一列"))
}

/// Whether of two headings one is of a measure and the other of an execution, which are decisions of their own.
fn is_of_another_measure(one: &str, other: &str) -> bool {
    const KINDS: [&str; 2] = ["强制措施", "强制执行"];
    let [of_one, of_other] = [one, other].map(|heading| KINDS.map(|kind| heading.contains(kind)));
    of_one != of_other && [of_one, of_other].iter().all(|of| of[0] != of[1])
}

/// A doubt where a row has the day of a measure and that of an execution: one of them is counted.
fn decided_twice(
    at: Address,
    found: &Found,
    columns: &BTreeMap<Field, (u16, String)>,
) -> Option<Finding> {
    let (column, heading) = columns.get(&Field::Decided)?;
    let day = |text: &str| ["日期", "时间", "日"].iter().any(|end| text.ends_with(end));
    let (other, written, _) = found.columns.iter().find(|(other, text, _)| {
        other != column
            && is_of_another_measure(heading, text)
            && day(&squeeze(text))
            && !is_of_other_day(text)
    })?;
    let message = format!(
        "{}作为「{}」，{}像是另一项决定的日期，一行只计一件",
        quote(heading),
        Field::Decided.word(),
        quote(written)
    );
    let place = Place::Cell(found.cell(at, *other));
    let first = Place::Cell(found.cell(at, *column));
    let finding = Finding::new(&rules::SEVERAL, place, message).value(written.as_str());
    Some(finding.related(first, "取用的一列").help(
        "一行里有强制措施和强制执行两项决定的，请分成两行，各有自己的决定日期；不是两项决定的，可用 [[explain]] 说明",
    ))
}

/// The column in which the headings begin again, where a list goes on in a second half beside the first.
fn again_beside(found: &Found) -> Option<u16> {
    /// Headings that stand twice in the same order, at least.
    const LEAST: usize = 3;
    let keys: Vec<String> = found.headings.iter().map(|(_, h)| squeeze(h)).collect();
    let alike = |at: usize| {
        let both = keys.iter().zip(&keys[at..]);
        both.take_while(|(one, other)| one == other).count()
    };
    // names and telephones may well stand twice: what a ledger lives by does not
    let lives_by = |columns: &[(u16, String)]| {
        let named = |column: u16| found.columns.iter().find(|(at, ..)| *at == column);
        columns.iter().any(|(column, _)| {
            let field = named(*column).and_then(|(_, _, named)| named.map(|n| n.field));
            field.is_some_and(|field| is_core(found.kind, field))
        })
    };
    let at = (LEAST..keys.len()).find(|at| {
        let count = alike(*at);
        count >= LEAST && lives_by(&found.headings[..count])
    })?;
    Some(found.headings[at].0)
}

/// An error that tells it.
fn halves(at: Address, found: &Found, column: u16) -> Finding {
    let place = Place::Cell(found.cell(at, column));
    let heading = found.headings.iter().find(|(of, _)| *of == column);
    let heading = heading.map_or("", |(_, heading)| heading.as_str());
    let message = format!(
        "从{}（{}列）起，同样的表头又排了一遍，是并排的两栏登记，右边一栏没有读取",
        quote(heading),
        column_name(column)
    );
    let finding = Finding::new(&rules::BESIDE, place, message).value(heading);
    finding.help("请把右边一栏的登记移到左边一栏的下面（或另一张工作表，带上表头），再运行")
}

/// The column that tells how many where each row is a month: 合计, 份数, 人次 … are how many of whatever the table
/// lists only where nothing in it tells one decision from another, and no amount is among the numbers.
pub(super) fn counted_by_month(
    (columns, headings): (&[Headed], &[(u16, String)]),
    months: Option<&str>,
    has: &dyn Fn(Field) -> bool,
) -> Option<(u16, String)> {
    const TOTALS: [&str; 3] = ["合计", "总计", "共计"];
    const NUMBERS: [&str; 9] = [
        "份数",
        "本数",
        "证书数",
        "证件数",
        "证照数",
        "册数",
        "人次",
        "件次",
        "户次",
    ];
    const OTHER: [&str; 5] = ["材料", "附件", "页", "检查", "出动"];
    let by_month = months.is_some_and(|heading| {
        ["月", "期间", "统计期", "所属期"]
            .iter()
            .any(|w| heading.contains(w))
    });
    let single = [
        Field::Count,
        Field::Amount,
        Field::DocumentNumber,
        Field::Decided,
        Field::Issued,
        Field::Published,
    ];
    if !by_month || single.iter().any(|field| has(*field)) {
        return None;
    }
    let money = ["元", "款", "金额", "没收"];
    let any = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    if headings.iter().any(|(_, text)| any(text, &money)) {
        return None;
    }
    let unread = || {
        let unread = columns.iter().filter(|(_, _, named)| named.is_none());
        unread.map(|(column, text, _)| (*column, text.clone(), squeeze(text)))
    };
    let total = unread().find(|(.., key)| TOTALS.contains(&key.as_str()));
    let mut numbers = unread()
        .filter(|(.., key)| NUMBERS.iter().any(|end| key.ends_with(end)) && !any(key, &OTHER));
    let only = numbers.next().filter(|_| numbers.next().is_none());
    let (column, heading, _) = total.or(only)?;
    Some((column, heading))
}

/// Fields of which two columns would be a matter.
fn decides(kind: Kind, field: Field) -> bool {
    match field {
        Field::Private
        | Field::Applicant
        | Field::Content
        | Field::Title
        | Field::Unit
        | Field::Way
        | Field::Channel
        | Field::Extended
        | Field::State
        | Field::Unused => false,
        Field::Category | Field::AmountUnit | Field::DocumentNumber | Field::Charged => {
            kind != Kind::Publications
        }
        _ => true,
    }
}
