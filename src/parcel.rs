//! 交付: a compilation → the files that are handed over, each read back before it is written.

use std::collections::BTreeMap;
use std::path::Path;

use gknb::units::matrix;
use gknb::write::evidence::{Evidence, Listed};
use gknb::{Compilation, write};

use crate::args::{Options, Trouble};
use crate::disk;
use crate::ending::is_old;
use crate::outbox::{Content, Output};
use crate::prepared::{Prepared, reopen};

/// What a run hands over.
pub(crate) struct Parcel<'a> {
    /// Names below the folder and contents.
    pub(crate) files: Vec<Output<'a>>,
    /// Files of earlier runs that no longer hold.
    pub(crate) gone: Vec<String>,
    /// The files as they are told of.
    pub(crate) written: Vec<String>,
    /// What could not be done.
    pub(crate) remarks: String,
}

/// Rows of which paper and page, each listing all of them, take little memory together.
const FEW: u64 = 400;

/// Rows beyond which neither lists all.
const LISTED: u64 = 8_001;

/// Rows beside which the papers take no time worth a thread.
const MANY: u64 = 20_000;

/// All files of a run beside the lists.
pub(crate) fn parcel<'a>(
    compilation: &Compilation,
    prepared: &Prepared,
    (people, lists): (Option<&write::private::People>, &[Output<'_>]),
) -> Result<Parcel<'a>, Trouble> {
    // each is made from the compilation alone
    let tables = || {
        let whole = outputs(compilation, compilation.publishable())?;
        Ok((whole, of_units(compilation)?))
    };
    let evidence = Evidence::of(compilation);
    let most = write::paper::most(compilation, &evidence, write::paper::MOST);
    let behind = evidence.behind_each(most.max(write::html::most(compilation)));
    let papers = || {
        let open = |file: u32| reopen(compilation, prepared, file);
        let made = write::marked::copies(compilation, &open);
        let paper = working_paper(compilation, prepared, people, (&behind, &made))?;
        Ok((made, paper))
    };
    let page = || page(compilation, prepared, &behind);
    let (tables, (papers, page)) = match compilation.rows.read {
        ..FEW | LISTED..MANY => rayon::join(tables, || rayon::join(papers, page)),
        // what both need is not needed at once
        FEW.. => (tables(), (papers(), page())),
    };
    let (mut files, (of_units, matrix)) = tables?;
    let (made, paper) = papers?;
    files.push(paper);
    let of = |files: &[Output<'_>]| files.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
    let mut written = of(&files);
    written.extend(of(lists));
    let more: Vec<_> = std::iter::once(page).chain(matrix).collect();
    written.extend(of(&more));
    files.extend(more);
    let is_list = |name: &str| write::paper::is_list_of(compilation, name);
    let old = disk::names(&prepared.out, &is_list).into_iter();
    let mut parcel = Parcel {
        written,
        files,
        gone: old
            .filter(|old| lists.iter().all(|f| f.0 != *old))
            .collect(),
        remarks: old_of_units(compilation, &of_units, &prepared.out),
    };
    if compilation.publishable() {
        let remark = of_other_days(compilation, &prepared.out);
        parcel.remarks.push_str(&remark);
    }
    if !of_units.is_empty() {
        let folder = matrix::FOLDER;
        let told = format!("{folder}（{} 个文件）", of_units.len());
        parcel.written.push(told);
    }
    parcel.files.extend(of_units);
    copies(made, prepared, &mut parcel);
    Ok(parcel)
}

/// Names of the publishable files.
pub(crate) fn publishable_names(compilation: &Compilation) -> [String; 2] {
    let stem = write::tables_name(compilation);
    [format!("{stem}.xlsx"), format!("{stem}.json")]
}

/// The files to be written: name and bytes. The workbook has been read back and compared.
fn outputs<'a>(compilation: &Compilation, publishable: bool) -> Result<Vec<Output<'a>>, Trouble> {
    if !publishable {
        return Ok(Vec::new());
    }
    let document = write::publishable::document(compilation);
    let workbook = workbook("统计表", &document)?;
    let differences = write::readback::differences(&workbook, &document, compilation);
    as_meant("统计表", &differences)?;
    let json = write::json::publishable(compilation).into_bytes();
    let [workbook_name, json_name] = publishable_names(compilation);
    Ok(vec![
        (workbook_name, Content::Bytes(workbook)),
        (json_name, Content::Bytes(json)),
    ])
}

/// What is written of units: each one's publishable files, and the matrix.
type OfUnitsWritten<'a> = (Vec<Output<'a>>, Option<Output<'a>>);

/// The publishable files of each unit that has no error, and the matrix of all. The workbooks have been read
/// back and compared.
fn of_units<'a>(compilation: &Compilation) -> Result<OfUnitsWritten<'a>, Trouble> {
    if compilation.units.is_empty() {
        return Ok((Vec::new(), None));
    }
    let mut written = Vec::new();
    let mut names: Vec<Option<String>> = Vec::new();
    for unit in &compilation.units {
        if !unit.publishable(compilation.settings.strict) {
            names.push(None);
            continue;
        }
        let statement = unit.statement(compilation);
        let mut stem = write::tables_title(&unit.name, compilation.year);
        // names that differ only in what no file name can hold
        while names.iter().flatten().any(|n| *n == format!("{stem}.xlsx")) {
            stem.push('_');
        }
        let document = write::publishable::stated(&statement);
        let bytes = workbook(&format!("{}的统计表", unit.name), &document)?;
        let differences = write::readback::stated(&bytes, &document, &statement);
        as_meant(&format!("{}的统计表", unit.name), &differences)?;
        let json = write::json::stated(&statement).into_bytes();
        let folder = matrix::FOLDER;
        written.push((format!("{folder}/{stem}.xlsx"), Content::Bytes(bytes)));
        written.push((format!("{folder}/{stem}.json"), Content::Bytes(json)));
        names.push(Some(format!("{stem}.xlsx")));
    }
    let document = matrix::document(compilation, &names);
    let bytes = workbook("分单位核对表", &document)?;
    as_meant("分单位核对表", &write::readback::pages(&bytes, &document))?;
    let matrix = (
        format!("{}.xlsx", matrix::name(compilation)),
        Content::Bytes(bytes),
    );
    Ok((written, Some(matrix)))
}

/// Tables of units from earlier runs that this one does not write.
fn old_of_units(compilation: &Compilation, written: &[Output<'_>], out: &Path) -> String {
    let mut words = String::new();
    if compilation.units.is_empty() {
        return words;
    }
    let folder = out.join(matrix::FOLDER);
    let end = write::tables_title("", compilation.year);
    let ours = |name: &str| name.contains(&end) && name.ends_with(".xlsx");
    for name in disk::names(&folder, &ours) {
        let now = format!("{}/{name}", matrix::FOLDER);
        if written.iter().all(|(file, _)| *file != now) {
            let path = folder.join(name);
            words.push_str(&is_old(&path));
        }
    }
    words
}

/// Says that tables of the same year up to another day are written over.
fn of_other_days(compilation: &Compilation, out: &Path) -> String {
    let [workbook, json] = publishable_names(compilation);
    const LARGEST: u64 = 1 << 20;
    let old = disk::read_small(&out.join(json), LARGEST).ok();
    let old = old.and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    let Some(old) = old.filter(serde_json::Value::is_object) else {
        return String::new();
    };
    let until = old["until"].as_str().map(str::to_owned);
    let now = compilation.until.map(|day| day.to_string());
    if until == now {
        return String::new();
    }
    let words =
        |until: Option<String>| until.map_or("全年".to_owned(), |day| format!("截至 {day} "));
    format!(
        "注意：{} 原来是{}的，现在换成{}的；两份都要的，请用 --out 写到不同的文件夹。\n",
        out.join(workbook).display(),
        words(until),
        words(now)
    )
}

/// The page to check the compilation by, written whether it may be published or not.
fn page<'a>(compilation: &Compilation, prepared: &Prepared, behind: &[Listed]) -> Output<'a> {
    let open = |file: u32| reopen(compilation, prepared, file);
    let page = write::html::page_of(compilation, behind, &open);
    (
        format!("{}.html", write::page_name(compilation)),
        Content::Bytes(page.into_bytes()),
    )
}

/// Adds the annotated copies to what is handed over, without those that someone has worked in; copies of an
/// earlier run that nothing is found in any more go. What could not be done is remarked.
fn copies(made: write::marked::Copies, prepared: &Prepared, parcel: &mut Parcel<'_>) {
    let remarks = &mut parcel.remarks;
    for (file, why) in &made.skipped {
        remarks.push_str(&format!("注意：{file} 没有做批注副本：{why}。\n"));
    }
    let folder = write::marked::FOLDER;
    let files = made.files.into_iter();
    let files = files.map(|(name, bytes)| (format!("{folder}/{name}"), Content::Bytes(bytes)));
    let earlier = disk::copies_of_earlier_runs(&prepared.out, folder);
    let (edited, files): (Vec<_>, Vec<_>) =
        files.partition(|(name, _)| earlier.changed.contains(name));
    for (name, _) in &edited {
        remarks.push_str(&format!(
            "注意：{} 被改动并保存过，没有覆盖。批注副本里的改动不起作用，请改原来的台账；不再需要的，请移走后再运行一次。\n",
            prepared.out.join(name).display()
        ));
    }
    for name in earlier.untouched {
        if files.iter().all(|file| file.0 != name) {
            remarks.push_str(&format!(
                "已删除 {}：这个文件已没有要批注的问题。\n",
                prepared.out.join(&name).display()
            ));
            parcel.gone.push(name);
        }
    }
    if !files.is_empty() {
        parcel
            .written
            .push(format!("{folder}（{} 个文件）", files.len()));
    }
    parcel.files.extend(files);
}

/// Applicants, where they are asked for.
pub(crate) fn people(
    compilation: &Compilation,
    prepared: &Prepared,
    options: &Options,
) -> Result<Option<write::private::People>, Trouble> {
    match options.with_personal_data {
        true => gknb::people(&prepared.job, compilation.year)
            .map(Some)
            .map_err(|stop| prepared.stopped(stop)),
        false => Ok(None),
    }
}

/// The working paper. It has been read back and compared.
fn working_paper<'a>(
    compilation: &Compilation,
    prepared: &Prepared,
    people: Option<&write::private::People>,
    (behind, made): (&[Listed], &write::marked::Copies),
) -> Result<Output<'a>, Trouble> {
    let ways: BTreeMap<&str, String> = prepared
        .files
        .iter()
        .filter_map(|(name, found)| Some((name.as_str(), disk::way(&prepared.out, &found.path)?)))
        .collect();
    let document = write::paper::document(
        compilation,
        behind,
        write::paper::Beside {
            source: &|file| ways.get(file).cloned(),
            copy: &|file| {
                let at = made.sources.iter().position(|source| source == file)?;
                let (name, _) = made.files.get(at)?;
                Some(format!("{}/{name}", write::marked::FOLDER))
            },
            people,
            most: write::paper::MOST,
        },
    );
    let bytes = workbook("核对底稿", &document)?;
    let differences = write::readback::pages(&bytes, &document);
    as_meant("核对底稿", &differences)?;
    let name = format!("{}.xlsx", write::working_paper_name(compilation));
    Ok((name, Content::Bytes(bytes)))
}

/// The lists beside the working paper, each made as it is written.
pub(crate) fn lists<'a>(
    compilation: &'a Compilation,
    people: Option<&'a write::private::People>,
) -> Vec<Output<'a>> {
    let lists = write::paper::lists(compilation, people, write::paper::MOST).into_iter();
    let written = lists.map(|list| {
        let name = list.name();
        (name, Content::Written(Box::new(move |out| list.write(out))))
    });
    written.collect()
}

pub(crate) fn workbook(what: &str, document: &write::page::Document) -> Result<Vec<u8>, Trouble> {
    write::xlsx::bytes(document).map_err(|error| {
        let message = format!("{what}无法做成工作簿：{error}");
        Trouble::new(message, "这不是数据的问题；把这段文字报告给维护者")
    })
}

/// Nothing is written that reads back as something else.
pub(crate) fn as_meant(what: &str, differences: &[String]) -> Result<(), Trouble> {
    const SHOWN: usize = 20;
    if differences.is_empty() {
        return Ok(());
    }
    let shown = &differences[..differences.len().min(SHOWN)];
    Err(Trouble::new(
        format!(
            "{what}写成后读回，与算出的不一致（{} 处），因此没有写出：\n{}",
            differences.len(),
            shown.join("\n")
        ),
        "这不是数据的问题；把这段文字报告给维护者",
    ))
}
