//! A field's bytes → its text. A text that comes again is decoded once.

use encoding_rs::{Encoding, UTF_8};

use crate::book::Text;

/// Slots for decoded texts.
const SLOTS: usize = 4096;

/// Bytes of a field that are worth keeping.
const KEPT: usize = 40;

/// Decodes fields.
pub(super) struct Fields {
    encoding: &'static Encoding,
    /// U+FFFD may be in the text.
    replaced: bool,
    /// Raw bytes and what they are, by their hash.
    known: Vec<(Vec<u8>, Text, bool)>,
    scratch: String,
}

impl Fields {
    pub(super) fn new(encoding: &'static Encoding, replaced: bool) -> Self {
        let slots = if encoding == UTF_8 { 0 } else { SLOTS };
        Fields {
            encoding,
            replaced,
            known: vec![Default::default(); slots],
            scratch: String::new(),
        }
    }

    /// The text, and whether characters of it could not be decoded.
    pub(super) fn text(&mut self, raw: &[u8]) -> (Text, bool) {
        if self.encoding == UTF_8 || raw.is_ascii() {
            return match std::str::from_utf8(raw) {
                Ok(text) => (text.into(), self.replaced && text.contains('\u{fffd}')),
                Err(_) => (String::from_utf8_lossy(raw).into(), true),
            };
        }
        if raw.len() > KEPT {
            return self.decode(raw);
        }
        let slot = hash(raw) % SLOTS;
        if self.known[slot].0 == raw {
            let (_, text, lost) = &self.known[slot];
            return (text.clone(), *lost);
        }
        let (text, lost) = self.decode(raw);
        let place = &mut self.known[slot];
        place.0.clear();
        place.0.extend_from_slice(raw);
        place.1.clone_from(&text);
        place.2 = lost;
        (text, lost)
    }

    fn decode(&mut self, raw: &[u8]) -> (Text, bool) {
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        self.scratch.clear();
        let room = decoder.max_utf8_buffer_length(raw.len());
        self.scratch.reserve(room.unwrap_or(raw.len() * 4 + 8));
        // There is room for the longest that it could become.
        let _ = decoder.decode_to_string(raw, &mut self.scratch, true);
        let lost = self.scratch.contains('\u{fffd}');
        (self.scratch.as_str().into(), lost)
    }
}

/// Mixes eight bytes at a time.
fn hash(raw: &[u8]) -> usize {
    let mut hash = raw.len() as u64;
    for chunk in raw.chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        hash =
            (hash.rotate_left(5) ^ u64::from_le_bytes(bytes)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    // The low bits hardly mix.
    usize::try_from(hash >> 40).unwrap_or(0)
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
                assert_eq!(fields.text(&raw), (text.into(), false));
            }
            assert_eq!(fields.text(b"\xD5\xC5\xFF"), ("张\u{fffd}".into(), true));
        }
        let mut fields = Fields::new(UTF_8, false);
        assert_eq!(fields.text(b"\xE5\xBC"), ("\u{fffd}".into(), true));
    }
}
