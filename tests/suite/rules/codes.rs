//! Codes in the place of words: what the heading says of them, what stands behind them, and what is offered where nothing
//! tells; and what systems write for nothing.

use super::{compiled, counts, found, places, says};

const LICENCES: &str = "2.行政许可/本年处理决定数量";
const PENALTIES: &str = "2.行政处罚/本年处理决定数量";

#[test]
fn a_code_below_a_heading_that_explains_it_is_the_word_and_is_told_once() {
    let penalties = "决定书文号,执法类别（1-许可 2-处罚 3-强制）,名称,决定日期
                     许1,1,施工许可,2022-03-05
                     罚1,2,某案,2022-03-06
                     罚2,02,某案,2022-03-07";
    let compilation = compiled("", &[("执法信息.csv", penalties)]);
    counts(&compilation, &[(LICENCES, "1"), (PENALTIES, "2")]);
    assert_eq!(places(&compilation, "L113").len(), 3);
    let requests = "申请编号,申请人类型（1:公民 2:法人或其他组织）,申请时间,答复结果,答复时间
                    1,1,2022-01-05,予以公开,2022-01-15
                    2,1,2022-01-05,予以公开,2022-01-15";
    let compilation = compiled("", &[("台账.csv", requests)]);
    counts(&compilation, &[("3.1/自然人", "2")]);
    assert_eq!(places(&compilation, "L113"), ["台账.csv!B2"]);
    // the word is graded as any other: which of five?
    let open = requests.replace("1,1,", "1,2,");
    says("E107", &[("台账.csv", &open)], &["台账.csv!B2"]);
    let reviews = "案号,申请人,被申请人,受理日期,复议决定日期,\"复议结果：0撤销，1维持\",复议事项
                   某复〔2022〕1号,张,某局,2022-01-05,2022-03-01,0,信息公开
                   某复〔2022〕2号,张,某局,2022-01-05,2022-03-01,1,信息公开";
    let compilation = compiled("", &[("行政复议.csv", reviews)]);
    let results = [("4.行政复议/结果维持", "1"), ("4.行政复议/结果纠正", "1")];
    counts(&compilation, &results);
    let documents = "文件名称,文号,成文日期,时效性（1有效 2失效 4已修改）
                     甲办法,某规〔2022〕1号,2022-01-01,1
                     乙办法,某规〔2020〕1号,2020-01-01,4";
    let compilation = compiled("", &[("规范性文件.csv", documents)]);
    counts(&compilation, &[("2.行政规范性文件/现行有效件数", "2")]);
}

#[test]
fn what_the_office_says_of_a_code_prevails_over_its_heading() {
    let toml = "[words.申请人类型]\n\"1\" = \"商业企业\"";
    let requests = "申请编号,申请人类型（1:公民 2:法人）,申请时间,答复结果,答复时间
                    1,1,2022-01-05,予以公开,2022-01-15";
    let compilation = compiled(toml, &[("台账.csv", requests)]);
    counts(&compilation, &[("3.1/商业企业", "1")]);
}

#[test]
fn a_code_that_nothing_explains_is_offered_a_line_of_settings() {
    let requests = "申请编号,申请人类型,申请时间,答复结果,答复时间
                    1,1,2022-01-05,予以公开,2022-01-15
                    2,√,2022-01-05,予以公开,2022-01-15";
    let places = ["台账.csv!B2", "台账.csv!B3"];
    let compilation = says("E106", &[("台账.csv", requests)], &places);
    let helps: Vec<&str> = (compilation.findings.iter())
        .filter(|f| f.rule.code == "E106")
        .map(|f| f.help.as_str())
        .collect();
    assert!(
        helps[0].contains("[words.申请人类型]\n\"1\" ="),
        "{helps:?}"
    );
    assert!(!helps[1].contains("[words"), "{helps:?}");
}

#[test]
fn a_word_behind_its_code_is_that_word_in_every_column() {
    let requests = "申请编号,申请人类型,申请时间,答复类型,答复时间
                    1,1-自然人,2022-01-05,01-予以公开,2022-01-15
                    2,1|自然人,2022-01-05,1:予以公开,2022-01-15
                    3,02_商业企业,2022-01-05,02-部分公开,2022-01-15";
    let compilation = says("E106", &[("台账.csv", requests)], &[]);
    let results = [("3.3.1/自然人", "2"), ("3.3.2/商业企业", "1")];
    counts(&compilation, &results);
    let licences = "办件编号,事项类型,事项名称,申请人名称,受理时间,办结时间,办件状态
                    1,01-行政许可,施工,甲,2022-03-01,2022-03-05,90-已办结
                    2,20-公共服务,社保,甲,2022-03-01,2022-03-05,90-已办结
                    3,01-行政许可,施工,甲,2022-03-01,2022-03-05,05-不予受理";
    let compilation = says("E131", &[("办件.csv", licences)], &["办件.csv!G4"]);
    counts(&compilation, &[(LICENCES, "1")]);
}

#[test]
fn a_category_that_is_a_code_or_a_way_of_handling_is_that_of_the_headings() {
    let rows = "许可决定书文号,事项类型,许可事项,许可决定日期
                许〔2022〕1号,01,施工,2022-03-05
                许〔2022〕2号,承诺件,施工,2022-03-06
                许〔2022〕3号,xzxk,施工,2022-03-07
                许〔2022〕4号,行政审批,施工,2022-03-08
                许〔2022〕5号,公共服务,社保,2022-03-08";
    let compilation = compiled("", &[("导出.csv", rows)]);
    counts(&compilation, &[(LICENCES, "4")]);
    assert_eq!(places(&compilation, "L113").len(), 4);
}

#[test]
fn a_category_that_is_a_code_where_no_heading_tells_is_an_error_that_offers_a_line() {
    let rows = "办件编号,事项类型,事项名称,申请人名称,受理时间,办结时间
                1,01,施工,甲,2022-03-01,2022-03-05
                2,20,社保,甲,2022-03-01,2022-03-05";
    let expected = |name: &str| [format!("{name}!B2"), format!("{name}!B3")];
    // that the file names one category does not make one of the other
    for name in ["办件.csv", "行政许可办件.csv"] {
        let places = expected(name);
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        let compilation = says("E106", &[(name, rows)], &places);
        let help = &found(&compilation, "E106").help;
        assert!(help.contains("[words.类别]\n\"01\" ="), "{help}");
    }
    let toml = "[words.类别]\n\"01\" = \"行政许可\"\n\"20\" = \"其他信息\"";
    counts(&compiled(toml, &[("办件.csv", rows)]), &[(LICENCES, "1")]);
    // kinds of one category, in a table named after it
    let kinds = "文书号,类型,事项名称,决定日期
                 甲1,1,施工,2022-03-05
                 甲2,2,施工,2022-03-06";
    let compilation = compiled("", &[("行政许可.csv", kinds)]);
    counts(&compilation, &[(LICENCES, "2")]);
    // and news of a column of a site
    let news = "信息标题,栏目,公开时间
                甲,01,2022-03-05
                乙,02,2022-03-06";
    says("E106", &[("主动公开.csv", news)], &[]);
}

#[test]
fn what_is_handled_at_a_counter_is_no_application_for_information() {
    let rows = "序号,办件编号,事项名称,事项类型,申请人,申请时间,受理时间,承诺办结时间,办结时间,办件状态,办理结果,证照编号
                1,A1,食品经营许可,行政许可,甲,2022-03-05,2022-03-05,2022-03-20,2022-03-10,已办结,准予许可,JY1
                2,A2,社保,公共服务,甲,2022-03-05,2022-03-05,2022-03-20,2022-03-10,已办结,准予,
                3,A3,食品经营许可,行政许可,甲,2022-03-05,2022-03-05,2022-03-20,2022-03-10,退件,退件,";
    let compilation = says("C112", &[("办件信息导出.csv", rows)], &[]);
    counts(&compilation, &[(LICENCES, "1"), ("3.1/总计", "0")]);
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
}

#[test]
fn the_court_that_heard_a_suit_is_no_way_to_court() {
    let suits = "案号,原告,被告,诉讼类型,收案日期,结案日期,判决结果
                 行初1号,张,某局,一审,2022-01-05,2022-05-01,驳回诉讼请求";
    let compilation = says("E113", &[("行政诉讼.csv", suits)], &["行政诉讼.csv!D2"]);
    let finding = found(&compilation, "E113");
    assert!(finding.message.contains("审级"), "{finding:?}");
    assert!(finding.help.contains("另加一列「起诉方式」"), "{finding:?}");
    assert_eq!(places(&compilation, "E106"), [""; 0]);
    let told = suits
        .replace("判决结果", "判决结果,是否经复议")
        .replace("请求", "请求,否");
    let compilation = compiled("", &[("行政诉讼.csv", &told)]);
    counts(&compilation, &[("4.未经复议直接起诉/结果维持", "1")]);
}

#[test]
fn what_databases_write_for_nothing_is_nothing() {
    let requests = "申请编号,申请人类型,申请时间,答复类型,答复时间
                    1,自然人,2022-01-05,\\N,\\N
                    2,自然人,2022-01-05,undefined,0000-00-00
                    3,自然人,2022-01-05,NULL,0000-00-00 00:00:00";
    let compilation = compiled("", &[("台账.csv", requests)]);
    counts(&compilation, &[("3.1/自然人", "3"), ("3.4/自然人", "3")]);
    // the day from which computers count would pass for one of another year
    let licences = "许可决定书文号,许可事项,许可决定日期
                    许1,施工,1970-01-01 08:00:00";
    let compilation = says("E102", &[("行政许可.csv", licences)], &["行政许可.csv!C2"]);
    let message = &found(&compilation, "E102").message;
    assert!(message.contains("没有填日期"), "{message}");
}
