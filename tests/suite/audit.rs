//! The proof of what was handed over: it holds for what was compiled, and it names what was changed since.

use gknb::{audit, handover};

use crate::maker::exports::Numbering;
use crate::maker::published::{Published, REAL};
use crate::maker::{Options, make, origin, previous};
use crate::office::{JSON, Office, PAPER, TABLES};
use crate::tamper;

const FIRST: (&str, &str) = (
    "一季度/依申请公开台账.csv",
    "申请编号,收到日期,申请人类型,办理结果,答复日期\n\
     A-1,2022-01-05,自然人,予以公开,2022-01-20\n\
     A-2,2022年2月1日,商业企业,,\n\
     A-3,2021-12-20,自然人,予以公开,2022/1/10\n\
     合计,3,,,\n",
);
const SECOND: (&str, &str) = (
    "二季度/依申请公开台账.csv",
    "申请编号,收到日期,申请人类型,办理结果,答复日期\n\
     A-2,2022-02-01,商业企业,本机关不掌握相关政府信息,2022-04-02\n\
     A-4,20220501,自然人,,\n",
);

fn office() -> Office {
    Office::compiled(&[FIRST, SECOND])
}

#[track_caller]
fn assert_named(office: &Office, check: &str, parts: &[&str]) {
    let faults = office.faults();
    let named = faults
        .iter()
        .any(|(key, text)| *key == check && parts.iter().all(|p| text.contains(p)));
    assert!(named, "{check} should name {parts:?}; found {faults:#?}");
}

#[test]
fn what_was_compiled_is_proved() {
    let office = office();
    assert_eq!(office.faults(), []);
    let held: Vec<usize> = office.prove().checks.iter().map(|c| c.held).collect();
    let asked = held.iter().filter(|&&h| h > 0).count();
    assert_eq!(asked, held.len() - 1, "all but figures by hand: {held:?}");
}

#[test]
fn a_proof_counts_the_things_it_names() {
    let counted = |office: &Office, key: &str| {
        let proof = office.prove();
        proof.checks.iter().find(|c| c.key == key).map(|c| c.held)
    };
    let office = office();
    assert_eq!(counted(&office, "fates"), Some(8), "rows of both files");
    assert_eq!(counted(&office, "carried"), Some(2), "A-3 came, A-4 stays");
    let done = "申请编号,收到日期,申请人类型,办理结果,答复日期\n\
                A-1,2022-01-05,自然人,予以公开,2022-01-20\n";
    let office = Office::compiled(&[("依申请公开台账.csv", done)]);
    assert_eq!(counted(&office, "fates"), Some(2));
    assert_eq!(counted(&office, "carried"), Some(0));
    assert_eq!(counted(&office, "placed"), Some(2), "3.1 and 3.3.1");
}

#[test]
fn days_in_three_columns_are_proved() {
    let penalties = (
        "2022年行政处罚台账.csv",
        "决定书文号,年,月,日,当事人,案由\n\
         罚〔2022〕1号,2022,1,5,王某,占道经营\n\
         罚〔2022〕2号,2022,12,28,李某,占道经营\n",
    );
    assert_eq!(Office::compiled(&[penalties]).faults(), []);
}

#[test]
fn days_as_other_systems_write_them_are_proved() {
    let licences = (
        "2022年行政许可台账.csv",
        "许可决定文书号,项目名称,许可决定日期\n\
         许〔2022〕1号,甲项目,25-10月-2022\n\
         许〔2022〕2号,乙项目,29-四月-2022\n\
         许〔2022〕3号,丙项目,1651161600000\n\
         许〔2022〕4号,丁项目,'2022-04-29\n\
         许〔2022〕5号,戊项目,2021-12-31T16:00:00.000Z\n",
    );
    let office = Office::compiled(&[licences]);
    assert_eq!(office.faults(), []);
}

#[track_caller]
fn assert_proved(name: &str, published: &Published, seed: u64, options: Options, most: usize) {
    let faults = Office::of(&make(published, seed, options), most).faults();
    let first: Vec<_> = faults.iter().take(8).collect();
    let count = faults.len();
    assert!(
        count == 0,
        "{name}, seed {seed}, {options:?}: {count} faults {first:#?}"
    );
}

#[test]
fn published_tables_made_into_ledgers_and_compiled_are_proved() {
    for (seed, (name, text)) in (0..).zip(REAL) {
        let published = Published::read(text);
        assert_proved(name, &published, seed, Options::default(), 100_000);
    }
}

#[test]
fn every_kind_of_folder_is_proved() {
    for seed in 0..12u64 {
        let options = Options {
            assumed: seed % 2 == 0,
            own: seed % 3 == 0,
            numbering: match seed % 4 {
                3 => Numbering::Keyed,
                _ => Numbering::Numbered,
            },
            opening: seed % 5 == 0,
            previous: seed % 5 == 1,
            ..Options::default()
        };
        let most = if seed % 6 == 0 { 60 } else { 100_000 };
        assert_proved(
            "invented",
            &Published::invented(seed, 40),
            seed,
            options,
            most,
        );
    }
}

#[test]
fn openings_from_a_report_of_another_form_are_proved() {
    let options = Options {
        previous: true,
        ..Options::default()
    };
    let published = Published::invented(1, 40);
    let mut made = make(&published, 1, options);
    let before = previous::html(&previous::before(&published));
    made.previous = Some(("2021年报告.html".to_owned(), before));
    let mut office = Office::of(&made, 100_000);
    assert_eq!(office.faults(), []);
    let asked = |office: &Office| {
        let checks = office.prove().checks;
        checks
            .iter()
            .filter(|c| c.key == "given" && c.held > 0)
            .count()
    };
    assert_eq!(asked(&office), 1, "an opening was held against the report");
    office.previous = None;
    assert_named(&office, "given", &["上年报告（没有用 --previous 写明）"]);
}

#[test]
fn lines_of_the_old_form_are_proved_by_rows_of_the_kinds_that_they_are_about() {
    let ledgers = [
        (
            "规范性文件.csv",
            "标题,文号,成文日期\n甲,某规〔2020〕1号,2020-02-01",
        ),
        ("行政许可.csv", "决定文书号,决定日期\n许1,2020-03-01"),
    ];
    let lines: String = ["规章", "其他对外管理服务事项", "行政处罚", "行政强制"]
        .iter()
        .chain(&["行政事业性收费", "政府集中采购"])
        .map(|line| format!("\"{line}\","))
        .collect();
    let by_hand: String = [
        "2.规范性文件/本年新公开数量",
        "2.规范性文件/对外公开总数量",
        "2.行政许可/上一年项目数量",
        "2.行政许可/本年增/减",
    ]
    .iter()
    .map(|slot| format!("[[figure]]\nslot = \"{slot}\"\nvalue = 1\nsource = \"办公室\"\n"))
    .collect();
    let toml = format!("none = [{lines}]\n{by_hand}");
    assert_eq!(Office::in_year(2020, &toml, &ledgers).faults(), []);
}

#[test]
fn a_figure_changed_in_the_publishable_workbook_is_named() {
    let mut office = office();
    office.tamper(TABLES, |b| tamper::cell(b, "三、依申请公开", "D6", "7"));
    assert_named(
        &office,
        "tables",
        &[
            TABLES,
            "三、依申请公开!D6",
            "3.1/自然人：统计表是 7，底稿是 2",
        ],
    );
    assert_named(
        &office,
        "formulas",
        &["3.1/总计", "公式算得 8，格里存的是 3"],
    );
}

#[test]
fn formulas_without_results_are_said_once_and_hide_no_change() {
    let mut office = office();
    office.tamper(TABLES, |b| tamper::without_results(b, "三、依申请公开"));
    let faults = office.faults();
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert_named(&office, "formulas", &[TABLES, "格公式没有存结果"]);
    office.tamper(TABLES, |b| tamper::cell(b, "三、依申请公开", "D6", "7"));
    assert_named(&office, "tables", &["3.1/自然人：统计表是 7，底稿是 2"]);
    assert_named(&office, "tables", &["3.1/总计：统计表是 8，底稿是 3"]);
}

#[test]
fn a_figure_changed_in_the_json_is_named() {
    let mut office = office();
    office.tamper(JSON, |b| {
        let text = String::from_utf8(b.to_vec()).unwrap();
        text.replace("\"3.1/自然人\": 2", "\"3.1/自然人\": 3")
            .into_bytes()
    });
    assert_named(&office, "json", &[JSON, "3.1/自然人：JSON 是 3，底稿是 2"]);
}

#[test]
fn a_figure_changed_in_the_paper_is_named() {
    let mut office = office();
    office.tamper(PAPER, |b| tamper::cell(b, "表三", "D6", "7"));
    assert_named(
        &office,
        "sums",
        &[
            "表三!D6",
            "3.1/自然人：表上是 7，「来源明细」所列各行合计 2",
        ],
    );
    assert_named(&office, "identities", &["3.1/总计"]);
    assert_named(&office, "tables", &["3.1/自然人"]);
}

#[test]
fn a_figure_changed_in_all_three_at_once_is_named() {
    let mut office = office();
    office.tamper(PAPER, |b| tamper::cell(b, "表三", "D6", "7"));
    office.tamper(TABLES, |b| tamper::cell(b, "三、依申请公开", "D6", "7"));
    office.tamper(JSON, |b| {
        let text = String::from_utf8(b.to_vec()).unwrap();
        text.replace("\"3.1/自然人\": 2", "\"3.1/自然人\": 7")
            .into_bytes()
    });
    assert_named(&office, "sums", &["3.1/自然人"]);
    assert_named(&office, "identities", &["3.4/自然人", "两边应当相等"]);
}

#[test]
fn what_a_sheet_says_of_unit_year_and_scope_is_held_on_each_sheet() {
    let other = "填报单位：别的局　年度：2021年　统计范围：汇总　计量单位：件";
    for (file, sheet) in [
        (TABLES, "二、主动公开"),
        (TABLES, "三、依申请公开"),
        (TABLES, "四、复议诉讼"),
        (TABLES, "一、总体情况数据"),
        (PAPER, "表二"),
        (PAPER, "表三"),
        (PAPER, "表四"),
        (PAPER, "勾稽核对"),
        (PAPER, "结转清单"),
        (PAPER, "问题清单"),
        (PAPER, "数据源"),
    ] {
        let mut office = office();
        office.tamper(file, |b| tamper::cell(b, sheet, "A2", other));
        let all = office.faults();
        assert!(!all.is_empty(), "{file} {sheet}");
        // all else is held against what the first sheet says
        if sheet != "表二" {
            assert_named(&office, "said", &[file, sheet, "A2", "别的局"]);
            assert!(
                all.iter().all(|f| f.0 == "said" || f.0 == "tables"),
                "{all:#?}"
            );
        }
    }
    let mut office = office();
    let unit = "填报单位：某某局　年度：2022年　统计范围：本机关　计量单位：元";
    office.tamper(TABLES, |b| tamper::cell(b, "三、依申请公开", "A2", unit));
    assert_named(&office, "said", &["计量单位：元"]);
    let mut office = self::office();
    office.tamper(JSON, |b| {
        let text = String::from_utf8(b.to_vec()).unwrap();
        text.replace("本机关", "汇总").into_bytes()
    });
    assert_named(&office, "json", &["统计范围写的是 汇总，底稿是 本机关"]);
}

#[test]
fn figures_beside_the_tables_are_held() {
    let overview = "一、总体情况数据";
    for (cell, value, says) in [
        ("B9", "5", "B10"),
        ("B10", "5", "B10"),
        ("N9", "5", "N9"),
        ("B12", "5", "B12"),
        ("L12", "5", "L12"),
    ] {
        let mut office = office();
        office.tamper(TABLES, |b| tamper::cell(b, overview, cell, value));
        assert_named(&office, "overview", &[overview, says]);
    }
    for (cell, value) in [
        ("C4", "5"),
        ("E4", "5"),
        ("F4", "1"),
        ("G4", "不平"),
        ("C14", "99"),
        ("E15", "99"),
        ("C21", "7"),
        ("E22", "7"),
    ] {
        let mut office = office();
        office.tamper(PAPER, |b| tamper::cell(b, "勾稽核对", cell, value));
        assert_named(&office, "equations", &["勾稽核对", cell]);
    }
    let mut office = office();
    office.tamper(PAPER, |b| tamper::without_row(b, "勾稽核对", 5));
    assert_named(
        &office,
        "equations",
        &["没有「3.1/商业企业 ＋ 3.2/商业企业"],
    );
}

#[test]
fn the_list_of_what_was_carried_is_held() {
    for (cell, value) in [
        ("B4", "A-9"),
        ("C4", "2021-12-21"),
        ("D4", "科研机构"),
        ("E5", "2"),
        ("F5", "别的.csv"),
        ("H5", "9"),
        ("I5", "2022-12-01 办结：三、（一）予以公开"),
    ] {
        let mut office = office();
        office.tamper(PAPER, |b| tamper::cell(b, "结转清单", cell, value));
        let row = format!("结转清单!{}", &cell[1..]);
        assert_named(&office, "carried", &[&row, value]);
        assert_named(&office, "carried", &["少列 1 件"]);
    }
    let mut office = office();
    office.tamper(PAPER, |b| tamper::without_row(b, "结转清单", 4));
    assert_named(&office, "carried", &["「上年结转」少列 1 件"]);
    let mut office = self::office();
    office.tamper(PAPER, |b| tamper::row_again(b, "结转清单", 4));
    assert_named(&office, "carried", &["没有这样的一件"]);
}

#[test]
fn the_line_that_a_listed_row_counts_in_is_held_wherever_the_row_is_listed() {
    for slot in ["3.1/自然人", "3.1/总计", "3.3.1/自然人", "3.3.7/总计"] {
        let mut office = office();
        let row = listed(&office, slot, "A-1");
        let other = "三、（二）部分公开";
        office.tamper(PAPER, |b| {
            tamper::cell(b, "来源明细", &format!("K{row}"), other)
        });
        let place = format!("来源明细!{row}");
        assert_named(
            &office,
            "placed",
            &[&place, other, "应是「三、（一）予以公开」"],
        );
    }
}

#[test]
fn a_changed_source_cell_is_named() {
    let mut office = office();
    let text = FIRST.1.replace("A-1,2022-01-05", "A-1,2022-01-06");
    office.data.insert(FIRST.0.to_owned(), text.into_bytes());
    assert_named(&office, "sources", &[FIRST.0, "文件已改动"]);
    assert_named(
        &office,
        "rows",
        &[
            "一季度/依申请公开台账.csv!2",
            "收到日期列的是「2022-01-05」",
        ],
    );
}

#[test]
fn a_changed_class_or_result_in_the_source_is_named() {
    for (from, to, said) in [
        (
            "A-1,2022-01-05,自然人",
            "A-1,2022-01-05,商业企业",
            "类型列的是「自然人」",
        ),
        (
            "自然人,予以公开,2022-01-20",
            "自然人,重复申请,2022-01-20",
            "原文列的是「予以公开」",
        ),
        ("A-1,", "A-9,", "编号列的是「A-1」"),
        (
            "予以公开,2022-01-20",
            "予以公开,2023-01-20",
            "办结日期列的是「2022-01-20」",
        ),
    ] {
        let mut office = office();
        let text = FIRST.1.replace(from, to);
        assert_ne!(text, FIRST.1);
        office.data.insert(FIRST.0.to_owned(), text.into_bytes());
        assert_named(&office, "rows", &["台账.csv!2", said]);
    }
}

/// The row of 来源明细 that lists a number under a slot.
fn listed(office: &Office, slot: &str, number: &str) -> u32 {
    let paper = office.paper();
    let mut lines = paper.details.lines.iter();
    let line = lines.find(|d| d.slot == slot && d.words.number.eq_ignore_ascii_case(number));
    line.expect("a line of that slot and number").line
}

#[test]
fn a_listed_row_changed_is_named() {
    for (column, value, check, said) in [
        (
            "B",
            "2",
            "sums",
            "3.1/自然人：表上是 2，「来源明细」所列各行合计 3",
        ),
        ("E", "3", "rows", "编号列的是「A-1」，该行中没有"),
        (
            "E",
            "99",
            "rows",
            "源文件中没有 一季度/依申请公开台账.csv!99",
        ),
        ("F", "A-7", "rows", "编号列的是「A-7」，该行中没有"),
        ("G", "2022-01-07", "rows", "收到日期列的是「2022-01-07」"),
        ("G", "2021-01-05", "placed", "收到日期应在统计期内"),
        ("A", "3.1/商业企业", "balance", "两边的栏次或计数不同"),
        (
            "I",
            "商业企业",
            "placed",
            "类型列的是「商业企业」，不属于 3.1/自然人",
        ),
        ("A", "3.9/自然人", "sums", "「3.9/自然人」不是报表的指标格"),
    ] {
        let mut office = office();
        let line = listed(&office, "3.1/自然人", "A-1");
        office.tamper(PAPER, |b| {
            tamper::cell(b, "来源明细", &format!("{column}{line}"), value)
        });
        assert_named(&office, check, &[said]);
    }
}

#[test]
fn a_row_moved_to_another_line_with_its_words_is_named() {
    let mut office = office();
    let line = listed(&office, "3.3.1/自然人", "A-1");
    let at = |column: char| format!("{column}{line}");
    office.tamper(PAPER, |b| {
        tamper::cell(b, "来源明细", &at('A'), "3.4/自然人")
    });
    assert_named(&office, "placed", &["计入行次列的是「三、（一）予以公开」"]);
    office.tamper(PAPER, |b| {
        tamper::cell(b, "来源明细", &at('K'), "四、结转下年度继续办理")
    });
    assert_named(&office, "placed", &["3.4/自然人：在统计期内已经办结"]);
}

#[test]
fn tables_as_they_stood_on_a_day_are_proved() {
    let office = Office::with("until = 2022-03-31\n", &[FIRST, SECOND]);
    assert_eq!(office.faults(), []);
}

#[test]
fn a_listed_row_removed_is_named() {
    let mut office = office();
    let line = listed(&office, "3.1/自然人", "A-1");
    office.tamper(PAPER, |b| tamper::without_row(b, "来源明细", line));
    assert_named(
        &office,
        "sums",
        &["3.1/自然人：表上是 2，「来源明细」所列各行合计 1"],
    );
    assert_named(
        &office,
        "balance",
        &["一季度/依申请公开台账.csv!2 没有列入 3.1、3.2 的任何一格"],
    );
}

#[test]
fn a_listed_row_repeated_is_named() {
    let mut office = office();
    let line = listed(&office, "3.1/自然人", "A-1");
    office.tamper(PAPER, |b| tamper::row_again(b, "来源明细", line));
    assert_named(&office, "once", &["来源明细!1000000", "列了两次"]);
    assert_named(&office, "sums", &["3.1/自然人"]);
}

#[test]
fn an_application_counted_from_both_its_rows_is_named() {
    let mut office = office();
    let line = listed(&office, "3.1/商业企业", "A-2");
    office.tamper(PAPER, |b| {
        let b = tamper::row_again(b, "来源明细", line);
        let b = tamper::cell(&b, "来源明细", "C1000000", FIRST.0);
        tamper::cell(&b, "来源明细", "E1000000", "3")
    });
    assert_named(&office, "once", &["编号 A-2 已在第", "同一件不能计两次"]);
}

#[test]
fn a_source_file_added_or_missing_is_named() {
    let mut office = office();
    let text = office.data.remove(SECOND.0).unwrap();
    assert_named(&office, "sources", &["数据源!", "数据文件夹里没有 二季度"]);
    assert_named(&office, "rows", &["源文件中没有 二季度"]);
    assert_named(&office, "fates", &["二季度/依申请公开台账.csv 文件不在"]);
    office.data.insert("三季度/台账.csv".to_owned(), text);
    assert_named(
        &office,
        "sources",
        &["三季度/台账.csv", "汇编以后增加的文件"],
    );
}

#[test]
fn a_fate_changed_removed_or_repeated_is_named() {
    for (column, value, said) in [
        ("D", "排除", "列为计入，「每行去向」里却是排除"),
        ("D", "消失", "去向「消失」不在四种之内"),
        ("C", "77", "源文件中没有 一季度/依申请公开台账.csv!77"),
        ("C", "3", "已在第"),
    ] {
        let mut office = office();
        office.tamper(PAPER, |b| {
            tamper::cell(b, "每行去向", &format!("{column}3"), value)
        });
        assert_named(&office, "fates", &[said]);
    }
    let mut office = office();
    office.tamper(PAPER, |b| tamper::without_row(b, "每行去向", 3));
    assert_named(
        &office,
        "fates",
        &["一季度/依申请公开台账.csv!2 这一行在「每行去向」里没有"],
    );
}

#[test]
fn a_publishable_file_that_is_missing_or_spoiled_is_named() {
    let mut office = office();
    office.report.remove(JSON);
    office.tamper(TABLES, |b| {
        tamper::cell(b, "三、依申请公开", "A6", "一、新收")
    });
    assert_named(&office, "json", &[JSON, "没有这个文件"]);
    let said = [
        "与法定报表不一致",
        "「三、依申请公开」的 A6 是「一、新收」，应是「一、本年新收政府信息公开申请数量」",
    ];
    assert_named(&office, "tables", &[TABLES, said[0], said[1]]);
    let proof = office.prove();
    let skipped = proof.checks.iter().filter(|c| c.skipped);
    let skipped: Vec<&str> = skipped.map(|c| c.key).collect();
    assert_eq!(skipped, ["closed", "overview"]);
}

#[test]
fn amounts_and_quantities_that_a_row_does_not_say_are_named() {
    let fees = (
        "2022年收费.csv",
        "收费项目,收费日期,金额（元）\n登记费,2022-03-01,1200\n登记费,2022-04-01,-80.5\n工本费,2022-05-01,3千元\n",
    );
    let penalties = (
        "2022年行政处罚.csv",
        "月份,数量\n2022年1月,12\n2022年2月,3件\n",
    );
    let office = Office::compiled(&[fees, penalties]);
    assert_eq!(office.faults(), []);
    for (file, was, is, said) in [
        (fees, "1200", "2200", "计数列的是 0.12，该行中没有这个数"),
        (penalties, "3件", "4件", "计数列的是 3，该行中没有这个数"),
    ] {
        let mut office = Office::compiled(&[fees, penalties]);
        let text = file.1.replace(was, is);
        office.data.insert(file.0.to_owned(), text.into_bytes());
        assert_named(&office, "rows", &[file.0, said]);
    }
}

#[test]
fn a_day_that_is_none_and_a_cell_that_was_cleared_are_named() {
    let mut office = office();
    let line = listed(&office, "3.1/自然人", "A-1");
    office.tamper(PAPER, |b| {
        let b = tamper::cell(b, "来源明细", &format!("G{line}"), "不详");
        tamper::cell(&b, "勾稽核对", "C4", "")
    });
    assert_named(&office, "placed", &["日期应是一天或一段时间"]);
    assert_named(&office, "equations", &["勾稽核对!C4", "这里是 空的"]);
}

#[test]
fn names_with_spaces_and_marks_in_them_are_found_again() {
    let files = [
        ("一季度；甲/ 申请；1.csv", FIRST.1),
        ("二季度/申请;2.csv", SECOND.1),
    ];
    assert_eq!(Office::compiled(&files).faults(), []);
}

#[test]
fn what_is_added_to_a_publishable_workbook_or_hidden_in_it_is_named() {
    const THREE: &str = "三、依申请公开";
    type Change = fn(&[u8]) -> Vec<u8>;
    let changes: [(Change, &[&str]); 7] = [
        (
            |b| tamper::added_row(b, THREE, 35, "联系人 13800000000"),
            &["三、依申请公开!B35", "多出的内容：「联系人 13800000000」"],
        ),
        (
            |b| tamper::added_row(b, "一、总体情况数据", 60, "张三"),
            &["一、总体情况数据!B60", "多出的内容"],
        ),
        (
            |b| tamper::cell(b, "一、总体情况数据", "A13", "说明：另有 3 件"),
            &["一、总体情况数据!A13", "多出的内容"],
        ),
        (
            |b| tamper::cell(b, THREE, "A1", "收到申请情况（部分）"),
            &["三、依申请公开!A1", "标题是「收到申请情况（部分）」"],
        ),
        (
            |b| tamper::hidden_row(b, "二、主动公开", 6),
            &["二、主动公开!6", "这一行被隐藏了"],
        ),
        (
            |b| tamper::hidden_sheet(b, "四、复议诉讼"),
            &["四、复议诉讼", "这张工作表被隐藏了"],
        ),
        (
            |b| tamper::cell(b, "一、总体情况数据", "C4", "二月"),
            &["一、总体情况数据", "多出的内容"],
        ),
    ];
    for (change, said) in changes {
        let mut office = office();
        office.tamper(TABLES, change);
        assert_named(&office, "closed", said);
    }
}

#[test]
fn what_is_hidden_or_said_around_the_cells_of_a_publishable_workbook_is_named() {
    const THREE: &str = "三、依申请公开";
    type Change = fn(&[u8]) -> Vec<u8>;
    let changes: [(Change, &[&str]); 6] = [
        (
            |b| tamper::flat_row(b, THREE, 8),
            &["三、依申请公开!8", "这一行被隐藏了（或行高为 0）"],
        ),
        (
            |b| tamper::hidden_column(b, THREE, 5, "hidden=\"1\" width=\"9\""),
            &["三、依申请公开!E:E", "这几列被隐藏了"],
        ),
        (
            |b| tamper::hidden_column(b, THREE, 5, "width=\"0\" customWidth=\"1\""),
            &["三、依申请公开!E:E", "这几列被隐藏了"],
        ),
        (
            |b| {
                let footer = "<headerFooter><oddFooter>&amp;C联系人张三</oddFooter></headerFooter>";
                tamper::behind_rows(b, THREE, footer)
            },
            &["三、依申请公开", "多出的页眉、页脚：「&C联系人张三」"],
        ),
        (
            |b| tamper::commented(b, THREE, "D6", "张三的申请"),
            &["三、依申请公开!D6", "多出的批注：「张三的申请」"],
        ),
        (|b| tamper::hidden_column(b, THREE, 40, "hidden=\"1\""), &[]),
    ];
    for (change, said) in changes {
        let mut office = office();
        office.tamper(TABLES, change);
        match said {
            [] => assert_eq!(office.faults(), []),
            said => assert_named(&office, "closed", said),
        }
    }
}

#[test]
fn a_number_or_the_words_of_a_result_that_the_list_leaves_empty_are_named_at_their_cells() {
    let mut office = office();
    let paper = office.paper();
    let lines = paper.details.lines.iter();
    let of_row = lines.filter(|d| d.words.number == "A-1");
    let rows: Vec<u32> = of_row.map(|d| d.line).collect();
    for row in &rows {
        office.tamper(PAPER, |b| {
            let b = tamper::cell(b, "来源明细", &format!("F{row}"), "");
            tamper::cell(&b, "来源明细", &format!("J{row}"), "")
        });
    }
    for row in rows {
        let (number, words) = (format!("来源明细!F{row}"), format!("来源明细!J{row}"));
        assert_named(&office, "rows", &[&number, "编号是空的，该行写的是「A-1」"]);
        assert_named(&office, "rows", &[&words, "原文是空的"]);
    }
}

#[test]
fn settings_that_were_changed_since_are_named() {
    let words = "[words.办理结果]\n\"已给\" = \"予以公开\"\n";
    let fee = "none = [\"行政许可\"]\n";
    let mut office = Office::with(&format!("{fee}{words}"), &[FIRST, SECOND]);
    assert_eq!(office.faults(), []);
    office.settings.none = vec!["行政处罚".to_owned()];
    let said = "确认为零 none：汇编时是「行政许可」，gknb.toml 现在是「行政处罚」";
    assert_named(&office, "sources", &["数据源!B", said]);
    office.settings.none.clear();
    office.settings.words.clear();
    office.settings.distinct = true;
    assert_named(
        &office,
        "sources",
        &["none：汇编时是「行政许可」，gknb.toml 现在是没有"],
    );
    assert_named(&office, "sources", &["[words]：汇编时是"]);
    assert_named(&office, "sources", &["duplicates：汇编时是没有"]);
}

#[test]
fn a_name_of_a_channel_that_no_source_has_is_named() {
    let ledger = (
        "2022年依申请公开台账.csv",
        "申请编号,收到日期,申请人类型,申请方式,办理结果,答复日期\n\
         A-1,2022-01-05,自然人,信函申请,予以公开,2022-01-20\n\
         A-2,2022-02-05,自然人,网上申请（门户网站）,予以公开,2022-02-20\n\
         A-3,2022-03-05,自然人,,予以公开,2022-03-20\n",
    );
    let items = (
        "2022年主动公开信息统计.csv",
        "信息标题,公开渠道,发布日期\n甲,某某政府网站、微信,2022-01-05\n乙,微信公众号（李四）,2022-02-05\n",
    );
    let mut office = Office::compiled(&[ledger, items]);
    assert_eq!(office.faults(), []);
    let tables = handover::tables(&origin(TABLES, &office.report[TABLES])).unwrap();
    let page = &tables.asides.pages["一、总体情况数据"];
    let mut rows = page.rows().into_iter();
    let row = rows
        .find(|row| page.text(*row, 0) == "信函申请")
        .expect("it is shown");
    let cell = format!("A{row}");
    office.tamper(TABLES, |b| {
        tamper::cell(b, "一、总体情况数据", &cell, "别的方式")
    });
    assert_named(
        &office,
        "overview",
        &[&cell, "「别的方式」在各源文件中都没有"],
    );
}

#[test]
fn a_json_that_says_a_member_twice_or_more_than_it_should_is_named() {
    for (from, to, said) in [
        (
            "\"slots\": {",
            "\"slots\": {\"3.1/自然人\": 9999}, \"slots\": {",
            "「slots」写了两次",
        ),
        (
            "\"3.1/自然人\": ",
            "\"3.1/自然人\": 7, \"3.1/自然人\": ",
            "「3.1/自然人」写了两次",
        ),
        (
            "\"publishable\": true",
            "\"publishable\": false",
            "应为 true",
        ),
        (
            "\"publishable\": true",
            "\"publishable\": true, \"联系人\": \"张三\"",
            "多出的内容「联系人」",
        ),
    ] {
        let mut office = office();
        office.tamper(JSON, |b| {
            let text = String::from_utf8(b.to_vec()).unwrap();
            assert!(text.contains(from), "{text}");
            text.replacen(from, to, 1).into_bytes()
        });
        assert_named(&office, "json", &[JSON, said]);
    }
}

#[test]
fn long_lists_are_read_from_the_files_beside_the_paper() {
    const LIST: &str = "某局2022年核对底稿-每行去向-1.csv";
    let long = || {
        let mut office = office();
        office.compile(3);
        office
    };
    assert_eq!(long().faults(), []);
    let tampered = |from: &str, to: &str| {
        let mut office = long();
        office.tamper(LIST, |b| {
            let text = String::from_utf8(b.to_vec()).unwrap();
            assert!(text.contains(from), "{text}");
            text.replacen(from, to, 1).into_bytes()
        });
        office
    };
    let moved = tampered("计入,3.1/自然人、", "计入,3.1/商业企业、");
    assert_named(
        &moved,
        "sums",
        &["3.1/自然人：表上是 2，「来源明细」所列各行合计 1"],
    );
    let twice = tampered(",1,A-1,", ",2,A-1,");
    assert_named(&twice, "sums", &["3.3.1/自然人"]);
    let other = tampered(",A-1,", ",A-9,");
    assert_named(&other, "rows", &["编号列的是「A-9」"]);
    // three answers that add up to hardly more than none
    let none = tampered(",1,A-1,", ",-1.9999999999999999999999999999,A-1,");
    assert_named(&none, "overview", &["应为「—」"]);
    let lost = tampered(
        "二季度/依申请公开台账.csv,,3,计入",
        "二季度/依申请公开台账.csv,,9,计入",
    );
    assert_named(&lost, "fates", &["二季度/依申请公开台账.csv!3"]);
    let mut without = long();
    without.report.remove(LIST);
    let missing = without.try_prove().unwrap_err();
    assert_eq!(missing.file, LIST);
}

#[test]
fn the_proof_for_programs_says_the_same() {
    let mut office = office();
    office.tamper(PAPER, |b| tamper::cell(b, "表三", "D6", "7"));
    let json = audit::json(&office.prove());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["holds"], false);
    let checks = json["checks"].as_array().unwrap();
    let sums = checks.iter().find(|c| c["check"] == "sums").unwrap();
    assert_eq!(sums["faults"][0]["at"]["cell"], "D6");
    assert_eq!(sums["faults"][0]["at"]["slot"], "3.1/自然人");
    let human = audit::human(&office.prove());
    assert!(
        human.contains("通过  源文件与「数据源」一致（2 个文件）"),
        "{human}"
    );
    assert!(
        human.contains("不符  各指标等于所列明细之和：1 处"),
        "{human}"
    );
}

#[test]
fn tables_saved_again_by_another_program_are_read() {
    let bytes = include_bytes!("../write/resaved-by-libreoffice.xlsx");
    let shown = gknb::handover::tables(&origin("另存.xlsx", bytes)).unwrap();
    let figures = shown.figures.values();
    let sums = figures.filter(|f| f.formula.is_some());
    let mut count = 0;
    for figure in sums {
        assert_eq!(figure.computed, figure.value, "{}", figure.cell);
        count += 1;
    }
    assert!(count > 20, "{count} formulas");
}

const BY_HAND: &str = "\n[opening]\n规章 = 3\n\n[[figure]]\nslot = \"2.行政许可/本年处理决定数量\"\nvalue = 7\nsource = \"许可科\"\n";

#[test]
fn a_figure_by_hand_or_an_opening_is_proved_by_the_settings() {
    let mut office = Office::with(BY_HAND, &[FIRST, SECOND]);
    assert_eq!(office.faults(), []);
    office.settings.figures[0].value = 8.into();
    office.settings.opening.clear();
    assert_named(
        &office,
        "given",
        &["列的是 7，gknb.toml 的 [[figure]] 中是 8"],
    );
    assert_named(
        &office,
        "given",
        &["列的是 3，gknb.toml 的 [opening] 中没有这一格"],
    );
    let mut office = Office::with(BY_HAND, &[FIRST, SECOND]);
    let mut later = office.settings.figures[0].clone();
    later.slot = "2.行政强制/本年处理决定数量".to_owned();
    office.settings.figures.push(later);
    assert_named(&office, "given", &["2.行政强制/本年处理决定数量 写的是 7"]);
}

#[test]
fn a_listed_row_without_a_place_is_named() {
    let mut office = office();
    let line = listed(&office, "3.1/自然人", "A-1");
    office.tamper(PAPER, |b| {
        tamper::cell(b, "来源明细", &format!("E{line}"), "若干")
    });
    assert_named(&office, "given", &["没有写明是哪一行"]);
}

const OF_UNITS: &str = "某局2022年分单位核对表.xlsx";

/// Two units' applications and documents; the first has a figure by hand and an opening.
fn by_unit(most: usize) -> Office {
    let requests = "承办单位,申请编号,收到日期,申请人类型,办理结果,答复日期\n\
         财政局,A-1,2022-01-05,自然人,予以公开,2022-01-20\n\
         审计局,A-2,2022-02-01,商业企业,,\n\
         财政局,A-3,2021-12-20,自然人,予以公开,2022-01-10\n\
         审计局,A-4,2022-03-01,自然人,重复申请,2022-03-10\n";
    let documents = "承办单位,文件类型,标题,文号,成文日期,废止日期\n\
         财政局,行政规范性文件,甲,1号,2022-05-01,\n\
         财政局,行政规范性文件,乙,2号,2019-05-01,2022-06-01\n\
         审计局,行政规范性文件,丙,3号,2022-07-01,\n";
    let toml = "by_unit = true\n\
         [unit.\"财政局\"]\n\
         opening = { \"行政规范性文件\" = 7 }\n\
         [[unit.\"财政局\".figure]]\n\
         slot = \"2.行政许可/本年处理决定数量\"\n\
         value = 5\n\
         source = \"纸质台账\"\n\
         [unit.\"审计局\"]\n\
         opening = { \"行政规范性文件\" = 2 }\n";
    let mut office = Office::with(toml, &[("申请.csv", requests), ("文件.csv", documents)]);
    office.compile(most);
    office
}

fn of(unit: &str) -> String {
    format!("分单位/{unit}2022年政府信息公开统计表.xlsx")
}

#[test]
fn the_tables_of_single_units_are_proved_by_the_rows_of_their_names() {
    for most in [100_000, 4] {
        let office = by_unit(most);
        assert_eq!(office.faults(), [], "lists of {most} lines");
        let held = |key: &str| {
            let checks = office.prove().checks;
            let check = checks.into_iter().find(|c| c.key == key);
            check.map_or(0, |c| c.held)
        };
        assert!(held("units") > 300 && held("units_matrix") > 400);
    }
}

#[test]
fn a_figure_of_a_unit_that_its_rows_do_not_give_is_named() {
    let mut office = by_unit(100_000);
    // as someone would who knows the formulas
    for (cell, value) in [("D6", "3"), ("D8", "3")] {
        office.tamper(&of("财政局"), |b| {
            tamper::cell(b, "三、依申请公开", cell, value)
        });
    }
    let said = "3.1/自然人：表上是 3，「来源明细」所列该单位各行合计 1";
    assert_named(
        &office,
        "units",
        &[&of("财政局"), "三、依申请公开!D6", said],
    );
    assert_named(&office, "units_tables", &["3.1/总计"]);
    let json = of("财政局").replace(".xlsx", ".json");
    assert_named(&office, "units_tables", &[&json, "JSON 是 1，统计表是 3"]);
    assert_named(
        &office,
        "units_matrix",
        &[OF_UNITS, "财政局：这里是 1，应为 3"],
    );
    let faults = office.faults();
    assert!(
        !faults.iter().any(|f| f.1.contains("审计局")),
        "{faults:#?}"
    );
}

#[test]
fn openings_and_figures_by_hand_of_units_are_proved_by_the_settings() {
    let mut office = by_unit(100_000);
    let unit = office.settings.units.get_mut("财政局").unwrap();
    unit.figures[0].value = 6.into();
    unit.opening.insert("行政规范性文件".to_owned(), 9.into());
    let file = of("财政局");
    assert_named(
        &office,
        "units",
        &[&file, "2.行政许可/本年处理决定数量：表上是 5", "合计 6"],
    );
    assert_named(
        &office,
        "units",
        &[&file, "2.行政规范性文件/现行有效件数：表上是 7", "合计 9"],
    );
}

#[test]
fn workbooks_of_units_that_are_missing_old_or_of_another_unit_are_named() {
    let mut office = by_unit(100_000);
    let moved = office.report.remove(&of("审计局")).unwrap();
    assert_named(
        &office,
        "units",
        &["分单位情况", "报告文件夹里没有 分单位/审计局"],
    );
    office.report.insert(of("财政局"), moved.clone());
    assert_named(
        &office,
        "units",
        &[&of("财政局"), "表头是「填报单位：审计局", "应是「财政局」"],
    );
    office.report.insert(of("旧局"), moved);
    assert_named(&office, "units", &[&of("旧局"), "是以前留下的"]);
    office.report.remove(OF_UNITS);
    assert_named(&office, "units", &[OF_UNITS, "报告文件夹里没有这个文件"]);
}

#[test]
fn a_changed_sheet_of_units_is_named_at_its_cell() {
    let mut office = by_unit(100_000);
    office.tamper(OF_UNITS, |b| tamper::cell(b, "各单位三", "C9", "8"));
    assert_named(
        &office,
        "units_matrix",
        &["各单位三!C9", "财政局：这里是 8，应为 1"],
    );
    assert_named(
        &office,
        "units_matrix",
        &["各单位三!C6", "各单位之和是 3，应为 10"],
    );
}

#[test]
fn numbers_of_a_unit_on_the_overview_and_of_its_rows_are_proved() {
    const OVERVIEW: &str = "一、总体情况数据";
    let unit = of("财政局");
    for (cell, value) in [
        ("B12", "999"),
        ("L12", "99"),
        ("N10", "500"),
        ("B10", "4"),
        ("B12", ""),
    ] {
        let mut office = by_unit(100_000);
        office.tamper(&unit, |b| tamper::cell(b, OVERVIEW, cell, value));
        assert_named(&office, "units_tables", &[&unit, OVERVIEW]);
    }
    let mut office = by_unit(100_000);
    office.tamper(&unit, |b| tamper::added_row(b, "二、主动公开", 40, "张三"));
    assert_named(
        &office,
        "units_tables",
        &[&unit, "二、主动公开!B40", "多出的内容"],
    );
    for (sheet, cell, said) in [
        ("各单位二", "C7", "相差是 5，应为 0"),
        (
            "分单位情况",
            "C4",
            "财政局：登记行写的是「5」，「每行去向」里是 4 行",
        ),
        ("分单位情况", "D5", "审计局：计入写的是「5」"),
        ("各单位三", "C8", "「指标格」一行里没有 3.1/总计"),
    ] {
        let mut office = by_unit(100_000);
        let value = if cell == "C8" { "合计" } else { "5" };
        office.tamper(OF_UNITS, |b| tamper::cell(b, sheet, cell, value));
        assert_named(&office, "units_matrix", &[OF_UNITS, sheet, said]);
    }
}

#[test]
fn units_that_number_for_themselves_are_proved() {
    let requests = "承办单位,申请编号,收到日期,申请人类型,办理结果,答复日期\n\
         财政局,1,2022-01-05,自然人,予以公开,2022-01-20\n\
         审计局,1,2022-02-01,商业企业,予以公开,2022-02-20\n";
    let toml = "by_unit = true\nkey = [\"承办单位\", \"申请编号\"]\n";
    let office = Office::with(toml, &[("申请.csv", requests)]);
    assert_eq!(office.faults(), []);
}
