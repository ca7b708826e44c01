//! xlsb: cells streamed by calamine, after a pass over the records for what it does not say: hidden rows,
//! merged areas, and formulas that failed (which it leaves out).

use std::collections::BTreeMap;
use std::io::{BufRead, Read};

use calamine::{Reader as _, SheetType, SheetVisible, Xlsb, XlsbError};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::merge::Area;
use super::ole::u32_at;
use super::package::{Package, read_fault};
use super::sink::{Shown, Sink, Strikes, push_row};
use super::value::from_ref;
use super::xml::{attribute, doctype};
use super::{Cell, EMPTY, Fault, Input, Kind, LOCKED, OVERSIZED, UNREADABLE, Value, limits};

/// Bytes of one record; text of a cell is the longest.
const RECORD: usize = 16 << 20;

/// The workbook's own parts are small.
const WORKBOOK: u64 = 64 << 20;

/// Reads a workbook.
pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    sink.recognise(Kind::Xlsb, None);
    let scans = examine(input)?;
    let mut workbook = Xlsb::new(input).map_err(|error| match error {
        XlsbError::Password => Fault::new(&LOCKED, "文件已加密，没有密码无法读取"),
        other => Fault::damaged(other),
    })?;
    let date1904 = workbook.has_1904_epoch();
    let mut told = false;
    for sheet in workbook.sheets_metadata().to_vec() {
        let scan = match scans.get(&sheet.name) {
            Some(scan) if sheet.typ == SheetType::WorkSheet => scan,
            _ => continue,
        };
        told = true;
        let hidden = sheet.visible != SheetVisible::Visible;
        sink.sheet(Some(sheet.name.clone()), hidden, date1904)?;
        sink.hide(scan.hidden.clone());
        sink.strike(scan.struck.clone());
        for &area in &scan.merges {
            sink.merge(area);
        }
        read_sheet(&mut workbook, &sheet.name, scan, sink);
        sink.end_sheet();
    }
    if told {
        Ok(())
    } else {
        Err(Fault::new(&EMPTY, "文件中没有工作表"))
    }
}

fn read_sheet(
    workbook: &mut Xlsb<&mut dyn Input>,
    name: &str,
    scan: &SheetScan,
    sink: &mut Sink<'_>,
) {
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => return sink.lost(error),
    };
    let mut rows = Rows {
        number: 0,
        text: 0,
        cells: Vec::new(),
        errors: scan.errors.clone(),
    };
    loop {
        match cells.next_cell() {
            Ok(Some(cell)) => {
                let (row, column) = cell.get_position();
                let row = row.saturating_add(1);
                if row < rows.number {
                    return sink.lost("行号不是递增的");
                }
                let data = cell.get_value().clone();
                let Some(column) = within(row, column) else {
                    if from_ref(data).is_some() {
                        let message = "单元格的位置超出 Excel 的范围".to_owned();
                        sink.bad_cell(row.min(limits::ROWS), None, message);
                    }
                    continue;
                };
                let mut text = if row == rows.number { rows.text } else { 0 };
                let budget = (&mut text, limits::ROW_TEXT);
                if let Some(value) = sink.value_within(budget, (row, column), data) {
                    rows.begin(row, sink);
                    rows.text = text;
                    rows.put(column, value);
                }
            }
            Ok(None) => break,
            Err(error) => return sink.lost(error),
        }
    }
    rows.begin(u32::MAX, sink);
}

/// The column, if that is a place which a sheet has.
fn within(row: u32, column: u32) -> Option<u16> {
    let there = (1..=limits::ROWS).contains(&row) && column < limits::COLUMNS;
    u16::try_from(column).ok().filter(|_| there)
}

/// Cells → rows, with the failed formulas that calamine leaves out.
struct Rows {
    number: u32,
    /// Bytes of the row's texts so far.
    text: usize,
    cells: Vec<Cell>,
    errors: BTreeMap<u32, Vec<(u16, &'static str)>>,
}

impl Rows {
    /// What stands before this row is told.
    fn begin(&mut self, row: u32, sink: &mut Sink<'_>) {
        if row == self.number {
            return;
        }
        self.tell(sink);
        while let Some(entry) = self.errors.first_entry() {
            if *entry.key() >= row {
                break;
            }
            self.number = *entry.key();
            self.tell(sink);
        }
        self.number = row;
    }

    fn put(&mut self, column: u16, value: Value) {
        self.cells.push(Cell {
            column,
            value,
            word: None,
            anchor: None,
        });
    }

    fn tell(&mut self, sink: &mut Sink<'_>) {
        for (column, word) in self.errors.remove(&self.number).unwrap_or_default() {
            self.put(column, Value::Error(word.into()));
        }
        self.cells.sort_by_key(|cell| cell.column);
        self.cells.dedup_by_key(|cell| cell.column);
        if !self.cells.is_empty() {
            sink.row(self.number, Shown::default(), &mut self.cells);
        }
    }
}

/// What the pass over a sheet's records learns.
#[derive(Default)]
struct SheetScan {
    hidden: Vec<(u32, u32)>,
    /// Rows all of whose cells are crossed out.
    struck: Vec<(u32, u32)>,
    strikes: Strikes,
    merges: Vec<Area>,
    /// Row → column and word of formulas that failed.
    errors: BTreeMap<u32, Vec<(u16, &'static str)>>,
}

/// Inflates within bounds what calamine will inflate, and scans each sheet.
fn examine(input: &mut dyn Input) -> Result<BTreeMap<String, SheetScan>, Fault> {
    let mut package = Package::open(input)?;
    package.measure("xl/sharedStrings.bin", limits::SHARED_STRINGS)?;
    package.measure("xl/styles.bin", limits::SHARED_STRINGS)?;
    let styles = Styles::of(&mut package)?;
    let targets = relations(&mut package)?;
    let mut scans = BTreeMap::new();
    for (name, relation) in bundle(&mut package)? {
        let Some(target) = targets.get(&relation) else {
            continue;
        };
        if !target.starts_with("worksheets/") {
            continue;
        }
        let part = package.part(&format!("xl/{target}"))?.ok_or_else(|| {
            Fault::new(
                &UNREADABLE,
                format!("文件不完整：工作表“{name}”的内容不在文件中"),
            )
        })?;
        scans.insert(name, scan(part, &styles)?);
    }
    Ok(scans)
}

/// Which of a workbook's styles cross out.
#[derive(Default)]
struct Styles(Vec<bool>);

impl Styles {
    /// By the fonts of the styles [MS-XLSB 2.4.157 BrtFont, 2.4.819 BrtXF], as far as they can be read.
    fn of(package: &mut Package<'_>) -> Result<Self, Fault> {
        let mut styles = Styles::default();
        let Some(mut part) = package.part("xl/styles.bin")? else {
            return Ok(styles);
        };
        let (mut fonts, mut data) = (Vec::new(), Vec::new());
        let mut of_cells = false;
        while let Ok(Some(kind)) = next_record(&mut part, &mut data) {
            match kind {
                // BrtFont: fStrikeout
                0x002B => fonts.push(data.get(2).is_some_and(|flags| flags & 0x08 != 0)),
                // BrtBeginCellXFs, BrtEndCellXFs
                0x0269 => of_cells = true,
                0x026A => of_cells = false,
                // BrtXF
                0x002F if of_cells => {
                    let font = data
                        .get(4..6)
                        .map(|d| usize::from(u16::from_le_bytes([d[0], d[1]])));
                    let struck = font.and_then(|font| fonts.get(font));
                    styles.0.push(struck == Some(&true));
                }
                _ => {}
            }
        }
        Ok(styles)
    }

    /// Whether the style of a cell's record crosses out.
    fn strikes(&self, data: &[u8]) -> bool {
        // behind the column, in three bytes
        let style = u32_at(data, 4).map(|style| style & 0x00FF_FFFF);
        style.is_some_and(|style| self.0.get(style as usize) == Some(&true))
    }
}

fn relations(package: &mut Package<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let text = package
        .text("xl/_rels/workbook.bin.rels", WORKBOOK)?
        .unwrap_or_default();
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut targets = BTreeMap::new();
    loop {
        match reader.read_event().map_err(Fault::damaged)? {
            Event::Start(tag) | Event::Empty(tag) => {
                if let (Some(id), Some(target)) = (attribute(&tag, "Id"), attribute(&tag, "Target"))
                {
                    targets.insert(id, target);
                }
            }
            Event::DocType(_) => return Err(doctype()),
            Event::Eof => return Ok(targets),
            _ => {}
        }
    }
}

/// Names of the sheets and the ids of their relations: BrtBundleSh.
fn bundle(package: &mut Package<'_>) -> Result<Vec<(String, String)>, Fault> {
    let Some(mut part) = package.part("xl/workbook.bin")? else {
        return Ok(Vec::new());
    };
    let mut sheets = Vec::new();
    let mut data = Vec::new();
    while let Some(kind) = next_record(&mut part, &mut data)? {
        if kind == 0x009C
            && let Some((relation, end)) = wide_string(&data, 8)
            && let Some((name, _)) = wide_string(&data, end)
        {
            sheets.push((name, relation));
        }
    }
    Ok(sheets)
}

fn wide_string(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = usize::try_from(u32_at(data, at)?).ok()?;
    let end = length.checked_mul(2)?.checked_add(at + 4)?;
    let bytes = data.get(at + 4..end)?;
    Some((encoding_rs::UTF_16LE.decode(bytes).0.into_owned(), end))
}

fn scan(mut part: impl BufRead, styles: &Styles) -> Result<SheetScan, Fault> {
    let mut scan = SheetScan::default();
    let mut data = Vec::new();
    let mut row = 0;
    loop {
        match next_record(&mut part, &mut data) {
            Ok(Some(kind)) => scan.record(kind, &data, &mut row, styles),
            Ok(None) => break,
            // Damage is for calamine to meet again, after the rows before it.
            Err(fault) if fault.rule.code == UNREADABLE.code => break,
            Err(fault) => return Err(fault),
        }
    }
    scan.hidden.sort_unstable();
    scan.struck = std::mem::take(&mut scan.strikes).ranges();
    Ok(scan)
}

impl SheetScan {
    fn record(&mut self, kind: u16, data: &[u8], row: &mut u32, styles: &Styles) {
        // BrtCellRk to BrtFmlaError, BrtCellRString
        if matches!(kind, 0x0002..=0x000B | 0x003E) {
            self.strikes.cell(*row, styles.strikes(data));
        }
        match kind {
            // BrtRowHdr; fDyZero
            0x0000 => {
                *row = u32_at(data, 0).unwrap_or(0).saturating_add(1);
                let hidden = data.get(11).is_some_and(|flags| flags & 0x10 != 0);
                if hidden && *row <= limits::ROWS {
                    push_row(&mut self.hidden, *row);
                }
            }
            // BrtFmlaError
            0x000B => {
                if let (Some(column), Some(&code)) = (u32_at(data, 0), data.get(8))
                    && let Some(column) = within(*row, column)
                {
                    let errors = self.errors.entry(*row).or_default();
                    errors.push((column, error_word(code)));
                }
            }
            // BrtMergeCell
            0x00B0 => {
                if let Some(area) = area(data)
                    && self.merges.len() <= limits::MERGED_AREAS
                {
                    self.merges.push(area);
                }
            }
            _ => {}
        }
    }
}

fn area(data: &[u8]) -> Option<Area> {
    Some(Area {
        top: u32_at(data, 0)?.checked_add(1)?,
        bottom: u32_at(data, 4)?.checked_add(1)?,
        left: u16::try_from(u32_at(data, 8)?).ok()?,
        right: u16::try_from(u32_at(data, 12)?).ok()?,
    })
}

fn error_word(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    }
}

/// The next record's kind, its data in `data` [MS-XLSB 2.1.4]; none at the end.
fn next_record(part: &mut impl BufRead, data: &mut Vec<u8>) -> Result<Option<u16>, Fault> {
    if part.fill_buf().map_err(read_fault)?.is_empty() {
        return Ok(None);
    }
    let first = byte(part)?;
    let kind = if first & 0x80 == 0 {
        u16::from(first)
    } else {
        (u16::from(byte(part)?) & 0x7F) << 7 | u16::from(first & 0x7F)
    };
    let mut length = 0usize;
    for shift in [0, 7, 14, 21] {
        let next = byte(part)?;
        length |= usize::from(next & 0x7F) << shift;
        if next & 0x80 == 0 {
            break;
        }
    }
    if length > RECORD {
        return Err(Fault::new(&OVERSIZED, "文件中的一条记录异常地长"));
    }
    data.resize(length, 0);
    part.read_exact(data).map_err(read_fault)?;
    Ok(Some(kind))
}

fn byte(part: &mut impl Read) -> Result<u8, Fault> {
    let mut byte = [0];
    part.read_exact(&mut byte).map_err(read_fault)?;
    Ok(byte[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::testing::{package_of_bytes, read, rows};

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        if kind < 0x80 {
            bytes.push(kind as u8);
        } else {
            bytes.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]);
        }
        bytes.push(u8::try_from(data.len()).expect("short records only"));
        bytes.extend(data);
        bytes
    }

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
        bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
        bytes
    }

    fn cell(kind: u16, column: u32, style: u32, value: &[u8]) -> Vec<u8> {
        let head = [column.to_le_bytes(), style.to_le_bytes()].concat();
        record(kind, &[&head, value].concat())
    }

    fn row(number: u32, hidden: bool) -> Vec<u8> {
        let mut data = [0; 17];
        data[..4].copy_from_slice(&number.to_le_bytes());
        data[11] = if hidden { 0x10 } else { 0 };
        record(0, &data)
    }

    fn workbook(sheet: &[Vec<u8>]) -> Vec<u8> {
        let bundle = [
            1u32.to_le_bytes().to_vec(),
            1u32.to_le_bytes().to_vec(),
            wide("rId1"),
            wide("台账"),
        ]
        .concat();
        let book = [
            record(0x83, &[]),
            record(0x99, &[0; 12]),
            record(0x8F, &[]),
            record(0x9C, &bundle),
            record(0x90, &[]),
            record(0x84, &[]),
        ]
        .concat();
        let styles = [
            record(0x267, &0u32.to_le_bytes()),
            record(0x2B, &[0; 24]),
            record(0x2B, &[0, 0, 0x08, 0, 0, 0]),
            record(0x269, &2u32.to_le_bytes()),
            record(0x2F, &[0; 16]),
            record(0x2F, &[0, 0, 14, 0, 0, 0, 0, 0]),
            record(0x2F, &[0, 0, 0, 0, 1, 0, 0, 0]),
        ]
        .concat();
        let begin = [record(0x81, &[]), record(0x94, &[0; 16]), record(0x91, &[])].concat();
        let sheet = [begin, sheet.concat()].concat();
        let rels = br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#;
        package_of_bytes(&[
            ("xl/workbook.bin", &book),
            ("xl/_rels/workbook.bin.rels", rels),
            ("xl/styles.bin", &styles),
            ("xl/worksheets/sheet1.bin", &sheet),
        ])
    }

    #[test]
    fn cells_merged_areas_hidden_rows_and_failed_formulas_are_read() {
        let area: Vec<u8> = [1u32, 2, 0, 0]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        let bytes = workbook(&[
            row(1, false),
            cell(6, 0, 0, &wide("张三")),
            cell(5, 1, 0, &72701.2578f64.to_le_bytes()),
            cell(5, 2, 1, &44680.4375f64.to_le_bytes()),
            cell(4, 3, 0, &[1]),
            row(2, true),
            cell(0x0B, 1, 0, &[0x2A, 0, 0]),
            cell(3, 2, 0, &[0x07]),
            row(4, false),
            cell(0x0B, 0, 0, &[0x0F, 0, 0]),
            record(0x92, &[]),
            record(0xB1, &1u32.to_le_bytes()),
            record(0xB0, &area),
            record(0xB2, &[]),
        ]);
        let read = read("a.xlsb", &bytes);
        assert_eq!(
            rows(&read),
            "[台账] (hidden)\n2: A=张三 B=72701.2578# C=@2022-04-29T10:30:00 D=true?\n3*: A=张三^A2 B=!#N/A C=!#DIV/0!\n5: A=!#VALUE!\n"
        );
        assert_eq!(read.kind(), Some(Kind::Xlsb));
        assert!(read.findings.is_empty(), "{:?}", read.findings);
    }

    #[test]
    fn rows_that_are_crossed_out_are_marked() {
        let bytes = workbook(&[
            row(1, false),
            cell(5, 0, 2, &1f64.to_le_bytes()),
            cell(6, 1, 2, &wide("张三")),
            cell(1, 2, 0, &[]),
            row(2, false),
            cell(5, 0, 2, &2f64.to_le_bytes()),
            cell(5, 1, 0, &3f64.to_le_bytes()),
            record(0x92, &[]),
        ]);
        let read = read("a.xlsb", &bytes);
        assert_eq!(
            rows(&read),
            "[台账] (hidden)\n2~: A=1# B=张三\n3: A=2# B=3#\n"
        );
    }

    #[test]
    fn an_index_that_points_nowhere_loses_its_row_and_is_a_finding_and_no_panic() {
        let bytes = workbook(&[
            row(0, false),
            cell(5, 0, 0, &1f64.to_le_bytes()),
            row(1, false),
            cell(5, 0, 0, &2f64.to_le_bytes()),
            cell(7, 1, 0, &9u32.to_le_bytes()),
        ]);
        let read = read("a.xlsb", &bytes);
        assert_eq!(rows(&read), "[台账] (hidden)\n1: A=1#\n");
        assert_eq!(read.findings.len(), 1);
        assert!(read.findings[0].message.contains("第 1 行之后"));
    }
}
