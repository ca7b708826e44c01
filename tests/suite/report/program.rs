//! `gknb verify` as a user meets it.

use std::fs;

use rust_decimal::Decimal;
use serde_json::Value;

use super::{published, title, wild};
use crate::program::{self, outcome};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let put = |name: &str, bytes: &[u8]| program::put(folder.path(), name, bytes);
    let of = published;
    let bad = of("2023-huaian-hongze-district");
    put(
        "年报/坏.docx",
        &wild::word(&title(&bad), &bad.tables, false),
    );
    let good = of("2022-pingtan");
    put(
        "年报/好.html",
        wild::page(&title(&good), &good.tables, false).as_bytes(),
    );
    let before = of("2021-pingtan");
    put(
        "上年.md",
        wild::markdown(&title(&before), &before.tables, true).as_bytes(),
    );
    put("年报/某局.pdf", b"%PDF-1.7\n");
    put("年报/断.xlsx", b"PK\x03\x04broken");
    put("年报/图.jpg", b"\xFF\xD8\xFF");
    folder
}

#[test]
fn reports_are_verified_and_one_bad_file_does_not_stop_the_rest() {
    let folder = folder();
    let (code, out, err) = outcome(folder.path(), &["verify", "年报", "--json"]);
    assert_eq!(code, Some(1), "{err}");
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["version"], 1);
    let reports = json["reports"].as_array().expect("reports");
    let files: Vec<&str> = reports
        .iter()
        .map(|r| r["file"].as_str().expect("a name"))
        .collect();
    assert_eq!(files, ["坏.docx", "好.html", "断.xlsx", "某局.pdf"]);
    let [bad, good, cut, pdf] = &reports[..] else {
        panic!("{files:?}");
    };
    assert_eq!(good["year"], 2022);
    assert_eq!(good["edition"], "2021");
    assert_eq!(good["slots"]["3.3.7/总计"], 75);
    let errors = |report: &Value| -> Vec<Value> {
        let findings = report["findings"].as_array().expect("findings").clone();
        findings
            .into_iter()
            .filter(|f| f["severity"] == "error")
            .collect()
    };
    assert!(errors(good).is_empty(), "{good}");
    assert!(bad["slots"]["3.3.6.1/自然人"].is_null());
    let total = errors(bad)
        .into_iter()
        .find(|f| f["at"]["slot"] == "4.行政复议/总计")
        .expect("the total that is wrong");
    assert_eq!(total["at"]["file"], "坏.docx");
    assert_eq!(total["at"]["sheet"], "表3");
    assert_eq!(total["at"]["cell"], "E4");
    assert_eq!(errors(cut).len(), 1, "{cut}");
    assert!(cut["agency"].is_null());
    assert_eq!(errors(pdf)[0]["code"], "B001");
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_named_and_not_entered() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let at = folder.path();
    let named = "没有进入指向文件夹的链接：教育局；其中有报告的，请写明它指向的文件夹";
    symlink(at.join("年报"), at.join("年报/教育局")).expect("a link");
    let (_, out, err) = outcome(at, &["verify", "年报", "--json"]);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["reports"].as_array().map(Vec::len), Some(4));
    assert!(err.contains(named), "{err}");
    let (_, _, err) = outcome(at, &["verify", "年报/好.html", "--previous", "年报"]);
    assert!(err.contains(named), "{err}");
    // where there is nothing else
    fs::create_dir(at.join("链接")).expect("writable");
    symlink(at.join("年报"), at.join("链接/教育局")).expect("a link");
    let (code, _, err) = outcome(at, &["verify", "链接"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains(named), "{err}");
    assert!(err.contains("没有找到成文的报告"), "{err}");
}

#[test]
fn findings_are_shown_report_by_report() {
    let folder = folder();
    let (code, out, err) = outcome(folder.path(), &["verify", "年报/坏.docx", "年报/好.html"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("年报/坏.docx!表3!E4"), "{out}");
    assert!(err.contains("核对了 2 份报告，1 份有错误"), "{err}");
    let args = ["verify", "年报/好.html", "--previous", "上年.md"];
    let (code, out, err) = outcome(folder.path(), &args);
    assert_eq!(code, Some(0), "{out}{err}");
    let args = ["verify", "年报", "--out", "结果", "--quiet"];
    let (_, _, err) = outcome(folder.path(), &args);
    assert!(err.contains("已写出"), "{err}");
    let overview = fs::read(folder.path().join("结果/年度报告核对总表.xlsx")).expect("written");
    assert!(overview.starts_with(b"PK"));
    let (code, _, err) = outcome(folder.path(), &["verify", "没有.docx"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("没有名为 没有.docx"), "{err}");
}

/// A folder of last year's reports: each unit's is found by its name, whatever else lies there.
#[test]
fn many_reports_are_held_against_last_years_of_their_units() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let put = |file: &str, of: &str, agency: &str, change: &dyn Fn(String) -> String| {
        let mut report = published(of);
        agency.clone_into(&mut report.agency);
        let text = wild::markdown(&title(&report), &report.tables, false);
        program::put(folder.path(), file, change(text).as_bytes());
    };
    let same = |text: String| text;
    // nothing was carried out of the year
    let none = |text: String| {
        let line = text.lines().find(|l| l.contains("结转下年度"));
        let line = line.expect("a line").to_owned();
        text.replace(&line, &line.replace(" 1 ", " 0 "))
    };
    for (unit, agency) in ["甲", "乙", "丙"]
        .iter()
        .zip(["示例市甲局", "示例市乙局", "示例市丙局"])
    {
        put(
            &format!("2022/{unit}/年报.md"),
            "2022-pingtan",
            agency,
            &same,
        );
    }
    put("2021/甲局.md", "2021-pingtan", "示例市甲局", &same);
    put("2021/又/甲局.md", "2021-pingtan", "示例市甲局", &same);
    put("2021/乙局.md", "2021-pingtan", "示例市乙局", &none);
    put("2021/丁局.md", "2021-pingtan", "示例市丁局", &none);
    put("2021/丙局.md", "2020-pingtan", "示例市丙局", &none);
    program::put(folder.path(), "2021/说明.md", b"| --- |\n");
    let args = ["verify", "2022", "--previous", "2021", "--json"];
    let (code, out, err) = outcome(folder.path(), &args);
    assert_eq!(code, Some(1), "{err}");
    let json: Value = serde_json::from_str(&out).expect("JSON");
    let reports = json["reports"].as_array().expect("reports");
    let found: Vec<(&str, Vec<&str>)> = (reports.iter())
        .map(|report| {
            let findings = report["findings"].as_array().expect("findings");
            let codes = findings.iter().filter_map(|f| f["code"].as_str());
            let last = |code: &&str| ["V105", "V316", "V318"].contains(code);
            let mut codes: Vec<&str> = codes.filter(last).collect();
            codes.dedup();
            (report["agency"].as_str().expect("an agency"), codes)
        })
        .collect();
    let due = [
        ("示例市丙局", vec!["V318"]),
        ("示例市乙局", vec!["V316"]),
        ("示例市甲局", vec![]),
    ];
    assert_eq!(found, due, "{out}");
    assert!(err.contains("没有用到：说明.md"), "{err}");
}

#[test]
fn fees_ten_thousand_times_last_years_are_doubted() {
    let folder = folder();
    let before = published("2021-pingtan");
    let text = wild::markdown(&title(&before), &before.tables, false);
    let fee = before.slots["2.行政事业性收费/本年收费金额"].expect("fees");
    for (as_written, doubts) in [
        (fee.to_string(), 0),
        (format!("{}", fee / Decimal::from(10_000)), 1),
    ] {
        let text = text.replace(&format!(" {fee} "), &format!(" {as_written} "));
        program::put(folder.path(), "上年.md", text.as_bytes());
        let args = ["verify", "年报/好.html", "--previous", "上年.md", "--json"];
        let (_, out, _) = outcome(folder.path(), &args);
        let json: Value = serde_json::from_str(&out).expect("JSON");
        let found = json["reports"][0]["findings"].as_array().expect("findings");
        let jumps = found.iter().filter(|f| f["code"] == "V106");
        assert_eq!(jumps.count(), doubts, "{out}");
    }
}

/// The folder that a roll-up is made of.
#[test]
fn a_roster_among_the_reports_is_no_report() {
    let folder = folder();
    program::put(folder.path(), "年报/单位名录.xlsx", b"PK\x03\x04broken");
    let (_, out, err) = outcome(folder.path(), &["verify", "年报", "--json"]);
    assert!(!out.contains("单位名录"), "{out}");
    assert!(err.contains("不是报告的文件：单位名录.xlsx"), "{err}");
}

#[test]
fn blank_cells_of_one_report_are_shown_once() {
    let mut blank = published("2022-pingtan");
    let figures = (blank.tables.iter_mut()).flat_map(|t| t.cells.iter_mut().filter(|c| c.figure));
    let mut count = 0;
    for cell in figures.filter(|c| c.text == "0") {
        cell.text.clear();
        count += 1;
    }
    assert!(count > 100, "{count}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let word = wild::word(&title(&blank), &blank.tables, false);
    program::put(folder.path(), "年报.docx", &word);
    let (code, out, err) = outcome(folder.path(), &["verify", "年报.docx"]);
    assert_eq!(code, Some(1), "{err}");
    assert_eq!(out.matches("V305").count(), 1, "{out}");
    assert!(out.contains(&format!("同样的问题共 {count} 处")), "{out}");
    let (_, out, _) = outcome(folder.path(), &["verify", "年报.docx", "--json"]);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    let found = json["reports"][0]["findings"].as_array().expect("findings");
    let blanks = found.iter().filter(|f| f["code"] == "V305");
    assert_eq!(blanks.count(), count, "each has its cell");
}

#[test]
fn a_page_of_last_year_serves_compile() {
    let folder = folder();
    let data = folder.path().join("data");
    fs::create_dir(&data).expect("writable");
    let settings = "agency = \"平潭综合实验区\"\nyear = 2022\nnone = [\"规章\"]\n";
    fs::write(data.join("gknb.toml"), settings).expect("writable");
    let args = ["check", "--previous", "上年.md", "--json"];
    let (_, out, err) = outcome(folder.path(), &args);
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
    let findings = json["findings"].as_array().expect("findings");
    // nothing was carried in, though last year's page says one
    assert!(findings.iter().any(|f| f["code"] == "V102"), "{out}");
    assert!(!findings.iter().any(|f| f["code"] == "V105"), "{out}");
}

#[test]
fn a_fee_of_hardly_more_than_nothing_last_year_is_doubted() {
    let folder = folder();
    let before = published("2021-pingtan");
    let fee = before.slots["2.行政事业性收费/本年收费金额"].expect("fees");
    let least = format!(" 0.{:0>28} ", 1);
    let text = wild::markdown(&title(&before), &before.tables, false);
    let text = text.replace(&format!(" {fee} "), &least);
    program::put(folder.path(), "上年.md", text.as_bytes());
    let ledger = "收费日期,收费项目,收费金额（万元）\n2022-03-01,登记费,8\n";
    program::put(folder.path(), "data/收费台账.csv", ledger.as_bytes());
    let args = [
        "check",
        "--agency",
        "平潭综合实验区",
        "--year",
        "2022",
        "--previous",
        "上年.md",
        "--json",
    ];
    let (_, out, err) = outcome(folder.path(), &args);
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
    let findings = json["findings"].as_array().expect("findings");
    let jumps = findings.iter().filter(|f| f["code"] == "V106");
    let mut words = jumps.filter_map(|f| f["message"].as_str());
    assert!(words.any(|w| w.ends_with("是上年的很多倍")), "{out}");
}

#[test]
fn half_a_year_is_told_and_is_no_last_year() {
    let folder = folder();
    let put = |name: &str, bytes: &[u8]| program::put(folder.path(), name, bytes);
    let before = published("2021-pingtan");
    let half = "平潭综合实验区2021年上半年政府信息公开工作报告";
    let page = wild::page(half, &before.tables, false);
    put("半年.html", page.as_bytes());
    let figures = crate::rollup::until(
        "平潭综合实验区",
        2021,
        Some(jiff::civil::date(2021, 6, 30)),
        gknb::settings::Scope::Own,
        &[],
    );
    put("半年.xlsx", &figures);
    let data = folder.path().join("data");
    fs::create_dir(&data).expect("writable");
    let settings = "agency = \"平潭综合实验区\"\nyear = 2022\nnone = [\"规章\"]\n";
    fs::write(data.join("gknb.toml"), settings).expect("writable");
    for file in ["半年.html", "半年.xlsx"] {
        let (code, out, _) = outcome(folder.path(), &["verify", file]);
        assert_eq!(code, Some(0), "{out}");
        assert!(out.contains("V324"), "{out}");
        let args = ["check", "--previous", file, "--json"];
        let (_, out, err) = outcome(folder.path(), &args);
        let json: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
        let findings = json["findings"].as_array().expect("findings");
        assert!(findings.iter().any(|f| f["code"] == "V105"), "{out}");
        let args = ["verify", "年报/好.html", "--previous", file];
        let (code, _, err) = outcome(folder.path(), &args);
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains("不是全年的"), "{err}");
    }
}

#[test]
fn last_years_report_that_cannot_be_held_is_told() {
    let folder = folder();
    let put = |name: &str, bytes: &[u8]| program::put(folder.path(), name, bytes);
    put(
        "上年.doc",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 a document of old",
    );
    put(
        "上年.mht",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<table>",
    );
    put("上年.txt", "没有表格".as_bytes());
    for file in ["上年.doc", "上年.mht", "上年.txt"] {
        let args = ["verify", "年报/好.html", "--previous", file];
        let (code, _, err) = outcome(folder.path(), &args);
        assert_eq!(code, Some(2), "{file} {err}");
        assert!(err.contains(file) && err.contains("没有核对"), "{err}");
    }
    // the line that carries over is not there, or blank, or one slot of it is
    let before = published("2021-pingtan");
    let text = wild::markdown(&title(&before), &before.tables, false);
    let line = text
        .lines()
        .find(|l| l.contains("结转下年度"))
        .expect("a line");
    let blank = line
        .rsplit('|')
        .skip(1)
        .fold(line.to_owned(), |line, cell| {
            match cell.trim().parse::<u32>() {
                Ok(_) => line.replacen(&format!("|{cell}|"), "| |", 1),
                Err(_) => line,
            }
        });
    let torn = line.rfind("| ").map(|at| format!("{}| / |", &line[..at]));
    for other in [String::new(), blank, torn.expect("figures")] {
        put("上年.md", text.replace(line, &other).as_bytes());
        let args = ["verify", "年报/好.html", "--previous", "上年.md", "--json"];
        let (code, out, err) = outcome(folder.path(), &args);
        assert_eq!(code, Some(1), "{other} {err}");
        let json: Value = serde_json::from_str(&out).expect("JSON");
        let findings = json["reports"][0]["findings"].as_array().expect("findings");
        let found = findings.iter().find(|f| f["code"] == "V105");
        let message = found.unwrap_or_else(|| panic!("{other} {out}"))["message"].as_str();
        assert!(message.is_some_and(|m| m.contains("没有核对")), "{out}");
    }
}

#[test]
fn what_a_run_leaves_beside_its_tables_is_no_report() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let put = |name: &str, bytes: &[u8]| program::put(folder.path(), name, bytes);
    let good = published("2022-pingtan");
    let page = wild::page(&title(&good), &good.tables, false);
    put("report/好.html", page.as_bytes());
    put("report/某局2022年核对.html", page.as_bytes());
    put("report/批注/台账.csv.xlsx", b"PK\x03\x04copy");
    let (code, out, err) = outcome(folder.path(), &["verify", "report", "--json"]);
    assert_eq!(code, Some(0), "{err}");
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["reports"].as_array().map(Vec::len), Some(1));
    for other in ["批注", "某局2022年核对.html"] {
        assert!(err.contains(other), "{err}");
    }
}

#[test]
fn each_finding_names_the_file_that_it_is_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let before = published("2022-pingtan");
    let text = wild::markdown(&title(&before), &before.tables, false);
    let lines: Vec<&str> = text.lines().filter(|l| !l.contains("2.重复申请")).collect();
    for file in ["甲局.md", "乙局.md"] {
        program::put(
            folder.path(),
            &format!("年报/{file}"),
            lines.join("\n").as_bytes(),
        );
    }
    let args = [
        "verify",
        "年报",
        "--message-format",
        "short",
        "--out",
        "结果",
    ];
    let (_, out, err) = outcome(folder.path(), &args);
    let missing: Vec<&str> = out.lines().filter(|l| l.contains("V303")).collect();
    assert_eq!(missing.len(), 2, "{out}{err}");
    for line in out.lines() {
        assert!(
            line.starts_with("甲局.md") || line.starts_with("乙局.md"),
            "{line}"
        );
    }
    let bytes = fs::read(folder.path().join("结果/年度报告核对总表.xlsx")).expect("written");
    let mut rows = Vec::new();
    let book = &mut std::io::Cursor::new(bytes);
    let mut findings = Vec::new();
    gknb::book::read(0, "总表.xlsx", book, &mut findings, &mut |event| {
        if let gknb::book::Event::Row(row) = event {
            let texts = row.cells.iter().map(|c| c.value.text().into_owned());
            rows.push(texts.collect::<Vec<String>>());
        }
    });
    let missing: Vec<&Vec<String>> = rows.iter().filter(|r| r.contains(&"V303".into())).collect();
    assert_eq!(missing.len(), 2, "{rows:#?}");
    assert!(
        missing
            .iter()
            .all(|r| r.iter().any(|c| c.contains("局.md"))),
        "{missing:?}"
    );
}
