//! What one cell says: digits that stand apart, yes and no.

use super::{compiled, counts, found, places, plainly, says};

#[test]
fn digits_that_stand_apart_are_an_error_and_never_one_number() {
    for count in ["\"3\n5\"", "1 2", "１　２", "\"1, 234\""] {
        let sheet = format!("类别,决定日期,件数\n行政许可,2022-03-01,{count}");
        let compilation = says(
            "E109",
            &[("2022年行政许可台账.csv", &sheet)],
            &["2022年行政许可台账.csv!C2"],
        );
        assert!(found(&compilation, "E109").message.contains("有空白"));
    }
    for amount in ["\"100\n200\"", "1 5000", "100 200元"] {
        let sheet = format!("收费项目,收费日期,收费金额（元）,票据号\n甲费,2022-03-01,{amount},1");
        let compilation = says(
            "E110",
            &[("2022年收费台账.csv", &sheet)],
            &["2022年收费台账.csv!C2"],
        );
        assert!(found(&compilation, "E110").message.contains("有空白"));
    }
    plainly(
        &[(
            "2022年行政许可台账.csv",
            "类别,决定日期,件数\n行政许可,2022-03-01, 12 件 ",
        )],
        &[("2.行政许可/本年处理决定数量", "12")],
    );
}

#[test]
fn a_document_is_normative_however_yes_is_told() {
    let sheet = |answer: &str| {
        format!(
            "标题,文号,成文日期,是否规范性文件,公开渠道
             某办法一,某规〔2022〕1号,2022-03-01,是,网站
             某办法二,某规〔2022〕2号,2022-03-01,{answer},网站"
        )
    };
    let issued = |count: &'static str| [("2.行政规范性文件/本年制发件数", count)];
    for yes in [
        "✓",
        "√",
        "☑",
        "yes",
        "TRUE",
        "是（已备案）",
        "☑是□否",
        "规范性文件",
    ] {
        counts(
            &compiled("", &[("主动公开台账.csv", &sheet(yes))]),
            &issued("2"),
        );
    }
    for no in ["×", "☐", "no", "否（普通公文）", "非规范性文件"] {
        let compilation = compiled("", &[("主动公开台账.csv", &sheet(no))]);
        counts(&compilation, &issued("1"));
        assert_eq!(places(&compilation, "E106").len(), 0, "{no}");
    }
    for unclear in ["待定", "是（否）", "党内文件"] {
        says(
            "E106",
            &[("主动公开台账.csv", &sheet(unclear))],
            &["主动公开台账.csv!D3"],
        );
    }
    // what the error offers
    let compilation = compiled(
        "[words.类别]\n\"党内文件\" = \"其他信息\"",
        &[("主动公开台账.csv", &sheet("党内文件"))],
    );
    counts(&compilation, &issued("1"));
    assert_eq!(places(&compilation, "E106").len(), 0);
}

#[test]
fn a_document_is_void_however_yes_is_told() {
    for (heading, answer, in_force) in [
        ("是否有效", "√", "1"),
        ("是否有效", "×", "0"),
        ("是否废止", "✓", "0"),
        ("是否废止", "否（继续有效）", "1"),
    ] {
        let sheet = format!(
            "文件名称,文号,成文日期,{heading},废止日期
             某办法,某规〔2022〕1号,2022-03-01,{answer},{}",
            if in_force == "0" { "2022-06-30" } else { "" }
        );
        let compilation = compiled("", &[("2022年行政规范性文件台账.csv", &sheet)]);
        assert_eq!(places(&compilation, "E106").len(), 0, "{heading} {answer}");
        counts(&compilation, &[("2.行政规范性文件/现行有效件数", in_force)]);
    }
}

#[test]
fn an_extension_that_is_denied_leaves_a_late_answer_late() {
    let sheet = |answer: &str| {
        format!(
            "申请编号,收到日期,申请人类型,办理结果,答复日期,是否延期
             依申1,2022-03-01,自然人,予以公开,2022-04-20,{answer}"
        )
    };
    for denied in [
        "否",
        "未延长",
        "没有延期",
        "无需延期",
        "0天",
        "按期答复",
        "见附件",
    ] {
        says(
            "V201",
            &[("依申请公开台账.csv", &sheet(denied))],
            &["依申请公开台账.csv!E2"],
        );
    }
    for told in [
        "是",
        "✓",
        "已延期",
        "20个工作日",
        "2022-03-20",
        "经批准延长",
    ] {
        says("V201", &[("依申请公开台账.csv", &sheet(told))], &[]);
    }
}

#[test]
fn a_mark_that_points_to_another_row_is_to_be_filled_in_and_not_explained() {
    for mark in ["同上", "〃", "″", "同左", "如上"] {
        let sheet = format!(
            "申请编号,申请人类型,收到日期,办理结果,答复日期\n1,自然人,2022-01-05,予以公开,2022-01-15\n2,自然人,2022-01-06,{mark},2022-01-15"
        );
        let compilation = says(
            "E106",
            &[("依申请公开台账.csv", &sheet)],
            &["依申请公开台账.csv!D3"],
        );
        let help = &found(&compilation, "E106").help;
        assert!(
            help.contains("请在这一格填上") && !help.contains("[words"),
            "{help}"
        );
    }
    // in 类别 no row is lost by it
    let sheet = "类别,文号,事项,决定日期\n行政许可,许1,施工,2022-01-05\n同上,许2,施工,2022-01-06";
    says("E106", &[("台账.csv", sheet)], &["台账.csv!A3"]);
}
