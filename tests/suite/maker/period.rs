//! Spans of a year that an export covers, and what offices call them.

use jiff::civil::Date;

use super::facts::day;
use super::random::Random;

/// Months of the report year, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Period {
    pub(crate) year: i16,
    pub(crate) first: i8,
    pub(crate) last: i8,
}

impl Period {
    /// The first day.
    pub(crate) fn begins(self) -> Date {
        day(self.year, self.first, 1)
    }

    /// The last day.
    pub(crate) fn ends(self) -> Date {
        day(self.year, self.last, 1).last_of_month()
    }

    /// One of its names in a style that the whole office keeps to.
    pub(crate) fn name(self, style: Style) -> String {
        let Period { year, first, last } = self;
        let quarter = usize::try_from((first - 1) / 3).expect("a month");
        let short = match (first, last, style) {
            (1, 12, Style::Months) => "1-12月".to_owned(),
            (1, 12, Style::Latin) => return format!("{year}年度"),
            (1, 12, _) => "全年".to_owned(),
            (_, _, Style::Months) => format!("{first}-{last}月"),
            (1, 6, _) => "上半年".to_owned(),
            (7, 12, _) => "下半年".to_owned(),
            (1, 9, _) => "前三季度".to_owned(),
            (_, _, Style::Ordinal) => format!("第{}季度", ["一", "二", "三", "四"][quarter]),
            (_, _, Style::Plain | Style::Bare) => {
                format!("{}季度", ["一", "二", "三", "四"][quarter])
            }
            (_, _, Style::Digit) => format!("{}季度", quarter + 1),
            (_, _, Style::Latin) => return format!("{year}Q{}", quarter + 1),
        };
        match style {
            Style::Bare => short,
            _ => format!("{year}年{short}"),
        }
    }
}

/// How an office writes periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// 2022年第一季度
    Ordinal,
    /// 2022年一季度
    Plain,
    /// 一季度
    Bare,
    /// 2022年1季度
    Digit,
    /// 2022Q1
    Latin,
    /// 2022年1-3月
    Months,
}

impl Style {
    /// One of them.
    pub(crate) fn draw(random: &mut Random) -> Self {
        random.choose(&[
            Style::Ordinal,
            Style::Plain,
            Style::Bare,
            Style::Digit,
            Style::Latin,
            Style::Months,
        ])
    }
}

/// How an office cuts its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// Four quarters.
    Quarters,
    /// 一季度, 上半年, 前三季度, 全年: each from 1 January.
    Cumulative,
    /// Two halves.
    Halves,
    /// The whole year at once.
    Year,
}

impl Scheme {
    /// Its periods in their order.
    pub(crate) fn periods(self, year: i16) -> Vec<Period> {
        let spans: &[(i8, i8)] = match self {
            Scheme::Quarters => &[(1, 3), (4, 6), (7, 9), (10, 12)],
            Scheme::Cumulative => &[(1, 3), (1, 6), (1, 9), (1, 12)],
            Scheme::Halves => &[(1, 6), (7, 12)],
            Scheme::Year => &[(1, 12)],
        };
        spans
            .iter()
            .map(|&(first, last)| Period { year, first, last })
            .collect()
    }
}
