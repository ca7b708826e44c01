//! 文号: what the number of a decision says beside being one: of several, of a notice, or written in a title.

use super::super::{Category, cell::Cells, rules};
use crate::column::{Field, Table};
use crate::text::{self, quote, squeeze};

/// Whether what stands in the column of numbers is one: it has a digit or a numeral beside those of its year, which 「上年同期」
/// has not, nor a number that is still to be given, 「某罚〔2022〕  号」.
pub(crate) fn is_number(written: &str) -> bool {
    const NUMERALS: &str = "〇零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾";
    const BRACKETS: [char; 12] = [
        '〔', '〕', '[', ']', '［', '］', '【', '】', '(', ')', '（', '）',
    ];
    let tells = |c: char| text::half_width(c).is_ascii_digit() || NUMERALS.contains(c);
    if !written.contains(BRACKETS) {
        return written.contains(tells);
    }
    let is_year = |part: &&str| {
        let year = part.trim().trim_end_matches('年');
        year.chars().count() == 4 && year.chars().all(tells)
    };
    let mut years = 0;
    written.split(BRACKETS).any(|part| {
        let year = years == 0 && is_year(&part);
        years += u8::from(year);
        !year && part.contains(tells)
    })
}

/// A doubt where a day stands beside the name of an office in the place of a number: what signs a table reads so.
pub(super) fn signed(cells: &mut Cells<'_>) {
    const OFFICES: [char; 7] = ['局', '委', '府', '厅', '办', '院', '会'];
    let field = Field::DocumentNumber;
    let Some(written) = cells.remark(field).filter(|w| w.ends_with(OFFICES)) else {
        return;
    };
    let message = format!(
        "「{}」写着{}，不像是文号，照计",
        cells.record.table.heading(field),
        quote(&written)
    );
    cells.trouble(&rules::MAY_NOT_COUNT, field, message).help =
        "是登记的，请改成文号；表尾的单位名称和日期不是登记的，请删去这一行".to_owned();
}

/// Whether a 文号 names several: 「许1号-10号」, 「罚1号、罚2号」, 「罚〔2022〕1、2、3号」.
pub(in crate::entry) fn names_several(number: &str) -> bool {
    if lists(number) {
        return true;
    }
    let mut ends = number.match_indices('号').filter(|(at, _)| {
        let before = number[..*at].chars().next_back();
        before.is_some_and(|c| text::half_width(c).is_ascii_digit())
    });
    ends.next().is_some() && ends.next().is_some() || is_range(number)
}

/// 「罚〔2022〕1、2、3号」, 「罚〔2022〕1号等3件」: a list behind the year.
fn lists(number: &str) -> bool {
    const BETWEEN: [char; 3] = ['、', '，', ','];
    let several = number.contains('等') && number.contains('号');
    if !several && !number.contains(BETWEEN) {
        return false;
    }
    let key = squeeze(number);
    let behind = key.rsplit_once(')').map_or(&*key, |(_, behind)| behind);
    if let Some((_, rest)) = behind.split_once("号等") {
        return rest.starts_with(|c: char| c.is_ascii_digit()) || rest.is_empty();
    }
    let Some(list) = behind.strip_suffix('号') else {
        return false;
    };
    let list = list.strip_prefix('第').unwrap_or(list);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    list.contains(BETWEEN) && list.split(BETWEEN).all(digits)
}

/// 「罚〔2022〕1-5号」: a range behind the year, and no sub-number (「12-1号」).
fn is_range(number: &str) -> bool {
    const BETWEEN: [char; 4] = ['-', '至', '到', '~'];
    /// As people type these.
    const AS_WRITTEN: [char; 14] = [
        '-', '－', '–', '—', '―', '‐', '‑', '−', '﹣', '~', '～', '〜', '至', '到',
    ];
    if !number.contains('号') || !number.contains(AS_WRITTEN) {
        return false;
    }
    let key = squeeze(number);
    let range = || {
        let (before, _) = key.split_once('号')?;
        let (before, last) = before.rsplit_once(BETWEEN)?;
        let begin = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let (lead, first) = before.split_at(begin);
        let ends = |text: &str| text.is_empty() || text.ends_with([')', '第', '字']);
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        Some(ends(lead) && first < last)
    };
    range() == Some(true)
}

/// Whether a number is that of a notice before the decision, 「某罚告〔2022〕8号」.
pub(in crate::entry) fn is_of_notice(number: &str) -> bool {
    if !number.contains('告') {
        return false;
    }
    let key = squeeze(number);
    let series = key.split('(').next().unwrap_or_default();
    let series = series.trim_end_matches('字');
    let public = ["公告", "通告", "报告"];
    series.len() < key.len()
        && series.ends_with('告')
        && !public.iter().any(|word| series.ends_with(word))
}

/// Whether a decision has no more than the number of a notice: then none was made. With a day of its own it counts, and
/// is a doubt.
pub(super) fn is_at_notice(cells: &mut Cells<'_>, category: Category, dated: bool) -> bool {
    let field = Field::DocumentNumber;
    let written = cells.remark(field).filter(|written| is_of_notice(written));
    let Some(written) = written.filter(|_| matches!(category, Category::Decision(_))) else {
        return false;
    };
    let seems = format!(
        "「{}」写着{}，像是告知书的文号",
        cells.record.table.heading(field),
        quote(&written)
    );
    if dated {
        cells.trouble(&rules::MAY_NOT_COUNT, field, format!("{seems}，照计"));
        return false;
    }
    let message = format!("{seems}，又没有决定日期，不计入{}", category.word());
    cells.trouble(&rules::NOT_MADE, field, message).help =
        "请核对；已经作出决定的，请填写决定书的文号和决定日期".to_owned();
    true
}

/// Whether rows of a category have a number each, which a title may name.
pub(in crate::entry) fn counted_one_by_one(category: Option<Category>) -> bool {
    matches!(category, Some(Category::Decision(_)))
}

/// The number of a decision that its title names where its table has no such column: 「行政处罚决定书（某罚〔2022〕1号）」.
pub(in crate::entry) fn number_in_title<'t>(table: &Table, title: &'t str) -> Option<&'t str> {
    // a 案由 may name the number of something else
    const TITLES: [&str; 4] = ["标题", "名称", "题名", "文件"];
    const LONGEST: usize = 12;
    if table.has(Field::DocumentNumber) || !title.contains(['〔', '[', '［', '【', '(', '（']) {
        return None;
    }
    let heading = table.heading(Field::Title);
    if !TITLES.iter().any(|word| heading.contains(word)) {
        return None;
    }
    let digit = |c: char| text::half_width(c).is_ascii_digit();
    let opens = |c: char| matches!(c, '〔' | '[' | '［' | '【' | '(' | '（');
    let numbers = title.char_indices().filter(|(_, c)| opens(*c));
    let mut each = numbers.filter_map(|(at, bracket)| {
        let behind = &title[at + bracket.len_utf8()..];
        let (year, rest) = behind.split_once(['〕', ']', '］', '】', ')', '）'])?;
        let rest = rest.strip_prefix('第').unwrap_or(rest);
        let ordinal = rest.find(|c| !digit(c))?;
        let is_number = year.chars().count() == 4
            && year.chars().all(digit)
            && ordinal > 0
            && rest[ordinal..].starts_with('号');
        if !is_number {
            return None;
        }
        // who numbers it: what stands before, back to a bracket, a blank or the beginning
        let whose = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_ascii_alphanumeric();
        let begin = title[..at].rfind(|c| !whose(c));
        let begin = begin.map_or(0, |b| {
            b + title[b..].chars().next().map_or(0, char::len_utf8)
        });
        let length = title[begin..at].chars().count();
        let end = title.len() - rest.len() + ordinal + '号'.len_utf8();
        let decides = ["决定", "许可", "处罚"]
            .iter()
            .any(|word| title.contains(word));
        ((1..=LONGEST).contains(&length) && decides).then(|| &title[begin..end])
    });
    each.next_back()
}
