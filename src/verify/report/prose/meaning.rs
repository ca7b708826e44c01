//! What words next to a number mean: sums of figures, any of which it may be.

use rust_decimal::Decimal;

use super::number::Number;
use super::qualify::Firm;
use super::words::Key;
use crate::form::Form;

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
        Meaning {
            sums,
            firm: match own {
                true => Firm::Sure,
                false => Firm::Loose,
            },
            part: false,
            bare: false,
        }
    }
}

/// What is counted in words that several matters share: 新收, 办结.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Matter {
    /// Nothing was said of it.
    #[default]
    Unsaid,
    /// Requests for information.
    Requests,
    /// Reviews and suits.
    Cases,
    /// Another one: calls, letters, licences.
    Other,
}

/// What the words before have spoken of.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    pub(super) line: Option<&'static [&'static str]>,
    /// Several lines have been named.
    pub(super) several: bool,
    /// Only what was carried into the year has been named: 上年结转5件，予以公开2件.
    pub(super) old: bool,
    /// A bracket behind a line is open: 新收42件（自然人30件）.
    pub(super) bracketed: bool,
    pub(super) class: Option<&'static [&'static str]>,
    pub(super) path: Option<&'static [&'static str]>,
    /// Another path counted before it.
    pub(super) path_before: Option<&'static [&'static str]>,
    pub(super) document: Option<&'static str>,
    /// What was told of documents, in one list with what follows.
    pub(super) change: Option<(&'static str, bool)>,
    pub(super) decided: bool,
    /// 收到 rather than 新收 was said, which may hold what was carried in.
    pub(super) gross: bool,
    pub(super) matter: Matter,
    /// The sentence or its heading names the requests.
    pub(super) named: bool,
    /// The line whose parts are told: 其中.
    pub(super) whole: Option<&'static [&'static str]>,
    /// 要求公开 was said: documents and decisions are what was asked for.
    pub(super) subject: bool,
    /// Another year is spoken of.
    pub(super) other_year: Option<i16>,
    /// The other year stands beside this one's number, and no further: 办结213件，上年为189件.
    pub(super) compared: bool,
    /// A part of the year or several years are spoken of.
    pub(super) period: bool,
    /// What narrows the whole sentence: 通过网络提交的申请，
    pub(super) topic: bool,
    /// Documents are listed by how they are open: 主动公开、依申请公开、不予公开.
    pub(super) documents: bool,
    /// How firmly the words that named what is counted were bound; what goes on from them is no firmer.
    pub(super) carried: Option<Firm>,
}

impl Context {
    pub(super) fn name_requests(&mut self) {
        self.matter = Matter::Requests;
        self.named = true;
    }

    fn name_line(&mut self, lines: &'static [&'static str]) {
        match lines {
            ["3.1"] => self.old = false,
            ["3.2"] => self.old |= self.line.is_none(),
            _ => {}
        }
        self.several |= self.line.is_some_and(|line| line != lines);
        self.line = Some(lines);
    }

    /// A path with its number: what follows may be of the one before, too.
    fn count_path(&mut self, path: &'static [&'static str]) {
        self.path_before = self.path.filter(|before| *before != path);
        self.path = Some(path);
    }

    /// 行政复议方面，: what follows is of that path alone; of none where several are named.
    pub(super) fn turn_to_path(&mut self, path: Option<&'static [&'static str]>) {
        self.path_before = None;
        self.path = path;
    }
}

/// All heads of section 三 but 总计.
const EVERYBODY: usize = 6;

/// Lines of requests that other matters have, too.
pub(super) fn is_shared(lines: &[&str]) -> bool {
    matches!(lines, ["3.1"] | ["3.2"] | ["3.4"] | ["3.3.7"])
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
        let lead = keys
            .iter()
            .rev()
            .find(|k| !matches!(k, Key::Application | Key::Subject));
        let lead = match lead {
            Some(Key::Path(_)) => keys
                .iter()
                .find(|k| matches!(k, Key::Verdict(_)))
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
            Some(Key::Line(..) | Key::Class(..) | Key::Received | Key::Amount | Key::Answered) => {
                context.subject = false;
                self.of_requests(keys, lead?, &heads, context, number)
            }
            Some(Key::Path(_) | Key::Verdict(_)) => self.of_cases(keys, lead?, context),
            Some(_) if context.subject || keys.contains(&Key::Subject) => None,
            Some(Key::Document(_) | Key::Change(..)) => self.of_documents(keys, context),
            Some(Key::Decision(line)) => {
                let slot = ["本年处理决定数量", "处理决定数量"]
                    .iter()
                    .find_map(|head| self.form.slot(&format!("2.{line}/{head}")))?;
                // 项 and 条 count what is decided on, or what is shown
                let items = matches!(number.unit, Some("项" | "个" | "条" | "部"));
                let own = context.decided && !items && !handled(keys);
                Some(Meaning::of(vec![vec![slot]], own))
            }
            Some(Key::Fee) => {
                let slot = self.form.slot("2.行政事业性收费/本年收费金额")?;
                Some(Meaning::of(vec![vec![slot]], true))
            }
            Some(Key::Application | Key::Decided | Key::Aside | Key::Subject) => None,
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
        let named = keys.contains(&Key::Application) || keys.contains(&Key::Amount);
        if context.matter == Matter::Other {
            return None;
        }
        let line = keys.iter().rev().find_map(|k| match k {
            Key::Line(lines, own) => Some((*lines, *own)),
            _ => None,
        });
        let total = &["总计"][..];
        // what other matters settle is not told apart; what goes over the years is hardly theirs
        let unsaid = context.matter == Matter::Unsaid;
        let shared = |lines: &[&str]| match context.matter {
            Matter::Requests => false,
            Matter::Unsaid => lines == ["3.3.7"],
            _ => is_shared(lines),
        };
        match (lead, line) {
            (Key::Line(..) | Key::Class(..), Some((lines, own))) => {
                if shared(lines) {
                    return None;
                }
                let top = is_shared(lines);
                let part = context.whole.is_some_and(|whole| is_part(whole, lines));
                if top && !part {
                    context.class = None;
                }
                let mut sums =
                    vec![self.lines(lines, if heads.is_empty() { total } else { heads })?];
                if let (true, Some(class)) = (heads.is_empty(), context.class) {
                    sums.push(self.lines(lines, class)?);
                }
                if heads.is_empty() {
                    context.name_line(lines);
                }
                context.gross = false;
                let mut meaning = Meaning::of(sums, own && is_firm(keys));
                if unsaid && is_shared(lines) {
                    meaning.firm = meaning.firm.max(Firm::Likely);
                }
                if context.old && is_part(&["3.2"], lines) {
                    meaning.firm = meaning.firm.max(Firm::Likely);
                }
                meaning.part = part || (lines == ["3.3.7"] && self.is_of_the_new(number));
                Some(meaning)
            }
            (Key::Class(..), None) => {
                if context.matter == Matter::Cases {
                    return None;
                }
                let received = keys.contains(&Key::Received);
                let gross = received || context.gross || context.line.is_none();
                let line = match received {
                    true => &["3.1"][..],
                    false => context.line.unwrap_or(&["3.1"]),
                };
                context.class = class(keys);
                let mut sums = vec![self.lines(line, heads)?];
                if line == ["3.1"] && gross {
                    sums.push(self.lines(&["3.1", "3.2"], heads)?);
                }
                // a class without a line of its own is of those received or of those settled, too
                let own = received || context.bracketed;
                if !own {
                    for lines in [&["3.1"][..], &["3.1", "3.2"], &["3.3.7"]] {
                        sums.push(self.lines(lines, heads)?);
                    }
                }
                let mut meaning = Meaning::of(sums, is_firm(keys));
                if !own && context.several {
                    meaning.firm = meaning.firm.max(Firm::Likely);
                }
                Some(meaning)
            }
            (Key::Received | Key::Amount, _) if named || context.matter == Matter::Requests => {
                context.name_line(&["3.1"]);
                context.class = None;
                context.gross = true;
                let both = self.lines(&["3.1", "3.2"], total)?;
                let mut meaning = Meaning::of(vec![self.lines(&["3.1"], total)?, both], named);
                if context.named {
                    meaning.firm = meaning.firm.min(Firm::Likely);
                }
                Some(meaning)
            }
            (Key::Answered, _) if context.matter == Matter::Requests => {
                let replies = ["3.3.1", "3.3.2", "3.3.3.", "3.3.4.", "3.3.5."];
                let all = [
                    &["3.3.7"][..],
                    &["3.1"],
                    &["3.1", "3.2"],
                    &replies,
                    &replies[..4],
                ];
                let sums = all.iter().map(|lines| self.lines(lines, total));
                let mut meaning = Meaning::of(sums.collect::<Option<_>>()?, true);
                meaning.part = true;
                Some(meaning)
            }
            _ => None,
        }
    }

    /// 新收42件，当年办结39件: what was settled of this year's requests is what came in and did not go out.
    fn is_of_the_new(&self, number: &Number) -> bool {
        let of = |line: &str| self.value(&self.lines(&[line], &["总计"])?);
        let new = of("3.1").and_then(|new| new.checked_sub(of("3.4")?));
        new == Some(number.value)
    }

    /// Section 四.
    fn of_cases(&self, keys: &[Key], lead: Key, context: &mut Context) -> Option<Meaning> {
        let path = keys.iter().rev().find_map(|k| match k {
            Key::Path(paths) => Some(*paths),
            _ => None,
        });
        let verdict = match lead {
            Key::Verdict(verdict) => verdict,
            _ => "总计",
        };
        let Some(paths) = path else {
            return self.of_paths_before(verdict, handled(keys), context);
        };
        context.count_path(paths);
        Some(Meaning::of(
            vec![self.cases(paths, verdict)?],
            !handled(keys),
        ))
    }

    /// A verdict without a path: of the one spoken of last, or of the one counted before it, or of both.
    fn of_paths_before(&self, verdict: &str, handled: bool, context: &Context) -> Option<Meaning> {
        let last = self.cases(context.path?, verdict)?;
        let Some(before) = context.path_before else {
            return Some(Meaning::of(vec![last], !handled));
        };
        let before = self.cases(before, verdict)?;
        let both = [last.clone(), before.clone()].concat();
        let mut meaning = Meaning::of(vec![last, before, both], !handled);
        meaning.firm = meaning.firm.max(Firm::Likely);
        Some(meaning)
    }

    /// Section 二, documents.
    fn of_documents(&self, keys: &[Key], context: &mut Context) -> Option<Meaning> {
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
        let (head, own) = change.or(context.change)?;
        context.change = Some((head, own));
        let slot = self.form.slot(&format!("2.{document}/{head}"))?;
        Some(Meaning::of(vec![vec![slot]], own))
    }

    /// Slots of lines of section 三 in these columns; a line that ends in a point is all below it.
    pub(super) fn lines(&self, lines: &[&str], heads: &[&str]) -> Option<Vec<usize>> {
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
}

/// Whether results told as parts of a line are those of its requests alone, which the tables do not tell.
fn is_part(whole: &[&str], lines: &[&str]) -> bool {
    let below = |l: &&str| l.starts_with("3.3") || *l == "3.4";
    matches!(whole, ["3.1"] | ["3.2"] | ["3.4"]) && lines.iter().any(below)
}

/// 受理、办理行政复议: said of those who decide them, too.
fn handled(keys: &[Key]) -> bool {
    let handles = |k: &Key| match k {
        Key::Received | Key::Answered => true,
        Key::Line(lines, _) => is_shared(lines),
        _ => false,
    };
    keys.iter().any(handles)
}

/// Whether the classes named mean just the heads that they stand for.
fn is_firm(keys: &[Key]) -> bool {
    let mut classes = keys.iter().filter_map(|k| match k {
        Key::Class(_, own) => Some(*own),
        _ => None,
    });
    match (classes.next(), classes.next()) {
        (None, _) => true,
        (Some(own), None) => own,
        _ => false,
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
fn class(keys: &[Key]) -> Option<&'static [&'static str]> {
    let mut classes = keys.iter().filter_map(|k| match k {
        Key::Class(heads, _) => Some(*heads),
        _ => None,
    });
    let first = classes.next()?;
    classes.next().is_none().then_some(first)
}
