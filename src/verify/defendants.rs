//! Cases that another office counts: of those in which the office that decided a review is a defendant as well, the
//! office whose act it was counts them (国办公开办函〔2016〕201号).

use std::collections::BTreeMap;

use super::{Year, rules};
use crate::address::Address;
use crate::column::Field;
use crate::entry::Path;
use crate::finding::{Finding, Place};
use crate::office::{self, apart};
use crate::settings::Scope;
use crate::text::{quote, squeeze};

/// Doubts where the defendant of a case is another office.
pub(super) fn others(year: &Year<'_>, findings: &mut Vec<Finding>) {
    let own = year.settings.scope.unwrap_or_default() == Scope::Own;
    if !own || year.settings.by_unit {
        return;
    }
    let agency = squeeze(year.agency);
    let mut sheets: BTreeMap<(u32, u16), Vec<Told<'_>>> = BTreeMap::new();
    for case in &year.ledger.cases {
        if let (Some(row), Some(against)) = (case.rows.first(), case.against.as_deref()) {
            let told = Told {
                row: *row,
                against,
                parties: parties(against),
                path: case.path,
            };
            sheets.entry((row.file, row.sheet)).or_default().push(told);
        }
    }
    for cases in sheets.values() {
        let ours = |told: &Told<'_>| told.parties.iter().any(|party| party.is(&agency));
        // where a sheet writes this office's name as it is known, other names are told from it one by one
        let named = cases.iter().any(ours);
        if !named && cases.iter().all(|told| told.is_of_others(&agency)) {
            findings.extend(cases.first().map(|first| all(year, first, cases.len())));
        }
        for told in cases {
            findings.extend(
                told.doubt(&agency, named)
                    .map(|doubt| told.find(year, doubt)),
            );
        }
    }
}

/// A case and whom it is against.
struct Told<'y> {
    row: Address,
    /// As written.
    against: &'y str,
    parties: Vec<Party>,
    path: Path,
}

impl Told<'_> {
    /// What speaks against counting it, where its sheet names this office or does not.
    fn doubt(&self, agency: &str, named: bool) -> Option<String> {
        match self.parties.iter().position(|party| party.is(agency)) {
            None if named => Some(format!(
                "被告（被申请人）写的是{}，不是本单位，这一件照常计入",
                quote(self.against)
            )),
            Some(at) if reviewed(&self.parties, at, self.path) => Some(format!(
                "{}中本单位是复议机关，这样的案件由原行为机关统计，这一件照常计入",
                quote(self.against)
            )),
            _ => None,
        }
    }

    /// Whether it is surely against others.
    fn is_of_others(&self, agency: &str) -> bool {
        let mut parties = self.parties.iter();
        !self.parties.is_empty() && parties.all(|party| apart::are_of_two(&party.name, agency))
    }

    fn find(&self, year: &Year<'_>, message: String) -> Finding {
        let place = Place::Cell(year.ledger.cell(self.row, Field::Unit));
        Finding::new(&rules::OTHER_DEFENDANT, place, message).value(self.against)
    }
}

/// A doubt where no case of a sheet is against this office, as in a register of the reviews that it decides.
fn all(year: &Year<'_>, first: &Told<'_>, cases: usize) -> Finding {
    let message = format!(
        "这张表的 {cases} 件，被告（被申请人）写的都不是本单位（如{}），照常计入",
        quote(first.against)
    );
    first.find(year, message).help(
        "表四一般只计以本单位为被告（被申请人）的案件：是本单位作为复议机关审理的，或是别的单位的，请从台账中去掉；确由本单位统计的（如被告写的是本单位的曾用名），可用 [[explain]] 说明",
    )
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
        office::names_itself(&self.name) || office::ends_alike(&self.name, agency)
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
