//! Rows of a body are written as those that the library writes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use gknb::write::page::{Answer, Area, Body, Cell, Content, Document, Link, Page, Role, Row};
use gknb::write::{readback, xlsx};
use jiff::civil::date;
use rust_decimal::Decimal;

const COLUMNS: [u16; 4] = [20, 12, 12, 30];

fn head() -> Vec<Row> {
    let title = Cell::text(0, Role::Title, "甲").spanning(1, 4);
    vec![Row {
        height: 34,
        cells: vec![title],
    }]
}

/// The rows in question; the first of them is row 2 of the sheet.
fn rows() -> Vec<Row> {
    let texts = [
        "教育局",
        " 前后有空格 ",
        "<b>&\"引号\"'</b>",
        "=1+1",
        "_x0007_ 与 _x00e9_",
        "两行\n文字",
        "",
        "很长的一段文字，要分几行才放得下，所以这一行比别的行高",
    ];
    let numbers = ["0", "72701.2578", "-3", "4.10", "123456789012345"];
    let numbers = numbers.iter().cycle();
    let mut rows: Vec<Row> = texts
        .iter()
        .zip(numbers)
        .map(|(text, number)| {
            let number: Decimal = number.parse().expect("a number");
            let outside = Link::Outside(format!("../a b/第 1 份%[{number}].xlsx#'三、甲'!D6"));
            let inside = Link::Inside("乙'丙".to_owned(), (6, 27));
            Row {
                height: 20,
                cells: vec![
                    Cell::text(0, Role::Label, *text)
                        .linked((*text == "教育局").then(|| outside.clone())),
                    Cell::new(1, Role::Figure, Content::Number(number)).linked(Some(outside)),
                    Cell::new(2, Role::Alarm, Content::Day(date(2024, 2, 29))).linked(Some(inside)),
                    Cell::text(3, Role::Remark, *text),
                ],
            }
        })
        .collect();
    let area = Area {
        first: (1, 1),
        last: (3, 1),
    };
    let sum = Content::Sum(vec![area], "72698.2578".parse().expect("a number"));
    let same = "=IF(B2<1,\"平\",\"不平\")".to_owned();
    rows.push(Row {
        height: 22,
        cells: vec![
            Cell::new(
                0,
                Role::Total,
                Content::Formula(same, Answer::Text("平".to_owned())),
            ),
            Cell::new(1, Role::Total, sum),
        ],
    });
    rows.push(Row {
        height: 22,
        cells: vec![Cell::text(0, Role::Head, "以下没有计入").spanning(1, 3)],
    });
    rows.push(Row {
        height: 22,
        cells: vec![Cell::text(3, Role::Label, "末行")],
    });
    rows
}

/// How the rows are given.
#[derive(Clone, Copy)]
enum Given {
    /// As the page's own, which the library writes.
    Own,
    /// As a body that is held.
    Held,
    /// As a body that is made.
    Made,
}

fn document(given: Given) -> Document {
    let page = |name: &str, rows: Vec<Row>, body: Option<Body>| Page {
        name: name.to_owned(),
        columns: COLUMNS.to_vec(),
        rows,
        body,
        landscape: true,
        one_sheet: false,
        repeated: 1,
        frozen: 1,
        mark: Some("内部".to_owned()),
        filtered: Some(0),
        across: None,
    };
    let mut first = page("甲", head(), None);
    match given {
        Given::Own => first.rows.extend(rows()),
        Given::Held => first.body = Some(Body::held(rows(), &COLUMNS)),
        Given::Made => {
            let rows = rows();
            let make = move |nth: usize| rows[nth].clone();
            first.body = Some(Body::made(11, COLUMNS.to_vec(), make));
        }
    }
    first.fit_heights();
    Document {
        title: "甲".to_owned(),
        date: date(2024, 12, 31),
        pages: vec![first, page("乙'丙", head(), None)],
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    let mut part = package.by_name(name).expect(name);
    part.read_to_string(&mut text).expect("UTF-8");
    text
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// Of each link its cell, where it leads and what it shows.
fn links(bytes: &[u8]) -> BTreeMap<String, (String, String, String)> {
    let sheet = part(bytes, "xl/worksheets/sheet1.xml");
    let relations = part(bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    let targets: BTreeMap<&str, &str> = relations
        .split("<Relationship ")
        .filter_map(|r| {
            Some((
                r.split_once("Id=\"")?.1.split('"').next()?,
                attribute(r, "Target")?,
            ))
        })
        .collect();
    let mut links = BTreeMap::new();
    for tag in sheet.split("<hyperlink ").skip(1) {
        let tag = format!(" {}", tag.split('>').next().expect("a tag"));
        let of = |name: &str| attribute(&tag, name).unwrap_or_default().to_owned();
        let target = attribute(&tag, "r:id").map_or("", |id| targets[id]);
        links.insert(
            of("ref"),
            (target.to_owned(), of("location"), of("display")),
        );
    }
    links
}

/// The elements of a list of the styles.
fn list<'t>(styles: &'t str, list: &str, element: &str) -> Vec<&'t str> {
    let Some((_, rest)) = styles.split_once(&format!("<{list} ")) else {
        return Vec::new();
    };
    let whole = rest.split(&format!("</{list}>")).next().unwrap_or(rest);
    whole.split(&format!("<{element}")).skip(1).collect()
}

/// Number format, font and so on of each cell, and the heights of rows.
fn looks(bytes: &[u8]) -> Vec<(String, String)> {
    let sheet = part(bytes, "xl/worksheets/sheet1.xml");
    let styles = part(bytes, "xl/styles.xml");
    let looks = list(&styles, "cellXfs", "xf ");
    let fonts = list(&styles, "fonts", "font>");
    let formats = list(&styles, "numFmts", "numFmt ");
    // numbers of fonts and formats are given as they come
    let look = |style: &str| {
        let look = format!(" {}", looks[style.parse::<usize>().expect("a number")]);
        let font = attribute(&look, "fontId").expect("a font");
        let number = attribute(&look, "numFmtId").expect("a format");
        let code = formats
            .iter()
            .find(|f| f.starts_with(&format!("numFmtId=\"{number}\"")));
        let code = code
            .and_then(|f| attribute(f, "formatCode"))
            .unwrap_or(number);
        let rest = look.replace(&format!("fontId=\"{font}\""), "");
        let rest = rest.replace(&format!("numFmtId=\"{number}\""), code);
        format!("{rest}{}", fonts[font.parse::<usize>().expect("a number")])
    };
    let tags = sheet
        .split('<')
        .filter(|t| t.starts_with("c ") || t.starts_with("row "));
    tags.map(|tag| {
        let place = attribute(tag, "r").expect("a place").to_owned();
        let look = match attribute(tag, "s") {
            Some(style) => look(style),
            None => attribute(tag, "ht").unwrap_or_default().to_owned(),
        };
        (place, look)
    })
    .collect()
}

#[test]
fn rows_of_a_body_have_the_same_cells_looks_and_links_as_rows_that_the_library_writes() {
    let (held, made) = (document(Given::Own), document(Given::Made));
    let [of_held, of_made] = [&held, &made].map(|d| xlsx::bytes(d).expect("a workbook"));
    let body = xlsx::bytes(&document(Given::Held)).expect("a workbook");
    assert!(body == of_made);
    for bytes in [&of_held, &of_made] {
        for document in [&held, &made, &document(Given::Held)] {
            assert_eq!(readback::pages(bytes, document), [""; 0]);
        }
    }
    assert_eq!(links(&of_held), links(&of_made));
    assert!(links(&of_held).len() > 16);
    let (held, made_looks) = (looks(&of_held), looks(&of_made));
    assert_eq!(held.len(), made_looks.len());
    for (one, other) in held.iter().zip(&made_looks) {
        assert_eq!(one, other);
    }
    assert_eq!(xlsx::bytes(&made).expect("a workbook"), of_made);
}

#[test]
fn a_cell_of_such_rows_that_is_not_as_meant_is_told_with_its_place() {
    let bytes = xlsx::bytes(&document(Given::Made)).expect("a workbook");
    let mut other = document(Given::Made);
    let make = |nth: usize| {
        let mut row = rows().remove(nth);
        match nth {
            0 => row.cells[1].content = Content::Number(Decimal::ONE),
            2 => {
                row.cells.pop();
            }
            8 => row.cells[1].content = Content::Text(String::new()),
            _ => {}
        }
        row
    };
    other.pages[0].body = Some(Body::made(11, COLUMNS.to_vec(), make));
    let told = readback::pages(&bytes, &other);
    let places: Vec<&str> = told.iter().filter_map(|t| t.split('：').next()).collect();
    assert_eq!(places, ["甲!B2", "甲!D4", "甲!B10", "甲!B10"], "{told:#?}");
}

/// On pages several sheets of paper wide no cell reaches over the end of one, where it would be cut: those of
/// the columns that all sheets repeat stand in these alone.
pub(crate) fn can_be_read_on_every_sheet(document: &Document) {
    let mut wide = 0;
    for page in &document.pages {
        let Some(across) = &page.across else { continue };
        wide += usize::from(!across.breaks.is_empty());
        let ends = [&[across.repeated], &across.breaks[..]].concat();
        for row in page.every_row() {
            for cell in &row.cells {
                let last = cell.column + cell.colspan;
                let cut = ends.iter().any(|end| (cell.column + 1..last).contains(end));
                assert!(!cut, "{}: {:?}", page.name, cell.content);
            }
        }
        assert!(page.rows[0].cells[0].column == 0 && page.rows[1].cells[0].column == 0);
    }
    assert!(wide > 0, "no page is that wide");
}
