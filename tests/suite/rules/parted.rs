//! Days that are written in three columns, 年, 月 and 日.

use super::{compiled, counts, places, plainly, says};

const PENALTIES: (&str, &str) = ("2.行政处罚/本年处理决定数量", "3");

#[test]
fn a_day_in_three_columns_is_read_as_one() {
    let plain = "序号,年,月,日,当事人,案由,罚款金额
                 1,2022,1,5,王某,占道经营,100
                 2,2022,2,5,李某,占道经营,100
                 3,2022,12,28,赵某,占道经营,100
                 4,2021,12,28,钱某,占道经营,100";
    let grouped = "序号,决定日期,,,当事人,案由
                   ,年,月,日,,
                   1,2022年,1月,5日,王某,占道经营
                   2,2022,02,05,李某,占道经营
                   3,2022,12,28,赵某,占道经营
                   4,2021,12,28,钱某,占道经营";
    let numbered = plain.replace("序号", "文号");
    let numbered = numbered.replace("\n                 ", "\n罚");
    for sheet in [plain, grouped, &numbered] {
        plainly(&[("2022年行政处罚台账.csv", sheet)], &[PENALTIES]);
    }
    // the header again, as at a page break
    let again = plain.replace(
        "3,2022",
        "序号,年,月,日,当事人,案由,罚款金额\n                 3,2022",
    );
    plainly(&[("2022年行政处罚台账.csv", &again)], &[PENALTIES]);
}

#[test]
fn a_day_in_three_columns_that_is_none_is_an_error_where_it_begins() {
    let sheet = "文号,年,月,日,当事人,案由
                 罚1号,2022,13,5,王某,占道经营
                 罚2号,2022,2,5,李某,占道经营";
    says(
        "E103",
        &[("2022年行政处罚台账.csv", sheet)],
        &["2022年行政处罚台账.csv!B2"],
    );
}

#[test]
fn days_in_three_columns_are_those_of_their_headings() {
    let sheet = "申请编号,收到日期,,,申请人类型,办理结果,答复日期,,
                 ,年,月,日,,,年,月,日
                 1,2022,1,5,自然人,予以公开,2022,1,25
                 2,2021,12,30,自然人,予以公开,2022,1,10";
    plainly(
        &[("2022年依申请公开台账.csv", sheet)],
        &[
            ("3.1/自然人", "1"),
            ("3.2/自然人", "1"),
            ("3.3.1/自然人", "2"),
        ],
    );
    // without a heading nothing tells which day it is
    let bare = "申请编号,年,月,日,申请人类型,办理结果,答复日期
                1,2022,1,5,自然人,予以公开,2022-01-25";
    let compilation = compiled("", &[("2022年依申请公开台账.csv", bare)]);
    assert!(!compilation.publishable());
    assert_eq!(places(&compilation, "C105").len(), 1);
    counts(&compilation, &[("3.1/自然人", "0")]);
    let compilation = compiled(
        "[headings]\n\"日\" = \"收到日期\"",
        &[("2022年依申请公开台账.csv", bare)],
    );
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
    counts(&compilation, &[("3.1/自然人", "1")]);
}
