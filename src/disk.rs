//! 磁盘: folders walked and inputs opened, and what the system refuses told in Chinese.
//!
//! Files are touched by others of the program as well: `outbox` puts the outputs in their places, `watch` asks whether
//! inputs are still the same, `shelf` and `rolling` walk the folders of reports, `prepared` tells folders apart.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use gknb::Origin;
use gknb::book::Input;
use gknb::folder::{self, Role};
use gknb::handover::{self, Unreadable};
use gknb::refusal::{Refusal, refusal};
use gknb::text::order_of_name;
use gknb::units::matrix;
use gknb::write::marked;
use indicatif::ProgressBar;

use crate::args::{Kind, Trouble};
use crate::watch::Stamp;

/// One file to be read.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Its name in messages and outputs.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// Bytes.
    pub(crate) size: u64,
    /// What it was when it was found; none where nobody asks again.
    pub(crate) stamp: Option<Stamp>,
    /// Set when it turns out that it is no longer the same: nothing more is read of it.
    pub(crate) closed: Arc<AtomicBool>,
}

impl Found {
    /// A file that nobody watches.
    pub(crate) fn unwatched(name: String, path: PathBuf, size: u64) -> Self {
        Found {
            name,
            path,
            size,
            stamp: None,
            closed: Arc::default(),
        }
    }

    /// Opens it again, unwatched by the bar.
    pub(crate) fn reopen(&self) -> Option<Box<dyn Input>> {
        if self.closed.load(Ordering::Relaxed) {
            return None;
        }
        reopen(&self.path)
    }
}

/// What the paths of the command line hold.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// Files to be read, sorted by name.
    pub(crate) files: Vec<Found>,
    /// Names of files passed over that are no tables, sorted.
    pub(crate) others: Vec<String>,
    /// Names of files beside which Excel, WPS or LibreOffice keeps a lock file, sorted.
    pub(crate) held: Vec<String>,
}

/// What is not to be read although it lies in the folder: our outputs, last year's report, the settings.
pub(crate) struct Except<'a> {
    /// Canonical paths of files and folders.
    pub(crate) paths: &'a [PathBuf],
}

/// Finds the files of folders and files named on the command line.
///
/// With one folder, names are relative to it; with several paths each name begins with its path as given,
/// so that `一季度/申请.xlsx` and `二季度/申请.xlsx` stay two. A file met twice is read once.
pub(crate) fn inputs(paths: &[PathBuf], except: &Except<'_>) -> Result<Inputs, Trouble> {
    let mut inputs = Inputs::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        let meta = fs::metadata(path).map_err(|e| cannot("读取", path, &e))?;
        let prefix = match paths.len() {
            1 if meta.is_dir() => String::new(),
            _ => shown(path),
        };
        if meta.is_dir() {
            walk(path, &prefix, except, &mut seen, &mut inputs)?;
        } else if meta.is_file() {
            take(path, prefix, &meta, &mut seen, &mut inputs)?;
        } else {
            return Err(no_file(path));
        }
    }
    inputs
        .files
        .sort_by_cached_key(|f| (order_of_name(&f.name), f.path.clone()));
    inputs.others.sort();
    let names: BTreeSet<&str> = inputs.files.iter().map(|f| f.name.as_str()).collect();
    inputs.held.retain(|name| names.contains(name.as_str()));
    inputs.held.sort();
    inputs.held.dedup();
    tell_apart(&mut inputs.files);
    Ok(inputs)
}

fn walk(
    folder: &Path,
    prefix: &str,
    except: &Except<'_>,
    seen: &mut BTreeSet<PathBuf>,
    inputs: &mut Inputs,
) -> Result<(), Trouble> {
    let trouble = |e: io::Error| cannot("读取", folder, &e);
    let entries: Vec<fs::DirEntry> = fs::read_dir(folder)
        .and_then(Iterator::collect)
        .map_err(trouble)?;
    let is_paper =
        |entry: &fs::DirEntry| (entry.file_name().to_string_lossy()).ends_with(folder::PAPER);
    let results = entries.iter().any(is_paper);
    for entry in entries {
        let file_name = entry.file_name();
        let file_name = file_name.to_string_lossy();
        let path = entry.path();
        let name = join(prefix, &file_name);
        if results && folder::is_result(&file_name) && !is_excepted(&path, except) {
            inputs.others.push(name);
            continue;
        }
        let kind = entry.file_type().map_err(trouble)?;
        // A dangling link has no metadata; what it should lead to is missing, and that is said.
        let Ok(meta) = fs::metadata(&path) else {
            if folder::role(&file_name) != Role::Aside {
                inputs.others.push(format!("{name}（打不开）"));
            }
            continue;
        };
        if is_excepted(&path, except) {
            continue;
        }
        if folder::hidden(&file_name) {
            if meta.is_file() {
                let held = folder::held_by_lock(&file_name);
                inputs.held.extend(held.map(|held| join(prefix, held)));
                inputs.others.push(name);
            }
            continue;
        }
        if meta.is_dir() && kind.is_symlink() {
            inputs.others.push(linked(&name));
        } else if meta.is_dir() {
            walk(&path, &name, except, seen, inputs)?;
        } else if !meta.is_file() {
            inputs.others.push(format!("{name}（不是普通文件）"));
        } else {
            match folder::role(&file_name) {
                Role::Table => take(&path, name, &meta, seen, inputs)?,
                Role::Other => inputs.others.push(name),
                Role::Aside => {}
            }
        }
    }
    Ok(())
}

/// A link to a folder among what is passed over.
pub(crate) fn linked(name: &str) -> String {
    format!("{name}（指向文件夹的链接，未进入）")
}

fn is_excepted(path: &Path, except: &Except<'_>) -> bool {
    fs::canonicalize(path).is_ok_and(|p| except.paths.contains(&p))
}

fn take(
    path: &Path,
    name: String,
    meta: &fs::Metadata,
    seen: &mut BTreeSet<PathBuf>,
    inputs: &mut Inputs,
) -> Result<(), Trouble> {
    let canonical = fs::canonicalize(path).map_err(|e| cannot("读取", path, &e))?;
    if seen.insert(canonical) {
        inputs.files.push(Found {
            stamp: Some(Stamp::of(meta)),
            ..Found::unwatched(name, path.to_owned(), meta.len())
        });
    }
    Ok(())
}

/// Names that are equal although the files are not (bytes that are no text look alike) get a number.
fn tell_apart(files: &mut [Found]) {
    for i in 1..files.len() {
        let same = files[..i]
            .iter()
            .filter(|f| f.name == files[i].name)
            .count();
        if same > 0 {
            files[i].name = format!("{}#{}", files[i].name, same + 1);
        }
    }
}

/// A path as given, with `/` and without `./`; of an absolute one or one that climbs, the last two names,
/// so that no machine's folders get into the outputs.
pub(crate) fn shown(path: &Path) -> String {
    let names: Vec<String> = path
        .components()
        .filter_map(|c| match c {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    let climbs = path
        .components()
        .any(|c| !matches!(c, Component::Normal(_) | Component::CurDir));
    let from = if climbs {
        names.len().saturating_sub(2)
    } else {
        0
    };
    names[from..].join("/")
}

pub(crate) fn join(prefix: &str, name: &str) -> String {
    match prefix.is_empty() {
        true => name.to_owned(),
        false => format!("{prefix}/{name}"),
    }
}

/// Bytes of a file that is read at once.
const SMALL: u64 = 1 << 20;

/// The file as the library sees it; bytes read for the first time move the bar.
pub(crate) fn origin(found: &Found, bar: &ProgressBar) -> Origin {
    let path = found.path.clone();
    let closed = Arc::clone(&found.closed);
    let bar = bar.clone();
    let opened = Arc::new(AtomicBool::new(false));
    Origin {
        file: found.name.clone(),
        open: Box::new(move || {
            if closed.load(Ordering::Relaxed) {
                return Err(io::Error::other("文件在读取期间变了"));
            }
            let file = File::open(&path)?;
            let first = !opened.swap(true, Ordering::Relaxed);
            let size = file.metadata()?.len();
            let left = if first { size } else { 0 };
            let bar = bar.clone();
            let mut watched = Watched { file, bar, left };
            if let Some(room) = usize::try_from(size).ok().filter(|_| size <= SMALL) {
                // one more tells that it grows
                let mut bytes = Vec::with_capacity(room + 1);
                (&mut watched).take(SMALL + 1).read_to_end(&mut bytes)?;
                if bytes.len() as u64 <= SMALL {
                    return Ok(Box::new(Cursor::new(bytes)));
                }
                watched.seek(SeekFrom::Start(0))?;
            }
            Ok(Box::new(BufReader::with_capacity(1 << 16, watched)))
        }),
    }
}

/// What was handed over: the working paper that a path is or whose folder it is, and the other files of that
/// folder by their names.
#[allow(clippy::type_complexity)]
pub(crate) fn handed(path: &Path) -> Result<(Result<Origin, Unreadable>, Vec<Origin>), Trouble> {
    let meta = fs::metadata(path).map_err(|e| cannot("读取", path, &e))?;
    let folder = folder_of(path);
    let trouble = |e: io::Error| cannot("读取", folder, &e);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let entry = entry.map_err(trouble)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_file() && !folder::hidden(&name) {
            found.push(Found::unwatched(name, entry.path(), 0));
        }
    }
    found.sort_by_cached_key(|f| order_of_name(&f.name));
    let names: Vec<&str> = found.iter().map(|f| f.name.as_str()).collect();
    let bar = ProgressBar::hidden();
    let paper = match path.file_name() {
        Some(name) if !meta.is_dir() => Ok(origin(
            &Found::unwatched(name.to_string_lossy().into_owned(), path.to_owned(), 0),
            &bar,
        )),
        _ => handover::the_paper(&names).map(|at| origin(&found[at], &bar)),
    };
    let beside = found.iter().map(|f| origin(f, &bar));
    Ok((paper, beside.collect()))
}

/// What was handed over of single units: the files of their folder, by their names in the report folder.
pub(crate) fn handed_of_units(path: &Path) -> Result<Vec<Origin>, Trouble> {
    let folder = folder_of(path).join(matrix::FOLDER);
    let names = names(&folder, &|name| !folder::hidden(name));
    let found = |name: &String| {
        let shown = join(matrix::FOLDER, name);
        let found = Found::unwatched(shown, folder.join(name), 0);
        origin(&found, &ProgressBar::hidden())
    };
    Ok(names.iter().map(found).collect())
}

/// Whether two paths lead to the same place.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let place = |path| fs::canonicalize(path).ok();
    place(one).is_some_and(|one| place(other) == Some(one))
}

/// A folder itself, or the folder that a file lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        _ if path.is_dir() => path,
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// Opens a file again, unwatched.
pub(crate) fn reopen(path: &Path) -> Option<Box<dyn Input>> {
    let file = File::open(path).ok()?;
    Some(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// A file whose reading moves a bar, at most by its size.
struct Watched {
    file: File,
    bar: ProgressBar,
    left: u64,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        let moved = self.left.min(count as u64);
        self.left -= moved;
        self.bar.inc(moved);
        Ok(count)
    }
}

impl Seek for Watched {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Bytes of `gknb.toml`: thousands of words and figures by hand are far fewer.
const SETTINGS: u64 = 1 << 20;

/// The bytes of settings.
pub(crate) fn read_settings(path: &Path) -> Result<Vec<u8>, Trouble> {
    read_small(path, SETTINGS)
}

/// A small file as a whole; one that is larger than any of its kind is none.
pub(crate) fn read_small(path: &Path, most: u64) -> Result<Vec<u8>, Trouble> {
    let trouble = |e: io::Error| cannot("读取", path, &e);
    let meta = fs::metadata(path).map_err(trouble)?;
    if meta.is_dir() {
        return Err(Trouble::new(
            format!("{} 是一个文件夹，这里应当是一份设定", path.display()),
            "写明文件夹里的哪一个文件，例如 文件夹/gknb.toml",
        ));
    }
    if !meta.is_file() {
        return Err(no_file(path));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(trouble)?;
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(trouble)?;
    if bytes.len() as u64 > most {
        return Err(Trouble::new(
            format!("{} 超过 {} KB，不像是一份设定", path.display(), most >> 10),
            "检查是不是别的文件改了名；用 gknb new 文件夹 可以得到一份可以照填的",
        ));
    }
    Ok(bytes)
}

fn no_file(path: &Path) -> Trouble {
    Trouble::new(
        format!("{} 不是普通文件，无法读取", path.display()),
        "先把内容存成文件，再写文件名",
    )
}

/// The files of a folder whose names a condition holds for.
pub(crate) fn names(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| wanted(name)).collect();
    names.sort();
    names
}

/// Annotated copies of earlier runs: names below the folder of results, with `/`, sorted.
#[derive(Debug, Default)]
pub(crate) struct Earlier {
    /// As they were written.
    pub(crate) untouched: Vec<String>,
    /// Saved by another program since, or nothing of ours.
    pub(crate) changed: Vec<String>,
}

/// Looks through the folder of annotated copies. What cannot be read is taken as changed.
pub(crate) fn copies_of_earlier_runs(out: &Path, folder: &str) -> Earlier {
    let mut earlier = Earlier::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(out.join(&folder)) else {
            continue;
        };
        for entry in entries.flatten() {
            // a name that is no text is none of ours
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let name = join(&folder, &name);
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(name),
                Ok(kind) if kind.is_file() && name.ends_with(".xlsx") => {
                    match fs::read(entry.path()) {
                        Ok(bytes) if marked::untouched(&bytes) => earlier.untouched.push(name),
                        _ => earlier.changed.push(name),
                    }
                }
                _ => {}
            }
        }
    }
    earlier.untouched.sort();
    earlier.changed.sort();
    earlier
}

/// Names of files of a folder beside which a program keeps a lock file.
pub(crate) fn held_in(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter_map(|name| folder::held_by_lock(&name).map(str::to_owned))
        .collect()
}

/// The way from a folder that may not exist yet to a file, with `/`; none where it leads up by more than two
/// folders, for then it would tell of this machine and lead nowhere on another.
pub(crate) fn way(folder: &Path, file: &Path) -> Option<String> {
    const UP: usize = 2;
    let absolute = std::path::absolute(folder).ok()?;
    let there = absolute.ancestors().find(|a| a.exists())?;
    let rest = absolute.strip_prefix(there).ok()?.to_owned();
    let from = fs::canonicalize(there).ok()?.join(rest);
    let to = fs::canonicalize(file).ok()?;
    let shared = from.ancestors().find(|a| to.starts_with(a))?;
    let up = from.strip_prefix(shared).ok()?.components().count();
    let down = to.strip_prefix(shared).ok()?.components();
    let down = down
        .map(|c| c.as_os_str().to_str())
        .collect::<Option<Vec<_>>>()?;
    (up <= UP).then(|| "../".repeat(up) + &down.join("/"))
}

/// What the system refused, in Chinese, with the next step.
pub(crate) fn cannot(verb: &str, path: &Path, error: &io::Error) -> Trouble {
    let Refusal {
        why,
        to_read,
        to_write,
        elsewhere,
    } = refusal(error);
    let message = format!("无法{verb} {}：{why}", path.display());
    match verb {
        "读取" => Trouble::new(message, to_read),
        _ if elsewhere => Trouble::new(message, to_write).of(Kind::Place),
        _ => Trouble::new(message, to_write),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_without_the_folders_of_the_machine() {
        assert_eq!(shown(Path::new("./data/一季度")), "data/一季度");
        assert_eq!(shown(Path::new("/home/某人/年报/一季度")), "年报/一季度");
        assert_eq!(shown(Path::new("../年报")), "年报");
    }

    fn put(folder: &Path, names: &[&str]) {
        for name in names {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
            fs::write(path, name).expect("writable");
        }
    }

    fn names(inputs: &Inputs) -> Vec<&str> {
        inputs.files.iter().map(|f| f.name.as_str()).collect()
    }

    #[test]
    fn folders_are_walked_and_what_is_no_table_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path();
        put(
            data,
            &[
                "gknb.toml",
                "一季度/申请.xlsx",
                "一季度/~$申请.xlsx",
                "二季度/申请.xlsx",
                "二季度/.~lock.申请.xlsx#",
                "二季度/扫描件.jpg",
                "report/旧.xlsx",
                "上年.xlsx",
                ".git/a.csv",
            ],
        );
        let except: Vec<PathBuf> = ["report", "上年.xlsx"]
            .iter()
            .map(|n| fs::canonicalize(data.join(n)).expect("it is there"))
            .collect();
        let except = Except { paths: &except };
        let found = inputs(&[data.to_owned()], &except).expect("readable");
        assert_eq!(names(&found), ["一季度/申请.xlsx", "二季度/申请.xlsx"]);
        // what programs put beside the user's files is not read either, and named as well
        assert_eq!(
            found.others,
            [
                "一季度/~$申请.xlsx",
                "二季度/.~lock.申请.xlsx#",
                "二季度/扫描件.jpg"
            ]
        );
    }

    #[test]
    fn files_of_the_same_name_in_several_paths_stay_apart_and_none_is_read_twice() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        put(folder.path(), &["一季度/申请.xlsx", "二季度/申请.xlsx"]);
        let paths = ["一季度", "二季度", "二季度/申请.xlsx"].map(|n| folder.path().join(n));
        let found = inputs(&paths, &Except { paths: &[] }).expect("readable");
        let last = folder.path().file_name().expect("a name").to_string_lossy();
        let expected: Vec<String> = ["一季度/申请.xlsx", "二季度/申请.xlsx"]
            .iter()
            .map(|n| format!("{last}/{n}"))
            .collect();
        assert_eq!(names(&found), expected);
    }

    #[cfg(unix)]
    #[test]
    fn links_to_files_are_followed_and_links_to_folders_are_named() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("data");
        put(folder.path(), &["别处/甲.csv", "data/乙.csv"]);
        symlink(folder.path().join("别处/甲.csv"), data.join("甲.csv")).expect("a link");
        symlink(folder.path(), data.join("回")).expect("a link");
        symlink(folder.path().join("没有"), data.join("断.csv")).expect("a link");
        let found = inputs(&[data], &Except { paths: &[] }).expect("readable");
        assert_eq!(names(&found), ["乙.csv", "甲.csv"]);
        assert_eq!(
            found.others,
            ["回（指向文件夹的链接，未进入）", "断.csv（打不开）"]
        );
    }
}
