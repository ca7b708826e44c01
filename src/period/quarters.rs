//! Quarters: `第一季度`, `一、二季度`, `Q1-Q2`.

use super::Part;
use super::steps::{Joint, is_month_char, span_of};

/// `第一季度`, `1-2季度`, `第一至二季度`, `一、二季度`, `三四季度`, `一季度和二季度`: the first and the last of them.
///
/// 「一、二季度」 may be the second quarter under the number 一、 of a heading; it is taken for both quarters, for the
/// longer period accuses no row that belongs to the shorter. What cannot be both is a number before a quarter:
/// 「一、一季度」, 「三、二季度」. Quarters that are no span, 「一、三季度」, are no period.
pub(super) fn quarters_in(chars: &[char]) -> Option<Part> {
    (0..chars.len()).find_map(|start| {
        let numeral = |c: char| is_month_char(c) || matches!(c, '〇' | '零');
        let script = chars[start].is_ascii_digit();
        let before = start.checked_sub(1).map(|at| chars[at]);
        // a digit of a longer number is no quarter
        let alone = !before.is_some_and(|c| numeral(c) && c.is_ascii_digit() == script);
        let told =
            (alone && !is_numbering(&chars[start..])).then(|| chain_at(&chars[start..]))??;
        Some(span_of(&told).map_or(Part::Unread, |(from, to)| Part::Months(from, to)))
    })
}

/// Whether a text begins with the number of a folder, before the quarter that it is the number of: 「1-一季度」.
fn is_numbering(chars: &[char]) -> bool {
    let [number, '-', named, ..] = chars else {
        return false;
    };
    let other = number.is_ascii_digit() != named.is_ascii_digit();
    other && quarter(*number).is_some() && quarter(*number) == quarter(*named)
}

/// Quarters that begin a text and what joins each to the one before it, up to the last 季.
fn chain_at(chars: &[char]) -> Option<Vec<(i8, Joint)>> {
    let (mut at, mut joint) = (0, Joint::And);
    let (mut told, mut closed) = (Vec::new(), 0);
    loop {
        at += usize::from(chars.get(at) == Some(&'第'));
        let Some(found) = chars.get(at).and_then(|c| quarter(*c)) else {
            break;
        };
        told.push((found, joint));
        let digit = chars[at].is_ascii_digit();
        at += 1;
        let ends = chars.get(at) == Some(&'季');
        if ends {
            closed = told.len();
            at += 1 + usize::from(chars.get(at + 1) == Some(&'度'));
        }
        joint = match chars.get(at) {
            Some('-' | '~' | '～' | '—' | '至' | '到') => Joint::To,
            Some('、' | ',' | '和' | '及' | '与') => Joint::And,
            Some(c) if !ends && !digit && quarter(*c).is_some() && !c.is_ascii_digit() => {
                joint = Joint::And;
                continue;
            }
            _ => break,
        };
        at += 1;
    }
    told.truncate(closed);
    (closed > 0).then_some(told)
}

/// `Q1`, `1Q`, `Q1-Q2`.
pub(super) fn quarters_of_q(chars: &[char]) -> Option<(i8, i8)> {
    // behind a year, letters may follow: 2022Q2v2
    let of_year = |at: usize| at >= 4 && chars[at - 4..at].iter().all(char::is_ascii_digit);
    let ends = |i: usize| {
        let year = i >= 2 && of_year(i - 2);
        !chars
            .get(i)
            .is_some_and(|c| c.is_ascii_digit() || c.is_ascii_alphabetic() && !year)
    };
    let after = |at: usize| {
        let found = chars.get(at + 1).copied().and_then(quarter);
        found.filter(|_| chars.get(at) == Some(&'q') && ends(at + 2))
    };
    (0..chars.len())
        .filter(|&at| chars[at] == 'q')
        .find_map(|at| {
            let before = at.checked_sub(1).map(|b| chars[b]);
            if let Some(from) =
                after(at).filter(|_| !before.is_some_and(|b| b.is_ascii_alphabetic()))
            {
                let joined = matches!(
                    chars.get(at + 2),
                    Some('-' | '~' | '～' | '—' | '至' | '到')
                );
                let to = after(at + 3).filter(|to| joined && *to > from);
                return Some((from, to.unwrap_or(from)));
            }
            let first = at.checked_sub(2).map(|b| chars[b]);
            let alone = ends(at + 1) && !first.is_some_and(|b| b.is_ascii_alphanumeric());
            let one = before.and_then(quarter).filter(|_| alone)?;
            Some((one, one))
        })
}

fn quarter(c: char) -> Option<i8> {
    match c {
        '1' | '一' | 'Ⅰ' => Some(1),
        '2' | '二' | 'Ⅱ' => Some(2),
        '3' | '三' | 'Ⅲ' => Some(3),
        '4' | '四' | 'Ⅳ' => Some(4),
        _ => None,
    }
}
