//! Faults between rows and between exports.

use super::ground::{At, Ground, Spot, is_blank, iso, planted};
use super::{Fault, fault};
use crate::maker::Options;
use crate::maker::exports::{Ledger, Numbering};
use crate::maker::facts::later;
use crate::maker::pack::Arrangement;
use crate::maker::table::{Column, Value};
use crate::maker::words::{CLASS_WORDS, LINES, headings};

/// A result of another line that one cell tells.
fn other_result(ground: &Ground, at: At) -> Option<Value> {
    let (_, line) = ground.request(at.serial).answered?;
    let other = if line == 0 { 1 } else { 0 };
    Some(Value::text(LINES[other].words.sure[0]))
}

fn folders(options: Options) -> Options {
    Options {
        arrangement: Some(Arrangement::Folders),
        ..options
    }
}

/// Applications without numbers, told apart by nothing.
fn unnumbered(options: Options) -> Options {
    Options {
        numbering: Numbering::Keyed,
        ..options
    }
}

/// The faults.
pub(super) const FAULTS: &[Fault] = &[
    fault("L106", |ground| {
        let (_, later) = ground.repeated(Ground::result_alone)?;
        let result = other_result(ground, later)?;
        ground.write(later, headings::RESULT, result)
    }),
    fault("L106", |ground| {
        let (first, again) = ground.repeated(|_, _| true)?;
        let (day, _) = ground.request(first.serial).answered?;
        let received = ground.request(first.serial).received;
        // another day of the year that is no limit either
        let other = if day == received {
            later(day, 1)
        } else {
            later(day, -1)
        };
        if other.year() != day.year() {
            return None;
        }
        ground.write(again, headings::ANSWERED, iso(other))
    }),
    fault("L107", |ground| {
        let (first, again) = ground.repeated(|_, _| true)?;
        let day = later(ground.request(first.serial).received, -1);
        ground.write(again, headings::RECEIVED, iso(day))
    }),
    fault("L108", |ground| {
        let (first, again) = ground.repeated(Ground::class_alone)?;
        let other = (ground.request(first.serial).class + 1) % 6;
        ground.write(
            again,
            headings::CLASS,
            Value::text(CLASS_WORDS[other].sure[0]),
        )
    }),
    fault("L109", |ground| {
        ground.draft.settings.key.clear();
        // what stands in several exports anyway; which of its rows are the later ones is told by their files
        let again = ground.row(Ledger::Requests, |ground, at| {
            let rows = ground.rows(Ledger::Requests);
            let same: Vec<&At> = rows.iter().filter(|r| r.serial == at.serial).collect();
            let told = |r: &At| {
                let class = ground.column(r.export, headings::CLASS);
                class.is_some_and(|c| !is_blank(ground.value(*r, c)))
            };
            let this = ground.request(at.serial).received.year() == ground.year();
            same.len() > 1 && this && same.iter().all(|r| told(r))
        })?;
        let rows = ground.rows(Ledger::Requests);
        let same = rows.iter().filter(|r| r.serial == again.serial);
        let spots = same.filter_map(|at| {
            let column = ground.column(at.export, headings::RECEIVED)?;
            Some(Spot::Cell(at.export, at.row, column))
        });
        planted(Spot::Any(spots.collect()))
    })
    .options(unnumbered)
    // rows that left the class out belong to no other row now
    .follow(&["L104", "L121", "V202"]),
    fault("L110", |ground| {
        let (_, again) = ground.repeated(|_, _| true)?;
        ground.write(again, headings::APPLICANT, Value::text("曹操"))
    }),
    fault("L111", |ground| {
        let (_, again) = ground.repeated(|g, at| g.result_alone(at) && g.class_alone(at))?;
        let result = other_result(ground, again)?;
        for export in ground.exports(Ledger::Requests) {
            ground.unname(export, "政府信息公开申请台账");
        }
        ground.write(again, headings::RESULT, result)
    })
    .options(folders),
    fault("L112", |ground| {
        let at = ground.answered_once(Ground::result_alone)?;
        let again = ground.repeat(at, at.export)?;
        let result = other_result(ground, again)?;
        ground.write(again, headings::RESULT, result)
    }),
    fault("L118", |ground| {
        let year = ground.year();
        let at = ground.row(Ledger::Documents, |g, at| {
            g.draft.facts.documents[at.serial - 1].issued.year() <= year
                && g.times(Ledger::Documents, at.serial) == 1
        })?;
        let again = ground.repeat(at, at.export)?;
        ground.write(again, headings::TITLE, Value::text("另一件文件的标题"))
    }),
    fault("L119", |ground| {
        let year = ground.year();
        let first = ground.row(Ledger::Documents, |g, at| {
            g.draft.facts.documents[at.serial - 1].issued.year() <= year
                && g.times(Ledger::Documents, at.serial) == 1
                && at.export + 1 < g.draft.exports.len()
                && g.draft.exports[at.export + 1].ledger == Ledger::Documents
        })?;
        let again = ground.repeat(first, first.export + 1)?;
        ground.write(first, headings::DOCUMENT_NUMBER, Value::Blank)?;
        ground.write(again, headings::DOCUMENT_NUMBER, Value::Blank)?;
        planted(Spot::Row(again.export, again.row))
    }),
    fault("L120", |ground| {
        for export in ground.exports(Ledger::Requests) {
            if ground.column(export, headings::QUANTITY).is_none() {
                let table = ground.table(export);
                table.columns.push(Column {
                    heading: "件数".to_owned(),
                    group: None,
                    mergeable: false,
                });
                table
                    .rows
                    .iter_mut()
                    .for_each(|row| row.push(Value::text("1")));
                table.total = None;
            }
        }
        let (_, again) = ground.repeated(|_, _| true)?;
        ground.write(again, headings::QUANTITY, Value::text("7"))
    }),
    fault("L121", |ground| {
        let year = ground.year();
        // pending in one export, told in later ones
        let at = ground.row(Ledger::Requests, |g, at| {
            let answered = g.column(at.export, headings::ANSWERED);
            let open = answered.is_some_and(|c| is_blank(g.value(at, c)));
            let request = g.request(at.serial);
            let this = request.answered.is_some_and(|(day, _)| day.year() == year);
            let rows = g.rows(Ledger::Requests);
            let told = |earlier: bool| {
                rows.iter().any(|r| {
                    r.serial == at.serial
                        && (r.export < at.export) == earlier
                        && r.export != at.export
                })
            };
            open && this && told(false) && !told(true)
        })?;
        for export in at.export + 1..ground.draft.exports.len() {
            if ground.draft.exports[export].ledger != Ledger::Requests {
                continue;
            }
            let table = ground.table(export);
            let kept: Vec<bool> = table.records.iter().map(|r| *r != at.serial).collect();
            let mut keep = kept.iter();
            table.rows.retain(|_| *keep.next().unwrap_or(&true));
            table.records.retain(|r| *r != at.serial);
            table.total = None;
        }
        let last = *ground.exports(Ledger::Requests).last()?;
        if last <= at.export {
            return None;
        }
        let column = ground.column(at.export, headings::NUMBER)?;
        planted(Spot::Cell(at.export, at.row, column))
    })
    .follow(&["V202"]),
    fault("L122", |ground| {
        let at = ground.answered(|g, at| {
            g.column(at.export, headings::APPLICANT).is_some()
                && g.column(at.export, headings::CONTENT).is_some()
        })?;
        let again = ground.repeat(at, at.export)?;
        planted(Spot::Row(again.export, again.row))
    })
    .options(|options| Options {
        numbering: Numbering::Once,
        ..options
    }),
    fault("L123", |ground| {
        let mut exports = ground.exports(Ledger::Requests);
        exports.retain(|e| {
            let period = ground.draft.exports[*e].period;
            period.last - period.first == 2
        });
        // four quarters, of which the third stays away
        let [first, _, third, last] = exports[..] else {
            return None;
        };
        if ground.draft.exports[last].period.first != 10 || first + 3 != last {
            return None;
        }
        ground.draft.exports.remove(third);
        planted(Spot::Sheet(last - 1))
    })
    .follow(&["L121", "V202"]),
    fault("L124", |ground| {
        let year = ground.year();
        let exports: Vec<usize> = ground
            .exports(Ledger::Decisions)
            .into_iter()
            .filter(|e| {
                let export = &ground.draft.exports[*e];
                let column = ground.column(*e, headings::DECIDED);
                let dated = column.map_or(0, |c| {
                    export
                        .table
                        .rows
                        .iter()
                        .filter(|row| !is_blank(&row[c]))
                        .count()
                });
                export.period.first == 4 && export.period.last == 6 && dated > 3
            })
            .collect();
        let at = ground.one(&exports)?;
        let export = &mut ground.draft.exports[at];
        export.table.title = export.label.clone();
        export
            .table
            .lines
            .retain(|line| !line.starts_with("统计期"));
        export.path = Some(format!("{year}年第三季度{}（补报）", export.label));
        planted(Spot::Sheet(at))
    })
    .options(folders)
    .follow(&["L126"]),
];
