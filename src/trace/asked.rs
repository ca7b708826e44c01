//! What was asked for: a slot, a row or a unit, by the names that people type.
//!
//! In: words. Out: what they name, or the nearest names.

use crate::address::{Address, parse_cell};
use crate::compilation::Compilation;
use crate::text::{half_width, nearest, quote, same_name};
use crate::units::OfUnit;

/// What was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A slot, by its position in the form.
    Slot(usize),
    /// A row.
    Row(Address),
}

/// Something was asked that this compilation does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unknown {
    /// What is not there.
    pub message: String,
    /// The next step.
    pub help: String,
}

/// Whether the text asks about a row or a slot, rather than about the code of a rule.
pub fn is_place(what: &str) -> bool {
    let what = folded(what);
    what.contains(['!', '/', '.']) || what.starts_with(|c: char| c.is_ascii_digit())
}

/// A text as half a width types it, without outer spaces.
pub fn folded(text: &str) -> String {
    let text: String = text.chars().map(half_width).collect();
    text.trim().to_owned()
}

/// What the text asks about.
pub fn asked(what: &str, compilation: &Compilation) -> Result<Asked, Unknown> {
    // the sign that Chinese keyboards give
    let what = what.trim().replace('！', "!").replace('／', "/");
    match what.contains('!') {
        true => row(&what, compilation).map(Asked::Row),
        false => slot(&what, compilation).map(Asked::Slot),
    }
}

fn slot(what: &str, compilation: &Compilation) -> Result<usize, Unknown> {
    let form = compilation.form;
    let typed = folded(what);
    let same = |id: &str| folded(id) == typed;
    if let Some(slot) = form.slots.iter().position(|slot| same(&slot.id)) {
        return Ok(slot);
    }
    let files = || {
        compilation
            .names
            .files
            .iter()
            .map(|name| name.file.as_str())
    };
    if let Some(file) = files().find(|file| what.replace('\\', "/").ends_with(file)) {
        return Err(Unknown {
            message: format!("{file} 是一个文件，没有写明是哪一行"),
            help: "问一行去了哪里，写作 文件!工作表!行，例如 一季度/申请.xlsx!台账!7；文本文件写 文件!行"
                .to_owned(),
        });
    }
    let ids = || form.slots.iter().map(|s| s.id.as_str());
    let line = format!("{}/", what.trim_end_matches('/'));
    let mut near: Vec<&str> = ids().filter(|id| id.starts_with(&line)).collect();
    if near.is_empty() {
        near = nearest(what, ids());
    }
    Err(Unknown {
        message: format!("{}版报表没有指标格 {what}", form.id),
        help: match near.is_empty() {
            true => "指标格写作 3.3.1/自然人 这样；全部指标格见统计表的 .json 文件".to_owned(),
            false => format!("可以写：{}", near.join("、")),
        },
    })
}

fn row(what: &str, compilation: &Compilation) -> Result<Address, Unknown> {
    let path = what.replace('\\', "/");
    let files = || (0u32..).zip(&compilation.names.files);
    let named = |path: &str, named: &dyn Fn(&str) -> String| {
        let found = files().filter_map(|(at, name)| {
            let file = named(&name.file);
            // a path from further up leads to the same file
            let start = path.find(&format!("{file}!"))?;
            let begins = start == 0 || path[..start].ends_with('/');
            begins.then(|| (at, name, path[start + file.len() + 1..].to_owned()))
        });
        found.max_by_key(|(_, name, _)| name.file.len())
    };
    let found = named(&path, &str::to_owned).or_else(|| named(&folded(&path), &folded));
    let Some((file, name, rest)) = found else {
        let typed = path.split('!').next().unwrap_or_default();
        let near = nearest(typed, files().map(|(_, n)| n.file.as_str()));
        return Err(Unknown {
            message: format!("没有读过名为 {typed} 的文件"),
            help: match near.is_empty() {
                true => "写法：文件!工作表!行，例如 一季度/申请.xlsx!台账!7；文本文件写 文件!行"
                    .to_owned(),
                false => format!("是不是想写 {}？", near.join("、")),
            },
        });
    };
    let (sheet, cell) = match rest.rsplit_once('!') {
        Some((sheet, cell)) => (Some(sheet), cell),
        None => (None, rest.as_str()),
    };
    let position = match sheet {
        // a single sheet need not be named
        None if name.sheets.len() <= 1 => Some(0),
        None => None,
        Some(sheet) => {
            let names = || name.sheets.iter().map(|s| s.as_deref());
            let exact = names().position(|s| s == Some(sheet));
            exact.or_else(|| names().position(|s| s.is_some_and(|s| folded(s) == folded(sheet))))
        }
    };
    let sheets: Vec<&str> = name.sheets.iter().flatten().map(String::as_str).collect();
    let Some(position) = position.and_then(|p| u16::try_from(p).ok()) else {
        let message = match sheet {
            Some(sheet) => format!("{} 没有工作表「{sheet}」", name.file),
            None => format!(
                "{} 有 {} 张工作表，没有写明是哪一张",
                name.file,
                sheets.len()
            ),
        };
        let help = match sheets.is_empty() {
            true => format!(
                "文本文件没有工作表；写法：文件!行，这里写 {}!{}",
                name.file,
                cell.trim()
            ),
            false => format!("它的工作表是：{}；写法：文件!工作表!行", sheets.join("、")),
        };
        return Err(Unknown { message, help });
    };
    let cell = &folded(cell);
    let bare = cell.trim_start_matches('第').trim_end_matches('行').trim();
    let number = bare
        .parse()
        .ok()
        .or_else(|| parse_cell(bare).map(|(row, _)| row));
    number
        .map(|row| Address {
            file,
            sheet: position,
            row,
            column: None,
        })
        .ok_or_else(|| Unknown {
            message: format!("「{cell}」不是行号或单元格"),
            help: "行写作 7，单元格写作 D7".to_owned(),
        })
}

/// The unit of a name, where a single one's figure is asked for.
pub fn unit<'a>(name: &str, compilation: &'a Compilation) -> Result<&'a OfUnit, Unknown> {
    let units = &compilation.units;
    let found = units.iter().find(|u| same_name(&u.name, name));
    found.ok_or_else(|| {
        let near = nearest(name, units.iter().map(|u| &*u.name));
        Unknown {
            message: format!("这次汇编没有单位{}", quote(name)),
            help: match near.is_empty() {
                true => "单位名称以台账和单位名录为准，见「分单位核对表」".to_owned(),
                false => format!("是不是想写 {}？", near.join("、")),
            },
        }
    })
}
