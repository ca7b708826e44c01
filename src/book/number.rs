//! A number as Excel shows it.

/// What Excel shows for a number in a wide cell: 15 significant digits, no trailing zeros, no exponent
/// between 1E-9 and 1E+21. So `72701.2578` is `"72701.2578"` whatever its last bits are, and a later stage
/// can read an exact decimal from it.
pub fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    if let Some(whole) = whole(number) {
        return whole.to_string();
    }
    // the shortest decimal that is this number, where it has so few digits, is what 15 digits show
    let shortest = number.to_string();
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    if digits <= 15 && (1e-4..1e15).contains(&number.abs()) {
        return shortest;
    }
    let scientific = format!("{number:.14e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let plain = match usize::try_from(exponent) {
        Ok(whole) if whole <= 20 => {
            let padded = format!("{digits:0<width$}", width = whole + 1);
            let (whole, fraction) = padded.split_at(whole + 1);
            join(whole, fraction, ".")
        }
        Err(_) if exponent >= -9 => {
            let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
            format!("0.{}{digits}", "0".repeat(zeros))
        }
        _ => {
            let (first, rest) = digits.split_at(1);
            format!("{}E{exponent:+03}", join(first, rest, "."))
        }
    };
    format!("{sign}{plain}")
}

/// A whole number of at most 15 digits; none for any other.
pub(crate) fn whole(number: f64) -> Option<i64> {
    const LARGEST: f64 = 1e15;
    #[allow(clippy::cast_possible_truncation)]
    let whole = (number.fract() == 0.0 && number.abs() < LARGEST).then_some(number as i64);
    whole
}

fn join(whole: &str, fraction: &str, point: &str) -> String {
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}{point}{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::number_text;

    #[test]
    fn a_number_is_written_as_excel_shows_it() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (12.0, "12"),
            (-3.5, "-3.5"),
            (100.0, "100"),
            (0.1, "0.1"),
            (0.1 + 0.2, "0.3"),
            (72701.2578, "72701.2578"),
            (1234567.0, "1234567"),
            (0.00012, "0.00012"),
            (44680.4375, "44680.4375"),
            (20_220_000_000_000_123.0, "20220000000000100"),
            (999_999_999_999_999.0, "999999999999999"),
            (0.999_999_999_999_999_9, "1"),
            (1e20, "100000000000000000000"),
            (1.5e25, "1.5E+25"),
            (1e-12, "1E-12"),
            (-2.5e-12, "-2.5E-12"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }
}
