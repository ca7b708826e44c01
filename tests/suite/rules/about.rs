//! Tables and titles that are about documents and decisions, and are none of them.

use super::{Files, compiled, counts, found, places, says};

const DOCUMENTS: (&str, &str) = (
    "2022年规范性文件目录.csv",
    "文件名称,文号,成文日期
     甲规定,某规〔2022〕1号,2022-02-01
     乙规定,某规〔2019〕1号,2019-02-01",
);

const PENALTIES: (&str, &str) = (
    "2022年行政处罚台账.csv",
    "处罚决定书文号,当事人,案由,处罚决定日期
     罚〔2022〕1号,王某,占道经营,2022-03-01
     罚〔2022〕2号,王某,占道经营,2022-03-02",
);

/// Holds the places of L113 beside a ledger, whose figure stays what it is.
#[track_caller]
fn about(ledger: (&str, &str), file: (&str, &str), row: u32, figure: (&str, &str)) {
    let compilation = says("L113", &[ledger, file], &[&format!("{}!{row}", file.0)]);
    counts(&compilation, &[figure]);
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
}

#[test]
fn a_table_that_is_about_documents_lists_none() {
    let issued = ("2.行政规范性文件/本年制发件数", "1");
    for (name, sheet, row) in [
        (
            "2022年规范性文件意见征集.csv",
            "2022年规范性文件意见征集公告,
             标题,发布时间
             丙规定,2022-11-30
             丁规定,2022-11-30",
            3,
        ),
        (
            "2022年规范性文件解读登记.csv",
            "标题,发布日期\n甲规定,2022-02-20",
            2,
        ),
        (
            "2022年规范性文件制定计划.csv",
            "文件名称,时间\n丙规定,2022-11-30",
            2,
        ),
    ] {
        about(DOCUMENTS, (name, sheet), row, issued);
    }
    // a name that is a category of others says so itself
    let named = (
        "2022年规范性文件/政策解读.csv",
        "标题,发布日期\n甲规定,2022-02-20",
    );
    counts(&says("L113", &[DOCUMENTS, named], &[]), &[issued]);
    // a column tells each row otherwise, as is said
    let told = "标题,类别,发布日期\n甲规定,行政规范性文件,2022-02-20";
    let compilation = says("L113", &[("2022年规范性文件解读登记.csv", told)], &[]);
    counts(&compilation, &[issued]);
    // a list with the numbers of documents lists them, and so does one of both
    for name in ["2022年规范性文件解读情况.csv", "2022年规范性文件及解读.csv"] {
        let compilation = says("L113", &[(name, DOCUMENTS.1)], &[]);
        counts(&compilation, &[issued]);
    }
}

#[test]
fn a_table_that_is_about_decisions_lists_none() {
    let fines = (
        "2022年行政处罚罚款缴纳台账.csv",
        "当事人,案由,缴款日期,罚款金额（元）
         王某,占道经营,2022-03-11,200
         王某,占道经营,2022-03-12,200",
    );
    about(PENALTIES, fines, 2, ("2.行政处罚/本年处理决定数量", "2"));
    let licences = (
        "2022年行政许可台账.csv",
        "决定书文号,被许可人,许可事项,许可决定日期\n许1号,王某,占道,2022-03-01",
    );
    let refused = (
        "2022年行政许可不予受理台账.csv",
        "申请人,许可事项,日期\n李某,占道,2022-03-03",
    );
    about(licences, refused, 2, ("2.行政许可/本年处理决定数量", "1"));
    // what fees are paid by is a ledger of fees
    let fees: Files<'_> = &[(
        "2022年行政事业性收费缴纳台账.csv",
        "收费项目,缴费日期,收费金额（元）\n登记费,2022-03-11,20000",
    )];
    counts(
        &says("L113", fees, &[]),
        &[("2.行政事业性收费/本年收费金额", "2")],
    );
}

#[test]
fn drafts_and_commentaries_among_documents_are_a_doubt() {
    let sheet = "文件名称,文号,成文日期
                 甲规定,某规〔2022〕1号,2022-02-01
                 丙规定（征求意见稿）,,2022-11-30
                 丁规定（草案）,,2022-11-30
                 《关于加强和规范某某某某某某某某某某某某某某某某某某某某某某工作的规定（送审稿）》,,2022-11-30
                 《甲规定（试行）》解读,,2022-11-30
                 一图读懂甲规定,,2022-11-30
                 关于公开征求《戊规定》意见的公告,,2022-11-30
                 政府规章草案审查办法,某规〔2022〕2号,2022-11-30";
    let file = "2022年规范性文件目录.csv";
    let told: Vec<String> = (3..9).map(|row| format!("{file}!A{row}")).collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let compilation = says("E132", &[(file, sheet)], &told);
    assert!(found(&compilation, "E132").message.contains("草案"));
    counts(&compilation, &[("2.行政规范性文件/本年制发件数", "8")]);
    // what is licensed may be a draft
    let licences = "决定书文号,许可事项,决定日期\n许1号,某工程初步设计（送审稿）,2022-03-01";
    let compilation = compiled("", &[("2022年行政许可.csv", licences)]);
    assert_eq!(places(&compilation, "E132"), [""; 0]);
}

#[test]
fn a_list_of_published_decisions_beside_their_ledger_is_a_doubt() {
    let list = "标题,公开日期,公开渠道
                对王某占道经营的行政处罚,2022-03-11,门户网站
                对王某占道经营的行政处罚,2022-03-12,门户网站";
    let name = "2022年行政处罚信息公开台账.csv";
    let compilation = says("L126", &[PENALTIES, (name, list)], &[name]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "4")]);
    // alone it is the ledger
    says("L126", &[(name, list)], &[]);
    // by its number a decision is known again
    let numbered = "处罚决定书文号,标题,公开日期\n罚〔2022〕1号,占道经营,2022-03-11";
    let compilation = says("L126", &[PENALTIES, (name, numbered)], &[]);
    found(&compilation, "L118");
}
