//! 核对总表: all reports of a call on one sheet, and everything found in them on the next.
//!
//! In: the reports. Out: a document of two pages, sorted by office and year; an office whose reports have
//! errors stands with their number.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::page::{Cell, Content, Document, Page, Role, Row};
use super::reports::fails;
use super::show::{Counts, place};
use crate::verify::report::Report;

/// The overview. Rows of findings beyond what a sheet holds are left out, and the last row says so.
pub fn document(reports: &[Report]) -> Document {
    let mut sorted: Vec<&Report> = reports.iter().collect();
    sorted.sort_by_key(|r| (&r.agency, r.year, &r.file));
    let years = reports.iter().filter_map(|r| r.year);
    let year = years.max().unwrap_or(2000);
    Document {
        title: "年度报告核对总表".to_owned(),
        date: Date::new(year, 12, 31).unwrap_or(Date::MAX),
        pages: vec![list(&sorted), findings(&sorted)],
    }
}

fn list(reports: &[&Report]) -> Page {
    let failed = reports.iter().filter(|r| fails(r, false)).count();
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
        let counts = Counts::of(&report.findings);
        let first = report.findings.first().filter(|_| counts.errors > 0);
        let number = |n: usize| Content::Number(Decimal::from(n));
        page.rows.push(row([
            text(report.agency.as_deref().unwrap_or("（不明）")),
            text(&report.year.map_or_else(String::new, |y| y.to_string())),
            text(report.form().map_or("", |f| f.id.as_str())),
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

fn findings(reports: &[&Report]) -> Page {
    let heads = ["单位", "年度", "程度", "代码", "位置", "问题", "下一步"];
    let title = "逐条问题；位置是文件中的单元格，文档中是第几张表的第几行第几列，或正文第几段";
    let mut page = page("问题", title, &heads, &[28, 8, 8, 8, 44, 70, 50]);
    let all = reports
        .iter()
        .flat_map(|r| r.findings.iter().map(move |f| (r, f)));
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
            text(&place(&finding.at, &report.names, report.form())),
            text(&finding.message),
            text(&finding.help),
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
        one_sheet: false,
        repeated: 2,
        frozen: 2,
        mark: None,
        filtered: Some(1),
        across: None,
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
