//! Headings as systems and registers name them.

use super::{compiled, counts, found, places, plainly, says};

#[test]
fn rows_of_two_exports_are_one_by_whatever_the_column_of_their_number_is_called() {
    let fees = |heading: &str, rows: u32| {
        let row = |at| format!("\n3301002400000000000{at},登记费,甲,{at}00,2022-0{at}-05");
        let rows: String = (1..=rows).map(row).collect();
        format!("{heading},收费项目,缴款人,收费金额（元）,收费日期{rows}")
    };
    for heading in [
        "缴款码",
        "缴款识别码",
        "缴款通知书编号",
        "电子缴款书号",
        "财政票据号",
        "缴费单号",
    ] {
        let (first, second) = (fees(heading, 2), fees(heading, 3));
        let files = [
            ("一季度收费.csv", first.as_str()),
            ("上半年收费.csv", &second),
        ];
        plainly(&files, &[("2.行政事业性收费/本年收费金额", "0.06")]);
    }
    let decisions = |(heading, work): (&str, &str), rows: u32| {
        let row = |at| format!("\nJY1330{at},食品销售,甲,2022-0{at}-05");
        let rows: String = (1..=rows).map(row).collect();
        format!("{heading},{work}内容,行政相对人名称,{work}决定日期{rows}")
    };
    for (heading, work) in [
        ("行政许可编号", "许可"),
        ("审批文号", "许可"),
        ("许可决定文号", "许可"),
        ("证书编号", "许可"),
        ("处罚决定文号", "处罚"),
        ("行政处罚决定文号", "处罚"),
        ("处罚编号", "处罚"),
    ] {
        let [first, second] = [2, 3].map(|rows| decisions((heading, work), rows));
        let [early, late] = ["一季度", "上半年"].map(|period| format!("{period}行政{work}.csv"));
        let slot = format!("2.行政{work}/本年处理决定数量");
        plainly(&[(&early, &first), (&late, &second)], &[(&slot, "3")]);
    }
}

#[test]
fn licences_of_which_only_the_term_is_told_are_asked_for_their_day() {
    let list = "序号,行政许可编号,许可文件,有效期,许可机关
                1,JY13301,食品经营许可证,2022-01-05至2027-01-04,某局
                2,JY13302,食品经营许可证,2022-03-05至2027-03-04,某局";
    says("C105", &[("双公示许可.csv", list)], &["双公示许可.csv!A1"]);
}

#[test]
fn what_a_service_hall_calls_the_kind_of_a_matter_decides_what_counts() {
    let list =
        "办件编号,事项名称,服务事项类型,单位名称/人,收件时间,受理时间,办结时间,办理状态,办理结果
                B1,食品经营许可,行政许可,甲,2022-01-02,2022-01-03,2022-01-08,办结,准予许可
                B2,食品经营许可,行政许可,丙,2022-01-02,2022-01-03,2022-01-08,办结,不予许可
                B5,企业年报,其他行政权力,甲,2022-01-02,2022-01-03,2022-01-08,办结,办结
                B6,食品经营许可,行政许可,丁,2022-01-02,2022-01-03,2022-01-08,办结,作废办结
                B7,社保查询,公共服务,乙,2022-01-02,2022-01-03,2022-01-08,办结,办结
                B8,户口登记,行政确认,乙,2022-01-02,2022-01-03,2022-01-08,办结,办结";
    let licences = ("2.行政许可/本年处理决定数量", "2");
    for file in ["行政许可办件明细.csv", "办件明细.csv"] {
        let compilation = says("E131", &[(file, list)], &[&format!("{file}!I5")]);
        counts(&compilation, &[licences]);
    }
    // what the name says otherwise is told
    let compilation = compiled("", &[("行政许可办件明细.csv", list)]);
    let told = places(&compilation, "L113");
    assert_eq!(
        told,
        ["C4", "C6", "C7"].map(|at| format!("行政许可办件明细.csv!{at}"))
    );
}

#[test]
fn days_of_decisions_are_known_by_what_registers_call_them() {
    let market =
        "序号,决定书文号,违法行为类型,处罚种类,行政处罚内容,决定机关,处罚决定书签发日期,公示日期
                  1,市监罚〔2022〕1号,虚假宣传,罚款,罚款1万,某局,2022-01-05,2022-01-12
                  2,市监罚〔2021〕9号,虚假宣传,罚款,罚款1万,某局,2021-12-28,2022-01-04";
    let land = "违法用地单位,违法用地类型,行政处罚决定书编号,处罚面积（亩）,立案查处时间,下达处罚时间,结案时间
                甲,住宅,国土罚〔2022〕1号,12,2021-11-01,2022-01-05,2022-03-01
                乙,住宅,国土罚〔2022〕2号,3,2022-11-01,2022-12-25,2023-03-01";
    let licences = "序号,审批类别,许可内容,许可机关,许可决定日,许可截止日
                    1,普通,食品,某局,2022-01-02,2027-01-01
                    2,核准,排水,某局,2022-05-02,2027-01-01";
    plainly(
        &[
            ("市监.csv", market),
            ("违法用地.csv", land),
            ("双公示.csv", licences),
        ],
        &[
            ("2.行政处罚/本年处理决定数量", "3"),
            ("2.行政许可/本年处理决定数量", "2"),
        ],
    );
    // the day of the signature beside that of the decision
    let both = market.replace("公示日期", "处罚决定日期");
    says("C107", &[("市监.csv", &both)], &[]);
}

#[test]
fn a_header_that_is_nearly_known_is_offered_the_day_that_it_has() {
    let served = "序号,立案日期,违法行为人,案件名称,处罚方式,决定书送达日期,决定书文号,结案日期
                  1,2022-01-02,甲,占道,罚款,2022-01-05,城罚〔2022〕1号,2022-01-06
                  2,2022-01-02,乙,占道,罚款,2022-01-15,城罚〔2022〕2号,2022-02-06";
    let file = "城管.csv";
    let compilation = says("C101", &[(file, served)], &["城管.csv!A1"]);
    let line = "[headings]\n\"决定书送达日期\" = \"决定日期\"";
    assert!(found(&compilation, "C101").help.contains(line));
    let compilation = compiled(line, &[("处罚.csv", served)]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "2")]);
    // headings that speak of a decision are no other sheet's
    let unknown = "违法单位,行政处罚决定情况,送达\n甲,罚款,2022-01-05";
    says("C101", &[("城管.csv", unknown)], &["城管.csv!A1"]);
}

#[test]
fn days_and_years_of_documents_are_known_by_more_of_their_headings() {
    const MADE: &str = "2.行政规范性文件/本年制发件数";
    const REPEALED: &str = "2.行政规范性文件/本年废止件数";
    for (headings, days, slots) in [
        ("制定日期", "2022-01-05", [(MADE, "1"), (REPEALED, "0")]),
        (
            "成文日期,停止执行日期",
            "2020-01-05,2022-03-01",
            [(MADE, "0"), (REPEALED, "1")],
        ),
        (
            "成文年份,废止年份",
            "2020,2022",
            [(MADE, "0"), (REPEALED, "1")],
        ),
    ] {
        let sheet =
            format!("类别,标题,文号,{headings}\n行政规范性文件,某办法,某规〔2020〕9号,{days}");
        let compilation = compiled("", &[("2022年文件目录.csv", &sheet)]);
        counts(&compilation, &slots);
        for code in ["C114", "L128"] {
            assert!(places(&compilation, code).is_empty(), "{headings}");
        }
    }
}

#[test]
fn the_sum_of_several_columns_by_the_month_is_the_amount_where_fees_are_named() {
    let sheet = "月份,工本费,考试费,合计\n1月,100,50,150\n2月,200,0,200";
    let unit = format!("单位：元\n{sheet}");
    plainly(
        &[("2022年行政事业性收费.csv", &unit)],
        &[("2.行政事业性收费/本年收费金额", "0.035")],
    );
    says(
        "E111",
        &[("2022年行政事业性收费.csv", sheet)],
        &["2022年行政事业性收费.csv!D2", "2022年行政事业性收费.csv!D3"],
    );
}

#[test]
fn headings_that_nobody_knows_are_offered_by_what_stands_below_them() {
    let requests = "编号,谁申请的,什么人,哪天回的,哪天来的,怎么办的
                    YSQ001,张三,自然人,2022-03-10,2022-03-01,予以公开
                    YSQ002,某厂,商业企业,2022-04-10,2022-04-01,信息不存在";
    let cases = "编号,谁告的,哪一种,哪天来的,哪天完的,怎么样
                 1,张三,行政复议,2022-03-01,2022-05-10,维持
                 2,李四,行政复议,2022-03-01,2022-04-10,撤销";
    for (file, rows, lines, slots) in [
        (
            "2022年依申请.csv",
            requests,
            "[headings]
\"什么人\" = \"申请人类型\"
\"怎么办的\" = \"办理结果\"
\"哪天来的\" = \"收到日期\"
\"哪天回的\" = \"答复日期\"",
            [("3.3.1/自然人", "1"), ("3.1/商业企业", "1")],
        ),
        (
            "2022年行政复议.csv",
            cases,
            "[headings]
\"哪一种\" = \"案件类型\"
\"怎么样\" = \"结果\"
\"哪天来的\" = \"受理日期\"
\"哪天完的\" = \"结案日期\"",
            [("4.行政复议/结果维持", "1"), ("4.行政复议/结果纠正", "1")],
        ),
    ] {
        let compilation = says("C101", &[(file, rows)], &[&format!("{file}!A1")]);
        let help = &found(&compilation, "C101").help;
        assert!(help.contains(lines), "{help}");
        let compilation = compiled(lines, &[(file, rows)]);
        assert_eq!(places(&compilation, "C101"), [""; 0]);
        counts(&compilation, &slots);
    }
}

#[test]
fn the_end_of_a_measure_is_offered_for_no_decision() {
    let measures = "强制行为名称,实施机构,强制决定书号,行政强制种类,实施强制措施的起始时间,实施强制措施的结束时间,报送时间
                    查封扣押,某局,应急强〔2022〕1号,行政强制措施,2022-03-01 09:00:00,2022-03-30 09:00:00,2022-04-02
                    查封扣押,某局,应急强〔2022〕2号,行政强制措施,2022-12-20 09:00:00,2023-01-19 09:00:00,2023-01-20
                    查封扣押,某局,应急强〔2021〕9号,行政强制措施,2021-12-20 09:00:00,2022-01-19 09:00:00,2022-01-20";
    let file = "行政强制行为.csv";
    let compilation = compiled("", &[(file, measures)]);
    let told = compilation.findings.iter().map(|f| f.help.as_str());
    let told: String = told.collect();
    assert!(
        !told.contains("结束时间") && !told.contains("报送时间"),
        "{told}"
    );
    let line = "[headings]\n\"实施强制措施的起始时间\" = \"决定日期\"";
    assert!(told.contains(line), "{told}");
    let compilation = compiled(line, &[(file, measures)]);
    counts(&compilation, &[("2.行政强制/本年处理决定数量", "2")]);
}

#[test]
fn a_measure_and_its_execution_in_one_row_are_told_to_be_two_decisions() {
    let cases = "违法行为人,案件名称,强制措施种类,强制执行种类,强制措施决定书送达日期,强制执行决定书送达日期
                 甲,甲案,扣押,代履行,2022-01-05,2022-03-05
                 乙,乙案,查封,,2022-02-05,";
    let line = "[headings]\n\"强制措施决定书送达日期\" = \"决定日期\"";
    let file = "行政强制.csv";
    let compilation = compiled(line, &[(file, cases)]);
    assert_eq!(places(&compilation, "C107"), ["行政强制.csv!F1"]);
    assert!(found(&compilation, "C107").help.contains("分成两行"));
    // known headings no less
    let known = cases.replace("决定书送达日期", "决定日期");
    says("C107", &[(file, &known)], &["行政强制.csv!F1"]);
    // in two rows
    let rows = "违法行为人,案件名称,强制种类,强制措施决定日期
                甲,甲案,扣押,2022-01-05
                甲,甲案,代履行,2022-03-05
                乙,乙案,查封,2022-02-05";
    plainly(&[(file, rows)], &[("2.行政强制/本年处理决定数量", "3")]);
}

#[test]
fn what_was_charged_beside_an_amount_makes_a_ledger_of_fees() {
    let fees = ("2.行政事业性收费/本年收费金额", "0.024");
    for heading in ["收费项目名称", "收费项目", "执收项目名称", "缴费项目名称"]
    {
        let list = format!(
            "单位：元
             收费项目编码,{heading},缴款人,金额,开票日期
             103044,不动产登记费,甲,80,2022-02-03
             103044,不动产登记费,乙,160,2022-03-03"
        );
        plainly(&[("非税收入明细.csv", &list)], &[fees]);
    }
    // without a day they are of the period of the name, and what is no fee is told
    let slips = "序号,政府非税收入执收项目名称,资金性质名称,执收数量,金额（元）
                 1,不动产登记费,行政事业性收费,3,240
                 2,罚没收入,罚没收入,1,5000";
    let file = "2022年一季度非税一般缴款书.csv";
    let compilation = says("E131", &[(file, slips)], &[&format!("{file}!C3")]);
    assert_eq!(places(&compilation, "C114"), [""; 0]);
    counts(&compilation, &[fees]);
    let unclear = slips.replace("（元）", "");
    says("E111", &[(file, &unclear)], &[&format!("{file}!E2")]);
    // what nobody can know is asked with a way out
    let amounts = "名称,金额（元）,开票日期\n登记费,240,2022-02-03";
    let compilation = compiled("", &[("明细.csv", amounts)]);
    let help = &found(&compilation, "C101").help;
    assert!(help.contains("“行政事业性收费”"), "{help}");
    plainly(&[("行政事业性收费明细.csv", amounts)], &[fees]);
}

#[test]
fn every_unit_of_money_is_known_and_one_of_another_country_is_not_called_missing() {
    let fees = |unit: &str| format!("收费项目,收费日期,收费金额（{unit}）\n考试费,2022-01-01,0.8");
    for (unit, counted) in [("百元", "0.008"), ("百万元", "80"), ("千万元", "800")] {
        let compilation = compiled("", &[("收费.csv", &fees(unit))]);
        counts(&compilation, &[("2.行政事业性收费/本年收费金额", counted)]);
    }
    let compilation = says("E111", &[("收费.csv", &fees("万美元"))], &["收费.csv!C2"]);
    let finding = found(&compilation, "E111");
    assert!(
        finding.message.contains("「万美元」）不认识"),
        "{}",
        finding.message
    );
    assert!(
        !finding.help.contains("（万美元）（元）"),
        "{}",
        finding.help
    );
}

#[test]
fn a_title_that_calls_the_rows_a_ledger_makes_an_unknown_header_an_error() {
    let rows = "许可机关,许可文书号,批准日,被许可人
                国资委,国资许〔2022〕1号,2022.7.8,甲";
    let file = "许可台账.csv";
    let titled = format!("2022年三季度行政许可台账（窗口）,,,\n{rows}");
    let compilation = says("C101", &[(file, &titled)], &[&format!("{file}!A2")]);
    let line = "\"批准日\" = \"决定日期\"";
    assert!(found(&compilation, "C101").help.contains(line));
    let compilation = compiled(&format!("[headings]\n{line}"), &[(file, &titled)]);
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "1")]);
    // what is no ledger by its title stays a doubt
    let other = format!("2022年三季度行政许可窗口值班安排,,,\n{rows}");
    says("C101", &[(file, &other)], &[]);
}

#[test]
fn a_bracket_that_names_something_else_makes_another_column() {
    let fees = |heading: &str| format!("月份,收费项目,{heading}\n1月,考试费,5\n2月,考试费,10");
    for heading in ["收费金额（上年）", "收费金额（应收）", "收费金额（2021年）"]
    {
        let list = fees(&format!("{heading},单位"));
        says("C105", &[("2022年收费.csv", &list)], &["2022年收费.csv!A1"]);
    }
    let counts = "月份,类别,件数（累计）\n1月,行政处罚,5\n2月,行政处罚,10";
    let compilation = says(
        "C114",
        &[("2022年行政处罚统计.csv", counts)],
        &["2022年行政处罚统计.csv!C1"],
    );
    assert!(!found(&compilation, "C114").help.contains("[headings]"));
    let fee = ("2.行政事业性收费/本年收费金额", "7");
    for heading in [
        "收费金额（预算）,收费金额（决算）",
        "金额（上年）,金额（2022年）",
    ] {
        let list = format!("收费日期,收费项目,{heading}\n2022-01-05,考试费,5万元,7万元");
        plainly(&[("2022年收费.csv", &list)], &[fee]);
    }
    let licences = "决定书文号,决定日期,数量（棵树）,数量\n许〔2022〕1号,2022-01-05,500,1";
    let compilation = says("C107", &[("行政许可.csv", licences)], &["行政许可.csv!C1"]);
    super::counts(&compilation, &[("2.行政许可/本年处理决定数量", "1")]);
    let requests = "申请编号,收到日期,申请人类型,答复日期（法定期限）,答复日期,办理结果
                    1,2022-01-05,自然人,2022-02-10,2022-01-09,予以公开";
    plainly(&[("依申请公开.csv", requests)], &[("3.1/自然人", "1")]);
}

#[test]
fn of_several_columns_of_kinds_the_one_that_names_lines_of_the_form_is_taken() {
    let list = "信息类别,文件类型,名称,文号,决定日期
                行政执法,行政处罚,对甲的处罚,罚〔2022〕1号,2022-03-01
                行政执法,行政许可,对乙的许可,许〔2022〕1号,2022-03-01";
    let slots = [
        ("2.行政处罚/本年处理决定数量", "1"),
        ("2.行政许可/本年处理决定数量", "1"),
    ];
    plainly(&[("主动公开台账.csv", list)], &slots);
    let at = ["主动公开台账.csv!B1"];
    let both = list.replacen("行政执法", "行政许可", 1);
    says("C107", &[("主动公开台账.csv", &both)], &at);
    let unread = list.replace("文件类型", "文件性质");
    says("C107", &[("主动公开台账.csv", &unread)], &at);
}
