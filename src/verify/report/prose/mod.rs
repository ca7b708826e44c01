//! 正文: each sentence that states a figure of sections 二 to 四, held against the tables.
//!
//! A number is bound to the words next to it (`tokens`, `words`). What the words can mean is one or more sums of
//! slots (`meaning`): when one of them is the number, text and table agree. When none is, it depends on what else
//! stands beside the words (`qualify`): nothing that narrows them, and the text differs; the unit or the matter
//! is not certain, and it is a doubt; a way, a subject, a manner, and the number is listed with the table's.
//! What a sentence is about it may have from the heading above it and from the sentence before.

mod heading;
mod meaning;
mod number;
mod qualify;
mod tokens;
mod words;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use self::heading::Headings;
use self::meaning::{Context, Figures, Matter, Meaning};
use self::number::{About, Fit, Number};
use self::qualify::Firm;
use self::tokens::{Token, tokens};
use self::words::{Key, MATTERS};
use super::grid::{Paper, Paragraph};
use super::rules::{OTHER_SPAN, TEXT_AGREES, TEXT_DIFFERS, TEXT_DOUBTFUL, TEXT_UNBOUND};
use super::{Report, balance, title};
use crate::address::Address;
use crate::finding::{Finding, Place, Rule};
use crate::form::Form;
use crate::text;

/// Holds the paragraphs against the figures.
pub(super) fn check(report: &mut Report, paper: &Paper, form: &Form) {
    let mut held = Held {
        figures: Figures {
            values: balance::values(report, form),
            form,
        },
        report,
        agreed: 0,
        evidence: Evidence::default(),
        said: BTreeSet::new(),
        foreign: Vec::new(),
        findings: Vec::new(),
    };
    let mut headings = Headings::default();
    let mut before = "";
    for paragraph in &paper.paragraphs {
        held.span(paragraph);
        if headings.take(&paragraph.text) {
            before = "";
        } else if paragraph.text.chars().count() >= 8 {
            // a label or a title says nothing of a figure
            held.paragraph(paragraph, &headings, before);
            before = last_sentence(&paragraph.text);
        }
    }
    held.other_years();
    if held.agreed > 0 {
        let message = format!("正文有 {} 处数字与表格一致", held.agreed);
        held.findings
            .push(Finding::new(&TEXT_AGREES, Place::File(0), message));
    }
    let findings = held.findings;
    report.findings.extend(findings);
}

struct Held<'r> {
    figures: Figures<'r>,
    report: &'r Report,
    agreed: usize,
    evidence: Evidence,
    /// Sums that the text has said of this year.
    said: BTreeSet<Vec<usize>>,
    foreign: Vec<Foreign>,
    findings: Vec<Finding>,
}

/// What tells that a sentence speaks of the tables, whatever it is headed by.
#[derive(Default)]
struct Evidence {
    /// How much of it agrees with them.
    weight: usize,
    /// Figures that it names in the form's own words.
    own: BTreeSet<Vec<usize>>,
}

/// A number that was said of another year and is that of this year's tables.
struct Foreign {
    year: i16,
    sum: Vec<usize>,
    weight: usize,
    number: String,
    sentence: String,
    at: Address,
}

/// Characters of a paragraph that speaks of one matter.
const LONG: usize = 600;

/// Figures in the form's own words that tell that a sentence speaks of its tables.
const OWN: usize = 3;

/// What is open since the last number.
#[derive(Default)]
struct Pending {
    keys: Vec<Key>,
    /// Words beside them.
    texts: Vec<String>,
    /// A comma has come since.
    stale: bool,
    together: bool,
    all: bool,
    change: bool,
    /// Another year is named to compare with.
    than: bool,
    among: bool,
    not: bool,
    /// The whole unit and year are named again.
    afresh: bool,
    /// What narrowed the number before, in one list with it.
    listed: Option<Firm>,
    /// An aside or what was asked for was spoken of, in one list with it.
    aside: bool,
    /// What 分别 speaks of.
    each: Option<Each>,
}

/// 自然人、商业企业分别予以公开14件、2件.
struct Each {
    list: Vec<Key>,
    fixed: Vec<Key>,
    /// How many numbers have come.
    nth: usize,
}

/// Where a number was said.
#[derive(Clone, Copy)]
struct Said<'s> {
    sentence: &'s str,
    at: Address,
    /// What it speaks of is certain.
    sure: bool,
}

impl Held<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph, headings: &Headings, before: &str) {
        let counts = (self.agreed, self.findings.len(), self.foreign.len());
        let said = self.said.clone();
        let evidence = self.sentences(paragraph, headings, before, &[]);
        // whatever it is headed by, a sentence whose other numbers are those of the tables speaks of them,
        // and so does one that names the form's lines one by one
        let all: usize = evidence.iter().map(|e| e.weight).sum();
        let of_tables = evidence
            .iter()
            .map(|e| e.weight >= 2 || e.weight >= 1 && all >= 3 || e.own.len() >= OWN);
        let of_tables: Vec<bool> = of_tables.collect();
        self.agreed = counts.0;
        self.findings.truncate(counts.1);
        self.foreign.truncate(counts.2);
        self.said = said;
        self.sentences(paragraph, headings, before, &of_tables);
    }

    /// Goes through the sentences of a paragraph, of which those are known to speak of the tables; gives what
    /// each has that tells it.
    fn sentences(
        &mut self,
        paragraph: &Paragraph,
        headings: &Headings,
        before: &str,
        of_tables: &[bool],
    ) -> Vec<Evidence> {
        // Pages that lost their paragraphs speak of everything in one; a sentence and the one before count.
        let whole = paragraph.text.chars().count() <= LONG;
        let mut before = before;
        let mut context = Context::default();
        let mut evidence = Vec::new();
        for (nth, sentence) in paragraph.text.split_inclusive(ENDS).enumerate() {
            let goes_on =
                before.ends_with(['；', ';']) || sentence.trim_start().starts_with("其中");
            let near = [std::mem::replace(&mut before, sentence), sentence];
            let sentence = sentence.trim_end_matches(ENDS);
            let says = |word: &str| {
                near.iter().any(|s| s.contains(word)) || (whole && paragraph.text.contains(word))
            };
            let told = says("信息公开") || says("依申请") || headings.of_requests();
            let evident = of_tables.get(nth) == Some(&true);
            if !goes_on {
                context.carried = None;
                context.other_year = None;
                context.period = false;
                context.whole = None;
                context.subject = false;
                context.named = headings.of_requests();
            }
            let requests = near.iter().any(|s| names_requests(s))
                || (whole && names_requests(&paragraph.text))
                || headings.of_requests();
            context.matter = match (requests, goes_on) {
                (_, true) if context.matter != Matter::Unsaid => context.matter,
                (true, _) => Matter::Requests,
                _ => Matter::Unsaid,
            };
            context.class = None;
            context.document = None;
            context.change = None;
            let said = Said {
                sentence,
                at: paragraph.at,
                sure: told || evident,
            };
            self.evidence = Evidence::default();
            let unbound = self.sentence(&said, &mut context);
            evidence.push(std::mem::take(&mut self.evidence));
            if !unbound.is_empty() {
                let message = format!(
                    "{}中的 {} 没有对上指标格",
                    text::quote(sentence),
                    unbound.join("、")
                );
                self.find(&TEXT_UNBOUND, &said, message, &[]);
            }
        }
        evidence
    }

    /// Goes through a sentence; gives the numbers that were bound to nothing, or not firmly.
    fn sentence(&mut self, said: &Said<'_>, context: &mut Context) -> Vec<String> {
        let mut unbound = Vec::new();
        let mut pending = Pending::default();
        let mut around: Vec<(Pending, Context)> = Vec::new();
        let matters = MATTERS.iter().any(|w| said.sentence.contains(w));
        let tokens = tokens(said.sentence, self.report.year);
        context.decided = tokens.contains(&Token::Key(Key::Decided));
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                Token::Key(Key::Decided) => {}
                Token::Key(key) => {
                    let key = *key;
                    pending.refresh();
                    match key {
                        // what goes into the year or out of it names the other year itself
                        Key::Line(["3.2" | "3.4"], _) => context.other_year = None,
                        Key::Application | Key::Amount => context.name_requests(),
                        Key::Path(_) => context.matter = Matter::Cases,
                        Key::Subject => context.subject = true,
                        _ => {}
                    }
                    match &mut pending.each {
                        Some(each) if each.nth == 0 => push(&mut each.fixed, key),
                        _ => push(&mut pending.keys, key),
                    }
                }
                Token::Year(year) => {
                    if pending.than {
                        continue;
                    }
                    // 2023年、2024年分别收到36件、42件
                    if let [.., Token::Year(_), Token::List, _] = tokens[..at] {
                        context.period = true;
                        continue;
                    }
                    let other = self.report.year.filter(|y| y != year).map(|_| *year);
                    context.other_year = other;
                    context.period = false;
                    pending.afresh |= other.is_none();
                }
                Token::Whole => {
                    context.period = false;
                    pending.afresh = true;
                }
                Token::Period => context.period = true,
                Token::Matter => {
                    context.matter = Matter::Other;
                    pending.keys.retain(|k| !matches!(k, Key::Application));
                }
                Token::Respectively => pending.each = each(&pending.keys, &tokens[at..]),
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
                Token::List => {}
                Token::Open => {
                    context.whole = context.line;
                    around.push((std::mem::take(&mut pending), context.clone()));
                }
                Token::Close => {
                    if let Some((before, outer)) = around.pop() {
                        pending = before;
                        *context = Context {
                            line: context.line,
                            path: context.path,
                            ..outer
                        };
                    }
                }
                Token::Comma => {
                    if std::mem::take(&mut pending.not) {
                        self.nothing(said, context, &pending);
                        pending = Pending::default();
                    }
                    pending.comma(context, self.report.agency.as_deref());
                }
                Token::Text(words) => {
                    pending.texts.push(words.clone());
                    pending.afresh |= qualify::is_own(words, self.report.agency.as_deref());
                }
                Token::Number(number) => {
                    if pending.not {
                        // 未发生1起
                        continue;
                    }
                    // 由36件增至42件
                    let from = pending
                        .texts
                        .last()
                        .is_some_and(|t| t.ends_with(['由', '从']));
                    let changes = matches!(tokens.get(at), Some(Token::Change));
                    if pending.than || std::mem::take(&mut pending.change) || (from && changes) {
                        pending.keys.clear();
                        pending.texts.clear();
                        continue;
                    }
                    at += pending.ahead(&tokens[at..], context);
                    let of_other = tokens.get(at) == Some(&Token::Matter);
                    if context.period || of_other {
                        pending.end_number(None);
                        if matters && !of_other {
                            unbound.push(number.text.clone());
                        }
                        continue;
                    }
                    // 18件中有6件
                    if matches!(tokens.get(at), Some(Token::Text(t)) if t.starts_with('中')) {
                        pending.listed = Some(Firm::Loose);
                    }
                    let bound = self.number(said, &mut pending, context, number);
                    match bound {
                        Bound::Agreed | Bound::Found => {}
                        Bound::Listed(words) => unbound.push(words),
                        Bound::Nothing if matters => unbound.push(number.text.clone()),
                        Bound::Nothing => {}
                    }
                }
            }
        }
        if pending.not {
            self.nothing(said, context, &pending);
        }
        unbound
    }

    /// Binds a number to the words that are open, and holds it against what they mean.
    fn number(
        &mut self,
        said: &Said<'_>,
        pending: &mut Pending,
        context: &mut Context,
        number: &Number,
    ) -> Bound {
        let agency = self.report.agency.as_deref();
        let mut firm = qualify::firm(pending.texts.iter().map(String::as_str), agency);
        if pending.among || context.whole.is_some() {
            // another unit among ours: its share
            firm = match firm {
                Firm::Likely => Firm::Loose,
                firm => firm,
            };
        }
        if pending.is_of_cases() {
            firm = Firm::Loose;
        }
        let own = firm;
        firm = firm.max(pending.listed.unwrap_or(Firm::Sure));
        let top = pending.keys.contains(&Key::Application) && own == Firm::Sure;
        if pending.afresh || top {
            context.carried = None;
            if !pending.among {
                context.whole = None;
            }
        }
        firm = firm.max(context.carried.unwrap_or(Firm::Sure));
        let names = pending.keys.iter().any(|k| {
            matches!(
                k,
                Key::Received
                    | Key::Line(["3.1"], _)
                    | Key::Application
                    | Key::Path(_)
                    | Key::Document(_)
                    | Key::Change(..)
                    | Key::Decision(_)
            )
        });
        let other_year = context.other_year;
        let before = other_year.map(|_| context.clone());
        let meanings = match pending.aside {
            true => None,
            false => self.meanings(pending, context, number),
        };
        // what follows may be parts of a number that is none of the tables'
        let aside = pending.aside
            || [Key::Aside, Key::Application]
                .iter()
                .any(|k| pending.keys.contains(k));
        pending.end_number(Some(own));
        let Some(meanings) = meanings else {
            let narrowed = if aside { Firm::Loose } else { own };
            if names && narrowed > Firm::Sure {
                context.carried = Some(narrowed);
            }
            return match other_year {
                Some(_) => Bound::Agreed,
                None => Bound::Nothing,
            };
        };
        if let (Some(year), Some(before)) = (other_year, before) {
            *context = Context {
                line: context.line,
                ..before
            };
            if firm == Firm::Sure {
                self.note_other_year(said, year, number, &meanings);
            }
            return Bound::Agreed;
        }
        let mut outcome = Bound::Agreed;
        for meaning in &meanings {
            if meaning.bare && firm > Firm::Sure {
                context.carried = Some(Firm::Loose);
                return Bound::Nothing;
            }
            match self.hold(said, number, meaning, firm) {
                Bound::Agreed => {}
                other => outcome = other,
            }
        }
        let loose = meanings.iter().any(|m| m.firm == Firm::Loose);
        let narrowed = if loose { Firm::Loose } else { own };
        if names && narrowed > Firm::Sure && !matches!(outcome, Bound::Agreed) {
            context.carried = Some(narrowed);
        }
        outcome
    }

    /// What a number can mean after the words that are open; none when they say nothing.
    fn meanings(
        &self,
        pending: &mut Pending,
        context: &mut Context,
        number: &Number,
    ) -> Option<Vec<Meaning>> {
        if let Some(each) = &mut pending.each {
            let key = each.list.get(each.nth).copied();
            each.nth += 1;
            let mut keys = each.fixed.clone();
            keys.push(key?);
            if each.nth >= each.list.len() {
                pending.each = None;
                pending.keys.clear();
            }
            return Some(vec![self.figures.meaning(&keys, context, number)?]);
        }
        let mut keys = std::mem::take(&mut pending.keys);
        // 上年结转…办理数量: a line is the nearer word
        if keys.iter().any(|k| matches!(k, Key::Line(..))) {
            keys.retain(|k| *k != Key::Answered);
        }
        let (all, together) = (pending.all, pending.together);
        if pending.stale && !all && !together {
            return None;
        }
        let same = alike(&keys);
        let several = same.len() > 1 && !matches!(same[0], Key::Application | Key::Class(..));
        if (all && same.len() > 1) || several {
            let each = same
                .iter()
                .map(|key| self.figures.meaning(&[*key], context, number));
            let each: Vec<Meaning> = each.collect::<Option<_>>()?;
            if all {
                return Some(each);
            }
            let sums = each.into_iter().filter_map(|m| m.sums.into_iter().next());
            let sums: Vec<Vec<usize>> = sums.collect();
            return Some(vec![Meaning {
                sums: vec![sums.concat()],
                // none of both is none of each
                firm: match together || number.value.is_zero() {
                    true => Firm::Sure,
                    false => Firm::Loose,
                },
                part: false,
                bare: false,
            }]);
        }
        self.figures
            .meaning(&keys, context, number)
            .map(|m| vec![m])
    }

    /// 未发生 … 行政复议、行政诉讼: each is 0, unless other words narrow what there was none of.
    fn nothing(&mut self, said: &Said<'_>, context: &mut Context, pending: &Pending) {
        let agency = self.report.agency.as_deref();
        let firm = qualify::firm(pending.texts.iter().map(String::as_str), agency);
        let other = context.other_year.is_some() || context.period || pending.than;
        if firm > Firm::Sure || other || pending.keys.contains(&Key::Aside) {
            return;
        }
        let zero = Number::none();
        let narrower = |k: &&Key| matches!(k, Key::Path(_) | Key::Verdict(_) | Key::Line(..));
        let named: Vec<Key> = pending.keys.iter().filter(narrower).copied().collect();
        let verdict = named.iter().any(|k| matches!(k, Key::Verdict(_)));
        let each: Vec<Vec<Key>> = match named.as_slice() {
            [] if pending.keys.contains(&Key::Application) => {
                let class = |k: &&Key| matches!(k, Key::Class(..));
                let mut keys = vec![Key::Line(&["3.1"], true)];
                keys.extend(pending.keys.iter().filter(class));
                vec![keys]
            }
            // 无纠正案件 is said of the path before
            keys if verdict => vec![keys.to_vec()],
            keys => keys.iter().map(|key| vec![*key]).collect(),
        };
        for keys in each {
            if let Some(meaning) = self.figures.meaning(&keys, context, &zero) {
                self.hold(said, &zero, &meaning, firm);
            }
        }
    }

    /// Holds a number against what it can mean.
    fn hold(&mut self, said: &Said<'_>, number: &Number, meaning: &Meaning, firm: Firm) -> Bound {
        let firm = firm.max(meaning.firm);
        if firm == Firm::Sure {
            self.evidence.own.extend(meaning.sums.first().cloned());
        }
        let known = meaning
            .sums
            .iter()
            .filter_map(|sum| Some((sum, self.figures.value(sum)?)));
        let known: Vec<(&Vec<usize>, Decimal)> = known.collect();
        let Some(&(nearest, value)) = known.first() else {
            return Bound::Nothing;
        };
        for (sum, value) in &known {
            if number.fit(*value) == Fit::Same {
                self.agreed += 1;
                self.evidence.weight += weight(number, *value);
                self.said.insert((*sum).clone());
                return Bound::Agreed;
            }
        }
        // another unit's number beside this one's is its share
        let told = firm == Firm::Likely && self.said.contains(nearest);
        if firm == Firm::Sure {
            self.said.insert(nearest.clone());
        }
        let rough = number.fit(value) == Fit::Rough;
        let less = known.iter().any(|k| number.value <= k.1);
        let listed = rough || told || (meaning.part && less);
        if firm == Firm::Loose || listed {
            let words = format!(
                "{}（表格 {} 是 {}）",
                number.text,
                self.names(nearest),
                value.normalize()
            );
            return Bound::Listed(words);
        }
        let message = format!(
            "正文写 {}，表格 {} 是 {}，相差 {}：{}",
            number.text,
            self.names(nearest),
            value.normalize(),
            number.difference(value).normalize(),
            text::quote(said.sentence)
        );
        let rule = match firm == Firm::Sure && said.sure {
            true => &TEXT_DIFFERS,
            false => &TEXT_DOUBTFUL,
        };
        let nearest = nearest.clone();
        self.find(rule, said, message, &nearest);
        if let Some(finding) = self.findings.last_mut() {
            finding.value = Some(number.text.clone());
        }
        Bound::Found
    }

    /// The slots of a sum as messages name them.
    fn names(&self, slots: &[usize]) -> String {
        let form = self.figures.form;
        let names: Vec<&str> = slots
            .iter()
            .filter(|s| slots.len() == 1 || self.figures.values[**s].is_some_and(|v| !v.is_zero()))
            .map(|s| form.slots[*s].id.as_str())
            .collect();
        match names.is_empty() {
            true => form.slots[slots[0]].id.clone(),
            false => names.join(" ＋ "),
        }
    }

    fn find(&mut self, rule: &'static Rule, said: &Said<'_>, message: String, slots: &[usize]) {
        let mut finding = Finding::new(rule, Place::Cell(said.at), message);
        for slot in slots {
            let id = &self.figures.form.slots[*slot].id;
            finding = finding.related(self.report.place(id), format!("表格中的 {id}"));
        }
        self.findings.push(finding);
    }

    /// Keeps a number said of another year that is this year's.
    fn note_other_year(
        &mut self,
        said: &Said<'_>,
        year: i16,
        number: &Number,
        meanings: &[Meaning],
    ) {
        for meaning in meanings.iter().filter(|m| m.firm == Firm::Sure) {
            let same = meaning.sums.iter().find_map(|sum| {
                let value = self.figures.value(sum)?;
                (number.fit(value) == Fit::Same).then_some((sum, value))
            });
            if let (Some((sum, value)), true) = (same, said.sure) {
                self.foreign.push(Foreign {
                    year,
                    sum: sum.clone(),
                    weight: weight(number, value),
                    number: number.text.clone(),
                    sentence: said.sentence.to_owned(),
                    at: said.at,
                });
            }
        }
    }

    /// Sentences on another year whose numbers are this year's, of which the text says no others.
    fn other_years(&mut self) {
        let Some(year) = self.report.year else { return };
        let foreign = std::mem::take(&mut self.foreign);
        for same in foreign.chunk_by(|a, b| (a.at, &a.sentence) == (b.at, &b.sentence)) {
            let weight: usize = same.iter().map(|f| f.weight).sum();
            if weight < 2 || same.iter().any(|f| self.said.contains(&f.sum)) {
                continue;
            }
            let numbers: Vec<&str> = same.iter().map(|f| f.number.as_str()).collect();
            let message = format!(
                "正文说的是 {} 年，写的 {} 却是 {year} 年度表格的数：{}",
                same[0].year,
                numbers.join("、"),
                text::quote(&same[0].sentence)
            );
            let slots: Vec<usize> = same.iter().flat_map(|f| f.sum.clone()).collect();
            let said = Said {
                sentence: &same[0].sentence,
                at: same[0].at,
                sure: false,
            };
            self.find(&TEXT_DOUBTFUL, &said, message, &slots);
        }
    }

    /// 统计期限自2023年1月1日起 in a report on 2024.
    fn span(&mut self, paragraph: &Paragraph) {
        let Some(year) = self.report.year else { return };
        for sentence in paragraph.text.split(ENDS) {
            let tells = SPANS.iter().any(|w| sentence.contains(w));
            let Some(span) = title::span(sentence).filter(|span| tells && *span != year) else {
                continue;
            };
            let message = format!(
                "报告是 {year} 年度的，正文写的统计期限是 {span} 年：{}",
                text::quote(sentence)
            );
            let said = Said {
                sentence,
                at: paragraph.at,
                sure: true,
            };
            self.find(&OTHER_SPAN, &said, message, &[]);
        }
    }
}

/// Where sentences end.
const ENDS: [char; 5] = ['。', '；', ';', '！', '？'];

/// Words of a sentence that tells the span of the report's figures.
const SPANS: &[&str] = &[
    "期限",
    "统计时间",
    "统计周期",
    "统计期",
    "所列数据",
    "数据的",
    "数据统计",
];

/// What came of a number.
enum Bound {
    /// It agrees, or is none of this year's.
    Agreed,
    /// It differs, and was found.
    Found,
    /// Bound, but not firmly: as it is listed.
    Listed(String),
    /// Bound to nothing.
    Nothing,
}

impl Pending {
    /// A word comes that counts: what stood before the comma is over.
    fn refresh(&mut self) {
        if std::mem::take(&mut self.stale) {
            self.keys.clear();
        }
    }

    /// 新收行政案件300件: cases of other kinds are counted in the words of requests.
    fn is_of_cases(&self) -> bool {
        let told = |k: &Key| {
            !matches!(
                k,
                Key::Line(..) | Key::Received | Key::Answered | Key::Class(..)
            )
        };
        self.texts.iter().any(|t| t.contains('案')) && !self.keys.iter().any(told)
    }

    fn comma(&mut self, context: &mut Context, agency: Option<&str>) {
        // 通过网络提交的，: what follows is said of that way
        let way = self.texts.first().is_some_and(|t| t.starts_with("通过"));
        let firm = qualify::firm(self.texts.iter().map(String::as_str), agency);
        self.listed = Some(firm).filter(|_| way && self.keys.is_empty());
        context.change = None;
        self.stale = true;
        self.change = false;
        self.than = false;
        self.among = false;
        self.aside = context.subject && self.aside;
        self.texts.clear();
    }

    /// A number has taken what was open; what narrowed it goes on through a list.
    fn end_number(&mut self, firm: Option<Firm>) {
        self.aside |= self.keys.contains(&Key::Aside);
        self.listed = firm.max(self.listed);
        self.keys.clear();
        self.texts.clear();
        self.stale = false;
        self.all = false;
        self.together = false;
        self.afresh = false;
    }

    /// Takes words behind a number that belong to it, 收到70件申请, 4件维持, 1件结转下年度; gives how many tokens.
    fn ahead(&mut self, tokens: &[Token], context: &mut Context) -> usize {
        if self.each.is_some() {
            return 0;
        }
        let fresh: &[Key] = match self.stale {
            true => &[],
            false => &self.keys,
        };
        let mut taken = 0;
        let mut linked = true;
        let mut keys: Vec<Key> = Vec::new();
        for token in tokens {
            match token {
                Token::Key(key) => keys.push(*key),
                Token::Text(words) if LINKS.contains(&words.as_str()) => {}
                Token::Text(words) if qualify::is_plain(words) => linked &= !keys.is_empty(),
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
            (None, Some(first)) => {
                linked && !matches!(first, Key::Aside | Key::Subject | Key::Decided)
            }
            (Some(Key::Received), Some(Key::Application | Key::Path(_) | Key::Class(..))) => true,
            (Some(Key::Path(_)), Some(Key::Verdict(_))) => true,
            (Some(Key::Change(..)), Some(Key::Document(_))) => true,
            (Some(Key::Answered | Key::Line(..)), Some(Key::Application)) => true,
            _ => false,
        };
        if !belongs {
            return self.application(tokens, context);
        }
        self.take(&keys, context);
        taken
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
            Token::Key(Key::Line(&["3.4"], true)),
        ];
        if last.is_none() && tokens.starts_with(&carried) {
            self.take(&[Key::Application, Key::Line(&["3.4"], true)], context);
            return 2;
        }
        match (last, tokens) {
            (Some(Key::Received), [Token::Key(Key::Application), ..]) => {
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

/// Words that one number can have; no sentence has more.
const KEYS: usize = 64;

fn push(keys: &mut Vec<Key>, key: Key) {
    if keys.len() < KEYS {
        keys.push(key);
    }
}

/// Between a number and the words behind it that say what it counts.
const LINKS: &[&str] = &["", "的", "为", "是", "属于", "属", "被", "系", "由", "已"];

/// What 分别 speaks of: the words of one kind before it, as many as numbers follow.
fn each(keys: &[Key], behind: &[Token]) -> Option<Each> {
    let numbers = behind
        .iter()
        .take(KEYS)
        .take_while(|t| !matches!(t, Token::Comma | Token::Close))
        .filter(|t| matches!(t, Token::Number(_)))
        .count();
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
        Key::Line(..) | Key::Received | Key::Answered | Key::Application | Key::Amount => 0,
        Key::Class(..) => 1,
        Key::Path(_) => 2,
        Key::Verdict(_) => 3,
        Key::Document(_) => 4,
        Key::Change(..) => 5,
        Key::Decision(_) => 6,
        Key::Decided | Key::Fee | Key::Aside | Key::Subject => 7,
    }
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

/// How far a number that agrees tells that its sentence speaks of the tables: small ones agree by chance, and rough
/// ones with many.
fn weight(number: &Number, value: Decimal) -> usize {
    match value {
        _ if number.about != About::Exactly => 0,
        _ if value >= Decimal::TEN => 2,
        _ => usize::from(!value.is_zero()),
    }
}

/// Whether a text speaks of requests for information rather than of other ones.
fn names_requests(text: &str) -> bool {
    const OTHERS: &[&str] = &["复议申请", "许可申请", "审批申请", "登记申请", "申请复议"];
    let all = text.matches("申请").count();
    let others: usize = OTHERS.iter().map(|o| text.matches(o).count()).sum();
    all > others
}

fn last_sentence(text: &str) -> &str {
    text.split_inclusive(ENDS).next_back().unwrap_or_default()
}
