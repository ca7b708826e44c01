//! Faults of whole columns and sheets.

use jiff::civil::date;
use rust_decimal::Decimal;

use super::ground::{At, Ground, Planted, Spot, iso, planted};
use super::{Fault, fault};
use crate::maker::Options;
use crate::maker::exports::{Export, Ledger, Numbering};
use crate::maker::facts::later;
use crate::maker::files::Format;
use crate::maker::pack::Arrangement;
use crate::maker::period::Period;
use crate::maker::table::{Column, Table, Value};
use crate::maker::words::headings;

fn once(options: Options) -> Options {
    Options {
        numbering: Numbering::Once,
        ..options
    }
}

fn in_folders(options: Options) -> Options {
    Options {
        arrangement: Some(Arrangement::Folders),
        ..options
    }
}

fn column(heading: &str) -> Column {
    Column {
        heading: heading.to_owned(),
        group: None,
        mergeable: false,
    }
}

/// A sheet beside the ledgers.
fn beside(ground: &mut Ground, label: &str, headings: &[&str], rows: Vec<Vec<Value>>) -> usize {
    let year = ground.year();
    ground.draft.exports.push(Export {
        ledger: Ledger::Items,
        path: Some(label.to_owned()),
        label: label.to_owned(),
        period: Period {
            year,
            first: 1,
            last: 12,
        },
        table: Table {
            title: label.to_owned(),
            columns: headings.iter().map(|h| column(h)).collect(),
            rows,
            ..Table::default()
        },
    });
    ground.draft.exports.len() - 1
}

/// Equal values in two rows become one merged cell.
fn merged(ground: &mut Ground, at: At, column: usize) -> Option<Planted> {
    let table = ground.table(at.export);
    if at.row + 1 >= table.rows.len() {
        return None;
    }
    table.total = None;
    table.rows[at.row + 1][column] = Value::Blank;
    table.merged.push((at.row, at.row + 1, column));
    planted(Spot::Cell(at.export, at.row, column))
}

/// The faults.
pub(super) const FAULTS: &[Fault] = &[
    fault("C101", |ground| {
        let export = ground.export(Ledger::Requests)?;
        ground.table(export).headless = true;
        ground.table(export).lines.clear();
        planted(Spot::First(export, 0))
    })
    .options(|options| in_folders(once(options))),
    fault("C102", |ground| {
        let year = ground.year();
        let days = [3, 4, 5, 6].map(|day| {
            vec![
                iso(date(year, 3, day)),
                Value::text("赵某"),
                Value::text("钱某"),
                Value::text("办公楼"),
            ]
        });
        let headings = ["巡查日期", "巡查路段", "巡查人员", "发现情况"];
        let export = beside(ground, "巡查记录表", &headings, days.into());
        ground.table(export).lines.push("巡查记录表".to_owned());
        ground.table(export).lines.push("夜间及节假日".to_owned());
        planted(Spot::First(export, 0))
    }),
    fault("C103", |ground| {
        let rows = [
            "一、按季度报送。",
            "二、由办公室汇总。",
            "三、有疑问请联系办公室。",
        ];
        let rows = rows.map(|text| vec![Value::text(text)]).into();
        let export = beside(ground, "报送要求", &["报送要求"], rows);
        planted(Spot::Sheet(export))
    }),
    fault("C104", |ground| {
        let rows = vec![vec![Value::text("自然人")], vec![Value::text("商业企业")]];
        beside(ground, "说明", &["由办公室汇总"], rows.clone());
        let export = beside(ground, "字典", &["字典"], rows);
        let path = ground.draft.exports[export - 1].path.clone();
        ground.draft.exports[export].path = path;
        ground.table(export).hidden = true;
        planted(Spot::Sheet(export))
    })
    .formats(Format::sheets),
    fault("C105", |ground| {
        let exports = ground.exports(Ledger::Requests);
        for export in &exports {
            while let Some(at) = ground
                .column(*export, headings::CLASS)
                .or(ground.column(*export, headings::ORGANISATION))
            {
                let table = ground.table(*export);
                table.columns.remove(at);
                table.rows.iter_mut().for_each(|row| drop(row.remove(at)));
                table.total = None;
            }
        }
        planted(Spot::Header(*exports.last()?))
    }),
    fault("C106", |ground| {
        let export = ground.export(Ledger::Requests)?;
        let at = ground.column(export, headings::RESULT)?;
        let table = ground.table(export);
        let twin = table.columns[at].clone();
        table.columns.push(twin);
        for row in &mut table.rows {
            row.push(row[at].clone());
        }
        let last = table.columns.len() - 1;
        planted(Spot::Heading(export, last))
    }),
    fault("C107", |ground| {
        let export = ground.export(Ledger::Cases)?;
        let at = ground.column(export, headings::ACCEPTED)?;
        let other = ["受理日期", "立案日期"];
        let own = &ground.table(export).columns[at].heading;
        let own: String = own.split_whitespace().collect();
        let heading = if own == other[0] { other[1] } else { other[0] };
        // the one that comes later in the vocabulary is the one that is passed over
        let passed = own == "受理日期";
        let table = ground.table(export);
        table.columns.push(column(heading));
        for row in &mut table.rows {
            row.push(row[at].clone());
        }
        let last = table.columns.len() - 1;
        planted(Spot::Heading(export, if passed { last } else { at }))
    }),
    fault("C108", |ground| {
        let ledger = ground
            .random
            .choose(&[Ledger::Decisions, Ledger::Items, Ledger::Fees]);
        let export = ground.export(ledger)?;
        let table = ground.table(export);
        table.summed = true;
        let (column, value) = table.total.clone()?;
        let Value::Number(sum) = value else {
            return None;
        };
        table.total = Some((column, Value::Number(sum + Decimal::ONE)));
        if table.rows.is_empty() {
            return None;
        }
        planted(Spot::Total(export, column))
    }),
    fault("C109", |ground| {
        let export = ground.export(Ledger::Cases)?;
        let kind = ground.column(export, headings::CASE_KIND)?;
        let table = ground.table(export);
        if table.rows.len() < 3 {
            return None;
        }
        for (at, row) in table.rows.iter_mut().enumerate() {
            row[kind] = Value::text(format!("2021-03-{:02}", at % 28 + 1));
        }
        planted(Spot::Heading(export, kind))
    })
    .follow(&["E106", "E113", "E114", "L108"]),
    fault("C110", |ground| {
        let at =
            ground.answered_once(|ground, at| ground.class_alone(at) && ground.result_alone(at))?;
        let received = ground.column(at.export, headings::RECEIVED)?;
        let next = [headings::CLASS, headings::APPLICANT, headings::CONTENT].concat();
        ground.column(at.export, &next)?;
        let heading = &ground.table(at.export).columns[received + 1..];
        let heading: String = heading.first()?.heading.split_whitespace().collect();
        if !next.contains(&heading.as_str()) {
            return None;
        }
        let request = ground.request(at.serial).clone();
        let (answered, _) = request.answered?;
        ground.write(at, headings::RECEIVED, iso(request.received))?;
        ground.write(at, headings::ANSWERED, iso(answered))?;
        ground.write(at, headings::CLASS, Value::text("自然人"))?;
        ground.write(at, headings::RESULT, Value::text("予以公开"))?;
        let table = ground.table(at.export);
        table.tight = true;
        let row = &mut table.rows[at.row];
        row.insert(received, Value::Blank);
        row.pop();
        planted(Spot::Cell(at.export, at.row, received + 1))
    }),
    fault("C111", |ground| {
        let at = ground.answered(|_, _| true)?;
        ground.table(at.export).hidden_rows.push(at.row);
        planted(Spot::Sheet(at.export))
    })
    .formats(Format::sheets),
    fault("E115", |ground| {
        let at = ground.row(Ledger::Decisions, |ground, at| {
            let decision = &ground.draft.facts.decisions[at.serial - 1];
            let (year, rows) = (ground.year(), &ground.draft.facts.decisions);
            let next = ground.draft.exports[at.export]
                .table
                .records
                .get(at.row + 1);
            let next = next.map(|serial| rows[serial - 1].date.year());
            let column = ground.column(at.export, headings::DECISIONS);
            // without a day of its own the next row would be no more than a part of the cell
            let below = At {
                row: at.row + 1,
                ..at
            };
            let dated = ground.column(at.export, headings::DECIDED);
            let dated = || dated.is_some_and(|c| *ground.value(below, c) != Value::Blank);
            column.is_some() && decision.date.year() == year && next == Some(year) && dated()
        })?;
        let column = ground.column(at.export, headings::DECISIONS)?;
        ground.table(at.export).tight = true;
        merged(ground, at, column)
    })
    .formats(|format| format.ability().merges),
    fault("E118", |ground| {
        let export = ground.export(Ledger::Fees)?;
        fill_fees(ground, export, 8)?;
        for other in ground.exports(Ledger::Fees) {
            ground.even_fees(other, (4000, 6000), 0)?;
        }
        let row = ground.table(export).rows.len() - 1;
        let at = At {
            export,
            row,
            serial: 0,
        };
        let amount = Value::Number(Decimal::new(5, 1));
        ground.write(at, headings::AMOUNT, amount)
    })
    .follow(&["E119"]),
    fault("E119", |ground| {
        let exports = ground.exports(Ledger::Fees);
        // with three tables or more, the one that stands against the others is the wrong one
        if exports.len() < 3 {
            return None;
        }
        let wrong = ground.one(&exports)?;
        for export in exports {
            fill_fees(ground, export, 5)?;
            let column = ground.column(export, headings::AMOUNT)?;
            let unit = ground.column(export, &["单位"]);
            let table = ground.table(export);
            table.lines.retain(|line| !line.starts_with("单位："));
            let word = if export == wrong { "万元" } else { "元" };
            table.columns[column].heading = format!("收费金额（{word}）");
            for row in &mut table.rows {
                if let Some(unit) = unit {
                    row[unit] = Value::text(word);
                }
            }
            ground.even_fees(export, (3000, 8000), 0)?;
        }
        let column = ground.column(wrong, headings::AMOUNT)?;
        planted(Spot::Heading(wrong, column))
    }),
];

/// Adds rows of the export's own period until there are so many.
fn fill_fees(ground: &mut Ground, export: usize, rows: usize) -> Option<()> {
    let charged = ground.column(export, headings::CHARGED)?;
    let day = ground.draft.exports[export].period.begins();
    let table = ground.table(export);
    let pattern = table.rows.first()?.clone();
    for more in 0..rows {
        let mut row = pattern.clone();
        row[charged] = iso(later(day, i64::try_from(more).expect("few")));
        table.rows.push(row);
    }
    table.total = None;
    Some(())
}
