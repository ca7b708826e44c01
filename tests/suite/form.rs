//! The forms built in, against the grids of the circulars and against themselves.

use std::collections::BTreeSet;

use gknb::entry::{Applicant, Decision, Document, Outcome, Path, Verdict};
use gknb::form::{Edition, Feed, Form};
use serde_json::Value;

const APPLICANTS: [Applicant; 6] = [
    Applicant::Person,
    Applicant::Business,
    Applicant::Research,
    Applicant::Charity,
    Applicant::LawFirm,
    Applicant::OtherBody,
];

fn all() -> impl Iterator<Item = &'static Form> {
    Edition::ALL.into_iter().map(Form::of)
}

fn slot(form: &Form, id: &str) -> usize {
    form.slot(id).unwrap_or_else(|| panic!("{id} is a slot"))
}

#[test]
fn each_form_is_the_circulars_grid_label_by_label_and_span_by_span() {
    for (form, text) in [
        (Form::of(Edition::E2019), include_str!("../forms/2019.json")),
        (Form::of(Edition::E2021), include_str!("../forms/2021.json")),
    ] {
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(form.id, expected["id"].as_str().unwrap());
        assert_eq!(form.circular, expected["circular"].as_str().unwrap());
        let tables = expected["tables"].as_array().unwrap();
        assert_eq!(form.tables.len(), tables.len());
        for (table, expected) in form.tables.iter().zip(tables) {
            assert_eq!(table.title, expected["title"].as_str().unwrap());
            assert_eq!(
                u64::from(table.columns),
                expected["columns"].as_u64().unwrap()
            );
            let rows = expected["rows"].as_array().unwrap();
            assert_eq!(table.rows.len(), rows.len(), "{}", table.sheet);
            for (number, (row, expected)) in table.rows.iter().zip(rows).enumerate() {
                let row: Vec<(&str, u64, u64)> = row
                    .iter()
                    .map(|c| (c.text.as_str(), c.rowspan.into(), c.colspan.into()))
                    .collect();
                let expected: Vec<(&str, u64, u64)> = expected
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|c| {
                        (
                            c["text"].as_str().unwrap(),
                            c["rowspan"].as_u64().unwrap(),
                            c["colspan"].as_u64().unwrap(),
                        )
                    })
                    .collect();
                assert_eq!(row, expected, "{} {}", table.sheet, number + 1);
            }
        }
    }
}

#[test]
fn a_grid_has_neither_gaps_nor_overlaps() {
    for table in all().flat_map(|f| &f.tables) {
        let mut covered = BTreeSet::new();
        for (row, column, cell) in table.places() {
            for r in row..row + cell.rowspan {
                for c in column..column + cell.colspan {
                    assert!(covered.insert((r, c)), "{} {r} {c}", table.sheet);
                }
            }
        }
        let cells = table.rows.len() * usize::from(table.columns);
        assert_eq!(covered.len(), cells, "{}", table.sheet);
        assert_eq!(
            table.places().len(),
            table.rows.iter().map(Vec::len).sum::<usize>()
        );
    }
}

#[test]
fn a_cell_without_a_label_holds_one_slot_and_every_slot_stands_once_in_order() {
    for form in all() {
        let cells = form.tables.iter().flat_map(|t| t.rows.iter().flatten());
        let mut seen = Vec::new();
        for cell in cells {
            assert_eq!(cell.text.is_empty(), cell.slot.is_some(), "{}", cell.text);
            seen.extend(cell.slot);
        }
        assert_eq!(seen, (0..form.slots.len()).collect::<Vec<_>>());
    }
}

#[test]
fn slot_ids_are_unique_and_begin_with_the_section_of_their_table() {
    for form in all() {
        let ids: BTreeSet<&str> = form.slots.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids.len(), form.slots.len());
        for table in &form.tables {
            for cell in table.rows.iter().flatten() {
                let Some(slot) = cell.slot else { continue };
                let id = &form.slots[slot].id;
                assert!(id.starts_with(&format!("{}.", table.section)), "{id}");
                assert!(
                    !id.contains(['\n', ' ']) && id.matches('/').count() >= 1,
                    "{id}"
                );
            }
        }
    }
}

#[test]
fn slots_are_named_as_the_contract_names_them() {
    let form = Form::of(Edition::E2021);
    assert_eq!(form.slots.len(), 10 + 25 * 7 + 15);
    let section2: Vec<&str> = form.slots[..10].iter().map(|s| s.id.as_str()).collect();
    assert_eq!(
        section2,
        [
            "2.规章/本年制发件数",
            "2.规章/本年废止件数",
            "2.规章/现行有效件数",
            "2.行政规范性文件/本年制发件数",
            "2.行政规范性文件/本年废止件数",
            "2.行政规范性文件/现行有效件数",
            "2.行政许可/本年处理决定数量",
            "2.行政处罚/本年处理决定数量",
            "2.行政强制/本年处理决定数量",
            "2.行政事业性收费/本年收费金额",
        ]
    );
    let mut lines: Vec<&str> = form.slots[10..185]
        .iter()
        .map(|s| s.id.split_once('/').unwrap().0)
        .collect();
    lines.dedup();
    assert_eq!(
        lines.join(" "),
        "3.1 3.2 3.3.1 3.3.2 3.3.3.1 3.3.3.2 3.3.3.3 3.3.3.4 3.3.3.5 3.3.3.6 3.3.3.7 3.3.3.8 \
         3.3.4.1 3.3.4.2 3.3.4.3 3.3.5.1 3.3.5.2 3.3.5.3 3.3.5.4 3.3.5.5 3.3.6.1 3.3.6.2 3.3.6.3 \
         3.3.7 3.4"
    );
    for id in [
        "3.1/自然人",
        "3.4/总计",
        "3.3.7/社会公益组织",
        "4.行政复议/结果维持",
        "4.未经复议直接起诉/总计",
        "4.复议后起诉/尚未审结",
    ] {
        slot(form, id);
    }

    let form = Form::of(Edition::E2019);
    assert_eq!(form.slots.len(), 22 + 23 * 7 + 15);
    for (id, unit) in [
        ("2.规章/本年新制作数量", "件"),
        ("2.规章/本年新公开数量", "件"),
        ("2.规范性文件/对外公开总数量", "件"),
        ("2.行政许可/上一年项目数量", "项"),
        ("2.行政许可/本年增/减", "项"),
        ("2.其他对外管理服务事项/处理决定数量", "件"),
        ("2.行政处罚/处理决定数量", "件"),
        ("2.行政强制/本年增/减", "项"),
        ("2.行政事业性收费/上一年项目数量", "项"),
        ("2.行政事业性收费/本年增/减", "项"),
        ("2.政府集中采购/采购项目数量", "项"),
        ("2.政府集中采购/采购总金额", "元"),
        ("3.3.6/自然人", "件"),
    ] {
        assert_eq!(form.slots[slot(form, id)].unit, unit, "{id}");
    }
    let fed = form.slots[..22].iter().filter(|s| s.feed != Feed::ByHand);
    let fed: Vec<&str> = fed.map(|s| s.id.as_str()).collect();
    assert_eq!(
        fed,
        [
            "2.规章/本年新制作数量",
            "2.规范性文件/本年新制作数量",
            "2.行政许可/处理决定数量",
            "2.行政处罚/处理决定数量",
            "2.行政强制/处理决定数量",
        ]
    );
}

#[test]
fn messages_call_a_line_by_its_place_and_name() {
    for (edition, id, line) in [
        (Edition::E2021, "2.规章/现行有效件数", "二、规章"),
        (
            Edition::E2021,
            "3.1/总计",
            "一、本年新收政府信息公开申请数量",
        ),
        (Edition::E2021, "3.3.2/其他", "三、（二）部分公开"),
        (
            Edition::E2021,
            "3.3.3.6/其他",
            "三、（三）不予公开—6.属于四类过程性信息",
        ),
        (
            Edition::E2021,
            "3.3.6.1/其他",
            "三、（六）其他处理—1.逾期不补正",
        ),
        (Edition::E2019, "3.3.6/其他", "三、（六）其他处理"),
        (Edition::E2021, "3.3.7/总计", "三、（七）总计"),
        (Edition::E2021, "4.行政复议/总计", "四、行政复议"),
        (
            Edition::E2021,
            "4.复议后起诉/总计",
            "四、行政诉讼—复议后起诉",
        ),
    ] {
        let form = Form::of(edition);
        assert_eq!(form.slots[slot(form, id)].line, line, "{id}");
    }
}

#[test]
fn every_total_adds_what_its_label_says() {
    for form in all() {
        let ids = |slots: &[usize]| -> Vec<&str> {
            slots.iter().map(|&s| form.slots[s].id.as_str()).collect()
        };
        for slot in &form.slots {
            let total = slot.head == "总计" || slot.id.starts_with("3.3.7/");
            let Feed::Sum(parts) = &slot.feed else {
                assert!(!total, "{}", slot.id);
                continue;
            };
            assert!(total && !parts.is_empty(), "{}", slot.id);
            let (line, head) = slot.id.rsplit_once('/').unwrap();
            for part in ids(parts) {
                let (of, column) = part.rsplit_once('/').unwrap();
                if line == "3.3.7" {
                    assert!(
                        of.starts_with("3.3.") && column == head,
                        "{} {part}",
                        slot.id
                    );
                } else {
                    assert!(of == line && column != "总计", "{} {part}", slot.id);
                }
            }
            let expected = match (line, form.edition) {
                ("3.3.7", Edition::E2021) => 21,
                ("3.3.7", Edition::E2019) => 19,
                (line, _) if line.starts_with("3.") => 6,
                _ => 4,
            };
            assert_eq!(parts.len(), expected, "{}", slot.id);
        }
    }
}

#[test]
fn each_thing_the_ledgers_count_has_exactly_one_slot() {
    let documents = [Document::Regulation, Document::NormativeDocument];
    let decisions = [Decision::Licence, Decision::Penalty, Decision::Coercion];
    let mut outcomes = vec![Outcome::Granted, Outcome::PartlyGranted];
    outcomes.extend((1..=8).map(Outcome::Denied));
    outcomes.extend((1..=3).map(Outcome::Unavailable));
    outcomes.extend((1..=5).map(Outcome::Declined));
    outcomes.extend((1..=3).map(Outcome::Otherwise));

    let mut requests = Vec::new();
    for applicant in APPLICANTS {
        requests.push(Feed::Received(applicant));
        requests.push(Feed::CarriedIn(applicant));
        requests.push(Feed::CarriedOut(applicant));
    }
    let mut cases = Vec::new();
    for path in [Path::Review, Path::Suit, Path::SuitAfterReview] {
        for verdict in [
            Verdict::Upheld,
            Verdict::Corrected,
            Verdict::Other,
            Verdict::Pending,
        ] {
            cases.push(Feed::Case(path, verdict));
        }
    }
    for form in all() {
        let times = |feed: &Feed| form.slots.iter().filter(|s| s.feed == *feed).count();
        for feed in requests.iter().chain(&cases) {
            assert_eq!(times(feed), 1, "{feed:?}");
        }
        for &outcome in &outcomes {
            for applicant in APPLICANTS {
                let slots = form.slots.iter().filter(|s| {
                    matches!(&s.feed, Feed::Closed(o, a) if *a == applicant && o.contains(&outcome))
                });
                assert_eq!(slots.count(), 1, "{outcome:?} {applicant:?}");
            }
        }
        let in_section_2 = usize::from(form.edition == Edition::E2021);
        for document in documents {
            for feed in [
                Feed::Issued(document),
                Feed::Repealed(document),
                Feed::InForce(document),
            ] {
                let times_asked = match feed {
                    Feed::Issued(_) => 1,
                    _ => in_section_2,
                };
                assert_eq!(times(&feed), times_asked, "{feed:?}");
            }
        }
        for decision in decisions {
            assert_eq!(times(&Feed::Decided(decision)), 1);
        }
        assert_eq!(times(&Feed::Charged), in_section_2);
    }
}

#[test]
fn a_feed_fits_the_label_of_its_line_and_head() {
    let form = Form::of(Edition::E2021);
    for (id, feed) in [
        ("2.规章/本年废止件数", Feed::Repealed(Document::Regulation)),
        (
            "2.行政规范性文件/现行有效件数",
            Feed::InForce(Document::NormativeDocument),
        ),
        (
            "2.行政强制/本年处理决定数量",
            Feed::Decided(Decision::Coercion),
        ),
        ("2.行政事业性收费/本年收费金额", Feed::Charged),
        ("3.2/社会公益组织", Feed::CarriedIn(Applicant::Charity)),
        (
            "3.3.5.3/法律服务机构",
            Feed::Closed(vec![Outcome::Declined(3)], Applicant::LawFirm),
        ),
        ("3.4/其他", Feed::CarriedOut(Applicant::OtherBody)),
        (
            "4.复议后起诉/结果纠正",
            Feed::Case(Path::SuitAfterReview, Verdict::Corrected),
        ),
    ] {
        assert_eq!(form.slots[slot(form, id)].feed, feed, "{id}");
    }
    let form = Form::of(Edition::E2019);
    assert_eq!(
        form.slots[slot(form, "3.3.6/科研机构")].feed,
        Feed::Closed(
            vec![
                Outcome::Otherwise(1),
                Outcome::Otherwise(2),
                Outcome::Otherwise(3)
            ],
            Applicant::Research
        )
    );
}

#[test]
fn the_printed_equation_holds_in_each_column_and_the_total_of_totals_both_ways() {
    for form in all() {
        let ids = |slots: &[usize]| -> Vec<&str> {
            slots.iter().map(|&s| form.slots[s].id.as_str()).collect()
        };
        assert_eq!(form.identities.len(), 8);
        assert_eq!(form.identities[0].name, "自然人：一＋二＝三（七）＋四");
        assert_eq!(ids(&form.identities[6].left), ["3.1/总计", "3.2/总计"]);
        assert_eq!(ids(&form.identities[6].right), ["3.3.7/总计", "3.4/总计"]);
        assert_eq!(form.identities[7].left.len(), 6);
        assert_eq!(ids(&form.identities[7].right), ["3.3.7/总计"]);
    }
}

#[test]
fn a_report_year_has_the_form_of_its_time() {
    let id = |year| Form::for_year(year).ok().map(|f| f.id.as_str());
    assert_eq!(id(2018), None);
    assert_eq!(id(2019), Some("2019"));
    assert_eq!(id(2020), Some("2019"));
    assert_eq!(id(2021), Some("2021"));
    assert_eq!(id(2030), Some("2021"));
    assert_eq!(Edition::of("2019"), Some(Edition::E2019));
    assert_eq!(Edition::of("2020"), None);
}
