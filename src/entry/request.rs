//! A row of an 依申请公开台账.

use std::sync::Arc;

use jiff::civil::Date;

use super::choices::what_may_be_meant;
use super::dictionary::Meaning;
use super::words::Words;
use super::{
    Answer, Applicant, Assumed, Outcome, Reading, Request, cell::Cells, ended, rules, upshot,
};
use crate::book::Row;
use crate::column::{Field, Table, ask_for_information, speaks_of_services};
use crate::date;
use crate::number;
use crate::text::{self, in_toml, quote, squeeze, yes_no};

pub(super) fn read(reading: &Reading<'_>, table: &Arc<Table>, row: &Row) -> Request {
    let mut cells = Cells::new(table, row);
    let number = cells.number(Field::Number);
    let received = cells.day(Field::Received);
    let class = class(reading.words, &mut cells);
    let (mut answer, mut wrote) = answer(reading.words, &mut cells);
    let mut replied = match answer {
        // 「未答复」 where the day would stand
        Answer::Blank | Answer::Pending if is_pending(reading.words, &cells) => None,
        _ => cells.day(Field::Replied),
    };
    match answer {
        Answer::Blank => {
            if let Some((told, word, day)) = told_beside(reading.words, &mut cells, replied) {
                (answer, wrote, replied) = (told, Some(word), day);
            }
        }
        Answer::Ended(outcome) => state_against(reading.words, &mut cells, outcome),
        Answer::Pending | Answer::Unclear => {}
    }
    let numbered = number.as_deref().and_then(|_| cells.remark(Field::Number));
    several(&mut cells, numbered.as_deref());
    let corrected = cells.day_if_readable(Field::Corrected);
    let extended = extended(&cells);
    let count = cells.count();
    match numbered.as_deref() {
        // as many as it names
        Some(number) if names_several(number) => {}
        Some(_) => cells.doubt_several(count.unwrap_or(1), "编号"),
        None => cells.doubt_merged(),
    }
    let key = key(reading.key, &cells, (number.is_some(), received, class));
    upshot::remarks(reading.words, &mut cells, gives_or_denies(answer));
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

/// Whether an answer is one on the information itself: what was taken back or passed on has none.
fn gives_or_denies(answer: Answer) -> bool {
    matches!(
        answer,
        Answer::Ended(Outcome::Granted | Outcome::PartlyGranted | Outcome::Denied(_))
    )
}

/// The values of the office's `key` beside the number, blank where the table has no such column. None where the row lacks
/// one of the others, which then cannot tell it from others, or has but the date and the class, which many share; where a
/// number is part of the key, a blank one is told as such, and a row without a number has none.
fn key(
    fields: &[Field],
    cells: &Cells<'_>,
    (numbered, received, class): (bool, Option<Date>, Option<Applicant>),
) -> Vec<Box<str>> {
    let with_number = fields.contains(&Field::Number);
    if with_number && !numbered {
        return Vec::new();
    }
    let value = |field: Field| -> Box<str> {
        match (field, received, class) {
            // a date by its day, a class by what it means, whatever way they are written in
            (Field::Received, Some(day), _) => day.to_string().into(),
            (Field::Class, _, Some(class)) => class.word().into(),
            _ => cells.squeezed(field).unwrap_or_default(),
        }
    };
    let others = fields.iter().filter(|field| **field != Field::Number);
    let told: Vec<(Field, Box<str>)> = others.map(|field| (*field, value(*field))).collect();
    let table = &cells.record.table;
    let whole = || (told.iter()).all(|(field, value)| !value.is_empty() || !table.has(*field));
    let common = |field: Field| matches!(field, Field::Received | Field::Class);
    let telling = || {
        let mut others = told.iter().filter(|(field, _)| !common(*field)).peekable();
        others.peek().is_none() || others.any(|(_, value)| !value.is_empty())
    };
    match with_number || whole() && telling() {
        true => told.into_iter().map(|(_, value)| value).collect(),
        false => Vec::new(),
    }
}

fn class(words: &Words, cells: &mut Cells<'_>) -> Option<Applicant> {
    let body = cells.word(words, Field::BodyKind);
    let (field, word, body) = match (cells.word(words, Field::Class), body) {
        (Some(word), body) => (Field::Class, word, body),
        (None, Some(body)) => (Field::BodyKind, body, None),
        (None, None) => return None,
    };
    match words.applicant(&word, body.as_deref()) {
        Meaning::Sure(class) => {
            if let Some(body) = &body {
                body_against(words, cells, (&word, class), body);
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
            // the word that leaves it open is the one to be explained
            let (field, word) = match body {
                Some(body) if matches!(words.applicant(&body, None), Meaning::Ambiguous(_)) => {
                    (Field::BodyKind, body)
                }
                _ => (field, word),
            };
            let told: Vec<&str> = choices.iter().map(|c| c.word()).collect();
            let choices = told.join("、");
            let message = format!(
                "申请人类型{}还不能确定填入哪一栏，可能是{choices}",
                quote(&word)
            );
            let way = match field {
                Field::BodyKind => "写明是哪一类".to_owned(),
                _ if cells.record.table.has(Field::BodyKind) => {
                    format!(
                        "的「{}」列写明",
                        cells.record.table.heading(Field::BodyKind)
                    )
                }
                _ => "增加「组织类型」列写明".to_owned(),
            };
            let help = format!(
                "请在台账中{way}；如果本单位的{}都是同一类，可在 gknb.toml 中写明：\n{}",
                quote(&word),
                lines_to_choose("申请人类型", &word, told.iter().map(|class| (*class, "")))
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
            unknown((words, cells), field, &word, "申请人类型");
            None
        }
    }
}

fn answer(words: &Words, cells: &mut Cells<'_>) -> (Answer, Option<Box<str>>) {
    let faults = cells.record.troubles.len();
    let main = cells.word(words, Field::Result);
    let detail = cells.word(words, Field::Detail);
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
            let alone = detail.is_some().then(|| words.outcome(&main, None));
            let against = matches!(alone, Some(Meaning::Sure(_) | Meaning::Assumed(_)));
            ambiguous(cells, (field, &wrote), &choices, against);
            Answer::Unclear
        }
        Meaning::State => Answer::Pending,
        Meaning::Ended => {
            let message = format!("{}只说明已经办完，没有说明办理结果是哪一种", quote(&wrote));
            cells.trouble(&rules::ENDED_WITHOUT_RESULT, field, message);
            Answer::Unclear
        }
        Meaning::Unknown => {
            unknown((words, cells), field, &wrote, "办理结果");
            Answer::Unclear
        }
    };
    (answer, Some(wrote.into()))
}

/// What a row without a result tells of it in other columns: a day of withdrawal, 已撤回 or 已办结 as its state, and
/// since when. A remark that speaks of withdrawal is a doubt.
fn told_beside(
    words: &Words,
    cells: &mut Cells<'_>,
    replied: Option<Date>,
) -> Option<(Answer, Box<str>, Option<Date>)> {
    let table = Arc::clone(&cells.record.table);
    if !table.has(Field::Result) && !table.has(Field::Detail) {
        return None;
    }
    if let Some(day) = cells.day(Field::Withdrawn) {
        let withdrawn = Answer::Ended(Outcome::Otherwise(3));
        let written = cells.remark(Field::Withdrawn).unwrap_or_default();
        return Some((withdrawn, written, replied.or(Some(day))));
    }
    let withdrew = |heading: &str| heading.contains("撤回") && !heading.contains("复议");
    if let Some((cell, day)) = cells.affirmed(&withdrew) {
        let withdrawn = Answer::Ended(Outcome::Otherwise(3));
        let written = format!("{}：{}", cell.heading, cell.text);
        return Some((withdrawn, written.into(), replied.or(day)));
    }
    let Some(word) = cells.word(words, Field::State) else {
        if replied.is_none() {
            ended::remarks(cells);
        }
        return None;
    };
    if let Meaning::Sure(outcome) = words.outcome(&word, None) {
        return Some((Answer::Ended(outcome), word.into(), replied));
    }
    if replied.is_some() {
        return None;
    }
    if !says_ended(words, table.heading(Field::State), &word) {
        if !is_under_way(words, &word) {
            unknown_state(cells, &word);
        }
        return None;
    }
    let message = format!(
        "「{}」写着{}，而没有办理结果，也没有答复日期",
        table.heading(Field::State),
        quote(&word)
    );
    cells
        .trouble(&rules::ENDED_WITHOUT_RESULT, Field::State, message)
        .help = format!(
        "请补填「{}」和答复日期；还没有办结的，请改正「{}」",
        table.heading(Field::Result),
        table.heading(Field::State)
    );
    Some((Answer::Unclear, word.into(), replied))
}

/// Whether a state says that the work has ended: 已办结, 「是」 below 是否办结.
fn says_ended(words: &Words, heading: &str, word: &str) -> bool {
    const ENDED: [&str; 10] = [
        "办结", "答复", "回复", "办毕", "完成", "归档", "反馈", "终结", "终止", "作废",
    ];
    const NOT_YET: [&str; 6] = ["未", "待", "中", "拟", "不", "没"];
    if heading.starts_with("是否") && yes_no(word) == Some(true) {
        return true;
    }
    // what follows an answer: 待评价
    const AFTER: [&str; 2] = ["评价", "归档"];
    let any = |list: &[&str]| list.iter().any(|part| word.contains(part));
    match words.outcome(word, None) {
        Meaning::Ended => true,
        Meaning::Unknown => any(&AFTER) || any(&ENDED) && !any(&NOT_YET),
        _ => false,
    }
}

/// Whether a state says that the work goes on.
fn is_under_way(words: &Words, word: &str) -> bool {
    const STEPS: [&str; 17] = [
        "中", "待", "未", "拟", "审", "批", "签", "登记", "分办", "承办", "交办", "办理", "征求",
        "延", "补正", "流转", "分发",
    ];
    // an answer that is still to be handed over was made
    const AFTER: [&str; 6] = ["送达", "领取", "取件", "寄", "发送", "签收"];
    let any = |list: &[&str]| list.iter().any(|step| word.contains(step));
    words.outcome(word, None) == Meaning::State
        || yes_no(word).is_some()
        || any(&STEPS) && !any(&AFTER)
        || word.ends_with("受理") && !word.contains('不')
}

/// A doubt where a row without a result and a reply has a state of which nobody knows whether the work goes on.
fn unknown_state(cells: &mut Cells<'_>, word: &str) {
    let message = format!(
        "「{}」写着{}，而没有办理结果和答复日期，这一件按尚未办结计",
        cells.record.table.heading(Field::State),
        quote(word)
    );
    cells
        .trouble(&rules::SPEAKS_OF_END, Field::State, message)
        .help = "已经办结的，请填写办理结果和答复日期；还没有办结的，请把状态写作“办理中”，或用 [[explain]] 说明".to_owned();
}

/// A doubt where a state contradicts the result: 办理中, 作废, 撤回 beside 予以公开.
fn state_against(words: &Words, cells: &mut Cells<'_>, outcome: Outcome) {
    const UNDER_WAY: [&str; 5] = ["中", "待", "未", "正在", "在办"];
    const UNGRANTED: [&str; 5] = ["不予受理", "退回", "退件", "转办", "移送"];
    // it is answered with another
    const JOINED: [&str; 8] = [
        "已合并",
        "合并",
        "合并办理",
        "合并处理",
        "合并答复",
        "并案",
        "已并案",
        "并案办理",
    ];
    let Some(word) = cells.remark(Field::State) else {
        return;
    };
    let any = |list: &[&str]| list.iter().any(|part| word.contains(part));
    let heading = cells.record.table.heading(Field::State);
    let granted = matches!(outcome, Outcome::Granted | Outcome::PartlyGranted);
    let against = match words.outcome(&word, None) {
        Meaning::Sure(other) => other != outcome,
        Meaning::State => any(&UNDER_WAY) || granted && any(&UNGRANTED),
        _ if heading.starts_with("是否") && yes_no(&word) == Some(false) => true,
        _ => upshot::is_void(&word) || granted && any(&UNGRANTED),
    };
    if JOINED.contains(&&*squeeze(&word)) {
        let message = format!(
            "「{heading}」写着{}，这一件可能已并入另一件申请，照计",
            quote(&word)
        );
        cells
            .trouble(&rules::MAY_NOT_COUNT, Field::State, message)
            .help =
            "并入另一件、不单独答复的，请从台账中去掉这一行；单独答复的，可用 [[explain]] 说明"
                .to_owned();
        return;
    }
    if against {
        let message = format!(
            "「{heading}」写着{}，与办理结果（{}）对不上，按办理结果计",
            quote(&word),
            outcome.word()
        );
        cells
            .trouble(&rules::MAY_NOT_COUNT, Field::State, message)
            .help = "请核对后把两列改成一致；这一件不该计的，请从台账中去掉这一行；确应这样计的，可用 [[explain]] 说明".to_owned();
    }
}

/// A doubt where 组织类型 names another class than 申请人类型.
fn body_against(
    words: &Words,
    cells: &mut Cells<'_>,
    (word, class): (&str, Applicant),
    body: &str,
) {
    // one who trades alone may apply as a person
    const ALONE: [&str; 2] = ["个体工商户", "个体户"];
    let others = match words.applicant(body, None) {
        Meaning::Sure(other) | Meaning::Assumed(other) => vec![other],
        Meaning::Ambiguous(several) => several,
        Meaning::State | Meaning::Ended | Meaning::Unknown => Vec::new(),
    };
    let alone = class == Applicant::Person && ALONE.contains(&&*squeeze(body));
    if others.is_empty() || others.contains(&class) || alone {
        return;
    }
    let others: Vec<&str> = others.iter().map(|other| other.word()).collect();
    let message = format!(
        "申请人类型写{}（{}），组织类型写{}（{}），按申请人类型计",
        quote(word),
        class.word(),
        quote(body),
        others.join("或")
    );
    cells.trouble(&rules::CLASS_DISAGREES, Field::BodyKind, message);
}

/// Whether it says in the place of the day of the reply that there was none yet.
fn is_pending(words: &Words, cells: &Cells<'_>) -> bool {
    let written = cells.remark(Field::Replied);
    written.is_some_and(|written| words.outcome(&written, None) == Meaning::State)
}

/// A doubt where a row of several numbers does not say how many applications it stands for.
fn several(cells: &mut Cells<'_>, number: Option<&str>) {
    if !number.is_some_and(names_several) || cells.remark(Field::Count).is_some() {
        return;
    }
    let written = cells.remark(Field::Number).unwrap_or_default();
    let message = format!("{}像是不止一个申请编号，这一行按 1 件计", quote(&written));
    cells.trouble(&rules::SEVERAL_NUMBERS, Field::Number, message);
}

/// Whether a 申请编号 names several: 「2022-1至2022-5」, 「2022-6、2022-7」.
pub(super) fn names_several(number: &str) -> bool {
    const BETWEEN: [char; 11] = [
        '、', '，', ',', '；', ';', '至', '到', '~', '～', '和', '及',
    ];
    let is_number = |part: &str| {
        let part = part.trim().trim_end_matches('号');
        let digits = |c: char| text::half_width(c).is_ascii_digit();
        part.ends_with(digits)
    };
    if number.contains(BETWEEN) && number.split(BETWEEN).all(is_number) {
        return true;
    }
    number.contains(char::is_whitespace) && stand_apart(number)
}

/// Whether a 申请编号 is several that stand apart: 「2022-001 2022-002」, or one below another.
fn stand_apart(number: &str) -> bool {
    const SHORTEST: usize = 5;
    let digit = |c: char| text::half_width(c).is_ascii_digit();
    let begins = |part: &str| part.chars().take(4).collect::<String>();
    let parts: Vec<&str> = number.split_whitespace().collect();
    let alike = parts.windows(2).all(|two| {
        two[0].chars().count() == two[1].chars().count() && begins(two[0]) == begins(two[1])
    });
    let whole = |part: &&str| {
        let ends = part.trim_end_matches('号').ends_with(digit);
        ends && part.chars().count() >= SHORTEST
    };
    parts.len() >= 2 && alike && parts.iter().all(whole)
}

/// A result that may stand for several lines; whether it is one that its reason contradicts.
fn ambiguous(
    cells: &mut Cells<'_>,
    (field, word): (Field, &str),
    choices: &[Outcome],
    against: bool,
) {
    let message = format!(
        "办理结果{}还不能确定填入哪一行，可能是 {} 个行次中的一个",
        quote(word),
        choices.len()
    );
    let help = format!(
        "{}\n如果本单位的{}都是同一种，可在 gknb.toml 中写明：\n{}",
        how_to_tell(&cells.record.table, choices, against),
        quote(word),
        lines_to_choose(
            "办理结果",
            word,
            choices.iter().map(|c| (c.line(), c.word()))
        )
    );
    cells.trouble(&rules::AMBIGUOUS_WORD, field, message).help = help;
}

/// How the ledger itself can tell which of several results it was.
fn how_to_tell(table: &Table, choices: &[Outcome], against: bool) -> String {
    if against || choices.contains(&Outcome::Granted) {
        return "结果与同一行写的理由对不上，请核对后在台账中改成一种结果".to_owned();
    }
    if table.has(Field::Detail) {
        let heading = table.heading(Field::Detail);
        return format!("请在台账的「{heading}」列补写具体情形");
    }
    let taken: Vec<u16> = table.columns.values().map(|(column, _)| *column).collect();
    let unread = table.headings.iter().filter(|(at, _)| !taken.contains(at));
    let reasons: Vec<&str> = unread
        .map(|(_, heading)| heading.as_str())
        .filter(|h| sounds_like_reasons(h))
        .collect();
    let add = "请在台账中补写具体情形（如增加「结果细项」列）";
    match reasons.as_slice() {
        [] => format!(
            "{add}；已有写明理由的列，可在 gknb.toml 的 [headings] 中把它的表头定为「结果细项」"
        ),
        [first, ..] => format!(
            "{add}；{}列没有用到，如果里面写明了具体情形，可在 gknb.toml 中写明：\n[headings]\n\"{}\" = \"结果细项\"",
            reasons.iter().map(|h| quote(h)).collect::<String>(),
            in_toml(first)
        ),
    }
}

fn sounds_like_reasons(heading: &str) -> bool {
    [
        "理由",
        "原因",
        "情形",
        "依据",
        "根据",
        "细项",
        "明细",
        "说明",
        "备注",
        "不予",
        "无法提供",
    ]
    .iter()
    .any(|w| heading.contains(w))
}

/// The line of settings for a word whose meaning only the office knows. As it stands it is refused.
fn line_to_fill(group: &str, word: &str) -> String {
    format!(
        "[words.{group}]\n\"{}\" = \"？\"  # 把 ？ 换成它的含义",
        in_toml(word)
    )
}

/// The lines of settings for a word that may mean several things, ready to be pasted; each stands behind a `#`,
/// so that one is chosen.
fn lines_to_choose<'w>(
    group: &str,
    word: &str,
    choices: impl Iterator<Item = (impl std::fmt::Display, &'w str)>,
) -> String {
    let word = in_toml(word);
    let mut lines = format!("[words.{group}]\n# 选定一行，去掉它前面的 # 号：");
    for (meaning, told) in choices {
        lines.push_str(&format!("\n# \"{word}\" = \"{meaning}\""));
        if !told.is_empty() {
            lines.push_str(&format!("  # {told}"));
        }
    }
    lines
}

/// A word in no list: an error that tells what it may mean. A meaning is offered only for a slip of the pen.
pub(super) fn unknown(
    (words, cells): (&Words, &mut Cells<'_>),
    field: Field,
    word: &str,
    group: &str,
) {
    if text::is_ditto(word) {
        return ditto(cells, field, word);
    }
    let nearest = Words::nearest(field, word);
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
    let of_work = field == Field::Result && is_of_work(&cells.record.table, word);
    let help = if of_work {
        // a meaning would make applications for information of them
        format!(
            "{}像是许可、处罚等办件的结果，这张表可能不是依申请公开台账：是行政许可办件的，请在工作表名或文件名里写明“行政许可”（处罚、强制也一样）；不是这几类的，请移出数据文件夹",
            quote(word)
        )
    } else if word.chars().any(|c| c.is_ascii_digit()) && text::is_code(word) {
        format!(
            "像是系统的代码，请在 gknb.toml 中写明它的含义：\n{}\n{}\n不是代码的，可能是填错了，或者整行错了列，请在台账中改正",
            line_to_fill(group, word),
            what_may_be_meant(field, &words.one_line)
        )
    } else if !word.chars().any(char::is_alphabetic) {
        // a number or a mark is no word of the office's: a slip, or the cell of another column
        "这一格里没有文字，可能是填错了，或者整行错了列；请在台账中改用表上的用词".to_owned()
    } else if let Some((meant, meaning)) = Words::slip(field, word) {
        format!(
            "像是{}的笔误，请在台账中改正；确是这个意思的，也可在 gknb.toml 中写明：\n[words.{group}]\n\"{}\" = \"{meaning}\"",
            quote(meant),
            in_toml(word)
        )
    } else {
        format!(
            "请在台账中改用表上的用词，或在 gknb.toml 中写明它的含义：\n{}\n{}",
            line_to_fill(group, word),
            what_may_be_meant(field, &words.one_line)
        )
    };
    cells.trouble(&rules::UNKNOWN_WORD, field, message).help = help;
}

/// An error where a cell points to another: the same mark stands for another word in every row.
fn ditto(cells: &mut Cells<'_>, field: Field, word: &str) {
    let heading = cells.record.table.heading(field);
    let message = format!("「{heading}」中的{}要看别的格才知道，不是用词", quote(word));
    let whose = match word.contains(['左', '右', '下']) {
        true => "它所指的那一格".to_owned(),
        false => format!("上一行「{heading}」（可在 Excel 中选中上一格向下填充）"),
    };
    cells.trouble(&rules::UNKNOWN_WORD, field, message).help = format!(
        "请在这一格填上{whose}的用词；不要在 gknb.toml 中写它的含义，它在每一行所指的都可能不同"
    );
}

/// Whether a result is that of a licence or a penalty, by its word or by the headings of its table, which ask for no
/// information.
fn is_of_work(table: &Table, word: &str) -> bool {
    const WORK: [&str; 5] = ["许可", "处罚", "强制", "准予", "核准"];
    let headings = table.headings.iter().map(|(_, text)| text.as_str());
    let named = WORK.iter().any(|work| word.contains(work)) && !word.contains("公开");
    named && !ask_for_information(headings.clone()) || speaks_of_services(headings)
}

/// Whether 是否延期 says that the limit was extended: yes, a date, a number of days, a reason; not where it denies it, and
/// not where a column that asks is answered by something else, so that a late answer is told.
fn extended(cells: &Cells<'_>) -> bool {
    let Some(written) = cells.remark(Field::Extended) else {
        return false;
    };
    let asks = squeeze(cells.record.table.heading(Field::Extended)).starts_with("是否");
    says_extended(asks, &written)
}

fn says_extended(asks: bool, written: &str) -> bool {
    const IN_TIME: [&str; 7] = ["按期", "按时", "如期", "正常", "期限内", "期内", "不适用"];
    if let Some(told) = yes_no(written) {
        return told;
    }
    if let Ok(days) = number::read(written) {
        return !days.value.is_zero();
    }
    if date::parse(written, false).is_ok() {
        return true;
    }
    let key = squeeze(written);
    let at = key.match_indices('延').map(|(at, _)| at);
    let denied: Vec<bool> = at.map(|at| is_denied(&key[..at])).collect();
    if !denied.is_empty() {
        // 「未按期答复，已延期」 says both
        return denied.contains(&false);
    }
    let bare = key.trim_end_matches(['答', '复', '办', '结', '回']);
    let approved = ["批准", "同意"].iter().any(|word| key.contains(word)) && !is_denied(&key);
    !IN_TIME.contains(&bare) && (!asks || approved)
}

/// Whether what stands before a word denies it: 「没有」, 「无需申请」, 「未经批准」.
fn is_denied(before: &str) -> bool {
    const BETWEEN: &str = "申请需要办理过曾有予以作做进行批准同意经审核";
    let deny = before.trim_end_matches(|c| BETWEEN.contains(c));
    deny.ends_with(['未', '不', '没', '无', '否', '非', '免', '待', '拟'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_that_is_denied_is_none() {
        for told in [
            "是",
            "√",
            "已延期",
            "延期",
            "延长20个工作日",
            "20",
            "10个工作日",
            "2022-04-01",
            "4月1日",
            "经批准",
            "未按期答复，已延期",
            "不能按期答复延期20日",
        ] {
            assert!(says_extended(true, told), "{told}");
        }
        for denied in [
            "否",
            "未延期",
            "不延期",
            "未延长",
            "没有延期",
            "无需延期",
            "不需要延期",
            "未办理延期",
            "未申请延期",
            "未经批准延期",
            "无延期情况",
            "0天",
            "0个工作日",
            "按期答复",
            "正常",
            "不批准",
            "张三",
        ] {
            assert!(!says_extended(true, denied), "{denied}");
        }
        // 延期原因
        assert!(says_extended(false, "案情复杂，不能按期答复"));
        assert!(!says_extended(false, "未延期"));
        assert!(!says_extended(false, "按期答复"));
    }
}
