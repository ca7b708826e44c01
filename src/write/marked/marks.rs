//! What is to be said where: the marks of each file, by sheet, row and column.
//!
//! In: the findings of a compilation. Out: the words of each note and the gravest severity of each place.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::Address;
use crate::compilation::Compilation;
use crate::finding::{Finding, Place, Severity};
use crate::write::show;

/// What is to be said at a place.
#[derive(Debug, Clone, Default)]
pub(super) struct Mark {
    /// The gravest of the findings here; none where other findings only refer to the place.
    pub(super) severity: Option<Severity>,
    pub(super) words: Vec<String>,
}

impl Mark {
    pub(super) fn add(&mut self, severity: Option<Severity>, words: String) {
        self.severity = graver(self.severity, severity);
        if !self.words.contains(&words) {
            self.words.push(words);
        }
    }
}

/// The graver of two severities, which is the lesser one; none is the least grave.
pub(super) fn graver(one: Option<Severity>, other: Option<Severity>) -> Option<Severity> {
    match (one, other) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Marks of a sheet by row and column; a mark without a column is for the row.
pub(super) type SheetMarks = BTreeMap<u32, BTreeMap<Option<u16>, Mark>>;

/// Marks of a file by sheet.
pub(super) type Marks = BTreeMap<u16, SheetMarks>;

/// All marks by file; files with nothing but places that notes refer to are left out.
pub(super) fn marks(compilation: &Compilation) -> BTreeMap<u32, Marks> {
    let mut marks: BTreeMap<u32, Marks> = BTreeMap::new();
    let mut wanted = BTreeSet::new();
    let mut put = |at: &Address, severity, words: String| {
        let rows = marks.entry(at.file).or_default();
        let row = rows.entry(at.sheet).or_default().entry(at.row).or_default();
        row.entry(at.column).or_default().add(severity, words);
    };
    for finding in &compilation.findings {
        let Finding { rule, related, .. } = finding;
        if let Place::Cell(at) = &finding.at {
            wanted.insert(at.file);
            let severity = match finding.explained {
                Some(_) => Severity::Note,
                None => rule.severity,
            };
            put(at, Some(severity), said(finding));
        }
        for (place, words) in related {
            let Place::Cell(at) = place else { continue };
            if rule.severity != Severity::Note {
                wanted.insert(at.file);
            }
            let from = show::place(&finding.at, &compilation.names, Some(compilation.form));
            let words = format!(
                "相关：{} {} {}\n{words}\n详见 {from}",
                finding.word(),
                rule.code,
                rule.title
            );
            put(at, None, words);
        }
    }
    marks.retain(|file, _| wanted.contains(file));
    marks
}

/// A finding as its note says it.
fn said(finding: &Finding) -> String {
    let rule = finding.rule;
    let mut words = format!(
        "{} {} {}\n{}",
        finding.word(),
        rule.code,
        rule.title,
        finding.message
    );
    if let Some(reason) = &finding.explained {
        words.push_str(&format!("\n说明：{reason}"));
        return words;
    }
    if !finding.help.is_empty() {
        words.push_str("\n下一步：");
        words.push_str(&finding.help);
    }
    words
}
