//! Whose report it is and of which year: from its heading, its title, its file's name.

use super::grid::Paper;
use super::part::part;
use super::span::{ZEROS, bare_years, chinese, span, years};
use crate::settings::Scope;
use crate::{period, text};

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
}
