//! 效力: whether a document is in force, and when it was repealed.

use super::super::dictionary::Meaning;
use super::super::request::unknown;
use super::super::words::Words;
use super::super::{Validity, cell::Cells, repeal, rules, upshot};
use super::lapse;
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
        let void = validity == Some(Validity::Void);
        return void.then(|| told_otherwise(cells)).flatten();
    };
    match NEVER.contains(&&*written) {
        true => None,
        false => cells.span(Field::Repealed),
    }
}

/// When a document was repealed that has no 废止日期: beside its 有效性, or by a name of the table.
fn told_otherwise(cells: &Cells<'_>) -> Option<Period> {
    let beside = cells.remark(Field::Validity);
    let beside = beside.and_then(|written| lapse::of(&written));
    let told = beside.map(|lapse| lapse.when);
    told.or_else(|| repeal::of_names(&cells.record.table)?.when)
}

/// Whether a remark says that its document is repealed, and not a part of it, or another by it.
fn speaks_of_repeal(text: &str) -> bool {
    const CLAUSES: [char; 5] = ['，', ',', '。', '；', ';'];
    const REPEALS: [&str; 3] = ["废止", "失效", "停止执行"];
    const REPLACED: [&str; 4] = ["替代", "取代", "代替", "替换"];
    const RECALLED: [&str; 4] = ["撤回", "已撤回", "此件撤回", "该文件撤回"];
    // of a part of it, or of what it repeals itself
    const OTHERS: [&str; 7] = ["部分", "条款", "个别", "同时废止", "原", "旧", "前"];
    if ["未", "不", "无"].iter().any(|word| text.contains(word)) {
        return false;
    }
    let says = |clause: &str| {
        let has = |words: &[&str]| words.iter().any(|word| clause.contains(word));
        let replaced = clause
            .split_once('被')
            .is_some_and(|(_, behind)| REPLACED.iter().any(|word| behind.contains(word)));
        // 「废止某规〔2018〕1号」
        let object = REPEALS.iter().any(|word| {
            let behind = clause.strip_prefix(word);
            behind.is_some_and(|b| b.contains(['号', '《', '〔', '办']))
        });
        (has(&REPEALS) || replaced || RECALLED.contains(&clause)) && !object && !has(&OTHERS)
    };
    text.split(CLAUSES).map(str::trim).any(says)
}

/// A doubt where a text beside the columns that are read speaks of repeal.
pub(super) fn remarks_of_repeal(cells: &mut Cells<'_>) {
    // 「某办法（已废止）」
    let marked = |text: &str| {
        let key = squeeze(text);
        let inner = key.strip_suffix(')').and_then(|key| key.rsplit_once('('));
        inner.is_some_and(|(_, inner)| ["已废止", "废止", "已失效", "失效"].contains(&inner))
    };
    let title = cells.title_beside().filter(|cell| marked(&cell.text));
    let mut beside = cells.texts_beside().into_iter();
    if let Some(cell) = beside.find(|cell| speaks_of_repeal(&cell.text)).or(title) {
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
    match (words.validity(meant), lapse::of(written)) {
        // 「已废止（2022-08-01）」; of one in force it is another day
        (Meaning::Unknown, Some(lapse)) => match validity_of(words, cells, &lapse.word) {
            Meaning::Sure(Validity::Void) => Meaning::Sure(Validity::Void),
            _ => Meaning::Unknown,
        },
        (told, _) => told,
    }
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
