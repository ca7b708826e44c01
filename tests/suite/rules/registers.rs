//! Registers of applications beside lists of results.

use super::{counts, found, plainly, says};

#[test]
fn what_a_list_of_results_lacks_of_a_register_is_pending() {
    let register = "申请编号,收到日期,申请人类型,申请内容
                    2022-1,2022-03-01,自然人,甲
                    2022-2,2022-12-20,自然人,乙
                    2022-3,2022-12-21,商业企业,丙";
    let list = "申请编号,办理结果,答复日期\n2022-1,予以公开,2022-03-15";
    let both = [
        ("2022年办结台账.csv", list),
        ("2022年申请登记簿.csv", register),
    ];
    let compilation = says("L132", &both, &["2022年申请登记簿.csv!A3"]);
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
    counts(
        &compilation,
        &[
            ("3.1/总计", "3"),
            ("3.3.1/自然人", "1"),
            ("3.4/自然人", "1"),
            ("3.4/商业企业", "1"),
        ],
    );
    // empty columns say it, and a list of other applications does not
    let columns = register.replace("申请内容", "申请内容,办理结果,答复日期");
    plainly(
        &[both[0], ("2022年申请登记簿.csv", &columns)],
        &[("3.4/总计", "2")],
    );
    let others = list.replace("2022-1", "2022-9");
    let others = [("2022年办结台账.csv", others.as_str()), both[1]];
    let compilation = says("L132", &others, &[]);
    assert!(!compilation.publishable());
    found(&compilation, "C105");
}
