//! 成文报告: many finished reports read side by side, each held against the form, its text and last year.

use rayon::prelude::*;

use crate::finding::{Finding, Place};
use crate::verify::report::{self, Report};
use crate::{Origin, book, previous};

/// Reads and checks reports, in the order given. One that cannot be read has a finding that says so and
/// does not stop the others; only the files that are being read are held in memory. `done` is told of
/// each report that is finished. `jobs` threads, 0 for all cores; they change nothing but the time.
pub fn verify(
    files: &[Origin],
    last: Option<&Origin>,
    jobs: usize,
    done: &(dyn Fn() + Sync),
) -> Vec<Report> {
    let last = last.map(read);
    let each = |origin: &Origin| {
        let mut report = read(origin);
        if let Some(last) = &last {
            report::connect(&mut report, last);
        }
        done();
        report
    };
    let all = || files.par_iter().map(each).collect();
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
        Ok(pool) => pool.install(all),
        Err(_) => files.iter().map(each).collect(),
    }
}

/// One report from its file.
fn read(origin: &Origin) -> Report {
    match previous::bytes(origin) {
        Ok(bytes) => report::read(&origin.file, &bytes),
        Err(why) => {
            let mut report = report::read(&origin.file, b"");
            report.findings = vec![Finding::new(&book::UNREADABLE, Place::File(0), why)];
            report
        }
    }
}
