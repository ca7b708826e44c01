//! 相差: a figure of which the units do not add up to the whole.

use rust_decimal::Decimal;

use super::carried::Carried;
use super::{Division, OfUnit, Whole, rules};
use crate::finding::{Finding, Place};
use crate::form::{Feed, Slot, SlotName};
use crate::tally::{self, From};
use crate::text::in_toml;
use crate::verify;

/// Rows or units that a finding names, at most.
const NAMED: usize = 20;

impl Division {
    /// Whether a unit has an error of its own about a line, or last year's number of one could not be read: then the sum
    /// is not what it will be, and nothing is to be said of it.
    pub(super) fn is_unsound(&self, slot: &Slot, findings: &[Finding]) -> bool {
        let mut errors = self.findings.iter().filter(|f| f.rule.is_error());
        let of_line = errors.any(|f| match &f.at {
            Place::Slot(at) => SlotName::of(at).map(|name| name.line) == Some(slot.name().line),
            _ => false,
        });
        let mut all = self.findings.iter().chain(findings);
        let reckoned = matches!(slot.feed, Feed::InForce(_));
        of_line || reckoned && all.any(verify::is_without_last_year)
    }

    /// Tells of it.
    pub(super) fn differs(&self, whole: &Whole<'_>, at: usize, sum: Decimal) -> Finding {
        let slot = &whole.form.slots[at];
        let figure = &whole.tally.figures[at];
        let difference = (figure.value - sum).normalize();
        let source = match &figure.from {
            From::Hand(_) => "，全部的数是手工数字",
            From::Opening(_) => "，全部的数由上年现行有效件数推算",
            _ => "",
        };
        let message = format!(
            "「{}」：各单位之和是 {}，全部是 {}{source}，相差 {difference}",
            slot.id,
            sum.normalize(),
            figure.value.normalize()
        );
        let mut finding = Finding::new(&rules::SUM_DIFFERS, Place::Slot(slot.id.clone()), message)
            .value(difference.to_string());
        if let From::Hand(nth) = &figure.from {
            let setting = format!("[[figure]] {}", nth + 1);
            finding = finding.related(Place::Setting(setting), "全部的手工数字");
        }
        for unit in &self.units {
            let theirs = &unit.tally.figures[at];
            let how = match &theirs.from {
                From::Hand(_) => "手工数字",
                From::Opening(_) if !self.is_opened(unit, slot) => "由上年报告推算",
                From::Opening(_) => "由期初数推算",
                _ => continue,
            };
            let setting = format!("[unit.\"{}\"]", unit.name);
            let words = format!("{} {how}，计 {}", unit.name, theirs.value.normalize());
            finding = finding.related(Place::Setting(setting), words);
        }
        // rows that stand behind the whole's figure and behind no unit's
        let places = tally::Places::of(whole.form, &whole.tally.figures);
        let rows = places.rows(whole.ledger, at);
        let rows = rows.filter(|(row, _)| whole.ledger.unit_counted(*row).is_none());
        for (row, _) in rows.take(NAMED) {
            finding = finding.related(Place::Cell(row), "没有计在任何单位的一行");
        }
        self.without_last(slot, at, &figure.from, finding)
    }

    /// Whether the settings tell a unit's opening of a slot.
    fn is_opened(&self, unit: &OfUnit, slot: &Slot) -> bool {
        Carried::of(slot).is_some_and(|carried| self.opened(unit, &carried).is_some())
    }

    /// With the units whose number of last year nothing tells, where others are reckoned from theirs.
    fn without_last(&self, slot: &Slot, at: usize, whole: &From, finding: Finding) -> Finding {
        let reckoned = |unit: &OfUnit| matches!(unit.tally.figures[at].from, From::Opening(_));
        let is_in_force = matches!(slot.feed, Feed::InForce(_));
        let by_last = matches!(whole, From::Opening(_)) || self.units.iter().any(reckoned);
        if !is_in_force || !by_last {
            return finding;
        }
        let needed = |unit: &&OfUnit| !reckoned(unit) && !unit.tally.figures[at].value.is_zero();
        let lacking: Vec<&OfUnit> = self.units.iter().filter(needed).collect();
        let Some(first) = lacking.first() else {
            return finding.help("请核对全部和各单位的上年现行有效件数：它们写在上年报告、[opening] 或 [unit.\"单位\".opening] 里，各单位的加起来应等于全部的。确有本级单独的数的，可用 [[explain]] 说明");
        };
        let name = in_toml(&first.name);
        let subject = slot.name().subject();
        let help = format!(
            "每个有现行有效文件的单位都要有上年报告或期初数，各单位之和才与全部一致。{} 没有：请在 gknb.toml 的 [unit.\"{name}\"] 下用 previous 指定它的上年报告，或写：\n[unit.\"{name}\".opening]\n{subject} = 件数",
            first.name
        );
        let lacking = lacking.iter().take(NAMED);
        lacking.fold(finding.help(help), |finding, unit| {
            let value = unit.tally.figures[at].value.normalize();
            let words = format!("{} 没有上年报告、期初数，按台账计 {value}", unit.name);
            finding.related(Place::Setting(format!("[unit.\"{}\"]", unit.name)), words)
        })
    }
}
