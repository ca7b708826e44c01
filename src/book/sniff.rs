//! 识别: what a file is, by its first bytes.

use std::io::{Read, SeekFrom};

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::{Fault, Input, Kind};

/// How much of the file is looked at.
const HEAD: u64 = 64 * 1024;

/// What the first bytes say. Packages and OLE files are told apart further by their members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// A zip package.
    Zip,
    /// An OLE compound file.
    Ole,
    /// An HTML page.
    Html,
    /// XML Spreadsheet 2003.
    SpreadsheetMl,
    /// Something that reads as text.
    Text,
    /// No bytes at all.
    Empty,
    /// No table: what it seems to be, and the next step.
    Other(&'static str, &'static str),
}

const NOT_FOR_US: &str = "请放入表格原件；不属于本次统计的文件请移出数据文件夹";
const SAVE_AS: &str = "请用 Excel 或 WPS 打开，另存为 xlsx 后重新放入";
const UNPACK: &str = "请先解压，把其中的表格文件放入数据文件夹";

/// Signatures of what is no table, though a table's name may stand on it.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG", "图片（PNG）", NOT_FOR_US),
    (b"\xFF\xD8\xFF", "图片（JPEG）", NOT_FOR_US),
    (b"GIF8", "图片（GIF）", NOT_FOR_US),
    (b"II*\0", "图片（TIFF）", NOT_FOR_US),
    (b"MM\0*", "图片（TIFF）", NOT_FOR_US),
    (
        b"%PDF",
        "PDF 文档",
        "请向提供单位索取表格原件；PDF 中的表格不能直接读取",
    ),
    (b"{\\rtf", "Word 文档（RTF）", NOT_FOR_US),
    (b"Rar!", "压缩包（RAR）", UNPACK),
    (b"7z\xBC\xAF", "压缩包（7z）", UNPACK),
    (b"\x1F\x8B", "压缩包（gz）", UNPACK),
    (b"\x09\x00\x04\x00", "Excel 2.0 的旧格式", SAVE_AS),
    (b"\x09\x02\x06\x00", "Excel 3.0 的旧格式", SAVE_AS),
    (b"\x09\x04\x06\x00", "Excel 4.0 的旧格式", SAVE_AS),
    (b"\x09\x08\x08\x00", "Excel 5.0 的旧格式", SAVE_AS),
    (b"\x09\x08\x10\x00", "没有外壳的 Excel 旧格式", SAVE_AS),
    (b"SQLite format 3", "数据库（SQLite）", NOT_FOR_US),
];

/// Looks at the first bytes and goes back to the start.
pub(super) fn sniff(input: &mut dyn Input) -> Result<Nature, Fault> {
    let mut head = Vec::new();
    input
        .seek(SeekFrom::Start(0))
        .and_then(|_| input.take(HEAD).read_to_end(&mut head))
        .and_then(|_| input.seek(SeekFrom::Start(0)))
        .map_err(Fault::damaged)?;
    Ok(nature(&head))
}

fn nature(head: &[u8]) -> Nature {
    if head.is_empty() {
        return Nature::Empty;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Nature::Ole;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Nature::Zip;
    }
    for (signature, seems, help) in SIGNATURES {
        if head.starts_with(signature) {
            return Nature::Other(seems, help);
        }
    }
    match utf16(head) {
        Some(text) => text_nature(&text),
        None if head.contains(&0) => binary(head),
        None if unprintable(head) => binary(head),
        None => text_nature(&String::from_utf8_lossy(head)),
    }
}

fn binary(head: &[u8]) -> Nature {
    if head.starts_with(b"MZ") {
        return Nature::Other("Windows 程序", "请勿打开来源不明的程序，并移出数据文件夹");
    }
    if head.starts_with(b"BM") {
        return Nature::Other("图片（BMP）", NOT_FOR_US);
    }
    if head.iter().all(|&byte| byte == 0) {
        return Nature::Other("全为零字节的损坏文件", "请重新复制或导出该文件");
    }
    Nature::Other("二进制文件", NOT_FOR_US)
}

/// More than one byte in a hundred is a control character that text does not hold.
fn unprintable(head: &[u8]) -> bool {
    let controls = head
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A))
        .count();
    controls * 100 > head.len()
}

fn utf16(head: &[u8]) -> Option<String> {
    let encoding = match head {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ => return None,
    };
    Some(encoding.decode(head).0.into_owned())
}

fn text_nature(head: &str) -> Nature {
    let lower = head.trim_start_matches('\u{feff}').to_ascii_lowercase();
    let body = after_prolog(&lower);
    if lower.trim_start().starts_with("mime-version:") {
        return Nature::Other("单个文件网页（MHT）", SAVE_AS);
    }
    if !body.starts_with('<') {
        return Nature::Text;
    }
    if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") && lower.contains("workbook")
    {
        return Nature::SpreadsheetMl;
    }
    const HTML: &[&str] = &[
        "<!doctype html",
        "<html",
        "<head",
        "<meta",
        "<body",
        "<table",
        "<tr",
    ];
    if HTML.iter().any(|tag| lower.contains(tag)) {
        return Nature::Html;
    }
    if lower.contains("office:document") {
        return Nature::Other("单文件的 OpenDocument（fods）", SAVE_AS);
    }
    if lower.starts_with("<?xml") {
        return Nature::Other("XML 数据文件", NOT_FOR_US);
    }
    Nature::Text
}

/// What follows white space, comments and `<?…?>` at the start.
fn after_prolog(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let skipped = if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if rest.starts_with("<?") {
            rest.split_once("?>")
        } else {
            None
        };
        match skipped {
            Some((_, after)) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

/// What to say when the name's ending promises something else than the content is.
pub(super) fn contradiction(name: &str, kind: Kind) -> Option<String> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let promised: &[Kind] = match extension.as_str() {
        "xlsx" | "xlsm" | "xltx" | "xltm" => &[Kind::Xlsx],
        "xls" | "xlt" | "et" | "ett" => &[Kind::Xls],
        "xlsb" => &[Kind::Xlsb],
        "ods" | "ots" => &[Kind::Ods],
        "csv" | "tsv" | "txt" | "tab" => &[Kind::Text],
        "htm" | "html" => &[Kind::Html],
        "xml" => &[Kind::SpreadsheetMl],
        _ => return None,
    };
    if promised.contains(&kind) {
        return None;
    }
    Some(format!(
        "扩展名是 .{extension}，内容其实是{}，已按内容读取",
        kind.word()
    ))
}

impl Kind {
    /// What people call such a file.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Xlsx => "Excel 工作簿（xlsx）",
            Kind::Xlsb => "Excel 二进制工作簿（xlsb）",
            Kind::Xls => "Excel 97-2003 或 WPS 工作簿（xls、et）",
            Kind::Ods => "OpenDocument 表格（ods）",
            Kind::Html => "网页表格（HTML）",
            Kind::SpreadsheetMl => "XML 电子表格 2003",
            Kind::Text => "文本（csv、txt）",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_what_a_file_is() {
        for (head, is) in [
            ("".as_bytes(), Nature::Empty),
            (b"PK\x03\x04rest", Nature::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Nature::Ole),
            ("序号,申请人\r\n".as_bytes(), Nature::Text),
            (b"\xD0\xF2\xBA\xC5,\xC9\xEA\xC7\xEB\xC8\xCB", Nature::Text),
            (b"\xFF\xFEa\0,\0b\0", Nature::Text),
            (b"\xFF\xFE<\0t\0a\0b\0l\0e\0>\0", Nature::Html),
            (b"\xEF\xBB\xBF\r\n <!-- x --><TABLE>", Nature::Html),
            (b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">", Nature::Html),
            (b"<!DOCTYPE html>", Nature::Html),
            (
                b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                Nature::SpreadsheetMl,
            ),
        ] {
            assert_eq!(nature(head), is, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn what_is_no_table_is_named() {
        for (head, seems) in [
            (b"\x89PNG\r\n\x1a\n".as_slice(), "图片（PNG）"),
            (b"%PDF-1.7", "PDF 文档"),
            (b"MZ\x90\0\x03\0", "Windows 程序"),
            (b"\0\0\0\0", "全为零字节的损坏文件"),
            (b"\x01\x02\x03\x04abc", "二进制文件"),
            (b"<?xml version=\"1.0\"?><data/>", "XML 数据文件"),
            (b"MIME-Version: 1.0\r\n", "单个文件网页（MHT）"),
        ] {
            let Nature::Other(found, _) = nature(head) else {
                panic!("{} taken for a table", String::from_utf8_lossy(head));
            };
            assert_eq!(found, seems);
        }
    }

    #[test]
    fn a_name_that_contradicts_the_content_is_said() {
        assert_eq!(contradiction("台账.XLSX", Kind::Xlsx), None);
        assert_eq!(contradiction("台账.et", Kind::Xls), None);
        assert_eq!(contradiction("台账", Kind::Text), None);
        let said = contradiction("导出.xls", Kind::Html).expect("it contradicts");
        assert!(said.contains("网页表格"), "{said}");
    }
}
