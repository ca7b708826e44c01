//! 追溯: why a figure is what it is, and what became of a row.
//!
//! In: a job, its compilation, and what was asked: of the whole or of a single unit a slot (`3.3.1/自然人`) or a row (`一季度/申请.xlsx!台账!7`).
//! Out: an [`Explained`], as words for people or as JSON for programs. For a slot, besides the rows behind it,
//! the rows that nearly counted: they would count by what they say themselves, or if the year were a week
//! longer. For those the files are read once more, since a compilation keeps only what it counted; for a row only its
//! own file.

use rust_decimal::Decimal;

use crate::address::Address;
use crate::compilation::Compilation;
use crate::exports;
use crate::finding::{Finding, Place};
use crate::form::Feed;
use crate::job::{Job, Stop};
use crate::ledger::Fate;
use crate::settings::UnitSettings;
use crate::tally::{self, From};
use crate::text::same_name;
use crate::units::OfUnit;
use crate::write;
use crate::write::evidence::{Behind, Evidence, Whence};

mod asked;
mod json;
mod near;
mod says;
mod text;

pub use asked::{Asked, Unknown, asked, folded, is_place, unit};
use near::{Near, Nearly};
use says::says;

/// The answer.
pub struct Explained<'a> {
    compilation: &'a Compilation,
    evidence: Evidence<'a>,
    /// The unit whose figure was asked for; none for the whole.
    unit: Option<&'a OfUnit>,
    what: What,
}

enum What {
    Slot {
        slot: usize,
        behind: Vec<Behind>,
        near: Vec<Near>,
    },
    Row {
        row: Address,
        fate: Fate,
        /// What the row says, for a row of a ledger.
        says: Option<String>,
    },
}

/// Answers; for a unit, only what concerns its figure.
pub fn explain<'a>(
    asked: Asked,
    unit: Option<&'a OfUnit>,
    job: &Job,
    compilation: &'a Compilation,
) -> Result<Explained<'a>, ExplainError> {
    let evidence = Evidence::of(compilation);
    let terms = exports::Terms::of(&job.settings)?;
    let of = (compilation.year, compilation.form);
    let what = match asked {
        Asked::Slot(slot) => {
            let behind = match unit {
                None => evidence.behind(slot),
                Some(unit) => behind_unit(slot, unit, &evidence, compilation),
            };
            let nearly = Nearly::of(slot, &behind, &evidence, compilation);
            let near = exports::entries(job, &terms, of, &|_| true, &|entry, _| {
                let of_unit = || compilation.ledger.unit(entry.record().at);
                let is_asked = unit.is_none_or(|unit| of_unit() == Some(&unit.name));
                is_asked.then(|| nearly.row(&entry)).flatten()
            });
            What::Slot { slot, behind, near }
        }
        Asked::Row(_) if unit.is_some() => {
            return Err(ExplainError::Unknown(Unknown {
                message: "一行的去向与单位无关".to_owned(),
                help: "问一行的去向时不写 --unit".to_owned(),
            }));
        }
        Asked::Row(row) => {
            let fate = compilation.fate(row).ok_or_else(|| Unknown {
                message: format!("{} 是空行，或者没有这一行", compilation.names.show(row)),
                help: "空行不读取，也没有去向".to_owned(),
            })?;
            let its_file = |file: u32| file == row.file;
            let of_row = exports::entries(job, &terms, of, &its_file, &|entry, _| {
                (entry.record().at.row() == row.row()).then(|| says(&entry))
            });
            What::Row {
                row,
                fate,
                says: of_row.into_iter().next(),
            }
        }
    };
    Ok(Explained {
        compilation,
        evidence,
        unit,
        what,
    })
}

/// What is behind a figure of a unit: what is given for it, and the rows of its name. Rows that count for the
/// unit but not for the whole, which has an opening where the unit has none, are not listed.
fn behind_unit(
    slot: usize,
    unit: &OfUnit,
    evidence: &Evidence<'_>,
    compilation: &Compilation,
) -> Vec<Behind> {
    let form = compilation.form;
    let of_unit = |slot: usize| {
        let rows = evidence.behind(slot).into_iter();
        rows.filter(|b| {
            let row = b.whence.row();
            row.and_then(|row| compilation.ledger.unit_counted(row)) == Some(&unit.name)
        })
    };
    let figure = &unit.tally.figures[slot];
    let mut behind: Vec<Behind> = Vec::new();
    match (&figure.from, &form.slots[slot].feed) {
        (_, Feed::Sum(parts)) => {
            let parts = parts.iter();
            behind.extend(parts.flat_map(|p| behind_unit(*p, unit, evidence, compilation)));
        }
        (From::Hand(nth), _) => behind.push(Behind {
            whence: Whence::Hand(*nth),
            count: figure.value,
        }),
        (From::Opening(opening), _) => {
            let own = settings_of(unit, compilation);
            let told = own.is_some_and(|own| !own.opening.is_empty());
            behind.push(Behind {
                whence: match told {
                    true => Whence::Opening,
                    false => Whence::Previous,
                },
                count: *opening,
            });
            let changes = match &form.slots[slot].feed {
                Feed::InForce(document) => tally::changes(form, *document),
                _ => None,
            };
            if let Some((issued, repealed)) = changes {
                behind.extend(behind_unit(issued, unit, evidence, compilation));
                let gone = behind_unit(repealed, unit, evidence, compilation).into_iter();
                behind.extend(gone.map(|b| Behind {
                    count: -b.count,
                    ..b
                }));
            }
        }
        _ => behind.extend(of_unit(slot)),
    }
    behind.sort_by_key(|b| b.whence);
    behind
}

fn settings_of<'c>(unit: &OfUnit, compilation: &'c Compilation) -> Option<&'c UnitSettings> {
    let mut units = compilation.settings.units.iter();
    let of = |name: &str| same_name(name, &unit.name);
    units.find(|(name, _)| of(name)).map(|(_, own)| own)
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// The settings cannot be followed.
    #[error(transparent)]
    Stop(#[from] Stop),
    /// There is no such thing.
    #[error(transparent)]
    Unknown(#[from] Unknown),
}

impl Explained<'_> {
    /// For people.
    pub fn text(&self) -> String {
        match &self.what {
            What::Slot { slot, behind, near } => self.slot_text(*slot, behind, near),
            What::Row { row, fate, says } => self.row_text(*row, *fate, says.as_deref()),
        }
    }

    /// For programs: one document, version 1.
    pub fn json(&self) -> String {
        let document = match &self.what {
            What::Slot { slot, behind, near } => self.slot_json(*slot, behind, near),
            What::Row { row, fate, .. } => self.row_json(*row, *fate),
        };
        write::json::text(&document)
    }

    /// A figure of what was asked for.
    fn value(&self, slot: usize) -> Decimal {
        let tally = self
            .unit
            .map_or(&self.compilation.tally, |unit| &unit.tally);
        tally.figures[slot].value.normalize()
    }

    /// A setting in words; of a unit, its own.
    fn setting(&self, name: &str) -> String {
        match self.unit {
            Some(unit) => format!("[unit.\"{}\"] {name}", unit.name),
            None => name.to_owned(),
        }
    }

    /// Findings at a row or related to it.
    fn findings(&self, row: Address) -> Vec<Finding> {
        let here = |place: &Place| matches!(place, Place::Cell(at) if at.row() == row.row());
        let found = self.compilation.findings.iter();
        found
            .filter(|f| here(&f.at) || f.related.iter().any(|(place, _)| here(place)))
            .cloned()
            .collect()
    }
}
