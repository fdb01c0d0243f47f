//! The storage that a CCW names (Principles of Operation, "Designation of Storage Area").

use zarch::CcwFlags;

use crate::ccw::Ccw;
use crate::storage::Check;
use crate::{GuestStorage, IdawFormat, Program};

/// Data are moved within pages: each has a storage key of its own.
const PAGE: u64 = 4096;

/// What is left of a CCW's area.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Area {
    /// From `next` on, up to `end` at most.
    Direct { next: u64, end: u64 },
    /// Where the IDAWs of the list say.
    Indirect(List),
}

/// A list of IDAWs, and what is left of the block that the last one designated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List {
    idaw: u64,
    end: u64,
    first: bool,
    next: u64,
    left: u64,
}

/// Storage by the subchannel's key.
#[derive(Debug)]
pub(crate) struct Access<'a, G> {
    pub storage: &'a G,
    pub key: u8,
}

impl<G: GuestStorage> Access<'_, G> {
    pub(crate) async fn fetch(&self, address: u64, bytes: &mut [u8]) -> Result<(), Check> {
        Ok(self.storage.fetch(address, self.key, bytes).await?)
    }

    pub(crate) async fn store(&self, address: u64, bytes: &[u8]) -> Result<(), Check> {
        Ok(self.storage.store(address, self.key, bytes).await?)
    }
}

impl Area {
    pub(crate) fn new(ccw: &Ccw, program: &Program) -> Self {
        let (next, end) = (u64::from(ccw.address), program.ccws.end());
        if ccw.flags.contains(CcwFlags::INDIRECT) {
            Self::Indirect(List { idaw: next, end, first: true, next: 0, left: 0 })
        } else {
            Self::Direct { next, end }
        }
    }

    /// Takes the next bytes of the area, at most `wanted` and all in one page: where they stand and
    /// how many they are.
    pub(crate) async fn take(
        &mut self,
        wanted: usize,
        access: &Access<'_, impl GuestStorage>,
        idaws: IdawFormat,
    ) -> Result<(u64, usize), Check> {
        match self {
            Self::Direct { next, end } if *next >= *end => Err(Check::Program),
            Self::Direct { next, .. } => {
                let (address, length) = (*next, (wanted as u64).min(PAGE - *next % PAGE));
                *next += length;
                Ok((address, length as usize))
            }
            Self::Indirect(list) => {
                if list.left == 0 {
                    list.load(access, idaws).await?;
                }
                let (address, length) = (list.next, (wanted as u64).min(list.left));
                (list.next, list.left) = (list.next.wrapping_add(length), list.left - length);
                Ok((address, length as usize))
            }
        }
    }
}

impl List {
    /// Fetches the next IDAW. All but the first designate the begin of a block.
    async fn load(
        &mut self,
        access: &Access<'_, impl GuestStorage>,
        idaws: IdawFormat,
    ) -> Result<(), Check> {
        if self.idaw >= self.end {
            return Err(Check::Program);
        }
        let address = if idaws == IdawFormat::Format1 {
            let mut idaw = [0; 4];
            access.fetch(self.idaw, &mut idaw).await?;
            u64::from(u32::from_be_bytes(idaw))
        } else {
            let mut idaw = [0; 8];
            access.fetch(self.idaw, &mut idaw).await?;
            u64::from_be_bytes(idaw)
        };
        let too_large = idaws == IdawFormat::Format1 && address >> 31 != 0;
        let offset = address % idaws.block();
        if too_large || !(self.first || offset == 0) {
            return Err(Check::Program);
        }
        self.idaw += u64::from(idaws.bytes());
        (self.first, self.next, self.left) = (false, address, idaws.block() - offset);
        Ok(())
    }
}
