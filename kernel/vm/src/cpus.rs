//! A virtual machine's CPUs.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use directory::User;
use directory::statement::Statement;
use directory::statement::processor::CPUS;

/// Version code of a virtual CPU's identification.
const VIRTUAL: u64 = 0xFF << 56;
/// Machine type and format of a CPU identification.
const TYPE_AND_FORMAT: u64 = 0xFFFF_FFFF;
/// Where the identification's six digits stand.
const NUMBER_SHIFT: u32 = 32;
const NUMBER: u64 = 0xFF_FFFF;

/// What a CPU is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CpuType {
    /// Everything.
    Cp,
    /// Linux.
    Ifl,
    /// Work that z/OS selects.
    Ziip,
    /// Coupling facilities.
    Icf,
}

impl CpuType {
    /// Reads a type, in any case.
    pub fn new(word: &str) -> Option<Self> {
        let all = [Self::Cp, Self::Ifl, Self::Ziip, Self::Icf];
        all.into_iter().find(|kind| word.eq_ignore_ascii_case(kind.word()))
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Cp => "CP",
            Self::Ifl => "IFL",
            Self::Ziip => "ZIIP",
            Self::Icf => "ICF",
        }
    }
}

impl fmt::Display for CpuType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A virtual CPU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cpu {
    /// What it is for.
    pub kind: CpuType,
    /// What STORE CPU ID gives.
    pub identification: u64,
    /// Whether it is in the stopped state.
    pub stopped: bool,
}

/// All CPUs of a virtual machine: at least the base CPU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cpus {
    base: u8,
    maximum: u8,
    identification: u64,
    by_address: BTreeMap<u8, Cpu>,
}

impl Cpus {
    /// The CPUs of the directory's CPU statements, else one of address 0. `system` is the
    /// identification of the real CPUs.
    pub fn new(user: &User, system: u64) -> Self {
        let statements: Vec<_> = user
            .statements
            .iter()
            .filter_map(|(_, statement)| match statement {
                Statement::Cpu(cpu) => Some(cpu),
                _ => None,
            })
            .collect();
        let said = statements.iter().rfind(|cpu| cpu.base).or(statements.first());
        let base = said.map_or(0, |cpu| cpu.address);
        let number = user.statements.iter().rev().find_map(|(_, statement)| match statement {
            Statement::Option(options) => options.cpuid,
            _ => None,
        });
        let identification = identification(system, number);
        let maximum = user.machine().and_then(|machine| machine.maximum_cpus);
        let mut cpus = Self {
            base,
            maximum: maximum.unwrap_or(CPUS as u8),
            identification,
            by_address: BTreeMap::new(),
        };
        cpus.insert(base, CpuType::Cp, identification, false);
        for cpu in statements {
            let own = match cpu.cpuid {
                Some(number) => self::identification(system, Some(number)),
                None => identification,
            };
            cpus.insert(cpu.address, CpuType::Cp, own, cpu.address != base);
        }
        cpus
    }

    fn insert(&mut self, address: u8, kind: CpuType, identification: u64, stopped: bool) {
        self.by_address.insert(address, Cpu { kind, identification, stopped });
    }

    /// The base CPU's address.
    pub const fn base(&self) -> u8 {
        self.base
    }

    /// The most that there may be.
    pub const fn maximum(&self) -> u8 {
        self.maximum
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.by_address.len()
    }

    /// The CPU of an address.
    pub fn get(&self, address: u8) -> Option<&Cpu> {
        self.by_address.get(&address)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, address: u8) -> Option<&mut Cpu> {
        self.by_address.get_mut(&address)
    }

    /// All by their addresses.
    pub fn iter(&self) -> impl Iterator<Item = (u8, &Cpu)> {
        self.by_address.iter().map(|(&address, cpu)| (address, cpu))
    }

    /// A new CPU, stopped, of the base CPU's type where none is given. False if there is one of
    /// this address, or as many as there may be.
    pub fn define(&mut self, address: u8, kind: Option<CpuType>) -> bool {
        let room = self.count() < usize::from(self.maximum) && u32::from(address) < CPUS;
        let new = room && self.get(address).is_none();
        if new {
            let base = self.get(self.base).map_or(CpuType::Cp, |cpu| cpu.kind);
            self.insert(address, kind.unwrap_or(base), self.identification, true);
        }
        new
    }

    /// Takes a CPU away; never the base CPU.
    pub fn remove(&mut self, address: u8) -> Option<Cpu> {
        if address == self.base { None } else { self.by_address.remove(&address) }
    }

    /// QUERY VIRTUAL CPUS: `CPU 00  ID  FF0C452E20978000 (BASE) CP   CPUAFF ON`.
    pub fn lines(&self) -> Vec<String> {
        let line = |(address, cpu): (u8, &Cpu)| {
            let Cpu { kind, identification, stopped } = cpu;
            let base = if address == self.base { "(BASE) " } else { "" };
            let stopped = if *stopped { "STOPPED " } else { "" };
            format!(
                "CPU {address:02X}  ID  {identification:016X} {base}{stopped}{kind:<4} CPUAFF ON"
            )
        };
        self.iter().map(line).collect()
    }
}

fn identification(system: u64, number: Option<u32>) -> u64 {
    let number = number.map_or(system >> NUMBER_SHIFT & NUMBER, u64::from);
    VIRTUAL | number << NUMBER_SHIFT | system & TYPE_AND_FORMAT
}
