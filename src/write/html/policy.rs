//! What the page may do: run its own script, wear its own style, and nothing else; fetch nothing at all.
//!
//! In: the texts of both. Out: the policy that names them by their digests, for the page's head.

use sha2::{Digest, Sha256};

/// The policy of a page with this script and this style.
pub(super) fn of(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        digest(script),
        digest(style)
    )
}

/// `sha256-…`, as a policy names an inline text.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = "sha256-".to_owned();
    for three in Sha256::digest(text.as_bytes()).chunks(3) {
        let byte = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for letter in 0..4 {
            out.push(match letter <= three.len() {
                true => char::from(LETTERS[(bits >> (18 - 6 * letter) & 63) as usize]),
                false => '=',
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{SCRIPT, STYLE};
    use super::*;

    #[test]
    fn the_policy_names_the_texts_by_their_hashes() {
        // openssl dgst -sha256 -binary | base64
        assert_eq!(
            digest("alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
        assert!(!SCRIPT.contains("</script"));
        assert!(!STYLE.contains("</style"));
    }
}
