//! Whose report it is and of which year: from its heading, its title, its file's name.

use super::grid::Paper;
use crate::settings::Scope;
use crate::{date, period, text};
use jiff::civil::Date;

/// What a report says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) agency: Option<String>,
    pub(super) year: Option<i16>,
    pub(super) scope: Option<Scope>,
    /// The part of the year that its figures are of, in words; none for the whole year.
    pub(super) part: Option<String>,
}

/// Paragraphs from the top among which the title stands.
const TOP: usize = 40;

/// Longest name of an agency.
const NAME: usize = 40;

/// Reads agency and year.
pub(super) fn title(file: &str, paper: &Paper) -> Title {
    let top: Vec<&str> = paper
        .paragraphs
        .iter()
        .take(TOP)
        .map(|p| p.text.as_str())
        .collect();
    let mut title = heading(&top);
    for (at, line) in top.iter().enumerate() {
        if title.agency.is_some() && title.year.is_some() {
            break;
        }
        let Some(named) = named(line) else { continue };
        title.year = title.year.or(named.year);
        let above = || at.checked_sub(1).and_then(|at| agency_alone(top[at]));
        title.agency = title.agency.take().or(named.agency).or_else(above);
    }
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |s| s.0);
    if let Some(named) = named(stem) {
        title.year = title.year.or(named.year);
        title.agency = title.agency.take().or(named.agency);
    }
    title.year = title
        .year
        .or_else(|| top.iter().find_map(|line| span(line)));
    // titles in other words, once nothing is named in the usual ones
    for line in top.iter().copied().chain([stem]) {
        if title.agency.is_some() {
            break;
        }
        let Some(named) = named_otherwise(line) else {
            continue;
        };
        title.year = title.year.or(named.year);
        title.agency = named.agency;
    }
    // the day of the publication is no report year
    let stem_without = period::without_dates(stem);
    let single = match years(&stem_without) {
        none if none.is_empty() => bare_years(&stem_without),
        years => years,
    };
    if let ([year], None) = (single.as_slice(), title.year) {
        title.year = Some(*year);
    }
    title.part = part(file, stem, &top, title.year);
    title
}

/// The part of the year that a report is of: by the line above its tables, the period that it names, its title,
/// its file's name, a folder named for nothing else. Where a title of the whole year stands beside, a title of a
/// part is a link to another page.
fn part(file: &str, stem: &str, top: &[&str], year: Option<i16>) -> Option<String> {
    const TITLES: [&str; 2] = ["信息公开", "公开工作"];
    const ENDS: [&str; 4] = ["报告", "半年报", "季报", "统计表"];
    const PERIODS: [&str; 6] = [
        "统计期",
        "统计时间",
        "统计数据",
        "数据期间",
        "报告期",
        "起止",
    ];
    let has = |line: &str, words: &[&str]| words.iter().any(|w| line.contains(w));
    let until = top.iter().find_map(|line| until(line, year));
    let named = || {
        let mut lines = top.iter().filter(|line| has(line, &PERIODS));
        let days = lines.find_map(|line| days(line));
        let parts = || top.iter().flat_map(|line| line.split(['。', '；', ';']));
        days.or_else(|| parts().find_map(part_told))
            .or_else(|| parts().find_map(|part| until_told(part, year)))
    };
    let short = |line: &str| line.chars().count() <= 80 && !line.contains(['。', '，']);
    let titles: Vec<&str> = (top.iter().copied())
        .filter(|line| short(line) && has(line, &TITLES))
        .collect();
    let of_year = |line: &&str| {
        let years = years(line);
        let annual = is_annual(line) && months(line).is_none();
        annual && !years.is_empty() && year.is_none_or(|y| years.contains(&y))
    };
    let annual = titles.iter().any(of_year);
    // 示例局2024年上半年报告, where nothing is titled as that of the whole year
    let report = || {
        let half = |line: &&&str| {
            let ends = ENDS.iter().any(|end| line.trim_end().ends_with(end));
            ends && short(line) && !years(line).is_empty()
        };
        let other =
            |line: &&str| is_annual(line) || titles.contains(line) && !years(line).is_empty();
        let none = !top.iter().any(other);
        let mut halves = top.iter().filter(half).filter(|_| none);
        halves.find_map(|line| months(line))
    };
    let titled = || {
        let told = titles.iter().find_map(|line| months(line)).or_else(report);
        told.filter(|_| !annual)
    };
    let of_file = || months(stem).filter(|_| !is_annual(stem));
    let of_folder = || {
        let folders = file.rsplit('/').skip(1);
        let (from, to) = folders.map(period::part_alone).find_map(|part| part)?;
        Some(format!("{from}月至{to}月"))
    };
    until
        .or_else(named)
        .or_else(titled)
        .or_else(of_file)
        .or_else(of_folder)
}

/// Of the whole year; 半年报 and 上半年报告 are of a half.
fn is_annual(line: &str) -> bool {
    let whole = |words: &str| {
        let mut found = line.match_indices(words);
        found.any(|(at, _)| !line[..at].ends_with('半'))
    };
    whole("年度报告") || whole("年报")
}

/// `截至：2024年6月30日` of the line above the tables, or alone in brackets, where that day is not past the year.
fn until(line: &str, year: Option<i16>) -> Option<String> {
    const NAMES: [&str; 4] = ["数据截至", "统计截至", "截至", "截止"];
    let mut parts = line.split(['　', ' ', '\t', ';', '；']);
    parts.find_map(|part| {
        let part = part.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')'));
        let value = NAMES.iter().find_map(|name| part.strip_prefix(name))?;
        let value = value.trim_start_matches(['：', ':']).trim();
        let Ok(date::Seen::Day(day)) = date::parse(value, false) else {
            return None;
        };
        let past = year.is_some_and(|year| day.year() > year);
        let last = (day.month(), day.day()) == (12, 31);
        (!past && !last).then(|| format!("截至{}年{}月{}日", day.year(), day.month(), day.day()))
    })
}

/// `统计期限为2024年1月1日至6月30日`, `统计时间：2024年1—6月`.
fn part_told(sentence: &str) -> Option<String> {
    const WORDS: [&str; 4] = ["统计期限", "统计时间", "数据期限", "统计周期"];
    const OTHERS: [&str; 4] = ["对比", "同比", "相比", "比较"];
    if OTHERS.iter().any(|w| sentence.contains(w)) {
        return None;
    }
    let words = WORDS.iter().find(|w| sentence.contains(**w))?;
    let (from, to) = range(sentence.split(words).nth(1)?)?;
    let last = to.month == 12 && to.day.is_none_or(|day| day == 31);
    let whole = from.month == 1 && from.day.is_none_or(|day| day == 1) && last;
    (from.year == to.year && !whole).then(|| format!("{from}至{to}"))
}

/// Before the day until which figures are told.
const UNTIL: [&str; 4] = ["统计截至", "统计截止", "数据截至", "数据截止"];

/// The year of that day: `本报告数据统计截至2023年12月31日`.
pub(super) fn until_year(sentence: &str) -> Option<i16> {
    let words = UNTIL.iter().find(|w| sentence.contains(**w))?;
    years(sentence.split(words).nth(1)?).first().copied()
}

/// `本报告数据统计截至2024年6月30日`.
fn until_told(sentence: &str, year: Option<i16>) -> Option<String> {
    let words = UNTIL.iter().find(|w| sentence.contains(**w))?;
    let told = sentence.split(words).nth(1)?;
    let day = told.split_inclusive('日').next()?;
    until(
        &format!(
            "截至{}",
            day.trim_start_matches(['到', '于', '时', '间', '为', '：', ':'])
        ),
        year,
    )
}

/// `统计期限为2024年1月1日至2024年6月30日`.
fn days(line: &str) -> Option<String> {
    let (from, to) = period::read(line).days?;
    let whole = (from.month(), from.day()) == (1, 1) && (to.month(), to.day()) == (12, 31);
    let shown = |day: Date| format!("{}年{}月{}日", day.year(), day.month(), day.day());
    (from.year() == to.year() && !whole).then(|| format!("{}至{}", shown(from), shown(to)))
}

/// `2024年上半年`, `第一季度`, `1-6月`; one month alone may be that of the publication.
fn months(line: &str) -> Option<String> {
    const PUBLISHED: [&str; 6] = ["上报", "报送", "发布", "公布", "印发", "修订"];
    let has = |words: &[&str]| words.iter().any(|w| line.contains(w));
    if !has(&["半年", "季", "月"]) {
        return None;
    }
    let Some((from, to)) = period::read(line).months else {
        return line.contains("半年").then(|| "半年".to_owned());
    };
    let published = is_annual(line) || has(&PUBLISHED) || years(line).len() > 1;
    match (from, to) {
        (1, 12) => None,
        (one, same) if one == same => (!published).then(|| format!("{one}月")),
        (from, to) => Some(format!("{from}月至{to}月")),
    }
}

/// What a part of the line above the tables is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Agency,
    /// 单位, which may be that of the figures: 单位：件.
    AgencyOrMeasure,
    Scope,
    Year,
}

impl Named {
    /// By what stands before the colon: `填报单位（公章）`.
    fn of(name: &str) -> Option<Named> {
        let name = text::squeeze(name);
        let name = name.split('(').next().unwrap_or_default();
        Some(match name {
            "填报单位" | "填表单位" | "报送单位" | "上报单位" | "单位名称" | "编制单位"
            | "填报机关" | "填报部门" | "机关名称" => Named::Agency,
            "单位" => Named::AgencyOrMeasure,
            "统计范围" | "填报范围" => Named::Scope,
            "年度" | "报告年度" | "统计年度" | "填报年度" => Named::Year,
            _ => return None,
        })
    }
}

/// Between the parts of the line above the tables.
const BETWEEN: [char; 5] = ['　', ' ', '\t', ';', '；'];

/// Whether a cell is a part of the line above the tables.
pub(super) fn is_heading(cell: &str) -> bool {
    let name = cell.split_once(['：', ':']).map(|part| part.0);
    name.is_some_and(|name| Named::of(name).is_some())
}

/// The line that statistics workbooks and hand-filled tables have: `填报单位：…　年度：2022年`, `填报单位：…　2022年度`.
fn heading(top: &[&str]) -> Title {
    let mut title = Title::default();
    for line in top {
        let mut parts = parts(line).into_iter().peekable();
        let mut of_agency = false;
        let mut alone = None;
        while let Some((at, part)) = parts.next() {
            let Some((name, value)) = part.split_once(['：', ':']) else {
                alone = alone.or(year_alone(part));
                continue;
            };
            // 填报单位： 示例局
            let next = |(_, p): &(usize, &str)| value.is_empty() && !p.contains(['：', ':']);
            let (begins, value) = parts
                .next_if(next)
                .unwrap_or((at + part.len() - value.len(), value));
            let mut value = value.trim();
            // 填报单位：示例县委办公室 示例县人民政府办公室
            while Named::of(name) == Some(Named::Agency)
                && let Some((at, part)) = parts.next_if(|(_, p)| goes_on(p, line))
            {
                value = line[begins..at + part.len()].trim();
            }
            match Named::of(name) {
                Some(Named::Agency) if !value.is_empty() => {
                    title.agency.get_or_insert_with(|| value.to_owned());
                    of_agency = true;
                }
                Some(Named::AgencyOrMeasure) => {
                    let agency = agency_alone(value);
                    of_agency |= agency.is_some();
                    title.agency = title.agency.take().or(agency);
                }
                Some(Named::Scope) => title.scope = title.scope.or(Scope::of(value)),
                Some(Named::Year) => {
                    title.year = title
                        .year
                        .or(years(value).first().copied())
                        .or(value.parse().ok());
                }
                Some(Named::Agency) | None => {}
            }
        }
        title.year = title.year.or(alone.filter(|_| of_agency));
    }
    title
}

/// The parts of the line above the tables, each with where it begins.
fn parts(line: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut at = 0;
    for part in line.split(BETWEEN) {
        if !part.is_empty() {
            parts.push((at, part));
        }
        at += part.len();
        at += line[at..].chars().next().map_or(0, char::len_utf8);
    }
    parts
}

/// Whether a part goes on with the name of an agency that holds a space; in our own line everything up to the year
/// does.
fn goes_on(part: &str, line: &str) -> bool {
    let ours = line.contains("　年度：") && year_alone(part).is_none();
    let bare = part.chars().all(|c| c.is_alphabetic());
    !part.contains(['：', ':']) && (ours || bare && part.ends_with(ends_an_agency))
}

/// A text that is a year and nothing else: `2023年度`, `（二〇二三年度）`.
fn year_alone(text: &str) -> Option<i16> {
    let text = text.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')'));
    let bare = text.strip_suffix('度').unwrap_or(text);
    let one = bare.ends_with('年') && bare.chars().count() == 5;
    one.then(|| years(bare).first().copied()).flatten()
}

/// `平潭综合实验区2020年度政府信息公开工作年度报告`: the agency stands before or after the year.
fn named(line: &str) -> Option<Title> {
    const ENDS: [&str; 7] = [
        "政府信息公开工作年度报告",
        "政府信息公开年度报告",
        "政府信息公开统计表",
        "政府信息公开工作报告",
        "政府信息公开工作年报",
        "政府信息公开工作情况",
        "政府信息公开情况",
    ];
    titled(line, |line| ENDS.iter().find_map(|end| line.find(end)))
}

/// A title in other words than the form's: `示例局2023年政府信息公开年度工作报告`, `示例局2023年信息公开年报`. It
/// names its year, which links to pages of reports need not.
fn named_otherwise(line: &str) -> Option<Title> {
    const NAMES: [&str; 2] = ["政府信息公开", "信息公开"];
    let title = titled(line, |line| {
        let mut names = NAMES
            .iter()
            .filter_map(|name| Some((line.find(name)?, name)));
        let (at, name) = names.next()?;
        let behind = &line[at + name.len()..];
        // 工作2025年年度报告
        let between = |c: char| c.is_ascii_digit() || "工作年度的".contains(c);
        let rest = behind.trim_start_matches(between);
        let annual = rest.starts_with('报') && behind[..behind.len() - rest.len()].ends_with('年');
        (rest.starts_with("报告") || annual).then_some(at)
    })?;
    (title.agency.is_some() && title.year.is_some()).then_some(title)
}

/// Agency and year of a line in which the words of a title begin where they are found.
fn titled(line: &str, find: impl Fn(&str) -> Option<usize>) -> Option<Title> {
    if line.chars().count() > 80 || line.contains(['。', '，']) {
        return None;
    }
    // 某局2024年“政府信息公开”工作年度报告
    let said = |c: &char| !c.is_whitespace() && !QUOTES.contains(c);
    let line: String = line.chars().filter(said).collect();
    let at = find(&line)?;
    let before = &line[..at];
    let after = &line[at..];
    let year_in = |text: &str| years(&period::without_dates(text)).first().copied();
    let year = year_in(before).or_else(|| year_in(after));
    let name = without_year(before, year);
    let name = without_mark(without_annex(&name))
        .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '）'))
        .trim_start_matches("关于")
        .trim_end_matches('的');
    let name = name.rsplit(['_', '《', '>', '|']).next().unwrap_or(name);
    // 示例局关于公布2025年政府信息公开工作年度报告的公告
    let name = name.split_once("关于").map_or(name, |(agency, _)| agency);
    let agency =
        (name.chars().count() >= 2 && name.chars().count() <= NAME && !name.contains("年"))
            .then(|| name.to_owned());
    Some(Title {
        agency: agency.or_else(|| in_brackets(after)),
        year,
        ..Title::default()
    })
}

/// Quotes within a title.
const QUOTES: [char; 5] = ['“', '”', '"', '「', '」'];

/// What stands before the words of a title without its year; where another report is named between the year and them,
/// 某局2024年法治政府建设暨, what stands before the year.
fn without_year(before: &str, year: Option<i16>) -> String {
    const JOINS: [char; 4] = ['暨', '及', '和', '与'];
    let mut name = before.to_owned();
    for form in year.into_iter().flat_map(forms) {
        match name.split_once(&form) {
            Some((agency, rest)) if !agency.is_empty() && rest.ends_with(JOINS) => {
                name = agency.to_owned();
            }
            _ => name = name.replace(&form, ""),
        }
    }
    for part in ["上半年", "下半年"] {
        name = name.replace(part, "");
    }
    name
}

/// What people type for the 〇 of a year.
const ZEROS: [char; 7] = ['〇', '○', '◯', '零', 'O', 'o', '0'];

/// The ways in which a year is written, the longer first.
fn forms(year: i16) -> Vec<String> {
    let told = ZEROS.map(|zero| chinese(year).replace('〇', &zero.to_string()));
    let all = [year.to_string()].into_iter().chain(told);
    all.flat_map(|year| [format!("{year}年度"), format!("{year}年")])
        .collect()
}

/// A name without the number of an annex before it: 附件1：某局, 附件某局.
fn without_annex(name: &str) -> &str {
    let Some(rest) = name.strip_prefix("附件").or(name.strip_prefix("附：")) else {
        return name;
    };
    rest.trim_start_matches(|c: char| !c.is_alphabetic() || "一二三四五六七八九十".contains(c))
}

/// The agency in brackets behind a title: 2024年政府信息公开工作年度报告（某局）.
fn in_brackets(after: &str) -> Option<String> {
    let inner = after.strip_suffix(['）', ')'])?;
    let (_, name) = inner.rsplit_once(['（', '('])?;
    agency_alone(name)
}

/// A title without what is marked before it in brackets: `（图解）示例局`, `【年报】示例局`.
fn without_mark(name: &str) -> &str {
    const BRACKETS: [(char, char); 4] = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']')];
    let behind = BRACKETS.iter().find_map(|(open, close)| {
        let (_, behind) = name.strip_prefix(*open)?.split_once(*close)?;
        Some(behind)
    });
    behind.unwrap_or(name)
}

/// A line that is an agency's name and nothing else, as it stands above a title on two lines.
fn agency_alone(line: &str) -> Option<String> {
    let name = line.trim();
    let count = name.chars().count();
    let ends = name.ends_with(ends_an_agency);
    let bare = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | '(' | ')'));
    ((4..=NAME).contains(&count) && ends && bare).then(|| name.to_owned())
}

/// Whether a name of an agency may end so.
fn ends_an_agency(c: char) -> bool {
    "府局委厅办院心会部社所处区县市乡镇道队署行校司馆站".contains(c)
}

/// `统计期限为2023年度`, `统计时间：2023年1月至12月`.
pub(super) fn year_told(line: &str) -> Option<i16> {
    const WORDS: [&str; 3] = ["统计期限", "统计时间", "数据期限"];
    let words = WORDS.iter().find(|w| line.contains(**w))?;
    let told = line.split(words).nth(1)?;
    if let Some((from, to)) = range(told) {
        let whole = (from.month, to.month) == (1, 12) && from.year == to.year;
        return whole.then_some(from.year);
    }
    let told = told.trim_start_matches(['为', '是', '：', ':', '自', ' ']);
    let year = *years(told).first()?;
    let whole = [
        format!("{year}年度"),
        format!("{year}年全年"),
        format!("{year}年"),
    ];
    let told = told.trim_end_matches(['。', '，', ' ']);
    whole.iter().any(|w| w == told).then_some(year)
}

/// The first and the last year of a period that goes over the end of a year: `统计期限自2025年1月1日起至2026年12月31日止`.
pub(super) fn years_told(line: &str) -> Option<(i16, i16)> {
    let (from, to) = range(line)?;
    (from.year < to.year).then_some((from.year, to.year))
}

/// An end of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct End {
    year: i16,
    month: i8,
    day: Option<i8>,
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}年{}月", self.year, self.month)?;
        match self.day {
            Some(day) => write!(f, "{day}日"),
            None => Ok(()),
        }
    }
}

/// The first span of a text, whose end may leave out its year: `2024年1月1日起至6月30日`, `2024年1—6月`.
fn range(text: &str) -> Option<(End, End)> {
    let chars = days_alike(text);
    let year = chars
        .windows(5)
        .position(|w| w[4] == '年' && w[..4].iter().all(char::is_ascii_digit))?;
    let mut rest = &chars[year..];
    let from_year = counted(&mut rest, "年")?;
    let month = counted(&mut rest, "月");
    let day = counted(&mut rest, "日");
    let month = month.or_else(|| counted(&mut rest, ""))?;
    skip(&mut rest, &['份', '起', ',']);
    if skip(&mut rest, DASHES) == 0 {
        return None;
    }
    let to_year = counted(&mut rest, "年");
    let to_month = counted(&mut rest, "月")?;
    let to_day = counted(&mut rest, "日");
    let end = |year: i16, month: i16, day: Option<i16>| {
        Some(End {
            year: Some(year).filter(|y| (2000..2100).contains(y))?,
            month: i8::try_from(month).ok().filter(|m| (1..=12).contains(m))?,
            day: day.and_then(|day| i8::try_from(day).ok()),
        })
    };
    let from = end(from_year, month, day)?;
    let to = end(to_year.unwrap_or(from_year), to_month, to_day)?;
    ((from.year, from.month) <= (to.year, to.month)).then_some((from, to))
}

/// Takes a number with its unit, if one stands here.
fn counted(rest: &mut &[char], unit: &str) -> Option<i16> {
    let length = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let (digits, behind) = rest.split_at(length);
    let value = digits.iter().collect::<String>().parse().ok()?;
    let follows =
        unit.chars().zip(behind).all(|(a, b)| a == *b) && behind.len() >= unit.chars().count();
    if !follows {
        return None;
    }
    *rest = &behind[unit.chars().count()..];
    Some(value)
}

/// Passes over characters; gives how many.
fn skip(rest: &mut &[char], chars: &[char]) -> usize {
    let length = rest.iter().take_while(|c| chars.contains(c)).count();
    *rest = &rest[length..];
    length
}

/// Between the ends of a span.
const DASHES: &[char] = &['至', '到', '-', '—', '–', '~', '～'];

/// `统计期限为2023年1月1日至2023年12月31日`.
pub(super) fn span(line: &str) -> Option<i16> {
    let (from, to) = range(line)?;
    let whole = (from.month, from.day, to.month, to.day) == (1, Some(1), 12, Some(31));
    (whole && from.year == to.year).then_some(from.year)
}

/// A text whose days are all written alike, without white space: `2023-01-01`, `2023.1.1`, `二〇二三年一月一日` as
/// 2023年1月1日.
fn days_alike(text: &str) -> Vec<char> {
    let numeral = |c: char| "〇○零一二三四五六七八九十".contains(c);
    let typed: Vec<char> = text
        .chars()
        .map(text::half_width)
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut chars = Vec::new();
    let mut rest = typed.as_slice();
    while let Some((&first, behind)) = rest.split_first() {
        let length = rest.iter().take_while(|c| numeral(**c)).count();
        let unit = rest.get(length).filter(|c| matches!(c, '年' | '月' | '日'));
        let digits: String = rest[..length].iter().collect();
        let digits = digits.replace(ZEROS, "〇");
        let number = unit.and_then(|_| text::chinese_number(&digits));
        let dotted = dotted(rest).filter(|_| !chars.last().is_some_and(char::is_ascii_digit));
        match (number, dotted) {
            (Some(number), _) if length > 0 => {
                chars.extend(number.to_string().chars());
                rest = &rest[length..];
            }
            (_, Some((day, length))) => {
                chars.extend(day.chars());
                rest = &rest[length..];
            }
            _ => {
                chars.push(first);
                rest = behind;
            }
        }
    }
    chars
}

/// A day in numbers alone, and its length: `2023-01-01`, `2023.1.1`, `2023/1/1`.
fn dotted(chars: &[char]) -> Option<(String, usize)> {
    let mut rest = chars;
    let year = counted(&mut rest, "").filter(|y| (2000..2100).contains(y))?;
    let sign = *rest.first().filter(|c| matches!(c, '-' | '.' | '/'))?;
    rest = &rest[1..];
    let month = counted(&mut rest, &sign.to_string()).filter(|m| (1..=12).contains(m))?;
    let day = counted(&mut rest, "").filter(|d| (1..=31).contains(d))?;
    Some((
        format!("{year}年{month}月{day}日"),
        chars.len() - rest.len(),
    ))
}

/// The years that a text names: `2022年`, `二〇二二年`.
pub(super) fn years(text: &str) -> Vec<i16> {
    let chars: Vec<char> = text.chars().map(text::half_width).collect();
    let mut years = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        if *c != '年' || at < 4 {
            continue;
        }
        let digits: String = chars[at - 4..at].iter().collect();
        let year = digits.parse::<i16>().ok().or_else(|| {
            let plain = digits.replace(ZEROS, "〇");
            text::chinese_number(&plain).and_then(|y| i16::try_from(y).ok())
        });
        let alone = at < 5 || !chars[at - 5].is_ascii_digit();
        years.extend(year.filter(|y| alone && (2000..2100).contains(y)));
    }
    years
}

/// Years of a file's name without 年: `某局2024`, `2024-年报`; no part of a longer number.
fn bare_years(name: &str) -> Vec<i16> {
    let numbers = name.split(|c: char| !text::half_width(c).is_ascii_digit());
    let numbers = numbers.map(|n| n.chars().map(text::half_width).collect::<String>());
    let four = numbers
        .filter(|n| n.len() == 4)
        .filter_map(|n| n.parse().ok());
    let mut years: Vec<i16> = four.filter(|y| (2000..2100).contains(y)).collect();
    years.dedup();
    years
}

fn chinese(year: i16) -> String {
    let digit = |c: char| {
        let at = c.to_digit(10).unwrap_or(0) as usize;
        "〇一二三四五六七八九".chars().nth(at).unwrap_or('〇')
    };
    year.to_string().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(file: &str, lines: &[&str]) -> (Option<String>, Option<i16>) {
        let mut paper = Paper::document();
        for (number, line) in (1..).zip(lines) {
            paper.paragraph(0, number, line);
        }
        let title = title(file, &paper);
        (title.agency, title.year)
    }

    #[test]
    fn agency_and_year_are_taken_from_title_then_name() {
        let some = |agency: &str, year| (Some(agency.to_owned()), Some(year));
        assert_eq!(
            of(
                "a.docx",
                &["平潭综合实验区2020年度政府信息公开工作年度报告", "正文。"]
            ),
            some("平潭综合实验区", 2020)
        );
        assert_eq!(
            of(
                "a.docx",
                &["淮安市洪泽区人民政府", "二〇二三年政府信息公开工作年度报告"]
            ),
            some("淮安市洪泽区人民政府", 2023)
        );
        assert_eq!(
            of(
                "2024/宿迁市人民政府2024年政府信息公开工作年度报告.html",
                &["导航"]
            ),
            some("宿迁市人民政府", 2024)
        );
        assert_eq!(
            of(
                "a.xlsx",
                &["填报单位：示例局　年度：2022年　统计范围：本机关　计量单位：件"]
            ),
            some("示例局", 2022)
        );
        for (line, agency) in [
            (
                "填报单位：示例市 教育局　年度：2022年　统计范围：本机关　计量单位：件",
                "示例市 教育局",
            ),
            (
                "填报单位：某县委办公室　某县人民政府办公室　年度：2022年　统计范围：本机关",
                "某县委办公室　某县人民政府办公室",
            ),
            ("填报单位： 示例市 教育局 2022年度", "示例市 教育局"),
            ("填报单位：示例局 （公章） 2022年度", "示例局"),
        ] {
            assert_eq!(of("a.xlsx", &[line]), some(agency, 2022), "{line}");
        }
        for line in [
            "填报单位：示例局　2022年度",
            "填报单位： 示例局 （2022年度）",
            "填表单位：示例局　年度：2022年",
            "填报单位（公章）：示例局　　2022年",
            "单位：示例市示例局  2022年",
            "单位：件　填报机关：示例局　填报年度：2022",
        ] {
            let (agency, year) = of("a.xlsx", &[line]);
            assert!(agency.is_some_and(|a| a.ends_with("示例局")), "{line}");
            assert_eq!(year, Some(2022), "{line}");
        }
        assert_eq!(of("a.xlsx", &["单位：万元　2022年"]), (None, None));
        assert_eq!(
            of("a.md", &["统计期限为2023年1月1日至2023年12月31日。"]),
            (None, Some(2023))
        );
        assert_eq!(
            of("a.md", &["示例市某某局关于2024年政府信息公开工作年度报告"]),
            some("示例市某某局", 2024)
        );
        for (line, agency, year) in [
            (
                "示例市教育局二○二四年政府信息公开工作年度报告",
                "示例市教育局",
                2024,
            ),
            (
                "示例市教育局二O二四年度政府信息公开工作年度报告",
                "示例市教育局",
                2024,
            ),
            (
                "2024年度政府信息公开工作年度报告（示例市教育局）",
                "示例市教育局",
                2024,
            ),
            (
                "示例市教育局2024年“政府信息公开”工作年度报告",
                "示例市教育局",
                2024,
            ),
            (
                "附件1：示例市教育局2024年政府信息公开工作年度报告",
                "示例市教育局",
                2024,
            ),
            (
                "示例市教育局2024年法治政府建设暨政府信息公开工作年度报告",
                "示例市教育局",
                2024,
            ),
            (
                "（图解）示例市公安局甲区分局2021年政府信息公开工作年度报告",
                "示例市公安局甲区分局",
                2021,
            ),
            (
                "示例市公安局2023年政府信息公开年度工作报告",
                "示例市公安局",
                2023,
            ),
            (
                "示例市公安局2023年度信息公开工作年度报告",
                "示例市公安局",
                2023,
            ),
            ("示例市财政局2025年政府信息公开年报", "示例市财政局", 2025),
            (
                "示例市财政局政府信息公开工作2025年年度报告",
                "示例市财政局",
                2025,
            ),
            (
                "示例市财政局关于公布2025年政府信息公开工作年度报告的公告",
                "示例市财政局",
                2025,
            ),
            (
                "示例市财政局（示例市国资局）2025年政府信息公开年报",
                "示例市财政局（示例市国资局）",
                2025,
            ),
        ] {
            assert_eq!(of("a.html", &[line]), some(agency, year), "{line}");
            assert_eq!(of(&format!("{line}.html"), &["导航"]), some(agency, year));
        }
        // a link names no agency
        assert_eq!(
            of("a.html", &["甲区政府信息公开年报", "信息公开年报"]),
            (None, None)
        );
        for (file, year) in [
            ("某局2024.pdf", Some(2024)),
            ("2024-年报.docx", Some(2024)),
            ("20240115.docx", None),
            ("某局年报2025-01-15.docx", None),
            ("某局年报2025年1月15日.docx", None),
            ("某局2024年报（2025.1.15）.docx", Some(2024)),
            ("2023对照2024.docx", None),
        ] {
            assert_eq!(of(file, &["正文"]), (None, year), "{file}");
        }
    }

    #[test]
    fn a_part_of_the_year_is_told_by_heading_period_title_or_name() {
        let of = |file: &str, lines: &[&str]| {
            let mut paper = Paper::document();
            for (number, line) in (1..).zip(lines) {
                paper.paragraph(0, number, line);
            }
            title(file, &paper).part
        };
        let annual = "某局2024年政府信息公开工作年度报告";
        for (file, lines, part) in [
            (
                "a.xlsx",
                &[
                    "填报单位：某局　年度：2024年　统计范围：本机关　截至：2024年6月30日　计量单位：件",
                ][..],
                Some("截至2024年6月30日"),
            ),
            (
                "a.xlsx",
                &["填报单位：某局　年度：2024年　截至：2024年12月31日"],
                None,
            ),
            (
                "a.html",
                &["某局2024年上半年政府信息公开工作情况报告"],
                Some("1月至6月"),
            ),
            (
                "a.html",
                &["2024年1-6月政府信息公开统计表"],
                Some("1月至6月"),
            ),
            (
                "a.html",
                &["2024年第一季度政府信息公开统计表"],
                Some("1月至3月"),
            ),
            // a link on the page of an annual report
            (
                "a.html",
                &["2024年上半年政府信息公开工作总结", annual],
                None,
            ),
            (
                "a.html",
                &["某局2024年政府信息公开工作年度报告（2025年1月）"],
                None,
            ),
            (
                "a.html",
                &[annual, "统计期限为2024年1月1日至2024年6月30日。"],
                Some("2024年1月1日至2024年6月30日"),
            ),
            (
                "a.html",
                &[annual, "统计期限为2024年1月1日至2024年12月31日。"],
                None,
            ),
            (
                "a.html",
                &["二〇二四年上半年政府信息公开工作情况"],
                Some("1月至6月"),
            ),
            ("a.html", &["2024年半年度政府信息公开统计表"], Some("半年")),
            (
                "a.html",
                &["2024年1—9月份政府信息公开统计表"],
                Some("1月至9月"),
            ),
            (
                "a.html",
                &["2024年前三季度政府信息公开统计表"],
                Some("1月至9月"),
            ),
            ("a.html", &["2024年6月政府信息公开统计表"], Some("6月")),
            ("a.html", &["2024年1-12月政府信息公开统计表"], None),
            (
                "a.html",
                &["某局2024年政府信息公开统计表", "（截至2024年6月30日）"],
                Some("截至2024年6月30日"),
            ),
            (
                "a.html",
                &[annual, "截至2024年12月31日，本机关共受理申请30件。"],
                None,
            ),
            ("某局2024年上半年.xlsx", &["统计表"], Some("1月至6月")),
            ("某局2024年上半年报告.xlsx", &["统计表"], Some("1月至6月")),
            ("某局2024年下半年报告.xlsx", &["统计表"], Some("7月至12月")),
            ("某局2024年半年报.xlsx", &["统计表"], Some("半年")),
            ("某局2024年半年度报告.xlsx", &["统计表"], Some("半年")),
            ("某局/2024年上半年/报告.xlsx", &["统计表"], Some("1月至6月")),
            ("某局/2024年上半年/报告.xlsx", &[annual], Some("1月至6月")),
            ("某局/2025年1月/报告.xlsx", &["统计表"], None),
            ("a.html", &["某局2024年上半年报告"], Some("1月至6月")),
            (
                "a.html",
                &["2024年上半年工作报告", "政府信息公开工作年度报告"],
                None,
            ),
            ("某局2024年报告.xlsx", &["统计表"], None),
            ("某局2024年.xlsx", &[annual], None),
            ("h1_2024.pdf", &["统计表"], None),
            ("某局2024年统计表（2025年1月）.xlsx", &["统计表"], None),
            ("某局统计表1月上报.xlsx", &["统计表"], None),
        ] {
            assert_eq!(of(file, lines).as_deref(), part, "{file} {lines:?}");
        }
    }
}
