//! What CP keeps over an IPL, and the changes to it.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::spool::{FileId, SpoolFile};

/// The persistent state of a system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    files: BTreeMap<FileId, SpoolFile>,
    /// Last file number given out to each user.
    last_numbers: BTreeMap<String, u16>,
    operator_consoles: Vec<u16>,
    log_message: Vec<String>,
}

/// One change that is accepted as a whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// CLOSE and CHANGE: a file is there, with these attributes.
    File(SpoolFile),
    /// TRANSFER: the file is under another owner or number now.
    Transfer {
        /// What it was.
        from: FileId,
        /// What it is.
        to: SpoolFile,
    },
    /// PURGE.
    Purge(FileId),
    /// COLD start.
    PurgeAll,
    /// Device numbers of the operator's consoles, the first to be tried first.
    OperatorConsoles(Vec<u16>),
    /// SET LOGMSG.
    LogMessage(Vec<String>),
}

impl State {
    /// Every spool file in order of owner and number.
    pub fn files(&self) -> impl Iterator<Item = &SpoolFile> {
        self.files.values()
    }

    /// A file by owner and number.
    pub fn file(&self, id: &FileId) -> Option<&SpoolFile> {
        self.files.get(id)
    }

    /// The number that was given out last to `owner`; 0 before the first.
    pub fn last_number(&self, owner: &str) -> u16 {
        self.last_numbers.get(owner).copied().unwrap_or(0)
    }

    /// Consoles on which OPERATOR is logged on.
    pub fn operator_consoles(&self) -> &[u16] {
        &self.operator_consoles
    }

    /// Lines of the log message.
    pub fn log_message(&self) -> &[String] {
        &self.log_message
    }

    /// Makes a change; one that changes nothing does no harm.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::File(file) => self.put(file),
            Change::Transfer { from, to } => {
                self.files.remove(&from);
                self.put(to);
            }
            Change::Purge(id) => {
                self.files.remove(&id);
            }
            Change::PurgeAll => self.files.clear(),
            Change::OperatorConsoles(consoles) => self.operator_consoles = consoles,
            Change::LogMessage(lines) => self.log_message = lines,
        }
    }

    fn put(&mut self, file: SpoolFile) {
        if !self.files.contains_key(&file.id) {
            self.last_numbers.insert(file.id.owner.clone(), file.id.number);
        }
        self.files.insert(file.id.clone(), file);
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

impl Change {
    pub(crate) fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

fn encode(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).expect("these types have no map or sequence of unknown length")
}
