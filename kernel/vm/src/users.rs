//! Who is logged on to this member.

mod autolog;
mod notice;
mod query;
mod refusal;
mod terminal;
mod usage;

use alloc::collections::BTreeMap;

use directory::Name;

pub use autolog::Autolog;
pub use notice::{Event, Notice};
pub use refusal::Refusal;
pub use terminal::Terminal;
pub use usage::Usage;

/// A user who is logged on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Where the user is seen and heard.
    pub terminal: Terminal,
    /// TOD of the logon.
    pub since: u64,
    /// Whether it is an IDENTITY, logged on to other members at the same time. That a USER is not
    /// is for the cluster to see to.
    pub multiconfiguration: bool,
    /// LOGOFF or FORCE is under way.
    pub leaving: bool,
}

/// Who asks to be logged on, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Logon {
    /// The user.
    pub user: Name,
    /// The terminal; [`Terminal::Disconnected`] where another user logs this one on.
    pub terminal: Terminal,
    /// TOD at this moment.
    pub tod: u64,
    /// Whether it is an IDENTITY.
    pub multiconfiguration: bool,
    /// OPTION IGNMAXU: the limit is not the user's.
    pub ignores_maximum: bool,
}

/// Everybody who is logged on.
#[derive(Clone, Debug, Default)]
pub struct Users {
    sessions: BTreeMap<Name, Session>,
    maximum: Option<usize>,
}

impl Users {
    /// Nobody, and at most `maximum` users (FEATURES MAXUSERS); none for no limit.
    pub fn new(maximum: Option<usize>) -> Self {
        Self { sessions: BTreeMap::new(), maximum }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.sessions.len()
    }

    /// SET MAXUSERS: who is logged on stays so.
    pub fn set_maximum(&mut self, maximum: Option<usize>) {
        self.maximum = maximum;
    }

    /// The user, if logged on.
    pub fn get(&self, user: Name) -> Option<&Session> {
        self.sessions.get(&user)
    }

    /// All in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (Name, &Session)> {
        self.sessions.iter().map(|(&user, session)| (user, session))
    }

    /// LOGON at a terminal, or to a disconnected virtual machine again. With `here`, also to one
    /// that is connected elsewhere; the notice tells the terminal that is left.
    pub fn logon(&mut self, logon: Logon, here: bool) -> Result<Notice, Refusal> {
        let count = self.count();
        let Some(session) = self.sessions.get_mut(&logon.user) else {
            return self.admit(logon, Event::Logon);
        };
        if session.leaving {
            return Err(Refusal::Leaving(logon.user));
        }
        let from = session.terminal;
        if from != Terminal::Disconnected && !here {
            return Err(Refusal::AlreadyOn(from));
        }
        session.terminal = logon.terminal;
        let event = Event::Reconnect { from };
        Ok(Notice { event, user: logon.user, terminal: logon.terminal, count })
    }

    /// AUTOLOG and XAUTOLOG by `by`, or by CP itself.
    pub fn autolog(&mut self, logon: Logon, by: Option<Name>) -> Result<Notice, Refusal> {
        match self.get(logon.user) {
            Some(session) if session.leaving => Err(Refusal::Leaving(logon.user)),
            Some(session) => Err(Refusal::AlreadyOn(session.terminal)),
            None => self.admit(logon, Event::AutoLogon { by }),
        }
    }

    /// DISCONNECT, or the loss of the terminal. None if the user is not logged on.
    pub fn disconnect(&mut self, user: Name) -> Option<Notice> {
        let count = self.count();
        let session = self.sessions.get_mut(&user)?;
        let terminal = core::mem::replace(&mut session.terminal, Terminal::Disconnected);
        Some(Notice { event: Event::Disconnect, user, terminal, count })
    }

    /// LOGOFF or FORCE begins; until [`Self::logoff`] the user is neither on nor off. False if the
    /// user is not logged on.
    pub fn begin_logoff(&mut self, user: Name) -> bool {
        self.sessions.get_mut(&user).map(|session| session.leaving = true).is_some()
    }

    /// The user is gone, after FORCE by `forced_by`. None if it was not logged on.
    pub fn logoff(&mut self, user: Name, forced_by: Option<Name>) -> Option<Notice> {
        let session = self.sessions.remove(&user)?;
        let event = Event::Logoff { forced_by };
        Some(Notice { event, user, terminal: session.terminal, count: self.count() })
    }

    fn admit(&mut self, logon: Logon, event: Event) -> Result<Notice, Refusal> {
        let Logon { user, terminal, tod, multiconfiguration, ignores_maximum } = logon;
        let full = self.maximum.filter(|&maximum| self.count() >= maximum && !ignores_maximum);
        if let Some(maximum) = full {
            return Err(Refusal::Full(maximum));
        }
        let session = Session { terminal, since: tod, multiconfiguration, leaving: false };
        self.sessions.insert(user, session);
        Ok(Notice { event, user, terminal, count: self.count() })
    }
}

#[cfg(test)]
mod tests;
