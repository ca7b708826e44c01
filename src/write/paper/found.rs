//! 问题清单: what was found, where, and what to do.

use super::{Desk, FINDINGS, heads, line, nothing, number, text, titled};
use crate::finding::{Place, Severity};
use crate::write::page::{Cell, Page, Role};
use crate::write::quoted::Tables;
use crate::write::{mask, private, show};

/// Findings, errors first.
pub(super) fn page(desk: &Desk<'_>) -> Page {
    let c = desk.compilation;
    let columns = [6, 9, 8, 34, 16, 50, 44, 34, 24];
    let mut page = titled(FINDINGS, &columns, desk);
    page.rows.push(heads(&[
        "序号",
        "严重程度",
        "代码",
        "位置",
        "写的是",
        "问题",
        "下一步",
        "相关位置",
        "说明",
    ]));
    page.repeated = 3;
    page.frozen = 3;
    page.filtered = Some(2);
    let tables = Tables::of(c);
    for (nth, finding) in c.findings.iter().enumerate() {
        let masked = private::masked(finding, &tables);
        let place = |place: &Place| show::place(place, &c.names, Some(c.form));
        let related: Vec<String> = finding
            .related
            .iter()
            .zip(&masked.related)
            .map(|((at, _), words)| format!("{}（{words}）", place(at)))
            .collect();
        let state = match (&finding.explained, finding.rule.severity) {
            (Some(reason), _) => format!("已说明：{}", mask::numbers(reason)),
            (None, Severity::Note) => String::new(),
            (None, Severity::Error | Severity::Warning) => "未处理".to_owned(),
        };
        let mut row = line(vec![
            number(u32::try_from(nth + 1).unwrap_or(u32::MAX)),
            text(finding.rule.severity.word()),
            text(finding.rule.code),
            text(&show::place_and_unit(finding, &c.names, Some(c.form))),
            text(&masked.value),
            text(&masked.message),
            text(&masked.help),
            text(&related.join("\n")),
            text(&state),
        ]);
        if finding.rule.is_error() {
            row.cells[1].role = Role::Alarm;
        }
        row.cells[3].link = link(desk, &finding.at).map(Box::new);
        page.rows.push(row);
    }
    if c.findings.is_empty() {
        let mut row = line((0..columns.len()).map(|_| nothing()).collect());
        row.cells[5] = Cell::new(5, Role::Label, text("没有发现问题"));
        page.rows.push(row);
    }
    page.fit_heights();
    page
}

fn link(desk: &Desk<'_>, place: &Place) -> Option<super::Link> {
    match place {
        Place::Cell(at) => desk.to_copy(*at),
        Place::Slot(id) => Some(desk.to_figure(desk.compilation.form.slot(id)?)),
        Place::File(file) | Place::Sheet(file, _) => desk.to_file(*file),
        Place::Run | Place::Setting(_) => None,
    }
}
