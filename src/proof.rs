//! 证明: `diff` and `audit` on the command line: papers found, read, and what was found said.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gknb::Origin;
use gknb::audit::{self, Handed, HandedSum, Proof};
use gknb::diff::{self, Incomparable, sums};
use gknb::handover::{self, Paper, Rolled, Unreadable};

use crate::args::{Compile, Trouble};
use crate::disk;
use crate::prepared::prepare;
use crate::rolling;
use crate::terminal::say;

/// Compares two working papers, the older first.
pub(crate) fn diff(old: &Path, new: &Path, json: bool) -> Result<ExitCode, Trouble> {
    const HELP: &str = "写两份同一单位、同一年度的核对底稿，或两份汇总底稿，旧的在前，新的在后";
    let other = |e: Incomparable| Trouble::new(e.to_string(), HELP);
    match (laid_out(old)?, laid_out(new)?) {
        (Laid::Compiled(old), Laid::Compiled(new)) => {
            let difference = diff::between(&old, &new).map_err(other)?;
            say(&match json {
                true => diff::json(&difference),
                false => diff::human(&difference),
            })
        }
        (Laid::Rolled(old), Laid::Rolled(new)) => {
            let difference = sums::between_sums(&old, &new).map_err(other)?;
            say(&match json {
                true => sums::json(&difference),
                false => sums::human(&difference),
            })
        }
        (Laid::Compiled(_), Laid::Rolled(_)) | (Laid::Rolled(_), Laid::Compiled(_)) => {
            let message = "一份是核对底稿，一份是汇总底稿，不能比较";
            Err(Trouble::new(message, HELP))
        }
    }
}

/// A working paper of either kind.
enum Laid {
    Compiled(Box<Paper>),
    Rolled(Box<Rolled>),
}

/// The working paper of a path.
fn laid_out(path: &Path) -> Result<Laid, Trouble> {
    let (origin, beside) = disk::handed(path)?;
    if let Some(sum) = sum_of(&origin, &beside) {
        let rolled = handover::rolled(sum).map_err(|e| no_paper(path, &e))?;
        return Ok(Laid::Rolled(Box::new(rolled)));
    }
    let origin = origin.map_err(|e| no_paper(path, &e))?;
    let paper = handover::paper(&origin, &beside).map_err(|e| no_paper(path, &e))?;
    Ok(Laid::Compiled(Box::new(paper)))
}

/// Proves a report folder by the files that it was compiled or rolled up from.
pub(crate) fn audit(report: &Path, mut compiled: Compile, json: bool) -> Result<ExitCode, Trouble> {
    let same = |data: &&PathBuf| disk::is_same(data, disk::folder_of(report));
    let several = compiled.paths.len() > 1;
    if let Some(data) = compiled.paths.iter().find(same).filter(|_| !several) {
        return Err(Trouble::new(
            format!("结果和数据写成了同一个文件夹：{}", data.display()),
            "先写结果文件夹，再写台账（汇总的，写各单位的报告）所在的文件夹，例如 gknb audit report data",
        ));
    }
    let (paper, beside) = disk::handed(report)?;
    // whoever compiled by units need not say so again
    compiled.options.by_unit |= beside.iter().any(|o| o.file.ends_with(handover::OF_UNITS));
    let proof = match sum_of(&paper, &beside) {
        Some(sum) => rolled_up(sum, &beside, report, &compiled.paths)?,
        None => {
            let paper = paper.map_err(|e| no_paper(report, &e))?;
            let prepared = prepare(&compiled)?;
            let of_units = disk::handed_of_units(report)?;
            let handed = Handed {
                paper: &paper,
                beside: &beside,
                sources: &prepared.job.files,
                settings: &prepared.job.settings,
                previous: prepared.job.previous.as_ref(),
                units: audit::Units {
                    files: &of_units,
                    roster: prepared.units.roster.as_ref(),
                    last: &prepared.units.previous,
                },
            };
            audit::prove(&handed).map_err(|e| no_paper(report, &e))?
        }
    };
    say(&match json {
        true => audit::json(&proof),
        false => audit::human(&proof),
    })?;
    Ok(ExitCode::from(u8::from(!proof.holds())))
}

/// The working paper of a roll-up: the file that was named, or the only paper of the folder.
fn sum_of<'o>(paper: &'o Result<Origin, Unreadable>, beside: &'o [Origin]) -> Option<&'o Origin> {
    let is_sum = |origin: &&Origin| origin.file.ends_with(handover::ROLLED);
    let mut sums = beside.iter().filter(is_sum);
    match (paper, sums.next(), sums.next()) {
        (Ok(paper), ..) => Some(paper).filter(is_sum),
        (Err(_), Some(one), None) => Some(one),
        (Err(_), ..) => None,
    }
}

/// Proves a roll-up by the reports below a folder.
fn rolled_up(
    paper: &Origin,
    beside: &[Origin],
    report: &Path,
    paths: &[PathBuf],
) -> Result<Proof, Trouble> {
    let [folder] = paths else {
        return Err(Trouble::new(
            "复核汇总底稿时只能写一个文件夹",
            "写汇总时所用的文件夹：gknb audit 报告文件夹 各单位文件夹",
        ));
    };
    if !folder.is_dir() {
        return Err(Trouble::new(
            format!("{} 不是文件夹", folder.display()),
            "写汇总时各单位的报告所在的文件夹",
        ));
    }
    let [reports, papers] = rolling::laid(folder, disk::folder_of(report))?;
    let handed = HandedSum {
        paper,
        beside,
        reports: &reports,
        papers: &papers,
    };
    audit::prove_sum(&handed).map_err(|e| no_paper(report, &e))
}

fn no_paper(path: &Path, unreadable: &Unreadable) -> Trouble {
    Trouble::new(
        format!("{}：{unreadable}", path.display()),
        "写汇编时写出的「…核对底稿.xlsx」或汇总时写出的「…汇总底稿.xlsx」，或它所在的文件夹（一般是 report）",
    )
}
