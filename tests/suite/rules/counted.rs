//! What a row counts for: sums by the month, things that are no decisions, cases of others, applications that ended.

use super::{compiled, counts, found, places, plainly, says, trimmed};

#[test]
fn a_total_of_a_month_is_how_many_where_nothing_else_is() {
    for heading in ["合计", "人次", "决定书份数", "发证本数", "证书数"] {
        let sheet = format!("月份,案由,{heading}\n1月,甲类,5\n2月,甲类,6\n3月,乙类,40");
        plainly(
            &[("2022年行政处罚月报.csv", &sheet)],
            &[("2.行政处罚/本年处理决定数量", "51")],
        );
    }
    plainly(
        &[(
            "2022年行政处罚月报.csv",
            "月份,案由,简易程序,一般程序,合计
             1月,占道,5,1,6
             2月,乱倒,6,2,8",
        )],
        &[("2.行政处罚/本年处理决定数量", "14")],
    );
    // sums of money, and decisions told one by one, are none
    let doubtful = [
        (
            "月份,案由,罚款,合计\n1月,占道,500,500",
            "1",
            &["2022年行政处罚.csv!D2"][..],
        ),
        (
            "月份,案由,处罚企业\n1月,占道,12",
            "1",
            &["2022年行政处罚.csv!C2"],
        ),
        ("处罚决定日期,案由,合计\n2022-01-05,占道,500", "1", &[]),
    ];
    for (sheet, count, doubts) in doubtful {
        let compilation = says("E126", &[("2022年行政处罚.csv", sheet)], doubts);
        counts(&compilation, &[("2.行政处罚/本年处理决定数量", count)]);
    }
    // what the doubt offers reads it
    let compilation = compiled(
        "[headings]\n\"处罚企业\" = \"数量\"",
        &[("2022年行政处罚.csv", "月份,案由,处罚企业\n1月,占道,12")],
    );
    assert_eq!(places(&compilation, "E126").len(), 0);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "12")]);
}

#[test]
fn a_numbered_and_dated_row_that_says_cumulative_is_no_total() {
    plainly(
        &[(
            "2022年行政处罚台账.csv",
            "当事人,处罚决定书文号,决定日期,记分方式
             张某,某罚〔2022〕1号,2022-03-30,累计
             李某,某罚〔2022〕2号,2022-03-30,单次
             合计,2,2022-03-30,",
        )],
        &[("2.行政处罚/本年处理决定数量", "2")],
    );
}

#[test]
fn cumulative_tables_of_several_categories_are_a_doubt_as_those_of_one_are() {
    let sheet = |count: u32| format!("类别,数量\n行政许可,{count}\n行政处罚,{}", count + 1);
    let (first, half, year) = (sheet(7), sheet(17), sheet(37));
    says(
        "L126",
        &[
            ("2022年1-3月.csv", &first),
            ("2022年1-6月.csv", &half),
            ("2022年1-12月.csv", &year),
        ],
        &["2022年1-6月.csv", "2022年1-12月.csv"],
    );
    // quarters beside one another, and a year of single decisions beside the sums of a quarter of others
    says(
        "L126",
        &[("2022年1-3月.csv", &first), ("2022年4-6月.csv", &half)],
        &[],
    );
    says(
        "L126",
        &[
            ("2022年1-3月.csv", &first),
            ("2022年1-6月.csv", "类别,数量\n行政强制,4"),
        ],
        &[],
    );
}

#[test]
fn a_quantity_beside_a_number_of_its_own_may_be_of_things() {
    let seized = "决定书文号,物品名称,数量,单位,决定日期
                  扣〔2022〕1号,三轮车,2,辆,2022-01-05
                  扣〔2022〕2号,苹果,2.5,斤,2022-02-05";
    let compilation = says(
        "E129",
        &[("行政强制台账.csv", seized)],
        &["行政强制台账.csv!C2", "行政强制台账.csv!C3"],
    );
    assert_eq!(places(&compilation, "E109").len(), 0);
    counts(&compilation, &[("2.行政强制/本年处理决定数量", "2")]);
    let felled = |heading: &str| {
        format!("采伐许可证号,树种,{heading},发证日期\n采1,松,20,2022-01-05\n采2,杉,1,2022-01-07")
    };
    let compilation = says(
        "E129",
        &[("行政许可.csv", &felled("数量"))],
        &["行政许可.csv!C2"],
    );
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "21")]);
    // either way out that is offered
    for (heading, count) in [("物品数量", "2"), ("件数", "21")] {
        plainly(
            &[("行政许可.csv", &felled(heading))],
            &[("2.行政许可/本年处理决定数量", count)],
        );
    }
    // 单位 may be an office, and 家 is one of decisions as well
    for unit in ["某某分局", "家"] {
        plainly(
            &[(
                "2022年执法统计.csv",
                &format!("类别,数量,单位\n行政处罚,3,{unit}"),
            )],
            &[("2.行政处罚/本年处理决定数量", "3")],
        );
    }
    // a row that stands for many has no number of its own
    plainly(
        &[(
            "行政许可.csv",
            "文号,许可事项,数量,决定日期\n,甲类,20,2022-01-05\n许1,乙类,1,2022-01-07",
        )],
        &[("2.行政许可/本年处理决定数量", "21")],
    );
    says(
        "E129",
        &[(
            "依申请公开台账.csv",
            "申请编号,收到日期,申请人类型,数量,答复日期,办理结果
             2022-1,2022-01-05,自然人,5,2022-01-20,予以公开
             2022-2,2022-01-05,自然人,1,2022-01-20,予以公开",
        )],
        &["依申请公开台账.csv!D2"],
    );
}

#[test]
fn a_state_that_says_that_it_ended_is_asked_for_the_result() {
    let sheet = |heading: &str, state: &str| {
        format!(
            "申请编号,收到日期,申请人类型,{heading},答复日期,办理结果
             1,2022-12-05,自然人,{state},2022-12-30,予以公开
             2,2022-12-20,自然人,{state},,"
        )
    };
    for (heading, state) in [
        ("办理状态", "已办结"),
        ("当前状态", "已归档"),
        ("是否办结", "是"),
    ] {
        says(
            "E108",
            &[("台账.csv", &sheet(heading, state))],
            &["台账.csv!D3"],
        );
    }
    for (heading, state) in [
        ("办理状态", "办理中"),
        ("办理状态", "答复中"),
        ("办件状态", "待答复"),
        ("是否办结", "否"),
    ] {
        let pending = sheet(heading, state).replacen(&format!("自然人,{state}"), "自然人,", 1);
        plainly(&[("台账.csv", &pending)], &[("3.4/自然人", "1")]);
    }
    let compilation = says(
        "L101",
        &[("台账.csv", &sheet("办理状态", "已撤回"))],
        &["台账.csv!E3"],
    );
    assert_eq!(places(&compilation, "E108").len(), 0);
}

#[test]
fn a_day_of_withdrawal_ends_an_application() {
    plainly(
        &[(
            "台账.csv",
            "申请编号,收到日期,申请人类型,撤回日期,答复日期,办理结果
             1,2022-12-05,自然人,,2022-12-30,予以公开
             2,2022-12-15,自然人,2022-12-20,,",
        )],
        &[("3.3.6.3/自然人", "1"), ("3.4/自然人", "0")],
    );
    says(
        "E130",
        &[(
            "台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果,备注
             1,2022-12-05,自然人,2022-12-30,予以公开,申请人撤回后又提出
             2,2022-12-15,自然人,,,申请人12月20日撤回申请
             3,2022-12-16,自然人,,,未撤回",
        )],
        &["台账.csv!F3"],
    );
}

#[test]
fn cases_that_are_not_about_information_are_a_doubt_whatever_the_column_is_called() {
    for heading in [
        "复议事由",
        "原行政行为",
        "申请复议的具体行政行为",
        "复议请求",
        "案件名称",
    ] {
        let sheet = format!(
            "案号,{heading},受理日期,结案日期,复议结果
             复1,不服信息公开答复,2022-01-05,2022-03-01,维持
             复2,不服行政处罚决定,2022-01-05,2022-03-01,撤销"
        );
        says("E128", &[("行政复议.csv", &sheet)], &["行政复议.csv!B3"]);
    }
    // a request or a name need not say what it is about
    says(
        "E128",
        &[(
            "行政应诉.csv",
            "案号,诉讼请求,起诉方式,立案日期,结案日期,裁判结果
             初1,责令限期履行,直接起诉,2022-01-05,2022-04-01,驳回诉讼请求
             初2,撤销房屋征收补偿决定,直接起诉,2022-01-05,2022-04-01,撤销",
        )],
        &["行政应诉.csv!B3"],
    );
}

#[test]
fn a_case_that_another_office_counts_is_a_doubt() {
    let suits = "案号,被告,案由,起诉方式,立案日期,结案日期,裁判结果
                 初1,某局、某某局（复议机关）,政府信息公开,复议后起诉,2022-02-01,2022-06-01,驳回诉讼请求
                 初2,某某局,政府信息公开,直接起诉,2022-02-01,2022-06-01,撤销
                 初3,某某局、某市政府（复议机关）,政府信息公开,复议后起诉,2022-02-01,2022-06-01,撤销";
    says("V108", &[("行政诉讼.csv", suits)], &["行政诉讼.csv!B2"]);
    let whole = compiled("scope = \"汇总\"", &[("行政诉讼.csv", suits)]);
    assert_eq!(places(&whole, "V108").len(), 0);
    let reviews = |ours: &str| {
        format!(
            "案号,被申请人,案由,受理日期,结案日期,复议结果
             复1,某市公安局,政府信息公开,2022-01-01,2022-03-01,维持
             复2,{ours},政府信息公开,2022-01-01,2022-03-01,撤销"
        )
    };
    says(
        "V108",
        &[("行政复议.csv", &reviews("某某局"))],
        &["行政复议.csv!B2"],
    );
    // where nobody is called as this office is, names tell nothing
    says("V108", &[("行政复议.csv", &reviews("某某某局机关"))], &[]);
}

#[test]
fn a_register_of_cases_against_others_alone_is_a_doubt() {
    let reviews = "案号,申请人,被申请人,受理日期,结案日期,结果
                   府复1号,王某,某区城管局,2022-06-01,2022-08-01,维持
                   府复2号,李某,某区住建局,2022-06-01,2022-08-01,撤销";
    let toml = |agency: &str| format!("year = 2022\nagency = \"{agency}\"\n");
    let told = |agency: &str, sheet: &str| {
        let settings = gknb::settings::parse(&toml(agency)).expect("settings without a mistake");
        let files = vec![crate::maker::origin(
            "行政复议台账.csv",
            trimmed(sheet).as_bytes(),
        )];
        let job = gknb::Job {
            settings,
            files,
            previous: None,
            jobs: 1,
        };
        let compilation = gknb::compile(&job).expect("it compiles");
        counts(&compilation, &[("4.行政复议/总计", "2")]);
        places(&compilation, "V108")
    };
    for agency in ["某某市司法局", "某某市人民政府"] {
        assert_eq!(told(agency, reviews), ["行政复议台账.csv!C2"], "{agency}");
    }
    // an office may be called by a shorter name
    let short = reviews.replace("某区住建局", "市司法局");
    let short = short.replace("某区城管局", "市司法局");
    assert_eq!(told("某某市司法局", &short), [""; 0]);
    // and one that may be this one leaves the sheet in peace
    let maybe = reviews.replace("某区住建局", "法制办");
    assert_eq!(told("某某市司法局", &maybe), [""; 0]);
}

#[test]
fn a_case_heard_twice_may_be_counted_twice() {
    let sheet = |second: &str| {
        format!(
            "案号,原告,案由,审级,是否经复议,立案时间,裁判日期,裁判结果
             行初1号,张,政府信息公开,一审,否,2022-01-05,2022-04-01,驳回诉讼请求
             {second},张,政府信息公开,二审,否,2022-05-05,2022-08-01,驳回上诉，维持原判"
        )
    };
    let compilation = says(
        "L129",
        &[("行政诉讼.csv", &sheet("行终21号"))],
        &["行政诉讼.csv!3"],
    );
    counts(&compilation, &[("4.未经复议直接起诉/总计", "2")]);
    // a register of appeals alone
    let appeals = sheet("行终21号").replace("一审", "二审");
    says("L129", &[("行政诉讼.csv", &appeals)], &[]);
}

#[test]
fn rows_that_share_their_running_number_are_one_application_of_several_people() {
    let cell = |rows: u32, text: &str| match rows {
        1 => format!("<td>{text}</td>"),
        rows => format!("<td rowspan=\"{rows}\">{text}</td>"),
    };
    let page = |rows: &str| format!("<table>{rows}</table>");
    let of = |cells: &[(u32, &str)]| {
        let cells: String = cells.iter().map(|(rows, text)| cell(*rows, text)).collect();
        format!("<tr>{cells}</tr>")
    };
    let heads = [
        "序号",
        "收到日期",
        "申请人",
        "申请人类型",
        "答复日期",
        "答复结果",
    ];
    let applications = page(
        &[
            of(&heads.map(|head| (1, head))),
            of(&[
                (2, "1"),
                (2, "2022-01-05"),
                (1, "张三"),
                (2, "公民"),
                (2, "2022-01-25"),
                (2, "予以公开"),
            ]),
            of(&[(1, "李四")]),
            of(
                &["2", "2022-02-05", "赵六", "公民", "2022-02-25", "予以公开"]
                    .map(|text| (1, text)),
            ),
        ]
        .concat(),
    );
    plainly(
        &[("依申请公开台账.xls", &applications)],
        &[("3.1/自然人", "2"), ("3.3.1/自然人", "2")],
    );
    // of two who were punished each may have a decision of his own
    let penalties = page(
        &[
            of(&["序号", "处罚日期", "案由", "当事人"].map(|head| (1, head))),
            of(&[(2, "1"), (2, "2022-01-05"), (2, "打架斗殴"), (1, "甲")]),
            of(&[(1, "乙")]),
            of(&["2", "2022-02-05", "赌博", "丙"].map(|text| (1, text))),
        ]
        .concat(),
    );
    let compilation = says(
        "E115",
        &[("行政处罚台账.xls", &penalties)],
        &["行政处罚台账.xls!Sheet1!3"],
    );
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "3")]);
    assert!(found(&compilation, "E115").help.contains("合成一行"));
}

#[test]
fn that_a_judgment_stands_tells_nothing_of_the_act_it_was_about() {
    let suit = |result: &str, first: &str| {
        format!(
            "案号,原告,案由,是否经复议,立案时间,裁判日期,裁判结果,一审结果
             行终21号,张,政府信息公开,否,2022-05-05,2022-08-01,{result},{first}"
        )
    };
    for result in [
        "驳回上诉，维持原判",
        "维持一审判决",
        "判决驳回上诉，维持原判。",
        "驳回再审申请",
    ] {
        let compilation = says(
            "L113",
            &[("行政诉讼.csv", &suit(result, ""))],
            &["行政诉讼.csv!G2"],
        );
        let told = &found(&compilation, "L113").message;
        assert!(told.contains("一审"), "{told}");
        counts(&compilation, &[("4.未经复议直接起诉/结果维持", "1")]);
        // where a column tells the outcome below, that is what it comes to
        plainly(
            &[("行政诉讼.csv", &suit(result, "撤销答复，责令重新答复"))],
            &[("4.未经复议直接起诉/结果纠正", "1")],
        );
    }
    // the office may say what it writes so
    let word = "驳回上诉，维持原判";
    let own = format!("[words.结果]\n\"{word}\" = \"结果维持\"");
    let compilation = compiled(&own, &[("行政诉讼.csv", &suit(word, ""))]);
    assert!(places(&compilation, "L113").is_empty());
}
