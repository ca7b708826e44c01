//! What can be wrong when reports are added up.

use crate::finding::{Grade, Rule, Severity};

/// The rules of rolling up. 1xx: the roster; 2xx: what the units sent; 3xx: the parent's own published
/// report; 4xx: the roll-up as a whole.
pub const RULES: &[&Rule] = &[
    &ROSTER_UNREADABLE,
    &UNIT_TWICE,
    &NO_SUCH_PARENT,
    &CIRCLE,
    &NO_SUCH_FILE,
    &WORD_UNKNOWN,
    &NO_UNITS,
    &MISSING,
    &NO_REPORT_OF_ITS_OWN,
    &CAME_TWICE,
    &SAME_TWICE,
    &FAULTY,
    &FAULTY_COUNTED,
    &OTHER_YEAR,
    &YEAR_UNTOLD,
    &OTHER_EDITION,
    &OTHER_NAME,
    &MISPLACED,
    &STRANGER,
    &SAME_FILE,
    &SAME_FIGURES,
    &SCOPE_UNTOLD,
    &CONTAINS,
    &LESS_THAN_PARTS,
    &RENAMED,
    &MERGED,
    &NOT_COUNTED_SLOTS,
    &ONE_LINE_COUNTED,
    &CHANGED,
    &CAME_AND_WENT,
    &UNBALANCED,
    &PASSED_OVER,
    &CANNOT_ENTER,
    &STAYS_OUT,
    &PART_OF_YEAR,
    &SCOPE_ASSUMED,
    &BY_NAMES,
    &DOUBTFUL,
    &LIKE_A_REPORT,
    &DIFFERS,
    &NOT_HELD,
    &PARENT_FAULTY,
    &YEAR_TAKEN,
    &AGENCY_TAKEN,
    &NOTHING,
    &LAST_UNREADABLE,
];

/// R101
pub(super) const ROSTER_UNREADABLE: Rule = Rule {
    code: "R101",
    severity: Severity::Error,
    title: "单位名录读不出来",
    checks: "单位名录是不是一张有「单位」一列的表。",
    basis: "有名录时，哪些单位应当报送、谁是谁的下级，以名录为准。",
    grade: Grade::Data,
    example: "名录的表头写成了「部门」。",
    remedy: "请把名录的表头写作：单位、上级单位、曾用名、统计范围、报告文件；只有「单位」一列是必需的。",
};

/// R102
pub(super) const UNIT_TWICE: Rule = Rule {
    code: "R102",
    severity: Severity::Error,
    title: "名录里同一单位写了两次",
    checks: "名录中的单位名称（包括曾用名）是否各不相同。",
    basis: "同一个名称指两个单位，就分不清报告是谁的。",
    grade: Grade::Data,
    example: "「教育局」在第 4 行和第 19 行各写了一次。",
    remedy: "请删去重复的一行；确是两个单位的，请写全称（甲县教育局、乙县教育局）。",
};

/// R103
pub(super) const NO_SUCH_PARENT: Rule = Rule {
    code: "R103",
    severity: Severity::Error,
    title: "上级单位不在名录里",
    checks: "名录中每个「上级单位」是否也是名录里的一个单位，或者就是汇总单位。",
    basis: "不知道上级，就不知道加到哪里。",
    grade: Grade::Data,
    example: "上级单位写「示例县」，名录里的单位是「示例县人民政府」。",
    remedy: "请把上级单位写成名录里的名称；直接归汇总单位的可以空着。",
};

/// R104
pub(super) const CIRCLE: Rule = Rule {
    code: "R104",
    severity: Severity::Error,
    title: "上下级绕成了圈",
    checks: "沿着名录的「上级单位」往上，能否走到汇总单位。",
    basis: "绕成圈的单位加不到任何地方。",
    grade: Grade::Data,
    example: "甲的上级是乙，乙的上级是甲。",
    remedy: "请改正其中一个「上级单位」。",
};

/// R105
pub(super) const NO_SUCH_FILE: Rule = Rule {
    code: "R105",
    severity: Severity::Error,
    title: "名录写的报告文件不存在",
    checks: "名录「报告文件」一列所写的文件，在汇总文件夹里有没有，是不是只有一个。",
    basis: "名录指定了文件，就只用那一个。",
    grade: Grade::Data,
    example: "名录写「教育局.xlsx」，文件夹里只有「教育局.docx」。",
    remedy: "请改正文件名，路径从汇总文件夹算起；按规定本年不报送的，请写「不报送」；不指定文件的，请空着。",
};

/// R106
pub(super) const WORD_UNKNOWN: Rule = Rule {
    code: "R106",
    severity: Severity::Error,
    title: "名录的统计范围无法识别",
    checks: "名录「统计范围」一列是否为 本机关、本级政府、汇总 三者之一，或者空着。",
    basis: "统计范围决定一份报告是不是已经包含了下级。",
    grade: Grade::Data,
    example: "统计范围写「全部」。",
    remedy: "请写 本机关（不含下级）、本级政府（含本级各部门，不含下级政府）或 汇总（含全部下级）。",
};

/// R107
pub(super) const NO_UNITS: Rule = Rule {
    code: "R107",
    severity: Severity::Note,
    title: "名录里不是单位的行",
    checks: "名录「单位」一列里哪些行是合计、附注、填表人，或只是下面各单位的类别（县直部门、乡镇），没有当作单位。",
    basis: "这些行没有报告可报。",
    grade: Grade::Inference,
    example: "名录末行写「合计：3家」。",
    remedy: "不必理会；其中确有单位的，请写它的全称，或写上它的上级单位。",
};

/// R201
pub(super) const MISSING: Rule = Rule {
    code: "R201",
    severity: Severity::Error,
    title: "单位没有报告",
    checks: "每个没有下级的单位（名录里的一行，或最下一层的一个文件夹）是否有一份报告。",
    basis: "少一个单位，汇总数就少一个单位。",
    grade: Grade::Data,
    example: "「民政局」文件夹是空的。",
    remedy: "请向该单位催要，放进它的文件夹；按规定本年不报送的，请在单位名录的「报告文件」写「不报送」，或把空文件夹移走。",
};

/// R202
pub(super) const NO_REPORT_OF_ITS_OWN: Rule = Rule {
    code: "R202",
    severity: Severity::Warning,
    title: "有下级的单位没有自己的报告",
    checks: "有下级的单位是否也有一份本机关的报告。只为归类而设的文件夹可以没有。",
    basis: "汇总数＝本级＋各下级；没有本级的报告，就只有各下级。",
    grade: Grade::Inference,
    example: "「示例县」文件夹下有 20 个部门，没有县政府办公室自己的报告。",
    remedy: "有本机关报告的，请放进这个文件夹；只是归类用的文件夹、确实没有的，不必理会。",
};

/// R203
pub(super) const CAME_TWICE: Rule = Rule {
    code: "R203",
    severity: Severity::Error,
    title: "同一单位有几份数字不同的报告",
    checks: "一个单位同一年度是否只有一份报告，一个文件里是否只有一套表；有几份、几套时，数字是否相同。",
    basis: "只能计一份。先取没有错误的，再取本软件写出的统计表，再取文件名写明更正、重报、定稿或版次在后的，再取名称排在后面的；但以哪一份为准应由单位确认。",
    grade: Grade::Inference,
    example: "「教育局」文件夹里有「年报.xlsx」和「年报（更正）.xlsx」，新收一份写 12，一份写 13。",
    remedy: "请核实以哪一份为准，把另一份移走；或在单位名录的「报告文件」写明。",
};

/// R204
pub(super) const SAME_TWICE: Rule = Rule {
    code: "R204",
    severity: Severity::Note,
    title: "同一单位有几份数字相同的报告",
    checks: "同一单位的几份报告数字是否完全相同；相同的只计一份。",
    basis: "同一份报告常有 Word、网页、工作簿几种形式。",
    grade: Grade::Data,
    example: "「教育局」文件夹里有同一份年报的 docx 和 xlsx。",
    remedy: "不必理会；只计了其中一份。",
};

/// R205
pub(super) const FAULTY: Rule = Rule {
    code: "R205",
    severity: Severity::Error,
    title: "报告有错误，没有计入",
    checks: "每份报告按 gknb verify 核对有没有错误：表格不平、空格、读不出数字、缺表、正文与表格不一致等。",
    basis: "有错误的报告加进来，汇总数就是错的。",
    grade: Grade::Data,
    example: "「民政局」的报告里自然人各项相加为 26，（七）总计写 20。",
    remedy: "请退回该单位改正；等不及改正、仍要计入的，加上 --include-faulty，底稿中会写明（读不出法定表格的文件无数可加，加了也不计入）。",
};

/// R206
pub(super) const FAULTY_COUNTED: Rule = Rule {
    code: "R206",
    severity: Severity::Warning,
    title: "有错误的报告按要求计入",
    checks: "按 --include-faulty 计入了哪些有错误的报告。",
    basis: "由汇总单位决定计入；数字以报告所写为准，总计由各项重新相加。",
    grade: Grade::Data,
    example: "gknb rollup 各单位 --include-faulty",
    remedy: "请在公布前让该单位改正。",
};

/// R207
pub(super) const OTHER_YEAR: Rule = Rule {
    code: "R207",
    severity: Severity::Error,
    title: "只有别的年度的报告",
    checks: "单位的报告是不是这一年度的。文件夹里另有本年度报告的，往年的只作提示。",
    basis: "汇总的是同一年度的报告。",
    grade: Grade::Data,
    example: "汇总 2024 年度，「水利局」交来的是 2023 年度的报告。",
    remedy: "请换成本年度的报告；标题或文件名的年度写错的，请改正。",
};

/// R208
pub(super) const YEAR_UNTOLD: Rule = Rule {
    code: "R208",
    severity: Severity::Warning,
    title: "报告没有写明年度",
    checks: "报告的标题、表头或文件名是否写明年度；没有写明的，按本年度全年计入。",
    basis: "看不出年度，可能误收往年的报告或半年的统计表。",
    grade: Grade::Inference,
    example: "文件名和标题都只写“政府信息公开工作年度报告”。",
    remedy: "请打开报告核对是哪一年度的、是不是全年的；确是本年度全年的，在文件名里写上年度，就不再提醒。",
};

/// R209
pub(super) const OTHER_EDITION: Rule = Rule {
    code: "R209",
    severity: Severity::Error,
    title: "报告用错了格式版本，没有计入",
    checks: "报告的格式版本是否与本年度的相同。版本不同的，即使加 --include-faulty 也不能计入。",
    basis: "2019、2020 年度用国办公开办函〔2019〕60号，2021 年度起用国办公开办函〔2021〕30号（没有见到更新的格式）；两版的指标格不同，加不到一起。",
    grade: Grade::Law,
    example: "2023 年度的报告仍用“本年新制作数量”的旧表。",
    remedy: "请退回该单位，换用该年度的格式重新填写。",
};

/// R210
pub(super) const OTHER_NAME: Rule = Rule {
    code: "R210",
    severity: Severity::Warning,
    title: "报告上的单位名称不同",
    checks: "报告上的单位名称与文件夹名（名录中的名称、曾用名）是否同一；简称和全称视为同一，前面写着别的市、县的不是。",
    basis: "可能放错了文件夹，也可能改了名。",
    grade: Grade::Inference,
    example: "「经信局」文件夹里的报告写「某某市商务局」。",
    remedy: "放错的请移到该放的文件夹；改名、合并的，请在单位名录的「曾用名」写上原来的名称。",
};

/// R211
pub(super) const MISPLACED: Rule = Rule {
    code: "R211",
    severity: Severity::Error,
    title: "放在这里的是另一单位的报告",
    checks: "报告上的单位名称是不是另一个应报送单位的全名，或另一个市、县下面同名单位的名称；是的，没有计入。",
    basis: "放错文件夹的报告可能计两次，也可能顶替了本单位的报告。",
    grade: Grade::Inference,
    example: "「教育局」文件夹里的报告写「民政局」，而「民政局」是另一个文件夹。",
    remedy: "请把报告移到该单位的文件夹，或改正报告上的单位名称。",
};

/// R212
pub(super) const STRANGER: Rule = Rule {
    code: "R212",
    severity: Severity::Error,
    title: "名录上没有这个单位",
    checks: "每份报告能否对上名录里的一个单位（名称、曾用名、指定的文件、所在文件夹、文件名）；对不上的没有计入。",
    basis: "哪些单位应当报送，以名录为准；对不上的报告不能悄悄丢开，也不能随便计入。",
    grade: Grade::Inference,
    example: "文件夹里有「某某市档案馆」的报告，名录里没有档案馆。",
    remedy: "应当计入的，请在名录里加上这个单位，或写上它的曾用名；不应计入的，请把文件移走。",
};

/// R213
pub(super) const SAME_FILE: Rule = Rule {
    code: "R213",
    severity: Severity::Error,
    title: "两个单位交来同一个文件",
    checks: "不同单位的报告文件是否逐字节相同；相同的只计名称相符的一份，都不相符的计第一份。",
    basis: "同一份报告不能计两次。",
    grade: Grade::Data,
    example: "「文旅局」和「体育局」文件夹里是同一个文件。",
    remedy: "请换成各单位自己的报告；合署办公、只编一份的，请把另一个单位的文件夹移走，或在名录中写「不报送」。",
};

/// R214
pub(super) const SAME_FIGURES: Rule = Rule {
    code: "R214",
    severity: Severity::Warning,
    title: "几个单位的数字完全相同",
    checks: "有没有两个或更多单位的各指标格全部相同。全为 0 的、不为 0 的指标格（总计除外）不满 3 个的不比较。",
    basis: "内容雷同是审核时常退回的；可能是照抄，也可能是报错了文件。",
    grade: Grade::Practice,
    example: "「甲镇」「乙镇」新收、办结、收费等各数完全一样。",
    remedy: "请向列出的各单位核实。",
};

/// R215
pub(super) const SCOPE_UNTOLD: Rule = Rule {
    code: "R215",
    severity: Severity::Error,
    title: "看不出上级单位的报告是否已含下级",
    checks: "有下级的单位，它的报告写明统计范围没有；没有写明的，从数字也看不出来时，要由人决定。",
    basis: "本机关、本级政府、汇总三种范围都有。本机关的要加下级，汇总的再加就重复了。各数平均不到下级之和三分之二的，按本机关计（R229）；不小于下级之和的，或只有少数格小的，看不出：汇总数有误时也会小。",
    grade: Grade::Inference,
    example: "「示例县」的 Word 报告没有写统计范围，各数都不小于所属部门之和。",
    remedy: "请在单位名录（单位名录.xlsx，写全各单位，列 单位、上级单位、统计范围）里写明该单位是 本机关 还是 汇总；没有名录的，可以用 gknb 写出的统计表（表头写明统计范围）代替。",
};

/// R216
pub(super) const CONTAINS: Rule = Rule {
    code: "R216",
    severity: Severity::Note,
    title: "上级的报告已含下级，下级不再相加",
    checks: "统计范围为汇总的报告含全部下级；为本级政府的，含范围为本机关的下级（本级各部门），不含下级政府。",
    basis: "已经含在里面的，再加就重复了。本级政府的报告含哪些下级，是本软件的理解，可在名录中用统计范围改定。",
    grade: Grade::Inference,
    example: "「示例县」的统计表写「统计范围：汇总」，所属 20 个部门不再相加。",
    remedy: "不必理会；要改由各部门逐个相加的，请在名录中把该单位的统计范围写作 本机关，并换成它本机关的报告。",
};

/// R217
pub(super) const LESS_THAN_PARTS: Rule = Rule {
    code: "R217",
    severity: Severity::Warning,
    title: "上级的汇总数比所含下级之和小",
    checks: "已含下级的报告，每一格是否不小于所含各下级之和（现行有效、结转各格也一样）。",
    basis: "汇总数＝本级＋各下级，不会比下级之和小。",
    grade: Grade::Inference,
    example: "「示例县」汇总写新收 30，所属部门相加为 34。",
    remedy: "请核对该单位汇总时是否漏了下级，或下级后来改了数。",
};

/// R218
pub(super) const RENAMED: Rule = Rule {
    code: "R218",
    severity: Severity::Note,
    title: "报告用的是曾用名",
    checks: "报告上的单位名称是不是名录中的曾用名。",
    basis: "名录写明了曾用名，视为同一单位。",
    grade: Grade::Data,
    example: "名录写「文化广电和旅游局」，曾用名「文化局」；报告写「文化局」。",
    remedy: "不必理会；报告应当用现在的名称时，请告知该单位。",
};

/// R219
pub(super) const MERGED: Rule = Rule {
    code: "R219",
    severity: Severity::Warning,
    title: "合并的单位有几份报告",
    checks: "名录中一个单位有几个曾用名，交来的报告分属几个名称时：有现名的报告只计现名的；没有的，各曾用名的报告相加，缺哪个曾用名的报告也说出来。",
    basis: "机构合并的年度，可能由新单位统一报，也可能由原单位各报各的。",
    grade: Grade::Inference,
    example: "「卫健委」由「卫生局」「计生局」合并而来，两局各交了一份。",
    remedy: "请核实新单位的报告是否已含原单位全年的数；不应计入的请移走。",
};

/// R220
pub(super) const NOT_COUNTED_SLOTS: Rule = Rule {
    code: "R220",
    severity: Severity::Warning,
    title: "计入的报告里有读不出数字的指标格",
    checks: "按 --include-faulty 计入的报告，哪些指标格是空的或不是数字；这些格没有数可加。",
    basis: "空格不是 0，汇总数因此可能偏小。",
    grade: Grade::Data,
    example: "「水利局」的报告“行政强制”写“/”。",
    remedy: "请让该单位补填。",
};

/// R221
pub(super) const ONE_LINE_COUNTED: Rule = Rule {
    code: "R221",
    severity: Severity::Warning,
    title: "“（六）其他处理”只有一行，记在第3项",
    checks: "按 --include-faulty 计入的报告，“（六）其他处理”没有分三行的，整行记在「3.其他」。",
    basis: "分不出各项是多少；记在第3项时，勾稽关系不变。",
    grade: Grade::Inference,
    example: "2023 年度的报告用旧表的写法，（六）其他处理 5 件。",
    remedy: "请让该单位按三行分开填写。",
};

/// R222
pub(super) const CHANGED: Rule = Rule {
    code: "R222",
    severity: Severity::Note,
    title: "自上次汇总以来报告变了",
    checks: "每个单位所计入的报告文件与上次汇总时（汇总清单所记的 SHA-256）是否相同；不同的，列出变了的指标格。",
    basis: "上次汇总的数可能已经公布或上报。",
    grade: Grade::Data,
    example: "「教育局」换了一份报告，新收由 12 改为 13。",
    remedy: "请核实变动的原因；已公布汇总数的，请看汇总底稿「变动」工作表。",
};

/// R223
pub(super) const CAME_AND_WENT: Rule = Rule {
    code: "R223",
    severity: Severity::Note,
    title: "自上次汇总以来计入的单位有增减",
    checks: "与上次汇总相比，哪些单位新计入、哪些不再计入；文件相同而单位名称不同的，可能是改了名。",
    basis: "单位增减会使汇总数变动。",
    grade: Grade::Data,
    example: "上次计入「体育局」，这次没有。",
    remedy: "请核实是否机构变动，或漏放了报告。",
};

/// R224
pub(super) const UNBALANCED: Rule = Rule {
    code: "R224",
    severity: Severity::Error,
    title: "汇总后的表不平",
    checks: "汇总后，表三每栏第一项加第二项是否等于第三项加第四项。",
    basis: "表三左上角：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”（国办公开办函〔2019〕60号、〔2021〕30号所附表格）。每份计入的报告都平，汇总就平；不平都来自按 --include-faulty 计入的报告。",
    grade: Grade::Law,
    example: "计入了一份自己就不平的报告。",
    remedy: "请让所列的单位改正，或去掉 --include-faulty。",
};

/// R225
pub(super) const PASSED_OVER: Rule = Rule {
    code: "R225",
    severity: Severity::Note,
    title: "没有读取的文件",
    checks: "汇总文件夹里哪些文件不是报告：扩展名不是报告的，临时文件，本软件的内部底稿，没有法定表格而旁边另有报告的，往年的、半年和季度的报告。",
    basis: "没有读取的要说出来。",
    grade: Grade::Data,
    example: "「教育局」文件夹里有「公文.txt」「台账.xlsx」。",
    remedy: "其中如有报告，请另存为 xlsx 或 docx；没有就不必理会。",
};

/// R226
pub(super) const CANNOT_ENTER: Rule = Rule {
    code: "R226",
    severity: Severity::Error,
    title: "文件夹打不开",
    checks: "汇总文件夹里的每个文件夹、文件能否打开；指向文件夹的快捷链接不进入。",
    basis: "打不开的地方可能有报告。",
    grade: Grade::Data,
    example: "「公安局」文件夹没有读取权限。",
    remedy: "请开通读取权限；链接所指的文件夹要计入的，请把它复制过来；不要的，请删去链接。",
};

/// R227
pub(super) const STAYS_OUT: Rule = Rule {
    code: "R227",
    severity: Severity::Note,
    title: "本年不报送的单位",
    checks: "名录写明「不报送」的单位；它的报告即使有也不计入。",
    basis: "由汇总单位在名录中决定。",
    grade: Grade::Data,
    example: "名录中「筹备办」的报告文件写「不报送」。",
    remedy: "不必理会；应当报送的，请改名录。",
};

/// R228
pub(super) const PART_OF_YEAR: Rule = Rule {
    code: "R228",
    severity: Severity::Error,
    title: "只有半年或季度的报告",
    checks: "单位的报告是不是全年的：表头的“截至”、正文的统计期限、标题、文件名和所在文件夹的名称。文件夹里另有全年报告的，半年、季度的只作提示。",
    basis: "汇总的是全年的数；半年的数加进来，汇总数就少了半年。",
    grade: Grade::Data,
    example: "「水利局」交来的统计表的表头写“截至：2024年6月30日”。",
    remedy: "请换成全年的报告；确是全年的，请改正标题、表头、文件名或文件夹名。--include-faulty 不计入半年、季度的报告。",
};

/// R229
pub(super) const SCOPE_ASSUMED: Rule = Rule {
    code: "R229",
    severity: Severity::Note,
    title: "没有写明统计范围，按数字或名称认定",
    checks: "有下级的单位，它的报告没有写明统计范围，而各数平均不到下级之和三分之二的，按本机关计，与下级相加；它的报告写明本级政府，而下级没有写明统计范围的，从名称看是部门的按已含计，从名称看是下级政府的另加，看不出而比它大得多的也另加。",
    basis: "汇总数不会比下级之和小得多；局、委、办是本级政府的部门，县、乡、镇是下级政府。这是本软件的认定，可在名录中用统计范围改定。",
    grade: Grade::Inference,
    example: "「示例县」的 Word 报告没有写统计范围，新收 5 件，所属部门相加 300 件。",
    remedy: "请核对认定得对不对；要写定的，请在单位名录（单位名录.xlsx，写全各单位，列 单位、上级单位、统计范围）里写明，就不再提醒。",
};

/// R230
pub(super) const BY_NAMES: Rule = Rule {
    code: "R230",
    severity: Severity::Note,
    title: "没有分文件夹，按报告上的名称认单位",
    checks: "汇总文件夹里没有单位的文件夹，也没有名录，报告都放在最外层，写着两个以上不同的单位时，按报告上的单位名称（没有写的、读不出的，按文件名）各算一个单位；写汇总单位自己名称的、没有写单位的，算本级的报告；名称写着某县、某镇的，排在该县、该镇的政府之下。没有写明 --agency 的不这样认。",
    basis: "报告上写明了单位；不同的单位不是同一单位的几份报告。",
    grade: Grade::Inference,
    example: "文件夹里是「市教育局」「市财政局」「市卫健委」的三个统计表。",
    remedy: "请核对认作的单位对不对、有没有漏；要写定的，请一个单位放一个文件夹，或放一份单位名录（单位名录.xlsx，列 单位、报告文件）。",
};

/// R231
pub(super) const DOUBTFUL: Rule = Rule {
    code: "R231",
    severity: Severity::Warning,
    title: "计入的报告有疑点",
    checks: "计入的报告按 gknb verify 核对有没有疑点（括号里是它的规则代码）。同一规则的疑点合在一起说，列出单位和前几处。",
    basis: "有疑点的报告照样计入，汇总数也就带着同样的疑点。",
    grade: Grade::Data,
    example: "「甲镇」的报告收费金额按元读作万元（V307）。",
    remedy: "请用 gknb explain 加括号里的代码看这条规则，打开所列的报告核对；有误的退回该单位改正。",
};

/// R232
pub(super) const LIKE_A_REPORT: Rule = Rule {
    code: "R232",
    severity: Severity::Warning,
    title: "像是某单位的报告，不能读取",
    checks: "没有读取的压缩包、图片等，文件名是不是某个单位的报告，而这个单位没有别的报告。",
    basis: "少一个单位，汇总数就少一个单位。",
    grade: Grade::Inference,
    example: "文件夹里有「示例市审计局2024年政府信息公开年报.zip」，没有审计局的别的报告。",
    remedy: "是报告的，请解压，或索取能读取的报告（Word 的 docx、工作簿、发布的网页或由原稿另存的 PDF）放在一起；不是的，请移走。",
};

/// R301
pub(super) const DIFFERS: Rule = Rule {
    code: "R301",
    severity: Severity::Error,
    title: "公布数与汇总数不一致",
    checks: "上级单位自己公布的报告，逐格与汇总数（本级＋各下级）是否相等；不等的，列出哪些单位的变动正好能解释差额。",
    basis: "上级与下级之和不符是审核时常退回的。",
    grade: Grade::Practice,
    example: "公布新收 348 件，各单位相加 350 件；「民政局」新收 2 件，可能公布时漏了它。",
    remedy: "请对照底稿「与公布数核对」查明是公布数错了，还是有的单位后来改了数。只要汇总表的，去掉 --parent 再运行一次。",
};

/// R302
pub(super) const NOT_HELD: Rule = Rule {
    code: "R302",
    severity: Severity::Error,
    title: "没有与公布的报告核对",
    checks: "--parent 指定的报告能否读出表格，是不是全年的，年度和格式版本是否与汇总的相同。",
    basis: "只有同一年度、同一版本的表才能逐格核对。",
    grade: Grade::Data,
    example: "汇总 2024 年度，--parent 指定的是 2023 年度的报告。",
    remedy: "请指定同一年度的报告（xlsx、docx、网页等）。",
};

/// R303
pub(super) const PARENT_FAULTY: Rule = Rule {
    code: "R303",
    severity: Severity::Warning,
    title: "公布的报告自己就有错误",
    checks: "--parent 指定的报告按 gknb verify 核对有没有错误。",
    basis: "自己不平的报告，与汇总数必有不等的地方。",
    grade: Grade::Data,
    example: "公布的报告里（七）总计与各项之和不等。",
    remedy: "请用 gknb verify 看这份报告的全部错误。",
};

/// R401
pub(super) const YEAR_TAKEN: Rule = Rule {
    code: "R401",
    severity: Severity::Note,
    title: "汇总年度取自各报告",
    checks: "没有指定年度时，各报告是否都是同一年度。",
    basis: "年度由单位指定；没有指定时按报告推断，从不取自系统时间。",
    grade: Grade::Inference,
    example: "300 份报告都写 2024 年度。",
    remedy: "请在命令后写 --year 2024。",
};

/// R402
pub(super) const AGENCY_TAKEN: Rule = Rule {
    code: "R402",
    severity: Severity::Warning,
    title: "没有指定汇总单位的名称",
    checks: "印在汇总表上的单位名称是否已指定；没有的，取名录中最上一级的单位、汇总文件夹里本级报告上的名称，或文件夹名。",
    basis: "统计表要印单位名称。",
    grade: Grade::Practice,
    example: "gknb rollup 各单位年报",
    remedy: "请在命令后写 --agency 单位全称，或在汇总文件夹的 gknb.toml 中写 agency = \"单位全称\"。",
};

/// R403
pub(super) const NOTHING: Rule = Rule {
    code: "R403",
    severity: Severity::Error,
    title: "没有一份报告可以计入",
    checks: "是否至少有一份报告计入了汇总数。",
    basis: "没有报告就没有可以相加的数字。",
    grade: Grade::Data,
    example: "文件夹里只有扫描件。",
    remedy: "请把各单位的报告（xlsx、docx、网页等）放进各自的文件夹。",
};

/// R404
pub(super) const LAST_UNREADABLE: Rule = Rule {
    code: "R404",
    severity: Severity::Warning,
    title: "上次的汇总清单读不出来",
    checks: "结果文件夹里上次的汇总清单能否读出，是否同一单位同一年度。",
    basis: "有上次的清单，才知道哪些报告变了。",
    grade: Grade::Data,
    example: "汇总清单被别的程序改动过。",
    remedy: "不影响汇总数，只是这次不能与上次比较；这次会写出新的清单。",
};
