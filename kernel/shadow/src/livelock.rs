//! A CPU that comes back with the same fault over and over does not get on.

/// How often the same fault may be resolved before it is one.
const LIMIT: u32 = 64;

/// Watches for faults that were resolved and come again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Livelock {
    last: (u64, u64),
    times: u32,
}

impl Livelock {
    /// Notes a resolved fault by its PSW's address and TEID; whether it has come too often.
    pub fn noted(&mut self, address: u64, teid: u64) -> bool {
        let fault = (address, teid);
        self.times = if self.last == fault { self.times + 1 } else { 0 };
        self.last = fault;
        self.times >= LIMIT
    }

    /// The CPU got on.
    pub fn progressed(&mut self) {
        self.times = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_fault_is_noticed_and_others_are_not() {
        let mut livelock = Livelock::default();
        for n in 0..1000 {
            assert!(!livelock.noted(0x1000, n % 2));
        }
        assert!((0..=LIMIT).any(|_| livelock.noted(0x2000, 0x800)));
        livelock.progressed();
        assert!(!livelock.noted(0x2000, 0x800));
    }
}
