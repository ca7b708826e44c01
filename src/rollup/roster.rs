//! 单位名录: which units there are, and who is whose inferior.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{NO_UNITS, ROSTER_UNREADABLE, UNIT_TWICE, WORD_UNKNOWN};
use super::sums::listed;
use super::{Told, name_of};
use crate::address::{Address, SourceName};
use crate::book::{self, Event, Row};
use crate::column;
use crate::entry;
use crate::finding::{Finding, Place, Severity};
use crate::job::Origin;
use crate::settings::Scope;
use crate::text::{self, is_empty, quote, squeeze};

/// A line of the roster.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) unit: String,
    pub(super) superior: Option<String>,
    pub(crate) former: Vec<String>,
    pub(super) told: Told,
    pub(super) scope: Option<Scope>,
    /// The cell of the unit's name.
    pub(crate) at: Option<Address>,
    /// The cells of 上级单位 and 报告文件.
    pub(super) superior_at: Option<Address>,
    pub(super) file_at: Option<Address>,
}

/// The name of a roster that is found without being told: `单位名录.xlsx`.
pub fn is_roster(name: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        "xlsx", "xlsm", "xls", "et", "xlsb", "ods", "csv", "tsv", "txt",
    ];
    name.rsplit_once('.').is_some_and(|(stem, ending)| {
        stem.trim() == "单位名录" && ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending))
    })
}

/// The columns of a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Unit,
    Superior,
    Former,
    File,
    Scope,
}

/// What the columns are called, the first as we call them.
const HEADS: &[(Column, &[&str])] = &[
    (
        Column::Unit,
        &[
            "单位",
            "单位名称",
            "机关名称",
            "报送单位",
            "填报单位",
            "名称",
        ],
    ),
    (
        Column::Superior,
        &["上级单位", "上级", "主管单位", "主管部门", "隶属单位"],
    ),
    (
        Column::Former,
        &["曾用名", "曾用名称", "原名", "原名称", "原单位名称"],
    ),
    (
        Column::File,
        &["报告文件", "报告", "文件", "文件名", "报告文件名"],
    ),
    (Column::Scope, &["统计范围", "范围", "填报范围"]),
];

/// What says that a unit hands in no report.
const STAYS_OUT: &[&str] = &["不报送", "不报", "免报", "不需报送", "无需报送"];

/// Rows from the top among which the heads stand.
const TOP: u32 = 30;

/// Reads a roster; its name is told to `files`. What is wrong with it becomes findings.
pub(crate) fn read(
    origin: &Origin,
    file: u32,
    files: &mut Vec<SourceName>,
    findings: &mut Vec<Finding>,
) -> Vec<Line> {
    let mut name = name_of(origin);
    let mut reading = Reading {
        file,
        ..Reading::default()
    };
    let mut seen = Vec::new();
    match (origin.open)() {
        Err(error) => {
            let message = format!("单位名录打不开（{error}）");
            findings.push(Finding::new(&ROSTER_UNREADABLE, Place::File(file), message));
        }
        Ok(mut input) => {
            let visit = &mut |event: Event| match event {
                Event::Sheet(sheet) => {
                    name.sheets.push(sheet.name);
                    reading.sheet = sheet.index;
                    reading.hidden = sheet.hidden;
                    reading.heads.clear();
                }
                Event::Row(row) => reading.row(row, findings),
            };
            let mut wrong = Vec::new();
            book::read(file, &origin.file, &mut *input, &mut wrong, visit);
            seen = wrong;
        }
    }
    files.push(name);
    let lost = seen.iter().any(|f| f.rule.is_error());
    findings.extend(
        seen.into_iter()
            .filter(|f| f.rule.severity != Severity::Note),
    );
    if !reading.found && !lost {
        let message = "单位名录里没有找到「单位」一列的表头".to_owned();
        findings.push(Finding::new(&ROSTER_UNREADABLE, Place::File(file), message));
    }
    reading.drop_headings();
    reading.tell_asides(findings);
    reading.lines
}

#[derive(Default)]
struct Reading {
    file: u32,
    sheet: u16,
    hidden: bool,
    found: bool,
    heads: BTreeMap<Column, u16>,
    lines: Vec<Line>,
    /// Names so far, with the row each stands in.
    names: BTreeMap<String, u32>,
    /// Rows that are no units: what they say, and where.
    asides: Vec<(String, Address)>,
}

impl Reading {
    fn row(&mut self, row: &Row, findings: &mut Vec<Finding>) {
        if self.hidden {
            return;
        }
        if self.heads.is_empty() {
            // one sheet holds the roster; what stands on the others is left alone
            if !self.found && row.number <= TOP {
                self.heads = heads(row);
                self.found = !self.heads.is_empty();
            }
            return;
        }
        self.line(row, findings);
    }

    fn line(&mut self, row: &Row, findings: &mut Vec<Finding>) {
        let at = |column: u16| Address {
            file: self.file,
            sheet: self.sheet,
            row: row.number,
            column: Some(column),
        };
        let is_own = |cell: &book::Cell| cell.anchor.is_none();
        for (column, place) in &self.heads {
            let cell = row.cells.iter().find(|c| c.column == *place && is_own(c));
            if let Some(error) = cell.and_then(|c| c.value.formula_error()) {
                let heading = HEADS.iter().find(|(of, _)| of == column);
                let heading = heading.map_or("", |(_, words)| words[0]);
                let message = format!("名录的「{heading}」是公式错误 {error}，没有可用的值");
                let finding = Finding::new(&entry::FORMULA_ERROR, Place::Cell(at(*place)), message);
                findings.push(finding.value(error));
            }
        }
        let get = |column: Column| {
            let place = *self.heads.get(&column)?;
            let cell = row.cells.iter().find(|c| c.column == place)?;
            let text = cell.value.text().trim().to_owned();
            let told = !is_empty(&text) && cell.value.formula_error().is_none();
            told.then_some((text, at(place)))
        };
        let Some((unit, unit_at)) = get(Column::Unit) else {
            return;
        };
        let own = |c: &&book::Cell| Some(c.column) == unit_at.column && is_own(c);
        if row.cells.iter().find(own).is_none() {
            // a cell merged over several rows is one unit
            return;
        }
        if heads(row).contains_key(&Column::Unit) {
            // a header line repeated at a page break
            return;
        }
        if column::is_no_record(
            &squeeze(&unit),
            row.cells.iter().filter(|c| is_own(c)).count(),
        ) {
            self.asides.push((unit, unit_at));
            return;
        }
        let former = get(Column::Former).map_or_else(Vec::new, |(text, _)| names(&text));
        for name in [unit.clone()].iter().chain(&former) {
            if let Some(first) = self.names.insert(squeeze(name), row.number) {
                let message = format!("{}在第 {first} 行已经写过", quote(name));
                findings.push(
                    Finding::new(&UNIT_TWICE, Place::Cell(unit_at), message).value(name.as_str()),
                );
            }
        }
        let scope = get(Column::Scope).and_then(|(text, at)| {
            let scope = Scope::of(&text);
            if scope.is_none() {
                let message = format!("统计范围{}无法识别", quote(&text));
                findings.push(Finding::new(&WORD_UNKNOWN, Place::Cell(at), message).value(text));
            }
            scope
        });
        let file = get(Column::File);
        let told = match &file {
            None => Told::Nothing,
            Some((text, _)) if STAYS_OUT.iter().any(|w| squeeze(text).starts_with(w)) => {
                Told::StaysOut
            }
            Some((text, _)) => Told::File(text.replace('\\', "/").trim_start_matches("./").into()),
        };
        let superior = get(Column::Superior);
        self.lines.push(Line {
            unit,
            former,
            told,
            scope,
            at: Some(unit_at),
            superior_at: superior.as_ref().map(|s| s.1),
            file_at: file.map(|f| f.1),
            superior: superior.map(|s| s.0),
        });
    }
}

impl Reading {
    /// Headings over the units below them: 县直部门（2家）, of which nothing else is told and which are nobody's
    /// superior.
    fn drop_headings(&mut self) {
        let superiors = self
            .lines
            .iter()
            .filter_map(|line| line.superior.as_deref());
        let superiors: BTreeSet<String> = superiors.map(squeeze).collect();
        let is_heading = |line: &Line| {
            let bare = line.superior.is_none() && line.former.is_empty() && line.scope.is_none();
            let told = line.told != Told::Nothing || superiors.contains(&squeeze(&line.unit));
            bare && !told && names_a_kind(&line.unit)
        };
        let (headings, lines) = std::mem::take(&mut self.lines)
            .into_iter()
            .partition(is_heading);
        self.lines = lines;
        let headings: Vec<Line> = headings;
        let places = headings
            .into_iter()
            .filter_map(|line| Some((line.unit, line.at?)));
        self.asides.extend(places);
        self.asides.sort_by_key(|aside| aside.1);
    }

    /// Says which rows are no units.
    fn tell_asides(&self, findings: &mut Vec<Finding>) {
        let Some((_, first)) = self.asides.first() else {
            return;
        };
        let rows: Vec<String> = (self.asides.iter())
            .map(|(text, at)| format!("第 {} 行{}", at.row, quote(text)))
            .collect();
        let message = format!("名录里这些行不是单位：{}", listed(&rows, "行"));
        findings.push(Finding::new(&NO_UNITS, Place::Cell(*first), message));
    }
}

/// Whether a name is that of a kind of units: 乡镇, 县直部门（2家）, 市政府组成部门.
fn names_a_kind(name: &str) -> bool {
    const PLACES: [&str; 7] = ["乡", "镇", "街道", "县", "市", "区", "园区"];
    const OF: [&str; 14] = [
        "各", "所属", "省", "市", "州", "县", "区", "旗", "镇", "乡", "直", "属", "政府", "级",
    ];
    const KINDS: [&str; 10] = [
        "部门",
        "单位",
        "机关",
        "组成部门",
        "工作部门",
        "直属机构",
        "直属单位",
        "派出机构",
        "事业单位",
        "垂管单位",
    ];
    let name = squeeze(name);
    let name = text::without_item_number(&name);
    let name = name.split('(').next().unwrap_or_default();
    let name = name.trim_end_matches(':');
    let mut rest = name.strip_prefix('各').unwrap_or(name);
    while let Some(after) = PLACES.iter().find_map(|place| rest.strip_prefix(place)) {
        rest = after;
    }
    if rest.is_empty() && name.chars().count() > 1 {
        return true;
    }
    let mut rest = name;
    while let Some(after) = OF.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    KINDS.contains(&rest)
}

/// The columns that a row names; none where it has no 单位.
fn heads(row: &Row) -> BTreeMap<Column, u16> {
    let mut found = BTreeMap::new();
    for cell in &row.cells {
        let text = squeeze(&cell.value.text());
        let known = HEADS
            .iter()
            .find(|(_, words)| words.contains(&text.as_str()));
        if let Some((column, _)) = known {
            found.entry(*column).or_insert(cell.column);
        }
    }
    if !found.contains_key(&Column::Unit) {
        found.clear();
    }
    found
}

/// Several names in one cell.
fn names(text: &str) -> Vec<String> {
    text.split(['、', '，', ',', '；', ';', '\n', '/'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}
