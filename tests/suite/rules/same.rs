//! What tells whether rows are one application: the office's key, a number beside it, and what only looks like it.

use super::{compiled, counts};

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
