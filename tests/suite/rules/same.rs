//! What tells whether rows are one application: the office's key, a number beside it, and what only looks like it.

use rust_xlsxwriter::{Format, Workbook};

use super::{Job, compile, compiled, counts, origin, places, says, settings};

/// 收到日期, 申请人, 申请内容
const KEY: &str = "key = [\"收到日期\", \"申请人\", \"申请内容\"]";

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
