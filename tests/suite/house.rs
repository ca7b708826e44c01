//! The house: a folder uses only the folders before it and the ground.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The stages in the order of their names, which is the order of the pipeline.
const STAGES: [&str; 8] = [
    "book", "column", "entry", "form", "ledger", "tally", "verify", "write",
];

/// What every stage may use.
const GROUND: [&str; 8] = [
    "address", "date", "finding", "number", "packed", "period", "settings", "text",
];

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

/// The modules of the crate that a file names: `crate::form::…`, and each of `crate::{form::…, entry}`.
fn used(text: &str) -> Vec<String> {
    // docs may name the stage that a thing is left to
    let code: Vec<&str> = text
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect();
    let text = code.join("\n");
    let mut names = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let word = |t: &str| {
            t.trim_start()
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect::<String>()
        };
        match rest.strip_prefix('{') {
            Some(list) => names.extend(list.split('}').next().unwrap().split(',').map(word)),
            None => names.push(word(rest)),
        }
    }
    names.retain(|n| !n.is_empty());
    names
}

#[test]
fn a_stage_uses_only_the_stages_before_it_and_the_ground() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for (at, stage) in STAGES.iter().enumerate() {
        for file in sources(&root.join(stage)) {
            let text = std::fs::read_to_string(&file).unwrap();
            for name in used(&text) {
                let allowed =
                    GROUND.contains(&name.as_str()) || STAGES[..=at].contains(&name.as_str());
                if !allowed {
                    broken.push(format!(
                        "{} uses {name}",
                        file.strip_prefix(&root).unwrap().display()
                    ));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_ground_uses_no_stage() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for name in GROUND {
        let text = std::fs::read_to_string(root.join(format!("{name}.rs"))).unwrap();
        for used in used(&text) {
            assert!(!STAGES.contains(&used.as_str()), "{name}.rs uses {used}");
        }
    }
}

#[test]
fn what_proves_the_figures_shares_no_code_with_what_counts_them() {
    const COUNTING: [&str; 7] = [
        "column", "date", "entry", "exports", "ledger", "number", "tally",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for name in ["audit", "handover"] {
        let mut files = sources(&root.join(name));
        files.push(root.join(format!("{name}.rs")));
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let file = file.strip_prefix(&root).unwrap().display();
            for used in used(&text) {
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
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
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
