//! 造数: a published report and a seed → a folder of exports that must compile to that report.
//!
//! [`make`] invents what happened in the office ([`facts`]), writes it down as the ledgers of its periods
//! ([`exports`]), and packs these into files of every format ([`pack`], [`files`]). The expected figures
//! come from the published table alone. The same seed gives the same bytes on every machine.

pub(crate) mod exports;
pub(crate) mod facts;
pub(crate) mod files;
pub(crate) mod pack;
pub(crate) mod period;
pub(crate) mod previous;
pub(crate) mod published;
pub(crate) mod random;
pub(crate) mod table;
pub(crate) mod words;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::{fs, io};

use gknb::settings::{HandFigure, Scope, Settings};
use gknb::{Job, Origin};
use rust_decimal::Decimal;

use exports::{Export, Manner, Numbering};
use facts::Facts;
use files::Format;
use pack::{Arrangement, Disorder, Laid, Packed};
use published::Published;
use random::Random;

/// What is made, beside the table and the seed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// Also words that are read with a warning.
    pub(crate) assumed: bool,
    /// How applications are told apart.
    pub(crate) numbering: Numbering,
    /// The office's own words and headings, explained in its settings.
    pub(crate) own: bool,
    /// Rows of other years, which no figure counts.
    pub(crate) noise: bool,
    /// Only the year's documents; `[opening]` tells how many were in force before.
    pub(crate) opening: bool,
    /// Last year's report beside the folder.
    pub(crate) previous: bool,
    /// Where names stand; drawn from the seed when none.
    pub(crate) arrangement: Option<Arrangement>,
    /// All files in one format, as far as it holds what they hold.
    pub(crate) format: Option<Format>,
    /// Rows shuffled, files split.
    pub(crate) disorder: Disorder,
    /// No application answered later than the 条例 allows.
    pub(crate) timely: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            assumed: false,
            numbering: Numbering::Numbered,
            own: false,
            noise: true,
            opening: false,
            previous: false,
            arrangement: None,
            format: None,
            disorder: Disorder::default(),
            timely: false,
        }
    }
}

/// A data folder in memory, and what it must compile to.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// What it was made from, for messages.
    pub(crate) seed: u64,
    /// Files by path, sorted.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Last year's report, for `--previous`.
    pub(crate) previous: Option<(String, Vec<u8>)>,
    /// What `gknb.toml` says.
    pub(crate) settings: Settings,
    /// Every slot of the edition.
    pub(crate) expected: BTreeMap<String, Decimal>,
}

/// What is in a folder before it is packed.
pub(crate) struct Draft {
    /// What happened.
    pub(crate) facts: Facts,
    /// Who published what of it.
    pub(crate) published: Published,
    /// Its ledgers.
    pub(crate) exports: Vec<Export>,
    /// What `gknb.toml` says.
    pub(crate) settings: Settings,
    arrangement: Arrangement,
    options: Options,
    seed: u64,
}

/// Makes a folder.
pub(crate) fn make(published: &Published, seed: u64, options: Options) -> Made {
    draft(published, seed, options).pack().0
}

/// Invents what happened and writes the ledgers.
pub(crate) fn draft(published: &Published, seed: u64, options: Options) -> Draft {
    let random = Random::new(seed);
    let mut chance = random.fork("make");
    let drawn = Arrangement::draw(&mut chance);
    let bundles = chance.chance(25);
    let arrangement = options.arrangement.unwrap_or(drawn);
    let facts = facts::invent(
        published,
        &random.fork("facts"),
        options.noise,
        bundles,
        options.opening,
        options.timely,
    );
    let manner = Manner {
        assumed: options.assumed,
        numbering: options.numbering,
        own: options.own,
        named: arrangement.named(),
    };
    Draft {
        exports: exports::export(&facts, published.year, manner, &random.fork("exports")),
        facts,
        published: published.clone(),
        settings: settings(published, options),
        arrangement,
        options,
        seed,
    }
}

impl Draft {
    /// The folder, and the sheet of each export.
    pub(crate) fn pack(self) -> (Made, Vec<Laid>) {
        let (published, options) = (&self.published, self.options);
        let Packed { mut files, sheets } = pack::pack(
            &self.exports,
            self.arrangement,
            options.format,
            options.disorder,
            &Random::new(self.seed).fork("pack"),
        );
        files.sort();
        let previous = options.previous.then(|| {
            let before = previous::before(published);
            (
                format!("{}年度统计表.xlsx", before.year),
                previous::workbook(&before),
            )
        });
        let made = Made {
            seed: self.seed,
            files,
            previous,
            settings: self.settings,
            expected: published.expected(),
        };
        (made, sheets)
    }
}

fn settings(published: &Published, options: Options) -> Settings {
    let mut settings = Settings {
        year: Some(published.year),
        agency: Some(published.agency.clone()),
        scope: Some(Scope::Government),
        ..Settings::default()
    };
    if options.own {
        let lines = words::OWN_LINES.iter().zip(&words::LINES);
        let lines = lines.map(|(own, line)| ((*own).to_owned(), line.id.to_owned()));
        let classes = words::OWN_CLASSES.iter().zip(words::CLASSES);
        let classes = classes.map(|(own, class)| ((*own).to_owned(), class.to_owned()));
        settings
            .words
            .insert("办理结果".to_owned(), lines.collect());
        settings
            .words
            .insert("申请人类型".to_owned(), classes.collect());
        let received = words::OWN_RECEIVED.to_owned();
        settings.headings.insert(received, "收到日期".to_owned());
    }
    if options.numbering == Numbering::Keyed {
        settings.key = ["收到日期", "申请人", "申请内容"].map(str::to_owned).into();
    }
    if options.opening {
        for (kind, names) in words::DOCUMENTS.iter().enumerate() {
            let before = published.in_force_before(kind).into();
            settings.opening.insert(names[0].to_owned(), before);
        }
    }
    for (slot, value) in &published.by_hand {
        settings.figures.push(HandFigure {
            slot: slot.clone(),
            value: *value,
            source: "示例：业务系统统计".to_owned(),
        });
    }
    settings
}

impl Made {
    /// The work for the library: these files, read with so many threads.
    pub(crate) fn job(&self, jobs: usize) -> Job {
        Job {
            settings: self.settings.clone(),
            files: self
                .files
                .iter()
                .map(|(path, bytes)| origin(path, bytes))
                .collect(),
            previous: self
                .previous
                .as_ref()
                .map(|(path, bytes)| origin(path, bytes)),
            jobs,
        }
    }

    /// `gknb.toml` for the program.
    pub(crate) fn toml(&self) -> String {
        let settings = &self.settings;
        let mut toml = format!(
            "# 造数种子 {}\nyear = {}\nagency = \"{}\"\nscope = \"{}\"\n",
            self.seed,
            settings.year.expect("a year"),
            settings.agency.as_deref().expect("an agency"),
            settings.scope.expect("a scope").word(),
        );
        if !settings.key.is_empty() {
            toml.push_str(&format!("key = {:?}\n", settings.key));
        }
        if !settings.opening.is_empty() {
            toml.push_str("\n[opening]\n");
            for (line, value) in &settings.opening {
                toml.push_str(&format!("\"{line}\" = {value}\n"));
            }
        }
        for (field, words) in &settings.words {
            toml.push_str(&format!("\n[words.\"{field}\"]\n"));
            for (word, meaning) in words {
                toml.push_str(&format!("\"{word}\" = \"{meaning}\"\n"));
            }
        }
        if !settings.headings.is_empty() {
            toml.push_str("\n[headings]\n");
            for (heading, field) in &settings.headings {
                toml.push_str(&format!("\"{heading}\" = \"{field}\"\n"));
            }
        }
        for figure in &settings.figures {
            toml.push_str(&format!(
                "\n[[figure]]\nslot = \"{}\"\nvalue = {}\nsource = \"{}\"\n",
                figure.slot, figure.value, figure.source
            ));
        }
        toml
    }

    /// Writes the folder into `DIR/name`, with `gknb.toml` and, beside the folder, what is expected.
    pub(crate) fn dump(&self, dir: &Path, name: &str) -> io::Result<PathBuf> {
        let folder = dir.join(name);
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("inside the folder"))?;
            fs::write(path, bytes)?;
        }
        fs::create_dir_all(&folder)?;
        // What an open workbook and a foreign desktop leave behind.
        fs::write(folder.join("~$台账.xlsx"), b"\x06user")?;
        fs::write(folder.join(".DS_Store"), b"\0\0\0\x01Bud1")?;
        fs::write(folder.join("gknb.toml"), self.toml())?;
        if let Some((path, bytes)) = &self.previous {
            fs::write(dir.join(format!("{name}.{path}")), bytes)?;
        }
        let expected: String = self
            .expected
            .iter()
            .map(|(slot, value)| format!("{slot}\t{value}\n"))
            .collect();
        fs::write(dir.join(format!("{name}.expected.tsv")), expected)?;
        Ok(folder)
    }
}

/// A file in memory.
pub(crate) fn origin(path: &str, bytes: &[u8]) -> Origin {
    let bytes = bytes.to_vec();
    Origin {
        file: path.to_owned(),
        open: Box::new(move || Ok(Box::new(Cursor::new(bytes.clone())))),
    }
}
