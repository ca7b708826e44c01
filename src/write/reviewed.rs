//! 核对总表: all reports of a call on one sheet, and everything found in them on the next.
//!
//! In: of each report what the overview shows, so that the report itself can be let go. Out: a document of two pages, sorted by office and year; an office whose reports have
//! errors stands with their number.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::page::{Cell, Content, Document, Page, Role, Row};
use super::show::{Counts, place_in};
use crate::finding::Rule;
use crate::verify::report::Report;

/// A report as the overview shows it.
#[derive(Debug)]
pub struct Reviewed {
    agency: Option<String>,
    year: Option<i16>,
    edition: &'static str,
    file: String,
    counts: Counts,
    found: Vec<Found>,
}

/// A finding as the overview shows it.
#[derive(Debug)]
struct Found {
    rule: &'static Rule,
    place: String,
    message: String,
    /// The next step, where it is not that of the rule.
    help: Option<String>,
}

impl Reviewed {
    /// What the overview shows of a report.
    pub fn of(report: Report) -> Self {
        let form = report.form();
        let counts = Counts::of(&report.findings);
        let found = report.findings.into_iter().map(|finding| Found {
            rule: finding.rule,
            place: place_in(&report.file, &finding.at, &report.names, form),
            help: (finding.help != finding.rule.remedy).then_some(finding.help),
            message: finding.message,
        });
        Reviewed {
            found: found.collect(),
            agency: report.agency,
            year: report.year,
            edition: form.map_or("", |f| f.id.as_str()),
            file: report.file,
            counts,
        }
    }
}

/// The overview. Rows of findings beyond what a sheet holds are left out, and the last row says so.
pub fn document(reports: &[Reviewed]) -> Document {
    let mut sorted: Vec<&Reviewed> = reports.iter().collect();
    sorted.sort_by_key(|r| (&r.agency, r.year, &r.file));
    let years = reports.iter().filter_map(|r| r.year);
    let year = years.max().unwrap_or(2000);
    Document {
        title: "年度报告核对总表".to_owned(),
        date: Date::new(year, 12, 31).unwrap_or(Date::MAX),
        pages: vec![list(&sorted), findings(&sorted)],
    }
}

fn list(reports: &[&Reviewed]) -> Page {
    let failed = reports.iter().filter(|r| r.counts.errors > 0).count();
    let heads = [
        "单位",
        "年度",
        "版本",
        "错误",
        "疑点",
        "提示",
        "第一个错误",
        "文件",
    ];
    let title = format!("核对了 {} 份报告，{failed} 份有错误", reports.len());
    let mut page = page("报告", &title, &heads, &[28, 8, 8, 8, 8, 8, 60, 44]);
    for report in reports {
        let counts = &report.counts;
        let first = report.found.first().filter(|_| counts.errors > 0);
        let number = |n: usize| Content::Number(Decimal::from(n));
        page.rows.push(row([
            text(report.agency.as_deref().unwrap_or("（不明）")),
            text(&report.year.map_or_else(String::new, |y| y.to_string())),
            text(report.edition),
            number(counts.errors),
            number(counts.warnings),
            number(counts.notes),
            text(first.map_or("", |f| f.message.as_str())),
            text(&report.file),
        ]));
    }
    page.fit_heights();
    page
}

/// Rows that a sheet may take; Excel has 1,048,576.
const ROWS: usize = 1_000_000;

fn findings(reports: &[&Reviewed]) -> Page {
    let heads = ["单位", "年度", "程度", "代码", "位置", "问题", "下一步"];
    let title = "逐条问题；位置是文件中的单元格，文档中是第几张表的第几行第几列，或正文第几段";
    let mut page = page("问题", title, &heads, &[28, 8, 8, 8, 44, 70, 50]);
    let all = reports
        .iter()
        .flat_map(|r| r.found.iter().map(move |f| (r, f)));
    for (number, (report, finding)) in all.enumerate() {
        if number >= ROWS {
            page.rows.push(row([text("后面的问题放不下，没有列出")]));
            break;
        }
        page.rows.push(row([
            text(report.agency.as_deref().unwrap_or("（不明）")),
            text(&report.year.map_or_else(String::new, |y| y.to_string())),
            text(finding.rule.severity.word()),
            text(finding.rule.code),
            text(&finding.place),
            text(&finding.message),
            text(finding.help.as_deref().unwrap_or(finding.rule.remedy)),
        ]));
    }
    page.fit_heights();
    page
}

fn page(name: &str, title: &str, heads: &[&str], columns: &[u16]) -> Page {
    let width = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    let heads = (0u16..).zip(heads);
    Page {
        name: name.to_owned(),
        columns: columns.to_vec(),
        rows: vec![
            Row {
                height: 30,
                cells: vec![Cell::text(0, Role::Remark, title).spanning(1, width)],
            },
            Row {
                height: 20,
                cells: heads
                    .map(|(c, head)| Cell::text(c, Role::Head, *head))
                    .collect(),
            },
        ],
        landscape: true,
        repeated: 2,
        frozen: 2,
        filtered: Some(1),
        ..Page::default()
    }
}

fn text(text: &str) -> Content {
    const MOST: usize = 32_000;
    Content::Text(text.chars().take(MOST).collect())
}

fn row<const N: usize>(contents: [Content; N]) -> Row {
    let cells = (0u16..).zip(contents).map(|(column, content)| {
        let role = match content {
            Content::Number(_) => Role::Figure,
            _ => Role::Label,
        };
        Cell::new(column, role, content)
    });
    Row {
        height: 0,
        cells: cells.collect(),
    }
}
