//! Rows that are made when they are asked for → a sheet of the workbook, without holding them.
//!
//! The library that writes workbooks holds every cell until it writes, and a link several times over. A page's
//! [`Body`] passes it by: below the page's own rows the library writes its merged cells and one row, the
//! [`Pattern`], of a blank cell for each look. In the finished package the pattern tells the numbers of these
//! looks; it is taken out, and the rows are written in its place, one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read, Write};

use rust_xlsxwriter::{Worksheet, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{Look, Looks, formula};
use crate::address::column_name;
use crate::date;
use crate::write::page::{Answer, Body, Cell, Content, Document, Link, Page, Row};

/// What the library was given for a page's body.
pub(super) struct Pattern {
    /// The row after the page's own, from 0: where the body begins.
    first: u32,
    /// The looks of its cells, in the order of the columns in which they stand.
    looks: Vec<Look>,
}

/// Gives the library the looks and the merged cells of a page's body, where it has one.
pub(super) fn pattern(
    sheet: &mut Worksheet,
    page: &Page,
    looks: &mut Looks,
) -> Result<Option<Pattern>, XlsxError> {
    let Some(body) = page.body.as_ref().filter(|b| b.count() > 0) else {
        return Ok(None);
    };
    let first = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
    let mut seen = BTreeSet::new();
    for (number, row) in (first..).zip(body.rows()) {
        for cell in &row.cells {
            seen.insert(Look::of(cell));
            if cell.colspan > 1 {
                let last = cell.column + cell.colspan - 1;
                sheet.merge_range(number, cell.column, number, last, "", looks.of(cell))?;
            }
        }
    }
    let in_order: Vec<Look> = seen.into_iter().collect();
    // below all rows, so that it meets no merged cell
    let below = u32::try_from(page.count()).unwrap_or(u32::MAX);
    for (column, look) in (0u16..).zip(&in_order) {
        sheet.write_blank(below, column, looks.format(*look))?;
    }
    Ok(Some(Pattern {
        first,
        looks: in_order,
    }))
}

/// Puts the bodies of a document's pages into the workbook that the library wrote.
pub(super) fn put(
    workbook: &[u8],
    document: &Document,
    patterns: &[Option<Pattern>],
) -> Result<Vec<u8>, XlsxError> {
    package(workbook, document, patterns).map_err(XlsxError::IoError)
}

/// A sheet with a body.
struct Spliced<'d> {
    page: &'d Page,
    body: &'d Body,
    pattern: &'d Pattern,
    /// The name of its relations in the package.
    relations: String,
}

/// Of deflate's nine: rows are so alike that a longer search hardly finds more.
const LEVEL: i64 = 3;

/// What the library writes of a part's permissions, whatever the machine.
const MODE: u32 = 0o600;

fn package(
    workbook: &[u8],
    document: &Document,
    patterns: &[Option<Pattern>],
) -> io::Result<Vec<u8>> {
    let mut sheets = BTreeMap::new();
    for ((nth, page), pattern) in (1..).zip(&document.pages).zip(patterns) {
        if let (Some(body), Some(pattern)) = (&page.body, pattern) {
            let relations = format!("xl/worksheets/_rels/sheet{nth}.xml.rels");
            let spliced = Spliced {
                page,
                body,
                pattern,
                relations,
            };
            sheets.insert(format!("xl/worksheets/sheet{nth}.xml"), spliced);
        }
    }
    let ours: BTreeSet<&str> = sheets.values().map(|s| s.relations.as_str()).collect();
    let mut from = ZipArchive::new(Cursor::new(workbook))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let entry = from.by_index_raw(at)?;
        let name = entry.name()?.into_owned();
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(LEVEL))
            .last_modified_time(DateTime::default())
            .unix_permissions(MODE);
        let Some(spliced) = sheets.get(&name) else {
            if !ours.contains(name.as_str()) {
                to.raw_copy_file(entry)?;
            }
            continue;
        };
        drop(entry);
        let skeleton = text(&mut from, &name)?.ok_or_else(broken)?;
        to.start_file(&name, options)?;
        let targets = sheet(&mut to, &skeleton, spliced)?;
        let known = text(&mut from, &spliced.relations)?;
        if known.is_some() || !targets.is_empty() {
            to.start_file(&spliced.relations, options)?;
            to.write_all(related(known, &targets).as_bytes())?;
        }
    }
    Ok(to.finish()?.into_inner())
}

/// A part of the package; none where it has no such part.
fn text(from: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> io::Result<Option<String>> {
    let Some(at) = from.index_for_name(name) else {
        return Ok(None);
    };
    let mut text = String::new();
    from.by_index(at)?.read_to_string(&mut text)?;
    Ok(Some(text))
}

fn broken() -> io::Error {
    io::Error::other("工作簿的骨架与预想的不同")
}

/// Writes a sheet: what the library wrote, with the body in the place of the pattern. Gives the files that its
/// links lead to, each with its number.
fn sheet(
    to: &mut impl Write,
    skeleton: &str,
    spliced: &Spliced<'_>,
) -> io::Result<BTreeMap<String, usize>> {
    let Spliced {
        page,
        body,
        pattern,
        ..
    } = spliced;
    let (rows, rest) = skeleton.split_once("</sheetData>").ok_or_else(broken)?;
    let last = rows.rfind("<row ").ok_or_else(broken)?;
    let styles = styles(&rows[last..]);
    if styles.len() != pattern.looks.len() {
        return Err(broken());
    }
    let styles: BTreeMap<Look, &str> = pattern.looks.iter().copied().zip(styles).collect();
    // of the body's rows the library knows those of merged cells
    let of_body = |(at, begin): &(usize, &str)| {
        let digits = rows[at + begin.len()..].split('"').next();
        let number = digits.and_then(|digits| digits.parse::<u32>().ok());
        number.is_some_and(|number| number > pattern.first)
    };
    let begin = rows.match_indices("<row r=\"").find(of_body);
    let (begin, _) = begin.ok_or_else(broken)?;
    to.write_all(dimensioned(&rows[..begin], page)?.as_bytes())?;
    for (number, row) in (pattern.first + 1..).zip(body.rows()) {
        write_row(to, number, &row, &styles)?;
    }
    to.write_all(b"</sheetData>")?;
    let place = rest.find("</hyperlinks>");
    let alone = place.is_none();
    let place = place.or_else(|| rest.find("<printOptions"));
    let (before, after) = rest.split_at(place.ok_or_else(broken)?);
    to.write_all(before.as_bytes())?;
    let targets = links(to, body, pattern.first, alone)?;
    to.write_all(after.as_bytes())?;
    Ok(targets)
}

/// The numbers of the looks of a row's cells.
fn styles(row: &str) -> Vec<&str> {
    let cells = row.split("<c ").skip(1);
    cells
        .map(|cell| {
            let style = cell.split_once(" s=\"").map_or("0", |s| s.1);
            style.split('"').next().unwrap_or("0")
        })
        .collect()
}

/// What stands above the body, with the area that the sheet has in truth.
fn dimensioned(above: &str, page: &Page) -> io::Result<String> {
    let (before, rest) = above.split_once("<dimension ref=\"").ok_or_else(broken)?;
    let (_, after) = rest.split_once('"').ok_or_else(broken)?;
    let columns = u16::try_from(page.columns.len()).unwrap_or(u16::MAX);
    let last = column_name(columns.saturating_sub(1));
    let rows = page.count();
    Ok(format!("{before}<dimension ref=\"A1:{last}{rows}\"{after}"))
}

fn write_row(
    to: &mut impl Write,
    number: u32,
    row: &Row,
    styles: &BTreeMap<Look, &str>,
) -> io::Result<()> {
    // as the library has it: whole dots, four for three points
    let quarters = (u32::from(row.height) * 4 + 1) / 3 * 3;
    let part = ["", ".25", ".5", ".75"][(quarters % 4) as usize];
    let height = format!("{}{part}", quarters / 4);
    write!(
        to,
        "<row r=\"{number}\" ht=\"{height}\" customHeight=\"1\">"
    )?;
    for cell in &row.cells {
        let style = styles.get(&Look::of(cell)).ok_or_else(broken)?;
        write_cell(to, number, style, cell)?;
        for covered in cell.column + 1..cell.column + cell.colspan {
            let name = column_name(covered);
            write!(to, "<c r=\"{name}{number}\" s=\"{style}\"/>")?;
        }
    }
    to.write_all(b"</row>")
}

fn write_cell(to: &mut impl Write, number: u32, style: &str, cell: &Cell) -> io::Result<()> {
    let name = column_name(cell.column);
    let begins = format!("<c r=\"{name}{number}\" s=\"{style}\"");
    match &cell.content {
        Content::Text(text) if text.is_empty() => write!(to, "{begins}/>"),
        Content::Text(text) => {
            let outer = [text.chars().next(), text.chars().next_back()];
            let kept = match outer.into_iter().flatten().any(char::is_whitespace) {
                true => " xml:space=\"preserve\"",
                false => "",
            };
            let text = escaped(text);
            write!(
                to,
                "{begins} t=\"inlineStr\"><is><t{kept}>{text}</t></is></c>"
            )
        }
        Content::Number(value) => write!(to, "{begins}><v>{}</v></c>", value.normalize()),
        Content::Day(day) => write!(to, "{begins}><v>{}</v></c>", date::serial(*day)),
        Content::Sum(areas, value) => {
            let answer = Answer::Number(*value);
            write_formula(to, &begins, &formula(areas), &answer)
        }
        Content::Formula(formula, answer) => write_formula(to, &begins, formula, answer),
    }
}

fn write_formula(
    to: &mut impl Write,
    begins: &str,
    formula: &str,
    answer: &Answer,
) -> io::Result<()> {
    let formula = escaped(formula.strip_prefix('=').unwrap_or(formula));
    let (kind, result) = match answer {
        Answer::Number(value) => ("", value.normalize().to_string()),
        Answer::Text(text) => (" t=\"str\"", escaped(text)),
    };
    write!(to, "{begins}{kind}><f>{formula}</f><v>{result}</v></c>")
}

/// Writes the links of a body; gives the files that they lead to, each with its number.
fn links(
    to: &mut impl Write,
    body: &Body,
    first: u32,
    alone: bool,
) -> io::Result<BTreeMap<String, usize>> {
    let mut targets = BTreeMap::new();
    let mut any = false;
    for (number, row) in (first + 1..).zip(body.rows()) {
        for cell in &row.cells {
            let Some(link) = &cell.link else { continue };
            if !any && alone {
                to.write_all(b"<hyperlinks>")?;
            }
            any = true;
            let place = format!("{}{number}", column_name(cell.column));
            write_link(to, &place, link, cell, &mut targets)?;
        }
    }
    if any && alone {
        to.write_all(b"</hyperlinks>")?;
    }
    Ok(targets)
}

fn write_link(
    to: &mut impl Write,
    place: &str,
    link: &Link,
    cell: &Cell,
    targets: &mut BTreeMap<String, usize>,
) -> io::Result<()> {
    match link {
        Link::Inside(page, (row, column)) => {
            let page = attribute(&page.replace('\'', "''"));
            let at = format!("{}{}", column_name(*column), row + 1);
            write!(
                to,
                "<hyperlink ref=\"{place}\" location=\"'{page}'!{at}\" display=\"→\"/>"
            )
        }
        Link::Outside(path) => {
            let (file, at) = path.split_once('#').unwrap_or((path, ""));
            let target = target(file);
            let next = targets.len() + 1;
            // one number a file, however many cells lead there
            let id = *targets.entry(target.clone()).or_insert(next);
            write!(to, "<hyperlink ref=\"{place}\" r:id=\"body{id}\"")?;
            if !at.is_empty() {
                write!(to, " location=\"{}\"", attribute(at))?;
            }
            if !matches!(cell.content, Content::Text(_)) {
                write!(to, " display=\"{}\"", attribute(&target))?;
            }
            to.write_all(b"/>")
        }
    }
}

/// The address of a file by its path: one that begins with a drive or a server says so.
fn target(path: &str) -> String {
    let mut address = String::new();
    if path.starts_with("\\\\") || path.as_bytes().get(1) == Some(&b':') {
        address.push_str("file:///");
    }
    for c in path.chars() {
        match c {
            '%' | '"' | ' ' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' => {
                address.push_str(&format!("%{:02x}", u32::from(c)));
            }
            c => address.push(c),
        }
    }
    address
}

/// The relations of a sheet, with those of the body's links.
fn related(known: Option<String>, targets: &BTreeMap<String, usize>) -> String {
    const END: &str = "</Relationships>";
    let mut text = known.unwrap_or_else(|| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{END}"
        )
    });
    let mut more = String::new();
    for (target, id) in targets {
        let target = attribute(target);
        more.push_str(&format!(
            "<Relationship Id=\"body{id}\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" \
             Target=\"{target}\" TargetMode=\"External\"/>"
        ));
    }
    let end = text.rfind(END).unwrap_or(text.len());
    text.insert_str(end, &more);
    text
}

/// Text as it stands between tags. What XML cannot hold is written as spreadsheets write it, `_x0007_`, and
/// so is what would be read as that.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("_x{:04X}_", u32::from(c)));
            }
            '_' if is_escape(&text[at..]) => out.push_str("_x005F_"),
            c => out.push(c),
        }
    }
    out
}

/// `_x0007_`.
fn is_escape(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    digits.is_some_and(|d| d.ends_with('_') && d[..4].bytes().all(|b| b.is_ascii_hexdigit()))
}

fn attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;").replace('\n', "&#xA;")
}
