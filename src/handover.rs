//! 交付件: what was handed over, read again.
//!
//! In: the files of a report folder. Out: the mandated tables as the publishable workbook and the working
//! paper show them, the figures of the JSON, and the lists of the working paper: the rows behind the
//! figures, every row's fate, the findings, the sources. What they prove is left to [`crate::audit`], what
//! changed between two of them to [`crate::diff`]. Nothing here counts, and nothing of the stages that
//! recognise and count is used.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use rust_decimal::Decimal;

mod asides;
mod grids;
mod json;
mod lists;
mod units;

pub use self::asides::{Asides, CARRIED, CHECKS, OVERVIEW, PlainPage};
use self::grids::Grids;
pub use self::json::{Json, json};
use self::lists::Lines;
pub use self::units::{
    Matrix, MatrixLine, OF_UNITS, OfUnits, PROOFS, Proved, ROLLED, Rolled, STANDINGS, Standing,
    UNITS, UnitSaid, of_units, rolled,
};
use crate::address::{column_name, parse_cell};
use crate::book::{self, Event, Row};
use crate::form::Form;
use crate::job::Origin;
use crate::write::publishable::Heading;

/// The ending of the name of a working paper.
pub const PAPER: &str = "核对底稿.xlsx";
/// The ending of the name of the publishable workbook and, without its last letters, of the JSON.
pub const TABLES: &str = "政府信息公开统计表.xlsx";
/// The list of the rows behind the figures.
pub const DETAILS: &str = "来源明细";
/// The list of every row's fate.
pub const FATES: &str = "每行去向";
/// The list of findings.
pub const FINDINGS: &str = "问题清单";
/// The list of the files that were read.
pub const SOURCES: &str = "数据源";

/// A file larger than this was not written by us.
const LARGEST: u64 = 1 << 30;

/// The mandated tables as a workbook shows them.
#[derive(Debug)]
pub struct Shown {
    /// The form whose labels they have.
    pub form: &'static Form,
    /// What the sheets say of themselves, where they say it as we do.
    pub heading: Option<Heading>,
    /// Every slot of the form.
    pub figures: BTreeMap<String, Figure>,
    /// What stands beside the tables in a publishable workbook.
    pub asides: Asides,
}

/// One figure as it stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The sheet's name.
    pub sheet: String,
    /// The cell: `D7`.
    pub cell: String,
    /// The number; none when the cell holds none.
    pub value: Option<Decimal>,
    /// The formula of the cell, without `=`.
    pub formula: Option<String>,
    /// What the formula gives over the cells of its sheet; none when there is none or it is no plain sum.
    pub computed: Option<Decimal>,
}

impl Figure {
    /// What a reader sees: a formula without a stored result is computed when the workbook is opened.
    pub fn seen(&self) -> Option<Decimal> {
        self.value.or(self.computed)
    }
}

/// The working paper.
#[derive(Debug)]
pub struct Paper {
    /// The file's name.
    pub file: String,
    /// Its 表二, 表三, 表四.
    pub shown: Shown,
    /// 来源明细
    pub details: List<Detail>,
    /// 每行去向
    pub fates: List<Fated>,
    /// 问题清单
    pub findings: List<Noted>,
    /// 数据源
    pub sources: List<Source>,
    /// What stands on its sheets beside tables and lists.
    pub asides: Asides,
}

/// A list of the working paper.
#[derive(Debug, Default)]
pub struct List<T> {
    /// The file that holds it in full: the working paper, or the text file beside it.
    pub file: String,
    /// Its sheet; none in a text file.
    pub sheet: Option<String>,
    /// Its lines.
    pub lines: Vec<T>,
    /// The lines on the sheet of the working paper, where the list in full is in a text file.
    pub shown: Vec<T>,
    /// The last of the heads on the sheet, which says what there is to say of the list.
    pub note: String,
    /// The columns of its heads on the sheet, from 0; none in a text file.
    pub heads: BTreeMap<String, u16>,
}

/// A row of a source file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowAt {
    /// The file, relative to the data folder.
    pub file: String,
    /// The sheet; empty for a text file.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
}

/// A line of 来源明细: a row behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The line's own row in the list.
    pub line: u32,
    /// 指标格
    pub slot: String,
    /// 计数: what the row adds; none when it is no number.
    pub count: Option<Decimal>,
    /// 文件
    pub file: String,
    /// The row; none for what comes from no ledger (a figure by hand, an opening).
    pub at: Option<RowAt>,
    /// 编号, 收到日期, 办结日期, 类型, 原文, 计入行次 as the list has them; empty where blank.
    pub words: Words,
    /// 合并的其他行, as written.
    pub merged: String,
    /// 承办单位; empty where rows are not told apart by units.
    pub unit: String,
}

/// What decided where a row is counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// 编号
    pub number: String,
    /// 收到日期
    pub received: String,
    /// 办结日期
    pub closed: String,
    /// 类型
    pub class: String,
    /// 原文
    pub wrote: String,
    /// 计入行次
    pub counted_in: String,
}

/// A line of 每行去向.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fated {
    /// The line's own row in the list.
    pub line: u32,
    /// The row; none when the list does not name one.
    pub at: Option<RowAt>,
    /// 去向: 计入, 合并, 排除, 有误.
    pub fate: String,
    /// 说明
    pub why: String,
    /// 承办单位; empty where rows are not told apart by units.
    pub unit: String,
}

/// A line of 问题清单.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Noted {
    /// The rule's code.
    pub code: String,
    /// Where.
    pub place: String,
    /// What was found.
    pub message: String,
    /// 错误, 疑点, 提示.
    pub severity: String,
}

/// A line of 数据源.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The line's own row in the list.
    pub line: u32,
    /// The file, relative to the data folder.
    pub file: String,
    /// Bytes; none where it is not told.
    pub size: Option<u64>,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// The sheet of the line; empty for a text file.
    pub sheet: String,
    /// 读取的行; none where it is not told.
    pub read: Option<usize>,
}

/// Why something that was handed over cannot be read, in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}{why}", if .file.is_empty() { "" } else { "：" })]
pub struct Unreadable {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub why: String,
}

impl Unreadable {
    fn new(file: &str, why: impl Into<String>) -> Self {
        Unreadable {
            file: file.to_owned(),
            why: why.into(),
        }
    }
}

impl RowAt {
    /// `文件!工作表!7`, as everywhere else.
    pub fn show(&self) -> String {
        match self.sheet.is_empty() {
            true => format!("{}!{}", self.file, self.row),
            false => format!("{}!{}!{}", self.file, self.sheet, self.row),
        }
    }

    /// Reads what [`RowAt::show`] wrote, by the names of the files: a file's name may hold anything. The row
    /// may be written as a cell.
    pub fn parse<'a>(text: &str, files: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let begun = |file: &'a str| {
            let mut texts = [text, text.trim_start()].into_iter();
            let rest = texts.find_map(|text| text.strip_prefix(file)?.strip_prefix('!'))?;
            Some((file, rest))
        };
        let begun = files.into_iter().filter_map(begun);
        let (file, rest) = begun.max_by_key(|(file, _)| file.len())?;
        let (sheet, row) = rest.rsplit_once('!').unwrap_or(("", rest));
        let row = row.trim().trim_start_matches('第').trim_end_matches('行');
        let row = row
            .parse()
            .ok()
            .or_else(|| parse_cell(row).map(|(row, _)| row))?;
        Some(RowAt {
            file: file.to_owned(),
            sheet: sheet.to_owned(),
            row,
        })
    }
}

impl Detail {
    /// The other rows of the same thing; what cannot be read as a row is given back as text.
    pub fn merged_rows<'a>(
        &self,
        files: impl IntoIterator<Item = &'a str> + Clone,
    ) -> Vec<Result<RowAt, String>> {
        let ends = self.merged.match_indices(['；', ';', '\n']);
        let ends = ends.map(|(at, mark)| (at, at + mark.len()));
        let whole = self.merged.len();
        let (mut rows, mut begin) = (Vec::new(), 0);
        // a name may hold what stands between rows: a piece that is no row goes on to the next mark
        for (end, next) in ends.chain([(whole, whole)]) {
            let piece = &self.merged[begin..end];
            match RowAt::parse(piece, files.clone()) {
                Some(row) => rows.push(Ok(row)),
                None if piece.trim().is_empty() => {}
                None if end < whole => continue,
                None => rows.push(Err(piece.trim().to_owned())),
            }
            begin = next;
        }
        rows
    }
}

impl Paper {
    /// The names of the files whose rows it lists.
    pub fn files(&self) -> BTreeSet<&str> {
        let rows = self.fates.lines.iter().filter_map(|f| f.at.as_ref());
        let sources = self.sources.lines.iter().map(|s| s.file.as_str());
        rows.map(|r| r.file.as_str()).chain(sources).collect()
    }
}

/// Which of a folder's files, by their names, is the working paper: there must be one.
pub fn the_paper(names: &[&str]) -> Result<usize, Unreadable> {
    let papers: Vec<usize> = (0..names.len())
        .filter(|&at| names[at].ends_with(PAPER))
        .collect();
    let why = match papers.as_slice() {
        [one] => return Ok(*one),
        [] => format!("文件夹里没有「…{PAPER}」"),
        many => {
            let names: Vec<&str> = many.iter().map(|&at| names[at]).collect();
            format!(
                "文件夹里有 {} 份核对底稿，请写出其中一份的文件名：{}",
                many.len(),
                names.join("、")
            )
        }
    };
    Err(Unreadable::new("", why))
}

/// Reads a working paper. `beside` are the other files of its folder, among them the text files of lists
/// that are too long for a sheet.
pub fn paper(origin: &Origin, beside: &[Origin]) -> Result<Paper, Unreadable> {
    let bytes = bytes(origin)?;
    let mut reading = Reading::default();
    sheets(&origin.file, &bytes, &mut |sheet, row| {
        reading.asides.take(sheet.unwrap_or_default(), row);
        match sheet.unwrap_or_default() {
            DETAILS => reading.details.take(row, false),
            FATES => reading.fates.take(row, false),
            FINDINGS => reading.findings.take(row, false),
            SOURCES => reading.sources.take(row, false),
            name => reading.grids.take(name, row),
        }
    })?;
    reading.grids.formulas(&bytes, &["表二", "表三", "表四"]);
    let shown = reading.grids.shown(&units::table_sheet).ok_or_else(|| {
        Unreadable::new(
            &origin.file,
            "不是核对底稿：没有与法定报表一致的 表二、表三、表四",
        )
    })?;
    let texts = reading.fates.texts(beside)?;
    let mut details = reading.details.list(origin, DETAILS)?;
    let mut fates = reading.fates.list(origin, FATES)?;
    if let Some(first) = texts.first() {
        let mut read = lists::Texts::default();
        for text in &texts {
            read.read(text, shown.form)?;
        }
        read.join();
        // what comes from no row stands on the sheet alone
        let given = details.lines.iter().filter(|d| d.at.is_none());
        let lines = given.cloned().chain(read.details).collect();
        details = List {
            file: first.file.clone(),
            sheet: None,
            lines,
            shown: details.lines,
            note: details.note,
            heads: BTreeMap::new(),
        };
        fates = List {
            file: first.file.clone(),
            sheet: None,
            shown: fates.lines,
            lines: read.fates,
            note: fates.note,
            heads: BTreeMap::new(),
        };
    }
    Ok(Paper {
        details,
        fates,
        findings: reading.findings.list(origin, FINDINGS)?,
        sources: reading.sources.list(origin, SOURCES)?,
        file: origin.file.clone(),
        shown,
        asides: reading.asides,
    })
}

/// Reads the publishable workbook.
pub fn tables(origin: &Origin) -> Result<Shown, Unreadable> {
    let bytes = bytes(origin)?;
    let mut grids = Grids::default();
    let mut asides = Asides::default();
    let mut hidden = Vec::new();
    let begin = &mut |sheet: &book::Sheet| {
        let name = sheet.name.clone().unwrap_or_default();
        hidden.push((name, sheet.hidden));
    };
    sheets_and_rows(&origin.file, &bytes, begin, &mut |sheet, row| {
        let sheet = sheet.unwrap_or_default();
        asides.take(sheet, row);
        if sheet != OVERVIEW {
            asides.keep(sheet, row);
        }
        grids.take(sheet, row);
    })?;
    for (name, hidden) in hidden {
        asides.pages.entry(name).or_default().hidden = hidden;
    }
    for beside in book::beside(&bytes).into_iter().flatten() {
        let page = asides.pages.entry(beside.sheet.clone()).or_default();
        page.look(beside);
    }
    let names: Vec<String> = grids.sheets.keys().cloned().collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    grids.formulas(&bytes, &names);
    let shown = grids.shown(&|table| table.sheet.clone()).ok_or_else(|| {
        let why = format!(
            "表上的栏目与法定报表不一致，读不出指标（统计表的行、列、文字不能改动）：{}",
            grids.unlike(&|table| table.sheet.clone())
        );
        Unreadable::new(&origin.file, why)
    })?;
    Ok(Shown { asides, ..shown })
}

/// A cell as programs show it, by its row from 1 and its column from 0.
pub(crate) fn cell(row: u32, column: u16) -> String {
    format!("{}{row}", column_name(column))
}

/// The number that a program wrote; none for one that no figure can be, so that what is read adds up.
fn number(text: &str) -> Option<Decimal> {
    let largest = Decimal::from(10i64.pow(15));
    let read: Option<Decimal> = text.parse().ok();
    read.filter(|number| number.abs() <= largest)
}

/// The bytes of a file.
pub(crate) fn bytes(origin: &Origin) -> Result<Vec<u8>, Unreadable> {
    let cannot = |e: std::io::Error| Unreadable::new(&origin.file, format!("文件打不开（{e}）"));
    let input = (origin.open)().map_err(cannot)?;
    let mut bytes = Vec::new();
    input
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(cannot)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unreadable::new(&origin.file, "文件太大，不是本软件写出的"));
    }
    Ok(bytes)
}

/// Tells each row of each sheet; an error that lost a part of the file ends it.
fn sheets(
    file: &str,
    bytes: &[u8],
    tell: &mut dyn FnMut(Option<&str>, &Row),
) -> Result<(), Unreadable> {
    sheets_and_rows(file, bytes, &mut |_| {}, tell)
}

/// Tells each sheet and then each of its rows; an error that lost a part of the file ends it.
fn sheets_and_rows(
    file: &str,
    bytes: &[u8],
    begin: &mut dyn FnMut(&book::Sheet),
    tell: &mut dyn FnMut(Option<&str>, &Row),
) -> Result<(), Unreadable> {
    let mut findings = Vec::new();
    let mut name = None;
    let mut input = Cursor::new(bytes);
    book::read(
        0,
        file,
        &mut input,
        &mut findings,
        &mut |event| match event {
            Event::Sheet(sheet) => {
                begin(&sheet);
                name = sheet.name;
            }
            Event::Row(row) => tell(name.as_deref(), row),
        },
    );
    let error = findings.iter().find(|f| f.rule.is_error());
    match error {
        Some(finding) => Err(Unreadable::new(file, finding.message.clone())),
        None => Ok(()),
    }
}

#[derive(Default)]
struct Reading {
    grids: Grids,
    asides: Asides,
    details: Lines<Detail>,
    fates: Lines<Fated>,
    findings: Lines<Noted>,
    sources: Lines<Source>,
}
