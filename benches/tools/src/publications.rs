//! 主动公开台账: decisions, fees, documents and news, in the order of their publication.

use crate::day::Day;
use crate::random::Random;
use crate::{AGENCY, Cell, Ledger, YEAR};

const HEADINGS: [&str; 12] = [
    "序号",
    "类别",
    "标题",
    "文号",
    "成文日期",
    "决定日期",
    "公开日期",
    "公开渠道",
    "承办单位",
    "数量",
    "金额（元）",
    "收费日期",
];

/// What the rows are of.
const CLASSES: [(u64, &str); 8] = [
    (500, "行政许可"),
    (180, "行政处罚"),
    (40, "行政强制"),
    (100, "行政事业性收费"),
    (1, "行政规范性文件"),
    (80, "通知公告"),
    (60, "工作动态"),
    (39, "政策解读"),
];

const CHANNELS: [(u64, &str); 4] = [
    (700, "政府网站"),
    (200, "政务微信公众号"),
    (60, "政府公报"),
    (40, "政务服务大厅电子屏"),
];

const OFFICES: [&str; 10] = [
    "市市场监督管理局",
    "市自然资源和规划局",
    "市住房和城乡建设局",
    "市生态环境局",
    "市交通运输局",
    "市城市管理和综合执法局",
    "市卫生健康委员会",
    "市公安局",
    "市农业农村局",
    "市文化旅游广电体育局",
];

/// The rows of one register.
pub struct Publications {
    random: Random,
    rows: u64,
    at: u64,
}

impl Publications {
    /// A register of the whole year.
    pub fn year(seed: u64, rows: u64) -> Publications {
        Publications {
            random: Random::new(seed),
            rows,
            at: 0,
        }
    }
}

fn title(class: &str, number: u64) -> String {
    match class {
        "行政许可" => format!("关于准予第{number}号道路运输经营许可申请的行政许可决定"),
        "行政处罚" => format!("第{number}号市场主体未按规定公示信息案行政处罚决定"),
        "行政强制" => format!("第{number}号违法占道经营物品扣押决定"),
        "行政事业性收费" => format!("第{number}号不动产登记费收缴"),
        "行政规范性文件" => format!("江河市第{number}号城市公共停车场管理暂行办法"),
        "通知公告" => format!("关于第{number}批拟公示事项的通知公告"),
        "工作动态" => format!("市政府召开第{number}次专题工作推进会议"),
        _ => format!("一图读懂第{number}号优化营商环境若干措施"),
    }
}

impl Ledger for Publications {
    fn title(&self) -> String {
        format!("{AGENCY}{YEAR}年全年主动公开台账")
    }

    fn line(&self) -> String {
        format!("填报单位：{AGENCY}　　统计期：{YEAR}年全年")
    }

    fn headings(&self) -> &'static [&'static str] {
        &HEADINGS
    }

    fn sheet(&self) -> &'static str {
        "主动公开台账"
    }

    fn next(&mut self, row: &mut Vec<Cell>) -> bool {
        row.clear();
        if self.at == self.rows {
            return false;
        }
        let number = self.at + 1;
        let day = Day::of(YEAR, 1, 1).plus((self.at as i64 * 365 / self.rows as i64) as i32);
        self.at += 1;

        let class = self.random.weighed(&CLASSES);
        let channel = self.random.weighed(&CHANNELS);
        let office = self.random.pick(&OFFICES);
        let cents = 50_000 + self.random.below(200_000);
        let older = self.random.below(8) as i32;

        row.push(Cell::Number(number.to_string()));
        row.push(Cell::Word(class));
        row.push(Cell::Once(title(class, number)));
        match class {
            "行政规范性文件" => {
                // most documents in force are of earlier years
                let (_, month, of_month) = day.parts();
                let issued = Day::of(YEAR - older, month, of_month.min(28));
                row.push(Cell::Once(format!("江政发〔{}〕{number}号", YEAR - older)));
                row.push(Cell::Day(issued));
                row.push(Cell::Blank);
            }
            "行政许可" | "行政处罚" | "行政强制" => {
                row.push(Cell::Once(format!("江决字〔{YEAR}〕第{number:07}号")));
                row.push(Cell::Blank);
                row.push(Cell::Day(day));
            }
            _ => {
                row.push(Cell::Blank);
                row.push(Cell::Blank);
                row.push(Cell::Blank);
            }
        }
        row.push(Cell::Day(day));
        row.push(Cell::Word(channel));
        row.push(Cell::Word(office));
        row.push(Cell::Number("1".to_owned()));
        if class == "行政事业性收费" {
            row.push(Cell::Number(format!("{}.{:02}", cents / 100, cents % 100)));
            row.push(Cell::Day(day));
        } else {
            row.push(Cell::Blank);
            row.push(Cell::Blank);
        }
        true
    }
}
