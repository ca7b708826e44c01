//! 没有读取的列: headings beside those of a ledger: of a second ledger, or of a column that reads like one that it lacks.
//!
//! In: a header that was found. Out: findings; nothing is read from such columns.

use super::super::work::speaks_of_services;
use super::super::{Field, Headings, Kind, brackets, content, rules};
use super::Found;
use super::around::Around;
use super::path::{Headed, named};
use super::score::{score, speaks_of_court};
use crate::address::Address;
use crate::finding::{Finding, Place};
use crate::text::{self, quote};

/// A second ledger beside the first: headings that the first does not know make a header of their own.
pub(in crate::column) fn beside(
    at: Address,
    found: &Found,
    headings: &Headings,
) -> Option<Finding> {
    let rest = || found.columns.iter().filter(|(_, _, named)| named.is_none());
    let (kind, columns) = Kind::ALL.into_iter().find_map(|kind| {
        let columns: Vec<_> = rest()
            .map(|(column, text, _)| named(kind, *column, std::slice::from_ref(text), headings))
            .filter(|(_, _, named)| named.is_some())
            .collect();
        score(kind, &columns, &Around::default()).map(|_| (kind, columns))
    })?;
    // who applies for a licence has a class and a date as well
    if kind == Kind::Applications && (found.of_work || are_of_services(found, &columns)) {
        return None;
    }
    // nor is what became of an application, told in its own row
    if kind == Kind::Disputes && found.kind == Kind::Applications && !names_cases(&columns) {
        return None;
    }
    let (first, heading, _) = columns.first()?;
    // and a penalty has the number and the days of its case among those of the decision
    let (from, to) = (*first, columns.last()?.0);
    let among = found
        .columns
        .iter()
        .any(|(column, _, named)| named.is_some() && (from..to).contains(column));
    let texts = found.columns.iter().map(|(_, text, _)| text.as_str());
    if kind == Kind::Disputes && among && !speaks_of_court(texts) {
        return None;
    }
    let message = format!(
        "{}的右边（或左边）还并排着一张{}，从{}起，没有读取",
        found.kind.word(),
        kind.word(),
        quote(heading)
    );
    Some(
        Finding::new(&rules::BESIDE, Place::Cell(found.cell(at, *first)), message)
            .value(heading.as_str()),
    )
}

/// Whether columns that look like those of applications belong to what is handled at a counter: nobody is asked of what
/// class he is.
fn are_of_services(found: &Found, columns: &[Headed]) -> bool {
    let classed = columns.iter().any(|(.., named)| {
        named.is_some_and(|named| matches!(named.field, Field::Class | Field::BodyKind))
    });
    let texts = found.columns.iter().map(|(_, text, _)| text.as_str());
    !classed && speaks_of_services(texts)
}

/// Whether columns tell cases one from another: they have a number or a kind, or name who went to law, and none asks
/// whether an application went on to a review or a suit.
fn names_cases(columns: &[Headed]) -> bool {
    let of_case = |named: &Option<super::super::field::Named>| {
        named.is_some_and(|named| matches!(named.field, Field::CaseNumber | Field::CaseKind))
    };
    let party = |heading: &str| {
        ["原告", "复议申请人"]
            .iter()
            .any(|word| heading.contains(word))
    };
    let tells = (columns.iter()).any(|(_, heading, named)| of_case(named) || party(heading));
    tells
        && !columns
            .iter()
            .any(|(_, heading, _)| content::asks_whether(heading))
}

/// Columns that nothing is read from, whose headings read like a field that the table lacks and that changes
/// figures without a word.
pub(in crate::column) fn unused(
    at: Address,
    found: &Found,
    has: &dyn Fn(Field) -> bool,
) -> Vec<Finding> {
    let unknown = || found.columns.iter().filter(|(_, _, named)| named.is_none());
    let like = |heading: &str| {
        let squeezed = text::squeeze(heading);
        // without its unit
        let words = squeezed.split('(').next().unwrap_or_default();
        like(found, words, has)
    };
    // of several days the one that is said to be that of the decision
    let decides = |heading: &str| heading.contains("决定");
    let decided = unknown().any(|(_, text, _)| decides(text) && like(text).is_some());
    let found = unknown().filter_map(|(column, heading, _)| {
        let field = like(heading)?;
        if decided && content::holds_dates(field) && !decides(heading) {
            return None;
        }
        let place = Place::Cell(found.cell(at, *column));
        if field == Field::Count && brackets::makes_another(field, &text::squeeze(heading)) {
            let message = format!(
                "表头{}没有用到，不像是本期的「数量」，每行按一件计",
                quote(heading)
            );
            let finding = Finding::new(&rules::UNUSED, place, message).value(heading.as_str());
            return Some(finding.help("一行不止一件的，请加一列「数量」，写本期的件数；一行是一件的，可用 [[explain]] 说明"));
        }
        let message = format!("表头{}没有用到，像是「{}」", quote(heading), field.word());
        let finding = Finding::new(&rules::UNUSED, place, message).value(heading.as_str());
        // how long is no day
        let term = text::squeeze(heading);
        if field == Field::Repealed && term.split('(').next().is_some_and(|t| t.ends_with("效期")) {
            return Some(finding.help("这一列写的是日期的，请把表头改为「废止日期」；写的是年限的，请加一列「废止日期」，填上已经届满失效的日期。没有届满的空着"));
        }
        Some(finding.help(format!(
            "是这一列的，请在 gknb.toml 中写：\n[headings]\n\"{}\" = \"{}\"\n不是的，可用 [[explain]] 说明",
            text::in_toml(heading),
            field.word()
        )))
    });
    found.collect()
}

/// 立案, 受理 … are days of the work before the decision.
const BEFORE: [&str; 18] = [
    "承诺", "预计", "期限", "立案", "受理", "申请", "申报", "登记", "起始", "开始", "截止", "到期",
    "有效", "出生", "打印", "导出", "填报", "检查",
];

/// A measure begins with its decision, and ends later.
const MEASURES: [&str; 5] = ["强制", "措施", "查封", "扣押", "冻结"];

/// Whether a heading is that of a day of something else than a decision: before it, of the end of a measure, of a
/// report on it.
pub(super) fn is_of_other_day(heading: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let measure = any(&MEASURES);
    let begins = measure && any(&["起始", "开始"]);
    let ends = measure && any(&["结束", "终止", "解除", "届满", "恢复"]);
    any(&BEFORE) && !begins || ends || any(&["报送", "上报", "推送", "归档"])
}

/// Whether a heading is that of a day of something else than what a field asks for.
pub(in crate::column) fn is_of_another_day(field: Field, heading: &str) -> bool {
    let closing = [
        Field::Decided,
        Field::Charged,
        Field::Replied,
        Field::Concluded,
    ];
    closing.contains(&field) && is_of_other_day(heading)
}

/// The field that a heading which is not known reads like.
fn like(found: &Found, heading: &str, has: &dyn Fn(Field) -> bool) -> Option<Field> {
    let kind = found.kind;
    /// What is counted besides what the ledger registers.
    const OTHER: [&str; 19] = [
        "附件",
        "页",
        "点击",
        "浏览",
        "阅读",
        "访问",
        "下载",
        "字数",
        "份数",
        "天数",
        "人数",
        "物品",
        "材料",
        "工作日",
        "收件",
        "企业",
        "人员",
        "户",
        "执收",
    ];
    let any = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let counts = heading.ends_with('数') || heading.ends_with("数量");
    let of_work = any(&["件", "办", "许可", "处罚", "强制", "决定", "申请", "数量"]);
    if kind != Kind::Disputes && !has(Field::Count) && counts && of_work && !any(&OTHER) {
        return Some(Field::Count);
    }
    let dates = [
        Field::Decided,
        Field::Issued,
        Field::Published,
        Field::Charged,
    ];
    let dateless = kind == Kind::Publications && !dates.iter().any(|field| has(*field));
    let day = heading.ends_with("日期") || heading.ends_with("时间") || heading.ends_with("日");
    if dateless && day && !has(Field::Repealed) && !is_of_other_day(heading) {
        return Some(if has(Field::Amount) {
            Field::Charged
        } else if found.of_documents {
            Field::Issued
        } else {
            Field::Decided
        });
    }
    let documents = kind == Kind::Publications && (has(Field::Issued) || found.of_documents);
    if !documents || has(Field::Validity) || has(Field::Repealed) {
        return None;
    }
    let ends = [
        "到期日期",
        "到期日",
        "到期时间",
        "截止日期",
        "终止日期",
        "届满日期",
    ];
    if ends.contains(&heading) {
        return Some(Field::Repealed);
    }
    let lapses = any(&["失效", "废止", "效期", "时效", "有效", "效力"]);
    match lapses && !any(&["生效", "许可", "证"]) {
        true if any(&["期", "时间"]) => Some(Field::Repealed),
        true => Some(Field::Validity),
        false => None,
    }
}
