//! OLE 复合文档: the container around xls, et and encrypted workbooks [MS-CFB].
//!
//! Only what this stage needs: the names of the streams, and one stream's bytes. Every chain is bounded by
//! the file's length.

/// An OLE file in memory.
pub(super) struct Ole<'b> {
    bytes: &'b [u8],
    sector: usize,
    fat: Vec<u32>,
    entries: Vec<Entry>,
    mini_fat: Vec<u32>,
    mini_cutoff: u32,
}

struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: usize,
}

const END: u32 = 0xFFFF_FFFA;
const MINI_SECTOR: usize = 64;

/// Sectors of the files that are written here.
const SECTOR: usize = 512;

/// Where the stream begins in them: behind the header and the directory.
const CONTENT: usize = 2 * SECTOR;

/// Streams below this many bytes would lie elsewhere.
const SMALL: usize = 4096;

/// Tables that the header has room for.
const IN_HEADER: usize = 109;

/// What a table says of a sector: nothing follows, nobody's, a table's, a list of tables'.
const STOP: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const TABLE: u32 = 0xFFFF_FFFD;
const LIST: u32 = 0xFFFF_FFFC;

impl<'b> Ole<'b> {
    /// Opens a compound file; none if its header, allocation table or directory is damaged.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut ole = Ole {
            bytes,
            sector,
            fat: Vec::new(),
            entries: Vec::new(),
            mini_fat: Vec::new(),
            mini_cutoff: u32_at(bytes, 56)?,
        };
        ole.fat = ole.read_fat()?;
        let directory = ole.chain(u32_at(bytes, 48)?);
        ole.entries = directory.chunks_exact(128).filter_map(entry).collect();
        ole.mini_fat = words(&ole.chain(u32_at(bytes, 60)?));
        Some(ole)
    }

    /// Whether there is a stream or storage of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// A stream's bytes, as far as they are there.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self
            .entries
            .iter()
            .find(|entry| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name))?;
        let mut bytes = if entry.size < self.mini_cutoff as usize {
            self.mini_chain(entry.start)?
        } else {
            self.chain(entry.start)
        };
        bytes.truncate(entry.size);
        Some(bytes)
    }

    fn read_fat(&self) -> Option<Vec<u32>> {
        let mut sectors = words(self.bytes.get(76..512)?);
        let mut next = u32_at(self.bytes, 68)?;
        let most = self.bytes.len() / self.sector;
        let mut tables = 0;
        while next < END && tables <= most {
            let table = words(self.sector_at(next)?);
            let (&last, rest) = table.split_last()?;
            sectors.extend(rest);
            next = last;
            tables += 1;
        }
        let mut fat = Vec::new();
        for id in sectors.into_iter().filter(|&id| id < END).take(most) {
            fat.extend(words(self.sector_at(id)?));
        }
        Some(fat)
    }

    fn sector_at(&self, id: u32) -> Option<&'b [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The sectors of a chain, as far as they are there.
    fn chain(&self, start: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut id = start;
        while id < END && bytes.len() <= self.bytes.len() {
            let Some(sector) = self.sector_at(id) else {
                break;
            };
            bytes.extend_from_slice(sector);
            id = self.fat.get(id as usize).copied().unwrap_or(END);
        }
        bytes
    }

    fn mini_chain(&self, start: u32) -> Option<Vec<u8>> {
        let root = self.entries.iter().find(|entry| entry.kind == 5)?;
        let container = self.chain(root.start);
        let mut bytes = Vec::new();
        let mut id = start;
        while id < END && bytes.len() <= container.len() {
            let at = (id as usize).checked_mul(MINI_SECTOR)?;
            let Some(sector) = container.get(at..at + MINI_SECTOR) else {
                break;
            };
            bytes.extend_from_slice(sector);
            id = self.mini_fat.get(id as usize).copied().unwrap_or(END);
        }
        Some(bytes)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let kind = *bytes.get(66)?;
    if kind == 0 {
        return None;
    }
    let length = usize::from(u16_at(bytes, 64)?).saturating_sub(2).min(62);
    let name = char::decode_utf16(
        bytes[..length]
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]])),
    )
    .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
    .collect();
    Some(Entry {
        name,
        kind,
        start: u32_at(bytes, 116)?,
        size: u32_at(bytes, 120)? as usize,
    })
}

/// A compound file that holds nothing but a stream: what reads it meets no chain but a straight one.
pub(super) struct Straight {
    file: Vec<u8>,
    sectors: usize,
}

impl Straight {
    /// Around a stream of this name and content. The name is short.
    pub(super) fn around(name: &str, stream: &[u8]) -> Self {
        let sectors = stream.len().max(SMALL).div_ceil(SECTOR);
        // Each table tells of 128 sectors, its own among them; the first 109 tables stand in the header, the
        // others in sectors that each hold the numbers of 127.
        let mut tables = (1 + sectors).div_ceil(SECTOR / 4);
        let mut lists = 0;
        while 1 + sectors + tables + lists > tables * (SECTOR / 4) {
            tables += 1;
            lists = tables.saturating_sub(IN_HEADER).div_ceil(SECTOR / 4 - 1);
        }
        let first_table = 1 + sectors;
        let first_list = first_table + tables;
        let mut file = header(tables, first_table, lists, first_list);
        file.extend(directory_entry("Root Entry", 5, STOP, 0));
        file.extend(directory_entry(name, 2, 1, number(sectors * SECTOR)));
        file.resize(CONTENT, 0);
        file.extend_from_slice(stream);
        file.resize(CONTENT + sectors * SECTOR, 0);
        let mut put = |word: u32| file.extend(word.to_le_bytes());
        put(STOP);
        (2..=sectors).for_each(|next| put(number(next)));
        put(STOP);
        (0..tables).for_each(|_| put(TABLE));
        (0..lists).for_each(|_| put(LIST));
        (first_list + lists..tables * (SECTOR / 4)).for_each(|_| put(FREE));
        for list in 0..lists {
            let from = IN_HEADER + list * (SECTOR / 4 - 1);
            for at in from..from + SECTOR / 4 - 1 {
                put(if at < tables {
                    number(first_table + at)
                } else {
                    FREE
                });
            }
            put(if list + 1 < lists {
                number(first_list + list + 1)
            } else {
                STOP
            });
        }
        Straight { file, sectors }
    }

    /// The whole file.
    pub(super) fn file(&self) -> &[u8] {
        &self.file
    }

    /// The stream as it is read from the file: zeros fill its last sector.
    pub(super) fn stream(&self) -> &[u8] {
        &self.file[CONTENT..][..self.sectors * SECTOR]
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a file of bounded length has few sectors")
}

fn header(tables: usize, first_table: usize, lists: usize, first_list: usize) -> Vec<u8> {
    let mut header = vec![0u8; SECTOR];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    // version 3, little end first, sectors of 2^9 and 2^6 bytes
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &number(tables).to_le_bytes());
    put(56, &number(SMALL).to_le_bytes());
    put(60, &STOP.to_le_bytes());
    let list = if lists > 0 { number(first_list) } else { STOP };
    put(68, &list.to_le_bytes());
    put(72, &number(lists).to_le_bytes());
    for at in 0..IN_HEADER {
        let table = if at < tables {
            number(first_table + at)
        } else {
            FREE
        };
        put(76 + at * 4, &table.to_le_bytes());
    }
    header
}

fn directory_entry(name: &str, kind: u8, start: u32, size: u32) -> [u8; 128] {
    let mut entry = [0u8; 128];
    let units = name.encode_utf16().flat_map(u16::to_le_bytes);
    let mut length = 2u16;
    for (place, unit) in entry.iter_mut().zip(units) {
        *place = unit;
        length += 1;
    }
    entry[64..66].copy_from_slice(&length.to_le_bytes());
    // a black node without brothers; the root's child is the stream
    entry[66] = kind;
    entry[67] = 1;
    entry[68..76].fill(0xFF);
    let child = if kind == 5 { 1 } else { FREE };
    entry[76..80].copy_from_slice(&child.to_le_bytes());
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&size.to_le_bytes());
    entry
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
        .collect()
}

/// A little-endian integer of two bytes.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([pair[0], pair[1]]))
}

/// A little-endian integer of four bytes.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_of_any_length_is_read_back_from_its_container() {
        // as many tables as the header has room for, and more
        for length in [0usize, 1, 4096, 4097, 64_000, 109 * 128 * 512, 9_000_000] {
            let stream: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let straight = Straight::around("Workbook", &stream);
            let ole = Ole::open(straight.file()).expect("it is whole");
            let read = ole.stream("Workbook").expect("it is there");
            assert_eq!(straight.stream(), read);
            assert_eq!(
                read.len(),
                length.max(1).div_ceil(512).max(8) * 512,
                "{length}"
            );
            assert_eq!(read[..length], stream);
        }
    }
}
