//! The public JSON, version 1.
//!
//! In: a [`Compilation`]. Out: the document of `--json`, or its publishable part. The structs here are the
//! contract with programs and are kept apart from the types inside; figures are exact decimals.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Number;

use crate::address::{Address, Sources, cell_name};
use crate::compilation::{self, Compilation};
use crate::finding::{Finding, Place, Rule};
use crate::form::Form;
use crate::ledger::RowCount;
use crate::settings::Item;
use crate::tally::Tally;
use crate::write::publishable::Statement;

/// The document of `--json`: figures, rows, sources and findings.
pub fn full(compilation: &Compilation) -> String {
    let mut document = document(compilation);
    document.internal = Some(Internal {
        rows: counts(&compilation.rows),
        sources: compilation.sources.iter().map(source).collect(),
        findings: of_compilation(compilation),
        units: (compilation.units.iter())
            .map(|unit| OfUnit {
                name: &unit.name,
                publishable: unit.publishable(compilation.settings.strict),
                rows: counts(&unit.rows),
                slots: Slots {
                    form: compilation.form,
                    tally: &unit.tally,
                },
            })
            .collect(),
    });
    text(&document)
}

fn counts(rows: &RowCount) -> Rows<'_> {
    Rows {
        read: rows.read,
        counted: rows.counted,
        merged: rows.merged,
        excluded: &rows.excluded,
        faulty: rows.faulty,
    }
}

/// The compiled year as JSON without what is internal (sources, findings, rows), for publication.
pub fn publishable(compilation: &Compilation) -> String {
    text(&document(compilation))
}

/// What is published of figures that no compilation made.
pub fn stated(statement: &Statement<'_>) -> String {
    text(&public(statement, true))
}

/// Findings as the public JSON has them; one object each.
pub fn findings<'a>(findings: &'a [Finding], names: &'a Sources) -> Vec<PublicFinding<'a, At<'a>>> {
    let public = |f| finding(f, |place| at(place, names));
    findings.iter().map(public).collect()
}

/// The findings of a compilation. Last year's report that is named on the command line alone is in no setting.
fn of_compilation(compilation: &Compilation) -> Vec<PublicFinding<'_, At<'_>>> {
    let is_set = (compilation.settings.marks).contains_key(&Item::Previous.into());
    let public = |f| {
        finding(f, |place| match place {
            Place::Setting(setting) if setting == "previous" && !is_set => {
                at(&Place::Run, &compilation.names)
            }
            _ => at(place, &compilation.names),
        })
    };
    compilation.findings.iter().map(public).collect()
}

/// A rule's manual page.
pub fn rule(rule: &Rule) -> String {
    let document = serde_json::json!({
        "version": 1,
        "code": rule.code,
        "severity": rule.severity.key(),
        "title": rule.title,
        "checks": rule.checks,
        "basis": rule.basis,
        "grade": rule.grade.word(),
        "example": rule.example,
        "remedy": rule.remedy,
    });
    format!("{document:#}\n")
}

/// An exact decimal as a JSON number: no zeros at the end, no point in a whole number.
pub fn decimal(value: Decimal) -> Number {
    let value = value.normalize();
    // A zero may carry a minus sign.
    let value = if value.is_zero() {
        Decimal::ZERO
    } else {
        value
    };
    value
        .to_string()
        .parse()
        .expect("a decimal in digits is a JSON number")
}

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    agency: &'a str,
    year: i16,
    edition: &'a str,
    scope: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    publishable: bool,
    slots: Slots<'a>,
    #[serde(flatten)]
    internal: Option<Internal<'a>>,
}

#[derive(Serialize)]
struct Internal<'a> {
    rows: Rows<'a>,
    sources: Vec<Source<'a>>,
    findings: Vec<PublicFinding<'a, At<'a>>>,
    /// Each unit, where they are told apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    units: Vec<OfUnit<'a>>,
}

/// One unit of many.
#[derive(Serialize)]
struct OfUnit<'a> {
    name: &'a str,
    publishable: bool,
    rows: Rows<'a>,
    slots: Slots<'a>,
}

/// Every slot of the edition, in the form's order.
struct Slots<'a> {
    form: &'a Form,
    tally: &'a Tally,
}

/// Every slot of the form with its figure, in the form's order.
pub(crate) fn slots<'a>(form: &'a Form, tally: &'a Tally) -> impl Serialize + 'a {
    Slots { form, tally }
}

#[derive(Serialize)]
struct Rows<'a> {
    read: u64,
    counted: u64,
    merged: u64,
    excluded: &'a BTreeMap<String, u64>,
    faulty: u64,
}

#[derive(Serialize)]
struct Source<'a> {
    file: &'a str,
    sha256: &'a str,
    sheets: Vec<Sheet<'a>>,
}

#[derive(Serialize)]
struct Sheet<'a> {
    name: Option<&'a str>,
    ledger: Option<&'static str>,
    period: Option<&'a str>,
    rows: u64,
}

/// One finding of the public JSON; a place is `P`.
#[derive(Debug, Serialize)]
pub struct PublicFinding<'a, P> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: &'a str,
    pub(super) at: P,
    value: Option<&'a str>,
    related: Vec<Related<'a, P>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explained: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Related<'a, P> {
    at: P,
    message: &'a str,
}

/// Where: in a file (all three null when the whole run is meant), in the settings, or a figure.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum At<'a> {
    /// In a file, or nowhere.
    File {
        /// The file's name.
        file: Option<&'a str>,
        /// The sheet's name, none in a text.
        sheet: Option<&'a str>,
        /// As Excel shows it: `D7`.
        cell: Option<String>,
    },
    /// In the settings.
    Setting {
        /// `gknb.toml`.
        file: &'static str,
        /// The setting as written there.
        setting: &'a str,
    },
    /// A figure.
    Slot {
        /// The slot's id.
        slot: &'a str,
    },
}

fn document(compilation: &Compilation) -> Document<'_> {
    public(&Statement::of(compilation), compilation.publishable())
}

fn public<'a>(statement: &Statement<'a>, publishable: bool) -> Document<'a> {
    let form = statement.form;
    Document {
        version: 1,
        agency: statement.agency,
        year: statement.year,
        edition: &form.id,
        scope: statement.scope.word(),
        until: statement.until.map(|date| date.to_string()),
        publishable,
        slots: Slots {
            form,
            tally: statement.tally,
        },
        internal: None,
    }
}

impl Serialize for Slots<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let figures = &self.tally.figures;
        let mut map = serializer.serialize_map(Some(figures.len()))?;
        for (slot, figure) in self.form.slots.iter().zip(figures) {
            map.serialize_entry(&slot.id, &decimal(figure.value))?;
        }
        map.end()
    }
}

fn source(source: &compilation::Source) -> Source<'_> {
    let sheets = source.sheets.iter().map(|sheet| Sheet {
        name: sheet.name.as_deref(),
        ledger: sheet.ledger.map(|kind| kind.key()),
        period: sheet.period.as_deref(),
        rows: sheet.rows,
    });
    Source {
        file: &source.file,
        sha256: &source.sha256,
        sheets: sheets.collect(),
    }
}

/// A finding with its places as `at` tells them.
pub(super) fn finding<'a, P>(
    finding: &'a Finding,
    at: impl Fn(&'a Place) -> P,
) -> PublicFinding<'a, P> {
    let related = finding.related.iter().map(|(place, message)| Related {
        at: at(place),
        message,
    });
    PublicFinding {
        code: finding.rule.code,
        severity: finding.rule.severity.key(),
        message: &finding.message,
        help: &finding.help,
        at: at(&finding.at),
        value: finding.value.as_deref(),
        related: related.collect(),
        explained: finding.explained.as_deref(),
        unit: finding.unit.as_deref(),
    }
}

fn at<'a>(place: &'a Place, names: &'a Sources) -> At<'a> {
    let whole = |file, sheet| Address {
        file,
        sheet,
        row: 0,
        column: None,
    };
    match place {
        Place::Run => At::File {
            file: None,
            sheet: None,
            cell: None,
        },
        Place::Setting(setting) => At::Setting {
            file: "gknb.toml",
            setting,
        },
        Place::File(file) => At::File {
            file: Some(names.file(whole(*file, 0))),
            sheet: None,
            cell: None,
        },
        Place::Sheet(file, sheet) => At::File {
            file: Some(names.file(whole(*file, *sheet))),
            sheet: names.sheet(whole(*file, *sheet)),
            cell: None,
        },
        Place::Cell(address) => At::File {
            file: Some(names.file(*address)),
            sheet: names.sheet(*address),
            // a row is opened at its first cell
            cell: Some(cell_name(address.at(address.column.unwrap_or(0)))),
        },
        Place::Slot(slot) => At::Slot { slot },
    }
}

/// A document for programs, as it is written everywhere: indented, with a new line at its end.
pub fn text(document: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(document).expect("strings and numbers only");
    text.push('\n');
    text
}
