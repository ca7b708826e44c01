//! What the headings above a paragraph say that it is about.

/// The headings that are open, from the outermost.
#[derive(Debug, Default)]
pub(super) struct Headings {
    open: Vec<(Level, bool)>,
}

/// How headings are numbered, from the outermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// 一、
    Section,
    /// （一）
    Part,
    /// 1.
    Item,
    /// A few words and no number.
    Bare,
}

/// Characters of the longest heading.
const LONGEST: usize = 30;
/// Of the longest one without a number.
const SHORT: usize = 16;

impl Headings {
    /// Takes a paragraph that is a heading; false when it is none.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let Some(level) = level(text) else {
            return false;
        };
        self.open.retain(|(above, _)| *above < level);
        let requests = ["依申请", "公开申请"].iter().any(|w| text.contains(w));
        self.open.push((level, requests));
        true
    }

    /// Whether one of them is that of requests for information.
    pub(super) fn of_requests(&self) -> bool {
        self.open.iter().any(|(_, requests)| *requests)
    }
}

fn level(text: &str) -> Option<Level> {
    let length = text.chars().count();
    let ends = text.contains(['。', '，', ',', '；', ';']);
    if length > LONGEST || ends {
        return None;
    }
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let bracket = text.strip_prefix(['（', '(']);
    let inner = bracket.map(|t| t.trim_start_matches(numeral));
    if let (Some(before), Some(inner)) = (bracket, inner)
        && inner.len() < before.len()
        && inner.starts_with(['）', ')'])
    {
        return Some(Level::Part);
    }
    let rest = text.trim_start_matches(numeral);
    if rest.len() < text.len() && rest.starts_with(['、', '.', '．']) {
        return Some(Level::Section);
    }
    let counts = text.contains(['件', '条', '元']);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < text.len() && rest.starts_with(['、', '.', '．']) && !counts {
        return Some(Level::Item);
    }
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let about = text.ends_with("情况") || text.contains("依申请");
    (length <= SHORT && about && !digits && !counts).then_some(Level::Bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_under_the_headings_above_them() {
        let mut headings = Headings::default();
        for (text, is_heading, requests) in [
            ("一、总体情况", true, false),
            ("（一）主动公开", true, false),
            ("全年公开信息300条。", false, false),
            ("（二）依申请公开", true, true),
            ("1.受理情况", true, true),
            ("共收到42件。", false, true),
            ("（三）政府信息管理", true, false),
            ("依申请公开情况", true, true),
            ("二、主动公开政府信息情况", true, false),
            ("三、收到和处理政府信息公开申请情况", true, true),
            ("四、存在的主要问题", true, false),
            ("（二）依申请公开。全年收到42件。", false, false),
        ] {
            assert_eq!(headings.take(text), is_heading, "{text}");
            assert_eq!(headings.of_requests(), requests, "{text}");
        }
    }
}
