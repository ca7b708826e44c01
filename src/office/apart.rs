//! 两个机关: whether two names are surely those of two offices. An office is called by its full name, by a shorter one
//! made of characters of it (国资委), by one without its place, or by a former one.
//!
//! In: names as compared. Out: whether nothing speaks for one office, or something speaks for two.

use std::collections::BTreeSet;

use super::PLACES;

/// What the names of offices have in common.
const COMMON: &str =
    "局委办厅会处所队站院部司分总支大中心机关单位人民政府管理监督员部门和与及的我本原";

/// Whether two names are surely those of two offices.
pub(crate) fn are_of_two(one: &str, other: &str) -> bool {
    if holds(one, other) || holds(other, one) {
        return false;
    }
    let governments = [one, other].map(|name| name.ends_with("政府"));
    match governments {
        [true, true] => true,
        [false, false] => {
            let [one, other] = [one, other].map(matters);
            !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
        }
        _ => [one, other].iter().all(|name| is_office(name)),
    }
}

/// Whether two names are those of offices at two levels: 「省教育厅」 and 「某县教育局」, 「市财政局」 and 「某县财政局」.
pub(crate) fn are_of_levels(one: &str, other: &str) -> bool {
    let [of_one, of_other] = [one, other].map(rank);
    if let (Some(of_one), Some(of_other)) = (of_one, of_other)
        && of_one != of_other
    {
        return true;
    }
    let levels = place(one).zip(place(other));
    levels.is_some_and(|(of_one, of_other)| of_one != of_other)
}

/// Whether a name is that of an organ that issues documents of its own, and not of a section within one (科, 股, 所).
pub(crate) fn is_organ(name: &str) -> bool {
    const ENDS: [&str; 12] = [
        "政府",
        "局",
        "委",
        "委员会",
        "厅",
        "部",
        "国务院",
        "总署",
        "银行",
        "法院",
        "检察院",
        "政府办公室",
    ];
    const SECTIONS: [&str; 4] = ["分局", "支部", "党支部", "俱乐部"];
    ENDS.iter().any(|end| name.ends_with(end)) && !SECTIONS.iter().any(|end| name.ends_with(end))
}

/// What the end of a name tells of its level: a ministry, a department of a province, a bureau.
fn rank(name: &str) -> Option<u8> {
    let national = ["国务院", "中共中央", "中央", "国家", "中华人民共和国"];
    if national.iter().any(|begin| name.starts_with(begin)) || name.ends_with("总局") {
        return Some(3);
    }
    let ranks = [("部", 3), ("厅", 2), ("局", 1)];
    let mut ranks = ranks.iter().filter(|(end, _)| name.ends_with(end));
    ranks.next().map(|(_, rank)| *rank)
}

/// The lowest level that a name tells of its place: 县 of 「某市某县教育局」. What is a part of another word (市场, 城市, 城乡)
/// is none.
fn place(name: &str) -> Option<char> {
    const BEHIND: [&str; 8] = ["场", "监", "政", "容", "村", "域", "划", "长"];
    const BEFORE: [&str; 4] = ["城", "社", "园", "新"];
    let mut levels = name.char_indices().rev().filter(|(at, level)| {
        let (before, behind) = (&name[..*at], &name[at + level.len_utf8()..]);
        PLACES.contains(level)
            && (behind.starts_with("政府") || !BEHIND.iter().any(|part| behind.starts_with(part)))
            && !BEFORE.iter().any(|part| before.ends_with(part))
    });
    levels.next().map(|(_, level)| level)
}

/// Whether a name has the characters of another in their order, as the full name has those of a short one.
fn holds(name: &str, short: &str) -> bool {
    let mut chars = name.chars();
    short.chars().all(|c| chars.any(|own| own == c))
}

/// Whether a name is that of an office at all.
fn is_office(name: &str) -> bool {
    ["政府", "局", "委", "委员会", "厅", "办公室", "队"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// What a name says of what its office does.
fn matters(name: &str) -> BTreeSet<char> {
    let behind = name.rfind(PLACES).map_or(name, |at| &name[at..]);
    let matters = behind.chars().filter(|c| !PLACES.contains(c));
    matters.filter(|c| !COMMON.contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_office_are_not_taken_for_two() {
        for (one, other, two) in [
            ("某区城管局", "某某市司法局", true),
            ("某区住建局", "某某市司法局", true),
            ("某区人民政府", "某某市司法局", true),
            ("某区城管局", "某某市人民政府", true),
            ("某县人民政府", "某某市人民政府", true),
            ("市政府", "某某市人民政府", false),
            ("某市国资委", "某市人民政府国有资产监督管理委员会", false),
            ("市住建局", "某市住房和城乡建设局", false),
            ("某市生态环境局某区分局", "某区生态环境分局", false),
            ("某市人民政府", "某市人民政府办公室", false),
            ("我局", "某某市司法局", false),
            ("本机关", "某某市人民政府", false),
            ("某市监局", "某市市场监督管理局", false),
        ] {
            assert_eq!(are_of_two(one, other), two, "{one} {other}");
            assert_eq!(are_of_two(other, one), two, "{other} {one}");
        }
    }

    #[test]
    fn documents_of_other_levels_are_told_from_those_of_this_office() {
        for (issuer, own, other) in [
            ("国务院办公厅", "某县教育局", true),
            ("教育部", "某县教育局", true),
            ("省教育厅", "某县教育局", true),
            ("市教育局", "某市某县教育局", true),
            ("某县人民政府", "某县教育局", true),
            ("国家发展改革委", "某县发展和改革局", true),
            ("省政府办公厅", "某县人民政府办公室", true),
            ("某县人民政府", "甲镇人民政府", true),
            ("甲镇人民政府", "某县人民政府", true),
            ("某县财政局", "某县教育局", true),
            ("县教育局", "某市某县教育局", false),
            ("某县人民政府", "某县人民政府办公室", false),
            ("市监局", "某县市场监督管理局", false),
            ("县市场监督管理局", "某县市场监督管理局", false),
            ("县城市管理局", "某县城市管理局", false),
            ("市城市管理局", "某县城市管理局", true),
            ("县城乡建设局", "某县城乡建设局", false),
            ("办公室", "某县教育局", false),
            ("政策法规科", "某县教育局", false),
            ("县局", "某县教育局", false),
            ("教育厅", "某省教育厅", false),
            ("自治区教育厅", "内蒙古自治区教育厅", false),
            ("市教育局", "广州市教育局", false),
            ("某市公安局某分局", "某市公安局", false),
        ] {
            let told = is_organ(issuer) && (are_of_two(issuer, own) || are_of_levels(issuer, own));
            assert_eq!(told, other, "{issuer} {own}");
        }
    }
}
