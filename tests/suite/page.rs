//! The page: what is embedded in it, what it never holds, and what the program does with it and with the
//! annotated copies.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use gknb::book::Input;
use gknb::form::Feed;
use gknb::tally::From;
use gknb::write::html;
use gknb::{Compilation, compile};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::maker::published::{Published, REAL};
use crate::maker::{Made, Options, make, origin};

fn page(compilation: &Compilation, files: &[(String, Vec<u8>)]) -> String {
    let open = |file: u32| -> Option<Box<dyn Input>> {
        let name = &compilation.names.files.get(file as usize)?.file;
        let (_, bytes) = files.iter().find(|(known, _)| known == name)?;
        Some(Box::new(Cursor::new(bytes.clone())))
    };
    html::page(compilation, &open)
}

fn made(name: &str, seed: u64, options: Options) -> (Made, Compilation, String) {
    let made = make(&Published::real(name), seed, options);
    let compilation = compile(&made.job(1)).unwrap();
    let page = page(&compilation, &made.files);
    (made, compilation, page)
}

/// The block of data in a page.
fn data(page: &str) -> Value {
    let (_, rest) = page
        .split_once("<script type=\"application/json\" id=\"data\">")
        .unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

fn decimal(value: &Value) -> Decimal {
    Decimal::from_str(value.as_str().unwrap()).unwrap()
}

#[test]
fn the_embedded_rows_add_up_to_every_figure() {
    for (nth, (name, _)) in REAL.iter().enumerate() {
        let options = Options {
            opening: nth % 2 == 1,
            ..Options::default()
        };
        let (_, compilation, page) = made(name, 11, options);
        let data = data(&page);
        let slots = data["slots"].as_array().unwrap();
        assert_eq!(slots.len(), compilation.form.slots.len());
        let listed = data["rows"].as_array().unwrap();
        let whole = compilation.rows.read <= html::ALL_ROWS as u64;
        for ((slot, told), figure) in compilation
            .form
            .slots
            .iter()
            .zip(slots)
            .zip(&compilation.tally.figures)
        {
            assert_eq!(told["id"], slot.id);
            assert_eq!(decimal(&told["value"]), figure.value, "{}", slot.id);
            let empty = Vec::new();
            let rows = told["rows"].as_array().unwrap_or(&empty);
            for row in rows {
                let at = usize::try_from(row[0].as_u64().unwrap()).unwrap();
                assert_eq!(listed[at][3][0], "counted", "{}: {}", slot.id, listed[at]);
            }
            let sum: Decimal = rows.iter().map(|row| decimal(&row[1])).sum();
            if let Feed::Sum(parts) = &slot.feed {
                let told: Vec<usize> = serde_json::from_value(told["parts"].clone()).unwrap();
                assert_eq!(&told, parts);
                let sum: Decimal = parts.iter().map(|&p| decimal(&slots[p]["value"])).sum();
                assert_eq!(sum, figure.value, "{}", slot.id);
            } else if let Some(said) = told["said"].as_str() {
                let opening = said
                    .strip_prefix("上年末 ")
                    .and_then(|s| s.split(' ').next());
                match opening {
                    Some(opening) => {
                        assert_eq!(Decimal::from_str(opening).unwrap() + sum, figure.value);
                    }
                    None => assert!(said.contains("[[figure]]") || figure.value.is_zero()),
                }
            } else if whole {
                assert!(told["more"].is_null());
                assert_eq!(sum, figure.value, "{}", slot.id);
            } else if let From::Rows(behind) = figure.from {
                // the first rows, and how many more there are
                let more = told["more"].as_u64().unwrap_or(0);
                assert_eq!(rows.len() as u64 + more, behind, "{}", slot.id);
                assert_eq!(
                    rows.len() as u64,
                    behind.min(html::ROWS_OF_A_FIGURE as u64),
                    "{}",
                    slot.id
                );
            }
        }
        if !whole {
            continue;
        }
        // every row of every sheet has its fate
        assert_eq!(listed.len() as u64, compilation.rows.read);
        let counted = listed.iter().filter(|r| r[3][0] == "counted").count();
        assert_eq!(counted as u64, compilation.rows.counted);
        // and every figure stands in the tables, addressable
        for slot in slots {
            let (id, value) = (
                slot["id"].as_str().unwrap(),
                slot["value"].as_str().unwrap(),
            );
            let (_, cell) = page.split_once(&format!("<a id=\"{id}\"")).unwrap();
            let shown = cell.split_once('>').unwrap().1.split_once('<').unwrap().0;
            assert_eq!(shown, value, "{id}");
        }
    }
}

#[test]
fn the_page_needs_no_network_and_runs_no_other_script() {
    let (_, _, page) = made(
        "2022-pingtan",
        5,
        Options {
            assumed: true,
            ..Options::default()
        },
    );
    for outside in [
        "http:", "https:", "src=", "url(", "@import", "<link", "<iframe", "<img",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    for (_, rest) in page
        .match_indices("href=\"")
        .map(|(at, m)| page.split_at(at + m.len()))
    {
        assert!(rest.starts_with('#'), "{}", &rest[..40.min(rest.len())]);
    }
    assert!(page.contains("default-src 'none'; script-src 'sha256-"));
    assert_eq!(page.matches("<script").count(), 2);
    assert!(!page.contains(" style=") && !page.contains(" onclick="));
    assert!(page.contains("内部资料 不得公开"));
    let ids: Vec<&str> = page
        .match_indices(" id=\"")
        .map(|(at, m)| page[at + m.len()..].split('"').next().unwrap())
        .collect();
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len(), "ids are unique");
}

#[test]
fn the_page_is_the_same_for_any_number_of_threads() {
    let made = make(
        &Published::real("2022-pingtan"),
        3,
        Options {
            assumed: true,
            ..Options::default()
        },
    );
    let pages: Vec<String> = [1, 3]
        .iter()
        .map(|&jobs| page(&compile(&made.job(jobs)).unwrap(), &made.files))
        .collect();
    assert!(pages[0] == pages[1]);
}

/// A ledger with a unique text in every cell of persons, with markup where text is shown, and mistakes in
/// both.
const LEDGER: &str = "\
申请编号,收到日期,申请人类型,申请人,联系电话,申请内容,办理结果,答复日期,备注\n\
</script><b>1,2022-01-05,自然人,唯一甲,13800001111,唯一乙,予以公开,2022-01-20,唯一丙\n\
2022-002,2022-01-06,<img src=x onerror=alert(1)>,唯一丁,13800002222,唯一戊,予以公开,2022-01-20,唯一己\n\
2022-003,2022-01-06,自然人,唯一庚,13800003333,唯一辛,予以公开,2022.13.1,唯一壬\n\
2022-004,2022-01-06,自然人,唯一癸,13800004444,唯一子,电话13800005555说不要了,2022-01-20,唯一丑\n";

#[test]
fn persons_stay_out_and_no_text_becomes_markup() {
    // the second quarter tells another applicant and another content for a number
    let second = LEDGER
        .replace("唯一甲", "唯一寅")
        .replace("唯一乙", "唯一卯");
    let files = vec![
        ("一季度/<b>申请.csv".to_owned(), LEDGER.as_bytes().to_vec()),
        ("二季度/申请.csv".to_owned(), second.into_bytes()),
    ];
    let settings = gknb::settings::parse("year = 2022\nagency = \"</title>某局\"\n").unwrap();
    let compilation = compile(&gknb::Job {
        settings,
        files: files.iter().map(|(n, b)| origin(n, b)).collect(),
        previous: None,
        jobs: 1,
    })
    .unwrap();
    assert!(!compilation.publishable());
    let page = page(&compilation, &files);
    for hidden in "甲乙丙丁戊己庚辛壬癸子丑寅卯".chars() {
        let text = format!("唯一{hidden}");
        assert!(!page.contains(&text), "{text}");
    }
    for phone in 1..=5 {
        assert!(!page.contains(&format!("1380000{phone}{phone}{phone}{phone}")));
    }
    assert!(page.contains("＊＊＊"));
    assert_eq!(page.matches("</title>").count(), 1);
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains("<img") && !page.contains("<b>"));
    assert!(
        page.contains("&lt;img src=x onerror=alert(1)&gt;"),
        "the word in question is shown"
    );
    let rows = data(&page)["rows"].to_string();
    assert!(
        rows.contains("</script><b>1"),
        "a number is told as it is: {rows}"
    );
}

#[test]
fn a_large_folder_is_told_in_part_and_the_page_says_so() {
    let mut text = "申请编号,收到日期,申请人类型,办理结果,答复日期\n".to_owned();
    for row in 0..html::ALL_ROWS + 10 {
        text.push_str(&format!("N{row},2022-01-05,自然人,予以公开,2022-01-20\n"));
    }
    let files = vec![("一季度.csv".to_owned(), text.into_bytes())];
    let compilation = compile(&gknb::Job {
        settings: gknb::settings::parse("year = 2022\nagency = \"某局\"\n").unwrap(),
        files: files.iter().map(|(n, b)| origin(n, b)).collect(),
        previous: None,
        jobs: 1,
    })
    .unwrap();
    let page = page(&compilation, &files);
    assert!(page.contains(&format!("本页列出 {} 行中的", html::ALL_ROWS + 11)));
    let data = data(&page);
    let slot = &data["slots"][compilation.form.slot("3.3.1/自然人").unwrap()];
    assert_eq!(
        slot["rows"].as_array().unwrap().len(),
        html::ROWS_OF_A_FIGURE
    );
    assert_eq!(
        slot["more"].as_u64().unwrap() as usize,
        html::ALL_ROWS + 10 - html::ROWS_OF_A_FIGURE
    );
}

/// Runs the program in a folder with `data/` of these files: exit code and stderr.
fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let run = crate::program::gknb(folder, args);
    (run.code, run.err)
}

fn below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[test]
fn page_and_copies_are_written_and_kept_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir_all(data.join("一季度")).unwrap();
    fs::write(data.join("gknb.toml"), "year = 2022\nagency = \"某局\"\n").unwrap();
    let ledger = data.join("一季度/申请.csv");
    fs::write(&ledger, LEDGER).unwrap();
    let sources = below(&data);

    let (code, _) = run(folder.path(), &["check"]);
    assert_eq!(code, Some(1));
    assert!(
        !folder.path().join("report").exists(),
        "check writes nothing"
    );

    let (code, said) = run(folder.path(), &[]);
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(below(&data), sources, "sources are never touched");
    let report = folder.path().join("report");
    let first = below(&report);
    let names: Vec<&Path> = first.keys().map(PathBuf::as_path).collect();
    let copy = ["批注", "一季度", "申请.csv.xlsx"]
        .iter()
        .collect::<PathBuf>();
    let expected = [
        &copy,
        Path::new("某局2022年核对.html"),
        Path::new("某局2022年核对底稿.xlsx"),
    ];
    assert_eq!(names, expected);
    let page = Path::new("report").join("某局2022年核对.html");
    assert!(
        said.contains(&format!("已写出 {}", page.display())),
        "{said}"
    );
    assert!(said.contains("批注"), "{said}");
    run(folder.path(), &["--jobs", "3"]);
    assert!(below(&report) == first, "the same bytes again");

    // a copy that someone has saved is neither overwritten nor removed
    let copy = report.join("批注/一季度/申请.csv.xlsx");
    let mut edited = fs::read(&copy).unwrap();
    edited.truncate(edited.len() - 1);
    fs::write(&copy, &edited).unwrap();
    let (_, said) = run(folder.path(), &[]);
    assert!(said.contains("没有覆盖"), "{said}");
    assert_eq!(fs::read(&copy).unwrap(), edited);

    // one that nobody touched goes when its file has no findings any more
    fs::remove_file(&copy).unwrap();
    run(folder.path(), &[]);
    assert!(copy.exists());
    fs::write(report.join("批注/自己的.xlsx"), "mine").unwrap();
    fs::write(
        &ledger,
        "申请编号,收到日期,申请人类型,办理结果,答复日期\n1,2022-01-05,自然人,予以公开,2022-01-20\n",
    )
    .unwrap();
    let (code, said) = run(folder.path(), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("已删除"), "{said}");
    assert!(!report.join("批注/一季度").exists());
    assert!(report.join("批注/自己的.xlsx").exists());
    let page = fs::read_to_string(report.join("某局2022年核对.html")).unwrap();
    assert!(page.contains("没有错误"), "written at exit 0 as well");

    // our folder of copies is neither a report nor a file that is none
    let (code, said) = run(folder.path(), &["verify", "report"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("没有进入本软件写批注副本的文件夹：批注"),
        "{said}"
    );
    let others = said.lines().find(|l| l.contains("不是报告的文件"));
    assert!(others.is_some_and(|l| !l.contains("批注")), "{said}");
}
