//! The header of a table: where it is, how many rows it has, what its columns hold.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Field, Headings, Kind, Table, content, field, rules, squeezed};
use crate::address::{Address, cell_name};
use crate::book::{Cell, Row, Value};
use crate::date;
use crate::finding::{Finding, Place};
use crate::text::{self, quote, squeeze};

/// A header among rows.
#[derive(Debug)]
pub(super) struct Found {
    /// Position of its first row among the rows looked at.
    pub(super) first: usize,
    /// Position of its last row.
    pub(super) last: usize,
    /// What ledger it heads.
    pub(super) kind: Kind,
    /// Every column with a heading: column, heading as written, what it names.
    columns: Vec<(u16, String, Option<field::Named>)>,
    /// Every heading seen, by column.
    pub(super) headings: Vec<(u16, String)>,
    /// The row in which a column's last heading stands.
    rows: BTreeMap<u16, u32>,
    score: usize,
    /// The names say that it lists the office's own work.
    of_work: bool,
    /// The names say that it lists documents.
    of_documents: bool,
}

/// What headings beside those of a ledger are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Those of a table of sums.
    Sums,
    /// Perhaps the ledger's, perhaps not.
    Doubted,
}

/// Rows of headings that stand above one another, at most.
const DEPTH: usize = 4;

/// Cells of a row of headings, at most; a wider row is no header.
const WIDTH: usize = 1_000;

/// Characters of a heading, at most; a longer text is none, and its beginning stands for it.
const LENGTH: usize = 1_000;

/// The best header among the rows.
pub(super) fn find(rows: &[Row], names: &[String], headings: &Headings) -> Option<Found> {
    let mut best: Option<Found> = None;
    let mut around = Around::default();
    names.iter().for_each(|name| around.hear(name));
    for first in 0..rows.len() {
        if let Some(above) = first.checked_sub(1) {
            for title in super::aside::title_texts(&rows[above]) {
                around.hear(&title);
            }
        }
        // one text alone is a title, or 「单位：万元」, unless it is a heading itself
        let mut own = rows[first]
            .cells
            .iter()
            .filter(|c| c.anchor.is_none() && squeezed(c).is_some());
        if let (Some(only), None) = (own.next(), own.next())
            && !headings.known(&only.value.text())
        {
            continue;
        }
        // a heading that stretches down from the row above: the header begins there
        let stretches = |c: &Cell| {
            c.anchor.is_some_and(|(row, _)| row < rows[first].number)
                && headings.known(&c.value.text())
        };
        if distinct(&rows[first]).any(stretches) {
            continue;
        }
        // what follows the first header is another table's
        if best.as_ref().is_some_and(|b| first > b.last) {
            break;
        }
        for last in first..rows.len().min(first + DEPTH) {
            if !may_be_header(&rows[last]) || rows[last].number > rows[first].number + 5 {
                break;
            }
            let mut paths = paths(&rows[first..=last]);
            if last > first {
                spread_choices(&rows[first], &mut paths, headings);
            }
            // a row without a heading ends the header: it is data, or the title of what follows
            let named_by = |c: &Cell| {
                let path = paths.iter().find(|(column, _)| *column == c.column);
                path.is_some_and(|(_, path)| {
                    readings(path).iter().any(|t| headings.known(t))
                        || is_any_choice(path, headings)
                })
            };
            if last > first && !rows[last].cells.iter().any(named_by) {
                break;
            }
            // what stands beside a heading that stretches further down belongs to the header
            if last + 1 < rows.len() && stretches_into(&rows[first..=last], &rows[last + 1]) {
                continue;
            }
            for kind in Kind::ALL {
                let mut columns: Vec<_> = paths
                    .iter()
                    .map(|(c, path)| named(kind, *c, path, headings))
                    .collect();
                drop_no_choices(kind, &mut columns, (&paths, headings));
                let Some(score) = score(kind, &columns, &around) else {
                    continue;
                };
                // of equal headers the one with fewer rows: a title above is none of it
                let better = |b: &Found| {
                    score > b.score || score == b.score && last - first < b.last - b.first
                };
                if best.as_ref().is_none_or(better) {
                    let seen = paths.iter().map(|(c, path)| (*c, path.join("/"))).collect();
                    best = Some(Found {
                        first,
                        last,
                        kind,
                        columns,
                        headings: seen,
                        rows: heading_rows(&rows[first..=last]),
                        score,
                        of_work: around.is_of_work(),
                        of_documents: around.documents,
                    });
                }
            }
        }
    }
    if let Some(found) = &mut best {
        found.leave_out_sums(rows, headings);
    }
    best
}

/// What the names of a sheet and the titles above a header say of the ledger; each is heard once.
#[derive(Debug, Default)]
struct Around {
    /// The kinds of ledgers that are named.
    hinted: BTreeSet<Kind>,
    /// Letters and calls, which are no applications.
    letters: bool,
    /// A sheet that sums up others.
    sums: bool,
    /// The decisions, fees or documents of the office.
    work: bool,
    /// Documents.
    documents: bool,
}

impl Around {
    fn hear(&mut self, name: &str) {
        let squeezed = squeeze(name);
        let named = |kind: &Kind| hints(*kind).iter().any(|hint| squeezed.contains(hint));
        self.hinted.extend(Kind::ALL.into_iter().filter(named));
        self.letters |= LETTERS.iter().any(|word| name.contains(word));
        self.sums |= name.contains("汇总");
        let documents = ["规范性文件", "规章"];
        self.documents |= documents.iter().any(|word| squeezed.contains(word));
        self.work |= WORK.iter().any(|word| squeezed.contains(word));
    }

    /// Whether it is the office's own work that is named, and no applications.
    fn is_of_work(&self) -> bool {
        self.work && !self.hinted.contains(&Kind::Applications)
    }
}

/// What tells in a name that a ledger lists the office's own work, whose applicants ask for no information.
const WORK: [&str; 8] = [
    "行政许可",
    "行政处罚",
    "行政强制",
    "收费",
    "许可台账",
    "处罚台账",
    "许可办理",
    "许可决定",
];

pub(super) const LETTERS: [&str; 7] = ["信访", "来信", "信箱", "投诉", "举报", "12345", "热线"];

/// The cells of a row, of those that a merged area fills the first alone.
pub(super) fn distinct(row: &Row) -> impl Iterator<Item = &Cell> {
    let mut last = None;
    row.cells.iter().filter(move |cell| {
        let same = cell.anchor.is_some() && cell.anchor == last;
        last = cell.anchor;
        !same
    })
}

/// A header holds texts: no dates, hardly a number.
pub(super) fn may_be_header(row: &Row) -> bool {
    if row.cells.len() > WIDTH {
        return false;
    }
    let numbers = row
        .cells
        .iter()
        .filter(|c| matches!(c.value, Value::Number(_)))
        .count();
    let texts = row
        .cells
        .iter()
        .filter(|c| matches!(c.value, Value::Text(_)))
        .count();
    texts > 0
        && numbers <= 1
        && !row.cells.iter().any(|c| match &c.value {
            Value::Date(_) | Value::Error(_) => true,
            Value::Text(written) => {
                c.anchor.is_none() && matches!(date::parse(written, false), Ok(date::Seen::Day(_)))
            }
            _ => false,
        })
}

/// For each column the texts above one another, without repetitions from merged areas.
pub(super) fn paths(rows: &[Row]) -> Vec<(u16, Vec<String>)> {
    let mut paths: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for row in rows {
        for cell in &row.cells {
            let text = cell.value.text();
            if text.trim().is_empty() {
                continue;
            }
            let path = paths.entry(cell.column).or_default();
            let shown: String = text
                .chars()
                .filter(|c| !c.is_whitespace())
                .take(LENGTH)
                .collect();
            if path.last() != Some(&shown) {
                path.push(shown);
            }
        }
    }
    paths.into_iter().collect()
}

/// For each column the row of its last heading; of a merged one the row in which it begins.
fn heading_rows(rows: &[Row]) -> BTreeMap<u16, u32> {
    let mut found = BTreeMap::new();
    for row in rows {
        for cell in row
            .cells
            .iter()
            .filter(|c| !c.value.text().trim().is_empty())
        {
            let at = cell.anchor.map_or(row.number, |(anchor, _)| anchor);
            found.insert(cell.column, at.max(rows[0].number));
        }
    }
    found
}

impl Found {
    /// The columns that are ticked: column, word, field.
    pub(super) fn ticked(&self) -> impl Iterator<Item = (u16, String, Field)> {
        let columns = self.columns.iter();
        columns.filter_map(|(column, word, named)| {
            let named = named.filter(|n| n.rank == TICKED)?;
            Some((*column, word.clone(), named.field))
        })
    }

    /// Leaves out the headings of a small table of sums that stands some empty columns to the right of the ledger:
    /// 「结果、件数」 over 「予以公开 12、总计 12」.
    fn leave_out_sums(&mut self, rows: &[Row], headings: &Headings) {
        let below = &rows[(self.last + 1).min(rows.len())..];
        let stretches = self.stretches(&rows[self.first..]);
        let named = |stretch: &[u16]| {
            let columns = self.columns.iter();
            let of = columns.filter(|(at, _, named)| stretch.contains(at) && named.is_some());
            of.count()
        };
        let mut main: Option<&Vec<u16>> = None;
        for stretch in &stretches {
            if main.is_none_or(|main| named(stretch) > named(main)) {
                main = Some(stretch);
            }
        }
        let Some(main) = main else { return };
        let right = stretches.iter().filter(|stretch| stretch[0] > main[0]);
        let beside: Vec<(Vec<u16>, Beside)> = right
            .filter_map(|stretch| {
                let beside = self.beside_of((main, stretch), below, headings)?;
                Some((stretch.clone(), beside))
            })
            .collect();
        for (stretch, beside) in beside {
            match beside {
                Beside::Sums => {
                    self.columns.retain(|(at, ..)| !stretch.contains(at));
                    self.headings.retain(|(at, _)| !stretch.contains(at));
                    self.rows.retain(|at, _| !stretch.contains(at));
                }
                Beside::Doubted => {
                    let columns = self.columns.iter_mut();
                    let of = columns.filter(|(at, ..)| stretch.contains(at));
                    of.for_each(|(.., named)| *named = None);
                }
            }
        }
    }

    /// Whether the rows below list what may be chosen elsewhere: texts without a digit, under headings that ask for one
    /// of several words; where no name says so, each word of a column once, and the columns of different lengths.
    pub(super) fn lists_options(&self, below: &[Row], named: bool) -> bool {
        let chosen = |field: Field| {
            matches!(
                field,
                Field::Class
                    | Field::BodyKind
                    | Field::Result
                    | Field::Detail
                    | Field::State
                    | Field::Extended
                    | Field::Way
                    | Field::Category
                    | Field::Channel
                    | Field::Validity
                    | Field::CaseKind
                    | Field::SuitPath
                    | Field::Verdict
                    | Field::Unit
            )
        };
        let mut fields = self.columns.iter().filter_map(|(.., named)| *named);
        let plain = |cell: &Cell| match &cell.value {
            Value::Text(written) => !written
                .chars()
                .any(|c| text::half_width(c).is_ascii_digit()),
            _ => false,
        };
        let own = || {
            let cells = below.iter().flat_map(|row| &row.cells);
            cells.filter(|cell| squeezed(cell).is_some())
        };
        if !fields.all(|named| chosen(named.field)) || !own().all(plain) {
            return false;
        }
        let mut lists: BTreeMap<u16, Vec<Cow<'_, str>>> = BTreeMap::new();
        for cell in own() {
            let list = lists.entry(cell.column).or_default();
            list.extend(squeezed(cell));
        }
        let once =
            |list: &Vec<Cow<'_, str>>| list.iter().collect::<BTreeSet<_>>().len() == list.len();
        let lengths: BTreeSet<usize> = lists.values().map(Vec::len).collect();
        named || lists.len() >= 2 && lengths.len() >= 2 && lists.values().all(once)
    }

    /// The columns with a heading, parted where nothing stands between them in any row.
    fn stretches(&self, rows: &[Row]) -> Vec<Vec<u16>> {
        let stands = |between: std::ops::Range<u16>| {
            let mut cells = rows.iter().flat_map(|row| &row.cells);
            cells.any(|cell| between.contains(&cell.column) && squeezed(cell).is_some())
        };
        let mut stretches: Vec<Vec<u16>> = Vec::new();
        for (column, _) in &self.headings {
            match stretches.last_mut() {
                Some(stretch)
                    if stretch
                        .last()
                        .is_some_and(|last| last + 1 == *column || stands(last + 1..*column)) =>
                {
                    stretch.push(*column);
                }
                _ => stretches.push(vec![*column]),
            }
        }
        stretches
    }

    /// What a stretch of headings beside those of the ledger is, where it may be none of its.
    fn beside_of(
        &self,
        (main, stretch): (&[u16], &[u16]),
        below: &[Row],
        headings: &Headings,
    ) -> Option<Beside> {
        let of = |columns: &[u16]| -> Vec<&(u16, String, Option<field::Named>)> {
            let all = self.columns.iter();
            all.filter(|(at, ..)| columns.contains(at)).collect()
        };
        let own = |row: &Row, columns: &[u16]| {
            let mut cells = row.cells.iter();
            cells.any(|cell| columns.contains(&cell.column) && squeezed(cell).is_some())
        };
        let known: Vec<Field> = (of(main).iter())
            .filter_map(|(.., named)| named.map(|named| named.field))
            .collect();
        let sums = |field: Field| matches!(field, Field::Count | Field::Amount);
        let foreign = |named: &field::Named| {
            named.rank != 0 && (sums(named.field) || known.contains(&named.field))
        };
        let named: Vec<field::Named> = of(stretch).iter().filter_map(|(.., n)| *n).collect();
        if named.is_empty() || !named.iter().all(foreign) {
            return None;
        }
        let ledger = below.iter().filter(|row| own(row, main)).count();
        let told: Vec<&Row> = below.iter().filter(|row| own(row, stretch)).collect();
        if let [only] = stretch {
            // a quantity far to the right that hardly a row has
            let far = main.iter().all(|at| at + 2 < *only);
            let rare = told.len() * 5 <= ledger;
            return (far && rare && sums(named[0].field)).then_some(Beside::Doubted);
        }
        let within = |row: &&Row| {
            let mut cells = row.cells.iter();
            cells.any(|cell| stretch.contains(&cell.column) && super::aside::is_total_cell(cell))
        };
        if told.iter().any(within) {
            return Some(Beside::Sums);
        }
        // without a total: a few labels below one another, each with its number to the right
        let labelled = |row: &Row| {
            let label = row.cells.iter().find(|cell| cell.column == stretch[0]);
            label.is_some_and(|cell| matches!(cell.value, Value::Text(_)))
        };
        let follow = told
            .windows(2)
            .all(|two| two[0].number + 1 == two[1].number);
        let few = told.len() >= 2 && told.len() * 2 <= ledger;
        let others = Kind::ALL.into_iter().filter(|kind| *kind != self.kind);
        let mut another = others.filter(|kind| {
            let columns: Vec<_> = (of(stretch).iter())
                .map(|(at, text, _)| self::named(*kind, *at, std::slice::from_ref(text), headings))
                .collect();
            score(*kind, &columns, &Around::default()).is_some()
        });
        (few && follow && told.iter().all(|row| labelled(row)) && another.next().is_none())
            .then_some(Beside::Sums)
    }

    /// The heading above a column that is ticked.
    fn parent(&self, column: u16) -> &str {
        let path = self.headings.iter().find(|(at, _)| *at == column);
        path.map_or("", |(_, path)| path.split('/').next().unwrap_or(path))
    }

    /// The cell of a column's heading.
    fn cell(&self, at: Address, column: u16) -> Address {
        let row = self.rows.get(&column).copied().unwrap_or(at.row);
        Address { row, ..at }.at(column)
    }
}

pub(super) fn named(
    kind: Kind,
    column: u16,
    path: &[String],
    headings: &Headings,
) -> (u16, String, Option<field::Named>) {
    let found = by_headings(kind, path, headings);
    // 法人或其他组织 is a heading as well, but a choice below 申请人情况
    let above = match found.is_none() || is_choice(kind, path, headings) {
        true => path.split_last().map_or(&[][..], |(_, above)| above),
        false => &[],
    };
    // of headings above one another the upper one: 申请人情况 over 法人或其他组织
    let fields = above.iter().map(|text| choosing(kind, text, headings));
    let parent = fields
        .enumerate()
        .find_map(|(at, field)| Some((at, field?)));
    match parent {
        Some((at, field)) => {
            let rank = TICKED;
            let word = path[at + 1..].join("-");
            (column, word, Some(field::Named { field, rank }))
        }
        None => (column, leaf(path), found),
    }
}

fn leaf(path: &[String]) -> String {
    path.last().cloned().unwrap_or_default()
}

/// The field that a column's headings name.
fn by_headings(kind: Kind, path: &[String], headings: &Headings) -> Option<field::Named> {
    let readings = readings(path);
    let mut readings = readings.iter();
    readings.find_map(|text| headings.named(kind, text))
}

/// The rank of a column that is ticked, behind all headings.
const TICKED: usize = 10_000;

/// The field of a heading that choices may stand below.
fn choosing(kind: Kind, heading: &str, headings: &Headings) -> Option<Field> {
    let field = headings.named(kind, heading)?.field;
    let chosen = [Field::Class, Field::BodyKind, Field::Result, Field::Verdict];
    chosen.contains(&field).then_some(field)
}

/// A heading over choices that is not merged stands above the first of them alone: it is that of the others as
/// well, as far as nothing stands beside it.
fn spread_choices(top: &Row, paths: &mut [(u16, Vec<String>)], headings: &Headings) {
    let headed = |column: u16| {
        let mut cells = top.cells.iter();
        cells.any(|c| c.column == column && !c.value.text().trim().is_empty())
    };
    for at in 1..paths.len() {
        let (before, here) = paths.split_at_mut(at);
        let (Some((left, above)), Some((column, path))) = (before.last(), here.first_mut()) else {
            continue;
        };
        let ([.., parent, _], [leaf]) = (above.as_slice(), path.as_slice()) else {
            continue;
        };
        let under = [parent.clone(), leaf.clone()];
        if *column == left + 1
            && !headed(*column)
            && is_any_choice(above, headings)
            && is_choice_of(&under, headings)
        {
            path.insert(0, parent.clone());
        }
    }
}

/// Whether a text may stand as a choice below a heading: a word of its field, or 其他.
fn is_choice_of(path: &[String], headings: &Headings) -> bool {
    is_any_choice(path, headings) || path.last().is_some_and(|leaf| leaf.starts_with("其他"))
}

/// Whether the last of headings above one another is a choice of the one above it.
fn is_choice(kind: Kind, path: &[String], headings: &Headings) -> bool {
    let [.., parent, leaf] = path else {
        return false;
    };
    choosing(kind, parent, headings).is_some_and(|field| content::is_word_of(kind, field, leaf))
}

/// The same in a ledger of whatever kind.
fn is_any_choice(path: &[String], headings: &Headings) -> bool {
    let mut kinds = Kind::ALL.into_iter();
    kinds.any(|kind| is_choice(kind, path, headings))
}

/// Choices are several and all different, and at least two of them are words that leave no doubt; others are no
/// choices, and their columns are what their headings name.
fn drop_no_choices(
    kind: Kind,
    columns: &mut [(u16, String, Option<field::Named>)],
    (paths, headings): (&[(u16, Vec<String>)], &Headings),
) {
    let ticked = |named: &Option<field::Named>| named.filter(|n| n.rank == TICKED);
    let mut words: BTreeMap<Field, Vec<String>> = BTreeMap::new();
    for (_, word, named) in columns.iter() {
        if let Some(named) = ticked(named) {
            words.entry(named.field).or_default().push(word.clone());
        }
    }
    let are_choices = |field: Field| {
        let words = words.get(&field).map_or(&[][..], Vec::as_slice);
        let last = |word: &'_ String| word.rsplit('-').next().map(str::to_owned);
        let plain = words.iter().filter_map(last);
        let plain = plain.filter(|word| content::is_word_of(kind, field, word));
        words.iter().collect::<BTreeSet<_>>().len() == words.len() && plain.count() >= 2
    };
    for ((_, word, named), (_, path)) in columns.iter_mut().zip(paths) {
        if ticked(named).is_some_and(|n| !are_choices(n.field)) {
            *named = by_headings(kind, path, headings);
            *word = leaf(path);
        }
    }
}

/// Whether a heading of the rows of a header is merged down into the row below them, which holds only texts.
fn stretches_into(header: &[Row], below: &Row) -> bool {
    let (Some(first), Some(last)) = (header.first(), header.last()) else {
        return false;
    };
    let header = first.number..=last.number;
    let inside = |c: &Cell| c.anchor.is_some_and(|(row, _)| header.contains(&row));
    let own = below
        .cells
        .iter()
        .any(|c| c.anchor.is_none() && squeezed(c).is_some());
    may_be_header(below) && own && below.cells.iter().any(inside)
}

/// The texts under which a column is looked up: its headings together, as shown, the last two, the last one
/// under its parent's stem (办理情况 over 结果 is 办理结果), the last one alone.
fn readings(path: &[String]) -> Vec<Cow<'_, str>> {
    let [.., parent, leaf] = path else {
        return path.iter().map(Cow::from).collect();
    };
    let stems = ["情况", "信息", "环节", "阶段", "内容", "事项"];
    let stem = stems.iter().find_map(|s| parent.strip_suffix(s));
    let mut readings = vec![path.concat(), path.join("/"), format!("{parent}{leaf}")];
    readings.extend(stem.map(|stem| format!("{stem}{leaf}")));
    let readings = readings.into_iter().map(Cow::from);
    readings.chain([Cow::from(leaf)]).collect()
}

/// How well columns fit a kind of ledger; none when they do not make one.
fn score(
    kind: Kind,
    columns: &[(u16, String, Option<field::Named>)],
    around: &Around,
) -> Option<usize> {
    let fields: BTreeSet<Field> = columns
        .iter()
        .filter_map(|(_, _, n)| n.map(|n| n.field))
        .collect();
    let core = fields.iter().filter(|f| is_core(kind, **f)).count();
    let hinted = around.hinted.contains(&kind);
    let heading = |field: Field, words: &[&str]| {
        columns.iter().any(|(_, text, n)| {
            n.is_some_and(|n| {
                n.field == field && (n.rank == 0 || words.iter().any(|w| squeeze(text).contains(w)))
            })
        })
    };
    let fits = match kind {
        Kind::Applications => {
            let classed = fields.contains(&Field::Class) || fields.contains(&Field::BodyKind);
            let letters = around.letters
                || LETTERS
                    .iter()
                    .any(|w| columns.iter().any(|(_, text, _)| text.contains(w)));
            let says = heading(Field::Number, &["申请"])
                || heading(Field::Received, &["申请"])
                || heading(Field::Content, &["申请"]);
            (core >= 3 && (classed || hinted || says) || core >= 2 && (classed || hinted))
                && (classed || !letters)
        }
        Kind::Publications => {
            let says = [
                Field::DocumentNumber,
                Field::Issued,
                Field::Published,
                Field::Decided,
                Field::Repealed,
                Field::Validity,
                Field::Channel,
            ]
            .iter()
            .any(|f| fields.contains(f))
                || heading(Field::Category, &["类别", "文件", "公文", "决定", "信息"])
                || heading(Field::Amount, &["收费", "实收", "征收", "缴费"])
                || heading(Field::Charged, &["收费", "缴费", "入库", "征收"])
                || heading(Field::Count, &["决定", "公开", "发布", "信息"]);
            // 类别 and 数量 are enough for a period's sums, but not on a sheet that sums up others
            let sums = [Field::Count, Field::Amount]
                .iter()
                .any(|f| fields.contains(f))
                && fields.contains(&Field::Category)
                && !around.sums;
            let decides = [Field::Decided, Field::DocumentNumber]
                .into_iter()
                .any(|field| heading(field, &["许可", "处罚", "强制"]));
            core >= 3 && (says || hinted) || core >= 2 && (hinted || decides) || sums
        }
        Kind::Disputes => {
            let says = fields.contains(&Field::SuitPath)
                || heading(Field::CaseNumber, &["案", "复议", "诉讼", "判决", "裁判"])
                || heading(Field::CaseKind, &["案件", "救济", "复议", "诉讼"]);
            core >= 3 && (says || hinted) || core >= 2 && hinted
        }
    };
    // of equal fields the header that names more columns: a second line of personal data belongs to it, and so do
    // choices below a heading
    let named = columns.iter().filter(|(_, _, n)| n.is_some()).count();
    let chosen = columns
        .iter()
        .any(|(_, _, n)| n.is_some_and(|n| n.rank == TICKED));
    let named = (named + usize::from(chosen)).min(99);
    // who applies for a licence has a class, a date and a result as well
    let foreign = kind == Kind::Applications && around.is_of_work() && {
        let asks = ["公开申请", "信息公开", "答复", "所需信息"];
        !columns
            .iter()
            .any(|(_, text, _)| asks.iter().any(|word| text.contains(word)))
    };
    // and a penalty begins and ends with a case
    let foreign = foreign
        || kind == Kind::Disputes
            && around.work
            && !hinted
            && !speaks_of_court(columns.iter().map(|(_, text, _)| text.as_str()));
    let of_names = match (hinted, foreign) {
        (true, _) => 3,
        (false, true) => return fits.then_some(named),
        (false, false) => 0,
    };
    fits.then_some((core * 2 + fields.len() + of_names) * 100 + named)
}

/// Whether headings speak of a review or a lawsuit.
fn speaks_of_court<'t>(mut headings: impl Iterator<Item = &'t str>) -> bool {
    const WORDS: [&str; 9] = [
        "复议", "诉讼", "起诉", "应诉", "裁判", "判决", "原告", "被告", "审理",
    ];
    headings.any(|heading| WORDS.iter().any(|word| heading.contains(word)))
}

pub(super) fn is_core(kind: Kind, field: Field) -> bool {
    match kind {
        Kind::Applications => {
            matches!(
                field,
                Field::Number
                    | Field::Received
                    | Field::Class
                    | Field::BodyKind
                    | Field::Replied
                    | Field::Result
            )
        }
        Kind::Publications => matches!(
            field,
            Field::Category
                | Field::Title
                | Field::DocumentNumber
                | Field::Issued
                | Field::Published
                | Field::Decided
                | Field::Repealed
                | Field::Validity
                | Field::Channel
                | Field::Count
                | Field::Amount
                | Field::Charged
        ),
        Kind::Disputes => matches!(
            field,
            Field::CaseNumber
                | Field::CaseKind
                | Field::SuitPath
                | Field::Accepted
                | Field::Concluded
                | Field::Verdict
        ),
    }
}

pub(super) fn hints(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Applications => &["依申请", "申请公开", "信息公开申请", "申请台账", "申请登记"],
        Kind::Publications => &[
            "主动公开",
            "规范性文件",
            "规章",
            "行政许可",
            "行政处罚",
            "行政强制",
            "收费",
            "信息发布",
            "公开信息",
            "发布台账",
            "发布统计",
        ],
        Kind::Disputes => &["复议", "诉讼", "应诉"],
    }
}

/// Gives each column its field. Two columns of one field: the same heading is an error, other headings a
/// doubt, where the field decides something.
pub(super) fn assign(
    at: Address,
    found: &Found,
    findings: &mut Vec<Finding>,
) -> BTreeMap<Field, (u16, String)> {
    let mut by_field: BTreeMap<Field, Vec<(usize, u16, &str)>> = BTreeMap::new();
    for (column, heading, named) in &found.columns {
        if let Some(named) = named {
            by_field
                .entry(named.field)
                .or_default()
                .push((named.rank, *column, heading));
        }
    }
    // 日期 under 立案 and under 结案, beside the day of the decision
    let bare = |candidates: &Vec<(usize, u16, &str)>| {
        let mut headings = candidates.iter().map(|(.., heading)| squeeze(heading));
        candidates.len() > 1 && headings.all(|heading| matches!(&*heading, "日期" | "时间"))
    };
    if by_field.contains_key(&Field::Decided) && by_field.get(&Field::Issued).is_some_and(bare) {
        by_field.remove(&Field::Issued);
    }
    let again = again_beside(found);
    if let Some(at_again) = again {
        findings.push(halves(at, found, at_again));
    }
    let mut columns = BTreeMap::new();
    for (field, mut candidates) in by_field {
        candidates.retain(|(_, column, _)| again.is_none_or(|again| *column < again));
        candidates.sort_unstable();
        if candidates.is_empty() {
            continue;
        }
        let (rank, column, heading) = candidates[0];
        let heading = match rank {
            // the heading above the choices
            TICKED => found.parent(column),
            _ => heading,
        };
        columns.insert(field, (column, heading.to_owned()));
        candidates.retain(|(rank, ..)| *rank != TICKED);
        if rank == TICKED {
            continue;
        }
        if !decides(found.kind, field) {
            continue;
        }
        for (other_rank, other, other_heading) in &candidates[1..] {
            let place = Place::Cell(found.cell(at, *other));
            let first = Place::Cell(found.cell(at, column));
            if squeeze(other_heading) == squeeze(heading) || (rank == 0 && *other_rank == 0) {
                let message = format!(
                    "表头{}出现两次（{}、{}），无法判定以哪一列为「{}」",
                    quote(heading),
                    cell_name(found.cell(at, column)),
                    cell_name(found.cell(at, *other)),
                    field.word()
                );
                findings.push(
                    Finding::new(&rules::TWICE, place, message)
                        .value(*other_heading)
                        .related(first, "先出现的一列"),
                );
            } else if rank != 0
                && !(field == Field::Decided
                    && heading.contains("决定")
                    && !other_heading.contains("决定"))
            {
                let message = format!(
                    "{}与{}都可以是「{}」，取用{}（{}列）",
                    quote(heading),
                    quote(other_heading),
                    field.word(),
                    quote(heading),
                    crate::address::column_name(column)
                );
                let help = format!(
                    "如应以另一列为准，请在 gknb.toml 中写：\n[headings]\n\"{}\" = \"{}\"",
                    text::in_toml(other_heading),
                    field.word()
                );
                findings.push(
                    Finding::new(&rules::SEVERAL, place, message)
                        .help(help)
                        .value(*other_heading)
                        .related(first, "取用的一列"),
                );
            }
        }
    }
    if found.kind == Kind::Publications {
        columns.extend(counted_by_month(found, &columns));
    }
    columns
}

/// The column in which the headings begin again, where a list goes on in a second half beside the first.
fn again_beside(found: &Found) -> Option<u16> {
    /// Headings that stand twice in the same order, at least.
    const LEAST: usize = 3;
    let keys: Vec<String> = found.headings.iter().map(|(_, h)| squeeze(h)).collect();
    let alike = |at: usize| {
        let both = keys.iter().zip(&keys[at..]);
        both.take_while(|(one, other)| one == other).count()
    };
    // names and telephones may well stand twice: what a ledger lives by does not
    let lives_by = |columns: &[(u16, String)]| {
        let named = |column: u16| found.columns.iter().find(|(at, ..)| *at == column);
        columns.iter().any(|(column, _)| {
            let field = named(*column).and_then(|(_, _, named)| named.map(|n| n.field));
            field.is_some_and(|field| is_core(found.kind, field))
        })
    };
    let at = (LEAST..keys.len()).find(|at| {
        let count = alike(*at);
        count >= LEAST && lives_by(&found.headings[..count])
    })?;
    Some(found.headings[at].0)
}

/// An error that tells it.
fn halves(at: Address, found: &Found, column: u16) -> Finding {
    let place = Place::Cell(found.cell(at, column));
    let heading = found.headings.iter().find(|(of, _)| *of == column);
    let heading = heading.map_or("", |(_, heading)| heading.as_str());
    let message = format!(
        "从{}（{}列）起，同样的表头又排了一遍，是并排的两栏登记，右边一栏没有读取",
        quote(heading),
        crate::address::column_name(column)
    );
    let finding = Finding::new(&rules::BESIDE, place, message).value(heading);
    finding.help("请把右边一栏的登记移到左边一栏的下面（或另一张工作表，带上表头），再运行")
}

/// The column that tells how many where each row is a month: 合计, 份数, 人次 … are how many of whatever the table
/// lists only where nothing in it tells one decision from another, and no amount is among the numbers.
fn counted_by_month(
    found: &Found,
    columns: &BTreeMap<Field, (u16, String)>,
) -> Option<(Field, (u16, String))> {
    const TOTALS: [&str; 3] = ["合计", "总计", "共计"];
    const NUMBERS: [&str; 9] = [
        "份数",
        "本数",
        "证书数",
        "证件数",
        "证照数",
        "册数",
        "人次",
        "件次",
        "户次",
    ];
    const OTHER: [&str; 5] = ["材料", "附件", "页", "检查", "出动"];
    let by_month = (columns.get(&Field::Charged)).is_some_and(|(_, heading)| {
        ["月", "期间", "统计期", "所属期"]
            .iter()
            .any(|w| heading.contains(w))
    });
    let single = [
        Field::Count,
        Field::Amount,
        Field::DocumentNumber,
        Field::Decided,
        Field::Issued,
        Field::Published,
    ];
    if !by_month || single.iter().any(|field| columns.contains_key(field)) {
        return None;
    }
    let money = ["元", "款", "金额", "没收"];
    let any = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    if found.headings.iter().any(|(_, text)| any(text, &money)) {
        return None;
    }
    let unread = || {
        let unread = found.columns.iter().filter(|(_, _, named)| named.is_none());
        unread.map(|(column, text, _)| (*column, text.clone(), squeeze(text)))
    };
    let total = unread().find(|(.., key)| TOTALS.contains(&key.as_str()));
    let mut numbers = unread()
        .filter(|(.., key)| NUMBERS.iter().any(|end| key.ends_with(end)) && !any(key, &OTHER));
    let only = numbers.next().filter(|_| numbers.next().is_none());
    let (column, heading, _) = total.or(only)?;
    Some((Field::Count, (column, heading)))
}

/// A second ledger beside the first: headings that the first does not know make a header of their own.
pub(super) fn beside(at: Address, found: &Found, headings: &Headings) -> Option<Finding> {
    let rest = || found.columns.iter().filter(|(_, _, named)| named.is_none());
    let (kind, columns) = Kind::ALL.into_iter().find_map(|kind| {
        let columns: Vec<_> = rest()
            .map(|(column, text, _)| named(kind, *column, std::slice::from_ref(text), headings))
            .filter(|(_, _, named)| named.is_some())
            .collect();
        score(kind, &columns, &Around::default()).map(|_| (kind, columns))
    })?;
    // who applies for a licence has a class and a date as well
    if kind == Kind::Applications && found.of_work {
        return None;
    }
    // nor is what became of an application, told in its own row
    if kind == Kind::Disputes && found.kind == Kind::Applications && !names_cases(&columns) {
        return None;
    }
    let (first, heading, _) = columns.first()?;
    // and a penalty has the number and the days of its case among those of the decision
    let (from, to) = (*first, columns.last()?.0);
    let among = found
        .columns
        .iter()
        .any(|(column, _, named)| named.is_some() && (from..to).contains(column));
    let texts = found.columns.iter().map(|(_, text, _)| text.as_str());
    if kind == Kind::Disputes && among && !speaks_of_court(texts) {
        return None;
    }
    let message = format!(
        "{}的右边（或左边）还并排着一张{}，从{}起，没有读取",
        found.kind.word(),
        kind.word(),
        quote(heading)
    );
    Some(
        Finding::new(&rules::BESIDE, Place::Cell(found.cell(at, *first)), message)
            .value(heading.as_str()),
    )
}

/// Whether columns tell cases one from another: they have a number or a kind, or name who went to law, and none asks
/// whether an application went on to a review or a suit.
fn names_cases(columns: &[(u16, String, Option<field::Named>)]) -> bool {
    let of_case = |named: &Option<field::Named>| {
        named.is_some_and(|named| matches!(named.field, Field::CaseNumber | Field::CaseKind))
    };
    let party = |heading: &str| {
        ["原告", "复议申请人"]
            .iter()
            .any(|word| heading.contains(word))
    };
    let tells = (columns.iter()).any(|(_, heading, named)| of_case(named) || party(heading));
    tells
        && !columns
            .iter()
            .any(|(_, heading, _)| content::asks_whether(heading))
}

/// Columns that nothing is read from, whose headings read like a field that the table lacks and that changes
/// figures without a word.
pub(super) fn unused(at: Address, found: &Found, has: &dyn Fn(Field) -> bool) -> Vec<Finding> {
    let unknown = || found.columns.iter().filter(|(_, _, named)| named.is_none());
    let like = |heading: &str| {
        let squeezed = text::squeeze(heading);
        // without its unit
        let words = squeezed.split('(').next().unwrap_or_default();
        like(found, words, has)
    };
    // of several days the one that is said to be that of the decision
    let decides = |heading: &str| heading.contains("决定");
    let decided = unknown().any(|(_, text, _)| decides(text) && like(text).is_some());
    let found = unknown().filter_map(|(column, heading, _)| {
        let field = like(heading)?;
        if decided && content::holds_dates(field) && !decides(heading) {
            return None;
        }
        let message = format!("表头{}没有用到，像是「{}」", quote(heading), field.word());
        let place = Place::Cell(found.cell(at, *column));
        let finding = Finding::new(&rules::UNUSED, place, message).value(heading.as_str());
        // how long is no day
        let term = text::squeeze(heading);
        if field == Field::Repealed && term.split('(').next().is_some_and(|t| t.ends_with("效期")) {
            return Some(finding.help("这一列写的是日期的，请把表头改为「废止日期」；写的是年限的，请加一列「废止日期」，填上已经届满失效的日期。没有届满的空着"));
        }
        Some(finding.help(format!(
            "是这一列的，请在 gknb.toml 中写：\n[headings]\n\"{}\" = \"{}\"\n不是的，可用 [[explain]] 说明",
            text::in_toml(heading),
            field.word()
        )))
    });
    found.collect()
}

/// 立案, 受理 … are days of the work before the decision.
const BEFORE: [&str; 18] = [
    "承诺", "预计", "期限", "立案", "受理", "申请", "申报", "登记", "起始", "开始", "截止", "到期",
    "有效", "出生", "打印", "导出", "填报", "检查",
];

/// Whether a heading is that of a day before the one that a field asks for.
pub(super) fn is_before(field: Field, heading: &str) -> bool {
    let closing = [
        Field::Decided,
        Field::Charged,
        Field::Replied,
        Field::Concluded,
    ];
    closing.contains(&field) && BEFORE.iter().any(|word| heading.contains(word))
}

/// The field that a heading which is not known reads like.
fn like(found: &Found, heading: &str, has: &dyn Fn(Field) -> bool) -> Option<Field> {
    let kind = found.kind;
    /// What is counted besides what the ledger registers.
    const OTHER: [&str; 18] = [
        "附件",
        "页",
        "点击",
        "浏览",
        "阅读",
        "访问",
        "下载",
        "字数",
        "份数",
        "天数",
        "人数",
        "物品",
        "材料",
        "工作日",
        "收件",
        "企业",
        "人员",
        "户",
    ];
    let any = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let counts = heading.ends_with('数') || heading.ends_with("数量");
    let of_work = any(&["件", "办", "许可", "处罚", "强制", "决定", "申请", "数量"]);
    if kind != Kind::Disputes && !has(Field::Count) && counts && of_work && !any(&OTHER) {
        return Some(Field::Count);
    }
    let dates = [
        Field::Decided,
        Field::Issued,
        Field::Published,
        Field::Charged,
    ];
    let dateless = kind == Kind::Publications && !dates.iter().any(|field| has(*field));
    let day = heading.ends_with("日期") || heading.ends_with("时间") || heading.ends_with("日");
    if dateless && day && !has(Field::Repealed) && !any(&BEFORE) {
        return Some(if has(Field::Amount) {
            Field::Charged
        } else if found.of_documents {
            Field::Issued
        } else {
            Field::Decided
        });
    }
    let documents = kind == Kind::Publications && (has(Field::Issued) || found.of_documents);
    if !documents || has(Field::Validity) || has(Field::Repealed) {
        return None;
    }
    let lapses = any(&["失效", "废止", "效期", "时效", "有效", "效力"]);
    match lapses && !any(&["生效", "许可", "证"]) {
        true if any(&["期", "时间"]) => Some(Field::Repealed),
        true => Some(Field::Validity),
        false => None,
    }
}

/// Fields of which two columns would be a matter.
fn decides(kind: Kind, field: Field) -> bool {
    match field {
        Field::Private
        | Field::Applicant
        | Field::Content
        | Field::Title
        | Field::Unit
        | Field::Way
        | Field::Channel
        | Field::Extended
        | Field::State
        | Field::Unused => false,
        Field::Category | Field::AmountUnit | Field::DocumentNumber | Field::Charged => {
            kind != Kind::Publications
        }
        _ => true,
    }
}

/// Whether a row below a header is that header again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// It is none.
    No,
    /// As at a page break.
    Same,
    /// Most of it, with another heading in a column that has a field, or a field's heading in one that has
    /// none: what follows is to be read by it.
    Altered,
}

/// Whether a row repeats the header of its table.
pub(super) fn again(table: &Table, row: &Row, headings: &Headings) -> Again {
    let mut same = 0;
    let mut own = 0;
    let mut altered = false;
    for cell in row.cells.iter().filter(|c| c.anchor.is_none()) {
        let Value::Text(written) = &cell.value else {
            return Again::No;
        };
        if text::is_empty(written) {
            continue;
        }
        own += 1;
        let bare = || written.chars().filter(|c| !c.is_whitespace());
        let here = |(column, heading): &(u16, String)| {
            *column == cell.column && heading.split('/').any(|part| part.chars().eq(bare()))
        };
        if table.headings.iter().any(here) {
            same += 1;
        } else if own >= 3 && same == 0 {
            return Again::No;
        } else {
            let has_field = table
                .columns
                .values()
                .any(|(column, _)| *column == cell.column);
            altered |= has_field || headings.known(written);
        }
    }
    match own >= 2 && same * 10 >= own * 6 {
        false => Again::No,
        true if altered => Again::Altered,
        true => Again::Same,
    }
}

/// What the headings of a table begin with.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<char>);

impl Marks {
    pub(super) fn of(table: &Table) -> Self {
        let parts = table.headings.iter().flat_map(|(_, h)| h.split('/'));
        let mut firsts: Vec<char> = parts.filter_map(first).collect();
        firsts.sort_unstable();
        firsts.dedup();
        Marks(firsts)
    }

    /// Whether a text may be one of the headings.
    pub(super) fn may_repeat(&self, written: &str) -> bool {
        first(written).is_some_and(|first| self.0.contains(&first))
    }
}

fn first(written: &str) -> Option<char> {
    written.chars().find(|c| !c.is_whitespace())
}

/// Whether a text is too long for the heading of another table, or a number.
pub(super) fn is_no_heading(written: &str) -> bool {
    const LONGEST: usize = 16;
    written.as_bytes().first().is_some_and(u8::is_ascii_digit)
        || written.len() > 4 * LONGEST
        || written.len() > LONGEST && written.chars().nth(LONGEST).is_some()
}

/// Whether a row is the header of another table below.
pub(super) fn begins_another(table: &Table, row: &Row, headings: &Headings) -> bool {
    let mut own = 0;
    let mut known = 0;
    let mut same_place = 0;
    for cell in row.cells.iter().filter(|c| c.anchor.is_none()) {
        let Value::Text(written) = &cell.value else {
            return false;
        };
        if is_no_heading(written) {
            return false;
        }
        if text::is_empty(written) {
            continue;
        }
        own += 1;
        if headings.known(written) {
            known += 1;
            let here =
                |(column, heading): &(u16, String)| *column == cell.column && heading == written;
            same_place += usize::from(table.headings.iter().any(here));
        } else if own <= 2 && known == 0 && own == 2 {
            return false;
        }
    }
    known >= 3 && known * 10 >= own * 6 && same_place < known
}
