//! Last year's report, read for this year's openings.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::book;
use crate::finding::{Finding, Place};
use crate::form::{Edition, Form};
use crate::job::Origin;
use crate::number;
use crate::refusal::refusal;
use crate::tally::Previous;
use crate::verify::{self, report};
use crate::write::readback;

/// A report larger than this is none.
const LARGEST: u64 = 64 << 20;

/// Why a file is no report of last year.
pub(crate) enum Refused {
    /// Its figures cannot be read: a sentence.
    Unreadable(String),
    /// They are of a part of the year: a sentence, and which year.
    Part(String, Option<i16>),
}

/// Last year's figures; a finding where they cannot be read.
pub(crate) fn read(origin: &Origin, findings: &mut Vec<Finding>) -> Option<Previous> {
    match figures(origin, findings) {
        Ok(previous) => Some(previous),
        Err(Refused::Unreadable(message) | Refused::Part(message, _)) => {
            findings.push(unreadable(message));
            None
        }
    }
}

pub(crate) fn unreadable(message: String) -> Finding {
    let place = Place::Setting("previous".to_owned());
    Finding::new(&verify::PREVIOUS_UNREADABLE, place, message)
}

/// Last year's figures; what of them is lost is found.
pub(crate) fn figures(origin: &Origin, findings: &mut Vec<Finding>) -> Result<Previous, Refused> {
    let file = &origin.file;
    let no = |why: &str| Refused::Unreadable(format!("{file}：{why}"));
    let bytes = bytes(origin).map_err(|closed| no(&closed.why))?;
    let (previous, part) = match ours(&bytes) {
        Some((until, ours)) => {
            let part = until.filter(|day| (day.month(), day.day()) != (12, 31));
            (ours, part.map(|day| format!("截至 {day} ")))
        }
        None => {
            let report = report::read(file, &bytes);
            let slots = report.slots.iter();
            let slots = slots.filter_map(|(slot, value)| Some((slot.clone(), (*value)?)));
            let slots: BTreeMap<String, Decimal> = slots.collect();
            if slots.is_empty() {
                let first = report.findings.first();
                return Err(no(first.map_or("读不出指标", |f| f.message.as_str())));
            }
            let previous = Previous {
                file: String::new(),
                agency: report.agency,
                year: report.year,
                slots,
            };
            (previous, report.part)
        }
    };
    if let Some(part) = part {
        let message = format!("{file}：是{part}的，不是全年的，没有用来核对");
        return Err(Refused::Part(message, previous.year));
    }
    // Of last year, only what carries over is needed.
    let carried = Form::of(Edition::E2021).slots.iter().map(|s| s.id.as_str());
    let carried = carried.filter(|id| id.starts_with("3.4/"));
    let lost: Vec<&str> = carried
        .filter(|id| !previous.slots.contains_key(*id))
        .collect();
    if !lost.is_empty() {
        findings.push(unreadable(format!(
            "{file}：{} 读不出数字",
            lost.join("、")
        )));
    }
    Ok(Previous {
        file: file.clone(),
        ..previous
    })
}

/// Why a file gave no bytes.
pub(crate) struct Closed {
    /// A sentence.
    pub(crate) why: String,
    /// The next step.
    pub(crate) next: &'static str,
}

impl Closed {
    /// As a finding about the file.
    pub(crate) fn finding(self) -> Finding {
        Finding::new(&book::UNREADABLE, Place::File(0), self.why).help(self.next)
    }
}

/// The whole file, if it is no larger than any report.
pub(crate) fn bytes(origin: &Origin) -> Result<Vec<u8>, Closed> {
    let refused = |what: &str, error: &std::io::Error| {
        let refusal = refusal(error);
        Closed {
            why: format!("{what}，{}", refusal.why),
            next: refusal.to_read,
        }
    };
    let mut input = (origin.open)().map_err(|e| refused("文件打不开", &e))?;
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(
        &mut std::io::Read::take(&mut input, LARGEST + 1),
        &mut bytes,
    )
    .map_err(|e| refused("读到一半出错", &e))?;
    if bytes.len() as u64 > LARGEST {
        Err(Closed {
            why: "文件太大，不像是一份统计表".to_owned(),
            next: "请核对是不是放错了文件；确是报告的，请删去其中的大图片，另存一份",
        })
    } else {
        Ok(bytes)
    }
}

/// A statistics workbook that we wrote, and its 截至.
fn ours(bytes: &[u8]) -> Option<(Option<Date>, Previous)> {
    // a damaged workbook may make the library panic
    let report = catch_unwind(AssertUnwindSafe(|| readback::read(bytes))).ok()??;
    let heading = report.heading;
    let slots = report.slots.into_iter();
    let possible = |(_, value): &(String, Decimal)| number::is_possible(*value);
    let previous = Previous {
        file: String::new(),
        agency: Some(heading.agency),
        year: Some(heading.year),
        slots: slots.filter(possible).collect(),
    };
    Some((heading.until, previous))
}
