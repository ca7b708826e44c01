//! The same thing told in several rows: which row prevails.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;

use jiff::civil::Date;

use super::{Work, Year, rules};
use crate::address::Address;
use crate::column::{Field, Kind, Table};
use crate::entry::Record;
use crate::finding::{Finding, Place, Rule};
use crate::period::Period;
use crate::text::{cut, in_toml, quote};

/// What can be told in several rows.
pub(super) trait Told {
    fn record(&self) -> &Record;
    /// 申请编号 or 案号 as people read it, after the field's word; none where there is none or nothing asks.
    fn called(&self) -> Option<String> {
        None
    }

    /// The date that tells the later row where periods do not.
    fn closed(&self) -> Option<Date>;

    fn at(&self) -> Address {
        self.record().at
    }

    fn period(&self) -> Option<Period> {
        self.record().table.period
    }

    /// File and sheet: one export.
    fn export(&self) -> (u32, u16) {
        (self.at().file, self.at().sheet)
    }
}

/// Groups by key, groups in the order of their first rows; things without a key stand alone.
pub(super) fn group<T: Told, K: std::hash::Hash + Eq>(
    things: Vec<T>,
    key: impl Fn(&T) -> Option<K>,
) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    let mut known: HashMap<K, usize> = HashMap::new();
    for thing in things {
        match key(&thing) {
            Some(key) => match known.get(&key) {
                Some(&at) => groups[at].push(thing),
                None => {
                    known.insert(key, groups.len());
                    groups.push(vec![thing]);
                }
            },
            None => groups.push(vec![thing]),
        }
    }
    groups
}

/// Sorts rows of one thing so that the last one prevails: those that have a period by its end, by the date of their
/// conclusion within one, and then by file name. A row without a period goes before the first of them that was concluded
/// later, or as early and has the later name; behind all of them where there is none.
pub(super) fn sort<T: Told>(rows: &mut Vec<T>) {
    let closed = |row: &T| (row.closed(), row.at());
    let (mut told, mut untold): (Vec<T>, Vec<T>) =
        rows.drain(..).partition(|row| row.period().is_some());
    told.sort_by_key(|row| (row.period().map(|period| period.to), closed(row)));
    untold.sort_by_key(closed);
    let mut untold = untold.into_iter().peekable();
    for row in told {
        while let Some(before) = untold.next_if(|other| closed(other) < closed(&row)) {
            rows.push(before);
        }
        rows.push(row);
    }
    rows.extend(untold);
}

/// Of what was concluded by the day that the tables stand at: what rows tell of a later conclusion, and what later exports
/// tell without one, takes nothing away from that. Such rows go before the others, and their conclusion is taken out.
pub(super) fn as_of<T: Told>(rows: &mut [T], year: Year, take_out: impl Fn(&mut T)) {
    let later = |row: &T| match row.closed() {
        Some(day) => day > year.end,
        None => row.period().is_some_and(|period| period.from > year.end),
    };
    let mut concluded = rows.iter().filter_map(T::closed);
    if !year.is_cut() || !concluded.any(|day| day <= year.end) {
        return;
    }
    rows.sort_by_key(|row| !later(row));
    rows.iter_mut().filter(|row| later(row)).for_each(take_out);
}

/// Neighbours among the rows that tell a value, where the value differs; rows that tell none lie between.
pub(super) fn changes<'a, T, V: PartialEq>(
    rows: &'a [T],
    value: impl Fn(&'a T) -> Option<V>,
) -> Vec<(&'a T, &'a T)> {
    let told: Vec<(&T, V)> = rows
        .iter()
        .filter_map(|r| value(r).map(|v| (r, v)))
        .collect();
    told.windows(2)
        .filter(|pair| pair[0].1 != pair[1].1)
        .map(|pair| (pair[0].0, pair[1].0))
        .collect()
}

/// What decides that the second of two rows prevails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    Period,
    Closed,
    Name,
    /// Nothing: the same sheet.
    Nothing,
}

/// Why the later of two rows (as sorted) is the later.
fn basis<T: Told>(earlier: &T, later: &T) -> Basis {
    match (earlier.period(), later.period()) {
        (Some(a), Some(b)) if a.to != b.to => return Basis::Period,
        _ => {}
    }
    if earlier.closed() != later.closed() {
        return Basis::Closed;
    }
    if earlier.export() != later.export() {
        Basis::Name
    } else {
        Basis::Nothing
    }
}

/// What a row is known by: a number, and the office's `key`. Two rows that both have one of them are told apart, or one, by it.
pub(super) type Known = [bool; 2];

/// Whether something tells if two rows are one.
pub(super) fn are_told(one: Known, other: Known) -> bool {
    one.into_iter().zip(other).any(|(one, other)| one && other)
}

/// Pairs of rows of different exports that may be the same thing: equal in `key`, and in each of `marks`
/// where both have it. For each later row the first earlier one, one that has the same marks before all others.
pub(super) fn maybe_same<T, K: Ord, M: Eq + std::hash::Hash + Copy>(
    rows: &[T],
    key: impl Fn(&T) -> Option<K>,
    marks: impl Fn(&T) -> [Option<M>; 2],
    known: impl Fn(&T) -> Known,
    export: impl Fn(&T) -> (u32, u16),
) -> Vec<(&T, &T)> {
    let mut by_key: BTreeMap<K, Vec<&T>> = BTreeMap::new();
    for row in rows {
        if let Some(key) = key(row) {
            by_key.entry(key).or_default().push(row);
        }
    }
    let mut pairs = Vec::new();
    for group in by_key.into_values() {
        // rows of a group by export, so that a large export is not compared with itself
        let mut exports: BTreeMap<(u32, u16), Vec<&T>> = BTreeMap::new();
        for row in group {
            exports.entry(export(row)).or_default().push(row);
        }
        if exports.len() < 2 {
            continue;
        }
        let mut earlier = Earlier::default();
        for rows in exports.into_values() {
            for row in &rows {
                if let Some(other) = earlier.first(marks(row), known(row)) {
                    pairs.push((other, *row));
                }
            }
            for row in rows {
                earlier.add(row, marks(row), known(row));
            }
        }
    }
    pairs
}

/// Rows by what they may be found by: which of their marks they tell, and some of those.
struct Earlier<'r, T, M> {
    /// Rows so far.
    count: usize,
    /// The first that is known by each of [`EITHER`].
    known: HashMap<Marks<M>, [First<'r, T>; 4]>,
}

/// A row and its place among all.
type First<'r, T> = Option<(usize, &'r T)>;

/// Which marks a row tells, and those of them that are compared.
type Marks<M> = ([bool; 2], [Option<M>; 2]);

impl<T, M> Default for Earlier<'_, T, M> {
    fn default() -> Self {
        Earlier {
            count: 0,
            known: HashMap::new(),
        }
    }
}

impl<'r, T, M: Eq + std::hash::Hash + Copy> Earlier<'r, T, M> {
    fn add(&mut self, row: &'r T, marks: [Option<M>; 2], by: Known) {
        let at = EITHER.iter().position(|either| *either == by);
        let told = marks.map(|mark| mark.is_some());
        let compared = EITHER.into_iter().filter(|some| is_within(*some, told));
        for some in compared {
            let firsts = self.known.entry((told, only(marks, some))).or_default();
            if let Some(at) = at {
                firsts[at].get_or_insert((self.count, row));
            }
        }
        self.count += 1;
    }

    /// The first row that agrees in the marks that both tell, and of which nothing tells whether it is the same.
    fn first(&self, marks: [Option<M>; 2], by: Known) -> Option<&'r T> {
        let told = marks.map(|mark| mark.is_some());
        let of = |other: [bool; 2]| {
            let both = [told[0] && other[0], told[1] && other[1]];
            let firsts = self.known.get(&(other, only(marks, both)))?;
            let firsts = firsts.iter().zip(EITHER);
            let untold = firsts.filter(|(_, of)| !are_told(*of, by));
            untold
                .filter_map(|(first, _)| *first)
                .min_by_key(|(at, _)| *at)
        };
        let first = || EITHER.into_iter().filter_map(of).min_by_key(|(at, _)| *at);
        of(told).or_else(first).map(|(_, row)| row)
    }
}

/// Each way to tell some of two.
const EITHER: [[bool; 2]; 4] = [[true, true], [true, false], [false, true], [false, false]];

fn is_within(some: [bool; 2], of: [bool; 2]) -> bool {
    some.into_iter().zip(of).all(|(some, of)| of || !some)
}

fn only<M>([first, second]: [Option<M>; 2], [one, other]: [bool; 2]) -> [Option<M>; 2] {
    [first.filter(|_| one), second.filter(|_| other)]
}

/// The last of the rows of one thing whose table has the column of a field: a value that none tells is missed there.
pub(super) fn last_with<T: Told>(rows: &[T], field: Field) -> Option<&T> {
    rows.iter().rev().find(|r| r.record().table.has(field))
}

/// When something began or ended, and the record and the field that tell it.
pub(super) type When<'r, D> = (&'r Record, Field, D);

/// An error of a thing that ends before it begins.
pub(super) fn ends_before<D: Display>(
    (ending, ended, end): When<'_, D>,
    (beginning, began, begin): When<'_, D>,
) -> Finding {
    let begun = format!("{} {begin}", began.word());
    let message = format!("{} {end} 早于{begun}", ended.word());
    let place = Place::Cell(ending.cell(ended));
    Finding::new(&rules::REPLY_BEFORE_RECEIPT, place, message)
        .value(end.to_string())
        .related(Place::Cell(beginning.cell(began)), begun)
}

/// Something that two rows of one thing tell differently: rule, field, the earlier and the later row, and
/// what each says.
pub(super) type Change<'a, T> = (&'static Rule, Field, &'a T, &'a T, String, String);

/// What rows of one thing tell differently of a field, in the words for it.
pub(super) fn otherwise<'a, T>(
    rows: &'a [T],
    (rule, field): (&'static Rule, Field),
    word: impl Fn(&'a T) -> Option<String>,
) -> Vec<Change<'a, T>> {
    let say = |row| word(row).unwrap_or_default();
    let pairs = changes(rows, &word).into_iter();
    pairs
        .map(|(was, is)| (rule, field, was, is, say(was), say(is)))
        .collect()
}

/// The rule for two results of one thing, by what makes the later one prevail.
pub(super) fn changed_result<T: Told>(earlier: &T, later: &T) -> &'static Rule {
    match basis(earlier, later) {
        Basis::Nothing => &rules::TWO_RESULTS,
        Basis::Name => &rules::BY_NAME,
        Basis::Period | Basis::Closed => &rules::CHANGED_RESULT,
    }
}

/// Names both rows of a change.
pub(super) fn changed<T: Told>((rule, field, was, is, before, now): Change<'_, T>) -> Finding {
    let called = is.called().map(|n| format!("{n}：")).unwrap_or_default();
    let within = was.export() == is.export();
    let where_before = match within {
        true => "同一张表的另一行",
        false => "前面",
    };
    // what was written stands in quotes, and as the value without
    let texts = [
        Field::Result,
        Field::Verdict,
        Field::Applicant,
        Field::Content,
    ];
    let (shown, value): (fn(&str) -> String, _) = match texts.contains(&field) {
        true => (quote, cut(&now)),
        false => (str::to_owned, now.clone()),
    };
    let (before, now) = (shown(&before), shown(&now));
    let message = format!(
        "{called}「{}」{where_before}写 {before}，这里写 {now}",
        is.record().table.heading(field)
    );
    let earlier = Place::Cell(was.record().cell(field));
    let finding = Finding::new(rule, Place::Cell(is.record().cell(field)), message)
        .value(value)
        .related(earlier, format!("{where_before}写 {before}"));
    if is.record().table.kind == Kind::Publications {
        return finding.help("请核对：是同一件就改成一致，只留对的；不是同一件就改正文号");
    }
    let several = rule.code == rules::CHANGED_RESULT.code && within;
    if several && is.record().table.kind == Kind::Applications {
        return finding.help(
            "按后一个日期的一行计。一件分几次答复的，请合成一行：公开了一部分的，办理结果写“部分公开”，答复日期写最后一次的；改作答复的，请只留最后的一行；不是同一件的，请改正编号",
        );
    }
    if several {
        return finding.help(
            "按后一个日期的一行计。是同一案件的，请合成一行，只留最后的结果；不是的，请改正案号",
        );
    }
    let table = &is.record().table;
    if table.kind != Kind::Disputes {
        let other = [
            rules::CHANGED_RECEIPT.code,
            rules::CHANGED_CLASS.code,
            rules::OTHER_APPLICATION.code,
        ];
        let number = (Field::Number, "申请");
        let heading = heading_of_serials(table, number, &called);
        return match heading.filter(|_| other.contains(&rule.code)) {
            Some(heading) => finding.help(format!(
                "请核对：是同一件就改成一致；不是同一件就改正编号。「{heading}」只是每年（每季、每张表）从 1 起的序号的，在 gknb.toml 中写：\nkey = [{}]\n[headings]\n\"{}\" = \"不用\"\n（key 写在文件最前面；它只用于没有编号的行。写了“不用”，各表名为「{heading}」的列都不用）",
                key_of(&[table]),
                in_toml(heading)
            )),
            None => finding,
        };
    }
    let same = [rules::CHANGED_RECEIPT.code, rules::CHANGED_CLASS.code];
    if same.contains(&rule.code) {
        let help = "请核对：是同一案件就改成一致；不是同一案件就改正案号";
        let number = (Field::CaseNumber, "案");
        match heading_of_serials(table, number, &called) {
            Some(heading) => finding.help(format!(
                "{help}。「{heading}」只是每年（每季、每张表）从 1 起的序号的，在 gknb.toml 中写：\n[headings]\n\"{}\" = \"不用\"\n（写了“不用”，各表名为「{heading}」的列都不用）",
                in_toml(heading)
            )),
            None => finding.help(help),
        }
    } else if rule.code == rules::TWO_RESULTS.code {
        finding.help("请合并成一行，只留审结的结果")
    } else {
        finding
    }
}

/// The fields of a `key` that the office may write, as a list of TOML without its brackets: those that tables have.
pub(super) fn key_of(tables: &[&Table]) -> String {
    let have = |field: &Field| tables.iter().all(|table| table.has(*field));
    let telling = [Field::Applicant, Field::Content].into_iter().filter(have);
    let fields = std::iter::once(Field::Received).chain(telling);
    let fields: Vec<String> = fields.map(|f| format!("\"{}\"", f.word())).collect();
    fields.join(", ")
}

/// The heading of numbers that may begin with 1 in each list: it does not say that they tell one thing from another.
fn heading_of_serials<'t>(
    table: &'t Table,
    (field, telling): (Field, &str),
    called: &str,
) -> Option<&'t str> {
    let heading = table.heading(field);
    let few = called.chars().filter(char::is_ascii_digit).count() <= 3;
    (table.has(field) && few && !heading.contains(telling)).then_some(heading)
}

/// Names both rows of each change; the code of the first error.
pub(super) fn tell<T: Told>(
    changes: Vec<Change<'_, T>>,
    work: &mut Work<'_>,
) -> Option<&'static str> {
    let errors = changes.iter().filter(|(rule, ..)| rule.is_error());
    let fault = errors.map(|(rule, ..)| rule.code).next();
    work.findings.extend(changes.into_iter().map(changed));
    fault
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Position, sheet, marks, what it is known by.
    type Row = (usize, u16, [Option<u8>; 2], Known);

    fn agree(one: &Row, other: &Row) -> bool {
        let marks = one.2.iter().zip(other.2);
        let marks = marks.filter_map(|(a, b)| Some((*a)? == b?));
        !are_told(one.3, other.3) && marks.into_iter().all(|same| same)
    }

    proptest! {
        #[test]
        fn the_first_row_that_agrees_is_found_as_by_looking_at_each(
            rows in prop::collection::vec((0u16..3, [prop::option::of(0u8..3), prop::option::of(0u8..3)], any::<Known>()), 0..40)
        ) {
            let mut rows: Vec<(u16, [Option<u8>; 2], Known)> = rows;
            rows.sort_by_key(|row| row.0);
            let rows: Vec<Row> =
                rows.into_iter().enumerate().map(|(at, (sheet, marks, known))| (at, sheet, marks, known)).collect();
            let mut expected = Vec::new();
            for row in &rows {
                let before = || rows.iter().filter(|other| other.1 < row.1 && agree(other, row));
                let told = |row: &Row| row.2.map(|mark| mark.is_some());
                let first = before().find(|other| told(other) == told(row)).or_else(|| before().next());
                expected.extend(first.map(|first| (first.0, row.0)));
            }
            let found = maybe_same(&rows, |_| Some(()), |row| row.2, |row| row.3, |row| (0, row.1));
            let found: Vec<(usize, usize)> = found.iter().map(|(one, other)| (one.0, other.0)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
