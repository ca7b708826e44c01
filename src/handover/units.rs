//! What was handed over of many units: 汇总底稿 and 分单位核对表, read again.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::asides::Asides;
use super::grids::Grids;
use super::lists::{Heads, Lines, Said};
use super::{List, Shown, Unreadable, bytes, sheets};
use crate::book::{self, Row, Value};
use crate::form::Table;
use crate::job::Origin;

/// The ending of the name of a roll-up's working paper.
pub const ROLLED: &str = "汇总底稿.xlsx";
/// The ending of the name of the sheet of units that a compilation by unit writes.
pub const OF_UNITS: &str = "分单位核对表.xlsx";
/// The list of the units of a compilation.
pub const UNITS: &str = "分单位情况";
/// The list of the units and reports of a roll-up.
pub const STANDINGS: &str = "报送情况";
/// The list of the hashes of a roll-up's reports.
pub const PROOFS: &str = "凭据";
/// The sheet on which the sum is held against what was published.
const HELD: &str = "与公布数核对";
/// What the names of sheets of units × slots begin with.
const FIGURES: &str = "各单位";

/// The working paper of a roll-up.
#[derive(Debug)]
pub struct Rolled {
    /// The file's name.
    pub file: String,
    /// Its 表二, 表三, 表四.
    pub shown: Shown,
    /// 各单位二, 各单位三, 各单位四
    pub matrices: Vec<Matrix>,
    /// 报送情况: those lines that tell of a report.
    pub standings: List<Standing>,
    /// 凭据
    pub proofs: List<Proved>,
    /// Errors in 问题清单.
    pub errors: usize,
    /// What 与公布数核对 says that the sum was held against, where it was.
    pub published: Option<String>,
    /// What its sheets say of themselves.
    pub asides: Asides,
}

impl Rolled {
    /// Whether a file is the parent's published report, which the sum was held against.
    pub fn is_published(&self, file: &str) -> bool {
        let name = file.rsplit('/').next().unwrap_or(file);
        let told = self.published.as_deref();
        told.and_then(|told| told.strip_prefix(name))
            .is_some_and(|rest| rest.starts_with('；'))
    }
}

/// 分单位核对表
#[derive(Debug)]
pub struct OfUnits {
    /// The file's name.
    pub file: String,
    /// 分单位情况
    pub units: List<UnitSaid>,
    /// 各单位二, 各单位三, 各单位四
    pub matrices: Vec<Matrix>,
    /// What its sheets say of themselves.
    pub asides: Asides,
}

/// A sheet of units × slots.
#[derive(Debug, Default)]
pub struct Matrix {
    /// Its name.
    pub sheet: String,
    /// Its columns from 0, each with the slot whose figures stand in it.
    pub columns: Vec<(u16, String)>,
    /// The words above each of these columns: those over several of them, then its own.
    pub heads: Vec<(String, String)>,
    /// The lines above the units that hold figures, by their first word: 合计, 全部, 各单位之和, 相差.
    pub above: BTreeMap<String, MatrixLine>,
    /// The lines of units.
    pub lines: Vec<MatrixLine>,
}

/// A line of such a sheet.
#[derive(Debug, Clone, Default)]
pub struct MatrixLine {
    /// The row, from 1.
    pub row: u32,
    /// 单位, without what moves it in.
    pub unit: String,
    /// 情况
    pub standing: String,
    /// One for each column; none where there is no number.
    pub figures: Vec<Option<Decimal>>,
}

/// A line of 报送情况 that tells of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The line's own row in the list.
    pub line: u32,
    /// 单位, without what moves it in.
    pub unit: String,
    /// 情况
    pub fate: String,
    /// 报告文件
    pub file: String,
    /// 上级单位
    pub superior: String,
    /// 报告上的单位
    pub agency: String,
}

/// A line of 凭据.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    /// The line's own row in the list.
    pub line: u32,
    /// 单位, with those over it.
    pub unit: String,
    /// 计入: 计入, 没有, 以前.
    pub counts: String,
    /// 文件
    pub file: String,
    /// 是什么: 统计表, 报告, 以前的报告, 核对底稿.
    pub what: String,
    /// Bytes; none where it is not told.
    pub size: Option<u64>,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// A line of 分单位情况.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSaid {
    /// The line's own row in the list.
    pub line: u32,
    /// 单位
    pub unit: String,
    /// 登记行, 计入, 合并, 排除, 有误, as written.
    pub rows: [String; 5],
    /// 统计表: its file, relative to the report folder; empty where none was written.
    pub tables: String,
}

impl UnitSaid {
    /// The heads of its rows: all of them, and what became of them.
    pub const ROWS: [&'static str; 5] = ["登记行", "计入", "合并", "排除", "有误"];
}

/// Reads the working paper of a roll-up.
pub fn rolled(origin: &Origin) -> Result<Rolled, Unreadable> {
    let bytes = bytes(origin)?;
    let mut grids = Grids::default();
    let mut matrices = Matrices::default();
    let mut standings: Lines<Standing> = Lines::default();
    let mut proofs: Lines<Proved> = Lines::default();
    let mut findings: Lines<Severity> = Lines::default();
    let mut published = None;
    let mut asides = Asides::default();
    sheets(&origin.file, &bytes, &mut |sheet, row| {
        asides.take(sheet.unwrap_or_default(), row);
        match sheet.unwrap_or_default() {
            STANDINGS => standings.take(row, false),
            PROOFS => proofs.take(row, false),
            super::FINDINGS => findings.take(row, false),
            HELD => {
                let text = text_at(row, 0);
                let told = text.strip_prefix("公布的报告：").map(str::to_owned);
                published = published.take().or(told);
            }
            name if name.starts_with(FIGURES) => matrices.take(name, row),
            name => grids.take(name, row),
        }
    })?;
    grids.formulas(&bytes, &["表二", "表三", "表四"]);
    let shown = grids.shown(&table_sheet).ok_or_else(|| {
        let why = "不是汇总底稿：没有与法定报表一致的 表二、表三、表四";
        Unreadable::new(&origin.file, why)
    })?;
    let errors = findings.list(origin, super::FINDINGS)?.lines;
    Ok(Rolled {
        file: origin.file.clone(),
        shown,
        matrices: matrices.of(origin)?,
        standings: standings.list(origin, STANDINGS)?,
        proofs: proofs.list(origin, PROOFS)?,
        errors: errors.iter().filter(|s| s.0 == "错误").count(),
        published,
        asides,
    })
}

/// Reads 分单位核对表.
pub fn of_units(origin: &Origin) -> Result<OfUnits, Unreadable> {
    let bytes = bytes(origin)?;
    let mut matrices = Matrices::default();
    let mut units: Lines<UnitSaid> = Lines::default();
    let mut asides = Asides::default();
    sheets(&origin.file, &bytes, &mut |sheet, row| {
        asides.take(sheet.unwrap_or_default(), row);
        match sheet.unwrap_or_default() {
            UNITS => units.take(row, false),
            name if name.starts_with(FIGURES) => matrices.take(name, row),
            _ => {}
        }
    })?;
    Ok(OfUnits {
        file: origin.file.clone(),
        units: units.list(origin, UNITS)?,
        matrices: matrices.of(origin)?,
        asides,
    })
}

/// The sheet of a table in a working paper.
pub(super) fn table_sheet(table: &Table) -> String {
    let digit = ["二", "三", "四"][usize::from(table.section.clamp(2, 4)) - 2];
    format!("表{digit}")
}

/// Sheets of units × slots, being read.
#[derive(Default)]
struct Matrices {
    done: Vec<Matrix>,
    /// Rows above the names of the slots that may hold figures.
    above: Vec<Row>,
}

impl Matrices {
    fn take(&mut self, sheet: &str, row: &Row) {
        /// Rows above the names of the slots.
        const TOP: usize = 20;
        if self.done.last().is_none_or(|m| m.sheet != sheet) {
            self.above.clear();
            self.done.push(Matrix {
                sheet: sheet.to_owned(),
                ..Matrix::default()
            });
        }
        let Some(matrix) = self.done.last_mut() else {
            return;
        };
        if !matrix.columns.is_empty() {
            let line = matrix.line(row);
            matrix.lines.push(line);
        } else if text_at(row, 0) == "指标格" {
            let own = row.cells.iter().filter(|c| c.anchor.is_none());
            let named = own.filter(|c| c.value.text().contains('/'));
            matrix.columns = named
                .map(|c| (c.column, c.value.text().trim().to_owned()))
                .collect();
            matrix.heads = heads(&self.above, &matrix.columns);
            for row in self.above.drain(..) {
                let line = matrix.line(&row);
                matrix.above.insert(line.unit.clone(), line);
            }
        } else if self.above.len() < TOP {
            self.above.push(row.clone());
        }
    }

    fn of(self, origin: &Origin) -> Result<Vec<Matrix>, Unreadable> {
        let whole = self.done.len() == 3 && self.done.iter().all(|m| !m.columns.is_empty());
        match whole {
            true => Ok(self.done),
            false => Err(Unreadable::new(
                &origin.file,
                "没有各单位二、各单位三、各单位四的「指标格」一行",
            )),
        }
    }
}

/// The words of the row that begins with 单位 and of the next, above each column.
fn heads(above: &[Row], columns: &[(u16, String)]) -> Vec<(String, String)> {
    let Some(begin) = above.iter().position(|r| text_at(r, 0) == "单位") else {
        return Vec::new();
    };
    let over = |column: u16| {
        let cells = above[begin].cells.iter();
        let cells = cells.filter(|c| (2..=column).contains(&c.column));
        let cells = cells.filter(|c| c.anchor.is_none() && !c.value.text().trim().is_empty());
        cells.max_by_key(|c| c.column)
    };
    let text =
        |column: u16| over(column).map_or(String::new(), |c| c.value.text().trim().to_owned());
    let own = |column: u16| {
        above
            .get(begin + 1)
            .map_or(String::new(), |r| text_at(r, column))
    };
    columns.iter().map(|(c, _)| (text(*c), own(*c))).collect()
}

impl Matrix {
    fn line(&self, row: &Row) -> MatrixLine {
        let number = |column: u16| {
            let cell = row.cells.iter().find(|c| c.column == column)?;
            match cell.value {
                Value::Number(number) if cell.anchor.is_none() => {
                    super::number(&book::number_text(number))
                }
                _ => None,
            }
        };
        MatrixLine {
            row: row.number,
            unit: text_at(row, 0),
            standing: text_at(row, 1),
            figures: self.columns.iter().map(|(c, _)| number(*c)).collect(),
        }
    }
}

fn text_at(row: &Row, column: u16) -> String {
    let cell = row.cells.iter().find(|c| c.column == column);
    cell.map_or(String::new(), |c| c.value.text().trim().to_owned())
}

impl Said for Standing {
    const NEEDED: &'static [&'static str] = &["单位", "情况", "报告文件"];

    fn of(heads: &Heads, row: &Row) -> Option<Self> {
        let file = heads.text(row, "报告文件");
        (!file.is_empty()).then(|| Standing {
            line: row.number,
            unit: heads.text(row, "单位"),
            fate: heads.text(row, "情况"),
            file,
            superior: heads.text(row, "上级单位"),
            agency: heads.text(row, "报告上的单位"),
        })
    }
}

impl Said for Proved {
    const NEEDED: &'static [&'static str] = &["文件", "是什么", "SHA-256"];

    fn of(heads: &Heads, row: &Row) -> Option<Self> {
        let sha256 = heads.text(row, "SHA-256").to_lowercase();
        let what = heads.text(row, "是什么");
        (!what.is_empty()).then(|| Proved {
            line: row.number,
            unit: heads.text(row, "单位"),
            counts: heads.text(row, "计入"),
            file: heads.text(row, "文件"),
            what,
            size: heads.text(row, "大小（字节）").parse().ok(),
            sha256,
        })
    }
}

impl Said for UnitSaid {
    const NEEDED: &'static [&'static str] = &["单位", "登记行", "统计表"];

    fn of(heads: &Heads, row: &Row) -> Option<Self> {
        let unit = heads.text(row, "单位");
        (!unit.is_empty()).then(|| UnitSaid {
            line: row.number,
            unit,
            rows: UnitSaid::ROWS.map(|head| heads.text(row, head)),
            tables: heads.text(row, "统计表"),
        })
    }
}

/// How grave a line of 问题清单 is.
struct Severity(String);

impl Said for Severity {
    const NEEDED: &'static [&'static str] = &["程度", "代码"];

    fn of(heads: &Heads, row: &Row) -> Option<Self> {
        Some(Severity(heads.text(row, "程度")))
    }
}
