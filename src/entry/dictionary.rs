//! Lists of words by what they mean, and how a word is looked up in them: whole, without what may stand before and
//! behind it, or by the words that a longer text holds.

use std::collections::{BTreeMap, HashMap};

use super::remark::longest_first;
use crate::text::{squeeze, without_code, without_item_number};

/// How a word is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning<T> {
    /// This and nothing else.
    Sure(T),
    /// The usual reading.
    Assumed(T),
    /// Two or more are possible.
    Ambiguous(Vec<T>),
    /// Where the work stands: pending.
    State,
    /// That it ended, but not how.
    Ended,
    /// In no list.
    Unknown,
}

pub(super) type Lists = BTreeMap<String, Vec<String>>;

/// Marks between the parts of a word that it may do without.
const MARKS: [char; 2] = [',', '、'];

/// Words by squeezed spelling, and the spellings as the file has them.
pub(super) struct Dictionary<T> {
    pub(super) meanings: HashMap<String, Meaning<T>>,
    pub(super) spellings: Vec<String>,
}

impl<T: Copy> Dictionary<T> {
    pub(super) fn new() -> Self {
        Dictionary {
            meanings: HashMap::new(),
            spellings: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, words: &[String], meaning: &Meaning<T>) {
        for word in words {
            self.meanings.insert(squeeze(word), meaning.clone());
            self.spellings.push(word.clone());
        }
    }

    pub(super) fn add_lists(
        &mut self,
        lists: &Lists,
        of: impl Fn(&str) -> Option<T>,
        grade: impl Fn(T) -> Meaning<T>,
    ) {
        for (key, words) in lists {
            let meaning = of(key).expect("words.toml names meanings that exist, as its test shows");
            self.add(words, &grade(meaning));
        }
    }

    pub(super) fn get(&self, word: &str) -> Meaning<T> {
        self.get_key(&squeeze(word))
    }

    pub(super) fn get_key(&self, key: &str) -> Meaning<T> {
        let found = self
            .meanings
            .get(key)
            .or_else(|| self.meanings.get(without_item_number(key)))
            // 「01-行政许可」
            .or_else(|| self.meanings.get(without_code(key)));
        found.cloned().unwrap_or(Meaning::Unknown)
    }

    /// What a word means, with what may stand before and behind it.
    pub(super) fn get_bare(&self, word: &str, affixes: &Affixes) -> Meaning<T> {
        let key = squeeze(word);
        match self.get_key_bare(&key, affixes) {
            // 「未补正，视为自动放弃」
            Meaning::Unknown if key.contains(MARKS) => {
                self.get_key_bare(&key.replace(MARKS, ""), affixes)
            }
            meaning => meaning,
        }
    }

    fn get_key_bare(&self, key: &str, affixes: &Affixes) -> Meaning<T> {
        let bare = affixes.bare(without_item_number(without_code(key)));
        std::iter::once(key)
            .chain(bare)
            .map(|w| self.get_key(w))
            .find(|m| !matches!(m, Meaning::Unknown))
            .unwrap_or(Meaning::Unknown)
    }
}

/// What may stand before and behind a word without changing it.
pub(super) struct Affixes {
    lead: Vec<String>,
    tail: Vec<String>,
}

impl Affixes {
    pub(super) fn new(lead: &[String], tail: &[String]) -> Self {
        let prepare = |words: &[String]| longest_first(words.iter().map(|w| squeeze(w)));
        Affixes {
            lead: prepare(lead),
            tail: prepare(tail),
        }
    }

    /// The word without what stands before it, behind it, and both.
    fn bare<'w>(&self, key: &'w str) -> Vec<&'w str> {
        let behind = |w: &'w str| self.tail.iter().find_map(|t| w.strip_suffix(t.as_str()));
        let led = self.lead.iter().find_map(|l| key.strip_prefix(l.as_str()));
        let found = [led, behind(key), led.and_then(behind)];
        found.into_iter().flatten().collect()
    }
}

/// Words by which a longer text is understood.
pub(super) struct Within<T> {
    /// As compared, the longest first.
    words: Vec<(String, T)>,
}

impl<T: Copy + PartialEq> Within<T> {
    pub(super) fn new(lists: &Lists, of: impl Fn(&str) -> Option<T>) -> Self {
        let mut words = Vec::new();
        for (key, list) in lists {
            let meaning = of(key).expect("words.toml names meanings that exist, as its test shows");
            words.extend(list.iter().map(|w| (squeeze(w), meaning)));
        }
        words.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Within { words }
    }

    /// The meanings of the words in a text, each once, and what is left of the text.
    pub(super) fn of(&self, text: &str) -> (Vec<T>, String) {
        let mut rest = squeeze(text);
        let mut found = Vec::new();
        for (word, meaning) in &self.words {
            if rest.contains(word.as_str()) {
                rest = rest.replace(word.as_str(), " ");
                if !found.contains(meaning) {
                    found.push(*meaning);
                }
            }
        }
        (found, rest)
    }
}
