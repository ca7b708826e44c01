//! A year in the making: the ledger so far, and what is to be said of it.
//!
//! In: what the settling of applications, publications and cases finds. Out: the fate of each row in the ledger, and
//! findings; of a word that is understood by its usual reading, and of a column that is missing, one for all rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::merge;
use super::registers::Registers;
use super::rows::Id;
use super::{Fate, Ledger, Terms, exports, rules};
use crate::address::Address;
use crate::column::{Field, Near, Table};
use crate::entry::{self, Assumed, Record};
use crate::finding::{Finding, Place};

/// A year in the making.
pub(super) struct Work<'a> {
    pub(super) terms: &'a Terms,
    pub(super) findings: &'a mut Vec<Finding>,
    pub(super) ledger: Ledger,
    /// The last export of each kind.
    pub(super) ends: exports::Ends,
    /// Tables of applications that tell no results.
    pub(super) registers: Registers,
    assumed: BTreeMap<(Field, String, String), Places>,
    demanded: BTreeMap<(Address, Field), (Arc<Table>, u64)>,
}

/// Where a word stands: the first places and how many there are.
#[derive(Default)]
struct Places {
    first: BTreeSet<Address>,
    /// The heading over the first one.
    heading: String,
    count: usize,
}

/// What stands for the heading of a name of a table.
const NAME: &str = "名称";

/// Places of a word that are named, at most.
const NAMED: usize = 5;

impl Places {
    fn add(&mut self, row: Address, at: Address, heading: &str) {
        if self.first.first().is_none_or(|first| at < *first) {
            heading.clone_into(&mut self.heading);
        }
        // the rows that a merged cell covers repeat its word
        self.count += usize::from(row.row() == at.row());
        self.first.insert(at);
        if self.first.len() > NAMED {
            self.first.pop_last();
        }
    }
}

impl<'a> Work<'a> {
    /// Nothing settled yet.
    pub(super) fn new(
        terms: &'a Terms,
        findings: &'a mut Vec<Finding>,
        ledger: Ledger,
        ends: exports::Ends,
    ) -> Self {
        Work {
            terms,
            findings,
            ledger,
            ends,
            registers: Registers::default(),
            assumed: BTreeMap::new(),
            demanded: BTreeMap::new(),
        }
    }

    /// All is settled.
    pub(super) fn end(mut self) -> Ledger {
        self.tell_assumed();
        self.tell_demanded();
        self.ledger
    }

    pub(super) fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// What the rows of one thing, the last of which prevails, say of their units: where one tells none, it is that which
    /// the last of the others tells. The code of an error.
    pub(super) fn units<T: merge::Told>(&mut self, rows: &[T]) -> Option<&'static str> {
        if !self.terms.by_unit {
            return None;
        }
        let mut telling = rows.iter().rev().map(T::record);
        let telling = telling.find(|record| record.unit.is_some());
        if let Some((told, unit)) = telling.and_then(|r| Some((r, r.unit.as_ref()?))) {
            for (was, is) in merge::changes(rows, |r| r.record().unit.as_ref()) {
                self.find(transferred(was.record(), is.record(), is.called(), told));
            }
            for row in rows.iter().filter(|row| row.record().unit.is_none()) {
                if let Some(id) = self.ledger.rows.find(row.at()) {
                    self.ledger.rows.set_unit(id, unit);
                }
            }
            return None;
        }
        let unplaced = |r: &&T| {
            let record = r.record();
            record.unit.is_none() && !record.table.has(Field::Unit)
        };
        let table = Arc::clone(&rows.iter().find(unplaced)?.record().table);
        self.demand(&table, Field::Unit);
        Some(crate::column::MISSING.code)
    }

    /// Doubts two rows of one decision or fee that are of two units; the first is counted.
    pub(super) fn moved(&mut self, first: Id, again: Id) {
        let rows = &self.ledger.rows;
        let both = rows.publication(first).zip(rows.publication(again));
        let Some((first, again)) = both.filter(|_| self.terms.by_unit) else {
            return;
        };
        let (first, again) = (first.record, again.record);
        if again.unit.is_some() && first.unit.is_some() && again.unit != first.unit {
            self.find(transferred(&first, &again, None, &first));
        }
    }

    /// Tells that one fate became of all rows of a thing.
    pub(super) fn fates<T: merge::Told>(&mut self, rows: &[T], fate: Fate) {
        for row in rows {
            self.fate(row.at(), fate);
        }
    }

    /// Tells what is amiss in the cells of the rows of one thing; the code of the first error. A unit that one row tells is
    /// not missed in another.
    pub(super) fn troubles<T: merge::Told>(&mut self, rows: &[T]) -> Option<&'static str> {
        let placed = rows.iter().any(|row| row.record().unit.is_some());
        let mut fault = None;
        for record in rows.iter().map(T::record) {
            let missed = |t: &&Finding| placed && entry::misses_unit(t);
            for trouble in record.troubles.iter().filter(|t| !missed(t)) {
                let error = Some(trouble.rule.code).filter(|_| trouble.rule.is_error());
                fault = fault.or(error);
                self.findings.push(trouble.clone());
            }
            self.assume(record);
        }
        fault
    }

    /// A value is missed that a figure needs: an error in the cell where it should stand, or else the column is
    /// missing in the table. The code of the error.
    pub(super) fn miss(
        &mut self,
        (table, field): (&Arc<Table>, Field),
        in_cell: Option<Finding>,
    ) -> &'static str {
        match in_cell {
            Some(finding) => {
                let code = finding.rule.code;
                self.find(finding);
                code
            }
            None => {
                self.demand(table, field);
                crate::column::MISSING.code
            }
        }
    }

    pub(super) fn fate(&mut self, row: Address, fate: Fate) {
        if let Some(id) = self.ledger.rows.find(row) {
            self.ledger.rows.settle(id, fate);
        }
    }

    /// A row stands for the paper or the case of that position.
    pub(super) fn stand(&mut self, row: Address, position: usize) {
        let id = self.ledger.rows.find(row);
        self.ledger.standing.extend(id.map(|id| (id, position)));
    }

    fn assume(&mut self, record: &Record) {
        for Assumed {
            field,
            word,
            meaning,
            at,
        } in &record.assumed
        {
            let places = self
                .assumed
                .entry((*field, word.clone(), meaning.clone()))
                .or_default();
            // a name of the table stands in no cell
            let heading = match at.column {
                Some(_) => record.table.heading(*field),
                None => NAME,
            };
            places.add(record.at, *at, heading);
        }
    }

    /// A column is needed that a table does not have.
    pub(super) fn demand(&mut self, table: &Arc<Table>, field: Field) {
        self.demanded
            .entry((table.at, field))
            .or_insert_with(|| (Arc::clone(table), 0))
            .1 += 1;
    }

    /// Each word understood by its usual reading, once.
    fn tell_assumed(&mut self) {
        for ((field, word, meaning), places) in std::mem::take(&mut self.assumed) {
            let Some(first) = places.first.first().copied() else {
                continue;
            };
            let message = format!(
                "「{}」中的{}按通常含义计入“{meaning}”，共 {} 处",
                places.heading,
                crate::text::quote(&word),
                places.count.max(places.first.len())
            );
            let mut finding =
                Finding::new(&rules::ASSUMED_WORD, Place::Cell(first), message).value(word);
            if field == Field::DocumentNumber {
                finding = finding.help("不是规范性文件的，请加一列「类别」写明，如“其他信息”");
            }
            if places.heading == NAME {
                finding = finding
                    .help("应当计入的，请加一列「类别」逐行写明，如“行政规范性文件”“行政处罚”");
            }
            for place in places.first.iter().skip(1) {
                finding = finding.related(Place::Cell(*place), "同一用词");
            }
            self.find(finding);
        }
    }

    /// Each missing column, once a table, with the headings seen.
    fn tell_demanded(&mut self) {
        let demanded = std::mem::take(&mut self.demanded);
        let demanded: Vec<(Field, Arc<Table>, u64)> = demanded
            .into_iter()
            .map(|((_, field), (table, rows))| (field, table, rows))
            .collect();
        for lacked in demanded.chunk_by(|(_, one, _), (_, other, _)| one.at == other.at) {
            let fields: Vec<Field> = lacked.iter().map(|(field, ..)| *field).collect();
            let near = crate::column::nearest_headings(&lacked[0].1, &fields);
            for ((field, table, rows), near) in lacked.iter().zip(&near) {
                self.find(missing(table, (*field, near), *rows));
            }
        }
    }
}

/// One thing that stands with two units.
fn transferred(was: &Record, is: &Record, called: Option<String>, counted: &Record) -> Finding {
    let name = |record: &Record| record.unit.as_deref().unwrap_or_default().to_owned();
    let called = called.map(|c| format!("{c}：")).unwrap_or_default();
    let (before, now) = (name(was), name(is));
    let message = format!(
        "{called}同一件既在「{before}」又在「{now}」，全部中计一次，计在「{}」",
        name(counted)
    );
    Finding::new(
        &rules::TRANSFERRED,
        Place::Cell(is.cell(Field::Unit)),
        message,
    )
    .value(now)
    .related(
        Place::Cell(was.cell(Field::Unit)),
        format!("「{before}」的一行"),
    )
}

/// An error of a table that lacks the column of a field, of which so many rows need it.
fn missing(table: &Table, (field, near): (Field, &Near), rows: u64) -> Finding {
    let seen: Vec<&str> = table.headings.iter().map(|(_, h)| h.as_str()).collect();
    let nearest = match near.headings.as_slice() {
        [] => String::new(),
        headings => format!("；最接近的是{}", headings.join("、")),
    };
    let message = format!(
        "{}缺少「{}」列，{rows} 行登记无法计入；见到的表头是：{}{nearest}",
        table.kind.word(),
        field.word(),
        seen.join("、")
    );
    let first = table.headings.first().map_or(0, |(column, _)| *column);
    let place = Place::Cell(table.at.at(first));
    let finding = Finding::new(&crate::column::MISSING, place, message);
    finding.help(to_add(table, field, near))
}

/// The next step where a table lacks a column, of which another heading may be that.
fn to_add(table: &Table, field: Field, near: &Near) -> String {
    let add = to_be_found(table, field, near);
    if crate::column::is_summary(table) {
        return "这张表没有编号和日期，像是汇总表：明细已登记在别的台账里的，请删去这张工作表，或把文件移出数据文件夹；没有明细的，请在 gknb.toml 中用 [[figure]] 逐格填写".to_owned();
    }
    match field {
        Field::Charged if table.has(Field::Amount) => {
            format!(
                "{add}\n如果这是汇总表，明细已登记在别的台账里，请删去这张工作表，或把文件移出数据文件夹"
            )
        }
        // whose rows they are may be told once for all of them
        Field::Unit => {
            format!(
                "整张表是一个单位的，可在表头上方写“填报单位：单位名称”；或者在数据文件夹里放一份「单位名录」，文件夹、文件、工作表以名录里的单位命名，如“县教育局2022年台账”。否则{add}"
            )
        }
        _ => add,
    }
}

/// The next step for a column that is missing, where nothing else is to be said: the heading that may be its, or the
/// column to be added.
fn to_be_found(table: &Table, field: Field, near: &Near) -> String {
    let word = field.word();
    if let Some(heading) = &near.offered {
        return format!(
            "请重新导出带有该列的台账；如果是另一个名称的列，请在 gknb.toml 中写：\n[headings]\n\"{}\" = \"{word}\"",
            crate::text::in_toml(heading)
        );
    }
    let choices = crate::column::choices_in_headings(table, field);
    let choices: String = choices.into_iter().map(crate::text::quote).collect();
    let none = match near.headings.is_empty() {
        true => format!("表头里没有像是「{word}」的列"),
        false => format!("最接近的几列也看不出是「{word}」"),
    };
    match choices.is_empty() {
        true => format!(
            "{none}：请重新导出带有该列的台账，或加上一列，表头写「{word}」；其实有这一列的，请把它的表头改成「{word}」"
        ),
        false => format!(
            "{choices}像是把「{word}」分列填写：请加上一列，表头写「{word}」，每行写上是哪一种；每行只有一种、打勾填写的，也可以删去多打的勾和其他文字，程序会按打勾的一列读"
        ),
    }
}
