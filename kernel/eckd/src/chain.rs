//! What holds from one command of a chain to the next.

use zarch::eckd::Operation;

use crate::command::*;
use crate::extent::{Extent, FileMask};
use crate::layout::Layout;
use crate::located::Located;

/// Where on its track the device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    /// At the begin.
    Index,
    /// Behind the count of a record.
    Count(u8),
    /// Behind its key.
    Key(u8),
    /// Behind its data.
    Data(u8),
}

impl At {
    /// The record that comes next.
    pub(crate) const fn next(self) -> u8 {
        match self {
            Self::Index => 0,
            Self::Count(record) | Self::Key(record) | Self::Data(record) => record + 1,
        }
    }
}

/// What a search found or a write left behind, so that a write may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Nothing,
    HomeAddress,
    Id,
    Key,
    Written,
}

impl Found {
    /// Whether it still holds after a command.
    const fn survives(self, code: u8) -> bool {
        match self {
            Self::Nothing => true,
            Self::HomeAddress => code & !MULTITRACK == SEARCH_HOME_ADDRESS_EQUAL,
            Self::Id => matches!(
                code & !MULTITRACK,
                SEARCH_ID_EQUAL | READ_KEY_AND_DATA | WRITE_KEY_AND_DATA | READ_DATA | WRITE_DATA
            ),
            Self::Key => {
                matches!(code & !MULTITRACK, SEARCH_KEY_EQUAL | READ_DATA | WRITE_DATA)
            }
            Self::Written => matches!(code, WRITE_RECORD_ZERO | WRITE_COUNT_KEY_AND_DATA),
        }
    }
}

/// The commands that LOCATE RECORD announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Domain {
    pub operation: Operation,
    /// How many are to come.
    pub left: u8,
    /// Bytes that each writes.
    pub length: u16,
}

impl Domain {
    pub(crate) fn new(located: &Located) -> Option<Self> {
        let Located { operation, count, length, .. } = *located;
        (count > 0).then_some(Self { operation, left: count, length })
    }

    /// Whether a command may stand in the domain.
    pub(crate) const fn admits(&self, code: u8) -> bool {
        match self.operation {
            Operation::Orient => false,
            Operation::ReadData | Operation::Read => matches!(
                code & !MULTITRACK,
                READ_DATA
                    | READ_KEY_AND_DATA
                    | READ_COUNT
                    | READ_RECORD_ZERO
                    | READ_HOME_ADDRESS
                    | READ_COUNT_KEY_AND_DATA
            ),
            Operation::ReadTracks => code == READ_TRACK,
            Operation::WriteData => match code & !MULTITRACK {
                WRITE_DATA | WRITE_KEY_AND_DATA => true,
                READ_COUNT => self.left == 1,
                _ => false,
            },
            Operation::FormatWrite => matches!(
                code,
                WRITE_RECORD_ZERO | WRITE_COUNT_KEY_AND_DATA | WRITE_COUNT_KEY_AND_DATA_NEXT_TRACK
            ),
        }
    }
}

/// The state of a chain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chain {
    /// The command before.
    pub previous: Option<u8>,
    pub mask: FileMask,
    pub extent: Extent,
    /// Whether DEFINE EXTENT, SET FILE MASK, READ IPL were among the commands.
    pub extent_defined: bool,
    pub mask_set: bool,
    pub ipl: bool,
    /// Whether a track was chosen.
    pub positioned: bool,
    pub track: u32,
    pub at: At,
    /// Whether the begin of the track came by since data were last looked at.
    pub index_passed: bool,
    pub domain: Option<Domain>,
    pub found: Found,
    /// Whether READ SUBSYSTEM DATA has something to read.
    pub prepared: bool,
    /// The layout, once it was needed.
    pub layout: Option<Layout>,
}

impl Chain {
    pub(crate) fn new(tracks: u32) -> Self {
        Self {
            previous: None,
            mask: FileMask::new(),
            extent: Extent::whole(tracks),
            extent_defined: false,
            mask_set: false,
            ipl: false,
            positioned: false,
            track: 0,
            at: At::Index,
            index_passed: false,
            domain: None,
            found: Found::Nothing,
            prepared: false,
            layout: None,
        }
    }

    /// A command was carried out.
    pub(crate) fn done(&mut self, code: u8) {
        self.previous = Some(code);
        if !self.found.survives(code) {
            self.found = Found::Nothing;
        }
        let locates = matches!(code, LOCATE_RECORD | LOCATE_RECORD_EXTENDED);
        if let Some(domain) = self.domain.as_mut().filter(|_| !locates) {
            domain.left -= 1;
            if domain.left == 0 {
                self.domain = None;
            }
        }
    }

    /// A command begins: most forget that the begin of the track came by.
    pub(crate) fn begin(&mut self, code: u8) {
        let looks_for_records = matches!(
            code & !MULTITRACK,
            READ_COUNT
                | READ_SECTOR
                | SEARCH_ID_EQUAL
                | SEARCH_ID_HIGH
                | SEARCH_ID_EQUAL_OR_HIGH
                | SEARCH_KEY_EQUAL
                | SEARCH_KEY_HIGH
                | SEARCH_KEY_EQUAL_OR_HIGH
        );
        self.index_passed &= looks_for_records;
    }
}
