//! 工作日历: which days are worked, by the State Council's yearly notices.
//!
//! In: two days. Out: how many working days lie between them, as bounds where a year's notice is not known.
//! The days themselves are data: `calendar.toml`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

/// Working days of a stretch: between `least` and `most`, which differ where the notice of a year is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// Unknown days taken for days off.
    pub(super) least: u32,
    /// Unknown days taken for working days.
    pub(super) most: u32,
    /// The first year whose notice is missing.
    pub(super) missing: Option<i16>,
}

/// Working days after `from` (that day does not count) up to and including `to`; 0 when `to` is not later.
pub(super) fn working_days(from: Date, to: Date) -> Count {
    if let Some(worked) = CALENDAR.between(from, to) {
        return Count {
            least: worked,
            most: worked,
            missing: None,
        };
    }
    let mut count = Count {
        least: 0,
        most: 0,
        missing: None,
    };
    let days = from.saturating_add(jiff::Span::new().days(1));
    let days = days.series(jiff::Span::new().days(1));
    for day in days.take_while(|day| *day <= to).take(LONGEST) {
        match is_worked(day) {
            Ok(worked) => {
                count.least += u32::from(worked);
                count.most += u32::from(worked);
            }
            Err(year) => {
                count.most += 1;
                count.missing = count.missing.or(Some(year));
            }
        }
    }
    count
}

/// The so many-th working day after a day; none where a notice is missing on the way.
pub(super) fn after(from: Date, days: u32) -> Option<Date> {
    let mut left = days;
    let mut day = from;
    while left > 0 {
        day = day.tomorrow().ok()?;
        left -= u32::from(is_worked(day).ok()?);
    }
    Some(day)
}

/// The years whose notices are known, first and last.
pub(super) fn known() -> (i16, i16) {
    let years = &CALENDAR.years;
    let first = years.first().copied().unwrap_or_default();
    (first, years.last().copied().unwrap_or_default())
}

/// A stretch is looked at for some ten years at most; by then it is late in any case.
const LONGEST: usize = 4000;

/// See [`Calendar::is_worked`].
fn is_worked(day: Date) -> Result<bool, i16> {
    CALENDAR.is_worked(day)
}

struct Calendar {
    years: BTreeSet<i16>,
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
    /// Working days from the first day on, of which the notice is known, up to and including each day.
    worked_by: Vec<u32>,
}

impl Calendar {
    /// Whether a day is worked; the year whose notice would tell, where it is missing.
    fn is_worked(&self, day: Date) -> Result<bool, i16> {
        let year = day.year();
        // 元旦 may reach back into December: the notice of the next year tells the last days.
        let told_by_next = day.month() == 12 && day.day() >= 29;
        for year in [Some(year), told_by_next.then_some(year + 1)]
            .into_iter()
            .flatten()
        {
            if !self.years.contains(&year) {
                return Err(year);
            }
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        Ok(self.worked.contains(&day) || !weekend && !self.off.contains(&day))
    }

    /// Working days after a day up to and including another, where the notices of all of them are known.
    fn between(&self, from: Date, to: Date) -> Option<u32> {
        let by = |day: Date| {
            let first = jiff::civil::date(*self.years.first()?, 1, 1);
            let days = (day.day_of_year() - 1, day.year());
            let before: i32 = (first.year()..days.1)
                .map(|year| i32::from(jiff::civil::date(year, 1, 1).days_in_year()))
                .sum();
            let at = usize::try_from(before + i32::from(days.0)).ok()?;
            (day >= first).then(|| self.worked_by.get(at).copied())?
        };
        let (from, to) = (by(from)?, by(to)?);
        Some(to.saturating_sub(from))
    }
}

#[derive(Deserialize)]
struct File {
    year: Vec<Notice>,
}

#[derive(Deserialize)]
struct Notice {
    year: i16,
    #[cfg_attr(not(test), allow(dead_code))]
    notices: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    source: String,
    off: Vec<[String; 2]>,
    worked: Vec<String>,
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let mut calendar = Calendar {
        years: BTreeSet::new(),
        off: BTreeSet::new(),
        worked: BTreeSet::new(),
        worked_by: Vec::new(),
    };
    for notice in file().year {
        calendar.years.insert(notice.year);
        calendar
            .worked
            .extend(notice.worked.iter().map(|day| day_of(day)));
        for [first, last] in &notice.off {
            let last = day_of(last);
            let days = day_of(first).series(jiff::Span::new().days(1));
            calendar.off.extend(days.take_while(|day| *day <= last));
        }
    }
    let first = calendar.years.first().copied().unwrap_or_default();
    let mut day = jiff::civil::date(first, 1, 1);
    let mut worked = 0;
    while let Ok(is_worked) = calendar.is_worked(day) {
        worked += u32::from(is_worked);
        calendar.worked_by.push(worked);
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    calendar
});

fn file() -> File {
    toml::from_str(include_str!("calendar.toml")).expect("calendar.toml is tested")
}

fn day_of(written: &str) -> Date {
    written
        .parse()
        .expect("calendar.toml holds days, as its test shows")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_year_has_its_notice_and_its_days_lie_at_it() {
        let file = file();
        for (notice, next) in file.year.iter().zip(&file.year[1..]) {
            assert_eq!(notice.year + 1, next.year, "years follow each other");
        }
        for notice in &file.year {
            let year = notice.year;
            assert!(!notice.source.is_empty() && !notice.notices.is_empty());
            for number in &notice.notices {
                assert!(number.starts_with("国办发明电〔20"), "{number}");
            }
            for [first, last] in &notice.off {
                let (first, last) = (day_of(first), day_of(last));
                assert!(first <= last && last.year() == year, "{first} {last}");
                assert!(first.year() == year || first >= date(year - 1, 12, 29));
            }
            for day in notice.worked.iter().map(|day| day_of(day)) {
                assert!(day.year() == year || day >= date(year - 1, 12, 29));
                assert!(
                    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
                    "{day} would be worked anyway"
                );
                assert!(!CALENDAR.off.contains(&day), "{day} is both worked and off");
            }
        }
        assert_eq!(known(), (2018, 2026));
    }

    /// The numbers of another list of working days, made from the same notices by other people.
    #[test]
    fn years_have_as_many_working_days_as_others_count() {
        for (year, days) in [
            (2019, 250),
            (2020, 249),
            (2021, 250),
            (2022, 249),
            (2023, 249),
            (2024, 251),
            (2025, 248),
        ] {
            let count = working_days(date(year - 1, 12, 31), date(year, 12, 31));
            assert_eq!((count.least, count.most), (days, days), "{year}");
        }
    }

    #[test]
    fn moved_holidays_count_as_the_notices_say() {
        for (from, to, days) in [
            // 2019 劳动节 as adjusted: 28 April worked, 1–4 May off, 5 May worked
            (date(2019, 4, 26), date(2019, 5, 6), 5),
            // 2020 春节 prolonged to 2 February
            (date(2020, 1, 18), date(2020, 2, 3), 6),
            // 2022 国庆: 8 and 9 October worked
            (date(2022, 9, 30), date(2022, 10, 10), 3),
            // 2023 元旦 begins in December 2022
            (date(2022, 12, 30), date(2023, 1, 3), 1),
            // 29 December 2018 worked, 31 December off
            (date(2018, 12, 28), date(2019, 1, 2), 2),
            // 9 February 2024 is worked
            (date(2024, 2, 3), date(2024, 2, 18), 7),
            // nine days of 春节 2026, 14 and 28 February worked
            (date(2026, 2, 13), date(2026, 2, 28), 6),
            (date(2022, 5, 5), date(2022, 5, 5), 0),
            (date(2022, 5, 5), date(2022, 5, 1), 0),
        ] {
            let count = working_days(from, to);
            assert_eq!((count.least, count.most), (days, days), "{from} to {to}");
            assert_eq!(count.missing, None);
        }
    }

    #[test]
    fn a_missing_year_is_told_and_not_guessed() {
        let count = working_days(date(2026, 12, 25), date(2027, 1, 8));
        assert_eq!(count.missing, Some(2027));
        assert_eq!((count.least, count.most), (1, 12));
        assert_eq!(after(date(2026, 12, 1), 20), None);
        assert_eq!(after(date(2022, 1, 4), 20), Some(date(2022, 1, 30)));
    }
}
