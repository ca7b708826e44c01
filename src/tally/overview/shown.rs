//! 公开渠道、申请方式 as they are published: columns of these names may hold who sent an item in, or what it was about.
//!
//! In: what a ledger writes there. Out: what of it names a channel or a way of filing, as written; else the name of what
//! its words are of.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text;

/// `words.toml`.
#[derive(Debug, Deserialize)]
struct Words {
    ways: BTreeMap<String, Vec<String>>,
    beside_ways: BesideWays,
    channels: Channels,
    people: People,
}

#[derive(Debug, Deserialize)]
struct BesideWays {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Channels {
    words: Vec<String>,
    press: Vec<String>,
    ends: Vec<String>,
    acts: Vec<String>,
    behind: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct People {
    surnames: String,
    compound: Vec<String>,
    titles: Vec<String>,
    acts: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("words.toml is tested"));

/// 申请方式 as it is published: as written where it holds nothing but words of ways, else the way that its words name;
/// whoever wrote 「网络（张三）」 named a person there.
pub(super) fn way_shown(way: &str) -> String {
    let key = text::squeeze(way);
    let words = WORDS.ways.values().flatten();
    let mut known: Vec<&String> = words.chain(&WORDS.beside_ways.words).collect();
    // of words that begin alike the longer one
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = key.as_str();
    while let Some(first) = rest.chars().next() {
        let begun = known
            .iter()
            .find_map(|word| rest.strip_prefix(word.as_str()));
        rest = match begun {
            Some(behind) => behind,
            None if first.is_alphanumeric() => break,
            None => &rest[first.len_utf8()..],
        };
    }
    if rest.is_empty() {
        return one_line(way);
    }
    let names = |(name, words): (&'static String, &Vec<String>)| {
        let first = words
            .iter()
            .filter_map(|word| key.find(word.as_str()))
            .min();
        first.map(|at| (at, name))
    };
    let named = WORDS.ways.iter().filter_map(names).min();
    named.map_or("其他方式", |(_, name)| name).to_owned()
}

/// 公开渠道 as it is published: what of it is the name of a channel.
pub(super) fn channel_shown(channel: &str) -> String {
    const PARTS: [char; 7] = ['、', '，', ',', '；', ';', '/', '|'];
    let parts = channel.split(|c: char| PARTS.contains(&c) || c.is_whitespace());
    let named: Vec<String> = parts.filter_map(channel_of).collect();
    match named.is_empty() {
        true => "其他渠道".to_owned(),
        false => named.join("、"),
    }
}

/// The name of a channel that a text is, without what stands in brackets or around it and may be somebody's name.
fn channel_of(text: &str) -> Option<String> {
    const LONGEST: usize = 7;
    const MOST: usize = 30;
    let words = &WORDS.channels;
    let text = text.trim();
    let digits = text.split(|c: char| !text::half_width(c).is_ascii_digit());
    let number = digits.map(|run| run.chars().count()).max() > Some(LONGEST);
    let about = text.starts_with("关于") || text.chars().count() > MOST;
    if number || about || text.contains(['@', '＠']) {
        return None;
    }
    let (before, bracket) = match text.find(['(', '（']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let lower = before.to_lowercase();
    // letters that grow when they are made small are none of a channel
    if lower.len() != before.len() {
        return None;
    }
    let found = || {
        words
            .words
            .iter()
            .flat_map(|word| lower.match_indices(word.as_str()))
    };
    let begin = found().map(|(at, _)| at).min();
    let end = found().map(|(at, word)| at + word.len()).max();
    let ends = ends_with(before, &words.ends) && !ends_with(before, &words.acts);
    let end = if ends { before.len() } else { end? };
    let (name, behind) = before.split_at_checked(end)?;
    let quoted = behind.starts_with(['“', '《', '「', '【', '"', '—', '-', '：', ':']);
    let name = match quoted || is_made_of(behind, &words.behind) {
        true => before,
        false => name,
    };
    let of_channel =
        (words.words.iter()).any(|word| bracket.to_lowercase().contains(word.as_str()));
    let bracket = if of_channel { bracket } else { "" };
    Some(format!("{}{bracket}", without_person(name, begin)?))
}

/// A name without what stands in front of the first word of a channel, at `begin`, where that may be a person: 「微信」 of
/// 「李科长微信」. None where nothing is left.
fn without_person(name: &str, begin: Option<usize>) -> Option<&str> {
    let (front, rest) = name.split_at_checked(begin.unwrap_or(name.len()))?;
    let press = (WORDS.channels.press.iter()).any(|word| rest.starts_with(word.as_str()));
    let person = match begin {
        Some(_) => !press && may_be_person(front),
        // 「株洲新闻网」, 「人民网」: the one character of the end is no part of a person's name
        None => has_title(front),
    };
    match person {
        true => Some(rest).filter(|rest| !rest.is_empty()),
        false => Some(name),
    }
}

/// Whether a text may be the name of a person, with what that person does or not: 「张三」, 「李科长」, 「王小明上传」.
fn may_be_person(front: &str) -> bool {
    let people = &WORDS.people;
    let mut name = front.trim_matches(|c: char| !c.is_alphanumeric());
    while let Some(cut) = (people.acts.iter()).find_map(|act| name.strip_suffix(act.as_str())) {
        name = cut;
    }
    let length = name.chars().count();
    let single = name
        .chars()
        .next()
        .is_some_and(|first| people.surnames.contains(first));
    let compound = people
        .compound
        .iter()
        .any(|begin| name.starts_with(begin.as_str()));
    let place = name.ends_with([
        '省', '市', '县', '区', '州', '镇', '乡', '村', '局', '委', '办', '厅', '府',
    ]);
    let named = single && (2..=3).contains(&length) || compound && (3..=4).contains(&length);
    has_title(name) || named && !place
}

fn has_title(text: &str) -> bool {
    WORDS
        .people
        .titles
        .iter()
        .any(|title| text.contains(title.as_str()))
}

fn ends_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Whether a text is nothing but some of the words.
fn is_made_of(text: &str, words: &[String]) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let Some(behind) = words
            .iter()
            .find_map(|word| rest.strip_prefix(word.as_str()))
        else {
            return false;
        };
        rest = behind;
    }
    true
}

/// A name as it is printed: without line breaks and outer spaces.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_of_somebody_is_not_published() {
        for (written, shown) in [
            ("网络", "网络"),
            ("网上申请", "网上申请"),
            ("政府网站依申请公开平台", "政府网站依申请公开平台"),
            ("邮寄（EMS）", "邮寄（EMS）"),
            ("当面/窗口", "当面/窗口"),
            (" 信函\n", "信函"),
            ("网络（张三）", "网络"),
            ("邮箱zs@qq.com", "网络"),
            ("张三丰亲自送来13900001111", "其他方式"),
            ("现场递交（李四，后转传真）", "当面"),
        ] {
            assert_eq!(way_shown(written), shown, "{written}");
        }
        for (written, shown) in [
            ("门户网站", "门户网站"),
            ("区政府门户网站\n", "区政府门户网站"),
            ("微信公众号“株洲国资”", "微信公众号“株洲国资”"),
            ("“株洲国资”微信公众号", "“株洲国资”微信公众号"),
            ("12345热线", "12345热线"),
            ("网站、微信", "网站、微信"),
            ("株洲日报", "株洲日报"),
            ("人民网", "人民网"),
            ("政府网站主动公开", "政府网站主动公开"),
            ("政务APP", "政务APP"),
            ("门户网站（信息公开专栏）", "门户网站（信息公开专栏）"),
            ("门户网站（李四）", "门户网站"),
            ("门户网站李四", "门户网站"),
            ("区政府办 王小明", "其他渠道"),
            ("宣传科（李四）", "其他渠道"),
            ("关于赵某某举报事项的网上答复", "其他渠道"),
            ("张三上报", "其他渠道"),
            ("王五举报", "其他渠道"),
            ("李四上网", "其他渠道"),
            ("李科长微信", "微信"),
            ("李四门户网站", "门户网站"),
            ("王小明上传平台", "平台"),
            ("欧阳小明微信公众号", "微信公众号"),
            ("赵某某微信群", "微信"),
            ("张主任新闻网", "其他渠道"),
            ("李沧区门户网站", "李沧区门户网站"),
            ("黄冈日报", "黄冈日报"),
            ("张家界电视台", "张家界电视台"),
            ("株洲新闻网", "株洲新闻网"),
            ("公示栏", "公示栏"),
            ("#N/A", "其他渠道"),
            ("王五13900001111", "其他渠道"),
            ("０７３１－８８８８８８８８", "其他渠道"),
            ("zs@qq.com", "其他渠道"),
        ] {
            assert_eq!(channel_shown(written), shown, "{written}");
        }
    }
}
