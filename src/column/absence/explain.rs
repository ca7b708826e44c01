//! 说明: what is told of a sheet that has no table, and of data above the first one.
//!
//! In: what its rows looked like, and its names. Out: one finding: a sheet without a record is passed over with a note,
//! data that nothing reads are an error or a doubt.

use super::super::header::{LETTERS, distinct};
use super::super::work::ABOUT;
use super::super::{Field, Headings, Kind, rules};
use super::Absence;
use super::list::List;
use super::looks::{counted, first_column, hinted, is_day, is_of_figures};
use super::matter::{self, Matter};
use super::work::{Work, counted_work, in_settings, of_work, telling};
use crate::address::Address;
use crate::book::Row;
use crate::finding::{Finding, Place};

/// The sheet that is explained.
struct Sheet<'s> {
    file: u32,
    sheet: u16,
    /// What is named around it: first its own name, if it has one, then that of the file.
    names: &'s [String],
    named: bool,
    /// A title in it that calls its rows a ledger.
    title: Option<&'s str>,
}

impl Sheet<'_> {
    fn cell(&self, row: u32, column: u16) -> Place {
        Place::Cell(Address {
            file: self.file,
            sheet: self.sheet,
            row,
            column: Some(column),
        })
    }

    /// Whether its name or that of the file has one of the words.
    fn is_called(&self, words: &[&str]) -> bool {
        are_called(self.names, words)
    }

    /// Whether it is called something that stands beside ledgers.
    fn is_called_manual(&self) -> bool {
        is_called_manual(self.names)
    }

    /// Whether it is called something that is no ledger.
    fn is_called_otherwise(&self) -> bool {
        self.is_called_manual() || self.is_called(&LETTERS)
    }

    /// Whether its own name, or all where it has none, says that it is a ledger.
    fn is_called_ledger(&self) -> bool {
        let own = if self.named { 1 } else { self.names.len() };
        self.title.is_some() || hinted(&self.names[..own])
    }

    fn none(&self, message: impl Into<String>) -> Finding {
        let place = Place::Sheet(self.file, self.sheet);
        Finding::new(&rules::NO_LEDGER, place, message)
    }

    /// With the next step of one of the sheets of a workbook, which cannot be moved out of a folder.
    fn advised(&self, finding: Finding) -> Finding {
        match self.named {
            true => finding.help("是台账的，请在数据上方补上表头行，或在 gknb.toml 的 [headings] 中写明各列的含义，如 \"来件日\" = \"收到日期\"；只有汇总数的，也可用 [[figure]] 填写全年的数；不是台账的工作表，请从工作簿中删去或隐藏（隐藏的工作表不读取）"),
            false => finding,
        }
    }
}

/// Whether a sheet or its file is called something that stands beside ledgers.
pub(super) fn is_called_manual(names: &[String]) -> bool {
    const MANUAL: [&str; 10] = [
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
    are_called(names, &MANUAL)
}

/// Whether the name of a sheet or that of its file has one of the words.
fn are_called(names: &[String], words: &[&str]) -> bool {
    let mut names = names.iter().take(2);
    names.any(|name| words.iter().any(|word| name.contains(word)))
}

/// What each ledger is to have.
const EXPECTED: &str = "依申请公开台账需有：申请编号、收到日期、申请人类型、答复日期、办理结果；主动公开台账需有：类别、标题、文号、成文日期等；复议诉讼台账需有：案号、案件类型、受理日期、结案日期、结果";

impl Absence {
    /// What is lost above the first table of a sheet, if anything: data of which no header tells what they are.
    pub(in crate::column) fn above(
        &self,
        (file, sheet): (u32, u16),
        names: &[String],
        named: bool,
    ) -> Option<Finding> {
        let sheet = Sheet {
            file,
            sheet,
            names,
            named,
            title: None,
        };
        let (row, at, rows) = self.lost.as_ref()?;
        let data = sheet.cell(row.number, first_column(row));
        let lost = format!("认得的表头上方有 {rows} 行带日期的数据，没有计入任何数字");
        if let Some(near) = self.nearest.as_ref().filter(|near| near.has_several()) {
            let message = format!(
                "{lost}；第{}行最接近它的表头，但只认出{}，见到的表头是：{}",
                near.row,
                near.known_fields(),
                near.headings.join("、")
            );
            let finding = Finding::new(&rules::NO_HEADER, sheet.cell(near.row, 0), message);
            return Some(finding.related(data, "下面的数据"));
        }
        let rule = match sheet.is_called_ledger() || *at == 0 {
            true => &rules::NO_HEADER,
            false => &rules::UNKNOWN_SHEET,
        };
        let message = format!("{lost}：它们上方没有认得的表头行，无法知道每一列是什么");
        Some(Finding::new(rule, data, message))
    }

    /// Why a sheet has no table: nearly one, data without a header, other data, or nothing.
    pub(in crate::column) fn explain(
        &self,
        (file, sheet): (u32, u16),
        (names, named): (&[String], bool),
        headings: &Headings,
    ) -> Finding {
        let sheet = &Sheet {
            file,
            sheet,
            names,
            named,
            title: self.title.as_deref(),
        };
        let clump = self.clump.as_ref().filter(|_| !self.report && !self.paper);
        if let Some(finding) = clump.and_then(|clump| clump.explain((file, sheet.sheet), named)) {
            return finding;
        }
        if let Some(garbled) = &self.garbled {
            return garbled.explain((file, sheet.sheet));
        }
        let other = self.made_otherwise(sheet);
        let other = other.or_else(|| self.figures_alone(sheet));
        if let Some(finding) = other.or_else(|| self.summed_up(sheet)) {
            return finding;
        }
        let Some(data) = self.data(sheet) else {
            return self.nothing(sheet, headings);
        };
        self.work_registered(sheet)
            .or_else(|| {
                let otherwise = sheet.is_called_otherwise();
                otherwise.then(|| sheet.none("从名称看不是台账，跳过"))
            })
            .or_else(|| self.registers_others(sheet))
            .or_else(|| self.nearly_headed(sheet, data))
            .or_else(|| self.list_of_ledger(sheet, data, headings))
            .unwrap_or_else(|| self.headless(sheet, data))
    }

    /// The headings seen above its rows, as far as any row looks like headings.
    fn headings(&self) -> Vec<&str> {
        let near = self.nearest.iter();
        let near = near.flat_map(|near| near.headings.iter().map(String::as_str));
        let list = self.list.iter().flat_map(List::headings);
        let mut seen: Vec<&str> = Vec::new();
        let work = self.work.iter().flat_map(Work::headings);
        for heading in near.chain(work).chain(list) {
            if !seen.contains(&heading) {
                seen.push(heading);
            }
        }
        seen
    }

    /// What its names, its titles and its headings say that it registers.
    fn matter(&self, sheet: &Sheet<'_>) -> Matter {
        let telling = telling(sheet.names, sheet.named).into_iter();
        let names: Vec<&str> = self.summary.titles().chain(telling).collect();
        matter::of(&names, self.headings().into_iter())
    }

    /// A register of something that the form surely does not count.
    fn registers_others(&self, sheet: &Sheet<'_>) -> Option<Finding> {
        let ledger = self.worded || self.counts || sheet.is_called_ledger();
        let other = !ledger && self.matter(sheet) == Matter::Other;
        other.then(|| {
            let seen = self.headings().join("、");
            let message = format!(
                "从名称和表头看是会议、人员、收文一类的登记，不是法定报表要计的，跳过；见到的表头是：{seen}"
            );
            let list = self.list.as_ref().map(|list| list.row);
            let row = list.or(self.work.as_ref().map(|work| work.row));
            let place = row.map_or(Place::Sheet(sheet.file, sheet.sheet), |row| sheet.cell(row, 0));
            Finding::new(&rules::NO_LEDGER, place, message).help(
                "确是这一类登记的，不用改；其实登记着许可、处罚、申请等的，请在文件名或工作表名里写明是哪一种台账，再运行",
            )
        })
    }

    /// A finished report, our own working paper, or lists of options.
    fn made_otherwise(&self, sheet: &Sheet<'_>) -> Option<Finding> {
        if self.report {
            return Some(sheet.none("这是填好的统计表，不是台账，跳过；要核对上年结转，请在 gknb.toml 中写 previous，或用 --previous 指定它"));
        }
        if self.paper {
            return Some(sheet.none("这是以前的核对底稿，不是台账，跳过；要核对上年结转，请在 gknb.toml 中写 previous，或用 --previous 指定上年的统计表"));
        }
        Some(match self.options? {
            true => sheet.none("从名称和内容看是下拉选项，不是台账，跳过"),
            false => Finding::new(
                &rules::UNKNOWN_SHEET,
                Place::Sheet(sheet.file, sheet.sheet),
                "没有编号和日期，各列的值都不重复，像是下拉选项，没有计入任何数字",
            ),
        })
    }

    /// Figures of something that the form counts, and nothing with a date.
    fn figures_alone(&self, sheet: &Sheet<'_>) -> Option<Finding> {
        let (first, rows) = self.figures?;
        let counts = self.counts || sheet.names.iter().any(|name| counted(name));
        let otherwise = sheet.is_called_otherwise() || sheet.is_called(&["汇总", "图表", "透视"]);
        // headings over figures alone: how often each was done; 26569 may be the serial of a day
        let alone = self.bare.is_some_and(|(_, others)| !others);
        let strayed = self.stray.as_ref().is_some_and(|(row, _)| {
            !alone || !is_of_figures(row) && distinct(row).any(|cell| is_day(&cell.value))
        });
        if !counts || strayed || otherwise {
            return None;
        }
        let known = self.nearest.as_ref().filter(|near| !near.known.is_empty());
        let known = known.map_or("没有认得的表头".to_owned(), |near| {
            format!("表头只认出{}", near.known_fields())
        });
        let message = format!("有 {rows} 行数字，像是汇总表，但{known}，没有计入任何数字");
        let finding = Finding::new(&rules::UNKNOWN_SHEET, sheet.cell(first, 0), message);
        if let Some(line) = self.summary.amount(sheet.names) {
            let so_far = match line.contains("累计") {
                true => "（累计的，只留最后一期的一份，其余各期移出数据文件夹）",
                false => "",
            };
            return Some(finding.help(format!(
                "是行政事业性收费台账的，请在 gknb.toml 中写明哪一列是收费的金额{so_far}，例如：\n[headings]\n{line}\n或用 [[figure]] 填写全年的数；确实不用的，请移出数据文件夹"
            )));
        }
        Some(finding.help(
            "请改成一行一类：类别、月份、数量（收费为 收费项目、月份、金额）；或在 gknb.toml 中用 [[figure]] 逐格填写；确实不用的，请移出数据文件夹",
        ))
    }

    /// Rows without a date below nearly a header, on a sheet that is called 汇总.
    fn summed_up(&self, sheet: &Sheet<'_>) -> Option<Finding> {
        let (near, (.., rows)) = (self.nearest.as_ref()?, self.below_near(sheet)?);
        if self.stray.is_some() || !sheet.is_called(&["汇总"]) {
            return None;
        }
        let message = format!(
            "名称写着“汇总”，像是由别的台账加总的，{rows} 行没有计入任何数字；见到的表头是：{}",
            near.headings.join("、")
        );
        let finding = Finding::new(&rules::UNKNOWN_SHEET, sheet.cell(near.row, 0), message);
        Some(finding.help(
            "别的台账没有登记这些的，请把工作表名、文件名里的“汇总”改成“统计”，再运行；已经逐件登记了的，请移出数据文件夹（工作表可以隐藏，隐藏的不读取），或用 [[explain]] 说明",
        ))
    }

    /// What stands below nearly a header; what has few columns is no less lost.
    fn below_near(&self, sheet: &Sheet<'_>) -> Option<&(Row, usize, usize)> {
        let near = self.nearest.as_ref()?;
        let below = self.below.as_ref();
        below.filter(|_| near.has_several() || sheet.is_called_ledger())
    }

    /// The first row of data, and its position.
    fn data(&self, sheet: &Sheet<'_>) -> Option<(&Row, usize)> {
        let stray = self.stray.as_ref().map(|(row, at)| (row, *at));
        stray.or_else(|| {
            let pairs = self.pairs.as_ref().filter(|(.., rows)| *rows >= 2);
            let few = self.below_near(sheet).or(pairs);
            few.map(|(row, at, _)| (row, *at))
        })
    }

    /// No record: rows below headings that hold no day, or none at all.
    fn nothing(&self, sheet: &Sheet<'_>, headings: &Headings) -> Finding {
        let list = self.list.as_ref().filter(|list| list.holds_rows());
        if let Some(others) = list.and_then(|_| self.registers_others(sheet)) {
            return others;
        }
        let catalogue = sheet.is_called(&["目录"]);
        if let Some(list) = list.filter(|_| catalogue || !sheet.is_called_otherwise()) {
            // that of the file is not that of whatever stands behind the first sheet
            let own = sheet.names.first().map(String::as_str);
            let name = telling(sheet.names, sheet.named);
            let name = name.filter(|name| sheet.sheet == 0 || own == Some(*name));
            return list.explain((sheet.file, sheet.sheet), (name, catalogue), headings);
        }
        let near = self.nearest.as_ref().filter(|near| near.has_several());
        sheet.none(match near {
            Some(near) => format!(
                "没有登记数据（第{}行像是{}的表头，下面没有数据）",
                near.row,
                near.kind.word()
            ),
            None => "没有台账的表头，也没有登记数据，跳过".to_owned(),
        })
    }

    /// The office's own work.
    fn work_registered(&self, sheet: &Sheet<'_>) -> Option<Finding> {
        let work = self.work.as_ref();
        let titled = sheet.title.is_some_and(counted_work);
        let work = work.filter(|_| titled || of_work(sheet.names, sheet.named))?;
        let rule = match sheet.is_called(&["目录"]) {
            true => &rules::UNKNOWN_SHEET,
            false if sheet.is_called_manual() => return None,
            false => &rules::NO_HEADER,
        };
        Some(work.explain(rule, sheet.cell(work.row, 0), sheet.names))
    }

    /// Data below nearly a header.
    fn nearly_headed(&self, sheet: &Sheet<'_>, (row, _): (&Row, usize)) -> Option<Finding> {
        let near = self.nearest.as_ref().filter(|near| near.has_several())?;
        let message = format!(
            "第{}行最接近{}的表头，但只认出{}；见到的表头是：{}",
            near.row,
            near.kind.word(),
            near.known_fields(),
            near.headings.join("、")
        );
        let counted = self.matter(sheet) == Matter::Counted;
        let rule = match counted || sheet.is_called_ledger() || self.worded || near.tells() {
            true => &rules::NO_HEADER,
            false => &rules::UNKNOWN_SHEET,
        };
        let data = sheet.cell(row.number, first_column(row));
        let finding = Finding::new(rule, sheet.cell(near.row, 0), message);
        let finding = finding.related(data, "下面的数据");
        let own = |work: &&Work| near.kind == Kind::Publications && work.row == near.row;
        let work = self.work.as_ref().filter(own);
        let lines = work
            .map(|work| work.of_kind(near.kind).lines(sheet.names))
            .unwrap_or_default();
        Some(match lines.is_empty() {
            true if near.fields.contains(&Field::Amount) => finding.help("是行政事业性收费台账的，请在文件名、工作表名或表上方的标题里写明“行政事业性收费”，再运行；不是的，请移出数据文件夹（工作表可以隐藏，隐藏的不读取）"),
            // every heading may be known, and still nobody knows whose ledger it is
            true => finding.help(format!(
                "是台账的，请在文件名、工作表名或表上方的标题里写明是哪一种，如{}，再运行；其他列叫法不同的，在 gknb.toml 的 [headings] 中写明；不是台账的，请移出数据文件夹（工作表可以隐藏，隐藏的不读取）",
                match near.kind {
                    Kind::Applications => "“依申请公开台账”",
                    Kind::Publications => "“行政许可台账”“行政处罚台账”“规范性文件台账”",
                    Kind::Disputes => "“行政复议台账”“行政诉讼台账”",
                }
            )),
            false => finding.help(in_settings(&lines)),
        })
    }

    /// Rows without a day below headings, where the names say that they are a ledger.
    fn list_of_ledger(
        &self,
        sheet: &Sheet<'_>,
        (row, _): (&Row, usize),
        headings: &Headings,
    ) -> Option<Finding> {
        let list = self.list.as_ref().filter(|list| list.heads(row))?;
        let dated = distinct(row).any(|cell| is_day(&cell.value));
        if dated || !sheet.is_called_ledger() {
            return None;
        }
        let name = telling(sheet.names, sheet.named);
        let told = list.explain((sheet.file, sheet.sheet), (name, false), headings);
        let about = name.is_some_and(|name| ABOUT.iter().any(|word| name.contains(word)));
        Some(match about {
            true => told,
            false => Finding {
                rule: &rules::NO_HEADER,
                ..told
            },
        })
    }

    /// Data without a header.
    fn headless(&self, sheet: &Sheet<'_>, (row, above): (&Row, usize)) -> Finding {
        let counted = self.matter(sheet) == Matter::Counted;
        // where headings were seen, what is to be written of them is told
        if let Some(work) = self.work.as_ref().filter(|_| counted)
            && let lines = work.lines(sheet.names)
            && !lines.is_empty()
        {
            let message = format!(
                "从名称和表头看可能是台账，但认得的列不够，没有计入任何数字；第{}行的表头是：{}",
                work.row,
                work.headings().collect::<Vec<_>>().join("、")
            );
            let place = sheet.cell(work.row, 0);
            return Finding::new(&rules::NO_HEADER, place, message).help(in_settings(&lines));
        }
        let seems = above == 0 || self.nearest.is_none() && above <= 1 && self.worded;
        let (rule, what) = match (sheet.is_called_ledger() || seems, counted) {
            (true, _) => (
                &rules::NO_HEADER,
                "数据上方没有认得的表头行，无法知道每一列是什么",
            ),
            (false, true) => (&rules::NO_HEADER, UNHEADED),
            (false, false) => (&rules::UNKNOWN_SHEET, UNHEADED),
        };
        let data = sheet.cell(row.number, first_column(row));
        sheet.advised(Finding::new(rule, data, format!("{what}。{EXPECTED}")))
    }
}

/// What is said of rows with a day that no header heads.
const UNHEADED: &str = "有带日期的数据行，但没有认得的表头，没有计入任何数字";
