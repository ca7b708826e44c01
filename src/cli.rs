//! 命令行: arguments, settings, terminal, exit codes; the library does the work.
//!
//! stdout carries data, stderr everything said to people. Exit 0: compiled; 1: the data have errors;
//! 2: could not run.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::Ordering;

use gknb::book::Input;
use gknb::finding::{self, Finding, Rule, Severity};
use gknb::settings::{self, Settings};
use gknb::units::{LastOf, UnitFiles, matrix};
use gknb::write::show::{self, Counts};
use gknb::{Compilation, Job, Stop, folder, rollup, text, trace, write};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;

use crate::args::{self, Asked, Color, Command, Compile, MessageFormat, New, Options, Trouble};
use crate::disk::{self, Content, Except, Found, Inputs, Output};
use crate::outbox::Outbox;
use crate::proof;
use crate::rolling;
use crate::shelf;
use crate::verifying;
use crate::watch::Since;

/// Bytes of `gknb.toml`: thousands of words and figures by hand are far fewer.
const SETTINGS_FILE: u64 = 1 << 20;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    // Readers of damaged files may panic and are caught there; only what reaches us is told.
    static PANIC: Mutex<String> = Mutex::new(String::new());
    panic::set_hook(Box::new(|info| {
        if let Ok(mut last) = PANIC.lock() {
            *last = info.to_string();
        }
    }));
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| run(std::env::args_os())));
    match outcome {
        Ok(Ok(code)) => code,
        Ok(Err(trouble)) => {
            tell(&trouble);
            ExitCode::from(2)
        }
        Err(_) => {
            let details = PANIC.lock().map_or_else(|_| String::new(), |p| p.clone());
            tell(&Trouble::new(
                "程序内部出错，没有写出任何文件；这不是数据的问题",
                format!("把下面这段文字报告给维护者：\n{details}"),
            ));
            ExitCode::from(2)
        }
    }
}

fn run(args: impl Iterator<Item = OsString>) -> Result<ExitCode, Trouble> {
    let cli = match args::parse(args)? {
        Asked::Run(cli) => cli,
        Asked::Tell(text) => return say(&text),
    };
    match cli.command {
        None => compile(&cli.compile, true),
        Some(Command::Compile { compile: args, .. }) => compile(&args, true),
        Some(Command::Check { compile: args, .. }) => compile(&args, false),
        Some(Command::Explain { what, compile, .. }) => explain(&what, &compile),
        Some(Command::Diff { old, new, show, .. }) => proof::diff(&old, &new, show.json),
        Some(Command::Audit {
            report,
            data,
            settings,
            previous,
            show,
            ..
        }) => {
            let options = Options {
                settings,
                previous,
                out: Some(disk::folder_of(&report).to_owned()),
                ..Options::default()
            };
            let paths = data;
            proof::audit(&report, &Compile { paths, options }, show.json)
        }
        Some(Command::New { new, .. }) => begin(&new),
        Some(Command::Rules { .. }) => rules(),
        Some(Command::Verify { verify, .. }) => verifying::verify(&verify),
        Some(Command::Rollup { rollup, .. }) => rolling::rollup(&rollup),
    }
}

/// Writes a folder to start from; files that are already there stop it before anything is written.
fn begin(new: &New) -> Result<ExitCode, Trouble> {
    let settings = write::blank::settings(new.year, new.agency.as_deref(), new.scope);
    let settings = Content::Bytes(settings.into_bytes());
    let mut files = vec![(folder::SETTINGS.to_owned(), settings)];
    for blank in write::blank::blanks() {
        let bytes = write::blank::bytes(&blank).map_err(|error| {
            let message = format!("空白台账无法做成工作簿：{error}");
            Trouble::new(message, "这不是数据的问题；把这段文字报告给维护者")
        })?;
        files.push((blank.file.to_owned(), Content::Bytes(bytes)));
    }
    let there: Vec<&str> = files
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| new.folder.join(name).symlink_metadata().is_ok())
        .collect();
    if !there.is_empty() {
        return Err(Trouble::new(
            format!(
                "{} 里已经有 {}，没有写任何文件",
                new.folder.display(),
                there.join("、")
            ),
            "换一个文件夹名；要重新开始的，先把原有的文件移走",
        ));
    }
    disk::write_all(&new.folder, &files)?;
    let mut words = String::new();
    for (name, _) in &files {
        words.push_str(&format!("已写出 {}\n", new.folder.join(name).display()));
    }
    let folder = new.folder.display();
    let missing = match (new.year, &new.agency) {
        (Some(_), Some(_)) => "",
        _ => "先在 gknb.toml 里写明报告年度和单位名称；",
    };
    words.push_str(&format!(
        "下一步：{missing}用 Excel 或 WPS 填写台账（各列的填法见「填表说明」工作表），然后运行 gknb {folder}\n"
    ));
    note(&words);
    Ok(ExitCode::SUCCESS)
}

fn colour(options: &Options) {
    colour_of(options.color);
}

/// Colour as asked for, else only where a terminal shows it.
pub(crate) fn colour_of(colour: Option<Color>) {
    match colour {
        Some(Color::Always) => anstream::ColorChoice::Always,
        Some(Color::Never) => anstream::ColorChoice::Never,
        Some(Color::Auto) | None => anstream::ColorChoice::Auto,
    }
    .write_global();
}

/// Data for stdout. A reader that has had enough is no trouble.
pub(crate) fn say(text: &str) -> Result<ExitCode, Trouble> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(disk::cannot("写到", Path::new("标准输出"), &error))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Words for people; nobody can be told that stderr is closed.
pub(crate) fn note(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

fn tell(trouble: &Trouble) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let mut text = format!("{style}错误：{style:#}{}\n", trouble.message);
    if !trouble.help.is_empty() {
        text.push_str(&format!("  下一步：{}\n", trouble.help));
    }
    note(&text);
}

fn rules() -> Result<ExitCode, Trouble> {
    let mut out = String::new();
    for rule in gknb::rules() {
        let Rule {
            code,
            severity,
            title,
            ..
        } = rule;
        out.push_str(&format!("{code}  {}  {title}\n", severity.word()));
    }
    say(&out)
}

/// Tells of a rule, or compiles and tells of a figure or a row.
fn explain(what: &str, args: &Compile) -> Result<ExitCode, Trouble> {
    colour(&args.options);
    if !trace::is_place(what) {
        return explain_rule(what, args.options.json);
    }
    let Some(prepared) = prepare(args)? else {
        return Ok(ExitCode::from(2));
    };
    let result = gknb::compile_by_unit(&prepared.job, &prepared.units);
    prepared.bar.finish_and_clear();
    let compilation = result.map_err(stopped)?;
    let unknown = |u: trace::Unknown| Trouble::new(u.message, u.help);
    let asked = trace::asked(what, &compilation).map_err(unknown)?;
    let explained =
        trace::explain(asked, &prepared.job, &compilation).map_err(|error| match error {
            trace::ExplainError::Stop(stop) => stopped(stop),
            trace::ExplainError::Unknown(nothing) => unknown(nothing),
        })?;
    // explained from the same bytes that were counted, or not at all
    if changed(&compilation, &prepared).next().is_some() {
        return Err(Trouble::new(
            "有文件在读取期间变了，读到的内容可能前后不一致",
            folder::CHANGED.remedy,
        ));
    }
    say(&match args.options.json {
        true => explained.json(),
        false => explained.text(),
    })
}

fn explain_rule(what: &str, json: bool) -> Result<ExitCode, Trouble> {
    let rules = gknb::rules();
    let code = what.trim().to_uppercase();
    let Some(rule) = rules.iter().find(|r| r.code == code) else {
        let near = text::nearest(&code, rules.iter().map(|r| r.code));
        let help = match near.is_empty() {
            true => "用 gknb rules 查看全部代码".to_owned(),
            false => format!("是不是想写 {}？用 gknb rules 查看全部代码", near.join("、")),
        };
        return Err(Trouble::new(format!("没有代码为 {what} 的规则"), help));
    };
    if json {
        return say(&write::json::rule(rule));
    }
    let bold = anstyle::Style::new().bold();
    let part = |title: &str, text: &str| {
        let lines: Vec<&str> = text.lines().collect();
        format!("\n{bold}{title}{bold:#}\n  {}\n", lines.join("\n  "))
    };
    let basis = format!("{}\n〔{}〕", rule.basis, rule.grade.word());
    say(&[
        format!(
            "{bold}{} {}{bold:#}（{}）\n",
            rule.code,
            rule.title,
            rule.severity.word()
        ),
        part("检查什么", rule.checks),
        part("依据", basis.trim()),
        part("例子", rule.example),
        part("怎么办", rule.remedy),
        match rule.severity {
            Severity::Warning => part("核对无误的", &template(rule)),
            Severity::Error | Severity::Note => String::new(),
        },
    ]
    .concat())
}

/// The `[[explain]]` of a doubt, to be filled in.
fn template(rule: &Rule) -> String {
    format!(
        "在 gknb.toml 中写明原因，以后列为“已说明”；数值变了，说明自动失效：\n\n[[explain]]\ncode = \"{}\"\nplace = \"疑点的位置，照显示的抄写\"\nvalue = \"该处的值\"\nreason = \"原因\"\n\n不知道 value 的，先不写这一行再运行一次，提示 G108 会给出。",
        rule.code
    )
}

/// Everything a compilation needs from disk and arguments.
pub(crate) struct Prepared {
    pub(crate) job: Job,
    /// Files that tell of units.
    units: UnitFiles,
    /// The files by their names.
    files: BTreeMap<String, Found>,
    /// Files passed over.
    others: Vec<String>,
    /// Files beside which a lock file lies.
    held: Vec<String>,
    out: PathBuf,
    bar: ProgressBar,
}

fn compile(args: &Compile, writing: bool) -> Result<ExitCode, Trouble> {
    let options = &args.options;
    colour(options);
    let Some(prepared) = prepare(args)? else {
        return Ok(ExitCode::from(2));
    };
    let result = gknb::compile_by_unit(&prepared.job, &prepared.units);
    prepared.bar.finish_and_clear();
    let mut compilation = result.map_err(stopped)?;
    let told = told_by_names(&compilation, &prepared);
    compilation.findings.extend(told);
    finding::sort(&mut compilation.findings);
    let outbox = match writing {
        true => Some(Outbox::open(&prepared.out)?),
        false => None,
    };
    // Files are opened again for what is shown and written. What is made while one of them changes is made
    // once more without it.
    let done = loop {
        look_again(&mut compilation, &prepared);
        if let Some(done) = hand_over(&compilation, &prepared, options, outbox.as_ref())? {
            break done;
        }
    };
    note(&done.shown);
    if options.json {
        say(&write::json::full(&compilation))?;
    }
    if !(options.quiet && done.publishable) {
        note(&last_words(
            &compilation,
            &prepared.out,
            &done.written,
            writing,
            done.publishable,
        ));
        note(&done.remarks);
    }
    Ok(ExitCode::from(u8::from(!done.publishable)))
}

/// What a run has come to.
struct Done {
    publishable: bool,
    /// The findings as stderr shows them.
    shown: String,
    /// The files written, as they are told of.
    written: Vec<String>,
    /// What could not be done.
    remarks: String,
}

/// Makes everything that is shown and, with a folder to write to, written; none when one of the sources changed
/// meanwhile: then nothing was.
fn hand_over(
    compilation: &Compilation,
    prepared: &Prepared,
    options: &Options,
    outbox: Option<&Outbox>,
) -> Result<Option<Done>, Trouble> {
    let publishable = is_publishable(compilation, options);
    let shown = shown(compilation, prepared, options);
    let Some(outbox) = outbox else {
        let same = changed(compilation, prepared).next().is_none();
        return Ok(same.then_some(Done {
            publishable,
            shown,
            written: Vec::new(),
            remarks: String::new(),
        }));
    };
    let people = people(compilation, prepared, options)?;
    let parcel = parcel(compilation, prepared, options, people.as_ref())?;
    if changed(compilation, prepared).next().is_some() {
        return Ok(None);
    }
    outbox.send(&parcel.files, parcel.gone)?;
    let mut remarks = String::new();
    if outbox.completed {
        remarks.push_str("注意：上一次运行没有写完就中断了，已先补齐它的文件，再换成这一次的。\n");
    }
    remarks.push_str(&open_elsewhere(&prepared.out, &parcel.files));
    remarks.push_str(&parcel.remarks);
    Ok(Some(Done {
        publishable,
        shown,
        written: parcel.written,
        remarks,
    }))
}

/// Whether the publishable files are written.
fn is_publishable(compilation: &Compilation, options: &Options) -> bool {
    let doubts = Counts::of(&compilation.findings).warnings;
    compilation.publishable() && !(options.strict && doubts > 0)
}

/// What the names in the folder tell: files passed over, files open in another program.
fn told_by_names(compilation: &Compilation, prepared: &Prepared) -> Vec<Finding> {
    let held = prepared.held.iter();
    let held = held.filter_map(|name| position(compilation, name).map(folder::held));
    folder::passed_over(&prepared.others)
        .into_iter()
        .chain(held)
        .collect()
}

/// The position of a file in the compilation's names.
fn position(compilation: &Compilation, name: &str) -> Option<u32> {
    let mut files = compilation.names.files.iter();
    let at = files.position(|file| file.file == name)?;
    u32::try_from(at).ok()
}

/// Asks of each source whether it is still the file that was read; those that are not have a finding now, and
/// nothing more is read of them.
fn look_again(compilation: &mut Compilation, prepared: &Prepared) {
    let found: Vec<Finding> = changed(compilation, prepared)
        .map(|(at, file, since)| {
            file.closed.store(true, Ordering::Relaxed);
            folder::changed(at, since == Since::Gone)
        })
        .collect();
    compilation.findings.extend(found);
    finding::sort(&mut compilation.findings);
}

/// Sources that are no longer the files that were read, with their positions, but for those known already.
fn changed<'p>(
    compilation: &'p Compilation,
    prepared: &'p Prepared,
) -> impl Iterator<Item = (u32, &'p Found, Since)> {
    (0..).zip(&compilation.sources).filter_map(|(at, source)| {
        let file = prepared.files.get(&source.file)?;
        let stamp = file.stamp.as_ref()?;
        if file.closed.load(Ordering::Relaxed) {
            return None;
        }
        match stamp.since(&file.path, &source.sha256) {
            Since::Same => None,
            since => Some((at, file, since)),
        }
    })
}

/// What a run hands over.
struct Parcel<'a> {
    /// Names below the folder and contents.
    files: Vec<Output<'a>>,
    /// Files of earlier runs that no longer hold.
    gone: Vec<String>,
    /// The files as they are told of.
    written: Vec<String>,
    /// What could not be done.
    remarks: String,
}

fn parcel<'a>(
    compilation: &'a Compilation,
    prepared: &Prepared,
    options: &Options,
    people: Option<&'a write::private::People>,
) -> Result<Parcel<'a>, Trouble> {
    let mut files = outputs(compilation, is_publishable(compilation, options))?;
    let (of_units, matrix) = of_units(compilation, options)?;
    let open = |file: u32| reopen(compilation, prepared, file);
    let made = write::marked::copies(compilation, &open);
    files.extend(working_paper(compilation, prepared, people, &made)?);
    let list = |name: &str| write::paper::is_list_of(compilation, name);
    let gone: Vec<String> = disk::names(&prepared.out, &list)
        .into_iter()
        .filter(|list| files.iter().all(|f| f.0 != *list))
        .collect();
    files.push(page(compilation, prepared));
    files.extend(matrix);
    let mut parcel = Parcel {
        written: files.iter().map(|f| f.0.clone()).collect(),
        files,
        gone,
        remarks: old_of_units(compilation, &of_units, &prepared.out),
    };
    if !of_units.is_empty() {
        let folder = matrix::FOLDER;
        let told = format!("{folder}（{} 个文件）", of_units.len());
        parcel.written.push(told);
    }
    parcel.files.extend(of_units);
    copies(made, prepared, &mut parcel);
    Ok(parcel)
}

/// Files written that a program has open: it shows the old ones, and would write them back.
fn open_elsewhere(out: &Path, files: &[Output<'_>]) -> String {
    let held = disk::held_in(out);
    files
        .iter()
        .filter(|(name, _)| held.contains(name))
        .map(|(name, _)| {
            format!(
                "注意：{} 可能正在 Excel 或 WPS 中打开，那里显示的还是旧内容；请不要保存，关闭后重新打开。\n",
                out.join(name).display()
            )
        })
        .collect()
}

/// Reads the settings, finds the files; none when the settings are wrong, which has then been said.
pub(crate) fn prepare(args: &Compile) -> Result<Option<Prepared>, Trouble> {
    let options = &args.options;
    let out = options.out.clone().unwrap_or_else(|| "report".into());
    let paths = data_paths(&args.paths)?;
    let settings_file = settings_file(options, &paths)?;
    let mut settings = Settings::default();
    if let Some(file) = &settings_file {
        let bytes = disk::read_small(file, SETTINGS_FILE)?;
        match settings::read(&bytes) {
            Ok(read) => settings = read,
            Err(problems) => {
                let name = file.display().to_string();
                let shown: Vec<String> = problems.iter().map(|p| show::problem(&name, p)).collect();
                note(&shown.join("\n"));
                note(&format!(
                    "\n{name} 有 {} 处要改，改好后再运行一次。\n",
                    problems.len()
                ));
                return Ok(None);
            }
        }
    }
    lay_over(&mut settings, options)?;
    let beside = settings_file.as_deref();
    let previous = previous_file(options, &settings, beside)?;
    let (previous, shelf) = match previous {
        Some(folder) if folder.is_dir() => (None, Some(folder)),
        previous => (previous, None),
    };
    let of_units = files_of_units(options, &settings, beside, &paths, shelf.as_deref())?;
    let except: Vec<PathBuf> = [Some(&out), previous.as_ref(), settings_file.as_ref()]
        .into_iter()
        .flatten()
        .chain(&shelf)
        .chain(of_units.roster.iter().map(|found| &found.path))
        .chain(of_units.previous.iter().map(|(_, found)| &found.path))
        .filter_map(|p| std::fs::canonicalize(p).ok())
        .collect();
    if let Some(folder) = same_folder(&paths, &out) {
        return Err(Trouble::new(
            format!("结果文件夹与数据文件夹是同一个：{}", folder.display()),
            "用 --out 指定另一个文件夹，免得下次把结果当作台账读进来",
        ));
    }
    let Inputs {
        files,
        others,
        held,
    } = disk::inputs(&paths, &Except { paths: &except })?;
    let bar = progress(&files, options);
    let job = Job {
        settings,
        files: files.iter().map(|f| disk::origin(f, &bar)).collect(),
        previous: previous
            .as_deref()
            .map(|p| disk::origin(&named(p), &ProgressBar::hidden())),
        jobs: options.jobs.unwrap_or(0),
    };
    let hidden = ProgressBar::hidden();
    let units = UnitFiles {
        roster: of_units.roster.as_ref().map(|f| disk::origin(f, &hidden)),
        previous: (of_units.previous.iter())
            .map(|(unit, found)| LastOf {
                unit: unit.clone(),
                report: disk::origin(found, &hidden),
            })
            .collect(),
    };
    let files = files.into_iter().chain(of_units.roster);
    let files = files.map(|f| (f.name.clone(), f)).collect();
    Ok(Some(Prepared {
        job,
        units,
        files,
        others,
        held,
        out,
        bar,
    }))
}

/// Files that tell of units, as they lie on the disk.
#[derive(Default)]
struct OfUnits {
    roster: Option<Found>,
    /// Reports of last year, with the unit where the settings name it.
    previous: Vec<(Option<String>, Found)>,
}

/// Finds the roster and last year's reports of units; a folder of reports is a shelf.
fn files_of_units(
    options: &Options,
    settings: &Settings,
    settings_file: Option<&Path>,
    paths: &[PathBuf],
    shelf: Option<&Path>,
) -> Result<OfUnits, Trouble> {
    let mut found = OfUnits::default();
    if !settings.by_unit {
        return match shelf {
            None => Ok(found),
            Some(folder) => Err(Trouble::new(
                format!("上年报告应是一个文件，这里是文件夹：{}", folder.display()),
                "写明其中一份报告；分单位汇编（--by-unit）时才可以写文件夹",
            )),
        };
    }
    let beside = |path: &str| {
        let folder = settings_file
            .and_then(Path::parent)
            .unwrap_or(Path::new(""));
        folder.join(path.replace('\\', "/"))
    };
    let exists = |path: PathBuf, what: &str| match path.is_file() {
        true => Ok(path),
        false => Err(Trouble::new(
            format!("{what}不存在：{}", path.display()),
            "改正路径；在 gknb.toml 里，路径从 gknb.toml 所在的文件夹算起",
        )),
    };
    let roster = match (&options.roster, &settings.roster) {
        (Some(path), _) => Some(exists(path.clone(), "--roster 所指的单位名录")?),
        (None, Some(path)) => Some(exists(beside(path), "gknb.toml 的 roster 所指的单位名录")?),
        (None, None) => roster_among(paths)?,
    };
    found.roster = roster.map(|path| named(&path));
    for (unit, own) in &settings.units {
        if let Some(path) = &own.previous {
            let what = format!("gknb.toml 的 [unit.\"{unit}\"] previous 所指的上年报告");
            let path = exists(beside(path), &what)?;
            found.previous.push((Some(unit.clone()), named(&path)));
        }
    }
    if let Some(folder) = shelf {
        let reports = shelf::reports(&[folder.to_owned()])?.reports;
        // what a run of ours leaves beside its reports is none
        let copies = format!("{}/", write::marked::FOLDER);
        let other = |name: &str| name.contains(&copies) || name.ends_with("年核对.html");
        let reports = reports.into_iter().filter(|f| !other(&f.name));
        found.previous.extend(reports.map(|f| (None, f)));
    }
    Ok(found)
}

/// The roster that lies in the folders of the ledgers.
fn roster_among(paths: &[PathBuf]) -> Result<Option<PathBuf>, Trouble> {
    let mut rosters = Vec::new();
    for folder in paths.iter().filter(|p| p.is_dir()) {
        let names = disk::names(folder, &|name: &str| rollup::is_roster(name));
        rosters.extend(names.into_iter().map(|name| folder.join(name)));
    }
    match &rosters[..] {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        many => {
            let names: Vec<String> = many.iter().map(|p| p.display().to_string()).collect();
            Err(Trouble::new(
                format!("有几份单位名录：{}", names.join("、")),
                "用 --roster 写明以哪一份为准",
            ))
        }
    }
}

/// A file that is named by its own name.
pub(crate) fn named(path: &Path) -> Found {
    let name = path.file_name().unwrap_or(path.as_os_str());
    Found::unwatched(name.to_string_lossy().into_owned(), path.to_owned(), 0)
}

fn data_paths(given: &[PathBuf]) -> Result<Vec<PathBuf>, Trouble> {
    let paths = match given {
        [] => vec![PathBuf::from("data")],
        given => given.to_vec(),
    };
    for path in &paths {
        if path.exists() {
            continue;
        }
        if given.is_empty() {
            let here = std::env::current_dir().unwrap_or_default();
            return Err(Trouble::new(
                format!("这里没有 data 文件夹（当前位置 {}）", here.display()),
                "新建 data 文件夹，把各季度导出的台账放进去再运行；或者写出台账所在的文件夹：gknb 文件夹",
            ));
        }
        let typed = path.to_string_lossy();
        let commands = [
            "compile", "check", "explain", "rules", "new", "diff", "audit", "verify", "rollup",
        ];
        let help = match text::nearest(&typed, commands)[..] {
            _ if typed == "help" => "用 gknb --help 查看全部命令和选项".to_owned(),
            [same, ..] if same == typed => format!("命令要写在最前面：gknb {same} …"),
            [near, ..] => format!("是不是想用命令 {near}？"),
            [] => "检查路径有没有写错；路径中有空格的，用引号括起来".to_owned(),
        };
        return Err(Trouble::new(
            format!("没有名为 {typed} 的文件或文件夹"),
            help,
        ));
    }
    Ok(paths)
}

fn settings_file(options: &Options, paths: &[PathBuf]) -> Result<Option<PathBuf>, Trouble> {
    if let Some(file) = &options.settings {
        return Ok(Some(file.clone()));
    }
    let found: Vec<PathBuf> = paths
        .iter()
        .filter(|p| p.is_dir())
        .map(|p| p.join(folder::SETTINGS))
        .filter(|p| p.exists())
        .collect();
    match &found[..] {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        many => {
            let names: Vec<String> = many.iter().map(|p| p.display().to_string()).collect();
            Err(Trouble::new(
                format!("几个文件夹里各有一份设定：{}", names.join("、")),
                "用 --settings 写明以哪一份为准",
            ))
        }
    }
}

/// Last year's report: as given on the command line, or relative to the folder of the settings.
fn previous_file(
    options: &Options,
    settings: &Settings,
    settings_file: Option<&Path>,
) -> Result<Option<PathBuf>, Trouble> {
    let (path, whence) = match (&options.previous, &settings.previous) {
        (Some(path), _) => (path.clone(), "--previous"),
        (None, Some(path)) => {
            let beside = settings_file
                .and_then(Path::parent)
                .unwrap_or(Path::new(""));
            (
                beside.join(path.replace('\\', "/")),
                "gknb.toml 的 previous",
            )
        }
        (None, None) => return Ok(None),
    };
    match path.is_file() || path.is_dir() {
        true => Ok(Some(path)),
        false => Err(Trouble::new(
            format!("{whence} 所指的上年报告不存在：{}", path.display()),
            "改正路径；在 gknb.toml 里，路径从 gknb.toml 所在的文件夹算起",
        )),
    }
}

/// Lays the arguments over the settings.
fn lay_over(settings: &mut Settings, options: &Options) -> Result<(), Trouble> {
    settings.year = options.year.or(settings.year);
    settings.agency = options.agency.clone().or(settings.agency.take());
    settings.scope = options.scope.or(settings.scope);
    settings.until = options.until.or(settings.until);
    settings.by_unit |= options.by_unit || options.roster.is_some();
    if let Some(previous) = &options.previous {
        settings.previous = Some(named(previous).name);
    }
    // A day that the tables stand at tells their year.
    settings.year = settings.year.or(settings.until.map(Date::year));
    match settings::until_outside(settings) {
        Some(message) => Err(Trouble::new(message, "改正 --until 或 --year")),
        None => Ok(()),
    }
}

fn same_folder<'p>(paths: &'p [PathBuf], out: &Path) -> Option<&'p PathBuf> {
    let out = std::fs::canonicalize(out).ok()?;
    paths
        .iter()
        .find(|p| p.is_dir() && std::fs::canonicalize(p).is_ok_and(|p| p == out))
}

/// A bar over the bytes to be read, for work that lasts.
fn progress(files: &[Found], options: &Options) -> ProgressBar {
    const LONG: u64 = 4 << 20;
    let total: u64 = files.iter().map(|f| f.size).sum();
    if options.quiet || total < LONG || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("读取 [{bar:30}] {bytes}/{total_bytes}");
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

/// The findings as stderr shows them.
fn shown(compilation: &Compilation, prepared: &Prepared, options: &Options) -> String {
    // Who asks for JSON has the findings there.
    let format = match (options.message_format, options.json) {
        (Some(format), _) => format,
        (None, false) => MessageFormat::Human,
        (None, true) => return String::new(),
    };
    let shown: Vec<Finding> = compilation
        .findings
        .iter()
        .filter(|f| !options.quiet || f.rule.severity == Severity::Error)
        .cloned()
        .collect();
    match format {
        MessageFormat::Short => show::short(&shown, &compilation.names),
        MessageFormat::Human => {
            let open = |file: u32| reopen(compilation, prepared, file);
            let headers = BTreeMap::new();
            let context = show::context(&shown, &compilation.names, &headers, &open);
            show::human(
                &shown,
                show::View {
                    names: &compilation.names,
                    form: Some(compilation.form),
                    context: &context,
                    width: width(),
                    elsewhere: " gknb check --message-format short",
                },
            )
        }
    }
}

/// Opens a source again, by its position in the compilation's names.
fn reopen(compilation: &Compilation, prepared: &Prepared, file: u32) -> Option<Box<dyn Input>> {
    let name = compilation.names.files.get(file as usize)?;
    prepared.files.get(&name.file)?.reopen()
}

/// Columns of the terminal that stderr is; 100 where it is none.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size_of(io::stderr()).map_or(100, |(width, _)| usize::from(width.0))
}

/// The last lines: how many findings, what was written, or why not.
fn last_words(
    compilation: &Compilation,
    out: &Path,
    written: &[String],
    writing: bool,
    publishable: bool,
) -> String {
    let rows = &compilation.rows;
    let excluded: u64 = rows.excluded.values().sum();
    let counts = Counts::of(&compilation.findings);
    let units = of_units_words(compilation);
    let mut words = format!(
        "{} {} 年（{}）：读取 {} 行，计入 {}，合并 {}，排除 {excluded}，有误 {}。\n{units}{}。\n",
        compilation.agency,
        compilation.year,
        compilation.scope.word(),
        rows.read,
        rows.counted,
        rows.merged,
        rows.faulty,
        counts.words(),
    );
    if !publishable {
        let why = match counts.errors {
            0 => "有疑点（--strict）",
            _ => "有错误",
        };
        words.push_str(&format!(
            "{why}，统计表没有写出；按上面的「下一步」修改后再运行一次。\n"
        ));
        for old in old_files(compilation, out) {
            words.push_str(&format!(
                "注意：{} 是以前写出的旧文件，没有改动。\n",
                old.display()
            ));
        }
    } else if !writing {
        words.push_str("检查完毕，没有写文件。\n");
    }
    for name in written {
        words.push_str(&format!("已写出 {}\n", out.join(name).display()));
    }
    words
}

/// `单位 60 个：可公布 58，有错误 2（市财政局、市审计局）。`; nothing where units are not told apart.
fn of_units_words(compilation: &Compilation) -> String {
    const NAMED: usize = 10;
    let units = &compilation.units;
    if units.is_empty() {
        return String::new();
    }
    let faulty: Vec<&str> = units
        .iter()
        .filter(|u| u.errors > 0)
        .map(|u| &*u.name)
        .collect();
    let fine = units.len() - faulty.len();
    let more = if faulty.len() > NAMED { " 等" } else { "" };
    let named = match faulty.len() {
        0 => String::new(),
        n => {
            let names = faulty[..n.min(NAMED)].join("、");
            format!("，有错误 {n}（{names}{more}）")
        }
    };
    let common = match units[0].common {
        0 => String::new(),
        n => format!("；另有 {n} 处错误分不清是哪个单位的，改好之前各单位的统计表都不写出"),
    };
    format!(
        "单位 {} 个：没有错误 {fine}{named}{common}。\n",
        units.len()
    )
}

/// Publishable files of an earlier run.
fn old_files(compilation: &Compilation, out: &Path) -> Vec<PathBuf> {
    publishable_names(compilation)
        .iter()
        .map(|name| out.join(name))
        .filter(|path| path.exists())
        .collect()
}

/// Names of the publishable files.
fn publishable_names(compilation: &Compilation) -> [String; 2] {
    let stem = write::tables_name(compilation);
    [format!("{stem}.xlsx"), format!("{stem}.json")]
}

/// The files to be written: name and bytes. The workbook has been read back and compared.
fn outputs<'a>(compilation: &Compilation, publishable: bool) -> Result<Vec<Output<'a>>, Trouble> {
    if !publishable {
        return Ok(Vec::new());
    }
    let document = write::publishable::document(compilation);
    let workbook = workbook("统计表", &document)?;
    let differences = write::readback::differences(&workbook, &document, compilation);
    as_meant("统计表", &differences)?;
    let json = write::json::publishable(compilation).into_bytes();
    let [workbook_name, json_name] = publishable_names(compilation);
    Ok(vec![
        (workbook_name, Content::Bytes(workbook)),
        (json_name, Content::Bytes(json)),
    ])
}

/// What is written of units: each one's publishable files, and the matrix.
type OfUnitsWritten<'a> = (Vec<Output<'a>>, Option<Output<'a>>);

/// The publishable files of each unit that has no error, and the matrix of all. The workbooks have been read
/// back and compared.
fn of_units<'a>(
    compilation: &Compilation,
    options: &Options,
) -> Result<OfUnitsWritten<'a>, Trouble> {
    if compilation.units.is_empty() {
        return Ok((Vec::new(), None));
    }
    let mut written = Vec::new();
    let mut names: Vec<Option<String>> = Vec::new();
    for unit in &compilation.units {
        if !unit.publishable() || options.strict && unit.doubts > 0 {
            names.push(None);
            continue;
        }
        let statement = unit.statement(compilation);
        let mut stem = write::tables_title(&unit.name, compilation.year);
        // names that differ only in what no file name can hold
        while names.iter().flatten().any(|n| *n == format!("{stem}.xlsx")) {
            stem.push('_');
        }
        let document = write::publishable::stated(&statement);
        let bytes = workbook(&format!("{}的统计表", unit.name), &document)?;
        let differences = write::readback::stated(&bytes, &document, &statement);
        as_meant(&format!("{}的统计表", unit.name), &differences)?;
        let json = write::json::stated(&statement).into_bytes();
        let folder = matrix::FOLDER;
        written.push((format!("{folder}/{stem}.xlsx"), Content::Bytes(bytes)));
        written.push((format!("{folder}/{stem}.json"), Content::Bytes(json)));
        names.push(Some(format!("{stem}.xlsx")));
    }
    let document = matrix::document(compilation, &names);
    let bytes = workbook("分单位核对表", &document)?;
    as_meant("分单位核对表", &write::readback::pages(&bytes, &document))?;
    let matrix = (
        format!("{}.xlsx", matrix::name(compilation)),
        Content::Bytes(bytes),
    );
    Ok((written, Some(matrix)))
}

/// Tables of units from earlier runs that this one does not write.
fn old_of_units(compilation: &Compilation, written: &[Output<'_>], out: &Path) -> String {
    let mut words = String::new();
    if compilation.units.is_empty() {
        return words;
    }
    let folder = out.join(matrix::FOLDER);
    let end = write::tables_title("", compilation.year);
    let ours = |name: &str| name.contains(&end) && name.ends_with(".xlsx");
    for name in disk::names(&folder, &ours) {
        let now = format!("{}/{name}", matrix::FOLDER);
        if written.iter().all(|(file, _)| *file != now) {
            let path = folder.join(name);
            words.push_str(&format!(
                "注意：{} 是以前写出的旧文件，没有改动。\n",
                path.display()
            ));
        }
    }
    words
}

/// The page to check the compilation by, written whether it may be published or not.
fn page<'a>(compilation: &Compilation, prepared: &Prepared) -> Output<'a> {
    let open = |file: u32| reopen(compilation, prepared, file);
    let page = write::html::page(compilation, &open);
    (
        format!("{}.html", write::page_name(compilation)),
        Content::Bytes(page.into_bytes()),
    )
}

/// Adds the annotated copies to what is handed over, without those that someone has worked in; copies of an
/// earlier run that nothing is found in any more go. What could not be done is remarked.
fn copies(made: write::marked::Copies, prepared: &Prepared, parcel: &mut Parcel<'_>) {
    let remarks = &mut parcel.remarks;
    for (file, why) in &made.skipped {
        remarks.push_str(&format!("注意：{file} 没有做批注副本：{why}。\n"));
    }
    let folder = write::marked::FOLDER;
    let files = made.files.into_iter();
    let files = files.map(|(name, bytes)| (format!("{folder}/{name}"), Content::Bytes(bytes)));
    let earlier = disk::copies_of_earlier_runs(&prepared.out, folder);
    let (edited, files): (Vec<_>, Vec<_>) =
        files.partition(|(name, _)| earlier.changed.contains(name));
    for (name, _) in &edited {
        remarks.push_str(&format!(
            "注意：{} 被改动并保存过，没有覆盖。批注副本里的改动不起作用，请改原来的台账；不再需要的，请移走后再运行一次。\n",
            prepared.out.join(name).display()
        ));
    }
    for name in earlier.untouched {
        if files.iter().all(|file| file.0 != name) {
            remarks.push_str(&format!(
                "已删除 {}：这个文件已没有要批注的问题。\n",
                prepared.out.join(&name).display()
            ));
            parcel.gone.push(name);
        }
    }
    if !files.is_empty() {
        parcel
            .written
            .push(format!("{folder}（{} 个文件）", files.len()));
    }
    parcel.files.extend(files);
}

/// Applicants, where they are asked for.
fn people(
    compilation: &Compilation,
    prepared: &Prepared,
    options: &Options,
) -> Result<Option<write::private::People>, Trouble> {
    match options.with_personal_data {
        true => gknb::people(&prepared.job, compilation.year)
            .map(Some)
            .map_err(stopped),
        false => Ok(None),
    }
}

/// The working paper and the lists beside it. The workbook has been read back and compared.
fn working_paper<'a>(
    compilation: &'a Compilation,
    prepared: &Prepared,
    people: Option<&'a write::private::People>,
    made: &write::marked::Copies,
) -> Result<Vec<Output<'a>>, Trouble> {
    let ways: BTreeMap<&str, String> = prepared
        .files
        .iter()
        .filter_map(|(name, found)| Some((name.as_str(), disk::way(&prepared.out, &found.path)?)))
        .collect();
    let paper = write::paper::paper(
        compilation,
        write::paper::Beside {
            source: &|file| ways.get(file).cloned(),
            copy: &|file| {
                let at = made.sources.iter().position(|source| source == file)?;
                let (name, _) = made.files.get(at)?;
                Some(format!("{}/{name}", write::marked::FOLDER))
            },
            people,
            most: write::paper::MOST,
        },
    );
    let bytes = workbook("核对底稿", &paper.document)?;
    let differences = write::readback::pages(&bytes, &paper.document);
    as_meant("核对底稿", &differences)?;
    let name = format!("{}.xlsx", write::working_paper_name(compilation));
    let lists = paper.lists.into_iter().map(|list| {
        let name = list.name();
        (name, Content::Written(Box::new(move |out| list.write(out))))
    });
    Ok([(name, Content::Bytes(bytes))]
        .into_iter()
        .chain(lists)
        .collect())
}

pub(crate) fn stopped(Stop::Settings(message): Stop) -> Trouble {
    Trouble::new(message, "")
}

pub(crate) fn workbook(what: &str, document: &write::page::Document) -> Result<Vec<u8>, Trouble> {
    write::xlsx::bytes(document).map_err(|error| {
        let message = format!("{what}无法做成工作簿：{error}");
        Trouble::new(message, "这不是数据的问题；把这段文字报告给维护者")
    })
}

/// Nothing is written that reads back as something else.
pub(crate) fn as_meant(what: &str, differences: &[String]) -> Result<(), Trouble> {
    const SHOWN: usize = 20;
    if differences.is_empty() {
        return Ok(());
    }
    let shown = &differences[..differences.len().min(SHOWN)];
    Err(Trouble::new(
        format!(
            "{what}写成后读回，与算出的不一致（{} 处），因此没有写出：\n{}",
            differences.len(),
            shown.join("\n")
        ),
        "这不是数据的问题；把这段文字报告给维护者",
    ))
}
