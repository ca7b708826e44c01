//! 台账种类: how well columns fit a kind of ledger.
//!
//! In: columns, each with what its heading names, and what names around them say. Out: a score, or none where they make
//! no such ledger.

use std::collections::BTreeSet;

use super::super::work::{self, ask_for_information, speaks_of_services};
use super::super::{Field, Kind};
use super::around::{Around, LETTERS};
use super::path::{Headed, TICKED};
use crate::text::squeeze;

/// Columns as those of a kind of ledger.
struct Fit<'c> {
    kind: Kind,
    columns: &'c [Headed],
    fields: BTreeSet<Field>,
    /// Fields that only ledgers of the kind have.
    core: usize,
    around: &'c Around,
    /// A name tells of the kind.
    hinted: bool,
}

impl<'c> Fit<'c> {
    fn of(kind: Kind, columns: &'c [Headed], around: &'c Around) -> Self {
        let named = columns.iter().filter_map(|(.., named)| *named);
        let fields: BTreeSet<Field> = named.map(|named| named.field).collect();
        Fit {
            kind,
            columns,
            core: fields.iter().filter(|f| is_core(kind, **f)).count(),
            fields,
            around,
            hinted: around.hinted.contains(&kind),
        }
    }

    fn has(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }

    fn has_any(&self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.has(*field))
    }

    /// Whether some heading has one of the words.
    fn says(&self, words: &[&str]) -> bool {
        let mut texts = self.columns.iter().map(|(_, text, _)| text);
        texts.any(|text| words.iter().any(|word| text.contains(word)))
    }

    /// Whether the heading of a field is its name, or has one of the words.
    fn heading(&self, field: Field, words: &[&str]) -> bool {
        self.columns.iter().any(|(_, text, named)| {
            named.is_some_and(|named| {
                named.field == field
                    && (named.rank == 0 || words.iter().any(|w| squeeze(text).contains(w)))
            })
        })
    }

    /// Whether they make a ledger of the kind.
    fn fits(&self) -> bool {
        match self.kind {
            Kind::Applications => self.are_of_applications(),
            Kind::Publications => self.are_of_publications(),
            Kind::Disputes => self.are_of_disputes(),
        }
    }

    fn are_of_applications(&self) -> bool {
        let classed = self.has_any(&[Field::Class, Field::BodyKind]);
        let letters = self.around.letters || self.says(&LETTERS);
        let asks = [Field::Number, Field::Received, Field::Content];
        let says = asks.into_iter().any(|field| self.heading(field, &["申请"]));
        (self.core >= 3 && (classed || self.hinted || says)
            || self.core >= 2 && (classed || self.hinted))
            && (classed || !letters)
    }

    fn are_of_publications(&self) -> bool {
        let own = [
            Field::DocumentNumber,
            Field::Issued,
            Field::Published,
            Field::Decided,
            Field::Repealed,
            Field::Validity,
            Field::Channel,
        ];
        let says = self.has_any(&own)
            || self.heading(Field::Category, &["类别", "文件", "公文", "决定", "信息"])
            || self.heading(Field::Amount, &["收费", "实收", "征收", "缴费"])
            || self.heading(Field::Charged, &["收费", "缴费", "入库", "征收"])
            || self.heading(Field::Count, &["决定", "公开", "发布", "信息"]);
        // 类别 and 数量 are enough for a period's sums, but not on a sheet that sums up others
        let sums = self.has_any(&[Field::Count, Field::Amount])
            && self.has(Field::Category)
            && !self.around.sums;
        let decides = [Field::Decided, Field::DocumentNumber, Field::Count]
            .into_iter()
            .any(|field| self.heading(field, &["许可", "处罚", "强制"]));
        if self.sums_up_several() {
            return false;
        }
        self.core >= 3 && (says || self.hinted)
            || self.core >= 2 && (self.hinted || decides)
            || sums
            || self.are_of_period()
            || self.are_of_charges()
    }

    /// Whether they tell how many there were of one kind of decisions and of another: 许可数量 beside 处罚数量.
    fn sums_up_several(&self) -> bool {
        let counted = self.columns.iter().filter_map(|(_, text, named)| {
            let count = named.is_some_and(|named| named.field == Field::Count);
            work::counts(&squeeze(text)).filter(|_| count)
        });
        counted.collect::<BTreeSet<_>>().len() > 1
    }

    /// What was charged, and how much.
    fn are_of_charges(&self) -> bool {
        let charged = ["收费项目", "执收项目", "缴费项目"];
        self.has(Field::Amount) && self.heading(Field::Title, &charged)
    }

    /// Who was concerned and what it was about: decisions of the period that the names tell, if no heading asks for a
    /// day.
    fn are_of_period(&self) -> bool {
        let concerned = ["当事人", "相对人", "处罚", "被许可", "持证人"];
        self.around.decisions
            && self.has(Field::Title)
            && self.heading(Field::Private, &concerned)
            && !self.says(&["日", "期", "时间", "依据", "层级"])
    }

    fn are_of_disputes(&self) -> bool {
        let says = self.has(Field::SuitPath)
            || self.heading(Field::CaseNumber, &["案", "复议", "诉讼", "判决", "裁判"])
            || self.heading(Field::CaseKind, &["案件", "救济", "复议", "诉讼"]);
        self.core >= 3 && (says || self.hinted) || self.core >= 2 && self.hinted
    }

    /// Whether it is rather the office's own work that they list.
    fn is_foreign(&self) -> bool {
        match self.kind {
            // who applies for a licence has a class, a date and a result as well
            Kind::Applications => {
                let texts = self.columns.iter().map(|(_, text, _)| text.as_str());
                let work = self.around.is_of_work() && !ask_for_information(texts.clone());
                // or the counter's, where nobody asks of what class one is
                let classed = self.has_any(&[Field::Class, Field::BodyKind]);
                work || !classed && speaks_of_services(texts)
            }
            // and a penalty begins and ends with a case
            Kind::Disputes => {
                let texts = self.columns.iter().map(|(_, text, _)| text.as_str());
                self.around.work && !self.hinted && !speaks_of_court(texts)
            }
            Kind::Publications => false,
        }
    }

    /// Of equal fields the header that names more columns: a second line of personal data belongs to it, and so do
    /// choices below a heading.
    fn named(&self) -> usize {
        let named = || self.columns.iter().filter_map(|(.., named)| *named);
        let chosen = named().any(|named| named.rank == TICKED);
        (named().count() + usize::from(chosen)).min(99)
    }
}

/// How well columns fit a kind of ledger; none when they do not make one.
pub(super) fn score(kind: Kind, columns: &[Headed], around: &Around) -> Option<usize> {
    let fit = Fit::of(kind, columns, around);
    if !fit.fits() {
        return None;
    }
    let of_names = match fit.hinted {
        true => 3,
        false if fit.is_foreign() => return Some(fit.named()),
        false => 0,
    };
    Some((fit.core * 2 + fit.fields.len() + of_names) * 100 + fit.named())
}

/// How well columns fit a kind of ledger that they make, though they rather list the office's own work.
pub(super) fn as_foreign(kind: Kind, columns: &[Headed], around: &Around) -> usize {
    Fit::of(kind, columns, around).named()
}

/// Whether headings speak of a review or a lawsuit.
pub(super) fn speaks_of_court<'t>(mut headings: impl Iterator<Item = &'t str>) -> bool {
    const WORDS: [&str; 9] = [
        "复议", "诉讼", "起诉", "应诉", "裁判", "判决", "原告", "被告", "审理",
    ];
    headings.any(|heading| WORDS.iter().any(|word| heading.contains(word)))
}

/// Whether a field is one that ledgers of a kind have and others hardly.
pub(in crate::column) fn is_core(kind: Kind, field: Field) -> bool {
    match kind {
        Kind::Applications => {
            matches!(
                field,
                Field::Number
                    | Field::Received
                    | Field::Class
                    | Field::BodyKind
                    | Field::Replied
                    | Field::Result
            )
        }
        Kind::Publications => matches!(
            field,
            Field::Category
                | Field::Title
                | Field::DocumentNumber
                | Field::Issued
                | Field::Published
                | Field::Decided
                | Field::Repealed
                | Field::Validity
                | Field::Channel
                | Field::Count
                | Field::Amount
                | Field::Charged
        ),
        Kind::Disputes => matches!(
            field,
            Field::CaseNumber
                | Field::CaseKind
                | Field::SuitPath
                | Field::Accepted
                | Field::Concluded
                | Field::Verdict
        ),
    }
}
