//! Laws that hold whatever the input is.

use std::collections::BTreeMap;
use std::io::Cursor;

use gknb::address::Address;
use gknb::book::{self, Event, Value, limits};
use gknb::finding::{Finding, Place};
use gknb::settings::Settings;
use gknb::{Compilation, Job, Origin, write};

/// Reads a file as a compilation does.
///
/// Rows ascend and are within the bounds of a sheet, cells ascend within their row, text is within its bound,
/// findings point into the file, nothing is found where nothing is told, and a second reading tells the same.
pub fn reads(name: &str, bytes: &[u8]) {
    let (told, found) = told(name, bytes);
    assert_eq!(
        (&told, &found),
        (&self::told(name, bytes).0, &self::told(name, bytes).1)
    );
}

/// The rows of each sheet as text, and the findings as text.
fn told(name: &str, bytes: &[u8]) -> (String, Vec<String>) {
    let mut findings = Vec::new();
    let mut sheets = 0u16;
    let mut last = 0u32;
    let mut shown = String::new();
    let text = |value: &Value| value.text().into_owned();
    let recognised = book::read(
        0,
        name,
        &mut Cursor::new(bytes),
        &mut findings,
        &mut |event| match event {
            Event::Sheet(sheet) => {
                assert_eq!(sheet.index, sheets, "sheets are numbered in their order");
                sheets += 1;
                last = 0;
                shown.push_str(&format!("[{:?}]\n", sheet.name));
            }
            Event::Row(row) => {
                assert!(sheets > 0, "a row before any sheet");
                assert!(row.number > last, "row {} after {last}", row.number);
                last = row.number;
                assert!(!row.cells.is_empty(), "a row without cells is told");
                assert!(
                    row.cells.windows(2).all(|w| w[0].column < w[1].column),
                    "columns ascend"
                );
                for cell in &row.cells {
                    assert!(u32::from(cell.column) < limits::COLUMNS);
                    if let Value::Text(text) = &cell.value {
                        assert!(!text.is_empty(), "empty text is no value");
                        assert!(text.chars().count() <= limits::TEXT);
                    }
                    if let Value::Number(number) = cell.value {
                        assert!(number.is_finite(), "a number that is none");
                    }
                    if let Some((row_of, column)) = cell.anchor {
                        assert!(
                            row_of <= row.number && (row_of, column) != (row.number, cell.column)
                        );
                    }
                    if shown.len() < 1 << 20 {
                        shown.push_str(&text(&cell.value));
                        shown.push('\t');
                    }
                }
            }
        },
    );
    assert!(
        recognised.is_some() || !findings.is_empty(),
        "silence about a file that is not read"
    );
    if recognised.is_some_and(|r| r.kind != book::Kind::Text) {
        assert!(last <= limits::ROWS, "row {last}");
    }
    for finding in &findings {
        let sheet = match &finding.at {
            Place::Sheet(0, sheet) => *sheet,
            Place::Cell(at) => {
                assert!(at.file == 0 && at.row > 0, "{finding:?}");
                at.sheet
            }
            Place::File(0) => continue,
            _ => panic!("{finding:?}"),
        };
        assert!(sheet < sheets.max(1), "{finding:?}");
    }
    (shown, findings.iter().map(|f| format!("{f:?}")).collect())
}

/// A file of a data folder.
pub fn origin(name: &str, bytes: Vec<u8>) -> Origin {
    Origin {
        file: name.to_owned(),
        open: Box::new(move || Ok(Box::new(Cursor::new(bytes.clone())))),
    }
}

/// A compilation of files, twice: the same result; every row accounted for; addresses inside their sheets.
pub fn compiles(
    settings: &Settings,
    files: &[(String, Vec<u8>)],
    previous: Option<&(String, Vec<u8>)>,
) -> Option<Compilation> {
    let job = |jobs| Job {
        settings: settings.clone(),
        files: files.iter().map(|(n, b)| origin(n, b.clone())).collect(),
        previous: previous.map(|(n, b)| origin(n, b.clone())),
        jobs,
    };
    let compilation = gknb::compile(&job(1));
    let again = gknb::compile(&job(1));
    let (compilation, again) = match (compilation, again) {
        (Ok(one), Ok(other)) => (one, other),
        (Err(one), Err(other)) => {
            assert_eq!(one.to_string(), other.to_string(), "twice the same error");
            return None;
        }
        _ => panic!("one run stops, the other does not"),
    };
    assert_eq!(
        write::json::full(&compilation),
        write::json::full(&again),
        "twice the same"
    );
    conserved(&compilation);
    inside(&compilation, &extents(files));
    Some(compilation)
}

/// read = counted + merged + Σ excluded + faulty, and each row has one fate.
fn conserved(compilation: &Compilation) {
    let rows = &compilation.rows;
    let excluded: u64 = rows.excluded.values().sum();
    assert_eq!(
        rows.read,
        rows.counted + rows.merged + excluded + rows.faulty
    );
    let fates: Vec<_> = compilation.fates().collect();
    assert_eq!(rows.read, fates.len() as u64);
    assert!(fates.windows(2).all(|w| w[0].0 < w[1].0), "one fate a row");
    let read: u64 = compilation
        .sources
        .iter()
        .flat_map(|s| &s.sheets)
        .map(|s| s.rows)
        .sum();
    assert!(read <= rows.read, "{read} records, {} fates", rows.read);
}

/// The last row of each sheet, and how many rows it has.
type Extents = BTreeMap<(u32, u16), (u32, u64)>;

fn extents(files: &[(String, Vec<u8>)]) -> Extents {
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort_by_cached_key(|file| gknb::text::order_of_name(&file.0));
    let mut extents = Extents::new();
    for (at, (name, bytes)) in (0..).zip(sorted) {
        let mut sheet = 0;
        book::read(
            at,
            name,
            &mut Cursor::new(bytes),
            &mut Vec::new(),
            &mut |event| match event {
                Event::Sheet(told) => {
                    sheet = told.index;
                    extents.insert((at, sheet), (0, 0));
                }
                Event::Row(row) => {
                    let extent = extents.entry((at, sheet)).or_default();
                    *extent = (row.number, extent.1 + 1);
                }
            },
        );
    }
    extents
}

fn inside(compilation: &Compilation, extents: &Extents) {
    let mut told = BTreeMap::<(u32, u16), u64>::new();
    for (at, _) in compilation.fates() {
        check(at, extents, "a fate");
        *told.entry((at.file, at.sheet)).or_default() += 1;
    }
    for (sheet, (_, rows)) in extents {
        let fates = told.get(sheet).copied().unwrap_or(0);
        assert!(fates <= *rows, "{fates} fates of {rows} rows");
    }
    for finding in &compilation.findings {
        let stage = finding.rule.code.starts_with('B');
        let places = std::iter::once(&finding.at).chain(finding.related.iter().map(|r| &r.0));
        for place in places {
            match place {
                // what is lost has no row any more
                Place::Cell(at) if !stage => check(*at, extents, &shown(finding)),
                Place::Sheet(file, sheet) => {
                    assert!(extents.contains_key(&(*file, *sheet)), "{}", shown(finding));
                }
                Place::File(file) => {
                    assert!(
                        (*file as usize) < compilation.sources.len(),
                        "{}",
                        shown(finding)
                    );
                }
                _ => {}
            }
        }
        assert!(
            !finding.message.is_empty() && !finding.help.is_empty(),
            "{}",
            shown(finding)
        );
    }
}

fn shown(finding: &Finding) -> String {
    format!("{finding:?}")
}

fn check(at: Address, extents: &Extents, what: &str) {
    let last = extents.get(&(at.file, at.sheet)).map_or(0, |e| e.0);
    assert!(
        (1..=last).contains(&at.row),
        "{what}: {at:?}, last row {last}"
    );
    assert!(
        at.column.is_none_or(|c| u32::from(c) < limits::COLUMNS),
        "{what}: {at:?}"
    );
}

/// Everything written of a compilation reads back as it was meant; formulas are ours alone.
pub fn writes(compilation: &Compilation, files: &[(String, Vec<u8>)]) {
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort_by_cached_key(|file| gknb::text::order_of_name(&file.0));
    let open = |file: u32| -> Option<Box<dyn book::Input>> {
        let (_, bytes) = sorted.get(file as usize)?;
        Some(Box::new(Cursor::new(bytes.clone())))
    };
    if compilation.publishable() {
        let document = write::publishable::document(compilation);
        let bytes = write::xlsx::bytes(&document).expect("a publishable workbook");
        let differences = write::readback::differences(&bytes, &document, compilation);
        assert!(differences.is_empty(), "{differences:?}");
    }
    let made = write::marked::copies(compilation, &open);
    for (name, bytes) in &made.files {
        assert!(write::marked::untouched(bytes), "{name}");
        assert_eq!(formulas(bytes), 0, "{name} has a formula");
    }
    let beside = write::paper::Beside {
        source: &|_| None,
        copy: &|_| None,
        people: None,
        most: 50,
    };
    let paper = write::paper::paper(compilation, beside);
    let bytes = write::xlsx::bytes(&paper.document).expect("a working paper");
    let differences = write::readback::pages(&bytes, &paper.document);
    assert!(differences.is_empty(), "{differences:?}");
    let page = write::html::page(compilation, &open);
    assert!(
        page.ends_with("</html>\n"),
        "{}",
        &page[page.len().saturating_sub(40)..]
    );
    let shown = write::show::short(&compilation.findings, &compilation.names);
    // our own colours aside, nothing that a file holds commands the terminal
    let plain: String = shown.split("\u{1b}[").skip(1).fold(
        shown.split("\u{1b}[").next().unwrap_or_default().to_owned(),
        |plain, piece| {
            plain
                + piece
                    .trim_start_matches(|c: char| c.is_ascii_digit() || c == ';')
                    .trim_start_matches('m')
        },
    );
    let of_text = |c: char| !c.is_control() || c == '\n';
    assert!(
        plain.chars().all(of_text),
        "{shown:?} commands the terminal"
    );
}

/// Cells with a formula.
fn formulas(bytes: &[u8]) -> usize {
    crate::unpacked(bytes)
        .iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"))
        .map(|(_, xml)| String::from_utf8_lossy(xml).matches("<f").count())
        .sum()
}
