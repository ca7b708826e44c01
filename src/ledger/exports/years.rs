//! 年份: days whose year is not the one that the number of their row names, before it or after, or that stand out of order
//! by their year alone, and days before there was anything to register.
//!
//! In: all rows. Out: a doubt for each table that has some, at its first such day. In January last year's date is soon
//! written; a row of it falls out of the year, or comes into it as carried over.

use jiff::civil::{Date, date};

use super::super::rows::{Part, Rows};
use super::super::{Terms, rules};
use super::order;
use crate::address::Address;
use crate::column::{Field, Table};
use crate::entry::Category;
use crate::finding::{Finding, Place};
use crate::text::{self, quote};

/// The day on which the 条例 came into force: nothing was applied for before.
const FIRST: Date = date(2008, 5, 1);

/// Days before the year on which what is numbered in it may have come, and after it on which it may be dated.
const TURN: i64 = 31;

/// What rows of a table do not agree in.
struct Astray<'r> {
    table: &'r Table,
    /// Their cells, with what is said of the first one.
    told: Vec<(Address, String)>,
}

/// Cells that are named, at most.
const NAMED: usize = 10;

pub(super) fn judge(rows: &Rows, terms: &Terms, findings: &mut Vec<Finding>) {
    let mut tables: Vec<Astray<'_>> = Vec::new();
    for astray in rows.of_parts(|part| Astray::of(part, rows, terms)) {
        match tables.last_mut().filter(|t| t.table.at == astray.table.at) {
            Some(before) => before.told.extend(astray.told),
            None => tables.push(astray),
        }
    }
    findings.extend(tables.into_iter().filter_map(Astray::doubt));
}

impl<'r> Astray<'r> {
    fn of(part: &'r Part, rows: &Rows, terms: &Terms) -> Self {
        let table = &*part.table;
        let year = terms.year;
        let mut told = Vec::new();
        let touches = |period: crate::period::Period| {
            period.from <= year.span().to && period.to >= year.start
        };
        if table.period.is_none_or(touches) {
            let each = (0..part.len()).filter_map(|at| {
                let by_number = astray(part, at, rows, terms);
                by_number.or_else(|| out_of_order(part, at, terms))
            });
            told.extend(each);
        }
        Astray { table, told }
    }

    fn doubt(self) -> Option<Finding> {
        let mut told = self.told.iter();
        let (first, message) = told.next()?;
        let message = match self.told.len() {
            1 => message.clone(),
            count => format!("{message}；这样的登记本表有 {count} 行"),
        };
        let finding = Finding::new(&rules::OTHER_YEAR, Place::Cell(*first), message);
        let others = told.take(NAMED - 1);
        Some(others.fold(finding, |finding, (at, _)| {
            finding.related(Place::Cell(*at), "同样的一行")
        }))
    }
}

/// The day of a row that is astray, and what is to be said of it.
fn astray(part: &Part, at: u32, rows: &Rows, terms: &Terms) -> Option<(Address, String)> {
    let table = &*part.table;
    let year = terms.year;
    let this = year.start.year();
    let turn = year.start.saturating_sub(jiff::Span::new().days(TURN));
    let address = |field: Field| table.address(part.address(at).row, field);
    // of the year are all its days, also those after the one that the tables stand at
    let late = date(this, 12, 31).saturating_add(jiff::Span::new().days(TURN));
    let of = |field: Field, day: Date, number: &str, fate: &str| {
        let heading = table.heading(field);
        let side = if day < year.start { "前" } else { "后" };
        let message = format!(
            "「{heading}」{day} 在 {this} 年以{side}，而编号{}写的是 {this} 年，{fate}",
            quote(number)
        );
        (address(field), message)
    };
    if let Some(told) = part.glance(at) {
        let received = told.received.filter(|day| *day < year.start)?;
        let ended = told.replied.is_some_and(|day| day < year.start);
        let fate = match ended {
            true => "按日期不计入",
            false => "按日期计入上年结转",
        };
        if let Some(number) = told.number().filter(|number| names(number, this))
            && received < turn
        {
            return Some(of(Field::Received, received, number, fate));
        }
        let heading = table.heading(Field::Received);
        let message = format!("「{heading}」{received} 在条例施行（{FIRST}）以前，{fate}");
        return (received < FIRST && !ended).then(|| (address(Field::Received), message));
    }
    if let Some(item) = part.item(at) {
        let astray = |day: &crate::period::Period| day.to < year.start || day.from > late;
        let day = item.dated.filter(astray)?;
        let category = item.category.filter(|c| *c != Category::Other)?;
        let number = item.number().filter(|number| names(number, this))?;
        // a document may be signed before the year in which it is numbered and issued
        if matches!(category, Category::Document(_)) && day.to >= turn && day.to <= late {
            return None;
        }
        let field = field_of(table, category)?;
        let fate = match category {
            Category::Document(_) => "按日期不计入本年制发",
            _ => "按日期不计入",
        };
        return Some(of(field, day.to, number, fate));
    }
    let case = rows.dispute(part.id(at))?;
    let (accepted, concluded) = (case.accepted?, case.concluded?);
    let number = case.written.as_deref().or(case.number.as_deref())?;
    let outside = accepted < year.start && concluded < year.start;
    (outside && names(number, this))
        .then(|| of(Field::Concluded, concluded, number, "按日期不计入"))
}

/// The day of a row that stands out of order by its year alone, and what is to be said of it; a number that names the
/// year of the day confirms it.
fn out_of_order(part: &Part, at: u32, terms: &Terms) -> Option<(Address, String)> {
    let table = &*part.table;
    let year = terms.year;
    let outside = |day: &Date| *day < year.start || *day > year.span().to;
    let (field, day, number, fate) = if let Some(told) = part.glance(at) {
        let received = told.received.filter(outside)?;
        let carried = received < year.start && told.replied.is_none_or(|day| day >= year.start);
        let fate = match carried {
            true => "按日期计入上年结转",
            false => "按日期不计入",
        };
        (Field::Received, received, told.number(), fate)
    } else {
        let item = part.item(at)?;
        let day = item.dated.map(|dated| dated.to).filter(outside)?;
        (
            field_of(table, item.category?)?,
            day,
            item.number(),
            "按日期不计入",
        )
    };
    if number.is_some_and(|number| names(number, day.year())) {
        return None;
    }
    let (before, after) = order::between(part, at, terms)?;
    let message = format!(
        "「{}」{day} 不在 {} 年，而上下各行按日期先后排列，上一行是 {before}，下一行是 {after}，{fate}",
        table.heading(field),
        year.start.year()
    );
    Some((table.address(part.address(at).row, field), message))
}

/// The field of the date of a category that a table has.
fn field_of(table: &Table, category: Category) -> Option<Field> {
    let fields = match category {
        Category::Document(_) => [Field::Issued, Field::Published, Field::Issued],
        Category::Fee => [Field::Charged, Field::Decided, Field::Issued],
        _ => [Field::Decided, Field::Issued, Field::Published],
    };
    fields.into_iter().find(|field| table.has(*field))
}

/// Whether a number names a year: 〔2022〕, 2022-1, 2022年; no other digits that happen to be there.
fn names(number: &str, year: i16) -> bool {
    let key = text::key(number);
    let year = year.to_string();
    key.match_indices(&year).any(|(at, _)| {
        let (before, behind) = (&key[..at], &key[at + year.len()..]);
        match before.chars().next_back() {
            Some('(') => behind.starts_with([')', '年']),
            None => behind.starts_with(['-', '年', '/', '.']),
            Some(_) => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_names_its_year_in_a_bracket_or_at_its_beginning() {
        for (number, told) in [
            ("某罚〔2022〕1号", true),
            ("（2022）第1号", true),
            ("2022-001", true),
            ("2022年第3号", true),
            ("某罚〔2021〕2022号", false),
            ("20220001", false),
            ("JY1202200012022", false),
            ("甲2022-1", false),
        ] {
            assert_eq!(names(number, 2022), told, "{number}");
        }
    }
}
