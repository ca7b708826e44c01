//! 几列类别: which of several columns tells the line of table 二, and a doubt where another tells it otherwise.
//!
//! In: a header that was found, and the first rows below it; later rows are not looked at. Out: the ranks of the columns
//! that may be 「类别」, and a finding.

use super::super::{Field, Kind, cell_at, content, rules};
use super::Found;
use super::path::TICKED;
use crate::address::{Address, column_name};
use crate::book::{Row, Value};
use crate::finding::{Finding, Place};
use crate::text::{in_toml, quote, squeeze};

/// Ranks by which a column of kinds stands back behind one whose cells name lines of the form.
const BACK: usize = 1_000;

/// The line of table 二 that a cell names, without 行政: both 规范性文件 and 行政规范性文件 are one.
fn line(row: &Row, column: u16) -> Option<String> {
    let Value::Text(written) = &cell_at(row, column)?.value else {
        return None;
    };
    let named = content::is_word_of(Kind::Publications, Field::Category, written);
    named.then(|| squeeze(written).trim_start_matches("行政").to_owned())
}

impl Found {
    /// Of several columns of kinds, those whose cells name no line of the form stand behind one whose cells do; unless the
    /// office says which it is, or one asks whether a document is normative.
    pub(super) fn prefer_lines(&mut self, below: &[Row]) {
        if self.kind != Kind::Publications {
            return;
        }
        let is_kind = |named: &super::super::field::Named| named.field == Field::Category;
        let named = self.columns.iter().filter_map(|(at, heading, named)| {
            let named = named.filter(is_kind)?;
            Some((named.rank, *at, heading))
        });
        let kinds: Vec<(usize, u16, bool)> = named
            .map(|(rank, at, heading)| (rank, at, heading.starts_with("是否")))
            .collect();
        let settled = |(rank, _, asks): &(usize, u16, bool)| *rank == 0 || *rank >= TICKED || *asks;
        if kinds.len() < 2 || kinds.iter().any(settled) {
            return;
        }
        let tells = |at: u16| below.iter().any(|row| line(row, at).is_some());
        let telling: Vec<u16> = kinds
            .iter()
            .map(|kind| kind.1)
            .filter(|at| tells(*at))
            .collect();
        if telling.is_empty() {
            return;
        }
        for (at, _, named) in &mut self.columns {
            if let Some(named) = named
                .as_mut()
                .filter(|n| is_kind(n) && !telling.contains(at))
            {
                named.rank += BACK;
            }
        }
    }
}

/// A doubt where a column beside the one that is taken for 「类别」 names a line of the form, and the one that is taken
/// names another in the same row, or none in any.
pub(in crate::column) fn lines_beside(
    at: Address,
    found: &Found,
    taken: Option<u16>,
    below: &[Row],
) -> Option<Finding> {
    let taken = taken.filter(|_| found.kind == Kind::Publications)?;
    let column = |of: u16| found.columns.iter().find(|(column, ..)| *column == of);
    let (_, heading, named) = column(taken)?;
    if named.is_some_and(|named| named.rank == 0 || named.rank >= TICKED)
        || heading.starts_with("是否")
    {
        return None;
    }
    let told = below.iter().any(|row| line(row, taken).is_some());
    let others = found.columns.iter().filter(|(other, _, named)| {
        *other != taken && named.is_none_or(|named| named.field == Field::Category)
    });
    let mut others = others.filter_map(|(other, text, _)| {
        let differs = |row: &&Row| {
            let beside = line(row, *other);
            beside.is_some() && beside != line(row, taken) && (!told || line(row, taken).is_some())
        };
        let row = below.iter().find(differs)?;
        Some((
            *other,
            text,
            cell_at(row, *other)?.value.text().into_owned(),
        ))
    });
    let (other, text, written) = others.next()?;
    let message = format!(
        "{}（{}列）写着{}，与取作「类别」的{}（{}列）不同，按{}计",
        quote(text),
        column_name(other),
        quote(&written),
        quote(heading),
        column_name(taken),
        quote(heading)
    );
    let help = format!(
        "如应以{}为准，请在 gknb.toml 中写：\n[headings]\n\"{}\" = \"类别\"",
        quote(text),
        in_toml(text)
    );
    let finding = Finding::new(&rules::SEVERAL, Place::Cell(found.cell(at, other)), message);
    let finding = finding.help(help).value(text.as_str());
    Some(finding.related(Place::Cell(found.cell(at, taken)), "取用的一列"))
}
