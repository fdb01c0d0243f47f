//! Disabled waits: how CP stops.

use core::arch::asm;

use zarch::Psw;

/// SYSTEM SHUTDOWN COMPLETE.
pub const SHUTDOWN_COMPLETE: u16 = 0x961;
/// CP abended and its dump, if it could be taken, is complete.
pub const ABEND: u16 = 0x9;
/// CP abended while it handled an abend, or before it could.
pub const ABEND_IN_ABEND: u16 = 0xA;

/// The machine does not tell its storage: nothing can be said, not even this.
pub const NO_SCP_INFO: u16 = 0xB;

/// There is no console that an operator could use.
pub const NO_CONSOLE: u16 = 0xC;

/// The cluster refuses this IPL: another life of this member is up, or the PDR is not usable.
pub const IPL_REFUSED: u16 = 0xD;

/// Stops this CPU with wait state code `code` in the PSW's address.
pub fn load(code: u16) -> ! {
    let psw = Psw::disabled_wait(u64::from(code));
    // SAFETY: the PSW is valid, and nothing runs on this CPU after it.
    unsafe { asm!("lpswe 0({})", in(reg_addr) &psw, options(noreturn)) }
}
