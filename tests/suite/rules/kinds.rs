//! What tells of what kind a row is: its number where nothing else does, two columns that say different things, names
//! that leave it open.

use super::{compiled, counts, found, places, plainly, says};

#[test]
fn rows_of_few_columns_are_no_less_lost() {
    let requests = (
        "申请.csv",
        "申请编号,收到日期,申请人类型,答复日期,办理结果\n1,2022-01-05,自然人,2022-01-10,予以公开",
    );
    let penalties = "当事人,处罚决定日期\n甲,2022-01-01\n乙,2022-01-02";
    let days = "收到日期,答复日期\n2022-01-01,2022-01-11\n2022-01-02,2022-01-12";
    let numbers = "决定书文号\n某罚〔2022〕1号\n某罚〔2022〕2号";
    let packed = "编号，收到日期，类型\n1，2022-01-05，自然人\n2，2022-01-06，自然人";
    for (name, text) in [
        ("行政处罚台账.csv", penalties),
        ("台账x.csv", days),
        ("行政处罚.csv", numbers),
        ("依申请公开.csv", packed),
    ] {
        let compilation = compiled("", &[requests, (name, text)]);
        let told = places(&compilation, "C101");
        assert_eq!(told.len(), 1, "{name}: {:#?}", compilation.findings);
        assert!(told[0].starts_with(name), "{told:?}");
    }
    says(
        "C102",
        &[
            requests,
            ("台账.csv", "事项,决定日子\n甲,2022-01-01\n乙,2022-01-02"),
        ],
        &["台账.csv!A2"],
    );
    // a header of its own, and what only remarks on it, hold nothing
    for text in [
        "收到日期,答复日期",
        "收到日期,答复日期\n填表人：张三,填报日期：2022-01-05",
        "收到日期,答复日期\n无,无",
        "填报单位,某局\n填报日期,2022-01-05",
    ] {
        let compilation = compiled("", &[requests, ("封面.csv", text)]);
        assert_eq!(places(&compilation, "C103"), ["封面.csv"], "{text}");
    }
}

#[test]
fn what_a_licence_or_a_penalty_was_about_makes_a_header() {
    let licences =
        "行政相对人名称,许可内容,许可决定日期\n甲,食品经营,2022-03-01\n乙,排水,2022-03-02";
    plainly(
        &[("行政许可.csv", licences)],
        &[("2.行政许可/本年处理决定数量", "2")],
    );
    let penalties = "当事人,处罚内容,处罚决定日期\n甲,罚款,2022-03-01";
    plainly(
        &[("行政处罚.csv", penalties)],
        &[("2.行政处罚/本年处理决定数量", "1")],
    );
}

#[test]
fn a_sheet_that_sums_up_others_is_a_doubt_where_its_rows_are_lost() {
    let sums = "类别,数量\n行政处罚,5\n行政许可,7";
    let requests = (
        "申请.csv",
        "申请编号,收到日期,申请人类型,答复日期,办理结果\n1,2022-01-05,自然人,2022-01-10,予以公开",
    );
    let compilation = says(
        "C102",
        &[requests, ("2022年汇总.csv", sums)],
        &["2022年汇总.csv!A1"],
    );
    let finding = found(&compilation, "C102");
    assert!(finding.message.contains("2 行"), "{finding:?}");
    // the name that is told reads it
    assert!(finding.help.contains("改成“统计”"), "{finding:?}");
    let penalties = "2.行政处罚/本年处理决定数量";
    plainly(&[requests, ("2022年统计.csv", sums)], &[(penalties, "5")]);
}
