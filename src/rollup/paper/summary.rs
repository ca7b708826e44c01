//! 汇总说明: what the roll-up is of, and the units and reports of which it is not.

use super::{Desk, all_reports, blank_row, link, remarkable, titled};
use crate::rollup::{Rollup, Standing};
use crate::write::page::{Cell, Page, Role, Row};
use crate::write::paper::{heads, line, nothing, text};
use crate::write::show::Counts;

/// The page.
pub(super) fn summary(desk: &Desk) -> Page {
    let rollup = &*desk.rollup;
    let mut page = titled(desk, "汇总说明", &[40, 60, 50], "");
    for (name, value) in facts(rollup) {
        page.rows.push(Row {
            height: 22,
            cells: vec![
                Cell::text(0, Role::Head, name),
                Cell::new(1, Role::Label, text(&value)).spanning(1, 2),
            ],
        });
    }
    page.rows.push(blank_row(12));
    page.rows
        .push(heads(&["没有计入，或带着错误计入的", "情况", "报告文件"]));
    let rows = left_out(desk);
    if rows.is_empty() {
        let all = "（没有：各单位的报告都计入了，也都没有错误）";
        page.rows.push(Row {
            height: 22,
            cells: vec![Cell::text(0, Role::Label, all).spanning(1, 3)],
        });
    }
    page.rows.extend(rows);
    page.fit_heights();
    page
}

/// What the roll-up is, each in a few words behind its name.
fn facts(rollup: &Rollup) -> Vec<(&'static str, String)> {
    let counts = Counts::of(&rollup.findings);
    let verdict = match rollup.publishable() {
        true => "没有错误，统计表已写出".to_owned(),
        false if counts.errors == 0 => format!(
            "有疑点 {} 处（--strict），统计表没有写出；下面各数只供核对",
            counts.warnings
        ),
        false => format!(
            "有错误 {} 处，统计表没有写出；下面各数只供核对",
            counts.errors
        ),
    };
    let whence = match rollup.by_roster {
        true => "单位名录",
        false => "文件夹（一个文件夹是一个单位）",
    };
    let counted = rollup.counted().count();
    let faulty = rollup.counted();
    let faulty = faulty.filter(|r| rollup.reports[*r].errors > 0).count();
    vec![
        ("结论", verdict),
        ("问题", counts.words()),
        ("报表版本", rollup.form.circular.clone()),
        ("单位取自", whence.to_owned()),
        ("各单位", super::units_words(rollup)),
        ("收到的报告", format!("{} 份", rollup.reports.len())),
        ("计入的报告", format!("{counted} 份")),
        (
            "有错误的报告",
            match rollup.include_faulty {
                true => format!("按 --include-faulty 计入 {faulty} 份"),
                false => "不计入".to_owned(),
            },
        ),
        (
            "与上次汇总相比",
            match &rollup.last {
                Some(last) => format!(
                    "换了报告 {} 份，新计入 {} 份，不再计入 {} 份，疑似改名 {} 个",
                    last.earlier.values().filter(|e| e.fresh).count(),
                    last.came.len(),
                    last.went.len(),
                    last.renamed.len()
                ),
                None => "没有上次的汇总清单，未作比较".to_owned(),
            },
        ),
        (
            "与公布数核对",
            match &rollup.held {
                Some(held) => format!(
                    "{}：{} 格相等，{} 格不等",
                    held.file,
                    held.equal,
                    held.differences.len()
                ),
                None => "没有指定公布的报告，未作核对".to_owned(),
            },
        ),
        ("软件", format!("gknb {}", env!("CARGO_PKG_VERSION"))),
    ]
}

/// A line for each unit without a report, and for each report that does not count or counts with errors.
fn left_out(desk: &Desk) -> Vec<Row> {
    let rollup = &*desk.rollup;
    let mut rows = Vec::new();
    for (at, unit) in rollup.units.iter().enumerate().skip(1) {
        if unit.standing == Standing::Missing || unit.standing == Standing::StaysOut {
            let name = &rollup.units[at].path;
            rows.push(line(vec![
                text(name),
                text(unit.standing.word()),
                nothing(),
            ]));
        }
    }
    for report in all_reports(rollup) {
        let it = &rollup.reports[report];
        if remarkable(it) {
            let mut row = line(vec![
                text(rollup.unit_of(report)),
                text(&rollup.fate_words(report)),
                text(&it.file),
            ]);
            link(&mut row, 0, desk.to_report(report, None));
            rows.push(row);
        }
    }
    rows
}
