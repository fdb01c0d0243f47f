//! Inputs of ordinary test runs: seeds with changes that a number decides.

/// Bytes of an input at most.
const LONGEST: usize = 8192;
/// Bytes that often decide something.
const TELLING: [u8; 12] = [0, 1, 0x0A, 0x11, b' ', b',', b'*', b'#', 0x40, 0x7F, 0x80, 0xFF];

/// Pseudo-random numbers (xorshift64*): the same seed, the same inputs.
pub struct Mutator(u64);

impl Mutator {
    /// Numbers that begin at a seed.
    pub fn new(seed: u64) -> Self {
        // The generator never leaves 0.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `end`; 0 if that is 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 11) as usize % end.max(1)
    }

    /// One of the seeds with up to 16 changes.
    pub fn mutated(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut input = seeds.get(self.below(seeds.len())).cloned().unwrap_or_default();
        for _ in 0..self.below(16) {
            self.change(&mut input, seeds);
            input.truncate(LONGEST);
        }
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, seeds: &[Vec<u8>]) {
        let at = self.below(input.len());
        let length = self.below(32).min(input.len() - at.min(input.len()));
        match self.below(7) {
            0 if !input.is_empty() => input[at] ^= 1 << self.below(8),
            1 if !input.is_empty() => input[at] = TELLING[self.below(TELLING.len())],
            2 => input.insert(at, TELLING[self.below(TELLING.len())]),
            3 => drop(input.drain(at..at + length)),
            4 => {
                let copy = input[at..at + length].to_vec();
                let to = self.below(input.len());
                input.splice(to..to, copy);
            }
            5 => {
                let other = &seeds[self.below(seeds.len())];
                let from = self.below(other.len());
                let piece = &other[from..(from + 64).min(other.len())];
                input.splice(at..at, piece.iter().copied());
            }
            _ => input.extend((0..length).map(|_| self.next() as u8)),
        }
    }
}

/// Input `number` of the run that begins at `seed`.
pub fn case(seeds: &[Vec<u8>], seed: u64, number: u64) -> Vec<u8> {
    Mutator::new(seed.wrapping_add(number)).mutated(seeds)
}
