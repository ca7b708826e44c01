//! `gknb.toml` as people type it: its spelling made good where that is plain, and every slip said.
//!
//! In: the text. Out: the table that the `toml` crate reads from it, with spans, and the slips, in the
//! words of someone who has never heard of TOML. Chinese punctuation typed with the input method left on
//! is reported and replaced before parsing, so that one such mark does not hide the problems after it.
//! What the keys mean is left to [`crate::settings`].

use std::ops::Range;

use toml::de::DeTable;

use crate::text::half_width;

/// One thing spelt wrong: where in the text (bytes), what, and the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slip {
    /// Bytes of the text as given.
    pub(crate) at: Range<usize>,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: String,
}

/// The text with its slips mended, and the way back to the text as given.
pub(crate) struct Mended {
    /// Text fit for parsing.
    pub(crate) text: String,
    /// What had to be mended.
    pub(crate) slips: Vec<Slip>,
    /// For each byte of `text`, and its end, the byte of the text as given.
    origin: Vec<usize>,
}

impl Mended {
    /// Bytes of the text as given for bytes of the mended one.
    pub(crate) fn origin(&self, range: Range<usize>) -> Range<usize> {
        let last = self.origin.len() - 1;
        let start = self.origin[range.start.min(last)];
        let end = self.origin[range.end.min(last)];
        start..end.max(start)
    }
}

/// Reads the mended text. Errors on a line that already has a slip, and all but the first on a line, are
/// consequences and are left out. The slips are sorted.
pub(crate) fn read(mended: &Mended) -> (DeTable<'_>, Vec<Slip>) {
    let (table, errors) = DeTable::parse_recoverable(&mended.text);
    let line_of = |at: usize| mended.text[..at].matches('\n').count();
    let mut slips = mended.slips.clone();
    let mut lines: Vec<usize> = slips
        .iter()
        .map(|s| {
            let at = mended.origin.partition_point(|&o| o < s.at.start);
            line_of(at.min(mended.text.len()))
        })
        .collect();
    let mut errors: Vec<_> = errors
        .iter()
        .filter_map(|e| {
            let span = e.span().unwrap_or(0..0);
            let (message, help) = translate(e.message(), &mended.text, &span)?;
            Some((span, message, help))
        })
        .collect();
    errors.sort_by_key(|(span, message, _)| (span.start, message.clone()));
    for (span, message, help) in errors {
        let line = line_of(span.start);
        if !lines.contains(&line) {
            lines.push(line);
            let at = mended.origin(span);
            slips.push(Slip { at, message, help });
        }
    }
    slips.sort_by_key(|s| s.at.start);
    (table.into_inner(), slips)
}

/// Replaces Chinese punctuation outside strings, closes brackets left open, and notes each.
pub(crate) fn mend(source: &str) -> Mended {
    let mut scanner = Scanner {
        source,
        at: 0,
        out: Mended {
            text: String::with_capacity(source.len()),
            slips: Vec::new(),
            origin: Vec::with_capacity(source.len() + 1),
        },
        open: Vec::new(),
        before_equals: true,
        header: false,
        header_open: 0,
    };
    while scanner.at < source.len() {
        scanner.step();
    }
    scanner.close_open();
    scanner.out.origin.push(source.len());
    scanner.out
}

const HEADER_OPEN: (&str, &str) = (
    "标题行的方括号没有成对",
    "写作 [opening] 或 [[figure]]；名称中有空格的，把名称放在英文双引号里",
);
const NO_EQUALS: &str =
    "写作 名称 = 内容；名称中有空格的，把名称放在英文双引号里；说明文字前面加 #";

/// Brackets that may be open at once; settings need two.
const DEEPEST: usize = 64;

struct Scanner<'t> {
    source: &'t str,
    at: usize,
    out: Mended,
    /// Brackets of values that are open: where, and what closes them.
    open: Vec<(usize, char)>,
    /// No `=` yet on this line, and no value open.
    before_equals: bool,
    /// The line is a `[…]` line.
    header: bool,
    /// Brackets of that line which are open.
    header_open: usize,
}

impl Scanner<'_> {
    fn step(&mut self) {
        if self.is_key() && self.at_line() && says_nothing(self.line()) {
            let length = self.line().trim_end().len();
            self.slip(length, "这一行没有等号", NO_EQUALS);
            return self.put("", self.line().len());
        }
        let c = self.peek();
        match c {
            '\n' => self.end_line(),
            '\r' => self.put("", 1),
            '#' => self.copy(self.line().len()),
            '＃' if self.at_token() => {
                self.slip(c.len_utf8(), "注释符号 ＃ 是全角的", "改为英文的 #（半角）");
                self.put("#", c.len_utf8());
                self.copy(self.line().len());
            }
            '"' | '\'' => self.ascii_string(c),
            '\u{3000}' | '\u{a0}' | '\u{feff}' | '\u{200b}' => self.put(" ", c.len_utf8()),
            '=' => {
                self.before_equals = false;
                self.copy(1);
            }
            '＝' | '：' | ':' if self.is_key() && !equals_follows(self.line()) => {
                self.slip(
                    c.len_utf8(),
                    format!("名称与内容之间应为英文等号 =，这里是 {c}"),
                    "改为英文的 =（半角）",
                );
                self.before_equals = false;
                self.put("=", c.len_utf8());
            }
            '[' | '{' | ']' | '}' => self.bracket(c, c),
            '［' | '【' | '〔' if !self.is_key() || self.at_token() => {
                self.wide(c, "方括号", '[');
                self.bracket(c, '[');
            }
            '］' | '】' | '〕' if !self.is_key() => {
                self.wide(c, "方括号", ']');
                self.bracket(c, ']');
            }
            '“' | '”' | '＂' | '„' | '「' | '『' | '‘' | '’' | '＇' if self.at_token() =>
            {
                self.wide_string(c);
            }
            '，' | '、' | '；' | ';' if !self.before_equals && !self.open.is_empty() => {
                self.wide(c, "逗号", ',');
                self.put(",", c.len_utf8());
            }
            ',' | '，' if self.after_number() => {
                self.slip(
                    c.len_utf8(),
                    "数字中和行尾不写逗号",
                    "删去逗号，例如 1,234.5 写作 1234.5",
                );
                self.put("", c.len_utf8());
            }
            '０'..='９' | '．' | '－' if !self.before_equals && self.at_number() => {
                self.wide_number();
            }
            c => self.copy(c.len_utf8()),
        }
    }

    fn peek(&self) -> char {
        self.source[self.at..].chars().next().unwrap_or('\n')
    }

    /// What is left of the line.
    fn line(&self) -> &str {
        let rest = &self.source[self.at..];
        rest.split('\n').next().unwrap_or(rest)
    }

    fn copy(&mut self, bytes: usize) {
        for i in self.at..self.at + bytes {
            self.out.origin.push(i);
        }
        self.out
            .text
            .push_str(&self.source[self.at..self.at + bytes]);
        self.at += bytes;
    }

    /// Writes `text` in place of the next `bytes`.
    fn put(&mut self, text: &str, bytes: usize) {
        self.out.text.push_str(text);
        self.out
            .origin
            .extend(std::iter::repeat_n(self.at, text.len()));
        self.at += bytes;
    }

    fn slip(&mut self, bytes: usize, message: impl Into<String>, help: impl Into<String>) {
        self.out.slips.push(Slip {
            at: self.at..self.at + bytes,
            message: message.into(),
            help: help.into(),
        });
    }

    fn wide(&mut self, found: char, what: &str, wanted: char) {
        self.slip(
            found.len_utf8(),
            format!("这里的 {found} 不是英文的{what}"),
            format!("切换到英文输入法，改为 {wanted}"),
        );
    }

    /// On the left of `=`, where Chinese words may stand without quotes.
    fn is_key(&self) -> bool {
        self.before_equals && !self.header && self.open.is_empty()
    }

    fn at_line(&self) -> bool {
        self.out.text.is_empty() || self.out.text.ends_with('\n')
    }

    /// Whether a word would begin here.
    fn at_token(&self) -> bool {
        let text = &self.out.text;
        text.is_empty() || text.ends_with([' ', '\t', '\n', '=', ',', '[', '{', '.'])
    }

    fn at_number(&self) -> bool {
        self.at_token() || self.out.text.ends_with(|c: char| c.is_ascii_digit())
    }

    /// A comma behind a bare number outside brackets.
    fn after_number(&self) -> bool {
        !self.before_equals
            && self.open.is_empty()
            && self
                .out
                .text
                .trim_end_matches(' ')
                .ends_with(|c: char| c.is_ascii_digit() || c == '"')
    }

    fn bracket(&mut self, found: char, meant: char) {
        if self.before_equals && self.open.is_empty() {
            self.header |= meant == '[' && self.at_token();
            match meant {
                '[' => self.header_open += 1,
                _ => self.header_open = self.header_open.saturating_sub(1),
            }
        } else {
            match meant {
                '[' | '{' if self.open.len() >= DEEPEST => return self.give_up(),
                '[' => self.open.push((self.at, ']')),
                '{' => self.open.push((self.at, '}')),
                _ => {
                    self.open.pop();
                }
            }
        }
        self.put(meant.encode_utf8(&mut [0; 4]), found.len_utf8());
    }

    fn end_line(&mut self) {
        if self.header || begins_entry(&self.source[self.at..]) {
            self.close_open();
        }
        self.copy(1);
        self.before_equals = self.open.is_empty();
        self.header = false;
    }

    /// Brackets within brackets as nobody types them: what follows is not looked at.
    fn give_up(&mut self) {
        self.slip(
            1,
            "括号一层套一层，太深了，从这里起没有读",
            "检查是不是别的文件改了名；设定里的括号最多两层",
        );
        while let Some((_, closer)) = self.open.pop() {
            self.put(closer.encode_utf8(&mut [0; 4]), 0);
        }
        self.at = self.source.len();
    }

    fn close_open(&mut self) {
        if self.header && self.header_open > 0 {
            self.slip(0, HEADER_OPEN.0, HEADER_OPEN.1);
            self.put(&"]".repeat(self.header_open), 0);
        }
        self.header_open = 0;
        while let Some((at, closer)) = self.open.pop() {
            let opener = if closer == ']' { '[' } else { '{' };
            self.out.slips.push(Slip {
                at: at..at + 1,
                message: format!("这个 {opener} 没有写对应的 {closer}"),
                help: format!("在内容末尾补上 {closer}"),
            });
            self.put(closer.encode_utf8(&mut [0; 4]), 0);
        }
    }

    /// A string that begins as it should.
    fn ascii_string(&mut self, quote: char) {
        let triple = String::from(quote).repeat(3);
        let rest = &self.source[self.at..];
        if let Some(body) = rest.strip_prefix(&triple) {
            let length = body.find(&triple).map_or(rest.len(), |i| i + 6);
            return self.copy(length);
        }
        let body = &self.line()[1..];
        let end = string_end(body, quote);
        let stray = stray_closer(body, end.unwrap_or(body.len()));
        match (stray, end) {
            (Some((i, closer)), _) => {
                self.copy(1 + i);
                self.wide(closer, "引号", quote);
                self.put(quote.encode_utf8(&mut [0; 4]), closer.len_utf8());
            }
            (None, Some(i)) => self.copy(i + 2),
            (None, None) => self.copy(1 + body.len()),
        }
    }

    /// A string between Chinese quotation marks.
    fn wide_string(&mut self, opener: char) {
        let closers: &[char] = match opener {
            '「' => &['」'],
            '『' => &['』'],
            '‘' | '’' | '＇' => &['’', '‘', '＇', '\''],
            _ => &['”', '“', '＂', '"'],
        };
        let line = self.line();
        let body = &line[opener.len_utf8()..];
        let (content, length) = match body.find(closers) {
            Some(i) => {
                let closer = body[i..].chars().next().map_or(0, char::len_utf8);
                (&body[..i], opener.len_utf8() + i + closer)
            }
            None => (body.trim_end(), line.trim_end().len()),
        };
        let string = format!("\"{}\"", content.replace('\\', "\\\\").replace('"', "\\\""));
        let message = format!("内容用了中文引号 {opener}");
        let help = format!("切换到英文输入法，改为 {string}");
        self.slip(length, message, help);
        self.put(&string, length);
    }

    fn wide_number(&mut self) {
        let length: usize = self
            .line()
            .chars()
            .take_while(|c| matches!(c, '０'..='９' | '．' | '－' | '0'..='9' | '.' | '-'))
            .map(char::len_utf8)
            .sum();
        let number: String = self.line()[..length].chars().map(half_width).collect();
        self.slip(
            length,
            "数字是全角的",
            format!("切换到英文输入法，改为 {number}"),
        );
        self.put(&number, length);
    }
}

/// Whether an ASCII `=` stands outside strings on the line.
fn equals_follows(line: &str) -> bool {
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            '=' if !quoted => return true,
            '#' if !quoted => return false,
            _ => {}
        }
    }
    false
}

/// A line without an equals sign, which is no title either: the parser would give up at it.
fn says_nothing(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    !line.is_empty()
        && !line.starts_with(['#', '＃', '[', '［', '【', '〔'])
        && !line.contains(['=', '＝', '：', ':'])
}

/// Whether the next line that says anything begins an entry or a `[…]` of its own.
fn begins_entry(rest: &str) -> bool {
    let Some(line) = rest
        .lines()
        .map(str::trim)
        .find(|l| !l.is_empty() && !l.starts_with('#'))
    else {
        return false;
    };
    if line.starts_with(['[', '［', '【']) {
        return true;
    }
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
    let after = line.trim_start_matches(word);
    after.len() < line.len() && after.trim_start().starts_with(['=', '＝'])
}

/// Where the string ends on this line.
fn string_end(body: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    body.char_indices().find_map(|(i, c)| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped && quote == '"';
        ends.then_some(i)
    })
}

/// A Chinese closing quotation mark that was typed in place of the ASCII one: nothing opens it inside the
/// string, and the value ends behind it.
fn stray_closer(body: &str, end: usize) -> Option<(usize, char)> {
    let mut depth = 0;
    for (i, c) in body[..end].char_indices() {
        match c {
            '“' => depth += 1,
            '”' if depth > 0 => depth -= 1,
            '”' | '＂' => {
                let after = body[i + c.len_utf8()..].trim_start();
                let ends = after.is_empty() || after.starts_with([',', '，', ']', '#', '=']);
                if ends {
                    return Some((i, c));
                }
            }
            _ => {}
        }
    }
    None
}

/// The crate's message in Chinese, with the next step; none for what is no trouble to us.
fn translate(message: &str, text: &str, span: &Range<usize>) -> Option<(String, String)> {
    let found = text.get(span.clone()).unwrap_or("").trim();
    let begins = |s: &str| message.starts_with(s);
    let (message, help) = if begins("invalid unquoted key") {
        // Chinese words need no quotes here: nothing else could be meant.
        return None;
    } else if begins("string values must be quoted") && found.is_empty() {
        (
            "等号后面没有内容".into(),
            "在等号后面写上内容；不需要这一项就删去整行".into(),
        )
    } else if begins("string values must be quoted") || begins("missing opening quote") {
        let word = found.trim_matches('"');
        (
            format!("文字「{word}」没有加引号"),
            format!(
                "文字内容要放在英文双引号里，写作 \"{word}\"；数字只写数字，不带「年」「万元」等字"
            ),
        )
    } else if begins("invalid basic string") || begins("invalid literal string") {
        (
            "这一行的引号没有成对".into(),
            "在文字末尾补上英文引号".into(),
        )
    } else if begins("invalid multi-line") {
        (
            "三个引号没有成对".into(),
            "内容只有一行时，前后各用一个英文双引号".into(),
        )
    } else if begins("missing escaped value") {
        (
            "双引号里的反斜杠 \\ 有特殊含义，不能这样用".into(),
            "路径中的 \\ 改为 /，例如 \"D:/年报/上年.xlsx\"".into(),
        )
    } else if begins("duplicate key") {
        (
            format!("「{found}」写了不止一次"),
            "只保留一处；同一个 [ ] 标题下的内容合并到一起".into(),
        )
    } else if begins("key with no value") {
        ("这一行没有等号".into(), NO_EQUALS.into())
    } else if begins("unclosed table") || begins("unclosed array table") {
        (HEADER_OPEN.0.into(), HEADER_OPEN.1.into())
    } else if begins("missing comma") {
        (
            "两项内容之间缺少逗号".into(),
            "在两项之间加英文逗号 ,".into(),
        )
    } else if begins("extra comma") {
        ("多了一个逗号".into(), "删去多余的逗号".into())
    } else if begins("extra `=`") || begins("extra assignment") {
        ("多了一个等号".into(), "一行只写一个等号".into())
    } else if begins("unexpected key or value") || begins("unexpected content") {
        (
            "这一行在内容之后还有多余的文字".into(),
            "一行只写一项；说明文字前面加 #".into(),
        )
    } else if begins("unexpected leading zero") {
        (
            "数字不能以 0 开头".into(),
            "去掉前面的 0；编号一类的内容放在英文双引号里".into(),
        )
    } else if begins("invalid date") || begins("invalid time") || message.contains("-digit ") {
        (
            "日期写法不对".into(),
            "写作 2022-06-30：年四位，月、日各两位".into(),
        )
    } else if begins("invalid") && message.contains("number")
        || begins("invalid float")
        || begins("invalid mantissa")
        || begins("`_`")
        || message.contains("sign")
    {
        (
            "数字写法不对".into(),
            "只写数字和小数点，例如 72701.2578".into(),
        )
    } else if begins("cannot extend") {
        (
            format!("「{found}」前面已写成别的内容"),
            "同一名称只用一种写法，删去其中一处".into(),
        )
    } else if begins("cannot recurse") {
        ("方括号套得太深".into(), "删去多余的方括号".into())
    } else {
        (
            "这里的写法无法识别".into(),
            "每行写作 名称 = 内容，文字放在英文双引号里，例如 agency = \"某某局\"".into(),
        )
    };
    Some((message, help))
}
