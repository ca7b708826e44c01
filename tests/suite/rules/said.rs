//! What words say beside others, what a case is about, and what the next step offers.

use gknb::write::show;

use super::{compiled, counts, found, places, plainly, says};

#[test]
fn what_a_third_party_was_asked_about_and_was_given_all_the_same_is_given() {
    let heading = "申请编号,收到日期,申请人类型,答复日期,办理结果";
    let row = |number: usize, result: &str| {
        format!("\n{number},2022-03-04,自然人,2022-03-20,\"{result}\"")
    };
    let of = |results: &[&str]| {
        let rows = results
            .iter()
            .enumerate()
            .map(|(at, result)| row(at + 1, result));
        format!("{heading}{}", rows.collect::<String>())
    };
    let given = [
        "商业秘密（二）行政机关予以公开",
        "商业秘密（四）权利人同意公开",
        "个人隐私（二）行政机关予以公开",
        "个人隐私（四）权利人同意公开",
        "商业秘密、个人隐私，予以公开",
        "5商业秘密（二）行政机关予以公开",
    ];
    let compilation = compiled("", &[("台账.csv", &of(&given))]);
    counts(
        &compilation,
        &[("3.3.1/自然人", "6"), ("3.3.3.4/自然人", "0")],
    );
    // the reading is the usual one, and it is told
    assert_eq!(places(&compilation, "L113").len(), 6);
    let refused = [
        "商业秘密（一）行政机关不予公开",
        "商业秘密（三）权利人不同意公开或未答复",
        "个人隐私（一）行政机关不予公开",
        "商业秘密",
    ];
    let compilation = compiled("", &[("台账.csv", &of(&refused))]);
    counts(
        &compilation,
        &[("3.3.1/自然人", "0"), ("3.3.3.4/自然人", "4")],
    );
    // a refusal that is said to have been given is asked about
    says(
        "E107",
        &[(
            "台账.csv",
            &of(&[
                "商业秘密（协商后公开）",
                "国家秘密（解密后公开）",
                "不予公开-商业秘密（权利人同意公开）",
            ]),
        )],
        &["台账.csv!E2", "台账.csv!E3", "台账.csv!E4"],
    );
}

#[test]
fn a_word_is_known_with_the_marks_the_numbers_and_the_breaks_that_people_put_into_it() {
    let heading = "申请编号,收到日期,申请人类型,答复日期,办理结果";
    for (result, slot) in [
        ("未补正，视为自动放弃", "3.3.6.1/自然人"),
        ("3三安全一稳定", "3.3.3.3/自然人"),
        ("5三类内部事务信息", "3.3.3.5/自然人"),
        ("6四类过程性信息", "3.3.3.6/自然人"),
    ] {
        let sheet = format!("{heading}\n1,2022-03-04,自然人,2022-03-20,{result}");
        plainly(&[("台账.csv", &sheet)], &[(slot, "1")]);
    }
    for result in [
        "予以公开；不予公开",
        "予\n以公开；不予公开",
        "予以公开；不\n予公开",
    ] {
        let sheet = format!("{heading}\n1,2022-03-04,自然人,2022-03-20,\"{result}\"");
        let compilation = says("L113", &[("台账.csv", &sheet)], &["台账.csv!E2"]);
        counts(&compilation, &[("3.3.2/自然人", "1")]);
    }
}

#[test]
fn an_application_that_was_joined_to_another_is_a_doubt() {
    let sheet = "申请编号,收到日期,申请人类型,答复日期,受理结果类型,当前状态
                 1,2022-03-01,自然人,2022-03-10,信息不存在,已合并
                 2,2022-03-01,自然人,2022-03-10,信息不存在,已办结";
    let compilation = says("E132", &[("台账.csv", sheet)], &["台账.csv!F2"]);
    counts(&compilation, &[("3.3.4.1/自然人", "2")]);
}

#[test]
fn the_words_of_the_courts_own_figures_are_known() {
    let sheet = "案号,案由,起诉方式,立案日期,结案日期,裁判结果
                 初1,信息公开,直接起诉,2022-01-05,2022-04-01,确认违法或无效
                 初2,信息公开,直接起诉,2022-01-05,2022-04-01,确认合法或有效";
    plainly(
        &[("行政应诉.csv", sheet)],
        &[
            ("4.未经复议直接起诉/结果纠正", "1"),
            ("4.未经复议直接起诉/结果维持", "1"),
        ],
    );
    let sheet = "案号,案由,起诉方式,立案日期,结案日期,裁判结果
                 初1,信息公开,直接起诉,2022-01-05,2022-04-01,不予赔偿";
    let compilation = says("L113", &[("行政应诉.csv", sheet)], &["行政应诉.csv!F2"]);
    counts(&compilation, &[("4.未经复议直接起诉/结果维持", "1")]);
}

#[test]
fn a_decision_that_is_not_done_yet_lacks_no_date() {
    for state in ["未办理完成", "未办结"] {
        let sheet = format!(
            "许可事项,许可决定日期,许可决定书文号,当前状态
             甲,2022-03-01,许1,已办结
             乙,,,{state}"
        );
        let compilation = says("L114", &[("行政许可.csv", &sheet)], &[]);
        counts(&compilation, &[("2.行政许可/本年处理决定数量", "1")]);
    }
}

#[test]
fn a_state_by_which_nothing_was_decided_is_known_by_its_stem() {
    let handled = |state: &str| {
        format!(
            "办件编号,事项名称,申请人,受理时间,办结时间,办件状态
             1,施工许可,甲,2022-03-01,2022-03-05,正常办结
             2,施工许可,乙,2022-03-01,2022-03-06,{state}"
        )
    };
    let file = "行政许可办件.csv";
    let licences = "2.行政许可/本年处理决定数量";
    for state in "预审不通过 不予受理（告知） 预审退回 申请人自行撤回 用户撤回 已取消 收件退回 退回修改 窗口退回 审核退回 \
         受理不通过 未通过预审 网上预审不通过 取消 撤销申请 已关闭 一次性告知 材料补正"
        .split_whitespace()
    {
        let compilation = says("E131", &[(file, &handled(state))], &["行政许可办件.csv!F3"]);
        counts(&compilation, &[(licences, "1")]);
    }
    // it has a day, and may have been decided all the same
    for state in "已删除 删除 逻辑删除 草稿 暂存 待预审 已接件 待受理".split_whitespace()
    {
        let compilation = says("E132", &[(file, &handled(state))], &["行政许可办件.csv!F3"]);
        counts(&compilation, &[(licences, "2")]);
    }
    // to refuse is to decide, and so is to take back what was granted
    for state in "不予许可 审批不通过 受理（准予许可） 许可撤回 已出证 待领取 撤回（不予许可）"
        .split_whitespace()
    {
        let compilation = says("E131", &[(file, &handled(state))], &[]);
        counts(&compilation, &[(licences, "2")]);
    }
}

#[test]
fn a_step_on_the_way_without_a_day_and_a_number_is_no_decision_whatever_the_file_is_called() {
    let cases = |states: &[&str]| {
        let rows =
            (states.iter().enumerate()).map(|(at, state)| format!("\n{at},某案,甲,{state},,"));
        let first = "案件编号,案件名称,当事人,案件状态,处罚决定书文号,处罚决定日期
                     9,某案,甲,已结案,罚〔2022〕1号,2022-03-01";
        format!("{first}{}", rows.collect::<String>())
    };
    let steps = cases(&["调查取证", "案件审核", "处罚告知", "立案审批", "草稿"]);
    for name in ["行政处罚案件.csv", "2022年行政处罚案件.csv"] {
        let compilation = compiled("", &[(name, &steps)]);
        assert!(compilation.publishable(), "{:#?}", compilation.findings);
        assert_eq!(places(&compilation, "E131").len(), 4);
        counts(&compilation, &[("2.行政处罚/本年处理决定数量", "1")]);
    }
    // of what is no known step the advice is to say so, and never to let it count
    let unknown = cases(&["甲乙丙"]);
    let compilation = compiled("", &[("行政处罚案件.csv", &unknown)]);
    let help = &found(&compilation, "L114").help;
    assert!(help.contains("写明统计期会把它计入"), "{help}");
    let compilation = says(
        "E125",
        &[("2022年行政处罚案件.csv", &unknown)],
        &["2022年行政处罚案件.csv!F3"],
    );
    let help = &found(&compilation, "E125").help;
    assert!(
        help.contains("[words.办理状态]\n\"甲乙丙\" = \"办理中\""),
        "{help}"
    );
    // a day is a decision
    let decided = cases(&["案件审核"]).replace("案件审核,,", "案件审核,,2022-04-01");
    let compilation = says("E131", &[("行政处罚案件.csv", &decided)], &[]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "2")]);
}

#[test]
fn a_state_of_an_application_that_is_none_or_was_ended_is_told() {
    let applications = |state: &str, rest: &str| {
        format!(
            "申请编号,申请人类型,申请时间,办理状态,答复类型,答复时间
             1,自然人,2022-12-05,{state},{rest}"
        )
    };
    for state in ["测试", "已删除", "作废"] {
        let sheet = applications(state, "予以公开,2022-12-10");
        says("E132", &[("申请.csv", &sheet)], &["申请.csv!D2"]);
    }
    says(
        "E108",
        &[("申请.csv", &applications("待评价", ","))],
        &["申请.csv!D2"],
    );
    says(
        "E130",
        &[("申请.csv", &applications("待送达", ","))],
        &["申请.csv!D2"],
    );
    plainly(
        &[("申请.csv", &applications("待审核", ","))],
        &[("3.4/自然人", "1")],
    );
}

#[test]
fn what_a_case_is_about_is_told_by_its_matter_before_the_field_of_work() {
    let sheet = "序号,收件日期,收件方式,京政复字号,申请人,被申请人,案件事由,行政管理类别,案件类型,立案日期,结案日期,结案种类
                 1,2022-01-05,信件,复1,甲,一局,不服政府信息公开答复,土地,信息公开,2022-01-08,2022-03-01,维持
                 2,2022-02-05,当面,复2,乙,二局,不服罚款,公安,行政处罚,2022-02-08,2022-04-01,维持
                 3,2022-06-05,信件,复3,丙,三局,不履行职责,教育,行政不作为,2022-06-08,2022-08-01,驳回
                 4,2022-07-05,信件,复4,丁,四局,不服政府信息公开答复,财政,信息公开,2022-07-08,2022-09-01,终止";
    says(
        "E128",
        &[("行政复议案件登记表.csv", sheet)],
        &["行政复议案件登记表.csv!G3", "行政复议案件登记表.csv!G4"],
    );
    let sheet = "序号,收案日期,申请人名称,被申请人名称,具体行政行为名称,行政复议事项,案件状态,结案日期,结案种类
                 1,2022-01-05,甲,一局,政府信息公开答复,信息公开,已办结,2022-03-01,维持
                 2,2022-02-05,乙,二局,行政处罚决定,行政处罚,已办结,2022-04-01,维持
                 3,2022-11-05,丙,三局,政府信息公开答复,信息公开,办理中,,未结案
                 4,2022-03-05,丁,四局,建设工程规划许可,行政许可,已办结,2022-06-01,撤销";
    let compilation = compiled("", &[("行政复议案件列表.csv", sheet)]);
    let told = places(&compilation, "E128");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].ends_with('3') && told[1].ends_with('5'), "{told:?}");
    counts(
        &compilation,
        &[("4.行政复议/结果维持", "2"), ("4.行政复议/尚未审结", "1")],
    );
    // the field of work alone
    says(
        "E128",
        &[(
            "行政复议.csv",
            "案号,行政管理类别,受理日期,结案日期,复议结果
             复1,政府信息公开,2022-01-05,2022-03-01,维持
             复2,公安,2022-01-05,2022-03-01,维持",
        )],
        &["行政复议.csv!B3"],
    );
}

#[test]
fn the_column_that_is_offered_holds_what_is_missing() {
    let mended = |name: &str, sheet: &str, line: &str| {
        let compilation = compiled("", &[(name, sheet)]);
        let help = &found(&compilation, "C105").help;
        assert!(help.contains(line), "{help}");
        let compilation = compiled(&format!("[headings]\n{line}"), &[(name, sheet)]);
        assert_eq!(places(&compilation, "C105").len(), 0);
        compilation
    };
    // 缴费大厅 and 收费人 are as near by their words, and hold no amounts
    let compilation = mended(
        "行政事业性收费.csv",
        "缴款书号,缴费大厅,收费人,票面核定总额（元）,收款时间
         0001,大厅,王,1200.5,2022-01-06
         0002,大厅,王,800,2022-04-01",
        "\"票面核定总额（元）\" = \"金额\"",
    );
    counts(
        &compilation,
        &[("2.行政事业性收费/本年收费金额", "0.20005")],
    );
    // a day that is near by its words, where all below it are days
    mended(
        "行政复议.csv",
        "序号,收件日期,收件方式,案由,复议结果,结案日期\n1,2022-01-05,信件,信息公开,,",
        "\"收件日期\" = \"受理日期\"",
    );
    // none is, and no line of settings is offered
    for (name, sheet) in [
        (
            "行政事业性收费.csv",
            "缴款书号,缴费大厅,收费人,收款时间\n0001,大厅,王,2022-01-06",
        ),
        (
            "行政复议.csv",
            "案号,收件方式,案由,受理日期,结案日期\n复1,信件,信息公开,2022-01-06,2022-03-01",
        ),
        (
            "依申请公开.csv",
            "申请编号,申请人类型,处理截止日期,答复日期,办理结果\n1,自然人,2022-02-01,2022-01-20,予以公开",
        ),
    ] {
        let compilation = compiled("", &[(name, sheet)]);
        let help = &found(&compilation, "C105").help;
        assert!(
            !help.contains("[headings]") && help.contains("加上一列"),
            "{help}"
        );
    }
}

#[test]
fn results_that_are_ticked_need_no_heading_above_them() {
    let heading = "申请编号,收到日期,申请人类型,答复日期,予以公开,部分公开,不予公开,其他处理";
    let sheet = format!(
        "{heading}
         1,2022-03-01,自然人,2022-03-10,,√,,
         2,2022-03-02,自然人,2022-03-11,√,,,
         {heading}
         3,2022-12-28,自然人,,,,,
         合计,,,,1,1,0,0"
    );
    plainly(
        &[("依申请公开台账.csv", &sheet)],
        &[
            ("3.3.1/自然人", "1"),
            ("3.3.2/自然人", "1"),
            ("3.4/自然人", "1"),
        ],
    );
    // which of eight?
    let sheet = format!("{heading}\n1,2022-03-01,自然人,2022-03-10,,,√,");
    says(
        "E107",
        &[("依申请公开台账.csv", &sheet)],
        &["依申请公开台账.csv!E2"],
    );
    // two in a row, or a text: what is to be done is told, and does
    let sheet = format!("{heading}\n1,2022-03-01,自然人,2022-03-10,√,√,,");
    let compilation = compiled("", &[("依申请公开台账.csv", &sheet)]);
    let help = &found(&compilation, "C105").help;
    assert!(
        help.contains("分列填写") && !help.contains("[headings]"),
        "{help}"
    );
    let sheet = "申请编号,收到日期,答复日期,办理结果,自然人,商业企业
                 1,2022-03-01,2022-03-10,予以公开,√,
                 2,2022-03-01,2022-03-10,予以公开,,√";
    plainly(
        &[("依申请公开台账.csv", sheet)],
        &[("3.1/自然人", "1"), ("3.1/商业企业", "1")],
    );
}

#[test]
fn the_headings_of_the_form_are_ticked_without_the_one_above_them() {
    let rows = "1,2022-03-01,√,,,,,,2022-03-10,√,,,,,
                2,2022-03-01,,√,,,,,2022-03-10,,√,,,,
                3,2022-03-01,,,,,√,,2022-03-10,,,√,,,
                4,2022-03-01,,,,,,1,2022-03-10,,,,1,,
                5,2022-03-01,,,√,,,,2022-03-10,,,,,√,
                6,2022-03-01,,,,√,,,2022-03-10,,,,,,√";
    let results = [
        "（一）予以公开",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "（三）不予公开",
        "",
        "（六）其他处理",
        "",
    ];
    for (umbrella, result) in [("", ""), ("申请人情况", ""), ("申请人情况", "办理结果")]
    {
        let above = match umbrella {
            "" => String::new(),
            _ => format!(",,{umbrella},,,,,,,{result},,,,,\n"),
        };
        let sheet = format!(
            "{above}申请编号,收到日期,自然人,法人或其他组织,,,,,答复日期,{}
             ,,,商业企业,科研机构,社会公益组织,法律服务机构,其他,,,,1.属于国家秘密,3.危及“三安全一稳定”,\
             1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请,3.其他
             {rows}",
            results.join(",")
        );
        plainly(
            &[("依申请公开台账.csv", &sheet)],
            &[
                ("3.3.1/自然人", "1"),
                ("3.3.2/商业企业", "1"),
                ("3.3.3.1/法律服务机构", "1"),
                ("3.3.3.3/其他", "1"),
                ("3.3.6.1/科研机构", "1"),
                ("3.3.6.3/社会公益组织", "1"),
            ],
        );
    }
    // or the kind of body instead of a tick
    let sheet = "申请编号,收到日期,自然人,法人或其他组织,答复日期,办理结果
                 1,2022-03-01,√,,2022-03-10,予以公开
                 2,2022-03-01,,商业企业,2022-03-10,予以公开";
    plainly(
        &[("依申请公开台账.csv", sheet)],
        &[("3.1/自然人", "1"), ("3.1/商业企业", "1")],
    );
}

#[test]
fn a_row_that_goes_on_with_the_one_above_is_told_that_it_may() {
    let sheet = "序号,申请编号,收到日期,申请人类型,申请内容,答复日期,办理结果
                 1,2022-1,2022-01-05,自然人,甲,2022-01-20,予以公开
                 ,,,,乙,2022-01-22,本机关不掌握相关政府信息
                 2,2022-2,2022-02-05,,丙,2022-02-20,予以公开";
    let compilation = says(
        "L104",
        &[("台账.csv", sheet)],
        &["台账.csv!D3", "台账.csv!D4"],
    );
    let helps = |code: &str| {
        let of = compilation.findings.iter().filter(|f| f.rule.code == code);
        of.map(|f| f.help.contains("并入上一行"))
            .collect::<Vec<_>>()
    };
    assert_eq!(helps("L105"), [true]);
    assert_eq!(helps("L104"), [true, false]);
    // as it is told
    let joined = "序号,申请编号,收到日期,申请人类型,申请内容,答复日期,办理结果
                  1,2022-1,2022-01-05,自然人,甲、乙,2022-01-22,予以公开；本机关不掌握相关政府信息";
    let compilation = says("L113", &[("台账.csv", joined)], &["台账.csv!G2"]);
    counts(&compilation, &[("3.1/自然人", "1"), ("3.3.2/自然人", "1")]);
}

#[test]
fn penalties_are_no_cases_of_a_court_whatever_their_file_is_called() {
    let sheet = "案件名称,所属部门,处罚决定书文号,处罚决定书文号日期,立案号,立案日期,结案状态,结案日期,罚款金额（元）,入库日期,案件类型
                 甲案,队,城罚〔2022〕1号,2022-02-02,立1,2022-01-02,正常结案,2022-03-01,500,2022-03-02,一般案件
                 乙案,队,,,立2,2022-01-02,撤销案件,2022-03-01,,2022-03-02,一般案件
                 丁案,队,城罚〔2022〕2号,2022-05-02,立3,2022-05-02,正常结案,2022-05-03,50,2022-05-03,简易案件";
    let compilation = says("C112", &[("案件基础表.csv", sheet)], &[]);
    assert_eq!(places(&compilation, "E106").len(), 0);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "2")]);
    // the day of the decision, not that on which the money came in
    let sheet = "案件名称,处罚决定书文号,处罚决定书文号日期,立案日期,结案日期,入库日期,案件类型
                 甲案,罚1,2021-12-30,2021-12-02,2022-03-01,2022-03-02,一般案件";
    let compilation = compiled("", &[("案件基础表.csv", sheet)]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "0")]);
    // cases of a court that tell the penalty they are about
    plainly(
        &[(
            "案件台账.csv",
            "案号,案件类型,案由,处罚决定书文号,立案日期,结案日期,结果
             复1,行政复议,政府信息公开,罚1,2022-01-05,2022-03-01,维持",
        )],
        &[("4.行政复议/结果维持", "1")],
    );
}

#[test]
fn a_month_and_a_total_are_enough_of_a_ledger_whose_name_says_of_what() {
    for sheet in [
        "月份,合计\n1月,5\n2月,6",
        "月份,份数\n1月,5\n2月,6",
        "月份,人次\n1月,5\n2月,6",
        "月份,办件量\n1月,5\n2月,6",
        "月份,新办,变更,合计\n1月,3,2,5\n2月,6,0,6",
    ] {
        plainly(
            &[("2022年行政许可.csv", sheet)],
            &[("2.行政许可/本年处理决定数量", "11")],
        );
    }
    // a total of several kinds, or of what came in, is none
    for sheet in [
        "月份,行政许可,行政处罚,合计\n1月,3,2,5",
        "月份,受理,办结,合计\n1月,3,2,5",
    ] {
        let compilation = compiled("", &[("2022年行政许可.csv", sheet)]);
        found(&compilation, "C101");
        counts(&compilation, &[("2.行政许可/本年处理决定数量", "0")]);
    }
}

#[test]
fn what_a_result_may_be_is_listed_once_on_the_screen() {
    let sheet = "申请编号,收到日期,申请人类型,答复日期,办理结果
                 1,2022-03-01,自然人,2022-03-10,甲乙丙丁
                 2,2022-03-01,自然人,2022-03-10,戊己庚辛";
    let compilation = says(
        "E106",
        &[("台账.csv", sheet)],
        &["台账.csv!E2", "台账.csv!E3"],
    );
    let shown = show::human(
        &compilation.findings,
        show::View {
            names: &compilation.names,
            form: None,
            context: &show::Context::default(),
            width: 80,
            elsewhere: "核对底稿",
        },
    );
    assert_eq!(shown.matches("3.3.5.2 重复申请").count(), 1, "{shown}");
    assert_eq!(shown.matches("同上面所列").count(), 1, "{shown}");
}
