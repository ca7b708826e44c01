//! An office: what it exported, what it hands over, and the proof of it; all held in memory.

use std::collections::BTreeMap;

use gknb::audit::{self, Handed, Proof, Units};
use gknb::handover::{self, Paper, Unreadable};
use gknb::settings::{self, Settings};
use gknb::units::matrix;
use gknb::write::paper::{self, Beside};
use gknb::write::{self, publishable, xlsx};
use gknb::{Compilation, Job, Origin, compile};

use crate::maker::{Made, origin};

/// A compiled folder: its files and what was handed over.
pub(crate) struct Office {
    /// The data folder.
    pub(crate) data: BTreeMap<String, Vec<u8>>,
    /// The report folder.
    pub(crate) report: BTreeMap<String, Vec<u8>>,
    /// What the office decided.
    pub(crate) settings: Settings,
    /// Last year's report.
    pub(crate) previous: Option<(String, Vec<u8>)>,
}

/// The name of the working paper of [`Office::compiled`].
pub(crate) const PAPER: &str = "某局2022年核对底稿.xlsx";
/// The name of the publishable workbook.
pub(crate) const TABLES: &str = "某局2022年政府信息公开统计表.xlsx";
/// The name of its JSON.
pub(crate) const JSON: &str = "某局2022年政府信息公开统计表.json";

pub(crate) fn origins(files: &BTreeMap<String, Vec<u8>>) -> Vec<Origin> {
    let files = files.iter();
    files.map(|(name, bytes)| origin(name, bytes)).collect()
}

impl Office {
    /// Compiles these texts.
    pub(crate) fn compiled(files: &[(&str, &str)]) -> Self {
        Office::with("", files)
    }

    /// Compiles these texts by more settings than the year and the name.
    pub(crate) fn with(toml: &str, files: &[(&str, &str)]) -> Self {
        Office::in_year(2022, toml, files)
    }

    /// The same of another year.
    pub(crate) fn in_year(year: i16, toml: &str, files: &[(&str, &str)]) -> Self {
        let files = files.iter();
        let mut office = Office {
            data: files
                .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
                .collect(),
            report: BTreeMap::new(),
            settings: settings::parse(&format!("year = {year}\nagency = \"某局\"\n{toml}"))
                .unwrap(),
            previous: None,
        };
        office.compile(paper::MOST);
        office
    }

    /// Compiles a made folder; lists of more than `most` lines go into text files.
    pub(crate) fn of(made: &Made, most: usize) -> Self {
        let mut office = Office {
            data: made.files.iter().cloned().collect(),
            report: BTreeMap::new(),
            settings: made.settings.clone(),
            previous: made.previous.clone(),
        };
        office.compile(most);
        office
    }

    /// Compiles once more; lists of more than `most` lines go into text files.
    pub(crate) fn compile(&mut self, most: usize) {
        let job = Job {
            settings: self.settings.clone(),
            files: origins(&self.data),
            previous: self.last_year(),
            jobs: 1,
        };
        let compilation = compile(&job).unwrap_or_else(|e| panic!("{e}"));
        let beside = Beside {
            source: &|_| None,
            copy: &|_| None,
            people: None,
            most,
        };
        let paper = paper::paper(&compilation, beside);
        let stem = write::tables_name(&compilation);
        let name = write::working_paper_name(&compilation);
        let tables = publishable::document(&compilation);
        let files = [
            (
                format!("{name}.xlsx"),
                xlsx::bytes(&paper.document).unwrap(),
            ),
            (format!("{stem}.xlsx"), xlsx::bytes(&tables).unwrap()),
            (
                format!("{stem}.json"),
                write::json::publishable(&compilation).into_bytes(),
            ),
        ];
        let lists = paper.lists.iter().map(|list| {
            let mut bytes = Vec::new();
            list.write(&mut bytes).unwrap();
            (list.name(), bytes)
        });
        self.report = files.into_iter().chain(lists).collect();
        self.of_units(&compilation);
    }

    /// The tables of single units and the sheet of all.
    fn of_units(&mut self, compilation: &Compilation) {
        if compilation.units.is_empty() {
            return;
        }
        let mut names = Vec::new();
        for unit in &compilation.units {
            let statement = unit.statement(compilation);
            let stem = write::tables_title(&unit.name, compilation.year);
            let tables = xlsx::bytes(&publishable::stated(&statement)).unwrap();
            let json = write::json::stated(&statement).into_bytes();
            let folder = matrix::FOLDER;
            self.report.insert(format!("{folder}/{stem}.xlsx"), tables);
            self.report.insert(format!("{folder}/{stem}.json"), json);
            names.push(Some(format!("{stem}.xlsx")));
        }
        let sheet = xlsx::bytes(&matrix::document(compilation, &names)).unwrap();
        let name = format!("{}.xlsx", matrix::name(compilation));
        self.report.insert(name, sheet);
    }

    fn last_year(&self) -> Option<Origin> {
        let (name, bytes) = self.previous.as_ref()?;
        Some(origin(name, bytes))
    }

    /// Changes one of the files handed over.
    pub(crate) fn tamper(&mut self, file: &str, change: impl Fn(&[u8]) -> Vec<u8>) {
        let bytes = self.report.get_mut(file).expect("a file of the report");
        *bytes = change(bytes);
    }

    /// The working paper, read again.
    pub(crate) fn paper(&self) -> Paper {
        let report = origins(&self.report);
        let names: Vec<&str> = report.iter().map(|o| o.file.as_str()).collect();
        let at = handover::the_paper(&names).unwrap();
        handover::paper(&report[at], &report).unwrap_or_else(|e| panic!("{e}"))
    }

    /// The proof of what was handed over.
    pub(crate) fn prove(&self) -> Proof {
        self.try_prove().unwrap_or_else(|e| panic!("{e}"))
    }

    /// The proof, or what cannot be read.
    pub(crate) fn try_prove(&self) -> Result<Proof, Unreadable> {
        let (of_units, report): (Vec<Origin>, Vec<Origin>) = origins(&self.report)
            .into_iter()
            .partition(|o| o.file.contains('/'));
        let names: Vec<&str> = report.iter().map(|o| o.file.as_str()).collect();
        let previous = self.last_year();
        let handed = Handed {
            paper: &report[handover::the_paper(&names).unwrap()],
            beside: &report,
            sources: &origins(&self.data),
            settings: &self.settings,
            previous: previous.as_ref(),
            units: Units {
                files: &of_units,
                ..Units::default()
            },
        };
        audit::prove(&handed)
    }

    /// The places and words of what does not hold, by the check that says so.
    pub(crate) fn faults(&self) -> Vec<(&'static str, String)> {
        let proof = self.prove();
        let faults = proof.checks.iter().flat_map(|check| {
            let shown = check.faults.iter();
            shown.map(|f| (check.key, format!("{} {}", f.place(), f.message)))
        });
        faults.collect()
    }
}
