//! 统计范围: whose report contains its inferiors already.

use gknb::finding::Place;
use gknb::rollup::{Rollup, Standing, document};
use gknb::settings::Scope;
use gknb::write::page::{Content, Row};

use super::{codes, fates, page, received, report, scoped, simple, simple_slots, standing, three};

const RECEIVED: &str = "3.1/自然人";
const TITLE: &str = "2024年政府信息公开工作年度报告";

#[test]
fn a_sum_holds_its_inferiors_and_they_are_not_added_again() {
    let mut folder = three();
    folder.put(
        "示例县/报告.xlsx",
        scoped("示例县", Scope::Whole, &simple_slots(4000)),
    );
    folder.put("示例县/教育局/报告.xlsx", simple("示例县教育局", 3000));
    folder.put("示例县/甲镇/丙村/报告.xlsx", simple("示例县丙村", 500));
    folder.empty = vec!["示例县/乙镇".to_owned()];
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 4321);
    assert_eq!(codes(&rolled), ["R216", "R401"]);
    assert_eq!(fates(&rolled)["示例县/甲镇/丙村/报告.xlsx"], "contained");
    assert!(matches!(
        standing(&rolled, "示例县/乙镇"),
        Standing::Contained(_)
    ));
    folder.put("示例县/财政局/报告.xlsx", simple("示例县财政局", 900));
    let rolled = folder.rolled();
    assert!(codes(&rolled).contains(&"R217"));
}

#[test]
fn a_government_holds_its_departments_and_not_the_governments_below() {
    let mut folder = three();
    let own = |agency, count| scoped(agency, Scope::Government, &simple_slots(count));
    folder.put("示例县/报告.xlsx", own("示例县人民政府", 4000));
    folder.put("示例县/教育局/报告.xlsx", simple("示例县教育局", 3000));
    folder.put("示例县/甲镇/报告.xlsx", own("示例县甲镇人民政府", 50000));
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 54321);
    assert_eq!(fates(&rolled)["示例县/教育局/报告.xlsx"], "contained");
}

#[test]
fn figures_tell_what_a_report_does_not_say_of_itself_or_a_person_must() {
    let slots = |n: &'static str| {
        [
            (RECEIVED, n),
            ("3.1/总计", n),
            ("3.4/自然人", n),
            ("3.4/总计", n),
        ]
    };
    let title = format!("示例县{TITLE}");
    let mut folder = three();
    folder.put("示例县/报告.html", page(&title, &slots("10")));
    folder.put("示例县/教育局/报告.xlsx", simple("示例县教育局", 3000));
    // less than its inferior: it cannot hold it
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 3331);
    assert_eq!(codes(&rolled), ["R229", "R401"]);
    let small = [(RECEIVED, 3), ("3.4/自然人", 3)];
    folder.put("示例县/教育局/报告.xlsx", report("示例县教育局", &small));
    let rolled = folder.rolled();
    assert!(codes(&rolled).contains(&"R215"), "{:?}", codes(&rolled));
    assert!(!rolled.publishable());
    folder.roster = Some((
        "单位名录.csv".to_owned(),
        "单位,上级单位,统计范围\n示例县,,本机关\n示例县教育局,示例县,\n教育局,,\n民政局,,\n"
            .as_bytes()
            .to_vec(),
    ));
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 334, "{:#?}", rolled.findings);
    assert!(!codes(&rolled).contains(&"R215"), "{:#?}", rolled.findings);
}

#[test]
fn a_sum_that_tells_no_scope_is_named_and_no_report_is_missed_beside_it() {
    let mut folder = three();
    folder.reports.remove("报告.xlsx");
    folder.put("本级.html", untold("示例市人民政府", 5000));
    let rolled = folder.rolled();
    let codes = codes(&rolled);
    assert!(codes.contains(&"R215"), "{codes:?}");
    assert!(!codes.contains(&"R202"), "{codes:?}");
    let found = rolled.findings.iter().find(|f| f.rule.code == "R215");
    assert!(matches!(found.expect("it").at, Place::File(_)));
}

/// The report of a unit as a page, which tells no scope.
fn untold(agency: &str, count: u32) -> Vec<u8> {
    let count = count.to_string();
    let slots = [
        RECEIVED,
        "3.1/总计",
        "3.3.1/自然人",
        "3.3.1/总计",
        "3.3.7/自然人",
        "3.3.7/总计",
        "2.行政许可/本年处理决定数量",
    ];
    let slots = slots.map(|slot| (slot, count.as_str()));
    page(&format!("{agency}{TITLE}"), &slots)
}

fn message<'r>(rollup: &'r Rollup, code: &str) -> &'r str {
    let found = rollup.findings.iter().find(|f| f.rule.code == code);
    &found.unwrap_or_else(|| panic!("{code}")).message
}

/// What 报送情况 says of the scope of a unit's report.
fn shown_scope(rollup: Rollup, unit: &str) -> String {
    let paper = document(&std::sync::Arc::new(rollup), &|_| None);
    let page = paper
        .pages
        .iter()
        .find(|p| p.name == "报送情况")
        .expect("it");
    let shown = |row: &Row, cell: usize| match &row.cells[cell].content {
        Content::Text(text) => text.trim().to_owned(),
        other => panic!("{other:?}"),
    };
    let body = page.body.as_ref().expect("rows");
    let mut rows = body.rows();
    let row = rows.find(|row| shown(row, 0) == unit);
    shown(&row.expect("its row"), 7)
}

#[test]
fn a_government_holds_departments_that_do_not_say_so_themselves() {
    let mut folder = three();
    let own = scoped("示例县人民政府", Scope::Government, &simple_slots(4000));
    folder.put("示例县/报告.xlsx", own);
    folder.put("示例县/财政局/报告.html", untold("示例县财政局", 3000));
    folder.put("示例县/甲镇/报告.html", untold("示例县甲镇", 50000));
    folder.put("示例县/乡镇/乙镇/报告.html", untold("示例县乙镇", 600_000));
    let rolled = folder.rolled();
    assert_eq!(received(&rolled), 654_321);
    assert_eq!(fates(&rolled)["示例县/财政局/报告.html"], "contained");
    assert_eq!(codes(&rolled), ["R202", "R216", "R229", "R401"]);
    let told = message(&rolled, "R229");
    for words in [
        "「财政局」从名称看是部门，按已含计",
        "「甲镇」从名称看是下级政府，另加",
    ] {
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(shown_scope(rolled, "财政局"), "本机关（认定）");
}

#[test]
fn what_a_name_does_not_tell_is_asked_where_a_government_could_hold_it() {
    let mut folder = three();
    let own = scoped("示例县人民政府", Scope::Government, &simple_slots(4000));
    folder.put("示例县/报告.xlsx", own);
    folder.put(
        "示例县/高新区管委会/报告.html",
        untold("高新区管委会", 3000),
    );
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R215", "R216", "R401"]);
    assert!(message(&rolled, "R215").contains("「高新区管委会」"));
    // what is greater than the government's own is not in it
    let large = untold("高新区管委会", 50000);
    folder.put("示例县/高新区管委会/报告.html", large);
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R229", "R401"]);
    assert_eq!(received(&rolled), 54321);
}

#[test]
fn a_total_with_a_slip_in_one_cell_is_no_report_of_its_own() {
    let slots = [
        "2.规章/现行有效件数",
        "2.行政处罚/本年处理决定数量",
        "2.行政强制/本年处理决定数量",
    ];
    let with = |agency: &str, licences: &str, others: &str| {
        let mut change = vec![("2.行政许可/本年处理决定数量", licences)];
        change.extend(slots.map(|slot| (slot, others)));
        page(&format!("{agency}{TITLE}"), &change)
    };
    let mut folder = three();
    folder.put("示例县/报告.html", with("示例县", "69", "11"));
    folder.put("示例县/甲镇/报告.html", with("示例县甲镇", "40", "4"));
    folder.put("示例县/乙镇/报告.html", with("示例县乙镇", "30", "5"));
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R215", "R216", "R217", "R401"]);
    let told = message(&rolled, "R215");
    assert!(told.contains("69，下级相加 70"), "{told}");
    // far from the sum it is of its own, and that is said
    folder.put("示例县/报告.html", with("示例县", "3", "1"));
    let rolled = folder.rolled();
    assert_eq!(codes(&rolled), ["R229", "R401"]);
    assert!(message(&rolled, "R229").contains("3，下级相加 70"));
    assert_eq!(shown_scope(rolled, "示例县"), "本机关（认定）");
}
