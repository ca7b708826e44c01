//! 年报: a finished report, read back whatever its form, and held against the form, last year and its own
//! text.
//!
//! In: a file's name and bytes. Out: a [`Report`], one value or none for every slot, each with the place of
//! its cell, and what is wrong. Workbooks, Word documents, web pages and Markdown become grids and paragraphs
//! (`grid`); which cell is which slot is told by labels and order (`tables`). What cannot be read as
//! a number is a finding and never a zero. How reports are shown is left to [`crate::write`].

mod another;
mod balance;
mod figure;
mod grid;
mod label;
mod last;
mod markdown;
mod page;
mod part;
mod print;
mod prose;
mod rules;
mod sheets;
mod span;
mod tables;
mod title;
mod word;
mod years;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rust_decimal::Decimal;

pub use self::another::Another;
use self::figure::Reading;
use self::grid::Paper;
pub use self::last::LastYear;
pub use self::rules::RULES;
use self::rules::{
    ANNOTATED, BLANK, EXTRA_ROWS, NO_HEAD, NO_LINE, NO_TABLE, NO_TABLES, NO_YEAR, NOT_A_COUNT,
    NOT_READ, ONE_LINE, PART_OF_YEAR, REORDERED, TWICE, UNIT_UNSURE, UNREADABLE_FIGURE, UNSURE,
    WRONG_EDITION,
};
use self::tables::{Found, Spot};
pub use self::years::connect;
use crate::address::{Address, SourceName, Sources};
use crate::book;
use crate::book::paper::{self, Paper as Nature};
use crate::finding::{Finding, Place, Rule};
use crate::form::{Edition, Form, Slot, SlotName};
use crate::settings::Scope;
use crate::text;

/// The code of the rule about tables that stand there twice.
pub(crate) const STANDS_TWICE: &str = TWICE.code;

/// A finished report as it was read.
#[derive(Debug, Default)]
pub struct Report {
    /// The file's name.
    pub file: String,
    /// 报送单位, where the report tells it.
    pub agency: Option<String>,
    /// The report year, where the report tells it.
    pub year: Option<i16>,
    /// 统计范围, where the report tells it.
    pub scope: Option<Scope>,
    /// The part of the year that its figures are of, in words, where the report tells one: `1月至6月`.
    pub part: Option<String>,
    /// The edition whose labels its tables have; that of the year where they do not tell.
    pub edition: Option<Edition>,
    /// Every slot of the edition; none where the cell is missing, blank or no number.
    pub slots: BTreeMap<String, Option<Decimal>>,
    /// The cell of each slot that was found.
    pub cells: BTreeMap<String, Address>,
    /// （六）其他处理 where edition 2021 has three lines and the report one: by head.
    pub undivided: BTreeMap<String, Decimal>,
    /// Other tables of the form that the file holds, with other figures.
    pub another: Option<Another>,
    /// A document rather than a workbook: its cells are counted within its tables 表1, 表2 ….
    pub document: bool,
    /// The printed page of each row of its sheets, where it has pages: by sheet and row.
    pub pages: BTreeMap<(u16, u32), u32>,
    /// Names for the addresses; the report is file 0.
    pub names: Sources,
    /// Everything found, sorted: errors first.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The form of its edition.
    pub fn form(&self) -> Option<&'static Form> {
        self.edition.map(Form::of)
    }

    /// The slot whose figure stands in a cell.
    pub fn slot_at(&self, at: Address) -> Option<&str> {
        self.form()?
            .slots
            .iter()
            .map(|s| s.id.as_str())
            .find(|id| self.cells.get(*id) == Some(&at))
    }

    /// Says in a finding's sentence on which page its place is.
    fn tell_page(&self, finding: &mut Finding) {
        if let Place::Cell(at) = &finding.at
            && let Some(page) = self.pages.get(&(at.sheet, at.row))
        {
            finding.message.push_str(&format!("（第 {page} 页）"));
        }
    }

    /// Where a finding about a slot points: its cell, or the slot itself when the report has no such cell.
    fn place(&self, slot: &str) -> Place {
        match self.cells.get(slot) {
            Some(at) => Place::Cell(*at),
            None => Place::Slot(slot.to_owned()),
        }
    }
}

/// Reads a report and checks what it says by itself.
pub fn read(name: &str, bytes: &[u8]) -> Report {
    let mut findings = Vec::new();
    // a damaged file may make a library panic
    let read = catch_unwind(AssertUnwindSafe(|| paper(name, bytes, &mut findings)));
    let paper = read.unwrap_or_else(|_| {
        let message = "文件内部有损坏，读取程序遇到意外内容";
        findings.push(Finding::new(&book::UNREADABLE, Place::File(0), message));
        None
    });
    let mut report = Report {
        file: name.to_owned(),
        findings,
        ..Report::default()
    };
    let sheets = paper.as_ref().map_or_else(Vec::new, |p| p.sheets.clone());
    report.names.files.push(SourceName {
        file: name.to_owned(),
        sheets,
    });
    report.document = paper.as_ref().is_some_and(|p| p.is_document);
    if let Some(paper) = paper {
        if paper.cut {
            let message = format!(
                "表格展开后超过 {} 格或 {} 行，后面的没有读取",
                grid::CELLS,
                grid::ROWS
            );
            let finding = Finding::new(&book::CUT, Place::File(0), message);
            report.findings.push(finding);
        }
        understand(&mut report, &paper);
        tell_pages(&mut report, &paper);
    }
    crate::finding::sort(&mut report.findings);
    report
}

/// Findings tell the page that their place is on; and what is missing may stand on pages that are pictures.
fn tell_pages(report: &mut Report, paper: &Paper) {
    report.pages.clone_from(&paper.pages);
    let mut findings = std::mem::take(&mut report.findings);
    for finding in &mut findings {
        report.tell_page(finding);
        let missing = [NO_TABLES.code, NO_TABLE.code].contains(&finding.rule.code);
        if missing && paper.unruled && paper.pictured.is_empty() {
            let words = "；这个 PDF 的页面上没有框线围成的表格，不能断定哪个数在哪一格";
            finding.message.push_str(words);
        }
        if missing && !paper.pictured.is_empty() {
            let pages: Vec<String> = paper.pictured.iter().map(u32::to_string).collect();
            let words = format!("；第 {} 页是图片，上面的内容读不到", pages.join("、"));
            finding.message.push_str(&words);
        }
    }
    report.findings = findings;
}

/// The file as grids and paragraphs; none when it is nothing that can be read, which is then found.
fn paper(name: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Option<Paper> {
    let mut fault = |rule: &'static Rule, message: String| {
        findings.push(Finding::new(rule, Place::File(0), message));
    };
    match paper::nature(bytes) {
        Nature::Pdf => {
            let read = paper::leaves(bytes).map(|leaves| print::read(0, leaves));
            match read {
                Ok(Ok(paper)) => Some(paper),
                Ok(Err(why)) => {
                    let message = match why {
                        print::Unread::Scan => "这是扫描的 PDF：页面是图片，没有文字，读不出表格",
                        print::Unread::Mute => {
                            "这个 PDF 的字体没有说明每个字形是什么字，读不出文字"
                        }
                        print::Unread::Blank => "这个 PDF 的页面上没有文字",
                    };
                    fault(&NOT_READ, message.to_owned());
                    None
                }
                Err((rule, message)) => {
                    fault(rule, message);
                    None
                }
            }
        }
        Nature::Word => match paper::word_xml(bytes) {
            Ok(xml) => {
                let (paper, lost) = word::read(0, &xml);
                if let Some(why) = lost {
                    fault(
                        &book::LOST,
                        format!("文档中途损坏，后面的没有读到（技术信息：{why}）"),
                    );
                }
                Some(paper)
            }
            Err((rule, message)) => {
                fault(rule, message);
                None
            }
        },
        Nature::Archive => {
            fault(
                &NOT_READ,
                "这是网页存档（mht、mhtml），各部分编在一个文件里，这种文件不读取".to_owned(),
            );
            None
        }
        Nature::Page => {
            let text = paper::text(bytes);
            if paper::is_too_deep(&text) {
                fault(
                    &book::OVERSIZED,
                    "网页的标签层层嵌套，或打开了没有结束，异常地多".to_owned(),
                );
                return None;
            }
            Some(page::read(0, &text))
        }
        Nature::Text => {
            let text = paper::text(bytes);
            if markdown::is_markdown(&text) && !paper::is_too_deep(&text) {
                return Some(markdown::read(0, &text));
            }
            sheets::read(0, name, bytes, findings)
        }
        Nature::Workbook => {
            let read = sheets::read(0, name, bytes, findings);
            // a file of another kind: what to hand in instead
            for finding in findings.iter_mut().filter(|f| f.rule == &book::NO_TABLE) {
                NOT_READ.remedy.clone_into(&mut finding.help);
            }
            read
        }
    }
}

/// From grids and paragraphs to figures, and everything that can be found in the report alone.
fn understand(report: &mut Report, paper: &Paper) {
    let title = title::title(&report.file, paper);
    (report.agency, report.year, report.scope) = (title.agency, title.year, title.scope);
    report.part = title.part;
    let found = tables::find(0, paper);
    let of_year = report.year.and_then(|year| Form::for_year(year).ok());
    if found.sections == [false; 3] {
        let message = "没有找到第二、三、四部分的任何一张表";
        let finding = Finding::new(&NO_TABLES, Place::File(0), message);
        report.findings.push(finding);
        report.edition = of_year.map(|f| f.edition);
        if let Some(form) = of_year {
            report.slots = form.slots.iter().map(|s| (s.id.clone(), None)).collect();
        }
        return;
    }
    let form = match (found.edition, of_year) {
        (Some(edition), _) => Form::of(edition),
        (None, Some(form)) => form,
        (None, None) => Form::of(Edition::E2021),
    };
    report.edition = Some(form.edition);
    edition_of_year(report, &found, form, of_year);
    whole_year(report);
    structure(report, &found, form);
    figures(report, &found, form);
    undivided(report, &found, form);
    rows_beside(report, &found);
    report.another = another::find(report, &found, paper, form);
    balance::check(report, form);
    prose::check(report, paper, form);
}

/// The edition against the year.
fn edition_of_year(
    report: &mut Report,
    found: &Found,
    form: &Form,
    of_year: Option<&'static Form>,
) {
    let Some(year) = report.year else {
        let message = "看不出是哪一年度的报告，没有核对格式版本";
        let finding = Finding::new(&NO_YEAR, Place::File(0), message);
        report.findings.push(finding);
        return;
    };
    let (Some(right), Some(_)) = (of_year, found.edition) else {
        return;
    };
    if right.edition != form.edition {
        let message = format!(
            "{year} 年度应用 {} 版（{}），这份报告用的是 {} 版（{}）",
            right.id, right.circular, form.id, form.circular
        );
        let sheet = found.spots.values().map(|s| s.at).min();
        let place = sheet.map_or(Place::File(0), |at| Place::Sheet(at.file, at.sheet));
        report
            .findings
            .push(Finding::new(&WRONG_EDITION, place, message).value(form.id.clone()));
    }
}

/// Figures of a part of the year.
fn whole_year(report: &mut Report) {
    if let Some(part) = &report.part {
        let message =
            format!("这是{part}的数，不是全年的，不能当作年度报告上报、汇总或作下一年的上年报告");
        let finding = Finding::new(&PART_OF_YEAR, Place::File(0), message).value(part.clone());
        report.findings.push(finding);
    }
}

/// Tables, lines and columns that are missing as a whole.
fn structure(report: &mut Report, found: &Found, form: &Form) {
    for (table, there) in form.tables.iter().zip(found.sections) {
        if !there {
            let message = format!("没有找到「{}」的表", table.title);
            report
                .findings
                .push(Finding::new(&NO_TABLE, Place::File(0), message));
        }
    }
    if !found.sections[1] {
        return;
    }
    let mut told = BTreeSet::new();
    for slot in form.slots.iter().filter(|s| s.name().section() == 3) {
        let SlotName { line, head } = slot.name();
        let undivided = line.starts_with("3.3.6.") && found.lines.iter().any(|l| l == "3.3.6");
        let place = || Place::Slot(slot.id.clone());
        if !found.lines.iter().any(|l| l == line) {
            if !undivided && told.insert(line) {
                let message = format!("第三部分的表没有「{}」一行", slot.line);
                report
                    .findings
                    .push(Finding::new(&NO_LINE, place(), message));
            }
        } else if !found.heads.iter().any(|h| h == head) && told.insert(head) {
            let message = format!("第三部分的表没有「{head}」一栏");
            report
                .findings
                .push(Finding::new(&NO_HEAD, place(), message));
        }
    }
}

/// Every cell of the form that was found.
fn figures(report: &mut Report, found: &Found, form: &Form) {
    for slot in &form.slots {
        let Some(spot) = found.spots.get(&slot.id) else {
            report.slots.insert(slot.id.clone(), None);
            let unsure = found.disputes_unsure && slot.id.starts_with("4.");
            let told = slot.id.starts_with("3.") || unsure || found.merged.contains(&slot.id);
            let section = slot
                .id
                .bytes()
                .next()
                .map_or(0, |b| usize::from(b.saturating_sub(b'2')));
            if !told && found.sections.get(section) == Some(&true) {
                let message = format!("没有找到{}这一格", words(slot));
                let place = Place::Slot(slot.id.clone());
                let finding = Finding::new(&BLANK, place, message);
                report.findings.push(finding.subject(words(slot)));
            }
            continue;
        };
        report.cells.insert(slot.id.clone(), spot.at);
        let value = figure(spot, slot, &mut report.findings);
        report.slots.insert(slot.id.clone(), value);
    }
}

/// Reads the cell of a slot; none with a finding where it is no number.
fn figure(spot: &Spot, slot: &Slot, findings: &mut Vec<Finding>) -> Option<Decimal> {
    let name = words(slot);
    let told = |rule: &'static Rule, message: String| {
        let finding = Finding::new(rule, Place::Cell(spot.at), message);
        finding.subject(words(slot)).value(spot.text.clone())
    };
    let quoted = || text::quote(&spot.text);
    let (value, doubt) = match figure::read(&spot.text, slot, &spot.units) {
        Reading::Figure(value) => (Some(value), None),
        Reading::Annotated(value, why) => {
            let message = format!("{name}写作{}：{why}", quoted());
            (Some(value), Some(told(&ANNOTATED, message)))
        }
        Reading::Blank => {
            let what = match spot.text.trim() {
                "" => "空着".to_owned(),
                _ => format!("写作{}", quoted()),
            };
            (
                None,
                Some(told(&BLANK, format!("{name}{what}，不能当作 0"))),
            )
        }
        Reading::NotComputed => {
            let message = format!("{name}是公式，文件里没有存下算出的结果");
            let finding = told(&UNREADABLE_FIGURE, message);
            (None, Some(finding.help(COMPUTE)))
        }
        Reading::Unreadable(why) => {
            let message = format!("{name}写作{}：{why}", quoted());
            (None, Some(told(&UNREADABLE_FIGURE, message)))
        }
    };
    findings.extend(doubt);
    let value = value?;
    if let Some(why) = figure::doubt(&spot.text, slot, &spot.units, value) {
        findings.push(told(&UNIT_UNSURE, format!("{name}：{why}")));
    }
    let counted = !matches!(slot.unit.as_str(), "万元" | "元");
    let may_fall = slot.id.ends_with("增/减");
    if (counted && !value.fract().is_zero()) || (value < Decimal::ZERO && !may_fall) {
        let what = if counted { "非负整数" } else { "非负数" };
        let message = format!("{name}写作 {value}，应为{what}");
        findings.push(told(&NOT_A_COUNT, message));
    }
    Some(value)
}

/// What to do where a file was written by a program that computes no formulas.
const COMPUTE: &str = "请用 Excel 或 WPS 打开这个文件并保存（打开时公式会算出结果），再核对";

/// （六）其他处理 in one line where the edition has three.
fn undivided(report: &mut Report, found: &Found, form: &Form) {
    let whole = found
        .spots
        .iter()
        .filter(|(id, _)| id.starts_with("3.3.6/"));
    let mut first = None;
    for (id, spot) in whole {
        if form.slot(id).is_some() {
            return;
        }
        let head = id.trim_start_matches("3.3.6/").to_owned();
        for item in 1..=3 {
            report.cells.insert(format!("3.3.6.{item}/{head}"), spot.at);
        }
        if first.is_none_or(|at: Address| spot.at < at) {
            first = Some(spot.at);
        }
        let Some(slot) = form
            .slot(&format!("3.3.6.3/{head}"))
            .map(|s| &form.slots[s])
        else {
            continue;
        };
        if let Some(value) = figure(spot, slot, &mut report.findings) {
            report.undivided.insert(head, value);
        }
    }
    if let Some(at) = first {
        let message = format!(
            "{} 版第三部分的「（六）其他处理」分三行，这里只有一行，分不出各项是多少",
            form.id
        );
        report
            .findings
            .push(Finding::new(&ONE_LINE, Place::Cell(at), message));
    }
}

/// Rows that are no line of the form or stand out of its order, and tables that stand there twice.
fn rows_beside(report: &mut Report, found: &Found) {
    let unsure = found.unsure.iter().map(|told| (&UNSURE, told));
    let reordered = found.reordered.iter().map(|told| (&REORDERED, told));
    for (rule, (at, message)) in unsure.chain(reordered) {
        let place = Place::Cell(*at);
        report
            .findings
            .push(Finding::new(rule, place, message.clone()));
    }
    for (at, label) in &found.extra {
        let label = match label.as_str() {
            "" => "没有名目".to_owned(),
            label => text::quote(label),
        };
        let message = format!("第三部分的表中有格式以外的一行：{label}，它的数字没有计入");
        report
            .findings
            .push(Finding::new(&EXTRA_ROWS, Place::Cell(*at), message));
    }
    if let Some(first) = found.again.first() {
        let message = "法定表格又出现一次，只核对了前面的一张";
        report
            .findings
            .push(Finding::new(&TWICE, Place::Cell(*first), message));
    }
}

/// A slot in words: `「三、（一）予以公开」自然人`.
fn words(slot: &Slot) -> String {
    format!("「{}」{}", slot.line, slot.head)
}
