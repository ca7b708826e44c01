//! 手工数字: figures of `gknb.toml` that were written for another year, or up to another day, than the tables now made.

use super::{Year, rules};
use crate::finding::{Finding, Place};

/// A doubt where the command line names another year or day than the settings do, and these give figures.
pub(super) fn hold(year: &Year<'_>, findings: &mut Vec<Finding>) {
    let (settings, written) = (year.settings, &year.settings.written);
    let of_units = || settings.units.values();
    let figures = settings.figures.len() + of_units().map(|own| own.figures.len()).sum::<usize>();
    let openings = settings.opening.len() + of_units().map(|own| own.opening.len()).sum::<usize>();
    let (at, message, help) = if let Some(other) = written.year.filter(|y| *y != year.year) {
        if figures + openings == 0 {
            return;
        }
        let message = format!(
            "gknb.toml 写的是 {other} 年度，这次按 {} 年度汇编；里面的手工数字（{figures} 个）和期初数（{openings} 个）照用",
            year.year
        );
        let help = format!(
            "请把 gknb.toml 的 year 改成 {}，逐个核对 [[figure]] 和 [opening] 是不是这一年度的；各年度的设定最好分别放在各自的文件夹",
            year.year
        );
        ("year", message, help)
    } else if let Some(until) = settings.until.filter(|day| Some(*day) != written.until) {
        if figures == 0 {
            return;
        }
        let message = format!(
            "这次是截至 {until} 的统计，gknb.toml 里的手工数字（{figures} 个）是不是截至这一天的，无法核对，照用"
        );
        let help = format!(
            "请把 [[figure]] 改成截至 {until} 的数，并在 gknb.toml 写明 until = {until}；本来就是的，写明 until 即可"
        );
        ("until", message, help)
    } else {
        return;
    };
    let place = Place::Setting(at.to_owned());
    let mut finding = Finding::new(&rules::GIVEN_FOR_ANOTHER, place, message).help(help);
    for nth in 1..=settings.figures.len().min(NAMED) {
        let place = Place::Setting(format!("[[figure]] {nth}"));
        finding = finding.related(place, "照用的手工数字");
    }
    findings.push(finding);
}

/// Figures that are named, at most.
const NAMED: usize = 5;
