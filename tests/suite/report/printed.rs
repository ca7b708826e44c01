//! Reports as printed: PDFs written here with ruling lines and placed text, and read back.

use std::fmt::Write;

use gknb::finding::Place;
use gknb::verify::report::read;
use serde_json::Value;

use super::wild::Sheet;
use super::{assert_reads, each, published, title};
use crate::program;

/// How a PDF is made.
#[derive(Clone, Copy)]
struct Print {
    /// How the codes of its font are to be read.
    font: Font,
    /// Points from one page's upper end to its lower.
    height: i32,
    /// Across the page's width when it is turned.
    turned: Turned,
    /// Label columns as narrow as one character.
    narrow: bool,
    /// Heads again at the top of the page where a table goes on.
    again: bool,
    /// Ruling lines are drawn.
    ruled: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Font {
    /// A font that every reader has, codes are UCS-2.
    Song,
    /// The same with codes of GBK.
    Gbk,
    /// Codes of no meaning, told by ToUnicode.
    Told,
    /// Codes of no meaning, told nowhere.
    Mute,
}

#[derive(Clone, Copy, PartialEq)]
enum Turned {
    No,
    /// By the page's own entry.
    Page,
    /// Drawn upwards on an upright page.
    Drawn,
}

const PLAIN: Print = Print {
    font: Font::Song,
    height: 842,
    turned: Turned::No,
    narrow: false,
    again: false,
    ruled: true,
};

const SIZE: i32 = 9;
const LEFT: i32 = 40;
const WIDTH: i32 = 515;

/// One page's drawing, from the top down.
struct Pages {
    print: Print,
    done: Vec<String>,
    page: String,
    /// Points from the top.
    at: i32,
    told: Vec<char>,
}

impl Pages {
    fn new(print: Print) -> Self {
        Pages {
            print,
            done: Vec::new(),
            page: String::new(),
            at: 50,
            told: Vec::new(),
        }
    }

    fn turn(&mut self) {
        let number = format!("- {} -", self.done.len() + 1);
        self.text(280, self.print.height - 15, &number);
        self.done.push(std::mem::take(&mut self.page));
        self.at = 50;
    }

    fn room(&mut self, points: i32) -> bool {
        let full = self.at + points > self.print.height - 60;
        if full {
            self.turn();
        }
        full
    }

    fn text(&mut self, x: i32, y: i32, text: &str) {
        let mut hex = String::new();
        for c in text.chars() {
            match self.print.font {
                Font::Song => write!(hex, "{:04x}", c as u32).unwrap(),
                Font::Gbk => {
                    for byte in encoding_rs::GBK.encode(&c.to_string()).0.iter() {
                        write!(hex, "{byte:02x}").unwrap();
                    }
                }
                Font::Told | Font::Mute => {
                    let known = self.told.iter().position(|k| *k == c);
                    let code = known.unwrap_or_else(|| {
                        self.told.push(c);
                        self.told.len() - 1
                    });
                    write!(hex, "{:04x}", code + 3).unwrap();
                }
            }
        }
        let y = self.print.height - y;
        writeln!(self.page, "BT /F1 {SIZE} Tf {x} {y} Td <{hex}> Tj ET").unwrap();
    }

    fn line(&mut self, from: (i32, i32), to: (i32, i32)) {
        let (top, end) = (self.print.height - from.1, self.print.height - to.1);
        writeln!(self.page, "{} {top} m {} {end} l S", from.0, to.0).unwrap();
    }

    fn paragraph(&mut self, text: &str) {
        let most = usize::try_from(WIDTH / SIZE).unwrap();
        let indented: Vec<char> = format!("　　{text}").chars().collect();
        for line in indented.chunks(most) {
            self.room(20);
            let line: String = line.iter().collect();
            self.text(LEFT, self.at + SIZE, &line);
            self.at += 16;
        }
        self.at += 4;
    }

    fn table(&mut self, sheet: &Sheet) {
        let labels = if sheet.columns == 10 { 3 } else { 0 };
        let narrow = |column: u16| self.print.narrow && labels == 3 && column < 2;
        let widths: Vec<i32> = (0..sheet.columns)
            .map(|column| match column {
                c if narrow(c) => SIZE + 6,
                c if c < labels => 70,
                _ => (WIDTH - 70 * i32::from(labels)) / i32::from(sheet.columns - labels),
            })
            .collect();
        let x = |column: u16| LEFT + widths[..usize::from(column)].iter().sum::<i32>();
        let wrapped = |cell: &super::wild::Cell| {
            let wide = x(cell.column + cell.colspan) - x(cell.column) - 4;
            let most = usize::try_from((wide / SIZE).max(1)).unwrap();
            let chars: Vec<char> = cell.text.chars().filter(|c| *c != '\n').collect();
            let digits = cell.figure && chars.iter().all(char::is_ascii_digit);
            let lines = chars.chunks(if digits { chars.len().max(1) } else { most });
            lines.map(String::from_iter).collect::<Vec<_>>()
        };
        let rows = sheet.cells.iter().map(|c| c.row + c.rowspan).max().unwrap();
        let mut heights = vec![16; usize::from(rows)];
        for cell in sheet.cells.iter().filter(|c| c.rowspan == 1) {
            let lines = i32::try_from(wrapped(cell).len()).unwrap();
            let height = &mut heights[usize::from(cell.row)];
            *height = (*height).max(lines * (SIZE + 2) + 6);
        }
        let heads = sheet.header_rows;
        let mut row = 0;
        while row < rows {
            let mut block: Vec<u16> = Vec::new();
            if row > 0 && self.print.again {
                block.extend(0..heads);
            }
            let mut used: i32 = block.iter().map(|r| heights[usize::from(*r)]).sum();
            let first = row;
            while row < rows && self.at + used + heights[usize::from(row)] < self.print.height - 60
            {
                used += heights[usize::from(row)];
                block.push(row);
                row += 1;
            }
            if row == first {
                self.turn();
                continue;
            }
            let mut tops = vec![self.at];
            for r in &block {
                tops.push(tops[tops.len() - 1] + heights[usize::from(*r)]);
            }
            for cell in &sheet.cells {
                let covers = |r: &u16| *r >= cell.row && *r < cell.row + cell.rowspan;
                let here: Vec<usize> = (0..block.len()).filter(|b| covers(&block[*b])).collect();
                let (Some(top), Some(last)) = (here.first(), here.last()) else {
                    continue;
                };
                let (top, end) = (tops[*top], tops[*last + 1]);
                let (left, right) = (x(cell.column), x(cell.column + cell.colspan));
                if self.print.ruled {
                    self.line((left, top), (right, top));
                    self.line((left, end), (right, end));
                    self.line((left, top), (left, end));
                    self.line((right, top), (right, end));
                }
                if block.contains(&cell.row) {
                    for (nth, line) in wrapped(cell).iter().enumerate() {
                        let down = i32::try_from(nth).unwrap() * (SIZE + 2) + SIZE + 3;
                        self.text(left + 3, top + down, line);
                    }
                }
            }
            self.at = *tops.last().unwrap() + 12;
            if row < rows {
                self.turn();
            }
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.turn();
        let upright = self.print.turned == Turned::No;
        let (wide, high) = (595, self.print.height);
        let mut objects: Vec<String> = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            String::new(),
            match self.print.font {
                Font::Song => font("UniGB-UCS2-H", "GB1", ""),
                Font::Gbk => font("GBK-EUC-H", "GB1", ""),
                Font::Told => font("Identity-H", "Identity", "/ToUnicode 5 0 R"),
                Font::Mute => font("Identity-H", "Identity", ""),
            },
            String::new(),
            to_unicode(&self.told),
        ];
        let mut kids = String::new();
        for page in &self.done {
            let (media, turn, matrix) = match self.print.turned {
                // what is drawn upright is turned back by the page's entry
                Turned::Page => (
                    format!("0 0 {high} {wide}"),
                    "/Rotate 90",
                    format!("0 1 -1 0 {high} 0 cm\n"),
                ),
                Turned::Drawn => (
                    format!("0 0 {high} {wide}"),
                    "",
                    format!("0 1 -1 0 {high} 0 cm\n"),
                ),
                Turned::No => (format!("0 0 {wide} {high}"), "", String::new()),
            };
            assert_eq!(upright, matrix.is_empty());
            let drawing = format!("q 0.5 w\n{matrix}{page}Q\n");
            objects.push(format!(
                "<</Length {}>>stream\n{drawing}\nendstream",
                drawing.len()
            ));
            let contents = objects.len();
            objects.push(format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[{media}]{turn}/Contents {contents} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            ));
            write!(kids, "{} 0 R ", objects.len()).unwrap();
        }
        objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", self.done.len());
        objects[3] = "<<>>".to_owned();
        let mut bytes = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            places.push(bytes.len());
            bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
        }
        let start = bytes.len();
        let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for place in places {
            writeln!(end, "{place:010} 00000 n ").unwrap();
        }
        let size = objects.len() + 1;
        write!(
            end,
            "trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
        )
        .unwrap();
        bytes.extend(end.bytes());
        bytes
    }
}

fn font(encoding: &str, collection: &str, more: &str) -> String {
    format!(
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}{more}/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering({collection})/Supplement 2>>/DW 1000/W[814 [500] 817 939 500]>>]>>"
    )
}

fn to_unicode(told: &[char]) -> String {
    let mut map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n".to_owned();
    for chunk in told.iter().enumerate().collect::<Vec<_>>().chunks(100) {
        writeln!(map, "{} beginbfchar", chunk.len()).unwrap();
        for (code, c) in chunk {
            writeln!(map, "<{:04x}> <{:04x}>", code + 3, **c as u32).unwrap();
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap end end\n");
    format!("<</Length {}>>stream\n{map}\nendstream", map.len())
}

fn printed(title: &str, sentences: &[&str], tables: &[Sheet], print: Print) -> Vec<u8> {
    let mut pages = Pages::new(print);
    pages.paragraph(title);
    for sentence in sentences {
        pages.paragraph(sentence);
    }
    for table in tables {
        pages.room(60);
        pages.paragraph(&table.title);
        pages.table(table);
    }
    pages.finish()
}

fn all(print: Print, name: &str) {
    each(name, "pdf", |p| printed(&title(p), &[], &p.tables, print));
}

#[test]
fn real_tables_printed_with_lines_are_read_back() {
    all(PLAIN, "pdf");
    all(
        Print {
            font: Font::Gbk,
            ..PLAIN
        },
        "pdf, GBK",
    );
    all(
        Print {
            font: Font::Told,
            ..PLAIN
        },
        "pdf, codes told",
    );
}

#[test]
fn the_unit_of_fees_is_read_from_the_line_above_their_table() {
    for (above, doubts) in [("（单位：件、元）", 1), ("二、主动公开政府信息情况", 0)]
    {
        let mut published = published("2022-pingtan");
        published.tables[0].title = above.to_owned();
        // a line above another table is not that of this one
        published.tables[1].title = "（单位：元）".to_owned();
        let sentence = "本机关认真贯彻落实政府信息公开条例，推进政务公开各项工作。".repeat(4);
        let sentences = [sentence.as_str(); 20];
        let tables = &published.tables;
        let pdf = printed(&title(&published), &sentences, tables, PLAIN);
        let report = read("a.pdf", &pdf);
        let told = report.findings.iter().filter(|f| f.rule.code == "V327");
        assert_eq!(told.count(), doubts, "{above} {:#?}", report.findings);
    }
}

#[test]
fn tables_that_go_on_over_pages_are_one() {
    let font = Font::Told;
    for height in [300, 340, 420, 500] {
        all(
            Print {
                height,
                font,
                ..PLAIN
            },
            "pdf, short pages",
        );
        all(
            Print {
                height,
                font,
                again: true,
                ..PLAIN
            },
            "pdf, heads again",
        );
    }
}

#[test]
fn turned_pages_and_narrow_labels_are_read() {
    let told = Print {
        font: Font::Told,
        ..PLAIN
    };
    all(
        Print {
            turned: Turned::Page,
            ..told
        },
        "pdf, turned by the page",
    );
    all(
        Print {
            turned: Turned::Drawn,
            ..told
        },
        "pdf, drawn upwards",
    );
    all(
        Print {
            narrow: true,
            ..told
        },
        "pdf, narrow labels",
    );
}

#[test]
fn a_finding_in_a_pdf_names_table_cell_and_page() {
    let published = published("2020-pingtan");
    let print = Print {
        height: 420,
        ..PLAIN
    };
    let said = [
        "2020年收到政府信息公开申请，我区依法依规受理和答复，全年共计收到群众通过各种渠道提出的政府信息公开申请99件。",
    ];
    let bytes = printed(&title(&published), &said, &published.tables, print);
    let report = read("平潭2020.pdf", &bytes);
    let unbalanced = report.findings.iter().find(|f| f.rule.code == "V315");
    let unbalanced = unbalanced.expect("（七）总计 of 自然人");
    let Place::Cell(at) = &unbalanced.at else {
        panic!("{unbalanced:?}");
    };
    assert_eq!(report.slot_at(*at), Some("3.3.7/自然人"));
    assert!(
        report.names.show(*at).ends_with("!表2!D25"),
        "{}",
        report.names.show(*at)
    );
    assert!(
        unbalanced.message.ends_with("页）"),
        "{}",
        unbalanced.message
    );
    // a sentence over two lines is one
    let differs = report.findings.iter().find(|f| f.rule.code == "V319");
    let differs = differs.expect("99 is not in the table");
    assert!(
        differs.message.starts_with("正文写 99件"),
        "{}",
        differs.message
    );
    assert!(
        differs.message.ends_with("（第 1 页）"),
        "{}",
        differs.message
    );
}

#[test]
fn what_cannot_be_read_of_a_pdf_is_one_clear_finding() {
    let published = published("2022-pingtan");
    let only = |bytes: &[u8]| {
        let report = read("a.pdf", bytes);
        let [finding] = report.findings.as_slice() else {
            panic!("{:#?}", report.findings);
        };
        (finding.rule.code, finding.message.clone())
    };
    let mute = printed(
        "某某",
        &[],
        &published.tables,
        Print {
            font: Font::Mute,
            ..PLAIN
        },
    );
    let (code, message) = only(&mute);
    assert_eq!(code, "V314");
    assert!(message.contains("字体没有说明"), "{message}");
    let unruled = Print {
        ruled: false,
        font: Font::Told,
        ..PLAIN
    };
    let unruled = printed(&title(&published), &[], &published.tables, unruled);
    let (code, message) = only(&unruled);
    assert_eq!(code, "V301");
    assert!(message.contains("没有框线"), "{message}");
    let blank = printed("空", &[], &[], PLAIN);
    assert!(only(&blank).1.contains("没有文字"));
    let whole = printed(
        &title(&published),
        &[],
        &published.tables,
        Print {
            font: Font::Told,
            ..PLAIN
        },
    );
    assert_eq!(only(&whole[..200]).0, "B001");
    assert_eq!(only(b"%PDF-1.7 nothing").0, "B001");
    let scan = String::from_utf8(blank.clone()).expect("text");
    let scan = scan.replace(
        "BT /F1 9 Tf 280",
        "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI BT /F1 9 Tf 280",
    );
    assert!(
        only(scan.as_bytes()).1.contains("扫描"),
        "{:?}",
        only(scan.as_bytes())
    );
    // cut and scrambled anywhere, it is a finding and nothing worse
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut bytes = whole.clone();
        bytes[at] = b'<';
        let _ = read("a.pdf", &bytes);
        let _ = read("a.pdf", &whole[..at]);
    }
}

#[test]
fn pdfs_that_programs_printed_are_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/report");
    for (file, name) in [
        ("洪泽2023-libreoffice.pdf", "2023-huaian-hongze-district"),
        ("平潭2020-chromium.pdf", "2020-pingtan"),
    ] {
        let bytes = std::fs::read(folder.join(file)).expect("it is there");
        assert_reads(name, file, file, &bytes);
    }
}

/// Compiles a year of 平潭 with a PDF as last year's report, through the program: exit code, what `--json` says.
fn compiled(year: i16, previous: &str, pdf: &[u8], requests: &str) -> (Option<i32>, Value) {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| program::put(folder.path(), name, bytes);
    let settings = format!("year = {year}\nagency = \"平潭综合实验区\"\nnone = [\"规章\"]\n");
    put("data/gknb.toml", settings.as_bytes());
    put("data/申请.csv", requests.as_bytes());
    put(
        "data/文件.csv",
        format!(
            "文件类型,标题,文号,成文日期,废止日期\n行政规范性文件,甲,1号,{year}-05-01,\n\
             行政规范性文件,乙,2号,{}-05-01,{year}-06-01\n行政规范性文件,丙,3号,{year}-07-01,\n",
            year - 1
        )
        .as_bytes(),
    );
    put(previous, pdf);
    let args = ["compile", "--previous", previous, "--json"];
    let (code, out, err) = program::outcome(folder.path(), &args);
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
    let written = folder.path().join(format!(
        "report/平潭综合实验区{year}年政府信息公开统计表.xlsx"
    ));
    assert_eq!(written.exists(), code == Some(0), "{err}");
    (code, json)
}

/// The findings of a code.
fn findings<'j>(json: &'j Value, code: &str) -> Vec<&'j Value> {
    let findings = json["findings"].as_array().unwrap().iter();
    findings.filter(|f| f["code"] == code).collect()
}

const HEADS: &str = "申请编号,收到日期,申请人类型,办理结果,答复日期\n";

#[test]
fn last_years_report_as_a_pdf_serves_compile() {
    let before = published("2021-pingtan");
    let pdf = printed(&title(&before), &[], &before.tables, PLAIN);
    let last = read("上年.pdf", &pdf);
    let of = |slot: &str| -> u64 { last.slots[slot].unwrap().to_string().parse().unwrap() };
    // as many are carried in as last year's report says that it put over, all of them natural persons
    assert_eq!((of("3.4/自然人"), of("3.4/总计")), (1, 1));
    let carried = format!("{HEADS}A-1,2021-12-20,自然人,予以公开,2022-01-10\n");
    let (code, json) = compiled(2022, "上年.pdf", &pdf, &carried);
    assert_eq!(code, Some(0), "{:#}", json["findings"]);
    assert_eq!(json["slots"]["3.2/自然人"], 1);
    let in_force = of("2.行政规范性文件/现行有效件数");
    assert!(in_force > 100);
    assert_eq!(
        json["slots"]["2.行政规范性文件/现行有效件数"],
        in_force + 2 - 1
    );
    // what is not carried in is an error with both numbers
    let (code, json) = compiled(2022, "上年.pdf", &pdf, HEADS.trim_end());
    assert_eq!(code, Some(1));
    let broken = findings(&json, "V102");
    assert!(!broken.is_empty(), "{:#}", json["findings"]);
    let message = broken[0]["message"].as_str().unwrap();
    assert!(message.contains('1') && message.contains('0'), "{message}");
}

#[test]
fn last_years_report_that_a_browser_printed_serves_compile() {
    let pdf = include_bytes!("../../files/report/平潭2020-chromium.pdf");
    let last = read("上年.pdf", pdf);
    let put_over = last.slots["3.4/总计"].unwrap();
    let (code, json) = compiled(2021, "上年.pdf", pdf, HEADS.trim_end());
    assert!(findings(&json, "V105").is_empty() && findings(&json, "V103").is_empty());
    // edition 2019 tells no number in force; what it put over is held against the ledgers all the same
    assert_eq!(findings(&json, "V102").is_empty(), put_over.is_zero());
    assert_eq!(
        code == Some(1),
        !put_over.is_zero(),
        "{:#}",
        json["findings"]
    );
}

#[test]
fn last_years_report_that_cannot_be_read_is_one_error() {
    let before = published("2021-pingtan");
    let mute = Print {
        font: Font::Mute,
        ..PLAIN
    };
    let pdf = printed(&title(&before), &[], &before.tables, mute);
    for pdf in [&pdf[..], b"%PDF-1.7\nbroken"] {
        let (code, json) = compiled(2022, "上年.pdf", pdf, HEADS.trim_end());
        assert_eq!(code, Some(1));
        let told = findings(&json, "V105");
        assert_eq!(told.len(), 1, "{:#}", json["findings"]);
        assert!(told[0]["message"].as_str().unwrap().contains("上年.pdf"));
        assert!(findings(&json, "V102").is_empty());
    }
}
