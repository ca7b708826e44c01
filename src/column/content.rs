//! What cells look like; [`Watch`] holds that against the headings above them.
//!
//! A look is judged by a few words that leave no doubt; what an office writes in words of its own looks
//! like nothing in particular and proves nothing.

use super::{Field, Kind};
use crate::book::Value;
use crate::date::{self, Seen};
use crate::text;

mod choice;
mod watch;

pub(super) use choice::{heads_choice, heads_rest};
pub(super) use watch::{Watch, asks_whether};

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Date,
    Class,
    Result,
    Category,
    Case,
    Verdict,
    Number,
    /// Nothing in particular.
    Text,
}

impl Look {
    fn word(self) -> &'static str {
        match self {
            Look::Date => "日期",
            Look::Class => "申请人类型",
            Look::Result => "办理结果",
            Look::Category => "信息类别",
            Look::Case => "案件类型",
            Look::Verdict => "案件结果",
            Look::Number => "数字",
            Look::Text => "文字",
        }
    }

    /// What a field's cells should look like; none for a field that may hold anything.
    fn of_field(field: Field) -> Option<Look> {
        Some(match field {
            Field::Received
            | Field::Replied
            | Field::Corrected
            | Field::Withdrawn
            | Field::Issued
            | Field::Published
            | Field::Decided
            | Field::Repealed
            | Field::Charged
            | Field::Accepted
            | Field::Concluded => Look::Date,
            Field::Class | Field::BodyKind => Look::Class,
            Field::Result => Look::Result,
            Field::Category => Look::Category,
            Field::CaseKind => Look::Case,
            Field::Verdict => Look::Verdict,
            Field::Count | Field::Amount => Look::Number,
            Field::Number
            | Field::CaseNumber
            | Field::Applicant
            | Field::Content
            | Field::Title => Look::Text,
            _ => return None,
        })
    }

    /// Whether a cell that looks like `self` cannot be what its heading announces.
    fn contradicts(self, field: Field, expected: Look) -> bool {
        match (expected, self) {
            (_, Look::Text) => false,
            (expected, found) if expected == found => false,
            // a serial number may be a date; a class, a result, a verdict or a category may be a code
            (_, Look::Number) => false,
            // numbers such as 2022-1-5 look like dates
            (Look::Text, Look::Date) => !matches!(field, Field::Number | Field::CaseNumber),
            (Look::Text, Look::Category | Look::Case) => false,
            (Look::Text, _) => matches!(field, Field::Number | Field::CaseNumber),
            _ => true,
        }
    }
}

const CLASSES: &[&str] = &[
    "自然人",
    "公民",
    "法人",
    "法人或其他组织",
    "法人或者其他组织",
    "商业企业",
    "企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "律师事务所",
];

const RESULTS: &[&str] = &[
    "予以公开",
    "同意公开",
    "全部公开",
    "部分公开",
    "予以部分公开",
    "不予公开",
    "不予处理",
    "无法提供",
    "重复申请",
    "信息不存在",
    "本机关不掌握",
    "逾期不补正",
    "其他处理",
    "办理中",
    "属于国家秘密",
    "补正后申请内容仍不明确",
];

const CATEGORIES: &[&str] = &[
    "规章",
    "规范性文件",
    "行政规范性文件",
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政事业性收费",
];

const CASES: &[&str] = &[
    "行政复议",
    "行政诉讼",
    "复议",
    "诉讼",
    "未经复议直接起诉",
    "直接起诉",
    "复议后起诉",
];

const VERDICTS: &[&str] = &[
    "维持",
    "结果维持",
    "驳回",
    "驳回诉讼请求",
    "结果纠正",
    "确认违法",
    "责令履行",
    "尚未审结",
    "审理中",
    "其他结果",
    "调解",
    "终止",
];

/// Characters of the longest of these words.
const LONGEST: usize = 12;

/// Whether a text is a word of a field that leaves no doubt.
pub(super) fn is_word_of(kind: Kind, field: Field, text: &str) -> bool {
    let look = look(kind, &Value::Text(text.into()));
    look.is_some() && look == Look::of_field(field)
}

/// Whether a look is that of a field.
pub(super) fn is_look_of(field: Field, look: Look) -> bool {
    Look::of_field(field) == Some(look)
}

/// Whether the cells of a field are dates.
pub(super) fn holds_dates(field: Field) -> bool {
    Look::of_field(field) == Some(Look::Date)
}

/// Whether a value is a date, or a text that reads as one.
pub(super) fn is_date(value: &Value) -> bool {
    look(Kind::Publications, value) == Some(Look::Date)
}

/// What a cell of a ledger of a kind looks like; none where it is blank.
pub(super) fn look(kind: Kind, value: &Value) -> Option<Look> {
    let written = match value {
        Value::Date(_) => return Some(Look::Date),
        Value::Number(_) | Value::Bool(_) => return Some(Look::Number),
        Value::Error(_) => return None,
        Value::Text(written) => written,
    };
    if text::is_empty(written) {
        return None;
    }
    if begins_with_digit(written) {
        return Some(of_digits(written));
    }
    let Some(key) = text::short_key(written, LONGEST) else {
        return Some(Look::Text);
    };
    let among = |words: &[&str]| words.contains(&&*key);
    Some(match kind {
        Kind::Applications if among(CLASSES) => Look::Class,
        Kind::Applications if among(RESULTS) => Look::Result,
        Kind::Publications if among(CATEGORIES) => Look::Category,
        Kind::Disputes if among(CASES) => Look::Case,
        Kind::Disputes if among(VERDICTS) => Look::Verdict,
        _ => Look::Text,
    })
}

/// Whether a text begins as a number or a date does.
fn begins_with_digit(written: &str) -> bool {
    let first = written.trim_start().chars().next().map(text::half_width);
    first.is_some_and(|c| matches!(c, '0'..='9' | '二' | '〇' | '○'))
}

/// A date, a number, or a text that begins with a digit.
fn of_digits(written: &str) -> Look {
    let key = text::key(written);
    let plain = key.chars().all(|c| c.is_ascii_digit());
    let number = key
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && key.matches('.').count() <= 1;
    match date::parse(written, false) {
        // a serial number, perhaps with a time behind its point, is an amount as well
        Ok(Seen::Day(_)) if number && (key.len() != 8 || !plain) => Look::Number,
        Ok(Seen::Day(_)) => Look::Date,
        Ok(Seen::MonthDay(..) | Seen::Month(..)) if key.contains('月') => Look::Date,
        _ if number => Look::Number,
        _ => Look::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_look_like_what_people_take_them_for() {
        for (written, seen) in [
            ("2022-01-05", Some(Look::Date)),
            ("20220105", Some(Look::Date)),
            ("二〇二二年一月五日", Some(Look::Date)),
            ("4月29日", Some(Look::Date)),
            ("2022.4", Some(Look::Number)),
            ("1.5", Some(Look::Number)),
            ("2022003", Some(Look::Number)),
            ("44680", Some(Look::Number)),
            ("57743.54", Some(Look::Number)),
            ("57743.5", Some(Look::Number)),
            ("2022.1.5", Some(Look::Date)),
            ("2022-001号", Some(Look::Text)),
            ("自然人", Some(Look::Class)),
            ("不予公开", Some(Look::Result)),
            ("请求公开预算", Some(Look::Text)),
            ("—", None),
        ] {
            assert_eq!(
                look(Kind::Applications, &Value::Text(written.into())),
                seen,
                "{written}"
            );
        }
    }
}
