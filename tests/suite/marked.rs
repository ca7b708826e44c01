//! Annotated copies: the user's own files with the cells in question marked, and nothing else changed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use gknb::address::Address;
use gknb::book::{self, Event, Input, Value};
use gknb::finding::{Finding, Place, Severity};
use gknb::write::marked;
use gknb::{Compilation, compile};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::maker::files::FORMATS;
use crate::maker::published::Published;
use crate::maker::{Options, make, origin};

/// A cell as it is compared: its value (errors as their text), and where it came from.
type Seen = (Value, Option<(u32, u16)>);

/// A file as it is read: sheets with their names and whether they are hidden, and their cells.
#[derive(Debug, Default, PartialEq)]
struct Content {
    sheets: Vec<(Option<String>, bool)>,
    cells: BTreeMap<(u16, u32, u16), Seen>,
}

fn content(name: &str, bytes: &[u8]) -> Content {
    let mut content = Content::default();
    let mut findings = Vec::new();
    let mut input = Cursor::new(bytes);
    book::read(
        0,
        name,
        &mut input,
        &mut findings,
        &mut |event| match event {
            Event::Sheet(sheet) => content.sheets.push((sheet.name, sheet.hidden)),
            Event::Row(row) => {
                let sheet = u16::try_from(content.sheets.len() - 1).unwrap();
                for cell in &row.cells {
                    let value = match cell.value.clone() {
                        Value::Error(text) => Value::Text(text),
                        // a line of text ends one way or the other, as the program that wrote it liked
                        Value::Text(text) => Value::Text(text.replace("\r\n", "\n").into()),
                        other => other,
                    };
                    let place = (sheet, row.number, cell.column);
                    content.cells.insert(place, (value, cell.anchor));
                }
            }
        },
    );
    content
}

/// Compiles files in memory.
fn compiled(files: &[(String, Vec<u8>)]) -> Compilation {
    let settings = gknb::settings::parse("year = 2022\nagency = \"某局\"\n").unwrap();
    compile(&gknb::Job {
        settings,
        files: files
            .iter()
            .map(|(name, bytes)| origin(name, bytes))
            .collect(),
        previous: None,
        jobs: 1,
    })
    .unwrap()
}

fn copies(compilation: &Compilation, files: &[(String, Vec<u8>)]) -> marked::Copies {
    let open = |file: u32| -> Option<Box<dyn Input>> {
        let name = &compilation.names.files.get(file as usize)?.file;
        let (_, bytes) = files.iter().find(|(known, _)| known == name)?;
        Some(Box::new(Cursor::new(bytes.clone())))
    };
    marked::copies(compilation, &open)
}

/// A member of a package as text.
fn member(package: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    let mut member = package.by_name(name).unwrap();
    member.read_to_string(&mut text).unwrap();
    text
}

/// Everything that a spreadsheet can hold and a copy must keep, and three mistakes.
fn awkward() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let plain = Format::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    let hidden = workbook.add_worksheet().set_name("旧").unwrap();
    hidden.write_string(0, 0, "秘密").unwrap();
    hidden.set_hidden(true);
    let sheet = workbook.add_worksheet().set_name("台账").unwrap();
    sheet
        .merge_range(0, 0, 0, 7, "2022年一季度依申请公开台账", &plain)
        .unwrap();
    for (column, heading) in (0u16..).zip([
        "申请编号",
        "收到日期",
        "申请人类型",
        "申请人",
        "申请内容",
        "办理结果",
        "答复日期",
        "备注",
    ]) {
        sheet.write_string(2, column, heading).unwrap();
    }
    let date = |m, d| ExcelDateTime::from_ymd(2022, m, d).unwrap();
    for row in 3..9u32 {
        sheet
            .write_string(row, 0, format!("2022-{row:03}"))
            .unwrap();
        sheet.write_with_format(row, 1, date(1, 5), &day).unwrap();
        sheet.write_string(row, 2, "自然人").unwrap();
        sheet.write_string(row, 5, "予以公开").unwrap();
        sheet.write_with_format(row, 6, date(1, 20), &day).unwrap();
    }
    // a word that nobody knows, over three rows
    sheet.merge_range(4, 2, 6, 2, "外星人", &plain).unwrap();
    // no such day
    sheet.write_string(7, 6, "2022.13.1").unwrap();
    sheet.set_row_hidden(8).unwrap();
    sheet.write_string(3, 7, "=1+1").unwrap();
    sheet.write_string(4, 7, "@SUM(A1)").unwrap();
    sheet
        .write_string(5, 7, " 两头有空格 \n第二行 _x0041_")
        .unwrap();
    sheet.write_boolean(6, 7, true).unwrap();
    sheet.write_number(7, 7, 123_456_789_012_345.6).unwrap();
    let noon = date(2, 28).and_hms(12, 30, 15).unwrap();
    sheet.write_with_format(8, 7, &noon, &time).unwrap();
    let broken = Formula::new("NA()").set_result("#N/A");
    sheet.write_formula(9, 7, broken).unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_copy_has_the_same_values_at_the_same_addresses() {
    let files = vec![("一季度/申请.xlsx".to_owned(), awkward())];
    let compilation = compiled(&files);
    let made = copies(&compilation, &files);
    assert!(made.skipped.is_empty(), "{:?}", made.skipped);
    let [(name, bytes)] = &made.files[..] else {
        panic!("{} copies", made.files.len());
    };
    assert_eq!(name, "一季度/申请.xlsx");
    let (source, copy) = (content("a.xlsx", &files[0].1), content("a.xlsx", bytes));
    assert_eq!(copy, source);
    assert!(copy.cells.len() > 40, "{copy:?}");
    assert!(marked::untouched(bytes));
    assert!(!marked::untouched(&files[0].1));
}

#[test]
fn the_cells_in_question_are_coloured_and_say_why() {
    let files = vec![("一季度/申请.xlsx".to_owned(), awkward())];
    let compilation = compiled(&files);
    let made = copies(&compilation, &files);
    let package = &made.files[0].1;
    let notes = member(package, "xl/comments1.xml");
    let note_at = |cell: &str| {
        let (_, rest) = notes
            .split_once(&format!("<comment ref=\"{cell}\""))
            .unwrap_or(("", ""));
        rest.split("</comment>").next().unwrap_or("").to_owned()
    };
    // the word that nobody knows stands in the first of its merged cells
    let word = note_at("C5");
    for part in ["错误", "E106", "外星人", "下一步"] {
        assert!(word.contains(part), "{part} in {word}");
    }
    let day = note_at("G8");
    for part in ["错误", "E103", "2022.13.1", "下一步"] {
        assert!(day.contains(part), "{part} in {day}");
    }
    let styles = member(package, "xl/styles.xml");
    assert!(styles.contains("FFFFC7CE"), "an error is red: {styles}");
    assert!(styles.contains("style=\"medium\""), "and has a border");
}

#[test]
fn severities_look_different_and_related_places_are_lighter() {
    let files = vec![
        ("一季度.xlsx".to_owned(), awkward()),
        ("二季度.xlsx".to_owned(), awkward()),
    ];
    let mut compilation = compiled(&files);
    let of = |severity| {
        let mut rules = gknb::rules().into_iter();
        rules.find(|r| r.severity == severity).unwrap()
    };
    let at = |file, row, column| {
        Place::Cell(Address {
            file,
            sheet: 1,
            row,
            column,
        })
    };
    compilation.findings = vec![
        Finding::new(of(Severity::Error), at(0, 4, Some(0)), "甲"),
        Finding::new(of(Severity::Warning), at(0, 4, Some(0)), "乙"),
        Finding::new(of(Severity::Warning), at(0, 5, None), "丙"),
        Finding::new(of(Severity::Note), at(0, 900, Some(30)), "丁")
            .related(at(1, 4, Some(0)), "只是提示"),
        Finding::new(of(Severity::Error), at(0, 6, Some(2)), "在合并的单元格里"),
        Finding::new(of(Severity::Warning), at(0, 6, Some(1)), "戊")
            .related(at(0, 7, Some(1)), "前面写 己"),
    ];
    let made = copies(&compilation, &files);
    assert_eq!(
        made.files.len(),
        1,
        "a note alone makes no copy of what it refers to"
    );
    let package = &made.files[0].1;
    let notes = member(package, "xl/comments1.xml");
    for (cell, words) in [
        ("A4", "甲"),
        ("A4", "乙"),
        ("A5", "丙"),
        ("AE900", "丁"),
        ("C5", "（C6）错误"),
        ("B7", "相关：疑点"),
    ] {
        let (_, rest) = notes
            .split_once(&format!("<comment ref=\"{cell}\""))
            .unwrap();
        let note = rest.split("</comment>").next().unwrap();
        assert!(note.contains(words), "{cell}: {words} in {note}");
    }
    let styles = member(package, "xl/styles.xml");
    for colour in ["FFFFC7CE", "FFFFEB9C", "FFE4E4E4", "FFE3EEF8"] {
        assert!(styles.contains(colour), "{colour}");
    }
    // the empty place far below does not count as a value
    assert_eq!(content("a.xlsx", package), content("a.xlsx", &files[0].1));
}

#[test]
fn every_format_is_copied_cell_by_cell_and_twice_the_same() {
    let published = Published::real("2022-pingtan");
    for (seed, format) in (1..).zip(FORMATS) {
        let options = Options {
            format: Some(format),
            ..Options::default()
        };
        let made = make(&published, seed, options);
        let mut compilation = compile(&made.job(1)).unwrap();
        let rule = gknb::rules()[0];
        for file in 0..u32::try_from(compilation.names.files.len()).unwrap() {
            for (row, column) in [(1, Some(0)), (3, Some(2)), (4, None), (5, Some(40))] {
                let at = Address {
                    file,
                    sheet: 0,
                    row,
                    column,
                };
                let finding = Finding::new(rule, Place::Cell(at), "试");
                compilation.findings.push(finding);
            }
        }
        let made_copies = copies(&compilation, &made.files);
        assert!(
            made_copies.skipped.is_empty(),
            "{format:?}: {:?}",
            made_copies.skipped
        );
        assert_eq!(made_copies.files.len(), made.files.len(), "{format:?}");
        for ((copied, copy), name) in made_copies.files.iter().zip(&made_copies.sources) {
            assert!(copied.starts_with(name.as_str()), "{copied} of {name}");
            let (_, source) = (made.files.iter())
                .find(|(file, _)| file == name)
                .expect("it is a file of the folder");
            let (source, copy) = (content(name, source), content(copied, copy));
            assert_eq!(copy.cells, source.cells, "{format:?}, {name}");
            assert_eq!(copy.sheets.len(), source.sheets.len(), "{format:?}, {name}");
            for (copy, source) in copy.sheets.iter().zip(&source.sheets) {
                assert_eq!(copy.1, source.1);
                assert!(
                    source.0.is_none() || copy.0 == source.0,
                    "{copy:?} of {source:?}"
                );
            }
        }
        if seed == 1 {
            let again = copies(&compilation, &made.files);
            assert!(again.files == made_copies.files, "{format:?}");
        }
    }
}

#[test]
fn names_of_copies_differ_where_names_of_sources_do() {
    let text =
        "申请编号,收到日期,申请人类型,办理结果,答复日期\n1,2022-01-05,外星人,予以公开,2022-01-20\n";
    let files: Vec<_> = ["台账.csv", "台账.csv.xlsx", "台账.txt", "季度/台账.csv"]
        .iter()
        .map(|name| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect();
    let made = copies(&compiled(&files), &files);
    let names: Vec<&str> = made.files.iter().map(|f| f.0.as_str()).collect();
    assert_eq!(
        names,
        [
            "台账.csv.xlsx",
            "台账.csv(2).xlsx",
            "台账.txt.xlsx",
            "季度/台账.csv.xlsx"
        ]
    );
}
