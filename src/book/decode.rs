//! 解码: bytes → text. A byte order mark, else strict UTF-8, else GB18030.

use std::io::{Read, SeekFrom};

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{Decoding, Fault, Input, OVERSIZED};

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

/// Decodes delimited text. Bytes that are no character become U+FFFD.
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

/// Decodes markup that may name its own encoding (`label`). Text that is strictly UTF-8 is UTF-8 whatever
/// it says of itself; systems that write GBK under a UTF-8 label are not believed either.
pub(super) fn decode_labelled(bytes: Vec<u8>, label: Option<&str>) -> (String, Decoding) {
    let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    let other = match named {
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
            encoding
        }
        _ => return decode(bytes),
    };
    if Encoding::for_bom(&bytes).is_some() || std::str::from_utf8(&bytes).is_ok() {
        return decode(bytes);
    }
    // GBK and GB2312 are parts of GB18030.
    if other == encoding_rs::GBK || other == GB18030 {
        return decode(bytes);
    }
    let (text, failed) = other.decode_without_bom_handling(&bytes);
    if failed {
        return decode(bytes);
    }
    (text.into_owned(), Decoding::Gb18030)
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

    #[test]
    fn a_label_is_believed_only_where_the_bytes_allow_it() {
        let utf8 = "办结".as_bytes().to_vec();
        assert_eq!(
            decode_labelled(utf8, Some("gb2312")),
            ("办结".to_owned(), Decoding::Utf8)
        );
        let gbk = GB18030.encode("办结").0.into_owned();
        assert_eq!(
            decode_labelled(gbk, Some("utf-8")),
            ("办结".to_owned(), Decoding::Gb18030)
        );
        let big5 = encoding_rs::BIG5.encode("辦結").0.into_owned();
        assert_eq!(decode_labelled(big5, Some("big5")).0, "辦結");
    }
}
