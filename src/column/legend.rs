//! 代码说明: what a heading says that the codes below it stand for: 「申请人类型（1:公民 2:法人）」, 「复议结果：0撤销，1维持」.
//!
//! In: a heading, a code. Out: the word that the heading gives for it, to be understood as any other word.

use crate::text::squeeze;

/// Characters of a code, at most.
const LONGEST: usize = 4;

/// Bytes of a heading that explains codes, at most: a longer one is no heading that people wrote.
const HEADING: usize = 600;

/// The word that a heading gives for a code; none where it explains no codes, or not this one.
pub(crate) fn meaning(heading: &str, code: &str) -> Option<String> {
    if heading.len() > HEADING {
        return None;
    }
    let key = squeeze(heading);
    let (_, legend) = key.split_once(['(', ':'])?;
    let code = squeeze(code);
    let pairs = pairs(legend)?;
    let (_, word) = pairs.into_iter().find(|(of, _)| is_same(of, &code))?;
    Some(word.to_owned())
}

/// What stands before the codes that a heading explains behind a colon. Takes squeezed text.
pub(super) fn before(key: &str) -> Option<&str> {
    let (name, legend) = key.split_once(':').filter(|_| key.len() <= HEADING)?;
    pairs(legend)?;
    Some(name)
}

/// `01` is `1`.
fn is_same(one: &str, other: &str) -> bool {
    let bare = |code: &str| match code.trim_start_matches('0') {
        "" => "0".to_owned(),
        bare => bare.to_owned(),
    };
    bare(one) == bare(other)
}

/// Codes with their words, in the order of code and word or of word and code throughout; two at least, none twice.
fn pairs(legend: &str) -> Option<Vec<(&str, &str)>> {
    let runs = runs(legend);
    let (codes, words) = match runs.first()?.is_ascii() {
        true => (0, 1),
        false => (1, 0),
    };
    let of = |at: usize| runs.iter().skip(at).step_by(2).copied();
    let pairs: Vec<(&str, &str)> = of(codes).zip(of(words)).collect();
    let twice = |at: usize| {
        let (code, word) = pairs[at];
        let mut others = pairs[..at].iter();
        others.any(|(c, w)| is_same(c, code) || *w == word)
    };
    let short = of(codes).all(|code| code.len() <= LONGEST);
    let whole = runs.len().is_multiple_of(2) && pairs.len() >= 2;
    (whole && short && !(0..pairs.len()).any(twice)).then_some(pairs)
}

/// The runs of Latin letters and digits, and what stands between them without the marks around it.
fn runs(text: &str) -> Vec<&str> {
    let latin = |c: char| c.is_ascii_alphanumeric();
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| latin(c) != latin(first));
        let (run, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let run = run.trim_matches(|c: char| !c.is_alphanumeric());
        if !run.is_empty() {
            runs.push(run);
        }
        rest = behind;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_what_its_codes_stand_for() {
        for (heading, code, word) in [
            ("申请人类型（1:公民 2:法人）", "1", Some("公民")),
            ("执法类别（1-许可 2-处罚 3-强制）", "02", Some("处罚")),
            ("时效性（1有效 2失效 3废止 4已修改）", "4", Some("已修改")),
            ("复议结果：0撤销，1维持", "0", Some("撤销")),
            ("类别（许可=XK，处罚=CF）", "cf", Some("处罚")),
            ("类型(1.公民;2.法人、其他组织)", "2", Some("法人、其他组织")),
            ("申请人类型（1:公民 2:法人）", "3", None),
            ("申请人类型（1公民）", "1", None),
            ("申请人类型（1或2）", "1", None),
            ("收费金额（2021年、2022年）", "2022", None),
            ("收到日期（年月日）", "1", None),
            ("申请人类型", "1", None),
        ] {
            assert_eq!(meaning(heading, code).as_deref(), word, "{heading} {code}");
        }
        assert_eq!(before("复议结果:0撤销,1维持"), Some("复议结果"));
        assert_eq!(before("复议结果:撤销"), None);
    }
}
