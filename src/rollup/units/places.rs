//! 地名里的隶属: units that stand beside a government, but are of its place by their names, are below it. Where a
//! roster tells superiors, it alone does.

use std::collections::BTreeMap;

use super::close;
use crate::rollup::names::below_places;
use crate::rollup::{Job, Submitted, Unit};

/// The units, each before its inferiors, with those below a government that the places in their names tell.
pub(super) fn by_places(job: &Job, units: Vec<Unit>, reports: &mut [Submitted]) -> Vec<Unit> {
    let parent = job.agency.as_deref().unwrap_or(&units[0].name);
    let mut superiors: Vec<Option<usize>> = units.iter().map(|unit| unit.superior).collect();
    let mut beside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, superior) in superiors.iter().enumerate() {
        if let Some(superior) = superior {
            beside.entry(*superior).or_default().push(at);
        }
    }
    let mut moved = false;
    for (superior, units_there) in beside {
        let names: Vec<&str> = units_there.iter().map(|at| &*units[*at].name).collect();
        let above = if superior == 0 {
            parent
        } else {
            &units[superior].name
        };
        for (at, below) in below_places(&names, above).into_iter().enumerate() {
            // a government that has sent nothing is missing, and no mere heading of its offices
            let below = below.map(|below| units_there[below]);
            if let Some(below) = below.filter(|below| !units[*below].reports.is_empty()) {
                superiors[units_there[at]] = Some(below);
                moved = true;
            }
        }
    }
    match moved {
        true => ordered(units, &superiors, reports),
        false => units,
    }
}

/// The units in the order of who is below whom.
fn ordered(units: Vec<Unit>, superiors: &[Option<usize>], reports: &mut [Submitted]) -> Vec<Unit> {
    let mut inferiors: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, superior) in superiors.iter().enumerate().rev() {
        if let Some(superior) = superior {
            inferiors.entry(*superior).or_default().push(at);
        }
    }
    let mut open = vec![(0, None)];
    let mut order: Vec<(usize, Option<usize>)> = Vec::new();
    while let Some((at, superior)) = open.pop() {
        let place = order.len();
        order.push((at, superior));
        let below = inferiors.get(&at).map_or(&[][..], Vec::as_slice);
        open.extend(below.iter().map(|below| (*below, Some(place))));
    }
    let mut old: Vec<Option<Unit>> = units.into_iter().map(Some).collect();
    let mut placed: Vec<Unit> = Vec::new();
    for (at, superior) in order {
        let mut unit = old[at].take().expect("each unit has one superior");
        unit.end = 0;
        unit.superior = superior;
        if let Some(above) = superior.map(|above| &placed[above]) {
            unit.depth = above.depth.saturating_add(1);
            if above.depth > 0 {
                unit.path = format!("{}/{}", above.path, unit.name);
            }
        }
        for report in &unit.reports {
            reports[*report].unit = Some(placed.len());
        }
        placed.push(unit);
    }
    close(&mut placed);
    placed
}
