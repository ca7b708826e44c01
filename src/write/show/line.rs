//! Text as a terminal may be given it: on one line, cut to a width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Text on one line, with nothing in it that could move the cursor or turn the direction.
pub(crate) fn line(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' => Some(' '),
            c if c.is_control() => None,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => None,
            '\u{feff}' => None,
            c => Some(c),
        })
        .collect()
}

/// Text of several lines, those after the first indented.
pub(super) fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n    ")
}

pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut taken = 0;
    for c in text.chars() {
        taken += c.width().unwrap_or(0);
        if taken + 2 > width {
            break;
        }
        out.push(c);
    }
    out + ".."
}
