//! Whether a row or a table stands: what beside it, or in another table, speaks against it.

use super::{compiled, counts, found, places, plainly, says};

const FEES: &str = "2.行政事业性收费/本年收费金额";

/// A ledger of four fees, with a column of the office's own.
fn receipts(heading: &str, cells: [&str; 4]) -> String {
    let row = |(at, cell): (usize, &str)| {
        let amount = [80, 160, 550, 550][at];
        format!("000{at},2022-0{}-05,登记费,{amount},{cell}", at + 1)
    };
    let rows: Vec<String> = (0..).zip(cells).map(row).collect();
    format!(
        "票据号码,开票日期,收费项目,金额（元）,{heading}\n{}",
        rows.join("\n")
    )
}

#[test]
fn a_receipt_that_a_column_says_is_void_took_no_money() {
    let file = "收费票据.csv";
    for (heading, no, yes) in [
        ("是否作废", "否", "是"),
        ("是否作废", "", "√"),
        ("作废标志", "0", "1"),
        ("票据作废标志", "N", "Y"),
        ("作废日期", "", "2022-03-06"),
        ("作废原因", "", "开错"),
        ("是否有效", "是", "否"),
        ("红冲标志", "否", "是"),
        ("是否退费", "否", "是"),
        ("是否缴款", "是", "否"),
        ("缴款状态", "已缴", "未缴"),
        ("缴费状态", "成功", "已撤销"),
        ("票据状态", "正常", "作废"),
    ] {
        let sheet = receipts(heading, [no, no, yes, no]);
        let compilation = says("E131", &[(file, &sheet)], &[&format!("{file}!E4")]);
        counts(&compilation, &[(FEES, "0.079")]);
        // what speaks for a receipt is no doubt
        let sheet = receipts(heading, [no; 4]);
        plainly(&[(file, &sheet)], &[(FEES, "0.134")]);
    }
    // the entry offered makes the column one that says nothing
    let sheet = receipts("是否作废", ["", "", "是", ""]);
    let compilation = compiled("", &[(file, &sheet)]);
    let (_, entry) = found(&compilation, "E131").help.split_once('\n').unwrap();
    let compilation = compiled(entry, &[(file, &sheet)]);
    assert!(places(&compilation, "E131").is_empty());
    counts(&compilation, &[(FEES, "0.134")]);
}

#[test]
fn several_columns_may_be_said_to_tell_nothing() {
    let sheet = "票据号码,开票日期,收费项目,金额（元）,是否作废,作废日期
         1,2022-01-05,登记费,80,是,2022-01-06";
    let own = "[headings]\n\"是否作废\" = \"不用\"\n\"作废日期\" = \"不用\"";
    let compilation = compiled(own, &[("收费票据.csv", sheet)]);
    assert!(places(&compilation, "E131").is_empty());
    counts(&compilation, &[(FEES, "0.008")]);
}

#[test]
fn what_was_given_back_of_a_fee_is_a_doubt() {
    let file = "收费票据.csv";
    for (heading, value) in [("退款金额（元）", "550"), ("减免金额", "50")] {
        let sheet = receipts(heading, ["0", "", value, "0.00"]);
        let compilation = says("E132", &[(file, &sheet)], &[&format!("{file}!E4")]);
        counts(&compilation, &[(FEES, "0.134")]);
    }
    // what came in is what was left
    let sheet = receipts("减免金额", ["", "", "50", ""]).replace("金额（元）", "实收金额（元）");
    plainly(&[(file, &sheet)], &[(FEES, "0.134")]);
    // of a part that was given back the rest was charged
    let sheet = "票据号码,开票日期,收费项目,金额（元）,是否退费,退费金额
         1,2022-01-05,登记费,80,否,
         2,2022-01-06,登记费,160,是,60
         3,2022-01-07,登记费,550,是,550";
    let compilation = says("E131", &[(file, sheet)], &["收费票据.csv!E4"]);
    assert_eq!(places(&compilation, "E132"), ["收费票据.csv!F3"]);
    counts(&compilation, &[(FEES, "0.024")]);
}

#[test]
fn a_decision_that_was_revoked_was_made_and_is_doubted() {
    for (heading, no, yes) in [("是否作废", "否", "是"), ("是否撤销", "", "是")] {
        let sheet = format!(
            "处罚决定书文号,当事人,处罚决定日期,{heading}
             罚1号,甲,2022-01-05,{no}
             罚2号,乙,2022-01-06,{yes}
             罚3号,丙,2022-01-07,{no}"
        );
        let compilation = says(
            "E132",
            &[("行政处罚台账.csv", &sheet)],
            &["行政处罚台账.csv!D3"],
        );
        counts(&compilation, &[("2.行政处罚/本年处理决定数量", "3")]);
    }
    // whether a fine was paid is another matter
    plainly(
        &[(
            "行政处罚台账.csv",
            "处罚决定书文号,当事人,处罚决定日期,缴款状态,是否缴款,是否退款
             罚1号,甲,2022-01-05,未缴,否,否",
        )],
        &[("2.行政处罚/本年处理决定数量", "1")],
    );
    says(
        "E132",
        &[(
            "依申请公开台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果,是否作废
             1,2022-03-05,自然人,2022-03-20,予以公开,否
             2,2022-03-05,自然人,2022-03-20,予以公开,是",
        )],
        &["依申请公开台账.csv!F3"],
    );
}

#[test]
fn the_kind_of_money_tells_what_is_no_fee() {
    for heading in ["资金性质", "收入类别", "票据种类"] {
        let fees = format!(
            "项目编码,项目名称,{heading},收入金额（元）,入库日期
             103,不动产登记费,行政事业性收费,1000,2022-03-01
             104,水资源费,政府性基金,5000,2022-03-01
             105,水土保持,专项收入,7000,2022-03-01
             107,考试费,行政事业性收费,2000,2022-03-01"
        );
        let file = "非税收入明细.csv";
        let at = |cell: &str| format!("{file}!{cell}");
        let compilation = says("E131", &[(file, &fees)], &[&at("C3"), &at("C4")]);
        counts(&compilation, &[(FEES, "0.3")]);
    }
}

#[test]
fn a_void_receipt_and_what_takes_it_back_count_both_or_neither() {
    let file = "收费票据.csv";
    let sheet = |original: &str, red: &str| {
        format!(
            "票据号码,开票日期,收费项目,金额（元）,票据状态
             1,2022-01-05,登记费,80,正常
             2,2022-03-06,登记费,550,{original}
             3,2022-03-07,登记费,-550,{red}
             4,2022-03-08,登记费,550,正常"
        )
    };
    for (original, red) in [
        ("已红冲", "正常"),
        ("被红冲", "红字票据"),
        ("已冲红", "红冲"),
        ("正常", "红冲"),
        ("作废", "正常"),
        ("正常", "正常"),
    ] {
        let compilation = compiled("", &[(file, &sheet(original, red))]);
        counts(&compilation, &[(FEES, "0.063")]);
    }
    let at = |cell: &str| format!("{file}!{cell}");
    let of_both = [at("E3"), at("D4")];
    let of_both: Vec<&str> = of_both.iter().map(String::as_str).collect();
    let compilation = says("E131", &[(file, &sheet("已红冲", "正常"))], &of_both);
    assert_eq!(compilation.rows.excluded["不是决定或收费"], 2);
    // what takes back a receipt that stands counts with its sign
    let compilation = says("E132", &[(file, &sheet("正常", "红冲"))], &[&at("E4")]);
    assert_eq!(compilation.rows.counted, 4);
}

#[test]
fn a_number_in_two_spellings_is_one_application_where_all_else_agrees() {
    let export = |zeros: &str| {
        format!(
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             {zeros}1,2022-01-05,自然人,2022-01-15,予以公开
             {zeros}2,2022-02-05,商业企业,2022-02-15,予以公开"
        )
    };
    let (text, number) = (export("00000"), export(""));
    let files = [("a.csv", text.as_str()), ("b.csv", number.as_str())];
    let compilation = says("L119", &files, &["b.csv!A2"]);
    assert!(found(&compilation, "L119").message.contains("共 2 件"));
    counts(&compilation, &[("3.1/总计", "2")]);
    // who asked for what on that day: it was answered since
    let names = |number: &str, end: &str| {
        format!(
            "申请编号,收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
             {number},2022-01-05,自然人,张三,预算,{end}"
        )
    };
    let (first, second) = (names("001", ","), names("1", "2022-01-15,予以公开"));
    let files = [
        ("2022年一季度.csv", first.as_str()),
        ("2022年二季度.csv", second.as_str()),
    ];
    let compilation = says("L119", &files, &["2022年二季度.csv!A2"]);
    counts(&compilation, &[("3.1/总计", "1")]);
    // what agrees in part is told and counted twice, what does not is another
    let second = names("1", "2022-01-15,予以公开").replace("预算", "决算");
    let files = [("一.csv", first.as_str()), ("二.csv", second.as_str())];
    let compilation = says("L119", &files, &[]);
    counts(&compilation, &[("3.1/总计", "2")]);
    let second = export("").replace("2022-01-15,予以公开", "2022-01-20,予以公开");
    let files = [("a.csv", text.as_str()), ("b.csv", second.as_str())];
    let compilation = says("L119", &files, &["b.csv!A2", "b.csv!A3"]);
    counts(&compilation, &[("3.1/总计", "3")]);
    // in one sheet they are two
    let sheet = "申请编号,收到日期,申请人类型,答复日期,办理结果
         001,2022-01-05,自然人,2022-01-15,予以公开
         1,2022-01-05,自然人,2022-01-15,予以公开";
    plainly(&[("台账.csv", sheet)], &[("3.1/总计", "2")]);
}

#[test]
fn two_spellings_and_a_row_without_a_number_are_one_document() {
    let of = |row: &str| format!("类别,文件名称,文号,成文日期\n行政规范性文件,关于甲的通知,{row}");
    let rows = [
        of("某规〔2022〕第1号,"),
        of("某规〔2022〕1号,2022-04-05"),
        of(",2022-04-05"),
    ];
    let files = [
        ("2022年一季度.csv", rows[0].as_str()),
        ("2022年二季度.csv", rows[1].as_str()),
        ("2022年三季度.csv", rows[2].as_str()),
    ];
    let compilation = compiled("", &files);
    counts(&compilation, &[("2.行政规范性文件/本年制发件数", "1")]);
    assert_eq!(compilation.rows.merged, 2, "{:#?}", compilation.findings);
}

#[test]
fn a_case_in_two_spellings_is_not_lost_while_it_is_pending() {
    let first = "案号,受理日期,结案日期,复议结果\n某复〔2022〕第1号,2022-03-20,,";
    let second = "案号,受理日期,结案日期,复议结果\n某复〔2022〕1号,2022-03-20,2022-05-20,维持";
    let files = [
        ("2022年一季度行政复议.csv", first),
        ("2022年二季度行政复议.csv", second),
    ];
    let compilation = says("L121", &files, &[]);
    counts(
        &compilation,
        &[("4.行政复议/结果维持", "1"), ("4.行政复议/尚未审结", "0")],
    );
}

#[test]
fn a_document_number_in_two_spellings_is_one_decision_where_all_else_agrees() {
    let penalties = |number: &str| {
        format!(
            "处罚决定书文号,当事人,处罚决定日期
             {number},甲,2022-01-05
             某罚〔2022〕12号,乙,2022-01-06"
        )
    };
    let first = penalties("某罚〔2022〕第1号");
    for number in [
        "某罚〔2022〕1号",
        "某罚〔2022〕01号",
        "某罚字（2022）第1号",
        "某罚2022-1号",
    ] {
        let second = penalties(number);
        let files = [
            ("a处罚.csv", first.as_str()),
            ("b处罚.csv", second.as_str()),
        ];
        let compilation = says("L119", &files, &["b处罚.csv!A2"]);
        counts(&compilation, &[("2.行政处罚/本年处理决定数量", "2")]);
    }
    let second = penalties("某罚〔2022〕11号");
    let files = [
        ("a处罚.csv", first.as_str()),
        ("b处罚.csv", second.as_str()),
    ];
    plainly(&files, &[("2.行政处罚/本年处理决定数量", "3")]);
    let receipts = |number: &str, amount: &str| {
        format!("票据号码,开票日期,收费项目,金额（元）\n{number},2022-01-05,登记费,{amount}")
    };
    let (first, second) = (receipts("000012", "80"), receipts("12", "80"));
    let files = [
        ("收费a.csv", first.as_str()),
        ("收费b.csv", second.as_str()),
    ];
    let compilation = says("L119", &files, &["收费b.csv!A2"]);
    counts(&compilation, &[(FEES, "0.008")]);
    let second = receipts("12", "90");
    let files = [
        ("收费a.csv", first.as_str()),
        ("收费b.csv", second.as_str()),
    ];
    let compilation = says("L119", &files, &["收费b.csv!A2"]);
    counts(&compilation, &[(FEES, "0.017")]);
    let suit = |number: &str| {
        format!(
            "案号,案由,是否经复议,受理日期,结案日期,结果
             {number},政府信息公开,否,2022-01-05,2022-03-05,驳回诉讼请求"
        )
    };
    let (first, second) = (suit("（2022）某行初1号"), suit("（2022）某行初字第01号"));
    let files = [
        ("行政诉讼a.csv", first.as_str()),
        ("行政诉讼b.csv", second.as_str()),
    ];
    let compilation = says("L119", &files, &["行政诉讼b.csv!A2"]);
    counts(&compilation, &[("4.未经复议直接起诉/总计", "1")]);
    let document = |number: &str| format!("文号,标题,成文日期\n{number},甲办法,2022-01-05");
    let (first, second) = (document("局规〔2022〕1号"), document("局规字〔2022〕01号"));
    let files = [
        ("规范性文件a.csv", first.as_str()),
        ("规范性文件b.csv", second.as_str()),
    ];
    let compilation = says("L119", &files, &["规范性文件b.csv!A2"]);
    counts(&compilation, &[("2.行政规范性文件/本年制发件数", "1")]);
}

#[test]
fn a_month_whose_quantity_says_that_there_were_none_counts_none() {
    for none in ["无", "/", "-", "—", "空", "不涉及", "没有", "零", "0"] {
        let sheet = format!(
            "月份,类别,数量
             2022年1月,行政处罚,3
             2022年2月,行政处罚,{none}
             2022年3月,行政处罚,{none}
             2022年4月,行政处罚,2"
        );
        let slot = "2.行政处罚/本年处理决定数量";
        plainly(&[("处罚汇总.csv", &sheet)], &[(slot, "5")]);
    }
    // what has a number took place, whatever its quantity says
    plainly(
        &[(
            "2022年行政处罚.csv",
            "月份,文号,数量
             2022年2月,,/
             2022年2月,罚〔2022〕1号,/
             2022年3月,罚〔2022〕2号,",
        )],
        &[("2.行政处罚/本年处理决定数量", "2")],
    );
}

#[test]
fn a_day_of_another_year_than_its_number_is_a_doubt_once_a_table() {
    let file = "2022年行政处罚.csv";
    let penalties = "处罚决定书文号,当事人,处罚决定日期
         某罚〔2022〕1号,甲,2021-01-03
         某罚〔2022〕2号,乙,2021-02-03
         某罚〔2022〕3号,丙,2022-03-03
         某罚〔2021〕99号,丁,2021-12-30";
    let compilation = says("L130", &[(file, penalties)], &[&format!("{file}!C2")]);
    let finding = found(&compilation, "L130");
    assert!(finding.message.contains("有 2 行"), "{finding:?}");
    assert_eq!(finding.related.len(), 1);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "1")]);
    // an application that came in before, and one carried over by its own number
    let requests = "申请编号,收到日期,申请人类型,答复日期,办理结果
         2022-019,2021-01-15,自然人,2021-01-25,予以公开
         2022-020,2021-02-15,自然人,2022-02-25,予以公开
         2022-001,2021-12-31,自然人,2022-01-10,予以公开
         2021-088,2021-12-25,自然人,2022-01-10,予以公开
         2022-021,2022-02-15,自然人,2022-02-25,予以公开";
    let compilation = says(
        "L130",
        &[("2022年一季度.csv", requests)],
        &["2022年一季度.csv!B2"],
    );
    assert!(found(&compilation, "L130").message.contains("有 2 行"));
    // nobody applied before there was a law to apply by
    let requests = "申请编号,收到日期,申请人类型,答复日期,办理结果
         甲1,2002-01-05,自然人,2022-01-15,予以公开
         甲2,2002-01-05,自然人,2002-01-15,予以公开";
    says("L130", &[("台账.csv", requests)], &["台账.csv!B2"]);
    // a document is issued in the year that its number names
    let documents = "文号,标题,成文日期
         局规〔2022〕1号,甲办法,2021-01-05
         局规〔2021〕1号,乙办法,2021-01-05";
    says(
        "L130",
        &[("规范性文件.csv", documents)],
        &["规范性文件.csv!C2"],
    );
}

#[test]
fn a_quarter_in_another_unit_than_the_others_is_a_doubt() {
    let quarter = |amounts: [&str; 2]| {
        let [first, second] = amounts;
        format!("收费项目,金额（万元）\n登记费,{first}\n考试费,{second}")
    };
    let sheets = [
        quarter(["8", "4"]),
        quarter(["7.5", "3.75"]),
        quarter(["82000", "41000"]),
        quarter(["7", "3.5"]),
    ];
    let names: Vec<String> = (1..5).map(|q| format!("2022年{q}季度收费.csv")).collect();
    let files: Vec<(&str, &str)> = (names.iter().zip(&sheets))
        .map(|(name, sheet)| (name.as_str(), sheet.as_str()))
        .collect();
    says("E119", &files, &["2022年3季度收费.csv!B1"]);
    // what but differs by its kind is none
    let sheets = [
        "收费项目,金额（万元）\n登记费,8",
        "收费项目,金额（万元）\n配套费,82000",
        "收费项目,金额（万元）\n登记费,7",
        "收费项目,金额（万元）\n登记费,9",
    ];
    let files: Vec<(&str, &str)> = (names.iter().zip(sheets))
        .map(|(name, sheet)| (name.as_str(), sheet))
        .collect();
    says("E119", &files, &[]);
    let fees = |heading: &str, amounts: &[&str], other: &str| {
        let rows = amounts.iter().map(|amount| {
            let great = amount.len() > 3;
            let item = if great { other } else { "登记费" };
            format!("2022-01-05,{item},{amount}")
        });
        let rows: Vec<String> = rows.collect();
        format!("收费日期,收费项目,金额（{heading}）\n{}", rows.join("\n"))
    };
    let two = [
        "0.8", "1.2", "0.5", "0.9", "1.1", "0.7", "8000", "9500", "1.3",
    ];
    let three = ["8000", "1.2", "15000", "0.9", "12000", "0.7"];
    let file = "收费.csv";
    let told = |heading: &str, amounts: &[&str], other: &str| {
        places(
            &compiled("", &[(file, &fees(heading, amounts, other))]),
            "E118",
        )
    };
    assert_eq!(told("万元", &two, "登记费"), ["收费.csv!C8", "收费.csv!C9"]);
    let half = ["收费.csv!C2", "收费.csv!C4", "收费.csv!C6"];
    assert_eq!(told("万元", &three, "登记费"), half);
    let half = ["收费.csv!C3", "收费.csv!C5", "收费.csv!C7"];
    assert_eq!(told("元", &three, "登记费"), half);
    // fees of two kinds may well be so
    assert!(told("万元", &two, "配套费").is_empty());
}

#[test]
fn decisions_that_titles_number_are_held_against_those_of_other_tables() {
    let register = "处罚决定书文号,当事人,处罚决定日期
         某罚〔2022〕1号,甲,2022-01-03
         某罚〔2022〕2号,乙,2022-02-03";
    let site = |number: &str| {
        format!(
            "标题,发布日期,栏目
             关于甲的行政处罚决定书（某罚〔2022〕{number}号）,2022-01-08,行政处罚
             某罚〔2022〕12号 处罚决定书,2022-02-08,行政处罚"
        )
    };
    let files = |site: &str| {
        says(
            "L118",
            &[("处罚台账.csv", register), ("网站公示处罚.csv", site)],
            match site.contains("〕1号") {
                true => &["网站公示处罚.csv!A2"],
                false => &[],
            },
        )
    };
    let compilation = files(&site("1"));
    let told = &found(&compilation, "L118").message;
    assert!(told.contains("某罚〔2022〕1号"), "{told}");
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "4")]);
    files(&site("11"));
}

#[test]
fn an_application_answered_in_two_rows_of_one_sheet_is_told_as_that() {
    let sheet = "申请编号,收到日期,申请人类型,答复日期,办理结果
         2022-1,2022-01-05,自然人,2022-01-20,予以公开
         2022-1,2022-01-05,自然人,2022-01-25,本机关不掌握相关政府信息";
    let compilation = says(
        "L106",
        &[("台账.csv", sheet)],
        &["台账.csv!D3", "台账.csv!E3"],
    );
    let finding = found(&compilation, "L106");
    assert!(finding.message.contains("同一张表"), "{finding:?}");
    assert!(finding.help.contains("部分公开"), "{finding:?}");
    // what is advised settles it
    let one = "申请编号,收到日期,申请人类型,答复日期,办理结果
         2022-1,2022-01-05,自然人,2022-01-25,部分公开";
    plainly(&[("台账.csv", one)], &[("3.3.2/自然人", "1")]);
    // between two exports it is another matter
    let first = sheet.lines().take(2).collect::<Vec<_>>().join("\n");
    let second = format!(
        "{}\n{}",
        sheet.lines().next().unwrap(),
        sheet.lines().nth(2).unwrap()
    );
    let files = [
        ("2022年一季度.csv", first.as_str()),
        ("2022年二季度.csv", second.as_str()),
    ];
    let compilation = compiled("", &files);
    let finding = found(&compilation, "L106");
    assert!(finding.help.contains("另一份"), "{finding:?}");
}

#[test]
fn an_amount_is_read_as_accounts_write_it_or_its_cell_is_to_be_mended() {
    let file = "收费.csv";
    let sheet = |amount: &str| {
        format!("日期,收费项目,金额（元）\n2022-02-05,登记费,100\n2022-03-05,登记费,{amount}")
    };
    plainly(&[(file, &sheet("100元整"))], &[(FEES, "0.02")]);
    plainly(&[(file, &sheet("(50)"))], &[(FEES, "0.005")]);
    plainly(&[(file, &sheet("（50.00）"))], &[(FEES, "0.005")]);
    let compilation = says("E111", &[(file, &sheet("100块"))], &["收费.csv!C3"]);
    let finding = found(&compilation, "E111");
    assert!(finding.help.contains("请把这一格改成数字"), "{finding:?}");
}

#[test]
fn a_column_of_states_says_which_documents_are_in_force() {
    let library = "标题,文号,制定机关,公布日期,施行日期,法规状态
                   甲办法,某规〔2020〕1号,某局,2020-01-01,2020-02-01,已废止
                   乙办法,某规〔2022〕1号,某局,2022-01-01,2022-02-01,现行有效
                   丙办法,某规〔2021〕1号,某局,2021-01-01,2021-02-01,现行有效";
    let catalogue = "规范性文件名称,制定单位,文件号,发布日期,状态,备注
                     关于丁的通知,某局,某规〔2021〕2号,2021-03-01,失效,
                     关于戊的通知,某局,某规〔2021〕3号,2021-04-01,有效,";
    let files = [
        ("规范性文件库.csv", library),
        ("规范性文件清理目录.csv", catalogue),
    ];
    let compilation = says(
        "L115",
        &files,
        &["规范性文件库.csv!F2", "规范性文件清理目录.csv!2"],
    );
    assert_eq!(places(&compilation, "E127"), [""; 0]);
    counts(&compilation, &[("2.行政规范性文件/现行有效件数", "3")]);
    // a state of the work says nothing of the document
    let states = catalogue.replace("失效", "已发布").replace("有效", "草稿");
    let compilation = says("L115", &[("规范性文件目录.csv", &states)], &[]);
    counts(&compilation, &[("2.行政规范性文件/现行有效件数", "2")]);
}

#[test]
fn a_row_that_its_system_marks_as_deleted_is_a_doubt() {
    let pushed =
        "许可决定日期,行政相对人名称,行政许可决定文书号,许可内容,当前状态,删除状态,删除时间
                  2022-01-05,甲,许〔2022〕1号,食品,有效,未删除,
                  2022-02-05,乙,许〔2022〕2号,食品,有效,已删除,2022-02-06
                  2022-03-05,丙,许〔2022〕3号,食品,有效,未删除,";
    let file = "行政许可.csv";
    let compilation = says("E132", &[(file, pushed)], &[&format!("{file}!F3")]);
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "3")]);
    // a receipt that was deleted is none
    let fees = "票据号,收费项目,收费日期,收费金额（元）,删除标志
                1,登记费,2022-01-05,100,0
                2,登记费,2022-01-06,200,1";
    let compilation = says("E131", &[("收费.csv", fees)], &["收费.csv!E3"]);
    counts(&compilation, &[(FEES, "0.01")]);
}

#[test]
fn a_decision_dated_in_the_year_after_that_of_its_number_is_doubted() {
    let list = "文号,决定日期,当事人
                罚〔2022〕1号,2022-03-01,甲
                罚〔2022〕2号,2023-03-05,乙
                罚〔2022〕3号,2023-01-05,丙";
    says(
        "L130",
        &[("2022年行政处罚.csv", list)],
        &["2022年行政处罚.csv!B3"],
    );
}

#[test]
fn a_remark_that_a_row_went_away_or_into_another_is_a_doubt_and_what_only_sounds_so_is_none() {
    let applications = "申请编号,申请人类型,收到日期,办理结果,答复日期,备注";
    let file = "依申请公开台账.csv";
    let told = |result: &str, remark: &str| {
        let sheet = format!("{applications}\n1,自然人,2022-01-05,{result},2022-01-15,{remark}");
        places(&compiled("", &[(file, &sheet)]), "E132").len()
    };
    for remark in [
        "被替代",
        "已被3号替代",
        "此件撤回",
        "申请人撤回申请",
        "退件",
        "转区教育局办理",
        "已转市局",
        "已并入3号",
        "与3号合并办理",
        "并案处理",
        "不作统计",
    ] {
        assert_eq!(told("予以公开", remark), 1, "{remark}");
    }
    for remark in [
        "补正后办理",
        "市局转来",
        "转办件",
        "邮寄退回",
        "快递退件后重新寄出",
        "3号并入本件",
        "未并案",
        "此件系3号的替代件",
    ] {
        assert_eq!(told("予以公开", remark), 0, "{remark}");
    }
    // a part that is refused is what 部分公开 means, and what was not answered may well have gone elsewhere
    assert_eq!(told("部分公开", "部分内容不予公开"), 0);
    assert_eq!(told("本机关不掌握相关政府信息", "转区教育局办理"), 0);
    let licences = "文号,许可事项,许可决定日期,备注";
    for (remark, doubts) in [
        ("被替代", 1),
        ("已并入3号", 1),
        ("转区局办理", 1),
        ("补办", 0),
    ] {
        let sheet = format!("{licences}\n许1,施工,2022-01-15,{remark}");
        let compilation = compiled("", &[("行政许可.csv", &sheet)]);
        assert_eq!(places(&compilation, "E132").len(), doubts, "{remark}");
    }
}

#[test]
fn a_remark_speaks_of_the_repeal_of_its_own_document_alone() {
    let told = |remark: &str| {
        let sheet =
            format!("文件名称,文号,成文日期,备注\n办法,某规〔2022〕1号,2022-01-15,{remark}");
        places(&compiled("", &[("规范性文件.csv", &sheet)]), "E127").len()
    };
    for remark in [
        "已废止",
        "被某规〔2022〕8号替代",
        "此件撤回",
        "2022年6月废止",
    ] {
        assert_eq!(told(remark), 1, "{remark}");
    }
    for remark in [
        "废止某规〔2018〕1号",
        "替代某规〔2018〕1号",
        "部分条款废止",
        "自2022年9月1日起施行，原办法同时废止",
    ] {
        assert_eq!(told(remark), 0, "{remark}");
    }
}

#[test]
fn the_day_of_repeal_may_stand_beside_the_answer_whether_a_document_is_in_force() {
    let sheet = "文件名称,文号,成文日期,是否有效
                 甲,某规〔2021〕1号,2021-12-21,否（2022.6.1废止）
                 乙,某规〔2021〕2号,2021-12-21,否(2021年失效)
                 丙,某规〔2021〕3号,2021-12-21,已废止（2022-08-01）
                 丁,某规〔2021〕4号,2021-12-21,2022年8月1日废止
                 戊,某规〔2022〕5号,2022-02-25,是";
    plainly(
        &[("规范性文件.csv", sheet)],
        &[
            ("2.行政规范性文件/本年制发件数", "1"),
            ("2.行政规范性文件/本年废止件数", "3"),
            ("2.行政规范性文件/现行有效件数", "1"),
        ],
    );
}
