//! Hostile files: each is one finding that says what to do, the others still compile, memory stays in its
//! bound, and the program comes to its end. The files are made here, by rule or by seed.

mod files;
mod formulas;
mod found;
mod run;

use files::{Part, html, ods, ole, package, workbook, xlsx};
use run::{Case, Outcome};

/// What a run may take, in KiB. The library's bounds for one file are below it, see `book::limits`.
const PEAK: u64 = 1 << 20;

/// Compiles a good ledger and a hostile file beside it; the codes of what is found in the hostile one.
fn beside(name: &str, bytes: Vec<u8>) -> Outcome {
    let outcome = Case::new().file(name, bytes).run();
    assert!(outcome.peak < PEAK, "{name}: {} KiB", outcome.peak);
    assert_eq!(
        outcome.counted, 1,
        "{name}: the good ledger counts\n{}",
        outcome.err
    );
    for (code, message, help) in &outcome.found {
        let chinese = |text: &str| text.chars().any(|c| ('一'..='龥').contains(&c));
        assert!(
            chinese(message) && chinese(help),
            "{name}: {code} {message} {help}"
        );
        assert!(!message.contains("os error"), "{name}: {message}");
    }
    outcome
}

/// As above, and the hostile file has this one error and no other.
fn refused(name: &str, bytes: Vec<u8>, code: &str) {
    let outcome = beside(name, bytes);
    assert_eq!(outcome.errors(), [code], "{name}: {:?}", outcome.found);
    assert_eq!(outcome.code, 1, "{name}: {}", outcome.err);
}

/// As above, and nothing in the hostile file keeps the figures from being published.
fn harmless(name: &str, bytes: Vec<u8>) -> Outcome {
    let outcome = beside(name, bytes);
    assert!(outcome.errors().is_empty(), "{name}: {:?}", outcome.found);
    assert_eq!(outcome.code, 0, "{name}: {}", outcome.err);
    outcome
}

/// A sheet that is no ledger and says so, so that nothing is found in it but what is meant.
const PLAIN: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>gknb 填表说明</t></is></c></row>"#;

#[test]
fn a_far_cell_costs_nothing() {
    let far = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let outcome = harmless("远.xlsx", xlsx(&format!("{PLAIN}{far}")));
    assert!(outcome.peak < PEAK / 8, "{}", outcome.peak);
}

#[test]
fn what_swells_is_refused_whatever_its_directory_says() {
    let swelling = |told: Option<u32>| {
        let part = Part::swelling("xl/worksheets/sheet1.xml", 1 << 30);
        workbook(vec![Part { told, ..part }])
    };
    refused("honest.xlsx", swelling(None), "B009");
    refused("lying.xlsx", swelling(Some(1000)), "B005");
    let strings = Part::swelling("xl/sharedStrings.xml", 1 << 30);
    let lying = Part {
        told: Some(1000),
        ..strings
    };
    refused("strings.xlsx", workbook(vec![lying]), "B001");
}

#[test]
fn an_archive_of_archives_is_not_opened() {
    let inner = package(&[Part::swelling("0.xlsx", 1 << 30)]);
    let outer = package(&[Part::stored("lib.zip", &inner)]);
    refused("42.xlsx", outer, "B003");
}

#[test]
fn parts_that_overlap_are_refused() {
    let mut parts = vec![Part::stored("xl/worksheets/sheet1.xml", &[b' '; 1000])];
    parts.extend((0..50).map(|at| Part {
        shares_the_last: true,
        ..Part::stored(&format!("xl/worksheets/other{at}.xml"), b"")
    }));
    refused("重叠.xlsx", workbook(parts), "B009");
}

#[test]
fn names_that_lead_elsewhere_lead_nowhere() {
    let names = [
        "../../逃.txt",
        "/tmp/gknb-逃.txt",
        "a\0b",
        "..\\逃.txt",
        "C:\\逃.txt",
    ];
    let mut parts: Vec<Part> = names.iter().map(|n| Part::stored(n, b"x")).collect();
    parts.push(Part::stored(
        "xl/worksheets/sheet1.xml",
        files::sheet(PLAIN).as_bytes(),
    ));
    harmless("名.xlsx", workbook(parts));
    assert!(!std::path::Path::new("/tmp/gknb-逃.txt").exists());
}

#[test]
fn declarations_of_entities_are_refused_in_every_format() {
    let dtd = r#"<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>"#;
    let sheet = files::sheet(PLAIN);
    let part = |name: &str, xml: &str| {
        workbook(vec![
            Part::stored(name, xml.as_bytes()),
            Part::stored("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    };
    refused(
        "表.xlsx",
        workbook(vec![Part::stored(
            "xl/worksheets/sheet1.xml",
            format!("{dtd}{sheet}").as_bytes(),
        )]),
        "B010",
    );
    refused(
        "字.xlsx",
        part("xl/sharedStrings.xml", &format!("{dtd}<sst/>")),
        "B010",
    );
    refused(
        "式.xlsx",
        part("xl/styles.xml", &format!("{dtd}<styleSheet/>")),
        "B010",
    );
    refused(
        "表.ods",
        ods(&format!("{dtd}<office:document-content/>")),
        "B010",
    );
    let xml = format!(
        r#"<?xml version="1.0"?>{dtd}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>"#
    );
    refused("表.xml.xls", xml.into_bytes(), "B010");
}

#[test]
fn one_long_text_in_every_cell_is_bounded() {
    // 100 KB of text, and a quarter of a million cells that point to it: 26 GB
    let text = "字".repeat(33_000);
    let strings = format!(r#"<sst count="1" uniqueCount="1"><si><t>{text}</t></si></sst>"#);
    let mut rows = PLAIN.to_owned();
    for row in 2..=17 {
        rows.push_str(&format!("<row r=\"{row}\">"));
        rows.push_str(&r#"<c t="s"><v>0</v></c>"#.repeat(16_384));
        rows.push_str("</row>");
    }
    let bytes = workbook(vec![
        Part::deflated("xl/sharedStrings.xml", strings.as_bytes()),
        Part::deflated("xl/worksheets/sheet1.xml", files::sheet(&rows).as_bytes()),
    ]);
    let outcome = beside("重复.xlsx", bytes);
    assert!(
        outcome.codes().contains(&"B011".to_owned()),
        "{:?}",
        outcome.found
    );
}

#[test]
fn rich_text_of_very_many_pieces_is_one_text_or_refused() {
    let rich = |pieces: usize| {
        let pieces = "<r><rPr><b/></rPr><t>字</t></r>".repeat(pieces);
        let strings = format!(r#"<sst count="1" uniqueCount="1"><si>{pieces}</si></sst>"#);
        let sheet = files::sheet(&format!(
            r#"{PLAIN}<row r="2"><c r="A2" t="s"><v>0</v></c></row>"#
        ));
        workbook(vec![
            Part::deflated("xl/sharedStrings.xml", strings.as_bytes()),
            Part::deflated("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    };
    let outcome = harmless("富文本.xlsx", rich(200_000));
    assert!(
        outcome.codes().contains(&"B011".to_owned()),
        "{:?}",
        outcome.found
    );
    refused("更富.xlsx", rich(600_000), "B009");
}

#[test]
fn a_million_empty_rows_with_formats_are_no_rows() {
    let rows: String = (2..=1_000_000)
        .map(|row| format!("<row r=\"{row}\" s=\"1\" ht=\"15\"><c r=\"A{row}\" s=\"1\"/></row>"))
        .collect();
    let bytes = workbook(vec![Part::deflated(
        "xl/worksheets/sheet1.xml",
        files::sheet(&format!("{PLAIN}{rows}")).as_bytes(),
    )]);
    let outcome = harmless("空行.xlsx", bytes);
    assert!(outcome.peak < PEAK / 4, "{}", outcome.peak);
}

#[test]
fn a_million_merged_cells_are_bounded() {
    // one upon the other, each over the whole sheet
    let areas = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(1_000_000);
    let sheet = format!(
        "<worksheet><sheetData>{PLAIN}</sheetData><mergeCells>{areas}</mergeCells></worksheet>"
    );
    let bytes = workbook(vec![Part::deflated(
        "xl/worksheets/sheet1.xml",
        sheet.as_bytes(),
    )]);
    let outcome = harmless("合并.xlsx", bytes);
    assert!(
        outcome.codes().contains(&"B011".to_owned()),
        "{:?}",
        outcome.found
    );
}

#[test]
fn too_many_sheets_and_too_many_parts_are_refused() {
    let sheets: String = (1..=100_000)
        .map(|n| format!(r#"<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>"#))
        .collect();
    let book = files::book(&sheets);
    let bytes = workbook(vec![
        Part::deflated("xl/workbook.xml", book.as_bytes()),
        Part::stored("xl/worksheets/sheet1.xml", files::sheet("").as_bytes()),
    ]);
    refused("表多.xlsx", bytes, "B009");
    let parts = (0..30_000)
        .map(|n| Part::stored(&format!("xl/media/{n}.png"), b""))
        .collect();
    refused("件多.xlsx", workbook(parts), "B009");
}

#[test]
fn a_million_styles_are_bounded() {
    let styles = format!(
        "<styleSheet><cellXfs>{}</cellXfs></styleSheet>",
        r#"<xf numFmtId="14"/>"#.repeat(1_000_000)
    );
    let bytes = workbook(vec![
        Part::deflated("xl/styles.xml", styles.as_bytes()),
        Part::stored("xl/worksheets/sheet1.xml", files::sheet(PLAIN).as_bytes()),
    ]);
    harmless("样式.xlsx", bytes);
}

#[test]
fn chains_of_sectors_that_never_end_are_cut() {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/book/xlwt.xls");
    let whole = std::fs::read(fixture).unwrap();
    for cycle in [
        ole::Cycle::Directory,
        ole::Cycle::Stream,
        ole::Cycle::Tables,
    ] {
        let outcome = beside("环.xls", ole::bitten(&whole, cycle));
        assert!(outcome.peak < PEAK / 8, "{cycle:?}: {}", outcome.peak);
    }
}

#[test]
fn repetitions_of_a_whole_sheet_are_bounded() {
    let cell = |value: &str| {
        format!(
            r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="1048576"><table:table-cell {value} table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
        )
    };
    let outcome = beside("空.ods", ods(&cell("")));
    assert!(outcome.peak < PEAK / 8);
    let outcome = beside(
        "满.ods",
        ods(&cell(r#"office:value-type="float" office:value="1""#)),
    );
    assert!(
        outcome.codes().contains(&"B011".to_owned()),
        "{:?}",
        outcome.found
    );
    let long = format!(
        r#"office:value-type="string" office:string-value="{}""#,
        "字".repeat(30_000)
    );
    let outcome = beside("长.ods", ods(&cell(&long)));
    assert!(
        outcome.codes().contains(&"B011".to_owned()),
        "{:?}",
        outcome.found
    );
}

#[test]
fn pages_that_are_deep_or_wide_are_bounded() {
    refused("深.xls", html(&"<div>".repeat(100_000)), "B009");
    refused(
        "表中表.xls",
        html(&"<table><tr><td>".repeat(100_000)),
        "B009",
    );
    let wide = r#"<tr><td colspan=99999999 rowspan=99999999>gknb 填表说明</td></tr>"#.repeat(200);
    beside("宽.xls", html(&format!("<table>{wide}</table>")));
}

#[test]
fn positions_that_no_sheet_has_are_refused() {
    let xml = |row: &str| {
        format!(
        r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>{row}</Table></Worksheet></Workbook>"#
    ).into_bytes()
    };
    let cell = r#"<Cell><Data ss:Type="String">甲</Data></Cell>"#;
    refused(
        "行.xls",
        xml(&format!(r#"<Row ss:Index="2147483648">{cell}</Row>"#)),
        "B001",
    );
    let wide = r#"<Cell ss:Index="2147483648"><Data ss:Type="String">乙</Data></Cell>"#;
    let outcome = beside("列.xls", xml(&format!("<Row>{wide}</Row>")));
    assert!(
        outcome.codes().contains(&"B011".to_owned()),
        "{:?}",
        outcome.found
    );
    refused("无行.xls", xml(cell), "B001");
}

#[test]
fn text_without_an_end_is_bounded() {
    // one line, one field
    refused("一行.csv", vec![b'a'; 8 << 20], "B009");
    let commas = vec![b','; 3 << 20];
    beside("逗号.csv", commas);
    beside("引号.csv", vec![b'"'; 1_000_000]);
    let opened = "\"a,b\n".repeat(200_000).into_bytes();
    let outcome = beside("未闭.csv", opened);
    assert!(
        outcome.codes().contains(&"B007".to_owned()),
        "{:?}",
        outcome.found
    );
    beside("括号.csv", vec![b'['; 1_000_000]);
    let nul = [vec![b'a'; 100_000], vec![0; 1 << 20]].concat();
    beside("零.csv", nul);
}

#[test]
fn settings_that_are_too_large_or_too_deep_stop_the_run_at_once() {
    let mut case = Case::new();
    case.settings = vec![b'#'; 100 << 20];
    let outcome = case.run();
    assert_eq!(outcome.code, 2);
    assert!(outcome.err.contains("不像是一份设定"), "{}", outcome.err);
    assert!(outcome.peak < PEAK / 8, "{}", outcome.peak);
    for deep in [
        "a = ".to_owned() + &"[".repeat(300_000),
        "[a".to_owned() + &".a".repeat(300_000) + "]",
        "a = ".to_owned() + &"{a=".repeat(200_000),
    ] {
        let mut case = Case::new();
        case.settings = deep.into_bytes();
        let outcome = case.run();
        assert_eq!(outcome.code, 2, "{}", outcome.err);
        assert!(outcome.peak < PEAK, "{}", outcome.peak);
    }
}

#[test]
fn a_hostile_report_of_last_year_is_one_error() {
    let bomb = package(&[Part::swelling("word/document.xml", 1 << 30)]);
    let lying = package(&[Part {
        told: Some(1000),
        ..Part::swelling("word/document.xml", 1 << 30)
    }]);
    let deep = [b"<html><table>".to_vec(), b"<div>".repeat(100_000)].concat();
    for (name, bytes) in [
        ("炸.docx", bomb),
        ("谎.docx", lying),
        ("深.html", deep),
        ("深.md", b"<table>".repeat(100_000)),
    ] {
        let mut case = Case::new();
        case.previous = Some((name.to_owned(), bytes));
        let outcome = case.run();
        assert_eq!(outcome.code, 1, "{name}: {}", outcome.err);
        assert!(
            outcome.all.contains(&"V105".to_owned()),
            "{name}: {:?}",
            outcome.all
        );
        assert!(outcome.peak < PEAK, "{name}: {}", outcome.peak);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_named_and_not_read() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let case = Case::new();
    let data = case.folder.path().join("data");
    symlink(&data, data.join("回")).unwrap();
    symlink(data.join("环2.csv"), data.join("环1.csv")).unwrap();
    symlink(data.join("环1.csv"), data.join("环2.csv")).unwrap();
    symlink("/dev/zero", data.join("零.csv")).unwrap();
    symlink("/nowhere/x.csv", data.join("断.csv")).unwrap();
    let _socket = UnixListener::bind(data.join("座.csv")).unwrap();
    let piped = std::process::Command::new("mkfifo")
        .arg(data.join("管.csv"))
        .status();
    assert!(piped.is_ok_and(|s| s.success()));
    let outcome = case.run();
    assert_eq!((outcome.code, outcome.counted), (0, 1), "{}", outcome.err);
    for name in [
        "回（",
        "环1.csv（",
        "环2.csv（",
        "零.csv（",
        "断.csv（",
        "座.csv（",
        "管.csv（",
    ] {
        assert!(outcome.notes.contains(name), "{name}: {}", outcome.notes);
    }
    // named on the command line it is no better
    let piped = case_of_a_pipe();
    assert_eq!(piped.0, 2);
    assert!(piped.1.contains("不是普通文件"), "{}", piped.1);
}

#[cfg(unix)]
fn case_of_a_pipe() -> (i32, String) {
    let case = Case::new();
    let pipe = case.folder.path().join("管.csv");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_gknb"))
        .arg(&pipe)
        .current_dir(case.folder.path())
        .output()
        .unwrap();
    let code = output.status.code().unwrap_or(-1);
    (code, String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The largest ones; they take their time: `cargo test --release giants -- --ignored`.
#[test]
#[ignore = "writes files of a gigabyte"]
fn giants_are_bounded() {
    let bomb = Part::swelling("xl/worksheets/sheet1.xml", 10 << 30);
    refused("炸.xlsx", workbook(vec![bomb]), "B009");
    let mut case = Case::new();
    case.sparse = Some(("巨.csv".to_owned(), 1 << 30));
    let outcome = case.run();
    assert_eq!(outcome.counted, 1, "{}", outcome.err);
    assert!(!outcome.errors().is_empty());
    let mut case = Case::new();
    // neither hashed nor read to its end
    case.sparse = Some(("更巨.csv".to_owned(), 1 << 40));
    assert_eq!(case.run().errors(), ["B003"]);
    let line = vec![b'a'; 1 << 30];
    let outcome = Case::new().file("一行.csv", line).run();
    assert_eq!(outcome.counted, 1, "{}", outcome.err);
    assert!(outcome.peak < 3 * PEAK, "{}", outcome.peak);
}
