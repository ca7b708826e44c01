//! What is wrong in the user's data, and where.
//!
//! A [`Finding`] goes to a sink and never stops the run; an *error* in Rust's sense (disk, arguments,
//! settings) is another thing and lives where it arises. Findings name symbolic places; the one who shows
//! them turns places into words.

use crate::address::Address;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 错误: the publishable files are not written.
    Error,
    /// 疑点: to be looked at; does not stop anything unless `--strict`.
    Warning,
    /// 提示: said so that nothing happens in silence.
    Note,
}

impl Severity {
    /// The word of the public JSON: `error`, `warning`, `note`.
    pub fn key(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    /// The word people read: 错误, 疑点, 提示.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "疑点",
            Severity::Note => "提示",
        }
    }
}

/// What a rule rests on. Never tell a user that practice is law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grade {
    /// 法规、规范性文件或报表所定: read in the 条例, a circular or on the form itself, all of it: what rests in part on
    /// something weaker has the weaker grade, and its basis says which part is which.
    Law,
    /// 填报惯例: seen in published reports, not read as a rule.
    Practice,
    /// 本软件推断: our inference; the office may decide otherwise.
    Inference,
    /// 数据本身: nothing but what a file must be to be read at all.
    Data,
}

impl Grade {
    /// The words people read.
    pub fn word(self) -> &'static str {
        match self {
            Grade::Law => "法规、规范性文件或报表所定",
            Grade::Practice => "填报惯例（非法定）",
            Grade::Inference => "本软件推断（可由单位另行设定）",
            Grade::Data => "数据可读性要求",
        }
    }
}

/// One check. Each is a `const` in `rules.rs` of the stage whose check it is, or at the end of the file that makes it;
/// `gknb explain CODE` prints it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `E103`: the letter is the folder in which the rule stands (B book, C column, E entry, L ledger, T tally, V verify;
    /// R is the roll-up, G what stands on top). B090–B092 stand in `folder.rs`, E118 and E119 in `ledger/`: a code is what
    /// offices write in `[[explain]]` and does not change when its check moves. Another stage may tell it.
    pub code: &'static str,
    /// The severity of its findings.
    pub severity: Severity,
    /// A few words: 「日期无法识别」.
    pub title: &'static str,
    /// What it checks, in one or two sentences.
    pub checks: &'static str,
    /// What it rests on: the article, the circular's line, the practice.
    pub basis: &'static str,
    /// How firm that basis is.
    pub grade: Grade,
    /// A small example as the clerk would meet it.
    pub example: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

impl Rule {
    /// Whether its findings keep the publishable files from being written.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Where a finding points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The whole compilation.
    Run,
    /// A setting in `gknb.toml`, named as written there (`[[figure]] 3`).
    Setting(String),
    /// A file as a whole: its position in the sources.
    File(u32),
    /// A sheet as a whole: file and sheet positions.
    Sheet(u32, u16),
    /// A row or a cell.
    Cell(Address),
    /// A figure: its slot id (`3.3.1/自然人`).
    Slot(String),
}

/// One thing that is wrong, doubtful or worth saying.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The primary place.
    pub at: Place,
    /// What was found and what was expected, in one or two sentences.
    pub message: String,
    /// The next step.
    pub help: String,
    /// What stood in the cell, as written.
    pub value: Option<String>,
    /// The words of the sentence that name its place: sentences that differ in them alone have one cause.
    pub subject: Option<String>,
    /// Other places with a few words each.
    pub related: Vec<(Place, String)>,
    /// 情况说明: the office's reason, where it has explained this doubt for these values.
    pub explained: Option<String>,
    /// The unit that it concerns, where units are told apart.
    pub unit: Option<std::sync::Arc<str>>,
}

impl Finding {
    /// A finding of a rule at a place.
    pub fn new(rule: &'static Rule, at: Place, message: impl Into<String>) -> Self {
        Finding {
            rule,
            at,
            message: message.into(),
            help: rule.remedy.to_owned(),
            value: None,
            subject: None,
            related: Vec::new(),
            explained: None,
            unit: None,
        }
    }

    /// With another next step than the rule's general remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// With what stood in the cell.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// With the words of its sentence that name its place.
    #[must_use]
    pub fn subject(mut self, words: impl Into<String>) -> Self {
        self.subject = Some(words.into());
        self
    }

    /// The word that people read before it: its severity, or 已说明.
    pub fn word(&self) -> &'static str {
        match self.explained {
            Some(_) => "已说明",
            None => self.rule.severity.word(),
        }
    }

    /// With one more place and what it has to do with the matter.
    #[must_use]
    pub fn related(mut self, place: Place, words: impl Into<String>) -> Self {
        self.related.push((place, words.into()));
        self
    }
}

/// Whether what was found lets the tables be published: no error, and with `strict` no doubt that is not explained.
pub fn pass(findings: &[Finding], strict: bool) -> bool {
    findings.iter().all(|f| match f.rule.severity {
        Severity::Error => false,
        Severity::Warning => !strict || f.explained.is_some(),
        Severity::Note => true,
    })
}

/// Errors first, then doubts, those explained last, then notes; within these by place, then by code and
/// message.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| {
            (
                f.rule.severity,
                f.explained.is_some(),
                f.at.clone(),
                f.rule.code,
            )
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| a.unit.cmp(&b.unit))
            .then_with(|| a.message.cmp(&b.message))
    });
    findings.dedup();
}
