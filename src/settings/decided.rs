//! What settings decide about figures, in words: a working paper keeps it, and its proof asks for it again.

use std::collections::BTreeMap;

use super::{Settings, UnitSettings};

/// What is decided for one unit.
fn of_unit((unit, own): (&String, &UnitSettings)) -> String {
    let figures = own.figures.iter();
    let figures = figures.map(|f| format!("{} ＝ {}（{}）", f.slot, f.value.normalize(), f.source));
    let openings = own.opening.iter();
    let openings = openings.map(|(slot, value)| format!("期初 {slot} ＝ {}", value.normalize()));
    let none = own.none.iter().map(|n| format!("{n} 确认为零"));
    let previous = own.previous.iter().map(|p| format!("上年报告 {p}"));
    let all: Vec<String> = figures
        .chain(openings)
        .chain(none)
        .chain(previous)
        .collect();
    format!("{unit}：{}", all.join("，"))
}

impl Settings {
    /// What decides something about figures: names and values.
    pub(crate) fn decided(&self) -> Vec<(&'static str, String)> {
        let list = |pairs: Vec<String>| pairs.join("；");
        let pairs = |pairs: &BTreeMap<String, String>| {
            let pairs = pairs.iter().map(|(a, b)| format!("{a} → {b}"));
            pairs.collect::<Vec<_>>().join("、")
        };
        let facts = [
            ("区分申请的字段 key", self.key.join("、")),
            (
                "无编号的相同行 duplicates",
                match self.distinct {
                    true => "作为不同的申请（distinct）".to_owned(),
                    false => String::new(),
                },
            ),
            ("确认为零 none", self.none.join("、")),
            (
                "期初数 [opening]",
                list(
                    (self.opening.iter())
                        .map(|(slot, value)| format!("{slot} ＝ {}", value.normalize()))
                        .collect(),
                ),
            ),
            (
                "手工数字 [[figure]]",
                list(
                    (self.figures.iter())
                        .map(|f| format!("{} ＝ {}（{}）", f.slot, f.value.normalize(), f.source))
                        .collect(),
                ),
            ),
            (
                "本单位的用词 [words]",
                list(
                    (self.words.iter())
                        .map(|(field, words)| format!("{field}：{}", pairs(words)))
                        .collect(),
                ),
            ),
            (
                "分单位 by_unit",
                match self.by_unit {
                    true => "按承办单位汇编每个单位和全部".to_owned(),
                    false => String::new(),
                },
            ),
            (
                "各单位的设定 [unit]",
                list(self.units.iter().map(of_unit).collect()),
            ),
            ("本单位的表头 [headings]", pairs(&self.headings)),
            (
                "情况说明 [[explain]]",
                list(
                    (self.explains.iter())
                        .map(|e| format!("{} {}：{}", e.code, e.place, e.reason))
                        .collect(),
                ),
            ),
        ];
        facts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }
}
