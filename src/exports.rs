//! The office's files read: book, column and entry called for each, on as many threads as are wanted.
//!
//! Files are read side by side and joined in the order of their names, so that nothing depends on which
//! was faster.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::SeekFrom;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::{Builder, ScopedJoinHandle};

use hashbrown::HashMap;
use rayon::prelude::*;

use crate::address::{Address, SourceName, Sources};
use crate::book::{self, Event, Row};
use crate::column::{Field, Headings, Kind, Line, Reader, Setting, Summed, Table, Why};
use crate::compilation::{Source, SourceSheet};
use crate::entry::{self, Entry, Outcome, Reading, Request, Units, Words, plain};
use crate::finding::{Finding, Place};
use crate::form::{Feed, Form};
use crate::job::{Job, Origin, Stop};
use crate::ledger::{Alike, Part, Rows};
use crate::refusal::refusal;
use crate::settings::{Item, Scope, Settings, Unfit};
use crate::{digest, text};

/// What the settings say of headings and keys, known to exist.
pub(crate) struct Terms {
    headings: Headings,
    /// What tells an application, where it is not its number alone.
    pub(crate) key: Vec<Field>,
    /// The units to be told apart.
    pub(crate) units: Option<Arc<Units>>,
    /// The name of the data folder, where that is a period.
    folder: Option<String>,
    /// Units number what they register each for itself.
    pub(crate) own_numbers: bool,
    /// The office whose own documents count, as compared.
    office: Option<String>,
}

impl Terms {
    /// The settings, or everything in them that names no field and no meaning.
    pub(crate) fn of(settings: &Settings) -> Result<Self, Stop> {
        let form = settings.year.and_then(|year| Form::for_year(year).ok());
        let one_line = form.map(one_line).unwrap_or_default();
        let mut problems = Words::problems(settings, &one_line);
        for (heading, field) in &settings.headings {
            if Field::of(field).is_none() {
                problems.push(Unfit::new(
                    Item::Heading(heading.clone()),
                    format!("[headings] \"{heading}\" = \"{field}\"：没有「{field}」这个字段"),
                    near_fields(field),
                ));
            }
        }
        let mut key = Vec::new();
        for (nth, field) in settings.key.iter().enumerate() {
            match Field::of(field) {
                Some(known) => key.push(known),
                None => problems.push(Unfit::new(
                    Item::Key(nth),
                    format!("key 中的「{field}」不是字段"),
                    near_fields(field),
                )),
            }
        }
        // a number and its unit together are what tells an application: rows without a number stand alone
        let both = key.contains(&Field::Number) && key.contains(&Field::Unit);
        let own_numbers = both && settings.by_unit;
        if own_numbers {
            key.retain(|field| *field != Field::Unit);
        }
        // which is what tells it anyway
        if key == [Field::Number] {
            key.clear();
        }
        if problems.is_empty() {
            Ok(Terms {
                headings: Headings::new(&settings.headings, settings.year),
                key,
                folder: settings.folder.clone(),
                own_numbers,
                units: settings.by_unit.then(|| Arc::new(Units::any())),
                office: own_office(settings),
            })
        } else {
            Err(Stop::Unfit(problems))
        }
    }
}

/// The office whose own documents count: that of the settings, unless others are compiled with it.
fn own_office(settings: &Settings) -> Option<String> {
    let alone = settings.scope.unwrap_or_default() == Scope::Own && !settings.by_unit;
    let name = settings.agency.as_deref().filter(|_| alone)?;
    Some(text::squeeze(name)).filter(|name| !name.is_empty())
}

/// The fields that a word may stand for, or all where none is near.
fn near_fields(word: &str) -> String {
    text::near_or(&text::nearest(word, Field::words()), || {
        let all: Vec<&str> = Field::words().collect();
        format!("可以写的字段：{}", all.join("、"))
    })
}

/// All files as read.
#[derive(Default)]
pub(crate) struct Exports {
    pub(crate) sources: Vec<Source>,
    pub(crate) names: Sources,
    pub(crate) tables: Vec<Arc<Table>>,
    pub(crate) rows: Rows,
    /// Rows that are no records, and why.
    pub(crate) asides: Vec<(Address, Why)>,
    /// Figures in sheets without a ledger.
    pub(crate) summed: Vec<Summed>,
    /// 填报单位 as lines above the tables name them.
    pub(crate) units: BTreeSet<String>,
}

/// The years that files name and that their rows are dated in.
#[derive(Default)]
pub(crate) struct Survey {
    /// Ledgers, with rows or without.
    pub(crate) tables: usize,
    pub(crate) periods: BTreeSet<i16>,
    pub(crate) days: BTreeSet<i16>,
}

/// Reads every file.
pub(crate) fn read(
    job: &Job,
    terms: &Terms,
    year: Option<i16>,
    form: &Form,
    findings: &mut Vec<Finding>,
) -> Exports {
    let words = Words::new(&job.settings, one_line(form));
    let mut exports = Exports::default();
    let mut parts = Vec::new();
    let each = |(at, origin): (u32, &Origin)| {
        let mut file = File::new(job, at, origin);
        let reading = Reading {
            words: &words,
            key: &terms.key,
            units: terms.units.as_deref(),
            office: terms.office.as_deref(),
        };
        let recognised = file.pass_hashed(origin, terms, year, &mut |file, line| {
            file.take(&reading, line)
        });
        file.finish(recognised)
    };
    for file in in_order(job, each) {
        exports.names.files.push(file.name);
        exports.sources.push(file.source);
        exports.tables.extend(file.tables);
        parts.extend(file.parts);
        exports.asides.extend(file.asides);
        exports.summed.extend(file.summed);
        exports.units.extend(file.units);
        findings.extend(file.findings);
    }
    exports.rows = Rows::of(parts);
    exports
}

/// What is told of a record: what it says, and the text of a field's cell as written.
type ToldOf<'t, T> = &'t (dyn Fn(Entry, &dyn Fn(Field) -> Option<String>) -> Option<T> + Sync);

/// What each record says, file by file in the order of their names; of the files that are wanted.
pub(crate) fn entries<T: Send>(
    job: &Job,
    terms: &Terms,
    (year, form): (i16, &Form),
    wanted: &(dyn Fn(u32) -> bool + Sync),
    told: ToldOf<'_, T>,
) -> Vec<T> {
    let words = Words::new(&job.settings, one_line(form));
    let reading = Reading {
        words: &words,
        key: &terms.key,
        units: terms.units.as_deref(),
        office: terms.office.as_deref(),
    };
    let each = |(at, origin): (u32, &Origin)| {
        let mut found = Vec::new();
        if !wanted(at) {
            return found;
        }
        let mut table: Option<Arc<Table>> = None;
        let mut see = |_: &mut File, line: Line<'_>| match line {
            Line::Table(begun) => table = Some(begun),
            Line::Record(row, shifted) => {
                let Some(table) = &table else { return };
                let written = |field| plain::written(table, row, field).map(Cow::into_owned);
                found.extend(told(entry::read(&reading, table, row, shifted), &written));
            }
            Line::Aside(..) | Line::Summed(_) => {}
        };
        File::new(job, at, origin).pass(origin, terms, Some(year), &mut see);
        found
    };
    in_order(job, each).into_iter().flatten().collect()
}

/// The requests of the rows that are wanted, read again.
pub(crate) fn requests(
    job: &Job,
    terms: &Terms,
    of: (i16, &Form),
    wanted: &BTreeSet<Address>,
) -> BTreeMap<Address, Request> {
    let files: BTreeSet<u32> = wanted.iter().map(|at| at.file).collect();
    let told = |entry: Entry, _: &dyn Fn(Field) -> Option<String>| match entry {
        Entry::Request(request) => {
            let at = request.record.at.row();
            wanted.contains(&at).then_some((at, request))
        }
        Entry::Publication(_) | Entry::Dispute(_) => None,
    };
    let found = entries(job, terms, of, &|file| files.contains(&file), &told);
    found.into_iter().collect()
}

/// Looks through the files for years only.
pub(crate) fn survey(job: &Job, terms: &Terms) -> Survey {
    let each = |(at, origin): (u32, &Origin)| {
        let mut survey = Survey::default();
        let mut file = File::new(job, at, origin);
        let mut table: Option<Arc<Table>> = None;
        file.pass(origin, terms, None, &mut |_, line| match line {
            Line::Table(found) => {
                survey.tables += 1;
                survey
                    .periods
                    .extend(crate::period::year_of(found.names.iter()));
                table = Some(found);
            }
            Line::Record(row, _) => {
                if let Some(table) = &table {
                    survey
                        .days
                        .extend(entry::days(table, row).into_iter().map(|d| d.year()));
                }
            }
            Line::Aside(..) | Line::Summed(_) => {}
        });
        survey
    };
    let mut all = Survey::default();
    for one in in_order(job, each) {
        all.tables += one.tables;
        all.periods.extend(one.periods);
        all.days.extend(one.days);
    }
    all
}

/// Does something for each file, on the job's threads; results in the order of the files' names.
fn in_order<T: Send>(job: &Job, each: impl Fn((u32, &Origin)) -> T + Sync) -> Vec<T> {
    let mut files: Vec<&Origin> = job.files.iter().collect();
    files.sort_by_cached_key(|f| text::order_of_name(&f.file));
    let numbered: Vec<(u32, &Origin)> = (0..).zip(files).collect();
    let side_by_side = || numbered.par_iter().map(|file| each(*file)).collect();
    match job.jobs {
        0 => side_by_side(),
        1 => numbered.iter().map(|file| each(*file)).collect(),
        jobs => match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
            Ok(pool) => pool.install(side_by_side),
            Err(_) => side_by_side(),
        },
    }
}

/// Outcomes that the form counts in one line.
fn one_line(form: &Form) -> Vec<Vec<Outcome>> {
    let lines = form.slots.iter().filter_map(|s| match &s.feed {
        Feed::Closed(outcomes, _) if outcomes.len() > 1 => Some(outcomes.clone()),
        _ => None,
    });
    lines.collect()
}

/// Bytes of a file that is worth a thread of its own.
const LARGE: u64 = 2 << 20;

/// Combinations of words that are kept, at most; ledgers have some hundred.
const ALIKE: usize = 1 << 14;

/// One file as it is read.
struct File {
    at: u32,
    name: SourceName,
    source: Source,
    tables: Vec<Arc<Table>>,
    parts: Vec<Part>,
    /// What rows of the last part say alike, by the words they say it in.
    alike: HashMap<Vec<u8>, Alike>,
    desk: plain::Desk,
    asides: Vec<(Address, Why)>,
    summed: Vec<Summed>,
    units: BTreeSet<String>,
    findings: Vec<Finding>,
    sheet: u16,
    /// It may be read on a thread of its own.
    ahead: bool,
}

impl File {
    fn new(job: &Job, at: u32, origin: &Origin) -> Self {
        let source = Source {
            file: origin.file.clone(),
            size: 0,
            sha256: String::new(),
            kind: None,
            decoding: None,
            sheets: Vec::new(),
        };
        File {
            at,
            name: SourceName {
                file: origin.file.clone(),
                sheets: Vec::new(),
            },
            source,
            tables: Vec::new(),
            parts: Vec::new(),
            alike: HashMap::new(),
            desk: plain::Desk::default(),
            asides: Vec::new(),
            summed: Vec::new(),
            units: BTreeSet::new(),
            findings: Vec::new(),
            sheet: 0,
            ahead: job.jobs != 1,
        }
    }

    /// Opens the file and tells each of its lines.
    fn pass(
        &mut self,
        origin: &Origin,
        terms: &Terms,
        year: Option<i16>,
        tell: &mut dyn FnMut(&mut File, Line<'_>),
    ) -> Option<book::Recognised> {
        let mut input = self.opened(origin)?;
        self.rows((origin, &mut *input), (terms, year), tell)
    }

    /// Opens the file, tells each of its lines, and its hash.
    fn pass_hashed(
        &mut self,
        origin: &Origin,
        terms: &Terms,
        year: Option<i16>,
        tell: &mut dyn FnMut(&mut File, Line<'_>),
    ) -> Option<book::Recognised> {
        let mut opened = self.opened(origin)?;
        let input: &mut dyn book::Input = &mut *opened;
        if self.source.size > book::limits::FILE {
            return self.rows((origin, input), (terms, year), tell);
        }
        if !self.is_ahead() {
            if let Err(error) = hash(input).map(|sha256| self.source.sha256 = sha256) {
                self.unreadable(&error);
                return None;
            }
            return self.rows((origin, input), (terms, year), tell);
        }
        // a large file is hashed, read and looked at side by side
        let hash_again = || (origin.open)().and_then(|mut input| hash(&mut *input));
        let (recognised, hashed) = std::thread::scope(|scope| {
            let hashing = Builder::new().spawn_scoped(scope, hash_again).ok();
            let recognised = self.rows((origin, input), (terms, year), tell);
            (recognised, hashing.map(ScopedJoinHandle::join))
        });
        let hashed = match hashed {
            Some(joined) => joined.unwrap_or_else(|panic| resume_unwind(panic)),
            // the system gave no more threads
            None => hash_again(),
        };
        match hashed {
            Ok(sha256) => self.source.sha256 = sha256,
            Err(error) => self.unreadable(&error),
        }
        recognised
    }

    /// The file, opened and its size known; a finding where it cannot be.
    fn opened(&mut self, origin: &Origin) -> Option<Box<dyn book::Input>> {
        let opened = (origin.open)().and_then(|mut input| {
            self.source.size = input.seek(SeekFrom::End(0))?;
            input.seek(SeekFrom::Start(0))?;
            Ok(input)
        });
        opened.map_err(|error| self.unreadable(&error)).ok()
    }

    /// Whether it is read beside what is done with its rows.
    fn is_ahead(&self) -> bool {
        self.ahead && self.source.size >= LARGE
    }

    fn unreadable(&mut self, error: &std::io::Error) {
        let refused = refusal(error);
        let message = format!("文件读不出：{}", refused.why);
        let finding = Finding::new(&book::UNREADABLE, Place::File(self.at), message);
        self.findings.push(finding.help(refused.to_read));
    }

    /// Tells each line of an opened file.
    fn rows(
        &mut self,
        (origin, input): (&Origin, &mut dyn book::Input),
        (terms, year): (&Terms, Option<i16>),
        tell: &mut dyn FnMut(&mut File, Line<'_>),
    ) -> Option<book::Recognised> {
        let setting = Setting {
            file: self.at,
            path: &origin.file,
            folder: terms.folder.as_deref(),
            year,
            headings: &terms.headings,
        };
        let read = match self.is_ahead() {
            true => book::read_ahead,
            false => book::read,
        };
        let mut reader: Option<Reader<'_>> = None;
        let mut found = Vec::new();
        let mut seen = Vec::new();
        let recognised = read(
            self.at,
            &origin.file,
            input,
            &mut found,
            &mut |event| match event {
                Event::Sheet(sheet) => {
                    if let Some(mut last) = reader.take() {
                        last.end(&mut seen, &mut |line| tell(self, line));
                    }
                    self.sheet = sheet.index;
                    self.name.sheets.push(sheet.name.clone());
                    self.source.sheets.push(SourceSheet {
                        name: sheet.name.clone(),
                        ledger: None,
                        period: None,
                        rows: 0,
                    });
                    reader = Some(Reader::new(setting.clone(), sheet));
                }
                Event::Row(row) => {
                    if let Some(reader) = &mut reader {
                        reader.row(row, &mut seen, &mut |line| tell(self, line));
                    }
                }
            },
        );
        if let Some(mut last) = reader.take() {
            last.end(&mut seen, &mut |line| tell(self, line));
        }
        self.findings.extend(seen);
        self.findings.extend(found);
        recognised
    }

    /// A line of the sheet being read.
    fn take(&mut self, reading: &Reading<'_>, line: Line<'_>) {
        match line {
            Line::Table(table) => {
                if let Some(sheet) = self.source.sheets.last_mut() {
                    sheet.ledger = sheet.ledger.or(Some(table.kind));
                    if sheet.period.is_none() {
                        sheet.period = table.period.map(|p| p.to_string());
                    }
                }
                self.units
                    .extend(table.names.iter().filter_map(entry::filled_in_by));
                self.parts.push(Part::new(Arc::clone(&table)));
                self.alike.clear();
                self.desk.begin(&table);
                self.tables.push(table);
            }
            Line::Record(row, shifted) => {
                if let Some(sheet) = self.source.sheets.last_mut() {
                    sheet.rows += 1;
                }
                self.record(reading, row, shifted);
            }
            Line::Aside(row, why) => {
                let at = Address {
                    file: self.at,
                    sheet: self.sheet,
                    row,
                    column: None,
                };
                self.asides.push((at, why));
            }
            Line::Summed(summed) => self.summed.push(summed),
        }
    }

    /// A record of the table last begun: understood as a whole, unless it says what one above it said.
    fn record(&mut self, reading: &Reading<'_>, row: &Row, shifted: Option<Box<Finding>>) {
        let Some(table) = self.tables.last() else {
            return;
        };
        if self.parts.last().is_none_or(Part::is_full) {
            self.parts.last_mut().into_iter().for_each(Part::end);
            self.parts.push(Part::new(Arc::clone(table)));
            self.alike.clear();
        }
        let Some(part) = self.parts.last_mut() else {
            return;
        };
        let desk = &mut self.desk;
        let mut plain = false;
        // what a row says beside them is its own
        if shifted.is_none() && !desk.tells_beside(reading.words, row) {
            match table.kind {
                Kind::Applications => {
                    if let Some(request) = plain::request(reading, table, row, desk) {
                        if let Some(alike) = self.alike.get(desk.said.as_slice()) {
                            part.add_request(request, *alike);
                            debug_assert!(part.ends_with(entry::read(reading, table, row, None)));
                            return;
                        }
                        plain = true;
                    }
                }
                Kind::Publications => {
                    if plain::publication_words(reading, table, row, desk) {
                        if let Some(alike) = self.alike.get(desk.said.as_slice())
                            && let Some(category) = alike.category()
                            && let Some(publication) =
                                plain::publication(reading.words, (table, row), category, desk)
                        {
                            part.add_publication(publication, *alike);
                            debug_assert!(part.ends_with(entry::read(reading, table, row, None)));
                            return;
                        }
                        plain = !desk.tells_revenue(reading.words, row);
                    }
                }
                Kind::Disputes => {}
            }
        }
        let alike = part.add(entry::read(reading, table, row, shifted));
        let Some(alike) = alike.filter(|_| plain && self.alike.len() < ALIKE) else {
            return;
        };
        // what is out of the ordinary in a row is no example for others of the same words
        let plain = table.kind != Kind::Publications
            || alike.category().is_some_and(|category| {
                let told = plain::publication(reading.words, (table, row), category, desk);
                told.is_some()
            });
        if plain {
            self.alike.insert(desk.said.clone(), alike);
        }
    }

    fn finish(mut self, recognised: Option<book::Recognised>) -> Self {
        self.source.kind = recognised.as_ref().map(|r| r.kind);
        self.source.decoding = recognised.and_then(|r| r.decoding);
        // thousands of files wait for the last one
        self.parts.iter_mut().for_each(Part::end);
        self.alike = HashMap::new();
        self.desk = plain::Desk::default();
        self
    }
}

/// SHA-256 of what is read, from its beginning; left at the beginning again.
fn hash(input: &mut dyn book::Input) -> std::io::Result<String> {
    input.seek(SeekFrom::Start(0))?;
    let (sha256, _) = digest::of_input(input)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(sha256)
}
