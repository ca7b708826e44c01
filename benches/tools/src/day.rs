//! Days as Excel counts them.

/// Days since 1899-12-30.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i32);

impl Day {
    /// The day of a date of the Gregorian calendar.
    pub fn of(year: i32, month: i32, day: i32) -> Day {
        // days from civil, after Howard Hinnant
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let of_era = y.rem_euclid(400);
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Day(era * 146_097 + days - 719_468 + 25_569)
    }

    /// Year, month, day.
    pub fn parts(self) -> (i32, i32, i32) {
        let z = self.0 - 25_569 + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let mp = (5 * of_year + 2) / 153;
        let day = of_year - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = year + era * 400 + i32::from(month <= 2);
        (year, month, day)
    }

    /// `2022-04-29`.
    pub fn dashed(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year}-{month:02}-{day:02}")
    }

    /// `2022/4/29`.
    pub fn slashed(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year}/{month}/{day}")
    }

    /// The day that many days later.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0 + days)
    }
}
