//! 表头层次: headings above one another, and what they name together: a field, or a choice that is ticked below one.
//!
//! In: the rows of a header. Out: for each column its headings from above, and the field that they name in a kind of
//! ledger.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::super::{Field, Headings, Kind, content, field};
use crate::book::Row;

/// A column with a heading: the column, the heading as written, what it names.
pub(super) type Headed = (u16, String, Option<field::Named>);

/// Characters of a heading, at most; a longer text is none, and its beginning stands for it.
const LENGTH: usize = 1_000;

/// The rank of a column that is ticked, behind all headings.
pub(super) const TICKED: usize = 10_000;

/// For each column the texts above one another, without repetitions from merged areas.
pub(in crate::column) fn paths(rows: &[Row]) -> Vec<(u16, Vec<String>)> {
    let mut paths: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for row in rows {
        for cell in &row.cells {
            let text = cell.value.text();
            if text.trim().is_empty() {
                continue;
            }
            let path = paths.entry(cell.column).or_default();
            let shown: String = text
                .chars()
                .filter(|c| !c.is_whitespace())
                .take(LENGTH)
                .collect();
            if path.last() != Some(&shown) {
                path.push(shown);
            }
        }
    }
    paths.into_iter().collect()
}

/// What the headings above one another of a column name in a kind of ledger.
pub(in crate::column) fn named(
    kind: Kind,
    column: u16,
    path: &[String],
    headings: &Headings,
) -> Headed {
    let found = by_headings(kind, path, headings);
    // the sum of choices, as the form has it
    let sum = |leaf: &String| ["总计", "合计", "小计"].contains(&plain(leaf));
    if found.is_none() && path.len() > 1 && path.last().is_some_and(sum) {
        return (column, leaf(path), None);
    }
    // 法人或其他组织 is a heading as well, but a choice below 申请人情况
    let above = match found.is_none() || is_choice(kind, path, headings) {
        true => path.split_last().map_or(&[][..], |(_, above)| above),
        false => &[],
    };
    // of headings above one another the upper one: 申请人情况 over 法人或其他组织
    let fields = above.iter().map(|text| choosing(kind, text, headings));
    let parent = fields
        .enumerate()
        .find_map(|(at, field)| Some((at, field?)));
    match parent {
        Some((at, field)) => {
            let rank = TICKED;
            let words: Vec<&str> = path[at + 1..].iter().map(|text| plain(text)).collect();
            let word = words.join("-");
            (column, word, Some(field::Named { field, rank }))
        }
        None => (column, leaf(path), found),
    }
}

/// A heading without the mark of a column that must be filled in: 「*自然人」, 「自然人（必填）」, 「自然人：」.
fn plain(text: &str) -> &str {
    const ASKED: [&str; 4] = ["（必填）", "(必填)", "（选填）", "(选填)"];
    let bare = text.trim_matches(['*', '＊', ':', '：']);
    ASKED
        .iter()
        .find_map(|mark| bare.strip_suffix(mark))
        .unwrap_or(bare)
}

fn leaf(path: &[String]) -> String {
    path.last().cloned().unwrap_or_default()
}

/// The field that a column's headings name; what the office says of one of them holds under any other.
fn by_headings(kind: Kind, path: &[String], headings: &Headings) -> Option<field::Named> {
    let readings = readings(path);
    let named = || {
        readings
            .iter()
            .filter_map(|text| headings.named(kind, text))
    };
    let own = named().find(|named| named.rank == 0);
    own.or_else(|| named().next())
}

/// The field of a heading that choices may stand below.
fn choosing(kind: Kind, heading: &str, headings: &Headings) -> Option<Field> {
    let field = headings.named(kind, heading)?.field;
    let chosen = [
        Field::Class,
        Field::BodyKind,
        Field::Result,
        Field::Verdict,
        Field::CaseKind,
    ];
    chosen.contains(&field).then_some(field)
}

/// A heading over choices that is not merged stands above the first of them alone: it is that of the others as
/// well, as far as nothing stands beside it.
pub(super) fn spread_choices(top: &Row, paths: &mut [(u16, Vec<String>)], headings: &Headings) {
    let headed = |column: u16| {
        let mut cells = top.cells.iter();
        cells.any(|c| c.column == column && !c.value.text().trim().is_empty())
    };
    for at in 1..paths.len() {
        let (before, here) = paths.split_at_mut(at);
        let (Some((left, above)), Some((column, path))) = (before.last(), here.first_mut()) else {
            continue;
        };
        let ([.., parent, _], [leaf]) = (above.as_slice(), path.as_slice()) else {
            continue;
        };
        let under = [parent.clone(), leaf.clone()];
        if *column == left + 1
            && !headed(*column)
            && is_any_choice(above, headings)
            && is_choice_of(&under, headings)
        {
            path.insert(0, parent.clone());
        }
    }
}

/// Whether a text may stand as a choice below a heading: a word of its field, or 其他.
fn is_choice_of(path: &[String], headings: &Headings) -> bool {
    is_any_choice(path, headings) || path.last().is_some_and(|leaf| content::heads_rest(leaf))
}

/// Whether the last of headings above one another is a choice of the one above it.
fn is_choice(kind: Kind, path: &[String], headings: &Headings) -> bool {
    let [.., parent, leaf] = path else {
        return false;
    };
    let told = choosing(kind, parent, headings);
    // 不予公开 over 属于国家秘密, as the form has them
    let result = |text: &str| content::heads_choice(kind, Field::Result, text);
    told.is_some_and(|field| may_be_chosen(kind, field, leaf)) || result(parent) && result(leaf)
}

/// Whether a text is a word of a field, or the form in which a case ended, below which its result is written.
fn may_be_chosen(kind: Kind, field: Field, text: &str) -> bool {
    const FORMS: [&str; 4] = ["判决", "裁定", "调解", "决定"];
    let text = plain(text);
    content::heads_choice(kind, field, text) || field == Field::Verdict && FORMS.contains(&text)
}

/// Whether the last of headings above one another is a choice of the one above it in a ledger of any kind.
pub(super) fn is_any_choice(path: &[String], headings: &Headings) -> bool {
    let mut kinds = Kind::ALL.into_iter();
    kinds.any(|kind| is_choice(kind, path, headings))
}

/// Choices are several and all different, and at least two of them are words that leave no doubt or forms in which a
/// case ends; others are no choices, and their columns are what their headings name.
pub(super) fn drop_no_choices(
    kind: Kind,
    columns: &mut [Headed],
    (paths, headings): (&[(u16, Vec<String>)], &Headings),
) {
    let ticked = |named: &Option<field::Named>| named.filter(|n| n.rank == TICKED);
    let mut words: BTreeMap<Field, Vec<String>> = BTreeMap::new();
    for (_, word, named) in columns.iter() {
        if let Some(named) = ticked(named) {
            words.entry(named.field).or_default().push(word.clone());
        }
    }
    let are_choices = |field: Field| {
        let words = words.get(&field).map_or(&[][..], Vec::as_slice);
        let last = |word: &'_ String| word.rsplit('-').next().map(str::to_owned);
        let plain = words.iter().filter_map(last);
        let plain = plain.filter(|word| may_be_chosen(kind, field, word));
        words.iter().collect::<BTreeSet<_>>().len() == words.len() && plain.count() >= 2
    };
    for ((_, word, named), (_, path)) in columns.iter_mut().zip(paths) {
        if ticked(named).is_some_and(|n| !are_choices(n.field)) {
            *named = by_headings(kind, path, headings);
            *word = leaf(path);
        }
    }
}

/// The texts under which a column is looked up: its headings together, as shown, the last two, the last one
/// under its parent's stem (办理情况 over 结果 is 办理结果), the last one alone; the parent where the last one says but that
/// it is of this time (收费金额 over 本季), or the main part of it (办理结果 over 主项, beside 细项).
pub(super) fn readings(path: &[String]) -> Vec<Cow<'_, str>> {
    let [.., parent, leaf] = path else {
        return path.iter().map(Cow::from).collect();
    };
    const SAME: [&str; 15] = [
        "本季",
        "本季度",
        "本月",
        "本期",
        "当季",
        "当月",
        "当期",
        "主项",
        "大项",
        "大类",
        "一级",
        "结果",
        "类别",
        "类型",
        "办理类型",
    ];
    let stems = ["情况", "信息", "环节", "阶段", "内容", "事项"];
    let stem = stems.iter().find_map(|s| parent.strip_suffix(s));
    let mut readings = vec![path.concat(), path.join("/"), format!("{parent}{leaf}")];
    readings.extend(stem.map(|stem| format!("{stem}{leaf}")));
    let readings = readings.into_iter().map(Cow::from);
    let same = SAME.contains(&leaf.as_str()).then_some(parent);
    readings
        .chain([Cow::from(leaf)])
        .chain(same.map(Cow::from))
        .collect()
}
