//! 标题: what the title of a document tells of it: that it is a draft, a commentary, a call for comments.
//!
//! In: a title as typed. Out: what it seems to be, which is none that was issued.

use super::words::{BUILT_IN, apart_from_brackets};
use crate::text;

/// What a document seems to be by its title, where that is none that was issued.
pub(super) fn seems(written: &str) -> Option<&'static str> {
    let words = &BUILT_IN.paper;
    let key = text::key(written);
    let (plain, inner) = apart_from_brackets(&key);
    let marks = |c: char| !c.is_alphanumeric();
    let ended = plain.trim_end_matches(marks);
    let begun = plain.trim_start_matches(marks);
    let about = words.about.iter().any(|end| ended.ends_with(end.as_str()));
    let mut first = words.about_first.iter();
    if about || first.any(|word| begun.starts_with(word.as_str())) {
        return Some("指南、解读");
    }
    if calls(ended) {
        return Some("征求意见的公告");
    }
    let draft = |word: &String| ended.ends_with(word.as_str()) || inner.contains(word.as_str());
    words.draft.iter().any(draft).then_some("草案、征求意见稿")
}

/// Whether it asks for opinions: 「关于公开征求《…》意见的公告」.
fn calls(ended: &str) -> bool {
    let mut ends = BUILT_IN.paper.calls.iter();
    let Some(asked) = ends.find_map(|end| ended.strip_suffix(end.as_str())) else {
        return false;
    };
    let asked = asked.strip_suffix('的').unwrap_or(asked);
    let asks = |text: &str| text.contains("征求") || text.contains("征集");
    asked.strip_suffix("意见").is_some_and(asks) || asked.ends_with("意见征集")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_and_a_commentary_are_told_from_what_was_issued() {
        for (title, is) in [
            ("丙规定（征求意见稿）", true),
            ("《丙规定（修订草案）》", true),
            ("丙规定草案", true),
            ("《甲规定》解读", true),
            ("《甲规定（试行）》解读（图文）", true),
            ("一图读懂甲规定", true),
            ("《一图读懂甲规定》", true),
            ("关于《丁规定（征求意见稿）》公开征求意见的公告", true),
            ("关于公开征求《丁规定》意见的公告", true),
            ("丁规定意见征集公告", true),
            ("关于规范征求意见工作的通知", false),
            ("关于印发《实施意见》的通知", false),
            ("关于印发《甲规定》的通知", false),
            ("政府规章草案审查办法", false),
            ("甲规定（试行）", false),
            ("行政处罚裁量基准", false),
            ("政策解读工作规定", false),
        ] {
            assert_eq!(seems(title).is_some(), is, "{title}");
        }
    }
}
