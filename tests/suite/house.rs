//! The house: a folder uses only the folders before it and the ground.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The stages in the order of their names, which is the order of the pipeline.
const STAGES: [&str; 8] = [
    "book", "column", "entry", "form", "ledger", "tally", "verify", "write",
];

/// What every stage may use: it uses no stage and nothing on top.
const GROUND: [&str; 13] = [
    "address", "date", "digest", "finding", "folder", "number", "office", "packed", "period",
    "refusal", "settings", "syntax", "text",
];

/// What the stages before `write` have made, which `write` shows.
const MADE: &str = "compilation";

/// What stands on top of the stages.
const TOP: [&str; 13] = [
    "audit", "diff", "explain", "exports", "footing", "handover", "job", "lib", "previous",
    "reports", "rollup", "trace", "units",
];

/// The program, which alone touches disk, terminal and environment.
const PROGRAM: [&str; 14] = [
    "args",
    "cli",
    "disk",
    "ending",
    "main",
    "outbox",
    "parcel",
    "prepared",
    "proof",
    "rolling",
    "shelf",
    "terminal",
    "verifying",
    "watch",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What a file says in code: docs may name the stage that a thing is left to, and tests what they hold it against.
fn code(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let code: Vec<&str> = text
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect();
    code.join("\n")
}

/// The first names behind each `path` in a file's code: of `crate::`, `form` for `crate::form::…`, and each of
/// `crate::{form::…, entry, Compilation}`.
fn named(code: &str, path: &str) -> Vec<String> {
    let mut names = Vec::new();
    let word = |text: &str| -> String {
        let text = text.trim_start();
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        text[..end.unwrap_or(text.len())].to_owned()
    };
    for (at, _) in code.match_indices(path) {
        if code[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + path.len()..];
        let Some(list) = rest.strip_prefix('{') else {
            names.push(word(rest));
            continue;
        };
        let (mut depth, mut begin) = (0, 0);
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    names.push(word(&list[begin..at]));
                    begin = at + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    names.retain(|n| !n.is_empty());
    names
}

/// What of the crate a file names, whether it is a module or stands in `lib.rs`: by `crate::`, or by as many
/// `super::` as lead from its module to the crate.
fn used(file: &Path) -> Vec<String> {
    let below = file
        .strip_prefix(root())
        .expect("it is a file of the crate");
    let folders = below.components().count() - 1;
    let own = usize::from(file.file_name().is_some_and(|name| name != "mod.rs"));
    let text = code(file);
    let mut names = named(&text, "crate::");
    names.extend(named(&text, &"super::".repeat(folders + own)));
    names
}

#[test]
fn what_a_file_names_is_read_from_every_form_of_use() {
    let code = "use crate::form::{Form, Slot};\nuse crate::{\n    Compilation, column::{Field, Kind},\n    text,\n};\n\
                let it = crate::Source::of(super::super::aside::is(x), super::{Entry, words::Words});";
    assert_eq!(
        named(code, "crate::"),
        ["form", "Compilation", "column", "text", "Source"]
    );
    assert_eq!(named(code, "super::super::"), ["aside"]);
    assert_eq!(named(code, "super::"), ["super", "Entry", "words"]);
}

#[test]
fn a_stage_uses_only_the_stages_before_it_and_the_ground() {
    let mut broken = Vec::new();
    for (at, stage) in STAGES.iter().enumerate() {
        for file in sources(&root().join(stage)) {
            for name in used(&file) {
                let allowed = GROUND.contains(&name.as_str())
                    || STAGES[..=at].contains(&name.as_str())
                    || *stage == "write" && name == MADE;
                if !allowed {
                    let file = file.strip_prefix(root()).unwrap().display();
                    broken.push(format!("{file} uses {name}"));
                }
            }
        }
    }
    for name in used(&root().join(format!("{MADE}.rs"))) {
        let before = STAGES.contains(&name.as_str()) && name != "write";
        if !before && !GROUND.contains(&name.as_str()) {
            broken.push(format!("{MADE}.rs uses {name}"));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_ground_uses_nothing_but_itself() {
    let modules = modules(&root());
    let mut seen = 0;
    for name in GROUND {
        for file in &modules[name] {
            seen += 1;
            for used in used(file) {
                let file = file.strip_prefix(root()).unwrap().display();
                assert!(GROUND.contains(&used.as_str()), "{file} uses {used}");
            }
        }
    }
    assert!(seen > GROUND.len(), "{seen}");
}

/// What each file of the program takes from outside: `fs`, the disk; `env`, what was typed and where; `process`, the
/// exit code; `terminal`, what is shown there and whether there is one; `clock`, how long ago a file was written.
const OUTSIDE: [(&str, &[&str]); 11] = [
    ("cli.rs", &["env", "process"]),
    ("disk.rs", &["fs"]),
    ("main.rs", &["process"]),
    ("outbox.rs", &["fs"]),
    ("prepared.rs", &["env", "fs", "terminal"]),
    ("proof.rs", &["process"]),
    ("rolling.rs", &["fs", "process", "terminal"]),
    ("shelf.rs", &["fs"]),
    ("terminal.rs", &["process", "terminal"]),
    ("verifying.rs", &["process", "terminal"]),
    ("watch.rs", &["clock", "fs"]),
];

/// What of the world outside a file's code names.
fn outside(code: &str) -> BTreeSet<&'static str> {
    let named = named(code, "std::");
    let of_std = ["env", "fs", "net", "process"];
    let mut found: BTreeSet<&str> = of_std
        .into_iter()
        .filter(|name| named.iter().any(|n| n == name))
        .collect();
    for (name, words) in [
        ("clock", &["SystemTime", "Instant", "::now("][..]),
        (
            "terminal",
            &[
                "println!",
                "print!",
                "::stdin()",
                "::stdout()",
                "::stderr()",
            ],
        ),
    ] {
        if words.iter().any(|word| code.contains(word)) {
            found.insert(name);
        }
    }
    found
}

/// The files of modules that are compiled for tests alone.
fn of_tests() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for file in sources(&root()) {
        let text = std::fs::read_to_string(&file).unwrap();
        let stem = file.file_stem().unwrap().to_string_lossy();
        let folder = match ["mod", "lib", "main"].contains(&&*stem) {
            true => file.parent().unwrap().to_owned(),
            false => file.with_extension(""),
        };
        for behind in text.split("#[cfg(test)]\nmod ").skip(1) {
            let end = behind.find([';', ' ']).unwrap();
            if behind[end..].starts_with(';') {
                found.push(folder.join(format!("{}.rs", &behind[..end])));
            }
        }
    }
    found
}

#[test]
fn the_library_touches_nothing_outside_and_the_program_where_it_is_told() {
    let with_lists = outside("use std::{fs, io};\nlet now = std::time::Instant::now();");
    assert_eq!(with_lists, ["clock", "fs"].into());

    let of_tests = of_tests();
    assert!(of_tests.iter().all(|file| file.exists()), "{of_tests:?}");
    let mut touching = Vec::new();
    for file in sources(&root()) {
        let outside = outside(&code(&file));
        if outside.is_empty() || of_tests.contains(&file) {
            continue;
        }
        let inside = file.strip_prefix(root()).unwrap();
        let inside = inside.to_string_lossy().into_owned();
        touching.push((inside, outside.into_iter().collect::<Vec<_>>()));
    }
    let told = OUTSIDE.map(|(file, outside)| (file.to_owned(), outside.to_vec()));
    assert_eq!(touching, told);
    for (file, _) in OUTSIDE {
        assert!(PROGRAM.contains(&file.trim_end_matches(".rs")), "{file}");
    }
}

/// The folder or file of `src` that the first letter of a code stands for; G is all that stands on top.
fn home(code: &str) -> &'static [&'static str] {
    match &code[..1] {
        "B" => &["book"],
        "C" => &["column"],
        "E" => &["entry"],
        "L" => &["ledger"],
        "T" => &["tally"],
        "V" => &["verify"],
        "R" => &["rollup"],
        "G" => &TOP,
        other => panic!("no letter of ours: {other}"),
    }
}

/// Rules that stand elsewhere than their letter says: of files that are not read as books at all, and of fees held
/// against one another by the ledger, whose cells are those of entries.
const ELSEWHERE: [(&str, &str); 6] = [
    ("B090", "folder"),
    ("B091", "folder"),
    ("B092", "folder"),
    ("B093", "folder"),
    ("E118", "ledger"),
    ("E119", "ledger"),
];

/// Rules of one folder that another tells: a reader of reports and rosters meets what the readers of books and cells
/// meet, and what is missed or not made out of one row alone is known only in the ledger.
const TOLD_BY_OTHERS: [(&str, &str); 12] = [
    ("cli.rs", "B092"),
    ("exports.rs", "B001"),
    ("ledger/fees.rs", "E131"),
    ("ledger/work.rs", "C105"),
    ("previous.rs", "B001"),
    ("previous.rs", "V105"),
    ("rollup/roster.rs", "E101"),
    ("verify/report/mod.rs", "B001"),
    ("verify/report/mod.rs", "B003"),
    ("verify/report/mod.rs", "B005"),
    ("verify/report/mod.rs", "B009"),
    ("verify/report/mod.rs", "B011"),
];

/// A rule where it stands: its code, the name of its `const`, the folder or file of `src`.
struct Standing {
    code: String,
    name: String,
    place: String,
}

/// The folder or file of `src` that a file belongs to.
fn place_of(file: &Path) -> String {
    let inside = file.strip_prefix(root()).unwrap();
    let first = Path::new(inside.iter().next().unwrap());
    first.with_extension("").to_string_lossy().into_owned()
}

fn standing() -> Vec<Standing> {
    let mut standing = Vec::new();
    for file in sources(&root()) {
        let code = code(&file);
        let parts: Vec<&str> = code.split(": Rule = Rule {\n    code: \"").collect();
        standing.extend(parts.windows(2).map(|parts| Standing {
            code: parts[1].split('"').next().unwrap().to_owned(),
            name: parts[0].rsplit(' ').next().unwrap().to_owned(),
            place: place_of(&file),
        }));
    }
    standing.sort_by(|a, b| a.code.cmp(&b.code));
    standing
}

#[test]
fn the_letter_of_a_code_is_where_its_rule_stands_but_for_those_that_are_named() {
    let standing = standing();
    let mut known: Vec<&str> = gknb::rules().iter().map(|rule| rule.code).collect();
    known.sort_unstable();
    assert!(standing.iter().map(|rule| rule.code.as_str()).eq(known));
    let elsewhere = standing
        .iter()
        .map(|rule| (rule.code.as_str(), rule.place.as_str()))
        .filter(|(code, place)| !home(code).contains(place));
    assert!(elsewhere.eq(ELSEWHERE));
}

#[test]
fn a_rule_is_told_where_it_stands_but_for_those_that_are_named() {
    let standing = standing();
    let mut told = Vec::new();
    for file in sources(&root()) {
        let code = code(&file);
        let inside = file.strip_prefix(root()).unwrap().to_string_lossy();
        let inside = inside.replace('\\', "/");
        for rule in standing.iter().filter(|rule| rule.place != place_of(&file)) {
            let paths = ["", "crate::", "gknb::"];
            let mut names = paths
                .iter()
                .flat_map(|path| named(&code, &format!("{path}{}::", rule.place)));
            // `lib.rs` leaves out of the whole what other ledgers have answered
            if names.any(|name| name == rule.name) && inside != "lib.rs" {
                told.push((inside.clone(), rule.code.clone()));
            }
        }
    }
    let expected = TOLD_BY_OTHERS.map(|(file, code)| (file.to_owned(), code.to_owned()));
    assert_eq!(told, expected);
}

/// The modules of a room, each with its files: of a folder, or of `src` itself.
fn modules(room: &Path) -> BTreeMap<String, Vec<PathBuf>> {
    let mut found: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for entry in std::fs::read_dir(room).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.entry(name).or_default().extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs")
            && !["mod", "lib", "main"].contains(&name.as_str())
        {
            found.entry(name).or_default().push(path);
        }
    }
    found
}

/// Which modules of a room each of them uses.
fn uses(room: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let modules = modules(room);
    let within = room.strip_prefix(root()).unwrap();
    let within: Vec<_> = within.iter().map(|p| p.to_string_lossy()).collect();
    let of_crate = ["crate".into()].into_iter().chain(within);
    let from_crate: String = of_crate.map(|part| format!("{part}::")).collect();
    let uses = modules.iter().map(|(name, files)| {
        let names = files.iter().flat_map(|file| {
            let inside = file.strip_prefix(room).unwrap();
            let is_mod = inside.ends_with("mod.rs");
            // `super::` leads out of each module on the way down from the room
            let depth = inside.iter().count() - usize::from(is_mod);
            let code = code(file);
            let near = named(&code, &"super::".repeat(depth));
            near.into_iter().chain(named(&code, &from_crate))
        });
        let others = names.filter(|n| n != name && modules.contains_key(n));
        (name.clone(), others.collect())
    });
    uses.collect()
}

/// Modules that use each other, through however many between them.
fn in_circles(uses: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut left = uses.clone();
    loop {
        let ends: Vec<String> = left
            .iter()
            .filter(|(_, uses)| !uses.iter().any(|used| left.contains_key(used)))
            .map(|(name, _)| name.clone())
            .collect();
        if ends.is_empty() {
            return left.into_keys().collect();
        }
        for name in ends {
            left.remove(&name);
        }
    }
}

#[test]
fn no_modules_of_a_room_use_each_other_in_a_circle() {
    let told = |uses: &[(&str, &[&str])]| {
        let each = uses.iter().map(|(name, uses)| {
            let uses = uses.iter().map(ToString::to_string).collect();
            ((*name).to_owned(), uses)
        });
        in_circles(&each.collect())
    };
    assert_eq!(told(&[("a", &["b"]), ("b", &["c"]), ("c", &[])]), [""; 0]);
    assert_eq!(
        told(&[("a", &["b"]), ("b", &["a"]), ("c", &[])]),
        ["a", "b"]
    );

    let mut rooms = vec![root()];
    let mut seen = 0;
    while let Some(room) = rooms.pop() {
        let folders = std::fs::read_dir(&room).unwrap().map(|e| e.unwrap().path());
        rooms.extend(folders.filter(|path| path.is_dir()));
        let uses = uses(&room);
        seen += uses.values().map(BTreeSet::len).sum::<usize>();
        let circle = in_circles(&uses);
        assert!(circle.is_empty(), "{}: {circle:?}", room.display());
    }
    assert!(seen > 200, "{seen}");
}

#[test]
fn nothing_but_the_program_and_its_tests_names_what_stands_in_lib() {
    let modules = modules(&root());
    for file in sources(&root()) {
        let inside = file.strip_prefix(root()).unwrap();
        if inside == Path::new("lib.rs") {
            continue;
        }
        for name in used(&file) {
            assert!(
                modules.contains_key(&name),
                "{} uses {name}",
                inside.display()
            );
        }
    }
}

#[test]
fn every_file_has_its_place_and_the_readme_and_the_library_name_it() {
    let readme = include_str!("../../README.md");
    let library = include_str!("../../src/lib.rs");
    let story: String = library
        .lines()
        .take_while(|l| l.starts_with("//!"))
        .collect();
    let mut files: Vec<String> = std::fs::read_dir(root())
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let places = GROUND.iter().chain([&MADE]).chain(&TOP).chain(&PROGRAM);
    let mut known: Vec<&str> = places.copied().collect();
    known.sort_unstable();
    assert_eq!(files, known);
    for name in known {
        assert!(
            readme.contains(&format!("`{name}.rs`")),
            "README.md: {name}"
        );
        let told = story.contains(&format!("`{name}`")) || name == "lib";
        assert!(told || PROGRAM.contains(&name), "lib.rs: {name}");
    }
}

#[test]
fn what_proves_the_figures_reads_what_others_made_as_the_roll_up_does_and_nothing_else_of_it() {
    let mut files = sources(&root().join("audit"));
    files.push(root().join("audit.rs"));
    let mut shared: Vec<String> = Vec::new();
    for file in files {
        for path in ["crate::verify::", "crate::rollup::"] {
            let names = named(&code(&file), path).into_iter();
            shared.extend(names.map(|name| format!("{path}{name}")));
        }
    }
    shared.sort();
    shared.dedup();
    assert_eq!(shared, ["crate::rollup::roster", "crate::verify::report"]);
    let readme = include_str!("../../README.md");
    for told in ["`verify/report`", "`rollup/roster.rs`"] {
        assert!(readme.contains(told), "README.md: {told}");
    }
}

#[test]
fn what_proves_the_figures_shares_no_code_with_what_counts_them() {
    const COUNTING: [&str; 7] = [
        "column", "date", "entry", "exports", "ledger", "number", "tally",
    ];
    let root = root();
    for name in ["audit", "handover"] {
        let mut files = sources(&root.join(name));
        files.push(root.join(format!("{name}.rs")));
        for file in files {
            let text = code(&file);
            let names = used(&file);
            let file = file.strip_prefix(&root).unwrap().display();
            for used in names {
                assert!(!COUNTING.contains(&used.as_str()), "{file} uses {used}");
            }
            for other in [
                "form.identities",
                "Feed::",
                "write::evidence",
                "write::paper",
            ] {
                assert!(!text.contains(other), "{file} uses {other}");
            }
        }
    }
}

#[test]
fn the_folders_are_the_pipeline() {
    let root = root();
    let mut folders: Vec<String> = std::fs::read_dir(&root)
        .unwrap()
        .map(|e| e.unwrap())
        .filter(|e| e.path().is_dir())
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    // a folder beside a file of its name holds that file's parts and is no stage
    folders.retain(|name| !root.join(format!("{name}.rs")).exists());
    folders.sort();
    assert_eq!(folders, STAGES);
}

#[test]
fn what_the_readme_for_clerks_says_of_rules_agrees_with_them() {
    let readme = include_str!("../../README.zh-CN.md");
    let rules = gknb::rules();
    let rule = |code: &str| rules.iter().find(|rule| rule.code == code);
    let mut seen = 0;
    for line in readme.lines() {
        if let Some((code, title)) = line.strip_prefix("错误 ").and_then(|l| l.split_once(' ')) {
            assert_eq!(rule(code).map(|r| r.title), Some(title), "{line}");
            seen += 1;
        }
        if let Some(rest) = line.strip_prefix("code = \"") {
            let code = rest.split('"').next().unwrap();
            let explained = rule(code).map(|r| r.severity);
            assert_eq!(explained, Some(gknb::finding::Severity::Warning), "{line}");
            seen += 1;
        }
    }
    assert!(seen >= 2, "{seen}");
    let previous = rule("V105").unwrap();
    assert!(previous.remedy.contains("PDF"), "{}", previous.remedy);
}

#[test]
fn every_rule_has_a_code_of_its_own_and_a_manual_page() {
    let mut codes = BTreeMap::new();
    for rule in gknb::rules() {
        assert!(
            codes.insert(rule.code, rule.title).is_none(),
            "{} stands twice",
            rule.code
        );
        for text in [
            rule.title,
            rule.checks,
            rule.basis,
            rule.example,
            rule.remedy,
        ] {
            assert!(
                !text.trim().is_empty(),
                "{} lacks a part of its page",
                rule.code
            );
        }
    }
}

/// Every rule whose findings are told as law, with the source that its basis names. A rule comes here only when all of
/// its basis was read in that source; the weaker of two grounds decides.
const LAW: [(&str, &str); 24] = [
    ("E108", FORM_2021),
    ("E111", FORM_2021),
    ("E112", FORM_2021),
    ("E113", FORM_2021),
    ("E114", FORM_2021),
    ("L102", FORM_2021),
    ("L104", FORM_2021),
    ("L114", FORM_2021),
    ("L115", FORM_2021),
    ("L117", FORM_2021),
    ("R209", BOTH_FORMS),
    ("R224", BOTH_FORMS),
    ("T103", "国办公开办函〔2019〕60号"),
    ("V101", BOTH_FORMS),
    ("V301", BOTH_FORMS),
    ("V302", BOTH_FORMS),
    ("V303", BOTH_FORMS),
    ("V304", BOTH_FORMS),
    ("V309", BOTH_FORMS),
    ("V310", FORM_2021),
    ("V311", BOTH_FORMS),
    ("V322", BOTH_FORMS),
    ("V323", BOTH_FORMS),
    ("V327", FORM_2021),
];
const FORM_2021: &str = "国办公开办函〔2021〕30号";
const BOTH_FORMS: &str = "国办公开办函〔2019〕60号、〔2021〕30号";

#[test]
fn each_rule_told_as_law_is_known_and_names_its_source_and_quotes_it_as_printed() {
    let forms = [
        include_str!("../forms/2019.json"),
        include_str!("../forms/2021.json"),
    ];
    let mut told = Vec::new();
    for rule in gknb::rules() {
        if rule.grade != gknb::finding::Grade::Law {
            continue;
        }
        told.push(rule.code);
        let source = LAW.iter().find(|(code, _)| *code == rule.code);
        let (_, source) = source.unwrap_or_else(|| panic!("{} is told as law", rule.code));
        // a basis may name two circulars with the years of each
        let named = source.split('、').all(|part| rule.basis.contains(part));
        assert!(named, "{}: {}", rule.code, rule.basis);
        for doubt in ["推断", "惯例", "没有写明", "字义"] {
            assert!(!rule.basis.contains(doubt), "{}: {doubt}", rule.code);
        }
        for quoted in rule.basis.split('“').skip(1) {
            let quoted = quoted.split('”').next().unwrap();
            let printed = forms.iter().any(|form| form.contains(quoted));
            assert!(printed, "{}: {quoted}", rule.code);
        }
    }
    told.sort_unstable();
    assert_eq!(told, LAW.map(|(code, _)| code));
}
