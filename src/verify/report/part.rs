//! 期间: which part of the year a report is of, where it is not that of the whole: 半年报, 季报, 截至某日.

use jiff::civil::Date;

use super::span::{range, years};
use crate::{date, period};

/// The part of the year that a report is of: by the line above its tables, the period that it names, its title,
/// its file's name, a folder named for nothing else. Where a title of the whole year stands beside, a title of a
/// part is a link to another page.
pub(super) fn part(file: &str, stem: &str, top: &[&str], year: Option<i16>) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use crate::verify::report::grid::Paper;
    use crate::verify::report::title::title;

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
