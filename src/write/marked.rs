//! 批注: copies of the user's own workbooks, the cells in question coloured and with a note.
//!
//! In: a [`Compilation`] and the way to its files. Out: for each file with findings at cells an xlsx of the
//! same sheets and values at the same addresses; nothing is inserted, so a place named anywhere else is the
//! same place here. A file is read once more, row by row; the source itself is never touched.
//!
//! Values stay what they are (text is text, whatever it begins with; numbers, dates, truth values); errors
//! become their text. A merged area is merged again, and what is found in any of its cells is marked at its
//! first one, the only one that programs show. Formats and formulas of the original are not carried over.

use std::io::{Cursor, Read};

use rayon::prelude::*;

use crate::book::{self, Input};
use crate::compilation::Compilation;

mod copier;
mod look;
mod marks;
mod sheet;

use copier::Copier;
use marks::{Marks, marks};

/// The folder of the copies, beside the other files written.
pub const FOLDER: &str = crate::folder::COPIES;

/// Rows of a file beyond which no copy is made: the program that should show it would not.
pub const ROWS: usize = 200_000;

/// Bytes of a file up to which a copy is made: the library that writes it holds all texts.
const BYTES: u64 = 24 << 20;

/// What tells a copy of ours from any other file.
const MARKER: &str = "gknb 批注副本";

/// The copies of one compilation.
#[derive(Debug, Default)]
pub struct Copies {
    /// Path below [`FOLDER`] with `/`, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The source file of each of these.
    pub sources: Vec<String>,
    /// Source files of which no copy could be made, and why.
    pub skipped: Vec<(String, String)>,
}

/// Makes the copies: of each file that a finding points into, and of each that an error or a doubt elsewhere
/// is related to.
///
/// `open` opens the file at a position of the compilation's names.
pub fn copies(
    compilation: &Compilation,
    open: &(dyn Fn(u32) -> Option<Box<dyn Input>> + Sync),
) -> Copies {
    let marks: Vec<_> = marks(compilation).into_iter().collect();
    let made: Vec<_> = marks
        .par_iter()
        .map(|(file, marks)| (*file, copy(compilation, *file, marks, open)))
        .collect();
    let mut copies = Copies::default();
    for (file, made) in made {
        let source = name_of(compilation, file);
        match made {
            Ok(bytes) => {
                let name = free_name(&copy_name(source), &copies.files);
                copies.files.push((name, bytes));
                copies.sources.push(source.to_owned());
            }
            Err(why) => copies.skipped.push((source.to_owned(), why)),
        }
    }
    copies
}

/// Whether the bytes are a copy that was made here and that no other program has saved since: such a file
/// may be replaced or removed.
pub fn untouched(bytes: &[u8]) -> bool {
    let core = || -> Option<String> {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let member = package.by_name("docProps/core.xml").ok()?;
        let mut text = String::new();
        member
            .take(1 << 16)
            .read_to_string(&mut text)
            .ok()
            .map(|_| text)
    };
    let Some(core) = core() else { return false };
    let between = |tag: &str| {
        let (_, rest) = core.split_once(&format!("<{tag}"))?;
        let (_, rest) = rest.split_once('>')?;
        Some(rest.split_once('<')?.0)
    };
    between("cp:category") == Some(MARKER)
        && between("dcterms:created").is_some()
        && between("dcterms:created") == between("dcterms:modified")
        && between("cp:lastModifiedBy").is_none_or(str::is_empty)
}

/// `一季度/申请.csv.xlsx`; a file that is called xlsx keeps its name.
fn copy_name(source: &str) -> String {
    let safe: Vec<&str> = source
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .collect();
    let safe = safe.join("/");
    match safe.to_lowercase().ends_with(".xlsx") {
        true => safe,
        false => format!("{safe}.xlsx"),
    }
}

/// The name, or one with a number where a file that differs at most in case has it.
fn free_name(name: &str, taken: &[(String, Vec<u8>)]) -> String {
    let free = |name: &str| {
        let lower = name.to_lowercase();
        !taken.iter().any(|(t, _)| t.to_lowercase() == lower)
    };
    let stem = name.strip_suffix(".xlsx").unwrap_or(name);
    let numbered = (2..).map(|n| format!("{stem}({n}).xlsx"));
    std::iter::once(name.to_owned())
        .chain(numbered)
        .find(|n| free(n))
        .expect("there is always another number")
}

fn name_of(compilation: &Compilation, file: u32) -> &str {
    let files = &compilation.names.files;
    files.get(file as usize).map_or("?", |f| f.file.as_str())
}

/// The copy of one file, or why there is none.
fn copy(
    compilation: &Compilation,
    file: u32,
    marks: &Marks,
    open: &(dyn Fn(u32) -> Option<Box<dyn Input>> + Sync),
) -> Result<Vec<u8>, String> {
    let rows = compilation.fates();
    let rows = rows
        .skip_while(|(at, _)| at.file < file)
        .take_while(|(at, _)| at.file == file)
        .count();
    if rows > ROWS {
        return Err(format!("共 {rows} 行，超过 {ROWS} 行的文件不做批注副本"));
    }
    let size = compilation.sources.get(file as usize).map_or(0, |s| s.size);
    if size > BYTES {
        let megabytes = size >> 20;
        return Err(format!(
            "文件有 {megabytes} MB，超过 {} MB 的不做批注副本",
            BYTES >> 20
        ));
    }
    let name = name_of(compilation, file);
    let mut input = open(file).ok_or("文件已打不开")?;
    let mut copier = Copier::new(name, marks);
    // What is wrong with the file was found when it was read for its figures.
    let mut known = Vec::new();
    book::read(file, name, input.as_mut(), &mut known, &mut |event| {
        copier.see(event);
    });
    copier.finish(compilation)
}
