//! The text of a report held against its tables.

use gknb::finding::Place;
use gknb::verify::report::{Report, read};

use super::{published, title, wild};

/// The tables of 平潭 2022 with sentences around them. What they say there:
/// 新收 74（自然人 71，商业企业 3）, 上年结转 1, 办结 75, 结转 0; 复议 0/1/1/0 ＝ 2, 直接起诉 1, 复议后起诉 0;
/// 规范性文件 88/55/698, 许可 10690, 处罚 2113, 强制 0, 收费 9116.36.
fn report(sentences: &str) -> Report {
    let published = published("2022-pingtan");
    let text = format!(
        "# {}\n\n## 一、总体情况\n\n{sentences}\n\n{}",
        title(&published),
        wild::markdown("表", &published.tables, false)
    );
    read("a.md", text.as_bytes())
}

/// Code and first slot of what was found in the text; the count of what agreed.
fn found(sentences: &str) -> (Vec<(String, String)>, usize) {
    let report = report(sentences);
    let mut found = Vec::new();
    let mut agreed = 0;
    for finding in &report.findings {
        match finding.rule.code {
            "V319" => {
                let slot = match &finding.related[0].0 {
                    Place::Cell(at) => report.slot_at(*at).unwrap_or("?").to_owned(),
                    other => format!("{other:?}"),
                };
                found.push(("V319".to_owned(), slot));
            }
            code @ ("V320" | "V325") => found.push((code.to_owned(), String::new())),
            "V321" => {
                let digits = finding.message.chars().filter(char::is_ascii_digit);
                agreed = digits.collect::<String>().parse().expect("a count");
            }
            other => panic!("{other} {}", finding.message),
        }
    }
    (found, agreed)
}

#[test]
fn sentences_that_agree_are_counted() {
    for (sentence, agreed) in [
        (
            "2022年，共收到政府信息公开申请74件，上年结转1件，办结75件，结转下年度继续办理0件。",
            4,
        ),
        (
            "全年新收依申请公开七十四件，其中自然人71件，法人或其他组织3件。",
            3,
        ),
        (
            "本年新收政府信息公开申请74件，较2021年增加6件，同比增长8.8%。",
            1,
        ),
        (
            "因政府信息公开引发的行政复议2件，其中结果纠正1件、其他结果1件；行政诉讼1件。",
            4,
        ),
        ("因政府信息公开引起的行政复议、行政诉讼分别为2件、1件。", 2),
        (
            "政府信息公开行政复议和行政诉讼共3件，复议后起诉、尚未审结均为0。",
            2,
        ),
        (
            "依申请公开方面，制发行政规范性文件88件，废止55件，现行有效698件。",
            3,
        ),
        (
            "依申请公开方面，作出行政许可处理决定10690件，行政处罚处理决定2113件，行政强制处理决定0件。",
            3,
        ),
        ("政府信息公开方面，行政事业性收费9116.36万元。", 1),
        ("2021年结转政府信息公开申请1件，结转至2023年0件。", 2),
        (
            "2022年，全区收到政府信息公开申请75件，涉及自然人72件、商业企业3件，均在法定期限内予以答复，办结率100%。",
            3,
        ),
        (
            "2022年，全区政府信息公开工作方面共有行政诉讼案件1件、行政复议案件2件，均已结案。",
            2,
        ),
        (
            "设立规范性文件库，集中公开现行有效行政规范性文件698件，动态更新本年度制发的规范性文件88件。",
            2,
        ),
        (
            "本年度全区共收到74件申请，及时依法依规办结75件，0件结转下年度继续办理。",
            3,
        ),
        ("收到政府信息公开申请75件（含上年结转1件）。", 2),
        ("收到政府信息公开申请74件，加上上年结转的1件，予以答复。", 2),
        ("全年征收行政事业性收费9116.36万元。", 1),
        ("本年度没有作出行政强制。", 1),
        ("未实施行政强制。", 1),
    ] {
        assert_eq!(
            found(sentence),
            (vec![], agreed),
            "{sentence} {:#?}",
            report(sentence).findings
        );
    }
}

#[test]
fn sentences_that_differ_are_found_with_their_slot() {
    for (sentence, slot) in [
        ("2022年，共收到政府信息公开申请70件。", "3.1/总计"),
        ("依申请公开工作中，全年办结一百三十四件。", "3.3.7/总计"),
        (
            "全年未发生因政府信息公开引起的行政复议。",
            "4.行政复议/总计",
        ),
        (
            "因政府信息公开引起的行政复议2件，其中维持1件。",
            "4.行政复议/结果维持",
        ),
        ("政府信息公开行政复议、行政诉讼均为0。", "4.行政复议/总计"),
        (
            "政府信息公开方面，行政事业性收费91163600万元。",
            "2.行政事业性收费/本年收费金额",
        ),
        (
            "政府信息公开方面，制发规范性文件80件。",
            "2.行政规范性文件/本年制发件数",
        ),
    ] {
        let (found, _) = found(sentence);
        let slots: Vec<&str> = found.iter().map(|f| f.1.as_str()).collect();
        assert!(slots.contains(&slot), "{sentence} {found:?}");
        assert!(found.iter().all(|f| f.0 == "V319"), "{sentence} {found:?}");
    }
}

#[test]
fn what_is_denied_or_told_in_another_unit_is_a_doubt() {
    for sentence in [
        "本年度没有作出行政处罚。",
        "我区没有行政许可。",
        "未实施行政处罚。",
        "全年收取行政事业性收费9116.36元。",
    ] {
        let doubt = ("V325".to_owned(), String::new());
        assert_eq!(found(sentence), (vec![doubt], 0), "{sentence}");
    }
    for sentence in ["我局没有行政许可、行政处罚职能。", "我区没有行政许可事项。"]
    {
        assert_eq!(found(sentence), (vec![], 0), "{sentence}");
    }
}

#[test]
fn numbers_among_numbers_of_the_tables_are_held_against_them() {
    // no word says that these sentences are of the report's matters; their other numbers do
    for (sentences, slot, agreed) in [
        (
            "全年作出行政许可决定10690件，行政处罚2113件，行政强制1件。",
            "2.行政强制/本年处理决定数量",
            2,
        ),
        (
            "全年作出行政许可决定10690件，行政处罚2114件。制发行政规范性文件88件，废止55件。",
            "2.行政处罚/本年处理决定数量",
            3,
        ),
        (
            "制发行政规范性文件88件，废止56件，现行有效698件。",
            "2.行政规范性文件/本年废止件数",
            2,
        ),
    ] {
        let differs = vec![("V319".to_owned(), slot.to_owned())];
        assert_eq!(found(sentences), (differs, agreed), "{sentences}");
    }
    // one small number agrees by chance: no more than a doubt
    let (codes, _) = found("全年行政复议案件9件，其中结果纠正1件。");
    assert_eq!(codes, [("V325".to_owned(), String::new())]);
}

#[test]
fn what_is_not_of_the_tables_is_at_most_listed() {
    for sentence in [
        "上半年收到政府信息公开申请30件。",
        "2021年收到政府信息公开申请69件。",
        "主动公开政府信息1234条，其中规范性文件12件、行政许可事项120项。",
        "当面申请3件，网络申请20件，均为依申请公开。",
        "办理行政复议案件320件。",
        "受理政府信息公开申请的电话咨询300余次。",
        "区政府办公室本级收到政府信息公开申请12件。",
        "政府信息公开平台不断完善。12345热线收到群众诉求348件，办结340件。",
        "行政复议机关共3个，信息公开机构2个。",
        "出台规章制度5项，信息公开培训2次。",
        "在5个工作日内答复政府信息公开申请，办结率100%。",
    ] {
        let (found, agreed) = found(sentence);
        assert!(found.iter().all(|f| f.0 == "V320"), "{sentence} {found:?}");
        assert_eq!(agreed, 0, "{sentence}");
    }
}

/// Sentences as published reports have them, with the figures of the tables above put in: how many agree.
#[test]
fn sentences_of_published_reports_agree() {
    for (sentence, agreed) in [
        (
            "2022年，全市共受理政府信息公开申请 74件，答复 75件（含上年度结转申请 1件，另有 0件顺延到下年度答复），均在法定期限内予以答复。",
            4,
        ),
        (
            "政府信息公开行政复议 2件，其中结果维持0件，结果纠正 1件，其他结果 1件，尚未审结 0件；政府信息公开行政诉讼 1件。",
            6,
        ),
        (
            "2022年，区管委会共受理政府信息公开申请74件，申请数量较去年回落12.3%；答复政府信息公开申请75件（含上年度结转申请1件，另有0件申请按照《条例》顺延到下年度答复），均在法定期限内予以答复。",
            4,
        ),
        ("信息公开类行政复议2件，诉讼1件，均已审结。", 2),
        (
            "2022年，街道共受理政府信息公开申请74件，上年结转政府信息公开办理数量1件，共办结政府信息公开申请75件，结转至2023年办理0件。",
            4,
        ),
        ("2022年度收到政府信息公开申请七十四件，已办理完毕。", 1),
        (
            "全年共收到政府信息公开申请74件，因政府信息依申请公开引起行政复议2件，行政诉讼1件。",
            3,
        ),
        (
            "依申请公开方面，制定发布规范性文件88件，清理废止文件55件，现行有效文件698件。",
            3,
        ),
        ("2022年，全区受理依申请公开件74件，办结75件。", 2),
        (
            "全区共完成政府信息依申请公开答复75件，包括上年结转信息公开申请1件。",
            2,
        ),
        (
            "因信息公开引起的行政复议2件，行政诉讼1件，顺延至下一年答复申请0件。",
            3,
        ),
        (
            "本年新收政府信息公开申请74件（自然人71件，商业企业3件）。",
            3,
        ),
        (
            "收到政府信息公开申请（含当面、网络、信函申请）74件，同比增长20%。",
            1,
        ),
        (
            "本年度，共受理政府信息公开申请74件，都在法定期限内予以答复。",
            1,
        ),
        (
            "2022年新收政府信息公开申请74件，较上年减少3件；2021年结转1件，全部按期办结75件。",
            3,
        ),
        ("政府信息公开行政复议案件2件，其中被纠错1件。", 2),
        ("上年结转政府信息公开申请1件，本年新收74件，均按时答复。", 2),
        ("全年未发生因政府信息公开申请行政复议后起诉的案件。", 1),
    ] {
        let (differ, count) = found(sentence);
        assert!(
            differ.iter().all(|f| f.0 == "V320"),
            "{sentence} {differ:?}"
        );
        assert_eq!(count, agreed, "{sentence} {:#?}", report(sentence).findings);
    }
}

/// Sentences as published reports have them that say nothing of the tables, or of another year or matter.
#[test]
fn sentences_of_published_reports_on_other_matters_are_no_errors() {
    for sentence in [
        "主动公开市政府规章13件（含新制定5件，修改4件，废止4件），主动公开行政规范性文件42件，人事任免文件106件，其他文件113件。",
        "本年度，我街道共制发政府信息130件，其中主动公开18件，不予公开112件（不予公开理由主要是属于过程性信息）。",
        "收到248条网民留言（注：因平台整合该数据来自12345政务服务便民热线），办结留言230条，公开答复4条。",
        "主动公开政府信息22条，其中：规范性文件0条。",
        "受理申请18件中，公开渠道可查询并告知申请人查询方法的6件。",
        "上一年度收到政府信息公开申请33件，本年度有所上升。",
        "2022年上半年，全区各行政机关共受理政府信息公开申请267件，答复263件，申请量比2021年同期上升1.52%。",
        "其中，通过网络申请1303件，占86.92%；通过信函申请172件，占11.47%；通过当面申请24件。",
        "办理人大代表建议25件、政协提案31件，均已公开答复。",
        "刊登政府规章、规范性文件等112件，部门规范性文件45件，政策解读83件。",
        "全年行政复议机关办理行政复议案件320件，行政应诉12件。",
        "信息公开行政复议、行政诉讼均无败诉案件，行政复议被纠错率为0。",
        "截至2022年12月31日，共公示行政许可1200条、行政处罚350条。",
        "政府信息公开工作机构有专职人员2名、兼职人员5名，举办培训3次。",
        "信息公开工作考核占2分，政府网站普查合格率100%。",
        "根据国办公开办函〔2021〕30号编制政府信息公开年度报告，地址：人民路168号。",
        "依申请公开信息处理费收取0元。",
        "近三年累计收到政府信息公开申请456件。",
    ] {
        let (differ, _) = found(sentence);
        assert!(
            differ.iter().all(|f| f.0 == "V320"),
            "{sentence} {differ:?}"
        );
    }
}

/// Sentences of published reports whose figures the tables did not bear out.
#[test]
fn sentences_of_published_reports_that_differ_are_found() {
    for (sentence, slot) in [
        (
            "本年度，共受理政府信息公开申请2件，都在法定期限内予以答复。",
            "3.1/总计",
        ),
        (
            "全市共受理政府信息公开申请74件，答复政府信息公开申请74件（含上年度结转申请2件）。",
            "3.2/总计",
        ),
        ("2022年，我局未收到政府信息公开申请。", "3.1/总计"),
        (
            "2022年，我局未收到政府信息公开申请，未发生因政府信息公开申请行政复议和提起行政诉讼的案件。",
            "4.行政复议/总计",
        ),
        (
            "全年无因政府信息公开引起的行政复议、行政诉讼案件。",
            "4.行政复议/总计",
        ),
        (
            "因信息公开引起的行政复议31件，行政诉讼0件。",
            "4.行政复议/总计",
        ),
        (
            "政府信息公开行政复议案件2件，其中被纠错2件。",
            "4.行政复议/结果纠正",
        ),
        (
            "新收政府信息公开申请74件（自然人70件，商业企业3件）。",
            "3.1/自然人",
        ),
    ] {
        let (found, _) = found(sentence);
        let slots: Vec<&str> = found.iter().map(|f| f.1.as_str()).collect();
        assert!(slots.contains(&slot), "{sentence} {found:?}");
    }
}

#[test]
fn sentences_in_text_boxes_are_held_once_for_each_box() {
    let published = published("2022-pingtan");
    let of = |sentence: &str| {
        let bytes = wild::boxed(&title(&published), &published.tables, sentence);
        let report = read("a.docx", &bytes);
        let codes: Vec<&str> = report.findings.iter().map(|f| f.rule.code).collect();
        let agreed = report.findings.iter().find(|f| f.rule.code == "V321");
        (codes.join(" "), agreed.map(|f| f.message.clone()))
    };
    // one box within a box, one in a cell
    let (codes, agreed) = of("本年新收政府信息公开申请74件。");
    assert_eq!(codes, "V321");
    assert_eq!(agreed.as_deref(), Some("正文有 2 处数字与表格一致"));
    let (codes, _) = of("本年新收政府信息公开申请47件。");
    assert_eq!(codes, "V319 V319");
}
