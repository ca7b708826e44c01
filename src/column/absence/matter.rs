//! 登记的是什么: what the names, titles and headings of a sheet without a table say that it registers.
//!
//! In: what is named around it, and its headings. Out: something that the form counts, something that it surely does not,
//! or neither. One rule for all such sheets: what may be counted is an error, what surely is not a note, and of anything
//! else a person is asked.

use super::super::Kind;
use super::super::header::hints;
use super::super::work::ABOUT;
use crate::text::squeeze;

/// What a sheet says that it registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter {
    /// Something that the form counts.
    Counted,
    /// Something else: meetings, staff, letters that came in.
    Other,
    /// Nobody can tell.
    Open,
}

/// Words of a name for what is counted, which are short for what [`hints`] tells.
const COUNTED: [&str; 3] = ["处罚", "许可", "强制措施"];

/// Words of a heading for it.
const ASKS: [&str; 8] = [
    "处罚",
    "行政许可",
    "许可决定",
    "行政强制",
    "强制决定",
    "强制措施",
    "规范性文件",
    "公开申请",
];

/// What a heading has beside which nothing is sure.
const PERHAPS: [&str; 22] = [
    "申请",
    "公开",
    "许可",
    "罚",
    "强制",
    "收费",
    "缴费",
    "复议",
    "诉讼",
    "案",
    "决定",
    "审批",
    "批准",
    "核准",
    "证书",
    "发证",
    "颁发",
    "注册",
    "执业",
    "资格",
    "规范性",
    "答复",
];

/// Words of a name for other registers.
const OTHERS: [&str; 27] = [
    "会议",
    "会务",
    "值班",
    "考勤",
    "请假",
    "出差",
    "花名册",
    "通讯录",
    "干部",
    "职工",
    "党员",
    "工资",
    "合同",
    "用车",
    "派车",
    "公车",
    "固定资产",
    "资产",
    "物资",
    "领用",
    "收文",
    "来文",
    "来访",
    "培训",
    "接待",
    "用印",
    "印章",
];

/// Words of a heading for them; several headings have one.
const HEADS: [&str; 36] = [
    "会议",
    "参会",
    "参加人",
    "与会",
    "主持人",
    "记录人",
    "议题",
    "值班",
    "带班",
    "考勤",
    "请假",
    "职务",
    "职称",
    "学历",
    "入职",
    "任职",
    "参加工作",
    "政治面貌",
    "合同",
    "签订",
    "车牌",
    "用车",
    "驾驶员",
    "里程",
    "资产",
    "购置",
    "领用",
    "来文",
    "收文",
    "来信",
    "来访",
    "培训",
    "讲师",
    "接待",
    "用印",
    "快递",
];

/// What the names next around a sheet, the nearest first, and its headings say.
pub(super) fn of<'t>(names: &[&str], headings: impl Iterator<Item = &'t str>) -> Matter {
    let headings: Vec<String> = headings.map(squeeze).collect();
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let named = names.iter().map(|name| squeeze(name));
    let named: Vec<String> = named.collect();
    let hinted = |name: &str| Kind::ALL.iter().any(|kind| has(name, hints(*kind)));
    let counts = |name: &String| hinted(name) || has(name, &COUNTED);
    let about = |name: &String| has(name, &ABOUT) || has(name, &OTHERS);
    // of several names the nearest that tells
    let told = named.iter().find(|name| counts(name) || about(name));
    let counted = told.is_some_and(|name| counts(name) && !about(name));
    if counted || headings.iter().any(|heading| has(heading, &ASKS)) {
        return Matter::Counted;
    }
    let perhaps = |text: &String| has(text, &PERHAPS);
    if named.iter().any(perhaps) || headings.iter().any(perhaps) {
        return Matter::Open;
    }
    let other = |text: &&String| has(text, &HEADS);
    let several = headings.iter().filter(other).count() >= 2;
    match several || named.iter().any(|name| has(name, &OTHERS)) {
        true => Matter::Other,
        false => Matter::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_of_what_its_names_or_headings_say() {
        for (name, headings, matter) in [
            ("2022年", "会议名称,会议时间,地点", Matter::Other),
            ("会议登记表", "名称,时间", Matter::Other),
            ("2022年", "姓名,性别,职务,入职时间", Matter::Other),
            ("2022年", "来文单位,文号,收文日期", Matter::Other),
            ("2022年", "姓名,性别,出生日期", Matter::Open),
            ("2022年", "姓名,职务,职称,发证日期", Matter::Open),
            ("2022年", "文书,案子,下处罚的日子", Matter::Counted),
            ("处罚登记表", "违法者,何时罚", Matter::Counted),
            ("行政许可事项清单", "事项,依据", Matter::Open),
            ("行政处罚工作会议", "时间,地点", Matter::Open),
        ] {
            assert_eq!(
                of(&[name], headings.split(',')),
                matter,
                "{name}: {headings}"
            );
        }
    }
}
