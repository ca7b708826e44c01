//! Whose report it is and of which year: from its heading, its title, its file's name.

use super::grid::Paper;
use crate::settings::Scope;
use crate::text;

/// What a report says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) agency: Option<String>,
    pub(super) year: Option<i16>,
    pub(super) scope: Option<Scope>,
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
    let single = years(stem);
    if let ([year], None) = (single.as_slice(), title.year) {
        title.year = Some(*year);
    }
    title
}

/// The line that statistics workbooks and hand-filled tables have: `填报单位：…　年度：2022年`.
fn heading(top: &[&str]) -> Title {
    let mut title = Title::default();
    for line in top {
        for part in line.split(['　', ' ', '\t', ';', '；']) {
            let Some((name, value)) = part.split_once(['：', ':']) else {
                continue;
            };
            let value = value.trim();
            match name.trim() {
                "填报单位" | "报送单位" | "单位名称" | "编制单位" if !value.is_empty() =>
                {
                    title.agency.get_or_insert_with(|| value.to_owned());
                }
                "统计范围" | "填报范围" => title.scope = title.scope.or(Scope::of(value)),
                "年度" | "报告年度" | "统计年度" => {
                    title.year = title
                        .year
                        .or(years(value).first().copied())
                        .or(value.parse().ok());
                }
                _ => {}
            }
        }
    }
    title
}

/// `平潭综合实验区2020年度政府信息公开工作年度报告`: the agency stands before or after the year.
fn named(line: &str) -> Option<Title> {
    const ENDS: [&str; 5] = [
        "政府信息公开工作年度报告",
        "政府信息公开年度报告",
        "政府信息公开统计表",
        "政府信息公开工作报告",
        "政府信息公开工作年报",
    ];
    if line.chars().count() > 80 || line.contains(['。', '，']) {
        return None;
    }
    let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let at = ENDS.iter().find_map(|end| line.find(end))?;
    let before = &line[..at];
    let after = &line[at..];
    let year = years(before).first().or(years(after).first()).copied();
    let mut name = before.to_owned();
    if let Some(year) = year {
        for form in [
            format!("{year}年度"),
            format!("{year}年"),
            format!("{}年度", chinese(year)),
            format!("{}年", chinese(year)),
        ] {
            name = name.replace(&form, "");
        }
    }
    let name = name
        .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '）'))
        .trim_start_matches("关于")
        .trim_end_matches('的');
    let name = name.rsplit(['_', '《', '>', '|']).next().unwrap_or(name);
    let agency =
        (name.chars().count() >= 2 && name.chars().count() <= NAME && !name.contains("年"))
            .then(|| name.to_owned());
    Some(Title {
        agency,
        year,
        scope: None,
    })
}

/// A line that is an agency's name and nothing else, as it stands above a title on two lines.
fn agency_alone(line: &str) -> Option<String> {
    let name = line.trim();
    let count = name.chars().count();
    let ends = "府局委厅办院心会部社所处区县市乡镇道队署行校司馆站".contains(name.chars().last()?);
    let bare = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | '(' | ')'));
    ((4..=NAME).contains(&count) && ends && bare).then(|| name.to_owned())
}

/// `统计期限为2023年1月1日至2023年12月31日`.
pub(super) fn span(line: &str) -> Option<i16> {
    let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let year = *years(&line).first()?;
    let begins = [
        format!("{year}年1月1日至{year}年12月31日"),
        format!("{year}年1月1日至12月31日"),
        format!("{year}年1月1日起至{year}年12月31日"),
        format!("{year}年1月1日起至12月31日"),
    ];
    begins.iter().any(|b| line.contains(b)).then_some(year)
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
        let year = digits
            .parse::<i16>()
            .ok()
            .or_else(|| text::chinese_number(&digits).and_then(|y| i16::try_from(y).ok()));
        let alone = at < 5 || !chars[at - 5].is_ascii_digit();
        years.extend(year.filter(|y| alone && (2000..2100).contains(y)));
    }
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
        assert_eq!(
            of("a.md", &["统计期限为2023年1月1日至2023年12月31日。"]),
            (None, Some(2023))
        );
    }
}
