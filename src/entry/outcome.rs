//! 办理结果: what the cells of a result and of its reasons come to.
//!
//! A cell may hold a result, a result with a detail that closes it, several results, and remarks that are none of
//! them ([`super::remark`]). What contradicts itself is ambiguous, never one of the two.

use super::Outcome;
use super::dictionary::Meaning;
use super::remark::{Remark, without_document_numbers};
use super::words::{BUILT_IN, Words, meant_together, parts, result_meant};
use crate::column::Field;
use crate::text::{self, squeeze, without_item_number};

impl Words {
    /// 办理结果, with 结果细项 where the ledger has it. A cell may hold both, or two results.
    pub(super) fn outcome(&self, main: &str, detail: Option<&str>) -> Meaning<Outcome> {
        let meaning = match detail {
            Some(detail) => {
                if let Some(own) = self.own_outcome(&format!("{main}；{detail}")) {
                    return own;
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

    fn own_outcome(&self, word: &str) -> Option<Meaning<Outcome>> {
        self.own(Field::Result, word, |meaning| {
            let together = || meant_together(meaning, &self.one_line).map(Meaning::Sure);
            result_meant(meaning).or_else(together)
        })
    }

    pub(super) fn outcome_word(&self, word: &str) -> Meaning<Outcome> {
        self.own_outcome(word)
            .unwrap_or_else(|| BUILT_IN.outcome.get_bare(word, &BUILT_IN.outcome_affixes))
    }

    fn outcome_of_pair(&self, main: &str, detail: &str) -> Meaning<Outcome> {
        // the office's word for 不予公开 stands for it alone; a detail still says which of the eight
        let whole = match BUILT_IN.outcome.get_bare(main, &BUILT_IN.outcome_affixes) {
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
            (_, Meaning::Unknown | Meaning::State) => self.remarked(whole, detail, Beside::Column),
            (Meaning::Sure(Outcome::Granted) | Meaning::Assumed(Outcome::Granted), part) => {
                match part {
                    Meaning::Sure(Outcome::PartlyGranted)
                    | Meaning::Assumed(Outcome::PartlyGranted) => part,
                    // with a reason to refuse: which of the two?
                    Meaning::Sure(found) | Meaning::Assumed(found) if found != Outcome::Granted => {
                        granted_or(vec![found])
                    }
                    Meaning::Ambiguous(choices) if !is_vague(detail) => granted_or(choices),
                    _ => whole,
                }
            }
            // two different results that contradict one another
            (Meaning::Sure(a) | Meaning::Assumed(a), Meaning::Sure(b) | Meaning::Assumed(b))
                if *a != Outcome::PartlyGranted && family(*a) != family(b) =>
            {
                Meaning::Ambiguous(vec![*a, b])
            }
            // a part was given, and of the whole nothing came
            (
                Meaning::Sure(Outcome::PartlyGranted) | Meaning::Assumed(Outcome::PartlyGranted),
                Meaning::Sure(ended @ Outcome::Otherwise(_))
                | Meaning::Assumed(ended @ Outcome::Otherwise(_)),
            ) => Meaning::Ambiguous(vec![Outcome::PartlyGranted, ended]),
            // two lines of one block: a sure word prevails over a usual reading, and that is said
            (Meaning::Sure(a), Meaning::Sure(b)) | (Meaning::Assumed(a), Meaning::Assumed(b))
                if *a != b && family(*a) == family(b) =>
            {
                Meaning::Ambiguous(vec![*a, b])
            }
            (Meaning::Sure(sure), Meaning::Assumed(usual))
                if *sure != usual && family(*sure) == family(usual) =>
            {
                Meaning::Assumed(*sure)
            }
            (Meaning::Assumed(usual), Meaning::Sure(sure)) if family(*usual) == family(sure) => {
                match *usual == sure {
                    true => whole,
                    false => Meaning::Assumed(sure),
                }
            }
            // a narrower word of the same line: 保护第三方合法权益 with 个人隐私
            _ => whole,
        }
    }

    fn outcome_of_cell(&self, word: &str) -> Meaning<Outcome> {
        match self.outcome_word(word) {
            Meaning::Unknown => {}
            known => return known,
        }
        if gives_what_was_asked(self, word) {
            return Meaning::Assumed(Outcome::Granted);
        }
        if let Some(meaning) = self.outcome_of_broken(word) {
            return meaning;
        }
        let results = results(word);
        match results.as_slice() {
            [] => return Meaning::Unknown,
            [_, _, ..] => return self.outcome_of_several(&results),
            // 「予以公开。」
            [one] if *one != word => return self.outcome_of_cell(one),
            [_] => {}
        }
        // 「予以公开、不予公开」: only where 、 is not part of a known word
        let results: Vec<&str> = word.split('、').filter(|p| !text::is_empty(p)).collect();
        let known = |r: &&str| self.outcome_word(r) != Meaning::Unknown;
        if results.len() > 1 && results.iter().all(known) {
            return self.outcome_of_several(&results);
        }
        // 「（六）其他处理—3.其他」: the item number is no part of its own
        let plain = without_document_numbers(&squeeze(word));
        match parts(without_item_number(&plain)).as_slice() {
            [] => Meaning::Unknown,
            [one] if *one == plain => Meaning::Unknown,
            [main, details @ ..] => self.outcome_of_parts(main, details),
        }
    }

    /// Several results of which a line breaks within one: 「予⏎以公开；不予公开」.
    fn outcome_of_broken(&self, word: &str) -> Option<Meaning<Outcome>> {
        if !word.contains(['\n', '\r']) {
            return None;
        }
        let joined = word.replace(['\n', '\r'], "");
        let results = results(&joined);
        let known = |r: &&str| self.outcome_word(r) != Meaning::Unknown;
        (results.len() > 1 && results.iter().all(known)).then(|| self.outcome_of_several(&results))
    }

    /// 「不予公开-过程性信息（邮寄）」: details that are results themselves, and remarks.
    fn outcome_of_parts(&self, main: &str, parts: &[&str]) -> Meaning<Outcome> {
        let is_remark =
            |p: &&str| matches!(self.outcome_of_cell(p), Meaning::Unknown | Meaning::State);
        let (remarks, details): (Vec<&str>, Vec<&str>) = parts.iter().partition(|p| is_remark(p));
        let whole = match details.as_slice() {
            [] => self.outcome_word(main),
            [detail] => self.outcome_of_pair(main, detail),
            [middle, last] => match self.outcome_of_pair(main, last) {
                Meaning::Ambiguous(_) => {
                    let found = self.outcome_of_pair(main, middle);
                    against_giving(found, &self.outcome_of_cell(last))
                }
                found => found,
            },
            _ => Meaning::Unknown,
        };
        let remarks = remarks.iter();
        remarks.fold(whole, |whole, r| self.remarked(whole, r, Beside::Result))
    }

    /// Several results in one cell: given in part if one of them gives information.
    fn outcome_of_several(&self, results: &[&str]) -> Meaning<Outcome> {
        let told: Vec<(&str, Meaning<Outcome>)> = results
            .iter()
            .map(|r| (*r, self.outcome_of_cell(r)))
            .collect();
        let (remarks, told): (Vec<_>, Vec<_>) =
            told.into_iter().partition(|(_, m)| *m == Meaning::Unknown);
        let whole = outcome_of_all(&told);
        let remarks = remarks.iter();
        remarks.fold(whole, |whole, (r, _)| {
            self.remarked(whole, r, Beside::Result)
        })
    }

    /// A result with something beside it that is none.
    fn remarked(&self, whole: Meaning<Outcome>, text: &str, beside: Beside) -> Meaning<Outcome> {
        let granted = matches!(
            whole,
            Meaning::Sure(Outcome::Granted) | Meaning::Assumed(Outcome::Granted)
        );
        let column = beside == Beside::Column;
        // reasons to refuse are told in sentences, which may well speak of parts and of what is to come
        if column && !granted && squeeze(text).chars().count() > BRIEF {
            return whole;
        }
        let remark = match BUILT_IN.remarks.of(text) {
            // 「未答复」 refuses nothing
            Remark::Part | Remark::Refusal if self.outcome_word(text) == Meaning::State => {
                Remark::Unsettled
            }
            remark => remark,
        };
        match (whole, remark) {
            (whole, Remark::Silent) => whole,
            (Meaning::State, _) => Meaning::State,
            (Meaning::Ended, _) if column => Meaning::Ended,
            (Meaning::Ended | Meaning::Unknown, _) => Meaning::Unknown,
            (whole @ Meaning::Ambiguous(_), Remark::Unsettled) if column => whole,
            (_, Remark::Unsettled) => Meaning::Unknown,
            (
                whole @ (Meaning::Sure(Outcome::PartlyGranted)
                | Meaning::Assumed(Outcome::PartlyGranted)),
                _,
            ) => whole,
            (Meaning::Ambiguous(mut choices), Remark::Part) => {
                if !choices.contains(&Outcome::PartlyGranted) {
                    choices.insert(0, Outcome::PartlyGranted);
                }
                Meaning::Ambiguous(choices)
            }
            (whole @ Meaning::Ambiguous(_), _) => whole,
            // 「商业秘密（协商后公开）」 says the opposite of the line
            (
                Meaning::Sure(refused @ Outcome::Denied(_))
                | Meaning::Assumed(refused @ Outcome::Denied(_)),
                Remark::Other,
            ) if ends_in_giving(text) => granted_or(vec![refused]),
            (_, Remark::Part) if granted => Meaning::Assumed(Outcome::PartlyGranted),
            (_, Remark::Part) => Meaning::Unknown,
            (_, Remark::Refusal) if granted => match refused_within(text) {
                Some(choices) => granted_or(choices),
                None => Meaning::Unknown,
            },
            (Meaning::Sure(found), _) if !column => Meaning::Assumed(found),
            (whole, _) => whole,
        }
    }
}

/// Where a remark stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// In the cell of the result.
    Result,
    /// In a column of its own.
    Column,
}

/// Characters of a reason that may still be a word on the result.
const BRIEF: usize = 4;

/// 予以公开 beside something that refuses.
fn granted_or(refused: Vec<Outcome>) -> Meaning<Outcome> {
    let mut choices = vec![Outcome::Granted, Outcome::PartlyGranted];
    choices.extend(refused);
    choices.dedup();
    Meaning::Ambiguous(choices)
}

/// Whether a text names what a third party was asked about, and that it was given all the same:
/// 「商业秘密（二）行政机关予以公开」.
fn gives_what_was_asked(words: &Words, word: &str) -> bool {
    const BETWEEN: [&str; 9] = ["涉及", "、", "和", "及", "或者", "或", "与", "的", "等"];
    let key = squeeze(word);
    let asked = &BUILT_IN.outcome_asked;
    let mut rest = without_item_number(&key);
    let mut named = false;
    loop {
        let stripped = |list: &[&str]| list.iter().find_map(|word| rest.strip_prefix(word));
        let asked = asked
            .iter()
            .find_map(|word| rest.strip_prefix(word.as_str()));
        named |= asked.is_some();
        match asked.or_else(|| stripped(&BETWEEN)) {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    let rest = without_item_number(rest).trim_matches([',', '-', ':', '(', ')']);
    named
        && matches!(
            words.outcome_word(rest),
            Meaning::Sure(Outcome::Granted) | Meaning::Assumed(Outcome::Granted)
        )
}

/// Whether a remark says at its end that information is given, and denies nothing: 协商后公开.
fn ends_in_giving(text: &str) -> bool {
    const DENIED: [char; 8] = ['不', '未', '非', '无', '没', '否', '免', '拒'];
    let key = squeeze(text);
    key.ends_with("公开") && !key.contains(DENIED) && !key.contains("申请")
}

/// A result beside which something else says that information is given: 「不予公开-商业秘密（权利人同意公开）」.
fn against_giving(found: Meaning<Outcome>, other: &Meaning<Outcome>) -> Meaning<Outcome> {
    let gives = |outcome: Outcome| matches!(outcome, Outcome::Granted | Outcome::PartlyGranted);
    let given = Outcome::Granted;
    match found {
        Meaning::Sure(refused) | Meaning::Assumed(refused)
            if !gives(refused)
                && (*other == Meaning::Sure(given) || *other == Meaning::Assumed(given)) =>
        {
            granted_or(vec![refused])
        }
        found => found,
    }
}

/// What the longest word within a text refuses by; none where it holds no such word.
fn refused_within(text: &str) -> Option<Vec<Outcome>> {
    let key = squeeze(text);
    let spellings = BUILT_IN.outcome.spellings.iter().map(|s| squeeze(s));
    let held = spellings.filter(|s| s.chars().count() > 2 && key.contains(s.as_str()));
    let refused = held.filter_map(|s| match BUILT_IN.outcome.get_key(&s) {
        Meaning::Sure(one) | Meaning::Assumed(one)
            if !matches!(one, Outcome::Granted | Outcome::PartlyGranted) =>
        {
            Some((s, vec![one]))
        }
        Meaning::Ambiguous(several) => Some((s, several)),
        _ => None,
    });
    refused
        .max_by_key(|(word, _)| word.len())
        .map(|(_, found)| found)
}

/// What several results of one cell come to.
fn outcome_of_all(told: &[(&str, Meaning<Outcome>)]) -> Meaning<Outcome> {
    let meanings: Vec<&Meaning<Outcome>> = told.iter().map(|(_, m)| m).collect();
    let gives = |m: &Meaning<Outcome>| matches!(m, Meaning::Sure(o) | Meaning::Assumed(o) if matches!(o, Outcome::Granted | Outcome::PartlyGranted));
    if let [(one, first), (other, second)] = told {
        // 「不予公开，过程性信息」, in either order
        for (open, choices, closing) in [(one, first, second), (other, second, first)] {
            match (choices, closing) {
                (Meaning::Ambiguous(choices), Meaning::Sure(found) | Meaning::Assumed(found))
                    if fits(open, choices, *found) && !gives(closing) =>
                {
                    return closing.clone();
                }
                _ => {}
            }
        }
    }
    let Some((first, rest)) = meanings.split_first() else {
        return Meaning::Unknown;
    };
    if rest.iter().all(|m| m == first) {
        return (*first).clone();
    }
    // 「予以公开；已主动公开」: one line, in a sure word and in a usual reading of another
    let line = |m: &Meaning<Outcome>| match m {
        Meaning::Sure(outcome) | Meaning::Assumed(outcome) => Some(*outcome),
        _ => None,
    };
    if let Some(outcome) = line(first)
        && rest.iter().all(|m| line(m) == Some(outcome))
    {
        return Meaning::Sure(outcome);
    }
    if meanings
        .iter()
        .any(|m| matches!(m, Meaning::Unknown | Meaning::State | Meaning::Ended))
    {
        return Meaning::Unknown;
    }
    if meanings.iter().any(|m| gives(m)) {
        return Meaning::Assumed(Outcome::PartlyGranted);
    }
    let mut choices = Vec::new();
    for meaning in meanings {
        match meaning {
            Meaning::Sure(o) | Meaning::Assumed(o) => choices.push(*o),
            Meaning::Ambiguous(more) => choices.extend(more),
            Meaning::State | Meaning::Ended | Meaning::Unknown => {}
        }
    }
    choices.sort_unstable();
    choices.dedup();
    Meaning::Ambiguous(choices)
}

/// The results of a cell that holds several; what stands in brackets is not taken apart.
fn results(word: &str) -> Vec<&str> {
    let opens = |c: char| matches!(c, '(' | '（' | '[' | '【' | '〔');
    let closes = |c: char| matches!(c, ')' | '）' | ']' | '】' | '〕');
    let paired =
        word.chars().filter(|c| opens(*c)).count() == word.chars().filter(|c| closes(*c)).count();
    let mut depth = 0usize;
    word.split(|c: char| {
        if paired && opens(c) {
            depth += 1;
        } else if paired && closes(c) {
            depth = depth.saturating_sub(1);
        }
        depth == 0
            && matches!(
                c,
                '；' | ';' | '\n' | '+' | '＋' | '|' | '，' | ',' | '/' | '。'
            )
    })
    .filter(|p| !text::is_empty(p))
    .collect()
}

/// Whether a detail may close what a main word leaves open; words that say hardly anything (其他, 档案)
/// are closed by any.
fn fits(main: &str, choices: &[Outcome], found: Outcome) -> bool {
    choices.contains(&found) || is_vague(main)
}

fn is_vague(word: &str) -> bool {
    let vague = [
        "其他",
        "档案",
        "已移交国家档案馆的信息",
        "已移交档案馆",
        "非政府信息",
    ];
    vague.contains(&without_item_number(&squeeze(word)))
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
    use crate::settings::Settings;

    fn words() -> Words {
        Words::new(&Settings::default(), Vec::new())
    }

    /// 不予公开, which of eight?
    fn eight() -> Vec<Outcome> {
        (1..=8).map(Outcome::Denied).collect()
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
            ("予以公开；其他", None, Assumed(Outcome::PartlyGranted)),
            ("非政府信息；公开", None, Assumed(Outcome::PartlyGranted)),
            ("撤回申请；其他", None, Sure(Outcome::Otherwise(3))),
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

    #[test]
    fn the_office_may_say_that_a_word_means_a_line_of_the_form_that_counts_several() {
        let several: Vec<Vec<Outcome>> = vec![(1..=3).map(Outcome::Otherwise).collect()];
        for meaning in ["3.3.6", "其他处理", "（六）其他处理"] {
            let mut settings = Settings::default();
            let own = std::collections::BTreeMap::from([("撤件".to_owned(), meaning.to_owned())]);
            settings.words.insert("办理结果".into(), own);
            assert!(Words::problems(&settings, &several).is_empty(), "{meaning}");
            let words = Words::new(&settings, several.clone());
            let meant = words.outcome("撤件", None);
            assert_eq!(meant, Meaning::Sure(Outcome::Otherwise(3)), "{meaning}");
            // edition 2021 has no such line
            let problems = Words::problems(&settings, &[]);
            assert_eq!(problems.len(), 1, "{meaning}");
        }
        let choices = super::super::choices::what_may_be_meant(Field::Result, &several);
        assert!(
            choices.contains("、3.3.6；") && !choices.contains("3.3.6.1"),
            "{choices}"
        );
    }

    #[test]
    fn what_stands_beside_a_result_is_passed_over_only_where_it_says_nothing_of_it() {
        use Meaning::{Ambiguous, Assumed, Ended, State, Sure, Unknown};
        use Outcome::{Denied, Granted, PartlyGranted, Unavailable};
        let or = |found: Vec<Outcome>| Ambiguous([vec![Granted, PartlyGranted], found].concat());
        for (cell, meaning) in [
            // how, when and by what
            ("予以公开（详见答复书）", Sure(Granted)),
            ("予以公开（2024年3月10日邮寄）", Sure(Granted)),
            ("予以公开-2024-03-10", Sure(Granted)),
            ("予以公开（某政公开〔2024〕3号）", Sure(Granted)),
            ("予以公开（依据《条例》第三十六条）", Sure(Granted)),
            ("予以公开（电子邮件，纸质3份）", Sure(Granted)),
            ("予以公开；邮寄", Sure(Granted)),
            ("予以公开（告知查询网址）", Sure(Granted)),
            ("予以公开（答复时间：2024年3月1日）", Sure(Granted)),
            ("予以公开。", Sure(Granted)),
            ("不予公开—国家秘密（邮寄）", Sure(Denied(1))),
            ("已办结（邮寄）", Ended),
            ("予以公开：是", Sure(Granted)),
            // not known to say anything of it
            ("予以公开（征地批复）", Assumed(Granted)),
            ("予以公开（延期答复）", Assumed(Granted)),
            ("信息不存在（经检索未找到）", Assumed(Unavailable(1))),
            // a part
            ("予以公开（部分信息不予公开）", Assumed(PartlyGranted)),
            ("予以公开（部分）", Assumed(PartlyGranted)),
            ("予以公开-部分", Assumed(PartlyGranted)),
            ("予以公开（除个人信息外）", Assumed(PartlyGranted)),
            ("予以公开，部分遮挡", Assumed(PartlyGranted)),
            ("予以公开（隐去姓名，电话）", Assumed(PartlyGranted)),
            ("部分公开（隐去姓名）", Sure(PartlyGranted)),
            ("属于国家秘密（部分）", Unknown),
            ("不予公开-国家秘密（部分）", Unknown),
            (
                "不予公开（部分）",
                Ambiguous([vec![PartlyGranted], eight()].concat()),
            ),
            // undone
            ("予以公开（作废）", Unknown),
            ("予以公开：否", Unknown),
            ("予以公开：N", Unknown),
            ("予以公开（转办）", Unknown),
            ("予以公开（办理中）", Unknown),
            ("予以公开（待审批）", Unknown),
            ("予以公开（部分作废）", Unknown),
            ("国家秘密（已撤销）", Unknown),
            ("部分公开（作废）", Unknown),
            ("不予公开（作废）", Unknown),
            ("已办结（作废）", Unknown),
            ("办理中（待审批）", State),
            // refused
            ("予以公开（不予公开）", or(eight())),
            (
                "予以公开（涉及商业秘密，第三方不同意）",
                or(vec![Denied(4)]),
            ),
            ("予以公开（本局没有）", Unknown),
            ("国家秘密（不予公开）", Sure(Denied(1))),
        ] {
            assert_eq!(words().outcome(cell, None), meaning, "{cell}");
        }
    }

    #[test]
    fn reasons_in_a_column_of_their_own_are_held_against_the_result() {
        use Meaning::{Ambiguous, Assumed, Sure, Unknown};
        use Outcome::{Denied, Granted, PartlyGranted, Unavailable};
        let or = |found: Vec<Outcome>| Ambiguous([vec![Granted, PartlyGranted], found].concat());
        for (main, reason, meaning) in [
            ("予以公开", "信息不存在", or(vec![Unavailable(1)])),
            ("予以公开", "经检索该信息不存在", or(vec![Unavailable(1)])),
            ("予以公开", "不予公开", or(eight())),
            (
                "予以公开",
                "涉及个人隐私部分不予公开",
                Assumed(PartlyGranted),
            ),
            ("予以公开", "本局没有该信息", Unknown),
            ("予以公开", "办理中", Unknown),
            ("予以公开", "延期答复", Sure(Granted)),
            ("予以公开", "征地批复", Sure(Granted)),
            ("予以公开", "其他", Sure(Granted)),
            ("予以公开", "该信息不涉及国家秘密，予以公开", Sure(Granted)),
            // reasons to refuse are told in sentences
            ("属于国家秘密", "该信息为部分会议纪要", Sure(Denied(1))),
            ("属于国家秘密", "部分", Unknown),
            ("属于国家秘密", "已作废", Unknown),
            ("部分公开", "信息不存在", Sure(PartlyGranted)),
            (
                "信息不存在",
                "部分公开",
                Ambiguous(vec![Unavailable(1), PartlyGranted]),
            ),
            ("无法提供", "没有现成信息需另行制作", Sure(Unavailable(2))),
        ] {
            let found = words().outcome(main, Some(reason));
            assert_eq!(found, meaning, "{main} + {reason}");
        }
    }
}
