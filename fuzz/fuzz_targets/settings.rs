//! gknb.toml in whatever encoding.
#![no_main]

use gknb::settings;
use gknb::write::show;
use gknb_fuzz::only_our_panics;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &[u8]| {
    let read = settings::read(input);
    assert_eq!(format!("{read:?}"), format!("{:?}", settings::read(input)));
    if let Err(problems) = read {
        assert!(!problems.is_empty(), "refused without a word");
        for problem in &problems {
            assert!(problem.line > 0 && problem.column > 0 && problem.length > 0, "{problem:?}");
            assert!(!problem.message.is_empty() && !problem.help.is_empty(), "{problem:?}");
            assert!(!show::problem("gknb.toml", problem).is_empty());
        }
    }
});
