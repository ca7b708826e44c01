//! What several rows of one thing say together, and rows that may be one thing.

use super::{compiled, counts, found, places, says};

#[test]
fn a_document_of_a_span_that_crosses_the_end_is_an_error() {
    let list = |issued: &str, repealed: &str| {
        format!(
            "标题,文号,成文日期,废止日期,有效性
             老办法,某规〔2015〕1号,2015-03-01,,有效
             新办法,某规〔2022〕1号,{issued},{repealed},"
        )
    };
    let name = "规范性文件目录.csv";
    let until = "until = 2022-06-15";
    for (toml, issued, repealed, cell) in [
        (until, "2022年6月", "", "C3"),
        (until, "2015-04-01", "2022年6月", "D3"),
        ("", "2021年12月至2022年1月", "", "C3"),
        ("", "2015-04-01", "2021年12月至2022年1月", "D3"),
    ] {
        let compilation = compiled(toml, &[(name, &list(issued, repealed))]);
        assert_eq!(
            places(&compilation, "L117"),
            [format!("{name}!{cell}")],
            "{issued} {repealed}: {:#?}",
            compilation.findings
        );
    }
    // a span that does not cross it
    for (toml, issued, repealed) in [
        ("", "2022年6月", ""),
        ("", "2015年", "2022年"),
        (until, "2022年5月", ""),
        (until, "2015-04-01", "2022年7月"),
    ] {
        let compilation = compiled(toml, &[(name, &list(issued, repealed))]);
        assert_eq!(places(&compilation, "L117").len(), 0, "{issued} {repealed}");
    }
}

#[test]
fn a_repeal_that_two_exports_date_otherwise_is_a_doubt() {
    let list = |repealed: &str, validity: &str| {
        format!(
            "标题,文号,成文日期,废止日期,有效性
             老办法,某规〔2015〕1号,2015-03-01,{repealed},{validity}"
        )
    };
    let names = [
        "2021年四季度/规范性文件目录.csv",
        "2022年一季度/规范性文件目录.csv",
    ];
    let doubts = |was: [&str; 2], is: [&str; 2]| {
        let (was, is) = (list(was[0], was[1]), list(is[0], is[1]));
        let compilation = compiled("", &[(names[0], &was), (names[1], &is)]);
        places(&compilation, "L106")
    };
    let cell = |cell: &str| vec![format!("{}!{cell}", names[1])];
    assert_eq!(
        doubts(["2021-12-31", "失效"], ["2022-01-02", "失效"]),
        cell("D2")
    );
    assert_eq!(
        doubts(["2021-12-31", "失效"], ["2021-12-31", "有效"]),
        cell("E2")
    );
    // a month and a day of it; in force, then repealed; nothing said the second time
    for (was, is) in [
        (["2022年1月", "失效"], ["2022-01-02", "失效"]),
        (["", "有效"], ["2022-01-02", "失效"]),
        (["2021-12-31", "失效"], ["", ""]),
    ] {
        assert_eq!(doubts(was, is), Vec::<String>::new(), "{was:?} {is:?}");
    }
}

#[test]
fn a_row_without_a_period_does_not_upset_the_order_of_periods() {
    let head = "申请编号,收到日期,申请人类型,办理结果,答复日期";
    let first = format!("{head}\n依申1,2022-02-01,自然人,不予公开：属于国家秘密,2022-02-25");
    let second = format!("{head}\n依申1,2022-02-01,自然人,予以公开,2022-02-20");
    let files = [
        ("b一季度依申请公开台账.csv", first.as_str()),
        ("a二季度依申请公开台账.csv", second.as_str()),
    ];
    let blank = format!("{head}\n依申1,2022-02-01,自然人,,");
    let granted = [("3.3.1/自然人", "1"), ("3.3.3.1/自然人", "0")];
    counts(&compiled("", &files), &granted);
    for register in ["登记.csv", "0登记.csv"] {
        let files = [files[0], files[1], (register, &blank)];
        counts(&compiled("", &files), &granted);
    }
    // concluded after all that have a period
    let last = format!("{head}\n依申1,2022-02-01,自然人,部分公开,2022-03-01");
    let files = [files[0], files[1], ("0登记.csv", &last)];
    counts(&compiled("", &files), &[("3.3.2/自然人", "1")]);
}

#[test]
fn a_row_that_says_it_again_is_found_among_any_number_of_rows_of_its_day() {
    let mut first = "收到日期,申请人类型,申请人,申请内容,办理结果,答复日期".to_owned();
    for nth in 0..300 {
        first.push_str(&format!(
            "\n2022-03-01,自然人,张{nth},内容{nth},予以公开,2022-03-10"
        ));
    }
    let again = "收到日期,申请人类型,申请内容,办理结果,答复日期
                 2022-03-01,自然人,内容299,予以公开,2022-03-10
                 2022-03-01,自然人,内容300,予以公开,2022-03-10";
    let compilation = says(
        "L109",
        &[
            ("a/依申请公开台账.csv", &first),
            ("b/依申请公开台账.csv", again),
        ],
        &["b/依申请公开台账.csv!A2"],
    );
    let related = &found(&compilation, "L109").related;
    assert!(format!("{related:?}").contains("row: 301"), "{related:?}");
}

#[test]
fn a_blank_count_erases_none() {
    let head = "申请编号,收到日期,申请人类型,办理结果,答复日期,件数";
    let exports = |before: &str, after: &str| {
        let before = format!("{head}\n依申〔2022〕1号,2022-03-01,自然人,,,{before}");
        let after =
            format!("{head}\n依申〔2022〕1号,2022-03-01,自然人,予以公开,2022-04-10,{after}");
        compiled(
            "",
            &[
                ("2022年一季度/依申请公开台账.csv", &before),
                ("2022年二季度/依申请公开台账.csv", &after),
            ],
        )
    };
    for (before, after, count, doubts) in [
        ("3", "", "3", 0),
        ("", "3", "3", 0),
        ("", "", "1", 0),
        ("3", "1", "1", 1),
    ] {
        let compilation = exports(before, after);
        counts(
            &compilation,
            &[("3.1/自然人", count), ("3.3.1/自然人", count)],
        );
        assert_eq!(
            places(&compilation, "L120").len(),
            doubts,
            "{before} {after}"
        );
    }
}

#[test]
fn rows_of_one_running_number_are_a_doubt_in_whatever_column_it_stands() {
    // two rows that say the same before the one that shares its number
    let sheet = |head: &str, rows: [&str; 4]| {
        let rows: String = rows.iter().map(|row| format!("<tr>{row}</tr>")).collect();
        format!("<table><tr>{head}</tr>{rows}</table>")
    };
    let cells = |cells: &[&str]| -> String {
        cells
            .iter()
            .map(|cell| format!("<td>{cell}</td>"))
            .collect()
    };
    let head = cells(&["地区", "序号", "当事人", "处罚决定日期", "公开渠道"]);
    let row = |serial: &str, name: &str| {
        let place = "<td>东区</td>";
        let rest = cells(&[name, "2022-03-01", "网站"]);
        format!("{place}{serial}{rest}")
    };
    let rows = [
        row("<td>1</td>", "甲"),
        row("<td>2</td>", "乙"),
        row("<td rowspan=\"2\">3</td>", "丙"),
        row("", "丁"),
    ];
    let sheet = sheet(&head, rows.each_ref().map(String::as_str));
    says(
        "E115",
        &[("2022年行政处罚台账.html", &sheet)],
        &["2022年行政处罚台账.html!Sheet1!5"],
    );
}

#[test]
fn a_row_of_several_cases_is_a_doubt() {
    let sheet = |count: &str| {
        format!(
            "案号,案件类型,受理日期,结案日期,结果,件数
             复1,行政复议,2022-01-05,2022-03-01,维持,{count}"
        )
    };
    let name = "行政复议台账.csv";
    for count in ["3", "3件"] {
        says("E126", &[(name, &sheet(count))], &["行政复议台账.csv!F2"]);
    }
    for count in ["1", "", "1件"] {
        says("E126", &[(name, &sheet(count))], &[]);
    }
}

#[test]
fn a_judgment_that_was_changed_on_appeal_was_not_upheld() {
    let sheet = |verdict: &str| {
        format!(
            "案号,起诉方式,受理日期,结案日期,结果
             1,直接起诉,2022-01-05,2022-03-01,{verdict}"
        )
    };
    let name = "行政诉讼台账.csv";
    says(
        "E106",
        &[(name, &sheet("一审维持，二审改判"))],
        &["行政诉讼台账.csv!E2"],
    );
    let compilation = says(
        "L113",
        &[(name, &sheet("二审改判"))],
        &["行政诉讼台账.csv!E2"],
    );
    counts(&compilation, &[("4.未经复议直接起诉/结果纠正", "1")]);
}

#[test]
fn a_heading_with_a_quotation_mark_is_offered_as_settings_can_be_read() {
    let pasted = |help: &str| {
        let (_, from) = help.split_once("[headings]").expect("settings to paste");
        let line = from.trim_start().lines().next().expect("a line of them");
        compiled(&format!("[headings]\n{line}"), &[]);
    };
    let name = "依申请公开台账.csv";
    let numbered = "\"编\"\"号\",收到日期,申请人类型,办理结果,答复日期
                    1,2022-02-01,自然人,予以公开,2022-02-20
                    1,2022-03-01,自然人,予以公开,2022-03-20";
    let compilation = says("L107", &[(name, numbered)], &["依申请公开台账.csv!B3"]);
    pasted(&found(&compilation, "L107").help);
    let unnamed = "申请编号,收到日期,申请人类型,\"办理结论\"\"甲\"\"\",答复日期
                   1,2022-02-01,自然人,予以公开,2022-02-20";
    let compilation = compiled("", &[(name, unnamed)]);
    let missing = found(&compilation, "C105");
    assert!(missing.help.contains("甲"), "{missing:?}");
    pasted(&missing.help);
}

#[test]
fn several_applicants_below_one_number_are_one_application_counted_by_the_first() {
    let page = |second: &str, third: &str, result: &str| {
        format!(
            "<table>
             <tr><td>序号</td><td>申请人</td><td>申请人类型</td><td>收到日期</td><td>办理结果</td><td>答复日期</td></tr>
             <tr><td rowspan=3>1</td><td>张三</td><td>自然人</td><td rowspan=3>2022-03-01</td>{result}
               <td rowspan=3>2022-03-10</td></tr>
             <tr><td>李四</td><td>{second}</td></tr>
             <tr><td>某公司</td><td>{third}</td></tr>
             </table>"
        )
    };
    const FILE: &str = "2022年依申请公开.html";
    let merged = "<td rowspan=3>予以公开</td>";
    for (second, third, said) in [
        ("自然人", "自然人", &[][..]),
        ("", "自然人", &[]),
        ("自然人", "商业企业", &["2022年依申请公开.html!Sheet1!C4"]),
    ] {
        let page = page(second, third, merged);
        let compilation = says("C123", &[(FILE, &page)], said);
        counts(
            &compilation,
            &[
                ("3.1/自然人", "1"),
                ("3.3.1/自然人", "1"),
                ("3.1/商业企业", "0"),
            ],
        );
        assert!(places(&compilation, "E115").is_empty());
    }
    // held against the first of its own, and of no application before
    let row = |number: &str, class: &str| {
        format!(
            "<tr><td>{number}</td><td>某</td><td>{class}</td><td>2022-03-01</td><td>予以公开</td><td>2022-03-10</td></tr>"
        )
    };
    let plain =
        [("某申1号", "商业企业"), ("某申2号", "其他")].map(|(number, class)| row(number, class));
    for (third, said) in [
        ("自然人", &[][..]),
        ("商业企业", &["2022年依申请公开.html!Sheet1!C6"]),
    ] {
        let page =
            page("自然人", third, merged).replace("<td rowspan=3>1<", "<td rowspan=3>某申3号<");
        let page = page.replacen("</tr>", &format!("</tr>{}", plain.concat()), 1);
        says("C123", &[(FILE, &page)], said);
    }
}

#[test]
fn a_running_number_written_again_for_another_applicant_of_the_same_day_is_a_doubt() {
    const FILE: &str = "2022年依申请公开.csv";
    let said = &["2022年依申请公开.csv!A3"][..];
    for (numbers, days, applicants, said) in [
        (
            ["1", "1"],
            ["2022-03-01", "2022-03-01"],
            ["张三", "李四"],
            said,
        ),
        // two quarters below one another, another application, one row copied
        (
            ["1", "1"],
            ["2022-03-01", "2022-04-01"],
            ["张三", "李四"],
            &[],
        ),
        (
            ["1", "2"],
            ["2022-03-01", "2022-03-01"],
            ["张三", "李四"],
            &[],
        ),
        (
            ["1", "1"],
            ["2022-03-01", "2022-03-01"],
            ["张三", "张三"],
            &[],
        ),
        (
            ["", ""],
            ["2022-03-01", "2022-03-01"],
            ["张三", "李四"],
            &[],
        ),
    ] {
        let row = |at: usize| {
            let (number, day, applicant) = (numbers[at], days[at], applicants[at]);
            format!("{number},{applicant},自然人,{day},予以公开,2022-04-10\n")
        };
        let rows = format!("{}{}", row(0), row(1));
        let sheet = format!("序号,申请人,申请人类型,收到日期,办理结果,答复日期\n{rows}");
        let compilation = says("C124", &[(FILE, &sheet)], said);
        counts(&compilation, &[("3.1/自然人", "2")]);
    }
    // what has numbers of its own is told apart by them
    let sheet = "序号,申请编号,申请人,申请人类型,收到日期,办理结果,答复日期
                 1,甲1,张三,自然人,2022-03-01,予以公开,2022-03-10
                 1,甲2,李四,自然人,2022-03-01,予以公开,2022-03-10";
    says("C124", &[(FILE, sheet)], &[]);
}

#[test]
fn a_day_of_another_year_that_stands_between_those_of_its_month_is_a_doubt() {
    let sheet = |days: [&str; 7]| {
        let rows = days.map(|day| format!("施工,某公司,{day}\n"));
        format!("许可事项,申请人,许可决定日期\n{}", rows.concat())
    };
    let file = "行政许可.csv";
    let told = |days| places(&compiled("", &[(file, &sheet(days))]), "L130");
    let ascending = [
        "2022-02-15",
        "2022-03-01",
        "2022-03-04",
        "2021-03-05",
        "2022-03-06",
        "2022-03-08",
        "2022-03-20",
    ];
    assert_eq!(told(ascending), [format!("{file}!C5")]);
    let mut other = ascending;
    other.reverse();
    assert_eq!(told(other), [format!("{file}!C5")]);
    other = ascending;
    other[3] = "2023-03-05";
    assert_eq!(told(other), [format!("{file}!C5")]);
    // in no order, of another month, or two years before
    for (at, day) in [
        (1, "2022-05-01"),
        (3, "2021-09-05"),
        (3, "2020-03-05"),
        (5, "2022-03-01"),
    ] {
        let mut days = ascending;
        days[at] = day;
        assert_eq!(told(days).len(), 0, "{days:?}");
    }
    // a number that says so as well
    let rows = (1..8).zip(ascending);
    let numbered = rows.map(|(n, day)| format!("许〔{}〕{n}号,施工,{day}\n", &day[..4]));
    let numbered: String = numbered.collect();
    let numbered = format!("文号,许可事项,许可决定日期\n{numbered}");
    says("L130", &[(file, &numbered)], &[]);
}
