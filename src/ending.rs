//! 结尾: the last words of a run that hands files over: what was written, or why not, and what is old now.

use std::path::Path;

/// How a run ended.
pub(crate) struct Ending<'a> {
    /// The folder of results.
    pub(crate) out: &'a Path,
    /// The files that were written, as they are told of.
    pub(crate) written: &'a [String],
    /// Names of the publishable files.
    pub(crate) publishable: [String; 2],
    /// Why they are not written; none when they are.
    pub(crate) kept_back: Option<KeptBack<'a>>,
}

/// Why publishable files are not written.
pub(crate) struct KeptBack<'a> {
    /// Errors; with none, doubts are enough.
    pub(crate) errors: usize,
    /// What to do.
    pub(crate) next: &'a str,
}

impl Ending<'_> {
    /// The words, line by line.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        if let Some(KeptBack { errors, next }) = &self.kept_back {
            let why = match errors {
                0 => "有疑点（--strict）",
                _ => "有错误",
            };
            words.push_str(&format!("{why}，统计表没有写出；{next}。\n"));
            let old = self.publishable.iter().map(|name| self.out.join(name));
            words.extend(old.filter(|path| path.exists()).map(|path| is_old(&path)));
        }
        for name in self.written {
            words.push_str(&format!("已写出 {}\n", self.out.join(name).display()));
        }
        words
    }
}

/// Says that a file of an earlier run was left as it was.
pub(crate) fn is_old(path: &Path) -> String {
    format!("注意：{} 是以前写出的旧文件，没有改动。\n", path.display())
}
