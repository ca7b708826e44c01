//! The program as a user meets it: arguments, help, exit codes, the folder that it reads.

use std::fs;

use tempfile::TempDir;

use crate::program::gknb;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A folder with `data/gknb.toml`.
fn with_settings(text: &str) -> TempDir {
    let folder = folder();
    fs::create_dir(folder.path().join("data")).expect("writable");
    fs::write(folder.path().join("data/gknb.toml"), text).expect("writable");
    folder
}

#[test]
fn all_help_is_chinese() {
    let folder = folder();
    for args in [
        &["--help"][..],
        &["-h"],
        &["compile", "--help"],
        &["check", "--help"],
        &["explain", "--help"],
        &["rules", "--help"],
        &["diff", "--help"],
        &["audit", "--help"],
        &["new", "--help"],
    ] {
        let run = gknb(folder.path(), args);
        assert_eq!(run.code, Some(0), "{args:?}: {}", run.err);
        assert!(run.out.contains("用法："), "{args:?}: {}", run.out);
        for english in [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "Print",
            "default",
            "possible",
        ] {
            assert!(
                !run.out.contains(english),
                "{args:?}: {english} in {}",
                run.out
            );
        }
    }
    let version = gknb(folder.path(), &["-V"]);
    assert_eq!(
        (version.code, version.out.starts_with("gknb ")),
        (Some(0), true)
    );
}

#[test]
fn wrong_arguments_are_told_in_chinese_and_end_with_2() {
    let folder = folder();
    for (args, said) in [
        (&["--yaer", "2022"][..], "是不是想写 --year？"),
        (
            &["—year", "2022"],
            "没有名为 —year 的选项\n  下一步：是不是 --year？",
        ),
        (&["check", "–year=2022"], "是不是 --year？"),
        (&["－－ｙｅａｒ", "2022"], "是不是 --year？"),
        (&["-year", "2022"], "是不是 --year？"),
        (&["explain", "3.1", "—unit", "甲"], "是不是 --unit？"),
        (&["－h"], "是不是 -h？"),
        (&["--", "—year"], "没有名为 —year 的文件或文件夹"),
        (
            &["--year", "abc"],
            "--year 不能是「abc」：应为 1949 至 2100 的年份",
        ),
        (&["--year"], "--year 后面缺少内容"),
        (&["--year", "2021", "--year", "2022"], "--year 只能写一次"),
        (&["--scope", "全市"], "应为 本机关、本级政府、汇总 三者之一"),
        (&["--until", "13"], "应为一个日期"),
        (&["--color", "blue"], "应为 auto、always、never 之一"),
        (&["--message-format", "xml"], "应为 human、short 之一"),
        (&["--jobs", "many"], "应为一个整数"),
        (&["explain"], "缺少 <对象>"),
        (&["explain", "X999"], "没有代码为 X999 的规则"),
        (&["rules", "x"], "多写了「x」"),
        (&["diff", "x"], "缺少 <后一份底稿>"),
        (&["diff", "x", "y"], "无法读取 x：不存在"),
        (&["audit", "x"], "缺少 <数据文件夹>"),
        (&["audit", "x", "y"], "无法读取 x：不存在"),
        (&["audit", ".", "."], "结果和数据写成了同一个文件夹"),
        (&["verify"], "用 gknb verify --help 查看"),
        (&["--year", "1800"], "应为 1949 至 2100 的年份"),
        (&["chek"], "是不是想用命令 check？"),
        (&["--json", "check"], "命令要写在最前面：gknb check"),
        (&["没有的文件夹"], "没有名为 没有的文件夹 的文件或文件夹"),
    ] {
        let run = gknb(folder.path(), args);
        assert_eq!(run.code, Some(2), "{args:?}");
        assert!(run.err.contains(said), "{args:?}: {}", run.err);
        assert!(run.err.contains("下一步："), "{args:?}: {}", run.err);
        assert!(!run.err.contains("error"), "{args:?}: {}", run.err);
        assert!(run.out.is_empty(), "{args:?}: {}", run.out);
    }
}

#[test]
fn without_a_data_folder_the_next_step_is_told() {
    let folder = folder();
    let run = gknb(folder.path(), &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("没有 data 文件夹"), "{}", run.err);
    assert!(run.err.contains("新建 data 文件夹"), "{}", run.err);
}

#[test]
fn all_problems_of_the_settings_are_shown_in_their_lines() {
    let folder = with_settings("yaer = 2022\nagency = “某某局”\n");
    let run = gknb(folder.path(), &["check"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err
            .contains("gknb.toml 第1行第1列：没有名为「yaer」的设定项"),
        "{}",
        run.err
    );
    assert!(
        run.err
            .contains("  2 | agency = “某某局”\n    |          ^^^^^^^^"),
        "{}",
        run.err
    );
    assert!(run.err.contains("有 2 处要改"), "{}", run.err);
    assert!(
        !run.err.contains('\u{1b}'),
        "no colour off a terminal: {}",
        run.err
    );
    let coloured = gknb(folder.path(), &["check", "--color", "always"]);
    assert!(coloured.err.contains('\u{1b}'), "{}", coloured.err);
}

#[test]
fn arguments_lie_over_the_settings() {
    let folder = with_settings("year = 2022\nuntil = 2022-06-30\n");
    let run = gknb(folder.path(), &["--year", "2023"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err
            .contains("截至日期 2022-06-30 不在报告年度 2023 年之内"),
        "{}",
        run.err
    );
}

#[test]
fn a_report_of_last_year_that_the_command_line_names_is_in_no_setting() {
    let folder = with_settings("year = 2022\nprevious = \"甲.xlsx\"\n");
    for name in ["data/甲.xlsx", "甲.xlsx"] {
        std::fs::write(folder.path().join(name), "不是报告").unwrap();
    }
    let at = |args: &[&str]| {
        let run = gknb(folder.path(), args);
        let said: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let findings = said["findings"].as_array().unwrap().clone();
        let found = findings.into_iter().find(|f| f["code"] == "V105");
        found.unwrap()["at"].clone()
    };
    let named = at(&["check", "--json", "--previous", "甲.xlsx"]);
    assert_eq!(named["file"], serde_json::Value::Null);
    let set = at(&["check", "--json"]);
    assert_eq!(
        (&set["file"], &set["setting"]),
        (&"gknb.toml".into(), &"previous".into())
    );
}

#[test]
fn a_previous_report_that_is_not_there_stops_the_run() {
    let folder = with_settings("year = 2022\nprevious = \"上年.xlsx\"\n");
    let run = gknb(folder.path(), &["check"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err
            .contains("gknb.toml 的 previous 所指的上年报告不存在"),
        "{}",
        run.err
    );
    let run = gknb(folder.path(), &["check", "--previous", "甲.xlsx"]);
    assert!(
        run.err.contains("--previous 所指的上年报告不存在：甲.xlsx"),
        "{}",
        run.err
    );
}

#[test]
fn the_results_may_not_go_where_the_data_lie() {
    let folder = with_settings("year = 2022\n");
    let run = gknb(folder.path(), &["--out", "data"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("结果文件夹与数据文件夹是同一个"),
        "{}",
        run.err
    );
}

#[test]
fn every_rule_is_listed_and_explained() {
    let folder = folder();
    let listed = gknb(folder.path(), &["rules"]);
    assert_eq!(listed.code, Some(0));
    let rules = gknb::rules();
    assert_eq!(listed.out.lines().count(), rules.len());
    for (rule, line) in rules.iter().zip(listed.out.lines()) {
        assert!(line.starts_with(rule.code), "{line}");
        assert!(
            line.contains(rule.severity.word()) && line.ends_with(rule.title),
            "{line}"
        );
        let run = gknb(folder.path(), &["explain", &rule.code.to_lowercase()]);
        assert_eq!(run.code, Some(0));
        // reports are verified and rolled up without answers to doubts
        let of_reports = rule.code.starts_with("V3") || rule.code.starts_with('R');
        if rule.severity == gknb::finding::Severity::Warning {
            let answered = run.out.contains(&format!("code = \"{}\"", rule.code));
            assert_eq!(answered, !of_reports, "{}", run.out);
        }
        for part in [
            "检查什么",
            "依据",
            "例子",
            "怎么办",
            rule.title,
            rule.grade.word(),
        ] {
            assert!(
                run.out.contains(part),
                "{}: {part} in {}",
                rule.code,
                run.out
            );
        }
    }
}

/// A folder with one ledger.
fn with_ledger(rows: &str) -> TempDir {
    let folder = with_settings("year = 2022\nagency = \"某局\"\n");
    let heads = "申请编号,收到日期,申请人类型,办理结果,答复日期";
    let text = format!("{heads}\n{rows}");
    fs::write(folder.path().join("data/依申请公开台账.csv"), text).expect("writable");
    folder
}

#[test]
fn what_was_handed_over_is_proved_until_something_is_changed() {
    let folder = with_ledger("A-1,2022-01-05,自然人,予以公开,2022-01-20\n");
    let compiled = gknb(folder.path(), &["--quiet"]);
    assert_eq!(compiled.code, Some(0), "{}", compiled.err);
    let run = gknb(folder.path(), &["audit", "report", "data"]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(run.out.contains("项全部通过"), "{}", run.out);
    let ledger = folder.path().join("data/依申请公开台账.csv");
    let text = fs::read_to_string(&ledger).expect("readable");
    fs::write(&ledger, text.replace("自然人", "商业企业")).expect("writable");
    let run = gknb(folder.path(), &["audit", "report", "data", "--json"]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(json["checks"][0]["check"], "sources");
    assert_eq!(
        json["checks"][0]["faults"][0]["at"]["file"],
        "依申请公开台账.csv"
    );
    let run = gknb(folder.path(), &["audit", "data", "data"]);
    assert_eq!(run.code, Some(2), "{}", run.out);
}

#[test]
fn results_among_the_ledgers_are_no_ledgers() {
    // a doubt, so that there is an annotated copy as well
    let folder = with_ledger("A-1,2022-01-05,自然人,予以公开,2022-12-20\n");
    let before = gknb(folder.path(), &["check", "--json"]);
    let compiled = gknb(folder.path(), &["--out", "data/report", "--quiet"]);
    assert_eq!(compiled.code, Some(0), "{}", compiled.err);
    let run = gknb(folder.path(), &["check", "--json"]);
    let read = |text: &str| -> serde_json::Value {
        let json: serde_json::Value = serde_json::from_str(text).expect("JSON");
        json["rows"].clone()
    };
    assert_eq!(read(&run.out), read(&before.out));
    let run = gknb(folder.path(), &["check"]);
    let told = "没有读取 5 个文件（不是表格，或是临时文件、隐藏文件、本软件写出的结果）：report/批注、report/某局2022年";
    assert!(run.err.contains(told), "{}", run.err);
    let audited = gknb(folder.path(), &["audit", "data/report", "data"]);
    assert_eq!(audited.code, Some(0), "{}{}", audited.out, audited.err);
}

#[test]
fn the_folder_that_is_named_tells_its_period_as_those_in_it_do() {
    let folder = folder();
    let quarter = folder.path().join("导出/2022年一季度");
    fs::create_dir_all(&quarter).expect("writable");
    let text = "收费项目,金额（元）\n考试费,4000\n";
    fs::write(quarter.join("收费.csv"), text).expect("writable");
    let charged = |at: &std::path::Path, paths: &[&str]| {
        let run = gknb(at, &[&["check", "--json"], paths].concat());
        let json: serde_json::Value = serde_json::from_str(&run.out).expect(&run.err);
        let slot = &json["slots"]["2.行政事业性收费/本年收费金额"];
        (json["year"].clone(), slot.to_string())
    };
    let whole = charged(folder.path(), &["导出"]);
    assert_eq!((&whole.0, whole.1.as_str()), (&2022.into(), "0.4"));
    assert_eq!(charged(folder.path(), &["导出/2022年一季度"]), whole);
    assert_eq!(charged(&quarter, &["."]), whole);
    // a name that says something else as well tells no period
    let other = folder.path().join("2022年报材料");
    fs::rename(&quarter, &other).expect("writable");
    let run = gknb(folder.path(), &["check", "2022年报材料"]);
    assert_eq!(run.code, Some(2), "{}{}", run.out, run.err);
}

#[test]
fn tables_up_to_another_day_are_not_written_over_in_silence() {
    let folder = with_ledger("A-1,2022-01-05,自然人,予以公开,2022-01-20\n");
    let whole = gknb(folder.path(), &[]);
    assert!(!whole.err.contains("原来是"), "{}", whole.err);
    let half = gknb(folder.path(), &["--until", "2022-06-30"]);
    let said = "原来是全年的，现在换成截至 2022-06-30 的";
    assert!(half.err.contains(said), "{}", half.err);
    let again = gknb(folder.path(), &["--until", "2022-06-30"]);
    assert!(!again.err.contains("原来是"), "{}", again.err);
}

#[test]
fn the_working_paper_is_written_when_errors_stop_the_tables() {
    let folder = with_ledger("A-1,2022-1-4,自然人,予以公开,");
    let paper = folder.path().join("report/某局2022年核对底稿.xlsx");
    let stale = folder
        .path()
        .join("report/某局2022年核对底稿-每行去向-2.csv");
    fs::create_dir(folder.path().join("report")).expect("writable");
    fs::write(&stale, "指标格").expect("writable");
    let run = gknb(folder.path(), &[]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(
        paper.is_file() && run.err.contains("核对底稿.xlsx"),
        "{}",
        run.err
    );
    assert!(
        !stale.exists(),
        "a list of an earlier run stands beside the new paper"
    );
    let tables = folder
        .path()
        .join("report/某局2022年政府信息公开统计表.xlsx");
    assert!(!tables.exists());
}

#[test]
fn figures_and_rows_are_explained() {
    let folder = with_ledger("A-1,2022-1-4,自然人,予以公开,2022-1-20");
    let run = gknb(folder.path(), &["explain", "3.3.1/自然人"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.starts_with("3.3.1/自然人 ＝ 1 件"), "{}", run.out);
    let row = run.out.lines().find(|l| l.contains("+1")).expect("a row");
    let row = row.split_whitespace().nth(1).expect("a place").to_owned();
    let run = gknb(folder.path(), &["explain", &row, "--json"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(json["fate"], "counted");
    assert_eq!(json["slots"][1]["slot"], "3.3.1/自然人");
    let run = gknb(folder.path(), &["explain", "3.9.9/自然人"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("没有指标格 3.9.9/自然人"), "{}", run.err);
}

#[test]
fn two_runs_are_compared_and_two_years_are_not() {
    let folder = with_ledger("A-1,2022-01-05,自然人,予以公开,2022-01-20\n");
    gknb(folder.path(), &["--quiet", "--out", "上周"]);
    let ledger = folder.path().join("data/依申请公开台账.csv");
    let text = fs::read_to_string(&ledger).expect("readable");
    let more = format!("{text}A-2,2022-02-05,自然人,予以公开,2022-02-20\n");
    fs::write(&ledger, more).expect("writable");
    gknb(folder.path(), &["--quiet"]);
    let run = gknb(
        folder.path(),
        &["diff", "上周", "report/某局2022年核对底稿.xlsx"],
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("3.1/自然人  1 → 2（+1）"), "{}", run.out);
    gknb(
        folder.path(),
        &["--quiet", "--year", "2021", "--out", "去年"],
    );
    let run = gknb(folder.path(), &["diff", "去年", "report"]);
    assert_eq!(run.code, Some(2), "{}", run.out);
    assert!(run.err.contains("两份底稿的年度不同"), "{}", run.err);
}

#[test]
fn a_new_folder_is_written_once_and_never_over_something() {
    let folder = folder();
    let run = gknb(
        folder.path(),
        &["new", "新", "--year", "2024", "--agency", "某局"],
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    let data = folder.path().join("新");
    let count = fs::read_dir(&data).expect("it is there").count();
    assert_eq!(count, 4, "{}", run.err);
    let run = gknb(folder.path(), &["check", "新"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    fs::remove_file(data.join("gknb.toml")).expect("it is there");
    let run = gknb(folder.path(), &["new", "新"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("依申请公开台账.xlsx") && run.err.contains("没有写任何文件"),
        "{}",
        run.err
    );
    assert!(!data.join("gknb.toml").exists());
    assert_eq!(gknb(folder.path(), &["new"]).code, Some(2));
}

#[test]
fn entries_of_the_settings_that_name_nothing_are_shown_in_their_lines() {
    for (toml, at, help) in [
        (
            "none = [\"规章\", \"行政许渴\"]",
            "第2行第15列",
            "相近的有：行政许可",
        ),
        (
            "none = [\"天气预报\"]",
            "第2行第9列",
            "可写行次的名称或编号",
        ),
        ("key = [\"收到日其\"]", "第2行第8列", "相近的有：收到日期"),
        (
            "[words.结论]\n撤件 = \"撤回\"",
            "第2行第8列",
            "可用的是 申请人类型",
        ),
        (
            "[words.办理结果]\n撤件 = \"甲\"",
            "第3行第6列",
            "可填行次编号",
        ),
        (
            "[words.办理结果]\n作废 = \"？\"",
            "第3行第6列",
            "3.3.3.6 属于四类过程性信息",
        ),
        (
            "[words.申请人类型]\n学校 = \"？\"",
            "第3行第6列",
            "可填 自然人、商业企业",
        ),
        (
            "[headings]\n来件日 = \"收件\"",
            "第3行第7列",
            "可以写的字段：申请编号、收到日期",
        ),
        (
            "[headings]\n来件日 = \"收件日期\"",
            "第3行第7列",
            "相近的有：收到日期",
        ),
        (
            "[opening]\n规张 = 3",
            "第3行第1列",
            "可写 规章、行政规范性文件",
        ),
        (
            "[[figure]]\nslot = \"2.行政许可/处理决定数量\"\nvalue = 1\nsource = \"甲\"",
            "第3行第8列",
            "相近的有：2.行政许可/本年处理决定数量",
        ),
        (
            "[[figure]]\nslot = \"2.行政许可/本年处理决定数量\"\nvalue = 1.5\nsource = \"甲\"",
            "第4行第9列",
            "核对后改正 value",
        ),
        (
            "previous = \"没有.xlsx\"",
            "第2行第12列",
            "路径从 gknb.toml 所在的文件夹算起",
        ),
        (
            "by_unit = true\n[unit.\"甲局\"]\nprevious = \"没有.xlsx\"",
            "第4行第12列",
            "路径从 gknb.toml 所在的文件夹算起",
        ),
        (
            "by_unit = true\n[unit.\"甲局\"]\nnone = [\"行政许渴\"]",
            "第4行第9列",
            "相近的有：行政许可",
        ),
    ] {
        let folder = with_settings(&format!(
            "year = 2022\r\n{}\r\n",
            toml.replace('\n', "\r\n")
        ));
        let run = gknb(folder.path(), &["check"]);
        assert_eq!(run.code, Some(2), "{toml}: {}", run.err);
        for said in [&format!("gknb.toml {at}："), help, "有 1 处要改"] {
            assert!(run.err.contains(said), "{toml}: no {said} in {}", run.err);
        }
    }
}

#[test]
fn entries_that_name_nothing_are_all_shown_at_once_in_the_order_of_their_lines() {
    let toml = "year = 2022\nnone = [\"甲\"]\n[headings]\n来件日 = \"收件\"\n[opening]\n乙 = 1\n";
    let run = gknb(with_settings(toml).path(), &["check"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    let places: Vec<&str> = run
        .err
        .lines()
        .filter_map(|line| line.split_once("gknb.toml ")?.1.split_once('列'))
        .map(|(place, _)| place)
        .collect();
    assert_eq!(places, ["第2行第9", "第4行第7", "第6行第1"], "{}", run.err);
}

#[test]
fn settings_that_notepad_has_renamed_are_not_left_out_in_silence() {
    let folder = folder();
    let data = folder.path().join("data");
    fs::create_dir(&data).expect("writable");
    for name in ["gknb.toml.txt", "gknb.toml.TXT", "gknb.txt"] {
        fs::write(data.join(name), "year = 2022\n").expect("writable");
        let run = gknb(folder.path(), &["check", "--year", "2022"]);
        assert_eq!(run.code, Some(2), "{}", run.err);
        for said in ["设定没有用上", name, "文件扩展名", "改名为 gknb.toml"] {
            assert!(run.err.contains(said), "no {said} in {}", run.err);
        }
        // with settings of the right name beside it, it is one more file that is not read
        fs::write(data.join("gknb.toml"), "year = 2022\n").expect("writable");
        let run = gknb(folder.path(), &["check"]);
        assert_eq!(run.code, Some(1), "{}", run.err);
        assert!(
            run.err.contains("B090") && run.err.contains(name),
            "{}",
            run.err
        );
        for name in [name, "gknb.toml"] {
            fs::remove_file(data.join(name)).expect("it is there");
        }
    }
}

#[test]
fn settings_beside_the_folder_instead_of_in_it_are_told() {
    let folder = folder();
    let data = folder.path().join("data");
    fs::create_dir(&data).expect("writable");
    let beside = folder.path().join("gknb.toml");
    fs::write(&beside, "year = 2022\n").expect("writable");
    // from the folder itself, and from elsewhere
    for (at, typed) in [
        (folder.path(), "data"),
        (&*std::env::temp_dir(), data.to_str().expect("a name")),
    ] {
        let run = gknb(at, &["check", typed]);
        assert_eq!(run.code, Some(2), "{}", run.err);
        for said in ["没有指定报告年度", "gknb.toml 移进数据文件夹"] {
            assert!(run.err.contains(said), "no {said} in {}", run.err);
        }
        let run = gknb(at, &["check", typed, "--year", "2022"]);
        for said in ["疑点 B093", "gknb.toml 没有用上"] {
            assert!(run.err.contains(said), "no {said} in {}", run.err);
        }
    }
    // those that were asked for, or that lie where they should, are used
    let named = gknb(folder.path(), &["check", "--settings", "gknb.toml"]);
    fs::rename(&beside, data.join("gknb.toml")).expect("writable");
    for run in [named, gknb(folder.path(), &["check"])] {
        assert!(!run.err.contains("没有用上"), "{}", run.err);
        assert!(run.err.contains("2022 年"), "{}", run.err);
    }
}

#[test]
fn what_a_new_folder_is_told_may_be_copied() {
    let folder = folder();
    let run = gknb(folder.path(), &["new", "data 3", "--year", "2024"]);
    assert!(run.err.contains("运行 gknb \"data 3\"\n"), "{}", run.err);
    let run = gknb(folder.path(), &["new", "新"]);
    assert!(run.err.contains("运行 gknb 新\n"), "{}", run.err);
    let run = gknb(folder.path(), &["check", "新"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    assert!(
        run.err.contains("6 张台账里也没有登记日期可以看出是哪一年"),
        "{}",
        run.err
    );
}

#[test]
fn a_document_of_last_years_number_is_no_row_that_nearly_counted() {
    let folder = with_settings("year = 2022\nagency = \"某局\"\n[opening]\n行政规范性文件 = 1\n");
    let ledger = "类别,标题,文号,成文日期,废止日期\n\
                  行政规范性文件,甲,甲〔2020〕1号,2020-03-01,\n\
                  行政规范性文件,乙,甲〔2022〕1号,2022-03-01,\n";
    fs::write(folder.path().join("data/文件.csv"), ledger).expect("writable");
    let slot = "2.行政规范性文件/现行有效件数";
    let run = gknb(folder.path(), &["explain", slot]);
    assert!(run.out.contains("＝ 2 件"), "{}", run.out);
    assert!(
        run.out
            .contains("台账中往年制发、现行有效的 1 件已含在上年的数里"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("差一点"), "{}", run.out);
    // a file is no slot
    let run = gknb(folder.path(), &["explain", "data/文件.csv", "data"]);
    assert!(run.err.contains("文件.csv 是一个文件"), "{}", run.err);
    let run = gknb(folder.path(), &["explain", "文件.csv!2"]);
    assert!(
        run.out.contains("计入：上年已计入现行有效件数，本年仍有效"),
        "{}",
        run.out
    );
}

#[test]
fn figures_that_were_written_for_another_year_or_day_are_a_doubt() {
    let figure =
        "[[figure]]\nslot = \"2.行政许可/本年处理决定数量\"\nvalue = 300\nsource = \"许可科\"\n";
    let told = |toml: &str, args: &[&str]| {
        let folder = with_settings(toml);
        let run = gknb(folder.path(), &[&["check"], args].concat());
        run.err
            .split("疑点 V110")
            .nth(1)
            .map(|rest| rest.split("\n\n").next().unwrap_or_default().to_owned())
    };
    let settings = format!("year = 2022\nagency = \"某局\"\n{figure}");
    let other = told(&settings, &["--year", "2023"]).expect("a doubt");
    assert!(
        other.contains(
            "写的是 2022 年度，这次按 2023 年度汇编；里面的手工数字（1 个）和期初数（0 个）照用"
        ),
        "{other}"
    );
    let until = told(&settings, &["--until", "2022-06-30"]).expect("a doubt");
    assert!(until.contains("是不是截至这一天的，无法核对"), "{until}");
    assert_eq!(told(&settings, &["--year", "2022"]), None);
    // as the next step says
    let written = settings.replace("year = 2022\n", "year = 2022\nuntil = 2022-06-30\n");
    assert_eq!(told(&written, &[]), None);
    assert_eq!(told(&written, &["--until", "2022-06-30"]), None);
    assert_eq!(
        told("year = 2022\nagency = \"某局\"\n", &["--year", "2023"]),
        None
    );
}

#[test]
fn a_folder_named_twice_has_one_file_of_settings_and_a_folder_is_none() {
    let folder = with_settings("year = 2022\nagency = \"甲局\"\n");
    let twice = gknb(folder.path(), &["check", "data", "./data"]);
    assert!(!twice.err.contains("各有一份设定"), "{}", twice.err);
    fs::create_dir(folder.path().join("cfg")).expect("writable");
    let none = gknb(folder.path(), &["check", "data", "--settings", "cfg"]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("cfg 是一个文件夹"), "{}", none.err);
}

#[test]
fn one_thing_is_explained_at_a_time() {
    let folder = folder();
    let two = gknb(folder.path(), &["explain", "E103", "E104"]);
    assert_eq!(two.code, Some(2), "{}", two.out);
    assert!(two.err.contains("gknb explain E104"), "{}", two.err);
    assert_eq!(gknb(folder.path(), &["explain", "E103", "."]).code, Some(0));
}
