//! 处理上限: bounds that no real ledger reaches, so that damaged or hostile bytes cannot exhaust the machine.
//!
//! A ledger of a million rows (53 MB as xlsx, 450 MB of XML inside) stays far below all of them.

/// Decompressed bytes of all parts of a package together.
pub const DECOMPRESSED: u64 = 4 << 30;

/// Decompressed bytes of the table of shared strings of an xlsx or xlsb, which is held in memory.
pub const SHARED_STRINGS: u64 = 1 << 30;

/// Decompressed bytes of the styles of an xlsx.
pub const STYLES: u64 = 64 << 20;

/// A part larger than [`RATIO_FROM`] may not be this many times its compressed size.
pub const RATIO: u64 = 250;

/// Parts up to this size are not measured by their ratio.
pub const RATIO_FROM: u64 = 64 << 20;

/// Entries in a package.
pub const PARTS: usize = 20_000;

/// Bytes of delimited text, which is read in blocks.
pub const TEXT_FILE: u64 = 16 << 30;

/// Bytes of a file that is read as a whole: HTML, XML Spreadsheet 2003.
pub const WHOLE_FILE: u64 = 1 << 30;

/// Bytes of an HTML file, whose tree takes a multiple of it.
pub const HTML_FILE: u64 = 256 << 20;

/// Cells of the used range of all sheets of an xls together.
pub const XLS_CELLS: u64 = 10_000_000;

/// Bytes of a file of any kind: no larger one is read, nor gone over for its hash.
pub const FILE: u64 = TEXT_FILE;

/// Cells of an xlsx sheet that is not in order, which are kept until all are read.
pub const COLLECTED: u64 = 8_000_000;

/// Bytes of an xls, which is in memory several times over; the largest that Excel makes of a ledger has some
/// tens of MB.
pub const XLS_FILE: u64 = 192 << 20;

/// Bytes of one tag of XML.
pub const TAG: u64 = 1 << 20;

/// Characters of one cell's text; Excel itself holds 32,767.
pub const TEXT: usize = 100_000;

/// Bytes of the texts of a row of a workbook, however often its cells show the same one.
pub const ROW_TEXT: usize = 1 << 20;

/// Characters that are left of each text after [`ROW_TEXT`].
pub const SHORT: usize = 20;

/// Columns, as in Excel (XFD).
pub const COLUMNS: u32 = 16_384;

/// Rows of a workbook's sheet, as in Excel. Text files may have more.
pub const ROWS: u32 = 1_048_576;

/// Sheets of a file.
pub const SHEETS: u16 = 10_000;

/// Merged areas of a sheet.
pub const MERGED_AREAS: usize = 1_000_000;

/// Columns of a merged area that get its value; wider ones are titles or damage.
pub const FILLED_WIDTH: u16 = 64;

/// Cells of a sheet that get the value of a merged area.
pub const FILLED_CELLS: u32 = 4_000_000;

/// Bytes of the text that merged areas and repetitions of a sheet may fill other cells with.
pub const FILLED_TEXT: usize = 128 << 20;

/// Rows of a sheet without a value of their own that are told because a merged area covers them.
pub const FILLED_ROWS: u32 = 10_000;

/// Findings of one rule about single cells of a file; the rest is summed up in the last one.
pub const FINDINGS: u32 = 50;
