//! A roll-up is proved by the reports that it added up.

use std::collections::BTreeMap;
use std::sync::Arc;

use gknb::Origin;
use gknb::audit::{HandedSum, Proof, prove_sum};
use gknb::rollup;
use gknb::write::{json, publishable, xlsx};

use super::split::tree;
use super::{AGENCY, Folder, page, simple};
use crate::maker::origin;
use crate::tamper;

const PAPER: &str = "示例市人民政府2024年汇总底稿.xlsx";
const TABLES: &str = "示例市人民政府2024年政府信息公开统计表.xlsx";
const JSON: &str = "示例市人民政府2024年政府信息公开统计表.json";

/// A folder rolled up, with what was handed over.
struct Sum {
    folder: Folder,
    report: BTreeMap<String, Vec<u8>>,
}

impl Sum {
    fn of(folder: Folder) -> Self {
        let rolled = Arc::new(folder.rolled());
        let statement = rolled.statement();
        let tables = publishable::workbook(&statement, rollup::overview(&rolled));
        let paper = rollup::document(&rolled, &|_| None);
        assert_eq!(rolled.agency, AGENCY);
        let mut report = BTreeMap::new();
        report.insert(PAPER.to_owned(), xlsx::bytes(&paper).unwrap());
        if rolled.publishable() {
            report.insert(TABLES.to_owned(), xlsx::bytes(&tables).unwrap());
            report.insert(JSON.to_owned(), json::stated(&statement).into_bytes());
        }
        Sum { folder, report }
    }

    fn tamper(&mut self, file: &str, change: impl Fn(&[u8]) -> Vec<u8>) {
        let bytes = self.report.get_mut(file).expect("a file of the report");
        *bytes = change(bytes);
    }

    /// The unit that a line of a sheet is of.
    fn unit_at(&self, sheet: &str, line: u32) -> String {
        let range = calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(std::io::Cursor::new(
            self.report[PAPER].clone(),
        ));
        let range = calamine::Reader::worksheet_range(&mut range.unwrap(), sheet).unwrap();
        let cell = range.get_value((line - 1, 0)).expect("a unit");
        cell.to_string().trim().to_owned()
    }

    fn prove(&self) -> Proof {
        let origins = |files: &BTreeMap<String, Vec<u8>>| -> Vec<Origin> {
            files
                .iter()
                .map(|(name, bytes)| origin(name, bytes))
                .collect()
        };
        let beside = origins(&self.report);
        let handed = HandedSum {
            paper: beside.iter().find(|o| o.file == PAPER).unwrap(),
            beside: &beside,
            reports: &origins(&self.folder.reports),
            papers: &origins(&self.folder.papers),
        };
        prove_sum(&handed).unwrap_or_else(|e| panic!("{e}"))
    }

    fn faults(&self) -> Vec<(&'static str, String)> {
        let checks = self.prove().checks;
        let all = checks.iter().flat_map(|check| {
            let faults = check.faults.iter();
            faults.map(|f| (check.key, format!("{} {}", f.place(), f.message)))
        });
        all.collect()
    }

    #[track_caller]
    fn assert_named(&self, check: &str, parts: &[&str]) {
        let faults = self.faults();
        let named =
            |(key, text): &(&str, String)| *key == check && parts.iter().all(|p| text.contains(p));
        assert!(faults.iter().any(named), "{check} {parts:?}: {faults:#?}");
    }
}

#[test]
fn a_roll_up_three_deep_is_proved() {
    let mut folder = tree(9).0;
    folder
        .papers
        .insert("甲县/核对底稿.xlsx".to_owned(), b"a paper".to_vec());
    let sum = Sum::of(folder);
    assert_eq!(sum.faults(), []);
    let held: Vec<usize> = sum.prove().checks.iter().map(|c| c.held).collect();
    assert!(held.iter().all(|h| *h > 0), "{held:?}");
}

#[test]
fn pages_contained_reports_and_reports_with_errors_that_count_are_proved() {
    let mut folder = Folder {
        include_faulty: true,
        ..Folder::default()
    };
    folder.put("教育局/年报.xlsx", simple("示例市教育局", 20));
    folder.put(
        "甲县/年报.xlsx",
        super::scoped(
            "甲县",
            gknb::settings::Scope::Whole,
            &super::simple_slots(9),
        ),
    );
    folder.put("甲县/民政局/年报.xlsx", simple("甲县民政局", 4));
    let title = "示例市水利局2024年政府信息公开工作年度报告";
    folder.put(
        "水利局/年报.html",
        page(title, &[("3.1/自然人", "3"), ("3.4/自然人", "若干")]),
    );
    let sum = Sum::of(folder);
    let faults = sum.faults();
    // the equations are broken by the report with errors, and the paper shows it
    let other = faults
        .iter()
        .filter(|f| f.0 != "identities" && !f.1.contains("没有这个文件"));
    assert_eq!(other.count(), 0, "{faults:#?}");
}

#[test]
fn reports_that_were_changed_went_or_came_are_named() {
    let mut sum = Sum::of(tree(4).0);
    let file = "示例0局/报告.xlsx";
    let other = sum.folder.reports["甲县/示例1局/报告.xlsx"].clone();
    let first = sum
        .folder
        .reports
        .insert(file.to_owned(), other.clone())
        .unwrap();
    sum.assert_named("sources", &["凭据", file, "已改动"]);
    sum.assert_named("sums", &["计入的 4 份报告合计"]);
    sum.assert_named("units", &["各单位三", file]);
    sum.folder.reports.remove(file);
    sum.assert_named("sources", &["文件夹里没有 示例0局/报告.xlsx"]);
    sum.folder.put(file, first);
    assert_eq!(sum.faults(), []);
    sum.folder.put("新局/报告.xlsx", other);
    sum.assert_named("sources", &["新局/报告.xlsx", "汇总以后增加"]);
}

#[test]
fn figures_changed_in_what_was_handed_over_are_named() {
    let mut sum = Sum::of(tree(4).0);
    sum.tamper(PAPER, |b| tamper::cell(b, "表三", "D6", "7777"));
    sum.assert_named("sums", &["表三!D6", "3.1/自然人：表上是 7777"]);
    sum.assert_named("tables", &[TABLES, "3.1/自然人"]);
    let mut sum = Sum::of(tree(4).0);
    sum.tamper(PAPER, |b| tamper::cell(b, "各单位三", "C7", "7777"));
    sum.assert_named(
        "units",
        &[
            "各单位三!C7",
            "示例2局：这里是 7777，它的报告 甲县/乙镇/示例2局/报告.xlsx 是",
        ],
    );
    sum.assert_named("units", &["各单位三!C5", "合计是"]);
    let mut sum = Sum::of(tree(4).0);
    sum.tamper(TABLES, |b| tamper::cell(b, "三、依申请公开", "D6", "7777"));
    sum.assert_named("tables", &["3.1/自然人：统计表是 7777"]);
    sum.assert_named("formulas", &["3.1/总计"]);
    let mut sum = Sum::of(tree(4).0);
    sum.tamper(PAPER, |b| tamper::without_row(b, "各单位二", 8));
    sum.assert_named("units", &["各单位二", "第 2 行应是"]);
    let mut sum = Sum::of(tree(4).0);
    let changed = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        text.replacen("\"3.1/自然人\": ", "\"3.1/自然人\": 9", 1)
            .into_bytes()
    };
    sum.tamper(JSON, changed);
    sum.assert_named("json", &[JSON, "3.1/自然人"]);
}

#[test]
fn what_is_said_beside_the_figures_of_a_roll_up_is_held() {
    let sum = || Sum::of(tree(9).0);
    let other = "填报单位：别的市　年度：2020年　统计范围：本机关";
    for (check, file, sheet, cell, value) in [
        ("said", TABLES, "三、依申请公开", "A2", other),
        ("said", TABLES, "一、总体情况数据", "A2", other),
        ("said", PAPER, "表三", "A2", other),
        ("said", PAPER, "各单位三", "A2", other),
        ("said", PAPER, "报送情况", "A2", other),
        ("units", PAPER, "各单位二", "C4", "现行有效件数"),
        ("units", PAPER, "各单位三", "D4", "（一）予以公开"),
        ("units", PAPER, "各单位四", "C3", "行政诉讼—复议后起诉"),
        ("standings", PAPER, "各单位二", "B7", "未计入"),
        ("standings", PAPER, "各单位三", "B5", "计入 1 份"),
        ("standings", PAPER, "凭据", "B5", "没有"),
        ("overview", TABLES, "一、总体情况数据", "B4", "99"),
        ("overview", TABLES, "一、总体情况数据", "B5", "99"),
        ("overview", TABLES, "一、总体情况数据", "B8", "99"),
    ] {
        let mut sum = sum();
        sum.tamper(file, |b| tamper::cell(b, sheet, cell, value));
        sum.assert_named(check, &[file, sheet, value]);
    }
    let mut sum = sum();
    sum.tamper(JSON, |b| {
        let text = String::from_utf8(b.to_vec()).unwrap();
        text.replace("\"scope\": \"汇总\"", "\"scope\": \"本机关\"")
            .into_bytes()
    });
    sum.assert_named("json", &["统计范围写的是 本机关"]);
}

#[test]
fn a_column_a_name_and_a_title_that_were_changed_are_named() {
    let heads = |sum: &mut Sum, sheet: &str, cell: &str, value: &str| {
        sum.tamper(PAPER, |b| tamper::cell(b, sheet, cell, value));
    };
    // a column whose name is gone is not held; so its name must be there
    let mut sum = Sum::of(tree(4).0);
    heads(&mut sum, "各单位三", "C6", "备注");
    sum.assert_named("units", &["各单位三", "「指标格」一行里没有 3.1/总计"]);
    let mut sum = Sum::of(tree(4).0);
    let unit = sum.unit_at("各单位三", 8);
    heads(
        &mut sum,
        "各单位三",
        "A8",
        &format!("{unit}直属医院管理中心"),
    );
    sum.assert_named("units", &["各单位三", &format!("第 2 行应是「{unit}」")]);
    let mut sum = Sum::of(tree(4).0);
    let (one, other) = (sum.unit_at("凭据", 5), sum.unit_at("凭据", 6));
    heads(&mut sum, "凭据", "A5", &other);
    heads(&mut sum, "凭据", "A6", &one);
    sum.assert_named("standings", &["凭据!5", &format!("单位写的是「{other}」")]);
    let mut sum = Sum::of(tree(4).0);
    sum.tamper(TABLES, |b| tamper::cell(b, "二、主动公开", "A1", "示例市"));
    sum.assert_named("closed", &["二、主动公开!A1", "标题是「示例市」"]);
    sum.tamper(TABLES, |b| {
        tamper::added_row(b, "一、总体情况数据", 30, "张三")
    });
    sum.assert_named("closed", &["一、总体情况数据!B30", "多出的内容"]);
}
