//! 送出: the files of a run put in their places together.
//!
//! In: a folder and the files meant for it. All of them are written and synced in `.gknb.new` beside their
//! places; then that folder becomes `.gknb.ready`, which decides: each file is renamed into its place, and
//! what no longer holds is removed. A run that is killed before has changed nothing, and what it left is
//! cleared away by the next one; one that is killed after is completed by the next one, before anything else.
//! So every file is whole, old or new, at any moment, and after any later run all are of one run. While one
//! run holds the folder, another is turned away.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::args::{Kind, Trouble};
use crate::disk::cannot;

/// Files that are being written.
const NEW: &str = ".gknb.new";

/// Files that are whole and only have to be put in their places.
const READY: &str = ".gknb.ready";

/// What is to be done, within either folder; the files beside it are named by their position.
const LIST: &str = "list";

/// What a file is to hold.
pub(crate) enum Content<'a> {
    /// All of it.
    Bytes(Vec<u8>),
    /// What this writes, piece by piece.
    Written(Writing<'a>),
}

/// Writes a file piece by piece.
pub(crate) type Writing<'a> =
    Box<dyn Fn(&mut (dyn Write + Send)) -> io::Result<()> + Sync + Send + 'a>;

/// A file to be written, by its name in the folder, and what it is to hold.
pub(crate) type Output<'a> = (String, Content<'a>);

/// Puts these files into a folder: all, or nothing is changed.
pub(crate) fn write_all(folder: &Path, files: &[Output<'_>]) -> Result<(), Trouble> {
    match files {
        [] => Ok(()),
        files => Outbox::open(folder)?.send(files, Vec::new()),
    }
}

/// A folder that this run alone writes to.
pub(crate) struct Outbox {
    folder: PathBuf,
    /// An interrupted run was completed.
    pub(crate) completed: bool,
    _lock: Option<File>,
}

/// What a run does to its folder; names are relative to it, with `/`.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    /// Files, in the order of their positions.
    put: Vec<String>,
    /// Files of ours that no longer hold.
    gone: Vec<String>,
}

impl List {
    /// The list of a folder; none where it has none. What cannot be read leaves open which files took their places.
    fn read(ready: &Path) -> Result<Option<Self>, Trouble> {
        let path = ready.join(LIST);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text.map_err(|e| undecided(cannot("读取", &path, &e).message, ready))?,
        };
        let list = serde_json::from_slice(&text);
        list.map(Some).map_err(|_| {
            let message = format!("{} 的内容不完整", path.display());
            undecided(message, ready)
        })
    }
}

impl Outbox {
    /// Takes the folder, makes it where there is none, and puts right what an interrupted run left.
    pub(crate) fn open(folder: &Path) -> Result<Self, Trouble> {
        fs::create_dir_all(folder).map_err(|e| cannot("建立", folder, &e))?;
        let lock = lock(folder).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => Trouble::new(
                format!(
                    "另一个 gknb 正在写 {}，这次没有写任何文件",
                    folder.display()
                ),
                "等它结束，再运行一次；要同时汇编两份数据的，用 --out 各写一个文件夹",
            )
            .of(Kind::Place),
            _ => cannot("写入", folder, &error),
        })?;
        let mut outbox = Outbox {
            folder: folder.to_owned(),
            completed: false,
            _lock: lock,
        };
        clear(&folder.join(NEW)).map_err(|e| cannot("删除旧的", &folder.join(NEW), &e))?;
        let ready = folder.join(READY);
        if is_there(&ready).map_err(|e| cannot("读取", &ready, &e))? {
            outbox.settle()?;
            outbox.completed = true;
        }
        Ok(outbox)
    }

    /// Puts the files in their places and removes those that no longer hold: all, or nothing is changed.
    pub(crate) fn send(&self, files: &[Output<'_>], gone: Vec<String>) -> Result<(), Trouble> {
        let sending = self.begin()?;
        sending.add(files)?;
        sending.send(gone)
    }

    /// Begins to send: files may be added as they are ready, from any thread.
    pub(crate) fn begin(&self) -> Result<Sending<'_>, Trouble> {
        let new = self.folder.join(NEW);
        fs::create_dir(&new).map_err(|e| cannot("建立", &new, &e))?;
        Ok(Sending {
            outbox: self,
            new,
            names: Mutex::default(),
        })
    }

    /// Does what is left of the list in `.gknb.ready`, and removes it.
    fn settle(&self) -> Result<(), Trouble> {
        let ready = self.folder.join(READY);
        // Without its list nothing was begun, or all was done and only the clearing up is left.
        if let Some(list) = List::read(&ready)? {
            for (nth, name) in list.put.iter().enumerate().filter(|(_, n)| is_below(n)) {
                let (staged, place) = (ready.join(nth.to_string()), self.folder.join(name));
                if is_there(&staged).map_err(|e| unfinished(&place, &e))? {
                    fs::rename(&staged, &place).map_err(|e| unfinished(&place, &e))?;
                }
            }
            for name in list.gone.iter().filter(|name| is_below(name)) {
                self.remove(name)?;
            }
            sync(&self.folder);
        }
        clear(&ready).map_err(|e| cannot("删除旧的", &ready, &e))
    }

    /// Removes a file, and the folders that it leaves empty; what is not there is no trouble.
    fn remove(&self, name: &str) -> Result<(), Trouble> {
        let path = self.folder.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(cannot("删除旧的", &path, &error));
            }
            _ => {}
        }
        let above = path.ancestors().skip(1);
        for folder in above.take_while(|f| *f != self.folder) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Files on their way: beside their places until all are whole. Dropped before it is sent, it has changed nothing.
pub(crate) struct Sending<'o> {
    outbox: &'o Outbox,
    new: PathBuf,
    /// The files so far, in the order of their positions.
    names: Mutex<Vec<String>>,
}

impl Sending<'_> {
    /// Writes files beside their places.
    pub(crate) fn add(&self, files: &[Output<'_>]) -> Result<(), Trouble> {
        let first = {
            let mut names = self.names();
            names.extend(files.iter().map(|(name, _)| name.clone()));
            names.len() - files.len()
        };
        // what is made as it is written takes all cores by itself; several at once would be in memory together
        let made = |file: &(usize, &Output<'_>)| matches!(file.1.1, Content::Written(_));
        let (made, ready): (Vec<_>, Vec<_>) = (first..).zip(files).partition(made);
        let ready = ready.into_par_iter();
        ready
            .map(|file| synced(self.stage(file)?))
            .collect::<Result<(), Trouble>>()?;
        let made: Vec<_> = made
            .into_iter()
            .map(|file| self.stage(file))
            .collect::<Result<_, Trouble>>()?;
        made.into_par_iter().map(synced).collect()
    }

    /// Writes the file of a position; it is not yet synced.
    fn stage(&self, (nth, file): (usize, &Output<'_>)) -> Result<(File, PathBuf), Trouble> {
        let (name, content) = file;
        let place = self.outbox.folder.join(name);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).map_err(|e| cannot("建立", parent, &e))?;
        }
        let staged = self.new.join(nth.to_string());
        match may_be_replaced(&place).and_then(|()| written(&staged, content)) {
            Ok(file) => Ok((file, place)),
            Err(e) => Err(cannot("写入", &place, &e)),
        }
    }

    fn names(&self) -> MutexGuard<'_, Vec<String>> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the files in their places and removes those that no longer hold: all, or nothing is changed.
    pub(crate) fn send(self, gone: Vec<String>) -> Result<(), Trouble> {
        self.list(gone)?;
        let ready = self.outbox.folder.join(READY);
        fs::rename(&self.new, &ready).map_err(|e| cannot("写入", &ready, &e))?;
        sync(&self.outbox.folder);
        self.outbox.settle()
    }

    /// Writes what is to be done with the files.
    fn list(&self, gone: Vec<String>) -> Result<(), Trouble> {
        let list = List {
            put: self.names().clone(),
            gone,
        };
        let text = serde_json::to_vec(&list).expect("names are text");
        written(&self.new.join(LIST), &Content::Bytes(text))
            .and_then(|file| file.sync_all())
            .map_err(|e| cannot("写入", &self.new, &e))?;
        sync(&self.new);
        Ok(())
    }
}

impl Drop for Sending<'_> {
    fn drop(&mut self) {
        // the trouble that stopped it is told, not that of clearing up; the next run clears up
        let _ = clear(&self.new);
    }
}

fn synced((file, place): (File, PathBuf)) -> Result<(), Trouble> {
    let synced = file.sync_all();
    synced.map_err(|e| cannot("写入", &place, &e))
}

/// A file could not be put in its place although all were whole: the next run completes it.
fn unfinished(place: &Path, error: &io::Error) -> Trouble {
    let Trouble {
        message,
        help,
        kind,
        ..
    } = cannot("写入", place, error);
    Trouble::new(
        format!("{message}；这次的文件只换了一部分"),
        format!("{help}；再运行一次会先补齐其余的文件"),
    )
    .of(kind)
}

/// Nothing tells what an interrupted run has left to do; its files are kept.
fn undecided(message: String, ready: &Path) -> Trouble {
    Trouble::new(
        format!("{message}；上一次运行中断了，看不出还有哪些文件没有换成新的，这次没有写任何文件"),
        format!(
            "能读了就再运行一次；仍不行的，把 {} 移到别处（里面是上一次还没有换上的文件）再运行一次，全部文件会重新写出",
            ready.display()
        ),
    )
}

/// Whether something of that name is there, whatever it is.
fn is_there(path: &Path) -> io::Result<bool> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        found => found.map(|_| true),
    }
}

/// A name that stays in its folder.
fn is_below(name: &str) -> bool {
    let mut components = Path::new(name).components().peekable();
    components.peek().is_some() && components.all(|c| matches!(c, Component::Normal(_)))
}

/// Keeps other runs out for as long as the file is held; none where the file system knows no locks. The
/// system itself lets go when a run ends, however it ends.
#[cfg(not(windows))]
fn lock(folder: &Path) -> io::Result<Option<File>> {
    let folder = File::open(folder)?;
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(fs::TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}

/// Keeps other runs out for as long as the file is held. On Windows a folder cannot be locked, but a file in it can be
/// opened by one alone and be gone when it is closed.
#[cfg(windows)]
fn lock(folder: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;
    const WRITE_AND_DELETE: u32 = 0x4000_0000 | 0x0001_0000;
    const DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const SHARING_VIOLATION: i32 = 32;
    let opened = File::options()
        .access_mode(WRITE_AND_DELETE)
        .create(true)
        .write(true)
        .share_mode(0)
        .custom_flags(DELETE_ON_CLOSE)
        .open(folder.join(".gknb.lock"));
    match opened {
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => {
            Err(io::ErrorKind::WouldBlock.into())
        }
        opened => opened.map(Some),
    }
}

/// Finds out before anything is renamed whether a file of an earlier run is held open or protected.
fn may_be_replaced(place: &Path) -> io::Result<()> {
    match File::options().append(true).open(place) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A file with its content, not yet synced.
fn written(path: &Path, content: &Content<'_>) -> io::Result<File> {
    let mut file = File::create_new(path)?;
    match content {
        Content::Bytes(bytes) => file.write_all(bytes)?,
        Content::Written(write) => {
            let mut out = BufWriter::with_capacity(1 << 16, &mut file);
            write(&mut out)?;
            out.flush()?;
        }
    }
    Ok(file)
}

/// A folder cannot be synced everywhere; the files themselves are.
fn sync(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Removes a folder of ours, whatever has taken its name.
fn clear(path: &Path) -> io::Result<()> {
    let removed = match path.symlink_metadata() {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn files(of: &str) -> Vec<Output<'static>> {
        ["甲.json", "乙.xlsx", "批注/一季度/丙.xlsx"]
            .map(|name| (name.to_owned(), Content::Bytes(of.as_bytes().to_vec())))
            .into()
    }

    /// Files below a folder, those of an interrupted run as well.
    fn there(folder: &Path) -> BTreeMap<String, String> {
        let mut there = BTreeMap::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(at) = folders.pop() {
            for entry in fs::read_dir(at).expect("readable") {
                let path = entry.expect("readable").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(folder).expect("below it");
                    let text = fs::read_to_string(&path).expect("readable");
                    there.insert(name.to_string_lossy().replace('\\', "/"), text);
                }
            }
        }
        there
    }

    fn all(of: &str) -> BTreeMap<String, String> {
        let named = files(of).into_iter();
        named.map(|(name, _)| (name, of.to_owned())).collect()
    }

    #[test]
    fn files_take_their_places_and_those_that_no_longer_hold_go() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let outbox = Outbox::open(folder.path()).expect("free");
        outbox.send(&files("old"), Vec::new()).expect("writable");
        let gone = vec!["批注/一季度/丙.xlsx".to_owned(), "没有.csv".to_owned()];
        outbox.send(&files("new")[..2], gone).expect("writable");
        let mut expected = all("new");
        expected.remove("批注/一季度/丙.xlsx");
        assert_eq!(there(folder.path()), expected);
        assert!(!folder.path().join("批注").exists());
    }

    #[test]
    fn nothing_is_left_when_one_of_the_files_cannot_be_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("甲.json"), "old").expect("writable");
        fs::create_dir(folder.path().join("乙.xlsx")).expect("writable");
        let outbox = Outbox::open(folder.path()).expect("free");
        let trouble = outbox
            .send(&files("new")[..2], Vec::new())
            .expect_err("a folder is in the way");
        assert!(trouble.message.contains("乙.xlsx"), "{trouble:?}");
        let kept = fs::read_to_string(folder.path().join("甲.json")).expect("still there");
        assert_eq!(kept, "old");
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 2);
    }

    /// A run that stops after so many files are in their places.
    fn interrupted(folder: &Path, after: usize) {
        let outbox = Outbox::open(folder).expect("free");
        let sending = outbox.begin().expect("writable");
        sending.add(&files("new")).expect("writable");
        sending.list(vec!["旧.csv".to_owned()]).expect("writable");
        // killed, it clears nothing away
        let new = std::mem::ManuallyDrop::new(sending).new.clone();
        if after == 0 {
            return;
        }
        let ready = folder.join(READY);
        fs::rename(&new, &ready).expect("writable");
        for (nth, (name, _)) in files("new").iter().enumerate().take(after - 1) {
            fs::rename(ready.join(nth.to_string()), folder.join(name)).expect("writable");
        }
    }

    #[test]
    fn an_interrupted_run_is_undone_or_completed_by_the_next() {
        for after in 0..=4 {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let outbox = Outbox::open(folder.path()).expect("free");
            outbox.send(&files("old"), Vec::new()).expect("writable");
            drop(outbox);
            fs::write(folder.path().join("旧.csv"), "old").expect("writable");
            interrupted(folder.path(), after);
            let next = Outbox::open(folder.path()).expect("free");
            assert_eq!(next.completed, after > 0);
            let mut expected = all(if after == 0 { "old" } else { "new" });
            if after == 0 {
                expected.insert("旧.csv".to_owned(), "old".to_owned());
            }
            assert_eq!(there(folder.path()), expected, "stopped after {after}");
        }
    }

    #[test]
    fn a_list_that_cannot_be_read_leaves_all_as_it_is() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let outbox = Outbox::open(folder.path()).expect("free");
        outbox.send(&files("old"), Vec::new()).expect("writable");
        drop(outbox);
        interrupted(folder.path(), 2);
        let list = folder.path().join(READY).join(LIST);
        let whole = fs::read(&list).expect("it is there");
        let refused = |why: &str| {
            let before = there(folder.path());
            let trouble = Outbox::open(folder.path()).err().expect("it is not known");
            assert!(trouble.message.contains(why), "{trouble:?}");
            assert!(trouble.help.contains(READY), "{trouble:?}");
            assert_eq!(there(folder.path()), before);
        };
        fs::write(&list, &whole[..whole.len().min(8)]).expect("writable");
        refused("内容不完整");
        fs::remove_file(&list).expect("writable");
        fs::create_dir(&list).expect("writable");
        refused("无法读取");
        fs::remove_dir(&list).expect("writable");
        fs::write(&list, &whole).expect("writable");
        Outbox::open(folder.path()).expect("readable again");
        assert_eq!(there(folder.path()), all("new"));
    }

    #[test]
    fn a_list_that_leads_elsewhere_is_not_followed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let report = folder.path().join("report");
        fs::create_dir_all(report.join(READY)).expect("writable");
        fs::write(folder.path().join("data.csv"), "kept").expect("writable");
        fs::write(report.join(READY).join("0"), "evil").expect("writable");
        let list = r#"{"put":["../data.csv"],"gone":["../data.csv","/etc/passwd"]}"#;
        fs::write(report.join(READY).join(LIST), list).expect("writable");
        Outbox::open(&report).expect("free");
        let kept = fs::read_to_string(folder.path().join("data.csv")).expect("still there");
        assert_eq!(kept, "kept");
        assert!(there(&report).is_empty());
    }

    #[test]
    fn a_folder_that_another_run_holds_is_left_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let first = Outbox::open(folder.path()).expect("free");
        let second = Outbox::open(folder.path()).err().expect("it is taken");
        assert!(second.message.contains("另一个 gknb 正在写"), "{second:?}");
        drop(first);
        Outbox::open(folder.path()).expect("free again");
    }
}
