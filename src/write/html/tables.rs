//! The mandated tables of the page, every figure a link to its rows.
//!
//! In: a table of the form and its page of the publishable workbook. Out: a section of HTML. What stands behind a
//! figure is left to [`super::data`].

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Work;
use super::markup::{escaped, fragment, number};
use crate::form::Table;
use crate::write::page::{Answer, Cell, Content, Page, Role};
use crate::write::publishable::ABOVE;

impl Work<'_> {
    /// One mandated table, with the page of the publishable workbook as its grid.
    pub(super) fn table(&self, out: &mut String, table: &Table, page: &Page) {
        let places = table.places();
        let slots: BTreeMap<(u16, u16), usize> = places
            .iter()
            .filter_map(|(row, column, cell)| Some(((row + ABOVE, *column), cell.slot?)))
            .collect();
        let text = |row: usize| match page.rows.get(row).and_then(|r| r.cells.first()) {
            Some(Cell {
                content: Content::Text(text),
                ..
            }) => escaped(text),
            _ => String::new(),
        };
        let _ = write!(
            out,
            "<section class=\"table\" id=\"表{}\">\n<h2>{}</h2>\n\
             <div class=\"scroll\"><table class=\"form\">\n<caption>{}</caption>\n",
            table.section,
            text(0),
            text(1)
        );
        let below = usize::from(ABOVE);
        let head = below + usize::from(table.header_rows);
        out.push_str("<thead>\n");
        for (number, row) in (0u16..).zip(&page.rows).skip(below) {
            if usize::from(number) == head {
                out.push_str("</thead>\n<tbody>\n");
            }
            out.push_str("<tr>");
            for cell in &row.cells {
                let slot = slots.get(&(number, cell.column)).copied();
                self.cell(out, cell, slot, usize::from(number) < head);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n</section>\n");
    }

    fn cell(&self, out: &mut String, cell: &Cell, slot: Option<usize>, in_head: bool) {
        let mut spans = String::new();
        if cell.rowspan > 1 {
            let _ = write!(spans, " rowspan=\"{}\"", cell.rowspan);
        }
        if cell.colspan > 1 {
            let _ = write!(spans, " colspan=\"{}\"", cell.colspan);
        }
        let content = match &cell.content {
            Content::Text(text) => escaped(text),
            Content::Number(value)
            | Content::Sum(_, value)
            | Content::Formula(_, Answer::Number(value)) => number(*value),
            Content::Day(day) => day.to_string(),
            Content::Formula(_, Answer::Text(text)) => escaped(text),
        };
        let Some(slot) = slot else {
            let scope = match (in_head, cell.colspan > 1, cell.rowspan > 1) {
                (true, true, _) => "colgroup",
                (true, false, _) => "col",
                (false, _, true) => "rowgroup",
                (false, ..) => "row",
            };
            let class = if cell.role == Role::Label {
                "label"
            } else {
                "head"
            };
            let _ = write!(
                out,
                "<th class=\"{class}\" scope=\"{scope}\"{spans}>{content}</th>"
            );
            return;
        };
        let slot = &self.compilation.form.slots[slot];
        let total = if cell.role == Role::Total {
            " total"
        } else {
            ""
        };
        // figures of 0 are reached by arrow keys, so that Tab meets what there is
        let (zero, tab) = match content.as_str() {
            "0" => (" zero", " tabindex=\"-1\""),
            _ => ("", ""),
        };
        let _ = write!(
            out,
            "<td class=\"figure{total}{zero}\"{spans}><a id=\"{id}\" href=\"#{to}\" title=\"{id}\"{tab}>{content}</a></td>",
            id = escaped(&slot.id),
            to = fragment(&slot.id),
        );
    }
}
