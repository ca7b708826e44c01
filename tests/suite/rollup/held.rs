//! The parent's own published report against the sum.

use gknb::form::{Edition, Form};
use gknb::rollup::{Held, Why, manifest};
use gknb::settings::Scope;

use super::{Folder, codes, invented, of_year, scoped, simple, simple_slots};

fn folder() -> Folder {
    let mut folder = Folder::default();
    for nth in 0..8u64 {
        let name = format!("示例{nth}局");
        folder.put(
            &format!("{name}/报告.xlsx"),
            invented(&name, 300 + nth, 15).1,
        );
    }
    folder
}

/// What the parent would have published had it rolled this folder up.
fn published(folder: &Folder) -> (String, Vec<u8>) {
    let rolled = folder.rolled();
    let statement = rolled.statement();
    let overview = gknb::rollup::overview(&rolled);
    let document = gknb::write::publishable::workbook(&statement, overview);
    let bytes = gknb::write::xlsx::bytes(&document).unwrap();
    ("公布.xlsx".to_owned(), bytes)
}

fn held(folder: &Folder) -> Held {
    folder.rolled().held.expect("held")
}

/// The units and reasons of the first explanation of everything.
fn whole(held: &Held) -> Vec<(&str, Why)> {
    let first = held.whole.first().map_or(&[][..], Vec::as_slice);
    first.iter().map(|c| (c.unit.as_str(), c.why)).collect()
}

#[test]
fn a_published_sum_that_is_right_differs_nowhere() {
    let mut folder = folder();
    folder.parent = Some(published(&folder));
    let held = held(&folder);
    assert_eq!(held.differences.len(), 0);
    assert_eq!(held.equal, Form::of(Edition::E2021).slots.len());
    assert!(!codes(&folder.rolled()).contains(&"R301"));
}

#[test]
fn a_unit_that_was_left_out_or_counted_twice_explains_every_difference() {
    let mut folder = folder();
    let mut without = folder.clone();
    without.reports.remove("示例5局/报告.xlsx");
    folder.parent = Some(published(&without));
    let it = held(&folder);
    assert!(!it.differences.is_empty());
    assert_eq!(whole(&it), [("示例5局", Why::Omitted)]);
    for difference in &it.differences {
        assert_eq!(difference.causes[0].unit, "示例5局", "{difference:?}");
        assert_eq!(difference.causes[0].explains, it.differences.len());
    }
    let rolled = folder.rolled();
    let found = rolled.findings.iter().filter(|f| f.rule.code == "R301");
    assert_eq!(found.count(), it.differences.len());
    assert!(!rolled.publishable());

    let mut twice = folder.clone();
    // the same figures under another name
    twice.put("另一局/报告.xlsx", invented("另一局", 307, 15).1);
    twice.parent = None;
    folder.parent = Some(published(&twice));
    assert_eq!(whole(&held(&folder)), [("示例7局", Why::Doubled)]);
}

#[test]
fn a_report_that_was_replaced_explains_what_was_published_before() {
    let mut folder = folder();
    let before = folder.rolled();
    folder.parent = Some(published(&folder));
    folder.last = Some(manifest(&before).into_bytes());
    folder.put("示例3局/报告.xlsx", invented("示例3局", 999, 15).1);
    let it = held(&folder);
    assert!(
        whole(&it).contains(&("示例3局", Why::Earlier)),
        "{:?}",
        it.whole
    );
    // also when it was replaced before the last roll-up
    folder.last = Some(manifest(&folder.rolled()).into_bytes());
    assert!(whole(&held(&folder)).contains(&("示例3局", Why::Earlier)));
}

#[test]
fn other_reports_and_reports_left_out_explain_too() {
    let mut folder = folder();
    let was = published(&folder);
    folder.put("示例3局/报告（更正）.xlsx", invented("示例3局", 999, 15).1);
    folder.parent = Some(was.clone());
    assert!(whole(&held(&folder)).contains(&("示例3局", Why::OtherReport)));
    let mut folder = self::folder();
    let mut stranger = folder.clone();
    stranger.put("示例1局/报告.xlsx", invented("示例2局", 777, 15).1);
    folder.parent = Some(was);
    folder.reports = stranger.reports;
    // 示例1局 lies there no more: another's report is in its place
    let it = held(&folder);
    assert!(!it.differences.is_empty());
}

#[test]
fn two_causes_together_are_found() {
    let mut folder = folder();
    let mut without = folder.clone();
    without.reports.remove("示例5局/报告.xlsx");
    without.reports.remove("示例6局/报告.xlsx");
    folder.parent = Some(published(&without));
    assert_eq!(
        whole(&held(&folder)),
        [("示例5局", Why::Omitted), ("示例6局", Why::Omitted)]
    );
}

#[test]
fn a_report_of_another_year_or_none_at_all_is_not_held() {
    let mut folder = folder();
    let other = of_year("示例市", 2023, Scope::Whole, &[]);
    folder.parent = Some(("公布.xlsx".to_owned(), other));
    let rolled = folder.rolled();
    assert!(rolled.held.is_none());
    assert!(codes(&rolled).contains(&"R302"));
    folder.parent = Some(("公布.pdf".to_owned(), b"nothing".to_vec()));
    assert!(codes(&folder.rolled()).contains(&"R302"));
}

#[test]
fn the_parents_own_sum_in_the_folder_is_held_and_not_added() {
    let mut folder = Folder::default();
    folder.put("甲局/a.xlsx", simple("甲局", 20));
    folder.put("乙局/a.xlsx", simple("乙局", 3));
    folder.put(
        "汇总.xlsx",
        scoped("示例市", Scope::Whole, &simple_slots(20)),
    );
    let rolled = folder.rolled();
    assert_eq!(super::value(&rolled, "3.1/自然人"), 23.into());
    let held = rolled.held.as_ref().expect("held");
    assert_eq!(whole(held), [("乙局", Why::Omitted)]);
    assert_eq!(held.file, "汇总.xlsx");
}
