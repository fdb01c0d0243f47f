//! The data path between a device and the storage that the CCWs name.

use zarch::{CcwFlags, DeviceStatus, SubchannelStatus};

use crate::area::{Access, Area};
use crate::ccw::Ccw;
use crate::storage::Check;
use crate::{CcwFormat, Ending, Program, Subchannel};

/// The channel subsystem ended the program: the device moves no more data of this command, and
/// what it got of a record that is not complete is void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminated;

/// A channel program that runs.
#[derive(Debug)]
pub struct Channel<'a, S> {
    pub(crate) subchannel: &'a S,
    pub(crate) program: &'a Program,
    /// Where the next CCW is; at the end, address of the last one used plus 8.
    pub(crate) next: u32,
    /// CCWs since others could run.
    pub(crate) fetched: u32,
    /// The CCW in use.
    pub(crate) ccw: Ccw,
    pub(crate) area: Area,
    /// Bytes of the CCW in use that are not moved.
    pub(crate) left: u16,
    pub(crate) check: SubchannelStatus,
    /// Whether the device asked for data of this command.
    pub(crate) asked: bool,
    /// Whether the device would have moved more.
    pub(crate) excess: bool,
}

impl<'a, S: Subchannel> Channel<'a, S> {
    /// Whether another command is chained to this one.
    pub fn command_chaining(&self) -> bool {
        let flags = self.ccw.flags;
        flags.contains(CcwFlags::CHAIN_COMMAND) && !flags.contains(CcwFlags::CHAIN_DATA)
    }

    /// The device reads: moves its bytes to storage. What the CCWs have no room for is dropped.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<(), Terminated> {
        let mut rest = bytes;
        while let Some(piece) = self.piece(rest.len()).await? {
            let (now, later) = rest.split_at(piece.length);
            if !self.ccw.flags.contains(CcwFlags::SKIP) {
                let stored = self.access().store(piece.address, now).await;
                stored.map_err(|check| self.terminate(check))?;
            }
            self.left -= piece.length as u16;
            rest = later;
        }
        Ok(())
    }

    /// The device writes: moves bytes from storage to it. Answers how many there were.
    pub async fn receive(&mut self, bytes: &mut [u8]) -> Result<usize, Terminated> {
        let mut done = 0;
        while let Some(piece) = self.piece(bytes.len() - done).await? {
            let now = &mut bytes[done..done + piece.length];
            let fetched = self.access().fetch(piece.address, now).await;
            fetched.map_err(|check| self.terminate(check))?;
            self.left -= piece.length as u16;
            done += piece.length;
        }
        Ok(done)
    }

    /// The next storage to be used, of at most `wanted` bytes; none at their end.
    async fn piece(&mut self, wanted: usize) -> Result<Option<Piece>, Terminated> {
        if !self.check.is_empty() {
            return Err(Terminated);
        }
        self.asked = true;
        if wanted == 0 {
            return Ok(None);
        }
        if self.left == 0 {
            if !self.ccw.flags.contains(CcwFlags::CHAIN_DATA) {
                self.excess = true;
                return Ok(None);
            }
            let chained = self.chain_data().await;
            chained.map_err(|check| self.terminate(check))?;
        }
        let wanted = wanted.min(usize::from(self.left));
        let skips = self.ccw.flags.contains(CcwFlags::SKIP) && self.stores();
        if skips {
            return Ok(Some(Piece { address: 0, length: wanted }));
        }
        let taken = self.area.take(wanted, &self.access(), self.program.idaws).await;
        let (address, length) = taken.map_err(|check| self.terminate(check))?;
        Ok(Some(Piece { address, length }))
    }

    /// Whether the command is a read or sense: the others ignore the SKIP flag.
    const fn stores(&self) -> bool {
        self.ccw.command & 0x03 == 0x02 || self.ccw.command & 0x0F == 0x04
    }

    pub(crate) fn access(&self) -> Access<'a, S::Storage> {
        Access { storage: self.subchannel.storage(), key: self.program.key }
    }

    pub(crate) fn terminate(&mut self, check: Check) -> Terminated {
        self.check |= check.status();
        Terminated
    }

    /// Judges how a command ended: whether the next one is to be fetched.
    pub(crate) fn chains(&mut self, status: DeviceStatus) -> bool {
        if self.check.is_empty() && self.wrong_length(status) {
            self.check |= SubchannelStatus::INCORRECT_LENGTH;
        }
        let good = DeviceStatus::CHANNEL_END | DeviceStatus::DEVICE_END;
        let goes_on = self.command_chaining()
            && self.check.is_empty()
            && status - DeviceStatus::STATUS_MODIFIER == good;
        if goes_on && status.contains(DeviceStatus::STATUS_MODIFIER) {
            self.next = self.next.wrapping_add(8);
        }
        goes_on
    }

    /// Whether the count of the CCW was not the device's (Principles of Operation, "Incorrect
    /// Length"). A command that the device rejects is not executed and has no length.
    fn wrong_length(&self, status: DeviceStatus) -> bool {
        let chain_data = self.ccw.flags.contains(CcwFlags::CHAIN_DATA);
        let suppressed = self.ccw.flags.contains(CcwFlags::SUPPRESS_LENGTH) && !chain_data;
        let wrong = if self.asked {
            self.left != 0 || self.excess || chain_data
        } else {
            let format_1 = self.program.ccws == CcwFormat::Format1;
            let counts = format_1 && !self.program.length_suppression;
            counts && self.left != 0 && !status.contains(DeviceStatus::UNIT_CHECK)
        };
        wrong && !suppressed
    }

    pub(crate) const fn ending(&self, device_status: DeviceStatus) -> Ending {
        Ending {
            device_status,
            subchannel_status: self.check,
            ccw_address: self.next,
            count: self.left,
        }
    }
}

/// Storage in one page.
struct Piece {
    address: u64,
    length: usize,
}
