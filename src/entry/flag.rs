//! 标志列: columns beside those that are read whose heading asks of each row whether it stands: 是否作废, 删除状态,
//! 作废日期, 退款金额.
//!
//! In: a heading, a cell below it. Out: what the heading asks, and whether the cell says that it is so. What follows for
//! a decision, a fee, an application or a case is left to [`super::upshot`].

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::words::{BUILT_IN, FlagWords};
use crate::book::Value;
use crate::number;
use crate::text::{self, squeeze, yes_no};

/// What a heading asks of each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flag {
    /// 是否作废, 作废标志: the cell answers it.
    Whether(Matter),
    /// 作废日期, 作废原因: something stands in the cell where it is so.
    Told(Matter),
    /// 退款金额: what was given back of an amount.
    Back,
    /// 减免金额: what was not taken of it.
    Waived,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter {
    /// 作废
    Void,
    /// 撤销
    Revoked,
    /// 红冲
    Reversed,
    /// 退费
    Refunded,
    /// 缴费: a fee that was not paid is none.
    Paid,
    /// 计入年报: a no says that the row does not count.
    Counted,
    /// 行政事业性收费: other money is none.
    Fee,
    /// 政府信息公开申请, 政府信息公开案件: others are no matter of the report.
    Ours,
}

impl Matter {
    /// Whether a row of which it is denied does not stand.
    fn stands(self) -> bool {
        match self {
            Matter::Paid | Matter::Counted | Matter::Fee | Matter::Ours => true,
            Matter::Void | Matter::Revoked | Matter::Reversed | Matter::Refunded => false,
        }
    }

    /// Whether only a heading with 是否 asks it: 统计时间 and 申请内容 ask nothing of the kind.
    fn needs_whether(self) -> bool {
        matches!(self, Matter::Counted | Matter::Fee | Matter::Ours)
    }
}

/// What a heading begins with that asks of each row.
const WHETHER: &str = "是否";

impl FlagWords {
    fn matters(&self) -> [(Matter, &[String]); 9] {
        [
            (Matter::Void, &self.void),
            (Matter::Void, &self.deleted),
            (Matter::Revoked, &self.revoked),
            (Matter::Reversed, &self.reversed),
            (Matter::Refunded, &self.refunded),
            (Matter::Paid, &self.paid),
            (Matter::Ours, &self.ours),
            (Matter::Fee, &self.fee),
            (Matter::Counted, &self.counted),
        ]
    }
}

/// The word among some that a text ends with, and what stands before it.
fn ending<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_suffix(&**word))
}

/// The characters with which what is asked begins, where no 是否 stands before it: hardly a heading has one.
static FIRSTS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let words = &BUILT_IN.upshot.flag;
    let matters = words.matters().into_iter();
    let matters = matters.filter(|(matter, _)| !matter.needs_whether());
    let words = matters.flat_map(|(_, words)| words).chain(&words.reduced);
    let firsts: BTreeSet<char> = words.filter_map(|word| word.chars().next()).collect();
    firsts.into_iter().collect()
});

impl Flag {
    /// What a heading asks; none where it asks nothing of the kind.
    pub(super) fn of(heading: &str) -> Option<Self> {
        if !heading.contains(WHETHER) && !heading.chars().any(|c| FIRSTS.contains(&c)) {
            return None;
        }
        let words = &BUILT_IN.upshot.flag;
        let whole = squeeze(heading);
        let key = whole.split('(').next().unwrap_or(&whole);
        // 「是否未缴费」 asks the reverse, and 「未作废」 nothing
        if key.contains(['未', '不']) {
            return None;
        }
        let named = |key: &str, end: bool| {
            let mut matters = words.matters().into_iter();
            matters.find_map(|(matter, words)| {
                let mut words = words.iter();
                let has = words.any(|word| match end {
                    true => key.ends_with(&**word),
                    false => key.contains(&**word),
                });
                has.then_some(matter)
            })
        };
        if let Some(before) = ending(key, &words.amounts) {
            let mut reduced = words.reduced.iter();
            return match named(before, true) {
                Some(Matter::Reversed | Matter::Refunded) => Some(Flag::Back),
                _ if reduced.any(|word| before.ends_with(&**word)) => Some(Flag::Waived),
                _ => None,
            };
        }
        if let Some(before) = ending(key, &words.circumstances) {
            let matter = named(before, true).filter(|matter| !matter.stands());
            return matter.map(Flag::Told);
        }
        // 「删除」 alone is what a page offers to do
        let bare = || {
            let mut ends = words.void.iter().chain(&words.reversed);
            ends.any(|word| key.ends_with(&**word))
        };
        // how a payment went is asked elsewhere
        let state = || {
            let before = key.strip_suffix("状态");
            before.is_some_and(|before| named(before, true).is_some_and(|m| !m.stands()))
        };
        let marked = ending(key, &words.marks).is_some() || state();
        let whether = key.contains(WHETHER);
        let asks = |matter: &Matter| whether || !matter.needs_whether() && (marked || bare());
        named(key, false).filter(asks).map(Flag::Whether)
    }

    /// Whether a cell below the heading says so: that the row is void, was not paid, that less was taken.
    pub(super) fn holds(self, value: &Value) -> bool {
        let written = value.text();
        if text::is_empty(&written) || matches!(value, Value::Error(_)) {
            return false;
        }
        match self {
            Flag::Whether(Matter::Paid) => yes_no(&written) == Some(false),
            Flag::Whether(matter) if matter.stands() => yes_no(&written)
                .map_or_else(|| text::key(&written).starts_with(['不', '非']), |yes| !yes),
            Flag::Whether(_) => yes_no(&written).unwrap_or_else(|| {
                let key = text::key(&written);
                let said = BUILT_IN.upshot.flag.matters();
                let mut said = said.iter().flat_map(|(_, words)| words.iter());
                said.any(|word| key.contains(&**word))
                    && !key.contains(['未', '不', '没', '无', '非'])
            }),
            Flag::Told(_) => {
                let zeros = written.chars().all(|c| !c.is_alphanumeric() || c == '0');
                yes_no(&written) != Some(false) && !zeros
            }
            Flag::Back | Flag::Waived => {
                number::parse(&written).is_some_and(|less| !less.value.is_zero())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_begins_with_what_no_form_of_writing_changes() {
        assert!(FIRSTS.iter().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}')));
    }

    #[test]
    fn headings_ask_whether_a_row_stands() {
        use Flag::{Back, Told, Waived, Whether};
        for (heading, flag) in [
            ("是否作废", Some(Whether(Matter::Void))),
            ("票据作废标志", Some(Whether(Matter::Void))),
            ("作废", Some(Whether(Matter::Void))),
            ("红冲标志", Some(Whether(Matter::Reversed))),
            ("是否撤销", Some(Whether(Matter::Revoked))),
            ("是否缴款", Some(Whether(Matter::Paid))),
            ("作废日期", Some(Told(Matter::Void))),
            ("作废 原因", Some(Told(Matter::Void))),
            ("删除状态", Some(Whether(Matter::Void))),
            ("删除标志", Some(Whether(Matter::Void))),
            ("删除时间", Some(Told(Matter::Void))),
            ("删除", None),
            ("缴款状态", None),
            ("退款金额（元）", Some(Back)),
            ("减免金额", Some(Waived)),
            ("缴款金额", None),
            ("缴款日期", None),
            ("缴款人", None),
            ("撤销", None),
            ("入库", None),
            ("备注", None),
            ("是否未缴费", None),
            ("是否计入年报", Some(Whether(Matter::Counted))),
            ("是否统计", Some(Whether(Matter::Counted))),
            ("统计时间", None),
            ("统计状态", None),
            ("是否行政事业性收费", Some(Whether(Matter::Fee))),
            ("是否属于政府信息公开申请", Some(Whether(Matter::Ours))),
            ("金额", None),
        ] {
            assert_eq!(Flag::of(heading), flag, "{heading}");
        }
    }

    #[test]
    fn cells_say_whether_it_is_so() {
        let text = |text: &str| Value::Text(text.into());
        for (heading, value, holds) in [
            ("是否作废", text("是"), true),
            ("是否作废", text("已作废"), true),
            ("是否作废", text("未作废"), false),
            ("是否作废", text("否"), false),
            ("是否作废", Value::Number(1.0), true),
            ("是否作废", Value::Number(0.0), false),
            ("是否作废", Value::Bool(true), true),
            ("是否缴款", text("否"), true),
            ("是否缴款", text("是"), false),
            ("是否计入年报", text("否"), true),
            ("是否计入年报", text("不计入"), true),
            ("是否计入年报", text("是"), false),
            ("是否计入年报", text("待定"), false),
            ("删除状态", text("已删除"), true),
            ("删除状态", text("未删除"), false),
            ("删除状态", text("正常"), false),
            ("作废日期", text("2022-03-01"), true),
            ("作废日期", text("0000-00-00"), false),
            ("作废原因", text("开错"), true),
            ("作废原因", text("无"), false),
            ("退款金额", Value::Number(550.0), true),
            ("退款金额", text("0.00"), false),
        ] {
            let flag = Flag::of(heading).unwrap();
            assert_eq!(flag.holds(&value), holds, "{heading} {value:?}");
        }
    }
}
