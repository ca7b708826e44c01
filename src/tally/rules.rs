//! What can be wrong with figures.

use crate::finding::{Grade, Rule, Severity};

/// The rules of this stage.
pub const RULES: &[&Rule] = &[
    &FED_TWICE,
    &NOT_FED,
    &BY_HAND_MISSING,
    &NONE_CONTRADICTS,
    &IN_FORCE_DIFFERS,
    &NO_OLDER,
    &NO_ROWS,
    &BELOW_ZERO,
    &FEES_BACK,
    &SUMMED,
    &LAST_UNREADABLE,
];

/// T101
pub(super) const FED_TWICE: Rule = Rule {
    code: "T101",
    severity: Severity::Error,
    title: "台账和手工数字同时填报",
    checks: "一个指标格既有台账又有 gknb.toml 的 [[figure]]，不知道以哪一个为准。",
    basis: "一个数字只能有一个来源。",
    grade: Grade::Data,
    example: "行政许可有台账，又写了 [[figure]] slot = \"2.行政许可/本年处理决定数量\"。",
    remedy: "请删去 [[figure]]，或把该台账移出数据文件夹。现行有效件数的期初数请写在 [opening]。",
};

/// T102
pub(super) const NOT_FED: Rule = Rule {
    code: "T102",
    severity: Severity::Note,
    title: "未见台账，按0填列",
    checks: "既没有台账也没有手工数字的行次，按 0 填列。",
    basis: "空白、“/”会被退回，按惯例填 0。",
    grade: Grade::Practice,
    example: "没有行政强制的台账。",
    remedy: "确实没有的，请在 gknb.toml 写 none = [\"行政强制\"] 予以确认；有的，请补交台账或写 [[figure]]。",
};

/// T103
pub(super) const BY_HAND_MISSING: Rule = Rule {
    code: "T103",
    severity: Severity::Error,
    title: "缺少须手工填列的数字",
    checks: "本版报表的这些指标格不由台账产生，须在 gknb.toml 中填写。",
    basis: "国办公开办函〔2019〕60号（试行）所附表格的第二部分。",
    grade: Grade::Law,
    example: "2020 年度没有填 2.行政许可/上一年项目数量。",
    remedy: "请在 gknb.toml 中逐格写 [[figure]]，或对整行写 none = [\"…\"]。",
};

/// T104
pub(super) const NONE_CONTRADICTS: Rule = Rule {
    code: "T104",
    severity: Severity::Error,
    title: "确认为零的行次有登记",
    checks: "gknb.toml 的 none 写明某项没有，但台账或手工数字里有。",
    basis: "同一事项不能又有又没有。",
    grade: Grade::Data,
    example: "none = [\"行政处罚\"]，但台账里有 3 件行政处罚。",
    remedy: "请从 none 中删去该项，或核对台账。",
};

/// T105
pub(super) const IN_FORCE_DIFFERS: Rule = Rule {
    code: "T105",
    severity: Severity::Warning,
    title: "现行有效件数两种算法不一致",
    checks: "上年现行有效 ＋ 本年制发 － 本年废止，与台账里现行有效的文件数不一致，按前者填列；与 [[figure]] 给出的现行有效件数不一致，按 [[figure]] 填列。",
    basis: "两年之间的衔接是各地审核的惯例；清理、口径调整可以造成差别。",
    grade: Grade::Practice,
    example: "上年 10 ＋ 制发 2 － 废止 1 ＝ 11，台账里有 12 件有效。",
    remedy: "请核对是不是漏登了废止，或上年数有误；有正当原因的请作情况说明。",
};

/// T106
pub(super) const NO_OLDER: Rule = Rule {
    code: "T106",
    severity: Severity::Warning,
    title: "台账里没有早年的文件",
    checks: "台账里没有一件本年以前制发的文件，或者制发、废止件数由 [[figure]] 给出，又没有上年报告或期初数，现行有效件数可能偏少。",
    basis: "现行有效件数包括历年制发、尚未废止的文件。",
    grade: Grade::Inference,
    example: "台账里全是 2022 年的文件。",
    remedy: "请用 --previous 指定上年报告，或在 gknb.toml 的 [opening] 写明上年现行有效件数，或补全台账。",
};

/// T108
pub(super) const BELOW_ZERO: Rule = Rule {
    code: "T108",
    severity: Severity::Error,
    title: "指标值是负数",
    checks: "除“本年增/减”以外，每个指标格的数是不是 0 或正数。",
    basis: "件数和收费金额不会小于 0；算出负数，说明上年的数、台账或手工数字有错。",
    grade: Grade::Data,
    example: "上年现行有效 1，本年废止 2，现行有效成了 -1。",
    remedy: "请核对列出的各行和上年的数；上年的数有误的，在 gknb.toml 的 [opening] 写明。",
};

/// T109
pub(super) const FEES_BACK: Rule = Rule {
    code: "T109",
    severity: Severity::Note,
    title: "收费台账里有负数，已冲减",
    checks: "收费台账里有没有金额为负的登记（退费、冲红），合计时已经减去。",
    basis: "负数一般是退费；是否冲减本年的收费，表格和文件没有规定，由单位确定。",
    grade: Grade::Inference,
    example: "登记费 1200 元，退登记费 -200 元，计 1000 元。",
    remedy: "应当冲减的，不用处理；退还以前年度收费、不冲减本年的，请从台账中移出这些行。",
};

/// T107
pub(super) const NO_ROWS: Rule = Rule {
    code: "T107",
    severity: Severity::Note,
    title: "台账没有登记，按0填列",
    checks: "有表头、没有一行登记的台账，如果别的台账里也没有同类的登记，有关的行次按 0 填列，并列出这些工作表。",
    basis: "空白的台账可能是确实没有，也可能是还没有填，或者导出时没有选全。",
    grade: Grade::Practice,
    example: "「行政复议诉讼台账」只有表头。",
    remedy: "确实没有的，请在 gknb.toml 写 none = [\"行政复议\", \"行政诉讼\"] 予以确认；有的，请在台账中登记后再运行。",
};

/// T110
pub(super) const SUMMED: Rule = Rule {
    code: "T110",
    severity: Severity::Error,
    title: "汇总表里有数，而没有台账",
    checks: "没有台账、没有手工数字的行次（行政许可、行政处罚、行政强制、行政事业性收费），别的工作表里是不是有它的汇总数：表头、行名写着许可、处罚、强制、收费，或表名写着其中一种而有数量、金额的列，下面有不是 0 的数。名称、标题写明是别的年度的不算。",
    basis: "这样的表不是逐件的登记，没有读进来；不报错，这一行次就会填成 0。从表头、行名、表名认出是哪一类，是本软件的推断。",
    grade: Grade::Inference,
    example: "只交了“2022年执法情况.xlsx”，各月一行，列有许可数量、处罚数量。",
    remedy: "请补交台账，或在 gknb.toml 中用 [[figure]] 填写全年的数；确实没有的，写 none = [\"行政处罚\"]；说的不是本单位本年的，请移出数据文件夹。",
};

/// T111
pub(super) const LAST_UNREADABLE: Rule = Rule {
    code: "T111",
    severity: Severity::Warning,
    title: "上年现行有效件数读不出来",
    checks: "指定了上年报告、本年台账里有规章（规范性文件）的，上年报告里这一行的“现行有效件数”能不能读出数字。2019 版的报告没有这一栏，不查。",
    basis: "上年现行有效 ＋ 本年制发 － 本年废止；读不出上年的数，就只能按台账里现行有效的文件数填列，可能偏少。",
    grade: Grade::Data,
    example: "上年报告的“行政规范性文件/现行有效件数”空着，或写着“约5”。",
    remedy: "请在 gknb.toml 的 [opening] 写明上年现行有效件数，或指定更正后的上年报告。",
};
