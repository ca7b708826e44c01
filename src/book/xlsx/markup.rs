//! XML read by its bytes, as far as spreadsheets write it: tags, attributes, texts.
//!
//! What is not plainly one of these is [`Odd::Strange`]: the file then goes to calamine and its real parser.

use memchr::memmem;
use memchr::{memchr, memchr2, memchr3};

use crate::book::decode::utf8;

/// Why reading stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Odd {
    /// The bytes at hand end within what is being read.
    More,
    /// Nothing that this reader knows.
    Strange,
}

/// Bytes, and how far they are read.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) at: usize,
}

/// A name and its raw value.
pub(super) type Attribute<'b> = (&'b [u8], &'b [u8]);

/// A start or end tag.
pub(super) struct Tag<'b> {
    /// With its prefix; an end tag begins with `/`.
    pub(super) name: &'b [u8],
    /// What stands behind the name.
    pub(super) attributes: &'b [u8],
    /// `<…/>`.
    pub(super) closed: bool,
}

impl<'b> Cursor<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Cursor { bytes, at: 0 }
    }

    #[inline]
    pub(super) fn peek(&self) -> Result<u8, Odd> {
        self.bytes.get(self.at).copied().ok_or(Odd::More)
    }

    /// Goes over `wanted` if it comes next. The length is known beforehand: a call for each comparison would
    /// take longer than all else.
    #[inline]
    pub(super) fn take<const N: usize>(&mut self, wanted: &[u8; N]) -> Result<bool, Odd> {
        let rest = &self.bytes[self.at..];
        match rest.first_chunk::<N>() {
            Some(found) if found == wanted => {
                self.at += N;
                Ok(true)
            }
            Some(_) => Ok(false),
            None if wanted.starts_with(rest) => Err(Odd::More),
            None => Ok(false),
        }
    }

    /// Goes over `wanted`, which must come next.
    #[inline]
    pub(super) fn expect<const N: usize>(&mut self, wanted: &[u8; N]) -> Result<(), Odd> {
        if self.take(wanted)? {
            Ok(())
        } else {
            Err(Odd::Strange)
        }
    }

    /// Goes over the prefix of a tag's name, mostly none.
    #[inline]
    pub(super) fn prefix(&mut self, prefix: &[u8]) -> Result<(), Odd> {
        for &byte in prefix {
            if self.peek()? != byte {
                return Err(Odd::Strange);
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Goes over white space.
    #[inline]
    pub(super) fn space(&mut self) -> Result<(), Odd> {
        while matches!(self.peek()?, b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
        Ok(())
    }

    /// The bytes up to the next `byte`, which is not gone over.
    #[inline]
    pub(super) fn until(&mut self, byte: u8) -> Result<&'b [u8], Odd> {
        let rest = &self.bytes[self.at..];
        let length = memchr(byte, rest).ok_or(Odd::More)?;
        self.at += length;
        Ok(&rest[..length])
    }

    /// The next attribute of a tag whose name was read; none at the end of the tag, `>` or `/`.
    #[inline]
    pub(super) fn attribute(&mut self) -> Result<Option<Attribute<'b>>, Odd> {
        self.space()?;
        if matches!(self.peek()?, b'>' | b'/') {
            return Ok(None);
        }
        let from = self.at;
        while self.peek()? != b'=' {
            // No space around the sign, no `<` or `>` before it.
            if matches!(
                self.peek()?,
                b' ' | b'<' | b'>' | b'/' | b'"' | b'\'' | b'\n' | b'\t' | b'\r'
            ) {
                return Err(Odd::Strange);
            }
            self.at += 1;
        }
        let name = &self.bytes[from..self.at];
        self.at += 1;
        let quote = self.peek()?;
        if quote != b'"' && quote != b'\'' {
            return Err(Odd::Strange);
        }
        self.at += 1;
        let from = self.at;
        while self.peek()? != quote {
            self.at += 1;
        }
        let value = &self.bytes[from..self.at];
        self.at += 1;
        Ok(Some((name, value)))
    }

    /// Goes over `>` or `/>`; whether it was the latter.
    #[inline]
    pub(super) fn tag_end(&mut self) -> Result<bool, Odd> {
        let closed = self.take(b"/")?;
        self.expect(b">")?;
        Ok(closed)
    }

    /// The next tag of any name, from its `<`. Comments and declarations are strange.
    pub(super) fn tag(&mut self) -> Result<Tag<'b>, Odd> {
        self.expect(b"<")?;
        if matches!(self.peek()?, b'!' | b'?') {
            return Err(Odd::Strange);
        }
        let from = self.at;
        let mut at = from;
        let end = loop {
            let rest = self.bytes.get(at..).ok_or(Odd::More)?;
            let found = at + memchr3(b'>', b'"', b'\'', rest).ok_or(Odd::More)?;
            let quote = self.bytes[found];
            if quote == b'>' {
                break found;
            }
            let rest = &self.bytes[found + 1..];
            at = found + 2 + memchr(quote, rest).ok_or(Odd::More)?;
        };
        self.at = end + 1;
        let whole = &self.bytes[from..end];
        let (inner, closed) = match whole.strip_suffix(b"/") {
            Some(inner) => (inner, true),
            None => (whole, false),
        };
        let split = inner
            .iter()
            .position(u8::is_ascii_whitespace)
            .unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(split);
        Ok(Tag {
            name,
            attributes,
            closed,
        })
    }
}

/// The next tag, over texts, comments and processing instructions before it. A declaration is strange, as is
/// any encoding but UTF-8.
pub(super) fn next_tag<'b>(cursor: &mut Cursor<'b>) -> Result<Tag<'b>, Odd> {
    loop {
        cursor.until(b'<')?;
        let rest = &cursor.bytes[cursor.at..];
        let end = match rest.get(1).ok_or(Odd::More)? {
            b'?' => {
                let end = memmem::find(rest, b"?>").ok_or(Odd::More)?;
                if !is_utf8(&rest[..end]) {
                    return Err(Odd::Strange);
                }
                end + 2
            }
            b'!' => {
                let mut comment = *cursor;
                comment.expect(b"<!--")?;
                let inner = &comment.bytes[comment.at..];
                memmem::find(inner, b"-->").ok_or(Odd::More)? + 7
            }
            _ => return cursor.tag(),
        };
        cursor.at += end;
    }
}

/// Whether an XML declaration names UTF-8 or no encoding.
fn is_utf8(declaration: &[u8]) -> bool {
    let Some(at) = memmem::find(declaration, b"encoding") else {
        return true;
    };
    let named = declaration[at..].to_ascii_lowercase();
    memmem::find(&named, b"utf-8").is_some()
}

impl<'b> Tag<'b> {
    /// The name without its prefix; an end tag keeps its `/`.
    pub(super) fn local_name(&self) -> (bool, &'b [u8]) {
        let (end, name) = match self.name.strip_prefix(b"/") {
            Some(name) => (true, name),
            None => (false, self.name),
        };
        let colon = memchr(b':', name).map_or(0, |at| at + 1);
        (end, &name[colon..])
    }

    /// An attribute's raw value, by its whole name.
    pub(super) fn attribute(&self, wanted: &[u8]) -> Result<Option<&'b [u8]>, Odd> {
        // A slash ends the attributes, as it does in the tag.
        let mut cursor = Cursor::new(self.attributes);
        loop {
            match cursor.attribute() {
                Ok(Some((name, value))) if name == wanted => return Ok(Some(value)),
                Ok(Some(_)) => {}
                Err(Odd::More) if cursor.bytes[cursor.at..].trim_ascii().is_empty() => {
                    return Ok(None);
                }
                _ => return Err(Odd::Strange),
            }
        }
    }
}

/// Adds raw character data to `out`: references resolved, line ends as XML has them.
pub(super) fn decode(raw: &[u8], out: &mut String) -> Result<(), Odd> {
    let text = utf8(raw).ok_or(Odd::Strange)?;
    if memchr2(b'&', b'\r', raw).is_none() {
        out.push_str(text);
        return Ok(());
    }
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\r']) {
        out.push_str(&rest[..at]);
        if rest.as_bytes()[at] == b'\r' {
            out.push('\n');
            let after = &rest[at + 1..];
            rest = after.strip_prefix('\n').unwrap_or(after);
            continue;
        }
        let end = rest[at..].find(';').ok_or(Odd::Strange)?;
        out.push(reference(&rest[at + 1..at + end])?);
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    Ok(())
}

/// The character that a reference names.
fn reference(name: &str) -> Result<char, Odd> {
    let code = match name {
        "lt" => return Ok('<'),
        "gt" => return Ok('>'),
        "amp" => return Ok('&'),
        "quot" => return Ok('"'),
        "apos" => return Ok('\''),
        _ => match name.strip_prefix("#x") {
            Some(digits) if digits.bytes().all(|b| b.is_ascii_hexdigit()) => {
                u32::from_str_radix(digits, 16)
            }
            Some(_) => return Err(Odd::Strange),
            None => match name.strip_prefix('#') {
                Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse(),
                _ => return Err(Odd::Strange),
            },
        },
    };
    let code = code.ok().filter(|&code| code != 0);
    code.and_then(char::from_u32).ok_or(Odd::Strange)
}

/// Replaces Excel's own escapes of characters that XML does not have: `_x000D_` is a carriage return, and
/// `_x005F_x000D_` the text `_x000D_`.
pub(super) fn unescape(text: &mut String, from: usize) {
    if memchr(b'_', &text.as_bytes()[from..]).is_none() {
        return;
    }
    let Some(first) = find_escape(&text[from..]) else {
        return;
    };
    let original = text.split_off(from + first);
    let mut rest = original.as_str();
    while let Some(at) = find_escape(rest) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut units = vec![escape(rest).unwrap_or_default()];
        rest = &rest[ESCAPE..];
        if (0xD800..0xDC00).contains(&units[0])
            && let Some(low @ 0xDC00..=0xDFFF) = escape(rest)
        {
            units.push(low);
            rest = &rest[ESCAPE..];
        }
        text.push_str(&String::from_utf16_lossy(&units));
    }
    text.push_str(rest);
}

/// Bytes of `_xHHHH_`.
const ESCAPE: usize = 7;

fn find_escape(text: &str) -> Option<usize> {
    text.match_indices("_x")
        .map(|(at, _)| at)
        .find(|&at| escape(&text[at..]).is_some())
}

fn escape(text: &str) -> Option<u16> {
    let escape = text.as_bytes().get(..ESCAPE)?;
    let hex = &text.get(2..6)?;
    let plain = escape.starts_with(b"_x") && escape[6] == b'_';
    if plain && hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        u16::from_str_radix(hex, 16).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &str) -> Result<String, Odd> {
        let mut out = String::new();
        decode(raw.as_bytes(), &mut out).map(|()| out)
    }

    #[test]
    fn references_and_line_ends_are_resolved() {
        assert_eq!(
            decoded("&#30003;&#x8bf7; a&amp;b&lt;\r\n\r&#13;"),
            Ok("申请 a&b<\n\n\r".into())
        );
        for strange in ["&nbsp;", "a & b", "&#0;", "&#xD800;", "&#+5;", "&#;"] {
            assert_eq!(decoded(strange), Err(Odd::Strange), "{strange}");
        }
    }

    #[test]
    fn excels_own_escapes_are_resolved() {
        for (raw, text) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_", "\u{1f4f7}"),
            ("_xD83D_", "\u{fffd}"),
            ("_x00_", "_x00_"),
            ("编号_x甲乙丙丁_", "编号_x甲乙丙丁_"),
            ("_x_x0041_", "_xA"),
        ] {
            let mut out = "_x0041_".to_owned();
            out.push_str(raw);
            unescape(&mut out, 7);
            assert_eq!(out, format!("_x0041_{text}"));
        }
    }

    #[test]
    fn a_tag_ends_behind_its_quotes() {
        let mut cursor = Cursor::new(b"<x:a b='>' c=\"/\" /><d>");
        let tag = cursor.tag().expect("a tag");
        assert_eq!(tag.local_name(), (false, b"a".as_slice()));
        assert!(tag.closed);
        assert_eq!(tag.attribute(b"b"), Ok(Some(b">".as_slice())));
        assert_eq!(tag.attribute(b"c"), Ok(Some(b"/".as_slice())));
        assert_eq!(tag.attribute(b"d"), Ok(None));
        let tag = cursor.tag().expect("a tag");
        assert_eq!((tag.name, tag.closed), (b"d".as_slice(), false));
    }
}
