//! 现行有效: the opening and the ledger must agree, or there must be something older than the year.

use rust_decimal::Decimal;

use super::{Figure, From, Previous, changes, documents, names_of, opening_slot, rules};
use crate::entry::{Category, Document};
use crate::finding::{Finding, Place};
use crate::form::{Feed, Form, Slot};
use crate::ledger::{Ledger, Paper, Year};
use crate::settings::Settings;

/// Tells where they do not.
pub(super) fn told(
    figures: &[Figure],
    ledger: &Ledger,
    form: &Form,
    settings: &Settings,
    previous: Option<&Previous>,
    year: Year,
    findings: &mut Vec<Finding>,
) {
    for (slot, figure) in form.slots.iter().zip(figures) {
        let Feed::InForce(document) = slot.feed else {
            continue;
        };
        let Some((issued, repealed)) = changes(form, document) else {
            continue;
        };
        let papers = ledger.papers.iter().filter(|p| p.kind == document);
        let line = Line {
            slot,
            document,
            figure,
            issued: &figures[issued],
            repealed: &figures[repealed],
            papers: papers.collect(),
        };
        let told = super::told_opening(&settings.opening, document);
        let source = match told {
            Some(_) => "[opening]",
            None => previous.map_or("上年报告", |p| p.file.as_str()),
        };
        if told.is_none()
            && let Some(previous) = previous
            && !line.papers.is_empty()
        {
            findings.extend(line.without_last(previous));
        }
        findings.extend(match &figure.from {
            From::Opening(opening) => line.differing(*opening, source, year),
            From::Hand(_) | From::Units(_) => Previous::opening(previous, settings, document)
                .and_then(|opening| line.given_otherwise(opening, source)),
            From::Rows(_) if line.lacks_older() => Some(line.without_older()),
            From::Nothing | From::Rows(0) => line.without_opening(settings),
            _ => None,
        });
    }
}

/// A line of documents.
struct Line<'t> {
    /// The slot of 现行有效.
    slot: &'t Slot,
    document: Document,
    figure: &'t Figure,
    issued: &'t Figure,
    repealed: &'t Figure,
    /// What the ledgers have of it.
    papers: Vec<&'t Paper>,
}

impl Line<'_> {
    fn place(&self) -> Place {
        Place::Slot(self.slot.id.clone())
    }

    /// A ledger of all that is in force shows another number than the one reckoned from the opening.
    fn differing(&self, opening: Decimal, source: &str, year: Year) -> Option<Finding> {
        let in_force = self.papers.iter().filter(|p| p.in_force);
        let shown = Decimal::from(in_force.count());
        // what is repealed after the day that the tables stand at is on the list of what was repealed in the year
        let repealed_later = |p: &Paper| {
            let ended = p.ended.map(|span| span.to.year());
            ended == Some(year.start.year())
        };
        let catalogue = self
            .papers
            .iter()
            .any(|p| p.older && p.in_force && !repealed_later(p));
        let surplus = shown - self.figure.value;
        if !catalogue || surplus.is_zero() {
            return None;
        }
        let message = format!(
            "「{}」：上年 {}（{source}）＋ 制发 {} － 废止 {} ＝ {}，台账里现行有效的有 {shown} 件，相差 {}",
            self.slot.id,
            opening.normalize(),
            self.issued.value.normalize(),
            self.repealed.value.normalize(),
            self.figure.value.normalize(),
            surplus.normalize()
        );
        let finding =
            Finding::new(&rules::IN_FORCE_DIFFERS, self.place(), message).value(shown.to_string());
        Some(documents::named(&self.papers, year, surplus, finding))
    }

    /// It is given by hand, and another number is reckoned from the opening.
    fn given_otherwise(&self, opening: Decimal, source: &str) -> Option<Finding> {
        let reckoned = opening + self.issued.value - self.repealed.value;
        let given = self.figure.value;
        if reckoned == given {
            return None;
        }
        let message = format!(
            "「{}」：手工数字是 {}，上年 {}（{source}）＋ 制发 {} － 废止 {} ＝ {}，相差 {}，按手工数字填列",
            self.slot.id,
            given.normalize(),
            opening.normalize(),
            self.issued.value.normalize(),
            self.repealed.value.normalize(),
            reckoned.normalize(),
            (given - reckoned).normalize()
        );
        let finding = Finding::new(&rules::IN_FORCE_DIFFERS, self.place(), message);
        let finding = finding.value(given.normalize().to_string()).help(
            "请核对手工数字、上年的数和制发、废止件数。手工数字有误的，改正它，或删去它让软件推算；清理、口径调整造成差别的，在 gknb.toml 用 [[explain]] 说明",
        );
        Some(match &self.figure.from {
            From::Hand(nth) => {
                let setting = Place::Setting(format!("[[figure]] {}", nth + 1));
                finding.related(setting, "手工数字")
            }
            _ => finding,
        })
    }

    /// Last year's report is there, and its number cannot be read; one of edition 2019 has none.
    fn without_last(&self, previous: &Previous) -> Option<Finding> {
        let line = Category::Document(self.document).word();
        let earlier = |slot: &String| slot.starts_with("2.") && slot.contains("新制作数量");
        let told = previous.slots.contains_key(&opening_slot(line));
        if told || previous.slots.keys().any(earlier) {
            return None;
        }
        let message = format!(
            "上年报告（{}）的「{}」读不出数字，本年现行有效不能由它推算",
            previous.file, self.slot.id
        );
        let help = format!(
            "请在 gknb.toml 中写明上年现行有效件数（上年没有的写 0）：\n[opening]\n{line} = 件数"
        );
        let finding = Finding::new(&rules::LAST_UNREADABLE, self.place(), message);
        Some(finding.help(help))
    }

    fn lacks_older(&self) -> bool {
        !self.papers.is_empty() && !self.papers.iter().any(|p| p.older)
    }

    /// A ledger without anything older than the year can hardly be all that is in force.
    fn without_older(&self) -> Finding {
        let message = format!(
            "「{}」按台账计为 {}，但台账里没有一件本年以前制发的文件",
            self.slot.id,
            self.figure.value.normalize()
        );
        let finding = Finding::new(&rules::NO_OLDER, self.place(), message);
        let first = self.papers.iter().find(|p| p.in_force);
        match first {
            Some(paper) => finding.related(Place::Cell(paper.rows[0]), "台账中的一行"),
            None => finding,
        }
    }

    /// What was issued and repealed is given by hand, and from what number it is reckoned is not known.
    fn without_opening(&self, settings: &Settings) -> Option<Finding> {
        let by_hand = |f: &Figure| matches!(f.from, From::Hand(_) | From::Units(_));
        let confirmed = names_of(self.slot)
            .iter()
            .any(|n| settings.none.contains(n));
        if confirmed || !(by_hand(self.issued) || by_hand(self.repealed)) {
            return None;
        }
        let message = format!(
            "「{}」按 0 填列：制发 {}、废止 {} 是手工填列的，没有上年现行有效件数，推算不出",
            self.slot.id,
            self.issued.value.normalize(),
            self.repealed.value.normalize()
        );
        let help = format!(
            "请用 --previous 指定上年报告，或在 gknb.toml 的 [opening] 写明上年现行有效件数：\n[opening]\n{} = 件数\n或用 [[figure]] 直接给出「{}」",
            Category::Document(self.document).word(),
            self.slot.id
        );
        Some(Finding::new(&rules::NO_OLDER, self.place(), message).help(help))
    }
}
