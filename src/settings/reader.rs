//! The entries of `gknb.toml`, one after another.
//!
//! In: the table as it is written. Out: the settings, what is wrong with entries, and where those stand that a stage
//! may find unfit. How the text is spelt is left to [`crate::syntax`].

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use super::{
    Explain, HandFigure, Item, Scope, Settings, Spot, UnitSettings, Written, day, until_outside,
    year,
};
use crate::date::YEARS;
use crate::syntax::Slip;
use crate::{number, text};

/// Reads the table and collects what is wrong.
pub(super) struct Reader<'t> {
    text: &'t str,
    pub(super) slips: Vec<Slip>,
    /// The unit whose entries are being read.
    unit: Option<String>,
    /// Entries that a stage may find unfit, and where they stand.
    pub(super) spots: Vec<(Spot, Range<usize>)>,
}

impl<'t> Reader<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Reader {
            text,
            slips: Vec::new(),
            unit: None,
            spots: Vec::new(),
        }
    }

    pub(super) fn settings(&mut self, table: &DeTable<'_>) -> Settings {
        let mut settings = Settings::default();
        let mut until = None;
        for (name, value) in table {
            match name.get_ref().as_ref() {
                "year" => settings.year = self.year(value),
                "agency" => settings.agency = self.text("agency", value),
                "scope" => settings.scope = self.scope(value),
                "until" => {
                    settings.until = self.date(value);
                    until = Some(value.span());
                }
                "previous" => settings.previous = self.marked("previous", Item::Previous, value),
                "key" => settings.key = self.texts("key", Item::Key, value),
                "duplicates" => settings.distinct = self.distinct(value),
                "none" => settings.none = self.texts("none", Item::None, value),
                "opening" => settings.opening = self.opening(value),
                "figure" => settings.figures = self.figures(value),
                "words" => settings.words = self.words(value),
                "headings" => settings.headings = self.headings(value),
                "explain" => settings.explains = self.explains(value),
                "by_unit" => settings.by_unit = self.yes_or_no("by_unit", value),
                "roster" => settings.roster = self.marked("roster", Item::Roster, value),
                "unit" => settings.units = self.units(value),
                other => {
                    let names: Vec<&str> = TOP.iter().map(|t| t.0).collect();
                    self.unknown(name.span(), other, &names, "");
                }
            }
        }
        settings.written = Written {
            year: settings.year,
            until: settings.until,
        };
        if let (Some(message), Some(at)) = (until_outside(&settings), until) {
            self.say(
                at,
                message,
                "改正 until 或 year，使截至日期落在报告年度之内",
            );
        }
        settings
    }

    fn say(&mut self, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.slips.push(Slip {
            at,
            message: message.into(),
            help: help.into(),
        });
    }

    /// Keeps where an entry stands.
    fn spot(&mut self, item: Item, at: Range<usize>) {
        let unit = self.unit.clone();
        self.spots.push((Spot { unit, item }, at));
    }

    /// The value as it is written in the file.
    fn source(&self, value: &Value<'_>) -> &str {
        self.text.get(value.span()).unwrap_or("")
    }

    fn wrong(&mut self, name: &str, value: &Value<'_>, wanted: &str, example: &str) {
        let found = match value.get_ref() {
            DeValue::Array(_) => "一组内容".to_owned(),
            DeValue::Table(_) => "一个 [ ] 标题下的内容".to_owned(),
            _ => self.source(value).to_owned(),
        };
        self.say(
            value.span(),
            format!("{name} 应为{wanted}，这里是 {found}"),
            format!("例如 {example}"),
        );
    }

    fn unknown(&mut self, at: Range<usize>, name: &str, known: &[&str], inside: &str) {
        let misplaced = !inside.is_empty() && TOP.iter().any(|t| t.0 == name);
        if misplaced {
            return self.misplaced(at, name, inside);
        }
        let near = nearest(name, known);
        let place = if inside.is_empty() {
            "没有名为".to_owned()
        } else {
            format!("{inside} 中没有名为")
        };
        let help = match near[..] {
            [] => format!("可用的名称：{}", known.join("、")),
            _ => format!(
                "是不是想写 {}？可用的名称：{}",
                near.join(" 或 "),
                known.join("、")
            ),
        };
        self.say(at, format!("{place}「{name}」的设定项"), help);
    }

    fn misplaced(&mut self, at: Range<usize>, name: &str, inside: &str) {
        self.say(
            at,
            format!("「{name}」写在了 {inside} 之后，因而被当作 {inside} 的内容"),
            "把这一行移到文件开头，放在所有 [ ] 标题行之前",
        );
    }

    fn year(&mut self, value: &Value<'_>) -> Option<i16> {
        let found = match value.get_ref() {
            DeValue::Integer(i) => year(i.as_str()),
            DeValue::String(s) => year(s),
            _ => None,
        };
        if found.is_none() {
            let due = format!("一个 {} 至 {} 的年份", YEARS.start(), YEARS.end());
            self.wrong("year", value, &due, "year = 2022");
        }
        found
    }

    fn text(&mut self, name: &str, value: &Value<'_>) -> Option<String> {
        let found = value.get_ref().as_str().map(str::trim);
        if found.is_some_and(|t| t.contains(char::is_control)) {
            self.say(
                value.span(),
                format!("{name} 中的反斜杠 \\ 被当作特殊符号"),
                "路径中的 \\ 改为 /，例如 \"D:/年报/上年.xlsx\"",
            );
            return None;
        }
        if let Some(text) = found.filter(|t| !t.is_empty()) {
            return Some(text.to_owned());
        }
        let example = TOP
            .iter()
            .find(|t| t.0 == name)
            .map_or_else(|| format!("{name} = \"……\""), |t| t.1.to_owned());
        match found {
            Some(_) => self.say(
                value.span(),
                format!("{name} 是空的"),
                format!("写上内容，例如 {example}；不需要就删去整行"),
            ),
            None => self.wrong(name, value, "英文双引号里的文字", &example),
        }
        None
    }

    /// A text whose place is kept.
    fn marked(&mut self, name: &str, item: Item, value: &Value<'_>) -> Option<String> {
        self.spot(item, value.span());
        self.text(name, value)
    }

    fn texts(&mut self, name: &str, item: fn(usize) -> Item, value: &Value<'_>) -> Vec<String> {
        let values: Vec<&Value<'_>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        for (nth, value) in values.iter().enumerate() {
            self.spot(item(nth), value.span());
        }
        values
            .into_iter()
            .filter_map(|v| self.text(name, v))
            .collect()
    }

    fn scope(&mut self, value: &Value<'_>) -> Option<Scope> {
        let found = value.get_ref().as_str().and_then(Scope::of);
        if found.is_none() {
            self.wrong(
                "scope",
                value,
                "「本机关」「本级政府」「汇总」三者之一",
                "scope = \"本机关\"",
            );
        }
        found
    }

    fn date(&mut self, value: &Value<'_>) -> Option<Date> {
        let found = match value.get_ref() {
            DeValue::Datetime(_) => day(self.source(value)),
            DeValue::String(s) => day(s),
            _ => None,
        };
        if found.is_none() {
            self.wrong("until", value, "一个日期", "until = 2022-06-30");
        }
        found
    }

    fn distinct(&mut self, value: &Value<'_>) -> bool {
        let distinct = value.get_ref().as_str() == Some("distinct");
        if !distinct {
            self.wrong(
                "duplicates",
                value,
                "\"distinct\"（各行是不同的申请）",
                "duplicates = \"distinct\"；各行是同一申请的，改用 key 列明凭哪些字段认定",
            );
        }
        distinct
    }

    fn number(&mut self, name: &str, value: &Value<'_>, example: &str) -> Option<Decimal> {
        let found = match value.get_ref() {
            DeValue::Integer(i) if i.radix() == 10 => number(i.as_str()),
            DeValue::Float(f) => number(f.as_str()),
            DeValue::String(s) => number(s),
            _ => Err(number::Fault::Unreadable),
        };
        match found {
            Ok(_) => {}
            Err(number::Fault::Unreadable | number::Fault::Torn) => {
                self.wrong(name, value, "数字", example)
            }
            Err(number::Fault::TooLarge) => self.say(
                value.span(),
                format!("{name} 的数字过大，不可能是一个统计数字"),
                format!("请核对位数和单位，例如 {example}"),
            ),
        }
        found.ok()
    }

    fn opening(&mut self, value: &Value<'_>) -> BTreeMap<String, Decimal> {
        let Some(table) = self.table("[opening]", value) else {
            return BTreeMap::new();
        };
        let mut found = BTreeMap::new();
        for (at, line, value) in flat(table) {
            if TOP.iter().any(|t| t.0 == line) {
                self.misplaced(at, &line, "[opening]");
            } else if let Some(number) = self.number(&line, value, "规章 = 12") {
                self.spot(Item::Opening(line.clone()), at);
                found.insert(line, number);
            }
        }
        found
    }

    fn yes_or_no(&mut self, name: &str, value: &Value<'_>) -> bool {
        let told = match value.get_ref() {
            DeValue::Boolean(told) => Some(*told),
            DeValue::String(told) => text::yes_no(told),
            _ => None,
        };
        if told.is_none() {
            self.wrong(name, value, " true 或 false", &format!("{name} = true"));
        }
        told.unwrap_or(false)
    }

    /// What is decided for single units.
    fn units(&mut self, value: &Value<'_>) -> BTreeMap<String, UnitSettings> {
        const KNOWN: [&str; 4] = ["figure", "opening", "none", "previous"];
        let mut found = BTreeMap::new();
        let Some(table) = self.table("[unit.\"某局\"]", value) else {
            return found;
        };
        for (name, value) in table {
            let inside = format!("[unit.\"{}\"]", name.get_ref());
            let Some(of_unit) = self.table(&inside, value) else {
                continue;
            };
            let mut unit = UnitSettings::default();
            self.unit = Some(name.get_ref().to_string());
            self.spot(Item::Unit, name.span());
            for (key, value) in of_unit {
                match key.get_ref().as_ref() {
                    "figure" => unit.figures = self.figures(value),
                    "opening" => unit.opening = self.opening(value),
                    "none" => unit.none = self.texts("none", Item::None, value),
                    "previous" => unit.previous = self.marked("previous", Item::Previous, value),
                    other => self.unknown(key.span(), other, &KNOWN, &inside),
                }
            }
            self.unit = None;
            found.insert(name.get_ref().to_string(), unit);
        }
        found
    }

    fn headings(&mut self, value: &Value<'_>) -> BTreeMap<String, String> {
        let Some(table) = self.table("[headings]", value) else {
            return BTreeMap::new();
        };
        self.meanings(table, "[headings]", &Item::Heading)
    }

    fn words(&mut self, value: &Value<'_>) -> BTreeMap<String, BTreeMap<String, String>> {
        let mut found = BTreeMap::new();
        let Some(fields) = self.table("[words.办理结果]", value) else {
            return found;
        };
        for (field, value) in fields {
            let inside = format!("[words.{}]", field.get_ref());
            match value.get_ref() {
                DeValue::Table(table) => {
                    let name = field.get_ref().to_string();
                    self.spot(Item::Words(name.clone()), field.span());
                    let item = |word| Item::Word(name.clone(), word);
                    let meanings = self.meanings(table, &inside, &item);
                    found.insert(name, meanings);
                }
                _ => self.say(
                    field.span(),
                    format!("没有说明「{}」是哪一列的词语", field.get_ref()),
                    "标题行写作 [words.列名]，例如 [words.办理结果]",
                ),
            }
        }
        found
    }

    fn meanings(
        &mut self,
        table: &DeTable<'_>,
        inside: &str,
        item: &dyn Fn(String) -> Item,
    ) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for (at, word, value) in flat(table) {
            if TOP.iter().any(|t| t.0 == word) {
                self.misplaced(at, &word, inside);
            } else if let Some(meaning) = self.text(&word, value) {
                self.spot(item(word.clone()), value.span());
                found.insert(word, meaning);
            }
        }
        found
    }

    fn figures(&mut self, value: &Value<'_>) -> Vec<HandFigure> {
        const EXAMPLE: &str = "value = 12";
        let mut found = Vec::new();
        for (nth, at, table) in self.tables("figure", value) {
            let inside = format!("第{nth}个 [[figure]]");
            let mut record = Record::of(self, table, &["slot", "value", "source"], &inside);
            let slot = record
                .need("slot")
                .map(|v| record.reader.marked("slot", Item::Slot(nth - 1), v));
            let number = record.need("value").map(|v| {
                record.reader.spot(Item::Value(nth - 1), v.span());
                record.reader.number("value", v, EXAMPLE)
            });
            let source = record
                .need("source")
                .map(|v| record.reader.text("source", v));
            record.close(at);
            if let (Some(Some(slot)), Some(Some(value)), Some(Some(source))) =
                (slot, number, source)
            {
                found.push(HandFigure {
                    slot,
                    value,
                    source,
                });
            }
        }
        found
    }

    fn explains(&mut self, value: &Value<'_>) -> Vec<Explain> {
        let mut found = Vec::new();
        for (nth, at, table) in self.tables("explain", value) {
            let inside = format!("第{nth}个 [[explain]]");
            let known = ["code", "place", "reason", "value"];
            let mut record = Record::of(self, table, &known, &inside);
            let code = record.need("code").map(|v| record.reader.text("code", v));
            let place = record.need("place").map(|v| record.reader.text("place", v));
            let reason = record
                .need("reason")
                .map(|v| record.reader.text("reason", v));
            let value = table.get("value").and_then(|v| match v.get_ref() {
                DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
                    Some(record.reader.source(v).to_owned())
                }
                _ => record.reader.text("value", v),
            });
            record.close(at);
            if let (Some(Some(code)), Some(Some(place)), Some(Some(reason))) = (code, place, reason)
            {
                found.push(Explain {
                    code: code.to_uppercase(),
                    place,
                    reason,
                    value,
                });
            }
        }
        found
    }

    fn table<'v, 'i>(&mut self, title: &str, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            let name = title
                .trim_matches(['[', ']'])
                .split('.')
                .next()
                .unwrap_or(title);
            self.say(
                value.span(),
                format!("{name} 的内容应逐行写在 {title} 标题行之下"),
                format!("另起一行写 {title}，下面每行写一项 名称 = 内容"),
            );
        }
        table
    }

    /// The `[[name]]` blocks: number from 1, place, content.
    fn tables<'v, 'i>(
        &mut self,
        name: &str,
        value: &'v Value<'i>,
    ) -> Vec<(usize, Range<usize>, &'v DeTable<'i>)> {
        let items: Vec<&Value<'i>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut found = Vec::new();
        for (i, item) in items.into_iter().enumerate() {
            match item.get_ref() {
                DeValue::Table(table) if value.get_ref().is_array() => {
                    found.push((i + 1, item.span(), table));
                }
                _ => self.say(
                    item.span(),
                    format!("{name} 的标题行应写两层方括号"),
                    format!("写作 [[{name}]]，下面逐行写内容；每一项各写一个 [[{name}]]"),
                ),
            }
        }
        found
    }
}

/// A block with fixed names; what is missing is said once.
struct Record<'r, 't, 'v, 'i> {
    reader: &'r mut Reader<'t>,
    table: &'v DeTable<'i>,
    inside: &'r str,
    missing: Vec<&'static str>,
}

impl<'r, 't, 'v, 'i> Record<'r, 't, 'v, 'i> {
    fn of(
        reader: &'r mut Reader<'t>,
        table: &'v DeTable<'i>,
        known: &[&str],
        inside: &'r str,
    ) -> Self {
        for name in table.keys() {
            if !known.contains(&name.get_ref().as_ref()) {
                reader.unknown(name.span(), name.get_ref(), known, inside);
            }
        }
        Record {
            reader,
            table,
            inside,
            missing: Vec::new(),
        }
    }

    fn need(&mut self, name: &'static str) -> Option<&'v Value<'i>> {
        let value = self.table.get(name);
        if value.is_none() {
            self.missing.push(name);
        }
        value
    }

    fn close(self, at: Range<usize>) {
        if !self.missing.is_empty() {
            let missing = self.missing.join("、");
            let message = format!("{}缺少 {missing}", self.inside);
            let help = format!("在它下面补上 {missing}，每项一行");
            self.reader.say(at, message, help);
        }
    }
}

type Spanned<T> = toml::Spanned<T>;

type Value<'i> = Spanned<DeValue<'i>>;

/// The names that may stand at the top of the file, in the order of the documentation, with an example.
const TOP: &[(&str, &str)] = &[
    ("year", "year = 2022"),
    ("agency", "agency = \"某某局\""),
    ("scope", "scope = \"本机关\""),
    ("until", "until = 2022-06-30"),
    ("previous", "previous = \"上年统计表.xlsx\""),
    ("key", "key = [\"收到日期\", \"申请人\", \"申请内容\"]"),
    ("duplicates", "duplicates = \"distinct\""),
    ("none", "none = [\"行政许可\"]"),
    ("opening", "[opening]"),
    ("figure", "[[figure]]"),
    ("words", "[words.办理结果]"),
    ("headings", "[headings]"),
    ("explain", "[[explain]]"),
    ("by_unit", "by_unit = true"),
    ("roster", "roster = \"单位名录.xlsx\""),
    ("unit", "[unit.\"某局\"]"),
];

/// What people write for a name, in Chinese.
const SAID: &[(&str, &str)] = &[
    ("年度", "year"),
    ("年份", "year"),
    ("报告年度", "year"),
    ("单位", "agency"),
    ("单位名称", "agency"),
    ("报送单位", "agency"),
    ("机关", "agency"),
    ("统计范围", "scope"),
    ("范围", "scope"),
    ("截至", "until"),
    ("截至日期", "until"),
    ("上年", "previous"),
    ("上年报告", "previous"),
    ("期初", "opening"),
    ("期初数", "opening"),
    ("指标", "figure"),
    ("指标格", "slot"),
    ("数值", "value"),
    ("值", "value"),
    ("来源", "source"),
    ("词语", "words"),
    ("列名", "headings"),
    ("表头", "headings"),
    ("说明", "explain"),
    ("情况说明", "explain"),
    ("代码", "code"),
    ("位置", "place"),
    ("理由", "reason"),
    ("分单位", "by_unit"),
    ("单位名录", "roster"),
    ("名录", "roster"),
    ("各单位", "unit"),
];

/// A bare number as people type it, exactly; see [`crate::number`].
fn number(text: &str) -> Result<Decimal, number::Fault> {
    let text: String = text.chars().filter(|&c| c != '_').collect();
    let amount = number::read(&text)?;
    match amount.unit.is_empty() {
        true => Ok(amount.value.normalize()),
        false => Err(number::Fault::Unreadable),
    }
}

/// The entries of a table with dotted names joined again: `2.规章/现行有效件数` is one name here.
fn flat<'v, 'i>(table: &'v DeTable<'i>) -> Vec<(Range<usize>, String, &'v Value<'i>)> {
    let mut found = Vec::new();
    for (name, value) in table {
        match value.get_ref() {
            DeValue::Table(inner) => {
                for (_, rest, value) in flat(inner) {
                    let name_and_rest = format!("{}.{rest}", name.get_ref());
                    found.push((name.span(), name_and_rest, value));
                }
            }
            _ => found.push((name.span(), name.get_ref().to_string(), value)),
        }
    }
    found
}

/// The known names that are near to what was written, the nearest first.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Vec<&'k str> {
    match SAID.iter().find(|s| s.0 == name.trim()) {
        Some((_, meant)) => known.iter().copied().filter(|k| k == meant).collect(),
        None => text::nearest(name, known.iter().copied()),
    }
}
