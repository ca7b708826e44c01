//! How a sheet is read, and what the next step leads to: halves beside one another, cases of an office's own work,
//! titles between rows, columns that are missing.

use super::{compiled, counts, found, places, plainly, says};

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
