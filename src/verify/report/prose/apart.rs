//! 已主动公开: what was open already, told apart from what was granted, 予以公开19件，已主动公开1件.
//!
//! The form has one line for both, so that the number of what was granted may be the table's as it stands or together
//! with the other; which of them is not certain.

use rust_decimal::Decimal;

use super::pending::shows;
use super::tokens::Token;
use super::words::Key;

/// Keeps with what was granted how much it is together with what was open already.
pub(super) fn join(tokens: &mut [Token]) {
    let numbers = numbers(tokens);
    let mut open = numbers
        .iter()
        .filter(|at| is_open(item(tokens, **at)))
        .filter_map(|at| tokens[*at].value());
    let open = open.try_fold(Decimal::ZERO, |all, more| all.checked_add(more));
    let Some(open) = open.filter(|open| !open.is_zero()) else {
        return;
    };
    let granted = numbers
        .into_iter()
        .filter(|at| is_granted(item(tokens, *at)));
    for at in granted.collect::<Vec<_>>() {
        if let Token::Number(number) = &mut tokens[at] {
            number.joined = number.value.checked_add(open);
            number.unsure = true;
        }
    }
}

/// Where the numbers stand that are in no bracket.
fn numbers(tokens: &[Token]) -> Vec<usize> {
    let mut deep = 0;
    let outside = tokens.iter().enumerate().filter_map(|(at, token)| {
        deep += i32::from(*token == Token::Open);
        deep -= i32::from(*token == Token::Close);
        (deep == 0 && token.value().is_some()).then_some(at)
    });
    outside.collect()
}

/// What stands right before a number, back to the last comma, sign of a list or number.
fn item(tokens: &[Token], number: usize) -> &[Token] {
    let ends = |token: &Token| matches!(token, Token::Comma | Token::Close | Token::Number(_));
    let begin = tokens[..number].iter().rposition(ends);
    &tokens[begin.map_or(0, |at| at + 1)..number]
}

/// 已主动公开, 已通过网站对外公开, and no line of the form.
fn is_open(item: &[Token]) -> bool {
    let already = |t: &Token| matches!(t, Token::Text(words) if words.contains('已'));
    let shown = |t: &Token| match t {
        Token::Text(words) => shows(words),
        Token::Key(key) => *key == Key::Aside,
        _ => false,
    };
    let other = |t: &Token| match t {
        Token::Among => true,
        Token::Key(key) => *key != Key::Aside,
        _ => false,
    };
    item.iter().any(already) && item.iter().any(shown) && !item.iter().any(other)
}

fn is_granted(item: &[Token]) -> bool {
    let granted = |t: &Token| matches!(t, Token::Key(Key::Line(["3.3.1"], _)));
    item.iter().any(granted)
}
