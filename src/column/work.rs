//! 事项: the kinds of an office's work, as names and titles tell them.

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

/// What stands in the names of what is about the work of an office, and does not register it.
pub(super) const ABOUT: [&str; 15] = [
    "事项", "清单", "基准", "指南", "流程", "依据", "汇总", "标准", "培训", "计划", "安排", "会议",
    "考核", "制度", "方案",
];

/// The one kind of work that a text names, whether the form counts it or not.
pub(super) fn work_within(text: &str) -> Option<&'static str> {
    let kinds = COUNTED_WORK.into_iter().chain(OTHER_WORK);
    let mut named = kinds.filter(|kind| text.contains(kind));
    named.next().filter(|_| named.next().is_none())
}
