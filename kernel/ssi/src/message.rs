//! What the operator is told.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use formats::pdr::{Fault, Mode, Name, State};

use crate::QuerySsi;

/// The last letter of a message's identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Information.
    I,
    /// Warning.
    W,
    /// Error.
    E,
}

/// A message of module HCPPLM; [`fmt::Display`] gives its text without the identifier.
///
/// 1644, 1669, 1697 and 1698 are z/VM's. 1680 to 1696 are Atoll's own: no public list has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// 1644I, and the table of members that follows it: [`Message::table`].
    Status(QuerySsi),
    /// 1669I.
    Waiting,
    /// 1697I.
    StateChanged {
        /// The member.
        name: Name,
        /// From this state.
        from: State,
        /// To this one.
        to: State,
    },
    /// 1698I.
    ModeIs(Mode),
    /// 1680I: an IPL looks out for an earlier life.
    Watching {
        /// This member.
        name: Name,
        /// For so many seconds.
        seconds: u64,
    },
    /// 1681E: this IPL ends, the member is up.
    AlreadyUp(Name),
    /// 1682E: this IPL ends, another one is under way.
    OtherIpl(Name),
    /// 1683E: this IPL ends, it could not get its slot.
    NotSettled(Name),
    /// 1684W: to the running life: another IPL was refused.
    IplRefused(Name),
    /// 1685E: the PDR cannot be used.
    PdrUnusable {
        /// Where it is.
        device: String,
        /// Why.
        fault: Fault,
    },
    /// 1686E: the PDR is locked.
    PdrLocked(String),
    /// 1687E: the PDR is of another cluster.
    OtherCluster {
        /// The cluster in the PDR.
        found: Name,
        /// The cluster in SYSTEM CONFIG.
        expected: Name,
    },
    /// 1688E: a slot is somebody else's in the PDR.
    OtherMember {
        /// Slot from 1.
        slot: u16,
        /// Who has it in the PDR.
        found: Option<Name>,
        /// Who has it in SYSTEM CONFIG.
        expected: Option<Name>,
    },
    /// 1689W: the block of a slot is damaged.
    SlotDamaged {
        /// Slot from 1.
        slot: u16,
        /// Whose it is.
        name: Name,
        /// What is wrong.
        fault: Fault,
    },
    /// 1690W: a member's heartbeat has stopped.
    HeartbeatStopped(Name),
    /// 1691I: what it means that this system does not wait.
    Isolated,
    /// 1692I: IPL parameter REPAIR.
    Repair,
    /// 1693E: SET SSI DOWN was not done.
    SetSsiRefused {
        /// The member.
        name: Name,
        /// Why.
        reason: &'static str,
    },
    /// 1694E: nothing waits.
    NotWaiting,
    /// 1695W: another life may be up; requests are held until this is settled.
    Reasserting(Name),
    /// 1696E: this system stops itself.
    Fenced(&'static str),
}

impl Message {
    /// Number in the identifier.
    pub const fn number(&self) -> u16 {
        match self {
            Self::Status(_) => 1644,
            Self::Waiting => 1669,
            Self::StateChanged { .. } => 1697,
            Self::ModeIs(_) => 1698,
            Self::Watching { .. } => 1680,
            Self::AlreadyUp(_) => 1681,
            Self::OtherIpl(_) => 1682,
            Self::NotSettled(_) => 1683,
            Self::IplRefused(_) => 1684,
            Self::PdrUnusable { .. } => 1685,
            Self::PdrLocked(_) => 1686,
            Self::OtherCluster { .. } => 1687,
            Self::OtherMember { .. } => 1688,
            Self::SlotDamaged { .. } => 1689,
            Self::HeartbeatStopped(_) => 1690,
            Self::Isolated => 1691,
            Self::Repair => 1692,
            Self::SetSsiRefused { .. } => 1693,
            Self::NotWaiting => 1694,
            Self::Reasserting(_) => 1695,
            Self::Fenced(_) => 1696,
        }
    }

    /// Last letter of the identifier.
    pub const fn severity(&self) -> Severity {
        match self.number() {
            1644 | 1669 | 1680 | 1691 | 1692 | 1697 | 1698 => Severity::I,
            1684 | 1689 | 1690 | 1695 => Severity::W,
            _ => Severity::E,
        }
    }

    /// Lines that follow the message without an identifier.
    pub fn table(&self) -> Vec<String> {
        match self {
            Self::Status(query) => query.status_lines(),
            _ => Vec::new(),
        }
    }
}

/// A mode as HCPPLM1698I has it.
pub(crate) const fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Stable => "STABLE",
        Mode::InFlux => "IN-FLUX",
        Mode::Safe => "SAFE",
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(_) => f.write_str(
                "The following is the current status of the SSI member systems according to \
                 the PDR:",
            ),
            Self::Waiting => {
                f.write_str("Waiting for ISFC connectivity in order to join the SSI cluster.")
            }
            Self::StateChanged { name, from, to } => {
                let (from, to) = (from.word().to_uppercase(), to.word().to_uppercase());
                write!(f, "The state of SSI system {name} has changed from {from} to {to}")
            }
            Self::ModeIs(mode) => {
                write!(f, "The mode of the SSI cluster is {}", mode_word(*mode))
            }
            Self::Watching { name, seconds } => write!(
                f,
                "{name} was not shut down in order. Looking for {seconds} seconds whether it is \
                 still up."
            ),
            Self::AlreadyUp(name) => {
                write!(f, "{name} is already up on these volumes. This IPL ends.")
            }
            Self::OtherIpl(name) => {
                write!(f, "Another IPL of {name} is in progress. This IPL ends.")
            }
            Self::NotSettled(name) => write!(
                f,
                "The PDR does not show whether {name} is already up: it cannot be written, or \
                 its slot goes on changing. This IPL ends."
            ),
            Self::IplRefused(name) => {
                write!(f, "A second IPL of {name} was attempted on these volumes and refused.")
            }
            Self::PdrUnusable { device, fault } => {
                write!(f, "The Persistent Data Record on {device} cannot be used: {fault}")
            }
            Self::PdrLocked(device) => write!(
                f,
                "The Persistent Data Record on {device} is locked, possibly by FORMSSI. \
                 FORMSSI UNLOCK frees it."
            ),
            Self::OtherCluster { found, expected } => write!(
                f,
                "The Persistent Data Record is of SSI cluster {found}; SYSTEM CONFIG says \
                 {expected}."
            ),
            Self::OtherMember { slot, found, expected } => {
                let word = |name: &Option<Name>| {
                    name.map_or_else(|| "AVAILABLE".to_string(), |name| name.to_string())
                };
                let (found, expected) = (word(found), word(expected));
                write!(
                    f,
                    "Slot {slot} of the Persistent Data Record is {found}; SYSTEM CONFIG says \
                     {expected}."
                )
            }
            Self::SlotDamaged { slot, name, fault } => write!(
                f,
                "The record of slot {slot}, {name}, in the Persistent Data Record is damaged: \
                 {fault}"
            ),
            Self::HeartbeatStopped(name) => write!(
                f,
                "The heartbeat of {name} has stopped. IPL it, or when you have seen that it is \
                 stopped: SET SSI {name} DOWN"
            ),
            Self::Isolated => f.write_str(
                "This system no longer waits. It is not in the cluster, and nothing that the \
                 cluster shares can be used until it is IPLed again.",
            ),
            Self::Repair => f.write_str(
                "IPL for REPAIR: the Persistent Data Record is not used. No other member may \
                 be up.",
            ),
            Self::SetSsiRefused { name, reason } => {
                write!(f, "The state of SSI system {name} was not set: {reason}")
            }
            Self::NotWaiting => f.write_str("This system does not wait to join the cluster."),
            Self::Reasserting(name) => write!(
                f,
                "Another life of {name} may be up: the Persistent Data Record was not reached \
                 in time. Requests are held until this is settled."
            ),
            Self::Fenced(reason) => write!(f, "This system stops itself: {reason}"),
        }
    }
}
