//! Compound files whose chains of sectors bite their tails.

/// Which chain.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cycle {
    /// That of the directory.
    Directory,
    /// That of the workbook.
    Stream,
    /// That of the tables of sectors themselves.
    Tables,
}

/// The file with one of its chains leading back into itself.
pub(crate) fn bitten(whole: &[u8], cycle: Cycle) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let word = |bytes: &[u8], at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let table = (word(&bytes, 76) as usize + 1) * 512;
    let directory = word(&bytes, 48);
    let start = match cycle {
        Cycle::Directory => directory,
        // the second entry of the directory is the only stream
        Cycle::Stream => word(&bytes, (directory as usize + 1) * 512 + 128 + 116),
        Cycle::Tables => {
            // a list of tables that names itself as the next list
            bytes[68..72].copy_from_slice(&0u32.to_le_bytes());
            bytes[72..76].copy_from_slice(&1u32.to_le_bytes());
            let first = 512..1024;
            bytes[first].fill(0);
            return bytes;
        }
    };
    let at = table + start as usize * 4;
    bytes[at..at + 4].copy_from_slice(&start.to_le_bytes());
    bytes
}
