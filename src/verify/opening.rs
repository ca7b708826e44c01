//! 期初数: what `[opening]` says of last year's closing numbers, against last year's report where there is one.

use super::{Year, rules};
use crate::finding::{Finding, Place};
use crate::tally;

/// A doubt for each that the report tells otherwise. `[opening]` prevails: the office may know better than what it
/// published.
pub(super) fn hold(year: &Year<'_>, findings: &mut Vec<Finding>) {
    let Some(previous) = year.previous else {
        return;
    };
    for (key, opening) in &year.settings.opening {
        let slot = match key.contains('/') {
            true => key.clone(),
            false => tally::opening_slot(key),
        };
        let Some(reported) = previous.slots.get(&slot).filter(|r| *r != opening) else {
            continue;
        };
        let (opening, reported) = (opening.normalize(), reported.normalize());
        let message = format!(
            "[opening] 写「{key}」为 {opening}，上年报告（{}）的「{slot}」是 {reported}，按 [opening] 推算",
            previous.file
        );
        let place = Place::Setting(format!("[opening] {key}"));
        findings
            .push(Finding::new(&rules::OPENING_DIFFERS, place, message).value(opening.to_string()));
    }
}
