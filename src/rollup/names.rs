//! 单位名称: when two names are one office, and the places and levels that names tell.

use super::Unit;
use crate::text::{squeeze, without_item_number};

/// A name as it is compared: without numbers in front, years and marks of a folder's order.
pub(super) fn key(name: &str) -> String {
    let name = squeeze(name);
    let name = without_item_number(&name);
    let name =
        name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    name.trim_end_matches("人民政府").to_owned()
}

/// The same office: the same name, one a part of the other, or one the other's short form
/// (国资委, 国有资产监督管理委员会).
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (short, long) = by_length(one, other);
    if is_part(&short, &long) {
        return true;
    }
    // an office of another superior in that place is none of its short forms
    if is_place(&short) && long.contains(&short) {
        return false;
    }
    let mut rest = long.chars();
    short.chars().count() > 1
        && !long.starts_with(&short)
        && short.chars().all(|c| rest.any(|d| d == c))
}

/// One name is a part of the other (教育局, 示例市教育局); the name of a place alone is none of an office in it.
pub(super) fn is_within(one: &str, other: &str) -> bool {
    let (short, long) = by_length(one, other);
    is_part(&short, &long)
}

/// Words that end the name of a place.
const PLACES: [char; 9] = ['省', '市', '州', '盟', '县', '旗', '区', '乡', '镇'];

/// Whether a name is that of a place rather than of a kind of places (区县, 乡镇).
fn is_place(name: &str) -> bool {
    name.ends_with(PLACES) && !name.chars().all(|c| PLACES.contains(&c))
}

/// The place that stands in a report before its unit's own name: 乙县 of 示例市乙县教育局 for 教育局.
fn place_before(agency: &str, unit: &str) -> Option<String> {
    let (agency, unit) = (key(agency), key(unit));
    // 市教育局 is that of any 市
    let own = unit.strip_prefix(PLACES);
    let own = own.filter(|own| own.chars().count() > 1).unwrap_or(&unit);
    let at = agency
        .find(own)
        .or_else(|| agency.find(own.chars().next()?))?;
    let place = agency[..at].trim_end_matches("人民政府");
    let place = place.trim_end_matches("人民");
    if !is_place(place) {
        return None;
    }
    // of several, one in the other, the last
    let (mut last, mut open) = (String::new(), String::new());
    for c in place.chars() {
        open.push(c);
        if is_place(&open) {
            last = std::mem::take(&mut open);
        }
    }
    Some(last)
}

/// Whether a place is the one that a superior is or stands in.
fn names_place(superior: &str, place: &str) -> bool {
    let superior = key(superior);
    let bare = place
        .strip_suffix(PLACES)
        .filter(|bare| bare.chars().count() > 1);
    superior.contains(place) || bare == Some(superior.as_str())
}

/// The superiors of a unit, the nearest first.
fn above(units: &[Unit], unit: usize) -> impl Iterator<Item = &Unit> {
    let superior = |at: &usize| units[*at].superior;
    std::iter::successors(superior(&unit), superior).map(|at| &units[at])
}

/// The place that a report names before its unit's name, where none of the unit's superiors is there: it is of
/// another place's office. None where no superior tells its place.
pub(super) fn elsewhere(units: &[Unit], unit: usize, agency: &str) -> Option<String> {
    let place = place_before(agency, &units[unit].name)?;
    let bears = |unit: &Unit| {
        let name = key(&unit.name);
        let ends = name.char_indices().filter(|(_, c)| PLACES.contains(c));
        ends.into_iter()
            .any(|(at, c)| is_place(&name[..at + c.len_utf8()]))
    };
    let mut told = false;
    for superior in above(units, unit) {
        if names_place(&superior.name, &place) {
            return None;
        }
        told |= bears(superior);
    }
    told.then_some(place)
}

/// The only unit of the same name whose nearest place a report names, where that of its own unit is not named.
pub(super) fn namesake(units: &[Unit], unit: usize, agency: &str) -> Option<usize> {
    let own = key(&units[unit].name);
    let place = place_before(agency, &own)?;
    let there = |at: usize| {
        let mut above = above(units, at);
        let near = above.find(|u| u.superior.is_none() || is_place(&key(&u.name)));
        near.is_some_and(|near| names_place(&near.name, &place))
    };
    if there(unit) {
        return None;
    }
    let mut found = (1..units.len()).filter(|at| key(&units[*at].name) == own && there(*at));
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

fn by_length(one: &str, other: &str) -> (String, String) {
    let (one, other) = (key(one), key(other));
    match one.chars().count() <= other.chars().count() {
        true => (one, other),
        false => (other, one),
    }
}

fn is_part(short: &str, long: &str) -> bool {
    /// What may follow a place's name and be its government still.
    const SEAT: [&str; 5] = ["人民政府", "政府", "办公室", "本级", "机关"];
    /// What stands over a zone.
    const ZONE: [&str; 3] = ["管委会", "管理委员会", "党工委"];
    if short.chars().count() < 2 {
        return short == long;
    }
    match long.strip_prefix(short) {
        Some("") => true,
        Some(rest) => {
            rest.contains(short)
                || SEAT.iter().any(|s| rest.starts_with(s))
                || rest.starts_with(['(', '本'])
        }
        // 国家税务总局某某区税务局 is an office in the place, wherever its name begins
        None => long.match_indices(short).any(|(at, _)| {
            let rest = &long[at + short.len()..];
            let seat = SEAT.iter().chain(&ZONE).any(|s| rest.starts_with(s));
            !is_place(short) || rest.is_empty() || seat
        }),
    }
}

/// What an office is to the government above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// A department of it.
    Department,
    /// A government below it.
    Government,
}

impl Level {
    /// By a name that plainly tells it: 教育局; 甲镇, 示例县人民政府. None for what may be either: 街道, 管委会.
    pub(super) fn of(name: &str) -> Option<Level> {
        const OFFICES: [&str; 8] = ["局", "厅", "委", "办", "委员会", "办公室", "办公厅", "中心"];
        /// Of these some are departments and some stand over a place.
        const EITHER: [&str; 5] = ["管委", "管委会", "管理委员会", "党工委", "管委办"];
        /// Places that are no level of government of their own.
        const ZONES: [&str; 10] = [
            "新区",
            "开发区",
            "高新区",
            "经开区",
            "园区",
            "景区",
            "示范区",
            "试验区",
            "实验区",
            "保税区",
        ];
        let name = squeeze(name);
        let ends = |words: &[&str]| words.iter().any(|w| name.ends_with(w));
        let office = name.trim_end_matches("办公室").trim_end_matches("办公厅");
        if office.ends_with("人民政府") {
            return Some(Level::Government);
        }
        match () {
            () if ends(&EITHER) && !name.ends_with("监督管理委员会") => None,
            () if ends(&OFFICES) => Some(Level::Department),
            () if ends(&ZONES) => None,
            () => name.ends_with(PLACES).then_some(Level::Government),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_full_names_are_the_same_office() {
        for (one, other, same) in [
            ("教育局", "某某市教育局", true),
            ("01.教育局", "教育局", true),
            ("市国资委", "某某市国有资产监督管理委员会", true),
            ("示例县", "示例县人民政府", true),
            ("示例市", "示例市人民政府办公室", true),
            ("示例市", "示例市教育局", false),
            ("示例市甲区", "国家税务总局示例市甲区税务局", false),
            ("甲区", "示例市甲区人民政府办公室", true),
            ("乙高新区", "示例省乙高新区管委会", true),
            ("教育局", "民政局", false),
            ("局", "教育局", false),
        ] {
            assert_eq!(is_same(one, other), same, "{one} {other}");
        }
    }

    #[test]
    fn a_name_tells_a_department_from_a_government_or_nothing() {
        use Level::{Department, Government};
        for (name, level) in [
            ("教育局", Some(Department)),
            ("示例市国有资产监督管理委员会", Some(Department)),
            ("国资委", Some(Department)),
            ("市政府办", Some(Department)),
            ("甲镇", Some(Government)),
            ("示例县", Some(Government)),
            ("示例县人民政府办公室", Some(Government)),
            ("城关区", Some(Government)),
            ("高新区管委会", None),
            ("经济技术开发区", None),
            ("某某街道办事处", None),
            ("供销社", None),
        ] {
            assert_eq!(Level::of(name), level, "{name}");
        }
    }

    #[test]
    fn the_place_in_a_name_tells_whose_office_it_is() {
        for (agency, unit, place) in [
            ("乙县教育局", "教育局", Some("乙县")),
            ("示例市甲县教育局", "县教育局", Some("甲县")),
            ("示例市住房和城乡建设局", "住建局", Some("示例市")),
            ("住房和城乡建设局", "住建局", None),
            ("示例市市场监督管理局", "市场监管局", Some("示例市")),
            ("乙县人民政府办公室", "县政府办", Some("乙县")),
            ("县乡村振兴局", "乡村振兴局", None),
            ("市教育局", "教育局", None),
            ("教育局", "教育局", None),
            ("甲镇", "甲镇", None),
        ] {
            assert_eq!(place_before(agency, unit).as_deref(), place, "{agency}");
        }
    }
}
