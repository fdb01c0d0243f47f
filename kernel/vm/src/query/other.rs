//! QUERY PRIVCLAS, SECUSER, LOADDEV and STORAGE of the own virtual machine.

use alloc::format;

use directory::statement::processor::{Amount, Limit};

use crate::Answer;
use crate::machine::VirtualMachine;

/// The relative share of a user of whom the directory says nothing.
const NORMAL_SHARE: u16 = 100;

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

    /// QUERY QUICKDSP.
    pub fn query_quickdsp(&self) -> Answer {
        let quick = self.options.flags.contains("QUICKDSP");
        Answer::text([format!("USER {:<8}: QUICKDSP  {}", self.user, super::set::on_off(quick))])
    }

    /// QUERY SHARE: what a user has whose directory entry does not say is a relative share of 100.
    pub fn query_share(&self) -> Answer {
        let amount = |amount: Amount| match amount {
            Amount::Relative(share) => format!("RELATIVE SHARE = {share:>5}"),
            Amount::Absolute(tenths) => {
                format!("ABSOLUTE SHARE = {:>3}.{}%", tenths / 10, tenths % 10)
            }
        };
        let normal = self.share.map_or(Amount::Relative(NORMAL_SHARE), |share| share.normal);
        let limited = self.share.and_then(|share| Some((share.maximum?, share.limit)));
        let maximum = match limited {
            Some((maximum, Limit::Hard)) => format!("LIMITHARD {}", amount(maximum)),
            Some((maximum, _)) => format!("LIMITSOFT {}", amount(maximum)),
            None => "MAXIMUM SHARE = NOLIMIT".into(),
        };
        let user = self.user;
        Answer::text([format!("USER {user:<8}: {}", amount(normal)), format!("{:15}{maximum}", "")])
    }

    /// QUERY LOADDEV.
    pub fn query_loaddev(&self) -> Answer {
        Answer::text(self.load_device.lines())
    }

    /// QUERY STORAGE of a user of class G.
    pub fn query_storage(&self) -> Answer {
        Answer::text([self.storage.full()])
    }
}
