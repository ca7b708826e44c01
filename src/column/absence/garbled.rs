//! 乱码: headings that were lost or mistaken when a file was saved in another encoding than it was read in.

use encoding_rs::GBK;

use super::super::header::distinct;
use super::super::rules;
use crate::address::Address;
use crate::book::{Row, Value};
use crate::finding::{Finding, Place};
use crate::text::quote;

/// A row whose texts are no words, and how many rows follow it.
#[derive(Debug)]
pub(super) struct Garbled {
    row: u32,
    column: u16,
    shown: Vec<String>,
    rows: usize,
}

/// Cells of a row that are garbled, at least.
const LEAST: usize = 2;

impl Garbled {
    /// A row of garbled texts, if it is one.
    pub(super) fn of(row: &Row) -> Option<Self> {
        // a row may hold one text many times
        let mut last = ("", false);
        let garbled = distinct(row).filter_map(|cell| match &cell.value {
            Value::Text(text) => {
                if *last.0 != **text {
                    last = (&**text, is_garbled(text));
                }
                last.1.then_some((cell.column, last.0))
            }
            _ => None,
        });
        let garbled: Vec<(u16, &str)> = garbled.collect();
        let (column, _) = *garbled.first()?;
        let shown = garbled.iter().take(3).map(|(_, text)| quote(text));
        (garbled.len() >= LEAST).then(|| Garbled {
            row: row.number,
            column,
            shown: shown.collect(),
            rows: 0,
        })
    }

    /// A row below.
    pub(super) fn see(&mut self) {
        self.rows += 1;
    }

    /// What is told of the sheet.
    pub(super) fn explain(&self, (file, sheet): (u32, u16)) -> Finding {
        let place = Place::Cell(Address {
            file,
            sheet,
            row: self.row,
            column: Some(self.column),
        });
        let message = format!(
            "第{}行的文字是乱码（{}），无法知道每一列是什么，下面 {} 行没有计入任何数字",
            self.row,
            self.shown.join("、"),
            self.rows
        );
        Finding::new(&rules::NO_HEADER, place, message).help(
            "汉字在保存或转换时已经丢失或弄错，改表头没有用：请从系统重新导出（xlsx 最稳妥，csv 请选 UTF-8 或 GBK），换掉这个文件，再运行；不是台账的，请移出数据文件夹",
        )
    }
}

/// Whether a text is what is left of Chinese in another encoding: question marks, U+FFFD, or UTF-8 read as GBK.
fn is_garbled(text: &str) -> bool {
    const LEFT: [char; 3] = ['?', '？', '\u{fffd}'];
    // headings are short, and a sheet of long texts has a quarter of a million of them
    const LONGEST: usize = 90;
    let text = text.trim();
    if text.len() > LONGEST {
        return false;
    }
    let marks = text.chars().filter(|c| LEFT.contains(c)).count();
    let others = text.chars().filter(|c| c.is_alphanumeric()).count();
    marks >= 2 && marks > others || text.contains("锟斤") || is_utf8_as_gbk(text)
}

/// Whether a text read as GBK was UTF-8 that holds a word that every ledger has: 鏃ユ湡 is 日期.
fn is_utf8_as_gbk(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "日期", "编号", "申请", "名称", "决定", "办理", "单位", "类型", "时间", "文号",
    ];
    if text.is_ascii() || WORDS.iter().any(|word| text.contains(word)) {
        return false;
    }
    let (bytes, _, _) = GBK.encode(text);
    let once = String::from_utf8_lossy(&bytes);
    WORDS.iter().any(|word| once.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_chinese_in_another_encoding_is_garbled() {
        for text in ["??", "????", "\u{fffd}\u{fffd}\u{fffd}", "锟斤拷锟斤拷"] {
            assert!(is_garbled(text), "{text}");
        }
        for heading in ["申请编号", "收到日期", "办理结果", "决定书文号"] {
            let (text, _, _) = GBK.decode(heading.as_bytes());
            assert!(is_garbled(&text), "{text}");
        }
        for text in [
            "收到日期",
            "是否公开？",
            "？",
            "No.",
            "甲？乙",
            "2022",
            "鐢",
        ] {
            assert!(!is_garbled(text), "{text}");
        }
    }
}
