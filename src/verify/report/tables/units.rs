//! 计量单位: the units of money that are told of a figure: by its head, by its line's label, by a line above the
//! table.

use super::super::grid::{Grid, Paper, Row};
use crate::number::Money;
use crate::text::squeeze;

/// A unit of money that is told of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Told {
    pub(in super::super) unit: Money,
    /// What tells it, in words: 表头.
    pub(in super::super) by: &'static str,
}

impl Told {
    /// By a head.
    pub(super) fn by_head(head: &str) -> Option<Told> {
        told(Money::within(head), "表头")
    }

    /// By the label of a line: `行政事业性收费（元）`.
    pub(super) fn by_label(label: &str) -> Option<Told> {
        told(Money::within(label), "这一行的名目")
    }

    fn above(line: &str) -> Option<Told> {
        told(of_line(line), "表上方")
    }
}

fn told(unit: Option<Money>, by: &'static str) -> Option<Told> {
    unit.map(|unit| Told { unit, by })
}

/// The unit that a line above a table names: `填报单位：示例局　（单位：件、元）`, `（万元）`.
fn of_line(line: &str) -> Option<Money> {
    const LONGEST: usize = 80;
    let names = line.contains('单') || line.contains('元');
    if !names || line.contains('。') || line.chars().count() > LONGEST {
        return None;
    }
    let key = squeeze(line);
    let is_line = key.contains("单位") || key.starts_with('(');
    // 单位：件、元　填报单位：示例局
    let parts = || line.split_whitespace().find_map(Money::within);
    let unit = Money::within(line).or_else(parts);
    unit.filter(|_| is_line)
}

/// What lines have told so far, on the way down a report.
#[derive(Default)]
pub(super) struct Above {
    told: Option<Told>,
    /// Paragraphs that were passed.
    passed: usize,
}

impl Above {
    /// A table begins: the paragraphs before it are passed; another sheet of a workbook stands by itself.
    pub(super) fn begin(&mut self, grid: &Grid, paper: &Paper) {
        if !paper.is_document {
            self.told = None;
            return;
        }
        let passed = paper.paragraphs.get(self.passed..grid.after);
        let lines = passed.into_iter().flatten().rev();
        self.told = lines
            .filter_map(|p| Told::above(&p.text))
            .next()
            .or(self.told);
        self.passed = grid.after.max(self.passed);
    }

    /// What the lines before a row tell; the row is passed.
    pub(super) fn pass(&mut self, row: &Row) -> Option<Told> {
        let before = self.told;
        let texts = row.cells.iter().filter(|c| c.anchor.is_none());
        self.told = texts.filter_map(|c| Told::above(&c.text)).next().or(before);
        before
    }
}
