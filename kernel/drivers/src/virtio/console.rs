//! A virtio console device with several ports (Virtual I/O Device 1.2, section 5.3).

use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use executor::Event;
use spin::Mutex;
use zarch::SubchannelId;
use zarch::virtio::console::{
    CONTROL_RECEIVE, CONTROL_TRANSMIT, ConsoleConfig, ConsoleControl, MULTIPORT, event,
    receive_queue,
};
use zerocopy::{FromBytes, IntoBytes};

use crate::subchannel::ChannelError;
use crate::virtio::buffers::Buffers;
use crate::virtio::{Port, Transport};

/// Ports of a device at most: queues of them all have an indicator in one doubleword.
const PORTS: u32 = 31;
/// Buffers of each of a port's queues, and their length: many, since a device may lose some.
const PORT_BUFFERS: u16 = 32;
const PORT_BUFFER_BYTES: usize = 128;
/// Buffers for control messages: a device that finds none loses the message.
const CONTROL_BUFFERS: u16 = 32;
/// A message with the longest name of a port that is taken whole.
const CONTROL_BYTES: usize = 128;

/// The device.
#[derive(Debug)]
pub struct VirtioConsole {
    transport: Transport,
    ports: Vec<Arc<Port>>,
    control: Mutex<Control>,
    port_named: Event,
}

#[derive(Debug)]
struct Control {
    receive: Buffers,
    transmit: Buffers,
    /// Messages that have no buffer yet.
    backlog: VecDeque<ConsoleControl>,
    /// Ports that the device told of and that it was not told to be ready yet.
    added: VecDeque<u32>,
    /// Ports that got their name and that nobody uses yet.
    named: VecDeque<Arc<Port>>,
}

impl VirtioConsole {
    /// Brings the device up. Its ports appear once [`serve`](Self::serve) runs.
    pub async fn bring_up(id: SubchannelId) -> Result<Self, ChannelError> {
        let (mut transport, features) = Transport::bring_up(id, MULTIPORT).await?;
        let config: ConsoleConfig = transport.config().await?;
        let count = if features & MULTIPORT == 0 { 0 } else { config.max_nr_ports.get() };
        let control = Control {
            receive: buffers(&mut transport, CONTROL_RECEIVE, CONTROL_BUFFERS, CONTROL_BYTES)
                .await?,
            transmit: buffers(&mut transport, CONTROL_TRANSMIT, CONTROL_BUFFERS, CONTROL_BYTES)
                .await?,
            backlog: VecDeque::new(),
            added: VecDeque::new(),
            named: VecDeque::new(),
        };
        let mut ports = Vec::new();
        for number in 0..count.min(PORTS) as u16 {
            let queue = receive_queue(number);
            let receive = buffers(&mut transport, queue, PORT_BUFFERS, PORT_BUFFER_BYTES).await?;
            let transmit =
                buffers(&mut transport, queue + 1, PORT_BUFFERS, PORT_BUFFER_BYTES).await?;
            ports.push(Arc::new(Port::new(number, receive, transmit)));
        }
        transport.ready().await?;
        Ok(Self { transport, ports, control: Mutex::new(control), port_named: Event::new() })
    }

    /// Takes the device's interruptions, for as long as CP runs.
    pub async fn serve(&self) {
        self.control.lock().begin();
        loop {
            let seen = self.transport.interruption().count();
            self.transport.acknowledge();
            self.take_messages();
            self.ports.iter().for_each(|port| port.look());
            self.transport.interruption().after(seen).await;
        }
    }

    /// The next port that has a name; each is answered once.
    pub async fn named_port(&self) -> Arc<Port> {
        loop {
            let seen = self.port_named.count();
            if let Some(port) = self.control.lock().named.pop_front() {
                return port;
            }
            self.port_named.after(seen).await;
        }
    }

    fn take_messages(&self) {
        let mut control = self.control.lock();
        while let Some(bytes) = control.receive.received() {
            if let Ok((message, name)) = ConsoleControl::read_from_prefix(&bytes) {
                self.take(&mut control, &message, name);
            }
        }
        control.receive.offer();
        // One at a time: the device answers with several messages, and has buffers for few.
        if let Some(port) = control.added.pop_front() {
            control.tell(port, event::PORT_READY);
        }
        control.transmit();
    }

    /// Takes one message. What tells of a port that the device cannot have is left alone.
    fn take(&self, control: &mut Control, message: &ConsoleControl, name: &[u8]) {
        let number = message.id.get();
        let Some(port) = usize::try_from(number).ok().and_then(|n| self.ports.get(n)) else {
            return;
        };
        match message.event.get() {
            event::DEVICE_ADD => {
                port.offer();
                control.added.push_back(number);
            }
            event::DEVICE_REMOVE => port.set_open(false),
            event::PORT_OPEN => port.set_open(message.value.get() != 0),
            event::PORT_NAME => {
                let name = String::from_utf8_lossy(name);
                if port.set_name(name.trim_end_matches('\0')) {
                    control.named.push_back(port.clone());
                    control.tell(number, event::PORT_OPEN);
                    self.port_named.happen();
                }
            }
            _ => {}
        }
    }
}

impl Control {
    /// Tells the device that the driver is there.
    fn begin(&mut self) {
        self.receive.offer();
        self.tell(0, event::DEVICE_READY);
        self.transmit();
    }

    /// Tells the device that something is so.
    fn tell(&mut self, port: u32, event: u16) {
        self.backlog.push_back(ConsoleControl::new(port, event, 1));
    }

    fn transmit(&mut self) {
        while let Some(message) = self.backlog.front() {
            if self.transmit.send(message.as_bytes()) == 0 {
                break;
            }
            self.backlog.pop_front();
        }
    }
}

async fn buffers(
    transport: &mut Transport,
    queue: u16,
    count: u16,
    length: usize,
) -> Result<Buffers, ChannelError> {
    let queue = transport.queue(queue, count).await?;
    Buffers::new(queue, count, length).ok_or(ChannelError::NotOperational)
}
