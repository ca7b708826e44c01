//! Fields: what a column of a ledger can hold, and the headings that name it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, PoisonError, RwLock};

use serde::Deserialize;

use super::{Kind, brackets, legend, work};
use crate::number::Money;
use crate::text::{squeeze, without_item_number};

/// 字段: what a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 申请编号
    Number,
    /// 收到日期
    Received,
    /// 申请人类型
    Class,
    /// 组织类型
    BodyKind,
    /// 答复日期
    Replied,
    /// 办理结果
    Result,
    /// 结果细项
    Detail,
    /// 办理状态: where the work stands, beside its result
    State,
    /// 是否延期
    Extended,
    /// 补正日期
    Corrected,
    /// 撤回日期
    Withdrawn,
    /// 数量
    Count,
    /// 申请人
    Applicant,
    /// 申请内容
    Content,
    /// 申请方式
    Way,
    /// 类别
    Category,
    /// 标题
    Title,
    /// 文号
    DocumentNumber,
    /// 成文日期
    Issued,
    /// 公开日期
    Published,
    /// 决定日期
    Decided,
    /// 废止日期
    Repealed,
    /// 有效性
    Validity,
    /// 公开渠道
    Channel,
    /// 金额
    Amount,
    /// 金额单位
    AmountUnit,
    /// 收费日期
    Charged,
    /// 年度: of what is told by the year or the month, the year
    Year,
    /// 案号
    CaseNumber,
    /// 案件类型
    CaseKind,
    /// 起诉方式
    SuitPath,
    /// 受理日期
    Accepted,
    /// 结案日期
    Concluded,
    /// 结果
    Verdict,
    /// 办理状态: whether a decision was made; no heading of ours names it
    Upshot,
    /// 承办单位
    Unit,
    /// 不用: a column that the office says tells nothing, as 编号 that is but the place of a row in its list
    Unused,
    /// 个人信息: read by no rule, shown to nobody
    Private,
}

const WORDS: &[(Field, &str)] = &[
    (Field::Number, "申请编号"),
    (Field::Received, "收到日期"),
    (Field::Class, "申请人类型"),
    (Field::BodyKind, "组织类型"),
    (Field::Replied, "答复日期"),
    (Field::Result, "办理结果"),
    (Field::Detail, "结果细项"),
    (Field::State, "办理状态"),
    (Field::Extended, "是否延期"),
    (Field::Corrected, "补正日期"),
    (Field::Withdrawn, "撤回日期"),
    (Field::Count, "数量"),
    (Field::Applicant, "申请人"),
    (Field::Content, "申请内容"),
    (Field::Way, "申请方式"),
    (Field::Category, "类别"),
    (Field::Title, "标题"),
    (Field::DocumentNumber, "文号"),
    (Field::Issued, "成文日期"),
    (Field::Published, "公开日期"),
    (Field::Decided, "决定日期"),
    (Field::Repealed, "废止日期"),
    (Field::Validity, "有效性"),
    (Field::Channel, "公开渠道"),
    (Field::Amount, "金额"),
    (Field::AmountUnit, "金额单位"),
    (Field::Charged, "收费日期"),
    (Field::Year, "年度"),
    (Field::CaseNumber, "案号"),
    (Field::CaseKind, "案件类型"),
    (Field::SuitPath, "起诉方式"),
    (Field::Accepted, "受理日期"),
    (Field::Concluded, "结案日期"),
    (Field::Verdict, "结果"),
    (Field::Upshot, "办理状态"),
    (Field::Unit, "承办单位"),
    (Field::Unused, "不用"),
    (Field::Private, "个人信息"),
];

impl Field {
    /// How many there are.
    pub(super) const COUNT: usize = Field::Private as usize + 1;

    /// The field's name in settings, messages and `headings.toml`.
    pub fn word(self) -> &'static str {
        WORDS
            .iter()
            .find(|(f, _)| *f == self)
            .map_or("", |(_, w)| w)
    }

    /// The field of a name; none for an unknown one.
    pub fn of(word: &str) -> Option<Self> {
        let key = squeeze(word);
        WORDS.iter().find(|(_, w)| *w == key).map(|(f, _)| *f)
    }

    /// All names, for the nearest one.
    pub fn words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(_, w)| *w)
    }
}

/// The built-in headings and those of the office.
#[derive(Debug)]
pub struct Headings {
    own: HashMap<String, Field>,
    /// The year that is reported, if it is known: 「金额（2021年）」 is that of another.
    year: Option<i16>,
    /// Some heading is written without any Chinese character.
    ascii: bool,
    /// What headings named that were met: one header asks of each many times, and a folder has thousands alike.
    met: RwLock<HashMap<String, InEach>>,
}

/// What a heading names in each kind of ledger, in the order of [`Kind::ALL`].
type InEach = [Option<Named>; Kind::ALL.len()];

/// Headings that are kept once they were met, at most, and bytes of one.
const MET: (usize, usize) = (4096, 120);

/// What a heading names in a ledger of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The field.
    pub field: Field,
    /// Its place among the field's headings: the lower one counts when a table has several; 0 for the
    /// office's own.
    pub rank: usize,
}

#[derive(Deserialize)]
struct File {
    applications: BTreeMap<String, Vec<String>>,
    publications: BTreeMap<String, Vec<String>>,
    disputes: BTreeMap<String, Vec<String>>,
}

type Dictionary = HashMap<String, Named>;

static BUILT_IN: LazyLock<[(Kind, Dictionary); 3]> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("headings.toml")).expect("headings.toml is tested");
    let dictionary = |lists: BTreeMap<String, Vec<String>>| {
        let mut found = Dictionary::new();
        for (word, headings) in lists {
            let field =
                Field::of(&word).expect("headings.toml names fields only, as its test shows");
            for (rank, heading) in headings.iter().enumerate() {
                found.insert(
                    squeeze(heading),
                    Named {
                        field,
                        rank: rank + 1,
                    },
                );
            }
        }
        found
    };
    [
        (Kind::Applications, dictionary(file.applications)),
        (Kind::Publications, dictionary(file.publications)),
        (Kind::Disputes, dictionary(file.disputes)),
    ]
});

impl Headings {
    /// The built-in headings, with the office's own before them, for a year.
    pub fn new(own: &BTreeMap<String, String>, year: Option<i16>) -> Self {
        let own: HashMap<String, Field> = own
            .iter()
            .filter_map(|(heading, field)| Some((squeeze(heading), Field::of(field)?)))
            .collect();
        let built_in = BUILT_IN
            .iter()
            .flat_map(|(_, dictionary)| dictionary.keys());
        let ascii = built_in.chain(own.keys()).any(|heading| heading.is_ascii());
        Headings {
            own,
            year,
            ascii,
            met: RwLock::default(),
        }
    }

    /// What a heading names, tried as written, without its bracket and without its item number.
    pub fn named(&self, kind: Kind, heading: &str) -> Option<Named> {
        self.in_each(heading)[kind as usize]
    }

    /// Whether the heading names a field in any ledger.
    pub fn known(&self, heading: &str) -> bool {
        self.may_be_one(heading) && self.in_each(heading).iter().any(Option::is_some)
    }

    /// Whether a word of the rows, hardly one of which is a heading, names a field in any ledger.
    pub(super) fn know_word(&self, word: &str) -> bool {
        self.may_be_one(word) && {
            let spellings = spellings(word);
            let mut kinds = Kind::ALL.into_iter();
            kinds.any(|kind| self.look_up(kind, &spellings).is_some())
        }
    }

    /// A number or a code is no heading, and begins many a row.
    fn may_be_one(&self, heading: &str) -> bool {
        self.ascii || !heading.is_ascii()
    }

    fn in_each(&self, heading: &str) -> InEach {
        let met = self.met.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(named) = met.get(heading) {
            return *named;
        }
        let (most, longest) = MET;
        let kept = met.len() < most && heading.len() <= longest;
        drop(met);
        let spellings = spellings(heading);
        let named = Kind::ALL.map(|kind| self.look_up(kind, &spellings));
        if kept {
            let mut met = self.met.write().unwrap_or_else(PoisonError::into_inner);
            met.insert(heading.to_owned(), named);
        }
        named
    }

    fn look_up(&self, kind: Kind, spellings: &[Spelling]) -> Option<Named> {
        // behind those without a bracket that nobody knows
        const CUT: usize = 500;
        let (_, dictionary) = &BUILT_IN[kind as usize];
        let listed = |key: &String| {
            let own = self.own.get(key).map(|&field| Named { field, rank: 0 });
            own.or_else(|| dictionary.get(key).copied())
        };
        let composed = |key: &String| {
            let of = |key: &String| by_ending(key).or_else(|| by_count(key));
            of(key).filter(|_| kind == Kind::Publications)
        };
        let find = |tell: &dyn Fn(&String) -> Option<Named>| {
            let mut each = spellings.iter();
            each.find_map(|spelling| tell(&spelling.key).map(|named| (named, &spelling.bracket)))
        };
        let (named, bracket) = find(&listed).or_else(|| find(&composed))?;
        match bracket {
            Some(said) if brackets::is_of_another(named.field, said, self.year) => None,
            Some(said) if named.rank != 0 && !brackets::only_explains(said) => Some(Named {
                rank: named.rank + CUT,
                ..named
            }),
            _ => Some(named),
        }
    }
}

/// Whether a heading is that of running numbers: 序号, No.
pub(crate) fn is_of_serials(heading: &str) -> bool {
    matches!(&*squeeze(heading), "序号" | "编号" | "no" | "no.")
}

/// Whether a heading is listed as one of a field.
pub(crate) fn is_heading_of(kind: Kind, field: Field, heading: &str) -> bool {
    let (_, dictionary) = &BUILT_IN[kind as usize];
    let named = dictionary.get(&squeeze(heading));
    named.is_some_and(|named| named.field == field)
}

/// All headings of a field, the preferred one first.
pub(crate) fn of_field(kind: Kind, field: Field) -> Vec<&'static str> {
    let Some((_, dictionary)) = BUILT_IN.iter().find(|(k, _)| *k == kind) else {
        return Vec::new();
    };
    let mut found: Vec<(usize, &str)> = dictionary
        .iter()
        .filter(|(_, n)| n.field == field)
        .map(|(h, n)| (n.rank, h.as_str()))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, h)| h).collect()
}

/// 「责令改正决定书文号」, 「没收决定日期」: what a heading that is made of others ends with tells its field.
fn by_ending(key: &str) -> Option<Named> {
    const ENDINGS: [(&str, Field); 16] = [
        ("决定书文号", Field::DocumentNumber),
        ("决定文号", Field::DocumentNumber),
        ("决定文书号", Field::DocumentNumber),
        ("决定书编号", Field::DocumentNumber),
        ("决定书号", Field::DocumentNumber),
        ("许可证编号", Field::DocumentNumber),
        ("许可证号", Field::DocumentNumber),
        ("决定日期", Field::Decided),
        ("决定时间", Field::Decided),
        ("决定的日期", Field::Decided),
        ("决定书日期", Field::Decided),
        ("决定书文号日期", Field::Decided),
        ("决定日", Field::Decided),
        ("决定书签发日期", Field::Decided),
        ("决定书签发时间", Field::Decided),
        ("文书号", Field::DocumentNumber),
    ];
    // what comes before or after the decision is none of it
    const OTHERS: [&str; 13] = [
        "解除", "撤销", "延长", "延期", "复议", "变更", "注销", "告知", "立案", "受理", "送达",
        "催告", "检查",
    ];
    // behind all that are listed
    const RANK: usize = 1_000;
    // where a site keeps a document is its number only where it has no other
    const INDEX: &str = "索引号";
    if key.ends_with(INDEX) {
        return Some(Named {
            field: Field::DocumentNumber,
            rank: RANK + 1,
        });
    }
    if OTHERS.iter().any(|word| key.contains(word)) {
        return None;
    }
    let found = ENDINGS.iter().find(|(ending, _)| key.ends_with(ending));
    found.map(|(_, field)| Named {
        field: *field,
        rank: RANK,
    })
}

/// A form under which a heading is looked up.
struct Spelling {
    key: String,
    /// What stands in the bracket that was left out.
    bracket: Option<String>,
}

/// 「行政处罚数量」, 「许可决定件数」, 「行政强制(件)」: how many decisions of one kind.
fn by_count(key: &str) -> Option<Named> {
    // behind those that name no kind
    const RANK: usize = 1_100;
    work::counts(key).map(|_| Named {
        field: Field::Count,
        rank: RANK,
    })
}

/// The forms under which a heading is looked up, without a bracket last.
fn spellings(heading: &str) -> Vec<Spelling> {
    let whole = squeeze(heading);
    let bare = whole.trim_matches(|c| matches!(c, '*' | ':' | '★' | '△' | '#' | '.' | ','));
    let plain = without_item_number(bare);
    let mut forms = vec![(bare, None), (plain, None)];
    // 「收费金额（单位：万元）」 and 「收到日期（年月日）」: the bracket explains
    if let Some((before, said)) = plain.strip_suffix(')').and_then(|p| p.rsplit_once('(')) {
        forms.push((before, Some(said)));
        if let Some((first, said)) = plain.split_once('(').filter(|(f, _)| *f != before) {
            forms.push((first, Some(said.trim_end_matches(')'))));
        }
    }
    // 「金额/万元」
    if let Some((before, after)) = plain.rsplit_once(['/', '-', ':', ','])
        && Money::of(after).is_some()
        && before != "单位"
    {
        forms.push((before, None));
    }
    // 「复议结果：0撤销，1维持」
    forms.extend(legend::before(plain).map(|form| (form, None)));
    // 「许可决定日期 XK_JDRQ」, 「XK_JDRQ|许可决定日期」
    forms.extend(without_code(plain).map(|form| (form, None)));
    forms.retain(|(key, _)| !key.is_empty());
    forms.dedup_by_key(|(key, _)| *key);
    let forms = forms.into_iter().map(|(key, said)| Spelling {
        key: key.to_owned(),
        bracket: said.map(str::to_owned),
    });
    forms.collect()
}

/// A heading without the name of its column in a system, which stands behind or before it.
fn without_code(heading: &str) -> Option<&str> {
    /// Letters of a name without `_`, at least: 「金额usd」 has a currency.
    const LEAST: usize = 4;
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let joins = |c: char| matches!(c, '|' | '-' | ':' | '/' | '(' | ')');
    let code = |text: &str| {
        let code = text.trim_matches(joins);
        code.starts_with(|c: char| c.is_ascii_alphabetic())
            && (code.contains('_') || code.len() >= LEAST)
    };
    let before = heading.trim_end_matches(|c| part(c) || joins(c));
    let behind = heading.trim_start_matches(|c| part(c) || joins(c));
    if !before.is_empty() && code(&heading[before.len()..]) {
        return Some(before);
    }
    (!behind.is_empty() && code(&heading[..heading.len() - behind.len()])).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_of_the_file_names_one_field_of_its_ledger() {
        let file: File = toml::from_str(include_str!("headings.toml")).unwrap();
        for lists in [file.applications, file.publications, file.disputes] {
            let mut seen = BTreeMap::new();
            for (word, headings) in lists {
                assert!(Field::of(&word).is_some(), "{word}");
                for heading in headings {
                    let before = seen.insert(squeeze(&heading), word.clone());
                    assert!(
                        before.is_none(),
                        "{heading} stands under {word} and {before:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn headings_are_found_as_people_write_them() {
        let headings = Headings::new(
            &BTreeMap::from([("来函日".to_owned(), "收到日期".to_owned())]),
            Some(2022),
        );
        for (kind, written, field) in [
            (Kind::Applications, "收 到 日 期", Field::Received),
            (
                Kind::Applications,
                "*申请人类型（自然人/法人）",
                Field::Class,
            ),
            (Kind::Applications, "3.办理\n结果", Field::Result),
            (Kind::Applications, "来函日", Field::Received),
            (Kind::Publications, "收费金额（单位：万元）", Field::Amount),
            (Kind::Publications, "废止（失效）日期", Field::Repealed),
            (Kind::Publications, "金额/元", Field::Amount),
            (Kind::Publications, "（一）金额（元）", Field::Amount),
            (Kind::Disputes, "是否经过复议", Field::SuitPath),
            (Kind::Publications, "许可决定日期\nXK_JDRQ", Field::Decided),
            (Kind::Publications, "XK_JDRQ|许可决定日期", Field::Decided),
            (Kind::Publications, "行政处罚数量", Field::Count),
            (Kind::Publications, "行政处罚（件）", Field::Count),
            (Kind::Publications, "行政许可决定件数", Field::Count),
            (Kind::Applications, "办理结果（大类）", Field::Result),
            (Kind::Applications, "办理结果（小类）", Field::Detail),
            (Kind::Applications, "答复子类型", Field::Detail),
        ] {
            assert_eq!(
                headings.named(kind, written).map(|n| n.field),
                Some(field),
                "{written}"
            );
        }
        assert_eq!(headings.named(Kind::Applications, "备注"), None);
        // a bracket that makes it another column, and one that only explains
        assert_eq!(
            headings.named(Kind::Publications, "收费金额（上年）（万元）"),
            None
        );
        assert_eq!(
            headings.named(Kind::Publications, "许可决定书签发日期（拟）"),
            None
        );
        let rank = |heading| headings.named(Kind::Publications, heading).map(|n| n.rank);
        assert!(rank("收费金额（元）") < rank("实收金额"));
        assert!(rank("实收金额") < rank("收费金额（某某）"));
        for none in [
            "不予处罚数量",
            "行政处罚种类数",
            "行政许可",
            "外币USD",
            "行政处罚金额",
        ] {
            assert_eq!(headings.named(Kind::Publications, none), None, "{none}");
        }
    }
}
