//! What exports of other systems write: dates of Oracle and Java, pages of a list, names of columns below their
//! headings, numbers that lost digits, and sheets that hold nothing but sums.

use gknb::finding::Severity;

use super::{compiled, counts, found, places, plainly, says};

const LICENCES: &str = "2.行政许可/本年处理决定数量";
const PENALTIES: &str = "2.行政处罚/本年处理决定数量";
const COERCIONS: &str = "2.行政强制/本年处理决定数量";
const FEES: &str = "2.行政事业性收费/本年收费金额";

#[test]
fn a_part_of_a_date_is_no_period() {
    for day in [
        "25-12月-21",
        "25/12月/21",
        "25-十二月-21",
        "25-12月-21 10.22.31 上午",
        "去年12月",
        "12月（上年）",
        "上年四季度",
        "21Q4",
        "Q4-21",
        "辛丑年十二月",
    ] {
        let sheet = format!("许可决定书文号,许可事项,许可决定日期\n许1,施工,{day}");
        let file = "2022年行政许可.csv";
        let compilation = says("E102", &[(file, &sheet)], &["2022年行政许可.csv!C2"]);
        counts(&compilation, &[(LICENCES, "0")]);
        says("E102", &[("行政许可.csv", &sheet)], &["行政许可.csv!C2"]);
    }
}

#[test]
fn days_of_oracle_java_and_excel_are_read() {
    let sheet = "许可决定书文号,许可事项,许可决定日期
                 许1,施工,25-12月-2021
                 许2,施工,05-1月-2022 10.22.31 上午
                 许3,施工,1651161600000
                 许4,施工,'2022-01-05 10:00:00";
    plainly(&[("2022年行政许可.csv", sheet)], &[(LICENCES, "3")]);
}

#[test]
fn the_pages_of_a_list_are_no_decisions() {
    for pages in [
        "第1页/共1页,共2条记录,,",
        "共 2 条,10条/页,前往 1 页,",
        "当前第1页,总共1页,每页20条,",
        "上一页,1,下一页,",
    ] {
        let sheet = format!(
            "处罚决定书文号,案件名称,当事人,处罚决定日期\n罚1,占道,甲,2022-03-01\n罚2,占道,乙,2022-03-02\n{pages}"
        );
        plainly(&[("2022年行政处罚.csv", &sheet)], &[(PENALTIES, "2")]);
        plainly(&[("行政处罚.csv", &sheet)], &[(PENALTIES, "2")]);
    }
}

#[test]
fn the_amounts_of_items_beside_that_of_a_receipt_are_a_doubt() {
    for item in ["明细金额（元）", "项目金额（元）"] {
        let sheet = format!(
            "票据号码,开票金额（元）,收费项目名称,{item},开票日期
             0001,90,登记费,80,2022-03-31
             0001,90,工本费,10,2022-03-31"
        );
        let files = [("行政事业性收费.csv", sheet.as_str())];
        let compilation = says("C107", &files, &["行政事业性收费.csv!D1"]);
        let (_, line) = found(&compilation, "C107")
            .help
            .split_once("写：\n")
            .expect("it offers lines");
        counts(&compiled(line, &files), &[(FEES, "0.009")]);
    }
}

#[test]
fn what_says_how_to_fill_a_column_is_a_part_of_the_header() {
    for row in [
        "XK_WSH,XK_NR,BZ,XK_JDRQ",
        "xkWsh,xkNr,xkXdrMc,xkJdrq",
        "docNo,name,party,date",
        "文本,文本,文本,日期",
        "字符型(100),字符型(200),字符型(200),日期型",
        "VARCHAR2(100),VARCHAR2(200),VARCHAR2(200),DATE",
        "是,是,是,否",
        "必填,下拉选择：甲/乙,请填写全称,格式：yyyy-MM-dd",
    ] {
        let sheet = format!(
            "行政许可决定文书号,许可内容,行政相对人名称,许可决定日期\n{row}\n许1,食品,甲公司,2022/1/5"
        );
        plainly(&[("行政许可.csv", &sheet)], &[(LICENCES, "1")]);
    }
    let named =
        "许可决定书文号 XK_WSH,许可事项(XK_SX),申请人,许可决定日期 XK_JDRQ\n许1,施工,甲,2022-01-05";
    plainly(&[("行政许可.csv", named)], &[(LICENCES, "1")]);
}

#[test]
fn the_result_of_a_case_may_stand_below_the_form_of_its_end() {
    let sheet = "案号,原告,被告,收案日期,结案日期,是否经过复议,结案方式,结案方式,结案方式
                 ,,,,,,判决,裁定,调解
                 行初1,张,某局,2022-01-05,2022-03-01,否,维持,,
                 行初2,张,某局,2022-01-05,2022-03-02,否,,驳回,
                 行初3,张,某局,2022-01-05,2022-03-02,否,,,调解";
    let compilation = compiled("", &[("行政诉讼.csv", sheet)]);
    let line = "4.未经复议直接起诉";
    counts(
        &compilation,
        &[
            (&format!("{line}/结果维持"), "2"),
            (&format!("{line}/其他结果"), "1"),
        ],
    );
    let of_own = "[headings]\n\"甲\" = \"结果\"\n\"乙\" = \"结果\"";
    let sheet = "案号,案件类型,受理日期,结案日期,甲,乙\n1,行政复议,2022-01-05,2022-03-01,维持,";
    let compilation = compiled(of_own, &[("复议.csv", sheet)]);
    let message = &found(&compilation, "C106").message;
    assert!(message.contains("「甲」和「乙」"), "{message}");
}

#[test]
fn the_finer_of_two_results_is_the_detail() {
    for (one, other) in [
        ("办理结果（大类）", "办理结果（小类）"),
        ("答复类型", "答复子类型"),
        ("答复大类", "答复小类"),
        ("办理结果一级", "办理结果二级"),
    ] {
        let sheet = format!(
            "申请编号,申请人类型,收到日期,{one},{other},答复日期\n1,自然人,2022-01-05,无法提供,本机关不掌握相关政府信息,2022-01-10"
        );
        plainly(&[("依申请公开.csv", &sheet)], &[("3.3.4.1/自然人", "1")]);
    }
}

#[test]
fn a_number_that_lost_digits_merges_nothing() {
    for (other, granted) in [("予以公开", "2"), ("部分公开", "1")] {
        let rows = format!(
            "申请编号,申请人类型,申请时间,答复类型,答复时间
             20220105000000001,自然人,2022-01-05,予以公开,2022-01-10
             20220105000000002,自然人,2022-01-05,{other},2022-01-10"
        );
        let compilation = compiled("", &[("依申请公开.xls", &book("台账", &rows))]);
        assert_eq!(places(&compilation, "E116").len(), 2);
        assert_eq!(places(&compilation, "L112").len(), 0);
        counts(
            &compilation,
            &[("3.1/自然人", "2"), ("3.3.1/自然人", granted)],
        );
    }
}

/// A workbook of one sheet in which what reads as a number is one.
fn book(sheet: &str, rows: &str) -> String {
    let cell = |text: &str| {
        let kind = match text.parse::<f64>() {
            Ok(_) => "Number",
            Err(_) => "String",
        };
        format!("<Cell><Data ss:Type=\"{kind}\">{text}</Data></Cell>")
    };
    let row = |line: &str| {
        let cells: String = line.trim().split(',').map(cell).collect();
        format!("<Row>{cells}</Row>")
    };
    let rows: String = rows.lines().map(row).collect();
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"{sheet}\"><Table>{rows}</Table></Worksheet></Workbook>"
    )
}

#[test]
fn how_many_decisions_of_a_kind_tells_the_kind() {
    for heading in [
        "行政处罚数量",
        "行政处罚件数",
        "行政处罚（件）",
        "行政处罚数",
    ] {
        let sheet = format!("单位,{heading},日期\n甲队,3,2022-01-31\n乙队,4,2022-02-28");
        plainly(&[("数据.csv", &sheet)], &[(PENALTIES, "7")]);
    }
}

#[test]
fn sums_of_lines_that_nothing_feeds_are_an_error() {
    let months = "月份,许可数量,处罚数量,强制数量\n1月,5,3,0\n2月,4,0,0";
    let units = "单位,行政许可（件）,行政处罚（件）\n甲局,5,3\n乙局,4,0";
    for sheet in [months, units] {
        let files = [("2022年执法情况.csv", sheet)];
        let compilation = says("T110", &files, &["2022年执法情况.csv!B2"]);
        let finding = found(&compilation, "T110");
        assert_eq!(finding.rule.severity, Severity::Error);
        for slot in [LICENCES, PENALTIES] {
            assert!(finding.help.contains(slot), "{}", finding.help);
        }
        assert!(!finding.help.contains(COERCIONS), "{}", finding.help);
        let given: Vec<&str> = finding.help.lines().skip(1).take(8).collect();
        let toml = given.join("\n").replace("value = 0", "value = 9");
        let compilation = compiled(&toml, &files);
        assert_eq!(places(&compilation, "T110").len(), 0);
        counts(&compilation, &[(LICENCES, "9"), (PENALTIES, "9")]);
        let compilation = compiled("none = [\"行政许可\", \"行政处罚\"]", &files);
        assert_eq!(places(&compilation, "T110").len(), 0);
        // of another year
        says("T110", &[("2020年执法情况.csv", sheet)], &[]);
    }
    // beside the ledger of the same line it is a doubt
    let licences = (
        "行政许可.csv",
        "许可决定书文号,许可事项,许可决定日期\n许1,施工,2022-01-05",
    );
    let sums = ("2022年执法情况.csv", "单位,行政许可\n甲局,5");
    let compilation = says("T110", &[licences, sums], &[]);
    counts(&compilation, &[(LICENCES, "1")]);
    // and what is about the work sums up nothing
    let list = ("行政处罚事项清单.csv", "事项,行政处罚数量\n占道,5");
    says("T110", &[licences, list], &[]);
}

#[test]
fn a_report_of_fees_without_their_days_is_an_error_that_offers_its_column() {
    let licences = (
        "行政许可.csv",
        "许可决定书文号,许可事项,许可决定日期\n许1,施工,2022-01-05",
    );
    let sheet = book(
        "2022",
        "2022年行政事业性收费收入情况表（单位：万元）
         项目编码,收费项目,本月收入,本年累计
         1,登记费,10.5,10.5
         2,水土保持费,3,3",
    );
    let files = [licences, ("行政事业性收费报表.xls", sheet.as_str())];
    let compilation = says("T110", &files, &["行政事业性收费报表.xls!2022!C3"]);
    let offered = "[headings]\n\"本月收入\" = \"金额\"";
    assert!(found(&compilation, "C102").help.contains(offered));
    counts(
        &compiled(offered, &files),
        &[(FEES, "13.5"), (LICENCES, "1")],
    );
}
