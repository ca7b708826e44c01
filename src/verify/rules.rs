//! What can be wrong with a year's figures as a whole.

use super::limits;
use crate::finding::{Grade, Rule, Severity};

/// The rules of this stage.
pub const RULES: &[&Rule] = &[
    &IDENTITY,
    &CARRY_OVER,
    &NOT_LAST_YEAR,
    &OTHER_AGENCY,
    &PREVIOUS_UNREADABLE,
    &limits::LATE_REPLY,
    &limits::LATE_PENDING,
    &limits::NOT_CHECKED,
    &JUMP,
    &NO_SUCH_LINE,
    &OTHER_DEFENDANT,
    &OPENING_DIFFERS,
    &GIVEN_FOR_ANOTHER,
];

/// V101
pub(super) const IDENTITY: Rule = Rule {
    code: "V101",
    severity: Severity::Error,
    title: "勾稽关系不平",
    checks: "表上所定的勾稽关系两边是否相等。",
    basis: "表三左上角：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”（国办公开办函〔2019〕60号、〔2021〕30号所附表格）。",
    grade: Grade::Law,
    example: "本年新收 10 ＋ 上年结转 1 ≠ 总计 9 ＋ 结转下年 1。",
    remedy: "请核对手工填写的数字。",
};

/// V102
pub(super) const CARRY_OVER: Rule = Rule {
    code: "V102",
    severity: Severity::Error,
    title: "与上年结转不衔接",
    checks: "本年的“上年结转”与上年报告的“结转下年度继续办理”逐栏是否相等。",
    basis: "“上年结转”就是上年报告的“结转下年度继续办理”，由这两行的名称和各地公布的报告得出，表上没有写明；与上年不衔接是审核时常退回的。",
    grade: Grade::Practice,
    example: "上年结转下年 3 件，今年台账里上年收到未办结的只有 2 件。",
    remedy: "请核对列出的申请：是不是漏了导出，或上年已经办结、收到日期写错；分单位汇编的，是不是跨年转办给了另一个单位。",
};

/// V103
pub(super) const NOT_LAST_YEAR: Rule = Rule {
    code: "V103",
    severity: Severity::Error,
    title: "上年报告不是上一年度的",
    checks: "--previous 指定的报告应是报告年度的上一年。",
    basis: "衔接只在相邻两年之间。",
    grade: Grade::Data,
    example: "编制 2022 年度，指定了 2020 年度的报告。",
    remedy: "请换成上一年度的报告。",
};

/// V104
pub(super) const OTHER_AGENCY: Rule = Rule {
    code: "V104",
    severity: Severity::Warning,
    title: "上年报告的单位名称不同",
    checks: "--previous 指定的报告与本次的单位名称不同。",
    basis: "单位更名、合并是常有的，但也可能拿错了报告。",
    grade: Grade::Inference,
    example: "上年报告写“市国资委”，本次写“市国有资产监督管理委员会”。",
    remedy: "请核对是不是同一单位。",
};

/// V105
pub const PREVIOUS_UNREADABLE: Rule = Rule {
    code: "V105",
    severity: Severity::Error,
    title: "上年报告无法读取",
    checks: "--previous 指定的文件能否读出上年全年的数字。",
    basis: "没有上年的数字就无法核对衔接；半年、季度的统计表不是上年的结转。",
    grade: Grade::Data,
    example: "指定的文件不是统计表。",
    remedy: "请指定上年的年度报告或统计表（xlsx、xls、et、ods、docx、网页、Markdown、有文字的 PDF），“结转下年度继续办理”一行要填有数字。",
};

/// V106
pub(super) const JUMP: Rule = Rule {
    code: "V106",
    severity: Severity::Warning,
    title: "与上年相差很大",
    checks: "与上年报告相比，制发、废止、现行有效、处理决定各数，新收、办结、结转总数和复议诉讼各总计，是不是相差十件以上且达到三倍或不足三分之一；收费金额是不是相差一万元以上且达到十倍或不足十分之一。上年为 0 的不比。",
    basis: "变化很大的数字要核对；倍数和件数的界限是本软件的推断。",
    grade: Grade::Inference,
    example: "行政处罚上年 210 件，本年 12 件。",
    remedy: "请核对有没有漏交台账、重复导出或单位写错；确是如此的，可用 [[explain]] 说明。",
};

/// V107
pub(super) const NO_SUCH_LINE: Rule = Rule {
    code: "V107",
    severity: Severity::Warning,
    title: "本单位没有制定规章的权限",
    checks: "从名称看是乡镇、街道、县区政府或地方政府部门的单位，规章的制发、废止、现行有效件数是不是 0。",
    basis: "《立法法》（2023年修正）第九十一条、第九十三条：规章由国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府制定。单位的层级是本软件按名称推断的。",
    grade: Grade::Inference,
    example: "某某镇人民政府的“规章—现行有效件数”填 3，其实是规范性文件。",
    remedy: "请核对：多半是把行政规范性文件填在了规章一行；报告统计范围确实包括有权机关的，可用 [[explain]] 说明。",
};

/// V108
pub(super) const OTHER_DEFENDANT: Rule = Rule {
    code: "V108",
    severity: Severity::Warning,
    title: "案件可能不由本单位统计",
    checks: "统计范围是本机关时，案件的被告（被申请人）写的是不是本单位：本单位作为复议机关与原行为机关一同作被告的，或者同一张台账里有的写本单位、这一件写的是别的单位；或者一张台账写的全是别的单位（名称与本单位没有相同的字，按通称、地名以外的字比较）。分单位汇编时不核对。",
    basis: "复议机关作共同被告的案件由原行为机关统计（国办公开办函〔2016〕201号）。谁是原行为机关，写的全是别的单位的案件该不该由本单位统计，是本软件按被告的写法推断的。",
    grade: Grade::Inference,
    example: "市政府的应诉台账里，被告写“某市自然资源局、某市人民政府（复议机关）”。",
    remedy: "不由本单位统计的，请从台账中去掉；确由本单位统计的，可用 [[explain]] 说明。",
};

/// V109
pub(super) const OPENING_DIFFERS: Rule = Rule {
    code: "V109",
    severity: Severity::Warning,
    title: "期初数与上年报告不同",
    checks: "gknb.toml 的 [opening] 与 --previous 指定的上年报告都写明了的数字（现行有效件数、结转下年度继续办理）是不是一样。",
    basis: "本年的期初数就是上年报告的期末数；两处不同时按 [opening] 推算，那是专门写给本年的。",
    grade: Grade::Inference,
    example: "[opening] 写行政规范性文件 52，上年报告的现行有效件数是 25。",
    remedy: "上年报告没有错的，请从 [opening] 中删去这一项；上年报告确有错误、已经更正的，请指定更正后的报告，或用 [[explain]] 说明。",
};

/// V110
pub(super) const GIVEN_FOR_ANOTHER: Rule = Rule {
    code: "V110",
    severity: Severity::Warning,
    title: "手工数字可能是另一段时间的",
    checks: "命令行的 --year、--until 与 gknb.toml 写的 year、until 不同，而 gknb.toml 里有 [[figure]] 或 [opening]。",
    basis: "手工数字和期初数是为 gknb.toml 写明的那一年度、那一天写的；换了年度或日期，软件无从核对，照用。",
    grade: Grade::Inference,
    example: "gknb.toml 写 year = 2022，行政许可 [[figure]] 300；运行 gknb --year 2023，2023 年度的表里也是 300。",
    remedy: "请改 gknb.toml 的 year、until 和其中的数字；确实适用的，写明 year、until 后就不再提示。",
};
