//! QUERY NAMES, USERS and userid.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use directory::Name;
use messages::message;

use super::{Session, Users};
use crate::Answer;

/// Users of one line.
const PER_LINE: usize = 4;

impl Users {
    /// QUERY NAMES: `FTPSERVE - DSC , MAINT    -L0003`, four users a line, by name.
    pub fn query_names(&self) -> Answer {
        let entries: Vec<String> =
            self.iter().map(|(user, session)| entry(user, session)).collect();
        Answer::text(entries.chunks(PER_LINE).map(|line| String::from(line.join(", ").trim_end())))
    }

    /// QUERY USERS: how many. Nobody is dialed to another user's terminals or on through VTAM.
    pub fn query_users(&self) -> Answer {
        Answer::text([format!("{:04} USERS, 0000 DIALED, 0000 NET", self.count())])
    }

    /// QUERY USERS userid, and QUERY userid of a user that the directory has.
    pub fn query_user(&self, user: Name) -> Answer {
        match self.get(user) {
            Some(session) if session.leaving => message("CQU", 361, &[user.as_str()]).into(),
            Some(session) => Answer::text([entry(user, session).trim_end()]),
            None => message("CQU", 45, &[user.as_str()]).into(),
        }
    }
}

fn entry(user: Name, session: &Session) -> String {
    format!("{user:<8} -{}", session.terminal.short())
}
