//! 无表: why a sheet has no table: nearly one, data without a header, figures that sum up, something else, or nothing;
//! and the same of rows above its first table.

use std::collections::BTreeSet;

use super::aside::{self, COUNTED, Why};
use super::header::{
    Found, LETTERS, distinct, hints, is_before, is_core, may_be_header, named, paths,
};
use super::{Field, Headings, Kind, rules, squeezed};
use crate::address::Address;
use crate::book::{Cell, Row, Value};
use crate::date;
use crate::finding::{Finding, Place};
use crate::number;
use crate::text::{self, in_toml, squeeze};

/// What the rows of a sheet outside of tables looked like.
#[derive(Debug, Default)]
pub(super) struct Absence {
    /// A finished statistics table, not a ledger.
    report: bool,
    /// A sheet of our own working paper.
    paper: bool,
    /// Lists of options, of which the names say so or not.
    options: Option<bool>,
    /// The first row with dates in it, its cells for the finding, and its position.
    stray: Option<(Row, usize)>,
    /// The same of rows that no title or note above a table looks like, and how many there are.
    lost: Option<(Row, usize, usize)>,
    /// What stands above the first row with a date, where the office's own work may be registered.
    work: Option<Work>,
    /// The first row of figures, and how many there are.
    figures: Option<(u32, usize)>,
    /// A text speaks of something that the form counts.
    counts: bool,
    nearest: Option<Near>,
    /// The first row below the nearest one that says something, its position, and how many there are.
    below: Option<(Row, usize, usize)>,
    /// The same of rows of no more than a day and something else, wherever they stand.
    pairs: Option<(Row, usize, usize)>,
    /// A cell holds a word that only ledgers have: 自然人, 予以公开.
    worded: bool,
}

/// A row that came near to being a header.
#[derive(Debug)]
struct Near {
    row: u32,
    kind: Kind,
    fields: Vec<Field>,
    headings: Vec<String>,
    /// Those that name one of the fields.
    known: Vec<String>,
}

/// A row of headings above a row with a date, read as those of a ledger of publications.
#[derive(Debug)]
struct Work {
    row: u32,
    /// Column, heading, and the field that it names.
    headings: Vec<(u16, String, Option<Field>)>,
    data: Row,
}

impl Absence {
    /// Looks at rows in which there is no header; `own` are the names that tell whether there should be one.
    pub(super) fn see(&mut self, rows: &[Row], own: &[String], headings: &Headings) {
        let near = nearest(rows, headings);
        if near.as_ref().map(|n| n.fields.len()) > self.nearest.as_ref().map(|n| n.fields.len()) {
            self.nearest = near;
            self.below = None;
        }
        let near = self.nearest.as_ref();
        let near = near.map(|near| (near.row, near.headings.len().min(2)));
        for (at, row) in rows.iter().enumerate() {
            self.report |= is_finished_report(row);
            self.counts |= speaks_of_counted(row);
            self.worded |= is_worded(row);
            if near.is_some_and(|(head, least)| row.number > head && says_something(row, least)) {
                count(&mut self.below, row, at);
            }
            if is_pair(row) {
                count(&mut self.pairs, row, at);
            }
            if holds_figures(row) {
                let (first, rows) = self.figures.unwrap_or((row.number, 0));
                self.figures = Some((first, rows + 1));
            }
            if self.stray.is_none() && looks_like_data(row, own, headings) {
                self.stray = Some((row.clone(), at));
            }
            if is_lost(row) {
                count(&mut self.lost, row, at);
            }
            if self.work.is_none() && distinct(row).any(|cell| is_day(&cell.value)) {
                self.work = Work::above(&rows[..at], row, headings);
            }
        }
    }

    /// Whether what looks like a header in rows heads no ledger: that of a mandated table, of our own working paper, of
    /// lists of options.
    pub(super) fn is_no_ledger(&mut self, (rows, found): (&[Row], &Found), own: &[String]) -> bool {
        let (head, below) = rows.split_at(found.last + 1);
        self.report |= head.iter().any(is_of_form);
        self.paper |= head.iter().any(is_of_paper);
        if self.report || self.paper {
            return true;
        }
        let named = own.iter().any(|name| names_options(name));
        if found.lists_options(below, named) {
            self.options = Some(named);
        }
        self.options.is_some()
    }

    /// What is lost above the first table of a sheet, if anything: data of which no header tells what they are.
    pub(super) fn above(
        &self,
        (file, sheet): (u32, u16),
        names: &[String],
        named_sheet: bool,
    ) -> Option<Finding> {
        let (row, at, rows) = self.lost.as_ref()?;
        let place = |row: u32, column: u16| {
            Place::Cell(Address {
                file,
                sheet,
                row,
                column: Some(column),
            })
        };
        let data = place(row.number, first_column(row));
        let lost = format!("认得的表头上方有 {rows} 行带日期的数据，没有计入任何数字");
        if let Some(near) = self.nearest.as_ref().filter(|n| n.fields.len() >= 2) {
            let known: Vec<&str> = near.fields.iter().map(|f| f.word()).collect();
            let message = format!(
                "{lost}；第{}行最接近它的表头，但只认出{}，见到的表头是：{}",
                near.row,
                known.join("、"),
                near.headings.join("、")
            );
            let finding = Finding::new(&rules::NO_HEADER, place(near.row, 0), message);
            return Some(finding.related(data, "下面的数据"));
        }
        let own = &names[..if named_sheet { 1 } else { names.len() }];
        let rule = match hinted(own) || *at == 0 {
            true => &rules::NO_HEADER,
            false => &rules::UNKNOWN_SHEET,
        };
        let message = format!("{lost}：它们上方没有认得的表头行，无法知道每一列是什么");
        Some(Finding::new(rule, data, message))
    }

    /// Why a sheet has no table: nearly one, data without a header, other data, or nothing.
    pub(super) fn explain(
        &self,
        (file, sheet): (u32, u16),
        names: &[String],
        named_sheet: bool,
    ) -> Option<Finding> {
        let place = Place::Sheet(file, sheet);
        if self.report {
            let message = "这是填好的统计表，不是台账，跳过；要核对上年结转，请在 gknb.toml 中写 previous，或用 --previous 指定它";
            return Some(Finding::new(&rules::NO_LEDGER, place, message));
        }
        if self.paper {
            let message = "这是以前的核对底稿，不是台账，跳过；要核对上年结转，请在 gknb.toml 中写 previous，或用 --previous 指定上年的统计表";
            return Some(Finding::new(&rules::NO_LEDGER, place, message));
        }
        if let Some(named) = self.options {
            let (rule, message) = match named {
                true => (
                    &rules::NO_LEDGER,
                    "从名称和内容看是下拉选项，不是台账，跳过",
                ),
                false => (
                    &rules::UNKNOWN_SHEET,
                    "没有编号和日期，各列的值都不重复，像是下拉选项，没有计入任何数字",
                ),
            };
            return Some(Finding::new(rule, place, message));
        }
        let (near, stray) = (self.nearest.as_ref(), self.stray.as_ref());
        let counts = self.counts || names.iter().any(|name| counted(name));
        let figures = self.figures.filter(|_| counts);
        let at = |row: u32| {
            Place::Cell(Address {
                file,
                sheet,
                row,
                column: Some(0),
            })
        };
        let manual = [
            "说明",
            "填表",
            "示例",
            "样例",
            "字典",
            "封面",
            "目录",
            "下拉",
            "模板",
            "代码表",
        ];
        let told = |words: &[&str]| {
            names
                .iter()
                .take(2)
                .any(|n| words.iter().any(|w| n.contains(w)))
        };
        let expected = "依申请公开台账需有：申请编号、收到日期、申请人类型、答复日期、办理结果；主动公开台账需有：类别、标题、文号、成文日期等；复议诉讼台账需有：案号、案件类型、受理日期、结案日期、结果";
        let sums_up = || told(&["汇总", "图表", "透视"]);
        if let (None, Some((first, rows))) = (stray, figures)
            && !told(&manual)
            && !told(&LETTERS)
            && !sums_up()
        {
            let message =
                format!("有 {rows} 行数字，像是汇总表，但没有认得的表头，没有计入任何数字");
            let finding = Finding::new(&rules::UNKNOWN_SHEET, at(first), message);
            return Some(finding.help(
            "请改成一行一类：类别、月份、数量（收费为 收费项目、月份、金额）；或在 gknb.toml 中用 [[figure]] 逐格填写；确实不用的，请移出数据文件夹",
        ));
        }
        let own = &names[..if named_sheet { 1 } else { names.len() }];
        // what has few columns is no less lost
        let below = near
            .filter(|n| n.fields.len() >= 2 || hinted(own))
            .and(self.below.as_ref());
        let pairs = self.pairs.as_ref().filter(|(.., rows)| *rows >= 2);
        if let (Some(near), Some((_, _, rows)), None) = (near, below, stray)
            && told(&["汇总"])
        {
            let message = format!(
                "名称写着“汇总”，像是由别的台账加总的，{rows} 行没有计入任何数字；见到的表头是：{}",
                near.headings.join("、")
            );
            return Some(Finding::new(&rules::UNKNOWN_SHEET, at(near.row), message).help(
                "别的台账没有登记这些的，请把工作表名、文件名里的“汇总”改成“统计”，再运行；已经逐件登记了的，请移出数据文件夹（工作表可以隐藏，隐藏的不读取），或用 [[explain]] 说明",
            ));
        }
        let few = below.or(pairs).map(|(row, at, _)| (row, *at));
        let stray = stray.map(|(row, at)| (row, *at)).or(few);
        let Some((row, above)) = stray else {
            let message = match near.filter(|n| n.fields.len() >= 2) {
                Some(near) => format!(
                    "没有登记数据（第{}行像是{}的表头，下面没有数据）",
                    near.row,
                    near.kind.word()
                ),
                None => "没有台账的表头，也没有登记数据，跳过".to_owned(),
            };
            return Some(Finding::new(&rules::NO_LEDGER, place, message));
        };
        let work = self.work.as_ref().filter(|_| of_work(names, named_sheet));
        if let Some(work) = work.filter(|_| told(&["目录"]) || !told(&manual)) {
            let rule = match told(&["目录"]) {
                true => &rules::UNKNOWN_SHEET,
                false => &rules::NO_HEADER,
            };
            return Some(work.explain(rule, at(work.row), names));
        }
        if told(&manual) || told(&LETTERS) {
            return Some(Finding::new(
                &rules::NO_LEDGER,
                place,
                "从名称看不是台账，跳过",
            ));
        }
        let data = Place::Cell(Address {
            file,
            sheet,
            row: row.number,
            column: Some(first_column(row)),
        });
        if let Some(near) = near.filter(|n| n.fields.len() >= 2) {
            let known: Vec<&str> = near.fields.iter().map(|f| f.word()).collect();
            let message = format!(
                "第{}行最接近{}的表头，但只认出{}；见到的表头是：{}",
                near.row,
                near.kind.word(),
                known.join("、"),
                near.headings.join("、")
            );
            let rule = match hinted(own) || self.worded || near.tells() {
                true => &rules::NO_HEADER,
                false => &rules::UNKNOWN_SHEET,
            };
            let finding = Finding::new(rule, at(near.row), message).related(data, "下面的数据");
            return Some(advised(finding, named_sheet));
        }
        let seems = above == 0 || near.is_none() && above <= 1 && self.worded;
        if hinted(own) || seems {
            let message = format!("数据上方没有认得的表头行，无法知道每一列是什么。{expected}");
            let finding = Finding::new(&rules::NO_HEADER, data, message);
            return Some(advised(finding, named_sheet));
        }
        let message = format!("有带日期的数据行，但没有认得的表头，没有计入任何数字。{expected}");
        let finding = Finding::new(&rules::UNKNOWN_SHEET, data, message);
        Some(advised(finding, named_sheet))
    }
}

/// The next step of one of the sheets of a workbook, which cannot be moved out of a folder.
fn advised(finding: Finding, named_sheet: bool) -> Finding {
    match named_sheet {
        true => finding.help("是台账的，请在数据上方补上表头行，或在 gknb.toml 的 [headings] 中写明各列的含义，如 \"来件日\" = \"收到日期\"；不是台账的工作表，请从工作簿中删去或隐藏（隐藏的工作表不读取）"),
        false => finding,
    }
}

/// Counts a row of a kind, of which the first is kept with its position.
fn count(found: &mut Option<(Row, usize, usize)>, row: &Row, at: usize) {
    let (first, at, rows) = found.take().unwrap_or((row.clone(), at, 0));
    *found = Some((first, at, rows + 1));
}

/// Whether a row below headings says something in so many cells, a number or a day among them, and is no note: what
/// may be chosen elsewhere is listed in words.
fn says_something(row: &Row, least: usize) -> bool {
    let own = || distinct(row).filter(|cell| squeezed(cell).is_some());
    let digit = |c: char| text::half_width(c).is_ascii_digit();
    own().count() >= least
        && own().any(|cell| cell.value.text().contains(digit))
        && !aside::heads_note(row)
        && !own().any(|cell| squeezed(cell).is_some_and(|key| aside::is_label(&key)))
        && !own().any(super::nil::says_nothing)
}

/// Whether a row is a day and something else beside it, or one text that holds them: 「甲，2022-01-05，罚款」.
fn is_pair(row: &Row) -> bool {
    let own = || distinct(row).filter(|cell| squeezed(cell).is_some());
    let day = |text: &str| is_day(&Value::Text(text.into()));
    let packed = |cell: &Cell| match &cell.value {
        Value::Text(text) => text.matches('，').count() >= 2 && text.split('，').any(day),
        _ => false,
    };
    match own().count() {
        1 => own().any(packed),
        2 => own().any(|cell| is_day(&cell.value)) && says_something(row, 2),
        _ => false,
    }
}

/// Whether a cell holds a word that tells a class, a result or a kind of work in a ledger.
fn is_worded(row: &Row) -> bool {
    const FIELDS: [(Kind, Field); 4] = [
        (Kind::Applications, Field::Class),
        (Kind::Applications, Field::Result),
        (Kind::Publications, Field::Category),
        (Kind::Disputes, Field::CaseKind),
    ];
    distinct(row).any(|cell| match &cell.value {
        Value::Text(text) => FIELDS
            .iter()
            .any(|(kind, field)| super::content::is_word_of(*kind, *field, text)),
        _ => false,
    })
}

impl Near {
    /// Whether one of its headings is that of a ledger and of hardly anything else.
    fn tells(&self) -> bool {
        const ANY: [&str; 22] = [
            "类别",
            "类型",
            "分类",
            "日期",
            "时间",
            "名称",
            "内容",
            "标题",
            "数量",
            "件数",
            "金额",
            "单位",
            "编号",
            "项目名称",
            "月份",
            "期间",
            "收入",
            "渠道",
            "平台",
            "登记日期",
            "登记时间",
            "申请日期",
        ];
        self.known
            .iter()
            .any(|heading| !ANY.contains(&squeeze(heading).as_str()))
    }
}

/// Whether the names say that the office's own work is registered: those of the sheet, or of the file where the sheet
/// has no name of its own.
fn of_work(names: &[String], named_sheet: bool) -> bool {
    // 「Sheet1」, 「2022年一季度」, 「明细」 name nothing
    const NOBODYS: [&str; 13] = [
        "sheet",
        "工作表",
        "table",
        "export",
        "导出",
        "数据",
        "明细",
        "台账",
        "登记",
        "表",
        "季度",
        "半年",
        "月份",
    ];
    let Some(sheet) = names.first() else {
        return false;
    };
    let mut bare = squeeze(sheet);
    for word in NOBODYS {
        bare = bare.replace(word, "");
    }
    let counts = |c: char| {
        !c.is_alphabetic()
            || c.is_ascii_alphabetic()
            || "年月度第一二三四五六七八九十上下前全".contains(c)
    };
    let own = match named_sheet && bare.chars().all(counts) {
        true => names.get(1),
        false => Some(sheet),
    };
    own.is_some_and(|name| counted_work(name))
}

/// Whether a name speaks of something that a ledger of publications registers, and not of what stands about it.
fn counted_work(name: &str) -> bool {
    const ABOUT: [&str; 18] = [
        "事项", "清单", "基准", "指南", "流程", "依据", "汇总", "复议", "诉讼", "标准", "公示",
        "培训", "计划", "安排", "会议", "考核", "制度", "方案",
    ];
    let key = squeeze(name);
    hints(Kind::Publications)
        .iter()
        .any(|hint| key.contains(hint))
        && !ABOUT.iter().any(|word| key.contains(word))
}

impl Work {
    /// The nearest row of headings above a row.
    fn above(rows: &[Row], data: &Row, headings: &Headings) -> Option<Self> {
        let texts =
            |row: &&Row| may_be_header(row) && distinct(row).filter_map(squeezed).count() >= 2;
        let row = rows.iter().rev().find(texts)?;
        let paths = paths(std::slice::from_ref(row));
        let named = paths.iter().map(|(column, path)| {
            let (_, heading, named) = named(Kind::Publications, *column, path, headings);
            (*column, heading, named.map(|n| n.field))
        });
        Some(Work {
            row: row.number,
            headings: named.collect(),
            data: data.clone(),
        })
    }

    fn explain(&self, rule: &'static crate::finding::Rule, at: Place, names: &[String]) -> Finding {
        let seen: Vec<&str> = self.headings.iter().map(|(_, h, _)| h.as_str()).collect();
        let known = self.fields().map(Field::word).collect::<Vec<_>>();
        let known = match known.is_empty() {
            true => "一列也没有认出".to_owned(),
            false => format!("只认出{}", known.join("、")),
        };
        let message = format!(
            "从名称看是台账，但表头（第{}行）{known}，没有计入任何数字；见到的表头是：{}",
            self.row,
            seen.join("、")
        );
        let lines = self.lines(names);
        let finding = Finding::new(rule, at, message);
        // whom it was about is better than nothing
        let private =
            |(_, _, field): &&(u16, String, Option<Field>)| *field == Some(Field::Private);
        let someone = self.headings.iter().find(private);
        let someone = someone.filter(|_| self.fields().next().is_some());
        match (lines.is_empty(), someone) {
            (true, None) => finding,
            (true, Some((_, heading, _))) => finding.help(format!(
                "请加上文号、事项一类的列；没有的，可在 gknb.toml 中写：\n[headings]\n\"{}\" = \"标题\"\n确实不是台账的，请移出数据文件夹",
                in_toml(heading)
            )),
            (false, _) => finding.help(format!(
                "请写明各列是什么，例如在 gknb.toml 中写：\n[headings]\n{}\n确实不是台账的，请移出数据文件夹",
                lines.join("\n")
            )),
        }
    }

    /// The fields by which a header is known that are named.
    fn fields(&self) -> impl Iterator<Item = Field> {
        let fields = self.headings.iter().filter_map(|(_, _, field)| *field);
        fields.filter(|field| is_core(Kind::Publications, *field))
    }

    /// Lines of settings that make a ledger of it: a day of the decision and its number, or what it was about.
    fn lines(&self, names: &[String]) -> Vec<String> {
        let own = |column: u16| self.data.cells.iter().find(|cell| cell.column == column);
        let names_one = |word: &str| names.iter().take(2).any(|name| name.contains(word));
        let day = match () {
            () if names_one("收费") => Field::Charged,
            () if names_one("规章") || names_one("规范性文件") => Field::Issued,
            () => Field::Decided,
        };
        let free = |(_, heading, field): &&(u16, String, Option<Field>)| {
            field.is_none() && !matches!(squeeze(heading).as_str(), "序号" | "编号" | "备注")
        };
        let all = |is: &dyn Fn(&Value) -> bool| -> Vec<&(u16, String, Option<Field>)> {
            let free = self.headings.iter().filter(free);
            free.filter(|(column, _, _)| own(*column).is_some_and(|cell| is(&cell.value)))
                .collect()
        };
        let line = |found: Option<&(u16, String, Option<Field>)>, field: Field| {
            let (_, heading, _) = found?;
            Some(format!("\"{}\" = \"{}\"", in_toml(heading), field.word()))
        };
        let known: Vec<Field> = self.fields().collect();
        let has_day = known
            .iter()
            .any(|field| super::content::holds_dates(*field));
        let days = all(&is_day);
        let days = days.iter().filter(|(_, h, _)| !is_before(day, h));
        let nearest = days.min_by_key(|(_, heading, _)| how_far(heading)).copied();
        let day = line(nearest, day).filter(|_| !has_day);
        let text = |value: &Value| !is_day(value) && matches!(value, Value::Text(_));
        let texts = all(&text);
        let number = |heading: &str| {
            const OTHERS: [&str; 5] = ["证件", "身份", "信用", "电话", "账号"];
            let key = squeeze(heading);
            let ends = ["号", "号码"].iter().any(|end| key.ends_with(end));
            ends && !OTHERS.iter().any(|word| key.contains(word))
        };
        let numbered = known.contains(&Field::DocumentNumber);
        let number_of = all(&|value| text(value) || matches!(value, Value::Number(_)));
        let number_of = number_of
            .into_iter()
            .find(|(_, heading, _)| number(heading));
        let number_line = line(number_of, Field::DocumentNumber).filter(|_| !numbered);
        let mut lines: Vec<String> = day.into_iter().chain(number_line).collect();
        // a day or a number, and what it was about
        if known.len() + lines.len() < 2 {
            let title = texts.into_iter().find(|(_, heading, _)| !number(heading));
            lines.extend(line(title, Field::Title));
        }
        match known.len() + lines.len() < 2 {
            true => Vec::new(),
            false => lines,
        }
    }
}

/// How far a heading is from that of the day of a decision: 决定, then what ends the work, then any other day.
fn how_far(heading: &str) -> usize {
    const DECIDED: [&str; 1] = ["决定"];
    const ENDED: [&str; 8] = [
        "办结", "作出", "批准", "审批", "核准", "发证", "完成", "下达",
    ];
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    match (has(&DECIDED), has(&ENDED)) {
        (true, _) => 0,
        (_, true) => 1,
        _ => 2,
    }
}

/// The row that comes nearest to a header, where there is none.
fn nearest(rows: &[Row], headings: &Headings) -> Option<Near> {
    let mut best: Option<Near> = None;
    for row in rows.iter().filter(|r| may_be_header(r)) {
        let paths = paths(std::slice::from_ref(row));
        for kind in Kind::ALL {
            let fields: BTreeSet<Field> = paths
                .iter()
                .filter_map(|(c, path)| named(kind, *c, path, headings).2)
                .map(|n| n.field)
                .filter(|f| is_core(kind, *f))
                .collect();
            if fields.len() > best.as_ref().map_or(0, |b| b.fields.len()) {
                let seen = paths.iter().map(|(_, path)| path.join("/")).collect();
                let known = paths.iter().filter(|(c, path)| {
                    let field = named(kind, *c, path, headings).2.map(|n| n.field);
                    field.is_some_and(|field| fields.contains(&field))
                });
                best = Some(Near {
                    known: known.map(|(_, path)| path.join("/")).collect(),
                    row: row.number,
                    kind,
                    fields: fields.into_iter().collect(),
                    headings: seen,
                });
            }
        }
    }
    best
}

/// Whether a row looks like a record: a date in one cell and something in two others; where the names say
/// that it is a ledger, three cells with something will do, if none of them is a heading: the ledger of a
/// quarter without a record has nothing but its header.
fn looks_like_data(row: &Row, names: &[String], headings: &Headings) -> bool {
    let own = row.cells.iter().filter(|c| squeezed(c).is_some()).count();
    own >= 3
        && (hinted(names) && !distinct(row).any(|c| headings.known(&c.value.text()))
            || distinct(row).any(|c| is_day(&c.value)))
}

/// The column of the first cell of a row that is not empty.
fn first_column(row: &Row) -> u16 {
    let own = row.cells.iter().find(|cell| squeezed(cell).is_some());
    own.map_or(0, |cell| cell.column)
}

/// What a row above the first header is.
pub(super) fn above(row: &Row) -> Why {
    match is_lost(row) {
        true => Why::NoLedger,
        false => Why::Title,
    }
}

/// Whether a row above a header is a record and no title, note, example or line of labels and values: 「填报人：张三」
/// beside 「填报日期：」 and a date.
pub(super) fn is_lost(row: &Row) -> bool {
    let own = || distinct(row).filter(|cell| squeezed(cell).is_some());
    own().count() >= 3
        && own().any(|cell| is_day(&cell.value))
        && !aside::heads_note(row)
        && !own().any(|cell| squeezed(cell).is_some_and(|key| aside::is_label(&key)))
}

/// Whether a cell holds a day, 「11月3日」 as well: of numbers like 12.5 nobody knows.
fn is_day(value: &Value) -> bool {
    match value {
        Value::Date(_) => true,
        Value::Text(written) => match date::parse(written, false) {
            Ok(date::Seen::Day(_)) => true,
            Ok(date::Seen::MonthDay(..)) => written.contains('月'),
            Ok(date::Seen::Month(..)) | Err(_) => false,
        },
        _ => false,
    }
}

/// Whether a row has a label that only the mandated tables have.
fn is_finished_report(row: &Row) -> bool {
    const LABELS: [&str; 5] = [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "一、本年新收政府信息公开申请数量",
        "结转下年度继续办理",
    ];
    distinct(row).any(|cell| match &cell.value {
        Value::Text(written) => {
            let key = squeeze(written);
            LABELS.iter().any(|label| key.contains(&squeeze(label)))
        }
        _ => false,
    })
}

/// Whether a row stands in one of the mandated tables, at its head.
fn is_of_form(row: &Row) -> bool {
    const OF_CASES: [&str; 4] = ["结果维持", "结果纠正", "其他结果", "尚未审结"];
    let keys: Vec<String> = (distinct(row).filter_map(squeezed))
        .map(|key| squeeze(&key))
        .collect();
    let item = |key: &String| key.starts_with("第二十条第(") && key.ends_with(")项");
    let has = |label: &str| keys.iter().any(|key| key == label);
    keys.iter()
        .any(|key| item(key) || key.contains("本列数据的勾稽关系"))
        || OF_CASES.iter().all(|label| has(label))
}

/// Whether a row stands at the head of a sheet of our own working paper.
fn is_of_paper(row: &Row) -> bool {
    const MARK: &str = "内部资料不得公开";
    const TITLES: [&str; 4] = ["问题清单", "勾稽核对", "结转清单", "数据源"];
    let keys: Vec<String> = (distinct(row).filter_map(squeezed))
        .map(|key| squeeze(&key))
        .collect();
    let titled = |key: &String| {
        let mut titles = TITLES.iter();
        titles.any(|title| key.starts_with(title)) && key.contains(MARK)
    };
    let listed = || {
        let first = keys.first().map(String::as_str);
        matches!(first, Some("指标格" | "文件")) && keys.iter().any(|key| key == MARK)
    };
    keys.iter().any(titled) || listed()
}

/// Whether the name of a sheet says that it lists what may be chosen elsewhere.
fn names_options(name: &str) -> bool {
    [
        "字典",
        "下拉",
        "选项",
        "代码表",
        "码表",
        "枚举",
        "参数",
        "dict",
    ]
    .iter()
    .any(|word| squeeze(name).contains(word))
}

/// Whether a text speaks of something that the form counts.
fn counted(text: &str) -> bool {
    let key = squeeze(text);
    COUNTED.iter().any(|word| key.contains(word)) || key.contains("依申请公开")
}

/// Whether a text of a row does.
fn speaks_of_counted(row: &Row) -> bool {
    distinct(row).any(|cell| match &cell.value {
        Value::Text(written) => counted(written),
        _ => false,
    })
}

/// Whether a row has a label and figures, as a table that sums up has.
fn holds_figures(row: &Row) -> bool {
    let is_number = |value: &Value| match value {
        Value::Number(_) => true,
        Value::Text(written) => {
            const LONGEST: usize = 24;
            let read = (written.len() <= LONGEST)
                .then(|| number::parse(written))
                .flatten();
            read.is_some_and(|n| n.unit.is_empty())
        }
        _ => false,
    };
    // the first number may be a running one
    let first = distinct(row).position(|cell| is_number(&cell.value));
    let own = || {
        let cells = distinct(row).enumerate();
        let cells =
            cells.filter(|(at, cell)| !(*at == 0 && first == Some(0)) && squeezed(cell).is_some());
        cells.map(|(_, cell)| cell)
    };
    let labels = own().filter(|cell| !is_number(&cell.value)).count();
    let numbers = own().filter(|cell| is_number(&cell.value)).count();
    (1..=3).contains(&labels) && numbers >= 1
}

/// Whether a name says that there is a ledger of some kind.
fn hinted(names: &[String]) -> bool {
    let told = |hint: &str| names.iter().any(|n| squeeze(n).contains(hint));
    Kind::ALL
        .iter()
        .any(|kind| hints(*kind).iter().any(|h| told(h)))
}
