//! 公开行: a publication kept in a few words, and what many say alike.
//!
//! In: [`Publication`]s. Out: the same, of those that are no documents without the title; and each at a glance, which
//! needs no text of its own.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::super::small::{Mark, Sayings, Span, Text, Texts, index, near, number, position};
use super::understood::{Understood, understood};
use crate::address::Address;
use crate::column::Table;
use crate::entry::plain::PlainPublication;
use crate::entry::{Category, Publication, Record, Unit, Upshot, Validity, is_number};
use crate::period::Period;
use crate::text;

/// A publication in 24 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct PublicationRow {
    pub(super) row: u32,
    pub(super) number: Option<Text>,
    pub(super) saying: u16,
    /// Of a document its title, of anything else its mark.
    pub(super) title: u32,
    /// The position of the amount among the part's, from 1.
    pub(super) amount: u16,
    pub(super) dated: Span,
    pub(super) published: Span,
}

/// What many publications say alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct PublicationSaying {
    pub(super) category: Option<Category>,
    pub(super) upshot: Upshot,
    pub(super) validity: Option<Validity>,
    pub(super) repealed: Option<Period>,
    pub(super) channel: Option<Box<str>>,
    pub(super) count: u32,
    pub(super) assumed: Vec<Understood>,
    pub(super) unit: Option<Unit>,
}

impl PublicationRow {
    /// Of a row that says what an earlier one said.
    pub(super) fn of(
        plain: PlainPublication<'_>,
        saying: u32,
        (texts, amounts): (&mut Texts, &mut Vec<Decimal>),
    ) -> Self {
        PublicationRow {
            row: plain.row,
            number: plain.number.map(|number| texts.put_number(&number)),
            saying: near(saying),
            title: Mark::of(plain.title.as_deref()).0,
            amount: plain.amount.map_or(0, |amount| put(amount, amounts)),
            dated: Span::of(plain.dated),
            published: Span::of(plain.published),
        }
    }

    /// What it tells; the title of one that is no document is kept as a mark only.
    pub(super) fn unpack(
        self,
        said: &PublicationSaying,
        record: Record,
        (texts, amounts): (&Texts, &[Decimal]),
    ) -> Publication {
        let written = self.number.and_then(|text| number(texts.get(text)));
        let document = matches!(said.category, Some(Category::Document(_)));
        let squeezed = written.filter(|written| document || is_number(written));
        let squeezed = squeezed.map(text::squeeze);
        let title = Text::new(self.title).filter(|_| document);
        Publication {
            record,
            category: said.category,
            upshot: said.upshot,
            title: title.map(|t| texts.get(t).into()),
            written: written
                .filter(|w| Some(*w) != squeezed.as_deref())
                .map(Into::into),
            number: squeezed.map(Into::into),
            dated: self.dated.period(),
            published: self.published.period(),
            repealed: said.repealed,
            validity: said.validity,
            channel: said.channel.clone(),
            count: said.count,
            amount: amount(self, amounts),
        }
    }
}

pub(super) fn pack(
    publication: Publication,
    sayings: &mut Sayings<PublicationSaying>,
    amounts: &mut Vec<Decimal>,
    texts: &mut Texts,
) -> (PublicationRow, Record) {
    let written = publication.written.as_deref();
    let number = written
        .or(publication.number.as_deref())
        .map(|number| texts.put_number(number));
    let title = publication.title.as_deref();
    let title = match (publication.category, title) {
        (Some(Category::Document(_)), Some(title)) => texts.put(title).get(),
        (_, title) => Mark::of(title).0,
    };
    let amount = publication.amount.map_or(0, |amount| put(amount, amounts));
    let mut record = publication.record;
    let row = PublicationRow {
        row: record.at.row,
        number,
        saying: near(sayings.put(PublicationSaying {
            category: publication.category,
            upshot: publication.upshot,
            validity: publication.validity,
            repealed: publication.repealed,
            channel: publication.channel,
            count: publication.count,
            assumed: understood(&mut record),
            unit: record.unit.take(),
        })),
        title,
        amount,
        dated: Span::of(publication.dated),
        published: Span::of(publication.published),
    };
    (row, record)
}

/// Keeps an amount; its position among the part's, from 1.
fn put(amount: Decimal, amounts: &mut Vec<Decimal>) -> u16 {
    amounts.push(amount);
    near(position(amounts.len()))
}

/// 金额 of a row.
pub(super) fn amount(row: PublicationRow, amounts: &[Decimal]) -> Option<Decimal> {
    amounts.get(index(row.amount.checked_sub(1)?)).copied()
}

/// A publication at a glance.
#[derive(Debug, Clone, Copy)]
pub(in crate::ledger) struct ItemGlance<'r> {
    pub(in crate::ledger) table: &'r Arc<Table>,
    pub(in crate::ledger) row: u32,
    pub(super) number: Option<&'r str>,
    pub(in crate::ledger) category: Option<Category>,
    pub(in crate::ledger) upshot: Upshot,
    /// What tells whether two titles are the same; 0 for none. For a document it tells nothing more.
    pub(in crate::ledger) title: u32,
    pub(in crate::ledger) dated: Option<Period>,
    pub(in crate::ledger) published: Option<Period>,
    pub(in crate::ledger) channel: Option<&'r str>,
    pub(in crate::ledger) count: u32,
    pub(in crate::ledger) amount: Option<Decimal>,
    pub(in crate::ledger) assumed: bool,
    /// Its unit is told.
    pub(in crate::ledger) placed: bool,
    pub(in crate::ledger) troubled: bool,
}

impl<'r> ItemGlance<'r> {
    /// What stands in the place of its 文号, which need not be one.
    pub(in crate::ledger) fn written(&self) -> Option<&'r str> {
        number(self.number?)
    }

    /// 文号, as written.
    pub(in crate::ledger) fn number(&self) -> Option<&'r str> {
        let document = matches!(self.category, Some(Category::Document(_)));
        let written = self.written();
        written.filter(|written| document || is_number(written))
    }

    pub(in crate::ledger) fn at(&self) -> Address {
        Address {
            row: self.row,
            column: None,
            ..self.table.at
        }
    }

    pub(in crate::ledger) fn export(&self) -> (u32, u16) {
        (self.table.at.file, self.table.at.sheet)
    }
}
