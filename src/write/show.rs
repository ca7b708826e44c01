//! Findings for people: a small grid of the cells around, the cell marked, and under it what is wrong and
//! the next step.
//!
//! In: findings, the names of the sources, and a [`Context`] with the rows to be shown. Out: text with
//! ANSI styles; whoever prints it strips them where no terminal shows them. Lines are drawn with ASCII
//! alone, since Chinese consoles disagree on the width of everything else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use rayon::prelude::*;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::address::{Address, Sources, cell_name, column_name};
use crate::book::{self, Event, Input};
use crate::finding::{Finding, Place, Severity};
use crate::form::Form;
use crate::settings::Problem;

/// What findings are shown with.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Names of files and sheets.
    pub names: &'a Sources,
    /// The form, for the words of slots; none when there is none yet.
    pub form: Option<&'a Form>,
    /// The rows around.
    pub context: &'a Context,
    /// Columns of the terminal.
    pub width: usize,
    /// Where all places of a repeated finding can be seen: 「核对底稿」.
    pub elsewhere: &'a str,
}

/// Rows as text by number; cells by ascending column.
pub type Rows = BTreeMap<u32, Vec<(u16, String)>>;

/// The rows of the sources that a grid needs.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// By file and sheet.
    pub rows: BTreeMap<(u32, u16), Rows>,
    /// The rows that hold headings, by file and sheet.
    pub headers: Headers,
}

/// Rows of headings by file and sheet, downwards.
pub type Headers = BTreeMap<(u32, u16), Vec<u32>>;

impl Context {
    /// The row of headings that stands above a row, that of the last table before it.
    pub fn header(&self, at: Address) -> Option<u32> {
        header(self.headers.get(&(at.file, at.sheet))?, at.row)
    }
}

/// The last of ascending rows of headings above a row.
fn header(headers: &[u32], row: u32) -> Option<u32> {
    let above = headers.partition_point(|&header| header < row);
    headers[..above].last().copied()
}

/// Findings of one cause: the first of them, and where the others are.
#[derive(Debug, Clone)]
pub struct Group<'f> {
    /// Shown in full.
    pub first: &'f Finding,
    /// The others, in their order.
    pub others: Vec<&'f Finding>,
}

/// How many errors, doubts and notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// 错误
    pub errors: usize,
    /// 疑点
    pub warnings: usize,
    /// 提示
    pub notes: usize,
    /// 已说明: doubts that the office has explained; none of the three above.
    pub explained: usize,
}

impl Counts {
    /// Counts findings by severity.
    pub fn of(findings: &[Finding]) -> Self {
        let open = || findings.iter().filter(|f| f.explained.is_none());
        let count = |s| open().filter(|f| f.rule.severity == s).count();
        Counts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            explained: findings.len() - open().count(),
        }
    }

    /// `错误 3 处，疑点 2 处，提示 1 处`; `没有发现问题` when all are 0.
    pub fn words(self) -> String {
        let parts: Vec<String> = [
            (Severity::Error.word(), self.errors),
            (Severity::Warning.word(), self.warnings),
            ("已说明", self.explained),
            (Severity::Note.word(), self.notes),
        ]
        .into_iter()
        .filter(|&(_, n)| n > 0)
        .map(|(word, n)| format!("{word} {n} 处"))
        .collect();
        match parts.is_empty() {
            true => "没有发现问题".to_owned(),
            false => parts.join("，"),
        }
    }
}

/// All findings, those of one cause together, in their order.
pub fn human(findings: &[Finding], view: View<'_>) -> String {
    let mut out = String::new();
    for group in groups(findings) {
        show_group(&mut out, &group, view);
        out.push('\n');
    }
    out
}

/// One line a finding: `文件!工作表!D7: 错误 E103 …`.
pub fn short(findings: &[Finding], names: &Sources) -> String {
    let place = |finding: &Finding| place_and_unit(finding, names, None);
    lines(findings, &place)
}

/// The same for the findings of one of many files: each names it.
pub fn short_of(findings: &[Finding], names: &Sources, file: &str) -> String {
    let place = |finding: &Finding| place_in(file, &finding.at, names, None);
    lines(findings, &place)
}

fn lines(findings: &[Finding], place: &dyn Fn(&Finding) -> String) -> String {
    let mut out = String::new();
    for finding in findings {
        let severity = finding.rule.severity;
        let style = style(severity);
        let _ = writeln!(
            out,
            "{}: {style}{} {}{style:#} {}",
            line(&place(finding)),
            finding.word(),
            finding.rule.code,
            line(&finding.message),
        );
    }
    out
}

/// One problem of the settings, with its line of the file.
pub fn problem(file: &str, problem: &Problem) -> String {
    let mut out = String::new();
    let style = style(Severity::Error);
    let _ = writeln!(
        out,
        "{style}{}{style:#} {file} 第{}行第{}列：{}",
        Severity::Error.word(),
        problem.line,
        problem.column,
        line(&problem.message),
    );
    let number = problem.line.to_string();
    let before: String = problem.text.chars().take(problem.column - 1).collect();
    let marked: String = problem
        .text
        .chars()
        .skip(problem.column - 1)
        .take(problem.length)
        .collect();
    let _ = writeln!(out, "  {number} | {}", line(&problem.text));
    let _ = writeln!(
        out,
        "  {} | {}{style}{}{style:#}",
        " ".repeat(number.len()),
        " ".repeat(line(&before).width()),
        "^".repeat(line(&marked).width().max(1)),
    );
    let _ = writeln!(out, "  下一步：{}", indented(&problem.help));
    out
}

/// A place in words: `一季度/申请.xlsx!台账!D7`, `gknb.toml [[figure]] 3`, a slot with its line.
pub fn place(place: &Place, names: &Sources, form: Option<&Form>) -> String {
    let whole = |file: u32, sheet: u16| Address {
        file,
        sheet,
        row: 0,
        column: None,
    };
    match place {
        Place::Run => "全部数据".to_owned(),
        // it may be named on the command line as well
        Place::Setting(name) if name == "previous" => "上年报告（previous）".to_owned(),
        Place::Setting(name) => format!("gknb.toml {name}"),
        Place::File(file) => names.file(whole(*file, 0)).to_owned(),
        Place::Sheet(file, sheet) => {
            let address = whole(*file, *sheet);
            match names.sheet(address) {
                Some(name) => format!("{}!{name}", names.file(address)),
                None => names.file(address).to_owned(),
            }
        }
        Place::Cell(address) => names.show(*address),
        Place::Slot(id) => match form.and_then(|f| f.slots.get(f.slot(id)?)) {
            Some(slot) => format!("指标格 {id}（{}，{}）", slot.line, slot.head),
            None => format!("指标格 {id}"),
        },
    }
}

/// A place in one of many files: what has no cell names the file as well.
pub fn place_in(file: &str, at: &Place, names: &Sources, form: Option<&Form>) -> String {
    match at {
        Place::Run | Place::Setting(_) | Place::Slot(_) => {
            format!("{file}!{}", place(at, names, form))
        }
        Place::File(_) | Place::Sheet(..) | Place::Cell(_) => place(at, names, form),
    }
}

/// The unit that a finding of no row concerns, to stand after its place: `〔市财政局〕`.
pub fn whose(finding: &Finding) -> String {
    match (&finding.at, &finding.unit) {
        (Place::Cell(_) | Place::File(_) | Place::Sheet(..), _) | (_, None) => String::new(),
        (Place::Run | Place::Setting(_) | Place::Slot(_), Some(unit)) => format!("〔{unit}〕"),
    }
}

/// The place of a finding in words, and the unit that it concerns.
pub fn place_and_unit(finding: &Finding, names: &Sources, form: Option<&Form>) -> String {
    let place = place(&finding.at, names, form);
    match &finding.unit {
        Some(unit) => format!("{place}〔{unit}〕"),
        None => place,
    }
}

/// Findings of one cause together: the same rule, the same value and the same sentence but for its
/// numbers; or, where many values are wrong in the same way and the next step is the same, all of them.
pub fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    const TOO_MANY: usize = 3;
    let alike = |f: &Finding| {
        let sentence = match &f.value {
            Some(value) if !value.is_empty() => f.message.replace(value.as_str(), "*"),
            _ => f.message.clone(),
        };
        let reason = f.explained.as_deref().unwrap_or_default();
        (f.rule.code, shape(&sentence) + reason, f.help.clone())
    };
    let mut values: BTreeMap<_, BTreeSet<&Option<String>>> = BTreeMap::new();
    for finding in findings {
        values
            .entry(alike(finding))
            .or_default()
            .insert(&finding.value);
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known = BTreeMap::new();
    for finding in findings {
        let key = alike(finding);
        let many = values.get(&key).is_some_and(|v| v.len() > TOO_MANY);
        let value = (!many).then_some(&finding.value);
        let key = match many {
            true => (key.0, key.1, key.2, value),
            false => (key.0, key.1, shape(&finding.help), value),
        };
        match known.get(&key) {
            Some(&at) => {
                let group: &mut Group<'_> = &mut groups[at];
                group.others.push(finding);
            }
            None => {
                known.insert(key, groups.len());
                groups.push(Group {
                    first: finding,
                    others: Vec::new(),
                });
            }
        }
    }
    groups
}

/// Reads again the files that [`human`] shows cells of, one pass a file, and keeps the rows it needs.
///
/// `open` opens the file at a position of `names`; a file that cannot be opened again shows no grid.
/// `headers` are the rows of headings where they are known; elsewhere the likeliest row is taken.
pub fn context(
    findings: &[Finding],
    names: &Sources,
    headers: &Headers,
    open: &(dyn Fn(u32) -> Option<Box<dyn Input>> + Sync),
) -> Context {
    let mut wanted: BTreeMap<u32, BTreeMap<u16, BTreeSet<u32>>> = BTreeMap::new();
    for group in groups(findings) {
        if let Some(at) = drawn(group.first) {
            let rows = wanted.entry(at.file).or_default();
            rows.entry(at.sheet).or_default().insert(at.row);
        }
    }
    let wanted: Vec<_> = wanted.into_iter().collect();
    let parts: Vec<Context> = wanted
        .par_iter()
        .map(
            |(file, sheets)| match (open(*file), names.files.get(*file as usize)) {
                (Some(mut input), Some(name)) => {
                    rows_of(*file, &name.file, input.as_mut(), sheets, headers)
                }
                _ => Context::default(),
            },
        )
        .collect();
    let mut all = Context::default();
    for part in parts {
        all.rows.extend(part.rows);
        all.headers.extend(part.headers);
    }
    all
}

/// The wanted rows of one file, their neighbours, and the rows of headings.
fn rows_of(
    file: u32,
    name: &str,
    input: &mut dyn Input,
    sheets: &BTreeMap<u16, BTreeSet<u32>>,
    headers: &Headers,
) -> Context {
    let mut keeper = Keeper {
        file,
        sheets,
        headers,
        sheet: 0,
        found: Context::default(),
    };
    // What is wrong with the file was found when it was read for its figures.
    let mut findings = Vec::new();
    book::read(file, name, input, &mut findings, &mut |event| {
        keeper.see(event);
    });
    keeper.finish()
}

/// Keeps of a file's rows those that a grid needs.
struct Keeper<'a> {
    file: u32,
    sheets: &'a BTreeMap<u16, BTreeSet<u32>>,
    headers: &'a Headers,
    sheet: u16,
    found: Context,
}

impl Keeper<'_> {
    fn see(&mut self, event: Event<'_>) {
        /// Headings are looked for down to this row.
        const HEAD: u32 = 40;
        let row = match event {
            Event::Sheet(sheet) => return self.sheet = sheet.index,
            Event::Row(row) => row,
        };
        let place = (self.file, self.sheet);
        let Some(wanted) = self.sheets.get(&self.sheet) else {
            return;
        };
        let near = [row.number.saturating_sub(1), row.number, row.number + 1];
        let near = near.iter().any(|n| wanted.contains(n));
        let head = match self.headers.get(&place) {
            Some(known) => wanted.iter().any(|&w| header(known, w) == Some(row.number)),
            None => row.number <= HEAD,
        };
        if near || head {
            let cells = row.cells.iter();
            let cells = cells.map(|c| (c.column, c.value.text().into_owned()));
            let sheet = self.found.rows.entry(place).or_default();
            sheet.insert(row.number, cells.collect());
        }
    }

    fn finish(mut self) -> Context {
        for (place, rows) in &self.found.rows {
            let wanted = self.sheets.get(&place.1);
            let above = wanted.and_then(BTreeSet::last).copied().unwrap_or(0);
            let headers = match self.headers.get(place) {
                Some(known) => known.clone(),
                None => likely(rows, above).into_iter().collect(),
            };
            self.found.headers.insert(*place, headers);
        }
        self.found
    }
}

/// The row that has the most cells of words, the first of those.
fn likely(rows: &Rows, above: u32) -> Option<u32> {
    let words = |cells: &[(u16, String)]| {
        let mut texts: Vec<&str> = cells
            .iter()
            .map(|c| c.1.trim())
            .filter(|t| !t.is_empty() && !t.contains(|c: char| c.is_ascii_digit()))
            .collect();
        texts.sort_unstable();
        texts.dedup();
        texts.len()
    };
    rows.range(..above)
        .map(|(&number, cells)| (words(cells), number))
        .filter(|&(count, _)| count >= 2)
        .max_by_key(|&(count, number)| (count, std::cmp::Reverse(number)))
        .map(|(_, number)| number)
}

/// The row that a grid is drawn of.
fn drawn(finding: &Finding) -> Option<Address> {
    match finding.at {
        Place::Cell(address) if finding.rule.severity != Severity::Note => Some(address),
        _ => None,
    }
}

fn show_group(out: &mut String, group: &Group<'_>, view: View<'_>) {
    let finding = group.first;
    let severity = finding.rule.severity;
    let style = style(severity);
    let bold = Style::new().bold();
    let _ = writeln!(
        out,
        "{style}{} {}{style:#} {bold}{}{bold:#}",
        finding.word(),
        finding.rule.code,
        finding.rule.title,
    );
    let at = place_and_unit(finding, view.names, view.form);
    let _ = writeln!(out, "  {}", line(&at));
    if let Some(address) = drawn(finding) {
        draw(out, address, view, style);
    }
    let _ = writeln!(out, "  {}", indented(&finding.message));
    match &finding.explained {
        Some(reason) => {
            let _ = writeln!(out, "  情况说明：{}", indented(reason));
        }
        None if !finding.help.is_empty() => {
            let _ = writeln!(out, "  下一步：{}", indented(&finding.help));
        }
        None => {}
    }
    for (place_, words) in finding.related.iter().take(SHOWN) {
        let at = place(place_, view.names, view.form);
        let _ = writeln!(out, "  相关：{} {}", line(&at), line(words));
    }
    if finding.related.len() > SHOWN {
        let more = finding.related.len() - SHOWN;
        let _ = writeln!(out, "  相关：另有 {more} 处，见{}", view.elsewhere);
    }
    if !group.others.is_empty() {
        show_others(out, group, view);
    }
}

/// Places named one by one before the rest is only counted.
const SHOWN: usize = 5;

fn show_others(out: &mut String, group: &Group<'_>, view: View<'_>) {
    let mut last = group.first;
    let mut places = Vec::new();
    for finding in group.others.iter().take(SHOWN) {
        let at = match (&last.at, &finding.at) {
            (Place::Cell(a), Place::Cell(b)) if (a.file, a.sheet) == (b.file, b.sheet) => {
                cell_name(*b)
            }
            _ => place_and_unit(finding, view.names, view.form),
        };
        places.push(match &finding.value {
            Some(value) if finding.value != group.first.value => {
                format!("{}（{}）", line(&at), cut(&line(value), 16))
            }
            _ => line(&at),
        });
        last = finding;
    }
    let rest = group.others.len().saturating_sub(SHOWN);
    let rest = match rest {
        0 => String::new(),
        n => format!("，另有 {n} 处，见{}", view.elsewhere),
    };
    let _ = writeln!(
        out,
        "  同样的问题共 {} 处，还有：{}{rest}",
        group.others.len() + 1,
        places.join("、"),
    );
}

/// The grid: column letters, the row of headings, the row above, the row, the mark, the row below.
fn draw(out: &mut String, at: Address, view: View<'_>, style: Style) {
    let sheet = (at.file, at.sheet);
    let Some(rows) = view.context.rows.get(&sheet) else {
        return;
    };
    let mut numbers: Vec<u32> = view.context.header(at).into_iter().collect();
    numbers.extend(at.row.saturating_sub(1)..=at.row + 1);
    numbers.dedup();
    numbers.retain(|n| *n == at.row || rows.contains_key(n));
    let cell = |number: u32, column: u16| -> String {
        let cells = rows.get(&number).map_or(&[][..], Vec::as_slice);
        let found = cells.binary_search_by_key(&column, |c| c.0);
        line(found.map_or("", |i| cells[i].1.as_str()))
    };
    let gutter = (at.row + 1).to_string().len();
    let room = view.width.saturating_sub(gutter + 6).max(24);
    let columns = columns_shown(at, &numbers, &cell, room);

    let dim = Style::new().dimmed();
    let _ = write!(out, "  {:gutter$}   {dim}", "");
    for &(column, width) in &columns {
        let _ = write!(out, "| {} ", padded(&column_name(column), width));
    }
    let _ = writeln!(out, "|{dim:#}");
    for &number in &numbers {
        let here = number == at.row;
        let pointer = if here { '>' } else { ' ' };
        let _ = write!(out, "  {pointer} {number:>gutter$} ");
        for &(column, width) in &columns {
            let text = padded(&cell(number, column), width);
            match here && at.column == Some(column) {
                true => {
                    let _ = write!(out, "| {style}{text}{style:#} ");
                }
                false => {
                    let _ = write!(out, "| {text} ");
                }
            }
        }
        out.push_str("|\n");
        if here && at.column.is_some() {
            let before: usize = columns
                .iter()
                .take_while(|c| Some(c.0) != at.column)
                .map(|c| c.1 + 3)
                .sum();
            let width = columns.iter().find(|c| Some(c.0) == at.column);
            let marks = "^".repeat(width.map_or(1, |c| c.1));
            let _ = writeln!(
                out,
                "  {:1$}{style}{marks}{style:#}",
                "",
                gutter + 5 + before
            );
        }
    }
}

/// The columns that fit, with their widths: the marked one, then its neighbours by turns.
fn columns_shown(
    at: Address,
    numbers: &[u32],
    cell: &dyn Fn(u32, u16) -> String,
    room: usize,
) -> Vec<(u16, usize)> {
    const WIDEST: usize = 16;
    const WIDEST_MARKED: usize = 40;
    let measure = |column: u16| {
        let widest = numbers.iter().map(|&n| cell(n, column).width()).max();
        let cap = if at.column == Some(column) {
            WIDEST_MARKED
        } else {
            WIDEST
        };
        let letters = column_name(column).len();
        widest.unwrap_or(0).min(cap.min(room - 3)).max(letters)
    };
    let used = |column: u16| numbers.iter().any(|&n| !cell(n, column).is_empty());
    let middle = at.column.unwrap_or(0);
    let mut shown = vec![(middle, measure(middle))];
    let mut left = (0..middle).rev().filter(|&c| used(c)).peekable();
    let mut right = (middle + 1..=middle.saturating_add(256))
        .filter(|&c| used(c))
        .peekable();
    let mut taken = shown[0].1 + 3;
    let mut to_left = true;
    while left.peek().is_some() || right.peek().is_some() {
        let next = match (to_left, left.peek().is_some(), right.peek().is_some()) {
            (true, true, _) | (false, true, false) => left.next(),
            _ => right.next(),
        };
        to_left = !to_left;
        let Some(column) = next else { break };
        let width = measure(column);
        if taken + width + 3 > room {
            break;
        }
        taken += width + 3;
        shown.push((column, width));
    }
    shown.sort_unstable();
    shown
}

fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

/// A sentence but for its numbers.
fn shape(sentence: &str) -> String {
    let mut out = String::new();
    for c in sentence.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('0') {
            out.push('0');
        }
    }
    out
}

/// Text on one line, with nothing in it that could move the cursor or turn the direction.
pub(crate) fn line(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' => Some(' '),
            c if c.is_control() => None,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => None,
            '\u{feff}' => None,
            c => Some(c),
        })
        .collect()
}

/// Text of several lines, those after the first indented.
fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n    ")
}

fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut taken = 0;
    for c in text.chars() {
        taken += c.width().unwrap_or(0);
        if taken + 2 > width {
            break;
        }
        out.push(c);
    }
    out + ".."
}

fn padded(text: &str, width: usize) -> String {
    let text = cut(text, width);
    let rest = width.saturating_sub(text.width());
    text + &" ".repeat(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::SourceName;
    use crate::book::{Cell, Row, Value};
    use crate::finding::{Grade, Rule};

    const DATE: Rule = Rule {
        code: "E103",
        severity: Severity::Error,
        title: "日期无法识别",
        checks: "",
        basis: "",
        grade: Grade::Data,
        example: "",
        remedy: "改为年-月-日",
    };

    fn at(row: u32, column: u16) -> Address {
        Address {
            file: 0,
            sheet: 0,
            row,
            column: Some(column),
        }
    }

    fn names() -> Sources {
        Sources {
            files: vec![SourceName {
                file: "一季度/申请.xlsx".into(),
                sheets: vec![Some("台账".into())],
            }],
        }
    }

    fn wrong(row: u32, value: &str) -> Finding {
        let message = format!("“{value}”不是日期");
        Finding::new(&DATE, Place::Cell(at(row, 3)), message).value(value)
    }

    fn rows() -> Context {
        let rows = [
            (1, vec!["依申请公开台账"]),
            (3, vec!["申请编号", "收到日期", "申请人类型", "答复日期"]),
            (6, vec!["2022-001", "2022-01-05", "自然人", "2022-01-20"]),
            (7, vec!["2022-002", "2022-02-01", "商业企业", "2022.13.1"]),
            (8, vec!["2022-003", "2022-02-11", "\u{1b}[31m自然人", ""]),
        ];
        let cells = |texts: Vec<&'static str>| (0u16..).zip(texts.into_iter().map(str::to_owned));
        Context {
            rows: BTreeMap::from([(
                (0, 0),
                rows.into_iter()
                    .map(|(n, texts)| (n, cells(texts).collect()))
                    .collect(),
            )]),
            headers: BTreeMap::from([((0, 0), vec![3])]),
        }
    }

    fn plain(findings: &[Finding], width: usize) -> String {
        let shown = human(
            findings,
            View {
                names: &names(),
                form: None,
                context: &rows(),
                width,
                elsewhere: "核对底稿",
            },
        );
        anstream::adapter::strip_str(&shown).to_string()
    }

    #[test]
    fn the_cell_is_marked_in_its_rows() {
        assert_eq!(
            plain(&[wrong(7, "2022.13.1")], 80),
            "\
错误 E103 日期无法识别
  一季度/申请.xlsx!台账!D7
      | A        | B          | C          | D          |
    3 | 申请编号 | 收到日期   | 申请人类型 | 答复日期   |
    6 | 2022-001 | 2022-01-05 | 自然人     | 2022-01-20 |
  > 7 | 2022-002 | 2022-02-01 | 商业企业   | 2022.13.1  |
                                             ^^^^^^^^^^
    8 | 2022-003 | 2022-02-11 | [31m自然人 |            |
  “2022.13.1”不是日期
  下一步：改为年-月-日

"
        );
    }

    #[test]
    fn a_narrow_terminal_gets_the_columns_next_to_the_cell() {
        let shown = plain(&[wrong(7, "2022.13.1")], 40);
        assert!(
            shown.contains("      | C          | D          |\n"),
            "{shown}"
        );
        assert!(shown.lines().all(|l| l.width() <= 40), "{shown}");
    }

    #[test]
    fn one_cause_is_shown_once_with_its_places() {
        let same: Vec<_> = (7..20).map(|row| wrong(row, "2022.13.1")).collect();
        let shown = plain(&same, 80);
        assert_eq!(shown.matches("错误 E103").count(), 1);
        assert!(
            shown
                .contains("同样的问题共 13 处，还有：D8、D9、D10、D11、D12，另有 7 处，见核对底稿"),
            "{shown}"
        );
        let different: Vec<_> = (7..20).map(|row| wrong(row, &format!("{row}日"))).collect();
        let shown = plain(&different, 80);
        assert_eq!(shown.matches("错误 E103").count(), 1);
        assert!(
            shown.contains("共 13 处，还有：D8（8日）、D9（9日）"),
            "{shown}"
        );
        let words: Vec<_> = (7..20)
            .map(|row| wrong(row, &format!("{row}日")).help(format!("“{row}日”写作……")))
            .collect();
        assert_eq!(plain(&words, 80).matches("错误 E103").count(), 13);
    }

    #[test]
    fn short_is_one_line_a_finding() {
        let shown = short(&[wrong(7, "2022.\n13.1")], &names());
        assert_eq!(
            anstream::adapter::strip_str(&shown).to_string(),
            "一季度/申请.xlsx!台账!D7: 错误 E103 “2022. 13.1”不是日期\n"
        );
    }

    #[test]
    fn the_rows_around_are_kept_and_the_likeliest_headings() {
        let kept = kept(&Headers::new());
        assert_eq!(kept.headers[&(0, 0)], [3], "the row with the most words");
        let numbers: Vec<u32> = kept.rows[&(0, 0)].keys().copied().collect();
        assert_eq!(numbers, [1, 3, 44, 45, 46]);
        assert_eq!(kept.rows[&(0, 0)][&45][3].1, "2022.13.1");
    }

    #[test]
    fn the_headings_of_the_last_table_above_a_row_are_its_where_tables_are_known() {
        let kept = kept(&Headers::from([((0, 0), vec![1, 43, 46])]));
        let at = |row| Address {
            file: 0,
            sheet: 0,
            row,
            column: None,
        };
        assert_eq!(kept.header(at(45)), Some(43));
        assert_eq!(kept.header(at(43)), Some(1));
        assert_eq!(kept.header(at(1)), None);
        let numbers: Vec<u32> = kept.rows[&(0, 0)].keys().copied().collect();
        assert_eq!(numbers, [43, 44, 45, 46]);
    }

    /// What is kept of a sheet of which the 45th row is wanted.
    fn kept(headers: &Headers) -> Context {
        let lines = [
            "依申请公开台账",
            "申请编号,收到日期,申请人类型,答复日期",
            "1,2022-01-05,自然人,2022-01-20",
            "2,2022-01-06,自然人,2022-01-20",
            "3,2022-02-01,商业企业,2022.13.1",
            "4,2022-02-02,自然人,2022-02-03",
            "5,2022-02-02,自然人,2022-02-03",
        ];
        let sheets = BTreeMap::from([(0, BTreeSet::from([45]))]);
        let mut keeper = Keeper {
            file: 0,
            sheets: &sheets,
            headers,
            sheet: 0,
            found: Context::default(),
        };
        for (number, line) in [1, 3, 43, 44, 45, 46, 47].into_iter().zip(lines) {
            let cells = (0u16..).zip(line.split(',')).map(|(column, text)| Cell {
                column,
                value: Value::Text(text.into()),
                word: None,
                anchor: None,
            });
            keeper.see(Event::Row(&mut Row {
                number,
                hidden: false,
                struck: false,
                cells: cells.collect(),
            }));
        }
        keeper.finish()
    }

    #[test]
    fn a_problem_of_the_settings_is_marked_in_its_line() {
        let text = "year = 2022\nagency = “某局”";
        let problems = crate::settings::parse(text).expect_err("Chinese marks");
        assert_eq!(
            anstream::adapter::strip_str(&problem("gknb.toml", &problems[0])).to_string(),
            "\
错误 gknb.toml 第2行第10列：内容用了中文引号 “
  2 | agency = “某局”
    |          ^^^^^^
  下一步：切换到英文输入法，改为 \"某局\"
"
        );
    }
}
