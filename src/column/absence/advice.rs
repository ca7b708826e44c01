//! 写明各列: lines of settings that make a ledger of headings which nobody knows, by what stands in the first row below
//! them.
//!
//! In: headings, the fields that they name for a kind of ledger, and a row of data. Out: lines for `[headings]`; none
//! where too little can be told.

use super::super::content::{self, Look, look};
use super::super::header::{is_core, is_of_another_day};
use super::super::{Field, Kind, is_number};
use super::looks::{is_day, when};
use crate::book::{Row, Value};
use crate::text::{in_toml, squeeze};

/// A column, its heading, and the field that it names.
pub(super) type Named = (u16, String, Option<Field>);

/// Headings as those of one kind of ledger, above a row of data.
#[derive(Clone, Copy)]
pub(super) struct Headed<'h> {
    pub(super) kind: Kind,
    pub(super) columns: &'h [Named],
    pub(super) data: &'h Row,
}

impl Headed<'_> {
    /// The fields by which a header is known that are named.
    pub(super) fn fields(&self) -> impl Iterator<Item = Field> {
        let fields = self.columns.iter().filter_map(|(_, _, field)| *field);
        fields.filter(|field| is_core(self.kind, *field))
    }

    /// Lines of settings that make a ledger of the kind of it; `names` are those of the sheet and its file.
    pub(super) fn lines(&self, names: &[String]) -> Vec<String> {
        let fields = match self.kind {
            Kind::Applications => self.of_applications(),
            Kind::Publications => self.of_publications(names),
            Kind::Disputes => self.of_disputes(),
        };
        if self.fields().count() + fields.len() < 2 {
            return Vec::new();
        }
        let line = |(heading, field): (&str, Field)| {
            format!("\"{}\" = \"{}\"", in_toml(heading), field.word())
        };
        fields.into_iter().map(line).collect()
    }

    /// Who asked, when, and what was done about it and when.
    fn of_applications(&self) -> Vec<(&str, Field)> {
        let class = self.holding(Field::Class, Look::Class);
        let result = self.holding(Field::Result, Look::Result);
        let days = self.days(Field::Received, Field::Replied);
        [class, result].into_iter().flatten().chain(days).collect()
    }

    /// Which kind of case, when it was taken up and when it ended, and how.
    fn of_disputes(&self) -> Vec<(&str, Field)> {
        let kind = self.holding(Field::CaseKind, Look::Case);
        let verdict = self.holding(Field::Verdict, Look::Verdict);
        let days = self.days(Field::Accepted, Field::Concluded);
        [kind, verdict].into_iter().flatten().chain(days).collect()
    }

    /// A day of the decision and its number, or what it was about.
    fn of_publications(&self, names: &[String]) -> Vec<(&str, Field)> {
        let names_one = |word: &str| names.iter().take(2).any(|name| name.contains(word));
        let day = match () {
            () if names_one("收费") => Field::Charged,
            () if names_one("规章") || names_one("规范性文件") => Field::Issued,
            () => Field::Decided,
        };
        let known: Vec<Field> = self.fields().collect();
        let has_day = known.iter().any(|field| content::holds_dates(*field));
        let days = self.free(is_day).into_iter();
        let days = days.filter(|(_, heading)| !is_of_another_day(day, heading));
        let nearest = days.min_by_key(|(_, heading)| how_far(heading));
        let nearest = nearest.filter(|_| !has_day);
        let text = |value: &Value| !is_day(value) && matches!(value, Value::Text(_));
        let numbered = known.contains(&Field::DocumentNumber);
        let number = self
            .free(|value| text(value) || matches!(value, Value::Number(_)))
            .into_iter()
            .find(|(_, heading)| is_of_number(heading))
            .filter(|_| !numbered);
        let charges = names_one("收费") && !known.contains(&Field::Amount);
        let amount = self
            .free(|value| !is_day(value) && is_number(value))
            .into_iter()
            .find(|(_, heading)| !is_of_number(heading))
            .filter(|_| charges);
        let mut lines: Vec<(&str, Field)> = nearest
            .map(|(_, heading)| (heading, day))
            .into_iter()
            .chain(number.map(|(_, heading)| (heading, Field::DocumentNumber)))
            .chain(amount.map(|(_, heading)| (heading, Field::Amount)))
            .collect();
        if known.len() + lines.len() < 2 {
            let title = self
                .free(text)
                .into_iter()
                .find(|(_, heading)| !is_of_number(heading));
            lines.extend(title.map(|(_, heading)| (heading, Field::Title)));
        }
        lines
    }

    /// The heading of a field that none names, by the look of what stands below it.
    fn holding(&self, field: Field, expected: Look) -> Option<(&str, Field)> {
        let known = self.columns.iter().any(|(.., named)| *named == Some(field));
        let mut found = self
            .free(|value| look(self.kind, value) == Some(expected))
            .into_iter();
        let (_, heading) = found.next().filter(|_| !known)?;
        Some((heading, field))
    }

    /// The headings of the days when something began and when it ended, as far as none names them: of several the
    /// earliest is the first and the latest the last; one alone is that of the beginning.
    fn days(&self, begun: Field, ended: Field) -> Vec<(&str, Field)> {
        let known = |field| self.columns.iter().any(|(.., named)| *named == Some(field));
        let days = self.free(is_day).into_iter();
        let days = days.filter(|(_, heading)| !is_of_another_day(ended, heading));
        let mut days: Vec<_> = days.collect();
        days.sort_by_key(|(value, _)| when(value));
        let mut days = days.into_iter().map(|(_, heading)| heading);
        let first = match known(begun) {
            true => None,
            false => days.next(),
        };
        let last = days.next_back().filter(|_| !known(ended));
        let first = first.map(|heading| (heading, begun));
        first
            .into_iter()
            .chain(last.map(|heading| (heading, ended)))
            .collect()
    }

    /// Columns of which nobody knows the field and whose value is one of a kind, with their headings.
    fn free(&self, is: impl Fn(&Value) -> bool) -> Vec<(&Value, &str)> {
        let free = self.columns.iter().filter(|(_, heading, field)| {
            field.is_none() && !matches!(squeeze(heading).as_str(), "序号" | "编号" | "备注")
        });
        let held = free.filter_map(|(column, heading, _)| {
            let mut own = self.data.cells.iter();
            let cell = own.find(|cell| cell.column == *column)?;
            Some((&cell.value, heading.as_str()))
        });
        held.filter(|(value, _)| is(value)).collect()
    }
}

/// Whether a heading is that of a number of a document.
fn is_of_number(heading: &str) -> bool {
    const OTHERS: [&str; 5] = ["证件", "身份", "信用", "电话", "账号"];
    let key = squeeze(heading);
    let ends = ["号", "号码"].iter().any(|end| key.ends_with(end));
    ends && !OTHERS.iter().any(|word| key.contains(word))
}

/// How far a heading is from that of the day of a decision: 决定, then what ends the work, then any other day.
fn how_far(heading: &str) -> usize {
    const DECIDED: [&str; 1] = ["决定"];
    const ENDED: [&str; 8] = [
        "办结", "作出", "批准", "审批", "核准", "发证", "完成", "下达",
    ];
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    match (has(&DECIDED), has(&ENDED)) {
        (true, _) => 0,
        (_, true) => 1,
        _ => 2,
    }
}
