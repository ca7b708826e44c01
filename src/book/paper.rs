//! 文书: what the reader of finished reports ([`crate::verify`]) needs of this stage besides tables.
//!
//! In: the bytes of a whole file. Out: what kind of paper it is, and its text within the bounds of
//! [`super::limits`].

use std::io::Cursor;

use super::html::nesting;
use super::package::{self, Package};
use super::pdf::{self, Leaf};
use super::sniff::{self, Nature};
use super::{Fault, decode, xml};
use crate::finding::Rule;

/// How a finished report is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    /// By [`super::read`]; it also says what is wrong with a file that is nothing we know.
    Workbook,
    /// A Word document (docx).
    Word,
    /// A web page.
    Page,
    /// Text: Markdown, or delimited.
    Text,
    /// A PDF.
    Pdf,
    /// A web page with all its parts in one file (mht), encoded as mail is.
    Archive,
}

/// Bytes of the text of a Word document.
const WORD_TEXT: u64 = 256 << 20;

/// What the bytes are.
pub(crate) fn nature(bytes: &[u8]) -> Paper {
    if bytes.starts_with(b"%PDF") {
        return Paper::Pdf;
    }
    if is_archive(bytes) {
        return Paper::Archive;
    }
    match sniff::sniff(&mut Cursor::new(bytes)) {
        Ok(Nature::Zip) => match Package::open(&mut Cursor::new(bytes)) {
            Ok(package) if package.position(WORD).is_some() => Paper::Word,
            _ => Paper::Workbook,
        },
        Ok(Nature::Html) => Paper::Page,
        Ok(Nature::Text) => Paper::Text,
        _ => Paper::Workbook,
    }
}

/// The fields of a mail in front, those of several parts among them.
fn is_archive(bytes: &[u8]) -> bool {
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
    let mut fields = head.lines().take_while(|line| !line.trim().is_empty());
    fields.any(|line| {
        line.starts_with("mime-version:") || line.starts_with("content-type: multipart/")
    })
}

const WORD: &str = "word/document.xml";

/// The XML of a Word document's body; else the rule that it breaks and a sentence.
pub(crate) fn word_xml(bytes: &[u8]) -> Result<String, (&'static Rule, String)> {
    let told = |fault: Fault| (fault.rule, fault.message);
    let mut input = Cursor::new(bytes);
    let mut package = Package::open(&mut input).map_err(told)?;
    let text = package.text(WORD, WORD_TEXT).map_err(told)?;
    let text = text.unwrap_or_default();
    let head: String = text.chars().take(1024).collect();
    xml::refuse_doctype(&head).map_err(told)?;
    if text.len() as u64 >= WORD_TEXT {
        return Err(told(package::too_large()));
    }
    Ok(text)
}

/// The pages of a PDF; else the rule that it breaks and a sentence.
pub(crate) fn leaves(bytes: &[u8]) -> Result<Vec<Leaf>, (&'static Rule, String)> {
    pdf::read(bytes.to_vec()).map_err(|fault| (fault.rule, fault.message))
}

/// Text by its mark, else UTF-8, else GB18030.
pub(crate) fn text(bytes: &[u8]) -> String {
    decode::decode(bytes.to_vec()).0
}

/// Whether a page's elements lie deeper within one another than a parser should be asked to follow.
pub(crate) fn is_too_deep(page: &str) -> bool {
    nesting::is_too_deep(page)
}
