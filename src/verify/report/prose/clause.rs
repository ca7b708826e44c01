//! What a clause without a number says: of all that was counted before it, or that there was none of something.

use super::meaning::ALL;
use super::number::Number;
use super::pending::distinct;
use super::qualify::{self, Firm};
use super::sentence::{Counted, Reading};
use super::words::Key;

impl Reading<'_, '_> {
    /// 收到42件，均为自然人; 行政复议7件，全部维持; 收到42件，已全部办结: what a clause without a number says of all.
    pub(super) fn of_all(&mut self) {
        let says = |k: &&Key| !matches!(k, Key::Application | Key::Received(_));
        let keys: Vec<Key> = self.pending.keys.iter().filter(says).copied().collect();
        let all = self.pending.all || self.pending.texts.iter().any(|t| t.contains("全部"));
        let decided = all && self.pending.texts.iter().any(|t| is_decided(t));
        // 行政复议1件，结果维持
        let alone = matches!(keys.as_slice(), [Key::Verdict(_)]) && self.pending.texts.is_empty();
        let counted = std::mem::take(&mut self.counted);
        if (all || alone) && self.says_of_counted(&keys, decided) {
            match counted.last() {
                Some((_, Counted::Cases(_))) => self.of_all_cases(&counted, &keys, (all, decided)),
                Some((number, counted)) => self.of_all_requests(number, *counted, keys),
                None => {}
            }
        }
        self.counted = counted;
    }

    /// Whether nothing makes of what a clause says something else than a word on what was counted before it.
    fn says_of_counted(&self, keys: &[Key], decided: bool) -> bool {
        let pending = &self.pending;
        let other = self.context.other_year.is_some() || self.context.period || pending.than;
        // words that are not known end nothing: 均已审结
        let stale = pending.stale && !(decided && keys.is_empty());
        let passed = pending.numbered || stale || pending.not || pending.among;
        let texts = pending.plainer().into_iter().map(|text| match decided {
            true => DECIDED
                .iter()
                .fold(text, |text, word| text.replace(word, "")),
            false => text,
        });
        let firm = self.held.unit.firm(&texts.collect::<Vec<_>>());
        !passed && !other && firm == Firm::Sure && self.context.carried.is_none()
    }

    /// 收到42件，均为自然人; 收到42件，已全部办结
    fn of_all_requests(&mut self, number: &Number, counted: Counted, keys: Vec<Key>) {
        if self.pending.is_settled() && counted == Counted::Received {
            self.held.note_settled(&self.said, number);
            return;
        }
        let figures = &self.held.figures;
        let value = |line: &str| figures.value(&figures.lines(&[line], ALL)?);
        let told = match keys.as_slice() {
            [Key::Class(..)] => counted == Counted::Received,
            // 全部予以公开: of those that came in or of those that were settled
            [Key::Line([line], _)] => line.starts_with("3.3.") && value(line) != value("3.3.7"),
            _ => false,
        };
        // what follows goes on from what was counted
        let mut context = self.context.clone();
        let meaning = figures.meaning(&keys, &mut context, number);
        if let Some(meaning) = meaning.filter(|_| told) {
            self.held.hold(&self.said, number, &meaning, Firm::Sure);
        }
    }

    /// 行政复议7件，全部维持; 行政复议7件，诉讼6件，均已审结
    fn of_all_cases(
        &mut self,
        counted: &[(Number, Counted)],
        keys: &[Key],
        (all, decided): (bool, bool),
    ) {
        match keys {
            [Key::Verdict(verdict)] => self.all_judged(counted, verdict, all),
            keys if decided && keys.is_empty() || self.pending.is_settled() => {
                self.all_decided(counted);
            }
            _ => {}
        }
    }

    /// 行政复议7件，诉讼6件，均获维持: a verdict said of all cases, of several paths perhaps of the last alone.
    fn all_judged(&mut self, counted: &[(Number, Counted)], verdict: &'static str, all: bool) {
        let firm = match counted {
            [_] if all => Firm::Sure,
            _ => Firm::Likely,
        };
        for (number, counted) in counted {
            let Counted::Cases(paths) = counted else {
                continue;
            };
            let slots = self.held.figures.cases(paths, verdict);
            if slots.is_none_or(|slots| self.held.said.contains(&slots)) {
                continue;
            }
            let keys = [Key::Path(paths), Key::Verdict(verdict)];
            let mut context = self.context.clone();
            if let Some(meaning) = self.held.figures.meaning(&keys, &mut context, number) {
                self.held.hold(&self.said, number, &meaning, firm);
            }
        }
    }

    /// 行政复议7件，诉讼6件，均已审结
    fn all_decided(&mut self, counted: &[(Number, Counted)]) {
        for (_, counted) in counted {
            if let Counted::Cases(paths) = counted {
                self.held.note_decided(&self.said, paths);
            }
        }
    }

    /// 未发生 … 行政复议、行政诉讼: each is 0, unless other words narrow what there was none of.
    pub(super) fn nothing(&mut self) {
        let firm = self
            .held
            .unit
            .firm(&qualify::without_ways(&self.pending.texts));
        let keys = &self.pending.keys;
        let other = self.context.other_year.is_some() || self.context.period || self.pending.than;
        // 未收到要求公开处罚决定的申请
        let asked = keys.contains(&Key::Subject)
            && keys
                .iter()
                .any(|k| matches!(k, Key::Decision(_) | Key::Document(_) | Key::Fee));
        // 无申请政府信息公开的收费 says nothing of requests
        let charged = self.pending.texts.iter().any(|t| t.contains('费'));
        let charged = charged && !keys.contains(&Key::Fee);
        // 行政许可5件、无行政强制的事项
        let listed = self.pending.listed.is_some() && !self.pending.aside;
        let listed = listed && matches!(keys.as_slice(), [Key::Decision(_), Key::Aside]);
        let aside = keys.contains(&Key::Aside) && !listed;
        if firm > Firm::Sure || other || asked || aside || charged {
            return;
        }
        // 依申请公开未收取费用 says nothing of the fees of table 二
        let of_requests = ["信息公开", "申请"]
            .iter()
            .any(|w| self.said.sentence.contains(w));
        let narrower = |k: &&Key| match k {
            Key::Path(_) | Key::Verdict(_) | Key::Lost(_) | Key::Line(..) | Key::Decision(_) => {
                true
            }
            Key::Fee => !of_requests,
            _ => false,
        };
        // 未制发行政规范性文件: of each kind of document
        let change = keys.iter().find(|k| matches!(k, Key::Change(..)));
        // 没有规范性文件 is said of those made
        let made = Key::Change("本年制发件数", Firm::Loose);
        let change = change.copied().unwrap_or(made);
        let documents = keys.iter().filter(|k| matches!(k, Key::Document(_)));
        let documents: Vec<Vec<Key>> = documents.map(|document| vec![change, *document]).collect();
        let named: Vec<Key> = keys.iter().filter(narrower).copied().collect();
        // 未发生因不予公开引发的行政复议 is of some of them
        let path = |k: &Key| matches!(k, Key::Path(_) | Key::Verdict(_) | Key::Lost(_));
        let class = keys.iter().any(|k| matches!(k, Key::Class(..)));
        if named.iter().any(path) && (class || !named.iter().all(path)) {
            return;
        }
        // 无败诉案件 is said of other suits, too
        let lost = named.iter().any(|k| matches!(k, Key::Lost(_)));
        if lost && !self.said.sure {
            return;
        }
        // 没有属于国家秘密不予公开的申请
        let named = distinct(&named, false);
        let classes: Vec<Key> = keys
            .iter()
            .filter(|k| matches!(k, Key::Class(..)))
            .copied()
            .collect();
        let verdict = named.iter().any(|k| matches!(k, Key::Verdict(_)));
        let each: Vec<Vec<Key>> = match named.as_slice() {
            [] if !documents.is_empty() && !keys.contains(&Key::Application) => documents,
            [] if keys.contains(&Key::Application) || keys.contains(&Key::Subject) => {
                vec![[vec![Key::Line(&["3.1"], Firm::Sure)], classes].concat()]
            }
            named if lost => none_lost(named),
            // 无纠正案件 is said of the path before
            named if verdict => vec![named.to_vec()],
            named => {
                let line = |k: &Key| matches!(k, Key::Line(..));
                let of = |key: &Key| match line(key) {
                    true => [vec![*key], classes.clone()].concat(),
                    false => vec![*key],
                };
                named.iter().map(of).collect()
            }
        };
        for keys in each {
            let fee = keys.contains(&Key::Fee);
            let made = keys.iter().any(|k| matches!(k, Key::Change(..)));
            let (zero, firm) = match fee {
                // which fees are meant is not certain, nor by whom documents were made
                true => (Number::no_money(), Firm::Likely),
                false if made => (Number::none(), Firm::Likely),
                false => (Number::none(), firm),
            };
            if let Some(mut meaning) = self.held.figures.meaning(&keys, self.context, &zero) {
                // 没有实施行政强制 names no decisions, but there were none
                if let [Key::Decision(_)] | [Key::Change(..), Key::Document(_)] = keys.as_slice() {
                    meaning.firm = meaning.firm.min(Firm::Likely);
                }
                self.held.hold(&self.said, &zero, &meaning, firm);
            }
        }
    }
}

/// What all cases were, when nothing is left of them.
const DECIDED: &[&str] = &["审结", "结案"];

fn is_decided(text: &str) -> bool {
    DECIDED.iter().any(|word| text.contains(word))
}

/// 未发生行政复议纠错、行政诉讼败诉: what there was none of, what was lost apart from what is said of other paths.
fn none_lost(named: &[Key]) -> Vec<Vec<Key>> {
    let within = |k: &Key, of: &[&str]| match k {
        Key::Path(paths) => paths.iter().all(|path| of.contains(path)),
        _ => false,
    };
    let lost = named.iter().filter_map(|k| match k {
        Key::Lost(of) => Some(*of),
        _ => None,
    });
    let lost: Vec<&'static [&'static str]> = lost.collect();
    let of = |of: &&'static [&'static str]| {
        let paths = named.iter().filter(|k| within(k, of)).copied();
        paths.chain([Key::Lost(of)]).collect()
    };
    let other = |k: &&Key| !matches!(k, Key::Lost(_)) && !lost.iter().any(|of| within(k, of));
    let others: Vec<Key> = named.iter().filter(other).copied().collect();
    let verdict = others.iter().any(|k| matches!(k, Key::Verdict(_)));
    let others = Some(others).filter(|_| verdict);
    lost.iter().map(of).chain(others).collect()
}
