//! 接力: a large file read on a thread of its own, a few hundred rows ahead of whoever looks at them.

use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::Builder;

use super::{Cell, Event, Input, Recognised, Row, Sheet, read};
use crate::finding::Finding;

/// Rows handed on together.
const ROWS: usize = 64;

/// Batches that may wait.
const AHEAD: usize = 4;

/// What is handed on together: rows, and the sheets that begin before some of them.
#[derive(Default)]
struct Batch {
    sheets: Vec<(usize, Sheet)>,
    rows: Vec<Row>,
}

/// Reads a file as [`read`] does, on a thread of its own beside what is done with its rows. What is told, and in which
/// order, does not depend on it.
pub fn read_ahead(
    file: u32,
    name: &str,
    input: &mut dyn Input,
    findings: &mut Vec<Finding>,
    visit: &mut dyn FnMut(Event<'_>),
) -> Option<Recognised> {
    let told = std::thread::scope(|scope| {
        let (full, batches) = sync_channel(AHEAD);
        let (used, empty) = channel();
        let runner = Runner {
            batch: Batch::default(),
            cells: Vec::new(),
            full,
            empty,
        };
        let run = || {
            let mut runner = runner;
            let mut found = Vec::new();
            let tell = &mut |event: Event<'_>| runner.take(event);
            let recognised = read(file, name, &mut *input, &mut found, tell);
            runner.hand_on();
            (recognised, found)
        };
        let reader = Builder::new().spawn_scoped(scope, run).ok()?;
        pass_on(&batches, &used, visit);
        Some(reader.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    let Some((recognised, found)) = told else {
        // the system gives no more threads
        return read(file, name, input, findings, visit);
    };
    findings.extend(found);
    recognised
}

/// The thread that reads.
struct Runner {
    batch: Batch,
    /// Buffers of rows that were looked at; their texts are dropped where they were made.
    cells: Vec<Vec<Cell>>,
    full: SyncSender<Batch>,
    empty: Receiver<Vec<Row>>,
}

impl Runner {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Sheet(sheet) => self.batch.sheets.push((self.batch.rows.len(), sheet)),
            Event::Row(row) => {
                let mut cells = self.cells.pop().unwrap_or_default();
                cells.clear();
                std::mem::swap(&mut cells, &mut row.cells);
                self.batch.rows.push(Row {
                    number: row.number,
                    hidden: row.hidden,
                    struck: row.struck,
                    cells,
                });
                if self.batch.rows.len() >= ROWS {
                    self.hand_on();
                }
            }
        }
    }

    fn hand_on(&mut self) {
        for rows in self.empty.try_iter() {
            self.cells.extend(rows.into_iter().map(|row| row.cells));
        }
        // nobody takes it only where looking at the rows has failed, which is told there
        let _ = self.full.send(std::mem::take(&mut self.batch));
    }
}

fn pass_on(batches: &Receiver<Batch>, used: &Sender<Vec<Row>>, visit: &mut dyn FnMut(Event<'_>)) {
    for mut batch in batches {
        let mut sheets = batch.sheets.into_iter().peekable();
        for (at, row) in batch.rows.iter_mut().enumerate() {
            while let Some((_, sheet)) = sheets.next_if(|(first, _)| *first <= at) {
                visit(Event::Sheet(sheet));
            }
            visit(Event::Row(row));
        }
        for (_, sheet) in sheets {
            visit(Event::Sheet(sheet));
        }
        // the reader may have come to its end
        let _ = used.send(batch.rows);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use rust_xlsxwriter::Workbook;

    use super::*;

    fn told(bytes: &[u8], ahead: bool) -> (Vec<String>, Vec<Finding>, Option<Recognised>) {
        let mut told = Vec::new();
        let mut findings = Vec::new();
        let mut see = |event: Event<'_>| match event {
            Event::Sheet(sheet) => told.push(format!("{sheet:?}")),
            Event::Row(row) => told.push(format!("{row:?}")),
        };
        let mut input = Cursor::new(bytes);
        let reading = if ahead { read_ahead } else { read };
        let recognised = reading(0, "a.xlsx", &mut input, &mut findings, &mut see);
        (told, findings, recognised)
    }

    #[test]
    fn all_is_told_in_the_same_order() {
        let mut workbook = Workbook::new();
        for rows in [0, 1, 255, 256, 257, 2000, 0] {
            let sheet = workbook.add_worksheet();
            for row in 0..rows {
                sheet.write(row, 0, row).expect("a number");
                sheet
                    .write(row, 1, format!("关于第 {row} 号公开申请的答复"))
                    .expect("a text");
            }
        }
        let whole = workbook.save_to_buffer().expect("it is written");
        for bytes in [
            &whole[..],
            &whole[..whole.len() / 2],
            b"a,b\n\"1,2\n3,4\n",
            b"",
        ] {
            assert_eq!(told(bytes, true), told(bytes, false));
        }
    }

    #[test]
    #[should_panic(expected = "looked at")]
    fn what_fails_while_rows_are_looked_at_fails() {
        let text = "a,b\n".repeat(100_000);
        let mut rows = 0;
        let mut see = |_: Event<'_>| {
            rows += 1;
            assert!(rows < 1000, "looked at");
        };
        let mut input = Cursor::new(text.as_bytes());
        read_ahead(0, "a.csv", &mut input, &mut Vec::new(), &mut see);
    }
}
