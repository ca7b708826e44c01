//! xls of Excel 97–2003 and WPS et: values and merged areas by calamine, after a pass over the records for
//! what it does not say (hidden rows) and for what it would make room for.
//!
//! A formula that was never computed (xlwt writes such) is stored like one whose result is empty text, and
//! is blank here.
//!
//! calamine lays a sheet out as a rectangle, at most 65,536 × 256 cells: [`limits::XLS_CELLS`] bounds it.

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::merge::Area;
use super::ole::{Ole, Straight, u16_at, u32_at};
use super::sink::{Shown, Sink, Strikes, push_row};
use super::value::{from_data, from_text};
use super::{Cell, EMPTY, Fault, Input, Kind, LOCKED, NO_TABLE, OVERSIZED, decode, limits};

/// Reads an OLE file: a workbook, or a fault that says what else it is.
pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    let bytes = decode::read_whole(input, limits::XLS_FILE)?;
    let ole = Ole::open(&bytes).ok_or_else(|| Fault::damaged("文件不完整，OLE 目录读不出"))?;
    let (name, stream) = workbook_stream(&ole)?;
    sink.recognise(Kind::Xls, None);
    // calamine follows a chain of sectors for as long as it goes on, and one that bites its tail for ever.
    let straight = Straight::around(name, &stream);
    drop(stream);
    // As calamine reads it: what breaks off at the end of the stream goes on to the end of the sector.
    let mut sheets = examine(straight.stream())?;
    let mut workbook = Xls::new(Cursor::new(straight.file())).map_err(|error| match error {
        XlsError::Password => locked(),
        other => Fault::damaged(other),
    })?;
    let date1904 = workbook.has_1904_epoch();
    let mut told = false;
    for (index, sheet) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        told = true;
        let hidden = sheet.visible != SheetVisible::Visible;
        sink.sheet(Some(sheet.name.clone()), hidden, date1904)?;
        let seen = sheets.get_mut(index).map(std::mem::take);
        let Substream {
            hidden: rows,
            struck,
            ..
        } = seen.unwrap_or_default();
        sink.hide(rows);
        sink.strike(struck);
        let merges = workbook.merge_cells_by_sheet_id(index).unwrap_or_default();
        for merged in merges {
            if let Some(area) = area(merged) {
                sink.merge(area);
            }
        }
        match workbook.worksheet_range(&sheet.name) {
            Ok(range) => tell(&range, sink),
            Err(error) => sink.lost(error),
        }
        sink.end_sheet();
    }
    if told {
        Ok(())
    } else {
        Err(Fault::new(&EMPTY, "文件中没有工作表"))
    }
}

/// The workbook's stream and its name.
fn workbook_stream(ole: &Ole<'_>) -> Result<(&'static str, Vec<u8>), Fault> {
    if ole.has("EncryptedPackage") || ole.has("EncryptionInfo") {
        return Err(locked());
    }
    for name in ["Workbook", "Book"] {
        if let Some(stream) = ole.stream(name) {
            return Ok((name, stream));
        }
    }
    let seems = if ole.has("WordDocument") {
        "Word 或 WPS 文字文档（doc、wps）"
    } else if ole.has("PowerPoint Document") {
        "演示文稿（ppt）"
    } else {
        "其他程序的文件（OLE）"
    };
    Err(Fault::new(
        &NO_TABLE,
        format!("文件不是表格，看上去是{seems}"),
    ))
}

fn locked() -> Fault {
    Fault::new(&LOCKED, "文件已加密，没有密码无法读取")
}

fn area(merged: calamine::Dimensions) -> Option<Area> {
    Some(Area {
        top: merged.start.0 + 1,
        left: u16::try_from(merged.start.1).ok()?,
        bottom: merged.end.0 + 1,
        right: u16::try_from(merged.end.1).ok()?,
    })
}

fn tell(range: &Range<Data>, sink: &mut Sink<'_>) {
    // `used_cells` and `rows` count from here.
    let Some((top, left)) = range.start() else {
        return;
    };
    let mut cells = Vec::new();
    for (number, row) in (top + 1..).zip(range.rows()) {
        let mut text = 0;
        cells.extend((left..).zip(row).filter_map(|(column, data)| {
            let column = u16::try_from(column).ok()?;
            let budget = (&mut text, limits::ROW_TEXT);
            let value = match data {
                Data::String(written) => {
                    from_text(sink.text_within(budget, (number, column), written))
                }
                other => from_data(other.clone()),
            };
            Some(Cell {
                column,
                value: value?,
                word: None,
                anchor: None,
            })
        }));
        if !cells.is_empty() {
            sink.row(number, Shown::default(), &mut cells);
        }
    }
}

/// Goes through the records [MS-XLS 2.1.4] of each sheet, in their order. Refuses what calamine would make too
/// much room for.
fn examine(stream: &[u8]) -> Result<Vec<Substream>, Fault> {
    let mut starts = Vec::new();
    let mut styles = Styles::default();
    for (kind, data) in Records::new(stream, 0) {
        match kind {
            // FilePass
            0x002F => return Err(locked()),
            // BoundSheet8
            0x0085 => starts.push(u32_at(data, 0).unwrap_or(u32::MAX) as usize),
            // Font: fStrikeOut
            0x0031 => styles
                .fonts
                .push(data.get(2).is_some_and(|flags| flags & 0x08 != 0)),
            // XF
            0x00E0 => styles.of_cells.push(u16_at(data, 0).unwrap_or(0)),
            // EOF of the globals
            0x000A => break,
            _ => {}
        }
    }
    let mut sheets = Vec::new();
    let mut total = 0u64;
    for start in starts {
        let substream = examine_sheet(stream, start, &styles)?;
        total = total.saturating_add(substream.cells);
        sheets.push(substream);
    }
    if total > limits::XLS_CELLS {
        return Err(Fault::new(
            &OVERSIZED,
            "工作表的使用范围过大（最右或最下处有零星单元格），无法读取",
        )
        .help("请在 Excel 中删除数据区右侧和下方的所有行列，另存为 xlsx 后重新放入"));
    }
    Ok(sheets)
}

/// What the pass over a sheet's records learns.
#[derive(Default)]
struct Substream {
    /// Hidden rows as ascending ranges.
    hidden: Vec<(u32, u32)>,
    /// Rows all of whose cells are crossed out, likewise.
    struck: Vec<(u32, u32)>,
    /// Cells of the rectangle in use.
    cells: u64,
}

/// Which of a workbook's styles cross out.
#[derive(Default)]
struct Styles {
    /// Whether each font does.
    fonts: Vec<bool>,
    /// The font of each style.
    of_cells: Vec<u16>,
}

impl Styles {
    /// Whether the style at a place in a record crosses out. No font has the number 4 [MS-XLS 2.5.129].
    fn strikes(&self, data: &[u8], at: usize) -> bool {
        let style = u16_at(data, at).map(usize::from);
        let font = style.and_then(|style| self.of_cells.get(style));
        font.is_some_and(|&font| {
            let place = usize::from(font) - usize::from(font > 4);
            self.fonts.get(place) == Some(&true)
        })
    }
}

fn examine_sheet(stream: &[u8], start: usize, styles: &Styles) -> Result<Substream, Fault> {
    let mut hidden = Vec::new();
    let mut strikes = Strikes::default();
    let mut used = Used::default();
    // Row and column of the last formula.
    let mut formula = (0, 0);
    let mut depth = 0u32;
    for (kind, data) in Records::new(stream, start) {
        match kind {
            // BOF; embedded charts have substreams of their own.
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            _ if depth > 1 => {}
            // Dimensions
            0x0200 => check_dimensions(data)?,
            // Row: fDyZero
            0x0208 => {
                if data.get(12).is_some_and(|flags| flags & 0x20 != 0)
                    && let Some(row) = u16_at(data, 0)
                {
                    push_row(&mut hidden, u32::from(row) + 1);
                }
            }
            // Number, Label, RString, BoolErr, Rk, LabelSst, Formula, MulRk
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x0006 | 0x00BD => {
                let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else {
                    continue;
                };
                let last = match kind {
                    0x00BD => u16_at(data, data.len().saturating_sub(2)).unwrap_or(first),
                    _ => first,
                };
                if last > 255 {
                    return Err(Fault::damaged("单元格的列号超出范围"));
                }
                // of a MulRk each cell has a style of its own, six bytes apart
                for cell in 0..=usize::from(last.saturating_sub(first)) {
                    strikes.cell(u32::from(row) + 1, styles.strikes(data, 4 + 6 * cell));
                }
                used.take_in(row, first, last);
                if kind == 0x0006 {
                    formula = (row, first);
                }
            }
            // String: the text of the formula before it, for calamine that of the first cell where there is none
            0x0207 => used.take_in(formula.0, formula.1, formula.1),
            _ => {}
        }
    }
    hidden.sort_unstable();
    Ok(Substream {
        hidden,
        struck: strikes.ranges(),
        cells: used.cells(),
    })
}

/// The rectangle that a sheet's cells lie in: first and last row, first and last column.
#[derive(Default)]
struct Used(Option<(u16, u16, u16, u16)>);

impl Used {
    fn take_in(&mut self, row: u16, first: u16, last: u16) {
        let (top, bottom, left, right) = self.0.unwrap_or((row, row, first, last));
        self.0 = Some((
            top.min(row),
            bottom.max(row),
            left.min(first),
            right.max(last),
        ));
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |(top, bottom, left, right)| {
            let columns = u64::from(right.saturating_sub(left)) + 1;
            (u64::from(bottom - top) + 1) * columns
        })
    }
}

/// calamine makes room for as many cells as this record promises.
fn check_dimensions(data: &[u8]) -> Result<(), Fault> {
    let promised = match data.len() {
        10 => [0, 2].map(|at| u16_at(data, at).map(u32::from)),
        _ => [0, 4].map(|at| u32_at(data, at)),
    };
    let columns = match data.len() {
        10 => [4, 6].map(|at| u16_at(data, at)),
        _ => [8, 10].map(|at| u16_at(data, at)),
    };
    if let ([Some(first), Some(end)], [_, Some(right)]) = (promised, columns) {
        let empty = end == 0 || right == 0;
        if right > 256 || end > 65_536 || first > 65_536 || !empty && end <= first {
            return Err(Fault::damaged("工作表的范围记录有误"));
        }
    }
    Ok(())
}

/// BIFF records from a place in the stream on: their kind and data.
struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Records<'s> {
    fn new(stream: &'s [u8], start: usize) -> Self {
        Records {
            rest: stream.get(start..).unwrap_or_default(),
        }
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.rest, 0)?;
        let length = usize::from(u16_at(self.rest, 2)?);
        let data = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some((kind, data))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::testing::{codes, fixture, read, rows};

    #[test]
    fn an_xls_is_read_with_dates_merged_cells_hidden_rows_and_hidden_sheets() {
        let read = fixture("xlwt.xls");
        assert_eq!(
            rows(&read),
            "[台账]\n\
             1: A=依申请公开台账 B=依申请公开台账^A1 C=依申请公开台账^A1 D=依申请公开台账^A1\n\
             3: A=编号 B=申请人 C=收到日期 D=金额\n\
             4: A=0001 B=张三 C=@2022-04-29T00:00:00 D=72701.2578#\n\
             5: A=0002 B=张三^B4 C=@2022-04-30T00:00:00 D=12#\n\
             7*: A=0003 B=李四 E=true?\n\
             8: A=0004 B=李四⏎二\n\
             [隐藏] (hidden)\n\
             2: B=x\n"
        );
        assert_eq!(read.kind(), Some(Kind::Xls));
        assert!(read.findings.is_empty());
    }

    #[test]
    fn an_et_is_read_by_its_content() {
        let read = fixture("台账.et");
        assert!(
            rows(&read)
                .contains("7*: A=0003 B=李四 D=!#DIV/0! E=true?\n8: A=0004 B=李四⏎二 D=2#\n")
        );
        assert!(rows(&read).contains("5: A=0002 B=张三^B4 C=@2022-04-30T00:00:00 D=12#\n"));
        assert!(read.findings.is_empty());
    }

    #[test]
    fn an_xls_from_1904_says_so() {
        let read = fixture("1904.xls");
        assert_eq!(rows(&read), "[S]\n1: A=@2022-04-29T00:00:00 B=43218#\n");
        assert!(read.sheets[0].date1904);
    }

    #[test]
    fn a_truncated_xls_is_one_error() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/book/xlwt.xls");
        let bytes = std::fs::read(path).expect("the fixture is there");
        for length in [40, 600, 2_000, 3_000] {
            let read = read("a.xls", &bytes[..length]);
            assert_eq!(read.findings.len(), 1, "{length}");
            assert!(read.rows.is_empty());
        }
    }

    #[test]
    fn a_range_that_no_sheet_has_is_refused() {
        let mut dimensions = [0u8; 14];
        dimensions[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        dimensions[10..12].copy_from_slice(&5u16.to_le_bytes());
        assert!(check_dimensions(&dimensions).is_err());
        dimensions[4..8].copy_from_slice(&65_536u32.to_le_bytes());
        assert!(check_dimensions(&dimensions).is_ok());
    }

    #[test]
    fn the_text_of_a_formula_takes_room_where_its_formula_stands() {
        let record = |kind: u16, data: &[u8]| {
            let length = u16::try_from(data.len()).expect("it is short");
            [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
        };
        let last = [0xFF, 0xFF, 0xFF, 0x00];
        let number = record(0x0203, &[&last[..], &[0; 10]].concat());
        let formula = record(0x0006, &[&last[..], &[0; 16]].concat());
        let text = record(0x0207, &[0; 3]);
        for (records, cells) in [
            ([&number, &text], 65_536 * 256),
            ([&formula, &text], 1),
            ([&text, &text], 1),
        ] {
            let stream = [&record(0x0809, &[0; 16]), records[0], records[1]];
            let stream: Vec<u8> = stream.into_iter().flatten().copied().collect();
            let seen = examine_sheet(&stream, 0, &Styles::default());
            assert_eq!(seen.ok().map(|seen| seen.cells), Some(cells));
        }
    }

    #[test]
    fn other_ole_files_are_not_taken_for_workbooks() {
        let read = read(
            "a.xls",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and nothing else",
        );
        assert_eq!(codes(&read), ["B001"]);
    }
}
