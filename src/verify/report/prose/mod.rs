//! 正文: each sentence that states a figure of sections 二 to 四, held against the tables.
//!
//! A number is bound to the words before it. What the words can mean is one or more sums of slots: when one
//! of them is the number, text and table agree; when none is and the words mean nothing else, they differ;
//! all other numbers in sentences on matters of the tables are listed as not bound.

mod tokens;
mod words;

use rust_decimal::Decimal;

use self::tokens::{Number, Token, tokens};
use self::words::{Key, MATTERS, OTHER_MATTERS, OTHER_TIMES, PARTS};
use super::grid::{Paper, Paragraph};
use super::rules::{TEXT_AGREES, TEXT_DIFFERS, TEXT_UNBOUND};
use super::{Report, balance};
use crate::address::Address;
use crate::finding::{Finding, Place};
use crate::form::Form;
use crate::text;

/// Holds the paragraphs against the figures.
pub(super) fn check(report: &mut Report, paper: &Paper, form: &Form) {
    let mut held = Held {
        values: balance::values(report, form),
        form,
        year: report.year,
        agreed: 0,
        weight: 0,
        findings: Vec::new(),
    };
    for paragraph in &paper.paragraphs {
        // a label or a title says nothing of a figure
        if paragraph.text.chars().count() >= 8 {
            held.paragraph(report, paragraph);
        }
    }
    if held.agreed > 0 {
        let message = format!("正文有 {} 处数字与表格一致", held.agreed);
        held.findings
            .push(Finding::new(&TEXT_AGREES, Place::File(0), message));
    }
    report.findings.extend(held.findings);
}

struct Held<'f> {
    values: Vec<Option<Decimal>>,
    form: &'f Form,
    year: Option<i16>,
    agreed: usize,
    /// How far the numbers of the sentence that agree tell that it speaks of the tables.
    weight: usize,
    findings: Vec<Finding>,
}

/// What the words before have spoken of.
#[derive(Default)]
struct Context {
    line: Option<&'static [&'static str]>,
    path: Option<&'static [&'static str]>,
    document: Option<&'static str>,
    decided: bool,
    /// 收到 rather than 新收 was said, which may hold what was carried in.
    gross: bool,
    /// Requests are spoken of, so that 办结 and 予以公开 mean theirs.
    requests: bool,
}

/// Characters of a paragraph that speaks of one matter.
const LONG: usize = 600;

/// What words can mean: sums of slots, any of which will do.
struct Meaning {
    sums: Vec<Vec<usize>>,
    /// The words mean nothing else, so that another number is wrong.
    sure: bool,
}

/// What is open since the last number.
#[derive(Default)]
struct Pending {
    keys: Vec<Key>,
    /// A comma has come since.
    stale: bool,
    together: bool,
    all: bool,
    change: bool,
    not: bool,
    /// The keys that 分别 speaks of, and how many numbers have come.
    each: Option<(Vec<Key>, usize)>,
}

impl Held<'_> {
    fn paragraph(&mut self, report: &Report, paragraph: &Paragraph) {
        let before = (self.agreed, self.findings.len());
        let weights = self.sentences(report, paragraph, &[]);
        // whatever it is headed by, a sentence whose other numbers are those of the tables speaks of them
        let all: usize = weights.iter().sum();
        let of_tables = weights.iter().map(|own| *own >= 2 || *own >= 1 && all >= 3);
        let of_tables: Vec<bool> = of_tables.collect();
        self.agreed = before.0;
        self.findings.truncate(before.1);
        self.sentences(report, paragraph, &of_tables);
    }

    /// Goes through the sentences of a paragraph, of which those are known to speak of the tables; gives what each
    /// has that agrees with them.
    fn sentences(
        &mut self,
        report: &Report,
        paragraph: &Paragraph,
        of_tables: &[bool],
    ) -> Vec<usize> {
        // Pages that lost their paragraphs speak of everything in one; a sentence and the one before count.
        let whole = paragraph.text.chars().count() <= LONG;
        let mut before = "";
        let mut context = Context::default();
        let mut weights = Vec::new();
        let split = paragraph.text.split(['。', '；', ';', '！', '？']);
        for (nth, sentence) in split.enumerate() {
            weights.push(0);
            let near = [std::mem::replace(&mut before, sentence), sentence];
            let says = |word: &str| {
                near.iter().any(|s| s.contains(word)) || (whole && paragraph.text.contains(word))
            };
            if OTHER_TIMES.iter().any(|w| sentence.contains(w)) {
                continue;
            }
            let part = PARTS.iter().any(|w| sentence.contains(w));
            let other = OTHER_MATTERS.iter().any(|w| sentence.contains(w));
            let evident = !other && of_tables.get(nth) == Some(&true);
            let sure = (says("信息公开") || says("依申请") || evident) && !part;
            context.requests = sentence.contains("申请") || (says("申请") && !other);
            context.document = None;
            self.weight = 0;
            let unbound = self.sentence(report, sentence, paragraph.at, sure, &mut context);
            weights[nth] = self.weight;
            let matters = MATTERS.iter().any(|w| sentence.contains(w));
            if matters && !unbound.is_empty() {
                let message = format!(
                    "{}中的 {} 没有对上指标格",
                    text::quote(sentence),
                    unbound.join("、")
                );
                self.findings.push(Finding::new(
                    &TEXT_UNBOUND,
                    Place::Cell(paragraph.at),
                    message,
                ));
            }
        }
        weights
    }

    /// Goes through a sentence; gives the numbers that were bound to nothing.
    fn sentence(
        &mut self,
        report: &Report,
        sentence: &str,
        at: Address,
        sure: bool,
        context: &mut Context,
    ) -> Vec<String> {
        let mut unbound = Vec::new();
        let mut pending = Pending::default();
        let mut around: Vec<Pending> = Vec::new();
        let mut other_year = false;
        let tokens = tokens(sentence, self.year);
        context.decided = tokens.contains(&Token::Key(Key::Decided));
        let mut tokens = tokens.into_iter();
        while let Some(token) = tokens.next() {
            match token {
                Token::Key(Key::Decided) => {}
                Token::Key(key) => {
                    if std::mem::take(&mut pending.stale) {
                        pending.keys.clear();
                    }
                    // what goes into the year or out of it names the other year itself
                    if matches!(key, Key::Line(["3.2" | "3.4"], _)) {
                        other_year = false;
                    }
                    pending.keys.push(key);
                }
                Token::Year(year) => other_year = self.year.is_some_and(|y| y != year),
                Token::Respectively => {
                    pending.each = Some((alike(&pending.keys), 0));
                }
                Token::All => pending.all = true,
                Token::Together => pending.together = true,
                Token::Change => pending.change = true,
                Token::Not => pending.not = true,
                Token::Open => around.push(std::mem::take(&mut pending)),
                Token::Close => pending = around.pop().unwrap_or_default(),
                Token::Comma => {
                    if std::mem::take(&mut pending.not) {
                        self.nothing(report, sentence, at, sure, context, &pending.keys);
                        pending = Pending::default();
                    }
                    pending.stale = true;
                    pending.change = false;
                }
                Token::Number(number) => {
                    if std::mem::take(&mut pending.change) || other_year {
                        pending.keys.clear();
                        continue;
                    }
                    // 收到70件申请，1件结转下年度
                    let none = pending.keys.is_empty() || pending.stale;
                    // 另有72件申请顺延到下年度答复
                    let further = [
                        Token::Key(Key::Application),
                        Token::Key(Key::Line(&["3.4"], true)),
                    ];
                    if none && tokens.as_slice().starts_with(&further) {
                        tokens.next();
                    }
                    let ahead = match tokens.as_slice().first() {
                        Some(Token::Key(Key::Application)) => {
                            pending.keys.last() == Some(&Key::Received)
                        }
                        Some(Token::Key(Key::Line(..))) => none && pending.each.is_none(),
                        _ => false,
                    };
                    if ahead && let Some(Token::Key(key)) = tokens.next() {
                        if std::mem::take(&mut pending.stale) {
                            pending.keys.clear();
                        }
                        pending.keys.push(key);
                    }
                    let bound = self.number(&mut pending, context, &number);
                    match bound {
                        Some(meanings) => {
                            for meaning in meanings {
                                let said = Said {
                                    sentence,
                                    at,
                                    sure: sure && meaning.sure,
                                };
                                if !self.hold(report, &said, &number, &meaning) {
                                    unbound.push(number.text.clone());
                                }
                            }
                        }
                        None => unbound.push(number.text.clone()),
                    }
                }
            }
        }
        if pending.not {
            self.nothing(report, sentence, at, sure, context, &pending.keys);
        }
        unbound
    }

    /// What a number can mean after the words that are open; none when they say nothing.
    fn number(
        &self,
        pending: &mut Pending,
        context: &mut Context,
        number: &Number,
    ) -> Option<Vec<Meaning>> {
        if let Some((keys, nth)) = &mut pending.each {
            let key = keys.get(*nth).copied();
            *nth += 1;
            let done = *nth >= keys.len();
            if done {
                pending.each = None;
                pending.keys.clear();
            }
            return Some(vec![self.meaning(&[key?], context, number)?]);
        }
        let mut keys = std::mem::take(&mut pending.keys);
        // 上年结转…办理数量: a line is the nearer word
        if keys.iter().any(|k| matches!(k, Key::Line(..))) {
            keys.retain(|k| *k != Key::Answered);
        }
        let (all, together) = (
            std::mem::take(&mut pending.all),
            std::mem::take(&mut pending.together),
        );
        if std::mem::take(&mut pending.stale) && !all && !together {
            return None;
        }
        let same = alike(&keys);
        if all && same.len() > 1 {
            let each = same
                .iter()
                .map(|key| self.meaning(&[*key], context, number));
            return each.collect();
        }
        if same.len() > 1 && !matches!(same[0], Key::Application) {
            let parts: Option<Vec<Meaning>> = same
                .iter()
                .map(|key| self.meaning(&[*key], context, number))
                .collect();
            let sum = parts?.into_iter().map(|m| m.sums.into_iter().next());
            let sum: Option<Vec<Vec<usize>>> = sum.collect();
            return Some(vec![Meaning {
                sums: vec![sum?.concat()],
                sure: together,
            }]);
        }
        self.meaning(&keys, context, number).map(|m| vec![m])
    }

    /// What keys mean together; the last one leads.
    fn meaning(&self, keys: &[Key], context: &mut Context, number: &Number) -> Option<Meaning> {
        if keys.contains(&Key::Aside) {
            return None;
        }
        let lead = keys.iter().rev().find(|k| !matches!(k, Key::Application));
        let spoken = |key: Key| keys.contains(&key);
        let (sums, sure) = match *lead? {
            Key::Line(..) if !context.requests => return None,
            Key::Line(lines, sure) => {
                context.line = Some(lines);
                context.gross = false;
                (vec![self.lines(lines, &["总计"])?], sure)
            }
            Key::Received if spoken(Key::Application) => {
                context.line = Some(&["3.1"]);
                context.gross = true;
                let both = self.lines(&["3.1", "3.2"], &["总计"])?;
                (vec![self.lines(&["3.1"], &["总计"])?, both], true)
            }
            Key::Class(heads) => {
                let line = keys.iter().find_map(|k| match k {
                    Key::Line(lines, _) => Some(*lines),
                    Key::Received => Some(&["3.1"][..]),
                    _ => None,
                });
                let gross = spoken(Key::Received) || (line.is_none() && context.gross);
                let gross = gross || (line.is_none() && context.line.is_none());
                let line = line.or(context.line).unwrap_or(&["3.1"]);
                let mut sums = vec![self.lines(line, heads)?];
                if line == ["3.1"] && gross {
                    sums.push(self.lines(&["3.1", "3.2"], heads)?);
                }
                (sums, true)
            }
            Key::Path(paths) => {
                context.path = Some(paths);
                (vec![self.cases(paths, "总计")?], true)
            }
            Key::Verdict(verdict) => {
                let path = keys.iter().rev().find_map(|k| match k {
                    Key::Path(paths) => Some(*paths),
                    _ => None,
                });
                let paths = path.or(context.path)?;
                context.path = Some(paths);
                (vec![self.cases(paths, verdict)?], true)
            }
            Key::Document(_) | Key::Change(..) => {
                let document = keys.iter().rev().find_map(|k| match k {
                    Key::Document(document) => Some(*document),
                    _ => None,
                });
                let change = keys.iter().rev().find_map(|k| match k {
                    Key::Change(head, own) => Some((*head, *own)),
                    _ => None,
                });
                let document = document.or(context.document)?;
                context.document = Some(document);
                let (head, own) = change?;
                (
                    vec![vec![self.form.slot(&format!("2.{document}/{head}"))?]],
                    own,
                )
            }
            Key::Decision(line) => {
                let slot = ["本年处理决定数量", "处理决定数量"]
                    .iter()
                    .find_map(|head| self.form.slot(&format!("2.{line}/{head}")))?;
                (vec![vec![slot]], context.decided)
            }
            Key::Fee if number.money => {
                let slot = self.form.slot("2.行政事业性收费/本年收费金额")?;
                (vec![vec![slot]], true)
            }
            Key::Answered if context.requests => {
                let sums = ["3.3.7", "3.1"].iter().map(|l| self.lines(&[l], &["总计"]));
                let mut sums: Vec<Vec<usize>> = sums.collect::<Option<_>>()?;
                sums.push(self.lines(&["3.1", "3.2"], &["总计"])?);
                (sums, spoken(Key::Application))
            }
            Key::Answered
            | Key::Fee
            | Key::Received
            | Key::Application
            | Key::Decided
            | Key::Aside => return None,
        };
        Some(Meaning { sums, sure })
    }

    /// Slots of lines of section 三 in these columns.
    fn lines(&self, lines: &[&str], heads: &[&str]) -> Option<Vec<usize>> {
        let slots: Vec<usize> = (0..self.form.slots.len())
            .filter(|&s| {
                let Some((line, head)) = self.form.slots[s].id.split_once('/') else {
                    return false;
                };
                let is_line = |l: &&str| {
                    line == l.trim_end_matches('.') || (l.ends_with('.') && line.starts_with(*l))
                };
                heads.contains(&head) && lines.iter().any(is_line)
            })
            .collect();
        (!slots.is_empty()).then_some(slots)
    }

    fn cases(&self, paths: &[&str], verdict: &str) -> Option<Vec<usize>> {
        paths
            .iter()
            .map(|path| self.form.slot(&format!("4.{path}/{verdict}")))
            .collect()
    }

    /// 未发生 … 行政复议、行政诉讼: each is 0.
    fn nothing(
        &mut self,
        report: &Report,
        sentence: &str,
        at: Address,
        sure: bool,
        context: &mut Context,
        keys: &[Key],
    ) {
        let zero = Number {
            value: Decimal::ZERO,
            factor: Decimal::ONE,
            money: false,
            text: "没有".to_owned(),
        };
        let has_case = keys.iter().any(|k| matches!(k, Key::Path(_)));
        // 未发生行政复议被纠错: no word on reviews as such
        let verdict = keys
            .iter()
            .any(|k| matches!(k, Key::Verdict(_) | Key::Aside));
        for key in keys {
            let meaning = match key {
                _ if verdict => None,
                Key::Path(_) => self.meaning(&[*key], context, &zero),
                Key::Application if !has_case => {
                    self.meaning(&[Key::Line(&["3.1"], true)], context, &zero)
                }
                _ => None,
            };
            if let Some(meaning) = meaning {
                let said = Said { sentence, at, sure };
                self.hold(report, &said, &zero, &meaning);
            }
        }
    }

    /// Holds a number against what it can mean; false when nothing can be said.
    fn hold(
        &mut self,
        report: &Report,
        said: &Said<'_>,
        number: &Number,
        meaning: &Meaning,
    ) -> bool {
        let mut nearest: Option<(&Vec<usize>, Decimal)> = None;
        for sum in &meaning.sums {
            let value = sum
                .iter()
                .try_fold(Decimal::ZERO, |all, s| all.checked_add(self.values[*s]?));
            let Some(value) = value else { continue };
            if agrees(number, value) {
                self.agreed += 1;
                // small numbers agree by chance
                self.weight += match value {
                    _ if value >= Decimal::TEN => 2,
                    _ => usize::from(!value.is_zero()),
                };
                return true;
            }
            nearest.get_or_insert((sum, value));
        }
        let Some((slots, value)) = nearest.filter(|_| said.sure) else {
            return false;
        };
        let names: Vec<&str> = slots
            .iter()
            .filter(|s| slots.len() == 1 || self.values[**s].is_some_and(|v| !v.is_zero()))
            .map(|s| self.form.slots[*s].id.as_str())
            .collect();
        let names = match names.is_empty() {
            true => self.form.slots[slots[0]].id.clone(),
            false => names.join(" ＋ "),
        };
        let message = format!(
            "正文写 {}，表格 {names} 是 {}，相差 {}：{}",
            number.text,
            value.normalize(),
            difference(number, value).normalize(),
            text::quote(said.sentence)
        );
        let mut finding =
            Finding::new(&TEXT_DIFFERS, Place::Cell(said.at), message).value(number.text.clone());
        for slot in slots {
            let id = &self.form.slots[*slot].id;
            finding = finding.related(report.place(id), format!("表格中的 {id}"));
        }
        self.findings.push(finding);
        true
    }
}

/// Where a number was said, and whether it can be wrong.
struct Said<'s> {
    sentence: &'s str,
    at: Address,
    sure: bool,
}

/// The keys of the last one's kind: `行政复议、行政诉讼`.
fn alike(keys: &[Key]) -> Vec<Key> {
    let Some(last) = keys.last() else {
        return Vec::new();
    };
    let kind = std::mem::discriminant(last);
    keys.iter()
        .filter(|k| std::mem::discriminant(*k) == kind)
        .copied()
        .collect()
}

/// Whether the text's number is the table's, as exactly as the text has it. Money in the tables is in 万元.
fn agrees(number: &Number, table: Decimal) -> bool {
    let Some(whole) = in_unit(number, table) else {
        return false;
    };
    let places = number.value.scale();
    whole.round_dp(places) == number.value.normalize()
        || whole.trunc_with_scale(places) == number.value
}

/// The table's number in the unit of the text.
fn in_unit(number: &Number, table: Decimal) -> Option<Decimal> {
    let table = if number.money {
        table.checked_mul(Decimal::from(10_000))?
    } else {
        table
    };
    table.checked_div(number.factor)
}

fn difference(number: &Number, table: Decimal) -> Decimal {
    let table = in_unit(number, table).unwrap_or(table);
    (number.value - table).abs()
}
