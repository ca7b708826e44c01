//! Last year's report, as it stands on a website: what carried over into this year.

use std::collections::BTreeMap;

use gknb::form::Form;
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

/// A report as a web page: a title and the three tables as the form has them.
pub(crate) fn page(published: &Published) -> Vec<u8> {
    let form = Form::for_year(published.year).expect("a year with a form");
    let slots = published.expected();
    let title = format!(
        "{}{}年政府信息公开工作年度报告",
        published.agency, published.year
    );
    let mut html = format!(
        "<html><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\n<h1>{title}</h1>\n"
    );
    for table in &form.tables {
        html.push_str(&format!(
            "<p><b>{}</b></p>\n<table border=\"1\">\n",
            table.title
        ));
        for row in &table.rows {
            html.push_str("<tr>");
            for cell in row {
                let text = match cell.slot {
                    Some(slot) => {
                        let value = slots.get(&form.slots[slot].id).copied();
                        value.unwrap_or_default().to_string()
                    }
                    None => cell.text.replace('\n', "<br>"),
                };
                html.push_str(&format!(
                    "<td rowspan=\"{}\" colspan=\"{}\">{text}</td>",
                    cell.rowspan, cell.colspan
                ));
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</table>\n");
    }
    html.push_str("</body></html>\n");
    html.into_bytes()
}
