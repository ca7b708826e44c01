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
fn what_was_given_back_of_a_fee_is_a_doubt() {
    let file = "收费票据.csv";
    for (heading, value) in [("退款金额（元）", "550"), ("减免金额", "50")] {
        let sheet = receipts(heading, ["0", "", value, "0.00"]);
        let compilation = says("E132", &[(file, &sheet)], &[&format!("{file}!E4")]);
        counts(&compilation, &[(FEES, "0.134")]);
    }
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
