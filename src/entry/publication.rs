//! A row of a 主动公开台账.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::dictionary::Meaning;
use super::request::unknown;
use super::words::Words;
use super::{
    Assumed, Category, Document, Publication, Reading, Upshot, Validity, cell::Cells, repeal,
    rules, upshot,
};
use crate::book::Row;
use crate::column::{Field, OTHER_WORK, Table};
use crate::finding::{Finding, Place};
use crate::number::{self, Fault, Money};
use crate::period::Period;
use crate::text::{self, quote, squeeze, yes_no};

pub(super) fn read(reading: &Reading<'_>, table: &Arc<Table>, row: &Row) -> Publication {
    let mut cells = Cells::new(table, row);
    let category = category(reading.words, &mut cells);
    let document = matches!(category, Some(Category::Document(_)));
    let faults = cells.record.troubles.len();
    let first = first_span(&mut cells, dates_of(category));
    let mut dated = first.map(|(_, span)| span);
    let own = dated;
    let titled = cells.remark(Field::Title);
    let of_title = titled.as_deref().filter(|_| counted_one_by_one(category));
    let of_title = of_title.and_then(|title| number_in_title(table, title));
    let number = cells.squeezed(Field::DocumentNumber);
    let number = number.or_else(|| Some(squeeze(of_title?).into()));
    if let Some((field, span)) = first {
        stood_in(&mut cells, category, (field, span), number.as_deref());
    }
    let upshot = upshot_of(reading.words, &mut cells, category, (own, number.is_some()));
    let made = upshot == Upshot::Made;
    if made && dated.is_none() && !document && !cells.record.errors_since(faults) {
        dated = table.period;
        if let (Some(period), None) = (dated, &number) {
            undated(&mut cells, category, period);
        }
    }
    let published =
        cells
            .span_if_readable(Field::Published)
            .or(if category == Some(Category::Other) {
                dated
            } else {
                None
            });
    let (validity, repealed) = if document {
        let validity = validity(reading.words, &mut cells);
        (validity, repealed(&mut cells, validity))
    } else {
        (None, None)
    };
    if document && validity.is_none() && repealed.is_none() {
        remarks_of_repeal(&mut cells);
    }
    if document {
        upshot::title(&mut cells);
    }
    // of a void one it tells what takes it back
    let charged = made || upshot == Upshot::Void;
    let amount = if charged && category == Some(Category::Fee) {
        amount(&mut cells)
    } else {
        None
    };
    let counts = made && matches!(category, Some(Category::Decision(_) | Category::Other));
    let count = if counts {
        if number.is_none() && category != Some(Category::Other) {
            uncounted(&mut cells, own);
            cells.doubt_merged();
        }
        if category != Some(Category::Other) && number.as_deref().is_some_and(names_several) {
            several(&mut cells);
        }
        match category == Some(Category::Other) || !cells.of_things(number.is_some()) {
            true => {
                let count = cells.count().unwrap_or(1);
                let single = number.as_deref().is_some_and(|n| !names_several(n));
                if single && category != Some(Category::Other) {
                    cells.doubt_several(count, "文号");
                }
                count
            }
            false => 1,
        }
    } else {
        1
    };
    if !made {
        // whatever else is wrong with it changes nothing
        let told = rules::NOT_MADE.code;
        cells.record.troubles.retain(|t| t.rule.code == told);
        cells.record.assumed.clear();
    }
    Publication {
        upshot,
        category,
        title: cells.squeezed(Field::Title),
        written: of_title.map_or_else(
            || cells.written(Field::DocumentNumber, number.as_deref()),
            |written| Some(written.into()),
        ),
        number,
        dated,
        published,
        repealed,
        validity,
        channel: cells.remark(Field::Channel),
        count,
        amount,
        record: cells.record,
    }
}

/// Whether the decision of a row was made, its fee taken.
fn upshot_of(
    words: &Words,
    cells: &mut Cells<'_>,
    category: Option<Category>,
    (own, numbered): (Option<Period>, bool),
) -> Upshot {
    let Some(category) = category.filter(|c| c.counts_by_date()) else {
        return Upshot::Made;
    };
    let upshot = upshot::of_row(words, cells, category, (own.is_some(), numbered));
    if category == Category::Fee {
        return match upshot == Upshot::Made && is_void(words, cells) {
            true => Upshot::Void,
            false => upshot,
        };
    }
    // 「2月 无」: what is of one day or has a number took place
    let of_span = own.is_none_or(|span| span.from != span.to) && !numbered;
    let none = of_span && cells.counts_none();
    match upshot == Upshot::Made && is_at_notice(cells, category, own.is_some()) || none {
        true => Upshot::NotMade,
        false => upshot,
    }
}

/// The fields of the date that decides the year, the first one that is not empty counting.
pub(super) fn dates_of(category: Option<Category>) -> &'static [Field] {
    match category {
        Some(Category::Fee) => &[
            Field::Charged,
            Field::Decided,
            Field::Issued,
            Field::Published,
        ],
        Some(Category::Other) => &[
            Field::Published,
            Field::Issued,
            Field::Decided,
            Field::Charged,
        ],
        Some(Category::Decision(_)) => &[
            Field::Decided,
            Field::Issued,
            Field::Published,
            Field::Charged,
        ],
        Some(Category::Document(_)) => &[Field::Issued, Field::Published],
        None => &[],
    }
}

/// A doubt where a decision or a fee takes the period of its file though its table has days, or numbers as well, of
/// which one would show that it was made; a row of so many has neither.
fn undated(cells: &mut Cells<'_>, category: Option<Category>, period: Period) {
    if !needs_day(&cells.record.table, category) || cells.remark(Field::Count).is_some() {
        return;
    }
    let table = Arc::clone(&cells.record.table);
    let fields = dates_of(category);
    if let Some(field) = fields.iter().find(|field| table.has(**field)) {
        let number = match table.has(Field::DocumentNumber) {
            true => "，也没有文号",
            false => "",
        };
        let message = format!(
            "「{}」空着{number}，按本表的统计期（{period}）计入",
            table.heading(*field)
        );
        cells.trouble(&rules::NO_DAY, *field, message);
    }
}

/// Whether a field in which a row has its date is that of its publication, and stands in for an empty one of its own.
pub(super) fn stands_in(table: &Table, category: Option<Category>, field: Field) -> bool {
    let of_publishing = || match field {
        Field::Published => true,
        Field::Issued => {
            let heading = table.heading(field);
            ["发布", "公布", "公开", "公示"]
                .iter()
                .any(|word| heading.contains(word))
        }
        _ => false,
    };
    let mut before = dates_of(category).iter().take_while(|own| **own != field);
    category != Some(Category::Other) && before.any(|own| table.has(*own)) && of_publishing()
}

/// A doubt where the day of publication stands in for that of issue or decision, unless the number names that year.
fn stood_in(
    cells: &mut Cells<'_>,
    category: Option<Category>,
    (field, span): (Field, Period),
    number: Option<&str>,
) {
    let table = Arc::clone(&cells.record.table);
    let year = format!("({})", span.from.year());
    if !stands_in(&table, category, field) || number.is_some_and(|n| n.contains(&year)) {
        return;
    }
    let mut fields = dates_of(category).iter();
    if let Some(own) = fields.find(|own| table.has(**own)) {
        let message = format!(
            "「{}」空着，按「{}」（{span}）计",
            table.heading(*own),
            table.heading(field)
        );
        cells.trouble(&rules::NO_DAY, *own, message).help = format!(
            "请补填「{}」；确是同一年的，可用 [[explain]] 说明",
            table.heading(*own)
        );
    }
}

/// Whether rows of a category in a table should have a day, or a number instead where it has them.
pub(super) fn needs_day(table: &Table, category: Option<Category>) -> bool {
    let counted = category.is_some_and(Category::counts_by_date);
    counted && dates_of(category).iter().any(|field| table.has(*field))
}

/// Whether a 文号 names several: 「许1号-10号」, 「罚1号、罚2号」.
pub(super) fn names_several(number: &str) -> bool {
    let mut ends = number.match_indices('号').filter(|(at, _)| {
        let before = number[..*at].chars().next_back();
        before.is_some_and(|c| text::half_width(c).is_ascii_digit())
    });
    ends.next().is_some() && ends.next().is_some() || is_range(number)
}

/// 「罚〔2022〕1-5号」: a range behind the year, and no sub-number (「12-1号」).
fn is_range(number: &str) -> bool {
    const BETWEEN: [char; 4] = ['-', '至', '到', '~'];
    /// As people type these.
    const AS_WRITTEN: [char; 14] = [
        '-', '－', '–', '—', '―', '‐', '‑', '−', '﹣', '~', '～', '〜', '至', '到',
    ];
    if !number.contains('号') || !number.contains(AS_WRITTEN) {
        return false;
    }
    let key = squeeze(number);
    let range = || {
        let (before, _) = key.split_once('号')?;
        let (before, last) = before.rsplit_once(BETWEEN)?;
        let begin = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let (lead, first) = before.split_at(begin);
        let ends = |text: &str| text.is_empty() || text.ends_with([')', '第', '字']);
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        Some(ends(lead) && first < last)
    };
    range() == Some(true)
}

/// Whether a number is that of a notice before the decision, 「某罚告〔2022〕8号」.
pub(super) fn is_of_notice(number: &str) -> bool {
    if !number.contains('告') {
        return false;
    }
    let key = squeeze(number);
    let series = key.split('(').next().unwrap_or_default();
    let series = series.trim_end_matches('字');
    let public = ["公告", "通告", "报告"];
    series.len() < key.len()
        && series.ends_with('告')
        && !public.iter().any(|word| series.ends_with(word))
}

/// Whether a decision has no more than the number of a notice: then none was made. With a day of its own it counts, and
/// is a doubt.
fn is_at_notice(cells: &mut Cells<'_>, category: Category, dated: bool) -> bool {
    let field = Field::DocumentNumber;
    let written = cells.remark(field).filter(|written| is_of_notice(written));
    let Some(written) = written.filter(|_| matches!(category, Category::Decision(_))) else {
        return false;
    };
    let seems = format!(
        "「{}」写着{}，像是告知书的文号",
        cells.record.table.heading(field),
        quote(&written)
    );
    if dated {
        cells.trouble(&rules::MAY_NOT_COUNT, field, format!("{seems}，照计"));
        return false;
    }
    let message = format!("{seems}，又没有决定日期，不计入{}", category.word());
    cells.trouble(&rules::NOT_MADE, field, message).help =
        "请核对；已经作出决定的，请填写决定书的文号和决定日期".to_owned();
    true
}

/// Whether rows of a category have a number each, which a title may name.
pub(super) fn counted_one_by_one(category: Option<Category>) -> bool {
    matches!(category, Some(Category::Decision(_)))
}

/// The number of a decision that its title names where its table has no such column: 「行政处罚决定书（某罚〔2022〕1号）」.
pub(super) fn number_in_title<'t>(table: &Table, title: &'t str) -> Option<&'t str> {
    // a 案由 may name the number of something else
    const TITLES: [&str; 4] = ["标题", "名称", "题名", "文件"];
    const LONGEST: usize = 12;
    if table.has(Field::DocumentNumber) || !title.contains(['〔', '[', '［', '【', '(', '（']) {
        return None;
    }
    let heading = table.heading(Field::Title);
    if !TITLES.iter().any(|word| heading.contains(word)) {
        return None;
    }
    let digit = |c: char| text::half_width(c).is_ascii_digit();
    let opens = |c: char| matches!(c, '〔' | '[' | '［' | '【' | '(' | '（');
    let numbers = title.char_indices().filter(|(_, c)| opens(*c));
    let mut each = numbers.filter_map(|(at, bracket)| {
        let behind = &title[at + bracket.len_utf8()..];
        let (year, rest) = behind.split_once(['〕', ']', '］', '】', ')', '）'])?;
        let rest = rest.strip_prefix('第').unwrap_or(rest);
        let ordinal = rest.find(|c| !digit(c))?;
        let is_number = year.chars().count() == 4
            && year.chars().all(digit)
            && ordinal > 0
            && rest[ordinal..].starts_with('号');
        if !is_number {
            return None;
        }
        // who numbers it: what stands before, back to a bracket, a blank or the beginning
        let whose = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_ascii_alphanumeric();
        let begin = title[..at].rfind(|c| !whose(c));
        let begin = begin.map_or(0, |b| {
            b + title[b..].chars().next().map_or(0, char::len_utf8)
        });
        let length = title[begin..at].chars().count();
        let end = title.len() - rest.len() + ordinal + '号'.len_utf8();
        let decides = ["决定", "许可", "处罚"]
            .iter()
            .any(|word| title.contains(word));
        ((1..=LONGEST).contains(&length) && decides).then(|| &title[begin..end])
    });
    each.next_back()
}

/// A doubt where a row of several numbers does not say how many it stands for.
fn several(cells: &mut Cells<'_>) {
    let written = cells.remark(Field::DocumentNumber);
    if let (Some(written), None) = (written, cells.remark(Field::Count)) {
        let message = format!("{}不止一个文号，这一行按 1 计", quote(&written));
        cells.trouble(&rules::SEVERAL_NUMBERS, Field::DocumentNumber, message);
    }
}

/// A doubt where a row of so many, or of a month, does not say how many.
fn uncounted(cells: &mut Cells<'_>, own: Option<Period>) {
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

/// 废止日期, or the one that the names tell of all that is repealed; 「长期有效」 in its place says that there is none.
fn repealed(cells: &mut Cells<'_>, validity: Option<Validity>) -> Option<Period> {
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
fn remarks_of_repeal(cells: &mut Cells<'_>) {
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

/// The first of the fields that is not empty; an unreadable one is a trouble and ends the search.
fn first_span(cells: &mut Cells<'_>, fields: &[Field]) -> Option<(Field, Period)> {
    let faults = cells.record.troubles.len();
    fields.iter().find_map(|field| match cells.span(*field) {
        Some(span) => Some(Some((*field, span))),
        None if cells.record.errors_since(faults) => Some(None),
        None => None,
    })?
}

/// The category of the row, or of the whole table by its name or its headings.
fn category(words: &Words, cells: &mut Cells<'_>) -> Option<Category> {
    let of_table = of_names(&cells.record.table);
    let faults = cells.record.troubles.len();
    let Some(word) = cells.text(Field::Category) else {
        if cells.record.troubles.len() > faults {
            return None;
        }
        return of_table.or_else(|| of_headings(words, cells));
    };
    let told = match (words.category(&word), whether(cells, &word)) {
        (Meaning::Sure(category), _) | (_, Whether::Answered(category)) => Meaning::Sure(category),
        (_, Whether::Unclear) => {
            unknown(cells, Field::Category, &word, "类别");
            return None;
        }
        (told, Whether::NotAsked) => told,
    };
    match (&told, of_table) {
        // the name speaks for rows that do not speak for themselves; that they disagree is said
        (Meaning::Sure(Category::Other), Some(named)) => {
            let meaning = format!("其他信息（名称写明是{}，这一行不计入）", named.word());
            assume(cells, word, meaning);
            return Some(Category::Other);
        }
        (Meaning::Sure(category), _) => {
            let own = words.own(Field::Category, &word, Category::of).is_some();
            if *category == Category::Other && !own && !denies(&word) {
                numbered_as_rule(cells, &word);
            }
            return Some(*category);
        }
        // 「简易处罚」, wherever it stands
        (Meaning::Assumed(category), _) => {
            assume(cells, word, category.word().to_owned());
            return Some(*category);
        }
        (_, Some(named)) if upshot::is_before(&word) => {
            let meaning = format!("其他信息（不是决定，不计入{}）", named.word());
            assume(cells, word, meaning);
            return Some(Category::Other);
        }
        // a table named after one category may divide it further (许可类别: 普通)
        (_, Some(named)) => {
            let meaning = format!("{}（按名称）", named.word());
            assume(cells, word, meaning);
            return Some(named);
        }
        _ => {}
    }
    let key = squeeze(&word);
    let counted: Vec<&str> = Category::COUNTED.iter().map(|c| c.word()).collect();
    if counted
        .iter()
        .any(|c| strsim::damerau_levenshtein(c, &key) == 1 && key.chars().count() >= 3)
    {
        unknown(cells, Field::Category, &word, "类别");
        return None;
    }
    // 「行政许可目录」: about them, and none of them
    let near: Vec<&str> = Words::categories_within(&word)
        .iter()
        .map(|c| c.word())
        .collect();
    if !near.is_empty() {
        let meaning = format!("其他信息（不计入{}）", near.join("、"));
        assume(cells, word, meaning);
    } else if !Words::is_about(&word) && holds_amount(cells) {
        let meaning = "其他信息（这一行的金额不计入行政事业性收费）".to_owned();
        assume(cells, word, meaning);
    } else {
        numbered_as_rule(cells, &word);
    }
    Some(Category::Other)
}

/// Whether a category says itself that its documents are no normative ones.
fn denies(word: &str) -> bool {
    let key = squeeze(word);
    key.starts_with('非') || key.contains("解读") || key == "其他信息"
}

/// Notes that a category that no line counts, as a topic, stands beside the number of a normative document.
fn numbered_as_rule(cells: &mut Cells<'_>, word: &str) {
    let number = cells.squeezed(Field::DocumentNumber);
    if number.as_deref().and_then(series_of_rules).is_some() {
        let meaning = "其他信息（文号像规范性文件的，这一行不计入）".to_owned();
        assume(cells, word.to_owned(), meaning);
    }
}

/// Whether a row has an amount that would count were it a fee.
fn holds_amount(cells: &Cells<'_>) -> bool {
    let written = cells.remark(Field::Amount);
    let read = written.and_then(|written| number::parse(&written));
    read.is_some_and(|read| !read.value.is_zero())
}

/// What a cell says in a column 「是否规范性文件」.
enum Whether {
    NotAsked,
    Answered(Category),
    Unclear,
}

fn whether(cells: &Cells<'_>, word: &str) -> Whether {
    let heading = squeeze(cells.record.table.heading(Field::Category));
    if !heading.starts_with("是否") || !heading.contains("规范性文件") {
        return Whether::NotAsked;
    }
    match yes_no(word) {
        Some(true) => Whether::Answered(Category::Document(Document::NormativeDocument)),
        Some(false) => Whether::Answered(Category::Other),
        None => Whether::Unclear,
    }
}

/// Notes how a category was understood.
fn assume(cells: &mut Cells<'_>, word: String, meaning: String) {
    let field = Field::Category;
    let at = cells.address(field);
    cells.record.assumed.push(Assumed {
        field,
        word,
        meaning,
        at,
    });
}

/// 「行政许可台账」: the most specific name that holds one category, and only one.
pub(super) fn of_names(table: &Table) -> Option<Category> {
    table.names.iter().find_map(in_name)
}

/// The categories that the columns of a table are for.
pub(super) fn of_columns(table: &Table) -> Vec<Category> {
    let has = |fields: &[Field]| fields.iter().any(|f| table.has(*f));
    let is_for = |category: &Category| match category {
        Category::Document(_) => has(&[Field::Repealed, Field::Validity]),
        Category::Decision(_) => has(&[Field::Decided]),
        Category::Fee => has(&[Field::Amount, Field::Charged]),
        Category::Other => false,
    };
    let told: Vec<Category> = Category::COUNTED.into_iter().filter(is_for).collect();
    match told.is_empty() && has(&[Field::Category]) {
        true => Category::COUNTED.into(),
        false => told,
    }
}

fn in_name(name: &str) -> Option<Category> {
    let key = squeeze(name);
    let has = |words: &[&str]| words.iter().any(|w| key.contains(w));
    // 「2022年一季度处罚」
    let when = |c: char| c.is_ascii_digit() || "年度第一二三四季月上下半全".contains(c);
    let bare = key.trim_matches(when);
    let normative = has(&["规范性文件"]);
    let found: Vec<Category> = Category::COUNTED
        .into_iter()
        .filter(|c| match c {
            Category::Document(super::Document::NormativeDocument) => normative,
            Category::Document(super::Document::Regulation) => {
                has(&["规章"]) && !has(&["规章制度"])
            }
            Category::Decision(super::Decision::Licence) => {
                has(&["行政许可", "许可决定", "许可台账", "许可办理"]) || bare == "许可"
            }
            Category::Decision(super::Decision::Penalty) => {
                has(&["行政处罚", "处罚决定", "处罚台账"]) || bare == "处罚"
            }
            Category::Decision(super::Decision::Coercion) => {
                has(&["行政强制", "强制措施", "强制台账"]) || bare == "强制"
            }
            Category::Fee => has(&["收费"]),
            Category::Other => false,
        })
        .collect();
    match found.as_slice() {
        [one] => Some(*one),
        [] if has(&OTHER_WORK) => Some(Category::Other),
        _ => None,
    }
}

/// A table of no name: its headings tell (许可决定日期, 收费金额), or it needs a 类别 column, or it lists
/// publications that no line counts.
fn of_headings(words: &Words, cells: &mut Cells<'_>) -> Option<Category> {
    let table = Arc::clone(&cells.record.table);
    let headings: String = table
        .columns
        .values()
        .map(|(_, h)| squeeze(h))
        .collect::<Vec<_>>()
        .join(" ");
    let told: Vec<Category> = [
        ("许可", Category::Decision(super::Decision::Licence)),
        ("处罚", Category::Decision(super::Decision::Penalty)),
        ("强制", Category::Decision(super::Decision::Coercion)),
    ]
    .into_iter()
    .filter(|(word, _)| headings.contains(word))
    .map(|(_, c)| c)
    .collect();
    if let [one] = told.as_slice() {
        return Some(*one);
    }
    if table.has(Field::Amount)
        && ["收费", "缴费", "征收", "入库", "实收", "执收项目"]
            .iter()
            .any(|w| headings.contains(w))
    {
        return Some(Category::Fee);
    }
    if table.has(Field::Category) {
        let message = format!(
            "「{}」为空，无法知道这一行是规章、规范性文件、许可、处罚、强制还是收费",
            table.heading(Field::Category)
        );
        cells.trouble(&rules::NO_CATEGORY, Field::Category, message);
        return None;
    }
    let has = |fields: &[Field]| fields.iter().any(|f| table.has(*f));
    let of_decisions = has(&[Field::Decided, Field::Amount]);
    let number = cells.squeezed(Field::DocumentNumber);
    let rule = number.as_deref().and_then(series_of_rules);
    if let Some(series) = rule.filter(|_| !of_decisions) {
        let field = Field::DocumentNumber;
        let at = cells.address(field);
        let normative = Category::Document(super::Document::NormativeDocument);
        cells.record.assumed.push(Assumed {
            field,
            word: series.to_owned(),
            meaning: format!("{}（没有类别，按文号）", normative.word()),
            at,
        });
        return Some(normative);
    }
    let of_documents = has(&[Field::Repealed, Field::Validity])
        || repeal::of_names(&table).is_some()
        || number.as_deref().is_some_and(may_be_of_document);
    if !of_decisions && (!of_documents || names_other(words, &table)) {
        return Some(Category::Other);
    }
    let message = "台账没有「类别」列，从工作表名、标题和文件名也看不出是哪一类".to_owned();
    let finding = cells.trouble(&rules::NO_CATEGORY, Field::Category, message);
    if !of_decisions {
        finding.help = "请加一列「类别」，规范性文件写“规范性文件”，规章写“规章”，一般公文写“其他信息”；整张表都是一类的，也可以在工作表名或文件名里写明，如“规范性文件目录”“通知公告”".to_owned();
    }
    None
}

/// Whether a name of a table is that of a category that no line counts: 「二、通知公告」, 「2022年政策解读」.
fn names_other(words: &Words, table: &Table) -> bool {
    const ENDS: [&str; 5] = ["台账", "目录", "列表", "登记", "统计"];
    // what holds all kinds
    const WIDE: [&str; 2] = ["政务公开", "专题"];
    table.names.iter().any(|name| {
        let key = squeeze(name);
        let bare = text::without_item_number(&key);
        let year = |c: char| c.is_ascii_digit() || c == '年' || c == '度';
        let bare = bare.trim_start_matches(year);
        let bare = ENDS
            .iter()
            .find_map(|end| bare.strip_suffix(end))
            .unwrap_or(bare);
        !WIDE.contains(&bare) && words.category(bare) == Meaning::Sure(Category::Other)
    })
}

/// The series of a number of normative documents, as it stands before the year: 甲政规 of 「甲政规〔2022〕1号」.
fn series_of_rules(number: &str) -> Option<&str> {
    let (series, _) = number.split_once('(')?;
    let ends = ["规", "规发", "规字"];
    (may_be_of_document(number) && ends.iter().any(|end| series.ends_with(end))).then_some(series)
}

/// Whether a number is that of a document of an office, 「甲发〔2022〕1号」, 「市政府令第3号」, and not of a letter.
pub(super) fn may_be_of_document(number: &str) -> bool {
    if !number.contains('号') {
        return false;
    }
    let key = squeeze(number);
    let of_year = || {
        let (series, behind) = key.split_once('(')?;
        let (year, number) = behind.split_once(')')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let year = year.trim_end_matches('年');
        let number = number.trim_start_matches('第').strip_suffix('号')?;
        let letter = series.is_empty() || series.ends_with('函');
        Some(!letter && year.len() == 4 && digits(year) && digits(number))
    };
    key.contains("令第") || of_year() == Some(true)
}

fn validity(words: &Words, cells: &mut Cells<'_>) -> Option<Validity> {
    let Some(written) = cells.remark(Field::Validity) else {
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
            unknown(cells, Field::Validity, &written, "有效性");
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
fn is_void(words: &Words, cells: &mut Cells<'_>) -> bool {
    let Some(cell) = cells.field_beside(Field::Validity) else {
        return false;
    };
    let void = validity_of(words, cells, &cell.text) == Meaning::Sure(Validity::Void);
    if void {
        upshot::void_receipt(cells, &cell);
    }
    void
}

/// 金额 in 万元, by the unit in the cell, the 单位 column, the heading or the line above the table.
fn amount(cells: &mut Cells<'_>) -> Option<Decimal> {
    let table = Arc::clone(&cells.record.table);
    let faults = cells.record.troubles.len();
    let Some(written) = cells.text(Field::Amount) else {
        // a table without the column is told once, in [`crate::ledger`]
        if cells.record.troubles.len() == faults && table.has(Field::Amount) {
            let message = format!("「{}」为空，无法计入收费金额", table.heading(Field::Amount));
            cells.trouble(&rules::NOT_AN_AMOUNT, Field::Amount, message);
        }
        return None;
    };
    let in_brackets = negative_of_accounts(&written);
    let read = match number::read(in_brackets.as_deref().unwrap_or(&written)) {
        Ok(read) => read,
        Err(fault) => {
            let message = format!(
                "「{}」中的{}{}",
                table.heading(Field::Amount),
                quote(&written),
                fault.words("金额")
            );
            cells.trouble(&rules::NOT_AN_AMOUNT, Field::Amount, message);
            return None;
        }
    };
    let of_cell = if read.unit.is_empty() {
        None
    } else {
        Some(read.unit.to_string())
    };
    let of_column = cells.remark(Field::AmountUnit).map(String::from);
    let named = of_cell.or(of_column.filter(|u| Money::of(u).is_some()));
    // 「￥2,000.00」 names its unit where nothing else does
    let signed = table.money.is_none() && written.trim_start().starts_with(['¥', '￥']);
    let named = named.or_else(|| signed.then(|| Money::Yuan.word().to_owned()));
    if let (Some(word), Some(heading)) = (&named, Money::within(table.heading(Field::Amount)))
        && Money::of(word).is_some_and(|unit| unit != heading)
    {
        let message = format!(
            "表头写的单位是{}，这一行写的是{}，按这一行计",
            heading.word(),
            quote(word)
        );
        cells.trouble(&rules::UNITS_DISAGREE, Field::Amount, message);
    }
    let unit = match &named {
        Some(word) => Money::of(word),
        None => table.money,
    };
    let Some(unit) = unit else {
        let message = match &named {
            Some(word) => format!(
                "金额{}的单位{}不是元、千元、万元、亿元",
                quote(&written),
                quote(word)
            ),
            None => format!("金额{}没有单位，无法知道是元还是万元", quote(&written)),
        };
        let heading = text::in_toml(table.heading(Field::Amount));
        let help = match (&named, table.money) {
            (Some(_), Some(unit)) => format!(
                "请把这一格改成数字（表上写的单位是{}），或改写成「{}元」「{}万元」的样子",
                unit.word(),
                read.value,
                read.value
            ),
            _ => format!(
                "请在表头写明单位，如「{heading}（元）」或「{heading}（万元）」，或在表上方写「单位：元」"
            ),
        };
        cells
            .trouble(&rules::NO_MONEY_UNIT, Field::Amount, message)
            .help = help;
        return None;
    };
    if cells.is_repeated(Field::Amount) {
        let message = format!(
            "金额{}在合并单元格里，按规则合并的每一行各计一次",
            quote(&written)
        );
        cells.trouble(&rules::REPEATED_NUMBER, Field::Amount, message);
    }
    let amount = unit.in_ten_thousands(read.value);
    if amount.is_none() {
        let fault = Fault::TooLarge.words("金额");
        let message = format!("金额{}{fault}", quote(&written));
        cells.trouble(&rules::NOT_AN_AMOUNT, Field::Amount, message);
    }
    amount.map(|a| a.normalize())
}

/// 「(50)」 as accounts write -50; none for anything else.
fn negative_of_accounts(written: &str) -> Option<String> {
    let key = squeeze(written);
    let inner = key.strip_prefix('(')?.strip_suffix(')')?;
    let digits = inner.starts_with(|c: char| c.is_ascii_digit());
    digits.then(|| format!("-{inner}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_category_only_when_it_names_one() {
        for (name, category) in [
            (
                "行政许可台账",
                Some(Category::Decision(super::super::Decision::Licence)),
            ),
            (
                "2022年行政规范性文件目录",
                Some(Category::Document(
                    super::super::Document::NormativeDocument,
                )),
            ),
            ("行政许可和行政处罚", None),
            (
                "2022年一季度许可",
                Some(Category::Decision(super::super::Decision::Licence)),
            ),
            ("许可公示", None),
            ("规章制度", None),
            ("主动公开台账", None),
            ("收费明细", Some(Category::Fee)),
        ] {
            assert_eq!(in_name(name), category, "{name}");
        }
    }
}
