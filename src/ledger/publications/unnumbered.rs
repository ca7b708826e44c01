//! 缺文号的一份: decisions and fees that stand with their 文号 in one export and without in another.
//!
//! In: all rows of ledgers of publications. Out: a doubt for each two exports that tell the same so. Rows that both have a
//! number, or both none, are left to [`super::repeated`].

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

use super::super::alike::Hashes;
use super::super::rows::ItemGlance;
use super::super::{Work, rules};
use super::repeated::{Says, saying};
use crate::address::Address;
use crate::column::{Field, Kind};
use crate::entry::Category;
use crate::finding::{Finding, Place};
use crate::text::quote;

/// A row without a number, and the row of another export that has one.
type Pair = (Address, (Address, String));

/// The doubts, in the order of rows.
pub(super) fn doubts(work: &Work<'_>) -> Vec<Finding> {
    let rows = &work.ledger.rows;
    if work.terms.distinct || !differ(work) {
        return Vec::new();
    }
    let hasher = DefaultHashBuilder::default();
    let hashes = Hashes::of(rows, |part, at| {
        Some(hasher.hash_one(saying(&part.item(at)?)?))
    });
    let mut of_two: BTreeMap<_, Vec<Pair>> = BTreeMap::new();
    hashes.each_alike(|alike| {
        let items = alike.iter().filter_map(|(_, id)| rows.item(*id));
        let (numbered, bare): (Vec<_>, Vec<_>) = items.partition(|item| item.number().is_some());
        let firsts = firsts(numbered);
        let year = work.terms.year;
        for item in bare {
            let within = item.dated.is_some_and(|dated| year.holds_all(dated));
            let told = saying(&item).and_then(|saying| firsts.get(&saying));
            let mut told = told.into_iter().flatten();
            let other = told.find(|was| was.export() != item.export());
            let Some(other) = other.filter(|_| within) else {
                continue;
            };
            let number = other.number().unwrap_or_default().to_owned();
            let exports = of_two.entry((item.export(), other.export())).or_default();
            exports.push((item.at(), (other.at(), number)));
        }
    });
    of_two.into_values().filter_map(doubt).collect()
}

/// By what they say the first row that has a number, and the first of another export: one of the two is of another export
/// than any row.
fn firsts(numbered: Vec<ItemGlance<'_>>) -> HashMap<(Category, Says), Vec<ItemGlance<'_>>> {
    let mut firsts: HashMap<_, Vec<ItemGlance<'_>>> = HashMap::new();
    for item in numbered {
        let Some(saying) = saying(&item) else {
            continue;
        };
        let told = firsts.entry(saying).or_default();
        if told.len() < 2 && told.iter().all(|was| was.export() != item.export()) {
            told.push(item);
        }
    }
    firsts
}

/// Whether some tables ask for a number and others do not.
fn differ(work: &Work<'_>) -> bool {
    let rows = &work.ledger.rows;
    let tables = rows.parts().map(|part| rows.table(part.first));
    let tables = tables.filter(|table| table.kind == Kind::Publications);
    let mut asked = tables.map(|table| table.has(Field::DocumentNumber));
    let first = asked.next();
    asked.any(|other| Some(other) != first)
}

fn doubt(mut pairs: Vec<Pair>) -> Option<Finding> {
    pairs.sort_by_key(|pair| pair.0);
    let times = pairs.len();
    let (at, (was, number)) = pairs.into_iter().next()?;
    let more = match times {
        1 => String::new(),
        _ => format!("；两张表之间这样的共 {times} 件"),
    };
    let message = format!(
        "与另一份导出中{}的一行类别、标题、日期、数量和金额都相同，这一行没有文号，分别计数{more}",
        quote(&number)
    );
    let finding = Finding::new(&rules::SAME_ROW, Place::Cell(at), message);
    let finding = finding.help("是同一件的，请移走其中一份，或在没有文号的一份里补上文号（都有文号的，相同的只计一次）；不是同一件的，可用 [[explain]] 说明");
    Some(finding.related(Place::Cell(was), "另一份导出中的一行"))
}
