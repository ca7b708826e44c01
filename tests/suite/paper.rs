//! The working paper: what stands behind the figures, what became of the rows, and what must not be told.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use calamine::{Data, Reader, Xlsx};
use gknb::finding::Severity;
use gknb::settings::{Explain, Settings};
use gknb::write::page::{Content, Document, Link, Page};
use gknb::write::paper::{self, Beside, Paper, TextList};
use gknb::write::{json, publishable, readback, show, xlsx};
use gknb::{Compilation, Job, Origin, compile, trace};
use rust_decimal::Decimal;

use crate::maker::published::{Published, REAL};
use crate::maker::{self, Options, make};
use crate::office::{Office, PAPER};
use crate::tamper;

/// The paper beside a folder `data`.
fn paper(compilation: &Compilation) -> Paper<'_> {
    paper_of(compilation, paper::MOST)
}

fn paper_of(compilation: &Compilation, most: usize) -> Paper<'_> {
    let beside = Beside {
        source: &|file| Some(format!("../data/{file}")),
        copy: &|_| None,
        people: None,
        most,
    };
    paper::paper(compilation, beside)
}

fn sheet<'d>(document: &'d Document, name: &str) -> &'d Page {
    document.pages.iter().find(|p| p.name == name).unwrap()
}

/// The sheets as another library reads them.
fn read(document: &Document) -> BTreeMap<String, Vec<Vec<Data>>> {
    let bytes = xlsx::bytes(document).unwrap();
    assert_eq!(readback::pages(&bytes, document), Vec::<String>::new());
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = workbook.worksheets().into_iter();
    sheets
        .map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect()))
        .collect()
}

fn number(data: &Data) -> Decimal {
    Decimal::from_str(&data.to_string()).unwrap()
}

/// What 来源明细 adds up to, slot by slot.
fn sums(details: &[Vec<Data>]) -> BTreeMap<String, Decimal> {
    let mut sums = BTreeMap::new();
    for line in &details[1..] {
        *sums.entry(line[0].to_string()).or_default() += number(&line[1]);
    }
    sums
}

fn not_as_figures(compilation: &Compilation, sums: &BTreeMap<String, Decimal>) -> Vec<String> {
    let form = compilation.form.slots.iter();
    let figures = form.zip(&compilation.tally.figures);
    let differing = figures
        .filter(|(slot, figure)| sums.get(&slot.id).copied().unwrap_or_default() != figure.value);
    differing
        .map(|(slot, figure)| {
            format!(
                "{}: {} is not {:?}",
                slot.id,
                figure.value,
                sums.get(&slot.id)
            )
        })
        .collect()
}

/// An office with a few applications in one file.
fn job(rows: &str, settings: Settings) -> Job {
    let text = format!(
        "申请编号,收到日期,申请人类型,申请人,申请内容,联系电话,办理结果,答复日期,备注\n{rows}"
    );
    Job {
        settings: Settings {
            year: Some(2022),
            agency: Some("某局".to_owned()),
            ..settings
        },
        files: vec![maker::origin("一季度/申请.csv", text.as_bytes())],
        previous: None,
        jobs: 1,
    }
}

fn small(rows: &str, settings: Settings) -> Compilation {
    compile(&job(rows, settings)).unwrap()
}

#[test]
fn the_lines_behind_each_figure_add_up_to_it() {
    for (name, text) in REAL {
        let published = Published::read(text);
        let compilation = compile(&make(&published, 3, Options::default()).job(1)).unwrap();
        let mut sums = BTreeMap::new();
        let paper = paper_of(&compilation, usize::MAX);
        for row in sheet(&paper.document, "来源明细").every_row().skip(1) {
            let [Content::Text(slot), Content::Number(count)] =
                [0, 1].map(|c: usize| row.cells[c].content.clone())
            else {
                panic!("{row:?}");
            };
            *sums.entry(slot).or_default() += count;
        }
        let wrong = not_as_figures(&compilation, &sums);
        assert_eq!(wrong, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn every_sheet_of_half_a_year_says_until_which_day_it_tells() {
    let ledger = "申请编号,收到日期,申请人类型,办理结果,答复日期\n\
         A-1,2022-01-05,自然人,予以公开,2022-01-20\n";
    let office = Office::with("until = 2022-06-30\n", &[("申请.csv", ledger)]);
    assert_eq!(office.faults(), []);
    let bytes = office.report[PAPER].clone();
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    for (sheet, range) in workbook.worksheets() {
        let mut cells = range.used_cells();
        let told = cells
            .any(|(row, _, value)| row < 2 && value.to_string().contains("截至：2022年6月30日"));
        assert!(told, "{sheet}");
    }
    let mut whole = Office::with("", &[("申请.csv", ledger)]);
    whole.tamper(PAPER, |b| {
        tamper::cell(
            b,
            "每行去向",
            "F1",
            "内部资料 不得公开　截至：2022年6月30日",
        )
    });
    let faults = whole.faults();
    let named = faults
        .iter()
        .any(|(key, text)| *key == "said" && text.contains("每行去向"));
    assert!(named, "{faults:#?}");
}

#[test]
fn openings_and_figures_by_hand_stand_among_the_lines() {
    for options in [
        Options {
            opening: true,
            ..Options::default()
        },
        Options {
            previous: true,
            ..Options::default()
        },
    ] {
        let made = make(&Published::invented(5, 40), 5, options);
        let compilation = compile(&made.job(1)).unwrap();
        let sheets = read(&paper(&compilation).document);
        let details = &sheets["来源明细"];
        assert_eq!(
            not_as_figures(&compilation, &sums(details)),
            Vec::<String>::new()
        );
        let whence = if options.opening {
            "[opening]"
        } else {
            "上年报告"
        };
        assert!(details.iter().any(|l| l[2] == whence), "{options:?}");
    }
    let made = make(&Published::real("2020-pingtan"), 5, Options::default());
    let compilation = compile(&made.job(1)).unwrap();
    let sheets = read(&paper(&compilation).document);
    let by_hand = sheets["来源明细"].iter().filter(|l| l[2] == "gknb.toml");
    let by_hand: Vec<String> = by_hand.map(|l| l[4].to_string()).collect();
    assert!(by_hand.contains(&"[[figure]] 1".to_owned()), "{by_hand:?}");
}

#[test]
fn every_row_read_has_one_fate_and_the_heads_stand_in_row_1() {
    let made = make(&Published::invented(9, 60), 9, Options::default());
    let compilation = compile(&made.job(1)).unwrap();
    let sheets = read(&paper(&compilation).document);
    let heads =
        |sheet: &str| -> Vec<String> { sheets[sheet][0].iter().map(Data::to_string).collect() };
    assert_eq!(
        heads("来源明细")[..5],
        ["指标格", "计数", "文件", "工作表", "行"]
    );
    assert_eq!(
        heads("每行去向")[..5],
        ["文件", "工作表", "行", "去向", "说明"]
    );
    let fates = &sheets["每行去向"][1..];
    let count = |word: &str| {
        let rows = fates.iter().filter(|l| l[3] == word);
        u64::try_from(rows.count()).unwrap()
    };
    let rows = &compilation.rows;
    assert_eq!(fates.len(), usize::try_from(rows.read).unwrap());
    assert_eq!(count("计入"), rows.counted);
    assert_eq!(count("合并"), rows.merged);
    assert_eq!(count("排除"), rows.excluded.values().sum::<u64>());
    assert_eq!(count("有误"), rows.faulty);
    for line in fates.iter().filter(|l| l[3] == "合并") {
        assert!(line[4].to_string().starts_with("并入 "), "{line:?}");
    }
}

#[test]
fn every_figure_that_is_not_zero_leads_to_its_first_line() {
    let compilation =
        compile(&make(&Published::invented(4, 60), 4, Options::default()).job(1)).unwrap();
    let document = paper(&compilation).document;
    let details = sheet(&document, "来源明细");
    let lines: Vec<_> = details.every_row().collect();
    let mut led = 0;
    for (page, table) in document.pages.iter().zip(&compilation.form.tables) {
        for (row, column, cell) in table.places() {
            let Some(slot) = cell.slot else { continue };
            let row = &page.rows[usize::from(row + publishable::ABOVE)];
            let cell = row.cells.iter().find(|c| c.column == column).unwrap();
            if compilation.tally.figures[slot].value.is_zero() {
                continue;
            }
            let Some(Link::Inside(sheet, (row, 0))) = cell.link.as_deref() else {
                panic!("{} leads nowhere", compilation.form.slots[slot].id);
            };
            assert_eq!(sheet, "来源明细");
            let line = &lines[usize::try_from(*row).unwrap()].cells[0];
            let id = &compilation.form.slots[slot].id;
            assert_eq!(line.content, Content::Text(id.clone()));
            let before = &lines[usize::try_from(*row).unwrap() - 1].cells[0];
            assert_ne!(before.content, line.content, "not the first line");
            led += 1;
        }
    }
    assert!(led > 20);
}

#[test]
fn every_sheet_says_that_it_is_internal() {
    let compilation = small(
        "1,2022-1-4,自然人,张三,内容,,予以公开,2022-1-20,\n",
        Settings::default(),
    );
    let document = paper(&compilation).document;
    let names: Vec<&str> = document.pages.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "表二",
            "表三",
            "表四",
            "来源明细",
            "每行去向",
            "问题清单",
            "勾稽核对",
            "结转清单",
            "数据源"
        ]
    );
    for page in &document.pages {
        assert_eq!(
            page.mark.as_deref(),
            Some("内部资料 不得公开"),
            "{}",
            page.name
        );
        let first = page.rows[0].cells.iter();
        let said = first
            .filter(|c| matches!(&c.content, Content::Text(t) if t.contains("内部资料 不得公开")));
        assert_eq!(said.count(), 1, "{}", page.name);
    }
}

#[test]
fn the_paper_has_the_same_bytes_however_it_was_read() {
    let made = make(&Published::invented(6, 60), 6, Options::default());
    let bytes = |jobs| {
        let compilation = compile(&made.job(jobs)).unwrap();
        xlsx::bytes(&paper(&compilation).document).unwrap()
    };
    assert_eq!(bytes(1), bytes(2));
}

#[test]
fn lists_too_long_for_a_sheet_go_whole_into_text_files() {
    let made = make(&Published::invented(8, 80), 8, Options::default());
    let compilation = compile(&made.job(1)).unwrap();
    let whole = paper(&compilation);
    assert!(whole.lists.is_empty());
    let cut = paper_of(&compilation, 250);
    let names: Vec<String> = cut.lists.iter().map(TextList::name).collect();
    let agency = &compilation.agency;
    let year = compilation.year;
    assert_eq!(names, [format!("{agency}{year}年核对底稿-每行去向-1.csv")]);
    let sheets = read(&cut.document);
    let full = read(&whole.document);
    let mut bytes = Vec::new();
    cut.lists[0].write(&mut bytes).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a mark for Excel");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let fates = &full["每行去向"];
    assert_eq!(records.len(), fates.len());
    assert_eq!(records[0].iter().next_back(), Some("内部资料 不得公开"));
    for (record, line) in records.iter().zip(fates) {
        for column in [0, 2, 3, 4] {
            assert_eq!(&record[column], line[column].to_string());
        }
    }
    // each row behind a figure that is no total stands there with its slot, and what it adds
    let details = full["来源明细"].iter().skip(1);
    let totals = |slot: &str| slot.ends_with("/总计") || slot.starts_with("3.3.7/");
    for line in details.filter(|l| !totals(&l[0].to_string())) {
        let line: Vec<String> = line.iter().map(ToString::to_string).collect();
        let of_line =
            |r: &&csv::StringRecord| r[0] == line[2] && r[1] == line[3] && r[2] == line[4];
        let told = records.iter().find(of_line).expect("the row is listed");
        assert!(told[4].split('、').any(|slot| slot == line[0]));
        assert!(told[5].split('、').any(|count| count == line[1]));
        assert_eq!(&told[6], line[5]);
    }
    for sheet in ["来源明细", "每行去向"] {
        assert!(sheets[sheet].len() < full[sheet].len());
        let mark = sheets[sheet][0].last().unwrap().to_string();
        assert!(
            mark.contains("内部资料 不得公开") && mark.contains(".csv"),
            "{mark}"
        );
    }
}

#[test]
fn what_is_wrong_is_listed_and_what_was_explained_says_so() {
    let rows = "1,2022-1-4,自然人,张三,内容,,予以公开,,\n\
                2,2022-1-4,自然人,张三,内容,,予以公开,2022-1-20,\n\
                3,2021-12-30,企业,某公司,内容,,,,\n";
    let compilation = small(rows, Settings::default());
    assert!(!compilation.publishable());
    let sheets = read(&paper(&compilation).document);
    let fates = &sheets["每行去向"];
    let faulty = fates.iter().find(|l| l[3] == "有误").unwrap();
    assert_eq!(faulty[2].to_string(), "2");
    let code = faulty[4].to_string().split(' ').next().unwrap().to_owned();
    assert!(faulty[4].to_string().contains("（H2）"), "{faulty:?}");
    let found = &sheets["问题清单"];
    let finding = found.iter().find(|l| l[2].to_string() == code).unwrap();
    assert_eq!(finding[1].to_string(), "错误");
    assert_eq!(finding[3].to_string(), "一季度/申请.csv!H2");
    assert_eq!(finding[8].to_string(), "未处理");

    let doubt = compilation
        .findings
        .iter()
        .find(|f| f.rule.severity == Severity::Warning)
        .expect("a doubt");
    let explains = vec![Explain {
        code: doubt.rule.code.to_owned(),
        place: show::place(&doubt.at, &compilation.names, None),
        reason: "已经核实".to_owned(),
        value: None,
    }];
    let settings = Settings {
        explains,
        ..Settings::default()
    };
    let sheets = read(&paper(&small(rows, settings)).document);
    let mut doubts = sheets["问题清单"].iter();
    let doubt = doubts.find(|l| l[2] == doubt.rule.code);
    assert_eq!(doubt.unwrap()[8].to_string(), "已说明：已经核实");

    let carried = &sheets["结转清单"][3..];
    let told: Vec<(String, String)> = carried
        .iter()
        .map(|l| (l[0].to_string(), l[1].to_string()))
        .collect();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        told,
        [pair("上年结转", "3"), pair("结转下年度继续办理", "3")]
    );
}

#[test]
fn texts_that_look_like_formulas_stay_texts() {
    let compilation = small(
        "=1+1,2022-1-4,自然人,张三,内容,,予以公开,2022-1-20,\n@SUM,2022-1-5,自然人,张三,内容,,予以公开,2022-1-20,\n",
        Settings::default(),
    );
    let cut = paper_of(&compilation, 1);
    for page in &cut.document.pages {
        for cell in page.every_row().flat_map(|r| r.into_owned().cells) {
            if let Content::Formula(formula, _) = &cell.content {
                assert!(
                    !formula.contains("1+1") && !formula.contains('@'),
                    "{formula}"
                );
            }
        }
    }
    let sheets = read(&paper(&compilation).document);
    assert!(
        sheets["来源明细"]
            .iter()
            .any(|l| l[5] == Data::String("=1+1".to_owned()))
    );
    let mut bytes = Vec::new();
    cut.lists[0].write(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains(",'=1+1,") && !text.contains(",=1+1"),
        "{text}"
    );
}

/// Strings that stand in every free text of the rows, and nowhere else.
const PLANTED: [&str; 6] = [
    "赵钱孙李",
    "请求公开拆迁补偿方案",
    "13912345678",
    "备注周吴郑王",
    "NO-2022-777",
    "网申甲乙丙",
];

#[test]
fn nothing_that_a_row_says_gets_into_what_is_published() {
    let text = format!(
        "申请编号,收到日期,申请人类型,申请人,申请内容,联系电话,办理结果,答复日期,备注\n\
         {},2022-1-4,自然人,{},{},{},予以公开,2022-1-20,{}\n",
        PLANTED[4], PLANTED[0], PLANTED[1], PLANTED[2], PLANTED[3]
    );
    let job = Job {
        settings: Settings {
            year: Some(2022),
            agency: Some("某局".to_owned()),
            ..Settings::default()
        },
        files: vec![maker::origin(
            &format!("{}/申请.csv", PLANTED[5]),
            text.as_bytes(),
        )],
        previous: None,
        jobs: 1,
    };
    let compilation = compile(&job).unwrap();
    assert!(compilation.publishable());
    let workbook = xlsx::bytes(&publishable::document(&compilation)).unwrap();
    let mut published = vec![(
        "json".to_owned(),
        json::publishable(&compilation).into_bytes(),
    )];
    published.extend(members(&workbook));
    published.push(("xlsx".to_owned(), workbook));
    for (name, bytes) in &published {
        for planted in PLANTED {
            assert!(!holds(bytes, planted), "{planted} stands in {name}");
        }
    }
    // the paper shows numbers and files, and of people nothing unless it is asked for
    let told = |paper: &Paper| -> Vec<&str> {
        let members = members(&xlsx::bytes(&paper.document).unwrap());
        PLANTED
            .into_iter()
            .filter(|p| members.iter().any(|(_, bytes)| holds(bytes, p)))
            .collect()
    };
    assert_eq!(told(&paper(&compilation)), [PLANTED[4], PLANTED[5]]);
    let people = gknb::people(&job, 2022).unwrap();
    let written = people.values().any(|p| p.applicant == PLANTED[0]);
    assert!(written, "as written: {people:?}");
    let asked = Beside {
        source: &|_| None,
        copy: &|_| None,
        people: Some(&people),
        most: paper::MOST,
    };
    let named = told(&paper::paper(&compilation, asked));
    assert_eq!(named, [PLANTED[0], PLANTED[1], PLANTED[4], PLANTED[5]]);
}

#[test]
fn applicants_that_a_finding_quotes_are_masked_in_the_paper() {
    let rows = "7,2022-1-4,自然人,欧阳某甲,关于某地块的批复,,,,\n7,2022-1-4,自然人,司马乙乙,另一件完全不同的事,,予以公开,2022-1-20,\n";
    let compilation = small(rows, Settings::default());
    let quoted = compilation
        .findings
        .iter()
        .any(|f| f.message.contains("欧阳某甲"));
    assert!(quoted, "{:?}", compilation.findings);
    for (name, bytes) in members(&xlsx::bytes(&paper(&compilation).document).unwrap()) {
        for private in ["欧阳某甲", "司马乙乙", "地块", "完全不同"] {
            assert!(!holds(&bytes, private), "{private} stands in {name}");
        }
    }
}

/// The members of a zip, inflated.
fn members(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let mut members = Vec::new();
    for name in names {
        let mut bytes = Vec::new();
        archive
            .by_name(&name)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        members.push((name, bytes));
    }
    members
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|w| w == text.as_bytes())
}

/// What `explain` answers, as words.
fn explained(what: &str, rows: &str) -> String {
    let job = job(rows, Settings::default());
    let compilation = compile(&job).unwrap();
    let answer = trace::asked(what, &compilation)
        .map_err(trace::ExplainError::from)
        .and_then(|asked| trace::explain(asked, None, &job, &compilation));
    match answer {
        Ok(explained) => {
            let json: serde_json::Value = serde_json::from_str(&explained.json()).unwrap();
            assert_eq!(json["version"], 1);
            explained.text()
        }
        Err(trace::ExplainError::Unknown(unknown)) => {
            format!("{}\n{}", unknown.message, unknown.help)
        }
        Err(trace::ExplainError::Stop(stop)) => panic!("{stop}"),
    }
}

/// One application counted, one answered a day too late, one a day before the year, one that lacks a date.
const NEARLY: &str = "A-1,2022-1-4,自然人,张三,内容,,予以公开,2022-1-20,\n\
                      A-2,2022-12-20,自然人,张三,内容,,予以公开,2023-1-1,\n\
                      A-3,2021-12-1,自然人,张三,内容,,予以公开,2021-12-31,\n\
                      A-4,2022-2-4,自然人,张三,内容,,予以公开,,\n\
                      A-5,2022-2-4,企业,某公司,内容,,予以公开,2022-2-20,\n";

#[test]
fn a_slot_is_explained_by_its_rows_and_those_that_nearly_counted() {
    let told = explained("3.3.1/自然人", NEARLY);
    assert!(told.starts_with("3.3.1/自然人 ＝ 1 件\n"), "{told}");
    let (counted, near) = told.split_once("差一点计入的 3 行").expect("near ones");
    assert!(
        counted.contains("+1  一季度/申请.csv!2  编号 A-1"),
        "{told}"
    );
    assert!(
        near.contains("一季度/申请.csv!3") && near.contains("一季度/申请.csv!4"),
        "{told}"
    );
    assert!(near.contains("不超过 7 天"), "{told}");
    assert!(near.contains("类别、结果相符，但有误："), "{told}");
    assert!(!near.contains("A-5") && !told.contains("张三"), "{told}");
    let total = explained("3.3.7/总计", NEARLY);
    assert!(total.contains("由 2 行组成"), "{total}");
    let unknown = explained("3.3.1", NEARLY);
    assert!(
        unknown.contains("3.3.1/自然人、3.3.1/商业企业"),
        "{unknown}"
    );
}

#[test]
fn a_row_is_explained_by_its_fate() {
    for (what, said) in [
        ("一季度/申请.csv!2", "计入：3.1/自然人、3.3.1/自然人"),
        ("data/一季度/申请.csv!A2", "计入：3.1/自然人、3.3.1/自然人"),
        ("一季度\\申请.csv！3", "计入：3.1/自然人、3.4/自然人"),
        ("一季度/申请.csv!4", "排除：不在报告年度"),
        ("一季度/申请.csv!H5", "有误：L"),
        ("一季度/申请.csv!1", "排除：表头"),
        ("一季度/申请.csv!99", "没有这一行"),
        ("二季度/申请.csv!9", "没有读过名为 二季度/申请.csv 的文件"),
        ("一季度/申请.csv!表!2", "没有工作表「表」"),
        (
            "一季度/申请.csv!表!2",
            "文本文件没有工作表；写法：文件!行，这里写 一季度/申请.csv!2",
        ),
        ("一季度/申请.csv！２", "计入：3.1/自然人、3.3.1/自然人"),
        (
            "一季度／申请．ｃｓｖ！第２行",
            "计入：3.1/自然人、3.3.1/自然人",
        ),
        ("３．３．１／自然人", "3.3.1/自然人 ＝ 1 件"),
        ("一季度/申请.csv", "没有写明是哪一行"),
        ("一季度/申请.csv!甲", "「甲」不是行号或单元格"),
    ] {
        let told = explained(what, NEARLY);
        assert!(told.contains(said), "{what}: {told}");
    }
    let faulty = explained("一季度/申请.csv!5", NEARLY);
    assert!(faulty.contains("有关的问题"), "{faulty}");
}

#[test]
fn what_is_asked_is_told_from_a_code_in_whatever_width() {
    for place in ["３．１／自然人", "申请.csv!2", "申请．csv", "３．１"] {
        assert!(trace::is_place(place), "{place}");
    }
    for code in ["E106", "Ｅ１０６", " e106 "] {
        assert!(!trace::is_place(code), "{code}");
        assert_eq!(trace::folded(code).to_uppercase(), "E106");
    }
}

#[test]
fn for_a_row_its_own_file_alone_is_read_again() {
    let mut job = job(NEARLY, Settings::default());
    let opened = Arc::new(AtomicUsize::new(0));
    let other = maker::origin("二季度/申请.csv", b"\xEF\xBB\xBF\n".as_slice());
    let count = Arc::clone(&opened);
    job.files.push(Origin {
        file: other.file,
        open: Box::new(move || {
            count.fetch_add(1, Ordering::Relaxed);
            (other.open)()
        }),
    });
    let compilation = compile(&job).unwrap();
    let explain = |what: &str| {
        let before = opened.load(Ordering::Relaxed);
        let asked = trace::asked(what, &compilation).unwrap();
        let told = trace::explain(asked, None, &job, &compilation).unwrap();
        (told.text(), opened.load(Ordering::Relaxed) - before)
    };
    let (told, again) = explain("一季度/申请.csv!2");
    assert!(told.contains("编号 A-1"), "{told}");
    assert_eq!(again, 0);
    assert_eq!(explain("3.3.1/自然人").1, 1);
}

#[test]
fn a_row_merged_names_the_row_that_counts() {
    let twice =
        "A-1,2022-1-4,自然人,张三,内容,,,,\nA-1,2022-1-4,自然人,张三,内容,,予以公开,2022-1-20,\n";
    let told = explained("一季度/申请.csv!2", twice);
    assert!(told.contains("合并：并入 一季度/申请.csv!3"), "{told}");
    assert!(told.contains("+1  3.3.1/自然人"), "{told}");
    let told = explained("3.4/自然人", twice);
    assert!(
        told.contains("按这一行自己的写法应当计入，但合并"),
        "{told}"
    );
}
