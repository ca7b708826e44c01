//! What can be wrong between rows.

use crate::finding::{Grade, Rule, Severity};

/// The rules of this stage.
pub const RULES: &[&Rule] = &[
    &NO_REPLY_DATE,
    &NO_RESULT,
    &REPLY_BEFORE_RECEIPT,
    &NO_CLASS,
    &NO_RECEIPT_DATE,
    &CHANGED_RESULT,
    &CHANGED_RECEIPT,
    &CHANGED_CLASS,
    &MAYBE_SAME,
    &OTHER_APPLICATION,
    &BY_NAME,
    &TWO_RESULTS,
    &ASSUMED_WORD,
    &NO_DATE,
    &REPEALED_WITHOUT_DATE,
    &REPEAL_CONTRADICTS,
    &PERIOD_STRADDLES,
    &SAME_NUMBER,
    &SAME_ROW,
    &CHANGED_COUNT,
    &LOST_PENDING,
    &SAME_TWICE,
    &PERIOD_MISSING,
    &OUTSIDE_PERIOD,
    &TRANSFERRED,
    &CUMULATIVE,
    &SUMS_OTHERS,
    &YEAR_OF_NUMBER,
    &NOT_LISTED,
    &FEE_MAGNITUDE,
    &FEE_UNITS,
    &ON_APPEAL,
    &OTHER_YEAR,
];

/// L101
pub(super) const NO_REPLY_DATE: Rule = Rule {
    code: "L101",
    severity: Severity::Error,
    title: "有结果，没有答复日期",
    checks: "申请（案件）有办理结果，但没有答复（结案）日期，无法判定是哪一年办结的。",
    basis: "表三填本年度办理结果，表四填本年的案件；属于哪一年，按答复、结案的日期定，是填报惯例，表上没有写明。",
    grade: Grade::Practice,
    example: "办理结果写“予以公开”，答复日期空着。",
    remedy: "请补填日期；还没有办结的，请清空办理结果或写“办理中”。",
};

/// L102
pub(super) const NO_RESULT: Rule = Rule {
    code: "L102",
    severity: Severity::Error,
    title: "有答复日期，没有结果",
    checks: "申请（案件）有答复（结案）日期，但没有办理结果，无法判定填入哪一行。",
    basis: "表三按办理结果分行，表四按结果分栏（国办公开办函〔2021〕30号所附表格）。",
    grade: Grade::Law,
    example: "答复日期写 2022-03-01，办理结果空着。",
    remedy: "请补填办理结果；还没有办结的，请清空日期。",
};

/// L103
pub(super) const REPLY_BEFORE_RECEIPT: Rule = Rule {
    code: "L103",
    severity: Severity::Error,
    title: "答复早于收到",
    checks: "答复（结案）日期早于收到（受理）日期，或文件的废止日期早于成文日期；收到日期在报告年度以后、答复日期却不在以后的，也是。",
    basis: "先收到，后答复；先制发，后废止。",
    grade: Grade::Data,
    example: "收到 2022-03-05，答复 2022-03-01。",
    remedy: "请核对两个日期，常见的是年份或月日写错。",
};

/// L104
pub(super) const NO_CLASS: Rule = Rule {
    code: "L104",
    severity: Severity::Error,
    title: "没有申请人类型",
    checks: "申请没有申请人类型，无法判定填入哪一栏。",
    basis: "表三按申请人情况分栏（国办公开办函〔2021〕30号所附表格）。",
    grade: Grade::Law,
    example: "申请人类型空着。",
    remedy: "请补填自然人、商业企业、科研机构、社会公益组织、法律服务机构或其他。",
};

/// L105
pub(super) const NO_RECEIPT_DATE: Rule = Rule {
    code: "L105",
    severity: Severity::Error,
    title: "没有收到日期",
    checks: "申请没有收到日期（未结案件没有受理日期），无法判定是本年新收还是上年结转。",
    basis: "表三分本年新收、上年结转两行（国办公开办函〔2021〕30号所附表格）；申请的收到之日怎样定，见条例第三十一条。未结案件按受理日期看是不是本年及以前的，是填报惯例。",
    grade: Grade::Practice,
    example: "收到日期空着。",
    remedy: "请补填收到日期。",
};

/// L106
pub(super) const CHANGED_RESULT: Rule = Rule {
    code: "L106",
    severity: Severity::Warning,
    title: "同一件的结果前后不一致",
    checks: "同一申请（案件）在前后两次导出里，或在同一张表的两行里，结果或答复日期不同，同一文号的废止日期、有效性不同，以后一期为准；统计期分不出先后的，以答复、结案、废止的日期在后的一行为准。",
    basis: "后一期（后一个日期）为准是本软件的推断。",
    grade: Grade::Inference,
    example: "一季度写“不予公开”，二季度写“部分公开”。",
    remedy: "请核对哪一个对，并改正另一份台账。",
};

/// L107
pub(super) const CHANGED_RECEIPT: Rule = Rule {
    code: "L107",
    severity: Severity::Error,
    title: "前后导出的收到日期不一致",
    checks: "同一编号的申请（案件）在不同行里的收到（受理）日期不同，或同一文号的文件成文日期不同：可能不是同一件，也可能有一处写错。",
    basis: "一件只有一个收到（受理、成文）日期，两处写得不同，就不知以哪一个为准。申请的收到之日怎样定，见条例第三十一条。",
    grade: Grade::Data,
    example: "一季度写 2022-01-05，二季度写 2022-01-15。",
    remedy: "请核对：是同一件就改成一致；不是同一件就改正编号。",
};

/// L108
pub(super) const CHANGED_CLASS: Rule = Rule {
    code: "L108",
    severity: Severity::Error,
    title: "前后导出的类型不一致",
    checks: "同一编号的申请（案件）在不同行里的申请人类型（案件类型）不同。",
    basis: "一件申请只填入一栏。",
    grade: Grade::Data,
    example: "一季度写自然人，二季度写商业企业。",
    remedy: "请核对后改成一致；不是同一件就改正编号。",
};

/// L109
pub(super) const MAYBE_SAME: Rule = Rule {
    code: "L109",
    severity: Severity::Error,
    title: "没有编号，无法判定是不是同一件",
    checks: "没有编号的两行在不同导出里，收到日期和类型（及申请人、内容）都相同，可能是同一件在两个季度各出现一次；收到日期、申请人、内容都相同，类型却不同的，或在同一张表里一行已有结果、一行还没有的，也是。写了 key 的，缺少其中某个字段的一行不能凭 key 认定；没有编号的一行与几件编号不同的都相符的，也不能认定。",
    basis: "一件申请只计一次。",
    grade: Grade::Inference,
    example: "一季度和二季度各有一行：2022-03-20、自然人。",
    remedy: "请补上申请编号；或在 gknb.toml 写 key = [\"收到日期\", \"申请人\", \"申请内容\"]（由哪些字段认定同一件）；或写 duplicates = \"distinct\"（都不是同一件）。",
};

/// L110
pub(super) const OTHER_APPLICATION: Rule = Rule {
    code: "L110",
    severity: Severity::Warning,
    title: "同一编号，申请人或内容不同",
    checks: "同一编号的行里，申请人或申请内容明显不同，可能是两件申请用了同一编号。",
    basis: "编号认定同一件是本软件的规则。",
    grade: Grade::Inference,
    example: "编号 2022003 一处是“刘某”，一处是“曹某”。",
    remedy: "请核对编号；确是同一件的，请把申请人和内容改成一致。",
};

/// L111
pub(super) const BY_NAME: Rule = Rule {
    code: "L111",
    severity: Severity::Warning,
    title: "按文件名先后定的结果",
    checks: "同一件在两处不一致，统计期和答复（结案、废止）日期分不出先后，按文件名的先后取后一个。",
    basis: "取后一个是本软件的推断。",
    grade: Grade::Inference,
    example: "两个文件都没有统计期，结果一处写予以公开，一处写部分公开。",
    remedy: "请在文件名或文件夹名里写明统计期，如“2022年二季度”。",
};

/// L112
pub(super) const TWO_RESULTS: Rule = Rule {
    code: "L112",
    severity: Severity::Error,
    title: "同一张表里同一编号有两个结果",
    checks: "同一张表里同一编号的两行结果不同，分不出先后。",
    basis: "区分处理的只计“部分公开”（国办公开办函〔2021〕30号所附表格，表三第（二）行的文字）；一件只计一个结果，两行分不出先后时不取任何一个，是本软件的推断。",
    grade: Grade::Inference,
    example: "编号 2022003 一行写予以公开，一行写不予公开。",
    remedy: "请合并成一行：既公开一部分又不公开一部分的，写“部分公开”。",
};

/// L113
pub(super) const ASSUMED_WORD: Rule = Rule {
    code: "L113",
    severity: Severity::Warning,
    title: "按通常含义理解的用词",
    checks: "词汇表里标为“通常如此”的词，和代码（表头里写明含义的，如“1:公民 2:法人”；类别是代码而表头只说到一类决定的），按通常的含义填入，并说明填到了哪里、用了几次；表名写明是关于规章、规范性文件、许可、处罚的别的事（意见征集、解读、制定计划、不予受理、罚款缴纳）而没有文号、决定日期的，整张表按其他信息。",
    basis: "申请人分类和结果归行没有逐词的官方解释，是惯例。",
    grade: Grade::Practice,
    example: "“信息不存在”填入（四）1.本机关不掌握相关政府信息；“驳回上诉，维持原判”填入结果维持（一审判决是撤销的，应写一审的结果）；“予以公开（隐去姓名）”填入（二）部分公开。",
    remedy: "如果本单位另有用法，请在 gknb.toml 的 [words] 中写明。",
};

/// L114
pub(super) const NO_DATE: Rule = Rule {
    code: "L114",
    severity: Severity::Error,
    title: "没有日期",
    checks: "决定、收费没有日期，文件也没有统计期；或文件没有成文日期，无法判定是哪一年的。",
    basis: "表二的栏目是“本年制发件数”“本年处理决定数量”“本年收费金额”（国办公开办函〔2021〕30号所附表格）。",
    grade: Grade::Law,
    example: "处罚决定日期空着，文件名是“处罚.xlsx”。",
    remedy: "请补填日期，或在文件名中写明统计期；还没有作出决定的（在办、销案、撤回等），请把状态写作“办理中”，或从台账中去掉这一行——写明统计期会把它计入。",
};

/// L115
pub(super) const REPEALED_WITHOUT_DATE: Rule = Rule {
    code: "L115",
    severity: Severity::Error,
    title: "已废止，没有废止日期",
    checks: "标为已废止或失效的文件，以及小标题、工作表名、标题、文件名或文件夹名写明是废止、失效的文件，没有废止日期，无法判定是不是本年废止的。名称里“废止”前面写着年份的（2022年废止），按这一年计。",
    basis: "表二有“本年废止件数”（国办公开办函〔2021〕30号所附表格）。",
    grade: Grade::Law,
    example: "有效性写“已废止”，废止日期空着。",
    remedy: "请补填废止日期；一张表都是同一年废止的，也可以在工作表名或小标题中写“2022年废止”。",
};

/// L116
pub(super) const REPEAL_CONTRADICTS: Rule = Rule {
    code: "L116",
    severity: Severity::Warning,
    title: "有效性与废止日期不一致",
    checks: "标为有效的文件有已经到了的废止日期，按废止日期计。",
    basis: "以日期为准是本软件的推断。",
    grade: Grade::Inference,
    example: "有效性写“有效”，废止日期写 2021-05-01。",
    remedy: "请核对后改成一致。",
};

/// L117
pub(super) const PERIOD_STRADDLES: Rule = Rule {
    code: "L117",
    severity: Severity::Error,
    title: "统计期跨年度或截至日期",
    checks: "没有日期的行按文件的统计期计，但统计期不全在报告年度内（用 --until 的，年初到那一天）；规章、规范性文件的成文日期、废止日期只写到年月或年，而那一段时间不全在其内的也是一样。",
    basis: "表二的栏目是“本年制发件数”“本年废止件数”“本年处理决定数量”“本年收费金额”（国办公开办函〔2021〕30号所附表格）。",
    grade: Grade::Law,
    example: "文件的统计期是 2021-10 至 2022-03，行里没有日期。",
    remedy: "请补填每一行的日期，写到日。",
};

/// L118
pub(super) const SAME_NUMBER: Rule = Rule {
    code: "L118",
    severity: Severity::Warning,
    title: "同一文号出现两次",
    checks: "规章、规范性文件的两行文号相同、标题不同，按同一件计一次；两份导出里许可、处罚、强制、收费的两行文号相同，标题、日期、数量或金额不同，分别计数（同一张表里一个文号本来就有几行的，只看日期在同一个月的，和标题相同、日期相近的）。",
    basis: "文件的文号只属于一件；一个文号可能对几个当事人各有一个处理决定，所以许可、处罚、强制、收费不合并：是本软件的推断。",
    grade: Grade::Inference,
    example: "“株国资〔2022〕5号”有两个标题，计一件；“罚〔2022〕1号”一季度写“甲公司案”，二季度写“甲公司违法案”，计两件。",
    remedy: "请核对文号；是同一件就改成一致，各项都相同的只计一次；不是同一件就改正文号；一个文号确有几件的，可用 [[explain]] 说明。",
};

/// L119
pub(super) const SAME_ROW: Rule = Rule {
    code: "L119",
    severity: Severity::Warning,
    title: "疑似重复登记",
    checks: "两份导出里有两行的类别、标题、日期、数量和金额都相同，没有文号，或者一行有、一行没有，许可、处罚、强制、收费分别计数；规章、规范性文件的标题和成文日期相同，至少一行没有文号，按同一件计一次，文号不同的按两件计；或者两份导出里的编号（文号）只差前面的零、“第”“字”或括号，其余各项都相同的（申请一处未办结、另一处已答复的也算）按同一件计一次，只有日期等相同的分别计数。",
    basis: "一份文件的标题和日期就能认定它，一天里同样的许可、处罚可以有几件：是本软件的推断。",
    grade: Grade::Inference,
    example: "一季度和二季度各有一行相同的处罚决定，没有文号，计两件；“甲办法”一季度没有文号，二季度有，计一件。",
    remedy: "请核对是不是重复导出：许可、处罚等是重复的就删去一行；确是两件文件的，请补上各自的文号。",
};

/// L120
pub(super) const CHANGED_COUNT: Rule = Rule {
    code: "L120",
    severity: Severity::Warning,
    title: "前后导出的数量不一致",
    checks: "同一编号的行里数量不同，以后一期为准。",
    basis: "后一期为准是本软件的推断。",
    grade: Grade::Inference,
    example: "一季度写 2 件，二季度写 3 件。",
    remedy: "请核对后改成一致。",
};

/// L121
pub(super) const LOST_PENDING: Rule = Rule {
    code: "L121",
    severity: Severity::Warning,
    title: "未办结的登记在后一期导出里不见了",
    checks: "一件申请（案件）在某一期导出里还没有办结，以后各期的导出里都没有它，也从未写过结果。",
    basis: "未办结的申请会继续出现在下一期导出里，直到办结；这是多数业务系统的做法。",
    grade: Grade::Practice,
    example: "一季度导出里编号 2022003 办理中，二季度导出里没有 2022003。",
    remedy: "请查明它是否已经办结：已办结的，在台账中补填答复日期和办理结果；仍未办结的，可用 [[explain]] 说明。",
};

/// L122
pub(super) const SAME_TWICE: Rule = Rule {
    code: "L122",
    severity: Severity::Warning,
    title: "同一张表里有两行完全相同",
    checks: "没有编号的两行在同一张表里，日期、类型、结果、申请人和内容（文件的标题和日期）都相同，或许可、处罚、收费等的两行文号、标题、日期、数量和金额都相同，分别计数。",
    basis: "分别计数是本软件的推断。",
    grade: Grade::Inference,
    example: "第 5 行和第 6 行都是：2022-03-20、自然人、刘某、申请公开预算。",
    remedy: "请核对是不是重复登记：是就删去一行；不是的，没有编号的补上编号，一个文号确有几件的可用 [[explain]] 说明。",
};

/// L123
pub(super) const PERIOD_MISSING: Rule = Rule {
    code: "L123",
    severity: Severity::Warning,
    title: "中间缺少一期导出",
    checks: "各期导出之间，有没有哪几个月没有任何台账覆盖，或没有依申请公开台账覆盖（累计的导出也算覆盖）。",
    basis: "各期按文件、工作表和标题所写的统计期认定，是本软件的推断。",
    grade: Grade::Inference,
    example: "有一季度、二季度、四季度的台账，没有三季度的。",
    remedy: "请补上缺少的一期；那几个月确实没有登记，或后一期已包括的，可用 [[explain]] 说明。",
};

/// L124
pub(super) const OUTSIDE_PERIOD: Rule = Rule {
    code: "L124",
    severity: Severity::Warning,
    title: "登记不在本表的统计期内",
    checks: "一张表九成以上有日期的登记不在文件、工作表或标题所写的统计期内（至少三行；其他年度的登记不算，晚于报告年度、与统计期相距太远的除外，见 E117；都在前面几份导出里登记过的累计导出不算，与前面某一份完全是同样几件的除外）。",
    basis: "统计期写错时，各期的先后也会弄错；九成和行数是本软件的推断。",
    grade: Grade::Inference,
    example: "文件名是“2022年三季度”，里面全是一季度的申请。",
    remedy: "请核对文件名、工作表名和标题里的统计期，以及是不是放错了文件。",
};

/// L125
pub(super) const TRANSFERRED: Rule = Rule {
    code: "L125",
    severity: Severity::Warning,
    title: "同一件在两个单位的台账里",
    checks: "分单位汇编时，同一编号（文号、案号）的几行是否属于同一个单位。",
    basis: "一件只计一次；转办的计在后一期台账所写的单位，是本软件的推断。",
    grade: Grade::Inference,
    example: "一季度“2022-017”的承办单位是市财政局，二季度是市审计局。",
    remedy: "确是转办的，可用 [[explain]] 说明；不是同一件的，请核对编号。各单位自己编号、编号会相同的（文号、案号也一样），在 gknb.toml 中写 key = [\"承办单位\", \"申请编号\"]。",
};

/// L126
pub(super) const CUMULATIVE: Rule = Rule {
    code: "L126",
    severity: Severity::Warning,
    title: "累计的台账与前面几期重叠",
    checks: "没有文号列的收费、许可等台账，名称或标题写着“累计”，或统计期从一月起、包含另一份同类台账的统计期；或者一张表按月、按季汇总，另一张表逐件登记了同期同类的；或者一行的期间包含同一张表里另外几行的期间；或者一行的数正好是同一张表里其余各行（没有写项目的一行，上面各行）之和；或者一张表里每一项的数都正好是另外的表里同名各行之和（按月、按项目各列了一遍；各期的表之和是错误 L127）；或者一张表按名称是决定的公开（公示）清单而没有文号、决定日期，另一张表登记了同期同类的决定。",
    basis: "没有文号，不能判定哪些行在前面几期已经登记，只能逐行相加；重叠的部分会重复计算，是本软件的推断。",
    grade: Grade::Inference,
    example: "一季度收费 3000 元，“二季度收费（累计）”9000 元已含一季度，相加成了 12000 元。",
    remedy: "请只留最后一份累计的台账，或只留各期不累计的台账；确实不重叠的，可用 [[explain]] 说明。",
};

/// L127
pub(super) const SUMS_OTHERS: Rule = Rule {
    code: "L127",
    severity: Severity::Error,
    title: "一行是另外几行之和",
    checks: "没有文号的一行，期间（如上半年、全年）包含同一张表里同类的另外几行（如一季度、二季度，或这一期间逐笔登记的各行），而且数量或金额正好是它们之和；或者没有写事项（收费项目）的一行，正好是同一张表里同期各项之和；或者一张表按月、按季、按项目汇总，每一行的数都正好是另外的表里同期（同一项目）逐件登记的同类之和；或者一张表里每一项的数，都正好是各期（如四个季度）的表里同名各行之和（这样的表里一共只有一行、不到 10、名称也没有写“汇总”的，是疑点 L126）。",
    basis: "各行逐行相加，合计的行再加一次就重复了。",
    grade: Grade::Data,
    example: "“一季度 10”“二季度 10”下面有“上半年 20”，相加成了 40。",
    remedy: "请删去这一行，或在它的第一格写上“合计”。",
};

/// L128
pub(super) const YEAR_OF_NUMBER: Rule = Rule {
    code: "L128",
    severity: Severity::Warning,
    title: "成文年份取自文号",
    checks: "规章、规范性文件的台账没有成文日期一列（如废止目录），文号里写有年份。",
    basis: "发文字号里的年份是制发的年份（《党政机关公文处理工作条例》第九条）；用它代替成文日期是本软件的推断。",
    grade: Grade::Inference,
    example: "废止目录里只有文号“规〔2015〕3号”和废止日期，按 2015 年制发计。",
    remedy: "请核对年份；最好补填成文日期。",
};

/// L132
pub(super) const NOT_LISTED: Rule = Rule {
    code: "L132",
    severity: Severity::Warning,
    title: "登记簿里的申请，办结台账里没有",
    checks: "一张申请登记簿没有办理结果、答复日期等列，另一张台账按申请编号登记了其中几件的结果：登记簿里其余各件没有结果，按未办结（结转下年度继续办理）计。没有这样一张台账的，是缺少必需的列（C105）。",
    basis: "登记簿登记收到的申请，办结台账登记办结的，两张合起来才是全部；没有列入的还没有办结，是本软件的推断。",
    grade: Grade::Inference,
    example: "申请登记簿有 2024-1、2024-2，办结台账只有 2024-1：2024-2 计入结转下年度继续办理。",
    remedy: "请核对这几件是不是还没有办结：已经办结的，请补登到办结台账；确未办结的，可用 [[explain]] 说明，或在登记簿上加空着的「办理结果」「答复日期」两列。",
};

/// E118
pub(super) const FEE_MAGNITUDE: Rule = Rule {
    code: "E118",
    severity: Severity::Warning,
    title: "金额与同表其他各笔相差万倍",
    checks: "同一张表有五笔以上收费时，一笔与中位数相差约一万倍（二千至五万倍），其他各笔之间相差不到三十倍，而换算一次元与万元就落在其他各笔之间；这样的笔数多（不超过一半）时，只说收费项目与其他各笔相同的。",
    basis: "元与万元混用是常见的错误；倍数界限是本软件的推断。",
    grade: Grade::Inference,
    example: "表头是“金额（元）”，各笔在 3000 至 8000 之间，有一笔写 0.45。",
    remedy: "请核对这一笔的单位；确是如此的，可用 [[explain]] 说明。",
};

/// E119
pub(super) const FEE_UNITS: Rule = Rule {
    code: "E119",
    severity: Severity::Warning,
    title: "两张收费台账的金额相差万倍",
    checks: "两张收费台账各有三笔以上，折成万元后的中位数相差约一万倍（二千至五万倍）：可能有一张的单位写错。只有一两笔的，各笔都与另外两张以上（只有一两笔的）台账里的同名项目相差约一万倍才算。",
    basis: "元与万元混用是常见的错误；倍数界限是本软件的推断。",
    grade: Grade::Inference,
    example: "一季度表头写“金额（元）”，二季度写“金额（万元）”，而两张表里的数字差不多大。",
    remedy: "请核对两张表表头或“单位：”行里的单位；确是如此的，可用 [[explain]] 说明。",
};

/// L129
pub(super) const ON_APPEAL: Rule = Rule {
    code: "L129",
    severity: Severity::Warning,
    title: "一审、二审可能计成了几件",
    checks: "诉讼台账有写明审级的列，同一张表里既有一审的行，又有案号不同的二审、再审的行，各计一件。",
    basis: "表四没有写明同一案件的几个审级怎样计，按一件、按各审级计的做法都可能有，要由单位确定；各计一件是本软件的推断。",
    grade: Grade::Inference,
    example: "“行初1号”一审驳回诉讼请求，“行终21号”二审维持原判，是同一原告、同一案由。",
    remedy: "按一件计的，请只留一行，结果写对行政行为的最终结果（二审维持原判的，写一审的结果，如“撤销”）；按各审级分别计的，可用 [[explain]] 说明。",
};

/// L130
pub(super) const OTHER_YEAR: Rule = Rule {
    code: "L130",
    severity: Severity::Warning,
    title: "日期的年份可能写错",
    checks: "编号（文号）写的是报告年度，而决定、收费、成文、收到（结案）日期在报告年度以前，或者决定、收费、成文日期在报告年度以后：整行因此不计入，或者申请计入了上年结转（收到、成文日期在报告年度前一个月以内，或者日期在报告年度后一个月以内的不算）；没有写年度的申请，收到日期早于 2008-05-01 而计入上年结转；或者上下各三行都是报告年度的，按日期先后排列，只有这一行的日期差一年，改成报告年度正好排在中间。每张表说一次。",
    basis: "编号里的年份通常是登记、制发的年份，年初把年份写成上一年是常见的笔误；条例自 2008-05-01 起施行。以日期为准是本软件的推断。",
    grade: Grade::Inference,
    example: "“某罚〔2022〕1号”的处罚决定日期写 2021-01-03。",
    remedy: "请核对日期的年份；日期没有写错的，可用 [[explain]] 说明。",
};
