//! Which slots a counted thing adds to, and how much.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Figure, From};
use crate::address::Address;
use crate::entry::{Applicant, Decision, Document, Outcome, Path, Verdict};
use crate::form::{Feed, Form};
use crate::ledger::{Application, Ledger, Paper, Thing};

/// The slots of a form that ledgers feed, by what feeds them.
#[derive(Debug, Default)]
pub struct Places {
    received: BTreeMap<Applicant, usize>,
    carried_in: BTreeMap<Applicant, usize>,
    closed: BTreeMap<(Outcome, Applicant), usize>,
    carried_out: BTreeMap<Applicant, usize>,
    issued: BTreeMap<Document, usize>,
    repealed: BTreeMap<Document, usize>,
    /// 现行有效件数 as the ledger's documents tell it.
    in_force: BTreeMap<Document, usize>,
    /// 现行有效件数 reckoned from last year's.
    reckoned: BTreeMap<Document, usize>,
    decided: BTreeMap<Decision, usize>,
    charged: Option<usize>,
    cases: BTreeMap<(Path, Verdict), usize>,
}

impl Places {
    /// The slots of a form; `reckoned` tells which documents in force are reckoned from last year's number.
    pub(super) fn of_form(form: &Form, reckoned: &dyn Fn(Document) -> bool) -> Self {
        Places::of_slots(form, &|_| true, reckoned)
    }

    /// The slots whose figures rows stand behind.
    pub fn of(form: &Form, figures: &[Figure]) -> Self {
        let rows = |slot: usize| {
            matches!(
                figures[slot].from,
                From::Rows(_) | From::Opening(_) | From::Units(_)
            )
        };
        let reckoned = |document: Document| {
            let feeds = form.slots.iter().zip(figures);
            feeds
                .filter(|(slot, _)| slot.feed == Feed::InForce(document))
                .any(|(_, figure)| matches!(figure.from, From::Opening(_)))
        };
        Places::of_slots(form, &rows, &reckoned)
    }

    fn of_slots(
        form: &Form,
        rows: &dyn Fn(usize) -> bool,
        reckoned: &dyn Fn(Document) -> bool,
    ) -> Self {
        let mut places = Places::default();
        for (at, slot) in form.slots.iter().enumerate().filter(|(at, _)| rows(*at)) {
            match &slot.feed {
                Feed::Received(class) => places.received.insert(*class, at),
                Feed::CarriedIn(class) => places.carried_in.insert(*class, at),
                Feed::CarriedOut(class) => places.carried_out.insert(*class, at),
                Feed::Closed(outcomes, class) => {
                    let cells = outcomes.iter().map(|outcome| ((*outcome, *class), at));
                    places.closed.extend(cells);
                    None
                }
                Feed::Issued(document) => places.issued.insert(*document, at),
                Feed::Repealed(document) => places.repealed.insert(*document, at),
                Feed::InForce(document) if reckoned(*document) => {
                    places.reckoned.insert(*document, at)
                }
                Feed::InForce(document) => places.in_force.insert(*document, at),
                Feed::Decided(decision) => places.decided.insert(*decision, at),
                Feed::Charged => places.charged.replace(at),
                Feed::Case(path, verdict) => places.cases.insert((*path, *verdict), at),
                Feed::ByHand | Feed::Sum(_) => None,
            };
        }
        places
    }

    /// Tells each slot that a thing adds to, in the form's order, and what it adds in the slot's unit.
    pub fn adds(&self, thing: &Thing<'_>, add: &mut dyn FnMut(usize, Decimal)) {
        match thing {
            Thing::Application(application) => {
                let count = Decimal::from(application.count);
                for slot in self.of_application(application).into_iter().flatten() {
                    add(slot, count);
                }
            }
            Thing::Paper(paper) => self.of_paper(paper, add),
            Thing::Act(act) => {
                if let Some(slot) = self.decided.get(&act.kind) {
                    add(*slot, Decimal::from(act.count));
                }
            }
            Thing::Charge(charge) => {
                if let Some(slot) = self.charged {
                    add(slot, charge.amount);
                }
            }
            Thing::Case(case) => {
                if let Some(slot) = self.cases.get(&(case.path, case.verdict)) {
                    add(*slot, Decimal::ONE);
                }
            }
        }
    }

    /// Where an application stands among those to be dealt with, and among the results.
    fn of_application(&self, application: &Application<'_>) -> [Option<usize>; 2] {
        let class = application.class;
        let begun = match application.carried_in {
            true => &self.carried_in,
            false => &self.received,
        };
        let ended = match application.outcome {
            Some(outcome) => self.closed.get(&(outcome, class)),
            None => self.carried_out.get(&class),
        };
        [begun.get(&class).copied(), ended.copied()]
    }

    fn of_paper(&self, paper: &Paper, add: &mut dyn FnMut(usize, Decimal)) {
        let mut tell = |holds: bool, slots: &BTreeMap<Document, usize>, weight: Decimal| {
            if let Some(slot) = slots.get(&paper.kind).filter(|_| holds) {
                add(*slot, weight);
            }
        };
        tell(paper.issued, &self.issued, Decimal::ONE);
        tell(paper.repealed, &self.repealed, Decimal::ONE);
        tell(paper.in_force, &self.in_force, Decimal::ONE);
        tell(paper.issued, &self.reckoned, Decimal::ONE);
        tell(paper.repealed, &self.reckoned, Decimal::NEGATIVE_ONE);
    }

    /// The rows behind a slot and what each adds, in the order of rows.
    pub fn rows<'l>(
        &'l self,
        ledger: &'l Ledger,
        slot: usize,
    ) -> impl Iterator<Item = (Address, Decimal)> + 'l {
        ledger.things().flat_map(move |thing| {
            let mut adds = Vec::new();
            self.adds(&thing, &mut |at, weight| {
                if at == slot {
                    adds.push((thing.row(), weight));
                }
            });
            adds
        })
    }
}
