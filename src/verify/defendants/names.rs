//! 名称: whether two names are surely those of two offices. An office is called by its full name, by a shorter one made
//! of characters of it (国资委), by one without its place, or by a former one.
//!
//! In: names as compared. Out: whether nothing speaks for one office.

use std::collections::BTreeSet;

/// What the names of offices have in common.
const COMMON: &str =
    "局委办厅会处所队站院部司分总支大中心机关单位人民政府管理监督员部门和与及的我本原";

/// What the name of a place ends with.
const PLACES: [char; 9] = ['省', '市', '县', '区', '州', '旗', '盟', '镇', '乡'];

/// Whether two names are surely those of two offices.
pub(super) fn are_of_two(one: &str, other: &str) -> bool {
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
}
