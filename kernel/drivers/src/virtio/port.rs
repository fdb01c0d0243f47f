//! A port of a virtio console device: a stream of bytes to and from who connects to it.

use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;

use executor::Event;
use spin::{Mutex, Once};

use crate::terminal::Input;
use crate::virtio::buffers::Buffers;

/// Bytes that may wait for somebody who does not read.
const BACKLOG_BYTES: usize = 64 * 1024;

/// Who has the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Connection {
    /// Nobody.
    Closed,
    /// Somebody.
    Open,
    /// Somebody whom CP has hung up on and who is still there.
    HungUp,
}

/// A port. The host cannot be made to take anything: what it does not take waits, up to a bound.
#[derive(Debug)]
pub struct Port {
    number: u16,
    name: Once<String>,
    state: Mutex<State>,
    changed: Event,
}

#[derive(Debug)]
struct State {
    receive: Buffers,
    transmit: Buffers,
    connection: Connection,
    /// What came and was not read yet, where it cannot stay in its buffers.
    received: VecDeque<Input>,
    /// What was written and has no buffer yet.
    backlog: Vec<u8>,
}

impl Port {
    pub(super) fn new(number: u16, receive: Buffers, transmit: Buffers) -> Self {
        let state = State {
            receive,
            transmit,
            connection: Connection::Closed,
            received: VecDeque::new(),
            backlog: Vec::new(),
        };
        Self { number, name: Once::new(), state: Mutex::new(state), changed: Event::new() }
    }

    /// The port's number on its device.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// The name that the host gave it.
    pub fn name(&self) -> &str {
        self.name.get().map_or("", String::as_str)
    }

    /// Takes the name; answers whether it had none before.
    pub(super) fn set_name(&self, name: &str) -> bool {
        let had_none = self.name.get().is_none();
        self.name.call_once(|| name.into());
        had_none
    }

    /// Lets the host send.
    pub(super) fn offer(&self) {
        self.state.lock().receive.offer();
    }

    /// Notes that somebody connected, or that nobody is connected any more.
    pub(super) fn set_open(&self, open: bool) {
        let mut state = self.state.lock();
        state.close();
        if open {
            state.open();
        }
        drop(state);
        self.changed.happen();
    }

    /// Takes note of what the device did with the port's buffers.
    pub(super) fn look(&self) {
        let mut state = self.state.lock();
        if state.receive.has_returned() || state.transmit.has_returned() {
            state.transmit();
            drop(state);
            self.changed.happen();
        }
    }

    /// The next thing that comes: somebody connects, sends, is gone.
    pub async fn read(&self) -> Input {
        loop {
            let seen = self.changed.count();
            if let Some(input) = self.state.lock().next() {
                return input;
            }
            self.changed.after(seen).await;
        }
    }

    /// Writes without waiting. What nobody is there to take is gone; false tells that so much
    /// waits already that this was not taken either.
    pub fn write(&self, bytes: &[u8]) -> bool {
        let mut state = self.state.lock();
        match state.connection {
            Connection::Closed | Connection::HungUp => true,
            Connection::Open if state.backlog.len() > BACKLOG_BYTES => false,
            Connection::Open => {
                state.backlog.extend_from_slice(bytes);
                state.transmit();
                true
            }
        }
    }

    /// Ends the connection as far as CP can: what was written goes out yet if it `is_taken`, and
    /// then `marker`, by which the other end knows. Until that one is gone nothing else is written
    /// or read.
    pub fn hang_up(&self, marker: &[u8], is_taken: bool) {
        let mut state = self.state.lock();
        if state.connection != Connection::Open {
            return;
        }
        if !is_taken {
            state.backlog.clear();
        }
        state.backlog.extend_from_slice(marker);
        state.transmit();
        state.connection = Connection::HungUp;
        state.received.push_back(Input::Closed);
        drop(state);
        self.changed.happen();
    }

    /// Waits until everything that was written is taken, or nobody is there to take it.
    pub async fn flush(&self) {
        loop {
            let seen = self.changed.count();
            if self.state.lock().is_flushed() {
                return;
            }
            self.changed.after(seen).await;
        }
    }
}

impl State {
    /// Ends a connection that there is: what came stays readable, what was written is gone.
    fn close(&mut self) {
        let was_open = self.connection == Connection::Open;
        if self.connection != Connection::Closed {
            while let Some(bytes) = self.receive.received() {
                if was_open {
                    self.received.push_back(Input::Typed(bytes));
                }
            }
            self.receive.offer();
        }
        if was_open {
            self.received.push_back(Input::Closed);
        }
        self.backlog.clear();
        self.connection = Connection::Closed;
    }

    /// Begins a connection. What came just before an end that nobody has seen yet may be this
    /// one's, for the device does not tell, and is taken for it; a connection that nobody has seen
    /// anything of is forgotten.
    fn open(&mut self) {
        let mut came = VecDeque::new();
        if self.received.pop_back_if(|input| *input == Input::Closed).is_some() {
            while let Some(input) =
                self.received.pop_back_if(|input| matches!(input, Input::Typed(_)))
            {
                came.push_front(input);
            }
            self.received.push_back(Input::Closed);
        }
        if let Some(unseen) = self.received.iter().position(|input| *input == Input::Opened) {
            self.received.truncate(unseen);
        }
        self.received.push_back(Input::Opened);
        self.received.append(&mut came);
        self.connection = Connection::Open;
    }

    /// What comes next. While nobody is connected the buffers are left alone: who is about to be
    /// may have sent something already.
    fn next(&mut self) -> Option<Input> {
        if let Some(input) = self.received.pop_front() {
            return Some(input);
        }
        while self.connection != Connection::Closed
            && let Some(bytes) = self.receive.received()
        {
            self.receive.offer();
            if self.connection == Connection::Open {
                return Some(Input::Typed(bytes));
            }
        }
        None
    }

    fn transmit(&mut self) {
        let sent = self.transmit.send(&self.backlog);
        self.backlog.drain(..sent);
    }

    fn is_flushed(&mut self) -> bool {
        self.connection == Connection::Closed
            || (self.backlog.is_empty() && self.transmit.is_idle())
    }
}
