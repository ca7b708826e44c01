//! Delimited text.

use super::super::table::Grid;

/// With commas.
pub(super) fn comma(grid: &Grid) -> String {
    delimited(grid, b',')
}

/// With tabs.
pub(super) fn tab(grid: &Grid) -> String {
    delimited(grid, b'\t')
}

fn delimited(grid: &Grid, delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for row in &grid.rows {
        writer
            .write_record(row.iter().map(|value| value.shown()))
            .expect("writing to memory");
    }
    let bytes = writer.into_inner().expect("writing to memory");
    String::from_utf8(bytes).expect("made of strings")
}

/// In the encoding of Chinese Windows; what it lacks becomes a four-byte character.
pub(super) fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// Little-endian with its mark.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}
