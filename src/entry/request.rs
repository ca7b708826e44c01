//! A row of an 依申请公开台账.

use std::sync::Arc;

use jiff::civil::Date;

use super::dictionary::Meaning;
use super::words::Words;
use super::{Answer, Applicant, Assumed, Outcome, Reading, Request, cell::Cells, rules};
use crate::book::Row;
use crate::column::{Field, Table};
use crate::text::{quote, squeeze, yes_no};

pub(super) fn read(reading: &Reading<'_>, table: &Arc<Table>, row: &Row) -> Request {
    let mut cells = Cells::new(table, row);
    let number = cells.number(Field::Number);
    let received = cells.day(Field::Received);
    let class = class(reading.words, &mut cells);
    let (answer, wrote) = answer(reading.words, &mut cells);
    let replied = cells.day(Field::Replied);
    let corrected = cells.day_if_readable(Field::Corrected);
    let extended = extended(&mut cells);
    let count = cells.count().unwrap_or(1);
    let key = key(reading.key, &cells, received);
    Request {
        written: cells.written(Field::Number, number.as_deref()),
        number,
        key,
        received,
        class,
        answer,
        wrote,
        replied,
        extended,
        corrected,
        count,
        applicant: cells.squeezed(Field::Applicant),
        content: cells.squeezed(Field::Content),
        way: cells.remark(Field::Way),
        record: cells.record,
    }
}

/// The values of the office's `key`; none where the row has nothing in any of its fields but the date and
/// the class, which many applications share.
fn key(fields: &[Field], cells: &Cells<'_>, received: Option<Date>) -> Vec<Box<str>> {
    let common = |f: &Field| matches!(f, Field::Received | Field::Class);
    let tells = |f: &Field| !common(f) && cells.squeezed(*f).is_some();
    if !fields.iter().all(common) && !fields.iter().any(tells) {
        return Vec::new();
    }
    fields
        .iter()
        .map(|field| match (field, received) {
            // a date by its day, whatever way it is written in
            (Field::Received, Some(day)) => day.to_string().into(),
            _ => cells.squeezed(*field).unwrap_or_default(),
        })
        .collect()
}

fn class(words: &Words, cells: &mut Cells<'_>) -> Option<Applicant> {
    let body = cells.text(Field::BodyKind);
    let (field, word, body) = match (cells.text(Field::Class), body) {
        (Some(word), body) => (Field::Class, word, body),
        (None, Some(body)) => (Field::BodyKind, body, None),
        (None, None) => return None,
    };
    match words.applicant(&word, body.as_deref()) {
        Meaning::Sure(class) => {
            if let Some(body) = &body
                && let Meaning::Sure(other) = words.applicant(body, None)
                && other != class
            {
                let message = format!(
                    "申请人类型写{}（{}），组织类型写{}（{}），按申请人类型计",
                    quote(&word),
                    class.word(),
                    quote(body),
                    other.word()
                );
                cells.trouble(&rules::CLASS_DISAGREES, Field::BodyKind, message);
            }
            Some(class)
        }
        Meaning::Assumed(class) => {
            let (field, word) = match body {
                Some(body) => (Field::BodyKind, body),
                None => (field, word),
            };
            let at = cells.address(field);
            cells.record.assumed.push(Assumed {
                field,
                word,
                meaning: class.word().to_owned(),
                at,
            });
            Some(class)
        }
        Meaning::Ambiguous(choices) => {
            let choices: Vec<&str> = choices.iter().map(|c| c.word()).collect();
            let message = format!(
                "申请人类型{}还不能确定填入哪一栏，可能是{}",
                quote(&word),
                choices.join("、")
            );
            let help = format!(
                "请在台账中增加「组织类型」列写明；如果本单位的{}都是同一类，可在 gknb.toml 中写（商业企业可换成其他栏名）：\n[words.申请人类型]\n\"{}\" = \"商业企业\"",
                quote(&word),
                toml_text(&word)
            );
            cells.trouble(&rules::AMBIGUOUS_WORD, field, message).help = help;
            None
        }
        Meaning::State | Meaning::Ended | Meaning::Unknown => {
            let (field, word) = match body {
                Some(body)
                    if Words::nearest(Field::Class, &word)
                        .iter()
                        .any(|n| squeeze(n) == squeeze(&word)) =>
                {
                    (Field::BodyKind, body)
                }
                _ => (field, word),
            };
            unknown(cells, field, &word, "申请人类型", "自然人");
            None
        }
    }
}

fn answer(words: &Words, cells: &mut Cells<'_>) -> (Answer, Option<Box<str>>) {
    let faults = cells.record.troubles.len();
    let main = cells.text(Field::Result);
    let detail = cells.text(Field::Detail);
    if cells.record.troubles.len() > faults {
        return (Answer::Unclear, None);
    }
    let (field, main, detail) = match (main, detail) {
        (Some(main), detail) => (Field::Result, main, detail),
        // a reason alone tells the result where the ledger has no column of results
        (None, Some(detail)) => (Field::Detail, detail, None),
        (None, None) => return (Answer::Blank, None),
    };
    let wrote = match &detail {
        Some(detail) => format!("{main}；{detail}"),
        None => main.clone(),
    };
    let answer = match words.outcome(&main, detail.as_deref()) {
        Meaning::Sure(outcome) => Answer::Ended(outcome),
        Meaning::Assumed(outcome) => {
            let at = cells.address(field);
            let meaning = outcome.word().to_owned();
            cells.record.assumed.push(Assumed {
                field,
                word: wrote.clone(),
                meaning,
                at,
            });
            Answer::Ended(outcome)
        }
        Meaning::Ambiguous(choices) => {
            ambiguous(cells, field, &wrote, &choices);
            Answer::Unclear
        }
        Meaning::State => Answer::Pending,
        Meaning::Ended => {
            let message = format!("{}只说明已经办完，没有说明办理结果是哪一种", quote(&wrote));
            cells.trouble(&rules::ENDED_WITHOUT_RESULT, field, message);
            Answer::Unclear
        }
        Meaning::Unknown => {
            unknown(cells, field, &wrote, "办理结果", "3.3.1");
            Answer::Unclear
        }
    };
    (answer, Some(wrote.into()))
}

fn ambiguous(cells: &mut Cells<'_>, field: Field, word: &str, choices: &[Outcome]) {
    let lines: Vec<String> = choices
        .iter()
        .map(|c| format!("  {} {}", c.line(), c.word()))
        .collect();
    let message = format!(
        "办理结果{}还不能确定填入哪一行，可能是 {} 个行次中的一个",
        quote(word),
        choices.len()
    );
    let first = choices.first().map(|c| c.line()).unwrap_or_default();
    let help = format!(
        "请在台账中补写具体情形（如增加「结果细项」列）；如果本单位的{}都是同一种，可在 gknb.toml 中写明其中一行：\n[words.办理结果]\n\"{}\" = \"{first}\"\n可选的行次：\n{}",
        quote(word),
        toml_text(word),
        lines.join("\n")
    );
    cells.trouble(&rules::AMBIGUOUS_WORD, field, message).help = help;
}

/// A word in no list: an error that offers the nearest ones.
pub(super) fn unknown(cells: &mut Cells<'_>, field: Field, word: &str, group: &str, example: &str) {
    let nearest = Words::nearest(field, word);
    let example = nearest
        .first()
        .and_then(|n| Words::meaning_of(field, n))
        .unwrap_or_else(|| example.to_owned());
    let near = if nearest.is_empty() {
        String::new()
    } else {
        format!("；相近的有：{}", nearest.join("、"))
    };
    let message = format!(
        "「{}」中的{}不是认得的用词{near}",
        cells.record.table.heading(field),
        quote(word)
    );
    let help = match word.chars().any(char::is_alphabetic) {
        true => format!(
            "请在台账中改用表上的用词，或在 gknb.toml 中写明它的含义（右边按实际改）：\n[words.{group}]\n\"{}\" = \"{example}\"",
            toml_text(word)
        ),
        // a number or a mark is no word of the office's: a slip, or the cell of another column
        false => {
            "这一格里没有文字，可能是填错了，或者整行错了列；请在台账中改用表上的用词".to_owned()
        }
    };
    cells.trouble(&rules::UNKNOWN_WORD, field, message).help = help;
}

/// Text as it stands inside a quoted string of `gknb.toml`.
pub(super) fn toml_text(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\r', "")
        .replace('\t', "\\t")
}

fn extended(cells: &mut Cells<'_>) -> bool {
    let Some(written) = cells.remark(Field::Extended) else {
        return false;
    };
    // a date or a number of days in the column says that there was an extension
    yes_no(&written).unwrap_or(true)
}
