//! 汇总: ledger × form → figures, each with the rows it came from.
//!
//! In: the settled year, the form, figures by hand, last year's figures. Out: one [`Figure`] a slot, and the
//! overview of section 一. Whether figures fit together is left to [`crate::verify`].

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::address::Address;
use crate::entry::{Category, Document, Path};
use crate::finding::{Finding, Place};
use crate::form::{Feed, Form, Slot};
use crate::ledger::{Ledger, Subject, Thing, Year};
use crate::settings::{HandFigure, Item, Settings, Unfit};
use crate::text;

mod documents;
mod negative;
mod overview;
mod places;
mod rules;

use overview::Filed;
pub use overview::{Months, Overview};
pub use places::Places;
pub use rules::RULES;

/// 指标值: one figure and the rows behind it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// In the slot's unit: a count, or an exact amount.
    pub value: Decimal,
    /// Where it comes from.
    pub from: From,
}

/// What a figure was made of.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum From {
    /// No ledger and no figure by hand: 0.
    #[default]
    Nothing,
    /// Rows of ledgers, and how many; [`Places::rows`] tells which.
    Rows(u64),
    /// Given by hand: the position of the `[[figure]]` in the settings.
    Hand(usize),
    /// Other slots of the form, added.
    Slots(Vec<usize>),
    /// Last year's figure, and the figures of this year that changed it ([`changes`]): 上年现行有效 + 制发 − 废止.
    Opening(Decimal),
    /// Figures given by hand for single units, added, and the rows of the others.
    Units(Decimal),
}

/// All figures of one unit and year.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// One for each slot of the form, in its order.
    pub figures: Vec<Figure>,
    /// Section 一.
    pub overview: Overview,
}

/// Last year's report, as far as this year needs it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Previous {
    /// The file's name, for messages.
    pub file: String,
    /// 报送单位, where the report tells it.
    pub agency: Option<String>,
    /// Its year, where it tells it.
    pub year: Option<i16>,
    /// Its figures by slot id.
    pub slots: BTreeMap<String, Decimal>,
}

impl Previous {
    /// Last year's closing number for an opening of this year: `[opening]` before the report.
    pub fn opening(
        previous: Option<&Previous>,
        settings: &Settings,
        document: Document,
    ) -> Option<Decimal> {
        let line = Category::Document(document).word();
        let slot = format!("2.{line}/现行有效件数");
        let by_hand = settings
            .opening
            .get(line)
            .or_else(|| settings.opening.get(&slot))
            .copied();
        by_hand.or_else(|| {
            let slots = &previous?.slots;
            // edition 2019 prints 对外公开总数量 and 规范性文件: another count, not an opening of 现行有效
            slots.get(&slot).copied()
        })
    }
}

/// What in the settings names a slot, a line or an opening that the form does not have, each with the
/// nearest names.
pub fn problems(settings: &Settings, form: &Form) -> Vec<Unfit> {
    let mut problems = Vec::new();
    for (at, figure) in settings.figures.iter().enumerate() {
        problems.extend(unfit_figure(at, figure, form));
        if settings.figures[..at].iter().any(|f| f.slot == figure.slot) {
            problems.push(Unfit::new(
                Item::Slot(at),
                format!(
                    "第 {} 个 [[figure]]：slot = \"{}\" 写了两次",
                    at + 1,
                    figure.slot
                ),
                "一格只写一个 [[figure]]，删去其中一个",
            ));
        }
    }
    let lines: BTreeSet<String> = form.slots.iter().flat_map(names_of).collect();
    for (at, name) in settings.none.iter().enumerate() {
        if !lines.contains(name.as_str()) {
            let near = text::nearest(name, lines.iter().map(String::as_str));
            problems.push(Unfit::new(
                Item::None(at),
                format!("none 中的「{name}」不是报表的行次"),
                text::near_or(&near, || {
                    "可写行次的名称或编号，例如 行政许可、3.3.1".to_owned()
                }),
            ));
        }
    }
    for (key, value) in &settings.opening {
        problems.extend(unfit_opening(key, *value, form));
    }
    problems
}

/// What is wrong with a figure given by hand: its slot, or its value there.
fn unfit_figure(at: usize, figure: &HandFigure, form: &Form) -> Option<Unfit> {
    let nth = at + 1;
    let HandFigure {
        slot: id, value, ..
    } = figure;
    let Some(slot) = form.slots.iter().find(|s| s.id == *id) else {
        let near = text::nearest(id, form.slots.iter().map(|s| s.id.as_str()));
        return Some(Unfit::new(
            Item::Slot(at),
            format!(
                "第 {nth} 个 [[figure]]：slot = \"{id}\" 不是{}版报表的指标格",
                form.id
            ),
            text::near_or(&near, || {
                "写作 行次/栏次，例如 2.行政许可/本年处理决定数量、3.3.1/自然人".to_owned()
            }),
        ));
    };
    if let Feed::Sum(_) = slot.feed {
        return Some(Unfit::new(
            Item::Slot(at),
            format!("第 {nth} 个 [[figure]]：\"{id}\" 是合计，由其他格相加得出，不能手工填写"),
            "删去这个 [[figure]]，改为填写相加的各格",
        ));
    }
    let negative = value.is_sign_negative() && !value.is_zero() && !slot.head.contains("增/减");
    let broken = !value.normalize().scale().eq(&0) && !slot.unit.contains('元');
    (negative || broken).then(|| {
        let why = match broken {
            true => "件数只能是整数",
            false => "不能是负数",
        };
        Unfit::new(
            Item::Value(at),
            format!("第 {nth} 个 [[figure]]：\"{id}\" 的 value = {value} 不合理，{why}"),
            "核对后改正 value",
        )
    })
}

/// What is wrong with a line of `[opening]`.
fn unfit_opening(key: &str, value: Decimal, form: &Form) -> Vec<Unfit> {
    let item = || Item::Opening(key.to_owned());
    let mut problems = Vec::new();
    if value.is_sign_negative() && !value.is_zero() || value.normalize().scale() != 0 {
        problems.push(Unfit::new(
            item(),
            format!("[opening] 中的「{key}」= {value} 不合理"),
            "期初数只能是 0 或正整数",
        ));
    }
    let opens = |slot: &Slot| matches!(slot.feed, Feed::InForce(_) | Feed::CarriedOut(_));
    let known = ["规章", "行政规范性文件"].contains(&key)
        || form.slots.iter().any(|s| s.id == key && opens(s));
    if !known {
        problems.push(Unfit::new(
            item(),
            format!("[opening] 中的「{key}」不是可以写期初数的项目"),
            "可写 规章、行政规范性文件，或 \"3.4/自然人\" 这样的上年结转",
        ));
    }
    problems
}

/// The names under which `none` can name a slot's line: its line's own name, and its subject.
pub fn names_of(slot: &Slot) -> Vec<String> {
    let line = slot
        .id
        .split_once('/')
        .map_or(slot.id.as_str(), |(line, _)| line);
    let mut names = vec![line.to_owned()];
    names.extend(
        line.split_once('.')
            .filter(|_| !line.starts_with('3'))
            .map(|(_, name)| name.to_owned()),
    );
    names.extend(subject(&slot.feed).map(|s| s.word().to_owned()));
    names
}

/// What a slot is about.
fn subject(feed: &Feed) -> Option<Subject> {
    match feed {
        Feed::Issued(document) | Feed::Repealed(document) | Feed::InForce(document) => {
            Some(Subject::Publications(Category::Document(*document)))
        }
        Feed::Decided(decision) => Some(Subject::Publications(Category::Decision(*decision))),
        Feed::Charged => Some(Subject::Publications(Category::Fee)),
        Feed::Received(_) | Feed::CarriedIn(_) | Feed::Closed(..) | Feed::CarriedOut(_) => {
            Some(Subject::Requests)
        }
        Feed::Case(Path::Review, _) => Some(Subject::Reviews),
        Feed::Case(Path::Suit | Path::SuitAfterReview, _) => Some(Subject::Suits),
        Feed::ByHand | Feed::Sum(_) => None,
    }
}

/// The slots of 制发 and 废止 that change the number in force of a document.
pub fn changes(form: &Form, document: Document) -> Option<(usize, usize)> {
    let of = |feed: Feed| form.slots.iter().position(|s| s.feed == feed);
    Some((of(Feed::Issued(document))?, of(Feed::Repealed(document))?))
}

/// Counts.
pub fn count(
    ledger: &Ledger,
    form: &Form,
    settings: &Settings,
    previous: Option<&Previous>,
    year: Year,
    findings: &mut Vec<Finding>,
) -> Tally {
    let Counted {
        mut figures,
        filed,
        fees_back,
    } = of_ledger(ledger, form, settings, previous, year);
    // what is in force is reckoned from what was issued and repealed, wherever that comes from
    let reckoned = |slot: &Slot| matches!(slot.feed, Feed::InForce(_));
    by_hand(&mut figures, ledger, form, settings, findings, &|slot| {
        !reckoned(slot)
    });
    reckon(&mut figures, form, settings, previous);
    by_hand(&mut figures, ledger, form, settings, findings, &reckoned);
    unfed(&figures, ledger, form, settings, findings);
    in_force(&figures, ledger, form, settings, previous, year, findings);
    negative::told(&figures, fees_back, ledger, form, findings);
    total(&mut figures, form);
    Tally {
        figures,
        overview: overview::of(ledger, filed),
    }
}

/// Works out every 总计 of the form from the figures that are none; one for each slot, in the form's order.
pub fn total(figures: &mut [Figure], form: &Form) {
    // sums of sums: a later slot may sum an earlier sum and the reverse
    for at in 0..form.slots.len() {
        figures[at] = summed(at, figures, form);
    }
}

/// A figure, with a sum worked out down to what it is made of.
fn summed(at: usize, figures: &[Figure], form: &Form) -> Figure {
    match &form.slots[at].feed {
        Feed::Sum(parts) => Figure {
            value: parts
                .iter()
                .map(|part| summed(*part, figures, form).value)
                .sum(),
            from: From::Slots(parts.clone()),
        },
        _ => figures[at].clone(),
    }
}

/// What the ledgers give.
struct Counted<'l> {
    /// One for each slot of the form.
    figures: Vec<Figure>,
    /// For the overview.
    filed: Filed<'l>,
    /// Whether an amount of a fee is below 0.
    fees_back: bool,
}

/// What the ledgers give for each slot, and for the overview.
fn of_ledger<'l>(
    ledger: &'l Ledger,
    form: &Form,
    settings: &Settings,
    previous: Option<&Previous>,
    year: Year,
) -> Counted<'l> {
    let opening = |document: Document| Previous::opening(previous, settings, document);
    let places = Places::of_form(form, &|document| opening(document).is_some());
    let none = || vec![(Decimal::ZERO, 0u64); form.slots.len()];
    let of_pieces = ledger.pieces(|piece| {
        let mut sums = none();
        let (mut filed, mut fees_back) = (Filed::default(), false);
        for thing in piece.things() {
            places.adds(&thing, &mut |slot, weight| {
                sums[slot].0 += weight;
                sums[slot].1 += 1;
            });
            match &thing {
                Thing::Application(application) => filed.add(application, year),
                Thing::Charge(charge) => fees_back |= charge.amount < Decimal::ZERO,
                Thing::Paper(_) | Thing::Act(_) | Thing::Case(_) => {}
            }
        }
        (sums, filed, fees_back)
    });
    let mut sums = none();
    let (mut filed, mut fees_back) = (Filed::default(), false);
    for (of_piece, more, back) in of_pieces {
        fees_back |= back;
        for (sum, more) in sums.iter_mut().zip(of_piece) {
            sum.0 += more.0;
            sum.1 += more.1;
        }
        filed.join(more);
    }
    let figure = |slot: &Slot, sum: Decimal, rows: u64| {
        let fed = subject(&slot.feed).is_some_and(|s| ledger.fed.contains(&s));
        Figure {
            value: sum.normalize(),
            from: match fed || rows > 0 {
                true => From::Rows(rows),
                false => From::Nothing,
            },
        }
    };
    let figures = form.slots.iter().zip(sums);
    let figures = figures.map(|(slot, (sum, rows))| figure(slot, sum, rows));
    Counted {
        figures: figures.collect(),
        filed,
        fees_back,
    }
}

/// Reckons the documents in force from last year's number, where that is known.
fn reckon(figures: &mut [Figure], form: &Form, settings: &Settings, previous: Option<&Previous>) {
    for (at, slot) in form.slots.iter().enumerate() {
        if let Feed::InForce(document) = &slot.feed
            && let Some(opening) = Previous::opening(previous, settings, *document)
            && let Some((issued, repealed)) = changes(form, *document)
        {
            let value = opening + figures[issued].value - figures[repealed].value;
            figures[at] = Figure {
                value: value.normalize(),
                from: From::Opening(opening),
            };
        }
    }
}

/// Puts the figures given by hand in those slots that are `wanted`; one that a ledger feeds as well is an error.
fn by_hand(
    figures: &mut [Figure],
    ledger: &Ledger,
    form: &Form,
    settings: &Settings,
    findings: &mut Vec<Finding>,
    wanted: &dyn Fn(&Slot) -> bool,
) {
    let slot_of = |given: &HandFigure| form.slot(&given.slot).filter(|at| wanted(&form.slots[*at]));
    for (at, given) in settings.figures.iter().enumerate() {
        let Some(slot) = slot_of(given) else {
            continue;
        };
        let figure = &mut figures[slot];
        // a ledger to be filled in that has no row feeds nothing
        let hollow = |feed| subject(feed).is_some_and(|subject| ledger.hollow.holds(subject));
        let fed = match &figure.from {
            From::Rows(0) if hollow(&form.slots[slot].feed) => false,
            From::Rows(_) | From::Units(_) => true,
            From::Opening(..) => {
                subject(&form.slots[slot].feed).is_some_and(|s| ledger.fed.contains(&s))
            }
            From::Nothing | From::Hand(_) | From::Slots(_) => false,
        };
        if fed {
            let counted = figure.value.normalize();
            let message = format!(
                "「{}」既有台账（计得 {counted}），又有第 {} 个 [[figure]]（{}，{}）",
                given.slot,
                at + 1,
                given.value.normalize(),
                given.source
            );
            let mut finding =
                Finding::new(&rules::FED_TWICE, Place::Slot(given.slot.clone()), message)
                    .value(given.value.normalize().to_string())
                    .related(Place::Setting(format!("[[figure]] {}", at + 1)), "手工数字");
            if let Some(row) = first_row(slot, ledger, form) {
                finding = finding.related(Place::Cell(row), "台账中的一行");
            }
            findings.push(finding);
        } else {
            *figure = Figure {
                value: given.value.normalize(),
                from: From::Hand(at),
            };
        }
    }
    for given in &settings.of_units {
        let Some(slot) = slot_of(given) else {
            continue;
        };
        let figure = &mut figures[slot];
        if let From::Nothing | From::Rows(_) = figure.from {
            figure.value = (figure.value + given.value).normalize();
            figure.from = From::Units(given.value.normalize());
        }
    }
}

/// The first row that a slot counts.
fn first_row(slot: usize, ledger: &Ledger, form: &Form) -> Option<Address> {
    let places = Places::of_form(form, &|_| true);
    places.rows(ledger, slot).next().map(|(row, _)| row)
}

/// Lines that nothing feeds: 0 with a note, unless the office confirms them; what only a hand can give is
/// an error where it is missing.
fn unfed(
    figures: &[Figure],
    ledger: &Ledger,
    form: &Form,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) {
    let mut lines: Vec<&str> = Vec::new();
    // of documents the heads that nothing feeds, where something feeds others of their line
    let mut heads: BTreeMap<Subject, Vec<&str>> = BTreeMap::new();
    let given = given(figures, form);
    let mut hollow: BTreeSet<Subject> = BTreeSet::new();
    let mut missing: Vec<&str> = Vec::new();
    let mut contradicted: BTreeMap<&str, BTreeMap<&str, Decimal>> = BTreeMap::new();
    for (slot, figure) in form.slots.iter().zip(figures) {
        let names = names_of(slot);
        let confirmed = settings.none.iter().find(|n| names.contains(n));
        match (&slot.feed, &figure.from, confirmed) {
            (_, from, Some(name))
                if !matches!(from, From::Nothing | From::Slots(_)) && !figure.value.is_zero() =>
            {
                let told = contradicted.entry(name).or_default();
                *told.entry(told_by(from)).or_default() += figure.value;
            }
            (Feed::ByHand, From::Nothing, None) => missing.push(&slot.id),
            (Feed::Sum(_) | Feed::ByHand, ..) | (_, _, Some(_)) => {}
            (feed, From::Nothing | From::Rows(0), None) => match subject(feed) {
                Some(subject)
                    if given.contains(&subject)
                        && (ledger.hollow.holds(subject) || !ledger.fed.contains(&subject)) =>
                {
                    if let Feed::Issued(_) | Feed::Repealed(_) = feed {
                        heads.entry(subject).or_default().push(&slot.head);
                    }
                }
                Some(subject) if ledger.hollow.holds(subject) => {
                    hollow.insert(subject);
                }
                Some(subject)
                    if !ledger.fed.contains(&subject) && !lines.contains(&subject.word()) =>
                {
                    lines.push(subject.word());
                }
                _ => {}
            },
            _ => {}
        }
    }
    for (name, told) in contradicted {
        let values = told.iter();
        let values = values.map(|(by, value)| format!("{by}有（{}）", value.normalize()));
        let values: Vec<String> = values.collect();
        let message = format!(
            "gknb.toml 的 none 写明「{name}」没有，但{}",
            values.join("、")
        );
        let place = Place::Setting("none".to_owned());
        let mut finding = Finding::new(&rules::NONE_CONTRADICTS, place, message).value(name);
        if told.keys().all(|by| *by == BY_OPENING) {
            finding = finding.help(format!(
                "本年没有制发、废止的，不用写进 none：请从 none 中删去「{name}」，没有台账的格按 0 填列；现行有效件数不对的，请核对上年的件数和本年的废止"
            ));
        }
        findings.push(finding);
    }
    if !missing.is_empty() {
        let message = format!(
            "{}版报表的 {} 个指标格须手工填列，还没有填：{}",
            form.id,
            missing.len(),
            missing.join("、")
        );
        let help = format!(
            "请在 gknb.toml 中逐格写明，例如：\n[[figure]]\nslot = \"{}\"\nvalue = 0\nsource = \"数字的来源\"",
            missing[0]
        );
        let mut finding = Finding::new(
            &rules::BY_HAND_MISSING,
            Place::Slot(missing[0].to_owned()),
            message,
        )
        .help(help);
        for slot in &missing[1..] {
            finding = finding.related(Place::Slot((*slot).to_owned()), "也没有填");
        }
        findings.push(finding);
    }
    let parts = heads.iter();
    let parts: Vec<String> = parts
        .map(|(subject, heads)| format!("{}（{}）", subject.word(), heads.join("、")))
        .collect();
    if !lines.is_empty() || !parts.is_empty() {
        let all = lines.iter().map(|line| (*line).to_owned());
        let all: Vec<String> = all.chain(parts.iter().cloned()).collect();
        let message = format!("未见台账，按0填列：{}", all.join("、"));
        let mut steps = Vec::new();
        if !lines.is_empty() {
            steps.push(confirm(&lines));
        }
        if !parts.is_empty() {
            let rest = parts.join("、");
            steps.push(format!(
                "{rest}确实没有的，不用写进 none；要确认的，用 [[figure]] 写 value = 0"
            ));
        }
        let help = format!("{}；有的，请补交台账", steps.join("。"));
        findings.push(Finding::new(&rules::NOT_FED, Place::Run, message).help(help));
    }
    findings.extend(without_rows(ledger, &hollow));
}

/// Of what some figure is given by hand or reckoned from last year's.
fn given(figures: &[Figure], form: &Form) -> BTreeSet<Subject> {
    let slots = form.slots.iter().zip(figures);
    let given = slots.filter(|(_, figure)| {
        matches!(
            figure.from,
            From::Hand(_) | From::Units(_) | From::Opening(_)
        )
    });
    given.filter_map(|(slot, _)| subject(&slot.feed)).collect()
}

/// What tells a figure that comes from an opening.
const BY_OPENING: &str = "按上年现行有效件数推算";

/// What tells a figure that is not 0.
fn told_by(from: &From) -> &'static str {
    match from {
        From::Hand(_) | From::Units(_) => "手工数字里",
        From::Opening(_) => BY_OPENING,
        From::Rows(_) | From::Slots(_) | From::Nothing => "台账里",
    }
}

/// The note of ledgers that have no row, and the lines that become 0 for it.
fn without_rows(ledger: &Ledger, subjects: &BTreeSet<Subject>) -> Option<Finding> {
    let sheets = ledger.hollow.sheets.iter();
    let mut sheets = sheets
        .filter(|(_, of_sheet)| !of_sheet.is_disjoint(subjects))
        .map(|((file, sheet), _)| Place::Sheet(*file, *sheet));
    let first = sheets.next()?;
    let lines: Vec<&str> = subjects.iter().map(|s| s.word()).collect();
    let message = format!("台账里没有一行登记，按0填列：{}", lines.join("、"));
    let help = format!("{}；有的，请在台账中登记", confirm(&lines));
    let finding = Finding::new(&rules::NO_ROWS, first, message).help(help);
    Some(sheets.fold(finding, |finding, sheet| {
        finding.related(sheet, "也没有一行登记")
    }))
}

/// How lines are confirmed to be 0.
fn confirm(lines: &[&str]) -> String {
    let quoted: Vec<String> = lines.iter().map(|l| format!("\"{l}\"")).collect();
    let quoted = quoted.join(", ");
    format!("确实没有的，请在 gknb.toml 中写 none = [{quoted}]")
}

/// 现行有效: the opening and the ledger must agree, or there must be something older than the year.
fn in_force(
    figures: &[Figure],
    ledger: &Ledger,
    form: &Form,
    settings: &Settings,
    previous: Option<&Previous>,
    year: Year,
    findings: &mut Vec<Finding>,
) {
    for (slot, figure) in form.slots.iter().zip(figures) {
        let Feed::InForce(document) = &slot.feed else {
            continue;
        };
        let Some((issued, repealed)) = changes(form, *document) else {
            continue;
        };
        let (issued, repealed) = (&figures[issued], &figures[repealed]);
        let papers: Vec<_> = ledger
            .papers
            .iter()
            .filter(|p| p.kind == *document)
            .collect();
        let catalogue = papers.iter().any(|p| p.older && p.in_force);
        let shown = Decimal::from(papers.iter().filter(|p| p.in_force).count());
        match &figure.from {
            From::Opening(opening) if catalogue && shown != figure.value => {
                let source = if settings.opening.is_empty() {
                    previous.map_or("上年报告", |p| p.file.as_str())
                } else {
                    "[opening]"
                };
                let message = format!(
                    "「{}」：上年 {}（{source}）＋ 制发 {} － 废止 {} ＝ {}，台账里现行有效的有 {shown} 件，相差 {}",
                    slot.id,
                    opening.normalize(),
                    issued.value.normalize(),
                    repealed.value.normalize(),
                    figure.value.normalize(),
                    (shown - figure.value).normalize()
                );
                let finding = Finding::new(
                    &rules::IN_FORCE_DIFFERS,
                    Place::Slot(slot.id.clone()),
                    message,
                )
                .value(shown.to_string());
                let surplus = shown - figure.value;
                findings.push(documents::named(&papers, year, surplus, finding));
            }
            From::Rows(_) if !papers.is_empty() && !papers.iter().any(|p| p.older) => {
                let message = format!(
                    "「{}」按台账计为 {}，但台账里没有一件本年以前制发的文件",
                    slot.id,
                    figure.value.normalize()
                );
                let mut finding =
                    Finding::new(&rules::NO_OLDER, Place::Slot(slot.id.clone()), message);
                let first = papers.iter().find(|p| p.in_force);
                if let Some(paper) = first {
                    finding = finding.related(Place::Cell(paper.rows[0]), "台账中的一行");
                }
                findings.push(finding);
            }
            From::Nothing | From::Rows(0)
                if [issued, repealed]
                    .iter()
                    .any(|f| matches!(f.from, From::Hand(_) | From::Units(_)))
                    && !names_of(slot).iter().any(|n| settings.none.contains(n)) =>
            {
                let message = format!(
                    "「{}」按 0 填列：制发 {}、废止 {} 是手工填列的，没有上年现行有效件数，推算不出",
                    slot.id,
                    issued.value.normalize(),
                    repealed.value.normalize()
                );
                let place = Place::Slot(slot.id.clone());
                findings.push(Finding::new(&rules::NO_OLDER, place, message).help(format!(
                    "请用 --previous 指定上年报告，或在 gknb.toml 的 [opening] 写明上年现行有效件数：\n[opening]\n{} = 件数\n或用 [[figure]] 直接给出「{}」",
                    Category::Document(*document).word(),
                    slot.id
                )));
            }
            _ => {}
        }
    }
}
