//! What one cell says: digits that stand apart.

use super::{found, plainly, says};

#[test]
fn digits_that_stand_apart_are_an_error_and_never_one_number() {
    for count in ["\"3\n5\"", "1 2", "１　２", "\"1, 234\""] {
        let sheet = format!("类别,决定日期,件数\n行政许可,2022-03-01,{count}");
        let compilation = says(
            "E109",
            &[("2022年行政许可台账.csv", &sheet)],
            &["2022年行政许可台账.csv!C2"],
        );
        assert!(found(&compilation, "E109").message.contains("有空白"));
    }
    for amount in ["\"100\n200\"", "1 5000", "100 200元"] {
        let sheet = format!("收费项目,收费日期,收费金额（元）,票据号\n甲费,2022-03-01,{amount},1");
        let compilation = says(
            "E110",
            &[("2022年收费台账.csv", &sheet)],
            &["2022年收费台账.csv!C2"],
        );
        assert!(found(&compilation, "E110").message.contains("有空白"));
    }
    plainly(
        &[(
            "2022年行政许可台账.csv",
            "类别,决定日期,件数\n行政许可,2022-03-01, 12 件 ",
        )],
        &[("2.行政许可/本年处理决定数量", "12")],
    );
}
