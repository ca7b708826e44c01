//! 来源明细 and 每行去向: one line for each row behind a figure, one for each row read.
//!
//! Where either is too long for a sheet, the sheets keep the first lines of each figure and of each sheet, and
//! both lists go whole into text files of one line a row: its fate, the slots it counts in and what it says.
//! A text is written row by row, so that a year of millions of rows needs no memory for it.

use super::{Content, DETAILS, Desk, FATES, MARK, day, heads, line, nothing, number, text};
use super::{list_name, widths};
use std::fmt::Write as _;
use std::io;
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::address::Address;
use crate::compilation::Compilation;
use crate::form::Feed;
use crate::ledger::{Fate, Thing};
use crate::write::evidence::{Behind, Evidence, Listed, Said, Whence};
use crate::write::mask;
use crate::write::page::{Body, Link, Page, Role, Row};
use crate::write::private::People;
use crate::write::publishable::until_words;

/// A list as a sheet.
pub(super) struct List {
    pub(super) page: Page,
    /// Where the lines of each slot begin, row from 0; of no use for 每行去向.
    pub(super) first: Vec<Option<u32>>,
    /// The last row of the sheet as Excel counts; none when lines are left out.
    pub(super) last: Option<usize>,
}

/// Links that Excel allows on one sheet, less a few.
const LINKS: usize = 65_000;

/// Lines beyond which links are laid sparingly: each makes a workbook open slower.
const MANY: usize = 10_000;

const HEADS: [&str; 12] = [
    "指标格",
    "计数",
    "文件",
    "工作表",
    "行",
    "编号",
    "收到日期",
    "办结日期",
    "类型",
    "原文",
    "计入行次",
    "合并的其他行",
];

/// Whether both lists have room on their sheets.
pub(super) fn are_whole(compilation: &Compilation, evidence: &Evidence<'_>, most: usize) -> bool {
    evidence.lines() <= most
        && usize::try_from(compilation.rows.read).is_ok_and(|rows| rows <= most)
}

/// Lines of each slot that a sheet has room for.
pub(super) fn kept(compilation: &Compilation, whole: bool, most: usize) -> usize {
    match whole {
        true => usize::MAX,
        // a sheet that holds a part only is there for a first look
        false => (most / 4 / compilation.form.slots.len().max(1)).max(1),
    }
}

/// What is behind each figure.
pub(super) fn details(desk: &Desk<'_>, behind: &[Listed]) -> List {
    let total: usize = behind.iter().map(|listed| listed.all).sum();
    let kept = kept(desk.compilation, desk.whole, desk.beside.most);
    let mut captions: Vec<&str> = HEADS.to_vec();
    if by_unit(desk.compilation) {
        captions.push(UNIT);
    }
    if desk.beside.people.is_some() {
        captions.extend(["申请人", "申请内容"]);
    }
    let shown: usize = behind.iter().map(|listed| listed.all.min(kept)).sum();
    let mut links = Links {
        every: shown <= MANY,
        left: LINKS,
    };
    let mut rows = Vec::new();
    let mut first = Vec::new();
    for (slot, listed) in behind.iter().enumerate() {
        first.push((listed.all > 0).then(|| u32::try_from(rows.len() + 1).unwrap_or(0)));
        for (nth, behind) in listed.first.iter().take(kept).enumerate() {
            let mut row = line(detail(desk, slot, behind));
            links.lay(desk, &mut row, slot, behind, nth == 0);
            rows.push(row);
        }
    }
    let mut most = vec![36, 14, 30, 18, 14, 24, 12, 12, 16, 24, 36, 36];
    if by_unit(desk.compilation) {
        most.push(30);
    }
    most.extend([16, 60]);
    let kept = format!("每个指标格只列前 {kept} 行");
    let note = note(desk, total, &kept);
    let (page, last) = sheet(DETAILS, &captions, rows, &most, &note);
    List {
        page,
        first,
        last: last.filter(|_| desk.whole),
    }
}

/// One line of 来源明细.
fn detail(desk: &Desk<'_>, slot: usize, behind: &Behind) -> Vec<Content> {
    let c = desk.compilation;
    let word = |t: &str| text(t);
    let mut contents = vec![word(&c.form.slots[slot].id), number(behind.count)];
    let people = desk.beside.people;
    let Whence::Row(row) = behind.whence else {
        let (at, source) = match behind.whence {
            Whence::Hand(at) => (
                format!("[[figure]] {}", at + 1),
                c.settings.figures.get(at).map_or("", |f| f.source.as_str()),
            ),
            Whence::Previous => (
                String::new(),
                c.previous.as_ref().map_or("", |p| p.file.as_str()),
            ),
            Whence::Units => {
                let mut given = c.settings.of_units.iter();
                let id = &c.form.slots[slot].id;
                let given = given.find(|f| f.slot == *id);
                (String::new(), given.map_or("", |f| f.source.as_str()))
            }
            Whence::Opening | Whence::Row(_) => (String::new(), ""),
        };
        contents.push(word(behind.whence.word().unwrap_or_default()));
        contents.extend([
            nothing(),
            word(&at),
            nothing(),
            nothing(),
            nothing(),
            nothing(),
        ]);
        contents.extend([word(source), nothing(), nothing()]);
        if by_unit(c) {
            contents.push(nothing());
        }
        contents.extend(people.iter().flat_map(|_| [nothing(), nothing()]));
        return contents;
    };
    let said = desk.evidence.said(row);
    let merged: Vec<String> = desk
        .evidence
        .merged_into(row)
        .map(|other| c.names.show(other))
        .collect();
    contents.extend(place(desk, row));
    contents.extend([
        word(said.number),
        day(said.received),
        day(said.closed),
        word(said.class),
        word(&mask::numbers(said.wrote)),
        word(&desk.evidence.line(row)),
        word(&merged.join("；")),
    ]);
    if by_unit(c) {
        contents.push(word(unit(c, row)));
    }
    if let Some(people) = people {
        let mut rows = std::iter::once(row).chain(desk.evidence.merged_into(row));
        let person = rows.find_map(|row| people.get(&row));
        contents.push(word(person.map_or("", |p| p.applicant.as_str())));
        contents.push(word(person.map_or("", |p| p.content.as_str())));
    }
    contents
}

/// The head of units.
const UNIT: &str = "承办单位";

/// Whether rows are told apart by units.
fn by_unit(compilation: &Compilation) -> bool {
    !compilation.units.is_empty()
}

/// The unit that a row counts for.
fn unit(compilation: &Compilation, row: Address) -> &str {
    let unit = compilation.ledger.unit_counted(row);
    unit.map_or("", |unit| unit)
}

/// 文件, 工作表, 行.
fn place(desk: &Desk<'_>, row: Address) -> [Content; 3] {
    let names = &desk.compilation.names;
    [
        text(names.file(row)),
        text(names.sheet(row).unwrap_or_default()),
        number(row.row),
    ]
}

/// Links as far as the sheet may have them: from each line back to the figure and on to the source; with many
/// lines, back from the first line of each slot, and on from the lines of slots that are no totals.
struct Links {
    every: bool,
    left: usize,
}

impl Links {
    fn lay(&mut self, desk: &Desk<'_>, row: &mut Row, slot: usize, behind: &Behind, first: bool) {
        if (first || self.every) && self.left > 0 {
            row.cells[0].link = Some(Box::new(desk.to_figure(slot)));
            self.left -= 1;
        }
        let Whence::Row(at) = behind.whence else {
            return;
        };
        let total = matches!(desk.compilation.form.slots[slot].feed, Feed::Sum(_));
        // room is left for the first lines of the slots to come
        if (self.every || !total)
            && self.left > desk.at.len()
            && let Some(link @ Link::Outside(_)) = desk.to_source(at)
        {
            row.cells[2].link = Some(Box::new(link));
            self.left -= 1;
        }
    }
}

/// What became of each row.
pub(super) fn fates(desk: &Desk<'_>) -> List {
    let c = desk.compilation;
    let mut captions = vec!["文件", "工作表", "行", "去向", "说明"];
    if by_unit(c) {
        captions.push(UNIT);
    }
    let total = usize::try_from(c.rows.read).unwrap_or(usize::MAX);
    let sheets: usize = c.names.files.iter().map(|f| f.sheets.len()).sum();
    let kept = match desk.whole {
        true => usize::MAX,
        false => (desk.beside.most / 4 / sheets.max(1)).max(1),
    };
    let mut rows = Vec::new();
    let mut first = 0;
    for of_sheet in c.rows_of_sheets().into_values() {
        for (row, fate, _) in c.rows_told(first..first + of_sheet.min(kept)) {
            let (fate, why) = desk.evidence.fate(row, fate);
            let mut contents = place(desk, row).to_vec();
            contents.extend([super::text(fate), super::text(&why)]);
            if by_unit(c) {
                contents.push(super::text(unit(c, row)));
            }
            rows.push(line(contents));
        }
        first += of_sheet;
    }
    let kept = format!("每张工作表只列前 {kept} 行");
    let most = [40, 24, 10, 10, 60, 30];
    let note = note(desk, total, &kept);
    let (page, last) = sheet(FATES, &captions, rows, &most, &note);
    List {
        page,
        first: Vec::new(),
        last: last.filter(|_| desk.whole),
    }
}

/// What the last head says, since the first row is that of the heads: that the list is internal, until which day it
/// tells, and where the rest of it is.
fn note(desk: &Desk<'_>, total: usize, kept: &str) -> String {
    let name = |nth| list_name(desk.compilation, nth);
    let mark = format!("{MARK}{}", until_words(desk.compilation.until));
    match (desk.whole, files(desk.compilation)) {
        (true, _) => mark,
        (false, 1) => format!(
            "{mark}。共 {total} 行，{kept}，全部见同一文件夹的 {}",
            name(1)
        ),
        (false, many) => format!(
            "{mark}。共 {total} 行，{kept}，全部见同一文件夹的 {} 至 {}",
            name(1),
            name(many)
        ),
    }
}

/// A list as a sheet with its heads in row 1, and the number of its last row.
fn sheet(
    name: &str,
    captions: &[&str],
    lines: Vec<Row>,
    most: &[u16],
    note: &str,
) -> (Page, Option<usize>) {
    let mut captions = captions.to_vec();
    let mut columns = {
        let heads = heads(&captions);
        let mut columns = widths(std::slice::from_ref(&heads), most);
        for (column, wanted) in columns.iter_mut().zip(widths(&lines, most)) {
            *column = wanted.max(*column);
        }
        columns
    };
    columns.truncate(captions.len());
    columns.push(22);
    captions.push(note);
    let mut top = heads(&captions);
    if let Some(mark) = top.cells.last_mut() {
        mark.role = Role::Alarm;
    }
    let last = 1 + lines.len();
    let mut page = Page {
        name: name.to_owned(),
        rows: vec![top],
        body: Some(Body::held(lines, &columns)),
        columns,
        landscape: true,
        repeated: 1,
        frozen: 1,
        filtered: Some(0),
        ..Page::default()
    };
    page.fit_heights();
    (page, Some(last))
}

/// Rows of one text file; Excel opens a few more.
const ROWS_OF_A_FILE: usize = 1_000_000;

/// Rows that are written together.
const PIECE: usize = 512;

/// How many text files the rows need.
fn files(compilation: &Compilation) -> usize {
    let rows = usize::try_from(compilation.rows.read).unwrap_or(usize::MAX);
    rows.div_ceil(ROWS_OF_A_FILE).max(1)
}

/// A piece of the list of all rows as a text file that Excel opens as it is: UTF-8 with its mark, lines ended
/// as on Windows.
pub struct TextList<'a> {
    compilation: &'a Compilation,
    people: Option<&'a People>,
    nth: usize,
}

/// The text files of a compilation whose lists are too long for sheets.
pub(super) fn texts<'a>(
    compilation: &'a Compilation,
    people: Option<&'a People>,
) -> Vec<TextList<'a>> {
    let nths = 1..=files(compilation);
    nths.map(|nth| TextList {
        compilation,
        people,
        nth,
    })
    .collect()
}

const TEXT_HEADS: [&str; 11] = [
    "文件",
    "工作表",
    "行",
    "去向",
    "说明",
    "计数",
    "编号",
    "收到日期",
    "办结日期",
    "类型",
    "原文",
];

impl TextList<'_> {
    /// The file's name.
    pub fn name(&self) -> String {
        list_name(self.compilation, self.nth)
    }

    /// Writes the file.
    pub fn write(&self, out: &mut (dyn io::Write + Send)) -> io::Result<()> {
        let c = self.compilation;
        let evidence = Evidence::of(c);
        out.write_all("\u{feff}".as_bytes())?;
        out.write_all(TEXT_HEADS.join(",").as_bytes())?;
        if by_unit(c) {
            out.write_all(format!(",{UNIT}").as_bytes())?;
        }
        if self.people.is_some() {
            out.write_all(",申请人,申请内容".as_bytes())?;
        }
        // as the last heading of a sheet: a line of its own would stand above the headings
        out.write_all(format!(",{MARK}\r\n").as_bytes())?;
        let all = usize::try_from(c.rows.read).unwrap_or(usize::MAX);
        let first = (self.nth - 1) * ROWS_OF_A_FILE;
        let last = all.min(first + ROWS_OF_A_FILE);
        let pieces: Vec<Range<usize>> = (first..last)
            .step_by(PIECE)
            .map(|from| from..last.min(from + PIECE))
            .collect();
        // no more at once than the cores have work for, so that little is held
        let mut made = Vec::new();
        for pieces in pieces.chunks(4 * rayon::current_num_threads()) {
            let pieces = pieces.par_iter();
            let next = || pieces.map(|p| self.lines(&evidence, p.clone())).collect();
            let (next, written) = rayon::join(next, || write_all(out, &made));
            written?;
            made = next;
        }
        write_all(out, &made)
    }

    fn lines(&self, evidence: &Evidence<'_>, rows: Range<usize>) -> String {
        let mut lines = String::new();
        for (at, fate, thing) in self.compilation.rows_told(rows) {
            self.row(evidence, at, fate, thing.as_ref(), &mut lines);
            lines.push_str(",\r\n");
        }
        lines
    }

    fn row(
        &self,
        evidence: &Evidence<'_>,
        at: Address,
        fate: Fate,
        thing: Option<&Thing<'_>>,
        line: &mut String,
    ) {
        let c = self.compilation;
        field(line, c.names.file(at));
        line.push(',');
        field(line, c.names.sheet(at).unwrap_or_default());
        let _ = write!(line, ",{},", at.row);
        let counts = thing.map_or(Vec::new(), |thing| evidence.counts(thing));
        let Some(thing) = thing.filter(|_| !counts.is_empty()) else {
            let (word, why) = evidence.fate(at, fate);
            line.push_str(word);
            line.push(',');
            field(line, &why);
            line.push_str(",,,,,,");
            self.unit(at, line);
            self.person(at, line);
            return;
        };
        line.push_str("计入,");
        for (nth, (slot, _)) in counts.iter().enumerate() {
            let between = if nth > 0 { "、" } else { "" };
            line.push_str(between);
            line.push_str(&c.form.slots[*slot].id);
        }
        line.push(',');
        weights(&counts, line);
        let said = Said::of(thing);
        line.push(',');
        field(line, said.number);
        line.push(',');
        span(said.received, line);
        line.push(',');
        span(said.closed, line);
        line.push(',');
        line.push_str(said.class);
        line.push(',');
        field(line, &mask::numbers(said.wrote));
        self.unit(at, line);
        self.person(at, line);
    }

    fn unit(&self, at: Address, line: &mut String) {
        if by_unit(self.compilation) {
            line.push(',');
            field(line, unit(self.compilation, at));
        }
    }

    fn person(&self, at: Address, line: &mut String) {
        let Some(people) = self.people else { return };
        let person = people.get(&at);
        line.push(',');
        field(line, person.map_or("", |p| p.applicant.as_str()));
        line.push(',');
        field(line, person.map_or("", |p| p.content.as_str()));
    }
}

fn write_all(out: &mut dyn io::Write, made: &[String]) -> io::Result<()> {
    made.iter()
        .try_for_each(|lines| out.write_all(lines.as_bytes()))
}

/// What a row adds to each of its slots; once where it is the same.
fn weights(counts: &[(usize, Decimal)], line: &mut String) {
    let alike = counts.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let told = if alike { &counts[..1] } else { counts };
    for (nth, (_, weight)) in told.iter().enumerate() {
        let between = if nth > 0 { "、" } else { "" };
        line.push_str(between);
        match *weight == Decimal::ONE {
            true => line.push('1'),
            false => drop(write!(line, "{}", weight.normalize())),
        }
    }
}

fn span(span: Option<crate::period::Period>, line: &mut String) {
    let Some(span) = span else { return };
    if span.from == span.to {
        date(span.to, line);
    } else {
        let _ = write!(line, "{span}");
    }
}

/// A day of a year of four digits, as it is shown everywhere.
fn date(day: Date, line: &mut String) {
    let mut digits = [b'-'; 10];
    let mut put = |places: std::ops::Range<usize>, number: i16| {
        let mut rest = number.unsigned_abs();
        for place in digits[places].iter_mut().rev() {
            *place = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
    };
    put(0..4, day.year());
    put(5..7, day.month().into());
    put(8..10, day.day().into());
    line.extend(digits.map(char::from));
}

/// Whether a program could take a text for a formula: by its first character that can be seen, in full width
/// as well.
fn like_a_formula(text: &str) -> bool {
    // a Chinese character, a letter or a digit is seen and is no sign
    let first = text.as_bytes().first();
    if first.is_none_or(|b| matches!(b, 0xe4..=0xe9) || b.is_ascii_alphanumeric()) {
        return false;
    }
    let unseen = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}')
    };
    let seen = text.trim_start_matches(unseen);
    seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n'])
}

/// One field of a line: never a formula, whatever it begins with, and never two lines.
fn field(line: &mut String, text: &str) {
    let guard = like_a_formula(text);
    let quoted = text
        .bytes()
        .any(|b| matches!(b, b'"' | b',' | b'\n' | b'\r'));
    match (guard, quoted) {
        (false, false) => line.push_str(text),
        (_, false) => {
            line.push('\'');
            line.push_str(text);
        }
        (_, true) => {
            line.push('"');
            line.push_str(if guard { "'" } else { "" });
            line.push_str(&text.replace('"', "\"\""));
            line.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_everywhere() {
        for day in [
            jiff::civil::date(1949, 10, 1),
            jiff::civil::date(2022, 12, 31),
        ] {
            let mut line = String::new();
            date(day, &mut line);
            assert_eq!(line, day.to_string());
        }
    }

    #[test]
    fn what_could_be_a_formula_is_guarded() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("－1", "'－1"),
            ("\u{feff}@a", "'\u{feff}@a"),
            (" +a,b", "\"' +a,b\""),
            ("\ta", "'\ta"),
            ("予以公开", "予以公开"),
            ("2022-1", "2022-1"),
            ("（一）", "（一）"),
            ("a\"b", "\"a\"\"b\""),
            ("", ""),
        ] {
            let mut line = String::new();
            field(&mut line, text);
            assert_eq!(line, written);
        }
    }
}
