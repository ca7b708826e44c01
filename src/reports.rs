//! 成文报告: many finished reports read side by side, each held against the form, its text and last year.

use rayon::prelude::*;

use crate::job::Origin;
use crate::previous;
use crate::verify::report::{self, Report};

/// Reports that are read before the next ones are begun; so many are held at a time.
const AT_ONCE: usize = 64;

/// Reads and checks reports and tells each, in the order given, so that none needs to be kept. One that cannot
/// be read has a finding that says so and does not stop the others. `last` is that of [`last`]. `done` hears of each report that is
/// finished. `jobs` threads, 0 for all cores; they change nothing but the time. Stops where `tell` fails.
pub fn verify<E>(
    files: &[Origin],
    last: Option<&Report>,
    jobs: usize,
    done: &(dyn Fn() + Sync),
    tell: &mut dyn FnMut(usize, Report) -> Result<(), E>,
) -> Result<(), E> {
    let each = |origin: &Origin| {
        let mut report = read(origin);
        if let Some(last) = last {
            report::connect(&mut report, last);
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
