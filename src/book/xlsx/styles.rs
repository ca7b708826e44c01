//! 样式: which of a workbook's styles show a number as a date, or otherwise than it is, and which cross out what stands in
//! the cell.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::markup::Odd;
use super::shown::Shown;
use crate::book::xml::attribute;

/// What the styles of a workbook say of its cells, in the order of `cellXfs`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Styles {
    /// Those that show numbers as dates.
    dates: Vec<bool>,
    /// Those that cross out; empty where none does.
    struck: Vec<bool>,
    /// What those that show numbers otherwise than they are show; empty where none does.
    shown: Vec<Option<Shown>>,
}

impl Styles {
    /// Whether a style shows numbers as dates.
    #[inline]
    pub(super) fn date(&self, style: u32) -> bool {
        self.dates.get(style as usize) == Some(&true)
    }

    /// What a style shows of numbers, where it is not the number itself.
    #[inline]
    pub(super) fn shown(&self, style: u32) -> Option<&Shown> {
        self.shown.get(style as usize)?.as_ref()
    }

    /// Whether a style crosses out.
    #[inline]
    pub(super) fn strikes(&self, style: u32) -> bool {
        self.struck.get(style as usize) == Some(&true)
    }
}

/// The styles of a workbook.
pub(super) fn styles(text: &str) -> Result<Styles, Odd> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut custom = BTreeMap::new();
    // whether each font crosses out
    let mut fonts: Vec<bool> = Vec::new();
    let mut styles = Styles::default();
    let mut within = String::new();
    loop {
        let event = reader.read_event().map_err(|_| Odd::Strange)?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.local_name().into_inner().to_owned();
                match (within.as_str(), name.as_str()) {
                    ("numFmts", "numFmt") => {
                        let parts = (attribute(tag, "numFmtId"), attribute(tag, "formatCode"));
                        if let (Some(id), Some(code)) = parts {
                            custom.insert(id, code);
                        }
                    }
                    ("fonts", "font") => fonts.push(false),
                    ("fonts", "strike") => {
                        if let Some(font) = fonts.last_mut() {
                            *font = is_on(tag);
                        }
                    }
                    ("cellXfs", "xf") => {
                        let id = attribute(tag, "numFmtId");
                        styles
                            .dates
                            .push(id.is_some_and(|id| match custom.get(&id) {
                                Some(code) => of_code(code),
                                None => built_in(&id),
                            }));
                        let code = attribute(tag, "numFmtId").and_then(|id| custom.get(&id));
                        let date = styles.dates.last() == Some(&true);
                        let code = code.filter(|_| !date);
                        styles
                            .shown
                            .push(code.and_then(|code| Shown::of_code(code)));
                        let font = attribute(tag, "fontId").and_then(|id| id.parse().ok());
                        let struck = font.and_then(|font: usize| fonts.get(font));
                        styles.struck.push(struck == Some(&true));
                    }
                    (_, "numFmts" | "fonts" | "cellXfs") if matches!(event, Event::Start(_)) => {
                        within = name;
                    }
                    _ => {}
                }
            }
            Event::End(tag) if tag.local_name().into_inner() == within => within.clear(),
            Event::DocType(_) => return Err(Odd::Strange),
            Event::Eof => break,
            _ => {}
        }
    }
    if !styles.struck.contains(&true) {
        styles.struck = Vec::new();
    }
    if styles.shown.iter().all(Option::is_none) {
        styles.shown = Vec::new();
    }
    Ok(styles)
}

/// Whether a property that stands in a font is on: `<strike/>`, not `<strike val="0"/>`.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(attribute(tag, "val").as_deref(), Some("0" | "false"))
}

/// Formats that every program knows by number [ECMA-376 part 1, 18.8.30]; 27–36 and 50–58 are dates in the
/// East Asian versions.
fn built_in(id: &str) -> bool {
    matches!(id.parse::<u32>(), Ok(14..=22 | 27..=36 | 45 | 47 | 50..=58))
}

/// Whether a format's code shows a date, by its first section; a span of time (`[h]:mm`) is none. The rule is calamine's, to the letter: whichever of the
/// two reads a workbook, the same cells are dates.
fn of_code(code: &str) -> bool {
    let mut escaped = false;
    let mut quoted = false;
    let mut brackets = 0u8;
    let mut before = ' ';
    let mut elapsed = false;
    let mut noon = false;
    for c in code.chars() {
        if escaped {
            escaped = false;
        } else if matches!(c, '_' | '\\' | '*') {
            escaped = true;
        } else if quoted {
            quoted = c != '"';
        } else {
            match c {
                '"' => quoted = true,
                ';' => return false,
                '[' => brackets = brackets.saturating_add(1),
                ']' if brackets == 1 && elapsed => return false,
                ']' => brackets = brackets.saturating_sub(1),
                'a' | 'A' if !noon && brackets == 0 => noon = true,
                'p' | 'm' | '/' | 'P' | 'M' if noon && brackets == 0 => return true,
                'd' | 'm' | 'h' | 'y' | 's' | 'D' | 'M' | 'H' | 'Y' | 'S'
                    if !noon && brackets == 0 =>
                {
                    return true;
                }
                _ if elapsed && c.eq_ignore_ascii_case(&before) => {}
                _ => elapsed = before == '[' && matches!(c, 'm' | 'h' | 's' | 'M' | 'H' | 'S'),
            }
        }
        before = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_dates_are_told_from_those_of_numbers_and_spans() {
        for (code, date) in [
            ("General", false),
            ("0.00", false),
            ("yyyy-mm-dd", true),
            ("yyyy\"年\"m\"月\"d\"日\"", true),
            ("[$-804]aaaa;@", false),
            ("[h]:mm", false),
            ("\"第\"0\"日\"", false),
            ("#,##0\\d", false),
            ("[Red]0", false),
            ("0;yyyy", false),
            ("AM/PM h", true),
        ] {
            assert_eq!(of_code(code), date, "{code}");
        }
    }

    #[test]
    fn a_style_has_its_own_format_or_one_known_by_number() {
        let text = r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm"/></numFmts>
            <fonts><font><sz val="11"/></font></fonts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"><alignment/></xf><xf/><xf numFmtId="31"/><xf numFmtId="46"/></cellXfs>
            <dxfs><dxf><font><strike/></font><numFmt numFmtId="0" formatCode="yyyy"/></dxf></dxfs></styleSheet>"#;
        let styles = styles(text).expect("it is known");
        assert_eq!(styles.dates, [false, true, false, true, false]);
        assert!(styles.struck.is_empty());
    }

    #[test]
    fn a_style_crosses_out_by_its_font() {
        let text = r#"<styleSheet><fonts><font/><font><strike/></font><font><strike val="0"/></font><font><b/><strike val="1"/></font></fonts>
            <cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf fontId="9"/><xf/></cellXfs></styleSheet>"#;
        let styles = styles(text).expect("it is known");
        assert_eq!(styles.struck, [false, true, false, true, false, false]);
        assert!(styles.strikes(3) && !styles.strikes(4) && !styles.strikes(9));
    }
}
