//! What goes into the machine and what comes out.

use formats::pdr::{MemberView, Mode, Name, Update};

use crate::{Authority, Message, Tod};
use formats::block::IoError;

/// What has happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// CP has read SYSTEM CONFIG and wants to join; with REPAIR it leaves the PDR alone.
    Ipl {
        /// IPL parameter REPAIR.
        repair: bool,
    },
    /// [`Action::ReadPdr`] is done.
    PdrRead(MemberView),
    /// [`Action::WritePdr`] is done.
    PdrWritten(Result<(), IoError>),
    /// The time of [`Action::Timer`] has come.
    Tick,
    /// Somebody wants something.
    Command(Command),
}

/// What an operator or CP wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// SET SSI name DOWN: a human has looked, and that machine is stopped.
    SetSsiDown(Name),
    /// Wait for the others no longer: go on alone and isolated.
    StopWaiting,
    /// SHUTDOWN step PLMLV.
    Leave,
    /// SHUTDOWN step PLMDN.
    GoDown,
    /// SHUTDOWN has written all it had to: the slot is given to the next life of this member.
    End,
}

/// What is to be done, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read the PDR and answer with [`Event::PdrRead`]. There is one I/O at a time.
    ReadPdr,
    /// Write this block and answer with [`Event::PdrWritten`]. There is one I/O at a time.
    WritePdr(Update),
    /// Tell the operator.
    Say(Message),
    /// The mode that this member sees has changed.
    SetMode(Mode),
    /// What requests for shared things get has changed; requests that are held look again.
    Authority(Authority),
    /// CP waits for this.
    Reached(Milestone),
    /// Send [`Event::Tick`] at this time; it replaces an earlier timer.
    Timer(Tod),
    /// Stop at once, with abend PLM006: others may take this member as gone.
    AbendPlm006,
}

/// What CP waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Milestone {
    /// The member has joined: IPL goes on.
    Joined,
    /// The member goes on alone, sharing nothing: IPL goes on.
    Isolated,
    /// The member must not come up: IPL ends, nothing has been changed on other volumes.
    Refused,
    /// SHUTDOWN step PLMLV is done.
    Left,
    /// SHUTDOWN step PLMDN is done.
    Down,
    /// The slot is given up: nothing of this member's may be written any more.
    Ended,
}
