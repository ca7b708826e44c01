//! Exports that tell again what earlier ones told.

use super::{found, says};

#[test]
fn a_cumulative_export_of_a_quiet_quarter_is_none_of_another_period() {
    let head = "申请编号,收到日期,申请人类型,办理结果,答复日期\n";
    let first = "1,2022-01-05,自然人,予以公开,2022-01-25\n";
    let second = "4,2022-04-05,自然人,予以公开,2022-04-25
                  5,2022-05-05,自然人,予以公开,2022-05-25\n";
    let [one, two, all] = [
        first.to_owned(),
        second.to_owned(),
        [first, second].concat(),
    ]
    .map(|rows| format!("{head}{rows}"));
    let exports = [
        ("2022年一季度/依申请公开.csv", one.as_str()),
        ("2022年二季度/依申请公开.csv", &two),
        ("2022年三季度/依申请公开.csv", &all),
    ];
    says("L124", &exports, &[]);
    // all that one export told, and nothing else, may as well be in the wrong place
    let copy = [
        exports[0],
        ("2022年二季度/依申请公开.csv", &all),
        exports[2],
    ];
    let compilation = says("L124", &copy, &["2022年三季度/依申请公开.csv"]);
    assert!(found(&compilation, "L124").message.contains("同样几件"));
    // and what no earlier one told is
    let other = all.replace("5,2022-05", "6,2022-05");
    let misplaced = [
        exports[0],
        exports[1],
        ("2022年三季度/依申请公开.csv", &other),
    ];
    says("L124", &misplaced, &["2022年三季度/依申请公开.csv"]);
}
