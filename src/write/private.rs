//! 个人信息: what is masked in papers for the office's own eyes.
//!
//! Rows are told by their numbers, dates, classes and words of result. Names and contents of applications get
//! into findings only, where two rows tell them differently; long numbers (telephones, identity cards) may
//! stand in a word of result.

use std::collections::BTreeMap;

use crate::Compilation;
use crate::address::Address;
use crate::column::Field;
use crate::finding::{Finding, Place};

/// Who applied for what, by the row that tells it; shown to those only who ask for it.
pub type People = BTreeMap<Address, Person>;

/// An applicant as one row tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// 申请人
    pub applicant: String,
    /// 申请内容
    pub content: String,
}

/// What a finding says, fit for the working paper.
pub struct Masked {
    /// Its sentence.
    pub message: String,
    /// What stood in the cell.
    pub value: String,
    /// The words of its related places.
    pub related: Vec<String>,
}

/// A finding without what it quotes of an applicant.
pub fn masked(finding: &Finding, compilation: &Compilation) -> Masked {
    let private = |place: &Place| matches!(place, Place::Cell(at) if is_private(*at, compilation));
    let value = finding.value.clone().unwrap_or_default();
    let related = || finding.related.iter();
    if private(&finding.at) || related().any(|(place, _)| private(place)) {
        Masked {
            message: quotes(&finding.message),
            value: if private(&finding.at) {
                mask(value.trim_matches(['「', '」']))
            } else {
                value
            },
            related: related().map(|(_, words)| quotes(words)).collect(),
        }
    } else {
        Masked {
            message: finding.message.clone(),
            value,
            related: related().map(|(_, words)| words.clone()).collect(),
        }
    }
}

/// Whether a cell's column holds names, contents or other matters of an applicant.
fn is_private(at: Address, compilation: &Compilation) -> bool {
    let tables = &compilation.tables;
    let after = tables.partition_point(|t| t.at.row() <= at.row());
    let Some(table) = after.checked_sub(1).and_then(|t| tables.get(t)) else {
        return false;
    };
    (table.at.file, table.at.sheet) == (at.file, at.sheet)
        && at.column.is_some()
        && [Field::Applicant, Field::Content, Field::Private]
            .iter()
            .any(|f| table.column(*f) == at.column)
}

/// A name keeps its first character; anything longer goes.
fn mask(text: &str) -> String {
    match text.chars().count() {
        0 => String::new(),
        1..=4 => text.chars().take(1).chain(['*']).collect(),
        _ => "（略）".to_owned(),
    }
}

/// The text with everything in 「」 masked but names of fields.
fn quotes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('「') {
        let (quoted, after) = after.split_once('」').unwrap_or((after, ""));
        out.push_str(before);
        match Field::of(quoted) {
            Some(_) => out.push_str(&format!("「{quoted}」")),
            None => out.push_str(&format!("「{}」", mask(quoted))),
        }
        rest = after;
    }
    out + rest
}

/// The text with the end of each number of seven digits or more masked.
pub fn long_numbers(text: &str) -> String {
    const LONG: usize = 7;
    const KEPT: usize = 3;
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut run = 0;
    for (at, &c) in chars.iter().enumerate() {
        let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        run = if digit(c) { run + 1 } else { 0 };
        let whole = run + chars[at + 1..].iter().take_while(|c| digit(**c)).count();
        out.push(if run > KEPT && whole >= LONG { '*' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_long_numbers_are_masked_and_field_names_are_not() {
        assert_eq!(
            quotes("编号 7：「申请人」前面写 「张三丰」，这里写 「某某有限公司」"),
            "编号 7：「申请人」前面写 「张*」，这里写 「（略）」"
        );
        assert_eq!(
            long_numbers("予以公开13800138000，3件"),
            "予以公开138********，3件"
        );
        assert_eq!(long_numbers("2022.3"), "2022.3");
    }
}
