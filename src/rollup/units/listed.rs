//! 名录上的单位: the lines of a roster as units, each below its superior, and the files that it names.

use std::collections::{BTreeMap, BTreeSet};

use super::close;
use crate::finding::{Finding, Place};
use crate::office::{Fit, fit, is_same};
use crate::rollup::roster::Line;
use crate::rollup::rules::{CIRCLE, NO_SUCH_FILE, NO_SUCH_PARENT};
use crate::rollup::{Job, Submitted, Told, Unit};
use crate::text::{nearest, quote, squeeze};

/// Units so far below the parent are shown with their own superior alone.
const DEEP: u16 = 7;

/// The units of the roster; reports whose file it names are given to them.
pub(super) fn by_roster(
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
        // of 示例市人民政府 and 市政府办 the one that is named as the parent is
        let fits = tops.iter().map(|at| (fit(&lines[*at].unit, agency), *at));
        let named = fits.filter(|(fit, _)| *fit > Fit::None);
        let named = named.max_by_key(|(fit, at)| (*fit, std::cmp::Reverse(*at)));
        if let Some((_, at)) = named {
            return Some(at);
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
