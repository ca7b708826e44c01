//! 本单位的业务: a row of headings above data, read as those of a ledger of publications where a name says that the
//! office's own work is registered.

use super::super::header::{
    distinct, hints, is_core, is_of_another_day, may_be_header, named, paths,
};
use super::super::work::ABOUT;
use super::super::{Field, Headings, Kind, content, squeezed};
use super::looks::is_day;
use crate::book::{Row, Value};
use crate::finding::{Finding, Place, Rule};
use crate::number;
use crate::text::{in_toml, squeeze};

/// A column, its heading, and the field that it names.
type Named = (u16, String, Option<Field>);

/// A row of headings above a row with a date, read as those of a ledger of publications.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) row: u32,
    headings: Vec<Named>,
    data: Row,
}

impl Work {
    /// The nearest row of headings above a row.
    pub(super) fn above(rows: &[Row], data: &Row, headings: &Headings) -> Option<Self> {
        let texts =
            |row: &&Row| may_be_header(row) && distinct(row).filter_map(squeezed).count() >= 2;
        let row = rows.iter().rev().find(texts)?;
        let paths = paths(std::slice::from_ref(row));
        let named = paths.iter().map(|(column, path)| {
            let (_, heading, named) = named(Kind::Publications, *column, path, headings);
            (*column, heading, named.map(|n| n.field))
        });
        Some(Work {
            row: row.number,
            headings: named.collect(),
            data: data.clone(),
        })
    }

    /// The headings as written.
    pub(super) fn headings(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().map(|(_, heading, _)| heading.as_str())
    }

    /// An error that says of which columns the office is to tell what they are.
    pub(super) fn explain(&self, rule: &'static Rule, at: Place, names: &[String]) -> Finding {
        let seen: Vec<&str> = self.headings.iter().map(|(_, h, _)| h.as_str()).collect();
        let known = self.fields().map(Field::word).collect::<Vec<_>>();
        let known = match known.is_empty() {
            true => "一列也没有认出".to_owned(),
            false => format!("只认出{}", known.join("、")),
        };
        let message = format!(
            "从名称看是台账，但表头（第{}行）{known}，没有计入任何数字；见到的表头是：{}",
            self.row,
            seen.join("、")
        );
        let lines = self.lines(names);
        let finding = Finding::new(rule, at, message);
        // whom it was about is better than nothing
        let private = |(_, _, field): &&Named| *field == Some(Field::Private);
        let someone = self.headings.iter().find(private);
        let someone = someone.filter(|_| self.fields().next().is_some());
        match (lines.is_empty(), someone) {
            (true, None) => finding,
            (true, Some((_, heading, _))) => finding.help(format!(
                "请加上文号、事项一类的列；没有的，可在 gknb.toml 中写：\n[headings]\n\"{}\" = \"标题\"\n确实不是台账的，请移出数据文件夹",
                in_toml(heading)
            )),
            (false, _) => finding.help(in_settings(&lines)),
        }
    }

    /// The fields by which a header is known that are named.
    fn fields(&self) -> impl Iterator<Item = Field> {
        let fields = self.headings.iter().filter_map(|(_, _, field)| *field);
        fields.filter(|field| is_core(Kind::Publications, *field))
    }

    /// Lines of settings that make a ledger of it: a day of the decision and its number, or what it was about.
    pub(super) fn lines(&self, names: &[String]) -> Vec<String> {
        let own = |column: u16| self.data.cells.iter().find(|cell| cell.column == column);
        let names_one = |word: &str| names.iter().take(2).any(|name| name.contains(word));
        let day = match () {
            () if names_one("收费") => Field::Charged,
            () if names_one("规章") || names_one("规范性文件") => Field::Issued,
            () => Field::Decided,
        };
        let free = |(_, heading, field): &&Named| {
            field.is_none() && !matches!(squeeze(heading).as_str(), "序号" | "编号" | "备注")
        };
        let all = |is: &dyn Fn(&Value) -> bool| -> Vec<&Named> {
            let free = self.headings.iter().filter(free);
            free.filter(|(column, _, _)| own(*column).is_some_and(|cell| is(&cell.value)))
                .collect()
        };
        let line = |found: Option<&Named>, field: Field| {
            let (_, heading, _) = found?;
            Some(format!("\"{}\" = \"{}\"", in_toml(heading), field.word()))
        };
        let known: Vec<Field> = self.fields().collect();
        let has_day = known.iter().any(|field| content::holds_dates(*field));
        let days = all(&is_day);
        let days = days.iter().filter(|(_, h, _)| !is_of_another_day(day, h));
        let nearest = days.min_by_key(|(_, heading, _)| how_far(heading)).copied();
        let day = line(nearest, day).filter(|_| !has_day);
        let text = |value: &Value| !is_day(value) && matches!(value, Value::Text(_));
        let texts = all(&text);
        let number = |heading: &str| {
            const OTHERS: [&str; 5] = ["证件", "身份", "信用", "电话", "账号"];
            let key = squeeze(heading);
            let ends = ["号", "号码"].iter().any(|end| key.ends_with(end));
            ends && !OTHERS.iter().any(|word| key.contains(word))
        };
        let numbered = known.contains(&Field::DocumentNumber);
        let number_of = all(&|value| text(value) || matches!(value, Value::Number(_)));
        let number_of = number_of
            .into_iter()
            .find(|(_, heading, _)| number(heading));
        let number_line = line(number_of, Field::DocumentNumber).filter(|_| !numbered);
        let charges = names_one("收费") && !known.contains(&Field::Amount);
        let amounts = all(&|value| !is_day(value) && number::parse(&value.text()).is_some());
        let amount = amounts.into_iter().find(|(_, heading, _)| !number(heading));
        let amount = line(amount, Field::Amount).filter(|_| charges);
        let mut lines: Vec<String> = day.into_iter().chain(number_line).chain(amount).collect();
        // a day or a number, and what it was about
        if known.len() + lines.len() < 2 {
            let title = texts.into_iter().find(|(_, heading, _)| !number(heading));
            lines.extend(line(title, Field::Title));
        }
        match known.len() + lines.len() < 2 {
            true => Vec::new(),
            false => lines,
        }
    }
}

/// The next step where lines of settings make a ledger of a sheet.
pub(super) fn in_settings(lines: &[String]) -> String {
    format!(
        "请写明各列是什么，例如在 gknb.toml 中写：\n[headings]\n{}\n确实不是台账的，请移出数据文件夹",
        lines.join("\n")
    )
}

/// Whether the names say that the office's own work is registered.
pub(super) fn of_work(names: &[String], named_sheet: bool) -> bool {
    telling(names, named_sheet).is_some_and(counted_work)
}

/// The name that tells what a sheet holds: its own, or that of the file where the sheet has none of its own.
pub(super) fn telling(names: &[String], named_sheet: bool) -> Option<&str> {
    // 「Sheet1」, 「2022年一季度」, 「明细」 name nothing
    const NOBODYS: [&str; 13] = [
        "sheet",
        "工作表",
        "table",
        "export",
        "导出",
        "数据",
        "明细",
        "台账",
        "登记",
        "表",
        "季度",
        "半年",
        "月份",
    ];
    let sheet = names.first()?;
    let mut bare = squeeze(sheet);
    for word in NOBODYS {
        bare = bare.replace(word, "");
    }
    let counts = |c: char| {
        !c.is_alphabetic()
            || c.is_ascii_alphabetic()
            || "年月度第一二三四五六七八九十上下前全".contains(c)
    };
    let own = match named_sheet && bare.chars().all(counts) {
        true => names.get(1),
        false => Some(sheet),
    };
    own.map(String::as_str)
}

/// Whether a name speaks of something that a ledger of publications registers, and not of what stands about it.
pub(super) fn counted_work(name: &str) -> bool {
    const OTHER: [&str; 3] = ["复议", "诉讼", "公示"];
    let key = squeeze(name);
    hints(Kind::Publications)
        .iter()
        .any(|hint| key.contains(hint))
        && !ABOUT.iter().chain(&OTHER).any(|word| key.contains(word))
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
