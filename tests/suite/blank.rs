//! A newcomer's folder: what `gknb new` writes compiles, blank and filled in.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use gknb::finding::Severity;
use gknb::settings::{self, Scope};
use gknb::write::blank::{self, Blank, Column, Fill, Need, Value};
use gknb::write::show;
use gknb::{Compilation, Job, compile};
use jiff::civil::date;
use rust_decimal::Decimal;

use crate::maker::origin;

/// The blanks as they would lie in a folder, compiled.
fn compiled(blanks: &[Blank], settings: &str) -> Compilation {
    let files = blanks
        .iter()
        .map(|blank| origin(blank.file, &blank::bytes(blank).expect("a small workbook")));
    let job = Job {
        settings: settings::parse(settings).expect("settings without a mistake"),
        files: files.collect(),
        previous: None,
        jobs: 1,
    };
    compile(&job).expect("a year and an agency are told")
}

fn started() -> String {
    blank::settings(Some(2024), Some("某某市\"某\"局"), Some(Scope::Government))
}

/// Records so that every word of every list stands in some row, each column filled as its guide says.
fn fill(blanks: &mut [Blank]) {
    let sheets = blanks.iter_mut().flat_map(|blank| &mut blank.sheets);
    for sheet in sheets {
        let longest = sheet.columns.iter().map(|c| options(c).len()).max();
        let rows = longest.unwrap_or(0).max(3);
        for number in 0..rows {
            let row = sheet.columns.iter().map(|c| value(sheet.name, c, number));
            sheet.rows.push(row.collect());
        }
    }
}

fn options(column: &Column) -> Vec<&str> {
    match &column.fill {
        Fill::OneOf(words) => words.iter().map(String::as_str).collect(),
        Fill::Offered(words) => words.to_vec(),
        _ => Vec::new(),
    }
}

fn value(sheet: &str, column: &Column, number: usize) -> Value {
    let text = |text: &str| Value::Text(text.to_owned());
    let day = |month: i8, day: i8| Value::Date(date(2024, month, day));
    let words = options(column);
    let word = words.get(number % words.len().max(1)).copied();
    // the last words of the list of results say that the matter is open
    let open = number >= 21;
    match (sheet, column.heading) {
        ("依申请公开台账", "答复日期") if open => Value::Empty,
        ("依申请公开台账", "收到日期") if open => day(12, 20),
        ("依申请公开台账", "收到日期") => day(5, 6),
        ("依申请公开台账", "补正日期") if number % 5 != 3 => Value::Empty,
        ("依申请公开台账", "补正日期") => day(5, 20),
        ("依申请公开台账", "答复日期") => day(5, 28),
        ("规章和规范性文件", "成文日期") if number < 2 => Value::Date(date(2019, 3, 1)),
        // in the second row of four the document is 已废止
        ("规章和规范性文件", "废止日期") if number % 4 != 1 => Value::Empty,
        // every other case is a review
        ("行政复议诉讼台账", "起诉方式") if number.is_multiple_of(2) => Value::Empty,
        ("行政复议诉讼台账", "起诉方式") => {
            text(["未经复议直接起诉", "复议后起诉"][number / 2 % 2])
        }
        ("行政复议诉讼台账", "结案日期") if number % 4 == 3 => Value::Empty,
        (_, "废止日期" | "结案日期") => day(11, 1),
        _ => match (&column.fill, word) {
            (_, Some(word)) => text(word),
            (Fill::Date, None) => day(4, 29),
            (Fill::Count, None) => Value::Number(Decimal::from(number + 2)),
            (Fill::Money, None) => Value::Number(Decimal::new(123_456, 2)),
            _ if column.need == Need::Free && number == 1 => Value::Empty,
            _ => Value::Text(format!("{}{number}", column.heading)),
        },
    }
}

#[test]
fn blank_ledgers_compile_without_a_doubt() {
    let compilation = compiled(&blank::blanks(), &started());
    for finding in &compilation.findings {
        assert_eq!(finding.rule.severity, Severity::Note, "{finding:?}");
    }
    assert_eq!(compilation.agency, "某某市\"某\"局");
    assert_eq!(compilation.tables.len(), 6);
    assert!(compilation.tally.figures.iter().all(|f| f.value.is_zero()));
}

#[test]
fn ledgers_filled_in_as_the_guide_says_give_no_finding() {
    let mut blanks = blank::blanks();
    fill(&mut blanks);
    let compilation = compiled(&blanks, &started());
    assert!(
        compilation.findings.is_empty(),
        "{:#?}",
        compilation.findings
    );
    // every kind has come to a line of the tables
    let counted: u64 = blanks
        .iter()
        .flat_map(|blank| &blank.sheets)
        .filter(|sheet| sheet.name != "其他主动公开信息")
        .map(|sheet| sheet.rows.len() as u64)
        .sum();
    assert_eq!(compilation.rows.counted, counted);
    let zero: Vec<&str> = compilation
        .form
        .slots
        .iter()
        .zip(&compilation.tally.figures)
        .filter(|(slot, figure)| {
            slot.id.ends_with("/总计") && slot.id.starts_with("3.3") && figure.value.is_zero()
        })
        .map(|(slot, _)| slot.id.as_str())
        .collect();
    assert!(zero.is_empty(), "no row reached {zero:?}");
}

#[test]
fn the_workbooks_are_the_same_every_time_and_hold_a_guide() {
    for blank in blank::blanks() {
        let bytes = blank::bytes(&blank).expect("a small workbook");
        assert_eq!(bytes, blank::bytes(&blank).expect("a small workbook"));
        let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("an xlsx");
        let names = book.sheet_names();
        assert_eq!(names.last().map(String::as_str), Some("填表说明"));
        assert_eq!(names.len(), blank.sheets.len() + 1);
    }
}

#[test]
fn the_settings_to_start_from_are_read_as_they_are_and_with_every_line_in_use() {
    let read = settings::parse(&started()).expect("settings without a mistake");
    assert_eq!(
        (read.year, read.scope),
        (Some(2024), Some(Scope::Government))
    );
    for line in [
        "# previous = \"2023年政府信息公开统计表.xlsx\"",
        "# until = 2024-06-30",
    ] {
        assert!(started().contains(line), "{line}");
    }
    let bare = settings::parse(&blank::settings(None, None, None)).expect("no mistake");
    assert_eq!((bare.year, bare.agency), (None, None));
    let used = in_use(None);
    assert_eq!(used.year, Some(2025));
    assert_eq!(
        (used.none.len(), used.figures.len(), used.opening.len()),
        (2, 1, 2)
    );
    assert_eq!(
        (used.words.len(), used.headings.len(), used.explains.len()),
        (2, 1, 1)
    );
}

#[test]
fn ledgers_without_a_row_are_told_and_no_ledger_is_missed_for_it() {
    let toml = "year = 2024\nagency = \"甲局\"\n";
    let mut blanks = blank::blanks();
    let compilation = compiled(&blanks, toml);
    let codes: Vec<&str> = compilation.findings.iter().map(|f| f.rule.code).collect();
    assert_eq!(codes, ["T107"]);
    let note = &compilation.findings[0];
    assert_eq!(
        note.message,
        "台账里没有一行登记，按0填列：规章、行政规范性文件、行政许可、行政处罚、行政强制、行政事业性收费、依申请公开、行政复议、行政诉讼"
    );
    let at = |place| show::place(place, &compilation.names, None);
    let mut places = vec![at(&note.at)];
    places.extend(note.related.iter().map(|(place, _)| at(place)));
    places.sort();
    assert_eq!(
        places,
        [
            "主动公开台账.xlsx!其他主动公开信息",
            "主动公开台账.xlsx!行政事业性收费",
            "主动公开台账.xlsx!行政处理决定",
            "主动公开台账.xlsx!规章和规范性文件",
            "依申请公开台账.xlsx!依申请公开台账",
            "行政复议诉讼台账.xlsx!行政复议诉讼台账",
        ]
    );
    // with all but the decisions filled in and what is lacking confirmed, the decisions are left
    fill(&mut blanks);
    blanks[1].sheets[1].rows.clear();
    let confirmed = format!("{toml}none = [\"行政强制\"]\n");
    let compilation = compiled(&blanks, &confirmed);
    let notes = compilation
        .findings
        .iter()
        .filter(|f| f.rule.code == "T107");
    let told: Vec<(String, &str)> = notes
        .map(|f| {
            (
                show::place(&f.at, &compilation.names, None),
                f.message.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [(
            "主动公开台账.xlsx!行政处理决定".to_owned(),
            "台账里没有一行登记，按0填列：行政许可、行政处罚"
        )]
    );
    assert!(compilation.findings.iter().all(|f| f.rule.code != "T102"));
}

/// The settings that a clerk gets who takes the # from every setting.
fn in_use(year: Option<i16>) -> settings::Settings {
    let text = blank::settings(year, None, None);
    let used: Vec<&str> = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if is_setting(rest) => rest,
            _ => line,
        })
        .collect();
    settings::parse(&used.join("\n")).unwrap_or_else(|p| panic!("{p:#?}"))
}

#[test]
fn every_example_of_the_settings_is_of_the_form_of_their_year() {
    for year in [2019, 2020, 2021, 2025] {
        let form = gknb::form::Form::for_year(year).expect("a form");
        let used = in_use(Some(year));
        assert!(!used.figures.is_empty());
        assert_eq!(gknb::tally::problems(&used, form), [], "{year}");
    }
}

/// A line that is a setting and no sentence about settings.
fn is_setting(line: &str) -> bool {
    let name = line.split(" = ").next().unwrap_or_default();
    line.starts_with('[') || line.contains(" = ") && !name.contains([' ', '，', '。'])
}
