//! 成文报告: many finished reports read side by side, each held against the form, its text and last year.

use rayon::prelude::*;

use crate::job::Origin;
use crate::previous;
use crate::verify::report::{self, LastYear, Report};

/// Reports that are read before the next ones are begun; so many are held at a time.
const AT_ONCE: usize = 64;

/// What reports are held against.
pub enum Last {
    /// One report, as [`last`] reads it.
    One(Box<Report>),
    /// Those of a folder, each against its unit's, as [`of_folder`] reads them.
    Many(LastYear),
}

/// Reads and checks reports and tells each, in the order given, so that none needs to be kept. One that cannot
/// be read has a finding that says so and does not stop the others. `done` hears of each report that is
/// finished. `jobs` threads, 0 for all cores; they change nothing but the time. Stops where `tell` fails.
pub fn verify<E>(
    files: &[Origin],
    last: Option<&Last>,
    jobs: usize,
    done: &(dyn Fn() + Sync),
    tell: &mut dyn FnMut(usize, Report) -> Result<(), E>,
) -> Result<(), E> {
    let each = |origin: &Origin| {
        let mut report = read(origin);
        match last {
            Some(Last::One(last)) => report::connect(&mut report, last),
            Some(Last::Many(all)) => all.connect(&mut report),
            None => {}
        }
        done();
        report
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    let mut nth = 0;
    for some in files.chunks(AT_ONCE) {
        let reports: Vec<Report> = match &pool {
            Ok(pool) => pool.install(|| some.par_iter().map(each).collect()),
            Err(_) => some.iter().map(each).collect(),
        };
        for report in reports {
            tell(nth, report)?;
            nth += 1;
        }
    }
    Ok(())
}

/// Last year's report, against which others are to be held; a sentence where it has no figures of a year.
pub fn last(origin: &Origin) -> Result<Report, String> {
    let report = read(origin);
    match (&report.part, report.cells.is_empty()) {
        (Some(part), _) => Err(format!("这是{part}的，不是全年的")),
        (None, false) => Ok(report),
        (None, true) => Err(report
            .findings
            .into_iter()
            .next()
            .map_or_else(|| "读不出指标".to_owned(), |f| f.message)),
    }
}

/// Last year's reports of a folder, and the files of those that have no figures of a year, each with why.
pub fn of_folder(files: &[Origin], jobs: usize) -> (LastYear, Vec<String>) {
    let read = || files.par_iter().map(last).collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    let read: Vec<Result<Report, String>> = match &pool {
        Ok(pool) => pool.install(read),
        Err(_) => read(),
    };
    let (mut reports, mut refused) = (Vec::new(), Vec::new());
    for (origin, read) in files.iter().zip(read) {
        match read {
            Ok(report) => reports.push(report),
            Err(why) => refused.push(format!("{}（{why}）", origin.file)),
        }
    }
    (LastYear::of(reports), refused)
}

/// One report from its file.
fn read(origin: &Origin) -> Report {
    match previous::bytes(origin) {
        Ok(bytes) => report::read(&origin.file, &bytes),
        Err(closed) => {
            let mut report = report::read(&origin.file, b"");
            report.findings = vec![closed.finding()];
            report
        }
    }
}
