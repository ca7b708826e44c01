//! Numbers that were bound, held against the tables.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::meaning::{ALL, Figures, Meaning};
use super::number::{About, Fit, Number};
use super::qualify::{Firm, Unit};
use crate::address::Address;
use crate::finding::{Finding, Place, Rule};
use crate::text;
use crate::verify::report::Report;
use crate::verify::report::rules::{TEXT_DIFFERS, TEXT_DOUBTFUL};

/// What has been found in the text so far.
pub(super) struct Held<'r> {
    pub(super) figures: Figures<'r>,
    pub(super) report: &'r Report,
    pub(super) unit: Unit,
    pub(super) agreed: usize,
    pub(super) evidence: Evidence,
    /// Sums that the text has said of this year.
    pub(super) said: BTreeSet<Vec<usize>>,
    pub(super) foreign: Vec<Foreign>,
    /// Sentences that say of all requests that came in, or of all cases, that they were settled.
    pub(super) settled: Vec<Settled>,
    pub(super) findings: Vec<Finding>,
}

/// What tells that a sentence speaks of the tables, whatever it is headed by.
#[derive(Default)]
pub(super) struct Evidence {
    /// How much of it agrees with them.
    pub(super) weight: usize,
    /// How much of that is of section 三.
    pub(super) of_requests: usize,
    /// Figures that it names in the form's own words.
    pub(super) own: BTreeSet<Vec<usize>>,
}

/// What a sentence's own numbers tell that it speaks of.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Evident {
    /// The tables.
    pub(super) tables: bool,
    /// By numbers that are theirs.
    pub(super) by_numbers: bool,
    /// By numbers of requests.
    pub(super) requests: bool,
}

impl Evident {
    /// Of a sentence in a paragraph whose sentences weigh so much together.
    pub(super) fn of(evidence: &Evidence, all: usize) -> Self {
        /// Figures in the form's own words that tell that a sentence speaks of its tables.
        const OWN: usize = 3;
        let by_numbers = evidence.weight >= 2;
        let with_others = evidence.weight >= 1 && all >= 3;
        Evident {
            tables: by_numbers || with_others || evidence.own.len() >= OWN,
            by_numbers,
            requests: evidence.of_requests >= 2,
        }
    }
}

/// A number that was said of another year and is that of this year's tables.
pub(super) struct Foreign {
    pub(super) year: i16,
    pub(super) sum: Vec<usize>,
    pub(super) weight: usize,
    pub(super) number: String,
    pub(super) sentence: String,
    pub(super) at: Address,
}

/// A sentence that says that all were settled, 收到42件，已全部办结; 行政复议7件，均已审结.
pub(super) struct Settled {
    /// The slots of those that were not.
    pub(super) open: Vec<usize>,
    /// What the sentence says was done with them.
    pub(super) how: &'static str,
    pub(super) sentence: String,
    pub(super) at: Address,
}

/// Where a number was said.
#[derive(Clone, Copy)]
pub(super) struct Said<'s> {
    pub(super) sentence: &'s str,
    pub(super) at: Address,
    /// What it speaks of is certain.
    pub(super) sure: bool,
}

/// What came of a number.
pub(super) enum Bound {
    /// It agrees, or is none of this year's.
    Agreed,
    /// It differs, and was found.
    Found,
    /// Bound, but not firmly: as it is listed.
    Listed(String),
    /// Bound to nothing.
    Nothing,
}

impl Held<'_> {
    /// Holds a number against what it can mean.
    pub(super) fn hold(
        &mut self,
        said: &Said<'_>,
        number: &Number,
        meaning: &Meaning,
        firm: Firm,
    ) -> Bound {
        let of_number = if number.unsure {
            Firm::Likely
        } else {
            Firm::Sure
        };
        let firm = firm.max(meaning.firm).max(of_number);
        if firm == Firm::Sure {
            self.evidence.own.extend(meaning.sums.first().cloned());
        }
        let known = meaning
            .sums
            .iter()
            .filter_map(|sum| Some((sum, self.figures.value(sum)?)));
        let known: Vec<(&Vec<usize>, Decimal)> = known.collect();
        let Some(&(nearest, value)) = known.first() else {
            return Bound::Nothing;
        };
        let without_total = |slot: &usize| self.figures.is_without_total(*slot);
        let firm = match nearest.iter().any(without_total) {
            true => firm.max(Firm::Likely),
            false => firm,
        };
        for (sum, value) in &known {
            if number.fit(*value) == Fit::Same {
                self.agreed += 1;
                let weight = weight(number, *value);
                self.evidence.weight += weight;
                let first = sum.first().map(|slot| &self.figures.form.slots[*slot]);
                if first.is_some_and(|slot| slot.name().section() == 3) {
                    self.evidence.of_requests += weight;
                }
                self.said.insert((*sum).clone());
                return Bound::Agreed;
            }
        }
        // another unit's number beside this one's is its share
        let told = firm == Firm::Likely && self.said.contains(nearest);
        if firm == Firm::Sure {
            self.said.insert(nearest.clone());
        }
        let rough = number.fit(value) == Fit::Rough;
        let less = known.iter().any(|k| number.value <= k.1);
        let listed = rough || told || (meaning.part && less);
        if firm == Firm::Loose || listed {
            let words = format!(
                "{}（表格 {} 是 {}）",
                number.text,
                self.names(nearest),
                value.normalize()
            );
            return Bound::Listed(words);
        }
        let message = format!(
            "正文写 {}，表格 {} 是 {}，相差 {}：{}",
            number.text,
            self.names(nearest),
            value.normalize(),
            number.difference(value).normalize(),
            text::quote(said.sentence)
        );
        let rule = match firm == Firm::Sure && said.sure {
            true => &TEXT_DIFFERS,
            false => &TEXT_DOUBTFUL,
        };
        let nearest = nearest.clone();
        self.find(rule, said, message, &nearest);
        if let Some(finding) = self.findings.last_mut() {
            finding.value = Some(number.text.clone());
        }
        Bound::Found
    }

    /// The slots of a sum as messages name them.
    fn names(&self, slots: &[usize]) -> String {
        let form = self.figures.form;
        let names: Vec<&str> = slots
            .iter()
            .filter(|s| slots.len() == 1 || self.figures.values[**s].is_some_and(|v| !v.is_zero()))
            .map(|s| form.slots[*s].id.as_str())
            .collect();
        // where all are nothing, all of them are
        let all: Vec<&str> = slots.iter().map(|s| form.slots[*s].id.as_str()).collect();
        match all.as_slice() {
            _ if !names.is_empty() => names.join(" ＋ "),
            [first, .., last] if all.len() > NAMED => {
                format!("{first} 至 {last} 共 {} 格之和", all.len())
            }
            all => all.join(" ＋ "),
        }
    }

    pub(super) fn find(
        &mut self,
        rule: &'static Rule,
        said: &Said<'_>,
        message: String,
        slots: &[usize],
    ) {
        let mut finding = Finding::new(rule, Place::Cell(said.at), message);
        for slot in slots {
            let id = &self.figures.form.slots[*slot].id;
            finding = finding.related(self.report.place(id), format!("表格中的 {id}"));
        }
        self.findings.push(finding);
    }

    /// Keeps a number said of another year that is this year's.
    pub(super) fn note_other_year(
        &mut self,
        said: &Said<'_>,
        year: i16,
        number: &Number,
        meanings: &[Meaning],
    ) {
        for meaning in meanings.iter().filter(|m| m.firm == Firm::Sure) {
            let same = meaning.sums.iter().find_map(|sum| {
                let value = self.figures.value(sum)?;
                (number.fit(value) == Fit::Same).then_some((sum, value))
            });
            if let (Some((sum, value)), true) = (same, said.sure) {
                self.foreign.push(Foreign {
                    year,
                    sum: sum.clone(),
                    weight: weight(number, value),
                    number: number.text.clone(),
                    sentence: said.sentence.to_owned(),
                    at: said.at,
                });
            }
        }
    }

    /// Keeps a sentence that says that all requests were settled, where their number is the table's.
    pub(super) fn note_settled(&mut self, said: &Said<'_>, number: &Number) {
        let came_in = [&["3.1"][..], &["3.1", "3.2"]].into_iter();
        let sums = came_in.filter_map(|lines| self.figures.lines(lines, ALL));
        let mut values = sums.filter_map(|sum| self.figures.value(&sum));
        let all = values.any(|value| number.fit(value) == Fit::Same);
        if let (true, Some(open)) = (said.sure && all, self.figures.lines(&["3.4"], ALL)) {
            self.settled.push(Settled {
                open,
                how: "办结、答复",
                sentence: said.sentence.to_owned(),
                at: said.at,
            });
        }
    }

    /// Keeps a sentence that says that all cases of these paths were decided.
    pub(super) fn note_decided(&mut self, said: &Said<'_>, paths: &[&str]) {
        let open = self.figures.cases(paths, "尚未审结");
        if let (true, Some(open)) = (said.sure, open) {
            self.settled.push(Settled {
                open,
                how: "审结",
                sentence: said.sentence.to_owned(),
                at: said.at,
            });
        }
    }

    /// All are said to be settled, and some were not, of which the text says nothing.
    pub(super) fn settled_and_carried(&mut self) {
        for settled in std::mem::take(&mut self.settled) {
            let open = settled.open;
            let left = self.figures.value(&open).filter(|value| !value.is_zero());
            let Some(left) = left.filter(|_| !self.said.contains(&open)) else {
                continue;
            };
            let message = format!(
                "正文说全部{}，表格 {} 是 {}：{}",
                settled.how,
                self.names(&open),
                left.normalize(),
                text::quote(&settled.sentence)
            );
            let said = Said {
                sentence: &settled.sentence,
                at: settled.at,
                sure: false,
            };
            self.find(&TEXT_DOUBTFUL, &said, message, &open);
        }
    }

    /// Sentences on another year whose numbers are this year's, of which the text says no others.
    pub(super) fn other_years(&mut self) {
        let Some(year) = self.report.year else { return };
        let foreign = std::mem::take(&mut self.foreign);
        for same in foreign.chunk_by(|a, b| (a.at, &a.sentence) == (b.at, &b.sentence)) {
            let weight: usize = same.iter().map(|f| f.weight).sum();
            if weight < 2 || same.iter().any(|f| self.said.contains(&f.sum)) {
                continue;
            }
            let numbers: Vec<&str> = same.iter().map(|f| f.number.as_str()).collect();
            let message = format!(
                "正文说的是 {} 年，写的 {} 却是 {year} 年度表格的数：{}",
                same[0].year,
                numbers.join("、"),
                text::quote(&same[0].sentence)
            );
            let slots: Vec<usize> = same.iter().flat_map(|f| f.sum.clone()).collect();
            let said = Said {
                sentence: &same[0].sentence,
                at: same[0].at,
                sure: false,
            };
            self.find(&TEXT_DOUBTFUL, &said, message, &slots);
        }
    }
}

/// Slots of nothing that a message names one by one.
const NAMED: usize = 6;

/// How far a number that agrees tells that its sentence speaks of the tables: small ones agree by chance, and rough
/// ones with many.
fn weight(number: &Number, value: Decimal) -> usize {
    match value {
        _ if number.about != About::Exactly => 0,
        _ if value >= Decimal::TEN => 2,
        _ => usize::from(!value.is_zero()),
    }
}
