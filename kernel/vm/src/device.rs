//! Virtual devices: one kind, one file.

mod console;
mod dasd;
mod dedicated;
mod devices;
mod nic;
mod output;
mod printer;
mod punch;
mod reader;

use alloc::string::String;
use alloc::vec::Vec;

pub use console::Console;
pub use dasd::Dasd;
pub use dedicated::{Dedicated, RealClass};
pub use devices::Devices;
pub use nic::{Connection, Nic, NicKind, NicUnit};
pub use output::{Destination, Output, Queue};
pub use printer::Printer;
pub use punch::Punch;
pub use reader::Reader;

use crate::terminal::ConsoleMode;
use crate::users::Terminal;

/// A device of a virtual machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VirtualDevice {
    /// Device number.
    pub number: u16,
    /// Subchannel number.
    pub subchannel: u16,
    /// What it is.
    pub kind: Kind,
}

/// What a device is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A minidisk, a temporary disk or a virtual disk in storage.
    Dasd(Dasd),
    /// The console.
    Console(Console),
    /// A reader of spool files.
    Reader(Reader),
    /// A punch into spool files.
    Punch(Punch),
    /// A printer into spool files.
    Printer(Printer),
    /// A real device.
    Dedicated(Dedicated),
    /// A device of a virtual network interface card.
    Nic(NicUnit),
}

/// Classes of devices as QUERY VIRTUAL names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `DASD`.
    Dasd,
    /// `CONS`.
    Console,
    /// `RDR`.
    Reader,
    /// `PUN`.
    Punch,
    /// `PRT`.
    Printer,
    /// `TAPE`.
    Tape,
    /// `CTCA`.
    Ctca,
    /// `OSA`: real ones and those of virtual cards.
    Osa,
    /// `FCP`.
    Fcp,
    /// `DEV`: anything else.
    Other,
}

impl Class {
    /// The word that begins a device's line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dasd => "DASD",
            Self::Console => "CONS",
            Self::Reader => "RDR",
            Self::Punch => "PUN",
            Self::Printer => "PRT",
            Self::Tape => "TAPE",
            Self::Ctca => "CTCA",
            Self::Osa => "OSA",
            Self::Fcp => "FCP",
            Self::Other => "DEV",
        }
    }
}

/// What a console's line tells that is no matter of the device.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Where the user is seen and heard.
    pub terminal: Terminal,
    /// TERMINAL CONMODE.
    pub mode: ConsoleMode,
}

impl VirtualDevice {
    /// Its class.
    pub fn class(&self) -> Class {
        match &self.kind {
            Kind::Dasd(_) => Class::Dasd,
            Kind::Console(_) => Class::Console,
            Kind::Reader(_) => Class::Reader,
            Kind::Punch(_) => Class::Punch,
            Kind::Printer(_) => Class::Printer,
            Kind::Dedicated(dedicated) => dedicated.class(),
            Kind::Nic(_) => Class::Osa,
        }
    }

    /// QUERY VIRTUAL vdev: one or more lines.
    pub fn lines(&self, seen: Seen) -> Vec<String> {
        let Self { number, subchannel, kind } = self;
        match kind {
            Kind::Dasd(dasd) => Vec::from([dasd.line(*number, *subchannel)]),
            Kind::Console(console) => console.lines(*number, *subchannel, seen),
            Kind::Reader(reader) => reader.lines(*number, *subchannel),
            Kind::Punch(punch) => punch.lines(*number, *subchannel),
            Kind::Printer(printer) => printer.lines(*number, *subchannel),
            Kind::Dedicated(dedicated) => dedicated.lines(*number, *subchannel),
            Kind::Nic(unit) => unit.lines(*number, *subchannel),
        }
    }
}
