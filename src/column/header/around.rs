//! 名称: what the names of a sheet and the titles above a header say of the ledger.

use std::collections::BTreeSet;

use super::super::Kind;
use super::super::work::ABOUT;
use crate::text::squeeze;

/// What the names of a sheet and the titles above a header say of the ledger; each is heard once.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The kinds of ledgers that are named.
    pub(super) hinted: BTreeSet<Kind>,
    /// Letters and calls, which are no applications.
    pub(super) letters: bool,
    /// A sheet that sums up others.
    pub(super) sums: bool,
    /// The decisions, fees or documents of the office.
    pub(super) work: bool,
    /// Documents.
    pub(super) documents: bool,
    /// What was decided, and not what stands about it or comes before.
    pub(super) decisions: bool,
}

impl Around {
    /// Hears a name.
    pub(super) fn hear(&mut self, name: &str) {
        let squeezed = squeeze(name);
        let named = |kind: &Kind| hints(*kind).iter().any(|hint| squeezed.contains(hint));
        self.hinted.extend(Kind::ALL.into_iter().filter(named));
        self.letters |= LETTERS.iter().any(|word| name.contains(word));
        self.sums |= name.contains("汇总");
        let documents = ["规范性文件", "规章"];
        self.documents |= documents.iter().any(|word| squeezed.contains(word));
        self.work |= WORK.iter().any(|word| squeezed.contains(word));
        let mut other = UNDECIDED.iter().chain(&ABOUT);
        // 「行政许可清单」 lists licences, 「行政许可事项清单」 what they are about
        let mut listed = DECIDED
            .iter()
            .filter_map(|word| squeezed.split_once(&format!("{word}清单")));
        let plain = listed
            .next()
            .map(|(before, behind)| format!("{before}{behind}"));
        let plain = plain.as_deref().unwrap_or(&squeezed);
        self.decisions |= !other.any(|word| plain.contains(word))
            && DECISIONS.iter().any(|word| squeezed.contains(word));
    }

    /// Whether it is the office's own work that is named, and no applications.
    pub(super) fn is_of_work(&self) -> bool {
        self.work && !self.hinted.contains(&Kind::Applications)
    }
}

/// What tells in a name that a ledger lists the office's own work, whose applicants ask for no information.
const WORK: [&str; 8] = [
    "行政许可",
    "行政处罚",
    "行政强制",
    "收费",
    "许可台账",
    "处罚台账",
    "许可办理",
    "许可决定",
];

/// What is decided of somebody, in a name.
const DECISIONS: [&str; 3] = ["行政许可", "行政处罚", "行政强制"];

/// What a list is of, in a name, where it is one of decisions.
const DECIDED: [&str; 6] = [
    "行政许可",
    "行政处罚",
    "行政强制",
    "许可决定",
    "处罚决定",
    "强制决定",
];

/// What tells in a name that nothing is decided yet, or that it is contested.
const UNDECIDED: [&str; 8] = [
    "听证", "告知", "立案", "受理", "申请", "催告", "复议", "诉讼",
];

/// What tells in a name or a heading that letters and calls are listed.
pub(in crate::column) const LETTERS: [&str; 7] =
    ["信访", "来信", "信箱", "投诉", "举报", "12345", "热线"];

/// The words by which a name tells of a kind of ledger.
pub(in crate::column) fn hints(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Applications => &["依申请", "申请公开", "信息公开申请", "申请台账", "申请登记"],
        Kind::Publications => &[
            "主动公开",
            "规范性文件",
            "规章",
            "行政许可",
            "行政处罚",
            "行政强制",
            "收费",
            "信息发布",
            "公开信息",
            "发布台账",
            "发布统计",
        ],
        Kind::Disputes => &["复议", "诉讼", "应诉"],
    }
}
