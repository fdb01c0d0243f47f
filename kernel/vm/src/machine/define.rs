//! From the directory's device statements to devices.

use alloc::vec::Vec;

use directory::statement::Statement;
use directory::statement::nicdef::Nicdef;
use directory::statement::unit::{self, Unit};
use directory::{Origin, User};
use messages::{Message, message};

use super::VirtualMachine;
use crate::device::{Console, Kind, Nic, NicKind, NicUnit, Output, Printer, Punch, Queue, Reader};
use crate::terminal::ConsoleMode;

/// The device statements of a user in the order in which CP defines them, which is that of their
/// subchannel numbers: dedicated devices, the user's own, those of its SUBCONFIG, the profile's.
pub fn device_statements(user: &User) -> Vec<&Statement> {
    let devices = || user.statements.iter().filter(|(_, statement)| statement.units().is_some());
    let dedicated = |statement: &Statement| matches!(statement, Statement::Dedicate(_));
    let mut ordered: Vec<&Statement> =
        devices().map(|(_, statement)| statement).filter(|s| dedicated(s)).collect();
    for part in [Origin::Own, Origin::Subconfig, Origin::Profile] {
        let of_part =
            devices().filter(|(origin, statement)| *origin == part && !dedicated(statement));
        ordered.extend(of_part.map(|(_, statement)| statement));
    }
    ordered
}

/// Why a device was not defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDefined {
    /// There is one of this number.
    Exists(u16),
    /// There is a console already; it may have another number.
    OneConsole,
    /// CP does not simulate such devices.
    Type(u16),
    /// The device numbers would go beyond FFFF.
    Range,
}

impl NotDefined {
    /// The message of `module`.
    pub fn message(&self, module: &'static str) -> Message {
        match self {
            Self::Exists(number) => message(module, 7041, &[&alloc::format!("{number:04X}")]),
            Self::OneConsole => message(module, 7042, &[]),
            Self::Type(number) => message(module, 6, &[&alloc::format!("{number:04X}")]),
            Self::Range => message(module, 24, &[]),
        }
    }
}

impl VirtualMachine {
    /// Defines what a CONSOLE, SPOOL, NICDEF or SPECIAL statement says. MDISK, LINK and DEDICATE
    /// need what only the caller knows: [`Self::define`] takes what came of it.
    pub fn define_simulated(&mut self, statement: &Statement) -> Result<(), NotDefined> {
        match statement {
            Statement::Console(console) => self.define_console_of(console),
            Statement::Spool(spool) => {
                let kind = self.unit_record(spool.unit, &spool.kind, Some(spool.class));
                self.define(spool.device, kind)
            }
            Statement::Nicdef(nicdef) => self.define_nic_of(nicdef),
            Statement::Special(special) => self.define_special(special),
            other => Err(NotDefined::Type(other.units().map_or(0, |units| *units.start()))),
        }
    }

    /// A new device.
    pub fn define(&mut self, number: u16, kind: Kind) -> Result<(), NotDefined> {
        let defined = self.devices.define(number, kind);
        if defined { Ok(()) } else { Err(NotDefined::Exists(number)) }
    }

    /// A console as DEFINE and the directory give it; there is one at most.
    pub(crate) fn define_console(
        &mut self,
        number: u16,
        mode: ConsoleMode,
        class: char,
    ) -> Result<(), NotDefined> {
        if self.devices.iter().any(|device| matches!(device.kind, Kind::Console(_))) {
            return Err(NotDefined::OneConsole);
        }
        let output = Output::new(class, self.user, Queue::Reader, &self.distribution);
        self.define(number, Kind::Console(Console { output, started: false }))?;
        self.terminal.console_mode = mode;
        Ok(())
    }

    /// A reader, punch or printer, of the class that it has where none is given.
    pub(crate) fn unit_record(&self, unit: Unit, model: &str, class: Option<char>) -> Kind {
        let output =
            |queue| Output::new(class.unwrap_or('A'), self.user, queue, &self.distribution);
        match unit {
            Unit::Reader => Kind::Reader(Reader::new(model, class.unwrap_or('*'))),
            Unit::Punch => Kind::Punch(Punch { model: model.into(), output: output(Queue::Punch) }),
            Unit::Printer => {
                Kind::Printer(Printer { model: model.into(), output: output(Queue::Printer) })
            }
        }
    }

    fn define_console_of(&mut self, console: &unit::Console) -> Result<(), NotDefined> {
        let display = console.kind == "3270";
        let mode = if display { ConsoleMode::Display } else { ConsoleMode::Line };
        self.define_console(console.device, mode, console.class)?;
        let watcher = if console.observer { &mut self.observer } else { &mut self.secondary };
        *watcher = console.secondary;
        Ok(())
    }

    fn define_special(&mut self, special: &unit::Special) -> Result<(), NotDefined> {
        let kind = match special.kind.as_str() {
            "QDIO" => NicKind::Qdio,
            "HIPERS" => NicKind::HiperSockets,
            _ => return Err(NotDefined::Type(special.device)),
        };
        let devices = special.operands.first().and_then(|count| count.parse().ok());
        self.define_nic(special.device, kind, devices, None)
    }

    /// A card, or more of what an earlier statement says of it.
    fn define_nic_of(&mut self, nicdef: &Nicdef) -> Result<(), NotDefined> {
        let base = nicdef.device;
        if !self.nics.contains_key(&base) {
            let hiper = nicdef.kind.as_deref().is_some_and(|kind| kind != "QDIO");
            let kind = if hiper { NicKind::HiperSockets } else { NicKind::Qdio };
            self.define_nic(base, kind, nicdef.devices, nicdef.chpid)?;
        }
        if let Some(nic) = self.nics.get_mut(&base) {
            nic.macid = nicdef.macid.or(nic.macid);
            nic.wanted = nicdef.lan.map(|lan| (lan.owner, lan.name)).or(nic.wanted);
        }
        Ok(())
    }

    /// A card with its devices, three where their number is not given, all or none of them.
    pub(crate) fn define_nic(
        &mut self,
        base: u16,
        kind: NicKind,
        devices: Option<u16>,
        chpid: Option<u8>,
    ) -> Result<(), NotDefined> {
        const DEVICES: u16 = 3;
        let devices = devices.unwrap_or(DEVICES);
        let last = devices.checked_sub(1).and_then(|more| base.checked_add(more));
        let numbers = base..=last.ok_or(NotDefined::Range)?;
        if let Some(number) = numbers.clone().find(|&n| self.devices.get(n).is_some()) {
            return Err(NotDefined::Exists(number));
        }
        let free = || (0..=u8::MAX).find(|path| self.nics.values().all(|nic| nic.chpid != *path));
        let chpid = chpid.or_else(free).unwrap_or_default();
        for (unit, number) in (0..).zip(numbers) {
            self.define(number, Kind::Nic(NicUnit { base, unit, kind, chpid }))?;
        }
        let nic = Nic {
            kind,
            devices,
            chpid,
            macid: None,
            mac: None,
            port_name: None,
            wanted: None,
            connection: None,
        };
        self.nics.insert(base, nic);
        Ok(())
    }
}
