//! Dates, periods, numbers, amounts as people type them.
#![no_main]

use gknb::date::{self, Seen};
use gknb::{number, period, text};
use gknb_fuzz::only_our_panics;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &str| {
    for date1904 in [false, true] {
        if let Ok(Seen::Day(day)) = date::parse(input, date1904) {
            assert!(date::is_of_records(day), "{day}");
            // a date as we write it is that date
            assert_eq!(date::parse(&day.to_string(), date1904), Ok(Seen::Day(day)));
        }
    }
    if let Some(period) = period::of(input.lines(), Some(2022)) {
        assert!(period.from <= period.to, "{period}");
        assert!(!period.to_string().is_empty());
    }
    let _ = period::year_of(input.lines());
    if let Some(amount) = number::parse(input) {
        let _ = number::Money::Yuan.in_ten_thousands(amount.value);
    }
    let _ = number::Money::within(input);
    let squeezed = text::squeeze(input);
    assert_eq!(text::squeeze(&squeezed), squeezed, "squeezed once is enough");
    let _ = text::without_item_number(&squeezed);
    let _ = (text::yes_no(input), text::chinese_number(input), text::is_empty(input));
    let _ = gknb::address::parse_cell(input);
});
