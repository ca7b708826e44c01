//! 第四部分: the table of section 四, by the path and the verdict that its heads name.

use super::super::label::{SAME, key, likeness};
use super::{Found, Own, View, begins_another};
use crate::address::Address;
use crate::form::{Edition, Form, SlotName};

/// A slot of section 四 by its keys.
struct Case<'f> {
    id: &'f str,
    verdict: String,
}

/// 结果维持, 结果纠正, 其他结果, 尚未审结, 总计.
const VERDICTS: usize = 5;

/// Which of the three paths a head names; 行政诉讼 alone leaves two of them open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Path {
    Sure(usize),
    Suit,
}

impl Path {
    fn of(text: &str) -> Option<Path> {
        const LONGEST: usize = 20;
        let name = key(text);
        if name.chars().count() > LONGEST {
            return None;
        }
        let has = |word: &str| name.contains(word);
        let alike = |word: &str| likeness(word, &name) >= SAME;
        if has("直接起诉") || has("未经复议") || alike("未经复议直接起诉") {
            Some(Path::Sure(1))
        } else if has("复议后") || alike("复议后起诉") {
            Some(Path::Sure(2))
        } else if has("诉讼") && !has("复议") {
            Some(Path::Suit)
        } else if name == "复议" || name == "行政复议" {
            Some(Path::Sure(0))
        } else {
            None
        }
    }
}

pub(super) fn read(rows: &[View<'_>], found: &mut Found) {
    let form = Form::of(Edition::E2021);
    let slots: Vec<Case<'_>> = form
        .slots
        .iter()
        .filter(|s| s.name().section() == 4)
        .map(|s| Case {
            id: &s.id,
            verdict: key(&s.head),
        })
        .collect();
    let verdict = |text: &str| {
        let name = key(text);
        slots
            .iter()
            .take(VERDICTS)
            .map(|s| likeness(&s.verdict, &name))
            .enumerate()
            .filter(|(_, alike)| *alike >= 700)
            .max_by_key(|(_, alike)| *alike)
            .map(|(verdict, _)| verdict)
    };
    // asked once for each cell: a file may have many
    let verdicts: Vec<Vec<Head<'_, '_>>> = rows
        .iter()
        .map(|row| {
            let heads = row.own.iter();
            heads.filter_map(|o| Some((o, verdict(o.text)?))).collect()
        })
        .collect();
    let mut unsure: Vec<(Address, String)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let Some(heads) = heads(rows, &verdicts, at) else {
            continue;
        };
        if lying(&rows[at + 1..], row, &heads, &slots, found) {
            continue;
        }
        let figures = (at + 1..rows.len()).take(6).find(|next| {
            let heads = !verdicts[*next].is_empty() || begins_another(&rows[*next]);
            !heads && rows[*next].grid == row.grid
        });
        if let Some(figures) = figures {
            found.sections[2] = true;
            let read = upright(rows, at, &heads, &rows[figures], &slots, found);
            unsure.extend(read.err());
        }
    }
    // beside a table that could be read it is another, as a working paper of ours has them
    match found.spots.keys().any(|id| SlotName::section_of(id) == 4) {
        true => found.again.extend(unsure.into_iter().map(|u| u.0)),
        false => {
            found.disputes_unsure = !unsure.is_empty();
            found.unsure.extend(unsure);
        }
    }
}

/// A head of section 四 with the verdict that it names.
type Head<'v, 'p> = (&'v Own<'p>, usize);

/// The heads of a table that end in a row: those of the rows above that no head of the next covers are heads there,
/// too. None where the row holds none, or where the next row goes on with them.
fn heads<'v, 'p>(
    rows: &[View<'_>],
    verdicts: &[Vec<Head<'v, 'p>>],
    at: usize,
) -> Option<Vec<Head<'v, 'p>>> {
    let is_head = |other: usize| {
        let same = rows.get(other).filter(|r| r.grid == rows[at].grid);
        same.is_some() && verdicts[other].len() >= 3
    };
    if !is_head(at) || is_head(at + 1) {
        return None;
    }
    let mut heads: Vec<Head<'_, '_>> = Vec::new();
    for above in (0..=at).rev().take(3).take_while(|above| is_head(*above)) {
        for (own, verdict) in &verdicts[above] {
            let under = |h: &Head<'_, '_>| h.0.first <= own.last && h.0.last >= own.first;
            if !heads.iter().any(under) {
                heads.push((own, *verdict));
            }
        }
    }
    heads.sort_by_key(|h| h.0.first);
    let sure = heads.iter().filter(|h| h.1 + 1 < VERDICTS).count();
    (sure >= 3).then_some(heads)
}

/// Reads a table 四 whose figures stand in one row below its heads. An error with its place where it cannot be told
/// whose they are.
fn upright(
    rows: &[View<'_>],
    at: usize,
    heads: &[Head<'_, '_>],
    figures: &View<'_>,
    slots: &[Case<'_>],
    found: &mut Found,
) -> Result<(), (Address, String)> {
    let place = heads_at(&rows[at], heads);
    let mut columns = columns(rows, at, heads).map_err(|message| (place, message))?;
    // a row of as many cells as the table has slots needs no heads, which a page's end may have torn
    let whole = figures.tells_blanks && figures.own.len() == slots.len();
    if whole && columns.len() < slots.len() {
        if !columns.is_sorted() {
            let message = format!(
                "第四部分的表头只认出 {} 栏，次序又与法定格式不同，认不清各栏的数字，没有读取",
                columns.len()
            );
            return Err((place, message));
        }
        columns = (0..slots.len()).collect();
    }
    let own = whole || (figures.tells_blanks && figures.own.len() == heads.len());
    let end = heads.last().map(|h| h.0.last);
    if figures.tells_blanks && !own && figures.own.last().map(|o| o.last) != end {
        let message = format!(
            "第四部分的表头有 {} 栏，下面这一行有 {} 格，认不清各格属于哪一栏，没有读取",
            heads.len(),
            figures.own.len()
        );
        return Err((figures.address, message));
    }
    if !columns.is_sorted() {
        let message = "第四部分各栏的次序与法定格式不同，已按表头的文字读取".to_owned();
        found.reordered.push((place, message));
    }
    let cells: Vec<(u16, &str)> = match own {
        true => figures.own.iter().map(|o| (o.first, o.text)).collect(),
        false => heads
            .iter()
            .map(|h| figures.at(h.0.first, h.0.last))
            .collect(),
    };
    let ids = columns.iter().map(|slot| slots[*slot].id);
    take(figures, ids.zip(cells), found);
    Ok(())
}

/// Takes the figures of a row by slot; those that another row has given are of a table that stands there twice.
fn take<'f>(
    row: &View<'_>,
    cells: impl Iterator<Item = (&'f str, (u16, &'f str))>,
    found: &mut Found,
) {
    let mut again = false;
    for (id, (column, text)) in cells {
        match found.spots.get(id) {
            Some(known) => again |= known.at.row() != row.address,
            None => {
                let spot = row.spot(column, text);
                found.spots.insert(id.to_owned(), spot);
            }
        }
    }
    if again {
        found.again.push(row.address);
    }
}

/// Reads a table 四 that lies on its side: one column for each verdict, one row for each path. Whether it does.
fn lying(
    below: &[View<'_>],
    row: &View<'_>,
    heads: &[Head<'_, '_>],
    slots: &[Case<'_>],
    found: &mut Found,
) -> bool {
    if heads.len() > VERDICTS {
        return false;
    }
    let start = heads.first().map_or(0, |h| h.0.first);
    let path = |next: &View<'_>| {
        let labels = next.own.iter().take_while(|o| o.first < start);
        labels
            .filter_map(|o| Path::of(o.text))
            .find(|p| *p != Path::Suit)
    };
    let paths = below
        .iter()
        .take(6)
        .take_while(|next| next.grid == row.grid)
        .filter_map(|next| match path(next)? {
            Path::Sure(path) => Some((path, next)),
            Path::Suit => None,
        });
    let paths: Vec<(usize, &View<'_>)> = paths.collect();
    for (path, next) in &paths {
        let cells = heads.iter().map(|(head, verdict)| {
            let id = slots[path * VERDICTS + verdict].id;
            (id, next.at(head.first, head.last))
        });
        take(next, cells, found);
    }
    if !paths.is_empty() {
        found.sections[2] = true;
        let message = "第四部分的表横竖与法定格式相反，已按名目读取".to_owned();
        found.reordered.push((heads_at(row, heads), message));
    }
    !paths.is_empty()
}

fn heads_at(row: &View<'_>, heads: &[Head<'_, '_>]) -> Address {
    heads
        .first()
        .map_or(row.address, |h| row.address.at(h.0.first))
}

/// Which slot each head of section 四 is: by the path above it and its verdict; by the order where no path can
/// be read. An error in words where the heads contradict each other.
fn columns(rows: &[View<'_>], at: usize, heads: &[Head<'_, '_>]) -> Result<Vec<usize>, String> {
    const NAMES: [&str; 3] = ["行政复议", "未经复议直接起诉", "复议后起诉"];
    let path = |head: &Own<'_>| {
        let above = rows[at.saturating_sub(3)..at].iter().rev();
        let above = above.filter(|r| r.grid == rows[at].grid);
        let over: Vec<Path> = above
            .flat_map(|r| r.own.iter())
            .filter(|o| o.first <= head.first && o.last >= head.first)
            .filter_map(|o| Path::of(o.text))
            .collect();
        let sure = over.iter().find(|path| **path != Path::Suit);
        sure.or(over.first()).copied()
    };
    let paths: Vec<Option<Path>> = heads.iter().map(|h| path(h.0)).collect();
    let verdicts: Vec<usize> = heads.iter().map(|h| h.1).collect();
    let blocks = blocks(&verdicts, &paths);
    if blocks.len() > NAMES.len() {
        return Err(format!(
            "第四部分的表头有 {} 组审理结果，法定格式是 3 组，认不清各栏的数字，没有读取",
            blocks.len()
        ));
    }
    let named: Vec<Option<Path>> = blocks
        .iter()
        .map(|block| most(&paths[block.clone()]))
        .collect();
    let mut taken: Vec<Option<usize>> = vec![None; blocks.len()];
    for (place, path) in named.iter().enumerate() {
        let Some(Path::Sure(path)) = path else {
            continue;
        };
        if taken.contains(&Some(*path)) {
            return Err(format!(
                "第四部分的表头中「{}」有两组，认不清各栏的数字，没有读取",
                NAMES[*path]
            ));
        }
        taken[place] = Some(*path);
    }
    let unnamed = named.iter().any(Option::is_none);
    let in_place = (0..).zip(&taken).all(|(at, t)| t.is_none_or(|t| t == at));
    if unnamed && blocks.len() == NAMES.len() && !in_place {
        return Err(
            "第四部分的表头有的没有写明是复议还是诉讼，写明的又不按法定的次序，认不清各栏的数字，没有读取"
                .to_owned(),
        );
    }
    for place in 0..blocks.len() {
        if taken[place].is_some() {
            continue;
        }
        let least = usize::from(named[place] == Some(Path::Suit));
        let free = (least..NAMES.len()).find(|path| !taken.contains(&Some(*path)));
        if free.is_none() {
            return Err(
                "第四部分的表头中行政诉讼的组数多于法定格式，认不清各栏的数字，没有读取".to_owned(),
            );
        }
        taken[place] = free;
    }
    let mut columns = Vec::new();
    for (block, path) in blocks.into_iter().zip(taken) {
        columns.extend(block.map(|head| path.unwrap_or_default() * VERDICTS + verdicts[head]));
    }
    Ok(columns)
}

/// Heads side by side that belong to one path: a verdict that comes again begins another, and where these are
/// not whole, another path does as well.
fn blocks(verdicts: &[usize], paths: &[Option<Path>]) -> Vec<std::ops::Range<usize>> {
    let cut = |by_path: bool| {
        let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
        for (at, verdict) in verdicts.iter().enumerate() {
            let joins = blocks.last().is_some_and(|block| {
                let here = paths[block.clone()].iter().flatten().next();
                let another = by_path && paths[at].is_some_and(|p| here.is_some_and(|h| *h != p));
                !another && !verdicts[block.clone()].contains(verdict)
            });
            match blocks.last_mut() {
                Some(block) if joins => block.end = at + 1,
                _ => blocks.push(at..at + 1),
            }
        }
        blocks
    };
    let plain = cut(false);
    match plain.iter().all(|block| block.len() == VERDICTS) {
        true => plain,
        false => cut(true),
    }
}

/// The path that most of a block's heads have above them.
fn most(paths: &[Option<Path>]) -> Option<Path> {
    let known: Vec<Path> = paths.iter().flatten().copied().collect();
    let count = |path: &Path| known.iter().filter(|k| *k == path).count();
    known.iter().rev().max_by_key(|path| count(path)).copied()
}
