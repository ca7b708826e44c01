//! Parts of a year told one by one: what joins them, and the span that they are.

/// What stands between the first and the last point of a span.
pub(super) const JOINTS: [char; 7] = ['-', '~', '～', '—', '–', '至', '到'];

/// What stands between two quarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// `至`: all from the one to the other.
    To,
    /// `、`, or nothing: the one and the other.
    And,
}

/// The span of quarters, if they are one; a number before them that does not go on with them is that of a heading.
pub(super) fn span_of(told: &[(i8, Joint)]) -> Option<(i8, i8)> {
    let steps = || told.windows(2).map(|pair| (pair[0].0, pair[1]));
    let goes_on = |(before, (after, joint)): (i8, (i8, Joint))| match joint {
        Joint::To => before < after,
        Joint::And => before + 1 == after,
    };
    match told {
        [first, .., last] if steps().all(goes_on) => Some((first.0, last.0)),
        [(one, _)] => Some((*one, *one)),
        [(first, _), rest @ ..] if rest[0].1 == Joint::And && *first >= rest[0].0 => span_of(rest),
        _ => None,
    }
}

pub(super) fn is_month_char(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}
