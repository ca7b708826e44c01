//! Where every reader reports to: sheets and rows go on to the visitor, troubles to the findings.

use calamine::DataRef;

use super::merge::{Area, Merges};
use super::value::{from_ref, from_text};
use super::{
    BAD_CELL, CROSSED_OUT, CUT, Cell, Decoding, Event, Fault, Kind, LOST, OVERSIZED, Recognised,
    Row, SCALED, Sheet, UNDECODED, Value, limits,
};
use crate::address::Address;
use crate::finding::{Finding, Place, Rule};
use crate::text::quote;

/// One file's way out of this stage.
pub(super) struct Sink<'a> {
    file: u32,
    findings: &'a mut Vec<Finding>,
    visit: &'a mut dyn FnMut(Event<'_>),
    /// What the file is, as soon as it is known.
    pub(super) recognised: Option<Recognised>,
    /// The visitor is at work: a panic now is not ours.
    pub(super) visiting: bool,
    /// Sheets told so far.
    sheets: u16,
    sheet_name: Option<String>,
    /// The row that is lent to the visitor; its buffer serves every row.
    row: Row,
    merges: Merges,
    /// Ranges of hidden rows known beforehand, ascending.
    hidden: Vec<(u32, u32)>,
    /// Ranges of rows that are crossed out, ascending.
    struck: Vec<(u32, u32)>,
    /// The last row that came in, 0 before the first.
    last: u32,
    /// Findings told of each rule about single cells.
    told: Vec<(&'static Rule, u32)>,
}

/// How a row looks, as far as that is known with it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shown {
    /// Hidden by the user or a filter.
    pub(super) hidden: bool,
    /// All of its own cells are crossed out.
    pub(super) struck: bool,
}

impl<'a> Sink<'a> {
    pub(super) fn new(
        file: u32,
        findings: &'a mut Vec<Finding>,
        visit: &'a mut dyn FnMut(Event<'_>),
    ) -> Self {
        Sink {
            file,
            findings,
            visit,
            recognised: None,
            visiting: false,
            sheets: 0,
            sheet_name: None,
            row: Row {
                number: 0,
                hidden: false,
                struck: false,
                cells: Vec::new(),
            },
            merges: Merges::default(),
            hidden: Vec::new(),
            struck: Vec::new(),
            last: 0,
            told: Vec::new(),
        }
    }

    /// The file is of this kind.
    pub(super) fn recognise(&mut self, kind: Kind, decoding: Option<Decoding>) {
        self.recognised = Some(Recognised { kind, decoding });
    }

    /// A sheet begins. Its position is the number of sheets told before.
    pub(super) fn sheet(
        &mut self,
        name: Option<String>,
        hidden: bool,
        date1904: bool,
    ) -> Result<(), Fault> {
        if self.sheets >= limits::SHEETS {
            return Err(Fault::new(&OVERSIZED, "文件中的工作表过多"));
        }
        let index = self.sheets;
        self.sheets += 1;
        self.sheet_name.clone_from(&name);
        self.merges = Merges::default();
        self.hidden.clear();
        self.struck.clear();
        self.last = 0;
        self.visiting = true;
        (self.visit)(Event::Sheet(Sheet {
            index,
            name,
            hidden,
            date1904,
        }));
        self.visiting = false;
        Ok(())
    }

    /// Rows of this sheet that are hidden, as ascending ranges (both ends included).
    pub(super) fn hide(&mut self, ranges: Vec<(u32, u32)>) {
        self.hidden = ranges;
    }

    /// Rows of this sheet that are crossed out, as [`Sink::hide`] has those that are hidden.
    pub(super) fn strike(&mut self, ranges: Vec<(u32, u32)>) {
        self.struck = ranges;
    }

    /// A merged area that begins in a row still to come, as far as it lies in a sheet.
    pub(super) fn merge(&mut self, area: Area) {
        let bottom = area.bottom.min(limits::ROWS);
        if area.top <= bottom {
            self.merges.add(Area { bottom, ..area });
        }
    }

    /// The next row, with its own cells by ascending column; it may have none. The cells are taken, and an
    /// empty buffer is left for the next ones.
    pub(super) fn row(&mut self, number: u32, shown: Shown, cells: &mut Vec<Cell>) {
        self.pass(number.saturating_sub(1));
        self.last = number;
        self.bound(number, cells);
        let own = !cells.is_empty();
        std::mem::swap(&mut self.row.cells, cells);
        cells.clear();
        self.merges.fill(number, &mut self.row.cells);
        if !own && !self.row.cells.is_empty() && !self.merges.take_row() {
            return;
        }
        self.emit(number, shown);
    }

    /// The sheet is at its end: rows that only merged areas reach are told.
    pub(super) fn end_sheet(&mut self) {
        if let Some(reach) = self.merges.reach() {
            self.pass(reach);
        }
        if self.merges.exhausted {
            let place = self.sheet_place();
            self.findings.push(Finding::new(
                &CUT,
                place,
                "合并单元格的区域过大，只填充了其中一部分",
            ));
        }
    }

    /// Rows after the last one and up to `until`, where a merged area gives them a value.
    fn pass(&mut self, until: u32) {
        while self.last < until {
            let next = self.last + 1;
            match self.merges.reach() {
                Some(reach) if reach >= next => {}
                _ => break,
            }
            self.row.cells.clear();
            self.merges.fill(next, &mut self.row.cells);
            self.last = next;
            if self.row.cells.is_empty() {
                continue;
            }
            if !self.merges.take_row() {
                break;
            }
            self.emit(next, Shown::default());
        }
    }

    /// Lends the row that stands in the buffer.
    fn emit(&mut self, number: u32, shown: Shown) {
        if self.row.cells.is_empty() {
            return;
        }
        self.row.number = number;
        self.row.hidden = shown.hidden || in_ranges(&self.hidden, number);
        self.row.struck = shown.struck || in_ranges(&self.struck, number);
        self.visiting = true;
        (self.visit)(Event::Row(&mut self.row));
        self.visiting = false;
    }

    /// A cell's value within the bytes of text that a row, or all that is collected, may hold; `count` adds them
    /// up. Many cells may point to one long text, so it is cut before it is copied.
    pub(super) fn value_within(
        &mut self,
        (count, bound): (&mut usize, usize),
        place: (u32, u16),
        data: DataRef<'_>,
    ) -> Option<Value> {
        if let DataRef::SharedString(text) = data {
            return from_text(self.text_within((count, bound), place, text));
        }
        match from_ref(data)? {
            Value::Text(text) => from_text(self.text_within((count, bound), place, &text)),
            other => Some(other),
        }
    }

    /// As much of a text as is within the bound.
    pub(super) fn text_within<'t>(
        &mut self,
        (count, bound): (&mut usize, usize),
        (row, column): (u32, u16),
        text: &'t str,
    ) -> &'t str {
        let short = text.char_indices().nth(limits::SHORT);
        if let (true, Some((end, _))) = (*count + text.len() > bound, short) {
            let message = format!(
                "文字过多，超过 {bound} 字节，此格及此后的长文字只留前 {} 字",
                limits::SHORT
            );
            self.at_cell(&CUT, row, Some(column), message);
            return &text[..end];
        }
        *count += text.len();
        text
    }

    /// Cuts what is beyond the bounds, and says so.
    fn bound(&mut self, number: u32, cells: &mut [Cell]) {
        for cell in cells {
            let Value::Text(text) = &mut cell.value else {
                continue;
            };
            if text.len() > limits::TEXT
                && let Some((end, _)) = text.char_indices().nth(limits::TEXT)
            {
                text.truncate(end);
                let message = format!("单元格中的文字超过 {} 字，后面的已截去", limits::TEXT);
                self.at_cell(&CUT, number, Some(cell.column), message);
            }
        }
    }

    /// A fault ends the file: told at the place that reading had come to.
    pub(super) fn fault(&mut self, fault: Fault) {
        let mut finding = if self.sheets == 0 {
            Finding::new(fault.rule, Place::File(self.file), fault.message)
        } else {
            let lost = format!("{}；{}", fault.message, self.lost_from());
            Finding::new(fault.rule, self.here(), lost)
        };
        if let Some(help) = fault.help {
            finding = finding.help(help);
        }
        self.findings.push(finding);
    }

    /// The sheet cannot be read further; other sheets may.
    pub(super) fn lost(&mut self, detail: impl std::fmt::Display) {
        let message = format!("{}，文件在此损坏（技术信息：{detail}）", self.lost_from());
        let place = self.here();
        self.findings.push(Finding::new(&LOST, place, message));
    }

    /// One cell makes no sense; the row that is being read is not told yet.
    pub(super) fn bad_cell(&mut self, row: u32, column: Option<u16>, message: String) {
        self.at_cell(&BAD_CELL, row, column, message);
    }

    /// Characters were lost in decoding.
    pub(super) fn undecoded(&mut self, row: u32, column: u16, text: &str) {
        if self.count(&UNDECODED) {
            let place = self.cell(row, Some(column));
            let shown: String = text.chars().take(40).collect();
            self.findings.push(
                Finding::new(
                    &UNDECODED,
                    place,
                    "单元格中有字符无法辨认，已显示为“\u{fffd}”",
                )
                .value(shown),
            );
        }
    }

    /// A part of a cell's text is crossed out, and was not read.
    pub(super) fn crossed_out(&mut self, (row, column): (u32, u16), crossed: &str) {
        let message = format!(
            "单元格里有一部分划了删除线（{}），没有读；只读了没有划去的",
            quote(crossed)
        );
        self.at_cell(&CROSSED_OUT, row, Some(column), message);
    }

    /// A number is shown smaller than it is, and was read as it is shown.
    pub(super) fn scaled(&mut self, (row, column): (u32, u16), shown: &str) {
        let message =
            format!("单元格的数字格式把数缩小显示，按显示的数（{shown}，不四舍五入）读取");
        self.at_cell(&SCALED, row, Some(column), message);
    }

    /// A finding about the file as a whole.
    pub(super) fn of_file(&mut self, rule: &'static Rule, message: &str, help: &str) {
        let finding = Finding::new(rule, Place::File(self.file), message);
        self.findings.push(finding.help(help));
    }

    /// A finding of a rule about one cell.
    pub(super) fn at_cell(
        &mut self,
        rule: &'static Rule,
        row: u32,
        column: Option<u16>,
        message: impl Into<String>,
    ) {
        if self.count(rule) {
            let place = self.cell(row, column);
            self.findings.push(Finding::new(rule, place, message));
        }
    }

    /// Counts a finding about a single cell; past the bound only the last place says that there are more.
    fn count(&mut self, rule: &'static Rule) -> bool {
        let told = match self.told.iter_mut().find(|(told, _)| *told == rule) {
            Some((_, told)) => told,
            None => {
                self.told.push((rule, 0));
                let (_, told) = self.told.last_mut().expect("one was just pushed");
                told
            }
        };
        *told += 1;
        if *told == limits::FINDINGS + 1 {
            let message = format!(
                "同类问题超过 {} 处，其余不再逐一列出（{}）",
                limits::FINDINGS,
                rule.title
            );
            self.findings
                .push(Finding::new(rule, Place::File(self.file), message));
        }
        *told <= limits::FINDINGS
    }

    fn lost_from(&self) -> String {
        let sheet = match &self.sheet_name {
            Some(name) => format!("工作表“{name}”"),
            None => "文件".to_owned(),
        };
        match self.last {
            0 => format!("{sheet}的内容没有读到"),
            last => format!("{sheet}第 {last} 行之后的内容没有读到"),
        }
    }

    fn here(&self) -> Place {
        match self.last {
            0 => self.sheet_place(),
            last => self.cell(last, None),
        }
    }

    fn sheet_place(&self) -> Place {
        match self.sheets.checked_sub(1) {
            Some(sheet) => Place::Sheet(self.file, sheet),
            None => Place::File(self.file),
        }
    }

    fn cell(&self, row: u32, column: Option<u16>) -> Place {
        Place::Cell(Address {
            file: self.file,
            sheet: self.sheets.saturating_sub(1),
            row,
            column,
        })
    }
}

fn in_ranges(ranges: &[(u32, u32)], number: u32) -> bool {
    let after = ranges.partition_point(|&(from, _)| from <= number);
    after > 0 && ranges[after - 1].1 >= number
}

/// Whether all cells of a row that hold something are crossed out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Crossing {
    struck: bool,
    other: bool,
}

impl Crossing {
    /// A cell that holds something.
    #[inline]
    pub(super) fn cell(&mut self, struck: bool) {
        self.struck |= struck;
        self.other |= !struck;
    }

    /// Whether all so far are crossed out, and there is one.
    pub(super) fn is_whole(self) -> bool {
        self.struck && !self.other
    }
}

/// Which rows are crossed out, learned in a pass over a sheet's cells before its rows are told.
#[derive(Debug, Default)]
pub(super) struct Strikes {
    ranges: Vec<(u32, u32)>,
    /// The row that is gone through.
    row: u32,
    crossing: Crossing,
}

impl Strikes {
    /// A cell that holds something, in the order of rows.
    pub(super) fn cell(&mut self, row: u32, struck: bool) {
        if row != self.row {
            self.close();
            self.row = row;
        }
        self.crossing.cell(struck);
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.crossing).is_whole() {
            push_row(&mut self.ranges, self.row);
        }
    }

    /// The rows all of whose cells are crossed out, as ascending ranges.
    pub(super) fn ranges(mut self) -> Vec<(u32, u32)> {
        self.close();
        self.ranges.sort_unstable();
        self.ranges
    }
}

/// Adds a row to ascending ranges of rows.
pub(super) fn push_row(ranges: &mut Vec<(u32, u32)>, row: u32) {
    match ranges.last_mut() {
        Some((_, last)) if *last + 1 == row => *last = row,
        _ => ranges.push((row, row)),
    }
}
