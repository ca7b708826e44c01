//! Finished reports: published tables written out as offices publish them, and read back.

mod many;
mod odd;
mod printed;
mod program;
mod prose;
mod spoken;
mod wild;

use std::collections::BTreeMap;

use gknb::finding::{Place, Severity};
use gknb::form::{Edition, Form};
use gknb::verify::report::{Report, connect, read};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::maker::published::REAL;
use wild::{Cell, Sheet};

/// A published report: its tables laid out cell by cell, and its figures by slot.
struct Published {
    agency: String,
    year: i16,
    edition: Edition,
    tables: Vec<Sheet>,
    slots: BTreeMap<String, Option<Decimal>>,
}

fn published(name: &str) -> Published {
    let (_, text) = REAL
        .iter()
        .find(|r| r.0 == name)
        .expect("a name of tests/real");
    let json: Value = serde_json::from_str(text).expect("JSON");
    let edition = Edition::of(json["template"].as_str().expect("an edition")).expect("known");
    let form = Form::of(edition);
    let rows = json["table3"]["rows"].as_array().expect("rows");
    // （六）其他处理 in one line under edition 2021 has the lines of edition 2019
    let lines = Form::of(if rows.len() == 23 {
        Edition::E2019
    } else {
        edition
    });
    let mut figures: BTreeMap<String, String> = BTreeMap::new();
    for (line, heads) in json["table2"].as_object().expect("table 二") {
        for (head, value) in heads.as_object().expect("heads") {
            let head = head.trim_end_matches("（单位：万元）");
            figures.insert(format!("2.{line}/{head}"), shown(value));
        }
    }
    let mut ids: Vec<&str> = Vec::new();
    for slot in lines.slots.iter().filter(|s| s.id.starts_with("3.")) {
        let line = slot.id.split('/').next().expect("a line");
        if ids.last() != Some(&line) {
            ids.push(line);
        }
    }
    assert_eq!(ids.len(), rows.len(), "{name}");
    for (id, row) in ids.iter().zip(rows) {
        for (class, value) in json["table3"]["columns"]
            .as_array()
            .expect("heads")
            .iter()
            .zip(row[1].as_array().expect("figures"))
        {
            figures.insert(
                format!("{id}/{}", class.as_str().expect("a head")),
                shown(value),
            );
        }
    }
    for (key, path) in [
        ("复议", "行政复议"),
        ("未经复议直接起诉", "未经复议直接起诉"),
        ("复议后起诉", "复议后起诉"),
    ] {
        let heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
        for (head, value) in heads
            .iter()
            .zip(json["table4"][key].as_array().expect("figures"))
        {
            figures.insert(format!("4.{path}/{head}"), shown(value));
        }
    }
    let tables = form.tables.iter().map(|table| {
        let form = if table.section == 3 { lines } else { form };
        let table = form
            .tables
            .iter()
            .find(|t| t.section == table.section)
            .expect("all have it");
        Sheet {
            title: table.title.clone(),
            columns: table.columns,
            header_rows: table.header_rows,
            cells: table
                .places()
                .into_iter()
                .map(|(row, column, cell)| Cell {
                    row,
                    column,
                    rowspan: cell.rowspan,
                    colspan: cell.colspan,
                    figure: cell.slot.is_some(),
                    text: match cell.slot {
                        Some(slot) => figures
                            .get(&form.slots[slot].id)
                            .cloned()
                            .unwrap_or_default(),
                        None => cell.text.clone(),
                    },
                })
                .collect(),
        }
    });
    let number = |text: &String| {
        text.trim_end_matches('元')
            .parse::<Decimal>()
            .ok()
            .map(|d| d.normalize())
    };
    Published {
        agency: json["agency"].as_str().expect("an agency").to_owned(),
        year: i16::try_from(json["year"].as_i64().expect("a year")).expect("a year"),
        edition,
        tables: tables.collect(),
        slots: form
            .slots
            .iter()
            .map(|s| (s.id.clone(), figures.get(&s.id).and_then(number)))
            .collect(),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The errors of a report: code and slot.
fn errors(report: &Report) -> Vec<(String, String)> {
    report
        .findings
        .iter()
        .filter(|f| f.rule.severity == Severity::Error)
        .map(|f| {
            let slot = match &f.at {
                Place::Cell(at) => report.slot_at(*at).unwrap_or("?").to_owned(),
                Place::Slot(slot) => slot.clone(),
                other => format!("{other:?}"),
            };
            (f.rule.code.to_owned(), slot)
        })
        .collect()
}

/// What is wrong in them as published.
fn known_errors(name: &str) -> Vec<(String, String)> {
    let known: &[(&str, &str)] = match name {
        "2020-pingtan" => &[("V315", "3.3.7/自然人"), ("V315", "3.3.7/总计")],
        "2023-huaian-hongze-district" => &[
            ("V310", "3.3.6.1/自然人"),
            ("V315", "4.行政复议/总计"),
            ("V315", "4.复议后起诉/总计"),
        ],
        _ => &[],
    };
    let mut known: Vec<(String, String)> = known
        .iter()
        .map(|(code, slot)| ((*code).to_owned(), (*slot).to_owned()))
        .collect();
    known.sort();
    known
}

fn assert_reads(name: &str, form: &str, file: &str, bytes: &[u8]) -> Report {
    let published = published(name);
    let report = read(file, bytes);
    let context = || {
        let shown: Vec<String> = report
            .findings
            .iter()
            .map(|f| format!("{} {:?} {}", f.rule.code, f.at, f.message))
            .collect();
        format!("{name} as {form}:\n{}", shown.join("\n"))
    };
    assert_eq!(report.edition, Some(published.edition), "{}", context());
    assert_eq!(report.year, Some(published.year), "{}", context());
    for (slot, value) in &published.slots {
        assert_eq!(report.slots.get(slot), Some(value), "{slot} {}", context());
    }
    assert_eq!(report.slots.len(), published.slots.len());
    let mut found = errors(&report);
    found.sort();
    assert_eq!(found, known_errors(name), "{}", context());
    report
}

fn each(form: &str, ending: &str, make: impl Fn(&Published) -> Vec<u8>) {
    for (name, _) in REAL {
        let published = published(name);
        let file = format!(
            "{}{}年政府信息公开工作年度报告.{ending}",
            published.agency, published.year
        );
        let bytes = make(&published);
        if let Ok(folder) = std::env::var("GKNB_DUMP") {
            let path = std::path::Path::new(&folder).join(&file);
            std::fs::write(path, &bytes).expect("GKNB_DUMP is a folder");
        }
        assert_reads(name, form, &file, &bytes);
    }
}

fn title(published: &Published) -> String {
    format!(
        "{}{}年政府信息公开工作年度报告",
        published.agency, published.year
    )
}

#[test]
fn real_tables_on_three_sheets_are_read_back() {
    each("xlsx", "xlsx", |p| {
        wild::workbook(&title(p), &p.tables, false)
    });
}

#[test]
fn real_tables_on_one_sheet_with_numbers_as_text_are_read_back() {
    each("xlsx, one sheet", "xlsx", |p| {
        wild::workbook(&title(p), &p.tables, true)
    });
}

#[test]
fn real_tables_in_a_word_document_are_read_back() {
    each("docx", "docx", |p| wild::word(&title(p), &p.tables, false));
    each("docx, page break", "docx", |p| {
        wild::word(&title(p), &p.tables, true)
    });
}

#[test]
fn real_tables_in_text_boxes_are_read_back_once() {
    each("docx, text boxes", "docx", |p| {
        wild::boxed(&title(p), &p.tables, "")
    });
}

#[test]
fn real_tables_in_a_web_page_are_read_back() {
    each("html", "html", |p| {
        wild::page(&title(p), &p.tables, false).into_bytes()
    });
    each("html, GBK", "htm", |p| {
        encoding_rs::GBK
            .encode(&wild::page(&title(p), &p.tables, true))
            .0
            .into_owned()
    });
}

#[test]
fn real_tables_in_markdown_are_read_back() {
    each("md, spans blank", "md", |p| {
        wild::markdown(&title(p), &p.tables, false).into_bytes()
    });
    each("md, spans repeated", "md", |p| {
        wild::markdown(&title(p), &p.tables, true).into_bytes()
    });
}

#[test]
fn real_tables_between_bars_without_a_rule_are_read_back() {
    each("md, each cell once", "md", |p| {
        wild::bars(&title(p), &p.tables, true).into_bytes()
    });
    each("md, each cell once, no bars at the ends", "md", |p| {
        wild::bars(&title(p), &p.tables, false).into_bytes()
    });
}

#[test]
fn what_gknb_wrote_is_read_back() {
    for (name, _) in REAL {
        let published = crate::maker::published::Published::real(name);
        let bytes = crate::maker::previous::workbook(&published);
        let report = read("统计表.xlsx", &bytes);
        let expected = published.expected();
        for (slot, value) in &expected {
            assert_eq!(
                report.slots.get(slot),
                Some(&Some(value.normalize())),
                "{name} {slot}"
            );
        }
        assert_eq!(report.agency.as_deref(), Some(published.agency.as_str()));
        assert_eq!(errors(&report), [], "{name} {:#?}", report.findings);
    }
}

#[test]
fn consecutive_years_are_held_against_each_other() {
    let of = |name: &str, change: Option<(&str, &str)>| {
        let mut published = published(name);
        if let Some((slot, value)) = change {
            let form = Form::of(published.edition);
            let at = form.slot(slot).expect("a slot");
            let place = form.tables[1]
                .places()
                .into_iter()
                .find(|p| p.2.slot == Some(at))
                .expect("its cell");
            let cell = published.tables[1]
                .cells
                .iter_mut()
                .find(|c| (c.row, c.column) == (place.0, place.1));
            cell.expect("its cell").text = value.to_owned();
        }
        read(
            "a.docx",
            &wild::word(&title(&published), &published.tables, false),
        )
    };
    let before = of("2021-pingtan", None);
    let mut now = of("2022-pingtan", None);
    connect(&mut now, &before);
    assert_eq!(errors(&now), [], "{:#?}", now.findings);
    let mut now = of("2022-pingtan", Some(("3.2/自然人", "2")));
    connect(&mut now, &before);
    let found = errors(&now);
    assert!(
        found.contains(&("V316".into(), "3.2/自然人".into())),
        "{found:?}"
    );
}
