//! Hostile files, made by rule. A zip is put together by hand: no library writes what these hold.

use std::io::Write;

use flate2::{Compress, Compression, FlushCompress};

pub(super) mod ole;

/// A part of a package.
pub(super) struct Part {
    pub(super) name: String,
    /// As it lies in the file.
    pub(super) data: Vec<u8>,
    pub(super) deflated: bool,
    pub(super) size: u64,
    /// The checksum of what it inflates to.
    pub(super) sum: u32,
    /// The size that the directory tells, where it is another one.
    pub(super) told: Option<u32>,
    /// Points to the data of the part before it.
    pub(super) shares_the_last: bool,
}

impl Part {
    pub(super) fn stored(name: &str, bytes: &[u8]) -> Self {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        Part {
            name: name.to_owned(),
            data: bytes.to_vec(),
            deflated: false,
            size: bytes.len() as u64,
            sum: crc.sum(),
            told: None,
            shares_the_last: false,
        }
    }

    pub(super) fn deflated(name: &str, bytes: &[u8]) -> Self {
        let mut out = flate2::write::DeflateEncoder::new(Vec::new(), Compression::fast());
        out.write_all(bytes).unwrap();
        Part {
            data: out.finish().unwrap(),
            deflated: true,
            ..Part::stored(name, bytes)
        }
    }

    /// A thousandth of what it inflates to: one block of spaces, again and again.
    pub(super) fn swelling(name: &str, size: u64) -> Self {
        const BLOCK: usize = 1 << 20;
        let spaces = vec![b' '; BLOCK];
        let mut deflate = Compress::new(Compression::best(), false);
        let mut block = Vec::with_capacity(BLOCK);
        deflate
            .compress_vec(&spaces, &mut block, FlushCompress::Full)
            .unwrap();
        assert_eq!(deflate.total_in(), BLOCK as u64);
        let times = usize::try_from(size).unwrap() / BLOCK;
        let mut data = block.repeat(times);
        // an empty last block
        data.extend([0x03, 0x00]);
        Part {
            data,
            deflated: true,
            size,
            ..Part::stored(name, b"")
        }
    }
}

/// A zip of these parts, in the format's own words [APPNOTE 4.3]. Sizes of 4 GiB and more are told as one
/// byte less than that; those that swell
/// have no right checksum.
pub(super) fn package(parts: &[Part]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    let mut start = 0u32;
    for part in parts {
        if !part.shares_the_last {
            start = u32::try_from(file.len()).unwrap();
        }
        let size = part
            .told
            .unwrap_or(u32::try_from(part.size).unwrap_or(u32::MAX - 1));
        let held = u32::try_from(part.data.len()).unwrap();
        let name = part.name.as_bytes();
        let mut common = Vec::new();
        // version, flags (names in UTF-8), method, time and day
        let method = if part.deflated { 8u16 } else { 0 };
        for word in [20u16, 0x0800, method, 0, 0x21] {
            common.extend(word.to_le_bytes());
        }
        for word in [part.sum, held, size] {
            common.extend(word.to_le_bytes());
        }
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend(0u16.to_le_bytes());
        if !part.shares_the_last {
            file.extend(b"PK\x03\x04");
            file.extend(&common);
            file.extend(name);
            file.extend(&part.data);
        }
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name);
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let at = u32::try_from(file.len()).unwrap();
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count);
    file.extend(count);
    file.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    file.extend(at.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// A workbook of these parts; those that it needs and lacks are added.
pub(super) fn workbook(mut parts: Vec<Part>) -> Vec<u8> {
    let relation = |id: u32, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="rId{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations = |inner: String| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
        )
    };
    let there = |name: &str, parts: &[Part]| parts.iter().any(|p| p.name == name);
    let mut inner = relation(1, "worksheet", "worksheets/sheet1.xml");
    for (id, kind, target) in [
        (2, "sharedStrings", "sharedStrings.xml"),
        (3, "styles", "styles.xml"),
    ] {
        if there(&format!("xl/{target}"), &parts) {
            inner.push_str(&relation(id, kind, target));
        }
    }
    let usual = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            relations(relation(1, "officeDocument", "xl/workbook.xml")),
        ),
        ("xl/_rels/workbook.xml.rels", relations(inner)),
        (
            "xl/workbook.xml",
            book(r#"<sheet name="表" sheetId="1" r:id="rId1"/>"#),
        ),
        ("xl/worksheets/sheet1.xml", sheet("")),
    ];
    for (name, xml) in usual {
        if !there(name, &parts) {
            parts.insert(0, Part::stored(name, xml.as_bytes()));
        }
    }
    package(&parts)
}

/// `workbook.xml` with these sheets.
pub(super) fn book(sheets: &str) -> String {
    format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>"#
    )
}

/// A sheet with these rows.
pub(super) fn sheet(rows: &str) -> String {
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

/// A workbook of one sheet with these rows.
pub(super) fn xlsx(rows: &str) -> Vec<u8> {
    workbook(vec![Part::stored(
        "xl/worksheets/sheet1.xml",
        sheet(rows).as_bytes(),
    )])
}

/// An OpenDocument spreadsheet of this content.
pub(super) fn ods(content: &str) -> Vec<u8> {
    package(&[
        Part::stored(
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        Part::deflated("content.xml", content.as_bytes()),
    ])
}

/// A page of this body.
pub(super) fn html(body: &str) -> Vec<u8> {
    format!("<html><body><table><tr><td>1</table>{body}").into_bytes()
}
