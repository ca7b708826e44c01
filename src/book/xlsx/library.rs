//! Workbooks that our own reader does not know: cells streamed by calamine, after a scan for what it does not
//! say.

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::scan::{self, SheetScan};
use super::styles::{self, Styles};
use super::{Rest, missing, outline};
use crate::book::package::{self, Package, Part};
use crate::book::sink::{Shown, Sink};
use crate::book::value::NOT_COMPUTED;
use crate::book::{Cell, Fault, Input, LOCKED, Value, limits};

/// Reads what is left of a workbook.
pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>, rest: &Rest) -> Result<(), Fault> {
    let scans = examine(input)?;
    let mut workbook = Xlsx::new(input).map_err(open_fault)?;
    let date1904 = workbook.has_1904_epoch();
    let sheets = workbook.sheets_metadata().to_vec();
    let sheets = sheets.iter().filter_map(|sheet| {
        let (_, scan) = scans.iter().find(|(name, _)| *name == sheet.name)?;
        (sheet.typ == SheetType::WorkSheet).then_some((sheet, scan))
    });
    for (at, (sheet, scan)) in sheets.enumerate().skip(rest.sheets) {
        let told = rest.told.filter(|_| at == rest.sheets);
        if told.is_none() {
            let hidden = sheet.visible != SheetVisible::Visible;
            sink.sheet(Some(sheet.name.clone()), hidden, date1904)?;
            for &area in &scan.merges {
                sink.merge(area);
            }
        }
        sink.hide(scan.hidden.clone());
        sink.strike(scan.struck.clone());
        read_sheet(&mut workbook, &sheet.name, scan, told.unwrap_or(0), sink);
        sink.end_sheet();
    }
    Ok(())
}

/// Everything that calamine will inflate is inflated here first, within bounds; each sheet is scanned.
fn examine(input: &mut dyn Input) -> Result<Vec<(String, SheetScan)>, Fault> {
    let mut package = Package::open(input)?;
    let outline = outline::outline(&mut package)?;
    for name in package.names() {
        let lower = name.to_ascii_lowercase();
        let small = lower.ends_with(".rels")
            || lower.ends_with("workbook.xml")
            || lower.ends_with("styles.xml")
            || lower.contains("theme/");
        if small {
            package.measure(&name, limits::DECOMPRESSED)?;
        } else if lower.ends_with("sharedstrings.xml") {
            let head = package.measure(&name, limits::SHARED_STRINGS)?;
            shared_strings_are_plausible(&mut package, &name, &head.unwrap_or_default())?;
        }
    }
    let styles = styles_of(&mut package, &outline.styles)?;
    let mut scans = Vec::new();
    for sheet in outline.sheets {
        let part = package
            .part(&sheet.path)?
            .ok_or_else(|| missing(&sheet.name))?;
        scans.push((sheet.name, scan_part(part, &styles)?));
    }
    Ok(scans)
}

fn scan_part(mut part: Part<'_>, styles: &Styles) -> Result<SheetScan, Fault> {
    let scanned = scan::scan(&mut part, styles);
    match scanned.refused {
        Some(error) => Err(error),
        None => Ok(scanned),
    }
}

/// What the styles say, as far as they can be read: what is wrong with them calamine will meet.
fn styles_of(package: &mut Package<'_>, part: &str) -> Result<Styles, Fault> {
    let text = package.text(part, limits::STYLES)?;
    let styles = text.and_then(|text| styles::styles(&text).ok());
    Ok(styles.unwrap_or_default())
}

/// The table of shared strings says how many it holds, and calamine makes room for as many at once.
fn shared_strings_are_plausible(
    package: &mut Package<'_>,
    name: &str,
    head: &str,
) -> Result<(), Fault> {
    let promised: u64 = head
        .split_once("uniqueCount=")
        .and_then(|(_, rest)| {
            let digits: String = rest
                .chars()
                .skip(1)
                .take_while(char::is_ascii_digit)
                .collect();
            digits.parse().ok()
        })
        .unwrap_or(0);
    if promised < 1_000_000 {
        return Ok(());
    }
    // `<si/>` is the shortest.
    let length = match package.part(name)? {
        Some(part) => length(part)?,
        None => 0,
    };
    if promised > length / 5 {
        return Err(Fault::damaged("共享字符串表的数目与内容不符"));
    }
    Ok(())
}

fn length(mut part: Part<'_>) -> Result<u64, Fault> {
    std::io::copy(&mut part, &mut std::io::sink()).map_err(package::read_fault)
}

fn open_fault(error: XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::new(&LOCKED, "文件已加密，没有密码无法读取"),
        other => Fault::damaged(other),
    }
}

/// A sheet's rows behind row `told`. A fault within is told and ends the sheet, not the file.
fn read_sheet(
    workbook: &mut Xlsx<&mut dyn Input>,
    name: &str,
    scan: &SheetScan,
    told: u32,
    sink: &mut Sink<'_>,
) {
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // An empty `<sheetData/>` or none at all.
        Err(XlsxError::NotAWorksheet(_)) if scan.cells == 0 => return,
        Err(error) => return sink.lost(error),
    };
    if told > 0 && !scan.ordered {
        return sink.lost("行的次序混乱");
    }
    if !scan.ordered && scan.cells > limits::COLLECTED {
        return sink.lost("行的次序混乱，单元格过多");
    }
    let mut rows = Rows::new(scan, told);
    loop {
        match cells.next_cell() {
            Ok(Some(cell)) => {
                let (row, column) = cell.get_position();
                rows.cell((row + 1, column), cell.get_value().clone(), sink);
                if rows.disordered {
                    return sink.lost("单元格的次序混乱");
                }
            }
            Ok(None) => break,
            Err(error) if ends_the_sheet(&error, scan) => {
                // The row that was being read is not whole: it is not told.
                rows.tell_collected(sink);
                return sink.lost(error);
            }
            Err(error) => rows.bad_cell(error, sink),
        }
    }
    rows.finish(sink);
    if let Some(damage) = &scan.damaged {
        sink.lost(damage);
    }
}

/// After these errors calamine does not know where it is. After any other one it does not count the cell, so
/// that those which do not say where they are would get the place of their left neighbour; only of an unknown
/// word is the place known.
fn ends_the_sheet(error: &XlsxError, scan: &SheetScan) -> bool {
    match error {
        XlsxError::Io(_) | XlsxError::Zip(_) | XlsxError::Xml(_) | XlsxError::XmlEof(_) => true,
        XlsxError::CellError(_) => false,
        _ => scan.unplaced,
    }
}

/// Cells → rows: one at a time where the sheet is in order, else all of them first.
struct Rows<'s> {
    scan: &'s SheetScan,
    /// Rows up to this one were told before.
    told: u32,
    number: u32,
    /// Bytes of the texts of a row, of all where the sheet is not in order.
    text: usize,
    cells: Vec<Cell>,
    /// Cells of a sheet that is not in order.
    collected: Vec<(u32, Cell)>,
    unknown_errors: std::slice::Iter<'s, (u32, u16, String)>,
    uncomputed: std::iter::Peekable<std::slice::Iter<'s, (u32, u16)>>,
    misreferred: std::iter::Peekable<std::slice::Iter<'s, (u32, u16, String)>>,
    position: (u32, u16),
    /// Cells come in another order than the scan saw.
    disordered: bool,
}

impl<'s> Rows<'s> {
    fn new(scan: &'s SheetScan, told: u32) -> Self {
        Rows {
            scan,
            told,
            number: 0,
            text: 0,
            cells: Vec::new(),
            collected: Vec::new(),
            unknown_errors: scan.unknown_errors.iter(),
            uncomputed: scan.uncomputed.iter().peekable(),
            misreferred: scan.misreferred.iter().peekable(),
            position: (0, 0),
            disordered: false,
        }
    }

    fn cell(&mut self, (row, column): (u32, u32), data: DataRef<'_>, sink: &mut Sink<'_>) {
        let within = row <= limits::ROWS && column < limits::COLUMNS;
        let Ok(column) = u16::try_from(column) else {
            return sink.bad_cell(row, None, "单元格的列号超出 Excel 的范围".to_owned());
        };
        if !within {
            return sink.bad_cell(
                row,
                Some(column),
                "单元格的位置超出 Excel 的范围".to_owned(),
            );
        }
        let before = |(r, c, _): &&(u32, u16, String)| (*r, *c) < (row, column);
        while self.scan.ordered && self.misreferred.next_if(before).is_some() {}
        let here = |(r, c, _): &&(u32, u16, String)| (*r, *c) == (row, column);
        if let Some((.., text)) = self.misreferred.next_if(here) {
            let message = format!("单元格引用的共享文字编号「{text}」不是数字，读不出内容");
            return sink.bad_cell(row, Some(column), message);
        }
        if self.scan.ordered && row != self.number {
            self.text = 0;
        }
        let bound = if self.scan.ordered {
            limits::ROW_TEXT
        } else {
            limits::FILLED_TEXT
        };
        let value = match sink.value_within((&mut self.text, bound), (row, column), data) {
            Some(value) => value,
            None if self.is_uncomputed(row, column) => Value::Error(NOT_COMPUTED.into()),
            None => return,
        };
        self.put(row, column, value, sink);
    }

    /// Both the scan and calamine go through the file in its order.
    fn is_uncomputed(&mut self, row: u32, column: u16) -> bool {
        self.uncomputed
            .next_if(|&&place| place == (row, column))
            .is_some()
    }

    fn put(&mut self, row: u32, column: u16, value: Value, sink: &mut Sink<'_>) {
        let cell = Cell {
            column,
            value,
            word: None,
            anchor: None,
        };
        // what is no XML the scan and calamine may read differently
        self.disordered |= self.scan.ordered && (row, column) <= self.position;
        self.position = (row, column);
        if self.disordered {
            return;
        }
        if !self.scan.ordered {
            self.collected.push((row, cell));
            return;
        }
        if row != self.number {
            self.tell(sink);
            self.number = row;
        }
        self.cells.push(cell);
    }

    /// calamine knows seven error words; newer ones (`#SPILL!`) are in the scan with their places.
    fn bad_cell(&mut self, error: XlsxError, sink: &mut Sink<'_>) {
        if let XlsxError::CellError(_) = error
            && let Some((row, column, word)) = self.unknown_errors.next()
        {
            return self.put(*row, *column, Value::Error(word.as_str().into()), sink);
        }
        let (row, column) = self.position;
        let message = if row == 0 {
            format!("工作表开头有一个单元格无法读取（技术信息：{error}）")
        } else {
            format!("此单元格之后的一个单元格无法读取（技术信息：{error}）")
        };
        sink.bad_cell(row.max(1), Some(column), message);
    }

    fn tell(&mut self, sink: &mut Sink<'_>) {
        if self.number <= self.told {
            self.cells.clear();
        }
        if !self.cells.is_empty() {
            sink.row(self.number, Shown::default(), &mut self.cells);
        }
    }

    /// Cells that came out of order, in order; of two in one place the later holds.
    fn tell_collected(&mut self, sink: &mut Sink<'_>) {
        let mut collected = std::mem::take(&mut self.collected);
        collected.sort_by_key(|(row, cell)| (*row, cell.column));
        self.cells.clear();
        self.number = 0;
        for (row, cell) in collected {
            if row != self.number {
                self.tell(sink);
                self.number = row;
            }
            match self.cells.last_mut() {
                Some(last) if last.column == cell.column => *last = cell,
                _ => self.cells.push(cell),
            }
        }
        self.tell(sink);
    }

    fn finish(&mut self, sink: &mut Sink<'_>) {
        self.tell(sink);
        if !self.collected.is_empty() {
            self.tell_collected(sink);
        }
    }
}
