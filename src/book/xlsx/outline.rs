//! The sheets of a workbook and the parts that hold them: `workbook.xml` and its relationships.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::book::package::Package;
use crate::book::xml::{attribute, doctype};
use crate::book::{Fault, UNREADABLE};

/// A workbook's parts.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The worksheets in their order; chart and dialog sheets are left out.
    pub(super) sheets: Vec<Outlined>,
    /// The part of the shared strings, whether there is one or not.
    pub(super) strings: String,
    /// The part of the styles, whether there is one or not.
    pub(super) styles: String,
    /// Serials of dates count from 1904.
    pub(super) date1904: bool,
    /// Something in it is not as spreadsheet programs write it.
    pub(super) strange: bool,
}

/// A worksheet and its part.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outlined {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) hidden: bool,
}

/// More than a workbook's own part ever holds.
const WORKBOOK: u64 = 64 << 20;

/// Reads the workbook's own part.
pub(super) fn outline(package: &mut Package<'_>) -> Result<Outline, Fault> {
    let workbook = workbook_path(package)?;
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let relations = relations(package, &join(folder, &format!("_rels/{file}.rels")))?;
    let text = package
        .text(&workbook, WORKBOOK)?
        .ok_or_else(|| missing(&workbook))?;
    let mut outline = Outline {
        strings: join(folder, "sharedStrings.xml"),
        styles: join(folder, "styles.xml"),
        ..Outline::default()
    };
    for (kind, target) in relations.values() {
        if kind.ends_with("/sharedStrings") {
            outline.strings = join(folder, target);
        } else if kind.ends_with("/styles") {
            outline.styles = join(folder, target);
        }
    }
    each_tag(&text, |tag| match tag.local_name().as_ref() {
        "sheet" => outline.sheet(tag, folder, &relations),
        "workbookPr" => {
            if let Some(date1904) = attribute(tag, "date1904") {
                outline.date1904 = matches!(date1904.as_str(), "1" | "true");
            }
        }
        _ => {}
    })?;
    Ok(outline)
}

impl Outline {
    fn sheet(
        &mut self,
        tag: &BytesStart<'_>,
        folder: &str,
        relations: &BTreeMap<String, (String, String)>,
    ) {
        let (Some(name), Some(id)) = (attribute(tag, "name"), attribute(tag, "id")) else {
            self.strange = true;
            return;
        };
        let Some((kind, target)) = relations.get(&id) else {
            self.strange = true;
            return;
        };
        let state = attribute(tag, "state");
        let state = state.as_deref().unwrap_or("visible");
        self.strange |= !matches!(state, "visible" | "hidden" | "veryHidden");
        if kind.ends_with("/worksheet") {
            self.sheets.push(Outlined {
                name,
                path: join(folder, target),
                hidden: state != "visible",
            });
        }
    }
}

fn workbook_path(package: &mut Package<'_>) -> Result<String, Fault> {
    let relations = relations(package, "_rels/.rels")?;
    Ok(relations
        .into_values()
        .find(|(kind, _)| kind.ends_with("/officeDocument"))
        .map_or_else(
            || "xl/workbook.xml".to_owned(),
            |(_, target)| target.trim_start_matches('/').to_owned(),
        ))
}

/// Id → kind and target.
fn relations(
    package: &mut Package<'_>,
    path: &str,
) -> Result<BTreeMap<String, (String, String)>, Fault> {
    let text = package.text(path, WORKBOOK)?.ok_or_else(|| missing(path))?;
    let mut relations = BTreeMap::new();
    each_tag(&text, |tag| {
        if tag.local_name().as_ref() != "Relationship" {
            return;
        }
        let parts = (
            attribute(tag, "Id"),
            attribute(tag, "Type"),
            attribute(tag, "Target"),
        );
        if let (Some(id), Some(kind), Some(target)) = parts {
            relations.insert(id, (kind, target));
        }
    })?;
    Ok(relations)
}

/// What a part refers to: kinds and paths.
pub(super) fn relations_of(
    package: &mut Package<'_>,
    part: &str,
) -> Result<Vec<(String, String)>, Fault> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let path = join(folder, &format!("_rels/{file}.rels"));
    if package.position(&path).is_none() {
        return Ok(Vec::new());
    }
    let relations = relations(package, &path)?.into_values();
    let paths = relations.map(|(kind, target)| {
        let (up, target) = match target.strip_prefix("../") {
            Some(target) => (folder.rsplit_once('/').map_or("", |(up, _)| up), target),
            None => (folder, target.as_str()),
        };
        (kind, join(up, target))
    });
    Ok(paths.collect())
}

fn each_tag(text: &str, mut visit: impl FnMut(&BytesStart<'_>)) -> Result<(), Fault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().map_err(Fault::damaged)? {
            Event::Start(tag) | Event::Empty(tag) => visit(&tag),
            Event::DocType(_) => return Err(doctype()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A target as calamine takes it: from the root when it begins with `/`, else from the folder.
fn join(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    }
}

fn missing(path: &str) -> Fault {
    Fault::new(&UNREADABLE, format!("文件不完整：缺少部件 {path}"))
}
