//! What was taken for something else: small tables, signatures and subtotals for records, departments and topics for kinds of
//! work, one number for two.

use super::{compiled, counts, found, places, plainly, says};
use crate::maker::origin;

const APPLICATIONS: &str = "申请编号,收到日期,申请人类型,答复日期,办理结果";

fn applications(rows: &str) -> String {
    format!("{APPLICATIONS}\n{rows}")
}

#[test]
fn a_small_table_below_is_none_of_the_records() {
    for (sheet, slot, count) in [
        (
            "许可事项,文号,许可决定日期\n施工,许1,2022-02-01\n施工,许2,2022-02-02\n,,\n部门,件数,\n甲科,1,\n乙科,1,",
            "2.行政许可/本年处理决定数量",
            "2",
        ),
        (
            "序号,当事人,处罚决定书文号,处罚决定日期\n1,甲,罚1,2022-02-01\n,,,\n种类,件数,占比,\n罚款,1,50%,\n警告,1,50%,",
            "2.行政处罚/本年处理决定数量",
            "1",
        ),
    ] {
        let compilation = compiled("", &[("2022年一季度.csv", sheet)]);
        counts(&compilation, &[(slot, count)]);
        assert_eq!(places(&compilation, "C120").len(), 1, "{sheet}");
    }
    let sheet =
        applications("1,2022-02-01,自然人,2022-02-10,予以公开\n,,,,\n部门,件数,,,\n甲科,1,,,");
    let compilation = says("C120", &[("申请.csv", &sheet)], &["申请.csv!B4"]);
    counts(&compilation, &[("3.1/自然人", "1")]);
}

#[test]
fn a_small_table_beside_lends_no_quantity_and_it_is_said() {
    let row =
        |at: u32, beside: &str| format!("{at},2022-02-01,自然人,2022-02-10,予以公开,,{beside}\n");
    let headings = format!("{APPLICATIONS},,部门,件数\n");
    let some = [row(1, "甲科,3"), row(2, "乙科,5"), row(3, ",")].concat();
    let some = format!("{headings}{some}");
    let compilation = says("C125", &[("申请.csv", &some)], &["申请.csv!G1"]);
    counts(&compilation, &[("3.1/自然人", "3")]);
    // as many labels as records: nobody can tell, and the office is asked
    let all = format!("{headings}{}{}", row(1, "甲科,3"), row(2, "乙科,5"));
    let compilation = says("C114", &[("申请.csv", &all)], &["申请.csv!H1"]);
    counts(&compilation, &[("3.1/自然人", "2")]);
}

#[test]
fn what_signs_a_table_is_no_record() {
    const HEAD: &str = "许可事项,文号,许可决定日期\n施工,许1,2022-02-01\n施工,许2,2022-02-02\n";
    for (end, doubts) in [
        (",,2022年3月31日", &["一季度行政许可.csv!C4"][..]),
        ("甲局,,", &["一季度行政许可.csv!A4"]),
        ("1/3,,", &[]),
        ("- 1 -,,", &[]),
    ] {
        let sheet = format!("{HEAD}{end}");
        let compilation = says("C121", &[("一季度行政许可.csv", &sheet)], doubts);
        counts(&compilation, &[("2.行政许可/本年处理决定数量", "2")]);
    }
}

#[test]
fn the_name_of_an_office_in_the_place_of_a_day_signs_the_table() {
    let sheet =
        applications("1,2022-02-01,自然人,2022-02-10,予以公开\n,某某市国资委,,2023年1月4日,");
    plainly(&[("申请.csv", &sheet)], &[("3.1/自然人", "1")]);
}

#[test]
fn the_name_of_an_office_in_the_place_of_a_number_is_a_doubt() {
    let sheet = "许可事项,文号,许可决定日期\n施工,许1,2022-02-01\n,甲市某某局,2022年3月31日";
    says("E132", &[("行政许可.csv", sheet)], &["行政许可.csv!B3"]);
}

#[test]
fn a_record_that_begins_like_a_footer_is_one() {
    plainly(
        &[(
            "申请.csv",
            "申请人,申请编号,收到日期,申请人类型,答复日期,办理结果
             个人：张三,1,2022-02-01,自然人,2022-02-10,予以公开
             单位：宏达公司,2,2022-02-01,商业企业,2022-02-10,予以公开",
        )],
        &[("3.1/自然人", "1"), ("3.1/商业企业", "1")],
    );
}

#[test]
fn sums_of_account_books_and_of_groups_are_totals() {
    const HEAD: &str = "票据号码,收费日期,收费项目,金额（元）\n1001,2022-03-01,登记费,800\n1002,2022-03-02,登记费,900\n";
    for end in [
        ",2022-03-31,本月合计,1700\n,2022-03-31,本年累计,1700",
        ",,登记费 汇总,1700\n,,总计,1700",
        ",,月计,1700",
    ] {
        let sheet = format!("{HEAD}{end}");
        let compilation = compiled("", &[("行政事业性收费台账.csv", &sheet)]);
        counts(&compilation, &[("2.行政事业性收费/本年收费金额", "0.17")]);
        assert!(compilation.findings.iter().all(|f| !f.rule.is_error()));
    }
}

#[test]
fn a_text_without_a_number_is_no_number_of_a_decision() {
    const HEAD: &str =
        "序号,处罚决定书文号,当事人,处罚决定日期\n1,某罚〔2022〕1号,宏达公司,2022-03-01\n";
    for row in ["2,某罚〔2022〕  号,,", "2,其他,,"] {
        let sheet = format!("{HEAD}{row}");
        let file = "2022年第一季度行政处罚台账.csv";
        says("E125", &[(file, &sheet)], &[&format!("{file}!D3")]);
    }
    let sheet = format!("{HEAD}2,某罚〔2022〕第十二号,甲,");
    says("E125", &[("2022年第一季度行政处罚台账.csv", &sheet)], &[]);
}

#[test]
fn a_department_or_a_topic_is_no_kind_of_work() {
    for (file, sheet, expected) in [
        (
            "行政处罚台账.csv",
            "序号,当事人,处罚决定书文号,处罚决定日期\n一、执法一队,,,\n1,甲,罚1,2022-03-01\n二、行政许可科,,,\n2,乙,罚2,2022-03-02",
            &[
                ("2.行政处罚/本年处理决定数量", "2"),
                ("2.行政许可/本年处理决定数量", "0"),
            ][..],
        ),
        (
            "行政规范性文件目录.csv",
            "序号,文件名称,文号,成文日期\n一、综合类,,,\n1,甲办法,甲规〔2020〕1号,2020-05-01\n二、行政处罚类,,,\n2,裁量基准,甲规〔2022〕1号,2022-03-01",
            &[
                ("2.行政规范性文件/本年制发件数", "1"),
                ("2.行政处罚/本年处理决定数量", "0"),
            ],
        ),
        (
            "行政规范性文件目录.csv",
            "文件名称,文号,成文日期,类别\n甲办法,甲规〔2020〕1号,2020-05-01,综合类\n乙办法,甲规〔2022〕1号,2022-03-01,行政许可类",
            &[
                ("2.行政规范性文件/本年制发件数", "1"),
                ("2.行政许可/本年处理决定数量", "0"),
            ],
        ),
        (
            "行政事业性收费台账.csv",
            "票据号码,收费日期,收费项目,金额（元）\n一、登记费,,,\n1,2022-03-01,登记费,800\n二、行政许可工本费,,,\n2,2022-03-02,工本费,900",
            &[
                ("2.行政事业性收费/本年收费金额", "0.17"),
                ("2.行政许可/本年处理决定数量", "0"),
            ],
        ),
    ] {
        let compilation = compiled("", &[(file, sheet)]);
        counts(&compilation, expected);
    }
}

#[test]
fn the_kinds_of_penalties_and_measures_tell_their_line() {
    let sheet = "类别,文号,决定日期
                 罚款,罚1,2022-03-01
                 警告、罚款,罚2,2022-03-02
                 吊销许可证件,罚3,2022-03-03
                 代履行,强1,2022-03-04
                 查封,强2,2022-03-05";
    let compilation = compiled("", &[("行政执法台账.csv", sheet)]);
    counts(
        &compilation,
        &[
            ("2.行政处罚/本年处理决定数量", "3"),
            ("2.行政强制/本年处理决定数量", "2"),
            ("2.行政许可/本年处理决定数量", "0"),
        ],
    );
    assert_eq!(places(&compilation, "L113").len(), 5);
    // a word that is nearly one is asked about
    let sheet = "类别,标题,文号,成文日期\n规范文件,甲办法,甲发〔2022〕1号,2022-02-01";
    says("E106", &[("信息台账.csv", sheet)], &["信息台账.csv!A2"]);
}

#[test]
fn one_thing_under_two_numbers_is_said() {
    for (one, other) in [
        ("2022-001", "2022001"),
        ("2022-001", "2022-001（结转）"),
        ("2022-001", "编号：2022-001"),
    ] {
        let sheet =
            |number: &str| applications(&format!("{number},2022-02-01,自然人,2022-02-10,予以公开"));
        let (first, second) = (sheet(one), sheet(other));
        let files = [
            ("2022年一季度.csv", &*first),
            ("2022年上半年.csv", &*second),
        ];
        let compilation = says("L119", &files, &["2022年上半年.csv!A2"]);
        counts(&compilation, &[("3.1/自然人", "1")]);
    }
    // pending in one of them, answered in the other
    let pending = applications("2022-001,2022-03-20,自然人,,");
    let answered = applications("2022-1,2022-03-20,自然人,2022-04-10,予以公开");
    let files = [
        ("2022年一季度.csv", &*pending),
        ("2022年上半年.csv", &*answered),
    ];
    let compilation = says("L119", &files, &["2022年上半年.csv!A2"]);
    counts(
        &compilation,
        &[
            ("3.1/自然人", "1"),
            ("3.3.1/自然人", "1"),
            ("3.4/自然人", "0"),
        ],
    );
    let numbered = "当事人,处罚决定书文号,案由,处罚决定日期\n甲,某罚〔2022〕1号,价格,2022-03-01\n乙,某罚〔2022〕2号,价格,2022-03-02";
    let shown = "当事人,案由,处罚决定日期\n甲,价格,2022-03-01\n丙,广告,2022-05-02";
    let files = [
        ("2022年一季度行政处罚.csv", numbered),
        ("2022年行政处罚公示.csv", shown),
    ];
    let compilation = says("L119", &files, &["2022年行政处罚公示.csv!2"]);
    assert!(
        found(&compilation, "L119")
            .message
            .contains("某罚〔2022〕1号")
    );
    let document = |number: &str| format!("文件名称,文号,成文日期\n甲办法,{number},2022-03-01");
    let (first, second) = (
        document("某规〔2022〕1号"),
        document("某规〔2022〕1号 MG2022001"),
    );
    says(
        "L119",
        &[
            ("一季度规范性文件.csv", &first),
            ("上半年规范性文件.csv", &second),
        ],
        &["上半年规范性文件.csv!B2"],
    );
}

#[test]
fn several_numbers_in_one_cell_are_a_doubt_however_they_are_written() {
    for number in ["2022-001 2022-002", "\"2022-001\n2022-002\""] {
        let sheet = applications(&format!("{number},2022-02-01,自然人,2022-02-10,予以公开"));
        says("E133", &[("申请.csv", &sheet)], &["申请.csv!A2"]);
    }
    for number in ["某罚〔2022〕1、2、3号", "某罚〔2022〕1号等3件"] {
        let sheet = format!("当事人,处罚决定书文号,处罚决定日期\n甲,{number},2022-03-01");
        says("E133", &[("行政处罚.csv", &sheet)], &["行政处罚.csv!B2"]);
    }
}

#[test]
fn a_header_of_a_table_that_is_not_known_is_told_as_one() {
    let sheet = "行政处罚决定书文号,当事人,案件名称,处罚决定日期
                 某罚〔2022〕1号,宏达公司,价格,2022-03-01
                 责令改正通知书编号,当事人,违法行为,通知日期
                 某改〔2022〕1号,张三,未公示,2022-03-05";
    // found by fuzzing: the title above it was told behind it
    let titled = sheet.replace("责令改正通知书编号", "责令改正登记,,,\n责令改正通知书编号");
    let compilation = says("C101", &[("行政处罚.csv", &titled)], &["行政处罚.csv!4"]);
    assert_eq!(places(&compilation, "C121"), ["行政处罚.csv!A3"]);
    let compilation = says("C101", &[("行政处罚.csv", sheet)], &["行政处罚.csv!3"]);
    assert!(found(&compilation, "C101").help.contains("另一张工作表"));
    assert_eq!(places(&compilation, "E102"), Vec::<String>::new());
}

#[test]
fn questions_about_reviews_are_answered_as_they_are_asked() {
    for (heading, answer, slot) in [
        ("是否直接起诉", "是", "4.未经复议直接起诉/其他结果"),
        ("是否直接起诉", "否", "4.复议后起诉/其他结果"),
        ("是否经过复议", "是", "4.复议后起诉/其他结果"),
        ("是否经过复议", "否", "4.未经复议直接起诉/其他结果"),
    ] {
        let sheet = format!(
            "案号,{heading},立案日期,结案日期,结果\n行初1号,{answer},2022-02-01,2022-04-01,撤诉"
        );
        plainly(&[("行政诉讼台账.csv", &sheet)], &[(slot, "1")]);
    }
}

#[test]
fn columns_to_tick_are_known_with_their_sum_their_marks_and_letters_of_signs() {
    let plain = "申请编号,收到日期,申请人情况,,,答复日期,办理结果\n,,自然人,商业企业,总计,,\n1,2022-02-01,√,,1,2022-02-10,予以公开\n2,2022-02-01,,√,1,2022-02-10,予以公开";
    let marked = plain
        .replace("自然人", "*自然人")
        .replace("商业企业", "商业企业（必填）")
        .replace('√', "P");
    let within = "申请编号,收到日期,申请人类型,答复日期,办理结果\n1,2022-02-01,☑自然人 □商业企业,2022-02-10,予以公开\n2,2022-02-01,□自然人 ☑商业企业,2022-02-10,予以公开";
    for sheet in [plain, &marked, within] {
        plainly(
            &[("申请.csv", sheet)],
            &[("3.1/自然人", "1"), ("3.1/商业企业", "1")],
        );
    }
    let verdicts = "案号,受理日期,结案日期,结果维持,结果纠正,其他结果,尚未审结\n甲复1号,2022-02-01,2022-04-01,√,,,\n甲复2号,2022-12-01,,,,,√";
    let verdicts = format!(
        "案号,受理日期,结案日期,案件结果,,,\n,,,结果维持,结果纠正,其他结果,尚未审结\n{}",
        verdicts.split_once('\n').unwrap().1
    );
    plainly(
        &[("行政复议台账.csv", &verdicts)],
        &[("4.行政复议/结果维持", "1"), ("4.行政复议/尚未审结", "1")],
    );
}

#[test]
fn what_stands_for_nothing_counts_nothing() {
    let sheet = "类别,决定书文号,事项名称,决定日期\n行政处罚,本季度未发生,,";
    let compilation = compiled("", &[("2022年一季度.csv", sheet)]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "0")]);
    assert_eq!(places(&compilation, "E125"), Vec::<String>::new());
    // not answered yet, where the day would stand
    let sheet = applications("1,2022-12-20,自然人,未答复,");
    plainly(&[("申请.csv", &sheet)], &[("3.4/自然人", "1")]);
}

#[test]
fn lists_of_decisions_count_and_those_of_what_they_are_about_do_not() {
    const SHEET: &str = "当事人,许可事项\n甲,施工\n乙,施工";
    plainly(
        &[("2022年行政许可清单.csv", SHEET)],
        &[("2.行政许可/本年处理决定数量", "2")],
    );
    let compilation = compiled(
        "",
        &[("2022年行政许可事项清单.csv", "许可事项,依据\n施工,甲法")],
    );
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "0")]);
}

#[test]
fn a_main_result_beside_its_reason_is_heard() {
    plainly(
        &[(
            "申请.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果,办理结果
             ,,,,主项,细项
             1,2022-02-01,自然人,2022-02-10,部分公开,保护第三方合法权益
             2,2022-02-01,自然人,2022-02-10,不予公开,属于国家秘密",
        )],
        &[
            ("3.3.2/自然人", "1"),
            ("3.3.3.1/自然人", "1"),
            ("3.3.3.4/自然人", "0"),
        ],
    );
}

#[test]
fn a_number_in_force_that_last_years_report_does_not_tell_is_a_doubt() {
    let ledger = "标题,文号,成文日期,废止日期\n甲办法,甲规〔2020〕1号,2020-03-01,\n乙办法,甲规〔2022〕1号,2022-03-01,";
    for (written, doubts) in [("5", 0), ("", 1), ("约5", 1)] {
        let rows = format!(
            "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>1</td><td>0</td><td>{written}</td></tr>"
        );
        let carried = "<td>0</td>".repeat(7);
        let page = format!(
            "<html><meta charset=\"utf-8\"><h1>某某局2021年政府信息公开工作年度报告</h1><table>\
             <tr><td colspan=\"4\">第二十条第（一）项</td></tr>\
             <tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>{rows}</table>\
             <table><tr><td>四、结转下年度继续办理</td>{carried}</tr></table></html>"
        );
        let settings = gknb::settings::parse("year = 2022\nagency = \"某某局\"").expect("settings");
        let compilation = gknb::compile(&gknb::Job {
            settings,
            files: vec![origin("规范性文件.csv", ledger.as_bytes())],
            previous: Some(origin("上年.html", page.as_bytes())),
            jobs: 1,
        });
        let compilation = compilation.expect("it compiles");
        assert_eq!(
            places(&compilation, "T111").len(),
            doubts,
            "{written}: {:#?}",
            compilation.findings
        );
    }
}

#[test]
fn the_month_of_an_export_is_no_period_of_its_rows() {
    let sheet = applications("1,2022-02-01,自然人,2022-02-10,予以公开");
    plainly(
        &[("依申请公开台账（2023年1月导出）.csv", &sheet)],
        &[("3.1/自然人", "1")],
    );
    says(
        "G102",
        &[("2023年1月依申请公开台账.csv", &sheet)],
        &["全部数据"],
    );
}
