//! Headings as systems and registers name them.

use super::{compiled, counts, found, places, plainly, says};

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
