//! A sentence gone through word by word: each number bound to what it counts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::apart;
use super::context::{Context, Matter};
use super::held::{Bound, Held, Said};
use super::meaning::{ALL, Meaning, is_shared};
use super::number::{About, Fit, Number};
use super::pending::{
    Pending, alike, came_in, distinct, each, holds, paths, push, respective, settled_of, shows,
};
use super::qualify::{self, Firm};
use super::share;
use super::taken;
use super::tokens::{Token, tokens};
use super::ways;
use super::whole::{Sum, Whole, sum_told, sums_up, wholes};
use super::words::{Key, MATTERS, OTHER_RESULTS};
use crate::text;
use crate::verify::report::rules::TEXT_DOUBTFUL;

/// Goes through a sentence; gives the numbers that were bound to nothing, or not firmly.
pub(super) fn read(held: &mut Held<'_>, said: Said<'_>, context: &mut Context) -> Vec<String> {
    let mut tokens = tokens(said.sentence, held.report.year, &held.unit);
    taken::away(&mut tokens);
    ways::away(&mut tokens);
    apart::join(&mut tokens);
    share::verdicts(&mut tokens);
    context.decided = tokens
        .iter()
        .any(|t| matches!(t, Token::Key(Key::Decided(_))));
    context.other_results = other_results(&tokens);
    context.in_parts = in_parts(&tokens);
    context.beside_old = beside_old(&tokens);
    let mut reading = Reading {
        held,
        said,
        context,
        pending: Pending::default(),
        around: Vec::new(),
        unbound: Vec::new(),
        counted: Vec::new(),
        matters: MATTERS.iter().any(|w| said.sentence.contains(w)),
        summed: false,
        narrowed: false,
        ahead: None,
        sum: None,
        agreed: BTreeSet::new(),
    };
    let (summed, narrowed) = (summed(&tokens), narrowed(&tokens));
    let wholes = wholes(&tokens);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        reading.summed = at < summed;
        reading.narrowed = at < narrowed;
        reading.ahead = wholes.iter().find(|whole| whole.parts.contains(&at));
        at += 1;
        match token {
            Token::Number(number) => {
                reading.sum = sum_told(&tokens, at - 1);
                let (bound, taken) = reading.number(number, &tokens[at..]);
                if bound {
                    reading.agreed.insert(at - 1);
                }
                at += taken;
            }
            Token::Year(year) => reading.year(*year, &tokens[..at - 1]),
            // 自然人占71%（30件）
            Token::Open if reading.pending.is_open() && is_one_number(&tokens[at..]) => {
                if let Token::Number(number) = &tokens[at] {
                    reading.number(number, &[]);
                }
                at += 2;
            }
            Token::Respectively => {
                reading.pending.each = Some(each(&reading.pending.keys, &tokens[at..]));
            }
            token => reading.word(token),
        }
    }
    reading.end_clause();
    reading.unbound
}

/// Whether results are counted that the form does not have.
fn other_results(tokens: &[Token]) -> bool {
    tokens.windows(2).any(|w| match w {
        [Token::Text(words), Token::Number(_)] => is_other_result(words),
        _ => false,
    })
}

fn is_other_result(words: &str) -> bool {
    OTHER_RESULTS.iter().any(|result| words.contains(result))
}

/// 予以公开27件（含部分公开7件）: whether what was granted in part is told as a part of it.
fn holds_partly(behind: &[Token]) -> bool {
    let (in_bracket, inner) = match behind {
        [first @ (Token::Open | Token::Comma), rest @ ..] => (*first == Token::Open, rest),
        all => (false, all),
    };
    let (among, inner) = match inner {
        [Token::Among, rest @ ..] => (true, rest),
        all => (in_bracket, all),
    };
    let partly = matches!(
        inner,
        [Token::Key(Key::Line(["3.3.2"], _)), Token::Number(_), ..]
    );
    among && partly
}

/// The reasons of section 三 that are named more than once.
fn in_parts(tokens: &[Token]) -> Vec<&'static [&'static str]> {
    let reasons = tokens.iter().filter_map(|t| match t {
        Token::Key(Key::Line(lines @ [line], _)) if line.matches('.').count() == 3 => Some(*lines),
        _ => None,
    });
    let mut all: Vec<&'static [&'static str]> = reasons.collect();
    all.sort_unstable();
    let again = all.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
    again.map(|same| same[0]).collect()
}

/// Where the sum of what was counted before is told, 甲收到44件，乙收到14件，合计58件; 0 where it is not.
fn summed(tokens: &[Token]) -> usize {
    let sum = tokens
        .windows(3)
        .rposition(|w| matches!(w, [Token::Comma, Token::Together, Token::Number(_)]));
    // 共收到申请58件
    let told = |at: &usize| {
        tokens.get(*at..*at + 2) == Some(&[Token::Comma, Token::Together]) && sums_up(tokens, *at)
    };
    let told = (0..tokens.len()).rev().find(told);
    sum.max(told).unwrap_or(0)
}

/// Where a part of what was counted is that of the tables, 行政复议7件，其中涉及政府信息公开的1件, or none of it is,
/// 均与政府信息公开无关; 0 where it is not said so.
fn narrowed(tokens: &[Token]) -> usize {
    let of = |words: &String| words.contains("信息公开");
    let none = |words: &String| of(words) && words.contains("无关");
    let part = tokens.windows(3).rposition(|w| match w {
        [Token::Among, Token::Text(words), _] => of(words),
        [Token::Open, Token::Text(words), Token::Number(_)] => of(words),
        [Token::Comma, Token::Text(words), Token::Number(_)] => {
            of(words) && words.starts_with(['涉', '属'])
        }
        _ => false,
    });
    let none = tokens
        .iter()
        .rposition(|t| matches!(t, Token::Text(words) if none(words)));
    part.max(none).unwrap_or(0)
}

/// How many other units than this one a text speaks of: 区级部门收到76件，各街道收到24件.
pub(super) fn others(held: &Held<'_>, text: &str) -> usize {
    let tokens = tokens(text, held.report.year, &held.unit);
    let named = tokens.iter().filter_map(|token| match token {
        Token::Text(words) if held.unit.firm([words]) == Firm::Likely => Some(words.as_str()),
        _ => None,
    });
    named.collect::<BTreeSet<&str>>().len()
}

/// Whether what was carried in is told beside what came in, 收到42件，上年结转5件, and neither as a part of it nor with
/// the sum of both.
fn beside_old(tokens: &[Token]) -> bool {
    let mut tokens_of = tokens.iter();
    let new = tokens_of.any(|t| matches!(t, Token::Key(Key::Line(["3.1"], _))));
    if new || summed(tokens) > 0 {
        return false;
    }
    let mut deep = 0;
    let outside = tokens.iter().filter(|token| {
        deep += i32::from(**token == Token::Open);
        let is_outside = deep == 0;
        deep -= i32::from(**token == Token::Close);
        is_outside
    });
    let whole: Vec<&Token> = outside.take_while(|t| **t != Token::Among).collect();
    let mut clauses = whole.split(|t| matches!(t, Token::Comma | Token::List));
    clauses.any(|clause| {
        let lines = clause.iter().filter_map(|t| match t {
            Token::Key(Key::Line(lines, _)) => Some(*lines),
            _ => None,
        });
        let number = clause.iter().find_map(|token| token.value());
        lines.eq([&["3.2"][..]]) && number.is_some_and(|number| !number.is_zero())
    })
}

/// Whether what came in and what was carried in are named, and nothing else of requests.
fn is_both(keys: &[Key]) -> bool {
    let lines = |k: &Key| matches!(k, Key::Line(..) | Key::Received(_));
    let other = |k: &Key| matches!(k, Key::Path(_) | Key::Class(..)) || lines(k) && !came_in(k);
    let new = |k: &Key| came_in(k) && !is_old(k);
    keys.iter().any(is_old) && keys.iter().any(new) && !keys.iter().any(other)
}

/// Whether a key is what was carried in.
fn is_old(key: &Key) -> bool {
    matches!(key, Key::Line(["3.2"], _))
}

/// A bracket that holds a number and nothing else.
fn is_one_number(tokens: &[Token]) -> bool {
    matches!(tokens, [Token::Number(_), Token::Close, ..])
}

/// Brackets within brackets; no sentence has more.
const DEEP: usize = 16;

/// What a number counts all of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// The requests that came in.
    Received,
    /// The requests that were settled.
    Settled,
    /// The cases of one path.
    Cases(&'static [&'static str]),
}

pub(super) struct Reading<'a, 'r> {
    pub(super) held: &'a mut Held<'r>,
    pub(super) said: Said<'a>,
    pub(super) context: &'a mut Context,
    pub(super) pending: Pending,
    /// What was open where brackets opened.
    around: Vec<(Pending, Context)>,
    unbound: Vec<String>,
    /// What is counted here is summed up further on.
    summed: bool,
    /// The tables' part of what is counted here is told further on.
    narrowed: bool,
    /// What is counted here is a part of a whole that is told further on.
    ahead: Option<&'a Whole>,
    /// What the number sums up that is gone through.
    sum: Option<Sum>,
    /// Where the numbers stand that agree with the tables.
    agreed: BTreeSet<usize>,
    /// All of something, counted last: what is said of all is said of them. Several where they are the cases of paths.
    pub(super) counted: Vec<(Number, Counted)>,
    /// It speaks of matters of the tables, so that a number bound to nothing is listed.
    matters: bool,
}

impl Reading<'_, '_> {
    fn word(&mut self, token: &Token) {
        let (pending, context) = (&mut self.pending, &mut *self.context);
        match token {
            Token::Key(key) => self.key(*key),
            Token::Whole => {
                context.period = false;
                pending.afresh = true;
            }
            Token::Period => context.period = true,
            Token::Matter(words) => {
                // 12345热线收到政府信息公开申请, but 未发生行政诉讼、投诉
                if !pending.not && !pending.is_open() {
                    pending.texts.push((*words).to_owned());
                }
                context.matter = Matter::Other;
                pending.keys.retain(|k| *k != Key::Application);
            }
            Token::All => pending.all = true,
            Token::Together => {
                pending.together = true;
                pending.afresh = true;
            }
            Token::Change => pending.change = true,
            Token::Than => pending.than = true,
            Token::Among => {
                pending.among = true;
                context.whole = context.line;
            }
            Token::Not => {
                pending.not = true;
                pending.refresh();
            }
            Token::Open if self.around.len() >= DEEP => {}
            Token::Open => {
                context.whole = context.line;
                self.around.push((std::mem::take(pending), context.clone()));
                context.bracketed = context.line.is_some();
            }
            Token::Close => self.close(),
            Token::Comma => {
                self.end_clause();
                self.pending.comma(self.context, &self.held.unit);
            }
            Token::Text(words) => {
                context.shown |= shows(words);
                if pending.is_settled_among(words) {
                    pending.keys.clear();
                }
                pending.texts.push(words.clone());
                pending.afresh |= self.held.unit.is_named_in(words);
            }
            Token::List => {
                pending.joined |= pending.is_open() && pending.keys.last().is_some_and(came_in);
            }
            Token::Number(_) | Token::Year(_) | Token::Respectively => {}
        }
    }

    fn key(&mut self, key: Key) {
        if key == Key::Decided(false) {
            return;
        }
        self.pending.refresh();
        match key {
            // what goes into the year or out of it names the other year itself
            Key::Line(["3.2" | "3.4"], Firm::Sure) => self.context.other_year = None,
            // 政务服务事项…全年办结申请: that of the other matter
            Key::Application
                if self.context.matter == Matter::Other
                    && !self.pending.texts.iter().any(|t| t.contains("公开")) => {}
            Key::Application | Key::Amount => self.context.name_requests(),
            Key::Path(_) => self.context.matter = Matter::Cases,
            Key::Subject => self.context.subject = true,
            // 收到申请42件，主要涉及行政许可15件
            Key::Decision(_) | Key::Document(_) if self.context.named && self.tells_subjects() => {
                self.context.subject = true;
            }
            Key::Aside => self.context.shown = true,
            _ => {}
        }
        match &mut self.pending.each {
            Some(each) if each.nth == 0 => push(&mut each.fixed, key),
            _ => push(&mut self.pending.keys, key),
        }
    }

    /// Whether the words right before are those that tell what requests are about.
    fn tells_subjects(&self) -> bool {
        const TELLS: &[&str] = &["涉及", "主要为", "主要是", "内容为", "内容是", "集中在"];
        let last = self.pending.texts.last();
        last.is_some_and(|t| TELLS.iter().any(|tells| t.ends_with(tells)))
    }

    fn year(&mut self, year: i16, before: &[Token]) {
        if self.pending.than {
            return;
        }
        // 2023年、2024年分别收到36件、42件
        if let [.., Token::Year(_), Token::List] = before {
            self.context.period = true;
            return;
        }
        let other = self.held.report.year.is_some_and(|own| own != year);
        self.context.other_year = Some(year).filter(|_| other);
        self.context.period = false;
        self.pending.afresh |= !other;
    }

    /// A bracket closes: what was said before it goes on.
    fn close(&mut self) {
        let Some((pending, outer)) = self.around.pop() else {
            return;
        };
        // 区政府（本级）
        let inner = std::mem::replace(&mut self.pending, pending);
        let parts = inner.texts.into_iter().filter(|t| qualify::is_part(t));
        self.pending.texts.extend(parts);
        // 行政诉讼（复议后起诉）8件
        if let ([path @ Key::Path(_)], false) = (inner.keys.as_slice(), inner.stale) {
            let keys = &mut self.pending.keys;
            if keys.iter().any(|k| matches!(k, Key::Path(_))) {
                keys.retain(|k| !matches!(k, Key::Path(_)));
                push(keys, *path);
            }
        }
        // 今年以来（截至10月底）
        let until = self.context.period && !inner.numbered && inner.keys.is_empty();
        // 予以公开（含部分公开）27件
        let lines = |keys: &[Key]| keys.iter().all(|k| matches!(k, Key::Line(..)));
        // and 不予公开（属于国家秘密）1件
        let whole = &mut self.pending.keys;
        let held = |k: &Key| whole.iter().any(|whole| holds(whole, k));
        let told = inner.among || inner.keys.iter().all(held);
        let new = !inner.stale && !inner.numbered && lines(&inner.keys);
        let all = |k: &Key| matches!(k, Key::Line(["3.3.7"], _));
        let result = !whole.is_empty() && lines(whole) && !whole.iter().any(all);
        if told && new && result && !self.pending.stale {
            whole.extend(inner.keys);
        }
        *self.context = Context {
            period: outer.period || until,
            line: self.context.line,
            path: self.context.path,
            path_before: self.context.path_before,
            ..outer
        };
    }

    /// What was denied is over, and what was said of all that was counted before.
    fn end_clause(&mut self) {
        self.of_all();
        if self.pending.not {
            self.nothing();
            self.pending = Pending::default();
        }
    }

    /// Takes a number; gives whether it agrees with the tables, and how many tokens behind it belong to it.
    fn number(&mut self, number: &Number, behind: &[Token]) -> (bool, usize) {
        let pending = &mut self.pending;
        pending.numbered = true;
        if pending.not {
            // 未发生1起
            return (false, 0);
        }
        // 由36件增至42件
        let from = pending.texts.last();
        let from = from.is_some_and(|t| t.ends_with(['由', '从']));
        let becomes = |t: &str| t.ends_with(['到', '至', '为', '成']);
        let changes = from
            && match behind {
                [Token::Change, ..] => true,
                [Token::Text(words), Token::Number(_), ..] => becomes(words),
                _ => false,
            };
        if pending.than || changes || std::mem::take(&mut pending.change) {
            pending.keys.clear();
            pending.texts.clear();
            return (false, 0);
        }
        if pending.each.is_none() && !pending.stale && !pending.together && !pending.all {
            pending.each = respective(&pending.keys, behind);
        }
        let taken = pending.ahead(behind, self.context);
        let next = behind.get(taken);
        self.context.with_partly = holds_partly(&behind[taken..]);
        // 8份申请材料
        if let (Some(Token::Text(words)), true) = (next, number.is_of_things())
            && pending.behind
        {
            pending.texts.push(words.clone());
        }
        let of_other = matches!(next, Some(Token::Matter(_)));
        if self.context.period || of_other {
            pending.end_number(None);
            if self.matters && !of_other {
                self.unbound.push(number.text.clone());
            }
            return (false, taken);
        }
        // 各街道收到24件，占24%
        let share = matches!(behind.get(taken..), Some([Token::Comma, Token::Text(words), ..])
            if words.starts_with('占'));
        if share && self.firm() > Firm::Sure {
            self.pending.listed = Some(Firm::Loose);
        }
        // 18件中有6件
        let pending = &mut self.pending;
        if matches!(next, Some(Token::Text(words)) if words.starts_with('中')) {
            pending.listed = Some(Firm::Loose);
        }
        let all = match next {
            Some(Token::Text(words)) => words.contains("全部"),
            next => next == Some(&Token::All),
        };
        let sum = self.sum.take();
        let bound = self.bind(number);
        // 收到申请3件全部予以公开 speaks of all as if a comma stood there
        self.pending.numbered &= !all;
        match bound {
            Bound::Agreed => return (true, taken),
            Bound::Found => {}
            Bound::Listed(words) => self.unbound.push(words),
            Bound::Nothing if let Some(sum) = sum.filter(|sum| self.is_of_tables(sum)) => {
                return (self.add_up(number, &sum), taken);
            }
            Bound::Nothing if self.matters && number.unit != Some("次") => {
                self.unbound.push(number.text.clone())
            }
            Bound::Nothing => {}
        }
        (false, taken)
    }

    /// Whether all that a number sums up are numbers of the tables, or all the requests that came in.
    fn is_of_tables(&self, sum: &Sum) -> bool {
        let figures = &self.held.figures;
        let came_in = || {
            let lines = figures.lines(&["3.1"], ALL)?;
            Some(sum.all >= Decimal::TEN && figures.value(&lines)? == sum.all)
        };
        let requests = self.context.matter == Matter::Requests;
        let agreed = |at: &usize| self.agreed.contains(at);
        sum.near && sum.parts.iter().all(agreed) || requests && came_in().unwrap_or(false)
    }

    /// Holds a number against those of the tables that it sums up, 行政复议7件、行政诉讼6件，合计13件; whether it agrees.
    fn add_up(&mut self, number: &Number, sum: &Sum) -> bool {
        match number.fit(sum.all) {
            Fit::Same => {
                self.held.agreed += 1;
                return true;
            }
            Fit::Rough => return false,
            Fit::Other => {}
        }
        let message = format!(
            "正文写合计 {}，前面所列各项相加是 {}：{}",
            number.text,
            sum.all.normalize(),
            text::quote(self.said.sentence)
        );
        self.held.find(&TEXT_DOUBTFUL, &self.said, message, &[]);
        false
    }

    /// How firmly the words beside the open ones bind them.
    fn firm(&self) -> Firm {
        let firm = self.held.unit.firm(&self.pending.plainer());
        let among = self.pending.among || self.context.whole.is_some();
        let named = |t: &String| self.held.unit.is_named_in(t);
        let one_of_many = self.context.others > 0 && self.pending.texts.iter().any(named);
        match firm {
            _ if self.pending.is_of_cases() || self.pending.is_of_others() => Firm::Loose,
            _ if self.pending.is_beside() || self.pending.is_shown() => Firm::Loose,
            // 甲收到44件，乙收到14件，合计58件
            _ if self.summed && (firm > Firm::Sure || one_of_many) => Firm::Loose,
            // another unit among ours, or beside another one: its share
            Firm::Likely if among || self.context.others > 1 => Firm::Loose,
            firm => firm,
        }
    }

    /// Binds a number to the words that are open, and holds it against what they mean.
    fn bind(&mut self, number: &Number) -> Bound {
        let own = self.firm();
        let listed = self.pending.listed.unwrap_or(Firm::Sure);
        let top = self.pending.keys.contains(&Key::Application) && own == Firm::Sure;
        if self.pending.afresh || top {
            self.context.carried = None;
            if !self.pending.among {
                self.context.whole = None;
            }
        }
        let (verdict, whole) = (self.context.verdict, self.context.whole);
        let ahead = self.look_ahead();
        let mut firm = own
            .max(listed)
            .max(ahead)
            .max(self.context.carried.unwrap_or(Firm::Sure));
        if self.context.topic || self.narrowed {
            firm = Firm::Loose;
        }
        // 行政诉讼败诉12件 is said of other suits, too
        let lost = |k: &Key| matches!(k, Key::Lost(_));
        if self.pending.keys.iter().any(lost) && !self.said.sure {
            firm = Firm::Loose;
        }
        // 受理申请107件次
        if number.is_of_times() {
            firm = firm.max(Firm::Likely);
        }
        // 收到申请的25个, 予以公开文件412份: other things are counted, or by other units
        if number.is_of_things() {
            let document = |k: &Key| matches!(k, Key::Document(_) | Key::Change(..));
            let of = self.pending.texts.last().is_some_and(|t| t.ends_with('的'));
            firm = firm.max(match self.pending.keys.as_slice() {
                // 8份政府信息公开申请
                [.., Key::Received(_), Key::Application] if self.pending.behind => Firm::Sure,
                [.., Key::Received(_), Key::Application] if !of => Firm::Likely,
                keys if keys.iter().any(document) || keys.contains(&Key::Decided(true)) => {
                    Firm::Likely
                }
                _ => Firm::Loose,
            });
        }
        // 征地类84件，办结80件: a part without a line of its own
        let counted = self.pending.keys.is_empty() || self.pending.stale;
        let result = self.pending.texts.iter().any(|t| is_other_result(t));
        let things = matches!(number.unit, Some("件" | "宗" | "起"));
        let part = counted && own > Firm::Sure && things && !result;
        let names = self.pending.names();
        let aside = self.pending.is_aside();
        let requests = self.pending.keys.contains(&Key::Application);
        self.context.reviewed =
            self.held.unit.reviewed && (self.pending.texts.iter()).any(|t| t.contains("信息公开"));
        self.count(number, firm);
        let other_year = self.context.other_year;
        let before = other_year.map(|_| self.context.clone());
        let meanings = match aside {
            true => None,
            false => self.meanings(number),
        };
        (self.context.verdict, self.context.whole) = (verdict, whole);
        self.pending.end_number(Some(own));
        self.pending.aside = aside;
        if part {
            self.context.carried = Some(Firm::Loose);
        }
        let bound = match (meanings, other_year) {
            (None, Some(_)) => Bound::Agreed,
            (None, None) => Bound::Nothing,
            (Some(meanings), Some(year)) => {
                if firm == Firm::Sure {
                    self.held
                        .note_other_year(&self.said, year, number, &meanings);
                }
                Bound::Agreed
            }
            (Some(meanings), None) => {
                return self.hold(number, &meanings, firm, names.then_some(own));
            }
        };
        if let Some(before) = before {
            *self.context = Context {
                line: self.context.line,
                ..before
            };
        }
        self.context.compared = counted && other_year.is_some();
        // what follows may be parts of a number that is none of the tables'
        let narrowed = if aside || requests { Firm::Loose } else { own };
        if names && other_year.is_none() && narrowed > Firm::Sure {
            self.context.carried = Some(narrowed);
        }
        bound
    }

    /// A part of a whole that is told further on is of its line, or of its verdict; gives how firmly it is bound.
    fn look_ahead(&mut self) -> Firm {
        let Some(whole) = self.ahead else {
            return Firm::Sure;
        };
        let keys = &self.pending.keys;
        let own = |k: &Key| {
            matches!(
                k,
                Key::Line(..) | Key::Received(_) | Key::Answered | Key::Verdict(_)
            )
        };
        if !keys.iter().any(own) {
            self.context.line = whole.line.or(self.context.line);
            self.context.verdict = whole.verdict.or(self.context.verdict);
            return Firm::Sure;
        }
        if !whole.exact {
            return Firm::Sure;
        }
        self.context.whole = whole.line.or(self.context.whole);
        // 新收30件为自然人，12件为法人，共新收42件
        let same = |k: &Key| whole.line == Some(&["3.1"]) && came_in(k) && !is_old(k);
        match keys.iter().any(same) {
            true => Firm::Loose,
            false => Firm::Sure,
        }
    }

    /// Keeps what a number counts all of: 行政复议7件，诉讼6件 is two of them.
    fn count(&mut self, number: &Number, firm: Firm) {
        let counted = self.counts_all(number, firm);
        let of_cases =
            |counted: &Option<(Number, Counted)>| matches!(counted, Some((_, Counted::Cases(_))));
        let last = self.counted.last().cloned();
        if !(of_cases(&counted) && of_cases(&last)) {
            self.counted.clear();
        }
        self.counted.extend(counted);
    }

    /// What a number counts all of, if it does.
    fn counts_all(&self, number: &Number, firm: Firm) -> Option<(Number, Counted)> {
        let pending = &self.pending;
        let keys = || {
            pending
                .keys
                .iter()
                .filter(|k| !matches!(k, Key::Application | Key::Amount))
        };
        let came_in = |k: &Key| matches!(k, Key::Received(_) | Key::Line(["3.1"], _));
        let settled = |k: &Key| matches!(k, Key::Answered | Key::Line(["3.3.7"], _));
        let first = keys().next();
        let all = match first {
            Some(_) if keys().all(came_in) => Counted::Received,
            Some(_) if keys().all(settled) => Counted::Settled,
            Some(Key::Path(paths)) if keys().count() == 1 => Counted::Cases(paths),
            _ => return None,
        };
        let whole = firm == Firm::Sure && !pending.stale && pending.each.is_none();
        let exact = number.about == About::Exactly && self.context.other_year.is_none();
        (whole && exact && !pending.among).then(|| (number.clone(), all))
    }

    /// Holds a number against its meanings. Where it names what is counted and how firmly, that goes on to what follows.
    fn hold(
        &mut self,
        number: &Number,
        meanings: &[Meaning],
        firm: Firm,
        names: Option<Firm>,
    ) -> Bound {
        let mut outcome = Bound::Agreed;
        for meaning in meanings {
            if meaning.bare && firm > Firm::Sure {
                self.context.carried = Some(Firm::Loose);
                return Bound::Nothing;
            }
            match self.held.hold(&self.said, number, meaning, firm) {
                Bound::Agreed => {}
                other => outcome = other,
            }
        }
        let loose = meanings.iter().any(|m| m.firm == Firm::Loose);
        if let Some(own) = names {
            let narrowed = if loose { Firm::Loose } else { own };
            if narrowed > Firm::Sure && !matches!(outcome, Bound::Agreed) {
                self.context.carried = Some(narrowed);
            }
        }
        outcome
    }

    /// What a number can mean after the words that are open; none when they say nothing.
    fn meanings(&mut self, number: &Number) -> Option<Vec<Meaning>> {
        let (pending, context) = (&mut self.pending, &mut *self.context);
        let figures = &self.held.figures;
        if let Some(keys) = pending.next_of_each() {
            return Some(vec![figures.meaning(&keys?, context, number)?]);
        }
        let in_time = pending.is_in_time();
        let mut keys = std::mem::take(&mut pending.keys);
        let both = context.come_in(&keys, pending.together) || pending.joined && is_both(&keys);
        if both {
            let sum = figures.lines(&["3.1", "3.2"], &["总计"])?;
            return Some(vec![Meaning::of(vec![sum], pending.together)]);
        }
        // 因本机关不掌握等原因无法提供 is said of all that was not, as it seems
        let among_others = pending.texts.iter().any(|t| t.starts_with('等'));
        let reasons = distinct(&keys, false);
        keys = distinct(&keys, among_others);
        let of_group = among_others && keys != reasons;
        // 办结本年新收申请: what was settled of them, and no more than they are
        let settled = settled_of(&mut keys);
        context.settled |= settled;
        let settled = settled || context.settled && keys.iter().any(came_in);
        // 上年结转…办理数量: a line is the nearer word
        if keys.iter().any(|k| matches!(k, Key::Line(..))) {
            keys.retain(|k| *k != Key::Answered);
        }
        let (all, together) = (pending.all, pending.together);
        if pending.stale && !all && !together {
            return None;
        }
        // none of both is none of each
        let sure = together || number.value.is_zero();
        let same = alike(&keys);
        let several = same.len() > 1 && !matches!(same[0], Key::Application | Key::Class(..));
        if !(several || all && same.len() > 1) {
            let mut meaning = figures.meaning(&keys, context, number)?;
            meaning.part |= settled;
            if in_time {
                // no more than all were settled in time
                let all = meaning.sums.first().and_then(|sum| figures.value(sum));
                meaning.part |= all.is_none_or(|all| number.value <= all);
                meaning.firm = meaning.firm.max(Firm::Likely);
            }
            // or of the reasons named alone, where others of the group are counted apart
            if of_group {
                let named = figures.meaning(&reasons, context, number)?;
                meaning.sums.extend(named.sums);
                meaning.firm = meaning.firm.max(Firm::Likely);
            }
            // 行政复议、行政诉讼结果维持共12件
            if !sure && paths(&keys) > 1 {
                meaning.firm = Firm::Loose;
            }
            return Some(vec![meaning]);
        }
        // 当年新收办结39件 is no sum
        let lines = |k: &Key| matches!(k, Key::Line(lines, _) if is_shared(lines));
        if !all && same.iter().any(lines) {
            return None;
        }
        let each = same
            .iter()
            .map(|key| figures.meaning(&[*key], context, number));
        // 予以公开或部分公开27件
        let given = |k: &Key| matches!(k, Key::Line(["3.3.1"] | ["3.3.2"], _));
        let sure = sure || same.iter().all(given);
        let each: Vec<Meaning> = each.collect::<Option<_>>()?;
        if all {
            return Some(each);
        }
        let sums = each.into_iter().filter_map(|m| m.sums.into_iter().next());
        let sums: Vec<Vec<usize>> = sums.collect();
        Some(vec![Meaning::of(vec![sums.concat()], sure)])
    }
}
