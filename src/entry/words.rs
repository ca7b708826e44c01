//! Words of ledgers and what they mean, in four grades.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::choices::{line_of, what_may_be_meant};
use super::dictionary::{Affixes, Dictionary, Lists, Meaning, Within};
use super::remark::{Remark, Remarks};
use super::{Applicant, Category, Outcome, Path, Upshot, Validity, Verdict};
use crate::column::{Field, OTHER_WORK};
use crate::settings::{Item, Settings, Unfit};
use crate::text::{self, squeeze};

/// The built-in words and those of the office.
#[derive(Debug)]
pub struct Words {
    own: BTreeMap<Field, HashMap<String, String>>,
    /// Headings that the office says tell nothing: a table knows one such column, and may have several.
    unused: BTreeSet<String>,
    /// Outcomes that the form counts in one line (edition 2019: 其他处理).
    pub(super) one_line: Vec<Vec<Outcome>>,
}

#[derive(Deserialize)]
struct File {
    applicant: ApplicantWords,
    outcome: OutcomeWords,
    verdict: VerdictWords,
    path: PathWords,
    category: CategoryWords,
    validity: SureWords,
    upshot: UpshotWords,
    table: TableWords,
    paper: PaperWords,
    remark: Remarks,
}

#[derive(Deserialize)]
struct ApplicantWords {
    sure: Lists,
    assumed: Lists,
    ambiguous: Vec<Several>,
}

/// Words that may mean any of several columns.
#[derive(Deserialize)]
struct Several {
    words: Vec<String>,
    columns: Vec<String>,
}

#[derive(Deserialize)]
struct OutcomeWords {
    sure: Lists,
    assumed: Lists,
    ambiguous: Lists,
    lead: Vec<String>,
    tail: Vec<String>,
    state: Vec<String>,
    ended: Vec<String>,
    asked: Vec<String>,
}

#[derive(Deserialize)]
struct VerdictWords {
    sure: Lists,
    assumed: Lists,
    within: Lists,
    lead: Vec<String>,
    unclear: Vec<String>,
    appeal: Vec<String>,
    ended: Vec<String>,
}

#[derive(Deserialize)]
struct PathWords {
    sure: Lists,
    way: Lists,
    suit: Vec<String>,
}

#[derive(Deserialize)]
struct CategoryWords {
    sure: Lists,
    within: Lists,
    kind: Lists,
    about: Vec<String>,
    handling: Vec<String>,
    other: Vec<String>,
}

#[derive(Deserialize)]
struct SureWords {
    sure: Lists,
}

pub(super) struct BuiltIn {
    pub(super) applicant: Dictionary<Applicant>,
    pub(super) outcome: Dictionary<Outcome>,
    pub(super) outcome_affixes: Affixes,
    /// Why a third party was asked.
    pub(super) outcome_asked: Vec<String>,
    pub(super) verdict: Dictionary<Verdict>,
    pub(super) verdict_affixes: Affixes,
    pub(super) verdict_within: Within<Verdict>,
    /// What leaves open what a longer text comes to.
    pub(super) verdict_unclear: Vec<String>,
    /// What says that the judgment below stands.
    pub(super) verdict_appeal: Vec<String>,
    pub(super) path: Dictionary<Option<Path>>,
    pub(super) way: Dictionary<Option<Path>>,
    pub(super) category: Dictionary<Category>,
    pub(super) category_within: Within<Category>,
    category_kinds: Dictionary<Category>,
    /// How a matter is handled.
    pub(super) category_handling: Vec<String>,
    /// What is about a category and not of it.
    pub(super) category_about: Vec<String>,
    pub(super) table: TableWords,
    pub(super) paper: PaperWords,
    pub(super) validity: Dictionary<Validity>,
    pub(super) upshot: UpshotWords,
    pub(super) remarks: Remarks,
}

pub(super) static BUILT_IN: LazyLock<BuiltIn> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("words.toml")).expect("words.toml is tested");
    let mut applicant = Dictionary::new();
    applicant.add_lists(&file.applicant.sure, Applicant::of, Meaning::Sure);
    applicant.add_lists(&file.applicant.assumed, Applicant::of, Meaning::Assumed);
    for several in &file.applicant.ambiguous {
        let choices = several.columns.iter().filter_map(|c| Applicant::of(c));
        applicant.add(&several.words, &Meaning::Ambiguous(choices.collect()));
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
    let mut way = Dictionary::new();
    way.add_lists(&file.path.way, |p| Path::of(p).map(Some), Meaning::Sure);
    let mut category = Dictionary::new();
    category.add_lists(&file.category.sure, Category::of, Meaning::Sure);
    category.add(&file.category.other, &Meaning::Sure(Category::Other));
    let mut kinds = Dictionary::new();
    kinds.add_lists(&file.category.kind, Category::of, Meaning::Sure);
    let mut validity = Dictionary::new();
    validity.add_lists(&file.validity.sure, Validity::of, Meaning::Sure);
    BuiltIn {
        applicant,
        outcome,
        outcome_affixes: Affixes::new(&file.outcome.lead, &file.outcome.tail),
        outcome_asked: file.outcome.asked,
        verdict,
        verdict_affixes: Affixes::new(&file.verdict.lead, &[]),
        verdict_within: Within::new(&file.verdict.within, Verdict::of),
        verdict_unclear: file.verdict.unclear,
        verdict_appeal: file.verdict.appeal,
        path,
        way,
        category,
        category_within: Within::new(&file.category.within, Category::of),
        category_kinds: kinds,
        category_handling: file.category.handling,
        category_about: file.category.about,
        table: file.table,
        paper: file.paper,
        validity,
        upshot: file.upshot,
        remarks: file.remark.prepared(),
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
        let headings = settings.headings.iter();
        let unused = headings.filter(|(_, field)| Field::of(field) == Some(Field::Unused));
        Words {
            own,
            unused: unused.map(|(heading, _)| squeeze(heading)).collect(),
            one_line,
        }
    }

    /// Whether the office says that a column of this heading tells nothing.
    pub(super) fn is_unused(&self, heading: &str) -> bool {
        self.unused.contains(&squeeze(heading))
    }

    /// What the office's own words say, and what is wrong with them: a field that has no words, or a
    /// meaning that is none.
    pub fn problems(settings: &Settings, one_line: &[Vec<Outcome>]) -> Vec<Unfit> {
        let mut problems = Vec::new();
        for (field, words) in &settings.words {
            let Some(known) = own_field(field) else {
                problems.push(Unfit::new(
                    Item::Words(field.clone()),
                    format!("[words.{field}]：没有这一组词"),
                    "可用的是 申请人类型、办理结果、案件类型、起诉方式、结果、类别、有效性、办理状态",
                ));
                continue;
            };
            for (word, meaning) in words {
                let several = known == Field::Result && meant_together(meaning, one_line).is_some();
                if !several && !means_something(known, meaning) {
                    let wrong = match squeeze(meaning).as_str() {
                        "?" => "还没有写明含义".to_owned(),
                        _ => format!("「{meaning}」不是可以填入的含义"),
                    };
                    problems.push(Unfit::new(
                        Item::Word(field.clone(), word.clone()),
                        format!("[words.{field}] \"{word}\" = \"{meaning}\"：{wrong}"),
                        what_may_be_meant(known, one_line),
                    ));
                }
            }
        }
        problems
    }

    pub(super) fn own<T>(
        &self,
        field: Field,
        word: &str,
        of: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let meaning = self.own.get(&field)?.get(&squeeze(word))?;
        of(meaning)
    }

    /// Whether the office has a meaning of its own for a word of a field.
    pub(super) fn has_own(&self, field: Field, word: &str) -> bool {
        let lists: &[Field] = match field {
            Field::Class | Field::BodyKind => &[Field::Class],
            Field::Result | Field::Detail | Field::State => &[Field::Result],
            Field::CaseKind | Field::SuitPath => &[Field::CaseKind, Field::SuitPath],
            _ => &[field],
        };
        lists
            .iter()
            .any(|list| self.own(*list, word, |_| Some(())).is_some())
    }

    /// 申请人类型, with 组织类型 where the ledger has it.
    pub(super) fn applicant(&self, word: &str, body: Option<&str>) -> Meaning<Applicant> {
        let one = |word: &str| match self.own(Field::Class, word, Applicant::meant) {
            Some(class) => Meaning::Sure(class),
            None => BUILT_IN.applicant.get(word),
        };
        let whole = one(word);
        match (&whole, body) {
            (Meaning::Ambiguous(_), Some(body)) => match self.applicant(body, None) {
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
                        // 「法人（学校）」 leaves fewer open
                        (
                            Meaning::Ambiguous(_),
                            meaning @ (Meaning::Sure(_)
                            | Meaning::Assumed(_)
                            | Meaning::Ambiguous(_)),
                        ) => meaning,
                        (meaning @ (Meaning::Sure(_) | Meaning::Assumed(_)), Meaning::Unknown)
                            if BUILT_IN.remarks.of(detail) != Remark::Unsettled =>
                        {
                            meaning
                        }
                        (Meaning::Sure(a), Meaning::Sure(b)) if a == b => Meaning::Sure(a),
                        _ => Meaning::Unknown,
                    },
                    _ => Meaning::Unknown,
                }
            }
            _ => whole,
        }
    }

    /// 案件结果.
    pub(super) fn verdict(&self, word: &str) -> Meaning<Verdict> {
        match self.own(Field::Verdict, word, Verdict::of) {
            Some(own) => Meaning::Sure(own),
            None => match BUILT_IN.verdict.get_bare(word, &BUILT_IN.verdict_affixes) {
                Meaning::Unknown => verdict_within(word),
                known => known,
            },
        }
    }

    /// Whether a 案件结果 says that the judgment below stands, and not what that was: 「驳回上诉，维持原判」.
    pub(super) fn upholds_judgment(&self, word: &str) -> bool {
        let own = self.own(Field::Verdict, word, Verdict::of);
        let upheld = Meaning::Assumed(Verdict::Upheld);
        let key = squeeze(word);
        let mut words = BUILT_IN.verdict_appeal.iter();
        own.is_none() && self.verdict(word) == upheld && words.any(|w| key.contains(w.as_str()))
    }

    /// 案件类型 and 起诉方式: `Sure(None)` is a suit of which the way is not told.
    pub(super) fn path(&self, field: Field, word: &str) -> Meaning<Option<Path>> {
        let fields = [field, Field::CaseKind, Field::SuitPath];
        if let Some(own) = fields.iter().find_map(|f| self.own(*f, word, Path::of)) {
            return Meaning::Sure(Some(own));
        }
        let told = |field: Field, word: &str| match BUILT_IN.path.get(word) {
            Meaning::Unknown if field == Field::SuitPath => BUILT_IN.way.get(word),
            told => told,
        };
        match told(field, word) {
            // 「行政诉讼（经复议）」
            Meaning::Unknown => match parts(word).as_slice() {
                [main, way] if told(Field::CaseKind, main) == Meaning::Sure(None) => {
                    match told(Field::SuitPath, way) {
                        Meaning::Sure(Some(Path::Review)) => Meaning::Unknown,
                        meaning => meaning,
                    }
                }
                _ => Meaning::Unknown,
            },
            known => known,
        }
    }

    /// 类别: `Unknown` is a publication of another kind.
    pub(super) fn category(&self, word: &str) -> Meaning<Category> {
        if let Some(own) = self.own(Field::Category, word, Category::of) {
            return Meaning::Sure(own);
        }
        match BUILT_IN.category.get(word) {
            Meaning::Unknown => match Words::categories_within(word).as_slice() {
                [one] if !is_about(word) => Meaning::Assumed(*one),
                [] => category_in_detail(word),
                _ => Meaning::Unknown,
            },
            known => known,
        }
    }

    /// Whether a category is about something, and no kind of decision or fee: 收费公示, 招标公告.
    pub(super) fn is_about(word: &str) -> bool {
        is_about(word)
    }

    /// Whether a category says how a matter is handled, and not what it is: 承诺件, 行政审批.
    pub(super) fn is_handling(word: &str) -> bool {
        let key = squeeze(word);
        let plain = text::without_code(&key);
        BUILT_IN.category_handling.iter().any(|w| w == plain)
    }

    /// The categories whose words a longer name holds.
    pub(super) fn categories_within(word: &str) -> Vec<Category> {
        let (mut found, _) = BUILT_IN.category_within.of(word);
        found.sort_unstable();
        found
    }

    /// The category of decisions that a kind of them names, 「罚款」 or 「代履行」; of several named together where they are of
    /// one.
    pub(super) fn kind_of_decision(word: &str) -> Option<Category> {
        let of = |text: &str| match BUILT_IN.category_kinds.get(text) {
            Meaning::Sure(category) => Some(category),
            _ => None,
        };
        of(word).or_else(|| {
            let mut parts = word.split(['、', '，', ',', '；', ';', '+', '/', '和', '并']);
            let first = of(parts.next()?)?;
            parts.all(|part| of(part) == Some(first)).then_some(first)
        })
    }

    /// Whether a category says that its documents are repealed: 「已废止规范性文件」.
    pub(super) fn is_repealed(word: &str) -> bool {
        let key = squeeze(word);
        let kinds = ["规范性文件", "规章"];
        let before = kinds.iter().find_map(|kind| key.split_once(kind));
        before.is_some_and(|(before, _)| {
            let not_yet = ["拟", "待", "建议", "未"];
            ["废止", "失效"].iter().any(|word| before.contains(word))
                && !not_yet.iter().any(|word| before.contains(word))
        })
    }

    /// Whether an amount is said to be something else than an administrative fee.
    pub(super) fn is_other_revenue(&self, written: &str) -> bool {
        let own = self.own(Field::Category, written, Category::of);
        let key = squeeze(written);
        let upshot = &BUILT_IN.upshot;
        let mut words = upshot.other_revenue.iter();
        let named = words.any(|word| key.contains(word.as_str()));
        own.is_none() && (named || upshot.other_revenue_whole.contains(&key))
    }

    /// The words that name one kind of an office's work and nothing else, decisions and what is not counted.
    pub(super) fn works() -> Vec<(String, Category)> {
        let all = BUILT_IN.category.meanings.iter();
        let works = all.filter_map(|(word, meaning)| match meaning {
            Meaning::Sure(category @ Category::Decision(_)) => Some((word.clone(), *category)),
            Meaning::Sure(Category::Other) if OTHER_WORK.contains(&word.as_str()) => {
                Some((word.clone(), Category::Other))
            }
            _ => None,
        });
        let mut works: Vec<(String, Category)> = works.collect();
        works.sort_unstable();
        works
    }

    /// 有效性.
    pub(super) fn validity(&self, word: &str) -> Meaning<Validity> {
        match self.own(Field::Validity, word, Validity::of) {
            Some(own) => Meaning::Sure(own),
            None => BUILT_IN.validity.get(word),
        }
    }
}

/// What the settings may write for 办理结果: a line, the form's words, or that it is pending.
pub(super) fn result_meant(word: &str) -> Option<Meaning<Outcome>> {
    let pending = || {
        let key = squeeze(word);
        (key == "3.4" || BUILT_IN.outcome.get(word) == Meaning::State).then_some(Meaning::State)
    };
    Outcome::meant(word).map(Meaning::Sure).or_else(pending)
}

/// Of the outcomes that the form counts in one line, the last where that line is meant, by its number or its words:
/// 3.3.6, 其他处理 (edition 2019).
pub(super) fn meant_together(word: &str, one_line: &[Vec<Outcome>]) -> Option<Outcome> {
    let within = |line: &&Vec<Outcome>| match BUILT_IN.outcome.get(word) {
        Meaning::Ambiguous(choices) => choices.iter().all(|c| line.contains(c)),
        _ => line_of(line).is_some_and(|number| number == word.trim()),
    };
    one_line.iter().find(within)?.last().copied()
}

/// The result that a longer text comes to.
fn verdict_within(word: &str) -> Meaning<Verdict> {
    let (found, rest) = BUILT_IN.verdict_within.of(word);
    let unclear = BUILT_IN.verdict_unclear.iter();
    match found.as_slice() {
        [one] if !unclear.into_iter().any(|u| rest.contains(u.as_str())) => Meaning::Assumed(*one),
        _ => Meaning::Unknown,
    }
}

/// 「收费（证照）」: a category that is counted, with what it is of in brackets.
fn category_in_detail(word: &str) -> Meaning<Category> {
    let counted = |word: &str| match BUILT_IN.category.get(word) {
        Meaning::Sure(category) if category != Category::Other => Some(category),
        _ => None,
    };
    let about = |text: &str| BUILT_IN.category_about.iter().any(|w| text.contains(w));
    match parts(word).as_slice() {
        [main, detail] if !about(detail) => {
            counted(main).map_or(Meaning::Unknown, Meaning::Assumed)
        }
        _ => Meaning::Unknown,
    }
}

/// Whether a category is about one that is counted, and not of it: 行政许可目录. What it is about stands behind the
/// kind, and no bracket says it: 行政处罚（市场监管）, 城市管理行政处罚.
fn is_about(word: &str) -> bool {
    const KINDS: [&str; 8] = [
        "许可",
        "处罚",
        "强制",
        "规范性文件",
        "规章",
        "收费",
        "查封",
        "扣押",
    ];
    let (plain, _) = apart_from_brackets(&squeeze(word));
    let ends = KINDS
        .iter()
        .filter_map(|kind| Some(plain.rfind(kind)? + kind.len()));
    let behind = ends.max().map_or(plain.as_str(), |end| &plain[end..]);
    // 告知承诺 is a way to license
    let behind = &behind.replace("告知承诺", "");
    // 「非规范性文件」, 「党内规范性文件」
    let begins = KINDS.iter().filter_map(|kind| plain.find(kind));
    let before = begins.min().map_or("", |begin| &plain[..begin]);
    let whose = ["行政", "政府", "部门"];
    let bare = whose.iter().find_map(|word| before.strip_suffix(word));
    let before = bare.unwrap_or(before);
    let none = ["非", "不是", "不属于", "不含"];
    let anothers = ["党内", "上级"];
    if none.iter().any(|word| before.ends_with(word))
        || anothers.iter().any(|word| before.contains(word))
    {
        return true;
    }
    // 强制性标准 are none of the kind, whatever stands before
    let whole = ["强制性", "强制检定", "规章制度"];
    let about = &BUILT_IN.category_about;
    about.iter().any(|w| behind.contains(w.as_str())) || whole.iter().any(|w| plain.contains(w))
}

/// A text as compared without what stands in brackets, and that.
pub(super) fn apart_from_brackets(key: &str) -> (String, String) {
    let (mut plain, mut inner) = (String::new(), String::new());
    let mut depth = 0u32;
    for c in key.chars() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                inner.push(' ');
            }
            c if depth == 0 => plain.push(c),
            c => inner.push(c),
        }
    }
    (plain, inner)
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
        "办理状态" => Some(Field::Upshot),
        _ => None,
    }
}

fn means_something(field: Field, meaning: &str) -> bool {
    match field {
        Field::Class => Applicant::meant(meaning).is_some(),
        Field::Result => result_meant(meaning).is_some(),
        Field::Verdict => Verdict::of(meaning).is_some(),
        Field::CaseKind | Field::SuitPath => Path::of(meaning).is_some(),
        Field::Category => Category::of(meaning).is_some(),
        Field::Upshot => Upshot::of(meaning).is_some(),
        _ => Validity::of(meaning).is_some(),
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

    /// The words of its line alone: 属于国家秘密.
    pub(super) fn own_word(self) -> &'static str {
        let word = self.word();
        word.rsplit(['）', '.']).next().unwrap_or(word)
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
pub(super) fn parts(word: &str) -> Vec<&str> {
    word.split([
        '(', '（', ')', '）', '[', ']', '【', '】', '〔', '〕', '-', '—', '–', '：', ':', '→', '>',
        '_', '·',
    ])
    .map(str::trim)
    .filter(|p| !text::is_empty(p))
    .collect()
}

/// What the names of tables hold behind a kind of documents or decisions.
#[derive(Debug, Deserialize)]
pub(super) struct TableWords {
    /// That the table is about documents and lists none.
    pub(super) documents: Vec<String>,
    /// That it is about decisions and lists none.
    pub(super) decisions: Vec<String>,
    /// That it lists them as well.
    pub(super) both: Vec<String>,
}

/// What the title of a document tells of it, which is then none that was issued.
#[derive(Debug, Deserialize)]
pub(super) struct PaperWords {
    /// What it ends with: a commentary.
    pub(super) about: Vec<String>,
    /// What it ends with behind the opinions that it asks for.
    pub(super) calls: Vec<String>,
    /// What it begins with.
    pub(super) about_first: Vec<String>,
    /// What it ends with or holds in brackets: a draft.
    pub(super) draft: Vec<String>,
}

/// The words that tell whether a decision was made, a fee taken.
#[derive(Debug, Deserialize)]
pub(super) struct UpshotWords {
    /// That no decision came of it, as the whole of a cell.
    pub(super) not_made: Vec<String>,
    /// That it is not done yet, as the whole of a cell.
    pub(super) pending: Vec<String>,
    /// The name of a step on the way to a decision, as the whole of a cell.
    pub(super) step: Vec<String>,
    /// That whoever began it gave it up, as the whole of a cell.
    pub(super) cancelled: Vec<String>,
    /// What may stand before the words of these lists.
    pub(super) lead: Vec<String>,
    /// What may stand behind them.
    pub(super) tail: Vec<String>,
    /// What in brackets behind them speaks of a decision.
    pub(super) decided: Vec<String>,
    /// What the names of documents end with that come before a decision.
    pub(super) before: Vec<String>,
    /// What the names of documents hold that come after a coercive measure.
    pub(super) after: Vec<String>,
    /// What the titles end with of what is about decisions and documents.
    pub(super) about: Vec<String>,
    /// That a row counts for nothing, anywhere in a remark.
    pub(super) void: Vec<String>,
    /// That a row counts for nothing, as the whole of a cell.
    pub(super) void_whole: Vec<String>,
    /// What the names of revenues hold that are no administrative fees.
    pub(super) other_revenue: Vec<String>,
    /// The names of revenues that are no administrative fees, as the whole of a cell.
    pub(super) other_revenue_whole: Vec<String>,
    /// That no money came in, as the whole of a cell.
    pub(super) uncollected: Vec<String>,
    /// What stands before such a word where it is said of something else.
    pub(super) elsewhere: Vec<String>,
    /// By which headings ask whether a row stands.
    pub(super) flag: FlagWords,
}

/// The words by which headings ask of each row whether it stands.
#[derive(Debug, Deserialize)]
pub(super) struct FlagWords {
    pub(super) void: Vec<String>,
    /// Of a row that a system keeps though it was taken out.
    pub(super) deleted: Vec<String>,
    pub(super) revoked: Vec<String>,
    pub(super) reversed: Vec<String>,
    pub(super) refunded: Vec<String>,
    /// In the figures at all.
    pub(super) counted: Vec<String>,
    /// An administrative fee and no other money.
    pub(super) fee: Vec<String>,
    /// About information.
    pub(super) ours: Vec<String>,
    pub(super) paid: Vec<String>,
    /// What was not taken of an amount.
    pub(super) reduced: Vec<String>,
    /// What the headings of answers end with.
    pub(super) marks: Vec<String>,
    /// What the headings of circumstances end with.
    pub(super) circumstances: Vec<String>,
    /// What the headings of amounts end with.
    pub(super) amounts: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::new(&Settings::default(), Vec::new())
    }

    #[test]
    fn no_word_of_the_file_means_two_things() {
        let file: File = toml::from_str(include_str!("words.toml")).unwrap();
        let all = |lists: &[&Lists]| -> Vec<String> {
            let each = lists.iter().flat_map(|l| l.values().flatten());
            each.cloned().collect()
        };
        let several = file.applicant.ambiguous.iter();
        let several = several.flat_map(|s| s.words.clone());
        let outcomes = [file.outcome.state, file.outcome.ended].concat();
        let open = file.outcome.ambiguous.keys().cloned();
        for mut words in [
            [
                all(&[&file.applicant.sure, &file.applicant.assumed]),
                several.collect(),
            ]
            .concat(),
            [
                all(&[&file.outcome.sure, &file.outcome.assumed]),
                outcomes,
                open.collect(),
            ]
            .concat(),
            [
                all(&[&file.verdict.sure, &file.verdict.assumed]),
                file.verdict.ended,
            ]
            .concat(),
            [all(&[&file.path.sure, &file.path.way]), file.path.suit].concat(),
            [all(&[&file.category.sure]), file.category.other].concat(),
            all(&[&file.category.within]),
            all(&[&file.verdict.within]),
        ] {
            words = words.iter().map(|w| squeeze(w)).collect();
            words.sort();
            let twice: Vec<&[String]> = words.windows(2).filter(|w| w[0] == w[1]).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
        for several in &file.applicant.ambiguous {
            for column in &several.columns {
                assert!(Applicant::of(column).is_some(), "{column}");
            }
        }
        for line in file.outcome.ambiguous.values().flatten() {
            assert!(Outcome::of_line(line).is_some(), "{line}");
        }
        LazyLock::force(&BUILT_IN);
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
        assert!(Words::problems(&settings, &[]).is_empty());
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
        assert_eq!(Words::problems(&settings, &[]).len(), 1);
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
    fn plain_words_of_offices_are_known_by_their_grade() {
        use Meaning::{Ambiguous, Assumed, State, Sure, Unknown};
        use Outcome::{Denied, Granted, Unavailable};
        // 不予公开, which of eight?
        let eight: Vec<Outcome> = (1..=8).map(Denied).collect();
        let three = (1..=3).map(Unavailable).collect();
        for (word, meaning) in [
            ("依法不予公开", Ambiguous(eight.clone())),
            ("决定不予公开", Ambiguous(eight.clone())),
            ("不予公开告知书", Ambiguous(eight.clone())),
            ("未予公开", Ambiguous(eight.clone())),
            ("不同意", Ambiguous(eight.clone())),
            ("无法公开", Ambiguous([eight.clone(), three].concat())),
            ("不予以公开（国家秘密）", Sure(Denied(1))),
            ("第三方不同意公开", Assumed(Denied(4))),
            ("依法予以公开", Sure(Granted)),
            ("告知信息不存在", Assumed(Unavailable(1))),
            ("过程性信息，不予公开", Sure(Denied(6))),
            ("无法提供；没有现成信息需另行制作", Sure(Unavailable(2))),
            ("无法提供；信息不存在", Assumed(Unavailable(1))),
            ("需另行制作", Sure(Unavailable(2))),
            ("无现成信息", Sure(Unavailable(2))),
            ("延期", State),
            ("等待第三方意见", State),
            ("补正通知书", State),
            ("作废", Unknown),
            ("同意不公开", Unknown),
        ] {
            assert_eq!(words().outcome(word, None), meaning, "{word}");
        }
        for (word, meaning) in [
            ("国企", Assumed(Applicant::Business)),
            ("商业银行", Assumed(Applicant::Business)),
            ("国有企业（某集团）", Assumed(Applicant::Business)),
            ("人民法院", Assumed(Applicant::OtherBody)),
            ("业委会", Assumed(Applicant::OtherBody)),
            ("医院", Assumed(Applicant::OtherBody)),
            (
                "法人（学校）",
                Ambiguous(vec![Applicant::Research, Applicant::OtherBody]),
            ),
            (
                "行业协会",
                Ambiguous(vec![Applicant::Charity, Applicant::OtherBody]),
            ),
            (
                "律师",
                Ambiguous(vec![Applicant::Person, Applicant::LawFirm]),
            ),
            ("自然人（待核实）", Unknown),
        ] {
            assert_eq!(words().applicant(word, None), meaning, "{word}");
        }
    }

    #[test]
    fn a_longer_text_is_the_one_verdict_whose_words_it_has() {
        use Meaning::{Assumed, Sure, Unknown};
        for (word, meaning) in [
            ("判决被告履行", Sure(Verdict::Corrected)),
            ("判决撤销", Sure(Verdict::Corrected)),
            ("责令被申请人在法定期限内履行", Sure(Verdict::Corrected)),
            ("责令三十日内作出答复", Assumed(Verdict::Corrected)),
            ("败诉", Assumed(Verdict::Corrected)),
            ("原告败诉", Assumed(Verdict::Upheld)),
            ("判决驳回原告全部诉讼请求", Assumed(Verdict::Upheld)),
            ("准予原告撤回起诉", Assumed(Verdict::Other)),
            ("撤销复议申请", Assumed(Verdict::Other)),
            ("二审审理中", Sure(Verdict::Pending)),
            ("发回重审", Assumed(Verdict::Pending)),
            ("撤销一审判决，驳回诉讼请求", Unknown),
            ("撤销原判", Unknown),
            ("驳回撤销请求", Unknown),
            ("不予维持", Unknown),
            ("未撤销", Unknown),
            ("见判决书", Unknown),
        ] {
            assert_eq!(words().verdict(word), meaning, "{word}");
        }
    }

    #[test]
    fn whether_there_was_a_review_is_asked_in_one_column_only() {
        use Meaning::{Sure, Unknown};
        for (word, path) in [
            ("已复议", Some(Path::SuitAfterReview)),
            ("复议前置", Some(Path::SuitAfterReview)),
            ("经过", Some(Path::SuitAfterReview)),
            ("不经复议", Some(Path::Suit)),
            ("未经", Some(Path::Suit)),
        ] {
            assert_eq!(words().path(Field::SuitPath, word), Sure(path), "{word}");
            assert_eq!(words().path(Field::CaseKind, word), Unknown, "{word}");
        }
        for (word, path) in [
            ("行政诉讼（经复议）", Sure(Some(Path::SuitAfterReview))),
            ("行政诉讼（未经复议）", Sure(Some(Path::Suit))),
            ("行政诉讼（复议）", Unknown),
        ] {
            assert_eq!(words().path(Field::CaseKind, word), path, "{word}");
        }
    }

    #[test]
    fn a_category_is_told_by_the_one_whose_word_its_name_holds() {
        use super::super::{Decision, Document};
        use Meaning::{Assumed, Sure, Unknown};
        let penalty = Category::Decision(Decision::Penalty);
        let coercion = Category::Decision(Decision::Coercion);
        let licence = Category::Decision(Decision::Licence);
        let normative = Category::Document(Document::NormativeDocument);
        for (word, meaning) in [
            ("简易处罚", Assumed(penalty)),
            ("处罚决定书", Assumed(penalty)),
            ("行政处罚（简易程序）", Assumed(penalty)),
            ("一般程序处罚", Assumed(penalty)),
            ("查封扣押", Assumed(coercion)),
            ("加处罚款", Assumed(coercion)),
            ("行政许可（延续）", Assumed(licence)),
            ("政府规范性文件", Assumed(normative)),
            (
                "政府规章（修订）",
                Assumed(Category::Document(Document::Regulation)),
            ),
            ("行政事业性收费（学费）", Assumed(Category::Fee)),
            ("行政检查", Sure(Category::Other)),
            ("规章制度", Sure(Category::Other)),
            ("行政许可（告知承诺制）", Assumed(licence)),
            ("行政许可告知承诺", Assumed(licence)),
            ("行政许可公示", Unknown),
            ("行政处罚告知", Unknown),
            ("非规范性文件", Sure(Category::Other)),
            ("非行政规范性文件", Sure(Category::Other)),
            ("非政府规章", Unknown),
            ("党内规范性文件", Unknown),
            ("罚没收入", Sure(Category::Other)),
            ("许可事项调整", Unknown),
            ("规范性文件清理", Unknown),
            ("行政处罚统计", Unknown),
            ("强制性标准", Unknown),
            ("行政许可和行政处罚", Unknown),
            ("双公示", Unknown),
        ] {
            assert_eq!(words().category(word), meaning, "{word}");
        }
    }

    #[test]
    fn the_office_may_say_that_a_word_means_pending() {
        for meaning in ["办理中", "3.4", "结转下年度继续办理", "尚未办结"] {
            let mut settings = Settings::default();
            let own = BTreeMap::from([("等回话".to_owned(), meaning.to_owned())]);
            settings.words.insert("办理结果".into(), own);
            assert!(Words::problems(&settings, &[]).is_empty(), "{meaning}");
            let words = Words::new(&settings, Vec::new());
            assert_eq!(words.outcome("等回话", None), Meaning::State, "{meaning}");
        }
    }

    #[test]
    fn the_choices_that_are_told_are_accepted() {
        let choices = what_may_be_meant(Field::Result, &[]);
        let (_, lines) = choices.split_once('：').unwrap();
        let (lines, pending) = lines.split_once("；还没有办结的填 ").unwrap();
        for choice in lines.split('、').chain([pending]) {
            let line = choice.split(' ').next().unwrap();
            assert!(result_meant(line).is_some(), "{choice}");
        }
    }
}
