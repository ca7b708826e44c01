//! Last year's report, read for this year's openings.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::Origin;
use crate::finding::{Finding, Place};
use crate::tally::Previous;
use crate::verify;
use crate::write::readback;

/// A report larger than this is none.
const LARGEST: u64 = 64 << 20;

/// Last year's figures; a finding where they cannot be read.
pub(crate) fn read(origin: &Origin, findings: &mut Vec<Finding>) -> Option<Previous> {
    match bytes(origin).and_then(|bytes| report(&bytes)) {
        Ok(mut previous) => {
            previous.file.clone_from(&origin.file);
            Some(previous)
        }
        Err(why) => {
            let message = format!("{}：{why}", origin.file);
            findings.push(Finding::new(
                &verify::PREVIOUS_UNREADABLE,
                Place::Setting("previous".to_owned()),
                message,
            ));
            None
        }
    }
}

fn bytes(origin: &Origin) -> Result<Vec<u8>, String> {
    let mut input = (origin.open)().map_err(|e| format!("文件打不开（{e}）"))?;
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(
        &mut std::io::Read::take(&mut input, LARGEST + 1),
        &mut bytes,
    )
    .map_err(|e| format!("读到一半出错（{e}）"))?;
    if bytes.len() as u64 > LARGEST {
        Err("文件太大，不像是一份统计表".to_owned())
    } else {
        Ok(bytes)
    }
}

fn report(bytes: &[u8]) -> Result<Previous, String> {
    // a damaged workbook may make the library panic
    let report = catch_unwind(AssertUnwindSafe(|| readback::read(bytes)))
        .ok()
        .flatten();
    let report = report.ok_or("不是本软件生成的统计表，读不出指标")?;
    let heading = report.heading;
    Ok(Previous {
        file: String::new(),
        agency: Some(heading.agency),
        year: Some(heading.year),
        slots: report.slots,
    })
}
