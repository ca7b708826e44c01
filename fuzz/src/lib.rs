//! What the targets share: how an input is put together, and the laws that hold whatever it is.
//!
//! Container formats are fuzzed inside their container: the input is a list of parts, each begun by a line
//! `%%name`, and the target packs them. So the fuzzer changes XML and records, not checksums of a zip.

pub mod folder;
pub mod laws;

use std::io::{Cursor, Read, Write};
use std::panic;
use std::sync::Once;

/// What begins a part.
const BEGIN: &[u8] = b"\n%%";

/// The parts of an input: name and content. What stands before the first one has no name.
pub fn parts(input: &[u8]) -> Vec<(String, &[u8])> {
    let mut parts = Vec::new();
    let mut rest = input;
    let mut first = true;
    while !rest.is_empty() || first {
        let (piece, after) = match find(rest, BEGIN) {
            Some(at) => (&rest[..at], &rest[at + BEGIN.len()..]),
            None => (rest, &rest[rest.len()..]),
        };
        match (first, piece.iter().position(|&b| b == b'\n')) {
            (true, _) => parts.push((String::new(), piece)),
            (false, Some(end)) => {
                let name = String::from_utf8_lossy(&piece[..end]).into_owned();
                parts.push((name, &piece[end + 1..]));
            }
            (false, None) => {}
        }
        first = false;
        rest = after;
    }
    parts
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|w| w == wanted)
}

/// The other way round, for seeds.
pub fn joined<'p>(parts: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> Vec<u8> {
    let mut input = Vec::new();
    for (name, content) in parts {
        input.extend_from_slice(BEGIN);
        input.extend_from_slice(name.as_bytes());
        input.push(b'\n');
        input.extend_from_slice(content);
    }
    input
}

/// A zip of the named parts; those that the input lacks are taken from `usual`.
pub fn package(parts: &[(String, &[u8])], usual: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut add = |name: &str, content: &[u8]| {
        // a name that stands twice or is too long is no part
        if zip.start_file(name, stored).is_ok() {
            zip.write_all(content).expect("memory takes it");
        }
    };
    for (name, content) in parts.iter().filter(|(name, _)| !name.is_empty()) {
        add(name, content);
    }
    for (name, content) in usual {
        if !parts.iter().any(|(there, _)| there == name) {
            add(name, content.as_bytes());
        }
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// The parts of a zip, for seeds.
pub fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a seed is a whole package");
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).expect("a seed is a whole package");
            let mut content = Vec::new();
            part.read_to_end(&mut content)
                .expect("a seed is a whole package");
            (part.name().expect("a seed has names").into_owned(), content)
        })
        .collect()
}

const SECTOR: usize = 512;
const FREE: u32 = 0xFFFF_FFFF;
const END: u32 = 0xFFFF_FFFE;
const FAT: u32 = 0xFFFF_FFFD;

/// An OLE compound file that holds one stream `Workbook` [MS-CFB].
pub fn compound(stream: &[u8]) -> Vec<u8> {
    // Streams below 4096 bytes would lie elsewhere.
    let mut data = stream.to_vec();
    let length = data.len().max(4096);
    data.resize(length.next_multiple_of(SECTOR), 0);
    let sectors = data.len() / SECTOR;
    // One sector of directory, then the stream, then the table of sectors.
    let tables = (sectors + 2).div_ceil(SECTOR / 4 - 1).max(1);
    let mut fat = vec![END];
    fat.extend((1..sectors as u32).map(|at| at + 1));
    fat.push(END);
    fat.extend(std::iter::repeat_n(FAT, tables));
    fat.resize(tables * SECTOR / 4, FREE);

    let mut file = vec![0u8; SECTOR];
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &(tables as u32).to_le_bytes());
    put(48, &0u32.to_le_bytes());
    put(56, &4096u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for at in 0..109 {
        let sector = if at < tables {
            (1 + sectors + at) as u32
        } else {
            FREE
        };
        put(76 + at * 4, &sector.to_le_bytes());
    }
    file.extend(entry("Root Entry", 5, END, 0));
    file.extend(entry("Workbook", 2, 1, length as u32));
    file.extend([0; 256]);
    file.extend(data);
    file.extend(fat.into_iter().flat_map(u32::to_le_bytes));
    file
}

fn entry(name: &str, kind: u8, start: u32, size: u32) -> [u8; 128] {
    let mut entry = [0u8; 128];
    for (at, unit) in name.encode_utf16().enumerate() {
        entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    let length = (name.encode_utf16().count() as u16 + 1) * 2;
    entry[64..66].copy_from_slice(&length.to_le_bytes());
    entry[66] = kind;
    entry[67] = 1;
    for link in [68, 72] {
        entry[link..link + 4].copy_from_slice(&FREE.to_le_bytes());
    }
    let child = if kind == 5 { 1 } else { FREE };
    entry[76..80].copy_from_slice(&child.to_le_bytes());
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&size.to_le_bytes());
    entry
}

/// Lets the panics of calamine be, which the reader catches and makes a finding of; any other one, caught
/// or not, is a fault of ours.
pub fn only_our_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|info| {
            let of = info.location().map_or("", |l| l.file());
            if !of.contains("/calamine-") {
                eprintln!("{info}");
                std::process::abort();
            }
        }));
    });
}
