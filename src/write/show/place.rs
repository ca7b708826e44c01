//! Places in words, and whose they are.
//!
//! In: a symbolic place, the names of the sources, the form where there is one. Out: words to find it by.

use crate::address::{Address, Sources};
use crate::finding::{Finding, Place};
use crate::form::Form;

/// A place in words: `一季度/申请.xlsx!台账!D7`, `gknb.toml [[figure]] 3`, a slot with its line.
pub fn place(place: &Place, names: &Sources, form: Option<&Form>) -> String {
    let whole = |file: u32, sheet: u16| Address {
        file,
        sheet,
        row: 0,
        column: None,
    };
    match place {
        Place::Run => "全部数据".to_owned(),
        // it may be named on the command line as well
        Place::Setting(name) if name == "previous" => "上年报告（previous）".to_owned(),
        Place::Setting(name) => format!("gknb.toml {name}"),
        Place::File(file) => names.file(whole(*file, 0)).to_owned(),
        Place::Sheet(file, sheet) => {
            let address = whole(*file, *sheet);
            match names.sheet(address) {
                Some(name) => format!("{}!{name}", names.file(address)),
                None => names.file(address).to_owned(),
            }
        }
        Place::Cell(address) => names.show(*address),
        Place::Slot(id) => match form.and_then(|f| f.slots.get(f.slot(id)?)) {
            Some(slot) => format!("指标格 {id}（{}，{}）", slot.line, slot.head),
            None => format!("指标格 {id}"),
        },
    }
}

/// A place in one of many files: what has no cell names the file as well.
pub fn place_in(file: &str, at: &Place, names: &Sources, form: Option<&Form>) -> String {
    match at {
        Place::Run | Place::Setting(_) | Place::Slot(_) => {
            format!("{file}!{}", place(at, names, form))
        }
        Place::File(_) | Place::Sheet(..) | Place::Cell(_) => place(at, names, form),
    }
}

/// The place of a finding in words, and the unit that it concerns.
pub fn place_and_unit(finding: &Finding, names: &Sources, form: Option<&Form>) -> String {
    let place = place(&finding.at, names, form);
    match &finding.unit {
        Some(unit) => format!("{place}〔{unit}〕"),
        None => place,
    }
}

/// The unit that a finding of no row concerns, to stand after its place: `〔市财政局〕`.
pub fn whose(finding: &Finding) -> String {
    match (&finding.at, &finding.unit) {
        (Place::Cell(_) | Place::File(_) | Place::Sheet(..), _) | (_, None) => String::new(),
        (Place::Run | Place::Setting(_) | Place::Slot(_), Some(unit)) => format!("〔{unit}〕"),
    }
}
