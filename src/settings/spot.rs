//! Spots: which entry of `gknb.toml` a stage finds unfit, and where it stands in the text.
//!
//! A stage knows the entry and not the text; whoever has the text finds the entry's [`Mark`] in
//! [`Marks`] and shows the line.

use std::collections::BTreeMap;
use std::fmt;

use super::Problem;

/// An entry that may be well spelt and still ask for what does not exist.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// `previous`
    Previous,
    /// `roster`
    Roster,
    /// An element of `key`, from 0.
    Key(usize),
    /// An element of `none`, from 0.
    None(usize),
    /// A line of `[opening]`, by its name.
    Opening(String),
    /// `slot` of a `[[figure]]`, from 0.
    Slot(usize),
    /// `value` of a `[[figure]]`, from 0.
    Value(usize),
    /// `[words.<field>]` as a whole.
    Words(String),
    /// A word of `[words.<field>]`.
    Word(String, String),
    /// A heading of `[headings]`.
    Heading(String),
    /// `[unit."…"]` as a whole.
    Unit,
}

/// An entry of the whole, or of `[unit."…"]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The unit as written; none for what stands outside units.
    pub unit: Option<String>,
    /// The entry.
    pub item: Item,
}

impl From<Item> for Spot {
    fn from(item: Item) -> Self {
        Spot { unit: None, item }
    }
}

/// Where an entry stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Characters to be marked on that line, at least 1.
    pub length: usize,
    /// The line as it stands in the file.
    pub text: String,
}

/// The marks of all entries; empty for settings that were not read from a text.
pub type Marks = BTreeMap<Spot, Mark>;

/// An entry that asks for what does not exist, and the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// Which entry.
    pub spot: Spot,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub help: String,
}

impl Unfit {
    /// An entry of the whole.
    pub fn new(item: Item, message: impl Into<String>, help: impl Into<String>) -> Self {
        Unfit {
            spot: item.into(),
            message: message.into(),
            help: help.into(),
        }
    }

    /// This entry as one of a unit's own.
    pub(crate) fn of_unit(self, unit: &str) -> Self {
        Unfit {
            spot: Spot {
                unit: Some(unit.to_owned()),
                ..self.spot
            },
            message: format!("[unit.\"{unit}\"] {}", self.message),
            ..self
        }
    }

    /// The problem with its line; none where the entry did not come from a text.
    pub fn problem(&self, marks: &Marks) -> Option<Problem> {
        let mark = marks.get(&self.spot)?;
        Some(Problem {
            line: mark.line,
            column: mark.column,
            length: mark.length,
            text: mark.text.clone(),
            message: self.message.clone(),
            help: self.help.clone(),
        })
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}；{}", self.message, self.help)
    }
}
