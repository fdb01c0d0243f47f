//! What a fault of the real CPU is to the guest: a page that was not there yet, or an exception of
//! its own.

use simulate::access::Space;
use simulate::translate::Options;
use simulate::{Cpu, Program, Storage, Teid};
use zarch::ProgramInterruption;

use crate::spaces::{BEYOND_STORAGE, Cleared, Translation};
use crate::{Code, Frames, Mapping, Spaces, Tables};

/// An access exception of the real CPU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RealFault {
    /// The code.
    pub code: ProgramInterruption,
    /// The identification that came with it.
    pub teid: Teid,
}

/// What a guest's CPU runs on.
pub struct Machine<'a, T: Tables> {
    /// Its address spaces.
    pub spaces: &'a mut Spaces<T>,
    /// The guest's code.
    pub code: &'a mut Code,
    /// The guest's storage.
    pub storage: &'a dyn Storage,
    /// The frames of it.
    pub frames: &'a dyn Frames,
}

/// Makes the page accessible that a fault was about, so that the CPU goes on where it stopped; or
/// answers the exception that the guest is to have.
///
/// The PSW names the instruction that is to be done again.
pub fn resolve<T: Tables>(
    machine: &mut Machine<'_, T>,
    cpu: &Cpu,
    fault: RealFault,
) -> Result<(), Program> {
    let RealFault { code, teid } = fault;
    let protection = code == ProgramInterruption::PROTECTION;
    let exception = Program::access(code, teid);
    if protection && teid.is_low_address_protection() {
        return Err(exception);
    }
    let space = if cpu.psw.dat() { Space::Virtual(teid.space()) } else { Space::Real };
    let address = teid.page();
    let executes = (protection && teid.is_execution_protection())
        || address == cpu.psw.address() & !0xFFF && !teid.is_store();
    let translation = Translation::new(machine.storage, space.asce(cpu), address, Options::of(cpu))
        .map_err(|fault| fault.program(address, teid.is_store(), teid.space()))?;
    let page = translation.page;
    let absolute = cpu.absolute(page.real);
    if absolute >= machine.storage.size() {
        return Err(Program::new(BEYOND_STORAGE));
    }
    let stores = protection && !teid.is_execution_protection();
    if stores && page.protected || executes && page.no_execute {
        return Err(exception);
    }
    let frame = machine.frames.frame(absolute).ok_or(Program::new(BEYOND_STORAGE))?;
    if stores && !machine.code.rights(absolute).store {
        machine.code.restore(machine.storage, absolute)?;
        machine.spaces.revoke(frame);
    }
    if executes && !cpu.psw.problem() && !machine.code.rights(absolute).execute {
        machine.code.examine(machine.storage, absolute)?;
        machine.spaces.revoke(frame);
    }
    let rights = machine.code.rights(absolute);
    // The problem state may execute what was not looked through: what it is told is true.
    let execute = rights.execute || executes && cpu.psw.problem();
    let mapping = Mapping {
        address,
        frame,
        protected: page.protected || !rights.store,
        no_execute: page.no_execute || !execute,
    };
    match machine.spaces.map(&translation, mapping) {
        // The CPU faults again, and finds room.
        Ok(()) | Err(Cleared) => Ok(()),
    }
}
