//! What the words before a number have spoken of, which goes on for the words after it.

use super::qualify::Firm;
use super::words::Key;

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
    /// The class is what the sentence is about: 自然人申请中，予以公开14件、部分公开5件.
    pub(super) of_class: bool,
    pub(super) path: Option<&'static [&'static str]>,
    /// Another path counted before it.
    pub(super) path_before: Option<&'static [&'static str]>,
    pub(super) document: Option<&'static str>,
    /// What was told of documents, in one list with what follows.
    pub(super) change: Option<(&'static str, Firm)>,
    pub(super) decided: bool,
    /// Something was said to be shown to the public: what is told after it may be a part of that.
    pub(super) shown: bool,
    /// 收到 rather than 新收 was said, which may hold what was carried in.
    pub(super) gross: bool,
    /// What was carried in is told beside what came in: 收到42件，上年结转5件.
    pub(super) beside_old: bool,
    pub(super) matter: Matter,
    /// Other numbers of the sentence are those of the tables.
    pub(super) evident: bool,
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
    /// The verdict that the sentence is about: 尚未审结的案件中，行政复议1件.
    pub(super) verdict: Option<&'static str>,
    /// The verdict told before in one list: 行政复议维持3件、行政诉讼3件.
    pub(super) listed_verdict: Option<&'static str>,
    /// What was settled of what came in has been told: 办结上年结转申请5件、本年新收申请39件.
    pub(super) settled: bool,
    /// Reasons that the sentence gives in several words: 不掌握1件，信息不存在1件.
    pub(super) in_parts: Vec<&'static [&'static str]>,
    /// What came in has been told, and right before this what was carried in.
    pub(super) came_in: (bool, bool),
    /// Results are told that the form does not have: 非本机关公开6件.
    pub(super) other_results: bool,
    /// What was granted in part is told as a part of what was granted: 予以公开27件（含部分公开7件）.
    pub(super) with_partly: bool,
    /// The words beside the open ones name 信息公开, in the report of an office that decides no reviews.
    pub(super) reviewed: bool,
    /// Cases were said to be handled, in one list with what follows: 处理行政复议7件、行政诉讼6件.
    pub(super) handled: bool,
    /// How many other units the sentence and those that go on with it speak of.
    pub(super) others: usize,
    /// How firmly the words that named what is counted were bound; what goes on from them is no firmer.
    pub(super) carried: Option<Firm>,
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

impl Context {
    pub(super) fn name_requests(&mut self) {
        self.matter = Matter::Requests;
        self.named = true;
    }

    pub(super) fn name_line(&mut self, lines: &'static [&'static str]) {
        match lines {
            ["3.1"] => self.old = false,
            ["3.2"] => self.old |= self.line.is_none(),
            _ => {}
        }
        self.several |= self.line.is_some_and(|line| line != lines);
        self.line = Some(lines);
    }

    /// Keeps whether what a number counts came in or was carried in; whether the number is the sum of both, told right
    /// behind them: 新收42件，上年结转5件，共计47件.
    pub(super) fn come_in(&mut self, keys: &[Key], together: bool) -> bool {
        let names = |k: &&Key| !matches!(k, Key::Application | Key::Amount);
        let mut named = keys.iter().filter(names).peekable();
        if named.peek().is_none() {
            return together && self.came_in == (true, true) && self.whole.is_none();
        }
        let named: Vec<&Key> = named.collect();
        match named.as_slice() {
            [Key::Line(["3.2"], _)] => self.came_in.1 = true,
            [Key::Received(_) | Key::Line(["3.1"], _)] => self.came_in.0 = true,
            _ => self.came_in.1 = false,
        }
        false
    }

    /// A path with its number: what follows may be of the one before, too.
    pub(super) fn count_path(&mut self, path: &'static [&'static str]) {
        self.path_before = self.path.filter(|before| *before != path);
        self.path = Some(path);
    }

    /// 行政复议方面，: what follows is of that path alone; of none where several are named.
    pub(super) fn turn_to_path(&mut self, path: Option<&'static [&'static str]>) {
        self.path_before = None;
        self.path = path;
    }
}
