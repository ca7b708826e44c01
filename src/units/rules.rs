//! The rules of this stage.

use crate::finding::{Grade, Rule, Severity};

/// The rules of this file.
pub(crate) const RULES: &[&Rule] = &[&SUM_DIFFERS, &LONE_UNIT, &IDLE_UNIT, &LAST_UNMATCHED];

/// G109
pub(super) const SUM_DIFFERS: Rule = Rule {
    code: "G109",
    severity: Severity::Warning,
    title: "各单位之和不等于全部",
    checks: "分单位汇编时，每个指标格各单位之和是否等于全部的数。",
    basis: "全部由各单位组成；上级的数与下级之和不一致，是审核中常被退回的问题。",
    grade: Grade::Practice,
    example: "全部的行政许可用 [[figure]] 给出 120，各单位之和是 118。",
    remedy: "手工数字请在 [unit.\"单位\"] 下逐个单位给出，全部由它们相加；期初数、上年报告也一样：每个单位的都要有。确有本级单独的数的，可用 [[explain]] 说明。",
};

/// G110
pub(super) const LONE_UNIT: Rule = Rule {
    code: "G110",
    severity: Severity::Warning,
    title: "单位名称可能写错",
    checks: "没有单位名录时，只有一行登记的单位，名称是否与另一个单位相近（缺几个字，或只差一个字）。",
    basis: "同一单位写成两个名称，就分成两个单位；相近的界限是本软件的推断。",
    grade: Grade::Inference,
    example: "“市财政局”有 20 行，“财政局”有 1 行。",
    remedy: "是同一单位的，请改成一致，或用单位名录（--roster）写明曾用名；确是两个单位的，可用 [[explain]] 说明。",
};

/// G111
pub(super) const IDLE_UNIT: Rule = Rule {
    code: "G111",
    severity: Severity::Note,
    title: "单位没有登记",
    checks: "单位名录和 gknb.toml 里的单位，在台账里有没有登记。",
    basis: "没有登记的单位，各数都是 0，也照样写出统计表。",
    grade: Grade::Data,
    example: "名录里有市气象局，台账里一行也没有。",
    remedy: "请核对是确实没有，还是漏了导出，或台账里用了别的名称。",
};

/// G112
pub(super) const LAST_UNMATCHED: Rule = Rule {
    code: "G112",
    severity: Severity::Warning,
    title: "上年报告对不上单位",
    checks: "上年报告文件夹里的每一份报告，是不是本次某一个单位（或全部）的，是不是全年的。",
    basis: "按报告上的单位名称和单位名录的曾用名认定。",
    grade: Grade::Inference,
    example: "上年报告写“市国土资源局”，今年的单位是“市自然资源局”，名录没有写曾用名。",
    remedy: "请在单位名录里写明曾用名，或在 gknb.toml 的 [unit.\"单位\"] 下用 previous 指明。",
};
