//! 情况说明: the office's answers to doubts, put to the findings they answer.
//!
//! In: findings and the `[[explain]]` of the settings. Out: doubts with their explanation, and notes of
//! answers that answer nothing, that were given for other values, or that try to explain an error away.

use std::collections::BTreeMap;

use crate::address::Sources;
use crate::finding::{Finding, Grade, Place, Rule, Severity};
use crate::settings::Explain;
use crate::text::{in_toml, quote, squeeze};
use crate::write::show;

/// Gives each doubt its explanation, where the office has written one for these values; `rules` are all there are.
pub(crate) fn answer(
    findings: &mut Vec<Finding>,
    explains: &[Explain],
    rules: &[&Rule],
    names: &Sources,
) {
    if explains.is_empty() {
        return;
    }
    let standing = Standing::of(findings, names);
    let mut notes = Vec::new();
    for (at, explain) in explains.iter().enumerate() {
        let place = Place::Setting(format!("[[explain]] {}", at + 1));
        let said = one(findings, &standing, explain, rules, names);
        notes.extend(said.map(|(rule, message, help)| {
            let note = Finding::new(rule, place, message);
            match help {
                Some(help) => note.help(help),
                None => note,
            }
        }));
    }
    findings.extend(notes);
}

/// Which findings stand where, by their code.
#[derive(Default)]
struct Standing {
    by_code: BTreeMap<&'static str, OfCode>,
}

/// Findings of one code.
#[derive(Default)]
struct OfCode {
    /// Their positions by their places, as those are compared.
    by_place: BTreeMap<String, Vec<usize>>,
    /// The first of their places, as they are shown.
    first: Vec<String>,
}

impl Standing {
    fn of(findings: &[Finding], names: &Sources) -> Self {
        /// Places that are named where an answer has none of them.
        const NAMED: usize = 3;
        let mut standing = Standing::default();
        for (at, finding) in findings.iter().enumerate() {
            let place = place_of(finding, names);
            let of_code = standing.by_code.entry(finding.rule.code).or_default();
            of_code
                .by_place
                .entry(squeeze(&place))
                .or_default()
                .push(at);
            if of_code.first.len() < NAMED {
                of_code.first.push(place);
            }
        }
        standing
    }

    /// The findings of a code at a place.
    fn at(&self, code: &str, place: &str) -> &[usize] {
        let place = squeeze(place);
        let place = place.strip_prefix("指标格").unwrap_or(&place);
        let of_code = self.by_code.get(code);
        let found = of_code.and_then(|of_code| of_code.by_place.get(place));
        found.map_or(&[], Vec::as_slice)
    }

    /// The first places of a code.
    fn others(&self, code: &str) -> &[String] {
        let of_code = self.by_code.get(code);
        of_code.map_or(&[], |of_code| of_code.first.as_slice())
    }
}

/// What is to be said of one answer: the rule, a sentence, a next step of its own.
type Said = (&'static Rule, String, Option<String>);

fn one(
    findings: &mut [Finding],
    standing: &Standing,
    explain: &Explain,
    rules: &[&Rule],
    names: &Sources,
) -> Option<Said> {
    let Explain { code, place, .. } = explain;
    let Some(rule) = rules.iter().find(|r| r.code == code) else {
        let message = format!("没有代码为 {code} 的规则");
        return Some((&UNMATCHED, message, None));
    };
    if of_reports(rule) {
        let message = format!(
            "{code}「{}」是核对、汇总成文的报告时的规则，[[explain]] 只用于汇编台账",
            rule.title
        );
        return Some((&UNMATCHED, message, None));
    }
    match rule.severity {
        Severity::Error => {
            let message = format!("{code}「{}」是错误，不能用情况说明代替改正", rule.title);
            return Some((&NO_EXCUSE, message, None));
        }
        Severity::Note => {
            let message = format!("{code}「{}」只是提示，不需要说明", rule.title);
            return Some((&UNMATCHED, message, None));
        }
        Severity::Warning => {}
    }
    let here = standing.at(code, place);
    if here.is_empty() {
        let message = match standing.others(code) {
            [] => format!("现在没有 {code} 的疑点，这条说明没有用到"),
            others => format!(
                "{} 没有 {code} 的疑点；有的在：{}",
                quote(place),
                others.join("、")
            ),
        };
        return Some((&UNMATCHED, message, None));
    }
    let mut given = false;
    let mut now: Option<(String, String)> = None;
    for at in here {
        let finding = &mut findings[*at];
        let value = tied(finding);
        match &explain.value {
            Some(then) if !same(then, &value) => {
                now = now.or(Some((value, entry(finding, names))));
            }
            _ => {
                given = true;
                finding.explained = Some(explain.reason.clone());
                if explain.value.is_none() {
                    now = now.or(Some((value, entry(finding, names))));
                }
            }
        }
    }
    match (&explain.value, now, given) {
        (Some(then), Some((value, entry)), false) => {
            let message = format!(
                "{code} {}：说明是针对{}作的，现在是{}，说明不再有效",
                place,
                quote(then),
                quote(&value)
            );
            let help = format!("请核对后改写或删去这条说明；仍然成立的，改为：\n{entry}");
            Some((&LAPSED, message, Some(help)))
        }
        (None, Some((value, _)), _) => {
            let message = format!("{code} {place}：说明没有写 value，数值变了也不会失效");
            let help = format!("请在这条说明里加一行：\nvalue = \"{}\"", in_toml(&value));
            Some((&UNTIED, message, Some(help)))
        }
        _ => None,
    }
}

/// Whether a rule is one of finished reports or of roll-ups, which no compilation finds.
fn of_reports(rule: &Rule) -> bool {
    let rules = crate::verify::report::RULES.iter();
    rules
        .chain(crate::rollup::RULES)
        .any(|r| r.code == rule.code)
}

/// What an explanation of a finding is tied to: what stood in the cell, else the figures of its sentence.
pub fn tied(finding: &Finding) -> String {
    if let Some(value) = &finding.value {
        return value.clone();
    }
    let figures: Vec<&str> = finding
        .message
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|figure| figure.trim_matches('.'))
        .filter(|figure| !figure.is_empty())
        .collect();
    figures.join(" ")
}

/// The `[[explain]]` that would answer a doubt, ready to be pasted into `gknb.toml`.
pub fn entry(finding: &Finding, names: &Sources) -> String {
    format!(
        "[[explain]]\ncode = \"{}\"\nplace = \"{}\"\nvalue = \"{}\"\nreason = \"写明原因\"",
        finding.rule.code,
        in_toml(&place_of(finding, names)),
        in_toml(&tied(finding))
    )
}

/// A place as it is shown and as an explanation names it.
fn place_of(finding: &Finding, names: &Sources) -> String {
    match &finding.at {
        Place::Slot(id) => id.clone() + &show::whose(finding),
        other => show::place(other, names, None) + &show::whose(finding),
    }
}

fn same(then: &str, now: &str) -> bool {
    let number = |text: &str| text.trim().parse::<rust_decimal::Decimal>().ok();
    squeeze(then) == squeeze(now) || number(then).is_some_and(|n| Some(n) == number(now))
}

/// The rules of this file.
pub(crate) const RULES: &[&Rule] = &[&UNMATCHED, &LAPSED, &NO_EXCUSE, &UNTIED];

/// G105
const UNMATCHED: Rule = Rule {
    code: "G105",
    severity: Severity::Note,
    title: "情况说明没有用到",
    checks: "gknb.toml 的每条 [[explain]] 是不是说明了一处现有的疑点。",
    basis: "疑点改好以后，说明就不再需要；位置写错时，说明不会生效。",
    grade: Grade::Data,
    example: "place 写的是 D7，疑点在 D8。",
    remedy: "请核对 code 和 place；疑点已经改好的，删去这条说明。",
};

/// G106
const LAPSED: Rule = Rule {
    code: "G106",
    severity: Severity::Note,
    title: "情况说明已经失效",
    checks: "[[explain]] 的 value 与疑点现在的值是否相同。",
    basis: "说明只对作出时的数值有效；数值变了要重新核对。",
    grade: Grade::Inference,
    example: "说明是针对 12 作的，现在是 15。",
    remedy: "请核对后改写或删去这条说明。",
};

/// G107
const NO_EXCUSE: Rule = Rule {
    code: "G107",
    severity: Severity::Warning,
    title: "错误不能用情况说明代替改正",
    checks: "[[explain]] 的 code 是不是疑点的代码。",
    basis: "错误必须改正，疑点才可以说明。",
    grade: Grade::Inference,
    example: "code = \"L104\"（没有申请人类型）。",
    remedy: "请改正台账，删去这条说明。",
};

/// G108
const UNTIED: Rule = Rule {
    code: "G108",
    severity: Severity::Note,
    title: "情况说明没有写明针对的数值",
    checks: "[[explain]] 有没有写 value。",
    basis: "说明只对作出时的数值有效；没有写明的，数值变了也发现不了。",
    grade: Grade::Inference,
    example: "只写了 code、place 和 reason。",
    remedy: "请加上 value。",
};
