//! The service-call logical processor: SERVICE CALL and the blocks it works on.

use core::arch::asm;
use core::sync::atomic::{AtomicU64, Ordering};

use spin::Mutex;
use zarch::sclp::{READ_SCP_INFO, READ_SCP_INFO_FORCED, ReadScpInfo};
use zerocopy::FromBytes;

/// Bytes of a service-call control block.
pub const SCCB_BYTES: usize = 4096;

/// A service-call control block.
#[derive(Clone)]
#[repr(C, align(4096))]
pub struct Sccb(pub [u8; SCCB_BYTES]);

/// Condition code 2: the processor is busy with another request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Try again after the next service-signal interruption.
    Busy,
    /// There is no service-call logical processor.
    NotOperational,
}

static WORK: Mutex<Sccb> = Mutex::new(Sccb([0; SCCB_BYTES]));
static SCP_INFO: Mutex<Sccb> = Mutex::new(Sccb([0; SCCB_BYTES]));
static STORAGE_BYTES: AtomicU64 = AtomicU64::new(0);

/// The external interruption that ends a request.
pub const SERVICE_SIGNAL: u16 = 0x2401;

/// Issues `command` on `sccb` and waits, disabled, for its end; other interruptions stay pending.
///
/// Every request of Atoll is synchronous on the machines it knows: the processor answers within
/// the instruction or at once after it.
pub fn call(command: u32, sccb: &mut [u8; SCCB_BYTES]) -> Result<(), Refused> {
    let mut work = crate::reserve::lock(&WORK);
    work.0.copy_from_slice(sccb);
    let address = work.0.as_mut_ptr() as u64;
    loop {
        match servc(command, address) {
            0 => break,
            2 => wait_for_service_signal(),
            _ => return Err(Refused::NotOperational),
        }
    }
    wait_for_service_signal();
    sccb.copy_from_slice(&work.0);
    let response = u16::from_be_bytes([sccb[6], sccb[7]]);
    crate::trace::put(trace::Kind::ServiceCall, response, command, [0, 0]);
    Ok(())
}

fn servc(command: u32, address: u64) -> u64 {
    let condition: u64;
    // SAFETY: the block is a whole page below 2 GiB that nobody else uses until the request ends.
    unsafe {
        asm!(".insn rre, 0xb2200000, {command}, {sccb}", "ipm {condition}",
             command = in(reg) u64::from(command), sccb = in(reg) address,
             condition = out(reg) condition)
    };
    condition >> 28 & 3
}

/// Bits of control register 0: the service-signal subclass, and all external subclasses.
const SERVICE_SIGNAL_MASK: u64 = 0x200;
const EXTERNAL_MASKS: u64 = 0xFE00;

/// Takes external interruptions until a service signal that ends a request has come.
fn wait_for_service_signal() {
    let masks = crate::lowcore::store_control::<0>();
    crate::lowcore::load_control::<0>(masks & !EXTERNAL_MASKS | SERVICE_SIGNAL_MASK);
    loop {
        let parameter = crate::interruption::wait_for_external(SERVICE_SIGNAL);
        crate::interruption::note_service_events(parameter);
        if parameter & !7 != 0 {
            break;
        }
    }
    crate::lowcore::load_control::<0>(masks);
}

/// What READ SCP INFO told at IPL.
pub fn scp_info() -> ReadScpInfo {
    let block = SCP_INFO.lock();
    ReadScpInfo::read_from_prefix(&block.0).expect("a block is larger than the structure").0
}

/// The bytes of READ SCP INFO, for the CPU entries that its offset names.
pub fn scp_info_block() -> [u8; SCCB_BYTES] {
    SCP_INFO.lock().0
}

/// Bytes of main storage; asks the machine at the first call.
pub fn storage_bytes() -> usize {
    if STORAGE_BYTES.load(Ordering::Relaxed) == 0 {
        let mut block = SCP_INFO.lock();
        read_scp_info(&mut block.0);
        let (info, _) = ReadScpInfo::read_from_prefix(&block.0).expect("a block is larger");
        STORAGE_BYTES.store(info.storage_bytes(), Ordering::Relaxed);
    }
    STORAGE_BYTES.load(Ordering::Relaxed) as usize
}

/// QEMU knows the forced command only; Hercules the plain one only.
fn read_scp_info(block: &mut [u8; SCCB_BYTES]) {
    for command in [READ_SCP_INFO_FORCED, READ_SCP_INFO] {
        block.fill(0);
        block[..2].copy_from_slice(&(SCCB_BYTES as u16).to_be_bytes());
        if call(command, block).is_ok() && block[6..8] == [0x00, 0x10] {
            return;
        }
    }
    crate::wait_state::load(crate::wait_state::NO_SCP_INFO);
}

#[cfg(feature = "ktest")]
pub(crate) fn with_lock_held(action: impl FnOnce()) {
    let _guard = WORK.lock();
    action();
}
