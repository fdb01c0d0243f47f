//! QUERY VIRTUAL: one table of operands; lines in z/VM's columns.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use messages::{message, message_variant};
use syntax::{DeviceRange, Keyword, device_range, words};

use crate::Answer;
use crate::device::Class;
use crate::machine::VirtualMachine;
use crate::users::Terminal;

/// What an operand answers.
enum Part {
    /// Everything.
    All,
    /// Devices of these classes, and the name of what there is none of.
    Devices(&'static [Class], &'static str),
    /// What no virtual machine has: the line that says so.
    None(&'static str),
    /// CPUs.
    Cpus,
    /// Network cards.
    Nics,
    /// Storage.
    Storage,
}

const UNIT_RECORD: [Class; 4] = [Class::Console, Class::Reader, Class::Punch, Class::Printer];
const NO_CRYPTO: &str = "No CRYPTO information is available";
const NO_QUEUES: &str = "No AP Crypto Queues are available";
const NO_XSTORE: &str = "XSTORE = none";

/// Every operand, with its minimum abbreviation.
const OPERANDS: [(Keyword, Part); 24] = [
    (Keyword::new("ALL", 3), Part::All),
    (Keyword::new("CONSOLE", 3), Part::Devices(&[Class::Console], "CONS")),
    (Keyword::new("CPUS", 3), Part::Cpus),
    (Keyword::new("CRYPTO", 6), Part::None(NO_CRYPTO)),
    (Keyword::new("CTCA", 3), Part::Devices(&[Class::Ctca], "CTCA")),
    (Keyword::new("DASD", 2), Part::Devices(&[Class::Dasd], "DASD")),
    (Keyword::new("FCP", 3), Part::Devices(&[Class::Fcp], "FCP")),
    (Keyword::new("GRAF", 2), Part::Devices(&[], "GRAF")),
    (Keyword::new("NIC", 3), Part::Nics),
    (Keyword::new("OSA", 3), Part::Devices(&[Class::Osa], "OSA")),
    (Keyword::new("PAV", 3), Part::Devices(&[], "PAV")),
    (Keyword::new("PCH", 3), Part::Devices(&[Class::Punch], "PUN")),
    (Keyword::new("PCIFUNCTION", 3), Part::None("A PCI function was not found")),
    (Keyword::new("PRINTER", 1), Part::Devices(&[Class::Printer], "PRT")),
    (Keyword::new("PRT", 3), Part::Devices(&[Class::Printer], "PRT")),
    (Keyword::new("PUNCH", 2), Part::Devices(&[Class::Punch], "PUN")),
    (Keyword::new("RDR", 3), Part::Devices(&[Class::Reader], "RDR")),
    (Keyword::new("READER", 1), Part::Devices(&[Class::Reader], "RDR")),
    (Keyword::new("STORAGE", 2), Part::Storage),
    (Keyword::new("STORE", 5), Part::Storage),
    (Keyword::new("SWITCHES", 2), Part::Devices(&[], "SWCH")),
    (Keyword::new("TAPES", 2), Part::Devices(&[Class::Tape], "TAPE")),
    (Keyword::new("UR", 2), Part::Devices(&UNIT_RECORD, "UR")),
    (Keyword::new("XSTORE", 2), Part::None(NO_XSTORE)),
];

/// The order of devices in QUERY VIRTUAL ALL.
const ORDER: [Class; 10] = [
    Class::Console,
    Class::Reader,
    Class::Punch,
    Class::Printer,
    Class::Tape,
    Class::Dasd,
    Class::Ctca,
    Class::Osa,
    Class::Fcp,
    Class::Other,
];

impl VirtualMachine {
    /// QUERY VIRTUAL with the operands that were typed behind it, for a user at `terminal`. Without
    /// any it is QUERY VIRTUAL ALL.
    pub fn query_virtual(&self, operands: &str, terminal: Terminal) -> Answer {
        let mut words = words(operands);
        let Some(first) = words.next() else { return Answer::text(self.all_lines(terminal)) };
        let known = OPERANDS.iter().find(|(keyword, _)| keyword.matches(first.text));
        match (known, device_range(first.text), words.next()) {
            // A card may be named behind NIC.
            (Some((_, Part::Nics)), _, Some(base)) => self.nic_lines(base.text),
            (_, _, Some(extra)) => {
                let extra = extra.text.to_ascii_uppercase();
                message_variant("QVD", 3, 1, &[&extra]).into()
            }
            (Some((_, part)), ..) => self.part(part, terminal),
            (None, Some(range), None) => self.device_lines(range, terminal),
            (None, None, None) => message("QVD", 3, &[&first.text.to_ascii_uppercase()]).into(),
        }
    }

    fn part(&self, part: &Part, terminal: Terminal) -> Answer {
        match part {
            Part::All => Answer::text(self.all_lines(terminal)),
            Part::Devices(classes, name) => {
                let lines = self.class_lines(classes, terminal);
                if lines.is_empty() { not_found(name) } else { Answer::text(lines) }
            }
            Part::None(line) => Answer::text([line]),
            Part::Cpus => Answer::text(self.cpus.lines()),
            Part::Nics if self.nics.is_empty() => not_found("NIC"),
            Part::Nics => Answer::text(self.nics.iter().flat_map(|(base, nic)| nic.lines(*base))),
            Part::Storage => Answer::text([self.storage.brief()]),
        }
    }

    fn all_lines(&self, terminal: Terminal) -> Vec<String> {
        let mut lines = Vec::from([self.storage.brief(), NO_XSTORE.into()]);
        lines.extend(self.cpus.lines());
        lines.push(NO_QUEUES.into());
        lines.extend(self.class_lines(&ORDER, terminal));
        lines
    }

    fn class_lines(&self, classes: &[Class], terminal: Terminal) -> Vec<String> {
        let seen = self.seen_at(terminal);
        let devices = classes.iter().flat_map(|&class| self.devices.of_class(class));
        devices.flat_map(|device| device.lines(seen)).collect()
    }

    /// The devices of a range; each number that none has is told where only one was asked for.
    fn device_lines(&self, range: DeviceRange, terminal: Terminal) -> Answer {
        let seen = self.seen_at(terminal);
        let found = range.iter().filter_map(|number| self.devices.get(number));
        let lines: Vec<String> = found.flat_map(|device| device.lines(seen)).collect();
        match lines.is_empty() {
            false => Answer::text(lines),
            true if range.first == range.last => no_device(format!("{:04X}", range.first)),
            true => no_device(format!("{:04X}-{:04X}", range.first, range.last)),
        }
    }

    fn nic_lines(&self, word: &str) -> Answer {
        let number = syntax::device_number(word);
        let Some(number) = number else { return message("QVD", 22, &[]).into() };
        match self.nics.get(&number) {
            Some(nic) => Answer::text(nic.lines(number)),
            None => no_device(format!("{number:04X}")),
        }
    }
}

fn no_device(number: String) -> Answer {
    message("QVD", 40, &[&number]).into()
}

fn not_found(name: &str) -> Answer {
    Answer::text([format!("A virtual {name} was not found.")])
}
