//! What words next to a number mean: sums of figures, any of which it may be.

use rust_decimal::Decimal;

use super::context::{Context, Matter};
use super::number::{Fit, Number};
use super::qualify::Firm;
use super::words::Key;
use crate::form::{Form, SlotName};

/// The tables: the figures of a form by slot.
pub(super) struct Figures<'f> {
    pub(super) form: &'f Form,
    pub(super) values: Vec<Option<Decimal>>,
}

/// What words can mean.
pub(super) struct Meaning {
    /// Slots that are added; any of the sums will do, the first is the nearest.
    pub(super) sums: Vec<Vec<usize>>,
    /// How firmly the words mean it.
    pub(super) firm: Firm,
    /// They may mean less than the figure, never more: results of this year's requests alone.
    pub(super) part: bool,
    /// Only requests were named, and nothing that was done with them.
    pub(super) bare: bool,
}

impl Meaning {
    /// Sums that words mean, their own ones or near ones.
    pub(super) fn of(sums: Vec<Vec<usize>>, own: bool) -> Self {
        Meaning::firmly(sums, if own { Firm::Sure } else { Firm::Loose })
    }

    /// Sums that words mean so firmly.
    pub(super) fn firmly(sums: Vec<Vec<usize>>, firm: Firm) -> Self {
        Meaning {
            sums,
            firm,
            part: false,
            bare: false,
        }
    }
}

/// The head of everybody.
pub(super) const ALL: &[&str] = &["总计"];

/// All heads of section 三 but 总计.
const EVERYBODY: usize = 6;

/// Lines of requests that other matters have, too.
pub(super) fn is_shared(lines: &[&str]) -> bool {
    matches!(
        lines,
        ["3.1"] | ["3.2"] | ["3.4"] | ["3.3.7"] | ["3.1", "3.2"]
    )
}

impl Figures<'_> {
    /// The sum of slots; none when one is missing.
    pub(super) fn value(&self, slots: &[usize]) -> Option<Decimal> {
        slots
            .iter()
            .try_fold(Decimal::ZERO, |all, s| all.checked_add(self.values[*s]?))
    }

    /// What keys mean together; the last one leads.
    pub(super) fn meaning(
        &self,
        keys: &[Key],
        context: &mut Context,
        number: &Number,
    ) -> Option<Meaning> {
        if keys.contains(&Key::Aside) {
            return None;
        }
        // 公民、法人和其他组织 are everybody
        let heads = classes(keys);
        if heads.len() == EVERYBODY {
            let others = keys.iter().filter(|k| !matches!(k, Key::Class(..)));
            let others: Vec<Key> = others.copied().collect();
            return self.meaning(&others, context, number);
        }
        // 上年结转政府信息公开申请数量: as many as there are of what is named beside it
        let says = |k: &&Key| {
            !matches!(
                k,
                Key::Application | Key::Amount | Key::Subject | Key::Decided(_)
            )
        };
        let amount = || keys.iter().rev().find(|k| **k == Key::Amount);
        let lead = keys.iter().rev().find(says).or_else(amount);
        let lead = match lead {
            Some(Key::Path(_)) => keys
                .iter()
                .find(|k| matches!(k, Key::Verdict(_) | Key::Lost(_)))
                .or(lead)
                .copied(),
            other => other.copied(),
        };
        if number.is_money() != (lead == Some(Key::Fee)) {
            return None;
        }
        let refused = |k: &Key| matches!(k, Key::Line(["3.3.3."], _));
        if context.documents && lead.as_ref().is_none_or(refused) {
            return None;
        }
        match lead {
            None if keys.contains(&Key::Application) => self.requests(context),
            None => None,
            Some(
                Key::Line(..) | Key::Class(..) | Key::Received(_) | Key::Amount | Key::Answered,
            ) => {
                context.subject = false;
                self.of_requests(keys, lead?, &heads, context, number)
            }
            Some(Key::Path(_) | Key::Verdict(_)) => self.of_cases(keys, lead?, context, number),
            Some(Key::Lost(of)) => self.of_lost(keys, of),
            Some(_) if context.subject || keys.contains(&Key::Subject) => None,
            Some(Key::Document(_) | Key::Change(..)) => self.of_documents(keys, context),
            Some(Key::Decision(line)) => {
                let slot = ["本年处理决定数量", "处理决定数量"]
                    .iter()
                    .find_map(|head| self.form.slot(&format!("2.{line}/{head}")))?;
                // 项 and 条 count what is decided on, or what is shown
                let items = matches!(number.unit, Some("项" | "个" | "条" | "部"));
                let items = items && !keys.contains(&Key::Decided(true));
                let own = context.decided && !items && !handled(keys);
                let mut meaning = Meaning::of(vec![vec![slot]], own);
                // 办理行政许可12件
                let other = |k: &Key| matches!(k, Key::Received(_) | Key::Line(..));
                let part = context.shown || context.whole.is_some() || keys.iter().any(other);
                if !items && !part {
                    meaning.firm = meaning.firm.min(Firm::Likely);
                }
                // 行政许可12件，行政处罚3件，行政强制1件, of which the others are those of the tables
                if context.evident && !items && !handled(keys) {
                    meaning.firm = meaning.firm.min(Firm::Likely);
                }
                Some(meaning)
            }
            Some(Key::Fee) => {
                let slot = self.form.slot("2.行政事业性收费/本年收费金额")?;
                Some(Meaning::of(vec![vec![slot]], true))
            }
            Some(Key::Application | Key::Decided(_) | Key::Aside | Key::Subject) => None,
        }
    }

    /// 政府信息公开申请42件: received or settled.
    fn requests(&self, context: &Context) -> Option<Meaning> {
        if context.matter != Matter::Requests {
            return None;
        }
        let all = [&["3.1"][..], &["3.1", "3.2"], &["3.3.7"]];
        let sums = all.iter().map(|lines| self.lines(lines, &["总计"]));
        let mut meaning = Meaning::of(sums.collect::<Option<_>>()?, true);
        meaning.firm = Firm::Likely;
        meaning.part = true;
        meaning.bare = true;
        Some(meaning)
    }

    /// Section 三.
    fn of_requests(
        &self,
        keys: &[Key],
        lead: Key,
        heads: &[&'static str],
        context: &mut Context,
        number: &Number,
    ) -> Option<Meaning> {
        if context.matter == Matter::Other {
            return None;
        }
        let named = keys.contains(&Key::Application) || keys.contains(&Key::Amount);
        let of_requests = context.matter == Matter::Requests;
        let line = keys.iter().rev().find_map(|k| match k {
            Key::Line(lines, own) => Some((*lines, *own)),
            _ => None,
        });
        match (lead, line) {
            (Key::Line(..) | Key::Class(..), Some(line)) => {
                self.of_line(keys, line, heads, context, number)
            }
            (Key::Class(..), None) => self.of_class((keys, heads), context, number),
            (Key::Received(_) | Key::Amount, _) if named || of_requests => {
                let new = keys.contains(&Key::Received(true)) || context.beside_old;
                self.of_received(named, new, context, number)
            }
            // 接收处理申请42件
            (Key::Answered, _)
                if of_requests && keys.iter().any(|k| matches!(k, Key::Received(_))) =>
            {
                let mut meaning = self.of_received(named, false, context, number)?;
                meaning.sums.push(self.lines(&["3.3.7"], ALL)?);
                Some(meaning)
            }
            (Key::Answered, _) if of_requests => self.of_answered(number),
            _ => None,
        }
    }

    /// A line, of everybody or of the classes named.
    fn of_line(
        &self,
        keys: &[Key],
        (lines, own): (&'static [&'static str], Firm),
        heads: &[&'static str],
        context: &mut Context,
        number: &Number,
    ) -> Option<Meaning> {
        // what other matters settle is not told apart; what goes over the years is hardly theirs
        let unsaid = context.matter == Matter::Unsaid;
        let others = match context.matter {
            Matter::Requests => false,
            Matter::Unsaid => lines == ["3.3.7"],
            Matter::Cases | Matter::Other => is_shared(lines),
        };
        if others {
            return None;
        }
        let part = context.whole.is_some_and(|whole| is_part(whole, lines));
        if is_shared(lines) && !part && !context.of_class {
            context.class = None;
        }
        let of = if heads.is_empty() { ALL } else { heads };
        let mut sums = vec![self.lines(lines, of)?];
        if context.with_partly && lines == ["3.3.1"] {
            sums.insert(0, self.lines(&["3.3.1", "3.3.2"], of)?);
        }
        if heads.is_empty() {
            if let Some(class) = context.class {
                sums.push(self.lines(lines, class)?);
            }
            context.name_line(lines);
        }
        // 予以公开自然人14件、商业企业2件
        let place = |is: fn(&Key) -> bool| keys.iter().position(is);
        let line_at = place(|k| matches!(k, Key::Line(..)));
        if line_at < place(|k| matches!(k, Key::Class(..))) {
            context.name_line(lines);
        }
        // 自然人新收30件、上年结转4件
        if let Some(class) = class(keys) {
            context.class = Some(class);
            context.of_class = true;
        }
        context.gross = false;
        let mut meaning = Meaning::firmly(sums, own.max(of_classes(keys)));
        let of_others = unsaid && is_shared(lines);
        let of_the_old = context.old && is_part(&["3.2"], lines);
        let of_a_result = lines.iter().all(|line| line.starts_with("3.3.")) && lines != ["3.3.7"];
        if of_others || of_the_old || of_a_result && context.other_results {
            meaning.firm = meaning.firm.max(Firm::Likely);
        }
        meaning.part = part
            || (lines == ["3.3.7"] && self.is_of_the_new(number))
            || context.in_parts.contains(&lines);
        Some(meaning)
    }

    /// A class of applicants without a line: of the one named before, of those received or of those settled.
    fn of_class(
        &self,
        (keys, heads): (&[Key], &[&'static str]),
        context: &mut Context,
        number: &Number,
    ) -> Option<Meaning> {
        if context.matter == Matter::Cases {
            return None;
        }
        let received = keys.iter().any(|k| matches!(k, Key::Received(_)));
        let gross = received || context.gross || context.line.is_none();
        let line = match received {
            true => &["3.1"][..],
            false => context.line.unwrap_or(&["3.1"]),
        };
        context.class = class(keys);
        context.of_class = false;
        let mut sums = vec![self.lines(line, heads)?];
        if line == ["3.1"] && gross {
            sums.push(self.lines(&["3.1", "3.2"], heads)?);
        }
        let own = received || context.bracketed;
        let mut others = Vec::new();
        if !own {
            for lines in [&["3.1"][..], &["3.1", "3.2"], &["3.3.7"]] {
                others.push(self.lines(lines, heads)?);
            }
        }
        let fits = |sums: &[Vec<usize>]| {
            let mut values = sums.iter().filter_map(|sum| self.value(sum));
            values.any(|value| number.fit(value) == Fit::Same)
        };
        // 新收5件，其中自然人2件: of those that came in, though as many were settled
        let alone = context.came_in == (true, false) && !context.several;
        let of_the_received = alone && line == ["3.1"] && context.whole == Some(&["3.1"]);
        let doubted = of_the_received && !fits(&sums) && fits(&others);
        if !doubted {
            sums.extend(others);
        }
        let mut meaning = Meaning::firmly(sums, of_classes(keys));
        if doubted || !own && context.several {
            meaning.firm = meaning.firm.max(Firm::Likely);
        }
        Some(meaning)
    }

    /// 收到申请: this year's, or with those that were carried in, which new ones cannot be.
    fn of_received(
        &self,
        named: bool,
        new: bool,
        context: &mut Context,
        number: &Number,
    ) -> Option<Meaning> {
        context.name_line(&["3.1"]);
        context.class = None;
        context.of_class = false;
        context.gross = true;
        let both = self.lines(&["3.1", "3.2"], ALL)?;
        let is_both = (self.value(&both)).is_some_and(|both| number.fit(both) == Fit::Same);
        let mut meaning = Meaning::of(vec![self.lines(&["3.1"], ALL)?], named);
        match new {
            false => meaning.sums.push(both),
            true if is_both => meaning.firm = meaning.firm.max(Firm::Likely),
            true => {}
        }
        if context.named {
            meaning.firm = meaning.firm.min(Firm::Likely);
        }
        // 办结44件，其中本年受理39件
        meaning.part = context.whole == Some(&["3.3.7"]);
        Some(meaning)
    }

    /// 答复: whatever was settled, or a part of the ways in which it was.
    fn of_answered(&self, number: &Number) -> Option<Meaning> {
        let replies = ["3.3.1", "3.3.2", "3.3.3.", "3.3.4.", "3.3.5."];
        let all = [
            &["3.3.7"][..],
            &["3.1"],
            &["3.1", "3.2"],
            &replies,
            &replies[..4],
        ];
        let sums = all.iter().map(|lines| self.lines(lines, ALL));
        let mut meaning = Meaning::of(sums.collect::<Option<_>>()?, true);
        // no more than was settled was answered, unless what is still open counts as handled
        let value = |sum: &Vec<usize>| self.value(sum).unwrap_or_default();
        meaning.part = meaning
            .sums
            .first()
            .is_some_and(|all| number.value <= value(all));
        if !meaning.part && meaning.sums.iter().any(|sum| number.value < value(sum)) {
            meaning.firm = Firm::Likely;
        }
        Some(meaning)
    }

    /// 新收42件，当年办结39件: what was settled of this year's requests is what came in and did not go out.
    fn is_of_the_new(&self, number: &Number) -> bool {
        let of = |line: &str| self.value(&self.lines(&[line], &["总计"])?);
        let new = of("3.1").and_then(|new| new.checked_sub(of("3.4")?));
        new == Some(number.value)
    }

    /// Section 四.
    fn of_cases(
        &self,
        keys: &[Key],
        lead: Key,
        context: &mut Context,
        number: &Number,
    ) -> Option<Meaning> {
        let named = keys.iter().filter_map(|k| match k {
            Key::Path(paths) => Some(*paths),
            _ => None,
        });
        let named: Vec<&'static [&'static str]> = named.collect();
        let verdict = match lead {
            Key::Verdict(verdict) => verdict,
            _ => "总计",
        };
        let Some(last) = named.last() else {
            return self.of_paths_before(verdict, of_reviewed(keys, context), context);
        };
        for paths in &named {
            context.count_path(paths);
        }
        // 行政复议、行政诉讼结果维持12件 is of both, or of the last
        let mut sums = vec![self.cases(last, verdict)?];
        if named.len() > 1 {
            sums.insert(0, self.cases(&named.concat(), verdict)?);
        }
        if let (Some(topic), "总计") = (context.verdict, verdict) {
            sums.insert(0, self.cases(last, topic)?);
        }
        match (context.listed_verdict, verdict) {
            (Some(before), "总计") => sums.push(self.cases(last, before)?),
            (_, "总计") => {}
            (_, verdict) => context.listed_verdict = Some(verdict),
        }
        let mut meaning = Meaning::firmly(sums, of_reviewed(keys, context));
        // 处理行政复议7件、行政诉讼6件
        if context.handled {
            meaning.firm = meaning.firm.max(Firm::Likely);
        }
        context.handled |= handled(keys);
        // 新发生行政复议5件: those that came in, and the table has those carried in, too
        let all = meaning.sums.first().and_then(|sum| self.value(sum));
        if keys.contains(&Key::Received(true)) && all.is_some_and(|all| number.value < all) {
            meaning.firm = Firm::Loose;
        }
        Some(meaning)
    }

    /// 行政诉讼败诉: those that were corrected, if each counts them so.
    fn of_lost(&self, keys: &[Key], of: &'static [&'static str]) -> Option<Meaning> {
        let path = keys.iter().rev().find_map(|k| match k {
            Key::Path(paths) if paths.iter().all(|path| of.contains(path)) => Some(*paths),
            _ => None,
        });
        let sum = self.cases(path.unwrap_or(of), "结果纠正")?;
        Some(Meaning::firmly(vec![sum], Firm::Likely))
    }

    /// A verdict without a path: of the one spoken of last, or of the one counted before it, or of both.
    fn of_paths_before(&self, verdict: &str, firm: Firm, context: &Context) -> Option<Meaning> {
        let last = self.cases(context.path?, verdict)?;
        let Some(before) = context.path_before else {
            return Some(Meaning::firmly(vec![last], firm));
        };
        let before = self.cases(before, verdict)?;
        let both = [last.clone(), before.clone()].concat();
        let sums = vec![last, before, both];
        Some(Meaning::firmly(sums, firm.max(Firm::Likely)))
    }

    /// Section 二, documents.
    fn of_documents(&self, keys: &[Key], context: &mut Context) -> Option<Meaning> {
        let document = keys.iter().rev().find_map(|k| match k {
            Key::Document(document) => Some(*document),
            _ => None,
        });
        let change = keys.iter().rev().find_map(|k| match k {
            Key::Change(head, firm) => Some((*head, *firm)),
            _ => None,
        });
        let document = document.or(context.document)?;
        context.document = Some(document);
        let (head, firm) = change.or(context.change)?;
        context.change = Some((head, firm));
        let slot = self.form.slot(&format!("2.{document}/{head}"))?;
        Some(Meaning::firmly(vec![vec![slot]], firm))
    }

    /// Slots of lines of section 三 in these columns; a line that ends in a point is all below it.
    pub(super) fn lines(&self, lines: &[&str], heads: &[&str]) -> Option<Vec<usize>> {
        let of_lines = (0..self.form.slots.len()).filter(|&s| {
            let SlotName { line, head } = self.form.slots[s].name();
            let is_line = |l: &&str| {
                line == l.trim_end_matches('.') || (l.ends_with('.') && line.starts_with(*l))
            };
            heads.contains(&head) && lines.iter().any(is_line)
        });
        let slots: Vec<usize> = of_lines.flat_map(|slot| self.filled(slot)).collect();
        (!slots.is_empty()).then_some(slots)
    }

    /// The slot itself, or where it is a total left blank, those of its line that are filled in.
    fn filled(&self, slot: usize) -> Vec<usize> {
        let SlotName { line, head } = self.form.slots[slot].name();
        if !ALL.contains(&head) || self.values[slot].is_some() {
            return vec![slot];
        }
        let of_line = |s: &usize| self.form.slots[*s].name().line == line;
        let all = (0..self.form.slots.len()).filter(of_line);
        let filled: Vec<usize> = all.filter(|s| self.values[*s].is_some()).collect();
        if filled.is_empty() {
            vec![slot]
        } else {
            filled
        }
    }

    /// Whether a slot is of a line of section 三 whose total was left blank.
    pub(super) fn is_without_total(&self, slot: usize) -> bool {
        let name = self.form.slots[slot].name();
        let total = self.form.slot(&format!("{}/{}", name.line, ALL[0]));
        name.section() == 3 && total.is_some_and(|total| self.values[total].is_none())
    }

    /// Slots of a verdict of section 四 of these paths.
    pub(super) fn cases(&self, paths: &[&str], verdict: &str) -> Option<Vec<usize>> {
        paths
            .iter()
            .map(|path| self.form.slot(&format!("4.{path}/{verdict}")))
            .collect()
    }
}

/// Whether results told as parts of a line are those of its requests alone, which the tables do not tell.
fn is_part(whole: &[&str], lines: &[&str]) -> bool {
    let below = |l: &&str| l.starts_with("3.3") || *l == "3.4";
    let came_in = |l: &&str| matches!(*l, "3.1" | "3.2");
    match whole {
        ["3.1"] | ["3.2"] | ["3.4"] => lines.iter().any(below),
        // 办结44件，其中本年新收39件
        ["3.3.7"] => lines.iter().any(came_in),
        _ => false,
    }
}

/// How firmly cases are those of the tables: 办理行政复议 may be said of all that an office decides, unless it decides
/// none and the words name 信息公开.
fn of_reviewed(keys: &[Key], context: &Context) -> Firm {
    match handled(keys) {
        false => Firm::Sure,
        true if context.reviewed => Firm::Likely,
        true => Firm::Loose,
    }
}

/// 受理、办理行政复议: said of those who decide them, too.
fn handled(keys: &[Key]) -> bool {
    let handles = |k: &Key| match k {
        Key::Received(_) | Key::Answered => true,
        Key::Line(lines, _) => is_shared(lines),
        _ => false,
    };
    keys.iter().any(handles)
}

/// How firmly the classes named mean just the heads that they stand for.
fn of_classes(keys: &[Key]) -> Firm {
    let mut classes = keys.iter().filter_map(|k| match k {
        Key::Class(_, firm) => Some(*firm),
        _ => None,
    });
    match (classes.next(), classes.next()) {
        (None, _) => Firm::Sure,
        (Some(firm), None) => firm,
        _ => Firm::Loose,
    }
}

/// The heads of all classes named.
fn classes(keys: &[Key]) -> Vec<&'static str> {
    let mut heads: Vec<&'static str> = Vec::new();
    for key in keys {
        if let Key::Class(more, _) = key {
            for head in *more {
                if !heads.contains(head) {
                    heads.push(head);
                }
            }
        }
    }
    heads
}

/// The heads that what follows goes on with; none when several classes were named.
pub(super) fn class(keys: &[Key]) -> Option<&'static [&'static str]> {
    let mut classes = keys.iter().filter_map(|k| match k {
        Key::Class(heads, _) => Some(*heads),
        _ => None,
    });
    let first = classes.next()?;
    classes.next().is_none().then_some(first)
}
