//! `gknb rollup` as a user meets it.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use gknb::settings::Scope;
use serde_json::Value;

use super::{page, scoped, simple, simple_slots};
use crate::program::{outcome, put};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put(
        folder.path(),
        "各单位/教育局/报告.xlsx",
        &simple("示例市教育局", 20),
    );
    put(
        folder.path(),
        "各单位/民政局/年报.xlsx",
        &simple("示例市民政局", 3),
    );
    put(
        folder.path(),
        "各单位/gknb.toml",
        "agency = \"示例市\"\n".as_bytes(),
    );
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|e| {
            e.expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

/// Folders whose order by number is not that of their letters.
#[test]
fn each_unit_is_a_link_to_its_report_in_numbered_folders() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for number in 1..=12 {
        let unit = format!("示例市第{number}局");
        let slots: Vec<(&str, String)> = (simple_slots(number).into_iter())
            .map(|(slot, count)| (slot, count.to_string()))
            .collect();
        let slots: Vec<(&str, &str)> = slots.iter().map(|s| (s.0, s.1.as_str())).collect();
        let page = page(&format!("{unit}2024年政府信息公开工作年度报告"), &slots);
        put(
            folder.path(),
            &format!("各单位/{number}.{unit}/报告.html"),
            &page,
        );
    }
    let args = ["rollup", "各单位", "--agency", "示例市", "--year", "2024"];
    let (_, _, err) = outcome(folder.path(), &args);
    let paper = folder.path().join("report/示例市2024年汇总底稿.xlsx");
    let bytes = fs::read(paper).unwrap_or_else(|_| panic!("{err}"));
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut relations = String::new();
    for at in 0..package.len() {
        let mut part = package.by_index(at).expect("a part");
        if part.name().is_ok_and(|name| name.contains("sheets/_rels")) {
            part.read_to_string(&mut relations).expect("UTF-8");
        }
    }
    let linked = |number: &u32| relations.contains(&format!("/{number}."));
    let missing: Vec<u32> = (1..=12).filter(|number| !linked(number)).collect();
    assert!(missing.is_empty(), "{missing:?} {relations}");
}

const TABLES: &str = "示例市2024年政府信息公开统计表.xlsx";

#[test]
fn the_files_of_the_parent_are_written() {
    let folder = folder();
    let (code, out, err) = outcome(folder.path(), &["rollup", "各单位"]);
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    let report = folder.path().join("report");
    assert_eq!(
        files(&report),
        [
            "示例市2024年政府信息公开统计表.json",
            TABLES,
            "示例市2024年汇总底稿.xlsx",
            "示例市2024年汇总清单.json"
        ]
    );
    assert!(err.contains("收到报告 2 份，计入 2 份"), "{err}");
    let (code, out, err) = outcome(&report, &["verify", TABLES, "--json"]);
    assert_eq!(code, Some(0), "{err}");
    let read: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(read["reports"][0]["slots"]["3.3.7/总计"], 23);
    let json: Value = serde_json::from_slice(
        &fs::read(report.join("示例市2024年政府信息公开统计表.json")).expect("written"),
    )
    .expect("JSON");
    assert_eq!(json["scope"], "汇总");
    assert!(json.get("findings").is_none() && json.get("units").is_none());
    // the same input gives the same files
    let bytes = |name: &str| fs::read(report.join(name)).expect("written");
    let (first, list) = (bytes(TABLES), bytes("示例市2024年汇总清单.json"));
    let (code, _, err) = outcome(folder.path(), &["rollup", "各单位", "--jobs", "1"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(bytes(TABLES) == first && bytes("示例市2024年汇总清单.json") == list);
}

#[test]
fn what_was_rolled_up_is_proved_by_the_folder_it_came_from() {
    let folder = folder();
    outcome(folder.path(), &["rollup", "各单位"]);
    let (code, out, err) = outcome(folder.path(), &["audit", "report", "各单位"]);
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.contains("通过  各指标等于计入的各份报告之和"), "{out}");
    put(
        folder.path(),
        "各单位/民政局/年报.xlsx",
        &simple("示例市民政局", 4),
    );
    let paper = "report/示例市2024年汇总底稿.xlsx";
    let (code, out, _) = outcome(folder.path(), &["audit", paper, "各单位", "--json"]);
    assert_eq!(code, Some(1));
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (&json["agency"], &json["holds"]),
        (&"示例市".into(), &false.into())
    );
    let (code, _, err) = outcome(folder.path(), &["audit", "report", "各单位", "report"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("只能写一个文件夹"), "{err}");
}

#[test]
fn errors_leave_the_tables_unwritten_and_the_old_ones_as_they_were() {
    let folder = folder();
    outcome(folder.path(), &["rollup", "各单位"]);
    let place = folder.path().join("report").join(TABLES);
    let before = fs::read(&place).expect("written");
    fs::create_dir(folder.path().join("各单位/公安局")).expect("writable");
    put(
        folder.path(),
        "各单位/水利局/报告.xlsx",
        b"PK\x03\x04broken",
    );
    let (code, out, err) = outcome(folder.path(), &["rollup", "各单位", "--json"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("是以前写出的旧文件，没有改动"), "{err}");
    assert!(fs::read(&place).expect("still there") == before);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["version"], 1);
    assert_eq!(json["publishable"], false);
    assert_eq!(json["slots"]["3.1/自然人"], 23);
    let standing: Vec<(&str, &str)> = json["units"]
        .as_array()
        .expect("units")
        .iter()
        .map(|u| (u["unit"].as_str().unwrap(), u["standing"].as_str().unwrap()))
        .collect();
    assert_eq!(
        standing,
        [
            ("示例市", "group"),
            ("公安局", "missing"),
            ("教育局", "counted"),
            ("民政局", "counted"),
            ("水利局", "left_out")
        ]
    );
    let (code, _, err) = outcome(
        folder.path(),
        &["rollup", "各单位", "--message-format", "short"],
    );
    assert_eq!(code, Some(1));
    assert!(err.contains("水利局/报告.xlsx: 错误 R205"), "{err}");
}

#[test]
fn the_parents_own_tables_are_not_overwritten() {
    let folder = folder();
    let own = scoped("示例市", Scope::Own, &simple_slots(1));
    put(folder.path(), &format!("report/{TABLES}"), &own);
    let (code, _, err) = outcome(folder.path(), &["rollup", "各单位"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("--out"), "{err}");
    assert!(fs::read(folder.path().join("report").join(TABLES)).expect("there") == own);
    let (code, _, err) = outcome(folder.path(), &["rollup", "各单位", "--out", "汇总"]);
    assert_eq!(code, Some(0), "{err}");
}

#[test]
fn what_cannot_be_run_is_said() {
    let folder = folder();
    for (args, words) in [
        (&["rollup"][..], "缺少"),
        (&["rollup", "没有"], "不存在"),
        (&["rollup", "各单位/gknb.toml"], "不是文件夹"),
        (&["rollup", "各单位", "--out", "各单位"], "是同一个"),
        (
            &["rollup", "各单位", "--parent", "没有.docx"],
            "没有名为 没有.docx",
        ),
        (
            &["rollup", "各单位", "--year", "2010"],
            "没有 2010 年度的报表",
        ),
    ] {
        let (code, _, err) = outcome(folder.path(), args);
        assert_eq!(code, Some(2), "{args:?} {err}");
        assert!(err.contains(words), "{args:?} {err}");
    }
    put(
        folder.path(),
        "各单位/单位名录.csv",
        "单位\n教育局\n民政局\n".as_bytes(),
    );
    put(folder.path(), "各单位/单位名录.xlsx", b"PK");
    let (code, _, err) = outcome(folder.path(), &["rollup", "各单位"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("2 份单位名录"), "{err}");
}

#[cfg(unix)]
#[test]
fn settings_that_are_no_file_are_not_waited_for() {
    let folder = folder();
    let settings = folder.path().join("各单位/gknb.toml");
    fs::remove_file(&settings).expect("it is there");
    let piped = std::process::Command::new("mkfifo").arg(&settings).status();
    assert!(piped.is_ok_and(|s| s.success()));
    let (code, _, err) = outcome(folder.path(), &["rollup", "各单位"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("gknb.toml 不是普通文件"), "{err}");
}

#[cfg(unix)]
#[test]
fn links_lead_to_no_loop_and_what_lies_elsewhere_is_not_lost_in_silence() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let units = folder.path().join("各单位");
    symlink("..", units.join("教育局/上级")).expect("a link");
    let (code, _, err) = outcome(folder.path(), &["rollup", "各单位"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("教育局/上级"), "{err}");
    fs::create_dir(folder.path().join("别处")).expect("writable");
    symlink(folder.path().join("别处"), units.join("财政局")).expect("a link");
    let (code, _, err) = outcome(folder.path(), &["rollup", "各单位"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("财政局 是指向别处文件夹的链接"), "{err}");
}

#[test]
fn two_roll_ups_are_compared_unit_by_unit() {
    let folder = folder();
    let run = |args: &[&str]| outcome(folder.path(), args);
    let (code, _, err) = run(&["rollup", "各单位", "--out", "上周"]);
    assert_eq!(code, Some(0), "{err}");
    let (code, out, err) = run(&["diff", "上周", "上周"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("都没有变化"), "{out}");
    let put = |name: &str, bytes: &[u8]| put(folder.path(), name, bytes);
    put("各单位/教育局/报告.xlsx", &simple("示例市教育局", 25));
    put("各单位/水利局/报告.xlsx", &simple("示例市水利局", 2));
    fs::remove_dir_all(folder.path().join("各单位/民政局")).expect("removed");
    let (code, _, err) = run(&["rollup", "各单位", "--out", "本周"]);
    assert_eq!(code, Some(0), "{err}");
    let (code, out, err) = run(&["diff", "上周", "本周/示例市2024年汇总底稿.xlsx"]);
    assert_eq!(code, Some(0), "{err}");
    for words in [
        "3.1/自然人  23 → 27（+4）",
        "+5  教育局  20 → 25",
        "-3  民政局  3 → 没有计入",
        "+2  水利局  没有计入 → 2",
        "新计入的单位\n  水利局",
        "改动 教育局/报告.xlsx",
        "移除 民政局/年报.xlsx",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    let (_, out, _) = run(&["diff", "上周", "本周", "--json"]);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["units"]["went"][0], "民政局");
    let figures = json["figures"].as_array().expect("figures");
    let figure = figures.iter().find(|f| f["slot"] == "3.1/自然人");
    let units = figure.expect("it changed")["units"]
        .as_array()
        .expect("units")
        .len();
    assert_eq!(units, 3);
    // one unit under another name, and two that each gave the other something
    fs::remove_dir_all(folder.path().join("各单位/水利局")).expect("removed");
    put("各单位/水务局/报告.xlsx", &simple("示例市水务局", 2));
    run(&["rollup", "各单位", "--out", "下周"]);
    let (_, out, _) = run(&["diff", "本周", "下周"]);
    assert!(out.contains("汇总数没有变化，计入的单位有变化"), "{out}");
    assert!(out.contains("新计入的单位\n  水务局"), "{out}");
    assert!(!out.contains('→'), "{out}");
    put("各单位/水务局/报告.xlsx", &simple("示例市水务局", 3));
    put("各单位/教育局/报告.xlsx", &simple("示例市教育局", 24));
    run(&["rollup", "各单位", "--out", "以后"]);
    let (_, out, _) = run(&["diff", "下周", "以后"]);
    assert!(out.contains("3.1/自然人  27，合计没有变"), "{out}");
    assert!(out.contains("+1  水务局  2 → 3"), "{out}");
    // a compilation and a roll-up are not of one kind
    put(
        "data/申请.csv",
        "申请编号,收到日期,申请人类型\n1,2024-02-01,自然人\n".as_bytes(),
    );
    run(&["--year", "2024", "--agency", "某局"]);
    let (code, _, err) = run(&["diff", "report", "本周"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("不能比较"), "{err}");
}

#[test]
fn with_strict_a_doubt_keeps_the_tables_back_and_all_outputs_say_so() {
    let folder = folder();
    put(
        folder.path(),
        "各单位/民政局/年报.xlsx",
        &simple("别的市民政局", 3),
    );
    let rolled = |strict: &[&str]| {
        let args = [&["rollup", "各单位", "--json"], strict].concat();
        let (code, out, err) = outcome(folder.path(), &args);
        let json: Value = serde_json::from_str(&out).expect("JSON");
        (code, json["publishable"].clone(), err)
    };
    let (code, publishable, err) = rolled(&[]);
    assert_eq!((code, publishable), (Some(0), Value::Bool(true)), "{err}");
    let (code, publishable, err) = rolled(&["--strict"]);
    assert_eq!((code, publishable), (Some(1), Value::Bool(false)), "{err}");
    let paper = fs::read(folder.path().join("report/示例市2024年汇总底稿.xlsx")).expect("written");
    let mut texts = String::new();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(paper)).expect("a package");
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let _ = std::io::Read::read_to_string(&mut part, &mut texts);
    }
    assert!(texts.contains("（--strict），统计表没有写出"));
    assert!(!texts.contains("统计表已写出"));
}
