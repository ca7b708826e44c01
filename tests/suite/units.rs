//! One ledger of many units: each unit's tables, the whole, and what is said where they do not fit.

use std::collections::BTreeSet;

use gknb::finding::Severity;
use gknb::settings::{self, Settings};
use gknb::units::{LastOf, OfUnit, UnitFiles, matrix};
use gknb::write::show;
use gknb::write::{publishable, readback, xlsx};
use gknb::{Compilation, Job, compile, compile_by_unit, trace};
use rust_decimal::Decimal;

use crate::body::can_be_read_on_every_sheet;
use crate::maker::exports::{Export, Ledger};
use crate::maker::published::{Published, REAL};
use crate::maker::table::{Column, Value};
use crate::maker::{Draft, Options, draft, origin};
use crate::office::Office;
use crate::program;

mod advice;
mod carried;

const UNITS: [&str; 10] = [
    "市财政局",
    "市审计局",
    "市教育局",
    "市公安局",
    "市民政局",
    "市司法局",
    "市气象局",
    "市自然资源局",
    "市发展改革委（物价局、粮食局）",
    "市住房公积金中心",
];

/// The unit of a thing, by the ledger and its serial number.
fn unit_of(export: &Export, record: usize, seed: u64) -> usize {
    let ledger = match export.ledger {
        Ledger::Requests => 1u64,
        Ledger::Documents => 2,
        Ledger::Decisions => 3,
        Ledger::Fees => 4,
        Ledger::Items => 5,
        Ledger::Cases => 6,
    };
    let mixed = (record as u64 + 1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(ledger.wrapping_mul(0xbf58_476d_1ce4_e5b9))
        .wrapping_add(seed);
    usize::try_from((mixed >> 33) % 10).unwrap()
}

/// The unit of each row: that of the thing it tells of, or its own where it tells of a thing alone.
fn units_of(export: &Export, seed: u64) -> Vec<usize> {
    let records = &export.table.records;
    let begin = usize::try_from(export.period.first).unwrap() * 1000;
    (0..export.table.rows.len())
        .map(|row| unit_of(export, *records.get(row).unwrap_or(&(begin + row)), seed))
        .collect()
}

/// With a column that tells the unit of each row.
fn told(draft: &mut Draft, seed: u64) {
    for export in &mut draft.exports {
        let units = units_of(export, seed);
        let table = &mut export.table;
        let heading = match export.ledger {
            Ledger::Requests => "答复单位",
            Ledger::Cases => "被申请人",
            Ledger::Documents => "制发机关",
            _ => "承办单位",
        };
        table.columns.push(Column {
            heading: heading.to_owned(),
            group: None,
            mergeable: true,
        });
        for (row, unit) in table.rows.iter_mut().zip(units) {
            row.push(Value::text(UNITS[unit]));
        }
    }
    draft.settings.by_unit = true;
}

/// With the rows of one unit alone.
fn alone(draft: &mut Draft, unit: usize, seed: u64) {
    for export in &mut draft.exports {
        let units = units_of(export, seed);
        let table = &mut export.table;
        let mut of = units.iter();
        table.rows.retain(|_| *of.next().unwrap() == unit);
        table.records.clear();
        table.total = None;
        table.summed = false;
        table.merged.clear();
        table.hidden_rows.clear();
    }
    draft.settings.agency = Some(UNITS[unit].to_owned());
    draft.settings.figures.clear();
}

fn figures(tally: &gknb::tally::Tally) -> Vec<Decimal> {
    tally.figures.iter().map(|f| f.value.normalize()).collect()
}

fn named<'c>(compilation: &'c Compilation, name: &str) -> &'c OfUnit {
    let mut units = compilation.units.iter();
    units.find(|u| &*u.name == name).unwrap_or_else(|| {
        let names: Vec<&str> = compilation.units.iter().map(|u| &*u.name).collect();
        panic!("no {name} among {names:?}")
    })
}

/// Splits a made folder among ten units and compares each with its rows compiled alone.
fn split(published: &Published, seed: u64, options: Options) {
    let plain = draft(published, seed, options).pack().0;
    let without = compile(&plain.job(1)).unwrap();
    let mut with = draft(published, seed, options);
    told(&mut with, seed);
    let made = with.pack().0;
    let whole = compile(&made.job(2)).unwrap();
    assert_eq!(
        figures(&whole.tally),
        figures(&without.tally),
        "seed {seed}"
    );
    let rows = |c: &Compilation| (c.rows.read, c.rows.counted, c.rows.merged, c.rows.faulty);
    assert_eq!(rows(&whole).1, rows(&without).1, "seed {seed}");
    let mut sum = vec![Decimal::ZERO; whole.form.slots.len()];
    for (nth, name) in UNITS.iter().enumerate() {
        let mut own = draft(published, seed, options);
        alone(&mut own, nth, seed);
        let by_itself = compile(&own.pack().0.job(1)).unwrap();
        let Some(unit) = whole.units.iter().find(|u| &*u.name == *name) else {
            assert_eq!(by_itself.ledger.records(), 0, "seed {seed}, {name}");
            continue;
        };
        assert_eq!(
            figures(&unit.tally),
            figures(&by_itself.tally),
            "seed {seed}, {name}"
        );
        assert_eq!(
            unit.tally.overview, by_itself.tally.overview,
            "seed {seed}, {name}"
        );
        for (sum, figure) in sum.iter_mut().zip(&unit.tally.figures) {
            *sum += figure.value;
        }
    }
    for (at, slot) in whole.form.slots.iter().enumerate() {
        let by_hand = matches!(
            whole.tally.figures[at].from,
            gknb::tally::From::Hand(_) | gknb::tally::From::Slots(_)
        );
        if !by_hand {
            let value = whole.tally.figures[at].value;
            assert_eq!(sum[at], value, "seed {seed}, {}", slot.id);
        }
    }
    let said = whole.findings.iter().map(|f| f.rule.code);
    let said: BTreeSet<&str> = said.collect();
    for code in ["E122", "E123", "E124", "L125"] {
        assert!(!said.contains(code), "seed {seed}: {code}");
    }
}

#[test]
fn rows_split_among_ten_units_give_each_the_tables_of_its_rows_alone() {
    for seed in 1..=2 {
        split(&Published::invented(seed, 40), seed, Options::default());
    }
    for (seed, (name, _)) in (11..).zip(REAL) {
        split(&Published::real(name), seed, Options::default());
    }
}

#[test]
fn the_threads_decide_nothing_of_units() {
    let mut with = draft(&Published::invented(5, 60), 5, Options::default());
    told(&mut with, 5);
    let made = with.pack().0;
    let [one, many] = [1, 4].map(|jobs| {
        let compilation = compile(&made.job(jobs)).unwrap();
        xlsx::bytes(&matrix::document(&compilation, &[])).unwrap()
    });
    assert_eq!(one, many);
}

/// A folder of texts compiled by unit.
fn by_unit(toml: &str, files: &[(&str, &str)], roster: Option<&str>) -> Compilation {
    try_by_unit(toml, files, roster).unwrap_or_else(|e| panic!("{e}"))
}

fn try_by_unit(
    toml: &str,
    files: &[(&str, &str)],
    roster: Option<&str>,
) -> Result<Compilation, gknb::Stop> {
    let job = job(toml, files);
    let files = UnitFiles {
        roster: roster.map(|text| origin("单位名录.csv", trimmed(text).as_bytes())),
        previous: Vec::new(),
    };
    compile_by_unit(&job, &files)
}

fn job(toml: &str, files: &[(&str, &str)]) -> Job {
    let toml = format!("year = 2022\nagency = \"某市\"\nby_unit = true\n{toml}");
    Job {
        settings: settings::parse(&toml).unwrap(),
        files: files
            .iter()
            .map(|(name, text)| origin(name, trimmed(text).as_bytes()))
            .collect(),
        previous: None,
        jobs: 1,
    }
}

fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    lines.join("\n")
}

/// Places and units of the findings of a code.
fn found(compilation: &Compilation, code: &str) -> Vec<String> {
    let found = compilation.findings.iter().filter(|f| f.rule.code == code);
    found
        .map(|f| show::place_and_unit(f, &compilation.names, None))
        .collect()
}

fn value(compilation: &Compilation, tally: &gknb::tally::Tally, slot: &str) -> Decimal {
    tally.figures[compilation.form.slot(slot).unwrap()].value
}

const LEDGER: &str = "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
     1,2022-01-05,自然人,2022-01-15,予以公开,市财政局
     2,2022-01-06,自然人,2022-01-16,予以公开,市财政局
     3,2022-01-07,商业企业,2022-01-17,重复申请,市审计局
     4,2022-01-08,自然人,2022-01-18,重复申请,市审计局";

#[test]
fn a_row_without_its_unit_is_an_error_at_its_cell_and_keeps_all_tables_back() {
    let text = LEDGER.replace("重复申请,市审计局\n     4", "重复申请,\n     4");
    let compilation = by_unit("", &[("台账.csv", &text)], None);
    assert_eq!(found(&compilation, "E122"), ["台账.csv!F4"]);
    assert!(!compilation.publishable());
    // nobody can tell whose row it is
    assert!(compilation.units.iter().all(|u| !u.publishable(false)));
    assert!(compilation.units.iter().all(|u| u.errors == 0));
    assert_eq!(compilation.rows.faulty, 1);
}

#[test]
fn a_row_of_another_year_needs_no_unit() {
    let text = LEDGER.to_owned() + "\n5,2023-01-08,自然人,,,";
    let compilation = by_unit("", &[("台账.csv", &text)], None);
    assert!(found(&compilation, "E122").is_empty());
    assert!(compilation.publishable());
}

#[test]
fn an_error_of_one_unit_keeps_back_that_unit_and_the_whole_and_no_other() {
    let text = LEDGER.replace(
        "2022-01-06,自然人,2022-01-16",
        "2022-01-06,自然人,2022-13-16",
    );
    let compilation = by_unit("", &[("台账.csv", &text)], None);
    assert_eq!(found(&compilation, "E103"), ["台账.csv!D3〔市财政局〕"]);
    assert!(!compilation.publishable());
    assert!(!named(&compilation, "市财政局").publishable(false));
    assert!(named(&compilation, "市审计局").publishable(false));
}

#[test]
fn a_table_without_units_is_one_error_unless_a_name_above_it_tells_them() {
    let plain = "申请编号,收到日期,申请人类型,答复日期,办理结果
         7,2022-01-05,自然人,2022-01-15,予以公开
         8,2022-01-06,自然人,2022-01-16,予以公开";
    let files = [("台账.csv", LEDGER), ("另表.csv", plain)];
    let compilation = by_unit("", &files, None);
    assert_eq!(found(&compilation, "C105"), ["另表.csv!A1"]);
    assert_eq!(compilation.rows.faulty, 2);

    let titled = format!("填报单位：市气象局,,,,\n{plain}");
    let files = [("台账.csv", LEDGER), ("另表.csv", titled.as_str())];
    let compilation = by_unit("", &files, None);
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
    let unit = named(&compilation, "市气象局");
    assert_eq!(value(&compilation, &unit.tally, "3.1/总计"), 2.into());

    let roster = "单位,曾用名\n市财政局,\n市审计局,\n市气象局,市气象台";
    for name in [
        "市气象台/台账.csv",
        "03.市气象局/台账.csv",
        "市气象局2022年依申请公开台账.csv",
    ] {
        let compilation = by_unit("", &[("台账.csv", LEDGER), (name, plain)], Some(roster));
        assert!(compilation.publishable(), "{:#?}", compilation.findings);
        let unit = named(&compilation, "市气象局");
        assert_eq!(value(&compilation, &unit.tally, "3.1/总计"), 2.into());
    }
    // the advice tells both ways
    let finding = by_unit("", &[("另表.csv", plain)], None);
    let missing = finding.findings.iter().find(|f| f.rule.code == "C105");
    let help = missing.map(|f| f.help.clone()).unwrap_or_default();
    assert!(
        help.contains("填报单位：") && help.contains("单位名录"),
        "{help}"
    );
}

#[test]
fn a_lone_name_that_is_like_another_is_a_doubt_with_that_name() {
    let text = LEDGER.to_owned() + "\n5,2022-01-08,自然人,2022-01-18,重复申请,财政局";
    let compilation = by_unit("", &[("台账.csv", &text)], None);
    assert_eq!(found(&compilation, "G110"), ["台账.csv!F6"]);
    let finding = compilation.findings.iter().find(|f| f.rule.code == "G110");
    assert!(finding.unwrap().message.contains("市财政局"));
    // white space makes no other unit
    let text = LEDGER.replace("重复申请,市审计局", "重复申请, 市 审计局 ");
    let compilation = by_unit("", &[("台账.csv", &text)], None);
    assert_eq!(compilation.units.len(), 2);
}

#[test]
fn the_roster_gives_former_names_the_present_one_and_no_other_name_a_unit() {
    let roster = "单位,上级单位,曾用名,报告文件
         某市,,,
         市财政局,某市,,
         市审计监督局,某市,市审计局、市审计处,
         市气象局,某市,,";
    let compilation = by_unit("", &[("台账.csv", LEDGER)], Some(roster));
    let names: Vec<&str> = compilation.units.iter().map(|u| &*u.name).collect();
    assert_eq!(names, ["市财政局", "市审计监督局", "市气象局"]);
    assert_eq!(found(&compilation, "G111"), ["单位名录.csv!A5"]);
    assert!(named(&compilation, "市气象局").publishable(false));

    let text = LEDGER.replace("予以公开,市财政局\n     3", "予以公开,财政局\n     3");
    let compilation = by_unit("", &[("台账.csv", &text)], Some(roster));
    assert_eq!(found(&compilation, "E123"), ["台账.csv!F3"]);
    let finding = compilation.findings.iter().find(|f| f.rule.code == "E123");
    assert!(finding.unwrap().message.contains("相近的有：市财政局"));
}

#[test]
fn two_units_in_one_cell_are_an_error() {
    let text = LEDGER.replace(
        "予以公开,市财政局\n     3",
        "予以公开,市财政局、市审计局\n     3",
    );
    let compilation = by_unit("", &[("台账.csv", &text)], None);
    assert_eq!(found(&compilation, "E124"), ["台账.csv!F3"]);
}

#[test]
fn a_formula_without_a_result_is_no_unit() {
    let row = |cells: &[&str]| {
        let cells = cells.iter().map(|cell| match cell.strip_prefix('=') {
            Some(_) => format!("<Cell ss:Formula=\"{cell}\"/>"),
            None => format!("<Cell><Data ss:Type=\"String\">{cell}</Data></Cell>"),
        });
        format!("<Row>{}</Row>", cells.collect::<String>())
    };
    let cells = |line: &str| row(&line.split(',').collect::<Vec<_>>());
    let mut lines: Vec<String> = trimmed(LEDGER).lines().map(cells).collect();
    lines.push(cells(
        "5,2022-01-08,自然人,2022-01-18,重复申请,=VLOOKUP(A6;X:Y;2)",
    ));
    let xml = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"台账\"><Table>{}</Table></Worksheet></Workbook>",
        lines.concat()
    );
    let compilation = by_unit("", &[("台账.xml.xls", &xml)], None);
    assert_eq!(found(&compilation, "E101"), ["台账.xml.xls!台账!F6"]);
    let names: Vec<&str> = compilation.units.iter().map(|u| &*u.name).collect();
    assert_eq!(names, ["市财政局", "市审计局"]);
    assert!(compilation.units.iter().all(|u| !u.publishable(false)));
}

#[test]
fn an_error_about_a_figure_of_the_whole_is_of_no_single_unit() {
    let licences = "行政许可决定文书号,决定日期,数量,许可机关
         许1,2022-05-01,3,市财政局
         许2,2022-05-02,4,市审计局";
    let toml = "[[figure]]
        slot = \"2.行政许可/本年处理决定数量\"
        value = 9
        source = \"年报\"";
    let files = [("台账.csv", LEDGER), ("行政许可.csv", licences)];
    let compilation = by_unit(toml, &files, None);
    assert_eq!(
        found(&compilation, "T101"),
        ["指标格 2.行政许可/本年处理决定数量"]
    );
    let kept: Vec<_> = compilation
        .units
        .iter()
        .map(|u| (u.errors, u.common))
        .collect();
    assert_eq!(kept, [(0, 1), (0, 1)]);

    // where a unit's own figure is wrong in the same way it is that unit's error, and no other's
    let licences = licences.replace("市审计局", "市财政局");
    let files = [("台账.csv", LEDGER), ("行政许可.csv", &*licences)];
    let compilation = by_unit("none = [\"行政许可\"]", &files, None);
    assert!(!compilation.publishable());
    assert!(!named(&compilation, "市财政局").publishable(false));
    assert!(named(&compilation, "市审计局").publishable(false));
}

#[test]
fn a_merged_cell_tells_the_unit_of_each_of_its_rows() {
    let html = "<html><meta charset=\"utf-8\"><table>
        <tr><td>申请编号</td><td>收到日期</td><td>申请人类型</td><td>答复日期</td><td>办理结果</td><td>承办部门</td></tr>
        <tr><td>1</td><td>2022-01-05</td><td>自然人</td><td>2022-01-15</td><td>予以公开</td><td rowspan=\"3\">市财政局</td></tr>
        <tr><td>2</td><td>2022-01-06</td><td>自然人</td><td>2022-01-15</td><td>予以公开</td></tr>
        <tr><td>3</td><td>2022-01-07</td><td>自然人</td><td>2022-01-15</td><td>予以公开</td></tr>
        <tr><td>4</td><td>2022-01-07</td><td>自然人</td><td>2022-01-15</td><td>予以公开</td><td>市审计局</td></tr>
        </table></html>";
    let compilation = by_unit("", &[("台账.xls", html)], None);
    let unit = named(&compilation, "市财政局");
    assert_eq!(value(&compilation, &unit.tally, "3.1/总计"), 3.into());
    let unit = named(&compilation, "市审计局");
    assert_eq!(value(&compilation, &unit.tally, "3.1/总计"), 1.into());
}

#[test]
fn a_transferred_application_counts_once_for_the_unit_of_the_later_period() {
    let first = "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
         9,2022-03-05,自然人,,,市财政局";
    let second = "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
         9,2022-03-05,自然人,2022-04-01,予以公开,市审计局";
    let files = [("2022年一季度.csv", first), ("2022年二季度.csv", second)];
    let compilation = by_unit("", &files, None);
    assert_eq!(found(&compilation, "L125"), ["2022年二季度.csv!F2"]);
    let finding = compilation.findings.iter().find(|f| f.rule.code == "L125");
    let related = &finding.unwrap().related;
    assert_eq!(
        show::place(&related[0].0, &compilation.names, None),
        "2022年一季度.csv!F2"
    );
    assert_eq!(
        value(&compilation, &compilation.tally, "3.1/总计"),
        1.into()
    );
    let unit = named(&compilation, "市审计局");
    assert_eq!(value(&compilation, &unit.tally, "3.3.1/自然人"), 1.into());
    // the other has nothing left of it
    let names: Vec<&str> = compilation.units.iter().map(|u| &*u.name).collect();
    assert_eq!(names, ["市财政局", "市审计局"]);
    let unit = named(&compilation, "市财政局");
    assert_eq!(value(&compilation, &unit.tally, "3.1/总计"), 0.into());
    assert!(compilation.publishable());
}

#[test]
fn a_unit_that_a_later_export_leaves_blank_is_the_one_that_stood_before() {
    let first = "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
         9,2022-03-05,自然人,,,市财政局
         8,2022-03-05,自然人,,,";
    let second = "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
         9,2022-03-05,自然人,2022-04-01,予以公开,
         8,2022-03-05,自然人,2022-04-01,予以公开,市审计局
         7,2022-04-05,自然人,2022-04-11,予以公开,市审计局";
    let documents = "标题,文号,成文日期,制发单位\n甲,财规〔2022〕1号,2022-03-01,市财政局";
    let files = [
        ("2022年一季度.csv", first),
        ("2022年二季度.csv", second),
        ("2022年一季度规范性文件.csv", documents),
        (
            "2022年二季度规范性文件.csv",
            &documents.replace("市财政局", ""),
        ),
    ];
    let compilation = by_unit("", &files, None);
    assert_eq!(found(&compilation, "E122"), [""; 0]);
    assert_eq!(found(&compilation, "L125"), [""; 0]);
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
    let answered =
        |unit: &str, slot: &str| value(&compilation, &named(&compilation, unit).tally, slot);
    assert_eq!(answered("市财政局", "3.3.1/自然人"), 1.into());
    assert_eq!(answered("市审计局", "3.3.1/自然人"), 2.into());
    let issued = "2.行政规范性文件/本年制发件数";
    assert_eq!(answered("市财政局", issued), 1.into());
    // one of which no row tells a unit is an error as before
    let nowhere = second.replace("2022-04-11,予以公开,市审计局", "2022-04-11,予以公开,");
    let files = [files[0], ("2022年二季度.csv", &*nowhere)];
    assert_eq!(
        found(&by_unit("", &files, None), "E122"),
        ["2022年二季度.csv!F4"]
    );
}

#[test]
fn units_that_number_for_themselves_are_told_by_unit_and_number() {
    let first = "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
         1,2022-03-05,自然人,,,市财政局
         1,2022-03-06,商业企业,2022-03-20,予以公开,市审计局";
    let second = "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
         1,2022-03-05,自然人,2022-04-01,予以公开,市财政局";
    let files = [("2022年一季度.csv", first), ("2022年二季度.csv", second)];
    let compilation = by_unit("key = [\"承办单位\", \"申请编号\"]", &files, None);
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
    assert_eq!(
        value(&compilation, &compilation.tally, "3.1/总计"),
        2.into()
    );
    assert_eq!(compilation.rows.merged, 1);
    let compilation = by_unit("", &files, None);
    assert!(!compilation.publishable());
}

#[test]
fn decisions_documents_and_cases_of_units_that_number_for_themselves_are_told_by_unit_too() {
    let one = "行政处罚决定书文号,案由,处罚决定日期,处罚机关
         罚1,超范围经营,2022-01-05,市财政局";
    let two = one.replace("市财政局", "市审计局");
    let papers = "规范性文件文号,文件标题,成文日期,制发机关
         规〔2022〕1号,管理办法,2022-03-01,市财政局
         规〔2022〕1号,审计办法,2022-04-01,市审计局";
    let cases = "案号,类型,受理日期,结案日期,结果,被申请人
         复1,行政复议,2022-02-05,2022-03-05,维持,市财政局
         复1,行政复议,2022-02-06,2022-03-06,维持,市审计局";
    let files = [
        ("市财政局处罚.csv", one),
        ("市审计局处罚.csv", &two),
        ("规范性文件.csv", papers),
        ("复议.csv", cases),
    ];
    let compilation = by_unit("key = [\"承办单位\", \"申请编号\"]", &files, None);
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
    assert_eq!(found(&compilation, "L125"), [""; 0]);
    for slot in [
        "2.行政处罚/本年处理决定数量",
        "2.行政规范性文件/本年制发件数",
        "4.行政复议/结果维持",
    ] {
        assert_eq!(value(&compilation, &compilation.tally, slot), 2.into());
        for unit in &compilation.units {
            assert_eq!(value(&compilation, &unit.tally, slot), 1.into(), "{slot}");
        }
    }
    // else a number is one thing's, and the unit that has nothing left of it has a row none the less
    let compilation = by_unit("", &files[..2], None);
    let places = found(&compilation, "L125");
    assert_eq!(
        places,
        ["市财政局处罚.csv!D2"],
        "{:#?}",
        compilation.findings
    );
    assert_eq!(found(&compilation, "G111"), [""; 0]);
}

#[test]
fn figures_by_hand_of_units_add_up_beside_the_rows_of_others() {
    let licences = "行政许可决定文书号,决定日期,数量,许可机关
         许1,2022-05-01,3,市财政局
         许2,2022-05-02,4,市财政局";
    let toml = "[unit.\"市审计局\"]
        [[unit.\"市审计局\".figure]]
        slot = \"2.行政许可/本年处理决定数量\"
        value = 5
        source = \"纸质台账\"";
    let files = [("台账.csv", LEDGER), ("行政许可.csv", licences)];
    let compilation = by_unit(toml, &files, None);
    let slot = "2.行政许可/本年处理决定数量";
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
    assert_eq!(value(&compilation, &compilation.tally, slot), 12.into());
    let values = ["市财政局", "市审计局"].map(|u| {
        let unit = named(&compilation, u);
        value(&compilation, &unit.tally, slot)
    });
    assert_eq!(values, [7.into(), 5.into()]);
    assert!(found(&compilation, "G109").is_empty());
    // a figure of the whole beside none of the units does not add up
    let toml = "[[figure]]
        slot = \"2.行政处罚/本年处理决定数量\"
        value = 5
        source = \"纸质台账\"";
    let compilation = by_unit(toml, &files, None);
    assert_eq!(
        found(&compilation, "G109"),
        ["指标格 2.行政处罚/本年处理决定数量"]
    );
}

#[test]
fn a_figure_by_hand_for_a_unit_that_has_rows_is_an_error_of_that_unit() {
    let licences = "行政许可决定文书号,决定日期,数量,许可机关
         许1,2022-05-01,3,市财政局
         许2,2022-05-02,4,市审计局";
    let toml = "[unit.\"市审计局\"]
        [[unit.\"市审计局\".figure]]
        slot = \"2.行政许可/本年处理决定数量\"
        value = 5
        source = \"纸质台账\"";
    let compilation = by_unit(toml, &[("行政许可.csv", licences)], None);
    let place = "指标格 2.行政许可/本年处理决定数量〔市审计局〕";
    assert_eq!(found(&compilation, "T101"), [place]);
    assert!(named(&compilation, "市财政局").publishable(false));
    assert!(!named(&compilation, "市审计局").publishable(false));
    assert!(!compilation.publishable());
}

#[test]
fn settings_of_a_unit_that_the_roster_lacks_stop_the_run() {
    let roster = "单位\n市财政局\n市审计局";
    let toml = "[unit.\"财政局\"]\nnone = [\"规章\"]";
    let Err(stop @ gknb::Stop::Unfit(_)) = try_by_unit(toml, &[("台账.csv", LEDGER)], Some(roster))
    else {
        panic!("it compiles");
    };
    let message = stop.to_string();
    assert!(message.contains("相近的有：市财政局"), "{message}");
}

#[test]
fn last_years_reports_are_found_by_the_names_in_them() {
    let last = by_unit("", &[("台账.csv", LEDGER)], None);
    let reports: Vec<(String, Vec<u8>)> = last
        .units
        .iter()
        .map(|unit| {
            let mut statement = unit.statement(&last);
            statement.year = 2021;
            let bytes = xlsx::bytes(&publishable::stated(&statement)).unwrap();
            (format!("{}.xlsx", unit.name), bytes)
        })
        .collect();
    // 市审计局 carried nothing over, and has one application from last year now
    let text = LEDGER.replace("4,2022-01-08", "4,2021-12-30");
    let roster = "单位,曾用名\n市财政局,\n市审计监督局,市审计局";
    let files = UnitFiles {
        roster: Some(origin("单位名录.csv", roster.as_bytes())),
        previous: (reports.iter())
            .map(|(name, bytes)| LastOf {
                unit: None,
                report: origin(name, bytes),
            })
            .collect(),
    };
    let compilation = compile_by_unit(&job("", &[("台账.csv", &text)]), &files).unwrap();
    assert_eq!(
        found(&compilation, "V102"),
        ["指标格 3.2/自然人〔市审计监督局〕"]
    );
    assert!(found(&compilation, "G112").is_empty());
    assert!(found(&compilation, "V104").is_empty());
    assert!(named(&compilation, "市财政局").publishable(false));
}

#[test]
fn half_a_year_among_last_years_reports_is_told_and_not_used() {
    let last = by_unit("", &[("台账.csv", LEDGER)], None);
    let unit = &last.units[0];
    for (year, told) in [(2021, 1), (2022, 0)] {
        let mut statement = unit.statement(&last);
        statement.year = year;
        statement.until = Some(jiff::civil::date(year, 6, 30));
        let bytes = xlsx::bytes(&publishable::stated(&statement)).unwrap();
        let files = UnitFiles {
            roster: None,
            previous: vec![LastOf {
                unit: None,
                report: origin("半年.xlsx", &bytes),
            }],
        };
        let compilation = compile_by_unit(&job("", &[("台账.csv", LEDGER)]), &files).unwrap();
        assert_eq!(found(&compilation, "G112").len(), told, "{year}");
        assert!(found(&compilation, "V105").is_empty());
        assert!(found(&compilation, "V102").is_empty());
    }
}

#[test]
fn the_matrix_reads_back_as_meant_and_each_units_workbook_holds_its_figures() {
    let compilation = by_unit("", &[("台账.csv", LEDGER)], None);
    let document = matrix::document(&compilation, &[]);
    let bytes = xlsx::bytes(&document).unwrap();
    assert!(readback::pages(&bytes, &document).is_empty());
    can_be_read_on_every_sheet(&document);
    for unit in &compilation.units {
        let statement = unit.statement(&compilation);
        let document = publishable::stated(&statement);
        let bytes = xlsx::bytes(&document).unwrap();
        assert!(readback::stated(&bytes, &document, &statement).is_empty());
        let report = readback::read(&bytes).unwrap();
        assert_eq!(report.heading.agency, &*unit.name);
        assert_eq!(report.slots["3.1/总计"], 2.into());
    }
}

#[test]
fn the_working_paper_tells_the_unit_of_each_row_and_its_figures_are_proved() {
    let toml = "by_unit = true
        [unit.\"市审计局\"]
        [[unit.\"市审计局\".figure]]
        slot = \"2.行政许可/本年处理决定数量\"
        value = 5
        source = \"纸质台账\"";
    let text = trimmed(LEDGER);
    let office = Office::with(toml, &[("台账.csv", &text)]);
    assert!(office.faults().is_empty(), "{:#?}", office.faults());
}

#[test]
fn without_by_unit_units_are_left_alone() {
    let text = LEDGER.replace("重复申请,市审计局", "重复申请,");
    let mut job = job("", &[("台账.csv", &text)]);
    job.settings = Settings {
        by_unit: false,
        ..job.settings
    };
    let compilation = compile(&job).unwrap();
    assert!(compilation.units.is_empty());
    let errors = compilation.findings.iter();
    let errors = errors.filter(|f| f.rule.severity == Severity::Error);
    assert_eq!(errors.count(), 0);
}

/// The program run in a folder: exit code and what it says.
fn gknb(folder: &std::path::Path, args: &[&str]) -> (Option<i32>, String) {
    let run = program::gknb(folder, args);
    (run.code, run.err)
}

#[test]
fn the_program_writes_each_units_tables_and_keeps_those_with_errors_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let toml = "year = 2022\nagency = \"某市\"\nby_unit = true\n";
    std::fs::write(data.join("gknb.toml"), toml).unwrap();
    // as an old portal exports it
    let ledger = trimmed(LEDGER);
    let write = |text: &str| {
        let (bytes, _, _) = encoding_rs::GBK.encode(text);
        std::fs::write(data.join("台账.csv"), bytes).unwrap();
    };
    write(&ledger);
    std::fs::write(data.join("单位名录.csv"), "单位\n市财政局\n市审计局\n").unwrap();
    let (code, said) = gknb(folder.path(), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("单位 2 个：没有错误 2。"), "{said}");
    let report = folder.path().join("report");
    let tables = |unit: &str| {
        let name = format!("分单位/{unit}2022年政府信息公开统计表.xlsx");
        std::fs::read(report.join(name)).unwrap()
    };
    assert!(report.join("某市2022年分单位核对表.xlsx").exists());
    let [finance, audit] = [tables("市财政局"), tables("市审计局")];
    let slots = readback::read(&finance).unwrap().slots;
    assert_eq!(slots["3.3.1/自然人"], 2.into());

    // an error of one unit, and another figure of the other
    let faulty = ledger.replace(
        "2022-01-06,自然人,2022-01-16",
        "2022-01-06,自然人,2022-13-16",
    );
    write(&(faulty + "\n5,2022-02-08,自然人,2022-02-18,重复申请,市审计局"));
    let (code, said) = gknb(folder.path(), &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("有错误 1（市财政局）"), "{said}");
    assert!(
        said.contains("市财政局2022年政府信息公开统计表.xlsx 是以前写出的旧文件"),
        "{said}"
    );
    assert_eq!(tables("市财政局"), finance);
    assert_ne!(tables("市审计局"), audit);

    // the folder of a report serves the next year
    let next = "申请编号,收到日期,申请人类型,答复日期,办理结果,答复单位
        2023-1,2023-01-05,自然人,2023-01-15,予以公开,市财政局
        2023-2,2022-12-05,自然人,2023-01-06,予以公开,市审计局";
    write(&trimmed(next));
    let args = [
        "--year",
        "2023",
        "--previous",
        "report",
        "--out",
        "next",
        "--message-format",
        "short",
    ];
    let (code, said) = gknb(folder.path(), &args);
    assert_eq!(code, Some(1), "{said}");
    let carried = said.lines().filter(|l| l.contains("V102"));
    let carried: Vec<&str> = carried.collect();
    assert_eq!(carried.len(), 2, "{said}");
    assert!(carried.iter().any(|l| l.contains("〔市审计局〕")), "{said}");
    assert!(!said.contains("V105") && !said.contains("G112"), "{said}");
    assert!(
        folder
            .path()
            .join("next/分单位/市财政局2023年政府信息公开统计表.xlsx")
            .exists()
    );
    assert!(
        !folder
            .path()
            .join("next/分单位/市审计局2023年政府信息公开统计表.xlsx")
            .exists()
    );

    let (code, said) = gknb(folder.path(), &["check", "--roster", "没有.xlsx"]);
    assert_eq!(code, Some(2), "{said}");
}

#[test]
fn a_figure_of_a_single_unit_is_explained_by_its_own_rows_and_settings() {
    let toml = "[unit.\"市财政局\"]
        opening = { \"行政规范性文件\" = 7 }
        [[unit.\"市财政局\".figure]]
        slot = \"2.行政许可/本年处理决定数量\"
        value = 5
        source = \"纸质台账\"";
    let documents = "单位,文件类型,标题,文号,成文日期,废止日期
        市财政局,行政规范性文件,甲,1号,2022-05-01,
        市财政局,行政规范性文件,乙,2号,2019-05-01,2022-06-01
        市审计局,行政规范性文件,丙,3号,2022-07-01,";
    let files = [
        ("文件.csv", trimmed(documents)),
        ("申请.csv", trimmed(LEDGER)),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let job = job(toml, &files);
    let compilation = compile(&job).unwrap();
    let told = |what: &str, unit: &str| {
        let asked = trace::asked(what, &compilation).unwrap();
        let unit = trace::unit(unit, &compilation).unwrap_or_else(|u| panic!("{u}"));
        let explained = trace::explain(asked, Some(unit), &job, &compilation).unwrap();
        let json: serde_json::Value = serde_json::from_str(&explained.json()).unwrap();
        let text = explained.text();
        let rows = json["rows"].as_array().unwrap().iter();
        let sum: i64 = rows.map(|r| r["count"].as_i64().unwrap()).sum();
        (
            text,
            json["value"].as_i64().unwrap(),
            sum,
            json["agency"].clone(),
        )
    };
    let (text, value, sum, agency) = told("3.3.1/总计", "市财政局");
    assert_eq!((value, sum, agency), (2, 2, "市财政局".into()), "{text}");
    assert!(text.starts_with("市财政局：3.3.1/总计 ＝ 2 件"), "{text}");
    assert!(
        text.contains("申请.csv!2") && !text.contains("申请.csv!4"),
        "{text}"
    );
    let (text, value, sum, _) = told("2.行政许可/本年处理决定数量", "市财政局");
    assert_eq!((value, sum), (5, 5));
    assert!(
        text.contains("[unit.\"市财政局\"] [[figure]] 1（纸质台账）"),
        "{text}"
    );
    let (text, value, sum, _) = told("2.行政规范性文件/现行有效件数", "市财政局");
    assert_eq!((value, sum), (7, 7), "7 + 1 - 1: {text}");
    assert!(text.contains("+7  上年现行有效（[opening]）"), "{text}");
    let (_, value, sum, _) = told("3.1/自然人", "市审计局");
    assert_eq!((value, sum), (1, 1));
    let unknown = trace::unit("市审记局", &compilation).err().unwrap();
    assert!(unknown.help.starts_with("是不是想写 市审计局"));
    let row = trace::asked("申请.csv!2", &compilation).unwrap();
    let unit = trace::unit("市审计局", &compilation).ok();
    assert!(trace::explain(row, unit, &job, &compilation).is_err());
}

#[test]
fn a_roster_that_was_found_by_itself_is_found_again_when_the_report_is_proved() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| program::put(folder.path(), name, text.as_bytes());
    put("data/台账.csv", &trimmed(LEDGER));
    put("data/单位名录.csv", "单位\n市财政局\n市审计局\n");
    let by_unit = ["--by-unit", "--year", "2022", "--agency", "某市"];
    let (code, said) = gknb(folder.path(), &by_unit);
    assert_eq!(code, Some(0), "{said}");
    let run = program::gknb(folder.path(), &["audit", "report", "data"]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
}

#[test]
fn units_that_number_their_decisions_alike_are_not_asked_about_them() {
    let rows = |unit: &str, case: &str| {
        format!("承办单位,案件名称,处罚文号,决定日期\n{unit},{case},罚1号,2022-01-05")
    };
    let (first, second) = (rows("市财政局", "甲案"), rows("市审计局", "乙案"));
    let files = [
        ("行政处罚1.csv", first.as_str()),
        ("行政处罚2.csv", &second),
    ];
    let compilation = by_unit("", &files, None);
    assert!(compilation.findings.iter().all(|f| f.rule.code != "L118"));
    let second = rows("市财政局", "乙案");
    let files = [
        ("行政处罚1.csv", first.as_str()),
        ("行政处罚2.csv", &second),
    ];
    let compilation = by_unit("", &files, None);
    assert!(compilation.findings.iter().any(|f| f.rule.code == "L118"));
}

#[test]
fn none_of_what_last_year_left_in_force_says_that_it_comes_from_last_year() {
    let toml = "none = [\"规章\"]\n[opening]\n规章 = 28";
    let compilation = by_unit(toml, &[("台账.csv", LEDGER)], None);
    let finding = compilation.findings.iter().find(|f| f.rule.code == "T104");
    let message = &finding.unwrap().message;
    assert!(
        message.contains("按上年现行有效件数推算有（28）"),
        "{message}"
    );
    assert!(!message.contains("台账"), "{message}");
}
