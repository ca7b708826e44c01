//! 办理状态: what the columns beside those that are read say of a decision or a fee: whether it was made at all.
//!
//! In: the cells of a row in which no field stands, and its 标题. Out: whether it counts, and what is to be said of it. A
//! word is understood only where it fills its cell and its heading asks for a result, a state or a document; what a
//! remark says is a doubt and changes nothing.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::cell::{Beside, Cells};
use super::flag::{Flag, Matter};
use super::words::{BUILT_IN, Words, apart_from_brackets};
use super::{Category, Decision, elsewhere, rules, title};
use crate::column::{Field, Kind};
use crate::finding::{Finding, Place};
use crate::number;
use crate::text::{self, quote, squeeze};

/// Whether a decision was made, a fee taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Upshot {
    /// 作出决定
    #[default]
    Made,
    /// 没有作出决定
    NotMade,
    /// 办理中
    Pending,
    /// 作废
    Void,
}

impl Upshot {
    const ALL: [Upshot; 4] = [Upshot::Made, Upshot::NotMade, Upshot::Pending, Upshot::Void];

    /// Its word in settings.
    pub fn word(self) -> &'static str {
        match self {
            Upshot::Made => "作出决定",
            Upshot::NotMade => "没有作出决定",
            Upshot::Pending => "办理中",
            Upshot::Void => "作废",
        }
    }

    /// The upshot of a word of settings.
    pub fn of(word: &str) -> Option<Self> {
        Upshot::ALL.into_iter().find(|s| s.word() == word)
    }
}

/// What a text is by itself, whatever its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    NotMade,
    Pending,
    /// The name of a step on the way.
    Step,
    /// That whoever began it gave it up.
    Cancelled,
    /// The name of a document that comes before a decision.
    Before,
    /// The name of a document that comes after a measure.
    After,
    Void,
    /// That it went into another row.
    Joined,
    /// That another office deals with it.
    PassedOn,
    /// That no money came in.
    Uncollected,
    /// The name of a guide or a commentary.
    About,
    /// A kind of work.
    Work(Category),
}

/// What all words of a row that counts for nothing hold one of.
const VOID: [char; 10] = ['废', '重', '误', '错', '测', '统', '退', '冲', '删', '被'];

/// What a text begins with that says that another office deals with a row.
const PASSED: [char; 6] = ['转', '移', '已', '此', '本', '该'];

/// Bytes of a text that may tell, at most.
const LONGEST: usize = 120;

/// Bytes of a text that tells as a whole, at most.
const WHOLE: usize = 60;

/// Words that tell as a whole also with what may stand before and behind them.
type Stems = HashMap<String, Says>;

static STEMS: LazyLock<Stems> = LazyLock::new(|| {
    let words = &BUILT_IN.upshot;
    let lists = [
        (&words.not_made, Says::NotMade),
        (&words.pending, Says::Pending),
        (&words.cancelled, Says::Cancelled),
    ];
    let told = lists
        .into_iter()
        .flat_map(|(words, says)| words.iter().map(move |w| (w, says)));
    let mut stems: Stems = told.map(|(word, says)| (squeeze(word), says)).collect();
    for step in &words.step {
        stems.entry(squeeze(step)).or_insert(Says::Step);
    }
    stems
});

/// What the words that fill a cell say, by the words as compared.
static WHOLES: LazyLock<HashMap<String, Says>> = LazyLock::new(|| {
    let words = &BUILT_IN.upshot;
    let stems = STEMS.iter().map(|(word, says)| (word.clone(), *says));
    let void = words.void_whole.iter().map(|word| (word, Says::Void));
    let uncollected = (words.uncollected.iter()).map(|word| (word, Says::Uncollected));
    let told = void.chain(uncollected);
    let told = told.map(|(word, says)| (squeeze(word), says));
    let work = Words::works().into_iter();
    told.chain(stems)
        .chain(work.map(|(word, category)| (word, Says::Work(category))))
        .collect()
});

/// What those words begin with, and what may stand before them.
static FIRSTS: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let words = WHOLES.keys().chain(&BUILT_IN.upshot.lead);
    words.filter_map(|word| word.chars().next()).collect()
});

/// Whether a text may tell, by a look at its characters as they are: most titles do not.
fn may_say(written: &str) -> bool {
    let seen = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let ends = |c| {
        matches!(
            c,
            '书' | '知'
                | '单'
                | '执'
                | '证'
                | '表'
                | '录'
                | '函'
                | '南'
                | '读'
                | '准'
                | '图'
                | '程'
                | '告'
        )
    };
    // before a bracket a name may end as well
    let within = |c| {
        VOID.contains(&c)
            || matches!(
                c,
                '并' | '('
                    | '（'
                    | '〔'
                    | '['
                    | '［'
                    | '【'
                    | '﹝'
                    | '〖'
                    | '{'
                    | '｛'
                    | '⟨'
                    | '〈'
            )
    };
    written
        .chars()
        .find(seen)
        .is_some_and(|c| FIRSTS.contains(&c) || PASSED.contains(&c))
        || written.chars().rev().find(seen).is_some_and(ends)
        || written.chars().any(within)
}

fn says(written: &str) -> Option<Says> {
    if written.len() > LONGEST || written.is_ascii() {
        return None;
    }
    match may_say(written) {
        true => told(written),
        false => {
            debug_assert_eq!(told(written), None, "{written}");
            None
        }
    }
}

/// What a text says of what came of a row, without the quick look of [`says`].
fn told(written: &str) -> Option<Says> {
    let key = text::key(written);
    let key = key.trim_matches(|c| matches!(c, '.' | ',' | '。' | ':'));
    if key.len() <= WHOLE
        && let Some(said) = whole(text::without_code(key))
    {
        return Some(said);
    }
    let words = &BUILT_IN.upshot;
    let holds = |words: &[String]| words.iter().any(|word| key.contains(word.as_str()));
    // 「行政处罚事先告知书（存根）」; of several documents one may be the decision
    let plain = key.split('(').next().unwrap_or(key);
    let single = !plain.contains(['、', ',', ';']);
    let ends = |words: &[String]| words.iter().any(|word| plain.ends_with(word.as_str()));
    match plain.chars().next_back() {
        // what all words for these end with one of
        Some('书' | '知' | '单' | '执' | '证' | '表' | '录' | '函')
            if single && ends(&words.before) =>
        {
            return Some(Says::Before);
        }
        Some('书') if holds(&words.after) => return Some(Says::After),
        Some('南' | '读' | '准' | '图' | '单' | '录' | '程' | '告' | '表')
            if ends(&words.about) =>
        {
            return Some(Says::About);
        }
        _ => {}
    }
    if elsewhere::joins(key) {
        return Some(Says::Joined);
    }
    if key.starts_with(PASSED) && elsewhere::passes_on(key) {
        return Some(Says::PassedOn);
    }
    if !key.contains(VOID) {
        return None;
    }
    words.void.iter().find_map(|word| {
        // `…` stands for whatever lies between
        let (first, second) = word.split_once('…').unwrap_or((word, ""));
        let (before, behind) = key.split_once(first)?;
        behind.contains(second).then_some(())?;
        let elsewhere = words.elsewhere.iter().any(|e| before.contains(e.as_str()));
        (!elsewhere).then_some(Says::Void)
    })
}

/// What a text says that is a word of the lists, or one with what may stand before and behind it, or in brackets:
/// 「申请人自行撤回」, 「退回修改」, 「不予受理（告知）」.
fn whole(key: &str) -> Option<Says> {
    if let Some(said) = WHOLES.get(key) {
        return Some(*said);
    }
    if !key.contains('(') {
        return stem(key);
    }
    let (plain, inner) = apart_from_brackets(key);
    let decided = &BUILT_IN.upshot.decided;
    let speaks = decided.iter().any(|word| inner.contains(word.as_str()));
    stem(&plain).filter(|_| !speaks)
}

/// The same of a text without brackets.
fn stem(key: &str) -> Option<Says> {
    let words = &BUILT_IN.upshot;
    let mut rest = key;
    loop {
        let behind = words
            .tail
            .iter()
            .find_map(|tail| rest.strip_suffix(tail.as_str()));
        let said = STEMS.get(rest).or_else(|| STEMS.get(behind?));
        if said.is_some() {
            return said.copied();
        }
        rest = words
            .lead
            .iter()
            .find_map(|lead| rest.strip_prefix(lead.as_str()))?;
    }
}

impl Words {
    fn own_upshot(&self, written: &str) -> Option<Upshot> {
        self.own(Field::Upshot, written, Upshot::of)
    }

    /// Whether a text beside the columns that are read may tell something of its row.
    pub(super) fn tells_beside(&self, written: &str) -> bool {
        says(written).is_some() || self.own_upshot(written).is_some()
    }
}

/// Whether a heading asks how it went on, and of what its cell is a word then.
fn asks(heading: &str, words: &[&str]) -> bool {
    const NEVER: [&str; 12] = [
        "来源", "履行", "执行", "整改", "复议", "诉讼", "缴", "送达", "受理", "立案", "补正",
        "移送",
    ];
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    has(words) && !has(&NEVER)
}

/// Characters of a remark that says but what was charged, at most.
const SHORT: usize = 10;

const RESULTS: [&str; 16] = [
    "结果", "意见", "状态", "进度", "进展", "情况", "处理", "结案", "结论", "环节", "办结", "阶段",
    "决定", "备注", "说明", "方式",
];
const STATES: [&str; 5] = ["状态", "进度", "进展", "环节", "阶段"];
const DOCUMENTS: [&str; 3] = ["文书", "文种", "公文"];

/// What the cells beside say of a decision or a fee that has a day and a number of its own or not.
pub(super) fn of_row(
    words: &Words,
    cells: &mut Cells<'_>,
    category: Category,
    (dated, numbered): (bool, bool),
) -> Upshot {
    if flagged(words, cells, category) {
        return Upshot::Void;
    }
    let beside = cells.texts_beside().into_iter();
    let kind = kind_of_fee(words, cells, category);
    for cell in beside.chain(kind).chain(cells.title_beside()) {
        if let Some(own) = words.own_upshot(&cell.text) {
            return own;
        }
        let heading = squeeze(&cell.heading);
        // a short remark may name it, too
        let denied = cell.text.starts_with(['未', '无', '不', '免', '非']);
        let short = cell.text.chars().count() <= SHORT && !denied;
        let remarked = heading.contains("摘要") && short;
        let named = cell.title || remarked || names_revenue(&heading);
        if category == Category::Fee && named && words.is_other_revenue(&cell.text) {
            revenue(cells, &cell);
            return Upshot::NotMade;
        }
        let Some(said) = says(&cell.text) else {
            continue;
        };
        // a payment that was given up brought no money, and anything else no decision
        let said = match (said, category) {
            (Says::Cancelled, Category::Fee) => Says::Uncollected,
            (Says::Cancelled, _) => Says::NotMade,
            (said, _) => said,
        };
        let document = asks(&heading, &DOCUMENTS) || cell.title;
        let result = (cell.upshot || asks(&heading, &RESULTS)) && !cell.title;
        // what becomes of a thing seized, or of a fee that was paid, is another matter
        let measure =
            category == Category::Decision(Decision::Coercion) || category == Category::Fee;
        let settled = measure && (dated || numbered);
        match said {
            Says::NotMade | Says::Pending | Says::Step if settled => {}
            Says::Step if result && asks(&heading, &STATES) && !dated && !numbered => {
                let why = format!(
                    "没有日期和文号，按还没有作出决定，不计入{}",
                    category.word()
                );
                not_made(cells, &cell, &why);
                return Upshot::Pending;
            }
            Says::NotMade if result && numbered => {
                let why = "却有文号，照计为已作出".to_owned();
                doubt(cells, &cell, &why);
            }
            Says::NotMade if result => {
                let why = format!("没有作出决定，不计入{}", category.word());
                not_made(cells, &cell, &why);
                return Upshot::NotMade;
            }
            Says::Pending if result && (dated || numbered) => {
                let why = "却有日期或文号，照计为已作出".to_owned();
                doubt(cells, &cell, &why);
            }
            Says::Pending if result => {
                // a column of states is beyond doubt, a remark is not
                if asks(&heading, &["备注", "说明"]) {
                    let why = format!("还没有作出决定，不计入{}", category.word());
                    not_made(cells, &cell, &why);
                }
                return Upshot::Pending;
            }
            Says::Before if document => {
                let why = format!("不是决定，不计入{}", category.word());
                not_made(cells, &cell, &why);
                return Upshot::NotMade;
            }
            Says::After if document && category == Category::Decision(Decision::Coercion) => {
                let why = "说的可能是前一项措施，照计为一件".to_owned();
                doubt(cells, &cell, &why);
            }
            // what takes an amount back is a fee of its own, with a sign
            Says::Void if category == Category::Fee && reverses(cells, &cell.text) => {
                let why = "金额是负数，照计".to_owned();
                doubt(cells, &cell, &why);
            }
            Says::Uncollected if category == Category::Fee && asks_of_payment(&heading) => {
                let why = format!("没有收到款，不计入{}", category.word());
                not_made(cells, &cell, &why);
                return Upshot::Void;
            }
            Says::Void if category == Category::Fee && !cell.title && says_what(&heading) => {
                let why = format!("没有收费，不计入{}", category.word());
                not_made(cells, &cell, &why);
                return Upshot::Void;
            }
            // what its heading asks was told above
            Says::Void if !cell.title && remarks_on(&heading) && Flag::of(&heading).is_none() => {
                void(cells, &cell);
            }
            Says::Joined if !cell.title && !settled && remarks_on(&heading) => joined(cells, &cell),
            Says::PassedOn if !cell.title && !settled && remarks_on(&heading) => {
                gone(cells, &cell, "照计为已作出");
            }
            // a list of publications tells no amounts, and such a title none that were charged
            Says::About
                if cell.title
                    && category == Category::Fee
                    && !cells.record.table.has(Field::Amount) =>
            {
                let why = "像是指南、目录一类，又没有金额列，不计入收费";
                not_made(cells, &cell, why);
                return Upshot::NotMade;
            }
            Says::About if cell.title => about(cells, &cell),
            Says::Work(work) if work != category && !cell.title && is_kind(&heading) => {
                let why = format!("这一列没有用到，照名称计入{}", category.word());
                doubt(cells, &cell, &why);
            }
            _ => {}
        }
    }
    Upshot::Made
}

/// 类别 of a fee where it is no word of the office's own: 「退费」 beside 「收费」.
fn kind_of_fee(words: &Words, cells: &Cells<'_>, category: Category) -> Option<Beside> {
    let cell = cells
        .field_beside(Field::Category)
        .filter(|_| category == Category::Fee)?;
    let own = words.own(Field::Category, &cell.text, Category::of);
    own.is_none().then_some(cell)
}

/// Whether a heading asks what a row of a ledger of fees is, or how it stands with it.
fn says_what(heading: &str) -> bool {
    ["状态", "类型", "类别", "种类", "性质", "收支", "方向"]
        .iter()
        .any(|word| heading.contains(word))
}

/// Whether a word in the place of a category says that a fee was none, or was given back.
pub(super) fn takes_back(heading: &str, written: &str) -> bool {
    says(written) == Some(Says::Void) && says_what(&squeeze(heading))
}

/// Whether columns that ask whether a row stands say that a fee does not; a doubt where they say it of a decision, which
/// was made all the same.
fn flagged(words: &Words, cells: &mut Cells<'_>, category: Category) -> bool {
    let mut flags = cells.flags();
    flags.retain(|(_, cell)| !words.is_unused(&cell.heading));
    let amount = cells.amount_of(Field::Amount);
    let less = |cell: &Beside| number::parse(&cell.text).map(|less| less.value);
    let back = flags.iter().find(|(flag, _)| *flag == Flag::Back);
    // what was given back of a fee only in part
    let partly = back.is_some_and(|(_, cell)| amount.is_some() && less(cell) != amount);
    let (mut void, mut doubted) = (false, false);
    for (flag, cell) in &flags {
        let (Flag::Whether(matter) | Flag::Told(matter)) = *flag else {
            // what came in is what was left of it
            let net = ["实", "入库", "到账"];
            let heading = cells.record.table.heading(Field::Amount);
            let left = *flag == Flag::Waived && net.iter().any(|word| heading.contains(word));
            if category == Category::Fee && !void && !left {
                doubt(cells, cell, "金额照计，没有减去");
            }
            continue;
        };
        match (category, matter) {
            (Category::Fee, Matter::Refunded) if partly => {}
            (Category::Fee, Matter::Reversed | Matter::Refunded) if is_negative(amount) => {
                doubt(cells, cell, "金额是负数，照计");
            }
            (_, Matter::Counted) => doubt(cells, cell, "照计"),
            (_, Matter::Ours) | (Category::Decision(_), Matter::Fee) => {}
            (Category::Fee, _) if void => {}
            (Category::Fee, _) => {
                void_receipt(cells, cell);
                void = true;
            }
            // what says so, and when, is one doubt
            (Category::Decision(_), Matter::Void | Matter::Revoked) if !doubted => {
                doubt(cells, cell, "照计为已作出");
                doubted = true;
            }
            _ => {}
        }
    }
    void
}

/// A fee that does not count, by a column that asks whether it stands.
pub(super) fn void_receipt(cells: &mut Cells<'_>, cell: &Beside) {
    let message = written(cell, &format!("不计入{}", Category::Fee.word()));
    let help = format!(
        "请核对；确应计入的，请把这一格改正；这一列说的不是票据有没有效的，请在 gknb.toml 中写：\n[headings]\n\"{}\" = \"不用\"",
        text::in_toml(&cell.heading)
    );
    let finding = Finding::new(&rules::NOT_MADE, Place::Cell(cell.at), message);
    let finding = finding.help(help).value(cell.text.as_str());
    cells.record.troubles.push(finding);
}

fn is_negative(amount: Option<Decimal>) -> bool {
    amount.is_some_and(|amount| amount.is_sign_negative() && !amount.is_zero())
}

/// Whether a row says that it takes another back, and its amount is negative.
fn reverses(cells: &Cells<'_>, said: &str) -> bool {
    gives_back(said) && is_negative(cells.amount_of(Field::Amount))
}

/// Whether a text says that a fee was paid back or taken off another: 退费, 冲红.
fn gives_back(said: &str) -> bool {
    let words = &BUILT_IN.upshot.flag;
    let mut words = words.reversed.iter().chain(&words.refunded);
    let key = text::key(said);
    words.any(|word| key.contains(&**word))
}

/// Whether a text says no more than that money was paid back: 退费, and not 已冲红, which stands at what was cancelled.
fn is_refund(said: &str) -> bool {
    let refunded = &BUILT_IN.upshot.flag.refunded;
    refunded.iter().any(|word| **word == *text::key(said))
}

/// Whether a heading asks how a payment went.
fn asks_of_payment(heading: &str) -> bool {
    let words = BUILT_IN.upshot.flag.paid.iter();
    heading.contains("状态") || words.into_iter().any(|word| heading.contains(&**word))
}

/// A doubt where a remark says that an application or a case counts for nothing, or that one whose information was
/// `answered` with was taken back or passed on.
pub(super) fn remarks(words: &Words, cells: &mut Cells<'_>, answered: bool) {
    for (flag, cell) in cells.flags() {
        if words.is_unused(&cell.heading) {
            continue;
        }
        match flag {
            Flag::Whether(Matter::Void) | Flag::Told(Matter::Void) => void(cells, &cell),
            Flag::Whether(Matter::Counted) => doubt(cells, &cell, "照计"),
            Flag::Whether(Matter::Ours) => not_ours(cells, &cell),
            _ => {}
        }
    }
    if !cells.says_beside(&|text| says(text).is_some()) {
        return;
    }
    let beside = cells.texts_beside().into_iter();
    for cell in beside.filter(|cell| remarks_on(&squeeze(&cell.heading))) {
        match says(&cell.text) {
            Some(Says::Void) => void(cells, &cell),
            Some(Says::Joined) => joined(cells, &cell),
            Some(Says::PassedOn) if answered => gone(cells, &cell, "按办理结果计"),
            Some(Says::NotMade | Says::Cancelled) if answered && takes_away(&cell.text) => {
                gone(cells, &cell, "按办理结果计");
            }
            _ => {}
        }
    }
}

/// Whether a text by which no decision came of a row says that it went away again: 撤回, 退件, 移送.
fn takes_away(text: &str) -> bool {
    // 「转办件」 came from elsewhere as well as not
    let came = text.contains('转') && text.trim_end().ends_with('件');
    text.contains(['撤', '退', '转', '移', '取']) && !text.contains('补') && !came
}

/// A doubt where a remark says that a row went into another.
fn joined(cells: &mut Cells<'_>, cell: &Beside) {
    let message = format!("「{}」写到并入另一件办理，照计", cell.heading);
    let finding = Finding::new(&rules::MAY_NOT_COUNT, Place::Cell(cell.at), message);
    cells.record.troubles.push(finding.help(
        "并入另一件、没有单独作出的，请从台账中去掉这一行；单独作出的，可用 [[explain]] 说明",
    ));
}

/// A doubt where a remark says that a row was taken back or passed on.
fn gone(cells: &mut Cells<'_>, cell: &Beside, why: &str) {
    // a remark may name people: it is not repeated
    let message = format!("「{}」写到撤回、退回或转其他机关办理，{why}", cell.heading);
    let finding = Finding::new(&rules::MAY_NOT_COUNT, Place::Cell(cell.at), message);
    cells.record.troubles.push(finding);
}

/// A doubt where a column says that an application or a case is no matter of the report.
fn not_ours(cells: &mut Cells<'_>, cell: &Beside) {
    let rule = match cells.record.table.kind {
        Kind::Disputes => &rules::OTHER_MATTER,
        Kind::Applications | Kind::Publications => &rules::MAY_NOT_COUNT,
    };
    let finding = Finding::new(rule, Place::Cell(cell.at), written(cell, "照计"));
    let finding = finding.value(cell.text.as_str());
    cells.record.troubles.push(finding);
}

/// A doubt where a column says that a document does not count.
pub(super) fn uncounted(words: &Words, cells: &mut Cells<'_>) {
    for (flag, cell) in cells.flags() {
        if flag == Flag::Whether(Matter::Counted) && !words.is_unused(&cell.heading) {
            doubt(cells, &cell, "照计");
        }
    }
}

/// A doubt where the title of a document is that of a guide, a commentary or a draft.
pub(super) fn title(cells: &mut Cells<'_>) {
    let Some(cell) = cells.title_beside() else {
        return;
    };
    if says(&cell.text) == Some(Says::About) {
        about(cells, &cell);
    } else if let Some(seems) = title::seems(&cell.text) {
        doubt(cells, &cell, &format!("像是{seems}一类，照类别计入"));
    }
}

fn about(cells: &mut Cells<'_>, cell: &Beside) {
    let why = "像是指南、解读一类，照类别计入".to_owned();
    doubt(cells, cell, &why);
}

fn void(cells: &mut Cells<'_>, cell: &Beside) {
    // a remark may name people: it is not repeated
    let message = format!(
        "「{}」写到作废、重复登记、被替代、退费、测试一类，照计",
        cell.heading
    );
    let finding = Finding::new(&rules::MAY_NOT_COUNT, Place::Cell(cell.at), message);
    cells.record.troubles.push(finding);
}

/// Whether a heading asks for the name or the kind of what was charged.
fn names_revenue(heading: &str) -> bool {
    [
        "收入", "项目", "名称", "科目", "类别", "类型", "种类", "性质",
    ]
    .iter()
    .any(|word| heading.contains(word))
}

fn revenue(cells: &mut Cells<'_>, cell: &Beside) {
    let message = format!(
        "「{}」写着{}，不是行政事业性收费，不计入",
        cell.heading,
        quote(&cell.text)
    );
    let help = format!(
        "请核对；确是行政事业性收费的，请在 gknb.toml 中写：\n[words.类别]\n\"{}\" = \"行政事业性收费\"",
        text::in_toml(&cell.text)
    );
    let finding = Finding::new(&rules::NOT_MADE, Place::Cell(cell.at), message).help(help);
    cells
        .record
        .troubles
        .push(finding.value(cell.text.as_str()));
}

/// Whether a state says that a row counts for nothing.
pub(super) fn is_void(written: &str) -> bool {
    says(written) == Some(Says::Void)
}

/// What a column of states says of a row, in words that tell nothing by themselves: its heading, and the line of settings
/// that says that the work goes on.
pub(super) fn state_in_settings(cells: &Cells<'_>) -> Option<(String, String)> {
    let mut beside = cells.texts_beside().into_iter();
    const ENDED: [&str; 7] = ["结", "完", "毕", "归档", "决定", "执行", "送达"];
    let open = |text: &str| text.contains('未') || !ENDED.iter().any(|end| text.contains(end));
    let asks = |heading: &str| asks(&squeeze(heading), &STATES);
    let cell = beside.find(|cell| (cell.upshot || asks(&cell.heading)) && open(&cell.text))?;
    let told = format!("「{}」写着{}", cell.heading, quote(&cell.text));
    let line = format!(
        "[words.办理状态]\n\"{}\" = \"{}\"",
        text::in_toml(&cell.text),
        Upshot::Pending.word()
    );
    Some((told, line))
}

/// Whether a document comes before a decision.
pub(super) fn is_before(written: &str) -> bool {
    says(written) == Some(Says::Before)
}

/// Whether a heading asks how it went on; what stands under none is a remark as well.
fn remarks_on(heading: &str) -> bool {
    heading.is_empty() || asks(heading, &RESULTS)
}

/// Whether a heading asks for the kind of work.
fn is_kind(heading: &str) -> bool {
    ["类型", "类别", "种类", "性质", "分类", "文书"]
        .iter()
        .any(|word| heading.contains(word))
}

/// A decision or a fee that counts, though what stands beside it speaks against that.
pub(super) fn doubt(cells: &mut Cells<'_>, cell: &Beside, why: &str) {
    let message = written(cell, why);
    let finding = Finding::new(&rules::MAY_NOT_COUNT, Place::Cell(cell.at), message);
    cells
        .record
        .troubles
        .push(finding.value(cell.text.as_str()));
}

/// One that does not count, by what stands beside it.
fn not_made(cells: &mut Cells<'_>, cell: &Beside, why: &str) {
    let help = match is_refund(&cell.text) && cells.record.table.has(Field::Amount) {
        // as a fee that was made it would be added
        true => {
            "这一行是退出去的款的，请把它的金额写成负数，就会从合计中减去；是后来退了款的那一笔收费，不用改；没有退的，请改正这一格"
                .to_owned()
        }
        false => format!(
            "请核对；确应计入的，请在 gknb.toml 中写：\n[words.办理状态]\n\"{}\" = \"{}\"",
            text::in_toml(&cell.text),
            Upshot::Made.word()
        ),
    };
    let message = written(cell, why);
    let finding = Finding::new(&rules::NOT_MADE, Place::Cell(cell.at), message).help(help);
    cells
        .record
        .troubles
        .push(finding.value(cell.text.as_str()));
}

fn written(cell: &Beside, why: &str) -> String {
    format!("「{}」写着{}，{why}", cell.heading, quote(&cell.text))
}
