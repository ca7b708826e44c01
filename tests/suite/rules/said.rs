//! What words say beside others, what a case is about, and what the next step offers.

use super::{compiled, counts, places, plainly, says};

#[test]
fn what_a_third_party_was_asked_about_and_was_given_all_the_same_is_given() {
    let heading = "申请编号,收到日期,申请人类型,答复日期,办理结果";
    let row = |number: usize, result: &str| {
        format!("\n{number},2022-03-04,自然人,2022-03-20,\"{result}\"")
    };
    let of = |results: &[&str]| {
        let rows = results.iter().enumerate().map(|(at, result)| row(at + 1, result));
        format!("{heading}{}", rows.collect::<String>())
    };
    let given = [
        "商业秘密（二）行政机关予以公开",
        "商业秘密（四）权利人同意公开",
        "个人隐私（二）行政机关予以公开",
        "个人隐私（四）权利人同意公开",
        "商业秘密、个人隐私，予以公开",
    ];
    let compilation = compiled("", &[("台账.csv", &of(&given))]);
    counts(&compilation, &[("3.3.1/自然人", "5"), ("3.3.3.4/自然人", "0")]);
    // the reading is the usual one, and it is told
    assert_eq!(places(&compilation, "L113").len(), 5);
    let refused = [
        "商业秘密（一）行政机关不予公开",
        "商业秘密（三）权利人不同意公开或未答复",
        "个人隐私（一）行政机关不予公开",
        "商业秘密",
    ];
    let compilation = compiled("", &[("台账.csv", &of(&refused))]);
    counts(&compilation, &[("3.3.1/自然人", "0"), ("3.3.3.4/自然人", "4")]);
    // a refusal that is said to have been given is asked about
    says(
        "E107",
        &[("台账.csv", &of(&["商业秘密（协商后公开）", "国家秘密（解密后公开）"]))],
        &["台账.csv!E2", "台账.csv!E3"],
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
    for result in ["予以公开；不予公开", "予\n以公开；不予公开", "予以公开；不\n予公开"] {
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
