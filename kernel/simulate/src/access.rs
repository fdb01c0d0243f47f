//! How an instruction that CP performs reaches its operands: logical addresses, with every check
//! that the CPU would have made.

use zarch::{AddressSpace, ProgramInterruption};

use crate::instruction::length;
use crate::translate::{self, Options, asce};
use crate::{Cpu, Instruction, Key, NotThere, Program, Storage, Teid};

const PAGE: u64 = 0x1000;
/// Bit of control register 0 for low-address protection.
const LOW_ADDRESS_PROTECTION: u32 = 35;
/// Bit of control register 0 that lets key 9 storage be stored into with any key.
const STORAGE_PROTECTION_OVERRIDE: u32 = 39;
/// Bit of control register 0 that lets addresses below 2048 be fetched with any key.
const FETCH_PROTECTION_OVERRIDE: u32 = 38;

/// What is done to an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is fetched.
    Fetch,
    /// It is stored.
    Store,
    /// It is an instruction.
    Execute,
}

/// Where an operand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// Addresses are real.
    Real,
    /// Addresses are virtual ones of a space.
    Virtual(AddressSpace),
}

impl Space {
    /// Where the PSW says that operands are.
    pub fn of_operands(cpu: &Cpu) -> Self {
        match cpu.psw.dat() {
            false => Self::Real,
            true => Self::Virtual(cpu.psw.address_space()),
        }
    }

    /// Where the PSW says that instructions are.
    pub fn of_instructions(cpu: &Cpu) -> Self {
        match cpu.psw.dat() {
            false => Self::Real,
            true => Self::Virtual(cpu.instruction_space()),
        }
    }

    /// What a TEID has for it.
    pub fn of_teid(self) -> AddressSpace {
        match self {
            Self::Real => AddressSpace::Primary,
            Self::Virtual(space) => space,
        }
    }

    /// Its address-space-control element; a real space's says so.
    pub fn asce(self, cpu: &Cpu) -> u64 {
        match self {
            Self::Real => asce::REAL,
            Self::Virtual(space) => cpu.asce(space),
        }
    }
}

/// Reaches operands in one space with one key.
#[derive(Clone, Copy)]
pub struct Access<'a> {
    cpu: &'a Cpu,
    storage: &'a dyn Storage,
    space: Space,
    key: u8,
}

impl<'a> Access<'a> {
    /// Operands as the PSW has them.
    pub fn operands(cpu: &'a Cpu, storage: &'a dyn Storage) -> Self {
        Self { cpu, storage, space: Space::of_operands(cpu), key: cpu.psw.key() }
    }

    /// Operands at real addresses, which no key protects.
    pub fn real(cpu: &'a Cpu, storage: &'a dyn Storage) -> Self {
        Self { cpu, storage, space: Space::Real, key: 0 }
    }

    /// The same in another space.
    pub fn in_space(self, space: Space) -> Self {
        Self { space, ..self }
    }

    /// The same with another key.
    pub fn with_key(self, key: u8) -> Self {
        Self { key, ..self }
    }

    /// Copies an operand out.
    pub fn fetch(&self, address: u64, to: &mut [u8]) -> Result<(), Program> {
        let mut done = 0;
        while done < to.len() {
            let from = address.wrapping_add(done as u64) & self.cpu.psw.addresses();
            let step = left_on_page(from).min(to.len() - done);
            let absolute = self.locate(from, Use::Fetch)?;
            self.storage.read(absolute, &mut to[done..done + step]).map_err(addressing)?;
            done += step;
        }
        Ok(())
    }

    /// Copies an operand in; all of it or nothing.
    pub fn store(&self, address: u64, from: &[u8]) -> Result<(), Program> {
        let last = address.wrapping_add(from.len() as u64 - 1) & self.cpu.psw.addresses();
        self.locate(last, Use::Store)?;
        let mut done = 0;
        while done < from.len() {
            let to = address.wrapping_add(done as u64) & self.cpu.psw.addresses();
            let step = left_on_page(to).min(from.len() - done);
            let absolute = self.locate(to, Use::Store)?;
            self.storage.write(absolute, &from[done..done + step]).map_err(addressing)?;
            done += step;
        }
        Ok(())
    }

    /// A doubleword.
    pub fn doubleword(&self, address: u64) -> Result<u64, Program> {
        let mut bytes = [0; 8];
        self.fetch(address, &mut bytes).map(|()| u64::from_be_bytes(bytes))
    }

    /// A word.
    pub fn word(&self, address: u64) -> Result<u32, Program> {
        let mut bytes = [0; 4];
        self.fetch(address, &mut bytes).map(|()| u32::from_be_bytes(bytes))
    }

    /// The absolute address of an operand's byte, after every check.
    pub fn locate(&self, address: u64, how: Use) -> Result<u64, Program> {
        let store = how == Use::Store;
        let teid = Teid::new(address, store, self.space.of_teid());
        let asce = self.space.asce(self.cpu);
        if store && self.is_low(address, asce) {
            return Err(protection(teid.low_address_protection()));
        }
        let page = translate::walk(self.storage, asce, address, Options::of(self.cpu), |_| ());
        let page = page.map_err(|fault| fault.program(address, store, self.space.of_teid()))?;
        if store && page.protected {
            return Err(protection(teid.dat_protection()));
        }
        if how == Use::Execute && page.no_execute {
            return Err(protection(teid.execution_protection()));
        }
        let absolute = self.cpu.absolute(page.real | address & (PAGE - 1));
        if absolute >= self.storage.size() {
            return Err(addressing(NotThere));
        }
        match self.key == 0 || self.opens(address, absolute, how).map_err(addressing)? {
            true => Ok(absolute),
            false => Err(protection(teid)),
        }
    }

    fn is_low(&self, address: u64, asce: u64) -> bool {
        let private = self.space != Space::Real && asce & asce::PRIVATE != 0;
        address & !PAGE < 0x200 && !private && self.cpu.cr0_bit(LOW_ADDRESS_PROTECTION)
    }

    /// Key-controlled protection (PoP, "Key-Controlled Protection").
    fn opens(&self, address: u64, absolute: u64, how: Use) -> Result<bool, NotThere> {
        let key = self.storage.key(absolute)?;
        let override_9 = self.cpu.cr0_bit(STORAGE_PROTECTION_OVERRIDE) && key.access_control() == 9;
        let low = self.cpu.cr0_bit(FETCH_PROTECTION_OVERRIDE) && address < 2048;
        let free = how != Use::Store && (low || key.0 & Key::FETCH_PROTECTION == 0);
        Ok(key.access_control() == self.key || override_9 || free)
    }
}

/// The instruction at an address, and the target if it is an EXECUTE.
pub fn instruction(cpu: &Cpu, storage: &dyn Storage, address: u64) -> Result<Instruction, Program> {
    let instruction = plain(cpu, storage, address)?;
    let (target, ored) = match instruction.code() {
        // EX R1,D2(X2,B2)
        0x4400 => {
            let (base, displacement) = instruction.base_displacement();
            let index = cpu.address_of(instruction.r3(), 0);
            let target = cpu.address_of(base, displacement).wrapping_add(index);
            (target & cpu.psw.addresses(), instruction.r1())
        }
        // EXRL R1,I2
        0xC600 => {
            let halfwords = i64::from(instruction.ipb as i32);
            let target = address.wrapping_add_signed(2 * halfwords);
            (target & cpu.psw.addresses(), instruction.r1())
        }
        _ => return Ok(instruction),
    };
    let mut executed = plain(cpu, storage, target)?;
    if ored != 0 {
        executed.ipa |= (cpu.gr[usize::from(ored)] & 0xFF) as u16;
    }
    executed.executed_by = Some(instruction.length());
    Ok(executed)
}

/// The instruction that stands at an address.
fn plain(cpu: &Cpu, storage: &dyn Storage, address: u64) -> Result<Instruction, Program> {
    let access = Access::operands(cpu, storage).in_space(Space::of_instructions(cpu));
    let mut bytes = [0; 6];
    let first = access.locate(address, Use::Execute)?;
    storage.read(first, &mut bytes[..2]).map_err(addressing)?;
    for halfword in 1..usize::from(length(bytes[0])) / 2 {
        let address = address.wrapping_add(2 * halfword as u64) & cpu.psw.addresses();
        let absolute = access.locate(address, Use::Execute)?;
        storage.read(absolute, &mut bytes[2 * halfword..][..2]).map_err(addressing)?;
    }
    Ok(Instruction::new(bytes))
}

fn left_on_page(address: u64) -> usize {
    (PAGE - address % PAGE) as usize
}

fn addressing(_: NotThere) -> Program {
    ProgramInterruption::ADDRESSING.into()
}

fn protection(teid: Teid) -> Program {
    Program::access(ProgramInterruption::PROTECTION, teid)
}

impl From<NotThere> for Program {
    fn from(not_there: NotThere) -> Self {
        addressing(not_there)
    }
}

#[cfg(test)]
mod tests {
    use zarch::Psw;

    use super::*;
    use crate::testing::Memory;

    fn cpu() -> Cpu {
        let mut cpu = Cpu::new(0, 0);
        cpu.psw = Psw::supervisor(0x2000);
        cpu
    }

    #[test]
    fn low_addresses_are_protected_from_stores_only() {
        let memory = Memory::new(0x4000);
        let mut cpu = cpu();
        cpu.cr[0] |= 1 << (63 - LOW_ADDRESS_PROTECTION);
        let operands = Access::operands(&cpu, &memory);
        assert_eq!(operands.doubleword(0x100), Ok(0));
        for (address, protected) in [(0x1FF, true), (0x200, false), (0x1000, true), (0x2000, false)]
        {
            assert_eq!(operands.store(address, &[1]).is_err(), protected, "{address:X}");
        }
    }

    #[test]
    fn a_store_that_crosses_into_nothing_changes_nothing() {
        let memory = Memory::new(0x3000);
        let cpu = cpu();
        let error = Access::operands(&cpu, &memory).store(0x2FFC, &[0xFF; 8]).unwrap_err();
        assert_eq!(error.code, ProgramInterruption::ADDRESSING);
        assert_eq!(memory.get(0x2FF8), 0);
    }

    #[test]
    fn keys_protect() {
        let memory = Memory::new(0x4000);
        memory.set_key(0x3000, Key(0x10)).unwrap();
        let cpu = cpu();
        let operands = Access::operands(&cpu, &memory);
        assert!(operands.with_key(2).doubleword(0x3000).is_ok());
        assert!(operands.with_key(2).store(0x3000, &[1]).is_err());
        assert!(operands.with_key(1).store(0x3000, &[1]).is_ok());
        memory.set_key(0x3000, Key(0x18)).unwrap();
        assert!(operands.with_key(2).doubleword(0x3000).is_err());
    }

    #[test]
    fn execute_is_looked_through() {
        let memory = Memory::new(0x4000);
        // 2000 EX 1,0x300(2); 2300 STNSM 0x10(3),0x00
        memory.write(0x2000, &[0x44, 0x10, 0x23, 0x00]).unwrap();
        memory.write(0x2300, &[0xAC, 0x00, 0x30, 0x10]).unwrap();
        let mut cpu = cpu();
        (cpu.gr[1], cpu.gr[2]) = (0xFC, 0x2000);
        let instruction = instruction(&cpu, &memory, 0x2000).unwrap();
        assert_eq!((instruction.ipa, instruction.length()), (0xACFC, 4));
        // 2004 EXRL 0,*+0x2FC
        memory.write(0x2004, &[0xC6, 0x00, 0, 0, 0x01, 0x7E]).unwrap();
        let instruction = super::instruction(&cpu, &memory, 0x2004).unwrap();
        assert_eq!((instruction.ipa, instruction.length()), (0xAC00, 6));
    }
}
