//! What is behind a figure or what became of a row, for people.

use rust_decimal::Decimal;

use super::near::Near;
use super::says::day;
use super::{Explained, settings_of};
use crate::address::Address;
use crate::form::Feed;
use crate::ledger::Fate;
use crate::tally::From;
use crate::write::evidence::{Behind, Whence};
use crate::write::{mask, show};

/// Rows that nearly counted that are told, the nearest first.
const NEAR: usize = 50;

/// Rows behind a figure that are told to people.
const ROWS: usize = 500;

impl Explained<'_> {
    pub(super) fn slot_text(&self, at: usize, behind: &[Behind], near: &[Near]) -> String {
        let c = self.compilation;
        let slot = &c.form.slots[at];
        let value = self.value(at);
        let of = self
            .unit
            .map_or(String::new(), |unit| format!("{}：", unit.name));
        let mut out = format!(
            "{of}{} ＝ {value} {}\n{}，{}\n",
            slot.id, slot.unit, slot.line, slot.head
        );
        match (behind.len(), &slot.feed) {
            (0, _) if value.is_zero() => out.push_str("\n没有一行计入。\n"),
            (0, _) => {}
            (n, Feed::Sum(parts)) => {
                let parts = parts.iter().map(|p| (p, self.value(*p)));
                let parts: Vec<String> = parts
                    .filter(|(_, value)| !value.is_zero())
                    .map(|(part, value)| format!("{} {value}", c.form.slots[*part].id))
                    .collect();
                let parts = parts.join(" ＋ ");
                out.push_str(&format!("＝ {parts}\n\n由 {n} 行组成：\n"));
            }
            (n, _) => out.push_str(&format!("\n由 {n} 行组成：\n")),
        }
        for behind in behind.iter().take(ROWS) {
            out.push_str(&self.behind_text(behind));
        }
        if behind.len() > ROWS {
            let more = behind.len() - ROWS;
            out.push_str(&format!("  …另有 {more} 行，见核对底稿的「来源明细」\n"));
        }
        let listed: Decimal = behind.iter().map(|b| b.count).sum();
        if self.unit.is_some() && listed != value {
            let more = (value - listed).normalize();
            out.push_str(&format!(
                "  {more}  往年制发、现行有效的文件：全部单位另有期初数，没有逐行列出\n"
            ));
        }
        out.push_str(&self.in_opening_text(at));
        if !near.is_empty() {
            out.push_str(&format!("\n差一点计入的 {} 行：\n", near.len()));
        }
        for near in near.iter().take(NEAR) {
            out.push_str(&format!(
                "  {}  {}\n      {}\n",
                c.names.show(near.row),
                near.says,
                near.why
            ));
        }
        if near.len() > NEAR {
            out.push_str(&format!("  …另有 {} 行\n", near.len() - NEAR));
        }
        out
    }

    /// How many documents of the ledger are in last year's number and add nothing of their own.
    fn in_opening_text(&self, at: usize) -> String {
        let c = self.compilation;
        let (Feed::InForce(kind), From::Opening(_), None) =
            (&c.form.slots[at].feed, &c.tally.figures[at].from, self.unit)
        else {
            return String::new();
        };
        let papers = c.ledger.papers.iter();
        match papers
            .filter(|p| p.kind == *kind && p.older && p.in_force)
            .count()
        {
            0 => String::new(),
            n => format!("\n台账中往年制发、现行有效的 {n} 件已含在上年的数里，不逐行相加。\n"),
        }
    }

    fn behind_text(&self, behind: &Behind) -> String {
        let c = self.compilation;
        let count = behind.count.normalize();
        let sign = if behind.count.is_sign_negative() {
            ""
        } else {
            "+"
        };
        let row = match behind.whence {
            Whence::Row(row) => row,
            Whence::Hand(nth) => {
                let figures = match self.unit {
                    Some(unit) => settings_of(unit, c).map_or(&[][..], |own| &own.figures),
                    None => &c.settings.figures,
                };
                let source = figures.get(nth).map_or("", |f| f.source.as_str());
                return format!(
                    "  {sign}{count}  gknb.toml {} {}（{source}）\n",
                    self.setting("[[figure]]"),
                    nth + 1
                );
            }
            Whence::Units => {
                return format!("  {sign}{count}  gknb.toml [unit]（各单位的手工数字）\n");
            }
            Whence::Opening | Whence::Previous => {
                let word = behind.whence.word().unwrap_or_default();
                return format!("  {sign}{count}  上年现行有效（{word}）\n");
            }
        };
        let mut out = format!("  {sign}{count}  {}", c.names.show(row));
        let said = self.evidence.said(row);
        for (name, value) in [
            ("编号", said.number.to_owned()),
            ("收到", said.received.map(day).unwrap_or_default()),
            ("办结", said.closed.map(day).unwrap_or_default()),
            ("类型", said.class.to_owned()),
            ("原文", mask::numbers(said.wrote).into_owned()),
        ] {
            if !value.is_empty() {
                out.push_str(&format!("  {name} {}", show::line(&value)));
            }
        }
        out.push('\n');
        for other in self.evidence.merged_into(row) {
            out.push_str(&format!("      合并了 {}\n", c.names.show(other)));
        }
        out
    }

    pub(super) fn row_text(&self, row: Address, fate: Fate, says: Option<&str>) -> String {
        let c = self.compilation;
        let (word, why) = self.evidence.fate(row, fate);
        let mut out = format!("{}\n{word}：{why}\n", c.names.show(row.row()));
        if let Some(says) = says.filter(|s| !s.is_empty()) {
            out.push_str(&format!("这一行写的是：{says}\n"));
        }
        let stands_for = match fate {
            Fate::Merged(into) => into.row(),
            Fate::Counted | Fate::Excluded(_) | Fate::Faulty(_) => row.row(),
        };
        let counts = self.evidence.counts_in(stands_for);
        if !counts.is_empty() {
            let of = match stands_for == row.row() {
                true => "计入的指标格".to_owned(),
                false => format!("{} 计入的指标格", c.names.show(stands_for)),
            };
            out.push_str(&format!("{of}：\n"));
        }
        for (slot, count) in counts {
            let slot = &c.form.slots[slot];
            let sign = if count.is_sign_negative() { "" } else { "+" };
            let count = count.normalize();
            out.push_str(&format!(
                "  {sign}{count}  {}（{}，{}）\n",
                slot.id, slot.line, slot.head
            ));
        }
        for other in self.evidence.merged_into(row) {
            out.push_str(&format!("合并了 {}\n", c.names.show(other)));
        }
        let findings = self.findings(row);
        if !findings.is_empty() {
            out.push_str(&format!(
                "有关的问题：\n{}",
                show::short(&findings, &c.names).trim_end()
            ));
            out.push('\n');
        }
        out
    }
}
