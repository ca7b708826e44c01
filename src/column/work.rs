//! 事项: the kinds of an office's work, as names, titles and headings tell them.

use crate::text::without_item_number;

/// The kinds of an office's work that the form counts.
const COUNTED_WORK: [&str; 6] = [
    "行政许可",
    "行政处罚",
    "行政强制",
    "规范性文件",
    "规章",
    "收费",
];

/// Those that it does not count, as titles and names tell them.
pub const OTHER_WORK: [&str; 10] = [
    "行政确认",
    "行政检查",
    "行政奖励",
    "行政裁决",
    "行政给付",
    "行政征收",
    "行政备案",
    "行政命令",
    "公共服务",
    "其他行政权力",
];

/// The kinds of work of which figures may stand in a table that sums up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// 行政许可
    Licence,
    /// 行政处罚
    Penalty,
    /// 行政强制
    Coercion,
    /// 行政事业性收费
    Fee,
}

impl Work {
    /// All of them.
    pub(super) const ALL: [Work; 4] = [Work::Licence, Work::Penalty, Work::Coercion, Work::Fee];

    /// Its word, and the short one by which headings name it.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Work::Licence => ("行政许可", "许可"),
            Work::Penalty => ("行政处罚", "处罚"),
            Work::Coercion => ("行政强制", "强制"),
            Work::Fee => ("行政事业性收费", "收费"),
        }
    }

    /// The only kind that a name tells, as a whole word.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let told = |work: &Work| match work {
            Work::Fee => name.contains("收费"),
            _ => name.contains(work.words().0),
        };
        let mut told = Work::ALL.into_iter().filter(told);
        told.next().filter(|_| told.next().is_none())
    }
}

/// The decisions of which a heading tells how many, and nothing else: 「行政处罚数量」, 「许可件数」, 「强制措施(件)」.
pub(super) fn counts(key: &str) -> Option<Work> {
    const HOW_MANY: [&str; 18] = [
        "数量",
        "件数",
        "宗数",
        "起数",
        "总数",
        "数",
        "量",
        "(件)",
        "(宗)",
        "(起)",
        "(件次)",
        "(数量)",
        "(件数)",
        "数量(件)",
        "件数(件)",
        "数(件)",
        "数量(宗)",
        "数量(起)",
    ];
    let (work, rest) = begins(key)?;
    let rest = rest
        .strip_prefix("措施")
        .filter(|_| work == Work::Coercion)
        .unwrap_or(rest);
    let rest = ["处理决定", "决定", "办理", "办件", "案件"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    (work != Work::Fee && HOW_MANY.contains(&rest)).then_some(work)
}

/// The kind of work that a label or a heading of figures names and nothing else: 「行政许可」, 「行政处罚决定数」, 「二、
/// 行政强制」, 「收费金额(万元)」.
pub(super) fn labels(key: &str) -> Option<Work> {
    let key = without_item_number(key);
    let (work, rest) = begins(key)?;
    let whole = rest.is_empty() || matches!(rest, "决定" | "处理决定" | "措施" | "情况" | "台账");
    let amount = work == Work::Fee
        && ["金额", "收入", "总额", "额"]
            .iter()
            .any(|word| rest.starts_with(word));
    (whole || amount).then_some(work).or_else(|| counts(key))
}

/// The kind of work that a text begins with, and the rest of it.
fn begins(key: &str) -> Option<(Work, &str)> {
    Work::ALL.into_iter().find_map(|work| {
        let (word, short) = work.words();
        let rest = key.strip_prefix(word).or_else(|| key.strip_prefix(short))?;
        Some((work, rest))
    })
}

/// What stands in the names of what is about the work of an office, and does not register it.
pub(super) const ABOUT: [&str; 15] = [
    "事项", "清单", "基准", "指南", "流程", "依据", "汇总", "标准", "培训", "计划", "安排", "会议",
    "考核", "制度", "方案",
];

/// Whether headings speak of what is handled at a counter, and ask for no information.
pub(crate) fn speaks_of_services<'t>(headings: impl Iterator<Item = &'t str> + Clone) -> bool {
    const SERVICE: [&str; 8] = [
        "办件类型",
        "承诺",
        "事项编码",
        "法定办结",
        "法定时限",
        "许可",
        "处罚",
        "事项类型",
    ];
    let mut own = headings.clone();
    own.any(|text| SERVICE.iter().any(|word| text.contains(word))) && !ask_for_information(headings)
}

/// Whether headings are those of applications for information.
pub(crate) fn ask_for_information<'t>(mut headings: impl Iterator<Item = &'t str>) -> bool {
    const ASKS: [&str; 4] = ["公开申请", "信息公开", "答复", "所需信息"];
    headings.any(|text| ASKS.iter().any(|word| text.contains(word)))
}

/// The one kind of work that a text names, whether the form counts it or not.
pub(super) fn work_within(text: &str) -> Option<&'static str> {
    let kinds = COUNTED_WORK.into_iter().chain(OTHER_WORK);
    let mut named = kinds.filter(|kind| text.contains(kind));
    named.next().filter(|_| named.next().is_none())
}
