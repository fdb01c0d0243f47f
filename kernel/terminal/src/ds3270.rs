//! The 3270 data stream of CP's line-mode screen (GA23-0059, "3270 Data Stream").

mod address;
mod inbound;
mod screen;

pub use address::{decode_address, encode_address};
pub use inbound::{Aid, Field, Inbound, InboundError, parse};
pub use screen::{Screen, Size, logo};
