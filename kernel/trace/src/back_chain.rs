//! The back chain of a stack, followed from a CPU's registers (the s390x ABI, "The Stack Frame").
//!
//! A frame holds the address of its caller's in its first doubleword; a function saves registers
//! 14 and 15 of its caller at 112 and 120 of the caller's frame.

/// Where a frame has its owner's register 14, once a callee has saved it, and register 15.
const SAVED_14: u64 = 112;
const SAVED_15: u64 = 120;
/// How far above a stack pointer that has left its stack a frame is looked for: a guard page and
/// the stack itself.
const SEARCH_BYTES: u64 = 4096 + 65536;

/// Return addresses, the newest first.
#[derive(Debug)]
pub struct Callers<R> {
    read: R,
    /// A return address that no frame holds.
    first: Option<u64>,
    frame: u64,
}

impl<R: Fn(u64) -> Option<u64>> Callers<R> {
    /// The callers of the code that had these registers; `read` gives the doubleword at an
    /// address where that is on a stack.
    ///
    /// Where a function's own frame does not fit on its stack, what it saved finds its caller's.
    pub fn of(registers: &[u64; 16], read: R) -> Self {
        let (returns_to, stack) = (registers[14], registers[15]);
        if stack.is_multiple_of(8) && read(stack).is_some_and(|back| back > stack) {
            return Self { read, first: None, frame: stack };
        }
        let is_caller = |frame: &u64| {
            let saved = |offset| frame.checked_add(offset).and_then(&read);
            saved(SAVED_15) == Some(*frame) && saved(SAVED_14) == Some(returns_to)
        };
        let mut frames = (stack..stack.saturating_add(SEARCH_BYTES)).step_by(8);
        match frames.find(is_caller) {
            Some(frame) => Self { read, first: Some(returns_to), frame },
            None => Self { read, first: None, frame: stack },
        }
    }
}

impl<R: Fn(u64) -> Option<u64>> Iterator for Callers<R> {
    type Item = u64;

    /// Frames only ever go up.
    fn next(&mut self) -> Option<u64> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        let back = (self.read)(self.frame)?;
        let follows = back > self.frame && back.is_multiple_of(8);
        let returns_to = (self.read)(back.checked_add(SAVED_14).filter(|_| follows)?)?;
        self.frame = back;
        Some(returns_to)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Three frames at 1000, 1100 and 1300; the last has no caller.
    fn stack() -> BTreeMap<u64, u64> {
        let frame = |at: u64, back, r14| [(at, back), (at + 112, r14), (at + 120, at)];
        let frames = [frame(0x1000, 0x1100, 0x10), frame(0x1100, 0x1300, 0x20)];
        frames.into_iter().flatten().chain(frame(0x1300, 0, 0x30)).collect()
    }

    fn callers(r14: u64, r15: u64) -> Vec<u64> {
        let mut registers = [0; 16];
        (registers[14], registers[15]) = (r14, r15);
        let stack = stack();
        Callers::of(&registers, |address| stack.get(&address).copied()).collect()
    }

    #[test]
    fn the_chain_is_followed_to_its_end() {
        assert_eq!(callers(0, 0x1000), [0x20, 0x30]);
        assert_eq!(callers(0, 0x1300), []);
    }

    #[test]
    fn a_stack_that_overflowed_is_entered_at_the_last_whole_frame() {
        assert_eq!(callers(0x10, 0x0F00), [0x10, 0x20, 0x30]);
        assert_eq!(callers(0x99, 0x0F00), []);
    }

    proptest::proptest! {
        #[test]
        fn no_stack_is_too_strange(
            words in proptest::collection::btree_map(0_u64..64, 0_u64..512, 0..64),
            registers: [u64; 16],
            near in 0_u64..64,
        ) {
            let read = |address: u64| words.get(&(address / 8)).copied();
            assert!(Callers::of(&registers, read).count() < 100);
            let mut registers = registers;
            registers[15] = near * 8;
            assert!(Callers::of(&registers, read).count() < 100);
        }
    }
}
