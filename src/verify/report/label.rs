//! Labels as the wild writes them, held against those of the form.

use crate::text::{RAISED, squeeze, without_item_number};

/// How much alike two labels are, in thousandths.
pub(super) type Likeness = i32;

/// From here on two labels are taken for the same.
pub(super) const SAME: Likeness = 600;

/// What is less alike is not alike at all.
const LEAST: usize = 350;

/// The form of a label by which it is compared: squeezed, without its item number, without what stands in
/// brackets, without punctuation.
pub(super) fn key(text: &str) -> String {
    let squeezed = squeeze(text);
    let bare = without_item_number(&squeezed);
    let mut depth = 0u32;
    let outside: String = bare
        .chars()
        .filter(|&c| {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
                && !RAISED.contains(&c)
                && !matches!(c, ',' | '、' | ';' | ':' | '.' | '。' | '*' | '#' | '-')
        })
        .collect();
    match outside.as_str() {
        "其它" => "其他".to_owned(),
        "合计" | "总数" => "总计".to_owned(),
        _ => outside,
    }
}

/// The item number in front of a label: `（三）` and `3.` are both 3.
pub(super) fn item(text: &str) -> Option<u32> {
    let squeezed = squeeze(text);
    let bare = without_item_number(&squeezed);
    let number = squeezed.strip_suffix(bare)?;
    let first = number
        .split(['.', '、', ')'])
        .find(|part| part.chars().any(char::is_alphanumeric))?;
    let digits = first.trim_matches(|c| matches!(c, '(' | ')'));
    digits
        .parse()
        .ok()
        .or_else(|| crate::text::chinese_number(digits))
}

/// How much alike two keys are. Short labels must be the same; of longer ones one may hold the other.
pub(super) fn likeness(a: &str, b: &str) -> Likeness {
    if a == b {
        return if a.is_empty() { 0 } else { 1000 };
    }
    let short = a.chars().count().min(b.chars().count());
    if short <= 2 {
        return 0;
    }
    if short >= 4 && (a.contains(b) || b.contains(a)) {
        return 920;
    }
    by_steps(a, b)
}

/// How much alike two keys are, one that is a part of the other no more than by its length.
pub(super) fn by_steps(a: &str, b: &str) -> Likeness {
    let (a_long, b_long) = (a.chars().count(), b.chars().count());
    let (long, short) = (a_long.max(b_long), a_long.min(b_long));
    // each character that one has more is a step, so that a long text need not be gone through for each label
    if long == 0 || short * 1000 / long < LEAST {
        return 0;
    }
    let distance = strsim::damerau_levenshtein(a, b).min(long);
    Likeness::try_from((long - distance) * 1000 / long).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_wild_are_known_for_those_of_the_form() {
        for (wild, form) in [
            ("2、其他法律行政止公开", "2.其他法律行政法规禁止公开"),
            ("(六)其他处理", "（六）其他处理"),
            ("规范性文件", "行政规范性文件"),
            ("3.危及\"三安全\n一稳定\"", "3.危及“三安全一稳定”"),
            (
                "（二）部分公开（区分处理的，只计这一情 形，不计其他情形）",
                "（二）部分公开",
            ),
            (
                "1.逾期不补正",
                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            ),
            ("其它", "其他"),
            ("规章¹", "规章"),
            ("本年收费金额（单位：元）", "本年收费金额"),
        ] {
            let alike = likeness(&key(wild), &key(form));
            assert!(alike >= SAME, "{wild} {form} {alike}");
        }
        for (one, other) in [
            ("行政许可", "行政处罚"),
            ("其他", "其他结果"),
            ("本年制发件数", "本年新制作数量"),
            ("（三）不予公开", "（一）予以公开"),
        ] {
            let alike = likeness(&key(one), &key(other));
            assert!(alike < SAME, "{one} {other} {alike}");
        }
        assert_eq!(item("（三）不予公开"), Some(3));
        assert_eq!(item("3、重复申请"), Some(3));
        assert_eq!(item("予以公开"), None);
    }
}
