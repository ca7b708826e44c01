//! What readers of XML have in common: attributes, references, declarations that are refused, and the way through a
//! workbook that is one stream of elements.

use std::io::BufRead;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::sink::Sink;
use super::{EMPTY, ENTITIES, Fault};

/// A workbook that is one stream of XML, as it is told element by element.
pub(super) trait Elements {
    /// An element begins.
    fn open(&mut self, tag: &BytesStart<'_>, sink: &mut Sink<'_>) -> Result<(), Fault>;

    /// An element ends.
    fn close(&mut self, name: &str, sink: &mut Sink<'_>) -> Result<(), Fault>;

    /// Text stands here.
    fn push(&mut self, piece: &str);

    /// Sheets told so far.
    fn sheets(&self) -> usize;

    /// Whether a sheet is open, which the stream must not end in.
    fn is_within(&self) -> bool;
}

/// Goes through the workbook `named` so. What is damaged behind a sheet that was told loses what follows; before any,
/// the file.
pub(super) fn walk<R: BufRead>(
    mut reader: Reader<R>,
    named: &str,
    elements: &mut impl Elements,
    sink: &mut Sink<'_>,
) -> Result<(), Fault> {
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => elements.open(&tag, sink)?,
            Ok(Event::Empty(tag)) => {
                elements.open(&tag, sink)?;
                elements.close(tag.local_name().into_inner(), sink)?;
            }
            Ok(Event::End(tag)) => elements.close(tag.local_name().into_inner(), sink)?,
            Ok(Event::Text(text)) => elements.push(&text.xml10_content()),
            Ok(Event::CData(text)) => elements.push(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                if let Some(text) = resolve(&reference) {
                    elements.push(&text);
                }
            }
            Ok(Event::DocType(_)) => return Err(doctype()),
            Ok(Event::Eof) => {
                if elements.is_within() {
                    sink.lost(format!("{named} 没有结尾"));
                }
                break;
            }
            Ok(_) => {}
            Err(error) if elements.sheets() == 0 => return Err(Fault::damaged(error)),
            Err(error) => {
                sink.lost(error);
                break;
            }
        }
    }
    match elements.sheets() {
        0 => Err(Fault::new(&EMPTY, "文件中没有工作表")),
        _ => Ok(()),
    }
}

/// An attribute by its local name, with its references resolved.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find_map(|attribute| {
            if attribute.key.local_name().into_inner() != name {
                return None;
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            Some(value.map_or_else(|_| attribute.value.to_string(), |value| value.into_owned()))
        })
}

/// What a reference stands for; nothing else than XML's own five and characters by number is known.
pub(super) fn resolve(reference: &BytesRef<'_>) -> Option<String> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(reference).map(str::to_owned)
}

/// A document type declaration has no business in a spreadsheet: entities are how XML attacks its readers.
pub(super) fn refuse_doctype(head: &str) -> Result<(), Fault> {
    if head.contains("<!DOCTYPE") {
        return Err(doctype());
    }
    Ok(())
}

/// The fault of a document type declaration.
pub(super) fn doctype() -> Fault {
    Fault::new(
        &ENTITIES,
        "文件的 XML 中含有文档类型声明（DTD），已拒绝读取",
    )
}
