//! 数据源: what was read, with what it can be proven to be the same, and what it was read by.

use super::{Cell, Content, Desk, Role, Row, SOURCES, heads, line, nothing, number, text, titled};
use crate::compilation::{Source, SourceSheet};
use crate::write::page::{Body, Page};

/// The column of the number of rows read, from 0.
pub(super) const READ: u16 = 9;

/// The sheet, and its first and last row, as Excel counts, whose [`READ`] add up to all rows read.
pub(super) fn page(desk: &Desk<'_>) -> (Page, (usize, usize)) {
    let columns = [36, 12, 44, 24, 16, 22, 24, 20, 10, 10];
    let mut page = titled(SOURCES, &columns, desk);
    for (name, value) in facts(desk) {
        page.rows.push(Row {
            height: 20,
            cells: vec![
                Cell::text(0, Role::Head, name),
                Cell::new(1, Role::Label, text(&value)).spanning(1, READ),
            ],
        });
    }
    page.rows.push(heads(&[
        "文件",
        "大小（字节）",
        "SHA-256",
        "种类",
        "文字编码",
        "工作表",
        "台账",
        "统计期",
        "登记行",
        "读取的行",
    ]));
    let first = page.rows.len() + 1;
    let read = desk.compilation.rows_of_sheets();
    let mut body = Vec::new();
    for (at, source) in (0u32..).zip(&desk.compilation.sources) {
        let sheets = (0u16..).zip(source.sheets.iter());
        let mut rows: Vec<Vec<Content>> = sheets
            .map(|(sheet, said)| {
                let count = read.get(&(at, sheet)).copied().unwrap_or(0);
                one(source, Some(said), count)
            })
            .collect();
        if rows.is_empty() {
            rows.push(one(source, None, 0));
        }
        body.extend(rows.into_iter().map(line));
    }
    if body.is_empty() {
        let mut row = line((0..columns.len()).map(|_| nothing()).collect());
        row.cells[0].content = text("（没有文件）");
        body.push(row);
    }
    let last = first + body.len() - 1;
    page.body = Some(Body::held(body, &columns));
    page.fit_heights();
    (page, (first, last))
}

/// A sheet of a file, or a file that could not be read.
fn one(source: &Source, sheet: Option<&SourceSheet>, read: usize) -> Vec<Content> {
    let word = |t: &str| text(t);
    let ledger = match (sheet, source.kind) {
        (Some(sheet), _) => sheet.ledger.map_or("不是台账", |k| k.word()),
        (None, _) => "没有读出内容",
    };
    vec![
        word(&source.file),
        number(source.size),
        word(&source.sha256),
        word(source.kind.map_or("", |k| k.word())),
        word(source.decoding.map_or("", |d| d.word())),
        word(sheet.and_then(|s| s.name.as_deref()).unwrap_or_default()),
        word(ledger),
        word(sheet.and_then(|s| s.period.as_deref()).unwrap_or_default()),
        number(sheet.map_or(0, |s| s.rows)),
        number(u64::try_from(read).unwrap_or(u64::MAX)),
    ]
}

/// By what the files were read.
fn facts(desk: &Desk<'_>) -> Vec<(&'static str, String)> {
    let c = desk.compilation;
    let mut facts = vec![
        ("软件", format!("gknb {}", env!("CARGO_PKG_VERSION"))),
        ("报表", format!("{}版：{}", c.form.id, c.form.circular)),
    ];
    if let Some(previous) = &c.previous {
        let year = previous
            .year
            .map_or(String::new(), |y| format!("（{y} 年度）"));
        facts.push(("上年报告", format!("{}{year}", previous.file)));
    }
    facts.extend(c.settings.decided());
    facts
}
