//! What a workbook shows or hides beside its cells: columns that are hidden, headers and footers, comments, drawings.
//!
//! Asked of workbooks of ours alone, sheet by sheet; ledgers are read without.

use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::outline::{Outlined, outline, relations_of};
use crate::book::Fault;
use crate::book::package::Package;
use crate::book::xml::{attribute, doctype, resolve};

/// What stands beside the cells of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// The sheet's name.
    pub(crate) sheet: String,
    /// Columns that are hidden or have no width, first and last, from 0.
    pub(crate) hidden_columns: Vec<(u16, u16)>,
    /// Headers and footers, as written in the file.
    pub(crate) printed: Vec<String>,
    /// Comments, each with its cell as Excel shows it.
    pub(crate) comments: Vec<(String, String)>,
    /// Pictures, text boxes and charts lie over the cells.
    pub(crate) drawn: bool,
}

/// Bytes of a part that is read as a whole: the sheets of a workbook of ours have no more.
const LARGEST: u64 = 256 << 20;

/// Looks beside the cells of each sheet; none where the bytes are no xlsx or a part of it cannot be read.
pub(crate) fn beside(bytes: &[u8]) -> Option<Vec<Beside>> {
    let mut input = Cursor::new(bytes);
    let mut package = Package::open(&mut input).ok()?;
    let sheets = outline(&mut package).ok()?.sheets;
    let looked = sheets
        .iter()
        .map(|sheet| of_sheet(&mut package, sheet).ok());
    looked.collect()
}

fn of_sheet(package: &mut Package<'_>, sheet: &Outlined) -> Result<Beside, Fault> {
    let mut beside = Beside {
        sheet: sheet.name.clone(),
        ..Beside::default()
    };
    let text = package.text(&sheet.path, LARGEST)?.unwrap_or_default();
    each(&text, &mut |within, event| match event {
        Told::Tag(tag) if within == "col" => beside.hidden_columns.extend(hidden(tag)),
        Told::Tag(_) if is_printed(within) => beside.printed.push(String::new()),
        Told::Text(words) if is_printed(within) => {
            if let Some(printed) = beside.printed.last_mut() {
                printed.push_str(words);
            }
        }
        _ => {}
    })?;
    beside.printed.retain(|words| !words.is_empty());
    for (kind, path) in relations_of(package, &sheet.path)? {
        beside.drawn |= kind.ends_with("/drawing");
        if kind.ends_with("/comments") || kind.ends_with("/threadedComment") {
            let text = package.text(&path, LARGEST)?.unwrap_or_default();
            comments(&text, &mut beside.comments)?;
        }
    }
    Ok(beside)
}

/// The columns of a `col` that nobody sees.
fn hidden(tag: &BytesStart<'_>) -> Option<(u16, u16)> {
    let is = |name: &str, told: &dyn Fn(&str) -> bool| {
        attribute(tag, name).is_some_and(|value| told(value.trim()))
    };
    let hidden = is("hidden", &|value| matches!(value, "1" | "true"));
    // less than a character wide
    let narrow = is("width", &|width| width.starts_with("0.") || width == "0");
    let column = |name: &str| attribute(tag, name)?.parse::<u16>().ok()?.checked_sub(1);
    (hidden || narrow).then_some((column("min")?, column("max")?))
}

/// Whether an element is a header or a footer.
fn is_printed(element: &str) -> bool {
    matches!(
        element,
        "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter"
    )
}

/// The comments of a part: runs of text of one cell are one.
fn comments(text: &str, comments: &mut Vec<(String, String)>) -> Result<(), Fault> {
    each(text, &mut |within, event| match event {
        Told::Tag(tag) if matches!(within, "comment" | "threadedComment") => {
            comments.push((attribute(tag, "ref").unwrap_or_default(), String::new()));
        }
        Told::Text(words) if matches!(within, "t" | "text") => {
            if let Some((_, said)) = comments.last_mut() {
                said.push_str(words);
            }
        }
        _ => {}
    })
}

/// What is met in a part.
enum Told<'t> {
    /// An element begins.
    Tag(&'t BytesStart<'t>),
    /// Text right in it.
    Text(&'t str),
}

/// Goes over a part, telling the elements and the texts in them, each with the name of the element.
fn each(text: &str, tell: &mut dyn FnMut(&str, Told<'_>)) -> Result<(), Fault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut within = String::new();
    loop {
        match reader.read_event().map_err(Fault::damaged)? {
            Event::Start(tag) | Event::Empty(tag) => {
                tag.local_name().as_ref().clone_into(&mut within);
                tell(&within, Told::Tag(&tag));
            }
            Event::Text(words) => {
                let words = words.xml10_content();
                if !words.trim().is_empty() {
                    tell(&within, Told::Text(&words));
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(words) = resolve(&reference) {
                    tell(&within, Told::Text(&words));
                }
            }
            Event::End(_) => within.clear(),
            Event::DocType(_) => return Err(doctype()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
