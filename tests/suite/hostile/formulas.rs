//! Text of the user never becomes a formula, in whatever is written.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use gknb::settings;
use gknb::write::paper::{self, Beside};
use gknb::write::{self, marked, publishable, xlsx};
use gknb::{Job, compile};
use proptest::prelude::*;

use crate::maker::origin;

/// Texts that a program might run.
fn trap() -> impl Strategy<Value = String> {
    let begin = prop::sample::select(vec![
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        "\n=",
        "＝",
        "＋",
        "－",
        "＠",
        " =",
        "'=",
        "\u{feff}=",
        "\"=",
    ]);
    let rest = prop::sample::select(vec![
        "1+1",
        "cmd|' /C calc'!A0",
        "HYPERLINK(\"http://x\",\"y\")",
        "SUM(A1:A9)",
        "DDE(\"a\";\"b\")",
        "<script>1</script>",
        "",
    ]);
    (begin, rest).prop_map(|(begin, rest)| format!("{begin}{rest}"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// The parts of a workbook that could hold formulas.
fn sheets(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap().into_owned()).collect();
    let mut sheets = BTreeMap::new();
    for name in names.into_iter().filter(|n| n.contains("worksheets/sheet")) {
        let mut text = String::new();
        zip.by_name(&name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        sheets.insert(name, text);
    }
    sheets
}

/// The formulas of a workbook.
fn formulas(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for text in sheets(bytes).values() {
        for (at, _) in text.match_indices("<f") {
            let rest = &text[at..];
            let end = rest.find("</f>").unwrap_or(rest.len());
            if !rest.starts_with("<font") {
                found.push(rest[..end].to_owned());
            }
        }
    }
    found
}

/// Text fields of a delimited file as a program would take them.
fn fields(text: &[u8]) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(text);
    reader
        .records()
        .flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_of_the_user_becomes_a_formula(traps in prop::collection::vec(trap(), 9)) {
        let t: Vec<String> = traps.iter().map(|t| quoted(t)).collect();
        let applications = format!(
            "申请编号,申请人,申请内容,收到日期,申请人类型,办理结果,答复日期\n{},{},{},2022-01-05,自然人,予以公开,2022-01-20\n{},x,y,{},自然人,{},2022-01-20\n",
            t[0], t[1], t[2], t[3], t[4], t[5]
        );
        let publications = format!(
            "文号,标题,类别,发布日期,公开渠道,数量\n{},{},行政规范性文件,2022-03-01,{},1\n",
            t[6], t[7], t[8]
        );
        let name = format!("{}.csv", traps[0].replace(['/', '\0', '\n', '\r', '\t'], "_"));
        let files = BTreeMap::from([
            (format!("申请/{name}"), applications.into_bytes()),
            ("主动公开.csv".to_owned(), publications.into_bytes()),
        ]);
        let mut settings = settings::parse("year = 2022\n").unwrap();
        settings.agency = Some(traps[1].clone());
        let job = Job {
            settings,
            files: files.iter().map(|(n, b)| origin(n, b)).collect(),
            previous: None,
            jobs: 1,
        };
        let compilation = compile(&job).unwrap();
        let open = |file: u32| -> Option<Box<dyn gknb::book::Input>> {
            let name = &compilation.names.files.get(file as usize)?.file;
            Some(Box::new(Cursor::new(files.get(name)?.clone())))
        };

        let tables = xlsx::bytes(&publishable::document(&compilation)).unwrap();
        for formula in formulas(&tables) {
            prop_assert!(formula.starts_with("<f>SUM("), "{formula}");
        }
        let people = gknb::people(&job, 2022).unwrap();
        for most in [0, 1000] {
            let paper = paper::paper(&compilation, Beside {
                source: &|file| Some(format!("../data/{file}")),
                copy: &|_| None,
                people: Some(&people),
                most,
            });
            let bytes = xlsx::bytes(&paper.document).unwrap();
            for formula in formulas(&bytes) {
                for trap in ["cmd|", "HYPERLINK", "DDE(", "1+1", "A1:A9", "script"] {
                    prop_assert!(!formula.contains(trap), "{formula}");
                }
            }
            for list in &paper.lists {
                let mut text = Vec::new();
                list.write(&mut text).unwrap();
                for field in fields(&text) {
                    let field = field.trim_start_matches('\u{feff}');
                    prop_assert!(
                        !field.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']),
                        "{field:?}"
                    );
                }
            }
        }
        for (name, bytes) in marked::copies(&compilation, &open).files {
            prop_assert_eq!(formulas(&bytes), Vec::<String>::new(), "{}", name);
        }
        let page = write::html::page(&compilation, &open);
        // as text of an element, never as one, and in no script
        prop_assert!(!page.contains("<script>1</script>"));
        let json = write::json::publishable(&compilation);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    }
}
