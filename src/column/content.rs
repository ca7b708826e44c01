//! What cells look like, held against the headings above them: whole columns that say something else than
//! their heading, rows whose cells moved one column aside, hidden rows.
//!
//! A look is judged by a few words that leave no doubt; what an office writes in words of its own looks
//! like nothing in particular and proves nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fee::Fees;
use super::{Field, Kind, Table, cell_at, rules};
use crate::address::{Address, cell_name, column_name};
use crate::book::{Cell, Row, Value};
use crate::date::{self, Seen};
use crate::finding::{Finding, Place, Rule};
use crate::text::{self, quote};

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Date,
    Class,
    Result,
    Category,
    Case,
    Verdict,
    Number,
    /// Nothing in particular.
    Text,
}

impl Look {
    fn word(self) -> &'static str {
        match self {
            Look::Date => "日期",
            Look::Class => "申请人类型",
            Look::Result => "办理结果",
            Look::Category => "信息类别",
            Look::Case => "案件类型",
            Look::Verdict => "案件结果",
            Look::Number => "数字",
            Look::Text => "文字",
        }
    }

    /// What a field's cells should look like; none for a field that may hold anything.
    fn of_field(field: Field) -> Option<Look> {
        Some(match field {
            Field::Received
            | Field::Replied
            | Field::Corrected
            | Field::Withdrawn
            | Field::Issued
            | Field::Published
            | Field::Decided
            | Field::Repealed
            | Field::Charged
            | Field::Accepted
            | Field::Concluded => Look::Date,
            Field::Class | Field::BodyKind => Look::Class,
            Field::Result => Look::Result,
            Field::Category => Look::Category,
            Field::CaseKind => Look::Case,
            Field::Verdict => Look::Verdict,
            Field::Count | Field::Amount => Look::Number,
            Field::Number
            | Field::CaseNumber
            | Field::Applicant
            | Field::Content
            | Field::Title => Look::Text,
            _ => return None,
        })
    }

    /// Whether a cell that looks like `self` cannot be what its heading announces.
    fn contradicts(self, field: Field, expected: Look) -> bool {
        match (expected, self) {
            (_, Look::Text) => false,
            (expected, found) if expected == found => false,
            // a serial number may be a date; a class, a result, a verdict or a category may be a code
            (_, Look::Number) => false,
            // numbers such as 2022-1-5 look like dates
            (Look::Text, Look::Date) => !matches!(field, Field::Number | Field::CaseNumber),
            (Look::Text, Look::Category | Look::Case) => false,
            (Look::Text, _) => matches!(field, Field::Number | Field::CaseNumber),
            _ => true,
        }
    }
}

const CLASSES: &[&str] = &[
    "自然人",
    "公民",
    "法人",
    "法人或其他组织",
    "法人或者其他组织",
    "商业企业",
    "企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "律师事务所",
];

const RESULTS: &[&str] = &[
    "予以公开",
    "同意公开",
    "全部公开",
    "部分公开",
    "予以部分公开",
    "不予公开",
    "不予处理",
    "无法提供",
    "重复申请",
    "信息不存在",
    "本机关不掌握",
    "逾期不补正",
    "其他处理",
    "办理中",
    "属于国家秘密",
    "补正后申请内容仍不明确",
];

const CATEGORIES: &[&str] = &[
    "规章",
    "规范性文件",
    "行政规范性文件",
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政事业性收费",
];

const CASES: &[&str] = &[
    "行政复议",
    "行政诉讼",
    "复议",
    "诉讼",
    "未经复议直接起诉",
    "直接起诉",
    "复议后起诉",
];

const VERDICTS: &[&str] = &[
    "维持",
    "结果维持",
    "驳回",
    "驳回诉讼请求",
    "结果纠正",
    "确认违法",
    "责令履行",
    "尚未审结",
    "审理中",
    "其他结果",
    "调解",
    "终止",
];

/// Characters of the longest of these words.
const LONGEST: usize = 12;

/// Whether a text is a word of a field that leaves no doubt.
pub(super) fn is_word_of(kind: Kind, field: Field, text: &str) -> bool {
    let look = look(kind, &Value::Text(text.into()));
    look.is_some() && look == Look::of_field(field)
}

/// Whether a look is that of a field.
pub(super) fn is_look_of(field: Field, look: Look) -> bool {
    Look::of_field(field) == Some(look)
}

/// Whether the cells of a field are dates.
pub(super) fn holds_dates(field: Field) -> bool {
    Look::of_field(field) == Some(Look::Date)
}

/// Whether a value is a date, or a text that reads as one.
pub(super) fn is_date(value: &Value) -> bool {
    look(Kind::Publications, value) == Some(Look::Date)
}

/// What a cell of a ledger of a kind looks like; none where it is blank.
pub(super) fn look(kind: Kind, value: &Value) -> Option<Look> {
    let written = match value {
        Value::Date(_) => return Some(Look::Date),
        Value::Number(_) | Value::Bool(_) => return Some(Look::Number),
        Value::Error(_) => return None,
        Value::Text(written) => written,
    };
    if text::is_empty(written) {
        return None;
    }
    if begins_with_digit(written) {
        return Some(of_digits(written));
    }
    let Some(key) = text::short_key(written, LONGEST) else {
        return Some(Look::Text);
    };
    let among = |words: &[&str]| words.contains(&&*key);
    Some(match kind {
        Kind::Applications if among(CLASSES) => Look::Class,
        Kind::Applications if among(RESULTS) => Look::Result,
        Kind::Publications if among(CATEGORIES) => Look::Category,
        Kind::Disputes if among(CASES) => Look::Case,
        Kind::Disputes if among(VERDICTS) => Look::Verdict,
        _ => Look::Text,
    })
}

/// Whether a text begins as a number or a date does.
fn begins_with_digit(written: &str) -> bool {
    let first = written.trim_start().chars().next().map(text::half_width);
    first.is_some_and(|c| matches!(c, '0'..='9' | '二' | '〇' | '○'))
}

/// A date, a number, or a text that begins with a digit.
fn of_digits(written: &str) -> Look {
    let key = text::key(written);
    let plain = key.chars().all(|c| c.is_ascii_digit());
    let number = key
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && key.matches('.').count() <= 1;
    match date::parse(written, false) {
        Ok(Seen::Day(_)) if plain && key.len() != 8 => Look::Number,
        Ok(Seen::Day(_)) => Look::Date,
        Ok(Seen::MonthDay(..) | Seen::Month(..)) if key.contains('月') => Look::Date,
        _ if number => Look::Number,
        _ => Look::Text,
    }
}

fn own_look(table: &Table, row: &Row, column: u16) -> Option<Look> {
    look(table.kind, &cell_at(row, column)?.value)
}

/// The same of a cell that may have been looked at.
fn seen_look(table: &Table, cell: &Cell, field: Field, seen: Option<Option<Look>>) -> Option<Look> {
    if let Some(look) = seen {
        return look;
    }
    if cell.anchor.is_some_and(|(_, column)| column != cell.column) {
        return None;
    }
    match &cell.value {
        // nothing that begins so could contradict these
        Value::Text(written)
            if match field {
                // none of the words that could has a digit
                Field::Number | Field::CaseNumber => written.bytes().any(|b| b.is_ascii_digit()),
                Field::Applicant | Field::Content | Field::Title => {
                    !begins_with_digit(written) && !text::is_empty(written)
                }
                _ => false,
            } =>
        {
            Some(Look::Text)
        }
        value => look(table.kind, value),
    }
}

/// A row in which, from some column on, every cell stands one column beside its heading. `fields` are those
/// that should look like something, from left to right, and `against` tells which of them do not.
fn shifted(
    table: &Table,
    row: &Row,
    fields: &[(u16, Field, Look)],
    against: &[bool],
) -> Option<Finding> {
    // before the first contradiction everything may stand where it should
    let first = against.iter().position(|a| *a)?;
    [true, false].into_iter().find_map(|right| {
        let beside = |column: u16| {
            let column = if right {
                column.checked_add(1)?
            } else {
                column.checked_sub(1)?
            };
            own_look(table, row, column)
        };
        let mut found: Vec<Look> = Vec::new();
        for (column, field, expected) in &fields[first..] {
            match beside(*column) {
                Some(look) if look == *expected && look != Look::Text => found.push(look),
                Some(look) if look.contradicts(*field, *expected) => return None,
                _ => {}
            }
        }
        found.sort_unstable();
        let count = found.len();
        found.dedup();
        (count >= 2 && found.len() >= 2).then(|| moved(table, row, &fields[first..], right))
    })
}

fn moved(table: &Table, row: &Row, fields: &[(u16, Field, Look)], right: bool) -> Finding {
    let at = |column: u16| {
        Address {
            row: row.number,
            ..table.at
        }
        .at(column)
    };
    let seen: Vec<(u16, Field, Look)> = fields
        .iter()
        .filter_map(|(column, field, expected)| {
            let own = own_look(table, row, *column)?;
            own.contradicts(*field, *expected)
                .then_some((*column, *field, own))
        })
        .collect();
    let shown: Vec<String> = seen
        .iter()
        .take(3)
        .map(|(column, field, own)| {
            format!(
                "{}（「{}」）里是{}",
                cell_name(at(*column)),
                table.heading(*field),
                own.word()
            )
        })
        .collect();
    let (column, ..) = fields[0];
    let message = format!(
        "这一行从 {} 列起，内容都在表头的{}一列：{}",
        column_name(column),
        if right { "右边" } else { "左边" },
        shown.join("，")
    );
    let mut finding = Finding::new(&rules::SHIFTED, Place::Cell(at(column)), message);
    if let Some(cell) = cell_at(row, column) {
        finding.value = Some(cell.value.text().into_owned());
    }
    for (column, field, _) in seen.iter().skip(1).take(3) {
        finding = finding.related(
            Place::Cell(at(*column)),
            format!("「{}」也不对", table.heading(*field)),
        );
    }
    finding
}

/// What a table's columns have looked like so far.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// The columns that should look like something, from left to right.
    fields: Vec<(u16, Field, Look)>,
    /// What they did look like.
    columns: Vec<Column>,
    /// Of the row being looked at.
    against: Vec<bool>,
    hidden: Vec<u32>,
    /// Rows that are crossed out.
    struck: Vec<u32>,
    /// What is not read of the fees in a ledger of decisions.
    fees: Fees,
    /// 其中行 of the table.
    parts: Vec<u32>,
    /// Columns of a ledger of applications that tell of reviews and suits which followed.
    followed: Vec<(u16, Followed)>,
    /// The rows in which they do, each with the column.
    disputed: Vec<(u32, u16)>,
    /// The name of the sheet says that it is an example.
    example: bool,
    /// Records of such a sheet.
    examples: Vec<u32>,
}

#[derive(Debug, Default)]
struct Column {
    values: u32,
    /// How many contradict the heading, by what they look like, and the first of them.
    against: BTreeMap<Look, (u32, Vec<(u32, String)>)>,
}

/// More fields than a ledger has that should look like something.
const WATCHED: usize = 32;

impl Watch {
    /// A table begins.
    pub(super) fn begin(&mut self, table: &Table) {
        let fields = table.columns.iter();
        let fields =
            fields.filter_map(|(field, (at, _))| Some((*at, *field, Look::of_field(*field)?)));
        self.fields = fields.collect();
        self.fields.sort_unstable_by_key(|(column, ..)| *column);
        self.columns = self.fields.iter().map(|_| Column::default()).collect();
        self.followed = match table.kind {
            Kind::Applications => {
                let headings = table.headings.iter();
                let unread = headings.filter(|(at, _)| !table.reads(*at));
                let of = unread.filter_map(|(at, h)| Some((*at, followed(h)?)));
                of.collect()
            }
            Kind::Publications | Kind::Disputes => Vec::new(),
        };
        self.fees = Fees::of(table);
    }

    /// The name of the sheet says that its rows are examples.
    pub(super) fn of_example(&mut self) {
        self.example = true;
    }

    /// A record was read, of which it was `seen` what some cells look like. A finding where they stand one column
    /// beside their headings.
    pub(super) fn see(
        &mut self,
        table: &Table,
        row: &Row,
        seen: &[Option<Option<Look>>],
    ) -> Option<Finding> {
        if row.hidden {
            self.hidden.push(row.number);
        }
        if row.struck {
            self.struck.push(row.number);
        }
        if self.example {
            self.examples.push(row.number);
        }
        let told = self.followed.iter().find(|(column, followed)| {
            cell_at(row, *column).is_some_and(|cell| tells_dispute(*followed, &cell.value))
        });
        if let Some((column, _)) = told {
            self.disputed.push((row.number, *column));
        }
        self.fees.see(row);
        let mut looks = [None; WATCHED];
        self.against.clear();
        let mut place = 0;
        for at in 0..self.fields.len() {
            let (column, field, expected) = self.fields[at];
            while row.cells.get(place).is_some_and(|c| c.column < column) {
                place += 1;
            }
            let cell = row.cells.get(place).filter(|c| c.column == column);
            let own = cell
                .and_then(|cell| seen_look(table, cell, field, seen.get(place).copied().flatten()));
            self.against
                .push(own.is_some_and(|own| own.contradicts(field, expected)));
            if let Some(place) = looks.get_mut(at) {
                *place = own;
            }
        }
        if self.against.iter().filter(|a| **a).count() >= 2 {
            let shifted = shifted(table, row, &self.fields, &self.against);
            if shifted.is_some() {
                return shifted;
            }
        }
        for (at, own) in looks.iter().enumerate().take(self.fields.len()) {
            let Some(own) = *own else { continue };
            let column = &mut self.columns[at];
            column.values += 1;
            if self.against[at] {
                let (count, first) = column.against.entry(own).or_default();
                *count += 1;
                if first.len() < 3
                    && let Some(cell) = cell_at(row, self.fields[at].0)
                {
                    first.push((row.number, cell.value.text().into_owned()));
                }
            }
        }
        None
    }

    /// A row was left out as a part of what the one above counts.
    pub(super) fn part(&mut self, row: u32) {
        self.parts.push(row);
    }

    /// A table ends: its columns that contradict their headings, and its 其中行.
    pub(super) fn tell(&mut self, table: &Arc<Table>, findings: &mut Vec<Finding>) {
        findings.extend(self.fees.tell(table));
        let parts = std::mem::take(&mut self.parts);
        if let Some(first) = parts.first() {
            let message = format!(
                "有 {} 行是“其中”的一部分，已包含在上面的行里，没有再计：{}",
                parts.len(),
                ranges(&parts)
            );
            let at = Address {
                row: *first,
                ..table.at
            };
            findings.push(Finding::new(&rules::PARTS, Place::Cell(at), message));
        }
        let disputed = std::mem::take(&mut self.disputed);
        if let Some((first, column)) = disputed.first() {
            let rows: Vec<u32> = disputed.iter().map(|(row, _)| *row).collect();
            let headings = self.followed.iter();
            let headings = headings.filter_map(|(at, _)| table.heading_of_column(*at));
            let message = format!(
                "有 {} 件申请的「{}」列写到复议或诉讼（{}），这些列没有用到；没有复议诉讼台账计入案件，表四都是 0",
                rows.len(),
                headings.collect::<Vec<_>>().join("」「"),
                ranges(&rows)
            );
            let at = Address {
                row: *first,
                ..table.at
            };
            findings.push(Finding::new(
                &rules::FOLLOWED,
                Place::Cell(at.at(*column)),
                message,
            ));
        }
        let columns = std::mem::take(&mut self.columns);
        let fields = std::mem::take(&mut self.fields);
        let columns: BTreeMap<Field, Column> = fields
            .into_iter()
            .map(|(_, field, _)| field)
            .zip(columns)
            .collect();
        let looks: BTreeMap<Field, Look> = columns
            .iter()
            .filter_map(|(field, column)| Some((*field, column.contradiction()?)))
            .collect();
        for (field, found) in &looks {
            let (Some(at), Some(column)) = (table.column(*field), columns.get(field)) else {
                continue;
            };
            let Some((count, first)) = column.against.get(found) else {
                continue;
            };
            let sample = first.first().map_or("", |(_, text)| text.as_str());
            let message = format!(
                "「{}」列有 {} 个值，其中 {count} 个看上去是{}，如{}，与表头不符",
                table.heading(*field),
                column.values,
                found.word(),
                quote(sample)
            );
            let mut finding =
                Finding::new(&rules::CONTRADICTS, Place::Cell(table.at.at(at)), message)
                    .value(table.heading(*field));
            let swapped = looks.iter().find(|(other, look)| {
                Look::of_field(**other) == Some(*found) && Look::of_field(*field) == Some(**look)
            });
            if let Some((other, _)) = swapped {
                finding = finding.help(format!(
                    "「{}」列和「{}」列的内容可能放反了：请核对两列的表头，改正后再运行",
                    table.heading(*field),
                    table.heading(*other)
                ));
            }
            for (row, _) in first {
                let address = Address {
                    row: *row,
                    ..table.at
                };
                finding = finding.related(
                    Place::Cell(address.at(at)),
                    format!("看上去是{}", found.word()),
                );
            }
            findings.push(finding);
        }
    }

    /// The sheet ends: its hidden rows.
    pub(super) fn end(&mut self, file: u32, sheet: u16, findings: &mut Vec<Finding>) {
        let examples = std::mem::take(&mut self.examples);
        if !examples.is_empty() {
            let message = format!(
                "从名称看这张工作表是示例，里面有 {} 行登记，照常计入：{}",
                examples.len(),
                ranges(&examples)
            );
            findings.push(Finding::new(
                &rules::EXAMPLES,
                Place::Sheet(file, sheet),
                message,
            ));
        }
        let hidden = std::mem::take(&mut self.hidden);
        findings.extend(looking(
            (file, sheet),
            &hidden,
            (&rules::HIDDEN_ROWS, "被隐藏", "隐藏的行"),
        ));
        let struck = std::mem::take(&mut self.struck);
        findings.extend(looking(
            (file, sheet),
            &struck,
            (&rules::STRUCK_ROWS, "整行划了删除线", "划去的行"),
        ));
    }
}

/// Of rows that look as if they should not count, and do.
fn looking(
    (file, sheet): (u32, u16),
    rows: &[u32],
    (rule, how, which): (&'static Rule, &str, &str),
) -> Option<Finding> {
    if rows.is_empty() {
        return None;
    }
    let message = format!("有 {} 行登记{how}，照常计入：{}", rows.len(), ranges(rows));
    let finding = Finding::new(rule, Place::Sheet(file, sheet), message);
    let places = rows.iter().take(3).map(|row| {
        Place::Cell(Address {
            file,
            sheet,
            row: *row,
            column: None,
        })
    });
    Some(places.fold(finding, |finding, place| finding.related(place, which)))
}

/// 「是否复议」, 「是否提起行政诉讼」; 「是否经过复议」 asks of a suit.
pub(super) fn asks_whether(heading: &str) -> bool {
    let key = text::squeeze(heading);
    let asks = key.starts_with("是否") && !key.contains('经') && !key.contains('先');
    asks && (key.ends_with("复议") || key.ends_with("诉讼"))
}

/// What a column of a ledger of applications tells of a review or a suit that followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Followed {
    /// Whether there was one.
    Whether,
    /// How it ended.
    Result,
}

/// The same of a heading.
fn followed(heading: &str) -> Option<Followed> {
    let key = text::squeeze(heading);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if asks_whether(heading) {
        return Some(Followed::Whether);
    }
    let of_case = has(&["复议", "诉讼", "裁判", "判决"]);
    (of_case && has(&["结果", "结论", "复议决定", "裁判情况"]) && !has(&["日期", "时间"]))
        .then_some(Followed::Result)
}

/// Whether a cell says that there was a review or a suit.
fn tells_dispute(followed: Followed, value: &Value) -> bool {
    let written = value.text();
    let yes = text::yes_no(&written);
    match followed {
        Followed::Whether => yes == Some(true),
        Followed::Result => {
            let none = ["无", "未", "没", "否", "不涉及"];
            let key = text::squeeze(&written);
            !text::is_empty(&written)
                && yes != Some(false)
                && !none.iter().any(|word| key.starts_with(word))
        }
    }
}

/// Whether the name of a sheet says that what stands in it is an example.
pub(super) fn names_example(name: &str) -> bool {
    let key = text::squeeze(name);
    let bare = key.trim_matches(|c: char| !c.is_alphabetic());
    ["样表", "样例", "范例", "范本", "填写示例", "填报示例"]
        .iter()
        .any(|word| key.contains(word))
        || bare.ends_with("示例")
}

impl Column {
    /// What most of its values look like, where that is not what the heading says.
    fn contradiction(&self) -> Option<Look> {
        let (look, (count, _)) = self
            .against
            .iter()
            .max_by_key(|(look, (count, _))| (*count, std::cmp::Reverse(**look)))?;
        (*count >= 3 && count * 5 >= self.values * 4).then_some(*look)
    }
}

/// 「第5–7、9行」: at most twelve stretches.
fn ranges(rows: &[u32]) -> String {
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => stretches.push((*row, *row)),
        }
    }
    let shown: Vec<String> = stretches
        .iter()
        .take(12)
        .map(|(from, to)| match from == to {
            true => from.to_string(),
            false => format!("{from}–{to}"),
        })
        .collect();
    let more = if stretches.len() > 12 { "等" } else { "" };
    format!("第{}{more}行", shown.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_look_like_what_people_take_them_for() {
        for (written, seen) in [
            ("2022-01-05", Some(Look::Date)),
            ("20220105", Some(Look::Date)),
            ("二〇二二年一月五日", Some(Look::Date)),
            ("4月29日", Some(Look::Date)),
            ("2022.4", Some(Look::Number)),
            ("1.5", Some(Look::Number)),
            ("2022003", Some(Look::Number)),
            ("44680", Some(Look::Number)),
            ("2022-001号", Some(Look::Text)),
            ("自然人", Some(Look::Class)),
            ("不予公开", Some(Look::Result)),
            ("请求公开预算", Some(Look::Text)),
            ("—", None),
        ] {
            assert_eq!(
                look(Kind::Applications, &Value::Text(written.into())),
                seen,
                "{written}"
            );
        }
    }
}
