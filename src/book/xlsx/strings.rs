//! 共享字符串: the texts of a workbook, each decoded once and lent to the cells that show it.
//!
//! A small table is read as a whole. A large one is read as far as the cells have asked for, since programs number
//! texts in the order in which cells first show them; and of its long texts and of numbers such as
//! 「株国资〔2022〕1号」, which stand in one cell each, it is only those that came by last which are kept. Where a
//! cell asks for one that is gone, as the rows were sorted after the texts were numbered or two of them have the same
//! number, the table is read once more, and more of it is kept.

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;

use super::Halt;
use super::markup::{Cursor, Odd, Tag, decode, next_tag, unescape};
use super::window::Window;
use crate::book::word::{LONGEST as LONGEST_WORD, Word};
use crate::book::{Fault, limits};
use crate::packed;

/// Sizes; so small where debugging is on that the tests meet large tables.
mod size {
    const fn of(size: usize, tested: usize) -> usize {
        if cfg!(debug_assertions) { tested } else { size }
    }

    /// Bytes of a table that is read as a whole.
    pub(super) const WHOLE: usize = of(4 << 20, 300);

    /// Bytes of texts from the first one on that are kept, however long.
    pub(super) const FIRST: usize = of(1 << 20, 50);

    /// Bytes of a text beyond these that is not kept for good, unless it is a word.
    pub(super) const LONG: usize = of(super::LONGEST_WORD, 8);

    /// Bytes of the texts let go that came by last.
    pub(super) const LAST: usize = of(256 << 10, 60);

    /// Bytes of a piece of what is kept, a power of two.
    pub(super) const PIECE: usize = of(1 << 20, 64);
}

/// The part of a package that holds the texts.
pub(super) type Part<'p> = Box<dyn Read + 'p>;

/// Opens the part.
pub(super) type Open<'p> = Box<dyn FnOnce() -> Result<Option<Part<'p>>, Fault> + 'p>;

/// Times that the part is opened once more, at most: each of them, more of it is kept.
pub(super) const AGAIN: usize = 2;

/// Which texts are kept for good.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Keeps {
    /// Short ones that are no numbers: names, words.
    #[default]
    Words,
    /// Short ones.
    Short,
    All,
}

impl Keeps {
    fn more(self) -> Self {
        match self {
            Keeps::Words => Keeps::Short,
            Keeps::Short | Keeps::All => Keeps::All,
        }
    }

    fn keeps(self, text: &str) -> bool {
        let short = text.len() <= size::LONG;
        match self {
            Keeps::Words => short && !is_number(text),
            Keeps::Short => short,
            Keeps::All => true,
        }
    }
}

/// Whether a text looks like the number of one application or document: 「株国资〔2022〕1号」, SQ20220001. What begins
/// with a digit may be a day or a telephone, which come again.
fn is_number(text: &str) -> bool {
    const FEWEST: usize = 5;
    let digits = || text.bytes().filter(u8::is_ascii_digit);
    !text.starts_with(|c: char| c.is_ascii_digit()) && digits().nth(FEWEST - 1).is_some()
}

/// The texts by their number.
#[derive(Default)]
pub(super) struct Strings<'p> {
    table: Table,
    /// What is still to be read; none when all was.
    source: Option<Source<Part<'p>>>,
    /// The part once more, each time.
    again: Vec<Open<'p>>,
    /// What ended the reading.
    failed: Option<Halt>,
}

impl<'p> Strings<'p> {
    /// Whether a part of so many bytes is read as a whole.
    pub(super) fn is_small(bytes: u64) -> bool {
        bytes <= size::WHOLE as u64
    }

    /// Reads the part as a whole; the buffer of the window serves again.
    pub(super) fn whole<R: Read>(window: Window<R>) -> Result<(Self, Vec<u8>), Halt> {
        let mut table = Table {
            keeps: Keeps::All,
            ..Table::default()
        };
        let mut source = Source::begin(window)?;
        while source.more(&mut table)? {}
        let strings = Strings {
            table,
            ..Strings::default()
        };
        Ok((strings, source.window.into_buffer()))
    }

    /// Reads the part as far as it is asked for; `again` opens it a second and a third time.
    pub(super) fn as_asked(part: Part<'p>, again: [Open<'p>; AGAIN]) -> Result<Self, Halt> {
        Ok(Strings {
            source: Some(Source::open(part)?),
            again: again.into(),
            ..Strings::default()
        })
    }

    /// The text of a number. None where there is none; then [`Strings::halt`] says why, if there is a reason.
    #[inline]
    pub(super) fn get(&mut self, number: usize) -> Option<&str> {
        if number >= self.table.count && !self.read_to(number) {
            return None;
        }
        let place = match self.table.place(number) {
            Some(place) => place,
            None => self.read_again(number)?,
        };
        Some(self.table.text_at(place))
    }

    /// What is crossed out of a text of which the rest is not.
    #[inline]
    pub(super) fn crossed(&self, number: usize) -> Option<&str> {
        if self.table.crossed.is_empty() {
            return None;
        }
        self.table.crossed.get(&number).map(|crossed| &**crossed)
    }

    /// What ended the reading, told once.
    pub(super) fn halt(&mut self) -> Option<Halt> {
        self.failed.take()
    }

    /// Goes to the end of the part, where its checksum is compared. What is wrong there may have been met
    /// already, with the last of its texts.
    pub(super) fn end(&mut self) -> Result<(), Halt> {
        match (self.failed.take(), &mut self.source) {
            (Some(halt), _) => Err(halt),
            (None, Some(source)) => Ok(source.window.drain()?),
            (None, None) => Ok(()),
        }
    }

    /// Reads on to a text; false where that is not to be had.
    #[cold]
    fn read_to(&mut self, number: usize) -> bool {
        while number >= self.table.count {
            let Some(source) = &mut self.source else {
                return false;
            };
            match source.more(&mut self.table) {
                Ok(true) => {}
                Ok(false) => self.source = None,
                Err(halt) => {
                    self.source = None;
                    self.failed = Some(halt);
                }
            }
        }
        true
    }

    /// A text is gone: reads up to it once more and keeps more, until it is there.
    #[cold]
    fn read_again(&mut self, number: usize) -> Option<Place> {
        while let Some(again) = self.again.pop() {
            self.table = Table {
                keeps: self.table.keeps.more(),
                ..Table::default()
            };
            let part = again().map_err(Halt::from);
            let part = part.and_then(|part| part.ok_or(Halt::Strange));
            match part.and_then(Source::open) {
                Ok(source) => self.source = Some(source),
                Err(halt) => {
                    self.source = None;
                    self.failed = Some(halt);
                }
            }
            if !self.read_to(number) {
                return None;
            }
            if let Some(place) = self.table.place(number) {
                return Some(place);
            }
        }
        None
    }
}

/// The texts that were read.
#[derive(Default)]
struct Table {
    count: usize,
    keeps: Keeps,
    /// The texts that are kept, and places of those that are not, in pieces that are never moved.
    kept: Vec<String>,
    /// Bytes in all pieces.
    bytes: usize,
    /// Where each of the first ones begins, among which the words are.
    words: Vec<Spot>,
    /// Where each [`STEP`]th of all begins.
    begins: Vec<Spot>,
    /// Those that are let go, as far as they came by last, the later ones first.
    passing: [Passing; 2],
    /// The text that is being read.
    written: Written,
    /// What is crossed out of the texts of which a part is.
    crossed: BTreeMap<usize, Box<str>>,
}

/// Texts of which is kept what is crossed out, at most.
const CROSSED: usize = 10_000;

/// From one text whose place is known to the next.
const STEP: usize = 4;

/// Where a text that is kept begins: its piece above its position in it.
type Spot = u32;

/// Bits of a position in a piece.
const PIECE: u32 = size::PIECE.ilog2();

/// Where a text stands.
struct Place {
    kept: bool,
    /// Which piece, or which of those that pass by.
    piece: usize,
    range: Range<usize>,
}

impl Table {
    /// Takes the text that was read.
    #[inline]
    fn take(&mut self) -> Result<(), Odd> {
        let number = self.count;
        let steps = number.is_multiple_of(STEP);
        // what stands behind one whose place is known stands in the same piece
        let known = steps || number < Word::MOST;
        let room = |piece: &String| !known || piece.len() < size::PIECE - size::PIECE / 16;
        if !self.kept.last().is_some_and(room) {
            // thousands of small tables that grew would leave as many holes between what is kept of their files
            const SMALL: usize = 64 << 10;
            let room = match self.kept.is_empty() {
                true => size::PIECE.min(SMALL),
                false => size::PIECE,
            };
            self.kept.push(String::with_capacity(room));
        }
        let at = self.kept.len() - 1;
        let piece = &mut self.kept[at];
        let before = piece.len();
        if known {
            let spot = u32::try_from(at << PIECE | before).map_err(|_| Odd::Strange)?;
            self.begins.extend(steps.then_some(spot));
            self.words.extend((number < Word::MOST).then_some(spot));
        }
        if self.bytes < size::FIRST || self.keeps.keeps(&self.written.text) {
            if !packed::push(piece, &[&self.written.text]) {
                return Err(Odd::Strange);
            }
        } else {
            packed::push_none(piece);
            self.pass(number)?;
        }
        self.bytes += self.kept[at].len() - before;
        if !self.written.crossed.is_empty() && self.crossed.len() < CROSSED {
            let crossed = self.written.crossed.chars().take(limits::SHORT);
            self.crossed
                .insert(number, crossed.collect::<String>().into());
        }
        self.count += 1;
        Ok(())
    }

    fn pass(&mut self, number: usize) -> Result<(), Odd> {
        if self.passing[0].text.len() >= size::LAST {
            self.passing.swap(0, 1);
            self.passing[0].text.clear();
            self.passing[0].begins.clear();
        }
        let later = &mut self.passing[0];
        let number = u32::try_from(number).map_err(|_| Odd::Strange)?;
        later.begins.push((number, later.text.len()));
        later.text.push_str(&self.written.text);
        Ok(())
    }

    /// Where a text stands that was read; none where it is gone.
    #[inline]
    fn place(&self, number: usize) -> Option<Place> {
        let (spot, behind) = match self.words.get(number) {
            Some(spot) => (*spot, 0),
            None => (self.begins[number / STEP], number % STEP),
        };
        let at = spot as usize >> PIECE;
        let piece = self.kept[at].as_str();
        let mut rest = &piece[spot as usize % size::PIECE..];
        for _ in 0..behind {
            (_, rest) = packed::first(rest)?;
        }
        match packed::first(rest)? {
            (Some(text), behind) => {
                let end = piece.len() - behind.len();
                Some(Place {
                    kept: true,
                    piece: at,
                    range: end - text.len()..end,
                })
            }
            (None, _) => self.place_passing(number),
        }
    }

    fn place_passing(&self, number: usize) -> Option<Place> {
        let number = u32::try_from(number).ok()?;
        let mut each = self.passing.iter().enumerate();
        each.find_map(|(piece, passing)| {
            Some(Place {
                kept: false,
                piece,
                range: passing.range(number)?,
            })
        })
    }

    #[inline]
    fn text_at(&self, place: Place) -> &str {
        match place.kept {
            true => &self.kept[place.piece][place.range],
            false => &self.passing[place.piece].text[place.range],
        }
    }
}

/// Texts that are let go together.
#[derive(Default)]
struct Passing {
    text: String,
    /// Numbers, ascending, and where the text of each begins.
    begins: Vec<(u32, usize)>,
}

impl Passing {
    fn range(&self, number: u32) -> Option<Range<usize>> {
        let at = self.begins.binary_search_by_key(&number, |b| b.0).ok()?;
        let end = self.begins.get(at + 1).map_or(self.text.len(), |b| b.1);
        Some(self.begins[at].1..end)
    }
}

/// The part being read.
struct Source<R> {
    window: Window<R>,
    /// The prefix of its tags, with the colon.
    prefix: Vec<u8>,
    tail: Tail,
}

impl<'p> Source<Part<'p>> {
    fn open(part: Part<'p>) -> Result<Self, Halt> {
        Source::begin(Window::new(part, Vec::new(), limits::SHARED_STRINGS))
    }
}

impl<R: Read> Source<R> {
    fn begin(mut window: Window<R>) -> Result<Self, Halt> {
        let prefix = window.step(|cursor| {
            let root = next_tag(cursor)?;
            match root.local_name() {
                (false, b"sst") if !root.closed => {
                    Ok(root.name[..root.name.len() - b"sst".len()].to_vec())
                }
                _ => Err(Odd::Strange),
            }
        })?;
        Ok(Source {
            window,
            prefix,
            tail: Tail::default(),
        })
    }

    /// Reads the texts at hand and brings more bytes; false behind the last text.
    fn more(&mut self, table: &mut Table) -> Result<bool, Halt> {
        let mut cursor = Cursor::new(self.window.bytes());
        let mut used = 0;
        let odd = loop {
            table.written.clear();
            let read = next(
                &mut cursor,
                &self.prefix,
                &mut self.tail,
                &mut table.written,
            );
            match read {
                Ok(true) => break None,
                Ok(false) => {}
                Err(odd) => break Some(odd),
            }
            if let Err(odd) = table.take() {
                break Some(odd);
            }
            used = cursor.at;
        };
        self.window.consume(used);
        match odd {
            None => {
                self.window.drain()?;
                Ok(false)
            }
            Some(Odd::More) if self.window.fill()? => Ok(true),
            Some(_) => Err(Halt::Strange),
        }
    }
}

/// Reads the next text; true behind the last one.
fn next(
    cursor: &mut Cursor<'_>,
    prefix: &[u8],
    tail: &mut Tail,
    out: &mut Written,
) -> Result<bool, Odd> {
    cursor.space()?;
    if prefix.is_empty() && cursor.take(b"<si><t>")? {
        return plain(cursor, tail, out).map(|()| false);
    }
    cursor.expect(b"<")?;
    if cursor.take(b"/")? {
        cursor.prefix(prefix)?;
        cursor.expect(b"sst>")?;
        return Ok(true);
    }
    cursor.prefix(prefix)?;
    cursor.expect(b"si")?;
    match cursor.attribute()? {
        None if cursor.tag_end()? => Ok(false),
        None => string(cursor, prefix, b"si", out).map(|()| false),
        Some(_) => Err(Odd::Strange),
    }
}

/// `<si><t>` was read, as nearly all texts begin.
#[inline]
fn plain(cursor: &mut Cursor<'_>, tail: &mut Tail, out: &mut Written) -> Result<(), Odd> {
    let raw = cursor.until(b'<')?;
    add(raw, false, &mut out.text)?;
    let behind = &cursor.bytes[cursor.at..];
    if !tail.0.is_empty() && behind.starts_with(&tail.0) {
        cursor.at += tail.0.len();
        return Ok(());
    }
    let length = out.text.len();
    cursor.expect(b"</t>")?;
    string(cursor, b"", b"si", out)?;
    if out.text.len() == length {
        let used = behind.len() - (cursor.bytes.len() - cursor.at);
        tail.0.clear();
        tail.0.extend_from_slice(&behind[..used]);
    }
    Ok(())
}

/// What the last text had between its last character and its end, which adds nothing to it: Chinese Excel puts
/// the same `</t><phoneticPr …/></si>` behind each. The same bytes in the same place mean the same again.
#[derive(Default)]
struct Tail(Vec<u8>);

/// A text as it is read, and what of it is crossed out.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    /// The runs that are crossed out, where others of the same text are not; these alone are its text then.
    pub(super) crossed: String,
}

impl Written {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.crossed.clear();
    }
}

/// Adds to `out` the text of an element `<si>` or `<is>` whose start tag was read: that of its `<t>` or of its
/// runs, without the pronunciation, and without what is crossed out where the rest is not.
pub(super) fn string(
    cursor: &mut Cursor<'_>,
    prefix: &[u8],
    closing: &[u8; 2],
    out: &mut Written,
) -> Result<(), Odd> {
    let Written { text, crossed } = out;
    // Most are one plain `<t>`.
    if prefix.is_empty() && cursor.take(b"<t>")? {
        let raw = cursor.until(b'<')?;
        cursor.expect(b"</t>")?;
        add(raw, false, text)?;
        if cursor.take(&[b'<', b'/', closing[0], closing[1], b'>'])? {
            return Ok(());
        }
    }
    let mut struck = false;
    loop {
        cursor.space()?;
        let tag = cursor.tag()?;
        let (end, name) = match tag.name.strip_prefix(b"/") {
            Some(name) => (true, name),
            None => (false, tag.name),
        };
        let name = name.strip_prefix(prefix).ok_or(Odd::Strange)?;
        match name {
            [b't'] if !end && tag.closed => {}
            [b't'] if !end => {
                let preserve = tag.attribute(b"xml:space")? == Some(b"preserve");
                let raw = cursor.until(b'<')?;
                cursor.expect(b"</")?;
                cursor.prefix(prefix)?;
                cursor.expect(b"t>")?;
                add(
                    raw,
                    preserve,
                    if struck { &mut *crossed } else { &mut *text },
                )?;
            }
            _ if end && name == closing => {
                // a text that is crossed out as a whole is told with its row
                if text.trim().is_empty() {
                    text.push_str(crossed);
                    crossed.clear();
                }
                return Ok(());
            }
            [b'r'] => struck = false,
            b"rPr" if !end && !tag.closed => struck = strikes(cursor, prefix)?,
            b"rPr" | b"rPh" | b"phoneticPr" if !end => {
                if !tag.closed {
                    over(cursor, prefix, name, &mut |_| Ok(()))?;
                }
            }
            _ => return Err(Odd::Strange),
        }
    }
}

/// Goes over the properties of a run whose start tag was read; whether they cross it out.
fn strikes(cursor: &mut Cursor<'_>, prefix: &[u8]) -> Result<bool, Odd> {
    let mut struck = false;
    over(cursor, prefix, b"rPr", &mut |tag| {
        if tag.name.strip_prefix(prefix) == Some(b"strike") {
            struck = !matches!(tag.attribute(b"val")?, Some(b"0" | b"false"));
        }
        Ok(())
    })?;
    Ok(struck)
}

/// Adds the content of a `<t>`.
fn add(raw: &[u8], preserve: bool, out: &mut String) -> Result<(), Odd> {
    /// White space that XML has; a no-break space stays.
    const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
    let from = out.len();
    decode(raw, out)?;
    if !preserve {
        let end = out[from..].trim_end_matches(SPACE).len();
        out.truncate(from + end);
        let start = end - out[from..].trim_start_matches(SPACE).len();
        if start > 0 {
            out.drain(from..from + start);
        }
    }
    unescape(out, from);
    Ok(())
}

/// Goes over an element whose start tag was read, and tells the tags in it.
fn over<'b>(
    cursor: &mut Cursor<'b>,
    prefix: &[u8],
    name: &[u8],
    see: &mut dyn FnMut(Tag<'b>) -> Result<(), Odd>,
) -> Result<(), Odd> {
    loop {
        cursor.until(b'<')?;
        let tag = cursor.tag()?;
        let inner = tag
            .name
            .strip_prefix(b"/")
            .and_then(|tag| tag.strip_prefix(prefix));
        if inner == Some(name) {
            return Ok(());
        }
        see(tag)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(xml: &str) -> Result<Vec<String>, Halt> {
        let window = Window::new(xml.as_bytes(), Vec::new(), 1 << 20);
        let (mut strings, _) = Strings::whole(window)?;
        Ok((0..)
            .map_while(|number| strings.get(number).map(str::to_owned))
            .collect())
    }

    #[test]
    fn plain_rich_and_empty_texts_have_their_numbers() {
        let read = strings(
            r#"<?xml version="1.0" encoding="UTF-8"?><x:sst count="9"><x:si><x:t>张三</x:t></x:si>
            <x:si><x:r><x:rPr><x:sz val="9"/></x:rPr><x:t xml:space="preserve"> a</x:t></x:r><x:r><x:t> b </x:t></x:r><x:rPh sb="0"><x:t>x</x:t></x:rPh><x:phoneticPr fontId="1"/></x:si>
            <x:si/><x:si><x:t/></x:si><x:si><x:t>&#30003;_x000D_</x:t></x:si></x:sst>"#,
        );
        assert_eq!(
            read.ok(),
            Some(["张三", " ab", "", "", "申\r"].map(str::to_owned).to_vec())
        );
    }

    #[test]
    fn what_is_not_known_is_left_to_calamine() {
        for xml in [
            "<sst><si><t><![CDATA[a]]></t></si></sst>",
            "<sst><!-- --><si><t>a</t></si></sst>",
            "<sst><si><u>a</u></si></sst>",
            "<sst><si><t>a</t></si>",
            "<?xml version='1.0' encoding='GBK'?><sst><si><t>a</t></si></sst>",
            "<!DOCTYPE sst><sst></sst>",
        ] {
            assert!(matches!(strings(xml), Err(Halt::Strange)), "{xml}");
        }
    }

    /// Opens the same once more, each time.
    fn again(xml: &str) -> [Open<'_>; AGAIN] {
        std::array::from_fn(|_| -> Open<'_> { Box::new(|| Ok(Some(Box::new(xml.as_bytes())))) })
    }

    fn nothing<'p>() -> Open<'p> {
        Box::new(|| Ok(None))
    }

    #[test]
    fn texts_are_had_in_whatever_order_they_are_asked_for() {
        let texts: Vec<String> = (0..200usize)
            .map(|n| match n % 3 {
                0 => format!("{n}{}", "长".repeat(n % 7 * 5)),
                1 => format!("a{}", 10_000 + n),
                _ => format!("b{n}"),
            })
            .collect();
        let items: String = texts
            .iter()
            .map(|t| format!("<si><t>{t}</t></si>"))
            .collect();
        let xml = format!("<sst>{items}</sst>");
        let part = || -> Part<'_> { Box::new(xml.as_bytes()) };
        let ascending: Vec<usize> = (0..200).collect();
        let orders = [
            ascending.clone(),
            ascending.iter().rev().copied().collect(),
            ascending.iter().map(|n| n * 67 % 200).collect(),
            ascending.iter().flat_map(|n| [*n, n / 2, 3]).collect(),
        ];
        for order in orders {
            let mut strings = Strings::as_asked(part(), again(&xml)).expect("a table");
            for number in order {
                assert_eq!(strings.get(number), Some(texts[number].as_str()));
            }
            assert_eq!(strings.get(200), None);
            assert!(strings.halt().is_none() && strings.end().is_ok());
        }
    }

    #[test]
    fn numbers_pass_by_until_one_comes_again_and_then_are_kept_without_long_texts() {
        let text = |n: usize| match n % 3 {
            0 => format!("a{}", 10_000 + n),
            1 => "长".repeat(size::LONG) + &n.to_string(),
            _ => format!("张{}", n % 7),
        };
        let items: String = (0..600)
            .map(|n| format!("<si><t>{}</t></si>", text(n)))
            .collect();
        let xml = format!("<sst>{items}</sst>");
        let mut strings =
            Strings::as_asked(Box::new(xml.as_bytes()), again(&xml)).expect("a table");
        assert_eq!(strings.get(599), Some(text(599).as_str()));
        assert!(strings.table.keeps == Keeps::Words && strings.table.place(300).is_none());
        assert_eq!(strings.get(300), Some(text(300).as_str()));
        assert_eq!(strings.get(599), Some(text(599).as_str()));
        assert!(strings.table.keeps == Keeps::Short && strings.table.place(301).is_none());
        assert_eq!(strings.get(301), Some(text(301).as_str()));
        assert!(strings.table.keeps == Keeps::All && strings.table.place(300).is_some());
    }

    #[test]
    fn texts_that_are_let_go_take_no_room() {
        let items: String = (0..2000)
            .map(|n| format!("<si><t>{n}{}</t></si>", "长".repeat(size::LONG)))
            .collect();
        let xml = format!("<sst>{items}</sst>");
        let mut strings =
            Strings::as_asked(Box::new(xml.as_bytes()), [nothing(), nothing()]).expect("a table");
        assert!(
            strings
                .get(1999)
                .is_some_and(|text| text.starts_with("1999长"))
        );
        let passing = |p: &Passing| p.text.len() <= size::LAST + 5 * size::LONG;
        assert!(strings.table.passing.iter().all(passing));
        assert!(strings.table.bytes <= size::FIRST + 5 * size::LONG + 2000);
        // and one that is gone cannot be had where the table cannot be read again
        assert_eq!(strings.get(1000), None);
        assert!(matches!(strings.halt(), Some(Halt::Strange)));
    }

    /// Gives bytes, and then fails as a checksum does.
    struct Broken<'b>(&'b [u8]);

    impl Read for Broken<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(std::io::Error::other("Invalid checksum")),
                count => Ok(count),
            }
        }
    }

    #[test]
    fn damage_behind_the_last_text_is_told_at_the_end() {
        for xml in [
            "<sst><si><t>a</t></si><si><t>b</t></si></sst>",
            "<sst><si><t>a</t></si><si><t>b</t></si>",
        ] {
            let part = || -> Part<'_> { Box::new(Broken(xml.as_bytes())) };
            let mut strings = Strings::as_asked(part(), [nothing(), nothing()]).expect("a table");
            assert_eq!(strings.get(0), Some("a"));
            assert_eq!(strings.get(1), Some("b"));
            assert!(matches!(strings.end(), Err(Halt::Strange)), "{xml}");
        }
    }

    #[test]
    fn a_table_that_breaks_off_is_strange_where_it_does() {
        let part = || -> Part<'static> { Box::new(b"<sst><si><t>a</t></si><si><t>b".as_slice()) };
        let again: [Open<'static>; AGAIN] =
            std::array::from_fn(|_| -> Open<'static> { Box::new(move || Ok(Some(part()))) });
        let mut strings = Strings::as_asked(part(), again).expect("a table");
        assert_eq!(strings.get(0), Some("a"));
        assert_eq!(strings.get(1), None);
        assert!(matches!(strings.halt(), Some(Halt::Strange)));
    }
}
