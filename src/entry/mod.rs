//! 登记条目: table rows → typed entries.

/// 申请人类型: the six columns of table 三, in the form's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicant {
    /// 自然人
    Person,
    /// 商业企业
    Business,
    /// 科研机构
    Research,
    /// 社会公益组织
    Charity,
    /// 法律服务机构
    LawFirm,
    /// 其他
    OtherBody,
}

/// 办理结果: the result lines of table 三, in the form's order. Edition 2019 has one line for the three
/// `Otherwise`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// （一）予以公开
    Granted,
    /// （二）部分公开
    PartlyGranted,
    /// （三）不予公开, items 1–8.
    Denied(u8),
    /// （四）无法提供, items 1–3.
    Unavailable(u8),
    /// （五）不予处理, items 1–5.
    Declined(u8),
    /// （六）其他处理, items 1–3.
    Otherwise(u8),
}

/// What section 二 counts by issue and repeal: 第二十条第（一）项.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Document {
    /// 规章
    Regulation,
    /// 行政规范性文件
    NormativeDocument,
}

/// What section 二 counts by decision: 第二十条第（五）、（六）项.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// 行政许可
    Licence,
    /// 行政处罚
    Penalty,
    /// 行政强制
    Coercion,
}

/// 救济途径: the three blocks of table 四.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// 行政复议
    Review,
    /// 行政诉讼，未经复议直接起诉
    Suit,
    /// 行政诉讼，复议后起诉
    SuitAfterReview,
}

/// 案件结果: the columns of each block of table 四.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// 结果维持
    Upheld,
    /// 结果纠正
    Corrected,
    /// 其他结果
    Other,
    /// 尚未审结
    Pending,
}
