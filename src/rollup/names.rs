//! 单位名称: the places that names of units tell, and the units that files are called after.

use super::Unit;
use crate::office::{
    PLACES, ends_an_office, goes_on_as_seat, is_place, key, seat_office, without_zone,
};

/// The unit that a file is called after: 示例市卫健委2024年政府信息公开年报.pdf, 水利局.docx.
pub(super) fn called(file: &str) -> Option<String> {
    /// Where what a file is begins to be told, or what a letter is about.
    const ENDS: [&str; 9] = [
        "政府信息公开",
        "信息公开",
        "政务公开",
        "年度",
        "年报",
        "工作报告",
        "报告",
        "统计表",
        "关于",
    ];
    let stem = file.rsplit('/').next()?;
    let stem = key(stem.rsplit_once('.').map_or(stem, |s| s.0));
    // 附件1:示例局; 2024年示例局年报
    let stem = stem.rsplit([':', '《']).next()?;
    let stem = ["年度", "年"]
        .iter()
        .find_map(|year| stem.strip_prefix(year))
        .unwrap_or(stem);
    let ends = ENDS.iter().filter_map(|end| stem.find(end));
    let ends = ends.chain(stem.find(|c: char| !c.is_alphabetic()));
    let name = &stem[..ends.min().unwrap_or(stem.len())];
    let told = name
        .chars()
        .next_back()
        .is_some_and(|c| ends_an_office(c) || PLACES.contains(&c) || "府会道".contains(c));
    (told && name.chars().count() > 2).then(|| name.to_owned())
}

/// The units of which one is below another by the places in their names: 示例市甲县教育局 below 示例市甲县. For each
/// name the one that it is right below.
pub(super) fn below_places(names: &[&str], parent: &str) -> Vec<Option<usize>> {
    let parent = key(parent);
    let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
    let seat = |name: &str| {
        let place = seat_office(name).unwrap_or_else(|| without_zone(name));
        is_place(place).then(|| place.to_owned())
    };
    let seats = keys.iter().enumerate().filter_map(|(at, name)| {
        let place = seat(name)?;
        let of = last_place(&place);
        (!parent.ends_with(&of)).then_some((at, place[..place.len() - of.len()].to_owned(), of))
    });
    let seats: Vec<(usize, String, String)> = seats.collect();
    let superior = |(own, name): (usize, &String)| {
        let found = seats.iter().filter(|seat| seat.0 != own);
        let found = found.filter_map(|(at, before, of)| {
            let begins = name.find(of.as_str())?;
            let (above, rest) = (&name[..begins], &name[begins + of.len()..]);
            let there = above.ends_with(before.as_str()) || before.ends_with(above);
            let places = above.is_empty() || is_place(above) && !above.contains('局');
            (there && places && !goes_on_as_seat(rest)).then_some((begins, *at))
        });
        found.max().map(|(_, at)| at)
    };
    keys.iter().enumerate().map(superior).collect()
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
    // 国家税务总局示例市税务局, 自然资源局(示例市林业局)
    let place = agency[..at].rsplit(['局', '(']).next()?;
    let place = place.trim_end_matches("人民政府");
    let place = place.trim_end_matches("人民");
    if !is_place(place) {
        return None;
    }
    Some(last_place(place))
}

/// Of several places, one in the other, the last.
fn last_place(place: &str) -> String {
    let (mut last, mut open) = (String::new(), String::new());
    for c in place.chars() {
        open.push(c);
        if is_place(&open) {
            last = std::mem::take(&mut open);
        }
    }
    last
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_after_units_or_after_nothing() {
        for (file, unit) in [
            (
                "a/示例市卫健委2024年政府信息公开工作年度报告.pdf",
                Some("示例市卫健委"),
            ),
            ("市水利局.docx", Some("市水利局")),
            ("01 审计局年报（盖章）.pdf", Some("审计局")),
            (
                "2024年示例县教育局政府信息公开年报.docx",
                Some("示例县教育局"),
            ),
            ("附件1：示例市民政局报告.docx", Some("示例市民政局")),
            ("年报.docx", None),
            ("盖章扫描件.pdf", None),
            ("关于报送示例市教育局年报的函.docx", None),
            ("会议纪要.docx", None),
            ("1.xlsx", None),
        ] {
            assert_eq!(called(file).as_deref(), unit, "{file}");
        }
    }

    #[test]
    fn places_in_names_tell_what_is_below_what() {
        let names = [
            "示例市甲县人民政府",
            "示例市甲县教育局",
            "甲县财政局",
            "示例市甲县甲镇",
            "示例市乙县甲镇财政所",
            "示例市民政局",
            "国家税务总局示例市甲县税务局",
            "乙高新区管委会",
            "示例市乙高新区建设局",
            "丙县政府办",
            "丙县教育局",
        ];
        let none = None;
        let below = [
            none,
            Some(0),
            Some(0),
            Some(0),
            none,
            none,
            none,
            none,
            Some(7),
            none,
            Some(9),
        ];
        assert_eq!(below_places(&names, "示例市人民政府"), below);
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
