//! 个人信息: applicants and what they ask for, and findings without them.
//!
//! The working paper tells rows by their numbers, dates, classes and words of result. Names and contents of
//! applications get into findings only, where two rows tell them differently; there they are masked. Who asks
//! for names has them as [`People`].

use std::collections::BTreeMap;

use super::mask;
use super::quoted::Tables;
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
    /// The next step.
    pub help: String,
    /// What stood in the cell.
    pub value: String,
    /// The words of its related places.
    pub related: Vec<String>,
}

/// A finding without what it quotes of cells that are not shown.
pub fn masked(finding: &Finding, tables: &Tables<'_>) -> Masked {
    let hidden = |at: &Place| {
        let at = Finding {
            at: at.clone(),
            ..finding.clone()
        };
        mask::quotes_hidden(&at, |at| tables.at(at))
    };
    let all = hidden(&finding.at) || finding.related.iter().any(|(at, _)| hidden(at));
    let said = |text: &str| match all {
        true => mask::numbers(&quotes(text)).into_owned(),
        false => mask::numbers(text).into_owned(),
    };
    let value = finding.value.as_deref().unwrap_or_default();
    Masked {
        message: said(&finding.message),
        help: mask::numbers(&finding.help).into_owned(),
        value: match hidden(&finding.at) {
            true if !value.is_empty() => mask::MASKED.to_owned(),
            _ => mask::numbers(value).into_owned(),
        },
        related: finding
            .related
            .iter()
            .map(|(_, words)| said(words))
            .collect(),
    }
}

/// The text with everything in 「」 masked but names of fields.
fn quotes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('「') {
        let (quoted, after) = after.split_once('」').unwrap_or((after, ""));
        let shown = match Field::of(quoted) {
            Some(_) => quoted,
            None => mask::MASKED,
        };
        out.push_str(&format!("{before}「{shown}」"));
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_masked_and_names_of_fields_are_not() {
        assert_eq!(
            quotes("编号 7：「申请人」前面写 「张三丰」，这里写 「某公司」"),
            "编号 7：「申请人」前面写 「＊＊＊」，这里写 「＊＊＊」"
        );
    }
}
