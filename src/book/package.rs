//! 压缩包: the zip around xlsx, xlsb and ods, opened within bounds.

use std::cell::RefCell;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::refuse_doctype;
use super::{Fault, Input, Kind, LOCKED, NO_TABLE, OVERSIZED, UNREADABLE, limits};

/// An opened package.
pub(super) struct Package<'i> {
    zip: ZipArchive<Hold<'i>>,
    /// Decompressed bytes that may still be read.
    allowance: u64,
}

/// One part, read within what is left of the package's allowance.
pub(super) type Part<'p> = BufReader<Bounded<'p>>;

/// Which table format a package holds; a fault names what else it is.
pub(super) fn nature(input: &mut dyn Input) -> Result<Kind, Fault> {
    let mut package = Package::open(input)?;
    let has = |name: &str| package.position(name).is_some();
    if has("xl/workbook.bin") {
        return Ok(Kind::Xlsb);
    }
    if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    for (part, seems) in [
        ("word/document.xml", "Word 文档（docx）"),
        ("ppt/presentation.xml", "演示文稿（pptx）"),
        ("OFD.xml", "OFD 版式文件"),
        ("AndroidManifest.xml", "手机程序（apk）"),
    ] {
        if has(part) {
            return Err(no_table(seems));
        }
    }
    if has("content.xml") {
        return match package.text("mimetype", 200)? {
            Some(mime) if mime.contains("opendocument.text") => {
                Err(no_table("OpenDocument 文字文档（odt）"))
            }
            Some(mime) if !mime.contains("opendocument.spreadsheet") => {
                Err(no_table("OpenDocument 文档（不是表格）"))
            }
            _ => Ok(Kind::Ods),
        };
    }
    if has("[Content_Types].xml") && has("_rels/.rels") {
        return Ok(Kind::Xlsx);
    }
    Err(no_table("压缩包（zip）").help("请先解压，把其中的表格文件放入数据文件夹"))
}

fn no_table(seems: &str) -> Fault {
    Fault::new(&NO_TABLE, format!("文件不是表格，看上去是{seems}"))
}

impl<'i> Package<'i> {
    /// Opens a package whose directory is within bounds.
    pub(super) fn open(input: &'i mut dyn Input) -> Result<Self, Fault> {
        input.seek(SeekFrom::Start(0)).map_err(Fault::damaged)?;
        let zip = ZipArchive::new(Hold::of(input)).map_err(|error| match error {
            ZipError::InvalidArchive(_) => Fault::new(
                &UNREADABLE,
                format!("文件不完整：缺少压缩包的目录，多为下载或复制中断（技术信息：{error}）"),
            ),
            other => Fault::damaged(other),
        })?;
        if zip.len() > limits::PARTS {
            return Err(Fault::new(
                &OVERSIZED,
                format!("文件内含 {} 个部件，过多", zip.len()),
            ));
        }
        let mut total = 0u64;
        let mut extents = Vec::with_capacity(zip.len());
        for index in 0..zip.len() {
            let entry = zip.by_index_data(index).map_err(Fault::damaged)?;
            if entry.encrypted() {
                return Err(Fault::new(&LOCKED, "文件（压缩包）设有密码，无法读取"));
            }
            if entry.size() > limits::RATIO_FROM
                && entry.size() / limits::RATIO > entry.compressed_size()
            {
                return Err(Fault::new(&OVERSIZED, "文件解压后异常地大，不像正常的表格"));
            }
            total = total.saturating_add(entry.size());
            // a header of 30 bytes and the name stand before the data, at least
            let head = 30 + entry.name_raw().len() as u64;
            let start = entry.header_start();
            let end = start
                .saturating_add(head)
                .saturating_add(entry.compressed_size());
            extents.push((start, end));
        }
        extents.sort_unstable();
        if extents.windows(2).any(|pair| pair[0].1 > pair[1].0) {
            return Err(Fault::new(
                &OVERSIZED,
                "文件内的部件互相重叠，不像正常的表格",
            ));
        }
        if total > limits::DECOMPRESSED {
            return Err(too_large());
        }
        Ok(Package {
            zip,
            allowance: limits::DECOMPRESSED,
        })
    }

    /// A second handle on the package, to read one part beside another. Each has the bounds for itself.
    pub(super) fn beside(&self) -> Self {
        Package {
            zip: self.zip.clone(),
            allowance: limits::DECOMPRESSED,
        }
    }

    /// The part's position, whatever the case of its name and the direction of its slashes.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name).or_else(|| {
            let wanted = normal(name);
            (0..self.zip.len()).find(|&index| {
                let found = self.zip.name_for_index(index);
                matches!(found, Some(Ok(found)) if normal(&found) == wanted)
            })
        })
    }

    /// A part to read from; none if the package has none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, Fault> {
        let part = self.bare_part(name)?;
        Ok(part.map(|part| BufReader::with_capacity(128 * 1024, part)))
    }

    /// A part to read from without a buffer, for who brings one; none if the package has none of that name.
    pub(super) fn bare_part(&mut self, name: &str) -> Result<Option<Bounded<'_>>, Fault> {
        let Some(index) = self.position(name) else {
            return Ok(None);
        };
        let file = self.zip.by_index(index).map_err(Fault::damaged)?;
        let compressed = file.compressed_size();
        Ok(Some(Bounded {
            file: Box::new(file),
            compressed,
            read: 0,
            allowance: &mut self.allowance,
        }))
    }

    /// Bytes that a part has by the directory, none where there is no such part. They are promised, not sure.
    pub(super) fn promised(&mut self, name: &str) -> Option<u64> {
        let index = self.position(name)?;
        let entry = self.zip.by_index_data(index).ok()?;
        Some(entry.size())
    }

    /// A part that was read through will be read again: what it took is given back.
    pub(super) fn allow_again(&mut self, bytes: u64) {
        self.allowance = self.allowance.saturating_add(bytes);
    }

    /// A small part as text, at most `limit` bytes of it.
    pub(super) fn text(&mut self, name: &str, limit: u64) -> Result<Option<String>, Fault> {
        // what the directory promises is no reason to take all the room at once
        let room = self.promised(name).unwrap_or(0).min(limit).min(1 << 16);
        let Some(part) = self.bare_part(name)? else {
            return Ok(None);
        };
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or(0) + 1);
        part.take(limit)
            .read_to_end(&mut bytes)
            .map_err(read_fault)?;
        Ok(Some(decode_xml(&bytes)))
    }

    /// Reads through a part that a library will read later, so that its true size is known to be within
    /// bounds; its first KiB is returned, none if there is no such part. A document type declaration there
    /// is refused.
    pub(super) fn measure(&mut self, name: &str, limit: u64) -> Result<Option<String>, Fault> {
        let Some(mut part) = self.part(name)? else {
            return Ok(None);
        };
        let mut head = Vec::new();
        (&mut part)
            .take(1024)
            .read_to_end(&mut head)
            .map_err(read_fault)?;
        let rest = io::copy(&mut (&mut part).take(limit), &mut io::sink()).map_err(read_fault)?;
        if rest >= limit {
            return Err(too_large());
        }
        let head = decode_xml(&head);
        refuse_doctype(&head)?;
        Ok(Some(head))
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.zip
            .file_names()
            .filter_map(|name| name.ok().map(|name| name.into_owned()))
            .collect()
    }
}

fn normal(name: &str) -> String {
    name.trim_start_matches('/')
        .replace('\\', "/")
        .to_ascii_lowercase()
}

/// The XML of a package is UTF-8, or UTF-16 with a mark.
fn decode_xml(bytes: &[u8]) -> String {
    encoding_rs::UTF_8.decode(bytes).0.into_owned()
}

/// Beyond the bounds of decompression.
pub(super) fn too_large() -> Fault {
    larger_than(limits::DECOMPRESSED)
}

/// Beyond so many decompressed bytes.
pub(super) fn larger_than(bytes: u64) -> Fault {
    let bound = match bytes >> 30 {
        0 => format!("{} MB", bytes >> 20),
        gigabytes => format!("{gigabytes} GB"),
    };
    Fault::new(&OVERSIZED, format!("文件解压后超过处理上限（{bound}）"))
}

/// What an error while reading a part means.
pub(super) fn read_fault(error: io::Error) -> Fault {
    if error.kind() == io::ErrorKind::FileTooLarge {
        too_large()
    } else {
        Fault::damaged(error)
    }
}

/// A file that is read at several places in turn, by one of them.
#[derive(Clone)]
struct Hold<'i> {
    file: Rc<RefCell<File<'i>>>,
    at: u64,
}

/// The file, and where it stands.
struct File<'i> {
    input: &'i mut dyn Input,
    at: u64,
}

impl<'i> Hold<'i> {
    /// Of a file that stands at its beginning.
    fn of(input: &'i mut dyn Input) -> Self {
        let file = File { input, at: 0 };
        Hold {
            file: Rc::new(RefCell::new(file)),
            at: 0,
        }
    }
}

impl Read for Hold<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.borrow_mut();
        if file.at != self.at {
            file.at = file.input.seek(SeekFrom::Start(self.at))?;
        }
        let count = file.input.read(buffer)?;
        file.at += count as u64;
        self.at = file.at;
        Ok(count)
    }
}

impl Seek for Hold<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut file = self.file.borrow_mut();
        let to = match to {
            SeekFrom::Current(by) => SeekFrom::Start(self.at.saturating_add_signed(by)),
            SeekFrom::Start(_) | SeekFrom::End(_) => to,
        };
        file.at = file.input.seek(to)?;
        self.at = file.at;
        Ok(self.at)
    }
}

/// Counts what is decompressed and stops at the bounds, whatever the directory promised.
pub(super) struct Bounded<'p> {
    file: Box<dyn Read + 'p>,
    compressed: u64,
    read: u64,
    allowance: &'p mut u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        let read = count as u64;
        self.read += read;
        let swollen = self.read > limits::RATIO_FROM && self.read / limits::RATIO > self.compressed;
        if swollen || *self.allowance < read {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        *self.allowance -= read;
        Ok(count)
    }
}
