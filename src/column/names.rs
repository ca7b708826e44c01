//! 名称: the texts that may tell what the rows of a table are: titles above it, sheet name, file name, folders.

use super::aside;
use crate::period::{self, Period};
use crate::text;

/// The names of a table, the most specific first: the titles above its header from the nearest upwards, the name of
/// its sheet, of its file, of its folders from the innermost outwards; then what only remarks on the table.
///
/// A title is nearer to the rows than the name of the sheet, which may hold several tables: where it names a
/// category, it is heard before the sheet; a general one (「2022年政府信息公开台账」) names none and leaves it to
/// the sheet. A remark (「注：行政许可另报」, 「本季度无行政强制」) may name what the rows are not.
#[derive(Debug, Clone, Default)]
pub struct Names {
    titles: Vec<String>,
    remarks: Vec<String>,
    sheet: Option<String>,
    path: Vec<String>,
}

impl Names {
    /// The names of a sheet, before there is a title: its own, its path with `/`, relative to the data folder, and that
    /// of the folder itself, where it tells something.
    pub fn new(sheet: Option<&str>, path: &str, folder: Option<&str>) -> Self {
        let mut parts = path.rsplit('/');
        let file = parts.next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        Names {
            titles: Vec::new(),
            remarks: Vec::new(),
            sheet: sheet.map(str::to_owned),
            path: std::iter::once(stem)
                .chain(parts)
                .chain(folder)
                .map(str::to_owned)
                .collect(),
        }
    }

    /// These names and those of titles, the nearest first, which stand below the titles that there are.
    pub(super) fn under(&self, nearest_first: impl IntoIterator<Item = String>) -> Self {
        let (remarks, titles): (Vec<String>, Vec<String>) = nearest_first
            .into_iter()
            .partition(|title| aside::is_remark_on_table(title));
        let titles = titles.into_iter().chain(self.titles.iter().cloned());
        let remarks = remarks.into_iter().chain(self.remarks.iter().cloned());
        Names {
            titles: without_siblings(titles),
            remarks: remarks.collect(),
            ..self.clone()
        }
    }

    /// All that stands above the table: the titles and the remarks, the nearest first.
    pub(super) fn above(&self) -> impl Iterator<Item = &str> {
        self.titles().chain(self.remarks())
    }

    fn titles(&self) -> impl Iterator<Item = &str> {
        self.titles.iter().map(String::as_str)
    }

    fn remarks(&self) -> impl Iterator<Item = &str> {
        self.remarks.iter().map(String::as_str)
    }

    /// All of them, the most specific first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.titles().chain(self.around()).chain(self.remarks())
    }

    /// Those that do not stand in the sheet.
    pub(super) fn around(&self) -> impl Iterator<Item = &str> {
        let path = self.path.iter().map(String::as_str);
        self.sheet.as_deref().into_iter().chain(path)
    }

    /// 统计期. The nearest title that names one is heard before the sheet, except where what the sheet says lies
    /// within it: of 「2022年上半年」 above the table and 「一季度」 on the sheet's tab, the tab is the narrower.
    pub(super) fn period(&self, year: Option<i16>) -> Option<Period> {
        let of_title = period::of(self.iter(), year);
        let sheet_first = self.sheet.as_deref().into_iter().chain(self.iter());
        let of_sheet = period::of(sheet_first, year);
        of_sheet
            .filter(|sheet| of_title.is_some_and(|title| sheet.within(title)))
            .or(of_title)
    }
}

/// Titles from the nearest upwards without those of other parts: above 「二、行政处罚」, 「一、行政许可」 and
/// what is numbered below it are not about the rows.
fn without_siblings(nearest_first: impl Iterator<Item = String>) -> Vec<String> {
    let mut reached = u8::MAX;
    let is_about = |title: &String| match text::item_level(title) {
        Some(level) if level >= reached => false,
        Some(level) => {
            reached = level;
            true
        }
        None => true,
    };
    nearest_first.filter(is_about).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn under(titles: &[&str]) -> Vec<String> {
        let top_down = titles.iter().rev().map(|t| (*t).to_owned());
        let names = Names::new(Some("表1"), "二季度/处罚.xlsx", None).under(top_down);
        names.iter().map(str::to_owned).collect()
    }

    #[test]
    fn the_nearest_title_comes_first_and_other_parts_do_not_come_at_all() {
        assert_eq!(
            under(&[
                "2022年台账",
                "一、行政许可",
                "（一）新办",
                "二、行政处罚",
                "（一）罚款"
            ]),
            [
                "（一）罚款",
                "二、行政处罚",
                "2022年台账",
                "表1",
                "处罚",
                "二季度"
            ]
        );
        assert_eq!(
            under(&["无锡市行政处罚台账", "注：行政许可另报", "本季度无行政强制"]),
            [
                "无锡市行政处罚台账",
                "表1",
                "处罚",
                "二季度",
                "本季度无行政强制",
                "注：行政许可另报"
            ]
        );
    }

    #[test]
    fn a_period_is_of_the_nearest_title_unless_the_sheet_is_narrower() {
        for (sheet, titles, shown) in [
            ("一季度", &["2022年上半年"][..], "2022Q1"),
            ("2022年", &["一季度", "二季度"], "2022Q2"),
            ("上半年", &["2022年一季度"], "2022Q1"),
            ("一季度", &["2022年二季度"], "2022Q2"),
            ("一季度", &["2022年政府信息公开台账"], "2022Q1"),
        ] {
            let top_down = titles.iter().rev().map(|t| (*t).to_owned());
            let names = Names::new(Some(sheet), "台账.xlsx", None).under(top_down);
            let period = names.period(None).map(|p| p.to_string());
            assert_eq!(period.as_deref(), Some(shown), "{sheet} {titles:?}");
        }
    }
}
