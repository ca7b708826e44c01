//! Last year's report, read for this year's openings.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::Origin;
use crate::finding::{Finding, Place};
use crate::refusal::refusal;
use crate::tally::Previous;
use crate::verify::{self, report};
use crate::write::readback;

/// A report larger than this is none.
const LARGEST: u64 = 64 << 20;

/// Last year's figures; a finding where they cannot be read.
pub(crate) fn read(origin: &Origin, findings: &mut Vec<Finding>) -> Option<Previous> {
    let mut unreadable = |message: String| {
        findings.push(Finding::new(
            &verify::PREVIOUS_UNREADABLE,
            Place::Setting("previous".to_owned()),
            message,
        ));
    };
    let file = &origin.file;
    let bytes = match bytes(origin) {
        Ok(bytes) => bytes,
        Err(why) => {
            unreadable(format!("{file}：{why}"));
            return None;
        }
    };
    let of_part = |part: &str| format!("{file}：是{part}的，不是全年的，没有用来核对");
    if let Some((until, ours)) = ours(&bytes) {
        if let Some(day) = until.filter(|day| (day.month(), day.day()) != (12, 31)) {
            unreadable(of_part(&format!("截至 {day} ")));
            return None;
        }
        return Some(Previous {
            file: file.clone(),
            ..ours
        });
    }
    let report = report::read(file, &bytes);
    if let Some(part) = &report.part {
        unreadable(of_part(part));
        return None;
    }
    let slots: BTreeMap<String, Decimal> = report
        .slots
        .iter()
        .filter_map(|(slot, value)| Some((slot.clone(), (*value)?)))
        .collect();
    if slots.is_empty() {
        let why = report
            .findings
            .first()
            .map_or("读不出指标", |f| f.message.as_str());
        unreadable(format!("{file}：{why}"));
        return None;
    }
    // Of last year, only what carries over is needed.
    let lost: Vec<&str> = report
        .slots
        .iter()
        .filter(|(slot, value)| slot.starts_with("3.4/") && value.is_none())
        .map(|(slot, _)| slot.as_str())
        .collect();
    if !lost.is_empty() {
        unreadable(format!("{file}：{} 读不出数字", lost.join("、")));
    }
    Some(Previous {
        file: file.clone(),
        agency: report.agency,
        year: report.year,
        slots,
    })
}

/// The whole file, if it is no larger than any report.
pub(crate) fn bytes(origin: &Origin) -> Result<Vec<u8>, String> {
    let mut input = (origin.open)().map_err(|e| format!("文件打不开，{}", refusal(&e).why))?;
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(
        &mut std::io::Read::take(&mut input, LARGEST + 1),
        &mut bytes,
    )
    .map_err(|e| format!("读到一半出错，{}", refusal(&e).why))?;
    if bytes.len() as u64 > LARGEST {
        Err("文件太大，不像是一份统计表".to_owned())
    } else {
        Ok(bytes)
    }
}

/// A statistics workbook that we wrote, and its 截至.
fn ours(bytes: &[u8]) -> Option<(Option<Date>, Previous)> {
    // a damaged workbook may make the library panic
    let report = catch_unwind(AssertUnwindSafe(|| readback::read(bytes))).ok()??;
    let heading = report.heading;
    let previous = Previous {
        file: String::new(),
        agency: Some(heading.agency),
        year: Some(heading.year),
        slots: report.slots,
    };
    Some((heading.until, previous))
}
