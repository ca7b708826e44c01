//! The ledgers of reviews and lawsuits.

use jiff::civil::Date;

use super::cells::{
    Filled, bracketed, column, date_style, extras, filled, heading, serials, tabulate, written,
};
use super::{Export, Ledger, Manner, lines};
use crate::maker::facts::{Case, Facts, later};
use crate::maker::period::Scheme;
use crate::maker::random::Random;
use crate::maker::table::{Table, Value};
use crate::maker::words::{BLANKS, VERDICT_WORDS, headings};

/// A case as it stood when an export was made.
#[derive(Clone)]
struct Docket<'a> {
    case: &'a Case,
    concluded: Option<(Date, usize)>,
}

/// Overlapping exports, as those of applications.
pub(super) fn cases(facts: &Facts, year: i16, manner: Manner, mut random: Random) -> Vec<Export> {
    let mut list = Vec::new();
    if facts.cases.is_empty() {
        return list;
    }
    let label = random
        .pick(&["行政复议诉讼台账", "复议应诉案件登记表"])
        .to_owned();
    let scheme = random.choose(&[Scheme::Quarters, Scheme::Halves, Scheme::Cumulative]);
    let periods = scheme.periods(year);
    let again = random.choose(&[0, 20]);
    for (position, period) in periods.iter().copied().enumerate() {
        let begins = if position == 0 {
            Date::MIN
        } else {
            period.begins()
        };
        let is_last = position + 1 == periods.len();
        let cut = if is_last {
            later(period.ends(), 20)
        } else {
            period.ends()
        };
        let mut docket = Vec::new();
        for case in &facts.cases {
            let pending = case.concluded.is_none_or(|(date, _)| date >= begins);
            let repeated = !pending && (scheme == Scheme::Cumulative || random.chance(again));
            if case.received <= cut && (pending || repeated) {
                docket.push(Docket {
                    case,
                    concluded: case.concluded.filter(|(date, _)| *date <= cut),
                });
            }
        }
        let mut table = case_table(&docket, manner, &mut random);
        table.title = format!(
            "{}年{}-{}月行政复议、行政诉讼台账",
            year, period.first, period.last
        );
        table.lines = lines(period, &mut random);
        table.records = docket.iter().map(|docket| docket.case.serial).collect();
        list.push(Export {
            ledger: Ledger::Cases,
            path: None,
            label: label.clone(),
            period,
            table,
        });
    }
    list
}

fn case_table(docket: &[Docket<'_>], manner: Manner, random: &mut Random) -> Table {
    let mut sheet = random.fork("case sheet");
    let sheet = &mut sheet;
    let (received, concluded) = (date_style(sheet), date_style(sheet));
    let blank = sheet.pick(BLANKS);
    let careless = sheet.chance(30);
    let asks = sheet.chance(50);
    let assumed = manner.assumed;
    let way = if asks {
        headings::BY_REVIEW
    } else {
        headings::WAY_TO_COURT
    };
    let mut columns: Vec<Filled<'_, Docket<'_>>> = vec![
        filled(
            column(heading(headings::CASE, sheet), None, false),
            move |docket: &Docket<'_>, random| {
                let (year, serial) = (docket.case.received.year(), docket.case.serial);
                let number = format!("（{year}）示01行初{serial}号");
                Value::text(if careless {
                    bracketed(&number, random)
                } else {
                    number
                })
            },
        ),
        filled(
            column(heading(headings::CASE_KIND, sheet), None, true),
            |docket: &Docket<'_>, _| {
                Value::text(if docket.case.path == 0 {
                    "行政复议"
                } else {
                    "行政诉讼"
                })
            },
        ),
        filled(
            column(heading(way, sheet), None, false),
            move |docket: &Docket<'_>, random| {
                Value::text(match (docket.case.path, asks) {
                    (0, _) => blank,
                    (1, true) => "否",
                    (_, true) => "是",
                    (1, false) => random.pick(&["直接起诉", "未经复议直接起诉"]),
                    (_, false) => random.pick(&["复议后起诉", "经复议"]),
                })
            },
        ),
        filled(
            column(heading(headings::ACCEPTED, sheet), None, false),
            move |docket: &Docket<'_>, random| written(docket.case.received, received, random),
        ),
        filled(
            column(heading(headings::CONCLUDED, sheet), None, false),
            move |docket: &Docket<'_>, random| match docket.concluded {
                Some((date, _)) => written(date, concluded, random),
                None => Value::text(blank),
            },
        ),
        filled(
            column(heading(headings::OUTCOME, sheet), None, false),
            move |docket: &Docket<'_>, random| {
                let verdict = docket.concluded.map_or(3, |(_, verdict)| verdict);
                Value::text(VERDICT_WORDS[verdict].draw(random, assumed))
            },
        ),
    ];
    serials(&mut columns, sheet);
    extras(&mut columns, sheet);
    tabulate(columns, docket, random)
}
