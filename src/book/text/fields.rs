//! A field's bytes → its text. A text that comes again is decoded once, and is a word.

use encoding_rs::{Encoding, UTF_8};

use crate::book::word::{Known, Lexicon, Word};
use crate::book::{Cell, Text, Value, decode};

/// Decodes fields.
pub(super) struct Fields {
    encoding: &'static Encoding,
    /// U+FFFD may be in the text.
    replaced: bool,
    lexicon: Lexicon,
    scratch: String,
    /// Characters of the last text could not be decoded.
    pub(super) lost: bool,
}

impl Fields {
    pub(super) fn new(encoding: &'static Encoding, replaced: bool) -> Self {
        Fields {
            encoding,
            replaced,
            lexicon: Lexicon::default(),
            scratch: String::new(),
            lost: false,
        }
    }

    /// Adds the cell of a field, unless it holds nothing; `lost` says whether characters of it could not be
    /// decoded.
    #[inline]
    pub(super) fn add(&mut self, column: u16, raw: &[u8], cells: &mut Vec<Cell>) {
        // made in their places: a text that is moved has to be waited for
        match self.lexicon.find(usize::from(column), raw) {
            Known::Word(word, text, lost) => {
                self.lost = lost;
                if !text.is_empty() {
                    cells.push(cell(column, text.clone(), Some(word)));
                }
            }
            Known::New(hash) => {
                let text = self.decoded(raw);
                let word = self.lexicon.learn(hash, raw, &text, self.lost);
                if !text.is_empty() {
                    cells.push(cell(column, text, word));
                }
            }
            Known::Other => {
                let text = self.decoded(raw);
                if !text.is_empty() {
                    cells.push(cell(column, text, None));
                }
            }
        }
    }

    fn decoded(&mut self, raw: &[u8]) -> Text {
        if self.encoding == UTF_8 || raw.is_ascii() {
            if let Some(text) = decode::utf8(raw) {
                self.lost = self.replaced && decode::has_lost(raw);
                return text.into();
            }
            self.lost = true;
            return String::from_utf8_lossy(raw).into();
        }
        self.decode(raw)
    }

    fn decode(&mut self, raw: &[u8]) -> Text {
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        self.scratch.clear();
        let room = decoder.max_utf8_buffer_length(raw.len());
        self.scratch.reserve(room.unwrap_or(raw.len() * 4 + 8));
        // There is room for the longest that it could become.
        let _ = decoder.decode_to_string(raw, &mut self.scratch, true);
        self.lost = decode::has_lost(self.scratch.as_bytes());
        self.scratch.as_str().into()
    }
}

#[inline]
fn cell(column: u16, text: Text, word: Option<Word>) -> Cell {
    Cell {
        column,
        value: Value::Text(text),
        word,
        anchor: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    fn text(fields: &mut Fields, raw: &[u8]) -> String {
        let mut cells = Vec::new();
        fields.add(0, raw, &mut cells);
        cells
            .pop()
            .map_or(String::new(), |cell| cell.value.text().into_owned())
    }

    #[test]
    fn a_text_is_the_same_whether_it_was_kept_or_not() {
        let mut fields = Fields::new(GB18030, true);
        for _ in 0..3 {
            for written in [
                "自然人",
                "12",
                "",
                "予以公开；部分公开；不予公开；无法提供；不予处理",
                "𠀀㐀",
            ] {
                let (raw, _, _) = GB18030.encode(written);
                assert_eq!(text(&mut fields, &raw), written);
                assert!(!fields.lost);
            }
            assert_eq!(text(&mut fields, b"\xD5\xC5\xFF"), "张\u{fffd}");
            assert!(fields.lost);
        }
        let mut fields = Fields::new(UTF_8, false);
        assert_eq!(text(&mut fields, b"\xE5\xBC"), "\u{fffd}");
        assert!(fields.lost);
    }
}
