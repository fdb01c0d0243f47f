//! CP commands from outside the member and their answers, as frames of a byte stream.
//!
//! A frame is a value in COBS, which has no zero byte in it, between zero bytes. Whoever comes into
//! the middle of a stream, since somebody else's connection ended there, is in step from the next
//! zero on; half a command is never taken for one, and no text for a return code.

use alloc::string::String;
use alloc::vec::Vec;
use core::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Bytes of a request's frame at most.
pub const REQUEST_BYTES: usize = 4096;

/// A command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Which one it is: the answer has the same number. Nobody else's answer should have it.
    pub number: u64,
    /// The command.
    pub command: String,
}

/// What CP says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// First of all: requests are taken.
    Ready,
    /// What became of a request.
    Outcome {
        /// The request's number.
        number: u64,
        /// What became of it.
        outcome: Outcome,
    },
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It was carried out, or refused.
    Done {
        /// Lines of its answer.
        text: String,
        /// CP's return code.
        return_code: u16,
    },
    /// CP was shut down by it, or before it was complete.
    ShutDown,
}

/// The bytes of a frame.
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::from([0]);
    // Nothing that is sent can fail to be written into a vector.
    bytes.extend(postcard::to_allocvec_cobs(value).unwrap_or_default());
    bytes
}

/// Takes values out of a stream. What is none is passed over.
#[derive(Debug)]
pub struct Frames<T> {
    frame: Vec<u8>,
    limit: usize,
    value: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Frames<T> {
    /// A stream whose frames have at most `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self { frame: Vec::new(), limit, value: PhantomData }
    }

    /// The values that end in `bytes`.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<T> {
        let mut values = Vec::new();
        for &byte in bytes {
            match byte {
                0 => {
                    if self.frame.len() <= self.limit {
                        values.extend(postcard::from_bytes_cobs(&mut self.frame));
                    }
                    self.frame.clear();
                }
                // The byte beyond the limit stands for all that follow it.
                _ if self.frame.len() <= self.limit => self.frame.push(byte),
                _ => {}
            }
        }
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn request(number: u64, command: &str) -> Request {
        Request { number, command: command.into() }
    }

    #[test]
    fn half_a_command_is_none() {
        let first = encode(&request(1, "shutdown"));
        let second = encode(&request(2, "query time"));
        for cut in 0..first.len() - 1 {
            let mut frames = Frames::<Request>::new(REQUEST_BYTES);
            let stream = [&first[..cut], &second[..]].concat();
            assert_eq!(frames.take(&stream), [request(2, "query time")]);
        }
    }

    #[test]
    fn what_somebody_else_left_is_passed_over() {
        let done = |number, text: &str, return_code| Reply::Outcome {
            number,
            outcome: Outcome::Done { text: text.into(), return_code },
        };
        let theirs = encode(&done(7, "OPERATOR - SYSC\nReady(00040);\n\0", 0));
        let ours = encode(&done(8, "HCPQDV040E Device 0009 does not exist", 40));
        for cut in 0..theirs.len() {
            let mut frames = Frames::<Reply>::new(usize::MAX);
            let stream = [&theirs[cut..], &ours[..]].concat();
            let is_ours = |reply: &Reply| matches!(reply, Reply::Outcome { number: 8, .. });
            let mine = frames.take(&stream).into_iter().find(is_ours);
            assert_eq!(mine, Some(done(8, "HCPQDV040E Device 0009 does not exist", 40)));
        }
    }

    #[test]
    fn a_frame_that_is_too_long_is_passed_over_whole() {
        let mut frames = Frames::<Request>::new(REQUEST_BYTES);
        let mut stream = encode(&request(1, &"q".repeat(10_000)));
        stream.extend(encode(&Reply::Ready));
        stream.extend(encode(&request(2, "q time")));
        assert_eq!(frames.take(&stream).last(), Some(&request(2, "q time")));
        assert!(frames.frame.capacity() <= 2 * REQUEST_BYTES);
    }

    proptest! {
        #[test]
        fn a_frame_comes_through_whatever_stands_before_it(
            junk in prop::collection::vec(any::<u8>(), 0..300),
            number: u64,
            command in "\\PC{0,240}",
            piece in 1_usize..40,
        ) {
            let stream = [junk, encode(&request(number, &command))].concat();
            let mut frames = Frames::<Request>::new(REQUEST_BYTES);
            let taken: Vec<Request> =
                stream.chunks(piece).flat_map(|bytes| frames.take(bytes)).collect();
            prop_assert_eq!(taken.last(), Some(&request(number, &command)));
        }
    }
}
