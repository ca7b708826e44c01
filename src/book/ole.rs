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
