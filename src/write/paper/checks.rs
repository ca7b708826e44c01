//! 勾稽核对: every equation with both sides as live formulas over the other sheets, and whether it holds.
//!
//! Four blocks in the same columns: the form's own identities, what ties this year to last year, the rows
//! that were read against their fates, and each figure against the lines behind it. Last year's figures
//! stand beside this year's. Where a list is too long for its sheet, what it adds up to is a number.

use rust_decimal::Decimal;

use super::lists::List;
use super::{CHECKS, DETAILS, Desk, FATES, SOURCES, heads, nothing, number, sources, text, titled};
use crate::address::column_name;
use crate::form::{Feed, Slot};
use crate::write::evidence::Listed;

use crate::tally::{self, Previous};
use crate::write::page::{Answer, Content, Page, Role, Row};

const COLUMNS: [u16; 11] = [34, 36, 12, 36, 12, 10, 8, 12, 12, 10, 44];

/// The sheet. `read` are the rows of 数据源 that add up to the rows read.
pub(super) fn page(
    desk: &Desk<'_>,
    (details, behind): (&List, &[Listed]),
    fates: &List,
    read: (usize, usize),
) -> Page {
    let mut page = titled(CHECKS, &COLUMNS, desk);
    identities(desk, &mut page);
    last_year(desk, &mut page);
    rows(desk, &mut page, fates, read);
    figures(desk, &mut page, details, behind);
    page.fit_heights();
    page
}

/// One side of an equation.
struct Side {
    words: String,
    content: Content,
    value: Decimal,
}

/// What stands beside an equation: last year's two sides or figures, a verdict on them, the basis.
type Aside = [Content; 4];

fn block(page: &mut Page, captions: [&str; 11]) {
    if page.rows.len() > 2 {
        page.rows.push(Row {
            height: 12,
            cells: Vec::new(),
        });
    }
    page.rows.push(heads(&captions));
}

/// An equation: both sides, their difference and the verdict.
fn equation(page: &mut Page, name: &str, left: Side, right: Side, aside: Aside) {
    let at = page.rows.len() + 1;
    let difference = (left.value - right.value).normalize();
    let verdict = verdict(difference);
    let formula = format!("=IF(F{at}=0,\"平\",\"不平\")");
    let mut contents = vec![
        text(name),
        text(&left.words),
        left.content,
        text(&right.words),
        right.content,
        Content::Formula(format!("=ROUND(C{at}-E{at},6)"), Answer::Number(difference)),
        Content::Formula(formula, Answer::Text(verdict.to_owned())),
    ];
    contents.extend(aside);
    let mut row = super::line(contents);
    if !difference.is_zero() {
        row.cells[6].role = Role::Alarm;
    }
    page.rows.push(row);
}

fn verdict(difference: Decimal) -> &'static str {
    match difference.is_zero() {
        true => "平",
        false => "不平",
    }
}

fn beside(basis: &str) -> Aside {
    [nothing(), nothing(), nothing(), text(basis)]
}

impl Desk<'_> {
    fn value(&self, slot: usize) -> Decimal {
        self.compilation.tally.figures[slot].value.normalize()
    }

    fn slot(&self, slot: usize) -> &Slot {
        &self.compilation.form.slots[slot]
    }

    /// The sum of slots as a formula over the tables.
    fn sum(&self, slots: &[usize]) -> Side {
        let names: Vec<&str> = slots.iter().map(|s| self.slot(*s).id.as_str()).collect();
        let cells: Vec<String> = slots.iter().map(|s| self.figure(*s)).collect();
        let value = slots.iter().map(|s| self.value(*s)).sum::<Decimal>();
        let value = value.normalize();
        Side {
            words: names.join(" ＋ "),
            content: Content::Formula(format!("={}", cells.join("+")), Answer::Number(value)),
            value,
        }
    }

    /// A slot of last year's report.
    fn last(&self, slot: usize) -> Option<Decimal> {
        let previous = self.compilation.previous.as_ref()?;
        previous
            .slots
            .get(&self.slot(slot).id)
            .map(Decimal::normalize)
    }
}

/// The equations of the form.
fn identities(desk: &Desk<'_>, page: &mut Page) {
    block(
        page,
        [
            "表内勾稽关系",
            "左边",
            "左边合计",
            "右边",
            "右边合计",
            "差",
            "结论",
            "上年左边",
            "上年右边",
            "上年结论",
            "依据",
        ],
    );
    for identity in &desk.compilation.form.identities {
        let last = |slots: &[usize]| slots.iter().map(|s| desk.last(*s)).sum::<Option<Decimal>>();
        let aside = match (last(&identity.left), last(&identity.right)) {
            (Some(left), Some(right)) => [
                number(left),
                number(right),
                text(verdict(left - right)),
                text(&identity.basis),
            ],
            _ => beside(&identity.basis),
        };
        let (left, right) = (desk.sum(&identity.left), desk.sum(&identity.right));
        equation(page, &identity.name, left, right, aside);
    }
}

/// What ties this year to last year; nothing where last year is not known.
fn last_year(desk: &Desk<'_>, page: &mut Page) {
    let c = desk.compilation;
    let given = |value: Decimal, words: String| Side {
        words,
        content: number(value),
        value: value.normalize(),
    };
    let mut begun = false;
    for (at, slot) in c.form.slots.iter().enumerate() {
        let (name, left, right, basis) = match &slot.feed {
            Feed::CarriedIn(class) => {
                let id = format!("3.4/{}", class.word());
                let by_hand = c.settings.opening.get(&id).copied();
                let reported = || c.previous.as_ref()?.slots.get(&id).copied();
                let Some(last) = by_hand.or_else(reported) else {
                    continue;
                };
                let words = format!("上年 {id}");
                (
                    format!("上年结转（{}）", class.word()),
                    desk.sum(&[at]),
                    given(last, words),
                    "本年上年结转＝上年结转下年度继续办理",
                )
            }
            Feed::InForce(document) => {
                let previous = c.previous.as_ref();
                let Some(last) = Previous::opening(previous, &c.settings, *document) else {
                    continue;
                };
                let Some((issued, repealed)) = tally::changes(c.form, *document) else {
                    continue;
                };
                let value = last + desk.value(issued) - desk.value(repealed);
                let formula = format!(
                    "={}+{}-{}",
                    last.normalize(),
                    desk.figure(issued),
                    desk.figure(repealed)
                );
                let right = Side {
                    words: format!("上年现行有效 {} ＋ 制发 － 废止", last.normalize()),
                    content: Content::Formula(formula, Answer::Number(value.normalize())),
                    value,
                };
                (
                    slot.id.clone(),
                    desk.sum(&[at]),
                    right,
                    "现行有效＝上年现行有效＋本年制发－本年废止",
                )
            }
            _ => continue,
        };
        if !begun {
            let captions = [
                "与上年衔接",
                "本年",
                "本年数",
                "上年",
                "应为",
                "差",
                "结论",
                "",
                "",
                "",
                "依据",
            ];
            block(page, captions);
            begun = true;
        }
        equation(page, &name, left, right, beside(basis));
    }
}

/// Rows read = counted + merged + excluded + faulty.
fn rows(desk: &Desk<'_>, page: &mut Page, list: &List, read: (usize, usize)) {
    block(
        page,
        [
            "每一行的去向",
            "左边",
            "读取的行",
            "右边",
            "去向合计",
            "差",
            "结论",
            "",
            "",
            "",
            "依据",
        ],
    );
    let count = |n: u64| Decimal::from(n);
    let rows = &desk.compilation.rows;
    let whole = Side {
        words: format!("{SOURCES}：各工作表读取的行"),
        content: Content::Formula(
            format!(
                "=SUM('{SOURCES}'!{column}{}:{column}{})",
                read.0,
                read.1,
                column = column_name(sources::READ)
            ),
            Answer::Number(count(rows.read)),
        ),
        value: count(rows.read),
    };
    let fates = [
        ("计入", rows.counted),
        ("合并", rows.merged),
        ("排除", rows.excluded.values().sum()),
        ("有误", rows.faulty),
    ];
    let first = page.rows.len() + 2;
    let sum = Side {
        words: "计入＋合并＋排除＋有误".to_owned(),
        content: Content::Formula(
            format!("=SUM(E{first}:E{})", first + fates.len() - 1),
            Answer::Number(count(fates.iter().map(|f| f.1).sum())),
        ),
        value: count(fates.iter().map(|f| f.1).sum()),
    };
    let basis = match list.last {
        Some(_) => "每一行有且只有一个去向",
        None => "每一行有且只有一个去向；清单太长，去向的行数见文本文件",
    };
    equation(
        page,
        "读取＝计入＋合并＋排除＋有误",
        whole,
        sum,
        beside(basis),
    );
    for (fate, rows) in fates {
        let content = match list.last {
            Some(last) => Content::Formula(
                format!("=COUNTIF('{FATES}'!$D$2:$D${},\"{fate}\")", last.max(2)),
                Answer::Number(count(rows)),
            ),
            None => number(rows),
        };
        let mut cells = vec![nothing(); COLUMNS.len()];
        cells[0] = text(&format!("　其中：{fate}"));
        cells[3] = text(&format!("{FATES}：去向为“{fate}”的行"));
        cells[4] = content;
        page.rows.push(super::line(cells));
    }
}

/// Each figure against what stands behind it in 来源明细, and last year's figure.
fn figures(desk: &Desk<'_>, page: &mut Page, list: &List, behind: &[Listed]) {
    block(
        page,
        [
            "指标格",
            "行次和栏次",
            "表上的数",
            "来源明细",
            "计数合计",
            "差",
            "结论",
            "上年数",
            "增减",
            "",
            "说明",
        ],
    );
    for at in 0..desk.compilation.form.slots.len() {
        let slot = desk.slot(at);
        let row = page.rows.len() + 1;
        let behind = behind[at].sum;
        let content = match list.last {
            Some(last) => {
                let last = last.max(2);
                Content::Formula(
                    format!(
                        "=ROUND(SUMIF('{DETAILS}'!$A$2:$A${last},A{row},'{DETAILS}'!$B$2:$B${last}),6)"
                    ),
                    Answer::Number(behind.normalize()),
                )
            }
            None => number(behind),
        };
        let right = Side {
            words: format!("{DETAILS}中该格的计数合计"),
            content,
            value: behind.normalize(),
        };
        let left = Side {
            words: format!("{}，{}", slot.line, slot.head),
            ..desk.sum(&[at])
        };
        let change = desk.last(at).map(|last| {
            let change = (desk.value(at) - last).normalize();
            [
                number(last),
                Content::Formula(format!("=ROUND(C{row}-H{row},6)"), Answer::Number(change)),
            ]
        });
        let [last, change] = change.unwrap_or([nothing(), nothing()]);
        let from = match &desk.compilation.tally.figures[at].from {
            tally::From::Hand(nth) => format!("手工数字 [[figure]] {}", nth + 1),
            tally::From::Units(_) => "各单位手工数字＋台账".to_owned(),
            tally::From::Opening(_) => "上年现行有效＋制发－废止".to_owned(),
            tally::From::Nothing if confirmed(desk, slot) => "确认为零（none）".to_owned(),
            tally::From::Nothing => "未见台账，按0填列".to_owned(),
            tally::From::Rows(_) | tally::From::Slots(_) => String::new(),
        };
        equation(
            page,
            &slot.id,
            left,
            right,
            [last, change, nothing(), text(&from)],
        );
        if let Some(row) = page.rows.last_mut() {
            row.cells[0].link = Some(Box::new(desk.to_figure(at)));
        }
    }
}

/// Whether the office has confirmed that the line of a slot is 0.
fn confirmed(desk: &Desk<'_>, slot: &Slot) -> bool {
    let none = &desk.compilation.settings.none;
    tally::names_of(slot).iter().any(|name| none.contains(name))
}
