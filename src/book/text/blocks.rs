//! A text file's bytes in blocks, after one look at all of them for how they are encoded.
//!
//! UTF-8 and GB18030 are handed on as they are: none of the bytes that end a field occurs within a character
//! of either, so that only what a cell needs is decoded. All else is turned into UTF-8 on its way.

use std::io::{self, Read, SeekFrom};

use encoding_rs::{Decoder, Encoding, GB18030, UTF_8};

use crate::book::{Decoding, Fault, Input, OVERSIZED, decode, limits};

/// Bytes read at once.
const BLOCK: usize = 256 << 10;

/// Bytes that one record may take; a quote that is not closed within them is not closed at all.
pub(super) const LONGEST: usize = 4 << 20;

/// What one look at a file finds.
pub(super) struct Look {
    pub(super) decoding: Decoding,
    encoding: &'static Encoding,
    /// Bytes of the mark at the beginning.
    mark: usize,
    /// The beginning, behind the mark, decoded.
    pub(super) sample: String,
    /// It may hold characters that stand for what could not be decoded.
    pub(super) replaced: bool,
    /// Its beginning is UTF-8 but for single bytes; it is read as GB18030 all the same.
    pub(super) nearly_utf8: bool,
}

/// Finds out how a file is encoded: by a byte order mark, else as strict UTF-8 to its very end, else as
/// GB18030.
pub(super) fn look(input: &mut dyn Input) -> Result<Look, Fault> {
    let size = input.seek(SeekFrom::End(0)).map_err(Fault::damaged)?;
    if size > limits::TEXT_FILE {
        return Err(Fault::new(
            &OVERSIZED,
            format!("文件超过处理上限（{} MB）", limits::TEXT_FILE >> 20),
        ));
    }
    input.seek(SeekFrom::Start(0)).map_err(Fault::damaged)?;
    let mut sample = vec![0; BLOCK];
    let length = fill_up(input, &mut sample).map_err(Fault::damaged)?;
    sample.truncate(length);
    let (encoding, mark, decoding, replaced) = match Encoding::for_bom(&sample) {
        Some((encoding, mark)) if encoding == UTF_8 => (encoding, mark, Decoding::Utf8Bom, true),
        Some((encoding, mark)) => (encoding, mark, Decoding::Utf16, true),
        None => match is_utf8(sample.clone(), input).map_err(Fault::damaged)? {
            Some(replaced) => (UTF_8, 0, Decoding::Utf8, replaced),
            None => (GB18030, 0, Decoding::Gb18030, true),
        },
    };
    let nearly_utf8 = decoding == Decoding::Gb18030 && is_nearly_utf8(&sample);
    let (text, _) = encoding.decode_without_bom_handling(&sample[mark..]);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    Ok(Look {
        decoding,
        encoding,
        mark,
        sample: text,
        replaced,
        nearly_utf8,
    })
}

/// Whether most of what is no ASCII is UTF-8, which GB18030 hardly ever looks like.
fn is_nearly_utf8(sample: &[u8]) -> bool {
    const FEWEST: usize = 30;
    let (mut right, mut wrong) = (0, 0);
    for chunk in sample.utf8_chunks() {
        right += chunk
            .valid()
            .bytes()
            .filter(|byte| !byte.is_ascii())
            .count();
        wrong += chunk.invalid().len();
    }
    right >= FEWEST && wrong * 20 < right
}

/// Whether all is UTF-8, beginning with `block`, and then whether U+FFFD is in it.
fn is_utf8(mut block: Vec<u8>, input: &mut dyn Input) -> io::Result<Option<bool>> {
    let mut replaced = false;
    loop {
        let valid = Encoding::utf8_valid_up_to(&block);
        // A character may go on in the next block.
        let cut = std::str::from_utf8(&block[valid..]).err();
        if cut.is_some_and(|error| error.error_len().is_some()) {
            return Ok(None);
        }
        replaced = replaced || decode::has_lost(&block);
        block.drain(..valid);
        let rest = block.len();
        block.resize(rest + BLOCK, 0);
        let length = fill_up(input, &mut block[rest..])?;
        if length == 0 {
            return Ok((rest == 0).then_some(replaced));
        }
        block.truncate(rest + length);
    }
}

fn fill_up(input: &mut dyn Input, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match input.read(&mut buffer[filled..])? {
            0 => break,
            count => filled += count,
        }
    }
    Ok(filled)
}

/// The bytes at hand of a text.
pub(super) struct Blocks<'i> {
    source: Box<dyn Read + 'i>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// Bytes read so far.
    pub(super) read: u64,
    /// How the bytes at hand are encoded: as UTF-8 or as GB18030.
    pub(super) encoding: &'static Encoding,
}

impl<'i> Blocks<'i> {
    /// A text from behind its mark. A delimiter that may be the second byte of a character of GB18030 (`|`)
    /// is safe in UTF-8 only.
    pub(super) fn open(
        input: &'i mut dyn Input,
        look: &Look,
        delimiter: u8,
    ) -> Result<Self, Fault> {
        let from = SeekFrom::Start(look.mark as u64);
        input.seek(from).map_err(Fault::damaged)?;
        let alone = !delimiter.is_ascii_digit() && delimiter < 0x40;
        let raw = look.encoding == UTF_8 || look.encoding == GB18030 && alone;
        let (source, encoding): (Box<dyn Read + 'i>, _) = if raw {
            (Box::new(input), look.encoding)
        } else {
            (Box::new(Transcoded::new(input, look.encoding)), UTF_8)
        };
        let mut blocks = Blocks {
            source,
            buffer: vec![0; BLOCK],
            start: 0,
            end: 0,
            ended: false,
            read: 0,
            encoding,
        };
        blocks.fill()?;
        let mark: &[u8] = if encoding == GB18030 {
            b"\x84\x31\x95\x33"
        } else {
            "\u{feff}".as_bytes()
        };
        if blocks.bytes().starts_with(mark) {
            blocks.consume(mark.len());
        }
        Ok(blocks)
    }

    /// The bytes at hand.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Nothing comes behind the bytes at hand, or no record may be longer.
    pub(super) fn is_all(&self) -> bool {
        self.ended || self.end - self.start >= LONGEST
    }

    /// The first bytes at hand were used.
    pub(super) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    /// Brings more bytes behind those at hand.
    pub(super) fn fill(&mut self) -> Result<(), Fault> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        // A decoder needs room for more than one character.
        if self.buffer.len() - self.end < BLOCK / 4 {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        while !self.ended {
            let room = &mut self.buffer[self.end..];
            match self.source.read(room) {
                Ok(0) => self.ended = true,
                Ok(count) => {
                    self.end += count;
                    self.read += count as u64;
                    break;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Fault::damaged(error)),
            }
        }
        Ok(())
    }
}

/// A file's text as UTF-8.
struct Transcoded<'i> {
    input: &'i mut dyn Input,
    decoder: Decoder,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
}

impl<'i> Transcoded<'i> {
    fn new(input: &'i mut dyn Input, encoding: &'static Encoding) -> Self {
        Transcoded {
            input,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: vec![0; BLOCK / 4],
            start: 0,
            end: 0,
            ended: false,
        }
    }
}

impl Read for Transcoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.start == self.end {
                if self.ended {
                    return Ok(0);
                }
                (self.start, self.end) = (0, self.input.read(&mut self.raw)?);
            }
            let last = self.end == 0;
            let raw = &self.raw[self.start..self.end];
            let (result, read, written, _) = self.decoder.decode_to_utf8(raw, buffer, last);
            self.start += read;
            self.ended = last && result == encoding_rs::CoderResult::InputEmpty;
            if written > 0 || self.ended {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn looked(bytes: &[u8]) -> Look {
        look(&mut Cursor::new(bytes)).expect("it is read")
    }

    #[test]
    fn one_byte_at_the_very_end_decides() {
        let mut bytes = "甲,乙\n".repeat(100_000).into_bytes();
        let at_hand = looked(&bytes);
        assert_eq!(
            (at_hand.decoding, at_hand.replaced),
            (Decoding::Utf8, false)
        );
        bytes.extend("\u{fffd}".as_bytes());
        assert!(looked(&bytes).replaced);
        bytes.push(0xE7);
        assert_eq!(looked(&bytes).decoding, Decoding::Gb18030);
    }

    #[test]
    fn one_wrong_byte_among_utf_8_is_noticed() {
        let text = "申请编号,收到日期,申请人类型\n1,2022-01-05,自然人\n";
        let mut bytes = text.repeat(9).into_bytes();
        bytes.push(0xE7);
        assert!(looked(&bytes).nearly_utf8);
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        assert!(!looked(&gbk).nearly_utf8);
        assert!(!looked(&gbk.repeat(9_000)).nearly_utf8);
        assert!(!looked(text.as_bytes()).nearly_utf8);
    }

    #[test]
    fn a_text_in_utf_16_comes_as_utf_8() {
        let text = "编号,申请人\n".repeat(50_000);
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let mut input = Cursor::new(bytes);
        let look = look(&mut input).expect("it is read");
        assert_eq!(look.decoding, Decoding::Utf16);
        let mut blocks = Blocks::open(&mut input, &look, b',').expect("open");
        let mut all = Vec::new();
        while !blocks.bytes().is_empty() {
            all.extend_from_slice(blocks.bytes());
            let used = blocks.bytes().len();
            blocks.consume(used);
            blocks.fill().expect("more");
        }
        assert!(all == text.as_bytes());
    }
}
