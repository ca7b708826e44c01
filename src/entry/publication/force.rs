//! 效力: whether a document is in force, and when it was repealed.

use super::super::dictionary::Meaning;
use super::super::request::unknown;
use super::super::words::Words;
use super::super::{Validity, cell::Cells, repeal, rules, upshot};
use crate::column::Field;
use crate::finding::{Finding, Place};
use crate::period::Period;
use crate::text::{quote, squeeze, yes_no};

/// 废止日期, or the one that the names tell of all that is repealed; 「长期有效」 in its place says that there is none.
pub(super) fn repealed(cells: &mut Cells<'_>, validity: Option<Validity>) -> Option<Period> {
    const NEVER: [&str; 9] = [
        "长期有效",
        "长期",
        "有效",
        "现行有效",
        "继续有效",
        "永久",
        "永久有效",
        "无期限",
        "未废止",
    ];
    let Some(written) = cells.squeezed(Field::Repealed) else {
        return (validity == Some(Validity::Void))
            .then(|| repeal::of_names(&cells.record.table)?.when)
            .flatten();
    };
    match NEVER.contains(&&*written) {
        true => None,
        false => cells.span(Field::Repealed),
    }
}

/// A doubt where a text beside the columns that are read speaks of repeal.
pub(super) fn remarks_of_repeal(cells: &mut Cells<'_>) {
    let speaks = |text: &str| {
        let denies = ["未", "不", "无"].iter().any(|word| text.contains(word));
        let repeals = ["废止", "失效", "停止执行"]
            .iter()
            .any(|word| text.contains(word));
        repeals && !denies
    };
    // 「某办法（已废止）」
    let marked = |text: &str| {
        let key = squeeze(text);
        let inner = key.strip_suffix(')').and_then(|key| key.rsplit_once('('));
        inner.is_some_and(|(_, inner)| ["已废止", "废止", "已失效", "失效"].contains(&inner))
    };
    let title = cells.title_beside().filter(|cell| marked(&cell.text));
    let mut beside = cells.texts_beside().into_iter();
    if let Some(cell) = beside.find(|cell| speaks(&cell.text)).or(title) {
        let message = format!(
            "「{}」写着{}，而没有废止日期和有效性，文件按现行有效计",
            cell.heading,
            quote(&cell.text)
        );
        let finding = Finding::new(&rules::SPEAKS_OF_REPEAL, Place::Cell(cell.at), message);
        cells.record.troubles.push(finding.value(cell.text));
    }
}

pub(super) fn validity(words: &Words, cells: &mut Cells<'_>) -> Option<Validity> {
    let Some(written) = cells.word_of_remark(words, Field::Validity) else {
        if let Some(state) = state_of_force(words, cells) {
            return Some(state);
        }
        let category = cells.remark(Field::Category);
        let repealed = category.is_some_and(|word| Words::is_repealed(&word));
        return (repealed || repeal::of_names(&cells.record.table).is_some())
            .then_some(Validity::Void);
    };
    match validity_of(words, cells, &written) {
        Meaning::Sure(validity) => Some(validity),
        _ => {
            unknown((words, cells), Field::Validity, &written, "有效性");
            None
        }
    }
}

/// What a column of states says of a document's force where no other column does: 「状态」 over 「已废止」.
fn state_of_force(words: &Words, cells: &Cells<'_>) -> Option<Validity> {
    if cells.record.table.has(Field::Validity) {
        return None;
    }
    let mut beside = cells.texts_beside().into_iter();
    beside.find_map(|cell| {
        let state = squeeze(&cell.heading).ends_with("状态");
        // 「是」 answers another question
        let said = cell.text.chars().count() > 1;
        match words.validity(&cell.text) {
            Meaning::Sure(validity) if state && said => Some(validity),
            _ => None,
        }
    })
}

/// What 有效性 says as written.
fn validity_of(words: &Words, cells: &Cells<'_>, written: &str) -> Meaning<Validity> {
    let heading = squeeze(cells.record.table.heading(Field::Validity));
    let reverse = ["失效", "废止"].iter().any(|w| heading.contains(w));
    let meant = match yes_no(written).filter(|_| heading.starts_with("是否")) {
        Some(yes) if yes == reverse => "失效",
        Some(_) => "有效",
        None => written,
    };
    words.validity(meant)
}

/// Whether 是否有效 says that a receipt is none.
pub(super) fn is_void(words: &Words, cells: &mut Cells<'_>) -> bool {
    let Some(cell) = cells.field_beside(Field::Validity) else {
        return false;
    };
    let void = validity_of(words, cells, &cell.text) == Meaning::Sure(Validity::Void);
    if void {
        upshot::void_receipt(cells, &cell);
    }
    void
}
