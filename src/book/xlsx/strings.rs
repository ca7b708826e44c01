//! 共享字符串: the texts of a workbook, each decoded once and lent to the cells that show it.

use std::io::Read;

use super::Halt;
use super::markup::{Cursor, Odd, decode, next_tag, unescape};
use super::window::Window;

/// The texts by their number, in one piece of memory.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// The text of a number.
    #[inline]
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start = match number.checked_sub(1) {
            Some(before) => self.ends[before] as usize,
            None => 0,
        };
        Some(&self.text[start..end])
    }

    /// Reads the part of the shared strings.
    pub(super) fn read<R: Read>(window: &mut Window<R>) -> Result<Self, Halt> {
        let mut strings = Strings::default();
        let prefix = window.step(|cursor| {
            let root = next_tag(cursor)?;
            match root.local_name() {
                (false, b"sst") if !root.closed => {
                    Ok(root.name[..root.name.len() - b"sst".len()].to_vec())
                }
                _ => Err(Odd::Strange),
            }
        })?;
        let mut tail = Tail::default();
        loop {
            let mut cursor = Cursor::new(window.bytes());
            let mut used = 0;
            let odd = loop {
                match strings.next(&mut cursor, &prefix, &mut tail) {
                    Ok(false) => used = cursor.at,
                    Ok(true) => break None,
                    Err(odd) => break Some(odd),
                }
            };
            window.consume(used);
            match odd {
                None => break,
                Some(Odd::More) if window.fill()? => {}
                Some(_) => return Err(Halt::Strange),
            }
        }
        window.drain()?;
        Ok(strings)
    }

    /// Reads the next text; true behind the last one. Nothing has changed when it is not whole.
    fn next(
        &mut self,
        cursor: &mut Cursor<'_>,
        prefix: &[u8],
        tail: &mut Tail,
    ) -> Result<bool, Odd> {
        cursor.space()?;
        if prefix.is_empty() && cursor.take(b"<si><t>")? {
            return self.plain(cursor, tail).map(|()| false);
        }
        cursor.expect(b"<")?;
        if cursor.take(b"/")? {
            cursor.prefix(prefix)?;
            cursor.expect(b"sst>")?;
            return Ok(true);
        }
        cursor.prefix(prefix)?;
        cursor.expect(b"si")?;
        let from = self.text.len();
        let read = match cursor.attribute()? {
            None => match cursor.tag_end()? {
                true => Ok(()),
                false => string(cursor, prefix, b"si", &mut self.text),
            },
            Some(_) => Err(Odd::Strange),
        };
        self.end(from, read).map(|()| false)
    }

    /// `<si><t>` was read, as nearly all texts begin.
    #[inline]
    fn plain(&mut self, cursor: &mut Cursor<'_>, tail: &mut Tail) -> Result<(), Odd> {
        let from = self.text.len();
        let read = self.text_and_tail(cursor, tail);
        self.end(from, read)
    }

    #[inline]
    fn text_and_tail(&mut self, cursor: &mut Cursor<'_>, tail: &mut Tail) -> Result<(), Odd> {
        let raw = cursor.until(b'<')?;
        add(raw, false, &mut self.text)?;
        let behind = &cursor.bytes[cursor.at..];
        if !tail.0.is_empty() && behind.starts_with(&tail.0) {
            cursor.at += tail.0.len();
            return Ok(());
        }
        let length = self.text.len();
        cursor.expect(b"</t>")?;
        string(cursor, b"", b"si", &mut self.text)?;
        if self.text.len() == length {
            let used = behind.len() - (cursor.bytes.len() - cursor.at);
            tail.0.clear();
            tail.0.extend_from_slice(&behind[..used]);
        }
        Ok(())
    }

    /// A text was read that begins at `from`.
    #[inline]
    fn end(&mut self, from: usize, read: Result<(), Odd>) -> Result<(), Odd> {
        let end = u32::try_from(self.text.len()).map_err(|_| Odd::Strange);
        match (read, end) {
            (Ok(()), Ok(end)) => {
                self.ends.push(end);
                Ok(())
            }
            (Err(odd), _) | (_, Err(odd)) => {
                // What was read of it will be read again.
                self.text.truncate(from);
                Err(odd)
            }
        }
    }
}

/// What the last text had between its last character and its end, which adds nothing to it: Chinese Excel puts
/// the same `</t><phoneticPr …/></si>` behind each. The same bytes in the same place mean the same again.
#[derive(Default)]
struct Tail(Vec<u8>);

/// Adds to `out` the text of an element `<si>` or `<is>` whose start tag was read: that of its `<t>` or of its
/// runs, without the pronunciation.
pub(super) fn string(
    cursor: &mut Cursor<'_>,
    prefix: &[u8],
    closing: &[u8; 2],
    out: &mut String,
) -> Result<(), Odd> {
    // Most are one plain `<t>`.
    if prefix.is_empty() && cursor.take(b"<t>")? {
        let raw = cursor.until(b'<')?;
        cursor.expect(b"</t>")?;
        add(raw, false, out)?;
        if cursor.take(&[b'<', b'/', closing[0], closing[1], b'>'])? {
            return Ok(());
        }
    }
    loop {
        cursor.space()?;
        let tag = cursor.tag()?;
        let (end, name) = match tag.name.strip_prefix(b"/") {
            Some(name) => (true, name),
            None => (false, tag.name),
        };
        let name = name.strip_prefix(prefix).ok_or(Odd::Strange)?;
        match name {
            [b't'] if !end && tag.closed => {}
            [b't'] if !end => {
                let preserve = tag.attribute(b"xml:space")? == Some(b"preserve");
                let raw = cursor.until(b'<')?;
                cursor.expect(b"</")?;
                cursor.prefix(prefix)?;
                cursor.expect(b"t>")?;
                add(raw, preserve, out)?;
            }
            _ if end && name == closing => return Ok(()),
            [b'r'] => {}
            b"rPr" | b"rPh" | b"phoneticPr" if !end => {
                if !tag.closed {
                    skip(cursor, prefix, name)?;
                }
            }
            _ => return Err(Odd::Strange),
        }
    }
}

/// Adds the content of a `<t>`.
fn add(raw: &[u8], preserve: bool, out: &mut String) -> Result<(), Odd> {
    /// White space that XML has; a no-break space stays.
    const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
    let from = out.len();
    decode(raw, out)?;
    if !preserve {
        let end = out[from..].trim_end_matches(SPACE).len();
        out.truncate(from + end);
        let start = end - out[from..].trim_start_matches(SPACE).len();
        if start > 0 {
            out.drain(from..from + start);
        }
    }
    unescape(out, from);
    Ok(())
}

/// Goes over an element whose start tag was read.
fn skip(cursor: &mut Cursor<'_>, prefix: &[u8], name: &[u8]) -> Result<(), Odd> {
    loop {
        cursor.until(b'<')?;
        let tag = cursor.tag()?;
        let inner = tag
            .name
            .strip_prefix(b"/")
            .and_then(|tag| tag.strip_prefix(prefix));
        if inner == Some(name) {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(xml: &str) -> Result<Vec<String>, Halt> {
        let mut window = Window::new(xml.as_bytes(), Vec::new(), 1 << 20);
        let strings = Strings::read(&mut window)?;
        Ok((0..)
            .map_while(|number| strings.get(number).map(str::to_owned))
            .collect())
    }

    #[test]
    fn plain_rich_and_empty_texts_have_their_numbers() {
        let read = strings(
            r#"<?xml version="1.0" encoding="UTF-8"?><x:sst count="9"><x:si><x:t>张三</x:t></x:si>
            <x:si><x:r><x:rPr><x:sz val="9"/></x:rPr><x:t xml:space="preserve"> a</x:t></x:r><x:r><x:t> b </x:t></x:r><x:rPh sb="0"><x:t>x</x:t></x:rPh><x:phoneticPr fontId="1"/></x:si>
            <x:si/><x:si><x:t/></x:si><x:si><x:t>&#30003;_x000D_</x:t></x:si></x:sst>"#,
        );
        assert_eq!(
            read.ok(),
            Some(["张三", " ab", "", "", "申\r"].map(str::to_owned).to_vec())
        );
    }

    #[test]
    fn what_is_not_known_is_left_to_calamine() {
        for xml in [
            "<sst><si><t><![CDATA[a]]></t></si></sst>",
            "<sst><!-- --><si><t>a</t></si></sst>",
            "<sst><si><u>a</u></si></sst>",
            "<sst><si><t>a</t></si>",
            "<?xml version='1.0' encoding='GBK'?><sst><si><t>a</t></si></sst>",
            "<!DOCTYPE sst><sst></sst>",
        ] {
            assert!(matches!(strings(xml), Err(Halt::Strange)), "{xml}");
        }
    }
}
