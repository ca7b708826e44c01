//! 废止: what rows of one document tell of its repeal, and what they leave untold.
//!
//! In: the rows of one document, the last one prevailing. Out: findings, and the code of an error.

use super::super::merge::{self, Told};
use super::super::{Work, rules};
use crate::column::Field;
use crate::entry::{self, Publication, Validity};
use crate::finding::{Finding, Place};
use crate::period::Period;
use crate::text::quote;

/// What rows of one document tell differently of its repeal; the code of the first error.
pub(super) fn changed(rows: &[Publication], work: &mut Work<'_>) -> Option<&'static str> {
    let mut changes: Vec<merge::Change<'_, Publication>> = Vec::new();
    for (was, is) in merge::changes(rows, |r| r.repealed) {
        // 「2022年6月」 and a day of it say the same
        let within = |a: Period, b: Period| a.from >= b.from && a.to <= b.to;
        let same = was.repealed.zip(is.repealed);
        if same.is_none_or(|(a, b)| within(a, b) || within(b, a)) {
            continue;
        }
        let show = |p: &Publication| p.repealed.map_or(String::new(), |span| span.to_string());
        let rule = &rules::CHANGED_RESULT;
        changes.push((rule, Field::Repealed, was, is, show(was), show(is)));
    }
    for (was, is) in merge::changes(rows, |r| r.validity) {
        let rule = merge::changed_result(was, is);
        let repealed = |p: &Publication| p.validity == Some(Validity::Void);
        // in force before it was repealed is how it should be
        let ordinary = repealed(is) && rule.code == rules::CHANGED_RESULT.code;
        if ordinary || !repealed(was) && !repealed(is) {
            continue;
        }
        let show = |p: &Publication| p.validity.map_or("", Validity::word).to_owned();
        changes.push((rule, Field::Validity, was, is, show(was), show(is)));
    }
    merge::tell(changes, work)
}

/// Rows that say 有效 of a document that they say is repealed by the end of their own period.
pub(super) fn contradicted(rows: &[Publication], work: &mut Work<'_>) {
    let end = work.terms.year.end;
    for row in rows {
        // 有效 of a row is how it stood at the end of that row's own period
        let until = row.period().map_or(end, |p| p.to.min(end));
        if let (Some(Validity::Valid), Some(span)) = (row.validity, row.repealed)
            && span.to <= until
        {
            let message = format!("有效性写有效，废止日期写 {}，按废止日期计", span.to);
            let at = Place::Cell(row.record.cell(Field::Repealed));
            work.find(
                Finding::new(&rules::REPEAL_CONTRADICTS, at, message)
                    .value(span.to.to_string())
                    .related(Place::Cell(row.record.cell(Field::Validity)), "有效性"),
            );
        }
    }
}

/// An error where a document is repealed and no row tells when.
pub(super) fn undated(rows: &[Publication], work: &mut Work<'_>) -> Option<&'static str> {
    let validity = rows.iter().rev().find_map(|r| r.validity);
    if validity != Some(Validity::Void) || rows.iter().any(|r| r.repealed.is_some()) {
        return None;
    }
    work.find(without_date(rows, rows.last()?));
    Some(rules::REPEALED_WITHOUT_DATE.code)
}

/// A document that is repealed, of which nothing tells when.
fn without_date(rows: &[Publication], last: &Publication) -> Finding {
    let rule = &rules::REPEALED_WITHOUT_DATE;
    let void = rows.iter().rev().find(|r| r.validity.is_some());
    let table = &void.unwrap_or(last).record.table;
    if let Some(name) = entry::repealed_by_name(table) {
        let at = void.unwrap_or(last);
        let field = match table.has(Field::Repealed) {
            true => Field::Repealed,
            false => Field::Title,
        };
        let message = format!(
            "{}写明是废止的文件，但没有写是哪一天废止的，无法判定是不是本年废止的",
            quote(name)
        );
        let finding = Finding::new(rule, Place::Cell(at.record.cell(field)), message);
        return finding.help("请加一列「废止日期」填上日期（写到年月也可以）；都是同一年废止的，也可以在工作表名或小标题中把年份写在「废止」前面，如「2022年废止」。其实仍然有效的，请加一列「有效性」写明");
    }
    match merge::last_with(rows, Field::Repealed) {
        Some(row) => {
            let message = "标为已废止，但没有废止日期，无法判定是不是本年废止的";
            Finding::new(rule, Place::Cell(row.record.cell(Field::Repealed)), message)
                .related(Place::Cell(row.record.cell(Field::Validity)), "有效性")
        }
        None => {
            let message = "标为已废止，但台账没有废止日期列，无法判定是不是本年废止的";
            // 有效性 says it, or 类别 (已废止规范性文件)
            let fields = [Field::Validity, Field::Category];
            let field = fields.into_iter().find(|field| table.has(*field));
            let at = last.record.cell(field.unwrap_or(Field::Validity));
            let finding = Finding::new(rule, Place::Cell(at), message);
            match field {
                Some(Field::Category) => finding.help("请加一列「废止日期」填上日期；这一行是宣布废止的通知、不是被废止的文件的，请在 gknb.toml 的 [words.类别] 中把这个词写为 \"其他信息\""),
                _ => finding,
            }
        }
    }
}
