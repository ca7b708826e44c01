//! A whole that is told behind its parts: 自然人14件、商业企业6件，共予以公开20件.
//!
//! Parts that name no line of their own are of the line of the whole. That they are its parts is known by their sum, for
//! what came before may be of anything.

use std::ops::Range;

use rust_decimal::Decimal;

use super::tokens::Token;
use super::words::Key;

/// A whole, and where its parts stand.
pub(super) struct Whole {
    /// The tokens from the first part to the comma before the whole.
    pub(super) parts: Range<usize>,
    /// They add up to it; else they are fewer, and only its 共 tells that they are its parts.
    pub(super) exact: bool,
    /// The line of section 三 that it is of.
    pub(super) line: Option<&'static [&'static str]>,
    /// The verdict that it is of.
    pub(super) verdict: Option<&'static str>,
}

/// The wholes of a sentence that stand behind their parts.
pub(super) fn wholes(tokens: &[Token]) -> Vec<Whole> {
    let commas = (0..tokens.len()).filter(|at| tokens[*at] == Token::Comma);
    commas.filter_map(|comma| whole(tokens, comma)).collect()
}

/// Whether the clause behind a comma tells the sum of what was counted right before it: 甲收到44件，乙收到14件，共收到58件.
pub(super) fn sums_up(tokens: &[Token], comma: usize) -> bool {
    parts(tokens, comma).is_some_and(|(_, exact)| exact)
}

/// What a bare 共10件 sums up: the numbers that add up to it, or else those of the list right before it.
pub(super) struct Sum {
    /// Where they stand among the tokens.
    pub(super) parts: Vec<usize>,
    /// They add up to it or stand in one list right before it; else they are all that the sentence told before.
    pub(super) near: bool,
    pub(super) all: Decimal,
}

/// What the number at a place sums up, where its clause is nothing but 共 and the number.
pub(super) fn sum_told(tokens: &[Token], number: usize) -> Option<Sum> {
    let comma = number.checked_sub(2)?;
    let (Some(Token::Comma), Some(Token::Together)) = (tokens.get(comma), tokens.get(comma + 1))
    else {
        return None;
    };
    if clause(tokens, comma).len() > 2 {
        return None;
    }
    let numbers = |range: Range<usize>| -> Vec<usize> {
        range.filter(|at| tokens[*at].value().is_some()).collect()
    };
    let exact = parts(tokens, comma).filter(|(_, exact)| *exact);
    let mut near = true;
    let mut parts = match exact {
        Some((range, _)) => numbers(range),
        None => {
            let ends = |token: &Token| matches!(token, Token::Comma | Token::Open | Token::Close);
            let begin = tokens[..comma].iter().rposition(ends);
            numbers(begin.map_or(0, |at| at + 1)..comma)
        }
    };
    if parts.len() < 2 && !tokens[..comma].contains(&Token::Open) {
        parts = numbers(0..comma);
        near = false;
    }
    let mut values = parts.iter().filter_map(|at| tokens[*at].value());
    let all = values.try_fold(Decimal::ZERO, |all, part| all.checked_add(part))?;
    (parts.len() > 1).then_some(Sum { parts, near, all })
}

fn whole(tokens: &[Token], comma: usize) -> Option<Whole> {
    let (parts, exact) = parts(tokens, comma)?;
    let keys = || clause(tokens, comma).iter().filter_map(key);
    let line = keys().rev().find_map(|key| match key {
        Key::Line(lines, _) => Some(lines),
        Key::Received(_) => Some(&["3.1"][..]),
        Key::Answered => Some(&["3.3.7"]),
        _ => None,
    });
    let verdict = keys().rev().find_map(|key| match key {
        Key::Verdict(verdict) => Some(verdict),
        _ => None,
    });
    Some(Whole {
        parts,
        exact,
        line,
        verdict,
    })
}

/// The numbers right before a comma whose sum stands alone in the clause behind it, and whether they add up to it; none
/// where they are fewer than two.
fn parts(tokens: &[Token], comma: usize) -> Option<(Range<usize>, bool)> {
    let mut told = clause(tokens, comma).iter().filter_map(Token::value);
    let all = told.next().filter(|_| told.next().is_none())?;
    let mut sum = Decimal::ZERO;
    let mut count = 0;
    let mut deep = 0;
    let mut first = comma;
    for at in (0..comma).rev() {
        deep += i32::from(tokens[at] == Token::Close);
        deep -= i32::from(tokens[at] == Token::Open);
        let Some(part) = tokens[at].value().filter(|_| deep == 0) else {
            continue;
        };
        sum = sum.checked_add(part)?;
        count += 1;
        if sum >= all {
            let adds_up = sum == all && count > 1;
            return adds_up.then(|| (begin(tokens, at)..comma, true));
        }
        first = at;
    }
    let together = tokens.get(comma + 1) == Some(&Token::Together);
    (together && count > 1).then(|| (begin(tokens, first)..comma, false))
}

/// Where what a number counts begins to be told.
fn begin(tokens: &[Token], number: usize) -> usize {
    let ends = |token: &Token| matches!(token, Token::Comma | Token::List | Token::Number(_));
    let before = tokens[..number].iter().rposition(ends);
    before.map_or(0, |before| before + 1)
}

fn clause(tokens: &[Token], comma: usize) -> &[Token] {
    let behind = &tokens[comma + 1..];
    let ends = |token: &Token| matches!(token, Token::Comma | Token::Open | Token::Close);
    &behind[..behind.iter().position(ends).unwrap_or(behind.len())]
}

fn key(token: &Token) -> Option<Key> {
    match token {
        Token::Key(key) => Some(*key),
        _ => None,
    }
}
