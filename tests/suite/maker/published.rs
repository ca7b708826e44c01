//! A published report's tables, and the slots that its ledgers must compile to.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use super::random::Random;
use super::words::{CLASSES, DECISIONS, DOCUMENTS, LINES, PATHS, VERDICTS};

/// The base figures of one report.
#[derive(Debug, Clone)]
pub(crate) struct Published {
    /// 报送单位.
    pub(crate) agency: String,
    /// The report year.
    pub(crate) year: i16,
    /// Edition 2019 of the form.
    pub(crate) trial: bool,
    /// 二、上年结转, by class.
    pub(crate) carried_in: [u32; 6],
    /// Result lines, by line and class.
    pub(crate) closed: [[u32; 6]; 21],
    /// 四、结转下年度, by class.
    pub(crate) carried_out: [u32; 6],
    /// 规章, 行政规范性文件: 制发, 废止, 现行有效.
    pub(crate) documents: [[u32; 3]; 2],
    /// 行政许可, 行政处罚, 行政强制.
    pub(crate) decisions: [u32; 3],
    /// 行政事业性收费, 万元.
    pub(crate) charged: Decimal,
    /// Table 四 by path and verdict.
    pub(crate) cases: [[u32; 4]; 3],
    /// Edition 2019, table 二: what no ledger gives, by slot.
    pub(crate) by_hand: BTreeMap<String, Decimal>,
}

/// The tables kept in `tests/real`.
pub(crate) const REAL: [(&str, &str); 5] = [
    ("2020-pingtan", include_str!("../../real/2020-pingtan.json")),
    ("2021-pingtan", include_str!("../../real/2021-pingtan.json")),
    ("2022-pingtan", include_str!("../../real/2022-pingtan.json")),
    (
        "2023-huaian-hongze-district",
        include_str!("../../real/2023-huaian-hongze-district.json"),
    ),
    (
        "2024-suqian-city",
        include_str!("../../real/2024-suqian-city.json"),
    ),
];

impl Published {
    /// A report of `tests/real` by its name.
    pub(crate) fn real(name: &str) -> Self {
        let (_, text) = REAL
            .iter()
            .find(|(known, _)| *known == name)
            .expect("a name of tests/real");
        Self::read(text)
    }

    /// From the JSON of a published report.
    ///
    /// Only base figures are taken. Where the office's own totals break the identities (平潭 2020:
    /// results of 自然人 add up to 26, its total says 20), no ledger can give the published table:
    /// 本年新收 is then what the results, the pending and the carried in make it, and the sums are true
    /// sums. An edition-2021 report with （六）其他处理 in one line (洪泽 2023) has it at item 3.
    pub(crate) fn read(text: &str) -> Self {
        let json: Value = serde_json::from_str(text).expect("tests/real holds JSON");
        let trial = json["template"] == "2019";
        let rows: Vec<[u32; 6]> = json["table3"]["rows"]
            .as_array()
            .expect("rows of table 三")
            .iter()
            .map(|row| std::array::from_fn(|class| count(&row[1][class])))
            .collect();
        let results = rows.len() - 4;
        let mut closed = [[0; 6]; 21];
        closed[..18].copy_from_slice(&rows[2..20]);
        if results == 21 {
            closed[18..].copy_from_slice(&rows[20..23]);
        } else {
            closed[20] = rows[20];
        }
        let table2 = &json["table2"];
        let documents = DOCUMENTS.map(|names| {
            ["本年制发件数", "本年废止件数", "现行有效件数"]
                .map(|head| count(&table2[names[0]][head]))
        });
        let decisions = DECISIONS.map(|names| count(&table2[names[0]]["本年处理决定数量"]));
        let charged = exact(&table2["行政事业性收费"]["本年收费金额（单位：万元）"]);
        let cases = ["复议", "未经复议直接起诉", "复议后起诉"]
            .map(|path| std::array::from_fn(|verdict| count(&json["table4"][path][verdict])));
        let mut by_hand = BTreeMap::new();
        if trial {
            for (line, heads) in table2.as_object().expect("table 二") {
                for (head, value) in heads.as_object().expect("a line of table 二") {
                    by_hand.insert(format!("2.{line}/{head}"), exact(value));
                }
            }
        }
        Published {
            agency: json["agency"].as_str().expect("an agency").to_owned(),
            year: i16::try_from(json["year"].as_i64().expect("a year")).expect("a year"),
            trial,
            carried_in: rows[1],
            closed,
            carried_out: rows[rows.len() - 1],
            documents,
            decisions: if trial { [0; 3] } else { decisions },
            charged,
            cases,
            by_hand,
        }
        .feasible()
    }

    /// An invented report in which every line and every class may occur, of about `size` applications.
    pub(crate) fn invented(seed: u64, size: u64) -> Self {
        let mut random = Random::new(seed).fork("published");
        let year = i16::try_from(random.within(2021, 2025)).expect("a year");
        let mut closed = [[0; 6]; 21];
        let mut carried_in = [0; 6];
        let mut carried_out = [0; 6];
        for _ in 0..size {
            let class = if random.chance(40) {
                0
            } else {
                random.index(6)
            };
            if random.chance(8) {
                carried_out[class] += 1;
            } else {
                closed[random.index(21)][class] += 1;
            }
            if random.chance(8) {
                carried_in[class] += 1;
            }
        }
        let mut few = |most: u64| u32::try_from(random.below(most + 1)).expect("small");
        let documents = [0, 1].map(|_| {
            let (issued, repealed, kept) = (few(4), few(4), few(9));
            [issued, repealed, kept + issued]
        });
        let decisions = [few(400), few(90), few(12)];
        let cases = [0, 1, 2].map(|_| [few(3), few(2), few(2), few(2)]);
        let charged = Decimal::new(random.within(0, 9_000_000_000), 6);
        Published {
            agency: "示例市某某局".to_owned(),
            year,
            trial: false,
            carried_in,
            closed,
            carried_out,
            documents,
            decisions,
            charged,
            cases,
            by_hand: BTreeMap::new(),
        }
        .feasible()
    }

    /// No more carried in than there are applications of the class.
    fn feasible(mut self) -> Self {
        for class in 0..6 {
            let all = self.concluded(class) + self.carried_out[class];
            self.carried_in[class] = self.carried_in[class].min(all);
        }
        self
    }

    /// （七）总计 of a class.
    pub(crate) fn concluded(&self, class: usize) -> u32 {
        self.closed.iter().map(|line| line[class]).sum()
    }

    /// 一、本年新收 of a class: what makes the columns balance.
    pub(crate) fn received(&self, class: usize) -> u32 {
        self.concluded(class) + self.carried_out[class] - self.carried_in[class]
    }

    /// Documents in force when the year began.
    pub(crate) fn in_force_before(&self, kind: usize) -> u32 {
        let [issued, repealed, in_force] = self.documents[kind];
        (in_force + repealed)
            .checked_sub(issued)
            .expect("as many documents in force as were issued and not repealed")
    }

    /// Every slot of the edition with its value, totals computed as sums.
    pub(crate) fn expected(&self) -> BTreeMap<String, Decimal> {
        let mut slots = BTreeMap::new();
        if self.trial {
            slots.extend(self.by_hand.clone());
        } else {
            for (names, figures) in DOCUMENTS.iter().zip(self.documents) {
                for (head, value) in ["本年制发件数", "本年废止件数", "现行有效件数"]
                    .iter()
                    .zip(figures)
                {
                    slots.insert(format!("2.{}/{head}", names[0]), value.into());
                }
            }
            for (names, value) in DECISIONS.iter().zip(self.decisions) {
                slots.insert(format!("2.{}/本年处理决定数量", names[0]), value.into());
            }
            slots.insert("2.行政事业性收费/本年收费金额".to_owned(), self.charged);
        }
        let all = |row: [u32; 6]| row.iter().sum::<u32>();
        let mut row = |id: &str, row: [u32; 6]| {
            for (name, value) in CLASSES.iter().zip(row) {
                slots.insert(format!("{id}/{name}"), value.into());
            }
            slots.insert(format!("{id}/总计"), all(row).into());
        };
        row("3.1", std::array::from_fn(|class| self.received(class)));
        row("3.2", self.carried_in);
        let lines = if self.trial { 18 } else { 21 };
        for (line, figures) in LINES.iter().zip(self.closed).take(lines) {
            row(line.id, figures);
        }
        if self.trial {
            let otherwise = |class: usize| self.closed[18..].iter().map(|line| line[class]).sum();
            row("3.3.6", std::array::from_fn(otherwise));
        }
        row("3.3.7", std::array::from_fn(|class| self.concluded(class)));
        row("3.4", self.carried_out);
        for (path, figures) in PATHS.iter().zip(self.cases) {
            for (verdict, value) in VERDICTS.iter().zip(figures) {
                slots.insert(format!("4.{path}/{verdict}"), value.into());
            }
            slots.insert(format!("4.{path}/总计"), figures.iter().sum::<u32>().into());
        }
        slots
    }
}

fn count(value: &Value) -> u32 {
    value
        .as_u64()
        .map_or(0, |number| u32::try_from(number).expect("a count"))
}

/// A number as written; a text of edition 2019 ends with its unit (`73802895.90元`).
fn exact(value: &Value) -> Decimal {
    let text = match value {
        Value::Null => return Decimal::ZERO,
        Value::String(text) => text.trim_end_matches('元').to_owned(),
        other => other.to_string(),
    };
    text.parse::<Decimal>().expect("a decimal").normalize()
}
