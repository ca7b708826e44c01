//! Cases that another office counts: of those in which the office that decided a review is a defendant as well, the
//! office whose act it was counts them (国办公开办函〔2016〕201号).

use std::collections::BTreeSet;

use super::{Year, rules};
use crate::column::Field;
use crate::entry::Path;
use crate::finding::{Finding, Place};
use crate::settings::Scope;
use crate::text::{quote, squeeze};

/// Doubts where the defendant of a case is another office.
pub(super) fn others(year: &Year<'_>, findings: &mut Vec<Finding>) {
    let own = year.settings.scope.unwrap_or_default() == Scope::Own;
    if !own || year.settings.by_unit {
        return;
    }
    let agency = squeeze(year.agency);
    let sheet = |case: &crate::ledger::Case| case.rows.first().map(|at| (at.file, at.sheet));
    let told = || {
        let cases = year.ledger.cases.iter();
        cases.filter_map(|case| Some((case, case.against.as_deref()?)))
    };
    // only where a sheet writes this office's name as it is known can other names be told from it
    let named = told().filter(|(_, against)| parties(against).iter().any(|p| p.is(&agency)));
    let ours: BTreeSet<_> = named.filter_map(|(case, _)| sheet(case)).collect();
    for (case, against) in told() {
        let Some(row) = case.rows.first() else {
            continue;
        };
        let parties = parties(against);
        let message = match parties.iter().position(|party| party.is(&agency)) {
            None if sheet(case).is_some_and(|sheet| ours.contains(&sheet)) => format!(
                "被告（被申请人）写的是{}，不是本单位，这一件照常计入",
                quote(against)
            ),
            Some(at) if reviewed(&parties, at, case.path) => format!(
                "{}中本单位是复议机关，这样的案件由原行为机关统计，这一件照常计入",
                quote(against)
            ),
            _ => continue,
        };
        let place = Place::Cell(year.ledger.cell(*row, Field::Unit));
        findings.push(Finding::new(&rules::OTHER_DEFENDANT, place, message).value(against));
    }
}

/// One of the defendants: its name, and what is said of it in a bracket.
#[derive(Debug)]
struct Party {
    name: String,
    said: String,
}

impl Party {
    /// Whether it is this office, by its name or by what an office calls itself.
    fn is(&self, agency: &str) -> bool {
        const SELVES: [&str; 6] = ["本机关", "本单位", "本局", "我局", "我委", "我单位"];
        const SHORTEST: usize = 4;
        let long = |name: &str| name.chars().count() >= SHORTEST;
        self.name == agency
            || SELVES.contains(&self.name.as_str())
            || long(&self.name) && agency.ends_with(&self.name)
            || long(agency) && self.name.ends_with(agency)
    }
}

fn parties(against: &str) -> Vec<Party> {
    // 和 is a part of many a name
    let parts = against.split(['、', '，', ',', '；', ';', '\n']);
    let party = |part: String| {
        let (name, said) = part.split_once('(').unwrap_or((&part, ""));
        Party {
            name: name.to_owned(),
            said: said.trim_end_matches(')').to_owned(),
        }
    };
    let parts = parts.map(squeeze).filter(|part| !part.is_empty());
    parts.map(party).collect()
}

/// Whether the office at a place among the parties is there for its review alone: it is said to be, or it stands
/// behind the one whose act was reviewed.
fn reviewed(parties: &[Party], at: usize, path: Path) -> bool {
    let said = &parties[at].said;
    if parties.len() < 2 || path == Path::Review || said.contains("原") {
        return false;
    }
    let first = |party: &Party| party.said.contains("复议");
    said.contains("复议") || at > 0 && path == Path::SuitAfterReview && !first(&parties[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_that_decided_the_review_is_told_from_the_one_whose_act_it_was() {
        let agency = "某市人民政府";
        for (against, path, expected) in [
            (
                "某市自然资源局、某市人民政府（复议机关）",
                Path::SuitAfterReview,
                true,
            ),
            ("某市自然资源局，某市人民政府", Path::SuitAfterReview, true),
            (
                "某市人民政府、某省人民政府（复议机关）",
                Path::SuitAfterReview,
                false,
            ),
            ("某市人民政府", Path::SuitAfterReview, false),
            ("某县人民政府、市人民政府", Path::Suit, false),
        ] {
            let parties = parties(against);
            let at = parties.iter().position(|party| party.is(agency)).unwrap();
            assert_eq!(reviewed(&parties, at, path), expected, "{against}");
        }
    }
}
