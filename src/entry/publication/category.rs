//! 类别: which line of section 二 a publication is of, or that it is of none.
//!
//! In: the cells of a row and the names around its table. Out: its category, and what is to be said of it.

use std::sync::Arc;

use super::super::dictionary::Meaning;
use super::super::request::unknown;
use super::super::words::Words;
use super::super::{Assumed, Category, Decision, Document, cell::Cells, repeal, rules, upshot};
use super::about;
use crate::column::{Field, OTHER_WORK, Table};
use crate::number;
use crate::text::{self, squeeze, yes_no};

/// The category of the row, or of the whole table by its name or its headings.
pub(super) fn category(words: &Words, cells: &mut Cells<'_>) -> Option<Category> {
    let table = Arc::clone(&cells.record.table);
    let about = named_about(&table);
    let of_table = match about {
        Some(_) => Some(Category::Other),
        None => named(&table),
    };
    let faults = cells.record.troubles.len();
    let Some(word) = cells.word(words, Field::Category) else {
        if cells.record.troubles.len() > faults {
            return None;
        }
        // a sheet called 政策解读 is what it is
        if let Some((named, name)) = about.filter(|_| !names_other(words, &table)) {
            let meaning = format!("其他信息（不计入{}）", named.word());
            assume_by_name(cells, name, meaning);
        }
        return of_table.or_else(|| of_headings(words, cells));
    };
    let told = match (words.category(&word), whether(cells, &word)) {
        (Meaning::Sure(category), _) | (_, Whether::Answered(category)) => Meaning::Sure(category),
        (_, Whether::Unclear) => {
            unknown((words, cells), Field::Category, &word, "类别");
            return None;
        }
        (told, Whether::NotAsked) => told,
    };
    let table = Arc::clone(&cells.record.table);
    let heading = table.heading(Field::Category);
    // 「罚款」, 「代履行」: what kind of decision it was tells the line, but where the name tells that already
    let told = match Words::kind_of_decision(&word) {
        Some(kind)
            if of_table.is_none()
                && table.has(Field::Decided)
                && !matches!(told, Meaning::Sure(_)) =>
        {
            Meaning::Assumed(kind)
        }
        _ => told,
    };
    match (&told, of_table) {
        // 「行政许可类」 in a list of documents is what they are about
        (Meaning::Assumed(Category::Decision(_) | Category::Fee), Some(named))
            if matches!(named, Category::Document(_))
                && is_topic(&word)
                && !table.has(Field::Decided) =>
        {
            let meaning = format!("{}（按名称）", named.word());
            assume(cells, word, meaning);
            return Some(named);
        }
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
        // it does not count, as is said of it elsewhere
        (_, Some(Category::Fee)) if upshot::takes_back(heading, &word) => {
            return Some(Category::Fee);
        }
        // a code of what the work is may be that of another kind than the name tells
        (_, named) if is_handling(&word, heading, named) => {
            return of_handling(words, cells, word, named);
        }
        // a table named after one category may divide it further (许可类别: 普通)
        (_, Some(named)) => {
            let meaning = format!("{}（按名称）", named.word());
            assume(cells, word, meaning);
            return Some(named);
        }
        _ => {}
    }
    if text::is_ditto(&word) {
        unknown((words, cells), Field::Category, &word, "类别");
        return None;
    }
    let key = squeeze(&word);
    let counted = Category::COUNTED.iter().map(|c| c.word());
    let mut counted = counted.chain(["规范性文件"]);
    if counted.any(|c| strsim::damerau_levenshtein(c, &key) == 1 && key.chars().count() >= 3) {
        unknown((words, cells), Field::Category, &word, "类别");
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

/// Whether a category says how a matter is handled, or is a code of a system's: neither tells which line counts it. In a
/// table whose name tells, only a code below a heading that asks for the kind of work may be another one's.
fn is_handling(word: &str, heading: &str, named: Option<Category>) -> bool {
    const ASKS: [&str; 6] = ["事项", "权力", "职权", "行政行为", "执法行为", "执法"];
    match named {
        Some(Category::Other) => false,
        Some(_) => text::is_code(word) && ASKS.iter().any(|asks| heading.contains(asks)),
        None => text::is_code(word) || Words::is_handling(word),
    }
}

/// The category of a row whose own word tells none: that of the headings, if the name tells no other; an error where they
/// tell none and the row may be counted.
fn of_handling(
    words: &Words,
    cells: &mut Cells<'_>,
    word: String,
    named: Option<Category>,
) -> Option<Category> {
    let table = Arc::clone(&cells.record.table);
    let told = told_by_headings(&table);
    if let Some(told) = told.filter(|told| named.is_none_or(|named| named == *told)) {
        assume(cells, word, format!("{}（按表头）", told.word()));
        return Some(told);
    }
    let counted = [
        Field::Decided,
        Field::Amount,
        Field::Charged,
        Field::Repealed,
        Field::Validity,
        Field::DocumentNumber,
    ];
    if named.is_none() && !counted.iter().any(|field| table.has(*field)) {
        return Some(Category::Other);
    }
    unknown((words, cells), Field::Category, &word, "类别");
    None
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

/// Notes that a name of the table decides, and not of what it lists.
fn assume_by_name(cells: &mut Cells<'_>, name: &str, meaning: String) {
    cells.record.assumed.push(Assumed {
        field: Field::Category,
        word: name.to_owned(),
        meaning,
        at: cells.record.at,
    });
}

/// 「行政许可台账」: the most specific name that holds one category, and only one.
pub(in crate::entry) fn of_names(table: &Table) -> Option<Category> {
    match named_about(table) {
        Some(_) => Some(Category::Other),
        None => named(table),
    }
}

/// What the names tell, the most specific first: those of parts of the office, 「二、行政许可科」, only where no other does, and
/// those of topics not of a list of documents.
fn named(table: &Table) -> Option<Category> {
    let names = table.names.iter();
    let told: Vec<_> = names
        .filter_map(|name| Some((name, in_name(name)?)))
        .collect();
    let of_work = told.iter().find(|(name, _)| !names_part_of_office(name));
    let (_, first) = *of_work.or(told.first())?;
    // 「二、行政处罚类」 in a list of documents is what they are about
    let counts = matches!(first, Category::Decision(_) | Category::Fee);
    let decides = [Field::Decided, Field::Amount, Field::Charged];
    let documented = table.has(Field::Issued) && !decides.iter().any(|field| table.has(*field));
    let mut alike = told.iter().filter(|(_, named)| *named == first);
    let topic = alike.next().is_some_and(|(name, _)| is_topic(name));
    let mut named = told.iter().map(|(_, named)| *named);
    let document = named.find(|named| matches!(named, Category::Document(_)));
    document
        .filter(|_| counts && documented && topic)
        .or(Some(first))
}

/// Whether a name or a category is that of a topic: 「行政处罚类」.
fn is_topic(name: &str) -> bool {
    squeeze(name).ends_with('类')
}

/// Whether a name is that of a part of an office and no kind of work: 「行政许可科」, 「收费大厅」.
fn names_part_of_office(name: &str) -> bool {
    const ENDS: [&str; 10] = [
        "科", "股", "处", "队", "室", "组", "所", "窗口", "中心", "大厅",
    ];
    let key = squeeze(name);
    ENDS.iter().any(|end| key.ends_with(end))
}

/// The documents or decisions that a table is about without listing them, and the name that says so.
fn named_about(table: &Table) -> Option<(Category, &str)> {
    if about::tells_decisions(table) {
        return None;
    }
    let counted = |c: &Category| matches!(c, Category::Document(_) | Category::Decision(_));
    let category = named(table).filter(counted)?;
    let names = (&table.names, category);
    let name = about::name(names, &|name| in_name(name).is_some())?;
    Some((category, name))
}

/// The categories that the columns of a table are for.
pub(in crate::entry) fn of_columns(table: &Table) -> Vec<Category> {
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
    // 「行政许可工本费」 is charged
    if key.ends_with('费') && !key.ends_with("收费") {
        return has(&["收费", "工本费"]).then_some(Category::Fee);
    }
    let found: Vec<Category> = Category::COUNTED
        .into_iter()
        .filter(|c| match c {
            Category::Document(Document::NormativeDocument) => normative,
            Category::Document(Document::Regulation) => has(&["规章"]) && !has(&["规章制度"]),
            Category::Decision(Decision::Licence) => {
                has(&["行政许可", "许可决定", "许可台账", "许可办理"]) || bare == "许可"
            }
            Category::Decision(Decision::Penalty) => {
                has(&["行政处罚", "处罚决定", "处罚台账"]) || bare == "处罚"
            }
            Category::Decision(Decision::Coercion) => {
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

/// The one category that the headings of a table tell: 许可决定日期, 收费金额.
fn told_by_headings(table: &Table) -> Option<Category> {
    let headings: String = table
        .columns
        .values()
        .map(|(_, h)| squeeze(h))
        .collect::<Vec<_>>()
        .join(" ");
    let told: Vec<Category> = [
        ("许可", Category::Decision(Decision::Licence)),
        ("处罚", Category::Decision(Decision::Penalty)),
        ("强制", Category::Decision(Decision::Coercion)),
    ]
    .into_iter()
    .filter(|(word, _)| headings.contains(word))
    .map(|(_, c)| c)
    .collect();
    if let [one] = told.as_slice() {
        return Some(*one);
    }
    let charged = ["收费", "缴费", "征收", "入库", "实收", "执收项目"];
    let charged = charged.iter().any(|w| headings.contains(w));
    (table.has(Field::Amount) && charged).then_some(Category::Fee)
}

/// A table of no name: its headings tell, or it needs a 类别 column, or it lists publications that no line counts.
fn of_headings(words: &Words, cells: &mut Cells<'_>) -> Option<Category> {
    let table = Arc::clone(&cells.record.table);
    if let Some(told) = told_by_headings(&table) {
        return Some(told);
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
        let normative = Category::Document(Document::NormativeDocument);
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
pub(in crate::entry) fn may_be_of_document(number: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_category_only_when_it_names_one() {
        for (name, category) in [
            ("行政许可台账", Some(Category::Decision(Decision::Licence))),
            (
                "2022年行政规范性文件目录",
                Some(Category::Document(Document::NormativeDocument)),
            ),
            ("行政许可和行政处罚", None),
            (
                "2022年一季度许可",
                Some(Category::Decision(Decision::Licence)),
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
