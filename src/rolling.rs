//! `gknb rollup`: the folder walked, the reports added up, the parent's files written.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use gknb::finding::Finding;
use gknb::rollup::{self, FolderRole, Job, Rollup};
use gknb::settings::{self, Scope};
use gknb::text::order_of_name;
use gknb::write::show::{self, Counts};
use gknb::write::{self, publishable, readback};
use gknb::{Origin, folder};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::{MessageFormat, Rollup as Arguments, RollupOptions, Trouble};
use crate::disk::{self, Found};
use crate::ending::{Ending, KeptBack};
use crate::outbox::{Content, Output, write_all};
use crate::parcel::{as_meant, workbook};
use crate::prepared::named;
use crate::shelf;
use crate::terminal::{colour_of, note, say, width};

/// Runs the command. Exit 1 when there are errors: the publishable files are not written then.
pub(crate) fn rollup(args: &Arguments) -> Result<ExitCode, Trouble> {
    let options = &args.options;
    colour_of(options.telling.color);
    let out = options.out.clone().unwrap_or_else(|| "report".into());
    let asked = Asked::of(args, &out)?;
    let job = asked.job(&out, options);
    let bar = progress(job.reports.len(), options);
    let result = rollup::roll_up(&job, &|| bar.inc(1));
    bar.finish_and_clear();
    let rolled = Arc::new(result.map_err(|stop| Trouble::new(stop.to_string(), ""))?);
    drop(job);
    let publishable = rolled.publishable();
    show_findings(&rolled, &asked, options);
    let files = outputs(&rolled, &asked, &out, publishable)?;
    let names: Vec<String> = files.iter().map(|f| f.0.clone()).collect();
    let files = files.into_iter();
    let files: Vec<Output<'_>> = files.map(|(name, b)| (name, Content::Bytes(b))).collect();
    write_all(&out, &files)?;
    if options.telling.json {
        say(&rollup::json(&rolled))?;
    }
    if !(options.telling.quiet && publishable) {
        note(&last_words(&rolled, &out, &names, publishable));
    }
    Ok(ExitCode::from(u8::from(!publishable)))
}

/// What the arguments name, found on the disk.
struct Asked {
    walked: Walked,
    folder: String,
    roster: Option<Found>,
    parent: Option<Found>,
    year: Option<i16>,
    agency: Option<String>,
}

impl Asked {
    fn of(args: &Arguments, out: &Path) -> Result<Self, Trouble> {
        let (folder, options) = (&args.folder, &args.options);
        let meta = fs::metadata(folder).map_err(|e| disk::cannot("读取", folder, &e))?;
        if !meta.is_dir() {
            return Err(Trouble::new(
                format!("{} 不是文件夹", folder.display()),
                "写各单位的报告所在的文件夹；一个单位一个文件夹，或放一份单位名录",
            ));
        }
        for file in options.roster.iter().chain(&options.parent) {
            if !file.is_file() {
                return Err(Trouble::new(
                    format!("没有名为 {} 的文件", file.display()),
                    "检查路径有没有写错；路径中有空格的，用引号括起来",
                ));
            }
        }
        let same = |a: &Path, b: &Path| match (fs::canonicalize(a), fs::canonicalize(b)) {
            (Ok(a), Ok(b)) => a == b,
            _ => false,
        };
        if same(folder, out) {
            return Err(Trouble::new(
                format!("结果文件夹与汇总的文件夹是同一个：{}", folder.display()),
                "用 --out 指定另一个文件夹，免得下次把汇总结果当作下级的报告读进来",
            ));
        }
        let except: Vec<PathBuf> = [
            Some(out),
            options.roster.as_deref(),
            options.parent.as_deref(),
        ]
        .into_iter()
        .flatten()
        .filter_map(|p| fs::canonicalize(p).ok())
        .collect();
        let mut walked = walk(folder, &except)?;
        let roster = match &options.roster {
            Some(file) => Some(named(file)),
            None => the_roster(&mut walked.rosters)?,
        };
        let (year, agency) = told(folder)?;
        let name = fs::canonicalize(folder).ok();
        let name = name.as_deref().and_then(Path::file_name);
        Ok(Asked {
            folder: name.map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
            walked,
            roster,
            parent: options.parent.as_deref().map(named),
            year: options.year.or(year),
            agency: options.agency.clone().or(agency),
        })
    }

    fn job(&self, out: &Path, options: &RollupOptions) -> Job {
        let hidden = ProgressBar::hidden();
        let origin = |found: &Found| disk::origin(found, &hidden);
        let origins = |found: &[Found]| found.iter().map(origin).collect::<Vec<Origin>>();
        Job {
            folder: self.folder.clone(),
            reports: origins(&self.walked.reports),
            papers: origins(&self.walked.papers),
            folders: self.walked.folders.clone(),
            passed: self.walked.passed.clone(),
            closed: self.walked.closed.clone(),
            roster: self.roster.as_ref().map(origin),
            parent: self.parent.as_ref().map(origin),
            last: origins(&lists(out)),
            year: self.year,
            agency: self.agency.clone(),
            include_faulty: options.include_faulty,
            strict: options.telling.strict,
            jobs: options.telling.jobs.unwrap_or(0),
        }
    }

    /// Where a file of a roll-up's names lies.
    fn path(&self, nth: u32) -> Option<&Path> {
        let reports = self.walked.reports.iter();
        let all = reports.chain(&self.roster).chain(&self.parent);
        let found = all.into_iter().nth(nth as usize)?;
        Some(&found.path)
    }
}

/// The one roster of the folder.
fn the_roster(found: &mut Vec<Found>) -> Result<Option<Found>, Trouble> {
    if found.len() > 1 {
        let names: Vec<&str> = found.iter().map(|f| f.name.as_str()).collect();
        return Err(Trouble::new(
            format!(
                "文件夹里有 {} 份单位名录：{}",
                names.len(),
                names.join("、")
            ),
            "只留一份，或用 --roster 写明以哪一份为准",
        ));
    }
    Ok(found.pop())
}

/// Year and name in the folder's gknb.toml.
fn told(folder: &Path) -> Result<(Option<i16>, Option<String>), Trouble> {
    let file = folder.join(folder::SETTINGS);
    if !file.exists() {
        return Ok((None, None));
    }
    let bytes = disk::read_settings(&file)?;
    match settings::read(&bytes) {
        Ok(settings) => Ok((settings.year, settings.agency)),
        Err(problems) => {
            let name = file.display().to_string();
            let shown: Vec<String> = problems.iter().map(|p| show::problem(&name, p)).collect();
            Err(Trouble::new(
                format!("设定有 {} 处要改：\n{}", problems.len(), shown.join("\n")),
                "改好后再运行一次",
            ))
        }
    }
}

/// What lies in the folder.
#[derive(Default)]
struct Walked {
    /// The folder itself, canonical.
    top: PathBuf,
    /// Files that may be reports, sorted by name.
    reports: Vec<Found>,
    /// Working papers.
    papers: Vec<Found>,
    /// Rosters at the top.
    rosters: Vec<Found>,
    /// The folders below.
    folders: Vec<String>,
    /// What is not read.
    passed: Vec<String>,
    /// What could not be entered or opened.
    closed: Vec<String>,
}

/// Reports and working papers below a folder, without the folder of results: what a roll-up of it reads.
pub(crate) fn laid(folder: &Path, out: &Path) -> Result<[Vec<Origin>; 2], Trouble> {
    let except: Vec<PathBuf> = fs::canonicalize(out).into_iter().collect();
    let walked = walk(folder, &except)?;
    let hidden = ProgressBar::hidden();
    let origins = |found: Vec<Found>| found.iter().map(|f| disk::origin(f, &hidden)).collect();
    Ok([walked.reports, walked.papers].map(origins))
}

/// Walks the folder; what cannot be entered below it does not stop the rest.
fn walk(top: &Path, except: &[PathBuf]) -> Result<Walked, Trouble> {
    let mut walked = Walked {
        top: fs::canonicalize(top).map_err(|e| disk::cannot("读取", top, &e))?,
        ..Walked::default()
    };
    let mut open = vec![(top.to_owned(), String::new())];
    while let Some((path, name)) = open.pop() {
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if name.is_empty() => return Err(disk::cannot("读取", &path, &error)),
            Err(error) => {
                let why = disk::cannot("打开", Path::new(&name), &error);
                walked.closed.push(why.message);
                continue;
            }
        };
        for entry in entries {
            match entry {
                Ok(entry) => walked.entry(&entry, &name, except, &mut open),
                Err(error) => {
                    let why = disk::cannot("读取", Path::new(&name), &error);
                    walked.closed.push(why.message);
                }
            }
        }
    }
    for found in [&mut walked.reports, &mut walked.papers, &mut walked.rosters] {
        found.sort_by_cached_key(|f| (order_of_name(&f.name), f.path.clone()));
    }
    for names in [&mut walked.folders, &mut walked.passed, &mut walked.closed] {
        names.sort();
    }
    Ok(walked)
}

/// The ending of the name of the list that is kept from one roll-up to the next.
const LIST: &str = "汇总清单.json";

impl Walked {
    fn entry(
        &mut self,
        entry: &fs::DirEntry,
        prefix: &str,
        except: &[PathBuf],
        open: &mut Vec<(PathBuf, String)>,
    ) {
        let file_name = entry.file_name().to_string_lossy().into_owned();
        let (path, name) = (entry.path(), disk::join(prefix, &file_name));
        if fs::canonicalize(&path).is_ok_and(|p| except.contains(&p)) {
            return;
        }
        let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        let Ok(meta) = fs::metadata(&path) else {
            self.closed
                .push(format!("{name} 打不开（可能是失效的链接）"));
            return;
        };
        if meta.is_dir() {
            self.folder(file_name, path, name, linked, open);
        } else if !meta.is_file() {
            self.passed.push(format!("{name}（不是普通文件）"));
        } else {
            let found = Found::unwatched(name, path, meta.len());
            self.file(&file_name, found, prefix.is_empty());
        }
    }

    fn folder(
        &mut self,
        file_name: String,
        path: PathBuf,
        name: String,
        linked: bool,
        open: &mut Vec<(PathBuf, String)>,
    ) {
        let role = rollup::folder_role(&file_name);
        if folder::hidden(&file_name) {
            return;
        }
        if linked && fs::canonicalize(&path).is_ok_and(|p| p.starts_with(&self.top)) {
            self.passed
                .push(format!("{name}（指向这里面的链接，未进入）"));
        } else if linked {
            self.closed
                .push(format!("{name} 是指向别处文件夹的链接，没有进入"));
        } else if role == FolderRole::Aside {
            self.passed.push(format!("{name}/（不是单位）"));
        } else {
            if role == FolderRole::Unit {
                self.folders.push(name.clone());
            }
            open.push((path, name));
        }
    }

    fn file(&mut self, file_name: &str, found: Found, top: bool) {
        const OURS: [&str; 3] = ["政府信息公开统计表.json", LIST, "年核对.html"];
        const SYSTEM: [&str; 3] = ["Thumbs.db", "desktop.ini", folder::SETTINGS];
        let paper = ["核对底稿.xlsx", "汇总底稿.xlsx"];
        if SYSTEM.contains(&file_name) || OURS.iter().any(|o| file_name.ends_with(o)) {
        } else if folder::hidden(file_name) {
            // the mark of a folder's look, made by a system and not by people
            if file_name != ".DS_Store" {
                self.passed.push(found.name);
            }
        } else if top && rollup::is_roster(file_name) {
            self.rosters.push(found);
        } else if paper.iter().any(|p| file_name.ends_with(p)) {
            self.papers.push(found);
        } else if shelf::is_report(file_name) {
            self.reports.push(found);
        } else {
            self.passed.push(found.name);
        }
    }
}

/// Lists of earlier roll-ups in the folder of results.
fn lists(out: &Path) -> Vec<Found> {
    let Ok(entries) = fs::read_dir(out) else {
        return Vec::new();
    };
    let mut found: Vec<Found> = entries
        .flatten()
        .filter(|e| e.path().is_file() && e.file_name().to_string_lossy().ends_with(LIST))
        .map(|e| named(&e.path()))
        .collect();
    found.sort_by_cached_key(|f| order_of_name(&f.name));
    found
}

/// A bar over the reports, where there are many.
fn progress(count: usize, options: &RollupOptions) -> ProgressBar {
    const MANY: usize = 20;
    if options.telling.quiet || count < MANY || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let total = u64::try_from(count).ok();
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("读取报告 [{bar:30}] {pos}/{len} 份") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

fn show_findings(rolled: &Rollup, asked: &Asked, options: &RollupOptions) {
    // Who asks for JSON has the findings there.
    let format = match (options.telling.message_format, options.telling.json) {
        (Some(format), _) => format,
        (None, false) => MessageFormat::Human,
        (None, true) => return,
    };
    let shown: Vec<Finding> = rolled
        .findings
        .iter()
        .filter(|f| !options.telling.quiet || f.rule.is_error())
        .cloned()
        .collect();
    let text = match format {
        MessageFormat::Short => show::short(&shown, &rolled.names),
        MessageFormat::Human => {
            let open = |file: u32| disk::reopen(asked.path(file)?);
            let context = show::context(&shown, &rolled.names, &show::Headers::new(), &open);
            let view = show::View {
                names: &rolled.names,
                form: Some(rolled.form),
                context: &context,
                width: width(),
                elsewhere: "汇总底稿",
            };
            show::human(&shown, view)
        }
    };
    note(&text);
}

/// Names of the publishable files.
fn publishable_names(rolled: &Rollup) -> [String; 2] {
    let stem = write::tables_title(&rolled.agency, rolled.year);
    [format!("{stem}.xlsx"), format!("{stem}.json")]
}

/// The files to be written: name and bytes. The workbooks have been read back and compared.
fn outputs(
    rolled: &Arc<Rollup>,
    asked: &Asked,
    out: &Path,
    publishable: bool,
) -> Result<Vec<(String, Vec<u8>)>, Trouble> {
    let mut files = Vec::new();
    if publishable {
        let statement = rolled.statement();
        let [workbook_name, json_name] = publishable_names(rolled);
        not_of_another_scope(&out.join(&workbook_name))?;
        let document = publishable::workbook(&statement, rollup::overview(rolled));
        let bytes = workbook("统计表", &document)?;
        as_meant("统计表", &readback::stated(&bytes, &document, &statement))?;
        files.push((workbook_name, bytes));
        files.push((json_name, write::json::stated(&statement).into_bytes()));
    }
    let reports = asked.walked.reports.iter();
    let places: BTreeMap<&str, &Path> = reports
        .map(|f| (f.name.as_str(), f.path.as_path()))
        .collect();
    let ways = |file: &str| disk::way(out, places.get(file)?);
    let document = rollup::document(rolled, &ways);
    let bytes = workbook("汇总底稿", &document)?;
    as_meant("汇总底稿", &readback::pages(&bytes, &document))?;
    files.push((format!("{}.xlsx", document.title), bytes));
    files.push((
        rollup::list_name(&rolled.agency, rolled.year),
        rollup::manifest(rolled).into(),
    ));
    Ok(files)
}

/// The sum does not take the place of the parent's own tables, which bear the same name.
fn not_of_another_scope(place: &Path) -> Result<(), Trouble> {
    let scope = fs::read(place)
        .ok()
        .and_then(|bytes| readback::read(&bytes))
        .map(|report| report.heading.scope);
    match scope {
        Some(scope) if scope != Scope::Whole => Err(Trouble::new(
            format!(
                "{} 是「{}」的统计表，没有用汇总的覆盖它",
                place.display(),
                scope.word()
            ),
            "用 --out 指定另一个文件夹写汇总结果，例如 --out 汇总",
        )),
        _ => Ok(()),
    }
}

/// The last lines: what was added up, how many findings, what was written, or why not.
fn last_words(rolled: &Rollup, out: &Path, written: &[String], publishable: bool) -> String {
    let counts = Counts::of(&rolled.findings);
    let words = format!(
        "{} {} 年（汇总）：收到报告 {} 份，计入 {} 份；{}。\n{}。\n",
        rolled.agency,
        rolled.year,
        rolled.reports.len(),
        rolled.counted().count(),
        rollup::units_words(rolled),
        counts.words(),
    );
    let next = "按上面的「下一步」处理后再运行一次，汇总底稿里有现在的合计";
    let ending = Ending {
        out,
        written,
        publishable: publishable_names(rolled),
        kept_back: (!publishable).then_some(KeptBack {
            errors: counts.errors,
            next,
        }),
    };
    words + &ending.words()
}
