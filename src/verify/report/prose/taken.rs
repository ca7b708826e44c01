//! 剔除: what a sentence takes away from what it has counted, 44件，剔除重复申请2件后为42件.
//!
//! The number before it may be the table's as it stands or with that taken away; what is taken away, and what is left,
//! are no figures of their own.

use super::tokens::Token;
use super::words::Key;

/// Words for taking away.
const TAKES: &[&str] = &["剔除", "扣除", "去除", "除去", "减去", "去掉"];

/// Takes the numbers that are taken away out of a sentence, and keeps with each that it is taken from what is left.
pub(super) fn away(tokens: &mut Vec<Token>) {
    let found = tokens
        .iter()
        .enumerate()
        .find_map(|(at, token)| match token {
            Token::Text(words) => {
                let mut behind = TAKES.iter().filter_map(|take| words.split_once(take));
                Some((at, behind.next()?.1.starts_with('后')))
            }
            _ => None,
        });
    let Some((at, behind)) = found else { return };
    // 其中重复申请8件，剔除后42件
    let taken = match behind {
        true => number_before(tokens, at),
        false => number_in_clause(tokens, at),
    };
    let Some((taken, less)) = taken.and_then(|t| Some((t, value(tokens.get(t))?))) else {
        return;
    };
    let first = at.min(taken);
    let net = number_in_clause(tokens, at.max(taken));
    let left_by = |gross: usize| value(tokens.get(gross))?.checked_sub(less);
    let before = |gross: &usize| value(tokens.get(*gross)).is_some_and(|gross| gross > less);
    let told = |gross: &usize| {
        let net = net.and_then(|net| value(tokens.get(net)));
        net.is_none_or(|net| left_by(*gross) == Some(net))
    };
    let gross = (0..first).rev().filter(before).find(told);
    let Some((gross, left)) = gross.and_then(|gross| Some((gross, left_by(gross)?))) else {
        return;
    };
    if let Some(Token::Number(number)) = tokens.get_mut(gross) {
        number.left = Some(left);
    }
    let gone: Vec<usize> = match behind {
        true => vec![taken],
        false => (at..=taken).collect(),
    };
    let mut at = 0;
    tokens.retain(|token| {
        at += 1;
        let words = gone.contains(&(at - 1)) && is_of_it(token);
        !words && Some(at - 1) != net
    });
}

/// What is counted and how much, of what is taken away.
fn is_of_it(token: &Token) -> bool {
    matches!(
        token,
        Token::Number(_) | Token::Key(Key::Line(..) | Key::Application)
    )
}

fn value(token: Option<&Token>) -> Option<rust_decimal::Decimal> {
    match token? {
        Token::Number(number) => Some(number.value),
        _ => None,
    }
}

/// The last number before a place.
fn number_before(tokens: &[Token], at: usize) -> Option<usize> {
    (0..at).rev().find(|at| value(tokens.get(*at)).is_some())
}

/// The next number behind a place in the same clause.
fn number_in_clause(tokens: &[Token], at: usize) -> Option<usize> {
    let clause = (at + 1..tokens.len())
        .take_while(|at| !matches!(tokens[*at], Token::Comma | Token::Open | Token::Close));
    clause
        .into_iter()
        .find(|at| value(tokens.get(*at)).is_some())
}
