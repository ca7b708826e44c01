//! 单位设定: what the office decided, from `gknb.toml` and the command line.
//!
//! A plain record that every stage may read. [`parse`] turns the text of `gknb.toml` into it; whether a
//! slot, a field or a line that it names exists is known to the stages and checked there.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

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

    /// The scope of a word, none for an unknown one.
    pub fn of(word: &str) -> Option<Self> {
        [Scope::Own, Scope::Government, Scope::Whole]
            .into_iter()
            .find(|s| s.word() == word.trim())
    }
}

/// What the office decided.
#[derive(Debug, Clone, Default)]
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
