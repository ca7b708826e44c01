//! 通过现场、邮寄等方式，共收到申请42件: the ways in which requests come, told before the number of all.
//!
//! One way narrows what is counted; a list that ends in 等方式 tells how all came. So it is taken out of the sentence,
//! and the number behind it is that of all, though not for certain.

use super::qualify;
use super::tokens::Token;
use super::words::Key;

/// How a list of ways ends.
const ENDS: &[&str] = &[
    "等多种方式",
    "等多种渠道",
    "等多种途径",
    "等各种方式",
    "等各种渠道",
    "等方式",
    "等渠道",
    "等途径",
    "等形式",
    "等方法",
];

/// Takes the list of ways out of a sentence that tells the number of all behind it.
pub(super) fn away(tokens: &mut Vec<Token>) {
    let lists = (0..tokens.len()).filter_map(|begin| Some((begin, list(tokens, begin)?)));
    let Some((begin, end)) = lists.into_iter().next() else {
        return;
    };
    let Some(number) = number_of_all(tokens, begin, end) else {
        return;
    };
    if let Token::Number(number) = &mut tokens[number] {
        number.unsure = true;
    }
    let before = part(&tokens[begin], |words| words.split("通过").next());
    let behind = part(&tokens[end], |words| {
        let ends = ENDS.iter().find_map(|end| words.split_once(end));
        ends.map(|(_, behind)| behind)
    });
    let comma = usize::from(behind.is_none() && tokens.get(end + 1) == Some(&Token::Comma));
    tokens.splice(begin..=end + comma, before.into_iter().chain(behind));
}

/// Where a list of several ways ends that begins here.
fn list(tokens: &[Token], begin: usize) -> Option<usize> {
    let words = |at: usize| match tokens.get(at) {
        Some(Token::Text(words)) => Some(words),
        _ => None,
    };
    words(begin).filter(|words| words.contains("通过"))?;
    let is_of_it = |token: &Token| {
        matches!(
            token,
            Token::Text(_) | Token::List | Token::Key(Key::Application)
        )
    };
    let length = tokens[begin..].iter().take_while(|t| is_of_it(t)).count();
    let ends = |at: &usize| words(*at).is_some_and(|w| ENDS.iter().any(|end| w.contains(end)));
    let end = (begin..begin + length).find(ends)?;
    tokens[begin..end].contains(&Token::List).then_some(end)
}

/// The number behind a list of ways, where it is that of all: the first of the sentence or told by 共, no part of what
/// was counted before, and with no other way beside it.
fn number_of_all(tokens: &[Token], begin: usize, end: usize) -> Option<usize> {
    let is_number = |token: &Token| matches!(token, Token::Number(_));
    let number = end + tokens[end..].iter().position(is_number)?;
    let together = tokens[end..number].contains(&Token::Together);
    let first = !tokens[..begin].iter().any(is_number);
    let requests = tokens[begin..number].iter().any(is_of_requests);
    let part = tokens[..begin].contains(&Token::Among);
    let clauses = tokens[end..number].iter().filter(|t| **t == Token::Comma);
    let near = clauses.count() <= 1;
    let parts = |token: &&Token| !matches!(token, Token::Among | Token::Open);
    let mut beside = tokens[number..].iter().take_while(parts);
    let other = beside.any(|t| matches!(t, Token::Text(words) if qualify::has_way(words)));
    (requests && (together || first) && near && !part && !other).then_some(number)
}

/// Whether what came in is counted, and nothing else of what is told by the same ways.
fn is_of_requests(token: &Token) -> bool {
    matches!(
        token,
        Token::Key(Key::Received(_) | Key::Application | Key::Amount | Key::Line(["3.1"], _))
    )
}

/// What is left of a text, if anything.
fn part<'t>(token: &'t Token, of: impl Fn(&'t str) -> Option<&'t str>) -> Option<Token> {
    let Token::Text(words) = token else {
        return None;
    };
    let left = of(words).filter(|left| !left.is_empty());
    left.map(|left| Token::Text(left.to_owned()))
}
