//! The dump itself.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::ops::Range;

use drivers::dasd::{self, Dasd};
use drivers::subchannel;
use formats::block::{Block, BlockDevice};
use formats::dump::{self, CpuRegisters, DumpError, DumpHeader, FIRST_PAGE, RANGES};
use formats::minidisk::Minidisk;
use machine::abend::Abend;
use machine::dump::{copy_page, storage_in_use};
use machine::storage::FRAME_BYTES;
use machine::{clock, cpu, storage};
use messages::{Message, message};
use zarch::CpuStatus;
use zerocopy::big_endian::{U32, U64};

use crate::tell::code;
use crate::unit::{Unit, unit};

/// Progress is told each time this much of the dump, in percent, is written.
const STEP_PERCENT: u64 = 25;

/// Writes the dump to the dump unit, and tells how that goes.
pub fn dump(abend: &Abend, say: &impl Fn(&str)) {
    let tell = |message: &Message| say(&message.to_string());
    let Some(unit) = unit() else { return tell(&message("DMP", 7301, &[])) };
    let device = format!("{:04X}", unit.device);
    match executor::block_on_polled(write(abend, &unit, &device, &tell)) {
        Ok(pages) => tell(&message("DMP", 7304, &[&pages.to_string(), &device])),
        Err(failure) => {
            tell(&message("DMP", 907, &[]));
            tell(&message("DMP", 7305, &[&device, &failure]));
        }
    }
}

/// Answers how many pages were written, or what failed.
async fn write(
    abend: &Abend,
    unit: &Unit,
    device: &str,
    tell: &impl Fn(&Message),
) -> Result<u64, String> {
    subchannel::reset(unit.subchannel).await;
    let brought_up = dasd::bring_up(unit.subchannel, &unit.sense_id).await;
    let dasd = brought_up.ok_or("it is no DASD")?.map_err(|error| format!("{error:?}"))?;
    let extent: Minidisk<&Dasd> = Minidisk::new(&dasd, unit.cylinders.clone())
        .ok_or_else(|| format!("it has no cylinders {:?}", unit.cylinders))?;
    let header = header(abend, unit, extent.blocks().saturating_sub(FIRST_PAGE));
    let pages = header.pages();
    tell(&message("DMP", 7302, &[&pages.to_string(), device]));
    let written = Cell::new(0);
    let page = |address: u64, block: &mut Block| {
        copy_page(address, block);
        let (before, now) = (written.get(), written.get() + 1);
        written.set(now);
        let percent = now * 100 / pages;
        if percent < 100 && before * 100 / pages / STEP_PERCENT < percent / STEP_PERCENT {
            tell(&message("DMP", 7303, &[&percent.to_string()]));
        }
    };
    let dumped = dump::write(&extent, &header, &cpus(abend), page).await;
    dumped.map(|()| pages).map_err(|error| reason(error).to_string())
}

fn reason(error: DumpError) -> &'static str {
    match error {
        DumpError::Io(error) => error.reason(),
        DumpError::TooSmall => "it has no room",
        DumpError::TooMany => "there are more CPUs or ranges of storage than a dump can have",
        DumpError::Missing | DumpError::Registers(_) | DumpError::NotDumped(_) => "it was written",
    }
}

fn header(abend: &Abend, unit: &Unit, room: u32) -> DumpHeader {
    DumpHeader {
        abend_code: code(abend).to_string(),
        system: unit.system.clone(),
        tod: clock::tod(),
        storage: (storage::usage().configured * FRAME_BYTES) as u64,
        ranges: fitting(&storage_in_use(), room.into()),
    }
}

/// The ranges at the front that `room` pages and a header have room for; of the last one, what
/// fits.
fn fitting(ranges: &[Range<u64>], mut room: u64) -> Vec<dump::Range> {
    let mut fitting = Vec::new();
    for range in ranges.iter().take(RANGES) {
        let pages = ((range.end - range.start) / FRAME_BYTES as u64).min(room);
        room -= pages;
        if pages > 0 {
            fitting.push(dump::Range { address: range.start, pages });
        }
    }
    fitting
}

/// The registers of every CPU, that of the abend first.
fn cpus(abend: &Abend) -> Vec<CpuRegisters> {
    let own = cpu::index();
    let all = cpu::all();
    let address = |index: usize| all.iter().find(|cpu| cpu.index == index).map(|cpu| cpu.address);
    let mut registers = alloc::vec![registers(address(own).unwrap_or(0), &abend.status)];
    for cpu in all.iter().filter(|cpu| cpu.index != own) {
        registers.extend(cpu::status(cpu).map(|status| self::registers(cpu.address, &status)));
    }
    registers
}

fn registers(address: u16, status: &CpuStatus) -> CpuRegisters {
    CpuRegisters {
        address,
        psw: [status.psw.mask(), status.psw.address()],
        prefix: status.prefix.get().into(),
        general: status.general.map(U64::get),
        control: status.control.map(U64::get),
        access: status.access.map(U32::get),
    }
}
