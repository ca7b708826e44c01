//! Published tables turned into quarterly ledgers, and compiled back.

use std::path::Path;

use crate::maker::files::FORMATS;
use crate::maker::published::{Published, REAL};
use crate::maker::{Made, Options, make};

/// Writes folders for a person, or for the program, to open:
/// `GKNB_DUMP=DIR cargo test folders_for_a_person -- --ignored`, with `GKNB_SEEDS=4` for more of them.
#[test]
#[ignore = "writes folders to the disk"]
fn folders_for_a_person() {
    let dir = std::env::var("GKNB_DUMP").expect("GKNB_DUMP names a folder");
    let seeds = std::env::var("GKNB_SEEDS").map_or(1, |n| n.parse().expect("a number"));
    for seed in 0..seeds {
        for (name, text) in REAL {
            let made = make(&Published::read(text), seed, Options::default());
            dumped(&made, &dir, &format!("{name}-{seed}"));
        }
        let format = FORMATS[usize::try_from(seed).expect("small") % FORMATS.len()];
        let options = Options {
            format: Some(format),
            ..Options::default()
        };
        let made = make(&Published::invented(seed, 40), seed, options);
        dumped(&made, &dir, &format!("invented-{seed}"));
    }
}

fn dumped(made: &Made, dir: &str, name: &str) {
    made.dump(Path::new(dir), name).expect("a folder that can be written");
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
    let published = Published::invented(7, 30);
    let (one, two) = (make(&published, 7, Options::default()), make(&published, 7, Options::default()));
    assert_eq!(one.files, two.files);
}
