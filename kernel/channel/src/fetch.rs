//! Fetching CCWs (Principles of Operation, "Command Chaining", "Data Chaining", "Transfer in
//! Channel", "Suspension of Channel-Program Execution").

use zarch::CcwFlags;
use zarch::ccw::CCW_BYTES;

use crate::area::Area;
use crate::ccw::Ccw;
use crate::storage::Check;
use crate::{Channel, Intermediate, Subchannel};

/// CCWs that are fetched before others may run.
const CCWS_UNTIL_PAUSE: u32 = 1024;

impl<S: Subchannel> Channel<'_, S> {
    /// Goes on to the next command.
    pub(crate) async fn chain_command(&mut self) -> Result<(), Check> {
        let ccw = loop {
            let ccw = self.fetch().await?;
            ccw.check(self.program, false)?;
            if !ccw.flags.contains(CcwFlags::SUSPEND) {
                break ccw;
            }
            self.subchannel.suspended(self.at(&ccw)).await;
            self.next = self.next.wrapping_sub(CCW_BYTES as u32);
        };
        (self.asked, self.excess) = (false, false);
        self.take_up(ccw);
        Ok(())
    }

    /// Goes on to the next area of the same command.
    pub(crate) async fn chain_data(&mut self) -> Result<(), Check> {
        let ccw = self.fetch().await?;
        ccw.check(self.program, true)?;
        self.take_up(Ccw { command: self.ccw.command, ..ccw });
        Ok(())
    }

    fn take_up(&mut self, ccw: Ccw) {
        (self.ccw, self.left, self.area) = (ccw, ccw.count, Area::new(&ccw, self.program));
        if ccw.flags.contains(CcwFlags::PROGRAM_CONTROLLED_INTERRUPTION) {
            self.subchannel.program_controlled_interruption(self.at(&ccw));
        }
    }

    const fn at(&self, ccw: &Ccw) -> Intermediate {
        Intermediate { ccw_address: self.next, count: ccw.count }
    }

    /// Fetches the next CCW that is no TIC.
    async fn fetch(&mut self) -> Result<Ccw, Check> {
        let ccw = self.fetch_one().await?;
        if !ccw.is_transfer(self.program.ccws) {
            return Ok(ccw);
        }
        let behind = self.next;
        self.next = ccw.target(self.program.ccws)?;
        let fetched = self.fetch_one().await;
        let ccw = fetched.inspect_err(|_| self.next = behind)?;
        if ccw.is_transfer(self.program.ccws) { Err(Check::Program) } else { Ok(ccw) }
    }

    /// Fetches one CCW; `next` is behind it even where it cannot be fetched.
    async fn fetch_one(&mut self) -> Result<Ccw, Check> {
        self.fetched += 1;
        if self.fetched > CCWS_UNTIL_PAUSE {
            self.fetched = 0;
            self.subchannel.pause().await;
        }
        let address = u64::from(self.next);
        self.next = self.next.wrapping_add(CCW_BYTES as u32);
        if address >= self.program.ccws.end() || !address.is_multiple_of(CCW_BYTES as u64) {
            return Err(Check::Program);
        }
        let mut bytes = [0; CCW_BYTES];
        self.access().fetch(address, &mut bytes).await?;
        Ok(Ccw::decode(bytes, self.program.ccws))
    }
}
