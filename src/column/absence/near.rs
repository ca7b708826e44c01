//! 最接近的表头: the row that comes nearest to a header.

use std::collections::BTreeSet;

use super::super::header::{is_core, may_be_header, named, paths};
use super::super::{Field, Headings, Kind};
use crate::book::Row;
use crate::text::squeeze;

/// A row that came near to being a header.
#[derive(Debug)]
pub(super) struct Near {
    pub(super) row: u32,
    pub(super) kind: Kind,
    pub(super) fields: Vec<Field>,
    pub(super) headings: Vec<String>,
    /// Those that name one of the fields.
    pub(super) known: Vec<String>,
}

impl Near {
    /// Whether it has more than one field of a ledger.
    pub(super) fn has_several(&self) -> bool {
        self.fields.len() >= 2
    }

    /// The fields that it has, in words.
    pub(super) fn known_fields(&self) -> String {
        let words: Vec<&str> = self.fields.iter().map(|f| f.word()).collect();
        words.join("、")
    }

    /// Whether one of its headings is that of a ledger and of hardly anything else.
    pub(super) fn tells(&self) -> bool {
        const ANY: [&str; 22] = [
            "类别",
            "类型",
            "分类",
            "日期",
            "时间",
            "名称",
            "内容",
            "标题",
            "数量",
            "件数",
            "金额",
            "单位",
            "编号",
            "项目名称",
            "月份",
            "期间",
            "收入",
            "渠道",
            "平台",
            "登记日期",
            "登记时间",
            "申请日期",
        ];
        self.known
            .iter()
            .any(|heading| !ANY.contains(&squeeze(heading).as_str()))
    }
}

/// The row that comes nearest to a header, where there is none.
pub(super) fn nearest(rows: &[Row], headings: &Headings) -> Option<Near> {
    let mut best: Option<Near> = None;
    for row in rows.iter().filter(|r| may_be_header(r)) {
        let paths = paths(std::slice::from_ref(row));
        for kind in Kind::ALL {
            let fields: BTreeSet<Field> = paths
                .iter()
                .filter_map(|(c, path)| named(kind, *c, path, headings).2)
                .map(|n| n.field)
                .filter(|f| is_core(kind, *f))
                .collect();
            if fields.len() > best.as_ref().map_or(0, |b| b.fields.len()) {
                let seen = paths.iter().map(|(_, path)| path.join("/")).collect();
                let known = paths.iter().filter(|(c, path)| {
                    let field = named(kind, *c, path, headings).2.map(|n| n.field);
                    field.is_some_and(|field| fields.contains(&field))
                });
                best = Some(Near {
                    known: known.map(|(_, path)| path.join("/")).collect(),
                    row: row.number,
                    kind,
                    fields: fields.into_iter().collect(),
                    headings: seen,
                });
            }
        }
    }
    best
}
