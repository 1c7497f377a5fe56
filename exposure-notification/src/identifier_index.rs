//! Where an identifier stands in a list, without a second copy of it.
//!
//! Identifiers are the output of a cipher, so their first four bytes are as good as a hash. They are the key of a map to
//! the last position in the list that has them; each position names the one before it with the same four bytes. That is
//! 4 bytes a position and 9 a place in the map; a map of identifiers to lists of their own takes three times as much in all
//! (`benches/memory.rs`). Who asks compares the whole identifier, for four bytes can be shared by chance.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::key::RollingProximityIdentifier;

/// No earlier position.
const NONE: u32 = u32::MAX;

/// The positions of identifiers in a list that its owner keeps.
#[derive(Debug, Clone, Default)]
pub(crate) struct IdentifierIndex {
    /// From the first four bytes to the last position that has them.
    last: HashMap<u32, u32, BuildHasherDefault<PrefixHasher>>,
    /// For every position the one before it with the same four bytes.
    earlier: Vec<u32>,
}

impl IdentifierIndex {
    /// The index of a list, of which about so many identifiers are distinct.
    pub(crate) fn of<'a>(
        identifiers: impl ExactSizeIterator<Item = &'a RollingProximityIdentifier>,
        distinct: usize,
    ) -> Self {
        let mut index = Self {
            last: HashMap::with_capacity_and_hasher(distinct, BuildHasherDefault::default()),
            earlier: Vec::with_capacity(identifiers.len()),
        };
        for identifier in identifiers {
            index.push(identifier);
        }
        index
    }

    /// Takes up the identifier at the next position of the list.
    pub(crate) fn push(&mut self, identifier: &RollingProximityIdentifier) {
        #[expect(clippy::expect_used, reason = "a list of that length has more than 100 GB")]
        let position = u32::try_from(self.earlier.len()).expect("less than 2^32 positions");
        let earlier = self.last.insert(prefix(identifier), position).unwrap_or(NONE);
        grow(&mut self.earlier);
        self.earlier.push(earlier);
    }

    /// The positions that may have the identifier, the last first.
    pub(crate) fn candidates(&self, identifier: &RollingProximityIdentifier) -> impl Iterator<Item = usize> {
        self.chain(self.last.get(&prefix(identifier)).copied())
    }

    /// The positions before this one that may have the same identifier.
    pub(crate) fn before(&self, position: usize) -> impl Iterator<Item = usize> {
        self.chain(self.step(position))
    }

    /// How many different first four bytes there are: the number of identifiers, but for chance.
    pub(crate) fn distinct(&self) -> usize {
        self.last.len()
    }

    fn chain(&self, last: Option<u32>) -> impl Iterator<Item = usize> {
        std::iter::successors(last.map(|last| last as usize), |position| {
            self.step(*position).map(|earlier| earlier as usize)
        })
    }

    fn step(&self, position: usize) -> Option<u32> {
        Some(self.earlier[position]).filter(|earlier| *earlier != NONE)
    }
}

/// Makes room by an eighth, not by doubling: a fleet has thousands of such lists.
pub(crate) fn grow<T>(list: &mut Vec<T>) {
    if list.len() == list.capacity() {
        list.reserve_exact((list.len() / 8).max(16));
    }
}

fn prefix(identifier: &RollingProximityIdentifier) -> u32 {
    let [a, b, c, d, ..] = identifier.0;
    u32::from_le_bytes([a, b, c, d])
}

/// Spreads four random bytes over the eight that a map looks at.
#[derive(Default)]
struct PrefixHasher(u64);

impl Hasher for PrefixHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, prefix: u32) {
        // 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming 6.4).
        self.0 = (self.0 ^ u64::from(prefix)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identifier(prefix: u8, rest: u8) -> RollingProximityIdentifier {
        let mut bytes = [rest; 16];
        bytes[..4].fill(prefix);
        RollingProximityIdentifier(bytes)
    }

    #[test]
    fn every_position_with_the_same_first_bytes_is_a_candidate() {
        let list = [
            identifier(1, 0),
            identifier(2, 0),
            identifier(1, 7),
            identifier(1, 0),
        ];
        let index = IdentifierIndex::of(list.iter(), 2);
        let candidates = |of: RollingProximityIdentifier| index.candidates(&of).collect::<Vec<_>>();
        assert_eq!(candidates(identifier(1, 0)), [3, 2, 0]);
        assert_eq!(candidates(identifier(2, 9)), [1]);
        assert!(candidates(identifier(3, 0)).is_empty());
        assert_eq!(index.distinct(), 2);
        assert_eq!(index.before(3).collect::<Vec<_>>(), [2, 0]);
        assert_eq!(index.before(1).count(), 0);
    }
}
