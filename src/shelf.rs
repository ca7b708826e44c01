//! 报告架: which files of the folders and paths named are finished reports.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gknb::folder;
use gknb::rollup::is_roster;
use gknb::text::order_of_name;
use gknb::write::marked::FOLDER;

use crate::args::Trouble;
use crate::disk::{self, Found};

/// Endings of reports; those that cannot be read are taken as well, so that each is told.
const ENDINGS: &[&str] = &[
    "xlsx", "xlsm", "xls", "et", "xlsb", "ods", "docx", "htm", "html", "md", "markdown", "pdf",
    "doc", "wps", "rtf", "odt", "mht", "mhtml",
];

/// Workbooks of ours that are no reports.
pub(crate) const INTERNAL: &[&str] = &["核对底稿", "汇总底稿", "核对总表", "分单位核对表"];

/// What lies on the shelf.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    /// The reports, sorted by name.
    pub(crate) reports: Vec<Found>,
    /// Files passed over.
    pub(crate) others: Vec<String>,
    /// Folders of ours with annotated copies of ledgers, not entered.
    pub(crate) copies: Vec<String>,
    /// Links to folders, not entered: what they lead to may hold reports.
    pub(crate) linked: Vec<String>,
}

impl Shelf {
    /// What is to be said of links that were not entered; nothing where there are none.
    pub(crate) fn linked_words(&self) -> String {
        match self.linked.is_empty() {
            true => String::new(),
            false => format!(
                "没有进入指向文件夹的链接：{}；其中有报告的，请写明它指向的文件夹\n",
                self.linked.join("、")
            ),
        }
    }
}

/// Finds the reports: every file named, and in folders every file with a report's ending.
pub(crate) fn reports(paths: &[PathBuf]) -> Result<Shelf, Trouble> {
    let mut shelf = Shelf::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        let meta = fs::metadata(path).map_err(|e| disk::cannot("读取", path, &e))?;
        let name = match paths.len() {
            1 if meta.is_dir() => String::new(),
            _ => disk::shown(path),
        };
        if meta.is_dir() {
            walk(path, &name, &mut seen, &mut shelf)?;
        } else {
            take(path, name, meta.len(), &mut seen, &mut shelf)?;
        }
    }
    shelf
        .reports
        .sort_by_cached_key(|f| (order_of_name(&f.name), f.path.clone()));
    shelf.others.sort();
    shelf.copies.sort();
    shelf.linked.sort();
    Ok(shelf)
}

fn walk(
    folder: &Path,
    prefix: &str,
    seen: &mut BTreeSet<PathBuf>,
    shelf: &mut Shelf,
) -> Result<(), Trouble> {
    let trouble = |e: std::io::Error| disk::cannot("读取", folder, &e);
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let entry = entry.map_err(trouble)?;
        let file_name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let name = disk::join(prefix, &file_name);
        let linked = entry.file_type().map_err(trouble)?.is_symlink();
        let Ok(meta) = fs::metadata(&path) else {
            shelf.others.push(format!("{name}（打不开）"));
            continue;
        };
        // what a browser keeps beside a page that it saved
        let parts = file_name.ends_with("_files") || file_name.ends_with(".files");
        if folder::hidden(&file_name) || (meta.is_dir() && parts) {
            continue;
        }
        if meta.is_dir() && linked {
            shelf.linked.push(name);
        } else if meta.is_dir() && file_name == FOLDER {
            // copies of ledgers, which a run of ours leaves beside its reports
            shelf.copies.push(name);
        } else if meta.is_dir() {
            walk(&path, &name, seen, shelf)?;
        } else if is_report(&file_name) && !is_roster(&file_name) && meta.is_file() {
            take(&path, name, meta.len(), seen, shelf)?;
        } else {
            shelf.others.push(name);
        }
    }
    Ok(())
}

pub(crate) fn is_report(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |n| n.1);
    ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending))
        && !INTERNAL.iter().any(|word| name.contains(word))
        && !name.ends_with(folder::PAGE)
}

fn take(
    path: &Path,
    name: String,
    size: u64,
    seen: &mut BTreeSet<PathBuf>,
    shelf: &mut Shelf,
) -> Result<(), Trouble> {
    let canonical = fs::canonicalize(path).map_err(|e| disk::cannot("读取", path, &e))?;
    if seen.insert(canonical) {
        shelf
            .reports
            .push(Found::unwatched(name, path.to_owned(), size));
    }
    Ok(())
}
