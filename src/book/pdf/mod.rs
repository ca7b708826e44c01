//! 版式文件: the pages of a PDF as glyphs with their places, ruling lines and pictures.
//!
//! In: the bytes of a PDF. Out: its pages upright, each [`Glyph`] with what it says and where it stands, each
//! [`Stroke`] of a ruling. Tables and paragraphs are made of them by the reader of finished reports. Fonts
//! are asked for what their codes mean and how wide they are, never drawn; pictures are only counted.
//!
//! Lengths are whole thousandths of a point (1/72 inch), downwards from the page's top left corner.

mod draw;
mod font;
mod plane;
mod radicals;
mod swell;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::{Fault, LOCKED, OVERSIZED, UNREADABLE};

/// A length on paper, in thousandths of a point.
pub(crate) type Length = i64;

/// One point.
pub(crate) const POINT: Length = 1000;

/// Pages of a PDF; no report has more.
const PAGES: usize = 2_000;

/// Glyphs and strokes of all pages together.
const MARKS: usize = 500_000;

/// A rectangle on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) left: Length,
    pub(crate) top: Length,
    pub(crate) right: Length,
    pub(crate) bottom: Length,
}

impl Area {
    pub(crate) fn width(&self) -> Length {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> Length {
        self.bottom - self.top
    }

    /// Its middle, across and down.
    pub(crate) fn middle(&self) -> (Length, Length) {
        (self.left + self.width() / 2, self.top + self.height() / 2)
    }
}

/// Which way a text runs over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// Left to right.
    Right,
    /// Top to bottom: turned clockwise, or written vertically.
    Down,
    /// Right to left: upside down.
    Left,
    /// Bottom to top: turned against the clock.
    Up,
}

/// A character as printed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    /// What it says: a character, seldom several; nothing where the font does not tell.
    pub(crate) text: String,
    pub(crate) area: Area,
    pub(crate) way: Way,
}

/// A straight line as drawn, however thick: along its longer side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stroke {
    pub(crate) area: Area,
}

/// One page.
#[derive(Debug, Default)]
pub(crate) struct Leaf {
    /// From 1.
    pub(crate) number: u32,
    pub(crate) width: Length,
    pub(crate) height: Length,
    /// In the order of drawing.
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) strokes: Vec<Stroke>,
    /// Pictures on it.
    pub(crate) pictures: u32,
}

/// Reads the pages in order; what a PDF says beyond the bounds is left out, and that is a fault.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<Leaf>, Fault> {
    // the library promises none, and a file from outside is no place to find out
    catch_unwind(AssertUnwindSafe(|| leaves(bytes))).unwrap_or_else(|_| Err(damaged()))
}

fn leaves(bytes: Vec<u8>) -> Result<Vec<Leaf>, Fault> {
    if swell::is_too_large(&bytes) {
        let message = "PDF 里有一段内容解压后异常地大".to_owned();
        return Err(Fault::new(&OVERSIZED, message));
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => Fault::new(&LOCKED, "这个 PDF 有密码".to_owned()),
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => damaged(),
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(damaged());
    }
    if pages.len() > PAGES {
        let message = format!("这个 PDF 有 {} 页，不像是一份年度报告", pages.len());
        return Err(Fault::new(&OVERSIZED, message));
    }
    let mut fonts = font::Fonts::default();
    let mut left = MARKS;
    let mut leaves = Vec::new();
    for (number, page) in (1u32..).zip(pages.iter()) {
        let leaf = draw::page(number, page, &mut fonts, left);
        left = left.saturating_sub(leaf.glyphs.len() + leaf.strokes.len());
        if left == 0 {
            let message = "PDF 的文字和线条异常地多".to_owned();
            return Err(Fault::new(&OVERSIZED, message));
        }
        leaves.push(leaf);
    }
    Ok(leaves)
}

fn damaged() -> Fault {
    Fault::new(&UNREADABLE, "PDF 内部有损坏，读不出页面".to_owned())
}
