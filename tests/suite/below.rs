//! Tables below one another on one sheet: a header that comes again as it was is a page break, one that comes
//! again otherwise begins another table.

use gknb::settings;
use gknb::{Compilation, Job, compile};

use crate::maker::origin;

fn compiled(text: &str) -> Compilation {
    let job = Job {
        settings: settings::parse("year = 2022\nagency = \"某局\"").unwrap(),
        files: vec![origin("台账.csv", text.as_bytes())],
        previous: None,
        jobs: 1,
    };
    compile(&job).unwrap()
}

/// The figure of a slot, and how many tables were found.
fn figure(text: &str, slot: &str) -> (String, usize) {
    let compilation = compiled(text);
    let slots = compilation.form.slots.iter();
    let at = slots.enumerate().find(|(_, s)| s.id == slot).unwrap().0;
    let value = compilation.tally.figures[at].value.normalize();
    (value.to_string(), compilation.tables.len())
}

#[test]
fn another_unit_of_money_in_the_same_place_is_another_table() {
    let slot = "2.行政事业性收费/本年收费金额";
    let table = |unit: &str, amounts: [u32; 2]| {
        let [one, two] = amounts;
        format!(
            "收费项目,收费日期,收费金额（{unit}）\n诉讼费,2022-03-01,{one}\n证照费,2022-03-02,{two}\n"
        )
    };
    let (yuan, wan) = (table("元", [50_000, 30_000]), table("万元", [5, 3]));
    assert_eq!(figure(&(yuan.clone() + &wan), slot), ("16".to_owned(), 2));
    assert_eq!(figure(&(wan.clone() + &yuan), slot), ("16".to_owned(), 2));
    // the same header is a page break
    assert_eq!(figure(&(wan.clone() + &wan), slot), ("16".to_owned(), 1));
}

#[test]
fn a_unit_of_money_above_the_same_header_holds_for_what_is_below() {
    let slot = "2.行政事业性收费/本年收费金额";
    let table = |unit: &str, amounts: [u32; 2]| {
        let [one, two] = amounts;
        format!(
            "{unit},,\n收费项目,收费日期,收费金额\n诉讼费,2022-03-01,{one}\n证照费,2022-03-02,{two}\n,,\n"
        )
    };
    let (yuan, wan) = (
        table("单位：元", [50_000, 30_000]),
        table("单位：万元", [5, 3]),
    );
    assert_eq!(figure(&(yuan.clone() + &wan), slot), ("16".to_owned(), 2));
    // where no table follows it is a footer
    let footed = format!("{yuan}单位：元,,\n");
    assert_eq!(figure(&footed, slot), ("8".to_owned(), 1));
    // other footers belong to the page
    let pages = yuan.replace(",,\n收费项目", ",,\n,,\n收费项目")
        + "制表人：张三,,\n收费项目,收费日期,收费金额\n诉讼费,2022-04-01,20000\n";
    assert_eq!(figure(&pages, slot), ("10".to_owned(), 1));
}

#[test]
fn a_column_that_comes_or_goes_is_another_table() {
    let head = "申请编号,收到日期,申请人类型,答复日期,办理结果";
    let rows = |from: u32, last: &str| {
        let row = |n| format!("{n},2022-01-05,自然人,2022-01-20,予以公开,{last}\n");
        row(from) + &row(from + 1)
    };
    let all = |first: &str, second: &str| {
        format!(
            "{head},{first}\n{}{head},{second}\n{}",
            rows(1, "2"),
            rows(3, "3")
        )
    };
    let slot = "3.1/总计";
    for (text, received) in [
        (all("件数", "备注"), "6"),
        (all("", "件数"), "8"),
        (all("件数", "件数"), "10"),
    ] {
        assert_eq!(figure(&text, slot).0, received, "{text}");
    }
}

#[test]
fn a_title_in_a_column_of_no_field_names_what_is_below() {
    let table = |title: &str, rows: &str| format!("{title},,\n决定书文号,名称,决定日期\n{rows}");
    let (one, two) = ("1号,a,2022-03-01\n", "2号,b,2022-03-02\n3号,c,2022-03-03\n");
    let text = table("行政许可台账", one) + &table("行政处罚台账", two);
    assert_eq!(figure(&text, "2.行政许可/本年处理决定数量").0, "1");
    assert_eq!(figure(&text, "2.行政处罚/本年处理决定数量").0, "2");
}
