//! How large the streams of a PDF become when they are inflated, found out without holding them.
//!
//! The library inflates a stream whole. A page's drawing and a font's table of codes are small; a stream that
//! swells beyond all measure is damage or malice, and the file is not read.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

/// Inflated bytes of one stream; of all that look inflatable together, four times as many.
const STREAM: u64 = 256 << 20;

/// Bytes of a whole file that may hold streams packed by LZW or twice, whose growth is not measured.
const UNMEASURED: usize = 1 << 20;

/// Whether reading the file could exhaust the machine.
pub(super) fn is_too_large(bytes: &[u8]) -> bool {
    swells(bytes, STREAM)
}

fn swells(bytes: &[u8], most: u64) -> bool {
    if bytes.len() > UNMEASURED && (holds(bytes, b"/LZWDecode") || is_packed_twice(bytes)) {
        return true;
    }
    let mut together = 0;
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"stream") {
        from += at + b"stream".len();
        let body = &bytes[from..];
        let body = body.strip_prefix(b"\r").unwrap_or(body);
        let body = body.strip_prefix(b"\n").unwrap_or(body);
        // 0x78 begins what zlib packed
        if body.first() != Some(&0x78) {
            continue;
        }
        let size = inflated(body, most);
        together += size;
        if size > most || together > 4 * most {
            return true;
        }
    }
    false
}

/// How large a packed stream becomes; at most a little over the bound.
fn inflated(body: &[u8], most: u64) -> u64 {
    let mut all = ZlibDecoder::new(body).take(most + 1);
    let mut size = 0;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match all.read(&mut buffer) {
            Ok(0) => return size,
            Ok(count) => size += count as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return size,
        }
    }
}

/// A list of filters with Flate in it more than once.
fn is_packed_twice(bytes: &[u8]) -> bool {
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"/Filter") {
        from += at + b"/Filter".len();
        let list = &bytes[from..bytes.len().min(from + 200)];
        let list = list.trim_ascii_start();
        let end = list.iter().position(|b| *b == b']').unwrap_or(0);
        let list = &list[..end];
        let first = find(list, b"/Fl");
        if list.starts_with(b"[") && first.is_some_and(|f| find(&list[f + 3..], b"/Fl").is_some()) {
            return true;
        }
    }
    false
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    find(bytes, word).is_some()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, word)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn stream(size: usize) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(
            b"1 0 obj <</Length 9>> stream\n".to_vec(),
            Compression::best(),
        );
        let zeros = vec![0; 1 << 20];
        for _ in 0..size >> 20 {
            packed.write_all(&zeros).expect("memory");
        }
        packed.finish().expect("memory")
    }

    #[test]
    fn a_stream_that_swells_beyond_measure_is_refused() {
        let one = stream(2 << 20);
        assert!(!swells(&one, 2 << 20));
        assert!(swells(&one, 1 << 20));
        assert!(!swells(&one.repeat(4), 2 << 20));
        assert!(swells(&one.repeat(5), 2 << 20));
        let mut twice = b"<</Filter [ /FlateDecode /FlateDecode ]>>".to_vec();
        assert!(!is_too_large(&twice));
        twice.resize(2 << 20, b' ');
        assert!(is_too_large(&twice));
    }
}
