//! What can be wrong with one row.

use crate::finding::{Grade, Rule, Severity};

/// The rules of this stage.
pub const RULES: &[&Rule] = &[
    &UNITS_DISAGREE,
    &CLASS_DISAGREES,
    &FORMULA_ERROR,
    &UNREADABLE_DATE,
    &IMPOSSIBLE_DATE,
    &YEARLESS,
    &YEARLESS_UNKNOWN,
    &UNKNOWN_WORD,
    &AMBIGUOUS_WORD,
    &ENDED_WITHOUT_RESULT,
    &NOT_A_COUNT,
    &NOT_AN_AMOUNT,
    &NO_MONEY_UNIT,
    &NO_CATEGORY,
    &NO_SUIT_PATH,
    &NO_CASE_KIND,
    &REPEATED_NUMBER,
    &ROUNDED_NUMBER,
    &AFTER_PERIOD,
    &NO_UNIT,
    &UNLISTED_UNIT,
    &SEVERAL_UNITS,
    &NO_DAY,
    &NO_COUNT,
    &SPEAKS_OF_REPEAL,
    &OTHER_MATTER,
    &SEVERAL_OF_ONE,
    &SPEAKS_OF_END,
    &NOT_MADE,
    &MAY_NOT_COUNT,
    &SEVERAL_NUMBERS,
    &OTHER_ISSUER,
];

/// E101
pub(crate) const FORMULA_ERROR: Rule = Rule {
    code: "E101",
    severity: Severity::Error,
    title: "公式错误",
    checks: "需要用到的单元格是 #N/A、#VALUE! 等公式错误。",
    basis: "公式错误没有值，不能当作空白或 0。",
    grade: Grade::Data,
    example: "“答复日期”列的 D7 是 #N/A。",
    remedy: "请在该单元格填上实际的值（复制后选择性粘贴为数值），再运行。",
};

/// E102
pub(super) const UNREADABLE_DATE: Rule = Rule {
    code: "E102",
    severity: Severity::Error,
    title: "日期无法识别",
    checks: "日期列里的文字读不成一个确定的日期：不是日期、年份只有两位、年份写在最后、只有年月、六位数字既可以是年月也可以是只写两位年份的年月日（如 200312），或者是系统没有填日期时留下的 1970-01-01。",
    basis: "统计年度和结转都由日期决定，本软件不猜日期。",
    grade: Grade::Data,
    example: "“22.4.29”“04/29/2022”“四月底”。",
    remedy: "请改写成 2022-04-29 的样子。",
};

/// E103
pub(super) const IMPOSSIBLE_DATE: Rule = Rule {
    code: "E103",
    severity: Severity::Error,
    title: "日期不存在",
    checks: "日期列里写了历法上没有的日期。",
    basis: "历法。",
    grade: Grade::Data,
    example: "“2022.13.1”“2022-02-30”。",
    remedy: "请核对原始材料后改正。",
};

/// E104
pub(super) const YEARLESS: Rule = Rule {
    code: "E104",
    severity: Severity::Warning,
    title: "日期没有年份",
    checks: "日期只有月和日，按该文件的统计期补上年份；或者只写了月份、季度，文件、工作表、标题也没有写年份，按报告年度补上。",
    basis: "补年份是本软件的推断。",
    grade: Grade::Inference,
    example: "文件名含“2022年二季度”，单元格写“4月29日”，按 2022-04-29 计。",
    remedy: "请核对补上的年份，最好把年份写全。",
};

/// E105
pub(super) const YEARLESS_UNKNOWN: Rule = Rule {
    code: "E105",
    severity: Severity::Error,
    title: "日期没有年份，也看不出统计期",
    checks: "日期只有月和日，文件、工作表、标题都没有写明统计期。",
    basis: "没有依据补年份。",
    grade: Grade::Data,
    example: "单元格写“4月29日”，文件名是“台账.xlsx”。",
    remedy: "请把年份写全，或在文件名中写明统计期，如“2022年二季度”。",
};

/// E106
pub(super) const UNKNOWN_WORD: Rule = Rule {
    code: "E106",
    severity: Severity::Error,
    title: "用词无法识别",
    checks: "申请人类型、办理结果、案件结果等列里的词不在词汇表里，也不在 gknb.toml 的 [words] 里；类别写的是系统的代码或承诺件、行政审批一类的办理方式，而表头看不出是哪一类的，也是一样；或者结果后面的括号里另有说法（作废、待审批），与结果对不上。",
    basis: "本软件不猜词义，也不丢弃任何一行；只差一个字、又不会弄反意思的，才提示像是哪个词的笔误。",
    grade: Grade::Data,
    example: "“办理结果”写“同意公丌”。",
    remedy: "请改用表上的用词，或在 gknb.toml 的 [words] 中写明含义；还没有办结的申请写“办理中”。",
};

/// E107
pub(super) const AMBIGUOUS_WORD: Rule = Rule {
    code: "E107",
    severity: Severity::Error,
    title: "用词可以指几个行次或栏次",
    checks: "一个词可能填入两个以上的行或栏，或者结果与同一行写的理由、案件类型与起诉方式对不上，需要单位确定。",
    basis: "“不予公开”在表上分为八种情形（国办公开办函〔2021〕30号所附表格），只写“不予公开”分不出是哪一种。申请人分类没有见到官方定义，一个词填入哪一栏要由单位确定，是本软件的推断。",
    grade: Grade::Inference,
    example: "“办理结果”只写“不予公开”。",
    remedy: "请写明具体情形；台账里已有一列写明的，在 gknb.toml 的 [headings] 中把它的表头定为“结果细项”；或在 [words] 中写明本单位的用法。",
};

/// E108
pub(super) const ENDED_WITHOUT_RESULT: Rule = Rule {
    code: "E108",
    severity: Severity::Error,
    title: "只写已办结，没有结果",
    checks: "“已办结”“已答复”只说明办完了，没有说明结果属于哪一行；写在办理状态、是否办结（案件状态、是否结案）一列，而办理结果、答复日期（结果、结案日期）都空着的，也是一样。",
    basis: "表三按办理结果分行，表四按结果分栏（国办公开办函〔2021〕30号所附表格）。",
    grade: Grade::Law,
    example: "“办理结果”写“已办结”。",
    remedy: "请改写为具体的办理结果。",
};

/// E109
pub(super) const NOT_A_COUNT: Rule = Rule {
    code: "E109",
    severity: Severity::Error,
    title: "数量不是正整数",
    checks: "数量列里不是正整数，或几段数字之间有空白、换行（不知是一个数还是几个数），或大得不可能是一个统计数字。",
    basis: "数量表示这一行代表几件。",
    grade: Grade::Data,
    example: "数量写“约10”“2.5”“1 2”，或一行有文号、日期而数量写“0”。",
    remedy: "请改成正整数，数字中间不留空白，几个数的写它们的和；有文号、日期的一行代表一件时可以空着；这一期没有的，写 0 并且不填文号、日期。",
};

/// E110
pub(super) const NOT_AN_AMOUNT: Rule = Rule {
    code: "E110",
    severity: Severity::Error,
    title: "金额无法识别",
    checks: "收费金额读不成一个数（逗号用作小数点、几段数字之间有空白或换行的也是），或超过 1000 万亿，不可能是一个统计数字。",
    basis: "收费金额按行精确相加。",
    grade: Grade::Data,
    example: "金额写“另计”“1.234,50”。",
    remedy: "请改成数字，如 1234.56，中间不留空白；一格写了几笔的，请分行写。",
};

/// E111
pub(super) const NO_MONEY_UNIT: Rule = Rule {
    code: "E111",
    severity: Severity::Error,
    title: "金额没有单位",
    checks: "金额在单元格、单位列、表头和“单位：”行里都没有元或万元。",
    basis: "表上的单位是万元（国办公开办函〔2021〕30号所附表格）；元与万元混用是常见的错误。",
    grade: Grade::Law,
    example: "表头只写“金额”。",
    remedy: "请在表头写明“金额（元）”或“金额（万元）”。",
};

/// E112
pub(super) const NO_CATEGORY: Rule = Rule {
    code: "E112",
    severity: Severity::Error,
    title: "类别不明",
    checks: "行没有类别，从工作表名、标题、文件名也看不出类别；没有类别列的目录里，有发文字号的各行也是（文号是“某规〔2022〕1号”一类的，按规范性文件计，并说明）。",
    basis: "表二按类别分行（国办公开办函〔2021〕30号所附表格）。",
    grade: Grade::Law,
    example: "一张没有“类别”列的台账，工作表名是 Sheet1。",
    remedy: "请增加“类别”列，或在工作表名里写明，如“行政许可台账”。",
};

/// E113
pub(super) const NO_SUIT_PATH: Rule = Rule {
    code: "E113",
    severity: Severity::Error,
    title: "行政诉讼没有写明起诉方式",
    checks: "行政诉讼必须写明是未经复议直接起诉，还是复议后起诉；“诉讼类型”里写的是审级（一审、二审）的，不算写明。",
    basis: "表四分列这两栏（国办公开办函〔2021〕30号所附表格）。",
    grade: Grade::Law,
    example: "“案件类型”写“行政诉讼”，没有“起诉方式”列。",
    remedy: "请增加“起诉方式”列，写“直接起诉”或“复议后起诉”。",
};

/// E114
pub(super) const NO_CASE_KIND: Rule = Rule {
    code: "E114",
    severity: Severity::Error,
    title: "看不出是复议还是诉讼",
    checks: "案件没有类型，名称里也没有写明。",
    basis: "表四按行政复议、行政诉讼分栏（国办公开办函〔2021〕30号所附表格）。",
    grade: Grade::Law,
    example: "“案件类型”为空，工作表名是 Sheet1。",
    remedy: "请填写案件类型，或在工作表名里写明。",
};

/// E115
pub(super) const REPEATED_NUMBER: Rule = Rule {
    code: "E115",
    severity: Severity::Warning,
    title: "合并单元格里的数量或金额",
    checks: "数量、金额所在的单元格合并了几行，按规则每一行各计一次；或者几行合用一个序号（合并单元格），没有文号、编号，各计 1 件。",
    basis: "合并单元格的值对所合并的每一行都成立。",
    grade: Grade::Inference,
    example: "金额 300 合并了三行，计为 900。",
    remedy: "如果 300 是三行的总数，请取消合并，只填在一行。",
};

/// E116
pub(super) const ROUNDED_NUMBER: Rule = Rule {
    code: "E116",
    severity: Severity::Warning,
    title: "编号可能已被 Excel 改写",
    checks: "15 位以上的编号以数字保存，Excel 只保留 15 位，末尾会变成 0。超过 15 位的不再用来认定同一件：几件不同的会变成同一个编号。编号一列里是日期的也说（“2022-3”这样的编号，Excel 会改成日期），不用来认定同一件。",
    basis: "Excel 数字的有效位数是 15 位；像日期的文字，Excel 会存成日期。",
    grade: Grade::Data,
    example: "编号 20220000000000123 变成 20220000000000100。",
    remedy: "请把该列设为文本格式后重新导出，或改回原来的编号。",
};

/// E117
pub(super) const AFTER_PERIOD: Rule = Rule {
    code: "E117",
    severity: Severity::Warning,
    title: "日期晚于本表的统计期",
    checks: "收到、决定、收费、受理日期晚于文件、工作表或标题所写统计期的最后一天，或答复、结案日期晚于它一个月以上。统计期到报告年度末的台账里，整行都在以后的登记（和文件的成文日期）晚于它一年以上的才算；统计期在此以前结束的，晚于报告年度的都算。",
    basis: "某一期的导出里通常没有以后的事；期末后一个月内导出、答复已经写上的很常见，年末以后才导出、带上次年登记的也常见，都不算。一个月和一年是本软件的推断。",
    grade: Grade::Inference,
    example: "“2022年一季度”的台账里，答复日期写 2022-11-05（应为 2022-01-05）。",
    remedy: "请核对日期的年、月有没有写错，或文件名里的统计期有没有写错；确是期后补登的，可用 [[explain]] 说明。",
};

/// E120
pub(super) const UNITS_DISAGREE: Rule = Rule {
    code: "E120",
    severity: Severity::Warning,
    title: "这一行的金额单位与表头不同",
    checks: "单元格或单位列写的金额单位与表头写的是否一致。",
    basis: "元与万元混用是常见的错误；以这一行自己写的为准是本软件的推断。",
    grade: Grade::Inference,
    example: "表头写“收费金额（元）”，单位列写“万元”。",
    remedy: "请核对这一行金额的单位，改成一致。",
};

/// E121
pub(super) const CLASS_DISAGREES: Rule = Rule {
    code: "E121",
    severity: Severity::Warning,
    title: "申请人类型与组织类型不一致",
    checks: "申请人类型和组织类型两列说的是否是同一类申请人。",
    basis: "一件申请只填入一栏；两列不一致时以申请人类型为准是本软件的推断。",
    grade: Grade::Inference,
    example: "申请人类型写“自然人”，组织类型写“商业企业”。",
    remedy: "请核对后改成一致；自然人的组织类型应空着。",
};

/// E122
pub(super) const NO_UNIT: Rule = Rule {
    code: "E122",
    severity: Severity::Error,
    title: "没有承办单位",
    checks: "分单位汇编（--by-unit）时，每一行登记都要写明承办单位；同一件在别的行写明了的，以那一行为准。",
    basis: "没有单位的行计不到任何一个单位，各单位之和就不等于全部。",
    grade: Grade::Data,
    example: "“答复单位”列的 F7 是空的。",
    remedy: "请在该单元格填上承办单位；几行同属一个单位的，可以合并单元格。",
};

/// E123
pub(super) const UNLISTED_UNIT: Rule = Rule {
    code: "E123",
    severity: Severity::Error,
    title: "单位不在名录里",
    checks: "给出单位名录时，承办单位是否为名录里的单位或其曾用名。",
    basis: "名录由单位自己确定；本软件不猜简称是哪个单位。",
    grade: Grade::Data,
    example: "名录写“市财政局”，台账写“财政局”。",
    remedy: "请改用名录里的名称，或把这个名称写进名录的「曾用名」；确是另一个单位的，请在名录里补上。",
};

/// E124
pub(super) const SEVERAL_UNITS: Rule = Rule {
    code: "E124",
    severity: Severity::Error,
    title: "一行写了几个承办单位",
    checks: "分单位汇编时，一行登记只能计在一个单位。",
    basis: "一件申请只计一次；由谁计，要由单位确定。",
    grade: Grade::Inference,
    example: "“承办单位”写“市财政局、市审计局”。",
    remedy: "请只写主办（计入）的单位。",
};

/// E125
pub(super) const NO_DAY: Rule = Rule {
    code: "E125",
    severity: Severity::Warning,
    title: "日期空着",
    checks: "决定台账、收费台账有日期列，而一行的日期空着，也没有文号，看不出是否已作出决定、是否已收费；或者成文日期、决定日期空着，而有公开日期，文号里又没有写公开的那一年。",
    basis: "没有日期的行按公开日期或它所在文件的统计期计；是否真的作出了决定、是哪一年作出的，要由单位核对。",
    grade: Grade::Data,
    example: "处罚台账的一行只有立案日期，处罚决定日期和文号都空着，案件还在调查。",
    remedy: "请补填日期或文号；还没有作出决定的（在办、销案、撤回等），请从台账中去掉这一行。",
};

/// E126
pub(super) const NO_COUNT: Rule = Rule {
    code: "E126",
    severity: Severity::Warning,
    title: "数量空着",
    checks: "按数量计的台账里，一行没有文号，数量也空着，按 1 计（按月、按季汇总的一行写“无”“—”“/”“不涉及”的，按 0 计，不算空着）；或者一行是一个月、一个季度的，没有文号，也没有认得的数量列，而旁边没有用到的列里写着数字；或者复议、诉讼台账的一行写着件数大于 1，一行按一件计。",
    basis: "空着的数量按一件计；按月填数量的表里空着往往是没有，没有认得的数量列时旁边的数字往往就是件数，要由单位核对。",
    grade: Grade::Inference,
    example: "“行政强制 2月”一行的决定数量空着。",
    remedy: "没有的请写 0；有的请写数量；数量在另一列的，请在 gknb.toml 的 [headings] 中写明。",
};

/// E127
pub(super) const SPEAKS_OF_REPEAL: Rule = Rule {
    code: "E127",
    severity: Severity::Warning,
    title: "备注写到废止",
    checks: "规章、规范性文件的一行没有废止日期和有效性，而没有用到的列（如备注）里写着废止、失效、被替代，或标题后面的括号里写着已废止。",
    basis: "废止件数和现行有效件数按废止日期和有效性计。",
    grade: Grade::Data,
    example: "备注写“2022年6月30日废止”，废止日期一列空着。",
    remedy: "这件文件已废止的，请把日期填入废止日期一列（没有的，加一列）；写的是它废止了别的文件的，可用 [[explain]] 说明。",
};

/// E128
pub(super) const OTHER_MATTER: Rule = Rule {
    code: "E128",
    severity: Severity::Warning,
    title: "案件可能与政府信息公开无关",
    checks: "复议诉讼台账的案由（事项）、领域或案件类型里，有没有写到政府信息公开；“是否政府信息公开案件”一类的列写着“否”的也算。",
    basis: "表四只统计因政府信息公开提起的行政复议、行政诉讼；单位的应诉台账往往登记各类案件。写没写到由字面判断，是本软件的推断。",
    grade: Grade::Inference,
    example: "行政复议台账的一行类型写“工伤认定”。",
    remedy: "与政府信息公开无关的案件，请从台账中去掉；有关的，请在案由中写明，或用 [[explain]] 说明。",
};

/// E129
pub(super) const SEVERAL_OF_ONE: Rule = Rule {
    code: "E129",
    severity: Severity::Warning,
    title: "数量说的可能是物品",
    checks: "许可、处罚、强制的一行有自己的文号，或申请的一行有自己的编号，而“数量”大于 1；或者“数量”旁边的单位是辆、个、斤、株、平方米一类。",
    basis: "处理决定数量是决定的件数（国办公开办函〔2021〕30号所附表格）；一个文号往往就是一件，“数量”往往说的是扣押的物品、采伐的株数、提供的份数。有文号、单位又是物品的一行按 1 件计，其他的按所写的数计，是本软件的推断。",
    grade: Grade::Inference,
    example: "扣押台账的一行“某扣〔2022〕1号，三轮车，数量 2，单位 辆”。",
    remedy: "说的是物品的，请把表头改成“物品数量”一类的写法，这样的行就各计 1 件；确是件数的，请把表头改成“件数”（单位写“件”）；或用 [[explain]] 说明。",
};

/// E130
pub(super) const SPEAKS_OF_END: Rule = Rule {
    code: "E130",
    severity: Severity::Warning,
    title: "没有结果，备注或状态另有说法",
    checks: "申请（案件）的一行没有办理结果和答复（结案）日期，而没有用到的列（如备注）里写到撤回、撤诉、逾期未补正、已答复、已结案，或者填着答复的文号，或者办理状态写着不认得的说法（不予受理、退回）。",
    basis: "没有结果的申请（案件）按尚未办结（审结）计；撤回的申请按惯例填入（六）其他处理—3.其他。",
    grade: Grade::Practice,
    example: "备注写“申请人12月20日撤回申请”，办理结果空着。",
    remedy: "已经办结的，请填写办理结果和答复日期；已撤回的，请在办理结果写“撤回”，在答复日期写撤回的日期；不是的，可用 [[explain]] 说明。",
};

/// E131
pub(crate) const NOT_MADE: Rule = Rule {
    code: "E131",
    severity: Severity::Warning,
    title: "写明不是决定、不是收费的登记",
    checks: "许可、处罚、强制台账的一行，结果、状态、备注等列只写着撤案、不予立案、移送、撤回、退回、取消、预审不通过、不予受理、补正等，又没有文号；状态只写着办理中的一步（调查取证、案件审核、处罚告知），又没有日期和文号；或文书名称是告知书、受理通知书等，或者只有告知书的文号、没有决定日期：不计入。收费的票据状态、业务类型一类的列写着作废、退费、红票、支出、未缴的，是否作废、红冲标志写着“是”、是否有效、是否缴款、是否行政事业性收费写着“否”、作废日期填着日期的，冲作废票据的负数，或收费项目、收入类别、资金性质写着罚没收入、政府性基金、租金等的，不计入收费。",
    basis: "表二填的是本年处理决定数量、行政事业性收费的本年收费金额；哪些写法说明不是，是本软件的推断。",
    grade: Grade::Inference,
    example: "处罚台账的“处理结果”写“撤案”。",
    remedy: "请核对；确是作出了决定的，请在 gknb.toml 的 [words.办理状态] 中写明，如 \"移送\" = \"作出决定\"。",
};

/// E132
pub(super) const MAY_NOT_COUNT: Rule = Rule {
    code: "E132",
    severity: Severity::Warning,
    title: "登记可能不该计入",
    checks: "没有用到的列（如备注、状态）里写着作废、重复登记、被替代、退费、测试，或者写着并入另一件、转其他机关办理、撤回、退件，许可、处罚、申请等的一行在“是否作废”里写着“是”，在“是否计入年报”“是否属于政府信息公开申请”一类的列里写着“否”，收费的一行有退款金额、减免金额；结果写着撤案、在办等而又有文号或日期；强制的文书名称写着解除、延长；标题是办事指南、政策解读、裁量基准、听证公告、汇总表等，规章、规范性文件的标题写着草案、征求意见稿、送审稿、公开征求意见的公告、一图读懂等；文号是告知书的，或者文号一格写着单位名称、旁边有日期的（像表尾的落款）；或写着另一类事项。申请的办理状态写着作废、撤回、办理中，而办理结果是另一种的，或者写着已合并、并案的也是；案件的诉讼地位写着复议机关、第三人的也是，没有被申请人一列，而复议机关写着本单位，或表名、标题写着“作为复议机关”“本机关受理的复议案件”的也是。照计，请核对。",
    basis: "作废、重复的登记不是一件；由备注的字面判断，是本软件的推断。",
    grade: Grade::Inference,
    example: "依申请公开台账的一行备注写“重复登记，见2022-1”。",
    remedy: "不该计的，请从台账中去掉这一行；确应计入的，可用 [[explain]] 说明。",
};

/// E133
pub(super) const SEVERAL_NUMBERS: Rule = Rule {
    code: "E133",
    severity: Severity::Warning,
    title: "一格写了几个文号或编号",
    checks: "许可、处罚、强制台账的一行没有写数量，而文号一格里写着两个以上的号（1号、2号，1-5号）；申请的一行没有写数量，而申请编号一格里写着几个编号。",
    basis: "处理决定、申请都按件计，没有数量的一行按一件计；写了几个号的一行是不是几件，要由单位核对。",
    grade: Grade::Inference,
    example: "文号写“某许〔2022〕1号—10号”，按 1 件计。",
    remedy: "是几件的，请分行写，或加一列“数量”写明件数；确是一件的，可用 [[explain]] 说明。",
};

/// E134
pub(super) const OTHER_ISSUER: Rule = Rule {
    code: "E134",
    severity: Severity::Warning,
    title: "文件可能是别的机关制发的",
    checks: "统计范围是本机关、又写明了单位名称时，规章、规范性文件的一行在制定机关、发文机关、发布机构一类的列里写的是不是本单位：写的各个机关都与本单位没有相同的字（地名、通称以外），或者级别不同（厅与局、市与县）的，照计，请核对。分单位汇编时不核对。",
    basis: "表二只填本机关制发的规章、规范性文件，是本软件由政府信息公开条例第十条（行政机关制作的政府信息，由制作的行政机关负责公开）推断的，条例和表格都没有这样写；两个名称是不是一个机关，也由字面推断。",
    grade: Grade::Inference,
    example: "某县教育局的公开目录里，一件规范性文件的发文机关写“国务院办公厅”。",
    remedy: "上级、下级或别的机关制发的文件，请从台账中去掉；本单位制发的（曾用名、联合发文由本单位牵头的），可用 [[explain]] 说明。",
};
