//! 来源明细 and 每行去向: one line for each row behind a figure, one for each row read.

use super::{Content, DETAILS, Desk, FATES, MARK, day, heads, line, nothing, number, text};
use super::{list_names, widths};
use crate::address::Address;
use crate::form::Feed;
use crate::write::evidence::{Behind, Whence};
use crate::write::mask;
use crate::write::page::{Link, Page, Role, Row};

/// A list: its sheet, and the whole of it as text where the sheet holds only a part.
pub(super) struct List {
    pub(super) page: Page,
    pub(super) text: Option<Vec<u8>>,
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

/// What is behind each figure.
pub(super) fn details(desk: &Desk<'_>) -> List {
    let slots = desk.compilation.form.slots.len();
    let behind = |slot| desk.evidence.behind(slot);
    let total: usize = (0..slots).map(|slot| behind(slot).len()).sum();
    let whole = total <= desk.beside.most;
    let kept = match whole {
        true => usize::MAX,
        false => (desk.beside.most / slots.max(1)).max(1),
    };
    let people = desk.beside.people;
    let mut captions: Vec<&str> = HEADS.to_vec();
    if people.is_some() {
        captions.extend(["申请人", "申请内容"]);
    }
    let shown: usize = (0..slots).map(|slot| behind(slot).len().min(kept)).sum();
    let mut text = (!whole).then(|| Text::new(&captions));
    let mut links = Links {
        every: shown <= MANY,
        left: LINKS,
    };
    let mut rows = Vec::new();
    let mut first = Vec::new();
    for slot in 0..slots {
        let lines = behind(slot);
        first.push((!lines.is_empty()).then(|| u32::try_from(rows.len() + 1).unwrap_or(0)));
        for (nth, behind) in lines.iter().enumerate() {
            let contents = detail(desk, slot, behind);
            if let Some(text) = &mut text {
                text.line(&contents);
            }
            if nth < kept {
                let mut row = line(contents);
                links.lay(desk, &mut row, slot, behind, nth == 0);
                rows.push(row);
            }
        }
    }
    let most = [36, 14, 30, 18, 14, 24, 12, 12, 16, 24, 36, 36, 16, 60];
    let kept = format!("每个指标格只列前 {kept} 行");
    let (page, last) = sheet(
        DETAILS,
        &captions,
        rows,
        &most,
        &note(desk, total, whole, 0, &kept),
    );
    List {
        page,
        text: text.map(Text::bytes),
        first,
        last: last.filter(|_| whole),
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
    if let Some(people) = people {
        let mut rows = std::iter::once(row).chain(desk.evidence.merged_into(row));
        let person = rows.find_map(|row| people.get(&row));
        contents.push(word(person.map_or("", |p| p.applicant.as_str())));
        contents.push(word(person.map_or("", |p| p.content.as_str())));
    }
    contents
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
    let captions = ["文件", "工作表", "行", "去向", "说明"];
    let total = c.fates.len();
    let whole = total <= desk.beside.most;
    let sheets: usize = c.names.files.iter().map(|f| f.sheets.len()).sum();
    let kept = match whole {
        true => usize::MAX,
        false => (desk.beside.most / sheets.max(1)).max(1),
    };
    let mut text = (!whole).then(|| Text::new(&captions));
    let mut rows = Vec::new();
    let mut nth = (None, 0);
    for (row, fate) in &c.fates {
        let export = Some((row.file, row.sheet));
        nth = if nth.0 == export {
            (export, nth.1 + 1)
        } else {
            (export, 0)
        };
        let shown = nth.1 < kept;
        if !shown && text.is_none() {
            continue;
        }
        let (fate, why) = desk.evidence.fate(*row, *fate);
        let mut contents = place(desk, *row).to_vec();
        contents.extend([super::text(fate), super::text(&why)]);
        if let Some(text) = &mut text {
            text.line(&contents);
        }
        if shown {
            rows.push(line(contents));
        }
    }
    let kept = format!("每张工作表只列前 {kept} 行");
    let most = [40, 24, 10, 10, 60];
    let (page, last) = sheet(
        FATES,
        &captions,
        rows,
        &most,
        &note(desk, total, whole, 1, &kept),
    );
    List {
        page,
        text: text.map(Text::bytes),
        first: Vec::new(),
        last: last.filter(|_| whole),
    }
}

/// What the last head says: that the list is internal, and where the rest of it is.
fn note(desk: &Desk<'_>, total: usize, whole: bool, list: usize, kept: &str) -> String {
    match whole {
        true => MARK.to_owned(),
        false => format!(
            "{MARK}。共 {total} 行，{kept}，全部见同一文件夹的 {}",
            list_names(desk.compilation)[list]
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
    let mut rows = vec![top];
    rows.extend(lines);
    let last = rows.len();
    let mut page = Page {
        name: name.to_owned(),
        columns,
        rows,
        landscape: true,
        one_sheet: false,
        repeated: 1,
        frozen: 1,
        mark: None,
        filtered: Some(0),
        across: None,
    };
    page.fit_heights();
    (page, Some(last))
}

/// A list as a text file that Excel opens as it is: UTF-8 with its mark, lines ended as on Windows.
struct Text(Vec<u8>);

impl Text {
    fn new(heads: &[&str]) -> Self {
        let mut text = Text("\u{feff}".into());
        text.fields(heads.iter().map(|h| (*h).to_owned()));
        text
    }

    fn line(&mut self, contents: &[Content]) {
        self.fields(contents.iter().map(|content| match content {
            // never a formula, whatever it begins with
            Content::Text(t) if t.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{t}"),
            Content::Text(t) => t.clone(),
            Content::Number(n) => n.to_string(),
            Content::Day(d) => d.to_string(),
            Content::Sum(..) | Content::Formula(..) => String::new(),
        }));
    }

    fn fields(&mut self, fields: impl Iterator<Item = String>) {
        for (nth, field) in fields.enumerate() {
            if nth > 0 {
                self.0.push(b',');
            }
            if field.contains(['"', ',', '\n', '\r']) {
                self.0
                    .extend(format!("\"{}\"", field.replace('"', "\"\"")).into_bytes());
            } else {
                self.0.extend(field.into_bytes());
            }
        }
        self.0.extend(b"\r\n");
    }

    fn bytes(self) -> Vec<u8> {
        self.0
    }
}
