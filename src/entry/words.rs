//! Words of ledgers and what they mean, in four grades.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Applicant, Category, Outcome, Path, Validity, Verdict};
use crate::column::Field;
use crate::settings::{Item, Settings, Unfit};
use crate::text::{self, squeeze, without_item_number};

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

/// The built-in words and those of the office.
#[derive(Debug)]
pub struct Words {
    own: BTreeMap<Field, HashMap<String, String>>,
    /// Outcomes that the form counts in one line (edition 2019: 其他处理).
    one_line: Vec<Vec<Outcome>>,
}

#[derive(Deserialize)]
struct File {
    applicant: ApplicantWords,
    outcome: OutcomeWords,
    verdict: VerdictWords,
    path: PathWords,
    category: CategoryWords,
    validity: SureWords,
}

type Lists = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
struct ApplicantWords {
    sure: Lists,
    assumed: Lists,
    ambiguous: Lists,
}

#[derive(Deserialize)]
struct OutcomeWords {
    sure: Lists,
    assumed: Lists,
    ambiguous: Lists,
    state: Vec<String>,
    ended: Vec<String>,
}

#[derive(Deserialize)]
struct VerdictWords {
    sure: Lists,
    assumed: Lists,
    ended: Vec<String>,
}

#[derive(Deserialize)]
struct PathWords {
    sure: Lists,
    suit: Vec<String>,
}

#[derive(Deserialize)]
struct CategoryWords {
    sure: Lists,
    other: Vec<String>,
}

#[derive(Deserialize)]
struct SureWords {
    sure: Lists,
}

/// Words by squeezed spelling, and the spellings as the file has them.
struct Dictionary<T> {
    meanings: HashMap<String, Meaning<T>>,
    spellings: Vec<String>,
}

impl<T: Copy> Dictionary<T> {
    fn new() -> Self {
        Dictionary {
            meanings: HashMap::new(),
            spellings: Vec::new(),
        }
    }

    fn add(&mut self, words: &[String], meaning: &Meaning<T>) {
        for word in words {
            self.meanings.insert(squeeze(word), meaning.clone());
            self.spellings.push(word.clone());
        }
    }

    fn add_lists(
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

    fn get(&self, word: &str) -> Meaning<T> {
        let key = squeeze(word);
        let found = self
            .meanings
            .get(&key)
            .or_else(|| self.meanings.get(without_item_number(&key)));
        found.cloned().unwrap_or(Meaning::Unknown)
    }
}

struct BuiltIn {
    applicant: Dictionary<Applicant>,
    outcome: Dictionary<Outcome>,
    verdict: Dictionary<Verdict>,
    path: Dictionary<Option<Path>>,
    category: Dictionary<Category>,
    validity: Dictionary<Validity>,
}

static BUILT_IN: LazyLock<BuiltIn> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("words.toml")).expect("words.toml is tested");
    let mut applicant = Dictionary::new();
    applicant.add_lists(&file.applicant.sure, Applicant::of, Meaning::Sure);
    applicant.add_lists(&file.applicant.assumed, Applicant::of, Meaning::Assumed);
    for words in file.applicant.ambiguous.values() {
        applicant.add(words, &Meaning::Ambiguous(Applicant::BODIES.to_vec()));
    }
    let mut outcome = Dictionary::new();
    outcome.add_lists(&file.outcome.sure, Outcome::of_line, Meaning::Sure);
    outcome.add_lists(&file.outcome.assumed, Outcome::of_line, Meaning::Assumed);
    for (word, lines) in &file.outcome.ambiguous {
        let choices = lines.iter().filter_map(|l| Outcome::of_line(l)).collect();
        outcome.add(std::slice::from_ref(word), &Meaning::Ambiguous(choices));
    }
    outcome.add(&file.outcome.state, &Meaning::State);
    outcome.add(&file.outcome.ended, &Meaning::Ended);
    let mut verdict = Dictionary::new();
    verdict.add_lists(&file.verdict.sure, Verdict::of, Meaning::Sure);
    verdict.add_lists(&file.verdict.assumed, Verdict::of, Meaning::Assumed);
    verdict.add(&file.verdict.ended, &Meaning::Ended);
    let mut path = Dictionary::new();
    path.add_lists(&file.path.sure, |p| Path::of(p).map(Some), Meaning::Sure);
    path.add(&file.path.suit, &Meaning::Sure(None));
    let mut category = Dictionary::new();
    category.add_lists(&file.category.sure, Category::of, Meaning::Sure);
    category.add(&file.category.other, &Meaning::Sure(Category::Other));
    let mut validity = Dictionary::new();
    validity.add_lists(&file.validity.sure, Validity::of, Meaning::Sure);
    BuiltIn {
        applicant,
        outcome,
        verdict,
        path,
        category,
        validity,
    }
});

impl Words {
    /// The built-in words with the office's own before them.
    pub fn new(settings: &Settings, one_line: Vec<Vec<Outcome>>) -> Self {
        let mut own: BTreeMap<Field, HashMap<String, String>> = BTreeMap::new();
        for (field, words) in &settings.words {
            if let Some(field) = own_field(field) {
                let list = own.entry(field).or_default();
                list.extend(
                    words
                        .iter()
                        .map(|(word, meaning)| (squeeze(word), meaning.clone())),
                );
            }
        }
        Words { own, one_line }
    }

    /// What the office's own words say, and what is wrong with them: a field that has no words, or a
    /// meaning that is none.
    pub fn problems(settings: &Settings) -> Vec<Unfit> {
        let mut problems = Vec::new();
        for (field, words) in &settings.words {
            let Some(known) = own_field(field) else {
                problems.push(Unfit::new(
                    Item::Words(field.clone()),
                    format!("[words.{field}]：没有这一组词"),
                    "可用的是 申请人类型、办理结果、案件类型、起诉方式、结果、类别、有效性",
                ));
                continue;
            };
            for (word, meaning) in words {
                if !means_something(known, meaning) {
                    problems.push(Unfit::new(
                        Item::Word(field.clone(), word.clone()),
                        format!("[words.{field}] \"{word}\" = \"{meaning}\"：「{meaning}」不是可以填入的含义"),
                        what_may_be_meant(known),
                    ));
                }
            }
        }
        problems
    }

    fn own<T>(&self, field: Field, word: &str, of: impl Fn(&str) -> Option<T>) -> Option<T> {
        let meaning = self.own.get(&field)?.get(&squeeze(word))?;
        of(meaning)
    }

    /// 申请人类型, with 组织类型 where the ledger has it.
    pub(super) fn applicant(&self, word: &str, body: Option<&str>) -> Meaning<Applicant> {
        let one = |word: &str| match self.own(Field::Class, word, Applicant::meant) {
            Some(class) => Meaning::Sure(class),
            None => BUILT_IN.applicant.get(word),
        };
        let whole = one(word);
        match (&whole, body) {
            (Meaning::Ambiguous(_), Some(body)) => match one(body) {
                Meaning::Unknown => Meaning::Unknown,
                Meaning::Sure(Applicant::Person) => whole,
                meaning => meaning,
            },
            (Meaning::Unknown, _) => {
                // 「法人或其他组织（商业企业）」, 「法人-企业」: the part after the general word decides
                let parts: Vec<&str> = parts(word)
                    .into_iter()
                    .flat_map(|p| p.split(['/', '、', '，', ',']))
                    .collect();
                match parts.as_slice() {
                    [main, detail] => match (one(main), one(detail)) {
                        (
                            Meaning::Ambiguous(_),
                            meaning @ (Meaning::Sure(_) | Meaning::Assumed(_)),
                        ) => meaning,
                        (meaning @ Meaning::Sure(_), Meaning::Unknown) => meaning,
                        (Meaning::Sure(a), Meaning::Sure(b)) if a == b => Meaning::Sure(a),
                        _ => Meaning::Unknown,
                    },
                    _ => Meaning::Unknown,
                }
            }
            _ => whole,
        }
    }

    /// 办理结果, with 结果细项 where the ledger has it. A cell may hold both, or two results.
    pub(super) fn outcome(&self, main: &str, detail: Option<&str>) -> Meaning<Outcome> {
        let meaning = match detail {
            Some(detail) => {
                if let Some(own) =
                    self.own(Field::Result, &format!("{main}；{detail}"), Outcome::meant)
                {
                    return Meaning::Sure(own);
                }
                self.outcome_of_pair(main, detail)
            }
            None => self.outcome_of_cell(main),
        };
        match meaning {
            Meaning::Ambiguous(choices)
                if self
                    .one_line
                    .iter()
                    .any(|line| choices.iter().all(|c| line.contains(c))) =>
            {
                choices
                    .last()
                    .map_or(Meaning::Unknown, |c| Meaning::Sure(*c))
            }
            other => other,
        }
    }

    fn outcome_word(&self, word: &str) -> Meaning<Outcome> {
        match self.own(Field::Result, word, Outcome::meant) {
            Some(own) => Meaning::Sure(own),
            None => BUILT_IN.outcome.get(word),
        }
    }

    fn outcome_of_pair(&self, main: &str, detail: &str) -> Meaning<Outcome> {
        // the office's word for 不予公开 stands for it alone; a detail still says which of the eight
        let whole = match BUILT_IN.outcome.get(main) {
            open @ Meaning::Ambiguous(_) => open,
            _ => self.outcome_of_cell(main),
        };
        let part = self.outcome_of_cell(detail);
        match (&whole, part) {
            // the main result leaves it open and the detail closes it
            (Meaning::Ambiguous(choices), Meaning::Sure(found)) if fits(main, choices, found) => {
                Meaning::Sure(found)
            }
            (Meaning::Ambiguous(choices), Meaning::Assumed(found))
                if fits(main, choices, found) =>
            {
                Meaning::Assumed(found)
            }
            (Meaning::Ambiguous(choices), Meaning::Ambiguous(_))
                if without_item_number(&squeeze(detail)) == "其他" =>
            {
                match choices.last() {
                    // 其他处理 + 其他
                    Some(Outcome::Otherwise(_)) => Meaning::Sure(Outcome::Otherwise(3)),
                    _ => whole,
                }
            }
            (Meaning::Ambiguous(choices), Meaning::Ambiguous(narrower)) => {
                let both: Vec<Outcome> = narrower
                    .into_iter()
                    .filter(|n| choices.contains(n))
                    .collect();
                match both.as_slice() {
                    [] => whole,
                    [one] => Meaning::Sure(*one),
                    _ => Meaning::Ambiguous(both),
                }
            }
            (
                Meaning::Ended,
                part @ (Meaning::Sure(_) | Meaning::Assumed(_) | Meaning::Ambiguous(_)),
            ) => part,
            // 予以公开 with a reason to refuse: which of the two?
            (
                Meaning::Sure(Outcome::Granted) | Meaning::Assumed(Outcome::Granted),
                Meaning::Sure(found),
            ) if !matches!(found, Outcome::Granted | Outcome::PartlyGranted) => {
                Meaning::Ambiguous(vec![Outcome::Granted, Outcome::PartlyGranted, found])
            }
            (
                Meaning::Sure(Outcome::Granted) | Meaning::Assumed(Outcome::Granted),
                Meaning::Sure(Outcome::PartlyGranted),
            ) => Meaning::Sure(Outcome::PartlyGranted),
            // two different refusals that contradict one another
            (Meaning::Sure(a), Meaning::Sure(b))
                if *a != b
                    && !matches!(a, Outcome::PartlyGranted | Outcome::Granted)
                    && family(*a) != family(b) =>
            {
                Meaning::Ambiguous(vec![*a, b])
            }
            // a narrower word of the same family: 不予公开（三）4 with 个人隐私
            _ => whole,
        }
    }

    fn outcome_of_cell(&self, word: &str) -> Meaning<Outcome> {
        match self.outcome_word(word) {
            Meaning::Unknown => {}
            known => return known,
        }
        let results: Vec<&str> = word
            .split(['；', ';', '\n', '+', '＋', '|', '，', ',', '/'])
            .filter(|p| !text::is_empty(p))
            .collect();
        if let [_, _, ..] = results.as_slice() {
            return self.outcome_of_several(&results);
        }
        // 「予以公开、不予公开」: only where 、 is not part of a known word
        let results: Vec<&str> = word.split('、').filter(|p| !text::is_empty(p)).collect();
        let known = |r: &&str| self.outcome_word(r) != Meaning::Unknown;
        if results.len() > 1 && results.iter().all(known) {
            return self.outcome_of_several(&results);
        }
        // 「（六）其他处理—3.其他」: the item number is no part of its own
        let plain = squeeze(word);
        match parts(without_item_number(&plain)).as_slice() {
            [main, detail] => {
                let whole = self.outcome_word(main);
                if whole == Meaning::Unknown
                    || self.outcome_word(detail) == Meaning::Unknown
                        && !matches!(whole, Meaning::Sure(_))
                {
                    return match whole {
                        // 「不予公开（详见答复书）」 is as open as 不予公开
                        Meaning::Ambiguous(_) | Meaning::State => whole,
                        _ => Meaning::Unknown,
                    };
                }
                self.outcome_of_pair(main, detail)
            }
            [main, middle, last] => match self.outcome_of_pair(main, last) {
                Meaning::Ambiguous(_) => self.outcome_of_pair(main, middle),
                found => found,
            },
            _ => Meaning::Unknown,
        }
    }

    /// Two results in one cell: given in part if one of them gives information.
    fn outcome_of_several(&self, results: &[&str]) -> Meaning<Outcome> {
        let meanings: Vec<Meaning<Outcome>> =
            results.iter().map(|r| self.outcome_of_cell(r)).collect();
        if let [Meaning::Ambiguous(choices), Meaning::Sure(found)] = meanings.as_slice()
            && fits(results[0], choices, *found)
        {
            return Meaning::Sure(*found);
        }
        if let [first, rest @ ..] = meanings.as_slice()
            && rest.iter().all(|m| m == first)
        {
            return first.clone();
        }
        if meanings
            .iter()
            .any(|m| matches!(m, Meaning::Unknown | Meaning::State | Meaning::Ended))
        {
            return Meaning::Unknown;
        }
        let gives = |m: &Meaning<Outcome>| matches!(m, Meaning::Sure(o) | Meaning::Assumed(o) if matches!(o, Outcome::Granted | Outcome::PartlyGranted));
        if meanings.iter().any(gives) {
            return Meaning::Assumed(Outcome::PartlyGranted);
        }
        let mut choices = Vec::new();
        for meaning in meanings {
            match meaning {
                Meaning::Sure(o) | Meaning::Assumed(o) => choices.push(o),
                Meaning::Ambiguous(more) => choices.extend(more),
                Meaning::State | Meaning::Ended | Meaning::Unknown => {}
            }
        }
        choices.sort_unstable();
        choices.dedup();
        Meaning::Ambiguous(choices)
    }

    /// 案件结果.
    pub(super) fn verdict(&self, word: &str) -> Meaning<Verdict> {
        match self.own(Field::Verdict, word, Verdict::of) {
            Some(own) => Meaning::Sure(own),
            None => BUILT_IN.verdict.get(word),
        }
    }

    /// 案件类型 and 起诉方式: `Sure(None)` is a suit of which the way is not told.
    pub(super) fn path(&self, field: Field, word: &str) -> Meaning<Option<Path>> {
        match self.own(field, word, Path::of) {
            Some(own) => Meaning::Sure(Some(own)),
            None => BUILT_IN.path.get(word),
        }
    }

    /// 类别: `Unknown` is a publication of another kind.
    pub(super) fn category(&self, word: &str) -> Meaning<Category> {
        match self.own(Field::Category, word, Category::of) {
            Some(own) => Meaning::Sure(own),
            None => BUILT_IN.category.get(word),
        }
    }

    /// 有效性.
    pub(super) fn validity(&self, word: &str) -> Meaning<Validity> {
        match self.own(Field::Validity, word, Validity::of) {
            Some(own) => Meaning::Sure(own),
            None => BUILT_IN.validity.get(word),
        }
    }

    /// What a known word means, as the settings write it; none for words that say where the work stands.
    pub(super) fn meaning_of(field: Field, word: &str) -> Option<String> {
        match field {
            Field::Class | Field::BodyKind => Applicant::meant(word).map(|c| c.word().to_owned()),
            Field::Result | Field::Detail => Outcome::meant(word).map(Outcome::line),
            Field::Verdict => match BUILT_IN.verdict.get(word) {
                Meaning::Sure(v) | Meaning::Assumed(v) => Some(v.word().to_owned()),
                _ => None,
            },
            Field::CaseKind | Field::SuitPath => match BUILT_IN.path.get(word) {
                Meaning::Sure(Some(path)) => Some(path.word().to_owned()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The known words nearest to an unknown one.
    pub(super) fn nearest(field: Field, word: &str) -> Vec<&'static str> {
        let spellings = match field {
            Field::Class | Field::BodyKind => &BUILT_IN.applicant.spellings,
            Field::Result | Field::Detail => &BUILT_IN.outcome.spellings,
            Field::Verdict => &BUILT_IN.verdict.spellings,
            Field::CaseKind | Field::SuitPath => &BUILT_IN.path.spellings,
            Field::Category => &BUILT_IN.category.spellings,
            _ => &BUILT_IN.validity.spellings,
        };
        text::nearest(word, spellings.iter().map(String::as_str))
    }
}

/// The group of words that a section `[words.…]` names.
fn own_field(name: &str) -> Option<Field> {
    match squeeze(name).as_str() {
        "申请人类型" | "组织类型" | "申请人" => Some(Field::Class),
        "办理结果" | "结果细项" | "答复结果" => Some(Field::Result),
        "案件结果" | "结果" | "审理结果" => Some(Field::Verdict),
        "案件类型" => Some(Field::CaseKind),
        "起诉方式" => Some(Field::SuitPath),
        "类别" => Some(Field::Category),
        "有效性" => Some(Field::Validity),
        _ => None,
    }
}

fn means_something(field: Field, meaning: &str) -> bool {
    match field {
        Field::Class => Applicant::meant(meaning).is_some(),
        Field::Result => Outcome::meant(meaning).is_some(),
        Field::Verdict => Verdict::of(meaning).is_some(),
        Field::CaseKind | Field::SuitPath => Path::of(meaning).is_some(),
        Field::Category => Category::of(meaning).is_some(),
        _ => Validity::of(meaning).is_some(),
    }
}

fn what_may_be_meant(field: Field) -> &'static str {
    match field {
        Field::Class => "可填 自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他",
        Field::Result => {
            "可填行次编号，如 3.3.1（予以公开）、3.3.3.6（属于四类过程性信息），或表上的文字"
        }
        Field::Verdict => "可填 结果维持、结果纠正、其他结果、尚未审结",
        Field::CaseKind | Field::SuitPath => "可填 行政复议、未经复议直接起诉、复议后起诉",
        Field::Category => {
            "可填 规章、行政规范性文件、行政许可、行政处罚、行政强制、行政事业性收费、其他信息"
        }
        _ => "可填 有效、失效、已修改、尚未生效",
    }
}

impl Outcome {
    /// The outcome of a line id, or of the form's words for it.
    pub fn meant(word: &str) -> Option<Self> {
        Outcome::of_line(word.trim()).or_else(|| match BUILT_IN.outcome.get(word) {
            Meaning::Sure(outcome) | Meaning::Assumed(outcome) => Some(outcome),
            _ => None,
        })
    }
}

impl Applicant {
    /// The class of one of its sure words.
    pub fn meant(word: &str) -> Option<Self> {
        match BUILT_IN.applicant.get(word) {
            Meaning::Sure(class) => Some(class),
            _ => None,
        }
    }
}

/// 「不予公开-过程性信息」, 「不予公开（过程性信息）」, 「不予公开：过程性信息」.
fn parts(word: &str) -> Vec<&str> {
    word.split([
        '(', '（', ')', '）', '[', ']', '【', '】', '〔', '〕', '-', '—', '–', '：', ':', '→', '>',
        '_', '·',
    ])
    .map(str::trim)
    .filter(|p| !text::is_empty(p))
    .collect()
}

/// Whether a detail may close what a main word leaves open; words that say hardly anything (其他, 档案)
/// are closed by any.
fn fits(main: &str, choices: &[Outcome], found: Outcome) -> bool {
    let vague = [
        "其他",
        "档案",
        "已移交国家档案馆的信息",
        "已移交档案馆",
        "非政府信息",
    ];
    choices.contains(&found) || vague.contains(&without_item_number(&squeeze(main)))
}

fn family(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Granted => 1,
        Outcome::PartlyGranted => 2,
        Outcome::Denied(_) => 3,
        Outcome::Unavailable(_) => 4,
        Outcome::Declined(_) => 5,
        Outcome::Otherwise(_) => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::new(&Settings::default(), Vec::new())
    }

    #[test]
    fn our_own_words_for_the_lines_are_understood() {
        for outcome in Outcome::all() {
            let word = outcome.word();
            assert_eq!(
                words().outcome(word, None),
                Meaning::Sure(outcome),
                "{word}"
            );
        }
    }

    #[test]
    fn no_word_of_the_file_means_two_things() {
        let file: File = toml::from_str(include_str!("words.toml")).unwrap();
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut lists: Vec<(String, Vec<String>)> = Vec::new();
        lists.extend(file.outcome.sure.clone());
        lists.extend(file.outcome.assumed.clone());
        lists.extend(
            file.outcome
                .ambiguous
                .keys()
                .map(|w| ("ambiguous".to_owned(), vec![w.clone()])),
        );
        lists.push(("state".to_owned(), file.outcome.state.clone()));
        lists.push(("ended".to_owned(), file.outcome.ended.clone()));
        for (meaning, words) in lists {
            for word in words {
                let before = seen.insert(squeeze(&word), meaning.clone());
                assert!(before.is_none(), "{word}: {before:?} and {meaning}");
            }
        }
        LazyLock::force(&BUILT_IN);
    }

    #[test]
    fn results_are_understood_alone_with_a_detail_and_two_in_a_cell() {
        use Meaning::{Ambiguous, Assumed, Ended, State, Sure, Unknown};
        let all_denied: Vec<Outcome> = (1..=8).map(Outcome::Denied).collect();
        for (main, detail, meaning) in [
            ("予以公开", None, Sure(Outcome::Granted)),
            ("（一）予以公开", None, Sure(Outcome::Granted)),
            ("6.属于四类过程性信息", None, Sure(Outcome::Denied(6))),
            ("危及三安全一稳定", None, Sure(Outcome::Denied(3))),
            ("不予公开", None, Ambiguous(all_denied.clone())),
            ("不予公开", Some("过程性信息"), Sure(Outcome::Denied(6))),
            ("不予公开（属于国家秘密）", None, Sure(Outcome::Denied(1))),
            ("不予公开-过程性信息", None, Sure(Outcome::Denied(6))),
            ("不予公开：个人隐私", None, Sure(Outcome::Denied(4))),
            ("不予公开，过程性信息", None, Sure(Outcome::Denied(6))),
            ("其他处理", Some("其他"), Sure(Outcome::Otherwise(3))),
            ("其他处理", Some("逾期不补正"), Sure(Outcome::Otherwise(1))),
            ("其他", Some("撤回申请"), Sure(Outcome::Otherwise(3))),
            (
                "无法提供",
                Some("信息不存在"),
                Assumed(Outcome::Unavailable(1)),
            ),
            ("予以公开；不予公开", None, Assumed(Outcome::PartlyGranted)),
            ("予以公开;信息不存在", None, Assumed(Outcome::PartlyGranted)),
            ("予以公开、不予公开", None, Assumed(Outcome::PartlyGranted)),
            ("部分公开", Some("个人隐私"), Sure(Outcome::PartlyGranted)),
            (
                "内部管理、过程性信息不予公开",
                None,
                Ambiguous(vec![Outcome::Denied(5), Outcome::Denied(6)]),
            ),
            ("信息不存在", None, Assumed(Outcome::Unavailable(1))),
            ("办理中", None, State),
            ("已办结", None, Ended),
            ("已办结", Some("予以公开"), Sure(Outcome::Granted)),
            (
                "予以公开",
                Some("属于国家秘密"),
                Ambiguous(vec![
                    Outcome::Granted,
                    Outcome::PartlyGranted,
                    Outcome::Denied(1),
                ]),
            ),
            ("同意公丌", None, Unknown),
            (
                "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                None,
                Sure(Outcome::Otherwise(1)),
            ),
        ] {
            assert_eq!(
                words().outcome(main, detail),
                meaning,
                "{main} + {detail:?}"
            );
        }
    }

    #[test]
    fn the_office_decides_what_its_words_mean() {
        let mut settings = Settings::default();
        settings.words.insert(
            "办理结果".into(),
            BTreeMap::from([("不予公开".to_owned(), "3.3.3.4".to_owned())]),
        );
        settings.words.insert(
            "申请人类型".into(),
            BTreeMap::from([("法人".to_owned(), "商业企业".to_owned())]),
        );
        assert!(Words::problems(&settings).is_empty());
        let words = Words::new(&settings, Vec::new());
        assert_eq!(
            words.outcome("不予 公开", None),
            Meaning::Sure(Outcome::Denied(4))
        );
        assert_eq!(
            words.applicant("法人", None),
            Meaning::Sure(Applicant::Business)
        );
        settings.words.insert(
            "办理结果".into(),
            BTreeMap::from([("甲".to_owned(), "3.9".to_owned())]),
        );
        assert_eq!(Words::problems(&settings).len(), 1);
    }

    #[test]
    fn classes_are_understood_with_their_kind_of_body() {
        use Meaning::{Ambiguous, Sure, Unknown};
        let bodies = Applicant::BODIES.to_vec();
        for (word, body, meaning) in [
            ("公民", None, Sure(Applicant::Person)),
            ("法人或其他组织", None, Ambiguous(bodies)),
            (
                "法人或其他组织",
                Some("律师事务所"),
                Sure(Applicant::LawFirm),
            ),
            (
                "法人或其他组织（商业企业）",
                None,
                Sure(Applicant::Business),
            ),
            ("法人—科研机构", None, Sure(Applicant::Research)),
            ("公民/自然人", None, Sure(Applicant::Person)),
            ("外星人", None, Unknown),
        ] {
            assert_eq!(words().applicant(word, body), meaning, "{word}");
        }
    }

    #[test]
    fn other_handling_is_one_line_where_the_form_has_one() {
        let words = Words::new(
            &Settings::default(),
            vec![(1..=3).map(Outcome::Otherwise).collect()],
        );
        assert_eq!(
            words.outcome("其他处理", None),
            Meaning::Sure(Outcome::Otherwise(3))
        );
    }
}
