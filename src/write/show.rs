//! Findings for people: a small grid of the cells around, the cell marked, and under it what is wrong and
//! the next step.
//!
//! In: findings, the names of the sources, and a [`Context`] with the rows to be shown. Out: text with
//! ANSI styles; whoever prints it strips them where no terminal shows them. Lines are drawn with ASCII
//! alone, since Chinese consoles disagree on the width of everything else.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::address::{Sources, cell_name};
use crate::finding::{Finding, Place, Severity};
use crate::form::Form;
use crate::settings::Problem;

mod cause;
mod context;
mod counts;
mod grid;
mod line;
mod place;

pub use cause::{Group, groups};
pub use context::{Context, Headers, Rows, context};
pub use counts::Counts;
pub use place::{place, place_and_unit, place_in, whose};

pub(crate) use line::line;
use line::{cut, indented};

/// What findings are shown with.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Names of files and sheets.
    pub names: &'a Sources,
    /// The form, for the words of slots; none when there is none yet.
    pub form: Option<&'a Form>,
    /// The rows around.
    pub context: &'a Context,
    /// Columns of the terminal.
    pub width: usize,
    /// Where all places of a repeated finding can be seen: 「核对底稿」.
    pub elsewhere: &'a str,
}

/// All findings, those of one cause together, in their order.
pub fn human(findings: &[Finding], view: View<'_>) -> String {
    let mut out = String::new();
    let mut lists = Lists::default();
    for group in groups(findings) {
        show_group(&mut out, &group, view, &mut lists);
        out.push('\n');
    }
    out
}

/// The lists of choices that were shown, each of which is told once.
#[derive(Default)]
struct Lists(BTreeSet<String>);

impl Lists {
    /// A next step without the lists that stand in one above.
    fn once(&mut self, help: &str) -> String {
        /// Characters of a line that is worth leaving out, at least.
        const LONG: usize = 80;
        let lines = help.lines().map(|line| match line.split_once('：') {
            Some((head, _)) if line.chars().count() >= LONG && head.starts_with("可填") => {
                match self.0.insert(line.to_owned()) {
                    true => line.to_owned(),
                    false => format!("{head}：同上面所列"),
                }
            }
            _ => line.to_owned(),
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// One line a finding: `文件!工作表!D7: 错误 E103 …`.
pub fn short(findings: &[Finding], names: &Sources) -> String {
    let place = |finding: &Finding| place_and_unit(finding, names, None);
    lines(findings, &place)
}

/// One line for each finding of one of many files, which each names: `文件!D7: 错误 V305 …`.
pub fn short_of(findings: &[Finding], names: &Sources, file: &str) -> String {
    let place = |finding: &Finding| place_in(file, &finding.at, names, None);
    lines(findings, &place)
}

fn lines(findings: &[Finding], place: &dyn Fn(&Finding) -> String) -> String {
    let mut out = String::new();
    for finding in findings {
        let severity = finding.rule.severity;
        let style = style(severity);
        let _ = writeln!(
            out,
            "{}: {style}{} {}{style:#} {}",
            line(&place(finding)),
            finding.word(),
            finding.rule.code,
            line(&finding.message),
        );
    }
    out
}

/// One problem of the settings, with its line of the file.
pub fn problem(file: &str, problem: &Problem) -> String {
    let mut out = String::new();
    let style = style(Severity::Error);
    let _ = writeln!(
        out,
        "{style}{}{style:#} {file} 第{}行第{}列：{}",
        Severity::Error.word(),
        problem.line,
        problem.column,
        line(&problem.message),
    );
    let number = problem.line.to_string();
    let before: String = problem.text.chars().take(problem.column - 1).collect();
    let marked: String = problem
        .text
        .chars()
        .skip(problem.column - 1)
        .take(problem.length)
        .collect();
    let _ = writeln!(out, "  {number} | {}", line(&problem.text));
    let _ = writeln!(
        out,
        "  {} | {}{style}{}{style:#}",
        " ".repeat(number.len()),
        " ".repeat(line(&before).width()),
        "^".repeat(line(&marked).width().max(1)),
    );
    let _ = writeln!(out, "  下一步：{}", indented(&problem.help));
    out
}

fn show_group(out: &mut String, group: &Group<'_>, view: View<'_>, lists: &mut Lists) {
    let finding = group.first;
    let severity = finding.rule.severity;
    let style = style(severity);
    let bold = Style::new().bold();
    let _ = writeln!(
        out,
        "{style}{} {}{style:#} {bold}{}{bold:#}",
        finding.word(),
        finding.rule.code,
        finding.rule.title,
    );
    let at = place_and_unit(finding, view.names, view.form);
    let _ = writeln!(out, "  {}", line(&at));
    if let Some(address) = context::drawn(finding) {
        grid::draw(out, address, view, style);
    }
    let _ = writeln!(out, "  {}", indented(&finding.message));
    match &finding.explained {
        Some(reason) => {
            let _ = writeln!(out, "  情况说明：{}", indented(reason));
        }
        None if !finding.help.is_empty() => {
            let _ = writeln!(out, "  下一步：{}", indented(&lists.once(&finding.help)));
        }
        None => {}
    }
    for (place_, words) in finding.related.iter().take(SHOWN) {
        let at = place(place_, view.names, view.form);
        let _ = writeln!(out, "  相关：{} {}", line(&at), line(words));
    }
    if finding.related.len() > SHOWN {
        let more = finding.related.len() - SHOWN;
        let _ = writeln!(out, "  相关：另有 {more} 处，见{}", view.elsewhere);
    }
    if !group.others.is_empty() {
        show_others(out, group, view);
    }
}

/// Places named one by one before the rest is only counted.
const SHOWN: usize = 5;

fn show_others(out: &mut String, group: &Group<'_>, view: View<'_>) {
    let mut last = group.first;
    let mut places = Vec::new();
    for finding in group.others.iter().take(SHOWN) {
        let at = match (&last.at, &finding.at) {
            (Place::Cell(a), Place::Cell(b)) if (a.file, a.sheet) == (b.file, b.sheet) => {
                cell_name(*b)
            }
            _ => place_and_unit(finding, view.names, view.form),
        };
        places.push(match &finding.value {
            Some(value) if finding.value != group.first.value => {
                format!("{}（{}）", line(&at), cut(&line(value), 16))
            }
            _ => line(&at),
        });
        last = finding;
    }
    let rest = group.others.len().saturating_sub(SHOWN);
    let rest = match rest {
        0 => String::new(),
        n => format!("，另有 {n} 处，见{}", view.elsewhere),
    };
    let _ = writeln!(
        out,
        "  同样的问题共 {} 处，还有：{}{rest}",
        group.others.len() + 1,
        places.join("、"),
    );
}

fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    use crate::address::{Address, SourceName};
    use crate::finding::{Grade, Rule};

    const DATE: Rule = Rule {
        code: "E103",
        severity: Severity::Error,
        title: "日期无法识别",
        checks: "",
        basis: "",
        grade: Grade::Data,
        example: "",
        remedy: "改为年-月-日",
    };

    fn at(row: u32, column: u16) -> Address {
        Address {
            file: 0,
            sheet: 0,
            row,
            column: Some(column),
        }
    }

    fn names() -> Sources {
        Sources {
            files: vec![SourceName {
                file: "一季度/申请.xlsx".into(),
                sheets: vec![Some("台账".into())],
            }],
        }
    }

    fn wrong(row: u32, value: &str) -> Finding {
        let message = format!("“{value}”不是日期");
        Finding::new(&DATE, Place::Cell(at(row, 3)), message).value(value)
    }

    fn rows() -> Context {
        let rows = [
            (1, vec!["依申请公开台账"]),
            (3, vec!["申请编号", "收到日期", "申请人类型", "答复日期"]),
            (6, vec!["2022-001", "2022-01-05", "自然人", "2022-01-20"]),
            (7, vec!["2022-002", "2022-02-01", "商业企业", "2022.13.1"]),
            (8, vec!["2022-003", "2022-02-11", "\u{1b}[31m自然人", ""]),
        ];
        let cells = |texts: Vec<&'static str>| (0u16..).zip(texts.into_iter().map(str::to_owned));
        Context {
            rows: BTreeMap::from([(
                (0, 0),
                rows.into_iter()
                    .map(|(n, texts)| (n, cells(texts).collect()))
                    .collect(),
            )]),
            headers: BTreeMap::from([((0, 0), vec![3])]),
        }
    }

    fn plain(findings: &[Finding], width: usize) -> String {
        let shown = human(
            findings,
            View {
                names: &names(),
                form: None,
                context: &rows(),
                width,
                elsewhere: "核对底稿",
            },
        );
        anstream::adapter::strip_str(&shown).to_string()
    }

    #[test]
    fn the_cell_is_marked_in_its_rows() {
        assert_eq!(
            plain(&[wrong(7, "2022.13.1")], 80),
            "\
错误 E103 日期无法识别
  一季度/申请.xlsx!台账!D7
      | A        | B          | C          | D          |
    3 | 申请编号 | 收到日期   | 申请人类型 | 答复日期   |
    6 | 2022-001 | 2022-01-05 | 自然人     | 2022-01-20 |
  > 7 | 2022-002 | 2022-02-01 | 商业企业   | 2022.13.1  |
                                             ^^^^^^^^^^
    8 | 2022-003 | 2022-02-11 | [31m自然人 |            |
  “2022.13.1”不是日期
  下一步：改为年-月-日

"
        );
    }

    #[test]
    fn a_narrow_terminal_gets_the_columns_next_to_the_cell() {
        let shown = plain(&[wrong(7, "2022.13.1")], 40);
        assert!(
            shown.contains("      | C          | D          |\n"),
            "{shown}"
        );
        assert!(shown.lines().all(|l| l.width() <= 40), "{shown}");
    }

    #[test]
    fn a_long_list_of_choices_is_told_once() {
        let list = format!("可填行次编号：{}", "3.3.1 予以公开、".repeat(12));
        let of = |row: u32, value: &str| {
            let help = format!("请写明：\n\"{value}\" = \"？\"\n{list}");
            wrong(row, value).help(help)
        };
        let shown = plain(&[of(6, "甲"), of(7, "乙"), of(8, "丙")], 80);
        assert_eq!(shown.matches("3.3.1 予以公开").count(), 12, "{shown}");
        assert_eq!(
            shown.matches("可填行次编号：同上面所列").count(),
            2,
            "{shown}"
        );
        assert!(shown.contains("\"丙\" = \"？\""), "{shown}");
    }

    #[test]
    fn one_cause_is_shown_once_with_its_places() {
        let same: Vec<_> = (7..20).map(|row| wrong(row, "2022.13.1")).collect();
        let shown = plain(&same, 80);
        assert_eq!(shown.matches("错误 E103").count(), 1);
        assert!(
            shown
                .contains("同样的问题共 13 处，还有：D8、D9、D10、D11、D12，另有 7 处，见核对底稿"),
            "{shown}"
        );
        let different: Vec<_> = (7..20).map(|row| wrong(row, &format!("{row}日"))).collect();
        let shown = plain(&different, 80);
        assert_eq!(shown.matches("错误 E103").count(), 1);
        assert!(
            shown.contains("共 13 处，还有：D8（8日）、D9（9日）"),
            "{shown}"
        );
        let words: Vec<_> = (7..20)
            .map(|row| wrong(row, &format!("{row}日")).help(format!("“{row}日”写作……")))
            .collect();
        assert_eq!(plain(&words, 80).matches("错误 E103").count(), 13);
    }

    #[test]
    fn short_is_one_line_a_finding() {
        let shown = short(&[wrong(7, "2022.\n13.1")], &names());
        assert_eq!(
            anstream::adapter::strip_str(&shown).to_string(),
            "一季度/申请.xlsx!台账!D7: 错误 E103 “2022. 13.1”不是日期\n"
        );
    }

    #[test]
    fn a_problem_of_the_settings_is_marked_in_its_line() {
        let text = "year = 2022\nagency = “某局”";
        let problems = crate::settings::parse(text).expect_err("Chinese marks");
        assert_eq!(
            anstream::adapter::strip_str(&problem("gknb.toml", &problems[0])).to_string(),
            "\
错误 gknb.toml 第2行第10列：内容用了中文引号 “
  2 | agency = “某局”
    |          ^^^^^^
  下一步：切换到英文输入法，改为 \"某局\"
"
        );
    }
}
