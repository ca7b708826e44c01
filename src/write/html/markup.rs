//! Text as a page may hold it: in elements and attributes, in links, in a block of data.
//!
//! In: any text of a compilation. Out: text that ends no element, turns no direction and moves no cursor. Which
//! text may be shown at all is left to [`crate::write::mask`].

use std::fmt::Write as _;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::write::json::decimal;

/// Text without what a page cannot hold: control characters, and marks that turn the direction.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter(|&c| {
            c == '\n'
                || c == '\t'
                || !(c.is_control()
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        })
        .collect()
}

/// Text as HTML, in an element or in a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text as the fragment of a link, in a quoted attribute.
pub(super) fn fragment(text: &str) -> String {
    let mut out = String::new();
    for c in clean(text).chars() {
        match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '/' | '.' | '-' | '_' | '!' => out.push(c),
            c => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
    }
    out
}

/// Data as JSON that may stand in a script element: no letter that could end it.
pub(super) fn json(data: &impl Serialize) -> String {
    let text = serde_json::to_string(data).expect("texts, numbers and lists are JSON");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

pub(super) fn number(value: Decimal) -> String {
    decimal(value).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_element() {
        let evil = "</script><img src=x onerror='alert(1)'>\u{202e}&\"\u{0}";
        assert_eq!(
            escaped(evil),
            "&lt;/script&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;&quot;"
        );
        let data = json(&evil);
        assert!(!data.contains(['<', '>', '&']), "{data}");
        assert_eq!(
            serde_json::from_str::<String>(&data).ok().as_deref(),
            Some(evil)
        );
        assert_eq!(
            fragment("3.1/自 然\"人"),
            "3.1/%E8%87%AA%20%E7%84%B6%22%E4%BA%BA"
        );
    }
}
