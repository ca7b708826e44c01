//! 输出: finished figures → pages, workbooks, JSON.
//!
//! In: a [`Compilation`]. Out: bytes and text for the one who touches the disk. [`publishable`] lays the
//! mandated tables out as format-free [`page`]s, [`paper`] does the same for the working paper with all
//! [`evidence`], [`xlsx`] turns any pages into a workbook, [`readback`] proves that the workbook says what
//! was meant, [`json`] says the same to programs, [`html`] and [`marked`] let a clerk look at figures and
//! findings, [`show`] shows findings to people, and [`blank`] writes ledgers to start from. Whether something
//! may be published is decided elsewhere.

pub mod blank;
pub mod evidence;
pub mod html;
pub mod json;
pub mod marked;
pub mod mask;
pub mod page;
pub mod paper;
pub mod private;
pub mod publishable;
pub mod quoted;
pub mod readback;
pub mod reports;
pub mod reviewed;
pub mod show;
pub mod xlsx;

use crate::compilation::Compilation;

/// `{agency}{year}年政府信息公开统计表`, the publishable tables; an ending (`.xlsx`, `.json`) is to follow.
pub fn tables_name(compilation: &Compilation) -> String {
    tables_title(&compilation.agency, compilation.year)
}

/// See [`tables_name`].
pub fn tables_title(agency: &str, year: i16) -> String {
    format!("{}{year}年政府信息公开统计表", in_file_name(agency))
}

/// `{agency}{year}年核对底稿`, the working paper.
pub fn working_paper_name(compilation: &Compilation) -> String {
    format!(
        "{}{}年核对底稿",
        in_file_name(&compilation.agency),
        compilation.year
    )
}

/// `{agency}{year}年核对`, the page; the ending `.html` is to follow.
pub fn page_name(compilation: &Compilation) -> String {
    format!(
        "{}{}年核对",
        in_file_name(&compilation.agency),
        compilation.year
    )
}

/// A name as it may stand in a file name: what Windows forbids becomes `_`, and no name is so long that
/// file systems refuse it (60 Chinese characters are 180 bytes of the usual 255).
pub(crate) fn in_file_name(name: &str) -> String {
    name.trim()
        .trim_start_matches('.')
        .chars()
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .take(60)
        .collect()
}
