//! What tells of what kind a row is: its number where nothing else does, two columns that say different things, names
//! that leave it open.

use super::{compiled, counts, found, places, plainly, says};

#[test]
fn documents_of_which_nothing_tells_the_kind_are_asked_for_it() {
    let list = "标题,文号,成文日期
                关于印发《某办法》的通知,甲发〔2022〕1号,2022-01-01
                关于某事的复函,甲函〔2022〕3号,2022-02-01
                关于某人任职的通知,,2022-03-01
                某办法,市政府令第3号,2022-04-01";
    let file = "2022年/主动公开.csv";
    let at = |cell: &str| format!("{file}!{cell}");
    let compilation = says("E112", &[(file, list)], &[&at("2"), &at("5")]);
    assert!(found(&compilation, "E112").help.contains("其他信息"));
    // each of the ways out that are told
    let kinds = list
        .replace("标题,", "类别,标题,")
        .replace("关于某", "其他信息,关于某")
        .replace("关于印发", "规范性文件,关于印发")
        .replace("某办法,市", "规章,某办法,市");
    let compilation = says("E112", &[(file, &kinds)], &[]);
    let normative = "2.行政规范性文件/本年制发件数";
    counts(
        &compilation,
        &[(normative, "1"), ("2.规章/本年制发件数", "1")],
    );
    says("E112", &[("2022年通知公告.csv", list)], &[]);
    let compilation = says("E112", &[("2022年规范性文件目录.csv", list)], &[]);
    counts(&compilation, &[(normative, "4")]);
}

#[test]
fn numbers_of_a_series_of_rules_tell_normative_documents() {
    let list = "标题,文号,成文日期
                甲办法,某规〔2012〕1号,2012-01-05
                乙办法,某规〔2012〕2号,2012-02-05";
    let file = "2022年废止文件目录.csv";
    let compilation = says("L113", &[(file, list)], &[&format!("{file}!B2")]);
    counts(
        &compilation,
        &[
            ("2.行政规范性文件/本年废止件数", "2"),
            ("2.行政规范性文件/本年制发件数", "0"),
        ],
    );
    // what the help tells
    let others = "类别,标题,文号\n其他信息,甲办法,某规〔2012〕1号";
    plainly(&[(file, others)], &[("2.行政规范性文件/本年废止件数", "0")]);
    let other = list.replace("某规", "某发");
    let rows = ["2", "3"].map(|row| format!("{file}!{row}"));
    says("E112", &[(file, &other)], &[&rows[0], &rows[1]]);
}

#[test]
fn an_amount_in_a_row_of_another_category_is_a_fee_or_told() {
    let fees = "类别,标题,收费日期,金额（元）
                行政性收费,证照,2022-02-05,20000
                收费（证照）,甲,2022-02-06,30000
                证照工本费,乙,2022-03-05,100
                占道费,丙,2022-03-06,40000
                通知公告,丁,2022-03-06,
                招标公告,戊,2022-03-06,500
                行政事业性收费,己,2022-03-06,10000";
    let file = "2022年全年/主动公开.csv";
    let at = ["A2", "A3", "A5", "A4"].map(|cell| format!("{file}!{cell}"));
    let compilation = compiled("", &[(file, fees)]);
    let mut told = places(&compilation, "L113");
    told.sort();
    let mut at = at.to_vec();
    at.sort();
    assert_eq!(told, at);
    counts(&compilation, &[("2.行政事业性收费/本年收费金额", "6.01")]);
}

#[test]
fn a_day_of_publication_that_stands_in_for_another_is_a_doubt() {
    let list = "类别,标题,文号,成文日期,公开日期,决定日期
                规范性文件,甲,甲发〔2021〕99号,,2022-01-05,
                规范性文件,乙,甲发〔2022〕1号,,2022-01-05,
                规范性文件,丙,甲发〔2019〕1号,2019-01-05,2019-01-06,
                行政强制,丁,,,2022-01-06,
                行政强制,戊,强〔2022〕1号,,2022-01-06,
                行政强制,己,,2022-01-07,,
                通知公告,庚,,,2022-01-06,";
    let file = "2022年/主动公开.csv";
    let compilation = says(
        "E125",
        &[(file, list)],
        &[&format!("{file}!D2"), &format!("{file}!F5")],
    );
    counts(&compilation, &[("2.行政强制/本年处理决定数量", "3")]);
    // a ledger of no other day than that of publication
    let plain = "类别,标题,公开日期\n行政强制,丁,2022-01-06";
    plainly(&[(file, plain)], &[("2.行政强制/本年处理决定数量", "1")]);
}

/// An 依申请公开台账 of rows that differ in their last cells.
fn requests(headings: &str, rows: &[&str]) -> String {
    let row =
        |(at, cells): (usize, &&str)| format!("\n2022-{at},2022-01-05,自然人,2022-01-20,{cells}");
    let rows: String = (1..).zip(rows).map(row).collect();
    format!("申请编号,收到日期,申请人类型,答复日期,{headings}{rows}")
}

#[test]
fn two_lines_that_two_columns_name_are_an_error_as_they_are_in_one() {
    let sheet = requests(
        "办理结果,不予公开理由",
        &[
            "国家秘密,过程性信息",
            "撤回申请,逾期不补正",
            "部分公开,撤回申请",
            "重复申请,信访事项",
            "国家秘密；过程性信息,",
            "部分公开,过程性信息",
            "商业秘密,个人隐私",
            "信息不存在,没有现成信息",
            "逾期不补正,无效申请",
        ],
    );
    let file = "依申请公开台账.csv";
    let at = |cell: &str| format!("{file}!{cell}");
    let told = ["E2", "E3", "E4", "E5", "E6"].map(at);
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let compilation = says("E107", &[(file, &sheet)], &told);
    assert!(found(&compilation, "E107").help.contains("改成一种结果"));
    // a sure word prevails over one that is usually read so, and that is said
    assert_eq!(places(&compilation, "L113"), [at("E9"), at("E10")]);
    counts(
        &compilation,
        &[
            ("3.3.2/自然人", "1"),
            ("3.3.3.4/自然人", "1"),
            ("3.3.4.2/自然人", "1"),
            ("3.3.6.1/自然人", "1"),
        ],
    );
    // the line that is offered decides
    let toml = "[words.办理结果]\n\"国家秘密；过程性信息\" = \"3.3.3.6\"";
    let compilation = compiled(toml, &[(file, &sheet)]);
    assert_eq!(places(&compilation, "E107").len(), 3);
    counts(&compilation, &[("3.3.3.6/自然人", "2")]);
}

#[test]
fn a_state_that_contradicts_the_result_is_a_doubt() {
    let sheet = requests(
        "办理结果,办理状态",
        &[
            "予以公开,作废",
            "予以公开,撤回",
            "予以公开,办理中",
            "予以公开,不予受理",
            "予以公开,已办结",
            "予以公开,已延期",
            "撤回,撤回",
            "逾期不补正,终止",
            "部分公开,",
        ],
    );
    let file = "依申请公开台账.csv";
    let told = ["F2", "F3", "F4", "F5"].map(|cell| format!("{file}!{cell}"));
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    says("E132", &[(file, &sheet)], &told);
    // of a row without a result nobody knows whether it goes on
    let open = sheet.replace(",2022-01-20,", ",,");
    let open = ["予以公开", "部分公开"]
        .iter()
        .fold(open, |text, word| text.replace(word, ""));
    let compilation = compiled("", &[(file, &open)]);
    assert_eq!(places(&compilation, "E130"), [format!("{file}!F5")]);
}

#[test]
fn an_organisation_beside_a_person_is_a_doubt_whatever_word_names_it() {
    let sheet = requests(
        "办理结果,组织类型",
        &[
            "公开,基金会",
            "公开,法人",
            "公开,高等院校",
            "公开,个体工商户",
            "公开,",
            "公开,自然人",
        ],
    );
    let file = "依申请公开台账.csv";
    let told = ["F2", "F3", "F4"].map(|cell| format!("{file}!{cell}"));
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let compilation = says("E121", &[(file, &sheet)], &told);
    counts(&compilation, &[("3.1/自然人", "6")]);
}

#[test]
fn a_way_to_court_that_contradicts_the_kind_of_a_case_is_an_error() {
    let sheet = |way: &str| {
        format!(
            "案号,案件类型,{way},受理日期,结案日期,结果
             c1,行政诉讼（直接起诉）,复议后起诉,2022-02-02,2022-03-03,维持
             c2,复议后起诉,直接起诉,2022-02-02,2022-03-03,维持
             c3,行政复议,复议后起诉,2022-02-02,2022-03-03,维持
             c4,行政复议,是,2022-02-02,2022-03-03,维持
             c5,复议后起诉,是,2022-02-02,2022-03-03,维持
             c6,直接起诉,否,2022-02-02,2022-03-03,维持
             c7,行政复议,,2022-02-02,2022-03-03,维持"
        )
    };
    let file = "复议诉讼台账.csv";
    let told = ["C2", "C3", "C4"].map(|cell| format!("{file}!{cell}"));
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    for heading in ["起诉方式", "是否经过复议"] {
        let compilation = says("E107", &[(file, &sheet(heading))], &told);
        counts(
            &compilation,
            &[
                ("4.行政复议/总计", "2"),
                ("4.复议后起诉/总计", "1"),
                ("4.未经复议直接起诉/总计", "1"),
            ],
        );
    }
}

#[test]
fn several_numbers_in_one_cell_are_a_doubt_unless_the_row_says_how_many() {
    let heads = "申请编号,收到日期,申请人类型,答复日期,办理结果,数量";
    let numbers = [
        "2022-1至2022-5",
        "2022-6、2022-7",
        "2022-8~10",
        "2022-11号和2022-12号",
        "2022-13",
        "某局至某某〔2022〕14号",
    ];
    let rows = |count: &str| {
        let row =
            |number: &&str| format!("\n{number},2022-01-05,自然人,2022-01-20,予以公开,{count}");
        format!("{heads}{}", numbers.iter().map(row).collect::<String>())
    };
    let file = "依申请公开台账.csv";
    let told = ["A2", "A3", "A4", "A5"].map(|cell| format!("{file}!{cell}"));
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    says("E133", &[(file, &rows(""))], &told);
    // what the help tells
    let compilation = says("E133", &[(file, &rows("3"))], &[]);
    assert_eq!(
        places(&compilation, "E129"),
        [format!("{file}!F6"), format!("{file}!F7")]
    );
    let penalties = "处罚决定书文号,当事人,处罚决定日期
                     某罚〔2022〕1-5号,甲,2022-01-05
                     某罚〔2022〕6至8号,甲,2022-01-05
                     某罚〔2022〕12-1号,甲,2022-01-05
                     某-1罚〔2022〕13号,甲,2022-01-05";
    let file = "行政处罚台账.csv";
    says(
        "E133",
        &[(file, penalties)],
        &[&format!("{file}!A2"), &format!("{file}!A3")],
    );
}

#[test]
fn a_case_that_has_come_to_its_notice_is_no_decision_yet() {
    let penalties = "处罚决定书文号,当事人,处罚决定日期,办理状态
                     某罚〔2022〕1号,甲,2022-01-05,已结案
                     某罚告〔2022〕2号,乙,,已告知
                     某罚告字〔2022〕3号,丙,2022-02-05,已结案
                     某公告〔2022〕4号,丁,2022-02-05,已结案
                     ,戊,,已告知";
    let file = "2022年行政处罚台账.csv";
    let compilation = says("E131", &[(file, penalties)], &[&format!("{file}!A3")]);
    assert_eq!(places(&compilation, "E132"), [format!("{file}!A4")]);
    assert_eq!(places(&compilation, "E125").len(), 0);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "3")]);
}

#[test]
fn a_list_of_charges_among_publications_charges_nothing() {
    let site = "序号,标题,栏目,发布日期
                1,行政事业性收费目录清单,行政事业性收费,2022-03-01
                2,行政处罚听证公告,行政处罚,2022-03-02
                3,2022年3月行政处罚信息汇总表,行政处罚,2022-03-03
                4,某公司行政处罚决定书,行政处罚,2022-03-04";
    let file = "网站信息导出.csv";
    let compilation = says("C105", &[(file, site)], &[]);
    assert_eq!(places(&compilation, "E131"), [format!("{file}!B2")]);
    assert_eq!(
        places(&compilation, "E132"),
        [format!("{file}!B3"), format!("{file}!B4")]
    );
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "3")]);
    // what is no list should have an amount
    let charged = site.replace("目录清单", "");
    says("C105", &[(file, &charged)], &[&format!("{file}!A1")]);
}

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
    // what the help tells
    let toml = "[headings]\n\"当事人\" = \"标题\"";
    let compilation = compiled("", &[("行政处罚台账.csv", penalties)]);
    assert!(found(&compilation, "C101").help.contains(toml));
    let compilation = compiled(toml, &[("行政处罚台账.csv", penalties)]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "2")]);
    // a header of its own, and what only remarks on it, hold nothing
    for text in [
        "收到日期,答复日期",
        "收到日期,答复日期\n填表人：张三,填报日期：2022-01-05",
        "收到日期,答复日期\n无,无",
        "类别,公开渠道\n通知公告,网站\n政策解读,微信",
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

#[test]
fn a_part_of_the_kind_above_is_not_counted_again() {
    let sums = "类别,事项名称,决定日期,件数
                行政许可,全部,,7
                其中：行政许可,变更,,2
                （其中：行政许可）,延续,,1
                其中：注销,,,3
                行政处罚,全部,,4";
    let file = "2022年一季度/决定.csv";
    let compilation = says("C115", &[(file, sums)], &[&format!("{file}!3")]);
    let slots = [
        ("2.行政许可/本年处理决定数量", "7"),
        ("2.行政处罚/本年处理决定数量", "4"),
    ];
    counts(&compilation, &slots);
    // below a total they are all there is
    let parts = "类别,事项名称,决定日期,件数
                 合计,,,11
                 其中：行政许可,全部,,7
                 其中：行政处罚,全部,,4";
    counts(&compiled("", &[(file, parts)]), &slots);
}

#[test]
fn characters_that_show_nothing_are_no_part_of_a_text_a_number_or_a_date() {
    for hidden in ['\u{200e}', '\u{200b}', '\u{202c}', '\u{2066}', '\u{feff}'] {
        let row = [
            "2022-1",
            "2022-01-05",
            "自然人",
            "20220110",
            "予以公开",
            "2",
        ];
        let row = row.map(|text| format!("{hidden}{text}{hidden}")).join(",");
        let sheet = format!("申请编号,收到日期,申请人类型,答复日期,办理结果,件数\n{row}");
        plainly(&[("依申请公开.csv", &sheet)], &[("3.3.1/自然人", "2")]);
        let fees =
            format!("收费项目,收费日期,收费金额（元）\n甲,{hidden}2022年1月5日,{hidden}1200.50");
        plainly(
            &[("收费.csv", &fees)],
            &[("2.行政事业性收费/本年收费金额", "0.12005")],
        );
    }
}

#[test]
fn a_total_that_names_a_kind_or_a_unit_is_held_against_its_own() {
    let sums = |licences: u32, all: u32| {
        format!(
            "类别,事项名称,决定日期,件数
             行政许可,a,2022-01-01,3
             行政许可,b,2022-01-02,4
             行政处罚,c,2022-01-03,5
             行政许可合计,,,{licences}
             行政处罚合计,,,5
             行政强制合计,,,0
             合计,,,{all}"
        )
    };
    let file = "2022年一季度/决定.csv";
    says("C108", &[(file, &sums(7, 12))], &[]);
    says("C108", &[(file, &sums(8, 12))], &[&format!("{file}!D5")]);
    says("C108", &[(file, &sums(7, 13))], &[&format!("{file}!D8")]);
    let fees = |total: &str| {
        format!(
            "收费项目,收费日期,收费金额（元）
             甲,2022-01-05,100.5
             乙,2022-01-06,200
             合计（万元）,,{total}"
        )
    };
    let file = "行政事业性收费.csv";
    says("C108", &[(file, &fees("0.03005"))], &[]);
    says("C108", &[(file, &fees("0.0301"))], &[&format!("{file}!C4")]);
}

#[test]
fn fees_in_a_ledger_of_licences_are_told_to_be_left_out() {
    let licences = "事项名称,决定书文号,决定日期,收费金额（元）
                    甲,许1,2022-01-02,0
                    乙,许2,2022-01-02,100
                    丙,许3,2022-01-03,200
                    丁,许4,2022-01-03,";
    let file = "2022年/行政许可.csv";
    let compilation = says("C114", &[(file, licences)], &[&format!("{file}!D3")]);
    assert!(found(&compilation, "C114").message.contains("2 行"));
    let free = licences.replace("100", "0").replace("200", "");
    says("C114", &[(file, &free)], &[]);
    let fines = licences.replace("收费金额", "金额").replace('许', "罚");
    says("C114", &[("2022年/行政处罚.csv", &fines)], &[]);
}

#[test]
fn a_topic_is_no_kind_of_document_and_where_a_site_keeps_one_no_number() {
    let library = "索引号,主题分类,发文机关,成文日期,标题,发文字号,发布日期
                   000-1,综合政务\\政务公开,某府,2022年03月01日,甲办法,某政规〔2022〕3号,2022年03月05日
                   000-2,卫生、体育,某府,2019年06月01日,乙办法,某政规〔2019〕7号,2019年06月05日";
    let files = "索引号,名称,发文机构,发文文号,发文日期,发布机构
                 TC-9,丁办法,某局,某民规〔2022〕1号,2022年09月28日,某局
                 TC-8,戊办法,某局,某民规〔2020〕2号,2020年09月28日,某局";
    let both = [("政策文件库.csv", library), ("部门文件.csv", files)];
    let told = ["政策文件库.csv!F2", "部门文件.csv!D2"];
    let compilation = says("L113", &both, &told);
    assert_eq!(places(&compilation, "C107"), [""; 0]);
    counts(
        &compilation,
        &[
            ("2.行政规范性文件/本年制发件数", "2"),
            ("2.行政规范性文件/现行有效件数", "4"),
        ],
    );
    // where nothing else numbers the rows, it does
    let half = "索引号,标题,类别,公开日期\nTC-1,甲,行政许可,2022-01-05";
    let compilation = compiled("", &[("一季度.csv", half), ("上半年.csv", half)]);
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "1")]);
}

#[test]
fn a_document_numbered_as_a_rule_beside_a_topic_is_told_to_be_left_out() {
    let list = "类别,标题,文号,成文日期
                通知公告,甲办法,某规〔2022〕1号,2022-01-05
                环境保护,乙办法,某规〔2022〕2号,2022-01-06
                环境保护,丙意见,某发〔2022〕2号,2022-01-06
                其他信息,丁办法,某规〔2022〕3号,2022-01-06
                政策解读,戊解读,某规〔2022〕3号,2022-01-06";
    let file = "2022年公开.csv";
    let told = ["A2", "A3"].map(|cell| format!("{file}!{cell}"));
    let compilation = compiled("", &[(file, list)]);
    let mut places = places(&compilation, "L113");
    places.sort();
    assert_eq!(places, told);
    // what the office says is not asked again
    let toml = "[words.类别]\n\"环境保护\" = \"行政规范性文件\"\n\"通知公告\" = \"其他信息\"";
    let compilation = compiled(toml, &[(file, list)]);
    assert_eq!(self::places(&compilation, "L113"), [""; 0]);
    counts(&compilation, &[("2.行政规范性文件/本年制发件数", "2")]);
}

#[test]
fn a_review_that_the_office_itself_decides_is_doubted() {
    let list = "案号,申请人,复议机关,案由,受理日期,审理结果,结案日期
                复〔2022〕1号,甲,某某局,政府信息公开,2022-02-01,维持,2022-03-01";
    super::says(
        "E132",
        &[("行政复议台账.csv", list)],
        &["行政复议台账.csv!C2"],
    );
}
