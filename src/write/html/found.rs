//! The findings of the page: those of one cause together, each with the grid around its cell.
//!
//! In: the groups and the rows around them. Out: a section of HTML in which places are links to figures and rows, and
//! cells of persons are masked.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::markup::{escaped, fragment};
use super::{GROUPS, Work};
use crate::address::{Address, column_name};
use crate::finding::{Finding, Place, Severity};
use crate::write::mask;
use crate::write::show::{self, Counts, Group};

/// Places of one cause that the page names.
const PLACES: usize = 200;

impl Work<'_> {
    pub(super) fn findings(&self, out: &mut String) {
        let counts = Counts::of(&self.compilation.findings);
        let _ = writeln!(
            out,
            "<section id=\"问题\">\n<h2>问题（{}）</h2>",
            counts.words()
        );
        for (number, group) in (1..).zip(self.groups.iter().take(GROUPS)) {
            self.finding(out, number, group);
        }
        if self.groups.len() > GROUPS {
            let _ = writeln!(
                out,
                "<p>另有 {} 类问题没有列入本页，见核对底稿。</p>",
                self.groups.len() - GROUPS
            );
        }
        out.push_str("</section>\n");
    }

    fn finding(&self, out: &mut String, number: usize, group: &Group<'_>) {
        let finding = group.first;
        let rule = finding.rule;
        let times = match group.others.len() {
            0 => String::new(),
            n => format!("，共 {} 处", n + 1),
        };
        let _ = writeln!(
            out,
            "<details class=\"{}\" id=\"问题/{number}\"><summary><span class=\"word\">{}</span> {} {} \
             <span class=\"quiet\">{}{times}</span></summary>",
            match finding.explained {
                Some(_) => "explained",
                None => rule.severity.key(),
            },
            finding.word(),
            rule.code,
            escaped(rule.title),
            escaped(&self.place(&finding.at)),
        );
        let _ = write!(
            out,
            "<p>位置：{}</p>\n<p class=\"message\">{}</p>\n",
            self.linked(&finding.at),
            escaped(&self.message(finding))
        );
        if let Place::Cell(at) = finding.at
            && rule.severity != Severity::Note
        {
            self.grid(out, at);
        }
        if let Some(reason) = &finding.explained {
            let reason = mask::numbers(reason);
            let _ = writeln!(out, "<p class=\"help\">情况说明：{}</p>", escaped(&reason));
        } else if !finding.help.is_empty() {
            let help = mask::numbers(&finding.help);
            let _ = writeln!(out, "<p class=\"help\">下一步：{}</p>", escaped(&help));
        }
        self.related(out, finding);
        if !group.others.is_empty() {
            let places: Vec<String> = group
                .others
                .iter()
                .take(PLACES)
                .map(|f| self.linked(&f.at))
                .collect();
            let more = match group.others.len().saturating_sub(PLACES) {
                0 => String::new(),
                n => format!("，另有 {n} 处，见核对底稿"),
            };
            let _ = writeln!(out, "<p>同样的问题还有：{}{more}</p>", places.join("、"));
        }
        out.push_str("</details>\n");
    }

    fn related(&self, out: &mut String, finding: &Finding) {
        if finding.related.is_empty() {
            return;
        }
        let hidden = mask::quotes_hidden(finding, |at| self.tables.at(at));
        out.push_str("<ul>");
        for (place, words) in finding.related.iter().take(PLACES) {
            let words = if hidden {
                "有关的地方"
            } else {
                words.as_str()
            };
            let _ = write!(
                out,
                "<li>相关：{} {}</li>",
                self.linked(place),
                escaped(&mask::numbers(words))
            );
        }
        out.push_str("</ul>\n");
        if finding.related.len() > PLACES {
            let more = finding.related.len() - PLACES;
            let _ = writeln!(out, "<p>另有 {more} 处相关，见核对底稿。</p>");
        }
    }

    /// What a finding says, unless it may quote a cell that is not shown.
    fn message(&self, finding: &Finding) -> String {
        match mask::quotes_hidden(finding, |at| self.tables.at(at)) {
            true => format!(
                "{}（这个单元格的内容不在本页显示，见原件）",
                finding.rule.title
            ),
            false => mask::numbers(&finding.message).into_owned(),
        }
    }

    fn place(&self, place: &Place) -> String {
        let c = self.compilation;
        show::place(place, &c.names, Some(c.form))
    }

    /// A place as a link to its figure or its row.
    fn linked(&self, place: &Place) -> String {
        let words = escaped(&self.place(place));
        let to = match place {
            Place::Slot(id) => id.clone(),
            Place::Cell(at) if self.listed.binary_search(&at.row()).is_ok() => {
                format!("行/{}", self.compilation.names.show(at.row()))
            }
            _ => return words,
        };
        format!("<a href=\"#{}\">{words}</a>", fragment(&to))
    }

    /// The headings, the row above, the row, the row below; cells of persons masked.
    fn grid(&self, out: &mut String, at: Address) {
        let sheet = (at.file, at.sheet);
        let Some(rows) = self.context.rows.get(&sheet) else {
            return;
        };
        let near = at.row.saturating_sub(1)..=at.row.saturating_add(1);
        let numbers = self.context.header(at).into_iter().chain(near);
        let mut numbers: Vec<u32> = numbers.filter(|n| rows.contains_key(n)).collect();
        numbers.dedup();
        let mut columns: BTreeSet<u16> = at.column.into_iter().collect();
        let used = numbers.iter().filter_map(|n| rows.get(n)).flatten();
        columns.extend(used.map(|(column, _)| *column));
        // a sheet as wide as a screen bears, around the cell
        const WIDEST: usize = 24;
        let middle = at.column.unwrap_or(0);
        let skip = columns.range(..middle).count().saturating_sub(WIDEST / 2);
        let columns: Vec<u16> = columns.into_iter().skip(skip).take(WIDEST).collect();

        out.push_str("<div class=\"scroll\"><table class=\"grid\"><thead><tr><td></td>");
        for &column in &columns {
            let _ = write!(out, "<th scope=\"col\">{}</th>", column_name(column));
        }
        out.push_str("</tr></thead><tbody>\n");
        for number in numbers {
            let here = number == at.row;
            let class = if here { " class=\"here\"" } else { "" };
            let _ = write!(out, "<tr{class}><th scope=\"row\">{number}</th>");
            for &column in &columns {
                let cells = rows.get(&number).map_or(&[][..], Vec::as_slice);
                let text = match cells.binary_search_by_key(&column, |c| c.0) {
                    Ok(found) => {
                        let cell = Address { row: number, ..at }.at(column);
                        self.visible(cell, &cells[found].1, at)
                    }
                    Err(_) => String::new(),
                };
                let marked = here && at.column == Some(column);
                let class = if marked { " class=\"marked\"" } else { "" };
                let pointer = if marked {
                    "<span class=\"spoken\">有问题的单元格：</span>"
                } else {
                    ""
                };
                let _ = write!(out, "<td{class}>{pointer}{}</td>", escaped(&text));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div>\n");
    }

    /// A cell of a grid as it may be shown.
    fn visible(&self, cell: Address, text: &str, found: Address) -> String {
        let table = self.tables.at(cell);
        let column = cell.column.unwrap_or(0);
        let shown = match table {
            Some(table) if cell.row <= table.last_header_row => true,
            Some(table) => mask::field_of(table, column).is_some_and(mask::shown),
            // outside a table nobody knows what a cell is; the one in question is what it is about
            None => cell == found,
        };
        match shown {
            true => mask::numbers(text).into_owned(),
            false => mask::MASKED.to_owned(),
        }
    }
}
