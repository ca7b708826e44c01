//! 小: what rows are kept in: days of two bytes, texts behind one another, marks in the place of texts, and what
//! many rows say alike, once.

use std::hash::{BuildHasher, Hash};

use hashbrown::DefaultHashBuilder;
use hashbrown::hash_table::{Entry, HashTable};
use jiff::civil::Date;

use crate::date::{YEARS, is_of_records};
use crate::packed;
use crate::period::Period;
use crate::text;

/// Each thing once, by its position.
#[derive(Debug)]
pub(super) struct Sayings<T> {
    pub(super) told: Vec<T>,
    known: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl<T> Default for Sayings<T> {
    fn default() -> Self {
        Sayings {
            told: Vec::new(),
            known: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl<T: Eq + Hash> Sayings<T> {
    pub(super) fn put(&mut self, saying: T) -> u32 {
        let Sayings {
            told,
            known,
            hasher,
        } = self;
        let hash = |at: &u32| hasher.hash_one(&told[index(*at)]);
        let same = |at: &u32| told[index(*at)] == saying;
        match known.entry(hasher.hash_one(&saying), same, hash) {
            Entry::Occupied(at) => *at.get(),
            Entry::Vacant(place) => {
                let at = position(told.len());
                place.insert(at);
                told.push(saying);
                at
            }
        }
    }

    /// Keeps no more room than is used.
    pub(super) fn shrink(&mut self) {
        self.told.shrink_to_fit();
    }
}

/// Texts behind one another.
#[derive(Debug, Default)]
pub(super) struct Texts(pub(super) String);

/// Where a text stands; never 0.
pub(super) type Text = std::num::NonZeroU32;

impl Texts {
    pub(super) fn put(&mut self, text: &str) -> Text {
        self.put_parts(&[text])
    }

    pub(super) fn put_number(&mut self, number: &str) -> Text {
        let mark = if number.starts_with([NUMBER, KEY, BOTH]) {
            NUMBER_MARK
        } else {
            ""
        };
        self.put_parts(&[mark, number])
    }

    /// The fields of a key, each with its length before it.
    pub(super) fn put_key(&mut self, fields: &[Box<str>]) -> Text {
        self.put_after(KEY, fields.iter().map(|field| &**field))
    }

    /// A number and the fields of a key.
    pub(super) fn put_both(&mut self, number: &str, fields: &[Box<str>]) -> Text {
        let fields = fields.iter().map(|field| &**field);
        self.put_after(BOTH, std::iter::once(number).chain(fields))
    }

    fn put_after<'t>(&mut self, mark: char, fields: impl Iterator<Item = &'t str>) -> Text {
        let mut key = Texts(mark.to_string());
        for field in fields {
            key.put(field);
        }
        self.put(&key.0)
    }

    fn put_parts(&mut self, parts: &[&str]) -> Text {
        let at = position(self.0.len() + 1);
        let put = packed::push(&mut self.0, parts);
        assert!(put, "texts of cells are bounded");
        Text::new(at).expect("it is one more than a length")
    }

    /// The fields of a key; none where it is a number alone.
    pub(super) fn key(&self, at: Text) -> Vec<Box<str>> {
        let key = key(self.get(at)).unwrap_or_default();
        fields(key).map(Into::into).collect()
    }

    #[inline]
    pub(super) fn get(&self, at: Text) -> &str {
        let from = &self.0[index(at.get() - 1)..];
        packed::first(from)
            .and_then(|(text, _)| text)
            .unwrap_or_default()
    }
}

/// A day of the years of records in two bytes, or none: months of 31 days, so that its parts are found by
/// division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Day(u16);

pub(super) const FIRST_YEAR: i16 = *YEARS.start();

/// They fit into two bytes.
const _: () = assert!(*YEARS.end() - FIRST_YEAR < 176);

impl Day {
    pub(super) fn of(day: Option<Date>) -> Self {
        let Some(day) = day else { return Day(0) };
        let parts = (i32::from(day.year() - FIRST_YEAR) * 12 + i32::from(day.month()) - 1) * 31
            + i32::from(day.day());
        Day(u16::try_from(parts)
            .expect("what is read as a date or a period lies in the years of records"))
    }

    pub(super) fn day(self) -> Option<Date> {
        let parts = i16::try_from(self.0.checked_sub(1)? / 31).ok()?;
        let day = i8::try_from((self.0 - 1) % 31 + 1).ok()?;
        let month = i8::try_from(parts % 12 + 1).ok()?;
        Date::new(parts / 12 + FIRST_YEAR, month, day).ok()
    }
}

/// A span of days, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    from: Day,
    to: Day,
}

impl Span {
    pub(super) fn of(period: Option<Period>) -> Self {
        Span {
            from: Day::of(period.map(|p| p.from)),
            to: Day::of(period.map(|p| p.to)),
        }
    }

    /// The days that two periods have in common; none where they have none, or not all are of the years of days.
    pub(super) fn common(one: Period, other: Period) -> Option<Self> {
        let (from, to) = (one.from.max(other.from), one.to.min(other.to));
        let known = is_of_records(from) && is_of_records(to);
        (from <= to && known).then(|| Span::of(Some(Period { from, to })))
    }

    /// Whether a day is told that lies in it.
    pub(super) fn holds(self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }

    pub(super) fn period(self) -> Option<Period> {
        Some(Period {
            from: self.from.day()?,
            to: self.to.day()?,
        })
    }
}

/// What tells whether two texts are the same, without the texts; 0 for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Mark(pub(super) u32);

impl Mark {
    /// Of a text in whatever form it is written.
    pub(super) fn of(text: Option<&str>) -> Self {
        let Some(text) = text else { return Mark(0) };
        let mut mixer = Mixer::default();
        text::key_parts(text, &mut |part| mixer.add(part.as_bytes()));
        if mixer.length == 0 {
            return Mark(0);
        }
        let bits = mixer.end();
        Mark(u32::try_from((bits >> 32) ^ (bits & 0xffff_ffff)).map_or(1, |m| m.max(1)))
    }

    pub(super) fn is_told(self) -> bool {
        self.0 != 0
    }
}

/// Mixes bytes eight at a time, in whatever pieces they come; the same in every run.
#[derive(Default)]
struct Mixer {
    bits: u64,
    /// Bytes that are not eight yet, the first one lowest.
    waiting: u64,
    length: u64,
}

impl Mixer {
    fn add(&mut self, bytes: &[u8]) {
        let held = self.length % 8;
        let mut rest = bytes;
        if held > 0 {
            let (first, behind) = rest.split_at(rest.len().min(index_of(8 - held)));
            for byte in first {
                self.byte(*byte);
            }
            rest = behind;
        }
        let (eights, last) = rest.as_chunks::<8>();
        for eight in eights {
            self.bits = fold(self.bits ^ u64::from_le_bytes(*eight));
        }
        self.length += 8 * eights.len() as u64;
        for byte in last {
            self.byte(*byte);
        }
    }

    fn byte(&mut self, byte: u8) {
        self.waiting |= u64::from(byte) << (8 * (self.length % 8));
        self.length += 1;
        if self.length.is_multiple_of(8) {
            self.bits = fold(self.bits ^ self.waiting);
            self.waiting = 0;
        }
    }

    fn end(self) -> u64 {
        fold(fold(self.bits ^ self.waiting) ^ self.length)
    }
}

/// A product whose both halves count.
fn fold(bits: u64) -> u64 {
    let product = u128::from(bits ^ 0x2545_f491_4f6c_dd1d) * 0x9e37_79b9_7f4a_7c15;
    let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).unwrap_or(0);
    half(product >> 64) ^ half(product)
}

fn index_of(length: u64) -> usize {
    usize::try_from(length).expect("fewer than eight")
}

/// The number that a text is or begins with; none where it is a key.
pub(super) fn number(text: &str) -> Option<&str> {
    match text.as_bytes().first().copied().map(char::from) {
        Some(KEY) => None,
        Some(BOTH) => packed::first(&text[BOTH.len_utf8()..])?.0,
        Some(NUMBER) => Some(&text[NUMBER_MARK.len()..]),
        _ => Some(text),
    }
}

/// The key that a text is or ends with, one field behind the other; none where it is a number alone.
pub(super) fn key(text: &str) -> Option<&str> {
    match text.as_bytes().first().copied().map(char::from) {
        Some(KEY) => text.strip_prefix(KEY),
        Some(BOTH) => Some(packed::first(&text[BOTH.len_utf8()..])?.1),
        _ => None,
    }
}

/// The fields of a key.
pub(super) fn fields(key: &str) -> impl Iterator<Item = &str> {
    let mut rest = key;
    std::iter::from_fn(move || {
        let (field, behind) = packed::first(rest)?;
        rest = behind;
        field
    })
}

/// Stands before a key.
const KEY: char = '\u{1}';

/// Stands before a number and a key.
const BOTH: char = '\u{2}';

/// Stands before a number that begins with one of the three.
const NUMBER: char = '\0';
const NUMBER_MARK: &str = "\0";

pub(super) fn position(length: usize) -> u32 {
    u32::try_from(length).expect("parts are bounded")
}

/// A position of which it is known that two bytes hold it.
pub(super) fn near(position: u32) -> u16 {
    u16::try_from(position).expect("parts are bounded")
}

pub(super) fn index(position: impl Into<u32>) -> usize {
    usize::try_from(position.into()).expect("addresses have 32 bits at the least")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;
    use jiff::civil::date;

    #[test]
    fn every_day_of_the_years_of_records_comes_back() {
        let mut day = date(FIRST_YEAR, 1, 1);
        while is_of_records(day) {
            assert_eq!(Day::of(Some(day)).day(), Some(day));
            day = day.saturating_add(1.day());
        }
        assert_eq!(Day::of(None).day(), None);
    }

    #[test]
    fn a_mark_tells_texts_apart_and_not_their_forms() {
        let of = |text: &str| Mark::of(Some(text));
        assert_eq!(of("关于“（2022）1 号”，的申请"), of("关于(2022)1号,的申请"));
        assert_eq!(of(" \u{200b}"), Mark(0));
        let mut seen = std::collections::BTreeSet::new();
        for length in 0..100 {
            for text in [
                "甲".repeat(length),
                format!("{}乙", "甲".repeat(length)),
                "a".repeat(length),
            ] {
                if !text.is_empty() {
                    assert!(of(&text).is_told());
                    assert_eq!(of(&text), of(&format!("「{text}」")));
                    seen.insert(of(&text));
                }
            }
        }
        assert_eq!(seen.len(), 99 + 100 + 99);
    }

    #[test]
    fn numbers_and_keys_come_back() {
        let mut texts = Texts::default();
        let fields: Vec<Box<str>> = ["张三", "", "2022-01-05"].map(Into::into).to_vec();
        let key = texts.put_key(&fields);
        assert_eq!(texts.key(key), fields);
        assert_eq!(super::number(texts.get(key)), None);
        let both = texts.put_both("依申1", &fields);
        assert_eq!(texts.key(both), fields);
        assert_eq!(super::number(texts.get(both)), Some("依申1"));
        assert_eq!(super::key(texts.get(both)), super::key(texts.get(key)));
        for number in ["依申1", "", "\0", "\u{1}张三", "\0\u{1}", "\u{2}甲"] {
            let at = texts.put_number(number);
            assert_eq!(super::number(texts.get(at)), Some(number));
            assert!(texts.key(at).is_empty());
        }
    }
}
