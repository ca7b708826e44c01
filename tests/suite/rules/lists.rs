//! Lists of which no row tells a day: counted where the names tell the period, told where they do not.

use super::read::of_workbook;
use super::{compiled, counts, found, places, plainly, says};

const PENALTIES: &str = "序号,当事人名称,主要违法违规行为,行政处罚内容,作出决定机关
                         1,甲银行,贷款管理不到位,罚款30万元,某某监管局
                         2,乙银行,数据报送不真实,罚款20万元,某某监管局";

#[test]
fn decisions_without_days_are_of_the_period_that_the_name_tells() {
    let penalties = ("2.行政处罚/本年处理决定数量", "2");
    let file = "2022年一季度行政处罚公示";
    plainly(&[(&format!("{file}.csv"), PENALTIES)], &[penalties]);
    let compilation = of_workbook("", &format!("{file}.xlsx"), &[("Sheet1", PENALTIES)]);
    counts(&compilation, &[penalties]);
    // of which period nobody knows, or of what nobody decided yet
    says(
        "C105",
        &[("行政处罚公示.csv", PENALTIES)],
        &["行政处罚公示.csv!A1"],
    );
    for name in ["2022年一季度行政处罚听证.csv", "2022年行政处罚事项清单.csv"] {
        let compilation = compiled("", &[(name, PENALTIES)]);
        counts(&compilation, &[("2.行政处罚/本年处理决定数量", "0")]);
    }
    // a list that asks for a day is asked for it
    let asked = PENALTIES.replace("作出决定机关", "立案时间");
    says(
        "C101",
        &[(&format!("{file}.csv"), &asked)],
        &[&format!("{file}.csv!A1")],
    );
}

#[test]
fn a_list_under_headings_of_a_ledger_is_never_called_empty() {
    let requests = "序号,申请人,申请内容,答复情况
                    1,张某,某地块出让信息,予以公开
                    2,李某,某项目批文,信息不存在";
    let cases = "申请人,被申请人,案由,复议结果\n甲,某局,不服处罚,维持";
    let documents = "文件名称,发文机关\n某办法,某局\n某规定,某局";
    for (file, list, code) in [
        ("2022年依申请公开台账.xlsx", requests, "C101"),
        ("2022年行政复议.xlsx", cases, "C101"),
        ("2022年规范性文件.xlsx", documents, "C101"),
        ("2022年规范性文件目录.xlsx", documents, "C102"),
        (
            "2022年行政强制.xlsx",
            "当事人,强制手段\n甲,查封\n乙,扣押",
            "C101",
        ),
        ("名单.xlsx", "标题,文号,发文机关\n某办法,甲发,某局", "C102"),
        ("通讯录.xlsx", "部门,姓名,职务\n办公室,张三,主任", "C103"),
    ] {
        let compilation = of_workbook("", file, &[("Sheet1", list)]);
        assert_eq!(
            places(&compilation, code),
            [format!("{file}!Sheet1!A1")],
            "{file}"
        );
        let told = found(&compilation, code);
        assert!(told.message.contains("见到的表头是"), "{told:?}");
        assert!(!told.help.contains("无需处理"), "{told:?}");
    }
    // the way out that is told
    let toml = "[headings]\n\"强制手段\" = \"标题\"\n\"申请人\" = \"个人信息\"";
    let coercions = "申请人,强制手段\n甲,查封\n乙,扣押";
    let file = "2022年一季度行政强制.xlsx";
    let compilation = of_workbook("", file, &[("Sheet1", coercions)]);
    assert!(found(&compilation, "C101").help.contains("「个人信息」"));
    let compilation = of_workbook(toml, file, &[("Sheet1", coercions)]);
    counts(&compilation, &[("2.行政强制/本年处理决定数量", "2")]);
    // nor is what stands behind a ledger one by the name of the file
    let ledger =
        "申请编号,收到日期,申请人类型,答复日期,办理结果\n1,2022-01-05,自然人,2022-01-10,公开";
    let staff = "姓名,科室,职务\n张三,办公室,主任";
    let file = "2022年依申请公开台账.xlsx";
    for (list, code) in [(staff, "C103"), (requests, "C102")] {
        let compilation = of_workbook("", file, &[("Sheet1", ledger), ("Sheet2", list)]);
        assert_eq!(places(&compilation, code), [format!("{file}!Sheet2!A1")]);
    }
    // what only tells how to fill in a table, and a cover, hold nothing
    for (sheet, list) in [
        ("填表说明", "列名,说明\n申请编号,照写\n收到日期,照写"),
        ("封面", "填报单位,某局\n填报人,张三"),
    ] {
        let compilation = of_workbook("", "2022年依申请公开台账.xlsx", &[(sheet, list)]);
        assert_eq!(places(&compilation, "C103").len(), 1, "{sheet}");
    }
}

#[test]
fn figures_under_headings_of_their_own_are_asked_for_one_by_one() {
    let penalties = "某县2022年度行政处罚实施情况统计表,,,
                     行政处罚实施数量（宗）,,,
                     警告、通报批评,罚款,其他行政处罚,合计（宗）,罚没金额（万元）
                     12175,94929,12,108156,1753.79
                     说明：1.统计范围为1月1日至12月31日。,,,,";
    let licences = "某县2022年度行政许可实施情况统计表,,,
                    行政许可实施数量（宗）,,,
                    申请数量,受理数量,许可数量,不予许可数量,撤销许可数量
                    26569,26569,26462,102,5";
    let file = "2022年度行政执法数据表.xlsx";
    let compilation = of_workbook("", file, &[("行政处罚", penalties), ("行政许可", licences)]);
    let at = ["行政处罚", "行政许可"].map(|sheet| format!("{file}!{sheet}!A4"));
    assert_eq!(places(&compilation, "C102"), at);
    assert_eq!(places(&compilation, "C101"), [""; 0]);
    assert!(found(&compilation, "C102").help.contains("[[figure]]"));
    // a row of something else below is a record that is lost
    let mixed = format!("{licences}\n甲,食品许可,乙,丙,丁");
    let compilation = of_workbook("", file, &[("行政许可", &mixed)]);
    assert_eq!(places(&compilation, "C101").len(), 1);
}
