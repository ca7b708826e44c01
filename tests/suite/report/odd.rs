//! Tables as the wild has them beyond what the form would allow.

use gknb::finding::{Place, Severity};
use gknb::verify::report::{Report, read};

use super::{Published, errors, published, title, wild};

fn markdown(published: &Published) -> String {
    wild::markdown(&title(published), &published.tables, false)
}

fn of(text: &str) -> Report {
    read("年报.md", text.as_bytes())
}

fn codes(report: &Report, severity: Severity) -> Vec<&'static str> {
    let of = report
        .findings
        .iter()
        .filter(|f| f.rule.severity == severity);
    of.map(|f| f.rule.code).collect()
}

/// The text with the first row that holds `label` changed.
fn changed(text: &str, label: &str, change: impl Fn(&str) -> String) -> String {
    let mut done = false;
    let lines = text.lines().map(|line| {
        if line.contains(label) && line.starts_with('|') && !done {
            done = true;
            change(line)
        } else {
            line.to_owned()
        }
    });
    let changed = lines.collect::<Vec<_>>().join("\n");
    assert!(done, "{label}");
    changed
}

#[test]
fn blank_cells_and_slashes_are_errors_and_never_zero() {
    let text = markdown(&published("2022-pingtan"));
    for blank in ["", "/", "-", "—", "无"] {
        let text = changed(&text, "2.重复申请", |line| {
            line.replacen(" 0 |", &format!(" {blank} |"), 1)
        });
        let report = of(&text);
        let blanks: Vec<_> = errors(&report)
            .into_iter()
            .filter(|e| e.0 == "V305")
            .collect();
        assert_eq!(blanks.len(), 1, "{blank} {:?}", errors(&report));
        assert!(blanks[0].1.starts_with("3.3.5.2/"), "{blanks:?}");
        assert_eq!(report.slots[&blanks[0].1], None);
        assert_eq!(errors(&report).len(), 1, "{:?}", errors(&report));
    }
}

#[test]
fn a_cell_that_spans_more_than_any_report_has_is_told_and_the_rest_is_read() {
    let wide = format!(
        "<table><tr><td rowspan=65534 colspan=1000>甲</td></tr>{}</table>",
        "<tr>".repeat(30_000)
    );
    let text = markdown(&published("2022-pingtan"));
    let report = of(&format!("{text}\n\n{wide}\n"));
    assert!(
        codes(&report, Severity::Warning).contains(&"B011"),
        "{:?}",
        report.findings
    );
    assert_eq!(errors(&report), errors(&of(&text)));
}

#[test]
fn figures_with_units_and_notes_are_read_and_doubted() {
    let text = markdown(&published("2022-pingtan"));
    let text = changed(&text, "| 行政规范性文件", |line| {
        line.replace(" 88 ", " 88（其中修订16件） ")
            .replace(" 55 ", " 55件 ")
    });
    let text = changed(&text, "| 行政事业性收费", |line| {
        line.replace("9116.36", "91163600元")
    });
    let report = of(&text);
    assert_eq!(errors(&report), [], "{:#?}", report.findings);
    assert_eq!(codes(&report, Severity::Warning), ["V307"; 3]);
    let value = |slot: &str| report.slots[slot].map(|v| v.to_string());
    assert_eq!(
        value("2.行政规范性文件/本年制发件数").as_deref(),
        Some("88")
    );
    assert_eq!(
        value("2.行政事业性收费/本年收费金额").as_deref(),
        Some("9116.36")
    );
}

#[test]
fn what_is_no_number_is_an_error() {
    let text = markdown(&published("2022-pingtan"));
    let text = changed(&text, "| 行政许可", |line| {
        line.replace("10690", "一万余")
    });
    let report = of(&text);
    assert_eq!(
        errors(&report),
        [("V306".into(), "2.行政许可/本年处理决定数量".into())]
    );
    assert_eq!(report.slots["2.行政许可/本年处理决定数量"], None);
}

#[test]
fn a_formula_without_its_result_is_an_error_that_tells_how_to_get_it() {
    let text = markdown(&published("2022-pingtan"));
    let text = changed(&text, "| 行政许可", |line| {
        line.replace("10690", "公式未计算")
    });
    let report = of(&text);
    let found = report.findings.iter().find(|f| f.rule.code == "V306");
    let found = found.expect("it is found");
    assert!(found.message.contains("公式"), "{found:?}");
    assert!(found.help.contains("保存"), "{found:?}");
    assert_eq!(report.slots["2.行政许可/本年处理决定数量"], None);
}

#[test]
fn extra_rows_are_passed_over_with_a_note() {
    let text = markdown(&published("2022-pingtan"));
    let text = changed(&text, "（四）无法提供", |line| {
        format!("| | （三）不予公开小计 | 小计 | 9 | 9 | 9 | 9 | 9 | 9 | 54 |\n{line}")
    });
    let report = of(&text);
    assert_eq!(errors(&report), [], "{:#?}", report.findings);
    assert!(codes(&report, Severity::Note).contains(&"V311"));
}

#[test]
fn a_missing_total_is_one_error() {
    let mut published = published("2022-pingtan");
    let table = &mut published.tables[1];
    table.cells.retain(|c| c.column < 9);
    for cell in &mut table.cells {
        cell.colspan = cell.colspan.min(9 - cell.column);
    }
    table.columns = 9;
    for bytes in [
        wild::markdown("2022年政府信息公开工作年度报告", &published.tables, true).into_bytes(),
        wild::word("2022年政府信息公开工作年度报告", &published.tables, false),
        wild::workbook("2022年政府信息公开工作年度报告", &published.tables, false),
    ] {
        let report = read("a", &bytes);
        assert_eq!(
            errors(&report),
            [("V304".into(), "3.1/总计".into())],
            "{:#?}",
            report.findings
        );
        assert_eq!(report.slots["3.1/总计"], None);
        assert!(report.slots["3.1/其他"].is_some());
    }
}

#[test]
fn a_missing_line_is_one_error() {
    let text = markdown(&published("2022-pingtan"));
    let text: Vec<&str> = text
        .lines()
        .filter(|l| !l.contains("3.要求提供公开出版物"))
        .collect();
    let report = of(&text.join("\n"));
    let missing: Vec<_> = errors(&report)
        .into_iter()
        .filter(|e| e.0 == "V303")
        .collect();
    assert_eq!(
        missing,
        [("V303".into(), "3.3.5.3/自然人".into())],
        "{:?}",
        errors(&report)
    );
    assert_eq!(
        report.slots["3.3.5.4/自然人"]
            .map(|v| v.to_string())
            .as_deref(),
        Some("0")
    );
}

#[test]
fn the_old_form_for_a_new_year_is_an_error() {
    let published = published("2020-pingtan");
    let text = wild::markdown(
        "某区2023年政府信息公开工作年度报告",
        &published.tables,
        false,
    );
    let report = of(&text);
    assert!(codes(&report, Severity::Error).contains(&"V309"));
    assert_eq!(
        report.slots["2.规章/对外公开总数量"]
            .map(|v| v.to_string())
            .as_deref(),
        Some("7")
    );
}

#[test]
fn one_wrong_cell_is_named() {
    let text = markdown(&published("2024-suqian-city"));
    let report = of(&text);
    let value = report.slots["3.3.4.1/自然人"].expect("a figure");
    let wrong = changed(&text, "1.本机关不掌握相关政府信息", |line| {
        line.replacen(
            &format!(" {value} "),
            &format!(" {} ", value + rust_decimal::Decimal::TEN),
            1,
        )
    });
    let report = of(&wrong);
    let found = errors(&report);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found
            .iter()
            .all(|e| *e == ("V315".into(), "3.3.4.1/自然人".into())),
        "{found:?}"
    );
    assert!(
        report.findings[0]
            .message
            .contains(&format!("改为 {value}")),
        "{}",
        report.findings[0].message
    );
}

#[test]
fn a_grid_of_word_that_wavers_is_read_by_its_cells() {
    // Word gives the heads other columns than the figures below them
    let published = published("2022-pingtan");
    let bytes = wild::word(&title(&published), &published.tables, false);
    let report = read("a.docx", &bytes);
    let wavering = wild::wavering(&title(&published), &published.tables);
    let again = read("a.docx", &wavering);
    assert_eq!(report.slots, again.slots, "{:#?}", again.findings);
    assert_eq!(errors(&again), []);
}

#[test]
fn damaged_files_never_panic() {
    let published = published("2022-pingtan");
    for bytes in [
        wild::word(&title(&published), &published.tables, false),
        wild::workbook(&title(&published), &published.tables, false),
        wild::page(&title(&published), &published.tables, true).into_bytes(),
        markdown(&published).into_bytes(),
    ] {
        for cut in [1, 3, 7] {
            let mut damaged = bytes.clone();
            damaged.truncate(bytes.len() * cut / 8);
            read("a", &damaged);
            let mut damaged = bytes.clone();
            for at in (cut..damaged.len()).step_by(97 * cut) {
                damaged[at] = damaged[at].wrapping_add(13);
            }
            read("a", &damaged);
        }
    }
    assert_eq!(errors(&read("a", b"")).len(), 1);
    assert_eq!(
        errors(&read(
            "a.md",
            "# 某局2023年政府信息公开工作年度报告".as_bytes()
        ))
        .len(),
        1
    );
}

/// The report in each form, with what was changed in its tables.
fn in_each_form(published: &Published) -> Vec<(&'static str, Report)> {
    let (title, tables) = (title(published), &published.tables);
    vec![
        ("md", of(&markdown(published))),
        (
            "html",
            read("a.html", wild::page(&title, tables, false).as_bytes()),
        ),
        ("docx", read("a.docx", &wild::word(&title, tables, false))),
        (
            "xlsx",
            read("a.xlsx", &wild::workbook(&title, tables, false)),
        ),
    ]
}

/// The columns of table 四 put elsewhere: for each column the one it goes to.
fn with_columns(published: &mut Published, to: impl Fn(u16) -> u16) {
    for cell in &mut published.tables[2].cells {
        let all = cell.column..cell.column + cell.colspan;
        cell.column = all.map(&to).min().expect("a column");
    }
    let cells = &mut published.tables[2].cells;
    cells.sort_by_key(|c| (c.row, c.column));
}

/// All slots as they were published, and one doubt about the order.
#[track_caller]
fn assert_read_by_labels(published: &Published) {
    for (form, report) in in_each_form(published) {
        for (slot, value) in &published.slots {
            assert_eq!(report.slots.get(slot), Some(value), "{form} {slot}");
        }
        assert_eq!(errors(&report), [], "{form} {:#?}", report.findings);
        // the docx has a text that says another number, to be read as a text
        let mut doubts = codes(&report, Severity::Warning);
        doubts.retain(|code| *code != "V325");
        assert_eq!(doubts, ["V322"], "{form} {:#?}", report.findings);
    }
}

/// Distinct figures in table 四, so that none can stand for another.
fn told_apart(published: &mut Published) {
    let mut next = 0i64;
    let figures = published.tables[2].cells.iter_mut().filter(|c| c.figure);
    for (at, cell) in figures.enumerate() {
        let total = at % 5 == 4;
        let value = match total {
            true => (next - 3..=next).sum(),
            false => {
                next += 1;
                next
            }
        };
        cell.text = value.to_string();
    }
    let form = gknb::form::Form::of(published.edition);
    let slots = form.slots.iter().filter(|s| s.id.starts_with("4."));
    let cells = published.tables[2].cells.iter().filter(|c| c.figure);
    for (slot, cell) in slots.zip(cells) {
        let value = cell.text.parse().expect("a number");
        published.slots.insert(slot.id.clone(), Some(value));
    }
}

#[test]
fn columns_of_table_four_are_known_by_their_heads_and_not_by_their_place() {
    let wholes: [fn(u16) -> u16; 4] = [
        // 复议后起诉 before 未经复议直接起诉
        |c| [0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 5, 6, 7, 8, 9][usize::from(c)],
        // 结果维持 and 结果纠正 in each block
        |c| c - c % 5 + [1, 0, 2, 3, 4][usize::from(c % 5)],
        // 行政诉讼 before 行政复议
        |c| (c + 10) % 15,
        // 总计 first
        |c| c - c % 5 + (c % 5 + 1) % 5,
    ];
    for to in wholes {
        let mut published = published("2022-pingtan");
        told_apart(&mut published);
        with_columns(&mut published, to);
        assert_read_by_labels(&published);
    }
}

#[test]
fn heads_of_table_four_that_contradict_each_other_are_an_error_and_nothing_is_guessed() {
    let mut published = published("2022-pingtan");
    for cell in &mut published.tables[2].cells {
        if cell.text == "未经复议直接起诉" {
            cell.text = "复议后起诉".to_owned();
        }
    }
    for (form, report) in in_each_form(&published) {
        assert_eq!(
            codes(&report, Severity::Error),
            ["V323"],
            "{form} {:#?}",
            report.findings
        );
        assert_eq!(report.slots["4.行政复议/结果维持"], None, "{form}");
        let message = &report.findings[0].message;
        assert!(message.contains("「复议后起诉」有两组"), "{form} {message}");
    }
}

#[test]
fn paths_of_table_four_that_are_not_told_are_taken_by_their_place() {
    let mut published = published("2022-pingtan");
    told_apart(&mut published);
    for cell in &mut published.tables[2].cells {
        if cell.text.contains("起诉") || cell.text.contains("行政") {
            cell.text = "　".to_owned();
        }
    }
    for (form, report) in in_each_form(&published) {
        for (slot, value) in &published.slots {
            assert_eq!(report.slots.get(slot), Some(value), "{form} {slot}");
        }
        assert_eq!(errors(&report), [], "{form} {:#?}", report.findings);
    }
}

/// The rows of table 三 below its heads put elsewhere, figures and their own labels.
fn with_rows(published: &mut Published, one: &str, other: &str) {
    let cells = &mut published.tables[1].cells;
    let row = |cells: &[wild::Cell], label: &str| {
        let cell = cells.iter().find(|c| c.text == label);
        cell.unwrap_or_else(|| panic!("no {label}")).row
    };
    let (one, other) = (row(cells, one), row(cells, other));
    for cell in cells.iter_mut().filter(|c| c.rowspan == 1) {
        cell.row = match cell.row {
            row if row == one => other,
            row if row == other => one,
            row => row,
        };
    }
    cells.sort_by_key(|c| (c.row, c.column));
}

#[test]
fn rows_of_table_three_are_known_by_their_labels_and_not_by_their_place() {
    for (one, other) in [
        (
            "一、本年新收政府信息公开申请数量",
            "二、上年结转政府信息公开申请数量",
        ),
        ("2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
        ("1.属于国家秘密", "8.属于行政查询事项"),
        (
            "（一）予以公开",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        ),
    ] {
        let mut published = published("2024-suqian-city");
        with_rows(&mut published, one, other);
        assert_read_by_labels(&published);
    }
}

#[test]
fn a_label_that_holds_its_group_as_well_is_known() {
    let published = published("2022-pingtan");
    let is_leaf = |cell: &str| {
        let leaves = ["1.申请人无正当", "2.申请人逾期", "3.其他"];
        leaves.iter().any(|leaf| cell.starts_with(leaf)) && !cell.contains("法律")
    };
    let joined = |cell: &str| match is_leaf(cell.trim()) {
        true => format!("（六）其他处理{}", cell.trim()),
        false => cell.to_owned(),
    };
    let text = markdown(&published);
    let lines = text.lines().map(|line| {
        let cells: Vec<String> = line.split('|').map(joined).collect();
        cells.join("|")
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    assert_eq!(text.matches("（六）其他处理3.其他").count(), 1, "{text}");
    let report = of(&text);
    assert_eq!(errors(&report), [], "{:#?}", report.findings);
    for (slot, value) in &published.slots {
        assert_eq!(report.slots.get(slot), Some(value), "{slot}");
    }
}

#[test]
fn labels_numbered_anew_in_another_order_are_known_by_their_words() {
    let mut published = published("2024-suqian-city");
    let (one, other) = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
    );
    with_rows(&mut published, one, other);
    for cell in &mut published.tables[1].cells {
        if cell.text == one {
            cell.text = one.replace('一', "二");
        } else if cell.text == other {
            cell.text = other.replace('二', "一");
        }
    }
    assert_read_by_labels(&published);
}

#[test]
fn a_row_with_a_cell_too_many_or_too_few_is_told_and_not_read() {
    let text = markdown(&published("2022-pingtan"));
    for (label, figures, words) in [
        ("一、本年新收", 8, "这一行多 1 格"),
        ("2.重复申请", 9, "这一行多 2 格"),
        ("2.重复申请", 6, "这一行少 1 格"),
    ] {
        let text = changed(&text, label, |line| {
            let end = line.rfind(label).expect("its label");
            let end = end + line[end..].find('|').expect("its end");
            format!("{}{}", &line[..=end], " 0 |".repeat(figures))
        });
        let report = of(&text);
        let found = report.findings.iter().find(|f| f.rule.code == "V323");
        let found = found.unwrap_or_else(|| panic!("{label} {:#?}", report.findings));
        assert!(found.message.contains(words), "{}", found.message);
        assert!(
            !codes(&report, Severity::Error).contains(&"V303"),
            "{:#?}",
            report.findings
        );
        assert!(
            !codes(&report, Severity::Error).contains(&"V306"),
            "{:#?}",
            report.findings
        );
    }
}

#[test]
fn a_row_that_comes_twice_is_told_as_a_row() {
    let text = markdown(&published("2022-pingtan"));
    let text = changed(&text, "2.重复申请", |line| format!("{line}\n{line}"));
    let report = of(&text);
    assert_eq!(
        codes(&report, Severity::Error),
        ["V323"],
        "{:#?}",
        report.findings
    );
    assert!(
        report.findings[0]
            .message
            .contains("「2.重复申请」一行出现两次")
    );
    assert_eq!(codes(&report, Severity::Warning), Vec::<&str>::new());
}

#[test]
fn a_page_in_an_archive_and_an_odt_are_named_and_what_to_do_is_said() {
    let archive = "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
                   Content-Type: multipart/related;\r\n\tboundary=\"x\"\r\n\r\n--x\r\n<table>";
    let report = read("年报.mht", archive.as_bytes());
    assert_eq!(codes(&report, Severity::Error), ["V314"]);
    assert!(report.findings[0].message.contains("网页存档"));
    assert!(report.findings[0].help.contains("仅 HTML"));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "<office:document-content/>"),
    ] {
        zip.start_file(name, options).expect("memory");
        std::io::Write::write_all(&mut zip, text.as_bytes()).expect("memory");
    }
    let bytes = zip.finish().expect("memory").into_inner();
    let report = read("年报.odt", &bytes);
    assert_eq!(errors(&report).len(), 1, "{:#?}", report.findings);
    assert!(report.findings[0].message.contains("odt"));
    assert!(report.findings[0].help.contains("另存为 docx"));
}

#[test]
fn a_table_four_on_its_side_is_read_by_its_labels() {
    let mut published = published("2022-pingtan");
    told_apart(&mut published);
    let text = markdown(&published);
    let begin = text.find("| 行政复议").expect("table 四");
    let end = text[begin..]
        .find("\n\n")
        .map_or(text.len(), |at| begin + at);
    let mut table =
        "| | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n|-|-|-|-|-|-|\n".to_owned();
    for path in ["复议后起诉", "行政复议", "未经复议直接起诉"] {
        let heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
        let figures = heads.map(|h| {
            published.slots[&format!("4.{path}/{h}")]
                .expect("a figure")
                .to_string()
        });
        table.push_str(&format!("| {path} | {} |\n", figures.join(" | ")));
    }
    let report = of(&format!("{}{table}{}", &text[..begin], &text[end..]));
    for (slot, value) in &published.slots {
        assert_eq!(report.slots.get(slot), Some(value), "{slot}");
    }
    assert_eq!(errors(&report), [], "{:#?}", report.findings);
    assert_eq!(codes(&report, Severity::Warning), ["V322"]);
}

#[test]
fn a_zero_that_stands_under_several_heads_is_each_of_them() {
    let mut published = published("2022-pingtan");
    let row = published.tables[1]
        .cells
        .iter()
        .find(|c| c.text == "2.重复申请");
    let row = row.expect("the line").row;
    let figures = |c: &wild::Cell| c.row == row && c.figure && (4..9).contains(&c.column);
    published.tables[1]
        .cells
        .retain(|c| !figures(c) || c.column == 4);
    let merged = published.tables[1].cells.iter_mut().find(|c| figures(c));
    merged.expect("a figure").colspan = 5;
    let (title, tables) = (title(&published), &published.tables);
    let page = wild::page(&title, tables, false);
    for (file, bytes) in [
        ("a.html", page.into_bytes()),
        ("a.docx", wild::word(&title, tables, false)),
        ("a.xlsx", wild::workbook(&title, tables, false)),
    ] {
        let report = read(file, &bytes);
        for (slot, value) in &published.slots {
            assert_eq!(report.slots.get(slot), Some(value), "{file} {slot}");
        }
        assert_eq!(errors(&report), [], "{file} {:#?}", report.findings);
    }
}

/// The cell of a slot.
fn cell_of<'p>(published: &'p mut Published, slot: &str) -> &'p mut wild::Cell {
    let form = gknb::form::Form::of(published.edition);
    let at = form.slot(slot).expect("a slot");
    let mut places = form.tables.iter().flat_map(|t| {
        let section = usize::from(t.section) - 2;
        t.places().into_iter().map(move |place| (section, place))
    });
    let place = places.find(|p| p.1.2.slot == Some(at)).expect("its cell");
    let cells = &mut published.tables[place.0].cells;
    let cell = cells
        .iter_mut()
        .find(|c| (c.row, c.column) == (place.1.0, place.1.1));
    cell.expect("its cell")
}

#[test]
fn heads_and_lines_of_tables_two_and_three_in_another_order_are_read_by_their_labels_and_told() {
    // 本年制发件数 and 本年废止件数
    let mut swapped = published("2022-pingtan");
    for cell in &mut swapped.tables[0].cells {
        if (1..=3).contains(&cell.row) && cell.colspan == 1 && (1..=2).contains(&cell.column) {
            cell.column = 3 - cell.column;
        }
    }
    swapped.tables[0].cells.sort_by_key(|c| (c.row, c.column));
    assert_read_by_labels(&swapped);
    // 规章 and 行政规范性文件
    let mut swapped = published("2022-pingtan");
    for cell in &mut swapped.tables[0].cells {
        if (2..=3).contains(&cell.row) {
            cell.row = 5 - cell.row;
        }
    }
    swapped.tables[0].cells.sort_by_key(|c| (c.row, c.column));
    assert_read_by_labels(&swapped);
    // 商业企业 and 科研机构
    let mut swapped = published("2022-pingtan");
    for cell in &mut swapped.tables[1].cells {
        if cell.colspan == 1 && (4..=5).contains(&cell.column) {
            cell.column = 9 - cell.column;
        }
    }
    swapped.tables[1].cells.sort_by_key(|c| (c.row, c.column));
    assert_read_by_labels(&swapped);
}

#[test]
fn a_figure_in_a_cell_merged_over_several_is_of_none_of_them() {
    let slots = [
        "2.行政规范性文件/本年制发件数",
        "2.行政规范性文件/本年废止件数",
    ];
    let merged = |text: &str| {
        let mut published = published("2022-pingtan");
        let first = cell_of(&mut published, slots[0]);
        first.colspan = 2;
        first.text = text.to_owned();
        let second = cell_of(&mut published, slots[1]);
        let place = (second.row, second.column);
        let cells = &mut published.tables[0].cells;
        cells.retain(|c| (c.row, c.column) != place);
        published
    };
    let spanned = |published: &Published| {
        let read = in_each_form(published).into_iter();
        // Markdown has no spans
        read.filter(|(form, _)| *form != "md").collect::<Vec<_>>()
    };
    for (form, report) in spanned(&merged("40")) {
        assert_eq!(codes(&report, Severity::Error), ["V323"], "{form}");
        assert_eq!(slots.map(|s| report.slots[s]), [None, None], "{form}");
        let message = &report.findings[0].message;
        assert!(slots.iter().all(|s| message.contains(s)), "{message}");
    }
    // 0 of both is 0 of each
    for (form, report) in spanned(&merged("0")) {
        assert_eq!(errors(&report), [], "{form} {:#?}", report.findings);
    }
    // 行政处罚 and 行政强制 in one
    let mut published = published("2022-pingtan");
    let below = cell_of(&mut published, "2.行政强制/本年处理决定数量");
    let place = (below.row, below.column);
    cell_of(&mut published, "2.行政处罚/本年处理决定数量").rowspan = 2;
    let cells = &mut published.tables[0].cells;
    cells.retain(|c| (c.row, c.column) != place);
    for (form, report) in spanned(&published) {
        assert_eq!(codes(&report, Severity::Error), ["V323"], "{form}");
        assert_eq!(report.slots["2.行政处罚/本年处理决定数量"], None, "{form}");
    }
}

#[test]
fn the_mark_of_a_note_is_no_digit_of_the_figure() {
    let mut published = published("2022-pingtan");
    let slot = "2.行政规范性文件/本年制发件数";
    let value = published.slots[slot];
    cell_of(&mut published, slot).text.push('¹');
    for (form, report) in in_each_form(&published) {
        assert_eq!(report.slots[slot], value, "{form}");
        assert_eq!(errors(&report), [], "{form} {:#?}", report.findings);
        assert!(
            codes(&report, Severity::Warning).contains(&"V307"),
            "{form}"
        );
    }
}

/// The unit of fees told by the head, by the line's label and above the table: the value of `1234567.8`, and the doubt.
#[test]
fn the_unit_of_fees_is_read_where_the_table_tells_it() {
    let slot = "2.行政事业性收费/本年收费金额";
    let (ten_thousands, yuan) = ("1234567.8", "123.45678");
    for (head, label, above, value, doubts) in [
        (
            "本年收费金额（单位：万元）",
            "行政事业性收费",
            "",
            ten_thousands,
            &[][..],
        ),
        (
            "本年收费金额（单位：万元）",
            "行政事业性收费",
            "（单位：件、万元）",
            ten_thousands,
            &[],
        ),
        (
            "本年收费金额",
            "行政事业性收费",
            "（单位：件、万元）",
            ten_thousands,
            &[],
        ),
        (
            "本年收费金额",
            "行政事业性收费（万元）",
            "",
            ten_thousands,
            &[],
        ),
        (
            "本年收费金额",
            "行政事业性收费",
            "（单位：件、元）",
            yuan,
            &["V307"],
        ),
        (
            "本年收费金额",
            "行政事业性收费",
            "单位：件，元　填报单位：某某局",
            yuan,
            &["V307"],
        ),
        ("本年收费金额", "行政事业性收费", "（元）", yuan, &["V307"]),
        (
            "本年收费金额（元）",
            "行政事业性收费",
            "（单位：件、元）",
            yuan,
            &["V307"],
        ),
        ("本年收费金额", "行政事业性收费（元）", "", yuan, &["V307"]),
        (
            "本年收费金额",
            "行政事业性收费",
            "",
            ten_thousands,
            &["V327"],
        ),
        (
            "本年收费金额",
            "行政事业性收费",
            "（单位：件）",
            ten_thousands,
            &["V327"],
        ),
        (
            "本年收费金额（单位：万元）",
            "行政事业性收费",
            "（单位：件、元）",
            ten_thousands,
            &["V327"],
        ),
        (
            "本年收费金额（单位：万元）",
            "行政事业性收费（元）",
            "",
            ten_thousands,
            &["V327"],
        ),
        (
            "本年收费金额（单位：元）",
            "行政事业性收费",
            "（单位：万元）",
            yuan,
            &["V327"],
        ),
    ] {
        let mut published = published("2022-pingtan");
        cell_of(&mut published, slot).text = "1234567.8".to_owned();
        for cell in &mut published.tables[0].cells {
            match cell.text.as_str() {
                "本年收费金额（单位：万元）" => head.clone_into(&mut cell.text),
                "行政事业性收费" => label.clone_into(&mut cell.text),
                _ => {}
            }
        }
        if !above.is_empty() {
            published.tables[0].title = above.to_owned();
        }
        for (form, report) in in_each_form(&published) {
            let told = format!("{form} {head} {label} {above} {:#?}", report.findings);
            let read = report.slots[slot].map(|value| value.to_string());
            assert_eq!(read.as_deref(), Some(value), "{told}");
            let mut of_slot = report.findings.iter();
            let at = of_slot.find(|f| ["V307", "V327"].contains(&f.rule.code));
            let codes: Vec<&str> = at.iter().map(|f| f.rule.code).collect();
            assert_eq!(codes, doubts, "{told}");
            let place = at.is_none_or(|f| f.at == Place::Cell(report.cells[slot]));
            assert!(place, "{told}");
        }
    }
}

#[test]
fn an_amount_of_nothing_or_with_a_unit_of_its_own_is_not_doubted() {
    let slot = "2.行政事业性收费/本年收费金额";
    for (cell, value, doubts) in [("0", "0", &[][..]), ("251000元", "25.1", &["V307"])] {
        let mut published = published("2022-pingtan");
        cell_of(&mut published, slot).text = cell.to_owned();
        published.tables[0].title = "（单位：件、元）".to_owned();
        for (form, report) in in_each_form(&published) {
            let read = report.slots[slot].map(|value| value.to_string());
            assert_eq!(read.as_deref(), Some(value), "{form} {cell}");
            let mut told = codes(&report, Severity::Warning);
            told.retain(|code| ["V307", "V327"].contains(code));
            assert_eq!(told, doubts, "{form} {cell} {:#?}", report.findings);
        }
    }
}
