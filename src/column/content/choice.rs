//! 选项词: headings that are words of a field, under which an office ticks instead of writing them.

use super::is_word_of;
use crate::column::{Field, Kind};
use crate::text::{squeeze, without_item_number};

/// The beginnings of the lines of the mandated form below 不予公开, 无法提供, 不予处理 and 其他处理, without the quotes
/// in them.
const LINES: [&str; 21] = [
    "属于国家秘密",
    "其他法律行政法规禁止公开",
    "法律行政法规禁止公开",
    "危及三安全一稳定",
    "三安全一稳定",
    "保护第三方合法权益",
    "属于三类内部事务信息",
    "三类内部事务信息",
    "属于四类过程性信息",
    "四类过程性信息",
    "属于行政执法案卷",
    "属于行政查询事项",
    "本机关不掌握相关政府信息",
    "没有现成信息需要另行制作",
    "补正后申请内容仍不明确",
    "信访举报投诉类申请",
    "要求提供公开出版物",
    "无正当理由大量反复申请",
    "要求行政机关确认或重新出具已获取信息",
    "申请人无正当理由逾期不补正",
    "申请人逾期未按收费通知要求缴纳费用",
];

/// Whether a heading is a word of a field that leaves no doubt, as people or the mandated form print it: 自然人,
/// （二）部分公开（区分处理的…）, 1.属于国家秘密.
pub(in crate::column) fn heads_choice(kind: Kind, field: Field, heading: &str) -> bool {
    let key = squeeze(heading);
    let bare = without_item_number(&key);
    let word = bare.split('(').next().unwrap_or_default();
    let plain: String = word.chars().filter(|c| !is_mark(*c)).collect();
    let of_form = kind == Kind::Applications && field == Field::Result;
    is_word_of(kind, field, word) || of_form && LINES.iter().any(|line| plain.starts_with(line))
}

/// Whether a heading is 其他, which is a choice beside others.
pub(in crate::column) fn heads_rest(heading: &str) -> bool {
    without_item_number(&squeeze(heading)).starts_with("其他")
}

/// A quote or a mark between words, which some leave out.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’' | '、' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_the_form_head_choices_as_they_are_printed() {
        for heading in [
            "予以公开",
            "（一）予以公开",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "1.属于国家秘密",
            "2.其他法律、行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        ] {
            assert!(
                heads_choice(Kind::Applications, Field::Result, heading),
                "{heading}"
            );
        }
        for heading in ["申请内容", "不予公开理由", "答复日期", "自然人", "其他"]
        {
            assert!(
                !heads_choice(Kind::Applications, Field::Result, heading),
                "{heading}"
            );
        }
        assert!(heads_choice(Kind::Applications, Field::Class, "自然人"));
        assert!(heads_rest("3.其他"));
    }
}
