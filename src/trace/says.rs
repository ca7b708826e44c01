//! What a row says, in a few words.

use crate::entry::Entry;
use crate::period::Period;
use crate::write::{mask, show};

/// What a row says by itself, without names.
pub(super) fn says(entry: &Entry) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut tell = |name: &str, value: Option<String>| {
        words.extend(value.map(|v| format!("{name} {}", show::line(&v))));
    };
    let text = |t: &Option<Box<str>>| t.as_deref().map(|t| mask::numbers(t).into_owned());
    match entry {
        Entry::Request(r) => {
            tell(
                "编号",
                r.written
                    .as_deref()
                    .or(r.number.as_deref())
                    .map(str::to_owned),
            );
            tell("收到", r.received.map(|d| d.to_string()));
            tell("类型", r.class.map(|c| c.word().to_owned()));
            tell("结果", text(&r.wrote));
            tell("答复", r.replied.map(|d| d.to_string()));
        }
        Entry::Publication(p) => {
            tell("类别", p.category.map(|c| c.word().to_owned()));
            tell(
                "文号",
                p.written
                    .as_deref()
                    .or(p.number.as_deref())
                    .map(str::to_owned),
            );
            tell("日期", p.dated.map(day));
            tell("废止", p.repealed.map(day));
            tell("数量", (p.count != 1).then(|| p.count.to_string()));
            tell("金额", p.amount.map(|a| format!("{} 万元", a.normalize())));
        }
        Entry::Dispute(d) => {
            tell(
                "案号",
                d.written
                    .as_deref()
                    .or(d.number.as_deref())
                    .map(str::to_owned),
            );
            tell("类型", d.path.map(|p| p.word().to_owned()));
            tell("受理", d.accepted.map(|d| d.to_string()));
            tell("结果", text(&d.wrote));
            tell("结案", d.concluded.map(|d| d.to_string()));
        }
    }
    words.join("，")
}

pub(super) fn day(span: Period) -> String {
    match span.from == span.to {
        true => span.to.to_string(),
        false => span.to_string(),
    }
}
