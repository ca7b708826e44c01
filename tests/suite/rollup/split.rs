//! Split and rolled up gives the same as compiled at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use gknb::rollup::{self, Job, roll_up};
use gknb::verify::report;
use gknb::write::{publishable, readback, xlsx};
use rust_decimal::Decimal;

use super::{Folder, invented, value};
use crate::body::can_be_read_on_every_sheet;
use crate::maker::exports::{Manner, export};
use crate::maker::facts::Facts;
use crate::maker::published::Published;
use crate::maker::random::Random;
use crate::maker::{Made, Options, draft, origin};

const CHILDREN: usize = 10;

/// Deals what happened out among children.
fn dealt(facts: Facts, random: &mut Random) -> Vec<Facts> {
    let mut children: Vec<Facts> = (0..CHILDREN)
        .map(|_| Facts {
            requests: Vec::new(),
            documents: Vec::new(),
            decisions: Vec::new(),
            fees: Vec::new(),
            items: Vec::new(),
            cases: Vec::new(),
        })
        .collect();
    let mut to = || random.index(CHILDREN);
    for it in facts.requests {
        children[to()].requests.push(it);
    }
    for it in facts.documents {
        children[to()].documents.push(it);
    }
    for it in facts.decisions {
        children[to()].decisions.push(it);
    }
    for it in facts.fees {
        children[to()].fees.push(it);
    }
    for it in facts.items {
        children[to()].items.push(it);
    }
    for it in facts.cases {
        children[to()].cases.push(it);
    }
    children
}

/// Each child's data folder.
fn children(published: &Published, seed: u64, options: Options) -> Vec<Made> {
    let whole = draft(published, seed, options);
    let mut random = Random::new(seed).fork("children");
    let facts = dealt(whole.facts, &mut random);
    let manner = Manner {
        assumed: options.assumed,
        numbering: options.numbering,
        own: options.own,
        named: false,
    };
    facts
        .into_iter()
        .enumerate()
        .map(|(nth, facts)| {
            let mut child = draft(published, seed, options);
            child.exports = export(&facts, published.year, manner, &random.fork("exports"));
            child.facts = facts;
            child.settings.agency = Some(format!("示例{nth}局"));
            child.pack().0
        })
        .collect()
}

fn compiled(made: &Made) -> gknb::Compilation {
    let compilation = gknb::compile(&made.job(1)).unwrap_or_else(|e| panic!("{e}"));
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
    compilation
}

fn holds(seed: u64) {
    let published = Published::invented(seed, 120);
    let options = Options::default();
    let mut job: Job = Folder::default().job(1);
    job.year = Some(published.year);
    for made in children(&published, seed, options) {
        let child = compiled(&made);
        let bytes = xlsx::bytes(&publishable::document(&child)).unwrap();
        // a tree of any shape: some lie below others
        let path = match child.agency.as_str() {
            "示例3局" => "示例2局/示例3局/a.xlsx".to_owned(),
            "示例4局" => "示例2局/示例3局/示例4局/a.xlsx".to_owned(),
            name => format!("{name}/a.xlsx"),
        };
        job.reports.push(origin(&path, &bytes));
    }
    let rolled = roll_up(&job, &|| {}).unwrap_or_else(|e| panic!("{e}"));
    // the children's scope is 本级政府 as made; none of those below is a department of it
    assert_eq!(rolled.counted().count(), CHILDREN, "{:#?}", rolled.findings);
    let whole = compiled(&crate::maker::make(&published, seed, options));
    for (slot, figure) in whole.form.slots.iter().zip(&whole.tally.figures) {
        assert_eq!(
            value(&rolled, &slot.id),
            figure.value.normalize(),
            "{} of seed {seed}",
            slot.id
        );
    }
    for (slot, expected) in &published.expected() {
        assert_eq!(
            value(&rolled, slot),
            expected.normalize(),
            "{slot} of seed {seed}"
        );
    }
}

#[test]
fn split_among_ten_children_and_rolled_up_gives_the_same_tables() {
    for seed in [1, 2] {
        holds(seed);
    }
}

#[test]
#[ignore = "the same for many seeds"]
fn split_among_ten_children_and_rolled_up_gives_the_same_tables_for_many_seeds() {
    for seed in 100..140 {
        holds(seed);
    }
}

/// A folder of invented units, three deep.
pub(super) fn tree(count: usize) -> (Folder, BTreeMap<String, Decimal>) {
    let mut folder = Folder::default();
    let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
    for nth in 0..count {
        let name = format!("示例{nth}局");
        let (published, bytes) = invented(&name, 50 + nth as u64, 20);
        let path = match nth % 3 {
            0 => format!("{name}/报告.xlsx"),
            1 => format!("甲县/{name}/报告.xlsx"),
            _ => format!("甲县/乙镇/{name}/报告.xlsx"),
        };
        folder.put(&path, bytes);
        for (slot, value) in published.expected() {
            *sums.entry(slot).or_default() += value;
        }
    }
    (folder, sums)
}

#[test]
fn what_is_written_is_read_back_to_the_same_slots() {
    let (folder, sums) = tree(7);
    let rolled = folder.rolled();
    assert!(rolled.publishable(), "{:#?}", rolled.findings);
    let statement = rolled.statement();
    let document = publishable::workbook(&statement, rollup::overview(&rolled));
    let bytes = xlsx::bytes(&document).unwrap();
    assert_eq!(
        readback::stated(&bytes, &document, &statement),
        Vec::<String>::new()
    );
    let read = report::read("统计表.xlsx", &bytes);
    assert!(
        gknb::write::reports::fails(&read, false).eq(&false),
        "{:#?}",
        read.findings
    );
    assert_eq!(read.slots.len(), sums.len());
    for (slot, sum) in &sums {
        assert_eq!(
            read.slots[slot].map(|v| v.normalize()),
            Some(sum.normalize()),
            "{slot}"
        );
    }
    let json: serde_json::Value =
        serde_json::from_str(&gknb::write::json::stated(&statement)).unwrap();
    assert_eq!(json["scope"], "汇总");
    for (slot, sum) in &sums {
        assert_eq!(
            json["slots"][slot].to_string(),
            sum.normalize().to_string(),
            "{slot}"
        );
    }
    let rolled = Arc::new(rolled);
    let paper = rollup::document(&rolled, &|file| Some(format!("../{file}")));
    let bytes = xlsx::bytes(&paper).unwrap();
    assert_eq!(readback::pages(&bytes, &paper), Vec::<String>::new());
    can_be_read_on_every_sheet(&paper);
    // the working paper shows the same tables, so that the parent can be verified by it
    for page in &paper.pages {
        assert_eq!(
            page.mark.as_deref(),
            Some("内部资料 不得公开"),
            "{}",
            page.name
        );
    }
}

#[test]
fn a_rolled_up_workbook_is_a_child_of_the_next_roll_up() {
    let (folder, sums) = tree(6);
    let rolled = folder.rolled();
    let statement = rolled.statement();
    let document = publishable::workbook(&statement, rollup::overview(&rolled));
    let mut above = folder.clone();
    let moved = std::mem::take(&mut above.reports);
    for (path, bytes) in moved {
        above.put(&format!("示例市/{path}"), bytes);
    }
    above.put("示例市/汇总.xlsx", xlsx::bytes(&document).unwrap());
    let above = above.rolled();
    // 汇总 holds what lies below it; nothing is added twice
    assert_eq!(above.counted().count(), 1, "{:#?}", above.findings);
    for (slot, sum) in &sums {
        assert_eq!(value(&above, slot), sum.normalize(), "{slot}");
    }
}

#[test]
fn nothing_depends_on_the_number_of_threads() {
    let (folder, _) = tree(9);
    let written = |jobs| {
        let rolled = Arc::new(roll_up(&folder.job(jobs), &|| {}).unwrap());
        let paper = rollup::document(&rolled, &|_| None);
        (
            xlsx::bytes(&paper).unwrap(),
            rollup::json(&rolled),
            rollup::manifest(&rolled),
        )
    };
    assert!(written(1) == written(4));
}

#[test]
fn what_is_held_of_the_working_paper_does_not_grow_with_the_reports() {
    let held = |count: u32| -> Vec<(String, usize)> {
        let mut folder = Folder {
            year: Some(super::YEAR),
            ..Folder::default()
        };
        for nth in 1..=count {
            let name = format!("第{nth}局");
            folder.put(&format!("{name}/年报.xlsx"), super::simple(&name, nth));
        }
        let paper = rollup::document(&Arc::new(folder.rolled()), &|file| Some(file.to_owned()));
        let last = |page: &&gknb::write::page::Page| page.name == "凭据";
        assert_eq!(
            paper
                .pages
                .iter()
                .find(last)
                .and_then(|p| p.body.as_ref())
                .map(|b| b.count()),
            Some(count as usize)
        );
        let pages = paper.pages.into_iter();
        pages.map(|page| (page.name, page.rows.len())).collect()
    };
    assert_eq!(held(3), held(40));
}
