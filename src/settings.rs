//! 单位设定: what the office decided, from `gknb.toml` and the command line.
//!
//! A plain record that every stage may read. [`read`] turns the bytes of `gknb.toml` into it, or says
//! everything that is wrong with them at once; whether a slot, a field or a line that it names exists is
//! known to the stages and checked there.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use crate::date::{self, Seen, YEARS};
use crate::syntax::{self, Slip};
use crate::{number, text};

mod spot;

pub use spot::{Item, Mark, Marks, Spot, Unfit};

/// 统计范围, printed on every sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// 本机关
    #[default]
    Own,
    /// 本级政府
    Government,
    /// 汇总
    Whole,
}

impl Scope {
    /// The word used in settings, arguments, outputs.
    pub fn word(self) -> &'static str {
        match self {
            Scope::Own => "本机关",
            Scope::Government => "本级政府",
            Scope::Whole => "汇总",
        }
    }

    /// The scope of a word, none for an unknown one. 全行政区域汇总 is what circulars call the sum.
    pub fn of(word: &str) -> Option<Self> {
        if matches!(word.trim(), "全行政区域汇总" | "全行政区域") {
            return Some(Scope::Whole);
        }
        [Scope::Own, Scope::Government, Scope::Whole]
            .into_iter()
            .find(|s| s.word() == word.trim())
    }
}

/// What the office decided.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// `year`: the report year.
    pub year: Option<i16>,
    /// `agency`: 报送单位, as printed.
    pub agency: Option<String>,
    /// `scope`.
    pub scope: Option<Scope>,
    /// `until`: the tables as they stood at the end of that day.
    pub until: Option<Date>,
    /// `previous`: last year's report, relative to the folder of the settings.
    pub previous: Option<String>,
    /// `key`: the fields that make an application one where the ledger has no 申请编号.
    pub key: Vec<String>,
    /// `duplicates = "distinct"`: rows without a number that agree are different applications.
    pub distinct: bool,
    /// `none`: lines that the office confirms to be 0.
    pub none: Vec<String>,
    /// `[opening]`: last year's closing numbers by line (`规章`, `行政规范性文件`) or slot id.
    pub opening: BTreeMap<String, Decimal>,
    /// `[[figure]]`: figures given by hand.
    pub figures: Vec<HandFigure>,
    /// `[words.<field>]`: what the office's own words mean; field (`办理结果`) → word → meaning.
    pub words: BTreeMap<String, BTreeMap<String, String>>,
    /// `[headings]`: the office's own column headings; heading → field (`收到日期`).
    pub headings: BTreeMap<String, String>,
    /// `[[explain]]`: doubts that the office has answered.
    pub explains: Vec<Explain>,
    /// `--strict`: doubts that are not explained keep the tables back as errors do.
    pub strict: bool,
    /// `by_unit`: the ledgers hold the rows of many units, which are to be told apart.
    pub by_unit: bool,
    /// `roster`: 单位名录, relative to the folder of the settings.
    pub roster: Option<String>,
    /// `[unit."某局"]`: what is decided for one unit, by its name.
    pub units: BTreeMap<String, UnitSettings>,
    /// Figures given by hand for single units, added up for the whole: worked out, not read.
    pub of_units: Vec<HandFigure>,
    /// Where the entries stand in the text.
    pub marks: Marks,
}

/// What is decided for one unit of many.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UnitSettings {
    /// `figure`: its figures given by hand.
    pub figures: Vec<HandFigure>,
    /// `opening`: its closing numbers of last year.
    pub opening: BTreeMap<String, Decimal>,
    /// `none`: lines that are confirmed to be 0.
    pub none: Vec<String>,
    /// `previous`: its report of last year, relative to the folder of the settings.
    pub previous: Option<String>,
}

/// A figure given by hand, for which there is no ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct HandFigure {
    /// The slot id.
    pub slot: String,
    /// Its value, in the slot's unit.
    pub value: Decimal,
    /// Where the office has it from.
    pub source: String,
}

/// The office's answer to a doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct Explain {
    /// The finding's code.
    pub code: String,
    /// Its place as shown (`一季度/申请.xlsx!台账!D7`, a slot id).
    pub place: String,
    /// The reason, printed as 情况说明.
    pub reason: String,
    /// The value it was given for; it lapses when the value changes.
    pub value: Option<String>,
}

/// One thing wrong with `gknb.toml`, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Characters to be marked on that line, at least 1.
    pub length: usize,
    /// The line as it stands in the file.
    pub text: String,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub help: String,
}

/// The settings in the bytes of `gknb.toml`, which Notepad may have saved as UTF-8 with or without its mark,
/// as UTF-16 or as GBK.
pub fn read(bytes: &[u8]) -> Result<Settings, Vec<Problem>> {
    parse(&decode(bytes)?)
}

/// The settings in the text of `gknb.toml`, or all that is wrong with it, in the order of the text.
pub fn parse(text: &str) -> Result<Settings, Vec<Problem>> {
    let mended = syntax::mend(text);
    let (table, slips) = syntax::read(&mended);
    let mut reader = Reader {
        text: &mended.text,
        slips: Vec::new(),
        unit: None,
        spots: Vec::new(),
    };
    let mut settings = reader.settings(&table);
    let spelt_wrong = slips.len();
    let mut problems: Vec<Problem> = slips.iter().map(|s| problem(text, s)).collect();
    for slip in reader.slips {
        let at = mended.origin(slip.at.clone());
        let problem = problem(text, &Slip { at, ..slip });
        // What is spelt wrong is often read wrong as well; once is enough.
        if problems[..spelt_wrong]
            .iter()
            .all(|p| p.line != problem.line)
        {
            problems.push(problem);
        }
    }
    if problems.is_empty() {
        let lines = Lines::of(text);
        let spots = reader.spots.into_iter();
        settings.marks = spots
            .map(|(spot, at)| (spot, lines.mark(mended.origin(at))))
            .collect();
        return Ok(settings);
    }
    problems.sort_by_key(|p| (p.line, p.column));
    Err(problems)
}

/// A day as people type it; see [`crate::date`].
pub fn day(text: &str) -> Option<Date> {
    match date::parse(text, false) {
        Ok(Seen::Day(day)) => Some(day),
        _ => None,
    }
}

/// A bare number as people type it, exactly; see [`crate::number`].
fn number(text: &str) -> Result<Decimal, number::Fault> {
    let text: String = text.chars().filter(|&c| c != '_').collect();
    let amount = number::read(&text)?;
    match amount.unit.is_empty() {
        true => Ok(amount.value.normalize()),
        false => Err(number::Fault::Unreadable),
    }
}

/// The report year in a text of four digits.
pub fn year(text: &str) -> Option<i16> {
    let text = text.trim();
    let text = text
        .strip_suffix("年度")
        .or(text.strip_suffix('年'))
        .unwrap_or(text);
    text.parse().ok().filter(|year| YEARS.contains(year))
}

/// What an unfit date of `until` is told, if `until` lies outside the report year.
pub fn until_outside(settings: &Settings) -> Option<String> {
    let (year, until) = (settings.year?, settings.until?);
    (until.year() != year).then(|| format!("截至日期 {until} 不在报告年度 {year} 年之内"))
}

fn decode(bytes: &[u8]) -> Result<String, Vec<Problem>> {
    let (encoding, bytes) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, &bytes[mark..]),
        None if std::str::from_utf8(bytes).is_ok() => (encoding_rs::UTF_8, bytes),
        None => (encoding_rs::GB18030, bytes),
    };
    let (text, lost) = encoding.decode_without_bom_handling(bytes);
    if !lost {
        return Ok(text.into_owned());
    }
    let at = text.find('\u{fffd}').unwrap_or(0);
    Err(vec![problem(
        &text,
        &Slip {
            at: at..at + 1,
            message: "文件中有无法识别的字符，编码既不是 UTF-8 也不是 GBK".into(),
            help: "用记事本打开 gknb.toml，选「另存为」，编码选 UTF-8".into(),
        },
    )])
}

fn problem(text: &str, slip: &Slip) -> Problem {
    let mark = Lines::of(text).mark(slip.at.clone());
    Problem {
        line: mark.line,
        column: mark.column,
        length: mark.length,
        text: mark.text,
        message: slip.message.clone(),
        help: slip.help.clone(),
    }
}

/// A text by its lines, so that many places of it are found.
struct Lines<'t> {
    text: &'t str,
    /// The byte at which each line begins.
    begins: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        Lines {
            text,
            begins: std::iter::once(0).chain(ends.map(|end| end + 1)).collect(),
        }
    }

    /// Bytes of the text as line and column.
    fn mark(&self, at: Range<usize>) -> Mark {
        let text = self.text;
        let before = text.get(..at.start).unwrap_or(text);
        let nth = self.begins.partition_point(|begin| *begin <= before.len());
        let begin = self.begins[nth - 1];
        let line = text[begin..].split('\n').next().unwrap_or("");
        let line = line.trim_end_matches('\r');
        let column = before[begin..].chars().count().min(line.chars().count());
        let marked = text.get(at).unwrap_or("");
        let marked = marked.split(['\r', '\n']).next().unwrap_or("");
        Mark {
            line: nth,
            column: column + 1,
            length: marked.chars().count().max(1),
            text: line.to_owned(),
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

/// Reads the table and collects what is wrong.
struct Reader<'t> {
    text: &'t str,
    slips: Vec<Slip>,
    /// The unit whose entries are being read.
    unit: Option<String>,
    /// Entries that a stage may find unfit, and where they stand.
    spots: Vec<(Spot, Range<usize>)>,
}

impl Reader<'_> {
    fn settings(&mut self, table: &DeTable<'_>) -> Settings {
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
