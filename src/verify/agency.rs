//! Lines that an office of this kind does not have: who may make 规章 (立法法 第九十一条、第九十三条).

use rust_decimal::Decimal;

use super::{Year, rules};
use crate::entry::Document;
use crate::finding::{Finding, Place};
use crate::form::Feed;
use crate::settings::Scope;
use crate::tally::Places;

/// A doubt where an office that cannot make 规章 reports some.
pub(super) fn lines(year: &Year<'_>, findings: &mut Vec<Finding>) {
    // of a whole government or region the name of the department that compiles says nothing
    let own = year.settings.scope.unwrap_or_default() == Scope::Own;
    let Some((kind, why)) = cannot_regulate(year.agency) else {
        return;
    };
    if kind == Office::Department && !own {
        return;
    }
    let told = year
        .form
        .slots
        .iter()
        .zip(&year.tally.figures)
        .filter(|(slot, figure)| {
            matches!(
                slot.feed,
                Feed::Issued(Document::Regulation)
                    | Feed::Repealed(Document::Regulation)
                    | Feed::InForce(Document::Regulation)
            ) && figure.value > Decimal::ZERO
        });
    let places = Places::of(year.form, &year.tally.figures);
    for (slot, figure) in told {
        let message = format!(
            "「{}」是 {}，但「{}」{why}，没有制定规章的权限",
            slot.id,
            figure.value.normalize(),
            year.agency
        );
        let mut finding = Finding::new(&rules::NO_SUCH_LINE, Place::Slot(slot.id.clone()), message)
            .value(figure.value.normalize().to_string());
        let position = year.form.slot(&slot.id);
        for (row, _) in position
            .into_iter()
            .flat_map(|at| places.rows(year.ledger, at))
            .take(20)
        {
            finding = finding.related(Place::Cell(row), "计入的一行");
        }
        findings.push(finding);
    }
}

/// Offices that make no 规章.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Office {
    /// A government below the city, or what stands for one.
    Below,
    /// A department of a local government.
    Department,
}

/// Why an office of this name makes no 规章; none where it may, or where the name does not tell.
fn cannot_regulate(agency: &str) -> Option<(Office, &'static str)> {
    let name = agency.trim();
    // offices of the State Council
    if ["国家", "国务院"].iter().any(|w| name.starts_with(w)) || name.contains("总局") {
        return None;
    }
    let ends = |words: &[&str]| words.iter().any(|w| name.ends_with(w));
    let local = ["省", "市", "县", "区", "州", "盟", "旗", "镇", "乡"]
        .iter()
        .any(|w| name.contains(w));
    let government = name
        .strip_suffix("人民政府办公室")
        .or_else(|| name.strip_suffix("人民政府办公厅"))
        .or_else(|| name.strip_suffix("人民政府"))
        .or_else(|| name.strip_suffix("政府"));
    if ends(&["街道办事处", "街道", "办事处"]) {
        return Some((Office::Below, "从名称看是街道办事处"));
    }
    let place = government.unwrap_or(name);
    if place.ends_with(['镇', '乡']) && (government.is_some() || local) {
        return Some((Office::Below, "从名称看是乡镇"));
    }
    if government.is_some() {
        let county = place.ends_with(['县', '旗'])
            || place.ends_with('区') && !place.ends_with("自治区") && !place.ends_with("地区");
        return county.then_some((Office::Below, "从名称看是县、区一级的政府"));
    }
    let department = ends(&[
        "局",
        "厅",
        "委员会",
        "办公室",
        "中心",
        "大队",
        "支队",
        "研究所",
    ]);
    (department && local).then_some((Office::Department, "从名称看是地方政府的部门"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_who_makes_no_regulations() {
        for (name, cannot) in [
            ("某某镇人民政府", true),
            ("某某乡", true),
            ("某某街道办事处", true),
            ("攸县人民政府", true),
            ("长沙市岳麓区人民政府", true),
            ("株洲市国资委", false),
            ("株洲市国有资产监督管理委员会", true),
            ("某某省财政厅", true),
            ("某县教育局", true),
            ("株洲市人民政府", false),
            ("湖南省人民政府", false),
            ("广西壮族自治区人民政府", false),
            ("凉山彝族自治州人民政府", false),
            ("国家发展和改革委员会", false),
            ("国家税务总局", false),
            ("国家市场监督管理总局", false),
            ("市场监管总局办公厅", false),
            ("国务院国有资产监督管理委员会", false),
            ("中国证券监督管理委员会", false),
            ("某某市市场监督管理局", true),
            ("本单位", false),
        ] {
            assert_eq!(cannot_regulate(name).is_some(), cannot, "{name}");
        }
    }
}
