//! How a sheet is read, and what the next step leads to: halves beside one another, cases of an office's own work,
//! titles between rows, columns that are missing.

use gknb::finding::Severity;
use gknb::{Compilation, Job, compile, settings};

use super::{compiled, counts, found, places, plainly, says, trimmed};
use crate::maker::origin;

/// How many errors there are.
fn errors(compilation: &Compilation) -> usize {
    let findings = compilation.findings.iter();
    findings
        .filter(|f| f.rule.severity == Severity::Error)
        .count()
}

#[test]
fn a_list_that_goes_on_beside_itself_is_an_error_whatever_its_last_column_is_called() {
    for last in ["处罚日期", "处罚日期2"] {
        let sheet = format!(
            "序号,决定书编号,当事人,处罚日期,序号,决定书编号,当事人,{last}
             1,A001,甲,2022-01-01,3,A003,丙,2022-01-03
             2,A002,乙,2022-01-02,4,A004,丁,2022-01-04"
        );
        let compilation = says("C112", &[("行政处罚.csv", &sheet)], &["行政处罚.csv!E1"]);
        assert_eq!(places(&compilation, "C106").len(), 0);
    }
}

#[test]
fn a_penalty_that_begins_and_ends_with_a_case_is_a_penalty() {
    plainly(
        &[(
            "2022年行政处罚案件台账.csv",
            "序号,案号,当事人,案由,立案日期,处罚决定书文号,处罚决定日期,处罚内容,结案日期
             1,案1,甲,占道,2022-01-05,罚1,2022-02-01,罚款,2022-02-20",
        )],
        &[("2.行政处罚/本年处理决定数量", "1")],
    );
    let bare = "序号,案号,当事人,案由,立案时间,处罚结果,结案时间
                1,案1,甲,占道,2022-01-05,罚款,2022-02-01";
    let compilation = says(
        "E114",
        &[("2022年行政处罚案件台账.csv", bare)],
        &["2022年行政处罚案件台账.csv!2"],
    );
    assert!(found(&compilation, "E114").help.contains("决定日期"));
    let mended = bare
        .replace("处罚结果", "处罚决定日期")
        .replace("罚款", "2022-01-20");
    plainly(
        &[("2022年行政处罚案件台账.csv", &mended)],
        &[("2.行政处罚/本年处理决定数量", "1")],
    );
}

#[test]
fn days_below_other_headings_than_the_decision_are_passed_over() {
    plainly(
        &[(
            "2022年行政处罚台账.csv",
            "立案,立案,处罚决定,处罚决定,结案
             文号,日期,文号,日期,日期
             立1,2021-12-05,罚1,2022-01-05,2022-02-01
             立2,2022-12-05,罚2,2023-01-05,2023-02-01",
        )],
        &[("2.行政处罚/本年处理决定数量", "1")],
    );
}

#[test]
fn titles_between_applications_and_cases_are_no_records() {
    let heading = "申请编号,收到日期,申请人,申请人类型,答复日期,答复结果";
    plainly(
        &[(
            "2022年台账.csv",
            &format!(
                "{heading}
                 一、本年新收申请,,,,,
                 2022-1,2022-01-05,张三,自然人,2022-01-20,予以公开
                 二、上年结转申请,,,,,
                 2021-9,2021-12-25,王五,自然人,2022-01-10,予以公开"
            ),
        )],
        &[("3.1/自然人", "1"), ("3.2/自然人", "1")],
    );
    plainly(
        &[(
            "2022年台账.csv",
            &format!(
                "{heading}
                 1月份,,,,,
                 2022-1,2022-01-05,张三,自然人,2022-01-20,予以公开
                 12月份,,本月无申请,,,"
            ),
        )],
        &[("3.1/自然人", "1")],
    );
    plainly(
        &[(
            "2022年复议诉讼台账.csv",
            "案号,受理日期,结案日期,结果
             一、行政复议案件,,,
             复1,2022-01-01,2022-03-01,维持
             二、行政诉讼案件（未经复议直接起诉）,,,
             诉1,2022-01-01,2022-03-01,驳回诉讼请求
             三、行政诉讼案件（复议后起诉）,,,
             诉2,2022-01-01,2022-03-01,驳回诉讼请求",
        )],
        &[
            ("4.行政复议/结果维持", "1"),
            ("4.未经复议直接起诉/结果维持", "1"),
            ("4.复议后起诉/结果维持", "1"),
        ],
    );
    // a number alone is an application of which nothing else is told
    says(
        "L105",
        &[(
            "2022年台账.csv",
            &format!("{heading}\n2022-1,,,,,\n2022-2,2022-01-05,张三,自然人,2022-01-20,予以公开"),
        )],
        &["2022年台账.csv!B2"],
    );
}

#[test]
fn the_header_of_a_template_may_go_on_below_its_headings() {
    for row in [
        "XK_XDR_MC,XK_WSH,XK_JDRQ",
        "必填项,必填项,必填项，格式YYYY/MM/DD",
    ] {
        let sheet =
            format!("行政相对人名称,行政许可决定文书号,许可决定日期\n{row}\n甲,许1,2022/1/5");
        plainly(
            &[("行政许可.csv", &sheet)],
            &[("2.行政许可/本年处理决定数量", "1")],
        );
    }
}

#[test]
fn the_column_that_is_offered_for_a_missing_one_is_the_nearest() {
    let sheet = "决定书文号,案由,立案时间,送达时间,处罚决定书下达时间
                 罚1,占道,2021-12-30,2022-01-05,2022-01-03";
    let offers = |sheet: &str, name: &str, line: &str| {
        let compilation = compiled("", &[(name, sheet)]);
        let help = &found(&compilation, "C105").help;
        assert!(help.contains(line), "{help}");
        let toml = format!("[headings]\n{line}");
        let mended = compiled(&toml, &[(name, sheet)]);
        assert_eq!(places(&mended, "C105").len(), 0);
        compilation
    };
    let line = "\"处罚决定书下达时间\" = \"决定日期\"";
    let compilation = offers(sheet, "行政处罚台账.csv", line);
    assert_eq!(places(&compilation, "C114"), ["行政处罚台账.csv!E1"]);
    offers(
        "序号,复议请求,收到复议申请日期,复议案号,复议决定日期,复议结果
         1,责令履行,2022-12-05,复9号,,",
        "行政复议台账.csv",
        "\"收到复议申请日期\" = \"受理日期\"",
    );
    offers(
        "日期,收费项目,应缴金额（元）,已缴金额（元）\n2022-01-01,登记费,80,80",
        "行政事业性收费.csv",
        "\"已缴金额（元）\" = \"金额\"",
    );
}

#[test]
fn a_month_of_no_year_is_one_of_the_report_year_and_told_as_that() {
    let months = "月份,收费项目,收费金额（元）\n1月,登记费,80";
    let quarters = "季度,收费项目,收费金额（元）\n一季度,登记费,80";
    for sheet in [months, quarters] {
        let file = ("行政事业性收费.csv", sheet);
        let compilation = says("E104", &[file], &["行政事业性收费.csv!A2"]);
        counts(&compilation, &[("2.行政事业性收费/本年收费金额", "0.008")]);
    }
    // a day of no year is not told by the year alone
    let day = "收费日期,收费项目,收费金额（元）\n1月5日,登记费,80";
    says(
        "E105",
        &[("行政事业性收费.csv", day)],
        &["行政事业性收费.csv!A2"],
    );
}

#[test]
fn a_result_that_leaves_a_case_open_beside_a_day_that_closes_it_is_told_as_that() {
    let compilation = says(
        "L102",
        &[(
            "行政诉讼.csv",
            "案号,案由,起诉方式,立案日期,结案日期,判决结果
             1,信息公开,直接起诉,2022-01-01,2022-03-01,发回重审",
        )],
        &["行政诉讼.csv!F2"],
    );
    assert!(found(&compilation, "L102").message.contains("「发回重审」"));
}

#[test]
fn an_export_of_services_is_offered_no_result_of_applications() {
    let sheet = "受理编号,事项名称,申请人,申请人类型,申请时间,办结时间,办理结果,办件类型
                 35X1,食品经营许可,甲公司,企业法人,2022-01-05,2022-01-10,准予许可,承诺件";
    let compilation = compiled("", &[("办件导出.csv", sheet)]);
    let help = &found(&compilation, "E106").help;
    assert!(
        help.contains("行政许可") && !help.contains("[words"),
        "{help}"
    );
    let mended = compiled("", &[("行政许可办件导出.csv", sheet)]);
    counts(
        &mended,
        &[("2.行政许可/本年处理决定数量", "1"), ("3.1/总计", "0")],
    );
}

#[test]
fn numbers_that_begin_again_in_each_list_can_be_set_aside() {
    let first = "编号,收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
                 1,2022-01-05,自然人,张,甲,2022-01-20,予以公开
                 2,2022-03-25,自然人,李,乙,,";
    let second = "编号,收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
                  1,2022-03-25,自然人,李,乙,2022-04-10,予以公开
                  2,2022-04-05,自然人,王,丙,2022-04-20,不掌握";
    let files = [("一季度/台账.csv", first), ("二季度/台账.csv", second)];
    let compilation = compiled("", &files);
    let help = &found(&compilation, "L107").help;
    let (key, headings) = (
        "key = [\"收到日期\", \"申请人\", \"申请内容\"]",
        "[headings]\n\"编号\" = \"不用\"",
    );
    assert!(help.contains(key) && help.contains(headings), "{help}");
    let mended = compiled(&format!("{key}\n{headings}"), &files);
    counts(
        &mended,
        &[
            ("3.1/自然人", "3"),
            ("3.3.1/自然人", "2"),
            ("3.3.4.1/自然人", "1"),
        ],
    );
}

#[test]
fn a_day_of_publication_gives_way_to_the_day_of_issue() {
    plainly(
        &[
            (
                "规范性文件台账.csv",
                "文件名称,文号,成文日期\n甲办法,某规〔2022〕9号,2021-12-30\n乙办法,某规〔2019〕2号,2019-03-01",
            ),
            (
                "网站规范性文件清单.csv",
                "标题,文号,发布日期\n甲办法,某规〔2022〕9号,2022-01-07\n乙办法,某规〔2019〕2号,2019-03-02",
            ),
        ],
        &[
            ("2.行政规范性文件/本年制发件数", "0"),
            ("2.行政规范性文件/现行有效件数", "2"),
        ],
    );
}

#[test]
fn a_word_for_a_total_makes_no_total_of_a_row_with_a_number_and_days_of_its_own() {
    let requests = "序号,收到日期,申请人类型,申请内容,答复日期,办理结果,备注
                    1,2022-03-01,自然人,其中：三公经费,2022-03-11,予以公开,
                    2,2022-03-02,自然人,其中：会议费,2022-03-12,予以公开,
                    3,2022-03-03,自然人,小计,2022-03-13,予以公开,
                    4,2022-03-04,自然人,预算,2022-03-14,予以公开,总计
                    5,,合计,,,,";
    plainly(&[("台账.csv", requests)], &[("3.1/自然人", "4")]);
    let licences = "序号,当事人,许可决定书文号,许可决定日期,许可内容
                    1,合计,许〔2022〕1号,2022-03-01,甲
                    2,甲公司,许〔2022〕2号,2022-03-02,其中：危化品经营
                    3,小计,,,2";
    plainly(
        &[("行政许可.csv", licences)],
        &[("2.行政许可/本年处理决定数量", "2")],
    );
    // a running number and a day beside a sum are still a sum's
    let sums = "序号,许可事项,决定日期,数量
                1,食品,2022-03-31,12
                2,药品,2022-03-31,10
                3,小计,2022-03-31,22";
    plainly(
        &[("行政许可.csv", sums)],
        &[("2.行政许可/本年处理决定数量", "22")],
    );
}

#[test]
fn what_stands_beside_a_ledger_under_no_heading_of_it_is_another_matter() {
    for gap in ["", ",", ",,,"] {
        let ledger = format!(
            "序号,收到日期,申请人类型,答复日期,办理结果
             1,2022-03-01,自然人,2022-03-11,予以公开{gap},行标签,计数
             2,2022-03-02,自然人,2022-03-12,予以公开{gap},予以公开,3
             3,2022-03-03,自然人,2022-03-13,予以公开{gap},总计,3"
        );
        plainly(&[("台账.csv", &ledger)], &[("3.1/自然人", "3")]);
    }
}

#[test]
fn a_row_left_out_as_a_total_though_it_has_a_day_is_a_doubt() {
    let compilation = says(
        "C116",
        &[(
            "台账.csv",
            "序号,收到日期,申请人类型,申请内容,答复日期,办理结果
             1,2022-03-01,自然人,预算,2022-03-11,予以公开
             2,2022-03-02,,小计,,
             合计,,,1件,,",
        )],
        &["台账.csv!D3"],
    );
    counts(&compilation, &[("3.1/自然人", "1")]);
    assert_eq!(compilation.rows.excluded["合计行"], 2);
}

#[test]
fn a_small_table_of_sums_beside_a_ledger_lends_it_no_quantity() {
    let rows = |beside: [&str; 4]| {
        let row = |at: usize| {
            let cells = beside.get(at).copied().unwrap_or_default();
            format!("{at},2022-03-0{at},自然人,2022-03-1{at},予以公开{cells}\n")
        };
        let rows: String = (1..=8).map(row).collect();
        format!(
            "序号,收到日期,申请人类型,答复日期,办理结果{}\n{rows}",
            beside[0]
        )
    };
    for beside in [
        [",,,结果,件数", "", ",,,予以公开,8", ",,,总计,8"],
        [",,申请人类型,件数", ",,自然人,5", ",,商业企业,3", ""],
    ] {
        plainly(&[("台账.csv", &rows(beside))], &[("3.1/自然人", "8")]);
    }
    // a quantity that hardly a row has, far to the right, may be the ledger's
    let compilation = says(
        "C114",
        &[("台账.csv", &rows([",,,件数", "", ",,,8", ""]))],
        &["台账.csv!H1"],
    );
    counts(&compilation, &[("3.1/自然人", "8")]);
    // and where most rows have it, it is
    plainly(
        &[(
            "台账.csv",
            "序号,收到日期,申请人类型,答复日期,办理结果,,件数
             1,2022-03-01,自然人,2022-03-11,予以公开,,2
             2,2022-03-02,自然人,2022-03-12,予以公开,,1",
        )],
        &[("3.1/自然人", "3")],
    );
}

/// A workbook of sheets as typed, compiled.
fn of_sheets(sheets: &[(&str, &str)]) -> Compilation {
    of_workbook("", "台账.xlsx", sheets)
}

/// The same of a name of its own, with the settings of a `gknb.toml`.
pub(super) fn of_workbook(toml: &str, file: &str, sheets: &[(&str, &str)]) -> Compilation {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, text) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, line) in (0u32..).zip(trimmed(text).lines()) {
            for (column, text) in (0u16..).zip(line.split(',')).filter(|(_, t)| !t.is_empty()) {
                sheet.write_string(row, column, text).unwrap();
            }
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    compile(&Job {
        settings: settings::parse(&format!("year = 2022\nagency = \"某某局\"\n{toml}")).unwrap(),
        files: vec![origin(file, &bytes)],
        previous: None,
        jobs: 1,
    })
    .unwrap()
}

const REQUESTS: &str = "申请编号,收到日期,申请人类型,申请内容,答复日期,办理结果,备注
                        2022-1,2022-01-05,自然人,预算,2022-01-15,予以公开,
                        2022-2,2022-01-06,自然人,决算,2022-01-16,予以公开,";

#[test]
fn lists_of_options_are_no_ledger() {
    let options = "申请人类型,办理结果,答复形式
                   自然人,予以公开,纸质
                   商业企业,不予公开,";
    for (name, code) in [("字典", "C103"), ("Sheet2", "C102")] {
        let compilation = of_sheets(&[("台账", REQUESTS), (name, options)]);
        counts(&compilation, &[("3.1/自然人", "2")]);
        assert!(found(&compilation, code).message.contains("下拉选项"));
        assert_eq!(errors(&compilation), 0);
    }
    // what has days is read whatever its sheet is called
    counts(
        &of_sheets(&[("台账（含选项）", REQUESTS)]),
        &[("3.1/自然人", "2")],
    );
}

#[test]
fn a_summary_beside_its_ledger_is_told_to_be_one() {
    let sums = "季度,申请人类型,办理结果,件数
                一季度,自然人,予以公开,2";
    let compilation = of_sheets(&[("台账", REQUESTS), ("汇总", sums)]);
    let help = &found(&compilation, "C105").help;
    assert!(
        help.contains("像是汇总表") && !help.contains("重新导出"),
        "{help}"
    );
    let fees = "票据号码,开票日期,收费项目,金额（元）\n0001,2022-01-05,考试费,80";
    let sums = "收费项目,笔数,金额（元）\n考试费,1,80\n合计,1,80";
    let compilation = of_sheets(&[("明细", fees), ("收费汇总", sums)]);
    let help = &found(&compilation, "C105").help;
    assert!(help.contains("如果这是汇总表"), "{help}");
}

#[test]
fn an_example_that_says_so_counts_nothing_and_a_sheet_of_examples_is_a_doubt() {
    for row in [
        "（示例）2022-000,2022-01-01,自然人,示例,2022-01-10,予以公开,",
        "例：2022-000,2022-01-01,自然人,预算,2022-01-10,予以公开,",
        "2022-000,2022-01-01,自然人,预算,2022-01-10,予以公开,此行为示例，请勿删除",
    ] {
        let sheet = format!("{}\n{row}", trimmed(REQUESTS));
        let compilation = compiled("", &[("台账.csv", &sheet)]);
        counts(&compilation, &[("3.1/自然人", "2")]);
        assert_eq!(compilation.rows.excluded["示例行"], 1, "{row}");
    }
    plainly(
        &[("台账.csv", &REQUESTS.replace("预算", "例如示例区的举例"))],
        &[("3.1/自然人", "2")],
    );
    let tested = format!(
        "{}\n2022-3,2022-01-01,自然人,测试,2022-01-10,予以公开,测试",
        trimmed(REQUESTS)
    );
    says("E132", &[("台账.csv", &tested)], &["台账.csv!G4"]);
    let compilation = of_sheets(&[
        ("台账", REQUESTS),
        (
            "样表",
            "申请编号,收到日期,申请人类型,答复日期,办理结果\nXXXX,2022-01-05,自然人,2022-01-15,予以公开",
        ),
    ]);
    assert_eq!(places(&compilation, "C118"), ["台账.xlsx!样表"]);
    counts(&compilation, &[("3.1/自然人", "3")]);
}

#[test]
fn what_became_of_an_application_in_court_is_no_ledger_beside_it_and_told_where_no_case_counts() {
    let requests = "申请编号,收到日期,申请人类型,答复日期,办理结果,是否复议,复议受理时间,复议结果,是否诉讼,诉讼结果
                    2022-1,2022-01-05,自然人,2022-01-15,予以公开,否,,,否,
                    2022-2,2022-01-06,自然人,2022-01-16,予以公开,是,2022-03-01,维持,否,
                    2022-3,2022-01-07,自然人,2022-01-17,予以公开,否,,,是,驳回";
    let compilation = says("C117", &[("台账.csv", requests)], &["台账.csv!F3"]);
    assert_eq!(places(&compilation, "C112").len(), 0);
    counts(
        &compilation,
        &[("3.1/自然人", "3"), ("4.行政复议/总计", "0")],
    );
    let cases = "案号,案件类型,受理日期,结案日期,结果\n复1,行政复议,2022-03-01,2022-04-01,维持";
    says("C117", &[("台账.csv", requests), ("复议.csv", cases)], &[]);
    let none = requests
        .replace("是,2022-03-01,维持", "否,,无")
        .replace("是,驳回", "否,");
    says("C117", &[("台账.csv", &none)], &[]);
}

#[test]
fn a_mandated_table_or_a_working_paper_of_last_year_is_no_ledger() {
    let table = "二、主动公开政府信息情况,,,
                 第二十条第（一）项,,,
                 信息内容,本年制发件数,本年废止件数,现行有效件数
                 规章,0,0,0
                 行政规范性文件,3,1,15
                 第二十条第（八）项,,,
                 信息内容,本年收费金额（单位：万元）,本年收费金额（单位：万元）,
                 行政事业性收费,12.5,12.5,";
    let paper = "结转清单（内部资料 不得公开）
                 结转,编号,收到日期,申请人类型,件数,文件
                 上年结转,2020-9,2020-12-30,自然人,1,a.xlsx";
    let compilation = of_sheets(&[("台账", REQUESTS), ("年报", table), ("结转", paper)]);
    assert_eq!(
        places(&compilation, "C103"),
        ["台账.xlsx!年报", "台账.xlsx!结转"]
    );
    assert!(found(&compilation, "C103").message.contains("previous"));
    counts(
        &compilation,
        &[("3.1/自然人", "2"), ("2.行政事业性收费/本年收费金额", "0")],
    );
    assert_eq!(errors(&compilation), 0);
}

#[test]
fn an_unknown_header_is_offered_the_day_on_which_work_ended_and_its_number() {
    let sheet = "序号,办件编号,申请人,事项名称,受理时间,承诺办结时间,实际办结时间
                 1,32000001,甲,食品经营许可,2021-12-20,2022-01-20,2022-01-05
                 2,32000002,乙,食品经营许可,2022-12-20,2023-01-20,2023-01-05";
    let files = [("行政许可办件.csv", sheet)];
    let compilation = compiled("", &files);
    let help = &found(&compilation, "C101").help;
    let lines = "[headings]\n\"实际办结时间\" = \"决定日期\"\n\"办件编号\" = \"文号\"";
    assert!(help.contains(lines), "{help}");
    let mended = compiled(lines, &files);
    counts(&mended, &[("2.行政许可/本年处理决定数量", "1")]);
    // what comes before the decision is offered for nothing
    let early = "许可决定书文号,事项名称,受理时间\n许1,食品,2021-12-20";
    let compilation = compiled("", &[("行政许可.csv", early)]);
    assert!(
        compilation
            .findings
            .iter()
            .all(|f| !f.help.contains("\"受理时间\""))
    );
}

#[test]
fn a_ledger_whose_columns_all_stand_in_one_is_an_error_that_tells_how_to_part_them() {
    let parted = |by: &str| {
        let lines = [
            ["申请编号", "收到日期", "申请人类型", "答复日期", "办理结果"],
            ["A-1", "2022-01-05", "自然人", "2022-01-20", "予以公开"],
            ["A-2", "2022-02-05", "自然人", "2022-02-20", "予以公开"],
        ];
        let lines = lines.map(|line| format!("\"{}\"\n", line.join(by)));
        lines.concat()
    };
    for by in [",", ";", "|", "、", "    ", "^"] {
        let sheet = parted(by);
        let compilation = says("C101", &[("a.csv", &sheet)], &["a.csv!A1"]);
        let finding = found(&compilation, "C101");
        let told = "（申请编号、收到日期、申请人类型、答复日期、办理结果）都写在 A 列一个格里";
        assert!(finding.message.contains(told), "{}", finding.message);
        assert!(finding.message.contains("下面 2 行没有计入任何数字"));
    }
    // that the columns are named in a note is no header
    let note = "\"填写申请编号、收到日期、申请人类型、答复日期、办理结果各列\"\n\"一行一件\"";
    let compilation = compiled("", &[("填表说明.csv", note)]);
    assert_eq!(places(&compilation, "C101"), [""; 0]);
}

#[test]
fn headings_that_were_lost_in_another_encoding_ask_for_another_export() {
    for headings in [
        "??,????,???,????",
        "鐢宠缂栧彿,鏀跺埌鏃ユ湡,鐢宠浜虹被鍨�,鍔炵悊缁撴灉",
    ] {
        let sheet = format!("{headings}\nA-1,2022-01-05,???,2022-01-20\nA-2,2022-01-06,???,");
        let compilation = says("C101", &[("a.csv", &sheet)], &["a.csv!A1"]);
        let finding = found(&compilation, "C101");
        assert!(
            finding.message.contains("下面 2 行没有计入任何数字"),
            "{}",
            finding.message
        );
        assert!(
            finding.help.contains("请从系统重新导出"),
            "{}",
            finding.help
        );
    }
}

#[test]
fn records_of_a_file_or_folder_that_is_called_void_are_a_doubt_and_count() {
    let licences = |from: u32| {
        format!(
            "文号,决定日期\n许{from},2022-03-01\n许{},2022-03-02",
            from + 1
        )
    };
    let (first, second) = (licences(1), licences(3));
    for name in [
        "作废/行政许可.csv",
        "行政许可（旧版）.csv",
        "备份/行政许可.csv",
    ] {
        let compilation = says(
            "C118",
            &[("行政许可.csv", &first), (name, &second)],
            &[name],
        );
        counts(&compilation, &[("2.行政许可/本年处理决定数量", "4")]);
    }
    let files = [("软件测试中心/行政许可.csv", first.as_str())];
    assert_eq!(places(&compiled("", &files), "C118"), [""; 0]);
}
