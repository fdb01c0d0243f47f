//! The instructions that CP performs for a guest's CPU, each with its checks in the order of the
//! Principles of Operation.

mod addresses;
mod clocks;
mod control;
mod keys;
mod moves;
mod psw;
mod system;
mod table;
mod tables;

use zarch::ProgramInterruption;

use crate::access::Access;
use crate::interruption::{self, CheckStop};
use crate::{Cpu, Exit, Instruction, Outcome, Program, Storage};

pub use table::{Entry, TABLE};

/// What performs an instruction: a CPU, its storage, and the TOD as it is now.
pub struct Context<'a> {
    /// The CPU.
    pub cpu: &'a mut Cpu,
    /// The guest's storage.
    pub storage: &'a dyn Storage,
    /// The guest's TOD clock.
    pub now: u64,
}

/// How an instruction ends.
pub type Ended = Result<Outcome, Program>;

impl Context<'_> {
    /// Operands as the PSW has them.
    fn operands(&self) -> Access<'_> {
        Access::operands(self.cpu, self.storage)
    }

    /// Operands at real addresses.
    fn real(&self) -> Access<'_> {
        Access::real(self.cpu, self.storage)
    }

    /// The value of a general register.
    fn gr(&self, register: u8) -> u64 {
        self.cpu.gr[usize::from(register & 0xF)]
    }

    /// The right half of a general register.
    fn gr_low(&self, register: u8) -> u32 {
        self.gr(register) as u32
    }

    /// The address in a general register.
    fn gr_address(&self, register: u8) -> u64 {
        self.gr(register) & self.cpu.psw.addresses()
    }

    /// The operand's address of S, SI, RS, RX without index.
    fn address(&self, instruction: Instruction) -> u64 {
        let (base, displacement) = instruction.base_displacement();
        self.cpu.address_of(base, displacement)
    }

    /// The operand's address of RSY.
    fn long_address(&self, instruction: Instruction) -> u64 {
        let (base, displacement) = instruction.base_long_displacement();
        self.cpu.address_of(base, displacement)
    }

    /// The operand's address of S, which must be a multiple of `alignment`.
    fn aligned_address(&self, instruction: Instruction, alignment: u64) -> Result<u64, Program> {
        aligned(self.address(instruction), alignment)
    }

    /// The instruction ends with this condition code.
    fn ends_with(&mut self, condition_code: u8) -> Ended {
        self.cpu.set_condition_code(condition_code);
        Ok(Outcome::Done)
    }
}

/// An address that must be a multiple of `alignment`.
fn aligned(address: u64, alignment: u64) -> Result<u64, Program> {
    if address.is_multiple_of(alignment) { Ok(address) } else { Err(specification()) }
}

fn specification() -> Program {
    ProgramInterruption::SPECIFICATION.into()
}

fn privileged() -> Program {
    ProgramInterruption::PRIVILEGED_OPERATION.into()
}

fn special_operation() -> Program {
    ProgramInterruption::SPECIAL_OPERATION.into()
}

/// Does what an exit asks for. Program interruptions of the guest are taken at once.
pub fn perform(
    cpu: &mut Cpu,
    storage: &dyn Storage,
    now: u64,
    exit: Exit,
) -> Result<Outcome, CheckStop> {
    let (instruction, unknown) = match exit {
        Exit::Instruction(instruction) => (instruction, ProgramInterruption::PRIVILEGED_OPERATION),
        Exit::Operation(instruction) => (instruction, ProgramInterruption::OPERATION),
        Exit::Program(program, length) => {
            interruption::program(cpu, storage, &program, length)?;
            return Ok(Outcome::Done);
        }
        Exit::SupervisorCall(number, length) => {
            interruption::supervisor_call(cpu, storage, number, length)?;
            return Ok(Outcome::Done);
        }
    };
    let problem = cpu.psw.problem();
    let ended = match table::find(instruction.code()) {
        Some(entry) if entry.privileged && problem => Err(privileged()),
        Some(entry) => (entry.handler)(&mut Context { cpu, storage, now }, instruction),
        None if problem => Err(unknown.into()),
        None => {
            // The guest hears what a machine without the instruction would tell it.
            let operation = ProgramInterruption::OPERATION.into();
            interruption::program(cpu, storage, &operation, instruction.length())?;
            return Ok(Outcome::Unknown(instruction));
        }
    };
    ended.or_else(|program| {
        if program.nullifies() {
            cpu.step_back(instruction.length());
        }
        interruption::program(cpu, storage, &program, instruction.length())?;
        Ok(Outcome::Done)
    })
}
