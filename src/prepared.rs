//! 准备: arguments, settings and folders → what a compilation needs.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use gknb::book::Input;
use gknb::settings::{self, Item, Problem, Settings, Spot, Unfit};
use gknb::units::{LastOf, UnitFiles};
use gknb::write::show;
use gknb::{Compilation, Job, Stop, folder, period, rollup, text};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;

use crate::args::{Compile, Options, Trouble};
use crate::disk::{self, Except, Found, Inputs};
use crate::shelf;

/// Everything a compilation needs from disk and arguments.
pub(crate) struct Prepared {
    pub(crate) job: Job,
    /// Files that tell of units.
    pub(crate) units: UnitFiles,
    /// The files by their names.
    pub(crate) files: BTreeMap<String, Found>,
    /// Files passed over.
    pub(crate) others: Vec<String>,
    /// Files beside which a lock file lies.
    pub(crate) held: Vec<String>,
    pub(crate) out: PathBuf,
    pub(crate) bar: ProgressBar,
    /// The paths as typed, to be copied after a command; a blank before each.
    pub(crate) typed: String,
    /// `gknb.toml`, where there is one.
    settings_file: Option<PathBuf>,
    /// One that lies beside the folder instead of in it.
    pub(crate) strayed: Option<PathBuf>,
}

impl Prepared {
    /// Why there is nothing to compile by, in the lines of the settings where it stands in some.
    pub(crate) fn stopped(&self, stop: Stop) -> Trouble {
        let (Stop::Unfit(unfit), Some(file)) = (&stop, &self.settings_file) else {
            let strayed = self.strayed.as_deref().map(Path::display);
            let help = strayed.map(|file| format!("把 {file} 移进数据文件夹：放在那里才会用上"));
            return Trouble::new(stop.to_string(), help.unwrap_or_default());
        };
        in_their_lines(file, &self.job.settings, unfit)
    }
}

/// Entries that cannot be followed, in the lines of the settings.
fn in_their_lines(file: &Path, settings: &Settings, unfit: &[Unfit]) -> Trouble {
    let problems: Option<Vec<Problem>> = unfit.iter().map(|u| u.problem(&settings.marks)).collect();
    match problems {
        Some(problems) => wrong_settings(file, problems),
        None => Trouble::new(Stop::Unfit(unfit.to_vec()).to_string(), ""),
    }
}

/// All that is wrong with the settings.
fn wrong_settings(file: &Path, mut problems: Vec<Problem>) -> Trouble {
    problems.sort_by_key(|p| (p.line, p.column));
    let name = file.display().to_string();
    let shown: Vec<String> = problems.iter().map(|p| show::problem(&name, p)).collect();
    Trouble {
        problems: shown.join("\n"),
        ..Trouble::new(
            format!("{name} 有 {} 处要改", problems.len()),
            "改好后再运行一次",
        )
    }
}

/// Reads the settings, finds the files.
pub(crate) fn prepare(args: &Compile) -> Result<Prepared, Trouble> {
    let options = &args.options;
    let out = options.out.clone().unwrap_or_else(|| "report".into());
    let paths = data_paths(&args.paths)?;
    let settings_file = settings_file(options, &paths)?;
    let mut settings = Settings::default();
    if let Some(file) = &settings_file {
        let bytes = disk::read_settings(file)?;
        settings = settings::read(&bytes).map_err(|problems| wrong_settings(file, problems))?;
    }
    lay_over(&mut settings, options)?;
    settings.folder = period_of_folder(&paths);
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
        mut others,
        held,
    } = disk::inputs(&paths, &Except { paths: &except })?;
    others.extend(of_units.linked);
    let bar = progress(&files, options);
    let job = Job {
        settings,
        files: files.iter().map(|f| disk::origin(f, &bar)).collect(),
        previous: previous
            .as_deref()
            .map(|p| disk::origin(&named(p), &ProgressBar::hidden())),
        jobs: options.telling.jobs.unwrap_or(0),
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
    Ok(Prepared {
        job,
        units,
        files,
        others,
        held,
        out,
        bar,
        typed: args
            .paths
            .iter()
            .map(|p| format!(" {}", in_a_command(p)))
            .collect(),
        strayed: match settings_file {
            Some(_) => None,
            None => strayed_settings(&paths),
        },
        settings_file,
    })
}

/// Files that tell of units, as they lie on the disk.
#[derive(Default)]
struct OfUnits {
    roster: Option<Found>,
    /// Reports of last year, with the unit where the settings name it.
    previous: Vec<(Option<String>, Found)>,
    /// Links to folders among them, not entered.
    linked: Vec<String>,
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
    let roster = match (&options.roster, &settings.roster, settings_file) {
        (Some(path), ..) if path.is_file() => Some(path.clone()),
        (Some(path), ..) => return Err(missing("--roster 所指的单位名录", path)),
        (None, Some(path), Some(file)) => {
            let what = "gknb.toml 的 roster 所指的单位名录";
            Some(beside(file, path, settings, (what, Item::Roster.into()))?)
        }
        _ => roster_among(paths)?,
    };
    found.roster = roster.map(|path| named(&path));
    for (unit, own) in &settings.units {
        if let (Some(path), Some(file)) = (&own.previous, settings_file) {
            let what = format!("gknb.toml 的 [unit.\"{unit}\"] previous 所指的上年报告");
            let spot = Spot {
                unit: Some(unit.clone()),
                item: Item::Previous,
            };
            let path = beside(file, path, settings, (&what, spot))?;
            found.previous.push((Some(unit.clone()), named(&path)));
        }
    }
    if let Some(folder) = shelf {
        let shelf = shelf::reports(&[folder.to_owned()])?;
        let reports = shelf.reports.into_iter();
        found.previous.extend(reports.map(|f| (None, f)));
        let shown = |name: &String| disk::linked(&disk::join(&disk::shown(folder), name));
        found.linked = shelf.linked.iter().map(shown).collect();
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
    the_only(rosters, "有几份单位名录", "用 --roster 写明以哪一份为准")
}

/// The file that was found, if one was; of several none can be meant.
fn the_only(
    mut found: Vec<PathBuf>,
    several: &str,
    help: &str,
) -> Result<Option<PathBuf>, Trouble> {
    if found.len() <= 1 {
        return Ok(found.pop());
    }
    let names: Vec<String> = found.iter().map(|p| p.display().to_string()).collect();
    Err(Trouble::new(
        format!("{several}：{}", names.join("、")),
        help,
    ))
}

/// A path as it may be copied into a command: in quotes where a shell would take it apart.
pub(crate) fn in_a_command(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/\\:._-+".contains(c);
    match path.chars().all(plain) {
        true => path,
        false => format!("\"{path}\""),
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
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in paths.iter().filter(|p| p.is_dir()) {
        let file = folder.join(folder::SETTINGS);
        // a folder may be named twice
        if file.exists() && !found.iter().any(|other| disk::is_same(other, &file)) {
            found.push(file);
        }
    }
    if found.is_empty() {
        paths.iter().try_for_each(|folder| well_named(folder))?;
    }
    the_only(
        found,
        "几个文件夹里各有一份设定",
        "用 --settings 写明以哪一份为准",
    )
}

/// Settings in the current folder or in the one that holds the data, beside a file that is named alone or above its
/// folder, where nothing looks for them.
fn strayed_settings(paths: &[PathBuf]) -> Option<PathBuf> {
    let above = paths.iter().flat_map(|path| {
        let above = path.ancestors().skip(1);
        above.take(if path.is_dir() { 1 } else { 2 })
    });
    let mut beside = [Path::new("")].into_iter().chain(above);
    beside.find_map(|folder| Some(folder.join(folder::SETTINGS)).filter(|file| file.is_file()))
}

/// Settings under a name by which they are not found would be left out of account in silence.
fn well_named(folder: &Path) -> Result<(), Trouble> {
    let misnamed = disk::names(folder, &folder::is_misnamed_settings);
    let Some(name) = misnamed.first() else {
        return Ok(());
    };
    Err(Trouble::new(
        format!(
            "设定没有用上：{} 的名称应是 {}（记事本会在后面加上 .txt，Windows 又把它藏起来）",
            folder.join(name).display(),
            folder::SETTINGS
        ),
        format!(
            "在文件资源管理器的「查看」里勾选「文件扩展名」，再把它改名为 {}，再运行一次；它不是设定的，移出这个文件夹",
            folder::SETTINGS
        ),
    ))
}

/// Last year's report: as given on the command line, or relative to the folder of the settings.
fn previous_file(
    options: &Options,
    settings: &Settings,
    settings_file: Option<&Path>,
) -> Result<Option<PathBuf>, Trouble> {
    match (&options.previous, &settings.previous, settings_file) {
        (Some(path), ..) if path.is_file() || path.is_dir() => Ok(Some(path.clone())),
        (Some(path), ..) => Err(missing("--previous 所指的上年报告", path)),
        (None, Some(path), Some(file)) => {
            let what = "gknb.toml 的 previous 所指的上年报告";
            beside(file, path, settings, (what, Item::Previous.into())).map(Some)
        }
        _ => Ok(None),
    }
}

/// A path that the command line names and that is not there.
fn missing(what: &str, path: &Path) -> Trouble {
    Trouble::new(
        format!("{what}不存在：{}", path.display()),
        "检查路径有没有写错；路径中有空格的，用引号括起来",
    )
}

/// A path of the settings, from their folder; said in its line where nothing is there.
fn beside(
    file: &Path,
    path: &str,
    settings: &Settings,
    (what, spot): (&str, Spot),
) -> Result<PathBuf, Trouble> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let path = folder.join(path.replace('\\', "/"));
    // only `previous` may be a folder, of which is asked later
    let folders = spot.unit.is_none() && spot.item == Item::Previous;
    if path.is_file() || folders && path.is_dir() {
        return Ok(path);
    }
    let unfit = Unfit {
        spot,
        message: format!("{what}不存在：{}", path.display()),
        help: "改正路径；路径从 gknb.toml 所在的文件夹算起".to_owned(),
    };
    Err(in_their_lines(file, settings, &[unfit]))
}

/// Lays the arguments over the settings.
fn lay_over(settings: &mut Settings, options: &Options) -> Result<(), Trouble> {
    settings.year = options.year.or(settings.year);
    settings.agency = options.agency.clone().or(settings.agency.take());
    settings.scope = options.scope.or(settings.scope);
    settings.until = options.until.or(settings.until);
    settings.strict = options.telling.strict;
    settings.by_unit |= options.by_unit || options.roster.is_some();
    if let Some(previous) = &options.previous {
        settings.previous = Some(named(previous).name);
        settings.marks.remove(&Item::Previous.into());
    }
    // A day that the tables stand at tells their year.
    settings.year = settings.year.or(settings.until.map(Date::year));
    match settings::until_outside(settings) {
        Some(message) => Err(Trouble::new(message, "改正 --until 或 --year")),
        None => Ok(()),
    }
}

/// The name of the only folder that is named, where it is a period: `gknb 2022年一季度`.
fn period_of_folder(paths: &[PathBuf]) -> Option<String> {
    let [folder] = paths else { return None };
    let whole = std::fs::canonicalize(folder).ok().filter(|p| p.is_dir())?;
    let name = whole.file_name()?.to_str()?;
    period::is_period(name).then(|| name.to_owned())
}

fn same_folder<'p>(paths: &'p [PathBuf], out: &Path) -> Option<&'p PathBuf> {
    paths.iter().find(|p| p.is_dir() && disk::is_same(p, out))
}

/// A bar over the bytes to be read, for work that lasts.
fn progress(files: &[Found], options: &Options) -> ProgressBar {
    const LONG: u64 = 4 << 20;
    let total: u64 = files.iter().map(|f| f.size).sum();
    if options.telling.quiet || total < LONG || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("读取 [{bar:30}] {bytes}/{total_bytes}");
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

/// Opens a source again, by its position in the compilation's names.
pub(crate) fn reopen(
    compilation: &Compilation,
    prepared: &Prepared,
    file: u32,
) -> Option<Box<dyn Input>> {
    let name = compilation.names.files.get(file as usize)?;
    prepared.files.get(&name.file)?.reopen()
}
