//! What an edition's file says, and how it becomes a [`Form`].
//!
//! In: the text of `2021.toml`. Out: grids cell by cell, slots with their feeds, identities. The file holds
//! each label once, in trees; spans and ids follow from the trees.

use std::ops::Range;

use serde::Deserialize;

use super::{Edition, Feed, Form, GridCell, Identity, Slot, Table};
use crate::entry::{Applicant, Decision, Document, Outcome, Path, Verdict};

/// The form of an edition, or what is wrong with its file.
pub(super) fn form(edition: Edition, text: &str) -> Result<Form, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    let mut slots = Vec::new();
    let tables = vec![
        publications(&file.publications, &mut slots)?,
        requests(&file.requests, &mut slots)?,
        disputes(&file.disputes, &mut slots)?,
    ];
    let years = match *file.years {
        [first] => (first, None),
        [first, last] => (first, Some(last)),
        _ => return Err("years: one year or two".to_owned()),
    };
    let identities = identities(&file.identity, &slots)?;
    let at = slots.iter().enumerate();
    let at = at.map(|(at, slot)| (slot.id.clone(), at)).collect();
    Ok(Form {
        edition,
        id: file.id,
        circular: file.circular,
        years,
        tables,
        slots,
        identities,
        at,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    circular: String,
    years: Vec<i16>,
    publications: Publications,
    requests: Requests,
    disputes: Disputes,
    identity: Vec<Equation>,
}

/// Section 二: blocks of heads × lines below each other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Publications {
    sheet: String,
    title: String,
    corner: String,
    block: Vec<Block>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    caption: String,
    heads: Vec<Node>,
    /// Columns that the figures take, where those differ from their heads'.
    spans: Option<Vec<u16>>,
    lines: Vec<Node>,
}

/// Section 三: a tree of lines × a tree of heads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Requests {
    sheet: String,
    title: String,
    corner: String,
    heads: Vec<Node>,
    lines: Vec<Node>,
}

/// Section 四: one row of figures, a tree of heads with the verdicts below each leaf.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Disputes {
    sheet: String,
    title: String,
    heads: Vec<Node>,
    verdicts: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Equation {
    name: String,
    basis: String,
    left: Vec<String>,
    right: Vec<String>,
}

/// A label and what stands under it.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Node {
    label: String,
    id: Option<String>,
    words: Option<String>,
    #[serde(default)]
    feed: String,
    unit: Option<String>,
    #[serde(default = "one")]
    span: u16,
    #[serde(default)]
    of: Vec<Node>,
}

fn one() -> u16 {
    1
}

impl Node {
    /// The label as messages and ids say it, without line breaks.
    fn words(&self) -> String {
        let words = self.words.as_ref().unwrap_or(&self.label);
        words.replace('\n', "")
    }

    fn id(&self) -> String {
        self.id
            .clone()
            .unwrap_or_else(|| self.label.replace('\n', ""))
    }

    fn unit(&self) -> String {
        self.unit.clone().unwrap_or_else(|| "件".to_owned())
    }

    fn depth(&self) -> u16 {
        1 + depth(&self.of)
    }

    fn leaves(&self) -> u16 {
        if self.of.is_empty() {
            self.span
        } else {
            self.of.iter().map(Node::leaves).sum()
        }
    }
}

fn depth(nodes: &[Node]) -> u16 {
    nodes.iter().map(Node::depth).max().unwrap_or(0)
}

fn publications(section: &Publications, slots: &mut Vec<Slot>) -> Result<Table, String> {
    let mut rows = Vec::new();
    let mut columns = 0;
    for block in &section.block {
        let width = 1 + block.heads.iter().map(|h| h.span).sum::<u16>();
        if columns != 0 && columns != width {
            return Err(format!("{}: {width} columns", block.caption));
        }
        columns = width;
        let spans: Vec<u16> = match &block.spans {
            Some(spans) => spans.clone(),
            None => block.heads.iter().map(|h| h.span).collect(),
        };
        if spans.len() != block.heads.len() || spans.iter().sum::<u16>() + 1 != width {
            return Err(format!("{}: spans", block.caption));
        }
        rows.push(vec![label(&block.caption, 1, width)]);
        let mut header = vec![label(&section.corner, 1, 1)];
        header.extend(block.heads.iter().map(|h| label(&h.label, 1, h.span)));
        rows.push(header);
        for line in &block.lines {
            let mut row = vec![label(&line.label, 1, 1)];
            for (head, &span) in block.heads.iter().zip(&spans) {
                row.push(figure(slots.len(), span));
                slots.push(Slot {
                    id: format!("2.{}/{}", line.id(), head.id()),
                    line: format!("二、{}", line.words()),
                    head: head.id(),
                    unit: head.unit(),
                    feed: publication_feed(&head.feed, &line.feed)?,
                });
            }
            rows.push(row);
        }
    }
    Ok(Table {
        section: 2,
        sheet: section.sheet.clone(),
        title: section.title.clone(),
        columns,
        // Each block has heads of its own; none of them is the header of the whole table.
        header_rows: 0,
        rows,
    })
}

fn requests(section: &Requests, slots: &mut Vec<Slot>) -> Result<Table, String> {
    let mut heads = Vec::new();
    leaves(&section.heads, &mut Vec::new(), &mut heads);
    let mut lines = Vec::new();
    leaves(&section.lines, &mut Vec::new(), &mut lines);
    let width = depth(&section.lines);

    let mut rows = header(&section.heads);
    let header_rows = count(rows.len())?;
    rows.first_mut()
        .ok_or("requests: heads")?
        .insert(0, label(&section.corner, header_rows, width));

    let first = slots.len();
    let mut labels = line_labels(&section.lines, width);
    for (l, line) in lines.iter().enumerate() {
        let leaf = line.leaf;
        let start = first + l * heads.len();
        let mut row = std::mem::take(&mut labels[l]);
        for (h, head) in heads.iter().enumerate() {
            row.push(figure(start + h, 1));
            let feed = match (head.leaf.feed.as_str(), leaf.feed.as_str()) {
                (_, "sum") => Feed::Sum(
                    // The result lines stand right above their total, under the same label.
                    (0..l)
                        .filter(|&other| lines[other].top == line.top)
                        .map(|other| first + other * heads.len() + h)
                        .collect(),
                ),
                ("sum", _) => Feed::Sum(
                    (0..heads.len())
                        .filter(|&other| other != h)
                        .map(|other| start + other)
                        .collect(),
                ),
                (class, feed) => request_feed(feed, applicant(class)?)?,
            };
            slots.push(Slot {
                id: format!("{}/{}", leaf.id(), head.leaf.id()),
                line: line.words.clone(),
                head: head.leaf.id(),
                unit: leaf.unit(),
                feed,
            });
        }
        rows.push(row);
    }
    Ok(Table {
        section: 3,
        sheet: section.sheet.clone(),
        title: section.title.clone(),
        columns: width + count(heads.len())?,
        header_rows,
        rows,
    })
}

fn disputes(section: &Disputes, slots: &mut Vec<Slot>) -> Result<Table, String> {
    let mut paths = Vec::new();
    leaves(&section.heads, &mut Vec::new(), &mut paths);
    let mut row = Vec::new();
    for path in &paths {
        let first = slots.len();
        for (v, verdict) in section.verdicts.iter().enumerate() {
            row.push(figure(slots.len(), 1));
            slots.push(Slot {
                id: format!("4.{}/{}", path.leaf.id(), verdict.id()),
                line: format!("四、{}", path.words),
                head: verdict.id(),
                unit: verdict.unit(),
                feed: match verdict.feed.as_str() {
                    "sum" => Feed::Sum((first..first + v).collect()),
                    feed => Feed::Case(path_of(&path.leaf.feed)?, verdict_of(feed)?),
                },
            });
        }
    }
    let mut rows = header(&under(&section.heads, &section.verdicts));
    let header_rows = count(rows.len())?;
    let columns = count(row.len())?;
    rows.push(row);
    Ok(Table {
        section: 4,
        sheet: section.sheet.clone(),
        title: section.title.clone(),
        columns,
        header_rows,
        rows,
    })
}

/// The equations; one whose sides name lines only holds in each column of these lines.
fn identities(equations: &[Equation], slots: &[Slot]) -> Result<Vec<Identity>, String> {
    let find = |id: &str| {
        slots
            .iter()
            .position(|s| s.id == id)
            .ok_or_else(|| format!("identity: {id}"))
    };
    let mut identities = Vec::new();
    for equation in equations {
        let sides = || equation.left.iter().chain(&equation.right);
        if sides().all(|id| id.contains('/')) {
            identities.push(Identity {
                name: equation.name.clone(),
                basis: equation.basis.clone(),
                left: equation
                    .left
                    .iter()
                    .map(|id| find(id))
                    .collect::<Result<_, _>>()?,
                right: equation
                    .right
                    .iter()
                    .map(|id| find(id))
                    .collect::<Result<_, _>>()?,
            });
            continue;
        }
        let line = equation.left.first().ok_or("identity: left")?;
        let heads: Vec<&str> = slots
            .iter()
            .filter_map(|s| s.id.strip_prefix(line.as_str())?.strip_prefix('/'))
            .collect();
        for head in heads {
            let side = |lines: &[String]| -> Result<Vec<usize>, String> {
                lines.iter().map(|l| find(&format!("{l}/{head}"))).collect()
            };
            identities.push(Identity {
                name: format!("{head}：{}", equation.name),
                basis: equation.basis.clone(),
                left: side(&equation.left)?,
                right: side(&equation.right)?,
            });
        }
    }
    Ok(identities)
}

/// A leaf of a tree: the outermost label it stands under, and its way there in words.
struct Leaf<'a> {
    leaf: &'a Node,
    top: usize,
    words: String,
}

fn leaves<'a>(nodes: &'a [Node], above: &mut Vec<(usize, String)>, found: &mut Vec<Leaf<'a>>) {
    for (position, node) in nodes.iter().enumerate() {
        above.push((position, node.words()));
        if node.of.is_empty() {
            found.push(Leaf {
                leaf: node,
                top: above[0].0,
                words: in_words(above.iter().map(|(_, words)| words.as_str())),
            });
        } else {
            leaves(&node.of, above, found);
        }
        above.pop();
    }
}

/// `三、` `（三）不予公开` `1.属于国家秘密` → `三、（三）不予公开—1.属于国家秘密`.
fn in_words<'a>(way: impl Iterator<Item = &'a str>) -> String {
    way.fold(String::new(), |words, part| {
        let joint = if words.is_empty() || words.ends_with('、') {
            ""
        } else {
            "—"
        };
        words + joint + part
    })
}

/// The tree of heads with further heads below each leaf.
fn under(heads: &[Node], below: &[Node]) -> Vec<Node> {
    heads
        .iter()
        .map(|head| Node {
            of: if head.of.is_empty() {
                below.to_vec()
            } else {
                under(&head.of, below)
            },
            ..head.clone()
        })
        .collect()
}

/// Header rows: a label spans the columns of its leaves, a leaf the rows down to the figures.
fn header(heads: &[Node]) -> Vec<Vec<GridCell>> {
    fn lay(heads: &[Node], rows: &mut [Vec<GridCell>]) {
        let Some((row, below)) = rows.split_first_mut() else {
            return;
        };
        for head in heads {
            let rowspan = if head.of.is_empty() {
                1 + u16::try_from(below.len()).unwrap_or(0)
            } else {
                1
            };
            row.push(label(&head.label, rowspan, head.leaves()));
            lay(&head.of, below);
        }
    }
    let mut rows: Vec<Vec<GridCell>> = (0..depth(heads)).map(|_| Vec::new()).collect();
    lay(heads, &mut rows);
    rows
}

/// The labels that begin on each line: one spans the rows of its leaves, a leaf the columns up to the
/// figures.
fn line_labels(lines: &[Node], width: u16) -> Vec<Vec<GridCell>> {
    fn lay(lines: &[Node], width: u16, rows: &mut Vec<Vec<GridCell>>, begun: &mut Vec<GridCell>) {
        for line in lines {
            if line.of.is_empty() {
                begun.push(label(&line.label, 1, width));
                rows.push(std::mem::take(begun));
            } else {
                begun.push(label(&line.label, line.leaves(), 1));
                lay(&line.of, width - 1, rows, begun);
            }
        }
    }
    let mut rows: Vec<Vec<GridCell>> = Vec::new();
    lay(lines, width, &mut rows, &mut Vec::new());
    rows
}

fn label(text: &str, rowspan: u16, colspan: u16) -> GridCell {
    GridCell {
        text: text.to_owned(),
        rowspan,
        colspan,
        slot: None,
    }
}

fn figure(slot: usize, colspan: u16) -> GridCell {
    GridCell {
        text: String::new(),
        rowspan: 1,
        colspan,
        slot: Some(slot),
    }
}

fn count(n: usize) -> Result<u16, String> {
    u16::try_from(n).map_err(|_| format!("{n}: too many"))
}

fn publication_feed(head: &str, line: &str) -> Result<Feed, String> {
    let document = || match line {
        "regulation" => Ok(Document::Regulation),
        "normative_document" => Ok(Document::NormativeDocument),
        _ => Err(unknown(line)),
    };
    let decision = || match line {
        "licence" => Ok(Decision::Licence),
        "penalty" => Ok(Decision::Penalty),
        "coercion" => Ok(Decision::Coercion),
        _ => Err(unknown(line)),
    };
    match (head, line) {
        // no ledger gives a head of any line, or a line under any head
        ("by_hand", _) | (_, "by_hand") => Ok(Feed::ByHand),
        ("issued", _) => document().map(Feed::Issued),
        ("repealed", _) => document().map(Feed::Repealed),
        ("in_force", _) => document().map(Feed::InForce),
        ("decided", _) => decision().map(Feed::Decided),
        ("charged", "fee") => Ok(Feed::Charged),
        _ => Err(unknown(&format!("{head} × {line}"))),
    }
}

fn request_feed(feed: &str, applicant: Applicant) -> Result<Feed, String> {
    Ok(match feed {
        "received" => Feed::Received(applicant),
        "carried_in" => Feed::CarriedIn(applicant),
        "carried_out" => Feed::CarriedOut(applicant),
        _ => Feed::Closed(outcomes(feed)?, applicant),
    })
}

/// `granted`, `denied 3`, `otherwise 1 2 3`.
fn outcomes(feed: &str) -> Result<Vec<Outcome>, String> {
    let mut words = feed.split(' ');
    let (of, items): (fn(u8) -> Outcome, Range<u8>) = match words.next() {
        Some("granted") => return Ok(vec![Outcome::Granted]),
        Some("partly_granted") => return Ok(vec![Outcome::PartlyGranted]),
        Some("denied") => (Outcome::Denied, 1..9),
        Some("unavailable") => (Outcome::Unavailable, 1..4),
        Some("declined") => (Outcome::Declined, 1..6),
        Some("otherwise") => (Outcome::Otherwise, 1..4),
        _ => return Err(unknown(feed)),
    };
    let outcomes: Vec<Outcome> = words
        .map(|item| match item.parse() {
            Ok(item) if items.contains(&item) => Ok(of(item)),
            _ => Err(unknown(feed)),
        })
        .collect::<Result<_, _>>()?;
    if outcomes.is_empty() {
        return Err(unknown(feed));
    }
    Ok(outcomes)
}

fn applicant(class: &str) -> Result<Applicant, String> {
    Ok(match class {
        "person" => Applicant::Person,
        "business" => Applicant::Business,
        "research" => Applicant::Research,
        "charity" => Applicant::Charity,
        "law_firm" => Applicant::LawFirm,
        "other_body" => Applicant::OtherBody,
        _ => return Err(unknown(class)),
    })
}

fn path_of(feed: &str) -> Result<Path, String> {
    Ok(match feed {
        "review" => Path::Review,
        "suit" => Path::Suit,
        "suit_after_review" => Path::SuitAfterReview,
        _ => return Err(unknown(feed)),
    })
}

fn verdict_of(feed: &str) -> Result<Verdict, String> {
    Ok(match feed {
        "upheld" => Verdict::Upheld,
        "corrected" => Verdict::Corrected,
        "other" => Verdict::Other,
        "pending" => Verdict::Pending,
        _ => return Err(unknown(feed)),
    })
}

fn unknown(feed: &str) -> String {
    format!("feed: {feed}")
}
