//! What consoles, punches and printers have in common: they write spool files.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use directory::Name;

use super::Class;

/// The form that spool files have where none is said.
pub(super) const STANDARD_FORM: &str = "STANDARD";

/// Where a spool file waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// To be read by a virtual machine.
    Reader,
    /// To be punched.
    Punch,
    /// To be printed.
    Printer,
}

impl Queue {
    const fn word(self) -> &'static str {
        match self {
            Self::Reader => "RDR",
            Self::Punch => "PUN",
            Self::Printer => "PRT",
        }
    }
}

/// To whose queue closed files go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The user.
    pub user: Name,
    /// The queue.
    pub queue: Queue,
}

/// How a device writes spool files: what SPOOL sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// CLASS.
    pub class: char,
    /// CONT: CLOSE is ignored.
    pub continuous: bool,
    /// HOLD.
    pub hold: bool,
    /// COPY.
    pub copies: u8,
    /// FORM.
    pub form: String,
    /// TO or FOR.
    pub to: Destination,
    /// DIST.
    pub distribution: String,
    /// DEST; none for OFF.
    pub destination: Option<String>,
    /// EOF: whether the end of a file is told to the guest.
    pub end_of_file: bool,
    /// KEEP.
    pub keep: bool,
    /// MSG: whether the user is told of each file.
    pub message: bool,
    /// NAME: whether files are named when they are opened.
    pub name: bool,
    /// The file that is open.
    pub open: Option<u16>,
    /// Whether the device is ready.
    pub ready: bool,
}

impl Output {
    /// As LOGON and DEFINE give it: into the user's own queue.
    pub fn new(class: char, user: Name, queue: Queue, distribution: &str) -> Self {
        Self {
            class,
            continuous: false,
            hold: false,
            copies: 1,
            form: STANDARD_FORM.into(),
            to: Destination { user, queue },
            distribution: distribution.into(),
            destination: None,
            end_of_file: false,
            keep: false,
            message: false,
            name: false,
            open: None,
            ready: true,
        }
    }

    /// `CL T NOCONT NOHOLD COPY 001    READY FORM STANDARD`. Programs take the class and CONT by
    /// their columns.
    fn options(&self) -> String {
        let copies = format!("COPY {:03}", self.copies);
        let options = common(self.class, self.continuous, self.hold, &copies, self.ready);
        format!("{options} FORM {}", self.form)
    }

    /// Five lines of QUERY VIRTUAL. `first` is what the first begins with: class and number, or of
    /// a console, which has a line before them, the number only.
    pub(super) fn lines(
        &self,
        first: &str,
        number: u16,
        model: &str,
        subchannel: u16,
    ) -> Vec<String> {
        let Destination { user, queue } = self.to;
        let to = format!("{user:<8} {}", queue.word());
        let distribution = &self.distribution;
        let destination = self.destination.as_deref().unwrap_or("OFF");
        let open = self.open.map_or_else(|| "CLOSED".to_string(), |id| format!("OPEN {id:04}"));
        let eof = negated("EOF", self.end_of_file);
        let (keep, message) = (negated("KEEP", self.keep), negated("MSG", self.message));
        let name = negated("NAME", self.name);
        let begin = format!("     {number:04X}");
        Vec::from([
            format!("{first} {}", self.options()),
            format!("{begin} TO {to} DIST {distribution:<8} FLASHC 000 DEST {destination}"),
            format!("{begin} FLASH      CHAR      MDFY      0 FCB      LPP OFF"),
            format!("{begin} {model:<6} {eof:>5} {open:<9} {keep:>6} {message:>5} {name:>6}"),
            format!("{begin} SUBCHANNEL = {subchannel:04X}"),
        ])
    }
}

/// `PUN  000D`: what begins a device's lines.
pub(super) fn first(class: Class, number: u16) -> String {
    format!("{:<4} {number:04X}", class.word())
}

/// `CL A NOCONT NOHOLD COPY 001    READY`, with `middle` in eight columns.
pub(super) fn common(
    class: char,
    continuous: bool,
    hold: bool,
    middle: &str,
    ready: bool,
) -> String {
    let (continuous, hold) = (negated("CONT", continuous), negated("HOLD", hold));
    let ready = if ready { "READY" } else { "NOTREADY" };
    format!("CL {class} {continuous:>6} {hold:>6} {middle:<8} {ready:>8}")
}

/// `KEEP` or `NOKEEP`.
pub(super) fn negated(word: &str, on: bool) -> String {
    if on { word.into() } else { format!("NO{word}") }
}
