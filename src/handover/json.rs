//! The JSON that goes with a publishable workbook, member by member: what stands twice is told, since programs differ
//! in which of the two they take.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::{Unreadable, bytes};
use crate::job::Origin;

/// The figures of the JSON.
#[derive(Debug)]
pub struct Json {
    /// 报送单位
    pub agency: Option<String>,
    /// The report year.
    pub year: Option<i64>,
    /// The edition's id.
    pub edition: Option<String>,
    /// 统计范围
    pub scope: Option<String>,
    /// 截至, where it is told.
    pub until: Option<String>,
    /// Whether it says that it may be published.
    pub publishable: Option<bool>,
    /// The version of its shape.
    pub version: Option<i64>,
    /// Every member of `slots`; none where it is no number.
    pub slots: BTreeMap<String, Option<Decimal>>,
    /// Names of members that stand more than once.
    pub twice: BTreeSet<String>,
    /// Names of members that it should not have.
    pub others: BTreeSet<String>,
}

/// The members of the document.
const MEMBERS: [&str; 8] = [
    "version",
    "agency",
    "year",
    "edition",
    "scope",
    "until",
    "publishable",
    "slots",
];

/// Reads the JSON that goes with the publishable workbook.
pub fn json(origin: &Origin) -> Result<Json, Unreadable> {
    let bytes = bytes(origin)?;
    let members: Members = serde_json::from_slice(&bytes)
        .map_err(|e| Unreadable::new(&origin.file, format!("不是完整的 JSON（{e}）")))?;
    let mut twice = BTreeSet::new();
    let document = members.by_name(&mut twice);
    let slots = match document.get("slots") {
        Some(Member::Object(slots)) => slots.by_name(&mut twice),
        _ => return Err(Unreadable::new(&origin.file, "没有 slots，读不出指标")),
    };
    let get = |name: &str| match document.get(name)? {
        Member::Plain(value) => Some(value),
        Member::Object(_) => None,
    };
    let text = |name: &str| get(name)?.as_str().map(str::to_owned);
    let read = |member: &Member| match member {
        Member::Plain(Value::Number(value)) => super::number(&value.to_string()),
        _ => None,
    };
    let names = document.keys().copied();
    let others = names.filter(|name| !MEMBERS.contains(name));
    Ok(Json {
        agency: text("agency"),
        year: get("year").and_then(Value::as_i64),
        edition: text("edition"),
        scope: text("scope"),
        until: text("until"),
        publishable: get("publishable").and_then(Value::as_bool),
        version: get("version").and_then(Value::as_i64),
        slots: (slots.iter())
            .map(|(name, member)| ((*name).to_owned(), read(member)))
            .collect(),
        others: others.map(str::to_owned).collect(),
        twice,
    })
}

/// An object with all that it says, in its order.
struct Members(Vec<(String, Member)>);

/// What a member of the document or of `slots` holds.
enum Member {
    Plain(Value),
    Object(Members),
}

impl Members {
    /// Each member by its name, the last one of those that have the same.
    fn by_name(&self, twice: &mut BTreeSet<String>) -> BTreeMap<&str, &Member> {
        let mut found = BTreeMap::new();
        for (name, member) in &self.0 {
            if found.insert(name.as_str(), member).is_some() {
                twice.insert(name.clone());
            }
        }
        found
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

/// Reads the members of an object one by one.
struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let member = match name.as_str() {
                "slots" => Member::Object(map.next_value()?),
                _ => Member::Plain(map.next_value()?),
            };
            members.push((name, member));
        }
        Ok(Members(members))
    }
}
