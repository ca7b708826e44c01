//! 单位设定: what the office decided, from `gknb.toml` and the command line.
//!
//! A plain record that every stage may read. [`read`] turns the bytes of `gknb.toml` into it, or says
//! everything that is wrong with them at once; whether a slot, a field or a line that it names exists is
//! known to the stages and checked there.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::date::{self, Seen, YEARS};
use crate::syntax::{self, Slip};

mod decided;
mod reader;
mod spot;

use reader::Reader;
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
    /// The name of the folder of the ledgers, where it is a period and nothing else: `2022年一季度`.
    pub folder: Option<String>,
    /// `by_unit`: the ledgers hold the rows of many units, which are to be told apart.
    pub by_unit: bool,
    /// `roster`: 单位名录, relative to the folder of the settings.
    pub roster: Option<String>,
    /// `[unit."某局"]`: what is decided for one unit, by its name.
    pub units: BTreeMap<String, UnitSettings>,
    /// What `gknb.toml` itself says of the year and the day, before arguments were laid over it.
    pub written: Written,
    /// Figures given by hand for single units, added up for the whole: worked out, not read.
    pub of_units: Vec<HandFigure>,
    /// Where the entries stand in the text.
    pub marks: Marks,
}

/// The span of time that settings are written for, as far as they say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Written {
    /// `year`.
    pub year: Option<i16>,
    /// `until`.
    pub until: Option<Date>,
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
    let mut reader = Reader::of(&mended.text);
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
