//! What offices call things, by grade. The maker's own copy, written from the description of real
//! ledgers and not from the code that reads them.

use super::random::Random;

/// Words of one meaning.
pub(crate) struct Words {
    /// Mean this and nothing else.
    pub(crate) sure: &'static [&'static str],
    /// The usual reading; a warning.
    pub(crate) assumed: &'static [&'static str],
}

impl Words {
    /// One of them; an assumed one only when allowed.
    pub(crate) fn draw(&self, random: &mut Random, assumed: bool) -> &'static str {
        if assumed && !self.assumed.is_empty() && random.chance(40) {
            random.pick(self.assumed)
        } else {
            random.pick(self.sure)
        }
    }
}

/// The six classes of applicant, in the form's order.
pub(crate) const CLASSES: [&str; 6] = [
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
];

/// What the classes are called.
pub(crate) const CLASS_WORDS: [Words; 6] = [
    Words {
        sure: &["自然人", "公民", "个人", "公民个人"],
        assumed: &[],
    },
    Words {
        sure: &["商业企业", "企业", "公司", "企业法人"],
        assumed: &["个体工商户"],
    },
    Words {
        sure: &["科研机构", "科研", "科研院所", "高校及科研机构"],
        assumed: &["高等院校"],
    },
    Words {
        sure: &["社会公益组织", "公益组织"],
        assumed: &["社会组织", "社会团体", "基金会"],
    },
    Words {
        sure: &["法律服务机构", "法律服务", "律师事务所", "律所"],
        assumed: &[],
    },
    Words {
        sure: &["其他", "其他组织", "法人或其他组织（其他）"],
        assumed: &["机关事业单位", "村（居）民委员会"],
    },
];

/// One result line of table 三.
pub(crate) struct Line {
    /// Its number in the form of 2021.
    pub(crate) id: &'static str,
    /// The main result that a 结果细项 goes with; none when the line is a main result itself.
    pub(crate) main: Option<&'static str>,
    /// What it is called.
    pub(crate) words: Words,
}

const fn line(
    id: &'static str,
    main: Option<&'static str>,
    sure: &'static [&'static str],
    assumed: &'static [&'static str],
) -> Line {
    Line {
        id,
        main,
        words: Words { sure, assumed },
    }
}

const DENIED: Option<&str> = Some("不予公开");
const UNAVAILABLE: Option<&str> = Some("无法提供");
const DECLINED: Option<&str> = Some("不予处理");
const OTHERWISE: Option<&str> = Some("其他处理");

/// The result lines of table 三, in the form's order.
pub(crate) const LINES: [Line; 21] = [
    line(
        "3.3.1",
        None,
        &[
            "予以公开",
            "同意公开",
            "公开",
            "全部公开",
            "予以全部公开",
            "（一）予以公开",
        ],
        &[
            "已主动公开",
            "主动公开",
            "依申请公开",
            "党政混合信息公开",
            "涉及商业秘密、个人隐私公开",
            "告知获取方式和途径",
        ],
    ),
    line(
        "3.3.2",
        None,
        &[
            "部分公开",
            "同意部分公开",
            "予以部分公开",
            "区分处理",
            "（二）部分公开",
        ],
        &["予以公开；不予公开"],
    ),
    line(
        "3.3.3.1",
        DENIED,
        &[
            "属于国家秘密",
            "国家秘密",
            "国家秘密不予公开",
            "1.属于国家秘密",
        ],
        &[],
    ),
    line(
        "3.3.3.2",
        DENIED,
        &[
            "其他法律行政法规禁止公开",
            "法律行政法规禁止公开",
            "法律、行政法规禁止公开",
            "2.其他法律行政法规禁止公开",
        ],
        &["法律法规规定的其他情形"],
    ),
    line(
        "3.3.3.3",
        DENIED,
        &[
            "危及“三安全一稳定”",
            "三安全一稳定",
            "三安全一稳定不予公开",
            "3.危及“三安全一稳定”",
        ],
        &[],
    ),
    line(
        "3.3.3.4",
        DENIED,
        &[
            "保护第三方合法权益",
            "第三方合法权益",
            "商业秘密",
            "个人隐私",
            "商业秘密不予公开",
            "个人隐私不予公开",
        ],
        &[],
    ),
    line(
        "3.3.3.5",
        DENIED,
        &[
            "属于三类内部事务信息",
            "三类内部事务信息",
            "内部事务信息",
            "5.属于三类内部事务信息",
        ],
        &["内部管理信息"],
    ),
    line(
        "3.3.3.6",
        DENIED,
        &[
            "属于四类过程性信息",
            "四类过程性信息",
            "过程性信息",
            "6.属于四类过程性信息",
        ],
        &[],
    ),
    line(
        "3.3.3.7",
        DENIED,
        &["属于行政执法案卷", "行政执法案卷", "行政执法案卷信息"],
        &["查阅案卷函告"],
    ),
    line(
        "3.3.3.8",
        DENIED,
        &["属于行政查询事项", "行政查询事项", "8．属于行政查询事项"],
        &["房地产登记事项", "不动产登记查询", "特定领域信息函告"],
    ),
    line(
        "3.3.4.1",
        UNAVAILABLE,
        &[
            "本机关不掌握相关政府信息",
            "不掌握相关政府信息",
            "不掌握",
            "非本机关掌握",
            "非本部门掌握",
        ],
        &[
            "信息不存在",
            "政府信息不存在",
            "申请信息不存在",
            "不属于本机关公开职责权限范围",
            "非本机关公开职权范围",
            "非本单位公开信息",
            "告知通过其他途径办理",
        ],
    ),
    line(
        "3.3.4.2",
        UNAVAILABLE,
        &[
            "没有现成信息需要另行制作",
            "没有现成信息",
            "需要另行制作",
            "需加工分析",
        ],
        &[],
    ),
    line(
        "3.3.4.3",
        UNAVAILABLE,
        &["补正后申请内容仍不明确", "补正后仍不明确"],
        &["申请内容不明确", "申请信息不明确"],
    ),
    line(
        "3.3.5.1",
        DECLINED,
        &[
            "信访举报投诉类申请",
            "信访举报投诉类",
            "信访",
            "信访事项",
            "信访信息函告",
        ],
        &["咨询函告", "非申请（咨询）"],
    ),
    line(
        "3.3.5.2",
        DECLINED,
        &["重复申请", "重复申请不予答复处理", "重复申请不予重复处理"],
        &["多次重复申请不作处理"],
    ),
    line(
        "3.3.5.3",
        DECLINED,
        &["要求提供公开出版物", "公开出版物"],
        &[],
    ),
    line(
        "3.3.5.4",
        DECLINED,
        &["无正当理由大量反复申请", "大量反复申请"],
        &[],
    ),
    line(
        "3.3.5.5",
        DECLINED,
        &[
            "要求行政机关确认或重新出具已获取信息",
            "要求确认或重新出具已获取信息",
            "重新出具",
        ],
        &[],
    ),
    line(
        "3.3.6.1",
        OTHERWISE,
        &[
            "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "逾期不补正",
            "无正当理由逾期不补正",
            "未补正视为自动放弃",
        ],
        &[],
    ),
    line(
        "3.3.6.2",
        OTHERWISE,
        &[
            "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "逾期未缴费",
            "逾期不缴费",
            "逾期未缴纳费用",
        ],
        &[],
    ),
    line(
        "3.3.6.3",
        OTHERWISE,
        &[
            "撤回",
            "申请人撤回",
            "撤回申请",
            "主动撤回",
            "申请人主动撤销",
            "申请人放弃申请",
            "申请人主动放弃申请",
        ],
        &["无效申请"],
    ),
];

/// Words that only one office has for the classes; its settings say what they mean.
pub(crate) const OWN_CLASSES: [&str; 6] =
    ["甲类人", "乙类人", "丙类人", "丁类人", "戊类人", "己类人"];

/// Words that only one office has for the result lines.
pub(crate) const OWN_LINES: [&str; 21] = [
    "结案口径甲",
    "结案口径乙",
    "结案口径丙",
    "结案口径丁",
    "结案口径戊",
    "结案口径己",
    "结案口径庚",
    "结案口径辛",
    "结案口径壬",
    "结案口径癸",
    "结案口径子",
    "结案口径丑",
    "结案口径寅",
    "结案口径卯",
    "结案口径辰",
    "结案口径巳",
    "结案口径午",
    "结案口径未",
    "结案口径申",
    "结案口径酉",
    "结案口径戌",
];

/// A heading that only one office has, for 收到日期.
pub(crate) const OWN_RECEIVED: &str = "来件登记日";

/// Where the work stands: the application is pending.
pub(crate) const STATES: &[&str] = &[
    "尚未办理",
    "未办理",
    "在办",
    "办理中",
    "正在办理",
    "待答复",
    "待办",
    "待补正",
    "待补证",
    "补正中",
    "待征求第三方意见",
    "申请延期",
    "延期办理",
    "延期答复",
    "结转下年",
    "登记回执",
];

/// What stands for nothing.
pub(crate) const BLANKS: &[&str] = &["", "", "", "　", "/", "-", "—", "——", "无", "空", "N/A"];

/// The blocks of table 四 as slots name them.
pub(crate) const PATHS: [&str; 3] = ["行政复议", "未经复议直接起诉", "复议后起诉"];

/// The columns of table 四.
pub(crate) const VERDICTS: [&str; 4] = ["结果维持", "结果纠正", "其他结果", "尚未审结"];

/// What the outcomes of cases are called.
pub(crate) const VERDICT_WORDS: [Words; 4] = [
    Words {
        sure: &["结果维持", "维持", "驳回诉讼请求"],
        assumed: &["驳回上诉维持原判", "驳回", "驳回复议申请", "驳回起诉"],
    },
    Words {
        sure: &[
            "结果纠正",
            "纠正",
            "撤销",
            "部分撤销",
            "变更",
            "确认违法",
            "确认无效",
            "责令履行",
            "责令限期履行",
            "责令重新答复",
        ],
        assumed: &[],
    },
    Words {
        sure: &[
            "其他结果",
            "撤回",
            "终止",
            "撤回复议申请",
            "撤诉",
            "准予撤诉",
            "调解",
        ],
        assumed: &["不予受理", "不予立案", "转送", "其他"],
    },
    Words {
        sure: &[
            "",
            "尚未审结",
            "未审结",
            "审理中",
            "在审",
            "中止",
            "受理",
            "已受理",
            "立案审查",
        ],
        assumed: &[],
    },
];

/// The two kinds of documents: as slots name them, then as ledgers may.
pub(crate) const DOCUMENTS: [&[&str]; 2] = [
    &["规章", "政府规章", "部门规章"],
    &["行政规范性文件", "规范性文件"],
];

/// The three kinds of decisions: as slots name them, then as ledgers may.
pub(crate) const DECISIONS: [&[&str]; 3] = [
    &["行政许可"],
    &["行政处罚"],
    &["行政强制", "行政强制措施", "行政强制执行"],
];

/// Fees as ledgers name them.
pub(crate) const FEES: &[&str] = &["行政事业性收费", "收费"];

/// Publications that no line of table 二 counts.
pub(crate) const ITEMS: &[&str] = &["通知公告", "政策解读", "工作动态", "财政预决算", "人事信息"];

/// Where offices publish.
pub(crate) const CHANNELS: &[&str] = &[
    "门户网站",
    "政务微信",
    "微信公众号",
    "电子显示屏",
    "政府公报",
];

/// Headings by field.
pub(crate) mod headings {
    pub(crate) const NUMBER: &[&str] = &[
        "申请编号",
        "申请号",
        "申请单号",
        "申请编码",
        "编号",
        "登记编号",
        "登记号",
        "受理编号",
        "受理号",
        "查询编号",
        "回执编号",
        "流水号",
    ];
    pub(crate) const RECEIVED: &[&str] = &[
        "收到日期",
        "收到时间",
        "收到申请日期",
        "申请日期",
        "申请时间",
        "提交时间",
        "收件日期",
        "收件时间",
        "登记日期",
        "受理日期",
        "受理时间",
    ];
    pub(crate) const CLASS: &[&str] = &[
        "申请人类型",
        "申请人类别",
        "申请人性质",
        "申请人情况",
        "申请主体",
        "申请主体类型",
        "申请单类型",
    ];
    pub(crate) const ORGANISATION: &[&str] = &[
        "组织类型",
        "组织类别",
        "法人类型",
        "单位性质",
        "法人或其他组织类型",
    ];
    pub(crate) const ANSWERED: &[&str] = &[
        "答复日期",
        "答复时间",
        "办结日期",
        "办结时间",
        "回复日期",
        "回复时间",
        "处理时间",
        "办理日期",
    ];
    pub(crate) const RESULT: &[&str] = &[
        "办理结果",
        "答复结果",
        "处理结果",
        "答复类型",
        "答复方式类型",
        "办理情况",
        "公开情况",
        "答复情况",
        "处理意见",
        "审批结果",
    ];
    pub(crate) const DETAIL: &[&str] = &[
        "不予公开理由",
        "不予公开原因",
        "理由",
        "具体情形",
        "结果细项",
        "适用情形",
        "细项",
        "原因",
    ];
    pub(crate) const EXTENDED: &[&str] = &["是否延期", "延期", "延长答复期限", "是否延长答复期限"];
    pub(crate) const APPLICANT: &[&str] = &["申请人", "申请人姓名", "姓名"];
    pub(crate) const PHONE: &[&str] = &["联系电话", "手机号"];
    pub(crate) const CONTENT: &[&str] = &["申请内容", "所需信息内容描述"];
    pub(crate) const QUANTITY: &[&str] = &["数量", "件数", "办件量"];
    pub(crate) const CATEGORY: &[&str] = &[
        "类别",
        "信息类别",
        "文件类型",
        "类型",
        "公文种类",
        "事项类型",
        "信息内容",
        "决定类型",
    ];
    pub(crate) const TITLE: &[&str] = &[
        "标题",
        "名称",
        "信息名称",
        "文件名称",
        "事项名称",
        "决定名称",
    ];
    pub(crate) const DOCUMENT_NUMBER: &[&str] = &["文号", "发文字号", "发布文号", "文件编号"];
    pub(crate) const DECISION_NUMBER: &[&str] = &["文号", "决定书文号", "统一编号"];
    pub(crate) const ISSUED: &[&str] = &[
        "成文日期",
        "制发日期",
        "发文日期",
        "生成日期",
        "发布日期",
        "公布日期",
    ];
    pub(crate) const PUBLISHED: &[&str] = &["公开日期", "公开时间", "发布时间"];
    pub(crate) const DECIDED: &[&str] = &[
        "决定日期",
        "处理决定日期",
        "许可决定日期",
        "处罚决定日期",
        "作出决定日期",
    ];
    pub(crate) const REPEALED: &[&str] = &["废止日期", "失效日期", "废止（失效）日期"];
    pub(crate) const VALIDITY: &[&str] = &["有效性", "时效", "时效性", "效力状态", "文件有效性"];
    pub(crate) const CHANNEL: &[&str] = &["公开渠道", "发布渠道", "公开方式", "信息来源"];
    pub(crate) const DECISIONS: &[&str] = &["数量", "件数", "办件量", "决定数量", "处理决定数量"];
    pub(crate) const AMOUNT: &[&str] = &["金额", "收费金额", "收入金额", "实收金额"];
    pub(crate) const CHARGED: &[&str] = &["收费日期", "收费时间", "入库日期"];
    pub(crate) const CASE: &[&str] = &[
        "案号",
        "案件号",
        "案件编号",
        "复议案号",
        "复议决定书编号",
        "立案编号",
    ];
    pub(crate) const CASE_KIND: &[&str] = &["案件类型", "案件类别", "类型", "救济途径"];
    pub(crate) const BY_REVIEW: &[&str] = &["是否经过复议", "是否经复议", "是否复议后起诉"];
    pub(crate) const WAY_TO_COURT: &[&str] = &["起诉方式", "诉讼类型"];
    pub(crate) const ACCEPTED: &[&str] = &[
        "受理日期",
        "立案日期",
        "立案时间",
        "收案日期",
        "复议受理日期",
        "起诉日期",
    ];
    pub(crate) const CONCLUDED: &[&str] =
        &["结案日期", "审结日期", "决定日期", "判决日期", "判决时间"];
    pub(crate) const OUTCOME: &[&str] = &[
        "结果",
        "案件结果",
        "审理结果",
        "复议结果",
        "裁判结果",
        "结案方式",
        "判决结果",
    ];
}
