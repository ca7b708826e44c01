//! 结论: what was proved, as words and for programs.

use serde::Serialize;

use crate::handover::{Figure, List, RowAt};
use crate::write::json;
use crate::write::show::line;

/// What was proved, question by question.
#[derive(Debug, Default)]
pub struct Proof {
    /// 报送单位, as the working paper says it.
    pub agency: String,
    /// The report year.
    pub year: Option<i16>,
    /// The questions in the order in which they build upon each other.
    pub checks: Vec<Check>,
}

/// One question and its answer.
#[derive(Debug)]
pub struct Check {
    /// A word for programs: `sources`.
    pub key: &'static str,
    /// The question in words: 源文件与数据源一致.
    pub title: &'static str,
    /// How many things were held against each other.
    pub held: usize,
    /// What they are counted in: 个文件.
    pub counted_in: &'static str,
    /// What does not hold.
    pub faults: Vec<Fault>,
    /// The files that it asks of cannot be read, as another check says: nothing could be held.
    pub skipped: bool,
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file that it shows in.
    pub file: String,
    /// Its sheet; none for a file as a whole or a text file.
    pub sheet: Option<String>,
    /// The cell or the row; none for a file or a sheet as a whole.
    pub cell: Option<String>,
    /// The figure that it touches.
    pub slot: Option<String>,
    /// What was found and what should be.
    pub message: String,
}

impl Proof {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(Check::holds)
    }
}

impl Check {
    pub(super) fn new(key: &'static str, title: &'static str, counted_in: &'static str) -> Self {
        Check {
            key,
            title,
            held: 0,
            counted_in,
            faults: Vec::new(),
            skipped: false,
        }
    }

    /// Whether all of it holds.
    pub fn holds(&self) -> bool {
        self.faults.is_empty() && !self.skipped
    }

    /// One more of the things that are counted is looked at; what is said when it does not hold.
    pub(super) fn hold(&mut self, holds: bool, fault: impl FnOnce() -> Fault) {
        self.held += 1;
        self.require(holds, fault);
    }

    /// Something else must hold of what is counted already, or of all of it.
    pub(super) fn require(&mut self, holds: bool, fault: impl FnOnce() -> Fault) {
        if !holds {
            self.faults.push(fault());
        }
    }
}

impl Fault {
    pub(super) fn file(file: &str, message: impl Into<String>) -> Self {
        Fault {
            file: file.to_owned(),
            sheet: None,
            cell: None,
            slot: None,
            message: message.into(),
        }
    }

    pub(super) fn line<T>(list: &List<T>, line: u32, message: impl Into<String>) -> Self {
        Fault {
            sheet: list.sheet.clone(),
            cell: Some(line.to_string()),
            ..Fault::file(&list.file, message)
        }
    }

    pub(super) fn row(at: &RowAt, message: impl Into<String>) -> Self {
        Fault {
            sheet: Some(at.sheet.clone()).filter(|s| !s.is_empty()),
            cell: Some(at.row.to_string()),
            ..Fault::file(&at.file, message)
        }
    }

    pub(super) fn sheet(file: &str, sheet: &str, message: impl Into<String>) -> Self {
        Fault {
            sheet: Some(sheet.to_owned()),
            ..Fault::file(file, message)
        }
    }

    pub(super) fn cell(file: &str, sheet: &str, cell: String, message: impl Into<String>) -> Self {
        Fault {
            cell: Some(cell),
            ..Fault::sheet(file, sheet, message)
        }
    }

    pub(super) fn figure(
        file: &str,
        slot: &str,
        figure: &Figure,
        message: impl Into<String>,
    ) -> Self {
        Fault {
            sheet: Some(figure.sheet.clone()),
            cell: Some(figure.cell.clone()),
            slot: Some(slot.to_owned()),
            ..Fault::file(file, message)
        }
    }

    pub(super) fn of_slot(mut self, slot: &str) -> Self {
        self.slot = Some(slot.to_owned());
        self
    }

    /// `文件!工作表!D7`.
    pub fn place(&self) -> String {
        let parts = [Some(&self.file), self.sheet.as_ref(), self.cell.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        parts.join("!")
    }
}

/// The proof in words.
pub fn human(proof: &Proof) -> String {
    const SHOWN: usize = 20;
    let mut text = String::new();
    if let Some(year) = proof.year {
        text.push_str(&format!("{} {year} 年\n\n", line(&proof.agency)));
    }
    for check in &proof.checks {
        let Check { title, held, .. } = check;
        if check.skipped {
            text.push_str(&format!("未核对  {title}\n"));
            continue;
        }
        if check.faults.is_empty() {
            text.push_str(&format!("通过  {title}（{held} {}）\n", check.counted_in));
            continue;
        }
        text.push_str(&format!("不符  {title}：{} 处\n", check.faults.len()));
        for fault in check.faults.iter().take(SHOWN) {
            let told = format!("{}  {}", fault.place(), fault.message);
            text.push_str(&format!("      {}\n", line(&told)));
        }
        if check.faults.len() > SHOWN {
            let more = check.faults.len() - SHOWN;
            text.push_str(&format!("      另有 {more} 处，用 --json 查看全部\n"));
        }
    }
    let broken = proof.checks.iter().filter(|c| !c.holds()).count();
    text.push_str(&match broken {
        0 => format!("\n{} 项全部通过。\n", proof.checks.len()),
        n => format!("\n{} 项中有 {n} 项不符或没有核对。\n", proof.checks.len()),
    });
    text
}

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    agency: &'a str,
    year: Option<i16>,
    holds: bool,
    checks: Vec<PublicCheck<'a>>,
}

#[derive(Serialize)]
struct PublicCheck<'a> {
    check: &'a str,
    title: &'a str,
    holds: bool,
    held: usize,
    faults: Vec<PublicFault<'a>>,
}

#[derive(Serialize)]
struct PublicFault<'a> {
    at: PublicPlace<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct PublicPlace<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    cell: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slot: Option<&'a str>,
}

/// The proof for programs, version 1.
pub fn json(proof: &Proof) -> String {
    let checks = proof.checks.iter().map(|check| PublicCheck {
        check: check.key,
        title: check.title,
        holds: check.holds(),
        held: check.held,
        faults: check.faults.iter().map(public_fault).collect(),
    });
    let document = Document {
        version: 1,
        agency: &proof.agency,
        year: proof.year,
        holds: proof.holds(),
        checks: checks.collect(),
    };
    json::text(&document)
}

fn public_fault(fault: &Fault) -> PublicFault<'_> {
    PublicFault {
        at: PublicPlace {
            file: &fault.file,
            sheet: fault.sheet.as_deref(),
            cell: fault.cell.as_deref(),
            slot: fault.slot.as_deref(),
        },
        message: &fault.message,
    }
}
