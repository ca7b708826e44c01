//! What tells whether rows are one application: the office's key, a number beside it, and what only looks like it.

use rust_xlsxwriter::{Format, Workbook};

use super::{Job, compile, compiled, counts, found, origin, places, says, settings};

/// 收到日期, 申请人, 申请内容
const KEY: &str = "key = [\"收到日期\", \"申请人\", \"申请内容\"]";

const HEAD: &str = "申请编号,收到日期,申请人类型,申请人,申请内容,答复日期,办理结果";

/// An export of the first quarter and one of the second.
fn quarters(first: &str, second: &str) -> [(&'static str, String); 2] {
    [
        ("一季度/台账.csv", first.to_owned()),
        ("二季度/台账.csv", second.to_owned()),
    ]
}

fn of<'t>(exports: &'t [(&'static str, String); 2]) -> [(&'static str, &'t str); 2] {
    exports
        .each_ref()
        .map(|(name, text)| (*name, text.as_str()))
}

#[test]
fn the_name_of_a_body_is_heard_where_that_of_a_person_is_empty() {
    let head = "收到日期,申请人类型,申请人姓名,法人名称,申请内容,答复日期,办理结果";
    let one = "2022-03-21,企业,,甲公司,关于A,2022-03-25,公开";
    let other = "2022-03-21,企业,,乙公司,关于A,2022-04-06,公开";
    let sheet = format!("{head}\n{one}\n{other}");
    let compilation = compiled(KEY, &[("2022年/a.csv", &sheet)]);
    counts(&compilation, &[("3.1/商业企业", "2")]);
    let exports = quarters(&format!("{head}\n{one}"), &format!("{head}\n{other}"));
    counts(&compiled(KEY, &of(&exports)), &[("3.1/商业企业", "2")]);
    counts(&says("L109", &of(&exports), &[]), &[("3.1/商业企业", "2")]);
    // and the same body is the same applicant
    let again = format!("{head}\n{one}").replace("2022-03-25,公开", ",在办");
    let exports = quarters(&again, &format!("{head}\n{one}"));
    counts(&compiled(KEY, &of(&exports)), &[("3.1/商业企业", "1")]);
    says("L109", &of(&exports), &["二季度/台账.csv!A2"]);
}

#[test]
fn an_empty_applicant_makes_no_two_applications_one() {
    let sheet = "收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
                 2022-03-21,企业,,关于A,2022-03-25,公开
                 2022-03-21,企业,,关于A,2022-03-26,公开";
    let compilation = compiled(KEY, &[("2022年/a.csv", sheet)]);
    counts(&compilation, &[("3.1/商业企业", "2")]);
}

#[test]
fn a_row_with_a_number_and_one_without_are_one_by_the_key() {
    let pending = format!("{HEAD}\n2022001,2022-03-21,自然人,张三,关于甲,,办理中");
    let answered = "收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
                    2022-03-21,自然人,张三,关于甲,2022-04-06,予以公开";
    let later = format!("{HEAD}\n2022001,2022-03-21,公民,张三,关于甲,2022-04-06,予以公开");
    for exports in [
        quarters(&pending, answered),
        quarters(&pending.replace("2022001", ""), &later),
    ] {
        let compilation = says(
            "L109",
            &of(&exports),
            &[if exports[1].1 == later {
                "二季度/台账.csv!B2"
            } else {
                "二季度/台账.csv!A2"
            }],
        );
        assert!(found(&compilation, "L109").help.contains(KEY));
        let mended = compiled(KEY, &of(&exports));
        counts(
            &mended,
            &[
                ("3.1/自然人", "1"),
                ("3.3.1/自然人", "1"),
                ("3.4/自然人", "0"),
            ],
        );
        assert!(places(&mended, "L109").is_empty());
        assert!(places(&mended, "L121").is_empty());
    }
}

#[test]
fn a_row_that_agrees_with_two_numbered_ones_is_an_error() {
    let first = format!(
        "{HEAD}\n1,2022-03-21,自然人,张三,关于甲,,办理中\n2,2022-03-21,自然人,张三,关于甲,,办理中"
    );
    let second = format!("{HEAD}\n,2022-03-21,自然人,张三,关于甲,2022-04-06,予以公开");
    let exports = quarters(&first, &second);
    let compilation = compiled(KEY, &of(&exports));
    assert_eq!(places(&compilation, "L109"), ["二季度/台账.csv!A2"]);
}

#[test]
fn a_row_that_lacks_a_field_of_the_key_is_an_error_that_names_it() {
    let answered = "收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
                    2022/3/21,自然人,张三,甲,2022-04-06,公开";
    let without = "收到日期,申请人类型,申请人,答复日期,办理结果
                   2022-03-21,自然人,张三,,在办";
    let blank = "收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
                 2022-03-21,自然人,张三,,,在办";
    for (pending, place) in [
        (without, "一季度/台账.csv!2"),
        (blank, "一季度/台账.csv!D2"),
    ] {
        let exports = quarters(pending, answered);
        let compilation = compiled(KEY, &of(&exports));
        assert_eq!(places(&compilation, "L109"), [place]);
        let told = found(&compilation, "L109");
        assert!(told.message.contains("「申请内容」"), "{}", told.message);
        assert!(places(&compilation, "V202").is_empty());
        // the ways out
        counts(
            &compiled("key = [\"收到日期\", \"申请人\"]", &of(&exports)),
            &[("3.1/自然人", "1"), ("3.3.1/自然人", "1")],
        );
        let toml = format!("{KEY}\nduplicates = \"distinct\"");
        counts(&compiled(&toml, &of(&exports)), &[("3.1/自然人", "2")]);
    }
    // what no export has says nothing against it
    let replied = without.replace(",,在办", ",2022-04-06,公开");
    let exports = quarters(without, &replied);
    let compilation = compiled(KEY, &of(&exports));
    assert!(places(&compilation, "L109").is_empty());
    counts(&compilation, &[("3.1/自然人", "1"), ("3.3.1/自然人", "1")]);
    // another person's is not asked about
    let exports = quarters(&without.replace("张三", "李四"), answered);
    let compilation = compiled(KEY, &of(&exports));
    assert!(places(&compilation, "L109").is_empty());
    counts(&compilation, &[("3.1/自然人", "2")]);
}

#[test]
fn numbers_that_begin_again_are_told_apart_by_what_the_key_adds() {
    let sheet = "编号,收到日期,申请人类型,答复日期,办理结果,申请人,申请内容
                 1,2021-12-20,自然人,2022-01-05,予以公开,张三,甲
                 2,2021-12-25,自然人,2022-01-10,予以公开,李四,乙
                 1,2022-02-01,自然人,2022-02-08,予以公开,王五,丙
                 2,2022-03-01,自然人,2022-03-08,部分公开,赵六,丁";
    let toml = "key = [\"申请编号\", \"收到日期\"]";
    let compilation = compiled(toml, &[("2022年/依申请公开台账.csv", sheet)]);
    assert!(places(&compilation, "L107").is_empty());
    counts(
        &compilation,
        &[
            ("3.1/自然人", "2"),
            ("3.2/自然人", "2"),
            ("3.3.1/自然人", "3"),
        ],
    );
    // one that lacks what the key adds is of the only one of its number, or told
    let first = format!("{HEAD}\n1,2022-03-21,自然人,张三,甲,,在办");
    let second =
        "申请编号,收到日期,申请人类型,答复日期,办理结果\n1,2022-03-21,自然人,2022-04-06,公开";
    let toml = "key = [\"申请编号\", \"申请人\"]";
    let exports = quarters(&first, second);
    let compilation = compiled(toml, &of(&exports));
    counts(&compilation, &[("3.1/自然人", "1"), ("3.3.1/自然人", "1")]);
    let two = format!("{first}\n1,2022-03-21,自然人,李四,甲,,在办");
    let exports = quarters(&two, second);
    let compilation = compiled(toml, &of(&exports));
    assert_eq!(places(&compilation, "L109"), ["二季度/台账.csv!A2"]);
}

#[test]
fn what_the_office_says_of_a_heading_holds_below_any_other() {
    let toml = format!("{KEY}\n[headings]\n\"编号\" = \"不用\"");
    for group in ["登记信息", "申请情况", "基本情况", "申请"] {
        let first = format!(
            "{group},{group},申请人类型,申请人,申请内容,答复日期,办理结果
             编号,收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
             1,2022-03-21,自然人,张三,关于甲,,办理中"
        );
        let second = "编号,收到日期,申请人类型,申请人,申请内容,答复日期,办理结果
                      1,2022-03-21,自然人,张三,关于甲,2022-04-06,予以公开
                      2,2022-05-21,自然人,李四,关于乙,2022-06-06,予以公开";
        let exports = quarters(&first, second);
        let compilation = compiled(&toml, &of(&exports));
        counts(&compilation, &[("3.1/自然人", "2"), ("3.4/自然人", "0")]);
    }
}

#[test]
fn a_number_that_became_a_date_is_a_doubt_and_tells_no_application() {
    let export = |answered: bool| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, heading) in ["申请编号", "收到日期", "申请人类型", "答复日期", "办理结果"]
            .into_iter()
            .enumerate()
        {
            let at = u16::try_from(at).expect("few");
            sheet.write(0, at, heading).expect("fits");
        }
        let rows = [["2022-3", "2022-03-21"], ["2022-15", "2022-03-22"]];
        for (at, [number, day]) in (1..).zip(rows) {
            sheet.write(at, 0, number).expect("fits");
            sheet.write(at, 1, day).expect("fits");
            sheet.write(at, 2, "自然人").expect("fits");
            if answered || at == 2 {
                sheet.write(at, 3, "2022-04-01").expect("fits");
                sheet.write(at, 4, "公开").expect("fits");
            }
        }
        if answered {
            let date = Format::new().set_num_format("yyyy-mm");
            sheet.write_with_format(1, 0, 44_621, &date).expect("fits");
        }
        book.save_to_buffer().expect("fits")
    };
    let settings = settings::parse("year = 2022\nagency = \"某某局\"").expect("no mistake");
    let files = vec![
        origin("一季度/a.xlsx", &export(false)),
        origin("二季度/a.xlsx", &export(true)),
    ];
    let job = Job {
        settings,
        files,
        previous: None,
        jobs: 1,
    };
    let compilation = compile(&job).expect("it compiles");
    assert_eq!(places(&compilation, "E116"), ["二季度/a.xlsx!Sheet1!A2"]);
    assert_eq!(places(&compilation, "L109"), ["二季度/a.xlsx!Sheet1!B2"]);
}

#[test]
fn rows_that_agree_but_for_what_may_have_changed_are_an_error() {
    let head = "收到日期,申请人类型,申请人,申请内容,答复日期,办理结果";
    let pending = format!("{head}\n2022-03-21,企业,张三,甲,,在办");
    let answered = format!("{head}\n2022-03-21,自然人,张三,甲,2022-04-06,公开");
    let exports = quarters(&pending, &answered);
    let compilation = says("L109", &of(&exports), &["二季度/台账.csv!A2"]);
    assert!(found(&compilation, "L109").message.contains("类型却不同"));
    // in one sheet
    let sheet = format!(
        "{head}\n一季度,,,,,\n2022-03-21,公民,张三,甲,,在办\n二季度,,,,,\n2022-03-21,公民,张三,甲,2022-04-06,公开"
    );
    let compilation = says("L109", &[("2022年/a.csv", &sheet)], &["2022年/a.csv!A5"]);
    assert!(places(&compilation, "V202").is_empty());
    counts(
        &compiled(KEY, &[("2022年/a.csv", &sheet)]),
        &[("3.1/自然人", "1"), ("3.3.1/自然人", "1")],
    );
    // others' are nothing to ask about
    for other in [("张三", "李四"), (",甲,", ",乙,"), ("03-21", "03-22")] {
        let exports = quarters(&pending.replace(other.0, other.1), &answered);
        says("L109", &of(&exports), &[]);
    }
    let twice = format!(
        "{head}\n2022-03-21,公民,张三,甲,2022-04-05,公开\n2022-03-21,公民,张三,甲,2022-04-06,公开"
    );
    says("L109", &[("2022年/a.csv", &twice)], &[]);
}

#[test]
fn a_row_that_may_have_been_answered_is_not_said_to_be_late() {
    let head = "收到日期,申请人类型,申请人,申请内容,答复日期,办理结果";
    let pending = format!("{head}\n2022-03-21,公民,张三,甲,,在办");
    let answered = format!("{head}\n2022-03-21,自然人,张三,甲,2022-04-06,公开");
    let exports = quarters(&pending, &answered);
    let compilation = says("L109", &of(&exports), &["二季度/台账.csv!A2"]);
    assert!(places(&compilation, "V202").is_empty());
    let late = compiled("", &[("2022年/台账.csv", &pending)]);
    assert_eq!(places(&late, "V202").len(), 1);
}
