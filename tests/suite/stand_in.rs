//! 底稿: a plain working paper of the fixed layout, for tests of those who read one.

use std::collections::BTreeMap;

use gknb::address::Address;
use gknb::ledger::Fate;
use gknb::tally::{Figure, From};
use gknb::write::page::{Cell, Content, Page, Role, Row};
use gknb::write::{self, publishable, xlsx};
use gknb::{Compilation, Job, Origin, compile, settings};
use rust_decimal::Decimal;

use crate::maker::origin;

/// A compiled folder: its files and what was handed over.
pub(crate) struct Office {
    /// The data folder.
    pub(crate) data: BTreeMap<String, Vec<u8>>,
    /// The report folder.
    pub(crate) report: BTreeMap<String, Vec<u8>>,
}

/// The name of the working paper of [`Office::compiled`].
pub(crate) const PAPER: &str = "某局2022年核对底稿.xlsx";
/// The name of the publishable workbook.
pub(crate) const TABLES: &str = "某局2022年政府信息公开统计表.xlsx";
/// The name of its JSON.
pub(crate) const JSON: &str = "某局2022年政府信息公开统计表.json";

pub(crate) fn origins(files: &BTreeMap<String, Vec<u8>>) -> Vec<Origin> {
    files
        .iter()
        .map(|(name, bytes)| origin(name, bytes))
        .collect()
}

impl Office {
    /// Compiles these texts.
    pub(crate) fn compiled(files: &[(&str, &str)]) -> Self {
        let data = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
            .collect();
        let settings = settings::parse("year = 2022\nagency = \"某局\"\n").unwrap();
        let job = Job {
            settings,
            files: origins(&data),
            previous: None,
            jobs: 1,
        };
        let compilation = compile(&job).unwrap_or_else(|e| panic!("{e}"));
        let document = publishable::document(&compilation);
        let report = [
            (PAPER, paper(&compilation)),
            (TABLES, xlsx::bytes(&document).unwrap()),
            (JSON, write::json::publishable(&compilation).into_bytes()),
        ];
        let report = report.map(|(name, bytes)| (name.to_owned(), bytes));
        Office {
            data,
            report: report.into(),
        }
    }

    /// Changes one of the files handed over.
    pub(crate) fn tamper(&mut self, file: &str, change: impl Fn(&[u8]) -> Vec<u8>) {
        let bytes = self.report.get_mut(file).expect("a file of the report");
        *bytes = change(bytes);
    }
}

fn paper(compilation: &Compilation) -> Vec<u8> {
    let mut document = publishable::document(compilation);
    document.pages.truncate(3);
    for (page, name) in document.pages.iter_mut().zip(["表二", "表三", "表四"]) {
        page.name = name.to_owned();
    }
    document.pages.push(details(compilation));
    document.pages.push(fates(compilation));
    let rows = compilation.findings.iter().map(|f| {
        let code = f.rule.code.to_owned();
        [
            code,
            f.rule.severity.word().to_owned(),
            String::new(),
            f.message.clone(),
        ]
    });
    document.pages.push(list(
        "问题清单",
        &["代码", "严重程度", "位置", "问题"],
        rows,
    ));
    let rows = compilation
        .sources
        .iter()
        .map(|s| [s.file.clone(), s.size.to_string(), s.sha256.clone()]);
    document
        .pages
        .push(list("数据源", &["文件", "大小（字节）", "SHA-256"], rows));
    xlsx::bytes(&document).unwrap()
}

fn list<const N: usize>(
    name: &str,
    heads: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Page {
    let row = |texts: Vec<Content>| Row {
        height: 20,
        cells: (0u16..)
            .zip(texts)
            .map(|(column, content)| Cell::new(column, Role::Label, content))
            .collect(),
    };
    let head = heads.map(|h| Content::Text(h.to_owned())).into();
    let lines = rows.map(|texts| {
        let contents = heads
            .iter()
            .zip(texts)
            .map(|(head, text)| match text.parse::<Decimal>() {
                Ok(value) if *head != "编号" => Content::Number(value),
                _ => Content::Text(text),
            });
        row(contents.collect())
    });
    Page {
        name: name.to_owned(),
        columns: vec![12; N],
        rows: std::iter::once(row(head)).chain(lines).collect(),
        landscape: true,
        one_sheet: false,
        repeated: 1,
        frozen: 1,
    }
}

fn place(compilation: &Compilation, at: Address) -> [String; 3] {
    let sheet = compilation.names.sheet(at).unwrap_or_default();
    [
        compilation.names.file(at).to_owned(),
        sheet.to_owned(),
        at.row.to_string(),
    ]
}

fn rows_of(compilation: &Compilation, figure: &Figure) -> Vec<(Address, Decimal)> {
    match &figure.from {
        From::Rows(rows) => rows.clone(),
        From::Slots(parts) => parts
            .iter()
            .flat_map(|&p| rows_of(compilation, &compilation.tally.figures[p]))
            .collect(),
        _ => Vec::new(),
    }
}

fn details(compilation: &Compilation) -> Page {
    let mut lines = Vec::new();
    let figures = compilation
        .form
        .slots
        .iter()
        .zip(&compilation.tally.figures);
    for (slot, figure) in figures {
        for (at, count) in &rows_of(compilation, figure) {
            let applications = &compilation.ledger.applications;
            let told = applications.iter().find(|a| a.rows[0] == *at);
            let text = |t: Option<String>| t.unwrap_or_default();
            let others = told.map(|a| {
                let others = a.rows[1..].iter().map(|r| compilation.names.show(*r));
                others.collect::<Vec<_>>().join("；")
            });
            let [file, sheet, row] = place(compilation, *at);
            lines.push([
                slot.id.clone(),
                count.to_string(),
                file,
                sheet,
                row,
                text(told.and_then(|a| Some(a.number.as_ref()?.to_string()))),
                text(told.map(|a| a.received.to_string())),
                text(told.and_then(|a| Some(a.replied?.to_string()))),
                text(told.map(|a| a.class.word().to_owned())),
                text(told.and_then(|a| Some(a.wrote.as_ref()?.to_string()))),
                slot.line.clone(),
                text(others),
            ]);
        }
    }
    let heads = [
        "指标格",
        "计数",
        "文件",
        "工作表",
        "行",
        "编号",
        "收到日期",
        "办结日期",
        "类型",
        "原文",
        "计入行次",
        "合并的其他行",
    ];
    list("来源明细", &heads, lines.into_iter())
}

fn fates(compilation: &Compilation) -> Page {
    let lines = compilation.fates.iter().map(|(at, fate)| {
        let (word, why) = match fate {
            Fate::Counted => ("计入", String::new()),
            Fate::Merged(into) => ("合并", format!("并入 {}", compilation.names.show(*into))),
            Fate::Excluded(reason) => ("排除", reason.word().to_owned()),
            Fate::Faulty(code) => ("有误", (*code).to_owned()),
        };
        let [file, sheet, row] = place(compilation, *at);
        [file, sheet, row, word.to_owned(), why]
    });
    let heads = ["文件", "工作表", "行", "去向", "说明"];
    list("每行去向", &heads, lines)
}
