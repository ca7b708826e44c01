//! Text as people type it: width, spaces, brackets, item numbers, empties, yes and no.

use std::borrow::Cow;

/// The form of a word by which it is compared: no white space at all, half width, one style of brackets,
/// no quotation marks, small Latin letters. What is shown to the user is never this form.
pub fn squeeze(text: &str) -> String {
    key(text).into_owned()
}

/// The form of a word by which it is compared (see [`squeeze`]); the text itself where it is in that form already.
pub fn key(text: &str) -> Cow<'_, str> {
    let at = plain_length(text.as_bytes());
    let (plain, rest) = text.split_at(at);
    // what is left may still be in that form: commas are
    if rest.chars().all(|c| squeezed(c) == Some(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    out.push_str(plain);
    key_parts(rest, &mut |part| out.push_str(part));
    Cow::Owned(out)
}

/// Tells that form piece by piece, without a place for it.
pub fn key_parts(text: &str, tell: &mut dyn FnMut(&str)) {
    let mut rest = text;
    loop {
        let (plain, behind) = rest.split_at(plain_length(rest.as_bytes()));
        tell(plain);
        let mut chars = behind.chars();
        let Some(c) = chars.next() else { return };
        if let Some(c) = squeezed(c) {
            tell(c.encode_utf8(&mut [0; 4]));
        }
        rest = chars.as_str();
    }
}

/// The form by which a text is compared with words of at most so many characters; none for a longer one.
pub fn short_key(text: &str, most: usize) -> Option<Cow<'_, str>> {
    // no character has more than four bytes, and none that counts fewer than one
    if text.len() > most && text.chars().filter_map(squeezed).nth(most).is_some() {
        return None;
    }
    Some(key(text))
}

/// Bytes at the beginning of a text that are in that form beyond doubt: the characters of Chinese text, and what
/// numbers and dates are written with.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'-' | b'.' | b'/' | b':' => at += 1,
            0xe5..=0xe9 => at += 3,
            0xe4 if bytes.get(at + 1).is_some_and(|&next| next >= 0xb8) => at += 3,
            _ => break,
        }
    }
    at
}

#[inline]
fn squeezed(c: char) -> Option<char> {
    if matches!(c, '\u{4e00}'..='\u{9fff}' | '0'..='9' | 'a'..='z' | '-' | '.' | '/' | ':') {
        return Some(c);
    }
    unusual(c)
}

/// What a character that is rare becomes in the form by which words are compared; none where it is dropped.
fn unusual(c: char) -> Option<char> {
    let c = half_width(c);
    match c {
        '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '＂' | '《' | '》' => {
            None
        }
        '〔' | '[' | '【' | '﹝' | '〖' | '{' | '⟨' | '〈' => Some('('),
        '〕' | ']' | '】' | '﹞' | '〗' | '}' | '⟩' | '〉' => Some(')'),
        '—' | '–' | '－' | '―' | '─' | '−' => Some('-'),
        _ if c.is_whitespace() || c.is_control() || is_format(c) => None,
        _ => Some(c.to_ascii_lowercase()),
    }
}

/// Whether a character shows nothing: joiners, directions of writing, marks of byte order, as texts copied from web
/// pages and properties of files hold them.
pub fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

/// One character in half width: `１` is `1`, `（` is `(`, the full-width space a space.
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Raised digits, as marks of notes are.
pub const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A text that is shown raised: its digits as such, so that 3440¹ is not read as 34401.
pub fn raised(text: &str) -> String {
    let digit = |c: char| {
        half_width(c)
            .to_digit(10)
            .and_then(|d| RAISED.get(d as usize))
    };
    text.chars()
        .map(|c| digit(c).copied().unwrap_or(c))
        .collect()
}

/// A text that is shown crossed out, with the marks that plain text has for it, so that it is not read as a part of what
/// stands beside it.
pub fn crossed_out(text: &str) -> String {
    match text.trim() {
        "" => text.to_owned(),
        crossed => format!("~~{crossed}~~"),
    }
}

/// Text as it stands inside a quoted string of `gknb.toml`: a basic string of TOML 1.0, which holds no control
/// character as such, and no line break, so that it stays on its line.
pub fn in_toml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Whether two texts are one name, however each is written.
pub fn same_name(one: &str, other: &str) -> bool {
    one == other || key(one) == key(other)
}

/// Without the item number that forms and lists put in front: `（三）`, `1.`, `①`, `一、`, `3`.
/// Takes and gives squeezed text; what is nothing but a number stays.
pub fn without_item_number(squeezed: &str) -> &str {
    let mut rest = squeezed;
    loop {
        let next = strip_one_item_number(rest);
        if next.len() == rest.len() || next.is_empty() {
            return rest;
        }
        rest = next;
    }
}

/// Without the code that a system puts in front of a word: `01-`, `1|`, `xk:`. Takes and gives squeezed text; what
/// follows must be a word.
pub fn without_code(squeezed: &str) -> &str {
    let Some((code, word)) = squeezed.split_once(['-', '|', ':', '_', '=']) else {
        return squeezed;
    };
    let begins = |c: char| c.is_alphabetic() && !c.is_ascii();
    // 「1-月」 is no word, and neither is 「3:日」
    let of_time = word.starts_with(['年', '月', '日', '时', '季']);
    match is_code(code) && word.starts_with(begins) && !of_time {
        true => word,
        false => squeezed,
    }
}

/// Whether a text is a code, as systems export them instead of words: `01`, `1`, `XK`, `xzxk`. A longer number is that
/// of something, and so is one with marks in it.
pub fn is_code(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// How deep a numbered title stands: 一、, （一）, 1., (1).
pub fn item_level(title: &str) -> Option<u8> {
    let key = squeeze(title);
    if without_item_number(&key).len() == key.len() {
        return None;
    }
    let inner = key.strip_prefix('(');
    let digit = inner
        .unwrap_or(&key)
        .starts_with(|c: char| c.is_ascii_digit());
    Some(u8::from(inner.is_some()) + 2 * u8::from(digit))
}

fn strip_one_item_number(text: &str) -> &str {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(inner) = text.strip_prefix('(') {
        if let Some((number, rest)) = inner.split_once(')')
            && !number.is_empty()
            && number.chars().all(numeral)
        {
            return rest;
        }
        return text;
    }
    let mut chars = text.chars();
    if chars
        .next()
        .is_some_and(|c| ('①'..='⑳').contains(&c) || ('⑴'..='⒛').contains(&c))
    {
        return chars.as_str();
    }
    // `3三类内部事务信息`: a number is written in numerals of one kind
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let alike = |c: char| numeral(c) && c.is_ascii_digit() == digits;
    let end = text.find(|c: char| !alike(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    if number.is_empty() {
        return text;
    }
    let mut after = rest.chars();
    match after.next() {
        Some('.' | '、' | '．' | ')') => after.as_str(),
        // `3重复申请`, but never `三安全一稳定` and never the beginning of a date or an amount
        Some(c)
            if number.chars().all(|d| d.is_ascii_digit())
                && number.len() <= 2
                && !"年月日季-/:%".contains(c)
                && rest != "件" =>
        {
            rest
        }
        _ => text,
    }
}

/// Whether the cell stands for nothing: blank, `/`, `-`, `—`, 无, 空, N/A.
pub fn is_empty(text: &str) -> bool {
    // whatever begins otherwise stands for something
    let Some(first) = text.chars().find_map(squeezed) else {
        return true;
    };
    if !matches!(
        first,
        '/' | '-' | '\\' | '*' | '_' | '.' | '·' | '…' | '无' | '空' | '暂' | 'n' | '(' | 'u' | '0'
    ) {
        return false;
    }
    let key = key(text);
    key.is_empty()
        || is_no_day(&key)
        || key
            .chars()
            .all(|c| matches!(c, '/' | '-' | '\\' | '*' | '_' | '.' | '·' | '…'))
        || matches!(
            &*key,
            "无" | "空"
                | "n/a"
                | "na"
                | "null"
                | "(null)"
                | "nil"
                | "(空)"
                | "(无)"
                | "none"
                | "暂无"
                | "\\n"
                | "undefined"
        )
}

/// The day that databases write for none: `0000-00-00`, with the time of day or without. Takes squeezed text.
fn is_no_day(key: &str) -> bool {
    let day = ["0000-00-00", "0000/00/00"]
        .iter()
        .find_map(|day| key.strip_prefix(day));
    day.is_some_and(|time| time.chars().all(|c| matches!(c, '0' | ':' | '.')))
}

/// Whether a text points to what another cell says instead of saying it: 同上, 〃, ″, 同左.
pub fn is_ditto(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "同上",
        "同上行",
        "同上一行",
        "同上条",
        "同上一条",
        "同前",
        "同前行",
        "同左",
        "同右",
        "同下",
        "如上",
        "如前",
        "仝",
        "仝上",
    ];
    let key = squeeze(text);
    let bare = key.trim_matches(|c| matches!(c, '-' | '—' | '(' | ')' | '.' | '。' | '…'));
    let mark = |c| matches!(c, '〃' | '″' | '"' | '“' | '”' | '々' | '\'' | '‘' | '’');
    WORDS.contains(&bare) || !bare.is_empty() && bare.chars().all(mark)
}

/// 是 or 否 in the ways people say and tick it, with a remark in brackets behind it or none; none for anything else.
pub fn yes_no(text: &str) -> Option<bool> {
    let key = key(text);
    let key = without_code(&key);
    let bare = key.strip_suffix(')').and_then(|key| key.split_once('('));
    match bare {
        // 「是（已备案）」, but not 「是（否）」
        Some((word, remark)) if yes_or_no(remark).is_none() => yes_or_no(word),
        Some(_) => None,
        None => yes_or_no(key),
    }
}

fn yes_or_no(key: &str) -> Option<bool> {
    match key {
        "是" | "是的" | "属于" | "有" | "y" | "yes" | "1" | "true" | "t" => Some(true),
        "√" | "✓" | "✔" | "☑" | "✅" | "☒" | "v" => Some(true),
        "●" | "■" | "▲" | "★" | "◆" | "⊙" => Some(true),
        "否" | "不是" | "不属于" | "没有" | "未" | "n" | "no" | "0" | "false" | "f" => {
            Some(false)
        }
        "×" | "x" | "✗" | "✘" | "❌" | "☐" | "□" => Some(false),
        _ => None,
    }
}

/// Chinese numerals up to 九十九 as a number; none for anything else.
pub fn chinese_number(text: &str) -> Option<u32> {
    let digit = |c: char| {
        "零一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .and_then(|d| u32::try_from(d).ok())
    };
    let chars: Vec<char> = text
        .chars()
        .map(|c| if matches!(c, '〇' | '○') { '零' } else { c })
        .collect();
    match chars.as_slice() {
        [] => None,
        ['十'] => Some(10),
        ['十', one] => Some(10 + digit(*one)?),
        [ten, '十'] => Some(digit(*ten)? * 10),
        [ten, '十', one] => Some(digit(*ten)? * 10 + digit(*one)?),
        digits => digits
            .iter()
            .try_fold(0u32, |n, &c| n.checked_mul(10)?.checked_add(digit(c)?)),
    }
}

/// A piece of a name as people order names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(u64),
    Char(char),
}

/// What names are ordered by: numbers, in Chinese as well, by their value, so that 二季度 comes before 三季度 and
/// 2月 before 10月; the name itself where that leaves two alike.
pub fn order_of_name(name: &str) -> impl Ord + use<> {
    const NUMERALS: &str = "一二三四五六七八九十";
    let mut pieces = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let is_same = |c: char| match first.is_ascii_digit() {
            true => c.is_ascii_digit(),
            false => NUMERALS.contains(first) && NUMERALS.contains(c),
        };
        let end = rest.find(|c| !is_same(c)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        let number = match first.is_ascii_digit() {
            true => run.parse().ok(),
            false => chinese_number(run).map(u64::from),
        };
        match number {
            Some(number) => {
                pieces.push(Piece::Number(number));
                rest = behind;
            }
            None => {
                pieces.push(Piece::Char(first));
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    (pieces, name.to_owned())
}

/// A next step that names the words nearest to an unknown one; where there are none, another.
pub fn near_or(near: &[impl AsRef<str>], otherwise: impl FnOnce() -> String) -> String {
    match near {
        [] => otherwise(),
        near => {
            let near: Vec<&str> = near.iter().map(AsRef::as_ref).collect();
            format!("相近的有：{}", near.join("、"))
        }
    }
}

/// Words of which more per mille would have to change are not near.
const FAR: usize = 600;

/// The words nearest to an unknown one, best first, at most three.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let key = squeeze(word);
    let length = key.chars().count();
    let mut scored: Vec<(u32, &str)> = known
        .into_iter()
        .filter_map(|k| {
            let other = squeeze(k);
            let other_length = other.chars().count();
            let contains = length >= 2
                && (other.contains(&key) || (other_length >= 2 && key.contains(&other)));
            let longest = length.max(other_length).max(1);
            // per mille of characters that would have to change; containing each other halves it
            let share = |distance: usize| distance * 1000 / longest / if contains { 2 } else { 1 };
            // as many as one is longer have to change at the least
            if share(length.abs_diff(other_length)) > FAR {
                return None;
            }
            let share = share(strsim::damerau_levenshtein(&key, &other));
            (share <= FAR).then(|| (u32::try_from(share).unwrap_or(u32::MAX), k))
        })
        .collect();
    scored.sort();
    scored.dedup_by_key(|(_, k)| *k);
    scored.into_iter().take(3).map(|(_, k)| k).collect()
}

/// Shown in a message, in Chinese quotes, with line breaks made visible and long text cut.
pub fn quote(text: &str) -> String {
    format!("「{}」", cut(text))
}

/// The beginning of a text on one line, as [`quote`] shows it.
pub fn cut(text: &str) -> String {
    let mut chars = text
        .trim()
        .chars()
        .map(|c| if c == '\n' || c == '\r' { '⏎' } else { c });
    let mut shown: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ordered_as_people_count() {
        for [before, after] in [
            ["2022年一季度/申请.xlsx", "2022年二季度/申请.xlsx"],
            ["2022年二季度/申请.xlsx", "2022年三季度/申请.xlsx"],
            ["2022年三季度/申请.xlsx", "2022年四季度/申请.xlsx"],
            ["2022年2月.xlsx", "2022年10月.xlsx"],
            ["九月", "十一月"],
            ["上半年", "下半年"],
            ["a1", "a/1"],
            ["99999999999999999999998", "99999999999999999999999"],
            ["01", "1"],
        ] {
            assert!(
                order_of_name(before) < order_of_name(after),
                "{before} {after}"
            );
        }
    }

    #[test]
    fn words_are_compared_without_width_spaces_and_brackets() {
        assert_eq!(squeeze("文 号"), "文号");
        assert_eq!(
            squeeze("株国资〔２０２１〕75号"),
            squeeze("株国资[2021] 75号")
        );
        assert_eq!(squeeze("危及“三安全一稳定”"), "危及三安全一稳定");
    }

    #[test]
    fn what_is_in_that_form_already_is_lent() {
        for c in ('\0'..='\u{ffff}').chain("𠀀😀".chars()) {
            let text = format!("依{c}1");
            let squeezed: String = text.chars().filter_map(squeezed).collect();
            assert_eq!(key(&text), squeezed, "{c:?}");
            assert_eq!(
                matches!(key(&text), Cow::Borrowed(_)),
                squeezed == text,
                "{c:?}"
            );
        }
    }

    #[test]
    fn item_numbers_fall_away_and_words_that_begin_with_a_numeral_stay() {
        for (typed, left) in [
            ("1.属于国家秘密", "属于国家秘密"),
            ("（三）1.属于国家秘密", "属于国家秘密"),
            ("3重复申请", "重复申请"),
            ("①自然人", "自然人"),
            ("一、予以公开", "予以公开"),
            ("三安全一稳定", "三安全一稳定"),
            ("四类过程性信息", "四类过程性信息"),
            ("2022年", "2022年"),
            ("3件数", "件数"),
            ("3件", "3件"),
        ] {
            assert_eq!(without_item_number(&squeeze(typed)), left, "{typed}");
        }
    }

    #[test]
    fn a_dash_or_the_word_for_nothing_is_empty() {
        for nothing in ["", "　", "/", "-", "—", "——", "无", "空", "N/A", " "] {
            assert!(is_empty(nothing), "{nothing:?}");
        }
        assert!(!is_empty("0"));
    }

    #[test]
    fn yes_and_no_are_told_by_words_and_ticks() {
        for yes in [
            "是",
            "✓",
            "√",
            "☑",
            "Yes",
            "Ｙ",
            "1",
            "是（已备案）",
            "有(2件)",
            "V",
        ] {
            assert_eq!(yes_no(yes), Some(true), "{yes}");
        }
        for no in ["否", "×", "☐", "No", "0", "不是", "否（普通公文）"] {
            assert_eq!(yes_no(no), Some(false), "{no}");
        }
        for neither in ["", "待定", "是（否）", "☑是□否", "（是）", "未延期"] {
            assert_eq!(yes_no(neither), None, "{neither}");
        }
    }

    #[test]
    fn what_stands_in_a_string_of_toml_is_read_back_as_it_was() {
        let all: String = (0..0x100).filter_map(char::from_u32).collect();
        for text in [
            all.as_str(),
            "回复\"日期",
            "a\\b\r\nc\td\u{202e}",
            "办理结论\"甲\"",
        ] {
            let line = format!("value = \"{}\"", in_toml(text));
            assert_eq!(line.lines().count(), 1, "{line}");
            let table: toml::Table = line.parse().expect("it is TOML");
            assert_eq!(table["value"].as_str(), Some(text));
        }
    }

    #[test]
    fn chinese_numerals_are_read() {
        for (typed, number) in [
            ("十", 10),
            ("十二", 12),
            ("二十九", 29),
            ("三", 3),
            ("二〇二二", 2022),
            ("三十", 30),
        ] {
            assert_eq!(chinese_number(typed), Some(number), "{typed}");
        }
        assert_eq!(chinese_number("某"), None);
    }
}
