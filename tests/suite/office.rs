//! A small office: what it exported and what it hands over, held in memory.

use std::collections::BTreeMap;

use gknb::write::paper::{self, Beside};
use gknb::write::{self, publishable, xlsx};
use gknb::{Compilation, Job, Origin, compile, settings};

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
    let beside = Beside {
        source: &|_| None,
        people: None,
        most: paper::MOST,
    };
    xlsx::bytes(&paper::paper(compilation, beside).document).unwrap()
}
