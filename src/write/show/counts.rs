//! How many errors, doubts and notes there are.

use crate::finding::{Finding, Severity};

/// How many errors, doubts and notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// 错误
    pub errors: usize,
    /// 疑点
    pub warnings: usize,
    /// 提示
    pub notes: usize,
    /// 已说明: doubts that the office has explained; none of the three above.
    pub explained: usize,
}

impl Counts {
    /// Counts findings by severity.
    pub fn of(findings: &[Finding]) -> Self {
        let open = || findings.iter().filter(|f| f.explained.is_none());
        let count = |s| open().filter(|f| f.rule.severity == s).count();
        Counts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            explained: findings.len() - open().count(),
        }
    }

    /// `错误 3 处，疑点 2 处，提示 1 处`; `没有发现问题` when all are 0.
    pub fn words(self) -> String {
        let parts: Vec<String> = [
            (Severity::Error.word(), self.errors),
            (Severity::Warning.word(), self.warnings),
            ("已说明", self.explained),
            (Severity::Note.word(), self.notes),
        ]
        .into_iter()
        .filter(|&(_, n)| n > 0)
        .map(|(word, n)| format!("{word} {n} 处"))
        .collect();
        match parts.is_empty() {
            true => "没有发现问题".to_owned(),
            false => parts.join("，"),
        }
    }
}
