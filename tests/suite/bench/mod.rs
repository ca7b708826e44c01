//! 出错台: for each rule, faults planted by seed in clean ledgers of every format, the cell known. Each must
//! be reported, by that rule, at that cell; and clean ledgers report nothing above a note.
//!
//! A rule is planted by one [`Fault`]; the faults stand in [`rows`], [`tables`], [`exports`] and [`whole`].
//! A rule without one has its reason in [`REASONS`].

mod address;
mod exports;
mod ground;
mod rows;
mod tables;
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use gknb::finding::{Finding, Place, Severity};
use gknb::write::show;
use gknb::{Compilation, compile};

use crate::maker::files::{FORMATS, Format};
use crate::maker::pack::{Arrangement, Laid};
use crate::maker::published::Published;
use crate::maker::random::Random;
use crate::maker::{Made, Options, draft};
use ground::{Ground, Planted};

/// One way to plant what a rule must find.
struct Fault {
    /// The rule.
    code: &'static str,
    /// Plants it; none where this folder has no place for it.
    plant: fn(&mut Ground) -> Option<Planted>,
    /// Other rules that rightly speak up as well.
    follow: &'static [&'static str],
    /// The folder it needs.
    options: fn(Options) -> Options,
    /// What was published.
    published: fn(u64) -> Published,
    /// The formats that can hold it.
    formats: fn(Format) -> bool,
}

const fn fault(code: &'static str, plant: fn(&mut Ground) -> Option<Planted>) -> Fault {
    Fault {
        code,
        plant,
        follow: &[],
        options: |options| options,
        published: |seed| published(seed, 25),
        formats: |_| true,
    }
}

impl Fault {
    const fn follow(mut self, codes: &'static [&'static str]) -> Self {
        self.follow = codes;
        self
    }

    const fn options(mut self, options: fn(Options) -> Options) -> Self {
        self.options = options;
        self
    }

    const fn published(mut self, published: fn(u64) -> Published) -> Self {
        self.published = published;
        self
    }

    const fn formats(mut self, formats: fn(Format) -> bool) -> Self {
        self.formats = formats;
        self
    }
}

/// An invented report of which nothing need be late: what was carried in was answered.
fn published(seed: u64, size: u64) -> Published {
    let mut published = Published::invented(seed, size);
    for class in 0..6 {
        let answered = published.concluded(class);
        published.carried_in[class] = published.carried_in[class].min(answered);
    }
    published
}

/// All faults.
fn faults() -> impl Iterator<Item = &'static Fault> {
    let lists = [rows::FAULTS, tables::FAULTS, exports::FAULTS, whole::FAULTS];
    lists.into_iter().flatten()
}

/// Rules that no fault is planted for, and why.
const REASONS: &[(&str, &str)] = &[
    (
        "B009",
        "a file beyond the limits is too large for a test of every day; `book` has tests of its own",
    ),
    ("B011", "as B009"),
    (
        "B014",
        "number formats are written by no maker of tables; `book` has tests of its own",
    ),
    (
        "B013",
        "a part of a text crossed out is written by no maker of tables; `book` has tests of its own",
    ),
    (
        "B090",
        "told by the program from names alone, before any file is read; `folder` has tests of its own",
    ),
    (
        "B091",
        "told by the program from lock files beside the table: tests of `faults`",
    ),
    (
        "B092",
        "told by the program when a file changes while it is read: tests of `faults`",
    ),
    (
        "B093",
        "told by the program from where its settings lie: a test of `cli`",
    ),
    (
        "C112",
        "a sheet of another shape than the ledgers that are made; held by a table in `rules`",
    ),
    ("C113", "as C112"),
    ("C114", "as C112"),
    ("C122", "as C112"),
    ("C123", "as C112"),
    ("C124", "as C112"),
    ("C125", "as C112"),
    (
        "T111",
        "a report of last year with a blank in it is made by no maker; a test of `rules`",
    ),
    ("L126", "as C112"),
    ("E120", "as C112"),
    ("E121", "as C112"),
    (
        "E122",
        "only where one ledger holds many units; tables in `units`",
    ),
    ("E123", "as E122"),
    ("E124", "as E122"),
    ("L125", "as E122"),
    (
        "T107",
        "a made ledger always has rows; the blank ledgers of `blank`",
    ),
    ("G109", "as E122"),
    ("G110", "as E122"),
    ("G111", "as E122"),
    ("G112", "as E122"),
    (
        "R101",
        "of finished reports added up, not of a ledger: tests of `rollup`",
    ),
    ("R102", "as R101"),
    ("R103", "as R101"),
    ("R104", "as R101"),
    ("R105", "as R101"),
    ("R106", "as R101"),
    ("R107", "as R101"),
    ("R201", "as R101"),
    ("R202", "as R101"),
    ("R203", "as R101"),
    ("R204", "as R101"),
    ("R205", "as R101"),
    ("R206", "as R101"),
    ("R207", "as R101"),
    ("R208", "as R101"),
    ("R209", "as R101"),
    ("R210", "as R101"),
    ("R211", "as R101"),
    ("R212", "as R101"),
    ("R213", "as R101"),
    ("R214", "as R101"),
    ("R215", "as R101"),
    ("R216", "as R101"),
    ("R217", "as R101"),
    ("R218", "as R101"),
    ("R219", "as R101"),
    ("R220", "as R101"),
    ("R221", "as R101"),
    ("R222", "as R101"),
    ("R223", "as R101"),
    ("R224", "as R101"),
    ("R225", "as R101"),
    ("R226", "as R101"),
    ("R227", "as R101"),
    ("R228", "as R101"),
    ("R229", "as R101"),
    ("R230", "as R101"),
    ("R231", "as R101"),
    ("R232", "as R101"),
    ("R301", "as R101"),
    ("R302", "as R101"),
    ("R303", "as R101"),
    ("R401", "as R101"),
    ("R402", "as R101"),
    ("R403", "as R101"),
    ("R404", "as R101"),
    (
        "V301",
        "a finished report's, not a ledger's: tests of `report`",
    ),
    ("V302", "as V301"),
    ("V303", "as V301"),
    ("V304", "as V301"),
    ("V305", "as V301"),
    ("V306", "as V301"),
    ("V307", "as V301"),
    ("V308", "as V301"),
    ("V309", "as V301"),
    ("V310", "as V301"),
    ("V311", "as V301"),
    ("V312", "as V301"),
    ("V313", "as V301"),
    ("V314", "as V301"),
    ("V315", "as V301"),
    ("V316", "as V301"),
    ("V317", "as V301"),
    ("V318", "as V301"),
    ("V319", "as V301"),
    ("V320", "as V301"),
    ("V321", "as V301"),
    ("V322", "as V301"),
    ("V323", "as V301"),
    ("V324", "as V301"),
    (
        "C115",
        "needs a table that sums up, which the maker does not write: tests of `rules`",
    ),
    (
        "C116",
        "the maker's totals have no days: tests of `rules::read`",
    ),
    (
        "C117",
        "the maker's applications tell of no review: tests of `rules::read`",
    ),
    (
        "C119",
        "the maker crosses nothing out: tests of `rules`, fixtures of `book`",
    ),
    (
        "C120",
        "the maker's totals have their word: tests of `rules::shapes`",
    ),
    (
        "C118",
        "the maker's sheets are no examples: tests of `rules::read`",
    ),
    (
        "E125",
        "the maker's decisions without a date are right by the contract: tests of `rules`",
    ),
    (
        "C121",
        "the maker's rows are full: tests of `rules::shapes`",
    ),
    ("E126", "as C115"),
    (
        "E127",
        "the maker's documents have no remarks: tests of `rules`",
    ),
    ("E128", "the maker's cases have no 案由: tests of `rules`"),
    (
        "E134",
        "the maker's documents do not tell who issued them: tests of `rules`",
    ),
    (
        "E129",
        "the maker's rows that stand for several have no number of their own, or say 件: tests of `rules`",
    ),
    (
        "E130",
        "the maker's applications have no remarks: tests of `rules`",
    ),
    (
        "V108",
        "the maker's cases name no defendant: tests of `rules`",
    ),
    ("L127", "as C115"),
    ("L129", "the maker's cases have no 审级: tests of `rules`"),
    ("L128", "the maker's documents have dates: tests of `rules`"),
    (
        "L132",
        "the maker's applications stand in one table with their results: tests of `rules`",
    ),
    ("T110", "as C115"),
    ("V325", "as V301"),
    ("V326", "as V301"),
    ("V327", "as V301"),
];

/// Folders tried until one has a place for the fault.
const TRIES: u64 = 40;

fn options(format: Format, seed: u64) -> Options {
    // one sheet a file where the format holds no more
    let arrangements: &[Arrangement] = if format.sheets() {
        &[
            Arrangement::Folders,
            Arrangement::Flat,
            Arrangement::PeriodBooks,
            Arrangement::LedgerBooks,
            Arrangement::Titles,
        ]
    } else {
        &[Arrangement::Folders, Arrangement::Flat, Arrangement::Titles]
    };
    Options {
        timely: true,
        arrangement: Some(Random::new(seed).fork("arrangement").choose(arrangements)),
        format: Some(format),
        ..Options::default()
    }
}

/// A folder with one fault in it.
struct Case {
    made: Made,
    sheets: Vec<Laid>,
    planted: Planted,
    seed: u64,
}

/// Plants a fault in the first folder from a seed on that has a place for it.
fn plant(fault: &Fault, format: Format, seed: u64) -> Option<Case> {
    (0..TRIES).find_map(|attempt| {
        let seed = seed * 1000 + attempt;
        let options = (fault.options)(options(format, seed));
        let draft = draft(&(fault.published)(seed), seed, options);
        let mut ground = Ground {
            draft,
            random: Random::new(seed).fork(fault.code),
            files: Vec::new(),
            last: None,
        };
        let planted = (fault.plant)(&mut ground)?;
        let Ground {
            draft, files, last, ..
        } = ground;
        let (mut made, sheets) = draft.pack();
        made.files.extend(files);
        if let Some(last) = last {
            last(&mut made, &sheets);
        }
        made.files.sort();
        Some(Case {
            made,
            sheets,
            planted,
            seed,
        })
    })
}

/// What came of one fault.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    planted: u32,
    caught: u32,
    at_the_cell: u32,
    false_alarms: u32,
}

/// The place of a finding as it is shown to people; a figure by its slot.
fn told(finding: &Finding, compilation: &Compilation) -> String {
    match &finding.at {
        Place::Slot(id) => id.clone(),
        other => show::place(other, &compilation.names, None),
    }
}

/// Compiles a folder with one fault and holds what is reported against it. The text says what is wrong.
fn judge(fault: &Fault, case: &Case) -> (Score, String) {
    let mut score = Score {
        planted: 1,
        ..Score::default()
    };
    let compilation = match compile(&case.made.job(1)) {
        Ok(compilation) => compilation,
        Err(why) => return (score, format!("could not run: {why}")),
    };
    let expected = ground::places(&case.planted.spot, &case.sheets);
    let mut places: Vec<String> = Vec::new();
    let mut wrong = String::new();
    for finding in &compilation.findings {
        let at = told(finding, &compilation);
        if finding.rule.code == fault.code {
            places.push(at);
        } else if finding.rule.severity != Severity::Note
            && !fault.follow.contains(&finding.rule.code)
        {
            score.false_alarms += 1;
            let _ = writeln!(
                wrong,
                "  false alarm {} at {at}: {}",
                finding.rule.code, finding.message
            );
        }
    }
    score.caught = u32::from(!places.is_empty());
    score.at_the_cell = u32::from(expected.iter().any(|e| places.contains(e)));
    if score.at_the_cell == 0 {
        let value = &case.planted.value;
        let _ = writeln!(
            wrong,
            "  expected at {expected:?} ({value:?}), found {places:?}"
        );
    }
    (score, wrong)
}

/// Plants a fault in a format, and adds what came of it.
fn run(fault: &Fault, format: Format, seed: u64, score: &mut Score, wrong: &mut String) {
    let Some(case) = plant(fault, format, seed) else {
        let _ = writeln!(wrong, "{} {format:?} {seed}: no place for it", fault.code);
        return;
    };
    let (one, text) = judge(fault, &case);
    score.planted += one.planted;
    score.caught += one.caught;
    score.at_the_cell += one.at_the_cell;
    score.false_alarms += one.false_alarms;
    if !text.is_empty() {
        if let Ok(dir) = std::env::var("GKNB_DUMP") {
            let name = format!("{}-{format:?}-{}", fault.code, case.seed);
            let _ = case.made.dump(std::path::Path::new(&dir), &name);
        }
        let _ = writeln!(
            wrong,
            "{} {format:?} seed {}:\n{text}",
            fault.code, case.seed
        );
    }
}

#[test]
fn every_rule_has_a_fault_or_a_reason_why_none() {
    let planted: BTreeSet<&str> = faults().map(|f| f.code).collect();
    let excused: BTreeSet<&str> = REASONS.iter().map(|(code, _)| *code).collect();
    let rules: BTreeSet<&str> = gknb::rules().iter().map(|r| r.code).collect();
    let missing: Vec<&&str> = rules
        .iter()
        .filter(|code| !planted.contains(*code) && !excused.contains(*code))
        .collect();
    assert!(missing.is_empty(), "neither fault nor reason: {missing:?}");
    let gone: Vec<&&str> = planted
        .union(&excused)
        .filter(|code| !rules.contains(*code))
        .collect();
    assert!(gone.is_empty(), "no such rules: {gone:?}");
    let both: Vec<&&str> = planted.intersection(&excused).collect();
    assert!(both.is_empty(), "both fault and reason: {both:?}");
}

/// Every fault in two formats, all formats in turn; `every_fault_in_every_format` does the rest.
#[test]
fn a_planted_fault_is_reported_by_its_rule_at_its_cell() {
    let mut wrong = String::new();
    for (number, fault) in faults().enumerate() {
        let formats: Vec<Format> = FORMATS
            .into_iter()
            .filter(|f| (fault.formats)(*f))
            .collect();
        for step in 0..2usize.min(formats.len()) {
            let format = formats[(number + step * 5) % formats.len()];
            run(
                fault,
                format,
                number as u64,
                &mut Score::default(),
                &mut wrong,
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What a clean folder reports above a note.
fn alarms(published: &Published, seed: u64, options: Options) -> Vec<String> {
    let (made, _) = draft(published, seed, options).pack();
    let compilation = compile(&made.job(1)).expect("a clean folder compiles");
    let loud = compilation
        .findings
        .iter()
        .filter(|f| f.rule.severity != Severity::Note);
    loud.map(|f| {
        let at = told(f, &compilation);
        format!("{} at {at}: {}", f.rule.code, f.message)
    })
    .collect()
}

#[test]
fn clean_ledgers_report_nothing_above_a_note() {
    let mut wrong = String::new();
    for (seed, format) in (9_000..).zip(FORMATS) {
        for size in [6, 40] {
            let published = published(seed, size);
            for alarm in alarms(&published, seed, options(format, seed)) {
                let _ = writeln!(wrong, "{format:?} seed {seed}: {alarm}");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Every fault in every format, and the table of README.md:
/// `GKNB_SEEDS=4 cargo test --release every_fault_in_every_format -- --ignored --nocapture`, with
/// `GKNB_ONLY=E1` for some rules only.
#[test]
#[ignore = "takes its time"]
#[allow(clippy::print_stdout)]
fn every_fault_in_every_format() {
    let seeds = std::env::var("GKNB_SEEDS").map_or(2, |n| n.parse().expect("a number"));
    let mut wrong = String::new();
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let only = std::env::var("GKNB_ONLY").unwrap_or_default();
    for fault in faults().filter(|f| f.code.starts_with(&only)) {
        let score = scores.entry(fault.code).or_default();
        for format in FORMATS.into_iter().filter(|f| (fault.formats)(*f)) {
            for seed in 0..seeds {
                run(fault, format, 100 + seed, score, &mut wrong);
            }
        }
    }
    let clean_seeds = if only.is_empty() { seeds * 10 } else { 0 };
    let mut clean = 0;
    let mut false_alarms = 0;
    for format in FORMATS {
        for seed in 0..clean_seeds {
            clean += 1;
            let seed = 20_000 + seed;
            let published = published(seed, 30);
            let found = alarms(&published, seed, options(format, seed));
            false_alarms += found.len();
            for alarm in found {
                let _ = writeln!(wrong, "clean {format:?} seed {seed}: {alarm}");
            }
        }
    }
    println!("| rule | | faults planted | caught | at the right cell | false alarms |");
    println!("|---|---|--:|--:|--:|--:|");
    let mut sum = Score::default();
    for rule in gknb::rules() {
        let Some(score) = scores.get(rule.code) else {
            continue;
        };
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            rule.code,
            rule.title,
            score.planted,
            score.caught,
            score.at_the_cell,
            score.false_alarms
        );
        sum.planted += score.planted;
        sum.caught += score.caught;
        sum.at_the_cell += score.at_the_cell;
        sum.false_alarms += score.false_alarms;
    }
    println!(
        "| all | | {} | {} | {} | {} |",
        sum.planted, sum.caught, sum.at_the_cell, sum.false_alarms
    );
    println!("clean folders: {clean}, false alarms in them: {false_alarms}");
    assert!(wrong.is_empty(), "\n{wrong}");
}
