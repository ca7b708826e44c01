//! 依申请公开台账: applications, in the order of their receipt.

use crate::day::Day;
use crate::random::Random;
use crate::{AGENCY, Cell, Ledger, YEAR};

const HEADINGS: [&str; 12] = [
    "申请编号",
    "收到日期",
    "申请方式",
    "申请人类型",
    "申请人",
    "联系电话",
    "申请内容",
    "所需信息用途",
    "答复日期",
    "办理结果",
    "结果细项",
    "是否延期",
];

/// The classes of applicants, with their other names.
const CLASSES: [(u64, &str); 9] = [
    (400, "自然人"),
    (250, "公民"),
    (140, "商业企业"),
    (60, "企业"),
    (20, "科研机构"),
    (30, "社会公益组织"),
    (50, "法律服务机构"),
    (20, "律师事务所"),
    (30, "其他"),
];

/// Results with their 结果细项; the states of work come by themselves.
const RESULTS: [(u64, (&str, &str)); 20] = [
    (330, ("予以公开", "")),
    (90, ("同意公开", "")),
    (110, ("部分公开", "")),
    (20, ("不予公开", "属于国家秘密")),
    (20, ("不予公开", "危及“三安全一稳定”")),
    (45, ("不予公开", "保护第三方合法权益")),
    (40, ("不予公开", "属于三类内部事务信息")),
    (45, ("不予公开", "属于四类过程性信息")),
    (25, ("不予公开", "属于行政执法案卷")),
    (15, ("不予公开", "属于行政查询事项")),
    (120, ("无法提供", "本机关不掌握相关政府信息")),
    (30, ("无法提供", "没有现成信息需要另行制作")),
    (15, ("无法提供", "补正后申请内容仍不明确")),
    (30, ("不予处理", "信访举报投诉类申请")),
    (20, ("不予处理", "重复申请")),
    (5, ("不予处理", "要求提供公开出版物")),
    (5, ("不予处理", "无正当理由大量反复申请")),
    (10, ("逾期不补正", "")),
    (20, ("撤回", "")),
    (5, ("逾期未缴纳费用", "")),
];

const WAYS: [&str; 5] = ["网络", "信函", "当面", "电子邮件", "传真"];
const PURPOSES: [&str; 6] = [
    "生产、生活需要",
    "科研",
    "维权",
    "了解政策",
    "诉讼举证",
    "其他",
];
const FAMILY: [&str; 24] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "高", "林", "罗", "欧阳", "上官", "诸葛", "司马",
];
const GIVEN: [&str; 32] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明",
    "超", "秀", "霞", "平", "刚", "桂", "英", "华", "玉", "萍", "红", "建", "国", "志", "文", "晓",
];
const TRADES: [&str; 12] = [
    "房地产开发",
    "建筑工程",
    "环保科技",
    "信息技术",
    "物流",
    "商贸",
    "农业发展",
    "医药",
    "置业",
    "能源",
    "文化传媒",
    "机械制造",
];
const PLACES: [&str; 16] = [
    "天元区",
    "芦淞区",
    "荷塘区",
    "石峰区",
    "渌口区",
    "醴陵市",
    "攸县",
    "茶陵县",
    "炎陵县",
    "云龙示范区",
    "高新区",
    "城关镇",
    "三门镇",
    "白马垄街道",
    "黄河北路",
    "湘江东路",
];
const MATTERS: [&str; 12] = [
    "国有土地上房屋征收补偿方案及补偿标准",
    "集体土地征收批复、勘测定界图和安置补助费发放明细",
    "建设工程规划许可证审批材料及附图",
    "环境影响评价报告书批复文件和专家评审意见",
    "老旧小区改造项目立项批复与资金使用情况",
    "棚户区改造项目实施方案、风险评估报告",
    "道路拓宽工程招投标文件及中标通知书",
    "中小学学区划分依据和近三年招生计划",
    "企业安全生产检查记录与行政处罚决定书",
    "城镇职工基本养老保险缴费基数核定依据",
    "公共租赁住房分配结果和轮候名单",
    "河道采砂许可审批文件及监管台账",
];
const DETAILS: [&str; 6] = [
    "的政府信息",
    "，并请提供复印件并加盖公章",
    ", 以及相关会议纪要",
    "的批准文件",
    "，纸质邮寄",
    "等全部材料",
];

/// The rows of one register.
pub struct Applications {
    random: Random,
    /// The first number of the register.
    first: u64,
    rows: u64,
    at: u64,
    from: Day,
    to: Day,
    /// The last day of the export: what is answered later is still pending in it.
    until: Day,
    /// The register of the quarter before, whose pending applications stand first, answered by now.
    before: Option<Box<Applications>>,
    period: &'static str,
    /// A line in quotes now and then, as in text that people type.
    lines: bool,
}

impl Applications {
    /// A register of the whole year.
    pub fn year(seed: u64, rows: u64) -> Applications {
        Applications {
            random: Random::new(seed),
            first: 1,
            rows,
            at: 0,
            from: Day::of(YEAR, 1, 1),
            to: Day::of(YEAR, 12, 31),
            until: Day::of(YEAR, 12, 31),
            before: None,
            period: "全年",
            lines: true,
        }
    }

    /// A register of a quarter, 0 to 3, of `rows` new applications; `before` is the one of the quarter before.
    pub fn quarter(
        seed: u64,
        quarter: i32,
        first: u64,
        rows: u64,
        before: Option<Applications>,
    ) -> Applications {
        let next = quarter * 3 + 4;
        let to = Day::of(YEAR + next / 13, (next - 1) % 12 + 1, 1).plus(-1);
        Applications {
            random: Random::new(seed),
            first,
            rows,
            at: 0,
            from: Day::of(YEAR, quarter * 3 + 1, 1),
            to,
            until: to,
            before: before.map(|mut before| {
                before.until = to;
                Box::new(before)
            }),
            period: ["第一季度", "第二季度", "第三季度", "第四季度"][quarter as usize],
            lines: false,
        }
    }

    fn person(&mut self) -> String {
        let mut name = String::from(self.random.pick(&FAMILY));
        name.push_str(self.random.pick(&GIVEN));
        if self.random.below(3) > 0 {
            name.push_str(self.random.pick(&GIVEN));
        }
        name
    }

    fn body(&mut self, class: &str) -> String {
        let place = self.random.pick(&PLACES);
        let trade = self.random.pick(&TRADES);
        let name = format!("{}{}", self.random.pick(&GIVEN), self.random.pick(&GIVEN));
        match class {
            "商业企业" | "企业" => format!("{place}{name}{trade}有限公司"),
            "科研机构" => format!("{place}{trade}研究院"),
            "社会公益组织" => format!("{place}{name}公益服务中心"),
            "法律服务机构" | "律师事务所" => format!("湖南{name}律师事务所"),
            _ => format!("{place}{name}业主委员会"),
        }
    }

    fn content(&mut self, number: u64) -> String {
        let place = self.random.pick(&PLACES);
        let year = 2008 + self.random.below(14);
        let matter = self.random.pick(&MATTERS);
        let detail = self.random.pick(&DETAILS);
        let mut content = format!("申请公开{place}{year}年第{number}号{matter}{detail}");
        if self.lines {
            match self.random.below(1000) {
                0..10 => content.push_str("（见\"附件\"）"),
                10..12 => content.push_str("\n附：身份证明"),
                _ => {}
            }
        }
        content
    }
}

impl Ledger for Applications {
    fn title(&self) -> String {
        format!("{AGENCY}{YEAR}年{}依申请公开台账", self.period)
    }

    fn line(&self) -> String {
        format!("填报单位：{AGENCY}　　统计期：{YEAR}年{}", self.period)
    }

    fn headings(&self) -> &'static [&'static str] {
        &HEADINGS
    }

    fn sheet(&self) -> &'static str {
        "依申请公开台账"
    }

    fn next(&mut self, row: &mut Vec<Cell>) -> bool {
        while let Some(before) = &mut self.before {
            match before.draw(row) {
                Some(answered) if answered > before.to => return true,
                Some(_) => {}
                None => self.before = None,
            }
        }
        self.draw(row).is_some()
    }
}

impl Applications {
    /// The next application, and the day of its answer.
    fn draw(&mut self, row: &mut Vec<Cell>) -> Option<Day> {
        row.clear();
        if self.at == self.rows {
            return None;
        }
        let number = self.first + self.at;
        let days = i64::from(self.to.0 - self.from.0 + 1);
        let received = self
            .from
            .plus((self.at as i64 * days / self.rows as i64) as i32);
        self.at += 1;

        let class = self.random.weighed(&CLASSES);
        let name = match class {
            "自然人" | "公民" => self.person(),
            _ => self.body(class),
        };
        let way = self.random.pick(&WAYS);
        let phone = format!(
            "1{}{:09}",
            3 + self.random.below(6),
            self.random.below(1_000_000_000)
        );
        let content = self.content(number);
        let purpose = self.random.pick(&PURPOSES);
        // a fortnight of working days: within the limit whatever holidays come between
        let answered = received.plus(3 + self.random.below(18) as i32);
        let (result, detail) = self.random.weighed(&RESULTS);
        let typed = self.random.below(10) == 0;
        let word = |word: &'static str| {
            if word.is_empty() {
                Cell::Blank
            } else {
                Cell::Word(word)
            }
        };

        row.push(Cell::Once(format!("江河依申〔{YEAR}〕{number:07}号")));
        row.push(Cell::Day(received));
        row.push(Cell::Word(way));
        row.push(Cell::Word(class));
        row.push(Cell::Text(name));
        row.push(Cell::Once(phone));
        row.push(Cell::Once(content));
        row.push(Cell::Word(purpose));
        if answered <= self.until {
            row.push(if typed {
                Cell::Text(answered.slashed())
            } else {
                Cell::Day(answered)
            });
            row.push(Cell::Word(result));
            row.push(word(detail));
        } else {
            row.push(Cell::Blank);
            row.push(Cell::Word("办理中"));
            row.push(Cell::Blank);
        }
        row.push(Cell::Word("否"));
        Some(answered)
    }
}
