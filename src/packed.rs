//! 排: texts one behind the other in one piece of memory, each after a character that says its length.

/// Adds a text that is given in parts; the piece is left as it is where the text is too long.
pub(crate) fn push(piece: &mut String, parts: &[&str]) -> bool {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let Some(head) = head(length + 1) else {
        return false;
    };
    piece.push(head);
    piece.extend(parts.iter().copied());
    true
}

/// Adds a place where no text stands.
pub(crate) fn push_none(piece: &mut String) {
    piece.push(NONE);
}

/// What stands first, and what stands behind it. Nothing of a piece that is at its end.
#[inline]
pub(crate) fn first(piece: &str) -> Option<(Option<&str>, &str)> {
    let mut chars = piece.chars();
    let length = chars.next()?;
    let rest = chars.as_str();
    if length == NONE {
        return Some((None, rest));
    }
    let code = u32::from(length);
    let code = if code < SURROGATES { code } else { code - GAP };
    let (text, rest) = rest.split_at_checked(usize::try_from(code).ok()?.checked_sub(1)?)?;
    Some((Some(text), rest))
}

const NONE: char = '\0';

/// The surrogates are no characters.
const SURROGATES: u32 = 0xd800;
const GAP: u32 = 0x800;

fn head(length: usize) -> Option<char> {
    let code = u32::try_from(length).ok()?;
    let code = if code < SURROGATES {
        code
    } else {
        code.checked_add(GAP)?
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes of the longest text that a character can say the length of.
    const LONGEST: usize = 0x0010_f7fe;

    #[test]
    fn texts_of_every_length_come_back() {
        let lengths = [
            0, 1, 126, 127, 128, 20_000, 0xd7fe, 0xd7ff, 0xd800, 0xdfff, 0xe000, LONGEST,
        ];
        let mut piece = String::new();
        for length in lengths {
            assert!(push(&mut piece, &["", &"7".repeat(length)]));
            push_none(&mut piece);
        }
        let before = piece.len();
        assert!(!push(&mut piece, &[&"7".repeat(LONGEST), "7"]));
        assert_eq!(piece.len(), before);
        let mut rest = piece.as_str();
        for length in lengths {
            let (text, behind) = first(rest).expect("a text");
            assert_eq!(text.map(str::len), Some(length));
            let (none, behind) = first(behind).expect("a place");
            assert_eq!(none, None);
            rest = behind;
        }
        assert_eq!(first(rest), None);
    }
}
