//! 附注: what stands beside a result without being one.
//!
//! In: the text in brackets, behind a dash or in a column of reasons, and the lists of `words.toml`. Out: whether it
//! leaves the result alone. A remark is passed over only where it is made of nothing but words that say how, when
//! and by what was answered; words that speak of a part, of a refusal, or of a thing undone are never passed over.

use serde::Deserialize;

use crate::text::{squeeze, yes_no};

/// What a remark says of the result beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remark {
    /// Nothing: 邮寄, 详见答复书, 第十四条, a date, a number.
    Silent,
    /// That it holds for a part: 部分, 隐去姓名.
    Part,
    /// That it does not stand, or not yet: 作废, 待审批.
    Unsettled,
    /// That something is refused: 未…, 不…, a secret.
    Refusal,
    /// Nothing that is known to speak of it: 征地批复.
    Other,
}

/// The words that tell.
#[derive(Debug, Deserialize)]
pub(super) struct Remarks {
    silent: Vec<String>,
    part: Vec<String>,
    unsettled: Vec<String>,
    refusal: Vec<String>,
}

impl Remarks {
    /// As compared, the longest first.
    pub(super) fn prepared(self) -> Self {
        let prepare = |words: Vec<String>| longest_first(words.iter().map(|w| squeeze(w)));
        Remarks {
            silent: prepare(self.silent),
            part: prepare(self.part),
            unsettled: prepare(self.unsettled),
            refusal: prepare(self.refusal),
        }
    }

    pub(super) fn of(&self, text: &str) -> Remark {
        let mut rest = squeeze(text);
        // 「予以公开：×」
        if yes_no(&rest) == Some(false) {
            return Remark::Unsettled;
        }
        for word in &self.silent {
            // a gap, so that what stood on both sides makes no new word
            rest = rest.replace(word.as_str(), " ");
        }
        let has = |words: &[String]| words.iter().any(|w| holds(&rest, w));
        if has(&self.unsettled) || rest.ends_with('中') {
            Remark::Unsettled
        } else if has(&self.part) {
            Remark::Part
        } else if has(&self.refusal) {
            Remark::Refusal
        } else if rest.chars().all(counts_or_parts) {
            Remark::Silent
        } else {
            Remark::Other
        }
    }
}

/// Longer words before those that they hold.
pub(super) fn longest_first(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.collect();
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words
}

/// Whether a text holds a word; `…` in it stands for whatever lies between.
fn holds(text: &str, word: &str) -> bool {
    let mut rest = Some(text);
    for part in word.split('…') {
        rest = rest.and_then(|r| r.split_once(part)).map(|(_, r)| r);
    }
    rest.is_some()
}

/// A character of a number, a date or an article, or one between words.
fn counts_or_parts(c: char) -> bool {
    !c.is_alphabetic() || "年月日号第条款项页份次一二三四五六七八九十百〇".contains(c)
}

/// A text as compared, without the numbers of documents in it: 某政公开〔2024〕3号.
pub(super) fn without_document_numbers(key: &str) -> String {
    let mut left = String::with_capacity(key.len());
    let mut rest = key;
    while let Some((before, behind)) = rest.split_once('(') {
        left.push_str(before);
        match behind_number(behind) {
            Some(next) => {
                let lead = left.rfind(['(', ')', '-', ',', ':']).map_or(0, |at| {
                    at + left[at..].chars().next().map_or(0, char::len_utf8)
                });
                // a text that begins so is no result with a number behind it
                if lead == 0 {
                    return key.to_owned();
                }
                left.truncate(lead);
                rest = next;
            }
            None => {
                left.push('(');
                rest = behind;
            }
        }
    }
    left.push_str(rest);
    left
}

/// What follows `2024)3号`; none where there is something else.
fn behind_number(text: &str) -> Option<&str> {
    let (year, behind) = text.split_once(')')?;
    let digits = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_digit());
    let (number, behind) = behind.split_once('号')?;
    (year.len() == 4 && digits(year) && digits(number.trim_start_matches('第'))).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_documents_are_taken_out_of_a_text() {
        for (text, left) in [
            ("予以公开(某政公开(2024)3号)", "予以公开()"),
            ("予以公开-某公开(2024)第12号", "予以公开-"),
            ("不予公开(某政(2024)3号)(国家秘密)", "不予公开()(国家秘密)"),
            ("予以公开(2024)", "予以公开(2024)"),
            ("某政(2024)3号", "某政(2024)3号"),
            ("予以公开(部分)", "予以公开(部分)"),
        ] {
            assert_eq!(without_document_numbers(text), left, "{text}");
        }
    }
}
