//! 同号: rows whose hashes are the same, brought together without a table that grows with the year.

use rayon::prelude::*;

use super::rows::{Id, Part, Rows};
use super::small::index;

/// The hash of a row that has nothing to be known by.
const NAMELESS: u32 = 0;

/// Rows that are brought together at once; so few where debugging is on that the tests go over several.
const TOGETHER: usize = if cfg!(debug_assertions) { 8 } else { 1 << 19 };

/// Of each row a hash of what it is known by, none for one that has nothing.
pub(super) struct Hashes(Vec<u32>);

impl Hashes {
    /// Worked out on all cores.
    pub(super) fn of(rows: &Rows, hash: impl Fn(&Part, u32) -> Option<u64> + Sync) -> Self {
        let mut hashes = vec![NAMELESS; index(rows.len())];
        let mut rest = &mut hashes[..];
        let mut of_parts = Vec::new();
        for part in rows.parts() {
            let (these, behind) = rest.split_at_mut(index(part.len()));
            of_parts.push((part, these));
            rest = behind;
        }
        let short = |hash: u64| u32::try_from(hash >> 32).map_or(1, |hash| hash.max(1));
        of_parts.into_par_iter().for_each(|(part, hashes)| {
            for (at, told) in (0..).zip(hashes) {
                *told = hash(part, at).map_or(NAMELESS, short);
            }
        });
        Hashes(hashes)
    }

    /// The rows of each hash that several have, in the order of addresses.
    pub(super) fn each_alike(&self, mut of: impl FnMut(&[(u32, Id)])) {
        let shares = self.0.len().div_ceil(TOGETHER);
        let shares = u64::try_from(shares).expect("addresses have 64 bits at the most");
        for share in 0..shares {
            // rows that are alike have the same hash
            let within = |hash: u32| hash != NAMELESS && (u64::from(hash) * shares) >> 32 == share;
            let told = (0..).zip(&self.0).filter(|(_, hash)| within(**hash));
            let mut told: Vec<(u32, Id)> = told.map(|(id, hash)| (*hash, id)).collect();
            told.par_sort_unstable();
            let alike = told.chunk_by(|one, other| one.0 == other.0);
            alike.filter(|rows| rows.len() > 1).for_each(&mut of);
        }
    }
}
