//! For each rule a small table as typed, and the expected finding with its cell beside it.

use gknb::finding::{Finding, Place, Severity};
use gknb::write::show;
use gknb::{Compilation, Job, compile, settings};

use crate::maker::origin;

/// Files of a folder, as typed: names and csv.
type Files<'a> = &'a [(&'a str, &'a str)];

/// A folder compiled with the settings of a `gknb.toml`.
#[track_caller]
fn compiled(toml: &str, files: Files<'_>) -> Compilation {
    let toml = format!("year = 2022\nagency = \"某某局\"\n{toml}");
    let settings = settings::parse(&toml).expect("settings without a mistake");
    let files = files
        .iter()
        .map(|(name, text)| origin(name, trimmed(text).as_bytes()))
        .collect();
    compile(&Job {
        settings,
        files,
        previous: None,
        jobs: 1,
    })
    .expect("it compiles")
}

/// Lines without the indentation of the source.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    lines.join("\n")
}

fn shown(compilation: &Compilation, place: &Place) -> String {
    match place {
        Place::Slot(id) => id.clone(),
        other => show::place(other, &compilation.names, None),
    }
}

/// Places of the findings of a code.
fn places(compilation: &Compilation, code: &str) -> Vec<String> {
    compilation
        .findings
        .iter()
        .filter(|f| f.rule.code == code)
        .map(|f| shown(compilation, &f.at))
        .collect()
}

fn found<'c>(compilation: &'c Compilation, code: &str) -> &'c Finding {
    let found = compilation.findings.iter().find(|f| f.rule.code == code);
    found.unwrap_or_else(|| panic!("no {code} among {:#?}", compilation.findings))
}

/// Compiles and compares the places of a rule's findings.
#[track_caller]
fn says(code: &str, files: Files<'_>, expected: &[&str]) -> Compilation {
    let compilation = compiled("", files);
    assert_eq!(
        places(&compilation, code),
        expected,
        "{code}: {:#?}",
        compilation.findings
    );
    compilation
}

#[test]
fn a_column_that_holds_something_else_than_its_heading_says_is_an_error_at_the_heading() {
    let compilation = says(
        "C109",
        &[(
            "台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             1,自然人,2022-01-05,2022-01-15,予以公开
             2,自然人,2022-01-06,2022-01-16,予以公开
             3,商业企业,2022-01-07,2022-01-17,不予处理",
        )],
        &["台账.csv!B1", "台账.csv!C1"],
    );
    let finding = found(&compilation, "C109");
    assert!(finding.message.contains("申请人类型"), "{finding:?}");
    assert!(finding.help.contains("放反"), "{finding:?}");
}

#[test]
fn a_column_of_codes_or_of_words_of_the_offices_own_contradicts_nothing() {
    says(
        "C109",
        &[(
            "台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             2022-1-1,44566,1,44576,A
             2022-1-2,44567,1,44577,A
             2022-1-3,44568,2,44578,B",
        )],
        &[],
    );
}

#[test]
fn a_row_that_moved_one_column_aside_is_one_error() {
    let compilation = says(
        "C110",
        &[(
            "台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             1,2022-01-05,自然人,2022-01-15,予以公开
             2,,2022-01-06,自然人,2022-01-16,予以公开
             3,2022-01-06,自然人,2022-01-16,予以公开
             4,自然人,2022-01-16,予以公开",
        )],
        &["台账.csv!C3", "台账.csv!B5"],
    );
    let errors: Vec<&str> = compilation
        .findings
        .iter()
        .filter(|f| f.rule.severity == Severity::Error)
        .map(|f| f.rule.code)
        .collect();
    assert_eq!(errors, ["C110", "C110"], "nothing else is said of the rows");
    assert_eq!(compilation.rows.faulty, 2);
}

#[test]
fn a_date_after_the_period_of_its_export_is_a_doubt() {
    says(
        "E117",
        &[(
            "2022年一季度.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             1,2022-01-05,自然人,2022-11-15,予以公开
             2,2022-04-01,自然人,,
             3,2022-01-06,自然人,2022-03-31,予以公开",
        )],
        &["2022年一季度.csv!D2", "2022年一季度.csv!B3"],
    );
}

#[test]
fn a_fee_ten_thousand_times_the_others_is_a_doubt() {
    let fees = |odd: &str| {
        format!(
            "收费项目,收费日期,收费金额（元）
             甲,2022-01-05,3000
             乙,2022-01-06,4500.5
             丙,2022-02-07,8000
             丁,2022-02-08,{odd}
             戊,2022-03-09,5000
             己,2022-03-10,7000"
        )
    };
    says(
        "E118",
        &[("行政事业性收费.csv", &fees("0.45"))],
        &["行政事业性收费.csv!C5"],
    );
    says(
        "E118",
        &[("行政事业性收费.csv", &fees("45000000"))],
        &["行政事业性收费.csv!C5"],
    );
    // small fees are small fees
    says("E118", &[("行政事业性收费.csv", &fees("45"))], &[]);
}

#[test]
fn two_ledgers_of_fees_ten_thousand_times_apart_are_a_doubt() {
    says(
        "E119",
        &[
            (
                "一季度收费.csv",
                "收费项目,收费日期,收费金额（元）
                 甲,2022-01-05,3000
                 乙,2022-01-06,4500
                 丙,2022-02-07,8000",
            ),
            (
                "二季度收费.csv",
                "收费项目,收费日期,收费金额（万元）
                 甲,2022-04-05,3100
                 乙,2022-04-06,4200
                 丙,2022-05-07,7000",
            ),
        ],
        &["二季度收费.csv!C1"],
    );
}

#[test]
fn an_application_that_the_next_export_lost_while_pending_is_a_doubt() {
    let first = (
        "2022年一季度.csv",
        "申请编号,收到日期,申请人类型,答复日期,办理结果
         1,2022-01-05,自然人,2022-01-15,予以公开
         2,2022-03-20,自然人,,
         3,2022-03-25,自然人,,",
    );
    let second = (
        "2022年二季度.csv",
        "申请编号,收到日期,申请人类型,答复日期,办理结果
         2,2022-03-20,自然人,2022-04-15,予以公开
         4,2022-06-20,自然人,,办理中",
    );
    says("L121", &[first, second], &["2022年一季度.csv!A4"]);
    says("L121", &[first], &[]);
    // told apart by the office's key, and cases by their number
    let compilation = compiled(
        "key = [\"收到日期\", \"申请人\"]",
        &[
            (
                "2022年一季度.csv",
                "收到日期,申请人类型,申请人,答复日期,办理结果
                 2022-03-20,自然人,刘某,,
                 2022-03-25,自然人,曹某,,",
            ),
            (
                "2022年二季度.csv",
                "收到日期,申请人类型,申请人,答复日期,办理结果
                 2022-03-20,自然人,刘某,2022-04-02,予以公开",
            ),
        ],
    );
    assert_eq!(places(&compilation, "L121"), ["2022年一季度.csv!A3"]);
    says(
        "L121",
        &[
            (
                "2022年上半年行政复议.csv",
                "案号,受理日期,结案日期,复议结果
                 复1号,2022-03-20,,
                 复2号,2022-04-20,2022-06-20,维持",
            ),
            (
                "2022年下半年行政复议.csv",
                "案号,受理日期,结案日期,复议结果
                 复3号,2022-09-20,2022-11-20,维持",
            ),
        ],
        &["2022年上半年行政复议.csv!A2"],
    );
}

#[test]
fn the_same_row_twice_without_a_number_is_a_doubt() {
    says(
        "L122",
        &[(
            "台账.csv",
            "收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
             2022-01-05,自然人,刘某,预算,2022-01-15,予以公开
             2022-01-05,自然人,曹某,预算,2022-01-15,予以公开
             2022-01-05,自然人,刘某,预算,2022-01-15,予以公开",
        )],
        &["台账.csv!4"],
    );
}

#[test]
fn a_quarter_missing_between_others_is_a_doubt() {
    let export = |month: &str| {
        format!(
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             {month},2022-{month}-05,自然人,2022-{month}-15,予以公开"
        )
    };
    let (q1, q2, q4) = (export("01"), export("04"), export("10"));
    let compilation = says(
        "L123",
        &[
            ("2022年1季度.csv", &q1),
            ("2022年2季度.csv", &q2),
            ("2022年4季度.csv", &q4),
        ],
        &["2022年4季度.csv"],
    );
    assert!(
        found(&compilation, "L123")
            .message
            .contains("缺少 2022 年第三季度")
    );
    // a cumulative export covers the gap
    says(
        "L123",
        &[("2022年1季度.csv", &q1), ("2022年全年.csv", &q4)],
        &[],
    );
}

#[test]
fn an_export_of_another_period_than_it_names_is_a_doubt() {
    let rows = "申请编号,收到日期,申请人类型,答复日期,办理结果
                1,2022-01-05,自然人,2022-01-15,予以公开
                2,2022-02-05,自然人,2022-02-15,予以公开
                3,2022-03-05,自然人,2022-03-15,予以公开";
    says("L124", &[("2022年三季度.csv", rows)], &["2022年三季度.csv"]);
    // each single date is not said again
    says("E117", &[("2021年四季度.csv", rows)], &[]);
    says("L124", &[("2022年一季度.csv", rows)], &[]);
}

#[test]
fn hidden_rows_are_counted_and_said() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0u32..).zip([
        "申请编号,收到日期,申请人类型,答复日期,办理结果",
        "1,2022-01-05,自然人,2022-01-15,予以公开",
        "2,2022-01-05,自然人,2022-01-15,予以公开",
        "3,2022-01-05,自然人,2022-01-15,予以公开",
        "4,2022-01-05,自然人,2022-01-15,予以公开",
    ]) {
        for (column, text) in (0u16..).zip(line.split(',')) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    for row in [1, 2, 4] {
        sheet.set_row_hidden(row).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let settings = settings::parse("year = 2022\nagency = \"某某局\"").unwrap();
    let compilation = compile(&Job {
        settings,
        files: vec![origin("台账.xlsx", &bytes)],
        previous: None,
        jobs: 1,
    })
    .unwrap();
    let finding = found(&compilation, "C111");
    assert_eq!(finding.message, "有 3 行登记被隐藏，照常计入：第2–3、5行");
    assert_eq!(compilation.rows.counted, 4);
}

/// Two exports of which the second lost an application.
const LOST: Files<'_> = &[
    (
        "2022年一季度.csv",
        "申请编号,收到日期,申请人类型,答复日期,办理结果
         3,2022-03-25,自然人,,",
    ),
    (
        "2022年二季度.csv",
        "申请编号,收到日期,申请人类型,答复日期,办理结果
         4,2022-06-20,自然人,2022-06-21,予以公开",
    ),
];

#[test]
fn a_doubt_is_explained_for_the_value_it_had() {
    let explained = |value: &str| {
        compiled(
            &format!(
                "[[explain]]
                 code = \"L121\"
                 place = \"2022年一季度.csv!A2\"
                 {value}
                 reason = \"仍在征求第三方意见\""
            ),
            LOST,
        )
    };
    let answered = explained("value = \"2022Q1\"");
    let finding = found(&answered, "L121");
    assert_eq!(finding.explained.as_deref(), Some("仍在征求第三方意见"));
    let counts = show::Counts::of(&answered.findings);
    // the other doubt is of the application's limit, which has run out by the end of the year
    assert_eq!((counts.warnings, counts.explained), (1, 1));
    assert_eq!(places(&answered, "V202").len(), 1);
    assert!(places(&answered, "G106").is_empty());
    assert!(gknb::write::json::full(&answered).contains("\"explained\": \"仍在征求第三方意见\""));
    assert!(show::short(&answered.findings, &answered.names).contains("已说明"));

    let lapsed = explained("value = \"2022Q3\"");
    assert_eq!(found(&lapsed, "L121").explained, None);
    assert_eq!(places(&lapsed, "G106"), ["gknb.toml [[explain]] 1"]);

    let elsewhere = compiled(
        "[[explain]]\ncode = \"V317\"\nplace = \"年报.docx!表1!D4\"\nreason = \"清理\"",
        LOST,
    );
    let message = &found(&elsewhere, "G105").message;
    assert!(message.contains("只用于汇编台账"), "{message}");

    let untied = explained("");
    assert!(found(&untied, "L121").explained.is_some());
    assert_eq!(places(&untied, "G108"), ["gknb.toml [[explain]] 1"]);
}

#[test]
fn the_entry_offered_for_a_doubt_explains_it() {
    let open = compiled("", LOST);
    let entry = gknb::explain::entry(found(&open, "L121"), &open.names);
    let answered = compiled(&entry, LOST);
    assert!(found(&answered, "L121").explained.is_some(), "{entry}");
}

#[test]
fn an_explanation_of_nothing_is_said_and_none_excuses_an_error() {
    let compilation = compiled(
        "[[explain]]
         code = \"L121\"
         place = \"2022年一季度.csv!A3\"
         reason = \"位置写错\"
         [[explain]]
         code = \"L104\"
         place = \"2022年一季度.csv!C2\"
         reason = \"不知道\"",
        LOST,
    );
    assert_eq!(places(&compilation, "G105"), ["gknb.toml [[explain]] 1"]);
    assert!(
        found(&compilation, "G105")
            .message
            .contains("2022年一季度.csv!A2")
    );
    assert_eq!(places(&compilation, "G107"), ["gknb.toml [[explain]] 2"]);
}

/// Figures by hand: slots and values.
fn by_hand(figures: &[(&str, &str)]) -> String {
    figures
        .iter()
        .map(|(slot, value)| {
            format!("[[figure]]\nslot = \"{slot}\"\nvalue = {value}\nsource = \"业务系统\"\n")
        })
        .collect()
}

#[test]
fn an_equation_that_fails_names_the_slot_that_would_mend_it() {
    // digits in another order
    let compilation = compiled(
        &by_hand(&[
            ("3.1/自然人", "21"),
            ("3.3.1/自然人", "10"),
            ("3.4/自然人", "2"),
        ]),
        &[],
    );
    let finding = found(&compilation, "V101");
    assert!(
        finding
            .message
            .contains("「3.1/自然人」把 21 改为 12 正好平"),
        "{}",
        finding.message
    );
    // the same line under another class
    let compilation = compiled(
        &by_hand(&[
            ("3.1/自然人", "16"),
            ("3.3.1/自然人", "13"),
            ("3.1/其他", "5"),
            ("3.3.1/其他", "8"),
        ]),
        &[],
    );
    let messages: Vec<&str> = compilation
        .findings
        .iter()
        .filter(|f| f.rule.code == "V101")
        .map(|f| f.message.as_str())
        .collect();
    assert!(
        messages.iter().any(|m| m.contains("填错了栏")),
        "{messages:#?}"
    );
}

#[test]
fn what_was_carried_over_names_the_applications_that_make_the_difference() {
    // last year left two; one of the ledger's has its year wrong
    let compilation = compiled(
        "[opening]\n\"3.4/自然人\" = 2\n",
        &[(
            "台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             2021-98,2021-12-20,自然人,2022-01-15,予以公开
             2021-99,2022-12-25,自然人,2022-12-28,予以公开
             2022-01,2022-02-25,自然人,2022-03-15,予以公开",
        )],
    );
    let finding = found(&compilation, "V102");
    assert!(
        finding
            .message
            .contains("有 1 件编号写的是 2021 年，收到日期却在本年，正好等于差额 1"),
        "{}",
        finding.message
    );
    assert_eq!(
        shown(&compilation, &finding.related[0].0),
        "台账.csv!3",
        "{finding:#?}"
    );
    // rows with an error that were left out
    let compilation = compiled(
        "[opening]\n\"3.4/自然人\" = 2\n",
        &[(
            "台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             1,2021-12-20,自然人,2022-01-15,
             2,2021-12-25,自然人,2022-01-28,
             3,2022-02-25,自然人,2022-03-15,予以公开",
        )],
    );
    let finding = found(&compilation, "V102");
    assert!(
        finding.message.contains("有 2 件有错误 L102"),
        "{}",
        finding.message
    );
    // another class is off the other way
    let compilation = compiled(
        "[opening]\n\"3.4/自然人\" = 1\n\"3.4/商业企业\" = 0\n",
        &[(
            "台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             1,2021-12-20,商业企业,2022-01-15,予以公开",
        )],
    );
    let opposite = |f: &&Finding| f.message.contains("正好相反，相差");
    let found = compilation.findings.iter().filter(opposite);
    assert_eq!(found.count(), 2, "{:#?}", compilation.findings);
}

#[test]
fn documents_in_force_that_differ_are_named() {
    let compilation = compiled(
        "[opening]\n行政规范性文件 = 2\n",
        &[(
            "行政规范性文件.csv",
            "标题,文号,成文日期,废止日期
             甲,1号,2019-05-06,
             乙,2号,2020-05-06,2021-12-20
             丙,3号,2022-05-06,",
        )],
    );
    let finding = found(&compilation, "T105");
    assert!(
        finding
            .message
            .contains("有 1 件在上年最后一个月废止，上年报告可能仍计为有效，正好等于差额 1"),
        "{}",
        finding.message
    );
    assert_eq!(
        shown(&compilation, &finding.related[0].0),
        "行政规范性文件.csv!3"
    );
}

#[test]
fn a_figure_several_times_last_years_is_a_doubt() {
    let year = |year: i16, figures: &[(&str, &str)], previous: Option<Vec<u8>>| {
        let toml = format!("year = {year}\nagency = \"某某局\"\n{}", by_hand(figures));
        compile(&Job {
            settings: settings::parse(&toml).unwrap(),
            files: Vec::new(),
            previous: previous.map(|bytes| origin("2021.xlsx", &bytes)),
            jobs: 1,
        })
        .unwrap()
    };
    let last = year(
        2021,
        &[
            ("2.行政处罚/本年处理决定数量", "210"),
            ("2.行政许可/本年处理决定数量", "5"),
            ("2.行政强制/本年处理决定数量", "40"),
            ("2.行政事业性收费/本年收费金额", "3.5"),
        ],
        None,
    );
    let document = gknb::write::publishable::document(&last);
    let bytes = gknb::write::xlsx::bytes(&document).unwrap();
    let now = year(
        2022,
        &[
            ("2.行政处罚/本年处理决定数量", "12"),
            ("2.行政许可/本年处理决定数量", "1"),
            ("2.行政强制/本年处理决定数量", "60"),
            ("2.行政事业性收费/本年收费金额", "36000"),
        ],
        Some(bytes),
    );
    assert_eq!(
        places(&now, "V106"),
        [
            "2.行政事业性收费/本年收费金额",
            "2.行政处罚/本年处理决定数量"
        ],
        "{:#?}",
        now.findings
    );
    let finding = found(&now, "V106");
    assert_eq!(finding.value.as_deref(), Some("3.5→36000"));
    assert!(finding.message.contains("元与万元"), "{}", finding.message);
}

#[test]
fn a_town_with_regulations_is_a_doubt() {
    let compile = |agency: &str| {
        let toml = format!(
            "year = 2022\nagency = \"{agency}\"\n{}",
            by_hand(&[("2.规章/现行有效件数", "3")])
        );
        gknb::compile(&Job {
            settings: settings::parse(&toml).unwrap(),
            files: Vec::new(),
            previous: None,
            jobs: 1,
        })
        .unwrap()
    };
    assert_eq!(
        places(&compile("某某县某某镇人民政府"), "V107"),
        ["2.规章/现行有效件数"]
    );
    assert!(places(&compile("某某市人民政府"), "V107").is_empty());
}

#[test]
fn tables_below_one_another_are_read_each_for_itself() {
    let sheet = "依申请公开台账
                 申请编号,收到日期,申请人类型,答复日期,办理结果
                 A1,2022-01-05,自然人,2022-01-20,予以公开
                 填表人：某,,,,
                 行政许可
                 类别,标题,数量
                 行政许可,采矿,3
                 行政处罚
                 类别,标题,数量
                 行政处罚,超采,4
                 行政复议台账
                 案号,案件类型,受理日期,结案日期,结果
                 复1,行政复议,2022-01-01,2022-02-02,维持";
    let compilation = compiled("", &[("2022年.csv", sheet)]);
    let value = |slot: &str| {
        let at = compilation.form.slot(slot).unwrap();
        compilation.tally.figures[at].value.to_string()
    };
    assert_eq!(value("3.1/自然人"), "1");
    assert_eq!(value("2.行政许可/本年处理决定数量"), "3");
    assert_eq!(value("2.行政处罚/本年处理决定数量"), "4");
    assert_eq!(value("4.行政复议/结果维持"), "1");
    // every line has its fate
    assert_eq!(compilation.rows.read, 13);
    assert_eq!(compilation.fates().count(), 13);
}

#[test]
fn two_tables_side_by_side_are_an_error_at_the_second() {
    let sheet = "申请编号,收到日期,申请人类型,答复日期,办理结果,,案号,案件类型,起诉方式,结案日期
                 A1,2022-01-05,自然人,2022-01-20,予以公开,,复1,行政复议,,2022-02-02";
    says("C112", &[("2022年.csv", sheet)], &["2022年.csv!A1"]);
}

#[test]
fn units_of_money_that_disagree_are_a_doubt() {
    let above = "收费台账,,
                 单位：万元,,
                 收费项目,收费日期,收费金额（元）
                 登记费,2022-01-05,50000";
    says("C113", &[("2022年收费.csv", above)], &["2022年收费.csv!C3"]);
    let beside = "收费项目,收费日期,收费金额（元）,单位
                  登记费,2022-01-05,50000,元
                  登记费,2022-01-06,5,万元";
    says(
        "E120",
        &[("2022年收费.csv", beside)],
        &["2022年收费.csv!C3"],
    );
}

#[test]
fn a_class_and_a_kind_of_body_that_disagree_are_a_doubt() {
    let rows = "申请编号,收到日期,申请人类型,组织类型,答复日期,办理结果
                1,2022-01-05,自然人,企业,2022-01-20,予以公开
                2,2022-01-05,法人或其他组织,企业,2022-01-20,予以公开
                3,2022-01-05,企业,商业企业,2022-01-20,予以公开";
    says("E121", &[("2022年.csv", rows)], &["2022年.csv!D2"]);
}

fn figure(compilation: &Compilation, slot: &str) -> String {
    let at = compilation.form.slots.iter().position(|s| s.id == slot);
    let figure = &compilation.tally.figures[at.unwrap()];
    figure.value.normalize().to_string()
}

#[test]
fn ledgers_of_another_year_are_a_doubt_kind_by_kind() {
    let requests = "2021年一季度依申请公开台账,,,,
        申请编号,收到日期,申请人类型,答复日期,办理结果
        1,2021-01-05,自然人,2021-01-15,予以公开
        2,2021-02-05,自然人,2021-02-15,予以公开
        3,2021-12-25,自然人,2022-01-10,予以公开";
    let documents = "标题,文号,成文日期,有效性
        办法,某发〔2019〕1号,2019-03-01,有效";
    let compilation = compiled("", &[("申请.csv", requests), ("规范性文件.csv", documents)]);
    let finding = found(&compilation, "G102");
    assert!(
        finding.message.contains("统计期没有一个在 2022-01-01 至"),
        "{finding:?}"
    );
    // without a name, by the rows of that kind alone
    let rows = requests
        .lines()
        .skip(1)
        .take(3)
        .collect::<Vec<_>>()
        .join("\n")
        + "\n4,2021-02-06,自然人,2021-02-15,予以公开";
    let compilation = compiled("", &[("申请.csv", &rows), ("规范性文件.csv", documents)]);
    let finding = found(&compilation, "G102");
    assert!(
        finding
            .message
            .contains("依申请公开台账的 3 行登记没有一行"),
        "{finding:?}"
    );
    // one application that was carried in is enough
    let rows = requests.lines().skip(1).collect::<Vec<_>>().join("\n");
    says(
        "G102",
        &[("申请.csv", &rows), ("规范性文件.csv", documents)],
        &[],
    );
}

#[test]
fn a_total_of_amounts_in_different_units_is_compared_by_their_worth() {
    let fees = |total: &str| {
        format!(
            "收费项目,收费时间,收费金额
             登记费,2022-03-05,\"1,234.50元\"
             登记费,2022-04-05,3.5万元
             退费,2022-06-07,-500元
             合计,,{total}"
        )
    };
    let compilation = says("C108", &[("收费.csv", &fees("35734.5元"))], &[]);
    assert_eq!(
        figure(&compilation, "2.行政事业性收费/本年收费金额"),
        "3.57345"
    );
    says("C108", &[("收费.csv", &fees("3.573450万元"))], &[]);
    // a total without a unit tells nothing where units differ
    says("C108", &[("收费.csv", &fees("35734.5"))], &[]);
    let compilation = says(
        "C108",
        &[("收费.csv", &fees("35734.6元"))],
        &["收费.csv!C5"],
    );
    let finding = found(&compilation, "C108");
    assert!(finding.message.contains("折合万元"), "{finding:?}");
}

#[test]
fn an_amount_with_the_sign_of_the_yuan_needs_no_other_unit() {
    let fees = "收费项目,收费时间,收费金额\n登记费,2022-03-05,\"￥2,000.00\"";
    let compilation = says("E111", &[("收费.csv", fees)], &[]);
    assert_eq!(figure(&compilation, "2.行政事业性收费/本年收费金额"), "0.2");
    // in a column of 万元 the sign is no unit
    let fees = "收费项目,收费时间,收费金额（万元）\n登记费,2022-03-05,￥2.5";
    let compilation = compiled("", &[("收费.csv", fees)]);
    assert_eq!(figure(&compilation, "2.行政事业性收费/本年收费金额"), "2.5");
}

#[test]
fn whether_a_document_lapsed_may_be_asked_either_way() {
    let documents = |heading: &str, word: &str| {
        format!(
            "标题,文号,成文日期,{heading}\n办法,某发〔2019〕1号,2019-03-01,{word}\n细则,某发〔2019〕2号,2019-04-01,{word}"
        )
    };
    let slot = "2.行政规范性文件/现行有效件数";
    for (heading, word, count) in [
        ("是否有效", "是", "2"),
        ("是否失效", "否", "2"),
        ("是否已废止", "否", "2"),
        ("时效状态", "现行有效", "2"),
        ("清理结果", "继续有效", "2"),
    ] {
        let compilation = compiled("", &[("规范性文件.csv", &documents(heading, word))]);
        assert_eq!(figure(&compilation, slot), count, "{heading} {word}");
    }
    // lapsed, and no day tells when
    for (heading, word) in [("是否有效", "否"), ("是否失效", "是"), ("是否废止", "是")]
    {
        let compilation = compiled("", &[("规范性文件.csv", &documents(heading, word))]);
        found(&compilation, "L115");
    }
}

#[test]
fn a_column_that_nothing_is_read_from_and_that_would_change_figures_is_a_doubt() {
    let licences = |heading: &str| format!("许可事项,决定日期,{heading}\n许可,2022-03-01,5");
    for heading in ["本季决定件次数量", "审批办结总件数（件）"] {
        let compilation = says(
            "C114",
            &[("行政许可.csv", &licences(heading))],
            &["行政许可.csv!C1"],
        );
        assert!(found(&compilation, "C114").message.contains("像是「数量」"));
        let line = format!("\"{heading}\" = \"数量\"");
        assert!(found(&compilation, "C114").help.contains(&line));
    }
    for heading in ["附件数", "页数", "浏览数量", "备注", "序号", "许可有效期"] {
        says("C114", &[("行政许可.csv", &licences(heading))], &[]);
    }
    let documents = |heading: &str| {
        format!("标题,文号,成文日期,{heading}\n办法,某发〔2019〕1号,2019-03-01,2024-01-01")
    };
    let compilation = says(
        "C114",
        &[("规范性文件.csv", &documents("有效期至"))],
        &["规范性文件.csv!D1"],
    );
    assert!(
        found(&compilation, "C114")
            .message
            .contains("像是「废止日期」")
    );
    says("C114", &[("规范性文件.csv", &documents("施行日期"))], &[]);
}

#[test]
fn fees_told_again_by_the_month_or_in_a_cumulative_export_are_a_doubt() {
    let first = "收费项目,月份,收费金额（元）\n登记费,2022年1月,1000\n登记费,2022年2月,2000";
    let again = "收费项目,月份,收费金额（元）\n登记费,2022年1月,1000\n登记费,2022年4月,500";
    says(
        "L119",
        &[
            ("2022年一季度收费.csv", first),
            ("2022年二季度收费.csv", again),
        ],
        &["2022年二季度收费.csv!2"],
    );
    let all = "收费项目,月份,收费金额（元）\n登记费,2022年6月,9000";
    let cumulative = [
        ("2022年一季度收费.csv", first),
        ("2022年二季度收费（累计）.csv", all),
    ];
    says("L126", &cumulative, &["2022年二季度收费（累计）.csv"]);
    let half = [
        ("2022年1-6月收费.csv", all),
        ("2022年一季度收费.csv", first),
    ];
    says("L126", &half, &["2022年1-6月收费.csv"]);
    // quarters beside one another, and decisions that their numbers tell apart
    says(
        "L126",
        &[
            ("2022年一季度收费.csv", first),
            ("2022年二季度收费.csv", all),
        ],
        &[],
    );
    let licences = "许可文号,许可事项,决定日期\n某许〔2022〕1号,许可,2022-03-01";
    let compilation = says(
        "L126",
        &[
            ("2022年一季度行政许可.csv", licences),
            ("2022年1-6月行政许可.csv", licences),
        ],
        &[],
    );
    assert_eq!(figure(&compilation, "2.行政许可/本年处理决定数量"), "1");
}

#[test]
fn a_number_that_begins_like_a_footer_or_a_total_is_a_number() {
    let decisions = "决定书文号,案件名称,处罚决定日期
        注〔2022〕1号,某案,2022-03-01
        复核〔2022〕3号,某案,2022-03-02
        备注2022-1,某案,2022-03-03
        合计2022-1,某案,2022-03-04
        某罚〔2022〕5号,某案,2022-03-05
        合计5,,
        审核：张三,填表：李四,2022-03-31
        注1：本表不含简易程序,,
        说明2,按规定,2022-03-31填报";
    let compilation = compiled("", &[("行政处罚.csv", decisions)]);
    assert_eq!(figure(&compilation, "2.行政处罚/本年处理决定数量"), "5");
    let excluded: u64 = compilation.rows.excluded.values().sum();
    assert_eq!((compilation.rows.read, excluded), (10, 5));
}

#[test]
fn a_cell_without_a_letter_is_no_word_that_the_settings_should_explain() {
    let compilation = says(
        "E106",
        &[(
            "台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             1,2022-01-05,3,2022-01-15,予以公开
             2,2022-01-06,外星人,2022-01-16,予以公开
             3,2022-01-07,自然人,2022-01-17,予以公开
             4,2022-01-08,自然人,2022-01-18,予以公开",
        )],
        &["台账.csv!C2", "台账.csv!C3"],
    );
    let helps = compilation
        .findings
        .iter()
        .filter(|f| f.rule.code == "E106");
    let suggest: Vec<bool> = helps.map(|f| f.help.contains("[words.")).collect();
    assert_eq!(suggest, [false, true]);
}

#[test]
fn a_figure_by_hand_beside_a_ledger_without_a_row_is_no_contradiction() {
    let toml =
        "[[figure]]\nslot = \"2.行政事业性收费/本年收费金额\"\nvalue = 12.5\nsource = \"财务科\"";
    let blank = "收费项目,收费日期,收费金额（万元）";
    let compilation = compiled(toml, &[("行政事业性收费.csv", blank)]);
    assert_eq!(places(&compilation, "T101"), [""; 0]);
    assert_eq!(
        figure(&compilation, "2.行政事业性收费/本年收费金额"),
        "12.5"
    );
    let filled = "收费项目,收费日期,收费金额（万元）\n登记费,2022-03-01,3";
    let compilation = compiled(toml, &[("行政事业性收费.csv", filled)]);
    assert_eq!(places(&compilation, "T101").len(), 1);
}
