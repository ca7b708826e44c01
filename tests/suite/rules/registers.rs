//! Registers of applications beside lists of results.

use super::{compiled, counts, found, places, plainly, says};

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

#[test]
fn a_register_without_a_known_header_is_told_by_what_it_registers() {
    let licences = ("许可.csv", "文号,许可事项,决定日期\n许1,施工,2022-01-05");
    let code = |name: &str, sheet: &str| {
        let compilation = compiled("", &[licences, (name, sheet)]);
        let each = ["C101", "C102", "C103"].into_iter();
        let told: Vec<&str> = each
            .filter(|code| !places(&compilation, code).is_empty())
            .collect();
        told.join("、")
    };
    let meetings = "会议名称,会议时间,会议地点,参会人员\n局务会,2022-01-05,三楼,全体";
    let staff = "姓名,性别,出生日期,职务,入职时间\n甲,男,1980-01-05,科长,2010-03-01";
    let letters = "来信人,来信日期,反映问题,办理情况,回复日期\n甲,2022-01-05,噪声,已办,2022-01-10";
    let papers =
        "来文单位,文号,收文日期,文件标题\n市府办,某政办〔2022〕1号,2022-01-05,关于某事的通知";
    let contracts = "合同名称,合同编号,签订日期,金额\n采购,1,2022-01-05,500";
    let cars = "车牌,用车人,用车时间,里程\n某1,甲,2022-01-05,20";
    let training = "培训名称,培训时间,人数\n法治,2022-01-05,20";
    let penalties = "文书,案子,当事方,下处罚的日子\n罚字1号,超载,甲,2022-01-05";
    let fines = "违法者,所犯何事,罚多少,何时罚\n甲,超载,500,2022-01-05";
    let patrols = "路段,巡查人,巡查时间,发现\n一路,甲,2022-01-05,无异常";
    // whatever the file is called
    for name in ["2022年.csv", "2022年台账.csv", "登记表.csv"] {
        for (sheet, told) in [
            (meetings, "C103"),
            (staff, "C103"),
            (letters, "C103"),
            (papers, "C103"),
            (contracts, "C103"),
            (cars, "C103"),
            (training, "C103"),
            (penalties, "C101"),
            (fines, "C102"),
            (patrols, "C102"),
        ] {
            assert_eq!(code(name, sheet), told, "{name}: {sheet}");
        }
    }
    // its name tells as well, before the headings
    assert_eq!(code("处罚登记表.csv", fines), "C101");
    assert_eq!(
        code("2022年行政许可事项清单.csv", "事项名称,法定依据\n施工,某法"),
        "C102"
    );
    assert_eq!(code("值班安排.csv", patrols), "C103");
    // and what may be a licence is asked about
    let doctors = "姓名,职务,职称,发证时间\n甲,医师,主治,2022-01-05";
    assert_eq!(code("2022年.csv", doctors), "C102");
}

#[test]
fn what_is_offered_for_a_header_that_nobody_knows_leads_out() {
    for (name, called, sheet) in [
        (
            "2022年.csv",
            "2022年行政处罚.csv",
            "文号,决定日期,谁\n罚1,2022-01-05,甲",
        ),
        (
            "2022年.csv",
            "2022年行政许可.csv",
            "标题,决定日期,谁\n施工,2022-01-05,甲",
        ),
    ] {
        let compilation = says("C101", &[(name, sheet)], &[&format!("{name}!A1")]);
        assert!(found(&compilation, "C101").help.contains("请在文件名"));
        says("C101", &[(called, sheet)], &[]);
    }
    let fees = "名目,钱数（元）,哪天收的\n登记,100,2022-01-05";
    let file = "行政事业性收费.csv";
    let compilation = says("C101", &[(file, fees)], &[&format!("{file}!A1")]);
    let help = found(&compilation, "C101").help.clone();
    let lines = help.split("写：\n").nth(1).expect("lines of settings");
    let lines: Vec<&str> = lines
        .lines()
        .take_while(|line| !line.starts_with('确'))
        .collect();
    let compilation = compiled(&lines.join("\n"), &[(file, fees)]);
    counts(&compilation, &[("2.行政事业性收费/本年收费金额", "0.01")]);
}

#[test]
fn a_heading_is_offered_for_one_missing_column_alone() {
    let sheet = "申请编号,申请人类型,处理日,答复类型\n1,自然人,2022-01-05,予以公开";
    let compilation = compiled("", &[("依申请公开.csv", sheet)]);
    let told = compilation
        .findings
        .iter()
        .filter(|f| f.rule.code == "C105");
    let offers: Vec<&str> = told
        .filter(|f| f.help.contains("\"处理日\" ="))
        .map(|f| f.help.as_str())
        .collect();
    assert_eq!(offers.len(), 1, "{offers:?}");
    assert!(
        offers[0].contains("\"处理日\" = \"答复日期\""),
        "{offers:?}"
    );
}
