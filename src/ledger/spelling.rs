//! 写法: numbers that are written in two ways: 000002 and 2, 〔2022〕第1号 and 〔2022〕1号, 某罚字〔2022〕01号.
//!
//! In: numbers as compared, and rows that were found to have one number in two spellings. Out: what tells such numbers,
//! and a doubt for each two exports that have them. Whether the rows are one thing is left to who asks.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hasher};

use hashbrown::DefaultHashBuilder;

use crate::address::Address;
use crate::column::Field;
use crate::finding::{Finding, Place};
use crate::text::{self, quote};

use super::merge::Told;
use super::rules;

/// Rows that are held against one of another spelling, at most.
pub(super) const MOST: usize = 64;

/// Tells a number, as compared, without what its spellings differ in: zeros in front of digits, 第, 字, 年 and 号,
/// and what stands between its parts.
fn bare(key: &str, tell: &mut dyn FnMut(char)) {
    let mut last = ' ';
    let mut parted = false;
    let key = without_remark(key);
    // how many digits of a year that its number follows at once are still to come: 2022001
    let mut of_year = 0;
    let mut chars = key.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if c == '2' && !last.is_ascii_digit() && begins_with_year(&key[at..]) {
            of_year = YEAR;
        } else if of_year > 0 {
            of_year -= 1;
            parted |= of_year == 0;
        }
        let before_digit = next.is_some_and(|c| c.is_ascii_digit());
        let silent = match c {
            '第' => before_digit,
            '年' => last.is_ascii_digit(),
            '号' => next.is_none() && last.is_ascii_digit(),
            '字' => next.is_some_and(|c| c.is_ascii_digit() || !c.is_alphanumeric() || c == '第'),
            '0' => before_digit && (parted || !last.is_ascii_digit()),
            '\u{4e00}'..='\u{9fff}' => false,
            c => !c.is_alphanumeric(),
        };
        if silent {
            parted |= c != '0';
            continue;
        }
        if parted && last.is_ascii_digit() && c.is_ascii_digit() {
            tell('-');
        }
        tell(c);
        last = c;
        parted = false;
    }
}

/// Digits of a year.
const YEAR: usize = 4;

/// Whether a run of digits is a year and a number of three digits or more behind it.
fn begins_with_year(text: &str) -> bool {
    const LEAST: usize = YEAR + 3;
    let digits = text.bytes().take_while(u8::is_ascii_digit).take(LEAST);
    text.starts_with("20") && digits.count() == LEAST
}

/// What is remarked behind a number in brackets that tells nothing apart.
const REMARKS: [&str; 11] = [
    "结转",
    "上年结转",
    "接上",
    "续",
    "续办",
    "更正",
    "补登",
    "补录",
    "重报",
    "办结",
    "已办结",
];

/// A number without what is remarked behind it, 「（结转）」, and what it is called before it, 「编号：」.
fn without_remark(key: &str) -> &str {
    const CALLED: [&str; 4] = ["编号:", "编号", "no.", "no:"];
    let called = CALLED.iter().find_map(|word| key.strip_prefix(word));
    let key = called.filter(|rest| !rest.is_empty()).unwrap_or(key);
    let remark = || {
        let (number, remark) = key.strip_suffix(')')?.rsplit_once('(')?;
        (REMARKS.contains(&remark) && number.ends_with(|c: char| c.is_ascii_digit() || c == '号'))
            .then_some(number)
    };
    match key.ends_with(')') {
        true => remark().unwrap_or(key),
        false => key,
    }
}

/// A hash that all spellings of a number have; of the number as compared.
pub(super) fn hash(hasher: &impl BuildHasher, key: &str) -> u64 {
    let mut told = hasher.build_hasher();
    // handed on in pieces, for each costs as much as a long one
    let mut piece = [0; 96];
    let mut used = 0;
    bare(key, &mut |c| {
        if used + c.len_utf8() > piece.len() {
            told.write(&piece[..used]);
            used = 0;
        }
        used += c.encode_utf8(&mut piece[used..]).len();
    });
    told.write(&piece[..used]);
    told.finish()
}

/// Whether two numbers are spellings of one.
pub(super) fn is_one(one: &str, other: &str) -> bool {
    let of = |number: &str| {
        let mut bared = String::with_capacity(number.len());
        bare(&text::key(number), &mut |c| bared.push(c));
        bared
    };
    let (one, other) = (of(one), of(other));
    one == other && one.contains(|c: char| c.is_ascii_digit())
}

/// Two rows of different exports, with their numbers as written.
pub(super) struct Pair {
    /// The earlier row, and where its number stands.
    pub(super) was: (Address, String),
    /// The later one.
    pub(super) is: (Address, String),
    /// They are taken for one thing.
    pub(super) one: bool,
}

/// Numbers that are another spelling of one in another export, each with that one.
pub(super) struct Spelled(HashMap<Box<str>, Box<str>>);

impl Spelled {
    /// The spelling that all of a number go by.
    pub(super) fn of(&self, number: &str) -> Box<str> {
        self.0.get(number).map_or_else(|| number.into(), Box::clone)
    }
}

/// Numbers of rows that are another spelling of one in another export, where the two agree in something else; a doubt
/// for each two exports. Numbers stand in a field, where they are written in a form of their own.
pub(super) fn others<'r, T: Told, K: Eq + std::hash::Hash>(
    rows: &'r [T],
    number: impl Fn(&'r T) -> Option<&'r str>,
    agree: impl Fn(&'r T) -> Option<K>,
    (field, written): (Field, impl Fn(&'r T) -> Option<&'r str>),
) -> (Spelled, Vec<Finding>) {
    let place = |row: &'r T| {
        let written = written(row).or_else(|| number(row));
        (
            row.record().cell(field),
            written.unwrap_or_default().to_owned(),
        )
    };
    let hasher = DefaultHashBuilder::default();
    let mut alike: HashMap<(K, u64), Vec<(&T, &str)>> = HashMap::new();
    let mut spelled: HashMap<&str, &str> = HashMap::new();
    let mut pairs = Vec::new();
    for is in rows {
        let (Some(own), Some(key)) = (number(is), agree(is)) else {
            continue;
        };
        let known = alike
            .entry((key, hash(&hasher, &text::key(own))))
            .or_default();
        if known.len() >= MOST || known.iter().any(|(_, was)| *was == own) {
            continue;
        }
        let of_another = |(row, was): &&(&T, &str)| row.export() != is.export() && is_one(was, own);
        if let Some((was, first)) = known.iter().find(of_another) {
            pairs.push(Pair {
                was: place(was),
                is: place(is),
                one: true,
            });
            spelled.insert(own, spelled.get(first).copied().unwrap_or(first));
        }
        known.push((is, own));
    }
    let spelled = spelled.into_iter();
    let spelled = spelled.map(|(own, first)| (own.into(), first.into()));
    (Spelled(spelled.collect()), doubts(pairs))
}

/// A doubt for each two exports that spell numbers in two ways.
pub(super) fn doubts(pairs: Vec<Pair>) -> Vec<Finding> {
    let export = |at: Address| (at.file, at.sheet);
    let mut of_two: BTreeMap<_, Vec<Pair>> = BTreeMap::new();
    for pair in pairs {
        let exports = (export(pair.is.0), export(pair.was.0), !pair.one);
        of_two.entry(exports).or_default().push(pair);
    }
    let doubt = |mut pairs: Vec<Pair>| {
        pairs.sort_by_key(|pair| pair.is.0);
        let (count, first) = (pairs.len(), pairs.first()?);
        let how = match first.one {
            true => "按同一件计一次",
            false => "日期等有的相同、有的不同，分别计数",
        };
        let times = match count {
            1 => String::new(),
            _ => format!("；两张表之间这样的共 {count} 件"),
        };
        let message = format!(
            "{}与另一份导出中的{}只差前面的零、“第”“字”、横线或括号，{how}{times}",
            quote(&first.is.1),
            quote(&first.was.1)
        );
        let finding = Finding::new(&rules::SAME_ROW, Place::Cell(first.is.0), message);
        let finding = finding.value(first.is.1.as_str());
        Some(
            finding
                .help("是同一件的，请把两份台账里的编号（文号）改成一样的写法；不是同一件的，请改正编号，或用 [[explain]] 说明")
                .related(Place::Cell(first.was.0), "另一份导出中的一行"),
        )
    };
    of_two.into_values().filter_map(doubt).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_number_are_one_and_other_numbers_are_not() {
        let hasher = DefaultHashBuilder::default();
        for (one, other) in [
            ("000002", "2"),
            ("某罚〔2022〕第1号", "某罚〔2022〕1号"),
            ("某罚〔2022〕01号", "某罚[2022]1号"),
            ("某罚字〔2022〕第1号", "某罚〔2022〕1号"),
            ("某罚2022-1号", "某罚〔2022〕1号"),
            ("（2022）第1号", "2022年第1号"),
            ("2022-001", "2022-1"),
            ("2022001", "2022-001"),
            ("SQ-2022-001", "SQ2022001"),
            ("2022-001（结转）", "2022-001"),
            ("编号：2022-001", "No.2022-001"),
            ("某罚决〔2022〕1号（更正）", "某罚决〔2022〕1号"),
        ] {
            assert!(is_one(one, other), "{one} {other}");
            assert_eq!(
                hash(&hasher, &text::key(one)),
                hash(&hasher, &text::key(other)),
                "{one} {other}"
            );
        }
        for (one, other) in [
            ("2022-11", "2022-1"),
            ("2022-11", "20221-1"),
            ("20221", "2022-1"),
            ("10", "1"),
            ("某罚〔2022〕10号", "某罚〔2022〕1号"),
            ("某罚〔2022〕1号", "某许〔2022〕1号"),
            ("甲", "甲-"),
        ] {
            assert!(!is_one(one, other), "{one} {other}");
        }
    }
}
