//! Faults of files, settings and figures.

use std::io::{Cursor, Write};

use gknb::settings::{Explain, HandFigure};
use jiff::civil::date;
use rust_decimal::Decimal;
use zip::write::SimpleFileOptions;

use super::ground::{Ground, Planted, Spot, iso, planted, shown};
use super::{Fault, fault, rows};
use crate::maker::Options;
use crate::maker::exports::{Ledger, Numbering};
use crate::maker::files::Format;
use crate::maker::published::Published;
use crate::maker::table::Value;
use crate::maker::words::headings;
use crate::maker::{pack, previous};

/// A file of these bytes beside the ledgers.
fn file(ground: &mut Ground, name: &str, bytes: impl Into<Vec<u8>>) -> Option<Planted> {
    ground.files.push((name.to_owned(), bytes.into()));
    shown(name)
}

/// A file of the folder changed when it is finished: the one of an export.
fn changed(
    ground: &mut Ground,
    export: usize,
    change: impl Fn(&mut Vec<u8>) + 'static,
) -> Option<Planted> {
    ground.last = Some(Box::new(move |made, sheets: &[pack::Laid]| {
        let path = &sheets[export].path;
        let file = made.files.iter_mut().find(|(name, _)| name == path);
        change(&mut file.expect("it was made").1);
    }));
    planted(Spot::FileOf(export))
}

/// A figure given by hand.
fn by_hand(ground: &mut Ground, slot: &str, value: i64) {
    ground.draft.settings.figures.push(HandFigure {
        slot: slot.to_owned(),
        value: Decimal::from(value),
        source: "示例".to_owned(),
    });
}

/// A fee more, of an amount below 0.
fn back(ground: &mut Ground, amount: i64) -> Option<()> {
    let at = rows::fee(ground)?;
    let table = ground.table(at.export);
    table.total = None;
    let mut row = table.rows[at.row].clone();
    let column = ground.column(at.export, headings::AMOUNT)?;
    row[column] = Value::Text(amount.to_string());
    ground.table(at.export).rows.push(row);
    Some(())
}

fn with_previous(options: Options) -> Options {
    Options {
        previous: true,
        ..options
    }
}

fn one_export(options: Options) -> Options {
    Options {
        numbering: Numbering::Once,
        ..options
    }
}

/// Nothing but applications and decisions, so that a file less is a file less.
fn items(ground: &mut Ground) -> Option<usize> {
    let exports = ground.exports(Ledger::Items);
    exports.last().copied()
}

/// The least of a workbook, with these rows.
fn workbook(rows: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
             <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
             </Types>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
             </Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheets><sheet name=\"公开\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
             </Relationships>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
                 <sheetData>{rows}</sheetData></worksheet>"
            ),
        ),
    ] {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("writing to memory");
        zip.write_all(text.as_bytes()).expect("writing to memory");
    }
    zip.finish().expect("writing to memory").into_inner()
}

/// A text with bytes that are no character of any encoding at the end of a cell.
const BROKEN: &[u8] = b"\xff";

/// The faults.
pub(super) const FAULTS: &[Fault] = &[
    fault("B001", |ground| {
        let export = items(ground)?;
        changed(ground, export, |bytes| bytes.truncate(bytes.len() / 2))
    })
    .formats(|format| {
        matches!(
            format,
            Format::Xlsx | Format::XlsxInline | Format::XlsxAsXls | Format::Ods
        )
    }),
    fault("B002", |ground| {
        let bytes = include_bytes!("../../files/book/locked.xlsx");
        file(ground, "加密.xlsx", bytes.as_slice())
    }),
    fault("B003", |ground| {
        file(
            ground,
            "截图.xlsx",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(),
        )
    }),
    fault("B004", |ground| file(ground, "空.csv", b"".as_slice())),
    fault("B005", |ground| {
        let text = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
                    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
                    xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
                    <Worksheet ss:Name=\"公开\"><Table>\
                    <Row><Cell><Data ss:Type=\"String\">信息类别</Data></Cell>\
                    <Cell><Data ss:Type=\"String\">公开日期</Data></Cell>\
                    <Cell><Data ss:Type=\"String\">公开渠道</Data></Cell></Row>\
                    <Row><Cell><Data ss:Type=\"String\">通知公告</Data></Cell>\
                    <Cell><Data ss:Type=\"String\">2015-03-01</Data></Cell>\
                    <Cell><Data ss:Type=\"String\">政府网站</Data></Cell></Row><Row><Cell><Da";
        file(ground, "半截.xls", text)?;
        shown("半截.xls!公开!2")
    }),
    fault("B012", |ground| {
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>信息类别</t></is></c>\
                    <c r=\"B1\" t=\"inlineStr\"><is><t>公开日期</t></is></c>\
                    <c r=\"C1\" t=\"inlineStr\"><is><t>公开渠道</t></is></c></row>\
                    <row r=\"1048577\"><c r=\"B1048577\"><v>1</v></c></row>";
        file(ground, "越界.xlsx", workbook(rows))?;
        shown("越界.xlsx!公开!B1048577")
    }),
    fault("B006", |ground| {
        let export = items(ground)?;
        planted(Spot::FileOf(export))
    })
    .formats(|format| {
        matches!(
            format,
            Format::XlsxAsXls
                | Format::CsvAsXls
                | Format::HtmlUtf8
                | Format::HtmlGb2312
                | Format::SpreadsheetMl
        )
    }),
    fault("B010", |ground| {
        let text = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>\
                    <?mso-application progid=\"Excel.Sheet\"?>\
                    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"></Workbook>";
        file(ground, "声明.xml.xls", text)
    }),
    fault("T101", |ground| {
        ground.export(Ledger::Requests)?;
        by_hand(ground, "3.3.1/自然人", 3);
        shown("3.3.1/自然人")
    }),
    fault("T102", |ground| {
        ground.draft.exports.retain(|e| e.ledger != Ledger::Cases);
        shown("全部数据")
    }),
    fault("T103", |ground| {
        let dropped = ground.draft.settings.figures.remove(0);
        let form = gknb::form::Form::for_year(ground.year()).ok()?;
        // the first of the form's slots that is missing is the place
        let missing = form.slots.iter().find(|s| s.id == dropped.slot)?;
        shown(missing.id.clone())
    })
    .published(|_| Published::real("2020-pingtan")),
    fault("T104", |ground| {
        ground.export(Ledger::Requests)?;
        ground.draft.settings.none.push("依申请公开".to_owned());
        shown("gknb.toml none")
    }),
    fault("T105", |ground| {
        ground.export(Ledger::Documents)?;
        let before = ground.draft.published.in_force_before(1);
        let opening = &mut ground.draft.settings.opening;
        opening.insert("行政规范性文件".to_owned(), (before + 1).into());
        shown("2.行政规范性文件/现行有效件数")
    }),
    fault("T106", |ground| {
        let kind = &ground.draft.published.documents[1];
        if kind[0] == 0 {
            return None;
        }
        ground.draft.settings.opening.remove("行政规范性文件");
        let year = ground.year();
        let older = |d: &crate::maker::facts::Document| d.issued.year() < year && d.kind == 1;
        (!ground.draft.facts.documents.iter().any(older)).then_some(())?;
        shown("2.行政规范性文件/现行有效件数")
    })
    .options(|options| Options {
        opening: true,
        ..options
    }),
    fault("T108", |ground| {
        back(ground, -99_999_999)?;
        shown("2.行政事业性收费/本年收费金额")
    })
    .follow(&["E118", "E119"]),
    fault("T109", |ground| {
        back(ground, -1)?;
        let charged = ground.draft.published.charged > Decimal::ONE;
        charged.then_some(())?;
        shown("2.行政事业性收费/本年收费金额")
    })
    .follow(&["E118", "E119"]),
    fault("V101", |ground| {
        ground
            .draft
            .exports
            .retain(|e| e.ledger != Ledger::Requests);
        by_hand(ground, "3.1/自然人", 5);
        by_hand(ground, "3.3.1/自然人", 4);
        shown("3.1/自然人")
    })
    .follow(&["T101"]),
    fault("V102", |ground| {
        let year = ground.year();
        let at = ground.row(Ledger::Requests, |g, at| {
            let request = g.request(at.serial);
            let ended = request.answered.is_none_or(|(day, _)| day.year() >= year);
            request.received.year() < year && ended
        })?;
        let class = ground.request(at.serial).class;
        for export in ground.exports(Ledger::Requests) {
            let table = ground.table(export);
            let kept: Vec<bool> = table.records.iter().map(|r| *r != at.serial).collect();
            let mut keep = kept.iter();
            table.rows.retain(|_| *keep.next().unwrap_or(&true));
            table.records.retain(|r| *r != at.serial);
            table.total = None;
        }
        shown(format!("3.2/{}", crate::maker::words::CLASSES[class]))
    })
    .options(with_previous)
    .follow(&["V106"]),
    fault("V103", |ground| {
        let published = ground.draft.published.clone();
        ground.last = Some(Box::new(move |made, _| {
            let mut before = previous::before(&published);
            before.year -= 1;
            if before.year <= 2020 {
                before.trial = true;
            }
            made.previous = Some(("上年.xlsx".to_owned(), previous::workbook(&before)));
        }));
        (ground.year() >= 2024).then_some(())?;
        shown("上年报告（previous）")
    })
    .options(with_previous),
    fault("V104", |ground| {
        let published = ground.draft.published.clone();
        ground.last = Some(Box::new(move |made, _| {
            let mut before = previous::before(&published);
            before.agency = "另一个局".to_owned();
            made.previous = Some(("上年.xlsx".to_owned(), previous::workbook(&before)));
        }));
        shown("上年报告（previous）")
    })
    .options(with_previous)
    .follow(&["V106"]),
    fault("V105", |ground| {
        ground.last = Some(Box::new(|made, _| {
            made.previous = Some(("上年.xlsx".to_owned(), b"no workbook".to_vec()));
        }));
        shown("上年报告（previous）")
    })
    .options(with_previous),
    fault("G101", |ground| {
        ground.draft.exports.clear();
        shown("全部数据")
    }),
    fault("G102", |ground| {
        ground
            .draft
            .exports
            .retain(|e| e.ledger == Ledger::Decisions);
        ground.export(Ledger::Decisions)?;
        ground.draft.settings.year = Some(ground.year() + 3);
        shown("全部数据")
    }),
    fault("G103", |ground| {
        ground.draft.settings.year = None;
        let year = ground.year();
        // a row of another year makes the year a question
        let only = ground
            .draft
            .facts
            .requests
            .iter()
            .all(|r| r.received.year() == year);
        let told = ground.draft.exports.iter().all(|e| e.period.year == year);
        (only && told).then_some(())?;
        shown("全部数据")
    })
    .options(|options| Options {
        noise: false,
        ..one_export(options)
    }),
    fault("G104", |ground| {
        ground.draft.settings.agency = None;
        shown("全部数据")
    }),
    fault("B007", |ground| {
        let text = "申请编号,收到日期,申请人,申请人类型,答复日期,办理结果\r\n\
                    甲1,2021-03-01,\"赵某,自然人,2021-03-05,予以公开\r\n\
                    甲2,2021-03-02,钱某,自然人,2021-03-05,予以公开\r\n";
        ground
            .files
            .push(("补登.csv".to_owned(), text.as_bytes().to_vec()));
        shown("补登.csv!C2")
    }),
    fault("B008", |ground| {
        // in a text that is otherwise of the file's own encoding
        let export = items(ground)?;
        let channel = ground.column(export, headings::CHANNEL)?;
        let row = ground.table(export).rows.len() - 1;
        let mark = "乱码处";
        ground.table(export).rows[row][channel] = crate::maker::table::Value::text(mark);
        ground.last = Some(Box::new(move |made, sheets: &[pack::Laid]| {
            let path = &sheets[export].path;
            let file = made.files.iter_mut().find(|(name, _)| name == path);
            let bytes = &mut file.expect("it was made").1;
            let (gb, _, _) = encoding_rs::GB18030.encode(mark);
            for mark in [mark.as_bytes(), &gb] {
                if let Some(at) = bytes.windows(mark.len()).position(|w| w == mark) {
                    bytes.splice(at..at + mark.len(), BROKEN.iter().copied());
                    return;
                }
            }
        }));
        planted(Spot::Cell(export, row, channel))
    })
    .formats(|format| {
        matches!(
            format,
            Format::CsvBom | Format::CsvGb18030 | Format::Tsv | Format::CsvAsXls
        )
    }),
    fault("V106", |ground| {
        let published = ground.draft.published.clone();
        (published.year >= 2022 && published.decisions[0] > 0).then_some(())?;
        ground.last = Some(Box::new(move |made, _| {
            let mut before = previous::before(&published);
            before.decisions[0] = published.decisions[0] * 4 + 20;
            made.previous = Some(("上年.xlsx".to_owned(), previous::workbook(&before)));
        }));
        shown("2.行政许可/本年处理决定数量")
    })
    .options(with_previous),
    fault("V107", |ground| {
        (ground.draft.published.documents[0][2] > 0).then_some(())?;
        ground.draft.settings.agency = Some("示例镇人民政府".to_owned());
        shown("2.规章/现行有效件数")
    }),
    fault("G105", |ground| {
        explained(ground, "V201", "没有这个文件.xlsx!台账!D7", None)
    }),
    fault("G106", |ground| {
        ground.draft.settings.agency = None;
        explained(ground, "G104", "全部数据", Some("从前的值"))
    })
    .follow(&["G104"]),
    fault("G107", |ground| {
        explained(ground, "L104", "没有这个文件.xlsx!台账!D7", None)
    }),
    fault("G108", |ground| {
        ground.draft.settings.agency = None;
        explained(ground, "G104", "全部数据", None)
    })
    .follow(&["G104"]),
    fault("L130", |ground| {
        let year = ground.year();
        let named = format!("〔{year}〕");
        let at = ground.row(Ledger::Decisions, |ground, at| {
            let number = ground.column(at.export, headings::DECISION_NUMBER);
            let names = |n| ground.value(at, n).shown().contains(&named);
            number.is_some_and(names) && ground.times(Ledger::Decisions, at.serial) == 1
        })?;
        ground.write(at, headings::DECIDED, iso(date(year - 1, 1, 5)))
    }),
    fault("V109", |ground| {
        let before = gknb::form::Form::for_year(ground.year() - 1).ok()?;
        before.slot("2.行政规范性文件/现行有效件数")?;
        ground.export(Ledger::Documents)?;
        let before = ground.draft.published.in_force_before(1);
        let opening = &mut ground.draft.settings.opening;
        opening.insert("行政规范性文件".to_owned(), (before + 1).into());
        shown("gknb.toml [opening] 行政规范性文件")
    })
    .options(with_previous)
    .follow(&["T105", "V106"]),
    fault("V110", |ground| {
        ground.export(Ledger::Documents)?;
        let before = ground.draft.published.in_force_before(1);
        let settings = &mut ground.draft.settings;
        settings
            .opening
            .insert("行政规范性文件".to_owned(), before.into());
        settings.written.year = settings.year.map(|year| year - 1);
        shown("gknb.toml year")
    }),
];

/// An `[[explain]]` in the settings.
fn explained(ground: &mut Ground, code: &str, place: &str, value: Option<&str>) -> Option<Planted> {
    ground.draft.settings.explains.push(Explain {
        code: code.to_owned(),
        place: place.to_owned(),
        reason: "示例".to_owned(),
        value: value.map(str::to_owned),
    });
    shown("gknb.toml [[explain]] 1")
}
