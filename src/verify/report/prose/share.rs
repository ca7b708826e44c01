//! A verdict that is said once of several paths in one list: 140件行政复议、49件行政诉讼获维持.

use super::qualify;
use super::tokens::Token;
use super::words::Key;

/// Says it of each of them.
pub(super) fn verdicts(tokens: &mut Vec<Token>) {
    let mut at = 0;
    while at < tokens.len() {
        let items = items(&tokens[at..]);
        let Some(last) = items.last().copied() else {
            at += 1;
            continue;
        };
        let path_first = matches!(tokens[at], Token::Key(_));
        let before = before(&tokens[..at]);
        let ends = match items.len() {
            1 => &[][..],
            more => &items[..more - 1],
        };
        at += last;
        // behind each but the last, which has it
        if let Some(verdict) = behind(&tokens[at..]) {
            for end in ends.iter().rev() {
                tokens.insert(at - last + end, verdict.clone());
            }
            at += ends.len();
        } else if let (Some(verdict), true) = (before, path_first) {
            // before each but the first, past the sign of the list
            for end in ends.iter().rev() {
                tokens.insert(at - last + end + 1, verdict.clone());
            }
            at += ends.len();
        }
    }
}

/// The ends of the items of a list, each a number with its path; none where there is no such item.
fn items(tokens: &[Token]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while let Some(length) = item(&tokens[at..]) {
        at += length;
        ends.push(at);
        if tokens.get(at) != Some(&Token::List) {
            break;
        }
        at += 1;
    }
    ends
}

/// 140件行政复议, 行政复议140件: how long it is.
fn item(tokens: &[Token]) -> Option<usize> {
    let plain = |t: &Token| matches!(t, Token::Text(words) if qualify::is_plain(words));
    let path = |t: &Token| matches!(t, Token::Key(Key::Path(_)));
    let number = |t: &Token| matches!(t, Token::Number(_));
    let (first, rest) = tokens.split_first()?;
    let between = usize::from(rest.first().is_some_and(plain));
    let second = rest.get(between)?;
    let is_one = number(first) && path(second) || path(first) && number(second);
    is_one.then_some(2 + between)
}

/// The verdict right behind a list, where it has no number of its own.
fn behind(tokens: &[Token]) -> Option<Token> {
    let links = |words: &str| qualify::is_plain(words) || super::pending::LINKS.contains(&words);
    let tokens = match tokens {
        [Token::Text(words), rest @ ..] if links(words) => rest,
        tokens => tokens,
    };
    let [verdict @ Token::Key(Key::Verdict(_)), rest @ ..] = tokens else {
        return None;
    };
    // 维持原判90件, 维持率46%
    let rest = match rest {
        [Token::Text(words), rest @ ..] if qualify::is_plain(words) => rest,
        rest => rest,
    };
    let ends = matches!(
        rest.first(),
        None | Some(Token::Comma | Token::List | Token::Close)
    );
    ends.then(|| verdict.clone())
}

/// The verdict right before a list: 结果维持行政复议3件、行政诉讼3件.
fn before(tokens: &[Token]) -> Option<Token> {
    let tokens = match tokens {
        [rest @ .., Token::Text(words)] if qualify::is_plain(words) => rest,
        tokens => tokens,
    };
    match tokens {
        [.., Token::Key(Key::Path(_)), Token::Key(Key::Verdict(_))] => None,
        [.., verdict @ Token::Key(Key::Verdict(_))] => Some(verdict.clone()),
        _ => None,
    }
}
