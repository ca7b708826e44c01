//! What of section 二 ledgers feed in an edition of the form; all else is given by hand.

use crate::entry::Category;
use crate::form::{Feed, Form};

/// The lines that ledgers feed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// 规章 and 规范性文件 made in the year.
    documents: bool,
    /// Those repealed and in force as well: edition 2019 does not ask for them.
    pub standing: bool,
    /// 行政许可, 行政处罚, 行政强制.
    decisions: bool,
    /// 行政事业性收费: edition 2019 asks for the number of items.
    fees: bool,
}

impl Lines {
    /// Those of a form.
    pub fn of(form: &Form) -> Self {
        let mut lines = Lines::default();
        for slot in &form.slots {
            match slot.feed {
                Feed::Issued(_) => lines.documents = true,
                Feed::Repealed(_) | Feed::InForce(_) => lines.standing = true,
                Feed::Decided(_) => lines.decisions = true,
                Feed::Charged => lines.fees = true,
                _ => {}
            }
        }
        lines
    }

    /// Whether they feed a line.
    #[inline]
    pub(super) fn feed(self, category: Category) -> bool {
        match category {
            Category::Document(_) => self.documents,
            Category::Decision(_) => self.decisions,
            Category::Fee => self.fees,
            Category::Other => false,
        }
    }
}
