//! 申请行: a request kept in a few words, and what many say alike.
//!
//! In: [`Request`]s. Out: the same, without the texts of which marks alone are kept; and each at a glance, which needs
//! no text of its own.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::small::{Day, Mark, Sayings, Text, Texts, key, number};
use super::Id;
use super::understood::{Understood, understood};
use crate::address::Address;
use crate::column::{Field, Table};
use crate::entry::plain::PlainRequest;
use crate::entry::{Answer, Applicant, Record, Request, Unit};
use crate::text;

/// A request in 24 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestRow {
    pub(super) row: u32,
    /// 申请编号 as written, the fields of the office's `key`, or both.
    pub(super) number: Option<Text>,
    pub(super) saying: u32,
    pub(super) received: Day,
    pub(super) replied: Day,
    pub(super) applicant: Mark,
    pub(super) content: Mark,
}

/// What many requests say alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct RequestSaying {
    pub(super) class: Option<Applicant>,
    pub(super) answer: Answer,
    pub(super) wrote: Option<Box<str>>,
    pub(super) way: Option<Box<str>>,
    pub(super) extended: bool,
    pub(super) corrected: Option<Date>,
    pub(super) count: Option<u32>,
    pub(super) assumed: Vec<Understood>,
    pub(super) unit: Option<Unit>,
}

impl RequestRow {
    /// Of a row that says what an earlier one said.
    pub(super) fn of(plain: PlainRequest<'_>, saying: u32, texts: &mut Texts) -> Self {
        RequestRow {
            row: plain.row,
            number: plain.number.map(|number| texts.put_number(&number)),
            saying,
            received: Day::of(plain.received),
            replied: Day::of(plain.replied),
            applicant: Mark::of(plain.applicant.as_deref()),
            content: Mark::of(plain.content.as_deref()),
        }
    }

    /// What it tells, without names and contents.
    pub(super) fn unpack(self, said: &RequestSaying, record: Record, texts: &Texts) -> Request {
        let written = self.number.and_then(|text| number(texts.get(text)));
        let squeezed = written.map(text::squeeze);
        Request {
            record,
            key: self.number.map_or(Vec::new(), |text| texts.key(text)),
            written: written
                .filter(|w| Some(*w) != squeezed.as_deref())
                .map(Into::into),
            number: squeezed.map(Into::into),
            received: self.received.day(),
            class: said.class,
            answer: said.answer,
            wrote: said.wrote.clone(),
            replied: self.replied.day(),
            extended: said.extended,
            corrected: said.corrected,
            count: said.count,
            applicant: None,
            content: None,
            way: said.way.clone(),
        }
    }
}

pub(super) fn pack(
    request: Request,
    sayings: &mut Sayings<RequestSaying>,
    texts: &mut Texts,
) -> (RequestRow, Record) {
    let number = match request.written.as_deref().or(request.number.as_deref()) {
        Some(number) if !request.key.is_empty() => Some(texts.put_both(number, &request.key)),
        Some(number) => Some(texts.put_number(number)),
        None if request.key.iter().any(|k| !k.is_empty()) => Some(texts.put_key(&request.key)),
        None => None,
    };
    let mut record = request.record;
    let row = RequestRow {
        row: record.at.row,
        number,
        saying: sayings.put(RequestSaying {
            class: request.class,
            answer: request.answer,
            wrote: request.wrote,
            way: request.way,
            extended: request.extended,
            corrected: request.corrected,
            count: request.count,
            assumed: understood(&mut record),
            unit: record.unit.take(),
        }),
        received: Day::of(request.received),
        replied: Day::of(request.replied),
        applicant: Mark::of(request.applicant.as_deref()),
        content: Mark::of(request.content.as_deref()),
    };
    (row, record)
}

/// A request at a glance.
#[derive(Debug, Clone, Copy)]
pub(in crate::ledger) struct Glance<'r> {
    pub(in crate::ledger) id: Id,
    pub(in crate::ledger) table: &'r Arc<Table>,
    pub(in crate::ledger) row: u32,
    /// What tells which application it is, not squeezed.
    pub(in crate::ledger) identity: Option<&'r str>,
    pub(in crate::ledger) received: Option<Date>,
    pub(in crate::ledger) replied: Option<Date>,
    pub(in crate::ledger) class: Option<Applicant>,
    pub(in crate::ledger) answer: Answer,
    pub(in crate::ledger) wrote: Option<&'r str>,
    pub(in crate::ledger) way: Option<&'r str>,
    pub(in crate::ledger) extended: bool,
    pub(in crate::ledger) corrected: Option<Date>,
    /// How many applications it stands for.
    pub(in crate::ledger) count: u32,
    pub(in crate::ledger) assumed: bool,
    /// Its unit is told.
    pub(in crate::ledger) placed: bool,
    pub(in crate::ledger) troubled: bool,
    pub(in crate::ledger) applicant: Mark,
    pub(in crate::ledger) content: Mark,
}

impl<'r> Glance<'r> {
    /// 申请编号, as written.
    pub(in crate::ledger) fn number(&self) -> Option<&'r str> {
        number(self.identity?)
    }

    pub(in crate::ledger) fn is_numbered(&self) -> bool {
        self.number().is_some()
    }

    /// Whether it has the fields of the office's `key`.
    pub(in crate::ledger) fn is_keyed(&self) -> bool {
        self.identity
            .is_some_and(|identity| key(identity).is_some())
    }

    pub(in crate::ledger) fn at(&self) -> Address {
        Address {
            row: self.row,
            column: None,
            ..self.table.at
        }
    }

    pub(in crate::ledger) fn cell(&self, field: Field) -> Address {
        self.table.address(self.row, field)
    }

    /// File and sheet: one export.
    pub(in crate::ledger) fn export(&self) -> (u32, u16) {
        (self.table.at.file, self.table.at.sheet)
    }
}

/// What the rows of one application tell together, beside what its last one tells by itself.
#[derive(Debug, Clone, Copy)]
pub(in crate::ledger) struct Together<'a> {
    pub(in crate::ledger) received: Option<Date>,
    pub(in crate::ledger) replied: Option<Date>,
    pub(in crate::ledger) class: Option<Applicant>,
    pub(in crate::ledger) answer: Answer,
    pub(in crate::ledger) wrote: Option<&'a str>,
    pub(in crate::ledger) way: Option<&'a str>,
    pub(in crate::ledger) extended: bool,
    pub(in crate::ledger) corrected: Option<Date>,
    pub(in crate::ledger) count: Option<u32>,
}
