//! Last year's report: what carried over into this year.

use std::collections::BTreeMap;

use gknb::Job;
use gknb::form::{Feed, Form};
use gknb::settings::{HandFigure, Settings};
use gknb::write::page::{Content, Document};
use gknb::write::{publishable, xlsx};
use rust_decimal::Decimal;

use super::published::Published;

/// The report of the year before, in which nothing happened but what this year begins with.
pub(crate) fn before(published: &Published) -> Published {
    let trial = published.year <= 2021;
    let mut documents = [[0; 3]; 2];
    for (kind, figures) in documents.iter_mut().enumerate() {
        figures[2] = if published.trial {
            0
        } else {
            published.in_force_before(kind)
        };
    }
    Published {
        agency: published.agency.clone(),
        year: published.year - 1,
        trial,
        carried_in: [0; 6],
        closed: [[0; 6]; 21],
        carried_out: published.carried_in,
        documents,
        decisions: [0; 3],
        charged: Decimal::ZERO,
        cases: [[0; 4]; 3],
        by_hand: BTreeMap::new(),
    }
}

/// The statistics workbook of a report.
pub(crate) fn workbook(published: &Published) -> Vec<u8> {
    xlsx::bytes(&document(published)).expect("a workbook in memory")
}

/// The same tables as a web page, as offices publish them.
pub(crate) fn html(published: &Published) -> Vec<u8> {
    let mut page = format!(
        "<html><meta charset=\"utf-8\"><h1>{}{}年政府信息公开工作年度报告</h1>",
        published.agency, published.year
    );
    for sheet in document(published).pages.iter().take(3) {
        page.push_str("<table>");
        for row in sheet.every_row().skip(2) {
            page.push_str("<tr>");
            for cell in &row.cells {
                let text = match &cell.content {
                    Content::Text(text) => text.clone(),
                    Content::Number(value) | Content::Sum(_, value) => value.to_string(),
                    other => panic!("{other:?}"),
                };
                page.push_str(&format!(
                    "<td rowspan=\"{}\" colspan=\"{}\">{text}</td>",
                    cell.rowspan, cell.colspan
                ));
            }
            page.push_str("</tr>");
        }
        page.push_str("</table>");
    }
    page.into_bytes()
}

/// Compiled from nothing but figures given by hand.
fn document(published: &Published) -> Document {
    let form = Form::for_year(published.year).expect("a year with a form");
    let slots = published.expected();
    let base = form
        .slots
        .iter()
        .filter(|s| !matches!(s.feed, Feed::Sum(_)));
    let figures = base.map(|slot| HandFigure {
        slot: slot.id.clone(),
        value: slots.get(&slot.id).copied().unwrap_or_default(),
        source: "上年报告".to_owned(),
    });
    let settings = Settings {
        year: Some(published.year),
        agency: Some(published.agency.clone()),
        figures: figures.collect(),
        ..Settings::default()
    };
    let job = Job {
        settings,
        files: Vec::new(),
        previous: None,
        jobs: 1,
    };
    let compilation = gknb::compile(&job).expect("figures by hand need no files");
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
    publishable::document(&compilation)
}
