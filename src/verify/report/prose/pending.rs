//! What is open while a sentence is gone through: words that have not met their number yet.

use std::collections::BTreeSet;

use super::context::{Context, Matter};
use super::meaning;
use super::qualify::{self, Firm, Unit};
use super::tokens::Token;
use super::words::Key;

/// What is open since the last number.
#[derive(Default)]
pub(super) struct Pending {
    pub(super) keys: Vec<Key>,
    /// Words beside them.
    pub(super) texts: Vec<String>,
    /// A comma has come since.
    pub(super) stale: bool,
    pub(super) together: bool,
    pub(super) all: bool,
    pub(super) change: bool,
    /// Another year is named to compare with.
    pub(super) than: bool,
    pub(super) among: bool,
    pub(super) not: bool,
    /// The last of the words stand behind the number: 8份申请.
    pub(super) behind: bool,
    /// A number has come since the last comma.
    pub(super) numbered: bool,
    /// The whole unit and year are named again.
    pub(super) afresh: bool,
    /// What narrowed the number before, in one list with it.
    pub(super) listed: Option<Firm>,
    /// An aside or what was asked for was spoken of, in one list with it.
    pub(super) aside: bool,
    /// What came in and what was carried in are said of one number: 收到和上年结转申请共47件.
    pub(super) joined: bool,
    /// What 分别 speaks of.
    pub(super) each: Option<Each>,
}

/// 自然人、商业企业分别予以公开14件、2件.
pub(super) struct Each {
    pub(super) list: Vec<Key>,
    pub(super) fixed: Vec<Key>,
    /// How many numbers have come.
    pub(super) nth: usize,
}

impl Pending {
    /// A word comes that counts: what stood before the comma is over.
    pub(super) fn refresh(&mut self) {
        if std::mem::take(&mut self.stale) {
            self.keys.clear();
        }
    }

    /// 新收行政案件300件: cases of other kinds are counted in the words of requests.
    pub(super) fn is_of_cases(&self) -> bool {
        let told = |k: &Key| {
            !matches!(
                k,
                Key::Line(..) | Key::Received(_) | Key::Answered | Key::Class(..)
            )
        };
        self.texts.iter().any(|t| t.contains('案')) && !self.keys.iter().any(told)
    }

    /// 其他行政复议案件130件: those that have nothing to do with the tables.
    pub(super) fn is_of_others(&self) -> bool {
        let path = |k: &Key| matches!(k, Key::Path(_));
        self.texts.iter().any(|t| t.contains("其他")) && self.keys.iter().any(path)
    }

    /// 已办结件中: what follows tells how.
    pub(super) fn is_settled_among(&self, words: &str) -> bool {
        let among = words.ends_with('中') || words.ends_with("中的");
        among && !self.stale && self.is_settled()
    }

    /// Whether nothing but what was settled is named.
    pub(super) fn is_settled(&self) -> bool {
        let settled = |k: &Key| matches!(k, Key::Answered | Key::Line(["3.3.7"], _));
        let other = |k: &Key| !settled(k) && !matches!(k, Key::Application | Key::Amount);
        self.keys.iter().any(settled) && !self.keys.iter().any(other)
    }

    /// 按期办结: as many as were settled, or fewer.
    pub(super) fn is_in_time(&self) -> bool {
        self.is_settled() && self.texts.iter().any(|t| qualify::has_manner(t))
    }

    /// The words beside those that are known, without how things were settled.
    pub(super) fn plainer(&self) -> Vec<String> {
        let plainer = |t: &String| match self.is_settled() {
            true => qualify::without_manner(t),
            false => t.clone(),
        };
        self.texts.iter().map(plainer).collect()
    }

    /// 另收到申请8件: beside those of the tables.
    pub(super) fn is_beside(&self) -> bool {
        let new = |k: &Key| matches!(k, Key::Received(_) | Key::Line(["3.1"], _));
        let path = |k: &Key| matches!(k, Key::Path(_));
        self.texts.iter().any(|t| t.starts_with('另'))
            && self.keys.iter().any(new)
            && !self.keys.iter().any(path)
    }

    /// 依法公开行政处罚决定120件: decisions that are shown rather than made.
    pub(super) fn is_shown(&self) -> bool {
        let decided = |k: &Key| matches!(k, Key::Decision(_));
        self.keys.iter().any(decided) && self.texts.iter().any(|t| shows(t))
    }

    pub(super) fn comma(&mut self, context: &mut Context, unit: &Unit) {
        // 通过网络提交的，and 除市公安局外，: what follows is said of that way, of the others
        let narrows = |t: &String| t.starts_with("通过") || t.starts_with('除');
        let way = self.texts.first().is_some_and(narrows);
        let firm = unit.firm(&self.texts);
        self.listed = Some(firm).filter(|_| way && self.keys.is_empty());
        context.topic |= !self.numbered && self.is_topic(unit);
        let numbered = std::mem::take(&mut self.numbered);
        // 尚未审结的案件中，: a verdict without a number is that of what follows
        let verdict = |k: &Key| match k {
            Key::Verdict(verdict) => Some(*verdict),
            _ => None,
        };
        if let ([key], false, false) = (self.keys.as_slice(), self.stale, numbered) {
            context.verdict = verdict(key).or(context.verdict);
        }
        // 对自然人的申请，: a class without a number is that of what follows
        let said = |k: &Key| matches!(k, Key::Class(..) | Key::Application | Key::Received(_));
        let class =
            meaning::class(&self.keys).filter(|_| !self.stale && self.keys.iter().all(said));
        if class.is_some() {
            context.class = class;
            context.of_class = true;
        }
        // 行政复议方面，: a path without a number is that of what follows
        if !self.stale {
            let mut paths = self.keys.iter().filter_map(|k| match k {
                Key::Path(paths) => Some(*paths),
                _ => None,
            });
            if let Some(path) = paths.next() {
                context.turn_to_path(Some(path).filter(|_| paths.next().is_none()));
            }
        }
        context.change = None;
        context.listed_verdict = None;
        context.handled = false;
        self.joined = false;
        // 其中，市公安局收到
        self.among &= self.texts.is_empty() && !self.is_open() && !numbered;
        self.stale = true;
        self.all = false;
        self.change = false;
        self.than = false;
        self.aside = context.subject && self.aside;
        self.texts.clear();
    }

    /// Whether a clause without a number narrows what follows: 关于征地类申请, 在某某领域, 某局作为牵头部门.
    fn is_topic(&self, unit: &Unit) -> bool {
        const BEGINS: &[&str] = &["通过", "除", "关于", "对于", "针对", "涉及", "需", "向"];
        let narrows = |t: &&String| unit.firm([*t]) > Firm::Sure;
        if !self.texts.iter().any(|t| narrows(&t)) {
            return false;
        }
        let begins = |t: &String| BEGINS.iter().any(|b| t.starts_with(b));
        let ends = |t: &String, ends: &[&str]| ends.iter().any(|e| t.ends_with(e));
        let of = self.texts.iter().filter(narrows);
        let of = of.map(|t| {
            ends(t, &["的", "类", "类的"]) || (t.contains("作为") && !unit.is_named_in(t))
        });
        let last = self.texts.last();
        self.texts.first().is_some_and(begins)
            || last.is_some_and(|t| ends(t, &["方面", "领域", "层面", "的", "类"]))
            || of.into_iter().any(|narrows| narrows)
    }

    /// What the next of the words that 分别 speaks of counts: none where 分别 is not said, and nothing where no word is
    /// left.
    pub(super) fn next_of_each(&mut self) -> Option<Option<Vec<Key>>> {
        let each = self.each.as_mut()?;
        let key = each.list.get(each.nth).copied();
        each.nth += 1;
        let keys = key.map(|key| {
            let mut keys = each.fixed.clone();
            keys.push(key);
            keys
        });
        if each.nth >= each.list.len() {
            self.each = None;
            self.keys.clear();
        }
        Some(keys)
    }

    /// Whether words have not met their number yet.
    pub(super) fn is_open(&self) -> bool {
        !self.stale && !self.keys.is_empty()
    }

    /// Whether the open words are said beside the tables; results and classes are not, whatever is listed with them.
    pub(super) fn is_aside(&self) -> bool {
        let own = |k: &Key| matches!(k, Key::Line(..) | Key::Class(..) | Key::Verdict(_));
        self.keys.contains(&Key::Aside) || self.aside && !self.keys.iter().any(own)
    }

    /// Whether the open words name what is counted, so that what follows goes on from it.
    pub(super) fn names(&self) -> bool {
        let names = |key: &Key| {
            matches!(
                key,
                Key::Received(_)
                    | Key::Line(["3.1"], _)
                    | Key::Application
                    | Key::Path(_)
                    | Key::Document(_)
                    | Key::Change(..)
                    | Key::Decision(_)
            )
        };
        self.keys.iter().any(names)
    }

    /// A number has taken what was open; what narrowed it goes on through a list.
    pub(super) fn end_number(&mut self, firm: Option<Firm>) {
        self.listed = firm.max(self.listed);
        self.keys.clear();
        self.texts.clear();
        self.stale = false;
        self.behind = false;
        self.all = false;
        self.together = false;
        self.afresh = false;
        self.joined = false;
    }

    /// Takes words behind a number that belong to it, 收到70件申请, 4件维持, 1件结转下年度; gives how many tokens.
    pub(super) fn ahead(&mut self, tokens: &[Token], context: &mut Context) -> usize {
        if self.each.is_some() {
            return 0;
        }
        let fresh: &[Key] = match self.stale {
            true => &[],
            false => &self.keys,
        };
        let mut taken = 0;
        let mut linked = true;
        let mut manner: Option<&String> = None;
        let mut of: Option<&String> = None;
        let mut keys: Vec<Key> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Key(key) => keys.push(*key),
                // 被纠正的1件行政复议中有1件
                Token::Text(words) if words.starts_with('中') && is_number(tokens.get(at + 1)) => {
                    break;
                }
                Token::Text(words) if LINKS.contains(&words.as_str()) => {}
                Token::Text(words) if qualify::is_plain(words) => {
                    linked &= !keys.is_empty();
                    of = of.or(Some(words).filter(|w| w.contains("信息公开")));
                }
                // 39件已按规定在法定期限内予以答复
                Token::Text(words) if qualify::is_plain(&qualify::without_manner(words)) => {
                    linked &= !keys.is_empty();
                    manner = Some(words);
                }
                Token::Comma | Token::List | Token::Open | Token::Close => break,
                // 行政复议7件维持3件
                Token::Number(_) => return self.application(tokens, context),
                _ => {
                    if keys.is_empty() {
                        return 0;
                    }
                    return self.application(tokens, context);
                }
            }
            taken += 1;
        }
        let belongs = match (fresh.last(), keys.first()) {
            (_, None) => false,
            (None, Some(Key::Application)) => true,
            (None, Some(Key::Answered | Key::Line(["3.3.7"], _)))
                if manner.is_some_and(|words| words.starts_with('已')) =>
            {
                true
            }
            // 发生5起有关政府信息公开的行政复议案件
            (None, Some(Key::Path(_))) => linked || self.arises(),
            (None, Some(first)) => {
                linked && !matches!(first, Key::Aside | Key::Subject | Key::Decided(_))
            }
            (Some(Key::Received(_)), Some(Key::Application | Key::Path(_) | Key::Class(..))) => {
                true
            }
            (Some(Key::Path(_)), Some(Key::Verdict(_))) => true,
            (Some(Key::Verdict(_)), Some(Key::Path(_))) => true,
            (Some(Key::Change(..)), Some(Key::Document(_))) => true,
            (Some(Key::Answered | Key::Line(..)), Some(Key::Application)) => true,
            _ => false,
        };
        if !belongs {
            return self.application(tokens, context);
        }
        self.take(&keys, context);
        self.texts.extend(manner.into_iter().chain(of).cloned());
        taken
    }

    /// 发生, 引发: what a number right behind it counts follows.
    fn arises(&self) -> bool {
        const ARISES: &[&str] = &["发生", "引发", "引起", "产生"];
        let last = self.texts.last();
        last.is_some_and(|t| ARISES.iter().any(|words| t.ends_with(words)))
    }

    /// 收到70件申请 and whatever follows.
    fn application(&mut self, tokens: &[Token], context: &mut Context) -> usize {
        let last = match self.stale {
            true => None,
            false => self.keys.last(),
        };
        // 另有72件申请顺延到下年度答复
        let carried = [
            Token::Key(Key::Application),
            Token::Key(Key::Line(&["3.4"], Firm::Sure)),
        ];
        if last.is_none() && tokens.starts_with(&carried) {
            self.take(
                &[Key::Application, Key::Line(&["3.4"], Firm::Sure)],
                context,
            );
            return 2;
        }
        match (last, tokens) {
            (Some(Key::Received(_)), [Token::Key(Key::Application), ..]) => {
                self.take(&[Key::Application], context);
                1
            }
            (None, [Token::Key(line @ Key::Line(["3.4"], _)), ..]) => {
                self.take(&[*line], context);
                1
            }
            _ => 0,
        }
    }

    fn take(&mut self, keys: &[Key], context: &mut Context) {
        self.refresh();
        self.behind = true;
        for key in keys {
            match key {
                Key::Application | Key::Amount => context.matter = Matter::Requests,
                Key::Path(_) => context.matter = Matter::Cases,
                _ => {}
            }
        }
        self.keys.extend(keys);
    }
}

/// Whether 公开 is done with what follows, 依法公开, 向社会公开, and is no part of what it is done for, 政府信息公开.
pub(super) fn shows(text: &str) -> bool {
    const NAMES: [&str; 4] = ["信息", "政务", "申请", "公开"];
    const MATTERS: [&str; 4] = ["工作", "方面", "条例", "专栏"];
    text.match_indices("公开").any(|(at, word)| {
        let behind = &text[at + word.len()..];
        !NAMES.iter().any(|name| text[..at].ends_with(name))
            && !MATTERS.iter().any(|matter| behind.starts_with(matter))
    })
}

fn is_number(token: Option<&Token>) -> bool {
    matches!(token, Some(Token::Number(_)))
}

/// Words that one number can have; no sentence has more.
const KEYS: usize = 64;

pub(super) fn push(keys: &mut Vec<Key>, key: Key) {
    let mut key = key;
    if let Key::Received(new) = &mut key {
        // 收到新增申请
        *new |= keys.contains(&Key::Received(true));
        keys.retain(|k| !matches!(k, Key::Received(_)));
    }
    if keys.len() < KEYS {
        keys.push(key);
    }
}

/// Between a number and the words behind it that say what it counts.
pub(super) const LINKS: &[&str] = &[
    "", "的", "为", "是", "属于", "属", "被", "系", "由", "已", "获", "获得",
];

/// What 分别 speaks of: the words of one kind before it, as many as numbers follow; of nothing known where there is
/// no such list.
pub(super) fn each(keys: &[Key], behind: &[Token]) -> Each {
    // 不掌握无法提供、没有现成信息无法提供分别为5件、1件
    let fits = |each: &Each| each.list.len() == numbers(behind);
    let narrow = || listed(&distinct(keys, false), behind).filter(fits);
    let all = listed(keys, behind);
    let each = match all.as_ref().is_some_and(fits) {
        true => all,
        false => narrow().or(all),
    };
    each.unwrap_or(Each {
        list: Vec::new(),
        fixed: Vec::new(),
        nth: 0,
    })
}

/// How many numbers stand in the rest of the clause.
fn numbers(behind: &[Token]) -> usize {
    let clause = behind.iter().take(KEYS);
    let clause = clause.take_while(|t| !matches!(t, Token::Comma | Token::Close));
    clause.filter(|t| matches!(t, Token::Number(_))).count()
}

fn listed(keys: &[Key], behind: &[Token]) -> Option<Each> {
    let numbers = numbers(behind);
    let kinds = keys.iter().filter(|k| **k != Key::Application).map(kind);
    let kinds: BTreeSet<u8> = kinds.collect();
    let of = |kind_: u8| {
        keys.iter()
            .filter(move |k| kind(k) == kind_ && **k != Key::Application)
    };
    let kind_ = kinds
        .into_iter()
        .filter(|k| of(*k).count() > 1)
        .max_by_key(|k| (of(*k).count() == numbers, of(*k).count()))?;
    Some(Each {
        list: of(kind_).copied().collect(),
        fixed: keys
            .iter()
            .filter(|k| kind(k) != kind_ || **k == Key::Application)
            .copied()
            .collect(),
        nth: 0,
    })
}

/// Words that can stand in one list have one number.
fn kind(key: &Key) -> u8 {
    match key {
        Key::Line(..) | Key::Received(_) | Key::Answered | Key::Application | Key::Amount => 0,
        Key::Class(..) => 1,
        Key::Path(_) => 2,
        Key::Verdict(_) | Key::Lost(_) => 3,
        Key::Document(_) => 4,
        Key::Change(..) => 5,
        Key::Decision(_) => 6,
        Key::Decided(_) | Key::Fee | Key::Aside | Key::Subject => 7,
    }
}

/// 行政复议和行政诉讼维持3件、3件: as many numbers in a list as words of one kind, each of its word as if 分别 were said.
pub(super) fn respective(keys: &[Key], behind: &[Token]) -> Option<Each> {
    let more = behind.chunks(2).take(KEYS);
    let more = more.take_while(|c| matches!(c, [Token::List, Token::Number(_)]));
    let numbers = 1 + more.count();
    let ends = matches!(
        behind.get((numbers - 1) * 2),
        None | Some(Token::Comma | Token::Close)
    );
    let each = listed(keys, behind).filter(|_| numbers > 1 && ends)?;
    (each.list.len() == numbers).then_some(each)
}

/// The keys, each once, and of a whole and a part of it only the part: 属于国家秘密不予公开; only the whole where the
/// part stands for others, too.
pub(super) fn distinct(keys: &[Key], among_others: bool) -> Vec<Key> {
    let mut kept = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let again = keys[at + 1..].contains(key);
        let other = |other: &Key| match among_others {
            true => holds(other, key),
            false => holds(key, other),
        };
        if !again && !keys.iter().any(other) {
            kept.push(*key);
        }
    }
    kept
}

/// Whether what one key counts is a part of what another does.
pub(super) fn holds(whole: &Key, part: &Key) -> bool {
    match (whole, part) {
        (Key::Line(whole, _), Key::Line(part, _)) => {
            let below = |line: &str| {
                let above = |w: &&str| w.ends_with('.') && line.starts_with(*w);
                whole.iter().any(above)
            };
            whole != part && part.iter().all(|line| below(line))
        }
        (Key::Path(whole), Key::Path(part)) => {
            part.len() < whole.len() && part.iter().all(|p| whole.contains(p))
        }
        _ => false,
    }
}

/// Takes 办结 or 答复 away where what it was done with follows, 新收 or 上年结转; false where it is not said so.
pub(super) fn settled_of(keys: &mut Vec<Key>) -> bool {
    let settled = |k: &Key| matches!(k, Key::Answered | Key::Line(["3.3.7"], _));
    let first = keys.iter().position(settled);
    let last = keys.iter().rposition(came_in);
    let is_so = first.zip(last).is_some_and(|(first, last)| first < last);
    if is_so {
        keys.retain(|k| !settled(k));
    }
    is_so
}

/// Whether a key is what came in.
pub(super) fn came_in(key: &Key) -> bool {
    matches!(key, Key::Received(_) | Key::Line(["3.1"] | ["3.2"], _))
}

/// How many paths are named.
pub(super) fn paths(keys: &[Key]) -> usize {
    keys.iter().filter(|k| matches!(k, Key::Path(_))).count()
}

/// The keys of the last one's kind: `行政复议、行政诉讼`.
pub(super) fn alike(keys: &[Key]) -> Vec<Key> {
    // 予以公开、部分公开的申请27件
    let names = |k: &&Key| !matches!(k, Key::Application | Key::Amount | Key::Decided(_));
    let Some(last) = keys.iter().rev().find(names).or(keys.last()) else {
        return Vec::new();
    };
    let kind = std::mem::discriminant(last);
    keys.iter()
        .filter(|k| std::mem::discriminant(*k) == kind)
        .copied()
        .collect()
}
