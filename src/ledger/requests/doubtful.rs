//! 疑似同件: rows of which nothing tells whether they are the same application as another row.
//!
//! In: all rows, linked as far as something does. Out: an error each, and the rows, which count nowhere before the office
//! has said what they are.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::merge::{Known, are_told};
use super::super::rows::{Glance, Id, Part, Rows};
use super::super::{Terms, Work, merge, rules};
use super::same::Unsure;
use crate::column::Field;
use crate::entry::Answer;
use crate::finding::{Finding, Place};

/// Rows that may be the same application as another.
#[derive(Default)]
pub(super) struct Doubts {
    /// The later ones, which count nowhere.
    pub(super) doubtful: BTreeSet<Id>,
    /// All that are named, of which it is not known how they went.
    pub(super) named: BTreeSet<Id>,
}

/// Two rows that may be one application: the earlier and the later one.
type Two<'r> = (Glance<'r>, Glance<'r>);

/// Rows that may be the same application as another; of some it is known of which.
pub(super) fn doubtful(unsure: Vec<Unsure>, work: &mut Work<'_>) -> Doubts {
    let mut doubts = Doubts::default();
    if work.terms.distinct {
        return doubts;
    }
    let (rows, terms) = (&work.ledger.rows, work.terms);
    let mut findings = Vec::new();
    for Unsure { row, of } in unsure {
        findings.extend(of_several(rows, row, &of));
        doubts.doubtful.insert(row);
        doubts.named.extend(of);
        doubts.named.insert(row);
    }
    let candidates = candidates(rows, terms);
    for ((earlier, later), finding) in alike(&candidates, terms)
        .into_iter()
        .map(|two| (two, of_alike(&two, terms)))
        .chain(
            contradicting(&candidates, terms)
                .into_iter()
                .map(|two| (two, of_contradicting(&two))),
        )
    {
        if rows.head(earlier.id) == rows.head(later.id) || doubts.doubtful.contains(&later.id) {
            continue;
        }
        findings.push(finding);
        doubts.doubtful.insert(later.id);
        doubts.named.extend([earlier.id, later.id]);
    }
    work.findings.extend(findings);
    doubts
}

/// What tells a row from others.
fn known(row: &Glance<'_>, terms: &Terms) -> Known {
    [row.is_numbered(), is_keyed(row, terms)]
}

/// Whether a row tells each field of the key; a number that begins again tells nothing without the rest of the key, which
/// a row without a number lacks.
fn is_keyed(row: &Glance<'_>, terms: &Terms) -> bool {
    let has_all = || terms.key.iter().all(|field| row.table.has(*field));
    row.is_keyed() && !terms.numbers_begin_again() && has_all()
}

/// Rows of the year that came on a day on which a row without a number did, and one that lacks the key.
fn candidates<'r>(rows: &'r Rows, terms: &Terms) -> Vec<Glance<'r>> {
    let year = terms.year;
    let relevant = |part: &'r Part| {
        let all = Part::glances(part);
        all.filter(|r| {
            r.received.is_none_or(|d| d <= year.end) && r.replied.is_none_or(|d| d >= year.start)
        })
    };
    let days = |lacks: usize| {
        let of_parts = rows.of_parts(|part| {
            let rows = relevant(part).filter(|r| !known(r, terms)[lacks]);
            rows.filter_map(|r| r.received).collect::<BTreeSet<Date>>()
        });
        of_parts.into_iter().flatten().collect::<BTreeSet<Date>>()
    };
    let unnumbered = days(0);
    if unnumbered.is_empty() {
        return Vec::new();
    }
    let days: BTreeSet<Date> = unnumbered.intersection(&days(1)).copied().collect();
    let all = rows.parts().flat_map(relevant);
    all.filter(|r| r.received.is_some_and(|day| days.contains(&day)))
        .collect()
}

/// Rows of two exports that agree in day and class, and in applicant and content as far as both tell them.
fn alike<'r>(candidates: &[Glance<'r>], terms: &Terms) -> Vec<Two<'r>> {
    let pairs = merge::maybe_same(
        candidates,
        |r| r.received.zip(r.class),
        |r| [r.applicant, r.content].map(|m| m.is_told().then_some(m)),
        |r| known(r, terms),
        Glance::export,
    );
    pairs
        .into_iter()
        .map(|(earlier, later)| (*earlier, *later))
        .collect()
}

/// Rows that agree in day, applicant and content and contradict one another: in two exports by their class, in one sheet
/// since one of them is answered and the other is not.
fn contradicting<'r>(candidates: &[Glance<'r>], terms: &Terms) -> Vec<Two<'r>> {
    /// Different rows of one group that a row is held against, at most.
    const MOST: usize = 64;
    let same = |r: &Glance<'_>| (r.received, r.applicant, r.content);
    let told = |r: &&Glance<'_>| r.applicant.is_told() && r.content.is_told();
    let mut rows: Vec<&Glance<'r>> = candidates.iter().filter(told).collect();
    rows.sort_by_key(|r| (same(r), r.id));
    let mut found = Vec::new();
    for group in rows.chunk_by(|one, other| same(one) == same(other)) {
        let state = |r: &Glance<'_>| (r.export(), r.class, is_open(r), known(r, terms));
        let contradict = |one: &Glance<'_>, other: &Glance<'_>| {
            let (here, class, open, by) = state(one);
            let (there, other_class, other_open, other_by) = state(other);
            let differ = match here == there {
                true => open != other_open,
                false => class.zip(other_class).is_some_and(|(a, b)| a != b),
            };
            differ && !are_told(by, other_by)
        };
        let mut seen: Vec<&Glance<'r>> = Vec::new();
        for row in group {
            let other = seen.iter().find(|other| contradict(other, row));
            found.extend(other.map(|other| (**other, **row)));
            if seen.len() < MOST && seen.iter().all(|other| state(other) != state(row)) {
                seen.push(row);
            }
        }
    }
    found
}

/// Whether a row tells of no end.
fn is_open(row: &Glance<'_>) -> bool {
    row.replied.is_none() && matches!(row.answer, Answer::Blank | Answer::Pending)
}

/// The fields of the key that a row lacks, as far as they are known.
fn lacking(row: &Glance<'_>, terms: &Terms) -> Vec<Field> {
    if terms.numbers_begin_again() || is_keyed(row, terms) {
        return Vec::new();
    }
    let lacks = |field: &&Field| match field {
        Field::Received => row.received.is_none(),
        Field::Class => row.class.is_none(),
        Field::Applicant => !row.applicant.is_told(),
        Field::Content => !row.content.is_told(),
        field => !row.table.has(**field),
    };
    terms.key.iter().filter(lacks).copied().collect()
}

/// Which of two rows has no number.
fn unnumbered(earlier: &Glance<'_>, later: &Glance<'_>) -> &'static str {
    match (earlier.is_numbered(), later.is_numbered()) {
        (false, true) => "那一行没有申请编号，这一行",
        _ => "没有申请编号，",
    }
}

fn of_alike((earlier, later): &Two<'_>, terms: &Terms) -> Finding {
    let day = later.received.map(|d| d.to_string()).unwrap_or_default();
    let class = later.class.map_or("", |c| c.word());
    let agree = format!("与另一份导出中的一行收到日期（{day}）、类型（{class}）等都相同");
    let unable = "无法判定是不是同一件申请";
    let lacking = [later, earlier]
        .into_iter()
        .zip([earlier, later])
        .map(|(row, other)| (row, other, lacking(row, terms)))
        .find(|(.., fields)| !fields.is_empty());
    let Some((row, other, fields)) = lacking else {
        let message = format!("{}{agree}，{unable}", unnumbered(earlier, later));
        return at(later, Field::Received, message)
            .value(day)
            .help(key_help(earlier, later))
            .related(place(earlier, Field::Received), "另一份导出中的一行");
    };
    let words: Vec<String> = fields.iter().map(|f| format!("「{}」", f.word())).collect();
    let words = words.join("");
    let message = format!("没有 key 中写的{words}，{agree}，{unable}");
    let help = format!(
        "请在这一行补上{words}，或补上申请编号；台账里没有这一项的，请从 gknb.toml 的 key 中去掉它；{DISTINCT}"
    );
    at(row, fields[0], message)
        .value(day)
        .help(help)
        .related(place(other, Field::Received), "另一份导出中的一行")
}

fn of_contradicting((earlier, later): &Two<'_>) -> Finding {
    let day = later.received.map(|d| d.to_string()).unwrap_or_default();
    let one_sheet = earlier.export() == later.export();
    let word = |row: &Glance<'_>| row.class.map_or("", |class| class.word());
    let (there, differ) = match one_sheet {
        true => ("同一张表中的一行", "一行已有结果，一行还没有".to_owned()),
        false => (
            "另一份导出中的一行",
            format!(
                "类型却不同（那里是{}，这里是{}）",
                word(earlier),
                word(later)
            ),
        ),
    };
    let message = format!(
        "{}与{there}收到日期（{day}）、申请人、申请内容都相同，{differ}，无法判定是不是同一件申请",
        unnumbered(earlier, later)
    );
    let mend = match one_sheet {
        true => "是同一件的，请只留一行，写上结果；",
        false => "是同一件的，请把类型改成一致；",
    };
    at(later, Field::Received, message)
        .value(day)
        .help(format!("{mend}{}", key_help(earlier, later)))
        .related(place(earlier, Field::Received), there)
}

/// An error where a row may be of several applications.
fn of_several(rows: &Rows, row: Id, of: &[Id]) -> Option<Finding> {
    /// Applications that are named, at most.
    const NAMED: usize = 3;
    let told = rows.glance(row)?;
    let others: Vec<Glance<'_>> = of.iter().filter_map(|id| rows.glance(*id)).collect();
    let (lead, help) = match told.number() {
        None => (
            "没有申请编号，按 key 的各字段",
            format!("请补上申请编号；{DISTINCT}"),
        ),
        Some(_) => (
            "key 中有的字段这一行没有，按编号和其余各字段",
            "请补上 key 中的各字段".to_owned(),
        ),
    };
    let message = format!(
        "{lead}与 {} 件以上不同的申请都相符，无法判定是哪一件",
        others.len()
    );
    let finding = at(&told, Field::Number, message).help(help);
    let others = others.iter().take(NAMED);
    Some(others.fold(finding, |finding, other| {
        finding.related(place(other, Field::Number), "相符的一件")
    }))
}

fn place(row: &Glance<'_>, field: Field) -> Place {
    Place::Cell(row.cell(field))
}

fn at(row: &Glance<'_>, field: Field, message: String) -> Finding {
    Finding::new(&rules::MAYBE_SAME, place(row, field), message)
}

/// The way out where no two rows are one application.
const DISTINCT: &str = "都不是同一件的，在 gknb.toml 中写：\nduplicates = \"distinct\"";

/// What an office can do about rows that may be one application: by the fields that both sheets have.
fn key_help(earlier: &Glance<'_>, later: &Glance<'_>) -> String {
    let tables = [&**earlier.table, &**later.table];
    let telling = [Field::Applicant, Field::Content];
    if !telling.iter().any(|f| tables.iter().all(|t| t.has(*f))) {
        return format!("请在台账中补上申请编号（或申请人、申请内容）；{DISTINCT}");
    }
    format!(
        "请在台账中补上申请编号；或在 gknb.toml 中写明由哪些字段认定同一件：\nkey = [{}]\n{DISTINCT}",
        merge::key_of(&tables)
    )
}
