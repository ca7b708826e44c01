//! What columns say that no field is read from: that a row does not count, that it is no fee, that it ended.

use super::{compiled, counts, found, plainly, says};

const FEES: &str = "2.行政事业性收费/本年收费金额";

fn fees(heading: &str, words: (&str, &str)) -> String {
    let (ordinary, other) = words;
    format!(
        "收费日期,收费项目,票据号,金额（元）,{heading}
         2022-03-01,占道费,0001,100,{ordinary}
         2022-03-02,占道费,0002,40,{other}"
    )
}

#[test]
fn what_is_said_to_be_no_fee_is_none() {
    for (heading, ordinary, other) in [
        ("业务类型", "收费", "退费"),
        ("收支类型", "收入", "支出"),
        ("票据状态", "正常", "红票"),
        ("收款状态", "已收", "未收"),
        ("支付结果", "成功", "失败"),
        ("是否行政事业性收费", "是", "否"),
        ("收费性质", "行政事业性", "经营性"),
        ("收入性质", "行政事业性收费", "其他收入"),
        ("类型", "收费", "退费"),
    ] {
        let compilation = says(
            "E131",
            &[("2022年收费台账.csv", &fees(heading, (ordinary, other)))],
            &["2022年收费台账.csv!E3"],
        );
        counts(&compilation, &[(FEES, "0.01")]);
    }
    // nor is every word that holds one of these
    for (heading, word) in [("备注", "支出凭证已存"), ("项目说明", "经营性停车场")]
    {
        plainly(
            &[("2022年收费台账.csv", &fees(heading, (word, word)))],
            &[(FEES, "0.014")],
        );
    }
    let toml = "[words.办理状态]\n\"退费\" = \"作出决定\"";
    let compilation = compiled(
        toml,
        &[("2022年收费台账.csv", &fees("类型", ("收费", "退费")))],
    );
    counts(&compilation, &[(FEES, "0.014")]);
}

#[test]
fn a_column_that_says_a_row_does_not_count_is_a_doubt() {
    let applications = |heading: &str, word: &str| {
        format!(
            "申请编号,收到日期,申请人类型,{heading},办理结果,答复日期
             1,2022-01-05,自然人,是,予以公开,2022-01-20
             2,2022-01-06,自然人,{word},予以公开,2022-01-20"
        )
    };
    for (heading, word) in [
        ("是否计入年报", "否"),
        ("是否纳入统计", "不纳入"),
        ("是否属于政府信息公开申请", "否"),
    ] {
        let sheet = applications(heading, word);
        let compilation = says("E132", &[("申请.csv", &sheet)], &["申请.csv!D3"]);
        counts(&compilation, &[("3.1/自然人", "2")]);
        says("E132", &[("申请.csv", &applications(heading, "是"))], &[]);
    }
    let sheet = |heading: &str| {
        format!(
            "决定书文号,许可事项,许可决定日期,{heading}
             许〔2022〕1号,占道,2022-01-05,是
             许〔2022〕2号,占道,2022-01-06,否"
        )
    };
    says(
        "E132",
        &[("行政许可台账.csv", &sheet("是否纳入统计"))],
        &["行政许可台账.csv!D3"],
    );
    says("E132", &[("行政许可台账.csv", &sheet("是否听证"))], &[]);
    let documents = |heading: &str, words: (&str, &str)| {
        format!(
            "文件名称,文号,成文日期,{heading}
             甲规定,某规〔2020〕1号,2020-03-05,{}
             乙规定,某规〔2022〕2号,2022-03-05,{}",
            words.0, words.1
        )
    };
    says(
        "E132",
        &[(
            "规范性文件目录.csv",
            &documents("是否列入年报", ("是", "否")),
        )],
        &["规范性文件目录.csv!D3"],
    );
    let compilation = says(
        "L113",
        &[(
            "规范性文件目录.csv",
            &documents("是否认定为规范性文件", ("是", "否")),
        )],
        &["规范性文件目录.csv!D3"],
    );
    counts(
        &compilation,
        &[
            ("2.行政规范性文件/本年制发件数", "0"),
            ("2.行政规范性文件/现行有效件数", "1"),
        ],
    );
    says(
        "L115",
        &[("规范性文件目录.csv", &documents("状态", ("现行", "历史")))],
        &["规范性文件目录.csv!3"],
    );
}

#[test]
fn a_column_that_says_a_case_is_of_another_matter_or_of_another_office_is_a_doubt() {
    let cases = |heading: &str, words: (&str, &str)| {
        format!(
            "案号,起诉方式,受理日期,结案日期,结果,{heading}
             (2022)行初1号,直接起诉,2022-03-01,2022-05-01,驳回诉讼请求,{}
             (2022)行初2号,复议后起诉,2022-03-02,2022-05-02,驳回诉讼请求,{}",
            words.0, words.1
        )
    };
    for (heading, words) in [
        ("是否政府信息公开案件", ("是", "否")),
        ("案件领域", ("政府信息公开", "土地征收")),
    ] {
        says(
            "E128",
            &[("行政诉讼台账.csv", &cases(heading, words))],
            &["行政诉讼台账.csv!F3"],
        );
    }
    for words in [("被告", "共同被告（复议机关）"), ("被告", "第三人")] {
        says(
            "E132",
            &[("信息公开行政诉讼台账.csv", &cases("诉讼地位", words))],
            &["信息公开行政诉讼台账.csv!F3"],
        );
    }
    says(
        "E132",
        &[(
            "信息公开行政诉讼台账.csv",
            &cases("诉讼地位", ("被告", "被告（原行为机关）")),
        )],
        &[],
    );
}

#[test]
fn cases_that_the_office_itself_decided_are_a_doubt_by_the_name_of_their_table() {
    let cases = "案号,申请人,受理日期,复议结果,结案日期,复议事项
                 复1,张三,2022-01-05,维持,2022-02-05,信息公开";
    for (file, said) in [
        ("2022年本机关受理的行政复议案件.csv", true),
        ("2022年我局审结复议案件.csv", true),
        ("2022年行政复议案件（作为复议机关）.csv", true),
        ("2022年市政府受理的行政复议案件.csv", false),
        ("2022年本机关行政复议案件受理情况.csv", false),
    ] {
        let at = format!("{file}!2");
        let places: &[&str] = if said { &[&at] } else { &[] };
        says("E132", &[(file, cases)], places);
        let against = cases
            .replace("申请人,", "被申请人,")
            .replace("张三", "示例局");
        says("E132", &[(file, &against)], &[]);
    }
}

#[test]
fn a_case_that_is_said_to_have_ended_is_not_pending_in_silence() {
    let cases = |heading: &str, word: &str| {
        format!(
            "案号,起诉方式,受理日期,结案日期,结果,{heading}
             (2022)行初1号,直接起诉,2022-03-01,2022-05-01,驳回诉讼请求,{word}
             (2022)行初2号,直接起诉,2022-03-02,,,{word}"
        )
    };
    const NAME: &str = "信息公开行政诉讼台账.csv";
    for (heading, word) in [
        ("是否结案", "是"),
        ("案件状态", "已结案"),
        ("是否撤诉", "是"),
        ("撤诉日期", "2022-06-01"),
    ] {
        let sheet = cases(heading, word);
        says("E108", &[(NAME, &sheet)], &["信息公开行政诉讼台账.csv!F3"]);
    }
    for word in ["原告2022年5月撤诉，已结案", "已判决"] {
        let sheet = cases("备注", word);
        let compilation = says("E130", &[(NAME, &sheet)], &["信息公开行政诉讼台账.csv!F3"]);
        counts(&compilation, &[("4.未经复议直接起诉/尚未审结", "1")]);
    }
    for (heading, word) in [
        ("是否结案", "否"),
        ("案件状态", "审理中"),
        ("备注", "一审已判决，二审审理中"),
    ] {
        let sheet = cases(heading, word);
        plainly(&[(NAME, &sheet)], &[("4.未经复议直接起诉/尚未审结", "1")]);
    }
}

#[test]
fn an_application_that_is_said_to_have_ended_is_not_carried_over_in_silence() {
    let applications = |heading: &str, word: &str| {
        format!(
            "申请编号,收到日期,申请人类型,{heading},办理结果,答复日期
             1,2022-12-02,自然人,,予以公开,2022-12-20
             2,2022-12-03,自然人,{word},,"
        )
    };
    for (heading, word) in [
        ("备注", "申请人无正当理由逾期未补正，已办结"),
        ("备注", "12月26日已答复"),
        ("补正情况", "逾期未补正"),
        ("答复文号", "答〔2022〕2号"),
    ] {
        let sheet = applications(heading, word);
        let compilation = says("E130", &[("申请.csv", &sheet)], &["申请.csv!D3"]);
        counts(&compilation, &[("3.4/自然人", "1")]);
    }
    for (heading, word) in [
        ("备注", "第三方已答复不同意"),
        ("延期答复文号", "延〔2022〕1号"),
        ("是否撤回", "否"),
    ] {
        let sheet = applications(heading, word);
        plainly(&[("申请.csv", &sheet)], &[("3.4/自然人", "1")]);
    }
    // a result without its day, and with it
    let compilation = says(
        "L101",
        &[("申请.csv", &applications("是否撤回", "是"))],
        &["申请.csv!F3"],
    );
    assert!(found(&compilation, "L101").message.contains("其他处理"));
    let sheet = applications("是否撤回", "是");
    plainly(
        &[("申请.csv", &format!("{sheet}2022-12-20"))],
        &[("3.3.6.3/自然人", "1")],
    );
}
