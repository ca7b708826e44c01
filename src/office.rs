//! 机关名称: when two names are one office, when they are surely two, and what a name tells of its office.
//!
//! In: names as people write them. Out: how well they are one office, and the level that a name tells. Files beside: what
//! speaks for two offices.

use crate::text::{squeeze, without_item_number};

pub(crate) mod apart;

/// A name as it is compared: without numbers in front, years and marks of a folder's order.
pub(crate) fn key(name: &str) -> String {
    let name = squeeze(name);
    let name = without_item_number(&name);
    let name =
        name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    name.trim_end_matches("人民政府").to_owned()
}

/// Whether two names are of one office: they are equal, one is a part of the other, or one the other's short form
/// (国资委, 国有资产监督管理委员会).
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    fit(one, other) > Fit::None
}

/// One office, where both names are written out as titles of reports have them: the same, the same behind a place,
/// or one the other's short form. Whatever else one has and the other has not makes them two.
pub(crate) fn is_one(one: &str, other: &str) -> bool {
    let (short, long) = by_length(one, other);
    if short == long {
        return true;
    }
    if let Some(before) = long.strip_suffix(short.as_str())
        && !is_place(&short)
    {
        return short.starts_with(PLACES) || is_place(before);
    }
    match is_place(&short) {
        true => is_part(&short, &long),
        // 第一中学 is no short form of 第十一中学
        false => !long.contains('第') && is_short_form(&short, &long),
    }
}

/// Whether two names, as squeezed, are equal but for what stands in front of one of them: 教育局 is too short to tell.
pub(crate) fn ends_alike(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 4;
    let long = |name: &str| name.chars().count() >= SHORTEST;
    one == other || long(one) && other.ends_with(one) || long(other) && one.ends_with(other)
}

/// What an office calls itself.
const ITSELF: [&str; 10] = [
    "本机关",
    "本单位",
    "本局",
    "本委",
    "本厅",
    "本府",
    "我局",
    "我委",
    "我厅",
    "我单位",
];

/// Whether a text is what an office calls itself.
pub(crate) fn names_itself(text: &str) -> bool {
    ITSELF.contains(&text)
}

/// Whether a text ends with what an office calls itself.
pub(crate) fn names_itself_last(text: &str) -> bool {
    ITSELF.iter().any(|itself| text.ends_with(itself))
}

/// How well two names are one office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// They are two.
    None,
    /// One is the other's short form.
    Short,
    /// One is a part of the other: 教育局, 示例市教育局.
    Part,
    /// Both are the office of a government itself: 市政府办, 示例市人民政府办公室.
    Seat,
    /// They are the same.
    Same,
}

/// How well two names are one office.
pub(crate) fn fit(one: &str, other: &str) -> Fit {
    fit_of_keys(&key(one), &key(other))
}

/// How well two names are one office, as they are compared (see [`key`]).
pub(crate) fn fit_of_keys(one: &str, other: &str) -> Fit {
    if one == other {
        return Fit::Same;
    }
    // 教育局(已审); 自然资源局(林业局) is either
    let pairs = faces(one).flat_map(|one| faces(other).map(move |other| (one, other)));
    let fits = pairs.map(|(one, other)| {
        let (short, long) = match one.chars().count() <= other.chars().count() {
            true => (one, other),
            false => (other, one),
        };
        match () {
            () if is_seat_office(short, long) => Fit::Seat,
            () if is_part(short, long) || is_seat_of(short, long) => Fit::Part,
            () if is_short_form(short, long) => Fit::Short,
            () => Fit::None,
        }
    });
    fits.max().unwrap_or(Fit::None)
}

/// A name, and where it holds brackets what stands before them and in them.
fn faces(name: &str) -> impl Iterator<Item = &str> + Clone {
    let parts = name.split_once('(');
    let before = parts.map(|parts| parts.0);
    let inside = parts.map(|parts| parts.1.trim_end_matches(')'));
    let all = [Some(name), before, inside].into_iter().flatten();
    all.filter(|face| !face.is_empty())
}

/// The place and the rest of a name that has a government in it: 示例市, 外事办公室.
fn of_government(name: &str) -> Option<(&str, &str)> {
    let split = |word: &str| name.split_once(word);
    split("人民政府")
        .or_else(|| split("政府"))
        // 市府办
        .or_else(|| Some((name.strip_suffix("府办")?, "办")))
}

/// The place of a name that is that of a government's own office: 市 of 市政府办, told as such.
pub(crate) fn seat_office(name: &str) -> Option<&str> {
    let (place, rest) = of_government(name)?;
    ["办公室", "办公厅", "办"].contains(&rest).then_some(place)
}

/// Whether both names are those of a place's government's own office.
fn is_seat_office(short: &str, long: &str) -> bool {
    match (seat_office(short), seat_office(long)) {
        (Some(one), Some(other)) => one.ends_with(other) || other.ends_with(one),
        _ => false,
    }
}

/// Whether one name is that of a place and the other that of its government's own office: 示例市, 市政府办.
fn is_seat_of(one: &str, other: &str) -> bool {
    let of = |place: &str, office: &str| {
        is_place(place) && seat_office(office).is_some_and(|of| place.ends_with(of))
    };
    of(one, other) || of(other, one)
}

/// Whether a name is the other's short form: its characters stand there in their order, and it ends as it does. Of
/// places only zones have such.
fn is_short_form(short: &str, long: &str) -> bool {
    /// Of these the full name is much longer than what people say.
    const ZONES: [&str; 3] = ["开发区", "产业园区", "自治"];
    if short.chars().count() < 2 || long.contains(short) {
        return false;
    }
    let long = match is_place(short) {
        true => without_zone(long),
        false => long,
    };
    let zone = || ZONES.iter().any(|zone| long.contains(zone)) && long.ends_with(PLACES);
    if is_place(short) && !zone() {
        return false;
    }
    // 民政局 is none of 示例市人民政府政务服务局
    let halves = [of_government(short), of_government(long)];
    let (short, long) = match halves {
        [Some((place, short)), Some((of, long))] => {
            let there = of.ends_with(place) || place.ends_with(of);
            if !there || ["", "办", "办公室", "办公厅"].contains(&short) {
                return false;
            }
            (short.to_owned(), long.to_owned())
        }
        [None, Some((of, long))] => (short.to_owned(), format!("{of}{long}")),
        _ => (short.to_owned(), long.to_owned()),
    };
    let told = short.chars().next_back().is_some_and(ends_an_office);
    if told && ending(&short) != ending(&long) || is_deeper(&short, &long) {
        return false;
    }
    let mut rest = long.chars();
    !short.is_empty() && short.chars().all(|c| rest.any(|d| d == c))
}

/// Whether a name goes on with a place below the one that both begin with: 示例市教育局, 示例市甲县教育局.
fn is_deeper(short: &str, long: &str) -> bool {
    /// Longest name of a place below.
    const NAME: usize = 4;
    const NO_PLACES: [&str; 6] = ["城乡", "城市", "城镇", "社区", "园区", "景区"];
    let both = short.chars().zip(long.chars());
    let common: usize = both
        .take_while(|(one, other)| one == other)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let Some((at, c)) = short[..common]
        .char_indices()
        .rfind(|(_, c)| PLACES.contains(c))
    else {
        return false;
    };
    let rest = &long[at + c.len_utf8()..];
    let ends = rest.char_indices().take(NAME);
    let mut ends = ends.map(|(at, c)| &rest[..at + c.len_utf8()]);
    ends.any(|begin| is_place(begin) && !NO_PLACES.contains(&begin) && !short.contains(begin))
}

/// Whether a name may end so that is one of an office.
pub(crate) fn ends_an_office(c: char) -> bool {
    "局委办厅室队院馆社会站所处科心校司".contains(c)
}

/// The kind of office that a name ends with, however it is shortened.
fn ending(name: &str) -> &str {
    const KINDS: [(&str, &str); 6] = [
        ("委员会", "委"),
        ("委", "委"),
        ("办公室", "办"),
        ("办公厅", "办"),
        ("办", "办"),
        ("分局", "分局"),
    ];
    let kind = KINDS.iter().find(|(end, _)| name.ends_with(end));
    kind.map_or_else(
        || {
            name.char_indices()
                .next_back()
                .map_or("", |(at, _)| &name[at..])
        },
        |(_, kind)| kind,
    )
}

/// A name without what stands over a zone.
pub(crate) fn without_zone(name: &str) -> &str {
    let ends = ZONE.iter().find_map(|end| name.strip_suffix(end));
    ends.unwrap_or(name)
}

/// What stands over a zone.
const ZONE: [&str; 3] = ["管委会", "管理委员会", "党工委"];

/// Words that end the name of a place.
pub(crate) const PLACES: [char; 9] = ['省', '市', '州', '盟', '县', '旗', '区', '乡', '镇'];

/// Whether a name is that of a place rather than of a kind of places (区县, 乡镇).
pub(crate) fn is_place(name: &str) -> bool {
    name.ends_with(PLACES) && !name.chars().all(|c| PLACES.contains(&c))
}

fn by_length(one: &str, other: &str) -> (String, String) {
    let (one, other) = (key(one), key(other));
    match one.chars().count() <= other.chars().count() {
        true => (one, other),
        false => (other, one),
    }
}

/// Whether a name is a part of the other and both are one office: what goes on behind it names another
/// (教育局招生考试中心, 公安局甲县分局). The name of a place is that of its government alone.
fn is_part(short: &str, long: &str) -> bool {
    if short.chars().count() < 2 {
        return short == long;
    }
    // 国家税务总局某某区税务局 is an office in the place, wherever its name begins
    long.match_indices(short).any(|(at, _)| {
        let rest = &long[at + short.len()..];
        match is_place(short) {
            true => goes_on_as_seat(rest),
            false => goes_on_as_office(rest) || is_ending(short, rest),
        }
    })
}

/// Whether what follows a place's name makes it the name of its government still.
pub(crate) fn goes_on_as_seat(rest: &str) -> bool {
    let behind = ["人民政府", "政府"];
    let behind = behind.iter().find_map(|word| rest.strip_prefix(word));
    let zone = ZONE.iter().find_map(|word| rest.strip_prefix(word));
    let publishes = ["政务公开", "政府信息", "信息公开"];
    match (behind, zone) {
        (Some(behind), _) | (None, Some(behind)) => {
            behind == "办"
                || goes_on_as_office(behind)
                || publishes.iter().any(|w| behind.starts_with(w))
        }
        (None, None) => goes_on_as_office(rest),
    }
}

/// Whether what follows a name does not make it that of another office.
pub(crate) fn goes_on_as_office(rest: &str) -> bool {
    const ITSELF: [&str; 4] = ["办公室", "办公厅", "本级", "机关"];
    const OF_IT: [&str; 11] = [
        "本机关",
        "本部",
        "年度",
        "年报",
        "报告",
        "报送",
        "上报",
        "材料",
        "统计表",
        "政府信息公开",
        "信息公开",
    ];
    let itself = ITSELF.iter().find_map(|word| rest.strip_prefix(word));
    let rest = itself.unwrap_or(rest);
    let told = rest.chars().next().is_none_or(|c| !c.is_alphabetic());
    told || OF_IT.iter().any(|word| rest.starts_with(word))
}

/// Whether what follows is only the ending that a name lacks: 教育, 教育局; 招生办, 招生办公室.
fn is_ending(short: &str, rest: &str) -> bool {
    const ENDINGS: [&str; 6] = ["局", "委", "委员会", "办", "办公室", "厅"];
    let lacks = !short.chars().next_back().is_some_and(ends_an_office);
    let shortened = match rest {
        "公室" | "公厅" => short.ends_with('办'),
        "员会" => short.ends_with('委'),
        _ => false,
    };
    shortened || lacks && ENDINGS.contains(&rest)
}

/// What an office is to the government above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// A department of it.
    Department,
    /// A government below it.
    Government,
}

impl Level {
    /// By a name that plainly tells it: 教育局; 甲镇, 示例县人民政府. None for what may be either: 街道, 管委会.
    pub(crate) fn of(name: &str) -> Option<Level> {
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
            ("教育局（已审）", "示例市教育局", true),
            ("林业局", "示例市自然资源和规划局（示例市林业局）", true),
            ("税务局", "国家税务总局示例市税务局", true),
            ("卫健委", "示例市卫生健康委员会（示例市中医药局）", true),
            ("教育", "示例市教育局", true),
            ("招生办", "示例市教育局招生办公室", true),
            ("高新区", "示例市高新技术产业开发区管理委员会", true),
            ("市政府办", "示例市人民政府办公室", true),
            ("县府办", "示例县人民政府办公室", true),
            ("市政府办", "示例市人民政府", true),
            ("政府办", "示例市人民政府", true),
            ("县政府办", "示例市人民政府", false),
            ("外办", "示例县人民政府外事办公室", true),
            ("国资委", "示例市人民政府国有资产监督管理委员会", true),
            ("示例市", "示例市人民政府国有资产监督管理委员会", false),
            ("示例县", "示例县人民政府外事办公室", false),
            ("市政府办", "示例县人民政府外事办公室", false),
            ("示例县人民政府办公室", "示例县人民政府外事办公室", false),
            ("民政局", "示例市人民政府政务服务管理局", false),
            ("示例市", "示例市统计局", false),
            ("示例市", "示例市机关事务管理局", false),
            ("公安局", "示例市公安局交通警察支队", false),
            ("交警支队", "示例市公安局交通警察支队", true),
            ("生态环境局", "示例市生态环境局甲县分局", false),
            ("教育局", "示例市教育局招生考试中心", false),
            ("公安局", "示例市公安局（本级）", true),
            ("大王镇", "示例县大王庄镇人民政府", false),
        ] {
            assert_eq!(is_same(one, other), same, "{one} {other}");
        }
    }

    #[test]
    fn names_written_out_are_one_office_or_two() {
        for (one, other, same) in [
            ("示例市教育局", "示例市教育局", true),
            ("市民政局", "示例市民政局", true),
            ("示例市卫健委", "示例市卫生健康委员会", true),
            ("示例县大王镇人民政府", "示例县大王庄镇人民政府", false),
            ("示例县人民政府办公室", "示例县人民政府外事办公室", false),
            ("示例市体育局", "示例市教育体育局", true),
            ("体育局", "教育体育局", false),
            ("示例市第一中学", "示例市第十一中学", false),
            ("示例市公安局", "示例市公安局交通警察支队", false),
            ("示例市甲县教育局", "示例市教育局", false),
        ] {
            assert_eq!(is_one(one, other), same, "{one} {other}");
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
}
