//! What rows tell of their time by a month, a quarter or a year.

use super::{compiled, counts, places, plainly, says};

#[test]
fn a_row_is_of_the_quarter_that_its_column_names() {
    plainly(
        &[(
            "2022年行政许可统计表.csv",
            "季度,类别,数量
             2021年四季度,行政许可,10
             2022年一季度,行政许可,5
             二季度,行政许可,6
             3,行政许可,7",
        )],
        &[("2.行政许可/本年处理决定数量", "18")],
    );
    let sums = "季度,收费项目,金额（元）
                一季度,占道费,1000
                二季度,占道费,500
                上半年,占道费,1500";
    says(
        "L127",
        &[("2022年收费统计表.csv", sums)],
        &["2022年收费统计表.csv!4"],
    );
    // what the error offers
    plainly(
        &[("2022年收费统计表.csv", &sums.replace("上半年", "合计"))],
        &[("2.行政事业性收费/本年收费金额", "0.15")],
    );
}

#[test]
fn a_row_is_of_the_year_that_its_column_names() {
    let fees = "年度,月份,收费项目,收费金额（元）
                2021,12月,占道费,3000
                2022,1月,占道费,5000
                2022年度,2,占道费,6000";
    for name in ["收费台账.csv", "2022年收费台账.csv"] {
        plainly(&[(name, fees)], &[("2.行政事业性收费/本年收费金额", "1.1")]);
    }
    plainly(
        &[(
            "2022年行政处罚台账.csv",
            "年份,当事人,案由\n2021,王,占道\n2022,李,占道\n,赵,占道",
        )],
        &[("2.行政处罚/本年处理决定数量", "2")],
    );
    // a day of its own is heard before it, and completed by it
    plainly(
        &[(
            "行政许可台账.csv",
            "年度,许可事项,许可决定日期\n2022,甲,2021-12-30\n2022,乙,3月5日",
        )],
        &[("2.行政许可/本年处理决定数量", "1")],
    );
    let compilation = compiled(
        "",
        &[("2022年行政处罚台账.csv", "年度,当事人,案由\n前年,王,占道")],
    );
    assert_eq!(places(&compilation, "E102"), ["2022年行政处罚台账.csv!A2"]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "0")]);
}
