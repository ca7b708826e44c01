//! Rows and columns that are no records by their shape alone: sums without a word, lone texts, ledgers side by side.

use super::{compiled, counts, found, places, plainly, says};

const LICENCES: &str = "2.行政许可/本年处理决定数量";
const FEES: &str = "2.行政事业性收费/本年收费金额";

#[test]
fn a_sum_below_the_rows_is_no_record_where_nothing_names_it_a_total() {
    let licences = "2022年一季度/行政许可统计.csv";
    for (sheet, cell, count) in [
        (
            "许可事项,决定日期,数量
             食品经营,2022-01-31,120
             食品经营,2022-02-28,80
             ,,200",
            "C4",
            "200",
        ),
        (
            "文号,决定日期,数量\n许1,2022-01-31,1\n许2,2022-02-28,1\n,,2",
            "C4",
            "2",
        ),
        // sums of parts and of all
        (
            "月份,许可事项,数量,备注
             1月,食品,5,
             2月,食品,6,
             ,,11,
             3月,食品,7,
             4月,食品,8,
             ,,15,
             ,,26,",
            "C4",
            "26",
        ),
    ] {
        let compilation = compiled("", &[(licences, sheet)]);
        assert_eq!(
            places(&compilation, "C120")[0],
            format!("{licences}!{cell}")
        );
        assert_eq!(places(&compilation, "C121").len(), 0, "{sheet}");
        counts(&compilation, &[(LICENCES, count)]);
    }
    let fees = "2022年一季度/收费.csv";
    let sheet = "序号,收费项目,数量,收费金额（元）
                 1,不动产登记费,12,1200
                 2,水土保持费,8,800.50
                 ,,20,2000.5";
    let compilation = says("C120", &[(fees, sheet)], &[&format!("{fees}!C4")]);
    counts(&compilation, &[(FEES, "0.20005")]);
    // either way out that is offered
    let named = sheet.replace("\n                 ,,20", "\n合计,,20");
    plainly(&[(fees, &named)], &[(FEES, "0.20005")]);
    let record = sheet.replace(",,20", ",登记费,20");
    plainly(&[(fees, &record)], &[(FEES, "0.4001")]);
}

#[test]
fn a_row_that_happens_to_be_the_sum_of_others_is_a_record_where_it_tells_more() {
    let file = "2022年一季度/行政许可统计.csv";
    for (sheet, count) in [
        ("许可事项,数量\n食品,1\n药品,1\n会计师事务所,2", "4"),
        ("许可事项,数量\n食品,0\n药品,0\n会计师事务所,0", "0"),
        ("月份,数量\n1月,1\n2月,1\n3月,2", "4"),
        ("统计期,数量\n一季度,1\n二季度,1\n三季度,1\n四季度,3", "6"),
        (
            "许可文号,决定日期,数量\n1,2022-01-05,1\n2,2022-01-06,1\n3,2022-01-07,2",
            "4",
        ),
    ] {
        let compilation = says("C120", &[(file, sheet)], &[]);
        counts(&compilation, &[(LICENCES, count)]);
    }
}

#[test]
fn a_total_has_its_place_in_the_list_or_a_word_of_its_own() {
    let file = "2022年一季度/收费.csv";
    for (heads, total) in [
        ("序号,收费项目", "3,一季度合计"),
        ("序号,收费项目", "3,2022年1-3月合计"),
        ("序号,收费项目", ",总金额"),
        ("收费大类,收费项目", "总金额,"),
        ("收费大类,收费项目", "总收费,"),
        ("收费大类,收费项目", "合計,"),
        ("收费大类,收费项目", "Total,"),
    ] {
        let sheet = |sum: &str| {
            format!("{heads},收费金额（元）\n1,不动产登记费,1200\n2,水土保持费,800\n{total},{sum}")
        };
        plainly(&[(file, &sheet("2000"))], &[(FEES, "0.2")]);
        let compilation = says("C108", &[(file, &sheet("2001"))], &[&format!("{file}!C4")]);
        counts(&compilation, &[(FEES, "0.2")]);
    }
    // what has a day of its own is a record
    plainly(
        &[(
            "行政处罚.csv",
            "序号,案由,决定日期\n1,超载,2022-01-05\n2,扣分累计,2022-01-06",
        )],
        &[("2.行政处罚/本年处理决定数量", "2")],
    );
}

const PENALTIES: &str = "2.行政处罚/本年处理决定数量";

#[test]
fn what_closes_a_sheet_or_heads_some_rows_is_no_record() {
    let file = "2022年一季度/行政处罚台账.csv";
    let sheet = |between: &str, close: &str| {
        let close: String = close
            .split('|')
            .map(|line| format!("\n{line},,,"))
            .collect();
        format!(
            "决定书文号,处罚决定日期,当事人,处罚内容
             罚〔2022〕1号,2022-03-01,甲,罚款{between}
             罚〔2022〕2号,2022-03-02,乙,罚款{close}"
        )
    };
    for close in [
        "以下空白",
        "第 2 页 共 2 页",
        "Page 1 of 2",
        "（完）",
        "END",
        "★",
        "本季度共2件",
        "经办人签字",
        "打印时间 2022-03-31",
        "注：1.本表含简易程序。|2.不含撤案。|3.数据截至3月31日。",
        "领导签字：|（公章）|某某市市场监督管理局|2022年4月1日",
        "某某市市场监督管理局|2022年4月1日",
    ] {
        plainly(&[(file, &sheet("", close))], &[(PENALTIES, "2")]);
    }
    // a page ends, and some rows have a heading
    for between in [
        "\n第1页 共2页,,,",
        "\n（二）食品类,,,",
        "\n注：以下为简易程序,,,",
    ] {
        plainly(&[(file, &sheet(between, "以下空白"))], &[(PENALTIES, "2")]);
    }
    let applications = "申请编号,收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
                        1,2022-02-03,自然人,李,事甲,2022-02-10,予以公开
                        注：1.本表单位为件,,,,,,
                        2.不含咨询,,,,,,
                        某某局办公室,,,,,,
                        2022年4月1日,,,,,,
                        以下空白,,,,,,";
    plainly(&[("申请.csv", applications)], &[("3.1/自然人", "1")]);
}

#[test]
fn a_row_of_one_cell_is_a_doubt_where_others_have_more() {
    let file = "2022年一季度/行政处罚台账.csv";
    let head = "决定书文号,处罚决定日期,当事人\n罚〔2022〕1号,2022-03-01,甲";
    for (row, count) in [
        // a number given out and not yet used
        ("罚〔2022〕2号,,", "2"),
        // no number at all
        ("食品类,,", "1"),
        ("某某市市场监督管理局,,", "1"),
    ] {
        let sheet = format!("{head}\n{row}");
        let compilation = says("C121", &[(file, &sheet)], &[&format!("{file}!A3")]);
        counts(&compilation, &[(PENALTIES, count)]);
        // what is filled in as the doubt asks is a record
        let filled = format!("{head}\n{}", row.replacen(",,", ",2022-03-05,乙", 1));
        let compilation = says("C121", &[(file, &filled)], &[]);
        counts(&compilation, &[(PENALTIES, "2")]);
    }
    // a sum that is wrong
    let sums = "2022年一季度/行政许可统计.csv";
    let sheet = "许可事项,决定日期,数量\n食品,2022-03-01,5\n药品,2022-03-02,6\n,,12";
    let compilation = says("C121", &[(sums, sheet)], &[&format!("{sums}!C4")]);
    counts(&compilation, &[(LICENCES, "23")]);
    // where nothing asks what it was about a quantity is all that there is of some
    let bare = "决定日期,处理决定数量\n2022-03-01,5\n,2\n,3\n2022-03-02,6\n,16";
    let compilation = compiled("", &[(sums, bare)]);
    let doubts = ["C120", "C121"].map(|code| places(&compilation, code).len());
    assert_eq!(doubts, [0, 0], "{:#?}", compilation.findings);
    counts(&compilation, &[(LICENCES, "32")]);
    // a list of nothing but numbers, and one whose columns tell of a quantity that is missing
    plainly(
        &[(
            file,
            "处罚决定书文号,当事人,处罚决定日期\n罚〔2022〕1号,,\n罚〔2022〕2号,,",
        )],
        &[(PENALTIES, "2")],
    );
    says("C121", &[(sums, "许可事项,数量\n食品,5\n药品,")], &[]);
}

/// Ledgers side by side, with so many empty columns between.
fn abreast(left: &str, right: &str, between: usize) -> String {
    let gap = ",".repeat(between + 1);
    let rows = left.lines().zip(right.lines());
    let rows: Vec<String> = rows
        .map(|(left, right)| format!("{}{gap}{}", left.trim(), right.trim()))
        .collect();
    rows.join("\n")
}

#[test]
fn two_ledgers_with_an_empty_column_between_are_an_error_at_the_second() {
    let documents = "标题,文号,类别,成文日期
                     某办法,甲发〔2022〕1号,规范性文件,2022-02-01
                     另一办法,甲发〔2010〕2号,规范性文件,2010-03-05";
    let fees = "收费项目,收费日期,收费金额（元）
                不动产登记费,2022-03-01,1000
                不动产登记费,2022-04-01,2500";
    let licences = "许可文号,许可决定日期,行政相对人,许可事项
                    许〔2022〕1号,2022-05-01,甲,开业
                    许〔2022〕2号,2022-06-01,乙,开业";
    let penalties = "处罚决定书文号,处罚决定日期,当事人
                     罚〔2022〕1号,2022-05-01,甲
                     罚〔2022〕2号,2022-06-01,乙";
    let applications = "申请编号,收到日期,申请人类型,申请内容,答复日期,办理结果
                        2022-1,2022-05-01,自然人,事一,2022-05-11,予以公开
                        2022-2,2022-05-01,自然人,事二,2022-05-11,予以公开";
    let cases = "案号,案件类型,受理日期,结案日期,结果
                 复1,行政复议,2022-05-01,2022-06-01,维持
                 复2,行政复议,2022-05-01,2022-06-01,撤销";
    let pairs = [
        (documents, fees),
        (fees, documents),
        (licences, documents),
        (documents, licences),
        (licences, fees),
        (fees, licences),
        (penalties, documents),
        (documents, penalties),
        (penalties, fees),
        (fees, penalties),
        (applications, cases),
        (cases, applications),
        (applications, licences),
    ];
    for (left, right) in pairs {
        for between in [1, 3] {
            let sheet = abreast(left, right, between);
            let compilation = compiled("", &[("2022年/台账.csv", &sheet)]);
            assert_eq!(places(&compilation, "C112").len(), 1, "{sheet}");
            assert_eq!(places(&compilation, "C107").len(), 0, "{sheet}");
        }
    }
    let sheet = abreast(documents, fees, 1);
    says(
        "C112",
        &[("2022年/台账.csv", &sheet)],
        &["2022年/台账.csv!F1"],
    );
}

#[test]
fn an_empty_column_within_a_ledger_parts_it_from_nothing() {
    for (left, right, slot) in [
        (
            "标题,文号,成文日期\n某办法,甲规〔2022〕1号,2022-02-01",
            "公开日期,公开渠道,索引号\n2022-02-03,网站,0001",
            "2.行政规范性文件/本年制发件数",
        ),
        (
            "处罚决定书文号,处罚决定日期,案由\n罚〔2022〕1号,2022-05-01,占道",
            "票据号,缴款日期,缴款金额（元）\n0001,2022-05-03,500",
            PENALTIES,
        ),
        (
            "申请编号,收到日期,申请人类型\n1,2022-05-01,自然人",
            "受理日期,答复日期,办理结果\n2022-05-01,2022-05-11,予以公开",
            "3.3.1/自然人",
        ),
    ] {
        let file = match slot {
            PENALTIES => "行政处罚台账.csv",
            "3.3.1/自然人" => "依申请公开台账.csv",
            _ => "规范性文件.csv",
        };
        let compilation = says("C112", &[(file, &abreast(left, right, 1))], &[]);
        counts(&compilation, &[(slot, "1")]);
    }
}

#[test]
fn how_many_were_refused_beside_a_quantity_is_a_doubt() {
    let file = "2022年一季度/行政许可台账.csv";
    for heading in ["不予许可件数", "不准予许可数量（件）", "不予许可决定数"]
    {
        let sheet = |one: &str, other: &str| {
            format!("许可事项,许可件数,{heading}\n食品经营,10,{one}\n药品经营,20,{other}")
        };
        let compilation = says("C114", &[(file, &sheet("", "2"))], &[&format!("{file}!C3")]);
        counts(&compilation, &[(LICENCES, "30")]);
        plainly(&[(file, &sheet("0", ""))], &[(LICENCES, "30")]);
    }
    // applications that were not accepted, and what the doubt asks for
    plainly(
        &[(file, "许可事项,许可件数,不予受理件数\n食品经营,10,3")],
        &[(LICENCES, "10")],
    );
    plainly(
        &[(
            file,
            "许可事项,许可件数\n食品经营,10\n食品经营（不予许可）,3",
        )],
        &[(LICENCES, "13")],
    );
}

#[test]
fn a_list_without_a_known_heading_is_an_error_where_its_file_is_named_for_what_is_counted() {
    let list = "序号,当事人,事项\n1,甲,罚款\n2,乙,警告";
    let compilation = says(
        "C101",
        &[("2022年一季度/处罚.csv", list)],
        &["2022年一季度/处罚.csv!A1"],
    );
    let help = &found(&compilation, "C101").help;
    assert!(help.contains("决定日期"), "{help}");
    says("C102", &[("2022年一季度/处罚依据.csv", list)], &[]);
}

#[test]
fn what_is_said_to_be_none_is_told_once_however_many_lines_it_fills() {
    let sheet = "申请编号,收到日期,申请人类型,答复日期,办理结果
                 1,2022-03-01,自然人,2022-03-10,予以公开
                 2,2022-03-01,自然人,,";
    let compilation = compiled("none = [\"依申请公开\"]", &[("依申请公开.csv", sheet)]);
    let message = &found(&compilation, "T104").message;
    assert!(message.contains("台账里有（2）"), "{message}");
}
