//! Headings as systems and registers name them.

use super::{compiled, counts, places, plainly, says};

#[test]
fn rows_of_two_exports_are_one_by_whatever_the_column_of_their_number_is_called() {
    let fees = |heading: &str, rows: u32| {
        let row = |at| format!("\n3301002400000000000{at},登记费,甲,{at}00,2022-0{at}-05");
        let rows: String = (1..=rows).map(row).collect();
        format!("{heading},收费项目,缴款人,收费金额（元）,收费日期{rows}")
    };
    for heading in [
        "缴款码",
        "缴款识别码",
        "缴款通知书编号",
        "电子缴款书号",
        "财政票据号",
        "缴费单号",
    ] {
        let (first, second) = (fees(heading, 2), fees(heading, 3));
        let files = [
            ("一季度收费.csv", first.as_str()),
            ("上半年收费.csv", &second),
        ];
        plainly(&files, &[("2.行政事业性收费/本年收费金额", "0.06")]);
    }
    let decisions = |(heading, work): (&str, &str), rows: u32| {
        let row = |at| format!("\nJY1330{at},食品销售,甲,2022-0{at}-05");
        let rows: String = (1..=rows).map(row).collect();
        format!("{heading},{work}内容,行政相对人名称,{work}决定日期{rows}")
    };
    for (heading, work) in [
        ("行政许可编号", "许可"),
        ("审批文号", "许可"),
        ("许可决定文号", "许可"),
        ("证书编号", "许可"),
        ("处罚决定文号", "处罚"),
        ("行政处罚决定文号", "处罚"),
        ("处罚编号", "处罚"),
    ] {
        let [first, second] = [2, 3].map(|rows| decisions((heading, work), rows));
        let [early, late] = ["一季度", "上半年"].map(|period| format!("{period}行政{work}.csv"));
        let slot = format!("2.行政{work}/本年处理决定数量");
        plainly(&[(&early, &first), (&late, &second)], &[(&slot, "3")]);
    }
}

#[test]
fn licences_of_which_only_the_term_is_told_are_asked_for_their_day() {
    let list = "序号,行政许可编号,许可文件,有效期,许可机关
                1,JY13301,食品经营许可证,2022-01-05至2027-01-04,某局
                2,JY13302,食品经营许可证,2022-03-05至2027-03-04,某局";
    says("C105", &[("双公示许可.csv", list)], &["双公示许可.csv!A1"]);
}

#[test]
fn what_a_service_hall_calls_the_kind_of_a_matter_decides_what_counts() {
    let list =
        "办件编号,事项名称,服务事项类型,单位名称/人,收件时间,受理时间,办结时间,办理状态,办理结果
                B1,食品经营许可,行政许可,甲,2022-01-02,2022-01-03,2022-01-08,办结,准予许可
                B2,食品经营许可,行政许可,丙,2022-01-02,2022-01-03,2022-01-08,办结,不予许可
                B5,企业年报,其他行政权力,甲,2022-01-02,2022-01-03,2022-01-08,办结,办结
                B6,食品经营许可,行政许可,丁,2022-01-02,2022-01-03,2022-01-08,办结,作废办结
                B7,社保查询,公共服务,乙,2022-01-02,2022-01-03,2022-01-08,办结,办结
                B8,户口登记,行政确认,乙,2022-01-02,2022-01-03,2022-01-08,办结,办结";
    let licences = ("2.行政许可/本年处理决定数量", "2");
    for file in ["行政许可办件明细.csv", "办件明细.csv"] {
        let compilation = says("E131", &[(file, list)], &[&format!("{file}!I5")]);
        counts(&compilation, &[licences]);
    }
    // what the name says otherwise is told
    let compilation = compiled("", &[("行政许可办件明细.csv", list)]);
    let told = places(&compilation, "L113");
    assert_eq!(
        told,
        ["C4", "C6", "C7"].map(|at| format!("行政许可办件明细.csv!{at}"))
    );
}
