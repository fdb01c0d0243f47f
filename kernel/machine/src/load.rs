//! Loading another program into storage that this one does not use, and entering it in its place.

use core::arch::asm;
use core::fmt;

use formats::cpload::{Module, Place};
use formats::parameter_area::{self, AreaFault};
use zarch::IoInterruptionCode;

use crate::lowcore::{self, os_area};
use crate::{entry, sclp};

/// The first address that programs may have: behind the lowcore.
const FIRST: usize = 0x2000;

/// Why a program cannot be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The machine has not the storage that the program takes.
    TooLarge {
        /// The first address behind the program.
        end: u64,
        /// Bytes of storage.
        storage: usize,
    },
    /// The image would lie over the lowcore or over the program that loads it.
    InUse {
        /// First address that may be used.
        first: usize,
        /// First address that may not be used any more.
        end: usize,
    },
    /// The IPL parameters cannot be handed over.
    Parameters(AreaFault),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { end, storage } => {
                write!(f, "it takes storage up to {end:X}, the machine has {storage:X}")
            }
            Self::InUse { first, end } => {
                write!(f, "it would overlay the loader, expected a place from {first:X} to {end:X}")
            }
            Self::Parameters(fault) => write!(f, "IPL parameters: {fault}"),
        }
    }
}

/// Whether a program of `length` bytes can be loaded at its place.
fn check(place: &Place, length: usize) -> Result<(), LoadError> {
    let storage = sclp::storage_bytes();
    if place.end() > storage as u64 {
        return Err(LoadError::TooLarge { end: place.end(), storage });
    }
    let own = entry::image_start();
    let address = place.address as usize;
    if address < FIRST || address + length > own {
        return Err(LoadError::InUse { first: FIRST, end: own });
    }
    Ok(())
}

/// A program that stands at its place and can be entered.
#[derive(Debug)]
pub struct Loaded {
    entry: usize,
}

impl Loaded {
    /// Copies a program and its IPL parameters to their place.
    pub fn place(module: &Module<'_>, parameters: &str) -> Result<Self, LoadError> {
        check(&module.place, module.image.len())?;
        let address = module.place.address as usize;
        // SAFETY: `check` saw to it that the place is storage that the machine has, behind the
        // lowcore and before this program, which uses nothing there.
        let area =
            unsafe { core::slice::from_raw_parts_mut(address as *mut u8, module.image.len()) };
        area.copy_from_slice(module.image);
        parameter_area::put(area, parameters).map_err(LoadError::Parameters)?;
        Ok(Self { entry: address + module.place.entry as usize })
    }

    /// Enters the program as an IPL from the same device would. Devices must be at rest.
    pub fn enter(self) -> ! {
        if let Some(id) = entry::ipl_subchannel() {
            lowcore::current().io_int_code = IoInterruptionCode::of_ipl(id);
        }
        jump(self.entry)
    }
}

/// Control registers as a CPU reset leaves them (Principles of Operation, "Resets").
const RESET_CONTROLS: [u64; 16] = {
    let mut controls = [0; 16];
    controls[0] = 0xE0;
    controls[14] = 0xC200_0000;
    controls
};

fn jump(entry: usize) -> ! {
    // SAFETY: 1. everything is mapped where it is, so that this goes on with DAT off; 2. the
    // program at `entry` is whole and takes the machine over: nothing of this one runs after it.
    unsafe {
        asm!("stnsm {scratch}, 0",
             "ptlb",
             "lctlg 0, 15, 0({controls})",
             "br {entry}",
             scratch = const os_area::SCRATCH, controls = in(reg_addr) &RESET_CONTROLS,
             entry = in(reg_addr) entry, options(noreturn))
    }
}
