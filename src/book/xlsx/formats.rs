//! 数字格式: which of a workbook's styles show a number as a date.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::markup::Odd;
use crate::book::package::attribute;

/// Whether each style shows numbers as dates, in the order of `cellXfs`.
pub(super) fn dates(styles: &str) -> Result<Vec<bool>, Odd> {
    let mut reader = Reader::from_str(styles);
    reader.config_mut().check_end_names = false;
    let mut custom = BTreeMap::new();
    let mut formats = Vec::new();
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
                    ("cellXfs", "xf") => {
                        let id = attribute(tag, "numFmtId");
                        formats.push(id.is_some_and(|id| match custom.get(&id) {
                            Some(code) => of_code(code),
                            None => built_in(&id),
                        }));
                    }
                    (_, "numFmts" | "cellXfs") if matches!(event, Event::Start(_)) => within = name,
                    _ => {}
                }
            }
            Event::End(tag) if tag.local_name().into_inner() == within => within.clear(),
            Event::DocType(_) => return Err(Odd::Strange),
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
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
        let styles = r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm"/></numFmts>
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"><alignment/></xf><xf/><xf numFmtId="31"/><xf numFmtId="46"/></cellXfs>
            <dxfs><dxf><numFmt numFmtId="0" formatCode="yyyy"/></dxf></dxfs></styleSheet>"#;
        assert_eq!(dates(styles), Ok(vec![false, true, false, true, false]));
    }
}
