//! The same for programs, with all rows.

use serde_json::{Value, json};

use super::Explained;
use super::near::Near;
use super::says::day;
use crate::address::Address;
use crate::ledger::Fate;
use crate::period::Period;
use crate::write::evidence::{Behind, Whence};
use crate::write::json::{decimal, findings};
use crate::write::mask;

impl Explained<'_> {
    pub(super) fn slot_json(&self, at: usize, behind: &[Behind], near: &[Near]) -> Value {
        let c = self.compilation;
        let slot = &c.form.slots[at];
        let dated = |span: Option<Period>| span.map(day);
        let rows: Vec<Value> = behind
            .iter()
            .map(|b| match b.whence {
                Whence::Row(row) => {
                    let said = self.evidence.said(row);
                    let merged: Vec<Value> =
                        self.evidence.merged_into(row).map(|r| self.at(r)).collect();
                    json!({
                        "at": self.at(row),
                        "count": decimal(b.count),
                        "number": said.number,
                        "received": dated(said.received),
                        "closed": dated(said.closed),
                        "class": said.class,
                        "wrote": mask::numbers(said.wrote),
                        "merged": merged,
                    })
                }
                Whence::Hand(nth) => json!({
                    "at": {"file": "gknb.toml", "setting": format!("{} {}", self.setting("[[figure]]"), nth + 1)},
                    "count": decimal(b.count),
                }),
                Whence::Units => json!({
                    "at": {"file": "gknb.toml", "setting": "[unit]"},
                    "count": decimal(b.count),
                }),
                Whence::Opening => json!({
                    "at": {"file": "gknb.toml", "setting": self.setting("[opening]")},
                    "count": decimal(b.count),
                }),
                Whence::Previous => json!({
                    "at": {"file": c.previous.as_ref().map(|p| &p.file), "slot": slot.id},
                    "count": decimal(b.count),
                }),
            })
            .collect();
        let near: Vec<Value> = near
            .iter()
            .map(|n| json!({"at": self.at(n.row), "says": n.says, "why": n.why}))
            .collect();
        json!({
            "version": 1,
            "slot": slot.id,
            "line": slot.line,
            "head": slot.head,
            "unit": slot.unit,
            "agency": self.unit.map_or(c.agency.as_str(), |u| &u.name),
            "value": decimal(self.value(at)),
            "rows": rows,
            "near": near,
        })
    }

    pub(super) fn row_json(&self, row: Address, fate: Fate) -> Value {
        let c = self.compilation;
        let (_, why) = self.evidence.fate(row, fate);
        let (key, into, code) = match fate {
            Fate::Counted => ("counted", None, None),
            Fate::Merged(into) => ("merged", Some(self.at(into)), None),
            Fate::Excluded(_) => ("excluded", None, None),
            Fate::Faulty(code) => ("faulty", None, Some(code)),
        };
        let slots: Vec<Value> = (self.evidence.counts_in(row).iter())
            .map(|(slot, count)| json!({"slot": c.form.slots[*slot].id, "count": decimal(*count)}))
            .collect();
        let merged: Vec<Value> = self.evidence.merged_into(row).map(|r| self.at(r)).collect();
        let found = self.findings(row);
        json!({
            "version": 1,
            "at": self.at(row),
            "fate": key,
            "why": why,
            "code": code,
            "into": into,
            "slots": slots,
            "merged": merged,
            "findings": findings(&found, &c.names),
        })
    }

    fn at(&self, row: Address) -> Value {
        let names = &self.compilation.names;
        json!({"file": names.file(row), "sheet": names.sheet(row), "row": row.row})
    }
}
