//! 系统拒绝: what the system said when it refused to open, read or write a file, in Chinese, with the next step.

use std::io::{self, ErrorKind as Kind};

/// A refusal in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why, to follow 「无法读取 某文件：」.
    pub why: String,
    /// The next step for whoever wanted to read.
    pub to_read: &'static str,
    /// The next step for whoever wanted to write.
    pub to_write: &'static str,
    /// Whether what was to be written may be written to another folder or disk.
    pub elsewhere: bool,
}

/// A refusal of this system.
pub fn refusal(error: &io::Error) -> Refusal {
    of(error, cfg!(windows))
}

/// Sharing and lock violations on Windows; the numbers mean other things elsewhere.
const HELD: [i32; 2] = [32, 33];

fn of(error: &io::Error, windows: bool) -> Refusal {
    let held = windows && error.raw_os_error().is_some_and(|n| HELD.contains(&n));
    let (why, to_read, to_write) = match error.kind() {
        _ if held => (
            "文件正被别的程序打开",
            "关闭打开着它的 Excel 或 WPS 窗口，再运行一次",
            "关闭打开着它的 Excel 或 WPS 窗口，再运行一次",
        ),
        Kind::NotFound => (
            "不存在",
            "检查路径有没有写错；路径中有空格的，用引号括起来",
            "检查路径有没有写错；路径中有空格的，用引号括起来",
        ),
        Kind::PermissionDenied => (
            "没有权限，或文件正被别的程序打开",
            "关闭打开着它的 Excel 或 WPS 窗口；仍不行就请管理员开通读取权限",
            "关闭打开着它的 Excel 或 WPS 窗口；仍不行就用 --out 换一个可以写入的文件夹，或请管理员开通权限",
        ),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => (
            "文件正被别的程序占用",
            "关闭占用它的程序，再运行一次",
            "关闭占用它的程序，再运行一次",
        ),
        Kind::ReadOnlyFilesystem => (
            "磁盘是只读的",
            "用 --out 指定一个可以写入的文件夹",
            "用 --out 指定一个可以写入的文件夹",
        ),
        Kind::StorageFull | Kind::QuotaExceeded | Kind::WriteZero => (
            "磁盘空间不足",
            "清理磁盘，再运行一次",
            "清理磁盘，或用 --out 指定别的磁盘，再运行一次",
        ),
        Kind::FileTooLarge => (
            "文件大小超过了系统允许的上限",
            "请管理员放宽文件大小的限制，再运行一次",
            "用 --out 指定别的磁盘，或请管理员放宽文件大小的限制，再运行一次",
        ),
        Kind::NotADirectory | Kind::AlreadyExists => (
            "路径中应为文件夹的地方是一个文件",
            "检查路径有没有写错",
            "换一个文件夹名，或把那个文件移走",
        ),
        Kind::IsADirectory => (
            "同名的文件夹挡住了它",
            "检查路径有没有写错",
            "把那个文件夹改名或移走",
        ),
        Kind::InvalidFilename => (
            "名称太长或含有不允许的字符",
            "把文件名和文件夹名改短，再运行一次",
            "用 --agency 写较短的单位名称",
        ),
        _ => {
            return Refusal {
                why: format!("系统报告 {error}"),
                to_read: "检查磁盘和网络驱动器是否正常，再运行一次",
                to_write: "检查磁盘和网络驱动器是否正常，再运行一次",
                elsewhere: false,
            };
        }
    };
    Refusal {
        why: why.to_owned(),
        to_read,
        to_write,
        elsewhere: !held && is_of_place(error.kind()),
    }
}

/// Whether it is the folder or its disk that refuses to be written to, and not the name or the file.
fn is_of_place(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::PermissionDenied
            | Kind::ReadOnlyFilesystem
            | Kind::StorageFull
            | Kind::QuotaExceeded
            | Kind::WriteZero
            | Kind::FileTooLarge
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_open_in_excel_is_told_as_such_on_windows_and_with_the_rights_elsewhere() {
        for number in HELD {
            let error = io::Error::from_raw_os_error(number);
            assert_eq!(of(&error, true).why, "文件正被别的程序打开");
            assert_ne!(of(&error, false).why, "文件正被别的程序打开");
        }
        let denied = of(&Kind::PermissionDenied.into(), false);
        assert!(denied.why.contains("没有权限") && denied.to_write.contains("--out"));
    }

    #[test]
    fn no_refusal_is_told_in_english() {
        for kind in [
            Kind::NotFound,
            Kind::PermissionDenied,
            Kind::ResourceBusy,
            Kind::ReadOnlyFilesystem,
            Kind::StorageFull,
            Kind::FileTooLarge,
            Kind::NotADirectory,
            Kind::IsADirectory,
            Kind::InvalidFilename,
        ] {
            let said = of(&kind.into(), false);
            for words in [said.why.as_str(), said.to_read, said.to_write] {
                assert!(!words.is_empty() && !words.contains("os error"), "{words}");
            }
            assert_eq!(said.elsewhere, said.to_write.contains("--out"), "{kind}");
        }
    }
}
