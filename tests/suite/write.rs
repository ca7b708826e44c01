//! What is written, against the form, against itself, and read again.

use std::collections::BTreeMap;
use std::str::FromStr;

use gknb::address::{Address, SourceName, Sources};
use gknb::finding::{Finding, Grade, Place, Rule, Severity};
use gknb::form::{Feed, Form};
use gknb::ledger::{Ledger, RowCount};
use gknb::settings::{Scope, Settings};
use gknb::tally::{Figure, Months, Overview, Tally};
use gknb::write::page::{Content, Document, Role};
use gknb::write::{json, page, publishable, readback, xlsx};
use gknb::{Compilation, Source, SourceSheet};
use rust_decimal::Decimal;
use serde_json::Value;

const SUQIAN: &str = include_str!("../real/2024-suqian-city.json");
const PINGTAN: &str = include_str!("../real/2022-pingtan.json");
const PINGTAN_2020: &str = include_str!("../real/2020-pingtan.json");

/// A published report as a compilation; totals are added up anew.
fn published(text: &str) -> Compilation {
    let report: Value = serde_json::from_str(text).unwrap();
    let year = i16::try_from(report["year"].as_i64().unwrap()).unwrap();
    let form = Form::for_year(year).unwrap();
    let mut given = section_2(&report["table2"]);
    let numbers =
        |v: &Value| -> Vec<Decimal> { v.as_array().unwrap().iter().map(number).collect() };
    let mut in_order: Vec<Decimal> = Vec::new();
    for row in report["table3"]["rows"].as_array().unwrap() {
        in_order.extend(numbers(&row[1]));
    }
    for block in ["复议", "未经复议直接起诉", "复议后起诉"] {
        in_order.extend(numbers(&report["table4"][block]));
    }
    let (_, rest) = form.slots.split_at(given.len());
    assert_eq!(rest.len(), in_order.len());
    for (slot, value) in rest.iter().zip(in_order) {
        given.insert(slot.id.clone(), value);
    }
    compilation(report["agency"].as_str().unwrap(), year, &given)
}

fn section_2(table: &Value) -> BTreeMap<String, Decimal> {
    let mut slots = BTreeMap::new();
    for (line, heads) in table.as_object().unwrap() {
        for (head, value) in heads.as_object().unwrap() {
            let head = head.trim_end_matches("（单位：万元）");
            slots.insert(format!("2.{line}/{head}"), number(value));
        }
    }
    slots
}

fn number(value: &Value) -> Decimal {
    let text = value.to_string();
    Decimal::from_str(text.trim_matches('"').trim_end_matches('元')).unwrap()
}

/// A compilation with these figures; the others are 0, and totals are the sums of their parts.
fn compilation(agency: &str, year: i16, given: &BTreeMap<String, Decimal>) -> Compilation {
    let form = Form::for_year(year).unwrap();
    let mut values: Vec<Decimal> = form
        .slots
        .iter()
        .map(|slot| given.get(&slot.id).copied().unwrap_or_default())
        .collect();
    // Twice: the total of totals is made of totals.
    for _ in 0..2 {
        for (position, slot) in form.slots.iter().enumerate() {
            if let Feed::Sum(parts) = &slot.feed {
                values[position] = parts.iter().map(|&p| values[p]).sum();
            }
        }
    }
    let figures = values.into_iter().map(|value| Figure {
        value,
        ..Figure::default()
    });
    Compilation {
        agency: agency.to_owned(),
        year,
        scope: Scope::Government,
        until: None,
        form,
        tally: Tally {
            figures: figures.collect(),
            overview: Overview::default(),
        },
        rows: RowCount::default(),
        asides: Vec::new(),
        ledger: Ledger::default(),
        tables: Vec::new(),
        previous: None,
        settings: Settings::default(),
        sources: Vec::new(),
        names: Sources::default(),
        findings: Vec::new(),
        units: Vec::new(),
    }
}

/// The largest report at hand, with an overview to match.
fn large() -> Compilation {
    let mut c = published(SUQIAN);
    let each = |by_month: [u64; 12]| Months {
        by_month,
        untold: 0,
    };
    let months = |n: u64| each([n, 40, 97, 88, 103, 120, 91, 77, 130, 64, 99, 181]);
    c.tally.overview = Overview {
        channels: vec![
            ("门户网站".to_owned(), months(1162)),
            ("微信公众号「宿迁发布」".to_owned(), months(51)),
            ("=政务新媒体".to_owned(), months(0)),
            (
                "未注明渠道".to_owned(),
                Months {
                    untold: 7,
                    ..each([0; 12])
                },
            ),
        ],
        ways: vec![
            ("网络申请".to_owned(), months(260)),
            ("当面申请".to_owned(), each([0; 12])),
            ("邮寄".to_owned(), each([3; 12])),
        ],
        answered: (3521, 52_817),
    };
    c
}

fn written(c: &Compilation) -> (Document, Vec<u8>) {
    let document = publishable::document(c);
    let bytes = xlsx::bytes(&document).unwrap();
    (document, bytes)
}

fn text_of(content: &Content) -> String {
    match content {
        Content::Text(text) => text.clone(),
        Content::Number(value) | Content::Sum(_, value) => value.to_string(),
        Content::Day(_) | Content::Formula(..) => panic!("no such cell is published"),
    }
}

#[test]
fn every_number_and_label_that_was_written_reads_back() {
    for c in [
        large(),
        published(PINGTAN),
        published(PINGTAN_2020),
        compilation("某局", 2021, &BTreeMap::new()),
    ] {
        let (document, bytes) = written(&c);
        assert_eq!(
            readback::differences(&bytes, &document, &c),
            Vec::<String>::new()
        );
        let report = readback::read(&bytes).unwrap();
        assert_eq!(report.edition, c.form.edition);
        assert_eq!(report.heading.agency, c.agency);
        assert_eq!(report.heading.scope, Scope::Government);
        assert_eq!(report.slots.len(), c.form.slots.len());
        for (slot, figure) in c.form.slots.iter().zip(&c.tally.figures) {
            assert_eq!(report.slots[&slot.id], figure.value, "{}", slot.id);
        }
    }
}

#[test]
fn published_figures_come_out_as_they_were_published() {
    let report = readback::read(&written(&large()).1).unwrap();
    for (id, value) in [
        ("2.行政许可/本年处理决定数量", "1573179"),
        ("2.行政处罚/本年处理决定数量", "2676474"),
        ("2.行政事业性收费/本年收费金额", "72701.2578"),
        ("3.1/总计", "3525"),
        ("3.3.7/总计", "3521"),
        ("3.4/自然人", "118"),
        ("4.复议后起诉/总计", "52"),
    ] {
        assert_eq!(report.slots[id].to_string(), value, "{id}");
    }
    let report = readback::read(&written(&published(PINGTAN_2020)).1).unwrap();
    assert_eq!(report.slots["2.行政处罚/本年增/减"], Decimal::from(-18));
    assert_eq!(
        report.slots["2.政府集中采购/采购总金额"].to_string(),
        "73802895.9"
    );
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    assert_eq!(written(&large()).1, written(&large()).1);
}

#[test]
fn a_changed_cell_a_changed_figure_and_a_broken_file_are_differences() {
    let c = large();
    let (document, bytes) = written(&c);

    let mut other = large();
    other.tally.figures[c.form.slot("3.1/自然人").unwrap()].value += Decimal::ONE;
    let differences = readback::differences(&bytes, &document, &other);
    assert_eq!(differences, ["3.1/自然人：应为 3441，写出后读回为 3440"]);

    let mut other = publishable::document(&c);
    other.pages[1].rows[6].cells[0].content = Content::Text("＝".to_owned());
    let differences = readback::differences(&bytes, &other, &c);
    assert_eq!(
        differences,
        ["三、依申请公开!A7：应为「＝」，读回为「二、上年结转政府信息公开申请数量」"]
    );

    let mut other = large();
    other.agency = "别的单位".to_owned();
    assert_eq!(readback::differences(&bytes, &document, &other).len(), 1);
    assert!(!readback::differences(&bytes[..bytes.len() / 2], &document, &c).is_empty());
    assert_eq!(readback::read(b"PK"), None);
}

#[test]
fn an_amount_beyond_what_a_cell_can_hold_is_a_difference_and_not_a_silent_loss() {
    let id = "2.行政事业性收费/本年收费金额".to_owned();
    let value = Decimal::from_str("12345678901234.567891").unwrap();
    let c = compilation("某局", 2022, &BTreeMap::from([(id.clone(), value)]));
    let (document, bytes) = written(&c);
    let differences = readback::differences(&bytes, &document, &c);
    assert!(
        differences.iter().any(|d| d.starts_with(&id)),
        "{differences:?}"
    );
    // what programs write behind the last digit that they hold is none
    let value = Decimal::from_str("0.76923076923076927").unwrap();
    let c = compilation("某局", 2022, &BTreeMap::from([(id, value)]));
    let (document, bytes) = written(&c);
    assert_eq!(readback::differences(&bytes, &document, &c), [""; 0]);
}

#[test]
fn sheets_grids_and_merges_are_those_of_the_form_from_a3_down() {
    for c in [large(), published(PINGTAN_2020)] {
        let document = publishable::document(&c);
        let names: Vec<&str> = document.pages.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "二、主动公开",
                "三、依申请公开",
                "四、复议诉讼",
                "一、总体情况数据"
            ]
        );
        for (table, page) in c.form.tables.iter().zip(&document.pages) {
            assert_eq!(text_of(&page.rows[0].cells[0].content), table.title);
            assert_eq!(page.rows[0].cells[0].colspan, table.columns);
            assert_eq!(page.rows[1].cells[0].colspan, table.columns);
            assert_eq!(page.columns.len(), usize::from(table.columns));
            assert_eq!(page.rows.len(), table.rows.len() + 2);
            for (row, expected) in page.rows[2..].iter().zip(&table.rows) {
                for (cell, expected) in row.cells.iter().zip(expected) {
                    assert_eq!(
                        (cell.rowspan, cell.colspan),
                        (expected.rowspan, expected.colspan)
                    );
                    match expected.slot {
                        Some(slot) => assert_eq!(
                            text_of(&cell.content),
                            c.tally.figures[slot].value.normalize().to_string()
                        ),
                        None => assert_eq!(text_of(&cell.content), expected.text),
                    }
                    assert!(cell.role.bordered());
                }
                assert_eq!(row.cells.len(), expected.len());
            }
        }
    }
}

#[test]
fn totals_are_formulas_over_the_cells_they_add() {
    let c = large();
    let document = publishable::document(&c);
    let formula = |page: usize, row: u32, column: u16| {
        let row = &document.pages[page].rows[row as usize - 1];
        let cell = row.cells.iter().find(|cell| cell.column == column).unwrap();
        match &cell.content {
            Content::Sum(areas, _) => areas.clone(),
            other => panic!("{other:?}"),
        }
    };
    let area = |first: (u32, u16), last: (u32, u16)| {
        vec![page::Area {
            first: (first.0 - 1, first.1),
            last: (last.0 - 1, last.1),
        }]
    };
    // J6 = SUM(D6:I6), D29 = SUM(D8:D28), J29 = SUM(J8:J28).
    assert_eq!(formula(1, 6, 9), area((6, 3), (6, 8)));
    assert_eq!(formula(1, 29, 3), area((8, 3), (28, 3)));
    assert_eq!(formula(1, 29, 9), area((8, 9), (28, 9)));
    // E6, J6 and O6 of table 四.
    assert_eq!(formula(2, 6, 4), area((6, 0), (6, 3)));
    assert_eq!(formula(2, 6, 14), area((6, 10), (6, 13)));
}

#[test]
fn a_half_year_says_its_day_on_every_sheet() {
    let mut c = large();
    c.until = Some(jiff::civil::date(2024, 6, 30));
    let (document, bytes) = written(&c);
    for page in &document.pages {
        let heading = text_of(&page.rows[1].cells[0].content);
        assert!(heading.contains("截至：2024年6月30日"), "{heading}");
    }
    assert_eq!(
        readback::differences(&bytes, &document, &c),
        Vec::<String>::new()
    );
    assert_eq!(readback::read(&bytes).unwrap().heading.until, c.until);
}

#[test]
fn a_workbook_saved_again_by_another_program_still_reads() {
    let report = readback::read(include_bytes!("../write/resaved-by-libreoffice.xlsx")).unwrap();
    let heading = &report.heading;
    assert_eq!(
        heading.agency,
        "株洲市人民政府国有资产监督管理委员会（市国资委）"
    );
    assert_eq!(heading.year, 2024);
    assert_eq!(heading.until, Some(jiff::civil::date(2024, 6, 30)));
    let c = large();
    for (slot, figure) in c.form.slots.iter().zip(&c.tally.figures) {
        assert_eq!(report.slots[&slot.id], figure.value, "{}", slot.id);
    }
}

#[test]
fn a_heading_reads_back_whatever_the_agency_is_called() {
    for agency in [
        "某市　年度：局",
        "=1+1",
        "　",
        "（市国资委）",
        "统计范围：本机关",
    ] {
        let heading = publishable::Heading {
            agency: agency.to_owned(),
            year: 2022,
            scope: Scope::Whole,
            until: None,
            unit: "件、万元".to_owned(),
        };
        assert_eq!(publishable::Heading::parse(&heading.show()), Some(heading));
    }
    assert_eq!(publishable::Heading::parse("单位：件"), None);
}

#[test]
fn an_empty_overview_has_a_line_that_says_so_and_no_average() {
    let c = compilation("某局", 2022, &BTreeMap::new());
    let document = publishable::document(&c);
    let page = &document.pages[3];
    let texts: Vec<String> = page
        .rows
        .iter()
        .map(|row| text_of(&row.cells[0].content))
        .collect();
    assert_eq!(texts.iter().filter(|t| *t == "（无记录）").count(), 2);
    let cells = page.rows.iter().flat_map(|row| &row.cells);
    assert!(
        cells
            .clone()
            .any(|cell| cell.content == Content::Text("—".to_owned()))
    );
    assert!(
        cells
            .clone()
            .all(|cell| cell.role != Role::Figure || text_of(&cell.content).len() < 4)
    );
}

#[test]
fn the_average_is_exact_to_one_decimal() {
    for (answered, days, average) in [
        (3, 1, "0.3"),
        (4, 1, "0.3"),
        (8, 2, "0.3"),
        (3, 60, "20.0"),
        (7, 100, "14.3"),
    ] {
        let mut c = compilation("某局", 2022, &BTreeMap::new());
        c.tally.overview.answered = (answered, days);
        let document = publishable::document(&c);
        let row = document.pages[3].rows.iter().rev().nth(1).unwrap();
        assert_eq!(
            text_of(&row.cells[3].content),
            average,
            "{days} / {answered}"
        );
    }
}

#[test]
fn file_names_hold_nothing_that_windows_forbids() {
    let mut c = compilation("某市<国资委>/办公室: \"甲|乙\"?*", 2022, &BTreeMap::new());
    assert_eq!(
        gknb::write::tables_name(&c),
        "某市_国资委__办公室_ _甲_乙___2022年政府信息公开统计表"
    );
    c.agency = "长".repeat(300);
    assert!(gknb::write::working_paper_name(&c).len() < 240);
}

const RULE: Rule = Rule {
    code: "E103",
    severity: Severity::Error,
    title: "日期无法识别",
    checks: "",
    basis: "",
    grade: Grade::Data,
    example: "",
    remedy: "按 2022-06-01 填写",
};

fn with_findings() -> Compilation {
    let mut c = published(PINGTAN);
    c.names = Sources {
        files: vec![
            SourceName {
                file: "一季度/申请.xlsx".to_owned(),
                sheets: vec![Some("台账".to_owned())],
            },
            SourceName {
                file: "二季度.csv".to_owned(),
                sheets: vec![None],
            },
        ],
    };
    c.sources = vec![Source {
        file: "一季度/申请.xlsx".to_owned(),
        size: 9000,
        sha256: "ab".repeat(32),
        kind: None,
        decoding: None,
        sheets: vec![SourceSheet {
            name: Some("台账".to_owned()),
            ledger: Some(gknb::column::Kind::Applications),
            period: Some("2022Q1".to_owned()),
            rows: 12,
        }],
    }];
    c.rows = RowCount {
        read: 31,
        counted: 20,
        merged: 6,
        excluded: BTreeMap::from([("合计行".to_owned(), 2), ("不在报告年度".to_owned(), 3)]),
        faulty: 0,
    };
    static E103: Rule = RULE;
    let address = |file, column| Address {
        file,
        sheet: 0,
        row: 7,
        column,
    };
    c.findings = [
        Place::Cell(address(0, Some(3))),
        Place::Cell(address(1, None)),
        Place::Sheet(0, 0),
        Place::File(1),
        Place::Slot("3.1/自然人".to_owned()),
        Place::Setting("[[figure]] 3".to_owned()),
        Place::Run,
    ]
    .into_iter()
    .map(|place| Finding::new(&E103, place, "日期不对"))
    .collect();
    c.findings[0] = c.findings[0]
        .clone()
        .value("2022.13.1")
        .related(Place::Cell(address(1, Some(0))), "同一申请");
    c
}

#[test]
fn the_full_json_has_figures_rows_sources_and_findings() {
    let json: Value = serde_json::from_str(&json::full(&with_findings())).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["edition"], "2021");
    assert_eq!(json["scope"], "本级政府");
    assert_eq!(json["publishable"], false);
    assert_eq!(json["rows"]["excluded"]["不在报告年度"], 3);
    assert_eq!(json["sources"][0]["sheets"][0]["ledger"], "applications");
    let at: Vec<String> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["at"].to_string())
        .collect();
    assert_eq!(
        at,
        [
            r#"{"cell":"D7","file":"一季度/申请.xlsx","sheet":"台账"}"#,
            r#"{"cell":"A7","file":"二季度.csv","sheet":null}"#,
            r#"{"cell":null,"file":"一季度/申请.xlsx","sheet":"台账"}"#,
            r#"{"cell":null,"file":"二季度.csv","sheet":null}"#,
            r#"{"slot":"3.1/自然人"}"#,
            r#"{"file":"gknb.toml","setting":"[[figure]] 3"}"#,
            r#"{"cell":null,"file":null,"sheet":null}"#,
        ]
    );
    let finding = &json["findings"][0];
    assert_eq!(finding["code"], "E103");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["value"], "2022.13.1");
    assert_eq!(finding["help"], "按 2022-06-01 填写");
    assert_eq!(finding["related"][0]["at"]["cell"], "A7");
    assert_eq!(finding["related"][0]["message"], "同一申请");
    assert_eq!(json["findings"][1]["value"], Value::Null);
}

#[test]
fn the_published_json_holds_nothing_internal() {
    let text = json::publishable(&with_findings());
    let json: Value = serde_json::from_str(&text).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "agency",
            "edition",
            "publishable",
            "scope",
            "slots",
            "version",
            "year"
        ]
    );
    assert!(!text.contains("申请.xlsx"));
}

#[test]
fn json_keys_and_slots_office_the_contracts_order_and_numbers_are_exact() {
    let c = large();
    let text = json::full(&c);
    let mut last = 0;
    for key in [
        "version",
        "agency",
        "year",
        "edition",
        "scope",
        "publishable",
        "slots",
        "rows",
        "sources",
        "findings",
    ] {
        let here = text
            .find(&format!("\n  \"{key}\""))
            .unwrap_or_else(|| panic!("{key}"));
        assert!(here > last, "{key}");
        last = here;
    }
    let slots: Vec<&str> = text
        .lines()
        .filter_map(|line| {
            line.strip_prefix("    \"")?
                .split_once("\": ")
                .map(|(id, _)| id)
        })
        .filter(|id| id.contains('/'))
        .collect();
    let expected: Vec<&str> = c.form.slots.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(slots, expected);
    assert!(text.contains("\"2.行政事业性收费/本年收费金额\": 72701.2578,"));
    for (written, expected) in [
        ("96171.60", "96171.6"),
        ("-0.00", "0"),
        ("100", "100"),
        ("4166.241619", "4166.241619"),
    ] {
        assert_eq!(
            json::decimal(Decimal::from_str(written).unwrap()).to_string(),
            expected
        );
    }
}

/// No test: `cargo test write_samples_to_look_at -- --ignored` writes workbooks to look at under `target/tmp`.
#[test]
#[ignore = "tests nothing: writes files to look at"]
fn write_samples_to_look_at() {
    let mut half_year = large();
    half_year.until = Some(jiff::civil::date(2024, 6, 30));
    half_year.agency = "株洲市人民政府国有资产监督管理委员会（市国资委）".to_owned();
    for (name, c) in [
        ("large", large()),
        ("edition-2019", published(PINGTAN_2020)),
        ("empty", compilation("某局", 2022, &BTreeMap::new())),
        ("half-year", half_year),
    ] {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.xlsx"));
        std::fs::write(path, written(&c).1).unwrap();
    }
}
