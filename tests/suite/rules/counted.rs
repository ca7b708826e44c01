//! What a row counts for: sums by the month, things that are no decisions, cases of others, applications that ended.

use super::{compiled, counts, found, places, plainly, says};

#[test]
fn a_total_of_a_month_is_how_many_where_nothing_else_is() {
    for heading in ["合计", "人次", "决定书份数", "发证本数", "证书数"] {
        let sheet = format!("月份,案由,{heading}\n1月,甲类,5\n2月,甲类,6\n3月,乙类,40");
        plainly(
            &[("2022年行政处罚月报.csv", &sheet)],
            &[("2.行政处罚/本年处理决定数量", "51")],
        );
    }
    plainly(
        &[(
            "2022年行政处罚月报.csv",
            "月份,案由,简易程序,一般程序,合计
             1月,占道,5,1,6
             2月,乱倒,6,2,8",
        )],
        &[("2.行政处罚/本年处理决定数量", "14")],
    );
    // sums of money, and decisions told one by one, are none
    let doubtful = [
        (
            "月份,案由,罚款,合计\n1月,占道,500,500",
            "1",
            &["2022年行政处罚.csv!D2"][..],
        ),
        (
            "月份,案由,处罚企业\n1月,占道,12",
            "1",
            &["2022年行政处罚.csv!C2"],
        ),
        ("处罚决定日期,案由,合计\n2022-01-05,占道,500", "1", &[]),
    ];
    for (sheet, count, doubts) in doubtful {
        let compilation = says("E126", &[("2022年行政处罚.csv", sheet)], doubts);
        counts(&compilation, &[("2.行政处罚/本年处理决定数量", count)]);
    }
    // what the doubt offers reads it
    let compilation = compiled(
        "[headings]\n\"处罚企业\" = \"数量\"",
        &[("2022年行政处罚.csv", "月份,案由,处罚企业\n1月,占道,12")],
    );
    assert_eq!(places(&compilation, "E126").len(), 0);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "12")]);
}

#[test]
fn cumulative_tables_of_several_categories_are_a_doubt_as_those_of_one_are() {
    let sheet = |count: u32| format!("类别,数量\n行政许可,{count}\n行政处罚,{}", count + 1);
    let (first, half, year) = (sheet(7), sheet(17), sheet(37));
    says(
        "L126",
        &[
            ("2022年1-3月.csv", &first),
            ("2022年1-6月.csv", &half),
            ("2022年1-12月.csv", &year),
        ],
        &["2022年1-6月.csv", "2022年1-12月.csv"],
    );
    // quarters beside one another, and a year of single decisions beside the sums of a quarter of others
    says(
        "L126",
        &[("2022年1-3月.csv", &first), ("2022年4-6月.csv", &half)],
        &[],
    );
    says(
        "L126",
        &[
            ("2022年1-3月.csv", &first),
            ("2022年1-6月.csv", "类别,数量\n行政强制,4"),
        ],
        &[],
    );
}
