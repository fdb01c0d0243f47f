//! How a guest's CPU comes back to CP, and what is left to do once CP has looked at it.

use crate::{Instruction, Program};

/// Why a backend came back. The PSW is as SIE leaves it: past an instruction that CP performs;
/// for a program interruption as the old PSW is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// An instruction that CP performs (interception code 4).
    Instruction(Instruction),
    /// A program interruption that the guest is to have (8), and the length of its instruction.
    Program(Program, u8),
    /// SUPERVISOR CALL, its number, and the length of the instruction.
    SupervisorCall(u8, u8),
    /// An operation code that the CPU does not know (44).
    Operation(Instruction),
}

/// What is to be done once an instruction was performed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing; the CPU goes on.
    Done,
    /// Translations are forgotten, on all CPUs of the guest but where it says otherwise.
    Purge(Purge),
    /// What the CPU cannot do alone.
    Request(Request),
    /// Nobody knows this instruction. The CPU goes on with an operation exception.
    Unknown(Instruction),
}

/// Translations to be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purge {
    /// Those of the page-table entry that maps `address` in the page table at `table`.
    Page { table: u64, address: u64, local: bool },
    /// Those under `count` entries from number `first` on in the table at `table`.
    Entries { table: u64, first: u16, count: u16 },
    /// Those under a region or segment table, or all of an address-space-control element.
    Space { table: u64 },
    /// All of this CPU.
    Cpu,
    /// All of the guest.
    All,
}

/// What needs more than the CPU and its storage. Registers that hold answers are given by their
/// numbers; the condition code is the answer's too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// DIAGNOSE with its code and the registers R1 and R3.
    Diagnose { code: u16, r1: u8, r3: u8 },
    /// SERVICE CALL: command, and the real address of the block.
    ServiceCall { command: u32, block: u64 },
    /// SIGNAL PROCESSOR.
    Signal { order: u8, address: u16, parameter: u64, r1: u8 },
    /// STORE SYSTEM INFORMATION: function code, selectors, and the logical address of the block.
    SystemInformation { function: u8, selector_1: u8, selector_2: u16, address: u64 },
    /// STORE FACILITY LIST, into the prefix area.
    FacilityList,
    /// An I/O instruction on a subchannel.
    Subchannel(SubchannelRequest),
    /// STORE CHANNEL REPORT WORD at a logical address.
    ChannelReport { address: u64 },
    /// TEST PENDING INTERRUPTION: a logical address, or 0 for the prefix area.
    PendingInterruption { address: u64 },
    /// CHANNEL SUBSYSTEM CALL with the register that names the block.
    ChannelSubsystemCall { r1: u8 },
    /// The inter-user communication vehicle (B2F0).
    Iucv { address: u64 },
}

/// What is asked of a subchannel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubchannelRequest {
    /// Register 1: the subsystem-identification word, not yet looked at.
    pub id: u32,
    /// What is asked.
    pub function: SubchannelFunction,
}

/// The I/O instructions on one subchannel; addresses are logical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubchannelFunction {
    /// CLEAR SUBCHANNEL.
    Clear,
    /// HALT SUBCHANNEL.
    Halt,
    /// MODIFY SUBCHANNEL with the SCHIB at an address.
    Modify(u64),
    /// START SUBCHANNEL with the ORB at an address.
    Start(u64),
    /// STORE SUBCHANNEL to an address.
    Store(u64),
    /// TEST SUBCHANNEL with the IRB to an address.
    Test(u64),
    /// RESUME SUBCHANNEL.
    Resume,
    /// CANCEL SUBCHANNEL.
    Cancel,
}
