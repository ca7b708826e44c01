//! What the settings may write for a word of a field.

use std::collections::BTreeSet;

use super::Outcome;
use crate::column::Field;

/// What the settings write for an application that is still pending.
pub(super) const PENDING: &str = "办理中";

/// Outcomes that the form of an older edition counts in one line: what the settings may write for them, the line.
pub(super) fn line_of(several: &[Outcome]) -> Option<String> {
    let lines = several.iter().map(|outcome| outcome.line());
    let heads = lines.map(|line| line.rsplit_once('.').map(|(head, _)| head.to_owned()));
    let heads: BTreeSet<Option<String>> = heads.collect();
    match heads.len() {
        1 => heads.into_iter().next().flatten(),
        _ => None,
    }
}

/// What the settings may write for a word of a field, in one line; `one_line` are outcomes that the form counts in one.
pub(super) fn what_may_be_meant(field: Field, one_line: &[Vec<Outcome>]) -> String {
    let told = match field {
        Field::Class | Field::BodyKind => {
            "可填 自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他"
        }
        Field::Result | Field::Detail => {
            let single = |o: &Outcome| !one_line.iter().any(|line| line.contains(o));
            let lines = Outcome::all().filter(single);
            let lines = lines.map(|o| format!("{} {}", o.line(), o.own_word()));
            let several = one_line.iter().filter_map(|line| line_of(line));
            let lines: Vec<String> = lines.chain(several).collect();
            return format!(
                "可填行次编号或表上的文字：{}；还没有办结的填 {PENDING}",
                lines.join("、")
            );
        }
        Field::Verdict => "可填 结果维持、结果纠正、其他结果、尚未审结",
        Field::CaseKind => "可填 行政复议、未经复议直接起诉、复议后起诉",
        Field::SuitPath => "可填 未经复议直接起诉、复议后起诉",
        Field::Category => {
            "可填 规章、行政规范性文件、行政许可、行政处罚、行政强制、行政事业性收费、其他信息"
        }
        Field::Upshot => "可填 作出决定、没有作出决定、办理中、作废",
        _ => "可填 有效、失效、已修改、尚未生效",
    };
    told.to_owned()
}
