//! A field's bytes → its text. A text that comes again is decoded once, and is a word.

use encoding_rs::{Encoding, UTF_8};

use crate::book::word::{Known, Lexicon, Word};
use crate::book::{Text, decode};

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

    /// The text of a field and its word; `lost` says whether characters of it could not be decoded.
    #[inline]
    pub(super) fn text(&mut self, column: usize, raw: &[u8]) -> (Text, Option<Word>) {
        match self.lexicon.find(column, raw) {
            Known::Word(word, text, lost) => {
                self.lost = lost;
                (text.clone(), Some(word))
            }
            Known::New(hash) => {
                let text = self.decoded(raw);
                let word = self.lexicon.learn(hash, raw, &text, self.lost);
                (text, word)
            }
            Known::Other => (self.decoded(raw), None),
        }
    }

    fn decoded(&mut self, raw: &[u8]) -> Text {
        if self.encoding == UTF_8 || raw.is_ascii() {
            if let Some(text) = decode::utf8(raw) {
                self.lost = self.replaced && text.contains('\u{fffd}');
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
        self.lost = self.scratch.contains('\u{fffd}');
        self.scratch.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    #[test]
    fn a_text_is_the_same_whether_it_was_kept_or_not() {
        let mut fields = Fields::new(GB18030, true);
        for _ in 0..3 {
            for text in [
                "自然人",
                "12",
                "",
                "予以公开；部分公开；不予公开；无法提供；不予处理",
                "𠀀㐀",
            ] {
                let (raw, _, _) = GB18030.encode(text);
                assert_eq!(fields.text(0, &raw).0, text);
                assert!(!fields.lost);
            }
            assert_eq!(fields.text(0, b"\xD5\xC5\xFF").0, "张\u{fffd}");
            assert!(fields.lost);
        }
        let mut fields = Fields::new(UTF_8, false);
        assert_eq!(fields.text(0, b"\xE5\xBC").0, "\u{fffd}");
        assert!(fields.lost);
    }
}
