//! Section 一: what its prose reports beside the tables.

use std::collections::BTreeMap;

use crate::ledger::{Application, Ledger, Year};
use shown::{channel_shown, way_shown};

mod shown;

/// Figures for the prose of section 一, which are published; no row text but the names of channels and ways.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overview {
    /// Items published in the year by channel (公开渠道) and month: name, months 1–12, and items of which
    /// the month is not told; items without a channel under 「未注明渠道」.
    pub channels: Vec<(String, Months)>,
    /// Applications received in the year by way of filing (申请方式) and month; under 「未注明方式」 where the
    /// ledger tells none.
    pub ways: Vec<(String, Months)>,
    /// Applications answered in the year, and the calendar days from receipt to reply added up.
    pub answered: (u64, u64),
}

/// Counts by month, 1 to 12, and what has no month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Months {
    /// January first.
    pub by_month: [u64; 12],
    /// Dated by a longer period.
    pub untold: u64,
}

impl Months {
    /// All together.
    pub fn total(&self) -> u64 {
        self.by_month.iter().sum::<u64>() + self.untold
    }

    fn join(&mut self, more: &Months) {
        for (here, more) in self.by_month.iter_mut().zip(more.by_month) {
            *here += more;
        }
        self.untold += more.untold;
    }

    fn add(&mut self, month: Option<i8>, count: u64) {
        let slot = month
            .and_then(|m| usize::try_from(m - 1).ok())
            .and_then(|m| self.by_month.get_mut(m));
        *slot.unwrap_or(&mut self.untold) += count;
    }
}

pub(super) fn of(ledger: &Ledger, filed: Filed<'_>) -> Overview {
    let mut channels: BTreeMap<String, Months> = BTreeMap::new();
    for (channel, months) in &ledger.items {
        let name = match &**channel {
            "" => "未注明渠道".to_owned(),
            channel => channel_shown(channel),
        };
        let counts = channels.entry(name).or_default();
        for (month, count) in (0i8..).zip(months) {
            counts.add((month > 0).then_some(month), *count);
        }
    }
    let mut ways: BTreeMap<String, Months> = BTreeMap::new();
    for (way, months) in filed.ways {
        let name = way.map_or_else(|| "未注明方式".to_owned(), way_shown);
        let counts = ways.entry(name).or_default();
        for (month, count) in (1i8..).zip(months.by_month) {
            counts.add(Some(month), count);
        }
    }
    Overview {
        channels: largest_first(channels),
        ways: largest_first(ways),
        answered: filed.answered,
    }
}

/// How applications were filed and answered, added up while the tables are.
#[derive(Debug, Default)]
pub(super) struct Filed<'l> {
    /// Those of the year by 申请方式 and month.
    ways: BTreeMap<Option<&'l str>, Months>,
    answered: (u64, u64),
}

impl<'l> Filed<'l> {
    pub(super) fn add(&mut self, application: &Application<'l>, year: Year) {
        let count = u64::from(application.count);
        let received = application.received;
        if !application.carried_in && year.holds(received) {
            let months = self.ways.entry(application.way).or_default();
            months.add(Some(received.month()), count);
        }
        let replied = application.replied;
        if let Some(replied) = replied.filter(|_| application.outcome.is_some()) {
            let days = received.duration_until(replied).as_hours() / 24;
            self.answered.0 += count;
            self.answered.1 += count * days.unsigned_abs();
        }
    }

    pub(super) fn join(&mut self, more: Filed<'l>) {
        for (way, months) in more.ways {
            self.ways.entry(way).or_default().join(&months);
        }
        self.answered.0 += more.answered.0;
        self.answered.1 += more.answered.1;
    }
}

fn largest_first(counts: BTreeMap<String, Months>) -> Vec<(String, Months)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.total().cmp(&a.1.total()).then_with(|| a.0.cmp(&b.0)));
    counts
}
