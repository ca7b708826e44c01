//! What in the settings names a slot, a line or an opening that the form does not have.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::names_of;
use crate::form::{Feed, Form, Slot};
use crate::settings::{HandFigure, Item, Settings, Unfit};
use crate::text;

/// What in the settings names a slot, a line or an opening that the form does not have, each with the
/// nearest names.
pub fn problems(settings: &Settings, form: &Form) -> Vec<Unfit> {
    let mut problems = Vec::new();
    for (at, figure) in settings.figures.iter().enumerate() {
        problems.extend(unfit_figure(at, figure, form));
        if settings.figures[..at].iter().any(|f| f.slot == figure.slot) {
            problems.push(Unfit::new(
                Item::Slot(at),
                format!(
                    "第 {} 个 [[figure]]：slot = \"{}\" 写了两次",
                    at + 1,
                    figure.slot
                ),
                "一格只写一个 [[figure]]，删去其中一个",
            ));
        }
    }
    let lines: BTreeSet<String> = form.slots.iter().flat_map(names_of).collect();
    for (at, name) in settings.none.iter().enumerate() {
        if !lines.contains(name.as_str()) {
            let near = text::nearest(name, lines.iter().map(String::as_str));
            problems.push(Unfit::new(
                Item::None(at),
                format!("none 中的「{name}」不是报表的行次"),
                text::near_or(&near, || {
                    "可写行次的名称或编号，例如 行政许可、3.3.1".to_owned()
                }),
            ));
        }
    }
    for (key, value) in &settings.opening {
        problems.extend(unfit_opening(key, *value, form));
    }
    problems
}

/// What is wrong with a figure given by hand: its slot, or its value there.
fn unfit_figure(at: usize, figure: &HandFigure, form: &Form) -> Option<Unfit> {
    let nth = at + 1;
    let HandFigure {
        slot: id, value, ..
    } = figure;
    let Some(slot) = form.slots.iter().find(|s| s.id == *id) else {
        let near = text::nearest(id, form.slots.iter().map(|s| s.id.as_str()));
        return Some(Unfit::new(
            Item::Slot(at),
            format!(
                "第 {nth} 个 [[figure]]：slot = \"{id}\" 不是{}版报表的指标格",
                form.id
            ),
            text::near_or(&near, || {
                "写作 行次/栏次，例如 2.行政许可/本年处理决定数量、3.3.1/自然人".to_owned()
            }),
        ));
    };
    if let Feed::Sum(_) = slot.feed {
        return Some(Unfit::new(
            Item::Slot(at),
            format!("第 {nth} 个 [[figure]]：\"{id}\" 是合计，由其他格相加得出，不能手工填写"),
            "删去这个 [[figure]]，改为填写相加的各格",
        ));
    }
    let negative = value.is_sign_negative() && !value.is_zero() && !slot.head.contains("增/减");
    let broken = !value.normalize().scale().eq(&0) && !slot.unit.contains('元');
    (negative || broken).then(|| {
        let why = match broken {
            true => "件数只能是整数",
            false => "不能是负数",
        };
        Unfit::new(
            Item::Value(at),
            format!("第 {nth} 个 [[figure]]：\"{id}\" 的 value = {value} 不合理，{why}"),
            "核对后改正 value",
        )
    })
}

/// What is wrong with a line of `[opening]`.
fn unfit_opening(key: &str, value: Decimal, form: &Form) -> Vec<Unfit> {
    let item = || Item::Opening(key.to_owned());
    let mut problems = Vec::new();
    if value.is_sign_negative() && !value.is_zero() || value.normalize().scale() != 0 {
        problems.push(Unfit::new(
            item(),
            format!("[opening] 中的「{key}」= {value} 不合理"),
            "期初数只能是 0 或正整数",
        ));
    }
    let opens = |slot: &Slot| matches!(slot.feed, Feed::InForce(_) | Feed::CarriedOut(_));
    let known = ["规章", "行政规范性文件"].contains(&key)
        || form.slots.iter().any(|s| s.id == key && opens(s));
    if !known {
        problems.push(Unfit::new(
            item(),
            format!("[opening] 中的「{key}」不是可以写期初数的项目"),
            "可写 规章、行政规范性文件，或 \"3.4/自然人\" 这样的上年结转",
        ));
    }
    problems
}
