//! The lines of section 三 in either edition, as a row's labels may name them.

use crate::form::{Edition, Form, GridCell};
use crate::verify::report::label::{item, key};

/// A line of section 三 of either edition.
pub(super) struct Line {
    pub(super) id: String,
    /// Its label, and the shorter words that messages use.
    pub(super) keys: Vec<String>,
    pub(super) group: String,
    /// Both of them, where one cell has them together: 「（六）其他处理3.其他」.
    pub(super) joined: String,
    pub(super) item: Option<u32>,
}

/// The lines of both editions in one order.
pub(super) fn lines() -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for edition in Edition::ALL.into_iter().rev() {
        let mut after = 0;
        for line in lines_of(Form::of(edition)) {
            match lines.iter().position(|l| l.id == line.id) {
                Some(known) => after = known + 1,
                None => {
                    lines.insert(after, line);
                    after += 1;
                }
            }
        }
    }
    lines
}

fn lines_of(form: &Form) -> Vec<Line> {
    let mut lines = Vec::new();
    for table in form.tables.iter().filter(|t| t.section == 3) {
        let places = table.places();
        for number in table.header_rows.. {
            let labels: Vec<&GridCell> = places
                .iter()
                .filter(|(row, _, c)| {
                    c.slot.is_none()
                        && *row >= table.header_rows
                        && *row <= number
                        && number < row + c.rowspan
                })
                .map(|(_, _, c)| *c)
                .collect();
            let slot = places
                .iter()
                .find(|(row, _, c)| *row == number && c.slot.is_some());
            let Some(slot) = slot.and_then(|(_, _, c)| form.slots.get(c.slot?)) else {
                break;
            };
            let Some((leaf, above)) = labels.split_last() else {
                break;
            };
            let mut keys = vec![key(&leaf.text)];
            keys.extend(slot.line.rsplit('—').next().map(key));
            keys.dedup();
            lines.push(Line {
                id: slot.name().line.to_owned(),
                keys,
                group: above.last().map(|c| key(&c.text)).unwrap_or_default(),
                joined: (above.last())
                    .map(|c| key(&format!("{}{}", c.text, leaf.text)))
                    .unwrap_or_default(),
                item: item(&leaf.text),
            });
        }
    }
    lines
}
