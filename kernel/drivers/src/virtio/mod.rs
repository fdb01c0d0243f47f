//! Virtio devices over channel I/O (Virtual I/O Device 1.2, section 4.3).

mod block;
mod buffers;
mod console;
mod port;
mod queue;
mod transport;

pub use block::VirtioBlock;
pub use console::VirtioConsole;
pub use port::Port;
pub use queue::{Buffer, Queue};
pub use transport::Transport;
