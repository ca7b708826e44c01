//! 看一眼: what a text is in whatever row it stands, seen once for each word of a file, so that a row is known
//! to be a record without a look at its texts.

use super::content::{self, Look};
use super::header::{self, Marks, is_no_heading};
use super::total::small;
use super::{Headings, Table, aside, brief, has_own};
use crate::book::{Cell, Row, Value, Word};

/// What a cell is by itself.
#[derive(Debug, Clone, Copy)]
struct Sight {
    /// It has something of its own.
    own: bool,
    /// It may make a row that begins with it something else than a record.
    first: bool,
    /// It may make a row something else than a record wherever it stands.
    alters: bool,
    /// It may be the number of a column.
    numeral: bool,
    /// It may stand in a header.
    heading: bool,
    /// What it looks like, where that was asked.
    look: Option<Option<Look>>,
}

/// The words of a table as far as they were looked at, and the row being looked at.
#[derive(Debug, Default)]
pub(super) struct Sights {
    words: Vec<Met>,
    /// What each cell of the last row looks like, where that was asked.
    pub(super) looks: Vec<Option<Option<Look>>>,
    /// Columns that have a field.
    columns: Vec<bool>,
    marks: Marks,
}

/// How often a word was met: most are met once, and a glance does for these.
#[derive(Debug, Clone, Copy)]
enum Met {
    Never,
    Once,
    Known(Sight),
}

impl Sights {
    /// A table begins.
    pub(super) fn begin(&mut self, table: &Table) {
        self.words.clear();
        self.columns.clear();
        for (column, _) in table.columns.values() {
            let at = usize::from(*column);
            if at >= self.columns.len() {
                self.columns.resize(at + 1, false);
            }
            self.columns[at] = true;
        }
        self.marks = Marks::of(table);
    }

    /// Whether a row below a header is a record beyond doubt: it has several cells of its own, none of them from
    /// a merged area, says something in a column that has a field, and nothing in it may make it a header, a
    /// 合计, a footer or anything else. Where it is not, a closer look tells.
    pub(super) fn is_record(&mut self, table: &Table, row: &Row, headings: &Headings) -> bool {
        self.looks.clear();
        let (mut own, mut headers, mut numerals) = (0, 0, 0);
        let mut says = false;
        for cell in &row.cells {
            if cell.anchor.is_some() {
                return false;
            }
            let sight = self.of(table, cell, headings, own == 0);
            self.looks.push(sight.look);
            if !sight.own {
                continue;
            }
            if sight.alters || own == 0 && sight.first {
                return false;
            }
            own += 1;
            headers += usize::from(sight.heading);
            numerals += usize::from(sight.numeral);
            says |= self.columns.get(usize::from(cell.column)) == Some(&true);
        }
        let header = headers >= 2 && headers * 10 >= own * 6;
        let few = table.is_sparse(own);
        own >= 2 && says && !header && numerals < own && !few
    }

    #[inline]
    fn of(&mut self, table: &Table, cell: &Cell, headings: &Headings, first: bool) -> Sight {
        let Some(word) = cell.word else {
            return at_a_glance(cell, &self.marks, first);
        };
        if let Some(Met::Known(sight)) = self.words.get(word.position()) {
            return *sight;
        }
        self.learn(table, cell, word, (headings, first))
    }

    fn learn(
        &mut self,
        table: &Table,
        cell: &Cell,
        word: Word,
        (headings, first): (&Headings, bool),
    ) -> Sight {
        let at = word.position();
        if at >= self.words.len() {
            self.words.resize(at + 1, Met::Never);
        }
        match self.words[at] {
            Met::Never => {
                self.words[at] = Met::Once;
                at_a_glance(cell, &self.marks, first)
            }
            Met::Once => {
                let sight = looked_at(table, cell, &self.marks, headings);
                self.words[at] = Met::Known(sight);
                sight
            }
            Met::Known(sight) => sight,
        }
    }
}

/// What a cell is.
fn looked_at(table: &Table, cell: &Cell, marks: &Marks, headings: &Headings) -> Sight {
    let Value::Text(written) = &cell.value else {
        return at_a_glance(cell, marks, true);
    };
    Sight {
        own: has_own(cell),
        first: aside::may_begin_other(written),
        alters: alters(cell, written),
        numeral: brief::is_numeral(written),
        heading: marks.may_repeat(written)
            || !is_no_heading(written) && headings.know_word(written),
        look: Some(content::look(table.kind, &cell.value)),
    }
}

/// Whether a text may make its row something else than a record wherever it stands.
fn alters(cell: &Cell, written: &str) -> bool {
    aside::may_alter(cell) || header::names_day(written) || small::may_head(cell)
}

/// As much of it as is told at a glance: a short text may be any heading, what a text looks like is left open, and
/// what it makes of a row that it begins is told where it does.
#[inline]
fn at_a_glance(cell: &Cell, marks: &Marks, first: bool) -> Sight {
    let own = has_own(cell);
    let Value::Text(written) = &cell.value else {
        return Sight {
            own,
            first: false,
            alters: aside::may_alter(cell),
            numeral: matches!(cell.value, Value::Number(_)),
            heading: false,
            look: None,
        };
    };
    // a number, or a text that begins with one, is no word of any kind
    let digit = written.as_bytes().first().is_some_and(u8::is_ascii_digit);
    Sight {
        own,
        first: first && aside::may_begin_other(written),
        alters: alters(cell, written),
        numeral: brief::is_numeral(written),
        heading: !digit && !is_no_heading(written) || marks.may_repeat(written),
        look: None,
    }
}
