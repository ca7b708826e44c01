//! Words of the text that mean figures of the tables.

use super::qualify::Firm;

/// What a number next to the words counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// Lines of section 三 added; one that ends in a point means all below it. And how firmly the words mean just
    /// these.
    Line(&'static [&'static str], Firm),
    /// 收到、受理 … 申请: with or without what was carried in; only where 申请 follows. The flag says that they were
    /// new: 新增.
    Received(bool),
    /// 答复、办理 … 申请: what was answered, or what there was to answer.
    Answered,
    /// 申请
    Application,
    /// 申请数量: as many as were received.
    Amount,
    /// Heads of section 三, and how firmly the words mean just these.
    Class(&'static [&'static str], Firm),
    /// Paths of section 四.
    Path(&'static [&'static str]),
    /// A verdict of section 四.
    Verdict(&'static str),
    /// 败诉, 被改变: cases of these paths that were corrected, perhaps.
    Lost(&'static [&'static str]),
    /// A kind of document of section 二.
    Document(&'static str),
    /// A head of section 二 for documents, and how near the word is to the form's own.
    Change(&'static str, Firm),
    /// A line of decisions of section 二.
    Decision(&'static str),
    /// 处理决定: what follows speaks of decisions made. The flag says that it is the form's own head.
    Decided(bool),
    /// 行政事业性收费
    Fee,
    /// Words beside which a number is not the table's: 公示、事项.
    Aside,
    /// 要求公开: what follows is what was asked for.
    Subject,
}

/// Words, what must not follow them, and their meaning.
pub(super) type Meaning = (&'static str, &'static [&'static str], Key);

const NONE: &[&str] = &[];

/// All words known.
pub(super) const MEANINGS: &[Meaning] = &[
    ("新收", NONE, Key::Line(&["3.1"], Firm::Sure)),
    ("新收到", NONE, Key::Line(&["3.1"], Firm::Sure)),
    ("新增", NONE, Key::Received(true)),
    ("新发生", NONE, Key::Received(true)),
    ("新引发", NONE, Key::Received(true)),
    ("新受理", NONE, Key::Received(true)),
    ("收到", NONE, Key::Received(false)),
    ("受理", NONE, Key::Received(false)),
    ("接收", NONE, Key::Received(false)),
    ("接到", NONE, Key::Received(false)),
    ("接受", NONE, Key::Received(false)),
    ("收悉", NONE, Key::Received(false)),
    ("登记", NONE, Key::Received(false)),
    (
        "申请",
        &["表", "渠道", "平台", "指南", "人", "方式", "途径", "事项"],
        Key::Application,
    ),
    ("申请数量", NONE, Key::Amount),
    ("申请数", NONE, Key::Amount),
    ("申请总数", NONE, Key::Amount),
    ("申请总量", NONE, Key::Amount),
    ("申请件数", NONE, Key::Amount),
    ("申请量", NONE, Key::Amount),
    ("依申请公开", NONE, Key::Application),
    ("申请书", NONE, Key::Application),
    ("依申请公开事项", NONE, Key::Application),
    ("依申请公开办理事项", NONE, Key::Application),
    ("依申请公开办理件", NONE, Key::Application),
    ("依申请公开信件", NONE, Key::Application),
    ("依申请公开请求", NONE, Key::Application),
    ("依申请政府信息公开事项", NONE, Key::Application),
    ("政府信息公开申请事项", NONE, Key::Application),
    ("申请公开事项", NONE, Key::Application),
    ("依申请", NONE, Key::Application),
    ("申请公开", NONE, Key::Subject),
    ("要求公开", NONE, Key::Subject),
    (
        "答复",
        &["率", "意见", "书", "期限", "时限", "口径", "人"],
        Key::Answered,
    ),
    (
        "回复",
        &["率", "意见", "期限", "时限", "口径", "人"],
        Key::Answered,
    ),
    (
        "处理",
        &[
            "结果", "流程", "情况", "程序", "人", "方式", "意见", "系统", "费", "中",
        ],
        Key::Answered,
    ),
    (
        "办理",
        &["结果", "流程", "情况", "程序", "人", "环节"],
        Key::Answered,
    ),
    ("完成答复", NONE, Key::Answered),
    ("完成回复", NONE, Key::Answered),
    ("完成办理", NONE, Key::Answered),
    ("完成依申请公开", NONE, Key::Answered),
    ("完成依申请公开申请", NONE, Key::Answered),
    ("完成政府信息公开申请", NONE, Key::Answered),
    ("办结", &["率"], Key::Line(&["3.3.7"], Firm::Sure)),
    ("应办理", NONE, Key::Line(&["3.1", "3.2"], Firm::Sure)),
    ("应办结", NONE, Key::Line(&["3.1", "3.2"], Firm::Sure)),
    ("下年度继续办理", NONE, Key::Line(&["3.4"], Firm::Sure)),
    ("下一年度继续办理", NONE, Key::Line(&["3.4"], Firm::Sure)),
    (
        "予以公开",
        &["的", "范围"],
        Key::Line(&["3.3.1"], Firm::Sure),
    ),
    (
        "准予公开",
        &["的", "范围"],
        Key::Line(&["3.3.1"], Firm::Sure),
    ),
    ("部分公开", &["的"], Key::Line(&["3.3.2"], Firm::Sure)),
    (
        "部分予以公开",
        &["的", "范围"],
        Key::Line(&["3.3.2"], Firm::Sure),
    ),
    (
        "不予公开",
        &["的", "范围"],
        Key::Line(&["3.3.3."], Firm::Sure),
    ),
    ("无法提供", &["的"], Key::Line(&["3.3.4."], Firm::Sure)),
    ("不予处理", &["的"], Key::Line(&["3.3.5."], Firm::Sure)),
    ("其他处理", &["的"], Key::Line(&["3.3.6."], Firm::Sure)),
    ("同意公开", &["的"], Key::Line(&["3.3.1"], Firm::Likely)),
    ("属于国家秘密", NONE, Key::Line(&["3.3.3.1"], Firm::Sure)),
    (
        "法律行政法规禁止公开",
        NONE,
        Key::Line(&["3.3.3.2"], Firm::Sure),
    ),
    (
        "危及三安全一稳定",
        NONE,
        Key::Line(&["3.3.3.3"], Firm::Sure),
    ),
    ("三安全一稳定", NONE, Key::Line(&["3.3.3.3"], Firm::Sure)),
    (
        "保护第三方合法权益",
        NONE,
        Key::Line(&["3.3.3.4"], Firm::Sure),
    ),
    (
        "三类内部事务信息",
        NONE,
        Key::Line(&["3.3.3.5"], Firm::Sure),
    ),
    ("四类过程性信息", NONE, Key::Line(&["3.3.3.6"], Firm::Sure)),
    (
        "属于行政执法案卷",
        NONE,
        Key::Line(&["3.3.3.7"], Firm::Sure),
    ),
    ("行政执法案卷", NONE, Key::Line(&["3.3.3.7"], Firm::Sure)),
    (
        "属于行政查询事项",
        NONE,
        Key::Line(&["3.3.3.8"], Firm::Sure),
    ),
    (
        "本机关不掌握相关政府信息",
        NONE,
        Key::Line(&["3.3.4.1"], Firm::Sure),
    ),
    ("本机关不掌握", NONE, Key::Line(&["3.3.4.1"], Firm::Sure)),
    (
        "不掌握相关政府信息",
        NONE,
        Key::Line(&["3.3.4.1"], Firm::Sure),
    ),
    ("不掌握相关信息", NONE, Key::Line(&["3.3.4.1"], Firm::Sure)),
    ("不掌握", &["的"], Key::Line(&["3.3.4.1"], Firm::Sure)),
    ("信息不存在", NONE, Key::Line(&["3.3.4.1"], Firm::Loose)),
    (
        "没有现成信息需要另行制作",
        NONE,
        Key::Line(&["3.3.4.2"], Firm::Sure),
    ),
    ("没有现成信息", NONE, Key::Line(&["3.3.4.2"], Firm::Sure)),
    (
        "补正后申请内容仍不明确",
        NONE,
        Key::Line(&["3.3.4.3"], Firm::Sure),
    ),
    (
        "信访举报投诉类申请",
        NONE,
        Key::Line(&["3.3.5.1"], Firm::Sure),
    ),
    ("重复申请", NONE, Key::Line(&["3.3.5.2"], Firm::Sure)),
    (
        "要求提供公开出版物",
        NONE,
        Key::Line(&["3.3.5.3"], Firm::Sure),
    ),
    (
        "无正当理由大量反复申请",
        NONE,
        Key::Line(&["3.3.5.4"], Firm::Sure),
    ),
    (
        "要求行政机关确认或重新出具已获取信息",
        NONE,
        Key::Line(&["3.3.5.5"], Firm::Sure),
    ),
    ("逾期不补正", NONE, Key::Line(&["3.3.6.1"], Firm::Sure)),
    (
        "无正当理由逾期不补正",
        NONE,
        Key::Line(&["3.3.6.1"], Firm::Sure),
    ),
    (
        "申请人无正当理由逾期不补正",
        NONE,
        Key::Line(&["3.3.6.1"], Firm::Sure),
    ),
    ("逾期不缴费", NONE, Key::Line(&["3.3.6.2"], Firm::Sure)),
    ("逾期未缴费", NONE, Key::Line(&["3.3.6.2"], Firm::Sure)),
    (
        "逾期未按收费通知要求缴纳费用",
        NONE,
        Key::Line(&["3.3.6.2"], Firm::Sure),
    ),
    ("自然人", NONE, Key::Class(&["自然人"], Firm::Sure)),
    ("公民", NONE, Key::Class(&["自然人"], Firm::Sure)),
    ("公民个人", NONE, Key::Class(&["自然人"], Firm::Sure)),
    (
        "个人",
        &["隐私", "信息", "事项", "所得", "住房", "办"],
        Key::Class(&["自然人"], Firm::Loose),
    ),
    ("企业申请", NONE, Key::Class(&["商业企业"], Firm::Likely)),
    ("法人", NONE, Key::Class(BODIES, Firm::Loose)),
    ("其他组织", NONE, Key::Class(BODIES, Firm::Loose)),
    ("非法人组织", NONE, Key::Class(BODIES, Firm::Loose)),
    ("法人或其他组织", NONE, Key::Class(BODIES, Firm::Sure)),
    ("法人或者其他组织", NONE, Key::Class(BODIES, Firm::Sure)),
    ("法人和其他组织", NONE, Key::Class(BODIES, Firm::Sure)),
    ("法人及其他组织", NONE, Key::Class(BODIES, Firm::Sure)),
    ("法人、其他组织", NONE, Key::Class(BODIES, Firm::Sure)),
    ("商业企业", NONE, Key::Class(&["商业企业"], Firm::Sure)),
    ("科研机构", NONE, Key::Class(&["科研机构"], Firm::Sure)),
    (
        "社会公益组织",
        NONE,
        Key::Class(&["社会公益组织"], Firm::Sure),
    ),
    (
        "法律服务机构",
        NONE,
        Key::Class(&["法律服务机构"], Firm::Sure),
    ),
    ("行政复议", OTHER_REVIEW, Key::Path(&["行政复议"])),
    ("行政诉讼", &["法"], Key::Path(SUITS)),
    ("行政复议申请", NONE, Key::Path(&["行政复议"])),
    ("复议申请", NONE, Key::Path(&["行政复议"])),
    ("复议", OTHER_REVIEW, Key::Path(&["行政复议"])),
    ("诉讼", &["法"], Key::Path(SUITS)),
    ("未经复议直接起诉", NONE, Key::Path(&["未经复议直接起诉"])),
    ("直接起诉", NONE, Key::Path(&["未经复议直接起诉"])),
    ("复议后起诉", NONE, Key::Path(&["复议后起诉"])),
    ("结果维持", NONE, Key::Verdict("结果维持")),
    ("维持", NONE, Key::Verdict("结果维持")),
    ("结果纠正", NONE, Key::Verdict("结果纠正")),
    ("纠正", NONE, Key::Verdict("结果纠正")),
    ("纠错", &["率"], Key::Verdict("结果纠正")),
    ("被改变", NONE, Key::Lost(&["行政复议"])),
    ("其他结果", NONE, Key::Verdict("其他结果")),
    ("尚未审结", NONE, Key::Verdict("尚未审结")),
    ("未审结", NONE, Key::Verdict("尚未审结")),
    ("尚在审理", NONE, Key::Verdict("尚未审结")),
    ("规章", &["制度"], Key::Document("规章")),
    (
        "规范性文件",
        &["库", "清理", "合法性", "备案", "审查"],
        Key::Document("行政规范性文件"),
    ),
    ("制发", NONE, Key::Change("本年制发件数", Firm::Sure)),
    ("制定", NONE, Key::Change("本年制发件数", Firm::Likely)),
    ("制定发布", NONE, Key::Change("本年制发件数", Firm::Likely)),
    ("制定出台", NONE, Key::Change("本年制发件数", Firm::Likely)),
    ("制定印发", NONE, Key::Change("本年制发件数", Firm::Likely)),
    ("新制定", NONE, Key::Change("本年制发件数", Firm::Likely)),
    ("新发布", NONE, Key::Change("本年制发件数", Firm::Likely)),
    ("新出台", NONE, Key::Change("本年制发件数", Firm::Likely)),
    ("制修订", NONE, Key::Change("本年制发件数", Firm::Likely)),
    ("印发", NONE, Key::Change("本年制发件数", Firm::Likely)),
    ("出台", NONE, Key::Change("本年制发件数", Firm::Likely)),
    ("清理废止", NONE, Key::Change("本年废止件数", Firm::Likely)),
    ("继续有效", NONE, Key::Change("现行有效件数", Firm::Likely)),
    ("废止", NONE, Key::Change("本年废止件数", Firm::Sure)),
    ("现行有效", NONE, Key::Change("现行有效件数", Firm::Sure)),
    ("行政许可", NONE, Key::Decision("行政许可")),
    ("行政处罚", NONE, Key::Decision("行政处罚")),
    ("行政强制", NONE, Key::Decision("行政强制")),
    ("处理决定", NONE, Key::Decided(false)),
    ("处理决定数量", NONE, Key::Decided(true)),
    ("决定", NONE, Key::Decided(false)),
    ("行政事业性收费", &["项目", "目录", "清单"], Key::Fee),
    ("公示", NONE, Key::Aside),
    ("公布", NONE, Key::Aside),
    ("发布", NONE, Key::Aside),
    ("主动公开", NONE, Key::Aside),
    ("事项", NONE, Key::Aside),
    ("审查", NONE, Key::Aside),
    ("备案", NONE, Key::Aside),
    ("解读", NONE, Key::Aside),
    ("信息处理费", NONE, Key::Aside),
    ("信访", &["举报"], Key::Aside),
    ("复议机关", NONE, Key::Aside),
    ("答复意见", NONE, Key::Aside),
    ("败诉", NONE, Key::Lost(SUITS)),
    ("败诉率", NONE, Key::Aside),
    ("应诉", NONE, Key::Aside),
    ("修订", NONE, Key::Aside),
    ("修改", NONE, Key::Aside),
];

/// 法人或其他组织.
const BODIES: &[&str] = &[
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
];

/// 行政诉讼, before and after review.
pub(super) const SUITS: &[&str] = &["未经复议直接起诉", "复议后起诉"];

/// What makes of 行政复议 something else than a case.
const OTHER_REVIEW: &[&str] = &["机关", "机构", "法", "条例", "委员", "体制", "后"];

/// Words of a sentence that speaks of matters of the tables.
pub(super) const MATTERS: &[&str] = &[
    "公开申请",
    "依申请",
    "行政复议",
    "行政诉讼",
    "起诉",
    "规范性文件",
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政事业性收费",
    "予以公开",
    "部分公开",
    "不予公开",
    "无法提供",
    "不予处理",
    "其他处理",
    "不存在",
    "不掌握",
    "不属于政府信息",
    "其他途径",
];

/// Results that offices tell and the form does not have; its lines count them where each thinks fit.
pub(super) const OTHER_RESULTS: &[&str] = &[
    "非本机关",
    "非本单位",
    "非本部门",
    "非我局",
    "不属于本机关",
    "不属于本单位",
    "不属于本部门",
    "不存在",
    "其他途径",
    "不属于政府信息",
    "非政府信息",
    "便民答复",
];

/// A part of the year, or several years: their numbers are not the year's.
pub(super) const OTHER_TIMES: &[&str] = &[
    "上半年",
    "下半年",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "季度",
    "近年",
    "近两年",
    "近三年",
    "近五年",
    "历年",
    "往年",
    "三年来",
    "五年来",
    "两年来",
    "五年",
    "当月",
    "截至目前",
    "下一步",
    "明年",
    "力争",
];

/// Matters that are counted in the same words as requests: received, settled.
pub(super) const OTHER_MATTERS: &[&str] = &[
    "热线",
    "工单",
    "诉求",
    "留言",
    "建议",
    "提案",
    "投诉件",
    "投诉举报",
    "投诉",
    "举报",
    "咨询",
    "来电",
    "来信",
    "申诉",
    "信件",
    "公文",
    "制发政府信息",
    "案卷",
    "督办",
    "行政许可申请",
    "许可申请",
    "审批申请",
    "登记申请",
    "救助申请",
    "补贴申请",
    "仲裁申请",
    "听证申请",
    "赔偿申请",
    "业务申请",
    "办事申请",
    "资格申请",
    "行政审批",
    "政务服务",
    "依申请类政务服务",
    "依申请类事项",
    "依申请政务服务",
    "依申请事项",
    "依申请类",
    "服务事项",
];
