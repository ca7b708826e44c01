//! 报送单位: who is whose inferior, and whose each report is.
//!
//! Without a roster a folder is a unit, its report lies in it, the folders in it are its inferiors; where there is
//! no folder, the reports themselves name the units. With one, the roster alone says which units there are, wherever their files lie.

use std::collections::{BTreeMap, BTreeSet};

use super::roster::Line;
use super::rules::{AGENCY_TAKEN, BY_NAMES, CIRCLE, NO_SUCH_FILE, NO_SUCH_PARENT};
use super::submitted::folder;
use super::sums::listed;
use super::{Job, Submitted, Told, Unit};
use crate::finding::{Finding, Place};
use crate::period::part_alone;
use crate::text::{nearest, quote, squeeze, without_item_number};

/// What a folder is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderRole {
    /// A unit.
    Unit,
    /// A part of the folder above: `report`, `2024年`, `2024年上半年`. What lies in it is as if it lay there.
    Part,
    /// Nothing of ours to read: ledgers, attachments, what a browser keeps beside a page.
    Aside,
}

/// What is kept beside reports and holds none.
const ASIDE: &[&str] = &[
    "data",
    "批注",
    "附件",
    "扫描件",
    "图片",
    "照片",
    "备份",
    "存档",
    "归档",
    "旧",
    "作废",
    "台账",
    "__macosx",
];

/// The role of a folder by its name alone.
pub fn folder_role(name: &str) -> FolderRole {
    let key = squeeze(name);
    let year = key.strip_suffix("年度").or(key.strip_suffix('年'));
    let year = year.unwrap_or(&key);
    let is_year = year.len() == 4 && year.starts_with("20") && year.parse::<u16>().is_ok();
    match key.as_str() {
        "report" => FolderRole::Part,
        _ if is_year || part_alone(&key).is_some() => FolderRole::Part,
        key if ASIDE.contains(&key) => FolderRole::Aside,
        key if key.ends_with("_files") || key.ends_with(".files") => FolderRole::Aside,
        _ => FolderRole::Unit,
    }
}

/// The units, the parent first, each before its inferiors; each report is given its unit.
pub(super) fn units(
    job: &Job,
    roster: Option<Vec<Line>>,
    reports: &mut [Submitted],
    findings: &mut Vec<Finding>,
) -> Vec<Unit> {
    let mut units = match roster {
        Some(lines) => {
            let units = by_roster(job, lines, reports, findings);
            let owners = Owners::of(&units);
            for report in reports.iter_mut().filter(|r| r.unit.is_none()) {
                report.unit = owners.owner(report);
            }
            units
        }
        None => {
            let mut units = by_folder(job, reports);
            by_their_names(job, &mut units, reports, findings);
            units
        }
    };
    for (at, report) in reports.iter().enumerate() {
        if let Some(unit) = report.unit {
            units[unit].reports.push(at);
        }
    }
    units
}

/// The units that the folders are.
fn by_folder(job: &Job, reports: &mut [Submitted]) -> Vec<Unit> {
    let mut paths: BTreeSet<Vec<String>> = BTreeSet::new();
    let files = reports.iter().map(|r| folder(&r.file).to_owned());
    for path in job.folders.iter().cloned().chain(files) {
        let path = unit_path(&path);
        for length in 0..=path.len() {
            paths.insert(path[..length].to_vec());
        }
    }
    paths.insert(Vec::new());
    // in this order each stands right before its inferiors
    let mut units: Vec<Unit> = Vec::new();
    let mut at: BTreeMap<&[String], usize> = BTreeMap::new();
    for path in &paths {
        let superior = path.split_last().and_then(|(_, above)| at.get(above));
        let superior = superior.copied();
        at.insert(path, units.len());
        units.push(Unit {
            name: path
                .last()
                .map_or_else(|| job.folder.clone(), |n| n.trim().to_owned()),
            path: path.join("/"),
            superior,
            depth: u16::try_from(path.len()).unwrap_or(u16::MAX),
            ..Unit::default()
        });
    }
    for report in reports {
        let path = unit_path(folder(&report.file));
        report.unit = at.get(path.as_slice()).copied();
    }
    close(&mut units);
    units
}

/// Reports of several units beside each other, with no folder at all: each is of the unit that it names. What
/// names the parent, or nobody, is the parent's own.
fn by_their_names(
    job: &Job,
    units: &mut Vec<Unit>,
    reports: &mut [Submitted],
    findings: &mut Vec<Finding>,
) {
    let (Some(parent), [_]) = (&job.agency, units.as_slice()) else {
        return;
    };
    let mut names: Vec<String> = Vec::new();
    let mut of: Vec<(usize, usize)> = Vec::new();
    for (at, report) in reports.iter().enumerate() {
        let agency = report
            .agency
            .as_deref()
            .filter(|_| report.edition.is_some());
        let Some(agency) = agency.filter(|agency| !is_same(agency, parent)) else {
            continue;
        };
        let known = names.iter().position(|name| is_same(name, agency));
        let name = known.unwrap_or(names.len());
        if known.is_none() {
            names.push(agency.to_owned());
        }
        of.push((at, name));
    }
    if names.len() < 2 {
        return;
    }
    for (at, name) in of {
        reports[at].unit = Some(name + 1);
    }
    let shown: Vec<String> = names.iter().map(|name| quote(name)).collect();
    let message = format!(
        "各单位的报告没有分文件夹，按报告上的单位名称认作 {} 个单位：{}",
        names.len(),
        listed(&shown, "个单位")
    );
    findings.push(Finding::new(&BY_NAMES, Place::Run, message));
    units.extend(names.into_iter().map(|name| Unit {
        path: name.clone(),
        name,
        superior: Some(0),
        depth: 1,
        ..Unit::default()
    }));
    close(units);
}

/// The names of the folders that are units on the way to a folder.
fn unit_path(folder: &str) -> Vec<String> {
    let names = folder.split('/').filter(|name| !name.is_empty());
    names
        .filter(|name| folder_role(name) == FolderRole::Unit)
        .map(str::to_owned)
        .collect()
}

/// Tells each unit where its inferiors end.
fn close(units: &mut [Unit]) {
    for at in (0..units.len()).rev() {
        units[at].end = units[at].end.max(at + 1);
        if let Some(superior) = units[at].superior {
            units[superior].end = units[superior].end.max(units[at].end);
        }
    }
}

/// Units so far below the parent are shown with their own superior alone.
const DEEP: u16 = 7;

/// The units of the roster; reports whose file it names are given to them.
fn by_roster(
    job: &Job,
    lines: Vec<Line>,
    reports: &mut [Submitted],
    findings: &mut Vec<Finding>,
) -> Vec<Unit> {
    let (superiors, parent) = superiors(job, &lines, findings);
    let root = root(job, &lines, &superiors);
    let mut inferiors: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (at, superior) in superiors.iter().enumerate() {
        if Some(at) != root {
            let superior = superior.filter(|s| Some(*s) != root);
            inferiors.entry(superior).or_default().push(at);
        }
    }
    let mut units = vec![match root {
        Some(at) => unit(&lines[at]),
        None => Unit {
            name: job
                .agency
                .clone()
                .or(parent)
                .unwrap_or_else(|| job.folder.clone()),
            ..Unit::default()
        },
    }];
    let mut placed: Vec<Option<usize>> = vec![None; lines.len()];
    if let Some(root) = root {
        placed[root] = Some(0);
    }
    // the last of the list is the next to be placed
    let of = |superior: Option<usize>| inferiors.get(&superior).map_or(&[][..], Vec::as_slice);
    let mut open: Vec<(usize, usize)> = of(None).iter().rev().map(|at| (*at, 0)).collect();
    while let Some((at, superior)) = open.pop() {
        let mut it = unit(&lines[at]);
        it.superior = Some(superior);
        it.depth = units[superior].depth.saturating_add(1);
        it.path = match it.depth {
            0 | 1 => it.name.clone(),
            // names on a roster are one of a kind; a longer way tells nothing more
            DEEP.. => format!("…/{}/{}", units[superior].name, it.name),
            _ => format!("{}/{}", units[superior].path, it.name),
        };
        let place = units.len();
        placed[at] = Some(place);
        units.push(it);
        open.extend(of(Some(at)).iter().rev().map(|at| (*at, place)));
    }
    for (line, place) in lines.iter().zip(&placed) {
        match (place, &line.told) {
            (None, _) => {
                let place = line.superior_at.map_or(Place::Run, Place::Cell);
                let message = format!("从{}往上走不到汇总单位，上下级绕成了圈", quote(&line.unit));
                findings.push(Finding::new(&CIRCLE, place, message).value(line.unit.as_str()));
            }
            (Some(place), Told::File(file)) => match named(file, reports) {
                Ok(report) => reports[report].unit = Some(*place),
                Err(message) => {
                    let at = line.file_at.map_or(Place::Run, Place::Cell);
                    findings.push(Finding::new(&NO_SUCH_FILE, at, message).value(file.as_str()));
                }
            },
            _ => {}
        }
    }
    close(&mut units);
    units
}

fn unit(line: &Line) -> Unit {
    Unit {
        name: line.unit.clone(),
        path: line.unit.clone(),
        former: line.former.clone(),
        scope: line.scope,
        told: line.told.clone(),
        at: line.at,
        ..Unit::default()
    }
}

/// The superior of each line, by its position; none where it is the parent or told to be nobody. And the
/// parent's name, where the lines name it and it has no line of its own.
fn superiors(
    job: &Job,
    lines: &[Line],
    findings: &mut Vec<Finding>,
) -> (Vec<Option<usize>>, Option<String>) {
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        for name in line.former.iter().chain([&line.unit]) {
            by_name.entry(squeeze(name)).or_insert(at);
        }
    }
    let unknown: BTreeSet<String> = lines
        .iter()
        .filter_map(|l| l.superior.as_deref().map(squeeze))
        .filter(|s| !by_name.contains_key(s))
        .collect();
    let agency = job.agency.as_deref().map(squeeze);
    let mut found = Vec::new();
    let mut parent_name = None;
    for line in lines {
        let Some(name) = &line.superior else {
            found.push(None);
            continue;
        };
        let key = squeeze(name);
        let known = by_name.get(&key).copied();
        // the parent need not stand on its own roster, as long as one name is meant
        let parent = match &agency {
            Some(agency) => is_same(agency, &key),
            None => unknown.len() == 1,
        };
        if known.is_none() && parent {
            parent_name.get_or_insert_with(|| name.clone());
        }
        if known.is_none() && !parent {
            let near = nearest(name, lines.iter().map(|l| l.unit.as_str()));
            let near = match near.as_slice() {
                [] => String::new(),
                near => format!("；相近的有：{}", near.join("、")),
            };
            let place = line.superior_at.map_or(Place::Run, Place::Cell);
            let message = format!(
                "{}的上级单位{}不在名录里{near}。这次直接加在汇总单位之下",
                quote(&line.unit),
                quote(name)
            );
            findings.push(Finding::new(&NO_SUCH_PARENT, place, message).value(name.as_str()));
        }
        found.push(known);
    }
    (found, parent_name)
}

/// The line of the parent itself: that of its name, or the only one that has no superior and has inferiors.
fn root(job: &Job, lines: &[Line], superiors: &[Option<usize>]) -> Option<usize> {
    let tops: Vec<usize> = (0..lines.len())
        .filter(|at| superiors[*at].is_none() && lines[*at].superior.is_none())
        .collect();
    if let Some(agency) = &job.agency {
        let named = tops.iter().find(|at| is_same(&lines[**at].unit, agency));
        if named.is_some() {
            return named.copied();
        }
    }
    match tops.as_slice() {
        [one] if superiors.contains(&Some(*one)) && job.agency.is_none() => Some(*one),
        _ => None,
    }
}

/// The report whose file a roster names: by its path, else by its name where only one has it.
fn named(file: &str, reports: &[Submitted]) -> Result<usize, String> {
    if let Some(at) = reports.iter().position(|r| r.file == *file) {
        return Ok(at);
    }
    let by_name = |r: &Submitted| r.file.rsplit('/').next() == Some(file);
    let found: Vec<usize> = (0..reports.len())
        .filter(|at| by_name(&reports[*at]))
        .collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let near = nearest(file, reports.iter().map(|r| r.file.as_str()));
            let near = match near.first() {
                Some(near) => format!("；相近的有 {near}"),
                None => String::new(),
            };
            Err(format!("没有名为 {file} 的报告{near}"))
        }
        many => Err(format!(
            "名为 {file} 的报告有 {} 份，请写出路径：{}",
            many.len(),
            many.iter()
                .take(3)
                .map(|at| reports[*at].file.as_str())
                .collect::<Vec<_>>()
                .join("、")
        )),
    }
}

/// Whose a report is, by names.
struct Owners<'u> {
    units: &'u [Unit],
    by_name: BTreeMap<String, usize>,
}

impl<'u> Owners<'u> {
    fn of(units: &'u [Unit]) -> Self {
        let mut by_name = BTreeMap::new();
        for (at, unit) in units.iter().enumerate() {
            for name in unit.former.iter().chain([&unit.name]) {
                by_name.entry(key(name)).or_insert(at);
            }
        }
        Owners { units, by_name }
    }

    /// By the name in the report, the folders it lies in, the name of its file; by a part of a name only
    /// where no other unit has it.
    fn owner(&self, report: &Submitted) -> Option<usize> {
        let exact = |name: &str| self.by_name.get(&key(name)).copied();
        let agency = report.agency.as_deref();
        if let Some(unit) = agency.and_then(exact) {
            return Some(unit);
        }
        let folders = folder(&report.file).rsplit('/');
        if let Some(unit) = folders.filter(|f| !f.is_empty()).find_map(exact) {
            return Some(unit);
        }
        let stem = report.file.rsplit('/').next().unwrap_or_default();
        let stem = key(stem.rsplit_once('.').map_or(stem, |s| s.0));
        agency
            .and_then(|agency| self.only(|name| is_within(name, agency)))
            .or_else(|| self.only(|name| agency.is_some_and(|a| is_same(name, a))))
            .or_else(|| self.longest(&stem))
    }

    fn only(&self, is: impl Fn(&str) -> bool) -> Option<usize> {
        let names = |u: &'u Unit| u.former.iter().chain([&u.name]);
        let mut found = (0..self.units.len()).filter(|at| names(&self.units[*at]).any(|n| is(n)));
        match (found.next(), found.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// The unit whose name is the longest within a text; none where two are as long.
    fn longest(&self, text: &str) -> Option<usize> {
        let within = self
            .by_name
            .iter()
            .filter(|(name, _)| name.chars().count() >= 2 && text.contains(name.as_str()));
        let mut found: Vec<(usize, usize)> = within
            .map(|(name, at)| (name.chars().count(), *at))
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        match found.as_slice() {
            [(long, one), (other, two), ..] if long == other && one != two => None,
            [(_, one), ..] => Some(*one),
            [] => None,
        }
    }
}

/// A name as it is compared: without numbers in front, years and marks of a folder's order.
pub(super) fn key(name: &str) -> String {
    let name = squeeze(name);
    let name = without_item_number(&name);
    let name =
        name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    name.trim_end_matches("人民政府").to_owned()
}

/// The same office: the same name, one a part of the other, or one the other's short form
/// (国资委, 国有资产监督管理委员会).
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (short, long) = by_length(one, other);
    if is_part(&short, &long) {
        return true;
    }
    // an office of another superior in that place is none of its short forms
    if is_place(&short) && long.contains(&short) {
        return false;
    }
    let mut rest = long.chars();
    short.chars().count() > 1
        && !long.starts_with(&short)
        && short.chars().all(|c| rest.any(|d| d == c))
}

/// One name is a part of the other (教育局, 示例市教育局); the name of a place alone is none of an office in it.
pub(super) fn is_within(one: &str, other: &str) -> bool {
    let (short, long) = by_length(one, other);
    is_part(&short, &long)
}

/// Words that end the name of a place.
const PLACES: [char; 9] = ['省', '市', '州', '盟', '县', '旗', '区', '乡', '镇'];

/// Whether a name is that of a place rather than of a kind of places (区县, 乡镇).
fn is_place(name: &str) -> bool {
    name.ends_with(PLACES) && !name.chars().all(|c| PLACES.contains(&c))
}

/// The place that stands in a report before its unit's own name: 乙县 of 示例市乙县教育局 for 教育局.
fn place_before(agency: &str, unit: &str) -> Option<String> {
    let (agency, unit) = (key(agency), key(unit));
    // 市教育局 is that of any 市
    let own = unit.strip_prefix(PLACES);
    let own = own.filter(|own| own.chars().count() > 1).unwrap_or(&unit);
    let at = agency
        .find(own)
        .or_else(|| agency.find(own.chars().next()?))?;
    let place = agency[..at].trim_end_matches("人民政府");
    let place = place.trim_end_matches("人民");
    if !is_place(place) {
        return None;
    }
    // of several, one in the other, the last
    let (mut last, mut open) = (String::new(), String::new());
    for c in place.chars() {
        open.push(c);
        if is_place(&open) {
            last = std::mem::take(&mut open);
        }
    }
    Some(last)
}

/// Whether a place is the one that a superior is or stands in.
fn names_place(superior: &str, place: &str) -> bool {
    let superior = key(superior);
    let bare = place
        .strip_suffix(PLACES)
        .filter(|bare| bare.chars().count() > 1);
    superior.contains(place) || bare == Some(superior.as_str())
}

/// The superiors of a unit, the nearest first.
fn above(units: &[Unit], unit: usize) -> impl Iterator<Item = &Unit> {
    let superior = |at: &usize| units[*at].superior;
    std::iter::successors(superior(&unit), superior).map(|at| &units[at])
}

/// The place that a report names before its unit's name, where none of the unit's superiors is there: it is of
/// another place's office. None where no superior tells its place.
pub(super) fn elsewhere(units: &[Unit], unit: usize, agency: &str) -> Option<String> {
    let place = place_before(agency, &units[unit].name)?;
    let bears = |unit: &Unit| {
        let name = key(&unit.name);
        let ends = name.char_indices().filter(|(_, c)| PLACES.contains(c));
        ends.into_iter()
            .any(|(at, c)| is_place(&name[..at + c.len_utf8()]))
    };
    let mut told = false;
    for superior in above(units, unit) {
        if names_place(&superior.name, &place) {
            return None;
        }
        told |= bears(superior);
    }
    told.then_some(place)
}

/// The only unit of the same name whose nearest place a report names, where that of its own unit is not named.
pub(super) fn namesake(units: &[Unit], unit: usize, agency: &str) -> Option<usize> {
    let own = key(&units[unit].name);
    let place = place_before(agency, &own)?;
    let there = |at: usize| {
        let mut above = above(units, at);
        let near = above.find(|u| u.superior.is_none() || is_place(&key(&u.name)));
        near.is_some_and(|near| names_place(&near.name, &place))
    };
    if there(unit) {
        return None;
    }
    let mut found = (1..units.len()).filter(|at| key(&units[*at].name) == own && there(*at));
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

fn by_length(one: &str, other: &str) -> (String, String) {
    let (one, other) = (key(one), key(other));
    match one.chars().count() <= other.chars().count() {
        true => (one, other),
        false => (other, one),
    }
}

fn is_part(short: &str, long: &str) -> bool {
    /// What may follow a place's name and be its government still.
    const SEAT: [&str; 5] = ["人民政府", "政府", "办公室", "本级", "机关"];
    /// What stands over a zone.
    const ZONE: [&str; 3] = ["管委会", "管理委员会", "党工委"];
    if short.chars().count() < 2 {
        return short == long;
    }
    match long.strip_prefix(short) {
        Some("") => true,
        Some(rest) => {
            rest.contains(short)
                || SEAT.iter().any(|s| rest.starts_with(s))
                || rest.starts_with(['(', '本'])
        }
        // 国家税务总局某某区税务局 is an office in the place, wherever its name begins
        None => long.match_indices(short).any(|(at, _)| {
            let rest = &long[at + short.len()..];
            let seat = SEAT.iter().chain(&ZONE).any(|s| rest.starts_with(s));
            !is_place(short) || rest.is_empty() || seat
        }),
    }
}

/// What an office is to the government above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// A department of it.
    Department,
    /// A government below it.
    Government,
}

impl Level {
    /// By a name that plainly tells it: 教育局; 甲镇, 示例县人民政府. None for what may be either: 街道, 管委会.
    pub(super) fn of(name: &str) -> Option<Level> {
        const OFFICES: [&str; 8] = ["局", "厅", "委", "办", "委员会", "办公室", "办公厅", "中心"];
        /// Of these some are departments and some stand over a place.
        const EITHER: [&str; 5] = ["管委", "管委会", "管理委员会", "党工委", "管委办"];
        /// Places that are no level of government of their own.
        const ZONES: [&str; 10] = [
            "新区",
            "开发区",
            "高新区",
            "经开区",
            "园区",
            "景区",
            "示范区",
            "试验区",
            "实验区",
            "保税区",
        ];
        let name = squeeze(name);
        let ends = |words: &[&str]| words.iter().any(|w| name.ends_with(w));
        let office = name.trim_end_matches("办公室").trim_end_matches("办公厅");
        if office.ends_with("人民政府") {
            return Some(Level::Government);
        }
        match () {
            () if ends(&EITHER) && !name.ends_with("监督管理委员会") => None,
            () if ends(&OFFICES) => Some(Level::Department),
            () if ends(&ZONES) => None,
            () => name.ends_with(PLACES).then_some(Level::Government),
        }
    }
}

/// The parent's name: told, or that of the roster, of its own report, of the folder.
pub(super) fn agency(
    job: &Job,
    by_roster: bool,
    units: &[Unit],
    reports: &[Submitted],
    findings: &mut Vec<Finding>,
) -> String {
    if let Some(agency) = &job.agency {
        return agency.clone();
    }
    let mut own = units[0].reports.iter();
    let own = own.find_map(|r| reports[*r].agency.clone());
    let (agency, whence) = match own {
        _ if by_roster && units[0].name != job.folder => {
            (units[0].name.clone(), "名录中最上一级的单位")
        }
        Some(own) => (own, "汇总文件夹里本级报告上的名称"),
        None => (job.folder.clone(), "文件夹名"),
    };
    let agency = match agency.trim() {
        "" => "本单位".to_owned(),
        agency => agency.to_owned(),
    };
    let message = format!("没有指定汇总单位的名称，按{whence}取{}", quote(&agency));
    findings.push(Finding::new(&AGENCY_TAKEN, Place::Run, message));
    agency
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_units_but_for_what_is_plainly_no_office() {
        for (name, role) in [
            ("教育局", FolderRole::Unit),
            ("01 教育局", FolderRole::Unit),
            ("2024年", FolderRole::Part),
            ("2024年上半年", FolderRole::Part),
            ("一季度", FolderRole::Part),
            ("report", FolderRole::Part),
            ("附件", FolderRole::Aside),
            ("年报_files", FolderRole::Aside),
            ("2024年教育局", FolderRole::Unit),
        ] {
            assert_eq!(folder_role(name), role, "{name}");
        }
    }

    #[test]
    fn short_and_full_names_are_the_same_office() {
        for (one, other, same) in [
            ("教育局", "某某市教育局", true),
            ("01.教育局", "教育局", true),
            ("市国资委", "某某市国有资产监督管理委员会", true),
            ("示例县", "示例县人民政府", true),
            ("示例市", "示例市人民政府办公室", true),
            ("示例市", "示例市教育局", false),
            ("示例市甲区", "国家税务总局示例市甲区税务局", false),
            ("甲区", "示例市甲区人民政府办公室", true),
            ("乙高新区", "示例省乙高新区管委会", true),
            ("教育局", "民政局", false),
            ("局", "教育局", false),
        ] {
            assert_eq!(is_same(one, other), same, "{one} {other}");
        }
    }

    #[test]
    fn a_name_tells_a_department_from_a_government_or_nothing() {
        use Level::{Department, Government};
        for (name, level) in [
            ("教育局", Some(Department)),
            ("示例市国有资产监督管理委员会", Some(Department)),
            ("国资委", Some(Department)),
            ("市政府办", Some(Department)),
            ("甲镇", Some(Government)),
            ("示例县", Some(Government)),
            ("示例县人民政府办公室", Some(Government)),
            ("城关区", Some(Government)),
            ("高新区管委会", None),
            ("经济技术开发区", None),
            ("某某街道办事处", None),
            ("供销社", None),
        ] {
            assert_eq!(Level::of(name), level, "{name}");
        }
    }

    #[test]
    fn the_place_in_a_name_tells_whose_office_it_is() {
        for (agency, unit, place) in [
            ("乙县教育局", "教育局", Some("乙县")),
            ("示例市甲县教育局", "县教育局", Some("甲县")),
            ("示例市住房和城乡建设局", "住建局", Some("示例市")),
            ("住房和城乡建设局", "住建局", None),
            ("示例市市场监督管理局", "市场监管局", Some("示例市")),
            ("乙县人民政府办公室", "县政府办", Some("乙县")),
            ("县乡村振兴局", "乡村振兴局", None),
            ("市教育局", "教育局", None),
            ("教育局", "教育局", None),
            ("甲镇", "甲镇", None),
        ] {
            assert_eq!(place_before(agency, unit).as_deref(), place, "{agency}");
        }
    }
}
