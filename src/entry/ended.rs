//! 另有说法: that an application or a case has ended, told in columns that no field is read from, where its result and the
//! day of it are blank.
//!
//! In: the cells beside those that are read. Out: an error where a column that asks it says so, a doubt where a remark
//! does: what has no result counts as pending.

use super::cell::{Beside, Cells};
use super::dictionary::Meaning;
use super::words::Words;
use super::{Verdict, rules};
use crate::column::{Field, Kind};
use crate::finding::{Finding, Place};
use crate::text::quote;

/// What a remark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Withdrawn,
    Ended,
}

/// What a text says of the end of an application or a case. Each clause speaks for itself: 「未补正，已办结」.
fn said(text: &str) -> Option<Said> {
    const CLAUSES: [char; 9] = ['，', ',', '。', '；', ';', '、', '\n', '（', '）'];
    const WITHDRAWN: [&str; 6] = [
        "撤回",
        "撤销申请",
        "放弃申请",
        "撤诉",
        "视为放弃",
        "自动放弃",
    ];
    const ENDED: [&str; 17] = [
        "已办结",
        "已答复",
        "已回复",
        "已办理完",
        "已函复",
        "已归档",
        "已结案",
        "已审结",
        "已判决",
        "已裁定",
        "已终结",
        "已驳回",
        "不再处理",
        "逾期未补正",
        "逾期不补正",
        "逾期未缴",
        "逾期不缴",
    ];
    const DENIED: [&str; 10] = ["未", "不", "拟", "无", "可", "如", "若", "待", "将", "没"];
    // of a step on the way, or of another matter
    const OTHERS: [&str; 12] = [
        "第三方",
        "征求",
        "意见",
        "补正通知",
        "上级",
        "转办",
        "一审",
        "原审",
        "上诉",
        "二审",
        "前",
        "此",
    ];
    let has = |clause: &str, words: &[&str]| words.iter().any(|word| clause.contains(word));
    let text = text.replace("无正当理由", "");
    let mut clauses = text.split(CLAUSES);
    clauses.find_map(|clause| {
        let without = |words: &[&str]| {
            let word = words.iter().find(|word| clause.contains(**word))?;
            Some(clause.replacen(word, "", 1))
        };
        if let Some(rest) = without(&WITHDRAWN) {
            return (!has(&rest, &DENIED)).then_some(Said::Withdrawn);
        }
        let rest = without(&ENDED)?;
        let plain = !has(&rest, &DENIED) && !has(clause, &OTHERS);
        plain.then_some(Said::Ended)
    })
}

/// A doubt where a text beside the columns that are read speaks of an end, or a reply has a number.
pub(super) fn remarks(cells: &mut Cells<'_>) {
    let beside = cells.texts_beside();
    let told = beside
        .iter()
        .find_map(|cell| Some((cell, said(&cell.text)?)));
    let numbered = || beside.iter().find(|cell| is_number_of_reply(&cell.heading));
    let (cell, message) = match told {
        Some((cell, Said::Withdrawn)) => (cell, format!("「{}」写到撤回", cell.heading)),
        Some((cell, Said::Ended)) => (cell, format!("「{}」写到已经办结", cell.heading)),
        None => match numbered() {
            Some(cell) => (cell, format!("「{}」填着文号", cell.heading)),
            None => return,
        },
    };
    // a remark may name people: it is not repeated
    doubt(cells, cell, &message);
}

/// Whether a heading asks for the number of a reply; a notice has one as well.
fn is_number_of_reply(heading: &str) -> bool {
    let asks = ["文号", "字号", "编号", "书号"];
    heading.contains("答复")
        && !heading.contains('延')
        && asks.iter().any(|end| heading.ends_with(end))
}

fn doubt(cells: &mut Cells<'_>, cell: &Beside, message: &str) {
    let (message, help) = match cells.record.table.kind {
        Kind::Disputes => (
            format!("{message}，而没有结果和结案日期，这一件按尚未审结计"),
            "已经审结的，请填写结果和结案日期（撤诉的，结果写“撤诉”）；不是的，可用 [[explain]] 说明",
        ),
        Kind::Applications | Kind::Publications => (
            format!("{message}，而没有办理结果和答复日期，这一件按尚未办结计"),
            "已经办结的，请填写办理结果（申请人撤回的，写“撤回”）和答复日期；不是的，可用 [[explain]] 说明",
        ),
    };
    let finding = Finding::new(&rules::SPEAKS_OF_END, Place::Cell(cell.at), message);
    cells.record.troubles.push(finding.help(help));
}

/// What a case without a result and a day of its end tells of it elsewhere: an error where a column asks whether it ended
/// or how it stands, a doubt where a remark says so.
pub(super) fn of_case(words: &Words, cells: &mut Cells<'_>) {
    let asks = |heading: &str| {
        let ends = ["结案", "审结", "办结", "撤诉", "撤回", "判决", "终结"];
        let day = |heading: &str| ["日期", "时间"].iter().any(|end| heading.ends_with(end));
        let asked = heading.contains("是否") || day(heading);
        asked && ends.iter().any(|word| heading.contains(word)) && !of_first(heading)
    };
    let state = || {
        let mut beside = cells.texts_beside().into_iter();
        beside.find(|cell| is_state(&cell.heading) && says_ended(words, &cell.text))
    };
    let told = cells.affirmed(&asks).map(|(cell, _)| cell);
    let Some(cell) = told.or_else(state) else {
        remarks(cells);
        return;
    };
    let message = format!(
        "「{}」写着{}，而没有结果，也没有结案日期",
        cell.heading,
        quote(&cell.text)
    );
    let result = match cells.record.table.has(Field::Verdict) {
        true => cells.record.table.heading(Field::Verdict).to_owned(),
        false => Field::Verdict.word().to_owned(),
    };
    let help = format!(
        "请补填「{result}」（撤诉的，写“撤诉”）和结案日期；还没有审结的，请改正「{}」",
        cell.heading
    );
    let finding = Finding::new(&rules::ENDED_WITHOUT_RESULT, Place::Cell(cell.at), message);
    let finding = finding.help(help).value(cell.text);
    cells.record.troubles.push(finding);
}

/// Whether a heading asks for what the court below did.
fn of_first(heading: &str) -> bool {
    ["一审", "原审"].iter().any(|word| heading.contains(word))
}

/// Whether a heading asks how a case stands.
fn is_state(heading: &str) -> bool {
    let asks = ["状态", "进度", "进展", "阶段", "环节"];
    asks.iter().any(|word| heading.contains(word)) && !of_first(heading)
}

/// Whether a state says that a case has ended.
fn says_ended(words: &Words, state: &str) -> bool {
    match words.verdict(state) {
        Meaning::Ended => true,
        Meaning::Sure(verdict) => verdict != Verdict::Pending,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_speak_of_an_end_in_a_clause_of_their_own() {
        for (text, expected) in [
            ("申请人12月20日撤回申请", Some(Said::Withdrawn)),
            ("原告2024年5月撤诉，已结案", Some(Said::Withdrawn)),
            ("12月26日已答复", Some(Said::Ended)),
            ("申请人逾期未补正，已办结", Some(Said::Ended)),
            ("无正当理由逾期未补正", Some(Said::Ended)),
            ("申请人未撤回申请", None),
            ("如逾期未补正视为放弃", None),
            ("第三方已答复同意公开", None),
            ("12月20日已征求意见", None),
            ("一审已判决，二审审理中", None),
            ("已发补正通知，未答复", None),
            ("已受理", None),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
