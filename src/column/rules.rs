//! What can be wrong with the shape of a sheet.

use crate::finding::{Grade, Rule, Severity};

/// The rules of this stage.
pub const RULES: &[&Rule] = &[
    &NO_HEADER,
    &UNKNOWN_SHEET,
    &NO_LEDGER,
    &HIDDEN_SHEET,
    &MISSING,
    &TWICE,
    &SEVERAL,
    &TOTAL_DIFFERS,
    &CONTRADICTS,
    &SHIFTED,
    &HIDDEN_ROWS,
    &BESIDE,
    &UNITS_DISAGREE,
    &UNUSED,
    &PARTS,
    &TOTAL_WITH_FACTS,
    &FOLLOWED,
    &EXAMPLES,
    &STRUCK_ROWS,
    &UNNAMED_TOTAL,
    &LONE,
    &PARENT_ROW,
    &JOINT,
    &NUMBERED_AGAIN,
    &SUMS_BESIDE,
];

/// C101
pub(super) const NO_HEADER: Rule = Rule {
    code: "C101",
    severity: Severity::Error,
    title: "找不到表头或表头不全",
    checks: "工作表里有登记数据，但没有可以识别的表头行，或者表头只认得出一部分，无法判定是哪一种台账：文件名、工作表名、标题或表头写到许可、处罚、强制、收费、规范性文件、信息公开申请、复议诉讼等法定报表要计的，或者有几列只有台账才有；从名称看是台账、表头下面有成行的内容而没有日期的，认得的表头上方还有登记数据的也是。",
    basis: "台账靠表头文字识别（词汇表见 README.zh-CN.md）。",
    grade: Grade::Data,
    example: "第1行直接就是“2022001、2022-01-05、自然人……”，上面没有“申请编号、收到日期、申请人类型……”这一行。",
    remedy: "请在数据上方补上表头行；表头用词与本软件不同的，在 gknb.toml 的 [headings] 中写明，如 \"来件日\" = \"收到日期\"。不是台账的文件请移出数据文件夹。",
};

/// C102
pub(super) const UNKNOWN_SHEET: Rule = Rule {
    code: "C102",
    severity: Severity::Warning,
    title: "有数据但不像任何台账",
    checks: "工作表里有带日期的数据行，或在台账用的表头下面有成行的内容，或有许可、处罚等的成行数字，但表头与依申请公开、主动公开、复议诉讼三种台账都对不上，名称和表头也没有写到法定报表要计的，看不出登记的是什么，没有计入任何数字。",
    basis: "台账靠表头文字识别。",
    grade: Grade::Data,
    example: "一张“巡查记录”放进了 data 文件夹。",
    remedy: "如果它确实不是台账，请移出数据文件夹；如果是，请在 gknb.toml 的 [headings] 中写明各列的含义。",
};

/// C103
pub(super) const NO_LEDGER: Rule = Rule {
    code: "C103",
    severity: Severity::Note,
    title: "工作表不是台账",
    checks: "工作表没有台账的表头也没有登记数据（如填表说明、封面），或者名称、表头写明是会议、值班、人员、合同、用车、资产、收文、来信、培训一类的登记，没有法定报表要计的，跳过。",
    basis: "跳过的工作表都要说明，不悄悄略去。",
    grade: Grade::Data,
    example: "“填表说明”工作表。",
    remedy: "无需处理；如果它其实是台账，请检查表头。",
};

/// C104
pub(super) const HIDDEN_SHEET: Rule = Rule {
    code: "C104",
    severity: Severity::Note,
    title: "隐藏的工作表未读取",
    checks: "隐藏的工作表不计入统计。",
    basis: "隐藏的工作表多为系统导出的字典或旧数据。",
    grade: Grade::Inference,
    example: "工作簿里隐藏着一张“dict”工作表。",
    remedy: "如需计入，请在 Excel 中取消隐藏后再运行。",
};

/// C105
pub const MISSING: Rule = Rule {
    code: "C105",
    severity: Severity::Error,
    title: "缺少必需的列",
    checks: "台账缺少计算某个数字所必需的列，其他导出里也没有可以补上的同一申请或案件。",
    basis: "每个数字由哪些列决定，见 README.zh-CN.md。",
    grade: Grade::Data,
    example: "依申请公开台账没有“申请人类型”列，无法判定填入哪一栏。",
    remedy: "请重新导出带有该列的台账，或在 gknb.toml 的 [headings] 中写明哪一列是它；没有这一列的，请加上。提出的一列由表头的字面和列中的内容推断，请核对后再写。",
};

/// C106
pub(super) const TWICE: Rule = Rule {
    code: "C106",
    severity: Severity::Error,
    title: "同一表头出现两次",
    checks: "两列的表头相同，无法判定以哪一列为准。",
    basis: "一个字段只能有一列。",
    grade: Grade::Data,
    example: "C列和F列的表头都是“办理结果”。",
    remedy: "请删去或改名其中一列后重新导出。",
};

/// C107
pub(super) const SEVERAL: Rule = Rule {
    code: "C107",
    severity: Severity::Warning,
    title: "几列都可以是同一字段",
    checks: "表中有几列都可以作为同一字段，按词汇表的先后取用其中一列；几列都可以是“类别”的，取用写着表二各项名称的一列，别的一列写着另一项的也告诉您；强制措施、强制执行各有一列日期的，一行只计一件。",
    basis: "取用先后是本软件的推断；收到日期依条例第三十一条的收到之日。",
    grade: Grade::Inference,
    example: "既有“收到日期”又有“登记日期”，取“收到日期”。",
    remedy: "如应以另一列为准，请在 gknb.toml 的 [headings] 中写明；一行里有两项决定的，请分成两行。",
};

/// C108
pub(super) const TOTAL_DIFFERS: Rule = Rule {
    code: "C108",
    severity: Severity::Warning,
    title: "合计行与明细不符",
    checks: "表中的合计（小计、总计）与它上面各行之和是否相等。",
    basis: "合计行不计入统计，只用来核对。",
    grade: Grade::Data,
    example: "合计写 12，上面各行之和是 11。",
    remedy: "请核对是合计写错，还是导出时丢了行。",
};

/// C109
pub(super) const CONTRADICTS: Rule = Rule {
    code: "C109",
    severity: Severity::Error,
    title: "列的内容与表头不符",
    checks: "一列里的值是不是表头所说的内容：至少有三个值，且八成以上看上去是另一种内容（如“申请人类型”列里全是日期）。",
    basis: "台账按表头取数，表头与内容对不上时，取到的都是别的东西；八成是本软件的推断。",
    grade: Grade::Inference,
    example: "“收到日期”列里写的是“自然人”，“申请人类型”列里写的是日期。",
    remedy: "请核对这一列的表头是不是写错、放反了，或粘贴时错开了列；改正后再运行。",
};

/// C110
pub(super) const SHIFTED: Rule = Rule {
    code: "C110",
    severity: Severity::Error,
    title: "整行错列",
    checks: "一行从某一列起，各格的内容都在表头的左边或右边一列：至少两格与自己的表头矛盾，而移回一列就都对得上。",
    basis: "台账按表头取数，错开一列的行取到的都是别的内容；是否错列是本软件按内容推断的。",
    grade: Grade::Inference,
    example: "“申请人类型”下写着日期，“答复日期”下写着“自然人”。",
    remedy: "请在这一行删去多出的一格（或补上缺少的一格），使各格回到自己的表头下面。",
};

/// C111
pub(super) const HIDDEN_ROWS: Rule = Rule {
    code: "C111",
    severity: Severity::Note,
    title: "隐藏的行照常计入",
    checks: "表中隐藏或被筛选掉的登记行照常计入，列出行号。",
    basis: "筛选、隐藏只改变显示，行仍在表里。",
    grade: Grade::Inference,
    example: "按“办理结果”筛选后保存，第 5、6 行看不见，但仍计入。",
    remedy: "无需处理；确实不该计入的行，请删去后再运行。",
};

/// C112
pub(super) const BESIDE: Rule = Rule {
    code: "C112",
    severity: Severity::Error,
    title: "两张台账并排在一张工作表上",
    checks: "同一行表头里是否并排着两张台账（种类不同，或中间空着一列而各有自己的名称、日期、金额等）。",
    basis: "一行登记只能属于一张台账。",
    grade: Grade::Data,
    example: "A到E列是依申请公开台账，G到K列是复议诉讼台账。",
    remedy: "请把其中一张移到另一张工作表，再运行。",
};

/// C113
pub(super) const UNITS_DISAGREE: Rule = Rule {
    code: "C113",
    severity: Severity::Warning,
    title: "金额单位前后不一",
    checks: "表头写的金额单位与表上方“单位：”行写的是否一致。",
    basis: "元与万元混用是常见的错误；以离数字更近的表头为准是本软件的推断。",
    grade: Grade::Inference,
    example: "表上方写“单位：万元”，表头写“收费金额（元）”。",
    remedy: "请核对金额的单位，改成一致。",
};

/// C114
pub(super) const UNUSED: Rule = Rule {
    code: "C114",
    severity: Severity::Warning,
    title: "可能有用的列没有用到",
    checks: "台账没有“数量”“有效性”“废止日期”列，或没有任何日期列，而有一列不认得的表头像是其中之一（写有“件数”“数量”“日期”，或“效”“废”字样）；许可、处罚、强制台账里有一列收费金额写着金额，只计件数，金额没有计入收费；“数量”旁边另有一列不予许可、不予处罚的件数，没有计入。",
    basis: "缺了数量，每行按一件计；缺了日期，决定和收费按文件的统计期计；缺了有效性和废止日期，文件按现行有效计；表二填处理决定数量，不予许可、不予处罚的决定算不算在这一列里，由单位核对。表头像不像是本软件的推断。",
    grade: Grade::Inference,
    example: "许可台账有一列“本季决定件次数量”，没有被当作“数量”，每行只计了一件。",
    remedy: "是这一列的，请在 gknb.toml 的 [headings] 中写明，如 \"本季决定件次数量\" = \"数量\"；不是的，可用 [[explain]] 说明。",
};

/// C115
pub(super) const PARTS: Rule = Rule {
    code: "C115",
    severity: Severity::Warning,
    title: "其中行不再计入",
    checks: "以“其中”开头的行，以及它下面没有序号的行（上面的登记有序号时），是不是上面一行的一部分。",
    basis: "其中行说的是上面一行里的一部分，相加会重复；下面的行是不是也属于“其中”，由有没有序号判断，是本软件的推断。",
    grade: Grade::Inference,
    example: "“1 食品经营许可 120”下面有“其中：新办 20”“变更 10”两行，都没有序号，只计 120。",
    remedy: "请核对这些行是否都已包含在上面的行里；不是的，请写成与其他行一样（去掉“其中”二字，补上序号）。下面没有写“其中”、又没有列出的行照常计入。",
};

/// C116
pub(super) const TOTAL_WITH_FACTS: Rule = Rule {
    code: "C116",
    severity: Severity::Warning,
    title: "合计行里有登记内容",
    checks: "写着“合计”“小计”“总计”、按合计行没有计入的一行，有没有日期、文号等登记才有的内容，又没有可以与明细核对的数字。",
    basis: "合计行不计入统计；有自己的编号、文号，或日期、类型、结果齐全的一行按登记计入，不齐全的是不是登记，由字面判断，是本软件的推断。",
    grade: Grade::Inference,
    example: "没有序号的台账里，一行的收到日期是“2022-03-03”，申请内容是“小计”，其余空着。",
    remedy: "是合计行的，可用 [[explain]] 说明，或删去其中的日期；是登记的，请补上编号（文号）、日期等，或把“合计”二字写成完整的内容。",
};

/// C117
pub const FOLLOWED: Rule = Rule {
    code: "C117",
    severity: Severity::Warning,
    title: "申请台账写到的复议、诉讼没有计入",
    checks: "没有复议诉讼台账计入案件时，依申请公开台账的“是否复议”“复议结果”“诉讼结果”等列有没有写着复议、诉讼。",
    basis: "表四由行政复议、行政诉讼台账填列；一行申请里没有案号、受理和结案日期，不能据以填表。是不是本机关应填的案件，由单位核对。",
    grade: Grade::Inference,
    example: "一件申请的“复议结果”写着“维持”，而数据文件夹里没有复议诉讼台账，表四都是 0。",
    remedy: "请补交行政复议、行政诉讼台账（案号、案件类型、受理日期、结案日期、结果），或在 gknb.toml 中用 [[figure]] 逐格填写；不应由本单位填报的，可用 [[explain]] 说明。",
};

/// C118
pub(super) const EXAMPLES: Rule = Rule {
    code: "C118",
    severity: Severity::Warning,
    title: "样表、不用的表中的登记照常计入",
    checks: "名为“样表”“样例”“填写示例”的工作表，名为“作废”“备份”“旧版”“不计入”一类的工作表、文件或文件夹里有没有登记。写明“示例”“例：”的一行不计入。",
    basis: "样表里写的多是示例，也有单位直接在样表上填报；作废、备份的表多不该再计。由名称判断，是本软件的推断。",
    grade: Grade::Inference,
    example: "工作簿里有一张“样表”，写着一行编号为“XXXX”的申请。",
    remedy: "是示例或不用的，请删去这张工作表（或把文件、文件夹移走）后再运行；确是登记的，请改名称，或用 [[explain]] 说明。",
};

/// C119
pub(super) const STRUCK_ROWS: Rule = Rule {
    code: "C119",
    severity: Severity::Warning,
    title: "划了删除线的行照常计入",
    checks: "登记行的每一格都划了删除线的，列出行号；文本文件没有格式，xlsx 等表格文件都能看出。只划了一部分格的不算。",
    basis: "删除线多表示这一行作废，但也有只作标记的；按惯例判断，是本软件的推断。",
    grade: Grade::Inference,
    example: "第 8 行的申请整行划掉，表示已经撤销登记，但行还在表里。",
    remedy: "作废的，请删去这一行后再运行；照常有效的，请去掉删除线，或用 [[explain]] 说明。",
};

/// C120
pub(super) const UNNAMED_TOTAL: Rule = Rule {
    code: "C120",
    severity: Severity::Warning,
    title: "没有写“合计”的合计行",
    checks: "一行只有数量或金额，没有名称、日期和文号，数字正好等于上面几行（至少两行）之和；或者一行只有一个名称和几个数（或“件数”一类的表头），数写在事项、当事人、申请人一类该写文字的列里，是登记下面另列的小表。",
    basis: "在一列下面求和、在登记下面另列小表而不写“合计”是常见的填法；这样的一行是合计还是登记，由数字和它所在的列判断，是本软件的推断，按合计行不计入。",
    grade: Grade::Inference,
    example: "三行许可的数量是 120、80、100，下面一行只写着 300。",
    remedy: "是合计行的，请写上“合计”二字；是登记的，请补上名称、日期或文号。",
};

/// C121
pub(super) const LONE: Rule = Rule {
    code: "C121",
    severity: Severity::Warning,
    title: "一行只有一格内容",
    checks: "登记行各有几格内容的台账里，有没有一行只有一格：写在编号、文号列而不像编号的，没有计入；只有文号、数量，或台账没有日期列的，照常计入；没有名称、相对人等列的台账，只有文号或数量的行不算。“以下空白”“第1页 共2页”、签字盖章、落款、说明的续行和小标题按字面认出，不算。",
    basis: "只有一格的行多是小标题、落款、说明或预先编好的空号，也可能是没有填完的登记；由字面和位置判断，是本软件的推断。",
    grade: Grade::Inference,
    example: "处罚台账的文号列下面写着“食品类”，日期、当事人都空着。",
    remedy: "是登记的，请补填其余各格；不是登记的，请删去这一行，或用 [[explain]] 说明。",
};

/// C122
pub(super) const PARENT_ROW: Rule = Rule {
    code: "C122",
    severity: Severity::Warning,
    title: "上一级的行与下一级的行都计入",
    checks: "没有文号和日期、按项目填数量或金额的表里，一行下面紧接着序号低一级的几行（“一、”下面的“（一）”“（二）”，没有序号的下面的“1.”“2.”），或者编码以它的编码开头、位数更多的几行，而且它的数正好是这几行之和。",
    basis: "各行逐行相加，上一级的行已包含下一级的行，再加一次就重复了；由序号、编码和数判断，是本软件的推断。",
    grade: Grade::Inference,
    example: "“一、占道费 60”下面是“（一）临时占道 40”“（二）长期占道 20”，相加成了 120。",
    remedy: "请删去上一级的行，或在下一级各行的名称前写上“其中：”；确是不同的收费、决定的，可用 [[explain]] 说明。",
};

/// C123
pub(super) const JOINT: Rule = Rule {
    code: "C123",
    severity: Severity::Warning,
    title: "同一件的几个申请人类型不同",
    checks: "几行合用一个编号或序号、收到日期（合并单元格），办理结果也不分开写的，是几个申请人的一件申请；各行写的申请人类型是否相同。",
    basis: "表三的一件只填入一栏；几个申请人类型不同时填哪一栏，国办公开办函〔2021〕30号没有写，按第一个申请人计是本软件的推断。",
    grade: Grade::Inference,
    example: "序号 1 合并了三行，申请人依次是“张三、自然人”“李四、自然人”“某公司、商业企业”。",
    remedy: "请核对应填入哪一栏，把那一个申请人写在第一行；其实是几件的，请拆开合并的单元格，各写编号和收到日期。",
};

/// C124
pub(super) const NUMBERED_AGAIN: Rule = Rule {
    code: "C124",
    severity: Severity::Warning,
    title: "序号重复，像是几个申请人的一件",
    checks: "没有申请编号的台账里，上下两行的序号、收到日期相同，申请人不同。",
    basis: "几个申请人联名提出的一件申请有的台账逐人写一行、序号不变；也可能是两件申请，序号写重了。由序号判断，是本软件的推断。",
    grade: Grade::Inference,
    example: "两行的序号都是 1，收到日期都是“2022-03-01”，申请人是“张三”和“李四”。",
    remedy: "是一件的，请给这几行写上相同的申请编号，或只留一行（申请人写成“张三、李四”）；是几件的，请改正序号。",
};

/// C125
pub(super) const SUMS_BESIDE: Rule = Rule {
    code: "C125",
    severity: Severity::Note,
    title: "台账旁边的小表没有读",
    checks: "台账右边是不是另列着一张汇总的小表（部门、件数），它的各列不属于台账，不读取。",
    basis: "隔着空列、各行与登记对不上，或者末行是上面各行的合计的，是另一张表；由排列和内容判断，是本软件的推断。",
    grade: Grade::Inference,
    example: "A 至 F 列是申请台账，H、I 列是“部门、件数”，只有头两行有数。",
    remedy: "无需处理；其实是台账的列，请把它移到台账旁边，中间不留空列。",
};
