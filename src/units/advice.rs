//! 所写: the next steps of findings of single units, with the lines of `gknb.toml` that work for these.
//!
//! In: a next step as it is said of a whole. Out: the same with headings of the unit's own.

use std::collections::BTreeSet;

use crate::entry::Unit;
use crate::text::in_toml;

/// A next step for what a unit alone is said of.
pub(super) fn of_unit(help: &str, unit: &str) -> String {
    let none = format!("gknb.toml 的 [unit.\"{}\"] 下写 none = [", in_toml(unit));
    let confirmed = help.replace("gknb.toml 中写 none = [", &none);
    under(
        &confirmed.replace("，写 none = [", &format!("，在 {none}")),
        unit,
    )
}

/// A next step for what is said of units and the whole alike: what is given for units is added up for the whole, what is
/// confirmed for the whole holds for each.
pub(super) fn of_units(help: &str, units: &BTreeSet<Unit>) -> String {
    let Some(first) = units.first() else {
        return help.to_owned();
    };
    let told = under(help, first);
    match units.len() {
        several @ 2.. if told != help => {
            let names: Vec<&str> = units.iter().map(|unit| &**unit).collect();
            let names = names.join("、");
            format!("{told}\n{several} 个单位都要写，全部由它们相加：{names}")
        }
        _ => told,
    }
}

/// With the headings of a unit.
fn under(help: &str, unit: &str) -> String {
    let name = in_toml(unit);
    let last = format!("在 gknb.toml 的 [unit.\"{name}\"] 下用 previous 指定该单位的上年报告");
    help.replace("[opening]", &format!("[unit.\"{name}\".opening]"))
        .replace("[[figure]]", &format!("[[unit.\"{name}\".figure]]"))
        .replace("用 --previous 指定上年报告", &last)
}
