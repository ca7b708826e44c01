//! Faults in one row.

use rust_decimal::Decimal;

use super::ground::{At, Ground, Spot, is_blank, iso, planted};
use super::{Fault, fault};
use crate::maker::Options;
use crate::maker::exports::{Ledger, Numbering};
use crate::maker::facts::later;
use crate::maker::files::Format;
use crate::maker::pack::Arrangement;
use crate::maker::table::Value;
use crate::maker::words::{LINES, headings};

/// A document of the year that one row tells of, and whether it was repealed in it.
fn document(ground: &mut Ground, repealed: bool) -> Option<At> {
    let year = ground.year();
    ground.row(Ledger::Documents, |ground, at| {
        let document = &ground.draft.facts.documents[at.serial - 1];
        let ended = document.repealed.map(|day| day.year());
        ground.times(Ledger::Documents, at.serial) == 1
            && document.issued.year() == year
            && (ended == Some(year)) == repealed
            && ended.is_none_or(|y| y == year)
    })
}

/// A decision of the year.
fn decision(ground: &mut Ground, fits: impl Fn(&Ground, At) -> bool) -> Option<At> {
    let year = ground.year();
    ground.row(Ledger::Decisions, |ground, at| {
        let decision = &ground.draft.facts.decisions[at.serial - 1];
        decision.date.year() == year && fits(ground, at)
    })
}

/// The column in which a row may say anything.
const REMARKS: &[&str] = &["备注"];

/// A case of the year on the docket, of a path.
fn case(ground: &mut Ground, fits: fn(usize) -> bool) -> Option<At> {
    let year = ground.year();
    ground.row(Ledger::Cases, |ground, at| {
        let case = &ground.draft.facts.cases[at.serial - 1];
        let concluded = case.concluded.is_some_and(|(day, _)| day.year() == year);
        concluded && fits(case.path)
    })
}

/// A fee charged in the year.
fn fee(ground: &mut Ground) -> Option<At> {
    let export = ground.export(Ledger::Fees)?;
    let year = ground.year();
    let column = ground.column(export, headings::CHARGED)?;
    let rows = ground.table(export).rows.iter();
    // the noise of other years stands first and last
    let dated: Vec<usize> = (1..rows.len().saturating_sub(1)).collect();
    let row = ground.one(&dated)?;
    let at = At {
        export,
        row,
        serial: 0,
    };
    let day = later(ground.draft.exports[export].period.begins(), 3);
    assert_eq!(day.year(), year);
    ground.table(export).rows[row][column] = iso(day);
    Some(at)
}

/// One export of applications, of which nothing tells the period.
fn nameless(options: Options) -> Options {
    Options {
        numbering: Numbering::Once,
        arrangement: Some(Arrangement::Folders),
        ..options
    }
}

/// Formats in which a number is a number.
fn typed(format: Format) -> bool {
    format.sheets()
}

/// The faults.
pub(super) const FAULTS: &[Fault] = &[
    fault("E101", |ground| {
        let at = ground.answered(|_, _| true)?;
        let headings = ground
            .random
            .choose(&[headings::ANSWERED, headings::RECEIVED]);
        ground.write_one(at, headings, &["#N/A", "#VALUE!", "#REF!"])
    }),
    fault("E102", |ground| {
        let at = ground.answered(|_, _| true)?;
        ground.write_one(
            at,
            headings::RECEIVED,
            &["四月底", "22.4.29", "04/29/2022", "待定"],
        )
    }),
    fault("E102", |ground| {
        let at = case(ground, |_| true)?;
        ground.write_one(at, headings::CONCLUDED, &["四月底", "22.4.29"])
    }),
    fault("E103", |ground| {
        let at = ground.answered(|_, _| true)?;
        let year = ground.year();
        let text = format!("{year}-02-30");
        ground.write_one(at, headings::ANSWERED, &[&text, "2022.13.1", "20221301"])
    }),
    fault("E104", |ground| {
        let at = ground.answered(|_, _| true)?;
        let day = ground.request(at.serial).received;
        let text = format!("{}月{}日", day.month(), day.day());
        ground.write(at, headings::RECEIVED, Value::text(text))
    }),
    fault("E105", |ground| {
        let at = ground.answered(|_, _| true)?;
        ground.unname(at.export, "政府信息公开申请台账");
        ground.write_one(at, headings::RECEIVED, &["4月29日", "4-29", "04/29"])
    })
    .options(nameless),
    fault("E106", |ground| {
        let at = ground.answered(Ground::class_alone)?;
        ground.write_one(at, headings::CLASS, &["外星人", "自燃人"])
    }),
    fault("E106", |ground| {
        let at = ground.answered(Ground::result_alone)?;
        ground.write_one(at, headings::RESULT, &["同意公丌", "另行研究"])
    }),
    fault("E106", |ground| {
        let at = case(ground, |_| true)?;
        ground.write_one(at, headings::OUTCOME, &["维特", "见判决书"])
    }),
    fault("E107", |ground| {
        let at = ground.answered(Ground::result_alone)?;
        ground.write_one(at, headings::RESULT, &["不予公开", "无法提供", "其他处理"])
    }),
    fault("E107", |ground| {
        let at = ground.answered(Ground::class_alone)?;
        ground.write_one(at, headings::CLASS, &["法人", "法人或其他组织"])
    }),
    fault("E108", |ground| {
        let at = ground.answered(Ground::result_alone)?;
        ground.write_one(at, headings::RESULT, &["已办结", "已答复"])
    }),
    fault("E109", |ground| {
        let at = decision(ground, |g, at| {
            g.column(at.export, headings::DECISIONS).is_some()
        })?;
        ground.table(at.export).total = None;
        ground.write_one(at, headings::DECISIONS, &["约10", "2.5", "-3"])
    }),
    fault("E110", |ground| {
        let at = fee(ground)?;
        ground.table(at.export).total = None;
        ground.write_one(at, headings::AMOUNT, &["另计", "见附表"])
    }),
    fault("E111", |ground| {
        let at = fee(ground)?;
        let column = ground.column(at.export, headings::AMOUNT)?;
        let unit = ground.column(at.export, &["单位"]);
        let table = ground.table(at.export);
        table.columns[column].heading = "收费金额".to_owned();
        table.lines.retain(|line| !line.starts_with("单位："));
        for row in &mut table.rows {
            if let Some(unit) = unit {
                row[unit] = Value::Blank;
            }
        }
        planted(Spot::Cell(at.export, at.row, column))
    }),
    fault("E112", |ground| {
        let year = ground.year();
        let export = ground.export(Ledger::Items)?;
        let rows: Vec<usize> = (0..ground.table(export).rows.len()).collect();
        let row = ground.one(&rows)?;
        let at = At {
            export,
            row,
            serial: 0,
        };
        assert_eq!(ground.draft.exports[export].period.year, year);
        ground.write(at, headings::CATEGORY, Value::Blank)
    }),
    fault("E113", |ground| {
        let at = case(ground, |path| path > 0)?;
        let headings = [headings::BY_REVIEW, headings::WAY_TO_COURT].concat();
        ground.write(at, &headings, Value::Blank)
    }),
    fault("E114", |ground| {
        let at = case(ground, |path| path == 0)?;
        ground.write(at, headings::CASE_KIND, Value::Blank)
    }),
    fault("E116", |ground| {
        let at = ground.answered_once(|_, _| true)?;
        let year = ground.year();
        let number: i64 = format!("{year}0000000000123").parse().expect("digits");
        ground.write(at, headings::NUMBER, Value::Number(number.into()))
    })
    .formats(typed),
    fault("E117", |ground| {
        let at = decision(ground, |g, at| {
            let export = &g.draft.exports[at.export];
            export.period.last < 12 && export.table.rows.len() > 3
        })?;
        let day = later(ground.draft.exports[at.export].period.ends(), 5);
        ground.write(at, headings::DECIDED, iso(day))
    }),
    fault("E131", |ground| {
        let at = decision(ground, |g, at| {
            let decision = &g.draft.facts.decisions[at.serial - 1];
            !decision.single && g.column(at.export, REMARKS).is_some()
        })?;
        ground.write_one(at, REMARKS, &["撤案", "申请人撤回", "不予受理"])
    }),
    fault("E132", |ground| {
        let at = decision(ground, |g, at| g.column(at.export, REMARKS).is_some())?;
        ground.write_one(at, REMARKS, &["作废", "登记错误，作废", "重复登记"])
    }),
    fault("E133", |ground| {
        let at = decision(ground, |g, at| {
            g.column(at.export, headings::DECISIONS).is_none()
        })?;
        ground.write(
            at,
            headings::DECISION_NUMBER,
            Value::text("示例决〔2022〕1号、2号"),
        )
    }),
    fault("L101", |ground| {
        let at = ground.answered_once(|_, _| true)?;
        ground.write(at, headings::ANSWERED, Value::Blank)
    }),
    fault("L102", |ground| {
        let at = ground.answered_once(Ground::result_alone)?;
        ground.write(at, headings::RESULT, Value::Blank)
    }),
    fault("L103", |ground| {
        let at = ground.answered_once(|_, _| true)?;
        let day = later(ground.request(at.serial).received, -4);
        ground.write(at, headings::ANSWERED, iso(day))
    }),
    fault("L104", |ground| {
        let at = ground.answered_once(Ground::class_alone)?;
        ground.write(at, headings::CLASS, Value::Blank)
    }),
    fault("L105", |ground| {
        let at = ground.answered_once(|_, _| true)?;
        ground.write(at, headings::RECEIVED, Value::Blank)
    }),
    fault("L113", |ground| {
        let at = ground.answered_once(|ground, at| {
            let (_, line) = ground.request(at.serial).answered.expect("it is answered");
            ground.result_alone(at) && !LINES[line].words.assumed.is_empty()
        })?;
        let (_, line) = ground.request(at.serial).answered?;
        ground.write_one(at, headings::RESULT, LINES[line].words.assumed)
    }),
    fault("L114", |ground| {
        let at = document(ground, false)?;
        ground.write(at, headings::ISSUED, Value::Blank)
    }),
    fault("L115", |ground| {
        let at = document(ground, true)?;
        ground.column(at.export, headings::VALIDITY)?;
        ground.write(at, headings::REPEALED, Value::Blank)
    }),
    fault("L116", |ground| {
        let at = document(ground, true)?;
        ground.write(at, headings::VALIDITY, Value::text("有效"))?;
        let day = ground.draft.facts.documents[at.serial - 1].repealed?;
        ground.write(at, headings::REPEALED, iso(day))
    }),
    fault("L117", |ground| {
        let year = ground.year();
        let at = decision(ground, |g, at| {
            let export = &g.draft.exports[at.export];
            // the category must still be told
            export.period.first == 1
                && export.period.last == 3
                && g.column(at.export, headings::CATEGORY).is_some()
        })?;
        ground.unname(
            at.export,
            &format!("{}年10月-{year}年3月处理决定台账", year - 1),
        );
        ground.draft.exports[at.export].path =
            Some(format!("{}年10月-{year}年3月处理决定", year - 1));
        ground.write(at, headings::DECIDED, Value::Blank)?;
        planted(Spot::Row(at.export, at.row))
    })
    .options(|options| Options {
        arrangement: Some(Arrangement::Folders),
        ..options
    }),
    fault("V201", |ground| {
        // the last row that says so, for it prevails
        let at = ground.answered_once(|ground, at| {
            let request = ground.request(at.serial);
            request.received.month() < 7
                && request.answered.is_some_and(|(_, line)| line < 12)
                && ground.draft.exports[at.export].period.last == 12
        })?;
        let extended = ground.column(at.export, headings::EXTENDED);
        if let Some(column) = extended {
            ground.table(at.export).rows[at.row][column] = Value::text("否");
        }
        let day = later(ground.request(at.serial).received, 50);
        ground.write(at, headings::ANSWERED, iso(day))
    })
    .options(|options| Options {
        numbering: Numbering::Once,
        ..options
    }),
    fault("V202", |ground| {
        let year = ground.year();
        let at = ground.row(Ledger::Requests, |ground, at| {
            let request = ground.request(at.serial);
            let pending = request.answered.is_none_or(|(day, _)| day.year() > year);
            let answered = ground.column(at.export, headings::ANSWERED);
            let open = answered.is_some_and(|c| is_blank(ground.value(at, c)));
            pending && open && request.received.year() == year
        })?;
        let day = jiff::civil::date(year, 9, 20);
        let column = ground.column(at.export, headings::ANSWERED)?;
        ground.write(at, headings::RECEIVED, iso(day))?;
        planted(Spot::Cell(at.export, at.row, column))
    })
    .options(|options| Options {
        numbering: Numbering::Once,
        ..options
    }),
    fault("V203", |ground| {
        let at = ground.answered_once(|ground, at| {
            let request = ground.request(at.serial);
            request.received.month() < 6 && request.answered.is_some_and(|(_, line)| line < 12)
        })?;
        // the first of all that cannot be checked
        let requests = ground.rows(Ledger::Requests);
        for other in requests.iter().filter(|other| other.serial != at.serial) {
            let column = ground.column(other.export, headings::ANSWERED)?;
            let received = ground.request(other.serial).received;
            if !is_blank(ground.value(*other, column)) {
                ground.table(other.export).rows[other.row][column] = iso(received);
            }
        }
        let day = later(ground.request(at.serial).received, 40);
        ground.write(at, headings::ANSWERED, iso(day))
    })
    .options(|options| Options {
        numbering: Numbering::Once,
        noise: false,
        ..options
    })
    .published(|seed| crate::maker::published::Published {
        year: 2027,
        carried_in: [0; 6],
        carried_out: [0; 6],
        charged: Decimal::ZERO,
        ..crate::maker::published::Published::invented(seed, 25)
    }),
];
