//! What an unknown word may mean: the words near it, and the one it is a slip of the pen for. Nothing is offered that
//! may be its opposite.

use super::choices::PENDING;
use super::dictionary::Meaning;
use super::words::{BUILT_IN, Words};
use crate::column::Field;
use crate::text::{self, squeeze};

impl Words {
    /// What a sure word means, as the settings write it.
    fn meaning_of(field: Field, word: &str) -> Option<String> {
        let written = |word: &str| Some(word.to_owned());
        match field {
            Field::Class | Field::BodyKind => match BUILT_IN.applicant.get(word) {
                Meaning::Sure(class) => written(class.word()),
                _ => None,
            },
            Field::Result | Field::Detail => match BUILT_IN.outcome.get(word) {
                Meaning::Sure(outcome) => Some(outcome.line()),
                Meaning::State => written(PENDING),
                _ => None,
            },
            Field::Verdict => match BUILT_IN.verdict.get(word) {
                Meaning::Sure(verdict) => written(verdict.word()),
                _ => None,
            },
            Field::CaseKind | Field::SuitPath => match BUILT_IN.path.get(word) {
                Meaning::Sure(Some(path)) => written(path.word()),
                _ => None,
            },
            Field::Category => match BUILT_IN.category.get(word) {
                Meaning::Sure(category) => written(category.word()),
                _ => None,
            },
            _ => match BUILT_IN.validity.get(word) {
                Meaning::Sure(validity) => written(validity.word()),
                _ => None,
            },
        }
    }

    fn spellings(field: Field) -> impl Iterator<Item = &'static str> {
        let spellings = match field {
            Field::Class | Field::BodyKind => &BUILT_IN.applicant.spellings,
            Field::Result | Field::Detail => &BUILT_IN.outcome.spellings,
            Field::Verdict => &BUILT_IN.verdict.spellings,
            Field::CaseKind | Field::SuitPath => &BUILT_IN.path.spellings,
            Field::Category => &BUILT_IN.category.spellings,
            _ => &BUILT_IN.validity.spellings,
        };
        spellings.iter().map(String::as_str)
    }

    /// The known words nearest to an unknown one that deny no more and no less than it.
    pub(super) fn nearest(field: Field, word: &str) -> Vec<&'static str> {
        let denied = letters_of(word, DENIALS);
        let alike = Words::spellings(field).filter(|s| letters_of(s, DENIALS) == denied);
        text::nearest(word, alike)
    }

    /// A known word that an unknown one is a slip of the pen for, and what the settings write for it: one
    /// character of four or more is another, and none of those that turn a word into its opposite.
    pub(super) fn slip(field: Field, word: &str) -> Option<(&'static str, String)> {
        let key = squeeze(word);
        let length = key.chars().count();
        if length < 4 {
            return None;
        }
        let turns = letters_of(&key, TURNING);
        let near = Words::spellings(field).filter(|s| {
            let other = squeeze(s);
            other.chars().count().abs_diff(length) <= 1
                && letters_of(&other, TURNING) == turns
                && strsim::damerau_levenshtein(&key, &other) == 1
        });
        let mut meant: Option<(&'static str, String)> = None;
        for spelling in near {
            let meaning = Words::meaning_of(field, spelling)?;
            if meant.as_ref().is_some_and(|(_, m)| *m != meaning) {
                return None;
            }
            meant.get_or_insert((spelling, meaning));
        }
        meant
    }
}

/// Characters that deny what follows them.
const DENIALS: &str = "不未非无没否免拒";

/// Characters that may turn a word into its opposite.
const TURNING: &str = "不未非无没否免拒已待前后合违有主被全部分撤销维驳正反内外公私";

/// Those of a text, in their order.
fn letters_of(text: &str, letters: &str) -> Vec<char> {
    text.chars().filter(|c| letters.contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_meaning_is_offered_only_for_a_slip_that_turns_nothing_round() {
        for (field, word, meaning) in [
            (Field::Result, "同意公丌", Some("3.3.1")),
            (Field::Result, "同意不公开", None),
            (Field::Result, "被动公开", None),
            (Field::Result, "作废", None),
            (Field::Verdict, "驳回诉讼情求", Some("结果维持")),
            (Field::Verdict, "确认合法", None),
            (Field::Verdict, "撤诉了", None),
            (Field::SuitPath, "直接起拆", Some("未经复议直接起诉")),
            (Field::SuitPath, "复议前起诉", None),
            (Field::Class, "商业企叶", Some("商业企业")),
            (Field::Class, "自燃人", None),
            (Field::Category, "行政许何", Some("行政许可")),
        ] {
            let offered = Words::slip(field, word).map(|(_, meaning)| meaning);
            assert_eq!(offered.as_deref(), meaning, "{word}");
        }
        let near = Words::nearest(Field::Result, "不便公开");
        assert!(
            !near.is_empty() && near.iter().all(|n| n.contains('不')),
            "{near:?}"
        );
    }

    #[test]
    fn a_line_of_settings_that_was_not_filled_in_is_refused_with_what_it_may_say() {
        for (field, choice) in [
            ("办理结果", "3.3.3.6 属于四类过程性信息"),
            ("办理结果", "填 办理中"),
            ("申请人类型", "法律服务机构"),
            ("结果", "尚未审结"),
            ("起诉方式", "复议后起诉"),
            ("类别", "其他信息"),
            ("有效性", "尚未生效"),
        ] {
            let mut settings = Settings::default();
            let own = BTreeMap::from([("甲".to_owned(), "？".to_owned())]);
            settings.words.insert(field.into(), own);
            let problems = Words::problems(&settings, &[]);
            assert!(
                problems.len() == 1 && format!("{:?}", problems[0]).contains(choice),
                "{field}: {problems:?}"
            );
        }
    }
}
