//! 本单位的业务: a row of headings above data, read as those of a ledger of publications where a name says that the
//! office's own work is registered.

use super::super::header::{distinct, hints, may_be_header, named, paths};
use super::super::work::ABOUT;
use super::super::{Field, Headings, Kind, squeezed};
use super::advice::{Headed, Named};
use crate::book::Row;
use crate::finding::{Finding, Place, Rule};
use crate::text::{in_toml, squeeze};

/// A row of headings above a row with a date.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) row: u32,
    /// As those of each kind of ledger, in the order of [`Kind::ALL`].
    columns: [Vec<Named>; Kind::ALL.len()],
    data: Row,
}

impl Work {
    /// The nearest row of headings above a row.
    pub(super) fn above(rows: &[Row], data: &Row, headings: &Headings) -> Option<Self> {
        let texts =
            |row: &&Row| may_be_header(row) && distinct(row).filter_map(squeezed).count() >= 2;
        let row = rows.iter().rev().find(texts)?;
        let paths = paths(std::slice::from_ref(row));
        let of_kind = |kind: Kind| {
            let named = paths.iter().map(|(column, path)| {
                let (_, heading, named) = named(kind, *column, path, headings);
                (*column, heading, named.map(|n| n.field))
            });
            named.collect()
        };
        Some(Work {
            row: row.number,
            columns: Kind::ALL.map(of_kind),
            data: data.clone(),
        })
    }

    /// The headings as written.
    pub(super) fn headings(&self) -> impl Iterator<Item = &str> {
        let columns = self.of_kind(Kind::Publications).columns;
        columns.iter().map(|(_, heading, _)| heading.as_str())
    }

    /// An error that says of which columns the office is to tell what they are.
    pub(super) fn explain(&self, rule: &'static Rule, at: Place, names: &[String]) -> Finding {
        let seen: Vec<&str> = self.headings().collect();
        let headed = self.of_kind(Kind::Publications);
        let known = headed.fields().map(Field::word).collect::<Vec<_>>();
        let known = match known.is_empty() {
            true => "一列也没有认出".to_owned(),
            false => format!("只认出{}", known.join("、")),
        };
        let message = format!(
            "从名称看是台账，但表头（第{}行）{known}，没有计入任何数字；见到的表头是：{}",
            self.row,
            seen.join("、")
        );
        let lines = headed.lines(names);
        let finding = Finding::new(rule, at, message);
        // whom it was about is better than nothing
        let private = |(_, _, field): &&Named| *field == Some(Field::Private);
        let someone = headed.columns.iter().find(private);
        let someone = someone.filter(|_| headed.fields().next().is_some());
        match (lines.is_empty(), someone) {
            (true, None) => finding,
            (true, Some((_, heading, _))) => finding.help(format!(
                "请加上文号、事项一类的列；没有的，可在 gknb.toml 中写：\n[headings]\n\"{}\" = \"标题\"\n确实不是台账的，请移出数据文件夹",
                in_toml(heading)
            )),
            (false, _) => finding.help(in_settings(&lines)),
        }
    }

    /// The headings as those of one kind of ledger.
    pub(super) fn of_kind(&self, kind: Kind) -> Headed<'_> {
        let at = Kind::ALL.iter().position(|each| *each == kind);
        Headed {
            kind,
            columns: at.map_or(&[], |at| &self.columns[at]),
            data: &self.data,
        }
    }

    /// Lines of settings that make a ledger of it, of the kind that the names tell.
    pub(super) fn lines(&self, names: &[String]) -> Vec<String> {
        let named = |hint: &&str| names.iter().any(|name| squeeze(name).contains(hint));
        let told = |kind: &Kind| hints(*kind).iter().any(named);
        let asked = [Kind::Disputes, Kind::Applications].into_iter().find(told);
        self.of_kind(asked.unwrap_or(Kind::Publications))
            .lines(names)
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
