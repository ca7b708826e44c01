//! Findings of one cause, which are shown once.
//!
//! In: findings in their order. Out: the groups in the order of their first findings.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;

/// Findings of one cause: the first of them, and where the others are.
#[derive(Debug, Clone)]
pub struct Group<'f> {
    /// Shown in full.
    pub first: &'f Finding,
    /// The others, in their order.
    pub others: Vec<&'f Finding>,
}

/// The rule, the sentence but for its subject, its value and its numbers, the reason where it is explained, and the next step.
type Cause<'f> = (&'static str, String, &'f str, Cow<'f, str>);

fn cause(finding: &Finding) -> Cause<'_> {
    let subject = finding.subject.as_deref().unwrap_or_default();
    let sentence = finding.message.replacen(subject, "", 1);
    let sentence = match &finding.value {
        Some(value) if !value.is_empty() => shape(&sentence.replace(value.as_str(), "*")),
        _ => shape(&sentence),
    };
    let reason = finding.explained.as_deref().unwrap_or_default();
    let help = Cow::Borrowed(finding.help.as_str());
    (finding.rule.code, sentence, reason, help)
}

/// Findings of one cause together: the same rule, the same value and the same sentence but for its
/// subject and its numbers; or, where many values are wrong in the same way and the next step is the same, all of them.
pub fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    const TOO_MANY: usize = 3;
    let mut values: BTreeMap<Cause<'_>, BTreeSet<&Option<String>>> = BTreeMap::new();
    for finding in findings {
        let of_cause = values.entry(cause(finding)).or_default();
        of_cause.insert(&finding.value);
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known = BTreeMap::new();
    for finding in findings {
        let mut cause = cause(finding);
        let many = values.get(&cause).is_some_and(|v| v.len() > TOO_MANY);
        if !many {
            cause.3 = Cow::Owned(shape(&finding.help));
        }
        let value = (!many).then_some(&finding.value);
        let at = *known.entry((cause, value)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.others.push(finding),
            None => groups.push(Group {
                first: finding,
                others: Vec::new(),
            }),
        }
    }
    groups
}

/// A sentence but for its numbers.
fn shape(sentence: &str) -> String {
    let mut out = String::new();
    for c in sentence.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('0') {
            out.push('0');
        }
    }
    out
}
