//! What is to be written for a single unit: the lines that a finding of it offers work for it.

use super::*;

fn help<'c>(compilation: &'c Compilation, code: &str, unit: &str) -> &'c str {
    let findings = compilation.findings.iter().filter(|f| f.rule.code == code);
    let mut of_unit = findings.filter(|f| f.unit.as_deref() == Some(unit));
    &of_unit.next().expect("a finding of the unit").help
}

/// The lines of a next step from one that begins with this.
fn lines(help: &str, from: &str, count: usize) -> String {
    let lines = help.lines().skip_while(|line| !line.starts_with(from));
    lines.take(count).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_opening_that_is_missed_for_a_unit_is_offered_under_its_heading() {
    let documents = "标题,文号,成文日期,废止日期,制发单位
        甲,财规〔2019〕1号,2019-03-01,2022-02-01,市财政局
        乙,财规〔2019〕2号,2019-03-02,2022-02-01,市财政局";
    let files = [("台账.csv", LEDGER), ("规范性文件.csv", documents)];
    let compilation = by_unit(
        "[unit.\"市财政局\".opening]\n行政规范性文件 = 1",
        &files,
        None,
    );
    assert_eq!(found(&compilation, "T108").len(), 1);
    let offered = lines(help(&compilation, "T108", "市财政局"), "[unit.", 2);
    assert_eq!(
        offered,
        "[unit.\"市财政局\".opening]\n行政规范性文件 = 件数"
    );
    let compilation = by_unit(&offered.replace("件数", "2"), &files, None);
    assert!(found(&compilation, "T108").is_empty());
    assert!(compilation.publishable());
}

#[test]
fn figures_that_are_missed_for_units_are_offered_under_their_headings() {
    let ledger = LEDGER.replace("2022-", "2020-");
    let job = |toml: &str| {
        let mut job = job(toml, &[("台账.csv", &ledger)]);
        job.settings.year = Some(2020);
        compile_by_unit(&job, &UnitFiles::default()).unwrap()
    };
    let compilation = job("");
    let all = compilation.findings.iter().find(|f| f.rule.code == "T103");
    let all = &all.unwrap().help;
    assert!(all.contains("2 个单位都要写，全部由它们相加：市审计局、市财政局"));
    assert!(all.contains("[[unit.\"市审计局\".figure]]"), "{all}");
    // one figure of the whole is not one of the units
    let slot = "2.规章/本年新制作数量";
    let figure = format!("[[figure]]\nslot = \"{slot}\"\nvalue = 0\nsource = \"年报\"");
    let compilation = job(&figure);
    let offered = lines(help(&compilation, "T103", "市财政局"), "[[unit.", 4);
    assert!(offered.contains(slot), "{offered}");
    let missed = |compilation: &Compilation| {
        let unit = |f: &&gknb::finding::Finding| f.unit.as_deref() == Some("市财政局");
        let of_rule = |f: &&gknb::finding::Finding| f.rule.code == "T103";
        let mut findings = compilation.findings.iter().filter(of_rule);
        let finding = findings.find(unit).unwrap();
        finding.message.contains(slot)
    };
    assert!(missed(&compilation));
    assert!(!missed(&job(&offered)));
}

#[test]
fn a_line_that_a_unit_alone_has_none_of_is_confirmed_under_its_heading() {
    let licences = "行政许可决定文书号,决定日期,数量,许可机关
         许1,2022-05-01,3,市财政局";
    let toml = "[[unit.\"市财政局\".figure]]
        slot = \"2.行政许可/本年处理决定数量\"
        value = 5
        source = \"纸质台账\"
        [unit.\"市审计局\".opening]
        规章 = 2";
    let files = [("台账.csv", LEDGER), ("行政许可.csv", licences)];
    let compilation = by_unit(toml, &files, None);
    let help = help(&compilation, "T102", "市财政局");
    let line = "在 gknb.toml 的 [unit.\"市财政局\"] 下写 none = [\"规章\"";
    assert!(help.contains(line), "{help}");
    // the unit's own error tells why the sum is not the whole
    assert_eq!(
        found(&compilation, "T101"),
        ["指标格 2.行政许可/本年处理决定数量〔市财政局〕"]
    );
    assert!(found(&compilation, "G109").is_empty());
}

#[test]
fn a_report_of_a_folder_is_in_no_setting_of_a_unit() {
    let last = by_unit("", &[("台账.csv", LEDGER)], None);
    let mut statement = last.units[0].statement(&last);
    statement.year = 2020;
    let bytes = xlsx::bytes(&publishable::stated(&statement)).unwrap();
    let files = |unit: Option<&str>| UnitFiles {
        roster: None,
        previous: vec![LastOf {
            unit: unit.map(str::to_owned),
            report: origin("2020.xlsx", &bytes),
        }],
    };
    let said = |toml: &str, unit: Option<&str>| {
        let job = job(toml, &[("台账.csv", LEDGER)]);
        found(&compile_by_unit(&job, &files(unit)).unwrap(), "V103")
    };
    let toml = "[unit.\"市财政局\"]\nprevious = \"2020.xlsx\"";
    assert_eq!(
        said(toml, Some("市财政局")),
        ["gknb.toml [unit.\"市财政局\"] previous〔市财政局〕"]
    );
    // a folder may hold those of other years
    assert_eq!(said("", None), [""; 0]);
    assert_eq!(
        said("", Some("市财政局")),
        ["上年报告（previous）〔市财政局〕"]
    );
}
