//! What SET gives a virtual machine, with z/VM's values at LOGON.

use core::fmt;

use messages::Emsg;

/// Whether something is done, or told to the program that is connected to IUCV's *MSG service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// Yes.
    On,
    /// No.
    Off,
    /// To the program.
    Iucv,
}

impl From<bool> for Switch {
    fn from(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}

impl fmt::Display for Switch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::On => "ON",
            Self::Off => "OFF",
            Self::Iucv => "IUCV",
        })
    }
}

/// Whether the interval timer of ESA/390 runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// With the virtual machine's CPU time.
    On,
    /// Never.
    Off,
    /// With CPU time and waits.
    Real,
}

/// Who handles SVC 76, which reports machine errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Svc76 {
    /// CP.
    Cp,
    /// The guest.
    Vm,
}

/// A virtual machine's settings, each named as the operand of SET (CP Commands, "SET").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// MSG: messages from others.
    pub msg: Switch,
    /// WNG: warnings.
    pub wng: Switch,
    /// EMSG: how much of an error message is shown.
    pub emsg: Emsg,
    /// IMSG: whether what was done is told.
    pub imsg: Switch,
    /// SMSG: whether special messages are received.
    pub smsg: Switch,
    /// ACNT: whether accounting is shown at the console.
    pub acnt: bool,
    /// RUN: whether the virtual machine runs on while its console is in CP mode.
    pub run: bool,
    /// LINEDIT: whether CP edits what is typed for the virtual machine.
    pub linedit: bool,
    /// TIMER.
    pub timer: Timer,
    /// PAGEX.
    pub pagex: bool,
    /// AUTOPOLL.
    pub autopoll: bool,
    /// VMCONIO: where the guest's console output goes.
    pub vmconio: Switch,
    /// CPCONIO: where CP's answers go.
    pub cpconio: Switch,
    /// CONCEAL: whether the user is kept from CP's console mode.
    pub conceal: bool,
    /// MIH: whether CP simulates an end for I/O that does not end.
    pub mih: bool,
    /// SVC76.
    pub svc76: Svc76,
    /// NOPDATA: whether NOP channel commands that transfer data are refused.
    pub nopdata: bool,
    /// IOASSIST.
    pub ioassist: bool,
    /// 370ACCOM: whether some System/370 instructions are simulated.
    pub accommodation_370: bool,
}

impl Settings {
    /// What a virtual machine has at LOGON.
    pub const fn at_logon(emsg: Emsg) -> Self {
        Self {
            msg: Switch::On,
            wng: Switch::On,
            emsg,
            imsg: Switch::On,
            smsg: Switch::Off,
            acnt: false,
            run: false,
            linedit: true,
            timer: Timer::Off,
            pagex: false,
            autopoll: false,
            vmconio: Switch::Off,
            cpconio: Switch::Off,
            conceal: false,
            mih: false,
            svc76: Svc76::Cp,
            nopdata: false,
            ioassist: false,
            accommodation_370: false,
        }
    }
}
