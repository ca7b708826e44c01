//! 数据文件夹: which files of a folder are read, told by their names alone.
//!
//! The disk itself is the affair of the program; what a file really is, of [`crate::book`].

use crate::finding::{Finding, Grade, Place, Rule, Severity};

/// What a file in the data folder is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Read.
    Table,
    /// Passed over in silence: hidden and lock files, `gknb.toml`.
    Aside,
    /// Passed over and said so: pictures, documents.
    Other,
}

/// The name of the settings in the data folder.
pub const SETTINGS: &str = "gknb.toml";

/// Endings of files that may hold a table.
const ENDINGS: &[&str] = &[
    "xlsx", "xlsm", "xls", "et", "xlsb", "ods", "csv", "tsv", "txt",
];

/// The role of a file by its name (without its folder).
pub fn role(name: &str) -> Role {
    if hidden(name) || name == SETTINGS || matches!(name, "Thumbs.db" | "desktop.ini") {
        return Role::Aside;
    }
    let ending = name.rsplit_once('.').map_or("", |n| n.1);
    match ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending)) {
        true => Role::Table,
        false => Role::Other,
    }
}

/// A name that programs give to what is not for people: `~$申请.xlsx`, `.~lock.申请.xlsx#`, `.git`.
pub fn hidden(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with('.')
}

/// The rules of this file.
pub const RULES: &[&Rule] = &[&OTHER_FILES];

/// Files in the data folder that are no tables.
pub const OTHER_FILES: Rule = Rule {
    code: "B090",
    severity: Severity::Note,
    title: "文件夹中有没有读取的文件",
    checks: "数据文件夹中扩展名不是 xlsx、xlsm、xls、et、xlsb、ods、csv、tsv、txt 的文件，以及名称以 ~$ 或 . 开头的临时文件、隐藏文件不读取，在此列出。",
    basis: "图片、文档不是导出的台账。",
    grade: Grade::Data,
    example: "data/ 里有「扫描件.jpg」「情况说明.docx」。",
    remedy: "其中如有台账，另存为 xlsx 或 csv 再运行；也可以在命令后面直接写出文件名。没有台账就不必理会。",
};

/// The note that names the files passed over; none when there are none.
pub fn passed_over(files: &[String]) -> Option<Finding> {
    const NAMED: usize = 20;
    let named: Vec<&str> = files.iter().take(NAMED).map(String::as_str).collect();
    let more = files.len().saturating_sub(NAMED);
    let more = match more {
        0 => String::new(),
        n => format!("等，另有 {n} 个"),
    };
    let message = format!(
        "没有读取 {} 个文件（不是表格，或是临时文件、隐藏文件）：{}{more}",
        files.len(),
        named.join("、"),
    );
    (!files.is_empty()).then(|| Finding::new(&OTHER_FILES, Place::Run, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_told_by_their_ending_and_lock_files_are_not_read() {
        for (name, expected) in [
            ("申请.xlsx", Role::Table),
            ("申请.XLS", Role::Table),
            ("申请.et", Role::Table),
            ("~$申请.xlsx", Role::Aside),
            (".~lock.申请.xlsx#", Role::Aside),
            (".申请.csv", Role::Aside),
            ("gknb.toml", Role::Aside),
            ("扫描件.jpg", Role::Other),
            ("说明.docx", Role::Other),
            ("xlsx", Role::Other),
        ] {
            assert_eq!(role(name), expected, "{name}");
        }
    }
}
