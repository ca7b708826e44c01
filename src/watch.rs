//! 看守: files that change or vanish while they are read.
//!
//! In: what the system said of a file when it was found. Out: whether it is still the same file, asked again
//! after it was read and before anything of it is written. Size, both times and the file's own number must be
//! the same; where its time is so fresh that a change could hide in it, its bytes are hashed once more.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use gknb::digest;

/// A file as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// Where the system tells them: the time of the last change of anything, and the file's number.
    own: Option<(i64, i64, u64)>,
    /// Too young for its time to tell the next change from the last one.
    fresh: bool,
}

/// What became of a file since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Since {
    /// It is the same.
    Same,
    /// It was written to, or another file took its place.
    Changed,
    /// It is not there any more.
    Gone,
}

/// The coarsest clock of a file system in use (FAT) ticks every two seconds.
const TICK: Duration = Duration::from_secs(3);

impl Stamp {
    /// Of a file as the system tells of it now.
    pub(crate) fn of(meta: &Metadata) -> Self {
        let modified = meta.modified().ok();
        // a time that lies ahead is no older than one that has just passed
        let age = modified.and_then(|at| SystemTime::now().duration_since(at).ok());
        Stamp {
            size: meta.len(),
            modified,
            own: own(meta),
            fresh: age.is_none_or(|age| age < TICK),
        }
    }

    /// Whether the file is still this one; `sha256` is the hash of what was read of it.
    pub(crate) fn since(&self, path: &Path, sha256: &str) -> Since {
        let meta = match fs::metadata(path) {
            Ok(meta) => meta,
            Err(error) => return Since::refused(&error),
        };
        let now = Stamp {
            fresh: self.fresh,
            ..Stamp::of(&meta)
        };
        if now != *self {
            return Since::Changed;
        }
        // what was too large to be hashed was not read either
        if sha256.is_empty() || !self.fresh {
            return Since::Same;
        }
        match hash(path) {
            Ok(now) if now == sha256 => Since::Same,
            Ok(_) => Since::Changed,
            // it may go between the two looks
            Err(error) => Since::refused(&error),
        }
    }
}

impl Since {
    /// What it says of a file that the system does not let us look at.
    fn refused(error: &io::Error) -> Since {
        match error.kind() {
            io::ErrorKind::NotFound => Since::Gone,
            _ => Since::Changed,
        }
    }
}

#[cfg(unix)]
fn own(meta: &Metadata) -> Option<(i64, i64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((meta.ctime(), meta.ctime_nsec(), meta.ino()))
}

#[cfg(not(unix))]
fn own(_: &Metadata) -> Option<(i64, i64, u64)> {
    None
}

fn hash(path: &Path) -> io::Result<String> {
    Ok(digest::of_input(&mut File::open(path)?)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_written_to_replaced_or_removed_is_told() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.csv");
        let write = |text: &str| fs::write(&path, text).expect("writable");
        let stamp = || Stamp::of(&fs::metadata(&path).expect("it is there"));
        write("one");
        let one = hash(&path).expect("readable");
        let before = stamp();
        assert_eq!(before.since(&path, &one), Since::Same);
        write("two");
        assert_eq!(before.since(&path, &one), Since::Changed);
        // as if no time had passed
        assert_eq!(stamp().since(&path, &one), Since::Changed);
        let before = stamp();
        fs::remove_file(&path).expect("it is there");
        assert_eq!(before.since(&path, &one), Since::Gone);
    }

    #[test]
    fn a_file_that_cannot_be_read_again_is_not_the_same() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path();
        // of a folder the system tells all but its bytes
        let fresh = Stamp::of(&fs::metadata(path).expect("it is there"));
        assert!(hash(path).is_err() && fresh.fresh);
        assert_eq!(fresh.since(path, &"0".repeat(64)), Since::Changed);
    }
}
