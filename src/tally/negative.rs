//! Figures below 0, which no table can show, and rows that take away from one.

use rust_decimal::Decimal;

use super::{Figure, From, Places, changes, rules};
use crate::address::Address;
use crate::finding::{Finding, Place};
use crate::form::{Feed, Form, Slot};
use crate::ledger::Ledger;

/// Rows named in a finding, at most.
const NAMED: usize = 20;

/// Tells each figure below 0 with the rows that took it there, and where there are `fees_back`, amounts below 0, those
/// that take away from a sum above it.
pub(super) fn told(
    figures: &[Figure],
    fees_back: bool,
    ledger: &Ledger,
    form: &Form,
    findings: &mut Vec<Finding>,
) {
    let places = Places::of(form, figures);
    for (at, (slot, figure)) in form.slots.iter().zip(figures).enumerate() {
        let below = figure.value < Decimal::ZERO && !may_fall(slot);
        let fees = slot.feed == Feed::Charged && fees_back;
        if !below && !fees {
            continue;
        }
        let rows = places.rows(ledger, at);
        let minus: Vec<(Address, Decimal)> =
            rows.filter(|(_, adds)| *adds < Decimal::ZERO).collect();
        let place = Place::Slot(slot.id.clone());
        let value = figure.value.normalize();
        let finding = match (below, &figure.from) {
            (true, from) => {
                let (how, help) = way(slot, from, figures, form);
                let message = format!(
                    "「{}」{how}＝ {value} {}，{}不能是负数",
                    slot.id,
                    slot.unit,
                    match slot.unit.contains('元') {
                        true => "金额",
                        false => "件数",
                    }
                );
                Finding::new(&rules::BELOW_ZERO, place, message).help(help)
            }
            (false, _) => {
                let sum: Decimal = minus.iter().map(|(_, adds)| adds).sum();
                let message = format!(
                    "「{}」＝ {value}：台账里有 {} 行负数（合计 {}），已从收费金额中减去",
                    slot.id,
                    minus.len(),
                    sum.normalize()
                );
                Finding::new(&rules::FEES_BACK, place, message)
            }
        };
        let finding = finding.value(value.to_string());
        findings.push(
            minus
                .iter()
                .take(NAMED)
                .fold(finding, |finding, (row, adds)| {
                    finding.related(Place::Cell(*row), format!("计 {}", adds.normalize()))
                }),
        );
    }
}

/// Whether a figure may be below 0 by its nature.
fn may_fall(slot: &Slot) -> bool {
    slot.head.contains("增/减")
}

/// How a figure fell below 0, and what to do.
fn way(slot: &Slot, from: &From, figures: &[Figure], form: &Form) -> (String, String) {
    match (&slot.feed, from) {
        (Feed::InForce(document), From::Opening(opening)) => {
            let value = |at: usize| figures[at].value.normalize();
            let (issued, repealed) = changes(form, *document)
                .map(|(issued, repealed)| (value(issued), value(repealed)))
                .unwrap_or_default();
            let line = crate::entry::Category::Document(*document).word();
            (
                format!(
                    "＝ 上年 {} ＋ 制发 {issued} － 废止 {repealed} ",
                    opening.normalize()
                ),
                format!(
                    "请核对上年现行有效件数和本年废止的文件。上年的数少了的，请在 gknb.toml 中写明（优先于上年报告）：\n[opening]\n{line} = 件数\n列出的文件不是本年废止的，请改正废止日期；不是本机关的，请移出台账"
                ),
            )
        }
        _ => (
            String::new(),
            "请核对记为负数的各行：正负写反的，请改正；本年的收费没有登记全的，请补全；退还以前年度收费的，请移出台账，在报告的文字部分另行说明".to_owned(),
        ),
    }
}
