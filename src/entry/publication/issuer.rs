//! 制发机关: whether a document is one that another organ issued, as a catalogue of all that is published holds them.

use super::super::{cell::Cells, rules};
use crate::column::Field;
use crate::finding::{Finding, Place};
use crate::office::apart;
use crate::text::{quote, squeeze};

/// A doubt where none of those who issued a document is this office.
pub(super) fn of_others(cells: &mut Cells<'_>, own: &str) {
    let field = Field::Unit;
    let Some(written) = cells.remark(field) else {
        return;
    };
    if !issues(cells.record.table.heading(field)) {
        return;
    }
    let parties = written.split(['、', '，', ',', '；', ';', '\n', ' ', '\u{3000}']);
    let mut parties = parties.map(squeeze).filter(|party| !party.is_empty());
    let others = |party: String| is_other(&party, own);
    if !parties.all(others) {
        return;
    }
    let message = format!(
        "「{}」写的是{}，不是本单位，这件文件照常计入",
        cells.record.table.heading(field),
        quote(&written)
    );
    let place = Place::Cell(cells.address(field));
    let finding = Finding::new(&rules::OTHER_ISSUER, place, message).value(written.into_string());
    cells.record.troubles.push(finding);
}

/// Whether a heading asks who issued: not which section did the work, nor who filled in the list.
fn issues(heading: &str) -> bool {
    let heading = squeeze(heading);
    let asks = ["制发", "制定", "发文", "发布", "印发", "制作", "颁布"];
    asks.iter().any(|word| heading.contains(word))
}

fn is_other(party: &str, own: &str) -> bool {
    apart::is_organ(party) && (apart::are_of_two(party, own) || apart::are_of_levels(party, own))
}
