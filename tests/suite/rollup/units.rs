//! What came and what did not: which reports count.

use gknb::finding::Severity;
use gknb::rollup::{Standing, manifest};
use gknb::settings::Scope;
use rust_decimal::Decimal;

use jiff::civil::date;

use super::{
    Folder, YEAR, codes, fates, of_year, page, received, report, scoped, simple, simple_slots,
    standing, three, until, value,
};

const RECEIVED: &str = "3.1/自然人";
const TITLE: &str = "2024年政府信息公开工作年度报告";

#[test]
fn the_parent_is_its_own_report_and_the_sum_of_its_inferiors() {
    let mut folder = three();
    folder.put("示例县/报告.xlsx", simple("示例县人民政府办公室", 4000));
    folder.put("示例县/乡镇/甲镇/报告.xlsx", simple("示例县甲镇", 50000));
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 54321);
    assert_eq!(value(&rolled, "3.3.7/总计"), Decimal::from(54321));
    assert!(rolled.publishable());
    // a folder that only groups is said
    assert_eq!(codes(&rolled), ["R202", "R401"]);
}

#[test]
fn a_folder_without_a_report_is_missing() {
    let mut folder = three();
    folder.empty = vec![
        "公安局".to_owned(),
        "附件".to_owned(),
        "教育局/report".to_owned(),
    ];
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R201", "R401"]);
    assert_eq!(standing(&rolled, "公安局"), Standing::Missing);
    assert!(!rolled.publishable());
    assert_eq!(received(&rolled), 321);
}

#[test]
fn of_two_reports_with_other_figures_one_counts_and_a_person_must_decide() {
    let mut folder = three();
    folder.put("教育局/报告（更正）.xlsx", simple("示例市教育局", 21));
    let rolled = folder.rolled();
    assert_eq!(fates(&rolled)["教育局/报告（更正）.xlsx"], "counted");
    assert_eq!(fates(&rolled)["教育局/报告.xlsx"], "twice");
    let found = rolled
        .findings
        .iter()
        .find(|f| f.rule.code == "R203")
        .unwrap();
    assert!(
        found.message.contains("3.1/自然人 21 与 20"),
        "{}",
        found.message
    );
    assert_eq!(received(&rolled), 322);
}

#[test]
fn the_same_report_in_two_forms_counts_once_without_ado() {
    let mut folder = three();
    let same = [
        (RECEIVED, "20"),
        ("3.1/总计", "20"),
        ("3.3.1/自然人", "20"),
        ("3.3.1/总计", "20"),
        ("3.3.7/自然人", "20"),
        ("3.3.7/总计", "20"),
        ("2.行政许可/本年处理决定数量", "20"),
    ];
    let title = format!("示例市教育局{TITLE}");
    folder.put("教育局/报告.html", page(&title, &same));
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R204", "R401"]);
    assert_eq!(fates(&rolled)["教育局/报告.html"], "twice");
    assert_eq!(received(&rolled), 321);
}

#[test]
fn a_report_with_errors_is_left_out_unless_it_is_wanted() {
    let mut folder = three();
    // received and pending, but the total of the line is wrong; and a slot is blank
    let wrong = [
        (RECEIVED, "5"),
        ("3.1/总计", "6"),
        ("3.4/自然人", "5"),
        ("3.4/总计", "5"),
        ("2.行政强制/本年处理决定数量", "/"),
    ];
    folder.put(
        "水利局/报告.html",
        page(&format!("示例市水利局{TITLE}"), &wrong),
    );
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R205", "R401"]);
    assert_eq!(received(&rolled), 321);
    assert_eq!(standing(&rolled, "水利局"), Standing::LeftOut);
    let faults: Vec<&str> = rolled
        .reports
        .iter()
        .flat_map(|r| &r.faults)
        .map(|f| f.code)
        .collect();
    assert!(
        faults.contains(&"V315") && faults.contains(&"V305"),
        "{faults:?}"
    );

    folder.include_faulty = true;
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R206", "R220", "R401"]);
    assert!(rolled.publishable());
    assert_eq!(received(&rolled), 326);
    assert_eq!(value(&rolled, "3.1/总计"), Decimal::from(326));
}

#[test]
fn faulty_reports_that_unbalance_the_sum_are_named() {
    let mut folder = three();
    let wrong = [(RECEIVED, "5"), ("3.1/总计", "5")];
    folder.put(
        "水利局/报告.html",
        page(&format!("示例市水利局{TITLE}"), &wrong),
    );
    folder.include_faulty = true;
    let rolled = folder.rolled();
    let found = rolled
        .findings
        .iter()
        .find(|f| f.rule.code == "R224")
        .unwrap();
    assert!(
        found.message.contains("「水利局」差 5"),
        "{}",
        found.message
    );
    assert!(!rolled.publishable());
}

#[test]
fn reports_of_other_years_and_editions_do_not_count() {
    let mut folder = three();
    folder.year = Some(2024);
    let old = |agency, year| of_year(agency, year, Scope::Own, &[]);
    folder.put("水利局/报告.xlsx", old("示例市水利局", 2023));
    folder.put("审计局/报告.xlsx", old("示例市审计局", 2020));
    // an archive of years beside this year's report is no trouble
    folder.put("教育局/2023年/报告.xlsx", old("示例市教育局", 2023));
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R207", "R225"]);
    assert_eq!(received(&rolled), 321);
    let named: Vec<bool> = ["水利局", "审计局"]
        .map(|unit| standing(&rolled, unit) == Standing::LeftOut)
        .to_vec();
    assert_eq!(named, [true, true]);
    folder.year = None;
    let stopped = gknb::rollup::roll_up(&folder.job(1), &|| {});
    let Err(gknb::Stop::Settings(why)) = stopped else {
        panic!("the years differ")
    };
    assert!(
        why.contains("2024 年度 3 份") && why.contains("--year"),
        "{why}"
    );
}

#[test]
fn figures_of_half_a_year_do_not_count_into_those_of_the_year() {
    let mut folder = three();
    folder.year = Some(2024);
    let half = |agency| until(agency, 2024, Some(date(2024, 6, 30)), Scope::Own, &[]);
    folder.put("水利局/报告.xlsx", half("示例市水利局"));
    let title = "示例市审计局2024年上半年政府信息公开工作报告";
    folder.put("审计局/报告.html", page(title, &[]));
    folder.put("司法局/2024年1-6月统计表.html", page("统计表", &[]));
    // beside the report of the year it is no trouble
    folder.put("教育局/半年.xlsx", half("示例市教育局"));
    for include_faulty in [false, true] {
        folder.include_faulty = include_faulty;
        let rolled = folder.rolled();
        assert_eq!(codes(&rolled), ["R225", "R228"]);
        assert_eq!(received(&rolled), 321);
        assert!(!rolled.publishable());
        let refused = rolled.findings.iter().filter(|f| f.rule.code == "R228");
        assert_eq!(refused.count(), 3);
        for unit in ["水利局", "审计局", "司法局"] {
            assert_eq!(standing(&rolled, unit), Standing::LeftOut);
        }
        assert_eq!(fates(&rolled)["教育局/半年.xlsx"], "part_of_year");
    }
    // 半年报 is no 年报, and a folder of a half-year is no unit
    for file in [
        "2024年上半年报告.html",
        "2024年半年报.html",
        "2024年上半年/报告.html",
    ] {
        let mut folder = three();
        folder.put(&format!("水利局/{file}"), page("统计表", &[]));
        let rolled = folder.rolled();
        assert_eq!(codes(&rolled), ["R228", "R401"], "{file}");
        assert_eq!(standing(&rolled, "水利局"), Standing::LeftOut, "{file}");
    }
    // nor is the sum held against it
    folder.parent = Some(("公布.xlsx".to_owned(), half("示例市")));
    let rolled = folder.rolled();
    assert!(rolled.held.is_none());
    assert!(codes(&rolled).contains(&"R302"));
}

#[test]
fn names_that_differ_are_doubted_and_neighbours_reports_do_not_count() {
    let mut folder = three();
    folder.put("商务局/报告.xlsx", simple("示例市投资促进局", 1000));
    folder.put("司法局/报告.xlsx", simple("示例市民政局", 20000));
    folder.put(
        "市国资委/报告.xlsx",
        simple("示例市国有资产监督管理委员会", 4000),
    );
    folder.put("03 审 计 局/报告.xlsx", simple("示例市审计局", 50000));
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R201", "R210", "R211", "R401"]);
    assert_eq!(fates(&rolled)["司法局/报告.xlsx"], "misplaced");
    // what lies in its folder is another's, so that its own is missing
    assert_eq!(standing(&rolled, "司法局"), Standing::Missing);
    assert_eq!(received(&rolled), 55321);
}

#[test]
fn reports_of_other_places_offices_of_the_same_name_are_told() {
    let mut folder = three();
    folder.put("甲县/教育局/报告.xlsx", simple("乙县教育局", 4000));
    folder.put("乙县/教育局/报告.xlsx", simple("示例市甲县教育局", 50000));
    // each lies in the other's folder
    let rolled = folder.rolled();
    assert_eq!(fates(&rolled)["甲县/教育局/报告.xlsx"], "misplaced");
    assert_eq!(fates(&rolled)["乙县/教育局/报告.xlsx"], "misplaced");
    assert_eq!(received(&rolled), 321);
    // a place that is not here: a doubt
    folder.put("甲县/教育局/报告.xlsx", simple("丙县教育局", 4000));
    folder.put("乙县/教育局/报告.xlsx", simple("乙县教育局", 50000));
    folder.put("民政局/报告.xlsx", simple("别的市民政局", 300));
    let rolled = folder.rolled();
    let told = rolled.findings.iter().filter(|f| f.rule.code == "R210");
    let told: Vec<&str> = told.map(|f| f.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "报告上的单位是「别的市民政局」，这里是「民政局」",
            "报告上的单位是「丙县教育局」，这里是「甲县/教育局」",
        ]
    );
    assert_eq!(received(&rolled), 54321);
    // the city's own in a county's folder
    folder.put("甲县/教育局/报告.xlsx", simple("示例市教育局", 4000));
    let rolled = folder.rolled();
    assert_eq!(fates(&rolled)["甲县/教育局/报告.xlsx"], "misplaced");
}

#[test]
fn reports_without_folders_are_of_the_units_that_they_name() {
    let mut folder = Folder::default();
    folder.put("本级.xlsx", simple("示例市人民政府办公室", 1));
    folder.put("1.xlsx", simple("示例市教育局", 20));
    folder.put("2.xlsx", simple("示例市民政局", 300));
    folder.put("2改.xlsx", simple("市民政局", 300));
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 321);
    assert_eq!(codes(&rolled), ["R204", "R230", "R401"]);
    assert_eq!(standing(&rolled, "示例市教育局"), Standing::Counted);
    // an office of another superior that stands in the parent's place is no office of the parent
    folder.put("3.xlsx", simple("国家税务总局示例市税务局", 4000));
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 4321);
    assert_eq!(codes(&rolled), ["R204", "R230", "R401"]);
    folder.reports.remove("3.xlsx");
    // where one name alone is another one, they may be of one unit
    folder.reports.remove("1.xlsx");
    let rolled = folder.rolled();
    let found = rolled.findings.iter().find(|f| f.rule.code == "R203");
    let help = &found.expect("R203").help;
    assert!(help.contains("一个单位放一个文件夹"), "{help}");
}

#[test]
fn the_same_file_for_two_units_counts_for_the_one_whose_name_it_bears() {
    let mut folder = three();
    folder.put("体育局/报告.xlsx", simple("示例市文旅局", 1000));
    folder.put("文旅局/报告.xlsx", simple("示例市文旅局", 1000));
    // 体育局 holds a report of its neighbour, which is said first
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 1321);
    assert_eq!(codes(&rolled), ["R201", "R211", "R401"]);
    folder.reports.remove("体育局/报告.xlsx");
    folder.put("体育中心/报告.xlsx", simple("示例市文体中心", 1000));
    folder.put("文化中心/报告.xlsx", simple("示例市文体中心", 1000));
    let rolled = folder.rolled();
    assert!(codes(&rolled).contains(&"R213"), "{:#?}", rolled.findings);
    assert_eq!(received(&rolled), 2321);
}

#[test]
fn figures_that_are_entirely_the_same_are_a_doubt() {
    let mut folder = three();
    folder.put("甲镇/报告.xlsx", simple("示例市甲镇", 7));
    folder.put("乙镇/报告.xlsx", simple("示例市乙镇", 7));
    folder.put("丙镇/报告.xlsx", report("示例市丙镇", &[]));
    folder.put("丁镇/报告.xlsx", report("示例市丁镇", &[]));
    let rolled = folder.rolled();
    let same: Vec<&str> = rolled
        .findings
        .iter()
        .filter(|f| f.rule.code == "R214")
        .map(|f| f.message.as_str())
        .collect();
    assert_eq!(same, ["「乙镇」、「甲镇」的数字完全相同"]);
    assert!(rolled.publishable());
    // a third one is told with them, and the rule does not speak of two
    folder.put("丙镇/报告.xlsx", simple("示例市丙镇", 7));
    let rolled = folder.rolled();
    let found: Vec<_> = rolled
        .findings
        .iter()
        .filter(|f| f.rule.code == "R214")
        .collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("丙镇"), "{found:#?}");
    assert!(
        !found[0].rule.title.contains("两个"),
        "{}",
        found[0].rule.title
    );
}

#[test]
fn what_changed_since_the_last_roll_up_is_told() {
    let mut folder = three();
    let first = folder.rolled();
    assert!(first.last.is_none());
    folder.last = Some(manifest(&first).into_bytes());
    let again = folder.rolled();
    assert_eq!(codes(&again), ["R401"]);
    // once nothing changes, the list is the same for ever
    assert_eq!(manifest(&again), manifest(&first));

    folder.put("教育局/报告.xlsx", simple("示例市教育局", 21));
    let moved = folder.reports.remove("民政局/报告.xlsx").unwrap();
    folder.put("民政和社会工作局/报告.xlsx", moved);
    folder.put("商务局/报告.xlsx", simple("示例市商务局", 5));
    let changed = folder.rolled();
    // the new name is not that in the report
    assert_eq!(codes(&changed), ["R210", "R222", "R223", "R401"]);
    let words: Vec<&str> = changed
        .findings
        .iter()
        .map(|f| f.message.as_str())
        .collect();
    let words = words.join("\n");
    for expected in [
        "「教育局」换了报告",
        "3.1/自然人 20 → 21",
        "上次的「民政局」与这次的「民政和社会工作局」报告文件相同",
        "上次没有、这次计入的单位：「商务局」",
    ] {
        assert!(words.contains(expected), "{expected}\n{words}");
    }
    // the report before the change is kept, and said no more as new
    folder.last = Some(manifest(&changed).into_bytes());
    let later = folder.rolled();
    assert_eq!(codes(&later), ["R210", "R401"]);
    let earlier = later
        .last
        .as_ref()
        .unwrap()
        .earlier
        .values()
        .next()
        .unwrap();
    assert!(!earlier.fresh);
    assert_eq!(manifest(&later), manifest(&changed));

    folder.last = Some(b"{}".to_vec());
    assert_eq!(codes(&folder.rolled()), ["R210", "R401", "R404"]);
}

#[test]
fn the_working_papers_of_the_children_are_kept_by_their_hashes_alone() {
    let mut folder = three();
    let secret = "申请人张三";
    folder.papers.insert(
        "教育局/示例市教育局2024年核对底稿.xlsx".to_owned(),
        secret.as_bytes().to_vec(),
    );
    let rolled = folder.rolled();
    let at = rolled
        .reports
        .iter()
        .find(|r| r.file == "教育局/报告.xlsx")
        .unwrap();
    let [(name, hash)] = &at.papers[..] else {
        panic!("one paper")
    };
    assert_eq!(name, "教育局/示例市教育局2024年核对底稿.xlsx");
    // certutil says the same
    use sha2::{Digest, Sha256};
    let expected: String = Sha256::digest(secret)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    assert_eq!(*hash, expected);
    let list = manifest(&rolled);
    assert!(list.contains(hash.as_str()) && !list.contains(secret));
}

#[test]
fn every_severity_of_a_finding_is_that_of_its_page() {
    let rolled = three().rolled();
    assert!(
        rolled
            .findings
            .iter()
            .all(|f| f.rule.severity == Severity::Note)
    );
}

#[test]
fn of_a_report_with_many_errors_the_finding_names_some_and_the_paper_all() {
    let mut folder = Folder::default();
    let lines = ["3.1", "3.2", "3.3.1", "3.3.2", "3.4"];
    let slots: Vec<String> = lines
        .iter()
        .flat_map(|line| ["自然人", "其他"].map(|head| format!("{line}/{head}")))
        .collect();
    let wrong: Vec<(&str, &str)> = slots.iter().map(|s| (s.as_str(), "若干")).collect();
    let title = "示例市水利局2024年政府信息公开工作年度报告";
    folder.put("水利局/年报.html", page(title, &wrong));
    let rolled = std::sync::Arc::new(folder.rolled());
    let report = &rolled.reports[0];
    assert!(report.errors >= 10, "{:#?}", report.faults);
    let finding = rolled.findings.iter().find(|f| f.rule.code == "R205");
    let finding = finding.expect("it is left out");
    let all = format!("；错误共 {} 处", report.errors);
    assert!(finding.message.ends_with(&all), "{finding:?}");
    let related = &finding.related;
    assert_eq!(related.len(), 5);
    let rest = format!("其余 {} 处见汇总底稿的「报告错误」", report.errors - 4);
    assert_eq!(related[4].1, rest);
    let paper = gknb::rollup::document(&rolled, &|_| None);
    let listed = paper.pages.iter().find(|p| p.name == "报告错误");
    let listed = listed.and_then(|p| p.body.as_ref()).map(|b| b.count());
    assert_eq!(listed, Some(report.errors));
}

#[test]
fn a_file_that_cannot_be_read_is_not_said_to_count_by_an_option() {
    let mut folder = three();
    folder.put("水利局/年报.pdf", b"%PDF-1.7\n".to_vec());
    for include_faulty in [false, true] {
        folder.include_faulty = include_faulty;
        let rolled = folder.rolled();
        let found = rolled.findings.iter().find(|f| f.rule.code == "R205");
        let help = &found.expect("R205").help;
        assert!(!help.contains("--include-faulty"), "{help}");
        assert!(help.contains("能读取的报告"), "{help}");
    }
}

#[test]
fn units_that_came_are_counted_as_units() {
    let before = three();
    let mut folder = before.clone();
    for nth in 1..=9 {
        folder.put(
            &format!("新{nth}局/报告.xlsx"),
            simple(&format!("新{nth}局"), 1),
        );
    }
    folder.last = Some(manifest(&before.rolled()).into_bytes());
    let rolled = folder.rolled();
    let found = rolled.findings.iter().find(|f| f.rule.code == "R223");
    let message = &found.expect("R223").message;
    assert!(message.ends_with("等 9 个单位"), "{message}");
}

#[test]
fn offices_whose_names_hold_each_other_s_characters_are_two() {
    let mut folder = Folder::default();
    folder.put("1.xlsx", simple("示例市大王镇人民政府", 1));
    folder.put("2.xlsx", simple("示例市大王庄镇人民政府", 20));
    folder.put("3.xlsx", simple("示例市人民政府外事办公室", 300));
    folder.put("4.xlsx", simple("示例市人民政府办公室", 4000));
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 4321);
    assert_eq!(codes(&rolled), ["R230", "R401"]);
    // in the folder of another it is doubted
    let mut folder = three();
    folder.put(
        "民政局/报告.xlsx",
        simple("示例市人民政府政务服务管理局", 300),
    );
    folder.put("公安局/报告.xlsx", simple("示例市公安局交通警察支队", 4000));
    let told = folder.rolled();
    let told = told.findings.iter().filter(|f| f.rule.code == "R210");
    assert_eq!(told.count(), 2);
}

/// A scan, as a PDF without a page of text.
fn scan() -> Vec<u8> {
    b"%PDF-1.7\n".to_vec()
}

#[test]
fn without_folders_what_cannot_count_is_an_error_of_the_unit_that_it_names() {
    let mut folder = Folder {
        year: Some(YEAR),
        ..Folder::default()
    };
    folder.put("本级.xlsx", simple("示例市人民政府办公室", 1));
    folder.put("示例市教育局年报.xlsx", simple("示例市教育局", 20));
    folder.put("示例市卫健委2024年政府信息公开年报.pdf", scan());
    folder.put("示例市审计局2023年年报.xlsx", {
        of_year("示例市审计局", 2023, Scope::Own, &[])
    });
    folder.put("市水利局2024年上半年.html", page("统计表", &[]));
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R205", "R207", "R228", "R230"]);
    assert_eq!(received(&rolled), 21);
    // in a folder that groups offices as well
    let mut folder = three();
    folder.year = Some(YEAR);
    folder.put("部门/示例市教育局年报.xlsx", simple("示例市教育局", 4000));
    folder.put("部门/示例市卫健委年报.pdf", scan());
    folder.put("部门/示例市审计局年报.pdf", scan());
    folder.put("部门/示例市财政局.xlsx", {
        of_year("示例市财政局", 2023, Scope::Own, &[])
    });
    let rolled = folder.rolled();
    let found = rolled.findings.iter().filter(|f| f.rule.code == "R205");
    assert_eq!(found.count(), 2);
    assert!(codes(&rolled).contains(&"R207"), "{:?}", codes(&rolled));
    // what names nobody, and what names the same office, lies beside its report
    let mut folder = three();
    folder.put("教育局/扫描件.pdf", scan());
    folder.put("教育局/市教育局年报.pdf", scan());
    assert_eq!(codes(&folder.rolled()), ["R225", "R401"]);
}

#[test]
fn offices_of_a_place_are_below_its_government_wherever_they_lie() {
    let county = scoped("示例市甲县人民政府", Scope::Whole, &simple_slots(4000));
    let files = [
        ("示例市甲县人民政府", county),
        ("示例市甲县教育局", simple("示例市甲县教育局", 3000)),
        ("示例市甲县财政局", simple("示例市甲县财政局", 500)),
        ("示例市民政局", simple("示例市民政局", 300)),
    ];
    let mut folder = Folder::default();
    for (name, bytes) in &files {
        folder.put(&format!("{name}.xlsx"), bytes.clone());
    }
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 4300);
    assert_eq!(codes(&rolled), ["R202", "R216", "R230", "R401"]);
    assert_eq!(fates(&rolled)["示例市甲县财政局.xlsx"], "contained");
    // on a roster that tells no superiors
    let names: String = files.iter().map(|(name, _)| format!("{name}\n")).collect();
    let roster = format!("单位\n{names}").into_bytes();
    folder.roster = Some(("单位名录.csv".to_owned(), roster));
    assert_eq!(received(&folder.rolled()), 4300);
    // on one that does, it alone tells
    let names: String = files
        .iter()
        .map(|(name, _)| format!("{name},示例市\n"))
        .collect();
    let roster = format!("单位,上级单位\n{names}").into_bytes();
    folder.roster = Some(("单位名录.csv".to_owned(), roster));
    assert_eq!(received(&folder.rolled()), 7800);
    // in folders beside each other
    let mut folder = Folder::default();
    for (name, bytes) in files {
        folder.put(&format!("{name}/报告.xlsx"), bytes);
    }
    assert_eq!(received(&folder.rolled()), 4300);
    // a government that has sent nothing is missing all the same
    folder.reports.remove("示例市甲县人民政府/报告.xlsx");
    folder.empty.push("示例市甲县人民政府".to_owned());
    assert!(codes(&folder.rolled()).contains(&"R201"));
}

#[test]
fn a_folder_of_another_version_holds_another_report_of_the_unit_above() {
    for version in ["更正后", "Word版", "张三给的"] {
        let mut folder = three();
        folder.put(
            &format!("教育局/{version}/年报.xlsx"),
            simple("示例市教育局", 21),
        );
        let rolled = folder.rolled();
        assert!(
            codes(&rolled).contains(&"R203"),
            "{version} {:?}",
            codes(&rolled)
        );
        assert_eq!(rolled.units.len(), 3, "{version}");
        let same = simple("示例市教育局", 20);
        folder.put(&format!("教育局/{version}/年报.xlsx"), same);
        let rolled = folder.rolled();
        assert_eq!(codes(&rolled), ["R204", "R401"], "{version}");
        assert_eq!(received(&rolled), 321);
    }
    // an office below it is a unit
    let mut folder = three();
    folder.put(
        "教育局/招考中心/年报.xlsx",
        simple("示例市教育局招考中心", 4000),
    );
    assert_eq!(received(&folder.rolled()), 4321);
}

#[test]
fn other_tables_in_a_file_are_another_report() {
    let sheets = |second: &[(&str, &str)]| -> Vec<u8> {
        let first = page(
            "示例市水利局2024年政府信息公开工作年度报告",
            &[(RECEIVED, "0")],
        );
        let first = String::from_utf8(first).expect("text");
        let second = page("示例市水利局2024年政府信息公开工作年度报告", second);
        let second = String::from_utf8(second).expect("text");
        let both = first + &second.replace("<html><body>", "");
        both.into_bytes()
    };
    let slot = "2.行政许可/本年处理决定数量";
    let mut folder = three();
    folder.put("水利局/报告.html", sheets(&[(slot, "7")]));
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R203", "R401"]);
    let found = rolled.findings.iter().find(|f| f.rule.code == "R203");
    let told = &found.expect("R203").message;
    assert!(told.contains(&format!("{slot} 0 与 7")), "{told}");
    // where the first is of another year, that is told
    let old = String::from_utf8(sheets(&[(slot, "7")])).expect("text");
    let old = old.replacen("2024年政府", "2023年政府", 1);
    folder.year = Some(YEAR);
    folder.put("水利局/报告.html", old.into_bytes());
    let rolled = folder.rolled();
    let found = rolled.findings.iter().find(|f| f.rule.code == "R207");
    let help = &found.expect("R207").help;
    assert!(help.contains("几套表"), "{help}");
    folder.year = None;
    // the same once more is only doubtful
    folder.put("水利局/报告.html", sheets(&[]));
    assert_eq!(codes(&folder.rolled()), ["R231", "R401"]);
}

#[test]
fn doubts_about_reports_that_count_are_told_once_for_each_rule() {
    let mut folder = three();
    let wrong = [("2.行政许可/本年处理决定数量", "7件")];
    for unit in ["水利局", "审计局"] {
        folder.put(
            &format!("{unit}/报告.html"),
            page(&format!("示例市{unit}{TITLE}"), &wrong),
        );
    }
    let mut job = folder.job(1);
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R231", "R401"]);
    let told = rolled.findings.iter().filter(|f| f.rule.code == "R231");
    let told: Vec<_> = told.collect();
    assert_eq!(told.len(), 1);
    let words = &told[0].message;
    assert!(words.contains("「审计局」，「水利局」（V307）"), "{words}");
    assert!(rolled.publishable());
    job.strict = true;
    let strict = gknb::rollup::roll_up(&job, &|| {}).unwrap_or_else(|e| panic!("{e}"));
    assert!(!strict.publishable());
}

#[test]
fn packed_files_called_after_units_without_a_report_are_doubted() {
    let mut job = three().job(1);
    job.passed = [
        "示例市审计局2024年年报.zip",
        "示例市教育局年报.zip",
        "照片.zip",
    ]
    .map(str::to_owned)
    .to_vec();
    let rolled = gknb::rollup::roll_up(&job, &|| {}).unwrap_or_else(|e| panic!("{e}"));
    let told = rolled.findings.iter().filter(|f| f.rule.code == "R232");
    let told: Vec<&str> = told.map(|f| f.message.as_str()).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("示例市审计局"), "{told:?}");
}

#[test]
fn folders_and_versions_of_reports_stand_as_people_count() {
    let mut folder = Folder::default();
    for nth in [1, 2, 10] {
        let file = format!("{nth}.甲{nth}局/报告.xlsx");
        folder.put(&file, simple(&format!("示例市甲{nth}局"), 1));
    }
    let rolled = folder.rolled();
    let names: Vec<&str> = rolled.units[1..].iter().map(|u| &*u.name).collect();
    assert_eq!(names, ["1.甲1局", "2.甲2局", "10.甲10局"]);
    for (first, later) in [
        ("年报V9", "年报V10"),
        ("年报第二稿", "年报第三稿"),
        ("年报1月5日", "年报1月25日"),
        ("年报", "年报(2)"),
    ] {
        let mut folder = three();
        folder.put(&format!("水利局/{later}.xlsx"), simple("示例市水利局", 2));
        folder.put(&format!("水利局/{first}.xlsx"), simple("示例市水利局", 3));
        let rolled = folder.rolled();
        let fates = fates(&rolled);
        assert_eq!(fates[format!("水利局/{later}.xlsx").as_str()], "counted");
    }
}
