//! What can be wrong with a finished report.

use crate::finding::{Grade, Rule, Severity};

/// The rules of finished reports.
pub const RULES: &[&Rule] = &[
    &NO_TABLES,
    &NO_TABLE,
    &NO_LINE,
    &NO_HEAD,
    &BLANK,
    &UNREADABLE_FIGURE,
    &ANNOTATED,
    &NOT_A_COUNT,
    &WRONG_EDITION,
    &ONE_LINE,
    &EXTRA_ROWS,
    &TWICE,
    &NO_YEAR,
    &NOT_READ,
    &UNBALANCED,
    &NOT_CONNECTED,
    &IN_FORCE,
    &NOT_HELD,
    &TEXT_DIFFERS,
    &TEXT_UNBOUND,
    &TEXT_AGREES,
    &REORDERED,
    &UNSURE,
    &PART_OF_YEAR,
    &TEXT_DOUBTFUL,
    &OTHER_SPAN,
    &UNIT_UNSURE,
];

/// V301
pub(super) const NO_TABLES: Rule = Rule {
    code: "V301",
    severity: Severity::Error,
    title: "找不到法定表格",
    checks: "报告中有没有第二、三、四部分的表格。",
    basis: "国办公开办函〔2019〕60号、〔2021〕30号所附格式：第二、三、四部分是表格。",
    grade: Grade::Law,
    example: "网页上的表格是一张图片。",
    remedy: "请核对文件是不是年度报告的全文；表格是图片或附件的，请换成有表格文字的文件。",
};

/// V302
pub(super) const NO_TABLE: Rule = Rule {
    code: "V302",
    severity: Severity::Error,
    title: "缺少一张法定表格",
    checks: "第二、三、四部分的表格是否都在。",
    basis: "国办公开办函〔2019〕60号、〔2021〕30号所附格式。",
    grade: Grade::Law,
    example: "报告只有第三部分的表，没有第四部分的表。",
    remedy: "请补上缺少的表格；表头与法定格式差得太远的，请改回法定的文字。",
};

/// V303
pub(super) const NO_LINE: Rule = Rule {
    code: "V303",
    severity: Severity::Error,
    title: "表格缺少一行",
    checks: "法定表格的各行是否都在。",
    basis: "国办公开办函〔2019〕60号、〔2021〕30号所附格式。",
    grade: Grade::Law,
    example: "第三部分没有“（七）总计”一行。",
    remedy: "请按法定格式补上这一行。",
};

/// V304
pub(super) const NO_HEAD: Rule = Rule {
    code: "V304",
    severity: Severity::Error,
    title: "表格缺少一栏",
    checks: "法定表格的各栏是否都在。",
    basis: "国办公开办函〔2019〕60号、〔2021〕30号所附格式。",
    grade: Grade::Law,
    example: "第三部分没有“总计”一栏。",
    remedy: "请按法定格式补上这一栏。",
};

/// V305
pub(super) const BLANK: Rule = Rule {
    code: "V305",
    severity: Severity::Error,
    title: "空格",
    checks: "指标格是否空着，或只写了“/”“-”“无”。",
    basis: "没有的填 0；空格和“/”是审核时常退回的。",
    grade: Grade::Practice,
    example: "“行政强制”的处理决定数量写“/”。",
    remedy: "没有的填 0；有的补上数字。",
};

/// V306
pub(super) const UNREADABLE_FIGURE: Rule = Rule {
    code: "V306",
    severity: Severity::Error,
    title: "不是数字",
    checks: "指标格能否读成一个数字。读不出的，以及大得不可能是统计数字的，不当作 0。",
    basis: "读不成一个数字的格，不能核对，也不能汇总。",
    grade: Grade::Data,
    example: "“本年新收”写“3至5件”。",
    remedy: "请只填一个阿拉伯数字。",
};

/// V307
pub(super) const ANNOTATED: Rule = Rule {
    code: "V307",
    severity: Severity::Warning,
    title: "数字旁有单位或说明",
    checks: "指标格除数字外是否还有单位、说明，表头、表上方写明的金额单位是否与法定格式一致。",
    basis: "表头已定单位；格内的单位和说明妨碍汇总，元与万元常因此混淆。",
    grade: Grade::Practice,
    example: "收费金额写“251000元”；制发件数写“22（其中修订16件）”。",
    remedy: "请只填数字，说明写在正文里；金额折算成法定格式的单位，表头、表上方写明的单位也改成它。",
};

/// V308
pub(super) const NOT_A_COUNT: Rule = Rule {
    code: "V308",
    severity: Severity::Error,
    title: "件数不是非负整数",
    checks: "件数是否为 0 或正整数，金额是否不为负。",
    basis: "件数一件一件地数。",
    grade: Grade::Data,
    example: "“予以公开”写 3.5。",
    remedy: "请核对后填写整数。",
};

/// V309
pub(super) const WRONG_EDITION: Rule = Rule {
    code: "V309",
    severity: Severity::Error,
    title: "用错了格式版本",
    checks: "报告所用的格式是否为该年度应用的版本。",
    basis: "2019、2020 年度用国办公开办函〔2019〕60号，2021 年度起用国办公开办函〔2021〕30号（没有见到更新的格式）。",
    grade: Grade::Law,
    example: "2023 年度的报告仍用“本年新制作数量”的旧表。",
    remedy: "请换用该年度的格式重新填写。",
};

/// V310
pub(super) const ONE_LINE: Rule = Rule {
    code: "V310",
    severity: Severity::Error,
    title: "“（六）其他处理”没有分行",
    checks: "2021 年版第三部分的“（六）其他处理”是否分为三行。",
    basis: "国办公开办函〔2021〕30号所附格式：分逾期不补正、逾期不缴费、其他三行。",
    grade: Grade::Law,
    example: "2023 年度的报告把“（六）其他处理”写成一行，是 2019 年版的写法。",
    remedy: "请按 2021 年版分三行填写。",
};

/// V311
pub(super) const EXTRA_ROWS: Rule = Rule {
    code: "V311",
    severity: Severity::Note,
    title: "表格中有格式以外的行",
    checks: "法定表格中是否有格式没有的行；它们的数字不计入。",
    basis: "国办公开办函〔2019〕60号、〔2021〕30号所附格式。",
    grade: Grade::Law,
    example: "第三部分多了一行“小计”。",
    remedy: "请核对这一行是不是法定的行写走了样；多余的请删去。",
};

/// V312
pub(super) const TWICE: Rule = Rule {
    code: "V312",
    severity: Severity::Warning,
    title: "同一张表出现两次",
    checks: "法定表格是否只有一张；有两张时只核对第一张。",
    basis: "两张表的数字可能不同。",
    grade: Grade::Data,
    example: "一个工作簿里有上半年和全年两张第三部分的表。",
    remedy: "请只留全年的一张。",
};

/// V313
pub(super) const NO_YEAR: Rule = Rule {
    code: "V313",
    severity: Severity::Note,
    title: "看不出报告年度",
    checks: "标题、正文或文件名是否写明年度。",
    basis: "不知年度就不能核对格式版本。",
    grade: Grade::Data,
    example: "文件名和标题都只写“政府信息公开工作年度报告”。",
    remedy: "请在文件名里写上年度。",
};

/// V314
pub(super) const NOT_READ: Rule = Rule {
    code: "V314",
    severity: Severity::Error,
    title: "这种文件不读取",
    checks: "文件里有没有能读出的文字和表格（xlsx、xls、et、ods、docx、网页、Markdown、有文字层的 PDF）。",
    basis: "扫描件只有图片，没有文字；从图片里认字，认错一个数就是假的结论。",
    grade: Grade::Data,
    example: "某局2023年年度报告.pdf 是盖章后扫描的。",
    remedy: "请换用 Word（docx）原稿、由原稿另存的 PDF 或发布的网页；doc、wps、odt、rtf 请用 Word 或 WPS 另存为 docx；网页存档（mht、mhtml）请用浏览器打开后另存为“网页，仅 HTML”。",
};

/// V315
pub(super) const UNBALANCED: Rule = Rule {
    code: "V315",
    severity: Severity::Error,
    title: "数据不平",
    checks: "总计是否等于各项之和，第一项加第二项是否等于第三项加第四项，逐行逐栏。",
    basis: "表三左上角：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”（国办公开办函〔2019〕60号、〔2021〕30号所附表格）。总计是各项之和，由“总计”的字义和各地公布的报告得出，表上没有写明；数据不平是审核时常退回的。",
    grade: Grade::Practice,
    example: "自然人各办理结果相加为 26，“（七）总计”写 20。",
    remedy: "请对照底稿核对等式中的每一格。",
};

/// V316
pub(super) const NOT_CONNECTED: Rule = Rule {
    code: "V316",
    severity: Severity::Error,
    title: "上年结转与上年报告不一致",
    checks: "“上年结转”与上年报告的“结转下年度继续办理”逐栏是否相等。",
    basis: "“上年结转”就是上年报告的“结转下年度继续办理”，由这两行的名称和各地公布的报告得出，表上没有写明；与上年不衔接是审核时常退回的。",
    grade: Grade::Practice,
    example: "上年报告结转下年 3 件，本年上年结转写 2 件。",
    remedy: "请查明差的是哪几件；上年报告有误的，请在本年报告中说明。",
};

/// V317
pub(super) const IN_FORCE: Rule = Rule {
    code: "V317",
    severity: Severity::Warning,
    title: "现行有效件数与上年不衔接",
    checks: "上年现行有效 ＋ 本年制发 － 本年废止，是否等于本年现行有效。",
    basis: "三个数的含义；清理、机构和统计范围变动时可以不等。",
    grade: Grade::Inference,
    example: "上年 665，制发 88，废止 55，本年写 700。",
    remedy: "请查明差额的由来；确有清理、范围变动的，在报告中说明。",
};

/// V318
pub(super) const NOT_HELD: Rule = Rule {
    code: "V318",
    severity: Severity::Warning,
    title: "没有与上年核对",
    checks: "--previous 指定的报告是否正是这份报告的上一年度、全年的、同一单位的。",
    basis: "衔接只在同一单位相邻两年之间。",
    grade: Grade::Data,
    example: "报告是 2023 年度的，指定的是 2021 年度的报告。",
    remedy: "请指定同一单位上一年度的报告。",
};

/// V319
pub(super) const TEXT_DIFFERS: Rule = Rule {
    code: "V319",
    severity: Severity::Error,
    title: "正文与表格不一致",
    checks: "正文中确实说明本单位本年度第二、三、四部分某一格的句子，与表格的数字是否相同。按渠道、事项、部门、其他年度、部分时段说的数，不在此列；约数（近、逾、余、左右）按约数核对。",
    basis: "同一份报告里同一个数只能有一个；正文与表格不一致是审核时常退回的。",
    grade: Grade::Practice,
    example: "正文写“全年新收申请 134 件”，表格的总计是 170。",
    remedy: "请核对后把两处改成同一个数；口径不同的，请在正文里写明口径。",
};

/// V320
pub(super) const TEXT_UNBOUND: Rule = Rule {
    code: "V320",
    severity: Severity::Note,
    title: "正文的数字没有对上指标格",
    checks: "正文中看来在说申请、复议、诉讼、文件、决定数量的数字，哪些没有能对上的指标格；说的可能是某一格的一部分的，把那一格的数一并列出。",
    basis: "对不上的句子要由人核对。",
    grade: Grade::Inference,
    example: "“其中网上收到申请 38 件”是按渠道说的，不是任何一格；列出“表格 3.1/总计 是 42”供核对。",
    remedy: "请看这些句子说的是不是表格里的数；不是的不必理会。",
};

/// V321
pub(super) const TEXT_AGREES: Rule = Rule {
    code: "V321",
    severity: Severity::Note,
    title: "正文与表格一致的数字",
    checks: "正文中有多少处数字对上了指标格，并且相同。",
    basis: "同一份报告里同一个数只能有一个。",
    grade: Grade::Practice,
    example: "正文写“办结 134 件”，表格的总计是 134。",
    remedy: "不必理会。",
};

/// V322
pub(super) const REORDERED: Rule = Rule {
    code: "V322",
    severity: Severity::Warning,
    title: "行或栏的次序与法定格式不同",
    checks: "第二、三、四部分的各行、各栏是否按法定格式的次序。次序不同的按名目读取，不按位置。",
    basis: "国办公开办函〔2019〕60号、〔2021〕30号所附格式。",
    grade: Grade::Law,
    example: "“上年结转”写在“本年新收”的上面；“复议后起诉”的各栏在“未经复议直接起诉”的前面。",
    remedy: "请按法定格式的次序排列，并核对数字填在对的名目下。",
};

/// V323
pub(super) const UNSURE: Rule = Rule {
    code: "V323",
    severity: Severity::Error,
    title: "认不清数字属于哪一格",
    checks: "每个数字属于哪一行、哪一栏，名目和格数说得是否一致。说得不一致的、一个数写在合并了几行几栏的一格里的，不读取，不猜。",
    basis: "国办公开办函〔2019〕60号、〔2021〕30号所附格式：每个指标各占一格，由行和栏的名目认定。",
    grade: Grade::Law,
    example: "“本年新收”一行有八个数，表头只有七栏；第四部分两组栏都写“复议后起诉”；“制发”“废止”两格合并成一格，写 40。",
    remedy: "请按法定格式改正表头、名目和格数；合并的格请取消合并，各填各的数。",
};

/// V324
pub(super) const PART_OF_YEAR: Rule = Rule {
    code: "V324",
    severity: Severity::Warning,
    title: "不是全年的数",
    checks: "表头的“截至”、正文的统计期限、标题、文件名和所在文件夹的名称说的是不是全年。",
    basis: "年度报告报的是上一年度的情况，各地公布的报告写明的数据期限是 1 月 1 日至 12 月 31 日；上半年、季度的数不是年度报告的数。",
    grade: Grade::Practice,
    example: "标题写“2024年上半年政府信息公开工作报告”；统计表的表头写“截至：2024年6月30日”。",
    remedy: "要报年度数的，请换成全年的报告；本来就是半年、季度统计的，不必理会。",
};

/// V325
pub(super) const TEXT_DOUBTFUL: Rule = Rule {
    code: "V325",
    severity: Severity::Warning,
    title: "正文与表格可能不一致",
    checks: "正文的句子用了某一格的字眼，数字却与表格不同，而句子说的是不是本单位本年度的这一格不能断定；说其他年度的句子，数字却全是本年度表格的；说收到的申请全部办结、答复，而表格有结转下年度的；说复议、诉讼均已审结，而表格有尚未审结的；所列各项与表格一致，合计却不是各项之和的。",
    basis: "说的是别的单位、别的事项时，数字可以不同；这要由人判断。",
    grade: Grade::Inference,
    example: "某局的报告写“区政府办公室共收到政府信息公开申请 142 件”，表格的总计是 42；2024 年度的报告写“2023 年收到申请 42 件”，42 是 2024 年度表格的数。",
    remedy: "请核对句子说的是不是表格里的数：是的，请改成同一个数；不是的，请写明是哪个单位、哪一年、哪类事项。",
};

/// V326
pub(super) const OTHER_SPAN: Rule = Rule {
    code: "V326",
    severity: Severity::Error,
    title: "统计期限不是报告年度",
    checks: "正文写明的统计期限，与标题的年度是否相同；跨两个年度的、截至上年的也不是报告年度。",
    basis: "年度报告报的是上一年度的情况，各地公布的报告写明的数据期限是 1 月 1 日至 12 月 31 日。",
    grade: Grade::Practice,
    example: "2024 年度的报告写“统计期限自 2023 年 1 月 1 日起至 2023 年 12 月 31 日止”，是沿用上年文稿没有改。",
    remedy: "请核对标题与统计期限，改成同一年度。",
};

/// V327
pub(super) const UNIT_UNSURE: Rule = Rule {
    code: "V327",
    severity: Severity::Warning,
    title: "金额的单位没有写明或互相矛盾",
    checks: "收费金额的单位在表头、这一行的名目、表上方的「单位：」中是否写明，并且一致。写在这一格里的，以格内的为准。",
    basis: "国办公开办函〔2021〕30号所附格式的表头写明“本年收费金额（单位：万元）”；元与万元混用，数就差一万倍。",
    grade: Grade::Law,
    example: "表头写“本年收费金额（单位：万元）”，表上方写“单位：件、元”，收费金额写 123456.78。",
    remedy: "请核对这个数是元还是万元：按法定格式折算成万元填写，表头写“本年收费金额（单位：万元）”，表上方的单位写万元或不写金额的单位。",
};
