//! 数字格式: what a number format shows beside the number or instead of it: 1 as 2022-001, 800 as 800.00元, 8000 as 0.8.
//!
//! In: the code of a format. Out: the words before and behind a number, its digits, and by what power of ten it is shown
//! smaller; none where the number is shown as it is. Numbers are not rounded: what stands in the cell stays exact.

use crate::book::Value;
use crate::book::number::number_text;

/// Units of money behind a number.
const UNITS: [&str; 5] = ["元", "千元", "万元", "百万元", "亿元"];

/// Bytes of a code, at most: programs write no more than 255 characters.
const LONGEST: usize = 1_020;

/// The power of ten by which numbers are shown smaller, at most: by 亿 and 万 of them.
const SMALLEST: usize = 12;

/// How a format shows numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    before: String,
    /// Digits before the point, at least.
    digits: usize,
    /// Digits behind the point, at least.
    decimals: usize,
    /// The number is shown divided by ten to this power.
    scale: usize,
    behind: String,
}

impl Shown {
    /// What the code shows of numbers above zero; none where it is no more than the number.
    pub(super) fn of_code(code: &str) -> Option<Self> {
        if code.len() > LONGEST {
            return None;
        }
        let mut shown = Shown {
            before: String::new(),
            digits: 0,
            decimals: 0,
            scale: 0,
            behind: String::new(),
        };
        // digits behind the point, and behind a point that is a mere sign
        let (mut point, mut sign) = (false, None);
        let mut begun = false;
        let mut commas = 0;
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '0' | '#' | '?' => {
                    begun = true;
                    commas = 0;
                    if let Some(behind) = &mut sign {
                        *behind += 1;
                    } else if point {
                        shown.decimals += usize::from(c == '0');
                    } else {
                        shown.digits += usize::from(c == '0');
                    }
                    if !shown.behind.is_empty() {
                        return None;
                    }
                }
                ',' if begun => commas += 1,
                '.' if begun && sign.is_none() => point = true,
                '_' | '*' => _ = chars.next(),
                '[' => {
                    let within: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    // which numbers a section is of
                    if within.starts_with(['>', '<', '=']) {
                        return None;
                    }
                }
                'G' | 'g' if code.contains("General") => {
                    begun = true;
                    chars.nth("eneral".len() - 1);
                }
                '\\' | '!' | '"' => {
                    let words: String = match c {
                        '"' => chars.by_ref().take_while(|c| *c != '"').collect(),
                        _ => chars.next().into_iter().collect(),
                    };
                    match (begun, words.as_str()) {
                        (true, ".") if !point && sign.is_none() && shown.behind.is_empty() => {
                            sign = Some(0);
                        }
                        (true, words) => shown.behind.push_str(words),
                        (false, words) => shown.before.push_str(words),
                    }
                }
                '-' | '+' | '(' | ')' | ' ' | '¥' | '$' | '￥' => {}
                // a percentage, a power, a fraction, a day
                _ => return None,
            }
        }
        shown.scale = 3 * commas + sign.unwrap_or(0);
        // the digits behind the sign stand for those before the point
        shown.digits = shown.digits.saturating_sub(usize::from(sign.is_some()));
        let unit = UNITS.contains(&shown.behind.trim());
        let whole = shown.begins_numbers() || unit || shown.scale > 0;
        (begun && whole && shown.scale <= SMALLEST).then_some(shown)
    }

    /// Whether the words before are those of numbers that tell things apart, 「2022-」 or 「一」 before three digits, and no
    /// currency: 「RMB」.
    fn begins_numbers(&self) -> bool {
        let before = self.before.trim();
        let words = before.chars().any(char::is_alphanumeric);
        words && (before.contains(|c: char| c.is_ascii_digit()) || self.digits >= 2)
    }

    /// Whether numbers are shown smaller than they are.
    pub(super) fn scales(&self) -> bool {
        self.scale > 0
    }

    /// What is shown of a number.
    pub(super) fn value(&self, number: f64) -> Option<Value> {
        let written = number_text(number);
        let (sign, plain) = match written.strip_prefix('-') {
            Some(plain) => ("-", plain),
            None => ("", &*written),
        };
        if !plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return None;
        }
        let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
        let whole = format!("{whole:0>width$}", width = self.scale + 1);
        let (whole, moved) = whole.split_at(whole.len() - self.scale);
        let whole = whole.trim_start_matches('0');
        let width = match self.scale {
            0 => self.digits.max(1),
            _ => 1,
        };
        let part = format!("{moved}{part}");
        // what words stand before is read as it is shown
        let padded = match self.before.trim().is_empty() {
            true => 0,
            false => self.decimals,
        };
        let part = format!("{:0<padded$}", part.trim_end_matches('0'));
        let point = if part.is_empty() { "" } else { "." };
        let (before, behind) = (self.before.trim_start(), self.behind.trim_end());
        let text = format!("{sign}{before}{whole:0>width$}{point}{part}{behind}");
        Some(match before.is_empty() && behind.is_empty() {
            true => Value::Number(text.parse().ok()?),
            false => Value::Text(text.into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_as_its_format_shows_it_and_not_rounded() {
        let text = |text: &str| Some(Value::Text(text.into()));
        for (code, number, told) in [
            ("\"2022-\"000", 1.0, text("2022-001")),
            ("\"一\"000", 12.0, text("一012")),
            ("\"某罚〔2022〕\"0\"号\"", 7.0, text("某罚〔2022〕7号")),
            ("#,##0.00\"元\"", 800.125, text("800.125元")),
            ("0.00\"万元\"", 0.5, text("0.5万元")),
            ("General\"元\"", 12.5, text("12.5元")),
            ("\"2025.\"0.00", 3.1, text("2025.3.10")),
            ("0\\.0,", 8123.0, Some(Value::Number(0.8123))),
            ("0!.0000", 18_000.0, Some(Value::Number(1.8))),
            ("0\\.0,\"万元\"", 8000.0, text("0.8万元")),
            ("#,##0,", -1500.0, Some(Value::Number(-1.5))),
        ] {
            let shown = Shown::of_code(code).expect(code);
            assert_eq!(shown.value(number), told, "{code} {number}");
        }
    }

    #[test]
    fn what_is_no_more_than_a_number_is_left_as_it_is() {
        let commas = format!("0{}", ",".repeat(200));
        let zeros = format!("\"2022-\"{}", "0".repeat(5_000));
        for code in [
            commas.as_str(),
            zeros.as_str(),
            "General",
            "0",
            "#,##0.00",
            "0.00%",
            "0.00E+00",
            "\"¥\"#,##0.00",
            "[$¥-804]#,##0.00",
            "_ * #,##0.00_ ",
            "# ?/?",
            "@",
            "0_);(0)",
            "\\-0",
            "000000",
            "0\"本\"",
            "\"共\"0\"件\"",
            "\"RMB\"#,##0.00",
            "[>=10000]0\\.0,\"万元\";0\"元\"",
        ] {
            assert_eq!(Shown::of_code(code), None, "{code}");
        }
    }
}
