//! Delimited text, as a system exports it: headings first, a comma between, a line end of two bytes.

use std::io::{self, Write};

use encoding_rs::GB18030;

use crate::{Cell, Ledger};

/// How the characters are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a mark.
    Utf8,
    /// GBK, what Excel writes in China.
    Gbk,
}

/// Writes a ledger.
pub fn write(ledger: &mut dyn Ledger, encoding: Encoding, out: &mut impl Write) -> io::Result<()> {
    let mut line = ledger.headings().join(",");
    let mut row = Vec::new();
    loop {
        line.push_str("\r\n");
        match encoding {
            Encoding::Utf8 => out.write_all(line.as_bytes())?,
            Encoding::Gbk => out.write_all(&GB18030.encode(&line).0)?,
        }
        line.clear();
        if !ledger.next(&mut row) {
            return Ok(());
        }
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                line.push(',');
            }
            push(&mut line, cell);
        }
    }
}

fn push(line: &mut String, cell: &Cell) {
    let text = match cell {
        Cell::Word(word) => word,
        Cell::Text(text) | Cell::Once(text) | Cell::Number(text) => text.as_str(),
        Cell::Day(day) => return line.push_str(&day.dashed()),
        Cell::Blank => return,
    };
    if text.contains([',', '"', '\n']) {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
}
