//! The tables as they stood on a day of the year.

use super::{Files, compiled, counts, found, places};

const HALF: &str = "until = 2022-06-30";

/// An application answered in the first quarter, and what the third tells of it.
fn again(later: &str) -> [(String, String); 2] {
    let head = "申请编号,收到日期,申请人类型,办理结果,答复日期";
    [
        (
            "一季度/申请.csv".to_owned(),
            format!("{head}\n1,2022-01-05,自然人,予以公开,2022-01-20\n2,2022-02-05,自然人,,"),
        ),
        (
            "三季度/申请.csv".to_owned(),
            format!("{head}\n1,2022-01-05,自然人,{later}\n2,2022-02-05,自然人,予以公开,2022-07-02"),
        ),
    ]
}

#[test]
fn what_a_later_export_tells_takes_nothing_away_from_what_stood_on_the_day() {
    for later in ["部分公开,2022-07-20", "办理中,", "部分公开,"] {
        let files = again(later);
        let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (&**n, &**t)).collect();
        let compilation = compiled(HALF, &files);
        counts(
            &compilation,
            &[
                ("3.3.1/自然人", "1"),
                ("3.4/自然人", "1"),
                ("3.3.2/自然人", "0"),
            ],
        );
        // what was pending that day is late all the same
        assert_eq!(
            places(&compilation, "V202"),
            ["三季度/申请.csv!E3"],
            "{later}"
        );
        assert!(compilation.publishable());
        assert_eq!(compilation.rows.merged, 2);
    }
    // so of cases
    let head = "案号,案件类型,受理日期,结案日期,审理结果";
    let first = format!("{head}\n复1,行政复议,2022-01-05,2022-03-01,维持");
    let second = format!("{head}\n复1,行政复议,2022-01-05,2022-08-01,撤销");
    let files: Files<'_> = &[("一季度/复议.csv", &first), ("三季度/复议.csv", &second)];
    counts(&compiled(HALF, files), &[("4.行政复议/结果维持", "1")]);
    counts(&compiled("", files), &[("4.行政复议/结果纠正", "1")]);
    // of the whole year the later answer prevails
    let files = again("部分公开,2022-07-20");
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (&**n, &**t)).collect();
    let compilation = compiled("", &files);
    counts(
        &compilation,
        &[("3.3.2/自然人", "1"), ("3.3.1/自然人", "1")],
    );
    // and a later export may tell of an answer by the day
    let files = again("部分公开,2022-06-20");
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (&**n, &**t)).collect();
    counts(&compiled(HALF, &files), &[("3.3.2/自然人", "1")]);
}

#[test]
fn what_lies_between_the_day_and_the_end_of_the_year_is_not_said_to_be_of_another_year() {
    let files: Files<'_> = &[
        (
            "申请.csv",
            "申请编号,收到日期,申请人类型,办理结果,答复日期
             1,2022-01-05,自然人,予以公开,2022-01-20
             2,2022-08-05,自然人,予以公开,2022-08-20
             3,2023-01-05,自然人,予以公开,2023-01-20",
        ),
        (
            "规范性文件.csv",
            "标题,文号,成文日期\n甲,某规〔2022〕1号,2022-09-01\n乙,某规〔2022〕2号,2022-03-01",
        ),
        (
            "行政许可.csv",
            "决定文书号,决定日期,许可事项\n许1,2022-10-01,食品经营\n许2,2022-03-01,食品经营",
        ),
        (
            "复议.csv",
            "案号,案件类型,受理日期,结案日期,审理结果\n复1,行政复议,2022-11-01,2022-12-01,维持",
        ),
    ];
    let compilation = compiled(HALF, files);
    let excluded = |why: &str| compilation.rows.excluded.get(why).copied();
    assert_eq!(
        excluded("在截至日期以后"),
        Some(4),
        "{:?}",
        compilation.rows
    );
    assert_eq!(excluded("不在报告年度"), Some(1));
    let whole = compiled("", files);
    assert_eq!(whole.rows.excluded.get("在截至日期以后"), None);
}

#[test]
fn a_period_that_goes_beyond_the_day_alone_is_not_said_to_be_of_two_years() {
    let files: Files<'_> = &[(
        "2022年行政许可.csv",
        "当事人,许可事项\n甲,食品经营\n乙,食品经营",
    )];
    let finding = compiled(HALF, files);
    let finding = found(&finding, "L117");
    assert_eq!(finding.rule.title, "统计期跨年度或截至日期");
    assert!(
        finding
            .message
            .contains("不全在 2022-01-01 至 2022-06-30 内")
    );
}
