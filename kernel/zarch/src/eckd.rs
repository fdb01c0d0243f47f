//! Count-key-data DASD with extended channel programs, as a 3990 with 3390s has them (3990/9390
//! Storage Control Reference, GA32-0274).

mod count;

pub use count::{Count, TrackAddress};
