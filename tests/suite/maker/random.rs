//! Chance that can be repeated: splitmix64, so that a seed gives the same folder on every machine.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// The stream of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Random { state: seed }
    }

    /// A stream of its own for a part, so that what one part draws never shifts another.
    pub(crate) fn fork(&self, label: &str) -> Self {
        let mut state = self.state ^ 0x9e37_79b9_7f4a_7c15;
        for byte in label.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        let mut fork = Random { state };
        fork.next();
        fork
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        if n == 0 { 0 } else { self.next() % n }
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn within(&mut self, low: i64, high: i64) -> i64 {
        if high <= low {
            return low;
        }
        let width = u64::try_from(high - low).expect("high is above low") + 1;
        low + i64::try_from(self.below(width)).expect("below a width that fits")
    }

    /// True so many times in a hundred.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.index(of.len())]
    }

    /// One of several values.
    pub(crate) fn choose<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.index(of.len())]
    }

    /// A position in a list that is not empty.
    pub(crate) fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).expect("below a length")
    }

    /// Brings a list into another order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.index(last + 1));
        }
    }

    /// `total` as a sum of at most `parts` positive numbers.
    pub(crate) fn split(&mut self, total: u64, parts: u64) -> Vec<u64> {
        let parts = parts.clamp(1, total.max(1));
        let mut cuts: Vec<u64> = (1..parts).map(|_| self.below(total + 1)).collect();
        cuts.push(0);
        cuts.push(total);
        cuts.sort_unstable();
        cuts.windows(2)
            .map(|pair| pair[1] - pair[0])
            .filter(|part| *part > 0)
            .collect()
    }
}
