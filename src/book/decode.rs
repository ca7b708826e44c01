//! 解码: bytes → text. A byte order mark, else strict UTF-8, else GB18030.
//!
//! What a page or an XML file says of its own encoding is not asked: systems write GBK under a label of
//! UTF-8 or Latin 1 and the other way round, and the bytes tell.

use std::io::{Read, SeekFrom};

use encoding_rs::{Encoding, GB18030, UTF_8};
use memchr::{memchr, memmem};

use super::{Decoding, Fault, Input, OVERSIZED};

impl Decoding {
    /// What people call it.
    pub fn word(self) -> &'static str {
        match self {
            Decoding::Utf8Bom => "UTF-8（有标记）",
            Decoding::Utf8 => "UTF-8",
            Decoding::Utf16 => "UTF-16",
            Decoding::Gb18030 => "GB18030（GBK）",
        }
    }
}

/// The whole file, if it is within the limit.
pub(super) fn read_whole(input: &mut dyn Input, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    input
        .seek(SeekFrom::Start(0))
        .and_then(|_| input.take(limit + 1).read_to_end(&mut bytes))
        .map_err(Fault::damaged)?;
    if bytes.len() as u64 > limit {
        return Err(Fault::new(
            &OVERSIZED,
            format!("文件超过处理上限（{} MB）", limit >> 20),
        ));
    }
    Ok(bytes)
}

/// Decodes text. Bytes that are no character become U+FFFD.
pub(super) fn decode(bytes: Vec<u8>) -> (String, Decoding) {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let decoding = if encoding == UTF_8 {
            Decoding::Utf8Bom
        } else {
            Decoding::Utf16
        };
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (text.into_owned(), decoding);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, Decoding::Utf8),
        Err(error) => {
            let (text, _) = GB18030.decode_without_bom_handling(error.as_bytes());
            (text.into_owned(), Decoding::Gb18030)
        }
    }
}

/// Whether a text in UTF-8 has U+FFFD, which stands where a character was lost.
pub(super) fn has_lost(text: &[u8]) -> bool {
    const LOST: &[u8] = "\u{fffd}".as_bytes();
    // hardly any text has even its first byte
    let from = memchr(LOST[0], text);
    from.is_some_and(|at| memmem::find(&text[at..], LOST).is_some())
}

/// Bytes as UTF-8, if they are.
#[inline]
pub(super) fn utf8(bytes: &[u8]) -> Option<&str> {
    // below this it is not worth the way
    const LONG: usize = 64;
    if bytes.len() < LONG {
        std::str::from_utf8(bytes).ok()
    } else {
        simdutf8::basic::from_utf8(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_by_mark_then_utf8_then_gb18030() {
        let utf16: Vec<u8> = "\u{feff}办结"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (bytes, decoding) in [
            ("\u{feff}办结".as_bytes().to_vec(), Decoding::Utf8Bom),
            ("办结".as_bytes().to_vec(), Decoding::Utf8),
            (GB18030.encode("办结").0.into_owned(), Decoding::Gb18030),
            (utf16, Decoding::Utf16),
        ] {
            assert_eq!(decode(bytes), ("办结".to_owned(), decoding));
        }
    }
}
