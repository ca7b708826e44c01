//! For each rule a small table as typed, and the expected finding with its cell beside it.

use gknb::column::Why;
use gknb::finding::{Finding, Place, Severity};
use gknb::write::show;
use gknb::{Compilation, Job, compile, settings};

use crate::maker::origin;

mod about;
mod again;
mod beside;
mod cells;
mod codes;
mod counted;
mod given;
mod headings;
mod kinds;
mod lists;
mod mistaken;
mod parted;
mod read;
mod registers;
mod rows;
mod said;
mod same;
mod shapes;
mod spans;
mod stands;
mod sums;
mod systems;
mod until;

/// Files of a folder, as typed: names and csv.
type Files<'a> = &'a [(&'a str, &'a str)];

/// A folder compiled with the settings of a `gknb.toml`.
#[track_caller]
fn compiled(toml: &str, files: Files<'_>) -> Compilation {
    compiled_in(2022, toml, files)
}

/// The same for a year.
#[track_caller]
fn compiled_in(year: i16, toml: &str, files: Files<'_>) -> Compilation {
    let toml = format!("year = {year}\nagency = \"某某局\"\n{toml}");
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
fn what_begins_after_the_year_and_ends_before_is_an_error() {
    let requests = [(
        "2022年一季度.csv",
        "申请编号,收到日期,申请人类型,答复日期,办理结果
         1,2022-01-04,自然人,2022-01-10,予以公开
         2,2023-01-05,自然人,2022-01-20,予以公开
         3,2032-02-05,自然人,2021-12-20,予以公开",
    )];
    let places = ["2022年一季度.csv!D3", "2022年一季度.csv!D4"];
    let compilation = says("L103", &requests, &places);
    assert_eq!(compilation.rows.faulty, 2);
    let cases = [(
        "2022年行政复议.csv",
        "案号,案件类型,受理日期,结案日期,结果
         复1,行政复议,2022-01-05,2022-03-05,维持
         复2,行政复议,2023-01-05,2022-03-05,维持",
    )];
    let compilation = says("L103", &cases, &["2022年行政复议.csv!D3"]);
    assert_eq!(compilation.rows.faulty, 1);
    let documents = [(
        "规范性文件.csv",
        "标题,文号,成文日期,有效性,废止日期
         甲办法,规〔2019〕1号,2019-01-05,有效,
         乙办法,规〔2012〕2号,2023-01-05,废止,2022-06-01",
    )];
    let compilation = says("L103", &documents, &["规范性文件.csv!E3"]);
    assert_eq!(compilation.rows.faulty, 1);
    let half = "申请编号,收到日期,申请人类型,答复日期,办理结果
                1,2022-01-04,自然人,2022-01-10,予以公开
                2,2022-07-04,自然人,2022-06-10,予以公开
                3,2022-07-04,自然人,2022-07-10,予以公开";
    let compilation = compiled("until = 2022-06-30", &[("2022年上半年.csv", half)]);
    assert_eq!(self::places(&compilation, "L103"), ["2022年上半年.csv!D3"]);
    assert_eq!(compilation.rows.faulty, 1);
    assert_eq!(compilation.rows.excluded["在截至日期以后"], 1);
}

#[test]
fn what_another_export_tells_of_the_year_is_not_left_out() {
    let heads = "申请编号,收到日期,申请人类型,答复日期,办理结果";
    let first = format!("{heads}\n1,2022-02-05,自然人,,");
    let second = format!("{heads}\n1,2032-02-05,自然人,,\n2,2022-04-05,自然人,,");
    let files = [
        ("2022年一季度.csv", first.as_str()),
        ("2022年二季度.csv", second.as_str()),
    ];
    let compilation = says("L107", &files, &["2022年二季度.csv!B2"]);
    assert_eq!(compilation.rows.faulty, 2);
}

#[test]
fn a_date_far_after_the_year_is_a_doubt_and_the_next_year_in_an_export_that_runs_on_is_none() {
    let requests = "申请编号,收到日期,申请人类型,答复日期,办理结果
                    1,2022-01-04,自然人,2022-01-10,予以公开
                    2,2023-01-05,自然人,2023-01-20,予以公开
                    3,2032-02-05,自然人,,
                    4,2021-12-20,自然人,2032-01-10,予以公开";
    let places = ["B3", "D3", "B4", "D5"].map(|cell| format!("2022年一季度.csv!{cell}"));
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    says("E117", &[("2022年一季度.csv", requests)], &places);
    let places = ["2022年全年.csv!B4", "2022年全年.csv!D5"];
    let compilation = says("E117", &[("2022年全年.csv", requests)], &places);
    assert_eq!(compilation.rows.excluded["不在报告年度"], 2);
    // what names no period may hold all years
    says("E117", &[("申请.csv", requests)], &[]);
    let decisions = "案件名称,处罚文号,决定日期
                     甲,罚〔2022〕1号,2022-01-05
                     乙,罚〔2022〕2号,2032-02-06";
    let places = ["2022年第一季度行政处罚.csv!C3"];
    says(
        "E117",
        &[("2022年第一季度行政处罚.csv", decisions)],
        &places,
    );
    let documents = "标题,文号,成文日期,有效性
                     甲办法,规〔2022〕1号,2022-05-05,有效
                     乙办法,规〔2022〕2号,2032-02-06,有效";
    let places = ["2022年第一季度规范性文件.csv!C3"];
    says(
        "E117",
        &[("2022年第一季度规范性文件.csv", documents)],
        &places,
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
    // nor is one of the next year that names this one
    let next = rows.replace("2022-", "2023-");
    says(
        "L124",
        &[("2022年一季度.csv", &next)],
        &["2022年一季度.csv"],
    );
    says("E117", &[("2022年一季度.csv", &next)], &[]);
    // each single date is not said again
    says("E117", &[("2021年四季度.csv", rows)], &[]);
    says("L124", &[("2022年一季度.csv", rows)], &[]);
}

/// Four applications in a workbook, some of whose rows are looked after.
fn looked_after(look: impl Fn(&mut rust_xlsxwriter::Worksheet, u32, &[&str])) -> Compilation {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0u32..).zip([
        "申请编号,收到日期,申请人类型,答复日期,办理结果",
        "1,2022-01-05,自然人,2022-01-15,予以公开",
        "2,2022-01-05,自然人,2022-01-15,予以公开",
        "3,2022-01-05,自然人,2022-01-15,予以公开",
        "4,2022-01-05,自然人,2022-01-15,予以公开",
    ]) {
        let texts: Vec<&str> = line.split(',').collect();
        for (column, text) in (0u16..).zip(&texts) {
            sheet.write_string(row, column, *text).unwrap();
        }
        look(sheet, row, &texts);
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let settings = settings::parse("year = 2022\nagency = \"某某局\"").unwrap();
    compile(&Job {
        settings,
        files: vec![origin("台账.xlsx", &bytes)],
        previous: None,
        jobs: 1,
    })
    .unwrap()
}

#[test]
fn hidden_rows_are_counted_and_said() {
    let compilation = looked_after(|sheet, row, _| {
        if matches!(row, 1 | 2 | 4) {
            sheet.set_row_hidden(row).unwrap();
        }
    });
    let finding = found(&compilation, "C111");
    assert_eq!(finding.message, "有 3 行登记被隐藏，照常计入：第2–3、5行");
    assert_eq!(compilation.rows.counted, 4);
}

#[test]
fn rows_that_are_crossed_out_are_counted_and_asked_about() {
    let struck = rust_xlsxwriter::Format::new().set_font_strikethrough();
    let compilation = looked_after(|sheet, row, texts| {
        // of the last row but the number
        let cells = match row {
            1 => texts.len(),
            4 => 1,
            _ => 0,
        };
        for (column, text) in (0u16..).zip(&texts[..cells]) {
            let written = sheet.write_string_with_format(row, column, *text, &struck);
            written.unwrap();
        }
    });
    let finding = found(&compilation, "C119");
    assert_eq!(
        finding.message,
        "有 1 行登记整行划了删除线，照常计入：第2行"
    );
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
    let said = places(&compilation, "V102");
    assert_eq!(said.len(), 2, "{:#?}", compilation.findings);
    let together = |c: &Compilation, words: &str| {
        let of_rule = c.findings.iter().filter(|f| f.rule.code == "V102");
        of_rule.clone().count() > 0 && of_rule.into_iter().all(|f| f.message.contains(words))
    };
    assert!(together(&compilation, "各栏合计两年都是 1"));
    let opposite = |f: &&Finding| f.message.contains("正好相反，相差");
    let found = compilation.findings.iter().filter(opposite);
    assert_eq!(found.count(), 2, "{:#?}", compilation.findings);
    // so many that not all are listed, and the sums of both years
    let rows: String = (1..=52)
        .map(|n| format!("{n},2021-12-20,自然人,2022-01-15,予以公开\n"))
        .collect();
    let sheet = format!("申请编号,收到日期,申请人类型,答复日期,办理结果\n{rows}");
    let compilation = self::compiled(
        "[opening]\n\"3.4/自然人\" = 50\n\"3.4/商业企业\" = 3\n",
        &[("台账.csv", &sheet)],
    );
    assert!(together(&compilation, "各栏合计本年 52、上年 53，相差 -1"));
    let listed = |f: &Finding| f.message.contains("列出前 50 件，共 52 件");
    assert!(compilation.findings.iter().any(listed));
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
fn documents_in_force_given_by_hand_are_held_against_the_opening() {
    let with = |in_force: &str| {
        let toml = by_hand(&[
            ("2.行政规范性文件/本年制发件数", "3"),
            ("2.行政规范性文件/本年废止件数", "1"),
            ("2.行政规范性文件/现行有效件数", in_force),
        ]);
        compiled(&format!("[opening]\n行政规范性文件 = 20\n{toml}"), &[])
    };
    let finding = found(&with("35"), "T105").clone();
    assert_eq!(finding.value.as_deref(), Some("35"));
    assert!(
        finding.message.contains(
            "手工数字是 35，上年 20（[opening]）＋ 制发 3 － 废止 1 ＝ 22，相差 13，按手工数字填列"
        ),
        "{}",
        finding.message
    );
    assert!(places(&with("22"), "T105").is_empty());
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
fn a_figure_confirmed_to_be_zero_jumps_nowhere_by_whatever_name_it_is_confirmed() {
    let compile = |toml: &str, files: &[(&str, String)], previous: Option<&Vec<u8>>| {
        let of = |(name, text): &(&str, String)| origin(name, text.as_bytes());
        gknb::compile(&Job {
            settings: settings::parse(toml).unwrap(),
            files: files.iter().map(of).collect(),
            previous: previous.map(|bytes| origin("2021.xlsx", bytes)),
            jobs: 1,
        })
        .unwrap()
    };
    let mut requests = "申请编号,收到日期,申请人类型,答复日期,办理结果\n".to_owned();
    let mut decided = "类别,文号,决定日期\n".to_owned();
    for n in 1..=30 {
        requests += &format!("2021-{n},2021-03-01,自然人,2021-03-10,予以公开\n");
        decided += &format!("行政许可,许可〔2021〕{n}号,2021-03-01\n");
    }
    let files = [("申请.csv", requests), ("许可.csv", decided)];
    let last = compile("year = 2021\nagency = \"某局\"\n", &files, None);
    let document = gknb::write::publishable::document(&last);
    let bytes = gknb::write::xlsx::bytes(&document).unwrap();
    let licences = "2.行政许可/本年处理决定数量";
    for (none, told) in [
        (&[][..], &[licences, "3.1/总计", "3.3.7/总计"][..]),
        (&["行政许可"], &["3.1/总计", "3.3.7/总计"]),
        (&["2.行政许可"], &["3.1/总计", "3.3.7/总计"]),
        (&["3.1"], &[licences, "3.3.7/总计"]),
        (&["3.1", "依申请公开"], &[licences]),
        (&["依申请公开", "2.行政许可"], &[]),
    ] {
        let toml = format!("year = 2022\nagency = \"某局\"\nnone = {none:?}\n");
        let now = compile(&toml, &[], Some(&bytes));
        assert_eq!(places(&now, "V106"), told, "{none:?} {:#?}", now.findings);
    }
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

/// The figures of some slots.
#[track_caller]
fn counts(compilation: &Compilation, expected: &[(&str, &str)]) {
    for (slot, value) in expected {
        let at = compilation.form.slot(slot).expect("a slot of the form");
        let found = compilation.tally.figures[at].value.normalize().to_string();
        assert_eq!(found, *value, "{slot}: {:#?}", compilation.findings);
    }
}

/// Compiles what nothing is to be said of but that lines have no ledger.
#[track_caller]
fn plainly(files: Files<'_>, expected: &[(&str, &str)]) {
    let compilation = compiled("", files);
    let said: Vec<_> = compilation.findings.iter().collect();
    let loud = said.iter().filter(|f| f.rule.severity != Severity::Note);
    assert_eq!(loud.count(), 0, "{said:#?}");
    counts(&compilation, expected);
}

#[test]
fn columns_that_are_ticked_say_the_word_above_the_tick() {
    let sheet = "申请编号,申请人类型,申请人类型,申请人类型,收到日期,办理结果,办理结果,答复日期
                 ,自然人,商业企业,其他,,予以公开,部分公开,
                 1,√,,,2022-01-05,√,,2022-01-15
                 2,,√,,2022-01-06,,√,2022-01-16
                 3,,,✓,2022-01-07,1,,2022-01-17";
    plainly(
        &[("依申请公开.csv", sheet)],
        &[
            ("3.1/自然人", "1"),
            ("3.3.2/商业企业", "1"),
            ("3.3.1/其他", "1"),
        ],
    );
    // two ticks are two words
    let two = sheet.replace("1,√,,,", "1,√,√,,");
    says("E106", &[("依申请公开.csv", &two)], &["依申请公开.csv!B3"]);
    // a count is no tick
    let none = sheet.replace("1,√,,,", "1,,,,");
    says("L104", &[("依申请公开.csv", &none)], &["依申请公开.csv!B3"]);
}

#[test]
fn a_ledger_of_licences_is_none_of_applications_for_information() {
    plainly(
        &[(
            "2022年行政许可台账.csv",
            "许可证编号,许可事项,申请人,申请人类型,申请时间,办结时间,公开情况
             许1,施工,甲,企业,2022-01-05,2022-01-15,公开
             许2,施工,乙,自然人,2022-02-05,2022-02-15,公开",
        )],
        &[("2.行政许可/本年处理决定数量", "2"), ("3.1/总计", "0")],
    );
    // in the folder of a section of licences applications for information stay what they are
    plainly(
        &[(
            "行政许可科/2022年.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果
             1,2022-01-05,自然人,2022-01-15,予以公开",
        )],
        &[("3.1/自然人", "1")],
    );
}

#[test]
fn a_text_between_the_rows_that_names_another_kind_of_decisions_is_heard() {
    plainly(
        &[(
            "行政处罚2022.csv",
            "处罚决定书文号,案由,处罚决定日期
             罚〔2022〕1号,乱倒垃圾,2022-05-03
             二、行政强制,,
             强〔2022〕1号,查封,2022-07-03
             强〔2022〕2号,扣押,2022-07-04",
        )],
        &[
            ("2.行政处罚/本年处理决定数量", "1"),
            ("2.行政强制/本年处理决定数量", "2"),
        ],
    );
}

#[test]
fn the_title_nearest_to_a_header_is_heard_before_those_above_it() {
    plainly(
        &[(
            "2022年第一季度主动公开.csv",
            "一、行政许可,,,
             本季度无,,,
             二、行政处罚,,,
             文书名称,文号,决定日期,备注
             甲公司案,罚〔2022〕1号,2022-01-05,
             乙公司案,罚〔2022〕2号,2022-01-06,",
        )],
        &[
            ("2.行政许可/本年处理决定数量", "0"),
            ("2.行政处罚/本年处理决定数量", "2"),
        ],
    );
    plainly(
        &[(
            "2022年一季度.csv",
            "一、行政许可（本季度无）,,,
             二、行政强制,,,
             注：行政处罚另行报送,,,
             本季度无行政许可,,,
             文书名称,文号,决定日期,备注
             甲案,强〔2022〕1号,2022-01-05,",
        )],
        &[
            ("2.行政许可/本年处理决定数量", "0"),
            ("2.行政处罚/本年处理决定数量", "0"),
            ("2.行政强制/本年处理决定数量", "1"),
        ],
    );
    // what the rows are not, and nothing else but the name of the file
    plainly(
        &[(
            "2022年行政处罚台账.csv",
            "本季度无行政许可,,,
             （2022年一季度）,,,
             文书名称,文号,决定日期,备注
             甲案,罚〔2022〕1号,2022-01-05,",
        )],
        &[("2.行政处罚/本年处理决定数量", "1")],
    );
    // a part of a name that is in no list is a part of its own
    plainly(
        &[(
            "2022年一季度.csv",
            "一、行政许可,,,
             （一）新办,,,
             本季度无,,,
             二、通知公告,,,
             标题,文号,发布日期,备注
             甲,通〔2022〕1号,2022-01-05,",
        )],
        &[("2.行政许可/本年处理决定数量", "0")],
    );
}

#[test]
fn the_unit_of_money_and_the_period_nearest_to_a_header_are_its() {
    plainly(
        &[(
            "2022年一季度收费.csv",
            "填报单位：甲局　单位：元,,,
             （本表无）,,,
             单位：万元,,,
             收费项目,收费日期,收费金额,票据号
             甲费,2022-03-01,3,1",
        )],
        &[("2.行政事业性收费/本年收费金额", "3")],
    );
    plainly(
        &[(
            "收费台账.csv",
            "2022年一季度收费（单位：元）,,,
             本季度无,,,
             2022年二季度收费,,,
             单位：万元,,,
             收费项目,收费日期,收费金额,票据号
             甲费,2022-05-01,3,1",
        )],
        &[("2.行政事业性收费/本年收费金额", "3")],
    );
}

#[test]
fn a_title_that_names_the_rows_is_heard_before_the_sheet_and_a_general_one_after_it() {
    let book = |rows: &[&str]| {
        let row = |row: &&str| {
            let cell = |text| format!(r#"<Cell><Data ss:Type="String">{text}</Data></Cell>"#);
            format!(
                "<Row>{}</Row>",
                row.split(',').map(cell).collect::<String>()
            )
        };
        let rows: String = rows.iter().map(row).collect();
        format!(
            r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
            <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
            <Worksheet ss:Name="行政许可"><Table>{rows}</Table></Worksheet></Workbook>"#
        )
    };
    let header = "文书名称,文号,决定日期";
    let licence = "甲,许〔2022〕1号,2022-01-05";
    let penalty = "乙,罚〔2022〕1号,2022-01-05";
    let (licences, penalties) = ("2.行政许可/本年处理决定数量", "2.行政处罚/本年处理决定数量");
    let general = book(&[
        "2022年政府信息公开台账",
        header,
        licence,
        "二、行政处罚",
        header,
        penalty,
    ]);
    let below = book(&[header, licence, "二、行政处罚", penalty]);
    for file in [general, below] {
        let compilation = compiled("", &[("2022年第一季度主动公开.xls", &file)]);
        counts(&compilation, &[(licences, "1"), (penalties, "1")]);
    }
}

#[test]
fn rows_above_the_first_header_that_look_like_records_are_told() {
    let name = "2022年第一季度依申请公开台账.csv";
    let header = "申请编号,收到日期,申请人类型,办理结果,答复日期";
    let row = |number: usize| format!("{number},2022-01-04,自然人,予以公开,2022-01-10");
    // one header was lost
    let headless = format!("{}\n{}\n{header}\n{}", row(1), row(2), row(3));
    let compilation = says("C101", &[(name, &headless)], &[&format!("{name}!A1")]);
    let rows = &compilation.rows;
    assert_eq!((rows.read, rows.counted), (4, 1));
    assert!(found(&compilation, "C101").message.contains("2 行"));
    let fates: Vec<_> = compilation
        .fates()
        .map(|fate| format!("{fate:?}"))
        .collect();
    assert!(!fates[0].contains("Title"), "{fates:?}");
    // one is in words of its own, and farther up than a header is looked for at once
    let rows: Vec<String> = (1..=70).map(row).collect();
    let strange = format!(
        "依申请登记（甲科）\n流水,来件日,身份,处置,去件日\n{}\n{header}\n{}",
        rows.join("\n"),
        row(80)
    );
    says("C101", &[(name, &strange)], &[&format!("{name}!A3")]);
    // what is no ledger by its name is a doubt
    let other = format!(
        "值班安排\n姓名,日子,电话,,\n甲,2022-01-04,123,,\n{header}\n{}",
        row(1)
    );
    says("C102", &[("2022年.csv", &other)], &["2022年.csv!A3"]);
    // titles, notes, labels and examples are none
    let titled = format!(
        "依申请公开台账,,,,
         填报单位：某局,,填报日期：,2022-04-05,
         统计负责人,张三,填报日期,2022-04-05,
         填报说明：1.按季报送,2022-04-10,前,,
         示例,2022-01-01,自然人,予以公开,2022-01-10
         {header}
         {}",
        row(1)
    );
    plainly(&[(name, &titled)], &[("3.1/自然人", "1")]);
}

#[test]
fn rows_between_what_seems_a_header_and_the_next_table_stay_those_of_the_table_above() {
    let compilation = compiled(
        "",
        &[(
            "2022年主动公开.csv",
            "行政许可台账,,,
             标题,文号,决定日期,备注
             甲,许〔2022〕1号,2022-01-05,
             类别,标题,金额,备注
             乙,许〔2022〕2号,2022-01-06,
             丙,许〔2022〕3号,2022-01-07,
             行政复议台账,,,
             案号,案件类型,受理日期,结案日期,结果
             复1,行政复议,2022-01-01,2022-02-02,维持",
        )],
    );
    // whatever is made of the line between them, no row is taken for a title
    assert_eq!(titles(&compilation), 2, "{:#?}", compilation.findings);
}

/// How many rows are titles.
fn titles(compilation: &Compilation) -> usize {
    let asides = compilation.asides.iter();
    asides.filter(|(_, why)| *why == Why::Title).count()
}

#[test]
fn a_period_before_all_records_is_none() {
    says(
        "E102",
        &[(
            "2022年行政处罚.csv",
            "文书名称,文号,决定日期
             甲公司案,罚〔2022〕1号,1000年1月-2022年12月",
        )],
        &["2022年行政处罚.csv!C2"],
    );
    says(
        "C105",
        &[(
            "行政处罚台账.csv",
            "1000年1月-2022年12月行政处罚台账,,
             案件名称,处罚文号,数量
             甲案,罚〔2022〕1号,1",
        )],
        &["行政处罚台账.csv!A2"],
    );
}

#[test]
fn six_digits_that_are_a_month_or_a_day_are_neither() {
    says(
        "E102",
        &[(
            "行政处罚.csv",
            "文书名称,文号,决定日期
             甲,罚〔2022〕1号,200312
             乙,罚〔2022〕2号,202203",
        )],
        &["行政处罚.csv!C2"],
    );
}

#[test]
fn an_amount_with_a_comma_for_the_point_is_an_error() {
    says(
        "E110",
        &[(
            "2022年收费台账.csv",
            "收费项目,收费日期,收费金额（元）,票据号
             甲费,2022-03-01,\"1.234,50\",1
             乙费,2022-04-01,\"2,000.00\",2",
        )],
        &["2022年收费台账.csv!C2"],
    );
}

#[test]
fn an_export_of_two_quarters_holds_both() {
    plainly(
        &[(
            "2022年一、二季度依申请公开台账.csv",
            "申请编号,收到日期,申请人类型,办理结果,答复日期
             1,2022-01-04,自然人,予以公开,2022-01-10
             2,2022-02-05,自然人,予以公开,2022-02-20",
        )],
        &[("3.1/自然人", "2")],
    );
    says(
        "E117",
        &[(
            "2022年一、二季度依申请公开台账.csv",
            "申请编号,收到日期,申请人类型,办理结果,答复日期
             1,2022-07-04,自然人,予以公开,2022-07-10",
        )],
        &["2022年一、二季度依申请公开台账.csv!B2"],
    );
}

#[test]
fn a_number_larger_than_any_figure_is_an_error_at_its_place() {
    let large = "50000000000000000000000000000";
    let fees = format!(
        "收费项目,收费日期,收费金额（万元）,收费编号
         甲费,2022-03-01,{large},1
         乙费,2022-04-01,{large},2
         丙费,2022-04-02,200000000000亿元,3
         合计,,-{large},"
    );
    let name = "2022年收费台账.csv";
    let cells = ["C2", "C3", "C4"].map(|cell| format!("{name}!{cell}"));
    let cells = cells.each_ref().map(String::as_str);
    says("E110", &[(name, &fees)], &cells);
    let counts = format!(
        "类别,决定日期,数量,备注
         行政处罚,2022-03-01,{large},
         行政处罚,2022-03-02,5000000000,
         合计,,5,"
    );
    let name = "2022年行政处罚台账.csv";
    let compilation = says(
        "E109",
        &[(name, &counts)],
        &[&format!("{name}!C2"), &format!("{name}!C3")],
    );
    assert!(found(&compilation, "E109").message.contains("过大"));
    for toml in [
        format!("[[figure]]\nslot = \"3.1/自然人\"\nvalue = {large}\nsource = \"手工\""),
        format!("[opening]\n规章 = {large}"),
    ] {
        let toml = format!("year = 2022\n{toml}");
        let problems = settings::parse(&toml).expect_err("a figure that can be none");
        assert!(problems[0].message.contains("过大"), "{problems:?}");
    }
}

#[test]
fn titles_between_rows_of_work_that_the_form_does_not_count_end_what_stood_before() {
    let compilation = compiled(
        "",
        &[(
            "2022年执法.csv",
            "事项名称,决定日期,数量
             一、行政许可,,
             甲,2022-01-05,15
             二、行政处罚,,
             乙,2022-01-06,3
             三、行政确认,,
             丙,2022-01-07,50
             四、行政检查,,
             丁,2022-01-08,100
             合计,,168",
        )],
    );
    counts(
        &compilation,
        &[
            ("2.行政许可/本年处理决定数量", "15"),
            ("2.行政处罚/本年处理决定数量", "3"),
        ],
    );
    // the total is that of all parts
    assert_eq!(places(&compilation, "C108").len(), 0);
    // rows below the title of the repealed are not in force
    says(
        "L115",
        &[(
            "规范性文件清理目录.csv",
            "文件名称,文号,成文日期
             一、继续有效的规范性文件,,
             甲,规〔2019〕1号,2019-05-01
             二、废止的规范性文件,,
             乙,规〔2018〕1号,2018-05-01",
        )],
        &["规范性文件清理目录.csv!A5"],
    );
    // a title of a publication begins nothing
    let compilation = compiled(
        "",
        &[(
            "2022年信息发布.csv",
            "标题,发布日期,公开渠道
             行政许可事项公告,,
             关于开会的通知,2022-03-01,门户网站",
        )],
    );
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "0")]);
}

#[test]
fn what_has_an_amount_took_place_whatever_is_said_beside_it() {
    plainly(
        &[(
            "2022年收费.csv",
            "执收单位,月份,金额（元）,备注
             甲局,1月,1000,
             甲局,2月,3000,本月无其他收费
             甲局,3月,0,本月未发生",
        )],
        &[("2.行政事业性收费/本年收费金额", "0.4")],
    );
    // a month with nothing, however the month is written
    plainly(
        &[(
            "2022年统计.csv",
            "月份,类别,数量
             2022年1月,行政许可,5
             2022年2月,行政许可,0
             2022-03-31,行政许可,未发生
             2022年4月,行政许可,０件",
        )],
        &[("2.行政许可/本年处理决定数量", "5")],
    );
    // an item that names a unit of money is no line of units
    plainly(
        &[(
            "2022年收费.csv",
            "收费项目,月份,金额（元）
             机关事业单位考试费（元）,1月,3000
             停车费,2月,500",
        )],
        &[("2.行政事业性收费/本年收费金额", "0.35")],
    );
    // spaces behind a zero are no more than spaces
    let zero = format!("类别,数量\n行政许可,5\n行政许可,0{}", " ".repeat(80));
    compiled("", &[("2022年统计.csv", &zero)]);
}

#[test]
fn parts_are_parts_of_a_record_that_counts() {
    let plain = |name: &str, sheet: &str, expected: &[(&str, &str)]| {
        counts(&compiled("", &[(name, sheet)]), expected);
    };
    // of a total they are what is counted
    plain(
        "2022年决定统计.csv",
        "类别,数量
         行政执法合计,150
         其中：行政许可,120
         行政处罚,20
         行政强制,10",
        &[
            ("2.行政许可/本年处理决定数量", "120"),
            ("2.行政处罚/本年处理决定数量", "20"),
            ("2.行政强制/本年处理决定数量", "10"),
        ],
    );
    // and so they are of nothing
    plain(
        "2022年行政许可统计.csv",
        "许可事项,数量
         其中：新办,20
         其中：变更,10",
        &[("2.行政许可/本年处理决定数量", "30")],
    );
    // the next table is none of them
    plain(
        "2022年统计.csv",
        "序号,类别,数量
         1,行政许可,10
         ,其中：新办,4
         序号,类别,数量
         ,行政处罚,7
         ,行政强制,8",
        &[
            ("2.行政许可/本年处理决定数量", "10"),
            ("2.行政处罚/本年处理决定数量", "7"),
            ("2.行政强制/本年处理决定数量", "8"),
        ],
    );
    // a word for a total in another column makes none
    plain(
        "2022年统计.csv",
        "类别,统计项,数量
         行政许可,总数,120
         行政许可,其中：新办,20
         行政处罚,总数,30",
        &[
            ("2.行政许可/本年处理决定数量", "120"),
            ("2.行政处罚/本年处理决定数量", "30"),
        ],
    );
}

#[test]
fn a_sum_is_certain_only_where_nothing_else_tells_rows_apart() {
    let sheet = "部门,月份,类别,数量
                 甲科,1月,行政许可,1
                 甲科,2月,行政许可,2
                 乙科,一季度,行政许可,3";
    let compilation = says("L127", &[("2022年统计.csv", sheet)], &[]);
    assert_eq!(places(&compilation, "L126"), ["2022年统计.csv!4"]);
    assert!(compilation.publishable());
}

#[test]
fn choices_below_a_heading_of_three_rows_and_below_one_that_is_not_merged_are_ticked() {
    let three = "申请编号,收到日期,申请人情况,申请人情况,申请人情况,答复日期,办理结果
                 ,,自然人,法人或其他组织,法人或其他组织,,
                 ,,,商业企业,科研机构,,
                 1,2022-01-05,√,,,2022-01-10,予以公开
                 2,2022-01-05,,√,,2022-01-10,予以公开";
    let single = "申请编号,收到日期,申请人类型,,,答复日期,办理结果
                  ,,自然人,商业企业,其他,,
                  1,2022-01-05,√,,,2022-01-10,予以公开
                  2,2022-01-05,,√,,2022-01-10,予以公开";
    // 法人或其他组织 is a heading of its own elsewhere; what is written instead of a tick is what it says
    let two = "登记号,申请人情况,,收到日期,答复日期,办理结果
               ,公民,法人或其他组织,,,
               1,√,,2022-01-05,2022-01-10,予以公开
               2,,商业企业,2022-01-05,2022-01-10,予以公开";
    for sheet in [three, single, two] {
        plainly(
            &[("2022年依申请公开.csv", sheet)],
            &[("3.1/自然人", "1"), ("3.1/商业企业", "1")],
        );
    }
}

#[test]
fn days_and_quantities_beside_those_that_count_are_no_doubt() {
    let compilation = compiled(
        "",
        &[
            (
                "2022年行政许可.csv",
                "许可决定书文号,许可决定日期,发证日期,申请材料件数
                 许1,2022-01-05,2022-01-06,3",
            ),
            (
                "2022年行政强制.csv",
                "强制决定书文号,强制措施决定日期,解除决定日期,查封扣押物品数量
                 强1,2022-01-05,2022-02-06,12",
            ),
            (
                "2022年处理.csv",
                "类别,标题,决定日期
                 行政处罚（市场监管）,甲,2022-01-05
                 城市管理行政处罚,乙,2022-01-05",
            ),
        ],
    );
    for code in ["C107", "C114"] {
        assert_eq!(
            places(&compilation, code).len(),
            0,
            "{:#?}",
            compilation.findings
        );
    }
    counts(
        &compilation,
        &[
            ("2.行政许可/本年处理决定数量", "1"),
            ("2.行政强制/本年处理决定数量", "1"),
            ("2.行政处罚/本年处理决定数量", "2"),
        ],
    );
}

#[test]
fn a_lone_text_that_names_what_the_table_is_about_is_a_record() {
    says(
        "E110",
        &[(
            "2022年收费.csv",
            "收费项目,收费日期,金额（元）
             停车收费,2022-05-03,100
             污水处理收费,,",
        )],
        &["2022年收费.csv!C3"],
    );
}

#[test]
fn rows_that_say_there_was_nothing_count_nothing() {
    plainly(
        &[
            (
                "2022年第一季度行政强制.csv",
                "决定书文号,当事人,案由,决定日期
                 强〔2022〕1号,甲,查封,2022-02-03",
            ),
            (
                "2022年第二季度行政强制.csv",
                "决定书文号,当事人,案由,决定日期
                 ,本季度无行政强制案件,,",
            ),
            (
                "2022年行政许可统计.csv",
                "类别,月份,决定数量
                 行政许可,1月,2
                 行政许可,2月,0
                 行政许可,3月,0",
            ),
            (
                "2022年第二季度依申请公开台账.csv",
                "申请编号,申请人,申请人类型,收到日期,答复日期,办理结果
                 ,本季度未收到申请,,,,",
            ),
        ],
        &[
            ("2.行政强制/本年处理决定数量", "1"),
            ("2.行政许可/本年处理决定数量", "2"),
        ],
    );
    // what has a number or a day took place
    says(
        "E109",
        &[(
            "2022年行政许可.csv",
            "文号,决定日期,数量
             许〔2022〕1号,2022-02-03,0",
        )],
        &["2022年行政许可.csv!C2"],
    );
    plainly(
        &[(
            "2022年行政处罚.csv",
            "文号,案由,决定日期
             罚〔2022〕1号,无证经营,2022-02-03
             罚〔2022〕2号,未按规定公示,2022-02-04",
        )],
        &[("2.行政处罚/本年处理决定数量", "2")],
    );
}

#[test]
fn a_blank_quantity_without_a_number_is_a_doubt() {
    let compilation = says(
        "E126",
        &[(
            "2022年统计.csv",
            "类别,月份,决定数量
             行政强制,1月,1
             行政强制,2月,—
             行政强制,3月,",
        )],
        &["2022年统计.csv!C4"],
    );
    counts(&compilation, &[("2.行政强制/本年处理决定数量", "2")]);
    says(
        "E126",
        &[(
            "2022年行政处罚.csv",
            "文号,决定日期,数量
             罚〔2022〕1号,2022-02-03,",
        )],
        &[],
    );
}

#[test]
fn a_decision_with_neither_day_nor_number_is_a_doubt() {
    let sheet = "当事人,立案日期,案由,处罚决定书文号,处罚决定日期,案件状态
                 甲,2022-01-02,无照经营,罚〔2022〕1号,2022-01-15,结案
                 乙,2022-03-02,超范围,,,调查中
                 丙,2022-06-02,虚假宣传,罚〔2022〕2号,,结案
                 丁,2022-06-03,虚假宣传,,,";
    let compilation = says(
        "E125",
        &[("2022年行政处罚.csv", sheet)],
        &["2022年行政处罚.csv!E5"],
    );
    // what is still being investigated is no decision
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "3")]);
    // where no row has a number, a day alone would show it
    let sheet = "申请人,许可事项,受理日期,决定日期
                 甲,排水,2022-01-05,2022-01-15
                 乙,排水,2022-12-25,";
    says(
        "E125",
        &[("2022年行政许可.csv", sheet)],
        &["2022年行政许可.csv!D3"],
    );
}

#[test]
fn parts_of_what_a_row_counts_are_not_counted_again() {
    let compilation = says(
        "C115",
        &[(
            "2022年行政许可统计.csv",
            "序号,许可事项,办件量
             1,食品经营,120
             2,药品零售,30
             ,其中：新办,20
             ,变更,10
             3,医疗器械,5",
        )],
        &["2022年行政许可统计.csv!4"],
    );
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "155")]);
}

#[test]
fn a_row_that_sums_up_others_of_its_table_is_an_error() {
    let sheet = "时间,类别,数量
                 一季度,行政处罚,10
                 二季度,行政处罚,11
                 上半年,行政处罚,21
                 三季度,行政处罚,9";
    let compilation = says("L127", &[("2022年统计.csv", sheet)], &["2022年统计.csv!4"]);
    assert_eq!(places(&compilation, "L126").len(), 0);
    // which it may not be where the sum is another
    let other = sheet.replace("上半年,行政处罚,21", "上半年,行政处罚,30");
    let compilation = says("L126", &[("2022年统计.csv", &other)], &["2022年统计.csv!4"]);
    assert_eq!(places(&compilation, "L127").len(), 0);
    // months of two kinds are no sums of one another
    let kinds = sheet.replace("上半年,行政处罚,21", "上半年,行政强制,21");
    says("L127", &[("2022年统计.csv", &kinds)], &[]);
}

#[test]
fn a_row_of_no_item_that_sums_up_those_of_all_items_is_an_error() {
    let file = "2022年行政许可统计.csv";
    let at = |row: u32| format!("{file}!{row}");
    let sheet = "月份,许可事项,数量
                 1月,占道,3
                 1月,砍树,2
                 2月,占道,4
                 3月,砍树,1
                 一季度,,10";
    let compilation = says("L127", &[(file, sheet)], &[&at(6)]);
    assert!(found(&compilation, "L127").message.contains("许可事项"));
    // one of the very month, and then one of a month that has a single item
    let monthly = sheet.replace("2月,占道,4", "1月,,5\n2月,占道,4\n2月,,4");
    let monthly = monthly.replace("一季度,,10", "4月,,2");
    says("L127", &[(file, &monthly)], &[&at(4), &at(6)]);
    // months of no item among those of items are a part of the whole
    let mixed = sheet.replace("2月,占道,4", "2月,,4");
    let compilation = says("L127", &[(file, &mixed)], &[&at(6)]);
    assert_eq!(places(&compilation, "L126").len(), 0);
    // where the sum is another, a longer span is a doubt and the same one an item that was left out
    let other = sheet.replace("一季度,,10", "一季度,,8");
    let compilation = says("L126", &[(file, &other)], &[&at(6)]);
    assert_eq!(places(&compilation, "L127").len(), 0);
    let left_out = sheet.replace("一季度,,10", "1月,,4");
    let compilation = says("L127", &[(file, &left_out)], &[]);
    assert_eq!(places(&compilation, "L126").len(), 0);
    // what the first cell says settles it
    let settled = sheet.replace("一季度,,10", "合计,,10");
    plainly(
        &[(file, &settled)],
        &[("2.行政许可/本年处理决定数量", "10")],
    );
}

#[test]
fn a_table_of_sums_beside_one_of_single_decisions_is_a_doubt() {
    let single = "处罚决定书文号,案由,处罚决定日期
                  罚〔2022〕1号,甲,2022-01-05
                  罚〔2022〕2号,乙,2022-02-05";
    let sums = "类别,数量
                行政处罚,2";
    says(
        "L126",
        &[("2022年行政处罚.csv", single), ("2022年汇编.csv", sums)],
        &["2022年汇编.csv!2"],
    );
    let others = sums.replace("行政处罚", "行政强制");
    says(
        "L126",
        &[("2022年行政处罚.csv", single), ("2022年汇编.csv", &others)],
        &[],
    );
}

#[test]
fn so_many_rows_of_sums_as_no_table_of_months_has_are_not_all_looked_at() {
    let quarters = "行政许可,2022年第一季度,1\n".repeat(500);
    let halves = "行政许可,2022年上半年,1\n".repeat(3000);
    let sheet = format!("类别,统计期,数量\n{quarters}{halves}");
    let compilation = compiled("", &[("2022年统计.csv", &sheet)]);
    assert_eq!(places(&compilation, "L126").len(), 1500);
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "3500")]);
}

#[test]
fn one_number_twice_in_a_sheet_is_a_doubt() {
    let compilation = says(
        "L122",
        &[(
            "2022年行政处罚.csv",
            "处罚决定书文号,案由,处罚决定日期
             罚〔2022〕1号,甲,2022-01-05
             罚〔2022〕2号,乙,2022-02-05
             罚（2022）2号,乙,2022-02-05",
        )],
        &["2022年行政处罚.csv!4"],
    );
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "3")]);
}

#[test]
fn reviews_and_suits_each_numbered_from_one_are_cases_of_their_own() {
    let reviews = "编号,申请人,受理日期,结案日期,结果
                   1,王某,2022-03-01,2022-04-20,维持
                   2,李某,2022-05-01,2022-06-20,撤销";
    let suits = "编号,原告,是否经过复议,受理日期,结案日期,结果
                 1,赵某,否,2022-03-01,2022-08-20,驳回诉讼请求
                 2,钱某,是,2022-05-01,2022-09-20,撤诉";
    plainly(
        &[
            ("2022年政府信息公开行政复议.csv", reviews),
            ("2022年政府信息公开行政诉讼.csv", suits),
        ],
        &[
            ("4.行政复议/总计", "2"),
            ("4.未经复议直接起诉/总计", "1"),
            ("4.复议后起诉/总计", "1"),
        ],
    );
    // each quarter numbered from one: what the advice says settles it
    let later = reviews.replace("2022-0", "2022-1");
    let later = later
        .replace("2022-13", "2022-10")
        .replace("2022-14", "2022-11");
    let later = later
        .replace("2022-15", "2022-10")
        .replace("2022-16", "2022-11");
    let quarters = [
        ("2022年二季度/政府信息公开行政复议.csv", reviews),
        ("2022年四季度/政府信息公开行政复议.csv", later.as_str()),
    ];
    let compilation = compiled("", &quarters);
    assert!(
        found(&compilation, "L107")
            .help
            .contains("\"编号\" = \"不用\"")
    );
    let compilation = compiled("[headings]\n\"编号\" = \"不用\"", &quarters);
    counts(&compilation, &[("4.行政复议/总计", "4")]);
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
}

#[test]
fn cases_that_are_not_about_information_are_a_doubt() {
    let compilation = says(
        "E128",
        &[(
            "2022年行政应诉.csv",
            "案号,案由,立案日期,审结日期,裁判结果,是否复议
             初1,政府信息公开,2022-02-01,2022-05-01,驳回诉讼请求,否
             初2,工伤认定,2022-02-01,2022-05-01,撤销,否",
        )],
        &["2022年行政应诉.csv!B3"],
    );
    // a 案由 may name people: it is not told
    let told = found(&compilation, "E128");
    assert!(!told.message.contains("工伤") && told.value.is_none());
    counts(&compilation, &[("4.未经复议直接起诉/总计", "2")]);
}

#[test]
fn a_document_that_another_organ_issued_is_a_doubt() {
    let catalogue = "类别,文件名称,文号,成文日期,发文机关
                     行政规范性文件,关于甲的通知,某教规〔2022〕1号,2022-03-01,某县教育局
                     行政规范性文件,关于乙的意见,国办发〔2022〕3号,2022-04-01,国务院办公厅
                     行政规范性文件,关于丙的通知,某教规〔2022〕2号,2022-05-01,某县财政局、县教育局
                     行政规范性文件,关于丁的通知,某教规〔2022〕3号,2022-06-01,办公室
                     通知公告,关于戊的公告,某教〔2022〕4号,2022-06-02,省教育厅";
    let of = |agency: &str, scope: &str| {
        let settings = settings::parse(&format!("year = 2022\n{agency}{scope}")).unwrap();
        let files = vec![origin("公开目录.csv", trimmed(catalogue).as_bytes())];
        let job = Job {
            settings,
            files,
            previous: None,
            jobs: 1,
        };
        compile(&job).unwrap()
    };
    let agency = "agency = \"某县教育局\"\n";
    let own = of(agency, "");
    assert_eq!(places(&own, "E134"), ["公开目录.csv!E3"]);
    counts(&own, &[("2.行政规范性文件/本年制发件数", "4")]);
    // where others are compiled with it, or its name is not known, nobody can tell
    for other in [of(agency, "scope = \"汇总\"\n"), of("", "")] {
        assert!(places(&other, "E134").is_empty());
    }
}

#[test]
fn a_remark_of_repeal_is_a_doubt_and_a_year_of_a_number_stands_for_a_date() {
    says(
        "E127",
        &[(
            "2022年规范性文件.csv",
            "文件名称,文号,成文日期,备注
             甲办法,规〔2019〕1号,2019-05-01,2022年6月30日废止
             乙办法,规〔2020〕1号,2020-05-01,未废止",
        )],
        &["2022年规范性文件.csv!D2"],
    );
    let compilation = says(
        "L128",
        &[(
            "2022年规范性文件废止目录.csv",
            "文件名称,发文字号,废止日期
             丙办法,规〔2015〕3号,2022-08-01",
        )],
        &["2022年规范性文件废止目录.csv!B2"],
    );
    counts(
        &compilation,
        &[
            ("2.行政规范性文件/本年废止件数", "1"),
            ("2.行政规范性文件/本年制发件数", "0"),
            ("2.行政规范性文件/现行有效件数", "0"),
        ],
    );
    let compilation = compiled(
        "",
        &[(
            "2022年规范性文件.csv",
            "文件名称,文号,成文日期,失效日期
             甲,规〔2020〕2号,2020-12-30,长期有效",
        )],
    );
    counts(&compilation, &[("2.行政规范性文件/现行有效件数", "1")]);
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
}

#[test]
fn a_column_that_asks_whether_a_file_is_normative_tells_the_category() {
    let compilation = compiled(
        "",
        &[(
            "2022年发文登记簿.csv",
            "文件标题,发文字号,公文种类,印发日期,是否规范性文件
             甲办法,规〔2022〕1号,通知,2022-02-01,是
             开会,办〔2022〕2号,通知,2022-03-01,否",
        )],
    );
    counts(&compilation, &[("2.行政规范性文件/本年制发件数", "1")]);
}

#[test]
fn a_sheet_of_figures_by_month_is_no_ledger_and_said_to_be_none() {
    let compilation = says(
        "C102",
        &[
            (
                "依申请公开.csv",
                "申请编号,收到日期,申请人类型,答复日期,办理结果
                 1,2022-01-05,自然人,2022-01-15,予以公开",
            ),
            (
                "执法统计月报.csv",
                "2022年行政执法数据统计表,,
                 月份,行政许可,行政处罚
                 1月,2,1
                 2月,4,2",
            ),
        ],
        &["执法统计月报.csv!A3"],
    );
    assert!(found(&compilation, "C102").help.contains("[[figure]]"));
}

#[test]
fn a_total_of_a_column_that_is_not_read_is_held_against_no_number_of_rows() {
    says(
        "C108",
        &[(
            "2022年行政处罚.csv",
            "决定书文号,案由,处罚决定日期,罚款（元）
             罚〔2022〕1号,甲,2022-01-01,500
             罚〔2022〕2号,乙,2022-02-01,1000
             合计,,,1500",
        )],
        &[],
    );
    says(
        "C108",
        &[(
            "2022年行政处罚.csv",
            "决定书文号,案由,处罚决定日期,罚款（元）
             罚〔2022〕1号,甲,2022-01-01,500
             罚〔2022〕2号,乙,2022-02-01,1000
             合计,3件,,1500",
        )],
        &["2022年行政处罚.csv!B4"],
    );
}

#[test]
fn a_title_with_the_unit_of_money_beside_it_begins_the_next_table() {
    plainly(
        &[(
            "2022年台账.csv",
            "2022年行政处罚,,,
             序号,处罚决定书文号,案由,处罚决定日期
             1,罚〔2022〕1号,甲,2022-02-03
             ,,,
             2022年行政事业性收费,,,单位：元
             月份,收费项目,缴费日期,实收金额
             1月,甲,2022-01-05,1000
             2月,甲,2022-02-05,2000
             总 数,,,3000",
        )],
        &[
            ("2.行政处罚/本年处理决定数量", "1"),
            ("2.行政事业性收费/本年收费金额", "0.3"),
        ],
    );
}

#[test]
fn a_column_of_days_that_nothing_is_read_from_is_a_doubt_where_there_is_no_other() {
    let compilation = says(
        "C114",
        &[(
            "2022年行政处罚.csv",
            "处罚决定书文号,案由,文书送达日期
             罚〔2022〕1号,甲,2022-01-05",
        )],
        &["2022年行政处罚.csv!C1"],
    );
    let finding = found(&compilation, "C114");
    assert!(
        finding.help.contains("\"文书送达日期\" = \"决定日期\""),
        "{finding:?}"
    );
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

/// Decisions of two exports, without the headings.
fn two_of_decisions<'a>(first: &'a str, second: &'a str) -> [(&'a str, &'a str); 2] {
    [
        ("2022年第一季度行政处罚.csv", first),
        ("2022年第二季度行政处罚.csv", second),
    ]
}

#[test]
fn one_number_of_which_two_exports_say_something_else_is_a_doubt_and_counts_twice() {
    let first = "案件名称,处罚文号,决定日期,数量
                 甲公司案,罚〔2022〕1号,2022-01-05,1
                 乙公司案,罚〔2022〕2号,2022-02-05,1";
    let second = |rows: &str| format!("案件名称,处罚文号,决定日期,数量\n{rows}");
    for (row, cell, how) in [
        ("甲公司违法案,罚〔2022〕1号,2022-01-05,1", "A2", "标题不同"),
        ("甲公司案,罚（2022）1 号,2022-01-06,1", "C2", "日期不同"),
        ("甲公司案,罚〔2022〕1号,2022-01-05,2", "D2", "数量不同"),
        (
            "丙公司案,罚〔2022〕1号,2022-05-06,1",
            "A2",
            "标题、日期不同",
        ),
    ] {
        let second = second(row);
        let files = two_of_decisions(first, &second);
        let place = format!("2022年第二季度行政处罚.csv!{cell}");
        let compilation = says("L118", &files, &[&place]);
        let finding = found(&compilation, "L118");
        assert!(finding.message.contains(how), "{finding:?}");
        assert!(finding.message.contains("分别计数"), "{finding:?}");
        let sum = if cell == "D2" { "4" } else { "3" };
        counts(&compilation, &[("2.行政处罚/本年处理决定数量", sum)]);
    }
    // what says the same is one decision, and what another year decided is another
    for row in [
        "甲公司案,罚（2022）1 号,2022-01-05,1",
        "甲公司案,罚〔2022〕3号,2022-01-05,1",
        "丁公司案,罚〔2022〕1号,2021-01-05,1",
        "甲公司案,罚〔2022〕1号,2021-05-09,1",
    ] {
        says("L118", &two_of_decisions(first, &second(row)), &[]);
    }
    // the same but for a date of another year is not
    let second = second("甲公司案,罚〔2022〕1号,2021-01-05,1");
    let files = two_of_decisions(first, &second);
    says("L118", &files, &["2022年第二季度行政处罚.csv!C2"]);
}

#[test]
fn numbers_without_days_are_a_doubt_where_two_exports_tell_them() {
    let rows = "案件名称,处罚文号\n甲公司案,罚〔2022〕1号";
    let files = [
        ("2022年第一季度行政处罚.csv", rows),
        ("2022年1-6月行政处罚.csv", rows),
    ];
    let compilation = says("L118", &files, &["2022年第一季度行政处罚.csv!B2"]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "2")]);
}

#[test]
fn a_number_that_many_rows_of_a_sheet_have_is_asked_about_once_for_what_may_be_the_same() {
    let rows = |from: u32, month: u32| {
        let rows = (0..200).map(|n| {
            let (case, day) = (from + n, n % 28 + 1);
            format!("{case}号摊位占道案,城管法第27条,2022-{month:02}-{day:02}")
        });
        let rows: Vec<String> = rows.collect();
        format!("案件名称,处罚文号,决定日期\n{}", rows.join("\n"))
    };
    let (first, second) = (rows(1000, 2), rows(2000, 5));
    let compilation = says("L118", &two_of_decisions(&first, &second), &[]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "400")]);
    // a few of which may stand in the first export already
    let second = format!(
        "{second}\n1000号摊案,城管法第27条,2022-02-01\n1001号摊位占道案,城管法第27条,2022-03-04"
    );
    let files = two_of_decisions(&first, &second);
    let compilation = says("L118", &files, &["2022年第二季度行政处罚.csv!A202"]);
    let finding = found(&compilation, "L118");
    assert!(finding.message.contains("本表有 2 行"), "{finding:?}");
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "402")]);
}

#[test]
fn a_document_that_has_its_number_in_one_export_only_counts_once_and_is_a_doubt() {
    let without = "标题,文号,成文日期,有效性
                   甲办法,,2022-01-05,有效
                   丙办法,规〔2010〕3号,2010-01-05,有效";
    let with = "标题,文号,成文日期,有效性
                甲办法,规〔2022〕1号,2022-01-05,有效";
    for (first, second, place) in [
        (without, with, "2022年第一季度规范性文件.csv!B2"),
        (with, without, "2022年第二季度规范性文件.csv!B2"),
    ] {
        let files = [
            ("2022年第一季度规范性文件.csv", first),
            ("2022年第二季度规范性文件.csv", second),
        ];
        let compilation = says("L119", &files, &[place]);
        let finding = found(&compilation, "L119");
        assert!(finding.message.contains("规〔2022〕1号"), "{finding:?}");
        assert!(finding.message.contains("计一次"), "{finding:?}");
        counts(
            &compilation,
            &[
                ("2.行政规范性文件/本年制发件数", "1"),
                ("2.行政规范性文件/现行有效件数", "2"),
            ],
        );
    }
    // a sheet that has both tells them apart
    let both = format!("{with}\n甲办法,,2022-01-05,有效");
    let files = [("2022年第一季度规范性文件.csv", both.as_str())];
    let compilation = says("L119", &files, &[]);
    counts(&compilation, &[("2.行政规范性文件/本年制发件数", "2")]);
}

#[test]
fn documents_told_twice_count_once_as_their_doubts_say() {
    let first = "标题,文号,成文日期,有效性\n甲办法,规〔2022〕1号,2022-01-05,有效";
    let files = |second: &'static str| {
        [
            ("2022年第一季度规范性文件.csv", first),
            ("2022年第二季度规范性文件.csv", second),
        ]
    };
    let other = "标题,文号,成文日期,有效性\n乙办法,规〔2022〕1号,2022-01-05,有效";
    let compilation = says("L118", &files(other), &["2022年第二季度规范性文件.csv!A2"]);
    assert!(found(&compilation, "L118").message.contains("计一次"));
    counts(&compilation, &[("2.行政规范性文件/本年制发件数", "1")]);
    let without = "标题,成文日期,有效性\n甲办法,2022-01-05,有效";
    let files = [
        ("2022年第一季度规范性文件.csv", without),
        ("2022年第二季度规范性文件.csv", without),
    ];
    let compilation = says("L119", &files, &["2022年第二季度规范性文件.csv!2"]);
    assert!(found(&compilation, "L119").message.contains("计一次"));
    counts(&compilation, &[("2.行政规范性文件/本年制发件数", "1")]);
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
             1,2022-01-05,3.5,2022-01-15,予以公开
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

#[test]
fn what_stands_beside_a_result_is_weighed_and_not_thrown_away() {
    let rows = "申请编号,申请人类型,收到日期,答复日期,答复结果,不予公开理由
                1,自然人,2022-03-01,2022-03-10,予以公开（邮寄）,
                2,自然人,2022-03-01,2022-03-10,予以公开（隐去个人隐私）,
                3,自然人,2022-03-01,2022-03-10,予以公开（作废）,
                4,自然人,2022-03-01,2022-03-10,予以公开,信息不存在
                5,自然人,2022-03-01,2022-03-10,予以公开,涉及个人隐私部分不予公开
                6,自然人,2022-03-01,2022-03-10,国家秘密（已撤销）,";
    let compilation = compiled("", &[("2022年.csv", rows)]);
    assert_eq!(
        places(&compilation, "E106"),
        ["2022年.csv!E4", "2022年.csv!E7"]
    );
    assert_eq!(places(&compilation, "E107"), ["2022年.csv!E5"]);
    assert_eq!(
        places(&compilation, "L113"),
        ["2022年.csv!E3", "2022年.csv!E6"]
    );
    assert_eq!(figure(&compilation, "3.3.1/自然人"), "1");
    assert_eq!(figure(&compilation, "3.3.2/自然人"), "2");
    let help = &found(&compilation, "E107").help;
    assert!(
        help.contains("对不上") && help.contains("3.3.4.1"),
        "{help}"
    );
}

#[test]
fn a_line_of_settings_to_paste_means_nothing_until_the_office_fills_it_in() {
    let rows = "申请编号,申请人类型,收到日期,答复日期,办理结果
                1,自然人,2022-03-01,2022-03-10,作废
                2,自然人,2022-03-01,2022-03-10,依法不予公开
                3,学校,2022-03-01,2022-03-10,予以公开
                4,外星人,2022-03-01,2022-03-10,予以公开
                5,自然人,2022-03-01,2022-03-10,同意公丌";
    let cases = "案号,立案日期,审结日期,判决结果,是否经复议
                 1,2022-01-05,2022-03-05,见判决书,不经复议
                 2,2022-01-05,2022-03-05,撤销,说不清";
    let files: Files<'_> = &[("台账.csv", rows), ("行政诉讼.csv", cases)];
    let compilation = compiled("", files);
    let open: Vec<&Finding> = compilation
        .findings
        .iter()
        .filter(|f| ["E106", "E107"].contains(&f.rule.code))
        .collect();
    assert_eq!(open.len(), 7, "{open:#?}");
    let (slips, others): (Vec<&Finding>, Vec<&Finding>) =
        open.into_iter().partition(|f| f.help.contains("笔误"));
    for finding in &others {
        let help = &finding.help;
        let lines = help.lines().skip_while(|l| !l.starts_with("[words."));
        if finding.rule.code == "E106" {
            assert!(
                help.contains("\" = \"？\"") && help.contains("可填"),
                "{help}"
            );
            // the line is one of settings
            let lines: Vec<&str> = lines.take(2).collect();
            let pasted = settings::parse(&lines.join("\n")).expect("it is well spelt");
            assert_eq!(pasted.words.len(), 1, "{lines:?}");
            continue;
        }
        // pasted as they stand they say nothing, and each of them says one thing
        let lines: Vec<&str> = lines.collect();
        let pasted = settings::parse(&lines.join("\n")).expect("it is well spelt");
        assert!(
            pasted
                .words
                .values()
                .all(std::collections::BTreeMap::is_empty)
        );
        let choices = || lines.iter().filter_map(|l| l.strip_prefix("# \""));
        assert!(choices().count() >= 2, "{help}");
        for choice in choices() {
            let chosen = format!("{}\n\"{choice}", lines[0]);
            compiled(&chosen, files);
        }
    }
    let [slip] = slips[..] else {
        panic!("{slips:?}")
    };
    assert!(slip.help.contains("\"同意公丌\" = \"3.3.1\""), "{slip:?}");
}

#[test]
fn a_word_that_may_mean_several_lines_names_the_column_that_may_tell() {
    let help = |headings: &str| {
        let rows = format!(
            "申请编号,申请人类型,收到日期,答复日期,答复类型,{headings}
             1,自然人,2022-03-01,2022-03-10,不予公开,"
        );
        let compilation = compiled("", &[("2022年.csv", &rows)]);
        found(&compilation, "E107").help.clone()
    };
    let named = help("填报说明");
    assert!(named.contains("\"填报说明\" = \"结果细项\""), "{named}");
    // a column that sounds like no reasons, and one that is read already
    let general = help("页码");
    assert!(
        !general.contains("页码") && general.contains("[headings]"),
        "{general}"
    );
    let read = help("不予公开理由");
    assert!(
        read.contains("「不予公开理由」列") && !read.contains("[headings]"),
        "{read}"
    );
}

#[test]
fn an_office_may_map_its_word_to_what_is_still_pending() {
    let rows = "申请编号,申请人类型,收到日期,答复日期,办理结果
                1,自然人,2022-12-20,,等回话
                2,自然人,2022-12-20,,延期";
    let open = compiled("", &[("2022年.csv", rows)]);
    assert_eq!(places(&open, "E106"), ["2022年.csv!E2"]);
    let settled = compiled(
        "[words.办理结果]\n等回话 = \"3.4\"",
        &[("2022年.csv", rows)],
    );
    assert_eq!(places(&settled, "E106"), [""; 0]);
    assert_eq!(figure(&settled, "3.4/自然人"), "2");
}

#[test]
fn a_category_that_names_a_counted_one_counts_and_is_said() {
    let rows = "类别,事项名称,文号,决定日期
                行政处罚,甲,1,2022-03-01
                简易处罚,乙,2,2022-03-02
                行政处罚（一般程序）,丙,3,2022-03-03
                查封扣押,丁,4,2022-03-04
                行政处罚公示,戊,5,2022-03-05
                行政检查,己,6,2022-03-06
                简易处罚,庚,7,2022-03-07";
    let compilation = compiled("", &[("2022年执法.csv", rows)]);
    assert_eq!(figure(&compilation, "2.行政处罚/本年处理决定数量"), "4");
    assert_eq!(figure(&compilation, "2.行政强制/本年处理决定数量"), "1");
    let told: Vec<&str> = compilation
        .findings
        .iter()
        .filter(|f| f.rule.code == "L113")
        .map(|f| f.message.as_str())
        .collect();
    assert_eq!(told.len(), 4, "{told:?}");
    let simple = "「类别」中的「简易处罚」按通常含义计入“行政处罚”，共 2 处";
    assert!(told.contains(&simple), "{told:?}");
    assert!(
        told.iter().any(|m| m.contains("不计入行政处罚")),
        "{told:?}"
    );
    // in a table of one category its rows may be of another
    let compilation = compiled("", &[("2022年行政处罚台账.csv", rows)]);
    assert_eq!(figure(&compilation, "2.行政处罚/本年处理决定数量"), "5");
    assert_eq!(figure(&compilation, "2.行政强制/本年处理决定数量"), "1");
}

#[test]
fn what_a_case_lacks_is_told_in_the_words_of_cases() {
    let cases = "案号,受理日期,结案日期,复议结果
                 1,2022-01-05,2022-03-05,
                 2,2022-01-05,,维持
                 3,,,
                 4,2022-01-05,2022-03-05,已结案";
    let compilation = compiled("", &[("2022年行政复议.csv", cases)]);
    for (code, help) in [
        (
            "L102",
            "请补填「复议结果」；还没有审结的，请清空「结案日期」",
        ),
        (
            "L101",
            "请补填「结案日期」；还没有审结的，请清空「复议结果」或写“审理中”",
        ),
        ("L105", "请补填「受理日期」"),
        ("E108", "请在台账中改写为具体的结果，如 维持、撤销、撤诉"),
    ] {
        assert_eq!(found(&compilation, code).help, help, "{code}");
    }
    let again = "案号,受理日期,结案日期,复议结果
                 1,2022-01-15,2022-03-05,维持
                 5,2022-01-05,2022-03-05,驳回";
    let first = "案号,受理日期,结案日期,复议结果
                 1,2022-01-05,,
                 6,2022-01-05,,审理中";
    let compilation = compiled(
        "",
        &[
            ("2022年一季度行政复议.csv", first),
            ("2022年二季度行政复议.csv", again),
        ],
    );
    let finding = found(&compilation, "L107");
    assert!(finding.help.contains("改正案号"), "{finding:?}");
    let finding = found(&compilation, "L121");
    assert!(finding.help.contains("补填结案日期和结果"), "{finding:?}");
    assert!(finding.message.contains("按尚未审结计"), "{finding:?}");
    // by the heading of the sheet, as E106 names it
    let finding = found(&compilation, "L113");
    assert!(
        finding.message.starts_with("「复议结果」中的「驳回」"),
        "{finding:?}"
    );
}

#[test]
fn one_day_is_shown_as_one_day() {
    let document = |day: &str| {
        format!("标题,文号,成文日期\n办法,某规〔2022〕1号,{day}\n细则,某规〔2022〕2号,2022-02-01")
    };
    let compilation = says(
        "L107",
        &[
            ("2022年一季度规范性文件.csv", &document("2022-01-05")),
            ("2022年二季度规范性文件.csv", &document("2022-01-15")),
        ],
        &["2022年二季度规范性文件.csv!C2"],
    );
    let finding = found(&compilation, "L107");
    assert_eq!(
        finding.message,
        "同一文号的成文日期前面写 2022-01-05，这里写 2022-01-15"
    );
    assert!(finding.help.contains("改正文号"), "{finding:?}");
}

#[test]
fn whether_a_case_went_through_review_may_be_told_in_plain_words() {
    let cases = "案号,案件类型,立案日期,审结日期,判决结果,是否经复议
                 1,行政诉讼,2022-01-05,2022-03-05,判决被告履行,已复议
                 2,行政诉讼,2022-01-05,2022-03-05,撤销,不经复议
                 3,行政诉讼,2022-01-05,2022-03-05,撤销,行政复议";
    let compilation = says("E106", &[("2022年.csv", cases)], &["2022年.csv!F4"]);
    assert_eq!(figure(&compilation, "4.复议后起诉/结果纠正"), "1");
    assert_eq!(figure(&compilation, "4.未经复议直接起诉/结果纠正"), "1");
    assert_eq!(figure(&compilation, "4.行政复议/结果纠正"), "0");
    let settled = compiled(
        "[words.起诉方式]\n行政复议 = \"复议后起诉\"",
        &[("2022年.csv", cases)],
    );
    assert_eq!(figure(&settled, "4.复议后起诉/结果纠正"), "2");
}

#[test]
fn documents_of_a_list_of_repealed_ones_are_not_in_force() {
    let in_force = "文件名称,文号,印发日期
         甲,规〔2018〕1号,2018-03-01
         乙,规〔2022〕1号,2022-03-01";
    let repealed = "文件名称,文号,印发日期
         丙,规〔2015〕1号,2015-03-01
         丁,规〔2016〕2号,2016-03-01";
    let titled = format!("某局2022年决定废止的行政规范性文件目录,,\n{repealed}");
    let settled = [
        ("2.行政规范性文件/本年制发件数", "1"),
        ("2.行政规范性文件/本年废止件数", "2"),
        ("2.行政规范性文件/现行有效件数", "2"),
    ];
    for (name, list) in [
        ("2022年废止失效规范性文件目录.csv", repealed),
        ("规范性文件/2022年度废止/目录.csv", repealed),
        ("规范性文件清理结果.csv", titled.as_str()),
    ] {
        let compilation = compiled(
            "",
            &[("现行有效规范性文件目录.csv", in_force), (name, list)],
        );
        counts(&compilation, &settled);
        assert_eq!(places(&compilation, "L115").len(), 0, "{name}");
    }
    let sections = "文件名称,文号,印发日期
         一、继续有效的文件,,
         甲,规〔2018〕1号,2018-03-01
         乙,规〔2022〕1号,2022-03-01
         二、2022年废止的文件,,
         丙,规〔2015〕1号,2015-03-01
         丁,规〔2016〕2号,2016-03-01
         三、修改的文件,,
         戊,规〔2017〕2号,2017-03-01";
    let compilation = compiled("", &[("规范性文件清理结果.csv", sections)]);
    counts(&compilation, &settled[..2]);
    counts(&compilation, &[("2.行政规范性文件/现行有效件数", "3")]);
    // no name tells when, or it tells of a day by which
    for name in ["废止的规范性文件目录.csv", "截至2022年废止的规范性文件.csv"]
    {
        says(
            "L115",
            &[(name, repealed)],
            &[format!("{name}!A2").as_str(), &format!("{name}!A3")],
        );
    }
    // other fates beside it, or not yet
    for name in [
        "规范性文件制定修改废止情况.csv",
        "拟废止的规范性文件目录.csv",
    ] {
        let compilation = says("L115", &[(name, repealed)], &[]);
        counts(&compilation, &[("2.行政规范性文件/现行有效件数", "2")]);
    }
}

#[test]
fn what_was_not_decided_is_no_decision() {
    let penalties = "决定书文号,当事人,案由,处理结果,处罚日期
         某罚〔2022〕1号,甲,占道,罚款500元,2022-01-01
         ,乙,占道,撤案,2022-01-02
         ,丙,占道,不予立案,2022-01-03
         ,丁,占道,移送公安机关,2022-01-04
         某罚〔2022〕5号,戊,占道,移送公安机关,2022-01-05";
    let file = "2022年行政处罚台账.csv";
    let compilation = says(
        "E131",
        &[(file, penalties)],
        &[
            "2022年行政处罚台账.csv!D3",
            "2022年行政处罚台账.csv!D4",
            "2022年行政处罚台账.csv!D5",
        ],
    );
    // a number shows that there was one all the same
    assert_eq!(places(&compilation, "E132"), ["2022年行政处罚台账.csv!D6"]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "2")]);
    assert_eq!(compilation.rows.excluded["不是决定或收费"], 3);
    // the office may say that its word means a decision; the entry offered is that
    let help = &found(&compilation, "E131").help;
    let (_, entry) = help.split_once('\n').expect("an entry");
    let compilation = compiled(entry, &[(file, penalties)]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "3")]);
    // licences, of which some are on their way
    let licences = "申请人,许可事项,受理日期,审批结果,审批日期,办件状态
         甲,排水,2022-01-01,准予许可,2022-01-05,办结
         乙,排水,2022-01-01,不予受理,2022-01-05,办结
         丙,排水,2022-01-01,申请人撤回,2022-01-05,办结
         丁,排水,2022-01-01,不予许可,2022-01-05,办结
         戊,排水,2022-12-30,,,在办
         己,排水,2022-01-01,准予许可,2022-01-06,在办
         庚,排水,2022-12-30,,,";
    let file = "2022年行政许可台账.csv";
    let compilation = compiled("", &[(file, licences)]);
    let at = |column: &str| format!("{file}!{column}");
    assert_eq!(places(&compilation, "E131"), [at("D3"), at("D4")]);
    assert_eq!(places(&compilation, "E132"), [at("F7")]);
    assert_eq!(places(&compilation, "E125"), [at("E8")]);
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "4")]);
}

#[test]
fn a_document_that_comes_before_a_decision_is_none() {
    let register = |kind: &str, names: [&str; 3]| {
        let row = |(at, name): (usize, &str)| format!("{at},甲,{name},2022-01-0{at}");
        let rows: Vec<String> = (1..).zip(names).map(row).collect();
        let text = format!("文书编号,当事人,文书名称,日期\n{}", rows.join("\n"));
        let name = format!("2022年{kind}文书登记簿.csv");
        compiled("", &[(name.as_str(), text.as_str())])
    };
    let told = |compilation: &Compilation, code: &str| places(compilation, code).len();
    let penalties = ["行政处罚事先告知书", "行政处罚决定书", "听证通知书"];
    let compilation = register("行政处罚", penalties);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "1")]);
    assert_eq!(told(&compilation, "E131"), 2);
    let licences = ["行政许可申请受理通知书", "准予行政许可决定书", "排水许可证"];
    let compilation = register("行政许可", licences);
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "2")]);
    assert_eq!(told(&compilation, "E131"), 1);
    // what became of a thing seized is no word of the measure
    let seized = "文号,当事人,强制措施种类,决定日期,处理情况
         某强〔2022〕1号,甲,查封,2022-01-05,移送公安机关
         ,乙,扣押,2022-01-06,移送";
    let compilation = compiled("", &[("2022年行政强制台账.csv", seized)]);
    counts(&compilation, &[("2.行政强制/本年处理决定数量", "2")]);
    assert_eq!(told(&compilation, "E131") + told(&compilation, "E132"), 0);
    // what prolongs or ends a measure is a decision, and perhaps none of its own
    let measures = ["查封决定书", "延长查封期限决定书", "解除查封决定书"];
    let compilation = register("行政强制", measures);
    counts(&compilation, &[("2.行政强制/本年处理决定数量", "3")]);
    assert_eq!(told(&compilation, "E132"), 2);
}

#[test]
fn what_is_said_to_count_for_nothing_is_a_doubt_wherever_it_is_said() {
    says(
        "E132",
        &[(
            "依申请公开台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果,备注
             1,2022-03-05,自然人,2022-03-20,予以公开,
             2,2022-03-05,自然人,2022-03-20,予以公开,登记错误，作废
             3,2022-03-06,自然人,2022-03-20,予以公开,重复登记，见1
             4,2022-03-07,自然人,2022-03-20,予以公开,没有作废
             5,2022-03-08,自然人,2022-03-20,予以公开,邮寄",
        )],
        &["依申请公开台账.csv!F3", "依申请公开台账.csv!F4"],
    );
    // what was asked for is no remark
    says(
        "E132",
        &[(
            "依申请公开台账.csv",
            "申请编号,收到日期,申请人类型,答复日期,办理结果,信息用途
             1,2022-03-05,自然人,2022-03-20,予以公开,不动产登记错误索赔",
        )],
        &[],
    );
    let compilation = says(
        "E132",
        &[(
            "行政许可台账.csv",
            "许可证号,企业名称,发证日期,备注
             证1,甲,2022-01-01,
             证2,乙,2022-01-02,作废
             证3,丙,2022-01-03,补发，原证作废
             证4,丁,2022-01-03,",
        )],
        &["行政许可台账.csv!D3"],
    );
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "4")]);
    // a void receipt took no money
    let compilation = says(
        "E131",
        &[(
            "行政事业性收费.csv",
            "日期,票据号,收费项目,金额（元）,票据状态
             2022-01-01,1,登记费,80,正常
             2022-01-01,2,登记费,80,作废
             2022-01-02,3,登记费,550,正常",
        )],
        &["行政事业性收费.csv!E3"],
    );
    counts(&compilation, &[("2.行政事业性收费/本年收费金额", "0.063")]);
}

#[test]
fn other_revenue_in_a_ledger_of_fees_is_no_fee() {
    let fees = "日期,收费项目,收入类别,金额（元）
         2022-01-01,不动产登记费,行政事业性收费收入,80
         2022-01-02,城管罚款,罚没收入,5000
         2022-01-03,门面房,国有资产有偿使用收入,12000
         2022-01-04,不动产登记费,行政事业性收费收入,550";
    let file = "行政事业性收费明细.csv";
    let at = |row: &str| format!("{file}!{row}");
    let compilation = says("E131", &[(file, fees)], &[&at("C3"), &at("C4")]);
    counts(&compilation, &[("2.行政事业性收费/本年收费金额", "0.063")]);
    // the entry offered makes it one
    let help = &found(&compilation, "E131").help;
    let (_, entry) = help.split_once('\n').expect("an entry");
    let compilation = compiled(entry, &[(file, fees)]);
    assert_eq!(places(&compilation, "E131"), [at("B3"), at("C4")]);
    // the office's word for the column says the same
    let toml = "[headings]\n\"收入类别\" = \"类别\"";
    let compilation = compiled(toml, &[(file, fees)]);
    counts(&compilation, &[("2.行政事业性收费/本年收费金额", "0.063")]);
    let assumed = found(&compilation, "L113");
    assert!(!assumed.message.contains("（按名称）"), "{assumed:?}");
}

#[test]
fn a_column_of_kinds_of_work_is_read_or_doubted() {
    for heading in ["权力类型", "职权类别", "行政权力类型", "行政行为类别"] {
        let works = format!(
            "办件编号,{heading},事项名称,受理时间,办结时间
             X1,行政许可,食品经营许可,2022-01-03,2022-01-04
             X2,行政确认,学历认定,2022-01-03,2022-01-04
             X3,公共服务,档案查询,2022-01-03,2022-01-04"
        );
        let compilation = compiled("", &[("2022年行政许可办件明细.csv", &works)]);
        counts(&compilation, &[("2.行政许可/本年处理决定数量", "1")]);
        found(&compilation, "L113");
    }
    let compilation = compiled(
        "",
        &[(
            "行政处罚台账.csv",
            "执法类别,执法事项,当事人,决定文书号,决定日期
             行政检查,双随机,甲,检1,2022-01-05
             行政处罚,占道,乙,罚1,2022-01-06
             行政强制,扣押,丙,强1,2022-02-06",
        )],
    );
    counts(
        &compilation,
        &[
            ("2.行政处罚/本年处理决定数量", "1"),
            ("2.行政强制/本年处理决定数量", "1"),
        ],
    );
    // under a heading that is not known it is a doubt
    says(
        "E132",
        &[(
            "2022年行政许可台账.csv",
            "许可事项,决定日期,业务性质分类
             食品经营,2022-01-05,行政许可
             学历认定,2022-01-06,行政确认",
        )],
        &["2022年行政许可台账.csv!C3"],
    );
}

#[test]
fn a_word_that_denies_a_category_is_none_of_it() {
    let documents = |word: &str| {
        format!(
            "标题,类别,文号,成文日期
             甲通知,{word},局〔2022〕1号,2022-01-01
             乙办法,规范性文件,局规〔2022〕1号,2022-02-01"
        )
    };
    let of = |word: &str| compiled("", &[("主动公开台账.csv", &documents(word))]);
    for word in ["非规范性文件", "党内规范性文件", "上级规范性文件"] {
        let slot = "2.行政规范性文件/本年制发件数";
        counts(&of(word), &[(slot, "1")]);
    }
    // it is repealed, or it tells of what is: the office must say
    for word in ["废止规范性文件", "已失效的规范性文件"] {
        let compilation = of(word);
        assert_eq!(places(&compilation, "L115"), ["主动公开台账.csv!B2"]);
        let own = format!("[words.类别]\n\"{word}\" = \"其他信息\"");
        let compilation = compiled(&own, &[("主动公开台账.csv", &documents(word))]);
        assert_eq!(places(&compilation, "L115").len(), 0);
    }
    let compilation = of("行政处罚告知");
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "0")]);
}

#[test]
fn who_fills_in_a_row_of_nothing_makes_it_no_record() {
    let compilation = compiled(
        "",
        &[
            (
                "2022年四季度/行政处罚台账.csv",
                "序号,承办机构,案件名称,当事人,处罚决定日期,填报人,联系电话
                 1,城东中队,本季度无处罚案件,,,李四,0731-8888
                 2,城西中队,占道经营案,王五,2022-11-01,赵,8889",
            ),
            (
                "2022年一季度行政强制台账.csv",
                "序号,案件名称,当事人,承办人,决定日期
                 1,零报告,,张三,",
            ),
            // who was concerned was concerned in something
            (
                "2022年一季度行政许可台账.csv",
                "序号,许可事项,申请人,经办人,决定日期
                 1,无,某公司,张三,2022-02-01",
            ),
        ],
    );
    counts(
        &compilation,
        &[
            ("2.行政处罚/本年处理决定数量", "1"),
            ("2.行政强制/本年处理决定数量", "0"),
            ("2.行政许可/本年处理决定数量", "1"),
        ],
    );
}

#[test]
fn a_ledger_by_its_name_whose_header_is_not_known_is_an_error_with_an_entry_that_works() {
    let licences = (
        "行政许可台账.csv",
        "许可决定书文号,申请人,许可事项,决定日期\n某许〔2022〕1号,甲,排水,2022-03-01",
    );
    for (name, text) in [
        (
            "行政处罚台账.csv",
            "案号,当事人,处罚决定日期,处罚种类\n2022-1,甲,2022-01-05,罚款",
        ),
        (
            "行政强制台账.csv",
            "序号,强制对象,封存日,解封日\n1,甲,2022-01-05,2022-02-05",
        ),
    ] {
        let compilation = compiled("", &[licences, (name, text)]);
        let finding = found(&compilation, "C101");
        assert_eq!(shown(&compilation, &finding.at), format!("{name}!A1"));
        let heading = text.split(',').nth(1).expect("a heading");
        assert!(finding.message.contains(heading), "{finding:?}");
        let (_, entry) = finding.help.split_once('\n').expect("an entry");
        let entry: Vec<&str> = entry
            .lines()
            .filter(|line| !line.contains('。') && !line.starts_with("确实"))
            .collect();
        let compilation = compiled(&entry.join("\n"), &[licences, (name, text)]);
        assert_eq!(places(&compilation, "C101").len(), 0, "{entry:?}");
        let slot = format!("2.{}/本年处理决定数量", &name[..12]);
        assert_eq!(figure(&compilation, &slot), "1");
    }
    // a day without its year is one: the row that begins with it is no header
    let name = "2022年四季度行政强制台账.csv";
    let yearless = "序号,强制对象,封存日\n1,甲,11月3日\n2,乙,2022-12-09";
    let compilation = compiled("", &[licences, (name, yearless)]);
    let finding = found(&compilation, "C101");
    assert_eq!(shown(&compilation, &finding.at), format!("{name}!A1"));
    assert!(finding.message.contains("封存日"), "{finding:?}");
    assert!(!finding.help.contains("11月3日"), "{finding:?}");
    // a list of something may be none, and is told all the same
    let list = "序号,名目,开列日\n1,占道,2022-01-05";
    says(
        "C102",
        &[licences, ("行政处罚案卷目录.csv", list)],
        &["行政处罚案卷目录.csv!A1"],
    );
    says("C102", &[licences, ("行政处罚事项目录.csv", list)], &[]);
    // what is known by its headings is read whatever it is called
    let compilation = compiled(
        "",
        &[
            (
                "政府规章目录.csv",
                "某市现行有效政府规章目录,,,
                 规章名称,令号,公布日期,施行日期
                 户外广告办法,市政府令第1号,2008-01-01,2008-03-01
                 城市供水办法,市政府令第50号,2022-06-01,2022-08-01",
            ),
            (
                "2022年行政处罚案卷目录.csv",
                "当事人,违法行为,处罚决定日期\n甲,占道,2022-01-05\n乙,占道,2022-02-05",
            ),
        ],
    );
    counts(
        &compilation,
        &[
            ("2.规章/本年制发件数", "1"),
            ("2.规章/现行有效件数", "2"),
            ("2.行政处罚/本年处理决定数量", "2"),
        ],
    );
}

#[test]
fn several_numbers_in_one_cell_are_a_doubt_unless_a_quantity_tells() {
    let licences = "决定书文号,许可事项,决定日期
         某许〔2022〕1号—10号,烟草零售,2022-01-01
         某许〔2022〕11号,烟草零售,2022-01-02
         某许〔2022〕12号、某许〔2022〕13号,烟草零售,2022-01-02
         某许2022-14号,烟草零售,2022-01-03
         某许〔2022〕15号,烟草零售,2022-01-04";
    let file = "2022年行政许可台账.csv";
    let at = |cell: &str| format!("{file}!{cell}");
    says("E133", &[(file, licences)], &[&at("A2"), &at("A4")]);
    let counted = "决定书文号,许可事项,决定日期,数量
         某许〔2022〕1号—10号,烟草零售,2022-01-01,10";
    let compilation = says("E133", &[(file, counted)], &[]);
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "10")]);
}

#[test]
fn a_guide_a_commentary_or_a_mark_of_repeal_in_a_title_is_a_doubt() {
    let list = "标题,栏目,文号,发布日期
         食品经营许可办事指南,行政许可,,2022-01-01
         行政处罚裁量基准,行政处罚,,2022-02-01
         《某办法》政策解读,规范性文件,,2022-02-01
         某办法（已废止）,规范性文件,规〔2019〕1号,2019-02-01
         某细则,规范性文件,规〔2022〕1号,2022-02-01
         某公司办理排水许可,行政许可,许1号,2022-02-01";
    let file = "主动公开台账.csv";
    let at = |cell: &str| format!("{file}!{cell}");
    let compilation = says("E132", &[(file, list)], &[&at("A2"), &at("A3"), &at("A4")]);
    assert_eq!(places(&compilation, "E127"), [at("A5")]);
}

#[test]
fn a_list_of_documents_lacks_no_day_of_decision() {
    let list = "文件名称,文号,施行日期,有效期
         甲办法,规〔2018〕1号,2018-01-01,5年
         乙办法,规〔2017〕1号,2017-06-01,5年";
    let file = "规范性文件目录.csv";
    let at = |cell: &str| format!("{file}!{cell}");
    let compilation = says("C114", &[(file, list)], &[&at("C1"), &at("D1")]);
    let finding = found(&compilation, "C114");
    assert!(finding.message.contains("像是「成文日期」"), "{finding:?}");
    // the day is that of no decision, and how long is no day
    let mut told = compilation.findings.iter();
    assert!(told.any(|f| f.rule.code == "C114" && f.help.contains("届满")));
}

#[test]
fn what_is_pending_by_a_remark_is_told_and_by_its_number_it_was_decided() {
    let licences = "决定书文号,许可事项,备注,案件状态
         许1号,排水,,在办
         ,排水,办理中,
         ,排水,,在办
         许2号,排水,,办结";
    let file = "2022年行政许可台账.csv";
    let at = |cell: &str| format!("{file}!{cell}");
    let compilation = says("E131", &[(file, licences)], &[&at("C3")]);
    assert_eq!(places(&compilation, "E132"), [at("D2")]);
    counts(&compilation, &[("2.行政许可/本年处理决定数量", "2")]);
    assert_eq!(compilation.rows.excluded["不是决定或收费"], 2);
}

#[test]
fn a_result_merged_over_rows_holds_for_each_of_them() {
    let page = "<table>
         <tr><td>当事人</td><td>案由</td><td>处罚日期</td><td>处理结果</td></tr>
         <tr><td>甲</td><td>占道</td><td>2022-01-02</td><td>罚款</td></tr>
         <tr><td>乙</td><td>占道</td><td>2022-01-03</td><td rowspan=\"2\">撤案</td></tr>
         <tr><td>丙</td><td>占道</td><td>2022-01-04</td></tr>
         </table>";
    let file = "2022年行政处罚台账.html";
    let at = format!("{file}!D3");
    let compilation = compiled("", &[(file, page)]);
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "1")]);
    let told: Vec<String> = places(&compilation, "E131");
    assert!(
        told.iter().all(|place| place.ends_with("D3")),
        "{at} {told:?}"
    );
}
