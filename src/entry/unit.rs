//! 承办单位: the unit that a row belongs to, where one ledger holds the rows of many.
//!
//! In: the cell of 承办单位, or what stands over a table that has no such column. Out: one name for each
//! unit, in whatever width and with whatever spaces it was typed; of a unit that the roster knows, its
//! present name.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Record, rules};
use crate::book::Row;
use crate::column::{Field, Table};
use crate::finding::{Finding, Place};
use crate::text::{self, quote, squeeze};

/// The name of a unit; one text for all rows of it.
pub type Unit = Arc<str>;

/// The units that rows may be of.
#[derive(Debug, Default)]
pub struct Units {
    /// Present names and former ones, squeezed, each with the present name; empty without a roster.
    known: BTreeMap<String, Unit>,
}

impl Units {
    /// Any unit, by its name.
    pub fn any() -> Self {
        Units::default()
    }

    /// The units of a roster: each present name with its former ones.
    pub fn listed<'n>(units: impl IntoIterator<Item = (&'n str, &'n [String])>) -> Self {
        let mut known = BTreeMap::new();
        let units: Vec<_> = units.into_iter().collect();
        for (present, former) in &units {
            for name in *former {
                known.insert(squeeze(name), tidy(present));
            }
        }
        // a name that one unit bears now is no other unit's former one
        for (present, _) in &units {
            known.insert(squeeze(present), tidy(present));
        }
        Units { known }
    }

    /// Whether a roster tells which units there are.
    pub fn are_listed(&self) -> bool {
        !self.known.is_empty()
    }

    /// The unit of a name; none for a name that the roster does not have.
    pub fn named(&self, written: &str) -> Option<Unit> {
        match self.are_listed() {
            true => self.known.get(&squeeze(written)).cloned(),
            false => Some(tidy(written)),
        }
    }

    /// The names of the roster, present and former, that come nearest.
    pub fn nearest(&self, written: &str) -> Vec<String> {
        let near = text::nearest(written, self.known.keys().map(String::as_str));
        let mut names: Vec<String> = Vec::new();
        for name in near.into_iter().filter_map(|key| self.known.get(key)) {
            if !names.iter().any(|n| **n == **name) {
                names.push(name.to_string());
            }
        }
        names
    }

    /// The unit of all rows of a table without a column for it: its 填报单位, or a unit of the roster after which
    /// its sheet, its file or its folder is called.
    pub fn of_table(&self, table: &Table) -> Option<Unit> {
        let told = table.names.iter().find_map(filled_in_by);
        if let Some(unit) = told.and_then(|told| self.named(&told)) {
            return Some(unit);
        }
        let mut called = table.names.iter().filter_map(|name| self.called(name));
        called.next().cloned()
    }

    /// The unit of the roster after which something is called: 「县教育局」, 「01.县教育局」,
    /// 「县教育局2022年台账」. What goes on in another way, 「县教育局下属学校」, is called after something else.
    fn called(&self, name: &str) -> Option<&Unit> {
        /// Bytes of a unit's name.
        const LONGEST: usize = 150;
        if !self.are_listed() {
            return None;
        }
        let key = squeeze(name);
        let key = text::without_item_number(&key);
        let key = key.trim_start_matches(|c: char| !c.is_alphabetic());
        // of names that begin alike the longer one
        let ends = (1..=key.len().min(LONGEST)).rev();
        let cut = ends.filter_map(|at| key.split_at_checked(at));
        let mut known = cut.filter_map(|(name, behind)| Some((self.known.get(name)?, behind)));
        let (unit, behind) = known.next()?;
        let ledger = [
            "年",
            "台账",
            "登记",
            "依申请",
            "主动公开",
            "政府信息",
            "信息公开",
            "行政",
            "规范性",
            "规章",
            "收费",
            "许可",
            "处罚",
            "强制",
            "复议",
            "诉讼",
            "报送",
            "上报",
            "导出",
            "数据",
            "汇总",
            "统计",
            "材料",
            "一季度",
            "二季度",
            "三季度",
            "四季度",
            "上半年",
            "下半年",
        ];
        let ends = behind.chars().next().is_none_or(|c| !c.is_alphabetic());
        let goes_on = ledger.iter().any(|word| behind.starts_with(word));
        (ends || goes_on).then_some(unit)
    }
}

/// A name as it is shown however it was typed: without white space, with letters, digits and signs in half width
/// and with the punctuation of Chinese.
fn tidy(name: &str) -> Unit {
    let name = name.chars().filter(|c| !c.is_whitespace());
    let name = name.filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}'));
    let name: String = name
        .map(|c| match text::half_width(c) {
            '(' | '[' | '〔' | '【' => '（',
            ')' | ']' | '〕' | '】' => '）',
            ',' => '，',
            ':' => '：',
            ';' => '；',
            half => half,
        })
        .collect();
    name.into()
}

/// Tells a record its unit, or what is wrong with it.
pub(super) fn tell(units: &Units, row: &Row, record: &mut Record) {
    let table = Arc::clone(&record.table);
    let Some(cell) = table.cell(row, Field::Unit) else {
        match table.has(Field::Unit) {
            true => missing(record),
            false => record.unit = units.of_table(&table),
        }
        return;
    };
    let mut at = record.cell(Field::Unit);
    if let Some((row, column)) = cell.anchor {
        (at.row, at.column) = (row, Some(column));
    }
    let written = cell.value.text();
    if text::is_empty(&written) {
        return missing(record);
    }
    let mut say = |rule, message: String, help: Option<String>| {
        let mut finding = Finding::new(rule, Place::Cell(at), message).value(written.trim());
        if let Some(help) = help {
            finding = finding.help(help);
        }
        record.troubles.push(finding);
    };
    if let Some(error) = cell.value.formula_error() {
        let heading = table.heading(Field::Unit);
        let message = format!("「{heading}」单元格是公式错误 {error}，没有可用的值");
        return say(&rules::FORMULA_ERROR, message, None);
    }
    let several = is_several(&written);
    // a listed name may hold what parts names elsewhere
    let named = units.named(&written);
    if let Some(unit) = named.filter(|_| units.are_listed() || !several) {
        record.unit = Some(unit);
        return;
    }
    if several {
        let message = format!(
            "{}写了几个单位：{}，无法判定计在哪个单位",
            quote(table.heading(Field::Unit)),
            quote(&written)
        );
        return say(&rules::SEVERAL_UNITS, message, None);
    }
    let near = units.nearest(&written);
    let near_words = match near.is_empty() {
        true => String::new(),
        false => format!("；相近的有：{}", near.join("、")),
    };
    let message = format!("单位名录里没有{}{near_words}", quote(&written));
    let help = near.first().map(|near| {
        format!(
            "请改用名录里的名称；如果它是「{near}」以前的名称，请写进单位名录的「曾用名」；如果是另一个单位，请在名录里补上"
        )
    });
    say(&rules::UNLISTED_UNIT, message, help);
}

/// Whether a trouble is that a row does not tell its unit.
pub(crate) fn misses_unit(trouble: &Finding) -> bool {
    trouble.rule.code == rules::NO_UNIT.code
}

fn missing(record: &mut Record) {
    let table = Arc::clone(&record.table);
    let message = format!(
        "没有{}，无法判定计在哪个单位",
        quote(table.heading(Field::Unit))
    );
    let at = Place::Cell(record.cell(Field::Unit));
    let finding = Finding::new(&rules::NO_UNIT, at, message);
    record.troubles.push(finding);
}

/// Whether a cell names several units: what parts names stands outside of brackets, between two names.
fn is_several(written: &str) -> bool {
    let mut depth = 0u32;
    let mut length = 0;
    let mut names = 0;
    for c in written.trim().chars().chain(['、']) {
        match c {
            '(' | '（' | '〔' | '[' | '【' => depth += 1,
            ')' | '）' | '〕' | ']' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let parts = matches!(c, '、' | '，' | ',' | '；' | ';' | '\n');
        if depth == 0 && parts {
            names += usize::from(length >= 2);
            length = 0;
        } else if !c.is_whitespace() {
            length += 1;
        }
    }
    names > 1
}

/// 「填报单位：株洲市国资委」.
pub fn filled_in_by(name: &str) -> Option<String> {
    let key: String = name.chars().map(text::half_width).collect();
    let after = ["填报单位", "填表单位", "报送单位", "报告单位"]
        .iter()
        .find_map(|w| {
            key.split_once(w)
                .map(|(_, after)| after.trim_start().to_owned())
        })?;
    let after = after
        .strip_prefix(['(', '（'])
        .map_or(after.clone(), |rest| {
            rest.split_once([')', '）'])
                .map_or(rest, |(_, r)| r)
                .to_owned()
        });
    let unit = after.trim_start().strip_prefix(':')?.trim_start();
    let unit: String = unit
        .chars()
        .take_while(|c| !c.is_whitespace() && !matches!(c, ':' | ';' | ','))
        .collect();
    (!unit.is_empty() && !text::is_empty(&unit)).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_one_however_its_name_is_typed() {
        let units = Units::any();
        for written in [
            "市财政局（国资办）",
            " 市 财政局(国资办)",
            "市财政局\u{3000}（国资办)",
            "市财政局〔国资办〕",
        ] {
            assert_eq!(units.named(written).as_deref(), Some("市财政局（国资办）"));
        }
        for written in ["市IT中心（12345）", "市ＩＴ中心(１２３４５)"] {
            assert_eq!(units.named(written).as_deref(), Some("市IT中心（12345）"));
        }
        for written in ["市发改委（物价局,粮食局）", "市发改委（物价局，粮食局）"]
        {
            let named = units.named(written);
            assert_eq!(named.as_deref(), Some("市发改委（物价局，粮食局）"));
        }
    }

    #[test]
    fn former_names_are_those_of_the_present_unit() {
        let former = ["市国土资源局".to_owned(), "市规划局".to_owned()];
        let none: &[String] = &[];
        let units = Units::listed([("市自然资源局", &former[..]), ("市财政局", none)]);
        assert_eq!(
            units.named("市国土资源局 ").as_deref(),
            Some("市自然资源局")
        );
        assert_eq!(units.named("市财政局").as_deref(), Some("市财政局"));
        assert_eq!(units.named("财政局"), None);
        assert_eq!(units.nearest("财政局"), ["市财政局"]);
    }

    #[test]
    fn what_is_called_after_a_unit_is_that_unit_s() {
        let none: &[String] = &[];
        let former = ["县教委".to_owned()];
        let listed = [
            ("县教育局", &former[..]),
            ("县教育局学校管理中心", none),
            ("县财政局", none),
        ];
        let units = Units::listed(listed);
        for (name, unit) in [
            ("县教育局", Some("县教育局")),
            ("01.县教育局", Some("县教育局")),
            ("2、县财政局", Some("县财政局")),
            ("（三）县 教育局", Some("县教育局")),
            ("县教育局2022年台账", Some("县教育局")),
            ("2022-县教委依申请公开台账", Some("县教育局")),
            ("县教育局（一季度）", Some("县教育局")),
            ("县教育局学校管理中心", Some("县教育局学校管理中心")),
            ("县教育局下属学校", None),
            ("教育局", None),
            ("01", None),
        ] {
            assert_eq!(units.called(name).map(|unit| &**unit), unit, "{name}");
        }
    }

    #[test]
    fn several_units_in_a_cell_are_told_from_one_with_a_list_in_its_name() {
        assert!(is_several("市财政局、市审计局"));
        assert!(is_several("市财政局\n市审计局"));
        assert!(!is_several("市发展改革委（物价局、粮食局）"));
        assert!(!is_several("市财政局，"));
    }
}
