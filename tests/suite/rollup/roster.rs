//! 单位名录: in every form, and everything that can be wrong with it.

use gknb::rollup::{Rollup, Standing};
use rust_xlsxwriter::Workbook;

use super::{Folder, codes, fates, simple, value};

const TEXT: &str = "单位名录（2024年）,,,,\n单位,上级单位,曾用名,统计范围,报告文件\n\
    示例市人民政府,,,,市本级.xlsx\n教育局,示例市人民政府,,,\n卫健委,示例市人民政府,卫生局、计生局,,\n\
    示例县,示例市人民政府,,,\n示例县教育局,示例县,,,县教育/报告.xlsx\n筹备办,示例市人民政府,,,不报送\n";

fn folder() -> Folder {
    let mut folder = Folder::default();
    folder.put("市本级.xlsx", simple("示例市人民政府办公室", 1));
    folder.put("散/年报3.xlsx", simple("示例市教育局", 20));
    folder.put("卫健委/报告.xlsx", simple("卫健委", 300));
    folder.put("示例县.xlsx", simple("示例县人民政府", 4000));
    folder.put("县教育/报告.xlsx", simple("县教育系统", 50000));
    folder
}

fn with(folder: &Folder, name: &str, bytes: Vec<u8>) -> Rollup {
    let mut folder = folder.clone();
    folder.roster = Some((name.to_owned(), bytes));
    folder.rolled()
}

fn text(folder: &Folder, text: &str) -> Rollup {
    with(folder, "单位名录.csv", text.as_bytes().to_vec())
}

fn received(rollup: &Rollup) -> i64 {
    value(rollup, "3.1/自然人").try_into().expect("a count")
}

#[test]
fn a_roster_is_read_in_every_form() {
    let gbk = encoding_rs::GBK.encode(TEXT).0.into_owned();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0u32..).zip(TEXT.lines()) {
        for (column, cell) in (0u16..).zip(line.split(',')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    let xlsx = workbook.save_to_buffer().unwrap();
    for (name, bytes) in [
        ("单位名录.csv", TEXT.as_bytes().to_vec()),
        ("单位名录.csv", gbk),
        ("单位名录.xlsx", xlsx),
    ] {
        let rolled = with(&folder(), name, bytes);
        assert_eq!(received(&rolled), 54321, "{name} {:#?}", rolled.findings);
        let paths: Vec<&str> = rolled.units.iter().map(|u| u.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "示例市人民政府",
                "教育局",
                "卫健委",
                "示例县",
                "示例县/示例县教育局",
                "筹备办"
            ]
        );
        // 县教育系统 is no name of its unit; 筹备办 hands in none
        assert_eq!(
            codes(&rolled),
            ["R210", "R227", "R401"],
            "{:#?}",
            rolled.findings
        );
        assert!(rolled.publishable());
    }
}

#[test]
fn a_unit_without_a_report_and_a_report_without_a_unit_are_told() {
    let mut folder = folder();
    folder.reports.remove("散/年报3.xlsx");
    folder.put("档案馆.xlsx", simple("示例市档案馆", 7));
    let rolled = text(&folder, TEXT);
    assert!(codes(&rolled).contains(&"R201"));
    assert!(codes(&rolled).contains(&"R212"));
    assert_eq!(fates(&rolled)["档案馆.xlsx"], "not_on_roster");
    assert_eq!(received(&rolled), 54301);
    let missing = rolled
        .findings
        .iter()
        .find(|f| f.rule.code == "R201")
        .unwrap();
    let place = gknb::write::show::place(&missing.at, &rolled.names, None);
    assert_eq!(place, "单位名录.csv!A4");
}

#[test]
fn former_names_lead_to_their_unit() {
    let mut folder = folder();
    folder.reports.remove("卫健委/报告.xlsx");
    folder.put("a/b.xlsx", simple("卫生局", 300));
    let rolled = text(&folder, TEXT);
    assert_eq!(received(&rolled), 54321);
    assert!(codes(&rolled).contains(&"R218"), "{:#?}", rolled.findings);
    // merged of two: each has handed in its own
    folder.put("a/c.xlsx", simple("计生局", 600));
    let rolled = text(&folder, TEXT);
    assert_eq!(received(&rolled), 54921);
    assert!(codes(&rolled).contains(&"R219"));
    // the new one has handed in one for all
    folder.put("a/d.xlsx", simple("卫健委", 900));
    let rolled = text(&folder, TEXT);
    assert_eq!(received(&rolled), 54921);
    assert_eq!(fates(&rolled)["a/b.xlsx"], "merged");
}

#[test]
fn the_file_that_the_roster_names_counts() {
    let mut folder = folder();
    folder.put("散/年报4.xlsx", simple("示例市教育局", 21));
    let told = TEXT.replace(
        "教育局,示例市人民政府,,,\n",
        "教育局,示例市人民政府,,,年报3.xlsx\n",
    );
    let rolled = text(&folder, &told);
    assert_eq!(received(&rolled), 54321);
    assert!(!codes(&rolled).contains(&"R203"));
    let wrong = TEXT.replace("县教育/报告.xlsx", "县教育/报告.docx");
    let rolled = text(&folder, &wrong);
    let found = rolled
        .findings
        .iter()
        .find(|f| f.rule.code == "R105")
        .unwrap();
    assert!(
        found.message.contains("相近的有 县教育/报告.xlsx"),
        "{}",
        found.message
    );
}

#[test]
fn what_is_wrong_with_a_roster_is_found_at_its_cell() {
    for (line, code, cell) in [
        ("教育局,,,,\n", "R102", "A9"),
        ("新局,没有的局,,,\n", "R103", "B9"),
        ("甲,乙,,,\n乙,甲,,,\n", "R104", "B9"),
        ("新局,,,,没有.xlsx\n", "R105", "E9"),
        ("新局,,,全部,\n", "R106", "D9"),
        ("#N/A,,,,\n", "E101", "A9"),
        ("新局,#REF!,,,\n", "E101", "B9"),
    ] {
        let rolled = text(&folder(), &format!("{TEXT}{line}"));
        let places: Vec<String> = rolled
            .findings
            .iter()
            .filter(|f| f.rule.code == code)
            .map(|f| gknb::write::show::place(&f.at, &rolled.names, None))
            .collect();
        assert!(
            places.contains(&format!("单位名录.csv!{cell}")),
            "{code} {places:?} {:#?}",
            rolled.findings
        );
    }
    let whole = text(&folder(), &format!("{TEXT}新局,,,全行政区域汇总,\n"));
    assert!(!codes(&whole).contains(&"R106"));
    let rolled = text(&folder(), "部门,上级\n教育局,\n");
    assert!(codes(&rolled).contains(&"R101"), "{:?}", codes(&rolled));
    let rolled = with(&folder(), "单位名录.xlsx", b"PK\x03\x04broken".to_vec());
    assert!(!rolled.publishable());
}

#[test]
fn a_unit_that_stays_out_does_not_count_even_if_it_reports() {
    let mut folder = folder();
    folder.put("筹备办/报告.xlsx", simple("筹备办", 7));
    let rolled = text(&folder, TEXT);
    assert_eq!(received(&rolled), 54321);
    let unit = rolled.units.iter().find(|u| u.name == "筹备办").unwrap();
    assert_eq!(unit.standing, Standing::StaysOut);
}

#[test]
fn a_chain_of_three_thousand_inferiors_is_no_trouble() {
    let mut roster = "单位,上级单位\n单位0,\n".to_owned();
    for nth in 1..3_000 {
        roster.push_str(&format!("单位{nth},单位{}\n", nth - 1));
    }
    let mut folder = Folder::default();
    folder.put("单位2999.xlsx", simple("单位2999", 5));
    let rolled = text(&folder, &roster);
    assert_eq!(received(&rolled), 5);
    assert_eq!(rolled.units.len(), 3_001);
}

/// Reports at the top and in folders, with a roster of short names.
fn with_roster(files: &[(&str, &str, u32)], lines: &str) -> Rollup {
    let mut folder = Folder::default();
    for (file, agency, count) in files {
        folder.put(file, simple(agency, *count));
    }
    text(&folder, lines)
}

#[test]
fn a_file_that_only_begins_with_the_parent_s_name_is_not_the_parent_s() {
    let files = [
        ("示例市教育局2024年年报.xlsx", "示例市教育局", 1),
        ("示例市烟草专卖局2024年年报.xlsx", "示例市烟草专卖局", 20),
    ];
    for lines in ["单位\n教育局\n", "单位\n示例市人民政府\n教育局\n"] {
        let rolled = with_roster(&files, lines);
        assert_eq!(received(&rolled), 1);
        assert!(codes(&rolled).contains(&"R212"), "{:?}", codes(&rolled));
    }
}

#[test]
fn a_body_below_an_office_does_not_take_its_place() {
    let files = [
        ("示例市教育局年报.xlsx", "示例市教育局", 1),
        (
            "示例市公安局交通警察支队年报.xlsx",
            "示例市公安局交通警察支队",
            20,
        ),
    ];
    let rolled = with_roster(&files, "单位\n教育局\n公安局\n");
    assert_eq!(received(&rolled), 1);
    for code in ["R201", "R212"] {
        assert!(codes(&rolled).contains(&code), "{:?}", codes(&rolled));
    }
    // where it is on the roster it is its own
    let rolled = with_roster(&files, "单位\n教育局\n公安局\n交警支队\n");
    assert_eq!(received(&rolled), 21);
    assert_eq!(fates(&rolled)[files[1].0], "counted");
}

#[test]
fn offices_named_behind_a_government_are_known_by_their_short_names() {
    let files = [
        ("1.xlsx", "示例市人民政府办公室", 1),
        ("2.xlsx", "示例市人民政府国有资产监督管理委员会", 20),
        ("3.xlsx", "示例市人民政府外事办公室", 300),
        ("4.xlsx", "国家税务总局示例市税务局", 4000),
    ];
    // the government's own office is the parent itself, or one of its offices where the parent has a line
    for (parent, expected) in [
        ("", vec!["R401"]),
        ("示例市人民政府\n", vec!["R202", "R401"]),
    ] {
        let lines = format!("单位\n市政府办\n{parent}国资委\n外办\n税务局\n");
        let rolled = with_roster(&files, &lines);
        assert_eq!(received(&rolled), 4321);
        assert_eq!(codes(&rolled), expected);
    }
}

#[test]
fn the_name_in_a_report_comes_before_the_folder_it_lies_in() {
    let files = [
        ("甲县/县政府.xlsx", "示例市甲县人民政府", 1),
        ("甲县/教育局.xlsx", "示例市甲县教育局", 20),
        ("甲县/财政局.xlsx", "示例市甲县财政局", 300),
        ("市民政局.xlsx", "示例市民政局", 4000),
    ];
    let lines = "单位,上级单位\n甲县,\n甲县教育局,甲县\n甲县财政局,甲县\n民政局,\n";
    let rolled = with_roster(&files, lines);
    assert_eq!(received(&rolled), 4321);
    assert_eq!(codes(&rolled), ["R202", "R401"]);
}

#[test]
fn of_a_merged_unit_no_part_is_left_out_in_silence() {
    let lines = "单位,曾用名\n教育局,\n卫生健康委员会,卫生局、人口和计划生育局\n";
    let mut folder = Folder {
        year: Some(2024),
        ..Folder::default()
    };
    folder.put("教育局.xlsx", simple("示例市教育局", 1));
    folder.put("示例市卫生局2024年年报.xlsx", simple("示例市卫生局", 20));
    let rolled = text(&folder, lines);
    let lacks = rolled.findings.iter().find(|f| f.rule.code == "R219");
    let told = &lacks.expect("R219").message;
    assert!(told.ends_with("没有「人口和计划生育局」的"), "{told}");
    // the step that is told works
    let named = "单位,曾用名\n教育局,\n卫生健康委员会,卫生局\n";
    assert_eq!(codes(&text(&folder, named)), ["R202", "R218"]);
    for (name, bytes, code) in [
        (
            "示例市人口和计划生育局2024年年报.pdf",
            b"%PDF-1.7\n".to_vec(),
            "R205",
        ),
        (
            "计生局.xlsx",
            super::of_year(
                "示例市人口和计划生育局",
                2023,
                gknb::settings::Scope::Own,
                &[],
            ),
            "R207",
        ),
    ] {
        let mut folder = folder.clone();
        folder.put(name, bytes);
        let rolled = text(&folder, lines);
        assert!(
            codes(&rolled).contains(&code),
            "{name} {:?}",
            codes(&rolled)
        );
        assert_eq!(received(&rolled), 21);
    }
    folder.put("b.xlsx", simple("示例市人口和计划生育局", 300));
    let rolled = text(&folder, lines);
    assert_eq!(received(&rolled), 321);
    assert_eq!(codes(&rolled), ["R202", "R218", "R219"]);
}

#[test]
fn totals_notes_and_headings_of_a_roster_are_no_units() {
    let lines = "单位\n县直部门（2家）\n教育局\n民政局\n各乡镇\n甲镇人民政府\n合计：3家\n\
        注：本名录由县政府办公室编制\n填表人：张三\n";
    let files = [
        ("1.xlsx", "示例市教育局", 1),
        ("2.xlsx", "示例市民政局", 20),
        ("3.xlsx", "示例市甲镇人民政府", 300),
    ];
    let rolled = with_roster(&files, lines);
    assert_eq!(received(&rolled), 321);
    assert_eq!(codes(&rolled), ["R107", "R202", "R401"]);
    let told = rolled.findings.iter().find(|f| f.rule.code == "R107");
    let place = told.map(|f| gknb::write::show::place(&f.at, &rolled.names, None));
    assert_eq!(place.as_deref(), Some("单位名录.csv!A2"));
    // who is told to be a superior is a unit
    let lines = "单位,上级单位\n县直部门,\n教育局,县直部门\n民政局,县直部门\n甲镇,\n";
    let rolled = with_roster(&files, lines);
    assert!(rolled.units.iter().any(|unit| unit.name == "县直部门"));
}
