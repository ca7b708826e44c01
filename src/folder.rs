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

/// Whether a name is that of settings which a program has renamed: Notepad adds `.txt`, and Windows hides it.
pub fn is_misnamed_settings(name: &str) -> bool {
    const MISNAMED: [&str; 4] = ["gknb.toml.txt", "gknb.txt", "gknb.toml.toml", SETTINGS];
    name != SETTINGS && MISNAMED.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// Endings of files that may hold a table.
const ENDINGS: &[&str] = &[
    "xlsx", "xlsm", "xls", "et", "xlsb", "ods", "csv", "tsv", "txt",
];

/// The role of a file by its name (without its folder).
pub fn role(name: &str) -> Role {
    if hidden(name) || name == SETTINGS || matches!(name, "Thumbs.db" | "desktop.ini") {
        return Role::Aside;
    }
    if is_misnamed_settings(name) {
        return Role::Other;
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

/// The file that a lock file belongs to: `~$申请.xlsx` (Excel, WPS), `.~申请.xlsx` (WPS), `.~lock.申请.xlsx#`
/// (LibreOffice) lie beside 申请.xlsx for as long as it is open there.
pub fn held_by_lock(name: &str) -> Option<&str> {
    name.strip_prefix(".~lock.")
        .and_then(|rest| rest.strip_suffix('#'))
        .or_else(|| name.strip_prefix("~$"))
        .or_else(|| name.strip_prefix(".~"))
        .filter(|held| !held.is_empty())
}

/// How the name of a working paper ends: a folder that holds one is a folder of results.
pub const PAPER: &str = "年核对底稿.xlsx";

/// How the name of a page of ours to check a compilation by ends.
pub const PAGE: &str = "年核对.html";

/// The folder of annotated copies among results.
pub const COPIES: &str = "批注";

/// Whether a file or folder of this name in a folder of results was written there by a run of this program, so that it
/// is no export: tables, papers, lists, annotated copies.
pub fn is_result(name: &str) -> bool {
    const ENDINGS: [&str; 7] = [
        PAPER,
        "年汇总底稿.xlsx",
        "年汇总清单.json",
        "年分单位核对表.xlsx",
        "年政府信息公开统计表.xlsx",
        "年政府信息公开统计表.json",
        PAGE,
    ];
    let list = name.contains("年核对底稿-") && name.ends_with(".csv");
    list || name == COPIES || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// The rules of this file.
pub const RULES: &[&Rule] = &[&OTHER_FILES, &HELD, &CHANGED, &STRAYED];

/// Files in the data folder that are no tables.
pub const OTHER_FILES: Rule = Rule {
    code: "B090",
    severity: Severity::Note,
    title: "文件夹中有没有读取的文件",
    checks: "数据文件夹中扩展名不是 xlsx、xlsm、xls、et、xlsb、ods、csv、tsv、txt 的文件，以及名称以 ~$ 或 . 开头的临时文件、隐藏文件，以及本软件写出的结果（核对底稿、统计表、批注副本等，它们所在的文件夹里有核对底稿）不读取，在此列出。",
    basis: "图片、文档不是导出的台账。",
    grade: Grade::Data,
    example: "data/ 里有「扫描件.jpg」「情况说明.docx」。",
    remedy: "其中如有台账，另存为 xlsx 或 csv 再运行；也可以在命令后面直接写出文件名。没有台账就不必理会。",
};

/// A table that is open in a spreadsheet program.
pub const HELD: Rule = Rule {
    code: "B091",
    severity: Severity::Note,
    title: "文件可能正在 Excel 或 WPS 中打开",
    checks: "表格旁边有没有 Excel、WPS、LibreOffice 打开文件时放的锁定文件（~$申请.xlsx、.~lock.申请.xlsx#）。",
    basis: "读到的是最近一次保存的内容，打开后还没有保存的改动不在其中。",
    grade: Grade::Data,
    example: "data/ 里同时有「申请.xlsx」和「~$申请.xlsx」。",
    remedy: "有没保存的改动的，请保存并关闭窗口，再运行一次；没有打开的，是上次异常退出留下的，删除 ~$ 开头的文件即可。",
};

/// A file that is not the same after it was read.
pub const CHANGED: Rule = Rule {
    code: "B092",
    severity: Severity::Error,
    title: "文件在读取期间变了",
    checks: "每个文件从找到、读取到写出结果之前，是不是始终是同一个文件：大小、时间不变，没有被移走或替换。",
    basis: "读到一半变了的文件，前后内容可能不一致，哈希值也对不上，不得带入统计。",
    grade: Grade::Data,
    example: "汇编时有人正在保存「申请.xlsx」，或网盘正在同步。",
    remedy: "请等保存、复制或同步完成，关闭打开着它的 Excel 或 WPS 窗口，再运行一次。",
};

/// Settings that lie where nothing looks for them.
pub const STRAYED: Rule = Rule {
    code: "B093",
    severity: Severity::Warning,
    title: "设定放错了地方，没有用上",
    checks: "数据文件夹里没有 gknb.toml 时，当前文件夹和数据文件夹的上一级里有没有。",
    basis: "只读取数据文件夹里的 gknb.toml，或者 --settings 指定的；放在别处的不起作用，单位名称、年度和各项说明都不会用上。",
    grade: Grade::Data,
    example: "gknb.toml 与 data 文件夹并排放着，没有放进 data 文件夹。",
    remedy: "请把它移进数据文件夹，或在命令后写 --settings 指定它，再运行一次；说的不是这些数据的，不必理会。",
};

/// The doubt about settings beside the data folder, by their path.
pub fn strayed(settings: &str) -> Finding {
    let message = format!("{settings} 没有用上：设定要放在数据文件夹里");
    Finding::new(&STRAYED, Place::Run, message)
}

/// The note of a table that is open elsewhere.
pub fn held(file: u32) -> Finding {
    let message = "文件旁边有锁定文件，可能正在 Excel 或 WPS 中打开；读到的是最近一次保存的内容";
    Finding::new(&HELD, Place::File(file), message)
}

/// The error of a file that changed, or went, while it was read.
pub fn changed(file: u32, gone: bool) -> Finding {
    let message = match gone {
        true => "文件在读取期间被移走、改名或删除",
        false => "文件在读取期间被改动或替换，读到的内容可能前后不一致",
    };
    Finding::new(&CHANGED, Place::File(file), message)
}

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
        "没有读取 {} 个文件（不是表格，或是临时文件、隐藏文件、本软件写出的结果）：{}{more}",
        files.len(),
        named.join("、"),
    );
    (!files.is_empty()).then(|| Finding::new(&OTHER_FILES, Place::Run, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_tells_which_file_is_open() {
        for (lock, held) in [
            ("~$申请.xlsx", Some("申请.xlsx")),
            (".~lock.申请.ods#", Some("申请.ods")),
            (".~申请.et", Some("申请.et")),
            ("~$", None),
            ("申请.xlsx", None),
            (".git", None),
        ] {
            assert_eq!(held_by_lock(lock), held, "{lock}");
        }
    }

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
            ("gknb.toml.TXT", Role::Other),
            ("gknb申请.txt", Role::Table),
            ("扫描件.jpg", Role::Other),
            ("说明.docx", Role::Other),
            ("xlsx", Role::Other),
        ] {
            assert_eq!(role(name), expected, "{name}");
        }
    }
}
