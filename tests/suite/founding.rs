//! The founding case: 株洲市国资委, 2022, as the sample data that comes with the program.

use std::fs;
use std::path::{Path, PathBuf};

use gknb::finding::Severity;
use gknb::{Compilation, Job, compile};
use rust_decimal::Decimal;

use crate::maker::origin;

/// The sample folder, compiled.
fn sample() -> Compilation {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut files = Vec::new();
    collect(&data, &data, &mut files);
    let settings = fs::read(data.join("gknb.toml")).expect("the sample has settings");
    let settings = gknb::settings::read(&settings).expect("settings without a mistake");
    let files = files
        .iter()
        .map(|(path, bytes)| origin(path, bytes))
        .collect();
    compile(&Job {
        settings,
        files,
        previous: None,
        jobs: 1,
    })
    .expect("the sample compiles")
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|ending| ending != "toml") {
            let name = path.strip_prefix(root).expect("below the root");
            let name = name.to_str().expect("a name").replace('\\', "/");
            files.push((name, fs::read(&path).expect("a file")));
        }
    }
}

#[test]
fn the_sample_compiles_without_an_error() {
    let compilation = sample();
    let errors: Vec<_> = compilation
        .findings
        .iter()
        .filter(|finding| finding.rule.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_sample_says_what_the_office_published() {
    let compilation = sample();
    let value = |slot: &str| {
        let at = compilation.form.slot(slot).expect("a slot of the form");
        compilation.tally.figures[at].value
    };
    for (slot, expected) in [
        ("3.1/自然人", 2),
        ("3.1/总计", 2),
        ("3.2/总计", 0),
        ("3.3.1/自然人", 2),
        ("3.3.7/总计", 2),
        ("3.4/总计", 0),
        ("2.规章/现行有效件数", 0),
        ("2.行政规范性文件/本年制发件数", 2),
        ("2.行政规范性文件/本年废止件数", 1),
        ("2.行政规范性文件/现行有效件数", 6),
        ("4.行政复议/总计", 0),
        ("4.复议后起诉/总计", 0),
    ] {
        assert_eq!(value(slot), Decimal::from(expected), "{slot}");
    }
}

#[test]
fn the_overview_of_the_sample_counts_what_each_channel_published() {
    let compilation = sample();
    let channels = &compilation.tally.overview.channels;
    let year = |name: &str| {
        let months = channels.iter().find(|(channel, _)| channel == name);
        months.map(|(_, months)| months.total())
    };
    assert_eq!(year("门户网站"), Some(1162), "{channels:?}");
    assert_eq!(year("微信公众号「株洲国资」"), Some(551), "{channels:?}");
    assert_eq!(year("电子显示屏"), Some(260), "{channels:?}");
}
