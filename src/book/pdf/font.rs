//! What the codes of a PDF's fonts mean, and how wide they are. No glyph is drawn.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as Bytes};

use super::{plane, radicals};

/// A font as its codes are read.
pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    widths: BTreeMap<u32, f64>,
    /// The width of all others.
    width: f64,
}

/// How bytes become codes.
enum Codes {
    /// One byte each, with the character that it stands for.
    Single(BTreeMap<u32, String>),
    /// One to four bytes, mapped to the glyphs of a collection.
    Several {
        map: Box<CMap>,
        vertical: bool,
        down: f64,
        /// From the collection's glyphs to characters.
        collection: Option<Rc<CMap>>,
        /// The codes themselves are UTF-16.
        unicode: bool,
    },
}

/// One code of a text.
pub(super) struct Code {
    /// What it says; nothing where the font does not tell.
    pub(super) text: String,
    /// In thousandths of the size.
    pub(super) width: f64,
    /// The distance down to the next, for vertical writing.
    pub(super) down: Option<f64>,
    /// A single byte 32, which word spacing widens.
    pub(super) space: bool,
}

/// The fonts met so far, and the collections of characters, which are large.
#[derive(Default)]
pub(super) struct Fonts {
    known: BTreeMap<(u32, i32), Rc<Font>>,
    collections: BTreeMap<&'static str, Option<Rc<CMap>>>,
}

/// Widths of a font that are kept; a collection has no more glyphs.
const WIDTHS: u32 = 70_000;

/// The width where a font of the fourteen that every reader has tells none: that of most digits.
const USUAL: f64 = 556.0;

impl Fonts {
    /// The font of a dictionary.
    pub(super) fn font(&mut self, dict: &Dict<'_>, id: Option<ObjectIdentifier>) -> Rc<Font> {
        let key = id.map(|id| (id.obj_number, id.gen_number));
        if let Some(known) = key.and_then(|key| self.known.get(&key)) {
            return Rc::clone(known);
        }
        let font = Rc::new(self.read(dict));
        if let Some(key) = key {
            self.known.insert(key, Rc::clone(&font));
        }
        font
    }

    fn read(&mut self, dict: &Dict<'_>) -> Font {
        let to_unicode = dict.get::<Stream<'_>>("ToUnicode");
        let to_unicode = to_unicode.and_then(|s| parsed(&s.decoded_data().ok()?));
        let below = dict.get::<Array<'_>>("DescendantFonts");
        match below.and_then(|a| a.iter::<Dict<'_>>().next()) {
            Some(below) => self.composite(dict, &below, to_unicode),
            None => simple(dict, to_unicode),
        }
    }

    fn composite(&mut self, dict: &Dict<'_>, below: &Dict<'_>, to_unicode: Option<CMap>) -> Font {
        let encoding = dict.get::<Object<'_>>("Encoding");
        let mut unicode = false;
        let map = match &encoding {
            Some(Object::Name(name)) => {
                unicode = name.as_str().contains("UCS2") || name.as_str().contains("UTF16");
                named(CMapName::from_bytes(name))
            }
            Some(Object::Stream(stream)) => {
                let data = stream.decoded_data().ok();
                data.and_then(|data| parsed(&data))
            }
            _ => None,
        };
        let map = map.unwrap_or_else(CMap::identity_h);
        let own = map.metadata().character_collection.clone();
        let own = own
            .map(|c| c.family)
            .filter(|f| *f != CidFamily::AdobeIdentity);
        let family = own.or_else(|| family(below));
        let down = below
            .get::<[f32; 2]>("DW2")
            .map_or(-1000.0, |d| f64::from(d[1]));
        Font {
            codes: Codes::Several {
                vertical: map.metadata().writing_mode == Some(WritingMode::Vertical),
                collection: family.and_then(|f| self.collection(&f)),
                map: Box::new(map),
                down,
                unicode,
            },
            to_unicode,
            widths: below
                .get::<Array<'_>>("W")
                .map(|a| cid_widths(&a))
                .unwrap_or_default(),
            width: below.get::<f32>("DW").map_or(1000.0, f64::from),
        }
    }

    fn collection(&mut self, family: &CidFamily) -> Option<Rc<CMap>> {
        let (name, map) = match family {
            CidFamily::AdobeGB1 => ("GB1", CMapName::AdobeGb1Ucs2),
            CidFamily::AdobeCNS1 => ("CNS1", CMapName::AdobeCns1Ucs2),
            CidFamily::AdobeJapan1 => ("Japan1", CMapName::AdobeJapan1Ucs2),
            CidFamily::AdobeKorea1 => ("Korea1", CMapName::AdobeKorea1Ucs2),
            CidFamily::AdobeIdentity | CidFamily::Custom { .. } => return None,
        };
        let read = || named(map).map(Rc::new);
        self.collections.entry(name).or_insert_with(read).clone()
    }
}

fn parsed(data: &[u8]) -> Option<CMap> {
    CMap::parse(data, load_embedded)
}

fn named(name: CMapName<'_>) -> Option<CMap> {
    match name {
        CMapName::IdentityH => Some(CMap::identity_h()),
        CMapName::IdentityV => Some(CMap::identity_v()),
        name => parsed(load_embedded(name)?),
    }
}

fn family(below: &Dict<'_>) -> Option<CidFamily> {
    let info = below.get::<Dict<'_>>("CIDSystemInfo")?;
    let registry = info.get::<Bytes<'_>>("Registry")?;
    let ordering = info.get::<Bytes<'_>>("Ordering")?;
    Some(CidFamily::from_registry_ordering(
        registry.as_bytes(),
        ordering.as_bytes(),
    ))
}

/// `[1 [500 600] 7 9 1000]`: from a glyph on each its own, or one for a range.
fn cid_widths(array: &Array<'_>) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let mut iter = array.flex_iter();
    // ranges may lie over one another, but not without end
    let mut left = 4 * WIDTHS;
    while left > 0 {
        if let Some((first, each)) = iter.next::<(u32, Array<'_>)>() {
            for (cid, width) in (first..WIDTHS).zip(each.iter::<f32>()) {
                widths.insert(cid, f64::from(width));
                left = left.saturating_sub(1);
            }
        } else if let Some((first, last, width)) = iter.next::<(u32, u32, f32)>() {
            for cid in first..=last.min(WIDTHS) {
                widths.insert(cid, f64::from(width));
            }
            left = left.saturating_sub(last.saturating_sub(first));
        } else {
            break;
        }
    }
    widths
}

fn simple(dict: &Dict<'_>, to_unicode: Option<CMap>) -> Font {
    let first = dict.get::<u32>("FirstChar").unwrap_or(0);
    let unit = match dict.get::<Name<'_>>("Subtype") {
        Some(name) if name.as_str() == "Type3" => {
            let matrix = dict.get::<[f32; 6]>("FontMatrix");
            matrix.map_or(0.001, |m| f64::from(m[0]))
        }
        _ => 0.001,
    };
    let widths = dict.get::<Array<'_>>("Widths").map(|widths| {
        let widths = widths
            .iter::<f32>()
            .map(|w| plane::scaled(f64::from(w), unit));
        (first..256).zip(widths).collect()
    });
    Font {
        codes: Codes::Single(characters(dict)),
        to_unicode,
        widths: widths.unwrap_or_default(),
        width: USUAL,
    }
}

/// The characters of a font of single bytes: those of the Latin code page, and what it says differs.
fn characters(dict: &Dict<'_>) -> BTreeMap<u32, String> {
    let latin = |code: u8| encoding_rs::WINDOWS_1252.decode(&[code]).0.into_owned();
    let mut characters: BTreeMap<u32, String> = (32..=255)
        .map(|code| (u32::from(code), latin(code)))
        .collect();
    let encoding = dict.get::<Dict<'_>>("Encoding");
    let differences = encoding.and_then(|e| e.get::<Array<'_>>("Differences"));
    let mut code = 0;
    for object in differences.iter().flat_map(|d| d.iter::<Object<'_>>()) {
        match object {
            Object::Number(number) => code = u32::try_from(number.as_i64()).unwrap_or(0),
            Object::Name(name) => {
                if let Some(text) = glyph_name(name.as_str()) {
                    characters.insert(code, text);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    characters
}

/// The character that a glyph's name tells, of those that reports have.
fn glyph_name(name: &str) -> Option<String> {
    const NAMES: &[(&str, char)] = &[
        ("zero", '0'),
        ("one", '1'),
        ("two", '2'),
        ("three", '3'),
        ("four", '4'),
        ("five", '5'),
        ("six", '6'),
        ("seven", '7'),
        ("eight", '8'),
        ("nine", '9'),
        ("space", ' '),
        ("period", '.'),
        ("comma", ','),
        ("hyphen", '-'),
        ("minus", '-'),
        ("slash", '/'),
        ("percent", '%'),
        ("parenleft", '('),
        ("parenright", ')'),
        ("bracketleft", '['),
        ("bracketright", ']'),
        ("colon", ':'),
        ("semicolon", ';'),
        ("quotedblleft", '“'),
        ("quotedblright", '”'),
        ("emdash", '—'),
        ("endash", '–'),
    ];
    if let Some((_, c)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(c.to_string());
    }
    let hex = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    let code = hex
        .filter(|h| h.len() >= 4)
        .and_then(|h| u32::from_str_radix(h, 16).ok());
    match code.and_then(char::from_u32) {
        Some(c) => Some(c.to_string()),
        None => (name.chars().count() == 1).then(|| name.to_owned()),
    }
}

impl Font {
    /// Whether its text runs downwards.
    pub(super) fn is_vertical(&self) -> bool {
        matches!(self.codes, Codes::Several { vertical: true, .. })
    }

    /// The codes of a text.
    pub(super) fn codes(&self, bytes: &[u8]) -> Vec<Code> {
        let mut codes = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, length) = self.code(rest);
            codes.push(self.told(code, length));
            rest = &rest[length.min(rest.len())..];
        }
        codes
    }

    /// The next code and its bytes.
    fn code(&self, bytes: &[u8]) -> (u32, usize) {
        let Codes::Several { map, .. } = &self.codes else {
            return (u32::from(bytes[0]), 1);
        };
        let mut code = 0u32;
        for (length, byte) in (1u8..=4).zip(bytes) {
            code = code << 8 | u32::from(*byte);
            if map.lookup_cid_code(code, length).is_some() {
                return (code, usize::from(length));
            }
        }
        // a code that the map does not have: those of reports have two bytes
        let two = bytes
            .iter()
            .take(2)
            .fold(0, |code, b| code << 8 | u32::from(*b));
        (two, bytes.len().min(2))
    }

    fn told(&self, code: u32, length: usize) -> Code {
        let space = length == 1 && code == 32;
        let mapped = self
            .to_unicode
            .as_ref()
            .and_then(|m| m.lookup_bf_string(code));
        match &self.codes {
            Codes::Single(characters) => Code {
                text: mapped
                    .map_or_else(|| characters.get(&code).cloned().unwrap_or_default(), said),
                width: self.widths.get(&code).copied().unwrap_or(self.width),
                down: None,
                space,
            },
            Codes::Several {
                map,
                vertical,
                down,
                collection,
                unicode,
            } => {
                let bytes = u8::try_from(length).unwrap_or(2);
                let cid = map.lookup_cid_code(code, bytes).unwrap_or(0);
                let own = || {
                    let collection = collection.as_ref();
                    let told = collection.and_then(|c| c.lookup_bf_string(cid)).map(said);
                    told.or_else(|| {
                        let c = char::from_u32(code).filter(|_| *unicode);
                        c.map(String::from)
                    })
                };
                Code {
                    text: mapped.map(said).or_else(own).unwrap_or_default(),
                    width: self.widths.get(&cid).copied().unwrap_or(self.width),
                    down: vertical.then_some(*down),
                    space,
                }
            }
        }
    }
}

fn said(mapped: BfString) -> String {
    let text = match mapped {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    };
    let shown = text.chars().filter(|c| !c.is_control());
    shown.map(radicals::character).collect()
}
