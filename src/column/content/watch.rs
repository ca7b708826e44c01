//! 列的情况: what the records of a table have looked like so far, column by column and row by row.
//!
//! In: records as they are told. Out: doubts of columns that say something else than their heading, of rows that moved
//! one column aside, are hidden or crossed out, are parts or examples, or tell of a review or a suit.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::fee::Fees;
use super::super::refused::Refused;
use super::super::tree::Tree;
use super::super::{Field, Kind, Table, cell_at, rules};
use super::{Look, begins_with_digit, look};
use crate::address::{Address, cell_name, column_name};
use crate::book::{Cell, Row, Value};
use crate::finding::{Finding, Place, Rule};
use crate::text::{self, quote};

fn own_look(table: &Table, row: &Row, column: u16) -> Option<Look> {
    look(table.kind, &cell_at(row, column)?.value)
}

/// How the cell of a field looks; `seen` is the look that was had at it, if one was.
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
pub(in crate::column) struct Watch {
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
    /// What is not read of the refusals beside a quantity.
    refused: Refused,
    /// Rows that stand above the rows that they are made of.
    tree: Tree,
    /// 其中行 of the table.
    parts: Vec<u32>,
    /// Columns of a ledger of applications that tell of reviews and suits which followed.
    followed: Vec<(u16, Followed)>,
    /// The rows in which they do, each with the column.
    disputed: Vec<(u32, u16)>,
    /// What a name says that the table is beside a ledger: an example, or void; and the name.
    beside: Option<(Beside, String)>,
    /// Records of such a table.
    besides: Vec<u32>,
}

/// What the names of a table may say that it is, so that its records are hardly to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// 样表, 示例
    Example,
    /// 作废, 备份, 旧版
    Void,
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
    pub(in crate::column) fn begin(&mut self, table: &Table) {
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
        self.refused = Refused::of(table);
        self.tree = Tree::of(table);
    }

    /// The names of the sheet are these, its own first where it has one: they may say that its rows are none to be
    /// counted.
    pub(in crate::column) fn named(&mut self, own: Option<&str>, names: &[&str]) {
        let example = own.filter(|name| names_example(name));
        let example = example.map(|name| (Beside::Example, name.to_owned()));
        let void = || names.iter().find(|name| names_void(name)).copied();
        self.beside = example.or_else(|| Some((Beside::Void, void()?.to_owned())));
    }

    /// A record was read, of which it was `seen` what some cells look like. A finding where they stand one column
    /// beside their headings.
    pub(in crate::column) fn see(
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
        if self.beside.is_some() {
            self.besides.push(row.number);
        }
        let told = self.followed.iter().find(|(column, followed)| {
            cell_at(row, *column).is_some_and(|cell| tells_dispute(*followed, &cell.value))
        });
        if let Some((column, _)) = told {
            self.disputed.push((row.number, *column));
        }
        self.fees.see(row);
        self.refused.see(row);
        self.tree.see(row);
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
    pub(in crate::column) fn part(&mut self, row: u32) {
        self.parts.push(row);
    }

    /// A table ends: its columns that contradict their headings, and its 其中行.
    pub(in crate::column) fn tell(&mut self, table: &Arc<Table>, findings: &mut Vec<Finding>) {
        findings.extend(self.fees.tell(table));
        findings.extend(self.refused.tell(table));
        findings.extend(self.tree.tell(table));
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
    pub(in crate::column) fn end(&mut self, file: u32, sheet: u16, findings: &mut Vec<Finding>) {
        let besides = std::mem::take(&mut self.besides);
        if let (Some((what, name)), false) = (&self.beside, besides.is_empty()) {
            let rows = format!(
                "里面有 {} 行登记，照常计入：{}",
                besides.len(),
                ranges(&besides)
            );
            let message = match what {
                Beside::Example => format!("从名称看这张工作表是示例，{rows}"),
                Beside::Void => format!("从名称{}看是不用的，{rows}", quote(name)),
            };
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
pub(in crate::column) fn asks_whether(heading: &str) -> bool {
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

/// What a heading of a ledger of applications asks of a review or a suit that followed.
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

/// Whether the name of a sheet, a file or a folder says that what stands in it is void or kept for nothing but itself.
fn names_void(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "作废",
        "废弃",
        "停用",
        "旧版",
        "旧表",
        "备份",
        "草稿",
        "回收站",
        "不计入",
        "勿用",
        "已删除",
        "未通过",
    ];
    let key = text::squeeze(name);
    WORDS.iter().any(|word| key.contains(word)) || key.ends_with("测试")
}

/// Whether the name of a sheet says that what stands in it is an example.
fn names_example(name: &str) -> bool {
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
