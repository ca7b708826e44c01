//! 证明: `diff` and `audit` on the command line: papers found, read, and what was found said.

use std::path::Path;
use std::process::ExitCode;

use gknb::audit::{self, Handed};
use gknb::diff;
use gknb::handover::{self, Paper, Unreadable};

use crate::args::{Compile, Trouble};
use crate::disk;
use crate::prepared::prepare;
use crate::terminal::say;

/// Compares two working papers, the older first.
pub(crate) fn diff(old: &Path, new: &Path, json: bool) -> Result<ExitCode, Trouble> {
    let [old, new] = [paper(old)?, paper(new)?];
    let difference = diff::between(&old, &new).map_err(|e| {
        let help = "写两份同一单位、同一年度的核对底稿，旧的在前，新的在后";
        Trouble::new(e.to_string(), help)
    })?;
    say(&match json {
        true => diff::json(&difference),
        false => diff::human(&difference),
    })
}

/// The working paper of a path.
fn paper(path: &Path) -> Result<Paper, Trouble> {
    let (origin, beside) = disk::handed(path)?;
    let origin = origin.map_err(|e| no_paper(path, &e))?;
    handover::paper(&origin, &beside).map_err(|e| no_paper(path, &e))
}

/// Proves a report folder by the files that it was compiled from.
pub(crate) fn audit(report: &Path, compiled: &Compile, json: bool) -> Result<ExitCode, Trouble> {
    let (paper, beside) = disk::handed(report)?;
    let paper = paper.map_err(|e| no_paper(report, &e))?;
    let Some(prepared) = prepare(compiled)? else {
        return Ok(ExitCode::from(2));
    };
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
    let proof = audit::prove(&handed).map_err(|e| no_paper(report, &e))?;
    say(&match json {
        true => audit::json(&proof),
        false => audit::human(&proof),
    })?;
    Ok(ExitCode::from(u8::from(!proof.holds())))
}

fn no_paper(path: &Path, unreadable: &Unreadable) -> Trouble {
    Trouble::new(
        format!("{}：{unreadable}", path.display()),
        "写汇编时写出的「…核对底稿.xlsx」，或它所在的文件夹（一般是 report）",
    )
}
