//! Thousands of reports in one call: each is told and let go.

use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gknb::{Origin, reports, write};
use serde_json::Value;

use super::{published, title, wild};

/// Reports of the same text; `opened` counts those that were opened.
fn origins(count: usize, opened: &Arc<AtomicUsize>) -> Vec<Origin> {
    let report = published("2022-pingtan");
    let text = wild::markdown(&title(&report), &report.tables, false);
    let origin = |nth: usize| {
        let (text, opened) = (text.clone(), Arc::clone(opened));
        Origin {
            file: format!("{nth}.md"),
            open: Box::new(move || {
                opened.fetch_add(1, Ordering::SeqCst);
                Ok(Box::new(Cursor::new(text.clone().into_bytes())))
            }),
        }
    };
    (0..count).map(origin).collect()
}

#[test]
fn reports_are_told_in_order_and_only_some_are_read_ahead() {
    const AHEAD: usize = 64;
    let opened = Arc::new(AtomicUsize::new(0));
    let files = origins(150, &opened);
    let mut told = 0;
    let all: Result<(), ()> = reports::verify(&files, None, 0, &|| {}, &mut |nth, report| {
        assert_eq!((nth, report.file), (told, format!("{told}.md")));
        told += 1;
        let ahead = opened.load(Ordering::SeqCst) - told;
        assert!(ahead < AHEAD, "{ahead} reports are held");
        Ok(())
    });
    assert_eq!((all, told), (Ok(()), 150));
}

#[test]
fn whoever_has_heard_enough_stops_the_reading() {
    let opened = Arc::new(AtomicUsize::new(0));
    let files = origins(150, &opened);
    let all = reports::verify(&files, None, 0, &|| {}, &mut |nth, _| match nth {
        3 => Err("enough"),
        _ => Ok(()),
    });
    assert_eq!(all, Err("enough"));
    assert!(opened.load(Ordering::SeqCst) < 150);
}

#[test]
fn the_document_is_the_same_told_in_pieces() {
    let opened = Arc::new(AtomicUsize::new(0));
    let mut read = Vec::new();
    let _: Result<(), ()> =
        reports::verify(&origins(3, &opened), None, 1, &|| {}, &mut |_, report| {
            read.push(report);
            Ok(())
        });
    for count in 0..=3 {
        let text = write::reports::json(&read[..count]);
        let json: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(json["version"], 1);
        assert_eq!(json["reports"].as_array().map(Vec::len), Some(count));
        // as anyone would write it
        let mut pretty = serde_json::to_string_pretty(&json).expect("JSON");
        pretty.push('\n');
        assert_eq!(pretty.lines().count(), text.lines().count());
    }
}
