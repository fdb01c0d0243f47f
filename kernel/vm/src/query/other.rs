//! QUERY PRIVCLAS, SECUSER and STORAGE of the own virtual machine.

use alloc::format;

use crate::Answer;
use crate::machine::VirtualMachine;

impl VirtualMachine {
    /// QUERY PRIVCLAS.
    pub fn query_privclas(&self) -> Answer {
        Answer::text([
            format!("Privilege classes for user {}", self.user),
            format!("      Currently: {}", self.classes),
            format!("      Directory: {}", self.directory_classes),
        ])
    }

    /// QUERY SECUSER.
    pub fn query_secuser(&self) -> Answer {
        let user = self.user;
        Answer::text([match self.secondary {
            Some(secondary) => format!("Secondary userid for {user} is {secondary}."),
            None => format!("There is no secondary userid for {user}"),
        }])
    }

    /// QUERY STORAGE of a user of class G.
    pub fn query_storage(&self) -> Answer {
        Answer::text([self.storage.full()])
    }
}
