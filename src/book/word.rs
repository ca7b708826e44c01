//! 词: texts that stand in many cells, each known by a number, so that it is decoded once, and whoever
//! reads the rows looks at it once.

use std::hash::BuildHasher;
use std::num::NonZeroU32;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::Text;

/// The number of a text within one file: cells that have the same one hold the same text. The same text
/// may also stand in cells without a number, or with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(NonZeroU32);

impl Word {
    /// Words of a file, at most: what is kept for each of them stays small.
    pub const MOST: usize = 1 << 16;

    /// The word of a position; none beyond [`Word::MOST`].
    pub(super) fn at(position: usize) -> Option<Self> {
        let number = u32::try_from(position)
            .ok()
            .filter(|_| position < Self::MOST)?;
        NonZeroU32::new(number + 1).map(Word)
    }

    /// Its position, from 0.
    pub fn position(self) -> usize {
        self.0.get() as usize - 1
    }

    /// Its number, never 0.
    pub fn number(self) -> u32 {
        self.0.get()
    }
}

/// Bytes of a text that is worth a number; contents and titles are longer and stand in one cell each.
pub(super) const LONGEST: usize = 64;

/// New texts after which a column that mostly has new ones is taken to have nothing else.
const PATIENCE: u32 = 64;

/// The words of one file as they come by, known by their bytes before these are decoded.
#[derive(Default)]
pub(super) struct Lexicon {
    hasher: DefaultHashBuilder,
    bytes: Vec<u8>,
    entries: Vec<Entry>,
    table: HashTable<u32>,
    columns: Vec<Habit>,
}

struct Entry {
    /// Where its bytes begin.
    from: u32,
    length: u32,
    text: Text,
    /// Characters of it could not be decoded.
    lost: bool,
}

/// How many of a column's texts were new.
#[derive(Clone, Copy, Default)]
struct Habit {
    seen: u32,
    new: u32,
}

/// What is known of some bytes.
pub(super) enum Known<'l> {
    /// Their text, and whether characters of it were lost.
    Word(Word, &'l Text, bool),
    /// Nothing yet; [`Lexicon::learn`] them, with the hash.
    New(u64),
    /// They are of a kind that does not come again.
    Other,
}

impl Lexicon {
    /// What the bytes of a cell in a column are.
    #[inline]
    pub(super) fn find(&mut self, column: usize, raw: &[u8]) -> Known<'_> {
        if raw.len() > LONGEST {
            return Known::Other;
        }
        if column >= self.columns.len() {
            self.columns.resize(column + 1, Habit::default());
        }
        let habit = &mut self.columns[column];
        if habit.new > PATIENCE && habit.new > habit.seen / 2 {
            return Known::Other;
        }
        habit.seen = habit.seen.saturating_add(1);
        let hash = self.hasher.hash_one(raw);
        let entries = &self.entries;
        let bytes = &self.bytes;
        let found = self
            .table
            .find(hash, |&at| entries[at as usize].bytes(bytes) == raw);
        if let Some(&at) = found
            && let Some(word) = Word::at(at as usize)
        {
            let entry = &self.entries[at as usize];
            return Known::Word(word, &entry.text, entry.lost);
        }
        habit.new += 1;
        Known::New(hash)
    }

    /// Keeps a text by the bytes that it was decoded from; its word, where there is room for one more.
    pub(super) fn learn(&mut self, hash: u64, raw: &[u8], text: &Text, lost: bool) -> Option<Word> {
        let word = Word::at(self.entries.len())?;
        let from = u32::try_from(self.bytes.len()).ok()?;
        self.bytes.extend_from_slice(raw);
        self.entries.push(Entry {
            from,
            length: u32::try_from(raw.len()).ok()?,
            text: text.clone(),
            lost,
        });
        let at = u32::try_from(word.position()).ok()?;
        let (entries, bytes, hasher) = (&self.entries, &self.bytes, &self.hasher);
        let rehash = |&at: &u32| hasher.hash_one(entries[at as usize].bytes(bytes));
        self.table.insert_unique(hash, at, rehash);
        Some(word)
    }
}

impl Entry {
    fn bytes<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        &bytes[self.from as usize..(self.from + self.length) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(lexicon: &mut Lexicon, column: usize, text: &str) -> Option<Word> {
        match lexicon.find(column, text.as_bytes()) {
            Known::Word(word, known, false) => {
                assert_eq!(known, text);
                Some(word)
            }
            Known::Word(.., true) => panic!("nothing was lost"),
            Known::New(hash) => lexicon.learn(hash, text.as_bytes(), &text.into(), false),
            Known::Other => None,
        }
    }

    #[test]
    fn a_text_that_comes_again_has_the_same_word_in_every_column() {
        let mut lexicon = Lexicon::default();
        let one = word(&mut lexicon, 3, "自然人");
        assert!(one.is_some());
        assert_eq!(word(&mut lexicon, 0, "自然人"), one);
        assert_ne!(word(&mut lexicon, 3, "公民"), one);
        assert_eq!(word(&mut lexicon, 3, &"长".repeat(30)), None);
    }

    #[test]
    fn a_column_of_nothing_but_new_texts_takes_no_room() {
        let mut lexicon = Lexicon::default();
        for n in 0..10_000 {
            word(&mut lexicon, 0, &format!("依申{n}"));
            assert!(word(&mut lexicon, 1, ["是", "否"][n % 2]).is_some());
        }
        assert!(lexicon.entries.len() < 100);
        assert_eq!(word(&mut lexicon, 0, "是"), None);
    }

    #[test]
    fn there_are_so_many_words_and_no_more() {
        let mut lexicon = Lexicon::default();
        let mut numbered = 0;
        for n in 0..3 * Word::MOST {
            // each twice, so that the column seems to have texts that come again
            let text = n.to_string();
            numbered += usize::from(word(&mut lexicon, 0, &text).is_some());
            word(&mut lexicon, 0, &text);
            word(&mut lexicon, 0, &text);
        }
        assert_eq!(numbered, Word::MOST);
    }
}
