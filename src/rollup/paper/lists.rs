//! The lists of the working paper.

use std::sync::Arc;

use super::{Desk, all_reports, fill, link, list, or_nothing, remarkable};
use crate::address::column_name;
use crate::finding::Finding;
use crate::rollup::held::{self, Held};
use crate::rollup::last::{self, Last};
use crate::rollup::{Fate, Standing, settle, sums};
use crate::write::page::{Answer, Cell, Content, Link, Page, Role, Row};
use crate::write::paper::{line, nothing, number, text};
use crate::write::show;

/// Lines that a list holds; what is beyond is said.
const MOST: usize = 50_000;

/// 报送情况: every unit, and every report that came.
pub(super) fn standings(desk: &Arc<Desk>) -> Page {
    let rollup = &*desk.rollup;
    let columns = [
        ("单位", 34),
        ("上级单位", 24),
        ("情况", 38),
        ("报告文件", 44),
        ("报告上的单位", 28),
        ("年度", 8),
        ("版本", 8),
        ("统计范围", 12),
        ("错误", 8),
        ("疑点", 8),
        ("与上次汇总相比", 18),
    ];
    let mut page = list(desk, "报送情况", &columns, "");
    let mut lines: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    for (at, unit) in rollup.units.iter().enumerate() {
        lines.extend(unit.reports.iter().map(|r| (Some(at), Some(*r))));
        if unit.reports.is_empty() && (at > 0 || unit.end > 1) {
            lines.push((Some(at), None));
        }
    }
    let reports = rollup.reports.iter().enumerate();
    let unplaced = reports.filter(|(_, report)| report.unit.is_none());
    lines.extend(unplaced.map(|(at, _)| (None, Some(at))));
    let desk = Arc::clone(desk);
    fill(&mut page, lines.len(), "（没有单位）", move |nth| {
        let (unit, report) = lines[nth];
        let name = unit.map_or_else(|| "（对不上单位）".to_owned(), |u| desk.unit_name(u));
        let superior = unit.and_then(|u| desk.rollup.units[u].superior);
        let superior = superior.map_or("", |s| desk.rollup.units[s].name.as_str());
        match (report, unit) {
            (Some(report), _) => standing_row(&desk, &name, superior, report),
            (None, Some(unit)) => lone_row(&name, superior, desk.rollup.units[unit].standing),
            (None, None) => Row::default(),
        }
    });
    page
}

/// A unit without a report.
fn lone_row(name: &str, superior: &str, standing: Standing) -> Row {
    let mut row = line(vec![text(name), text(superior), text(standing.word())]);
    if standing == Standing::Missing {
        row.cells[2].role = Role::Alarm;
    }
    let rest = (3u16..11).map(|c| Cell::new(c, Role::Label, nothing()));
    row.cells.extend(rest);
    row
}

fn standing_row(desk: &Desk, unit: &str, superior: &str, report: usize) -> Row {
    let rollup = &*desk.rollup;
    let it = &rollup.reports[report];
    let plain = |word: Option<String>| text(&word.unwrap_or_default());
    let since = match &rollup.last {
        _ if it.fate.is_out() => "",
        None => "",
        Some(last) if last.came.contains(&report) => "新计入",
        Some(last) => match last.earlier.get(&report) {
            Some(earlier) if earlier.fresh => "换了报告",
            Some(_) => "未变（以前换过）",
            None => match last.renamed.iter().any(|(_, r)| *r == report) {
                true => "疑似改名",
                false => "未变",
            },
        },
    };
    let edition = it.edition.map(|e| crate::form::Form::of(e).id.clone());
    let mut row = line(vec![
        text(unit),
        text(superior),
        text(&rollup.fate_words(report)),
        text(&it.file),
        plain(it.agency.clone()),
        plain(it.year.map(|y| y.to_string())),
        plain(edition),
        text(&rollup.scope_words(report)),
        number(it.errors as u64),
        number(it.doubts as u64),
        text(since),
    ]);
    if remarkable(it) {
        row.cells[2].role = Role::Alarm;
    }
    link(&mut row, 0, desk.to_report(report, None));
    row
}

/// 报告错误: what is wrong with the reports themselves.
pub(super) fn faults(desk: &Arc<Desk>) -> Page {
    let rollup = &*desk.rollup;
    let columns = [
        ("单位", 34),
        ("计入", 10),
        ("代码", 8),
        ("指标格", 36),
        ("位置", 44),
        ("问题", 70),
    ];
    let hint = "每份报告按 gknb verify 核对到的错误，一行一处；没有法定表格的文件不在内。";
    let mut page = list(desk, "报告错误", &columns, hint);
    let reports = all_reports(rollup).into_iter();
    let reports = reports.filter(|r| rollup.reports[*r].fate != Fate::NoTables);
    let all = reports.flat_map(|report| {
        let faults = 0..rollup.reports[report].faults.len();
        faults.map(move |fault| (report, fault))
    });
    let lines: Vec<(usize, usize)> = all.take(MOST + 1).collect();
    let desk = Arc::clone(desk);
    fill(&mut page, lines.len(), "（没有）", move |nth| match nth {
        MOST => goes_on(),
        _ => fault_row(&desk, lines[nth]),
    });
    page
}

fn fault_row(desk: &Desk, (report, fault): (usize, usize)) -> Row {
    let rollup = &*desk.rollup;
    let it = &rollup.reports[report];
    let counts = match it.fate.is_out() {
        true => "没有",
        false => "计入",
    };
    let fault = &it.faults[fault];
    let mut row = line(vec![
        text(rollup.unit_of(report)),
        text(counts),
        text(fault.code),
        text(fault.slot.as_deref().unwrap_or("")),
        text(&settle::place(rollup, fault)),
        text(&fault.message),
    ]);
    let slot = fault.slot.as_deref().and_then(|id| desk.form.slot(id));
    link(&mut row, 2, desk.to_report(report, slot));
    row
}

/// The last row of a list that goes on.
fn goes_on() -> Row {
    line(vec![text(
        "后面的放不下，没有列出；用 gknb rollup --json 查看全部",
    )])
}

/// Says in its last row that a list goes on.
fn too_many(page: &mut Page) {
    if page.rows.len() > MOST {
        page.rows.truncate(MOST);
        page.rows.push(goes_on());
    }
}

/// 问题清单.
pub(super) fn findings(desk: &Arc<Desk>) -> Page {
    let rollup = &*desk.rollup;
    let columns = [
        ("程度", 8),
        ("代码", 8),
        ("事项", 30),
        ("位置", 40),
        ("问题", 70),
        ("下一步", 56),
    ];
    let hint = "gknb explain 代码 可以查看每一条检查什么、依据是什么。";
    let mut page = list(desk, "问题清单", &columns, hint);
    let count = rollup.findings.len().min(MOST + 1);
    let desk = Arc::clone(desk);
    fill(&mut page, count, "（没有问题）", move |nth| match nth {
        MOST => goes_on(),
        _ => finding_row(&desk, &desk.rollup.findings[nth]),
    });
    page
}

fn finding_row(desk: &Desk, finding: &Finding) -> Row {
    let mut row = line(vec![
        text(finding.word()),
        text(finding.rule.code),
        text(finding.rule.title),
        text(&show::place(
            &finding.at,
            &desk.rollup.names,
            Some(desk.form),
        )),
        text(&finding.message),
        text(&finding.help),
    ]);
    if finding.rule.is_error() {
        row.cells[0].role = Role::Alarm;
    }
    link(&mut row, 1, place_link(desk, finding));
    row
}

/// To the figure or the report that a finding is about.
fn place_link(desk: &Desk, finding: &Finding) -> Option<Link> {
    use crate::finding::Place;
    match &finding.at {
        Place::Slot(id) => {
            let (sheet, at) = desk.at[desk.form.slot(id)?];
            Some(Link::Inside(sheet.to_owned(), at))
        }
        Place::File(file) => {
            let report = usize::try_from(*file).ok()?;
            (report < desk.rollup.reports.len())
                .then(|| desk.to_report(report, None))
                .flatten()
        }
        _ => None,
    }
}

/// 变动: since the last roll-up, and what was replaced before it.
pub(super) fn changes(desk: &Desk, since: &Last) -> Page {
    let rollup = &*desk.rollup;
    let columns = [
        ("单位", 34),
        ("事项", 22),
        ("指标格", 36),
        ("以前", 12),
        ("现在", 12),
        ("相差", 12),
        ("报告文件", 44),
    ];
    let hint =
        "与上次汇总所计入的报告相比。上次以前就换过的也列出：已公布的数可能还是按那一份算的。";
    let mut page = list(desk, "变动", &columns, hint);
    for (report, earlier) in &since.earlier {
        let it = &rollup.reports[*report];
        let what = match earlier.fresh {
            true => "换了报告",
            false => "上次以前换过报告",
        };
        let changes = last::changes(desk.form, earlier, &sums::amounts(desk.form, it));
        let unit = || text(rollup.unit_of(*report));
        if changes.is_empty() {
            page.rows.push(line(vec![
                unit(),
                text(what),
                text("各数没有变"),
                nothing(),
                nothing(),
                nothing(),
                text(&it.file),
            ]));
        }
        for (slot, then, now) in changes {
            let at = page.rows.len() + 1;
            let difference = (now - then).normalize();
            page.rows.push(line(vec![
                unit(),
                text(what),
                text(&desk.form.slots[slot].id),
                number(then),
                number(now),
                Content::Formula(format!("=E{at}-D{at}"), Answer::Number(difference)),
                text(&it.file),
            ]));
        }
    }
    let mut one = |unit: &str, what: &str, file: &str| {
        page.rows.push(line(vec![
            text(unit),
            text(what),
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            text(file),
        ]));
    };
    for report in &since.came {
        let it = &rollup.reports[*report];
        one(rollup.unit_of(*report), "新计入", &it.file);
    }
    for gone in &since.went {
        one(&gone.unit, "不再计入", &gone.file);
    }
    for (was, report) in &since.renamed {
        let words = format!("疑似改名，原为「{was}」");
        one(
            rollup.unit_of(*report),
            &words,
            &rollup.reports[*report].file,
        );
    }
    too_many(&mut page);
    or_nothing(&mut page, "（与上次汇总相比没有变动）");
    page
}

/// 与公布数核对.
pub(super) fn held(desk: &Desk, held: &Held) -> Page {
    let columns = [
        ("指标格", 36),
        ("行次", 52),
        ("栏次", 16),
        ("公布数", 12),
        ("汇总数", 12),
        ("相差", 12),
        ("正好能解释这个差额的", 90),
    ];
    let hint = format!(
        "公布的报告：{}；{} 格相等，{} 格不等。「解释 n 格」是同一个原因能说明的不等的格数，多的更可信；仍要向单位核实。",
        held.file,
        held.equal,
        held.differences.len()
    );
    let mut page = list(desk, "与公布数核对", &columns, &hint);
    for whole in &held.whole {
        let words: Vec<String> = whole.iter().map(held::words).collect();
        let mut row = line(vec![text("全部差额")]);
        row.cells[0].colspan = 6;
        let cell = Cell::new(
            6,
            Role::Alarm,
            text(&format!("一并解释：{}", words.join("；"))),
        );
        row.cells.push(cell);
        page.rows.push(row);
    }
    for difference in &held.differences {
        let slot = &desk.form.slots[difference.slot];
        let at = page.rows.len() + 1;
        let (sheet, (row, column)) = desk.at[difference.slot];
        let sum = format!("='{sheet}'!{}{}", column_name(column), row + 1);
        let mut causes: Vec<String> = difference
            .causes
            .iter()
            .map(|c| {
                let otherwise = match c.contradicts {
                    0 => String::new(),
                    n => format!("，另有 {n} 格对不上"),
                };
                format!("{}（解释 {} 格{otherwise}）", held::words(c), c.explains)
            })
            .collect();
        if difference.more > 0 {
            causes.push(format!("另有 {} 个单位也可能", difference.more));
        }
        if causes.is_empty() {
            causes.push("没有哪个单位的变动单独正好是这个差额".to_owned());
        }
        let (published, apart) = match difference.published {
            Some(value) => {
                let apart = (value - difference.sum).normalize();
                let formula = format!("=D{at}-E{at}");
                (
                    number(value),
                    Content::Formula(formula, Answer::Number(apart)),
                )
            }
            None => (text("无数字"), nothing()),
        };
        let mut row = line(vec![
            text(&slot.id),
            text(&slot.line),
            text(&slot.head),
            published,
            Content::Formula(sum, Answer::Number(difference.sum)),
            apart,
            text(&causes.join("\n")),
        ]);
        row.cells[4].link = Some(Box::new(Link::Inside(
            sheet.to_owned(),
            desk.at[difference.slot].1,
        )));
        page.rows.push(row);
    }
    or_nothing(&mut page, "（各格都相等）");
    page
}

/// 凭据: what every report and the working papers beside it can be proved to be the same with.
pub(super) fn proofs(desk: &Arc<Desk>) -> Page {
    let rollup = &*desk.rollup;
    let columns = [
        ("单位", 34),
        ("计入", 10),
        ("文件", 50),
        ("是什么", 18),
        ("大小（字节）", 14),
        ("SHA-256", 68),
    ];
    let hint = "只记文件的 SHA-256，不含各单位的任何一行登记。要查某单位的数，向它调取核对底稿，用 certutil -hashfile 文件 SHA256 核对是不是同一份，再用 gknb audit 复核。";
    let mut page = list(desk, "凭据", &columns, hint);
    let mut lines: Vec<(usize, Proof)> = Vec::new();
    for report in all_reports(rollup) {
        let it = &rollup.reports[report];
        lines.push((report, Proof::Itself));
        let last = rollup.last.as_ref();
        if last.is_some_and(|l| l.earlier.contains_key(&report)) {
            lines.push((report, Proof::Earlier));
        }
        if !it.fate.is_out() {
            lines.extend((0..it.papers.len()).map(|nth| (report, Proof::Paper(nth))));
        }
    }
    let desk = Arc::clone(desk);
    fill(&mut page, lines.len(), "（没有报告）", move |nth| {
        proof_row(&desk, lines[nth].0, lines[nth].1)
    });
    page
}

/// What a line of 凭据 is on.
#[derive(Clone, Copy)]
enum Proof {
    /// The report.
    Itself,
    /// The one that it has replaced.
    Earlier,
    /// A working paper beside it.
    Paper(usize),
}

fn proof_row(desk: &Desk, report: usize, proof: Proof) -> Row {
    let rollup = &*desk.rollup;
    let it = &rollup.reports[report];
    let unit = text(rollup.unit_of(report));
    match proof {
        Proof::Itself => {
            let counts = match it.fate.is_out() {
                true => "没有",
                false => "计入",
            };
            let mut row = line(vec![
                unit,
                text(counts),
                text(&it.file),
                text(if it.ours { "统计表" } else { "报告" }),
                number(it.size),
                text(&it.sha256),
            ]);
            link(&mut row, 0, desk.to_report(report, None));
            row
        }
        Proof::Earlier => {
            let last = rollup.last.as_ref();
            let earlier = last.and_then(|l| l.earlier.get(&report));
            line(vec![
                unit,
                text("以前"),
                text("（被上面一份替换的报告）"),
                text("以前的报告"),
                nothing(),
                text(earlier.map_or("", |e| &e.sha256)),
            ])
        }
        Proof::Paper(nth) => {
            let (file, sha256) = &it.papers[nth];
            line(vec![
                unit,
                nothing(),
                text(file),
                text("核对底稿"),
                nothing(),
                text(sha256),
            ])
        }
    }
}
