//! 数量: whether a row without a quantity stands for one.

use std::sync::Arc;

use super::super::{cell::Cells, rules};
use crate::column::Field;
use crate::finding::{Finding, Place};
use crate::period::Period;
use crate::text::{self, quote};

/// A doubt where a row of several numbers does not say how many it stands for.
pub(super) fn several(cells: &mut Cells<'_>) {
    let written = cells.remark(Field::DocumentNumber);
    if let (Some(written), None) = (written, cells.remark(Field::Count)) {
        let message = format!("{}不止一个文号，这一行按 1 计", quote(&written));
        cells.trouble(&rules::SEVERAL_NUMBERS, Field::DocumentNumber, message);
    }
}

/// A doubt where a row of so many, or of a month, does not say how many.
pub(super) fn uncounted(cells: &mut Cells<'_>, own: Option<Period>) {
    let table = Arc::clone(&cells.record.table);
    if table.has(Field::Count) {
        if cells.remark(Field::Count).is_none() {
            let message = format!(
                "「{}」空着，也没有文号，这一行按 1 计",
                table.heading(Field::Count)
            );
            cells.trouble(&rules::NO_COUNT, Field::Count, message);
        }
        return;
    }
    let Some(span) = own.filter(|span| span.from != span.to) else {
        return;
    };
    let Some((at, heading, number)) = cells.number_beside(&may_count) else {
        return;
    };
    let message = format!(
        "这一行是 {span} 的，没有文号，也没有数量列，按 1 计；{}写着 {number}",
        quote(&heading)
    );
    let finding = Finding::new(&rules::NO_COUNT, Place::Cell(at), message).value(number);
    cells.record.troubles.push(finding.help(format!(
        "是件数的，请在 gknb.toml 中写：\n[headings]\n\"{}\" = \"数量\"\n不是的，可用 [[explain]] 说明",
        text::in_toml(&heading)
    )));
}

/// Whether numbers below a heading may tell how many: no running ones, no money, no number of something else.
fn may_count(heading: &str) -> bool {
    const OTHER: [&str; 17] = [
        "序号",
        "编号",
        "元",
        "款",
        "金额",
        "没收",
        "电话",
        "手机",
        "证件",
        "身份证",
        "邮编",
        "代码",
        "年龄",
        "年度",
        "年份",
        "面积",
        "页",
    ];
    !OTHER.iter().any(|word| heading.contains(word)) && !heading.ends_with('号')
}
