//! What must be known of a sheet before its first row is told: its merged areas, which stand behind the
//! rows, and whether the rows are in order.
//!
//! Rows are found by the bytes of their tags alone, so this costs little more than inflating.

use std::io::Read;

use memchr::memmem::{self, Finder};

use super::Halt;
use super::markup::{Cursor, Odd, Tag, next_tag};
use super::scan;
use super::window::Window;
use crate::book::limits;
use crate::book::merge::Area;

/// A sheet, surveyed.
#[derive(Debug)]
pub(super) struct Survey {
    /// Merged areas, as in the file.
    pub(super) merges: Vec<Area>,
    /// The prefix of its tags, with the colon.
    pub(super) prefix: Vec<u8>,
    /// It has rows.
    pub(super) rows: bool,
}

/// Surveys a sheet to its end.
pub(super) fn survey<R: Read>(window: &mut Window<R>) -> Result<Survey, Halt> {
    let mut survey = Survey {
        merges: Vec::new(),
        prefix: Vec::new(),
        rows: false,
    };
    (survey.prefix, survey.rows) = head(window, &mut survey.merges)?;
    if survey.rows {
        rows(window, &survey.prefix)?;
    }
    tail(window, &mut survey.merges)?;
    Ok(survey)
}

/// Goes over what stands before the rows: the prefix, and whether there are any.
pub(super) fn head<R: Read>(
    window: &mut Window<R>,
    merges: &mut Vec<Area>,
) -> Result<(Vec<u8>, bool), Halt> {
    const ROOT: &[u8] = b"worksheet";
    let prefix = window.step(|cursor| {
        let root = next_tag(cursor)?;
        match root.local_name() {
            (false, ROOT) if !root.closed => Ok(root.name[..root.name.len() - ROOT.len()].to_vec()),
            _ => Err(Odd::Strange),
        }
    })?;
    loop {
        let data = window.step(|cursor| {
            let tag = next_tag(cursor)?;
            merge_cell(&tag, merges)?;
            let data = tag.name.strip_prefix(prefix.as_slice()) == Some(b"sheetData");
            Ok(data.then_some(!tag.closed))
        })?;
        if let Some(rows) = data {
            return Ok((prefix, rows));
        }
    }
}

/// Goes over the rows, which must ascend.
fn rows<R: Read>(window: &mut Window<R>, prefix: &[u8]) -> Result<(), Halt> {
    let start = [b"<", prefix, b"row"].concat();
    let end = [b"</", prefix, b"sheetData"].concat();
    let start = Finder::new(&start);
    let end = Finder::new(&end);
    let mut last = 0;
    loop {
        let mut cursor = Cursor::new(window.bytes());
        let found = loop {
            let rest = &cursor.bytes[cursor.at..];
            match start.find(rest) {
                Some(at) => {
                    // A row's tag that is not whole is met again.
                    let from = cursor.at + at;
                    cursor.at = from + start.needle().len();
                    match number(&mut cursor, last) {
                        Ok(number) => last = number,
                        Err(Odd::More) => {
                            cursor.at = from;
                            break None;
                        }
                        Err(Odd::Strange) => return Err(Halt::Strange),
                    }
                }
                None => match end.find(rest) {
                    Some(at) => break Some(cursor.at + at + end.needle().len()),
                    None => {
                        // A needle may begin at the very end.
                        let kept = end.needle().len().min(rest.len());
                        cursor.at = cursor.bytes.len() - kept;
                        break None;
                    }
                },
            }
        };
        let used = cursor.at;
        match found {
            Some(end) => {
                window.consume(end);
                return Ok(());
            }
            None => window.consume(used),
        }
        if !window.fill()? {
            return Err(Halt::Strange);
        }
    }
}

/// The number of a row whose name was read; it must be greater than that of the row before.
fn number(cursor: &mut Cursor<'_>, last: u32) -> Result<u32, Odd> {
    while let Some((name, value)) = cursor.attribute()? {
        if let [b'r'] = name {
            let number = scan::digits(value).ok_or(Odd::Strange)?;
            return if number > last {
                Ok(number)
            } else {
                Err(Odd::Strange)
            };
        }
    }
    Ok(last + 1)
}

/// Goes over what stands behind the rows.
fn tail<R: Read>(window: &mut Window<R>, merges: &mut Vec<Area>) -> Result<(), Halt> {
    loop {
        if memmem::find(window.bytes(), b"<").is_none() {
            let used = window.bytes().len();
            window.consume(used);
            if !window.fill()? {
                return Ok(());
            }
            continue;
        }
        window.step(|cursor| {
            let tag = next_tag(cursor)?;
            merge_cell(&tag, merges)
        })?;
    }
}

fn merge_cell(tag: &Tag<'_>, merges: &mut Vec<Area>) -> Result<(), Odd> {
    if tag.local_name() != (false, b"mergeCell") || merges.len() > limits::MERGED_AREAS {
        return Ok(());
    }
    let reference = tag.attribute(b"ref")?.unwrap_or_default();
    merges.extend(scan::area(&String::from_utf8_lossy(reference)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every tag is met at the end of the bytes at hand.
    struct Drops<'b>(&'b [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let length = buffer.len().min(1);
            self.0.read(&mut buffer[..length])
        }
    }

    fn surveyed(xml: &str) -> Result<Survey, Halt> {
        survey(&mut Window::new(Drops(xml.as_bytes()), Vec::new(), 1 << 20))
    }

    #[test]
    fn merged_areas_behind_the_rows_are_found() {
        let survey = surveyed(
            r#"<?xml version="1.0"?><x:worksheet><x:sheetPr/><x:sheetData><x:row r="1"><x:c r="A1"/></x:row><x:row/><x:row spans="1:2" r="7"/></x:sheetData>
            <!-- <x:mergeCell ref="A1:A2"/> --><x:mergeCells count="1"><x:mergeCell ref="A1:C2"/></x:mergeCells></x:worksheet>"#,
        )
        .expect("a sheet");
        assert_eq!(
            (survey.prefix.as_slice(), survey.rows),
            (b"x:".as_slice(), true)
        );
        assert_eq!(survey.merges.len(), 1);
    }

    #[test]
    fn rows_out_of_order_and_unknown_beginnings_are_left_to_calamine() {
        for xml in [
            r#"<worksheet><sheetData><row r="2"/><row r="2"/></sheetData></worksheet>"#,
            r#"<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>"#,
            r#"<worksheet><sheetData><row r="2"/>"#,
            r#"<worksheet></worksheet>"#,
            r#"<!DOCTYPE a><worksheet><sheetData/></worksheet>"#,
            r#"<worksheet><sheetData/><!ENTITY a "b"></worksheet>"#,
            r#"<chartsheet><sheetData/></chartsheet>"#,
        ] {
            assert!(matches!(surveyed(xml), Err(Halt::Strange)), "{xml}");
        }
        assert!(surveyed("<worksheet><sheetData/></worksheet>").is_ok());
    }
}
