//! 正文: each sentence that states a figure of sections 二 to 四, held against the tables.
//!
//! A number is bound to the words next to it (`tokens`, `words`). What the words can mean is one or more sums of
//! slots (`meaning`): when one of them is the number, text and table agree. When none is, it depends on what else
//! stands beside the words (`qualify`): nothing that narrows them, and the text differs; the unit or the matter
//! is not certain, and it is a doubt; a way, a subject, a manner, and the number is listed with the table's.
//! What a sentence is about it may have from the heading above it and from the sentence before.

mod apart;
mod clause;
mod context;
mod heading;
mod held;
mod meaning;
mod number;
mod pending;
mod qualify;
mod sentence;
mod share;
mod taken;
mod tokens;
mod ways;
mod whole;
mod words;

use std::collections::BTreeSet;

use self::context::{Context, Matter};
use self::heading::Headings;
use self::held::{Evidence, Evident, Held, Said};
use self::meaning::Figures;
use self::qualify::{Firm, Unit};
use super::grid::{Paper, Paragraph};
use super::rules::{OTHER_SPAN, TEXT_AGREES, TEXT_UNBOUND};
use super::{Report, balance, part, span};
use crate::finding::{Finding, Place};
use crate::form::Form;
use crate::settings::Scope;
use crate::text;

/// Holds the paragraphs against the figures.
pub(super) fn check(report: &mut Report, paper: &Paper, form: &Form) {
    let mut held = Held {
        figures: Figures {
            values: balance::values(report, form),
            form,
        },
        unit: Unit::of(report.agency.as_deref()).of_area(matches!(
            report.scope,
            Some(Scope::Government | Scope::Whole)
        )),
        report,
        agreed: 0,
        evidence: Evidence::default(),
        said: BTreeSet::new(),
        foreign: Vec::new(),
        settled: Vec::new(),
        findings: Vec::new(),
    };
    let mut headings = Headings::default();
    let mut before = "";
    for paragraph in &paper.paragraphs {
        held.span(paragraph);
        if headings.take(&paragraph.text) {
            before = "";
        } else if paragraph.text.chars().count() >= 8 || paragraph.text.ends_with(ENDS) {
            // a label or a title says nothing of a figure; 制发规章4件。 is a sentence
            held.paragraph(paragraph, &headings, before);
            before = last_sentence(&paragraph.text);
        }
    }
    held.other_years();
    held.settled_and_carried();
    if held.agreed > 0 {
        let message = format!("正文有 {} 处数字与表格一致", held.agreed);
        held.findings
            .push(Finding::new(&TEXT_AGREES, Place::File(0), message));
    }
    let findings = held.findings;
    report.findings.extend(findings);
}

/// Characters of a paragraph that speaks of one matter.
const LONG: usize = 600;

/// Numbers of a sentence that are listed one by one.
const LISTED: usize = 20;

impl Held<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph, headings: &Headings, before: &str) {
        let counts = (self.agreed, self.findings.len());
        let noted = (self.foreign.len(), self.settled.len());
        let said = self.said.clone();
        let evidence = self.sentences(paragraph, headings, before, &[]);
        // whatever it is headed by, a sentence whose other numbers are those of the tables speaks of them,
        // and so does one that names the form's lines one by one
        let all: usize = evidence.iter().map(|e| e.weight).sum();
        let evident: Vec<Evident> = evidence.iter().map(|e| Evident::of(e, all)).collect();
        self.agreed = counts.0;
        self.findings.truncate(counts.1);
        self.foreign.truncate(noted.0);
        self.settled.truncate(noted.1);
        self.said = said;
        self.sentences(paragraph, headings, before, &evident);
    }

    /// Goes through the sentences of a paragraph, of which is known what their numbers tell that they speak of; gives
    /// what each has that tells it.
    fn sentences(
        &mut self,
        paragraph: &Paragraph,
        headings: &Headings,
        before: &str,
        evident: &[Evident],
    ) -> Vec<Evidence> {
        // Pages that lost their paragraphs speak of everything in one; a sentence and the one before count.
        let whole = paragraph.text.chars().count() <= LONG;
        let mut before = before;
        let mut context = Context::default();
        let mut evidence = Vec::new();
        let sentences: Vec<&str> = paragraph.text.split_inclusive(ENDS).collect();
        let others = self.others(&sentences);
        for (nth, &sentence) in sentences.iter().enumerate() {
            let goes_on =
                before.ends_with(['；', ';']) || sentence.trim_start().starts_with("其中");
            let near = [std::mem::replace(&mut before, sentence), sentence];
            let sentence = sentence.trim_end_matches(ENDS);
            let says = |word: &str| {
                near.iter().any(|s| s.contains(word)) || (whole && paragraph.text.contains(word))
            };
            let told = says("信息公开") || says("依申请") || headings.of_requests();
            let evident = evident.get(nth).copied().unwrap_or_default();
            if !goes_on {
                context.carried = None;
                context.other_year = None;
                context.period = false;
                context.whole = None;
                context.subject = false;
                context.line = None;
                context.several = false;
                context.old = false;
                context.topic = false;
                context.came_in.1 = false;
                context.shown = false;
                context.named = headings.of_requests();
            }
            if std::mem::take(&mut context.compared) {
                context.other_year = None;
            }
            // past its sentence, a topic is over once the requests of all are named
            if std::mem::take(&mut context.topic) {
                context.carried = Some(Firm::Loose);
            }
            context.documents = lists_documents(&paragraph.text);
            context.others = others[nth];
            let around = near.iter().any(|s| names_requests(s))
                || (whole && names_requests(&paragraph.text))
                || headings.of_requests();
            // what was spoken of last goes on, until requests are named again
            context.matter = match context.matter {
                _ if !goes_on && names_requests(sentence) => Matter::Requests,
                Matter::Unsaid if around || evident.requests => Matter::Requests,
                last => last,
            };
            context.evident = evident.by_numbers;
            context.class = None;
            context.of_class = false;
            context.verdict = None;
            context.listed_verdict = None;
            context.settled &= goes_on;
            context.document = None;
            context.change = None;
            context.handled = false;
            let said = Said {
                sentence,
                at: paragraph.at,
                sure: (told || evident.tables) && is_of_tables(sentence),
            };
            self.evidence = Evidence::default();
            let unbound = sentence::read(self, said, &mut context);
            evidence.push(std::mem::take(&mut self.evidence));
            if !unbound.is_empty() {
                let more = match unbound.len() {
                    all if all > LISTED => format!(" 等 {all} 个数"),
                    _ => String::new(),
                };
                let first: Vec<&str> = unbound.iter().take(LISTED).map(String::as_str).collect();
                let message = format!(
                    "{}中的 {}{more} 没有对上指标格",
                    text::quote(sentence),
                    first.join("、")
                );
                self.find(&TEXT_UNBOUND, &said, message, &[]);
            }
        }
        evidence
    }

    /// Of each sentence, how many other units it and those that go on with it speak of.
    fn others(&self, sentences: &[&str]) -> Vec<usize> {
        let goes_on = |one: &&str, _: &&str| one.ends_with(['；', ';']);
        let runs = sentences.chunk_by(goes_on);
        let counted = runs.map(|run| (run.len(), sentence::others(self, &run.concat())));
        let each = counted.flat_map(|(length, others)| std::iter::repeat_n(others, length));
        each.collect()
    }

    /// 统计期限自2023年1月1日起 in a report on 2024.
    fn span(&mut self, paragraph: &Paragraph) {
        let Some(year) = self.report.year else { return };
        for sentence in paragraph.text.split(ENDS) {
            let says = |words: &[&str]| words.iter().any(|w| sentence.contains(w));
            let tells = says(SPANS) && !says(COMPARES);
            if !tells {
                continue;
            }
            let until = || part::until_year(sentence).filter(|until| says(STATED) && *until < year);
            let one = || {
                span::span(sentence)
                    .or_else(|| span::year_told(sentence))
                    .or_else(until)
            };
            // 自2025年1月1日起至2026年12月31日止
            let span = match (span::years_told(sentence), one()) {
                (Some((from, to)), _) if says(STATED) => format!("{from} 年至 {to} 年"),
                (_, Some(span)) if span != year => format!("{span} 年"),
                _ => continue,
            };
            let message = format!(
                "报告是 {year} 年度的，正文写的统计期限是 {span}：{}",
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
    "统计期限",
    "统计时限",
    "数据期限",
    "报告期限",
    "统计时间",
    "统计周期",
    "统计期",
    "起止时间",
    "统计数据",
    "所列数据",
    "数据的",
    "数据统计",
];

/// Words of a sentence that states the period itself, and nothing within it.
const STATED: &[&str] = &[
    "统计期限",
    "统计时限",
    "数据期限",
    "报告期限",
    "统计时间",
    "统计周期",
    "所列数据",
    "本报告数据",
    "本报告统计数据",
];

/// Whether nothing in a sentence lets it be of documents rather than of requests, or of all the years so far.
fn is_of_tables(sentence: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|w| sentence.contains(w));
    let documents = has(DOCUMENTS) && !names_requests(sentence);
    let so_far = has(&["累计"]) && has(&["截至", "截止", "至今"]);
    !documents && !so_far
}

/// Words of a sentence that may speak of how documents are open rather than of requests.
const DOCUMENTS: &[&str] = &["公文", "发文", "拟公开", "拟发布", "公开属性", "审查"];

/// Words of a sentence that tells the span of other figures.
const COMPARES: &[&str] = &[
    "对比",
    "同比",
    "相比",
    "比较",
    "上年",
    "规定期限",
    "答复期限",
    "公示期限",
];

/// Whether a text speaks of requests for information rather than of other ones.
fn names_requests(text: &str) -> bool {
    const OTHERS: &[&str] = &[
        "复议申请",
        "许可申请",
        "审批申请",
        "登记申请",
        "申请复议",
        "依申请类",
        "依申请政务",
        "依申请事项",
    ];
    let all = text.matches("申请").count();
    let others: usize = OTHERS.iter().map(|o| text.matches(o).count()).sum();
    all > others
}

/// 主动公开1218件，依申请公开864件，不予公开1179件: how documents are open, and nothing of requests.
fn lists_documents(text: &str) -> bool {
    let counted = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let behind =
                text[at + word.len()..].trim_start_matches(['的', '类', '为', '有', '：', ':']);
            behind.starts_with(|c: char| text::half_width(c).is_ascii_digit())
        })
    };
    ["主动公开", "依申请公开", "不予公开"]
        .into_iter()
        .all(counted)
}

fn last_sentence(text: &str) -> &str {
    text.split_inclusive(ENDS).next_back().unwrap_or_default()
}
