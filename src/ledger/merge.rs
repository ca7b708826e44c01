//! The same thing told in several rows: which row prevails.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::{Work, rules};
use crate::address::Address;
use crate::column::{Field, Kind};
use crate::entry::Record;
use crate::finding::{Finding, Place, Rule, Severity};
use crate::period::Period;

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

/// Sorts rows of one thing so that the last one prevails: by the end of the period; where a row has none, by the date of
/// its conclusion; then by file name.
pub(super) fn sort<T: Told>(rows: &mut [T]) {
    let periods = rows.iter().all(|r| r.period().is_some());
    rows.sort_by_key(|r| {
        (
            if periods {
                r.period().map(|p| p.to)
            } else {
                None
            },
            r.closed(),
            r.at(),
        )
    });
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

/// Pairs of rows of different exports that may be the same thing: equal in `key`, and in each of `marks`
/// where both have it. For each later row the first earlier one.
pub(super) fn maybe_same<T, K: Ord, M: Eq + std::hash::Hash + Copy>(
    rows: &[T],
    key: impl Fn(&T) -> Option<K>,
    marks: impl Fn(&T) -> [Option<M>; 2],
    numbered: impl Fn(&T) -> bool,
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
        let mut earlier: Vec<&T> = Vec::new();
        for rows in exports.into_values() {
            let mut exact: HashMap<[Option<M>; 2], &T> = HashMap::new();
            for row in &earlier {
                exact.entry(marks(row)).or_insert(row);
            }
            for row in &rows {
                let agree = |other: &T| {
                    (!numbered(other) || !numbered(row))
                        && marks(other)
                            .iter()
                            .zip(marks(row))
                            .all(|(a, b)| a.is_none() || b.is_none() || *a == b)
                };
                let quick = exact.get(&marks(row)).copied().filter(|other| agree(other));
                let found = quick.or_else(|| {
                    earlier
                        .iter()
                        .take(COMPARED)
                        .find(|other| agree(other))
                        .copied()
                });
                if let Some(other) = found {
                    pairs.push((other, *row));
                }
            }
            earlier.extend(rows);
        }
    }
    pairs
}

/// Rows of one day and class that are compared one by one, at most; equal marks are found among all.
const COMPARED: usize = 200;

/// Something that two rows of one thing tell differently: rule, field, the earlier and the later row, and
/// what each says.
pub(super) type Change<'a, T> = (&'static Rule, Field, &'a T, &'a T, String, String);

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
    let message = format!(
        "{called}「{}」{where_before}写 {before}，这里写 {now}",
        is.record().table.heading(field)
    );
    let earlier = Place::Cell(was.record().cell(field));
    let finding = Finding::new(rule, Place::Cell(is.record().cell(field)), message)
        .value(now)
        .related(earlier, format!("{where_before}写 {before}"));
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
    if is.record().table.kind != Kind::Disputes {
        let table = &is.record().table;
        let other = [
            rules::CHANGED_RECEIPT.code,
            rules::CHANGED_CLASS.code,
            rules::OTHER_APPLICATION.code,
        ];
        let heading = table.heading(Field::Number);
        // 编号 that begins with 1 in each list tells no application
        let serial = table.has(Field::Number)
            && !heading.contains("申请")
            && called.chars().filter(char::is_ascii_digit).count() <= 3;
        return match serial && other.contains(&rule.code) {
            true => finding.help(format!(
                "请核对：是同一件就改成一致；不是同一件就改正编号。「{heading}」只是每年（每季、每张表）从 1 起的序号的，在 gknb.toml 中写：\nkey = [\"收到日期\", \"申请人\", \"申请内容\"]\n[headings]\n\"{heading}\" = \"不用\"\n（key 写在文件最前面；它只用于没有编号的行。写了“不用”，各表名为「{heading}」的列都不用）"
            )),
            false => finding,
        };
    }
    let same = [rules::CHANGED_RECEIPT.code, rules::CHANGED_CLASS.code];
    if same.contains(&rule.code) {
        finding.help("请核对：是同一案件就改成一致；不是同一案件就改正案号")
    } else if rule.code == rules::TWO_RESULTS.code {
        finding.help("请合并成一行，只留审结的结果")
    } else {
        finding
    }
}

/// Names both rows of each change; the code of the first error.
pub(super) fn tell<T: Told>(
    changes: Vec<Change<'_, T>>,
    work: &mut Work<'_>,
) -> Option<&'static str> {
    let errors = changes
        .iter()
        .filter(|(rule, ..)| rule.severity == Severity::Error);
    let fault = errors.map(|(rule, ..)| rule.code).next();
    work.findings.extend(changes.into_iter().map(changed));
    fault
}
