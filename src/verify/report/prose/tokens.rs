//! A sentence as numbers, the words that say what they count, the words that say how, and what stands between.

use rust_decimal::Decimal;

use super::number::{Number, number, starts};
use super::qualify::{self, Firm, Unit};
use super::words::{Key, MEANINGS, OTHER_MATTERS, OTHER_TIMES};
use crate::text::{RAISED, chinese_number, half_width};

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// What is counted.
    Key(Key),
    /// How many.
    Number(Number),
    /// A year that what follows is said of.
    Year(i16),
    /// 全年, 12月31日: no part of the year any more.
    Whole,
    /// 上半年, 近三年: a part of the year, or more than it.
    Period,
    /// Another matter that is counted in the same words: 热线, 留言.
    Matter(&'static str),
    /// 分别
    Respectively,
    /// 均、都
    All,
    /// 共、合计
    Together,
    /// 同比、增长, which make the next number another thing than a figure.
    Change,
    /// 较、比, before another year.
    Than,
    /// 其中、含: parts of what was counted before.
    Among,
    /// 未发生、没有收到
    Not,
    /// 、和
    List,
    /// A comma.
    Comma,
    /// A bracket opens: an aside of its own.
    Open,
    /// It closes, and what was said before it goes on.
    Close,
    /// Any other words.
    Text(String),
}

impl Token {
    /// What it counts, where it is a number.
    pub(super) fn value(&self) -> Option<Decimal> {
        match self {
            Token::Number(number) => Some(number.value),
            _ => None,
        }
    }
}

const MARKS: &[(&str, Token)] = &[
    ("分别", Token::Respectively),
    ("均", Token::All),
    ("合计", Token::Together),
    ("共计", Token::Together),
    ("总计", Token::Together),
    ("累计", Token::Together),
    ("总共", Token::Together),
    ("一共", Token::Together),
    ("共", Token::Together),
    ("同比", Token::Change),
    ("环比", Token::Change),
    ("增长", Token::Change),
    ("增加", Token::Change),
    ("上升", Token::Change),
    ("下降", Token::Change),
    ("减少", Token::Change),
    ("回落", Token::Change),
    ("多于", Token::Change),
    ("少于", Token::Change),
    ("增至", Token::Change),
    ("降至", Token::Change),
    ("调整为", Token::Change),
    ("调整至", Token::Change),
    ("调整到", Token::Change),
    ("变为", Token::Change),
    ("减至", Token::Change),
    ("升至", Token::Change),
    ("精简至", Token::Change),
    ("精简为", Token::Change),
    ("压缩至", Token::Change),
    ("扩大到", Token::Change),
    ("提高到", Token::Change),
    ("平均", Token::Change),
    ("其中", Token::Among),
    ("包括", Token::Among),
    ("包含", Token::Among),
    ("含", Token::Among),
    ("未发生", Token::Not),
    ("没有发生", Token::Not),
    ("未产生", Token::Not),
    ("没有产生", Token::Not),
    ("未收到", Token::Not),
    ("没有收到", Token::Not),
    ("未受理", Token::Not),
    ("没有受理", Token::Not),
    ("未出现", Token::Not),
    ("没有出现", Token::Not),
    ("未引发", Token::Not),
    ("尚未收到", Token::Not),
    ("暂未收到", Token::Not),
    ("尚未发生", Token::Not),
    ("未引起", Token::Not),
    ("没有引起", Token::Not),
    ("未被申请", Token::Not),
    ("未被提起", Token::Not),
    ("没有被申请", Token::Not),
    ("没有被提起", Token::Not),
    ("未接到", Token::Not),
    ("没有接到", Token::Not),
    ("未接收", Token::Not),
    ("未曾收到", Token::Not),
    ("未曾发生", Token::Not),
    ("未提起", Token::Not),
    ("未涉及", Token::Not),
    ("没有因", Token::Not),
    ("未因", Token::Not),
    ("未收取", Token::Not),
    ("没有收取", Token::Not),
    ("未征收", Token::Not),
    ("未作出", Token::Not),
    ("没有作出", Token::Not),
    ("未做出", Token::Not),
    ("没有做出", Token::Not),
    ("未实施", Token::Not),
    ("没有实施", Token::Not),
    ("未采取", Token::Not),
    ("没有采取", Token::Not),
    ("全年", Token::Whole),
    ("年内", Token::Whole),
    ("、", Token::List),
    ("以及", Token::List),
    ("和", Token::List),
    ("及", Token::List),
    ("与", Token::List),
    ("或者", Token::List),
    ("或", Token::List),
    ("，", Token::Comma),
    (",", Token::Comma),
    ("(", Token::Open),
    (")", Token::Close),
];

/// Words of none that are also parts of other ones.
const NONE: &[&str] = &["没有", "不存在", "未有", "尚无", "暂无", "无"];

/// What [`NONE`] denies when they stand before it, beside the words that are known; elsewhere it is part of a word.
const DENIED: &[&str] = &[
    "因政府信息公开",
    "因信息公开",
    "因申请",
    "因答复",
    "涉及政府信息公开",
    "涉及信息公开",
    "涉政府信息公开",
    "提起行政",
    "提起复议",
    "被申请行政",
    "被提起行政",
    "政府信息公开行政",
    "政府信息公开类行政",
    "政府信息公开申请",
    "信息公开申请",
    "申请政府信息公开",
    "申请公开政府信息的",
    "依申请公开",
    "人民法院受理",
    "上年",
    "上一年",
    "去年",
    "下年度结转",
    "下一年度结转",
    "结转",
    "收到",
];

/// Words in which 及, 与, 和, 含 and 包括 say nothing of lists and parts.
const NO_LIST: &[&str] = &[
    "不含",
    "不包括",
    "参与",
    "涉及",
    "普及",
    "以及时",
    "及时",
    "与时",
    "和谐",
];

/// The tokens of a sentence, in order. `year` is the report's; what the unit is called is no word of another kind.
pub(super) fn tokens(sentence: &str, year: Option<i16>, unit: &Unit) -> Vec<Token> {
    let chars: Vec<char> = sentence
        .chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '"' | '「' | '」'))
        .filter(|c| !RAISED.contains(c))
        .collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (token, length) = match unit.named(&chars[at..]) {
            Some(length) => (None, length),
            None => next(&chars, at, year, tokens.last()),
        };
        match token {
            Some(token) => tokens.push(token),
            None => {
                let words: String = chars[at..at + length].iter().collect();
                match tokens.last_mut() {
                    Some(Token::Text(text)) => text.push_str(&words),
                    _ => tokens.push(Token::Text(words)),
                }
            }
        }
        at += length;
    }
    listed(&mut tokens);
    public(&mut tokens);
    tokens
}

/// 公众、法人或其他组织: beside bodies, the public is everybody else.
fn public(tokens: &mut Vec<Token>) {
    let found = tokens.windows(3).position(|w| match w {
        [
            Token::Text(words),
            Token::List,
            Token::Key(Key::Class(heads, _)),
        ] => words.ends_with("公众") && !heads.contains(&"自然人"),
        _ => false,
    });
    if let Some(at) = found {
        let key = Key::Class(&["自然人"], Firm::Sure);
        tokens.insert(at + 1, Token::Key(key));
    }
}

/// The token at a place, none for plain words, and its length.
fn next(
    chars: &[char],
    at: usize,
    year: Option<i16>,
    last: Option<&Token>,
) -> (Option<Token>, usize) {
    if let Some((token, length)) = carried(chars, at, year) {
        return (Some(token), length);
    }
    if let Some((token, length)) = of_time(chars, at, year, last) {
        return (token, length);
    }
    let key = longest(chars, at);
    let matters = OTHER_MATTERS.iter().filter(|w| starts(chars, at, w));
    let matter = matters.map(|w| (w.chars().count(), *w)).max();
    match (key, matter) {
        (Some((key, length)), other) if other.is_none_or(|other| other.0 <= length) => {
            return (Some(Token::Key(key)), length);
        }
        (_, Some((length, words))) => return (Some(Token::Matter(words)), length),
        _ => {}
    }
    let none = NONE.iter().find(|w| starts(chars, at, w));
    if let Some(length) = none.map(|w| w.chars().count())
        && is_denied(chars, at + length)
    {
        return (Some(Token::Not), length);
    }
    // 依申请公开：无
    let told = at.checked_sub(1).is_some_and(|b| chars[b] == ':');
    let ends = chars.get(at + 1).is_none_or(|c| matches!(c, ',' | ')'));
    if chars[at] == '无' && told && ends {
        return (Some(Token::Number(Number::none())), 1);
    }
    if let Some(length) = none_made(chars, at) {
        return (Some(Token::Not), length);
    }
    if let Some(words) = NO_LIST.iter().find(|w| starts(chars, at, w)) {
        return (None, words.chars().count());
    }
    let marks = MARKS.iter().filter(|m| starts(chars, at, m.0));
    if let Some((words, mark)) = marks.max_by_key(|m| m.0.len()) {
        return (Some(mark.clone()), words.chars().count());
    }
    match number(chars, at) {
        Some((number, length)) => (number.map(Token::Number), length),
        None => (None, 1),
    }
}

/// 20、7、6件: numbers without a unit have that of the list's last; others count nothing.
fn listed(tokens: &mut Vec<Token>) {
    // 分别为20、7、6
    let mut is_respective = false;
    let respective: Vec<bool> = tokens
        .iter()
        .map(|token| {
            let goes_on = matches!(token, Token::Number(_) | Token::List | Token::Text(_));
            is_respective = *token == Token::Respectively || is_respective && goes_on;
            is_respective
        })
        .collect();
    for at in (0..tokens.len()).rev() {
        let unit = match &tokens[at..] {
            [Token::Number(bare), ..] if !bare.bare => continue,
            [Token::Number(_), Token::List, Token::Number(next), ..] => Some(next.unit),
            [Token::Number(_), ..] => None,
            _ => continue,
        };
        if let Token::Number(number) = &mut tokens[at]
            && (unit.is_some() || respective[at])
        {
            number.unit = unit.flatten();
            number.text.push_str(number.unit.unwrap_or_default());
        } else {
            tokens[at] = Token::Text(String::new());
        }
    }
    tokens.retain(|t| *t != Token::Text(String::new()));
}

fn is_denied(chars: &[char], at: usize) -> bool {
    let plain = DENIED.iter().any(|d| starts(chars, at, d));
    let known = longest(chars, at).is_some_and(|(key, _)| {
        matches!(
            key,
            Key::Line(..)
                | Key::Path(_)
                | Key::Verdict(_)
                | Key::Lost(_)
                | Key::Class(..)
                | Key::Received(_)
                | Key::Decision(_)
                | Key::Fee
        )
    });
    plain || known
}

/// 未 and 没有 before what is done with documents: 未制发, 没有废止.
fn none_made(chars: &[char], at: usize) -> Option<usize> {
    let none = ["未有", "没有", "无", "未"];
    let none = none.iter().find(|w| starts(chars, at, w))?;
    let length = none.chars().count();
    // 无规范性文件, 没有新增的规范性文件
    let more = ["新增的", "新增", ""];
    let more = more.iter().find(|w| starts(chars, at + length, w))?;
    if *none != "未" {
        let document = longest(chars, at + length + more.chars().count());
        if matches!(document, Some((Key::Document(_), _))) {
            return Some(length);
        }
    }
    let (key, known) = longest(chars, at + length)?;
    // 未废止的规范性文件 are those in force
    let of = starts(chars, at + length + known, "的");
    (matches!(key, Key::Change(..)) && !of).then_some(length)
}

/// The longest words that mean something here.
fn longest(chars: &[char], at: usize) -> Option<(Key, usize)> {
    MEANINGS
        .iter()
        .filter(|(words, not_before, _)| {
            let after = at + words.chars().count();
            // 予以公开的20件, but 予以公开的信息
            let counts = |c: &char| c.is_ascii_digit() || "有为共".contains(*c);
            let counted = starts(chars, after, "的") && chars.get(after + 1).is_some_and(counts);
            // 没有不予公开的申请
            let counted = counted || starts(chars, after, "的申请");
            let another = not_before.iter().any(|n| starts(chars, after, n));
            starts(chars, at, words) && (counted || !another)
        })
        .max_by_key(|(words, ..)| words.len())
        .map(|(words, _, key)| (*key, words.chars().count()))
        .or_else(|| granted(chars, at))
}

/// 公开 in one list with 部分公开: 公开或部分公开, 全部公开（含部分公开）.
fn granted(chars: &[char], at: usize) -> Option<(Key, usize)> {
    const LISTS: &[&str] = &[
        "、", "/", "或", "或者", "及", "以及", "和", "与", "(含", "(包括", "(包含",
    ];
    let result = at
        .checked_sub(1)
        .is_none_or(|b| !"息务动".contains(chars[b]));
    let both = |list: &&str| {
        let partly = at + 2 + list.chars().count();
        starts(chars, at + 2, list) && starts(chars, partly, "部分公开")
    };
    let listed = result && starts(chars, at, "公开") && LISTS.iter().any(both);
    listed.then_some((Key::Line(&["3.3.1"], Firm::Sure), 2))
}

/// Words for what is carried out of the year, when the next one follows.
const CARRIED_OUT: &[&str] = &[
    "顺延", "转入", "转至", "转到", "转下", "延至", "延续", "留待",
];

/// 结转, into the year or out of it: `上年结转`, `2022年结转`, `结转下年`, `结转至2024年`, `顺延到下年度`.
fn carried(chars: &[char], at: usize, year: Option<i16>) -> Option<(Token, usize)> {
    let both = starts(chars, at, "结转");
    let open = ["仍未办结", "尚未办结", "未办结"];
    let open = open.iter().find(|w| starts(chars, at, w));
    if !both && open.is_none() && !CARRIED_OUT.iter().any(|w| starts(chars, at, w)) {
        return None;
    }
    let before: String = chars[at.saturating_sub(8)..at].iter().collect();
    let before = before
        .rsplit([',', '、', '。', '(', ')'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let after: String = chars[at..chars.len().min(at + 14)].iter().collect();
    let after = after
        .split([',', '、', ')'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let names = |text: &str, words: &[&str], other: Option<i16>| {
        words.iter().any(|w| text.contains(w))
            || other.is_some_and(|y| text.contains(&format!("{y}年")))
    };
    let last = year.and_then(|y| y.checked_sub(1));
    let next = year.and_then(|y| y.checked_add(1));
    let of_last = names(&before, &["上年", "上一年", "去年"], last);
    let from = [
        "结转上一年度",
        "结转上年度",
        "结转上一年",
        "结转上年",
        "结转去年",
    ];
    let from = from.iter().find(|w| both && after.starts_with(*w));
    if let Some(words) = from {
        let length = words.chars().count();
        return Some((Token::Key(Key::Line(&["3.2"], Firm::Sure)), length));
    }
    if both && of_last {
        return Some((Token::Key(Key::Line(&["3.2"], Firm::Sure)), 2));
    }
    // 2023年未办结的4件 came into 2024
    if let Some(words) = open {
        let line: &'static [&'static str] = if of_last { &["3.2"] } else { &["3.4"] };
        return Some((
            Token::Key(Key::Line(line, Firm::Sure)),
            words.chars().count(),
        ));
    }
    // 下年度结转
    if both
        && ["下年度", "下一年度", "下年"]
            .iter()
            .any(|w| before.ends_with(w))
    {
        return Some((Token::Key(Key::Line(&["3.4"], Firm::Sure)), 2));
    }
    if names(&after, &["下年", "下一年", "次年", "明年", "来年"], next) {
        // the year that it goes to counts nothing
        let length = after
            .find('年')
            .map_or(2, |end| after[..end].chars().count() + 1);
        // so does what is to be done there: 度继续办理
        let rest = chars[at + length..].iter().take(8);
        let length = length
            + rest
                .take_while(|c| "度继续再办理答复结".contains(**c))
                .count();
        return Some((Token::Key(Key::Line(&["3.4"], Firm::Sure)), length));
    }
    (both && is_left(chars, at)).then_some((Token::Key(Key::Line(&["3.4"], Firm::Likely)), 2))
}

/// 答复44件，结转3件: behind what was settled, what is carried over can only be what is left.
fn is_left(chars: &[char], at: usize) -> bool {
    let before: String = chars[..at].iter().collect();
    let last = before.rsplit([',', '、', ';']).next().unwrap_or_default();
    let settled = ["办结", "答复"].iter().any(|w| before.contains(w));
    let part = ["其中", "含", "包括", "加", "与", "和"];
    let part = part.iter().any(|w| last.contains(w));
    let counted = chars.get(at + 2).is_some_and(char::is_ascii_digit);
    let behind = last.chars().count() < at;
    settled && counted && behind && !part
}

/// Years, parts of a year, and spans of years.
fn of_time(
    chars: &[char],
    at: usize,
    year: Option<i16>,
    last: Option<&Token>,
) -> Option<(Option<Token>, usize)> {
    // 较2023年, 比上年, 与去年
    if matches!(chars[at], '较' | '比' | '与') {
        let named = named_year(chars, at + 1).is_some() || of_year(chars, at + 1, year).is_some();
        let same = starts(chars, at + 1, "同期");
        return (named || same).then_some((Some(Token::Than), 1));
    }
    if let Some(length) = span_of_years(chars, at).or_else(|| several_years(chars, at)) {
        return Some((Some(Token::Period), length));
    }
    if let Some((named, length)) = named_year(chars, at) {
        // 二〇二五年 is no 五年
        return Some((named.map(Token::Year), length));
    }
    if let Some((token, length)) = of_year(chars, at, year) {
        return Some((Some(token), length));
    }
    // 今年以来 is this year
    if starts(chars, at, "以来") {
        return match last {
            Some(Token::Year(_)) => Some((None, 2)),
            _ => Some((Some(Token::Period), 2)),
        };
    }
    if let Some(words) = OTHER_TIMES.iter().find(|w| starts(chars, at, w)) {
        return Some((Some(Token::Period), words.chars().count()));
    }
    // 十四五期间, 专项整治期间; 统计期间 is the year
    if let (Some(words), Some(Token::Text(text))) =
        (LASTS.iter().find(|w| starts(chars, at, w)), last)
        && !qualify::is_plain(text)
        && !OF_REPORT.iter().any(|own| text.ends_with(own))
    {
        return Some((Some(Token::Period), words.chars().count()));
    }
    months(chars, at)
}

/// Behind what lasts another time than the year.
const LASTS: &[&str] = &["期间", "时期"];

/// Before 期间 where it is the report's own.
const OF_REPORT: &[&str] = &["报告", "统计", "年度"];

/// 5年来, 近5年, 过去三年: the length of several years up to now.
fn several_years(chars: &[char], at: usize) -> Option<usize> {
    const BEFORE: &[&str] = &["近", "最近", "过去", "连续"];
    const BEHIND: &[&str] = &["来", "以来", "间"];
    let length = |words: &[&str], at: usize| {
        let found = words.iter().find(|w| starts(chars, at, w));
        found.map(|w| w.chars().count())
    };
    let before = length(BEFORE, at);
    let from = at + before.unwrap_or_default();
    let digit = |c: &char| c.is_ascii_digit() || "两二三四五六七八九十".contains(*c);
    let rest = chars.get(from..).unwrap_or_default();
    let digits = rest.iter().take_while(|c| digit(c)).count();
    let number: String = rest.iter().take(digits).collect();
    let year = from + digits + usize::from(chars.get(from + digits) == Some(&'个'));
    if !(1..=2).contains(&digits) || number == "1" || chars.get(year) != Some(&'年') {
        return None;
    }
    let behind = length(BEHIND, year + 1);
    (before.is_some() || behind.is_some()).then(|| year + 1 + behind.unwrap_or_default() - at)
}

/// Between the ends of a span.
const DASHES: &[char] = &['至', '到', '-', '—', '–', '~', '～'];

/// 2020年至2024年, 2021—2024年, 2023年7月至2024年6月, 2022、2023、2024年: the length of a span of several years.
fn span_of_years(chars: &[char], at: usize) -> Option<usize> {
    let digits = |from: usize| {
        let rest = chars.get(from..).unwrap_or_default();
        rest.iter().take_while(|c| c.is_ascii_digit()).count()
    };
    let year = |from: usize| -> Option<i16> {
        let four = chars.get(from..from + 4).filter(|_| digits(from) == 4)?;
        let year = four.iter().collect::<String>().parse().ok();
        year.filter(|y| (2000..2100).contains(y))
    };
    let skip = |from: &mut usize, words: &[char]| {
        let rest = chars.get(*from..).unwrap_or_default();
        let length = rest.iter().take_while(|c| words.contains(c)).count();
        *from += length;
        length > 0
    };
    // 12月31日
    let day = |from: &mut usize| {
        for unit in ['月', '日'] {
            let length = digits(*from);
            if (1..=2).contains(&length) && chars.get(*from + length) == Some(&unit) {
                *from += length + 1;
            }
        }
    };
    let first = year(at)?;
    let mut end = at + 4;
    let mut last = first;
    // 2022、2023、2024年
    while skip(&mut end, &['、', '和', '与', '及']) {
        last = year(end)?;
        end += 4;
    }
    if last == first {
        if skip(&mut end, &['年']) {
            skip(&mut end, &['度']);
            day(&mut end);
            skip(&mut end, &['起', '初']);
        }
        if !skip(&mut end, DASHES) {
            return None;
        }
        last = year(end)?;
        end += 4;
    }
    if last == first || !skip(&mut end, &['年']) {
        return None;
    }
    skip(&mut end, &['度']);
    day(&mut end);
    skip(&mut end, &['止', '底', '末']);
    Some(end - at)
}

/// A year in digits with 年: none where it is no year of a report.
fn named_year(chars: &[char], at: usize) -> Option<(Option<i16>, usize)> {
    let digit = |c: &char| c.is_ascii_digit() || "〇○零一二三四五六七八九".contains(*c);
    let length = chars.get(at..)?.iter().take_while(|c| digit(c)).count();
    if chars.get(at + length) != Some(&'年') || length == 0 {
        return None;
    }
    let digits: String = chars[at..at + length].iter().collect();
    let arabic = digits.parse::<i16>().ok();
    if length != 4 && arabic.is_none() {
        return None;
    }
    let chinese = || chinese_number(&digits).and_then(|y| i16::try_from(y).ok());
    let year = arabic.or_else(chinese);
    let year = year.filter(|y| (2000..2100).contains(y));
    // 3年
    (year.is_some() || arabic.is_some()).then_some((year, length + 1))
}

/// 上年 and 本年, said of what follows; 上年结转 is of this year.
fn of_year(chars: &[char], at: usize, year: Option<i16>) -> Option<(Token, usize)> {
    const LAST: &[&str] = &["上一年度", "上一年", "上年度", "上年", "去年"];
    const THIS: &[&str] = &["本年度内", "本年内", "本年度", "本年", "今年"];
    let year = year?;
    let word = |words: &[&str]| {
        words
            .iter()
            .find(|w| starts(chars, at, w))
            .map(|w| w.chars().count())
    };
    if let Some(length) = word(THIS) {
        return Some((Token::Year(year), length));
    }
    let length = word(LAST)?;
    let near: String = chars[at + length..].iter().take(12).collect();
    let clause = near.split([',', '、']).next().unwrap_or_default();
    (!clause.contains("结转")).then_some((Token::Year(year.checked_sub(1)?), length))
}

/// 1至6月, 9月, 截至6月30日 are parts of the year; 12月31日 ends the whole.
fn months(chars: &[char], at: usize) -> Option<(Option<Token>, usize)> {
    let digits = |from: usize| {
        let rest = chars.get(from..).unwrap_or_default();
        rest.iter().take_while(|c| c.is_ascii_digit()).count()
    };
    let length = digits(at);
    if !(1..=2).contains(&length) || chars.get(at + length) != Some(&'月') {
        return None;
    }
    let month: String = chars[at..at + length].iter().collect();
    let end = at + length + 1;
    let day = digits(end);
    let date: String = chars[end..end + day].iter().collect();
    let before: String = chars[at.saturating_sub(16)..at].iter().collect();
    let before = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '年');
    let until = before.ends_with(DASHES) || before.ends_with('止');
    let later = until && begins_later(before.trim_end_matches(DASHES));
    let since = before.ends_with(['自', '从']);
    let goes_on = chars.get(end).is_some_and(|c| "至到-—~".contains(*c));
    let token = match (month.as_str(), date.as_str()) {
        _ if later => Some(Token::Period),
        ("12", "31") => Some(Token::Whole),
        ("12", "") if until => Some(Token::Whole),
        ("1", _) if since => None,
        (_, "") if goes_on => None,
        (_, "") => Some(Token::Period),
        _ if until || since => Some(Token::Period),
        _ => None,
    };
    let day = match day {
        0 => 0,
        day => day + usize::from(chars.get(end + day) == Some(&'日')),
    };
    Some((token, end + day - at))
}

/// 7, 7月, 5月1日起 before the end of a span: it begins after the first of January.
fn begins_later(before: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let digits = |text: &str| text[text.trim_end_matches(digit).len()..].to_owned();
    let before = before.trim_end_matches('起');
    let (month, day) = match before.strip_suffix('日') {
        Some(date) => (date.trim_end_matches(digit), digits(date)),
        None => (before, "1".to_owned()),
    };
    let month = digits(month.trim_end_matches('份').trim_end_matches('月'));
    matches!(month.len(), 1 | 2) && (month.as_str(), day.as_str()) != ("1", "1")
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn numbers(text: &str) -> Vec<(Decimal, Option<&'static str>)> {
        let tokens = tokens(text, Some(2023), &Unit::default());
        let number = |t: &Token| match t {
            Token::Number(number) => Some((number.value, number.unit)),
            _ => None,
        };
        tokens.iter().filter_map(number).collect()
    }

    #[test]
    fn dates_shares_and_ordinals_count_nothing() {
        for text in [
            "占比12.5%",
            "5个工作日内",
            "3月15日",
            "第三件",
            "12人次",
            "〔2023〕3号",
            "前10件",
            "30至40件",
            "三十到四十件",
            "高效办成一件事",
        ] {
            assert_eq!(numbers(text), [], "{text}");
        }
        assert_eq!(numbers("办结1,234件"), [(1234.into(), Some("件"))]);
    }

    #[test]
    fn numbers_of_a_list_have_the_unit_of_its_last() {
        let of = |values: &[i64]| -> Vec<(Decimal, Option<&'static str>)> {
            values.iter().map(|v| ((*v).into(), Some("件"))).collect()
        };
        assert_eq!(numbers("分别为20、7、6件"), of(&[20, 7, 6]));
        assert_eq!(numbers("分别20、7和6件"), of(&[20, 7, 6]));
        assert_eq!(numbers("分别为20件、7件"), of(&[20, 7]));
        let bare: Vec<_> = numbers("分别为20、7、6").iter().map(|n| n.0).collect();
        assert_eq!(bare, [20.into(), 7.into(), 6.into()]);
    }

    #[test]
    fn times_are_years_parts_of_a_year_and_spans() {
        for (text, token) in [
            ("二〇二三年", Some(Token::Year(2023))),
            ("二○二五年", Some(Token::Year(2025))),
            ("2022年", Some(Token::Year(2022))),
            ("去年", Some(Token::Year(2022))),
            ("今年以来", Some(Token::Year(2023))),
            ("近年来", Some(Token::Period)),
            ("五年来", Some(Token::Period)),
            ("条例施行以来", Some(Token::Period)),
            ("上半年", Some(Token::Period)),
            ("1-6月", Some(Token::Period)),
            ("1至9月", Some(Token::Period)),
            ("截至6月30日", Some(Token::Period)),
            ("1月1日至12月31日", Some(Token::Whole)),
            ("1月至12月", Some(Token::Whole)),
            ("3月15日", None),
        ] {
            let tokens = tokens(text, Some(2023), &Unit::default());
            let time = tokens.iter().rev().find(|t| !matches!(t, Token::Text(_)));
            assert_eq!(time, token.as_ref(), "{text} {tokens:?}");
        }
    }
}
