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
    applications: Standings,
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

/// How an application of a class stands in the year.
#[derive(Clone, Copy)]
enum Standing {
    Received,
    CarriedIn,
    CarriedOut,
    Closed(Outcome),
}

/// Slots by how applications stand and by their class, found without a search.
#[derive(Debug, Default)]
struct Standings(Vec<u16>);

impl Standings {
    /// Where no slot is.
    const NONE: u16 = u16::MAX;

    fn position(standing: Standing, class: Applicant) -> usize {
        // below each kind as many items as any has
        const ITEMS: usize = 16;
        let (kind, item) = match standing {
            Standing::Received => (0, 0),
            Standing::CarriedIn => (0, 1),
            Standing::CarriedOut => (0, 2),
            Standing::Closed(Outcome::Granted) => (0, 3),
            Standing::Closed(Outcome::PartlyGranted) => (0, 4),
            Standing::Closed(Outcome::Denied(item)) => (1, item),
            Standing::Closed(Outcome::Unavailable(item)) => (2, item),
            Standing::Closed(Outcome::Declined(item)) => (3, item),
            Standing::Closed(Outcome::Otherwise(item)) => (4, item),
        };
        let line = kind * ITEMS + usize::from(item);
        line * Applicant::ALL.len() + class as usize
    }

    fn put(&mut self, standing: Standing, class: Applicant, slot: usize) {
        let at = Standings::position(standing, class);
        let room = self.0.len().max(at + 1);
        self.0.resize(room, Standings::NONE);
        self.0[at] = u16::try_from(slot).expect("forms have some hundred slots");
    }

    fn get(&self, standing: Standing, class: Applicant) -> Option<usize> {
        let slot = *self.0.get(Standings::position(standing, class))?;
        (slot != Standings::NONE).then_some(usize::from(slot))
    }
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
            let applications = &mut places.applications;
            match &slot.feed {
                Feed::Received(class) => applications.put(Standing::Received, *class, at),
                Feed::CarriedIn(class) => applications.put(Standing::CarriedIn, *class, at),
                Feed::CarriedOut(class) => applications.put(Standing::CarriedOut, *class, at),
                Feed::Closed(outcomes, class) => {
                    for outcome in outcomes {
                        applications.put(Standing::Closed(*outcome), *class, at);
                    }
                }
                Feed::Issued(document) => {
                    places.issued.insert(*document, at);
                }
                Feed::Repealed(document) => {
                    places.repealed.insert(*document, at);
                }
                Feed::InForce(document) if reckoned(*document) => {
                    places.reckoned.insert(*document, at);
                }
                Feed::InForce(document) => {
                    places.in_force.insert(*document, at);
                }
                Feed::Decided(decision) => {
                    places.decided.insert(*decision, at);
                }
                Feed::Charged => places.charged = Some(at),
                Feed::Case(path, verdict) => {
                    places.cases.insert((*path, *verdict), at);
                }
                Feed::ByHand | Feed::Sum(_) => {}
            }
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
        let begun = match application.carried_in {
            true => Standing::CarriedIn,
            false => Standing::Received,
        };
        let ended = application
            .outcome
            .map_or(Standing::CarriedOut, Standing::Closed);
        [begun, ended].map(|standing| self.applications.get(standing, application.class))
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
