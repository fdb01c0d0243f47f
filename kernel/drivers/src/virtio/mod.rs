//! Virtio devices over channel I/O (Virtual I/O Device 1.2, section 4.3).

mod block;
mod queue;
mod transport;

pub use block::VirtioBlock;
pub use queue::{Buffer, Queue};
pub use transport::Transport;
