//! The ledgers of an office: their columns from A, how each is filled in, the words that it takes.

use super::{Blank, Column, Fill, Need, Sheet};
use crate::entry::{Applicant, Category, Decision, Document, Outcome, Path, Verdict};

/// The blank ledgers, one workbook a kind.
pub fn blanks() -> Vec<Blank> {
    vec![applications(), publications(), disputes()]
}

fn column(heading: &'static str, width: u16, need: Need, fill: Fill, hint: &'static str) -> Column {
    Column {
        heading,
        need,
        fill,
        hint,
        width,
    }
}

fn words<const N: usize>(words: [&str; N]) -> Fill {
    Fill::OneOf(words.map(str::to_owned).into())
}

fn remark() -> Column {
    column("备注", 20, Need::Free, Fill::Text, "不参加统计。")
}

fn sheet(name: &'static str, columns: Vec<Column>) -> Sheet {
    Sheet {
        name,
        columns,
        rows: Vec::new(),
    }
}

fn applications() -> Blank {
    use Need::{Always, Free, Then};
    let classes = Applicant::ALL.map(|class| class.word().to_owned());
    let pending = ["办理中", "补正中", "延期办理"].map(str::to_owned);
    let results = Outcome::all()
        .map(|outcome| outcome.word().to_owned())
        .chain(pending)
        .collect();
    let columns = vec![
        column(
            "申请编号",
            20,
            Always,
            Fill::Text,
            "一件申请一个编号，各季度不变；同一编号的几行认作一件申请。",
        ),
        column(
            "收到日期",
            13,
            Always,
            Fill::Date,
            "当面提交的当日；邮寄的，签收之日；网络、传真的，双方确认之日（条例第三十一条）。",
        ),
        column(
            "申请人",
            16,
            Free,
            Fill::Text,
            "姓名或单位名称；不会写进统计表。",
        ),
        column(
            "申请人类型",
            15,
            Always,
            Fill::OneOf(classes.into()),
            "自然人，或者法人、其他组织的五类之一。",
        ),
        column("申请内容", 40, Free, Fill::Text, "不会写进统计表。"),
        column(
            "申请方式",
            13,
            Free,
            Fill::Offered(&["网络申请", "当面申请", "信函申请", "传真申请"]),
            "可以填下拉列表以外的方式。",
        ),
        column(
            "补正日期",
            13,
            Then,
            Fill::Date,
            "收到补正材料之日，期限从这一天重新计算（条例第三十条）；没有补正的不填。",
        ),
        column(
            "是否延期",
            10,
            Then,
            words(["是", "否"]),
            "经负责人同意延长答复期限的填“是”。",
        ),
        column(
            "答复日期",
            13,
            Then,
            Fill::Date,
            "办结以后填；没有办结的空着。",
        ),
        column(
            "办理结果",
            44,
            Then,
            Fill::OneOf(results),
            "办结以后从下拉列表选；没有办结的空着，或填办理中、补正中、延期办理。一件只有一个结果，区分处理的填部分公开。",
        ),
        remark(),
    ];
    Blank {
        file: "依申请公开台账.xlsx",
        sheets: vec![sheet("依申请公开台账", columns)],
    }
}

const CHANNELS: &[&str] = &["政府网站", "政务新媒体", "政府公报", "新闻发布会", "公告栏"];

fn publications() -> Blank {
    Blank {
        file: "主动公开台账.xlsx",
        sheets: vec![documents(), decisions(), charges(), others()],
    }
}

fn documents() -> Sheet {
    use Need::{Always, Free, Then};
    let documents = [Document::Regulation, Document::NormativeDocument];
    let documents = documents.map(|d| Category::Document(d).word());
    let columns = vec![
        column(
            "类别",
            17,
            Always,
            words(documents),
            "规章，或者行政规范性文件。",
        ),
        column("标题", 44, Always, Fill::Text, "文件的全称。"),
        column(
            "文号",
            22,
            Always,
            Fill::Text,
            "发文字号；同一文号的几行认作一件。",
        ),
        column(
            "成文日期",
            13,
            Always,
            Fill::Date,
            "决定是哪一年制发的。历年制发、仍然有效的文件也要登记，才能算出现行有效件数。",
        ),
        column("公开日期", 13, Free, Fill::Date, "在网站等处公开之日。"),
        column(
            "废止日期",
            13,
            Then,
            Fill::Date,
            "已经废止、失效的填，否则空着。",
        ),
        column(
            "有效性",
            11,
            Free,
            words(["有效", "已废止", "已修改", "尚未生效"]),
            "填“已废止”的要填废止日期。",
        ),
        column(
            "公开渠道",
            14,
            Free,
            Fill::Offered(CHANNELS),
            "可以填下拉列表以外的渠道。",
        ),
        remark(),
    ];
    sheet("规章和规范性文件", columns)
}

fn decisions() -> Sheet {
    use Need::{Always, Free};
    let decisions = [Decision::Licence, Decision::Penalty, Decision::Coercion];
    let decisions = decisions.map(|d| Category::Decision(d).word());
    let columns = vec![
        column(
            "类别",
            13,
            Always,
            words(decisions),
            "行政许可、行政处罚或行政强制。",
        ),
        column("决定书文号", 24, Free, Fill::Text, "一行登记一件时填。"),
        column("事项名称", 36, Free, Fill::Text, "不会写进统计表。"),
        column(
            "决定日期",
            13,
            Always,
            Fill::Date,
            "作出决定之日；不论公开与否都要登记。",
        ),
        column(
            "件数",
            9,
            Free,
            Fill::Count,
            "一行代表几件；空着就是 1 件。扣押的物品、采伐的株数等不填在这里。",
        ),
        remark(),
    ];
    sheet("行政处理决定", columns)
}

fn charges() -> Sheet {
    use Need::{Always, Free};
    let columns = vec![
        column("收费项目", 30, Free, Fill::Text, "行政事业性收费的项目。"),
        column(
            "收费日期",
            13,
            Always,
            Fill::Date,
            "收费或入库之日；按月汇总的填当月任何一天。",
        ),
        column(
            "收费金额（元）",
            18,
            Always,
            Fill::Money,
            "以元为单位的数字，统计表上自动折成万元。",
        ),
        remark(),
    ];
    sheet("行政事业性收费", columns)
}

fn others() -> Sheet {
    use Need::{Always, Free};
    let columns = vec![
        column(
            "信息类别",
            15,
            Always,
            Fill::Offered(&[
                "通知公告",
                "政策解读",
                "工作动态",
                "财政预决算",
                "人事信息",
                "机构职能",
                "规划计划",
            ]),
            "表二不统计的其他信息，只用于总体情况；可以填下拉列表以外的类别。",
        ),
        column("标题", 44, Free, Fill::Text, "不会写进统计表。"),
        column("公开日期", 13, Always, Fill::Date, "在网站等处公开之日。"),
        column(
            "公开渠道",
            14,
            Free,
            Fill::Offered(CHANNELS),
            "可以填下拉列表以外的渠道。",
        ),
        column(
            "数量",
            9,
            Free,
            Fill::Count,
            "一行代表几条；空着就是 1 条。",
        ),
        remark(),
    ];
    sheet("其他主动公开信息", columns)
}

fn disputes() -> Blank {
    use Need::{Always, Then};
    let paths = [Path::Suit, Path::SuitAfterReview].map(Path::word);
    let verdicts = [
        Verdict::Upheld,
        Verdict::Corrected,
        Verdict::Other,
        Verdict::Pending,
    ];
    let columns = vec![
        column(
            "案号",
            28,
            Always,
            Fill::Text,
            "一个案件一个案号；同一案号的几行认作一件。",
        ),
        column(
            "案件类型",
            13,
            Always,
            words([Path::Review.word(), "行政诉讼"]),
            "行政复议，或者行政诉讼。",
        ),
        column(
            "起诉方式",
            20,
            Then,
            words(paths),
            "行政诉讼必填，行政复议空着。",
        ),
        column(
            "受理日期",
            13,
            Always,
            Fill::Date,
            "复议机关受理、法院立案之日。",
        ),
        column(
            "结案日期",
            13,
            Then,
            Fill::Date,
            "审结以后填。作为共同被告的案件由原行政行为机关统计。",
        ),
        column(
            "结果",
            13,
            Then,
            words(verdicts.map(Verdict::word)),
            "维持、驳回填结果维持；撤销、变更、确认违法、责令履行填结果纠正；撤回、终止、调解填其他结果；没有审结的空着，或填尚未审结。",
        ),
        remark(),
    ];
    Blank {
        file: "行政复议诉讼台账.xlsx",
        sheets: vec![sheet("行政复议诉讼台账", columns)],
    }
}
