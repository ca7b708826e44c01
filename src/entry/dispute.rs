//! A row of a 行政复议、行政诉讼台账.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::dictionary::Meaning;
use super::request::unknown;
use super::words::Words;
use super::{
    Assumed, Category, Dispute, Path, Reading, Verdict,
    cell::{Beside, Cells},
    ended, rules, upshot,
};
use crate::book::Row;
use crate::column::{Field, Kind, Table, is_heading_of};
use crate::finding::{Finding, Place};
use crate::number;
use crate::office;
use crate::text::{quote, squeeze, without_code, yes_no};

pub(super) fn read(reading: &Reading<'_>, table: &Arc<Table>, row: &Row) -> Dispute {
    let mut cells = Cells::new(table, row);
    let number = cells.number(Field::CaseNumber);
    let path = path(reading.words, &mut cells);
    let accepted = cells.day(Field::Accepted);
    let concluded = cells.day(Field::Concluded);
    let (verdict, wrote) = verdict(reading.words, &mut cells);
    if path.is_some() {
        other_matter(reading.words, &mut cells);
    }
    upshot::remarks(reading.words, &mut cells, false);
    if wrote.is_none() && concluded.is_none() && cells.remark(Field::Concluded).is_none() {
        ended::of_case(reading.words, &mut cells);
    }
    beside_defendant(&mut cells, path, reading.office);
    several(&mut cells);
    let heading = table.heading(Field::Unit);
    let against = cells.remark(Field::Unit);
    Dispute {
        against: against.filter(|_| heading.contains('被')),
        appeal: appeal(&cells),
        written: cells.written(Field::CaseNumber, number.as_deref()),
        number,
        path,
        accepted,
        concluded,
        verdict,
        wrote,
        record: cells.record,
    }
}

/// A doubt where a row says that it stands for several cases: each row is one.
fn several(cells: &mut Cells<'_>) {
    const COUNTS: [&str; 6] = ["件数", "数量", "案件数", "案件数量", "案件件数", "宗数"];
    let counts = |heading: &str| COUNTS.contains(&squeeze(heading).as_str());
    let Some((at, heading, written)) = cells.number_beside(&counts) else {
        return;
    };
    if number::parse(&written).is_none_or(|count| count.value <= Decimal::ONE) {
        return;
    }
    let message = format!("一行按一件案件计，而{}写着 {written}", quote(&heading));
    let finding = Finding::new(&rules::NO_COUNT, Place::Cell(at), message).value(written);
    cells.record.troubles.push(finding.help(
        "是几件案件的，请分行写，一件一行，各写案号、受理日期和结果；确是一件的，可用 [[explain]] 说明",
    ));
}

/// A doubt where a column says that the office is a party to a case but not for an act of its own: it reviewed that of
/// another, which counts the case where both are defendants (国办公开办函〔2016〕201号), or it is no defendant.
fn beside_defendant(cells: &mut Cells<'_>, path: Option<Path>, own: Option<&str>) {
    if path == Some(Path::Review) {
        return decides_review(cells, own);
    }
    let asks = |heading: &str| ["地位", "身份", "角色"].iter().any(|w| heading.contains(w));
    let mut beside = cells.texts_beside().into_iter();
    let Some(cell) = beside.find(|cell| asks(&cell.heading)) else {
        return;
    };
    let why = match &cell.text {
        text if text.contains("复议机关") && !text.contains('原') => {
            "复议机关作共同被告的案件由原行为机关统计，照计"
        }
        text if text.contains("第三人") => "本单位不是被告，照计",
        _ => return,
    };
    upshot::doubt(cells, &cell, why);
}

/// A doubt where nothing tells whose act a review is about, and a column names this office as the one that decides it, or
/// a title or name of the table says so.
fn decides_review(cells: &mut Cells<'_>, own: Option<&str>) {
    const WHY: &str = "表四只计以本单位为被申请人的复议案件，本单位作为复议机关审理的不计，照计";
    if cells.remark(Field::Unit).is_some() {
        return;
    }
    let mut beside = cells.texts_beside().into_iter();
    let is_own = |text: &str| own.is_some_and(|own| office::ends_alike(&squeeze(text), own));
    let decides = |cell: &Beside| cell.heading.contains("复议机关") && is_own(&cell.text);
    if let Some(cell) = beside.find(decides) {
        return upshot::doubt(cells, &cell, WHY);
    }
    let table = Arc::clone(&cells.record.table);
    if let Some(name) = table.names.iter().find(|name| tells_of_reviewing(name)) {
        let message = format!("这张表的名称写着{}：{WHY}，请核对", quote(name));
        let place = Place::Cell(cells.record.at);
        let finding = Finding::new(&rules::MAY_NOT_COUNT, place, message);
        cells.record.troubles.push(finding.help(
            "以别的单位为被申请人的，请把这张表移出数据文件夹（工作表可以隐藏，隐藏的不读取）；确是以本单位为被申请人的，可用 [[explain]] 说明",
        ));
    }
}

/// Whether a name says that the office itself decides the cases of a table: 「作为复议机关办理的案件」,
/// 「本机关受理的行政复议案件」.
fn tells_of_reviewing(name: &str) -> bool {
    const DECIDES: [&str; 3] = ["审理", "受理", "审结"];
    let key = squeeze(name);
    let decided = DECIDES.iter().any(|word| {
        key.split_once(word).is_some_and(|(who, what)| {
            let what = what.trim_start_matches('的').trim_start_matches("行政");
            what.starts_with("复议") && office::names_itself_last(who)
        })
    });
    decided || key.contains("作为复议机关")
}

/// A doubt where a case seems to be about something else than information: an office's register of cases holds all
/// of them, and the form counts those of 政府信息公开 alone.
fn other_matter(words: &Words, cells: &mut Cells<'_>) {
    // what a 案件类型 says of the procedure
    const PROCEDURE: [&str; 4] = ["审", "诉", "复议", "案件"];
    // the register says that it holds no others
    if cells
        .record
        .table
        .names
        .iter()
        .any(|name| name.contains("信息公开"))
    {
        return;
    }
    let kind = cells.field_beside(Field::CaseKind);
    let kind = kind.filter(|kind| words.path(Field::CaseKind, &kind.text) == Meaning::Unknown);
    let (areas, matters): (Vec<Beside>, Vec<Beside>) = matters(cells)
        .into_iter()
        .partition(|cell| is_of_area(&cell.heading));
    let ours = |cell: &Beside| cell.text.contains("信息") || cell.text.contains("公开");
    if matters.iter().chain(&kind).any(ours) {
        return;
    }
    // beside a matter a kind of case speaks only where it names another
    let of_kind = |cell: &&Beside| match matters.is_empty() {
        true => says_other(&cell.text, &PROCEDURE),
        false => names_other(&cell.text),
    };
    // 「撤销答复」, 「张某诉某局」 need not name the matter
    let open = |cell: &Beside| cell.heading.contains("请求") || cell.heading.contains("名称");
    let speaks =
        |cell: &&Beside| says_other(&cell.text, &[]) && (!open(cell) || names_other(&cell.text));
    // 公安, 土地: a field of the office's work tells only where nothing else does
    let area = || areas.iter().filter(|_| matters.is_empty()).find(speaks);
    let found = matters.iter().find(speaks);
    let found = found.or_else(|| kind.as_ref().filter(of_kind));
    let Some(cell) = found.or_else(area) else {
        return;
    };
    let message = format!("「{}」没有写到政府信息公开，这一件照常计入", cell.heading);
    // a 案由 may name people: it is not repeated
    let finding = Finding::new(&rules::OTHER_MATTER, Place::Cell(cell.at), message);
    cells.record.troubles.push(finding);
}

/// The cells that tell what a case is about, that of the field first.
fn matters(cells: &Cells<'_>) -> Vec<Beside> {
    let mut beside = cells.texts_beside();
    beside.retain(|cell| is_heading_of(Kind::Disputes, Field::Content, &cell.heading));
    let own = cells.field_beside(Field::Content);
    own.into_iter().chain(beside).collect()
}

/// Whether a column tells a field of the office's work: 行政管理类别.
fn is_of_area(heading: &str) -> bool {
    let areas = ["管理类别", "管理类型", "领域"];
    areas.iter().any(|word| heading.contains(word))
}

/// Whether a text is about something, and not about information or an answer.
fn says_other(written: &str, others: &[&str]) -> bool {
    const OURS: [&str; 6] = ["信息", "公开", "答复", "告知", "政务", "履职"];
    let key = squeeze(written);
    key.chars().count() >= 2 && !OURS.iter().chain(others).any(|word| key.contains(word))
}

/// Whether a text names what a 诉讼请求 or a name of a case is about where that is something else.
fn names_other(written: &str) -> bool {
    const MATTERS: &str = "处罚 许可 强制 征收 征地 补偿 拆 登记 工伤 认定 裁决 批复 收费 查封 扣押 罚款 赔偿 安置 \
         社保 养老 发证 确权 违法建 处理决定 投诉 举报";
    let mut words = MATTERS.split_whitespace();
    words.any(|word| written.contains(word))
}

fn path(words: &Words, cells: &mut Cells<'_>) -> Option<Path> {
    let faults = cells.record.troubles.len();
    let kind = cells.word(words, Field::CaseKind);
    let way = cells.word(words, Field::SuitPath);
    if cells.record.troubles.len() > faults {
        return None;
    }
    let kind = match kind {
        Some(word) => match words.path(Field::CaseKind, &word) {
            Meaning::Sure(kind) => Some(kind),
            // 「二审案件」 on a sheet 行政诉讼: the sheet tells
            _ => match of_names(&cells.record.table) {
                Some(kind) => Some(kind),
                None => {
                    unknown((words, cells), Field::CaseKind, &word, "案件类型");
                    return None;
                }
            },
        },
        None => of_names(&cells.record.table),
    };
    match (kind, way) {
        (Some(Some(path)), Some(way)) if way_against((words, cells), path, &way) => {
            let table = Arc::clone(&cells.record.table);
            let kind = cells.remark(Field::CaseKind);
            let told = match kind {
                Some(kind) => format!("「{}」写{}", table.heading(Field::CaseKind), quote(&kind)),
                None => format!("从名称看是{}", path.word()),
            };
            let message = format!(
                "{told}，「{}」写{}，两处对不上，还不能确定填入哪一栏",
                table.heading(Field::SuitPath),
                quote(&way)
            );
            cells
                .trouble(&rules::AMBIGUOUS_WORD, Field::SuitPath, message)
                .help = "请核对后改成一致：行政复议的，起诉方式空着；诉讼的，两处写成同一种（直接起诉或复议后起诉）".to_owned();
            None
        }
        (Some(Some(path)), _) => Some(path),
        (kind, Some(way)) => match (words.path(Field::SuitPath, &way), reviewed(cells, &way)) {
            // 「复议」 beside a suit tells no way to court
            (Meaning::Sure(Some(path)), _) if kind.is_none() || path != Path::Review => Some(path),
            (Meaning::Unknown, Some(true)) => Some(Path::SuitAfterReview),
            (Meaning::Unknown, Some(false)) => Some(Path::Suit),
            _ if is_appeal(&way).is_some() => {
                level_only(cells, &way);
                None
            }
            _ => {
                unknown((words, cells), Field::SuitPath, &way, "起诉方式");
                None
            }
        },
        (Some(None), None) => {
            let message = "行政诉讼没有写明是未经复议直接起诉，还是复议后起诉".to_owned();
            cells.trouble(&rules::NO_SUIT_PATH, Field::SuitPath, message);
            None
        }
        (None, None) if of_work(&cells.record.table).is_some() => {
            let work = of_work(&cells.record.table).map_or("", Category::word);
            let message = format!(
                "名称写明是{work}，但只认出案号、立案日期、结案日期这样的列，看不出是{work}还是复议、诉讼案件"
            );
            let help = format!(
                "是{work}台账的，请加上决定日期（决定书文号）一列；已有的，在 gknb.toml 的 [headings] 中写明，如 \"作出决定日\" = \"决定日期\"；是复议、诉讼案件的，请填写案件类型，或在工作表名里写明"
            );
            cells
                .trouble(&rules::NO_CASE_KIND, Field::CaseKind, message)
                .help = help;
            None
        }
        (None, None) => {
            let message =
                "看不出是行政复议还是行政诉讼：没有「案件类型」，工作表名、标题和文件名也没有写明"
                    .to_owned();
            cells.trouble(&rules::NO_CASE_KIND, Field::CaseKind, message);
            None
        }
    }
}

/// Whether there was a review, by an answer to the question that the heading asks: 「是否经过复议」, 「是否直接起诉」.
fn reviewed(cells: &Cells<'_>, answer: &str) -> Option<bool> {
    const DIRECT: [&str; 4] = ["直接", "未经", "不经", "未复议"];
    let heading = cells.record.table.heading(Field::SuitPath);
    let direct = DIRECT.iter().any(|word| heading.contains(word));
    yes_no(answer).map(|yes| yes != direct)
}

/// Whether a 起诉方式 says another way to court than a kind of case; of a review one may well ask whether there was one.
fn way_against((words, cells): (&Words, &Cells<'_>), path: Path, way: &str) -> bool {
    if path == Path::Review {
        let told = words.path(Field::CaseKind, way);
        return matches!(told, Meaning::Sure(Some(told)) if told != path);
    }
    match (words.path(Field::SuitPath, way), reviewed(cells, way)) {
        (Meaning::Sure(Some(told)), _) => told != path && told != Path::Review,
        (Meaning::Unknown, Some(reviewed)) => reviewed != (path == Path::SuitAfterReview),
        _ => false,
    }
}

/// What a column 审级 says.
fn appeal(cells: &Cells<'_>) -> Option<bool> {
    let beside = || Some(cells.beside(&|text| is_appeal(text).is_some())?.text);
    let level = cells.remark(Field::SuitPath);
    let level = level.as_deref().and_then(is_appeal);
    level.or_else(|| is_appeal(&beside()?))
}

/// Whether a word names the court of appeal; none where it names no court.
fn is_appeal(written: &str) -> Option<bool> {
    let key = squeeze(written);
    match without_code(&key) {
        "一审" | "一审案件" | "第一审" | "一审诉讼" | "行政一审" => Some(false),
        "二审" | "二审案件" | "第二审" | "二审诉讼" | "行政二审" | "再审" | "再审案件"
        | "再审审查" => Some(true),
        _ => None,
    }
}

/// An error where 诉讼类型 says which court heard the suit, and nothing of whether there was a review.
fn level_only(cells: &mut Cells<'_>, way: &str) {
    let message = format!(
        "「{}」写的是审级{}，没有写明是未经复议直接起诉，还是复议后起诉",
        cells.record.table.heading(Field::SuitPath),
        quote(way)
    );
    cells
        .trouble(&rules::NO_SUIT_PATH, Field::SuitPath, message)
        .help = "请在台账中另加一列「起诉方式」，每一件写“未经复议直接起诉”或“复议后起诉”（或加一列「是否经过复议」，写是、否）；审级不必改".to_owned();
}

/// The work of the office that the names of a table say it lists.
fn of_work(table: &Table) -> Option<Category> {
    super::category_of(table).filter(|category| matches!(category, Category::Decision(_)))
}

/// What the names of a table say of all its cases: a path, or a suit of a way not told.
pub(super) fn of_names(table: &Table) -> Option<Option<Path>> {
    table.names.iter().find_map(|name| {
        let key = squeeze(name);
        if key.contains("直接起诉") {
            return Some(Some(Path::Suit));
        }
        if key.contains("复议后") || key.contains("经复议") {
            return Some(Some(Path::SuitAfterReview));
        }
        match (
            key.contains("复议"),
            key.contains("诉讼") || key.contains("应诉"),
        ) {
            (true, false) => Some(Some(Path::Review)),
            (false, true) => Some(None),
            _ => None,
        }
    })
}

/// What the court below came to, where a column beside tells it: 一审结果.
fn below(words: &Words, cells: &Cells<'_>) -> Option<Verdict> {
    let mut beside = cells.texts_beside().into_iter();
    beside.find_map(|cell| {
        let heading = squeeze(&cell.heading);
        let of_first = ["一审", "原审"].iter().any(|word| heading.contains(word));
        let result = ["结果", "判决", "裁判", "裁定"].iter();
        let asks = of_first && result.into_iter().any(|word| heading.contains(word));
        match words.verdict(&cell.text) {
            Meaning::Sure(verdict) | Meaning::Assumed(verdict) if asks => Some(verdict),
            _ => None,
        }
    })
}

fn verdict(words: &Words, cells: &mut Cells<'_>) -> (Option<Verdict>, Option<Box<str>>) {
    let Some(word) = cells.word(words, Field::Verdict) else {
        return (None, None);
    };
    let verdict = match words.verdict(&word) {
        Meaning::Sure(verdict) => Some(verdict),
        Meaning::Assumed(_) if words.upholds_judgment(&word) && below(words, cells).is_some() => {
            below(words, cells)
        }
        Meaning::Assumed(verdict) => {
            let at = cells.address(Field::Verdict);
            let meaning = match words.upholds_judgment(&word) {
                true => format!(
                    "{}（维持的是一审判决；一审判决是撤销、责令、确认违法的，请把结果改写成一审的结果）",
                    verdict.word()
                ),
                false => verdict.word().to_owned(),
            };
            cells.record.assumed.push(Assumed {
                field: Field::Verdict,
                word: word.clone(),
                meaning,
                at,
            });
            Some(verdict)
        }
        Meaning::Ended => {
            let message = format!(
                "{}只说明已经结案，没有说明结果是维持、纠正还是其他",
                quote(&word)
            );
            cells
                .trouble(&rules::ENDED_WITHOUT_RESULT, Field::Verdict, message)
                .help = "请在台账中改写为具体的结果，如 维持、撤销、撤诉".to_owned();
            None
        }
        Meaning::Ambiguous(_) | Meaning::State | Meaning::Unknown => {
            unknown((words, cells), Field::Verdict, &word, "案件结果");
            None
        }
    };
    (verdict, Some(word.into()))
}
