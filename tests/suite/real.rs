//! Published tables turned into quarterly ledgers, and compiled back.
//!
//! A failure prints the table, the seed and the options. `GKNB_DUMP=DIR` has the folder of a failing case
//! written there, for a person to open it or for the program to run on it.

use std::collections::BTreeMap;
use std::path::Path;

use gknb::finding::{Place, Severity};
use gknb::form::Form;
use gknb::tally::{From, Places};
use gknb::write::{json, publishable, xlsx};
use gknb::{Compilation, compile};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::maker::exports::Numbering;
use crate::maker::facts::{self, Facts};
use crate::maker::files::FORMATS;
use crate::maker::pack::{Arrangement, Disorder};
use crate::maker::previous;
use crate::maker::published::{Published, REAL};
use crate::maker::random::Random;
use crate::maker::{Made, Options, make};

/// What the laws below compare: everything that is published.
fn figures(compilation: &Compilation) -> BTreeMap<String, Decimal> {
    compilation
        .form
        .slots
        .iter()
        .zip(&compilation.tally.figures)
        .map(|(slot, figure)| (slot.id.clone(), figure.value))
        .collect()
}

/// The publishable workbook and JSON, byte by byte.
fn published_bytes(compilation: &Compilation) -> (Vec<u8>, String) {
    let document = publishable::document(compilation);
    let workbook = xlsx::bytes(&document).expect("a workbook in memory");
    (workbook, json::publishable(compilation))
}

/// Whether some finding is an error.
fn errs(compilation: &Compilation) -> bool {
    !compilation.publishable()
}

/// Compiles a folder and says what is not as it should be.
fn troubles(made: &Made) -> Vec<String> {
    let compilation = match compile(&made.job(1)) {
        Ok(compilation) => compilation,
        Err(stop) => return vec![format!("could not run: {stop}")],
    };
    let mut troubles = Vec::new();
    for finding in &compilation.findings {
        if finding.rule.severity == Severity::Error {
            let place = match &finding.at {
                Place::Cell(address) => compilation.names.show(*address),
                other => format!("{other:?}"),
            };
            troubles.push(format!(
                "{} at {place}: {} {:?}",
                finding.rule.code, finding.message, finding.value
            ));
        }
    }
    let found = figures(&compilation);
    for (slot, value) in &made.expected {
        match found.get(slot) {
            Some(found) if found == value => {}
            other => troubles.push(format!("{slot}: expected {value}, found {other:?}")),
        }
    }
    let rows = &compilation.rows;
    let fates = rows.counted + rows.merged + rows.excluded.values().sum::<u64>() + rows.faulty;
    if rows.read != fates {
        troubles.push(format!("rows do not add up: {rows:?}"));
    }
    let places = Places::of(compilation.form, &compilation.tally.figures);
    for (slot, figure) in compilation
        .form
        .slots
        .iter()
        .zip(&compilation.tally.figures)
    {
        if let From::Rows(rows) = &figure.from {
            let position = compilation.form.slot(&slot.id).unwrap();
            let behind: Vec<_> = places.rows(&compilation.ledger, position).collect();
            let sum: Decimal = behind.iter().map(|(_, amount)| *amount).sum();
            if sum != figure.value || behind.len() as u64 != *rows {
                troubles.push(format!(
                    "{}: its rows add up to {sum}, not {}",
                    slot.id, figure.value
                ));
            }
        }
    }
    troubles
}

/// Fails with everything that a person needs to look into it.
fn assert_compiles(name: &str, published: &Published, seed: u64, options: Options) {
    let made = make(published, seed, options);
    let troubles = troubles(&made);
    if troubles.is_empty() {
        return;
    }
    let dumped = std::env::var("GKNB_DUMP").map_or_else(
        |_| "GKNB_DUMP=DIR writes its folder".to_owned(),
        |dir| {
            let folder = made.dump(Path::new(&dir), &format!("{name}-{seed}"));
            format!(
                "written to {:?}",
                folder.expect("a folder that can be written")
            )
        },
    );
    let shown = troubles.len().min(20);
    panic!(
        "{name}, seed {seed}, {options:?}: {} troubles ({dumped})\n{}",
        troubles.len(),
        troubles[..shown].join("\n")
    );
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
    let published = Published::invented(7, 30);
    let options = Options::default();
    assert_eq!(
        make(&published, 7, options).files,
        make(&published, 7, options).files
    );
}

#[test]
fn what_is_expected_is_every_slot_of_the_form() {
    for (name, text) in REAL {
        let published = Published::read(text);
        let form = Form::for_year(published.year).expect("a form for every real year");
        let mut slots: Vec<&str> = form.slots.iter().map(|slot| slot.id.as_str()).collect();
        slots.sort_unstable();
        let expected = published.expected();
        let keys: Vec<&str> = expected.keys().map(String::as_str).collect();
        assert_eq!(keys, slots, "{name}");
    }
}

#[test]
fn the_settings_of_a_made_folder_are_read_back() {
    for seed in 0..4 {
        let options = Options {
            numbering: Numbering::Keyed,
            own: seed % 2 == 0,
            opening: seed > 1,
            ..Options::default()
        };
        for published in [
            Published::real("2020-pingtan"),
            Published::invented(seed, 5),
        ] {
            let made = make(&published, seed, options);
            let mut read = gknb::settings::parse(&made.toml()).expect("settings without a mistake");
            read.marks.clear();
            assert_eq!(read.written.year, read.year);
            read.written = made.settings.written.clone();
            assert_eq!(format!("{read:?}"), format!("{:?}", made.settings));
        }
    }
}

#[test]
fn the_invented_facts_say_what_was_published() {
    for seed in 0..20 {
        let published = Published::invented(seed, 60);
        let facts = facts::invent(
            &published,
            &Random::new(seed),
            true,
            seed % 2 == 0,
            false,
            seed % 3 == 0,
        );
        assert_eq!(
            recounted(&facts, &published),
            published.expected(),
            "seed {seed}"
        );
    }
}

/// The report as a person would count it from what happened.
fn recounted(facts: &Facts, published: &Published) -> BTreeMap<String, Decimal> {
    let year = published.year;
    let mut counted = Published {
        carried_in: [0; 6],
        closed: [[0; 6]; 21],
        carried_out: [0; 6],
        documents: [[0; 3]; 2],
        decisions: [0; 3],
        charged: Decimal::ZERO,
        cases: [[0; 4]; 3],
        ..published.clone()
    };
    for request in &facts.requests {
        let (class, quantity) = (request.class, request.quantity);
        let before = request.answered.is_some_and(|(date, _)| date.year() < year);
        if request.received.year() > year || before {
            continue;
        }
        if request.received.year() < year {
            counted.carried_in[class] += quantity;
        }
        match request.answered.filter(|(date, _)| date.year() == year) {
            Some((_, line)) => counted.closed[line][class] += quantity,
            None => counted.carried_out[class] += quantity,
        }
    }
    for document in &facts.documents {
        let figures = &mut counted.documents[document.kind];
        let repealed = document.repealed.map(jiff::civil::Date::year);
        figures[0] += u32::from(document.issued.year() == year);
        figures[1] += u32::from(repealed == Some(year));
        figures[2] +=
            u32::from(document.issued.year() <= year && repealed.is_none_or(|r| r > year));
    }
    for decision in &facts.decisions {
        if decision.date.year() == year {
            counted.decisions[decision.kind] += u32::try_from(decision.quantity).expect("a count");
        }
    }
    let fees = facts.fees.iter().filter(|fee| fee.date.year() == year);
    counted.charged = fees.map(|fee| fee.yuan).sum::<Decimal>() / Decimal::from(10_000);
    for case in &facts.cases {
        let verdict = match case.concluded {
            Some((date, _)) if date.year() < year => continue,
            Some((date, verdict)) if date.year() == year => verdict,
            _ if case.received.year() > year => continue,
            _ => 3,
        };
        counted.cases[case.path][verdict] += 1;
    }
    counted.expected()
}

#[test]
fn published_tables_come_back_from_their_ledgers() {
    for (name, text) in REAL {
        let published = Published::read(text);
        // Each of the 3,646 applications of 宿迁 stands in several exports.
        let seeds = if name.contains("suqian") { 0..1 } else { 0..6 };
        for seed in seeds {
            assert_compiles(name, &published, seed, Options::default());
        }
    }
}

#[test]
fn invented_tables_come_back_from_their_ledgers() {
    for seed in 0..60 {
        let published = Published::invented(seed, 40);
        assert_compiles("invented", &published, seed, Options::default());
    }
}

#[test]
fn every_format_is_read() {
    for (seed, format) in (100..).zip(FORMATS) {
        let options = Options {
            format: Some(format),
            ..Options::default()
        };
        assert_compiles("format", &Published::invented(seed, 40), seed, options);
    }
}

#[test]
fn periods_and_ledgers_are_known_wherever_they_are_named() {
    for (seed, arrangement) in (200..).zip([
        Arrangement::Folders,
        Arrangement::Flat,
        Arrangement::PeriodBooks,
        Arrangement::LedgerBooks,
        Arrangement::Titles,
    ]) {
        let options = Options {
            arrangement: Some(arrangement),
            ..Options::default()
        };
        assert_compiles("arrangement", &Published::invented(seed, 40), seed, options);
    }
}

#[test]
fn words_that_are_assumed_are_read_and_said() {
    for seed in 300..310 {
        let options = Options {
            assumed: true,
            ..Options::default()
        };
        let published = Published::invented(seed, 120);
        assert_compiles("assumed", &published, seed, options);
        let compilation = compile(&make(&published, seed, options).job(1)).expect("it compiles");
        let doubts = compilation
            .findings
            .iter()
            .filter(|finding| finding.rule.severity == Severity::Warning);
        assert!(
            doubts.count() > 0,
            "seed {seed}: nothing is said of the words assumed"
        );
    }
}

/// Doubts that ledgers without a mistake may raise: no document older than the year; replies at dates drawn
/// without regard to the limits of the 条例; a year that is unlike the last, of which the made report holds
/// nothing but what it carried over; the rare fee that is drawn ten thousand times smaller than its neighbours.
const DEMANDED: &[&str] = &["T106", "V106", "V201", "V202", "E118"];

#[test]
fn numbered_ledgers_without_a_mistake_are_not_doubted() {
    let mut doubts = BTreeMap::new();
    let mut doubt = |name: &str, published: &Published, seed: u64, options: Options| {
        let compilation = compile(&make(published, seed, options).job(1)).expect("it compiles");
        for finding in &compilation.findings {
            if finding.rule.severity != Severity::Note && !DEMANDED.contains(&finding.rule.code) {
                let place = gknb::write::show::place(&finding.at, &compilation.names, None);
                let first = format!("{name}, seed {seed}, at {place}: {}", finding.message);
                let (count, _) = doubts.entry(finding.rule.code).or_insert((0, first));
                *count += 1;
            }
        }
    };
    for (name, text) in REAL.iter().filter(|(name, _)| !name.contains("suqian")) {
        for seed in 0..3 {
            doubt(name, &Published::read(text), seed, Options::default());
        }
    }
    for seed in 0..30 {
        let own = seed % 3 == 0;
        let previous = seed % 5 == 0;
        let options = Options {
            own,
            previous,
            ..Options::default()
        };
        doubt("invented", &Published::invented(seed, 40), seed, options);
    }
    assert!(doubts.is_empty(), "{doubts:#?}");
}

#[test]
fn applications_without_a_number_are_told_apart_by_the_key() {
    for seed in 400..410 {
        let options = Options {
            numbering: Numbering::Keyed,
            ..Options::default()
        };
        assert_compiles("keyed", &Published::invented(seed, 40), seed, options);
    }
}

#[test]
fn applications_without_a_number_in_one_export_need_no_key() {
    for seed in 450..456 {
        let options = Options {
            numbering: Numbering::Once,
            ..Options::default()
        };
        assert_compiles("once", &Published::invented(seed, 40), seed, options);
    }
}

#[test]
fn an_office_has_words_and_headings_of_its_own() {
    for seed in 700..706 {
        let options = Options {
            own: true,
            ..Options::default()
        };
        assert_compiles("own", &Published::invented(seed, 60), seed, options);
    }
}

#[test]
fn the_report_of_last_year_agrees_with_what_was_carried_in() {
    for seed in 500..508 {
        let options = Options {
            previous: true,
            ..Options::default()
        };
        assert_compiles("previous", &Published::invented(seed, 40), seed, options);
    }
}

#[test]
fn documents_in_force_come_from_the_opening_numbers() {
    for seed in 600..606 {
        let options = Options {
            opening: true,
            ..Options::default()
        };
        assert_compiles("opening", &Published::invented(seed, 20), seed, options);
    }
}

#[test]
fn applications_without_a_number_are_an_error_until_the_key_is_told() {
    let options = Options {
        numbering: Numbering::Keyed,
        ..Options::default()
    };
    let mut refused = 0;
    for seed in 400..410 {
        let mut made = make(&Published::invented(seed, 40), seed, options);
        made.settings.key.clear();
        let compilation = compile(&made.job(1)).expect("it runs");
        if figures(&compilation) == made.expected {
            continue;
        }
        assert!(
            errs(&compilation),
            "seed {seed}: other figures, and not a word"
        );
        refused += 1;
    }
    assert!(
        refused > 5,
        "nearly every folder has an application pending over a quarter"
    );
}

#[test]
fn another_number_carried_out_last_year_is_an_error() {
    for seed in 520..524 {
        let options = Options {
            previous: true,
            ..Options::default()
        };
        let published = Published::invented(seed, 40);
        let mut last_year = previous::before(&published);
        last_year.carried_out[0] += 1;
        let mut made = make(&published, seed, options);
        made.previous = Some(("上年.xlsx".to_owned(), previous::workbook(&last_year)));
        assert!(
            errs(&compile(&made.job(1)).expect("it runs")),
            "seed {seed}"
        );
    }
}

/// The codes found in a few small csv files of 2022.
fn codes(files: &[(&str, &str)]) -> Vec<&'static str> {
    let made = Made {
        seed: 0,
        files: files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect(),
        previous: None,
        settings: make(&Published::real("2022-pingtan"), 0, Options::default()).settings,
        expected: BTreeMap::new(),
    };
    let compilation = compile(&made.job(1)).expect("it runs");
    compilation.findings.iter().map(|f| f.rule.code).collect()
}

#[test]
fn a_total_is_held_against_rows_of_one_cell_too() {
    let table = "决定日期,数量\n2022-01-13,11\n,64\n2022-02-01,5\n合计,80\n";
    let codes = codes(&[("2022年一季度行政处罚台账.csv", table)]);
    assert!(!codes.contains(&"C108"), "{codes:?}");
}

#[test]
fn a_document_in_force_in_one_quarter_may_be_repealed_in_the_next() {
    let first = "类别,标题,文号,成文日期,有效性\n规范性文件,甲,示规〔2020〕1号,2020-03-01,有效\n";
    let second =
        "类别,标题,文号,成文日期,废止日期\n规范性文件,甲,示规〔2020〕1号,2020-03-01,2022-05-01\n";
    let codes = codes(&[
        ("2022年一季度规范性文件台账.csv", first),
        ("2022年二季度规范性文件台账.csv", second),
    ]);
    assert!(!codes.contains(&"L116"), "{codes:?}");
    // The ledger does hold a document older than the year.
    assert!(!codes.contains(&"T106"), "{codes:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn neither_order_nor_files_nor_threads_change_a_figure(seed in 1_000u64..1_000_000, order: u64) {
        let published = Published::invented(seed, 25);
        let made = make(&published, seed, Options::default());
        let plain = compile(&made.job(1)).expect("it compiles");

        let mut reversed = made.job(2);
        reversed.files.reverse();
        let reversed = compile(&reversed).expect("it compiles");
        prop_assert_eq!(figures(&plain), figures(&reversed), "files reversed, two threads");
        prop_assert_eq!(&plain.findings, &reversed.findings, "files reversed, two threads");
        prop_assert_eq!(&plain.rows, &reversed.rows, "files reversed, two threads");
        prop_assert!(published_bytes(&plain) == published_bytes(&reversed), "bytes, files reversed");

        for disorder in [
            Disorder { shuffled: Some(order), split: false },
            Disorder { shuffled: None, split: true },
            Disorder { shuffled: Some(order), split: true },
        ] {
            let options = Options { disorder, ..Options::default() };
            let other = compile(&make(&published, seed, options).job(1)).expect("it compiles");
            prop_assert_eq!(figures(&plain), figures(&other), "{:?}", disorder);
        }
    }
}

/// Many more seeds than every run has time for: `GKNB_SEEDS=1000 cargo test many_more -- --ignored`.
#[test]
#[ignore = "takes its time"]
fn many_more_seeds_in_every_manner() {
    let seeds = std::env::var("GKNB_SEEDS").map_or(100, |n| n.parse().expect("a number"));
    let from = std::env::var("GKNB_FROM").map_or(10_000, |n| n.parse().expect("a number"));
    for seed in from..from + seeds {
        let mut chance = Random::new(seed).fork("manner");
        let numbering = chance.choose(&[
            Numbering::Numbered,
            Numbering::Numbered,
            Numbering::Keyed,
            Numbering::Once,
        ]);
        // An application that nothing tells apart may stand in one file only.
        let split = numbering != Numbering::Once && chance.chance(25);
        let shuffled = chance.chance(30).then_some(seed);
        let options = Options {
            assumed: chance.chance(30),
            numbering,
            own: chance.chance(15),
            noise: chance.chance(80),
            opening: chance.chance(15),
            disorder: Disorder { shuffled, split },
            ..Options::default()
        };
        let size = 10 + chance.below(70);
        assert_compiles("more", &Published::invented(seed, size), seed, options);
    }
}

/// No test: writes folders for a person, or for the program, to open:
/// `GKNB_DUMP=DIR cargo test write_folders_for_a_person -- --ignored`, with `GKNB_SEEDS=4` for more of them.
#[test]
#[ignore = "tests nothing: writes folders to the disk"]
fn write_folders_for_a_person() {
    let dir = std::env::var("GKNB_DUMP").expect("GKNB_DUMP names a folder");
    let seeds = std::env::var("GKNB_SEEDS").map_or(1, |n| n.parse().expect("a number"));
    let dump = |name: String, published: &Published, seed: u64, options: Options| {
        let made = make(published, seed, options);
        made.dump(Path::new(&dir), &name)
            .expect("a folder that can be written");
    };
    for seed in 0..seeds {
        for (name, text) in REAL {
            dump(
                format!("{name}-{seed}"),
                &Published::read(text),
                seed,
                Options::default(),
            );
        }
        let published = Published::invented(seed, 40);
        let plain = Options::default();
        let format = Some(FORMATS[usize::try_from(seed).expect("small") % FORMATS.len()]);
        let (assumed, numbering) = (true, Numbering::Keyed);
        let own = true;
        let (opening, previous) = (true, true);
        for (name, options) in [
            ("format", Options { format, ..plain }),
            ("assumed", Options { assumed, ..plain }),
            ("keyed", Options { numbering, ..plain }),
            ("own", Options { own, ..plain }),
            ("opening", Options { opening, ..plain }),
            ("previous", Options { previous, ..plain }),
        ] {
            dump(format!("{name}-{seed}"), &published, seed, options);
        }
    }
}
