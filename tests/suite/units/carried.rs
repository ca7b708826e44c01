//! What units carry over from last year: from openings and from reports, added up for the whole.

use gknb::form::SlotName;
use gknb::handover::CHECKS;

use super::*;
use crate::{program, tamper};

const IN_FORCE: &str = "2.行政规范性文件/现行有效件数";

/// Openings of the documents of 市财政局 and 市审计局.
const OPENINGS: &str = "[unit.\"市财政局\".opening]
    行政规范性文件 = 3
    [unit.\"市审计局\".opening]
    行政规范性文件 = 2\n";

/// Units' reports of last year: what they would hand over by these settings and ledgers, were they of that year.
fn reports(toml: &str, files: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let last = by_unit(toml, files, None);
    let report = |unit: &OfUnit| {
        let mut statement = unit.statement(&last);
        statement.year = 2021;
        let bytes = xlsx::bytes(&publishable::stated(&statement)).unwrap();
        (unit.name.to_string(), bytes)
    };
    last.units.iter().map(report).collect()
}

/// Compiles with reports of last year; of a unit that the settings name where `told`.
fn after(
    reports: &[(String, Vec<u8>)],
    told: bool,
    toml: &str,
    files: &[(&str, &str)],
) -> Compilation {
    let previous = reports.iter().map(|(unit, bytes)| LastOf {
        unit: Some(unit.clone()).filter(|_| told),
        report: origin(&format!("{unit}.xlsx"), bytes),
    });
    let files_of_units = UnitFiles {
        roster: None,
        previous: previous.collect(),
    };
    compile_by_unit(&job(toml, files), &files_of_units).unwrap()
}

/// What is in force of the whole and of each unit.
fn in_force(compilation: &Compilation) -> Vec<Decimal> {
    let units = compilation.units.iter().map(|unit| &unit.tally);
    let tallies = [&compilation.tally].into_iter().chain(units);
    tallies
        .map(|tally| value(compilation, tally, IN_FORCE))
        .collect()
}

const DOCUMENTS: &str = "标题,文号,成文日期,废止日期,制发单位
    甲,财规〔2022〕1号,2022-03-01,,市财政局
    乙,审规〔2019〕1号,2019-03-01,2022-05-01,市审计局";

#[test]
fn an_opening_of_a_unit_is_the_wholes_beside_a_unit_of_which_none_is_told() {
    let toml = "[unit.\"市财政局\".opening]
        行政规范性文件 = 3
        [unit.\"市卫健委\"]
        none = [\"规章\"]";
    let compilation = by_unit(toml, &[("台账.csv", LEDGER)], None);
    assert_eq!(in_force(&compilation), [3, 3, 0, 0].map(Decimal::from));
    assert!(found(&compilation, "G109").is_empty());
    // one that has documents and tells no opening leaves the whole to the ledgers
    let files = [("台账.csv", LEDGER), ("规范性文件.csv", DOCUMENTS)];
    let toml = "[unit.\"市审计局\".opening]\n行政规范性文件 = 3";
    let compilation = by_unit(toml, &files, None);
    assert_eq!(in_force(&compilation), [1, 1, 2].map(Decimal::from));
    let finding = compilation.findings.iter().find(|f| f.rule.code == "G109");
    let finding = finding.unwrap();
    let said: Vec<&str> = finding.related.iter().map(|(_, words)| &**words).collect();
    assert_eq!(
        said,
        [
            "市审计局 由期初数推算，计 2",
            "市财政局 没有上年报告、期初数，按台账计 1"
        ]
    );
    // the line that is offered settles it
    let line = "[unit.\"市财政局\".opening]\n行政规范性文件 = 件数";
    assert!(finding.help.contains(line), "{}", finding.help);
    let compilation = by_unit(
        &format!("{toml}\n{}", line.replace("件数", "4")),
        &files,
        None,
    );
    assert_eq!(in_force(&compilation), [7, 5, 2].map(Decimal::from));
    assert!(found(&compilation, "G109").is_empty());
}

#[test]
fn what_units_reports_leave_in_force_is_added_up_where_there_is_no_report_of_the_whole() {
    let reports = reports(OPENINGS, &[("台账.csv", LEDGER)]);
    let files = [("台账.csv", LEDGER), ("规范性文件.csv", DOCUMENTS)];
    for told in [false, true] {
        let compilation = after(&reports, told, "", &files);
        assert_eq!(in_force(&compilation), [5, 4, 1].map(Decimal::from));
        assert!(found(&compilation, "G109").is_empty());
        assert!(found(&compilation, "V104").is_empty());
        assert!(compilation.publishable(), "{:#?}", compilation.findings);
        // beside an opening that is told for one of them
        let toml = "[unit.\"市审计局\".opening]\n行政规范性文件 = 9";
        let compilation = after(&reports, told, toml, &files);
        assert_eq!(in_force(&compilation), [12, 4, 8].map(Decimal::from));
    }
    // a unit that had something in force and has no report leaves the whole to the ledgers
    let compilation = after(&reports[1..], false, "", &files);
    assert_eq!(in_force(&compilation), [1, 1, 1].map(Decimal::from));
    // one that has none does not
    let compilation = after(&reports[1..], false, "", &[("台账.csv", LEDGER)]);
    assert_eq!(in_force(&compilation), [2, 0, 2].map(Decimal::from));
    // an opening of the whole prevails
    let compilation = after(&reports, false, "[opening]\n行政规范性文件 = 6", &files);
    assert_eq!(in_force(&compilation), [6, 4, 1].map(Decimal::from));
    assert_eq!(found(&compilation, "V109"), [""; 0]);
    let finding = compilation.findings.iter().find(|f| f.rule.code == "G109");
    let related = &finding.unwrap().related;
    let said = |words: &str| related.iter().any(|(_, said)| said == words);
    assert!(said("市财政局 由上年报告推算，计 4"), "{related:#?}");
}

/// One application of each of two units, pending.
const PENDING: &str = "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
    1,2022-12-05,自然人,,,市财政局
    2,2022-12-06,自然人,,,市审计局";

#[test]
fn what_units_carried_out_is_carried_in_by_the_whole_and_a_difference_is_told_of_the_unit() {
    let reports = reports("", &[("台账.csv", PENDING)]);
    let carried = |units: [&str; 2]| {
        let [first, second] = units;
        let ledger = format!(
            "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
             1,2021-12-05,自然人,2022-01-20,予以公开,{first}
             2,2021-12-06,自然人,2022-01-20,予以公开,{second}
             3,2022-03-06,自然人,2022-03-20,予以公开,市财政局
             4,2022-03-06,自然人,2022-03-20,予以公开,市审计局"
        );
        after(&reports, false, "", &[("台账.csv", &ledger)])
    };
    let compilation = carried(["市财政局", "市审计局"]);
    assert!(found(&compilation, "V102").is_empty());
    let previous = compilation.previous.as_ref().unwrap();
    let all = SlotName::of("3.4/自然人").map(|_| &previous.slots["3.4/自然人"]);
    assert_eq!(all, Some(&Decimal::from(2)));
    // one of them now stands with the other, and the whole has as many
    let compilation = carried(["市财政局", "市财政局"]);
    assert_eq!(
        found(&compilation, "V102"),
        [
            "指标格 3.2/自然人〔市审计局〕",
            "指标格 3.2/自然人〔市财政局〕"
        ]
    );
    let lines = ["市审计局", "市财政局"].map(|unit| {
        let findings = compilation.findings.iter();
        let mut of_unit = findings.filter(|f| f.unit.as_deref() == Some(unit));
        let help = &of_unit.find(|f| f.rule.code == "V102").unwrap().help;
        assert!(help.contains("市财政局多 1 件") && help.contains("市审计局少 1 件"));
        let lines = help.lines().skip(1).take(2);
        lines.collect::<Vec<_>>().join("\n")
    });
    let ledger = "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
         1,2021-12-05,自然人,2022-01-20,予以公开,市财政局
         2,2021-12-06,自然人,2022-01-20,予以公开,市财政局
         3,2022-03-06,自然人,2022-03-20,予以公开,市审计局";
    // what is offered leaves a doubt that can be explained
    let toml = lines.join("\n");
    let compilation = after(&reports, false, &toml, &[("台账.csv", ledger)]);
    assert!(found(&compilation, "V102").is_empty());
    assert_eq!(found(&compilation, "V109").len(), 2);
    assert!(compilation.publishable());
    // one that is lost is a difference of that unit alone
    let ledger = ledger.replace(
        "市财政局\n         2,2021-12-06",
        "市财政局\n         2,2022-01-06",
    );
    let compilation = after(&reports, false, "", &[("台账.csv", &ledger)]);
    assert_eq!(
        found(&compilation, "V102"),
        ["指标格 3.2/自然人〔市审计局〕"]
    );
    let finding = compilation.findings.iter().find(|f| f.rule.code == "V102");
    assert!(!finding.unwrap().help.contains("转办"));
}

#[test]
fn a_folder_of_last_years_reports_proves_what_is_said_beside_this_years() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let put = |name: &str, text: &str| program::put(path, name, trimmed(text).as_bytes());
    put("data21/申请.csv", &PENDING.replace("2022-", "2021-"));
    let files = [
        (
            "申请.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
             1,2021-12-05,自然人,2022-01-20,予以公开,市财政局
             2,2021-12-06,自然人,2022-01-20,予以公开,市审计局",
        ),
        ("规范性文件.csv", DOCUMENTS),
    ];
    put("data21/gknb.toml", OPENINGS);
    for (name, text) in files {
        put(&format!("data/{name}"), text);
    }
    let run = |args: &str| {
        let run = program::gknb(path, &args.split(' ').collect::<Vec<_>>());
        (run.code, format!("{}{}", run.out, run.err))
    };
    let compiled = |args: &str| {
        let (code, said) = run(&format!("{args} --by-unit --agency 某市"));
        assert_eq!(code, Some(0), "{said}");
    };
    compiled("data21 --year 2021 --out 上年");
    // all that was handed over, and the units' tables alone
    for last in ["上年", "上年/分单位"] {
        compiled(&format!("data --year 2022 --previous {last} --out report"));
        let audit = format!("audit report data --previous {last}");
        let (code, said) = run(&audit);
        assert_eq!(code, Some(0), "{last}: {said}");
        let paper = path.join("report/某市2022年核对底稿.xlsx");
        let bytes = std::fs::read(&paper).unwrap();
        let office = gknb::handover::paper(&origin("某市2022年核对底稿.xlsx", &bytes), &[]);
        let office = office.unwrap();
        let page = &office.asides.pages[CHECKS];
        let rows = page.rows();
        let row = rows.iter().find(|row| page.text(**row, 1) == "3.2/自然人");
        let cell = format!("E{}", row.unwrap());
        std::fs::write(&paper, tamper::cell(&bytes, CHECKS, &cell, "7")).unwrap();
        let (code, said) = run(&audit);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("这里是 7，应为 2"), "{said}");
    }
    // a report of last year that says another number since
    compiled("data --year 2022 --previous 上年/分单位 --out report");
    let report = path.join("上年/分单位/市财政局2021年政府信息公开统计表.xlsx");
    let bytes = std::fs::read(&report).unwrap();
    let changed = tamper::cell(&bytes, "二、主动公开", "D6", "8");
    std::fs::write(&report, changed).unwrap();
    let (code, said) = run("audit report data --previous 上年/分单位");
    assert_eq!(code, Some(1), "{said}");
}
