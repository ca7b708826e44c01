//! 汇总: ledger × form → figures, each with the rows it came from.
//!
//! In: the settled year, the form, figures by hand, last year's figures. Out: one [`Figure`] a slot, and the
//! overview of section 一. Whether figures fit together is left to [`crate::verify`].

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::address::Address;
use crate::entry::{Category, Document, Path};
use crate::finding::{Finding, Place};
use crate::form::{Feed, Form, Slot};
use crate::ledger::{Ledger, Subject, Thing, Year};
use crate::settings::{HandFigure, Settings};

mod documents;
mod in_force;
mod negative;
mod overview;
mod places;
mod rules;
mod summed;
mod unfed;
mod unfit;

use overview::Filed;
pub use overview::{Months, Overview};
pub use places::Places;
pub use rules::RULES;
pub use unfit::problems;

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
        told_opening(&settings.opening, document).or_else(|| {
            let slots = &previous?.slots;
            // edition 2019 prints 对外公开总数量 and 规范性文件: another count, not an opening of 现行有效
            let slot = opening_slot(Category::Document(document).word());
            slots.get(&slot).copied()
        })
    }
}

/// What `[opening]` says of a kind of documents, by the word of its line or by its slot.
pub fn told_opening(opening: &BTreeMap<String, Decimal>, document: Document) -> Option<Decimal> {
    let line = Category::Document(document).word();
    let told = opening.get(line);
    told.or_else(|| opening.get(&opening_slot(line))).copied()
}

/// The slot of last year's report that is the opening of a line: `2.规章/现行有效件数`.
pub fn opening_slot(line: &str) -> String {
    format!("2.{line}/现行有效件数")
}

/// The names under which `none` can name a slot's line: its line's own name, and its subject.
pub fn names_of(slot: &Slot) -> Vec<String> {
    let name = slot.name();
    let mut names = vec![name.line.to_owned()];
    if name.section() != 3 {
        names.push(name.subject().to_owned());
    }
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
    unfed::told(&figures, ledger, form, settings, findings);
    findings.extend(summed::told(&figures, ledger, form, settings, year));
    in_force::told(&figures, ledger, form, settings, previous, year, findings);
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
