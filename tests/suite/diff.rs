//! Two working papers compared.

use gknb::diff::{self, Difference};
use gknb::handover::Paper;

use crate::maker::published::Published;
use crate::maker::{Options, make};
use crate::office::Office;

const HEADER: &str = "申请编号,收到日期,申请人类型,办理结果,答复日期\n";

fn paper(files: &[(&str, &str)]) -> Paper {
    let files: Vec<(&str, String)> = files
        .iter()
        .map(|(name, rows)| (*name, format!("{HEADER}{rows}")))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
    Office::compiled(&files).paper()
}

fn between(old: &[(&str, &str)], new: &[(&str, &str)]) -> Difference {
    diff::between(&paper(old), &paper(new)).unwrap_or_else(|e| panic!("{e}"))
}

/// The figures that changed, without totals: `3.1/自然人 1→2`.
fn figures(difference: &Difference) -> Vec<String> {
    let figures = difference.figures.iter().filter(|f| !f.total);
    figures
        .map(|f| format!("{} {}→{}", f.slot, f.old, f.new))
        .collect()
}

/// The rows that changed a figure: number, where it was, where it is.
fn rows(difference: &Difference) -> Vec<String> {
    let adds = |slots: &std::collections::BTreeMap<String, _>| -> String {
        slots.keys().cloned().collect::<Vec<_>>().join(" ")
    };
    let moves = difference.moves.iter();
    moves
        .map(|m| format!("{}: {} → {}", m.words.number, adds(&m.was), adds(&m.now)))
        .collect()
}

const PENDING: (&str, &str) = (
    "一季度/台账.csv",
    "A-1,2022-01-05,自然人,予以公开,2022-01-20\nA-2,2022-02-01,自然人,,\n",
);

#[test]
fn the_same_twice_is_no_difference() {
    let d = between(&[PENDING], &[PENDING]);
    assert_eq!(figures(&d), [""; 0]);
    assert_eq!(rows(&d), [""; 0]);
    assert!(d.files.is_empty() && d.found.is_empty() && d.settled.is_empty());
    assert!(diff::human(&d).contains("各指标格的数都没有变化"));
}

#[test]
fn nothing_of_a_cell_turns_the_direction_or_breaks_the_lines_of_what_is_shown() {
    let odd = (
        "一季度/台账.csv",
        "A-1,2022-01-05,自然人,予以公开,2022-01-20\n\"A\u{202e}-2\n新计入\u{7}：1\",2022-02-01,自然人,,\n",
    );
    let told = diff::human(&between(&[PENDING], &[odd]));
    assert!(told.contains("A-2"), "{told}");
    let kept = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!told.contains(kept), "{told:?}");
    assert!(!told.lines().any(|l| l.starts_with("新计入")), "{told}");
}

#[test]
fn an_application_answered_in_a_new_export_moves() {
    let later = (
        "二季度/台账.csv",
        "A-2,2022-02-01,自然人,予以公开,2022-04-02\nA-3,2022-05-01,自然人,,\n",
    );
    let d = between(&[PENDING], &[PENDING, later]);
    assert_eq!(figures(&d), ["3.1/自然人 2→3", "3.3.1/自然人 1→2"]);
    assert_eq!(
        rows(&d),
        [
            "A-2: 3.1/自然人 3.4/自然人 → 3.1/自然人 3.3.1/自然人",
            "A-3:  → 3.1/自然人 3.4/自然人",
        ]
    );
    let text = diff::human(&d);
    assert!(text.contains("3.3.1/自然人  1 → 2（+1）"), "{text}");
    assert!(
        text.contains("从 3.4/自然人 移来（上次是 一季度/台账.csv!3）"),
        "{text}"
    );
    assert!(text.contains("新计入：来自新增的文件"), "{text}");
    assert!(text.contains("新增 二季度/台账.csv"), "{text}");
}

#[test]
fn rows_pushed_down_by_an_inserted_one_stay_the_same() {
    let pushed = (
        PENDING.0,
        "A-0,2022-01-04,商业企业,予以公开,2022-01-20\n\
         A-1,2022-01-05,自然人,予以公开,2022-01-20\nA-2,2022-02-01,自然人,,\n",
    );
    let d = between(&[PENDING], &[pushed]);
    assert_eq!(rows(&d), ["A-0:  → 3.1/商业企业 3.3.1/商业企业"]);
    assert_eq!(figures(&d), ["3.1/商业企业 0→1", "3.3.1/商业企业 0→1"]);
    assert!(diff::human(&d).contains("改动 一季度/台账.csv"));
}

#[test]
fn a_row_taken_out_goes_and_a_corrected_class_moves() {
    let corrected = (PENDING.0, "A-1,2022-01-05,商业企业,予以公开,2022-01-20\n");
    let d = between(&[PENDING], &[corrected]);
    assert_eq!(
        rows(&d),
        [
            "A-1: 3.1/自然人 3.3.1/自然人 → 3.1/商业企业 3.3.1/商业企业",
            "A-2: 3.1/自然人 3.4/自然人 → ",
        ]
    );
    assert!(diff::human(&d).contains("不再计入：文件已改动；现在没有计入"));
}

#[test]
fn a_renamed_file_moves_nothing() {
    let d = between(&[PENDING], &[("1季度/台账.csv", PENDING.1)]);
    assert_eq!(rows(&d), [""; 0]);
    assert!(diff::human(&d).contains("改名 一季度/台账.csv → 1季度/台账.csv"));
}

#[test]
fn a_fault_put_right_is_told_with_its_row() {
    let faulty = (PENDING.0, "A-1,2022-01-05,自然人,予以公开,2022.13.1\n");
    let right = (PENDING.0, "A-1,2022-01-05,自然人,予以公开,2022.12.1\n");
    let d = between(&[faulty], &[right]);
    assert_eq!(rows(&d), ["A-1:  → 3.1/自然人 3.3.1/自然人"]);
    let text = diff::human(&d);
    assert!(text.contains("上次的第 2 行：有误（E"), "{text}");
    assert!(text.contains("已消除的问题"), "{text}");
}

#[test]
fn the_changes_of_rows_add_up_to_those_of_figures() {
    let later = (
        "二季度/台账.csv",
        "A-2,2022-02-01,自然人,予以公开,2022-04-02\n",
    );
    let d = between(&[PENDING], &[later]);
    assert!(
        d.figures.iter().all(|f| f.other.is_zero()),
        "{:?}",
        d.figures
    );
    let json: serde_json::Value = serde_json::from_str(&diff::json(&d)).unwrap();
    assert_eq!(json["figures"][0]["slot"], "3.1/自然人");
    assert_eq!(json["figures"][0]["change"], -1);
    assert_eq!(json["rows"].as_array().unwrap().len(), d.moves.len());
}

#[test]
fn every_change_is_explained_by_rows_when_an_export_comes_in() {
    for seed in 0..12 {
        let made = make(&Published::invented(seed, 40), seed, Options::default());
        let mut less = made.clone();
        let (name, _) = less.files.remove(seed as usize % made.files.len());
        let [old, new] = [&less, &made].map(|m| Office::of(m, 100_000).paper());
        let d = diff::between(&old, &new).unwrap();
        let left: Vec<_> = d.figures.iter().filter(|f| !f.other.is_zero()).collect();
        assert!(left.is_empty(), "seed {seed}, {name}: {left:?}");
        // what an export tells of is told by it, or by what it took over from
        for m in d.moves.iter().filter(|m| m.old.is_none()) {
            let from = m.new.as_ref().map(|at| at.file.as_str());
            assert_eq!(from, Some(name.as_str()), "seed {seed}: {m:?}");
        }
    }
}

/// Where a figure changed that comes from no row, it is said where it is given.
#[test]
fn what_changed_in_the_settings_is_told_by_its_place_there() {
    let documents = (
        "2022年规范性文件.csv",
        "标题,文号,成文日期\n甲,某规〔2022〕1号,2022-02-01\n",
    );
    let of = |opening: u32, by_hand: u32| {
        let toml = format!(
            "[opening]\n\"行政规范性文件\" = {opening}\n[[figure]]\nslot = \"2.行政许可/本年处理决定数量\"\n\
             value = {by_hand}\nsource = \"办公室\"\n"
        );
        Office::with(&toml, &[documents]).paper()
    };
    let d = diff::between(&of(5, 7), &of(8, 9)).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(
        figures(&d),
        [
            "2.行政规范性文件/现行有效件数 6→9",
            "2.行政许可/本年处理决定数量 7→9"
        ]
    );
    let told = diff::human(&d);
    for said in [
        "  +3  gknb.toml 的 [opening]：期初数（上年现行有效、上年结转）改了",
        "  +2  gknb.toml 的 [[figure]]：手工数字改了",
    ] {
        assert!(told.contains(said), "{said}\n{told}");
    }
}
